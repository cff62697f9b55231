"""The styles of a document: who is based on whom, the defaults, the theme's fonts and colours."""

from __future__ import annotations

from dataclasses import dataclass

from ..ooxml import NS, VAL, Element, W, attr, child, val

_THEME_COLORS = {"text1": "dk1", "dark1": "dk1", "tx1": "dk1", "background1": "lt1", "light1": "lt1", "bg1": "lt1"}
_THEME_COLORS |= {"text2": "dk2", "dark2": "dk2", "background2": "lt2", "light2": "lt2"}
_THEME_COLORS |= {"hyperlink": "hlink", "followedHyperlink": "folHlink"}


@dataclass(frozen=True)
class Style:
    id: str
    name: str
    kind: str
    based_on: str
    element: Element


class Styles:
    """styles.xml, asked by id; a missing file or style is as if it said nothing."""

    def __init__(self, root: Element | None) -> None:
        self.run_defaults: Element | None = None
        self.para_defaults: Element | None = None
        self._by_id: dict[str, Style] = {}
        self.defaults: dict[str, str] = {}
        self._chains: dict[tuple[str, str], tuple[Style, ...]] = {}
        for node in root if root is not None else ():
            if node.tag == W + "docDefaults":
                self.run_defaults = child(child(node, "rPrDefault"), "rPr")
                self.para_defaults = child(child(node, "pPrDefault"), "pPr")
            elif node.tag == W + "style":
                self._add(node)

    def _add(self, node: Element) -> None:
        style_id, kind = attr(node, "styleId") or "", attr(node, "type") or "paragraph"
        self._by_id[style_id] = Style(style_id, val(node, "name") or style_id, kind, val(node, "basedOn") or "", node)
        if (attr(node, "default") or "0").lower() in ("1", "true", "on"):
            self.defaults[kind] = style_id

    def chain(self, style_id: str | None, kind: str) -> tuple[Style, ...]:
        """The style and its forefathers, the oldest first; the default style where none is named or none is known."""
        style = self._by_id.get(style_id or "")
        if style is None or style.kind != kind:
            style = self._by_id.get(self.defaults.get(kind, ""))
        key = (style.id if style else "", kind)
        if key not in self._chains:
            self._chains[key] = self._walk(style)
        return self._chains[key]

    def _walk(self, style: Style | None) -> tuple[Style, ...]:
        found: list[Style] = []
        seen: set[str] = set()
        while style is not None and style.id not in seen:
            seen.add(style.id)
            found.append(style)
            parent = self._by_id.get(style.based_on)
            style = parent if parent is not None and parent.kind == style.kind else None
        return tuple(reversed(found))

    def name(self, style_id: str | None) -> str:
        chain = self.chain(style_id, "paragraph")
        return chain[-1].name if chain else ""


class Theme:
    """theme1.xml: which font and colour a theme name stands for."""

    def __init__(self, root: Element | None) -> None:
        self._fonts: dict[str, str] = {}
        self._colors: dict[str, str] = {}
        if root is None:
            return
        for group, key in (("majorFont", "major"), ("minorFont", "minor")):
            found = root.find(f".//{{{NS['a']}}}{group}/{{{NS['a']}}}latin")
            if found is not None:
                self._fonts[key] = found.get("typeface", "")
        for node in root.findall(f".//{{{NS['a']}}}clrScheme/*"):
            value = next((part.get("lastClr") or part.get("val") for part in node), None)
            if isinstance(node.tag, str) and value:
                self._colors[node.tag.rpartition("}")[2]] = value

    def font(self, name: str) -> str | None:
        """`minorHAnsi` -> "Calibri"."""
        return self._fonts.get(name[:5]) or None

    def color(self, name: str) -> str | None:
        return self._colors.get(_THEME_COLORS.get(name, name))


def table_layers(style: Style, first_row: bool, first_column: bool, last_row: bool) -> list[Element]:
    """The elements of one table style that touch a cell: the whole table's, then those of its conditions."""
    wanted = [name for name, on in (("firstRow", first_row), ("lastRow", last_row), ("firstCol", first_column)) if on]
    conditional = {node.get(W + "type"): node for node in style.element.findall(W + "tblStylePr")}
    return [style.element, *(conditional[name] for name in wanted if name in conditional)]


def look(table_properties: Element | None) -> dict[str, bool]:
    """Which conditional formats of its style a table wears (`tblLook`), written as flags or as a bitmap."""
    node = child(table_properties, "tblLook")
    if node is None:
        return {"firstRow": False, "lastRow": False, "firstColumn": False}
    try:
        bits = int(node.get(VAL) or "0", 16)
    except ValueError:
        bits = 0
    names = {"firstRow": 0x20, "lastRow": 0x40, "firstColumn": 0x80}
    return {name: (attr(node, name) in ("1", "true", "on")) or bool(bits & bit) for name, bit in names.items()}

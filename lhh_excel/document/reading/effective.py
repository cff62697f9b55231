"""Effective formatting: what the reader of a page sees, whatever layer it was set in.

Runs: direct -> character style -> paragraph style chain -> table style -> document defaults, theme names resolved.
Toggle properties (bold, italic, capitals) that several style layers set cancel out two by two (ISO 29500-1, 17.7.3);
a direct setting or the document defaults decide alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...plain import pattern, record
from ..ooxml import NS, VAL, Element, W, attr, child, flag, measure_mm, measure_pt, signature, val
from .model import ParaFormat, RunFormat

_THEME_COLORS = {"text1": "dk1", "dark1": "dk1", "tx1": "dk1", "background1": "lt1", "light1": "lt1", "bg1": "lt1"}
_THEME_COLORS |= {"text2": "dk2", "dark2": "dk2", "background2": "lt2", "light2": "lt2"}
_THEME_COLORS |= {"hyperlink": "hlink", "followedHyperlink": "folHlink"}


@record
class Style:
    """One style of styles.xml."""

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


def table_look(table_properties: Element | None) -> dict[str, bool]:
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


# --- layers resolved -------------------------------------------------------------------------------------------------


_TOGGLES = ("b", "i", "caps", "smallCaps", "vanish", "strike", "dstrike", "outline", "shadow", "emboss", "imprint")
_RAISED_TYPE = ("outline", "shadow", "emboss", "imprint")
_ALIGN = {"start": "left", "end": "right", "justify": "both", "distribute": "both", "thaiDistribute": "both"}
_ALIGN |= {"lowKashida": "both", "mediumKashida": "both", "highKashida": "both"}
_WHITE = pattern(r"auto|(?:F[5-9A-F]){3}|", re.IGNORECASE)  # or so nearly that nobody sees it
AUTO_SPACING_PT = 14.0


class Resolver:
    """Resolves runs and paragraphs of one document; answers for runs are remembered, as styles repeat."""

    def __init__(self, styles: Styles, theme: Theme) -> None:
        self.styles = styles
        self.theme = theme
        self._runs: dict[tuple[object, ...], RunFormat] = {}
        self._by_styles: dict[tuple[object, ...], tuple[dict[str, bool], dict[str, str]]] = {}

    def run(self, direct: Element | None, para_style: str | None, table: tuple[Element, ...] = ()) -> RunFormat:
        """`direct` is the run's own rPr; `table` the style elements that touch its cell."""
        key = (signature(direct), para_style, table)
        found = self._runs.get(key)
        if found is None:
            found = self._runs[key] = self._run(direct, para_style, table)
        return found

    def _run(self, direct: Element | None, para_style: str | None, table: tuple[Element, ...]) -> RunFormat:
        toggles, found = self._of_styles(para_style, val(direct, "rStyle"), table)
        if direct is not None:
            own = {name: on for name in _TOGGLES if (on := flag(direct, name)) is not None}
            toggles, found = toggles | own, {**found}
            self._gather(direct, found)
        return RunFormat(
            font_ascii=found.get("ascii", "Times New Roman"),
            font_other=found.get("hAnsi", found.get("ascii", "Times New Roman")),
            size=measure_pt(found.get("sz"), 0.5) or 10.0,
            bold=toggles["b"],
            italic=toggles["i"],
            underline=found.get("u", "none") not in ("none", ""),
            caps=toggles["caps"] or toggles["smallCaps"],
            color=found.get("color", "auto"),
            raised=found.get("vertAlign") in ("superscript", "subscript"),
            hidden=toggles["vanish"],
            highlight=found.get("highlight", "none") != "none" or not _WHITE.fullmatch(found.get("fill", "")),
            strike=toggles["strike"] or toggles["dstrike"],
            outline=any(toggles[name] for name in _RAISED_TYPE),
            spacing=measure_pt(found.get("spacing")) or 0.0,
        )

    def _of_styles(
        self, para_style: str | None, named: str | None, table: tuple[Element, ...]
    ) -> tuple[dict[str, bool], dict[str, str]]:
        """What the styles and defaults say of a run that has no look of its own: toggles, and all the rest."""
        key = (para_style, named, table)
        if key not in self._by_styles:
            groups: list[list[Element]] = [
                _runs_of(table),
                _runs_of(style.element for style in self.styles.chain(para_style, "paragraph")),
                _runs_of(style.element for style in self.styles.chain(named, "character")),
            ]
            found: dict[str, str] = {}
            for layer in (self.styles.run_defaults, *(layer for group in groups for layer in group)):
                if layer is not None:
                    self._gather(layer, found)
            self._by_styles[key] = {name: self._toggle(name, groups) for name in _TOGGLES}, found
        return self._by_styles[key]

    def _toggle(self, name: str, groups: Sequence[Sequence[Element]]) -> bool:
        if flag(self.styles.run_defaults, name):
            return True
        result = False
        for group in groups:
            level = next((value for layer in reversed(group) if (value := flag(layer, name)) is not None), False)
            result ^= level
        return result

    def _gather(self, layer: Element, found: dict[str, str]) -> None:
        fonts = child(layer, "rFonts")
        for kind in ("ascii", "hAnsi"):
            themed = attr(fonts, kind + "Theme")
            name = (self.theme.font(themed) if themed else None) or attr(fonts, kind)
            if name:
                found[kind] = name
        for name in ("sz", "u", "vertAlign", "highlight", "spacing"):
            value = val(layer, name)
            if value is not None:
                found[name] = value
        fill = attr(child(layer, "shd"), "fill")
        if fill is not None:
            found["fill"] = fill
        color = child(layer, "color")
        if color is not None:
            themed = attr(color, "themeColor")
            if attr(color, "themeTint", "themeShade") and attr(color, "val") not in (None, "auto"):
                themed = None  # what Word writes beside a lighter or darker one is that colour itself
            found["color"] = (self.theme.color(themed) if themed else None) or attr(color, "val") or "auto"

    def paragraph(self, direct: Element | None, numbering: Element | None, table: tuple[Element, ...]) -> ParaFormat:
        """`direct` is the paragraph's own pPr; `numbering` the pPr of its list level, if it is in a list."""
        chain = [child(style.element, "pPr") for style in self.styles.chain(val(direct, "pStyle"), "paragraph")]
        layers = [self.styles.para_defaults, *(child(layer, "pPr") for layer in table)]
        if child(direct, "numPr") is not None:
            layers += [*chain, numbering, direct]
        else:
            layers += [numbering, *chain, direct]
        return _paragraph([layer for layer in layers if layer is not None])


def _runs_of(elements: Iterable[Element]) -> list[Element]:
    return [found for element in elements if (found := child(element, "rPr")) is not None]


def _paragraph(layers: list[Element]) -> ParaFormat:
    indent, borders = _indent(layers), _borders(layers)
    before, after, line, rule = _spacing(layers)
    align = next((value for layer in reversed(layers) if (value := val(layer, "jc")) is not None), None) or "left"
    frame = next((found for layer in reversed(layers) if (found := child(layer, "framePr")) is not None), None)
    return ParaFormat(
        align=_ALIGN.get(align, align),
        left=indent["left"],
        right=indent["right"],
        first=indent["first"],
        before=before,
        after=after,
        line=line,
        line_rule=rule,
        contextual=_flag(layers, "contextualSpacing"),
        border_top=borders.get("top"),
        border_bottom=borders.get("bottom"),
        keep_next=_flag(layers, "keepNext"),
        page_break_before=_flag(layers, "pageBreakBefore"),
        frame_width=measure_mm(attr(frame, "w")) or 0.0,
        stops=any(next(layer.iter(W + "tab"), None) is not None for layer in layers),
        frame_align=attr(frame, "xAlign") or ("" if frame is None else "left"),
    )


def _flag(layers: list[Element], name: str) -> bool:
    return bool(next((value for layer in reversed(layers) if (value := flag(layer, name)) is not None), False))


def _indent(layers: list[Element]) -> dict[str, float]:
    found = {"left": 0.0, "right": 0.0, "first": 0.0}
    for layer in layers:
        node = child(layer, "ind")
        for key, names in (("left", ("start", "left")), ("right", ("end", "right")), ("first", ("firstLine",))):
            value = measure_mm(attr(node, *names))
            if value is not None:
                found[key] = value
        hanging = measure_mm(attr(node, "hanging"))
        if hanging is not None and (hanging or attr(node, "firstLine") is None):
            found["first"] = -hanging
    return found


def _spacing(layers: list[Element]) -> tuple[float, float, float, str]:
    """The gaps above and below, the line and its rule."""
    gaps, rule, line = {"before": 0.0, "after": 0.0}, "auto", 1.0
    for layer in layers:
        node = child(layer, "spacing")
        for key in gaps:
            value = measure_pt(attr(node, key))
            if value is not None:
                gaps[key] = value
            if attr(node, key + "Autospacing") in ("1", "true", "on"):
                gaps[key] = AUTO_SPACING_PT
        set_to = measure_pt(attr(node, "line"))
        if set_to is not None:
            rule = attr(node, "lineRule") or "auto"
            rule = rule if rule in ("exact", "atLeast") else "auto"
            line = round(set_to / 12, 4) if rule == "auto" else set_to
    return gaps["before"], gaps["after"], line, rule


def _borders(layers: list[Element]) -> dict[str, str]:
    found: dict[str, str] = {}
    for layer in layers:
        for side in ("top", "bottom"):
            kind = val(child(layer, "pBdr"), side)
            if kind in ("none", "nil"):
                found.pop(side, None)
            elif kind:
                found[side] = kind
    return found

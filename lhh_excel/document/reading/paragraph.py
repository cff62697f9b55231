"""The inside of one paragraph: runs with effective formatting, fields, its label, text boxes, the lines drawn in it."""

from __future__ import annotations

from ...plain import entity, field, pattern
from ...text.roman import to_roman
from ..ooxml import EMU_PER_MM, NS, Element, W, attr, child, leading, measure_mm, q, val, whole
from .effective import Resolver
from .model import DrawnLine, Run

_WRAPPERS = frozenset(
    W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml")
) | {W + "dir", W + "bdo"}
_TEXTS = {W + "tab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "ptab": "\t", W + "sym": "•"}
_RUN, _TEXT, _BREAK, _INSTRUCTION, _FIELD = (W + name for name in ("r", "t", "br", "instrText", "fldChar"))
_ALTERNATIVES = q("mc:AlternateContent")
_GRAPHICS = frozenset({W + "drawing", W + "pict", W + "object"})


@entity
class Inside:
    """What stands in one paragraph."""

    runs: list[Run] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)  # w:txbxContent
    has_picture: bool = False  # or a shape, a text box
    field_marks: bool = False
    page_break: bool = False
    break_leads: bool = False


class ParagraphReader:
    """Reads one paragraph of a style context (`style_id`, table layers); `keep`: its runs remember their elements."""

    def __init__(self, resolver: Resolver, style_id: str | None, table: tuple[Element, ...], keep: bool = True) -> None:
        self._keep = keep
        self._resolver = resolver
        self._style = style_id
        self._table = table
        self._inside = Inside()
        self._instruction: list[str] = []

    def read(self, paragraph: Element) -> Inside:
        self._walk(paragraph)
        if self._instruction:
            self._inside.fields.append("".join(self._instruction).strip())
        return self._inside

    def _walk(self, parent: Element) -> None:
        for node in parent:
            if node.tag == _RUN:
                self._run(node)
            elif node.tag in _WRAPPERS:
                if node.tag == W + "fldSimple":
                    self._inside.fields.append((attr(node, "instr") or "").strip())
                self._walk(node)
            elif node.tag == _ALTERNATIVES:
                self._walk(_rendition(node))

    def _run(self, run: Element) -> None:
        text: list[str] = []
        self._run_parts(run, text)
        if text:
            look = self._resolver.run(leading(run, "rPr") if len(run) > 1 else None, self._style, self._table)
            self._inside.runs.append(Run("".join(text), look, run if self._keep else None))

    def _run_parts(self, parent: Element, text: list[str]) -> None:
        for node in parent:
            tag = node.tag
            if tag == _TEXT:
                text.append(node.text or "")
            elif tag in _TEXTS:
                text.append(_TEXTS[tag])
            elif tag == _BREAK:
                self._break(node, text)
            elif tag == _INSTRUCTION:
                self._instruction.append(node.text or "")
            elif tag == _FIELD:
                self._inside.field_marks = True
                if attr(node, "fldCharType") == "end":
                    self._end_field()
            elif tag in _GRAPHICS:
                self._graphic(node)
            elif tag == _ALTERNATIVES:
                self._run_parts(_rendition(node), text)

    def _break(self, node: Element, text: list[str]) -> None:
        if attr(node, "type") == "page":
            shown = any(run.text.strip() for run in self._inside.runs) or any(part.strip() for part in text)
            self._inside.break_leads = self._inside.break_leads or not (self._inside.page_break or shown)
            self._inside.page_break = True
        else:
            text.append("\n")

    def _end_field(self) -> None:
        if self._instruction:
            self._inside.fields.append("".join(self._instruction).strip())
            self._instruction = []

    def _graphic(self, node: Element) -> None:
        boxes = list(node.iter(W + "txbxContent"))
        self._inside.boxes += [box for box in boxes if not _inside_fallback(box, node)]
        self._inside.has_picture = True


def _inside_fallback(box: Element, top: Element) -> bool:
    for ancestor in box.iterancestors():
        if ancestor is top:
            return False
        if ancestor.tag == q("mc:Fallback"):
            return True
    return False


def _rendition(node: Element) -> Element:
    """Of the renditions of one thing, the first (Word's own); an empty stand-in where there is none."""
    choice = node.find(q("mc:Choice"))
    if choice is None:
        choice = node.find(q("mc:Fallback"))
    return node if choice is None else choice


# --- automatic numbering: the label that Word prints before a paragraph of a list, and the indents of its level ------


_PLACEHOLDER = pattern(r"%([1-9])")
_LAST = 32_767  # that Word counts to


class Numbering:
    """numbering.xml with its counters; ask `label` for each paragraph in document order, once."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._instances: dict[str, tuple[str, dict[int, Element]]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counters: dict[str, dict[int, int]] = {}
        for node in root if root is not None else ():
            if node.tag == W + "abstractNum":
                self._abstract[attr(node, "abstractNumId") or ""] = node
            elif node.tag == W + "num":
                self._add_instance(node)
        self._follow_links()

    def _follow_links(self) -> None:
        """A list that takes its levels from a list style is that style's own list, and counts with it."""
        owners = {val(node, "styleLink"): number for number, node in self._abstract.items()}
        links = {number: owners.get(val(node, "numStyleLink")) for number, node in self._abstract.items()}
        for number, (abstract, overrides) in self._instances.items():
            if val(self._abstract.get(abstract), "numStyleLink") and (owner := links[abstract]):
                self._instances[number] = (owner, overrides)

    def _add_instance(self, node: Element) -> None:
        number = attr(node, "numId") or ""
        overrides: dict[int, Element] = {}
        for override in node.findall(W + "lvlOverride"):
            level = whole(attr(override, "ilvl"), 0)
            own = child(override, "lvl")
            if own is not None:
                overrides[level] = own
            start = val(override, "startOverride")
            if start is not None:
                self._starts[number, level] = whole(start, 0)
        self._instances[number] = (val(node, "abstractNumId") or "", overrides)

    def level(self, number: str, level: int) -> Element | None:
        """The definition of a level of a list, None where there is none."""
        abstract, overrides = self._instances.get(number, ("", {}))
        if level in overrides:
            return overrides[level]
        for node in self._abstract.get(abstract, ()):
            if node.tag == W + "lvl" and whole(attr(node, "ilvl"), 0) == level:
                return node
        return None

    def label(self, number: str, level: int) -> str:
        """The next label of this list: "1.", "a)", "-"; "" for a bullet that is a picture or symbol font's sign."""
        definition = self.level(number, level)
        if definition is None:
            return ""
        abstract = self._instances[number][0]
        counters = self._counters.setdefault(abstract, {})
        if (number, level) in self._starts:
            counters[level] = self._starts.pop((number, level)) - 1
        counters[level] = counters.get(level, whole(val(definition, "start"), 1) - 1) + 1
        for deeper in [key for key in counters if key > level]:
            del counters[deeper]
        if val(definition, "numFmt") == "bullet":
            sign = val(definition, "lvlText") or ""
            return "-" if sign in ("-", "–", "—", "\uf02d") else sign if sign.isascii() else "•"
        text = val(definition, "lvlText") or ""
        return _PLACEHOLDER.sub(lambda match: self._shown(number, int(match[1]) - 1, counters), text)

    def _shown(self, number: str, level: int, counters: dict[int, int]) -> str:
        definition = self.level(number, level)
        value = counters.get(level, whole(val(definition, "start"), 1))
        return format_number(value, val(definition, "numFmt") or "decimal")


def format_number(value: int, kind: str) -> str:
    """A counter in Word's number formats: upperRoman, lowerLetter, decimalZero, …; decimal for the others."""
    if not 0 <= value <= _LAST:
        return str(value)
    if kind in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        roman = to_roman(value)
        return roman if kind == "upperRoman" else roman.lower()
    if kind in ("upperLetter", "lowerLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "none":
        return ""
    return f"{value:02d}" if kind == "decimalZero" else str(value)


# --- straight lines in a paragraph: DrawingML shapes, VML shapes and horizontal rules --------------------------------


_LINE_SHAPES = frozenset({"line", "straightConnector1"})
VML_LINES = (f"{{{NS['v']}}}line", f"{{{NS['v']}}}shape", f"{{{NS['v']}}}rect")
_STYLE = pattern(r"(?:^|;)\s*(width|height|position)\s*:\s*([^;]+)")
_INSET = "91440"  # EMU between a text box and its text, each side, where not told
_FLAT_MM = 1.5  # a shape no higher than this is a line


def lines_in(paragraph: Element) -> list[DrawnLine]:
    """Every straight horizontal line drawn in this paragraph; of two renditions of one only the first counts."""
    found = [line for node in paragraph.iter(q("wp:inline"), q("wp:anchor")) if (line := _drawing(node)) is not None]
    for node in paragraph.iter(*VML_LINES):
        if not _is_second_rendition(node) and (line := _vml(node)) is not None:
            found.append(line)
    return found


_GROUP = "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}wgp"
_ODD = (_GROUP, f"{{{NS['a']}}}custGeom", f"{{{NS['v']}}}group")


def has_odd_shape(paragraph: Element) -> bool:
    """Whether a group of shapes or a freehand one hangs in this paragraph."""
    return next(paragraph.iter(*_ODD), None) is not None


def _is_second_rendition(node: Element) -> bool:
    fallback = next(node.iterancestors(q("mc:Fallback")), None)
    if fallback is None:
        return False
    parent = fallback.getparent()
    choice = parent.find(q("mc:Choice")) if parent is not None else None
    return choice is not None and next(choice.iter(q("wp:inline"), q("wp:anchor")), None) is not None


def _drawing(node: Element) -> DrawnLine | None:
    extent = node.find(q("wp:extent"))
    preset = next(node.iter(q("a:prstGeom")), None)
    if extent is None or preset is None:
        return None
    width, height = _number(extent.get("cx")) / EMU_PER_MM, _number(extent.get("cy")) / EMU_PER_MM
    if preset.get("prst") not in _LINE_SHAPES and height > _FLAT_MM:
        return None
    if height > max(_FLAT_MM, width / 4):
        return None
    dash = next(node.iter(q("a:prstDash")), None)
    solid = dash is None or dash.get("val", "solid") == "solid"
    return DrawnLine(width, solid, node.tag == q("wp:anchor"), node)


def _vml(node: Element) -> DrawnLine | None:
    style = dict(_STYLE.findall(node.get("style", "")))
    stroke = node.find(f"{{{NS['v']}}}stroke")
    solid = stroke is None or stroke.get("dashstyle", "solid").lower() == "solid"
    floating = style.get("position", "").strip() in ("absolute", "relative")
    if node.tag == f"{{{NS['v']}}}line":
        start, end = point(node.get("from")), point(node.get("to"))
        if start is None or end is None or abs(start[1] - end[1]) > _FLAT_MM:
            return None
        return DrawnLine(abs(end[0] - start[0]), solid, floating, node)
    width, height = measure_mm(style.get("width"), 25.4 / 96), measure_mm(style.get("height"), 25.4 / 96)
    ruled = node.get(f"{{{NS['o']}}}hr") in ("t", "true", "1")
    if ruled and not width:
        return None  # a rule over the whole width: of unknown length
    if width is None or height is None or height > _FLAT_MM or width < 4 * height:
        return None
    if node.find(f"{{{NS['v']}}}imagedata") is not None or node.find(f"{{{NS['v']}}}textbox") is not None:
        return None
    return DrawnLine(width, solid, floating, node)


def box_shape(content: Element) -> tuple[float | None, bool]:
    """Of a text box (`w:txbxContent`): the width for its text in mm, None where unknown, and whether it has a frame."""
    for node in content.iterancestors():
        if node.tag in (q("wp:inline"), q("wp:anchor")):
            shape = next(content.iterancestors(q("wps:wsp")), None)  # its own, not that of a line drawn inside
            extent, body = node.find(q("wp:extent")), shape.find(q("wps:bodyPr")) if shape is not None else None
            inset = sum(_number(body.get(side, _INSET)) for side in ("lIns", "rIns")) if body is not None else 0.0
            width = (_number(extent.get("cx")) - inset) / EMU_PER_MM if extent is not None else None
            line = node.find(f".//{q('wps:spPr')}/{q('a:ln')}")
            return width, line is None or line.find(q("a:noFill")) is None
        if node.tag in (f"{{{NS['v']}}}shape", f"{{{NS['v']}}}rect"):
            style = dict(_STYLE.findall(node.get("style", "")))
            width = measure_mm(style.get("width"), 25.4 / 96)
            return width, node.get("stroked", "t") not in ("f", "false", "0")
    return None, False


def point(text: str | None) -> tuple[float, float] | None:
    """`from="12pt,3pt"` in mm; a bare number is in pixels of VML (1/96 inch)."""
    parts = (text or "").split(",")
    if len(parts) != 2:
        return None
    x, y = (measure_mm(part or "0", 25.4 / 96) for part in parts)
    return None if x is None or y is None else (x, y)


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0

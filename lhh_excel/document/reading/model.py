"""What the reader hands out: a document as paragraphs, tables and sections with *effective* formatting.

Lengths in mm, type and gaps in pt. Nothing here knows the decree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...plain import entity, field, record
from ..ooxml import Element
from ..ooxml.harmless import Active

_SEEN = {0x2010: "-", 0x2011: "-"} | dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None)
_UNSEEN = tuple(map(chr, _SEEN))


@record
class RunFormat:
    """How a run really looks: everything resolved. `color` is "auto" or RRGGBB; two fonts as Word keeps them."""

    font_ascii: str
    font_other: str
    size: float
    bold: bool
    italic: bool
    underline: bool
    caps: bool
    color: str
    raised: bool
    hidden: bool
    highlight: bool
    strike: bool
    outline: bool = False  # or a shadow, an emboss
    spacing: float = 0.0  # pt added after each sign; negative where the type is drawn together


@entity
class Run:
    """`node` is the `w:r` it was read from and `start` where in that element's text it begins."""

    text: str
    format: RunFormat
    node: Element | None = None
    start: int = 0

    @property
    def shown(self) -> str:
        """The text as it is seen (capitals by formatting applied)."""
        return self.text.upper() if self.format.caps else self.text


@record
class ParaFormat:
    """Paragraph formatting, resolved. `first` is the first line's offset from `left` (negative: hanging)."""

    align: str  # "" where nobody knows: a text without looks
    left: float
    right: float
    first: float
    before: float
    after: float
    line: float  # multiples of a single line where `line_rule` is "auto", else pt
    line_rule: str
    contextual: bool
    border_top: str | None  # a side of its frame, as Word names its kind: "single", "dashed", …
    border_bottom: str | None
    keep_next: bool
    page_break_before: bool
    frame_align: str  # horizontal place of a text frame, "" without one
    stops: bool = False  # tab stops of its own
    frame_width: float = 0.0  # of a text frame, where told


@record
class DrawnLine:
    """A straight line drawn in or anchored to a paragraph; `floating` lines may stand away from their anchor."""

    length: float
    solid: bool
    floating: bool
    node: Element | None = None  # wp:inline, wp:anchor or the VML shape

    def __repr__(self) -> str:
        """Without the element: the same however it was read."""
        return f"DrawnLine({self.length!r}, solid={self.solid}, floating={self.floating})"


@entity
class Place:
    """Where a paragraph stands. `kind`: "body", "cell", "box", "header", "footer"; counts from 1.

    The tables of headers and footers count from -1 down.
    """

    kind: str
    width: float | None  # of the space for text, None where unknown
    table: int = 0
    row: int = 0
    column: int = 0
    columns: int = 0
    cell: int = 0  # identity of the cell or box
    framed: bool = False  # lines are drawn around it


@entity
class Paragraph:
    """`raw` is the typed text as it is seen, tabs and line breaks kept; `text` has its label too, spaces made one, ends
    trimmed. `runs` are not changed once it is made."""

    runs: list[Run]
    format: ParaFormat
    place: Place
    style: str  # its style's name
    label: str = ""  # "1.", "a)", "-" of automatic numbering
    label_bold: bool = False
    lines_drawn: Sequence[DrawnLine] = ()
    fields: Sequence[str] = ()
    odd_shape: bool = False  # a group of shapes or a freehand one, which may be a line
    has_picture: bool = False  # or a shape, or a text box whose paragraphs follow this one
    field_marks: bool = False  # a field begins or ends here: of a table of contents the last mark stands alone
    page_break: bool = False
    break_leads: bool = False  # the page break stands before its text
    ends_section: bool = False
    mark_format: RunFormat | None = None
    number: int = 0  # ordinal among the paragraphs with text
    section: int = 0
    node: Element | None = None  # the w:p, and the part it stands in
    part: str = ""

    raw: str = field(init=False)
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.raw = "".join([run.shown for run in self.runs if not run.format.hidden])
        whole = flat(f"{self.label} {self.raw}" if self.label else self.raw)
        self.text = self.raw if whole == self.raw else whole  # one text in memory, not two

    @property
    def blank(self) -> bool:
        return not self.text

    @property
    def ruled(self) -> bool:
        return bool(self.lines_drawn or self.format.border_bottom or self.format.border_top)

    def paragraphs(self) -> tuple[Paragraph]:
        """Itself, as a table has those in it."""
        return (self,)


@entity
class Cell:
    """`column` counts the cells of its row from 1."""

    paragraphs: list[Paragraph]
    column: int
    width: float
    start: int = 1  # the first column of the table's grid that it covers
    tables: Sequence[Table] = ()

    def every(self) -> list[Paragraph]:
        """Its paragraphs, then those of the tables in it."""
        return [*self.paragraphs, *(one for table in self.tables for one in table.paragraphs())]


@entity
class Table:
    """Its rows as they stand; `bordered`: lines between its rows."""

    number: int
    rows: list[list[Cell]]
    width: float
    bordered: bool
    section: int = 0
    node: Element | None = None

    @property
    def blank(self) -> bool:
        """Never: what stands in a table is said."""
        return False

    def paragraphs(self) -> Iterator[Paragraph]:
        for row in self.rows:
            for cell in row:
                yield from cell.paragraphs
                for table in cell.tables:
                    yield from table.paragraphs()


Block = Paragraph | Table


@entity
class Section:
    """Paper, margins, headers and footers of a stretch of pages."""

    number: int
    width: float
    height: float
    landscape: bool
    top: float
    bottom: float
    left: float
    right: float
    title_page: bool
    starts_on_new_page: bool
    number_format: str
    number_start: int | None
    gutter: float = 0.0  # counted in `left` already
    node: Element | None = None  # the w:sectPr
    headers: dict[str, list[Paragraph]] = field(default_factory=dict)  # "default", "first", "even"
    footers: dict[str, list[Paragraph]] = field(default_factory=dict)

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


@entity
class Document:
    """All that was read of one file."""

    file: str
    blocks: list[Block]
    sections: list[Section]
    even_and_odd: bool
    comments: int
    revisions: int
    signed: bool
    protected: bool
    final: bool = False  # marked as final
    active: tuple[Active, ...] = ()  # what runs, fetches or changes by itself

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph of the text in order, those of tables too."""
        for block in self.blocks:
            yield from block.paragraphs()


def flat(text: str) -> str:
    """Spaces of every kind made one, ends trimmed; signs that nobody sees left out, hyphens that look alike too."""
    if any(map(text.__contains__, _UNSEEN)):
        text = text.translate(_SEEN)
    return " ".join(text.split())


_LOOK = RunFormat("Times New Roman", "Times New Roman", 14.0, *(False,) * 4, "auto", *(False,) * 4)
_SHAPE = ParaFormat("", 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, "auto", False, None, None, False, False, "")


def plain_document(lines: Sequence[str]) -> Document:
    """A text without looks (pasted from Word, a web page, a mail) as a document that the one reading takes.

    One paragraph a line, in order: `blocks[n]` is `lines[n]`, the blank ones too.

    Its paragraphs say of themselves that nobody knows how they look (`format.align` is ""), so `ending.recognise` goes
    by words, by where a line stands and by blank lines alone. Tabs and wide gaps part columns as they do in Word.
    """
    place = Place("body", None)
    blocks = [Paragraph([Run(line, _LOOK)] if line.strip() else [], _SHAPE, place, "") for line in lines]
    for number, block in enumerate((one for one in blocks if not one.blank), 1):
        block.number = number
    return Document("", list(blocks), [], False, 0, 0, False, False)

"""The text from which a Word template is built: a light format, one line a paragraph.

    // …                       a comment of ours, not in the template
    # I. TIÊU ĐỀ               mục (roman number, capitals, bold)
    ## 1. Tiêu đề              khoản with a title (bold, own line)
    ### a) Nội dung            điểm
    - nội dung                 a dash paragraph
    nội dung                   a paragraph of the body; **đậm** and *nghiêng* inside; Jinja {{ … }}, {% if … %} inside
    {%p if … %}                alone on its line: a docxtpl tag over whole paragraphs (also for, else …)
    [thành phần] nội dung      a paragraph in the style of one component of law.COMPONENTS; `~` in it prints as a
                               space that neither breaks nor stretches
    [ke tieu_ngu]              a drawn rule under that component, its length computed when the template is rendered

    @hai_cot dau_trang         a borderless table of two columns (dau_trang, chu_ky): left cell; then
    @cot                       right cell; @dong begins a new row
    @het                       end of the table

    | TT | Đơn vị | Số liệu |  a table; lines above the |---| line are head rows, which repeat on each page
    |:-:8|:--40|--:20|         alignment (:-: centre, :-- left, --: right = numbers) and relative width of each column
    {%tr for d in … %}         alone on its line inside a table: a docxtpl tag over whole rows
    | {{ d.tt }} | … | … |     a cell "<" joins the cell on its left, "^" the one above; "\\|" is a bar in a cell;
                               a Jinja filter inside a cell needs no escape: {{ a|length }} stays whole
    @co_bang 11                the size in pt of the tables that follow (12 unless told)

    @phu_luc ngang TÊN         a new section with its own page numbers, landscape (ngang) or portrait (doc); its head
                               comes from the fragment `phu_luc` of khung.txt, where $goi and $ten stand for what it is
                               called and its name ("Phụ lục II" by order, "Phụ lục" when there is one annex only; or
                               what stands before the name as goi=… {{ … }}). A {%p if … %} on the line before opens in
                               the new section: where nothing is printed there, the section goes with its page
    @dau_trang @ten_loai @kinh_gui @can_cu @chu_ky …   a fragment of khung.txt: lines after `== dau_trang`

Blank lines separate nothing and mean nothing. A fault in a source is ours: `SourceError` with the line's number.
Source: docs/templates.md; the styles come from the law.
"""

from __future__ import annotations

from pathlib import Path

from ... import law
from ...plain import field, mutable, pattern, record
from ...text.roman import annex_name
from .styles import DEFAULT_TABLE_SIZE, EXTRA

SOURCES = Path(__file__).parents[1] / "sources"
FRAME = "khung.txt"
RULED = ("tieu_ngu", "co_quan", "trich_yeu")
DASH = "gach_dau_dong"

_HEADINGS = (("### ", "diem"), ("## ", "khoan"), ("# ", "muc"))
#: A tag; one that is never closed ends where the next begins.
JINJA = pattern(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}")
_TAG_LINE = pattern(r"\{%(p|tr) .*%\}$")
#: What an annex is called whose number is not the same in every document.
_ANNEX_CALLED = pattern(r"goi=(.*?\}\}) ")
_COLUMN = pattern(r"(:?)-+(:?)\s*(\d+(?:\.\d+)?)?")


class SourceError(ValueError):
    """A line that the format does not know."""


@record
class Paragraph:
    """`style`: a component of the decree or DASH; `text` with Jinja tags and ** / * marks."""

    style: str
    text: str


@record
class RuleLine:
    """A drawn line below the paragraph of component `under`."""

    under: str


@record
class Tag:
    """A docxtpl tag over whole paragraphs."""

    text: str


@mutable
class TwoColumns:
    """Rows of two cells, each a list of blocks."""

    name: str
    rows: list[list[list[Block]]] = field(default_factory=lambda: [[[]]])


@mutable
class Table:
    """`head` and `rows` hold cells of text; a row of one str is a docxtpl row tag."""

    columns: list[tuple[str, float]] = field(default_factory=list)
    head: list[list[str]] = field(default_factory=list)
    rows: list[list[str] | str] = field(default_factory=list)
    size: float = DEFAULT_TABLE_SIZE


@record
class SectionBreak:
    """A new section begins: the annex of that name."""

    landscape: bool


Block = Paragraph | RuleLine | Tag | TwoColumns | Table | SectionBreak


def fragments(text: str) -> dict[str, list[str]]:
    """The named fragments of khung.txt."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in text.splitlines():
        if line.startswith("== "):
            name = line[3:].strip()
            found[name] = []
        elif name:
            found[name].append(line)
    return found


def cells(line: str) -> list[str]:
    """The cells of one table line; bars inside Jinja tags or after a backslash do not count."""
    kept = JINJA.sub(lambda found: found.group().replace("|", "\0"), line.strip().replace("\\|", "\0"))
    return [cell.strip().replace("\0", "|") for cell in kept.strip("|").split("|")]


class Parser:
    """Text in, blocks out; `frame` holds the fragments that directives name."""

    def __init__(self, frame: dict[str, list[str]]) -> None:
        self.frame = frame
        self.blocks: list[Block] = []
        self.columns: TwoColumns | None = None
        self.table: Table | None = None
        self.table_size: float = DEFAULT_TABLE_SIZE
        self.annexes = 0
        self.annex_total = 0

    def parse(self, text: str) -> list[Block]:
        """All blocks of the text, in order."""
        lines = text.splitlines()
        self.annex_total = sum(line.startswith("@phu_luc ") for line in lines)
        for number, line in enumerate(lines, 1):
            try:
                self._line(line.strip())
            except SourceError as fault:
                raise SourceError(f"line {number}: {fault}") from None
        return self.blocks

    @property
    def _here(self) -> list[Block]:
        return self.columns.rows[-1][-1] if self.columns else self.blocks

    def _line(self, line: str) -> None:
        if not line or line.startswith("//"):
            return
        if line.startswith("|") or line.startswith("{%tr "):
            self._table_line(line)
            return
        self.table = None
        if line.startswith("@"):
            self._directive(line)
        elif _TAG_LINE.match(line):
            self._here.append(Tag(line))
        else:
            self._here.append(self._paragraph(line))

    def _paragraph(self, line: str) -> Block:
        for mark, style in _HEADINGS:
            if line.startswith(mark):
                return Paragraph(style, line[len(mark) :].strip())
        if line.startswith("- "):
            return Paragraph(DASH, line)
        if line.startswith("["):
            name, closed, text = line[1:].partition("]")
            if closed and name.startswith("ke ") and name[3:] in RULED:
                return RuleLine(name[3:])
            if closed and (name in law.COMPONENTS or name in EXTRA):
                return Paragraph(name, text.strip().replace("~", "\u00a0"))
        return Paragraph("noi_dung", line)

    def _directive(self, line: str) -> None:
        word, _, rest = line[1:].partition(" ")
        rest = rest.strip()
        if word == "hai_cot":
            self.columns = TwoColumns(rest)
            self.blocks.append(self.columns)
        elif word in ("cot", "dong", "het"):
            self._column(word)
        elif word == "co_bang":
            self.table_size = float(rest.replace(",", "."))
        elif word == "phu_luc":
            self._annex(rest)
        elif word in self.frame:
            for inner in self.frame[word]:
                self._line(inner.strip())
        else:
            raise SourceError(f"unknown directive @{word}")

    def _column(self, word: str) -> None:
        if self.columns is None:
            raise SourceError(f"@{word} outside @hai_cot")
        if word == "cot":
            self.columns.rows[-1].append([])
        elif word == "dong":
            self.columns.rows.append([[]])
        else:
            self.columns = None

    def _annex(self, rest: str) -> None:
        way, _, name = rest.partition(" ")
        told = _ANNEX_CALLED.match(name)
        if way not in ("ngang", "doc"):
            raise SourceError("@phu_luc needs ngang or doc")
        self.annexes += 1
        called = told[1] if told else annex_name(self.annexes, self.annex_total)
        name = name[told.end() :] if told else name
        # the section before ends whether or not there is this annex
        opened = bool(self.blocks) and isinstance(self.blocks[-1], Tag) and self.blocks[-1].text.startswith("{%p if ")
        self.blocks.insert(len(self.blocks) - opened, SectionBreak(way == "ngang"))
        for line in self.frame["phu_luc"]:
            self._line(line.strip().replace("$goi", called).replace("$ten", name.strip()))

    def _table_line(self, line: str) -> None:
        if self.table is None:
            if not line.startswith("|"):
                raise SourceError("a row tag outside a table")
            self.table = Table(size=self.table_size)
            self._here.append(self.table)
        if line.startswith("{%tr "):
            self.table.rows.append(line)
            return
        row = cells(line)
        if not self.table.columns and all(_COLUMN.fullmatch(cell) for cell in row):
            self.table.columns = [_column(cell) for cell in row]
        elif self.table.columns:
            if len(row) != len(self.table.columns):
                raise SourceError(f"{len(row)} cells, {len(self.table.columns)} columns")
            self.table.rows.append(row)
        else:
            self.table.head.append(row)


def _column(cell: str) -> tuple[str, float]:
    found = _COLUMN.fullmatch(cell)
    assert found is not None
    left, right, width = found.groups()
    align = "center" if left and right else "right" if right else "left"
    return align, float(width or 10)


def parse_source(text: str, frame: str) -> list[Block]:
    """The blocks of a source text; `frame` is the text of khung.txt. `SourceError` for a line it does not know."""
    return Parser(fragments(frame)).parse(text)

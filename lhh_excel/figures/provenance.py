"""Every figure of a document, where it stands and where it came from: rows, and the workbook of them beside a report.

The same rows give the same bytes. The workbook around its lines is built with the project (tools/build.py), as it is
the same for every report; the lines, tens of thousands of a large office, are written as text and packed as they are
made. Source: docs/workbook-contract.md, "Every number can be traced".
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..law import IN_FORCE
from ..messages.figures import say
from ..paths import PACKAGE
from ..plain import escape, pattern, record, shortened
from .figure import Figure

#: A cell of Excel holds 32,767 characters; longer lists of cells go on in further rows.
LONGEST = 30_000


@record
class ProvenanceRow:
    """One figure. `sheets` and `cells` have a line for each source; a figure with very many cells has several rows."""

    id: str
    place: str
    label: str
    text: str
    value: int | float | dt.date | None
    formula: str
    sheets: str
    cells: str


def provenance_rows(
    figures: Sequence[Figure], places: Mapping[str, Sequence[str]] | None = None
) -> list[ProvenanceRow]:
    """The rows in the order of the figures; with `places` (figure id -> where it stands) only figures that stand."""
    found = []
    for figure in figures:
        stands = [] if places is None else places.get(figure.id, [])
        if places is not None and not stands:
            continue
        for sheets, cells in _sources(figure):
            found.append(
                ProvenanceRow(
                    figure.id,
                    shortened("\n".join(stands), LONGEST),
                    figure.label,
                    figure.text,
                    figure.value,
                    figure.formula,
                    sheets,
                    cells,
                )
            )
    return found


def _sources(figure: Figure) -> Iterator[tuple[str, str]]:
    """The figure's sources as lines of two cells, cut where a cell would overflow."""
    if len(figure.sources) == 1 and len(figure.sources[0].cells) <= LONGEST:  # nearly all
        yield figure.sources[0].sheet, figure.sources[0].cells
        return
    sheets = [source.sheet for source in figure.sources]
    cells = [source.cells for source in figure.sources]
    if sum(map(len, cells)) + len(cells) <= LONGEST:
        yield "\n".join(sheets), "\n".join(cells)
        return
    sheets, cells = [], []
    for source in figure.sources:
        for piece in _pieces(source.cells):
            if cells and sum(map(len, cells)) + len(cells) + len(piece) > LONGEST:
                yield "\n".join(sheets), "\n".join(cells)
                sheets, cells = [], []
            sheets.append(source.sheet)
            cells.append(piece)
    if cells or not figure.sources:
        yield "\n".join(sheets), "\n".join(cells)


def _pieces(cells: str) -> Iterator[str]:
    """ "K5, K9, …" in pieces that fit a cell, cut between addresses."""
    while len(cells) > LONGEST:
        at = cells.rfind(", ", 0, LONGEST)
        yield cells[:at]
        cells = cells[at + 2 :]
    yield cells


# --- the workbook ----------------------------------------------------------------------------------------------------

#: key of the heading in messages/figures.py, width in characters
COLUMNS: tuple[tuple[str, float], ...] = (
    ("book_number", 6),
    ("book_place", 52),
    ("book_label", 44),
    ("book_text", 18),
    ("book_value", 14),
    ("book_formula", 52),
    ("book_source_sheet", 16),
    ("book_cells", 36),
    ("book_id", 34),
)


#: The kinds of values, each with a line of its own in the workbook that is filled.
KINDS = ("whole", "text", "number", "date")
#: Stands there for what a report is called, in a cell and in the file's properties; IN_FORCE for the day.
TITLE = "{title}"


def provenance_book(rows: Sequence[ProvenanceRow], *, title: str, stamp: dt.date | None = None) -> bytes:
    """The bytes of the workbook: a title, then one line a figure.

    `title` is the report's subject, `stamp` the date in the file's properties (the period's last day: no clock). Dates
    and numbers are real cells, texts are texts, whatever they begin with. Lines that a sheet has no room for are left
    out.
    """
    rows, heading = rows[: LAST_ROW - HEAD_ROW], say("book_title", subject=title)
    last = HEAD_ROW + 1 + len(rows)
    told = escape(heading[:255])
    day = (stamp or IN_FORCE).isoformat()  # IN_FORCE: no period, no clock
    out = io.BytesIO()
    with zipfile.ZipFile(_SHELL) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        strings = _strings(source.read(_STRINGS).decode(), heading)
        for entry in source.infolist():
            made = zipfile.ZipInfo(entry.filename, entry.date_time)
            made.compress_type = entry.compress_type
            made._compresslevel = _LEVEL  # type: ignore[attr-defined]  # `open` takes none
            text = source.read(entry).decode()
            if entry.filename == _SHEET:
                _pack(target, made, _sheet(text, rows, last, strings))
            elif entry.filename == _STRINGS:
                _pack(target, made, strings.xml())
            elif entry.filename == _WORKBOOK:
                target.writestr(made, _FILTERED.sub(rf"\g<1>{last}", text))
            elif entry.filename == _CORE:
                target.writestr(made, text.replace(IN_FORCE.isoformat(), day).replace(TITLE, told))
            else:
                target.writestr(made, text)
    return out.getvalue()


LINE_HEIGHT, TALLEST = 15.0, 408.75  # points; Excel's highest row in whole pixels
HEAD_ROW = 3  # counted from 0: title, source, a blank line, then the heads
LAST_ROW = 1_048_575  # of a sheet, counted from 0
#: Longest text of a cell, in units of UTF-16.
MAX_TEXT = 32_767
_SHELL = PACKAGE / "data" / "nguon-so-lieu.xlsx"
_SHEET, _STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
_WORKBOOK, _CORE = "xl/workbook.xml", "docProps/core.xml"
#: What is filtered: its last cell before the row's number.
_FILTERED = re.compile(r"(\$A\$\d+:\$[A-Z]+\$|<autoFilter ref=\"A\d+:[A-Z]+)\d+")
#: The sheet's size: its last cell before the row's number.
_CORNER = re.compile(r'(<dimension ref="A1:[A-Z]+)\d+')
_LEVEL = 5  # the usual 6 takes nearly twice as long, for one part in a hundred
_BLOCK = 500  # lines, or texts, packed at a time
_VALUE = "E"  # the column of the value
_EPOCH = dt.date(1899, 12, 31).toordinal()
_LARGEST = 9.99999999999999e307  # that a cell can hold; sums of what is typed by mistake may be larger
_LEAP = 60  # the day that Excel counts though 1900 had no 29 February
#: What a text of XML cannot hold as it is: markup, control characters, and what looks like a control character's name.
_ODD = pattern("[&<>\x00-\x08\x0b-\x1f]|_x[0-9a-fA-F]{4}_")
_NAMED, _CONTROL = pattern("(_x[0-9a-fA-F]{4}_)"), pattern("[\x00-\x08\x0b-\x1f]")


def kind(value: object) -> str:
    """The format that a value is shown in: "date", "whole", "number", or "text" where there is none."""
    if isinstance(value, dt.date):
        return "date"
    if value is None or not -_LARGEST <= value <= _LARGEST:  # type: ignore[operator]
        return "text"
    return "whole" if float(value).is_integer() else "number"  # type: ignore[arg-type]


def _pack(target: zipfile.ZipFile, entry: zipfile.ZipInfo, pieces: Iterable[str]) -> None:
    """One part, written as it is made."""
    with target.open(entry, "w", force_zip64=False) as part:
        for piece in pieces:
            part.write(piece.encode())


class _Strings(dict[str, int]):
    """The texts of the workbook, each once, with its number, which it gets when it is first asked for; `count` how
    often they stand."""

    def __init__(self, head: str, texts: list[str]) -> None:
        self.head = head
        self.texts = texts  # of the shell, as markup
        self.count = len(texts)

    def __missing__(self, text: str) -> int:
        if len(text) > MAX_TEXT // 2:
            fits = text.encode("utf-16-le")[: 2 * MAX_TEXT].decode("utf-16-le", "ignore")
            if fits != text:
                return self[fits]
        number = self[text] = len(self) + len(self.texts)
        return number

    def xml(self) -> Iterator[str]:
        unique = len(self.texts) + len(self)
        yield f'{self.head} count="{self.count}" uniqueCount="{unique}">' + "".join(self.texts)
        texts = [*self]
        for first in range(0, len(texts), _BLOCK):
            yield _items(texts[first : first + _BLOCK])
        yield "</sst>"


def _strings(shell: str, heading: str) -> _Strings:
    """The texts of the workbook that is filled, in which each stands once, with this heading."""
    head, _, rest = shell.partition(" count=")
    title = _item(TITLE)
    texts = re.findall("<si>.*?</si>", rest, re.DOTALL)
    return _Strings(head, [_item(heading) if text == title else text for text in texts])


def _items(texts: list[str]) -> str:
    """The markup of these; of most reports none holds a sign that is written otherwise."""
    together = "".join(texts)
    usual = together.replace("\n", "").isprintable() and not any(sign in together for sign in ("&", "<", ">", "_x"))
    if usual and list(map(str.strip, texts)) == texts:
        return "<si><t>" + "</t></si><si><t>".join(texts) + "</t></si>"
    return "".join(map(_item, texts))


def _item(text: str) -> str:
    if _ODD.search(text):
        text = escape(_CONTROL.sub(lambda sign: f"_x{ord(sign[0]):04X}_", _NAMED.sub(r"_x005F\1", text)))
    if text.strip() != text:
        return f'<si><t xml:space="preserve">{text}</t></si>'
    return f"<si><t>{text}</t></si>"


def _blocks(pieces: Iterable[str]) -> Iterator[str]:
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if len(held) == _BLOCK:
            yield "".join(held)
            held.clear()
    yield "".join(held)


def _sheet(shell: str, rows: Sequence[ProvenanceRow], last: int, strings: _Strings) -> Iterator[str]:
    first = shell.index(f'<row r="{HEAD_ROW + 2}"')
    end = shell.index("</sheetData>")
    styles = {}
    for kind, line in zip(KINDS, shell[first:end].split("</row>"), strict=False):
        in_column = dict(re.findall(r'<c r="([A-Z])\d+" s="(\d+)"', line))
        styles[kind] = in_column[_VALUE]
        styles["number of line"], styles["text"] = in_column["A"], in_column["B"]
    yield _CORNER.sub(rf"\g<1>{last}", shell[:first], count=1)
    yield from _blocks(_lines(rows, strings, styles))
    yield _FILTERED.sub(rf"\g<1>{last}", shell[end:])


def _lines(rows: Sequence[ProvenanceRow], strings: _Strings, styles: dict[str, str]) -> Iterator[str]:
    fits = [int(width * 0.95) for _, width in COLUMNS]  # letters in a line of each column, rather too few than too many
    fits = [fits[column] for column in (1, 2, 3, 5, 6, 7, 8)]
    text, plain = f's="{styles["text"]}" t="s"', styles["number of line"]
    strings.count += len(fits) * len(rows)
    for number, row in enumerate(rows, 1):
        texts = (row.place, row.label, row.text, row.formula, row.sheets, row.cells, row.id)
        long = [_height(text, fit) for text, fit in zip(texts, fits, strict=True) if len(text) > fit or "\n" in text]
        height = LINE_HEIGHT * max(long, default=1)
        tall = f' ht="{min(height, TALLEST):.16g}" customHeight="1"' if height != LINE_HEIGHT else ""
        b, c, d, f, g, h, i = [strings[text] for text in texts]
        at = HEAD_ROW + 1 + number
        yield (
            f'<row r="{at}" spans="1:9"{tall}><c r="A{at}" s="{plain}"><v>{number}</v></c>'
            f'<c r="B{at}" {text}><v>{b}</v></c><c r="C{at}" {text}><v>{c}</v></c><c r="D{at}" {text}><v>{d}</v></c>'
            f'<c r="{_VALUE}{at}" {_value(row.value, styles)}<c r="F{at}" {text}><v>{f}</v></c>'
            f'<c r="G{at}" {text}><v>{g}</v></c><c r="H{at}" {text}><v>{h}</v></c><c r="I{at}" {text}><v>{i}</v></c>'
            "</row>"
        )


def _height(text: str, fit: int) -> int:
    """How many lines a wrapped text takes where `fit` letters fit in one."""
    if "\n" not in text:
        return -(-len(text) // fit)
    return sum(max(1, -(-len(line) // fit)) for line in text.split("\n"))


def _value(value: float | dt.date | None, styles: dict[str, str]) -> str:
    """The format of the cell of a value, and the rest of it."""
    shown = kind(value)
    if value is None or shown == "text":
        return f's="{styles[shown]}"/>'
    if isinstance(value, dt.date):
        days = value.toordinal() - _EPOCH
        value = days + (days >= _LEAP)
    return f's="{styles[shown]}"><v>{value:.16G}</v></c>'

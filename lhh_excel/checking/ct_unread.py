"""CT: what was typed where no table reads it: under a table, below a gap, beside it, on a copy of its sheet.

A row that touches the table from below is always told. Another is told where its cells are those of a record of the
table: codes that the workbook knows, values of its lists, dates and numbers where the table has them. What a person
writes about a table (a note, a total, who made it) is none.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import pairwise

from ..plain import record
from ..workbook.addresses import column_letter
from ..workbook.book import Book, LooseRow, SheetCopy, TableData
from ..workbook.records import proper_code
from ..workbook.schema import Column, Kind
from ..workbook.typed import choices_of, parse_date, parse_number
from ..workbook.values import ErrorValue, Formula, Value, fold, show
from .lookups import plain_code
from .qh import split_codes
from .registry import SHEET, SKELETON, WARNING, Place, rule, visible

#: How many rows of a copy are named.
NAMED = 5

_ONE_ROW, _SEVERAL_ROWS, _CELLS_BETWEEN = "Dòng {first}", "Các dòng {first}–{last}", "; "
_DRAG_OR_NOTE = (
    "Kéo góc dưới bên phải của bảng xuống hết dòng {last} để bảng gồm cả các dòng đó. "
    "Nếu chỉ là ghi chú thì để cách bảng một dòng trống."
)
_DRAG_OVER_GAP = (
    "Kéo góc dưới bên phải của bảng xuống hết dòng {last}; dòng trống ở giữa không sao. "
    "Nếu chỉ là ghi chú thì chuyển sang trang khác."
)
_COPY_INTO_TABLE = (
    "Bấm vào ô cuối cùng của bảng (góc dưới bên phải, trên Hàng Tổng nếu có), bấm phím Tab để thêm dòng, chép các giá trị "
    "vào đúng cột rồi xóa chỗ cũ. Nếu chỉ là ghi chú thì chuyển sang trang khác."
)
#: First words of a line that sums up or explains a table.
_LABELS = ("tổng", "cộng", "total", "trung bình", "bình quân", "ghi chú", "chú thích", "lưu ý", "người lập", "nguồn")
_AT_ROW = "trang “{sheet}”, dòng {row}"
_HIDDEN, _UNHIDE = " (đang ẩn)", " Trang đang ẩn: bấm chuột phải vào tên một trang bất kỳ, chọn Bỏ ẩn (Unhide)."
_COPY_SAME, _COPY_EMPTY = "các dòng ở đó hiện giống trang gốc", "hiện chưa có dòng nào"
_COPY_DIFFERS = "{count} dòng ở đó khác hoặc không có ở trang gốc: {rows}"
_COPY_ROW = "dòng {row} ({record})"


# --- what a cell says of its row -----------------------------------------------------------------------------------


class _Likeness:
    """How well cells fit a table's columns. `of` gives "sure" (only a record has this here), "date", "number", "text"
    (fits, as anything would) or "" (does not fit)."""

    def __init__(self, book: Book, data: TableData) -> None:
        self.columns = {letter: data.schema[key] for key, letter in data.letters.items()}
        self._known: dict[str, frozenset[str]] = {}
        for column in data.schema.columns:
            if column.ref:
                codes = book[column.ref].clean["code"]
                self._known[column.key] = frozenset(plain_code(code) for code in codes if code)
            elif column.kind is Kind.CHOICE:
                self._known[column.key] = frozenset(fold(value) for value in (*choices_of(column), *column.also))
            elif column.kind is Kind.CODE:
                self._known[column.key] = frozenset(_shape(code) for code in data.clean[column.key] if code)
            elif column.kind is Kind.TEXT:
                texts = [text for text in data.clean[column.key] if text]
                self._known[column.key] = frozenset(map(fold, texts)) if len(texts) < 5000 else frozenset()

    def of(self, column: Column, value: Value) -> str:
        kind, known = column.kind, self._known.get(column.key, frozenset())
        if isinstance(value, (Formula, ErrorValue)):
            return "text"
        if kind.is_date:
            dated = isinstance(value, dt.date) or (isinstance(value, str) and parse_date(value) is not None)
            return "date" if dated else ""
        if kind.is_number:
            number = parse_number(value) if isinstance(value, str) else value
            return "number" if isinstance(number, (int, float)) and not isinstance(number, bool) else ""
        text = show(value)
        if column.ref:
            read = column.labels.read(text)[0] if column.labels is not None else text
            codes = split_codes(text) if kind is Kind.REFS else [read]
            return "sure" if any(plain_code(code) in known for code in codes) else _fits(value, known)
        if kind is Kind.CODE:
            sure = _shape(text) in known or (column.key == "code" and proper_code(text))
            return "sure" if sure else _fits(value, known)
        if kind is Kind.CHOICE:
            return "sure" if fold(text) in known else ""
        if not isinstance(value, str):
            return ""
        return "sure" if fold(text) in known else "text"

    def is_record(self, cells: dict[int, Value], *, strictly: bool = False) -> bool:
        """Whether the cells (column -> value, in the table's columns) are a record's; `strictly`: without a cell that
        does not fit, and with three at least that do."""
        placed = [(self.columns.get(column_letter(c)), value) for c, value in cells.items()]
        fits = {column.key: self.of(column, value) for column, value in placed if column is not None}
        found = list(fits.values())
        sure, dates, numbers, wrong = (found.count(what) for what in ("sure", "date", "number", ""))
        if strictly:
            return len(found) > 2 and not wrong and sure > 0 and sure + dates + numbers > 1
        if len(found) < 2 or (wrong and (sure < 2 or wrong * 2 > len(found))):
            return False
        if sure == 0 and any(_is_label(value) for value in cells.values()):
            return False
        required = {column.key for column in self.columns.values() if column.required}
        return sure > 0 or (not wrong and (dates + numbers > 2 or (dates and len(found) > 2) or required <= set(fits)))


def _shape(code: str) -> str:
    """ "NV-014" -> "AA-999": what the codes of a column have in common."""
    return "".join("9" if sign.isdigit() else "A" if sign.isalpha() else sign for sign in code)


def _fits(value: Value, known: frozenset[str]) -> str:
    """ "text" for what may be a code that the workbook does not know: a word, a number where codes are numbers."""
    text = show(value).strip()
    word = len(text) <= 20 and " " not in text
    return "text" if word and (isinstance(value, str) or any(code.isdigit() for code in known)) else ""


def _is_label(value: Value) -> bool:
    """Opens as the line of a total or of a note does."""
    return isinstance(value, str) and fold(value).startswith(_LABELS)


# --- CT09: rows outside the tables ---------------------------------------------------------------------------------


@record
class _Found:
    """One row outside a table that is to be told; `shift`: columns from where a record's first cell belongs."""

    row: LooseRow
    shift: int


@rule(
    "CT09",
    WARNING,
    title="Có dòng nằm ngoài bảng",
    message="{rows} nằm ngoài bảng {table} nên không được đọc, không được tính: {value}.",
    fix="{remedy}",
    source=SHEET,
    repair=SKELETON,
    bad=(
        "Nhiệm vụ: Mã nhiệm vụ = NV-001",
        "(dòng ngoài bảng) Nhiệm vụ: 8 = NV-009; Chương trình; 1. Tổ chức; Việc mới",
    ),
    good=("Nhiệm vụ: Mã nhiệm vụ = NV-001", "(dòng ngoài bảng) Nhiệm vụ: 8 = Ghi chú: danh sách còn bổ sung"),
)
def rows_outside(book: Book) -> Iterator[Place]:
    """One finding a block of rows, at its first cell."""
    by_sheet: dict[str, list[LooseRow]] = {}
    for row in book.loose:
        by_sheet.setdefault(row.sheet, []).append(row)
    for sheet, rows in by_sheet.items():
        tables = [data for data in book.tables.values() if data.sheet == sheet and data.letters]
        told: set[int] = set()
        for data in tables:
            for block in _blocks(_told(book, data, [row for row in rows if row.row not in told])):
                told |= {found.row.row for found in block}
                yield _block(data, block, rows)


def _told(book: Book, data: TableData, rows: list[LooseRow]) -> list[_Found]:
    """The rows that touch the table from below, one after another, and those that are records of it."""
    left, _, right, bottom = data.area
    likeness = _Likeness(book, data) if data.schema.entered else None
    found, touching = [], bottom
    for row in rows:
        under = {c: value for c, value in row.cells.items() if left <= c <= right}
        if row.row > bottom and under and row.row == touching + 1:
            touching = row.row
            found.append(_Found(row, 0))
        elif likeness is None:
            continue
        elif row.row > bottom and likeness.is_record(under):
            found.append(_Found(row, 0))
        else:
            shift = _shift(likeness, data, row)
            if shift is not None:
                found.append(_Found(row, shift))
    return found


def _shift(likeness: _Likeness, data: TableData, row: LooseRow) -> int | None:
    """How many columns away from its own the row's cells are a record, with up to two first cells left blank."""
    left = data.area[0]
    cells = {c: value for c, value in row.cells.items() if not (left <= c <= data.area[2] and row.row <= data.area[3])}
    if len(cells) < 3:
        return None
    for blank in range(3):
        shift = min(cells) - left - blank
        moved = {c - shift: value for c, value in cells.items()}
        if shift and likeness.is_record(moved, strictly=True):
            return shift
    return None


def _blocks(found: list[_Found]) -> Iterator[list[_Found]]:
    """Rows under each other, told as one."""
    block: list[_Found] = []
    for before, now in pairwise([None, *found]):
        assert now is not None
        if before is not None and (now.row.row != before.row.row + 1 or now.shift != before.shift):
            yield block
            block = []
        block.append(now)
    if block:
        yield block


def _block(data: TableData, block: list[_Found], rows: list[LooseRow]) -> Place:
    left, _, _, bottom = data.area
    first, last = block[0].row, block[-1].row
    column = next(iter(first.cells))
    which = _ONE_ROW if first is last else _SEVERAL_ROWS
    between = {row.row for row in rows if bottom < row.row < first.row and any(c >= left for c in row.cells)}
    return Place(
        data.sheet,
        f"{column_letter(column)}{first.row}",
        value=visible(_CELLS_BETWEEN.join(show(value) for value in first.cells.values())),
        details={
            "table": data.schema.name,
            "rows": which.format(first=first.row, last=last.row),
            "remedy": _remedy(data, block, blocked=bool(between)),
        },
    )


def _remedy(data: TableData, block: list[_Found], *, blocked: bool) -> str:
    """Dragging the table over the rows where nothing else comes in between; else a new row and a copy."""
    touching, last = block[0].row.row == data.area[3] + 1, block[-1].row.row
    if block[0].shift or blocked or data.last_row < data.area[3]:
        return _COPY_INTO_TABLE
    return (_DRAG_OR_NOTE if touching else _DRAG_OVER_GAP).format(last=last)


def unread_figures(book: Book, period: str, unit: str) -> str:
    """Where the unit's figures of that period stand unread: "trang “Số liệu”, dòng 67"; "" if nowhere. For sentences
    that would call them missing."""
    data = book["figures"]
    wanted = {plain_code(period), plain_code(unit)}
    for row in book.loose:
        if row.sheet == data.sheet and wanted <= {plain_code(show(value)) for value in row.cells.values()}:
            return _AT_ROW.format(sheet=row.sheet, row=row.row)
    for copy in book.copies:
        if copy.data.schema is data.schema:
            for i in _differing(copy, data):
                if wanted == {plain_code(part) for part in copy.data.record(i).split("/")}:
                    return _AT_ROW.format(sheet=copy.data.sheet, row=copy.data.rows[i])
    return ""


# --- CT18: copies of our sheets ------------------------------------------------------------------------------------


@rule(
    "CT18",
    WARNING,
    title="Bản sao của trang dữ liệu",
    message="Trang “{sheet}”{hidden} là bản sao của trang “{original}”: những gì gõ ở đó không được đọc, không được tính; {rows}.",
    fix="Chép các dòng cần giữ sang trang “{original}” rồi xóa trang “{sheet}”; muốn giữ làm bản lưu thì chuyển trang này sang tệp khác.{unhide}",
    source=SHEET,
    repair=SKELETON,
    bad=("Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01", "(chép trang) Số liệu = Số liệu (2)"),
    good="Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01",
)
def copied_sheets(book: Book) -> Iterator[Place]:
    """One finding a copy, at the first of its rows that ours does not have as they stand there."""
    for copy in book.copies:
        data, own = copy.data, book[copy.data.schema.key]
        differing = _differing(copy, own)
        at = differing[0] if differing else None
        left, top, _, _ = data.area
        yield Place(
            data.sheet,
            f"{column_letter(left)}{data.rows[at] if at is not None else top}",
            value=copy.table or data.sheet,
            details={
                "original": own.sheet,
                "hidden": _HIDDEN if copy.hidden else "",
                "rows": _rows_told(data, differing),
                "unhide": _UNHIDE if copy.hidden else "",
            },
        )


def _differing(copy: SheetCopy, own: TableData) -> list[int]:
    """The copy's records of which our sheet has none with the same values in the columns that both have."""
    keys = [key for key in copy.data.letters if key in own.letters]
    kept = {tuple(show(own.clean[key][i]) for key in keys) for i in range(len(own))}
    return [i for i in range(len(copy.data)) if tuple(show(copy.data.clean[key][i]) for key in keys) not in kept]


def _rows_told(data: TableData, differing: list[int]) -> str:
    if not differing:
        return _COPY_SAME if len(data) else _COPY_EMPTY
    names = [_COPY_ROW.format(row=data.rows[i], record=visible(data.record(i))) for i in differing[:NAMED]]
    more = "…" if len(differing) > NAMED else ""
    return _COPY_DIFFERS.format(count=len(differing), rows=", ".join(names) + more)

"""The last row of a data table, "Cộng" or "Tổng cộng": whether it is the sum of its columns.

Told only where nothing else can be meant: every cell of the column a number, no row that sums others, no shares,
averages, ordinals or years. Numbers as Vietnam writes them: 1.234,5. Better silent than wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...plain import pattern, record
from ..reading.lines import lines_of
from ..reading.model import Cell, Paragraph, Table
from .findings import short
from .registry import FIGURES, Collector, Told, Topic

if TYPE_CHECKING:
    from decimal import Decimal

_TOTAL = pattern(r"^(?:tổng cộng|cộng|tổng số|tổng)\s*[:.]?$", re.IGNORECASE)
_PARTIAL = pattern(
    r"^(?:tổng(?! kết| hợp| công ty| thư ký| cục)|cộng)\b"
    r"|\b(?:tổng số|tổng cộng|trong đó|bao gồm|gồm có|chia ra|lũy kế|luỹ kế|còn lại|chênh lệch)\b",
    re.IGNORECASE,
)
_NO_SUM = pattern(
    r"%|^năm$|\b(?:tỷ lệ|tỉ lệ|tỷ trọng|tỉ trọng|tỷ suất|bình quân|trung bình|tb|đơn giá|định mức|mức|hệ số|chỉ số|điểm"
    r"|stt|tt|số tt|thứ tự|xếp hạng|hạng|tuổi|lũy kế|luỹ kế|cộng dồn|so với|so sánh|mã|số hiệu|ký hiệu|điện thoại"
    r"|so kế hoạch|so kh|tiến độ|thời gian|tăng|giảm)\b",
    re.IGNORECASE,
)
_ROUNDED = pattern(r"\b(?:triệu|tr\.?\s?đ|tỷ đồng|tỉ đồng|nghìn|ngàn|tấn|tạ|ha|km|kg|m2|lít|giờ)\b", re.IGNORECASE)
_UNIT = pattern(r"đơn vị(?: tính)?\s*:|đvt", re.IGNORECASE)
_NUMBER = pattern(r"^-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$")
_TWO_WAYS = pattern(r"^-?\d{1,3}(?:,\d{3})+$")  # 1,234: a fraction here, thousands elsewhere
_OUTLINE = pattern(r"^(?:[IVXLC]+|[A-Z]|\d+(?:\.\d+)+|\d+[a-zđ]|[a-zđ])[.)]?$")
_SUB = pattern(r"^(?:[-–—+•*]|[a-zđ]\)|\d+\.\d+)")  # how the label of a part of the row above begins
_NAMED = 5  # letters: a shorter label in capitals is an abbreviation
_MOST = 10**15  # no figure of an office is greater: it is the number of something


@record
class _Column:
    """The cells of one column of the grid: the words of its head, the numbers, the total."""

    head: str
    number: int
    values: list[Decimal]
    uncertain: Decimal | None  # of a row that may be the numbers of the columns, or figures like the others
    places: int  # behind the comma, at most
    total: Decimal
    where: Paragraph


@record
class Summed:
    """A column with a total, and what the line above the table says of its figures."""

    column: _Column
    unit: str


@Topic
def sums(to: Collector) -> Iterator[Summed]:
    framed = to.parts.framing_tables
    above = ""
    for block in to.parts.document.blocks:
        if isinstance(block, Paragraph):
            above = block.text or above
        elif block.number not in framed:
            unit = above if _UNIT.search(above) else ""
            yield from (Summed(column, unit) for column in _columns(block))


@sums.rule(
    "noi_dung.total",
    title="Dòng “Cộng” không bằng tổng của cột",
    says=(
        "Dòng “Cộng” của bảng, {found}, nhưng các số trong cột cộng lại là {expected}.",
        "Đối chiếu với số liệu gốc, sửa số sai trong cột hoặc ở dòng “Cộng”.",
    ),
    repair=FIGURES,
    bad="Bảng = Hội | Hội viên ⏎ Hội Y học | 120 ⏎ Hội Tin học | 80 ⏎ Cộng | 250",
    good="Bảng = Hội | Hội viên ⏎ Hội Y học | 120 ⏎ Hội Tin học | 80 ⏎ Cộng | 200",
)
def total(to: Collector, summed: Summed) -> Iterator[Told]:
    from decimal import Decimal  # few documents have a table with a total

    column, values, total = summed.column, summed.column.values, summed.column.total
    found = sum(values, Decimal())
    slack = Decimal()
    if column.places or _ROUNDED.search(f"{column.head} {summed.unit}"):  # rounded figures add up to a little off
        slack = Decimal(len(values) + 1) / 2 / 10**column.places
    sums = [found] if column.uncertain is None else [found, found + column.uncertain]
    if any(abs(one - total) <= slack for one in sums) or _means_something_else(values, total):
        return
    name = f"cột “{short(column.head)}”" if column.head else f"cột thứ {column.number}"
    yield Told(column.where, f"{name} ghi {amount_words(total)}", expected=amount_words(found))


def _means_something_else(values: list[Decimal], total: Decimal) -> bool:
    """Ordinals, years, running totals, averages, counts of rows."""
    from decimal import Decimal

    if values == [Decimal(number) for number in range(1, len(values) + 1)]:
        return True
    if all(value == int(value) and 1900 <= value <= 2100 for value in values):
        return True
    mean = sum(values, Decimal()) / len(values)
    near = abs(mean - total) <= Decimal("0.51")
    return near or total in (values[-1], max(values), Decimal(len(values))) or max(map(abs, (*values, total))) > _MOST


def _columns(table: Table) -> Iterator[_Column]:
    last = next((row for row in reversed(table.rows) if any(map(_text, row))), [])
    if not _is_total(last):
        return
    rows = [row for row in table.rows if any(map(_text, row))]
    if len(rows) < 3:
        return
    first = next((n for n, row in enumerate(rows) if _is_data(row)), len(rows))
    head, body = rows[:first], rows[first:-1]
    before = {cell.start: as_number(_text(cell)) for cell in head[-1]} if head else {}
    if len(body) < 2 or any(map(_sums_others, body)) or _ranked(body) or _stands_out(body):
        return
    for cell in last:
        total = as_number(_text(cell))
        cells = [one for row in body for one in row if one.start == cell.start]
        numbers = [as_number(_text(one)) for one in cells]
        if total is None or len(cells) != len(body) or _span_differs(body, last, cell.start):
            continue
        title = _title(head, cell.start)
        values = [number for number in numbers if number is not None]
        if len(values) == len(cells) and not _NO_SUM.search(title):
            places = max(len(_text(one).partition(",")[2]) for one in (*cells, cell))
            yield _Column(title, cell.start, values, before.get(cell.start), places, total, cell.paragraphs[0])


def _is_total(row: list[Cell]) -> bool:
    words = [text for text in map(_text, row) if text and as_number(text) is None]
    return bool(words) and bool(_TOTAL.match(words[0]))


def _is_data(row: list[Cell]) -> bool:
    """A row with figures that is not the row of the columns' own numbers (1, 2, 3 or A, B, 1, 2)."""
    texts = [text for text in map(_text, row) if text]
    numbers = [as_number(text) for text in texts]
    found = [number for number in numbers if number is not None]
    if not found:
        return False
    running = found == list(range(1, len(found) + 1))
    letters = "".join(text for text, number in zip(texts, numbers, strict=True) if number is None)
    named = "ABCDEFGH".startswith(letters.upper()) and (letters or len(found) > 1)
    return not (running and named and len(texts) == len(row))


def _sums_others(row: list[Cell]) -> bool:
    """A row of a group or a part: its figures may hold those of other rows."""
    texts = [text for text in map(_text, row) if text]
    words = [text for text in texts if as_number(text) is None]
    return any(_PARTIAL.search(text) for text in words[:2]) or bool(texts and _OUTLINE.match(texts[0]))


def _ranked(rows: list[list[Cell]]) -> bool:
    """Some rows set apart as parts of others: by their number, a dash before them, capitals."""
    numbered, marked, capital = set(), set(), set()
    for row in rows:
        first = _text(row[0])
        label = next((text for text in map(_text, row) if text and as_number(text) is None), "")
        numbered.add("" if not first else "number" if first.strip(".").isdecimal() else "words")
        marked.add(bool(_SUB.match(label)))
        capital.add(label.isupper() and sum(map(str.isalpha, label)) >= _NAMED)
    return len(marked) > 1 or len(capital) > 1 or numbered >= {"", "number"}


def _stands_out(rows: list[list[Cell]]) -> bool:
    """Some rows bold or slanted, others not: some may sum up others."""
    looks = {
        (line.all_bold(), line.all_italic())
        for row in rows
        for cell in row
        for one in cell.paragraphs
        for line in lines_of(one)
        if as_number(line.text) is not None
    }
    return len(looks) > 1


def _span_differs(body: list[list[Cell]], last: list[Cell], start: int) -> bool:
    """Whether the column is joined with its neighbour in some rows and not in others."""
    ends = {next((cell.start for cell in row if cell.start > start), 0) for row in (*body, last)}
    return len(ends) > 1


def _title(head: list[list[Cell]], start: int) -> str:
    """All words of the head above a column, those over several columns too."""
    titles = []
    for row in head:
        over = [cell for cell in row if cell.start <= start]
        text = _text(over[-1]) if over else ""
        if text and as_number(text.strip("()")) is None and text not in titles:
            titles.append(text)
    return " – ".join(titles)


def _text(cell: Cell) -> str:
    """The words of a cell without footnote marks."""
    if cell.tables:
        return "…"
    return " ".join(line.text for one in cell.paragraphs for line in lines_of(one))


def as_number(text: str) -> Decimal | None:
    """ "1.234,5" -> 1234.5; None for what is no number, or may be read in two ways."""
    from decimal import Decimal

    plain = text.replace("\u2212", "-")
    if not _NUMBER.match(plain) or _TWO_WAYS.match(plain):
        return None
    return Decimal(plain.replace(".", "").replace(",", "."))


def amount_words(value: Decimal) -> str:
    """1234.5 -> "1.234,5"."""
    return f"{value:,f}".replace(",", "_").replace(".", ",").replace("_", ".")

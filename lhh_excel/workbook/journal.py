"""`Nhật ký`: what the program tells there, and what is read back from it; each kind of line once, for both.

These words stand in every workbook that is out there: they are data, not messages. Whoever rewords one keeps the
earlier words in `_EARLIER`; that of a check stays as it is, because formulas of Trang chủ look for it.
Source: docs/workbook-contract.md, "Periods", "The reporting cycle".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache

from ..plain import record
from .book import Book
from .lists import PERIOD_LOCKED, PERIOD_OPEN
from .schema import Table
from .settings import BY_KEY as BY_SETTING
from .tables import BY_KEY, BY_NAME, PERIODS, PROFILE, PROGRESS
from .values import fold

#: A row of tblNhatKy by column key.
Row = dict[str, object]


class Action(Enum):
    """What was done, as column Thao tác says it; "{id}" stands for the number of an import."""

    CHECKED = "Kiểm tra dữ liệu"
    REPAIRED = "Sửa lỗi an toàn"
    FORMS = "Tạo phiếu thu thập"
    REMINDED = "Công văn đôn đốc"
    IMPORTED = "Nhập phiếu #{id}"
    UNDONE = "Hoàn tác nhập phiếu #{id}"
    LOCKED = "Khóa kỳ"
    REOPENED = "Mở lại kỳ"
    TURNED = "Sang kỳ mới"
    SUBMITTED = "Trình ký"
    RESERVED = "Giữ số văn bản"
    ISSUED = "Phát hành"
    REPLACED = "Thay thế văn bản"
    UPGRADED = "Nâng cấp sổ"


_LONGEST_ID = 9  # digits
#: What earlier versions wrote instead, and is still read.
_EARLIER: dict[Action, tuple[str, ...]] = {}


@lru_cache(maxsize=1024)
def _meant(action: object) -> tuple[Action, int] | None:
    """What a cell of Thao tác says, and the number of the import; None for what people write there themselves."""
    text = fold(str(action))
    for known in Action:
        for words in (known.value, *_EARLIER.get(known, ())):
            head, _, tail = fold(words).partition("{id}")
            number = text[len(head) : len(text) - len(tail)]
            if text == head + number + tail and ("{id}" in words) == number.isdecimal() and len(number) <= _LONGEST_ID:
                return known, int(number or 0)
    return None


def moment() -> dt.datetime:
    """Now, as column Thời điểm tells it."""
    return dt.datetime.now().replace(microsecond=0)


def _row(action: Action, *, at: dt.datetime | None = None, number: int = 0, **values: object) -> Row:
    """A line that tells of something done now, or then."""
    return {"at": at or moment(), "action": action.value.format(id=number), **values}


# --- checks and repairs ------------------------------------------------------------------------------------------


def checked(findings: int) -> Row:
    """The sheet Kiểm tra was written anew. Trang chủ reads when that was."""
    return _row(Action.CHECKED, new=str(findings))


def repaired(table: str, name: str, column: str, *, old: str, new: str) -> Row:
    """A cell was repaired; `table` by key, `column` by header."""
    return _row(Action.REPAIRED, table=BY_KEY[table].name, record=name, column=column, old=old, new=new)


def brought(old: str, new: str) -> Row:
    """The workbook was brought from one version of its sheets to another."""
    return _row(Action.UPGRADED, old=f"phiên bản {old}", new=f"phiên bản {new}")


# --- locks -------------------------------------------------------------------------------------------------------


def period_locked(period: str, *, was_locked: bool, again: Sequence[str], tasks: int) -> list[Row]:
    """`again`: the units for which it was open; `tasks`: how many rows of Tiến độ were written with it."""
    new = f"{PERIOD_LOCKED} (khóa lại {', '.join(again)})" if again else PERIOD_LOCKED
    old = PERIOD_LOCKED if was_locked else PERIOD_OPEN
    rows = [_of_state(Action.LOCKED, period, old, new)]
    if tasks:
        rows.append(_row(Action.LOCKED, table=PROGRESS.name, record=period, new=f"{tasks} dòng"))
    return rows


def period_reopened(period: str, unit: str | None) -> Row:
    """For that unit, or for all of them."""
    row = _of_state(Action.REOPENED, period, PERIOD_LOCKED, PERIOD_OPEN)
    return {**row, "unit": unit} if unit else row


def period_turned(old: str, new: str, added: Sequence[str]) -> list[Row]:
    """The workbook goes on with another period; `added`: the periods whose rows were written with it."""
    row = _row(Action.TURNED, table=PROFILE.name, record=BY_SETTING["period"].label, old=old, new=new)
    return [row, *(_row(Action.TURNED, table=PERIODS.name, record=code) for code in added)]


def _of_state(action: Action, period: str, old: str, new: str) -> Row:
    return _row(action, table=PERIODS.name, record=period, column=PERIODS.header("state"), old=old, new=new)


def reopened_units(book: Book) -> frozenset[tuple[str, str]]:
    """The (period, unit) that were opened again after the period's last lock, by the moments told, not by order.

    A journal whose rows were taken out leaves the unit locked.
    """
    events = []
    for i, at, action, period, unit in book["journal"].each("at", "action", "record", "unit"):
        meant = _meant(action)
        if meant is not None and meant[0] in (Action.LOCKED, Action.REOPENED) and period is not None:
            when = f"{at:%Y%m%d%H%M%S}" if isinstance(at, dt.date) else ""
            events.append((when, i, meant[0], str(period), unit))
    reopened: set[tuple[str, str]] = set()
    for _, _, done, period, unit in sorted(events, key=lambda event: event[:2]):
        if done is Action.REOPENED and unit:
            reopened.add((period, str(unit)))
        else:  # the whole period was locked or opened: no unit stands apart any more
            reopened = {pair for pair in reopened if pair[0] != period}
    return frozenset(reopened)


# --- from draft to the issued document ---------------------------------------------------------------------------


def submitted(period: str, sha256: str) -> Row:
    """The report of the period was frozen, with this fingerprint."""
    return _row(Action.SUBMITTED, record=period, new=sha256[:16])


def reserved(period: str, *, symbol: str, file: str) -> Row:
    """A number was taken for a document of the period."""
    return _row(Action.RESERVED, record=period, file=file, new=symbol)


def issued(period: str, *, symbol: str, file: str, replaces: str) -> Row:
    """`replaces`: the symbol of the document that it replaces, "" where none."""
    action = Action.REPLACED if replaces else Action.ISSUED
    return _row(action, file=file, record=period, old=replaces, new=symbol)


def numbers_told(book: Book) -> Iterator[tuple[str, str, str]]:
    """(symbol, file, period) of every number that was taken or given."""
    kinds = (Action.RESERVED, Action.ISSUED, Action.REPLACED)
    for _, action, file, period, symbol in book["journal"].each("action", "file", "record", "new"):
        meant = _meant(action)
        if meant is not None and meant[0] in kinds and file and symbol:
            yield str(symbol), str(file), str(period)


def forms_made(period: str, count: int) -> Row:
    """The forms of the period were made. Trang chủ reads whether they were."""
    return _row(Action.FORMS, record=period, new=str(count))


def reminded(period: str, count: int) -> Row:
    """So many units whose report of the period was late were written to. Trang chủ reads whether they were."""
    return _row(Action.REMINDED, record=period, new=str(count))


def was_done(book: Book, wanted: Action, period: str) -> bool:
    """Whether this was done for the period once: its report frozen, its forms made, its late units written to."""
    told = book["journal"].each("action", "record")
    return any(name == period and _meant(action) == (wanted, 0) for _, action, name in told)


# --- imports -----------------------------------------------------------------------------------------------------

#: Instead of a column's key: the form that was taken in, and the line of the form from which a record came.
FORM, LINE = "#form", "#line"
_MARKS = {FORM: "(phiếu)", LINE: "(dòng của phiếu)"}


@record
class ImportLine:
    """One cell that one import changed, or (`undone`) that got its old value back.

    `table` and `column` are keys; of a form (column FORM) `table` is "", `record` period/unit, `new` the form's mark.
    """

    id: int
    file: str
    unit: str
    table: str
    record: str
    column: str
    old: str
    new: str
    undone: bool = False

    @property
    def cell(self) -> tuple[str, str, str]:
        return self.table, self.record, self.column

    def row(self, at: dt.datetime, schemas: Mapping[str, Table]) -> Row:
        """The line as it is written into a book with these tables."""
        place: Row = {}
        column = _MARKS.get(self.column, "")
        if self.table:
            schema = schemas[self.table]
            place, column = {"table": schema.name}, column or schema.header(self.column)
        told = {"record": self.record, "column": column, "old": self.old or None, "new": self.new or None}
        action = Action.UNDONE if self.undone else Action.IMPORTED
        return _row(action, at=at, number=self.id, file=self.file, unit=self.unit, **place, **told)


def imports(book: Book) -> Iterator[ImportLine]:
    """Every line about an import, in the sheet's order; lines that name no column of ours are nobody's."""
    keys = ("action", "file", "unit", "table", "record", "column", "old", "new")
    columns = {table.name: {fold(name): key for name, key in table.keys.items()} for table in book.schemas.values()}
    for _, action, file, unit, table, name, column, old, new in book["journal"].each(*keys):
        meant = _meant(action)
        if meant is None or meant[0] not in (Action.IMPORTED, Action.UNDONE) or name is None or column is None:
            continue
        if fold(column) == fold(_MARKS[FORM]):
            key, table_key = FORM, ""
        elif table in columns and fold(column) == fold(_MARKS[LINE]):
            key, table_key = LINE, BY_NAME[table].key
        elif table in columns and (found := columns[table].get(fold(column))):
            key, table_key = found, BY_NAME[table].key
        else:
            continue
        undone = meant[0] is Action.UNDONE
        yield ImportLine(meant[1], file or "", unit or "", table_key, name, key, old or "", new or "", undone)

"""SL: figures, progress and texts against the values kept in tblChot when the period was locked or submitted."""

from __future__ import annotations

from collections.abc import Iterator

from ..plain import field, mutable
from ..workbook.book import Book, TableData
from ..workbook.records import locks, speaker
from ..workbook.tables import BY_KEY, BY_NAME, OF_A_PERIOD
from ..workbook.values import Value, show, squeeze
from .lookups import once_a_book
from .registry import ERROR, FROZEN, REPORTING, WARNING, Place, Spot, rule, spot, visible

_locks = once_a_book(locks)
_OF_A_PERIOD = frozenset(table.key for table in OF_A_PERIOD)

# of the examples
_OPEN = "Kỳ báo cáo: Mã kỳ = 2025-H2"
_LOCKED = f"{_OPEN} | Trạng thái = Khóa"
_KEPT = "Chốt số liệu: Mã kỳ = 2025-H2 | Bảng = tblSoLieu | Khóa = 2025-H2/H01 | Cột = Tin bài | Giá trị = 12"


class _Kept:
    """What one header of a record had at the last freeze: more than one value where texts share a record."""

    __slots__ = ("_moment", "_values")

    def __init__(self, moment: Value, value: Value) -> None:
        self._moment = moment
        self._values = [value]

    def add(self, moment: Value, value: Value) -> None:
        """Another freeze of it."""
        if _order(moment) > _order(self._moment):
            self._moment, self._values = moment, [value]
        elif _order(moment) == _order(self._moment):
            self._values.append(value)

    @property
    def texts(self) -> set[str]:
        return set(map(_as_kept, self._values))

    def has(self, clean: Value, raw: Value) -> bool:
        """Whether a cell still says one of them."""
        first = self._values[0]
        if show(clean) == ("" if first is None else first):  # nearly always
            return True
        return not self.texts.isdisjoint((_as_kept(clean), _as_kept(raw)))


@mutable
class _Frozen:
    """One table of one period as kept: record -> header -> its values."""

    table: str
    values: dict[str, dict[str, _Kept]] = field(default_factory=dict)
    headers: set[str] = field(default_factory=set)

    def texts(self, record: str, header: str) -> set[str]:
        """What the record had under the header; nothing where it had none."""
        kept = self.values[record].get(header)
        return {""} if kept is None else kept.texts


def _as_kept(value: Value) -> str:
    return squeeze(show(value))


@once_a_book
def _kept(book: Book) -> dict[tuple[str, str], _Frozen]:
    """(period, table key) -> what was frozen; of several freezes of one value the last counts."""
    found: dict[tuple[str, str], _Frozen] = {}
    keys = "period", "table", "record", "column", "at", "value"
    for _, period, table, record, column, moment, value in book["frozen"].each(*keys):
        schema = BY_NAME.get(table) or BY_KEY.get(table)
        if schema is None or period is None or record is None or column is None:
            continue
        place = str(period), schema.key
        frozen = found.get(place)
        if frozen is None:
            frozen = found[place] = _Frozen(schema.key)
        values, header = frozen.values.setdefault(str(record), {}), str(column)
        if header in values:
            values[header].add(moment, value)
        else:
            values[header] = _Kept(moment, value)
            frozen.headers.add(header)
    return found


def _order(moment: Value) -> str:
    """By which freezes follow each other: a date, or a moment; without one before all others."""
    return "" if moment is None else str(moment.isoformat())


def _frozen(book: Book, *, locked: bool) -> Iterator[tuple[str, _Frozen]]:
    """What was frozen of the tables of periods that are locked now, or of those that are not, by period."""
    for (period, table), frozen in _kept(book).items():
        known = book.periods.get(period)
        if known is not None and known.locked is locked and table in _OF_A_PERIOD:
            yield period, frozen


def _held(book: Book, period: str, frozen: _Frozen) -> Iterator[tuple[TableData, int, str]]:
    """The period's records; of a locked period not those of a unit for which it was reopened."""
    data = book[frozen.table]
    for i, code in data.each("period"):
        if code == period and not _open_again(book, period, frozen, record := data.record(i), i):
            yield data, i, record


def _open_again(book: Book, period: str, frozen: _Frozen, record: str, i: int | None = None) -> bool:
    """The record is one of a unit for which the locked period was reopened: its name ends in the unit.

    A text is that of the unit whose it was when it was kept; one added since, of the unit that it says.
    """
    open_again = _locks(book).units_of(period)
    if not open_again or frozen.table != "texts":
        return any(record.endswith(f"/{unit}") for unit in open_again)
    texts, units = book["texts"], book.units.values()
    if record not in frozen.values:
        return i is not None and speaker(texts.clean["unit"][i], texts.clean["content"][i], units) in open_again
    whose = frozen.texts(record, texts.schema.header("unit"))
    if whose == {""}:
        whose = {speaker(None, text, units) for text in frozen.texts(record, texts.schema.header("content"))}
    return whose <= set(open_again)


def _changed(book: Book, *, locked: bool) -> Iterator[Spot]:
    for period, frozen in _frozen(book, locked=locked):
        columns = [
            (column.key, headers)
            for column in book[frozen.table].schema.columns
            if column.key in book[frozen.table].letters
            and (headers := [name for name in (column.header, *column.aliases) if name in frozen.headers])
        ]
        for data, i, record in _held(book, period, frozen):
            kept = frozen.values.get(record, {})
            for key, headers in columns:
                for header in headers:
                    if header in kept:
                        break
                else:
                    continue
                if not kept[header].has(data.clean[key][i], data.raw[key][i]):
                    before = visible("; ".join(sorted(kept[header].texts)))
                    yield spot(data, i, key, frozen=before, period=period)


@rule(
    "SL21",
    ERROR,
    title="Số liệu đổi sau khi khóa",
    message="{record}: “{column}” là “{value}”, khác “{frozen}” lúc khóa kỳ {period}.",
    fix="Trả lại giá trị đã khóa. Nếu số mới là đúng, bấm “Mở lại kỳ”, xong thì bấm “Khóa kỳ”.",
    source=REPORTING,
    repair=FROZEN,
    bad=(_LOCKED, _KEPT, "Số liệu: Mã kỳ = 2025-H2 | Mã đơn vị = H01 | → Tin bài = 13"),
    good=(_LOCKED, _KEPT, "Số liệu: Mã kỳ = 2025-H2 | Mã đơn vị = H01 | Tin bài = 12"),
    needs=("frozen", "periods.state"),
)
def changed_after_lock(book: Book) -> Iterator[Spot]:
    yield from _changed(book, locked=True)


@rule(
    "SL22",
    WARNING,
    title="Số liệu đổi sau khi trình ký",
    message="{record}: “{column}” là “{value}”, khác “{frozen}” lúc trình ký kỳ {period}.",
    fix="Trả lại giá trị đã trình, hoặc trình ký lại.",
    source=REPORTING,
    repair=FROZEN,
    bad=(_OPEN, _KEPT, "Số liệu: Mã kỳ = 2025-H2 | Mã đơn vị = H01 | → Tin bài = 13"),
    good=(_OPEN, _KEPT, "Số liệu: Mã kỳ = 2025-H2 | Mã đơn vị = H01 | Tin bài = 12"),
    needs=("frozen", "periods.state"),
)
def changed_after_submission(book: Book) -> Iterator[Spot]:
    yield from _changed(book, locked=False)


@rule(
    "SL23",
    ERROR,
    title="Dòng đã khóa bị xóa",
    message="Dòng “{record}” có lúc khóa kỳ {period} nhưng nay không còn trên trang “{sheet}”.",
    fix="Lấy lại dòng từ bản sao lưu. Nếu xóa là đúng, bấm “Mở lại kỳ”, xong thì bấm “Khóa kỳ”.",
    source=REPORTING,
    repair=FROZEN,
    bad=(_LOCKED, _KEPT),
    good=(_LOCKED, _KEPT, "Số liệu: Mã kỳ = 2025-H2 | Mã đơn vị = H01 | Tin bài = 12"),
    needs=("frozen", "periods.state"),
)
def removed_after_lock(book: Book) -> Iterator[Place]:
    for period, frozen in _frozen(book, locked=True):
        if not book.has(frozen.table):
            continue
        present = {record for _, _, record in _held(book, period, frozen)}
        for record in frozen.values:
            if record not in present and not _open_again(book, period, frozen, record):
                yield Place(book[frozen.table].sheet, value=record, record=record, details={"period": period})


@rule(
    "SL24",
    ERROR,
    title="Dòng thêm sau khi khóa",
    message="{record}: dòng này không có lúc khóa kỳ {period}.",
    fix="Xóa dòng. Nếu thêm là đúng, bấm “Mở lại kỳ”, xong thì bấm “Khóa kỳ”.",
    source=REPORTING,
    repair=FROZEN,
    bad=(_LOCKED, _KEPT, "Số liệu: Mã kỳ = 2025-H2 | → Mã đơn vị = H02 | Tin bài = 5"),
    good=(_OPEN, _KEPT, "Số liệu: Mã kỳ = 2025-H2 | Mã đơn vị = H02 | Tin bài = 5"),
    needs=("frozen", "periods.state"),
)
def added_after_lock(book: Book) -> Iterator[Spot]:
    for period, frozen in _frozen(book, locked=True):
        for data, i, record in _held(book, period, frozen):
            if record not in frozen.values:
                yield spot(data, i, data.schema.id_columns[-1], period=period)

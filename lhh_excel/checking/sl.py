"""SL: figures of a unit in a period, against each other and against earlier periods. Blank is never taken for 0."""

from __future__ import annotations

from collections.abc import Iterator

from ..messages.findings.phrases import DOWN, FROM_NOTHING, MERGED, NO_COUNT, PART, UP
from ..workbook.book import Book
from ..workbook.records import Period, Unit
from ..workbook.schema import Kind
from ..workbook.tables import FIGURES
from ..workbook.values import show
from .lookups import figure_rows, left_between, parts_of, periods, units
from .registry import Spot, rule, spot
from .sl_notes import explains
from .sl_scale import out_of_scale

NUMBERS = tuple(column.key for column in FIGURES.columns if column.kind in (Kind.COUNT, Kind.DECIMAL))
MEMBERS = ("members_start", "members_new", "members_left", "members_end")
ACTIVITIES = tuple(key for key in NUMBERS if key not in MEMBERS)

#: A jump is a change of at least half against last year and at least this much; small counts jump easily.
JUMP_SHARE = 0.5
JUMP_LEAST = {"members_end": 20, "workshop_people": 100, "class_people": 100, "articles": 20, "budget": 50}
JUMP_LEAST_OTHERS = 5
#: Where there was nothing last year, one event is no jump: that many times the least change is.
JUMP_FROM_NOTHING = 4
_BEYOND = 1e300  # typed by mistake: a hundred times as much may be no number any more


@rule("SL01", needs=tuple(f"figures.{key}" for key in MEMBERS))
def members_add_up(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for i, start, new, left, end in data.each(*MEMBERS):
        if None not in (start, new, left, end) and end != start + new - left:
            yield spot(data, i, "members_end", start=start, new=new, left=left, expected=start + new - left)


@rule("SL02", needs=("figures.received", "figures.members_end"))
def members_missing(book: Book) -> Iterator[Spot]:
    """Only where the unit told something else; a row without any figure is SL13."""
    data = book["figures"]
    for i, received, end in data.each("received", "members_end"):
        if received is not None and end is None and data.blank(i, "members_end") and _any_figure(book, i):
            yield spot(data, i, "members_end")


def _any_figure(book: Book, i: int) -> bool:
    raw = book["figures"].raw
    return any(raw[key][i] is not None for key in NUMBERS)


@rule("SL03", needs=("figures.period", "figures.unit", "figures.members_start", "figures.members_end"))
def opening_follows_closing(book: Book) -> Iterator[Spot]:
    """đầu kỳ = cuối kỳ of the period before, of an heir with the units that it took over in between."""
    data, all_periods, all_units = book["figures"], periods(book), units(book)
    for i, period_code, unit_code, start in data.each("period", "unit", "members_start"):
        period, unit = all_periods.get(period_code), all_units.get(unit_code)
        before = all_periods.get(period.code_before() or "") if period else None
        if start is None or unit is None or period is None or before is None:
            continue
        closing = _sum_of(book, "members_end", before, unit, period)
        if closing is None or start == closing[0]:
            continue
        yield spot(data, i, "members_start", before=before.code, expected=closing[0], parts=closing[1])


def _sum_of(book: Book, key: str, earlier: Period, unit: Unit, now: Period) -> tuple[int | float, str] | None:
    """The unit's figure of an earlier period, with those of the units merged into it since, and how it is made up.

    None where a unit that was a member then has no figure: what is not known is not compared.
    """
    values = book["figures"].clean[key]
    old = left_between(book, unit.code, earlier.end, now.end)
    concerned = [u for u in (unit, *old) if earlier.end is None or u.member_on(earlier.end)]
    parts: list[tuple[str, int | float]] = []
    for one in concerned:
        row = figure_rows(book).get((earlier.code, one.code))
        if row is None or values[row] is None:
            return None
        parts.append((one.code, values[row]))
    if not parts:
        return None
    text = ", ".join(PART.format(unit=code, value=show(value)) for code, value in parts)
    return sum(value for _, value in parts), MERGED.format(parts=text) if len(parts) > 1 else ""


def _more_than(book: Book, key: str, than: str, word: str) -> Iterator[Spot]:
    data = book["figures"]
    for i, value, limit in data.each(key, than):
        if value is not None and limit is not None and value > limit:
            yield spot(data, i, key, **{word: limit})


@rule("SL04", needs=("figures.reviews_assigned", "figures.reviews_done"))
def more_done_than_assigned(book: Book) -> Iterator[Spot]:
    yield from _more_than(book, "reviews_done", "reviews_assigned", "assigned")


@rule("SL05", needs=("figures.solutions_entered", "figures.solutions_awarded"))
def more_awarded_than_entered(book: Book) -> Iterator[Spot]:
    yield from _more_than(book, "solutions_awarded", "solutions_entered", "entered")


def _people_without(book: Book, count_key: str, people_key: str) -> Iterator[Spot]:
    data = book["figures"]
    for i, count, people in data.each(count_key, people_key):
        if people is not None and people > 0 and not count and (count == 0 or data.blank(i, count_key)):
            yield spot(data, i, people_key, count=NO_COUNT[count])


def _nobody_at(book: Book, count_key: str, people_key: str) -> Iterator[Spot]:
    data = book["figures"]
    for i, count, people in data.each(count_key, people_key):
        if count is not None and count > 0 and not people and (people == 0 or data.blank(i, people_key)):
            yield spot(data, i, people_key, count=count, shown=NO_COUNT[people])


@rule("SL06", needs=("figures.workshops", "figures.workshop_people"))
def people_without_workshop(book: Book) -> Iterator[Spot]:
    yield from _people_without(book, "workshops", "workshop_people")


@rule("SL07", needs=("figures.workshops", "figures.workshop_people"))
def workshop_without_people(book: Book) -> Iterator[Spot]:
    yield from _nobody_at(book, "workshops", "workshop_people")


@rule("SL08", needs=("figures.classes", "figures.class_people"))
def people_without_class(book: Book) -> Iterator[Spot]:
    yield from _people_without(book, "classes", "class_people")


@rule("SL09", needs=("figures.classes", "figures.class_people"))
def class_without_people(book: Book) -> Iterator[Spot]:
    yield from _nobody_at(book, "classes", "class_people")


@rule("SL10", needs=("figures.projects_new", "figures.projects_running", "figures.projects_accepted"))
def more_accepted_than_running(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for i, new, running, accepted in data.each("projects_new", "projects_running", "projects_accepted"):
        if None not in (new, running, accepted) and accepted > new + running:
            yield spot(data, i, "projects_accepted", total=new + running)


@rule("SL11", needs=("figures",))
def negative_figures(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for key in NUMBERS:
        for i, value in enumerate(data.clean[key]):
            if value is not None and value < 0:
                yield spot(data, i, key)


@rule("SL12", needs=("figures.unit",))
def all_activities_zero(book: Book) -> Iterator[Spot]:
    """Every activity typed, and every one 0: that often means "not known yet"."""
    data = book["figures"]
    for i in range(len(data)):
        if _idle(book, i):
            yield spot(data, i, "unit")


def _idle(book: Book, i: int) -> bool:
    clean = book["figures"].clean
    told = [clean[key][i] for key in ACTIVITIES if clean[key][i] is not None]
    return len(told) >= len(ACTIVITIES) // 2 and not any(told)


@rule("SL14", needs=("figures.period", "figures.unit", "periods"))
def jumps(book: Book) -> Iterator[Spot]:
    """Against the same period last year. What the row's Ghi chú explains is left in peace, a row of noughts is SL12's,
    what is typed in another unit SL26's or SL27's."""
    data, all_periods, all_units, composed = book["figures"], periods(book), units(book), parts_of(book)
    for i, period_code, unit_code, note in data.each("period", "unit", "note"):
        period, unit = all_periods.get(period_code), all_units.get(unit_code)
        if period is None or unit is None or period.code in composed:
            continue
        before = all_periods.get(period.code_last_year() or "")
        if before is None:
            continue
        for key in ("members_end",) if _idle(book, i) else ("members_end", *ACTIVITIES):
            value = data.clean[key][i]
            earlier = _sum_of(book, key, before, unit, period) if value is not None else None
            if earlier is None or not (change := _jump(key, value, earlier[0])) or explains(note, key):
                continue
            last_year = figure_rows(book).get((before.code, unit.code))
            if not out_of_scale(book, i, key) and not (last_year is not None and out_of_scale(book, last_year, key)):
                yield spot(data, i, key, change=change, earlier=earlier[0], before=before.code)


def _jump(key: str, value: float, earlier: float) -> str:
    """How it jumped, in words; "" where it did not."""
    amount = value - earlier
    least = JUMP_LEAST.get(key, JUMP_LEAST_OTHERS)
    if earlier <= 0:
        return FROM_NOTHING.format(amount=show(amount)) if amount >= JUMP_FROM_NOTHING * least else ""
    if abs(amount) < least or abs(amount) < JUMP_SHARE * earlier:
        return ""
    share = abs(amount) / earlier
    percent = f"{share * 100:.0f}" if share < _BEYOND else f"{share:.0f}00"
    return (UP if amount > 0 else DOWN).format(percent=percent)

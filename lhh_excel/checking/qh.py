"""QH: relations. Codes that nothing bears, codes and keys used twice, units that had left, heirs."""

from __future__ import annotations

from collections.abc import Iterator

from ..messages.findings.phrases import HEIR
from ..workbook.book import Book, TableData
from ..workbook.lists import OPEN_STATES
from ..workbook.records import Unit
from ..workbook.schema import Kind
from ..workbook.values import fold
from .ct import entered
from .lookups import heirs, meant_code, periods, plain_code, tasks, units
from .registry import RuleFunction, Spot, rule, spot


def split_codes(text: str | None) -> list[str]:
    """The codes of a cell such as "H01; H02"; a comma or a new line between them is understood too."""
    if not text:
        return []
    return [code for part in text.replace(",", ";").replace("\n", ";").split(";") if (code := part.strip())]


def _unknown(target: str) -> RuleFunction:
    def unknown_codes(book: Book) -> Iterator[Spot]:
        known = {code for code in book[target].clean["code"] if code is not None}
        spelled: dict[str, str] = {}  # filled when the first unknown code asks what may be meant
        for data in entered(book):
            for column in data.schema.columns:
                if column.ref != target or column.key == "successor":
                    continue
                for i, value in enumerate(data.clean[column.key]):
                    if value is None or value in known:
                        continue
                    for code in split_codes(value) if column.kind is Kind.REFS else [value]:
                        if code not in known:
                            spelled = spelled or {plain_code(each): each for each in known}
                            yield spot(data, i, column.key, code=code, meant=meant_code(code, spelled))

    return unknown_codes


for _code, _target in (("QH01", "units"), ("QH02", "periods"), ("QH03", "tasks")):
    rule(_code, needs=(f"{_target}.code",))(_unknown(_target))


def repeats(data: TableData, *keys: str) -> Iterator[tuple[int, int]]:
    """(later record, first record) of records whose values in these columns repeat; blanks never do."""
    first: dict[object, int] = {}
    if len(keys) == 1:
        rows: Iterator[tuple[int, object]] = iter(enumerate(data.clean[keys[0]]))
    else:
        rows = (
            (i, values if None not in values else None) for i, *rest in data.each(*keys) for values in [tuple(rest)]
        )
    for i, value in rows:
        if value is not None and (earlier := first.setdefault(value, i)) != i:
            yield i, earlier


@rule("QH04")
def doubled_codes(book: Book) -> Iterator[Spot]:
    """At each later occurrence. Codes that differ in case only are the same to Excel's own formulas."""
    for data in entered(book):
        if not data.schema.unique or len(data.schema.id_columns) != 1:
            continue
        key = data.schema.id_columns[0]
        first: dict[str, int] = {}
        for i, code in enumerate(data.clean[key]):
            if code is not None and (earlier := first.setdefault(code.casefold(), i)) != i:
                yield spot(data, i, key, first=data.cell(earlier, key))


@rule("QH05", needs=("figures.period", "figures.unit"))
def doubled_figures(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for i, earlier in repeats(data, "period", "unit"):
        yield spot(data, i, "unit", first=data.cell(earlier, "unit"))


@rule("QH06", needs=("progress.period", "progress.task", "progress.unit"))
def doubled_progress(book: Book) -> Iterator[Spot]:
    data = book["progress"]
    for i, earlier in repeats(data, "period", "task", "unit"):
        yield spot(data, i, "task", first=data.cell(earlier, "task"))


@rule("QH07", needs=("recipients.document_type", "recipients.role", "recipients.name"))
def doubled_recipients(book: Book) -> Iterator[Spot]:
    data = book["recipients"]
    for i, earlier in repeats(data, "document_type", "role", "name"):
        details = {key: data.clean[key][i] for key in ("document_type", "role")}
        yield spot(data, i, "name", first=data.cell(earlier, "name"), **details)


def _heir(book: Book, unit: Unit) -> str:
    heir = heirs(book).get(unit.code, unit.code)
    return HEIR.format(heir=heir) if heir != unit.code else ""


@rule("QH08", needs=("tasks.lead", "tasks.assigned", "units.left"))
def assigned_to_units_gone(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    gone = {code: unit for code, unit in units(book).items() if unit.left is not None}
    if not gone:
        return
    for i, lead, assigned in data.each("lead", "assigned"):
        unit = gone.get(lead)
        if unit is not None and assigned is not None and unit.left is not None and unit.left <= assigned:
            yield spot(data, i, "lead", unit=lead, left=unit.left, assigned=assigned, heir=_heir(book, unit))


@rule("QH09", needs=("tasks.lead", "tasks.state", "units.left"))
def open_with_units_gone(book: Book) -> Iterator[Spot]:
    """Assigned while the unit was a member, still open after it left (QH08 tells of the others)."""
    data = book["tasks"]
    gone = {code: unit for code, unit in units(book).items() if unit.left is not None and unit.left <= book.as_of}
    if not gone:
        return
    for i, lead, assigned, state in data.each("lead", "assigned", "state"):
        unit = gone.get(lead)
        if unit is None or unit.left is None or state not in OPEN_STATES:
            continue
        if assigned is None or assigned < unit.left:
            yield spot(data, i, "lead", unit=lead, left=unit.left, heir=_heir(book, unit))


@rule("QH10", needs=("figures.unit", "figures.period", "units.code", "periods.end"))
def figures_of_no_member(book: Book) -> Iterator[Spot]:
    data, all_units, all_periods = book["figures"], units(book), periods(book)
    for i, period_code, unit_code in data.each("period", "unit"):
        period, unit = all_periods.get(period_code), all_units.get(unit_code)
        if period and unit and period.end and not unit.member_on(period.end):
            yield spot(data, i, "unit", end=period.end)


@rule("QH11", needs=("units.successor", "units.code"))
def unknown_successors(book: Book) -> Iterator[Spot]:
    data = book["units"]
    known = set(data.clean["code"])
    for i, successor in data.each("successor"):
        if successor is not None and successor not in known:
            yield spot(data, i, "successor")


@rule("QH12", needs=("units.successor", "units.code"))
def circular_successors(book: Book) -> Iterator[Spot]:
    """At every unit that stands in a circle, itself as its own heir included."""
    data, all_units = book["units"], units(book)
    for code, unit in all_units.items():
        chain, at = [code], unit.successor
        seen = {code}
        while at in all_units and at not in seen:
            seen.add(at)
            chain.append(at)
            at = all_units[at].successor
        if at == code:
            yield spot(data, unit.index, "successor", chain=" → ".join([*chain, code]))


@rule("QH13", needs=("units.successor", "units.left"))
def heir_of_a_member(book: Book) -> Iterator[Spot]:
    data = book["units"]
    for i, successor, _left in data.each("successor", "left"):
        if successor is not None and data.blank(i, "left"):
            yield spot(data, i, "successor")


@rule("QH14", needs=("tasks.lead", "tasks.partners"))
def partner_is_lead(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, lead, partners in data.each("lead", "partners"):
        if partners is not None and lead is not None and lead in partners and lead in split_codes(partners):
            yield spot(data, i, "partners", code=lead)


@rule("QH15", needs=("tasks.partners",))
def partner_twice(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, partners in data.each("partners"):
        if partners is None or (";" not in partners and "," not in partners):
            continue
        codes = split_codes(partners)
        for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
            yield spot(data, i, "partners", code=code)


@rule("QH16", needs=("progress.task", "progress.unit", "tasks.code", "tasks.lead", "tasks.partners"))
def progress_of_strangers(book: Book) -> Iterator[Spot]:
    """A row by a unit that neither leads nor takes part; an heir reports for the unit that it took over."""
    data, all_tasks, final = book["progress"], tasks(book), heirs(book)
    lead, partners = book["tasks"].clean["lead"], book["tasks"].clean["partners"]
    for i, task, unit in data.each("task", "unit"):
        at = all_tasks.get(task)
        if at is None or unit not in final or lead[at] is None or lead[at] == unit:
            continue
        concerned = {lead[at], *split_codes(partners[at])}
        if unit not in concerned and unit not in {final.get(code) for code in concerned}:
            yield spot(data, i, "unit", task=task)


@rule("QH17", needs=("texts.period", "texts.section", "texts.order"))
def doubled_order(book: Book) -> Iterator[Spot]:
    data = book["texts"]
    for i, earlier in repeats(data, "period", "section", "order"):
        yield spot(data, i, "order", first=data.cell(earlier, "order"))


@rule("QH18", needs=("units.name",))
def doubled_names(book: Book) -> Iterator[Spot]:
    """Of units that are members still: one that left may have borne the name of its heir."""
    data = book["units"]
    first: dict[str, int] = {}
    for i, name, left in data.each("name", "left"):
        if name is not None and left is None and (earlier := first.setdefault(fold(name), i)) != i:
            yield spot(data, i, "name", first=data.cell(earlier, "name"))


@rule("QH19", needs=("units.successor", "units.left"))
def heir_has_left(book: Book) -> Iterator[Spot]:
    data, all_units, final = book["units"], units(book), heirs(book)
    for unit in all_units.values():
        heir = all_units.get(unit.successor)
        last = all_units.get(final[unit.code])
        if heir and last and heir.code != unit.code and last.left is not None and last.left <= book.as_of:
            yield spot(data, unit.index, "successor", left=heir.left or last.left)

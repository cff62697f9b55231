"""The master workbook as plain data: tables by column, periods, units, the profile, the clock.

Knows no Excel and no file.

A `Book` is made by `reading.open_book` (headless) or by the Excel gateway; checking and figures read it.
Columns are lists of equal length; index `i` names a record, `rows[i]` its row in the sheet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import Enum

from ..errors import RefusedError
from ..plain import field, lazy, mutable, record
from . import settings as declared
from .addresses import Area
from .declarations import EARLIEST, Declarations, declare
from .lists import PERIOD_LOCKED
from .schema import PERIOD_CODE, Table
from .tables import BY_KEY, DECLARING, NEEDS_DECLARING, schemas_of
from .values import Formula, Value

#: Length of a kind of period, longest first: which periods may compose a longer one.
_RANK = {"": 3, "H": 2, "Q": 1, "D": 0}


class Problem(Enum):
    """Why a raw value is not a clean value of its column's kind (each has its KD rule)."""

    REQUIRED = "required"  # blank where a value must be
    NOT_A_DATE = "not_a_date"
    DATE_AS_TEXT = "date_as_text"  # text, unmistakably dd/mm/yyyy: clean holds the date
    DATE_RANGE = "date_range"  # outside 1990-2100
    HAS_TIME = "has_time"  # a date with a time of day: clean holds the date
    NOT_A_NUMBER = "not_a_number"
    NUMBER_AS_TEXT = "number_as_text"  # text, unmistakably a number: clean holds the number
    FRACTION = "fraction"  # 1,5 where a count belongs
    PERCENT_RANGE = "percent_range"  # outside 0-100
    PERCENT_FORMAT = "percent_format"  # a %-formatted cell: clean holds value x 100
    PERCENT_SMALL = "percent_small"  # bare value between 0 and 1: kept as it is, warned of
    NOT_IN_LIST = "not_in_list"
    LIST_SPELLING = "list_spelling"  # a list value but for case or spacing: clean holds the list's value
    BAD_PHONE = "bad_phone"
    BAD_EMAIL = "bad_email"
    CODE_AS_NUMBER = "code_as_number"  # 1 where the text "01" may be meant: clean holds the text "1"
    NOT_TEXT = "not_text"  # a number, date or boolean where text belongs: clean holds its text
    EXCEL_ERROR = "excel_error"  # #REF! and its kin
    NAME_TYPED = "name_typed"  # the name of one unit or task without its code, or another dash: clean holds the code
    LABEL_OLD = "label_old"  # a label whose name is no longer the record's: clean holds the code
    LABEL_OTHER = "label_other"  # a label whose name is another record's: clean holds the code
    FORMULA = "formula"  # a formula where a value belongs: clean is None, whatever was cached


@mutable
class TableData:
    """The records of one table that was found in the workbook; blank rows are left out.

    `raw[key][i]` is what was typed, `clean[key][i]` the typed value (text as `tidy` gives it; None if
    blank or invalid), `problems[key][i]` says why raw and clean differ. A column that the workbook lacks has no
    letter; its lists hold None.
    """

    schema: Table
    sheet: str
    rows: list[int]
    letters: dict[str, str]
    raw: dict[str, list[Value]]
    clean: dict[str, list[Value]]
    problems: dict[str, dict[int, Problem]]
    formulas: dict[tuple[str, int], Formula] = field(default_factory=dict)
    header_row: int = 1
    last_row: int = 1  # last row of the table's range, blank or not
    undeclared: dict[str, str] = field(default_factory=dict)  # of figures: header that none has -> its first number
    area: Area = (1, 1, 1, 1)  # its range, header row included

    def __len__(self) -> int:
        return len(self.rows)

    def each(self, *keys: str) -> Iterator[tuple[Value, ...]]:
        """The clean values of these columns, record by record, after the record's index: (i, a, b, …)."""
        return zip(range(len(self.rows)), *(self.clean[key] for key in keys), strict=True)

    def cell(self, i: int, key: str) -> str:
        """The A1 address as the clerk sees it; the record's first cell where the column is missing."""
        letter = self.letters.get(key) or next(iter(self.letters.values()), "A")
        return f"{letter}{self.rows[i]}"

    def record(self, i: int) -> str:
        """The record's name for messages and for `Kiểm tra`: NV-001, 2026-H1/H03."""
        parts = [self.clean[key][i] for key in self.schema.id_columns if key in self.clean]
        return "/".join(["" if part is None else str(part) for part in parts])

    def find(self, record: str) -> int | None:
        """The record of that name; of a doubled name the first."""
        return self._by_name.get(record)

    @lazy
    def _by_name(self) -> dict[str, int]:
        return {self.record(i): i for i in reversed(range(len(self.rows)))}

    def records(self) -> list[dict[str, Value]]:
        """Column key -> clean value of each record."""
        return [dict(zip(self.clean, values, strict=True)) for values in zip(*self.clean.values(), strict=True)]

    def blank(self, i: int, key: str) -> bool:
        """Nothing was typed (an invalid value is not blank)."""
        return self.raw[key][i] is None


@record
class LooseRow:
    """What stands in one row of a sheet of ours outside its tables: read by nobody, judged by CT09."""

    sheet: str
    row: int
    cells: dict[int, Value]  # column number (1 = A) -> value; no blanks


@record
class SheetCopy:
    """A table, or cells with its headers, that repeats one of ours under another name: read by nobody, told by CT18.

    `data` are its records as if it were ours, `data.sheet` where they stand.
    """

    data: TableData
    table: str  # the table's own name; "" where the cells are no table
    hidden: bool


@record
class StructureFault:
    """What is wrong with the workbook's skeleton, told by the reader, turned into CT findings by checking."""

    code: str  # key of the CT rule, e.g. "table_missing"
    sheet: str
    cell: str = ""
    column: str = ""
    value: str = ""
    nearest: str = ""  # what may be meant


@record
class Period:
    """One reporting period; `index` is its record in tblKy. Dates are None where missing or invalid."""

    code: str
    name: str
    start: dt.date | None
    end: dt.date | None
    unit_due: dt.date | None
    upward_due: dt.date | None
    locked: bool
    index: int

    @lazy
    def year(self) -> int | None:
        match = PERIOD_CODE.fullmatch(self.code)
        return int(match[1]) if match else None

    @lazy
    def part(self) -> str:
        """ "H1", "Q3", "DX1" or "" for a year."""
        match = PERIOD_CODE.fullmatch(self.code)
        return (match[2] or "") if match else "?"

    @property
    def rank(self) -> int:
        return _RANK.get(self.part[:1], 0)

    def code_before(self) -> str | None:
        """The code of the period just before of the same kind: 2026-H1 -> 2025-H2. None for đột xuất."""
        if self.year is None or self.part.startswith("DX"):
            return None
        if not self.part:
            return str(self.year - 1)
        letter, number = self.part[0], int(self.part[1])
        if number > 1:
            return f"{self.year}-{letter}{number - 1}"
        return f"{self.year - 1}-{letter}{2 if letter == 'H' else 4}"

    def code_last_year(self) -> str | None:
        """The code of the same period a year earlier. None for đột xuất."""
        if self.year is None or self.part.startswith("DX"):
            return None
        return f"{self.year - 1}-{self.part}" if self.part else str(self.year - 1)

    def code_after(self) -> str | None:
        """The code of the next period of the same kind: 2026-H1 -> 2026-H2."""
        if self.year is None or self.part.startswith("DX"):
            return None
        if not self.part:
            return str(self.year + 1)
        letter, number = self.part[0], int(self.part[1])
        last = 2 if letter == "H" else 4
        return f"{self.year}-{letter}{number + 1}" if number < last else f"{self.year + 1}-{letter}1"


@record
class Unit:
    """One member association or affiliated unit; `index` is its record in tblDonVi."""

    code: str
    name: str
    short: str
    kind: str
    joined: dt.date | None
    left: dt.date | None
    successor: str
    email: str
    index: int

    def member_on(self, day: dt.date) -> bool:
        """A member on that day: joined by then and not left by then (a unit leaves on Ngày rời)."""
        return (self.joined is None or self.joined <= day) and (self.left is None or self.left > day)


@mutable
class Book:
    """A master workbook in memory. A missing table is absent from `tables`."""

    path: str
    tables: dict[str, TableData]
    faults: list[StructureFault] = field(default_factory=list)
    as_of: dt.date = dt.date(1900, 1, 1)
    period: str = ""  # code of the current period
    number: str = ""  # the workbook's own (IDENTITY_NAME), "" where it has none
    version: int = 1  # of the sheets' shape (VERSION_NAME); one that names none is of the first
    profile: dict[str, Value] = field(default_factory=dict)  # setting key -> value or default; Căn cứ: list of str
    profile_rows: dict[str, list[int]] = field(default_factory=dict)  # setting key -> record indexes in tblCauHinh
    loose: list[LooseRow] = field(default_factory=list)
    copies: list[SheetCopy] = field(default_factory=list)

    def __contains__(self, key: str) -> bool:
        return key in self.tables

    def __getitem__(self, key: str) -> TableData:
        """The table's records; an empty table where the workbook lacks it."""
        if key not in self.tables:
            self.tables[key] = empty_table(self.schemas[key])
        return self.tables[key]

    def has(self, *keys: str) -> bool:
        return all(key in self.tables and self.tables[key].letters for key in keys)

    def setting(self, key: str) -> Value:
        """The profile's value of a declared setting, its default where blank."""
        value = self.profile.get(key)
        return declared.default(key, self.as_of) if value is None else value

    def text(self, key: str) -> str:
        value = self.setting(key)
        return "" if value is None else str(value)

    @lazy
    def declared(self) -> Declarations:
        """What the office declares, by the workbook's own sheets.

        In a workbook of version 1 the rows by which all of them are read stand for each that it lacks or that has no
        row. One made since has had its rows: what it has lost of them is declared nowhere, and no other office's rows
        go out in its name.
        """
        own = {table.key: self.tables[table.key] for table in DECLARING if self.has(table.key) and self[table.key].rows}
        if self.version > 1:
            return declare({table.key: own[table.key].records() if table.key in own else [] for table in DECLARING})
        return declare({key: data.records() for key, data in own.items()}) if own else EARLIEST

    @property
    def lost(self) -> list[str]:
        """The sheets that declare nothing though no report is made without them; [] in a workbook of version 1."""
        return [BY_KEY[key].sheet for key in NEEDS_DECLARING if self.version > 1 and not self[key].rows]

    def refuse_lost(self) -> None:
        """Raises RefusedError("nothing_declared") where sheets are lost."""
        if self.lost:
            raise RefusedError("nothing_declared", sheets=", ".join(f"“{sheet}”" for sheet in self.lost))

    @lazy
    def schemas(self) -> dict[str, Table]:
        """Key -> table: its columns and lists as the office declares them."""
        return schemas_of(self.declared)

    # --- periods and units ---------------------------------------------------------------------------------------
    # Computed at the first question and kept, as are the rows: the tables of a book do not change once it is read (a
    # book with other rows is another one: `plain.replace`). Nothing here computes a date: starts, ends and dues
    # are the clerk's data. Source: docs/workbook-contract.md, "Periods" and "Units".

    @lazy
    def periods(self) -> dict[str, Period]:
        """The periods by code, in the sheet's order; of a doubled code the first."""
        found: dict[str, Period] = {}
        columns = ("code", "name", "start", "end", "unit_due", "upward_due", "state")
        for i, code, name, start, end, unit_due, upward_due, state in self["periods"].each(*columns):
            if code and code not in found:
                found[code] = Period(code, name or code, start, end, unit_due, upward_due, state == PERIOD_LOCKED, i)
        return found

    @lazy
    def own_period(self) -> Period | None:
        """The period that the workbook itself is at, whichever one a command is asked for."""
        return self.periods.get(str(self.profile.get("period") or self.period)) or self.periods.get(self.period)

    def components(self, period: Period) -> list[Period]:
        """The shorter periods that make up a longer one, in time: a year's halves (or quarters), a half's quarters.

        Longest first, never two that overlap; [] where there are none, so that the period's own rows count.
        """
        if period.start is None or period.end is None or not period.rank:
            return []
        inside = [
            p
            for p in self.periods.values()
            if 0 < p.rank < period.rank and p.start and p.end and period.start <= p.start and p.end <= period.end
        ]
        chosen: list[Period] = []
        for p in sorted(inside, key=lambda p: (-p.rank, p.start)):
            if all(p.end < q.start or p.start > q.end for q in chosen):  # type: ignore[operator]
                chosen.append(p)
        return sorted(chosen, key=lambda p: p.start)  # type: ignore[arg-type,return-value]

    @lazy
    def units(self) -> dict[str, Unit]:
        """The units by code, in the sheet's order; of a doubled code the first."""
        found: dict[str, Unit] = {}
        columns = ("code", "name", "short", "kind", "joined", "left", "successor", "email")
        for i, code, name, short, kind, joined, left, successor, email in self["units"].each(*columns):
            if code and code not in found:
                declared_kind = self.declared.kind(kind) if kind else None  # under its name of today
                kind = declared_kind.name if declared_kind is not None else kind or ""
                found[code] = Unit(code, name or code, short or "", kind, joined, left, successor or "", email or "", i)
        return found

    def expected(self, period: Period) -> list[Unit]:
        """The units that must report for the period: members on its last day, of a kind that reports.

        Empty where Đến ngày is missing.
        """
        if period.end is None:
            return []
        return [unit for unit in self.units.values() if unit.member_on(period.end) and self.reports(unit.kind)]

    def reports(self, kind: str) -> bool:
        """Whether units of the kind report (Phải báo cáo): bodies of the office itself only lead tasks."""
        declared_kind = self.declared.kind(kind)
        return declared_kind is None or declared_kind.reports

    @lazy
    def heirs(self) -> dict[str, str]:
        """unit code -> the code of the unit that finally reports for it (itself, unless it named a successor)."""
        return self.heirs_on(None)

    def heirs_on(self, day: dt.date | None) -> dict[str, str]:
        """unit code -> the code of the unit that stands for it on that day: itself while it is a member; once it has
        left, the successor it named, and so on. Without a day: whenever that is.

        A circle of successors ends at the unit where it was entered (QH reports the circle).
        """
        final: dict[str, str] = {}
        for code in self.units:
            seen, at = {code}, code
            while (following := self._successor(at, day)) is not None and following not in seen:
                seen.add(following)
                at = following
            final[code] = at
        return final

    def _successor(self, code: str, day: dt.date | None) -> str | None:
        """The known unit that stands for it, if it has left by that day."""
        unit = self.units[code]
        gone = day is None or (unit.left is not None and unit.left <= day)
        return unit.successor if gone and unit.successor in self.units else None

    @lazy
    def _merged(self) -> dict[str, list[Unit]]:
        """unit code -> the units that were merged into it, directly or through others, and have left."""
        found: dict[str, list[Unit]] = {}
        for code, heir in self.heirs.items():
            if heir != code and self.units[code].left is not None:
                found.setdefault(heir, []).append(self.units[code])
        return found

    def forebears(self, unit_code: str, after: dt.date | None, until: dt.date | None) -> list[Unit]:
        """The units merged into `unit_code` that left in (after, until]; None: unbounded."""
        return [
            unit
            for unit in self._merged.get(unit_code, ())
            if unit.left is not None and (after is None or unit.left > after) and (until is None or unit.left <= until)
        ]

    # --- rows ----------------------------------------------------------------------------------------------------

    @lazy
    def task_rows(self) -> dict[str, int]:
        """Task code -> its first record in tblNhiemVu."""
        found: dict[str, int] = {}
        for i, code in self["tasks"].each("code"):
            if code is not None:
                found.setdefault(code, i)
        return found

    @lazy
    def figure_rows(self) -> dict[str, dict[str, int]]:
        """Period code -> unit code -> its first record in tblSoLieu."""
        found: dict[str, dict[str, int]] = {}
        for i, period, unit in self["figures"].each("period", "unit"):
            if period is not None and unit is not None:
                found.setdefault(period, {}).setdefault(unit, i)
        return found


def empty_table(schema: Table) -> TableData:
    return TableData(
        schema, schema.sheet, [], {}, {c.key: [] for c in schema.columns}, {c.key: [] for c in schema.columns}, {}
    )

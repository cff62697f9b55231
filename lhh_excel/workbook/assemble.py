"""From the raw tables of any reader to a `Book`: headers recognised, columns typed, the profile and clock read.

Pure: readers hand in `RawTable`s and the sheets' names, tests hand in tables written as Markdown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ..plain import field, mutable, replace
from ..text.wording import nearest
from . import settings as declared
from .addresses import address, column_letter
from .book import Book, LooseRow, Problem, SheetCopy, StructureFault, TableData
from .declarations import DEFAULT, other_money
from .labels import FINE, NAME_TYPED, NAMED, Labels
from .records import spelt
from .schema import Column, Kind, Setting, Table
from .tables import BY_KEY, BY_NAME, DECLARING, HOME_SHEET, LISTS_SHEET, NEEDS_DECLARING, TABLES
from .typed import clean_column
from .unread import copied, is_something
from .values import Formula, Value, fold, nfc, squeeze

_DECLARING = frozenset(table.key for table in DECLARING)
#: Tables that make no sense without a record.
NEEDS_RECORDS = frozenset({"periods", "units"})


@mutable
class RawTable:
    """A table as read: `columns[c][r]` for the c-th header and the r-th row of `rows` (blank rows included)."""

    name: str
    sheet: str
    header_row: int
    first_column: int  # 1 = A
    headers: list[str]
    rows: list[int]
    columns: list[list[Value]]
    percent: set[tuple[int, int]] = field(default_factory=set)  # (c, r) of cells with a % number format
    faults: list[StructureFault] = field(default_factory=list)
    last_row: int = 0
    bottom: int = 0  # last row of the range, totals row included; 0: last_row
    loose: list[LooseRow] = field(default_factory=list)  # of the sheet, at the first of its tables
    hidden: bool = False  # the sheet is


def may_be_percent(value: Value) -> bool:
    """Whether the cell's format must be looked at: a number so small that, with a % sign, it is meant a hundredfold."""
    return type(value) in (int, float) and value != 0 and abs(value) <= 10


def looks_like_ours(sheets: Iterable[str]) -> bool:
    """Most of our sheets are there though no table is: a damaged master, to be told so sheet by sheet."""
    names = {table.sheet for table in TABLES}
    return len(names.intersection(sheets)) >= len(names) // 2


def assemble(
    book: Book,
    raw_tables: list[RawTable],
    sheets: list[str],
    *,
    as_of: dt.date | None = None,
    period: str | None = None,
    labelled: bool = False,
) -> Book:
    """The begun book, whole. `as_of` and `period` win over the workbook's Ngày tính and Kỳ báo cáo; else the system's
    date.

    `labelled`: what names a unit or a task in this workbook is written as a label.
    """
    declares = book.version > 1 or any(key in book.tables for key in _DECLARING)
    for raw in raw_tables:
        if raw.name in BY_NAME and (key := BY_NAME[raw.name].key) not in _DECLARING:
            if key in book.tables:
                book.faults.append(StructureFault("table_doubled", raw.sheet, value=raw.name))
            else:
                book.tables[key] = _table(raw, book.schemas[key], book.faults, declares=declares)
                book.schemas[key] = book.tables[key].schema
    _missing_tables(book, raw_tables, sheets, declares=declares)
    book.loose = [row for raw in raw_tables for row in raw.loose]
    book.copies = _copies(book, raw_tables)
    _read_labels(book, labelled)
    present = {fold(name) for name in sheets}
    for table in BY_NAME.values():  # found by its name wherever it stands; that its sheet is called otherwise is told
        if table.key in book.tables and fold(table.sheet) not in present:
            now = book.tables[table.key].sheet
            book.faults.append(StructureFault("sheet_renamed", now, value=now, nearest=table.sheet))
    for name in (HOME_SHEET, LISTS_SHEET):  # without a table of records: the work goes on, the clerk misses them
        if fold(name) not in present:
            book.faults.append(StructureFault("helper_sheet_missing", name, value=name))
    read_profile(book, as_of)
    book.period = spelt(nfc(period).strip() if period else book.text("period"), book.periods)
    return book


def begin(path: str, raw_tables: Iterable[RawTable], version: int = 1) -> Book:
    """A book of the tables in which the office declares its report: by them the others are read."""
    book = Book(path, {}, version=version)
    for raw in raw_tables:
        if raw.name in BY_NAME and (key := BY_NAME[raw.name].key) in _DECLARING:
            if key in book.tables:
                book.faults.append(StructureFault("table_doubled", raw.sheet, value=raw.name))
            else:
                book.tables[key] = _table(raw, BY_KEY[key], book.faults, version=book.version)
    return book


def _table(
    raw: RawTable, schema: Table, faults: list[StructureFault], *, declares: bool = True, version: int = 1
) -> TableData:
    schema, places = _match_headers(raw, schema, faults, declares=declares)
    used = [raw.columns[c] for c in places.values()]
    kept = _filled_rows(used)
    everything = len(kept) == len(raw.rows)
    data = TableData(
        schema,
        raw.sheet,
        raw.rows if everything else [raw.rows[r] for r in kept],
        {key: column_letter(raw.first_column + c) for key, c in places.items()},
        {},
        {},
        {},
        header_row=raw.header_row,
        last_row=raw.last_row or (raw.rows[-1] if raw.rows else raw.header_row),
    )
    right, bottom = raw.first_column + len(raw.headers) - 1, max(raw.bottom, data.last_row)
    data.area = (raw.first_column, raw.header_row, right, bottom)
    for column in schema.columns:
        place = places.get(column.key)
        if place is None:
            data.raw[column.key] = data.clean[column.key] = [None] * len(kept)
            continue
        values = raw.columns[place] if everything else [raw.columns[place][r] for r in kept]
        _add_column(
            data,
            column,
            values,
            frozenset(i for i, r in enumerate(kept) if (place, r) in raw.percent) if raw.percent else frozenset(),
        )
    if schema.key == "figures":
        data.undeclared = _undeclared(raw, set(places.values()))
    faults.extend(raw.faults)
    if not kept and (schema.key in NEEDS_RECORDS or (version > 1 and schema.key in NEEDS_DECLARING)):
        faults.append(
            StructureFault("no_records", raw.sheet, address(raw.first_column, raw.header_row), value=raw.name)
        )
    return data


def _undeclared(raw: RawTable, known: set[int]) -> dict[str, str]:
    """The headers of the columns that are none of ours and hold numbers -> the cell of the first."""
    found = {}
    for c, values in enumerate(raw.columns):
        if c not in known:
            number = next((r for r, value in enumerate(values) if type(value) in (int, float)), None)
            if number is not None:
                found[squeeze(raw.headers[c])] = address(raw.first_column + c, raw.rows[number])
    return found


def _filled_rows(columns: list[list[Value]]) -> list[int]:
    """The rows in which anything but spaces stands; all of them at once where some column has no gap."""
    if any(None not in column for column in columns):
        return list(range(len(columns[0])))
    return [r for r, cells in enumerate(zip(*columns, strict=True)) if any(map(is_something, cells))]


def _add_column(data: TableData, column: Column, values: list[Value], percent: frozenset[int]) -> None:
    data.raw[column.key] = values
    data.clean[column.key], problems = clean_column(column, values, percent)
    if problems:
        data.problems[column.key] = problems
        for i, problem in problems.items():
            if problem is Problem.FORMULA and isinstance(values[i], Formula):
                data.formulas[column.key, i] = values[i]


def _match_headers(
    raw: RawTable, schema: Table, faults: list[StructureFault], *, declares: bool
) -> tuple[Table, dict[str, int]]:
    """Column key -> place of its header; what is missing, misspelt or doubled goes to `faults`.

    The schema comes back with the headers as they are called here: an indicator's may be one of its other names.
    """
    places = schema.places(raw.headers)
    strangers: list[int] = []
    for c, header in enumerate(raw.headers):
        key = schema.keys_by_fold.get(fold(header))
        at = address(raw.first_column + c, raw.header_row)
        if key is None:
            if not (declares and schema.key == "figures" and DEFAULT.indicator(header)):
                strangers.append(c)  # what a default row left behind is no other one misspelt
        elif c != places[key] and fold(header) == fold(raw.headers[places[key]]):
            faults.append(StructureFault("column_doubled", raw.sheet, at, header, header))
    for column in schema.columns:
        if column.key in places or (column.since > 1 and not declares):
            continue
        similar = (raw.headers[c] for c in strangers if not other_money(raw.headers[c], column.header))
        near = nearest(column.header, filter(None, similar))
        if near:
            c = next(c for c in strangers if raw.headers[c] == near)
            strangers.remove(c)
            at = address(raw.first_column + c, raw.header_row)
            faults.append(StructureFault("column_misspelt", raw.sheet, at, near, near, column.header))
        else:
            at = address(raw.first_column, raw.header_row)
            faults.append(StructureFault("column_missing", raw.sheet, at, column.header))
    renamed = {
        key: squeeze(raw.headers[c])
        for key, c in places.items()
        if schema[key].aliases and fold(raw.headers[c]) != fold(schema.header(key))
    }
    if renamed:
        columns = [replace(each, header=renamed.get(each.key, each.header)) for each in schema.columns]
        schema = replace(schema, columns=tuple(columns))
    return schema, places


def _missing_tables(book: Book, raw_tables: list[RawTable], sheets: list[str], *, declares: bool) -> None:
    strangers = {raw.name: raw for raw in raw_tables if raw.name and raw.name not in BY_NAME}
    folded = {fold(name): name for name in sheets}
    known = {fold(table.sheet) for table in BY_NAME.values()}
    for table in TABLES:
        if table.key in book.tables or (table in DECLARING and not declares):  # one of before has none of them
            continue
        sheet = folded.get(fold(table.sheet))
        on_sheet = [raw.name for raw in strangers.values() if sheet is not None and raw.sheet == sheet]
        near = on_sheet[0] if on_sheet else nearest(table.name, strangers, 0.8)
        if near:
            place = strangers[near]
            at = address(place.first_column, place.header_row)
            book.faults.append(StructureFault("table_misspelt", place.sheet, at, value=near, nearest=table.name))
        elif sheet is not None:
            book.faults.append(StructureFault("table_missing", sheet, value=table.name))
        elif similar := nearest(table.sheet, [name for name in sheets if fold(name) not in known]):
            book.faults.append(StructureFault("sheet_misspelt", similar, value=similar, nearest=table.sheet))
        else:
            book.faults.append(StructureFault("sheet_missing", table.sheet, value=table.sheet))


def _copies(book: Book, raw_tables: list[RawTable]) -> list[SheetCopy]:
    """Tables of others with the headers of one that the book has; where it has none, the fault says what is meant."""
    found = []
    for raw in raw_tables:
        schema = None if raw.name in BY_NAME else copied(raw.headers, raw.sheet, raw.name, book.schemas)
        if schema is not None and schema.key in book.tables:
            found.append(SheetCopy(_table(raw, schema, [], declares=False), raw.name, raw.hidden))
    return found


def _read_labels(book: Book, labelled: bool) -> None:
    """Makes codes of what names a unit or a task, in all tables, and gives their columns the labels to write."""
    for ref, (names, most) in NAMED.items():
        if ref not in book.tables:
            continue
        clean = book[ref].clean
        labels = Labels(zip(clean["code"], *(clean[key] for key in names), strict=True), most, writes=labelled)
        for data in [*book.tables.values(), *(copy.data for copy in book.copies)]:
            columns = [column.key for column in data.schema.columns if column.ref == ref and column.kind is Kind.REF]
            changed = [key for key in columns if _as_codes(data, key, labels)]
            if changed and data.schema.key in _DECLARING:
                book.__dict__.pop("declared", None)  # (its plans were read before the units)
            if columns:
                data.schema = data.schema.with_labels({ref: labels})
    book.schemas.update({key: data.schema for key, data in book.tables.items()})


def _as_codes(data: TableData, key: str, labels: Labels) -> bool:
    """Whether a text of the column is not the code that it means."""
    clean = data.clean[key]
    strange = {text: labels.read(text) for text in set(clean) - labels.names.keys() if text is not None}
    if not any(code != text for text, (code, _) in strange.items()):
        return False
    data.clean[key] = [strange[text][0] if text in strange else text for text in clean]
    problems = data.problems.setdefault(key, {})
    for i, text in enumerate(clean):
        code, wrong = strange.get(text, (text, FINE))
        if code != text and not wrong and not labels.writes and code in labels.names:
            wrong = NAME_TYPED  # the formulas of a workbook from before there were labels know codes only
        if wrong:
            problems.setdefault(i, Problem(wrong))
    return True


def read_profile(book: Book, as_of: dt.date | None) -> None:
    """Setting key -> typed value. A value that is not of its kind is left out (CH rules report it).

    `as_of` wins over the workbook's Ngày tính, else the system's date: by its law the office's choices are read.
    """
    data = book["profile"]
    by_label = {fold(setting.label): setting.key for setting in declared.SETTINGS}
    for i, item in enumerate(data.clean["item"]):
        if item and (key := by_label.get(fold(str(item)))):
            book.profile_rows.setdefault(key, []).append(i)
    own = declared.BY_KEY["as_of"]
    days = [setting_value(own, data.raw["value"][i]) for i in book.profile_rows.get(own.key, ())]
    today = as_of or next((day for day in days if day is not None), None)
    book.as_of = today if isinstance(today, dt.date) else dt.date.today()
    for setting in declared.on(book.as_of):
        values = [setting_value(setting, data.raw["value"][i]) for i in book.profile_rows.get(setting.key, ())]
        typed = [value for value in values if value is not None]
        if typed:
            book.profile[setting.key] = typed if setting.several else typed[0]


def setting_value(setting: Setting, raw: Value) -> Value:
    """The typed value of one line of `Cấu hình`; None where blank or not of the setting's kind."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    if setting.kind is Kind.CHOICE:
        folded = {fold(str(choice)): choice for choice in setting.choices}
        return folded.get(fold(str(raw)))
    column = Column(setting.key, setting.label, setting.kind, setting.help)
    clean, problems = clean_column(column, [raw])
    problem = problems.get(0)
    if setting.kind in (Kind.TEXT, Kind.CODE) and problem in (Problem.NOT_TEXT, Problem.CODE_AS_NUMBER):
        return clean[0]
    if setting.choices and clean[0] not in setting.choices:
        return None
    return clean[0]

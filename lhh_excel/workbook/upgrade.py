"""A clerk's workbook brought to what the builder makes today: what it lacks of sheets, columns, lines is put in.

The builder makes a workbook by the office's own declarations, without data; what it has and the clerk's lacks goes from
there into the clerk's (`transplant`). What the clerk has stays: own sheets, columns and formats; and what an earlier
version had and the clerk took out is not put back. Source: docs/workbook-contract.md, "Older workbooks".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..errors import RefusedError
from ..plain import record
from .book import Book
from .build import build_workbook
from .build.layout import choice_list_name, code_list_formula
from .cells import CellReader
from .declarations import Declarations, SectionKind, declare
from .defaults import EARLIEST_ROWS
from .journal import brought
from .labels import LABEL_LISTS
from .lists import BY_OFFICE, YES, Level
from .package import Package
from .patch import WorkbookPatch
from .settings import SETTINGS
from .tables import (
    BY_KEY,
    BY_NAME,
    DECLARING,
    FIGURES,
    IDENTITY_NAME,
    LISTS_SHEET,
    PROFILE,
    SCHEMA_VERSION,
    TABLES,
    VERSION_NAME,
    figures_table,
)
from .transplant import Transplant
from .transplant_terms import Formulas
from .values import Value, inside_a_sentence, squeeze

#: Lists of `Danh mục` in version 1 that are sheets now -> (table, column) of the cells that they were for.
_LISTS = {
    "tblDanhMucLoai": ("units", "kind"),
    "tblDanhMucNhom": ("tasks", "group"),
    "tblDanhMucMuc": ("texts", "section"),
}
_NUMBER = re.compile(r"(\d+)\s*[.)]\s*(?=\S)")
Row = dict[str, Value]


@record
class Upgrade:
    """What is put into a workbook, and the workbook with it (`data`)."""

    version: str  # the clerk's
    sheets: tuple[tuple[str, str], ...]  # the program's name of it, what it is called beside a clerk's own of that name
    columns: tuple[tuple[str, str], ...]  # sheet, header
    settings: tuple[str, ...]
    words: tuple[tuple[str, str], ...]  # sheet, name: was typed into a list, is a row now
    data: bytes


def upgraded(package: Package, book: Book) -> Upgrade | None:
    """The workbook of an earlier version with what this one adds; None where it is of this version.

    Words that the clerk had added to the lists of `Danh mục` become rows of the sheets that took their place. Raises
    RefusedError("unknown_words") where cells hold a word that no list has, "broken_table" where a table that may need
    columns cannot be told, "taken_name" where something of the clerk's has a new table's name, and what `Transplant`
    and the patch raise.
    """
    number = book.version
    if number == SCHEMA_VERSION:
        return None
    _refuse_broken(book)
    rows, words = _with_own_words(package)
    _refuse_unknown(book, declare(rows))
    donor = Package(build_workbook(records=rows, day=book.as_of), package.file)
    there = {table.name for table in package.tables}
    _refuse_taken(package, book, [table.name for table in donor.tables if table.name not in there])
    sheets = [table.sheet for table in DECLARING if table.name not in there]
    columns = [
        (table, column)
        for table in TABLES
        for column in table.columns
        if column.since > number and _lacks(book, table.key, column.key)
    ]
    settings = [each for each in SETTINGS if each.since > number and each.key not in book.profile_rows]
    step = Transplant(package, donor)
    for table in donor.tables:
        if table.sheet.name == LISTS_SHEET and table.name not in there:
            step.add_table(table.name)
    called = tuple((sheet, step.add_sheet(sheet)) for sheet in sheets)
    for schema, column in columns:
        step.add_column(schema.name, column.header, schema.columns.index(column))
    patch = WorkbookPatch(book.path, package=Package(step.to_bytes(), package.file))
    lines = [{"item": each.label, "explanation": each.help} for each in settings if book.has(PROFILE.key)]
    at = patch.append(PROFILE.key, lines)
    if book.has("journal"):
        patch.append("journal", [brought(str(number), str(SCHEMA_VERSION))])
    last = Transplant(Package(patch.to_bytes(), package.file), donor)
    for line, row in zip(lines, at, strict=True):
        item, value = PROFILE.header("item"), PROFILE.header("value")
        last.add_check(PROFILE.name, row, by=item, name=line["item"], column=value)
    for name in _names(last, set(sheets), there):
        last.set_name(name)
    for name, (table_key, key) in _LISTS.items():  # the drop-downs that are there ask for the lists by these
        last.set_name("ds" + name.removeprefix("tblDanhMuc"), like=choice_list_name(BY_KEY[table_key][key].choices))
    for key, name in LABEL_LISTS.items():  # of the new columns; the formulas that are there know no labels
        last.set_name(name, formula=code_list_formula(BY_KEY[key]))
    told = tuple((book[schema.key].sheet, column.header) for schema, column in columns)
    labels = tuple(line["item"] for line in lines)
    return Upgrade(str(number), called, told, labels, words, last.to_bytes())


def _refuse_broken(book: Book) -> None:
    """What a renamed table lacks could not be put in later: the workbook would be of this version already."""
    for fault in book.faults:
        if fault.code == "table_misspelt":
            names = {"sheet": fault.sheet, "table": fault.value, "nearest": fault.nearest}
            raise RefusedError("broken_table", **names)


def _refuse_taken(package: Package, book: Book, new: Iterable[str]) -> None:
    """A table of the clerk's own, or a name, that is called as one of the new tables; Excel bears no two of a name."""
    wanted = {name.casefold(): name for name in new}
    for table in package.tables:
        known = BY_NAME.get(table.name)
        strange = known in DECLARING and known is not None and len(book[known.key].letters) < len(known.columns) / 2
        if table.name.casefold() in wanted or strange:
            raise RefusedError("taken_name", name=table.name, sheet=table.sheet.name)
    for name in wanted.values():
        if package.constant(name):
            raise RefusedError("taken_defined_name", name=name)


def with_columns(package: Package, book: Book) -> tuple[tuple[str, ...], bytes]:
    """The headers of the declared indicators that Số liệu lacks, and the workbook with them at its end.

    Raises RefusedError("needs_upgrade") for a workbook of a version that had no sheet to declare indicators, and
    ("nothing_declared") for one that lost what it declared; InputError("table_needed") without Số liệu, and what
    `Transplant` raises.
    """
    if book.version == 1 and not book.has("indicators"):
        raise RefusedError("needs_upgrade", file=package.file)
    book.refuse_lost()
    package.needed(FIGURES.name)
    lacking = {
        column.header: place
        for place, column in enumerate(figures_table(book.declared).columns)
        if column.key in book.declared.by_key and _lacks(book, FIGURES.key, column.key)
    }
    if not lacking:
        return (), package.data
    donor = Package(build_workbook(records=declaring_rows(book), day=book.as_of), package.file)
    step = Transplant(package, donor)
    for header, place in lacking.items():
        step.add_column(FIGURES.name, header, place)
    return tuple(lacking), step.to_bytes()


def declaring_rows(book: Book) -> dict[str, list[Row]]:
    """What the office declares, as rows of its tables; for a table that it lacks those that the workbook is read by.

    What the program writes beside them stays: it tells of the workbook's own figures.
    """
    rows: dict[str, list[Row]] = {}
    for table in DECLARING:
        own = book[table.key].records() if book.has(table.key) else EARLIEST_ROWS[table.key]
        rows[table.key] = [{key: value for key, value in row.items() if key != "preview"} for row in own]
    return rows


def _lacks(book: Book, key: str, column: str) -> bool:
    return book.has(key) and column not in book[key].letters


def _names(step: Transplant, sheets: set[str], there: set[str]) -> Iterable[str]:
    """The names that what was put in needs: of it, and such as the workbook lacks and its tables can answer."""
    put_in = sheets | {t.sheet.name for t in step.donor.tables if t.name not in there}
    with_tables = {table.sheet.name for table in step.donor.tables}
    yield VERSION_NAME
    for name, formula in step.donor_names().items():
        named = Formulas.sheets_in(formula)
        if (
            name not in (IDENTITY_NAME, *LABEL_LISTS.values())
            and named
            and named <= with_tables
            and (named & put_in or not step.has_name(name))
        ):
            yield name


# --- words of the clerk's own ----------------------------------------------------------------------------------------


def _with_own_words(package: Package) -> tuple[dict[str, list[Row]], tuple[tuple[str, str], ...]]:
    """The rows that it is read by and, in their places, one for each word that the clerk had added to a list; (sheet,
    word)."""
    rows = {key: [dict(row) for row in rows] for key, rows in EARLIEST_ROWS.items()}
    told: list[tuple[str, str]] = []
    for name, (of, _column) in _LISTS.items():
        for word in _listed(package, name):
            declared = declare(rows)
            if _known(declared, of, word):
                continue
            key = "kinds" if of == "units" else "outline"
            outline = rows["outline"]
            if of == "units":
                rows[key].append({"name": word, "noun": inside_a_sentence(word), "reports": YES})
            elif of == "tasks":  # behind the last group: they stand together
                last = max(at for at, row in enumerate(outline) if row["kind"] == SectionKind.GROUP.value)
                outline.insert(last + 1, _group(word))
            else:  # a part, before the tables of Phụ lục I
                tables = (at for at, row in enumerate(outline) if row["level"] == Level.TABLE.value)
                part: Row = {"name": word, "level": Level.PART.value, "title": word, "kind": SectionKind.TEXT.value}
                outline.insert(next(tables, len(outline)), part | {"writer": BY_OFFICE})
            told.append((BY_KEY[key].sheet, word))
    return rows, tuple(told)


def _listed(package: Package, name: str) -> list[str]:
    """The texts of a list of `Danh mục`, in order."""
    table = package.table(name)
    if table is None:
        return []
    cells = CellReader(package).read(table.sheet).cells
    found = (cells.get((row, table.first_column)) for row in table.rows)
    return [text for value in found if value is not None and (text := squeeze(str(value)))]


def _known(declared: Declarations, table: str, word: str) -> bool:
    if table == "units":
        return declared.kind(word) is not None
    section = declared.section(word)
    return section is not None and (table == "texts" or section.kind is SectionKind.GROUP)


def _group(word: str) -> Row:
    """A group of tasks; its texts stood under "Nhóm 5"."""
    number = _NUMBER.match(word)
    title = word[number.end() :] if number else word
    row: Row = {"name": word, "level": Level.SECTION.value, "title": title, "kind": SectionKind.GROUP.value}
    return row | {"writer": BY_OFFICE} | ({"aliases": f"Nhóm {number[1]}"} if number else {})


def _refuse_unknown(book: Book, declared: Declarations) -> None:
    """A word that stands in cells and in no list may be a slip: nobody makes a group of the report of it unseen."""
    places = []
    for table, column in _LISTS.values():
        data = book[table]
        for i, value in enumerate(data.raw[column]) if book.has(table) else ():
            if value is not None and not _known(declared, table, str(value)):
                places.append(f"{data.sheet}!{data.letters[column]}{data.rows[i]} “{value}”")
    if places:
        more = ["…"] if len(places) > 8 else []
        raise RefusedError("unknown_words", count=len(places), places=", ".join([*places[:8], *more]))

"""Puts a whole workbook together with XlsxWriter: sheets in order, names, properties, then the zip: same parts, same
bytes, and the macro-enabled type that an .xlsm must have."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...list_book import WINDOW, default_font
from ...messages.workbook import NOTE_AUTHOR, WORKBOOK_TITLE
from ...office_file import CONTENT_TYPES, write_parts
from ..declarations import declare
from ..labels import NAMED, Labels
from ..settings import on
from ..starting import BUILT
from ..tables import (
    CONFIG_SHEET,
    DECLARING,
    HOME_SHEET,
    IDENTITY_NAME,
    LISTS_SHEET,
    PROFILE,
    SHEET_ORDER,
    TABLES,
    schemas_of,
)
from ..values import Value
from .formats import AMBER, GREEN, GREY, NAVY, Formats
from .home import fill_home
from .layout import CODE_NAMES, FIRST_ROW, WORKBOOK_CODE_NAME, defined_names
from .sheets import fill_config, fill_lists_sheet, fill_table_sheet

if TYPE_CHECKING:
    from . import Macros

PACKAGE_RELS, RIBBON_PART = "_rels/.rels", "customUI/customUI14.xml"
PLAIN_TYPE = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_TYPE = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ADDIN_TYPE = b"application/vnd.ms-excel.addin.macroEnabled.main+xml"
RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"

_SHEETS = "xl/worksheets/sheet"
_CUSTOM_HEIGHT = re.compile(rb'(<row r="(\d+)"[^>]*?) customHeight="1"')
#: Stands in the file's properties whenever it is built.
CREATED = dt.datetime.combine(BUILT, dt.time())


def _options() -> dict[str, Any]:
    """Fresh for each workbook: XlsxWriter writes into the dict of format properties it is given."""
    return {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_row_height": 21,
        "default_column_width": 72,
        "default_format_properties": default_font(12),
    }


def write_workbook(
    tables: Mapping[str, Sequence[Mapping[str, Value]]],
    *,
    sample: bool,
    macros: Macros | None,
    identity: str,
    day: dt.date,
) -> bytes:
    """The bytes of the .xlsm that holds these records; every table of the schema must be named in `tables`.

    `day`: by whose law the lines of `Cấu hình` are checked.
    """
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _options())
    book.set_properties({"title": WORKBOOK_TITLE, "author": NOTE_AUTHOR, "created": CREATED})
    book.set_calc_mode("auto")
    book.set_size(*WINDOW)
    if macros is not None:
        book.add_vba_project(io.BytesIO(macros.vba_project), True)
    book.set_vba_name(WORKBOOK_CODE_NAME)
    formats = Formats(book)
    sheets = {name: book.add_worksheet(name) for name in SHEET_ORDER}
    for name, sheet in sheets.items():
        sheet.set_vba_name(CODE_NAMES[name])
    for name, formula in defined_names().items():
        book.define_name(name, formula)
    if identity:
        book.define_name(IDENTITY_NAME, f'="{identity}"')
    fill_home(book, sheets[HOME_SHEET], tables, formats, sample=sample, macros=macros is not None)
    sheets[HOME_SHEET].set_tab_color(NAVY)
    settings = {setting.label: setting for setting in on(day)}
    schemas = schemas_of(declare({table.key: rows for table in DECLARING if (rows := tables[table.key])}))
    labels = {
        key: Labels((tuple(row.get(each) for each in ("code", *names)) for row in tables[key]), most, writes=True)
        for key, (names, most) in NAMED.items()
    }
    schemas = {key: schema.with_labels(labels) for key, schema in schemas.items()}
    for table in TABLES:
        fill_table_sheet(
            sheets[table.sheet],
            schemas[table.key],
            tables[table.key],
            formats,
            sample=sample,
            settings=settings if table is PROFILE else {},
        )
        sheets[table.sheet].set_tab_color(GREEN if table.entered else AMBER)
    fill_lists_sheet(book, sheets[LISTS_SHEET], labels, formats, sample=sample)
    sheets[LISTS_SHEET].set_tab_color(GREY)
    fill_config(sheets[CONFIG_SHEET], formats)
    book.close()
    return finish(target.getvalue(), macros.ribbon if macros is not None else None)


# --- the zip ---------------------------------------------------------------------------------------------------------


def finish(written: bytes, ribbon: bytes | None = None, main_type: bytes = MACRO_TYPE) -> bytes:
    """The package again with fixed order and dates, content type of an .xlsm (or .xlam), and the ribbon if any."""
    with zipfile.ZipFile(io.BytesIO(written)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    # Excel refuses a file named .xlsm whose workbook part says .xlsx; XlsxWriter says .xlsm only with a macro project
    types = parts[CONTENT_TYPES]
    parts[CONTENT_TYPES] = types.replace(PLAIN_TYPE, main_type).replace(MACRO_TYPE, main_type)
    parts = {name: _as_excel_writes(name, data) for name, data in parts.items()}
    if ribbon is not None:
        parts[RIBBON_PART] = ribbon
        relations = parts[PACKAGE_RELS]
        ids = [int(number) for number in re.findall(rb'Id="rId(\d+)"', relations)]
        relation = f'<Relationship Id="rId{max(ids) + 1}" Type="{RIBBON_RELATION}" Target="{RIBBON_PART}"/>'
        parts[PACKAGE_RELS] = relations.replace(b"</Relationships>", relation.encode() + b"</Relationships>")
    return write_parts(parts)


def _as_excel_writes(name: str, data: bytes) -> bytes:
    """Captions of buttons in a drawing as numbers of their signs: Excel's own drawings of that kind are ASCII."""
    if name.startswith(_SHEETS):  # without customHeight Excel fits the height of a data row to a longer text
        return _CUSTOM_HEIGHT.sub(lambda row: row[1] if int(row[2]) >= FIRST_ROW else row[0], data)
    return data.decode().encode("ascii", "xmlcharrefreplace") if name.endswith(".vml") else data

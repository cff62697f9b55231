"""Puts a whole workbook together with XlsxWriter: sheets in order, names, properties, then the zip."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...list_book import WINDOW, default_font
from ...messages.workbook import NOTE_AUTHOR, WORKBOOK_TITLE
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
from .layout import CODE_NAMES, WORKBOOK_CODE_NAME, defined_names
from .package import finish
from .sheets import fill_config, fill_lists_sheet, fill_table_sheet

if TYPE_CHECKING:
    from . import Macros

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
    macros: Macros | None = None,
    identity: str = "",
    day: dt.date = BUILT,
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

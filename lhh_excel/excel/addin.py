"""LHH.xlam: the ribbon for whichever workbook is open, for an office that keeps its own copy of the workbook.

Source: docs/workbook-contract.md, "Buttons".
"""

from __future__ import annotations

import io

from ..messages.commands import ADDIN_ABOUT, ADDIN_SHEET, ADDIN_TITLE
from ..workbook.build import Macros
from .sources import ADDIN


def build_addin(macros: Macros | None = None) -> bytes:
    """The bytes of the add-in, with the committed macro project or `macros`; the same call gives the same bytes.

    One sheet that is visible, as a workbook must have one (an add-in's window never shows), and its hidden
    configuration sheet.
    """
    import xlsxwriter

    from ..workbook.build.config import fill_config
    from ..workbook.build.formats import Formats
    from ..workbook.build.layout import WORKBOOK_CODE_NAME
    from ..workbook.build.package import ADDIN_TYPE, finish
    from ..workbook.build.write import CREATED
    from .project import ADDIN_CODE_NAMES, addin_macros

    macros = macros or addin_macros()
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    # Title and comments are what Excel's list of add-ins shows
    book.set_properties({"title": ADDIN_TITLE, "comments": ADDIN_ABOUT, "created": CREATED})
    book.add_vba_project(io.BytesIO(macros.vba_project), True)
    book.set_vba_name(WORKBOOK_CODE_NAME)
    about, config = (book.add_worksheet(name) for name in (ADDIN_SHEET, ADDIN.config_sheet))
    for sheet, code_name in zip((about, config), ADDIN_CODE_NAMES, strict=True):
        sheet.set_vba_name(code_name)
    about.write_string("A1", ADDIN_TITLE)
    about.write_string("A2", ADDIN_ABOUT)
    fill_config(config, Formats(book))
    book.close()
    return finish(target.getvalue(), macros.ribbon, ADDIN_TYPE)

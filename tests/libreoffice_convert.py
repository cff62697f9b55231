"""Converts files in one LibreOffice that stays up; runs under the Python that LibreOffice's bridge serves.

Arguments: soffice, profile. Reads a line of JSON a file from stdin: [file, saved file, sheet]; the ending of the second
says the format. "json" is what the cells of that sheet show, and where in any sheet an error stands: to save a workbook
takes as long as to open and compute it. Answers each with a line of JSON: "" when it is saved, else what LibreOffice
said. Ends with its stdin.
"""

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path

from libreoffice_bridge import PropertyValue, office

#: Ending -> filter by kind of document; a PDF has one filter each.
FILTERS = {
    "com.sun.star.text.TextDocument": {
        "docx": "MS Word 2007 XML", "odt": "writer8", "doc": "MS Word 97", "rtf": "Rich Text Format",
        "pdf": "writer_pdf_Export",
    },
    "com.sun.star.sheet.SpreadsheetDocument": {
        "xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8", "pdf": "calc_pdf_Export",
    },
}  # fmt: skip


def told(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


#: com.sun.star.util.NumberFormat.DATE, com.sun.star.sheet.FormulaResult.ERROR; the day that Calc counts from
DATE, ERROR, DAY_0 = 2, 4, datetime(1899, 12, 30)


def shown(document, sheet):
    """{"cells": {A1: value}, "errors": [sheet.A1, ...]}; a date is {"date": ISO}."""
    page = document.Sheets.getByName(sheet)
    cursor = page.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    cells = {}
    for row, values in enumerate(page.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()):
        for column, value in enumerate(values):
            if value not in ("", None):
                cells[name(column, row)] = dated(document, page.getCellByPosition(column, row), value)
    found = [page.queryFormulaCells(ERROR).RangeAddressesAsString for page in document.Sheets]
    return {"cells": cells, "errors": [places for places in found if places]}


def name(column, row):
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"


def dated(document, cell, value):
    if isinstance(value, str) or not cell.Formula.startswith("="):
        return value
    if not document.NumberFormats.getByKey(cell.NumberFormat).Type & DATE:
        return value
    moment = DAY_0 + timedelta(seconds=round(value * 86400))
    return {"date": moment.isoformat()}


def convert(desktop, file, saved, sheet):
    document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (told("Hidden", True),))
    if document is None:
        return "LibreOffice does not open it"
    try:
        if saved.endswith(".json"):
            Path(saved).write_text(json.dumps(shown(document, sheet)), encoding="utf-8")
            return ""
        made = next(FILTERS[kind] for kind in FILTERS if document.supportsService(kind))[Path(saved).suffix[1:]]
        document.storeToURL(Path(saved).as_uri(), (told("FilterName", made),))
    finally:
        document.close(True)
    return ""


def main():
    with office(*sys.argv[1:]) as (_, desktop):
        for line in sys.stdin:
            try:
                answer = convert(desktop, *json.loads(line))
            except Exception as error:
                answer = repr(error)
            sys.stdout.write(json.dumps(answer) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

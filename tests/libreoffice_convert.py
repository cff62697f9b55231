"""Converts files in one LibreOffice that stays up; runs under the Python that LibreOffice's bridge serves.

Arguments: soffice, profile. Reads a line of JSON a file from stdin: [file, saved file]; the ending of the second says
the format. Answers each with a line of JSON: "" when it is saved, else what LibreOffice said. Ends with its stdin.
"""

import json
import sys
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


def convert(desktop, file, saved):
    document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (told("Hidden", True),))
    if document is None:
        return "LibreOffice does not open it"
    try:
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

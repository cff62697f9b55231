"""The import that a user would write: openpyxl reads a form and the master workbook, sets a row, saves the workbook.

It loses what openpyxl does not know; what is measured is the time.
"""

import sys

from openpyxl import load_workbook

form, master, out = sys.argv[1:4]
values = [row for sheet in load_workbook(form) for row in sheet.iter_rows(values_only=True)]
book = load_workbook(master, keep_vba=True)
sheet = book["Số liệu"]
for column, value in enumerate(values[0], 1):
    sheet.cell(sheet.max_row + 1, column, value)
book.save(out)

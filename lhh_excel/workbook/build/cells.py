"""Writing one value into a cell as it is: text never becomes a formula, a link or a number."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..values import Value, show


def write_value(sheet: Any, row: int, column: int, value: Value, style: Any) -> None:
    """`row` and `column` counted from 0; None leaves a formatted blank."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, style)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, style)
    else:  # a time, a span, an Excel error, a formula: as it is shown
        sheet.write_string(row, column, show(value), style)

"""Writing one value into a cell as it is: text never becomes a formula, a link or a number."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..values import Value


def write_value(sheet: Any, row: int, column: int, value: Value, style: Any) -> None:
    """`row` and `column` counted from 0; None leaves a formatted blank."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, (dt.date, dt.datetime)):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)

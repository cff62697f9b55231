"""Cells of an open workbook: where a table stands, blocks in one call, a value between Excel's objects and ours.

Written against xlwings.Book; what only Excel's own objects know (`com`) is asked with an answer for engines without it.
Each question to Excel crosses from one process to another, so few are asked: a range is named by its address.
Source: docs/workbook-contract.md, "Inside Excel".
"""

from __future__ import annotations

import datetime as dt
import sys
from decimal import Decimal
from typing import Any

from ..plain import mutable
from ..workbook.addresses import area as address_of
from ..workbook.cells import Sheet
from ..workbook.package import TablePart
from ..workbook.patch_cells import Link, is_date, needed_format, plain_value
from ..workbook.styles import Shows
from ..workbook.values import ErrorValue, Value, normalise, whole

#: A block of cells as COM hands it over.
Block = list[tuple[Any, ...]]


@mutable
class Place:
    """A table in the open workbook: where the copy says that it is, its sheet in Excel, and the same sheet in the copy.

    What the copy tells (formats, hidden rows, old links) Excel is not asked.
    """

    part: TablePart
    sheet: Any
    copy: Sheet
    filtered: bool

    @property
    def first(self) -> int:
        """The first row of records."""
        return self.part.rows.start

    @property
    def last(self) -> int:
        """The last row of records, blank or not: Excel leaves one row to a table without records."""
        return max(self.part.rows.stop - 1, self.first)

    def range(self, top: int, bottom: int, *, left: int = 0, right: int = 0) -> Any:
        """Cells of the sheet; of the table's columns where no column is given."""
        return self.sheet.range(address_of(left or self.part.first_column, top, right or self.part.last_column, bottom))


def block(area: Any) -> Block:
    """The raw values of a range, row by row, in one call (two where a number is shown as money)."""
    rows = _rows(area.raw_value)
    if not any(isinstance(value, Decimal) for row in rows for value in row):
        return rows
    # A cell with a money format is handed over rounded to four decimals; Value2 knows no money
    exact = _rows(com(area, "Value2", rows))
    return [
        tuple(e if isinstance(v, Decimal) else v for v, e in zip(row, exact_row, strict=True))
        for row, exact_row in zip(rows, exact, strict=True)
    ]


def _rows(found: Any) -> Block:
    if isinstance(found, (tuple, list)):
        if found and not isinstance(found[0], (tuple, list)):
            return [tuple(found)]
        return [tuple(row) for row in found]
    return [(found,)]


def put(area: Any, rows: list[list[Any]]) -> None:
    """Assigns the values of a range in one call, each as the engine of this system takes it (a date, a blank).

    (`Range.value` of xlwings asks Excel who it is for every cell.)
    """
    engine = sys.modules[type(area.impl).__module__].engine
    made = [[engine.prepare_xl_data_element(value, None) for value in row] for row in rows]
    area.raw_value = made if len(made) > 1 or len(made[0]) > 1 else made[0][0]


def com(thing: Any, name: str, otherwise: Any) -> Any:
    """A property of Excel's own object behind an xlwings one; `otherwise` where the engine has none of that name."""
    try:
        return getattr(thing.api, name)
    except Exception as error:
        if is_busy(error):
            raise
        return otherwise


def is_busy(error: BaseException) -> bool:
    """Whether Excel refused the call because a cell is being edited or a box is open."""
    details = error.args[2] if len(error.args) > 2 else None
    inner = details[5] if isinstance(details, tuple) and len(details) > 5 else None
    code = getattr(error, "hresult", None)
    return code in _BUSY or inner in _BUSY or type(error).__name__ == "ExcelBusyError"


#: RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER, VBA_E_IGNORE (a cell is being edited).
_BUSY = frozenset({-2147418111, -2147417846, -2146777998})


# --- values ----------------------------------------------------------------------------------------------------------

TEXT_FORMAT, PLAIN_FORMAT = "@", "General"
DATE_FORMAT, DATETIME_FORMAT = "dd/mm/yyyy", "dd/mm/yyyy hh:mm"

#: xlCVError: how COM hands an error over, of any Excel; no other whole number of it is a cell's.
_ERRORS = range(-2146828288, -2146828288 + 0x10000)
#: Excel's day 0 and the first day that it and the calendar agree on.
_DAY_ZERO, _AGREED = dt.date(1899, 12, 30), dt.date(1900, 3, 1)


def from_excel(value: object) -> Value:
    """The value in the shape that the file readers give, an error by its number.

    COM hands over numbers as floats (currency as Decimal), dates with a time zone, errors as whole numbers.
    """
    if type(value) is str:
        return whole(value) or None
    if value is None:
        return None
    if type(value) is float or isinstance(value, bool):
        return normalise(value)
    if isinstance(value, int):
        return ErrorValue(str(value)) if value in _ERRORS else value
    if isinstance(value, Decimal):
        return normalise(float(value))
    if isinstance(value, dt.datetime):
        return _moment(value)
    return normalise(value)


def _moment(value: dt.datetime) -> Value:
    """A plain date, time of day or moment, to the second where it is one but for the rounding of a day's fraction."""
    at = dt.datetime(*value.timetuple()[:6]) + dt.timedelta(milliseconds=round(value.microsecond / 1000))
    if at.microsecond in (1000, 999_000):
        at = (at + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    if at.date() == _DAY_ZERO:
        return at.time()
    return normalise(at + dt.timedelta(days=1) if at.date() < _AGREED else at)


def to_excel(value: object) -> object:
    """What is assigned to a cell: None empties it, numbers are floats (COM's only number), dates as they are.

    A Link is its formula, in which Excel takes the comma for what it is in any language.
    """
    plain = value.formula or value.text if isinstance(value, Link) else plain_value(value)
    if isinstance(plain, bool) or plain is None or is_date(plain):
        return plain
    if isinstance(plain, (int, float, Decimal)):
        return float(plain)
    return str(plain)


def same(wanted: object, found: object) -> bool:
    """Whether a cell holds what was assigned, after Excel had its say; `found` is a raw value of COM."""
    there, meant = from_excel(found), normalise(plain_value(wanted))
    if isinstance(meant, Decimal):
        meant = float(meant)
    if isinstance(there, bool) or isinstance(meant, bool):
        return there is meant
    if isinstance(meant, (int, float)) and isinstance(there, (int, float)):
        return abs(there - meant) <= 1e-9 * max(1.0, abs(meant))
    return bool(there == (_moment(meant) if type(meant) is dt.datetime else meant))


def format_for(value: object, shows: Shows) -> str | None:
    """The number format that a cell needs before it takes the value; None where the present one is right.

    Excel parses a text unless the format is "@", keeps a number or a formula as text where it is, and shows a number
    as a date or a hundredfold percent where the format says so.
    """
    plain = plain_value(value)
    if isinstance(value, Link) and value.formula is not None:
        return PLAIN_FORMAT if shows is Shows.TEXT else None
    if isinstance(plain, str):
        return None if shows is Shows.TEXT or is_inert(plain) else TEXT_FORMAT
    wanted = needed_format(plain, shows)
    if wanted is Shows.DATE:
        return DATETIME_FORMAT if type(plain) is dt.datetime else DATE_FORMAT
    return None if wanted is None else PLAIN_FORMAT


def is_inert(text: str) -> bool:
    """Whether Excel takes the text for nothing but text, whatever the format and the PC's language."""
    return text[:1].isalpha() and text.casefold() not in ("true", "false") and not any(c.isdigit() for c in text)

"""A value and the cell that takes it: what it is written as, which number format shows it, what no cell can hold.

In a file a text is always an inline string, so that nothing typed becomes a formula; only a Link is one.
Source: ECMA-376 Part 1, 18.3.1.4 (c), 18.3.1.53 (is), 22.9.2.19 (ST_Xstring: _xHHHH_).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from decimal import Decimal

from ..errors import RefusedError
from ..plain import escape, record
from .addresses import parse_range, quoted
from .styles import Shows
from .values import MAX_TEXT, ErrorValue, Formula, Value, show

_MUST_ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_SPECIAL = re.compile(f"[&<>]|{_MUST_ESCAPE.pattern}")
_EPOCH_1900, _EPOCH_1904 = dt.datetime(1899, 12, 30), dt.datetime(1904, 1, 1)
_LEAP_FAULT = dt.datetime(1900, 3, 1)  # Excel counts a 29/02/1900 that never was


#: Excel takes no longer text inside a formula.
_LONGEST_IN_FORMULA = 255


@record
class Link:
    """The address of a cell of the same workbook, which leads there: Link("Nhiệm vụ", "G12") shows G12."""

    sheet: str
    text: str

    @property
    def formula(self) -> str | None:
        """What a cell computes to show the text and lead to the place; None where the text is no address.

        So nothing that was typed gets into a formula but the sheet's name, as a text inside a text.
        """
        place = f"#{quoted(self.sheet)}!{self.text}".replace('"', '""')
        if parse_range(self.text) is None or len(place) > _LONGEST_IN_FORMULA:
            return None
        return f'=HYPERLINK("{place}","{self.text}")'


def plain_value(value: object) -> Value:
    """The value that a cell is to hold: a Link's text, an error's or formula's text as text."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, Link):
        return value.text or None
    return show(value) if isinstance(value, (ErrorValue, Formula)) else value


def is_date(value: object) -> bool:
    return isinstance(value, (dt.date, dt.time, dt.timedelta))


def refuse_long(value: object, cell: str) -> None:
    """Raises RefusedError("text_too_long") for a text that Excel would cut."""
    text = plain_value(value)
    if (
        isinstance(text, str)
        and len(text) > MAX_TEXT // 2
        and len(text.encode("utf-16-le", "surrogatepass")) > 2 * MAX_TEXT
    ):
        raise RefusedError("text_too_long", cell=cell, limit=MAX_TEXT)


def needed_format(value: object, shows: Shows) -> Shows | None:
    """What the cell's number format must show, where the one that it has would show the value wrongly: a date as 46187,
    50 as 5000 %, a number as text. None where that is right; a text is one in any."""
    plain = plain_value(value)
    if plain is None or isinstance(plain, str):
        return None
    wanted = Shows.DATE if is_date(plain) else Shows.OTHER
    return None if shows is wanted else wanted


def cell_xml(ref: str, style: str | None, value: object, *, date1904: bool = False) -> str:
    """The `<c>` element, without prefix. None is an empty cell that keeps its style.

    Raises RefusedError("text_too_long") for a text that Excel would cut.
    """
    head = f'<c r="{ref}"' + (f' s="{style}"' if style else "")
    plain = plain_value(value)
    if plain is None:
        return head + "/>"
    if isinstance(value, Link) and (formula := value.formula) is not None:
        return f'{head} t="str"><f>{text_xml(formula[1:])}</f><v>{text_xml(value.text)}</v></c>'
    if isinstance(plain, str):
        refuse_long(plain, ref)
        return f'{head} t="inlineStr"><is><t xml:space="preserve">{text_xml(plain)}</t></is></c>'
    if isinstance(plain, bool):
        return f'{head} t="b"><v>{int(plain)}</v></c>'
    if isinstance(plain, (int, float, Decimal)):
        return f"{head}><v>{_number(plain)}</v></c>"
    if isinstance(plain, (dt.date, dt.time, dt.timedelta)):
        return f"{head}><v>{_number(serial(plain, date1904=date1904))}</v></c>"
    raise TypeError(f"no value of a cell: {type(plain).__name__}")


def text_xml(text: str) -> str:
    """`escaped`, and escaped for XML."""
    if not _SPECIAL.search(text):
        return text
    return escape(escaped(text))


def escaped(text: str) -> str:
    """What XML cannot carry as _xHHHH_, and a text that looks like that too."""
    return _MUST_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _number(value: float | Decimal) -> str:
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"no number: {value!r}")
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)


def serial(value: dt.date | dt.time | dt.timedelta, *, date1904: bool = False) -> float:
    """Excel's number for a date, a time of day or a duration, in days."""
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    if isinstance(value, dt.time):
        return (value.hour * 3600 + value.minute * 60 + value.second + value.microsecond / 1e6) / 86400
    if not isinstance(value, dt.datetime):
        value = dt.datetime.combine(value, dt.time())
    value = value.replace(tzinfo=None)
    days = (value - (_EPOCH_1904 if date1904 else _EPOCH_1900)) / dt.timedelta(days=1)
    if not date1904 and value < _LEAP_FAULT:
        days -= 1
    if days < 0:
        raise ValueError(f"before Excel's calendar: {value!r}")
    return days

"""What several rules look up, computed once: periods in time, what they are added up from, text that may be meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TypeVar

from ..plain import pattern
from ..workbook.book import Book, Period, TableData
from ..workbook.records import Locks, speaker
from ..workbook.schema import Column
from ..workbook.values import fold, nfc

T = TypeVar("T")

#: Between the two or three that may be meant.
OR = "” hay “"
_MEANT, _MOST_MEANT = ", có phải là “{meant}”?", 3
_SIGNS = pattern(r"[\W_]+")
#: The same for a code of ASCII, letter by letter in one step: a workbook has tens of thousands.
_PLAIN = {n: chr(n).lower().replace("o", "0") if chr(n).isalnum() else None for n in range(128)}


def once_a_book(function: Callable[[Book], T]) -> Callable[[Book], T]:
    """What it finds is kept on the book, as all that a book works out itself: its tables do not change once it is read."""
    key = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def kept(book: Book) -> T:
        if key not in book.__dict__:
            book.__dict__[key] = function(book)
        found: T = book.__dict__[key]
        return found

    return kept


@once_a_book
def in_time(book: Book) -> dict[str, int]:
    """Period code -> its place in time: by last day, of two that end together the shorter one first."""
    dated = [p for p in book.periods.values() if p.end is not None]
    dated.sort(key=lambda p: (p.end, p.rank))
    return {period.code: place for place, period in enumerate(dated)}


@once_a_book
def parts_of(book: Book) -> dict[str, list[Period]]:
    """Period code -> the shorter periods that it is added up from; only periods that have any."""
    found = {code: book.components(period) for code, period in book.periods.items()}
    return {code: parts for code, parts in found.items() if parts}


def plain_code(code: str) -> str:
    """What two spellings of one code have in common: case, spaces, hyphens, O for 0, leading zeros of numbers."""
    kept = code.translate(_PLAIN) if code.isascii() else _SIGNS.sub("", nfc(code).casefold()).replace("o", "0")
    head = kept.rstrip("0123456789")
    return head + kept[len(head) :].lstrip("0")


def asked(meant: str) -> str:
    """ ", có phải là “H01”?", as a sentence about what is not known ends; "" where nothing may be meant."""
    return _MEANT.format(meant=meant) if meant else ""


def meant_code(code: str, known: dict[str, str]) -> str:
    """The same where another spelling of the code is known. `known`: plain -> code."""
    found = known.get(plain_code(code), "")
    return asked(found if found != code else "")


def meant_record(text: str, column: Column | None) -> str:
    """The same where a record's label, or a name that it or a few have, stands for a code that nothing bears.

    `column`: one that names such records.
    """
    if column is None or (labels := column.labels) is None:
        return ""
    code = labels.read(text)[0]
    codes = (code,) if code in labels.names else labels.bearers(text)[:_MOST_MEANT]
    return asked(OR.join(codes))


def meant_text(text: str, known: Iterable[str]) -> str:
    """The same for free text over a short list."""
    from difflib import get_close_matches

    folded = {fold(name): name for name in known}
    found = get_close_matches(fold(text), list(folded), 1, 0.7)
    return asked(folded[found[0]] if found else "")


def locked_rows(book: Book, data: TableData, held: Locks) -> frozenset[int]:
    """Records of a locked period (but not of a unit it was reopened for); the period's own line in tblKy too."""
    key = "code" if data.schema.key == "periods" else "period" if "period" in data.schema.by_key else ""
    if not key or not held.locked:
        return frozenset()

    def unit(i: int) -> str:
        if data.schema.key == "texts":
            return speaker(data.clean["unit"][i], data.clean["content"][i], book.units.values())
        return str(data.clean["unit"][i]) if "unit" in data.schema.by_key else ""

    return frozenset(i for i, code in data.each(key) if code in held.locked and held.holds(code, unit(i)))

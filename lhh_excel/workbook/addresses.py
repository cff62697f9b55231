"""Where cells stand: columns as letters and as numbers, addresses, areas, a sheet's name in a formula.

Rows and columns count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TypeAlias

#: First column, first row, last column, last row.
Area: TypeAlias = tuple[int, int, int, int]

#: What a sheet has at most.
MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
_REF = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,9})(?::\$?([A-Za-z]{1,3})\$?(\d{1,9}))?", re.ASCII)


@lru_cache(maxsize=1024)
def column_letter(number: int) -> str:
    """1 -> A, 27 -> AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """A -> 1, AA -> 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def address(column: int, row: int) -> str:
    """(2, 5) -> "B5"."""
    return f"{column_letter(column)}{row}"


def area(first_column: int, first_row: int, last_column: int, last_row: int) -> str:
    """(1, 1, 3, 9) -> "A1:C9"; one cell gives "A1"."""
    first, last = address(first_column, first_row), address(last_column, last_row)
    return first if first == last else f"{first}:{last}"


def parse_range(text: str) -> Area | None:
    """ "B3:D9" -> (2, 3, 4, 9). None if it is no range."""
    match = _REF.fullmatch(text)
    if match is None:
        return None
    first, row, last, end = match.groups()
    return column_number(first), int(row), column_number(last or first), int(end or row)


def quoted(sheet: str) -> str:
    """The sheet's name as a formula writes it."""
    return "'" + sheet.replace("'", "''") + "'"


def runs(numbers: Iterable[int]) -> list[list[int]]:
    """The first and last of each of the runs in which rows, or columns, stand."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found


def spread(letter: str, runs: Iterable[list[int]]) -> str:
    """The cells of a column in these runs of rows as A1 text: "K5:K24, K27"."""
    return ", ".join([f"{letter}{a}" if a == b else f"{letter}{a}:{letter}{b}" for a, b in runs])

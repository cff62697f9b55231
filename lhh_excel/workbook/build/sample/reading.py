"""Reads the sample's records from tables of text: one record a line, cells parted by "|"."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ...schema import Kind, Table
from ...values import Value

Record = dict[str, Any]


def records(table: Table, keys: str, text: str) -> list[Record]:
    """The lines of `text` as records of `table`; `keys` names the cells in their order.

    A cell is typed as its column is: dates dd/mm/yyyy, numbers with a decimal comma; an empty one is None.
    """
    names = keys.split()
    return [
        {key: typed(table[key].kind, cell) for key, cell in zip(names, cells(line), strict=True)}
        for line in text.strip().splitlines()
    ]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def typed(kind: Kind, cell: str) -> Value:
    if not cell:
        return None
    if kind is Kind.DATE:
        return dt.datetime.strptime(cell, "%d/%m/%Y").date()
    if kind is Kind.DATETIME:
        return dt.datetime.strptime(cell, "%d/%m/%Y %H:%M")
    if kind.is_number:
        number = float(cell.replace(",", "."))
        return int(number) if number.is_integer() else number
    return cell

"""The records with which an empty workbook starts: the profile's lines and the periods of the asked year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from ..settings import on
from ..tables import TABLES
from ..values import Value
from .presets import BUILT, periods_of

#: How many lines a setting that may stand on several has in a new workbook.
SEVERAL = 3
Record = dict[str, Any]


def starting_tables(period: str, cutoff: str, day: dt.date = BUILT) -> dict[str, list[Record]]:
    """Table key -> records, for a workbook that nobody has filled in yet."""
    tables: dict[str, list[Record]] = {table.key: [] for table in TABLES}
    tables["profile"] = profile_rows({"period": period}, day)
    tables["periods"] = periods_of(period, cutoff)
    return tables


def profile_rows(values: Mapping[str, Value | Iterable[str]], day: dt.date = BUILT) -> list[Record]:
    """One line for every setting, in the declared order, with its value or its default on that day.

    `several`: at least SEVERAL.
    """
    rows: list[Record] = []
    for setting in on(day):
        value = values.get(setting.key, setting.default)
        entries: list[Value] = [value]
        if setting.several:
            entries = list(value or ())
            entries += [None] * (SEVERAL - len(entries))
        rows += [{"item": setting.label, "value": entry, "explanation": setting.help} for entry in entries]
    return rows

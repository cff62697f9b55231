"""The records with which an empty workbook starts: the profile's lines and the periods of the asked year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..settings import SETTINGS
from ..tables import TABLES
from ..values import Value
from .presets import periods_of

#: How many lines a setting that may stand on several has in a new workbook.
SEVERAL = 3
Record = dict[str, Any]


def starting_tables(period: str, cutoff: str) -> dict[str, list[Record]]:
    """Table key -> records, for a workbook that nobody has filled in yet."""
    tables: dict[str, list[Record]] = {table.key: [] for table in TABLES}
    tables["profile"] = profile_rows({"period": period})
    tables["periods"] = periods_of(period, cutoff)
    return tables


def profile_rows(values: Mapping[str, Value | Iterable[str]]) -> list[Record]:
    """One line for every setting, in the declared order, with its value or default; `several`: at least SEVERAL."""
    rows: list[Record] = []
    for setting in SETTINGS:
        value = values.get(setting.key, setting.default)
        entries: list[Value] = [value]
        if setting.several:
            entries = list(value or ())
            entries += [None] * (SEVERAL - len(entries))
        rows += [{"item": setting.label, "value": entry, "explanation": setting.help} for entry in entries]
    return rows

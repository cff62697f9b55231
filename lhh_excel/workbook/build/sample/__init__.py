"""The sample data, written as tables of text: an invented office on the real programme 70/CTr-LHH.

So made that each sentence of the report and many warnings and notes have something to act on, and no error.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from ...schema import Table
from ...tables import FIGURES, PROGRESS
from ...values import show
from . import figures, office, tasks, units, writing
from .reading import Record

_LOCKED_AT = {"2025-H1": dt.datetime(2025, 6, 24, 16, 0), "2025-H2": dt.datetime(2025, 12, 24, 16, 0)}


def tables() -> dict[str, list[dict[str, Any]]]:
    """Table key -> records by column key."""
    figure_rows, progress_rows = figures.figures(), tasks.progress()
    return {
        "profile": office.profile(),
        "signers": office.signers(),
        "periods": office.periods(),
        "units": units.units(),
        "tasks": tasks.tasks(),
        "progress": progress_rows,
        "figures": figure_rows,
        "texts": writing.texts(),
        "recipients": office.recipients(),
        "register": office.register(),
        "findings": [],
        "journal": office.journal(),
        "frozen": [*_frozen(FIGURES, figure_rows), *_frozen(PROGRESS, progress_rows)],
    }


def _frozen(table: Table, rows: list[Record]) -> list[Record]:
    """The values of the locked periods as they stood when they were locked."""
    return [
        {
            "period": row["period"],
            "table": table.name,
            "record": "/".join(row[key] for key in table.id_columns),
            "column": column.header,
            "value": show(row.get(column.key)) or None,
            "at": _LOCKED_AT[row["period"]],
        }
        for row in rows
        if row["period"] in _LOCKED_AT
        for column in table.columns
        if column.key not in table.id_columns
    ]

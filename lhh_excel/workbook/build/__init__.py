"""Builds master workbooks from the schema: `build_workbook` gives the bytes of an .xlsm.

The same call gives the same bytes (with the same zlib). XlsxWriter is imported when a workbook is built, not before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from ...paths import PACKAGE
from ...plain import record
from ..records import no_such_period
from ..settings import BY_KEY
from ..starting import BUILT, starting_tables
from ..values import Value

#: What an install carries of the workbook's macros, compiled from text by the build (tools/macros.py).
SHIPPED_PROJECT, SHIPPED_RIBBON = "LHH-vbaProject.bin", "LHH-customUI14.xml"

#: The period that the sample works on, and an empty workbook for which no other is asked.
SAMPLE_PERIOD = "2026-H1"


@record
class Macros:
    """What makes the buttons work: the compiled VBA project and the ribbon's XML."""

    vba_project: bytes
    ribbon: bytes | None = None


def shipped_macros() -> Macros:
    """The buttons of a workbook made on any PC, without the compiler."""
    return Macros(*((PACKAGE / "data" / name).read_bytes() for name in (SHIPPED_PROJECT, SHIPPED_RIBBON)))


def build_workbook(
    *,
    sample: bool = False,
    period: str | None = None,
    cutoff: str = "15-12",
    macros: Macros | None = None,
    records: Mapping[str, Sequence[Mapping[str, Value]]] | None = None,
    identity: str = "",
    day: dt.date = BUILT,
) -> bytes:
    """The bytes of a master workbook (.xlsm), empty or with the sample data.

    `period` is the code of the current one: an empty workbook proposes the periods of its year, cut as `cutoff` says
    ("15-12" or "calendar"). `records` (table key -> records by column key) takes the place of the tables it names.
    `identity` is the workbook's own number, by which it knows its forms; those that are shipped have none.
    `day` is the one by whose law the lines of `Cấu hình` are checked. UsageError for a period or a cutoff that is none.
    Source: docs/workbook-contract.md.
    """
    from .write import write_workbook

    tables = sample_tables() if sample else starting_tables(period or SAMPLE_PERIOD, cutoff, day)
    if sample and period:
        known = [row["code"] for row in tables["periods"]]
        if period not in known:
            raise no_such_period(period, known)
        for row in tables["profile"]:
            if row["item"] == BY_KEY["period"].label:
                row["value"] = period
    return write_workbook({**tables, **(records or {})}, sample=sample, macros=macros, identity=identity, day=day)


def sample_tables() -> dict[str, list[dict[str, Any]]]:
    """The sample data: table key -> records by column key; a fresh copy each time."""
    from .sample import tables

    return tables()

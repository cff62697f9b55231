"""A figure that knows where it came from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """Cells that a figure was computed from: sheet as the clerk named it, A1 text such as "K5:K24, K30"."""

    sheet: str
    cells: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cells}"


@dataclass(frozen=True)
class Figure:
    """One number (or date) of the report.

    `id` is unique in a report; `value` is exact; `text` is what is printed, in Vietnamese number form;
    `formula` says in Vietnamese how it was computed. In a template a Figure prints as its `text`.
    """

    id: str
    label: str
    value: int | float | dt.date | None
    text: str
    formula: str
    sources: tuple[Source, ...] = ()

    def __str__(self) -> str:
        return self.text

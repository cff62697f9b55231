"""A figure that knows where it came from, and a phrase made of words and figures."""

from __future__ import annotations

import datetime as dt

from ..plain import record


@record
class Source:
    """Cells that a figure was computed from: sheet as the clerk named it, A1 text such as "K5:K24, K30"."""

    sheet: str
    cells: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cells}"


@record
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


@record
class Phrase:
    """Words with figures among them, such as "tăng 125 hội viên (2,1%)"; never empty (an absent phrase is "").

    In a template it prints as its parts in a row, so that each figure in it can still be followed to its place.
    """

    parts: tuple[str | Figure, ...]

    def __str__(self) -> str:
        return "".join(map(str, self.parts))

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(part for part in self.parts if isinstance(part, Figure))

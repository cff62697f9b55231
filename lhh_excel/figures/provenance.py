"""The rows of the provenance workbook: every figure of a document, where it stands and where it came from.

Source: docs/workbook-contract.md, "Every number can be traced".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from ..plain import record, shortened
from .figure import Figure

#: A cell of Excel holds 32,767 characters; longer lists of cells go on in further rows.
LONGEST = 30_000


@record
class ProvenanceRow:
    """One figure. `sheets` and `cells` have a line for each source; a figure with very many cells has several rows."""

    id: str
    place: str
    label: str
    text: str
    value: int | float | dt.date | None
    formula: str
    sheets: str
    cells: str


def provenance_rows(
    figures: Sequence[Figure], places: Mapping[str, Sequence[str]] | None = None
) -> list[ProvenanceRow]:
    """The rows in the order of the figures; with `places` (figure id -> where it stands) only figures that stand."""
    found = []
    for figure in figures:
        stands = [] if places is None else places.get(figure.id, [])
        if places is not None and not stands:
            continue
        for sheets, cells in _sources(figure):
            found.append(
                ProvenanceRow(
                    figure.id,
                    shortened("\n".join(stands), LONGEST),
                    figure.label,
                    figure.text,
                    figure.value,
                    figure.formula,
                    sheets,
                    cells,
                )
            )
    return found


def _sources(figure: Figure) -> Iterator[tuple[str, str]]:
    """The figure's sources as lines of two cells, cut where a cell would overflow."""
    if len(figure.sources) == 1 and len(figure.sources[0].cells) <= LONGEST:  # nearly all
        yield figure.sources[0].sheet, figure.sources[0].cells
        return
    sheets = [source.sheet for source in figure.sources]
    cells = [source.cells for source in figure.sources]
    if sum(map(len, cells)) + len(cells) <= LONGEST:
        yield "\n".join(sheets), "\n".join(cells)
        return
    sheets, cells = [], []
    for source in figure.sources:
        for piece in _pieces(source.cells):
            if cells and sum(map(len, cells)) + len(cells) + len(piece) > LONGEST:
                yield "\n".join(sheets), "\n".join(cells)
                sheets, cells = [], []
            sheets.append(source.sheet)
            cells.append(piece)
    if cells or not figure.sources:
        yield "\n".join(sheets), "\n".join(cells)


def _pieces(cells: str) -> Iterator[str]:
    """ "K5, K9, …" in pieces that fit a cell, cut between addresses."""
    while len(cells) > LONGEST:
        at = cells.rfind(", ", 0, LONGEST)
        yield cells[:at]
        cells = cells[at + 2 :]
    yield cells

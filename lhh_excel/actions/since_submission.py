"""What the report would print otherwise than it was submitted, and through which cells of the workbook.

The report is made of the workbook as it is and with what changed put back, both by this program: only cells that make
a difference to what its template prints are changes. So neither a lock nor everyday work nor a new version of the
program stands in the way of issue. Source: docs/workbook-contract.md, "From draft to the issued document".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..document.templates.reads import Names, differ, names_read
from ..errors import LhhError
from ..figures.report import build_report
from ..plain import record
from ..register.changes import Difference, as_open, changes, put_back
from ..register.snapshot import Snapshot
from ..workbook.book import Book


@record
class Since:
    """`changed`: cells that make the report print otherwise, not more than asked for (`more`: there are others).

    `worked_on`: tasks whose own columns changed since, which the report of the period does not tell.
    """

    changed: list[Difference]
    more: bool
    worked_on: list[str]


def since_submission(snapshot: Snapshot, book: Book, most: int) -> Since:
    """What changed in the workbook since that report was submitted; at most `most` cells are looked for."""
    found = changes(snapshot.inputs, book, snapshot.period, snapshot.signer)
    worked_on = list(dict.fromkeys(one.record for one in found.everyday))
    if not found.others:
        return Since([], False, worked_on)
    search = _Search(snapshot, as_open(put_back(book, found.everyday), snapshot.period))
    changed: list[Difference] = []
    for one in search.causes(found.others):
        if len(changed) == most:
            return Since(changed, True, worked_on)
        changed.append(one)
    return Since(changed, False, worked_on)


class _Search:
    """The report of the workbook as it is, against those with some of what changed put back."""

    def __init__(self, snapshot: Snapshot, book: Book) -> None:
        self._snapshot, self._book = snapshot, book
        self._now = self._context(book)
        self._read: Names = {}
        if self._now is not None:
            self._read = names_read(bytes.fromhex(snapshot.content["template"]), self._now)

    def causes(self, found: list[Difference]) -> Iterator[Difference]:
        """Those without which the report would print otherwise than it does now: by table, then halved until each
        stands alone; where no part of what matters does so by itself, all of it."""
        if self._matters(found):
            tables = dict.fromkeys(one.table for one in found)
            yield from self._within(found, [[one for one in found if one.table == table] for table in tables])

    def _within(self, found: list[Difference], parts: list[list[Difference]]) -> Iterator[Difference]:
        """`found`, which matters, in these parts."""
        mattering = [part for part in parts if len(parts) == 1 or self._matters(part)]
        if not mattering:
            yield from found
        for part in mattering:
            half = len(part) // 2
            if half:
                yield from self._within(part, [part[:half], part[half:]])
            else:
                yield from part

    def _matters(self, found: list[Difference]) -> bool:
        then = self._context(as_open(put_back(self._book, found), self._snapshot.period))
        if then is None or self._now is None:
            return then is not self._now
        return differ(self._now, then, self._read)

    def _context(self, book: Book) -> dict[str, Any] | None:
        """None where no report can be made of it: its signer or its dates are gone."""
        content = self._snapshot.content
        try:
            made = build_report(
                book, self._snapshot.period, signer=self._snapshot.signer or None, replaces=content["replaces"]
            )
        except LhhError:
            return None
        return made.context

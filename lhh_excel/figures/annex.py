"""The tables of Phụ lục I, of whatever columns: figures of units and their plans, of the unions for the level above."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from math import ceil

from ..messages.figures import say
from ..plain import record
from ..workbook.declarations import Declarations, Indicator
from .context import Bang, DongBang, DongDonVi, PhuLuc1, Told

#: Columns of figures that a table of Phụ lục I holds so that heads and numbers stand well on the page.
MOST_COLUMNS = 10


@record
class AnnexColumn:
    """A column of a table of Phụ lục I."""

    head: str
    cells: list[Told]
    total: Told
    gave: Told
    why: str = ""  # its total is not the sum of the cells: the key of the words that say so


def annex(
    declared: Declarations,
    indicators: dict[str, str],
    rows: list[DongDonVi],
    total: dict[str, Told],
    gave: dict[str, Told],
    periods: tuple[str, str],
    beside: Callable[[Indicator], Iterable[AnnexColumn]] = lambda _: (),
) -> PhuLuc1:
    """The figures of the rows by indicator (key -> name), and the same as the tables that the office declared.

    `periods`: what this one and the next are called in titles; `beside`: columns that stand beside an indicator's own.
    """

    def columns(each: Indicator) -> list[AnnexColumn]:
        key = each.key
        return [AnnexColumn(indicators[key], [row.so[key] for row in rows], total[key], gave[key]), *beside(each)]

    return PhuLuc1(indicators, rows, total, gave, list(_tables(declared, rows, periods, columns)))


def _tables(
    declared: Declarations,
    rows: list[DongDonVi],
    periods: tuple[str, str],
    columns_of: Callable[[Indicator], list[AnnexColumn]],
) -> Iterator[Bang]:
    """A table of many columns as several of like breadth.

    Where no indicator stands in any, all stand in one: the text names the annex, which is no blank page.
    """
    tables = [(section.titled(*periods), indicators) for section, indicators in declared.annex_tables if indicators]
    for number_, (title, indicators) in enumerate(tables or [(say("annex_all"), declared.indicators)], 1):
        groups = [columns_of(each) for each in indicators]  # an indicator's columns stay together
        *starts, count = accumulate(map(len, groups), initial=0)
        pieces = ceil(count / MOST_COLUMNS)
        for piece in range(pieces):
            own = range(piece * count // pieces, (piece + 1) * count // pieces)
            chosen = [column for start, group in zip(starts, groups, strict=True) if start in own for column in group]
            yield Bang(
                str(number_),
                say("annex_table_on", title=title) if piece else title,
                [column.head for column in chosen],
                [
                    DongBang(row.tt, row.ten, row.tinh_trang, [column.cells[place] for column in chosen])
                    for place, row in enumerate(rows)
                ],
                [column.total for column in chosen],
                [column.gave for column in chosen],
                [
                    say(why, columns=say("comma").join(f"“{column.head}”" for column in chosen if column.why == why))
                    for why in dict.fromkeys(column.why for column in chosen if column.why)
                ],
            )

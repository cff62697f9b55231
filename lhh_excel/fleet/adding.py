"""The level above's figures: of one union, and added up over all; each names the workbook and the cells it is from.

Source: docs/nhieu-don-vi.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..figures.context import Told, Words
from ..figures.figure import Source
from ..figures.ledger import Ledger
from ..figures.provenance import LONGEST
from ..figures.wording import date_words, number, percent, phrase, running, share
from ..messages import fleet as words
from ..messages.figures import say
from ..workbook.book import Book, Period
from ..workbook.declarations import Indicator
from .union import Union, indicators_of
from .upper_context import ChiTieuTongHop


class Adding:
    """Makes the figures: of one union, and added up over all."""

    def __init__(self, book: Book, unions: Sequence[Union], period: str) -> None:
        self.book, self.unions, self.period = book, unions, period
        self.ledger = Ledger(book)
        self.declared = indicators_of(unions)

    def sources(self, union: Union, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        """The same cells, with the workbook they stand in."""
        return tuple(
            Source(words.SOURCE_SHEET.format(file=union.file, sheet=source.sheet), source.cells) for source in sources
        )

    def day(self, name: str, period: Period, file: str) -> Told:
        value = period.start if name == "start" else period.end
        assert value is not None
        if period.index < 0:
            return date_words(value)
        cells = self.ledger.sources("periods", name, [period.index])
        found = tuple(Source(words.SOURCE_SHEET.format(file=file, sheet=each.sheet), each.cells) for each in cells)
        return self.ledger.day(f"ky.{name}", say(f"label_{name}"), value, found)

    def unions_told(self) -> Told:
        return self.ledger.told(
            "lien_hiep_hoi.tong", words.LABEL_UNIONS, len(self.unions), words.HOW_UNIONS, (), zero=True
        )

    # --- indicators ----------------------------------------------------------------------------------------------

    def gave(self, indicator: Indicator) -> list[Union]:
        return [union for union in self.unions if union.amount(indicator.key).value is not None]

    def total(self, indicator: Indicator, place: str, *, in_text: bool) -> Told:
        """The indicator over all unions that have it; the mark for no figure where none has."""
        gave = self.gave(indicator)
        if not gave:
            return say("no_figure") if in_text else say("no_figure_cell")
        terms = [(union, union.amount(indicator.key).value or Decimal(0)) for union in gave]
        value = sum((amount for _, amount in terms), Decimal(0))
        return self.ledger.figure(
            f"{place}.{indicator.key}.tong",
            words.LABEL_TOTAL.format(what=indicator.name, period=self.period),
            value,
            running(value) if in_text else number(value),
            _how_total(terms),
            tuple(each for union in gave for each in self.sources(union, union.amount(indicator.key).sources)),
        )

    def indicators(self) -> dict[str, ChiTieuTongHop]:
        return {indicator.key: self._indicator(indicator) for indicator in self.declared}

    def _indicator(self, indicator: Indicator) -> ChiTieuTongHop:
        gave = self.gave(indicator)
        told = any(union.amount(indicator.key).value for union in gave)
        value = self.total(indicator, "so_lieu", in_text=True)
        return ChiTieuTongHop(indicator.name, told, bool(gave), value, indicator.noun, self._coverage(indicator))

    def _coverage(self, indicator: Indicator) -> Words:
        """ "số liệu của 15/18 liên hiệp hội" where some have no number at all."""
        gave = len(self.gave(indicator))
        if not gave or gave == len(self.unions):
            return ""
        told = self.gave_told(indicator, "so_lieu", in_text=True)
        return phrase(words.COVERAGE, gave=told, unions=self.unions_told())

    def gave_told(self, indicator: Indicator, place: str, *, in_text: bool) -> Told:
        gave = self.gave(indicator)
        return self.ledger.figure(
            f"{place}.{indicator.key}.lien_hiep_hoi",
            words.LABEL_GAVE.format(what=indicator.name, period=self.period),
            len(gave),
            running(len(gave)) if in_text else number(len(gave)),
            words.HOW_GAVE.format(header=indicator.name),
            tuple(each for union in gave for each in self.sources(union, union.amount(indicator.key).sources)),
        )

    def cell(self, place: int, union: Union, indicator: Indicator) -> Told:
        amount = union.amount(indicator.key)
        return self.ledger.cell(
            f"phu_luc_1.{place}.{indicator.key}",
            words.LABEL_UNION.format(what=indicator.name, agency=union.agency, period=self.period),
            amount.value,
            words.HOW_UNION.format(rows=amount.rows, gave=amount.gave, heard=amount.heard),
            self.sources(union, amount.sources),
        )

    # --- counts --------------------------------------------------------------------------------------------------

    def counted(self, key: str) -> int:
        return sum(union.counts[key].value for union in self.unions)

    def count(self, key: str, *, zero: bool = False) -> Told:
        """A count over all unions in running text; "" for nought unless `zero`."""
        return self.ledger.told(f"dem.{key}", self._label(key), self.counted(key), *self._how(key), zero=zero)

    def count_cell(self, key: str) -> Told:
        return self.ledger.cell(f"phu_luc_2.{key}", self._label(key), self.counted(key), *self._how(key))

    def union_cell(self, place: int, union: Union, key: str) -> Told:
        found = union.counts[key]
        label = words.LABEL_UNION.format(what=words.COUNTS[key], agency=union.agency, period=self.period)
        sources = self.sources(union, found.sources)
        return self.ledger.cell(f"phu_luc_2.{place}.{key}", label, found.value, words.HOW_COUNT, sources)

    def rate(self, id_: str, label: str, part: str, whole: str, unions: Sequence[Union]) -> Told:
        """Part in percent of the whole over these unions; "" where the whole is nought."""
        some, everything = (sum(union.counts[key].value for union in unions) for key in (part, whole))
        if not everything:
            return ""
        value = share(some, everything)
        how = words.HOW_PERCENT.format(part=number(some), whole=number(everything))
        sources = tuple(each for union in unions for each in self.sources(union, union.counts[part].sources))
        return self.ledger.figure(id_, label, round(value, 6), percent(value), how, sources)

    def _label(self, key: str) -> str:
        return words.LABEL_TOTAL.format(what=words.COUNTS[key], period=self.period)

    def _how(self, key: str) -> tuple[str, tuple[Source, ...]]:
        terms = [(union, Decimal(union.counts[key].value)) for union in self.unions]
        sources = tuple(each for union in self.unions for each in self.sources(union, union.counts[key].sources))
        return _how_total(terms), sources


def _how_total(terms: Sequence[tuple[Union, Decimal]]) -> str:
    """ "Cộng số của 3 liên hiệp hội: A 12; B 4; C 0"."""
    told = "; ".join(words.HOW_TERM.format(agency=union.agency, value=number(value)) for union, value in terms)
    how = words.HOW_TOTAL.format(count=len(terms), terms=told)
    return how if len(how) <= LONGEST else how[: LONGEST - 1] + "…"

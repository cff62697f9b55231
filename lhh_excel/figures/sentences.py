"""The sentences of indicators (Câu trong báo cáo) filled in: words with the figures among them, each to be traced.

One that tells no more than words is silent; what is nought and was not a year earlier is told so.
An indicator told in another's sentence is not told again; where that one
is silent, or lacks it, its own stands in its place. Grammar: workbook/sentences.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from ..errors import LhhError
from ..messages.figures import say
from ..plain import lazy
from ..workbook.book import Book
from ..workbook.declarations import UNTOLD, Declarations, Indicator, Measure
from ..workbook.sentences import DEFAULT, Node, Sentence, Slot, Word, parse, sentences_of
from ..workbook.values import fold
from .activity import Total
from .changes import Compared, called, called_short, comparison, fallen, usual_units
from .context import CauChiTieu, ChiTieu, Told, Words
from .figure import Figure, Phrase
from .indicator_views import indicator_views, totals
from .material import Material, material
from .unit_views import reports_of, silent_parts
from .wording import as_deed, bare, number, phrase, row_of


class _SilentError(Exception):
    """A { } has nothing, so that what it stands in is not printed; `slot` is it."""

    def __init__(self, slot: Slot) -> None:
        self.slot = slot


class View(Protocol):
    """An indicator's figure as it is told: `co` more than nought, `pham_vi` who gave it where not all did."""

    @property
    def co(self) -> bool: ...
    @property
    def co_so_lieu(self) -> bool: ...
    @property
    def gia_tri(self) -> Told: ...
    @property
    def pham_vi(self) -> Words: ...


class Sentences:
    """The sentences of figures that are compared with nothing; `views` by the indicators' keys."""

    def __init__(self, declared: Declarations, views: Mapping[str, View]) -> None:
        self._declared, self._views = declared, views
        self._made: dict[str, _Telling] = {}
        self._mistyped: set[str] = set()

    def of(self, section: str) -> list[CauChiTieu]:
        """The sentences of the section's indicators in their order; one that waits for another stands after it."""
        own = self._declared.in_section(section)
        waiting: dict[str, list[Indicator]] = {}
        for each in own:
            for first in self._tellers.get(each.key, ()):
                if first.section == section:
                    waiting.setdefault(first.key, []).append(each)
                    break
        late = {each.key for others in waiting.values() for each in others}
        placed: dict[str, None] = {}
        left = [*reversed(own), *(each for each in reversed(own) if each.key not in late)]
        while left:
            key = left.pop().key
            if key not in placed:
                placed[key] = None
                left += reversed(waiting.get(key, ()))
        return [CauChiTieu(key, words) for key in placed if (words := self.told(key))]

    def told(self, key: str) -> Words:
        """The indicator's own sentence; "" where it is silent, untold or told in another's."""
        return self._telling(key).words

    def preview(self, key: str) -> str:
        """What the clerk sees of the sentence beside it: as it is printed, or why it is not."""
        indicator, words = self._declared.by_key[key], self.told(key)
        if indicator.sentence == UNTOLD:
            return say("preview_untold")
        if not indicator.section:
            return say("preview_nowhere")
        if words:
            return say("preview_default" if key in self._mistyped else "preview", sentence=words)
        teller = next((each for each in self._tellers.get(key, ()) if key in self._telling(each.key).others), None)
        if teller is not None:
            return say("preview_elsewhere", name=teller.name)
        if not self._views[key].co:
            return say("preview_silent" if self._views[key].co_so_lieu else "preview_no_figure")
        empty = self._telling(key).empty
        if empty is not None and empty.word is Word.NOUN:
            return say("preview_no_noun")
        return say("preview_empty", word="" if empty is None else self._spelt(empty))

    def _spelt(self, slot: Slot) -> str:
        """What stands in the { }."""
        if not slot.indicator:
            return slot.word.value
        name = self._declared.by_key[slot.indicator].name
        return name if slot.word is Word.NUMBER else f"{slot.word.value} {name}"

    @lazy
    def _parsed(self) -> dict[str, Sentence]:
        """Key -> sentence; one that was mistyped is told by the rules of KB, and the default one stands for it."""
        found = sentences_of(self._declared)
        self._mistyped = {key for key, sentence in found.items() if sentence.faults}
        return found | {key: parse(DEFAULT, self._declared, key) for key in self._mistyped}

    @lazy
    def _tellers(self) -> dict[str, list[Indicator]]:
        """Key -> the indicators in whose sentences it may be told; never round in a circle (`sentences_of`)."""
        found: dict[str, list[Indicator]] = {}

        for each in self._declared.indicators:
            if each.section and each.key in self._parsed:
                for other in sorted(self._parsed[each.key].told):
                    found.setdefault(other, []).append(each)
        return found

    def _telling(self, key: str) -> _Telling:
        if key not in self._made:
            elsewhere = any(key in self._telling(each.key).others for each in self._tellers.get(key, ()))
            self._made[key] = telling = _Telling(self._declared.by_key[key])
            if not elsewhere and key in self._parsed:
                telling.fill(self._parsed[key], self)
                if not telling.words and not any(self._telling(each.key).fallen for each in self._tellers.get(key, ())):
                    telling.fall(self._parsed[key], self)
        return self._made[key]

    # --- what a { } holds --------------------------------------------------------------------------------------------

    def view(self, key: str) -> View:
        return self._views[key]

    def last_year(self, key: str) -> Words:
        return ""

    def fallen(self, key: str, noun: str) -> Words:
        """What it was, of one that is nought and was not: "cùng kỳ 13", with the noun where one is given."""
        return ""

    def before(self, key: str) -> Words:
        return ""

    def plan(self, key: str) -> Words:
        return ""

    def rate(self, part: str, whole: str) -> Told:
        """The one number in percent of the other; "" where not the same units gave both."""
        return ""


class PeriodSentences(Sentences):
    """Those of a period's indicators; `found` and `views` by their keys."""

    def __init__(self, m: Material, found: Mapping[str, Total], views: Mapping[str, ChiTieu]) -> None:
        super().__init__(m.book.declared, views)
        self._m, self._found, self._figures = m, found, views

    @lazy
    def _usual(self) -> tuple[int, Compared] | None:
        return usual_units(self._m, list(self._found.values()))

    @property
    def _usual_count(self) -> int | None:
        return self._usual[0] if self._usual else None

    def last_year(self, key: str) -> Words:
        return comparison(self._m, self._found[key], "cung_ky", self._usual_count)

    def before(self, key: str) -> Words:
        return comparison(self._m, self._found[key], "ky_truoc", len(self._found[key].heard))

    def fallen(self, key: str, noun: str) -> Words:
        return fallen(self._m, self._found[key], self._usual_count, noun)

    def scope(self, told: Iterable[CauChiTieu]) -> Words:
        """Whose figures these sentences tell, and over which units they compare them; "" where there are none."""
        m, keys = self._m, [each.ma for each in told]
        if not keys:
            return ""
        words: list[Words] = [phrase(say("scope"), reports=reports_of(m, m.scope.parts))]
        if silent := silent_parts(m):
            words.append(say("scope_silent", parts=say("comma").join(silent)))
        if not m.scope.whole:
            words.append(say("scope_not_whole", period=m.name))
        if self._usual and any(self._telling(key).compares for key in keys):
            count, one = self._usual
            header = one.total.indicator.name
            units = m.ledger.told(
                "so_lieu.cung_ky.don_vi",
                say("label_change_units", **one.labels),
                count,
                say("how_change_units", header=header),
                one.sources,
            )
            whom = called(m, one.other, "cung_ky")
            words.append(phrase(say("scope_compared"), whom=whom, units=units))
            brackets = (figure.id for key in keys for figure in _figures_of(self.told(key)))
            if any(id_.endswith(".cung_ky.nay") for id_ in brackets):
                this = say("this_period") if m.period.part else m.name
                words.append(say("scope_brackets", this=this, whom=called_short(m, one.other, "cung_ky")))
        return row_of(words)

    def plan(self, key: str) -> Words:
        return self._figures[key].ke_hoach

    def rate(self, part: str, whole: str) -> Told:
        some, everything = self._found[part], self._found[whole]
        if part == whole or not some.value or not everything.value or some.gave != everything.gave:
            return ""
        value = some.value * 100 / everything.value
        header = some.indicator.name
        sources = [
            source
            for total in (some, everything)
            for source in self._m.ledger.sources("figures", total.indicator.key, total.rows)
        ]
        return self._m.ledger.percent(
            f"so_lieu.{part}.ty_le.{whole}",
            say("label_rate", header=header, whole=everything.indicator.name, period=self._m.name),
            value,
            say("how_percent", part=number(some.value), whole=number(everything.value)),
            tuple(sources),
        )


class _Telling:
    """One sentence being filled in: what it says, and which other indicators it told."""

    def __init__(self, indicator: Indicator) -> None:
        self._indicator = indicator
        self._last = indicator.key  # of the number told last
        self.others: list[str] = []
        self.words: Words = ""
        self.empty: Slot | None = None  # by which it is silent
        self.compares = False  # with the same period a year earlier
        self.fallen = False  # it tells that there is nothing, where there was

    def fill(self, sentence: Sentence, of: Sentences) -> None:
        try:
            self.words = row_of(self._parts(sentence.nodes, of))
        except _SilentError as silent:
            self.others, self.empty = [], silent.slot

    def fall(self, sentence: Sentence, of: Sentences) -> None:
        """What is nought, and was not, is told by what the sentence says of it: "Không mở lớp tập huấn (cùng kỳ 13)".

        One that does not begin with a deed is told by its name: "Kinh phí: không phát sinh (cùng kỳ 35 triệu đồng)".
        """
        indicator, (opening, *others) = self._indicator, sentence.nodes
        what = ""
        if isinstance(opening, str) and opening.endswith(" ") and others[0] == Slot(Word.NUMBER):
            rest = "".join(each for each in others[1:2] if isinstance(each, str))
            what = as_deed(opening) + bare(rest) if as_deed(opening) != opening else ""
        before = of.fallen(indicator.key, "" if what else indicator.noun)
        if before == "":
            return
        none = "fallen_flow" if indicator.measure is Measure.FLOW else "fallen_stock"
        shown = say("fallen", what=what.strip()) if what else say(none, name=_without_unit(indicator))
        where = of.view(indicator.key).pham_vi
        inside = row_of((where, say("semicolon"), before)) if where else before
        self.words, self.compares, self.fallen = row_of((shown, " (", inside, ")")), True, True

    def _parts(self, nodes: Iterable[Node], of: Sentences) -> list[Figure | Phrase | str]:
        found: list[Figure | Phrase | str] = []
        for node in nodes:
            if isinstance(node, str):
                found.append(node)
            elif isinstance(node, Slot):
                value = self._value(node, of)
                if value == "":
                    raise _SilentError(node)
                found.append(value)
            else:
                last, told, compares = self._last, len(self.others), self.compares
                try:
                    found += self._parts(node, of)
                except _SilentError:
                    self._last, self.compares = last, compares
                    del self.others[told:]
        return found

    def _value(self, slot: Slot, of: Sentences) -> Words | Told:
        key = self._indicator.key
        if slot.word is Word.NUMBER:
            view = of.view(slot.indicator or key)
            if view.co:
                self._last = slot.indicator or key
                self.others += [slot.indicator] if slot.indicator else []
            return view.gia_tri if view.co else ""
        if slot.word is Word.SCOPE:
            return of.view(self._last).pham_vi
        if slot.word is Word.LAST_YEAR:
            words = of.last_year(slot.indicator or key)
            self.compares = self.compares or words != ""
            return words
        if slot.word is Word.BEFORE:
            return of.before(key)
        if slot.word is Word.PLAN:
            return of.plan(key)
        if slot.word is Word.RATE:
            return of.rate(self._last, key)
        return self._indicator.noun if slot.word is Word.NOUN else _without_unit(self._indicator)


def previews(book: Book, period_code: str) -> dict[str, str]:
    """Key of each indicator -> what its sentence says of the period, or why it is silent; {} without its dates."""
    try:
        m = material(book, period_code)
    except LhhError:
        return {}
    found = totals(m)
    sentences = PeriodSentences(m, found, indicator_views(m, found))
    return {each.key: sentences.preview(each.key) for each in book.declared.indicators}


def _figures_of(words: Words) -> tuple[Figure, ...]:
    return words.figures if isinstance(words, Phrase) else ()


def _without_unit(indicator: Indicator) -> str:
    """The name as it stands before "number noun": "Kinh phí (triệu đồng)" is "Kinh phí"."""
    name, bracket, rest = indicator.name.rpartition("(")
    return name.strip() if bracket and fold(rest.rstrip(") ")) == fold(indicator.noun) else indicator.name

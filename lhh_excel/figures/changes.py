"""A number against an earlier one, in words that a reader can compute after.

What is printed is what was compared: where the numbers compared are not the one printed before (fewer units gave both),
they stand in brackets, now and before. Source: docs/loi-van.md, "Comparisons".
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from ..messages.figures import say
from ..plain import record
from ..workbook.book import Period
from .activity import Comparison, Total, compare
from .context import Told, Words
from .figure import Figure, Phrase, Source
from .ledger import Ledger
from .material import Material
from .wording import exact, in_text, lower_first, number, phrase, row_of, told

#: The least earlier number whose change is told in percent: "tăng 01 cuộc (100%)" says more than it knows.
LEAST_OF_PERCENT = 20
#: The period before, or the same one a year earlier.
Which = Literal["ky_truoc", "cung_ky"]


@record
class Change:
    """Two numbers to compare and where they came from, for `change_phrase`."""

    id: str
    label: str
    percent_label: str
    now: Decimal
    before: Decimal
    noun: str
    how: str
    sources: tuple[Source, ...]
    money: bool = False
    with_percent: bool = True


def change_phrase(ledger: Ledger, change: Change) -> Phrase | str:
    """ "tăng 125 hội viên (2,1%)", "giảm …", "không thay đổi"; no percent of a small number.

    Sums of money are compared as they are printed, so that their difference is the one that a reader finds.
    """
    now, before = (in_text(value, money=change.money) for value in (change.now, change.before))
    difference = now - before
    if not difference:
        return say("same")
    size = abs(difference)
    text = told(size, money=change.money)
    amount = ledger.figure(f"{change.id}.chenh", change.label, difference, text, change.how, change.sources)
    word = "more" if difference > 0 else "less"
    if abs(before) < LEAST_OF_PERCENT or not change.with_percent:
        return phrase(say(word), amount=amount, noun=change.noun)
    rate = size * 100 / abs(before)
    how = say("how_change_percent", difference=number(size), before=number(before))
    shown = ledger.percent(f"{change.id}.ty_le", change.percent_label, rate, how, change.sources)
    return phrase(say(f"{word}_percent"), amount=amount, noun=change.noun, percent=shown)


@record
class Compared:
    """An indicator against an earlier period. `words`: "tăng 62 hội viên (1%)"; `alike`: neither more nor less."""

    total: Total
    found: Comparison
    other: Period
    words: Words
    id: str
    labels: dict[str, str]
    how: str
    sources: tuple[Source, ...]

    @property
    def alike(self) -> bool:
        return self.words == say("same")

    @property
    def as_printed(self) -> bool:
        """Whether what was compared is the total as the text prints it."""
        money = self.total.indicator.money
        return in_text(self.total.value or 0, money=money) == in_text(self.found.now, money=money)

    def units(self, m: Material) -> Told:
        """How many units the comparison is over."""
        counted = say("how_change_units", header=self.total.indicator.name)
        label = say("label_change_units", **self.labels)
        return m.ledger.told(f"{self.id}.don_vi", label, len(self.found.units), counted, self.sources)

    def now_and_before(self, m: Material) -> tuple[Figure, Figure]:
        """The two numbers compared, as running text tells them."""
        indicator, found = self.total.indicator, self.found
        pairs = (("nay", found.now, found.rows_now), ("truoc", found.before, found.rows_before))
        now, before = (
            m.ledger.figure(
                f"{self.id}.{name}",
                say(f"label_change_{name}", **self.labels),
                value,
                told(value, money=indicator.money),
                say("how_compared", header=indicator.name, units=len(found.units)),
                m.ledger.sources("figures", indicator.key, rows),
            )
            for name, value, rows in pairs
        )
        return now, before


def compared(m: Material, total_: Total, which: Which) -> Compared | None:
    """The total against that period; None where there is nothing to compare."""
    indicator, other = total_.indicator, m.before if which == "ky_truoc" else m.last_year
    if (indicator.key, which) in m.compared:
        return m.compared[indicator.key, which]
    found = compare(m.book, m.scope, other, indicator, total_.by_unit)
    made = None
    if found is not None and other is not None:
        id_ = f"so_lieu.{indicator.key}.{which}"
        labels = {"header": indicator.name, "period": m.name, "before": other.name}
        sources = m.ledger.sources("figures", indicator.key, (*found.rows_now, *found.rows_before))
        how = say(
            "how_change",
            now=number(in_text(found.now, money=indicator.money)),
            before=number(in_text(found.before, money=indicator.money)),
            period=m.period.code,
            earlier=other.period.code,
            units=len(found.units),
        )
        words = change_phrase(
            m.ledger,
            Change(
                id_,
                say("label_change", **labels),
                say("label_change_percent", **labels),
                found.now,
                found.before,
                indicator.noun,
                how,
                sources,
                indicator.money,
            ),
        )
        made = Compared(total_, found, other.period, words, id_, labels, how, sources)
    m.compared[indicator.key, which] = made
    return made


def called(m: Material, other: Period, which: Which) -> str:
    """What an earlier period is called: "cùng kỳ năm 2025"; of a year, and the one before, by its name."""
    if which == "cung_ky" and m.period.part:
        return say("same_period_of", year=other.year)
    return lower_first(other.name)


def called_short(m: Material, other: Period, which: Which) -> str:
    """The same where the year is told already: "cùng kỳ"."""
    return say("same_period") if which == "cung_ky" and m.period.part else lower_first(other.name)


def usual_units(m: Material, totals: Sequence[Total]) -> tuple[int, Compared] | None:
    """Over how many units most indicators are compared with the same period a year earlier, and one that is."""
    found = [each for total_ in totals if total_.value is not None and (each := compared(m, total_, "cung_ky"))]
    counts = [len(each.found.units) for each in found]
    if not counts:
        return None
    most = max(counts, key=lambda count: (counts.count(count), count))
    return most, found[counts.index(most)]


def comparison(m: Material, total_: Total, which: Which, usual: int | None) -> Words:
    """ "tăng 02 hội viên (2,3%) so với cùng kỳ (90/88)", "bằng cùng kỳ"; "" where there is nothing to compare.

    `usual`: over how many units a reader takes it to be, where nothing else is said.
    """
    made = compared(m, total_, which)
    if made is None:
        return ""
    whom = called_short(m, made.other, which)
    change = say("equal", whom=whom) if made.alike else phrase(say("compared"), change=made.words, whom=whom)
    elsewhere = len(made.found.units) != usual
    if not made.as_printed or not total_.value or elsewhere:
        now, before = made.now_and_before(m)
        more = phrase(say("compared_units"), units=made.units(m)) if elsewhere else ""
        return row_of((change, phrase(say("now_before"), now=now, before=before, units=more)))
    if not made.found.before:
        return row_of((change, say("none_before", whom=whom)))
    return change if isinstance(change, str) else row_of((change,))


def fallen(m: Material, total_: Total, usual: int | None, noun: str) -> Words:
    """ "cùng kỳ 13" of what is nought now and was not a year earlier, with its noun where one is given; "" else."""
    made = compared(m, total_, "cung_ky")
    if made is None or total_.value != 0 or made.found.now or exact(made.found.before) <= 0:
        return ""
    _, before = made.now_and_before(m)
    whom = called_short(m, made.other, "cung_ky")
    shown = phrase(say("fallen_before" if m.period.part else "fallen_year"), whom=whom, before=before)
    shown = row_of((shown, f" {noun}")) if noun else shown
    if len(made.found.units) == usual:
        return shown
    return row_of((shown, phrase(say("compared_units"), units=made.units(m))))


@record
class Verdict:
    """One of several comparisons in a row: what changed, against whom, what stands in brackets behind."""

    change: Words
    whom: str
    brackets: Words = ""


def verdicts(found: Sequence[Verdict]) -> Words:
    """ "không thay đổi so với A và B", "tăng … so với A và giảm … so với B"; "" of none."""
    told_: list[Words] = []
    for place, each in enumerate(found):
        last = found[place - 1] if place else None
        alike = last is not None and str(last.change) == str(each.change) and not last.brackets
        told_.append(say("and") if place else "")
        told_.append(each.whom if alike else phrase(say("compared"), change=each.change, whom=each.whom))
        told_.append(each.brackets)
    return row_of(told_) if found else ""

"""Gathers what the checks find: one finding for the same fault in many places, worded once."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...law import COMPONENTS, Law, Rule
from ...messages import layout as say
from ..docx_reader import Paragraph, Section
from .lines import Line
from .parts import Parts
from .result import ComponentResult, LayoutFinding, Status
from .words import Places, expected


@dataclass
class _Gathered:
    rule: Rule
    found: str
    expected: str
    severity: str
    places: list[str] = field(default_factory=list)


Where = Line | Paragraph | Section | str


@dataclass(frozen=True)
class Departure:
    """One departure at one place, for who mends it: the rule, what was found, what is wanted, the place itself."""

    rule: Rule
    found: str
    expected: str
    where: Where
    place: str  # `where` in words


class Collector:
    """`law`: what the document is measured against; `departures` has every one by itself; `findings()` the same
    gathered for reading."""

    def __init__(self, parts: Parts, law: Law) -> None:
        self.parts = parts
        self.law = law
        self._places = Places(parts)
        self._gathered: dict[tuple[object, ...], _Gathered] = {}
        self._seen: set[str] = set()
        self._missing: set[str] = set()
        self.departures: list[Departure] = []

    def seen(self, component: str) -> None:
        """The component is there, so it has a verdict even without a finding."""
        self._seen.add(component)

    def missing(self, component: str) -> None:
        if self.parts.annex_only:
            return
        self._missing.add(component)
        wanted = self.law.rule(component, "present")
        self.add(component, "present", say.PAGE_NUMBER_NONE, say.PLACE_WHOLE, expected=wanted.text)

    def add(
        self,
        component: str,
        prop: str,
        found: str,
        where: Where,
        *,
        expected: str | None = None,
        severity: str | None = None,
    ) -> None:
        """One departure from `rule(component, prop)` at `where` (a line, a paragraph, a section or words)."""
        wanted = self.law.rule(component, prop)
        words = _expected(wanted) if expected is None else expected
        key = (wanted.id, component, prop, found, words, severity)
        gathered = self._gathered.setdefault(key, _Gathered(wanted, found, words, severity or wanted.severity))
        place = self._places.of(where)
        self.departures.append(Departure(wanted, found, words, where, place))
        if place not in gathered.places:
            gathered.places.append(place)

    def place_of(self, where: Where) -> str:
        return self._places.of(where)

    def findings(self) -> list[LayoutFinding]:
        indent = _expected(self.law.rule("noi_dung", "indent"))
        return [_finding(gathered, indent) for gathered in self._gathered.values()]

    def components(self) -> list[ComponentResult]:
        failed = {one.rule.component for one in self._gathered.values() if one.severity == "error"}
        results = []
        for name, label in COMPONENTS.items():
            if name in self._missing:
                status = Status.MISSING
            elif name in failed:
                status = Status.FAIL
            else:
                status = Status.PASS if name in self._seen else Status.NA
            results.append(ComponentResult(name, label, status))
        return results


_expected = expected


def _finding(one: _Gathered, indent: str) -> LayoutFinding:
    wording = say.WORDINGS[one.rule.prop]
    words = {"component": COMPONENTS[one.rule.component], "found": one.found, "expected": one.expected}
    place = one.places[0]
    if len(one.places) > 1:
        place = say.MORE_PLACES.format(first=place, count=len(one.places) - 1)
    return LayoutFinding(
        code=one.rule.id,
        severity=one.severity,
        component=one.rule.component,
        prop=one.rule.prop,
        place=place,
        found=one.found,
        expected=one.expected,
        message=wording.message.format(**words),
        fix=wording.fix.format(**words, indent=indent),
        source=say.source_words(one.rule.id, one.rule.decree),
    )

"""What a rule of the decree is: one record that holds its texts, examples, level of repair and logic.

    @Topic
    def quoc_hieu(to): ...  # hands on the lines where they are

    @quoc_hieu.rule(
        "quoc_hieu.lines",
        title="Quốc hiệu bị xuống dòng",
        says=("{component} bị xuống dòng: {found}.", "Nới rộng ô bên phải để Quốc hiệu nằm trên một dòng."),
        repair=safe("quoc_hieu_lines"),
        bad="Quốc hiệu = CỘNG HÒA XÃ HỘI CHỦ NGHĨA ⏎ VIỆT NAM", good="Quốc hiệu: cỡ chữ 12")
    def on_one_line(to, lines): ...

A rule stands on one or more demands of the law, "component.property", which bring the figure, the locator, the
severity and the source of the document's day: none of them is written down here. "*.size" is every component of
which the law states a size.

A topic is what several rules look at, one thing after the other as the document has them: the lines of Quốc hiệu, a
section, a paragraph of the content. Its walk finds them among what was recognised (`reading.components`); a rule is
handed one and tells what is wrong with it (`Told`), and its repair finds the same one in the `Departure`. The logic is
such a function, or a check type with its data.

An example is a right report, or the document that its first line names in brackets, with the changes that it writes
down: `Component = text`, or `Component: look; look`. `tests/document/layout_examples.py` reads them all.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from ...law import COMPONENTS, RULES, Law, Rule
from ...plain import field, lazy, record
from ...text.garbled import find_tcvn3, find_vni
from ..reading.components import Parts
from ..reading.lines import Line
from ..reading.model import Paragraph, Section
from .findings import ComponentResult, LayoutFinding, Places, Status, Where, around, demanded

# --- whether `check --fix` may mend it -------------------------------------------------------------------------------

SAFE, GUARDED, CONVERT, NEVER = "safe", "guarded", "convert", "never"


@record
class Repair:
    """When the program mends it, by which repair (`document.repairing`), and why then; `why` is a clause for people."""

    level: str
    why: str
    by: str = ""


def safe(by: str, why: str = "chỉ đổi định dạng, không đổi một chữ nào") -> Repair:
    return Repair(SAFE, why, by)


def guarded(by: str, why: str = "đổi dấu câu, số thứ tự hoặc chỗ đứng, không đổi chữ nào khác") -> Repair:
    return Repair(GUARDED, why, by)


#: What the program never mends, and why.
WORDS = Repair(NEVER, "lời văn do người soạn viết")
FIGURES = Repair(NEVER, "số liệu, số văn bản, ngày tháng chỉ người soạn biết")
BASES = Repair(NEVER, "căn cứ phải đối chiếu với văn bản gốc")
NAMES = Repair(NEVER, "tên gọi, chức vụ, thẩm quyền do đơn vị quyết định")
LAID = Repair(NEVER, "chưa rõ trang phải bố trí lại ra sao")

#: Property -> sentence and remedy, of a rule that has none of its own; {component}, {found}, {expected} are filled in.
SAYS: dict[str, tuple[str, str]] = {
    "present": ("Không thấy thành phần “{component}”.", "Thêm {component} đúng vị trí, mẫu chữ: {expected}."),
    "bold": ("{component}: chữ {found}, cần {expected}.", "Đặt kiểu chữ {expected}."),
    "italic": ("{component}: chữ {found}, cần {expected}.", "Đặt kiểu chữ {expected}."),
    "align": ("{component}: {found}, cần {expected}.", "Đặt {expected}."),
    "line": ("{component}: cách dòng {found}, cần {expected}.", "Paragraph > Line spacing: đặt {expected}."),
    "gap": ("{component}: khoảng cách đoạn {found}, cần {expected}.", "Paragraph > Spacing: đặt {expected}."),
    "keep_next": ("{component}: {found}.", "Paragraph > Line and Page Breaks: chọn Keep with next."),
    "wording": ("{component} ghi là “{found}”, cần “{expected}”.", "Ghi đúng: {expected}."),
    "form": ("{component} ghi “{found}”, không đúng cách ghi {expected}.", "Ghi theo mẫu: {expected}."),
    "prefix": ("{component} ghi “{found}”, cần: {expected}.", "Ghi lại cho đúng: {expected}."),
    "place": ("{component} đặt ở {found}, cần ở {expected}.", "Chuyển {component} về {expected}."),
    "same_row": ("{component} không ở {expected}.", "Đặt hai phần trên cùng một hàng."),
    "number_format": ("{component}: đánh số “{found}”, cần {expected}.", "Dùng {expected}."),
    "sequence": ("{component}: {found}, thứ tự cần {expected}.", "Đánh lại số thứ tự."),
    "ending": ("{component}: cuối dòng là “{found}”, cần “{expected}”.", "Sửa dấu cuối dòng thành “{expected}”."),
    "last_ending": (
        "{component}: dòng cuối kết thúc bằng “{found}”, cần “{expected}”.",
        "Sửa dấu cuối thành “{expected}”.",
    ),
    "encoding": ("Chữ Việt gõ bằng {found}.", "Chuyển mã sang Unicode dựng sẵn rồi chọn phông Times New Roman."),
    "rule_kind": (
        "Dưới {component}: {found}, cần {expected}.",
        "Dùng đường viền đoạn hoặc Insert > Shapes > Line, nét liền.",
    ),
}


# --- the record ------------------------------------------------------------------------------------------------------


@record
class Told:
    """One departure at `where` (a line, a paragraph, a section or words): what was found there, in words.

    `of`: which demand, of a rule that stands on several. `expected`, `severity` replace what the law says; `words`
    fill the sentence besides.
    """

    where: Where
    found: str
    of: str = ""
    expected: str | None = None
    severity: str | None = None
    words: dict[str, str] = field(default_factory=dict)


@record
class LayoutRule:
    """One rule, whole. `demands` are (component, property) of law.Rule; component "*" for every one that has it."""

    name: str
    demands: tuple[tuple[str, str], ...]
    title: str
    message: str
    fix: str
    repair: Repair
    bad: tuple[str, ...]
    good: tuple[str, ...]
    logic: Callable[[Collector, Any], Iterable[Told]]

    @property
    def law(self) -> tuple[Rule, ...]:
        """What the law says of its demands, whatever the day, in the law's order."""
        wanted = set(self.demands)
        return tuple(r for r in RULES if (r.component, r.prop) in wanted or ("*", r.prop) in wanted)


#: Name -> rule, in order of declaration. Whole once the package is imported.
LAYOUT_RULES: dict[str, LayoutRule] = {}

S = TypeVar("S")
Logic = Callable[["Collector", S], Iterable[Told]]


class Topic(Generic[S]):
    """What some rules look at. As a decorator over the walk that finds it in a document, each thing in its place.

    Without a walk it is looked at by the walks of others: every component has lines of type.
    """

    def __init__(self, walk: Callable[[Collector], Iterable[S]] = lambda to: ()) -> None:
        self._walk = walk
        self._rules: list[LayoutRule] = []

    def rule(
        self,
        demands: str,
        *,
        title: str,
        says: tuple[str, str] | None = None,
        repair: Repair,
        bad: str | tuple[str, ...],
        good: str | tuple[str, ...],
    ) -> Callable[[Logic[S]], Logic[S]]:
        """Register the logic under its own name. `says`: sentence and remedy, else those of the property (`SAYS`).

        A name used twice is a fault.
        """

        def register(logic: Logic[S]) -> Logic[S]:
            name: str = logic.__name__
            if name in LAYOUT_RULES:
                raise ValueError(f"rule {name}: doubled")
            pairs = tuple((one.partition(".")[0], one.partition(".")[2]) for one in demands.split())
            bad_lines, good_lines = ((lines,) if isinstance(lines, str) else lines for lines in (bad, good))
            sentence, remedy = says or SAYS[pairs[0][1]]
            made = LayoutRule(name, pairs, title, sentence, remedy, repair, bad_lines, good_lines, logic)
            LAYOUT_RULES[name] = made
            self._rules.append(made)
            return logic

        return register

    def __call__(self, to: Collector) -> None:
        for thing in self._walk(to):
            self.look(to, thing)

    def look(self, to: Collector, thing: S) -> None:
        """Every rule of the topic at one thing."""
        for rule in self._rules:
            for told in rule.logic(to, thing):
                to.tell(rule, told, thing)


# --- gathered: one finding for the same fault in many places, worded once --------------------------------------------


@record
class Departure:
    """One departure at one place: rule and demand, what was found, what is wanted, the place.

    `thing` is what the rule looked at, as its topic has it: the repair need not look for it again.
    """

    rule: LayoutRule
    demand: Rule
    found: str
    expected: str
    where: Where
    place: str  # `where` in words
    severity: str
    words: dict[str, str]  # that fill the sentence besides
    thing: Any

    @property
    def line(self) -> Line:
        """Of a rule that tells lines: the one. A repair is named by rules that tell what it mends."""
        assert isinstance(self.where, Line)
        return self.where

    @property
    def paragraph(self) -> Paragraph:
        """The same of a rule that tells lines or paragraphs."""
        return self.where if isinstance(self.where, Paragraph) else self.line.paragraph

    @property
    def section(self) -> Section:
        """The same of a rule that tells sections."""
        assert isinstance(self.where, Section)
        return self.where


def _finding(alike: list[Departure]) -> LayoutFinding:
    """The same departure in one or several places."""
    one = alike[0]
    words = {"component": COMPONENTS[one.demand.component], "found": one.found, "expected": one.expected} | one.words
    others = len({departure.place for departure in alike}) - 1
    return LayoutFinding(
        rule=one.rule.name,
        code=one.demand.id,
        severity=one.severity,
        component=one.demand.component,
        prop=one.demand.prop,
        place=f"{one.place} và {others} chỗ nữa" if others else one.place,
        found=one.found,
        expected=one.expected,
        message=_sentence(one.rule.message.format(**words)),
        fix=_sentence(one.rule.fix.format(**words)),
        source=one.demand.source,
    )


def _sentence(text: str) -> str:
    """One stop at the end, where what is asked for has its own: "- Lưu: VT, VP."."""
    return text[:-1] if text.endswith("..") and not text.endswith("...") else text


class Collector:
    """`law`: what the document is measured against; `departures` has every one by itself; `findings()` the same
    gathered for reading."""

    def __init__(self, parts: Parts, law: Law) -> None:
        self.parts = parts
        self.law = law
        self.place_of = Places(parts).of
        self._seen: set[str] = set()
        self._missing: set[str] = set()
        self.departures: list[Departure] = []

    @lazy
    def paragraphs(self) -> list[Paragraph]:
        """Every paragraph, those of headers and footers too; what several sections show is looked at once."""
        framing = {id(one): one for section in self.parts.document.sections for one in around(section)}
        return [*self.parts.document.paragraphs(), *framing.values()]

    @lazy
    def words(self) -> set[str]:
        """The different words of them all."""
        return {word for paragraph in self.paragraphs for word in paragraph.raw.split()}

    @lazy
    def legacy(self) -> bool:
        """Whether any word is of an old encoding."""
        return any(find_tcvn3(word) or find_vni(word) for word in self.words if not word.isascii())

    def within(self, parts: Parts) -> Collector:
        """The same findings gathered of a document within the document."""
        inner = copy.copy(self)
        inner.parts = parts
        return inner

    def seen(self, component: str) -> None:
        """The component is there, so it has a verdict even without a finding."""
        self._seen.add(component)

    def missing(self, component: str) -> None:
        """It is not there and should be."""
        self._missing.add(component)

    def tell(self, rule: LayoutRule, told: Told, thing: object) -> None:
        component, prop = told.of.split(".") if told.of else rule.demands[0]
        demand = self.law.rule(component, prop)
        expected = demanded(demand) if told.expected is None else told.expected
        severity, place = told.severity or demand.severity, self.place_of(told.where)
        self.departures.append(
            Departure(rule, demand, told.found, expected, told.where, place, severity, told.words, thing)
        )

    def findings(self) -> list[LayoutFinding]:
        gathered: dict[tuple[str, ...], list[Departure]] = {}
        for one in self.departures:
            key = (one.demand.id, one.demand.component, one.demand.prop, one.found, one.expected, one.severity)
            gathered.setdefault(key, []).append(one)
        return list(map(_finding, gathered.values()))

    def components(self) -> list[ComponentResult]:
        failed = {one.demand.component for one in self.departures if one.severity == "error"}
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

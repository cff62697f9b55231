"""The report's outline: each part and section of Đề cương with its number and all that it tells."""

from __future__ import annotations

from collections.abc import Mapping

from ..messages.figures import say
from ..plain import record, replace
from ..text.roman import to_roman
from ..workbook.book import Book
from ..workbook.declarations import Level, Section, SectionKind, slug
from ..workbook.lists import DONE, RUNNING
from ..workbook.records import in_print_order, printed
from ..workbook.values import fold, nfc
from .context import ChiTieu, DemNhiemVu, MucBaoCao, Neu, Nhom
from .material import Material
from .sentences import PeriodSentences
from .task_views import listed, task_counts, told_in_text
from .tasks import TaskState

#: What a template calls the kinds (Loại mục); the list stands in docs/templates.md.
KINDS: dict[SectionKind, str] = {
    SectionKind.TITLE: "tieu_de",
    SectionKind.UNITS: "don_vi",
    SectionKind.LEAD: "so_chinh",
    SectionKind.REPORTING: "che_do_bao_cao",
    SectionKind.TASKS: "tong_nhiem_vu",
    SectionKind.GROUP: "nhom",
    SectionKind.TEXT: "van",
    SectionKind.TEXT_OVERDUE: "van_va_qua_han",
    SectionKind.TEXT_NEXT: "van_va_ky_toi",
}
#: Kinds of which the program tells nothing by itself.
_SILENT = frozenset(
    KINDS[kind] for kind in (SectionKind.TITLE, SectionKind.LEAD, SectionKind.TEXT, SectionKind.TEXT_OVERDUE)
)
_NO_TASKS = DemNhiemVu(False, *[""] * 9)


class Texts:
    """What people wrote of a period and goes into its report (Nội dung), paragraphs by section.

    `missing` names the sections that were asked for and that the office has not written: what units say stands beside
    its words, not for them.
    """

    def __init__(self, book: Book, period_code: str) -> None:
        self.missing: list[str] = []
        self._by_office: set[str] = set()
        self._written: dict[str, list[str]] = {}
        data = book["texts"]
        of_period = [i for i, period in data.each("period") if period == period_code]
        for i in in_print_order(data, of_period):
            name, content = data.clean["section"][i], data.clean["content"][i]
            section = book.declared.section(name) if name else None
            if section is None or not content or not printed(data, i):
                continue
            lines = [line.strip() for line in nfc(str(content)).splitlines() if line.strip()]
            self._written.setdefault(section.name, []).extend(lines)
            if lines and data.blank(i, "unit"):
                self._by_office.add(section.name)

    def of(self, section: Section) -> list[str]:
        """The section's paragraphs in order; before them its mark where the office must write one and did not."""
        written = self.written(section)
        if section.name in self._by_office or not section.required:
            return written
        if called(section) not in self.missing:
            self.missing.append(called(section))
        return [self.mark(called(section)), *written]

    def written(self, section: Section) -> list[str]:
        return self._written.get(section.name, [])

    @property
    def folded(self) -> list[str]:
        """All that was written, to be searched."""
        return [fold(paragraph) for paragraphs in self._written.values() for paragraph in paragraphs]

    @staticmethod
    def mark(section: str) -> str:
        return say("missing_text", section=section)


def called(section: Section) -> str:
    """The section's name in the workbook's own drop-downs: in one without the sheet, its earlier name."""
    return section.aliases[0] if section.index < 0 and section.aliases else section.name


@record
class Outline:
    """`sections` in order; `written`: what was written, by the section's name."""

    sections: list[MucBaoCao]
    declared: tuple[Section, ...]
    written: dict[str, list[str]]

    @property
    def groups(self) -> list[Nhom]:
        """The groups of tasks, as templates of earlier versions know them."""
        return [
            Nhom(each.so, each.ten, bool(each.cau), each.van, each.dem, each.da_xong, each.dang_lam, each.qua_han)
            for each in self.sections
            if each.loai == KINDS[SectionKind.GROUP]
        ]

    @property
    def group_headings(self) -> list[str]:
        return [f"{each.so}. {each.ten}" for each in self.groups]

    @property
    def names_annexes(self) -> Neu:
        found = {each.loai for each in self.sections}
        return Neu(KINDS[SectionKind.REPORTING] in found, KINDS[SectionKind.TASKS] in found, self._where_overdue)

    @property
    def plans_name_overdue(self) -> bool:
        """Whether what was written of the next period speaks of the overdue tasks already."""
        plans = (text for each in self.sections if each.loai == KINDS[SectionKind.TEXT_NEXT] for text in each.van)
        return any(say("overdue_word") in fold(text) for text in plans)

    @property
    def _where_overdue(self) -> str:
        """ "Mục 2 Phần III": the section that tells the overdue tasks; "" where none does."""
        part = ""
        for each in self.sections:
            part = say("part", number=each.so) if each.la_phan else part
            if each.loai == KINDS[SectionKind.TEXT_OVERDUE]:
                return part if each.la_phan else " ".join((say("section", number=each.so), part)).strip()
        return ""

    def text(self, name: str) -> list[str]:
        """What was written in the section that templates of earlier versions know by that name."""
        for section in self.declared:
            if name in map(slug, (section.name, *section.aliases)):
                return self.written[section.name]
        return []


def outline(
    m: Material, tasks: list[TaskState], texts: Texts, views: Mapping[str, ChiTieu], sentences: PeriodSentences
) -> Outline:
    """The outline of the period's report, over its tasks and indicators; what has nothing to say is left out."""
    declared = m.book.declared
    printed = tuple(section for section in declared.outline if section.level is not Level.TABLE)
    places = {section.name: place for place, section in enumerate(declared.groups, 1)}
    found: list[MucBaoCao] = []
    written: dict[str, list[str]] = {}
    m.written.extend(texts.folded)
    for section in printed:
        place = places.get(section.name)
        own = [] if place is None else [task for task in tasks if task.group == place]
        named = told_in_text(m, own)
        overdue = tasks if section.kind is SectionKind.TEXT_OVERDUE else named
        done, running = _done(named), _running_in_time(named)
        written[section.name] = texts.of(section)
        found.append(
            MucBaoCao(
                section.name,
                section.level is Level.PART,
                "",
                section.titled(m.name, m.next_name),
                KINDS[section.kind],
                [views[each.key] for each in declared.indicators if each.leads == section.name],
                sentences.of(section.name),
                written[section.name],
                _NO_TASKS if place is None else task_counts(m, f"nhom_{place}", say("group", number=place), own),
                listed(m, done),
                listed(m, running),
                listed(m, [task for task in overdue if task.overdue]),
                ke_het_da_xong=len(done) == len(_done(own)),
                ke_het_dang_lam=len(running) == len(_running_in_time(own)),
            )
        )
    return Outline(_with_scope(_numbered(found), sentences), printed, written)


def _done(tasks: list[TaskState]) -> list[TaskState]:
    return [task for task in tasks if task.state == DONE]


def _running_in_time(tasks: list[TaskState]) -> list[TaskState]:
    return [task for task in tasks if task.state == RUNNING and not task.overdue]


def _with_scope(sections: list[MucBaoCao], sentences: PeriodSentences) -> list[MucBaoCao]:
    """Whose figures the sentences tell stands once: at the head of the part that tells the first."""
    scope = sentences.scope([sentence for each in sections for sentence in each.cau])
    first = next((place for place, each in enumerate(sections) if each.cau), None)
    if first is None:
        return sections
    head = next((place for place in range(first, -1, -1) if sections[place].la_phan), first)
    return [*sections[:head], replace(sections[head], pham_vi=scope), *sections[head + 1 :]]


def _numbered(sections: list[MucBaoCao]) -> list[MucBaoCao]:
    """Those that say something, or head others that do, with their numbers: parts I, II, in each sections 1, 2."""
    kept: list[MucBaoCao] = []
    for each in reversed(sections):
        heads = each.la_phan and bool(kept) and not kept[-1].la_phan
        if heads or each.loai not in _SILENT or each.so_chinh or each.cau or each.van or each.qua_han:
            kept.append(each)
    part = number = 0
    numbered = []
    for each in reversed(kept):
        part, number = (part + 1, 0) if each.la_phan else (part, number + 1)
        numbered.append(replace(each, so=to_roman(part) if each.la_phan else str(number)))
    return numbered

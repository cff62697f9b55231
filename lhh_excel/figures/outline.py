"""The report's outline: each part and section of Đề cương with its number and all that it tells."""

from __future__ import annotations

from collections.abc import Mapping

from ..messages.figures import say
from ..plain import record
from ..text.roman import to_roman
from ..workbook.declarations import Level, Section, SectionKind, slug
from ..workbook.lists import DONE, RUNNING
from .context import ChiTieu, DemNhiemVu, MucBaoCao, Neu, Nhom
from .material import Material
from .sentences import Sentences
from .task_views import listed, task_counts, told_in_text
from .tasks import TaskState
from .texts import Texts

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
_NO_TASKS = DemNhiemVu(False, *[""] * 9)


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
        return Neu(KINDS[SectionKind.REPORTING] in found, KINDS[SectionKind.TASKS] in found)

    def text(self, name: str) -> list[str]:
        """What was written in the section that templates of earlier versions know by that name."""
        for section in self.declared:
            if name in map(slug, (section.name, *section.aliases)):
                return self.written[section.name]
        return []


def outline(
    m: Material, tasks: list[TaskState], texts: Texts, views: Mapping[str, ChiTieu], sentences: Sentences
) -> Outline:
    """The outline of the period's report, over its tasks and indicators."""
    declared = m.book.declared
    printed = tuple(section for section in declared.outline if section.level is not Level.TABLE)
    places = {section.name: place for place, section in enumerate(declared.groups, 1)}
    found: list[MucBaoCao] = []
    written: dict[str, list[str]] = {}
    part = number = 0
    for section in printed:
        is_part = section.level is Level.PART
        part, number = (part + 1, 0) if is_part else (part, number + 1)
        place = places.get(section.name)
        own = [] if place is None else [task for task in tasks if task.group == place]
        named = told_in_text(m, own)
        overdue = tasks if section.kind is SectionKind.TEXT_OVERDUE else named
        written[section.name] = texts.of(section)
        found.append(
            MucBaoCao(
                section.name,
                is_part,
                to_roman(part) if is_part else str(number),
                _title(m, section),
                KINDS[section.kind],
                [views[each.key] for each in declared.indicators if each.leads == section.name],
                sentences.of(section.name),
                written[section.name],
                _NO_TASKS if place is None else task_counts(m, f"nhom_{place}", say("group", number=place), own),
                listed(m, [task for task in named if task.state == DONE]),
                listed(m, [task for task in named if task.state == RUNNING and not task.overdue]),
                listed(m, [task for task in overdue if task.overdue]),
            )
        )
    return Outline(found, printed, written)


def _title(m: Material, section: Section) -> str:
    return section.title.replace("{kỳ này}", m.name).replace("{kỳ tiếp}", m.next_name)

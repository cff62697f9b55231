"""What a unit's form asks, declared once: its parts, rows and columns, each tied to a column of the schema.

The builder writes from it, the reader finds by it: by the texts of headers and row labels, never by position.
Source: docs/workbook-contract.md, "The reporting cycle".
"""

from __future__ import annotations

from dataclasses import dataclass

from ..workbook.lists import CAUSES, PLANS, PROPOSALS, STRENGTHS, WEAKNESSES
from ..workbook.schema import Column, Kind
from ..workbook.tables import FIGURES, PROGRESS, TASKS, TEXTS

#: Version of the form's shape; another one is refused by name.
FORM_VERSION = 1
#: Stands in A1 of the hidden sheet of a form.
FORM_MARK = "LHH-PHIEU"
STAMP_SHEET = "LHH"

#: Names of the form's sheets, headers and labels. The reader knows a form by them, also one that was sent out by an
#: earlier version: another word is another FORM_VERSION.
SHEET_GUIDE, SHEET_FIGURES, SHEET_TASKS, SHEET_NEW, SHEET_TEXTS = (
    "Hướng dẫn",
    "Số liệu",
    "Nhiệm vụ",
    "Nhiệm vụ mới",
    "Nội dung",
)
HEAD_INDICATOR, HEAD_MEANING, HEAD_BEFORE, HEAD_NOW, HEAD_CHECK, HEAD_NUMBER = (
    "Chỉ tiêu",
    "Giải thích",
    "Kỳ trước",
    "Kỳ này",
    "Kiểm tra",
    "STT",
)
FORM_LABELS: dict[str, str] = {
    "unit": "Đơn vị báo cáo",
    "code": "Mã đơn vị",
    "period": "Kỳ báo cáo",
    "days": "Thời gian",
    "due": "Hạn nộp",
    "to": "Gửi về",
}
#: Where the helps of the figures begin to say the same.
FIGURE_HELP_REST = " Không có:"

#: (part, row, column): where a value stands on the form, whatever its address.
CellKey = tuple[str, str, str]

FIGURES_PART, TASKS_PART, NEW_PART, TEXTS_PART = "figures", "tasks", "new", "texts"
NOW, BEFORE = "now", "before"
#: Cells of the first page that nobody may change: (GUIDE_PART, key of FORM_LABELS, "").
GUIDE_PART, GUIDE_KEYS = "guide", ("unit", "code", "period")
#: Rows prepared for new tasks.
NEW_ROWS = 8


@dataclass(frozen=True)
class Part:
    """One sheet of the form. `label` is the header over the rows' names; `inputs` are typed, `fixed` only shown."""

    key: str
    sheet: str
    label: str
    inputs: tuple[tuple[str, str], ...]  # (column key, header)
    fixed: tuple[tuple[str, str], ...] = ()

    @property
    def headers(self) -> dict[str, str]:
        """Column key -> header of everything that is read back."""
        return dict(self.fixed + self.inputs)


FIGURE_KEYS: tuple[str, ...] = (
    *(c.key for c in FIGURES.columns if c.kind in (Kind.COUNT, Kind.DECIMAL)),
    "note",
)
TASK_KEYS = ("state", "progress", "done_on", "result", "evidence", "difficulty")
NEW_KEYS = (
    "group",
    "content",
    "partners",
    "person",
    "assigned",
    "due",
    "state",
    "progress",
    "done_on",
    "result",
    "evidence",
)
SECTIONS = (STRENGTHS, WEAKNESSES, CAUSES, PLANS, PROPOSALS)
#: Columns of a task that its row in tblTienDo has too.
SHARED_KEYS = tuple(key for key in TASK_KEYS if key in PROGRESS.by_key)


def _heads(keys: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((key, TASKS.header(key)) for key in keys)


PARTS: tuple[Part, ...] = (
    Part(
        FIGURES_PART,
        SHEET_FIGURES,
        HEAD_INDICATOR,
        ((NOW, HEAD_NOW),),
        ((BEFORE, HEAD_BEFORE),),
    ),
    Part(TASKS_PART, SHEET_TASKS, TASKS.header("code"), _heads(TASK_KEYS), _heads(("content", "due"))),
    Part(NEW_PART, SHEET_NEW, HEAD_NUMBER, _heads(NEW_KEYS)),
    Part(TEXTS_PART, SHEET_TEXTS, TEXTS.header("section"), (("content", TEXTS.header("content")),)),
)
PART: dict[str, Part] = {part.key: part for part in PARTS}


def column_of(key: CellKey) -> Column:
    """The schema's column of an input cell: how its value is typed and checked."""
    part, row, column = key
    if part == FIGURES_PART:
        return FIGURES[row]
    return TEXTS["content"] if part == TEXTS_PART else TASKS[column]


def figure_label(key: str) -> str:
    return FIGURES.header(key)


def figure_meaning(key: str) -> str:
    """What a figure counts: the column's help, without what the form says once for all figures."""
    return FIGURES[key].help.partition(FIGURE_HELP_REST)[0]

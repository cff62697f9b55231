"""Any sequence of forms sent, answers, imports, re-imports, undos, the clerk's edits and locks, against a plain model.

The model knows no file: cells by name, and for each the imports that changed it.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule
from returned import PERIOD, answer, clerk, read, send, take, undo
from xlsx import minimal, write_tables

from lhh_excel.errors import RefusedError, UsageError

#: Over a second of processor time each: left out of `make fast`.
pytestmark = [pytest.mark.slow, pytest.mark.long]

UNITS = ("H01", "H02")
TASK = {"H01": "NV-001", "H02": "NV-002"}
FIGURES = {"tin_bai": "Tin bài", "van_ban_gop_y": "Văn bản góp ý", "khen_thuong": "Khen thưởng"}
DAY = dt.date(2026, 6, 1)
Cell = tuple[str, str]  # (unit, what)
Values = dict[str, Any]

_number = st.one_of(st.none(), st.integers(0, 3))
_answers = st.fixed_dictionaries(
    dict.fromkeys(FIGURES, _number)
    | {"told": st.sampled_from([10, 20, 30]), "text": st.sampled_from([None, "Tốt", "Khá"])}
    | {"new": st.sampled_from([None, "một", "hai"])}
)


@dataclass
class Sent:
    """A form as it went out: what it showed, and what the workbook held."""

    number: int
    unit: str
    path: Path
    day: dt.date
    shown: Values
    base: dict[str, Any]
    last_import: int


@dataclass
class Back:
    """A form as it came back."""

    sent: Sent
    path: Path
    values: Values
    saved: int

    @property
    def order(self) -> tuple[dt.date, int]:
        return self.sent.day, self.saved

    @property
    def same(self) -> tuple[Any, ...]:
        return self.sent.number, tuple(self.values.items())


@dataclass
class Model:
    """What the workbook must hold. `stacks`: cell -> (import, old, new) still standing."""

    cells: dict[Cell, Any] = field(default_factory=dict)
    stacks: dict[Cell, list[tuple[int, Any, Any]]] = field(default_factory=dict)
    marks: dict[str, list[tuple[int, Back]]] = field(default_factory=lambda: {unit: [] for unit in UNITS})
    imports: int = 0
    locked: bool = False

    def top(self, cell: Cell, since: int) -> tuple[int, Any, Any] | None:
        stack = self.stacks.get(cell, [])
        return stack[-1] if stack and stack[-1][0] > since else None

    def take(self, forms: list[Back]) -> None:
        if self.locked:
            return
        changed = False
        for unit in UNITS:
            mine = [form for form in forms if form.sent.unit == unit and self.counts(form)]
            if not mine:
                continue
            newest = max(mine, key=lambda form: (form.order, form.path.name))
            if self.apply(newest, self.imports + 1):
                self.marks[unit].append((self.imports + 1, newest))
                changed = True
        self.imports += changed

    def counts(self, form: Back) -> bool:
        """Somebody wrote into it, and no newer form of the unit went in before."""
        if form.values == form.sent.shown:
            return False
        marks = [mark for _, mark in self.marks[form.sent.unit]]
        if not marks or form.same == marks[-1].same:
            return True
        return form.same not in [mark.same for mark in marks[:-1]] and form.order >= marks[-1].order

    def apply(self, form: Back, number: int) -> bool:
        unit, sent, count = form.sent.unit, form.sent, 0
        for key in FIGURES:
            count += self.cell((unit, key), form.values[key], sent.base[key], sent.shown[key], sent, number)
        if self.cells.get((unit, "received")) is None:
            count += self.set((unit, "received"), DAY + dt.timedelta(30), number)
        told = form.values["told"]
        count += self.cell((unit, "told"), told, sent.base["told"], sent.shown["told"], sent, number)
        if told != sent.shown["told"] or self.top((unit, "own"), sent.last_import):
            count += self.cell((unit, "own"), told, sent.base["own"], sent.shown["told"], sent, number)
        if form.values["text"] is not None:
            text, shown = f"Hội {unit}: {form.values['text']}", sent.shown["text"]
            shown = shown and f"Hội {unit}: {shown}"
            count += self.cell((unit, "text"), text, sent.base["text"], shown, sent, number)
        if form.values["new"] is not None:
            name = f"Việc {form.values['new']} của phiếu {sent.number}"
            count += self.cell((unit, f"new {sent.number}"), name, None, None, sent, number)
        return count > 0

    def cell(self, cell: Cell, value: Any, base: Any, shown: Any, sent: Sent, number: int) -> bool:
        now = self.cells.get(cell)
        if value == now:
            return False
        entry = self.top(cell, sent.last_import)
        if now == (entry[2] if entry else base):
            return self.set(cell, value, number)
        return False

    def set(self, cell: Cell, value: Any, number: int) -> bool:
        self.stacks.setdefault(cell, []).append((number, self.cells.get(cell), value))
        self.cells[cell] = value
        return True

    def undo(self, number: int) -> None:
        if self.locked:
            return
        any_back = False
        for cell, stack in self.stacks.items():
            if stack and stack[-1][0] == number and self.cells.get(cell) == stack[-1][2]:
                self.cells[cell] = stack.pop()[1]
                any_back = True
        if any_back:
            for unit in UNITS:
                self.marks[unit] = [mark for mark in self.marks[unit] if mark[0] != number]


def workbook(path: Path) -> Path:
    period = minimal()["tblKy"]
    unit = {"Loại": "Hội thành viên", "Ngày gia nhập": DAY.replace(year=2000)}
    units = [{**unit, "Mã đơn vị": u, "Tên đơn vị": f"Hội {u}"} for u in UNITS]
    task = {"Nhóm nhiệm vụ": "1. Tổ chức", "Ngày giao": DAY.replace(month=1), "Hạn hoàn thành": DAY.replace(month=12)}
    task |= {"Trạng thái": "Đang thực hiện", "Tiến độ (%)": 10}
    tasks = [{**task, "Mã nhiệm vụ": TASK[u], "Nội dung": f"Việc đã có của {u}", "Đơn vị chủ trì": u} for u in UNITS]
    figures = [{"Mã kỳ": PERIOD, "Mã đơn vị": "H01", "Hội viên đầu kỳ": 10}]
    return write_tables(path, minimal(tblKy=period, tblDonVi=units, tblNhiemVu=tasks, tblSoLieu=figures))


class Cycle(RuleBasedStateMachine):
    """The real workbook and the model side by side."""

    sent = Bundle("sent")
    back = Bundle("back")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="lhh-model-"))
        self.book = self.folder / "LHH.xlsx"
        self.model = Model()
        self.number = 0

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        workbook(self.book)
        for unit in UNITS:
            self.model.cells[unit, "own"] = 10

    def state(self, unit: str) -> dict[str, Any]:
        keys = (*FIGURES, "told", "own", "text")
        return {key: self.model.cells.get((unit, key)) for key in keys}

    @rule(target=sent, unit=st.sampled_from(UNITS))
    def send_form(self, unit: str) -> Any:
        if self.model.locked:
            return multiple()
        self.number += 1
        day = DAY + dt.timedelta(self.number)
        made = send(self.book, self.folder / f"gui{self.number}", unit, day=day)[unit]
        base = self.state(unit)
        told = base["told"] if base["told"] is not None else base["own"]
        text = base["text"] and base["text"].removeprefix(f"Hội {unit}: ")
        shown = {key: base[key] for key in FIGURES} | {"told": told, "text": text, "new": None}
        return Sent(self.number, unit, made, day, shown, base, self.model.imports)

    @rule(target=back, form=sent, values=_answers)
    def fill_in(self, form: Sent, values: Values) -> Back:
        self.number += 1
        tasks = {TASK[form.unit]: {"Tiến độ (%)": values["told"]}}
        new = {"Nhóm nhiệm vụ": "1. Tổ chức", "Ngày giao": DAY, "Hạn hoàn thành": DAY, "Trạng thái": "Tạm dừng"}
        new["Nội dung"] = f"Việc {values['new']} của phiếu {form.number}"
        path = answer(
            form.path,
            self.folder / "ve" / f"{self.number}.xlsx",
            {label: values[key] for key, label in FIGURES.items()},
            tasks=tasks,
            new=[new] if values["new"] else [],
            texts={"Ưu điểm": values["text"]},
        )
        os.utime(path, (1_780_000_000 + self.number,) * 2)
        return Back(form, path, values, self.number)

    @rule(forms=st.lists(back, min_size=1, max_size=3))
    def import_forms(self, forms: list[Back]) -> None:
        outcome = take(self.book, *(form.path for form in forms), day=DAY + dt.timedelta(30))
        before = self.model.imports
        self.model.take(list({form.path: form for form in forms}.values()))
        assert (outcome.counts["id"] or before) == self.model.imports
        assert not outcome.counts["faulty"], outcome.lines

    @rule(number=st.integers(1, 6))
    def undo_import(self, number: int) -> None:
        try:
            undo(self.book, number)
        except UsageError:
            assert number > self.model.imports
        except RefusedError:
            assert self.model.locked
        else:
            self.model.undo(number)

    @rule(unit=st.sampled_from(UNITS), key=st.sampled_from(list(FIGURES)), value=st.integers(0, 3))
    def edit_a_figure(self, unit: str, key: str, value: int) -> None:
        if f"{PERIOD}/{unit}" in self.records("figures"):
            clerk(self.book, "figures", f"{PERIOD}/{unit}", key, value)
            self.model.cells[unit, key] = value

    @rule(unit=st.sampled_from(UNITS), value=st.sampled_from([20, 30, 40]))
    def edit_a_task(self, unit: str, value: int) -> None:
        clerk(self.book, "tasks", TASK[unit], "progress", value)
        self.model.cells[unit, "own"] = value

    @rule(locked=st.booleans())
    def lock_or_open(self, locked: bool) -> None:
        clerk(self.book, "periods", PERIOD, "state", "Khóa" if locked else "Mở")
        self.model.locked = locked

    def records(self, table: str) -> list[str]:
        data = read(self.book)[table]
        return [data.record(i) for i in range(len(data))]

    @invariant()
    def the_workbook_is_what_the_model_says(self) -> None:
        if not self.book.exists():
            return
        book = read(self.book)
        found: dict[Cell, Any] = {}
        for _, unit, received, *values in book["figures"].each("unit", "received", *FIGURES):
            found |= {(unit, "received"): received} | {(unit, k): v for k, v in zip(FIGURES, values, strict=True)}
        for _, task, unit, progress in book["progress"].each("task", "unit", "progress"):
            if task == TASK[unit]:
                assert (unit, "told") not in found
                found[unit, "told"] = progress
        for _, code, lead, content, progress in book["tasks"].each("code", "lead", "content", "progress"):
            if code == TASK[lead]:
                found[lead, "own"] = progress
            else:
                name = (lead, f"new {content.rsplit(' ', 1)[1]}")
                assert name not in found
                found[name] = content
        for _, section, content in book["texts"].each("section", "content"):
            unit = content.split(":")[0].removeprefix("Hội ")
            assert section == "Ưu điểm" and (unit, "text") not in found
            found[unit, "text"] = content
        wanted = {cell: value for cell, value in self.model.cells.items() if value is not None}
        assert {cell: value for cell, value in found.items() if value is not None} == wanted


TestCycle = Cycle.TestCase
TestCycle.settings = settings(
    max_examples=int(os.environ.get("LHH_MODEL_EXAMPLES", "6")),
    stateful_step_count=16,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

"""After Trình ký the work goes on: only what the period's report prints counts as changed, and is named truly."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kept
import pytest
from collection.cycle_master import edit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_report_stages import change, text_of

from lhh_excel.actions.common import Outcome, Target
from lhh_excel.actions.periods import LockOptions, ReopenOptions, lock, reopen
from lhh_excel.actions.report import ReportOptions, Stage, report
from lhh_excel.errors import RefusedError
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.values import show

PERIOD, DAY = "2026-H1", dt.date(2026, 6, 20)
SIGNED, ISSUED = "BC-2026-H1-trinh-ky.docx", "-BC-LHH-2026-H1.docx"


def target(book: Path, period: str | None = PERIOD) -> Target:
    return Target(book, None, period)


def add(book: Path, table: str, **values: Any) -> None:
    """A row typed under the table; what the name of the record needs and is not told is taken from a row above."""
    data = kept.book(book)[table]
    patch = WorkbookPatch(book)
    patch.append(table, [{key: data.raw[key][-1] for key in data.raw} | values])
    patch.save()


def locked(book: Path) -> None:
    kept.changed(book, lambda: lock(LockOptions(target(book), sure=True)), "lock", PERIOD)


def opened(book: Path, unit: str | None = None) -> None:
    reopen(ReopenOptions(target(book), unit, sure=True))


def submit(book: Path) -> Outcome:
    return report(ReportOptions(target(book), Stage.SUBMIT))


def issued(book: Path, **options: Any) -> Path:
    return report(ReportOptions(target(book), Stage.ISSUE, date=DAY, **options)).made[0]


def later_unit(book: Path) -> None:
    new = {"code": "H19", "name": "Hội thành viên 19", "joined": dt.date(2026, 6, 15), "left": None, "successor": None}
    add(book, "units", **new)


def later_task(book: Path) -> None:
    days = {"assigned": dt.date(2026, 6, 15), "due": dt.date(2026, 9, 30), "done_on": None}
    add(book, "tasks", code="NV-900", lead="H01", state="Chưa bắt đầu", progress=0, result=None, **days)


def later_period(book: Path) -> None:
    days = {"start": dt.date(2026, 12, 15), "end": dt.date(2027, 6, 14), "unit_due": dt.date(2027, 6, 9)}
    add(book, "periods", code="2027-H1", name="6 tháng đầu năm 2027", **days)


def next_rows(book: Path) -> None:
    add(book, "figures", period="2026-H2", unit="H01", received=dt.date(2026, 6, 16), hoi_vien_dau_ky=1, hoi_thao=7)
    add(book, "texts", period="2026-H2", section="Ưu điểm", order=1, content="Của kỳ sau.")
    add(book, "progress", period="2026-H2", task="NV-024", unit="H07", state="Hoàn thành", progress=100)


def task_goes_on(book: Path) -> None:
    edit(book, "tasks", "NV-024", progress=85, difficulty="Đã có đủ hồ sơ")


def task_is_done(book: Path) -> None:
    done = {"state": "Hoàn thành", "progress": 100, "done_on": dt.date(2026, 6, 16), "result": "Đã có kết quả"}
    edit(book, "tasks", "NV-035", **done)


def half_typed_task(book: Path) -> None:
    """An error of the day, on a sheet that the signed report no longer depends on."""
    change(book, "tasks", "NV-024", "state", "Hoàn thành")


#: What goes on after Trình ký, and nothing of it is printed by the period's report.
EVERYDAY: dict[str, Callable[[Path], None]] = {
    "lock": locked,
    "lock by hand": lambda book: change(book, "periods", PERIOD, "state", "Khóa"),
    "reopen": opened,
    "reopen a unit": lambda book: opened(book, "H05"),
    "next period is current": lambda book: change(book, "profile", "Kỳ báo cáo", "value", "2026-H2"),
    "next period's rows": next_rows,
    "a period after the next": lambda book: add(
        book,
        "periods",
        code="2027-H1",
        name="6 tháng đầu năm 2027",
        start=dt.date(2026, 12, 15),
        end=dt.date(2027, 6, 14),
    ),
    "a new unit": later_unit,
    "a later task": later_task,
    "a task goes on": task_goes_on,
    "a task is done": task_is_done,
    "a note": lambda book: change(book, "figures", "2026-H1/H05", "note", "Đã hỏi lại"),
    "a phone number": lambda book: change(book, "units", "H03", "phone", "0292 3811 111"),
}


def differing(book: Path, document: Path) -> list[str]:
    """The lines of the issued document that are not as they were signed."""
    lines = zip(text_of(book.parent / "ket-xuat" / SIGNED).splitlines(), text_of(document).splitlines(), strict=True)
    return [now for then, now in lines if then != now]


ORDERS = (
    ("lock", "reopen", "lock", "reopen a unit", "a note", "lock", "a later task", "next period is current", "reopen"),
    ("lock by hand", "reopen", "a task goes on", "a task is done", "lock", "next period's rows"),
    ("next period is current", "a task goes on", "lock", "next period's rows", "a period after the next", "a new unit"),
)


@pytest.mark.slow
@pytest.mark.parametrize("steps", ORDERS, ids=" > ".join)
def test_everyday_work_does_not_stand_in_the_way_of_issue(book: Path, steps: tuple[str, ...]) -> None:
    for step in steps:
        EVERYDAY[step](book)
    document = issued(book)
    assert document.name.endswith(ISSUED)
    assert all("BC-LHH" in line or "tháng 6 năm 2026" in line for line in differing(book, document))


@pytest.mark.slow
def test_an_error_typed_elsewhere_after_submission_does_not_stop_what_is_signed(book: Path) -> None:
    half_typed_task(book)
    outcome = report(ReportOptions(target(book), Stage.ISSUE, date=DAY))
    assert outcome.made
    assert any("NV-024" in line and "Nhiệm vụ" in line for line in outcome.warnings)


#: table, record, column, what is typed; each is printed by the period's report.
PRINTED = (
    ("profile", "Địa danh", "value", "Ninh Kiều"),
    ("periods", "2026-H1", "name", "nửa đầu năm 2026"),
    ("units", "H05", "name", "Hội Năm"),
    ("tasks", "NV-024", "content", "Việc khác"),
    ("tasks", "NV-024", "due", dt.date(2026, 6, 1)),
    ("figures", "2025-H1/H05", "hoi_vien_cuoi_ky", 1),
    ("figures", "2026-H1/H05", "tin_bai", 99),
    ("texts", "2026-H1/Ưu điểm/1", "content", "Khác."),
)


@pytest.mark.slow
def test_what_is_printed_otherwise_is_named_whatever_else_went_on(book: Path) -> None:
    now = open_book(book)
    before, patch, back = [], WorkbookPatch(book), []
    for table, record, column, value in PRINTED:
        data = now[table]
        row = next(i for i in range(len(data)) if data.record(i) == record)
        was = data.clean[column][row]
        before.append((f"{data.sheet}!{data.cell(row, column)}", data.schema.header(column), was))
        patch.set(table, data.rows[row], column, value)
        back.append((table, data.rows[row], column, was))
    patch.save()
    for step in ("a task goes on", "next period's rows", "a new unit", "lock by hand"):
        EVERYDAY[step](book)
    with pytest.raises(RefusedError) as refused:
        issued(book)
    assert refused.value.key == "changed_since_submission"
    lines = [line for line in refused.value.sentence.splitlines() if line.startswith("  ")]
    assert len(lines) == len(PRINTED)
    for line, (cell, header, was), (_, record, _, value) in zip(lines, before, PRINTED, strict=True):
        assert line.strip() == f"{cell}, cột “{header}” ({record}): “{show(was)}” → “{show(value)}”"
    patch = WorkbookPatch(book)
    for cell_and_value in back:
        patch.set(*cell_and_value)  # the remedy
    patch.save()
    assert issued(book).is_file()


@pytest.mark.slow
def test_a_task_finished_within_the_period_was_corrected_and_is_named(book: Path) -> None:
    done = {"state": "Hoàn thành", "progress": 100, "done_on": dt.date(2026, 6, 10), "result": "Đã xong"}
    edit(book, "tasks", "NV-024", **done)
    with pytest.raises(RefusedError, match="NV-024") as refused:
        issued(book)
    assert "“Đang thực hiện” → “Hoàn thành”" in refused.value.sentence
    submit(book)
    assert issued(book).is_file()


@pytest.mark.slow
def test_rows_that_came_and_went_are_named(book: Path) -> None:
    add(book, "figures", period=PERIOD, unit="TT03", received=dt.date(2026, 6, 9), tin_bai=4)
    with pytest.raises(RefusedError, match=r"TT03.*dòng mới thêm"):
        issued(book)


@pytest.mark.slow
def test_a_cell_that_the_template_does_not_print_does_not_count(book: Path) -> None:
    """The figures of the period before are compared with, but not all of them."""
    change(book, "figures", "2025-H2/H05", "tin_bai", 99)
    assert issued(book).is_file()


@pytest.mark.slow
def test_many_changes_are_told_by_the_first_of_them(book: Path) -> None:
    data = open_book(book)["figures"]
    patch = WorkbookPatch(book)
    for i, period in data.each("period"):
        if period == PERIOD and data.clean["received"][i]:
            patch.set("figures", data.rows[i], "tin_bai", 77)
    patch.save()
    with pytest.raises(RefusedError, match="ở hơn 12 chỗ") as refused:
        issued(book)
    assert refused.value.sentence.count("“Tin bài”") == 12


@pytest.mark.slow
def test_the_lock_keeps_the_tasks_as_they_were_submitted(book: Path) -> None:
    task_goes_on(book)
    task_is_done(book)
    # a correction: its date is of the period
    edit(book, "tasks", "NV-041", state="Hoàn thành", progress=100, done_on=dt.date(2026, 6, 9))
    EVERYDAY["next period is current"](book)
    locked(book)
    rows = open_book(book)["progress"]
    told = {
        task: (state, done)
        for _, code, task, state, done in rows.each("period", "task", "state", "progress")
        if code == PERIOD
    }
    assert (told["NV-024"], told["NV-035"][0], told["NV-041"]) == (
        ("Đang thực hiện", 70),
        "Đang thực hiện",
        ("Hoàn thành", 100),
    )


@pytest.mark.slow
@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(st.sampled_from(sorted(EVERYDAY)), min_size=2, max_size=6, unique=True))
def test_no_order_of_everyday_work_is_refused(
    signed: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    """Some seconds: each example is a workbook on disk."""
    book = Path(shutil.copytree(signed, tmp_path_factory.mktemp("x") / "ký")) / "so.xlsm"
    for step in steps:
        EVERYDAY[step](book)
    assert issued(book).is_file()

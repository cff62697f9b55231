"""Tasks as they stood on a period's last day."""

from __future__ import annotations

from office_books import PERIODS, PROFILE, office

from lhh_excel.figures.material import material
from lhh_excel.figures.tasks import TaskState, period_tasks, tasks_due_next

#: One line a task: code | group | lead | assigned | due | state | progress | done on | result
HEAD = """
## tblNhiemVu
| Mã nhiệm vụ | Nhóm nhiệm vụ | Nội dung | Đơn vị chủ trì | Ngày giao | Hạn hoàn thành | Trạng thái | Tiến độ (%) | Ngày hoàn thành | Kết quả |
"""  # noqa: E501
GROUP = "2. Chuyên môn, tư vấn, phản biện và giám định xã hội"


def task(
    code: str = "NV-001",
    *,
    group: str = GROUP,
    lead: str = "H01",
    assigned: str = "01/01/2026",
    due: str = "31/12/2026",
    state: str = "Đang thực hiện",
    progress: str = "50",
    done: str = "",
    result: str = "",
) -> str:
    return (
        f"| {code} | {group} | Việc {code} | {lead} | {assigned} | {due} | {state} | {progress} | {done} | {result} |"
    )


def progress(*rows: str) -> str:
    head = "## tblTienDo\n| Mã kỳ | Mã nhiệm vụ | Mã đơn vị | Trạng thái | Tiến độ (%) | Kết quả |\n"
    return head + "\n".join(f"| {row} |" for row in rows)


def states(period: str, *lines: str, tables: tuple[str, ...] = ()) -> dict[str, TaskState]:
    book = office(HEAD + "\n".join(lines), *tables)
    return {found.code: found for found in period_tasks(book, material(book, period).scope)}


def one(period: str, line: str, *tables: str) -> TaskState:
    return states(period, line, tables=tables)["NV-001"]


def test_in_the_open_current_period_a_task_without_a_row_stands_as_its_own_columns_say() -> None:
    found = one("2026-H1", task(state="Đang thực hiện", progress="65"))
    assert (found.state, found.progress, found.own) == ("Đang thực hiện", 65, True)


def test_the_periods_row_wins_over_the_tasks_own_columns() -> None:
    found = one("2026-H1", task(progress="90"), progress("2026-H1 | NV-001 | H01 | Tạm dừng | 40 |"))
    assert (found.state, found.progress, found.own) == ("Tạm dừng", 40, False)


def test_the_lead_units_row_wins_over_another_units() -> None:
    rows = progress(
        "2026-H1 | NV-001 | H02 | Hoàn thành | 100 | Xong", "2026-H1 | NV-001 | H01 | Đang thực hiện | 70 |"
    )
    assert one("2026-H1", task(), rows).state == "Đang thực hiện"
    rows = progress("2026-H1 | NV-001 | H02 | Tạm dừng | 10 |", "2026-H1 | NV-001 | H03 | Đang thực hiện | 70 |")
    assert one("2026-H1", task(), rows).state == "Tạm dừng"


def test_a_past_or_locked_period_without_a_row_is_unknown() -> None:
    found = one("2025-H2", task(assigned="01/07/2025"))
    assert (found.state, found.progress, found.overdue) == (None, None, False)
    locked = PERIODS.replace("| 09/06/2026 | Mở |", "| 09/06/2026 | Khóa |")
    assert one("2026-H1", task(), locked).state is None
    opened = PERIODS.replace("Khóa", "Mở")
    assert one("2025-H2", task(assigned="01/07/2025"), opened).state is None


def test_asking_for_an_old_period_does_not_make_it_the_current_one() -> None:
    from books import book_of

    text = "\n".join([PROFILE, PERIODS.replace("Khóa", "Mở"), HEAD + task(assigned="01/07/2025")])
    book = book_of(text, period="2025-H2")
    assert [t.state for t in period_tasks(book, material(book, "2025-H2").scope)] == [None]


def test_a_task_belongs_to_the_period_in_which_it_was_already_given() -> None:
    assert "NV-001" in states("2026-H1", task(assigned="14/06/2026"))
    assert "NV-001" not in states("2026-H1", task(assigned="15/06/2026"))


def test_a_task_finished_or_cancelled_before_the_period_is_not_in_it() -> None:
    def done(day: str) -> str:
        return task(assigned="01/07/2025", state="Hoàn thành", progress="100", done=day)

    assert "NV-001" not in states("2026-H1", done("14/12/2025"))
    assert "NV-001" in states("2026-H1", done("15/12/2025"))
    cancelled = task(assigned="01/07/2025", state="Hủy")
    assert "NV-001" in states("2026-H1", cancelled)
    rows = progress("2025-H2 | NV-001 | H01 | Hủy | 0 |")
    assert "NV-001" not in states("2026-H1", cancelled, tables=(rows,))


def test_a_task_taken_up_again_is_in_the_period() -> None:
    rows = progress(
        "2025-H2 | NV-001 | H01 | Hoàn thành | 100 | Xong", "2026-H1 | NV-001 | H01 | Đang thực hiện | 80 |"
    )
    assert "NV-001" in states("2026-H1", task(assigned="01/07/2025"), tables=(rows,))


def test_a_task_finished_since_the_periods_end_was_still_being_done() -> None:
    found = one("2026-H1", task(due="01/06/2026", state="Hoàn thành", progress="100", done="15/06/2026", result="Xong"))
    assert (found.state, found.progress, found.result) == ("Đang thực hiện", None, "")
    assert found.overdue_days == 13


def test_overdue_days_are_counted_to_the_periods_last_day() -> None:
    assert one("2026-H1", task(due="14/06/2026")).overdue_days == 0
    assert one("2026-H1", task(due="13/06/2026")).overdue_days == 1
    assert one("2026-H1", task(due="15/05/2026", state="Chưa bắt đầu")).overdue_days == 30
    assert one("2026-H1", task(due="15/05/2026", state="Tạm dừng")).overdue_days == 0
    assert one("2026-H1", task(due="15/05/2026", state="Hủy")).overdue_days == 0
    assert one("2026-H1", task(due="15/05/2026", state="Hoàn thành", done="01/06/2026")).overdue_days == 0


def test_a_row_that_says_done_and_no_more_takes_the_tasks_own_result() -> None:
    found = one(
        "2026-H1",
        task(state="Hoàn thành", done="01/06/2026", result="Đã ban hành"),
        progress("2026-H1 | NV-001 | H01 | Hoàn thành | 100 |"),
    )
    assert found.result == "Đã ban hành"


def test_of_a_year_the_last_halfs_row_counts_and_what_ended_earlier_stays_ended() -> None:
    lines = [task("NV-001", assigned="01/01/2025"), task("NV-002", assigned="01/01/2025")]
    rows = progress(
        "2025-H2 | NV-001 | H01 | Đang thực hiện | 60 |",
        "2025-H1 | NV-001 | H01 | Đang thực hiện | 20 |",
        "2025-H1 | NV-002 | H01 | Hoàn thành | 100 | Xong",
    )
    found = states("2025", *lines, tables=(rows,))
    assert (found["NV-001"].state, found["NV-001"].progress) == ("Đang thực hiện", 60)
    assert found["NV-002"].state == "Hoàn thành"


def test_tasks_stand_by_group_then_by_code() -> None:
    lines = [
        task("NV-10"),
        task("NV-2"),
        task("NV-3", group="1. Tổ chức"),
        task("NV-1", group="4. Thi đua, giáo dục chính trị tư tưởng"),
        task("NV-0", group="Nhóm lạ"),
    ]
    assert list(states("2026-H1", *lines)) == ["NV-3", "NV-2", "NV-10", "NV-1", "NV-0"]


def due_next(period: str, *lines: str, tables: tuple[str, ...] = ()) -> tuple[list[str], list[str], list[str]]:
    """The tasks due until the next period's end, later, and undated."""
    book = office(HEAD + "\n".join(lines), *tables)
    found = tasks_due_next(book, material(book, period).scope)
    due, later, undated = ([task.code for task in tasks] for tasks in (found.tasks, found.later, found.undated))
    return due, later, undated


def test_tasks_due_next_are_those_open_and_due_until_the_next_periods_end_by_the_calendar() -> None:
    lines = [
        task("NV-1", due="14/06/2026"),
        task("NV-2", due="15/06/2026"),
        task("NV-3", due="14/12/2026"),
        task("NV-4", due="15/12/2026"),
        task("NV-5", due="01/09/2026", state="Hoàn thành", done="01/06/2026"),
        task("NV-6", due="01/09/2026", state="Hủy"),
        task("NV-7", due="01/09/2026", state="Hoàn thành", done="15/06/2026"),
        task("NV-8", due="01/08/2026", state="Tạm dừng"),
    ]
    lines += [task("NV-9", due="01/01/2027"), task("NV-10", due="")]
    assert due_next("2026-H1", *lines) == (["NV-1", "NV-2", "NV-8", "NV-7", "NV-3", "NV-4"], ["NV-9"], ["NV-10"])


def test_a_task_cancelled_before_the_period_is_not_promised_for_the_next_one() -> None:
    """The period is locked and has no row of the task: its state there is unknown, its end before is not."""
    lines = [task(code, assigned="01/01/2025", due="01/03/2026", state="Hủy") for code in ("NV-1", "NV-2")]
    rows = progress("2025-H1 | NV-1 | H01 | Hủy | 0 |")
    assert due_next("2025-H2", *lines, tables=(rows,)) == (["NV-2"], [], [])


def test_a_workbook_without_the_next_period_plans_by_the_same_calendar() -> None:
    periods = "\n".join(line for line in PERIODS.splitlines() if "2026-H2" not in line)
    lines = [task("NV-1", due="14/06/2026"), task("NV-2", due="31/12/2027")]
    assert due_next("2026-H1", *lines, tables=(periods,)) == (["NV-1"], ["NV-2"], [])

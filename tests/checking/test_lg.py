"""LG: what the rules of logic tell and spare beyond their examples. Today is 16/06/2026."""

from __future__ import annotations

from world import findings, fires, quiet

T = "tasks"


def test_LG01_a_deadline_before_the_day_assigned():
    found = fires("LG01", {(T, 0, "due"): "01/01/2026"}, at=(T, 0, "due"))
    assert "01/01/2026" in found.message and "02/01/2026" in found.message
    quiet("LG01", {(T, 0, "due"): "02/01/2026"})
    quiet("LG01", {(T, 0, "due"): ""})


def test_LG02_done_with_progress_below_100():
    fires("LG02", {(T, 0, "progress"): "99"}, at=(T, 0, "progress"))
    quiet("LG02", {(T, 1, "progress"): "99"})
    of_percent = fires("LG02", {(T, 0, "progress"): 0.5}, at=(T, 0, "progress"), percent=((T, 0, "progress"),))
    assert "50 %" in of_percent.message  # as it is understood, not as it is stored


def test_LG03_done_without_progress():
    fires("LG03", {(T, 0, "progress"): ""}, at=(T, 0, "progress"))
    quiet("LG03", {(T, 1, "progress"): "", (T, 0, "progress"): "xong"})
    quiet("LG03", {(T, 0, "progress"): "  "})  # KD06 tells


def test_LG04_done_without_the_day():
    fires("LG04", {(T, 0, "done_on"): ""}, at=(T, 0, "done_on"))
    quiet("LG04", {(T, 1, "done_on"): "", (T, 0, "done_on"): "cuối tháng 4"})


def test_LG05_done_without_a_result():
    fires("LG05", {(T, 0, "result"): ""}, at=(T, 0, "result"))
    fires("LG05", {(T, 0, "result"): "  "}, at=(T, 0, "result"))
    quiet("LG05", {(T, 1, "result"): ""})


def test_LG10_overdue():
    found = fires("LG10", {(T, 1, "due"): "15/06/2026"}, at=(T, 1, "due"))
    assert "1 ngày" in found.message and "H02" in found.fix
    quiet("LG10", {(T, 1, "due"): "16/06/2026"})  # the day itself is in time
    quiet("LG10", {(T, 2, "due"): "01/02/2026"})  # paused
    quiet("LG10", {(T, 1, "due"): "15/06/2026", (T, 1, "state"): "Hủy"})


def test_LG10_tells_a_deadline_on_a_day_off():
    found = fires("LG10", {("tasks", 1, "due"): "02/05/2026"}, at=("tasks", 1, "due"))
    assert "hạn 02/05/2026 (rơi vào thứ Bảy; ngày làm việc tiếp theo là 04/05/2026)" in found.message


def test_LG11_a_result_without_evidence():
    fires("LG11", {(T, 0, "evidence"): ""}, at=(T, 0, "evidence"))
    quiet("LG11", {(T, 0, "evidence"): "", (T, 0, "result"): ""})


def test_LG13_done_in_the_period_below_100():
    fires("LG13", {("progress", 1, "progress"): "90"}, at=("progress", 1, "progress"))
    quiet("LG13", {("progress", 1, "progress"): ""})


def test_LG15_a_state_that_goes_back_from_period_to_period():
    change = {("progress", 2, "state"): "Hoàn thành", ("progress", 2, "progress"): "100"}
    fires("LG15", change, at=("progress", 3, "state"))
    fires("LG15", {("progress", 3, "state"): "Chưa bắt đầu"}, at=("progress", 3, "state"))
    fires("LG15", {("progress", 2, "state"): "Hủy"}, at=("progress", 3, "state"))
    quiet("LG15", {("progress", 3, "state"): "Tạm dừng"})
    quiet("LG15", {("progress", 2, "state"): "Tạm dừng"})


def test_LG17_the_state_now_behind_the_last_period():
    change = {("progress", 3, "state"): "Hoàn thành", ("progress", 3, "progress"): "100"}
    fires("LG17", change, at=(T, 4, "state"))
    quiet("LG17", {(T, 4, "state"): "Tạm dừng"})


def test_LG18_still_open_at_the_end_of_a_locked_period():
    fires("LG18", {(T, 4, "due"): "14/12/2025"}, at=("progress", 3, "state"))
    quiet("LG18", {(T, 4, "due"): "15/12/2025"})
    quiet("LG18", {(T, 4, "due"): "14/12/2025", ("periods", 1, "state"): "Mở"})


def test_LG19_due_in_a_locked_period_and_open_still():
    found = fires("LG19", {(T, 4, "due"): "14/12/2025"}, at=(T, 4, "state"))
    assert "2025-H2" in found.message
    quiet("LG19", {(T, 1, "due"): "01/06/2026"})  # that period is open


def test_LG20_a_locked_period_without_the_progress_row():
    found = fires("LG20", drop=(("progress", 3),), at=(T, 4, "state"))
    assert "2025-H2" in found.message
    every = findings("LG20", drop=(("progress", 0), ("progress", 2)))
    assert [(f.sheet, f.cell) for f in every] == [("Kỳ báo cáo", "H6")]
    quiet("LG20", {("periods", 1, "state"): "Mở"}, drop=(("progress", 3),))


def test_LG24_periods_that_overlap():
    found = fires("LG24", {("periods", 2, "start"): "14/12/2025"}, at=("periods", 2, "start"))
    assert "2025-H2" in found.message
    year = {"code": "2025", "start": "15/12/2024", "end": "14/12/2025"}
    quiet("LG24", add=[("periods", year), ("periods", {**year, "code": "2025-DX1"})])


def test_LG30_stopped_without_a_reason():
    fires("LG30", {(T, 2, "difficulty"): ""}, at=(T, 2, "state"))
    quiet("LG30", {(T, 2, "difficulty"): "", (T, 2, "note"): "Chờ kinh phí"})


def test_LG32_locked_before_the_period_is_over():
    change = {("periods", 2, "state"): "Khóa", ("periods", 2, "end"): "30/06/2026"}
    fires("LG32", change, at=("periods", 2, "state"))
    quiet("LG32", {("periods", 2, "end"): "30/06/2026"})


def test_LG33_the_day_to_lock_has_come():
    fires("LG33", {("periods", 2, "lock_on"): "16/06/2026"}, at=("periods", 2, "lock_on"))
    quiet("LG33", {("periods", 2, "lock_on"): "17/06/2026"})
    quiet("LG33", {("periods", 1, "lock_on"): "20/12/2025"})


def test_LG35_what_was_typed_on_the_task_after_its_row_of_the_period():
    told = {"period": "2026-H1", "task": "NV-005", "unit": "H02", "state": "Đang thực hiện", "progress": "70"}
    row = [("progress", told | {"result": None, "evidence": None})]
    quiet("LG35", add=row)
    found = fires("LG35", {(T, 4, "progress"): "90"}, add=row, at=(T, 4, "progress"))
    assert "Tiến độ" in found.message and "E10" in found.message and "E10" in found.fix
    assert "“70”" in found.message and "“90”" in found.message
    fires("LG35", {(T, 4, "state"): "Tạm dừng", (T, 4, "difficulty"): "Hết kinh phí"}, add=row, at=(T, 4, "state"))
    fires("LG35", {(T, 4, "difficulty"): "Hết kinh phí"}, add=row, at=(T, 4, "difficulty"))
    done = {(T, 4, "state"): "Hoàn thành", (T, 4, "progress"): "100", (T, 4, "result"): "Xong"}
    quiet("LG35", done | {(T, 4, "done_on"): "16/06/2026"}, add=row)  # after the period
    quiet("LG35", done | {(T, 4, "done_on"): "10/06/2026"}, add=row)  # LG34 tells
    fires("LG34", done | {(T, 4, "done_on"): "10/06/2026"}, add=row, at=("progress", 4, "state"))
    quiet("LG35", {(T, 4, "progress"): "90", ("periods", 2, "state"): "Khóa"}, add=row)
    quiet("LG35", {(T, 4, "progress"): "90", (T, 4, "lead"): "H01", (T, 4, "partners"): None}, add=row)
    quiet("LG35", {(T, 4, "progress"): None}, add=row)
    quiet("LG35", {(T, 4, "progress"): "90"}, add=[("progress", row[0][1] | {"progress": "90"})])  # the remedy


def test_LG34_the_day_done_against_the_state_of_the_period():
    fires("LG34", {("tasks", 3, "done_on"): "15/12/2025"}, at=("progress", 1, "state"))
    fires("LG34", {("tasks", 3, "done_on"): "14/06/2025"}, at=("progress", 0, "state"))
    quiet("LG34", {("tasks", 3, "done_on"): "14/12/2025"})

"""QH: what the rules about relations between the tables tell and spare beyond their examples."""

from __future__ import annotations

from world import book, findings, fires, quiet

from lhh_excel.checking.run import run_rules


def test_QH01_an_unknown_unit():
    found = fires("QH01", {("tasks", 1, "lead"): "h1"}, at=("tasks", 1, "lead"))
    assert found.message.endswith(", có phải là “H01”?")  # what may be meant
    fires("QH01", {("tasks", 0, "partners"): "H02; H99"}, at=("tasks", 0, "partners"))
    fires("QH01", {("figures", 9, "unit"): "TT09"}, at=("figures", 9, "unit"))
    quiet("QH01", {("tasks", 0, "partners"): "H02 ;TT01;"})


def test_QH02_an_unknown_period():
    fires("QH02", {("texts", 0, "period"): "2026-H2"}, at=("texts", 0, "period"))
    fires("QH02", {("figures", 9, "period"): "2026H1"}, at=("figures", 9, "period"))
    quiet("QH02", {("texts", 0, "period"): "2025-H2"})


def test_QH03_an_unknown_task():
    found = fires("QH03", {("progress", 0, "task"): "NV-4"}, at=("progress", 0, "task"))
    assert "NV-004" in found.message
    quiet("QH03")


def test_QH04_a_doubled_code_at_each_later_occurrence():
    found = fires("QH04", {("tasks", 1, "code"): "NV-001"}, at=("tasks", 1, "code"))
    assert "A6" in found.message
    both = findings("QH04", {("tasks", 1, "code"): "NV-001", ("tasks", 2, "code"): "nv-001"})
    assert [f.cell for f in both] == ["A7", "A8"]
    quiet("QH04", {("tasks", 1, "code"): "NV-0010"})


def test_QH05_a_doubled_unit_and_period():
    fires("QH05", add=[("figures", {})], at=("figures", -1, "unit"))
    quiet("QH05", {("figures", 0, "note"): "đã rà"})


def test_QH08_a_task_given_to_a_unit_that_had_left():
    found = fires("QH08", {("tasks", 1, "lead"): "H03"}, at=("tasks", 1, "lead"))
    assert "01/09/2025" in found.message and "H01" in found.fix
    quiet("QH08", {("tasks", 4, "lead"): "H03"})  # assigned while it was a member


def test_QH09_an_open_task_of_a_unit_that_has_left_since():
    fires("QH09", {("tasks", 4, "lead"): "H03"}, at=("tasks", 4, "lead"))
    quiet("QH09", {("tasks", 3, "lead"): "H03"})  # done


def test_QH10_figures_of_a_unit_that_was_no_member():
    row = {"period": "2026-H1", "unit": "H03", "received": "05/06/2026"}
    fires("QH10", add=[("figures", row)], at=("figures", -1, "unit"))
    fires(
        "QH10",
        {("units", 1, "joined"): "15/06/2026", ("units", 1, "founded"): ""},
        drop=(("figures", 1), ("figures", 5)),
        at=("figures", 6, "unit"),
    )
    quiet("QH10", {("units", 1, "joined"): "14/06/2025"})


def test_QH12_a_circle_of_successors():
    fires("QH12", {("units", 2, "successor"): "H03"}, at=("units", 2, "successor"))
    circle = {("units", 0, "successor"): "H02", ("units", 1, "successor"): "H03"}
    assert [f.record for f in findings("QH12", circle)] == ["H01", "H02", "H03"]
    quiet("QH12", {("units", 0, "successor"): "H02"})  # a chain is none


def test_QH16_progress_by_a_unit_that_takes_no_part():
    fires("QH16", {("progress", 0, "unit"): "TT01"}, at=("progress", 0, "unit"))
    quiet("QH16", {("progress", 2, "unit"): "H01"})  # a partner
    quiet(
        "QH16",
        {("tasks", 4, "lead"): "H03", ("tasks", 4, "partners"): "", ("progress", 2, "unit"): "H01"},
        drop=(("progress", 3),),
    )


def test_QH17_two_paragraphs_with_one_order():
    fires("QH17", {("texts", 1, "order"): "1"}, at=("texts", 1, "order"))
    quiet("QH17", {("texts", 1, "order"): "1", ("texts", 1, "section"): "Hạn chế"})
    quiet("QH17", {("texts", 0, "order"): "", ("texts", 1, "order"): ""})


def test_QH18_two_units_of_one_name():
    fires("QH18", {("units", 1, "name"): "hội thành viên  01"}, at=("units", 1, "name"))
    quiet("QH18", {("units", 2, "name"): "Hội thành viên 01"})  # it has left


def test_QH19_a_successor_that_has_left_too():
    fires("QH19", {("units", 0, "left"): "01/12/2025"}, at=("units", 2, "successor"))
    quiet("QH19", {("units", 0, "left"): "01/12/2025", ("units", 0, "successor"): "H02"})


TWICE = {"code": "NV-100", "partners": ""}  # else as NV-001: Kiện toàn tổ chức hội, H01, 02/01/2026 to 30/04/2026
OPEN = {**TWICE, "state": "Đang thực hiện", "progress": "40", "done_on": "", "result": "", "evidence": ""}
DATES = {("tasks", 0, key): "" for key in ("done_on", "result", "evidence")}
RUNNING = {("tasks", 0, "state"): "Đang thực hiện", ("tasks", 0, "progress"): "40", **DATES}


def test_QH20_a_task_on_two_lines():
    found = fires("QH20", add=[("tasks", TWICE)], at=("tasks", -1, "content"))
    assert "NV-001" in found.message and "D6" in found.message
    for typed in (
        "  kiện toàn   TỔ CHỨC hội.",
        "1. Kiện toàn tổ chức Hội",
        "- Kiện toàn tổ chức hội;",
        "b) Kiện toàn tổ chức hội",
    ):
        fires("QH20", add=[("tasks", {**TWICE, "content": typed})], at=("tasks", -1, "content"))
    old, new = {("tasks", 0, "content"): "Hòa giải ở thủy lợi"}, {**TWICE, "content": "Hoà giải ở thuỷ lợi"}
    fires("QH20", old, add=[("tasks", new)], at=("tasks", -1, "content"))
    three = findings("QH20", add=[("tasks", TWICE), ("tasks", {**TWICE, "code": "NV-101"})])
    assert [f.cell for f in three] == ["D11", "D12"]  # at each later line, once
    fires("QH20", add=[("tasks", {**TWICE, "lead": "H02"})], at=("tasks", -1, "content"))  # H02 takes part in NV-001
    fires(
        "QH20", {("tasks", 0, "partners"): ""}, add=[("tasks", {**TWICE, "lead": "H03"})], at=("tasks", -1, "content")
    )
    fires("QH20", RUNNING, add=[("tasks", {**OPEN, "due": "15/05/2026"})], at=("tasks", -1, "content"))


def test_QH20_reads_any_text_and_none():
    assert not [f for f in run_rules(book(drop=tuple(("tasks", i) for i in range(5)))) if f.code == "CT15"]
    odd = {("tasks", 1, "content"): "a\0b", ("tasks", 2, "content"): "\0", ("tasks", 3, "content"): "…"}
    fires("QH20", odd, add=[("tasks", TWICE)], at=("tasks", -1, "content"))


def test_QH20_spares_what_comes_again_and_what_only_looks_alike():
    for other in (
        {"content": "Kiện toàn tổ chức hội năm 2027"},
        {"assigned": "02/07/2026", "due": "31/12/2026", "done_on": "20/12/2026"},  # the next half-year
        {"assigned": "21/04/2026", "due": "15/05/2026"},  # after the first was done
        {"due": "30/05/2026"},  # every month
        {"programme": "15/KH-LHH"},
        {"state": "Hủy"},
        {"code": "nv-001"},  # QH04's
    ):
        quiet("QH20", {("tasks", 0, "programme"): "70/CTr-LHH"}, add=[("tasks", {**TWICE, **other})])
    quiet("QH20", {("tasks", 0, "state"): "Hủy", **DATES}, add=[("tasks", OPEN)])  # cancelled, then given anew
    months = [{**OPEN, "code": f"NV-2{m}", "due": f"28/{m:02}/2026"} for m in range(5, 12)]
    quiet("QH20", RUNNING, add=[("tasks", task) for task in months])


def test_QH21_a_task_of_two_units():
    alone = {("tasks", 0, "partners"): ""}
    found = fires("QH21", alone, add=[("tasks", {**TWICE, "lead": "TT01"})], at=("tasks", -1, "content"))
    assert "H01" in found.message and "TT01" in found.message and found.severity.value == "note"
    quiet("QH21", alone, add=[("tasks", {**TWICE, "lead": "TT01", "due": "30/06/2026"})])
    quiet("QH21", alone, add=[("tasks", TWICE)])  # of one unit: QH20's


def test_QH21_spares_one_task_given_to_each_unit():
    units = [("units", {"code": f"U{n}", "name": f"Hội {n}"}) for n in range(4)]
    tasks = [("tasks", {**TWICE, "code": f"NV-1{n}", "lead": f"U{n}"}) for n in range(4)]
    quiet("QH21", {("tasks", 0, "partners"): ""}, add=[*units, *tasks])
    again = ("tasks", {**TWICE, "code": "NV-200", "lead": "U2"})
    fires("QH20", {("tasks", 0, "partners"): ""}, add=[*units, *tasks, again], at=("tasks", -1, "content"))

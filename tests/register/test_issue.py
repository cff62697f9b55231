"""One number is given to one document; a crash in between is seen, and taken up again."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from patch_books import audit, rich

from lhh_excel.errors import OutputError, RefusedError
from lhh_excel.plain import replace
from lhh_excel.register.entries import Entry, Row
from lhh_excel.register.given import Register
from lhh_excel.register.issue import Numbering, Reservation
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.master import FileMaster

DAY = dt.date(2026, 6, 20)
ENTRY = Entry("BC", DAY, "Báo cáo kết quả", "Nguyễn Văn A", "Như trên; Lưu: VT, VP.", "2026-H1", archive="VT", copies=5)

RESERVE = """
import datetime as dt, os, sys
from pathlib import Path
from lhh_excel.register.entries import Entry
from lhh_excel.register.issue import Numbering
from lhh_excel.workbook.master import FileMaster
master = FileMaster(Path(sys.argv[1]))
numbers = Numbering(master, master.read(), master.path.parent / "out", bool, sure=True)
entry = Entry("BC", dt.date(2026, 6, 20), "Báo cáo", "A", "", "2026-H1")
def reserve(replaced=None):
    return numbers.reserve(entry, None, "2026-H1", replaced)
"""


def numbers(master: FileMaster) -> Numbering:
    return Numbering(master, master.read(), master.path.parent / "out", bool, sure=True)


def reserve(master: FileMaster, number: int | None = None, replaces: str = "") -> Reservation:
    def replaced(register: Register) -> Row | None:
        return register.replaced(replaces, ENTRY.kind) if replaces else None

    return numbers(master).reserve(ENTRY, number, "2026-H1", replaced)


def rows(book: Book) -> list[Row]:
    return Register(book).rows


def unfinished(book: Book) -> list[Row]:
    return Register(book).unfinished()


@pytest.fixture
def master(tmp_path: Path) -> FileMaster:
    return FileMaster(rich(tmp_path / "LHH.xlsx"))


def names(master: FileMaster) -> list[str]:
    return sorted(entry.name for entry in master.path.parent.iterdir())


def run(code: str, master: FileMaster) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", RESERVE + code, str(master.path)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.mark.slow
def test_a_number_is_reserved_before_and_given_after_the_document_is_written(master: FileMaster) -> None:
    with reserve(master) as held:
        assert (held.symbol, held.number, held.file) == ("03/BC-LHH", 3, "03-BC-LHH-2026-H1.docx")
        (row,) = unfinished(master.read())
        assert (row.symbol, row.date, row.file) == (held.symbol, DAY, held.file)
        held.complete()
    data = master.read()["register"]
    last = {key: data.clean[key][-1] for key in data.clean}
    assert last == {
        "symbol": "03/BC-LHH",
        "date": DAY,
        "subject": "Báo cáo kết quả",
        "signer": "Nguyễn Văn A",
        "recipients": "Như trên; Lưu: VT, VP.",
        "archive": "VT",
        "copies": 5,
        "sent_on": None,
        "received_by": None,
        "note": None,
        "file": "03-BC-LHH-2026-H1.docx",
        "signed_copy": None,
        "state": "Đã cấp",
    }
    assert names(master) == ["LHH.xlsx", "LHH.xlsx.bak"]
    assert audit(master.path) == set()


def test_a_given_number_is_used_and_a_taken_one_changes_nothing(master: FileMaster) -> None:
    before = master.path.read_bytes()
    with pytest.raises(RefusedError) as refused:
        reserve(master, 2)
    assert refused.value.key == "number_taken"
    assert master.path.read_bytes() == before
    assert names(master) == ["LHH.xlsx"]
    with reserve(master, 9) as held:
        assert held.symbol == "09/BC-LHH"
    assert rows(master.read())[-1].number == 9


def test_a_check_under_the_lock_can_stop_it(master: FileMaster) -> None:
    before = master.path.read_bytes()

    def drifted(register: Register) -> Row | None:
        raise RefusedError("already_replaced", symbol=f"1/{register.agency}", place="")

    with pytest.raises(RefusedError):
        numbers(master).reserve(ENTRY, None, "2026-H1", drifted)
    assert master.path.read_bytes() == before


def test_a_workbook_open_in_excel_gives_no_number(master: FileMaster) -> None:
    before = master.path.read_bytes()
    (master.path.parent / "~$LHH.xlsx").write_bytes(b"")
    with pytest.raises(OutputError) as refused:
        reserve(master)
    assert refused.value.key == "open_elsewhere"
    assert master.path.read_bytes() == before
    assert names(master) == ["LHH.xlsx", "~$LHH.xlsx"]


@pytest.mark.slow
def test_a_crash_leaves_the_number_reserved_and_the_next_run_finishes_it(master: FileMaster) -> None:
    with run("reserve(lambda register: register.named('02', 'BC')); os._exit(9)", master) as crashed:
        assert crashed.wait(60) == 9
    (row,) = unfinished(master.read())
    assert row.symbol == "03/BC-LHH"
    with numbers(master).resume(ENTRY, row) as held:
        assert (held.symbol, held.file, held.replaces) == ("03/BC-LHH", "03-BC-LHH-2026-H1.docx", "02/BC-LHH")
        held.complete()
    states = [(r.symbol, r.state) for r in rows(master.read())]
    assert states == [("01/BC-LHH", "Đã cấp"), ("02/BC-LHH", "Bị thay thế"), ("03/BC-LHH", "Đã cấp")]
    with reserve(master) as following:
        assert following.number == 4
    with pytest.raises(RefusedError) as lost:
        numbers(master).resume(ENTRY, row)
    assert lost.value.key == "reservation_lost"


@pytest.mark.slow
def test_a_number_that_a_living_command_holds_is_not_taken_for_a_crash(master: FileMaster) -> None:
    with run("held = reserve(); print('in', flush=True); sys.stdin.read()", master) as other:
        assert other.stdout is not None and other.stdin is not None
        assert other.stdout.readline().strip() == b"in"
        (row,) = unfinished(master.read())
        with pytest.raises(OutputError) as busy:
            numbers(master).resume(ENTRY, row)
        assert busy.value.key == "busy"
        assert "03/BC-LHH" in str(busy.value)
        other.stdin.close()
    with numbers(master).resume(ENTRY, row) as held:
        assert held.symbol == "03/BC-LHH"


def test_the_report_of_a_period_gets_no_second_number_while_its_first_is_written(master: FileMaster) -> None:
    """Two people who press Phát hành at once: both looked before either had reserved."""
    report = replace(ENTRY, period="2026-H1")
    first, second = numbers(master), numbers(master)
    with first.reserve(report, None, "2026-H1") as held:
        with pytest.raises(OutputError) as busy:
            second.reserve(report, None, "2026-H1")
        assert busy.value.key == "busy" and held.symbol in str(busy.value)
        held.complete()
    assert [row.symbol for row in rows(master.read())] == ["01/BC-LHH", "02/BC-LHH", "03/BC-LHH"]


def test_the_replaced_document_is_marked_and_both_tell_of_each_other(master: FileMaster) -> None:
    with reserve(master, replaces="1") as held:
        assert rows(master.read())[0].state == "Đã cấp"  # not before the new one is there
        held.complete()
    old, _, new = rows(master.read())
    assert (old.state, old.note) == ("Bị thay thế", "Bị thay thế bởi 03/BC-LHH ngày 20/06/2026")
    assert (new.state, new.note) == ("Đã cấp", "Thay thế 01/BC-LHH")


def test_a_document_that_was_replaced_meanwhile_does_not_keep_the_new_one_unfinished(master: FileMaster) -> None:
    with reserve(master, replaces="1") as held:
        patch = master.patch()
        patch.set("register", 6, "state", "Bị thay thế")
        patch.save()
        held.complete()
    old, _, new = rows(master.read())
    assert (old.state, old.note, new.state) == ("Bị thay thế", "", "Đã cấp")


def test_a_register_that_was_sorted_meanwhile_is_completed_in_the_right_row(master: FileMaster) -> None:
    with reserve(master) as held:
        patch = master.patch()
        for row, symbol, state in ((6, "03/BC-LHH", "Chưa hoàn tất"), (8, "01/BC-LHH", "Đã cấp")):
            patch.set("register", row, "symbol", symbol)
            patch.set("register", row, "state", state)
        patch.set("register", 6, "date", DAY)
        patch.save()
        held.complete()
    assert [(r.symbol, r.state) for r in rows(master.read())] == [
        ("03/BC-LHH", "Đã cấp"),
        ("02/BC-LHH", "Đã cấp"),
        ("01/BC-LHH", "Đã cấp"),
    ]


@pytest.mark.slow
def test_processes_that_issue_at_once_get_different_numbers_without_a_gap(master: FileMaster) -> None:
    code = "held = reserve()\nwith held: held.complete()\nprint(held.number)"
    others = [run(code, master) for _ in range(8)]
    given = sorted(int(other.communicate(timeout=180)[0]) for other in others)
    assert given == list(range(3, 11))
    assert [(r.number, r.state) for r in rows(master.read())] == [(n, "Đã cấp") for n in range(1, 11)]
    assert names(master) == ["LHH.xlsx", "LHH.xlsx.bak"]

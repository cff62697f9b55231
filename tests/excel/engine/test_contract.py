"""One contract, two engines: of the same workbook the same documents are made, and the same cells change."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from collection.returned import H09, answer, send
from patch_books import rich

from lhh_excel.actions.common import Outcome, Target
from lhh_excel.actions.forms import FormsOptions, forms
from lhh_excel.actions.import_forms import ImportOptions, import_forms
from lhh_excel.actions.remind import RemindOptions, remind
from lhh_excel.actions.report import ReportOptions, Stage, report
from lhh_excel.actions.undo_import import UndoOptions, undo_import
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.master import Patch
from lhh_excel.workbook.patch_cells import Link
from workbooks import AS_OF, both, closed_master, plain

SAMPLE = Path(__file__).parents[3] / "workbooks" / "LHH-vi-du.xlsm"


def test_the_draft_is_the_same_file_byte_for_byte(tmp_path: Path) -> None:
    made = {}
    for master in both(SAMPLE, tmp_path):
        target = Target(master.path, master=master)
        outcome = report(ReportOptions(target, Stage.DRAFT, out=tmp_path / "out"))
        made[type(master).__name__] = [path.read_bytes() for path in outcome.made], outcome.warnings, outcome.counts
    assert made["FileMaster"] == made["ExcelMaster"] and made["ExcelMaster"][0]


def made_by_both(tmp_path: Path, make: Callable[[Target, Path], Outcome]) -> list[Outcome]:
    """What an action makes of the sample, closed and open, told alike; each into a folder of its own."""
    outcomes = []
    for master in both(SAMPLE, tmp_path):
        outcomes.append(make(Target(master.path, AS_OF, master=master), master.path.parent / "ra"))
    closed, opened = ([path.read_bytes() for path in outcome.made] for outcome in outcomes)
    assert closed == opened and closed
    assert outcomes[0].warnings == outcomes[1].warnings
    return outcomes


@pytest.mark.parametrize(
    "make",
    [
        lambda target, out: forms(FormsOptions(target, out)),
        lambda target, out: remind(RemindOptions(target, out=out)),
    ],
    ids=["forms", "remind"],
)
def test_what_the_cycle_sends_out_is_the_same_byte_for_byte(
    make: Callable[[Target, Path], Outcome], tmp_path: Path
) -> None:
    made_by_both(tmp_path, make)


def test_an_import_and_its_undoing_change_the_same_cells(tmp_path: Path) -> None:
    form = send(SAMPLE, tmp_path / "gui", "H09", day=AS_OF)["H09"]
    answer(form, tmp_path / "phieu-ve" / "H09.xlsx", H09, texts={"Ưu điểm": "=1+1 là chữ"})
    told, read_back = [], []
    for master in both(SAMPLE, tmp_path):
        target = Target(master.path, AS_OF, master=master)
        taken = import_forms(ImportOptions(target, (tmp_path / "phieu-ve",), sure=True))
        assert taken.counts["done"] and taken.counts["id"] == 1
        told.append((taken.counts, taken.warnings))
        after = without_moments(closed_master(master.path).read(as_of=AS_OF))
        undo_import(UndoOptions(target, 1, sure=True))
        read_back.append((after, without_moments(closed_master(master.path).read(as_of=AS_OF))))
    assert told[0] == told[1]
    assert read_back[0] == read_back[1] and read_back[0][0] != read_back[0][1]


def without_moments(book: Book) -> dict[str, Any]:
    """Everything in a book but the moments of its journal."""
    found = plain(book)
    for columns in ("raw", "clean"):
        found["tables"]["journal"][columns].pop("at")
    return found


#: Texts that Excel would take for something else, or would not hold.
TRICKY = [
    "05/BC-LHH", "12/3", "00123", "=x", "=1+1", "+84 292", "-5", "-abc", "@ten", "TRUE", "#N/A", "50%", "1.234",
    "1,234", "1e5",
    "'nháy", "  đầu cuối  ", "dòng\nhai", unicodedata.normalize("NFD", "Đề tài"), "x" * 20_000, "1/2" * 3_000,
]  # fmt: skip


def append_tricky(patch: Patch) -> None:
    patch.append("register", [{"symbol": text, "subject": text, "date": dt.date(2026, 6, 20)} for text in TRICKY])


def set_tricky(patch: Patch) -> None:
    patch.set("register", 6, "symbol", "00123")
    patch.set("register", 7, "subject", "12/3")
    patch.set("register", 7, "date", dt.date(2026, 2, 28))
    patch.set("register", 6, "copies", 1234567)
    patch.set("register", 6, "note", None)


def replace_findings(patch: Patch) -> None:
    patch.replace_all(
        "findings",
        [
            {
                "severity": "LỖI",
                "code": "KD01",
                "sheet": "Nhiệm vụ",
                "cell": Link(f"G{n}", f"'Nhiệm vụ'!G{n}"),
                "value": text,
            }
            for n, text in enumerate(TRICKY, 6)
        ],
    )
    patch.append("journal", [{"at": dt.datetime(2026, 6, 20, 10, 11, 12), "action": "Kiểm tra", "new": "21"}])


def empty_findings(patch: Patch) -> None:
    patch.replace_all("findings", [])


def shrink_findings(patch: Patch) -> None:
    patch.replace_all("findings", [{"code": "KD01", "sheet": "Đơn vị", "cell": Link("B6", "'Đơn vị'!B6")}])
    patch.append("findings", [{"code": "KD02"}])


def numbers_and_dates(patch: Patch) -> None:
    patch.append(
        "tasks",
        [
            {"code": "01", "assigned": dt.date(2026, 1, 31), "progress": 0.5, "due": dt.datetime(2026, 2, 1, 8, 30)},
            {"code": "02", "progress": 100, "evidence": "3.10"},
        ],
    )


CHANGES = [append_tricky, set_tricky, replace_findings, empty_findings, shrink_findings, numbers_and_dates]


@pytest.mark.parametrize("own_column", [False, True])
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_reads_back_alike(tmp_path: Path, change: Callable[[Patch], None], own_column: bool) -> None:
    closed, opened = both(rich(tmp_path / "so.xlsx", own_column=own_column), tmp_path)
    for master in (closed, opened):
        patch = master.patch()
        change(patch)
        assert patch.save() == master.path
    wanted = plain(closed.read(as_of=AS_OF))
    assert plain(opened.read(as_of=AS_OF)) == wanted, "in Excel"
    assert plain(closed_master(opened.path).read(as_of=AS_OF)) == wanted, "in the file that Excel saved"


@pytest.mark.parametrize("table", ["findings", "register"])
def test_the_rows_of_appended_records_are_told_alike(tmp_path: Path, table: str) -> None:
    closed, opened = both(rich(tmp_path / "so.xlsx"), tmp_path)
    records = [{"code": "KD01"}] * 3 if table == "findings" else [{"symbol": "03/BC-LHH"}] * 3
    first, second = (master.patch() for master in (closed, opened))
    assert first.append(table, records) == second.append(table, records)
    assert first.append(table, records) == second.append(table, records)

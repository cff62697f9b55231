"""One contract, two engines: of the same workbook the same documents are made, and the same cells change."""

from __future__ import annotations

import datetime as dt
import random
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from collection.returned import H09, answer, send
from openpyxl import load_workbook
from patch_books import rich

from lhh_excel.actions.common import Outcome, Target
from lhh_excel.actions.forms import FormsOptions, forms
from lhh_excel.actions.import_forms import ImportOptions, UndoOptions, import_forms, undo_import
from lhh_excel.actions.remind import RemindOptions, remind
from lhh_excel.actions.report import ReportOptions, Stage, report
from lhh_excel.errors import RefusedError
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.patch_cells import Link
from lhh_excel.workbook.table_plan import Patch
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
        lambda target, out: forms(FormsOptions(target, out, units=("H09", "TT01"))),
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


Change = Callable[[Patch], object]


def changes(seed: int) -> list[Change]:
    """Some calls of a patch, the same for both ways: cells set, records added, tables replaced, grown and shrunk."""
    dice = random.Random(seed)

    def text(_row: int) -> str:
        return dice.choice(TRICKY)

    def day(_row: int) -> object:
        return dice.choice([dt.date(2026, 2, 28), dt.datetime(2026, 6, 20, 10, 11, 12), None])

    def number(_row: int) -> object:
        return dice.choice([0, 0.5, 100, 1234567, None])

    def link(row: int) -> Link:
        return Link(dice.choice(["Đơn vị", "Sổ 'cũ' \"2025\""]), dice.choice([f"B{row + 1}", "không phải ô"]))

    kinds: dict[str, dict[str, Callable[[int], object]]] = {
        "register": {"symbol": text, "date": day, "subject": text, "copies": number, "note": text},
        "findings": {"severity": lambda _: "LỖI", "code": lambda _: "KD01", "sheet": lambda _: "Đơn vị", "cell": link},
        "tasks": {"code": text, "assigned": day, "due": day, "progress": number, "evidence": text},
        "journal": {"at": day, "action": lambda _: "Kiểm tra", "new": text},
    }
    kinds["findings"]["value"] = text

    def records(table: str, count: int) -> list[dict[str, object]]:
        return [{key: make(row) for key, make in kinds[table].items()} for row in range(count)]

    def one() -> Change:
        way, table = dice.choice(["set", "append", "append", "replace"]), dice.choice([*kinds, "findings"])
        if way == "set":
            row, key = dice.choice([6, 6, 7]), dice.choice(list(kinds[table]))
            value = kinds[table][key](row)
            return lambda patch: told(lambda: patch.set(table, row, key, value))
        made = records(table, dice.choice([0, 1, 1, 2, 3, len(TRICKY)]))
        if way == "append":
            return lambda patch: told(lambda: patch.append(table, made))
        return lambda patch: told(lambda: patch.replace_all(table, made))

    return [one() for _ in range(dice.choice([2, 4, 16]))]


def told(call: Callable[[], object]) -> object:
    """The rows that a call gives, or what it refuses in its words."""
    try:
        return call()
    except (RefusedError, ValueError) as error:
        return f"{type(error).__name__}: {error}"


def noted(path: Path, dice: random.Random) -> Path:
    """Notes of the clerk beside the old findings, in a column of their own, and something that stands far beneath."""
    book = load_workbook(path)
    sheet = book["Kiểm tra"]
    column = next(cell.column for cell in sheet[5] if cell.value == "Cột riêng")
    for row in range(6, 9):
        sheet.cell(row, column).value = dice.choice(["đã hỏi", 12, dt.datetime(2026, 6, 1), None, "=1+1"])
    if dice.random() < 0.5:
        sheet.cell(dice.choice([9, 12, 40]), 3).value = "ghi ở dưới"
    book.save(path)
    return path


@pytest.mark.parametrize("seed", range(8))
def test_the_same_changes_read_back_alike(tmp_path: Path, seed: int) -> None:
    path = noted(rich(tmp_path / "so.xlsx", own_column=True), random.Random(seed))
    closed, opened = both(path, tmp_path)
    answers = []
    for master in (closed, opened):
        patch = master.patch()
        answers.append([change(patch) for change in changes(seed)])
        assert patch.save() == master.path
    assert answers[0] == answers[1]
    wanted = plain(closed.read(as_of=AS_OF))
    assert plain(opened.read(as_of=AS_OF)) == wanted, "in Excel"
    assert plain(closed_master(opened.path).read(as_of=AS_OF)) == wanted, "in the file that Excel saved"
    notes = [load_workbook(master.path)["Kiểm tra"]["B"] for master in (closed, opened)]
    own = [{cell.coordinate: cell.value for cell in column if cell.value is not None} for column in notes]
    assert own[0] == own[1]

"""Names, not codes: however a clerk names a unit or a task in a cell, the workbook means the same."""

from __future__ import annotations

import copy
import random
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from books import HEADER_ROW
from cli import lhh
from places import SAMPLE

from lhh_excel.checking.repair import plan_repairs, repairs_left_alone
from lhh_excel.checking.run import run_rules
from lhh_excel.figures.report import build_report
from lhh_excel.workbook import labels as module
from lhh_excel.workbook.assemble import RawTable, assemble, begin
from lhh_excel.workbook.book import Book, Problem
from lhh_excel.workbook.build import sample_tables
from lhh_excel.workbook.labels import LABEL_LISTS, Labels, label
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.records import unit_meant
from lhh_excel.workbook.schema import Kind
from lhh_excel.workbook.tables import BY_KEY, HOME_SHEET, LISTS_SHEET, TABLES

#: Column of codes -> the table whose records it names.
NAMING = {
    (table.key, column.key): column.ref
    for table in TABLES
    for column in table.columns
    if column.kind is Kind.REF and column.ref in LABEL_LISTS
}
WAYS = ("code", "label", "short", "name", "hyphen", "old name")
LOOKS = ("as it is", "NFD", "blanks", "no-break blanks")


def read(tables: dict[str, list[dict[str, Any]]], *, labelled: bool = False) -> Book:
    """The book of these records, by the names of their columns."""
    raw = []
    for schema in TABLES:
        rows = tables.get(schema.key, [])
        columns = [[row.get(column.key) for row in rows] for column in schema.columns]
        numbers = list(range(HEADER_ROW + 1, HEADER_ROW + 1 + len(rows)))
        headers = [column.header for column in schema.columns]
        raw.append(RawTable(schema.name, schema.sheet, HEADER_ROW, 1, headers, numbers, columns))
    sheets = [*(schema.sheet for schema in TABLES), HOME_SHEET, LISTS_SHEET]
    return assemble(begin("thu.xlsm", raw, 2), raw, sheets, labelled=labelled)


@cache
def by_codes() -> Book:
    return read(sample_tables())


def bears(ref: str) -> dict[str, tuple[str, str, str]]:
    """Code -> label, full name, short name; "" for a name that several bear."""
    rows = sample_tables()[ref]
    names = [(row["name"], row.get("short") or "") if ref == "units" else (row["content"], "") for row in rows]
    every = [name for pair in names for name in pair]
    return {
        row["code"]: (
            label(row["code"], name, 60 if ref == "tasks" else 0),
            name if every.count(name) == 1 else "",
            short if every.count(short) == 1 else "",
        )
        for row, (name, short) in zip(rows, names, strict=True)
    }


BEARS = {ref: bears(ref) for ref in LABEL_LISTS}


def as_typed(ref: str, code: str, way: str, look: str) -> str:
    told, name, short = BEARS[ref][code]
    text = {
        "code": code,
        "label": told,
        "short": short or told,
        "name": name or told,
        "hyphen": told.replace(" – ", " - ", 1),
        "old name": f"{code} – Tên của năm trước",
    }[way]
    blank = {"blanks": "   ", "no-break blanks": "\u00a0"}.get(look)
    if blank:
        return f" {text.replace(' ', blank)} "
    return unicodedata.normalize("NFD", text) if look == "NFD" else text


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_any_mix_of_ways_to_name_them_reads_to_the_same_book_and_report(seed: int) -> None:
    chance, tables = random.Random(seed), copy.deepcopy(sample_tables())
    for (table, key), ref in NAMING.items():
        for row in tables[table]:
            if row.get(key):
                row[key] = as_typed(ref, row[key], chance.choice(WAYS), chance.choice(LOOKS))
    book, plain = read(tables), by_codes()
    for schema in TABLES:
        same = (book[schema.key].clean, plain[schema.key].clean)
        assert same[0] == same[1], schema.key
    assert book.declared == plain.declared
    assert [finding for finding in run_rules(book) if finding.severity.value == "LỖI"] == []
    assert build_report(book, book.period) == build_report(plain, plain.period)


@pytest.mark.slow
def test_a_report_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    """Through the files, as a clerk has them."""
    made = {}
    for folder, ways in (("codes", ()), ("names", WAYS)):
        path = tmp_path / folder / "so.xlsm"
        path.parent.mkdir()
        path.write_bytes(SAMPLE.read_bytes())
        book, patch = open_book(path), WorkbookPatch(path)
        for (table, key), ref in NAMING.items() if ways else ():
            for i, code in book[table].each(key):
                if code:
                    patch.set(table, book[table].rows[i], key, as_typed(ref, code, ways[i % len(ways)], LOOKS[i % 4]))
        patch.path.write_bytes(patch.to_bytes())
        said = lhh("report", path, "--out", path.parent / "kq", "--as-of", "2026-06-16")
        assert said.code == 0, said
        made[folder] = next((path.parent / "kq").glob("*.docx")).read_bytes()
    assert made["codes"] == made["names"]


UNITS = {"H01": ("Hội Tin học", "THTP"), "H02": ("Hội Làm vườn", ""), "H03": ("Hội Làm vườn", "LV3")}


@pytest.mark.parametrize(
    ("text", "code", "wrong"),
    [
        ("H01", "H01", ""),
        ("H01 – Hội Tin học", "H01", ""),
        ("H01 – THTP", "H01", ""),
        ("THTP", "H01", "name_typed"),
        ("hội  tin HỌC", "H01", "name_typed"),
        ("H01 - Hội Tin học", "H01", "name_typed"),
        ("H01 – Hội Máy tính", "H01", "label_old"),
        ("H01 – Hội Làm vườn", "H01", "label_other"),
        ("H02 – Hội Làm vườn", "H02", ""),  # another has the name too
        ("Hội Làm vườn", "Hội Làm vườn", ""),  # two have it: a unit that is none
        ("H09 – Hội Tin học", "H09", ""),  # of a unit that is gone
        ("Hội Cây – Hoa", "Hội Cây – Hoa", ""),
        ("H01 –", "H01", "name_typed"),
        ("H01-Hội Tin học", "H01", "name_typed"),
        ("H01 –Hội Tin học", "H01", "name_typed"),
        ("H01—THTP", "H01", "name_typed"),
        ("H02-Hội Tin học", "H02", "label_other"),
        ("H01-Hội Máy tính", "H01-Hội Máy tính", ""),  # may be a code of its own
        ("H01 – Hội Tin học; H02 – Hội Làm vườn", "H01 – Hội Tin học; H02 – Hội Làm vườn", ""),
        ("H01 – Hội Máy tính, H02", "H01 – Hội Máy tính, H02", ""),
        ("H02 – Hội Cây và THTP", "H02 – Hội Cây và THTP", ""),
        ("H02 – Hội Cây và Hoa", "H02", "label_old"),
    ],
)
def test_what_a_text_means(text: str, code: str, wrong: str) -> None:
    units = Labels([(key, *names) for key, names in UNITS.items()])
    assert units.read(text) == (code, wrong)


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("lead", "H99 – Hội Tin học", "H01"),  # the code is wrong, the name is one that it alone has
        ("lead", "H99 – Hội Làm vườn", "H02” hay “H03"),
        ("lead", "Hội Làm vườn", "H02” hay “H03"),
        ("lead", "H99 – Hội Máy tính", ""),
        ("partners", "H02; H01 – Hội Tin học", "H01"),
        ("partners", "THTP", "H01"),
    ],
)
def test_a_label_that_is_none_or_stands_where_codes_stand_is_told_its_code(key: str, typed: str, meant: str) -> None:
    units = [{"code": code, "name": name, "short": short} for code, (name, short) in UNITS.items()]
    book = read({"units": units, "tasks": [{"code": "NV-001", "lead": "H03", key: typed}]})
    (told,) = [finding.message for finding in run_rules(book) if finding.code == "QH01"]
    assert told.endswith(f", có phải là “{meant}”?" if meant else "”.")


@pytest.mark.parametrize("ref", LABEL_LISTS)
def test_a_record_that_is_deleted_is_missed_by_its_code_alone(ref: str) -> None:
    """Its rows are what they were: no locked period says that they are gone, or new."""
    tables = copy.deepcopy(sample_tables())
    gone = tables[ref].pop(1)["code"]
    plain = read(copy.deepcopy(tables))
    for (table, key), named in NAMING.items():
        for row in tables[table] if named == ref else ():
            if row.get(key):
                row[key] = BEARS[ref][row[key]][0]
    labelled = read(tables, labelled=True)
    told = [(finding.code, finding.cell, finding.message) for finding in run_rules(plain)]
    assert [(finding.code, finding.cell, finding.message) for finding in run_rules(labelled)] == told
    assert any(f"mang mã “{gone}”" in message for _, _, message in told)


def test_two_units_in_a_cell_for_one_are_never_mended_into_one() -> None:
    tables = copy.deepcopy(sample_tables())
    tables["tasks"][0]["lead"] = "; ".join(BEARS["units"][code][0] for code in ("H01", "H02"))
    book = read(tables, labelled=True)
    assert [repair for repair in plan_repairs(book) if repair.column_key == "lead"] == []
    assert [finding.value for finding in run_rules(book) if finding.code == "QH01"] == [tables["tasks"][0]["lead"]]


def test_a_task_is_told_by_sixty_letters() -> None:
    task = Labels([("NV-001", "Tổ chức hội nghị " + "rất " * 30 + "dài")], 60)
    assert len(task.of("NV-001")) <= 60
    assert task.read(task.of("NV-001")) == ("NV-001", "")


def _renamed(labelled: bool) -> Book:
    tables = copy.deepcopy(sample_tables())
    for row in tables["figures"]:
        row["unit"] = BEARS["units"][row["unit"]][0]
    tables["units"][0]["name"] = "Hội mang tên mới"
    return read(tables, labelled=labelled)


@pytest.mark.parametrize("labelled", [True, False])
def test_after_a_renaming_the_repair_writes_what_this_workbook_has(labelled: bool) -> None:
    """The label of today, or the bare code in a workbook from before there were labels."""
    code = sample_tables()["units"][0]["code"]
    book = _renamed(labelled)
    repairs = [repair for repair in plan_repairs(book) if repair.code == "KD24"]
    assert repairs and {repair.column_key for repair in repairs} == {"unit"}
    assert {repair.after for repair in repairs} == {f"{code} – Hội mang tên mới" if labelled else code}
    # what was locked keeps the name of then, and nobody is asked to mend what may not be mended
    told = [finding.cell for finding in run_rules(book) if finding.code == "KD24"]
    assert sorted(told) == sorted(repair.cell for repair in repairs)
    assert len(told) < list(book["figures"].problems["unit"].values()).count(Problem.LABEL_OLD)
    assert not [repair for repair in repairs_left_alone(book) if repair.code == "KD24"]


@pytest.mark.parametrize("now", ["H02", "H02 – Hội Làm vườn", "LV2"])
def test_an_explanation_is_of_the_unit_however_its_label_is_written_today(now: str) -> None:
    """`fix` writes labels anew after a renaming: what was explained beside the old one is not asked again."""
    why = "Có tham gia từ tháng 3"
    told = {
        "code": "QH16",
        "record": "2026-H1/NV-001/H02",
        "column": "Mã đơn vị",
        "value": "H02 – Hội Cây",
        "answer": why,
    }
    book = read(
        {
            "units": [{"code": "H01", "name": "Hội Tin học"}, {"code": "H02", "name": "Hội Làm vườn", "short": "LV2"}],
            "periods": [{"code": "2026-H1"}],
            "tasks": [{"code": "NV-001", "lead": "H01"}],
            "progress": [{"period": "2026-H1", "task": "NV-001", "unit": now}],
            "findings": [told],
        }
    )
    assert [finding.explained for finding in run_rules(book) if finding.code == "QH16"] == [why]


@pytest.mark.parametrize("labelled", [True, False])
def test_a_label_typed_into_a_workbook_from_before_there_were_labels_is_told(labelled: bool) -> None:
    """Its Trang chủ counts by codes: the repair writes the code, and its figures are those of `status` again."""
    tables = copy.deepcopy(sample_tables())
    tables["figures"][-1]["unit"] = typed = BEARS["units"][tables["figures"][-1]["unit"]][0]
    book = read(tables, labelled=labelled)
    told = [finding.value for finding in run_rules(book) if finding.code == "KD23"]
    mended = [repair.after for repair in plan_repairs(book) if repair.code == "KD23"]
    assert (told, mended) == (([], []) if labelled else ([typed], [typed.partition(" – ")[0]]))


@pytest.mark.slow
def test_reading_costs_a_look_up_a_distinct_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 20,000 tasks as of 2,000: ten times the work, not a hundred times."""
    calls = 0

    def counting(function: Callable[..., str]) -> Callable[..., str]:
        def counted(*arguments: object) -> str:
            nonlocal calls
            calls += 1
            return function(*arguments)

        return counted

    for name in ("fold", "label"):
        monkeypatch.setattr(module, name, counting(getattr(module, name)))
    counts = []
    for many in (2_000, 20_000):
        calls = 0
        tasks = [{"code": f"NV-{i:05}", "content": f"Việc thứ {i}", "lead": "H01"} for i in range(many)]
        told = [{"period": "2026-H1", "task": f"NV-{i:05} – Việc thứ {i}", "unit": "H01"} for i in range(many)]
        told += [{"period": "2026-H1", "task": f"NV-{i:05} - việc  thứ {i}", "unit": "H01"} for i in range(many)]
        book = read({"units": [{"code": "H01", "name": "Hội"}], "tasks": tasks, "progress": told})
        assert book["progress"].clean["task"][-1] == tasks[-1]["code"]
        counts.append(calls)
    assert counts[0] < 10 * 2_000 and counts[1] < 11 * counts[0]


def test_every_column_of_codes_of_units_and_tasks_is_read_so() -> None:
    assert {key for key, ref in NAMING.items() if ref == "tasks"} == {("progress", "task")}
    assert {("tasks", "lead"), ("progress", "unit"), ("figures", "unit"), ("texts", "unit")} <= set(NAMING)
    assert BY_KEY["tasks"]["partners"].kind is Kind.REFS  # several codes in a cell stay codes


@pytest.mark.parametrize("way", ["code", "label", "name", "hyphen"])
@pytest.mark.parametrize("look", ["as it is", "NFD"])
def test_a_unit_is_named_to_a_command_as_in_a_cell(way: str, look: str) -> None:
    """`reopen --unit`, the box of Mở lại kỳ, `forms --unit`."""
    meant = unit_meant(by_codes(), as_typed("units", "H02", way, look))
    assert meant is not None and meant.code == "H02"
    assert unit_meant(by_codes(), "H99 – Hội nào đó") is None


def test_a_label_is_that_of_its_own_code_and_a_single_word_names_whom_it_names() -> None:
    labels = Labels([("H01", "Tin học", ""), ("h01", "Tin học", ""), ("H02", "Hội Y học", "Y"), ("H03", "Vườn", "")])
    assert [labels.read(text)[0] for text in ("H01 – Tin học", "h01 – Tin học", "y", "Vườn", "H09")] == [
        *("H01", "h01", "H02", "H03", "H09"),
    ]

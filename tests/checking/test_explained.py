"""Giải trình on `Kiểm tra`: a warning explained once is not asked again, as long as it is the same warning."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from cli import lhh
from collection.cycle_master import edit, records
from places import ROOT

from lhh_excel.checking.run import run_rules
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book

sys.path.insert(0, str(ROOT))
from bench.torture import bases

WHY = "Hội có hai chi hội mới, đã xác minh bằng điện thoại"


def check(path: Path) -> Any:
    said = lhh("validate", path, "--write", "--json")
    assert said.code in (0, 1), said
    return said.json


def explain(path: Path, words: str, **wanted: str) -> dict[str, Any]:
    """The clerk writes beside the first finding of that kind; the finding."""
    data = open_book(path)["findings"]
    row = next(i for i in range(len(data)) if all(data.clean[key][i] == value for key, value in wanted.items()))
    patch = WorkbookPatch(path)
    patch.set("findings", data.rows[row], "answer", words)
    patch.save()
    return {key: data.clean[key][row] for key in data.clean}


def explained(path: Path) -> list[tuple[str, str, str]]:
    return [(row["code"], row["record"], row["answer"]) for row in records(path, "findings") if row["answer"]]


@pytest.mark.slow
def test_an_explained_warning_is_kept_told_and_not_counted(sample: Path) -> None:
    before = check(sample)["summary"]
    finding = explain(sample, WHY, severity="CẢNH BÁO")
    for _ in range(2):  # the check after the next one too
        said = check(sample)
        assert said["summary"] == {**before, "warning": before["warning"] - 1}
        (one,) = [found for found in said["findings"] if found["explained"]]
        assert (one["code"], one["record"], one["explained"]) == (finding["code"], finding["record"] or "", WHY)
        assert explained(sample) == [(finding["code"], finding["record"], WHY)]
        assert len(records(sample, "findings")) == sum(before.values())
    text = lhh("validate", sample).out
    assert f"Giải trình: {WHY}" in text and "Đã giải trình 1 dòng" in text


@pytest.mark.slow
def test_another_value_is_another_warning(sample: Path) -> None:
    edit(sample, "tasks", "NV-001", note="hai  dấu cách")
    check(sample)
    explain(sample, WHY, record="NV-001", column="Ghi chú")
    check(sample)
    assert [record for _, record, _ in explained(sample)] == ["NV-001"]
    edit(sample, "tasks", "NV-001", note="ba  dấu cách")
    assert not any(found["explained"] for found in check(sample)["findings"]) and explained(sample) == []


@pytest.mark.slow
def test_an_error_is_not_explained_away_but_the_words_stay(sample: Path) -> None:
    edit(sample, "tasks", "NV-001", due="31/02/2026")
    before = check(sample)["summary"]
    assert before["error"] >= 1
    finding = explain(sample, WHY, severity="LỖI")
    said = check(sample)
    assert said["summary"] == before and not any(found["explained"] for found in said["findings"])
    assert explained(sample) == [(finding["code"], finding["record"], WHY)]


@pytest.mark.slow
def test_of_findings_that_are_alike_as_many_are_explained_as_were(sample: Path) -> None:
    check(sample)
    kept = records(sample, "findings")
    for row in kept:
        row["answer"] = WHY if row["severity"] != "LỖI" else None
    patch = WorkbookPatch(sample)
    patch.replace_all("findings", kept)
    patch.save()
    assert check(sample)["summary"] == {"error": 0, "warning": 0, "note": 0}
    assert [answer for *_, answer in explained(sample)] == [WHY] * len(kept)


def test_a_workbook_without_the_column_is_checked_as_before(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsm"
    path.write_bytes(bases.earlier_master())
    said = check(path)
    assert sum(said["summary"].values()) == len(said["findings"]) == len(records(path, "findings"))
    assert not any(finding.answer for finding in run_rules(open_book(path)))

"""One bad form stops no other: it is named, and those beside it go in. Any value in any cell, any fault of ours."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli import lhh
from openpyxl import load_workbook
from returned import H09, PERIOD, TODAY, answer, at, read, send, take, value

from lhh_excel.actions.forms import forms
from lhh_excel.checking.finding import Finding, Severity
from lhh_excel.collection import build, compare, form, plan
from lhh_excel.collection import read as reading
from lhh_excel.errors import OutputError

BAD = "H10"


@pytest.fixture
def both(sample: Path, tmp_path: Path) -> Path:
    """A folder with a right form of H09, and one of H10 whose note says who it is."""
    sent = send(sample, tmp_path / "gui", "H09", BAD)
    answer(sent["H09"], tmp_path / "ve" / "tot.xlsx", H09)
    answer(sent[BAD], tmp_path / "ve" / "xau.xlsx", {"Ghi chú": "phiếu xấu"})
    return tmp_path / "ve"


def fails(*_: object, **__: object) -> Any:
    raise ZeroDivisionError


def when_bad(function: Callable[..., Any], of: Callable[..., Any]) -> Callable[..., Any]:
    """The function, failing as no test foresaw where it comes to the bad form."""

    def broken(*given: Any, **named: Any) -> Any:
        return fails() if of(*given) else function(*given, **named)

    return broken


def bad(one: Any) -> bool:
    return "xau" in getattr(one, "form", one).path.name


def rules_fail(book: Any) -> list[Finding]:
    notes = book["figures"].clean["note"]
    told = [Finding(plan.CANNOT_RUN, Severity.ERROR, "", "", "", "SL01", "", "", "", "", 0)]
    return told if "phiếu xấu" in notes else []


STEPS: dict[str, tuple[object, str, Callable[..., Any]]] = {
    "read": (reading, "_check_guide", when_bad(reading._check_guide, lambda one, _: bad(one))),
    "known again": (form.Form, "untouched", property(lambda one: fails() if bad(one) else False)),
    "compared": (compare._One, "compare", when_bad(compare._One.compare, lambda one: bad(one.form))),
    "laid into the book": (plan, "merged", when_bad(plan.merged, lambda _, made: any("xau" in c.file for c in made))),
    "checked by a rule": (plan, "run_rules", rules_fail),
    "written": (plan, "_rehearse", when_bad(plan._rehearse, bad)),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("step", list(STEPS))
def test_a_fault_of_ours_with_one_form_is_told_by_name_and_the_other_goes_in(
    sample: Path, both: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    place, name, broken = STEPS[step]
    monkeypatch.setattr(place, name, broken)
    outcome = take(sample, both)
    assert outcome.exit_code == 1
    (refused,) = outcome.counts["refused"]
    assert (refused["file"], refused["reason"]) == ("xau.xlsx", "form_fault")
    log = Path(os.environ["LHH_LOG"])
    assert str(log) in refused["fix"] and "Traceback" in log.read_text(encoding="utf-8")
    assert value(sample, "figures", f"{PERIOD}/H09", "hoi_vien_cuoi_ky") == 72
    assert value(sample, "figures", f"{PERIOD}/{BAD}", "note") != "phiếu xấu"


@pytest.mark.slow
def test_a_form_to_correct_that_cannot_be_made_is_told_and_the_others_are_made(
    sample: Path, both: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = tmp_path / "gui" / f"PHIEU-{PERIOD}-{BAD}.xlsx"
    answer(sent, both / "xau.xlsx", {"Tin bài": "nhiều"})
    other = send(sample, tmp_path / "gui", "H11")["H11"]
    answer(other, both / "xau-nua.xlsx", {"Tin bài": "ít"})
    made = build.build_form
    monkeypatch.setattr(build, "build_form", when_bad(made, lambda content: content.unit.code == BAD))
    outcome = take(sample, both, out=tmp_path / "ra")
    assert outcome.exit_code == 1 and outcome.counts["done"] is True
    assert [path.name for path in outcome.made if "can-sua" in path.name] == [f"PHIEU-{PERIOD}-H11-can-sua.xlsx"]
    assert any("Không tạo được phiếu để H10 sửa (xau.xlsx)" in line for line in outcome.lines)


@pytest.mark.slow
def test_a_place_where_no_form_to_correct_can_be_written_leaves_the_import_as_it_is(
    sample: Path, both: Path, tmp_path: Path
) -> None:
    answer(tmp_path / "gui" / f"PHIEU-{PERIOD}-{BAD}.xlsx", both / "xau.xlsx", {"Tin bài": "nhiều"})
    (tmp_path / "ra").write_bytes(b"a file where the folder should be")
    said = lhh("import", sample, both, "--yes", "--as-of", TODAY.isoformat(), "--out", tmp_path / "ra")
    assert said.code == 1 and "Đã nhập 1 phiếu" in said.out and "Không tạo được phiếu để H10 sửa" in said.out
    assert value(sample, "figures", f"{PERIOD}/H09", "hoi_vien_cuoi_ky") == 72


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows keeps names in Unicode")
def test_a_file_whose_name_is_no_unicode_goes_in_and_is_named(sample: Path, both: Path) -> None:
    odd = os.fsencode(both) + b"/phi\xe9u.xlsx"
    try:
        (both / "tot.xlsx").rename(os.fsdecode(odd))
    except OSError:
        pytest.skip("this file system takes no such name")
    outcome = take(sample, both)
    assert outcome.exit_code == 0
    files = [file for _, file in read(sample)["journal"].each("file") if file]
    assert "phi\ufffdu.xlsx" in files


@pytest.mark.slow
def test_what_was_read_otherwise_than_it_was_typed_is_told(sample: Path, both: Path, tmp_path: Path) -> None:
    sent = tmp_path / "gui" / f"PHIEU-{PERIOD}-H09.xlsx"
    grouped = answer(sent, both / "tot.xlsx", {**H09, "Lượt người hội thảo": "1.250", "Tin bài": " 6 "})
    place = at(load_workbook(grouped)["Số liệu"], "Lượt người hội thảo", "Kỳ này").coordinate
    outcome = take(sample, grouped)
    assert outcome.exit_code == 0 and value(sample, "figures", f"{PERIOD}/H09", "luot_nguoi_hoi_thao") == 1250
    (told,) = [line for line in outcome.warnings if "được đọc là" in line]
    assert told == f"H09: Số liệu!{place}: “1.250” được đọc là 1250."
    again = answer(sent, both / "tot.xlsx", {**H09, "Kinh phí (triệu đồng)": "1.250"})
    (faulty,) = take(sample, again).counts["faulty"]
    assert [problem["code"] for problem in faulty["problems"]] == ["KD06"]


# --- forms out -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_one_unit_whose_form_cannot_be_made_is_told_and_the_others_get_theirs(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lhh_excel.collection import content

    broken = when_bad(content.Sources.content, lambda _, unit: unit.code == BAD)
    monkeypatch.setattr(content.Sources, "content", broken)
    outcome = forms(made_options(sample, tmp_path))
    assert outcome.exit_code == 1 and outcome.counts["forms"] == 2
    assert any(line.startswith(f"Không tạo được phiếu của {BAD}.") for line in outcome.warnings)
    assert BAD not in outcome.made[0].read_text(encoding="utf-8-sig")


@pytest.mark.slow
def test_a_form_that_is_held_by_another_program_stops_no_other(sample: Path, tmp_path: Path) -> None:
    (tmp_path / f"PHIEU-{PERIOD}-{BAD}.xlsx").mkdir()
    outcome = forms(made_options(sample, tmp_path))
    assert outcome.counts["forms"] == 2 and any(f"{BAD}.xlsx" in line for line in outcome.warnings)


@pytest.mark.slow
def test_where_no_form_can_be_written_that_is_the_failure(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "ra").write_bytes(b"")
    with pytest.raises(OutputError):
        forms(made_options(sample, tmp_path / "ra"))


def made_options(sample: Path, out: Path) -> Any:
    from lhh_excel.actions.common import Target
    from lhh_excel.actions.forms import FormsOptions

    return FormsOptions(Target(sample, TODAY), out, ("H09", BAD, "H11"))

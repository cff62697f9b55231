"""What units write is a draft for the office: it goes into the report where the clerk says so, and never by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cycle_master import PERIOD, add, drop, edit, findings, records, target
from returned import answer, everything, read, send, take, undo

from lhh_excel.actions.report import ReportOptions, Stage, report
from lhh_excel.errors import RefusedError
from lhh_excel.figures.report import Report, build_report

#: Over a second of processor time each: left out of `make fast`.
pytestmark = pytest.mark.slow

ASKED = "Đề nghị tỉnh cấp trụ sở."
SAID = f"Hội thành viên 02: {ASKED}"


def came(sample: Path, folder: Path, text: str = ASKED, name: str = "ve") -> Any:
    return take(
        sample, answer(send(sample, folder / "gui", "H02")["H02"], folder / f"{name}.xlsx", texts={"Kiến nghị": text})
    )


def row(sample: Path) -> dict[str, Any]:
    (found,) = [one for one in records(sample, "texts") if one["unit"] == "H02"]
    return found


def name(sample: Path) -> str:
    found = row(sample)
    return f"{found['period']}/{found['section']}/{found['order']}"


def made(sample: Path) -> Report:
    return build_report(read(sample), PERIOD)


def prints(sample: Path, text: str = SAID) -> bool:
    return any(text in section["van"] for section in made(sample).context["de_cuong"])


def waiting(sample: Path) -> list[tuple[str, str]]:
    return [(finding.record, finding.column) for finding in findings(sample, "QH22")]


def test_it_comes_in_with_its_unit_and_waits(sample: Path, tmp_path: Path) -> None:
    before = waiting(sample)
    outcome = came(sample, tmp_path)
    assert (row(sample)["content"], row(sample)["printed"]) == (SAID, None)
    assert outcome.counts["texts_waiting"]["count"] == 1 and "1 đoạn của 1 đơn vị" in "\n".join(outcome.lines)
    assert before == [] and waiting(sample) == [(name(sample), "Đưa vào báo cáo")]
    assert not prints(sample)


@pytest.mark.parametrize(("said", "printed"), [("Có", True), ("Không", False)])
def test_the_clerk_decides(sample: Path, tmp_path: Path, said: str, printed: bool) -> None:
    came(sample, tmp_path)
    edit(sample, "texts", name(sample), printed=said)
    assert prints(sample) is printed and waiting(sample) == []


@pytest.mark.parametrize("said", [None, "Có", "Không"])
def test_it_never_stands_for_what_the_office_must_write(sample: Path, tmp_path: Path, said: str | None) -> None:
    drop(sample, "texts", *[f"{PERIOD}/Kiến nghị/{n}" for n in range(9)])
    came(sample, tmp_path)
    edit(sample, "texts", name(sample), printed=said)
    assert made(sample).missing_texts == ["Kiến nghị"] and made(sample).context["kien_nghi"][0].startswith("[Chưa có")
    with pytest.raises(RefusedError) as refused:
        report(ReportOptions(target(sample, PERIOD), Stage.SUBMIT))
    assert refused.value.key == "texts_missing"
    edit(sample, "texts", name(sample), unit=None)  # the office makes it its own
    assert made(sample).missing_texts == ([] if said != "Không" else ["Kiến nghị"])


@pytest.mark.parametrize("said", ["Có", "Không"])
def test_other_words_are_decided_anew_and_come_back_with_the_decision(sample: Path, tmp_path: Path, said: str) -> None:
    came(sample, tmp_path)
    edit(sample, "texts", name(sample), printed=said)
    decided = everything(sample)
    again = came(sample, tmp_path, "Đề nghị tỉnh cấp xe.", "ve lai")
    assert row(sample)["printed"] is None and row(sample)["content"].endswith("cấp xe.") and waiting(sample)
    undo(sample, again.counts["id"])
    assert everything(sample) == decided


def test_what_an_earlier_version_brought_in_waits_once_the_unit_says_it_otherwise(sample: Path, tmp_path: Path) -> None:
    came(sample, tmp_path)
    edit(sample, "texts", name(sample), unit=None)  # as it stood before units had a column
    assert prints(sample)
    came(sample, tmp_path, "Đề nghị tỉnh cấp xe.", "ve lai")
    assert not prints(sample, "Hội thành viên 02: Đề nghị tỉnh cấp xe.") and waiting(sample)


def test_the_same_form_again_leaves_the_decision(sample: Path, tmp_path: Path) -> None:
    form = answer(send(sample, tmp_path / "gui", "H02")["H02"], tmp_path / "ve.xlsx", texts={"Kiến nghị": ASKED})
    take(sample, form)
    edit(sample, "texts", name(sample), printed="Có")
    assert take(sample, form).counts["cells"] == 0 and prints(sample)


def test_what_waits_is_no_change_of_what_was_submitted_and_what_is_decided_is(sample: Path, tmp_path: Path) -> None:
    def issue() -> None:
        report(ReportOptions(target(sample, PERIOD), Stage.ISSUE, sure=True))

    came(sample, tmp_path)
    report(ReportOptions(target(sample, PERIOD), Stage.SUBMIT))
    content = {
        "period": PERIOD,
        "section": "Kiến nghị",
        "order": 91,
        "content": "Hội thành viên 03: Mới.",
        "unit": "H03",
    }
    add(sample, "texts", content)
    edit(sample, "texts", f"{PERIOD}/Kiến nghị/91", content="Hội thành viên 03: Khác.")
    edit(sample, "texts", name(sample), printed="Có")
    with pytest.raises(RefusedError) as refused:
        issue()
    assert refused.value.key == "changed_since_submission"
    assert (
        "Đưa vào báo cáo" in str(refused.value)
        and "H03" not in str(refused.value)
        and "thành viên 03" not in str(refused.value)
    )
    edit(sample, "texts", name(sample), printed="Không")
    issue()

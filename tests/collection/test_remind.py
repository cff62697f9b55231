"""remind: the công văn asks the right units for the right things, in the decree's form."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from cli import lhh
from cycle_master import PERIOD, add, book, drop, edit, keep_only, records, target
from docx import Document

from lhh_excel.actions.periods import LockOptions, lock
from lhh_excel.actions.remind import RemindOptions, remind
from lhh_excel.collection.reminder import MOST_ADDRESSED
from lhh_excel.document.rules import check_document
from lhh_excel.errors import RefusedError, TemplateError, UsageError
from lhh_excel.register.entries import Entry
from lhh_excel.register.issue import Numbering
from lhh_excel.workbook.lists import DOCUMENT_TYPES
from lhh_excel.workbook.master import FileMaster
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.tables import BY_KEY

DUE = dt.date(2026, 6, 9)  # Hạn đơn vị nộp of the sample's period; its today is 16/06/2026
OPEN_TASKS = ("NV-042", "NV-007", "NV-035", "NV-024", "NV-027")


def made(sample: Path, **options: object) -> list[Path]:
    return remind(RemindOptions(target(sample), **options)).made  # type: ignore[arg-type]


def letter(sample: Path, **options: object) -> Path:
    (document,) = made(sample, **options)
    return document


def lines(document: Path) -> list[str]:
    """The paragraphs of the letter's text, outside tables."""
    return [paragraph.text for paragraph in Document(str(document)).paragraphs if paragraph.text]


def tables(document: Path) -> list[list[list[str]]]:
    """The data tables (the head and the signature stand in tables too)."""
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in Document(str(document)).tables][1:-1]


def head(document: Path) -> list[str]:
    """The left column of the head."""
    table = Document(str(document)).tables[0]
    return [paragraph.text.replace("\n", " ") for row in table.rows for paragraph in row.cells[0].paragraphs]


def errors(document: Path) -> list[str]:
    return [f"{f.code} {f.place} {f.found}" for f in check_document(document).findings if f.severity == "error"]


def reported(sample: Path, *units: str) -> None:
    """These units hand in their report today."""
    have = {row["unit"] for row in records(sample, "figures", period=PERIOD)}
    for unit in units:
        if unit in have:
            edit(sample, "figures", f"{PERIOD}/{unit}", received=dt.date(2026, 6, 16))
        else:
            add(sample, "figures", {"period": PERIOD, "unit": unit, "received": dt.date(2026, 6, 16)})


def finished(sample: Path, *tasks: str) -> None:
    patch = WorkbookPatch(sample)
    data = book(sample)["tasks"]
    for i, code in data.each("code"):
        if code in tasks:
            patch.set("tasks", data.rows[i], "state", "Tạm dừng")
    patch.save()


# --- whom and what -----------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_one_letter_to_all_who_are_late_or_lead_an_overdue_task(sample: Path) -> None:
    said = lhh("remind", sample, "--json")
    assert said.code == 0
    assert said.json["late"] == ["H09", "TT03"]
    assert said.json["due_soon"] == []
    assert tuple(said.json["overdue_tasks"]) == OPEN_TASKS
    assert said.json["units"] == ["H01", "H07", "H09", "TT01", "TT03"]
    (document,) = map(Path, said.json["made"])
    assert document.name == "CV-2026-H1-nhac-du-thao.docx"
    text = lines(document)
    start = text.index("Kính gửi:")
    names = ["Hội thành viên 01", "Hội thành viên 07", "Hội thành viên 09", "Đơn vị trực thuộc 01"]
    assert text[start + 1 : start + 6] == [*(f"- {name};" for name in names), "- Đơn vị trực thuộc 03."]
    reports, tasks = tables(document)
    assert reports[1:] == [
        ["1", "Hội thành viên 09", "09/06/2026", "quá hạn 07 ngày"],
        ["2", "Đơn vị trực thuộc 03", "09/06/2026", "quá hạn 07 ngày"],
    ]
    assert tasks[1] == [
        "1",
        "NV-042",
        "Kiện toàn Ban Tư vấn, phản biện và giám định xã hội",
        "Hội thành viên 01",
        "30/11/2025",
        "198",
    ]
    assert [row[1] for row in tasks[1:]] == list(OPEN_TASKS)
    assert any("18/20 đơn vị gửi báo cáo" in line for line in text)


@pytest.mark.slow
def test_it_reads_as_the_report_does(sample: Path) -> None:
    """Days in running text are short, only what is cited bears its long date; no agency twice in one citation."""
    (document,) = map(Path, lhh("remind", sample, "--json").json["made"])
    text = lines(document)
    cited, *running = [line for line in text[text.index("Kính gửi:") :] if re.search(r"\d{4}", line)]
    assert cited.startswith("Theo Chương trình số 70/CTr-LHH ngày 14 tháng 6 năm 2016 thực hiện Nghị quyết")
    assert cited.count("Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Cần Thơ") == 1
    assert any("là ngày 09/6/2026. Đến ngày 16/6/2026 đã có" in line for line in running)
    assert not [line for line in running if "tháng 6 năm" in line]


@pytest.mark.slow
def test_a_unit_that_reported_late_is_not_reminded_of_its_report(sample: Path) -> None:
    assert {"H07", "TT01"}.isdisjoint(lhh("remind", sample, "--json").json["late"])


@pytest.mark.slow
def test_one_each_tells_every_unit_only_its_own(sample: Path) -> None:
    documents = made(sample, each=True)
    assert [document.name for document in documents] == [
        f"CV-2026-H1-nhac-{code}-du-thao.docx" for code in ("H01", "H07", "H09", "TT01", "TT03")
    ]
    for document in documents:
        assert errors(document) == []
    late = documents[2]
    assert "Kính gửi: Hội thành viên 09" in lines(late)
    (tasks,) = tables(late)
    assert [row[1] for row in tasks[1:]] == ["NV-007"]
    assert any("chưa nhận được báo cáo của đơn vị (quá hạn 07 ngày)" in line for line in lines(late))
    only_task = documents[0]
    assert not any("báo cáo 6 tháng" in line for line in lines(only_task))
    whole = "\n".join([*lines(late), *(cell for table in tables(late) for row in table for cell in row)])
    assert "Hội thành viên 01" not in whole
    assert "Đơn vị trực thuộc 03" not in whole


@pytest.mark.slow
def test_the_mail_beside_a_letter_goes_to_its_units_with_the_letter(sample: Path) -> None:
    edit(sample, "units", "H07", email=None)
    known = book(sample).units
    for each, names in ((False, ["H01", "H09", "TT01", "TT03"]), (True, ["H01"])):
        outcome = remind(RemindOptions(target(sample), each=each))
        mails = [Path(str(path)) for path in outcome.counts["mails"]]  # type: ignore[attr-defined]
        assert [path.stem for path in mails] == [path.stem for path in outcome.made]
        mail = message_from_bytes(mails[0].read_bytes(), policy=default)
        assert [to.addr_spec for to in mail["To"].addresses] == [known[code].email for code in names]
        text, attached = mail.iter_parts()
        assert "6 tháng đầu năm 2026" in mail["Subject"] or each  # H01 is only reminded of a task
        assert known["H01"].name in text.get_content()
        assert (attached.get_filename(), attached.get_content()) == (
            outcome.made[0].name,
            outcome.made[0].read_bytes(),
        )
        assert any("H07" in told and "Email" in told for told in outcome.warnings)
        assert any(".eml" in line and "dự thảo" in line for line in outcome.lines)


@pytest.mark.slow
def test_a_mail_that_cannot_be_written_takes_no_number_back(sample: Path) -> None:
    folder = sample.parent / "ket-xuat"
    (folder / "11-LHH-VP-2026-H1-nhac.eml").mkdir(parents=True)
    outcome = remind(RemindOptions(target(sample), number=11, sure=True))
    assert outcome.made[0].is_file() and outcome.counts["mails"] == []
    assert any("11-LHH-VP-2026-H1-nhac.eml" in told for told in outcome.warnings)
    assert records(sample, "register", symbol="11/LHH-VP")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("today", "before", "told"),
    [
        (DUE - dt.timedelta(days=8), None, ""),
        (DUE - dt.timedelta(days=7), None, "due_soon"),
        (DUE - dt.timedelta(days=8), 8, "due_soon"),
        (DUE - dt.timedelta(days=1), 0, ""),
        (DUE, 0, "due_soon"),
        (DUE + dt.timedelta(days=1), 0, "late"),
    ],
)
def test_due_soon_is_within_the_days_named(sample: Path, today: dt.date, before: int | None, told: str) -> None:
    days = [] if before is None else ["--before", before]
    found = lhh("remind", sample, "--json", "--as-of", today.isoformat(), *days).json
    came = {row["unit"] for row in records(sample, "figures", period=PERIOD) if (row["received"] or today) < today}
    came |= {row["unit"] for row in records(sample, "figures", period=PERIOD, received=today)}
    out = sorted({unit["code"] for unit in records(sample, "units", left=None)} - came)
    assert {"H09", "TT03"} < set(out)
    expected = {"late": [], "due_soon": []} | ({told: out} if told else {})
    assert {key: sorted(found[key]) for key in expected} == expected


@pytest.mark.slow
def test_a_report_received_after_the_day_asked_about_had_not_come_and_is_named(sample: Path) -> None:
    found = lhh("remind", sample, "--json", "--as-of", "11/06/2026").json
    assert found["late"] == ["H09", "TT01", "TT03"]  # H07 came on that day, TT01 on the next
    (warning,) = [line for line in found["warnings"] if "Ngày nhận" in line]
    assert "1 đơn vị" in warning and "TT01" in warning
    assert "TT01" not in str(lhh("remind", sample, "--json").json["late"])


@pytest.mark.slow
def test_how_long_is_left_is_told(sample: Path) -> None:
    finished(sample, *OPEN_TASKS)
    edit(sample, "profile", "Ngày tính", value=dt.date(2026, 6, 5))
    document = letter(sample)
    assert [row[3] for row in tables(document)[0][1:]] == ["còn 04 ngày", "còn 04 ngày"]
    assert lines(document)[-1].endswith("gửi đúng hạn./.")


@pytest.mark.slow
def test_only_tasks_overdue(sample: Path) -> None:
    reported(sample, "H09", "TT03")
    document = letter(sample)
    assert "V/v đôn đốc thực hiện nhiệm vụ quá hạn" in head(document)
    assert len(tables(document)) == 1
    assert not any("6 tháng đầu năm" in line for line in lines(document))
    assert errors(document) == []


@pytest.mark.slow
def test_only_reports_late(sample: Path) -> None:
    finished(sample, *OPEN_TASKS)
    document = letter(sample)
    assert "V/v đôn đốc gửi báo cáo 6 tháng đầu năm 2026" in head(document)
    assert len(tables(document)) == 1
    assert not any("nhiệm vụ" in line for line in lines(document)[-1:])
    assert errors(document) == []


@pytest.mark.slow
def test_nobody_to_remind_says_so_and_writes_no_file(sample: Path) -> None:
    reported(sample, "H09", "TT03")
    finished(sample, *OPEN_TASKS)
    before = sorted(entry.name for entry in sample.parent.rglob("*"))
    said = lhh("remind", sample)
    assert said.code == 0
    assert "Không có đơn vị nào phải nhắc" in said.out
    assert sorted(entry.name for entry in sample.parent.rglob("*")) == before


@pytest.mark.slow
@pytest.mark.parametrize("state", ["Hoàn thành", "Tạm dừng", "Hủy"])
def test_a_task_that_its_row_for_the_period_says_ended_is_not_reminded_of(sample: Path, state: str) -> None:
    add(sample, "progress", {"period": PERIOD, "task": "NV-024", "unit": "H07", "state": state, "progress": 100})
    assert "NV-024" not in lhh("remind", sample, "--json").json["overdue_tasks"]


@pytest.mark.slow
def test_a_task_due_today_is_not_overdue(sample: Path) -> None:
    edit(sample, "tasks", "NV-024", due=dt.date(2026, 6, 16))
    assert "NV-024" not in lhh("remind", sample, "--json").json["overdue_tasks"]
    edit(sample, "tasks", "NV-024", due=dt.date(2026, 6, 15))
    assert "NV-024" in lhh("remind", sample, "--json").json["overdue_tasks"]


@pytest.mark.slow
def test_the_successor_of_a_merged_unit_is_addressed(sample: Path) -> None:
    edit(sample, "units", "H07", left=dt.date(2026, 6, 1), successor="H08")
    outcome = remind(RemindOptions(target(sample)))
    assert "H08" in outcome.counts["units"]  # type: ignore[operator]
    assert "H07" not in outcome.counts["units"]  # type: ignore[operator]
    (tasks,) = tables(outcome.made[0])[1:]
    assert [row[3] for row in tasks if row[1] == "NV-024"] == ["Hội thành viên 08"]


@pytest.mark.slow
def test_a_task_that_nobody_answers_for_is_told_to_the_clerk(sample: Path) -> None:
    edit(sample, "tasks", "NV-024", lead="H99")
    outcome = remind(RemindOptions(target(sample)))
    assert any("NV-024" in warning and "H99" in warning for warning in outcome.warnings)
    assert "NV-024" not in outcome.counts["overdue_tasks"]  # type: ignore[operator]


@pytest.mark.slow
def test_of_a_year_the_missing_part_is_named(sample: Path) -> None:
    finished(sample, *OPEN_TASKS)
    (table,) = tables(letter_of_year(sample))
    assert table[1] == ["1", "Hội thành viên 09", "09/06/2026", "quá hạn 07 ngày (6 tháng đầu năm 2026)"]


def letter_of_year(sample: Path) -> Path:
    (document,) = remind(RemindOptions(target(sample, "2026"))).made
    return document


@pytest.mark.slow
def test_without_due_date_nobody_is_late_and_the_clerk_is_told(sample: Path) -> None:
    edit(sample, "periods", PERIOD, unit_due=None)
    outcome = remind(RemindOptions(target(sample)))
    assert outcome.counts["late"] == []
    assert any("Hạn đơn vị nộp" in warning for warning in outcome.warnings)


@pytest.mark.slow
def test_a_locked_period_is_said_to_take_no_reports(sample: Path) -> None:
    lock(LockOptions(target(sample), sure=True))
    assert any("đã khóa" in warning for warning in remind(RemindOptions(target(sample))).warnings)


# --- form --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_draft_is_in_the_form_of_a_cong_van(sample: Path) -> None:
    document = letter(sample)
    result = check_document(document)
    assert [f for f in result.findings if f.severity != "note"] == []
    assert {part.name: part.status for part in result.components}["trich_yeu_cong_van"] == "PASS"
    left = head(document)
    number = left.index(next(line for line in left if line.startswith("Số:")))
    assert left[number].replace(" ", "") == "Số:/LHH-VP"
    assert left[number + 1] == "V/v đôn đốc gửi báo cáo 6 tháng đầu năm 2026 và thực hiện nhiệm vụ quá hạn"
    assert not any("CÔNG VĂN" in line for line in lines(document))
    assert lines(document)[-1].endswith("./.")


def test_recipients_are_those_of_a_cong_van_after_the_addressees(sample: Path) -> None:
    table = Document(str(letter(sample))).tables[-1]
    assert [paragraph.text for paragraph in table.rows[0].cells[0].paragraphs] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Ban Thường trực (để báo cáo);",
        "- Lưu: VT, VP.",
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("item", "value"),
    [
        ("Cỡ chữ nội dung", 13),
        ("Ký hiệu đơn vị soạn thảo", None),
        ("Cơ quan chủ quản", "Ủy ban nhân dân thành phố Cần Thơ"),
        ("Hình thức văn bản", "điện tử"),
        ("Chương trình (số)", None),
        ("Địa danh", "Thành phố Hồ Chí Minh"),
    ],
)
def test_every_office_gets_a_letter_without_error(sample: Path, item: str, value: object) -> None:
    edit(sample, "profile", item, value=value)
    document = letter(sample)
    assert errors(document) == []
    assert "[Chưa có" not in "\n".join([*lines(document), *head(document)])


@pytest.mark.slow
def test_only_an_office_that_has_a_programme_is_told_that_its_number_lacks(sample: Path) -> None:
    def told() -> bool:
        return any("Chương trình" in warning for warning in remind(RemindOptions(target(sample))).warnings)

    edit(sample, "profile", "Chương trình (số)", value=None)
    assert told()
    for item in ("Chương trình (ngày)", "Chương trình (trích yếu)"):
        edit(sample, "profile", item, value=None)
    assert not told()


@pytest.mark.slow
def test_many_units_are_named_in_the_tables_and_not_all_in_kinh_gui(sample: Path) -> None:
    others = [row["unit"] for row in records(sample, "figures", period=PERIOD)]
    drop(sample, "figures", *(f"{PERIOD}/{unit}" for unit in others))
    outcome = remind(RemindOptions(target(sample)))
    assert len(outcome.counts["late"]) == 20 > MOST_ADDRESSED  # type: ignore[arg-type]
    (document,) = outcome.made
    assert "Kính gửi: Các đơn vị có tên trong công văn này" in lines(document)
    assert len(tables(document)[0]) == 21
    assert any("chưa đơn vị nào gửi báo cáo" in line for line in lines(document))
    assert errors(document) == []


@pytest.mark.slow
def test_names_with_signs_of_xml_and_of_templates_stay_text(sample: Path) -> None:
    edit(sample, "units", "H09", name="Hội <Cơ & Nhiệt> {{ x }}")
    assert any("Hội <Cơ & Nhiệt> {{ x }}" in line for line in lines(letter(sample)))


@pytest.mark.slow
def test_the_same_workbook_gives_the_same_letter(sample: Path, tmp_path: Path) -> None:
    one, other = letter(sample, out=tmp_path / "a"), letter(sample, out=tmp_path / "b")
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.slow
def test_an_office_may_reword_the_letter_and_its_mistakes_are_all_told(sample: Path) -> None:
    own = sample.parent / "templates" / "cong-van.docx"
    own.parent.mkdir()
    ours = Path(__file__).parents[2] / "templates" / "cong-van.docx"
    shutil.copy(ours, own)
    document = Document(str(own))
    document.add_paragraph("Câu riêng của cơ quan về {{ ky.ten }}.")
    document.save(str(own))
    assert "Câu riêng của cơ quan về 6 tháng đầu năm 2026." in lines(letter(sample))
    document.add_paragraph("{{ ky.tenn }} {{ don_vi.tong }}")
    document.save(str(own))
    with pytest.raises(TemplateError) as broken:
        letter(sample)
    assert broken.value.details["count"] == 2
    assert "ky.ten" in broken.value.sentence


@pytest.mark.slow
def test_the_signer_may_be_named(sample: Path) -> None:
    table = Document(str(letter(sample, signer="Trần Thị B"))).tables[-1]
    assert [paragraph.text for paragraph in table.rows[0].cells[1].paragraphs] == [
        "TM. BAN THƯỜNG TRỰC",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Trần Thị B",
    ]
    with pytest.raises(UsageError):
        letter(sample, signer="Không Ai")


def test_a_workbook_without_signers_says_that_nobody_signs(sample: Path) -> None:
    keep_only(sample, "signers", [])
    assert any("Chưa có người ký" in warning for warning in remind(RemindOptions(target(sample))).warnings)


def test_the_type_is_one_that_the_workbook_knows() -> None:
    from lhh_excel.law import LETTER

    assert LETTER.name in DOCUMENT_TYPES


# --- numbers -----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_draft_tells_the_journal_and_nothing_else_of_the_workbook(sample: Path) -> None:
    before = book(sample)
    letter(sample)
    after = book(sample)
    changed = {key for key in BY_KEY if before[key].raw != after[key].raw}
    assert changed == {"journal"} and len(after["journal"].rows) == len(before["journal"].rows) + 1


@pytest.mark.slow
def test_a_numbered_letter_is_in_the_register_and_its_number_is_used(sample: Path) -> None:
    said = lhh("remind", sample, "--number", 11, "--date", "17/06/2026", "--json")
    (document,) = map(Path, said.json["made"])
    assert document.name == "11-LHH-VP-2026-H1-nhac.docx"
    assert "Số: 11/LHH-VP" in head(document)
    right = Document(str(document)).tables[0].rows[1].cells[1].text
    assert right == "Cần Thơ, ngày 17 tháng 6 năm 2026"
    assert errors(document) == []
    (row,) = records(sample, "register", symbol="11/LHH-VP")
    assert row["subject"] == ("Công văn về việc đôn đốc gửi báo cáo 6 tháng đầu năm 2026 và thực hiện nhiệm vụ quá hạn")
    assert (row["date"], row["state"], row["signer"]) == (dt.date(2026, 6, 17), "Đã cấp", "Nguyễn Văn A")
    assert (row["file"], row["archive"]) == (document.name, "VT, VP")
    assert row["recipients"].startswith("Hội thành viên 01; Hội thành viên 07")
    assert "Như trên" not in row["recipients"]


@pytest.mark.slow
def test_a_number_that_is_taken_is_refused_and_nothing_is_written(sample: Path) -> None:
    before = sample.read_bytes()
    with pytest.raises(RefusedError) as refused:
        letter(sample, number=8)
    assert refused.value.key == "number_taken" and "--number 11," in refused.value.remedy
    assert sample.read_bytes() == before
    assert not (sample.parent / "ket-xuat").exists()


@pytest.mark.slow
def test_one_each_takes_numbers_in_a_row(sample: Path) -> None:
    outcome = remind(RemindOptions(target(sample), each=True, number=11))
    assert outcome.counts["symbols"] == [f"{number}/LHH-VP" for number in range(11, 16)]
    assert outcome.made[0].name == "11-LHH-VP-2026-H1-nhac-H01.docx"
    assert all(errors(path) == [] for path in outcome.made)


def test_one_each_is_refused_before_the_first_where_a_later_number_is_taken(sample: Path) -> None:
    before = sample.read_bytes()
    with pytest.raises(RefusedError):
        made(sample, each=True, number=7 - 2)  # 05 is free in the register, 06 is not
    assert sample.read_bytes() == before


@pytest.mark.slow
def test_a_run_cut_short_is_finished_by_the_next(sample: Path) -> None:
    made(sample, each=True, number=11)
    rows = records(sample, "register")
    keep_only(sample, "register", [row for row in rows if row["symbol"] not in ("14/LHH-VP", "15/LHH-VP")])
    for name in ("13", "14", "15"):
        next((sample.parent / "ket-xuat").glob(f"{name}-*.docx")).unlink()
    edit(sample, "register", "13/LHH-VP", state="Chưa hoàn tất")  # reserved, then the light went out
    outcome = remind(RemindOptions(target(sample), each=True, number=11))
    assert [path.name[:2] for path in outcome.made] == ["13", "14", "15"]
    assert outcome.counts["symbols"] == [f"{number}/LHH-VP" for number in range(11, 16)]
    states = {row["symbol"]: row["state"] for row in records(sample, "register") if row["symbol"] >= "11"}
    assert states == {f"{number}/LHH-VP": "Đã cấp" for number in range(11, 16)}


@pytest.mark.slow
def test_the_unfinished_number_of_another_document_is_left_alone(sample: Path) -> None:
    entry = Entry("BC", dt.date(2026, 6, 16), "Báo cáo", "Nguyễn Văn A", "", PERIOD)
    numbers = Numbering(FileMaster(sample), book(sample), sample.parent, bool, sure=True)
    numbers.reserve(entry, None, PERIOD).__exit__(None, None, None)
    letter(sample, number=12)
    assert records(sample, "register", symbol="11/BC-LHH")[0]["state"] == "Chưa hoàn tất"


@pytest.mark.slow
def test_an_issued_letter_is_never_written_over(sample: Path) -> None:
    document = letter(sample, number=11)
    data = document.read_bytes()
    reported(sample, "H09")
    assert made(sample, number=11) == []
    assert document.read_bytes() == data
    assert letter(sample, number=12).name == "12-LHH-VP-2026-H1-nhac.docx"


def test_a_broken_template_costs_no_number(sample: Path) -> None:
    own = sample.parent / "templates" / "cong-van.docx"
    own.parent.mkdir()
    own.write_bytes(b"no Word file")
    with pytest.raises(TemplateError):
        letter(sample, number=11)
    assert records(sample, "register", symbol="11/LHH-VP") == []


def test_a_negative_number_of_days_is_a_wrong_call(sample: Path) -> None:
    assert lhh("remind", sample, "--before", "-3").code == 2


# --- what Trang chủ goes on by -----------------------------------------------------------------------------------


def told(sample: Path) -> list[dict[str, object]]:
    return records(sample, "journal", action="Công văn đôn đốc")


@pytest.mark.slow
@pytest.mark.parametrize("options", [{}, {"each": True}, {"number": 70, "sure": True}])
def test_late_units_are_told_of_once_in_the_journal(sample: Path, options: dict[str, object]) -> None:
    assert made(sample, **options)
    assert [(row["record"], row["new"]) for row in told(sample)] == [(PERIOD, "2")]
    before = sample.read_bytes()
    assert made(sample, **{key: value for key, value in options.items() if key not in ("number", "sure")})
    assert sample.read_bytes() == before


@pytest.mark.slow
def test_a_letter_to_nobody_who_is_late_does_not_say_that_the_late_were_told(sample: Path) -> None:
    reported(sample, "H09", "TT03")
    assert made(sample) and not told(sample)

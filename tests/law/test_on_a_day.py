"""The day on which a decree changes a figure: one more entry in the table, and everything follows, each on its own day.

Here the left margin, 30 to 35 mm, becomes 30 to 40 mm on 01/01/2027. Nothing else of the program is touched.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from places import ROOT

from lhh_excel import law
from lhh_excel.actions.check import CheckOptions, check
from lhh_excel.actions.common import Target
from lhh_excel.actions.compose import ComposeOptions, compose
from lhh_excel.actions.report import ReportOptions, report
from lhh_excel.actions.validate import ValidateOptions, validate
from lhh_excel.document import Document, Layout, Signer
from lhh_excel.document.repairing import fix_document
from lhh_excel.document.rules import LayoutFinding, check_document
from lhh_excel.errors import InputError
from lhh_excel.law.decree30 import Range, rules
from lhh_excel.workbook import settings
from lhh_excel.workbook.build import build_workbook
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book
from tools.reference import reference_pages
from tools.templates import build_templates

BEFORE, AFTER = dt.date(2026, 12, 31), dt.date(2027, 1, 1)
NEW = "Nghị định 99/2026/NĐ-CP"
TEXT = """---
loại: KH
cơ quan: Hội Tin học tỉnh Sơn La
ký hiệu cơ quan: HTH
địa danh: Sơn La
trích yếu: Tổ chức hội thảo
người ký: Nguyễn Văn A
chức vụ: Chủ tịch
nơi nhận: Các chi hội; Lưu: VT
lề trái: 38
{date}---
I. MỤC ĐÍCH
Khuyến khích phong trào sáng tạo./.
"""


@pytest.fixture(autouse=True)
def _amended(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    text = "Định lề trang: cách mép trái 30 - 40 mm."
    wider = rules("PL1.P1.I.3", "trang", text, since=AFTER, decree=NEW, left=Range(30, 40, "mm"))
    monkeypatch.setattr(law, "RULES", (*law.RULES, *wider))
    law.on.cache_clear()
    yield
    law.on.cache_clear()


def plan(left: float, **of: Any) -> bytes:
    """A plan for which the office asks that left margin; undated unless told."""
    signer = Signer("Nguyễn Văn A", ["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"])
    made = Document("KH", "Tổ chức hội thảo", "Hội Tin học", "HTH", "Sơn La", signer, layout=Layout(left=left), **of)
    made.recipients = ["Các chi hội", "Lưu: VT"]
    return made.section("I. MỤC ĐÍCH").paragraph("Khuyến khích phong trào sáng tạo./.").docx()


def left_of(data: bytes) -> float:
    return round(docx.Document(io.BytesIO(data)).sections[0].left_margin.mm, 1)


def with_left(data: bytes, mm: float) -> bytes:
    """The document as somebody set it by hand."""
    document = docx.Document(io.BytesIO(data))
    document.sections[0].left_margin = docx.shared.Mm(mm)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def margins(data: bytes, day: dt.date | None = None) -> list[LayoutFinding]:
    return [one for one in check_document(data, "x.docx", day).findings if one.code == "PL1.P1.I.3"]


def with_setting(sample: Path, label: str, value: object) -> Path:
    data = open_book(sample)["profile"]
    patch = WorkbookPatch(sample)
    patch.set("profile", data.rows[data.clean["item"].index(label)], "value", value)
    patch.save()
    return sample


# --- documents -------------------------------------------------------------------------------------------------------


def test_a_document_is_written_by_the_law_of_its_date() -> None:
    with pytest.raises(ValueError, match="30 to 35 mm"):  # not allowed yet
        plan(38, date=BEFORE)
    assert left_of(plan(38, date=AFTER)) == 38


def test_an_undated_draft_is_written_by_the_law_as_of_its_day() -> None:
    with pytest.raises(ValueError, match="30 to 35 mm"):
        plan(38, as_of=BEFORE)
    assert left_of(plan(38, as_of=AFTER)) == 38


def test_a_document_is_measured_by_the_law_of_its_date_whatever_the_day_of_the_check() -> None:
    old, new = with_left(plan(30, date=BEFORE), 38), with_left(plan(30, date=AFTER), 38)
    [found] = margins(old, AFTER)
    assert found.expected == "từ 30 đến 35 mm" and found.source.startswith("Nghị định 30/2020/NĐ-CP, Phụ lục I")
    assert margins(new, BEFORE) == []
    [found] = margins(with_left(new, 42), BEFORE)
    assert found.expected == "từ 30 đến 40 mm"
    assert found.source == f"{NEW}, Phụ lục I, Phần I, Mục I, khoản 3"


@pytest.mark.slow
def test_an_undated_draft_is_measured_by_the_law_of_the_day_of_the_check(tmp_path: Path) -> None:
    draft = with_left(plan(30, as_of=BEFORE), 38)
    assert [len(margins(draft, day)) for day in (BEFORE, AFTER)] == [1, 0]
    file = tmp_path / "x.docx"
    file.write_bytes(draft)
    for as_of in (BEFORE, AFTER, None):  # None: today's
        found = check(CheckOptions((file,), as_of=as_of)).counts["findings"]
        told = [one for one in found if one["code"] == "PL1.P1.I.3"]
        assert len(told) == len(margins(draft, as_of or dt.date.today()))


@pytest.mark.slow
def test_a_document_is_mended_to_the_bounds_of_its_own_day() -> None:
    for date, mended in ((BEFORE, 35), (AFTER, 40)):
        fixed = fix_document(with_left(plan(30, date=date), 42), "x.docx")
        assert left_of(fixed.docx) == mended and margins(fixed.docx) == []
    draft = with_left(plan(30, as_of=BEFORE), 42)
    assert [left_of(fix_document(draft, "x.docx", day=day).docx) for day in (BEFORE, AFTER)] == [35, 40]


@pytest.mark.slow
def test_front_matter_may_ask_for_what_holds_on_the_texts_own_day(tmp_path: Path) -> None:
    file = tmp_path / "x.md"

    def composed(own: str, **options: Any) -> float:
        file.write_text(TEXT.format(date=f"ngày: {own}\n" if own else ""), "utf-8")
        return left_of(compose(ComposeOptions(file, out=tmp_path, **options)).made[0].read_bytes())

    for own, options in (("31/12/2026", {}), ("", {"as_of": BEFORE}), ("01/01/2027", {"date": BEFORE})):
        with pytest.raises(InputError, match="từ 30 đến 35"):
            composed(own, **options)
    for own, options in (("01/01/2027", {}), ("", {"as_of": AFTER}), ("31/12/2026", {"date": AFTER})):
        assert composed(own, **options) == 38


# --- the workbook ----------------------------------------------------------------------------------------------------


def test_the_settings_and_their_help_are_those_of_the_day() -> None:
    for day, high in ((BEFORE, 35), (AFTER, 40)):
        [line] = [one for one in settings.on(day) if one.label == "Lề trái"]
        assert (line.low, line.high, line.default, line.help) == (30, high, 30, f"30–{high} mm.")


@pytest.mark.slow
def test_a_new_workbook_checks_what_is_typed_by_the_law_of_its_day() -> None:
    for day, high in ((BEFORE, "35"), (AFTER, "40")):
        sheet = openpyxl.load_workbook(io.BytesIO(build_workbook(day=day)))["Cấu hình"]
        [row] = [row for row in sheet.iter_rows() if row[0].value == "Lề trái"]
        [rule] = [one for one in sheet.data_validations.dataValidation if row[1].coordinate in one.sqref]
        assert (rule.formula1, rule.formula2, rule.prompt) == ("30", high, f"30–{high} mm.")
        assert row[2].value == f"30–{high} mm."


@pytest.mark.slow
def test_what_the_workbook_holds_is_checked_as_of_a_day(sample: Path) -> None:
    def found(value: float, as_of: dt.date) -> list[str]:
        with_setting(sample, "Lề trái", value)
        told = validate(ValidateOptions(Target(sample, as_of))).findings
        return [one.fix for one in told if one.code == "CH02"]

    [told] = found(38, BEFORE)
    assert "30–35 mm" in told
    assert found(38, AFTER) == []
    [told] = found(42, AFTER)
    assert "30–40 mm" in told


@pytest.mark.slow
def test_a_report_in_draft_is_set_by_the_law_as_of_the_day_or_of_its_periods_end(sample: Path) -> None:
    with_setting(sample, "Lề trái", 38)

    def drafted(as_of: dt.date) -> float:
        return left_of(report(ReportOptions(Target(sample, as_of, "2026-H1"))).made[0].read_bytes())

    assert [drafted(day) for day in (BEFORE, AFTER)] == [30, 38]
    data = open_book(sample)["periods"]
    patch = WorkbookPatch(sample)
    patch.set("periods", data.rows[data.clean["code"].index("2026-H1")], "end", AFTER)  # not over as of that day
    patch.save()
    assert drafted(BEFORE) == 38


def test_no_template_changes_and_the_page_tells_both() -> None:
    for name, data in build_templates().items():
        assert data == (ROOT / "templates" / name).read_bytes(), name
    page = reference_pages()["decree30-reference.md"]
    assert "cách mép trái 30 - 35 mm" in page
    assert f"cách mép trái 30 - 40 mm. Từ 01/01/2027 ({NEW})." in page

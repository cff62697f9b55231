"""The sentences of the report as its template prints them (document/sources/bao-cao.txt)."""

from __future__ import annotations

import io
import re
from functools import cache

import pytest
from docx import Document
from office_books import FIGURES, UNITS, office
from test_period_tasks import task
from test_report_content import TASKS, texts

from lhh_excel.document.templates.render import Rendered, render_report
from lhh_excel.document.writing.source import SOURCES
from lhh_excel.figures.context_names import known_names
from lhh_excel.figures.report import Report, build_report
from tools.templates import build_template


@cache
def template() -> bytes:
    return build_template((SOURCES / "bao-cao.txt").read_text(encoding="utf-8"))


def written(*tables: str, period: str = "2026-H1", as_of: str = "16/06/2026") -> tuple[Report, Rendered]:
    report = build_report(office(*tables, as_of=as_of), period)
    return report, render_report(template(), report.context, report.figures, known=known_names())


def paragraphs(*tables: str, period: str = "2026-H1") -> list[str]:
    document = Document(io.BytesIO(written(*tables, period=period)[1].docx))
    return [paragraph.text.strip() for paragraph in document.paragraphs if paragraph.text.strip()]


def section(lines: list[str], start: str, end: str) -> list[str]:
    first = next(i for i, line in enumerate(lines) if line.startswith(start))
    last = next(i for i, line in enumerate(lines) if i > first and line.startswith(end))
    return lines[first + 1 : last]


def test_the_outline_is_complete_and_in_order() -> None:
    lines = paragraphs(TASKS)
    heads = [line for line in lines if re.match(r"(I|II|III|IV|V)\. ", line)]
    assert heads == [
        "I. ĐẶC ĐIỂM TÌNH HÌNH",
        "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
        "III. ĐÁNH GIÁ CHUNG",
        "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ 6 THÁNG CUỐI NĂM 2026",
        "V. KIẾN NGHỊ, ĐỀ XUẤT",
    ]
    assert section(lines, "III.", "IV.")[0::2] == [
        "1. Ưu điểm",
        "2. Tồn tại, hạn chế",
        *section(lines, "III.", "IV.")[4::2],
    ]
    assert any(line.endswith("./.") for line in lines)


def test_section_one_tells_units_members_and_who_reported() -> None:
    told = section(paragraphs(), "I. ", "II. ")
    assert told == [
        "1. Tổ chức",
        "Đến ngày 14/6/2026, Liên hiệp Hội có 05 đơn vị, gồm 04 hội thành viên và 01 đơn vị trực thuộc, không thay đổi "
        "so với 6 tháng cuối năm 2025 và giảm 01 đơn vị so với cùng kỳ năm 2025.",
        "Có thêm 01 đơn vị: Hội Mới (gia nhập ngày 01/3/2026).",
        "Có 01 đơn vị không còn là thành viên: Hội Cũ (từ ngày 01/02/2026, Hội Đúc kế thừa).",
        "2. Hội viên",
        "Theo báo cáo của 04/05 đơn vị, đến ngày 14/6/2026 có 396 hội viên; tăng 01 hội viên (0,3%) so với đầu kỳ "
        "(363/362 hội viên của 03 đơn vị có số liệu ở cả hai kỳ) và tăng 08 hội viên (2,3%) so với cùng kỳ năm 2025 "
        "(363/355 hội viên của 03 đơn vị có số liệu ở cả hai kỳ).",
        "3. Chế độ báo cáo",
        "Có 04/05 đơn vị gửi báo cáo (80%): 03 đơn vị đúng hạn, 01 đơn vị chậm 03 ngày; còn 01 đơn vị chưa gửi "
        "(Phụ lục II). Số liệu từng đơn vị tại Phụ lục I.",
    ]


def test_a_group_tells_only_figures_above_nought_with_how_many_gave_them() -> None:
    told = section(paragraphs(), "2. Chuyên môn", "3. Văn phòng")
    assert told[0] == "- Tổ chức 05 hội thảo (số liệu của 03/04 đơn vị); tăng 02 cuộc so với cùng kỳ."
    assert not any("góp ý" in line.lower() or "tập huấn" in line for line in told)


@pytest.mark.slow
def test_nought_is_not_told_as_a_result_but_a_fall_to_nought_is() -> None:
    nothing = FIGURES.replace("| 175 | 4 |", "| 175 | 0 |").replace("| 0 | 1 | 0 | 5 |", "| 0 | 0 | 0 | 5 |")
    told = [line for line in section(paragraphs(nothing), "II. ", "III. ") if "hội thảo" in line.lower()]
    assert told == ["- Không tổ chức hội thảo (số liệu của 03/04 đơn vị; cùng kỳ 03)."]
    before = nothing.replace("| 110 | 2 | 1 |", "| 110 | 0 | 1 |").replace("| 50 | 1 | 0 |", "| 50 | 0 | 0 |")
    assert not any("hội thảo" in line.lower() for line in section(paragraphs(before), "II. ", "III. "))


def test_tasks_are_told_done_in_progress_with_percent_and_overdue_with_days() -> None:
    told = paragraphs(TASKS)
    assert "- Đã hoàn thành: Việc NV-001 (Hội Đúc)." in told
    assert "- Đang thực hiện, trong hạn: Việc NV-003 (Hội Đúc, đạt 30%, hạn 31/12/2026)." in told
    assert section(told, "3. Văn phòng", "4. Thi đua")[-1] == "Không có nhiệm vụ thuộc lĩnh vực này."
    assert section(told, "2. Tồn tại", "3. Nguyên nhân")[-2:] == [
        "Còn 01 nhiệm vụ quá hạn:",
        "- Việc NV-002 (Hội Đúc) chậm 30 ngày so với hạn.",
    ]
    assert sum("NV-002" in line for line in told) == 1  # told once; Phụ lục II has it beside


def test_a_done_task_without_result_says_so_in_its_row() -> None:
    from test_period_tasks import HEAD

    lines = [task("NV-1", state="Hoàn thành", progress="", done="01/06/2026"), task("NV-2", progress="")]
    _, rendered = written(HEAD + "\n".join(lines))
    rows = [[c.text for c in row.cells] for t in Document(io.BytesIO(rendered.docx)).tables for row in t.rows]
    ((*_, result),) = (row for row in rows if "Việc NV-1" in row)
    assert result == "chưa báo cáo kết quả"


@pytest.mark.slow
def test_plans_end_with_the_tasks_due_until_the_next_periods_end_and_what_goes_on() -> None:
    told = section(paragraphs(TASKS), "IV. ", "V. ")
    assert told[1:] == [
        "Hoàn thành các nhiệm vụ đến hạn:",
        "- Quý IV/2026 (02 nhiệm vụ): Việc NV-003 (Hội Đúc, 31/12); Việc NV-004 (Hội Đúc, 31/12).",
        "Tiếp tục thực hiện 01 nhiệm vụ quá hạn (Mục 2 Phần III).",
    ]
    more = {"NV-005": "05/07/2026", "NV-006": "01/03/2027", "NV-007": "", "NV-008": "20/06/2026"}
    mixed = "\n".join([TASKS, *(task(code, due=due) for code, due in more.items())])
    assert section(paragraphs(mixed), "IV. ", "V. ")[2:] == [
        "- Tháng 6/2026 (01 nhiệm vụ): Việc NV-008 (Hội Đúc, 20/6).",
        "- Quý III/2026 (01 nhiệm vụ): Việc NV-005 (Hội Đúc, 05/7).",
        "- Quý IV/2026 (02 nhiệm vụ): Việc NV-003 (Hội Đúc, 31/12); Việc NV-004 (Hội Đúc, 31/12).",
        "Tiếp tục thực hiện 01 nhiệm vụ quá hạn (Mục 2 Phần III), 01 nhiệm vụ có hạn sau ngày 31/12/2026 "
        "và 01 nhiệm vụ chưa ghi hạn.",
    ]
    named = texts("2026-H1 | Phương hướng | 1 | Dứt điểm các việc quá hạn.")
    assert not any("nhiệm vụ quá hạn" in line for line in section(paragraphs(TASKS, named), "IV. ", "V. "))


def test_a_text_that_nobody_wrote_is_a_visible_mark() -> None:
    told = paragraphs(texts("2026-H1 | Ưu điểm | 1 | Các hội làm tốt & đủ <việc>"))
    assert "Các hội làm tốt & đủ <việc>" in told
    assert section(told, "3. Nguyên nhân", "IV. ") == ["[Chưa có nội dung: Nguyên nhân]"]
    assert sum(line.startswith("[Chưa có nội dung") for line in told) == 8


def test_all_annexes_are_named_in_the_text() -> None:
    text = "\n".join(section(paragraphs(TASKS), "I. ", "V. "))
    assert all(re.search(rf"Phụ lục {number}\b", text) for number in ("I", "II", "III"))


def test_nobody_reported_is_said_in_words() -> None:
    silent = re.sub(r"(\| 2026-H1 \| \w+ \|)[^|]*\|", r"\1 |", FIGURES)
    told = paragraphs(silent)
    assert (
        "Chưa nhận được báo cáo của đơn vị nào trong 05 đơn vị phải gửi (Phụ lục II). "
        "Số liệu từng đơn vị tại Phụ lục I."
    ) in told
    assert "Chưa có số liệu hội viên." in told


def test_a_year_tells_from_which_halves_it_is_added_up_and_compares_with_the_year_before() -> None:
    told = paragraphs(period="2025")
    assert (
        "Số liệu tổng hợp từ báo cáo 6 tháng đầu năm 2025 của 06/06 đơn vị "
        "và báo cáo 6 tháng cuối năm 2025 của 05/05 đơn vị."
    ) in told
    assert not any("cùng kỳ" in line for line in told)
    assert any("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2026" in line for line in told)


def test_a_years_members_are_those_of_the_units_that_reported_its_last_half() -> None:
    silent = FIGURES.replace("| 2025-H1 | H02 | 01/06/2025 |", "| 2025-H1 | H02 | |")
    (line,) = section(paragraphs(silent, period="2025"), "2. Hội viên", "3. Chế độ")
    assert line.startswith("Theo báo cáo 6 tháng cuối năm 2025 của 05/05 đơn vị, đến ngày 14/12/2025 có")


@pytest.mark.slow
def test_a_year_never_says_that_fewer_units_gave_a_number_than_its_annex_shows() -> None:
    """H03 left "Hội thảo" blank in one half of the year; what it gave in the other is in its row and in the total."""
    _, rendered = written(period="2025")
    assert "- Tổ chức 12 hội thảo (04/05 đơn vị có đủ số liệu)." in paragraphs(period="2025")
    tables = [[[cell.text for cell in row.cells] for row in t.rows] for t in Document(io.BytesIO(rendered.docx)).tables]
    (table,) = [rows for rows in tables if "Hội thảo" in rows[0]]
    *units, total, count = [row[table[0].index("Hội thảo")] for row in table[1:]]
    assert total == "12" and count == str(sum(text != "–" for text in units))


@pytest.mark.parametrize("period", ["2025-H1", "2025-H2", "2025", "2026-H1", "2026-H2"])
def test_no_hole_no_tag_and_no_doubled_sign_is_left(period: str) -> None:
    for line in paragraphs(TASKS, UNITS, period=period):
        if line.startswith("(Kèm theo"):  # blank until the number is given
            continue
        assert not re.search(
            r"\{|\}|None|Undefined|Figure|  |;;|,,|\.\.|\( | ,| ;|: *$\.|\(\)", line.replace("./.", "")
        ), line


def test_each_figure_stands_where_the_provenance_says_and_text_and_annex_agree() -> None:
    report, rendered = written(TASKS)
    document = Document(io.BytesIO(rendered.docx))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    everything = "\n".join([*(p.text for p in document.paragraphs), *cells])
    placed = [figure for figure in report.figures if rendered.places[figure.id]]
    assert len(placed) > 100
    for figure in placed:
        assert figure.text in everything
    places = rendered.places
    assert any("HỘI VIÊN" in p.upper() or "Hội viên" in p for p in places["so_lieu.hoi_vien_cuoi_ky.tong"])
    assert all("Phụ lục I" in p for p in places["phu_luc_1.hoi_vien_cuoi_ky.tong"])


def test_every_number_of_the_body_is_a_figure_or_somebodys_text() -> None:
    """Digits of sections I and II that no figure printed would be a number that nobody can trace."""
    report, rendered = written(TASKS)
    lines = [p.text for p in Document(io.BytesIO(rendered.docx)).paragraphs]
    texts_ = sorted({figure.text for figure in report.figures}, key=len, reverse=True)
    names = [report.context["ky"]["ten_truoc"], report.context["ky"]["ten_cung_ky"], report.context["ky"]["ten"]]
    for line in section([line.strip() for line in lines if line.strip()], "I. ", "III. "):
        rest = re.sub(r"^\d\. ", "", line)
        for known in [*names, *texts_, "NV-001", "NV-002", "NV-003", "NV-004"]:
            rest = rest.replace(known, "")
        assert not re.search(r"\d", rest), line

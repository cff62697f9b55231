"""A rendered document, measured on its own XML: the decree's layout, the places of figures, the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import pytest
from docx.oxml.ns import qn
from docx_measure import cell_width_mm, everything, grid_mm, indents_mm, opened, rule_mm, set_as, styled
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from sound import errors
from template_samples import SOURCE, changed, context, figure, figures_of, template

from lhh_excel.document.ooxml import NS, fit_cells, q, text_width_mm
from lhh_excel.document.ooxml.package import read_parts, write_parts
from lhh_excel.document.rules import check_document
from lhh_excel.document.templates.render import Rendered, render_report
from lhh_excel.errors import TemplateError

TEMPLATE = template()


def rendered(data: dict[str, Any] | None = None, source: bytes = TEMPLATE, **options: Any) -> Rendered:
    made = context() if data is None else data
    return render_report(source, made, figures_of(made), **options)


def texts(docx: bytes) -> list[str]:
    return [paragraph.text for paragraph in everything(opened(docx)) if paragraph.text.strip()]


# the bytes


def test_the_same_data_gives_the_same_bytes() -> None:
    assert rendered().docx == rendered().docx


def test_the_files_dates_are_the_periods_end() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered(status="DỰ THẢO").docx)) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2026-06-14T00:00:00Z") == 2
    assert "<cp:contentStatus>DỰ THẢO</cp:contentStatus>" in core
    assert "BÁO CÁO Kết quả thực hiện" in core


def test_a_date_given_goes_before_the_periods_end() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered(stamp=dt.date(2026, 7, 1)).docx)) as archive:
        assert b"2026-07-01T" in archive.read("docProps/core.xml")


@pytest.mark.slow
def test_openxml_audit_finds_nothing(tmp_path: Any) -> None:
    file = tmp_path / "bc.docx"
    file.write_bytes(rendered().docx)
    assert [str(error) for error in errors(file)] == []


# figures and their places


def test_each_figure_is_found_where_it_stands() -> None:
    places = rendered().places
    assert places["don_vi.tang"] == ["I. ĐẶC ĐIỂM TÌNH HÌNH, đoạn 1"]
    assert places["hoi_vien.2"] == [
        "I. ĐẶC ĐIỂM TÌNH HÌNH, 1. Danh sách, đoạn 2",
        "Phụ lục I, hàng 2 (Hội thành viên 02), cột “Hội viên – Cuối kỳ”",
    ]


def test_a_figure_that_is_not_printed_has_no_place() -> None:
    data = context()
    places = render_report(TEMPLATE, data, [*figures_of(data), figure("thua", 9)]).places
    assert places["thua"] == []


def test_a_figure_keeps_its_place_through_filters_and_joins() -> None:
    source = template('Số {{ don_vi.tong|upper }} và {{ don_vi.tong.text }} và {{ "x" ~ don_vi.tong }}.')
    made = rendered(source=source)
    assert made.places["don_vi.tong"] == ["phần đầu văn bản, đoạn 1"]
    assert texts(made.docx) == ["Số 20 và 20 và x20."]


def test_no_mark_is_left_in_any_part() -> None:
    with zipfile.ZipFile(io.BytesIO(rendered().docx)) as archive:
        for name in archive.namelist():
            assert not re.search("[\U000f5a00-\U000f5aff]", archive.read(name).decode("utf-8")), name


def test_private_letters_in_somebodys_text_do_not_become_figures() -> None:
    data = changed(kien_nghi="Đề nghị \U000f5a0a\U000f5a01\U000f5a0b20\U000f5a0c tiếp.")
    made = rendered(data)
    assert "Đề nghị 20 tiếp." in texts(made.docx)


# text from the workbook


def test_markup_and_tags_in_a_text_are_printed_as_typed() -> None:
    data = changed(kien_nghi="A & B <w:p> {{ 1 }} {% if %} “ngoặc”")
    assert "A & B <w:p> {{ 1 }} {% if %} “ngoặc”" in texts(rendered(data).docx)


def test_control_characters_are_left_out_and_lines_become_paragraphs() -> None:
    data = changed(kien_nghi="Dòng\x00 một\x07\r\n\r\nDòng\thai\n")
    shown = texts(rendered(data).docx)
    at = shown.index("Dòng một")
    assert shown[at + 1] == "Dòng hai"


def test_decomposed_letters_are_composed() -> None:
    data = changed(kien_nghi="Đề nghị Thành u\u0309y")
    assert "Đề nghị Thành ủy" in texts(rendered(data).docx)


# the layout


def sizes(docx: bytes, *names: str) -> list[float]:
    document = opened(docx)
    return [set_as(document, styled(document, name)[0]).size for name in names]


HEAD = ("Quốc hiệu", "Tiêu ngữ", "Địa danh và thời gian", "Số ký hiệu", "Tên cơ quan chủ quản", "Tên cơ quan ban hành")


def test_fourteen_point_text_goes_with_13_14_14_in_the_head() -> None:
    assert sizes(rendered().docx, *HEAD) == [13, 14, 14, 13, 13, 13]


def test_thirteen_point_text_goes_with_12_13_13_in_the_head() -> None:
    docx = rendered(changed(trinh_bay={"co_chu": 13, "lui_dau_dong": 1})).docx
    assert sizes(docx, *HEAD) == [12, 13, 13, 13, 12, 12]
    assert sizes(docx, "Nội dung", "Nơi nhận", "Danh sách nơi nhận", "Phụ lục", "Tên phụ lục") == [13, 12, 11, 14, 13]


@pytest.mark.parametrize("cm", [1, 1.27])
def test_the_first_line_is_indented_as_the_office_chose(cm: float) -> None:
    document = opened(rendered(changed(trinh_bay={"lui_dau_dong": cm})).docx)
    body = next(style for style in document.styles if style.name == "LHH Nội dung")
    assert body.paragraph_format.first_line_indent.cm == pytest.approx(cm, abs=0.005)


@pytest.mark.parametrize("margins", [(20, 20, 30, 15), (25, 25, 35, 20), (22.5, 21, 32, 17.5)])
def test_margins_never_leave_the_decrees_range_by_rounding(margins: tuple[float, ...]) -> None:
    top, bottom, left, right = margins
    data = changed(trinh_bay={"le_tren": top, "le_duoi": bottom, "le_trai": left, "le_phai": right})
    for section in opened(rendered(data).docx).sections:
        found = [side.mm for side in (section.top_margin, section.bottom_margin, section.left_margin)]
        assert found == pytest.approx([top, bottom, left], abs=0.02)
        assert 20 <= section.top_margin.mm <= 25
        assert 30 <= section.left_margin.mm <= 35
        assert 15 <= section.right_margin.mm <= 20


def test_text_and_annexes_are_sections_that_count_their_own_pages_from_one_and_hide_the_first() -> None:
    document = opened(rendered().docx)
    assert [(round(s.page_width.mm), round(s.page_height.mm)) for s in document.sections] == [
        (210, 297),
        (297, 210),
        (210, 297),
    ]
    for section in document.sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert "PAGE" in section.header._element.xml
        assert section.first_page_header.paragraphs[0].text == ""


def head_of(docx: bytes) -> tuple[Any, list[float]]:
    document = opened(docx)
    return document, grid_mm(document.tables[0])


def test_the_head_has_grid_and_cells_of_the_same_widths_and_no_padding() -> None:
    document, grid = head_of(rendered().docx)
    assert sum(grid) == pytest.approx(165, abs=0.1)
    for name, width in (("Quốc hiệu", grid[1]), ("Số ký hiệu", grid[0]), ("Địa danh và thời gian", grid[1])):
        assert cell_width_mm(styled(document, name)[0]) == pytest.approx(width)


def test_the_rule_below_tieu_ngu_is_as_long_as_its_text() -> None:
    document, grid = head_of(rendered().docx)
    rules = styled(document, "Đường kẻ")
    assert rule_mm(rules[1], grid[1]) == pytest.approx(text_width_mm("Độc lập - Tự do - Hạnh phúc", 14, True), rel=0.01)


def test_number_and_date_stand_in_one_row() -> None:
    document = opened(rendered().docx)
    rows = [
        next(styled(document, name)[0]._p.iterancestors(qn("w:tr"))) for name in ("Số ký hiệu", "Địa danh và thời gian")
    ]
    assert rows[0] is rows[1]


def test_a_cell_over_two_columns_is_as_wide_as_both() -> None:
    cell = '<w:tc><w:tcPr><w:tcW w:w="1" w:type="auto"/>{}</w:tcPr></w:tc>'
    cells = cell.format('<w:gridSpan w:val="2"/>') + cell.format("")
    row = etree.fromstring(f'<w:tr xmlns:w="{NS["w"]}">{cells}</w:tr>')
    fit_cells(row, [100, 200, 400])
    assert [(one.get(q("w")), one.get(q("type"))) for one in row.iter(q("tcW"))] == [("300", "dxa"), ("400", "dxa")]


def test_without_a_governing_body_no_empty_line_is_left() -> None:
    document = opened(rendered(changed(co_quan={"chu_quan": ""})).docx)
    assert styled(document, "Tên cơ quan chủ quản") == []
    assert document.tables[0].cell(0, 0).paragraphs[0].text.startswith("LIÊN HIỆP CÁC HỘI")


def test_the_agencys_name_breaks_where_it_reads_well() -> None:
    document = opened(rendered().docx)
    assert styled(document, "Tên cơ quan ban hành")[0].text.split("\n") == [
        "LIÊN HIỆP CÁC HỘI",
        "KHOA HỌC VÀ KỸ THUẬT",
        "THÀNH PHỐ CẦN THƠ",
    ]


SYLLABLES = "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT TỈNH THÀNH PHỐ BÀ RỊA VŨNG TÀU NGHIÊNG NGƯỜI ĐẮK".split()  # noqa: SIM905
NAMES = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=22).map(" ".join)
PLACES = st.sampled_from(["Huế", "Cần Thơ", "Thành phố Hồ Chí Minh", "Bà Rịa - Vũng Tàu", "Thành phố Thủ Đức"])


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    name=NAMES,
    above=st.one_of(st.just(""), NAMES),
    place=PLACES,
    size=st.sampled_from([13, 14]),
    left=st.floats(30, 35),
)
def test_whatever_the_names_quoc_hieu_fits_on_one_line_and_rules_are_of_the_right_length(
    name: str, above: str, place: str, size: int, left: float
) -> None:
    data = changed(
        co_quan={"ten": name, "chu_quan": above, "dia_danh": place}, trinh_bay={"co_chu": size, "le_trai": left}
    )
    document, grid = head_of(rendered(data).docx)
    assert text_width_mm("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size - 1, True) < grid[1]
    area = 210 - left - 15
    assert sum(grid) <= area + 12.1
    agency, rule = styled(document, "Tên cơ quan ban hành")[0], styled(document, "Đường kẻ")[0]
    assert agency.text.replace("\n", " ") == name
    lengths = [text_width_mm(line, size - 1, True) for line in agency.text.split("\n")]
    assert max(lengths) <= grid[0]
    assert 1 / 3 <= rule_mm(rule, grid[0]) / max(lengths) <= 1 / 2
    date = styled(document, "Địa danh và thời gian")[0]
    assert all(text_width_mm(line, size, False, True) <= grid[1] for line in date.text.split("\n"))


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(words=st.lists(st.sampled_from("kết quả thực hiện nhiệm vụ năm 2026 về".split()), min_size=2, max_size=60))  # noqa: SIM905
def test_the_rule_below_the_subject_is_a_third_to_a_half_of_its_longest_line(words: list[str]) -> None:
    document = opened(rendered(changed(van_ban={"trich_yeu": " ".join(words)})).docx)
    subject, rule = styled(document, "Trích yếu")[0], styled(document, "Đường kẻ")[2]
    lengths = [text_width_mm(line, 14, True) for line in subject.text.split("\n")]
    assert max(lengths) <= 165
    assert 1 / 3 <= rule_mm(rule, 165) / max(lengths) <= 1 / 2


def test_several_addressees_have_their_dashes_under_the_colon() -> None:
    label, *others = styled(opened(rendered().docx), "Kính gửi")
    assert label.text == "Kính gửi:"
    assert [paragraph.text for paragraph in others] == [
        "- Thường trực Thành ủy Cần Thơ;",
        "- Ban Tuyên giáo và Dân vận Thành ủy;",
        "- Liên hiệp Hội Việt Nam.",
    ]
    colon = indents_mm(label)["left"] + text_width_mm("Kính gửi", 14)
    for paragraph in others:
        sides = indents_mm(paragraph)
        assert sides["left"] - sides["hanging"] == pytest.approx(colon, abs=0.1)


def test_one_addressee_stands_on_the_line_of_kinh_gui() -> None:
    only = styled(opened(rendered(changed(kinh_gui=["Thành ủy Cần Thơ"])).docx), "Kính gửi")
    assert [paragraph.text for paragraph in only] == ["Kính gửi: Thành ủy Cần Thơ"]


def test_without_addressees_there_is_no_kinh_gui() -> None:
    assert styled(opened(rendered(changed(kinh_gui=[])).docx), "Kính gửi") == []


def test_bases_and_recipients_end_with_semicolons_and_at_last_a_full_stop() -> None:
    document = opened(rendered().docx)
    assert [p.text[-1] for p in styled(document, "Căn cứ ban hành")] == [";", "."]
    assert [p.text for p in styled(document, "Danh sách nơi nhận")] == [
        "- Như trên;",
        "- Các hội thành viên;",
        "- Lưu: VT, VP.",
    ]


def test_a_draft_leaves_number_day_and_month_blank_and_prints_the_year() -> None:
    document = opened(rendered().docx)
    assert re.fullmatch(r"Số: {4,}/BC-LHH", styled(document, "Số ký hiệu")[0].text)
    assert re.fullmatch(r"Cần Thơ, ngày {3,}tháng {3,}năm 2026", styled(document, "Địa danh và thời gian")[0].text)


def test_an_issued_document_prints_them_and_so_do_its_annexes() -> None:
    document = opened(rendered(changed(van_ban={"so": "05", "ngay": "02", "thang": "7"})).docx)
    assert styled(document, "Số ký hiệu")[0].text == "Số: 05/BC-LHH"
    assert styled(document, "Địa danh và thời gian")[0].text == "Cần Thơ, ngày 02 tháng 7 năm 2026"
    for paragraph in styled(document, "Chỉ dẫn kèm theo"):
        assert paragraph.text.replace("\n", " ") == (
            "(Kèm theo Báo cáo số 05/BC-LHH ngày 02 tháng 7 năm 2026 "
            "của Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Cần Thơ)"
        )


def test_the_reference_of_an_annex_breaks_before_the_agency() -> None:
    for paragraph in styled(opened(rendered().docx), "Chỉ dẫn kèm theo"):
        first, second = paragraph.text.split("\n")
        assert first.endswith("năm 2026")
        assert second.startswith("của Liên hiệp")


def test_the_annexes_of_an_electronic_document_leave_the_reference_blank() -> None:
    data = changed(van_ban={"so": "05", "ngay": "02", "thang": "7", "dien_tu": True})
    for paragraph in styled(opened(rendered(data).docx), "Chỉ dẫn kèm theo"):
        assert not re.search(r"\d", paragraph.text)


def test_the_signature_is_kept_with_two_lines_of_the_text_and_in_one_piece() -> None:
    document = opened(rendered().docx)
    name = styled(document, "Họ tên người ký")[0]
    row = next(name._p.iterancestors(qn("w:tr")))
    assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    table = next(row.iterancestors(qn("w:tbl")))
    before = list(table.itersiblings(preceding=True))[:3]
    kept = [element.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for element in before]
    assert kept == [True, True, False]  # the last two paragraphs are of one line each


def test_an_annex_table_is_as_wide_as_its_page_allows() -> None:
    document = opened(rendered(changed(trinh_bay={"le_trai": 35, "le_phai": 20})).docx)
    table = next(table for table in document.tables if table.style is not None and table.style.name == "LHH Bảng")
    assert sum(grid_mm(table)) == pytest.approx(297 - 55, abs=0.2)


@pytest.mark.parametrize(("columns", "units"), [(1, 3), (4, 12), (10, 120)])
def test_a_table_whose_columns_a_loop_makes_keeps_their_proportions_and_its_last_rows_together(
    columns: int, units: int
) -> None:
    source = template(
        SOURCE[: SOURCE.index("| TT |")]
        + """| TT | Đơn vị | {%tc for c in cot %} | {{ c }} | {%tc endfor %} |
|:-:10|:--50|--:1|--:20|--:1|
{%tr for d in phu_luc %}
| {{ d.ten }} | {{ d.ten }} | {%tc for c in cot %} | {{ d.dau_ky }} | {%tc endfor %} |
{%tr endfor %}
| | Cộng | {%tc for c in cot %} | {{ c }} | {%tc endfor %} |
| | Có số liệu | {%tc for c in cot %} | {{ c }} | {%tc endfor %} |
"""
    )
    data = {**context(units), "cot": [f"Số {number}" for number in range(columns)]}
    document = opened(rendered(data, source).docx)
    table = next(table for table in document.tables if table.style is not None and table.style.name == "LHH Bảng")
    number, unit, *others = grid_mm(table)
    assert len(others) == columns and number + unit + sum(others) == pytest.approx(sum(grid_mm(table)), abs=0.5)
    assert [unit / number, *(other / number for other in others)] == pytest.approx([5, *[2] * columns], rel=0.02)
    assert [cell_width_mm(cell.paragraphs[0]) for cell in table.rows[-1].cells] == pytest.approx(
        grid_mm(table), abs=0.2
    )
    marks = [
        all(p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for p in row._tr.iter(qn("w:p")))
        for row in table.rows
    ]
    together = [True, True] if units > 3 else [False, False]
    assert marks == [*[False] * units, *together, False]


def test_a_line_that_announces_a_list_stays_with_it() -> None:
    document = opened(rendered().docx)
    lead_in = next(paragraph for paragraph in everything(document) if paragraph.text.endswith("như sau:"))
    assert lead_in._p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None


def test_a_template_whose_styles_word_gave_other_ids_is_laid_out_the_same() -> None:
    parts = read_parts(TEMPLATE)
    for name, data in parts.items():
        parts[name] = re.sub(rb"LHH_([a-z_]+)", lambda found: b"a" + found.group(1)[::-1], data)
    document, grid = head_of(rendered(source=write_parts(parts)).docx)
    rules = styled(document, "Đường kẻ")
    assert rule_mm(rules[1], grid[1]) == pytest.approx(text_width_mm("Độc lập - Tự do - Hạnh phúc", 14, True), rel=0.01)
    assert styled(document, "Tên cơ quan ban hành")[0].text.count("\n") == 2


@pytest.mark.parametrize("size", [13, 14])
def test_our_own_checker_finds_nothing_to_say(size: int) -> None:
    made = rendered(changed(trinh_bay={"co_chu": size}, van_ban={"so": "05", "ngay": "02", "thang": "7"}))
    assert [finding.message for finding in check_document(made.docx).findings] == []


# what goes wrong


def failure(source: bytes | Any, data: dict[str, Any] | None = None) -> TemplateError:
    with pytest.raises(TemplateError) as caught:
        rendered(data, source)
    assert caught.value.sentence
    assert caught.value.remedy
    return caught.value


def test_a_name_that_is_known_but_missing_stops_the_report() -> None:
    data = context()
    known = {**data, "moi": ""}
    with pytest.raises(TemplateError) as caught:
        rendered(data, template("{{ moi }}"), known=known)
    assert caught.value.key == "template_unknown_name"
    assert "moi" in caught.value.sentence


def test_an_unknown_name_never_prints_as_a_hole() -> None:
    error = failure(template("Có {{ don_vi.tog }} đơn vị."))
    assert error.key == "template_problems"
    assert "don_vi.tog" in error.sentence
    assert "don_vi.tong" in error.sentence


@pytest.mark.parametrize("data", [b"", b"khong phai zip", b"PK\x03\x04" + b"x" * 50])
def test_what_is_no_word_document_is_said_so(data: bytes) -> None:
    assert failure(data).key == "template_not_word"


def test_a_template_that_is_missing_is_said_so(tmp_path: Any) -> None:
    assert failure(tmp_path / "bao-cao.docx").key == "template_missing"


@pytest.mark.parametrize(
    "expression",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ kinh_gui.append('x') }}",
        "{{ 'a' * 99999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ don_vi.tong.sources }}",
        "{{ don_vi.tong.__init__ }}",
        "{{ 'x'|center(99999999) }}",
        "{{ kien_nghi|safe }}",
        "{% for i in range(99999999) %}{% endfor %}",
        "{{ kien_nghi|default('') }}",
        "{% include 'x' %}",
        "{{ ''['__class__'] }}",
    ],
)
def test_a_template_can_do_nothing_but_print_what_it_is_given(expression: str) -> None:
    assert failure(template(expression)).key == "template_problems"


@pytest.mark.parametrize("expression", ["{{ ''.__class__ }}", "{{ kinh_gui.append('x') }}", "{{ 'a' * 99999999 }}"])
def test_the_sandbox_holds_even_where_the_lint_is_passed_by(expression: str) -> None:
    from lhh_excel.document.templates.run import run_template

    with pytest.raises(TemplateError):
        run_template(template(expression), "x.docx", context(), {})


def test_a_tag_that_word_split_over_runs_still_works() -> None:
    parts = zipfile.ZipFile(io.BytesIO(template("{{ co_quan.goi_tat }} xin chào.")))
    document = parts.read("word/document.xml").decode()
    split = document.replace(
        "{{ co_quan.goi_tat }}",
        '{{ co_</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">quan.goi_tat }}',
    )
    assert split != document
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in parts.namelist():
            archive.writestr(name, split if name == "word/document.xml" else parts.read(name))
    assert "Liên hiệp Hội xin chào." in texts(rendered(source=out.getvalue()).docx)


def test_a_template_without_our_styles_is_still_filled_in() -> None:
    docx_bytes = io.BytesIO()
    import docx

    plain = docx.Document()
    plain.add_paragraph("Đơn vị: {{ co_quan.goi_tat }}")
    plain.save(docx_bytes)
    assert "Đơn vị: Liên hiệp Hội" in texts(rendered(source=docx_bytes.getvalue()).docx)


def test_the_sample_source_uses_every_frame_component() -> None:
    assert {"@dau_trang", "@ten_loai", "@kinh_gui", "@can_cu", "@chu_ky"} <= set(SOURCE.split())

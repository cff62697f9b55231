"""The report as plain data: frame, sentences' material, marks, notes, figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from office_books import FIGURES, PERIODS, PROFILE, RECIPIENTS, SIGNERS, UNITS, office
from test_period_tasks import HEAD, progress, task

from lhh_excel.errors import UsageError
from lhh_excel.figures.context_names import names_for
from lhh_excel.figures.figure import Figure, Phrase
from lhh_excel.figures.frame import numbered
from lhh_excel.figures.report import Report, build_report
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.declarations import DEFAULT

TASKS = HEAD + "\n".join(
    [
        task(
            "NV-001", group="1. Tổ chức", state="Hoàn thành", progress="100", done="01/06/2026", result="Đã kiện toàn."
        ),
        task("NV-002", due="15/05/2026", progress="65"),
        task("NV-003", progress="30"),
        task("NV-004", state="Chưa bắt đầu", progress="0"),
    ]
)

SECTIONS = [each.name for each in DEFAULT.written]


def texts(*rows: str) -> str:
    return "## tblNoiDung\n| Mã kỳ | Mục | Thứ tự | Nội dung |\n" + "\n".join(f"| {row} |" for row in rows)


def report(*tables: str, period: str = "2026-H1", **options: Any) -> Report:
    return build_report(office(*tables), period, **options)


def said(value: object) -> Any:
    """A piece of the context as it would print."""
    if isinstance(value, dict):
        return {key: said(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [said(inner) for inner in value]
    return str(value) if isinstance(value, (Figure, Phrase)) else value


def figures_in(value: object) -> Iterator[Figure]:
    if isinstance(value, Figure):
        yield value
    elif isinstance(value, Phrase):
        yield from value.figures
    elif isinstance(value, dict):
        for inner in value.values():
            yield from figures_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from figures_in(inner)


def test_the_subject_names_the_programme_and_both_periods() -> None:
    assert report().context["van_ban"]["trich_yeu"] == (
        "Kết quả thực hiện Chương trình số 70/CTr-LHH 6 tháng đầu năm 2026, "
        "phương hướng, nhiệm vụ 6 tháng cuối năm 2026"
    )


def test_a_draft_has_a_year_and_neither_number_nor_day_nor_month() -> None:
    found = report().context["van_ban"]
    assert (found["so"], found["ky_hieu"], found["ngay"], found["thang"], found["nam"]) == (
        "",
        "BC-LHH",
        "",
        "",
        "2026",
    )


def test_an_issued_report_has_its_number_and_date_as_the_decree_writes_them() -> None:
    def issued(number: int, date: dt.date) -> dict[str, Any]:
        view: dict[str, Any] = numbered(report().context, office(), number=number, date=date)["van_ban"]
        return view

    found = issued(5, dt.date(2027, 2, 7))
    assert (found["so"], found["ngay"], found["thang"], found["nam"]) == ("05", "07", "02", "2027")
    assert issued(15, dt.date(2026, 6, 16))["thang"] == "6"


def test_a_draft_due_above_in_the_next_year_prints_that_year() -> None:
    head = PERIODS.replace("| Hạn đơn vị nộp |", "| Hạn đơn vị nộp | Hạn gửi cấp trên |")
    lines = [
        line
        if "Hạn gửi" in line or "##" in line or not line
        else line.replace(" | Mở |", " | 05/01/2027 | Mở |").replace(" | Khóa |", " | | Khóa |")
        for line in head.splitlines()
    ]
    assert report("\n".join(lines), period="2026-H2").context["van_ban"]["nam"] == "2027"


def test_a_replacement_names_the_old_report_with_its_date() -> None:
    register = """
    ## tblVanBanDi
    | Số, ký hiệu | Ngày tháng văn bản |
    | 05/BC-LHH | 16/06/2026 |
    """
    told = report(register, replaces="05/BC-LHH").context["van_ban"]["thay_the"]
    assert told == "thay thế Báo cáo số 05/BC-LHH ngày 16 tháng 6 năm 2026"
    assert report(register, replaces="5").context["van_ban"]["thay_the"] == told
    assert report().context["van_ban"]["thay_the"] == ""


def test_recipients_stand_in_their_order_with_as_above_first_and_the_archive_last() -> None:
    context = report().context
    assert context["kinh_gui"] == ["Thường trực Thành ủy", "Ban Tuyên giáo và Dân vận Thành ủy"]
    assert context["noi_nhan"] == ["Như trên", "Sở Nội vụ", "Lưu: VT, VP"]


def test_without_addressees_nobody_is_as_above() -> None:
    unaddressed = "\n".join(line for line in RECIPIENTS.splitlines() if "Kính gửi" not in line)
    assert report(unaddressed).context["noi_nhan"] == ["Sở Nội vụ", "Lưu: VT, VP"]


def test_the_archive_line_tells_the_copies_and_takes_the_clerks_own_words() -> None:
    copies = PROFILE + "| Số bản lưu | 2 |\n"
    assert report(copies).context["noi_nhan"][-1] == "Lưu: VT, VP (02)"
    own = RECIPIENTS + "| Báo cáo | Lưu | 1 | Lưu: VT, TCCB. |\n"
    assert report(own).context["noi_nhan"][-1] == "Lưu: VT, TCCB"


def test_legal_bases_begin_with_their_word_and_have_no_final_punctuation() -> None:
    assert report().context["can_cu"] == ["Căn cứ Luật Khoa học và Công nghệ"]


def test_the_default_signer_signs_unless_another_is_asked_for() -> None:
    assert report().context["chu_ky"] == {"quyen_han": ["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"], "ho_ten": "Nguyễn Văn A"}
    asked = report(signer="trần thị b").context["chu_ky"]
    assert asked == {"quyen_han": ["TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "ho_ten": "Trần Thị B"}


def test_an_unknown_signer_is_refused_with_the_known_names() -> None:
    with pytest.raises(UsageError) as failure:
        report(signer="Lê Văn C")
    assert "Nguyễn Văn A" in str(failure.value)


def test_layout_outside_the_decree_falls_back_to_the_default() -> None:
    found = report(PROFILE + "| Lề trái | 50 |\n| Cỡ chữ nội dung | 13 |\n| Lùi đầu dòng | 1 |\n").context["trinh_bay"]
    assert (found["le_trai"], found["co_chu"], found["lui_dau_dong"]) == (30, 13, 1)


def test_a_missing_setting_is_a_visible_mark() -> None:
    bare = "\n".join(line for line in PROFILE.splitlines() if "Tên cơ quan" not in line)
    assert report(bare).context["co_quan"]["ten"] == "[Chưa có: Tên cơ quan]"


def test_members_are_told_with_change_and_on_how_many_units() -> None:
    told = said(report().context["so_lieu"]["hoi_vien_cuoi_ky"])
    assert told["gia_tri"] == "396"
    assert told["so_ky_truoc"] == "tăng 01 hội viên (0,3%)"  # 175 + 188 + 0 against 115 + 52 + 195 + 0
    assert told["don_vi_ky_truoc"] == "03"
    assert told["so_cung_ky"] == "tăng 08 hội viên (2,3%)"  # against 110 + 50 + 195 + 0


def test_a_fall_and_no_change_have_their_words() -> None:
    less = FIGURES.replace("| 195 | 0 | 7 | 188 |", "| 195 | 0 | 7 | 88 |")
    assert said(report(less).context["so_lieu"]["hoi_vien_cuoi_ky"]["so_ky_truoc"]) == "giảm 99 hội viên (27,3%)"
    same = FIGURES.replace("| 195 | 0 | 7 | 188 |", "| 195 | 0 | 7 | 187 |")
    assert said(report(same).context["so_lieu"]["hoi_vien_cuoi_ky"]["so_ky_truoc"]) == "không thay đổi"


def test_a_rise_from_zero_has_no_percent() -> None:
    zero = FIGURES.replace("| 110 | 2 | 1 |", "| 110 | 0 | 1 |").replace("| 50 | 1 | 0 |", "| 50 | 0 | 0 |")
    assert said(report(zero).context["so_lieu"]["hoi_thao"]["so_cung_ky"]) == "tăng 05 cuộc"


def test_no_comparison_is_told_where_last_years_figures_are_missing() -> None:
    no_last_year = "\n".join(line for line in FIGURES.splitlines() if "| 2025-H1 |" not in line)
    told = report(no_last_year).context["so_lieu"]["hoi_vien_cuoi_ky"]
    assert (told["so_cung_ky"], told["don_vi_cung_ky"]) == ("", "")


def test_an_indicator_says_how_many_units_gave_it_when_fewer_than_reported() -> None:
    told = said(report().context["so_lieu"])
    assert told["hoi_thao"]["pham_vi"] == "số liệu của 03/04 đơn vị"
    assert told["hoi_vien_cuoi_ky"]["pham_vi"] == ""


def test_zero_or_missing_for_all_is_not_a_result() -> None:
    told = said(report().context["so_lieu"])
    assert (told["van_ban_gop_y"]["co"], told["van_ban_gop_y"]["gia_tri"]) == (False, "chưa có số liệu")
    nothing = FIGURES.replace("| 175 | 4 |", "| 175 | 0 |").replace("| 0 | 1 | 0 | 5 |", "| 0 | 0 | 0 | 5 |")
    zero = said(report(nothing).context["so_lieu"])["hoi_thao"]
    assert (zero["co"], zero["co_so_lieu"], zero["gia_tri"]) == (False, True, "0")


def test_reporting_is_told_with_names_in_the_alphabets_order() -> None:
    silent = FIGURES.replace("| 2026-H1 | H02 | 12/06/2026 |", "| 2026-H1 | H02 | |").replace(
        "| 2026-H1 | H01 | 09/06/2026 |", "| 2026-H1 | H01 | |"
    )
    told = said(report(silent).context["bao_cao"])
    assert told["ds_chua_nop"] == ["Hội Ăn uống", "Hội Dược", "Hội Đúc"]
    told = said(report().context["bao_cao"])
    assert (told["da_nop"], told["phai_nop"], told["ty_le"]) == ("04", "05", "80%")
    assert told["ds_muon"] == [{"ten": "Hội Dược", "so_ngay": "03", "ngay_nhan": "ngày 12 tháng 6 năm 2026"}]


def test_a_year_says_for_each_part_who_reported() -> None:
    told = said(report(period="2025").context["bao_cao"]["pham_vi"])
    assert told == "06/06 đơn vị đã báo cáo 6 tháng đầu năm 2025, 05/05 đơn vị đã báo cáo 6 tháng cuối năm 2025"


def test_units_are_told_with_those_that_came_and_went() -> None:
    told = said(report().context["don_vi"])
    assert (told["tong"], told["hoi"], told["truc_thuoc"]) == ("05", "04", "01")
    assert told["vao"] == [
        {"ten": "Hội Mới", "ngay": "ngày 01 tháng 3 năm 2026", "ke_thua": "", "ngay_gon": "01/3/2026"}
    ]
    assert [(one["ten"], one["ngay_gon"], one["ke_thua"]) for one in told["roi"]] == [
        ("Hội Cũ", "01/02/2026", "Hội Đúc")
    ]
    assert told["so_ky_truoc"] == "không thay đổi"
    assert told["so_cung_ky"] == "giảm 01 đơn vị"


def test_a_group_tells_its_tasks_done_in_progress_and_overdue_and_one_without_says_so() -> None:
    groups = said(report(TASKS).context["nhom"])
    assert [group["so"] for group in groups] == ["1", "2", "3", "4"]
    assert [(t["ma"], t["ket_qua"]) for t in groups[0]["da_xong"]] == [("NV-001", "Đã kiện toàn")]
    assert [(t["ma"], t["tien_do"]) for t in groups[1]["dang_lam"]] == [("NV-003", "30%")]
    assert [(t["ma"], t["qua_han"], t["tien_do"]) for t in groups[1]["qua_han"]] == [("NV-002", "30", "65%")]
    assert (groups[1]["dem"]["tong"], groups[1]["dem"]["chua_bat_dau"], groups[1]["dem"]["qua_han"]) == (
        "03",
        "01",
        "01",
    )
    assert not groups[2]["dem"]["co"]


def test_texts_stand_in_their_order_paragraph_by_paragraph() -> None:
    written = texts(
        "2026-H1 | Nguyên nhân | 2 | Thứ hai",
        "2026-H1 | Nguyên nhân | 1 | Thứ nhất\\nVẫn thứ nhất",
        "2025-H2 | Nguyên nhân | 1 | Kỳ khác",
    )
    assert report(written).context["nguyen_nhan"] == ["Thứ nhất", "Vẫn thứ nhất", "Thứ hai"]


def test_what_nobody_wrote_is_marked_and_listed() -> None:
    found = report(texts("2026-H1 | Ưu điểm | 1 | Có"))
    assert found.context["nguyen_nhan"] == ["[Chưa có nội dung: Nguyên nhân]"]
    asked = {(each.aliases or (each.name,))[0] for each in DEFAULT.written}  # as an older workbook's list names them
    assert sorted(found.missing_texts) == sorted(asked - {"Ưu điểm"})
    assert "[Chưa có nội dung: Nhóm 3]" in found.context["thieu"]


def test_a_report_with_every_text_written_misses_none() -> None:
    assert report(texts(*(f"2026-H1 | {section} | 1 | Đã viết" for section in SECTIONS))).missing_texts == []


def test_annex_one_has_a_row_for_each_expected_unit_and_a_dash_where_there_is_no_figure() -> None:
    annex = said(report().context["phu_luc_1"])
    rows = {row["ten"]: row for row in annex["dong"]}
    assert list(rows) == ["Hội Đúc", "Hội Dược", "Hội Ăn uống", "Hội Mới", "Trung tâm 01"]
    assert rows["Hội Ăn uống"]["tinh_trang"] == "chưa báo cáo"
    assert rows["Hội Ăn uống"]["so"]["hoi_vien_cuoi_ky"] == "–"
    assert (rows["Hội Mới"]["so"]["hoi_thao"], rows["Hội Dược"]["so"]["hoi_thao"]) == ("–", "0")
    assert (annex["tong"]["hoi_thao"], annex["co_so_lieu"]["hoi_thao"]) == ("5", "3")
    assert (annex["tong"]["kinh_phi"], annex["tong"]["van_ban_gop_y"]) == ("36", "–")


def test_annex_two_holds_every_task_of_the_period_in_its_group() -> None:
    annex = said(report(TASKS).context["phu_luc_2"])
    assert [(g["ten"], [row["tt"] + row["ma"] for row in g["dong"]]) for g in annex["nhom"]] == [
        ("1. Tổ chức", ["1NV-001"]),
        ("2. Chuyên môn, tư vấn, phản biện và giám định xã hội", ["2NV-002", "3NV-003", "4NV-004"]),
    ]
    assert annex["nhom"][1]["dong"][0]["ghi_chu"] == "quá hạn 30 ngày"


def test_annex_three_tells_who_reported_when_and_sums_up_by_kind() -> None:
    annex = said(report().context["phu_luc_3"])
    assert [(row["ten"], row["ngay_nhan"], row["tinh_trang"]) for row in annex["dong"]][:3] == [
        ("Hội Đúc", "09/06/2026", "đúng hạn"),
        ("Hội Dược", "12/06/2026", "muộn 03 ngày"),
        ("Hội Ăn uống", "–", "chưa báo cáo"),
    ]
    assert [list(row.values()) for row in annex["tong_hop"]] == [
        ["Hội thành viên", "4", "3", "2", "1", "1", "75%"],
        ["Đơn vị trực thuộc", "1", "1", "1", "0", "0", "100%"],
        ["Cộng", "5", "4", "3", "1", "1", "80%"],
    ]


def test_without_a_next_period_it_is_called_as_a_new_workbook_would_call_it_and_the_clerk_is_told() -> None:
    found = report("\n".join(line for line in PERIODS.splitlines() if "2026-H2" not in line))
    assert found.context["van_ban"]["trich_yeu"].endswith("phương hướng, nhiệm vụ 6 tháng cuối năm 2026")
    assert any("2026-H2" in note for note in found.notes)


def test_notes_name_what_no_total_counts() -> None:
    notes = "\n".join(report().notes)
    assert "Hội Cũ" in notes  # left in the period, still sent figures
    assert "Hội Ăn uống" in notes  # figures without a day of receipt
    assert "Hội Mới" not in notes


def test_a_locked_period_without_rows_says_that_states_are_unknown() -> None:
    locked = PERIODS.replace("| 09/06/2026 | Mở |", "| 09/06/2026 | Khóa |")
    found = report(TASKS, locked)
    assert said(found.context["nhiem_vu"])["chua_ro"] == "04"
    assert said(found.context["nhiem_vu"])["hoan_thanh"] == ""
    assert any("4 nhiệm vụ" in note for note in found.notes)


def test_every_number_of_the_context_is_a_figure_of_the_report_with_its_cells() -> None:
    found = report(TASKS, progress("2026-H1 | NV-003 | H01 | Đang thực hiện | 35 |"))
    listed = {figure.id: figure for figure in found.figures}
    assert len(listed) == len(found.figures)
    shown = list(figures_in(found.context))
    assert {figure.id for figure in shown} == set(listed)
    assert all(listed[figure.id] == figure for figure in shown)
    for figure in found.figures:
        assert figure.label and figure.formula and figure.text
        assert figure.sources or figure.value == 0, figure.id


def test_sources_name_the_cells_as_the_clerk_sees_them() -> None:
    book = office()
    by_id = {figure.id: figure for figure in build_report(book, "2026-H1").figures}
    figure = by_id["so_lieu.hoi_vien_cuoi_ky.tong"]
    # rows 17, 18, 21, 22 of the sheet: H01, H02, H05, T01
    assert [str(source) for source in figure.sources] == ["Số liệu!G17:G18, G21:G22"]
    assert figure.value == sum(book["figures"].clean["hoi_vien_cuoi_ky"][row - 6] for row in (17, 18, 21, 22))


def test_every_figure_of_annex_one_equals_its_cell_and_the_totals_their_sum() -> None:
    book = office()
    found = {figure.id: figure for figure in build_report(book, "2026-H1").figures}
    data = book["figures"]
    typed = {
        (data.clean["unit"][i], name): data.clean[indicator.key][i]
        for i in range(len(data))
        for name, indicator in book.declared.by_key.items()
        if data.clean["period"][i] == "2026-H1" and data.clean["unit"][i] in ("H01", "H02", "H05", "T01")
    }
    for (unit, name), value in typed.items():
        figure = found.get(f"phu_luc_1.{unit}.{name}")
        assert (figure.value if figure else None) == value
    for name in book.declared.by_key:
        values = [value for (_, each), value in typed.items() if each == name and value is not None]
        total = found.get(f"phu_luc_1.{name}.tong")
        assert (total.value if total else None) == (pytest.approx(sum(values)) if values else None)
        assert found[f"phu_luc_1.{name}.don_vi"].value == len(values)
        if total:
            assert found[f"so_lieu.{name}.tong"].value == total.value


def test_the_same_data_gives_the_same_report() -> None:
    def everything(book: Book) -> tuple[Any, ...]:
        found = build_report(book, "2026-H1")
        return found.context, found.figures, found.notes

    assert everything(office(TASKS)) == everything(office(TASKS))
    moved = SIGNERS.strip().splitlines()
    assert everything(office(TASKS))[0] == everything(office(TASKS, "\n".join([*moved[:2], moved[3], moved[2]])))[0]


def test_the_order_of_the_rows_in_the_sheets_does_not_change_the_report() -> None:
    def backwards(text: str) -> str:
        lines = text.strip().splitlines()
        return "\n".join([*lines[:2], *reversed(lines[2:])])

    straight = said(report(TASKS).context)
    turned = said(report(backwards(TASKS), backwards(UNITS), backwards(FIGURES), backwards(PERIODS)).context)
    assert turned == straight


def test_known_names_are_the_names_of_the_context() -> None:
    def same(shape: Any, value: Any, path: str = "") -> None:
        if isinstance(shape, dict):
            assert set(shape) == set(value), path
            for key in shape:
                same(shape[key], value[key], f"{path}.{key}")
        elif isinstance(shape, list):
            for inner in value:
                same(shape[0], inner, f"{path}[]")
        else:
            assert not isinstance(value, (dict, list)), path

    context = report(TASKS).context
    same(names_for(context), context)


def test_an_empty_office_still_gives_a_draft_that_says_so() -> None:
    from books import book_of

    found = build_report(book_of(PERIODS), "2026-H1")
    assert said(found.context["don_vi"]["tong"]) == "0"
    assert found.context["so_lieu"]["hoi_vien_cuoi_ky"]["gia_tri"] == "chưa có số liệu"
    assert found.context["co_quan"]["ten"].startswith("[Chưa có")
    assert found.context["noi_nhan"] == ["Lưu: VT"]

"""The row "Cộng" of a table: told where the column's figures add up to something else, silent where they need not."""

from __future__ import annotations

import layout_docs as make
import pytest

from lhh_excel.document.repairing import fix_document
from lhh_excel.document.rules import LayoutFinding, check_document

P = make.p
AT = P("III. PHƯƠNG HƯỚNG", "Muc")
HEAD = ("TT", "Đơn vị", "Hội viên")
Rows = tuple[tuple[str, ...], ...]


def table(rows: Rows, look: dict[str, str] | None = None) -> str:
    width = 9000 // len(rows[0])
    made = ("".join(make.cell(width, P(text, rpr=(look or {}).get(text, ""))) for text in row) for row in rows)
    return make.table((width,) * len(rows[0]), *made, borders=True)


def report(rows: Rows, look: dict[str, str] | None = None, above: str = "") -> bytes:
    return make.changed(("document", AT, above + table(rows, look) + AT))


def found(*rows: tuple[str, ...], look: dict[str, str] | None = None, above: str = "") -> list[LayoutFinding]:
    return check_document(report(rows, look, above)).findings


WRONG: dict[str, tuple[Rows, str, str]] = {
    "thousands": ((HEAD, ("1", "Hội Y", "1.250"), ("2", "Hội Xây", "750"), ("", "Cộng", "2.100")), "2.100", "2.000"),
    "fractions": (
        (("TT", "Nội dung", "Kinh phí"), ("1", "In", "12,5"), ("2", "Thuê", "1.200,3"), ("", "Tổng cộng:", "1.222,8")),
        "1.222,8",
        "1.212,8",
    ),
    "no spaces between thousands": (
        (HEAD, ("1", "Hội Y", "1250"), ("2", "Hội Xây", "750"), ("", "TỔNG SỐ", "2100")),
        "2.100",
        "2.000",
    ),
    "the columns numbered": (
        (HEAD, ("A", "B", "1"), ("1", "Hội Y", "30"), ("2", "Hội Xây", "45"), ("", "Tổng", "80")),
        "80",
        "75",
    ),
    "units with Công in their names": (
        (HEAD, ("1", "Công ty Cấp nước", "30"), ("2", "Hội Công nghệ", "45"), ("", "Cộng", "57")),
        "57",
        "75",
    ),
    "below nought": (
        (("TT", "Đơn vị", "Thêm"), ("1", "Hội Y", "-5"), ("2", "Hội Xây", "8"), ("", "Cộng", "13")),
        "13",
        "3",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_total_that_is_no_sum_is_told_with_its_column_and_both_numbers(name: str) -> None:
    rows, written, summed = WRONG[name]
    told = found(*rows)
    assert [(one.code, one.severity) for one in told] == [("TT.dong_cong", "warning")]
    assert rows[0][2] in told[0].message
    assert f"ghi {written}," in told[0].message
    assert told[0].expected == summed
    assert f"hàng {len(rows)}, cột 3" in told[0].place


def test_each_wrong_column_is_told_by_itself() -> None:
    rows = (
        ("Đơn vị", "Nam", "Nữ", "Chung"),
        ("Hội Y", "5", "6", "11"),
        ("Hội Xây", "7", "9", "16"),
        ("Cộng", "12", "15", "72"),
    )
    assert [one.expected for one in found(*rows)] == ["27"]
    rows = (*rows[:3], ("Cộng", "21", "61", "27"))
    assert [one.expected for one in found(*rows)] == ["12", "15"]


def parts(first: str, second: str, number: str) -> Rows:
    return (("2", "Hội viên", "100"), (number, first, "40"), (number, second, "60"))


RIGHT: dict[str, Rows] = {
    "a right sum": (HEAD, ("1", "Hội Y", "1.250"), ("2", "Hội Xây", "750"), ("", "Cộng", "2.000")),
    "an empty cell": (HEAD, ("1", "Hội Y", ""), ("2", "Hội Xây", "750"), ("3", "Hội Văn", "9"), ("", "Cộng", "2.000")),
    "a dash": (HEAD, ("1", "Hội Y", "–"), ("2", "Hội Xây", "750"), ("", "Cộng", "2.000")),
    "words": (HEAD, ("1", "Hội Y", "5 (nữ 2)"), ("2", "Hội Xây", "750"), ("", "Cộng", "2.000")),
    "shares": (("TT", "Đơn vị", "Tỷ lệ %"), ("1", "Hội Y", "80"), ("2", "Hội Xây", "95"), ("", "Cộng", "93")),
    "averages": (("TT", "Đơn vị", "Kết quả"), ("1", "Hội Y", "80"), ("2", "Hội Xây", "95"), ("", "Cộng", "87,5")),
    "prices": (("TT", "Hàng", "Đơn giá"), ("1", "Giấy", "80"), ("2", "Mực", "95"), ("", "Cộng", "1.000")),
    "ordinals": (("Số", "Đơn vị", "Ghi"), ("1", "Y", "a"), ("2", "Xây", "b"), ("3", "Văn", "c"), ("4", "Cộng", "")),
    "years": (HEAD, ("1", "Hội Y", "2010"), ("2", "Hội Xây", "2015"), ("", "Cộng", "12")),
    "groups": (HEAD, ("I", "Khối tỉnh", "50"), ("1", "Hội Y", "20"), ("2", "Hội Xây", "30"), ("", "Cộng", "50")),
    "numbers of levels": (HEAD, ("1", "Y", "50"), ("1.1", "Nha", "20"), ("1.2", "Dược", "30"), ("", "Cộng", "50")),
    "a part of it": (HEAD, ("1", "Hội Y", "50"), ("", "Trong đó: nữ", "20"), ("2", "Xây", "9"), ("", "Cộng", "59")),
    "a sum between": (HEAD, ("1", "Hội Y", "50"), ("", "Cộng khối I", "50"), ("2", "Xây", "9"), ("", "Cộng", "59")),
    "two ways to read": (HEAD, ("1", "Hội Y", "1,234"), ("2", "Hội Xây", "950"), ("", "Cộng", "2,184")),
    "running totals": (("Quý", "Số", "Lũy kế"), ("I", "5", "5"), ("II", "7", "12"), ("Cộng", "12", "12")),
    "rounded to the last place": (("TT", "Chi", "Tiền"), ("1", "A1", "1,3"), ("2", "B1", "1,3"), ("", "Cộng", "2,7")),
    "the total first": (HEAD, ("", "Tổng số", "90"), ("1", "Hội Y", "50"), ("2", "Hội Xây", "30")),
    "first row like numbers of columns": (
        ("Y", "B", "C"),
        ("1", "2", "3"),
        ("4", "5", "6"),
        ("7", "9", "9"),
        ("Cộng", "16", "18"),
    ),
    "one row alone": (HEAD, ("1", "Hội Y", "50"), ("", "Cộng", "60")),
    "parts behind a dash": (HEAD, ("1", "Đảng viên", "20"), *parts("- Nữ", "- Nam", ""), ("", "Cộng", "120")),
    "parts behind a letter": (HEAD, ("1", "Đảng viên", "20"), *parts("a) Nữ", "b) Nam", ""), ("", "Cộng", "120")),
    "parts without a number": (HEAD, ("1", "Đảng viên", "20"), *parts("Nữ", "Nam", ""), ("", "Cộng", "120")),
    "parts numbered 2a": (HEAD, ("1", "Đảng viên", "20"), *parts("Nữ", "Nam", "2a"), ("", "Cộng", "120")),
    "groups in capitals": (
        HEAD,
        *(("1", "KHỐI TỈNH", "50"), ("2", "Hội Y", "20"), ("3", "Hội Xây", "30")),
        *(("4", "KHỐI XÃ", "11"), ("5", "Hội Vườn", "4"), ("6", "Hội Ong", "7")),
        ("", "Cộng", "61"),
    ),
    "progress": (("TT", "Việc", "Tiến độ"), ("1", "Nhóm A", "95"), ("2", "Nhóm B", "60"), ("", "Cộng", "88")),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_total_that_may_be_right_is_left_alone(name: str) -> None:
    assert [one.message for one in found(*RIGHT[name])] == []


def test_bold_rows_may_sum_others() -> None:
    rows = (HEAD, ("1", "Khối tỉnh", "50"), ("2", "Hội Y", "20"), ("3", "Hội Xây", "30"), ("", "Cộng", "51"))
    assert [one.expected for one in found(*rows)] == ["100"]
    assert found(*rows, look={"50": "<w:b/>"}) == []


def test_rounded_millions_named_above_the_table_may_differ_by_the_rounding() -> None:
    rows = (HEAD, ("1", "Hội Y", "12"), ("2", "Hội Xây", "13"), ("", "Cộng", "26"))
    assert [one.expected for one in found(*rows)] == ["25"]
    unit = P("Đơn vị tính: triệu đồng", ppr='<w:spacing w:before="120"/><w:jc w:val="right"/>')
    assert found(*rows, above=unit) == []


def test_a_joined_label_keeps_the_columns_apart() -> None:
    last = '<w:tc><w:tcPr><w:tcW w:w="6000" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>' + P("Cộng") + "</w:tc>"
    rows = table((HEAD, ("1", "Hội Y", "5"), ("2", "Hội Xây", "7")))
    joined = rows.replace("</w:tbl>", f"<w:tr>{last}{make.cell(3000, P('13'))}</w:tr></w:tbl>")
    told = check_document(make.changed(("document", AT, joined + AT))).findings
    assert [(one.code, one.expected) for one in told] == [("TT.dong_cong", "12")]


def test_figures_are_never_mended() -> None:
    data = report(WRONG["thousands"][0])
    assert fix_document(data, guarded=True).docx == data

"""Whichever reader serves, no value is lost or reshaped on the way in."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from pathlib import Path

import pytest
from places import SAMPLE
from xlsx import edit_part, minimal, sheet_part, write_tables

from lhh_excel.workbook.book import Book, Problem
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.tables import FIGURES, TASKS
from lhh_excel.workbook.typed import clean_column
from lhh_excel.workbook.values import ErrorValue, Formula

READERS = ("fast", "any")
AS_OF = dt.date(2026, 6, 16)


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def opened(path: Path, reader: str) -> Book:
    return open_book(path, as_of=AS_OF, reader=reader)


def task(**values: object) -> dict[str, object]:
    return {"Mã nhiệm vụ": "NV-001", **values}


def cell_xml(ref: str, inner: str, attributes: str = "") -> bytes:
    return f'<c r="{ref}" {attributes}>{inner}</c>'.encode()


NASTY: dict[str, tuple[str, str, object]] = {
    # what is in the cell: (attributes of <c>, inner XML, value expected)
    "text": ('t="inlineStr"', "<is><t>chưa rõ</t></is>", "chưa rõ"),
    "impossible date as text": ('t="inlineStr"', "<is><t>31/02/2025</t></is>", "31/02/2025"),
    "leading zeros": ('t="inlineStr"', "<is><t>00123</t></is>", "00123"),
    "rich text": ('t="inlineStr"', "<is><r><t>Kết </t></r><r><rPr><b/></rPr><t>quả</t></r></is>", "Kết quả"),
    "not NFC": (
        't="inlineStr"',
        f"<is><t>{unicodedata.normalize('NFD', 'Đề tài')}</t></is>",
        unicodedata.normalize("NFD", "Đề tài"),
    ),
    "carriage return escape": ('t="inlineStr"', "<is><t>a_x000D_b</t></is>", "a\rb"),
    "error": ('t="e"', "<v>#N/A</v>", ErrorValue("#N/A")),
    "broken reference": ('t="e"', "<v>#REF!</v>", ErrorValue("#REF!")),
    "true": ('t="b"', "<v>1</v>", True),
    "whole number": ("", "<v>12</v>", 12),
    "decimal number": ("", "<v>0.1</v>", 0.1),
    "empty string": ('t="str"', "<v></v>", None),
    "formula with cached number": ("", "<f>1+1</f><v>2</v>", Formula("=1+1", 2)),
    "formula with cached text": ('t="str"', "<f>A1&amp;B1</f><v>ab</v>", Formula("=A1&B1", "ab")),
    "formula never computed": ("", "<f>SUM(A1:A9)</f>", Formula("=SUM(A1:A9)", None)),
    "number as character data": ("", "<v><![CDATA[12]]></v>", 12),
    "text as character data": ('t="inlineStr"', "<is><t><![CDATA[chưa rõ & cũ]]></t></is>", "chưa rõ & cũ"),
    "number with a comment in it": ("", "<v>1<!-- một -->2</v>", 12),
    "number in character references": ("", "<v>&#49;&#x32;</v>", 12),
    "number with an instruction in it": ("", "<v>1<?mot ?>2</v>", 12),
    "number in scientific notation": ("", "<v>1.2E1</v>", 12),
    "formula with an error": ('t="e"', "<f>1/0</f><v>#DIV/0!</v>", Formula("=1/0", ErrorValue("#DIV/0!"))),
}


@pytest.mark.parametrize("case", NASTY)
def test_a_nasty_cell_arrives_as_it_is(tmp_path: Path, reader: str, case: str) -> None:
    attributes, inner, expected = NASTY[case]
    path = write_tables(tmp_path / "so.xlsx", minimal(tblNhiemVu=[task(**{"Kết quả": "XXX"})]))
    letter = "ABCDEFGHIJKLMNOP"[[c.key for c in TASKS.columns].index("result")]

    def plant(xml: bytes) -> bytes:
        start = xml.index(f'<c r="{letter}6"'.encode())
        end = xml.index(b"</c>", start) + 4
        return xml[:start] + cell_xml(f"{letter}6", inner, attributes) + xml[end:]

    edit_part(path, sheet_part("tblNhiemVu"), plant)
    value = opened(path, reader)["tasks"].raw["result"][0]
    assert value == expected and type(value) is type(expected)


@pytest.mark.slow
def test_a_bad_value_at_row_1500_is_seen(tmp_path: Path, reader: str) -> None:
    rows = [
        task(**{"Mã nhiệm vụ": f"NV-{i:04d}", "Tiến độ (%)": 50, "Hạn hoàn thành": dt.date(2026, 6, 1)})
        for i in range(1600)
    ]
    rows[1500]["Tiến độ (%)"] = "chưa rõ"
    rows[1500]["Hạn hoàn thành"] = "31/02/2025"
    tasks = opened(write_tables(tmp_path / "so.xlsx", minimal(tblNhiemVu=rows)), reader)["tasks"]
    assert tasks.raw["progress"][1500] == "chưa rõ"
    assert tasks.problems["progress"] == {1500: Problem.NOT_A_NUMBER}
    assert tasks.raw["due"][1500] == "31/02/2025"
    assert tasks.cell(1500, "due") == "I1506"


def test_dates_are_dates_in_both_calendars(tmp_path: Path, reader: str) -> None:
    for date1904 in (False, True):
        path = write_tables(
            tmp_path / f"so{date1904}.xlsx",
            minimal(
                tblNhiemVu=[task(**{"Ngày giao": dt.date(2026, 1, 5), "Hạn hoàn thành": dt.datetime(2026, 2, 3, 4, 5)})]
            ),
            date1904=date1904,
        )
        tasks = opened(path, reader)["tasks"]
        assert tasks.clean["assigned"] == [dt.date(2026, 1, 5)]
        assert tasks.clean["due"] == [dt.date(2026, 2, 3)]
        assert tasks.problems["due"] == {0: Problem.HAS_TIME}


def test_a_percent_sign_that_a_format_only_writes_behind_the_number_is_no_percent_format(
    tmp_path: Path, reader: str
) -> None:
    import xlsxwriter

    path = tmp_path / "so.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("Nhiệm vụ")
    forms = [('0"%"', 5), (r"0\%", 1), ("0.0%", 0.5)]
    columns = [{"header": "Mã nhiệm vụ"}, {"header": "Tiến độ (%)"}]
    sheet.add_table(0, 0, len(forms), 1, {"name": "tblNhiemVu", "columns": columns})
    for row, (form, value) in enumerate(forms, 1):
        sheet.write_string(row, 0, f"NV-00{row}")
        sheet.write_number(row, 1, value, book.add_format({"num_format": form}))
    book.close()
    tasks = opened(path, reader)["tasks"]
    assert tasks.clean["progress"] == [5, 1, 50]
    assert tasks.problems["progress"] == {2: Problem.PERCENT_FORMAT}


def test_a_percent_format_is_told_from_a_bare_fraction(tmp_path: Path, reader: str) -> None:
    path = tmp_path / "so.xlsx"
    write_tables(
        path,
        minimal(tblNhiemVu=[task(**{"Tiến độ (%)": 0.5}), task(**{"Tiến độ (%)": 0.25}), task(**{"Tiến độ (%)": 1})]),
    )

    def style(xml: bytes) -> bytes:
        return xml.replace(b'<c r="K6"', b'<c r="K6" s="7"').replace(b'<c r="K8"', b'<c r="K8" s="7"')

    def formats(xml: bytes) -> bytes:
        start, end = xml.index(b"<cellXfs"), xml.index(b"</cellXfs>")
        plain = b'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        body = b'<cellXfs count="8">' + plain * 7 + plain.replace(b'"0"', b'"9"', 1)
        return xml[:start] + body + xml[end:]

    edit_part(path, sheet_part("tblNhiemVu"), style)
    edit_part(path, "xl/styles.xml", formats)
    tasks = opened(path, reader)["tasks"]
    assert tasks.clean["progress"] == [50, 0.25, 100]
    assert tasks.problems["progress"] == {
        0: Problem.PERCENT_FORMAT,
        1: Problem.PERCENT_SMALL,
        2: Problem.PERCENT_FORMAT,
    }


def test_a_moved_table_with_reordered_and_own_columns_is_read_by_header(tmp_path: Path, reader: str) -> None:
    headers = ["Của tôi", *[column.header for column in reversed(TASKS.columns)]]
    headers[3] = "  " + unicodedata.normalize("NFD", headers[3].upper())
    row = task(**{"Nội dung": "Việc một", "Hạn hoàn thành": dt.date(2026, 5, 1), "Của tôi": "riêng"})
    path = write_tables(tmp_path / "so.xlsx", minimal(tblNhiemVu=[row]), at=(11, 3), headers={"tblNhiemVu": headers})
    book = opened(path, reader)
    tasks = book["tasks"]
    assert book.faults == []
    assert tasks.clean["content"] == ["Việc một"]
    place = headers.index("Hạn hoàn thành") + 3
    assert tasks.cell(0, "due") == f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[place]}13"


def test_blank_rows_inside_a_table_are_skipped_and_rows_keep_their_number(tmp_path: Path, reader: str) -> None:
    rows = [task(), {}, {}, task(**{"Mã nhiệm vụ": "NV-002"})]
    tasks = opened(write_tables(tmp_path / "so.xlsx", minimal(tblNhiemVu=rows)), reader)["tasks"]
    assert tasks.clean["code"] == ["NV-001", "NV-002"]
    assert [tasks.cell(i, "code") for i in range(2)] == ["A6", "A9"]


def test_rows_pasted_under_the_table_are_reported_not_lost(tmp_path: Path, reader: str) -> None:
    path = write_tables(tmp_path / "so.xlsx", minimal(tblNhiemVu=[task(), task(), task()]))
    edit_part(path, "xl/tables/table5.xml", lambda xml: re.sub(rb"A5:([A-Z]+)8", rb"A5:\g<1>7", xml))
    book = opened(path, reader)
    assert [(row.sheet, row.row, row.cells[1]) for row in book.loose] == [("Nhiệm vụ", 8, "NV-001")]


def test_misspelt_and_missing_headers_are_named(tmp_path: Path, reader: str) -> None:
    headers = [c.header for c in TASKS.columns if c.key != "note"]
    headers[8] = "Hạn hòan thàn"
    book = opened(
        write_tables(tmp_path / "so.xlsx", minimal(tblNhiemVu=[task()]), headers={"tblNhiemVu": headers}), reader
    )
    assert [(f.code, f.cell, f.value or f.column, f.nearest) for f in book.faults] == [
        ("column_misspelt", "I5", "Hạn hòan thàn", "Hạn hoàn thành"),
        ("column_missing", "A5", "Ghi chú", ""),
    ]


def test_missing_tables_and_sheets_are_named(tmp_path: Path, reader: str) -> None:
    rows = minimal()
    path = write_tables(tmp_path / "so.xlsx", rows, only=True)
    codes = {f.value: f.code for f in opened(path, reader).faults}
    assert codes["Nhiệm vụ"] == "sheet_missing"
    assert "Đơn vị" not in codes


def test_a_renamed_sheet_is_read_and_told_but_another_spelling_of_its_name_is_not(tmp_path: Path, reader: str) -> None:
    path = write_tables(tmp_path / "so.xlsx", minimal(tblNhiemVu=[task()]))
    name = "Nhiệm vụ"
    edit_part(path, "xl/workbook.xml", lambda xml: xml.replace(name.encode(), b"Cong viec"))
    book = opened(path, reader)
    assert [(f.code, f.value, f.nearest) for f in book.faults] == [("sheet_renamed", "Cong viec", name)]
    assert book["tasks"].clean["code"] == ["NV-001"]
    other = unicodedata.normalize("NFD", name.upper()).encode()
    edit_part(path, "xl/workbook.xml", lambda xml: xml.replace(b"Cong viec", other))
    assert opened(path, reader).faults == []


def test_a_stray_cell_at_the_end_of_the_sheet_costs_no_memory(tmp_path: Path) -> None:
    path = write_tables(tmp_path / "so.xlsx", minimal(tblNhiemVu=[task()]))
    stray = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    edit_part(path, sheet_part("tblNhiemVu"), lambda xml: xml.replace(b"</sheetData>", stray))
    assert opened(path, "fast")["tasks"].clean["code"] == ["NV-001"]


def test_a_thousand_own_columns_are_kept_out_of_the_way(tmp_path: Path, reader: str) -> None:
    headers = [c.header for c in TASKS.columns] + [f"Cột {i}" for i in range(1000)]
    book = opened(
        write_tables(tmp_path / "so.xlsx", minimal(tblNhiemVu=[task()]), headers={"tblNhiemVu": headers}), reader
    )
    assert book.faults == [] and book["tasks"].clean["code"] == ["NV-001"]


def test_the_clock_and_the_period_come_from_the_profile_unless_given(tmp_path: Path) -> None:
    rows = minimal()
    rows["tblCauHinh"].append({"Mục": "Ngày tính", "Giá trị": dt.date(2026, 3, 4)})
    path = write_tables(tmp_path / "so.xlsx", rows)
    book = open_book(path)
    assert (book.as_of, book.period) == (dt.date(2026, 3, 4), "2026-H1")
    book = open_book(path, as_of=AS_OF, period="2026-H2")
    assert (book.as_of, book.period) == (AS_OF, "2026-H2")


@pytest.mark.slow
def test_both_readers_read_of_the_sample_what_openpyxl_reads() -> None:
    from openpyxl import load_workbook

    fast, other = opened(SAMPLE, "fast"), opened(SAMPLE, "any")
    assert fast.faults == other.faults
    sheets = load_workbook(SAMPLE)
    for key, table in other.tables.items():
        assert fast.tables[key] == table, key
        sheet = sheets[table.sheet]
        for column, letter in table.letters.items():
            cells = [sheet[f"{letter}{row}"].value for row in table.rows]
            assert table.raw[column] == [
                value.date() if isinstance(value, dt.datetime) and value.time() == dt.time() else value
                for value in cells
            ]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.234,5", 1234.5),
        ("1 234", 1234),
        ("12\u00a0345\u00a0678", 12345678),
        ("12,5 %", 12.5),
        ("50%", 50),
        ("6,0", 6),
        ("1.234,00", 1234),
        ("06", 6),  # as counts below ten are written
        ("006", None),
        ("1.234", None),  # a thousand, or one and a bit
        ("1,234", None),
        ("1,234,567", 1234567),
        ("1.234,567", None),  # a slip of 1.234.567?
        ("12.5", None),
        ("12 34", None),
        ("12\u00a034", None),
    ],
)
def test_a_number_kept_as_text_is_read_where_it_has_one_reading(typed: str, number: float | None) -> None:
    column = TASKS["progress"] if "%" in typed else FIGURES["kinh_phi"]
    clean, problems = clean_column(column, [typed])
    assert (repr(clean), problems) == (
        repr([number]),
        {0: Problem.NOT_A_NUMBER if number is None else Problem.NUMBER_AS_TEXT},
    )


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1.250", 1250),  # a count has no fraction: it can be nothing else
        ("-12.000", -12000),
        ("250.001", 250001),
        ("1,250", 1250),
        ("1,000", None),  # one, with three places, or a thousand
        ("1,25", None),
        ("1.25", None),
        ("1.2500", None),
        ("0.250", None),
        ("01.250", None),
        ("1.250 người", None),
    ],
)
def test_a_count_kept_as_text_with_its_thousands_parted_is_read(typed: str, number: int | None) -> None:
    clean, problems = clean_column(FIGURES["tin_bai"], [typed])
    wrong = Problem.FRACTION if typed == "1,25" else Problem.NOT_A_NUMBER
    assert (repr(clean), problems) == (repr([number]), {0: wrong if number is None else Problem.NUMBER_AS_TEXT})


def test_digits_of_other_scripts_are_no_numbers(tmp_path: Path, reader: str) -> None:
    path = write_tables(
        tmp_path / "so.xlsx", minimal(tblNhiemVu=[task(**{"Tiến độ (%)": "٣٠", "Ngày giao": "٠١/٠١/٢٠٢٦"})])
    )
    tasks = opened(path, reader)["tasks"]
    assert (tasks.clean["progress"], tasks.clean["assigned"]) == ([None], [None])

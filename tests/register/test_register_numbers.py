"""The next number is one more than the highest of the year; none is given twice."""

from __future__ import annotations

import pytest
from books import book_of

from lhh_excel.checking.run import run_rules
from lhh_excel.errors import RefusedError, UsageError
from lhh_excel.register.entries import file_name, format_symbol
from lhh_excel.register.given import Register
from lhh_excel.workbook.records import parse_symbol


def register(rows: str, *, numbering: str = "", last: str = "", last_of: str = "") -> Register:
    book = book_of(
        f"""
        ## tblCauHinh
        | Mục | Giá trị |
        | Ký hiệu cơ quan | LHH |
        | Cách đánh số | {numbering} |
        | Số cuối đã cấp | {last} |
        | Năm của số cuối đã cấp | {last_of} |
        | Kỳ báo cáo | 2026-H2 |
        ## tblKy
        | Mã kỳ | Từ ngày | Đến ngày |
        | 2026-H2 | 01/07/2026 | 31/12/2026 |
        | 2027-H1 | 01/01/2027 | 30/06/2027 |
        ## tblVanBanDi
        | Số, ký hiệu | Ngày tháng văn bản | Ghi chú | Trạng thái |
        {rows}
        """
    )
    return Register(book)


SEVERAL = """
    | 01/BC-LHH | 05/01/2026 | | Đã cấp |
    | 02/LHH-VP | 06/01/2026 | | Đã cấp |
    | 03/KH-LHH | | | Chưa hoàn tất |
    | 350/BC-LHH | 20/12/2025 | | Đã cấp |
    """


@pytest.mark.parametrize(
    ("number", "kind", "drafter", "symbol"),
    [(5, "BC", "VP", "05/BC-LHH"), (5, "", "VP", "05/LHH-VP"), (5, "", "", "05/LHH"), (123, "KH", "", "123/KH-LHH")],
)
def test_a_symbol_is_written_and_read_in_the_decrees_form(number: int, kind: str, drafter: str, symbol: str) -> None:
    assert format_symbol(number, kind, "LHH", drafter if not kind else "") == symbol
    assert parse_symbol(symbol, "LHH") == (number, kind, None)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (" 05 / BC-LHH ", (5, "BC", None)),
        ("Số: 05/BC-LHH", (5, "BC", None)),
        ("05a/bc-lhh", (5, "BC", None)),
        ("7", (7, None, None)),
        ("05/2026/BC-LHH", (5, "BC", 2026)),
        ("05-BC-LHH", (5, "BC", None)),
        ("05 – LHH-VP", (5, "", None)),
        ("05-03-2026", None),
        ("BC-LHH", None),
        ("", None),
    ],
)
def test_symbols_as_clerks_type_them_are_read(text: str, read: object) -> None:
    assert parse_symbol(text, "LHH") == read


def test_an_issued_files_name_is_ascii_and_tells_number_and_period() -> None:
    assert file_name("05/BC-LHH", "2026-H1") == "05-BC-LHH-2026-H1.docx"
    assert file_name("05/QĐ-LHĐ", "đợt 1") == "05-QD-LHD-dot-1.docx"


def test_the_first_number_of_a_year_is_one() -> None:
    assert register("| | | | |").next_number("BC", 2026) == 1
    assert register(SEVERAL).next_number("BC", 2027) == 1


def test_in_common_all_types_and_unfinished_rows_count_and_other_years_do_not() -> None:
    book = register(SEVERAL)
    assert book.next_number("BC", 2026) == 4
    assert book.next_number("BC", 2025) == 351


def test_per_type_each_type_has_its_own_numbers() -> None:
    book = register(SEVERAL, numbering="theo loại")
    assert [book.next_number(kind, 2026) for kind in ("BC", "", "KH", "TB")] == [2, 3, 4, 1]


def test_a_bare_number_counts_for_every_type() -> None:
    book = register('| "07" | 05/01/2026 | | Đã cấp |', numbering="theo loại")
    assert book.next_number("BC", 2026) == 8


def test_numbers_given_outside_the_workbook_count() -> None:
    assert register(SEVERAL, last="40").next_number("BC", 2026) == 41
    assert register(SEVERAL, last="2").next_number("BC", 2026) == 4


def test_numbers_given_outside_in_the_year_before_do_not_count_in_january() -> None:
    """Numbers begin at 01 each year (NĐ 30, Điều 15.1): what is left over from last year is no number of this one."""
    assert register(SEVERAL, last="40", last_of="2026").next_number("BC", 2027) == 1
    assert register(SEVERAL, last="40", last_of="2026").next_number("BC", 2026) == 41
    assert register(SEVERAL, last="3", last_of="2027").next_number("BC", 2027) == 4
    assert register(SEVERAL, last="3", last_of='"2027"').next_number("BC", 2026) == 4
    register(SEVERAL, last="40", last_of="2026").check_free("BC", 2027, 1)
    with pytest.raises(RefusedError):
        register(SEVERAL, last="40", last_of="2026").check_free("BC", 2026, 40)


def test_a_last_number_of_nobody_knows_which_year_is_asked_about_and_not_guessed() -> None:
    """In January it may be last year's (a gap) or already this year's (given twice); a number asked for is used."""
    book = register(SEVERAL, last="40")
    with pytest.raises(RefusedError) as refused:
        book.next_number("BC", 2027)
    assert refused.value.key == "last_number_year"
    assert "40" in str(refused.value) and "2027" in str(refused.value)
    book.check_free("BC", 2027, 6)
    assert register(SEVERAL, last="0").next_number("BC", 2027) == 1


def test_a_row_without_date_belongs_to_the_year_of_its_neighbour() -> None:
    book = register("| 01/BC-LHH | | | |\n| 02/BC-LHH | 01/02/2026 | | |\n| 09/BC-LHH | | | |")
    assert book.next_number("BC", 2026) == 10


def test_a_number_that_was_given_is_refused_with_its_cell() -> None:
    book = register(SEVERAL)
    with pytest.raises(RefusedError) as refused:
        book.check_free("BC", 2026, 3)
    assert refused.value.key == "number_taken"
    assert "03/KH-LHH" in str(refused.value) and "A8" in str(refused.value)
    book.check_free("BC", 2026, 4)
    book.check_free("BC", 2025, 3)
    register(SEVERAL, numbering="theo loại").check_free("BC", 2026, 3)
    with pytest.raises(UsageError):
        book.check_free("BC", 2026, 0)


def test_unfinished_rows_are_told_with_their_cell() -> None:
    (row,) = register(SEVERAL).unfinished()
    assert (row.symbol, row.number, row.sheet_row) == ("03/KH-LHH", 3, 8)
    assert "03/KH-LHH" in str(row) and "Văn bản đi" in str(row) and "A8" in str(row)


@pytest.mark.parametrize("wanted", ["01/BC-LHH", "01", "1", " 1/bc-lhh "])
def test_the_document_to_replace_is_found_as_clerks_name_it(wanted: str) -> None:
    rows = """
        | 01/BC-LHH | 05/01/2025 | | Bị thay thế |
        | 01/BC-LHH | 05/01/2026 | | Đã cấp |
        | 01/KH-LHH | 06/01/2026 | | Đã cấp |
        """
    found = register(rows).replaced(wanted, "BC")
    assert (found.symbol, found.year) == ("01/BC-LHH", 2026)


@pytest.mark.parametrize(
    ("wanted", "key"),
    [("09/BC-LHH", "no_such_symbol"), ("01", "already_replaced"), ("02", "not_yet_issued"), ("x", "no_such_symbol")],
)
def test_what_cannot_be_replaced_is_refused(wanted: str, key: str) -> None:
    rows = "| 01/BC-LHH | 05/01/2026 | | Bị thay thế |\n| 02/BC-LHH | 05/01/2026 | | Chưa hoàn tất |"
    with pytest.raises(RefusedError) as refused:
        register(rows).replaced(wanted, "BC")
    assert refused.value.key == key
    assert str(refused.value)


_TYPED = ["05/BC-LHH", "5/bc-lhh", "05a/BC-LHH", "05-BC-LHH", "Số: 05/2026/BC-LHH", "05 / KH-LHH", "05/LHH-VP", '"05"']


@pytest.mark.parametrize("numbering", ["chung", "theo loại"])
@pytest.mark.parametrize("second", _TYPED[:-1])
@pytest.mark.parametrize("first", _TYPED)
def test_a_number_is_told_as_doubled_where_it_would_not_be_given(first: str, second: str, numbering: str) -> None:
    given = register(f"| {first} | 05/01/2026 | | Đã cấp |", numbering=numbering)
    kind = parse_symbol(second, "LHH")[1]  # type: ignore[index]
    free = given.next_number(str(kind), 2026) == 1
    both = register(f"| {first} | 05/01/2026 | | |\n        | {second} | 06/01/2026 | | |", numbering=numbering)
    told = [finding for finding in run_rules(both.book) if finding.code == "CH23"]
    any_type = numbering == "theo loại" and first == '"05"'  # given to none of the types, taken from all
    assert len(told) == (0 if free or any_type else 1)

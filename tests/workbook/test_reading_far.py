"""Which sheets the fast reader may hold in memory is seen in their cells' addresses, however they are written."""

from __future__ import annotations

import pytest

from lhh_excel.workbook.fast import _far_below, _too_sparse

NEAR = b'<row r="5"><c r="A5" t="s"><v>0</v></c><c r="X5"/></row>'


def sheet(*cells: bytes) -> bytes:
    rows = b"".join(b'<row r="6">' + cell + b"</row>" for cell in cells)
    return b'<worksheet><cols><col min="1"/></cols><sheetData>' + NEAR + rows + b"</sheetData><f>x</f></worksheet>"


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="Z99999"><v>1</v></c>',
        b'<c r="B150000"><v>1</v></c>',
        b'<c r="Z229999"/>',
        b'<c r="AB12"><v>1</v></c>',
        b'<c r="ZZ900"><v>1</v></c>',
    ],
)
def test_cells_of_a_sheet_that_fits_are_near(cell: bytes) -> None:
    assert not _too_sparse(sheet(cell))


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="XFD1048576"><v>1</v></c>',
        b'<c r="A1048576"/><c r="XFD9"/>',
        b'<c r="Z1048576"><v>1</v></c>',
        b'<c s="1" r="XFD1048576"><v>1</v></c>',
        b"<c r='XFD1048576'><v>1</v></c>",
        b'<c\tr="XFD1048576"><v>1</v></c>',
        b'<x:c r="XFD1048576"><v>1</v></x:c>',
        b'<x:c\tr="XFD1048576"/>',
        b"<c><v>1</v></c>",
    ],
)
def test_a_cell_that_stands_far_away_or_does_not_say_where_is_told(cell: bytes) -> None:
    assert _too_sparse(sheet(cell))


def test_a_sheet_whose_cells_have_a_prefix_is_left_to_the_reference_reader() -> None:
    assert _too_sparse(b'<x:worksheet><x:sheetData><x:row><x:c r="A1"/></x:row></x:sheetData></x:worksheet>')


@pytest.mark.parametrize("value", [b"-1e308", b"-99999999999", b"\n  -5.5E+20", b" " * 200 + b"-12345678901"])
def test_a_number_far_below_any_date_is_told(value: bytes) -> None:
    assert _far_below(sheet(b'<c r="A6"><v>' + value + b"</v></c>"))


@pytest.mark.parametrize("value", [b"-5", b"-1234567", b"2026-99999999999", b"12-3e5", b"0"])
def test_other_numbers_and_texts_with_a_dash_are_not(value: bytes) -> None:
    assert not _far_below(sheet(b'<c r="A6"><v>' + value + b"</v></c>"))

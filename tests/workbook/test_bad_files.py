"""Every file that is not a sound master workbook gets its own sentence; nothing on disk changes."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from xlsx import edit_part, minimal, sheet_part, write_tables

from lhh_excel.errors import InputError
from lhh_excel.workbook.reading import open_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sound(folder: Path) -> Path:
    return write_tables(folder / "Sổ theo dõi.xlsx", minimal())


def zip_of(**parts: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return data.getvalue()


def entity_bomb(xml: bytes) -> bytes:
    head, body = xml.split(b"?>", 1)
    return head + b'?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;">]>' + body


def corrupt_middle(data: bytes) -> bytes:
    """Bytes of the first large part flipped: the zip opens, the part does not."""
    middle = len(data) // 3
    return data[:middle] + bytes(b ^ 0x5A for b in data[middle : middle + 400]) + data[middle + 400 :]


MADE: dict[str, Callable[[Path], bytes]] = {
    "empty_file": lambda folder: b"",
    "not_a_workbook": lambda folder: b"\x89PNG\r\n\x1a\n" + b"\0" * 200,
    "old_xls": lambda folder: OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"),
    "encrypted": lambda folder: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "truncated": lambda folder: sound(folder).read_bytes()[:-300],
}


@pytest.mark.parametrize("key", MADE)
def test_a_file_of_another_kind_is_named_for_what_it_is(tmp_path: Path, key: str) -> None:
    path = tmp_path / "tệp lạ.xlsx"
    path.write_bytes(MADE[key](tmp_path))
    with pytest.raises(InputError) as caught:
        open_book(path)
    assert caught.value.key == key
    assert "tệp lạ.xlsx" in caught.value.sentence and caught.value.remedy


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    for path, key in ((tmp_path / "không có.xlsx", "not_found"), (tmp_path, "is_folder")):
        with pytest.raises(InputError) as caught:
            open_book(path)
        assert caught.value.key == key


def test_a_word_file_or_any_other_zip_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    for data in (zip_of(word__document=b"x"), zip_of(**{"_rels/.rels": rels, "word/document.xml": b"<a/>"})):
        path.write_bytes(data)
        with pytest.raises(InputError) as caught:
            open_book(path)
        assert caught.value.key == "not_a_workbook"


def test_another_products_workbook_is_not_ours(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "bán hàng.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Doanh thu").add_table(0, 0, 3, 2, {"name": "tblBanHang"})
    with pytest.raises(InputError) as caught:
        open_book(path)
    assert caught.value.key == "not_ours"


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/tables/table1.xml", sheet_part("tblDonVi"), "xl/sharedStrings.xml"]
)
def test_an_entity_bomb_is_refused_in_any_part_that_is_read(tmp_path: Path, part: str) -> None:
    path = edit_part(sound(tmp_path), part, entity_bomb)
    with pytest.raises(InputError) as caught:
        open_book(path)
    assert caught.value.key == "dangerous_xml"


@pytest.mark.slow
def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = edit_part(sound(tmp_path), "xl/media/anh.bin", lambda _old: b"\0" * (60 << 20), level=9)
    with pytest.raises(InputError) as caught:
        open_book(path)
    assert caught.value.key == "too_large" and "60 MB" in caught.value.sentence


def test_a_file_too_large_to_read_is_refused_by_its_size(tmp_path: Path) -> None:
    path = sound(tmp_path)
    os.truncate(path, 201 << 20)  # takes no room on the disk
    with pytest.raises(InputError) as caught:
        open_book(path)
    assert caught.value.key == "too_large"


def test_a_damaged_part_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = sound(tmp_path)
    path.write_bytes(corrupt_middle(path.read_bytes()))
    with pytest.raises(InputError) as caught:
        open_book(path)
    assert caught.value.key == "truncated"


def test_broken_xml_in_a_sheet_is_said_to_be_damaged(tmp_path: Path) -> None:
    path = edit_part(sound(tmp_path), sheet_part("tblDonVi"), lambda xml: xml[: len(xml) // 2])
    with pytest.raises(InputError) as caught:
        open_book(path)
    assert caught.value.key == "truncated"


@pytest.mark.slow
def test_a_master_that_lost_all_tables_is_still_ours_and_told_table_by_table(tmp_path: Path) -> None:
    path = sound(tmp_path)
    for number in range(1, 14):
        part = f"xl/worksheets/_rels/sheet{number}.xml.rels"
        edit_part(
            path,
            part,
            lambda _xml: b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
        )
    book = open_book(path)
    assert {fault.code for fault in book.faults} == {"table_missing"} and len(book.faults) == 13


def test_a_workbook_of_a_newer_program_is_not_guessed_at(tmp_path: Path) -> None:
    name = b'<definedNames><definedName name="LHH_PhienBan">=99</definedName></definedNames>'
    path = edit_part(sound(tmp_path), "xl/workbook.xml", lambda xml: xml.replace(b"</sheets>", b"</sheets>" + name))
    with pytest.raises(InputError) as caught:
        open_book(path)
    assert caught.value.key == "newer_schema"

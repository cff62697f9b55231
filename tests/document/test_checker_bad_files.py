"""Whatever file is handed in: its own sentence or an answer, never a traceback, and never slow."""

from __future__ import annotations

import io
import random
import re
import time
import zipfile
from pathlib import Path

import layout_docs as make
import pytest

from lhh_excel.document.rules import check_document
from lhh_excel.errors import ExitCode, InputError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY c "&a;&a;&a;&a;&a;&a;">]>'

UTF_16 = (BOMB.replace('"1.0"', '"1.0" encoding="UTF-16"') + "<b>&c;</b>").encode("utf-16")


def with_part(name: str, text: str | bytes) -> bytes:
    return make.packed(make.parts() | {name: text})


def without(name: str) -> bytes:
    return make.packed({part: text for part, text in make.parts().items() if part != name})


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in make.parts().items():
            archive.writestr(name, text)
        archive.writestr("word/media/big.bin", b"\0" * (40 << 20))
    return out.getvalue()


def workbook() -> bytes:
    types = make.CONTENT_TYPES.replace("wordprocessingml.document.main", "spreadsheetml.sheet.main")
    return make.packed(make.parts() | {"[Content_Types].xml": types})


def flipped() -> bytes:
    """A byte changed in the middle of the compressed document."""
    data = bytearray(make.clean())
    info = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("word/document.xml")
    data[info.header_offset + 60 + info.compress_size // 2] ^= 0xFF
    return bytes(data)


BAD = {
    "empty": (b"", "empty_file"),
    "text": (b"Kinh gui: Thuong truc", "not_a_word_file"),
    "pdf": (b"%PDF-1.7 ...", "not_a_word_file"),
    "old doc": (OLE + b"\0" * 600, "old_doc"),
    "rtf": (b"{\\rtf1 Xin chao}", "old_doc"),
    "encrypted": (OLE + b"\0" * 200 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "cut off": (make.clean()[:2000], "truncated"),
    "cut off near the end": (make.clean()[:-40], "truncated"),
    "byte flipped": (flipped(), "truncated"),
    "broken xml": (with_part("word/document.xml", "<w:document"), "truncated"),
    "another zip": (make.packed({"doc.txt": "chào"}), "not_a_word_file"),
    "a workbook": (workbook(), "not_a_word_file"),
    "no document part": (without("word/document.xml"), "not_a_word_file"),
    "zip bomb": (bomb(), "too_large"),
    "entities": (with_part("word/document.xml", BOMB + "<b>&c;</b>"), "dangerous_xml"),
    "entities in a header": (with_part("word/header1.xml", BOMB + "<b>&c;</b>"), "dangerous_xml"),
    "entities in UTF-16": (with_part("word/styles.xml", UTF_16), "dangerous_xml"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_sound_word_file_gets_its_sentence(name: str) -> None:
    data, key = BAD[name]
    with pytest.raises(InputError) as raised:
        check_document(data, "thử.docx")
    assert raised.value.key == key
    assert raised.value.exit_code is ExitCode.INPUT
    assert "thử.docx" in raised.value.sentence
    assert raised.value.remedy


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    for path, key in ((tmp_path / "không có.docx", "not_found"), (tmp_path, "is_folder_of_documents")):
        with pytest.raises(InputError) as raised:
            check_document(path)
        assert raised.value.key == key


def test_a_path_with_spaces_and_vietnamese_letters_is_read_and_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "Báo cáo 6 tháng.docx"
    data = make.clean()
    path.write_bytes(data)
    assert check_document(path).file == "Báo cáo 6 tháng.docx"
    assert path.read_bytes() == data


@pytest.mark.parametrize("part", ["styles", "settings", "numbering", "theme/theme1", "header1", "header2", "footer1"])
def test_a_document_without_one_of_its_lesser_parts_is_still_measured(part: str) -> None:
    result = check_document(without(f"word/{part}.xml"))
    assert result.document_type == "Báo cáo"


@pytest.mark.parametrize(
    "body",
    [
        "",
        make.section(),
        make.p("") + make.section(),
        make.HEAD,
        make.SIGNATURE,
        make.TITLE,
        make.DATA * 3,
        make.ANNEXES,
        "<w:p/>" * 50,
        "<w:tbl><w:tr><w:tc/></w:tr></w:tbl>",
        "<w:tbl/>",
        make.table((1,), ""),
        make.BODY,
    ],
)
def test_the_oddest_document_gets_an_answer(body: str) -> None:
    result = check_document(make.of_body(body))
    assert result.components


@pytest.mark.parametrize("seed", range(25))
def test_a_shuffled_and_damaged_report_gets_an_answer(seed: int) -> None:
    chance = random.Random(seed)
    blocks = re.findall(r"<w:tbl>.*?</w:tbl>|<w:p>.*?</w:p>", make.DOCUMENT)
    chance.shuffle(blocks)
    body = "".join(blocks[: chance.randrange(len(blocks))])
    for word in chance.sample(["w:val", "w:w", "center", "both", "1", "w:jc", "single"], 3):
        body = body.replace(f'"{word}"', f'"{chance.choice(["", "-1", "x", "99999999", "2.5cm"])}"')
    check_document(make.of_body(body + make.section()))


def test_tables_within_tables_do_not_exhaust_the_stack() -> None:
    body = make.p("chữ")
    for _ in range(60):
        body = make.table((9000,), make.cell(9000, body + make.p("")))
    assert check_document(make.of_body(body + make.section())).components


def test_twenty_pages_are_measured_well_under_a_second() -> None:
    body = make.BODY.replace("III. PHƯƠNG HƯỚNG", "III. PHƯƠNG HƯỚNG CHUNG") * 8
    data = make.of_body(make.HEAD + make.TITLE + make.SUBJECT_RULE + body + make.SIGNATURE + make.ANNEXES)
    check_document(data)
    started = time.process_time()
    check_document(data)
    assert time.process_time() - started < 1.0

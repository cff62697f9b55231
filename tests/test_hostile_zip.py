"""Zips whose sizes lie, or that hold one name twice; cells of a .csv behind a semicolon. Source: docs/security.md."""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
from cli import lhh
from docx import Document

from lhh_excel.collection.files import mail_list
from lhh_excel.errors import InputError
from lhh_excel.office_file import DOCUMENT, WORKBOOK, open_zip, read_part
from lhh_excel.workbook.book import Period, Unit
from lhh_excel.workbook.package import Package


def lying(source: Path, to: Path, part: str, more: int) -> Path:
    """A copy whose part unpacks to that many MB more than it says; size and check sum are those of what was there."""
    with zipfile.ZipFile(source) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in content.items():
            with archive.open(name, "w") as stream:
                stream.write(data)
                for _ in range(more if name == part else 0):
                    stream.write(b" " * (1 << 20))
        offset = archive.getinfo(part).header_offset
    made = bytearray(to.read_bytes())
    told = struct.pack("<L", zlib.crc32(content[part])), struct.pack("<L", len(content[part]))
    central = made.rindex(b"PK\x01\x02", 0, made.rindex(part.encode()))
    for crc, size in ((offset + 14, offset + 22), (central + 16, central + 24)):
        made[crc : crc + 4], made[size : size + 4] = told
    to.write_bytes(made)
    return to


def measured(*words: object) -> tuple[int, str, int]:
    """Exit code, what was said, and the most memory in MB, of a call.

    The process tells its memory itself: what the system tells of it from outside counts what we held at its start.
    """
    code = (
        "import pathlib, re, sys\n"
        "from lhh_excel.cli import run\n"
        "code = run(sys.argv[1:])\n"
        "print(re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1])\n"
        "sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code, *map(str, words)], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr, int(done.stdout.split()[-1]) >> 10


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux does")
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml", "sheet"])
def test_a_part_that_unpacks_to_more_than_it_says_costs_no_memory(sample: Path, tmp_path: Path, part: str) -> None:
    with zipfile.ZipFile(sample) as archive:
        names = archive.namelist()
    chosen = part if part != "sheet" else Package(sample).tables[0].sheet.part
    if chosen not in names:
        with zipfile.ZipFile(sample, "a") as archive:  # a reader takes it by its name, with no relationship to it
            archive.writestr(chosen, '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>')
    code, told, peak = measured("validate", lying(sample, tmp_path / "a.xlsm", chosen, 400))
    assert code == 3 and "bị hỏng" in told and peak < 300


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="measures memory as Linux does")
@pytest.mark.parametrize("part", ["word/styles.xml", "docProps/app.xml"], ids=["read", "only copied"])
def test_a_document_with_such_a_part_is_not_mended(tmp_path: Path, part: str) -> None:
    Document().save(str(tmp_path / "thuong.docx"))
    document = lying(tmp_path / "thuong.docx", tmp_path / "a.docx", part, 400)
    code, told, peak = measured("check", document, "--fix", tmp_path / "b.docx")
    assert code == 3 and "bị hỏng" in told and peak < 300 and not (tmp_path / "b.docx").exists()


def test_a_part_that_holds_less_than_it_says_is_refused() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.xml", b"<a/>")
        archive.writestr("b.xml", b"")
    made = open_zip(data.getvalue(), DOCUMENT, "a")
    assert (read_part(made, "a.xml", "a"), read_part(made, "b.xml", "a")) == (b"<a/>", b"")
    made.getinfo("a.xml").file_size = 5
    with pytest.raises(InputError, match="bị hỏng"):
        read_part(made, "a.xml", "a")


@pytest.mark.parametrize("second", ["xl/worksheets/sheet3.xml", "XL/Worksheets/Sheet3.xml"])
def test_a_file_with_one_name_twice_is_refused(sample: Path, tmp_path: Path, second: str) -> None:
    """One reader takes the first of them, another the last: what is checked is not what is counted."""
    twice = Path(shutil.copy(sample, tmp_path / "a.xlsm"))
    with zipfile.ZipFile(twice, "a") as archive, pytest.MonkeyPatch.context() as patched:
        patched.setattr("warnings.warn", lambda *_a, **_k: None)
        archive.writestr(second, b"<a/>")
    said = lhh("validate", twice)
    assert said.code == 3 and "bị hỏng" in said.err
    with pytest.raises(InputError):
        open_zip(twice.read_bytes(), WORKBOOK, "a")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠"])
@pytest.mark.parametrize("before", ["", " ", "Hội A;", "Hội A; ", "Hội A\n", "Hội A\t"])
def test_no_cell_of_the_list_is_a_formula_wherever_a_spreadsheet_splits(before: str, sign: str) -> None:
    unit = Unit("H01", f"{before}{sign}cmd|' /C calc'!A0", "", "", None, None, "", f"{before}{sign}1+1", 0)
    period = Period("2026-H1", "6 tháng", None, None, None, None, False, 0)
    listed = mail_list(period, [(unit, "PHIEU.xlsx")]).decode("utf-8-sig")
    fields = [field.strip(' "') for cut in (",", ";", "\t", "\n") for field in listed.replace("\r", "").split(cut)]
    assert [field for field in fields if field.startswith(tuple("=+-@＝＋－＠"))] == []
    assert listed.count("'") >= 4


def test_a_name_with_a_dash_or_a_semicolon_stays_as_it_is() -> None:
    unit = Unit("H01", "Hội Cơ khí - Động lực; Hội A+", "", "", None, None, "", "a-b@vi.du", 0)
    period = Period("2026-H1", "6 tháng", None, None, None, None, False, 0)
    listed = mail_list(period, [(unit, "PHIEU.xlsx")]).decode("utf-8-sig")
    assert "Hội Cơ khí - Động lực; Hội A+" in listed and ",a-b@vi.du," in listed

"""Files that are no forms of ours, or not for now: each named in one line with what to do, nothing half imported."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import kept
import pytest
from cli import lhh
from office import convert
from openpyxl import Workbook, load_workbook
from returned import H09, PERIOD, SENT, TODAY, answer, clerk, send, take, value
from xlsx import edit_part

from lhh_excel.actions.common import Target
from lhh_excel.actions.forms import FormsOptions, forms
from lhh_excel.actions.periods import LockOptions, ReopenOptions, lock, reopen
from lhh_excel.messages.collection import REFUSALS

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


@pytest.fixture
def form(sample: Path, tmp_path: Path) -> Path:
    return answer(send(sample, tmp_path / "gui", "H09")["H09"], tmp_path / "ve" / "tot.xlsx", H09)


def bomb() -> bytes:
    """A workbook whose sheet unpacks to a gigabyte of zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(1024):
                part.write(b"\0" * (1 << 20))
    return out.getvalue()


def many_parts(form: bytes) -> bytes:
    """No part is large, all of them are."""
    out = io.BytesIO(form)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for number in range(12):
            package.writestr(f"xl/media/{number}.bin", b"\0" * (19 << 20))
    return out.getvalue()


def changed(part: str, change: Callable[[bytes], bytes]) -> Callable[[Path], bytes]:
    def make(form: Path) -> bytes:
        return edit_part(Path(shutil.copy(form, form.with_name("x.xlsx"))), part, change).read_bytes()

    return make


def hand_made(_form: Path) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["Chỉ tiêu", "Kỳ này"])  # type: ignore[union-attr]
    book.save(out)
    return out.getvalue()


def without_stamp(form: Path) -> bytes:
    book, out = load_workbook(form), io.BytesIO()
    del book["LHH"]
    book.save(out)
    return out.getvalue()


def stamped(column: str, new: str) -> Callable[[Path], bytes]:
    def make(form: Path) -> bytes:
        book, out = load_workbook(form), io.BytesIO()
        cell = next(cells for cells in book["LHH"].iter_rows() if cells[1].value == column)[2]
        cell.value = new
        book.save(out)
        return out.getvalue()

    return make


def without_a_page(form: Path) -> bytes:
    book, out = load_workbook(form), io.BytesIO()
    del book["Nội dung"]
    book.save(out)
    return out.getvalue()


def word(_form: Path) -> bytes:
    from docx import Document

    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def far_cell(xml: bytes) -> bytes:
    return xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')


def archive(form: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.write(form, "H09/tot.xlsx")
        package.write(form, "anh.jpg")
    return out.getvalue()


def zipped(*names: str) -> Callable[[Path], bytes]:
    def make(_form: Path) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            for name in names:
                package.writestr(name, b"<x/>")
        return out.getvalue()

    return make


def master(form: Path) -> bytes:
    return next(form.parents[1].glob("Hồ sơ*/*.xlsm")).read_bytes()


DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
SHEET = "xl/worksheets/sheet2.xml"
BAD: dict[str, tuple[str, Callable[[Path], bytes], str]] = {
    "nothing in it": ("a.xlsx", lambda _: b"", "empty_file"),
    "a photo renamed": ("anh.xlsx", lambda _: PNG, "form_picture"),
    "a scan": ("quet.xlsx", lambda _: b"%PDF-1.7 ...", "form_pdf"),
    "a csv": ("so-lieu.csv", lambda _: "Chỉ tiêu;Kỳ này\nTin bài;6\n".encode(), "form_csv"),
    "a csv renamed": ("so-lieu.xlsx", lambda _: "Tin bài,6\n".encode(), "form_csv"),
    "an old xls": ("cu.xls", lambda _: OLE, "old_xls"),
    "a password": ("khoa.xlsx", lambda _: OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "half a download": ("do.xlsx", lambda form: form.read_bytes()[:3000], "truncated"),
    "a broken part": ("hong.xlsx", changed(SHEET, lambda xml: xml[: len(xml) // 2]), "truncated"),
    "a gigabyte of zeros": ("bom.xlsx", lambda _: bomb(), "too_large"),
    "many large parts": ("bom2.xlsx", lambda form: many_parts(form.read_bytes()), "too_large"),
    "XML entities": ("thuc-the.xlsx", changed(SHEET, lambda _: DOCTYPE), "dangerous_xml"),
    "entities in the strings": ("thuc-the2.xlsx", changed("xl/sharedStrings.xml", lambda _: DOCTYPE), "dangerous_xml"),
    "macros": ("macro.xlsm", changed("xl/vbaProject.bin", lambda _: b"macro"), "form_macros"),
    "macros, renamed": ("macro.xlsx", changed("xl/vbaProject.bin", lambda _: b"macro"), "form_macros"),
    "links to other files": ("lk.xlsx", changed("xl/externalLinks/externalLink1.xml", lambda _: b"<x/>"), "form_links"),
    "a zip of forms": ("thu.zip", archive, "form_archive"),
    "a rar of forms": ("thu.rar", lambda _: b"Rar!\x1a\x07\x01\x00" + b"\0" * 50, "form_archive"),
    "a binary workbook": ("np.xlsb", zipped("[Content_Types].xml", "_rels/.rels", "xl/workbook.bin"), "form_xlsb"),
    "a file of Numbers": ("so.numbers", zipped("Index/Document.iwa", "Metadata/x.plist"), "form_numbers"),
    "rich text": ("van.rtf", lambda _: b"{\\rtf1 phieu}", "form_word"),
    "a Word file of old": ("bao-cao.doc", lambda _: OLE + "WordDocument".encode("utf-16-le"), "form_word"),
    "a mail of Outlook": ("thu.msg", lambda _: OLE + "__substg1.0_0037001F".encode("utf-16-le"), "form_mail"),
    "a mail": ("thu.eml", lambda _: b"Return-Path: <h09@example.vn>\r\nSubject: phieu\r\n", "form_mail"),
    "a copy of the workbook": ("so.xlsm", master, "form_master"),
    "a Word file": ("bao-cao.xlsx", word, "form_word"),
    "made by hand": ("tu-lam.xlsx", hand_made, "form_not_ours"),
    "its hidden sheet gone": ("mat.xlsx", without_stamp, "form_not_ours"),
    "its hidden sheet changed": ("sua.xlsx", stamped("unit", "H05"), "form_stamp"),
    "last year's version": ("cu.xlsx", stamped("version", "0"), "form_version"),
    "a page gone": ("thieu.xlsx", without_a_page, "form_part"),
}


def bad_file(what: str, form: Path, folder: Path) -> tuple[Path, str]:
    """The file, made once a run, and why it is refused."""
    name, make, key = BAD[what]
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(kept.once(lambda: make(form), "bad file", what))
    form.with_name("x.xlsx").unlink(missing_ok=True)
    return folder / name, key


@pytest.mark.slow
@pytest.mark.parametrize("what", list(BAD))
def test_a_bad_file_is_named_in_one_line_with_what_to_do(sample: Path, form: Path, tmp_path: Path, what: str) -> None:
    bad, key = bad_file(what, form, tmp_path / "xau")
    before = sample.read_bytes()
    alone = take(sample, bad)
    assert sample.read_bytes() == before
    assert alone.exit_code == 3
    (refused,) = alone.counts["refused"]
    assert (refused["file"], refused["reason"]) == (bad.name, key)
    (line,) = [line for line in alone.lines if bad.name in line]
    assert refused["fix"] in line and "\n" not in line


@pytest.mark.slow
def test_bad_files_do_not_stop_a_good_one(sample: Path, form: Path, tmp_path: Path) -> None:
    bad = dict(bad_file(what, form, tmp_path / "xau") for what in BAD)
    together = take(sample, tmp_path / "xau", form)
    assert together.exit_code == 1 and together.counts["forms"] == 1
    assert {one["file"]: one["reason"] for one in together.counts["refused"]} == {
        path.name: key for path, key in bad.items()
    }
    assert value(sample, "figures", f"{PERIOD}/H09", "hoi_vien_cuoi_ky") == 72


@pytest.mark.slow
def test_the_command_says_it_in_vietnamese_without_a_traceback(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "anh.xlsx").write_bytes(PNG)
    said = lhh("import", sample, tmp_path / "anh.xlsx", "--yes")
    assert said.code == 3 and "anh.xlsx: là ảnh" in said.out
    said = lhh("import", sample, tmp_path / "khong-co.xlsx", "--yes")
    assert said.code == 3 and "khong-co.xlsx: không tìm thấy tệp" in said.out
    (tmp_path / "trong").mkdir()
    said = lhh("import", sample, tmp_path / "trong", "--yes")
    assert said.code == 3 and len(said.err.strip().splitlines()) == 2


@pytest.mark.slow
@pytest.mark.office
def test_a_real_xls_and_an_ods_with_a_password_are_refused(sample: Path, form: Path, tmp_path: Path) -> None:
    (tmp_path / "lo").mkdir()
    old = convert(form, "xls", tmp_path / "lo")
    assert take(sample, old).counts["refused"][0]["reason"] == "old_xls"
    ods = convert(form, "ods", tmp_path / "lo")
    locked = edit_part(ods, "META-INF/manifest.xml", lambda xml: xml.replace(b"</man", b"<encryption-data/></man"))
    assert take(sample, locked).counts["refused"][0]["reason"] == "encrypted"


@pytest.mark.slow
@pytest.mark.parametrize("part", [SHEET])
def test_a_stray_cell_in_the_last_row_and_column_costs_nothing(
    sample: Path, form: Path, tmp_path: Path, part: str
) -> None:
    far = edit_part(Path(shutil.copy(form, tmp_path / "xa.xlsx")), part, far_cell)
    assert take(sample, far).exit_code == 0
    assert value(sample, "figures", f"{PERIOD}/H09", "hoi_vien_cuoi_ky") == 72


@pytest.mark.slow
def test_a_million_cells_are_too_many(sample: Path, form: Path, tmp_path: Path) -> None:
    cells = b"".join(b'<row r="%d">%s</row>' % (row, b"<c><v>1</v></c>" * 1000) for row in range(5000, 5300))
    copy = Path(shutil.copy(form, tmp_path / "to.xlsx"))
    big = edit_part(copy, SHEET, lambda xml: xml.replace(b"</sheetData>", cells + b"</sheetData>"))
    assert take(sample, big).counts["refused"][0]["reason"] == "too_large"


# --- forms of somebody or something else ---------------------------------------------------------------------------


@pytest.mark.slow
def test_a_form_of_another_period_is_refused_by_name(sample: Path, tmp_path: Path) -> None:
    reopen(ReopenOptions(Target(sample, SENT, "2025-H2"), sure=True))
    made = forms(FormsOptions(Target(sample, SENT, "2025-H2"), tmp_path / "p", ("H09",))).made[1]
    back = answer(made, tmp_path / "a.xlsx", {"Tin bài": 9})
    outcome = take(sample, back)
    (refused,) = outcome.counts["refused"]
    assert outcome.exit_code == 1 and refused["reason"] == "form_period"
    assert "2025-H2" in refused["message"] and PERIOD in refused["message"]


def test_a_form_of_another_office_is_refused_by_name(sample: Path, form: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(sample, tmp_path / "khac.xlsm"))
    clerk(other, "profile", "Tên cơ quan", "value", "Liên hiệp các Hội tỉnh khác")
    (refused,) = take(other, form).counts["refused"]
    assert refused["reason"] == "form_workbook" and "Cần Thơ" in refused["message"]


@pytest.mark.slow
def test_an_office_that_mends_its_own_spelling_still_knows_its_forms(sample: Path, form: Path) -> None:
    clerk(sample, "profile", "Tên cơ quan", "value", "LIÊN HIỆP CÁC HỘI KHOA HỌC VÀ KỸ THUẬT THÀNH PHỐ CẦN THƠ")
    assert take(sample, form).counts["refused"] == []


@pytest.mark.slow
def test_a_workbook_with_a_number_of_its_own_knows_its_forms_by_it(sample: Path, tmp_path: Path) -> None:
    name = '<definedName name="LHH_MaSo">"{}"</definedName><definedName name="LHH_PhienBan">'
    for number in ("mot", "hai"):
        mark = name.format(number).encode()
        edit_part(
            Path(shutil.copy(sample, tmp_path / f"{number}.xlsm")),
            "xl/workbook.xml",
            lambda xml, mark=mark: xml.replace(b'<definedName name="LHH_PhienBan">', mark),  # type: ignore[misc]
        )
    back = answer(send(tmp_path / "mot.xlsm", tmp_path / "p", "H09")["H09"], tmp_path / "a.xlsx", H09)
    assert take(tmp_path / "hai.xlsm", back).counts["refused"][0]["reason"] == "form_workbook"
    assert take(tmp_path / "mot.xlsm", back).exit_code == 0


@pytest.mark.slow
def test_a_unit_that_is_gone_or_need_not_report_is_refused_by_name(sample: Path, form: Path) -> None:
    clerk(sample, "units", "H09", "left", dt.date(2026, 3, 1))
    assert take(sample, form).counts["refused"][0]["reason"] == "form_not_member"
    clerk(sample, "units", "H09", "code", "H99")
    assert take(sample, form).counts["refused"][0]["reason"] == "form_unit"


@pytest.mark.slow
def test_a_locked_period_refuses_and_a_reopened_unit_may(sample: Path, form: Path, tmp_path: Path) -> None:
    other = answer(send(sample, tmp_path / "gui", "TT03")["TT03"], tmp_path / "ve" / "hai.xlsx", {"Tin bài": 3})
    target = Target(sample, dt.date(2026, 6, 20), PERIOD)
    lock(LockOptions(target, sure=True))
    before = sample.read_bytes()
    outcome = take(sample, form)
    assert outcome.counts["refused"][0]["reason"] == "form_locked" and sample.read_bytes() == before
    reopen(ReopenOptions(target, "H09", sure=True))
    both = take(sample, form, other)
    assert [entry["file"] for entry in both.counts["refused"]] == ["hai.xlsx"]
    assert value(sample, "figures", f"{PERIOD}/H09", "hoi_vien_cuoi_ky") == 72


@pytest.mark.slow
def test_a_folder_of_ten_thousand_other_files_is_gone_through(sample: Path, form: Path, tmp_path: Path) -> None:
    folder = tmp_path / "nhieu"
    folder.mkdir()
    for number in range(10_000):
        (folder / f"{number:05d}.{'jpg' if number % 2 else 'xlsx'}").write_bytes(PNG)
    shutil.copy(form, folder / "giua.xlsx")
    outcome = take(sample, folder)
    assert len(outcome.counts["refused"]) == 10_000 and outcome.counts["forms"] == 1
    assert len(outcome.lines) < 2_100  # on the screen; JSON names them all
    assert value(sample, "figures", f"{PERIOD}/H09", "hoi_vien_cuoi_ky") == 72


@pytest.mark.slow
def test_the_workbook_its_backup_and_owner_files_in_the_folder_are_passed_over(sample: Path, form: Path) -> None:
    for name in ("~$tot.xlsx", ".~lock.tot.xlsx#", "Thumbs.db", "desktop.ini", "x.xlsx.bak"):
        (sample.parent / name).write_bytes(b"x")
    shutil.copy(form, sample.parent / "phieu.xlsx")
    outcome = take(sample, sample.parent)
    assert outcome.exit_code == 0 and outcome.counts["refused"] == []


def test_every_refusal_has_a_test() -> None:
    told = {key for _, _, key in BAD.values()} | {"form_workbook", "form_period", "form_unit", "form_not_member"}
    elsewhere = {"form_locked", "form_period_gone", "not_found", "unreadable", "not_a_workbook", "form_fault"}
    assert set(REFUSALS) - told <= elsewhere


def test_a_file_that_is_neither_text_nor_known_is_no_workbook(sample: Path, tmp_path: Path) -> None:
    (tmp_path / "la.xlsx").write_bytes(struct.pack("<64I", *range(64)))
    assert take(sample, tmp_path / "la.xlsx", day=TODAY).counts["refused"][0]["reason"] == "not_a_workbook"


@pytest.mark.slow
def test_each_workbook_that_new_makes_knows_only_its_own_forms(tmp_path: Path) -> None:
    for name in ("mot", "hai"):
        assert lhh("new", tmp_path / f"{name}.xlsm", "--sample").code == 0
    back = answer(send(tmp_path / "mot.xlsm", tmp_path / "p", "H09")["H09"], tmp_path / "a.xlsx", H09)
    assert take(tmp_path / "hai.xlsm", back).counts["refused"][0]["reason"] == "form_workbook"
    assert take(tmp_path / "mot.xlsm", back).exit_code == 0

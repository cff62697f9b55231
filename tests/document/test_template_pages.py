"""The pages as LibreOffice sets them, with Tinos (Times New Roman's metrics and all Vietnamese letters) alone."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import kept
import pytest
from office import soffice
from template_samples import changed, context, figures_of, template

from lhh_excel.document.templates.render import render_report
from lhh_excel.document.writing import pdf
from lhh_excel.document.writing.pdf import to_pdf

pytestmark = pytest.mark.office

#: Liberation Serif lacks Vietnamese letters; LibreOffice would mix it in.
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>/usr/share/fonts</dir>
<cachedir>{cache}</cachedir>
<selectfont><rejectfont><glob>*/liberation*/*</glob></rejectfont></selectfont>
<alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias>
</fontconfig>
"""


def in_tinos(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here LibreOffice sets in Tinos, which fontconfig looks for once a run; skips where there is none."""
    if shutil.which("pdftotext") is None or not Path("/usr/share/fonts/truetype/croscore").is_dir():
        pytest.skip("pdftotext and Tinos are needed")
    assert kept.folder is not None
    fonts = kept.folder / "tinos.conf"
    fonts.write_text(FONTS.format(cache=kept.folder / "tinos"), "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(fonts))


def pages(docx: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, list[str]]:
    """The PDF and the text of each page."""
    soffice()
    in_tinos(monkeypatch)
    source = folder / "bao-cao.docx"
    source.write_bytes(docx)
    made = to_pdf(source, folder)
    assert made == folder / "bao-cao.pdf"
    text = subprocess.run(["pdftotext", "-layout", str(made), "-"], capture_output=True, text=True, check=True).stdout
    return made, text.split("\f")[:-1]


@pytest.mark.slow
def test_the_pages_are_in_tinos_alone_numbered_and_the_signature_is_not_stranded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = context(38)  # the signature alone would not fit on the second page
    made, shown = pages(render_report(template(), data, figures_of(data)).docx, tmp_path, monkeypatch)
    fonts = subprocess.run(["pdffonts", str(made)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    assert fonts
    assert all("Tinos" in line for line in fonts)
    assert re.search(r"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM$", shown[0], re.MULTILINE)
    first_lines = [page.strip().splitlines()[0].strip() for page in shown]
    assert first_lines[1:3] == ["2", "3"]  # not on the first page
    assert first_lines[3] == "Phụ lục I"  # nor on an annex's first page
    assert first_lines[4] == "2"  # whose pages are counted anew
    signed = next(page for page in shown if "Nguyễn Văn A" in page)
    lines = [line.strip() for line in signed.splitlines() if line.strip()]
    at = next(index for index, line in enumerate(lines) if "TM. BAN THƯỜNG TRỰC" in line)
    assert lines[at].startswith("Nơi nhận:")
    assert lines[at - 1].endswith("./.")
    assert not lines[at - 2].isdigit()
    table_pages = [page for page in shown if "Hội thành viên 30" in page and "1.030" in page and "Cuối kỳ" in page]
    assert table_pages, "the table's head is repeated on its second page"


@pytest.mark.slow
def test_a_long_place_and_name_with_the_widest_margins_still_keep_quoc_hieu_on_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "Liên hiệp các Hội Khoa học và Kỹ thuật Thành phố Hồ Chí Minh"
    data = changed(
        co_quan={"ten": name, "chu_quan": name, "dia_danh": "Thành phố Hồ Chí Minh"},
        van_ban={"so": "05", "ngay": "29", "thang": "12"},
        trinh_bay={"le_trai": 35, "le_phai": 20},
    )
    _, shown = pages(render_report(template(), data, figures_of(data)).docx, tmp_path, monkeypatch)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in shown[0]
    assert "Thành phố Hồ Chí Minh, ngày 29 tháng 12 năm 2026" in shown[0]
    assert re.search(r"Số: 05/BC-LHH\s+Thành phố Hồ Chí Minh, ngày", shown[0])


@pytest.mark.slow
def test_an_old_pdf_is_replaced_and_a_slow_program_is_stopped(tmp_path: Path) -> None:
    soffice()
    data = context()
    source, folder = tmp_path / "Báo cáo số 05.docx", tmp_path / "thư mục kết xuất"
    folder.mkdir()
    source.write_bytes(render_report(template(), data, figures_of(data)).docx)
    (folder / "Báo cáo số 05.pdf").write_bytes(b"cu")
    assert to_pdf(source, folder, timeout=0.05) is None
    assert (folder / "Báo cáo số 05.pdf").read_bytes() == b"cu"
    made = to_pdf(source, folder)
    assert made is not None
    assert made.read_bytes().startswith(b"%PDF")
    assert [path.name for path in folder.iterdir()] == ["Báo cáo số 05.pdf"]


def test_without_an_office_program_there_is_no_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "_PLACES", ())
    source = tmp_path / "x.docx"
    source.write_bytes(template())
    assert to_pdf(source, tmp_path) is None

"""Excel and Word show what our files say: fonts by name, window, captions, whole totals. Over every file we make."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

import pytest
from cli import lhh
from lxml import etree
from openpyxl import load_workbook
from places import ROOT, SAMPLE

from lhh_excel.law import FONT

SHIPPED = [*sorted((ROOT / "workbooks").glob("LHH*.xl*")), *sorted((ROOT / "templates").rglob("*.docx"))]
NAMESPACES = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """What is shipped, and what the commands make of the sample."""
    out = tmp_path_factory.mktemp("ra")
    book = shutil.copy(SAMPLE, tmp_path_factory.mktemp("so"))  # sending forms writes a line into its journal
    for name in ("report", "forms", "remind", "consolidate", "batch"):
        more = {"consolidate": ("--workers", "1"), "batch": ("--workers", "1"), "forms": ("--unit", "H01")}.get(
            name, ()
        )
        done = lhh(name, book, *more, "--out", out / name, "--as-of", "2026-06-16")
        assert done.code in (0, 1) and list((out / name).rglob("*.*")), (name, done)
    files = [*SHIPPED, *sorted(p for p in out.rglob("*.*") if p.suffix in (".xlsx", ".xlsm", ".docx"))]
    assert {path.suffix for path in files} == {".xlsm", ".xlam", ".xlsx", ".docx"} and len(files) > 20
    return files


def parts(path: Path, pattern: str) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist() if re.fullmatch(pattern, name)}


def workbooks(made: list[Path]) -> list[Path]:
    return [path for path in made if path.suffix != ".docx"]


@pytest.mark.slow
def test_no_style_of_a_workbook_carries_the_themes_font(made: list[Path]) -> None:
    """Excel shows the theme's font for <scheme val="minor"/>, whatever name stands beside it."""
    for path in workbooks(made):
        (styles,) = parts(path, "xl/styles.xml").values()
        root = etree.fromstring(styles)
        assert not root.findall(".//x:scheme", NAMESPACES), path.name
        fonts = root.findall("x:fonts/x:font", NAMESPACES)
        used = {int(xf.get("fontId", "0")) for xf in root.iterfind("x:cellXfs/x:xf", NAMESPACES)}
        names = {name.get("val") for i in used for name in fonts[i].iterfind("x:name", NAMESPACES)}
        assert names == {FONT}, path.name


@pytest.mark.slow
def test_no_text_of_a_document_carries_the_themes_font(made: list[Path]) -> None:
    themed = re.compile(rb"w:(?:ascii|hAnsi|cs|eastAsia)Theme=", re.IGNORECASE)
    for path in made:
        if path.suffix == ".docx":
            found = [name for name, xml in parts(path, r"word/[^/]+\.xml").items() if themed.search(xml)]
            assert found == [], path.name


@pytest.mark.slow
def test_a_workbooks_window_fits_a_screen(made: list[Path]) -> None:
    """Twips in the file, 15 a pixel."""
    for path in workbooks(made):
        (workbook,) = parts(path, "xl/workbook.xml").values()
        (view,) = etree.fromstring(workbook).findall("x:bookViews/x:workbookView", NAMESPACES)
        assert 1000 <= int(view.get("windowWidth")) / 15 <= 1920, path.name
        assert 600 <= int(view.get("windowHeight")) / 15 <= 1080, path.name


def test_the_captions_of_buttons_are_ascii_in_the_file_and_vietnamese_on_the_sheet() -> None:
    drawings = parts(SAMPLE, r"xl/drawings/.*\.vml")
    assert drawings and all(xml.isascii() for xml in drawings.values())
    captions = [
        "".join(font.itertext()) for xml in drawings.values() for font in etree.fromstring(xml).iter("font", "{*}font")
    ]
    assert "Kiểm tra dữ liệu" in captions


@pytest.mark.slow
def test_a_computed_total_shows_no_stray_decimal_mark(made: list[Path]) -> None:
    """ "#,##0.######" shows 12126 as "12.126,": a whole result gets "#,##0" by its value, when Excel computes it."""
    checked = 0
    for path in (path for path in made if path.suffix == ".xlsx"):
        for sheet in load_workbook(path):
            whole = {
                str(area): rule.dxf.numFmt.formatCode
                for area in sheet.conditional_formatting
                for rule in area.rules
                if rule.dxf is not None and rule.dxf.numFmt is not None
            }
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f" and cell.number_format.endswith(".######"):
                        assert whole[f"<ConditionalFormatting {cell.coordinate}>"] == "#,##0"
                        checked += 1
    assert checked

"""Every second document of the corpus as LibreOffice sets it, before and after the safe repairs: no page is worse."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from office import soffice
from strangers import strangers
from test_template_pages import in_tinos

from lhh_excel.document.repairing import fix_document

pytestmark = [pytest.mark.office, pytest.mark.slow]
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">')
_WIDTH = re.compile(r'<page width="([\d.]+)"')
_EDGE_PT = 6.0  # nearer to the edge of the paper no text was meant to stand


def test_no_mended_page_is_worse_than_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = soffice()
    in_tinos(monkeypatch)
    files: list[Path] = []
    names: list[str] = []
    for one in strangers()[::2]:
        fixed = fix_document(one.docx, one.name)
        if fixed.changes:
            names.append(one.name)
            for kind, data in (("truoc", one.docx), ("sau", fixed.docx)):
                file = tmp_path / f"{one.name}.{kind}.docx"
                file.write_bytes(data)
                files.append(file)
    assert len(names) > 12
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=500)
    for name in names:
        before, after = (_looked_at(tmp_path / f"{name}.{kind}.pdf") for kind in ("truoc", "sau"))
        assert after[0] <= before[0], f"{name}: more pages"
        assert after[1] <= before[1], f"{name}: text off the paper"
        assert after[2] >= before[2], f"{name}: Quốc hiệu wrapped"


def _looked_at(pdf: Path) -> tuple[int, int, bool]:
    """Pages, words at the very edge of the paper or beyond, and whether Quốc hiệu stands on one line."""
    boxes = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    off = 0
    for page in boxes.split("<page ")[1:]:
        width = float(_WIDTH.search(f"<page {page}")[1])  # type: ignore[index]
        off += sum(float(right) > width - _EDGE_PT or float(left) < _EDGE_PT for left, right in _WORD.findall(page))
    return boxes.count("<page "), off, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text

"""What a report keeps from one click to the next, and the steps it leaves out where there is nothing to do."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest
from docx_measure import opened
from template_samples import context, figures_of, template

from lhh_excel.document.package import read_parts
from lhh_excel.document.render import render_report

TEMPLATE = template()


def rendered(source: bytes = TEMPLATE) -> bytes:
    data = context()
    return render_report(source, data, figures_of(data)).docx


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LHH_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_first_click_the_second_and_one_without_a_cache_give_the_same_bytes(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = rendered(), rendered()
    assert list(cache.glob("*.txt"))
    monkeypatch.setenv("LHH_CACHE", "")
    assert first == second == rendered()


@pytest.mark.parametrize("spoilt", [b"", b"0\n<w:body/>", b"\xff\xfe"])
def test_a_kept_text_that_did_not_come_back_whole_is_made_anew(cache: Path, spoilt: bytes) -> None:
    whole = rendered()
    kept = sorted(cache.glob("*.txt"))
    before = [file.read_bytes() for file in kept]
    for file in kept:
        file.write_bytes(spoilt)
    assert rendered() == whole
    assert [file.read_bytes() for file in kept] == before


def test_half_of_a_kept_text_is_not_taken_for_all_of_it(cache: Path) -> None:
    whole = rendered()
    for file in cache.glob("*.txt"):
        file.write_bytes(file.read_bytes()[:-20])
    assert rendered() == whole


def test_no_half_file_stays_in_the_cache(cache: Path) -> None:
    rendered()
    assert not list(cache.glob("*.part"))


def with_table(columns: int, cells: int) -> bytes:
    """A document whose table declares other columns than its row has cells."""
    made = docx.Document()
    made.add_paragraph("Đơn vị: {{ co_quan.goi_tat }}")
    table = made.add_table(1, cells)
    grid = table._tbl.tblGrid
    for column in list(grid):
        grid.remove(column)
    for _ in range(columns):
        grid.add_gridCol().w = 1000000
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("columns", "cells"), [(3, 2), (2, 3), (2, 2)])
def test_a_table_ends_with_as_many_columns_as_its_rows_have_cells(columns: int, cells: int) -> None:
    (table,) = opened(rendered(with_table(columns, cells))).tables
    assert len(table._tbl.tblGrid.gridCol_lst) == cells


def test_the_names_of_a_document_are_declared_at_its_root_only() -> None:
    xml = read_parts(rendered())["word/document.xml"].decode()
    assert re.findall(r"<w:body[^>]*>", xml) == ["<w:body>"]
    assert xml.count("xmlns:w=") == 1

"""What a report keeps from one click to the next, and the steps it leaves out where there is nothing to do."""

from __future__ import annotations

import io
import marshal
import os
import pickle
import re
import sys
from pathlib import Path

import docx
import pytest
from docx_measure import opened
from template_samples import context, figures_of, template

from lhh_excel.document.ooxml.package import read_parts
from lhh_excel.document.templates import run
from lhh_excel.document.templates.cache import folder, whole
from lhh_excel.document.templates.render import render_report

TEMPLATE = template()


def rendered(source: bytes = TEMPLATE) -> bytes:
    data = context()
    return render_report(source, data, figures_of(data)).docx


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As in a process that has rendered nothing yet."""
    monkeypatch.setenv("LHH_CACHE", str(tmp_path / "cache"))
    run._plan.cache_clear()
    return tmp_path / "cache"


@pytest.mark.slow
def test_the_first_click_the_second_and_one_without_a_cache_give_the_same_bytes(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = rendered(), rendered()
    assert list(cache.glob("*.kept"))
    monkeypatch.setenv("LHH_CACHE", "")
    assert first == second == rendered()


@pytest.mark.parametrize("spoilt", [b"", b"0\n<w:body/>", b"\xff\xfe"])
def test_a_kept_text_that_did_not_come_back_whole_is_made_anew(cache: Path, spoilt: bytes) -> None:
    whole = rendered()
    kept = sorted(cache.glob("*.kept"))
    before = [file.read_bytes() for file in kept]
    for file in kept:
        file.write_bytes(spoilt)
    run._plan.cache_clear()
    assert rendered() == whole
    assert [file.read_bytes() for file in kept] == before


@pytest.mark.slow
def test_half_of_a_kept_text_is_not_taken_for_all_of_it(cache: Path) -> None:
    whole = rendered()
    for file in cache.glob("*.kept"):
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


# --- a cache that another user could have written ------------------------------------------------------------------

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folder within the user's profile")
ROOT_ONLY = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")


def plant(cache: Path) -> Path:
    """Puts into every kept file code that leaves a mark; where the mark would be."""
    mark = cache.parent / "chạy rồi"

    class Planted:
        def __reduce__(self) -> tuple[object, ...]:
            return Path.touch, (mark,)

    code = compile(f"open({str(mark)!r}, 'w').close()", "x", "exec")
    for file in cache.iterdir():
        key = file.name.partition(".")[0]
        for data in (marshal.dumps(code), pickle.dumps(Planted())):
            file.write_bytes(whole(key, data) + b"\n" + data)
        for name in (f"{key}.code", f"{key}.cache"):
            (cache / name).write_bytes(pickle.dumps(Planted()))
    return mark


@pytest.mark.slow
@POSIX
@pytest.mark.parametrize("mode", [0o777, 0o1777, 0o775, 0o770, 0o755, 0o750, 0o707])
def test_a_folder_that_others_may_open_is_not_used(cache: Path, mode: int) -> None:
    whole = rendered()
    mark = plant(cache)
    cache.chmod(mode)
    before = {file: file.read_bytes() for file in cache.iterdir()}
    assert folder() is None and rendered() == whole and not mark.exists()
    assert {file: file.read_bytes() for file in cache.iterdir()} == before


@pytest.mark.slow
@POSIX
@ROOT_ONLY
def test_a_folder_of_another_user_is_not_used_nor_a_file_of_theirs(cache: Path) -> None:
    whole = rendered()
    mark = plant(cache)
    for file in cache.iterdir():
        os.chown(file, 65534, 65534)
    assert rendered() == whole and not mark.exists()
    os.chown(cache, 65534, 65534)
    assert folder() is None and rendered() == whole and not mark.exists()


@pytest.mark.slow
@POSIX
def test_a_file_that_others_may_write_or_that_leads_elsewhere_is_not_believed(cache: Path, tmp_path: Path) -> None:
    whole = rendered()
    mark = plant(cache)
    for number, file in enumerate(sorted(cache.glob("*.kept"))):
        if number % 2:
            file.chmod(0o666)
        else:
            file.rename(tmp_path / file.name)
            file.symlink_to(tmp_path / file.name)
    assert rendered() == whole and not mark.exists()


@pytest.mark.slow
@POSIX
def test_a_folder_that_leads_elsewhere_or_is_none_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "thật").mkdir(mode=0o700)
    (tmp_path / "nối").symlink_to(tmp_path / "thật")
    (tmp_path / "tệp").touch()
    for name in ("nối", "tệp", "tệp/dưới"):
        monkeypatch.setenv("LHH_CACHE", str(tmp_path / name))
        assert folder() is None and rendered()
    assert list((tmp_path / "thật").iterdir()) == []


@POSIX
def test_what_is_made_is_the_users_own_whatever_the_umask(cache: Path) -> None:
    before = os.umask(0)
    try:
        first = rendered()
    finally:
        os.umask(before)
    kept = list(cache.iterdir())
    assert kept and all(file.stat().st_mode & 0o077 == 0 for file in (cache, *kept))
    assert {file.stat().st_mtime_ns for file in kept} and rendered() == first
    assert sorted(cache.iterdir()) == sorted(kept)  # believed, not made anew under other names


def test_on_windows_a_folder_outside_of_the_users_profile_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "Nguyễn Văn A")
    (tmp_path / "Nguyễn Văn A").mkdir()
    for place, used in (("Nguyễn Văn A/AppData/Local/lhh-excel", True), ("chung/lhh-excel", False)):
        monkeypatch.setenv("LHH_CACHE", str(tmp_path / place))
        assert (folder() is not None) is used

"""The templates as Word files: valid, named styles, the same bytes each time."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from docx_measure import everything, opened, styled
from sound import errors
from template_samples import SOURCE, template

from lhh_excel import law
from lhh_excel.document.ooxml.package import read_parts
from lhh_excel.document.writing.source import SOURCES
from lhh_excel.document.writing.styles import NAMES
from tools.templates import build_template, build_templates

ROOT = Path(__file__).resolve().parents[2]


def test_the_same_source_gives_the_same_bytes() -> None:
    assert build_template(SOURCE) == build_template(SOURCE)


def test_every_source_is_built_and_committed() -> None:
    built = build_templates()
    assert {f"{path.stem}.docx" for path in SOURCES.glob("*.txt")} - {"khung.docx"} == set(built)
    for name, data in built.items():
        committed = (ROOT / "templates" / name).read_bytes()
        assert read_parts(committed) == read_parts(data), f"run make build: {name}"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["", *sorted(build_templates())])
def test_openxml_audit_finds_nothing(name: str, tmp_path: Path) -> None:
    file = tmp_path / "mau.docx"
    file.write_bytes(build_templates()[name] if name else template())
    assert [str(error) for error in errors(file)] == []


def test_no_part_of_word_2007_effects_and_no_date_of_today() -> None:
    with zipfile.ZipFile(io.BytesIO(template())) as archive:
        assert not [name for name in archive.namelist() if "stylesWithEffects" in name]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_each_component_of_the_decree_has_a_style_of_its_size_and_weight() -> None:
    document = opened(template())
    by_name = {style.name: style for style in document.styles}
    decreed = law.on(law.IN_FORCE)
    for component, size in decreed.size_sets[14].items():
        style = by_name[NAMES[component]]
        assert style.font.size.pt == size, component
        try:
            bold = decreed.rule(component, "bold").allowed[0]
        except KeyError:
            continue
        assert bool(style.font.bold) == bold, component


def test_no_style_name_holds_a_comma_that_word_would_take_for_an_alias() -> None:
    assert not [name for name in NAMES.values() if "," in name]


def test_only_times_new_roman_and_black_are_set() -> None:
    document = opened(template())
    styles = document.styles.element
    assert {mark.get(qn("w:ascii")) for mark in styles.iter(qn("w:rFonts"))} == {"Times New Roman"}
    assert {mark.get(qn("w:val")) for mark in styles.iter(qn("w:color"))} == {"000000"}


def test_an_annex_table_repeats_its_head_keeps_rows_whole_and_sets_numbers_right() -> None:
    document = opened(template())
    table = next(table for table in document.tables if table.style is not None and table.style.name == NAMES["bang"])
    rows = list(table._tbl.iter(qn("w:tr")))
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    assert rows[:2] == heads
    whole = [row for row in rows if "{%" not in "".join(row.itertext())]
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in whole)
    assert [p.text for p in styled(document, "Bảng - số")][:2] == ["{{ d.dau_ky }}", "{{ d.hoi_vien }}"]


def test_no_paragraph_is_empty_for_spacing() -> None:
    document = opened(template())
    empty = [paragraph for paragraph in everything(document) if not paragraph.text.strip()]
    bare = []
    for paragraph in empty:
        in_table = next(paragraph._p.iterancestors(qn("w:tc")), None) is not None
        ends_section = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        if paragraph not in styled(document, "Đường kẻ") and not in_table and not ends_section:
            bare.append(paragraph._p)
    ruled = {paragraph._p for paragraph in styled(document, "Đường kẻ")}
    assert [element for element in bare if element not in ruled] == []

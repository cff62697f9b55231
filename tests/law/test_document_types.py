"""One record a type of document: what it says of a type is what the template, the decree and the pages say."""

from __future__ import annotations

import re

import pytest
from places import ROOT

from lhh_excel import law
from lhh_excel.document.writing.source import SOURCES

WRITTEN = [pytest.param(kind, id=kind.code) for kind in law.WRITTEN]


def test_the_29_types_are_those_of_the_decree_each_with_a_name_of_its_own() -> None:
    assert len(law.TYPES) == 29 == len({kind.name for kind in law.TYPES})
    codes = [kind.code for kind in (*law.TYPES, *law.COPIES) if kind.code]
    assert len(codes) == len(set(codes)) == 31


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_template_has_what_its_type_takes(kind: law.DocumentType) -> None:
    text = (SOURCES / kind.template).with_suffix(".txt").read_text("utf-8")
    assert (ROOT / "templates" / kind.template).is_file()
    if kind.template != law.GENERAL or kind == law.REPORT:  # that one serves many
        assert ("@kinh_gui" in text) == kind.may_be_addressed
    assert ("@can_cu" in text) == kind.bases
    assert ("tham_quyen" in text) == kind.authority
    assert ("@ten_loai" in text) == kind.titled
    assert ("thu_ky.ho_ten" in text) == kind.secretary
    assert bool(re.search(r"@dau_trang_bien_ban", text)) != kind.dated


@pytest.mark.parametrize("kind", WRITTEN)
def test_the_page_names_every_type_that_can_be_written(kind: law.DocumentType) -> None:
    assert f"`{kind.code}` {kind.name}" in (ROOT / "docs" / "soan-van-ban.md").read_text("utf-8")


def test_no_letter_bears_a_code_in_its_symbol() -> None:
    assert [kind.name for kind in law.TYPES if not kind.coded] == ["Công văn", "Thư công"]
    assert law.LETTER.notation("LHH", "VP") == "LHH-VP" and law.REPORT.notation("LHH", "VP") == "BC-LHH"

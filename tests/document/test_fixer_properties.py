"""Whatever is done to the look of a right document, the fixer brings it back and changes no word."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import written
from fixing import mended, parts_of, words
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from layout_docs import changed, fits, packed
from sound import errors
from test_checker_defects import DEFECTS
from test_fixer_safe import SAFE_DEFECTS

#: Over a second of processor time each: left out of `make fast`.
pytestmark = pytest.mark.slow

DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"


class Damage(NamedTuple):
    """In one part, the match number `at` (counted around) of a pattern becomes something else."""

    part: str
    pattern: str
    instead: str
    at: int


#: pattern of a setting -> what a careless hand makes of it
_HARM: dict[str, tuple[str, ...]] = {
    r'<w:sz w:val="\d+"/>': ('<w:sz w:val="20"/>', '<w:sz w:val="25"/>', '<w:sz w:val="40"/>'),
    r"<w:b/>": ('<w:b w:val="0"/>',),
    r"<w:i/>": ('<w:i w:val="false"/>',),
    r'<w:jc w:val="both"/>': ('<w:jc w:val="left"/>', ""),
    r'w:ascii="Times New Roman"': ('w:ascii="Arial"', 'w:asciiTheme="minorHAnsi"'),
    r'w:firstLine="\d+"': ('w:firstLine="0"', 'w:firstLine="1134"', 'w:hanging="300"'),
    r'w:before="120"': ('w:before="0"', 'w:before="40"'),
    r'w:line="240"': ('w:line="480"', 'w:line="200"'),
    r'w:top="\d+"': ('w:top="600"', 'w:top="2000"'),
    r'w:right="\d+" w:bottom': ('w:right="400" w:bottom', 'w:right="1900" w:bottom'),
    r'w:w="11906" w:h="16838"': ('w:w="12240" w:h="15840"',),
    r"<w:titlePg/>": ("",),
}
_damages = st.sampled_from(sorted(_HARM)).flatmap(
    lambda pattern: st.builds(
        Damage,
        st.sampled_from([DOCUMENT, STYLES]),
        st.just(pattern),
        st.sampled_from(_HARM[pattern]),
        st.integers(0, 40),
    )
)


def harmed(data: bytes, damages: list[Damage]) -> bytes:
    parts = parts_of(data)
    for damage in damages:
        text = parts[damage.part].decode()
        found = list(re.finditer(damage.pattern, text))
        if found:
            match = found[damage.at % len(found)]
            parts[damage.part] = (text[: match.start()] + damage.instead + text[match.end() :]).encode()
    return packed(parts)


@cache
def whole(kind: str) -> bytes:
    """A document of that type with all that it may have."""
    return written.with_annexes(written.document(kind, governing=written.ABOVE)).docx()


@settings(max_examples=16, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(written.TYPES)), st.lists(_damages, min_size=1, max_size=6))
def test_a_harmed_document_of_any_type_is_brought_back_without_changing_a_word(
    kind: str, damages: list[Damage]
) -> None:
    data = harmed(whole(kind), damages)
    fixed = mended(data)
    assert [one.message for one in fixed.after.findings if one.severity != "note"] == []
    assert words(fixed.docx) == words(data)


def compatible(names: list[str]) -> bool:
    return fits(*(change for name in names for change in DEFECTS[name][1]))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(st.sampled_from(SAFE_DEFECTS), min_size=2, max_size=5, unique=True).filter(compatible))
def test_faults_planted_together_are_mended_together(names: list[str]) -> None:
    data = changed(*(change for name in names for change in DEFECTS[name][1]))
    fixed = mended(data, guarded=True, convert=True)
    held = {one.code for one in fixed.held}  # near the end of a page what adds a line is taken back
    assert [one.message for one in fixed.after.findings if one.severity == "error" and one.code not in held] == []


@pytest.mark.parametrize("kind", ["BC", "QĐ", "CV"])
def test_openxml_audit_finds_nothing_in_a_mended_file(kind: str, tmp_path: Path) -> None:
    every = [Damage(part, pattern, instead[0], 3) for pattern, instead in _HARM.items() for part in (DOCUMENT, STYLES)]
    fixed = mended(harmed(whole(kind), every), guarded=True)
    assert len(fixed.changes) > 10
    path = tmp_path / "sửa.docx"
    path.write_bytes(fixed.docx)
    assert [str(error) for error in errors(path)] == []

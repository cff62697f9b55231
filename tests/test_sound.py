"""The look at a file's format is as strict as openxml-audit by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from openxml_audit import OpenXmlValidator
from places import ROOT
from sound import audit, errors
from xlsx import edit_part


@pytest.mark.slow
def test_a_part_seen_before_is_told_as_openxml_audit_tells_it(tmp_path: Path) -> None:
    sound = Path(shutil.copy(ROOT / "templates" / "bao-cao.docx", tmp_path / "a.docx"))
    assert errors(sound) == []
    broken = Path(shutil.copy(sound, tmp_path / "b.docx"))
    edit_part(broken, "word/document.xml", lambda xml: xml.replace(b"<w:pPr>", b'<w:pPr w:zz="1"><w:b/>'))
    wanted = OpenXmlValidator(max_errors=0).validate(broken).errors
    assert wanted and errors(broken) == wanted == errors(broken)
    assert audit(broken) and errors(sound) == []

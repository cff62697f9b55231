"""Tags of an office's template that divide by nought or have no end: refused with a sentence, never a fault of ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli import lhh
from test_hostile import in_template, paragraphs

NESTED, MANY = "(" * 3000 + "1" + ")" * 3000, "+".join("1" * 5000)
LISTS = "[" * 3000 + "]" * 3000
NEVER = "not " * 5000 + "1"
TAGS = ["{{ 1 / 0 }}", "{{ 1 // 0 }}", f"{{{{ {NESTED} }}}}", f"{{{{ {NEVER} }}}}", f"{{{{ {'9' * 20_000} }}}}"]
TAGS += [f"{{{{ {MANY} }}}}", f"{{% for a in {LISTS} %}}{{% endfor %}}", "{{ 9.9e307 * 10 }}"]


@pytest.mark.parametrize("tag", TAGS, ids=lambda tag: tag[:24])
def test_a_tag_that_can_not_be_computed_is_a_fault_of_the_template(sample: Path, tmp_path: Path, tag: str) -> None:
    in_template(sample, paragraphs(tag))
    said = lhh("report", sample, "--out", tmp_path / "ra", "--as-of", "2026-06-20")
    assert said.code == 4 and "bao-cao.docx" in said.err
    assert not (tmp_path / "ra").exists()

"""What one office calls its figures, groups and kinds stands in its default rows and samples, nowhere else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lhh_excel.workbook.declarations import DEFAULT
from lhh_excel.workbook.defaults import EARLIER_KEYS

PACKAGE = Path(__file__).parents[1] / "lhh_excel"
#: Where they may: the default rows, the sample's records, the demo that plays the sample's units.
THEIRS = {"workbook/defaults.py", "workbook/build/sample.py", "actions/demo.py"}
#: The five texts of the level above stand in its context; "Hội viên" and the like are also everyday words.
NAMES = [
    *(each.name for each in (*DEFAULT.indicators, *DEFAULT.groups, *DEFAULT.kinds)),
    *(other for each in DEFAULT.groups for other in each.aliases),
    *DEFAULT.by_key,
    *(key for key in EARLIER_KEYS if "_" in key),
]
_NAMED = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, NAMES))})(?!\w)")
FILES = sorted(path for path in PACKAGE.rglob("*.py") if str(path.relative_to(PACKAGE)) not in THEIRS)


def texts(path: Path) -> Iterator[str]:
    """The texts that the program works with: no docstring, no example of a rule ("Trang: cột = giá trị")."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield from [node.value] if " = " not in node.value else []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_line_of_python_names_what_an_office_declares(path: Path) -> None:
    assert [text for text in texts(path) if _NAMED.search(text)] == []


def test_the_search_finds_them_where_they_are() -> None:
    assert any(_NAMED.search(text) for text in texts(PACKAGE / "workbook" / "defaults.py"))

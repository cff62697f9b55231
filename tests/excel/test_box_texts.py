"""What a box of Excel says is for someone who presses buttons: no options, no commands to type.

The failures that a button can meet are found in the code that it reaches; the handbook explains each of them.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from test_architecture import PACKAGE, imports_of

from lhh_excel import errors
from lhh_excel.buttons.press import failed
from lhh_excel.errors import LhhError
from lhh_excel.messages import buttons as button_words
from lhh_excel.messages.commands import ADDIN_COMMANDS, COMMANDS, MACRO_TEXTS
from lhh_excel.messages.failures import FAILURES
from tools import handbook

#: Raised in code that a button reaches, but only for the words of a call or for a file that no Excel has open.
NOT_IN_EXCEL = {
    "fix_needed", "fix_no_docx", "fix_one_file", "fix_or_out", "fix_same_file", "is_folder",
    "no_documents", "out_no_xlsx", "no_such_symbol",
    "not_a_workbook", "not_found", "only_at_issue", "template_no_content", "unknown_signer", "unknown_type",
    "unknown_units", "import_locked", "unknown_import",  # an import is undone by a command
    "received_ahead",  # an option of the command
    "bad_cutoff",  # a new workbook's
    "needs_yes",  # asked in a box of its own
    "empty_text", "front_matter", "no_type", "not_text", "type_of_others",  # of composing, which is a command
    "no_pandas",  # of Python
    "draft_not_at_issue", "draft_other_period", "draft_other_workbook", "draft_unknown", "fresh_or_draft",
}  # fmt: skip
#: The words of a command line in a sentence for people.
TYPED = re.compile(r"--\w|lhh-excel|chạy lại lệnh|bằng lệnh")
#: What asks for the person who looks after the PC may name a command.
FOR_THE_HELPER = re.compile(r"(Nhờ|Hỏi) người (phụ trách|cài đặt)")
GROUPED = [key for group in handbook.BOX_GROUPS.values() for key in group]
KINDS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, LhhError)}


def _file(module: str) -> Path | None:
    path = PACKAGE.joinpath(*module.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()), None)


@cache
def _nodes(path: Path) -> list[ast.AST]:
    """Its calls and imports."""
    wanted = (ast.Call, ast.ImportFrom)
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, wanted)]


def _names(path: Path) -> set[str]:
    """The modules that a file imports, and what it imports from them, which may be modules too."""
    here = path.relative_to(PACKAGE).with_suffix("").parts
    found = imports_of(path)
    for node in _nodes(path):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*here[: len(here) - node.level], *(node.module.split(".") if node.module else [])]
            found |= {".".join([*base, alias.name]) for alias in node.names}
    return found


@cache
def reached() -> dict[str, str]:
    """Key of each failure that is raised in code which the buttons import, however late -> the file."""
    files: set[Path] = set()
    ahead = ["buttons"]
    while ahead:
        file = _file(ahead.pop())
        if file is not None and file not in files:
            files.add(file)
            ahead += _names(file)
    return {
        str(node.args[0].value): file.name
        for file in files
        for node in _nodes(file)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KINDS and node.args
        if isinstance(node.args[0], ast.Constant)
    }


@pytest.mark.slow
def test_the_handbook_explains_every_failure_that_a_button_can_meet() -> None:
    assert len(reached()) > 30
    left = {key: file for key, file in reached().items() if key not in {*GROUPED, *NOT_IN_EXCEL}}
    assert left == {}, "name it in BOX_GROUPS (tools/handbook.py), or in NOT_IN_EXCEL here"
    assert len(GROUPED) == len(set(GROUPED)) and not set(GROUPED) & NOT_IN_EXCEL


@pytest.mark.parametrize("key", sorted({*GROUPED, *(key for key, failure in FAILURES.items() if failure.in_excel)}))
def test_the_box_of_a_failure_names_no_options(key: str) -> None:
    texts = FAILURES[key].what + FAILURES[key].remedy + (FAILURES[key].in_excel or "")
    box = failed(LhhError(key, **dict.fromkeys(re.findall(r"\{(\w+)", texts), "…")))
    assert box.critical and len(box.lines) == 2
    assert not TYPED.search(box.text()), f"give it a remedy for Excel (messages/failures.py, in_excel): {box.text()}"


def test_a_terminal_still_hears_of_its_options() -> None:
    assert "--number" in LhhError("number_needed").remedy
    assert "--submit" in LhhError("snapshot_missing", period="2026-H1", file="x").remedy


def test_what_the_buttons_say_themselves_names_no_options() -> None:
    said = {name: value for name, value in vars(button_words).items() if isinstance(value, str) and name.isupper()}
    said |= {command.name: command.tip for command in (*COMMANDS, *ADDIN_COMMANDS)} | MACRO_TEXTS
    for name, sentence in said.items():
        assert "--" not in sentence, name
        assert not TYPED.search(sentence) or FOR_THE_HELPER.search(sentence), name


def test_what_the_check_writes_into_its_sheet_names_no_commands() -> None:
    from lhh_excel.checking.run import RULES

    for code, rule in RULES.items():
        for text in (rule.message, rule.fix):
            assert not re.search(r"--\w|lhh-excel|\blệnh (lock|reopen|fix|new)\b|lại lệnh|bằng lệnh", text), code

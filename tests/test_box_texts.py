"""What a box of Excel says is for someone who presses buttons: no options, no commands to type."""

from __future__ import annotations

import re

import pytest

from lhh_excel import buttons, errors
from lhh_excel.messages import buttons as button_words
from lhh_excel.messages import handbook
from lhh_excel.messages.commands import COMMANDS, MACRO_TEXTS
from lhh_excel.messages.failures import FAILURES

#: Only whoever types commands can meet these: they are about the words of a call.
TERMINAL = {"bad_call", "no_type", "setup_no_wheels", "setup_no_excel", "setup_not_installed"}
TERMINAL |= {key for key, failure in FAILURES.items() if "--" in failure.what}
#: The words of a command line in a sentence for people.
TYPED = re.compile(r"--\w|lhh-excel|chạy lại lệnh|bằng lệnh")
#: What asks for the person who looks after the PC may name a command.
FOR_THE_HELPER = re.compile(r"(Nhờ|Hỏi) người (phụ trách|cài đặt)")
ANY = {name: "…" for failure in FAILURES.values() for name in re.findall(r"\{(\w+)", "".join(map(str, failure)))}


@pytest.mark.parametrize("key", [key for key in FAILURES if key not in TERMINAL])
def test_the_box_of_a_failure_names_no_options(key: str) -> None:
    box = buttons._failed(errors.LhhError(key, **ANY))
    assert box.critical and len(box.lines) == 2
    found = TYPED.search(box.text())
    assert not found, f"{key}: give it a remedy for Excel (messages/failures.py, in_excel): {box.text()}"


def test_a_terminal_still_hears_of_its_options() -> None:
    assert "--number" in errors.LhhError("number_needed").remedy
    assert "--submit" in errors.LhhError("snapshot_missing", period="2026-H1", file="x").remedy


def test_what_the_buttons_say_themselves_names_no_options() -> None:
    said = {name: value for name, value in vars(button_words).items() if isinstance(value, str) and name.isupper()}
    said |= {command.name: command.tip for command in COMMANDS} | MACRO_TEXTS
    for name, sentence in said.items():
        assert "--" not in sentence, name
        assert not TYPED.search(sentence) or FOR_THE_HELPER.search(sentence), name


def test_the_handbook_explains_every_failure_that_it_groups_once() -> None:
    keys = [key for group in handbook.BOX_GROUPS.values() for key in group]
    assert len(keys) == len(set(keys)) and set(keys) <= set(FAILURES)
    assert not set(keys) & TERMINAL

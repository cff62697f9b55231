"""The parser of one command alone understands and tells what the parser of all does."""

from __future__ import annotations

import argparse

import pytest

from lhh_excel.cli.commands import COMMANDS, build_parser, parse
from lhh_excel.errors import UsageError
from lhh_excel.messages.screen import COMMAND_HELP


def sub_parser(parser: argparse.ArgumentParser, name: str) -> argparse.ArgumentParser:
    (commands,) = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    found: argparse.ArgumentParser = commands.choices[name]
    return found


@pytest.mark.parametrize("name", COMMAND_HELP)
def test_a_command_has_the_same_help_built_alone_or_with_all(name: str) -> None:
    alone, among_all = build_parser(name), build_parser()
    assert sub_parser(alone, name).format_help() == sub_parser(among_all, name).format_help()


def test_import_takes_the_workbook_before_the_forms() -> None:
    call = parse(["import", "so.xlsm", "phieu-1.xlsx", "phieu-2.xlsx"])
    assert call is not None
    assert (call.file.name, [form.name for form in call.places]) == ("so.xlsm", ["phieu-1.xlsx", "phieu-2.xlsx"])


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_calls_what_it_takes_as_its_action_does(name: str) -> None:
    """A name that the action's options lack would be dropped without a word."""
    fields = set(COMMANDS[name].found()[1].__annotations__)
    taken = {action.dest for action in sub_parser(build_parser(name), name)._actions} - {"help", "json", "as_of"}
    if "target" in fields:
        taken -= {"file", "period"}
    assert taken - fields == {"report": {"submit", "issue"}, "setup": {"report"}}.get(name, set())


def slips(word: str) -> set[str]:
    """The word with one letter left out, typed twice, or changed places with the next."""
    at = range(word.rindex("-") + 1 if word.startswith("-") else 0, len(word))
    made = {word[:i] + word[i + 1 :] for i in at} | {word[:i] + word[i] + word[i:] for i in at}
    return made | {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in at if i + 1 < len(word)}


def told(*arguments: str) -> str:
    with pytest.raises(UsageError) as failure:
        parse(list(arguments))
    return failure.value.sentence


@pytest.mark.slow
def test_a_slip_in_a_command_or_an_option_is_asked_about() -> None:
    words: list[tuple[tuple[str, ...], str, set[str]]] = [((), name, set(COMMAND_HELP)) for name in COMMAND_HELP]
    for name in COMMAND_HELP:
        options = {o for o in sub_parser(build_parser(name), name)._option_string_actions if o.startswith("--")}
        needed = ("x.xlsm", "1") if name in ("undo-import", "import") else () if name in ("demo", "setup") else ("x",)
        words += [((name, *needed), option, options) for option in sorted(options)]
    asked = 0
    for before, word, known in words:
        if len(word.strip("-")) < 4:
            continue
        for slip in sorted(slips(word) - known)[::4]:
            sentence = told(*before, slip)
            assert sentence.startswith(f"Không hiểu “{slip}”; có phải là “"), (slip, sentence)
            asked += f"“{word}”?" in sentence
            assert any(f"“{other}”?" in sentence for other in known)
    assert asked > 250


def test_a_word_that_is_near_nothing_is_not_guessed_at() -> None:
    assert told("status", "x", "--qqqq") == "Không hiểu “--qqqq”."
    assert "chọn một trong" in told("khóa", "x")

"""The parser of one command alone understands and tells what the parser of all does."""

from __future__ import annotations

import argparse

import pytest

from lhh_excel.cli.parser import build_parser, parse
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
    assert (call.file.name, [form.name for form in call.forms]) == ("so.xlsm", ["phieu-1.xlsx", "phieu-2.xlsx"])

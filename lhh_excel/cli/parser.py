"""The words of a call. Everything shown is Vietnamese with the English term beside it."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from ..errors import UsageError, question
from ..messages import screen as words
from ..text.wording import nearest


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, words.USAGE if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """An ArgumentParser that speaks Vietnamese and raises UsageError (exit code 2)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, allow_abbrev=False, **kwargs)
        self._positionals.title = words.ARGUMENTS
        self._optionals.title = words.OPTIONS
        self.add_argument("-h", "--help", action="help", help=words.HELP)

    def _get_value(self, action: argparse.Action, arg_string: str) -> Any:
        """A date's own sentence is told; argparse takes any ValueError for one without words."""
        return date(arg_string) if action.type is date else super()._get_value(action, arg_string)

    def error(self, message: str) -> NoReturn:
        sentence = words.USAGE_ERROR
        for pattern, translation in words.USAGE_ERRORS:
            if match := re.search(pattern, message):
                sentence = translation.format(*match.groups())
                if pattern in words.ASKS_WHAT_IS_MEANT:
                    sentence = self._with_meant(*match.groups()) or sentence
                break
        raise UsageError("bad_call", sentence=sentence, program=self.prog)

    def _with_meant(self, word: str, choices: str = "") -> str:
        """The sentence for a word that is near a command, an option or a choice; "" where none is."""
        word, listed = word.split()[0].split("=")[0], re.findall(r"'([^']+)'", choices)
        if not listed and word.startswith("-"):
            listed = [name for parser in (self, *self._commands()) for name in parser._option_string_actions]
        if not any(sign.isalpha() for sign in word):
            return ""
        meant = nearest(word, [name for name in listed if len(name) > 2], 0.6)
        return words.USAGE_MEANT.format(word=word, end=question(meant)) if meant else ""

    def _commands(self) -> list[argparse.ArgumentParser]:
        groups = [action for action in self._actions if isinstance(action, argparse._SubParsersAction)]
        return [parser for group in groups for parser in group.choices.values()]


def parse(arguments: Sequence[str]) -> argparse.Namespace | None:
    """The call; None when help or the version was shown. Raises UsageError for a call that does not fit."""
    parser = build_parser(arguments[0] if arguments and arguments[0] in _FILL else None)
    try:
        call = parser.parse_args(list(arguments))
    except SystemExit:  # argparse's own --help and --version
        return None
    if call.command is None:
        parser.print_help()
        return None
    return call


def build_parser(only: str | None = None) -> argparse.ArgumentParser:
    """The parser of all commands (documented in docs/commands.md; a test compares), or of `only` one: it costs less."""
    from .. import __version__

    parser = _Parser(prog="lhh-excel", description=words.DESCRIPTION, epilog=words.EPILOG)
    parser.add_argument("-V", "--version", action="version", version=f"lhh-excel {__version__}", help=words.VERSION)
    parser.set_defaults(json=False, as_of=None, period=None)
    commands = parser.add_subparsers(dest="command", metavar="LỆNH", title=words.COMMANDS)
    for name, fill in _FILL.items():
        if only in (None, name):
            sub = commands.add_parser(name, help=words.COMMAND_HELP[name], description=words.COMMAND_HELP[name])
            sub.add_argument("--json", action="store_true", help=words.JSON)
            sub.add_argument("--as-of", type=date, metavar="NGÀY", help=words.AS_OF)
            fill(sub)
    return parser


def _demo(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("--out", type=Path, default=Path("demo"), metavar="THƯ_MỤC", help=words.OUT)


def _validate(sub: argparse.ArgumentParser) -> None:
    _on_workbook(sub)
    sub.add_argument("--write", action="store_true", help=words.ARGUMENT_HELP["write"])


def _fix(sub: argparse.ArgumentParser) -> None:
    _on_workbook(sub)
    sub.add_argument("--dry-run", action="store_true", help=words.ARGUMENT_HELP["dry_run"])


def _upgrade(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("file", type=Path, metavar="TỆP", help=words.FILE)
    sub.add_argument("--dry-run", action="store_true", help=words.ARGUMENT_HELP["dry_run"])


def _check(sub: argparse.ArgumentParser) -> None:
    say = words.ARGUMENT_HELP
    sub.add_argument("files", nargs="+", type=Path, metavar="TỆP.docx", help=say["documents"])
    sub.add_argument("--out", type=Path, metavar="KẾT_QUẢ.xlsx", help=say["check_out"])
    sub.add_argument("--fix", type=Path, metavar="BẢN_SỬA.docx", help=say["fix_out"])
    sub.add_argument("--guarded", action="store_true", help=say["guarded"])
    sub.add_argument("--convert", action="store_true", help=say["convert"])
    sub.add_argument("--track", action="store_true", help=say["track"])


def _lock(sub: argparse.ArgumentParser) -> None:
    _on_workbook(sub)
    sub.add_argument("--yes", action="store_true", help=words.ARGUMENT_HELP["yes"])


def _reopen(sub: argparse.ArgumentParser) -> None:
    _on_workbook(sub)
    sub.add_argument("--unit", metavar="MÃ", help=words.ARGUMENT_HELP["unit"])
    sub.add_argument("--yes", action="store_true", help=words.ARGUMENT_HELP["yes"])


def _next(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("file", type=Path, metavar="TỆP", help=words.FILE)
    sub.add_argument("--lock", action="store_true", help=words.ARGUMENT_HELP["lock_too"])
    sub.add_argument("--yes", action="store_true", help=words.ARGUMENT_HELP["yes"])


def _on_workbook(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("file", type=Path, metavar="TỆP", help=words.FILE)
    sub.add_argument("--period", metavar="KỲ", help=words.PERIOD)


def _new(sub: argparse.ArgumentParser) -> None:
    say = words.ARGUMENT_HELP
    sub.add_argument("file", type=Path, metavar="TỆP", help=words.FILE)
    what = sub.add_mutually_exclusive_group()
    what.add_argument("--sample", action="store_true", help=say["sample"])
    what.add_argument("--mau", type=Path, metavar="SỔ", help=say["like"])
    sub.add_argument("--period", metavar="KỲ", help=say["new_period"])
    sub.add_argument("--cutoff", choices=("15-12", "calendar"), default="15-12", help=say["cutoff"])
    sub.add_argument("--force", action="store_true", help=say["force"])


def _compose(sub: argparse.ArgumentParser) -> None:
    say = words.ARGUMENT_HELP
    sub.add_argument("text", type=Path, metavar="TỆP.md", help=say["text"])
    from ..law import WRITTEN

    sub.add_argument("--type", metavar="LOẠI", help=say["type"].format(codes=", ".join(kind.code for kind in WRITTEN)))
    sub.add_argument("--book", type=Path, metavar="SỔ", help=say["book"])
    sub.add_argument("--number", type=int, metavar="SỐ", help=say["text_number"])
    sub.add_argument("--date", type=date, metavar="NGÀY", help=say["text_date"])
    sub.add_argument("--signer", metavar="HỌ_TÊN", help=say["signer"])
    sub.add_argument("--complete", action="store_true", help=say["complete"])
    sub.add_argument("--out", type=Path, metavar="THƯ_MỤC", help=words.OUT)


def _batch(sub: argparse.ArgumentParser) -> None:
    say = words.ARGUMENT_HELP
    _on_places(sub)
    sub.add_argument("--do", type=_listed, default=None, metavar="VIỆC,…", help=say["do"])
    sub.add_argument("--period", metavar="KỲ", help=words.PERIOD)
    sub.add_argument("--again", action="store_true", help=say["again"])


def _consolidate(sub: argparse.ArgumentParser) -> None:
    say = words.ARGUMENT_HELP
    _on_places(sub)
    sub.add_argument("--book", type=Path, metavar="SỔ", help=say["upper_book"])
    sub.add_argument("--include", type=Path, action="append", default=[], metavar="SỔ", help=say["include"])
    sub.add_argument("--period", metavar="KỲ", help=say["upper_period"])
    sub.add_argument("--signer", metavar="HỌ_TÊN", help=say["signer"])
    sub.add_argument("--pdf", action="store_true", help=say["pdf"])


def _on_places(sub: argparse.ArgumentParser) -> None:
    say = words.ARGUMENT_HELP
    sub.add_argument("places", nargs="+", type=Path, metavar="THƯ_MỤC", help=say["places"])
    sub.add_argument("--out", type=Path, default=Path("tong-hop"), metavar="THƯ_MỤC", help=say["batch_out"])
    sub.add_argument("--workers", type=_workers, metavar="SỐ", help=say["workers"])


def _listed(text: str) -> tuple[str, ...]:
    """Words split by commas, each once."""
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


def _workers(text: str) -> int:
    """At least one. `ValueError` (argparse tells it) otherwise."""
    count = int(text)
    if count < 1:
        raise ValueError(text)
    return count


def _setup(sub: argparse.ArgumentParser) -> None:
    say = words.ARGUMENT_HELP
    sub.add_argument("files", nargs="*", type=Path, metavar="TỆP", help=say["setup_files"])
    what = sub.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help=say["setup_check"])
    what.add_argument("--uninstall", action="store_true", help=say["setup_uninstall"])
    what.add_argument("--place", action="store_true", help=say["setup_place"])
    what.add_argument("--for-all", type=Path, metavar="THƯ_MỤC", help=say["setup_for_all"])
    sub.add_argument("--folder", type=Path, metavar="THƯ_MỤC", help=say["setup_folder"])
    sub.add_argument("--report", type=Path, metavar="TỆP", help=say["setup_report"])
    sub.add_argument("--wheels", type=Path, metavar="THƯ_MỤC", help=say["setup_wheels"])
    sub.add_argument("--udf-server", choices=("on", "off"), help=say["setup_udf_server"])


def _report(sub: argparse.ArgumentParser) -> None:
    _on_workbook(sub)
    say = words.ARGUMENT_HELP
    sub.add_argument("--signer", metavar="HỌ_TÊN", help=say["signer"])
    sub.add_argument("--out", type=Path, metavar="THƯ_MỤC", help=words.OUT)
    sub.add_argument("--pdf", action="store_true", help=say["pdf"])
    stage = sub.add_mutually_exclusive_group()
    stage.add_argument("--submit", action="store_true", help=say["submit"])
    stage.add_argument("--issue", action="store_true", help=say["issue"])
    sub.add_argument("--number", type=int, metavar="SỐ", help=say["number"])
    sub.add_argument("--date", type=date, metavar="NGÀY", help=say["date"])
    sub.add_argument("--replaces", metavar="SỐ", help=say["replaces"])
    sub.add_argument("--as-submitted", action="store_true", help=say["as_submitted"])
    sub.add_argument("--fresh", action="store_true", help=say["fresh"])
    sub.add_argument("--draft", type=Path, metavar="TỆP", help=say["draft"])
    sub.add_argument("--yes", action="store_true", help=say["yes_number"])


def _forms(sub: argparse.ArgumentParser) -> None:
    _on_workbook(sub)
    sub.add_argument("--out", type=Path, metavar="THƯ_MỤC", help=words.OUT)
    sub.add_argument("--unit", action="append", metavar="MÃ", help=words.ARGUMENT_HELP["form_unit"])


def _import(sub: argparse.ArgumentParser) -> None:
    _on_workbook(sub)
    say = words.ARGUMENT_HELP
    sub.add_argument("forms", nargs="+", type=Path, metavar="PHIẾU", help=say["forms"])
    sub.add_argument("--dry-run", action="store_true", help=say["dry_run"])
    sub.add_argument("--yes", action="store_true", help=say["yes"])
    sub.add_argument("--take", choices=("book", "form"), default="book", help=say["take"])
    sub.add_argument("--received", type=date, metavar="NGÀY", help=say["received"])
    sub.add_argument("--out", type=Path, metavar="THƯ_MỤC", help=words.OUT)


def _undo_import(sub: argparse.ArgumentParser) -> None:
    say = words.ARGUMENT_HELP
    sub.add_argument("file", type=Path, metavar="TỆP", help=words.FILE)
    sub.add_argument("id", type=int, metavar="SỐ", help=say["import_id"])
    sub.add_argument("--dry-run", action="store_true", help=say["dry_run"])
    sub.add_argument("--yes", action="store_true", help=say["yes"])


def _remind(sub: argparse.ArgumentParser) -> None:
    _on_workbook(sub)
    say = words.ARGUMENT_HELP
    ahead = say["before"].format(default=words.DAYS_BEFORE)
    sub.add_argument("--before", type=_days, default=words.DAYS_BEFORE, metavar="SỐ_NGÀY", help=ahead)
    sub.add_argument("--each", action="store_true", help=say["each"])
    sub.add_argument("--signer", metavar="HỌ_TÊN", help=say["signer"])
    sub.add_argument("--out", type=Path, metavar="THƯ_MỤC", help=words.OUT)
    sub.add_argument("--pdf", action="store_true", help=say["pdf"])
    sub.add_argument("--number", type=int, metavar="SỐ", help=say["letter_number"])
    sub.add_argument("--date", type=date, metavar="NGÀY", help=say["date"])
    sub.add_argument("--yes", action="store_true", help=say["yes_number"])


#: What each command takes, in the order of --help.
_FILL: dict[str, Callable[[argparse.ArgumentParser], None]] = {
    "demo": _demo,
    "new": _new,
    "validate": _validate,
    "fix": _fix,
    "columns": _upgrade,
    "upgrade": _upgrade,
    "report": _report,
    "check": _check,
    "forms": _forms,
    "import": _import,
    "undo-import": _undo_import,
    "status": _on_workbook,
    "remind": _remind,
    "lock": _lock,
    "reopen": _reopen,
    "next": _next,
    "compose": _compose,
    "batch": _batch,
    "consolidate": _consolidate,
    "setup": _setup,
}


def _days(text: str) -> int:
    """A number of days, none of them past. `ValueError` (argparse tells it) otherwise."""
    days = int(text)
    if days < 0:
        raise ValueError(text)
    return days


def date(text: str) -> dt.date:
    """A date in ISO or dd/mm/yyyy. Raises UsageError."""
    from ..workbook.typed import parse_date

    parsed = parse_date(text)
    if parsed is None:
        raise UsageError("bad_date", value=text)
    return parsed

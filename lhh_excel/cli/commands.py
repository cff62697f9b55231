"""The commands: what each takes, told in Vietnamese with the English term beside it, and the action that it calls.

An option is called as the action's own (`dest`, where its word is another), so a command is an entry of `COMMANDS`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from .. import __version__
from ..errors import UsageError, question
from ..messages import screen as words
from ..text.wording import nearest

if TYPE_CHECKING:
    from ..actions.common import Outcome, Screen


# --- the parser ------------------------------------------------------------------------------------------------------


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
    parser = build_parser(arguments[0] if arguments and arguments[0] in COMMANDS else None)
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
    parser = _Parser(prog="lhh-excel", description=words.DESCRIPTION, epilog=words.EPILOG)
    parser.add_argument("-V", "--version", action="version", version=f"lhh-excel {__version__}", help=words.VERSION)
    parser.set_defaults(json=False, as_of=None, period=None)
    commands = parser.add_subparsers(dest="command", metavar="LỆNH", title=words.COMMANDS)
    for name, command in COMMANDS.items():
        if only not in (None, name):
            continue
        sub = commands.add_parser(name, help=words.COMMAND_HELP[name], description=words.COMMAND_HELP[name])
        for one in (*_OF_ALL, *command.takes):
            if isinstance(one, _Argument):
                one.add_to(sub)
            else:
                group = sub.add_mutually_exclusive_group()
                for each in one:
                    each.add_to(group)
    return parser


class _Argument:
    """An argument, or an option where its name begins with --; `more` is what argparse is told besides."""

    def __init__(self, name: str, shown: str, help_: str | Callable[[], str], **more: Any) -> None:
        self._name, self._help = name, help_
        self._more = {"metavar": shown, **more} if shown else more

    def add_to(self, parser: argparse._ActionsContainer) -> None:
        parser.add_argument(self._name, help=self._help if isinstance(self._help, str) else self._help(), **self._more)


def _flag(name: str, key: str, **more: Any) -> _Argument:
    return _Argument(name, "", words.ARGUMENT_HELP[key], action="store_true", **more)


def _path(name: str, shown: str, help_: str, **more: Any) -> _Argument:
    return _Argument(name, shown, help_, type=Path, **more)


def _listed(text: str) -> tuple[str, ...]:
    """Words split by commas, each once."""
    return tuple(dict.fromkeys(word.strip() for word in text.split(",") if word.strip()))


def _at_least(least: int) -> Callable[[str], int]:
    """A whole number not below `least`. `ValueError` (argparse tells it) otherwise."""

    def number(text: str) -> int:
        if int(text) < least:
            raise ValueError(text)
        return int(text)

    return number


def date(text: str) -> dt.date:
    """A date in ISO or dd/mm/yyyy. Raises UsageError."""
    from ..workbook.typed import parse_date

    parsed = parse_date(text)
    if parsed is None:
        raise UsageError("bad_date", value=text)
    return parsed


def _types_told() -> str:
    from ..law import WRITTEN

    return _SAY["type"].format(codes=", ".join(kind.code for kind in WRITTEN))


_SAY = words.ARGUMENT_HELP
_OF_ALL = (
    _Argument("--json", "", words.JSON, action="store_true"),
    _Argument("--as-of", "NGÀY", words.AS_OF, type=date),
)
_FILE, _PERIOD = _path("file", "TỆP", words.FILE), _Argument("--period", "KỲ", words.PERIOD)
_OUT, _SIGNER = _path("--out", "THƯ_MỤC", words.OUT), _Argument("--signer", "HỌ_TÊN", _SAY["signer"])
_YES, _YES_NUMBER = (_flag("--yes", key, dest="sure") for key in ("yes", "yes_number"))
_DRY_RUN, _PDF = _flag("--dry-run", "dry_run"), _flag("--pdf", "pdf")
_DATE = _Argument("--date", "NGÀY", _SAY["date"], type=date)
_PLACES = (
    _path("places", "THƯ_MỤC", _SAY["places"], nargs="+"),
    _path("--out", "THƯ_MỤC", _SAY["batch_out"], default=Path("tong-hop")),
    _Argument("--workers", "SỐ", _SAY["workers"], type=_at_least(1)),
)


# --- the commands ----------------------------------------------------------------------------------------------------


class _Command:
    """`action`: its name, behind that of its module where that is another; it says itself what it is told.

    `takes`: besides `_OF_ALL`, in the order of --help; of a tuple within, a call may name one only. `first` sees the
    call before. What is `undone_by_another` command: where nobody answers its question (no terminal, an empty pipe),
    whoever called it has decided. A no is a no, typed or through a pipe.
    """

    def __init__(
        self,
        action: str,
        *takes: _Argument | tuple[_Argument, ...],
        first: Callable[[argparse.Namespace], None] | None = None,
        undone_by_another: bool = False,
    ) -> None:
        self._module, self._action = action.split(".")[0], action.split(".")[-1]
        self.takes, self.first, self.undone_by_another = takes, first, undone_by_another

    def found(self) -> tuple[Callable[..., Outcome], Any]:
        """The action, and the record of its options, as its first parameter names it."""
        actions = vars(import_module(f"lhh_excel.actions.{self._module}"))
        action = actions[self._action]
        return action, actions[action.__annotations__["options"]]

    def __call__(self, call: argparse.Namespace, screen: Screen) -> Outcome:
        """The action with those of its options that the call names; `target` is the workbook of the call."""
        if self.first is not None:
            self.first(call)
        action, options = self.found()
        given = {name: tuple(value) if isinstance(value, list) else value for name, value in vars(call).items()}
        if "target" in options.__annotations__:
            from ..actions.common import Target

            given["target"] = Target(call.file, call.as_of, call.period)
        return action(options(**{name: given[name] for name in options.__annotations__ if name in given}), screen)


def _stage(call: argparse.Namespace) -> None:
    from ..actions.report import Stage

    call.stage = Stage.SUBMIT if call.submit else Stage.ISSUE if call.issue else Stage.DRAFT


def _told_elsewhere(call: argparse.Namespace) -> None:
    """--report is for an installer, which shows no console; what fails later is told there too."""
    if call.report is not None:
        from ..files import told

        with told(call.report):
            sys.stdout = sys.stderr = call.report.open("w", encoding="utf-8-sig")
    call.udf_server = None if call.udf_server is None else call.udf_server == "on"


COMMANDS: dict[str, _Command] = {
    "demo": _Command("demo", _path("--out", "THƯ_MỤC", words.OUT, default=Path("demo"))),
    "new": _Command(
        "new",
        _FILE,
        (_flag("--sample", "sample"), _path("--mau", "SỔ", _SAY["like"], dest="like")),
        _Argument("--period", "KỲ", _SAY["new_period"]),
        _Argument("--cutoff", "", _SAY["cutoff"], choices=("15-12", "calendar"), default="15-12"),
        _flag("--force", "force"),
    ),
    "validate": _Command("validate", _FILE, _PERIOD, _flag("--write", "write")),
    "fix": _Command("validate.fix", _FILE, _PERIOD, _DRY_RUN),
    "columns": _Command("upgrade.columns", _FILE, _DRY_RUN),
    "upgrade": _Command("upgrade", _FILE, _DRY_RUN),
    "report": _Command(
        "report",
        _FILE,
        _PERIOD,
        _SIGNER,
        _OUT,
        _PDF,
        (_flag("--submit", "submit"), _flag("--issue", "issue")),
        _Argument("--number", "SỐ", _SAY["number"], type=int),
        _DATE,
        _Argument("--replaces", "SỐ", _SAY["replaces"]),
        _flag("--as-submitted", "as_submitted"),
        _flag("--fresh", "fresh"),
        _path("--draft", "TỆP", _SAY["draft"]),
        _YES_NUMBER,
        first=_stage,
    ),
    "check": _Command(
        "check",
        _path("files", "TỆP.docx", _SAY["documents"], nargs="+"),
        _path("--out", "KẾT_QUẢ.xlsx", _SAY["check_out"]),
        _path("--fix", "BẢN_SỬA.docx", _SAY["fix_out"]),
        _flag("--guarded", "guarded"),
        _flag("--convert", "convert"),
        _flag("--track", "track"),
    ),
    "forms": _Command(
        "forms",
        _FILE,
        _PERIOD,
        _OUT,
        _Argument("--unit", "MÃ", _SAY["form_unit"], action="append", default=[], dest="units"),
    ),
    "import": _Command(
        "import_forms",
        _FILE,
        _PERIOD,
        _path("places", "PHIẾU", _SAY["forms"], nargs="+"),
        _DRY_RUN,
        _YES,
        _Argument("--take", "", _SAY["take"], choices=("book", "form"), default="book"),
        _Argument("--received", "NGÀY", _SAY["received"], type=date),
        _OUT,
    ),
    "undo-import": _Command(
        "import_forms.undo_import",
        _FILE,
        _Argument("number", "SỐ", _SAY["import_id"], type=int),
        _DRY_RUN,
        _YES,
        undone_by_another=True,
    ),
    "status": _Command("status", _FILE, _PERIOD),
    "remind": _Command(
        "remind",
        _FILE,
        _PERIOD,
        _Argument(
            "--before",
            "SỐ_NGÀY",
            _SAY["before"].format(default=words.DAYS_BEFORE),
            type=_at_least(0),
            default=words.DAYS_BEFORE,
        ),
        _flag("--each", "each"),
        _SIGNER,
        _OUT,
        _PDF,
        _Argument("--number", "SỐ", _SAY["letter_number"], type=int),
        _DATE,
        _YES_NUMBER,
    ),
    "lock": _Command("periods.lock", _FILE, _PERIOD, _YES, undone_by_another=True),
    "reopen": _Command(
        "periods.reopen",
        _FILE,
        _PERIOD,
        _Argument("--unit", "MÃ", _SAY["unit"]),
        _YES,
        undone_by_another=True,
    ),
    "next": _Command("periods.turn", _FILE, _flag("--lock", "lock_too"), _YES),
    "compose": _Command(
        "compose",
        _path("text", "TỆP.md", _SAY["text"]),
        _Argument("--type", "LOẠI", _types_told),
        _path("--book", "SỔ", _SAY["book"]),
        _Argument("--number", "SỐ", _SAY["text_number"], type=int),
        _Argument("--date", "NGÀY", _SAY["text_date"], type=date),
        _SIGNER,
        _flag("--complete", "complete"),
        _flag("--toc", "toc"),
        _OUT,
    ),
    "batch": _Command(
        "batch",
        *_PLACES,
        _Argument("--do", "VIỆC,…", _SAY["do"], type=_listed, default=argparse.SUPPRESS),
        _PERIOD,
        _flag("--again", "again"),
    ),
    "consolidate": _Command(
        "consolidate",
        *_PLACES,
        _path("--book", "SỔ", _SAY["upper_book"]),
        _path("--include", "SỔ", _SAY["include"], action="append", default=[]),
        _Argument("--period", "KỲ", _SAY["upper_period"]),
        _SIGNER,
        _PDF,
    ),
    "setup": _Command(
        "setup",
        _path("files", "TỆP", _SAY["setup_files"], nargs="*"),
        (
            _flag("--check", "setup_check"),
            _flag("--uninstall", "setup_uninstall"),
            _flag("--place", "setup_place"),
            _path("--for-all", "THƯ_MỤC", _SAY["setup_for_all"]),
        ),
        _path("--folder", "THƯ_MỤC", _SAY["setup_folder"]),
        _path("--report", "TỆP", _SAY["setup_report"]),
        _path("--wheels", "THƯ_MỤC", _SAY["setup_wheels"]),
        _Argument("--udf-server", "", _SAY["setup_udf_server"], choices=("on", "off")),
        first=_told_elsewhere,
    ),
}

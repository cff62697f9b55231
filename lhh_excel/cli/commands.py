"""From a parsed call to one action: options in, outcome out.

The parser calls an option as the action does, so a command is a line here; two ask for more than that.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..actions.common import Outcome, Screen, Target


def _target(call: argparse.Namespace) -> Target:
    from ..actions.common import Target

    return Target(call.file, call.as_of, call.period)


def _act(module: str, action: str, options: str, call: argparse.Namespace, screen: Screen) -> Outcome:
    """The action with those of its options that the call names; `target` is the workbook of the call."""
    actions = import_module(f"lhh_excel.actions.{module}")
    kind = getattr(actions, options)
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in vars(call).items()}
    if "target" in kind.__annotations__:
        given["target"] = _target(call)
    outcome: Outcome = getattr(actions, action)(
        kind(**{name: given[name] for name in kind.__annotations__ if name in given}), screen
    )
    return outcome


def _report(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.report import Stage

    call.stage = Stage.SUBMIT if call.submit else Stage.ISSUE if call.issue else Stage.DRAFT
    return _act("report", "report", "ReportOptions", call, screen)


def _setup(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..files import told

    if call.report is not None:  # for an installer, which shows no console; what fails later is told there too
        with told(call.report):
            sys.stdout = sys.stderr = call.report.open("w", encoding="utf-8-sig")
    call.udf_server = None if call.udf_server is None else call.udf_server == "on"
    return _act("setup", "setup", "SetupOptions", call, screen)


COMMANDS: dict[str, Callable[[argparse.Namespace, Screen], Outcome]] = {
    "demo": partial(_act, "demo", "demo", "DemoOptions"),
    "new": partial(_act, "new", "new", "NewOptions"),
    "validate": partial(_act, "validate", "validate", "ValidateOptions"),
    "fix": partial(_act, "validate", "fix", "FixOptions"),
    "columns": partial(_act, "upgrade", "columns", "UpgradeOptions"),
    "upgrade": partial(_act, "upgrade", "upgrade", "UpgradeOptions"),
    "report": _report,
    "check": partial(_act, "check", "check", "CheckOptions"),
    "compose": partial(_act, "compose", "compose", "ComposeOptions"),
    "forms": partial(_act, "forms", "forms", "FormsOptions"),
    "import": partial(_act, "import_forms", "import_forms", "ImportOptions"),
    "undo-import": partial(_act, "undo_import", "undo_import", "UndoOptions"),
    "status": partial(_act, "status", "status", "StatusOptions"),
    "remind": partial(_act, "remind", "remind", "RemindOptions"),
    "lock": partial(_act, "periods", "lock", "LockOptions"),
    "reopen": partial(_act, "periods", "reopen", "ReopenOptions"),
    "next": partial(_act, "periods", "turn", "TurnOptions"),
    "batch": partial(_act, "batch", "batch", "BatchOptions"),
    "consolidate": partial(_act, "consolidate", "consolidate", "ConsolidateOptions"),
    "setup": _setup,
}

#: What another command undoes: where nobody answers its question (no terminal, an empty pipe), whoever called it has
#: decided. A no is a no, typed or through a pipe.
UNDONE_BY_ANOTHER = frozenset({"lock", "reopen", "undo-import"})

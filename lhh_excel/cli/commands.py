"""From a parsed call to one action: options in, outcome out. One function a command, nothing else."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..actions.common import Outcome, Screen, Target


def _target(call: argparse.Namespace) -> Target:
    from ..actions.common import Target

    return Target(call.file, call.as_of, call.period)


def _demo(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.demo import DemoOptions, demo

    return demo(DemoOptions(call.out, call.as_of), screen)


def _new(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.new import NewOptions, new

    options = NewOptions(call.file, call.sample, call.period, call.cutoff, call.force, call.as_of, call.mau)
    return new(options, screen)


def _validate(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.validate import ValidateOptions, validate

    return validate(ValidateOptions(_target(call), call.write), screen)


def _fix(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.validate import FixOptions, fix

    return fix(FixOptions(_target(call), call.dry_run), screen)


def _columns(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.upgrade import UpgradeOptions, columns

    return columns(UpgradeOptions(_target(call), call.dry_run), screen)


def _upgrade(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.upgrade import UpgradeOptions, upgrade

    return upgrade(UpgradeOptions(_target(call), call.dry_run), screen)


def _report(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.report import ReportOptions, Stage, report

    stage = Stage.SUBMIT if call.submit else Stage.ISSUE if call.issue else Stage.DRAFT
    options = ReportOptions(
        _target(call),
        stage,
        signer=call.signer,
        out=call.out,
        pdf=call.pdf,
        number=call.number,
        date=call.date,
        replaces=call.replaces,
        as_submitted=call.as_submitted,
        fresh=call.fresh,
        draft=call.draft,
        sure=call.yes,
    )
    return report(options, screen)


def _check(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.check import CheckOptions, check

    options = CheckOptions(tuple(call.files), call.fix, call.guarded, call.convert, call.track, call.as_of, call.out)
    return check(options, screen)


def _forms(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.forms import FormsOptions, forms

    return forms(FormsOptions(_target(call), call.out, tuple(call.unit or ())), screen)


def _import(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.import_forms import ImportOptions, import_forms

    options = ImportOptions(
        _target(call),
        tuple(call.forms),
        dry_run=call.dry_run,
        sure=call.yes,  # of the units' figures nothing goes in unseen
        take_form=call.take == "form",
        received=call.received,
        out=call.out,
    )
    return import_forms(options, screen)


def _undo_import(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.undo_import import UndoOptions, undo_import

    return undo_import(UndoOptions(_target(call), call.id, call.dry_run, call.yes), screen)


def _status(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.status import StatusOptions, status

    return status(StatusOptions(_target(call)), screen)


def _lock(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.periods import LockOptions, lock

    return lock(LockOptions(_target(call), call.yes), screen)


def _reopen(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.periods import ReopenOptions, reopen

    return reopen(ReopenOptions(_target(call), call.unit, call.yes), screen)


def _next(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.periods import TurnOptions, turn

    return turn(TurnOptions(_target(call), call.lock, call.yes), screen)


def _remind(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.remind import RemindOptions, remind

    options = RemindOptions(
        _target(call),
        before=call.before,
        each=call.each,
        signer=call.signer,
        out=call.out,
        pdf=call.pdf,
        number=call.number,
        date=call.date,
        sure=call.yes,
    )
    return remind(options, screen)


def _setup(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.setup import SetupOptions, setup
    from ..files import told

    if call.report is not None:  # for an installer, which shows no console; what fails later is told there too
        with told(call.report):
            sys.stdout = sys.stderr = call.report.open("w", encoding="utf-8-sig")
    alive = None if call.udf_server is None else call.udf_server == "on"
    options = SetupOptions(
        call.check, call.uninstall, tuple(call.files), call.folder, call.wheels, alive, call.place, call.for_all
    )
    return setup(options, screen)


def _compose(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.compose import ComposeOptions, compose

    options = ComposeOptions(
        call.text,
        call.type,
        call.book,
        number=call.number,
        date=call.date,
        signer=call.signer,
        out=call.out,
        complete=call.complete,
        toc=call.toc,
        as_of=call.as_of,
    )
    return compose(options, screen)


def _batch(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.batch import DO, BatchOptions, batch

    asked = DO if call.do is None else call.do
    options = BatchOptions(tuple(call.places), asked, call.out, call.workers, call.again, call.period, call.as_of)
    return batch(options, screen)


def _consolidate(call: argparse.Namespace, screen: Screen) -> Outcome:
    from ..actions.consolidate import ConsolidateOptions, consolidate

    options = ConsolidateOptions(
        tuple(call.places),
        call.book,
        call.out,
        period=call.period,
        signer=call.signer,
        pdf=call.pdf,
        workers=call.workers,
        as_of=call.as_of,
        include=tuple(call.include),
    )
    return consolidate(options, screen)


COMMANDS: dict[str, Callable[[argparse.Namespace, Screen], Outcome]] = {
    "demo": _demo,
    "new": _new,
    "validate": _validate,
    "fix": _fix,
    "columns": _columns,
    "upgrade": _upgrade,
    "report": _report,
    "check": _check,
    "compose": _compose,
    "forms": _forms,
    "import": _import,
    "undo-import": _undo_import,
    "status": _status,
    "remind": _remind,
    "lock": _lock,
    "reopen": _reopen,
    "next": _next,
    "batch": _batch,
    "consolidate": _consolidate,
    "setup": _setup,
}

#: What another command undoes: where nobody answers its question (no terminal, an empty pipe), whoever called it has
#: decided. A no is a no, typed or through a pipe.
UNDONE_BY_ANOTHER = frozenset({"lock", "reopen", "undo-import"})

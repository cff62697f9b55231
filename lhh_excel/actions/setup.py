"""Cài đặt: what a clerk's PC needs for the buttons, checked, installed, or taken away; everything is told.

Source: docs/workbook-contract.md, "xlwings.conf"; docs/cai-dat.md; docs/security.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .. import __version__
from ..errors import ExitCode, RefusedError, UsageError
from ..files import told
from ..messages import setup as words
from ..paths import log_folder
from ..setup.carry import COMMAND, Carried, Carrier, place
from ..setup.environment import MAC, WINDOWS, Environment, Ours
from ..setup.layout import Layout, Wishes, choose_layout, usual_root
from ..setup.plan import Do, Level, Plan, Remark, Step, decide, decide_removal, has_excel
from ..setup.probe import describe, look
from ..setup.system import System
from ..setup.wheel import fingerprint, package_files, pinned_xlwings
from .common import QUIET, Outcome, Screen


@dataclass(frozen=True)
class SetupOptions:
    """`files` are workbooks in use elsewhere than in `folder`; `udf_server` None leaves the setting as it is.

    `place` only puts a program that was brought along into the user's own folder, `for_all` into one that all users of
    the PC may run and administrators alone may change.
    """

    check: bool = False
    uninstall: bool = False
    files: tuple[Path, ...] = ()
    folder: Path | None = None
    wheels: Path | None = None
    udf_server: bool | None = None
    place: bool = False
    for_all: Path | None = None


@dataclass(frozen=True)
class _Call:
    """What one setup works with: the machine, whom it tells, what is wished, whether all is taken away."""

    system: System
    screen: Screen
    wishes: Wishes
    ours: Ours
    removing: bool


@dataclass
class _Seen:
    """One look at the machine and what follows from it."""

    environment: Environment
    layout: Layout | None
    plan: Plan


def setup(options: SetupOptions, screen: Screen = QUIET, system: System | None = None) -> Outcome:
    """Installs what is missing; with `check` only tells, with `uninstall` takes away.

    Exit code 1 where a person must still do something, 5 where a step failed. A second setup changes nothing.
    Raises RefusedError where Excel does not exist or Python cannot be kept alive as wished, UsageError for a folder of
    wheels that is none.
    """
    system = system or System()
    wishes = Wishes(
        system.absolute(options.folder) if options.folder else None,
        tuple(system.absolute(file) for file in options.files),
        options.udf_server,
        system.absolute(options.wheels) if options.wheels else None,
    )
    if wishes.udf_server and system.python.brought:
        raise RefusedError("setup_no_udf_server")
    if wishes.wheels is not None and not system.is_folder(wishes.wheels):
        raise UsageError("setup_no_wheels", folder=wishes.wheels)
    ours = Ours(__version__, fingerprint(package_files()), pinned_xlwings())
    if options.place or options.for_all:
        return _place(system, ours, system.absolute(options.for_all) if options.for_all else None)
    call = _Call(system, screen, wishes, ours, options.uninstall)
    return _uninstall(call) if call.removing else _install(call, check=options.check)


def _install(call: _Call, *, check: bool) -> Outcome:
    seen = _see(call)
    if check:
        return _checked(seen)
    if seen.layout is None and not seen.plan.stopped:
        raise RefusedError("setup_no_excel", system=seen.environment.system)
    if seen.layout is None or seen.plan.stopped:
        return _report("setup", seen, exit_code=ExitCode.FOUND)
    carried = _carry(call, seen)
    after = _see(call)
    if carried.failed is None and any(step.do is Do.BRING for step in carried.done) and after.layout is not None:
        # only now the files that came along can be looked at
        more = _carry(call, after)
        more.done, more.trip_failed = [*carried.done, *more.done], carried.trip_failed or more.trip_failed
        carried, after = more, _see(call)
    return _installed(seen, carried, after)


def _place(system: System, ours: Ours, for_all: str | None) -> Outcome:
    environment = describe(system, ours)
    if not environment.python.brought or environment.system != WINDOWS:
        raise RefusedError("setup_not_brought")
    target = for_all or str(usual_root(environment))
    if environment.path(target) == environment.path(environment.python.brought):
        return Outcome(lines=[words.PLACED.format(root=target)])
    if environment.excel_runs:
        raise RefusedError("setup_excel_open")
    with told(Path(target)):
        place(system, environment, target, for_all=for_all is not None)
    return Outcome(lines=[(words.PLACED_FOR_ALL if for_all else words.PLACED).format(root=target)])


def _see(call: _Call) -> _Seen:
    environment = describe(call.system, call.ours)
    layout = choose_layout(environment, call.wishes)
    state = look(call.system, environment, layout, call.wishes)
    if not call.removing:
        return _Seen(environment, layout, decide(environment, layout, state, call.wishes))
    log = _own_log_folder(call.system) if has_excel(environment) else ""
    return _Seen(environment, layout, decide_removal(environment, layout, state, log=log))


def _carry(call: _Call, seen: _Seen) -> Carried:
    """The steps of what was seen, where there is a place for them."""
    assert seen.layout is not None

    def progress(step: Step, done: int, total: int) -> None:
        call.screen.progress(step.text(done=False), done, total)

    carrier = Carrier(call.system, seen.environment, seen.layout, call.wishes, progress, call.removing)
    return carrier.carry(seen.plan)


# --- what is told ----------------------------------------------------------------------------------------------------


def _checked(seen: _Seen) -> Outcome:
    outcome = _report("check", seen, exit_code=ExitCode.DONE if seen.plan.fine else ExitCode.FOUND)
    outcome.lines += [words.PENDING_LINE.format(text=step.text(done=False)) for step in seen.plan.steps]
    left = sum(remark.for_person for remark in seen.plan.remarks)
    if seen.plan.fine:
        outcome.lines.append(words.CHECK_FINE if has_excel(seen.environment) else words.CHECK_ELSEWHERE)
    elif seen.plan.steps:
        outcome.lines.append(words.CHECK_PENDING.format(steps=len(seen.plan.steps), remarks=left))
    else:
        outcome.lines.append(words.CHECK_REMARKS.format(remarks=left))
    return outcome


def _installed(before: _Seen, carried: Carried, after: _Seen) -> Outcome:
    remarks = [r for r in after.plan.remarks if r.level is not Level.OK]
    if carried.trip_failed:
        remarks.append(Remark(Level.DO, "round_trip_failed", {"reason": carried.trip_failed}))
    left = any(remark.for_person for remark in remarks)
    outcome = _report("setup", after, exit_code=ExitCode.FOUND if left else ExitCode.DONE, remarks=remarks)
    made = (Do.WORKBOOK, Do.ADDIN, Do.CONFIGURE)
    outcome.made = [Path(step.target) for step in carried.done if step.do in made]
    told = _carried_told(outcome, carried, words.SETUP_RETRY)
    if carried.done and carried.failed is None:
        assert before.layout is not None
        told += [
            words.SETUP_DONE,
            words.SETUP_NEXT.format(workbook=before.layout.workbooks[0]),
            words.SETUP_ADDIN.format(addin=before.layout.addin),
            *([words.SETUP_MAC] if before.environment.system == MAC else []),
        ]
    elif carried.failed is None:
        told.append(words.SETUP_NOTHING)
    outcome.lines = [*told, *outcome.lines]
    return outcome


def _uninstall(call: _Call) -> Outcome:
    seen = _see(call)
    outcome = _report("uninstall", seen, exit_code=ExitCode.FOUND if seen.plan.stopped else ExitCode.DONE)
    if seen.layout is None or seen.plan.stopped or not seen.plan.steps:
        return outcome
    carried = _carry(call, seen)
    outcome.counts["steps"] = []
    told = _carried_told(outcome, carried, words.UNINSTALL_RETRY)
    if carried.failed is None:
        told += [words.UNINSTALL_DONE, words.UNINSTALL_ADDIN]
    outcome.lines = [*told, *outcome.lines]
    return outcome


def _carried_told(outcome: Outcome, carried: Carried, retry: str) -> list[str]:
    """Each step that was done; where one failed, which and why, and it is the outcome's exit code."""
    outcome.counts["done"] = [step.as_json(done=True) for step in carried.done]
    told = [step.text(done=True) for step in carried.done]
    if carried.failed is not None:
        outcome.exit_code = ExitCode.OUTPUT
        failed = words.SETUP_FAILED.format(step=carried.failed.text(done=False), reason=carried.reason)
        told += [failed, retry]
    return told


def _own_log_folder(system: System) -> str:
    """The log's folder where the program chose it and it is there; "" for a place that a person named."""
    if "LHH_LOG" in system.variables:
        return ""
    folder = log_folder()
    # Windows puts "Logs" into the program's own folder
    own = next((str(place) for place in (folder, folder.parent) if place.name == "lhh-excel"), "")
    return own if own and system.is_folder(own) else ""


def _report(mode: str, seen: _Seen, *, exit_code: ExitCode, remarks: list[Remark] | None = None) -> Outcome:
    """Remarks as lines and, with the steps left, as JSON."""
    plan = seen.plan
    shown = list(plan.remarks) if remarks is None else remarks
    outcome = Outcome(exit_code)
    outcome.counts = {
        "mode": mode,
        "system": seen.environment.system,
        "ready": plan.fine,
        "folder": seen.layout.folder if seen.layout else "",
        "program": seen.layout.root if seen.layout else "",
        "steps": [step.as_json(done=False) for step in plan.steps],
        "remarks": [{"level": r.level.value, "code": r.key, "message": r.what, "fix": r.remedy} for r in shown],
    }
    brought = seen.environment.python.brought
    if brought and any(remark.for_person for remark in shown):
        outcome.lines.append(words.COMMAND.format(command=seen.environment.path(brought) / COMMAND))
    for remark in shown:
        outcome.lines.append(words.REMARK_LINE.format(level=words.LEVELS[remark.level.value], what=remark.what))
        if remark.remedy:
            outcome.lines.append(words.REMEDY_LINE.format(remedy=remark.remedy))
    return outcome

"""Carries out the steps of a plan, in order, over a System, and stops at the first that fails; or puts a program that
was brought along where it belongs.

What is written first is what makes a half-done setup known: the next one goes on, an uninstall takes it away.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

from ..errors import LhhError, OutputError, RefusedError
from ..files import told
from ..plain import field, mutable
from ..workbook.build import build_workbook, shipped_macros
from ..workbook.starting import period_for
from . import layout as places
from .environment import WINDOWS, Environment
from .layout import Layout, Wishes
from .office_config import OfficeConfig
from .plan import Do, Plan, Step, had_workbook, trip_fingerprint
from .probe import applescript_path, books_in, configured_addin, locations_key
from .system import Ran, System
from .wheel import constraints, own_wheel

#: Seconds that a program may take.
SHORT, LONG = 600.0, 3600.0


@mutable
class Carried:
    """What was done, and the step that failed with the reason, if one did."""

    done: list[Step] = field(default_factory=list)
    failed: Step | None = None
    reason: str = ""
    trip_failed: str = ""  #: why Excel did not answer; no reason to stop


class _Failed(Exception):
    pass


@mutable
class Carrier:
    """One run of setup on one machine."""

    system: System
    environment: Environment
    layout: Layout
    wishes: Wishes
    progress: Callable[[Step, int, int], None] = lambda step, done, total: None
    removing: bool = False  #: an uninstall: nothing is noted
    brought: list[str] = field(default_factory=list)

    def carry(self, plan: Plan) -> Carried:
        """Does the steps; the record of places is kept as soon as there is a place for it."""
        carried = Carried()
        trip = self.environment.record.trip if self.environment.record else ""
        for number, step in enumerate(plan.steps, 1):
            self.progress(step, number, len(plan.steps))
            try:
                if step.do is Do.ROUND_TRIP:
                    carried.trip_failed = self._round_trip(step)
                    trip = "" if carried.trip_failed else trip_fingerprint(self.environment)
                else:
                    self._do(step)
                    self._note(trip, carried)
            except (_Failed, LhhError, OSError) as error:
                carried.failed, carried.reason = step, _reason(error, step)
                return carried
            carried.done.append(step)
        if plan.steps:
            self._note(trip, carried)
        return carried

    def _do(self, step: Step) -> None:
        e, layout = self.environment, self.layout
        match step.do:
            case Do.FOLDERS:
                self.system.make_folder(layout.temp)
            case Do.ENVIRONMENT:
                self._run([e.python.executable, "-I", "-m", "venv", "--clear", layout.venv], SHORT)
            case Do.PACKAGES:
                self._packages()
            case Do.NO_POLARS:
                self._pip("uninstall", "--yes", "polars")
            case Do.COMPILE:
                self._run([layout.python, "-I", "-m", "compileall", "-q", self._libraries()], SHORT, only_start=True)
            case Do.WORKBOOK:
                made = OfficeConfig(places.WORKBOOK, _new_workbook()).with_values(step.values)
                self.system.write(step.target, made)
            case Do.ADDIN:
                there = self.system.read(step.target)
                self.system.write(step.target, configured_addin(there, self.environment, layout, self.wishes))
            case Do.CONFIGURE:
                name = e.path(step.target).name
                self.system.rewrite(step.target, lambda data: OfficeConfig(name, data).with_values(step.values))
            case Do.CLEAR | Do.REMOVE_ADDIN | Do.REMOVE_LOG | Do.REMOVE_SHORTCUT:
                if not self.system.remove(step.target):
                    raise _Failed(step.target)
            case _:
                self._do_of_system(step)

    def _do_of_system(self, step: Step) -> None:
        e = self.environment
        locations = locations_key(e.excel.version if e.excel else "16.0")
        match step.do:
            case Do.TRUST:
                self.system.registry_write(rf"{locations}\{step.target}", {**step.values, "AllowSubFolders": 0})
            case Do.UNTRUST:
                self.system.registry_delete(rf"{locations}\{step.target}")
            case Do.RUNPYTHON:  # by the private environment's xlwings
                _check(self.system.run([f"{self.layout.venv}/bin/xlwings", "runpython", "install"], timeout=120))
            case Do.REMOVE_RUNPYTHON:
                self.system.remove(applescript_path(e))
            case Do.REMOVE_PROGRAM:
                self._remove(self.layout.temp, self.layout.record, self.layout.venv)
            case Do.FORGET:  # the program itself goes by the hand that brought it
                self._remove(self.layout.temp, self.layout.record)
            case Do.BRING:
                self.system.move(step.values["Path"], step.target)
                self.brought += books_in(self.system, e, step.target)
            case Do.SHORTCUT:
                self.system.shortcut(step.target, step.values["Path"])
            case Do.REMOVE_EARLIER:
                root = e.path(step.target)
                own = step.target == self.layout.root
                self._remove(*(str(root / name) for name in ("venv", *(() if own else ("tmp", places.RECORD)))))

    def _remove(self, *paths: str) -> None:
        """What is ours; the folder above goes too when nothing of anybody's is left in it."""
        left = [path for path in paths if not self.system.remove(path)]
        self.system.remove_if_empty(str(self.environment.path(paths[0]).parent))
        if left:
            raise _Failed(left[0])

    # --- the private environment ---------------------------------------------------------------------------------

    def _packages(self) -> None:
        """The program with its libraries, at the versions that run here."""
        name, data = own_wheel()
        folder = self.environment.path(self.layout.work)
        wheel, versions = str(folder / name), str(folder / "constraints.txt")
        self.system.write(wheel, data)
        self.system.write(versions, constraints().encode())
        offline = ["--no-index", "--find-links", self.wishes.wheels] if self.wishes.wheels else []
        try:
            self._pip("install", *offline, "--constraint", versions, wheel)
            # pip leaves a package of the same version as it is; ours may differ by a file
            self._pip("install", "--no-index", "--no-deps", "--force-reinstall", wheel)
        finally:
            self.system.remove(self.layout.work)

    def _pip(self, command: str, *arguments: str) -> None:
        quiet = ["--disable-pip-version-check", "--no-input", "--quiet"]
        self._run([self.layout.python, "-I", "-m", "pip", command, *quiet, *arguments], LONG)

    def _libraries(self) -> str:
        path = self.environment.path(self.layout.venv)
        return str(path / "Lib" / "site-packages" if self.environment.system == WINDOWS else path / "lib")

    def _run(self, command: list[str], timeout: float, *, only_start: bool = False) -> None:
        """`only_start`: files of others that don't compile are no reason to stop."""
        ran = self.system.run(command, timeout=timeout)
        if not only_start or ran.code < 0:
            _check(ran)

    # --- Excel ---------------------------------------------------------------------------------------------------

    def _round_trip(self, step: Step) -> str:
        """ "" when Excel answered, else why not. The clerk's own file is not opened: a copy is."""
        folder = self.environment.path(self.layout.work)
        copy, answer = str(folder / "trip.xlsm"), str(folder / "trip.txt")
        data = self.system.read(step.target)
        if data is None:
            return step.target
        try:
            self.system.write(copy, data)
            command = [self.layout.python, "-I", "-B", "-m", "lhh_excel.setup.trip", copy, answer]
            ran = self.system.run(command, timeout=120)
            answered = self.system.read(answer) is not None
        finally:
            self.system.remove(self.layout.work)
        return "" if ran.code == 0 and answered else _last_line(ran) or "Excel"

    def _note(self, trip: str, carried: Carried) -> None:
        """Where things are, for the next setup; written only when it says something new."""
        if self.removing:
            return
        layout = self.layout
        record = self.environment.record
        made = self.system.is_file(layout.workbooks[0]) or had_workbook(self.environment, layout)
        known = dict.fromkeys([*layout.workbooks, *self.brought])
        others = [path for path in known if path != layout.workbooks[0] and self.system.is_file(path)]
        shortcuts = [*(record.shortcuts if record else ())]
        shortcuts += [step.target for step in carried.done if step.do is Do.SHORTCUT]
        noted = {"folder": layout.folder, "workbooks": others, "made": made, "shortcuts": shortcuts, "trip": trip}
        data = (json.dumps(noted, ensure_ascii=False, indent=1) + "\n").encode()
        if self.system.read(layout.record) != data:
            self.system.write(layout.record, data)


def _new_workbook() -> bytes:
    today = dt.date.today()
    return build_workbook(period=period_for(today, "15-12"), macros=shipped_macros(), day=today)


def _check(ran: Ran) -> None:
    if ran.code != 0:
        raise _Failed(_last_line(ran))


def _reason(error: Exception, step: Step) -> str:
    """Why a step failed, in a sentence; what to do follows in setup's own words."""
    if isinstance(error, OSError):
        try:
            with told(Path(step.target)):
                raise error
        except OutputError as refused:
            error = refused
    return error.sentence if isinstance(error, OutputError) else str(error)


def _last_line(ran: Ran) -> str:
    """The last thing that a program said, which is where it names the reason."""
    lines = [line.strip() for line in (ran.err + "\n" + ran.out).splitlines() if line.strip()]
    return lines[-1] if lines else ""


# --- a program that was brought along, its Python and all: into a user's own folder, or one for all ------------------

# The new program is whole beside the old one before they change places, so that one of them is there whatever
# interrupts; the next call clears up. A place for all users is written by administrators only (docs/security.md).

#: The folder of the Python in an installation, and where the new and the old one stand meanwhile.
PROGRAM, COMING, GOING = "python", "new", "old"
#: What lies beside it: the command line, how a user of the machine sets herself up, how she takes it away.
COMMAND = "lhh-excel.cmd"
BESIDE = (COMMAND, "Cai-cho-toi.cmd", "Go-bo.cmd")
#: By their identifiers, for groups are named in each system's language: SYSTEM, Administrators, Users.
_SYSTEM, _ADMINISTRATORS, _USERS = "*S-1-5-18", "*S-1-5-32-544", "*S-1-5-32-545"


def place(system: System, environment: Environment, target: str, *, for_all: bool) -> None:
    """The program that runs, copied to `target`. Changes nothing where it cannot be done whole.

    Raises OSError for what Windows refuses, RefusedError for a place `for_all` that is there or not the caller's to
    give, OutputError where its rights could not be set.
    """
    root, source = environment.path(target), environment.path(environment.python.brought)
    if for_all:
        _closed_to_others(system, target)
    new, there, old = root / COMING, root / PROGRAM, root / GOING
    if not system.is_folder(str(there)) and system.is_folder(str(old)):
        system.move(str(old), str(there))
    system.remove(str(new))
    try:
        system.copy(str(source / PROGRAM), str(new))
        _swap(system, str(new), str(there), str(old))
    except OSError:
        system.remove(target if for_all else str(new))
        raise
    for name in BESIDE:
        if (data := system.read(str(source / name))) is not None:
            system.write(str(root / name), data)


def _swap(system: System, new: str, there: str, old: str) -> None:
    system.remove(old)
    if system.is_folder(there):
        system.move(there, old)  # refused as long as anything in it is in use
    try:
        system.move(new, there)
    except OSError:
        if system.is_folder(old):
            system.move(old, there)
        raise
    system.remove(old)


def _closed_to_others(system: System, target: str) -> None:
    if not system.is_administrator():
        raise RefusedError("setup_not_administrator")
    if system.is_folder(target) or system.is_file(target):
        raise RefusedError("setup_place_taken", folder=target)
    system.make_folder(target)
    icacls = system.tool("icacls")
    granted = [f"{_SYSTEM}:(OI)(CI)F", f"{_ADMINISTRATORS}:(OI)(CI)F", f"{_USERS}:(OI)(CI)RX"]
    for arguments in (["/setowner", _ADMINISTRATORS], ["/inheritance:r", "/grant:r", *granted]):
        if system.run([icacls, target, *arguments], timeout=60).code != 0:
            system.remove(target)
            raise OutputError("no_rights_set", file=target)

"""Decisions: from a described machine to the steps that setup takes and what a person must know or do.

Pure: nothing is read or changed here. `--check` shows the plan, `setup` carries it out, and a plan of a finished
setup has no steps; an uninstall takes away what setup brought, and nothing of the clerk's. What other users of the
machine can write to is not trusted, and trusted no longer where an earlier setup did so.
Source: docs/workbook-contract.md, "xlwings.conf"; docs/cai-dat.md; docs/security.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from ..messages import setup as words
from ..plain import field, record
from . import layout as places
from .environment import DESCRIPTION, MAC, WINDOWS, Environment, OfficeFile, State
from .layout import Layout, Wishes


class Do(StrEnum):
    """What setup can do; the sentences stand in messages/setup.py."""

    CLEAR = "clear"
    BRING = "bring"
    FOLDERS = "folders"
    ENVIRONMENT = "environment"
    PACKAGES = "packages"
    NO_POLARS = "no_polars"
    COMPILE = "compile"
    WORKBOOK = "workbook"
    ADDIN = "addin"
    CONFIGURE = "configure"
    TRUST = "trust"
    RUNPYTHON = "runpython"
    SHORTCUT = "shortcut"
    REMOVE_EARLIER = "remove_earlier"
    ROUND_TRIP = "round_trip"
    # taking away
    UNTRUST = "untrust"
    REMOVE_ADDIN = "remove_addin"
    REMOVE_RUNPYTHON = "remove_runpython"
    REMOVE_SHORTCUT = "remove_shortcut"
    REMOVE_PROGRAM = "remove_program"
    FORGET = "forget"
    REMOVE_LOG = "remove_log"


class Level(StrEnum):
    """How a remark weighs: in order, something for the person to do, what stops setup, to know."""

    OK = "ok"
    NOTE = "note"
    DO = "do"
    STOP = "stop"


@record
class Step:
    """One thing to carry out, on `target` (a path, or the key of a trusted location)."""

    do: Do
    target: str
    values: Mapping[str, str] = field(default_factory=dict)

    def text(self, *, done: bool) -> str:
        """A sentence: what was done, or is to be done."""
        text = words.STEPS[self.do.value]
        names = {"target": self.target, "path": self.values.get("Path", ""), "keys": ", ".join(self.values)}
        return (text.done if done else text.pending).format(**names)

    def as_json(self, *, done: bool) -> dict[str, str]:
        return {"step": self.do.value, "target": self.target, "message": self.text(done=done)}


@record
class Remark:
    """One line of the report; `key` names its sentence, `details` fill it."""

    level: Level
    key: str
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def for_person(self) -> bool:
        """Whether a person must do something, or it stops everything."""
        return self.level in (Level.DO, Level.STOP)

    @property
    def what(self) -> str:
        return words.REMARKS[self.key].what.format(**self.details)

    @property
    def remedy(self) -> str:
        return words.REMARKS[self.key].remedy.format(**self.details)


@record
class Plan:
    steps: tuple[Step, ...]
    remarks: tuple[Remark, ...]

    @classmethod
    def of(cls, found: Iterable[Step | Remark]) -> Plan:
        """The plan of what was found, each kind in its order."""
        items = list(found)
        return cls(
            tuple(item for item in items if isinstance(item, Step)),
            tuple(item for item in items if isinstance(item, Remark)),
        )

    @property
    def stopped(self) -> bool:
        return any(remark.level is Level.STOP for remark in self.remarks)

    @property
    def fine(self) -> bool:
        """Nothing for setup to do and nothing for the person."""
        return not self.steps and not any(remark.for_person for remark in self.remarks)


# --- an installation ---

OLDEST_EXCEL = 16


def has_excel(environment: Environment) -> bool:
    """Whether this is a system that Excel runs on."""
    return environment.system in (WINDOWS, MAC)


def decide(environment: Environment, layout: Layout | None, state: State, wishes: Wishes) -> Plan:
    """What is to be done on this machine, in order, and what is to be said."""
    found: list[Step | Remark] = list(_machine(environment))
    if layout is not None:
        found += _places(environment, layout, state)
        found += [Step(Do.CLEAR, path) for path in state.left]
        found += _private(environment, layout, state)
        found += _earlier(environment, layout, state)
        found += _files(environment, layout, state, wishes)
        found += _shortcuts(environment, layout, state)
        if environment.system == WINDOWS:
            found += _trust(environment, layout, state)
        elif not state.applescript:
            found.append(Step(Do.RUNPYTHON, layout.python))
        found += [Step(Do.REMOVE_EARLIER, earlier.root) for earlier in environment.earlier if earlier.own]
        found += _round_trip(environment, layout, state)
    elif has_excel(environment):
        found.append(Remark(Level.STOP, "no_root", {"root": places.usual_root(environment)}))
    return Plan.of(found)


def trip_fingerprint(environment: Environment) -> str:
    """What a passed round trip proves: this package with this Excel."""
    excel = environment.excel
    return f"{environment.ours.fingerprint[:16]}/{excel.version}/{excel.bits}" if excel else ""


# --- the machine -----------------------------------------------------------------------------------------------------


def _machine(e: Environment) -> Iterator[Remark]:
    yield Remark(Level.OK, "program", {"version": e.ours.version, "xlwings": e.ours.xlwings})
    yield Remark(Level.OK, "python", {"version": e.python.version, "bits": e.python.bits, "path": e.python.executable})
    if not has_excel(e):
        yield Remark(Level.NOTE, "no_excel_here", {"system": e.system})
        if e.libreoffice:
            yield Remark(Level.OK, "libreoffice", {"path": e.libreoffice})
        return
    if e.python.store:
        yield Remark(Level.DO, "store_python", {"path": e.python.base})
    yield from _excel(e)


def _excel(e: Environment) -> Iterator[Remark]:
    if e.excel is None:
        yield Remark(Level.DO, "no_excel")
        return
    bits = e.excel.bits
    yield Remark(Level.OK, "excel", {"version": e.excel.version, "bits": bits or "?", "path": e.excel.path})
    if float(e.excel.version) < OLDEST_EXCEL:
        yield Remark(Level.DO, "old_excel", {"version": e.excel.version})
    if bits is not None and bits != e.python.bits:
        yield Remark(Level.NOTE, "bits_differ", {"excel": bits, "python": e.python.bits})


def _places(e: Environment, layout: Layout, state: State) -> Iterator[Remark]:
    for earlier in e.earlier:
        if not earlier.own:
            yield Remark(Level.NOTE, "earlier_of_others", {"root": earlier.root})
    for folder in _folders(e, layout, state):
        if why := unfit(e, folder):
            yield Remark(Level.DO, why, {"folder": folder, "own": layout.folder})
        if len(folder) > places.LONGEST_FOLDER:
            yield Remark(Level.DO, "long_path", {"folder": folder, "length": len(folder)})
    documents = str(e.path(e.documents) / places.NAME)
    if e.record is None and e.path(layout.folder) != e.path(documents):
        yield Remark(Level.NOTE, "folder", {"folder": layout.folder})


def _folders(e: Environment, layout: Layout, state: State) -> list[str]:
    """The layout's folder and those of the workbooks that are there, each once."""
    found: dict[object, str] = {e.path(layout.folder): layout.folder}
    for workbook in state.workbooks:
        if not workbook.exists:
            continue
        parent = e.path(workbook.path).parent
        found.setdefault(parent, str(parent))
    return list(found.values())


# --- what an earlier setup left ---


def _earlier(e: Environment, layout: Layout, state: State) -> Iterator[Step | Remark]:
    """Out of the folders that all users share: the clerk's files come along, Excel trusts the old place no more."""
    if state.shared_folder:
        yield Step(Do.BRING, layout.folder, {"Path": state.shared_folder})
    for location in e.trusted_by_us:
        if places.is_shared(e, location.path):
            yield Step(Do.UNTRUST, location.key, {"Path": location.path})
    if e.excel_runs and (state.shared_folder or any(earlier.own for earlier in e.earlier)):
        yield Remark(Level.STOP, "close_excel")


# --- the private environment -----------------------------------------------------------------------------------------


def _private(e: Environment, layout: Layout, state: State) -> Iterator[Step | Remark]:
    private = state.private
    steps: list[Step] = []
    if not state.temp:
        steps.append(Step(Do.FOLDERS, layout.temp))
    if not layout.venv:
        yield Remark(Level.OK, "brought", {"path": layout.python})
        yield from steps
        return
    if private is None or not private.works:
        steps.append(Step(Do.ENVIRONMENT, layout.venv))
    renewed = (
        private is None
        or not private.works
        or private.fingerprint != e.ours.fingerprint
        or private.xlwings != e.ours.xlwings
    )
    if renewed:
        steps.append(Step(Do.PACKAGES, layout.python))
        if private is not None and private.works and private.xlwings != e.ours.xlwings:
            yield Remark(Level.NOTE, "xlwings_old", {"there": private.xlwings or "–", "pinned": e.ours.xlwings})
    if private is not None and private.works and private.polars:
        steps.append(Step(Do.NO_POLARS, layout.python))
    if renewed or (private is not None and not private.compiled):
        steps.append(Step(Do.COMPILE, layout.venv))
    if renewed and e.excel_runs and private is not None:
        yield Remark(Level.STOP, "close_excel")
    if renewed and places.is_below(e, e.python.executable, layout.venv):
        yield Remark(Level.STOP, "runs_from_inside", {"path": e.python.executable})
    if not renewed and private is not None:
        yield Remark(Level.OK, "private", {"path": layout.python, "xlwings": private.xlwings, "bits": private.bits})
    yield from steps


# --- workbooks and add-in --------------------------------------------------------------------------------------------


def _files(e: Environment, layout: Layout, state: State, wishes: Wishes) -> Iterator[Step | Remark]:
    values = places.config_values(e, layout, wishes.udf_server)
    for number, file in enumerate(state.workbooks):
        if file.exists:
            yield from _workbook(e, layout, file, values)
        elif number == 0 and state.shared_folder:
            continue  # it comes along
        elif number == 0 and not had_workbook(e, layout):
            yield Step(Do.WORKBOOK, file.path, values)
        elif file.path in wishes.workbooks:
            yield Remark(Level.DO, "workbook_missing", {"file": file.path})
        else:
            yield Remark(Level.NOTE, "workbook_moved", {"file": file.path})
    addin = state.addin
    if addin is None or not addin.exists or not addin.current:
        yield Step(Do.ADDIN, layout.addin, values)
    elif addin.marked:
        yield Remark(Level.DO, _mark(e), {"file": addin.path})


def _shortcuts(e: Environment, layout: Layout, state: State) -> Iterator[Step]:
    """One to the workbook, where it is at its place, and one to the handbook; what is there is left as it is."""
    made = e.record.shortcuts if e.record else ()
    there = {file.path for file in state.workbooks if file.exists}
    moved = {layout.workbooks[0]} - there if had_workbook(e, layout) else set()
    for path, opens in layout.shortcuts:
        if path in state.lacking and path not in made and opens not in moved:
            yield Step(Do.SHORTCUT, path, {"Path": opens})


def had_workbook(e: Environment, layout: Layout) -> bool:
    """A clerk who renamed or moved the workbook gets no empty one in its place."""
    return e.record is not None and e.record.made and e.record.folder == layout.folder


def _workbook(e: Environment, layout: Layout, file: OfficeFile, values: dict[str, str]) -> Iterator[Step | Remark]:
    if file.marked:
        yield Remark(Level.DO, _mark(e), {"file": file.path})
    if "=" in e.path(file.path).name:
        yield Remark(Level.DO, "equals_sign", {"file": file.path})
    if not file.readable:
        yield Remark(Level.DO, "workbook_unreadable", {"file": file.path})
        return
    if file.config is None or not file.xlwings:
        yield Remark(Level.DO, "no_buttons", {"file": file.path})
        return
    if file.xlwings != e.ours.xlwings:
        details = {"file": file.path, "there": file.xlwings, "pinned": e.ours.xlwings}
        yield Remark(Level.DO, "workbook_xlwings", details)
    else:
        yield Remark(Level.OK, "workbook", {"file": file.path, "xlwings": file.xlwings})
    if not file.starts and not layout.python.isascii():
        yield Remark(Level.DO, "old_buttons", {"file": file.path, "addin": layout.addin})
    wrong = {key: value for key, value in values.items() if file.config.get(key) != value}
    if wrong and file.open:
        yield Remark(Level.DO, "workbook_open", {"file": file.path})
    elif wrong:
        yield Step(Do.CONFIGURE, file.path, wrong)


def _mark(e: Environment) -> str:
    return "quarantine" if e.system == MAC else "mark_of_the_web"


# --- trust -----------------------------------------------------------------------------------------------------------


def _trust(e: Environment, layout: Layout, state: State) -> Iterator[Step | Remark]:
    if e.excel is None:
        return
    if e.policy.locations_disabled or e.policy.own_locations_forbidden:
        yield Remark(Level.DO, "trust_forbidden", {"folder": layout.folder})
        return
    taken = {location.key.casefold() for location in e.locations}
    for folder in _folders(e, layout, state):
        if unfit(e, folder):
            continue  # told by the places
        if is_trusted(e, folder):
            yield Remark(Level.OK, "trusted", {"folder": folder})
            continue
        number = next(n for n in range(1, 1000) if f"location{n}" not in taken)
        taken.add(f"location{number}")
        yield Step(Do.TRUST, f"Location{number}", location_values(folder))


def unfit(e: Environment, folder: str) -> str:
    """Why to trust the folder would not help, or would harm somebody: the key of the remark; "" where it may be."""
    if places.is_synced(e, folder):
        return "onedrive"
    if folder.startswith("\\\\"):
        return "network"
    if places.is_shared(e, folder):
        return "shared"
    return "too_broad" if places.too_broad(e, folder) else ""


def is_trusted(e: Environment, folder: str) -> bool:
    """Whether Excel trusts the folder already, by itself or below a location with subfolders."""
    path = e.path(folder)
    return any(
        path == e.path(location.path) or (location.subfolders and path.is_relative_to(e.path(location.path)))
        for location in e.locations
        if location.path
    )


def location_values(folder: str) -> dict[str, str]:
    """The text values of a trusted location's key; folders below it are not trusted with it."""
    return {"Path": folder.rstrip("\\") + "\\", "Description": DESCRIPTION}


def _round_trip(e: Environment, layout: Layout, state: State) -> Iterator[Step | Remark]:
    """Excel is asked once for each version of program and Excel, and again until it has answered."""
    if e.system != WINDOWS or e.excel is None:
        return
    if e.record is not None and e.record.trip == trip_fingerprint(e):
        yield Remark(Level.OK, "round_trip")
    elif e.excel_runs:
        yield Remark(Level.NOTE, "round_trip_later")
    else:
        coming = [] if had_workbook(e, layout) else layout.workbooks[:1]
        usable = [file.path for file in state.workbooks if file.exists and file.config is not None and file.xlwings]
        if target := next((path for path in layout.workbooks if path in usable or path in coming), None):
            yield Step(Do.ROUND_TRIP, target)


# --- an uninstall ---


def decide_removal(environment: Environment, layout: Layout | None, state: State, *, log: str) -> Plan:
    """Everything that setup brought, and nothing that is the clerk's: workbooks, documents, backups stay."""
    e = environment
    found: list[Step | Remark] = []
    if layout is None:
        return Plan.of([Remark(Level.NOTE, "nothing_installed")])
    found += [Step(Do.UNTRUST, location.key, {"Path": location.path}) for location in e.trusted_by_us]
    own = any(earlier.own for earlier in e.earlier)
    if state.addin is not None and state.addin.exists and (e.record is not None or own):
        found.append(Step(Do.REMOVE_ADDIN, layout.addin))
    if state.applescript and e.record is not None:
        found.append(Step(Do.REMOVE_RUNPYTHON, layout.python))
    made = e.record.shortcuts if e.record else ()
    found += [Step(Do.REMOVE_SHORTCUT, path) for path in made if path not in state.lacking]
    found += [Step(Do.REMOVE_EARLIER, earlier.root) for earlier in e.earlier if earlier.own]
    if not layout.venv and (state.temp or e.record is not None):
        found.append(Step(Do.FORGET, layout.root))
        found.append(Remark(Level.NOTE, "program_stays", {"path": layout.python}))
    elif state.private is not None or state.temp or e.record is not None:
        found.append(Step(Do.REMOVE_PROGRAM, layout.root))
        if places.is_below(e, e.python.executable, layout.venv):
            found.append(Remark(Level.STOP, "runs_from_inside", {"path": e.python.executable}))
    if e.excel_runs and any(isinstance(item, Step) for item in found):
        found.append(Remark(Level.STOP, "close_excel"))
    found += [Step(Do.CLEAR, path) for path in state.left]
    if log:
        found.append(Step(Do.REMOVE_LOG, log))
    kept = [file.path for file in state.workbooks if file.exists]
    found += [Remark(Level.NOTE, "kept", {"file": path}) for path in kept]
    if not any(isinstance(item, Step) for item in found):
        found.append(Remark(Level.NOTE, "nothing_installed"))
    return Plan.of(found)

"""Describes this machine and what of ours is on it; changes nothing.

Registry names: Microsoft's Office policy templates (admx) and "App Paths"; OneDrive's own keys. Written from documents
and from xlwings' source; run under Wine, never on Windows or a Mac (docs/cai-dat.md says so).
"""

from __future__ import annotations

import json
import plistlib
import re
from collections.abc import Iterator, Mapping
from xml.parsers.expat import ExpatError

from ..errors import LhhError
from ..files import is_half_written
from ..paths import is_hidden, shipped_addin
from ..plain import replace
from . import layout as places
from .environment import (
    MAC,
    WINDOWS,
    Earlier,
    Environment,
    Excel,
    Location,
    OfficeFile,
    Ours,
    Policy,
    Private,
    Record,
    State,
)
from .layout import Layout, Wishes
from .office_config import START_MODULE, OfficeConfig, module_text, xlwings_version
from .system import LOCAL, USER, System

#: What the private Python tells of itself; without a package of ours it still tells the rest.
INSIDE = """
import importlib.metadata as m, importlib.util as u, json, os, struct
import xlwings, lhh_excel
def version(name):
    try: return m.version(name)
    except m.PackageNotFoundError: return ""
try:
    from lhh_excel.setup.wheel import fingerprint, package_files
    print_ = fingerprint(package_files())
except Exception: print_ = ""
source = [os.path.join(at, n) for p in (lhh_excel, xlwings) for at, _, ns in os.walk(os.path.dirname(p.__file__))
          for n in ns if n.endswith(".py")]
print(json.dumps({"fingerprint": print_, "xlwings": version("xlwings"), "bits": struct.calcsize("P") * 8,
    "polars": u.find_spec("polars") is not None,
    "compiled": all(os.path.exists(u.cache_from_source(n)) for n in source)}))
"""
_MAC_SHARED = "/Users/Shared"
_APP = "/Applications/Microsoft Excel.app"
_OFFICE, _POLICIES = r"Software\Microsoft\Office", r"Software\Policies\Microsoft\Office"
_EXCEL = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CURRENT = r"SOFTWARE\Classes\Excel.Application\CurVer"
_SHELL = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
_ONEDRIVE, _SYNCED = r"Software\Microsoft\OneDrive\Accounts", r"Software\SyncEngines\Providers\OneDrive"
_VARIABLE = re.compile(r"%([^%]+)%")
_ZONE = re.compile(rb"ZoneId\s*=\s*([34])")


def describe(system: System, ours: Ours) -> Environment:
    """The machine as it is."""
    describe_system = {WINDOWS: _describe_windows, MAC: _describe_mac}.get(system.name, _describe_other)
    environment = describe_system(system, ours)
    if system.name not in (WINDOWS, MAC):
        return environment
    root = str(places.usual_root(environment))
    record = read_record(system, environment, root)
    found: list[str] = []
    if not record:
        for location in environment.trusted_by_us:
            if not places.is_shared(environment, location.path):
                found += books_in(system, environment, location.path)
    return replace(
        environment,
        writable=system.may_write(root),
        record=record,
        earlier=tuple(_earlier(system, environment, root)),
        found=tuple(found),
    )


def _earlier(system: System, environment: Environment, root: str) -> Iterator[Earlier]:
    """The roots of the layout before this one; our own with a private environment that is needed no more."""
    for old in places.earlier_roots(environment):
        if system.is_folder(old):
            yield Earlier(old, system.is_own(old))
    if environment.python.brought and system.is_folder(str(environment.path(root) / "venv")):
        yield Earlier(root)


def books_in(system: System, environment: Environment, folder: str) -> Iterator[str]:
    """The workbooks with our buttons in a folder, by name."""
    for name in system.names(folder):
        path = str(environment.path(folder) / name)
        if name.lower().endswith(".xlsm") and not is_hidden(name):
            file = office_file(system, environment, path)
            if file.config is not None and file.xlwings:
                yield path


def _describe_other(system: System, ours: Ours) -> Environment:
    import shutil

    home = system.variables.get("HOME", "")
    return Environment(
        system.name,
        home,
        home,
        system.python,
        ours,
        libreoffice=shutil.which("soffice") or "",
    )


def _describe_windows(system: System, ours: Ours) -> Environment:
    """This PC; folders of ours are looked for later."""
    known = {name.casefold(): value for name, value in system.variables.items()}
    excel = _windows_excel(system)
    version = excel.version if excel else "16.0"
    home = known.get("userprofile", "")
    documents, desktop = (
        _expand(str(system.registry_value(USER, _SHELL, name) or ""), known) for name in ("Personal", "Desktop")
    )
    return Environment(
        "Windows",
        home,
        documents or home + r"\Documents",
        system.python,
        ours,
        desktop or home + r"\Desktop",
        known.get("localappdata") or home + r"\AppData\Local",
        tuple(known[name] for name in ("programdata", "public") if known.get(name)),
        _synced(system, known),
        excel=excel,
        locations=_locations(system, version),
        policy=_policy(system, version),
    )


def _windows_excel(system: System) -> Excel | None:
    path = ""
    for hive in (LOCAL, USER):
        path = path or str(system.registry_value(hive, _EXCEL, "") or "").strip('"')
    head = system.read(path) if path else None
    if head is None:
        return None
    current = str(system.registry_value(LOCAL, _CURRENT, "") or "")
    tasks = system.run([system.tool("tasklist"), "/FI", "IMAGENAME eq EXCEL.EXE", "/NH"], timeout=30)
    running = "EXCEL.EXE" in tasks.out.upper()
    # The key's number has no part behind the point; the registry of Office wants "16.0"
    return excel_here(path, f"{current.rpartition('.')[2] or '16'}.0", head, running)


def _synced(system: System, known: Mapping[str, str]) -> tuple[str, ...]:
    """The folders that OneDrive and SharePoint keep."""
    found = [known[name] for name in ("onedrive", "onedrivecommercial", "onedriveconsumer") if known.get(name)]
    for key, name in ((_ONEDRIVE, "UserFolder"), (_SYNCED, "MountPoint")):
        for account in system.registry_keys(USER, key):
            folder = system.registry_value(USER, rf"{key}\{account}", name)
            found += [str(folder)] if folder else []
    return tuple(dict.fromkeys(found))


def _locations(system: System, version: str) -> tuple[Location, ...]:
    key, found = locations_key(version), []
    for name in system.registry_keys(USER, key):
        path = system.registry_value(USER, rf"{key}\{name}", "Path")
        below = system.registry_value(USER, rf"{key}\{name}", "AllowSubFolders")
        said = system.registry_value(USER, rf"{key}\{name}", "Description")
        found.append(Location(name, str(path or ""), below == 1, str(said or "")))
    return tuple(found)


def locations_key(version: str) -> str:
    return rf"{_OFFICE}\{version}\Excel\Security\Trusted Locations"


def _policy(system: System, version: str) -> Policy:
    disabled = any(
        system.registry_value(USER, rf"{base}\{version}\Excel\Security\Trusted Locations", "AllLocationsDisabled") == 1
        for base in (_OFFICE, _POLICIES)
    )
    common = rf"{_POLICIES}\{version}\Common\Security\Trusted Locations"
    return Policy(disabled, system.registry_value(USER, common, "Allow User Locations") == 0)


def _expand(text: str, known: Mapping[str, str]) -> str:
    """%NAME% by the environment's value; a name that is not known stays."""
    return _VARIABLE.sub(lambda match: known.get(match[1].casefold(), match[0]), text)


def _describe_mac(system: System, ours: Ours) -> Environment:
    """This Mac; folders of ours are looked for later."""
    home = system.variables.get("HOME", "")
    # (a folder without blanks: the script of xlwings does not quote)
    return Environment(
        "Darwin",
        home,
        f"{home}/Documents",
        system.python,
        ours,
        f"{home}/Desktop",
        f"{home}/Library",
        (_MAC_SHARED,),
        excel=_mac_excel(system),
    )


def _mac_excel(system: System) -> Excel | None:
    data = system.read(f"{_APP}/Contents/Info.plist")
    if data is None:
        return None
    try:
        version = str(plistlib.loads(data).get("CFBundleShortVersionString", ""))
    except (ExpatError, ValueError, plistlib.InvalidFileException):
        version = ""
    short = ".".join(version.split(".")[:2]) or "16.0"
    return Excel(_APP, short, 64, system.run(["pgrep", "-x", "Microsoft Excel"], timeout=30).code == 0)


def read_record(system: System, environment: Environment, root: str) -> Record | None:
    """What an earlier setup noted; None where there is nothing or nothing readable."""
    data = system.read(str(environment.path(root) / places.RECORD))
    try:
        noted = json.loads(data or b"")
        workbooks = tuple(map(str, noted["workbooks"]))
        shortcuts = tuple(map(str, noted["shortcuts"]))
        return Record(str(noted["folder"]), workbooks, bool(noted["made"]), shortcuts, str(noted["trip"]))
    except (ValueError, KeyError, TypeError):
        return None


# --- what is there of ours -------------------------------------------------------------------------------------------


def look(system: System, environment: Environment, layout: Layout | None, wishes: Wishes) -> State:
    """The installation at the places of the layout."""
    if layout is None:
        return State()
    made = environment.record.shortcuts if environment.record else ()
    shortcuts = [*made, *(path for path, _ in layout.shortcuts)]
    return State(
        _private(system, layout),
        system.is_folder(layout.temp),
        tuple(office_file(system, environment, path) for path in layout.workbooks),
        _addin(system, environment, layout, wishes),
        environment.system == MAC and system.is_file(applescript_path(environment)),
        tuple(_left(system, environment, layout)),
        _shared_folder(system, environment, layout),
        frozenset(path for path in shortcuts if not system.is_file(path)),
    )


def _shared_folder(system: System, environment: Environment, layout: Layout) -> str:
    """The folder that an earlier setup made and had trusted where all may write, if it can come along as a whole."""
    if system.is_folder(layout.folder):
        return ""
    trusted = (location.path.rstrip("\\") for location in environment.trusted_by_us)
    return next((path for path in trusted if places.is_shared(environment, path) and system.is_folder(path)), "")


def _left(system: System, environment: Environment, layout: Layout) -> Iterator[str]:
    """What a killed run left: its work folder, and half-written files beside what setup writes."""
    if system.is_folder(layout.work):
        yield layout.work
    targets = [environment.path(path) for path in (layout.record, layout.addin, *layout.workbooks)]
    for target in targets:
        for name in system.names(str(target.parent)):
            if is_half_written(name, target.name):
                yield str(target.parent / name)


def _private(system: System, layout: Layout) -> Private | None:
    if not layout.venv or not system.is_file(layout.python):
        return None
    ran = system.run([layout.python, "-I", "-B", "-c", INSIDE], timeout=120)
    try:
        told = json.loads(ran.out)
    except ValueError:
        return Private(works=False)
    return Private(ran.code == 0, told["fingerprint"], told["xlwings"], told["bits"], told["polars"], told["compiled"])


def office_file(system: System, environment: Environment, path: str) -> OfficeFile:
    """A workbook as setup cares for it."""
    data = system.read(path)
    if data is None:
        return OfficeFile(path, exists=False)
    marked = is_marked(system, environment, path)
    try:
        config = OfficeConfig(environment.path(path).name, data)
        values, project = config.values(), config.project()
    except LhhError:
        return OfficeFile(path, readable=False, marked=marked)
    version, starts = xlwings_version(project), bool(module_text(project, START_MODULE))
    return OfficeFile(path, marked=marked, open=system.is_open(path), xlwings=version, starts=starts, config=values)


def _addin(system: System, environment: Environment, layout: Layout, wishes: Wishes) -> OfficeFile:
    data = system.read(layout.addin)
    if data is None:
        return OfficeFile(layout.addin, exists=False)
    return OfficeFile(
        layout.addin,
        current=data == configured_addin(data, environment, layout, wishes),
        marked=is_marked(system, environment, layout.addin),
    )


def configured_addin(there: bytes | None, environment: Environment, layout: Layout, wishes: Wishes) -> bytes:
    """The add-in for this machine; whether Python stays alive is kept from the one that is there."""
    values = places.config_values(environment, layout, wishes.udf_server)
    if there is not None and places.UDF_SERVER not in values:
        try:
            kept = (OfficeConfig(places.ADDIN, there).values() or {}).get(places.UDF_SERVER)
        except LhhError:
            kept = None
        if kept is not None:
            values[places.UDF_SERVER] = kept
    return OfficeConfig(places.ADDIN, shipped_addin().read_bytes()).with_values(values)


def is_marked(system: System, environment: Environment, path: str) -> bool:
    """Whether the file came from the internet, so that its macros don't run."""
    if environment.system == WINDOWS:
        return _ZONE.search(system.read(path + ":Zone.Identifier") or b"") is not None
    return environment.system == MAC and system.run(["xattr", "-p", "com.apple.quarantine", path], timeout=30).code == 0


def applescript_path(environment: Environment) -> str:
    """Where xlwings' script for the Mac stands when it is installed."""
    folder = environment.path(environment.home) / "Library" / "Application Scripts" / "com.microsoft.Excel"
    return str(folder / f"xlwings-{environment.ours.xlwings}.applescript")


def bits_of_program(head: bytes) -> int | None:
    """32 or 64 from the first bytes of a Windows program; None where they are none. Source: PE format, "Machine"."""
    if head[:2] != b"MZ" or len(head) < 64:
        return None
    at = int.from_bytes(head[60:64], "little")
    if head[at : at + 4] != b"PE\0\0":
        return None
    return {0x14C: 32, 0x8664: 64, 0xAA64: 64}.get(int.from_bytes(head[at + 4 : at + 6], "little"))


def excel_here(path: str, version: str, head: bytes, running: bool) -> Excel:
    """Excel from what was found; a version that is no number counts as the usual one."""
    match = re.match(r"\d+(\.\d+)?", version)
    return Excel(path, match[0] if match else "16.0", bits_of_program(head), running)

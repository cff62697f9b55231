"""Windows: the machine from its registry, trusted locations, the round trip, what an uninstall takes away.

Written from Microsoft's documentation and xlwings' source; never run on Windows (docs/cai-dat.md says so).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from . import layout as places
from .environment import Environment, Excel, Location, Ours, Policy
from .probe import excel_here
from .steps import Step
from .system import LOCAL, USER, System

_OFFICE, _POLICIES = r"Software\Microsoft\Office", r"Software\Policies\Microsoft\Office"
_EXCEL = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
_CURRENT = r"SOFTWARE\Classes\Excel.Application\CurVer"
_SHELL = r"Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
_ONEDRIVE, _SYNCED = r"Software\Microsoft\OneDrive\Accounts", r"Software\SyncEngines\Providers\OneDrive"
_VARIABLE = re.compile(r"%([^%]+)%")


def describe_windows(system: System, ours: Ours) -> Environment:
    """This PC; folders of ours are looked for later."""
    known = {name.casefold(): value for name, value in system.variables.items()}
    excel = _excel(system)
    version = excel.version if excel else "16.0"
    home = known.get("userprofile", "")
    documents = _expand(str(system.registry_value(USER, _SHELL, "Personal") or ""), known)
    return Environment(
        "Windows",
        known.get("username", ""),
        home,
        documents or home + r"\Documents",
        system.python,
        ours,
        known.get("programdata", ""),
        known.get("public", ""),
        _synced(system, known),
        excel=excel,
        locations=_locations(system, version),
        policy=_policy(system, version),
    )


def _excel(system: System) -> Excel | None:
    path = ""
    for hive in (LOCAL, USER):
        path = path or str(system.registry_value(hive, _EXCEL, "") or "").strip('"')
    head = system.read(path) if path else None
    if head is None:
        return None
    current = str(system.registry_value(LOCAL, _CURRENT, "") or "")
    running = "EXCEL.EXE" in system.run(["tasklist", "/FI", "IMAGENAME eq EXCEL.EXE", "/NH"], timeout=30).out.upper()
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


# --- carrying out ----------------------------------------------------------------------------------------------------


def trust(system: System, environment: Environment, step: Step) -> None:
    """A trusted location for this user."""
    version = environment.excel.version if environment.excel else "16.0"
    values: dict[str, str | int] = {**step.values, "AllowSubFolders": 0}
    system.registry_write(rf"{locations_key(version)}\{step.target}", values)


def untrust(system: System, environment: Environment, step: Step) -> None:
    version = environment.excel.version if environment.excel else "16.0"
    system.registry_delete(rf"{locations_key(version)}\{step.target}")


def remove_program(system: System, environment: Environment, layout: places.Layout) -> bool:
    """The private environment and all beside it; the root goes too when nothing of anybody's is left in it."""
    for path in (layout.temp, layout.record):
        system.remove(path)
    if places.is_below(environment, environment.python.executable, layout.venv):
        system.remove_after_exit(layout.venv)
        return True
    gone = system.remove(layout.venv)
    system.remove_if_empty(layout.root)
    return gone

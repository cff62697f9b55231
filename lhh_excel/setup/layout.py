"""Where things go on a machine, decided from its description alone.

Source: docs/workbook-contract.md, "xlwings.conf": ASCII paths on purpose, for VBA's file functions are ANSI.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from ..workbook.build.sheets import CONFIG
from .environment import MAC, WINDOWS, Environment

NAME = "LHH"
WORKBOOK, ADDIN, RECORD = "LHH.xlsm", "LHH.xlam", "setup.json"
#: A folder that every user of a Mac may write to, without blanks: the script of xlwings does not quote.
MAC_SHARED = "/Users/Shared"
#: Excel opens no file whose path is longer; the longest name that we write beside a workbook is about 60 letters.
LONGEST_FOLDER = 218 - 68
UDF_SERVER, INTERPRETER_MAC = "USE UDF SERVER", "INTERPRETER_MAC"


@dataclass(frozen=True)
class Wishes:
    """What the person who installs asked for."""

    folder: str | None = None
    workbooks: tuple[str, ...] = ()
    udf_server: bool | None = None  #: None leaves it as it is in each workbook
    wheels: str | None = None  #: a folder of wheels, for a PC without a network


@dataclass(frozen=True)
class Layout:
    """The places: `root` holds what is ours, `folder` what is the clerk's."""

    system: str
    root: str
    python: str
    venv: str
    temp: str
    work: str  #: what setup itself needs while it works; nothing else ever stands in it
    record: str
    folder: str
    workbooks: tuple[str, ...]  #: the one in `folder` first
    addin: str
    usual_root: bool = True


def choose_layout(environment: Environment, wishes: Wishes) -> Layout | None:
    """The places for this machine; None where no ASCII folder may be written, and on a system without Excel.

    An earlier setup's places are kept: a second run changes nothing. Not the folder of another user of the PC.
    """
    root = _root(environment)
    if root is None:
        return None
    e, record = environment, environment.record
    folder = wishes.folder or (record.folder if record and not _of_another_user(e, record.folder) else _folder(e))
    venv, windows = e.path(root) / "venv", e.system == WINDOWS
    noted = [path for path in record.workbooks if not _of_another_user(e, path)] if record else []
    named = (*wishes.workbooks, *noted)
    first = str(e.path(folder) / WORKBOOK)
    return Layout(
        e.system,
        root,
        str(venv / "Scripts" / "python.exe" if windows else venv / "bin" / "python"),
        str(venv),
        str(e.path(root) / "tmp"),
        str(e.path(root) / "tmp" / "setup"),
        str(e.path(root) / RECORD),
        folder,
        (first, *_others(e, first, named)),
        str(e.path(folder) / ADDIN),
        root == usual_root(e),
    )


def _others(environment: Environment, first: str, named: tuple[str, ...]) -> tuple[str, ...]:
    seen, found = {environment.path(first)}, []
    for text in named:
        if environment.path(text) not in seen:
            seen.add(environment.path(text))
            found.append(text)
    return tuple(found)


def usual_root(environment: Environment) -> str:
    """The root that a workbook names as it is shipped."""
    base = environment.program_data if environment.system == WINDOWS else MAC_SHARED
    return str(environment.path(base) / NAME)


def root_candidates(environment: Environment) -> list[str]:
    """Roots to try, best first; only paths that VBA can read."""
    if environment.system == MAC:
        return [usual_root(environment)]
    if environment.system != WINDOWS:
        return []
    bases = [environment.program_data, environment.public]
    return [str(environment.path(base) / NAME) for base in bases if base and base.isascii()]


def _root(environment: Environment) -> str | None:
    candidates = root_candidates(environment)
    if environment.record and environment.record.root in candidates:
        return environment.record.root
    return next((root for root in candidates if root in environment.writable), None)


def _folder(environment: Environment) -> str:
    """Documents\\LHH, unless Excel or VBA stumbles there: diacritics, OneDrive, a network drive, a long path."""
    e = environment
    own = str(e.path(e.documents) / NAME)
    if e.system != WINDOWS:
        return own
    clear = own.isascii() and not is_synced(e, own) and not own.startswith("\\\\") and len(own) <= LONGEST_FOLDER
    return own if clear or not e.public else str(e.path(e.public) / "Documents" / NAME)


def _of_another_user(environment: Environment, folder: str) -> bool:
    """Below the profiles, but neither in this user's nor in what all share."""
    profiles = environment.path(environment.home).parent
    public = MAC_SHARED if environment.system == MAC else environment.public
    shared = [text for text in (environment.home, public) if text]
    return (
        bool(environment.home)
        and profiles != profiles.parent
        and is_below(environment, folder, str(profiles))
        and not any(is_below(environment, folder, text) for text in shared)
    )


def is_synced(environment: Environment, path: str) -> bool:
    """Whether OneDrive or SharePoint keeps the path: Excel then names it by a URL, and no local rule fits."""
    return any(is_below(environment, path, root) for root in environment.onedrive)


def is_below(environment: Environment, path: str, root: str) -> bool:
    return environment.path(path).is_relative_to(environment.path(root))


def too_broad(environment: Environment, folder: str) -> bool:
    """A folder that must not be trusted as a whole: a drive, the profile, Documents, Desktop, Downloads, a share."""
    path = environment.path(folder)
    home = environment.path(environment.home)
    broad: set[PurePath] = {home, environment.path(environment.documents), home / "Desktop", home / "Downloads"}
    if environment.public:
        public = environment.path(environment.public)
        broad |= {public, public / "Documents", public / "Desktop", public / "Downloads"}
    return path == path.parent or path in broad or home.is_relative_to(path)


def config_values(layout: Layout, udf_server: bool | None) -> dict[str, str]:
    """What a configuration sheet must say on this machine; keys that stay as they are in the file are left out."""
    values = {key: value for key, value in CONFIG if key in ("ADD_WORKBOOK_TO_PYTHONPATH", "SHOW CONSOLE")}
    if layout.system == MAC:
        values[INTERPRETER_MAC] = layout.python
    elif layout.usual_root:
        values |= {key: value for key, value in CONFIG if key in ("INTERPRETER_WIN", "TEMP DIR")}
    else:
        values |= {"INTERPRETER_WIN": layout.python, "TEMP DIR": layout.temp}
    if udf_server is not None and layout.system == WINDOWS:
        values[UDF_SERVER] = str(udf_server)
    return values

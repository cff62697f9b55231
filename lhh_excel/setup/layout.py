"""Where things go on a machine, decided from its description alone.

All of it is the user's own: what others may write to is never trusted (docs/security.md, "another user").
"""

from __future__ import annotations

from pathlib import PurePath

from ..messages.setup import SHORTCUT_HANDBOOK, SHORTCUT_WORKBOOK
from ..plain import record
from ..workbook.build.sheets import CONFIG
from .environment import MAC, WINDOWS, Environment

NAME = "LHH"
WORKBOOK, ADDIN, RECORD = "LHH.xlsm", "LHH.xlam", "setup.json"
#: The handbook below the folder of a Python that was brought along.
HANDBOOK = ("Lib", "site-packages", "lhh_excel", "data", "huong-dan.html")
#: What a workbook says instead of the user's own folder for programs, so that it fits every user.
LOCAL = "%LocalAppData%"
#: Excel opens no file whose path is longer; the longest name that we write beside a workbook is about 60 letters.
LONGEST_FOLDER = 218 - 68
UDF_SERVER, INTERPRETER_MAC, INTERPRETER_WINDOWS = "USE UDF SERVER", "INTERPRETER_MAC", "INTERPRETER_WIN"


@record
class Wishes:
    """What the person who installs asked for."""

    folder: str | None = None
    workbooks: tuple[str, ...] = ()
    udf_server: bool | None = None  #: None leaves it as it is in each workbook
    wheels: str | None = None  #: a folder of wheels, for a PC without a network


@record
class Layout:
    """The places: `root` holds what setup notes and makes, `folder` what is the clerk's."""

    system: str
    root: str
    python: str
    venv: str  #: the private environment; "" where an installation brought its Python along
    temp: str
    work: str  #: what setup itself needs while it works; nothing else ever stands in it
    record: str
    folder: str
    workbooks: tuple[str, ...]  #: the one in `folder` first
    addin: str
    shortcuts: tuple[tuple[str, str], ...] = ()  #: (shortcut, what it opens), where an installer makes them


def choose_layout(environment: Environment, wishes: Wishes) -> Layout | None:
    """The places for this user; None where her own folder for programs takes no files, and where there is no Excel.

    An earlier setup's places are kept: a second run changes nothing.
    """
    e, record = environment, environment.record
    if e.system not in (WINDOWS, MAC) or not e.writable:
        return None
    root, brought = usual_root(e), bool(e.python.brought)
    folder = wishes.folder or (record.folder if record else _folder(e))
    venv = root / "venv"
    python = venv / "Scripts" / "python.exe" if e.system == WINDOWS else venv / "bin" / "python"
    first = str(e.path(folder) / WORKBOOK)
    if brought:
        python = e.path(e.python.executable).with_name("python.exe")
    return Layout(
        e.system,
        str(root),
        str(python),
        "" if brought else str(venv),
        str(root / "tmp"),
        str(root / "tmp" / "setup"),
        str(root / RECORD),
        folder,
        (first, *_others(e, first, (*wishes.workbooks, *(record.workbooks if record else e.found)))),
        str(e.path(folder) / ADDIN),
        _shortcuts(e, first, str(python.parent.joinpath(*HANDBOOK))) if brought else (),
    )


def _shortcuts(environment: Environment, workbook: str, handbook: str) -> tuple[tuple[str, str], ...]:
    desktop = environment.path(environment.desktop)
    return (str(desktop / f"{SHORTCUT_WORKBOOK}.lnk"), workbook), (str(desktop / f"{SHORTCUT_HANDBOOK}.lnk"), handbook)


def _others(environment: Environment, first: str, named: tuple[str, ...]) -> tuple[str, ...]:
    seen, found = {environment.path(first)}, []
    for text in named:
        if environment.path(text) not in seen:
            seen.add(environment.path(text))
            found.append(text)
    return tuple(found)


def usual_root(environment: Environment) -> PurePath:
    """The folder that is ours, among what is this user's own."""
    return environment.path(environment.local) / NAME


def earlier_roots(environment: Environment) -> list[str]:
    """Where earlier versions put the program: in what all users share."""
    return [str(environment.path(base) / NAME) for base in environment.shared]


def _folder(environment: Environment) -> str:
    """Documents\\LHH, or in the profile where Excel stumbles over Documents: OneDrive, a network drive, a long path.

    Where an earlier setup had another folder trusted that is the user's own, that one.
    """
    e = environment
    chosen = [place.path.rstrip("\\") for place in e.trusted_by_us]
    own = str(e.path(e.documents) / NAME)
    clear = not is_synced(e, own) and not own.startswith("\\\\") and len(own) <= LONGEST_FOLDER
    usual = own if clear or e.system != WINDOWS else str(e.path(e.home) / NAME)
    return next((folder for folder in chosen[:1] if not is_shared(e, folder)), usual)


def is_shared(environment: Environment, path: str) -> bool:
    """Whether other users of the machine may write there: what they put there would run as hers."""
    return any(is_below(environment, path, root) for root in environment.shared)


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
    return path == path.parent or path in broad or home.is_relative_to(path)


def config_values(environment: Environment, layout: Layout, udf_server: bool | None) -> dict[str, str]:
    """What a configuration sheet must say on this machine; keys that stay as they are in the file are left out."""
    values = {key: value for key, value in CONFIG if key in ("ADD_WORKBOOK_TO_PYTHONPATH", "SHOW CONSOLE")}
    if layout.system == MAC:
        values[INTERPRETER_MAC] = layout.python
    else:
        values |= {"TEMP DIR": dict(CONFIG)["TEMP DIR"], INTERPRETER_WINDOWS: _interpreter(environment, layout)}
    if layout.system == WINDOWS and not layout.venv:  # what xlwings keeps Python alive with is not brought along
        values[UDF_SERVER] = str(False)
    elif udf_server is not None and layout.system == WINDOWS:
        values[UDF_SERVER] = str(udf_server)
    return values


def _interpreter(environment: Environment, layout: Layout) -> str:
    """What the buttons start, without a window; in words that fit every user where it lies among her own folders."""
    quiet = environment.path(layout.python).with_name("pythonw.exe")
    if not is_below(environment, str(quiet), environment.local):
        return str(quiet)
    return str(environment.path(LOCAL) / quiet.relative_to(environment.path(environment.local)))

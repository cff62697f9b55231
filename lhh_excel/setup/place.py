"""Puts a program that was brought along, its Python and all, where it belongs: a user's own folder, or one for all.

The new program is whole beside the old one before they change places, so that one of them is there whatever
interrupts; the next call clears up. A place for all users is written by administrators only (docs/security.md).
"""

from __future__ import annotations

from ..errors import OutputError, RefusedError
from .environment import Environment
from .system import System

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

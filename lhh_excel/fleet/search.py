"""Which master workbooks stand in some folders, and what each is called."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import InputError
from ..paths import SOURCES_END, ascii_name, is_hidden

#: A file of these kinds may be a master workbook; in a folder only the first must be one.
MASTER, MAYBE = ".xlsm", (".xlsx", ".xls")
#: Workbooks too, but of a kind that is not read: an office that saved its book as one must not be missing unsaid.
UNREAD = (".xlsb", ".xltm", ".xltx", ".xlt", ".ods", ".ots", ".fods", ".et", ".numbers")
#: Workbooks that the program itself writes beside its results.
OURS = (SOURCES_END,)
#: Characters of a folder's name.
_LONGEST = 60
#: Names that Windows keeps for devices: no folder may bear them.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


@dataclass(frozen=True)
class Found:
    """`name`: its path below the folder that was asked for, with "/"; `folder`: an ASCII folder name of its own.

    `sure` is False for a workbook met in a folder that may be something else (a form, a list of ours).
    A dataclass of the standard library: somebody's own executor, such as dask's, asks for what only those have.
    """

    path: Path
    name: str
    folder: str
    sure: bool


@dataclass(frozen=True)
class Search:
    """The workbooks by name, the folders that could not be opened, and workbooks of kinds that are not read."""

    found: list[Found]
    closed: list[str]
    unread: list[str] = field(default_factory=list)


def search(places: Sequence[Path], *, leave_out: Sequence[Path] = ()) -> Search:
    """Every workbook in the folders (and below) and every file named; each once, owner files and backups left out.

    `leave_out`: files or folders not to look at. Raises InputError for a place that is not there.
    """
    skipped = {_resolved(path) for path in leave_out}
    closed: list[str] = []
    unread: list[str] = []
    met: dict[Path, tuple[str, bool]] = {}
    prefixes = _prefixes(places)
    for place, prefix in zip(places, prefixes, strict=True):
        if place.is_dir():
            for path, parts in walk(place, _a_workbook, closed, skipped - {_resolved(place)}):
                name = "/".join([*prefix, *parts])
                if path.suffix.lower() in UNREAD:
                    unread.append(readable(name))
                else:
                    met.setdefault(_resolved(path), (name, path.suffix.lower() == MASTER))
        elif place.is_file():
            met[_resolved(place)] = ("/".join([*prefix, place.name]), True)
        else:
            raise InputError("not_found", file=str(place))
    return Search(_named({path: said for path, said in met.items() if path not in skipped}), closed, unread)


def _prefixes(places: Sequence[Path]) -> list[list[str]]:
    """What tells the folders apart: nothing for one, their names for several, their whole paths for namesakes."""
    if len(places) == 1:
        return [[]]
    names = Counter(place.resolve().name for place in places if place.is_dir())
    told = []
    for place in places:
        whole = place.resolve() if place.is_dir() else place.resolve().parent
        alone = place.is_file() or names[whole.name] == 1
        told.append(([] if place.is_file() else [whole.name]) if alone else [p.strip("\\/:") for p in whole.parts[1:]])
    return told


def walk(
    root: Path, wanted: Callable[[str], bool], closed: list[str], skipped: Set[Path] = frozenset()
) -> list[tuple[Path, tuple[str, ...]]]:
    """The files whose name is wanted, each with the parts of its path below `root`.

    Also behind links to folders: an office that is linked in must not be missing. Each folder once; hidden ones and
    those `skipped` are left out, and what cannot be opened is named in `closed`.
    """
    found: list[Path] = []
    seen = {_resolved(root), *_resolved(root).parents} | skipped
    for folder, below, files in os.walk(
        root, followlinks=True, onerror=lambda error: closed.append(str(error.filename))
    ):
        here = Path(folder)
        new = {_resolved(here / name): name for name in sorted(below, reverse=True) if name[0] != "."}
        below[:] = sorted(name for path, name in new.items() if path not in seen)
        seen |= set(new)
        found += [here / name for name in sorted(files) if wanted(name)]
    return [(path, path.relative_to(root).parts) for path in found]


def _resolved(path: Path) -> Path:
    """Where it really is; as it is called where links lead in a circle, or the folder we stand in is gone."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # RuntimeError: what Python before 3.13 says of a circle
        return path


def _a_workbook(name: str) -> bool:
    return not is_hidden(name) and not name.endswith(OURS) and Path(name).suffix.lower() in (MASTER, *MAYBE, *UNREAD)


def _named(met: dict[Path, tuple[str, bool]]) -> list[Found]:
    """Sorted by name; two files never share a name or a folder of results."""
    names = Counter(name for name, _ in met.values())
    told = {path: readable(name if names[name] == 1 else str(path)) for path, (name, _) in met.items()}
    folders = {path: _folder(name) for path, name in told.items()}
    shared = Counter(folder.casefold() for folder in folders.values())
    found = []
    for path, (_, sure) in met.items():
        folder = folders[path]
        if shared[folder.casefold()] > 1:
            folder += "-" + hashlib.sha256(told[path].encode()).hexdigest()[:8]
        found.append(Found(path, told[path], folder, sure))
    return sorted(found, key=lambda each: each.name)


def readable(name: str) -> str:
    """The name with bytes that are no text, from a disk of another system, spelled out: it goes into workbooks."""
    return name.encode("utf-8", "xmlcharrefreplace").decode("utf-8")


def _folder(name: str) -> str:
    """ "Cần Thơ/LHH.xlsm" -> "Can-Tho/LHH"; never out of the folder it is put in, never a name of a file there."""
    *folders, file = name.replace("\\", "/").split("/")
    # no dots (a file of ours has one), and short: Windows takes 260 characters for a whole path
    parts = [
        ascii_name(part).replace(".", "-")[:_LONGEST].strip("-") or "x"
        for part in [*folders, Path(file).stem]
        if part not in ("", ".", "..")
    ]
    return "/".join(f"{part}-" if part.casefold() in _DEVICES else part for part in parts)


def digest(path: Path) -> str:
    """SHA-256 of the file's bytes; "" where it cannot be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return ""


#: Failures that say a workbook met in a folder is not a master workbook at all.
NOT_OURS = frozenset({"not_ours", "old_xls"})

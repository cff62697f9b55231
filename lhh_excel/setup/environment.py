"""A machine, and what is installed on it, as plain data: decisions are made on these and tested on any system.

Paths are texts in the machine's own form, so that a Windows PC can be described anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath, PurePosixPath, PureWindowsPath

WINDOWS, MAC = "Windows", "Darwin"


@dataclass(frozen=True)
class Python:
    """The Python that runs setup."""

    executable: str
    version: str
    bits: int
    base: str = ""  #: the installation that a private environment leans on
    store: bool = False  #: from the Microsoft Store


@dataclass(frozen=True)
class Excel:
    """Excel as the machine knows it. `version` is the registry's ("16.0"); `bits` is None where it can't be told."""

    path: str
    version: str = "16.0"
    bits: int | None = 64
    running: bool = False


@dataclass(frozen=True)
class Location:
    """A trusted location of Excel: the name of its key, its folder, who made it."""

    key: str
    path: str
    subfolders: bool = False
    description: str = ""


@dataclass(frozen=True)
class Policy:
    """What an administrator forbids."""

    locations_disabled: bool = False
    own_locations_forbidden: bool = False


@dataclass(frozen=True)
class Record:
    """What an earlier setup noted in its root (setup.json)."""

    root: str
    folder: str
    workbooks: tuple[str, ...] = ()
    made: bool = False  #: the folder has had its workbook; a clerk may have renamed or moved it since
    trip: str = ""  #: fingerprint of what the last round trip through Excel proved; "" where none passed


@dataclass(frozen=True)
class Ours:
    """The program that runs setup: its version, the fingerprint of its files, the xlwings that it is pinned to."""

    version: str
    fingerprint: str
    xlwings: str


@dataclass(frozen=True)
class Environment:
    """The machine, before anything of ours is looked for. `writable` holds the folders that take new files."""

    system: str
    user: str
    home: str
    documents: str
    python: Python
    ours: Ours
    program_data: str = ""
    public: str = ""
    onedrive: tuple[str, ...] = ()
    writable: frozenset[str] = frozenset()
    excel: Excel | None = None
    locations: tuple[Location, ...] = ()
    policy: Policy = field(default_factory=Policy)
    record: Record | None = None
    libreoffice: str = ""

    def path(self, text: str) -> PurePath:
        return PureWindowsPath(text) if self.system == WINDOWS else PurePosixPath(text)


@dataclass(frozen=True)
class Private:
    """The private environment. `works` is False where its Python does not start or our package does not load."""

    works: bool
    fingerprint: str = ""
    xlwings: str = ""
    bits: int = 64
    polars: bool = False
    compiled: bool = True


@dataclass(frozen=True)
class OfficeFile:
    """A workbook or add-in. `config` is None where it has no configuration sheet, `xlwings` "" where no such macro."""

    path: str
    exists: bool = True
    readable: bool = True
    current: bool = True  #: for the add-in: the bytes that this version would write
    marked: bool = False  #: carries the mark of the web (Mac: quarantine)
    open: bool = False
    xlwings: str = ""
    config: Mapping[str, str] | None = None


@dataclass(frozen=True)
class State:
    """What is there of ours, at the places that a layout names."""

    private: Private | None = None
    temp: bool = False
    workbooks: tuple[OfficeFile, ...] = ()
    addin: OfficeFile | None = None
    applescript: bool = False
    left: tuple[str, ...] = ()  #: what a run that was killed left behind: half-written files, its work folder

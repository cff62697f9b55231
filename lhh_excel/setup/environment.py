"""A machine, and what is installed on it, as plain data: decisions are made on these and tested on any system.

Paths are texts in the machine's own form, so that a Windows PC can be described anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from ..plain import field, record

WINDOWS, MAC = "Windows", "Darwin"
#: How our trusted locations are recognised again.
DESCRIPTION = "So theo doi LHH (lhh-excel setup)"


@record
class Python:
    """The Python that runs setup."""

    executable: str
    version: str
    bits: int
    base: str = ""  #: the installation that a private environment leans on
    store: bool = False  #: from the Microsoft Store
    brought: str = ""  #: the folder of an installation that brought this Python along, program in it and all


@record
class Excel:
    """Excel as the machine knows it. `version` is the registry's ("16.0"); `bits` is None where it can't be told."""

    path: str
    version: str = "16.0"
    bits: int | None = 64
    running: bool = False


@record
class Location:
    """A trusted location of Excel: the name of its key, its folder, who made it."""

    key: str
    path: str
    subfolders: bool = False
    description: str = ""


@record
class Policy:
    """What an administrator forbids."""

    locations_disabled: bool = False
    own_locations_forbidden: bool = False


@record
class Record:
    """What an earlier setup noted in the user's own root (setup.json)."""

    folder: str
    workbooks: tuple[str, ...] = ()
    made: bool = False  #: the folder has had its workbook; a clerk may have renamed or moved it since
    shortcuts: tuple[str, ...] = ()  #: made once; one that she took away is not made again
    trip: str = ""  #: fingerprint of what the last round trip through Excel proved; "" where none passed


@record
class Earlier:
    """An installation of an earlier layout. It is never read: another user may have planted what is in it."""

    root: str
    own: bool = True  #: the folder belongs to this user


@record
class Ours:
    """The program that runs setup: its version, the fingerprint of its files, the xlwings that it is pinned to."""

    version: str
    fingerprint: str
    xlwings: str


@record
class Environment:
    """The machine as one user has it, before anything of ours is looked for."""

    system: str
    home: str
    documents: str
    python: Python
    ours: Ours
    desktop: str = ""
    local: str = ""  #: the user's own folder for programs and their notes
    shared: tuple[str, ...] = ()  #: where every user of the machine may write: nothing there is trusted
    onedrive: tuple[str, ...] = ()
    writable: bool = True  #: whether `local` takes new files
    excel: Excel | None = None
    locations: tuple[Location, ...] = ()
    policy: Policy = field(default_factory=Policy)
    record: Record | None = None
    earlier: tuple[Earlier, ...] = ()
    found: tuple[str, ...] = ()  #: where no record says more: workbooks in folders that an earlier setup had trusted
    libreoffice: str = ""

    def path(self, text: str) -> PurePath:
        return PureWindowsPath(text) if self.system == WINDOWS else PurePosixPath(text)

    @property
    def excel_runs(self) -> bool:
        return self.excel is not None and self.excel.running

    @property
    def trusted_by_us(self) -> list[Location]:
        """The locations that Excel trusts because an earlier setup said so."""
        return [location for location in self.locations if location.description == DESCRIPTION]


@record
class Private:
    """The private environment. `works` is False where its Python does not start or our package does not load."""

    works: bool
    fingerprint: str = ""
    xlwings: str = ""
    bits: int = 64
    polars: bool = False
    compiled: bool = True


@record
class OfficeFile:
    """A workbook or add-in. `config` is None where it has no configuration sheet, `xlwings` "" where no such macro.

    `starts`: its macros start the program themselves; those of earlier versions did it by what takes no diacritics.
    """

    path: str
    exists: bool = True
    readable: bool = True
    current: bool = True  #: for the add-in: the bytes that this version would write
    marked: bool = False  #: carries the mark of the web (Mac: quarantine)
    open: bool = False
    xlwings: str = ""
    starts: bool = True
    config: Mapping[str, str] | None = None


@record
class State:
    """What is there of ours, at the places that a layout names."""

    private: Private | None = None
    temp: bool = False
    workbooks: tuple[OfficeFile, ...] = ()
    addin: OfficeFile | None = None
    applescript: bool = False
    left: tuple[str, ...] = ()  #: what a run that was killed left behind: half-written files, its work folder
    shared_folder: str = ""  #: the clerk's folder where an earlier setup put it among what all share; hers is free
    lacking: frozenset[str] = frozenset()  #: shortcuts of the layout that are not there

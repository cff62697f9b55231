"""The workbook that is open in Excel, as actions see a master workbook: the only module that imports xlwings.

`ExcelMaster(book)` reads a copy that Excel saves of the workbook, with the reader of files, and writes each block of
cells in one call; `calling_book()` is the workbook whose button was pressed. Source: docs/workbook-contract.md, "Inside
Excel".
"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from ..errors import InputError, OutputError
from ..files import backup, backup_path, told
from ..workbook.package import Package
from ..workbook.reading import read_book
from ..workbook.tables import BY_KEY
from .cells import com, is_busy

if TYPE_CHECKING:
    from ..workbook.book import Book
    from .patch import ExcelPatch

#: How often xlwings repeats a call that Excel refuses because a cell is being edited: some seconds. (Its own default
#: is for ever.)
BUSY_ATTEMPTS = 20_000
#: Bytes left on the disk of the temporary folder below which a copy that fails is told as a full disk.
ROOM = 16 << 20
#: What the macro writes for "%" in a workbook's name (tools/macros.py): no name on Windows has it.
PERCENT = "?"


#: What xlwings loads wherever it is installed, to hand tables and pictures over, and its part that asks for a licence
#: (five times over). A button hands plain values: without them the bridge is there in a fourth of the time.
UNUSED = ("numpy", "pandas", "polars", "matplotlib", "plotly", "PIL", "xlwings.pro")


def bridge() -> ModuleType:
    """xlwings, loaded without what a button has no use for. (A later import of that finds it as ever.)"""
    barred = [name for name in UNUSED if name not in sys.modules]
    sys.modules.update(dict.fromkeys(barred))  # type: ignore[arg-type]  # None: told as not installed
    if sys.platform == "win32":
        sys.modules.setdefault("win32com.client.gencache", _no_generated_classes())
    try:
        import xlwings
    finally:
        for name in barred:
            del sys.modules[name]
    return xlwings


def _no_generated_classes() -> ModuleType:
    """Stands for pywin32's cache of classes that it generates from type libraries into %TEMP%, and has none.

    Without it xlwings has all of Excel's generated as it is loaded: seconds of the first click, and of the next after
    Windows tidied %TEMP% up; and a cache there that broke off, whoever's, ends every click. Excel's objects are asked
    for their members as they are used, which xlwings provides for.
    """
    cache = ModuleType("win32com.client.gencache")
    cache.GetClassForCLSID = lambda _: None  # type: ignore[attr-defined]
    return cache


def calling_book() -> Any:
    """The xlwings.Book whose macro called. Excel that stays busy becomes an error instead of waiting for ever.

    Raises InputError("equals_in_name"): xlwings takes such a name for its first part, which may be another workbook.
    """
    at = next((place for place, word in enumerate(sys.argv) if word.startswith("--wb=")), None)
    if at is not None:
        if sys.platform != "darwin":
            sys.argv[at] = sys.argv[at].replace(PERCENT, "%")
        name = sys.argv[at].removeprefix("--wb=")
        if "=" in name:
            raise InputError("equals_in_name", file=name.strip())
    xlwings = bridge()
    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.N_COM_ATTEMPTS = BUSY_ATTEMPTS  # type: ignore[attr-defined]
    return xlwings.Book.caller()


class ExcelMaster:
    """One open workbook (workbook/master.py's Master).

    Raises InputError for a workbook that was never saved ("never_saved") or stands on the web ("on_url").
    """

    def __init__(self, book: Any, app: Any = None) -> None:
        self.book, self.app = book, book.app if app is None else app
        self.path = _path_of(book)
        self._backed_up = self._writable = False
        self._package: Package | None = None

    def package(self) -> Package:
        """The workbook as it is in Excel now, what is typed and not saved included, as the parts of its file.

        Excel is asked for it once, and again after a write: nobody types while a macro runs. Raises InputError (also
        "encrypted", for a workbook with a password to open it: so is its copy), OutputError.
        """
        if self._package is None:
            self._package = Package(self._saved_by_excel(), self.path.name)
        return self._package

    def changed(self) -> None:
        """To be said when something is written: the copy no longer is what Excel has."""
        self._package = None

    def _saved_by_excel(self) -> bytes:
        """The bytes of a copy, which stands for that moment in a folder that only this user may read.

        A Mac's Excel may write only where it is allowed to: there the workbook itself is saved and read.
        """
        if sys.platform == "darwin":
            self.save()
            return self.path.read_bytes()
        with told(Path(tempfile.gettempdir())):
            folder = Path(tempfile.mkdtemp(prefix="lhh-"))
        copy = folder / f"so{self.path.suffix}"
        try:
            self.book.api.SaveCopyAs(str(copy))
            return copy.read_bytes()
        except Exception as error:
            if is_busy(error):
                raise
            if shutil.disk_usage(folder.parent).free < ROOM:
                raise OutputError("disk_full", file=copy) from error
            raise OutputError("copy_failed", file=self.path.name, folder=folder.parent) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def read(self, *, as_of: dt.date | None = None, period: str | None = None) -> Book:
        """Its tables as they are now, typed but not yet saved cells included. Raises InputError, OutputError."""
        return read_book(self.package(), str(self.path), as_of=as_of, period=period)

    def patch(self, book: Book | None = None) -> ExcelPatch:
        """A new set of changes; of figures by the keys that `book` declares.

        Raises OutputError("read_only") for a workbook that cannot be saved.
        """
        from .patch import ExcelPatch

        self.check_writable()
        return ExcelPatch(self, book.schemas if book is not None else BY_KEY)

    def check_writable(self) -> None:
        """Raises OutputError("read_only") where Excel holds the workbook for reading only."""
        if not self._writable and com(self.book, "ReadOnly", False):
            raise OutputError("read_only", file=self.path.name)
        self._writable = True

    def backup(self) -> Path:
        """Keeps the workbook as it is in Excel now as NAME.bak, once; returns where. Raises OutputError."""
        if self._backed_up:
            return backup_path(self.path)
        data = self.package().data
        try:
            copy = backup(self.path, data)
        except OutputError as error:
            raise OutputError("backup_failed", file=backup_path(self.path)) from error
        self._backed_up = True
        return copy

    @contextlib.contextmanager
    def closed(self) -> Iterator[Path]:
        """The workbook saved, then closed meanwhile, so that its file can be changed; open again whatever happens.

        Not for the macros of the workbook itself: they end with it. Raises OutputError: "read_only", "save_failed",
        "not_opened".
        """
        self.check_writable()
        books = self.app.books
        self.save()
        self.changed()
        self.book.close()
        try:
            yield self.path
        finally:
            try:
                self.book = books.open(str(self.path))
            except Exception as error:
                raise OutputError("not_opened", file=self.path.name) from error

    def save(self) -> None:
        """What was typed goes into the file. Raises OutputError("save_failed")."""
        try:
            self.put_in_file()
        except Exception as error:
            if is_busy(error):
                raise
            raise OutputError("save_failed", file=self.path.name) from error

    def put_in_file(self) -> None:
        """Has Excel save the workbook, without boxes of its own. Raises what Excel does.

        (`Book.save` of xlwings asks first where the workbook stands.)
        """
        if sys.platform == "darwin":
            self.book.save()
            return
        with self.app.properties(display_alerts=False):
            self.book.api.Save()

    @contextlib.contextmanager
    def undisturbed(self) -> Iterator[None]:
        """No recalculation and no macros of others while blocks are written; as they were afterwards."""
        calculation, events = self.app.calculation, self.app.enable_events
        try:
            self.app.calculation = "manual"
            self.app.enable_events = False
            yield
        finally:
            for name, value in (("enable_events", events), ("calculation", calculation)):
                with contextlib.suppress(Exception):  # the other must be restored whatever the first does
                    setattr(self.app, name, value)


def _path_of(book: Any) -> Path:
    """The workbook's file; a workbook synchronised from the web has one where xlwings finds it."""
    try:
        name = com(book, "FullName", "://")
        if "://" in name:
            name = book.fullname
    except Exception as error:
        if is_busy(error):
            raise
        raise InputError("on_url", file=book.name) from error
    if "://" in name:
        raise InputError("on_url", file=book.name)
    path = Path(name)
    if path.parent == Path():
        raise InputError("never_saved", file=book.name)
    return path

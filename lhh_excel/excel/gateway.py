"""The workbook that is open in Excel, as actions see a master workbook: the only module that imports xlwings.

`ExcelMaster(book)` reads each table in one call and writes each block in one; `calling_book()` is the workbook whose
button was pressed. Source: docs/workbook-contract.md, "Inside Excel".
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import InputError, OutputError
from ..files import backup_path
from ..workbook.assemble import assemble, looks_like_ours
from ..workbook.book import Book
from ..workbook.tables import BY_NAME, VERSION_NAME, is_newer
from .places import Place, all_places, com, is_busy

if TYPE_CHECKING:
    from .patch import ExcelPatch

#: How often xlwings repeats a call that Excel refuses because a cell is being edited: some seconds. (Its own default
#: is for ever.)
BUSY_ATTEMPTS = 20_000


def calling_book() -> Any:
    """The xlwings.Book whose macro called. Excel that stays busy becomes an error instead of waiting for ever.

    Raises InputError("equals_in_name"): xlwings takes such a name for its first part, which may be another workbook.
    """
    name = next((word.removeprefix("--wb=") for word in sys.argv if word.startswith("--wb=")), "")
    if "=" in name:
        raise InputError("equals_in_name", file=name.strip())
    import xlwings

    windows = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.N_COM_ATTEMPTS = BUSY_ATTEMPTS  # type: ignore[attr-defined]
    return xlwings.Book.caller()


class ExcelMaster:
    """One open workbook (workbook/master.py's Master).

    Raises InputError for a workbook that was never saved ("never_saved") or stands on the web ("on_url").
    """

    def __init__(self, book: Any) -> None:
        self.book, self.app = book, book.app
        self.path = _path_of(book)
        self._backed_up = False
        self._places: list[tuple[str, list[Place]]] | None = None

    def places(self) -> list[tuple[str, list[Place]]]:
        """Each sheet's name and its tables, asked for once: nobody types while a macro runs."""
        if self._places is None:
            self._places = list(all_places(self.book))
        return self._places

    def moved(self) -> None:
        """To be said when tables were made longer or shorter."""
        self._places = None

    def read(self, *, as_of: dt.date | None = None, period: str | None = None) -> Book:
        """Its tables as they are now, typed but not yet saved cells included. Raises InputError."""
        from .reading import read_tables

        if is_newer(self.constant(VERSION_NAME)):
            raise InputError("newer_schema", file=self.path.name)
        raw_tables, sheets = read_tables(self.book, self.places())
        if not any(raw.name in BY_NAME for raw in raw_tables) and not looks_like_ours(sheets):
            raise InputError("not_ours", file=self.path.name)
        return assemble(str(self.path), raw_tables, sheets, as_of=as_of, period=period)

    def constant(self, name: str) -> str:
        """The text of a defined name; "" where the workbook has none of it."""
        from .reading import constant_of

        return constant_of(self.book, name)

    def patch(self) -> ExcelPatch:
        """A new set of changes. Raises OutputError("read_only") for a workbook that cannot be saved."""
        from .patch import ExcelPatch

        self.check_writable()
        return ExcelPatch(self)

    def check_writable(self) -> None:
        """Raises OutputError("read_only") where Excel holds the workbook for reading only."""
        if com(self.book, "ReadOnly", False):
            raise OutputError("read_only", file=self.path.name)

    def backup(self) -> Path:
        """Keeps the workbook as it is in Excel now as NAME.bak, once; returns where. Raises OutputError."""
        copy = backup_path(self.path)
        if self._backed_up:
            return copy
        part = copy.with_name(copy.name + ".tmp")
        try:
            if sys.platform == "darwin":
                from ..files import backup

                self.book.save()
                backup(self.path)
            else:
                self.book.api.SaveCopyAs(str(part))
                os.replace(part, copy)  # noqa: PTH105
        except Exception as error:
            if is_busy(error):
                raise
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise OutputError("backup_failed", file=copy) from error
        self._backed_up = True
        return copy

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
        name = book.fullname
    except Exception as error:
        if is_busy(error):
            raise
        raise InputError("on_url", file=book.name) from error
    if "://" in name:
        raise InputError("on_url", file=book.name)
    path = Path(name)
    if not com(book, "Path", str(path.parent)) or path.parent == Path():
        raise InputError("never_saved", file=book.name)
    return path

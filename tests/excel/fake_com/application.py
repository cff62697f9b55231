"""Application and Workbook of the stand-in."""

from __future__ import annotations

import copyreg
import html
import io
import pickle
import re
import shutil
import warnings
import zipfile
from functools import cached_property
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.dimensions import DimensionHolder
from openpyxl.worksheet.table import TableList
from openpyxl.writer.excel import ExcelWriter

from .base import CALL_REJECTED, ComObject, Counter, Items, Plain, failed
from .sheet import Range, Worksheet
from .stubs import ComError
from .values import leading

AUTOMATIC, MANUAL = -4105, -4135
FOLDER_PICKER = 4
_FORMULA_CELL = re.compile(
    r"<c(?P<attributes>(?: [rs]=\"[^\"]*\")*)><f>(?P<formula>HYPERLINK[^<]*)</f><v(?: ?/>|></v>)</c>"
)
#: A workbook that was opened before in this process, by its file: nothing yet, pickled the second time.
_OPENED: dict[bytes, bytes] = {}
#: How a file begins that needs a password to be opened.
_ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")


class Application(ComObject):
    """`_busy` calls are refused, as while a cell is being edited; `_settings` and `_calls` tell what was done."""

    Calculation, ScreenUpdating, EnableEvents = Plain(AUTOMATIC), Plain(True), Plain(True)
    StatusBar, DisplayAlerts = Plain(False), Plain(True)
    Hwnd, Version = 4711, "16.0"

    @property
    def AutoCorrect(self) -> AutoCorrect:
        return self._correcting

    def __init__(self) -> None:
        self._busy = 0
        self._busy_on: tuple[str, ...] = ()
        self._calls, self._settings = Counter(), []
        self._books: list[Workbook] = []
        self._selected: Range | None = None
        self._chosen: str | bool = False
        self._folder: str | None = None
        self._answer: float | bool = False
        self._spoilt = 0
        self._asked: list[tuple[Any, ...]] = []
        self._fail: dict[str, Exception] = {}
        self._app = self
        self._correcting = AutoCorrect(self)

    def _called(self, kind: str, name: str) -> None:
        self._calls[f"{kind}.{name}"] += 1
        if self._busy and (not self._busy_on or f"{kind}.{name}" in self._busy_on):
            self._busy -= 1
            raise ComError(CALL_REJECTED, "Call was rejected by callee.")

    @property
    def Workbooks(self) -> Workbooks:
        return Workbooks(self, self._books)

    @property
    def ActiveWorkbook(self) -> Workbook:
        return self._books[-1]

    @property
    def Selection(self) -> Range:
        if self._selected is None:
            raise failed("a chart is selected")
        return self._selected

    def GetOpenFilename(self, filters: str, index: int, title: str) -> str | bool:
        self._asked.append((filters, index, title))
        return self._chosen

    def FileDialog(self, kind: int) -> FolderDialog:
        if kind != FOLDER_PICKER:
            raise failed("another dialog")
        return FolderDialog(self)

    def InputBox(self, Prompt: str, Title: str, Default: str = "", Type: int = 2) -> float | str | bool:
        self._asked.append((Prompt, Title, Type))
        return self._answer

    def Calculate(self) -> None:
        self._settings.append(("Calculate", True))


class AutoCorrect(ComObject):
    """A formula that is put into a column of a table fills the column's blank cells."""

    AutoFillFormulasInLists = Plain(True)

    def __init__(self, app: Application) -> None:
        self._app = app


class Workbooks(Items):
    """The open workbooks; a file is opened from where it stands now, as it is there."""

    def Open(self, path: str, *_others: Any) -> Workbook:
        if "Open" in self._app._fail:
            raise self._app._fail["Open"]
        return Workbook(self._app, Path(path))


class FolderDialog(ComObject):
    """Excel's dialog for folders: chooses the application's `_folder`, or is closed without a choice."""

    Title, InitialFileName = Plain(""), Plain("")

    def __init__(self, app: Application) -> None:
        self._app = app

    def Show(self) -> int:
        self._app._asked.append((self.Title, self.InitialFileName))
        return -1 if self._app._folder else 0

    @property
    def SelectedItems(self) -> Items:
        return Items(self._app, [self._app._folder])


class Workbook(ComObject):
    """A file opened by openpyxl: what was typed and, where it is asked for, what Excel had computed."""

    FileFormat = 52

    def __init__(
        self, app: Application, path: Path | None, *, read_only: bool = False, full_name: str | None = None
    ) -> None:
        self._app = app
        self._file, self._read_only = path, read_only
        self._full_name = full_name or (str(path) if path else "Book1")
        self._saved = 0
        self._fail: dict[str, Exception] = {}
        self._dirty = self._password = False
        self._opened = path.read_bytes() if path else b""
        self._typed = _typed(self._opened, path.suffix == ".xlsm") if path else None
        self._sheets = [Worksheet(self, sheet) for sheet in (self._typed.worksheets if self._typed else [])]
        app._books.append(self)
        if self._sheets:
            app._selected = self._sheets[0].Range("A1")

    @cached_property
    def _computed(self) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(self._opened), data_only=True)

    @property
    def Application(self) -> Application:
        return self._app

    @property
    def Name(self) -> str:
        return self._full_name.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def FullName(self) -> str:
        return self._full_name

    @property
    def Path(self) -> str:
        return self._full_name.rpartition("\\" if "\\" in self._full_name else "/")[0]

    @property
    def ReadOnly(self) -> bool:
        return self._read_only

    @property
    def Worksheets(self) -> Items:
        return Items(self._app, self._sheets)

    @property
    def ActiveSheet(self) -> Worksheet:
        return self._app.Selection.Worksheet

    def Close(self, SaveChanges: bool) -> None:
        """Its sheets and cells answer no more; what was not saved is lost."""
        assert not SaveChanges
        self._app._books.remove(self)
        self._app._selected = None
        self._sheets = []

    def Save(self) -> None:
        if "Save" in self._fail:
            raise self._fail["Save"]
        if self._read_only or self._file is None:
            raise failed("read-only")
        self._write(self._file)
        self._saved += 1
        self._dirty = False

    def SaveCopyAs(self, path: str) -> None:
        if "SaveCopyAs" in self._fail:
            raise self._fail["SaveCopyAs"]
        if self._password:
            Path(path).write_bytes(_ENCRYPTED)
        elif self._dirty or self._file is None:
            self._write(Path(path))
        else:
            shutil.copyfile(self._file, path)

    def _write(self, path: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            assert self._typed is not None
            for sheet in self._typed.worksheets:
                for table in sheet.tables.values():
                    left, top, _, _ = range_boundaries(table.ref)
                    for number, column in enumerate(table.tableColumns if table.headerRowCount else ()):
                        column.name = str(sheet.cell(top, left + number).value)  # as Excel keeps them
            stored = io.BytesIO()
            ExcelWriter(self._typed, zipfile.ZipFile(stored, "w")).save()
        _with_shown_texts(stored, path)


def _typed(data: bytes, macros: bool) -> Any:
    """What openpyxl reads of a file, each caller's own; what many tests open is read twice and then copied."""
    if not (kept := _OPENED.get(data)):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), keep_vba=macros)
        if data in _OPENED:
            book.vba_archive, archive = None, book.vba_archive
            _OPENED[data] = pickle.dumps(book)
            book.vba_archive = archive
        else:
            _OPENED[data] = b""
        return book
    book = pickle.loads(kept)
    if macros:
        book.vba_archive = zipfile.ZipFile(io.BytesIO(data))
    return book


def _table_list(tables: list[Any]) -> TableList:
    made = TableList()
    for table in tables:
        made.add(table)
    return made


def _dimensions(holder: DimensionHolder) -> tuple[Any, ...]:
    return DimensionHolder, (None,), (holder.__dict__, holder.default_factory), None, iter(holder.items()), _set_up


def _set_up(holder: DimensionHolder, state: tuple[dict[str, Any], Any]) -> None:
    holder.__dict__.update(state[0])
    holder.default_factory = state[1]


#: pickle asks a dict for its `items` and appends to a list before the list is ready: neither does here.
copyreg.pickle(TableList, lambda tables: (_table_list, (list(tables.values()),)))
copyreg.pickle(DimensionHolder, _dimensions)
copyreg.pickle(IndexedList, lambda values: (IndexedList, (list(values),)))


def _with_shown_texts(stored: io.BytesIO, path: Path) -> None:
    """Excel keeps beside a formula what it shows; openpyxl, nothing. Done for what Excel computes at once: links."""

    def shown(match: re.Match[str]) -> str:
        text = leading("=" + html.unescape(match["formula"]))
        if text is None:
            return match[0]
        return f'<c{match["attributes"]} t="str"><f>{match["formula"]}</f><v>{html.escape(text)}</v></c>'

    with zipfile.ZipFile(stored) as package:
        parts = {info: package.read(info) for info in package.infolist()}
    with zipfile.ZipFile(path, "w") as package:
        for info, data in parts.items():
            if b"HYPERLINK(" in data and info.filename.startswith("xl/worksheets/"):
                data = _FORMULA_CELL.sub(shown, data.decode()).encode()
            package.writestr(info, data)

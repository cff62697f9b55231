"""One workbook through both doors: closed through FileMaster, open through ExcelMaster on the stand-in."""

from __future__ import annotations

import dataclasses
import datetime as dt
import logging
import shutil
from pathlib import Path
from typing import Any

import fake_com

from lhh_excel.excel.gateway import ExcelMaster
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.master import FileMaster

AS_OF = dt.date(2026, 6, 16)


def open_master(path: Path, **state: Any) -> ExcelMaster:
    return ExcelMaster(fake_com.open_book(path, **state))


def closed_master(path: Path) -> FileMaster:
    return FileMaster(path)


def both(path: Path, folder: Path) -> tuple[FileMaster, ExcelMaster]:
    """The same workbook twice, under the same name in two folders."""
    copies = []
    for name in ("dong", "mo"):
        (folder / name).mkdir()
        copies.append(Path(shutil.copy(path, folder / name / path.name)))
    return closed_master(copies[0]), open_master(copies[1])


def plain(book: Book) -> dict[str, Any]:
    """Everything in a book but where it is, with the types of the values."""
    tables = {key: dataclasses.asdict(data) for key, data in book.tables.items()}
    for data in tables.values():
        data["types"] = {key: [type(value).__name__ for value in column] for key, column in data["raw"].items()}
        data.pop("schema")
    faults = sorted((dataclasses.astuple(fault) for fault in book.faults), key=str)
    copies = [(copy.table, copy.hidden, copy.data.sheet, copy.data.raw) for copy in book.copies]
    unread = {"loose": [dataclasses.astuple(row) for row in book.loose], "copies": copies}
    return {
        **unread,
        "tables": tables,
        "faults": faults,
        "profile": book.profile,
        "as_of": book.as_of,
        "period": book.period,
    }


def close_log() -> None:
    """So that the program opens its log anew; pytest hangs handlers of its own on the logger between the phases."""
    log = logging.getLogger("lhh_excel")
    for handler in log.handlers:
        handler.close()
    log.handlers.clear()

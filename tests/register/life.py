"""The world of the model test: a small master workbook, the commands run for real, and what a plain head knows of them.

Nothing here looks into the program: workbooks and documents are read as files, commands are called with their words.
"""

from __future__ import annotations

import contextlib
import copy
import datetime as dt
import io
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from places import SAMPLE
from xlsx import write_tables

from lhh_excel.cli import run
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.tables import TABLES

UNITS = ("H01", "H02", "H09", "TT01")
H1, H2, YEAR = "2026-H1", "2026-H2", "2026"
PERIODS = (H1, H2, YEAR)
END = {H1: dt.date(2026, 6, 14), H2: dt.date(2026, 12, 14), YEAR: dt.date(2026, 12, 14)}
#: The periods whose figures a period's report prints, and those that it may print a comparison with.
PARTS = {H1: (H1,), H2: (H2,), YEAR: (H1, H2)}
COMPARED = {H1: (H1,), H2: (H1, H2), YEAR: (H1, H2)}
SECTIONS = ("Nhóm 1", "Nhóm 2", "Nhóm 3", "Nhóm 4", "Ưu điểm", "Hạn chế", "Nguyên nhân", "Phương hướng", "Kiến nghị")
MISSING_SECTION = "Nguyên nhân"


def make_master(path: Path) -> Path:
    """Four units of the sample with their figures and tasks, texts for both halves and the year; no journal."""
    book = open_book(SAMPLE)
    rows: dict[str, list[dict[str, Any]]] = {}
    for schema in TABLES:
        clean = book[schema.key].clean
        rows[schema.key] = [dict(zip(clean, row, strict=True)) for row in zip(*clean.values(), strict=True)]
    for key in ("findings", "journal", "frozen"):
        rows[key] = []
    for row in rows["profile"]:
        if row["item"] == "Ngày tính":
            row["value"] = dt.date(2026, 6, 16)  # old: it must not move the date of any document
    rows["units"] = [row for row in rows["units"] if row["code"] in UNITS]
    rows["figures"] = [row for row in rows["figures"] if row["unit"] in UNITS]
    told = next(row for row in rows["figures"] if row["period"] == H1 and row["unit"] == "H01")
    rows["figures"].append(second_half(told))
    ours = [r for r in rows["tasks"] if {r["lead"], *str(r["partners"] or "H01").split(";")} <= set(UNITS)]
    rows["tasks"] = ours[:8]
    codes = {row["code"] for row in rows["tasks"]}
    rows["progress"] = [row for row in rows["progress"] if row["task"] in codes]
    rows["texts"] = [
        {"period": period, "section": section, "order": 1, "content": f"Nội dung {section.lower()}."}
        for period in PERIODS
        for section in SECTIONS
    ]
    headers = {schema.key: {column.key: column.header for column in schema.columns} for schema in TABLES}
    named = {
        schema.name: [
            {
                headers[schema.key][key]: value
                for key, value in row.items()
                if value is not None and key in headers[schema.key]
            }
            for row in rows[schema.key]
        ]
        for schema in TABLES
    }
    return write_tables(path, named)


def second_half(first: dict[str, Any]) -> dict[str, Any]:
    """A unit's row of the second half that goes on from its row of the first."""
    end = first["hoi_vien_cuoi_ky"] + (first["ket_nap_moi"] or 0) - (first["giam_trong_ky"] or 0)
    going_on = {"received": dt.date(2026, 6, 16), "hoi_vien_dau_ky": first["hoi_vien_cuoi_ky"], "hoi_vien_cuoi_ky": end}
    return {**first, "period": H2, **going_on, "note": None}


# --- calling the commands -----------------------------------------------------------------------------------------


@dataclass
class Said:
    """What a command answered: its exit code and its JSON."""

    call: list[str]
    code: int
    told: dict[str, Any]

    @property
    def error(self) -> str:
        return str(self.told.get("error", "")) if self.code else ""

    @property
    def remedy(self) -> str:
        return str(self.told.get("fix", ""))

    @property
    def text(self) -> str:
        return json.dumps(self.told, ensure_ascii=False)


def call(*words: object) -> Said:
    """One command in this process; no fault of ours may come out of it."""
    out, err = io.StringIO(), io.StringIO()
    arguments = [str(word) for word in words]
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([*arguments, "--json"])
    assert code != 70, (arguments, out.getvalue(), err.getvalue())
    return Said(arguments, code, json.loads(out.getvalue()))


# --- what a plain head knows --------------------------------------------------------------------------------------


@dataclass
class Row:
    """A line of the register: `name` is the file's."""

    symbol: str
    date: dt.date | None
    name: str
    state: str
    period: str = ""  # of a report that the program gave a number

    @property
    def number(self) -> int:
        return int(self.symbol.split("/")[0])


@dataclass
class Document:
    """A document that was issued and lies in the folder."""

    row: Row
    path: Path
    data: bytes
    replaces: str = ""


@dataclass
class Copy:
    """One file of the workbook, and what stands in it as far as it matters."""

    path: Path
    rows: list[Row] = field(default_factory=list)
    figures: dict[str, int | None] = field(default_factory=dict)  # "2026-H1/H01" -> tin_bai
    texts: dict[str, bool] = field(default_factory=lambda: dict.fromkeys(PERIODS, True))
    members: int = 0  # of H02 in the first half; the right number unless the clerk slipped
    right: int = 0
    told_by_row: bool = False  # a task of the second half has its row of Tiến độ
    imports: list[int] = field(default_factory=list)

    def at(self, path: Path) -> Copy:
        """The same at another place."""
        other = copy.deepcopy(self)
        other.path = path
        return other

    def kept(self) -> tuple[bytes, Copy]:
        return self.path.read_bytes(), copy.deepcopy(self)

    @property
    def faulty(self) -> bool:
        return self.members != self.right

    def printed(self, period: str, parts: dict[str, tuple[str, ...]] = PARTS) -> dict[str, object]:
        """What the period's report prints, of all that changes here."""
        found: dict[str, object] = {
            record: value for record, value in self.figures.items() if record.split("/")[0] in parts[period]
        }
        if H1 in parts[period]:
            found["members"] = self.members
        return {**found, "text": self.texts[period]}

    def touched(self, period: str) -> dict[str, object]:
        """The same with what it may print: figures to compare with, tasks told by a row."""
        return {**self.printed(period, COMPARED), "progress": self.told_by_row}

    def put(self, table: str, record: str, **values: object) -> None:
        """The clerk types into one record."""
        data = open_book(self.path)[table]
        at = next(data.rows[i] for i in range(len(data)) if data.record(i) == record)
        patch = WorkbookPatch(self.path)
        for key, value in values.items():
            patch.set(table, at, key, value)
        patch.path.write_bytes(patch.to_bytes())

    def add(self, table: str, **values: object) -> None:
        patch = WorkbookPatch(self.path)
        patch.append(table, [values])
        patch.path.write_bytes(patch.to_bytes())

    def register(self) -> list[tuple[str, dt.date | None, str]]:
        """(symbol, date, state) of each row in the sheet."""
        data = open_book(self.path)["register"]
        return [
            (str(symbol), date, str(state)) for _, symbol, date, state in data.each("symbol", "date", "state") if symbol
        ]

    def drop_row(self, row: Row) -> None:
        """The clerk deletes the line of a number."""
        data = open_book(self.path)["register"]
        at = next(i for i, symbol, date in data.each("symbol", "date") if (symbol, date) == (row.symbol, row.date))
        records = [{key: data.raw[key][i] for key in data.raw} for i in range(len(data)) if i != at]
        patch = WorkbookPatch(self.path)
        patch.replace_all("register", records)
        patch.path.write_bytes(patch.to_bytes())
        self.rows.remove(row)


def number_in(remedy: str) -> int | None:
    """The number that a remedy names: "Ghi --number 12"."""
    match = re.search(r"--number (\d+)", remedy)
    return int(match[1]) if match else None


def replaced_in(remedy: str) -> str | None:
    match = re.search(r"--replaces (\S+)", remedy)
    return match[1] if match else None

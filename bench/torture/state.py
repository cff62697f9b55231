"""What must hold of a folder whatever was done to the command that wrote in it."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class State:
    """Of the master: its bytes, its records by table, the numbers given."""

    data: bytes
    records: dict[str, list[str]]
    numbers: list[tuple[int | None, int, str]]


def state(folder: Path) -> State:
    from lhh_excel.register.given import Register
    from lhh_excel.workbook.reading import open_book

    path = folder / "so.xlsm"
    book = open_book(path)
    records = {
        key: [book[key].record(i) for i in range(len(book[key]))] for key in ("units", "figures", "tasks", "texts")
    }
    return State(path.read_bytes(), records, [(row.year, row.number, row.state) for row in Register(book).rows])


def holds(place: Path, before: State) -> list[str]:
    """What is wrong with the folder now: half files, lost rows, numbers given twice."""
    told = []
    for path in place.rglob("*"):
        if path.suffix in (".docx", ".xlsx", ".xlsm") and path.is_file() and not _whole(path):
            told.append(f"half a file: {path.name}")
    try:
        now = state(place)
    except Exception as error:
        return [*told, f"the master cannot be read: {type(error).__name__}"]
    for table, records in before.records.items():
        if lost := [record for record in records if record not in now.records[table]]:
            told.append(f"lost from {table}: {len(lost)}")
    given = [(year, number) for year, number, _ in now.numbers]
    if len(given) != len(set(given)):
        told.append("a number twice")
    if [row[:2] for row in before.numbers] != given[: len(before.numbers)]:
        told.append("a number lost")
    return told


def _whole(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except Exception:
        return False

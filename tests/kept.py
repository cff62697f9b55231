"""What takes long to make is made once a run, whichever worker needs it first; everyone has a copy of their own."""

from __future__ import annotations

import datetime as dt
import hashlib
import pickle
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from lhh_excel.workbook.book import Book
from lhh_excel.workbook.build import build_workbook, shipped_macros
from lhh_excel.workbook.reading import open_book

T = TypeVar("T")
#: The run's own folder, set by conftest.py; it goes with pytest's other temporary files. Without one nothing is kept.
folder: Path | None = None


def once(make: Callable[[], T], what: str, *of: object) -> T:
    """What `make` gives, the same for each equal `of` (bytes, text, numbers, dates or tuples of them) in this run.

    Pickled when it is made and unpickled at each call: whatever a test does to it, no other test sees.
    """
    if folder is None:
        return make()
    digest = hashlib.sha256(what.encode())
    for each in of:
        digest.update(b"\0" + hashlib.sha256(each if isinstance(each, bytes) else repr(each).encode()).digest())
    place = folder / digest.hexdigest()[:32]
    if not place.exists():
        with FileLock(f"{place}.lock"):
            if not place.exists():
                made = place.with_suffix(".new")
                made.write_bytes(pickle.dumps(make()))
                made.replace(place)
    value: T = pickle.loads(place.read_bytes())
    return value


def workbook(*, sample: bool = False, macros: bool = False) -> bytes:
    """A new workbook as `build` makes it: empty or the sample, with the shipped macros or without."""

    def make() -> bytes:
        return build_workbook(sample=sample, macros=shipped_macros() if macros else None)

    return once(make, "built workbook", sample, macros)


def files(make: Callable[[Path], object], at: Path, what: str, *of: object) -> None:
    """Copies, in the new or empty folder `at`, of the files that `make` writes into a folder of its own."""

    def made() -> dict[str, bytes]:
        with tempfile.TemporaryDirectory(dir=folder) as own:
            make(Path(own))
            return {str(path.relative_to(own)): path.read_bytes() for path in Path(own).rglob("*") if path.is_file()}

    for name, data in once(made, what, *of).items():
        (at / name).parent.mkdir(parents=True, exist_ok=True)
        (at / name).write_bytes(data)


def changed(path: Path, act: Callable[[], object], what: str, *of: object) -> None:
    """`act`, which changes the file at `path` alone: done once a run for the same file, and then put there."""

    def made() -> bytes:
        act()
        return path.read_bytes()

    path.write_bytes(once(made, what, path.read_bytes(), *of))


def book(path: Path, as_of: dt.date | None = None) -> Book:
    """The workbook as the program reads it; nobody changes what is read: one for the same file and day in a process."""
    return _read(path, path.read_bytes(), as_of)


@lru_cache(maxsize=4)
def _read(path: Path, _data: bytes, as_of: dt.date | None) -> Book:
    return open_book(path, as_of=as_of)

"""Documents that lie in the output folder: which of them this workbook issued, and which only look like it.

An issued document says of itself, in its custom properties, which workbook gave it which number on what day. So a
workbook that was restored from an older copy, or was synchronised twice, sees the numbers that its rows lack. A file
without that, or of another workbook, is never obeyed: its name may be asked about. Source: docs/security.md.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator
from pathlib import Path

from .. import docx_properties
from ..law import REPORT
from ..plain import record
from ..text.marks import without_marks
from .numbers import MAX_NUMBER, parse_symbol

#: Folders within folders that are looked into, and files that are opened: an office's, not a whole disk's.
_DEPTH, _MOST_FILES = 3, 5_000
#: 11-BC-LHH-2026-H1, "11 BC LHH": number, then what may be a type or an agency (two capitals), then the rest.
_NUMBERED = re.compile(r"0*(\d{1,5})[-_ .]+((?=(?:[a-zđ]*[A-ZĐ]){2})[A-Za-zĐđ]{2,6})(?![A-Za-zĐđ])(.*)")
_OWN_NAME = re.compile(r"\d+-.*\.docx", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
#: How the names of reminders end.
LETTER_END = "nhac"
_LETTER = "CV"  # how the properties name a công văn, whose symbol has no type code


@record
class Stamp:
    """What an issued document says of itself. `kind`: its type code, "" for a công văn; `period`: of a report."""

    book: str
    symbol: str
    date: dt.date
    kind: str
    period: str
    subject: str
    signer: str
    replaces: str = ""
    path: Path = Path()

    def values(self) -> dict[str, str]:
        """As the document's properties keep it."""
        found = {
            "MaSo": self.book,
            "KyHieu": self.symbol,
            "Ngay": self.date.isoformat(),
            "Loai": self.kind or _LETTER,
            "Ky": self.period,
            "TrichYeu": self.subject,
            "NguoiKy": self.signer,
            "ThayThe": self.replaces,
        }
        return {name: text for name, text in found.items() if text}


@record
class Found:
    """`ours`: what this workbook issued; `others`: names of further files in the output folder `folder`."""

    ours: tuple[Stamp, ...] = ()
    others: tuple[str, ...] = ()
    folder: Path = Path()

    def alike(self, number: int, year: int, series: str = "") -> list[str]:
        """Names of the others that may be documents of that number; one that plainly is of another year is not.

        `series`: the type (of a công văn the agency) where each has its own numbers.
        """
        found = []
        for name in self.others:
            match = _NUMBERED.match(name.rsplit(".", 1)[0])
            if match is None or int(match[1]) != number or (series and _plain(match[2]) != _plain(series)):
                continue
            told = [int(text) for text in _YEAR.findall(match[3])]
            late = match[2] == REPORT.code or match[3].endswith(LETTER_END)  # may go out after its period's year
            if not told or told[-1] == year or (late and told[-1] == year - 1):
                found.append(name)
        return found


def _plain(text: str) -> str:
    return without_marks(text).casefold()


def read_stamp(path: Path) -> Stamp | None:
    """What the file says of itself; None where it says nothing that can be."""
    told = docx_properties.read(path)
    parsed = parse_symbol(told.get("KyHieu", ""))
    try:
        date = dt.date.fromisoformat(told.get("Ngay", ""))
    except ValueError:
        return None
    if parsed is None or not 1 <= parsed[0] <= MAX_NUMBER or not told.get("MaSo"):
        return None
    kind = told.get("Loai", _LETTER)
    period, subject, signer, replaces = (told.get(name, "") for name in ("Ky", "TrichYeu", "NguoiKy", "ThayThe"))
    kind = "" if kind == _LETTER else kind
    return Stamp(told["MaSo"], told["KyHieu"], date, kind, period, subject, signer, replaces, path)


def look(workbook: Path, folder: Path, identity: str) -> Found:
    """What lies in the output folder and in the folders within; of the folders beside the workbook only what is named
    as we name documents, for there they are put away.

    Of several copies of one document the first by name counts.
    """
    ours: dict[tuple[str, dt.date, str], Stamp] = {}
    others = []
    for path, inside in _documents(workbook, folder):
        stamp = read_stamp(path)
        if stamp is not None and stamp.book == identity:
            ours.setdefault((stamp.symbol, stamp.date, stamp.period), stamp)
        elif inside:
            others.append(path.name)
    return Found(tuple(ours.values()), tuple(others), folder)


def _documents(workbook: Path, folder: Path) -> Iterator[tuple[Path, bool]]:
    """Word files, and whether they lie in the output folder."""
    count = 0
    seen: set[str] = set()
    beside = workbook.resolve().parent
    for root, depth, inside in ((folder, _DEPTH, True), (beside, 1, False)):
        top = os.path.realpath(root)
        for place, folders, names in os.walk(top):
            if place in seen:  # the output folder stands beside the workbook
                folders.clear()
                continue
            seen.add(place)
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            if place.count(os.sep) - top.count(os.sep) >= depth:
                folders.clear()
            for name in sorted(names):
                wanted = name.casefold().endswith(".docx") if inside else _OWN_NAME.fullmatch(name) is not None
                if not wanted or name.startswith("~$"):
                    continue
                count += 1
                if count > _MOST_FILES:
                    return
                yield Path(place, name), inside

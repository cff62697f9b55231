"""Many processes that issue their documents from one workbook at the same moment: as many numbers, no gap."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from .bases import AS_OF, small_master
from .crash import run
from .results import Tally


def at_once(folder: Path, count: int) -> Tally:
    """`count` ad hoc periods, each submitted, then all issued at once with the real command."""
    from lhh_excel.register.given import Register
    from lhh_excel.workbook.reading import open_book

    from .calls import warm

    warm()
    os.environ["LHH_LOG"], os.environ["LHH_CACHE"] = os.devnull, ""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    codes = _with_periods(folder / "so.xlsm", count)
    tally = Tally(f"{count} issuers at once")
    before = {row.number for row in Register(open_book(folder / "so.xlsm")).rows}
    for code in codes:
        run(folder, f"report so.xlsm --submit --out ra --period {code}")
    started = time.monotonic()
    children = [_start(folder, f"report so.xlsm --issue --out ra --period {code} --date {AS_OF}") for code in codes]
    for child in children:
        tally.codes[os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])] += 1
    seconds = time.monotonic() - started
    tally.items = tally.calls = count
    found = Register(open_book(folder / "so.xlsm")).rows
    given = sorted(row.number for row in found if row.number not in before)
    if given != list(range(max(before) + 1, max(before) + 1 + count)):
        tally.fault("numbers", str(given))
    if any(row.state != "Đã cấp" for row in found if row.number in given):
        tally.fault("unfinished", "register")
    documents = [path.name for path in (folder / "ra").glob("[0-9]*.docx")]
    if len(documents) != count:
        tally.fault("documents", str(len(documents)))
    if tally.codes[0] != count:
        tally.fault("exit codes", str(dict(tally.codes)))
    tally.told = f"numbers {given[0] if given else '–'} to {given[-1] if given else '–'}, all in {seconds:.1f} s"
    return tally


def _start(folder: Path, line: str) -> int:
    child = os.fork()
    if child == 0:
        os._exit(run(folder, line))
    return child


def _with_periods(path: Path, count: int) -> list[str]:
    """A small master with so many ad hoc periods, and the texts that their reports need."""
    from lhh_excel.workbook.patch import WorkbookPatch
    from lhh_excel.workbook.reading import open_book

    small_master(path)
    book = open_book(path)
    like = book.periods["2026-H1"]
    codes = [f"2026-DX{number}" for number in range(1, count + 1)]
    texts = book["texts"]
    kept = [
        {key: texts.clean[key][i] for key in texts.clean}
        for i in range(len(texts))
        if texts.clean["period"][i] == like.code
    ]
    patch = WorkbookPatch(path)
    dates = {"start": like.start, "end": like.end, "unit_due": like.unit_due, "upward_due": like.upward_due}
    patch.append("periods", [{"code": code, "name": f"đột xuất {code}", "state": "Mở", **dates} for code in codes])
    patch.append("texts", [{**row, "period": code} for code in codes for row in kept])
    patch.path.write_bytes(patch.to_bytes())
    return codes

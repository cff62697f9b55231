"""Once through Excel and back: a hidden Excel opens a copy of the workbook, its macro starts Python, Python answers.

`python -m lhh_excel.setup.trip COPY ANSWER` is run by the private Python, with a time limit. It needs Excel and was
never run by the project (docs/kiem-tra-tren-excel.md). Source: xlwings' documentation of Book.caller.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path

from .office_config import START_MODULE, OfficeConfig, module_text

#: Seconds; a box that nobody sees would else hold Excel for ever.
LIMIT = 90.0


def main(arguments: list[str]) -> int:
    """0 when the answer has come. The Excel that was started is ended in any case, and no other."""
    import xlwings

    workbook, answer_file = arguments
    app = xlwings.App(visible=False, add_book=False)
    guard = threading.Timer(LIMIT, os.kill, (app.pid, signal.SIGTERM))
    guard.start()
    try:
        app.display_alerts = False
        book = app.books.open(workbook, update_links=False)
        book.macro(_start(Path(workbook)))(f"import lhh_excel.setup.trip as t; t.answer(r'{answer_file}')")
    finally:
        guard.cancel()
        app.kill()
    return 0 if Path(answer_file).is_file() else 1


def _start(workbook: Path) -> str:
    """What its buttons run: our own macro, or xlwings' in a workbook of an earlier version."""
    project = OfficeConfig(workbook.name, workbook.read_bytes()).project()
    return f"{START_MODULE}.LHH_Run" if module_text(project, START_MODULE) else "RunPython"


def answer(answer_file: str) -> None:
    """Called by the workbook's macro: writes down which workbook called."""
    import xlwings

    Path(answer_file).write_text(str(xlwings.Book.caller().name), encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""`python bench/click.py`: what one click in Excel costs, beside what its bridge costs alone.

A click starts a Python, which imports xlwings; plainly imported, that brings pandas, where it is installed, which a
button bars. Cold rows are whole processes: the button's modules and the action that it calls, on the sample workbook as
a file, for no Excel is here. Warm rows are the buttons themselves on the tests' stand-in of Excel, pressed again in a
process that lives on (`USE UDF SERVER` True). What the stand-in takes to answer says nothing of Excel, so it is told
apart: "ours" is the rest, and "questions" is how often Excel was asked (each crosses from one process to another).
Ratios are medians of paired runs.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SAMPLE = ROOT / "workbooks" / "LHH-vi-du.xlsm"

#: What any script behind a button imports before its first line of work.
BRIDGE = "import xlwings"
USUAL = "import xlwings, openpyxl, docxtpl"
_DOOR = (
    "import sys, pathlib, lhh_excel.buttons, lhh_excel.log, lhh_excel.excel.gateway, lhh_excel.excel.screen, "
    "lhh_excel.workbook.reading{more}\n"
    "lhh_excel.excel.gateway.bridge()\n"
    "from lhh_excel.actions.common import Target\n"
    "target = Target(pathlib.Path(sys.argv[1]))\n"
)
CLICKS: dict[str, str] = {
    "kiem_tra": _DOOR.format(more=", lhh_excel.excel.patch")
    + "from lhh_excel.actions.validate import ValidateOptions, validate\n"
    "validate(ValidateOptions(target, write=True))",
    "tao_bao_cao": _DOOR.format(more="") + "from lhh_excel.actions.report import ReportOptions, Stage, report\n"
    "report(ReportOptions(target, Stage.DRAFT))",
}
#: A cold click may take this part of `import xlwings` as it is with pandas installed.
COLD = {"kiem_tra": 0.75, "tao_bao_cao": 1.3}
#: So often may Excel be asked in one click on the sample (a test holds it).
QUESTIONS = {"kiem_tra": 60, "tao_bao_cao": 40}
#: What our part of a click in a process kept alive may take, as a part of the imports that scripts behind buttons have.
WARM = 0.15


def seconds(code: str, workbook: Path) -> float:
    """Wall time of one cold process."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(workbook)], check=True, cwd=workbook.parent)
    return time.perf_counter() - started


def cold(runs: int, workbook: Path) -> dict[str, list[float]]:
    """Times of the bare imports and of each click, in turn, so that a slow minute slows all of them."""
    codes = {BRIDGE: BRIDGE, USUAL: USUAL, **CLICKS}
    for code in codes.values():
        seconds(code, workbook)  # warm the disk
    times: dict[str, list[float]] = {name: [] for name in codes}
    for _ in range(runs):
        for name, code in codes.items():
            times[name].append(seconds(code, workbook))
    return times


@dataclass
class Press:
    """One press in a process kept alive: seconds in all, seconds of it in the stand-in, questions asked."""

    seconds: float
    outside: float
    questions: int

    @property
    def ours(self) -> float:
        return self.seconds - self.outside


class Border:
    """Time and number of the calls that xlwings makes to Excel's objects, counted where they leave our process."""

    def __init__(self, windows: Any) -> None:
        self.seconds, self.questions, self._inside = 0.0, 0, False
        for name in ("__getattr__", "__setattr__", "__call__"):
            self._watch(windows.COMRetryObjectWrapper, name)
        self._watch(windows.COMRetryMethodWrapper, "__call__")

    def _watch(self, kind: type, name: str) -> None:
        ask = getattr(kind, name)

        def watched(*args: Any, **options: Any) -> Any:
            if self._inside:
                return ask(*args, **options)
            self._inside, started = True, time.perf_counter()
            try:
                return ask(*args, **options)
            finally:
                self.seconds += time.perf_counter() - started
                self.questions += 1
                self._inside = False

        setattr(kind, name, watched)


def warm(runs: int, workbook: Path) -> dict[str, list[Press]]:
    """Further presses of the real buttons on the stand-in of Excel, each after a first one."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "excel")]
    import fake_com
    from xlwings import _xlwindows

    from lhh_excel import buttons
    from lhh_excel.excel import screen

    screen.open_outside = lambda path: None
    fake_com.open_book(workbook).set_mock_caller()
    border = Border(_xlwindows)
    presses: dict[str, list[Press]] = {}
    for name in CLICKS:
        press = getattr(buttons, name)
        press()
        presses[name] = []
        for _ in range(runs):
            border.seconds, border.questions = 0.0, 0
            started = time.perf_counter()
            press()
            presses[name].append(Press(time.perf_counter() - started, border.seconds, border.questions))
    return presses


def ratio(ours: list[float], theirs: list[float]) -> float:
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def table(runs: int) -> list[str]:
    """The lines of a Markdown table."""
    with tempfile.TemporaryDirectory(prefix="lhh-click-") as name:
        workbook = Path(shutil.copy(SAMPLE, Path(name) / "So.xlsm"))
        process, alive = cold(runs, workbook), warm(runs, workbook)
    base, usual = process[BRIDGE], process[USUAL]
    lines = [
        "| one click | time | ÷ `import xlwings` | ÷ xlwings + openpyxl + docxtpl | goal |",
        "|---|---|---|---|---|",
    ]

    def line(label: str, times: list[float], goal: str = "") -> None:
        figures = f"{statistics.median(times):.2f} s | {ratio(times, base):.2f} | {ratio(times, usual):.2f}"
        lines.append(f"| {label} | {figures} | {goal} |")

    line("`import xlwings` alone", base)
    line("`import xlwings, openpyxl, docxtpl`", usual)
    for click in CLICKS:
        line(f"`{click}`, cold", process[click], f"≤ {COLD[click]} × `import xlwings`")
    lines += [
        "",
        "| one click, process kept alive (stand-in of Excel) | in all | ours | ours ÷ imports | goal | questions |",
        "|---|---|---|---|---|---|",
    ]
    for click, presses in alive.items():
        whole, ours = (statistics.median(t) for t in ([p.seconds for p in presses], [p.ours for p in presses]))
        part = ours / statistics.median(usual)
        questions = f"{presses[0].questions} (at most {QUESTIONS[click]})"
        lines.append(f"| `{click}` | {whole:.2f} s | {ours:.3f} s | {part:.2f} | ≤ {WARM} | {questions} |")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--runs", type=int, default=5)
    print("\n".join(table(parser.parse_args().runs)))


if __name__ == "__main__":
    main()

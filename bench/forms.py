"""A thousand forms in one run and one write, against openpyxl that only opens them.

`python bench/forms.py [COUNT]`: seconds of both, how many times faster, and the memory at its highest.
"""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

PERIOD, DAY = "2026-H1", dt.date(2026, 6, 8)
_FIGURES = {
    "members_start": 100,
    "members_new": 5,
    "members_left": 2,
    "members_end": 103,
    "workshops": 1,
    "workshop_people": 40,
    "articles": 6,
    "budget": 57.5,
}


def office(path: Path, count: int) -> None:
    """A workbook of `count` units with one open task each."""
    from lhh_excel.workbook.build import build_workbook, sample_tables

    tables = sample_tables()
    unit, task = tables["units"][0], next(t for t in tables["tasks"] if t["code"] == "NV-008")
    units = [{**unit, "code": f"H{n:04d}", "name": f"Hội thành viên {n:04d}"} for n in range(1, count + 1)]
    tasks = [{**task, "code": f"NV-{n:04d}", "lead": f"H{n:04d}", "partners": None} for n in range(1, count + 1)]
    empty: dict[str, list[dict[str, object]]] = {"figures": [], "progress": [], "texts": []}
    path.write_bytes(build_workbook(sample=True, records={"units": units, "tasks": tasks, **empty}))


def returned(book: Path, folder: Path) -> list[Path]:
    """The forms of all units, filled in."""
    from lhh_excel.actions.common import Target
    from lhh_excel.actions.forms import FormsOptions, forms
    from lhh_excel.collection.content import Sources
    from lhh_excel.collection.form_build import build_form
    from lhh_excel.collection.form_read import read_form
    from lhh_excel.workbook.reading import open_book
    from lhh_excel.workbook.records import expected, periods

    data = open_book(book, as_of=DAY)
    period = periods(data)[PERIOD]
    (first, *_) = forms(FormsOptions(Target(book, DAY), folder.with_name("gui"), ("H0001",))).made[1:]
    form = read_form(first)
    assert form is not None
    sources = Sources(data, period, form.stamp.workbook, DAY)
    made = []
    for unit in expected(data, period):
        content = sources.content(unit)
        content.shown |= {("figures", key, "now"): value for key, value in _FIGURES.items()}
        content.shown["texts", "Ưu điểm", "content"] = "Hoàn thành các nhiệm vụ được giao."
        path = folder / f"{unit.code}.xlsx"
        path.write_bytes(build_form(content))
        made.append(path)
    return made


def openpyxl_only(forms: list[Path]) -> float:
    from openpyxl import load_workbook

    began = time.perf_counter()
    for path in forms:
        load_workbook(path)
    return time.perf_counter() - began


def read_only(forms: list[Path]) -> float:
    from lhh_excel.collection.form_read import read_form

    began = time.perf_counter()
    for path in forms:
        read_form(path)
    return time.perf_counter() - began


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book, inbox = folder / "LHH.xlsm", folder / "ve"
        inbox.mkdir()
        office(book, count)
        began = time.perf_counter()
        returned_forms = returned(book, inbox)
        print(f"{count} forms written: {time.perf_counter() - began:.1f} s")
        print(f"ours reads them: {read_only(returned_forms):.1f} s")
        command = [sys.executable, "-m", "lhh_excel", "import", str(book), str(inbox), "--yes", "--json"]
        began = time.perf_counter()
        done = subprocess.run([*command, "--as-of", DAY.isoformat()], capture_output=True, text=True, check=False)
        ours = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        print(f"import, whole command (exit {done.returncode}): {ours:.1f} s, {peak} MB at most")
        theirs = openpyxl_only(returned_forms)
        print(f"openpyxl only opens them: {theirs:.1f} s; the whole import is {theirs / ours:.1f} times faster")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)

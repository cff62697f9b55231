"""A thousand forms in one run and one write, against openpyxl that only opens them.

`python bench/forms.py [COUNT]` prints a Markdown table: seconds of both, how many times faster, the highest memory.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from measure import measure

COUNT = 1_000
PERIOD, DAY = "2026-H1", dt.date(2026, 6, 8)
_FIGURES = {
    "hoi_vien_dau_ky": 100,
    "ket_nap_moi": 5,
    "giam_trong_ky": 2,
    "hoi_vien_cuoi_ky": 103,
    "hoi_thao": 1,
    "luot_nguoi_hoi_thao": 40,
    "tin_bai": 6,
    "kinh_phi": 57.5,
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
    from lhh_excel.collection.build import build_form
    from lhh_excel.collection.content import Sources
    from lhh_excel.collection.read import read_form
    from lhh_excel.workbook.reading import open_book

    data = open_book(book, as_of=DAY)
    period = data.periods[PERIOD]
    (first, *_) = forms(FormsOptions(Target(book, DAY), folder.with_name("gui"), ("H0001",))).made[1:]
    form = read_form(first)
    assert form is not None
    sources = Sources(data, period)
    made = []
    for unit in data.expected(period):
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
    from lhh_excel.collection.read import read_form

    began = time.perf_counter()
    for path in forms:
        read_form(path)
    return time.perf_counter() - began


def table(count: int = COUNT) -> list[str]:
    """The lines of a Markdown table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book, inbox = folder / "LHH.xlsm", folder / "ve"
        inbox.mkdir()
        office(book, count)
        returned_forms = returned(book, inbox)
        reading = read_only(returned_forms)
        command = [sys.executable, "-m", "lhh_excel", "import", str(book), str(inbox), "--yes", "--json"]
        run = measure([*command, "--as-of", DAY.isoformat()])
        theirs = openpyxl_only(returned_forms)
    return [
        "| forms | import, whole command | peak memory | reading alone | openpyxl only opens them | theirs ÷ ours |",
        "|---|---|---|---|---|---|",
        f"| {count:,} | {run.wall:.1f} s | {run.memory:.0f} MB | {reading:.1f} s | {theirs:.1f} s "
        f"| {theirs / run.wall:.1f} |",
    ]


if __name__ == "__main__":
    print("\n".join(table(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)))

"""`make bench`: each command against what a user would write instead, cold process each, in turn, as ratios.

Prints a Markdown table; `--write` puts it into docs/bench.md. Times are medians; a ratio is the median of the ratios
of paired runs, so that it holds when the machine's speed drifts.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PYTHON = sys.executable


@dataclass(frozen=True)
class Pair:
    """`ours` against `theirs`; `goal` says what ratio theirs/ours (or for `limit`, ours/theirs) was promised."""

    name: str
    ours: list[str]
    theirs: list[str]
    goal: str


def measure(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak memory (MB) of one cold run."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"exit code {process.returncode}: {' '.join(command)}")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def compare(pair: Pair, runs: int) -> str:
    measure(pair.ours), measure(pair.theirs)  # warm the disk
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(measure(pair.ours))
        theirs.append(measure(pair.theirs))
    ratios = [b[0] / a[0] for a, b in zip(ours, theirs, strict=True)]
    a, b = (statistics.median(run[0] for run in side) for side in (ours, theirs))
    memory = statistics.median(run[1] for run in ours)
    return f"| {pair.name} | {a:.2f} s | {b:.2f} s | {statistics.median(ratios):.2f} | {pair.goal} | {memory:.0f} MB |"


def large_workbook(folder: Path, tasks: int) -> Path:
    """A master workbook with that many tasks, otherwise the sample."""
    from lhh_excel.workbook.build import build_workbook, sample_tables

    rows = sample_tables()["tasks"]
    many = [{**rows[i % len(rows)], "code": f"NV-{i:06d}"} for i in range(tasks)]
    path = folder / f"LHH-{tasks}.xlsm"
    path.write_bytes(build_workbook(sample=True, records={"tasks": many}))
    return path


def plain_template(folder: Path) -> Path:
    """The template of the plain script: a heading, two sums, two tables."""
    from docx import Document

    document = Document()
    document.add_heading("BÁO CÁO", 1)
    document.add_paragraph("Hội viên: {{ hoi_vien }}; hội thảo: {{ hoi_thao }}.")
    document.add_paragraph("{%p for n in noi_dung %}")
    document.add_paragraph("{{ n['Nội dung'] }}")
    document.add_paragraph("{%p endfor %}")
    for name, columns in (
        ("nhiem_vu", ["Mã nhiệm vụ", "Nội dung", "Trạng thái"]),
        ("don_vi", ["Mã đơn vị", "Hội viên cuối kỳ", "Hội thảo", "Tin bài"]),
    ):
        table = document.add_table(4, len(columns))
        for c, column in enumerate(columns):
            table.cell(0, c).text = column
            table.cell(2, c).text = f"{{{{ r['{column}'] }}}}"
        table.cell(1, 0).text = f"{{%tr for r in {name} %}}"
        table.cell(3, 0).text = "{%tr endfor %}"
    path = folder / "plain.docx"
    document.save(str(path))
    return path


def pairs(folder: Path) -> list[Pair]:
    sample = str(ROOT / "workbooks" / "LHH-vi-du.xlsm")
    large = str(large_workbook(folder, 20_000))
    out, template = str(folder / "out"), str(plain_template(folder))
    cli = [PYTHON, "-m", "lhh_excel"]

    def plain(name: str, *arguments: str) -> list[str]:
        return [PYTHON, str(HERE / name), *arguments]

    return [
        Pair("validate, sample / pandas script", [*cli, "validate", sample], plain("plain_validate.py", sample), "≥ 2"),
        Pair(
            "report, sample / pandas + docxtpl script",
            [*cli, "report", sample, "--out", out],
            plain("plain_report.py", sample, template, str(folder / "plain-out.docx")),
            "≥ 2",
        ),
        Pair(
            "validate, 20,000 tasks / pandas.read_excel alone",
            [*cli, "validate", large],
            plain("plain_read.py", large),
            "≥ 3",
        ),
        Pair("--version / bare python", [*cli, "--version"], [PYTHON, "-c", "pass"], "ours ≤ 1.5 × theirs + 0.06 s"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="write docs/bench.md")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        lines = [
            "| command / plain script | ours | theirs | theirs ÷ ours | goal | our peak memory |",
            "|---|---|---|---|---|---|",
            *(compare(pair, options.runs) for pair in pairs(Path(name))),
        ]
    cores = os.cpu_count()
    text = "\n".join(lines)
    print(text)
    if options.write:
        head = (
            "# Speed\n\nWhole processes, cold, medians of "
            f"{options.runs} runs in turn; {dt.date.today():%Y-%m-%d}, Python {platform.python_version()}, "
            f"{platform.system()} {platform.machine()}, {cores} cores. Command: `make bench` "
            "(`python bench/run.py --write`). Ratios hold better than seconds: machines differ.\n\n"
        )
        (ROOT / "docs" / "bench.md").write_text(head + text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""`make bench`: each command against what a user would write instead, cold process each, in turn, as ratios.

Prints Markdown tables; `--write` measures also how commands grow, a thousand forms and two hundred workbooks (half an
hour) and puts all into docs/figures.md. Times are medians; a ratio is the median of the ratios of paired runs, so that
it holds when the machine's speed drifts.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click
import page
from measure import ROOT, Run, measure

HERE = Path(__file__).resolve().parent
PYTHON = sys.executable


@dataclass(frozen=True)
class Pair:
    """`ours` against `theirs`; `goal` says what ratio theirs/ours (or for `limit`, ours/theirs) was promised."""

    name: str
    ours: list[str]
    theirs: list[str]
    goal: str


def compare(pair: Pair, runs: int) -> str:
    measure(pair.ours), measure(pair.theirs)  # warm the disk
    ours: list[Run] = []
    theirs: list[Run] = []
    for _ in range(runs):
        ours.append(measure(pair.ours))
        theirs.append(measure(pair.theirs))
    ratios = [b.wall / a.wall for a, b in zip(ours, theirs, strict=True)]
    a, b = (statistics.median(run.wall for run in side) for side in (ours, theirs))
    memory = statistics.median(run.memory for run in ours)
    return f"| {pair.name} | {a:.2f} s | {b:.2f} s | {statistics.median(ratios):.2f} | {pair.goal} | {memory:.0f} MB |"


def pairs(folder: Path) -> list[Pair]:
    sample = str(ROOT / "workbooks" / "LHH-vi-du.xlsm")
    subprocess.run([PYTHON, str(HERE / "prepare.py"), str(folder)], check=True)
    long = str(folder / "van-ban-20-trang.docx")
    large, out = str(folder / "LHH-20000.xlsm"), str(folder / "out")
    second = str(folder / "second.xlsm")
    template = str(ROOT / "templates" / "bao-cao.docx")
    cli = [PYTHON, "-m", "lhh_excel"]

    def plain(name: str, *arguments: str) -> list[str]:
        return [PYTHON, str(HERE / name), *arguments]

    return [
        Pair(
            "validate, sample / pandas script", [*cli, "validate", sample], plain("plain_validate.py", sample), "≥ 4.5"
        ),
        Pair(
            "report, sample / pandas + docxtpl script",
            [*cli, "report", sample, "--out", out],
            plain("plain_report.py", sample, template, str(folder / "context.json"), str(folder / "plain-out.docx")),
            "≥ 2.6",
        ),
        Pair(
            "report, sample / docxtpl's own render of the same context",
            [*cli, "report", sample, "--out", out],
            plain("plain_render.py", template, str(folder / "context.json"), str(folder / "rendered.docx")),
            "ours ≤ 2 × theirs",
        ),
        Pair(
            "validate, second office / pandas.read_excel alone",
            [*cli, "validate", second],
            plain("plain_read.py", second),
            "≥ 2",
        ),
        Pair(
            "report, second office / docxtpl's own render of the same context",
            [*cli, "report", second, "--out", out],
            plain("plain_render.py", template, str(folder / "second.json"), str(folder / "second.docx")),
            "ours ≤ 2 × theirs",
        ),
        Pair(
            "validate, 20,000 tasks / pandas.read_excel alone",
            [*cli, "validate", large],
            plain("plain_read.py", large),
            "≥ 3.5",
        ),
        Pair(
            "check, 20 pages / python-docx opening it",
            [*cli, "check", long],
            plain("plain_open.py", long),
            "ours ≤ 1.1 × theirs",
        ),
        Pair(
            "check, 40 documents in one call / a call each",
            [*cli, "check", str(folder / "van-ban"), "--out", str(folder / "checked.xlsx")],
            plain("plain_calls.py", str(folder / "van-ban")),
            "≥ 5",
        ),
        Pair("--version / bare python", [*cli, "--version"], [PYTHON, "-c", "pass"], "ours ≤ 1.5 × theirs + 0.06 s"),
    ]


def compared(runs: int) -> list[str]:
    """The first table: each command beside a plain script."""
    with tempfile.TemporaryDirectory() as name:
        return [
            "| command / plain script | ours | theirs | theirs ÷ ours | goal | our peak memory |",
            "|---|---|---|---|---|---|",
            *(compare(pair, runs) for pair in pairs(Path(name))),
        ]


#: Sections of docs/figures.md and the benches, each a process of its own, whose tables they hold.
MORE = {"growth": "scale.py", "forms": "forms.py", "offices": "fleet.py"}


def write(tables: dict[str, list[str]], runs: int) -> None:
    """These tables and those of the longer benches, each put into its section when it is there."""
    for section, lines in tables.items():
        page.put(section, "\n".join([*lines, "", f"Run: {page.when(f'python bench/run.py -n {runs} --write')}."]))
    for section, script in MORE.items():
        print(f"{section}…", file=sys.stderr, flush=True)
        done = subprocess.run([PYTHON, str(HERE / script)], check=True, stdout=subprocess.PIPE, text=True)
        print(done.stdout)
        page.put(section, f"{done.stdout}\nRun: {page.when(f'python bench/{script}')}.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--runs", type=int, default=5)
    parser.add_argument("--write", action="store_true", help="measure everything, write docs/figures.md")
    options = parser.parse_args()
    tables = {"speed": compared(options.runs), "click": click.table(options.runs)}
    print("\n\n".join("\n".join(lines) for lines in tables.values()))
    if options.write:
        write(tables, options.runs)


if __name__ == "__main__":
    main()

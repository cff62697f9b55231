"""How each command grows with the workbook: 100 to 100,000 tasks × validate, report, import, check.

    python bench/scale.py [--sizes 100,1000,20000,100000]

Prints a Markdown table; `bench/run.py --write` puts it into docs/figures.md. Processor seconds (they hold on a machine
that others use too), medians of three runs up to 1,000 tasks, one run above: cold is a whole process, warm the second
run in a process that lives on. Beside each the floor (calamine only reads the workbook; for commands that write, its
parts are zipped again; for check python-docx only opens the document) and the plain script.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from measure import ROOT, Run, measure

from lhh_excel.errors import ExitCode

HERE = Path(__file__).resolve().parent
PYTHON = sys.executable
CLI = [PYTHON, "-m", "lhh_excel"]
SIZES = (100, 1_000, 20_000, 100_000)
SAMPLE_UNIT, DAY = "H01", dt.date(2026, 6, 8)


@dataclass(frozen=True)
class Case:
    """One command over one workbook: ours, the least there is, and what a user would write."""

    command: str
    ours: list[str]
    floor: list[str]
    plain: list[str]


def prepare(folder: Path, size: int) -> None:
    """In a process of its own: the workbook, one unit's returned form, the report's context and the report."""
    subprocess.run([PYTHON, __file__, "--prepare", str(folder), str(size)], check=True)
    subprocess.run(
        [*CLI, "report", str(folder / "so.xlsm"), "--out", str(folder / "bao-cao")],
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        check=False,  # 1: the tasks repeat, so there are findings
    )
    (next((folder / "bao-cao").glob("*.docx"))).rename(folder / "bao-cao.docx")


def write_inputs(folder: Path, size: int) -> None:
    from lhh_excel.collection.build import build_form
    from lhh_excel.collection.content import Sources
    from lhh_excel.figures.report import build_report
    from lhh_excel.workbook.build import SAMPLE_PERIOD, build_workbook, sample_tables
    from lhh_excel.workbook.reading import open_book

    rows = sample_tables()["tasks"]
    many = [{**rows[i % len(rows)], "code": f"NV-{i:06d}"} for i in range(size)]
    path = folder / "so.xlsm"
    path.write_bytes(build_workbook(sample=True, records={"tasks": many}))
    book = open_book(path, as_of=DAY)
    context = build_report(book, SAMPLE_PERIOD).context
    (folder / "context.json").write_text(json.dumps(context, default=str, ensure_ascii=False), encoding="utf-8")
    sources = Sources(book, book.periods[SAMPLE_PERIOD])
    content = sources.content(book.units[SAMPLE_UNIT])
    content.shown["texts", "Ưu điểm", "content"] = "Hoàn thành các nhiệm vụ được giao."
    (folder / "phieu.xlsx").write_bytes(build_form(content))


def cases(folder: Path) -> list[Case]:
    book, out = str(folder / "so.xlsm"), str(folder / "out")
    cli, form, made = CLI, str(folder / "phieu.xlsx"), str(folder / "bao-cao.docx")
    template, context = str(ROOT / "templates" / "bao-cao.docx"), str(folder / "context.json")

    def plain(name: str, *arguments: str) -> list[str]:
        return [PYTHON, str(HERE / name), *arguments]

    read, rewrite = plain("floor.py", book), plain("floor.py", book, str(folder / "floor.zip"))
    return [
        Case("validate", [*cli, "validate", book], read, plain("plain_validate.py", book)),
        Case(
            "report",
            [*cli, "report", book, "--out", out],
            rewrite,
            plain("plain_report.py", book, template, context, str(folder / "plain.docx")),
        ),
        Case(
            "import",
            [*cli, "import", book, form, "--yes", "--out", out],
            rewrite,
            plain("plain_import.py", form, book, str(folder / "plain.xlsm")),
        ),
        Case("check", [*cli, "check", made], plain("plain_open.py", made), plain("plain_open.py", made)),
    ]


def median(command: list[str], runs: int, workbook: Path, fresh: bytes) -> Run:
    """Of several runs, each over the workbook as it was at first."""
    found = []
    for _ in range(runs):
        workbook.write_bytes(fresh)
        found.append(measure(command, refusal=int(ExitCode.INPUT)))
    return sorted(found, key=lambda run: run.cpu)[len(found) // 2]


def growth(size: int, run: Run, before: tuple[int, Run] | None) -> str:
    """By what factor the time grows with ten times the rows, from the size before."""
    if before is None:
        return ""
    return f"{(run.cpu / before[1].cpu) ** (math.log(10) / math.log(size / before[0])):.1f}"


def warm(command: list[str], runs: int, workbook: Path) -> float:
    """Processor seconds of the same command for the second time in one process."""
    call = [PYTHON, str(HERE / "again.py"), str(workbook), *command[len(CLI) :]]
    found = [subprocess.run(call, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False) for _ in range(runs)]
    return sorted(float(done.stdout) for done in found)[runs // 2]


def line(command: str, size: int, ours: Run, again: float, floor: Run, plain: Run, grown: str) -> str:
    """One row of the table; a file that is too large for the command is refused, which takes no time."""
    beside = f"{floor.cpu:.2f} s", f"{plain.cpu:.2f} s"
    if ours.code == ExitCode.INPUT:
        refused = f"| {command} | {size:,} | refused: too large | | {ours.memory:.0f} MB | "
        return f"{refused}| {beside[0]} | | {beside[1]} | |"
    return (
        f"| {command} | {size:,} | {ours.cpu:.2f} s | {again:.2f} s | {ours.memory:.0f} MB | {grown} "
        f"| {beside[0]} | {ours.cpu / floor.cpu:.1f} | {beside[1]} | {plain.cpu / ours.cpu:.1f} |"
    )


def table(sizes: tuple[int, ...] = SIZES) -> list[str]:
    """The lines of the Markdown table."""
    lines = [
        "| command | tasks | cold | warm | memory | growth a tenfold | floor | cold ÷ floor | plain | plain ÷ cold |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    rows: dict[str, list[str]] = {}
    last: dict[str, tuple[int, Run]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            prepare(folder, size)
            fresh = (folder / "so.xlsm").read_bytes()
            for case in cases(folder):
                runs = 3 if size <= 1_000 else 1
                ours, floor, plain = (
                    median(command, runs, folder / "so.xlsm", fresh) for command in (case.ours, case.floor, case.plain)
                )
                (folder / "so.xlsm").write_bytes(fresh)
                again = warm(case.ours, runs, folder / "so.xlsm")
                grown = growth(size, ours, last.get(case.command))
                rows.setdefault(case.command, []).append(line(case.command, size, ours, again, floor, plain, grown))
                last[case.command] = (size, ours)
                print(rows[case.command][-1], file=sys.stderr, flush=True)
    return [*lines, *(line for found in rows.values() for line in found)]


INDICATORS, UNITS = 60, 500


def write_wide(path: Path) -> None:
    """The second sample office with that many indicators and units, all with figures in three half-years."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    import second_office as office

    from lhh_excel.workbook.build import build_workbook

    rows = office.records()
    sections = [each.name for each in office.declared().groups]
    row = {"measure": "phát sinh", "noun": "việc"}
    rows["indicators"] = [
        {"name": f"Chỉ tiêu số {i}", "section": sections[i % 5], "annex": f"Bảng {'ABC'[i % 3]}", **row}
        for i in range(INDICATORS)
    ]
    unit = {"kind": "Hội chuyên ngành", "joined": dt.date(2010, 1, 1)}
    rows["units"] = [{"code": f"D{i:03d}", "name": f"Hội số {i}", **unit} for i in range(UNITS)]
    rows["figures"] = [
        {"period": period, "unit": f"D{unit:03d}", "received": day}
        | {f"chi_tieu_so_{i}": (7 * i + unit) % 23 for i in range(INDICATORS)}
        for period, day in (
            ("2025-H1", dt.date(2025, 6, 20)),
            ("2025-H2", dt.date(2025, 12, 20)),
            ("2026-H1", dt.date(2026, 6, 20)),
        )
        for unit in range(UNITS)
    ]
    rows["tasks"] = [{**task, "lead": "D001", "partners": None} for task in rows["tasks"]]
    path.write_bytes(build_workbook(records=rows | {"targets": [], "progress": []}))


def wide() -> list[str]:
    """The lines of the table of one workbook with many indicators of many units."""
    lines = [
        f"| {INDICATORS} indicators of {UNITS} units | cold | memory | floor | cold ÷ floor | plain | plain ÷ cold |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    with tempfile.TemporaryDirectory() as name:
        book, out = Path(name) / "so.xlsm", Path(name) / "out"
        write_wide(book)
        fresh = book.read_bytes()
        read, rewrite = ([PYTHON, str(HERE / "floor.py"), str(book), *more] for more in ((), (str(out) + ".zip",)))
        plain = median([PYTHON, str(HERE / "plain_read.py"), str(book)], 3, book, fresh)
        for command, call, floor_call in (
            ("validate", [*CLI, "validate", str(book)], read),
            ("report", [*CLI, "report", str(book), "--out", str(out)], rewrite),
        ):
            ours, floor = (median(each, 3, book, fresh) for each in (call, floor_call))
            lines.append(
                f"| {command} | {ours.cpu:.2f} s | {ours.memory:.0f} MB | {floor.cpu:.2f} s "
                f"| {ours.cpu / floor.cpu:.1f} | {plain.cpu:.2f} s | {plain.cpu / ours.cpu:.1f} |"
            )
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=lambda text: tuple(map(int, text.split(","))), default=SIZES)
    parser.add_argument("--prepare", nargs=2, metavar=("FOLDER", "SIZE"), help=argparse.SUPPRESS)
    parser.add_argument("--wide", action="store_true", help="only the workbook of many indicators and units")
    options = parser.parse_args()
    if options.wide:
        print("\n".join(wide()))
    elif options.prepare:
        write_inputs(Path(options.prepare[0]), int(options.prepare[1]))
    else:
        print("\n".join(table(options.sizes)))


if __name__ == "__main__":
    main()

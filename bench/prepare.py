"""What bench/run.py needs on disk, made in a process of its own so that the bench itself stays small.

    python bench/prepare.py FOLDER

writes FOLDER/LHH-20000.xlsm (the sample with 20,000 tasks) and FOLDER/context.json (the sample report's context).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from lhh_excel.figures.report import build_report
from lhh_excel.workbook.build import SAMPLE_PERIOD, build_workbook, sample_tables
from lhh_excel.workbook.reading import open_book

TASKS = 20_000


def main() -> None:
    folder = Path(sys.argv[1])
    rows = sample_tables()["tasks"]
    many = [{**rows[i % len(rows)], "code": f"NV-{i:06d}"} for i in range(TASKS)]
    (folder / f"LHH-{TASKS}.xlsm").write_bytes(build_workbook(sample=True, records={"tasks": many}))
    sample = Path(__file__).parents[1] / "workbooks" / "LHH-vi-du.xlsm"
    context = build_report(open_book(sample), SAMPLE_PERIOD).context
    (folder / "context.json").write_text(json.dumps(context, default=str, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()

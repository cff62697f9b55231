"""`python -m lhh_excel.build`: every file that the project builds from text, written where it is committed.

A test proves that the committed files are what the sources build. `--docs` writes the reference pages only.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def workbooks() -> dict[str, bytes]:
    """Path below the project -> bytes of the workbooks."""
    from .workbook.build import build_workbook

    return {
        "workbooks/LHH.xlsm": build_workbook(),
        "workbooks/LHH-vi-du.xlsm": build_workbook(sample=True),
    }


def templates() -> dict[str, bytes]:
    """Path below the project -> bytes of the Word templates."""
    from .document.template_build import build_templates

    return {f"templates/{name}": data for name, data in build_templates().items()}


def pages() -> dict[str, bytes]:
    """Path below the project -> bytes of the generated pages of docs/."""
    from .reference import reference_pages

    return {f"docs/{name}": text.encode() for name, text in reference_pages().items()}


def artifacts() -> dict[str, bytes]:
    """Everything that is built and committed."""
    return {**workbooks(), **templates(), **pages()}


def main(arguments: list[str]) -> int:
    from .files import write_atomic

    made = pages() if "--docs" in arguments else artifacts()
    for name, data in made.items():
        changed = write_atomic(ROOT / name, data, keep_backup=False)
        sys.stdout.write(f"{'built' if changed else 'same '} {name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""`python -m lhh_excel.build`: every file that the project builds from text, written where it is committed.

A test proves that the committed files are what the sources build. `--docs` writes the reference pages only.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def workbooks() -> dict[str, bytes]:
    """Path below the project -> bytes of the workbooks and the add-in, their macros compiled now."""
    from .excel.addin import build_addin
    from .excel.project import fresh_macros
    from .excel.sources import ADDIN, WORKBOOK
    from .workbook.build import build_workbook

    macros = fresh_macros(WORKBOOK)
    return {
        "workbooks/LHH.xlsm": build_workbook(macros=macros),
        "workbooks/LHH-vi-du.xlsm": build_workbook(sample=True, macros=macros),
        "workbooks/LHH.xlam": build_addin(fresh_macros(ADDIN)),
    }


def macro_files() -> dict[str, bytes]:
    """Path below the project -> bytes of the VBA sources to read and the compiled projects that an install carries."""
    from .excel.project import built_files

    return {f"lhh_excel/excel/{name}": data for name, data in built_files().items()}


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
    return {**macro_files(), **workbooks(), **templates(), **pages()}


def main(arguments: list[str]) -> int:
    from .files import write_atomic

    made = pages() if "--docs" in arguments else artifacts()
    for name, data in made.items():
        changed = write_atomic(ROOT / name, data, keep_backup=False)
        sys.stdout.write(f"{'built' if changed else 'same '} {name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""`python -m tools.build`: every file that the project builds from text, written where it is committed.

A test proves that the committed files are what the sources build. `--docs` writes the pages only; `--pictures` draws
the handbook's pictures before, where LibreOffice and poppler are (they differ between versions of both, so the
committed ones are sources for the rest).
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def workbooks() -> dict[str, bytes]:
    """Path below the project -> bytes of the workbooks and the add-in, their macros compiled now."""
    from lhh_excel.workbook.build import build_workbook

    from .macros import WORKBOOK, build_addin, macros

    compiled = macros(WORKBOOK)
    return {
        "workbooks/LHH.xlsm": build_workbook(macros=compiled),
        "workbooks/LHH-vi-du.xlsm": build_workbook(sample=True, macros=compiled),
        "workbooks/LHH.xlam": build_addin(),
    }


def templates() -> dict[str, bytes]:
    """Path below the project -> bytes of the Word templates."""
    from .templates import build_templates

    return {f"templates/{name}": data for name, data in build_templates().items()}


def shells() -> dict[str, bytes]:
    """Path below the project -> bytes of workbooks that commands fill."""
    return {"lhh_excel/data/nguon-so-lieu.xlsx": build_shell()}


def build_shell() -> bytes:
    """The bytes of the workbook beside a report: all that stands around its lines, and a line for each format that they
    need. `provenance_book` fills it."""
    from lhh_excel.figures.provenance import COLUMNS, HEAD_ROW, KINDS, TITLE
    from lhh_excel.law import IN_FORCE
    from lhh_excel.list_book import ListBook
    from lhh_excel.messages.figures import say

    made = ListBook(TITLE, IN_FORCE, {})
    heads = [(say(key), width) for key, width in COLUMNS]
    sheet = made.sheet(say("book_sheet"), heads, head_row=HEAD_ROW, lines=1, fixed=0)
    sheet.write_string(0, 0, TITLE, made.formats["title"])
    for line, kind in enumerate(KINDS, HEAD_ROW + 1):
        sheet.write_number(line, 0, line, made.formats["whole"])
        for column, (key, _) in enumerate(COLUMNS[1:], 1):
            sheet.write_blank(line, column, None, made.formats[kind if key == "book_value" else "text"])
    return made.data()


def pages() -> dict[str, bytes]:
    """Path below the project -> bytes of the generated pages of docs/, and of the handbook as a PC opens it."""
    from .handbook import FILLED, TARGET, fill, page
    from .reference import reference_pages

    texts = {**reference_pages(), **{name: fill((DOCS / name).read_text(encoding="utf-8")) for name in FILLED}}
    return {
        **{f"docs/{name}": text.encode() for name, text in texts.items()},
        f"lhh_excel/data/{TARGET}": page(DOCS, texts),
    }


def pictures() -> dict[str, bytes]:
    """Path below the project -> bytes of the handbook's pictures, drawn anew (needs LibreOffice and poppler)."""
    from .pictures import draw_pictures

    return {f"docs/anh/{name}": data for name, data in draw_pictures().items()}


def artifacts() -> dict[str, bytes]:
    """Everything that is built and committed."""
    from .macros import built_files

    return {**built_files(), **workbooks(), **templates(), **shells(), **pages()}


def main(arguments: list[str]) -> int:
    if "--pictures" in arguments:
        try:
            _write(pictures())
        except RuntimeError as error:  # the committed pictures serve
            sys.stdout.write(f"no new pictures: {error}\n")
    _write(pages() if "--docs" in arguments else artifacts())
    return 0


def _write(made: dict[str, bytes]) -> None:
    from lhh_excel.files import write_atomic

    for name, data in made.items():
        changed = write_atomic(ROOT / name, data, keep_backup=False)
        sys.stdout.write(f"{'built' if changed else 'same '} {name}\n")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

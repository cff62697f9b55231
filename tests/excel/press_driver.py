"""What the stand-in of RunPython starts: a real Python that runs the macro's command on the real package.

python press_driver.py WORKBOOK COMMAND. xlwings' Windows engine runs on the stand-in of Excel (fake_com), which opens
the workbook's file and saves into it; questions are answered with yes, the file dialog with LHH_PRESS_CHOSEN,
that for folders with LHH_PRESS_FOLDER. What happened goes as one JSON file a press into the folder LHH_PRESS_JOURNAL;
after so many presses as LHH_PRESS_WORK says the line is written there and no more is done.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import sys
import traceback
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from command_line import words


def press(workbook: Path, command: str) -> dict[str, Any]:
    """Runs the command as xlwings would inside Python; what it showed, opened and left in the folder."""
    sys.modules.update(dict.fromkeys(("numpy", "pandas")))  # type: ignore[arg-type]  # as on a clerk's PC
    gc.disable()  # which would take a third of opening the workbook
    import fake_com
    import xlwings
    from fake_com.stubs import ANSWERS, BOXES

    from lhh_excel.excel import screen
    from lhh_excel.workbook.master import FileMaster

    book = fake_com.open_book(workbook)
    fake_com.inside(book)._app._chosen = os.environ.get("LHH_PRESS_CHOSEN") or False
    fake_com.inside(book)._app._folder = os.environ.get("LHH_PRESS_FOLDER")
    xlwings.Book.caller = staticmethod(lambda: book)
    opened: list[str] = []
    screen.open_outside = lambda path: opened.append(str(path))
    ANSWERS.extend(["yes"] * 5)
    before = _files(workbook.parent)
    exec(command, {})
    after = _files(workbook.parent)
    tables = FileMaster(workbook).read().tables
    return {
        "boxes": [{"text": text, "asked": style & 7 == 4, "critical": bool(style & 0x10)} for text, _, style in BOXES],
        "opened": opened,
        "made": sorted(name for name in after if after[name] != before.get(name)),
        "rows": {key: len(tables[key].raw[next(iter(tables[key].raw))]) for key in tables},
    }


def _files(folder: Path) -> dict[str, str]:
    """What stands in the folder: name -> digest; not the locks of this program and of LibreOffice."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def main() -> None:
    workbook, line = Path(sys.argv[1]), words(sys.argv[2])
    command = line[line.index("-c") + 1]
    told: dict[str, Any] = {"command": command, "workbook": str(workbook), "line": line}
    journal = Path(os.environ["LHH_PRESS_JOURNAL"])
    number = len(list(journal.glob("*.json")))
    try:
        if number < int(os.environ["LHH_PRESS_WORK"]):
            told.update(press(workbook, command))
    except BaseException:
        told["fault"] = traceback.format_exc()
    half = journal / f"{number:02d}.half"
    half.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    half.rename(half.with_suffix(".json"))


if __name__ == "__main__":
    main()

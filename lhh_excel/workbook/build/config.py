"""The hidden sheet `xlwings.conf`: how the buttons of the workbook find their Python.

Source: docs/workbook-contract.md, "xlwings.conf". ASCII paths on purpose: VBA's file functions are ANSI.
"""

from __future__ import annotations

from typing import Any

from ...messages.commands import MACRO_TEXTS
from ..schema import Kind
from .formats import Formats

CONFIG: tuple[tuple[str, str], ...] = (
    ("INTERPRETER_WIN", r"%ProgramData%\LHH\venv\Scripts\python.exe"),
    ("ADD_WORKBOOK_TO_PYTHONPATH", "False"),
    ("USE UDF SERVER", "False"),
    ("SHOW CONSOLE", "False"),
    ("TEMP DIR", r"%ProgramData%\LHH\tmp"),
    *MACRO_TEXTS.items(),
)


def fill_config(sheet: Any, formats: Formats) -> None:
    """Keys in column A and values in column B from A1 on without a header, as xlwings reads them; all text."""
    text = formats.of_kind(Kind.TEXT)
    sheet.set_column("A:A", 34, text)
    sheet.set_column("B:B", 50, text)
    for row, (key, value) in enumerate(CONFIG):
        sheet.write_string(row, 0, key, text)
        sheet.write_string(row, 1, value, text)
    sheet.hide()

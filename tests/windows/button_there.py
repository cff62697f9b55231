"""What a button starts on a clerk's PC, as VBA starts it: `python button_there.py FUNCTION WORKBOOK-NAME FOLDER`.

The window handle stands in FOLDER/hwnd. A box would wait for a click that nobody makes: it is written to FOLDER/boxes
and answered Yes. What a button opens with another program is written to FOLDER/opened.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

function, workbook, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
handle = (folder / "hwnd").read_text(encoding="ascii")
sys.argv = ["-c", f"--wb={workbook}", "--from_xl=1", "--app=", f"--hwnd={handle}"]

import win32api  # noqa: E402
from xlwings import _xlwindows  # noqa: E402

import lhh_excel.excel.screen as screen  # noqa: E402
from lhh_excel import buttons  # noqa: E402

YES = 6
boxes: list[str] = []
opened: list[str] = []


def box(_window: int, text: str, title: str, style: int) -> int:
    boxes.append(text)
    return YES


def _plain(argument: Any) -> Any:
    wrapped = type(argument).__name__ == "COMRetryObjectWrapper"
    return object.__getattribute__(argument, "_inner") if wrapped else argument


_call = _xlwindows.COMRetryMethodWrapper.__call__


def call(self: Any, *arguments: Any, **named: Any) -> Any:
    if named:  # of an input box. Excel has a type library that tells their order; the stand-in has none
        arguments = (named["Prompt"], named["Title"], named.get("Default", ""), named["Type"])
    return _call(self, *map(_plain, arguments))


_xlwindows.COMRetryMethodWrapper.__call__ = call
win32api.MessageBox = _xlwindows.win32api.MessageBox = box
screen.open_outside = lambda path: opened.append(str(path))
try:
    getattr(buttons, function)()
finally:
    (folder / "boxes").write_text(json.dumps(boxes), encoding="utf-8")
    (folder / "opened").write_text(json.dumps(opened), encoding="utf-8")

"""Stands in for the person at the PC: `sitecustomize` of the private Python, where LHH_STAND_IN names a folder.

A box would wait for a click that nobody makes: it is kept in FOLDER/boxes and answered Yes. What a button opens with
another program is kept in FOLDER/opened. All else is as installed.
"""

from __future__ import annotations

import atexit
import os
from pathlib import Path
from typing import Any

YES = 6
boxes: list[str] = []
opened: list[str] = []


def box(_window: int, text: str, title: str, style: int) -> int:
    boxes.append(text)
    return YES


def _plain(argument: Any) -> Any:
    wrapped = type(argument).__name__ == "COMRetryObjectWrapper"
    return object.__getattribute__(argument, "_inner") if wrapped else argument


def _answer_for_the_person(windows: Any) -> None:
    ask = windows.COMRetryMethodWrapper.__call__

    def call(self: Any, *arguments: Any, **named: Any) -> Any:
        if named:  # of an input box. Excel has a type library that tells their order; the stand-in has none
            arguments = (named["Prompt"], named["Title"], named.get("Default", ""), named["Type"])
        return ask(self, *map(_plain, arguments))

    windows.COMRetryMethodWrapper.__call__ = call
    windows.win32api.MessageBox = box


def _keep(folder: Path) -> None:
    import json  # where no button is pressed, nothing is loaded that tests count

    (folder / "boxes").write_text(json.dumps(boxes), encoding="utf-8")
    (folder / "opened").write_text(json.dumps(opened), encoding="utf-8")


def _stand_in(folder: Path) -> None:
    from lhh_excel.excel import gateway, screen

    load = gateway.bridge

    def bridge() -> Any:
        xlwings = load()
        _answer_for_the_person(xlwings._xlwindows)
        return xlwings

    gateway.bridge = bridge
    screen.open_outside = lambda path: opened.append(str(path))
    atexit.register(_keep, folder)


if "LHH_TEMP" in os.environ:  # (Wine lets no TEMP of another machine in)
    os.environ["TEMP"] = os.environ["TMP"] = os.environ["LHH_TEMP"]
if "LHH_STAND_IN" in os.environ:
    _stand_in(Path(os.environ["LHH_STAND_IN"]))

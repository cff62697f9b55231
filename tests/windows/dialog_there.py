"""A clerk who reads a box and clicks it away: `python dialog_there.py ANSWER-FILE SECONDS`, run by a Windows Python."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import win32con
import win32gui

end = time.monotonic() + float(sys.argv[2])
texts: list[str] = []
while time.monotonic() < end and not texts:
    time.sleep(0.2)
    box = win32gui.FindWindow("#32770", None)
    if box:
        win32gui.EnumChildWindows(box, lambda window, _: texts.append(win32gui.GetWindowText(window)) or True, None)
        win32gui.PostMessage(box, win32con.WM_COMMAND, win32con.IDOK, 0)
Path(sys.argv[1]).write_text("\n".join(texts), encoding="utf-8")

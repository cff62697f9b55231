"""Stubs of pywin32 and of Windows' libraries: just what xlwings/_xlwindows.py asks for when it is imported and runs."""

from __future__ import annotations

import ctypes
import datetime as dt
import sys
import types
from typing import Any

#: Boxes that were shown: (text, title, style); answers to give to them in turn ("yes"/"no"), "ok" where none is left.
BOXES: list[tuple[str, str, int]] = []
ANSWERS: list[str] = []
MB_ICONINFORMATION, MB_ICONWARNING = 0x40, 0x30
_YES_NO = 4


class ComError(Exception):
    """pywintypes.com_error: (hresult, words, details, argument)."""

    def __init__(self, hresult: int, words: str = "", details: Any = None, argument: Any = None) -> None:
        super().__init__(hresult, words, details, argument)
        self.hresult = hresult


class Time(dt.datetime):
    """pywintypes.datetime: what COM hands over for a date, always with a time zone."""


class CDispatch:
    """Base of what xlwings wraps as an object of COM."""


class DispatchBaseClass:
    pass


class CoClassBaseClass:
    pass


def _message_box(_window: int, text: str, title: str, style: int) -> int:
    BOXES.append((text, title, style))
    if style & 7 == _YES_NO:
        return 6 if ANSWERS and ANSWERS.pop(0) == "yes" else 7
    return 1


class _Library:
    """Any function of a DLL: does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Library()

    def __call__(self, *_arguments: Any) -> int:
        return 0


def _module(name: str, **members: Any) -> types.ModuleType:
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module
    return module


def install() -> None:
    """Once for the process."""
    if "pywintypes" in sys.modules:
        return
    _module("pywintypes", com_error=ComError, error=OSError, TimeType=Time, IID=str)
    _module("pythoncom", CoInitialize=lambda: None, ole_error=ComError, com_error=ComError, __file__="pythoncom.dll")
    _module("win32api", MessageBox=_message_box)
    _module(
        "win32con",
        MB_OK=0,
        MB_OKCANCEL=1,
        MB_YESNOCANCEL=3,
        MB_YESNO=_YES_NO,
        MB_ICONINFORMATION=MB_ICONINFORMATION,
        MB_ICONWARNING=MB_ICONWARNING,
    )
    _module("win32gui")
    _module("win32process", GetWindowThreadProcessId=lambda window: (0, window))
    zone = type("TimeZoneInfo", (), {"utc": staticmethod(lambda: dt.UTC)})
    _module("win32timezone", TimeZoneInfo=zone)
    members = {
        "CDispatch": CDispatch,
        "CoClassBaseClass": CoClassBaseClass,
        "DispatchBaseClass": DispatchBaseClass,
        "Dispatch": None,
        "DispatchEx": None,
    }
    client = _module("win32com.client", **members)
    _module("win32com", client=client, __path__=[])
    ctypes.windll = ctypes.oledll = _Library()  # type: ignore[attr-defined]
    real = ctypes.PyDLL
    ctypes.PyDLL = lambda name, *rest: _Library() if name == "pythoncom.dll" else real(name, *rest)  # type: ignore

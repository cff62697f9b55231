"""The stand-in of Excel (tests/excel/fake_com) as a COM server of its own, run by a Windows Python.

`python excel_there.py WORKBOOK FOLDER`: opens the workbook, shows the windows XLMAIN > XLDESK > EXCEL7 as Excel does,
so that xlwings as it is installed finds it by the handle that VBA would hand over, and serves until FOLDER/stop is
there. Writes FOLDER/hwnd first, FOLDER/calls.json at the end. FOLDER/chosen holds what the clerk chooses in Excel's
dialogs: a file, a folder.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import importlib
import json
import sys
import time
import traceback
import types
from pathlib import Path
from typing import Any

import pythoncom
import pywintypes
import win32con
import win32event
import win32gui
import winerror
from win32com.server import util
from win32com.server.exception import COMException
from win32com.server.policy import DynamicPolicy

SECONDS = 900
#: The stand-in without its `__init__`, which would put stubs in the place of the real pywin32.
_package = types.ModuleType("fake_com")
_package.__path__ = [str(Path(__file__).resolve().parents[1] / "excel" / "fake_com")]
sys.modules["fake_com"] = _package
ComError = importlib.import_module("fake_com.stubs").ComError
ComObject = importlib.import_module("fake_com.base").ComObject
application = importlib.import_module("fake_com.application")

OBJID_NATIVEOM = 0xFFFFFFF0
_VALUE, _ENUM = "_Value", "_NewEnum"
#: id of a stand-in object -> (what COM has of it, the object, so that its id stays its own)
_served: dict[int, tuple[Any, Any]] = {}
calls: dict[str, int] = {}


class Policy(DynamicPolicy):
    """Names as Excel takes them, and the two that COM asks for by number."""

    def _wrap_(self, server: Any) -> None:
        super()._wrap_(server)
        self._name_to_dispid_.update({_VALUE.lower(): 0, _ENUM.lower(): pythoncom.DISPID_NEWENUM})
        self._dyn_dispid_to_name_.update({0: _VALUE, pythoncom.DISPID_NEWENUM: _ENUM})


class Served:
    """One object of the stand-in, asked by name."""

    _public_methods_: tuple[str, ...] = ()

    def __init__(self, thing: Any) -> None:
        self.thing = thing

    def _dynamic_(self, name: str, _language: int, flags: int, arguments: tuple[Any, ...]) -> Any:
        calls[name] = calls.get(name, 0) + 1
        try:
            return self._answer(name, flags, [_inward(argument) for argument in arguments])
        except COMException:
            raise
        except ComError as error:
            details = (error.args[2] or (0, "", "", "", 0, 0))[2] if len(error.args) > 2 and error.args[2] else ""
            description = f"{error.args[1]} {details}".strip()
            raise COMException(scode=error.hresult, description=description, source="Microsoft Excel") from error
        except Exception as error:
            traceback.print_exc()
            raise COMException(scode=winerror.E_FAIL, description=repr(error)) from error

    def _answer(self, name: str, flags: int, arguments: list[Any]) -> Any:
        if name == _ENUM:
            return util.NewEnum([_outward(each) for each in self.thing])
        if flags & (pythoncom.DISPATCH_PROPERTYPUT | pythoncom.DISPATCH_PROPERTYPUTREF):
            setattr(self.thing, name, arguments[-1])
            return None
        if name == _VALUE:
            return _outward(self.thing(*arguments) if arguments else str(self.thing))
        member = getattr(self.thing, name)
        if isinstance(member, types.MethodType):
            if not flags & pythoncom.DISPATCH_METHOD:
                raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND)
            member = member(*arguments)
        elif arguments:
            member = member(*arguments)
        return _outward(member)


def _outward(value: Any) -> Any:
    """What COM hands to the other side."""
    if isinstance(value, ComObject):
        if id(value) not in _served:
            _served[id(value)] = (util.wrap(Served(value), usePolicy=Policy), value)
        return _served[id(value)][0]
    if isinstance(value, dt.datetime):
        return value if value.tzinfo else pywintypes.Time(value)
    if isinstance(value, tuple | list):  # a list: of a tuple pywin32 makes several results
        return [[_outward(cell) for cell in row] if isinstance(row, tuple | list) else _outward(row) for row in value]
    return value


def _inward(value: Any) -> Any:
    """What the other side handed over, our own objects as themselves."""
    if type(value).__name__ in ("PyIDispatch", "PyIUnknown"):
        return next((thing for wrapped, thing in _served.values() if wrapped == value), value)
    return tuple(_inward(each) for each in value) if isinstance(value, tuple) else value


def _windows(app: Any) -> int:
    """The windows by which Excel is found; the innermost one hands over the application."""
    given = _outward(app)
    oleacc = ctypes.OleDLL("oleacc")
    oleacc.LresultFromObject.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
    oleacc.LresultFromObject.restype = ctypes.c_ssize_t
    python_com = ctypes.PyDLL(pythoncom.__file__)
    python_com.PyCom_InterfaceFromPyObject.argtypes = [
        ctypes.py_object,
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.c_void_p),
        ctypes.c_int,
    ]
    dispatch = (ctypes.c_byte * 16).from_buffer_copy(bytes(pythoncom.IID_IDispatch))

    def answer(window: int, message: int, wide: int, long: int) -> int:
        if message == win32con.WM_GETOBJECT and long & 0xFFFFFFFF == OBJID_NATIVEOM:
            pointer = ctypes.c_void_p()
            python_com.PyCom_InterfaceFromPyObject(given, ctypes.byref(dispatch), ctypes.byref(pointer), 0)
            return int(oleacc.LresultFromObject(ctypes.byref(dispatch), wide, pointer))
        return int(win32gui.DefWindowProc(window, message, wide, long))

    parent = top = 0
    for name in ("XLMAIN", "XLDESK", "EXCEL7"):
        kind = win32gui.WNDCLASS()
        kind.lpszClassName, kind.lpfnWndProc = name, answer
        win32gui.RegisterClass(kind)
        style = win32con.WS_CHILD if parent else win32con.WS_OVERLAPPEDWINDOW
        parent = win32gui.CreateWindow(name, name, style, 0, 0, 400, 300, parent, 0, 0, None)
        top = top or parent
    return int(top)


def main() -> None:
    workbook, folder = Path(sys.argv[1]), Path(sys.argv[2])
    app = application.Application()
    app._chosen, app._folder = json.loads((folder / "chosen").read_text(encoding="utf-8"))
    application.Application.Application = property(
        lambda self: self
    )  # EXCEL7 hands over a window, which is asked for it
    application.Workbook(app, workbook)
    application.Application.Hwnd = _windows(app)
    (folder / "hwnd.new").write_text(str(app.Hwnd), encoding="ascii")
    (folder / "hwnd.new").rename(folder / "hwnd")  # who waits for it finds it whole
    end = time.monotonic() + SECONDS
    while time.monotonic() < end and not (folder / "stop").exists():
        pythoncom.PumpWaitingMessages()
        win32event.MsgWaitForMultipleObjects((), False, 100, win32event.QS_ALLINPUT)
    (folder / "calls.json").write_text(json.dumps(calls), encoding="utf-8")


main()

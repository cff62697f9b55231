"""A made-up PC: files, registry and programs in memory, in the form that a real one has. Strict about the unknown."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from lhh_excel.setup.environment import Python
from lhh_excel.setup.system import LOCAL, USER, Ran

EXCEL = r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"
TRUSTED = r"Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
POLICIES = r"Software\Policies\Microsoft\Office\16.0"


def program(machine: int = 0x8664) -> bytes:
    """The head of a Windows program for that machine (0x14C: 32 bit)."""
    return b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", machine)


class Pc:
    """A Windows PC with Excel and Python; `system="Darwin"` makes it a Mac. Names of files compare as Windows does."""

    def __init__(self, user: str = "Lan", system: str = "Windows") -> None:
        self.name = system
        self.files: dict[Any, bytes] = {}
        self.folders: set[Any] = set()
        self.registry: dict[tuple[str, str], dict[str, str | int]] = {}
        self.protected: tuple[str, ...] = ()  #: where nothing may be written
        self.held: tuple[str, ...] = ()  #: open in another program
        self.calls: list[list[str]] = []
        self.owners: dict[str, str] = {}  #: folders that are not this user's
        self.excel_running = False
        self.excel_answers = True
        self.pip_fails = ""
        self.administrator = self.icacls_fails = False
        self.private: dict[str, Any] = {}
        self.ours = ""  #: the fingerprint that the private package gets when it is installed
        if system == "Windows":
            self._windows(user)
        else:
            self.variables: Mapping[str, str] = {"HOME": f"/Users/{user}", "USER": user}
            self.python = Python("/opt/python/bin/python3", "3.13.1", 64, "/opt/python")
            self.put("/Applications/Microsoft Excel.app/Contents/Info.plist", _PLIST)

    def _windows(self, user: str) -> None:
        self.variables = {
            "USERNAME": user,
            "USERPROFILE": rf"C:\Users\{user}",
            "LOCALAPPDATA": rf"C:\Users\{user}\AppData\Local",
            "ProgramData": r"C:\ProgramData",
            "PUBLIC": r"C:\Users\Public",
        }
        self.python = Python(r"C:\Program Files\Python313\python.exe", "3.13.1", 64, r"C:\Program Files\Python313")
        self.put(EXCEL, program())
        self.set(LOCAL, r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe", "", EXCEL)
        self.set(LOCAL, r"SOFTWARE\Classes\Excel.Application\CurVer", "", "Excel.Application.16")
        self.set(USER, TRUSTED + r"\Location0", "Path", r"C:\Program Files\Microsoft Office\Root\XLSTART" + "\\")

    # --- describing it ------------------------------------------------------------------------------------------

    def path(self, text: str | Path) -> Any:
        return PureWindowsPath(str(text)) if self.name == "Windows" else PurePosixPath(str(text))

    def put(self, path: str, data: bytes) -> None:
        self.files[self.path(path)] = data
        self.folders.update(self.path(path).parents)

    def set(self, hive: str, key: str, name: str, value: str | int) -> None:
        self.registry.setdefault((hive, key), {})[name] = value

    def snapshot(self) -> tuple[object, ...]:
        """Everything that a setup could change."""
        registry = {key: dict(values) for key, values in self.registry.items()}
        return dict(self.files), set(self.folders), registry, dict(self.private)

    # --- System ---------------------------------------------------------------------------------------------------

    def absolute(self, path: Path) -> str:
        return str(path)

    def read(self, path: str) -> bytes | None:
        return self.files.get(self.path(path))

    def is_file(self, path: str) -> bool:
        return self.path(path) in self.files

    def is_folder(self, path: str) -> bool:
        return self.path(path) in self.folders

    def is_open(self, path: str) -> bool:
        return path in self.held

    def names(self, folder: str) -> list[str]:
        return sorted({path.name for path in {*self.files, *self.folders} if path.parent == self.path(folder)})

    def may_write(self, folder: str) -> bool:
        return not any(self.path(folder).is_relative_to(self.path(top)) for top in self.protected)

    def make_folder(self, folder: str) -> None:
        self._check(folder)
        self.folders |= {self.path(folder), *self.path(folder).parents}

    def write(self, path: str, data: bytes) -> None:
        self._check(path)
        self.put(path, data)

    def rewrite(self, path: str, change: Callable[[bytes], bytes]) -> None:
        old = self.files[self.path(path)]
        self.write(path, change(old))
        self.write(path + ".bak", old)

    def _check(self, path: str) -> None:
        if not self.may_write(path):
            raise PermissionError(path)

    def remove(self, path: str) -> bool:
        target = self.path(path)
        self.files = {name: data for name, data in self.files.items() if not name.is_relative_to(target)}
        self.folders = {name for name in self.folders if not name.is_relative_to(target)}
        return True

    def remove_if_empty(self, folder: str) -> None:
        target = self.path(folder)
        if not any(target in name.parents for name in {*self.files, *self.folders}):
            self.folders.discard(target)

    def is_own(self, folder: str) -> bool:
        return folder not in self.owners

    def move(self, folder: str, target: str) -> None:
        old, new = self.path(folder), self.path(target)
        self._check(target)
        if any(self.path(name).is_relative_to(old) for name in self.held):
            raise PermissionError(13, "in use", folder)
        self.files = {self._moved(name, old, new): data for name, data in self.files.items()}
        self.folders = {self._moved(name, old, new) for name in self.folders} | set(new.parents)

    def copy(self, folder: str, target: str) -> None:
        self._check(target)
        old, new = self.path(folder), self.path(target)
        for path, data in list(self.files.items()):
            if path.is_relative_to(old):
                self.put(str(new / path.relative_to(old)), data)

    def tool(self, name: str) -> str:
        return rf"C:\Windows\System32\{name}.exe"

    def is_administrator(self) -> bool:
        return self.administrator

    def _moved(self, name: Any, old: Any, new: Any) -> Any:
        return new / name.relative_to(old) if name.is_relative_to(old) else name

    def shortcut(self, path: str, opens: str) -> None:
        self.put(path, opens.encode())

    def registry_value(self, hive: str, key: str, name: str) -> str | int | None:
        return self.registry.get((hive, key), {}).get(name)

    def registry_keys(self, hive: str, key: str) -> list[str]:
        below = [k.removeprefix(key + "\\") for h, k in self.registry if h == hive and k.startswith(key + "\\")]
        return sorted({name.split("\\")[0] for name in below})

    def registry_write(self, key: str, values: Mapping[str, str | int]) -> None:
        self.registry.setdefault((USER, key), {}).update(values)

    def registry_delete(self, key: str) -> None:
        self.registry.pop((USER, key), None)

    # --- programs -------------------------------------------------------------------------------------------------

    def run(self, command: Sequence[str], *, timeout: float) -> Ran:
        words = list(command)
        self.calls.append(words)
        match words:
            case [tool, *rest] if tool.startswith(r"C:\Windows\System32"):
                return self._tool(tool, rest)
            case ["pgrep", *_]:
                return Ran(0 if self.excel_running else 1, "", "")
            case ["xattr", "-p", _, path]:
                return Ran(0 if self.path(path + "!quarantine") in self.files else 1, "", "")
            case [_, "-I", "-m", "venv", "--clear", folder]:
                inside = r"\Scripts\python.exe" if self.name == "Windows" else "/bin/python"
                self.put(folder + inside, program())
                self.private = {"fingerprint": "", "xlwings": "", "bits": 64, "polars": False, "compiled": False}
            case [_, "-I", "-m", "pip", "install", *rest]:
                return self._install(rest)
            case [_, "-I", "-m", "pip", "uninstall", *_, "polars"]:
                self.private["polars"] = False
            case [_, "-I", "-m", "compileall", "-q", _]:
                self.private["compiled"] = True
            case [_, "-I", "-B", "-c", _]:
                if "broken" in self.private:
                    return Ran(101, "", "No Python at 'C:\\Python311\\python.exe'")
                return Ran(0, json.dumps(self.private), "")
            case [_, "-I", "-B", "-m", "lhh_excel.setup.trip", copy, answer]:
                return self._trip(copy, answer)
            case [program_, "runpython", "install"] if program_.endswith("/bin/xlwings"):
                folder = f"{self.variables['HOME']}/Library/Application Scripts/com.microsoft.Excel"
                self.put(f"{folder}/xlwings-0.37.8.applescript", b"x")
            case _:
                raise AssertionError(f"unknown program: {words}")
        return Ran(0, "", "")

    def _tool(self, tool: str, arguments: list[str]) -> Ran:
        if tool.endswith(r"\tasklist.exe"):
            return Ran(0, "EXCEL.EXE  4711 Console" if self.excel_running else "INFO: No tasks", "")
        assert tool.endswith(r"\icacls.exe") and self.is_folder(arguments[0]), (
            "rights are given to a folder that is there"
        )
        assert not any(path.is_relative_to(self.path(arguments[0])) for path in self.files), "before anything is in it"
        return Ran(1 if self.icacls_fails else 0, "", "Access is denied.")

    def _install(self, arguments: list[str]) -> Ran:
        if self.pip_fails:
            return Ran(1, "", f"Collecting xlwings\nERROR: {self.pip_fails}\n")
        assert self.path(arguments[-1]) in self.files, "pip is given a wheel that is there"
        self.private |= {"fingerprint": self.ours, "xlwings": "0.37.8", "compiled": False}
        return Ran(0, "", "")

    def _trip(self, copy: str, answer: str) -> Ran:
        assert self.path(copy) in self.files
        if not self.excel_answers:
            return Ran(1, "", "pywintypes.com_error: macros are disabled")
        self.put(answer, b"trip.xlsm")
        return Ran(0, "", "")


_PLIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>CFBundleShortVersionString</key><string>16.89.1</string></dict></plist>"""

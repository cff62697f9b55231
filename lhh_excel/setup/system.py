"""The machine as setup touches it: files, registry, programs."""

from __future__ import annotations

import contextlib
import os
import platform
import shutil
import stat
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import OutputError
from ..files import locked, open_in_office, write_atomic
from .environment import Python

#: Beside a Python that an installer brought along, program in it and all.
BROUGHT = "lhh-brought.txt"
#: Hives by the names that the plan uses.
USER, LOCAL = "HKCU", "HKLM"
#: CreateFile's rights to add a file and a folder; asking for them changes nothing.
_ADD_FILE, _ADD_FOLDER, _SHARE_ALL, _OPEN_EXISTING, _FOLDERS_TOO = 0x2, 0x4, 0x7, 3, 0x02000000


class Ran(NamedTuple):
    """How a program ended; `code` is -1 where it could not be started or took too long."""

    code: int
    out: str
    err: str


class System:
    """This machine. Paths are texts in its own form. Tests bring one that is made up, and records."""

    @property
    def name(self) -> str:
        """ "Windows", "Darwin" or another, as `platform` says."""
        return platform.system()

    @property
    def variables(self) -> Mapping[str, str]:
        """The environment variables."""
        return os.environ

    @property
    def python(self) -> Python:
        """The interpreter that runs now."""
        base = sys.base_prefix
        return Python(
            sys.executable,
            platform.python_version(),
            struct.calcsize("P") * 8,
            base,
            store="WindowsApps" in base,
            brought=str(Path(base).parent) if Path(base, BROUGHT).is_file() else "",
        )

    def absolute(self, path: Path) -> str:
        return str(path.absolute())

    def run(self, command: Sequence[str], *, timeout: float) -> Ran:
        quiet = {"creationflags": 0x08000000} if sys.platform == "win32" else {}  # CREATE_NO_WINDOW
        environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
        environment.pop("PYTHONPATH", None)
        environment.pop("PYTHONHOME", None)
        try:
            done = subprocess.run(
                list(command),
                capture_output=True,
                env=environment,
                stdin=subprocess.DEVNULL,
                timeout=timeout,
                check=False,
                **quiet,  # type: ignore[call-overload]
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return Ran(-1, "", f"{type(error).__name__}: {error}")
        return Ran(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))

    def read(self, path: str) -> bytes | None:
        try:
            return Path(path).read_bytes()
        except OSError:
            return None

    def is_file(self, path: str) -> bool:
        return Path(path).is_file()

    def is_folder(self, path: str) -> bool:
        return Path(path).is_dir()

    def names(self, folder: str) -> list[str]:
        """What stands in the folder, in order; nothing where it cannot be looked into."""
        try:
            return sorted(os.listdir(folder))  # noqa: PTH208
        except OSError:
            return []

    def may_write(self, folder: str) -> bool:
        """Asked of the nearest folder that is there; nothing is written to find out."""
        path = Path(folder)
        while not path.is_dir():
            if path == path.parent or path.exists():
                return False
            path = path.parent
        if sys.platform != "win32":
            return os.access(path, os.W_OK | os.X_OK)
        import ctypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = ctypes.c_void_p
        handle = kernel.CreateFileW(
            str(path), _ADD_FILE | _ADD_FOLDER, _SHARE_ALL, None, _OPEN_EXISTING, _FOLDERS_TOO, None
        )
        if handle in (None, ctypes.c_void_p(-1).value):
            return False
        kernel.CloseHandle(ctypes.c_void_p(handle))
        return True

    def make_folder(self, folder: str) -> None:
        Path(folder).mkdir(parents=True, exist_ok=True)

    def write(self, path: str, data: bytes) -> None:
        write_atomic(path, data, keep_backup=False)

    def rewrite(self, path: str, change: Callable[[bytes], bytes]) -> None:
        """Changes a clerk's file: under a lock, with a backup, not while Excel has it open."""
        with locked(path):
            if open_in_office(path):
                raise OutputError("open_elsewhere", file=Path(path).name)
            write_atomic(path, change(Path(path).read_bytes()))

    def is_open(self, path: str) -> bool:
        return open_in_office(path)

    def remove(self, path: str) -> bool:
        """Takes away a file or a folder with all that is in it. False where something of it could not go yet."""
        target = Path(path)
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target, onerror=_unprotect)
        else:
            with contextlib.suppress(OSError):
                target.unlink(missing_ok=True)
        return not target.exists()

    def remove_if_empty(self, folder: str) -> None:
        with contextlib.suppress(OSError):
            Path(folder).rmdir()

    def is_own(self, folder: str) -> bool:
        """Whether it belongs to this user: another one cannot give it to her."""
        if sys.platform == "win32":
            return _own_on_windows(folder)
        return Path(folder).lstat().st_uid == os.getuid()

    def move(self, folder: str, target: str) -> None:
        """The folder as a whole, at once, with all that is in it; OSError where that cannot be."""
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        Path(folder).rename(target)

    def copy(self, folder: str, target: str) -> None:
        """The folder with all that is in it, without marks of the web; OSError where that cannot be."""
        for at, folders, names in os.walk(folder):
            place = Path(target, Path(at).relative_to(folder))
            place.mkdir(parents=True)
            folders[:] = [name for name in folders if not Path(at, name).is_symlink()]
            for name in names:
                (place / name).write_bytes(Path(at, name).read_bytes())

    def tool(self, name: str) -> str:
        """A program of Windows itself by its path: never one of that name from the current folder."""
        return rf"{os.environ.get('SYSTEMROOT', 'C:/Windows')}\System32\{name}.exe"

    def is_administrator(self) -> bool:
        """Whether this process may give rights over what all users of the PC share."""
        if sys.platform != "win32":
            return os.geteuid() == 0
        import ctypes

        return bool(vars(ctypes)["windll"].shell32.IsUserAnAdmin())

    def shortcut(self, path: str, opens: str) -> None:
        """On Windows: what opens a file by a double click."""
        # (WScript.Shell, which is simpler, loses letters that the code page lacks)
        import pythoncom
        from win32com.shell import shell

        link = pythoncom.CoCreateInstance(
            shell.CLSID_ShellLink, None, pythoncom.CLSCTX_INPROC_SERVER, shell.IID_IShellLink
        )
        link.SetPath(opens)
        link.SetWorkingDirectory(str(Path(opens).parent))
        link.QueryInterface(pythoncom.IID_IPersistFile).Save(path, 0)

    # --- the registry, which only Windows has -------------------------------------------------------------------

    def registry_value(self, hive: str, key: str, name: str) -> str | int | None:
        if sys.platform != "win32":
            return None
        import winreg

        for view in (winreg.KEY_WOW64_64KEY, winreg.KEY_WOW64_32KEY):
            try:
                with winreg.OpenKey(_hive(hive), key, 0, winreg.KEY_READ | view) as opened:
                    value = winreg.QueryValueEx(opened, name)[0]
            except OSError:
                continue
            return value if isinstance(value, (str, int)) else None
        return None

    def registry_keys(self, hive: str, key: str) -> list[str]:
        if sys.platform != "win32":
            return []
        import winreg

        found: list[str] = []
        try:
            with winreg.OpenKey(_hive(hive), key) as opened:
                while True:
                    found.append(winreg.EnumKey(opened, len(found)))
        except OSError:  # no such key, or no more of them
            return found

    def registry_write(self, key: str, values: Mapping[str, str | int]) -> None:
        """Below HKCU only: setup never changes what other users share."""
        if sys.platform == "win32":
            import winreg

            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                for name, value in values.items():
                    kind = winreg.REG_SZ if isinstance(value, str) else winreg.REG_DWORD
                    winreg.SetValueEx(opened, name, 0, kind, value)

    def registry_delete(self, key: str) -> None:
        if sys.platform == "win32":
            import winreg

            with contextlib.suppress(FileNotFoundError):
                winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)


def _own_on_windows(folder: str) -> bool:
    """Compares the folder's owner with the user that runs this process. What an elevated program makes belongs to the
    group of administrators, and so not to her. Source: Microsoft, "Finding the Owner of a File Object in C++"."""
    import ctypes
    from ctypes import byref, wintypes

    windows = vars(ctypes)["windll"]
    advapi, kernel = windows.advapi32, windows.kernel32
    token, owner, descriptor = wintypes.HANDLE(), ctypes.c_void_p(), ctypes.c_void_p()
    told = (ctypes.c_void_p * 128)()  # TOKEN_USER: a pointer to the SID, which lies behind it
    if advapi.GetNamedSecurityInfoW(folder, 1, 1, byref(owner), None, None, None, byref(descriptor)):
        return False
    try:
        if not advapi.OpenProcessToken(wintypes.HANDLE(-1), 8, byref(token)):
            return False
        known = advapi.GetTokenInformation(token, 1, told, ctypes.sizeof(told), byref(wintypes.DWORD()))
        kernel.CloseHandle(token)
        return bool(known and advapi.EqualSid(owner, ctypes.c_void_p(told[0])))
    finally:
        kernel.LocalFree(descriptor)


def _hive(name: str) -> int:
    import winreg

    found: int = getattr(winreg, "HKEY_CURRENT_USER" if name == USER else "HKEY_LOCAL_MACHINE")
    return found


def _unprotect(function: object, path: str, error: object) -> None:
    """A write-protected file is unprotected and tried once more; one in use stays, and `remove` says so."""
    with contextlib.suppress(OSError):
        Path(path).chmod(stat.S_IRWXU)
        if callable(function):
            function(path)

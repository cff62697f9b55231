"""Files written wholly or not at all: beside the target, then renamed; an older file is kept as .bak.

Locks and "open in Word or Excel" stand here too. Only the standard library and filelock.
Source: docs/workbook-contract.md, "Never lose a cell".
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

from .errors import OutputError
from .messages.failures import REASONS

#: Seconds that a command waits for others that write the same file: fifty at once all come to their turn on a busy PC.
LOCK_TIMEOUT = 120.0

_NO_RIGHT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


def write_atomic(path: str | Path, data: bytes, *, keep_backup: bool = True) -> bool:
    """Puts `data` at `path`: a reader sees the old file or the new one, never half. False where it was equal already.

    Missing folders are made. What was there before is kept as `NAME.bak`, unless told otherwise. On any failure
    the old file stands as it was and OutputError says why (no_permission, disk_full, open_elsewhere, cannot_write).
    """
    path = Path(path)
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        old = target.read_bytes() if target.exists() else None
        if old == data:
            return False
        if old is not None and not os.access(target, os.W_OK):  # renaming alone would write over a protected file
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        if old is not None and keep_backup:
            _replace(backup_path(target), old, like=target)
        _replace(target, data, like=target if old is not None else None)
    except (OSError, ValueError) as error:
        _raise_output_error(error, path)
    return True


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """What the system refuses meanwhile is an OutputError that says why, as in `write_atomic`."""
    try:
        yield
    except OSError as error:
        _raise_output_error(error, path)


@contextlib.contextmanager
def unwritten_on_failure(*paths: Path) -> Iterator[None]:
    """Where what follows fails, these files stand as before: gone (with their new folder), or as they were."""
    before = {path: path.read_bytes() if path.is_file() else None for path in paths}
    folders = {path.parent for path in paths if not path.parent.exists()}
    try:
        yield
    except BaseException:
        for path, data in before.items():
            with contextlib.suppress(OSError, OutputError):
                if data is not None:
                    write_atomic(path, data, keep_backup=False)
                else:
                    path.unlink(missing_ok=True)
        for folder in folders:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def backup_path(path: Path) -> Path:
    """Where the older file is kept: LHH.xlsm -> LHH.xlsm.bak, beside it."""
    return path.with_name(path.name + ".bak")


def kept_path(path: Path, data: bytes) -> Path:
    """Where `keep` keeps it: NAME.bak, or where that holds something else NAME.bak2, NAME.bak3 …"""
    first = backup_path(path)
    names = itertools.chain([first], (first.with_name(f"{first.name}{number}") for number in itertools.count(2)))
    return next(copy for copy in names if not copy.exists() or (copy.is_file() and copy.read_bytes() == data))


def keep(path: Path, data: bytes) -> Path:
    """Keeps what a file holds beside it for good, whatever was kept before; returns where. Raises OutputError."""
    try:
        copy = kept_path(path, data)
        if not copy.exists():
            _replace(copy, data, like=path)
    except OSError as error:
        _raise_output_error(error, path)
    return copy


def backup(path: str | Path, data: bytes | None = None) -> Path:
    """Keeps the file as it stands now (or `data`, what a program has of it) as `NAME.bak`; returns where.

    Raises OutputError.
    """
    path = Path(path)
    try:
        target = path.resolve()
        copy = backup_path(target)
        data = target.read_bytes() if data is None else data
        if not copy.exists() or copy.read_bytes() != data:
            _replace(copy, data, like=target)
    except OSError as error:
        _raise_output_error(error, path)
    return copy


def _replace(target: Path, data: bytes, *, like: Path | None) -> None:
    """Writes beside the target and renames; its rights are those of `like`, else the usual ones of a new file."""
    handle, name = _beside(target, like)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if like is not None:
            os.chmod(name, stat.S_IMODE(like.stat().st_mode))  # noqa: PTH101
        os.replace(name, target)  # noqa: PTH105
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
    _sync_folder(target.parent)


def _beside(target: Path, like: Path | None) -> tuple[int, str]:
    """A new file in the target's folder, open for writing. Nobody else may read it before it has the rights of `like`.

    A new file's rights come from the system's own mask; to ask for the mask means to change it, for all threads.
    """
    mode = 0o666 if like is None else 0o600
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    while True:
        name = str(target.with_name(f".{target.name[:40]}.{os.urandom(4).hex()}.tmp"))
        with contextlib.suppress(FileExistsError):
            return os.open(name, flags, mode), name


def is_half_written(name: str, target: str) -> bool:
    """Whether `name` is what a killed `write_atomic` of a file called `target` leaves in its folder."""
    head, tail = f".{target[:40]}.", ".tmp"
    return len(name) > len(head + tail) and name.startswith(head) and name.endswith(tail)


def _sync_folder(folder: Path) -> None:
    """So that the renaming survives a power cut; not every system can."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _raise_output_error(error: OSError | ValueError, path: Path) -> NoReturn:
    name = str(path)
    if not isinstance(error, OSError):  # a name that no system takes: with a zero byte, or half a sign
        raise OutputError("cannot_write", file=name.replace("\0", ""), why=REASONS["EINVAL"]) from error
    if error.errno in _FULL:
        raise OutputError("disk_full", file=name) from error
    if error.errno in _NO_RIGHT and path.is_dir():  # Windows answers "access denied" there
        raise OutputError("cannot_write", file=name, why=REASONS["EISDIR"]) from error
    if error.errno in _NO_RIGHT:
        key = "open_elsewhere" if open_in_office(path) else "no_permission"
        raise OutputError(key, file=name) from error
    code = errno.errorcode.get(error.errno or 0, "")
    reason = REASONS.get(code) or REASONS["other"].format(code=code or type(error).__name__)
    raise OutputError("cannot_write", file=name, why=reason) from error


# --- who else has the file ---------------------------------------------------------------------------------------


def there(path: Path) -> bool:
    """Whether something stands there; nothing under a name that no system takes, which whoever writes there tells."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def open_in_office(path: str | Path) -> bool:
    """Whether Word, Excel or LibreOffice has the file open: by its owner file, on Windows also by its hold on it."""
    path = Path(path)
    if any(path.with_name(name).exists() for name in owner_files(path.name)):
        return True
    return sys.platform == "win32" and _held_on_windows(path)


def begins_with(path: Path, head: bytes) -> bool:
    """Whether these are the file's first bytes; not of one that cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(head)) == head
    except OSError:
        return False


def owner_files(name: str) -> list[str]:
    """Names of the files by which the programs mark `name` as open, beside it.

    Excel and LibreOffice put a mark before the name; Word writes over the first two letters of a long one.
    """
    stem, dot, suffix = name.rpartition(".")
    marks = [f"~${name}", f".~lock.{name}#"]
    if dot and suffix.casefold() in ("docx", "docm", "doc", "dotx") and len(stem) > 6:
        marks.append("~$" + name[1 if len(stem) == 7 else 2 :])
    return marks


def _held_on_windows(path: Path) -> bool:
    try:
        if not path.is_file() or not path.stat().st_mode & stat.S_IWRITE:
            return False
        with path.open("r+b"):
            return False
    except OSError:
        return True


@contextlib.contextmanager
def locked(path: str | Path, *, timeout: float = LOCK_TIMEOUT) -> Iterator[None]:
    """Only one command at a time inside, over all processes (and PCs, where the file server knows locks).

    The lock is `.NAME.lock` beside the file; inside one process it may be taken again. Raises OutputError: "busy"
    after `timeout` seconds, "no_permission" where the folder takes no file.
    """
    from filelock import FileLock, Timeout

    path = Path(path)
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(lock_path(target), is_singleton=True)
        lock.acquire(timeout=timeout)
    except Timeout as error:
        raise OutputError("busy", file=path.name) from error
    except OSError as error:
        _raise_output_error(error, path)
    except NotImplementedError as error:  # a file system without locks
        raise OutputError("cannot_write", file=str(path), why=REASONS["no_locks"]) from error
    try:
        yield
    finally:
        if sys.platform != "win32" and lock.lock_counter == 1:
            # Windows removes the file itself. Whoever waits on a removed file sees that it has no name: starts over.
            with contextlib.suppress(OSError):
                lock_path(target).unlink()
        lock.release()


def lock_path(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")

"""What a fresh process need not do twice over the same template, kept by fingerprint in the user's own cache folder.

Losing the folder, or not being able to write it, costs time only. What is kept is believed, and some of it is run:
so the folder and each file in it must be the user's own and open to nobody else, else there is no cache. LHH_CACHE
names another folder; an empty LHH_CACHE turns the cache off.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

from ...plain import sha256

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


def folder() -> Path | None:
    """The cache's folder, made private to the user; None where there is none to be had or to be trusted."""
    named = os.environ.get("LHH_CACHE")
    if named == "":
        return None
    if named is None:
        from platformdirs import user_cache_path

        place = user_cache_path("lhh-excel", appauthor=False)
    else:
        place = Path(named)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        return place if _is_private(place) else None
    except (OSError, RuntimeError):  # no right, no home
        return None


def _is_private(place: Path) -> bool:
    """Of a file system with owners: the user's own folder, shut to others; on Windows: within the user's profile."""
    if sys.platform == "win32":
        return place.resolve().is_relative_to(Path.home().resolve())
    found = place.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & _OTHERS


def fingerprint(*parts: bytes | str) -> str:
    """One name for these contents together."""
    digest = sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def whole(key: str, kept: bytes) -> bytes:
    """What a file of the cache begins with: that it came back whole, not who wrote it."""
    return b"%08x" % zlib.crc32(kept, zlib.crc32(key.encode()))


def remembered(key: str, make: Callable[[], bytes]) -> bytes:
    """What is kept under this key, else made and kept; what did not come back whole is made anew.

    What `make` raises passes, and nothing is kept then.
    """
    place = folder()
    if place is None:
        return make()
    file = place / f"{key}.kept"
    with contextlib.suppress(OSError, ValueError):
        proof, _, kept = _read(file).partition(b"\n")
        if proof == whole(key, kept):
            return kept
    made = make()
    half = place / f"{key}.{os.getpid()}.part"
    with contextlib.suppress(OSError):
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINK, 0o600), "wb") as stream:
            stream.write(whole(key, made) + b"\n" + made)
        half.replace(file)
    return made


def _read(file: Path) -> bytes:
    """A file of the cache; OSError where another user could have written it."""
    with os.fdopen(os.open(file, os.O_RDONLY | _NO_LINK), "rb") as stream:
        if sys.platform != "win32":
            found = os.fstat(stream.fileno())
            if found.st_uid != os.geteuid() or found.st_mode & _OTHERS or not stat.S_ISREG(found.st_mode):
                raise PermissionError(str(file))
        return stream.read()

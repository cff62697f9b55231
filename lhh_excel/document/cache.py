"""What a fresh process need not do twice over the same template: its lint once passed, and its compiled code.

Both are kept in the user's cache folder, by fingerprint; losing the folder, or not being able to write it, costs time
only. LHH_CACHE names another folder; an empty LHH_CACHE turns the cache off.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

_CODE = "2"  # goes up when the sandbox compiles templates in another way: 2 counts the rounds of loops


def folder() -> Path | None:
    """The cache's folder, made private to the user; None where there is none to be had."""
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
    except OSError:
        return None
    return place


def fingerprint(*parts: bytes | str) -> str:
    """One name for these contents together."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def passed(key: str) -> bool:
    """Whether this was found sound before."""
    place = folder()
    return place is not None and (place / f"{key}.ok").exists()


def remember_passed(key: str) -> None:
    place = folder()
    if place is not None:
        with contextlib.suppress(OSError):
            (place / f"{key}.ok").touch()


def remembered_text(key: str, make: Callable[[], str]) -> str:
    """The text kept under this key, else made and kept; one that did not come back whole is made anew."""
    place = folder()
    if place is None:
        return make()
    file = place / f"{key}.txt"
    with contextlib.suppress(OSError, ValueError):
        proof, _, kept = file.read_bytes().decode().partition("\n")
        if proof == fingerprint(kept):
            return kept
    made = make()
    with contextlib.suppress(OSError, ValueError):
        half = place / f"{key}.{os.getpid()}.part"
        half.write_bytes(f"{fingerprint(made)}\n{made}".encode())
        half.replace(file)
    return made


class CodeCache:
    """Compiled templates on disk, by Jinja's own cache: it checks the source and the versions of Python and Jinja."""

    def __init__(self) -> None:
        place = folder()
        self._cache = FileSystemBytecodeCache(str(place), "%s.code") if place else None

    def code(self, environment: Any, source: str, compile_: Any) -> CodeType:
        """The code of the source: from the cache, else compiled by `compile_` and kept."""
        if self._cache is None:
            compiled: CodeType = compile_(source)
            return compiled
        bucket: Bucket | None = None
        with contextlib.suppress(Exception):  # a cache that cannot be read is no cache
            bucket = self._cache.get_bucket(environment, fingerprint(_CODE, source), None, source)
        if bucket is not None and bucket.code is not None:
            return bucket.code
        compiled = compile_(source)
        if bucket is not None:
            bucket.code = compiled
            with contextlib.suppress(Exception):
                self._cache.set_bucket(bucket)
        return compiled

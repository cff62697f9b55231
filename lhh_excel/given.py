"""What a caller in Python hands in, looked at where it is handed in: TypeError and ValueError with what is wanted.

In English: whoever reads them writes code. `name` is the call and its parameter, "Document(recipients)".
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterable
from pathlib import Path
from reprlib import Repr
from typing import Any

_short = Repr()
_short.maxstring = _short.maxother = 60
#: Private signs that a document of ours holds while it is made.
_PRIVATE = re.compile("[\U000f5a00-\U000f5bff]")


def wrong(name: str, wanted: str, value: object) -> TypeError:
    """The TypeError for a value that is of no type that is wanted."""
    return TypeError(f"{name}: {wanted} is wanted, not {type(value).__name__} {_short.repr(value)}")


def text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise wrong(name, "a str", value)
    if _PRIVATE.search(value):
        raise ValueError(f"{name}: holds a private sign (U+F5A00 to U+F5BFF) that is used while a document is made")
    return value


def texts(name: str, value: Any) -> list[str]:
    """A list of texts; one text alone is none, though Python would take it for a list of letters."""
    if isinstance(value, str) or not isinstance(value, list | tuple):
        raise wrong(name, "a list of str", value)
    return [text(f"{name}[{number}]", each) for number, each in enumerate(value)]


def flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise wrong(name, "True or False", value)
    return value


def day(name: str, value: Any) -> dt.date | None:
    """A date or None; a moment counts as its day."""
    if value is None:
        return None
    if not isinstance(value, dt.date):
        raise wrong(name, "a datetime.date (or None)", value)
    return value.date() if isinstance(value, dt.datetime) else value


def path(name: str, value: Any) -> Path:
    if not isinstance(value, str | os.PathLike) or isinstance(value, bytes):
        raise wrong(name, "a path (str or pathlib.Path)", value)
    if not os.fspath(value):
        raise ValueError(f"{name}: a path is wanted, not an empty text")
    return Path(value)


def paths(name: str, value: Any) -> list[Path]:
    """Paths one by one; a single one is refused, for a text would be taken for a list of letters."""
    if isinstance(value, str | bytes | os.PathLike) or not isinstance(value, Iterable):
        raise wrong(name, "a list of paths", value)
    found = [path(f"{name}[{number}]", each) for number, each in enumerate(value)]
    if not found:
        raise ValueError(f"{name}: a list of paths is wanted, not an empty one")
    return found


def number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong(name, "a number", value)
    return value

"""What the chief signs: the report's content frozen at submission, with the cells that it was made from.

A snapshot is a JSON file beside the document. Issue renders its content; what changed in the workbook since is told by
changes.py. Source: docs/workbook-contract.md, "From draft to the issued document".
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import InputError
from ..plain import lazy
from ..workbook.book import Book
from .changes import Inputs, report_inputs

#: Version of the file's form; an older program refuses a newer one. 2: a figure that stands in several places is
#: written once; 1 is still read.
FORMAT = 2
_TYPE = "#"  # key that marks a value of a type that JSON lacks
_AGAIN = "again"  # the type of what stands for an object written before, by its number
_DEPTH = 4  # levels down to which a large file is written piece by piece


@dataclass(frozen=True)
class Snapshot:
    """`content` is whatever the document is rendered from: dicts, lists, tuples, texts, numbers, dates, dataclasses."""

    period: str
    at: dt.datetime
    signer: str
    content: Any
    inputs: Inputs

    @lazy
    def sha256(self) -> str:
        """The fingerprint of content and inputs; the moment does not count."""
        return _fingerprint(self.period, self.signer, self._frozen, self.inputs)

    @lazy
    def _frozen(self) -> Any:
        return freeze(self.content)

    def to_bytes(self) -> bytes:
        data = {
            "format": FORMAT,
            "period": self.period,
            "at": self.at.isoformat(timespec="seconds"),
            "signer": self.signer,
            "sha256": self.sha256,
            "content": self._frozen,
            "inputs": self.inputs,
        }
        return b"".join([*(piece.encode() for piece in _pieces(data, _DEPTH, in_order=False)), b"\n"])


def take_snapshot(book: Book, period: str, content: Any, *, at: dt.datetime, signer: str = "") -> Snapshot:
    """The snapshot of a report that `content` renders, made from `book` for `period`."""
    return Snapshot(period, at, signer, content, report_inputs(book, period, signer=signer))


def snapshot_path(document: Path) -> Path:
    """Beside the document: BC-2026-H1-trinh-ky.docx -> BC-2026-H1-trinh-ky.json."""
    return document.with_suffix(".json")


def read_snapshot(path: Path, period: str, *types: type) -> Snapshot:
    """The snapshot at `path`; `types` are the dataclasses that its content may hold.

    Raises InputError: "snapshot_missing", "snapshot_damaged" (also where anything in it was changed by hand).
    """
    try:
        data = json.loads(path.read_bytes())
        stored = (str(data["period"]), str(data["signer"]), data["content"], data["inputs"])
        if data["format"] not in (1, FORMAT) or data["sha256"] != _fingerprint(*stored) or stored[0] != period:
            raise InputError("snapshot_damaged", file=path.name)
        at = dt.datetime.fromisoformat(data["at"])
        return Snapshot(stored[0], at, stored[1], thaw(stored[2], *types), stored[3])
    except FileNotFoundError as error:
        raise InputError("snapshot_missing", file=path.name, folder=path.parent, period=period) from error
    except OSError as error:
        raise InputError("unreadable", file=path.name) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("snapshot_damaged", file=path.name) from error


# --- content as JSON ---------------------------------------------------------------------------------------------


def freeze(value: Any) -> Any:
    """The value as JSON data, from which `thaw` gives it back. TypeError for a type that it could not give back.

    A dataclass that stands in several places is written at the first; the others name its number.
    """
    return _Freezing().of(value)


class _Freezing:
    def __init__(self) -> None:
        self._numbers: dict[int, int] = {}  # of the dataclasses written, by identity: the content holds them
        self._names: dict[type, list[str]] = {}

    def of(self, value: Any) -> Any:
        if value is None or isinstance(value, (str, bool, int, float)):
            return value
        if isinstance(value, dict):
            if _TYPE in value or not all(isinstance(key, str) for key in value):
                raise TypeError(f"cannot be frozen: keys {list(value)[:3]}")
            return {key: self.of(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.of(item) for item in value]
        if isinstance(value, tuple):
            return {_TYPE: "tuple", "items": [self.of(item) for item in value]}
        if isinstance(value, dt.datetime):
            return {_TYPE: "datetime", "value": value.isoformat()}
        if isinstance(value, dt.date):
            return {_TYPE: "date", "value": value.isoformat()}
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return self._object(value)
        raise TypeError(f"cannot be frozen: {type(value).__name__}")

    def _object(self, value: Any) -> dict[str, Any]:
        kind = type(value)
        if id(value) in self._numbers:
            return {_TYPE: _AGAIN, "number": self._numbers[id(value)]}
        if kind not in self._names:
            self._names[kind] = [field.name for field in dataclasses.fields(kind)]
        fields = {name: self.of(getattr(value, name)) for name in self._names[kind]}
        self._numbers[id(value)] = len(self._numbers)
        return {_TYPE: kind.__name__, "fields": fields}


def thaw(data: Any, *types: type) -> Any:
    """What `freeze` was given; `types` are the dataclasses that may occur."""
    known = {kind.__name__: kind for kind in types}
    made: list[Any] = []  # the dataclasses, as they were numbered

    def back(item: Any) -> Any:
        if isinstance(item, list):
            return [back(one) for one in item]
        if not isinstance(item, dict):
            return item
        kind = item.get(_TYPE)
        if kind is None:
            return {key: back(one) for key, one in item.items()}
        if kind == "tuple":
            return tuple([back(one) for one in item["items"]])
        if kind == "datetime":
            return dt.datetime.fromisoformat(item["value"])
        if kind == "date":
            return dt.date.fromisoformat(item["value"])
        if kind == _AGAIN:
            return made[item["number"]]
        made.append(known[kind](**{name: back(one) for name, one in item["fields"].items()}))
        return made[-1]

    return back(data)


def _fingerprint(period: str, signer: str, content: Any, inputs: Inputs) -> str:
    """Of the canonical JSON of all four: keys in order, no spaces."""
    data = {"period": period, "signer": signer, "content": content, "inputs": inputs}
    found = hashlib.sha256()
    for piece in _pieces(data, _DEPTH, in_order=True):
        found.update(piece.encode())
    return found.hexdigest()


_WRITERS = {
    in_order: json.JSONEncoder(ensure_ascii=False, sort_keys=in_order, separators=(",", ":"), allow_nan=False)
    for in_order in (False, True)
}


def _pieces(data: Any, depth: int, *, in_order: bool) -> Iterator[str]:
    """JSON without spaces, piece by piece: as one text it would take many times the file's room."""
    if not depth or not data or not isinstance(data, (dict, list)):
        yield _WRITERS[in_order].encode(data)
        return
    before = "{" if isinstance(data, dict) else "["
    if isinstance(data, dict):
        for key in sorted(data) if in_order else data:
            yield f"{before}{_WRITERS[in_order].encode(key)}:"
            yield from _pieces(data[key], depth - 1, in_order=in_order)
            before = ","
    else:
        for item in data:
            yield before
            yield from _pieces(item, depth - 1, in_order=in_order)
            before = ","
    yield "}" if isinstance(data, dict) else "]"

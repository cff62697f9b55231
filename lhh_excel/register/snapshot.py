"""What the chief signs: the report's content frozen at submission, with the cells that it was made from.

A snapshot is a JSON file beside the document. Issue renders its content; `differences` names each cell of the
workbook that is no longer as it was. Source: docs/workbook-contract.md, "From draft to the issued document".
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
from ..messages import register as words
from ..workbook.book import Book
from ..workbook.tables import OF_A_PERIOD, TABLES
from ..workbook.values import Value, show
from .inputs import Inputs, records_of, report_inputs

#: Version of the file's form; an older program refuses a newer one.
FORMAT = 1
_TYPE = "#"  # key that marks a value of a type that JSON lacks


@dataclass(frozen=True)
class Snapshot:
    """`content` is whatever the document is rendered from: dicts, lists, tuples, texts, numbers, dates, dataclasses."""

    period: str
    at: dt.datetime
    signer: str
    content: Any
    inputs: Inputs

    @property
    def sha256(self) -> str:
        """The fingerprint of content and inputs; the moment does not count."""
        return _fingerprint(self.period, self.signer, freeze(self.content), self.inputs)

    def to_bytes(self) -> bytes:
        content = freeze(self.content)
        data = {
            "format": FORMAT,
            "period": self.period,
            "at": self.at.isoformat(timespec="seconds"),
            "signer": self.signer,
            "sha256": _fingerprint(self.period, self.signer, content, self.inputs),
            "content": content,
            "inputs": self.inputs,
        }
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


@dataclass(frozen=True)
class Difference:
    """A cell that is not as it was. `column` is "" for a record that came or went; str() is the line for the clerk."""

    sheet: str
    cell: str
    column: str
    record: str
    old: str
    new: str

    def __str__(self) -> str:
        form = words.CHANGED if self.column else words.ADDED if self.cell else words.REMOVED
        return form.format(**dataclasses.asdict(self))


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
        if data["format"] != FORMAT or data["sha256"] != _fingerprint(*stored) or stored[0] != period:
            raise InputError("snapshot_damaged", file=path.name)
        at = dt.datetime.fromisoformat(data["at"])
        return Snapshot(stored[0], at, stored[1], thaw(stored[2], *types), stored[3])
    except FileNotFoundError as error:
        raise InputError("snapshot_missing", file=path.name, period=period) from error
    except OSError as error:
        raise InputError("unreadable", file=path.name) from error
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("snapshot_damaged", file=path.name) from error


def differences(snapshot: Snapshot, book: Book) -> list[Difference]:
    """Every cell that went into the report and is not as it was, in the workbook's order; empty: issue may go on."""
    now = report_inputs(book, snapshot.period, signer=snapshot.signer)
    found: list[Difference] = []
    for table in TABLES:
        old_records, new_records = snapshot.inputs.get(table.key, {}), now.get(table.key, {})
        if old_records != new_records:
            found += _compare(book, table.key, old_records, new_records)
    return found


def _compare(
    book: Book, table: str, old_records: dict[str, dict[str, str]], new_records: dict[str, dict[str, str]]
) -> Iterator[Difference]:
    data = book[table]
    index = records_of(data)
    for record, new in new_records.items():
        i = index[record]
        old = old_records.get(record)
        if old is None:
            yield Difference(data.sheet, data.cell(i, data.schema.id_columns[0]), "", record, "", record)
            continue
        for key in {**new, **old}:
            if old.get(key, "") != new.get(key, ""):
                header = data.schema.header(key)
                yield Difference(data.sheet, data.cell(i, key), header, record, old.get(key, ""), new.get(key, ""))
    for record in old_records:
        if record not in new_records:
            yield Difference(data.sheet, "", "", record, record, "")


# --- tblChot -----------------------------------------------------------------------------------------------------


def frozen_records(book: Book, period: str, at: dt.datetime) -> list[dict[str, Value]]:
    """All rows of tblChot after the period was frozen now: other periods' as they are, this one's anew.

    Every value of the tables that belong to one period (column Mã kỳ), under the record's name and column's header.
    """
    kept = book["frozen"]
    records: list[dict[str, Value]] = [
        {key: kept.raw[key][i] for key in kept.raw} for i in range(len(kept)) if kept.clean["period"][i] != period
    ]
    for table in OF_A_PERIOD:
        data = book[table.key]
        columns = [c for c in table.columns if c.key not in ("period", "note") and c.key in data.letters]
        for i, code in data.each("period"):
            if code != period:
                continue
            for column in columns:
                value = show(data.clean[column.key][i]) or None
                place = {"table": table.name, "record": data.record(i), "column": column.header}
                records.append({"period": period, **place, "value": value, "at": at})
    return records


# --- content as JSON ---------------------------------------------------------------------------------------------


def freeze(value: Any) -> Any:
    """The value as JSON data, from which `thaw` gives it back. TypeError for a type that it could not give back."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, list):
        return [freeze(item) for item in value]
    if isinstance(value, tuple):
        return {_TYPE: "tuple", "items": [freeze(item) for item in value]}
    if isinstance(value, dict):
        if _TYPE in value or not all(isinstance(key, str) for key in value):
            raise TypeError(f"cannot be frozen: keys {list(value)[:3]}")
        return {key: freeze(item) for key, item in value.items()}
    if isinstance(value, dt.datetime):
        return {_TYPE: "datetime", "value": value.isoformat()}
    if isinstance(value, dt.date):
        return {_TYPE: "date", "value": value.isoformat()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: freeze(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {_TYPE: type(value).__name__, "fields": fields}
    raise TypeError(f"cannot be frozen: {type(value).__name__}")


def thaw(data: Any, *types: type) -> Any:
    """What `freeze` was given; `types` are the dataclasses that may occur."""
    known = {kind.__name__: kind for kind in types}

    def back(item: Any) -> Any:
        if isinstance(item, list):
            return [back(one) for one in item]
        if not isinstance(item, dict):
            return item
        kind = item.get(_TYPE)
        if kind is None:
            return {key: back(one) for key, one in item.items()}
        if kind == "tuple":
            return tuple(back(one) for one in item["items"])
        if kind == "datetime":
            return dt.datetime.fromisoformat(item["value"])
        if kind == "date":
            return dt.date.fromisoformat(item["value"])
        return known[kind](**{name: back(one) for name, one in item["fields"].items()})

    return back(data)


def _fingerprint(period: str, signer: str, content: Any, inputs: Inputs) -> str:
    canonical = json.dumps(
        {"period": period, "signer": signer, "content": content, "inputs": inputs},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )
    return hashlib.sha256(canonical.encode()).hexdigest()

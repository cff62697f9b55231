"""The hidden stamp of a form: whose it is, and what stood in the workbook when it was made.

Kept as rows of text on a hidden sheet, with a checksum over them: a form whose stamp does not add up is refused.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..workbook.values import nfc
from .canonical import folded
from .layout import FORM_MARK, FORM_VERSION, CellKey
from .refusal import FormRefused

_HEAD, _BASE, _SHOWN, _FIXED, _SUM = "phieu", "so", "o", "co-dinh", "tong"

#: (table key, record, column key)
Target = tuple[str, str, str]


@dataclass(frozen=True)
class Stamp:
    """`base`: what the workbook held; `shown`: what the input cells held; `fixed`: the cells that nobody may change.

    Blank ones are left out of all three. `last_import` is the number of the last import when the form was made.
    """

    workbook: str
    agency: str
    unit: str
    period: str
    created: dt.date
    last_import: int
    base: dict[Target, str] = field(default_factory=dict)
    shown: dict[CellKey, str] = field(default_factory=dict)
    fixed: dict[CellKey, str] = field(default_factory=dict)
    version: int = FORM_VERSION

    @cached_property
    def issue(self) -> str:
        """The form's own short name: forms made at another time, or from other data, have another."""
        return checksum(self._body())[:10]

    def rows(self) -> list[tuple[str, ...]]:
        """The rows of the hidden sheet, the mark first, the checksum last."""
        body = self._body()
        return [(FORM_MARK,), *body, (_SUM, checksum(body))]

    def _body(self) -> list[tuple[str, ...]]:
        head = [
            ("version", str(self.version)),
            ("workbook", self.workbook),
            ("agency", self.agency),
            ("unit", self.unit),
            ("period", self.period),
            ("created", self.created.isoformat()),
            ("last_import", str(self.last_import)),
        ]
        rows: list[tuple[str, ...]] = [(_HEAD, *pair) for pair in head]
        for kind, cells in ((_BASE, self.base), (_SHOWN, self.shown), (_FIXED, self.fixed)):
            rows += [(kind, *key, value) for key, value in cells.items() if value]
        return rows


def checksum(rows: Iterable[Sequence[str]]) -> str:
    """Independent of what saving in another program changes: Unicode form and spacing."""
    text = "\n".join("\t".join(folded(cell) for cell in row) for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def read_stamp(rows: Sequence[Sequence[str]]) -> Stamp:
    """The stamp of the rows under the mark. Raises FormRefused: "form_version", "form_stamp"."""
    head: dict[str, str] = {}
    cells: dict[str, dict[tuple[str, str, str], str]] = {_BASE: {}, _SHOWN: {}, _FIXED: {}}
    body: list[tuple[str, ...]] = []
    total = ""
    for row in rows:
        kind, *rest = (nfc(cell) for cell in row)
        if kind == _SUM and rest:
            total = rest[0]
        elif kind == _HEAD and len(rest) >= 1:
            head[rest[0]] = rest[1] if len(rest) > 1 else ""
            body.append((kind, rest[0], head[rest[0]]))
        elif kind in cells and len(rest) == 4:
            cells[kind][rest[0], rest[1], rest[2]] = rest[3]
            body.append((kind, *rest))
        elif any(row):
            raise FormRefused("form_stamp")
    version = head.get("version", "")
    if version.isdecimal() and version != str(FORM_VERSION):
        raise FormRefused("form_version", found=version, wanted=FORM_VERSION)
    try:
        stamp = Stamp(
            head["workbook"],
            head["agency"],
            head["unit"],
            head["period"],
            dt.date.fromisoformat(head["created"]),
            int(head["last_import"]),
            cells[_BASE],
            cells[_SHOWN],
            cells[_FIXED],
        )
    except (KeyError, ValueError) as error:
        raise FormRefused("form_stamp") from error
    if checksum(body) != total:
        raise FormRefused("form_stamp")
    return stamp

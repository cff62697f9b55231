"""The words of a plan: steps to carry out and remarks to tell, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

#: How our trusted locations are recognised again.
DESCRIPTION = "So theo doi LHH (lhh-excel setup)"


class Do(StrEnum):
    """What setup can do; the sentences stand in messages/setup.py."""

    CLEAR = "clear"
    FOLDERS = "folders"
    ENVIRONMENT = "environment"
    PACKAGES = "packages"
    NO_POLARS = "no_polars"
    COMPILE = "compile"
    WORKBOOK = "workbook"
    ADDIN = "addin"
    CONFIGURE = "configure"
    TRUST = "trust"
    RUNPYTHON = "runpython"
    ROUND_TRIP = "round_trip"
    # taking away
    UNTRUST = "untrust"
    REMOVE_ADDIN = "remove_addin"
    REMOVE_RUNPYTHON = "remove_runpython"
    REMOVE_PROGRAM = "remove_program"
    REMOVE_LOG = "remove_log"


class Level(StrEnum):
    """How a remark weighs: in order, something for the person to do, what stops setup, to know."""

    OK = "ok"
    NOTE = "note"
    DO = "do"
    STOP = "stop"


@dataclass(frozen=True)
class Step:
    """One thing to carry out, on `target` (a path, or the key of a trusted location)."""

    do: Do
    target: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Remark:
    """One line of the report; `key` names its sentence, `details` fill it."""

    level: Level
    key: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    steps: tuple[Step, ...]
    remarks: tuple[Remark, ...]

    @classmethod
    def of(cls, found: Iterable[Step | Remark]) -> Plan:
        """The plan of what was found, each kind in its order."""
        items = list(found)
        return cls(
            tuple(item for item in items if isinstance(item, Step)),
            tuple(item for item in items if isinstance(item, Remark)),
        )

    @property
    def stopped(self) -> bool:
        return any(remark.level is Level.STOP for remark in self.remarks)

    @property
    def fine(self) -> bool:
        """Nothing for setup to do and nothing for the person."""
        return not self.steps and all(remark.level in (Level.OK, Level.NOTE) for remark in self.remarks)

"""Running setup on a made-up PC, and looking at what it did and said."""

from __future__ import annotations

from pc import TRUSTED, Pc

from lhh_excel.actions.common import Outcome
from lhh_excel.actions.setup import SetupOptions, setup
from lhh_excel.setup.office_config import OfficeConfig
from lhh_excel.setup.system import USER
from lhh_excel.setup.wheel import fingerprint, package_files

BOOK = r"C:\Users\Lan\Documents\LHH\LHH.xlsm"
OURS = fingerprint(package_files())


def pc(user: str = "Lan", system: str = "Windows") -> Pc:
    made = Pc(user, system)
    made.ours = OURS
    return made


def run(machine: Pc, **options: object) -> Outcome:
    return setup(SetupOptions(**options), system=machine)  # type: ignore[arg-type]


def text(outcome: Outcome) -> str:
    return "\n".join(outcome.lines)


def codes(outcome: Outcome, level: str | None = None) -> set[str]:
    return {r["code"] for r in outcome.counts["remarks"] if level in (None, r["level"])}  # type: ignore[attr-defined]


def steps(outcome: Outcome) -> list[str]:
    return [step["step"] for step in outcome.counts["steps"]]  # type: ignore[attr-defined]


def config(machine: Pc, path: str) -> dict[str, str]:
    data = machine.read(path)
    assert data is not None
    values = OfficeConfig("x.xlsm", data).values()
    assert values is not None
    return values


def trusted(machine: Pc) -> dict[str, dict[str, str | int]]:
    return {
        key.rpartition("\\")[2]: values
        for (hive, key), values in machine.registry.items()
        if hive == USER and key.startswith(TRUSTED + "\\") and "Description" in values
    }

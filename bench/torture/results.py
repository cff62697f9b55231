"""What was counted, for the terminal and for docs/figures.md."""

from __future__ import annotations

import collections
from dataclasses import dataclass, field

from .. import page
from .pool import Item


@dataclass
class Tally:
    """One line of the table: items, calls, exit codes, the slowest and the largest, and what should not have been."""

    name: str
    items: int = 0
    calls: int = 0
    codes: collections.Counter[int] = field(default_factory=collections.Counter)
    slowest: float = 0.0
    largest: int = 0
    endings: set[object] = field(default_factory=set)
    faults: collections.Counter[str] = field(default_factory=collections.Counter)
    first: dict[str, str] = field(default_factory=dict)
    told: str = ""

    def add(self, item: Item) -> None:
        self.items += 1
        for said in item.said:
            self.calls += 1
            self.codes[said.code] += 1
            self.slowest = max(self.slowest, said.seconds)
            self.largest = max(self.largest, said.megabytes)
            self.endings.add((said.call, said.code, said.key))
        for fault in item.faults:
            self.fault(fault, f"{item.number} {item.what}")

    def fault(self, fault: str, where: str) -> None:
        self.faults[fault] += 1
        self.first.setdefault(fault, where)

    def lines(self) -> list[str]:
        codes = ", ".join(f"{code}: {count}" for code, count in sorted(self.codes.items()))
        head = f"{self.name}: {self.items} items, {self.calls} calls ({codes}); {len(self.endings)} ways to end; "
        head += f"slowest {self.slowest:.1f} s, largest {self.largest} MB; faults: {sum(self.faults.values())}"
        told = [
            f"  {count} × {fault}\n      first: {self.first[fault][:200]}" for fault, count in self.faults.most_common()
        ]
        return [head, *([f"  {self.told}"] if self.told else []), *told]

    def row(self, when: str) -> str:
        codes = ", ".join(f"{code}: {count:,}" for code, count in sorted(self.codes.items()))
        slow = f"{self.slowest:.1f} s" if self.slowest else "–"
        large = f"{self.largest} MB" if self.largest else "–"
        counted = (
            f"{self.items:,}",
            f"{self.calls:,}",
            codes,
            slow,
            large,
            sum(self.faults.values()),
            self.told or "–",
        )
        return f"| {self.name} | " + " | ".join(map(str, counted)) + f" | {when} |"


_HEAD = (
    "| what | files or runs | calls | exit codes | slowest call | most memory | faults | told | run |",
    "|---|--:|--:|---|--:|--:|--:|---|---|",
)


def write_page(tallies: list[Tally], seconds: float, command: str) -> None:
    """Puts the rows between the marks in docs/figures.md; rows of kinds that did not run stay as they were."""
    before = page.inside("torture").splitlines()
    rows = {line.split(" | ")[0]: line for line in before if line.startswith("| ") and line not in _HEAD}
    when = f"{page.when(command)}, {seconds / 60:.0f} min"
    rows |= {f"| {tally.name}": tally.row(when) for tally in tallies}
    page.put("torture", "\n".join([*_HEAD, *rows.values()]))

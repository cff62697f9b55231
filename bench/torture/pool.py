"""Many items over a few processes; one that hangs in C or dies is told and does not stop the others."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from .calls import Said

#: Seconds after which a process that says nothing is stopped.
SILENT = 90.0


@dataclass
class Item:
    """One mutated file and all that was said of it."""

    number: int
    what: str
    said: list[Said] = field(default_factory=list)
    data: bytes = b""

    @property
    def faults(self) -> list[str]:
        return [f"{said.call}: {fault}" for said in self.said for fault in said.faults]

    @property
    def signature(self) -> tuple[tuple[str, int, str], ...]:
        return tuple((said.call, said.code, said.key) for said in self.said)


#: A worker's job: (folder of its own, numbers) -> items.
Job = Callable[[Path, range], Iterator[Item]]


def run(job: Job, folder: Path, count: int, processes: int, until: float) -> Iterator[Item]:
    """The items of `count` numbers; stops when the clock (time.monotonic) says `until`."""
    context = multiprocessing.get_context("fork")
    lanes = [_Lane(context, job, folder / f"lane{n}", range(n, count, processes)) for n in range(processes)]
    try:
        while lanes and time.monotonic() < until:
            for lane in list(lanes):
                found, more = lane.step()
                yield from found
                if not more:
                    lanes.remove(lane)
    finally:
        for lane in lanes:
            lane.stop()


class _Lane:
    def __init__(self, context: Any, job: Job, folder: Path, numbers: range) -> None:
        self.context, self.job, self.folder, self.left = context, job, folder, numbers
        self._start()

    def _start(self) -> None:
        self.pipe, theirs = self.context.Pipe()
        self.process = self.context.Process(target=_work, args=(theirs, self.job, self.folder, self.left), daemon=True)
        self.process.start()
        theirs.close()
        self.heard = time.monotonic()

    def step(self) -> tuple[list[Item], bool]:
        """What came, and whether there is more to come."""
        found: list[Item] = []
        try:
            while self.pipe.poll(0.02):
                item = self.pipe.recv()
                self.heard = time.monotonic()
                if item is None:
                    self.stop()
                    return found, False
                self.left = self.left[1:]
                found.append(item)
        except (EOFError, OSError):
            return [*found, self._lost("process died")], self._again()
        if time.monotonic() - self.heard > SILENT:
            return [*found, self._lost("hang in C")], self._again()
        return found, True

    def _lost(self, why: str) -> Item:
        self.stop()
        number = self.left[0] if self.left else -1
        return Item(number, why, [Said("?", -9, faults=[f"{why}, exit {self.process.exitcode}"])])

    def _again(self) -> bool:
        self.left = self.left[1:]
        if self.left:
            self._start()
        return bool(self.left)

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _work(pipe: Connection, job: Job, folder: Path, numbers: range) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.dup2(os.open(folder / "stderr.txt", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)  # what C code prints by itself
    os.environ["LHH_LOG"] = str(folder / "log.txt")
    parent = os.getppid()
    for item in job(folder, numbers):
        if os.getppid() != parent:  # stopped by somebody
            return
        pipe.send(item)
    pipe.send(None)

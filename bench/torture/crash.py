"""Writing commands stopped at a random moment: killed, the disk full, the right to write taken away.

After each: no half file, no row lost, no number twice; and the same command run again brings the work to its end.
The moment is a step of the process itself (a file opened, renamed, made, …) or a time; both at random, by seed.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from .bases import AS_OF, earlier_master, returned_form, small_master
from .results import Tally
from .state import State, holds, state

#: What counts as a step: the calls by which a process touches the disk.
_STEPS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.chmod", "os.link", "os.truncate", "os.utime"})
_NOBODY = 65_534
Harm = Callable[[Path], None]


@dataclass(frozen=True)
class Job:
    """A writing command, the commands that must run before, and what it may say when it runs a second time."""

    name: str
    line: str
    before: tuple[str, ...] = ()
    again: tuple[int, ...] = (0, 1)


SUBMIT, ISSUE = "report so.xlsm --submit --out ra", "report so.xlsm --issue --out ra"
JOBS = (
    Job("fix", "fix so.xlsm"),
    Job("upgrade", "upgrade cu.xlsm"),
    Job("validate --write", "validate so.xlsm --write"),
    Job("report", "report so.xlsm --out ra"),
    Job("report --submit", SUBMIT),
    Job("report --issue", ISSUE, (SUBMIT,)),
    Job("lock", "lock so.xlsm --yes"),
    Job("reopen", "reopen so.xlsm --yes", ("lock so.xlsm --yes",)),
    Job("import", "import so.xlsm phieu.xlsx --yes --out ra"),
    Job("undo-import", "undo-import so.xlsm 1 --yes", ("import so.xlsm phieu.xlsx --yes --out ra",), (0, 1, 2)),
    Job("forms", "forms so.xlsm --out ra --unit H01"),
    Job("remind", "remind so.xlsm --out ra --period 2026-H1"),
    Job("compose", "compose van-ban.md --out ra"),
    Job("check --fix", "check mau.docx --fix ra/sua.docx --guarded"),
    Job("new", "new moi.xlsm --force"),
    Job("batch", "batch so.xlsm --do validate,report,status --workers 1 --out ra"),
    Job("consolidate", "consolidate so.xlsm --workers 1 --period 2026-H1 --out ra"),
)


class Ground:
    """The folders as they stand before each command; each run gets a copy."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for place in (folder, folder.parent):  # another user must get there
            place.chmod(0o755)
        os.environ["LHH_LOG"], os.environ["LHH_CACHE"] = os.devnull, ""
        self.start = folder / "dau"
        self.start.mkdir(exist_ok=True)
        master = small_master(self.start / "so.xlsm")
        from .bases import ROOT

        (self.start / "phieu.xlsx").write_bytes(returned_form(folder, master.read_bytes()))
        (self.start / "cu.xlsm").write_bytes(earlier_master())
        shutil.copy(ROOT / "tests" / "data" / "chuong-trinh-70.txt", self.start / "van-ban.md")
        shutil.copy(ROOT / "tests" / "data" / "nd30-mau-1.4.docx", self.start / "mau.docx")
        _spoil(master)
        self.ready: dict[tuple[str, ...], tuple[Path, int]] = {}

    def lay(self, job: Job) -> tuple[Path, int]:
        """A copy of the folder before the command, and how many steps the whole command takes."""
        if (job.name,) not in self.ready:
            place = self.folder / f"nen-{len(self.ready)}"
            shutil.copytree(self.start, place)
            for line in job.before:
                code = run(place, line)
                assert code in (0, 1), (line, code)
            trial = self._copy(place)
            steps = Path(f"{trial}.steps")
            assert run(trial, job.line, count=steps) in (0, 1), job
            self.ready[job.name,] = (place, int(steps.read_text()))
        place, count = self.ready[job.name,]
        return self._copy(place), count

    def _copy(self, place: Path) -> Path:
        copy = self.folder / "ban"
        if copy.exists():
            subprocess.run(["chmod", "-R", "u+rwX", str(copy)], check=False)
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(place, copy)
        return copy


def _spoil(master: Path) -> None:
    """Something for `fix` to mend, where it stops no report."""
    from lhh_excel.workbook.patch import WorkbookPatch
    from lhh_excel.workbook.reading import open_book

    patch = WorkbookPatch(master)
    patch.set("tasks", open_book(master)["tasks"].rows[0], "note", "hai  dấu cách ")
    patch.path.write_bytes(patch.to_bytes())


def run(
    folder: Path,
    line: str,
    *,
    harm: Harm | None = None,
    at: int = 0,
    after: float = 0.0,
    count: Path | None = None,
    user: int | None = None,
) -> int:
    """The exit code of the command in a process of its own (-9 where it was killed).

    `harm` is done by the process itself at its step `at` (0: at each); with `after` it is killed from outside after
    seconds.
    """
    child = os.fork()
    if child == 0:
        _child(folder, line, harm, at, count, user)
    if after:
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _child(folder: Path, line: str, harm: Harm | None, at: int, count: Path | None, user: int | None) -> None:
    from lhh_excel.cli import run as cli

    code = 99
    try:
        os.chdir(folder)
        if user is not None:
            os.setgid(user)
            os.setuid(user)
        steps = _Steps(folder, harm, at)
        sys.addaudithook(steps)
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            code = cli([*line.split(), *(() if line.startswith(("check", "new")) else ("--as-of", AS_OF))])
        steps.on = False
        if count is not None:
            count.write_text(str(steps.done))
    finally:
        os._exit(code)


class _Steps:
    """Counts the process's own steps on its folder, and does harm at one of them."""

    def __init__(self, folder: Path, harm: Harm | None, at: int) -> None:
        self.folder, self.harm, self.at, self.done, self.on = folder, harm, at, 0, True

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on or event not in _STEPS or not self._ours(arguments):
            return
        self.done += 1
        if self.harm is not None and self.at in (0, self.done):
            self.on = False
            self.harm(self.folder)
            self.on = not self.at

    def _ours(self, arguments: tuple[Any, ...]) -> bool:
        name = str(arguments[0]) if arguments else ""
        return not name.startswith("/") or name.startswith(str(self.folder))


# --- the three ways ----------------------------------------------------------------------------------------------


def _kill(_folder: Path) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _take_right(folder: Path) -> None:
    """The folder and all in it may be read only, by this very process."""
    for path in [*folder.rglob("*"), folder]:
        with contextlib.suppress(OSError):
            path.chmod(0o555 if path.is_dir() else 0o444)


def all_ways(folder: Path, count: int, *, seed: int) -> list[Tally]:
    """`count` runs of each: killed, full, without right."""
    from .calls import warm

    warm()
    ground = Ground(folder)
    made = [killed(ground, count, seed), without_right(ground, max(count // 4, 1), seed)]
    full = disk_full(folder, max(count // 4, 1), seed)
    return [*made, full]


def killed(ground: Ground, count: int, seed: int) -> Tally:
    tally = Tally("killed (SIGKILL)")
    ended: Counter[str] = Counter()
    for number in range(count):
        rng, job = Random(f"{seed}-kill-{number}"), JOBS[number % len(JOBS)]
        place, steps = ground.lay(job)
        before = state(place)
        if rng.random() < 0.8:
            code = run(place, job.line, harm=_kill, at=rng.randint(1, steps))
        else:
            code = run(place, job.line, after=rng.random() * 0.4)
        ended["killed" if code == -9 else "done before"] += 1
        _judge(tally, job, place, before, code, f"{number} {job.name}")
    tally.told = ", ".join(f"{count} {word}" for word, count in ended.items())
    return tally


def without_right(ground: Ground, count: int, seed: int) -> Tally:
    tally = Tally("right to write taken away")
    root = os.geteuid() == 0
    if root:
        _rehearse(ground)
    for number in range(count):
        rng, job = Random(f"{seed}-right-{number}"), JOBS[number % len(JOBS)]
        place, steps = ground.lay(job)
        if root:
            for path in [place, *place.rglob("*")]:
                os.chown(path, _NOBODY, _NOBODY)
        before = state(place)
        at = rng.randint(1, steps)
        code = run(place, job.line, harm=_take_right, at=at, user=_NOBODY if root else None)
        subprocess.run(["chmod", "-R", "u+rwX", str(place)], check=True)
        if code not in (0, 1, 5):
            tally.fault(f"{job.name}: exit code {code}", f"step {at} of {steps}")
        _judge(tally, job, place, before, code, f"{number} {job.name} step {at} of {steps}")
    return tally


def _rehearse(ground: Ground) -> None:
    """Each command once here, so that its modules are loaded: nobody may not read where Python is installed."""
    import logging.handlers

    from lhh_excel.cli import run as cli

    del logging
    home = Path.cwd()
    for job in JOBS:
        os.chdir(ground.lay(job)[0])
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            cli(job.line.split())
    os.chdir(home)


def disk_full(folder: Path, count: int, seed: int) -> Tally:
    """On a small file system of its own; where none may be mounted, that is told."""
    tally = Tally("disk full")
    disk = folder / "dia"
    disk.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        tally.told = "not run: mounting a small file system needs root"
        return tally
    try:
        ground = Ground(folder / "cho-dia")
        for number in range(count):
            _one_full(ground, disk, Random(f"{seed}-full-{number}"), JOBS[number % len(JOBS)], tally)
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)
    return tally


def _one_full(ground: Ground, disk: Path, rng: Random, job: Job, tally: Tally) -> None:
    source, _steps = ground.lay(job)
    place = disk / "ban"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(source, place)
    before = state(place)
    room = rng.choice((0, 1, 4, 16, 40, 80, 120, 200)) << 10
    filler = disk / "day"
    status = os.statvfs(disk)
    filler.write_bytes(bytes(max(status.f_bavail * status.f_frsize - room, 0)))
    code = run(place, job.line)
    filler.unlink()
    if code not in (0, 1, 5):
        tally.fault(f"{job.name}: exit code {code}", f"{room >> 10} KB left")
    _judge(tally, job, place, before, code, f"{job.name}, {room >> 10} KB left")


# --- what must hold ----------------------------------------------------------------------------------------------


def _judge(tally: Tally, job: Job, place: Path, before: State, code: int, where: str) -> None:
    """After the stop, and after the same command again."""
    tally.items += 1
    tally.calls += 2
    tally.codes[code] += 1
    if code == 70:
        tally.fault(f"{job.name}: exit code 70", where)
    for told in holds(place, before):
        tally.fault(f"{job.name}: {told}", where)
    if code == 5 and job.name not in ("report --issue", "report --submit", "import") and _bytes(place) != before.data:
        tally.fault(f"{job.name}: refused, but the master changed", where)
    again = run(place, job.line)
    if again not in job.again:
        tally.fault(f"{job.name}: second run ends with {again}", where)
    for told in [*holds(place, before), *_finished(job, place, before)]:
        tally.fault(f"{job.name}: {told} after the second run", where)
    left = [path.name for path in place.rglob(".*.tmp")]
    if left and code != -9 and not tally.name.startswith("right"):  # without right nothing can be removed either
        tally.fault(f"{job.name}: left {len(left)} .tmp", where)


def _bytes(place: Path) -> bytes:
    return (place / "so.xlsm").read_bytes()


def _finished(job: Job, place: Path, before: State) -> list[str]:
    """Of issue: exactly one number more, given, and its document there."""
    if job.name != "report --issue":
        return []
    new = state(place).numbers[len(before.numbers) :]
    documents = [path for path in (place / "ra").glob("*-BC-*.docx") if path.name[0].isdigit()]
    if [state for _, _, state in new] != ["Đã cấp"]:
        return [f"numbers {new}"]
    return [] if len(documents) == 1 else [f"{len(documents)} documents"]

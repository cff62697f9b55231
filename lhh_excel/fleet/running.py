"""Running over many workbooks: the workers, what is kept of each workbook done, and what a killed run left."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, TypeVar

from ..errors import ExitCode
from ..files import told, write_atomic
from ..messages import fleet as words

# --- the workers -----------------------------------------------------------------------------------------------------

J = TypeVar("J")
R = TypeVar("R")

#: An executor, or what makes one (asked again when the first one broke).
Workers = Executor | Callable[[], Executor]
#: Jobs handed over and not finished, at most: thousands of results never wait in memory.
AHEAD = 64


def process_pool(workers: int) -> ProcessPoolExecutor:
    """A pool of fresh processes (the same on every system), which leave Ctrl-C to their parent and end with it."""
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _begin_worker)


#: Held by a process of our own pool while it works, so that it ends between two jobs.
_working: contextlib.AbstractContextManager[object] = contextlib.nullcontext()


def _begin_worker() -> None:
    global _working
    _working = threading.Lock()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed tells nobody; its workers would wait for it for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        with _working:  # what is being written is written whole
            os._exit(1)


def _whole(work: Callable[[J], R], job: J) -> R:
    with _working:
        return work(job)


def run_all(
    jobs: Iterable[J], work: Callable[[J], R], workers: Workers | None = None, *, ahead: int = AHEAD
) -> Generator[tuple[J, R | None]]:
    """Every job with its result, as they come; None for a job whose worker was lost twice.

    `work` gives a result whatever happens to its job; an exception of it is taken for a lost worker. Without
    `workers` the jobs run here, one after the other. An executor that the caller made stays open.
    """
    if workers is None:
        for job in jobs:
            yield job, work(job)
        return
    with _Pool(workers) as pool:
        lost: list[J] = []
        yield from _first_round(iter(jobs), work, pool, lost, ahead)
        for job in lost:
            yield job, _once_more(job, work, pool)


def _first_round(
    jobs: Iterator[J], work: Callable[[J], R], pool: _Pool, lost: list[J], ahead: int
) -> Iterator[tuple[J, R]]:
    running: dict[Future[R], J] = {}
    more = True
    try:
        while more or running:
            while more and len(running) < ahead:
                job = next(jobs, None)
                more = job is not None
                if job is not None:
                    running[pool.submit(work, job)] = job
            done, _ = wait(running, return_when=FIRST_COMPLETED) if running else (set(), set())
            for future in done:
                job = running.pop(future)
                try:
                    result = future.result()
                except Exception:
                    lost.append(job)
                else:
                    yield job, result
    finally:
        for future in running:  # whoever stops here wants no more of it, on an executor that stays open either
            future.cancel()


def _once_more(job: J, work: Callable[[J], R], pool: _Pool) -> R | None:
    future = pool.submit(work, job)  # an executor that takes no more is no lost worker
    try:
        return future.result()
    except Exception:
        return None


class _Pool:
    """The executor in use; one that broke is replaced by a fresh one."""

    def __init__(self, workers: Workers) -> None:
        self._make = (lambda: process_pool(1)) if isinstance(workers, Executor) else workers
        self._own = not isinstance(workers, Executor)
        self._executor = workers if isinstance(workers, Executor) else workers()

    def submit(self, work: Callable[[J], R], job: J) -> Future[R]:
        try:
            return self._executor.submit(_whole, work, job)
        except BrokenExecutor:
            self._close()
            self._executor, self._own = self._make(), True
            return self._executor.submit(_whole, work, job)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def _close(self) -> None:
        if self._own:
            self._executor.shutdown(wait=True, cancel_futures=True)


# --- what is kept ----------------------------------------------------------------------------------------------------

STATE_FILE = ".lhh-batch.jsonl"
#: Errors of one workbook that the summary names; the rest are counted.
MOST_ERRORS = 20


@dataclass
class FileResult:
    """`made`: paths below the output folder, with "/"; `clock`: the system's date where the result hangs on it.

    `findings` and `reporting` are {} where nothing was asked for; `errors` holds the first errors of the data.
    """

    name: str
    path: str
    agency: str = ""
    period: str = ""
    exit_code: int = 0
    error: str = ""  # key of the failure
    message: str = ""
    fix: str = ""
    skipped: bool = False  # not a master workbook
    findings: dict[str, int] = field(default_factory=dict)
    reporting: dict[str, int] = field(default_factory=dict)
    figures: int | None = None
    made: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    errors: list[dict[str, str]] = field(default_factory=list)
    clock: str = ""

    @property
    def failed(self) -> bool:
        """It could not be done; an error in its data is no failure."""
        return self.exit_code > ExitCode.FOUND and not self.skipped

    def as_json(self) -> dict[str, Any]:
        """As --json gives it."""
        said = asdict(self)
        said["workbook"] = said.pop("path")
        del said["clock"], said["skipped"]
        return said

    def fail(self, error_code: int, key: str, message: str, fix: str) -> None:
        """The gravest failure is the one told."""
        if error_code > self.exit_code:
            self.error, self.message, self.fix = key, message, fix
        self.exit_code = max(self.exit_code, error_code)


def key_of(*parts: object) -> str:
    """One key for content, options and program version together."""
    return hashlib.sha256(json.dumps([str(part) for part in parts]).encode()).hexdigest()


class State:
    """The finished workbooks in the output folder, by name. Use as a context: the file is open meanwhile.

    Raises OutputError where the file cannot be written, or no more.
    """

    def __init__(self, out: Path) -> None:
        self._out, self._path = out, out / STATE_FILE
        self._known: dict[str, dict[str, Any]] = {}
        self._stream: IO[str] | None = None

    def __enter__(self) -> State:
        self._load()
        self._write_whole()
        with told(self._path):
            self._stream = self._path.open("a", encoding="utf-8")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            with contextlib.suppress(OSError):  # a line that found no room was told when it was added
                self._stream.close()
            self._stream = None
        if kind is None:
            self._write_whole()

    def finished(self, name: str, key: str, today: dt.date) -> FileResult | None:
        """The result of an earlier run that still holds: same content and options, every file it made still there."""
        entry = self._known.get(name)
        if entry is None or entry["key"] != key:
            return None
        result = FileResult(**entry["result"])
        if result.clock not in ("", today.isoformat()) or not all((self._out / made).is_file() for made in result.made):
            return None
        return result

    def add(self, key: str, result: FileResult) -> None:
        """Remember a result at once, in ASCII: a path may hold bytes that are no text. A failure is tried again."""
        if not key or result.failed:
            return
        entry = {"name": result.name, "key": key, "result": asdict(result)}
        self._known[result.name] = entry
        if self._stream is not None:
            with told(self._path):
                self._stream.write(json.dumps(entry) + "\n")
                self._stream.flush()

    def _load(self) -> None:
        """Lines that were cut off, or that another version wrote, count as not there."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").split("\n")
        except OSError:
            return
        for line in lines:
            try:
                entry = json.loads(line)
                FileResult(**entry["result"])
                self._known[entry["name"]] = {name: entry[name] for name in ("name", "key", "result")}
            except (ValueError, TypeError, KeyError):
                continue

    def _write_whole(self) -> None:
        lines = [json.dumps(self._known[name]) + "\n" for name in sorted(self._known)]
        write_atomic(self._path, "".join(lines).encode(), keep_backup=False)


#: What Windows can wait for at a time.
MOST_WORKERS = 61


def worker_count(asked: int | None) -> int:
    """As many as asked for, else one a core; never more than a pool takes."""
    return min(asked or os.cpu_count() or 1, MOST_WORKERS)


def some(names: Sequence[str], most: int = 3) -> str:
    """The first names, and how many more."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else words.AND_MORE.format(names=shown, count=len(names) - most)

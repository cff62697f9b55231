"""Many jobs over any `concurrent.futures.Executor`; a worker that dies loses nothing.

Jobs whose worker was lost run once more, each alone, so that a workbook which kills its worker is the only one listed.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ProcessPoolExecutor, wait
from typing import TypeVar

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

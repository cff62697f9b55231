"""Workers that die lose nothing: real processes, really killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from pathlib import Path

import pytest
from fleet_offices import NAME, members, union
from jobs import deadly, deadly_once, square

from lhh_excel.api import run_batch
from lhh_excel.fleet.running import process_pool, run_all

#: Over a second of processor time each: left out of `make fast`.
pytestmark = pytest.mark.slow


def two_workers() -> Executor:
    return process_pool(2)


def test_every_job_is_done_once_and_no_more_than_allowed_wait() -> None:
    assert sorted(run_all(range(20), square, two_workers, ahead=3)) == [(n, n * n) for n in range(20)]


def test_a_job_that_kills_its_worker_is_the_only_one_lost() -> None:
    results = dict(run_all(range(12), deadly, two_workers, ahead=6))
    assert results == {number: (None if number == 3 else number) for number in range(12)}


def test_a_worker_that_died_once_loses_nothing(tmp_path: Path) -> None:
    jobs = [(number, str(tmp_path / "mark")) for number in range(12)]
    assert dict(run_all(jobs, deadly_once, two_workers)) == {job: job[0] for job in jobs}


def test_a_pool_of_the_caller_that_broke_is_replaced(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn")) as pool:
        jobs = [(number, str(tmp_path / "mark")) for number in range(8)]
        assert dict(run_all(jobs, deadly_once, pool)) == {job: job[0] for job in jobs}


def test_a_batch_whose_worker_is_killed_does_every_workbook(tmp_path: Path) -> None:
    for place in range(6):
        union(tmp_path / "so" / f"{place}.xlsm", f"{NAME} {place}", {"H01": members(place)})
    killed = threading.Event()

    def kill_one(_step: str, done: int, _total: int) -> None:
        if done == 2 and not killed.is_set():
            worker = multiprocessing.active_children()[0]
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)
            killed.set()

    results = run_batch([tmp_path / "so"], out=tmp_path / "out", executor=two_workers, progress=kill_one)
    assert killed.is_set()
    assert [(result.agency, result.exit_code) for result in results] == [(f"{NAME} {n}", 0) for n in range(6)]
    assert all((tmp_path / "out" / made).is_file() for result in results for made in result.made)


def test_dask_s_workers_do_the_batch_too(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed", reason="the extra “dask” is not installed")
    for place in range(3):
        union(tmp_path / "so" / f"{place}.xlsm", f"{NAME} {place}", {"H01": members(place)})
    here = run_batch([tmp_path / "so"], out=tmp_path / "a")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, local_directory=str(tmp_path)
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        pids = set(client.run(os.getpid).values())
        assert len(pids) == 2 and os.getpid() not in pids
        there = run_batch([tmp_path / "so"], out=tmp_path / "b", executor=client.get_executor())
        started = time.monotonic()
        resumed = run_batch([tmp_path / "so"], out=tmp_path / "b", executor=client.get_executor())
        assert time.monotonic() - started < 5
    assert there == here == resumed

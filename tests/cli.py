"""Calling the real command in a process of its own, as a user does.

Where the system can fork, the process is a copy of the one that runs the tests, with the libraries loaded already: the
same command, arguments, streams and exit code for a third of the time. What a cold start alone can show is asked of a
new interpreter (`cold=True`).
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

_SECONDS = 120


class Said(NamedTuple):
    """What a call printed and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def lhh(
    *arguments: object,
    cwd: Path | None = None,
    log: Path | None = None,
    env: dict[str, str] | None = None,
    cold: bool = False,
) -> Said:
    """`python -m lhh_excel …`; no traceback may reach a user, whatever happens."""
    environment = {**os.environ, "LHH_LOG": str(log or os.devnull), "PYTHONWARNINGS": "ignore", **(env or {})}
    call = _started if cold or not hasattr(os, "pidfd_open") else _forked
    said = call([str(argument) for argument in arguments], cwd, environment)
    assert "Traceback" not in said.out + said.err, said
    return said


def _started(arguments: list[str], cwd: Path | None, environment: dict[str, str]) -> Said:
    done = subprocess.run(
        [sys.executable, "-m", "lhh_excel", *arguments],
        capture_output=True,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        timeout=_SECONDS,
        check=False,
    )
    return Said(done.returncode, done.stdout.decode(), done.stderr.decode())


def _forked(arguments: list[str], cwd: Path | None, environment: dict[str, str]) -> Said:
    _load()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # later Pythons warn of threads, of which the test runner has an idle one
            child = os.fork()
        if not child:
            _be_the_command(arguments, cwd, environment, out.fileno(), err.fileno())
        handle = os.pidfd_open(child)
        try:
            if not select.select([handle], [], [], _SECONDS)[0]:
                os.kill(child, signal.SIGKILL)
                raise subprocess.TimeoutExpired(arguments, _SECONDS)
        finally:
            os.close(handle)
            status = os.waitpid(child, 0)[1]
        code = os.waitstatus_to_exitcode(status)
        return Said(code, *(_text(stream) for stream in (out, err)))


def _load() -> None:
    """What nearly every command imports, once for all copies."""
    import docxtpl  # noqa: F401
    import lxml.etree  # noqa: F401
    import xlsxwriter  # noqa: F401

    import lhh_excel.actions.forms
    import lhh_excel.actions.import_forms
    import lhh_excel.actions.issue
    import lhh_excel.actions.remind
    import lhh_excel.actions.report
    import lhh_excel.actions.validate
    import lhh_excel.cli.commands  # noqa: F401


def _be_the_command(
    arguments: list[str], cwd: Path | None, environment: dict[str, str], out: int, err: int
) -> NoReturn:
    """The child: its own streams, folder and environment, then the command, and the end without any clearing up."""
    code = 99
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
        if cwd is not None:
            os.chdir(cwd)
        os.environ.clear()
        os.environ.update(environment)
        sys.argv = ["lhh-excel", *arguments]
        warnings.resetwarnings()
        warnings.simplefilter("ignore")
        from lhh_excel.__main__ import main

        code = main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _text(stream: Any) -> str:
    stream.seek(0)
    return stream.read().decode()

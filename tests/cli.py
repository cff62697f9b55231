"""Calling the real command in a real process, as a user does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple


class Said(NamedTuple):
    """What a call printed and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def lhh(
    *arguments: object, cwd: Path | None = None, log: Path | None = None, env: dict[str, str] | None = None
) -> Said:
    """`python -m lhh_excel …`; no traceback may reach a user, whatever happens."""
    environment = {**os.environ, "LHH_LOG": str(log or os.devnull), "PYTHONWARNINGS": "ignore", **(env or {})}
    done = subprocess.run(
        [sys.executable, "-m", "lhh_excel", *map(str, arguments)],
        capture_output=True,
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    said = Said(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in said.out + said.err, said
    return said

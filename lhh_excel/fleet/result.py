"""What became of one workbook of many: plain data that goes between processes, into the state file, into JSON; and the
state file, what a batch has finished, so that a second run does only the rest.

One line of JSON a workbook, written when it is done; a run that was killed loses at most the line it was writing.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from ..errors import ExitCode
from ..files import told, write_atomic

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

    @property
    def finished(self) -> bool:
        """Doing it again would give the same; a failure is tried again."""
        return not self.failed

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
        """Remember a result at once, in ASCII: a path may hold bytes that are no text."""
        if not key or not result.finished:
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

"""What became of one workbook of many: plain data that goes between processes, into the state file, into JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from ..errors import ExitCode

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

"""Exceptions that reach a user: one sentence of what, one of what to do, and a stable exit code.

The sentences stand in `messages/failures.py`; `raise InputError("not_a_zip", file=name)` names one.
Anything else that escapes is a fault of ours (exit code 70).
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .messages.failures import Failure


class ExitCode(IntEnum):
    """The contract of docs/errors.md; stable."""

    DONE = 0
    FOUND = 1  # errors in the data or the document
    USAGE = 2
    INPUT = 3  # the input cannot be read or is not one of ours
    TEMPLATE = 4
    OUTPUT = 5
    FAULT = 70


class LhhError(Exception):
    """A failure with a sentence in the catalogue; `details` fills the sentence's placeholders."""

    exit_code = ExitCode.FAULT

    def __init__(self, key: str, **details: object) -> None:
        super().__init__(key)
        self.key = key
        self.details = details

    @property
    def _failure(self) -> Failure:
        from .messages.failures import FAILURES

        return FAILURES[self.key]

    @property
    def sentence(self) -> str:
        """What happened, in Vietnamese."""
        return self._failure.what.format(**self.details)

    @property
    def remedy(self) -> str:
        """What to do about it, in Vietnamese."""
        return self._failure.remedy.format(**self.details)

    @property
    def remedy_in_excel(self) -> str:
        """What to do about it for whoever pressed a button: no options of the command line."""
        return (self._failure.in_excel or self._failure.remedy).format(**self.details)

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}"


def question(meant: str) -> str:
    """How a sentence about a word that is not known ends: asking for the one that may be meant, if any."""
    from .messages.failures import MEANT

    return MEANT.format(meant=meant) if meant else "."


class RefusedError(LhhError):
    """The data or the document has errors, so this may not be done."""

    exit_code = ExitCode.FOUND


class UsageError(LhhError, ValueError):
    """The call's words do not fit; to a caller in Python a ValueError like any other."""

    exit_code = ExitCode.USAGE


class InputError(LhhError):
    """The input cannot be read or is not one of ours."""

    exit_code = ExitCode.INPUT


class TemplateError(LhhError):
    """A Word template is broken; `problems` are listed, all at once."""

    exit_code = ExitCode.TEMPLATE


class OutputError(LhhError):
    """The output cannot be written; what was there before is untouched."""

    exit_code = ExitCode.OUTPUT

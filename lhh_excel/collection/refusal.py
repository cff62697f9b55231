"""A file that is not taken in: why, and what to do, in one line with its name."""

from __future__ import annotations

from ..errors import InputError
from ..log import log_fault
from ..messages.collection import IMPORT_REFUSED, REFUSALS


class FormRefused(Exception):
    """One file is refused; the others go on. `key` names the sentence in messages/collection.py."""

    def __init__(self, key: str, **details: object) -> None:
        super().__init__(key)
        self.key = key
        self.details = details

    @property
    def what(self) -> str:
        return REFUSALS[self.key][0].format(**self.details)

    @property
    def remedy(self) -> str:
        return REFUSALS[self.key][1].format(**self.details)

    def line(self, file: str) -> str:
        """The one line for the clerk."""
        return IMPORT_REFUSED.format(file=file, what=self.what, remedy=self.remedy)


def refused(error: InputError) -> FormRefused:
    """The same failure in a form's words."""
    return FormRefused(error.key if error.key in REFUSALS else "truncated", **error.details)


def at_fault(fault: Exception) -> FormRefused:
    """A fault of ours with one form, logged: the others go on."""
    return FormRefused("form_fault", log=log_fault(fault))

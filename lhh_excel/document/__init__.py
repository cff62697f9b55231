"""Documents in the form of Decree 30, for others: measured, mended, written.

    from lhh_excel.document import Document, Signer, check, fix

    result = check("bao-cao.docx")                  # what the decree would have otherwise, the gravest first
    mended = fix("bao-cao.docx", guarded=True)      # a copy, and each change before and after
    plan = Document("KH", "Tổ chức hội thi", …)     # a document written from Python

Loaded when first asked for, so that whoever needs another module of this room does not pay for it. A wrong type is a
TypeError at the call; what is no sound Word file an InputError of `lhh_excel.errors`. Source: docs/python.md.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..law import Layout
    from .composing.document import Document, Signer
    from .composing.general import CuocHop
    from .repairing import Change, Fixed
    from .rules import CheckResult, LayoutFinding

__all__ = ["Change", "CheckResult", "CuocHop", "Document", "Fixed", "Layout", "LayoutFinding", "Signer", "check", "fix"]

_FOUND_IN = {"CheckResult": "rules", "LayoutFinding": "rules", "Change": "repairing", "Fixed": "repairing"}


def check(document: str | Path | bytes, *, as_of: dt.date | None = None) -> CheckResult:
    """Every departure of a Word document (a path, or its bytes) from Decree 30. Changes nothing.

    `as_of`: the day whose law it is held to where it bears no date itself (today unless given). The result has
    `document_type`, `findings` (the gravest first), `components`, `counts`, `errors`, `warnings`, `signed`,
    `protected`. Raises InputError for what is no sound Word file.
    """
    from .. import given
    from .rules import check_document

    return check_document(_source("check(document)", document), day=given.day("check(as_of)", as_of))


def fix(
    document: str | Path | bytes,
    *,
    guarded: bool = False,
    convert: bool = False,
    track: bool = False,
    as_of: dt.date | None = None,
) -> Fixed:
    """A mended copy, as bytes: `fixed.docx`, `fixed.changes`, the checks `fixed.before` and `fixed.after`.

    Formatting only; `guarded` mends signs and ordinals too, `convert` old encodings. Never a word, a figure or a name.
    `track`: each repair is a tracked change, to be accepted or rejected in Word, with a comment that names it.
    `fixed.refused` says why nothing was done: "signed", "protected", "final", "revisions", "comments". Links and
    macros of the document stay in the copy. Raises InputError for what is no sound Word file. Writes no file.
    """
    from .. import given
    from .repairing import fix_document

    return fix_document(
        _source("fix(document)", document),
        guarded=given.flag("fix(guarded)", guarded),
        convert=given.flag("fix(convert)", convert),
        track=given.flag("fix(track)", track),
        day=given.day("fix(as_of)", as_of),
    )


def _source(name: str, document: str | Path | bytes) -> Path | bytes:
    from .. import given

    return document if isinstance(document, bytes) else given.path(name, document)


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_FOUND_IN.get(name, 'composing.document')}"), name)

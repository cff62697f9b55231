"""Documents in the form of Decree 30, for others: measured, mended, written.

    from lhh_excel.document import Document, Signer, check, compose, fix

    result = check("bao-cao.docx")                  # what the decree would have otherwise, the gravest first
    mended = fix("bao-cao.docx", guarded=True)      # a copy, and each change before and after
    letter = compose(text, type="CV")               # a text of any kind in its type's form; letter.docx
    plan = Document("KH", "Tổ chức hội thi", …)     # a document written from Python

Loaded when first asked for, so that whoever needs another module of this room does not pay for it. A wrong type is a
TypeError at the call; what is no sound Word file an InputError of `lhh_excel.errors`. Source: docs/python.md.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import given

if TYPE_CHECKING:
    from ..law import Layout
    from .composing.composition import Composed
    from .composing.document import Document
    from .composing.general import CuocHop, Signer
    from .repairing import Change, Fixed
    from .rules import CheckResult, LayoutFinding

__all__ = [
    "Change",
    "CheckResult",
    "Composed",
    "CuocHop",
    "Document",
    "Fixed",
    "Layout",
    "LayoutFinding",
    "Signer",
    "check",
    "compose",
    "fix",
]

_FOUND_IN = {"CheckResult": "rules", "LayoutFinding": "rules", "Change": "repairing", "Fixed": "repairing"}
_FOUND_IN["Composed"] = "composing.composition"


def check(document: str | Path | bytes, *, as_of: dt.date | None = None) -> CheckResult:
    """Every departure of a Word document (a path, or its bytes) from Decree 30. Changes nothing.

    `as_of`: the day whose law it is held to where it bears no date itself (today unless given). The result has
    `document_type`, `findings` (the gravest first), `components`, `counts`, `errors`, `warnings`, `signed`,
    `protected`. Raises InputError for what is no sound Word file.
    """
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
    `fixed.refused` says why nothing was done: "signed", "protected", "final", "revisions", "comments". What runs or
    fetches by itself (macros, fields, objects) is not in the copy, and told in `fixed.taken_out`. Raises InputError for
    what is no sound Word file. Writes no file.
    """
    from .repairing import fixed_copy

    return fixed_copy(
        _source("fix(document)", document),
        guarded=given.flag("fix(guarded)", guarded),
        convert=given.flag("fix(convert)", convert),
        track=given.flag("fix(track)", track),
        day=given.day("fix(as_of)", as_of),
    )


def compose(
    text: str,
    *,
    type: str | None = None,
    number: int | None = None,
    date: dt.date | None = None,
    complete: bool = False,
    toc: bool = False,
    as_of: dt.date | None = None,
) -> Composed:
    """A text (Markdown, or as it is pasted from Word or a mail) as a document of its type, no word of it lost.

    `type` ("KH", "Kế hoạch"), `number` and `date` go before what the text says; without number and date it is a draft.
    `complete` adds what the decree asks and the text lacks, else `asked` says it. `toc` puts a table of contents below
    the title, its pages by LibreOffice where there is one. The result has `docx`, `type`,
    `notes` (what was changed), `asked`, `lacking` (marks that stand in the document), `left` (words without a place in
    the frame, at its end). UsageError, a ValueError, where the type is not known. Writes no file.
    """
    from .composing.composition import composed

    if number is not None and (isinstance(number, bool) or not isinstance(number, int) or not 0 < number < 10**6):
        raise given.wrong("compose(number)", "a whole number from 1", number)
    if not given.text("compose(text)", text).strip():
        raise ValueError("compose(text): a text is wanted, not an empty one")
    return composed(
        text,
        type=None if type is None else given.text("compose(type)", type),
        number=number,
        date=given.day("compose(date)", date),
        complete=given.flag("compose(complete)", complete),
        toc=given.flag("compose(toc)", toc),
        as_of=given.day("compose(as_of)", as_of) or dt.date.today(),
    )


def _source(name: str, document: str | Path | bytes) -> Path | bytes:
    return document if isinstance(document, bytes) else given.path(name, document)


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_FOUND_IN.get(name, 'composing.document')}"), name)

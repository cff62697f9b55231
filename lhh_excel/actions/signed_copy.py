"""The Word file of Trình ký, which is printed and signed: whether somebody mended its text afterwards.

What a program changes when it only saves the file again (runs, styles, spaces, the numbers of pages) does not count.
"""

from __future__ import annotations

import difflib
import hashlib
import itertools
from collections.abc import Sequence
from pathlib import Path

from .. import office_file
from ..document.reading import Document, open_document
from ..errors import InputError, RefusedError
from ..figures.figure import Figure, Phrase, Source
from ..files import write_atomic
from ..messages import screen as words
from ..plain import record
from ..register.snapshot import Snapshot, read_snapshot, snapshot_path
from . import report_files as files

#: How many paragraphs a refusal names, and how much of each.
NAMED, SHOWN = 12, 70


def texts_of(document: Document) -> list[str]:
    """The texts of its paragraphs in order, those of tables, boxes, headers and footers too; blank ones left out."""
    around = [
        paragraph.text
        for section in document.sections
        for kind in (section.headers, section.footers)
        for paragraphs in kind.values()
        for paragraph in paragraphs
        if not paragraph.fields  # a page's number is of the program that shows it
    ]
    return [text for text in (*(one.text for one in document.paragraphs()), *dict.fromkeys(around)) if text]


def edits(snapshot: Snapshot, document: Path) -> list[str]:
    """A line for each paragraph that is not as it was submitted. Raises InputError where the file cannot be read."""
    content, data = snapshot.content, office_file.read_bytes(document, office_file.DOCUMENT)
    if content.get("docx") == hashlib.sha256(data).hexdigest():
        return []
    now, submitted = texts_of(open_document(data, document.name)), content.get("paragraphs")
    if submitted is None:  # by a program that did not note them
        submitted = texts_of(open_document(_as_submitted(snapshot)))
    return [] if submitted == now else _told(submitted, now)


def _as_submitted(snapshot: Snapshot) -> bytes:
    content = snapshot.content
    return files.render(
        bytes.fromhex(content["template"]),
        content["context"],
        content["figures"],
        stamp=None,
        day=snapshot.at.date(),
        status=words.SUBMIT_STATUS,
    ).docx


def compare_signed(snapshot: Snapshot, document: Path) -> list[str]:
    """Nothing where the file still says what was submitted, a warning where it is no longer there to be compared.

    Raises RefusedError("submitted_edited") with the paragraphs, "submitted_unreadable".
    """
    place = {"file": document.name, "folder": document.parent}
    if not document.exists():
        return [words.SUBMITTED_GONE.format(**place)]
    try:
        found = edits(snapshot, document)
    except InputError as error:
        raise RefusedError("submitted_unreadable", **place) from error
    if found:
        shown = found[:NAMED] + ([words.MORE_PARAGRAPHS.format(count=len(found) - NAMED)] if found[NAMED:] else [])
        lines = "\n".join(f"  {line}" for line in shown)
        raise RefusedError("submitted_edited", count=len(found), paragraphs=lines, **place)
    return []


@record
class Edited:
    """A submitted document that was edited since, before another takes its place; `edits` a line a paragraph."""

    document: Path
    data: bytes
    edits: list[str]

    @classmethod
    def before(cls, document: Path, period: str) -> Edited | None:
        """None where nothing was submitted there, or it still says what it said."""
        try:
            if not document.is_file():
                return None
            snapshot = read_snapshot(snapshot_path(document), period, Figure, Phrase, Source)
            found = edits(snapshot, document)
            return cls(document, document.read_bytes(), found) if found else None
        except (InputError, OSError):  # no snapshot of it any more, or no Word file: kept as .bak like any other
            return None

    def keep(self) -> Path:
        """Beside the document, under a name that no later submission takes."""
        stem = self.document.stem
        names = (f"{stem}{words.EDITED_END}{n}.docx" for n in itertools.count(1))
        place = next(path for name in names if not (path := self.document.with_name(name)).exists())
        write_atomic(place, self.data)
        return place


def _told(then: Sequence[str], now: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, then, now, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        both = min(b - a, d - c)
        lines += [_changed(then[a + n], now[c + n]) for n in range(both)]
        lines += [words.PARAGRAPH_GONE.format(old=_cut(text, 0)) for text in then[a + both : b]]
        lines += [words.PARAGRAPH_NEW.format(new=_cut(text, 0)) for text in now[c + both : d]]
    return lines


def _changed(old: str, new: str) -> str:
    """The two texts about where they part."""
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = old.rfind(" ", 0, max(at - SHOWN // 3, 0)) + 1
    return words.PARAGRAPH_CHANGED.format(old=_cut(old, start), new=_cut(new, start))


def _cut(text: str, start: int) -> str:
    shown = text[start : start + SHOWN]
    return f"{'…' if start else ''}{shown}{'…' if start + SHOWN < len(text) else ''}"

"""A report made again over the file that somebody edited: which file that is, what of it is told, what hinders.

The merge itself knows no workbook (document/keeping). Here the edited file is found and known by what it carries; a
copy of that lies beside the drafts, for files that came back through a program which drops it. Source:
docs/workbook-contract.md, "From draft to the issued document".
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import office_file
from ..document.keeping.edited import EditedFile
from ..document.keeping.generated import Generated, claimed_by, told_in, without_traces
from ..document.keeping.words import flat
from ..document.ooxml.harmless import by_sort, harmless_copy
from ..document.ooxml.package import MAIN_PART, NotAPackageError, put_properties, read_parts, to_bytes, write_parts
from ..document.ooxml.reviewing import accepted
from ..document.templates.keys import Origin
from ..errors import InputError, RefusedError
from ..figures.figure import Figure
from ..files import keep, kept_path, there
from ..messages import keeping as words
from ..messages.screen import EDITED_END
from ..messages.templates import active_words
from ..plain import record, sha256, shortened
from .files import Rendered

if TYPE_CHECKING:  # a draft that no hand was at is not merged
    from ..document.keeping.merging import Outcome as Merged

#: The folder of the copies, beside the drafts; how many are kept, and how large one may be.
COPIES, _KEPT_COPIES, _MOST_BYTES, _COPY_END = "ban-goc", 40, 40 << 20, ".lhh"
#: How many edits, cells or figures are named one by one.
NAMED = 12
_CORE = "docProps/core.xml"


@record
class Draft:
    """An edited file of ours, and what was generated when it was made."""

    path: Path
    data: bytes
    base: Generated


class Drafts:
    """The drafts of one workbook; `folder` is where they are written."""

    def __init__(self, folder: Path, origin: Origin) -> None:
        self._copies = folder / COPIES
        self._origin = origin

    # --- which file ----------------------------------------------------------------------------------------------

    def named(self, path: Path) -> Draft:
        """A draft that came back under whatever name. Raises InputError for what cannot be read, RefusedError
        ("draft_unknown", "draft_other_period", "draft_other_workbook")."""
        data = office_file.read_bytes(path, office_file.DOCUMENT)
        office_file.open_zip(data, office_file.DOCUMENT, path.name)
        found = self._told(data)
        if found is None:
            raise RefusedError("draft_unknown", file=path.name)
        if found.period != self._origin.period:
            raise RefusedError("draft_other_period", file=path.name, of=found.period, period=self._origin.period)
        if found.workbook != self._origin.workbook:
            raise RefusedError("draft_other_workbook", file=path.name)
        return Draft(path, data, found)

    def standing(self, path: Path, ask: Callable[[str], bool], question: str) -> Draft | None:
        """What stands where drafts are written; None where there is nothing, or nothing was done to it.

        Of a file that does not say that it is of this workbook and period the question is asked first, whether it may
        be passed over. Raises RefusedError("draft_kept") on a no.
        """
        try:
            if not path.is_file():
                return None
            data = office_file.read_bytes(path, office_file.DOCUMENT)
        except OSError:  # a name that no system takes: who writes there is told
            return None
        except InputError:
            data = b""
        if data and self._as_written(data):
            return None
        found = self._told(data) if data else None
        if found is not None and (found.period, found.workbook) == (self._origin.period, self._origin.workbook):
            return None if self._untouched(found, data) else Draft(path, data, found)
        if not ask(question.format(file=path.name, kept=kept_path(path, data).name)):
            raise RefusedError("draft_kept", file=path.name)
        return None

    def again(self, path: Path) -> Draft | None:
        """An edited file as `standing` finds it, but without a question: None too where it does not say what it is."""
        try:
            found = self.named(path)
        except (InputError, RefusedError):
            return None
        return None if self._untouched(found.base, found.data) else found

    def others(self, draft: Path, submitted: Path) -> Iterator[Draft]:
        """Edited files of this workbook and period that lie beside these two under other names and were written after
        both, such as one that came back by mail; the newest first."""
        known = [path.stat().st_mtime for path in (draft, submitted) if there(path)]
        copy = f"{submitted.stem}{EDITED_END}"  # kept by submission itself
        folder = self._copies.parent
        found = [
            path
            for path in (folder.glob("*.docx") if there(folder) else ())
            if path not in (draft, submitted) and not path.name.startswith(("~$", copy))
        ]
        for path in sorted(found, key=lambda path: path.stat().st_mtime, reverse=True):
            if path.stat().st_mtime > max(known, default=0) and (other := self.again(path)) is not None:
                yield other

    def keep(self, path: Path, docx: bytes) -> Path | None:
        """Where what stands there is kept, before `docx` takes its place; None where no hand was at it.

        Each such file is kept for good, under a name of its own. Raises OutputError.
        """
        try:
            data = path.read_bytes() if path.is_file() else docx
        except OSError:  # whoever writes there is told why
            return None
        if data == docx:
            return None
        found = self._told(data)
        return None if found is not None and self._untouched(found, data) else keep(path, data)

    def _told(self, data: bytes) -> Generated | None:
        return told_in(data, self._copy)

    def _copy(self, number: str) -> bytes | None:
        """What was generated of that id."""
        return self._remembered(number)[1] or None

    def _as_written(self, data: bytes) -> bool:
        """Whether the file is `_untouched`, and of this workbook and period; of it only what says so is read."""
        number, *origin = claimed_by(data) or ("",)
        return origin == [self._origin.period, self._origin.workbook] and self._is_written(number, data)

    def _untouched(self, made: Generated, data: bytes) -> bool:
        """Whether the file is, byte for byte, as this program wrote it without an edit."""
        return self._is_written(made.document_id, data)

    def _is_written(self, number: str, data: bytes) -> bool:
        return self._remembered(number)[0] == sha256(data).hexdigest().encode()

    def _remembered(self, number: str) -> tuple[bytes, bytes]:
        path = self._copies / f"{number}{_COPY_END}"
        with contextlib.suppress(OSError):
            if path.stat().st_size <= _MOST_BYTES:
                fingerprint, _, part = path.read_bytes().partition(b"\n")
                return fingerprint, part
        return b"", b""

    # --- what is kept beside -------------------------------------------------------------------------------------

    def remember(self, made: Generated, docx: bytes, *, fresh: bool) -> None:
        """A copy of what was generated with, of a file without an edit, its fingerprint; the oldest copies go.

        One that cannot be written, or is lost, costs little: the document itself carries the same.
        """
        number = made.document_id
        fingerprint = sha256(docx).hexdigest().encode() if fresh else self._remembered(number)[0]
        with contextlib.suppress(OSError):
            self._copies.mkdir(parents=True, exist_ok=True)
            (self._copies / f"{number}{_COPY_END}").write_bytes(fingerprint + b"\n" + made.to_bytes())
            copies = sorted(self._copies.glob(f"*{_COPY_END}"), key=lambda path: path.stat().st_mtime, reverse=True)
            for old in copies[_KEPT_COPIES:]:
                old.unlink(missing_ok=True)


# --- merged --------------------------------------------------------------------------------------------------------


def merged(draft: Draft, fresh: Rendered) -> Merged:
    """The draft with what is generated otherwise than when it was made, in the state of the fresh one; without a table
    of contents, which is made of what comes of it.

    Raises RefusedError("draft_unreadable") for what is no Word document.
    """
    from ..document.keeping.merging import merge
    from ..document.writing.contents import without_contents

    assert fresh.generated is not None
    try:
        made = merge(without_contents(draft.data), draft.base, fresh.docx, fresh.generated)
    except (NotAPackageError, RecursionError):
        raise RefusedError("draft_unreadable", file=draft.path.name) from None
    parts, own = read_parts(made.docx), read_parts(fresh.docx)
    if _CORE in own and parts.get(_CORE) != own[_CORE] and _status(parts.get(_CORE, b"")) != _status(own[_CORE]):
        parts[_CORE] = own[_CORE]
        made.docx = write_parts(parts)
    return made


def _status(core: bytes) -> bytes:
    return core.partition(b"contentStatus>")[2].partition(b"<")[0]


def numbers(made: Merged) -> dict[str, object]:
    """What was kept, for programs."""
    return {
        "kept": len(made.kept),
        "inserted": len(made.inserted),
        "deleted": len(made.deleted),
        "moved": len(made.moved),
        "conflicts": len(made.conflicts),
        "figures": [one.figure for one in made.figures],
        "cells": len(made.cells),
    }


def told(made: Merged, figures: Iterable[Figure]) -> tuple[list[str], list[str]]:
    """What a person reads of it: lines, and warnings."""
    what = [(words.KEPT, made.kept), (words.INSERTED, made.inserted)]
    what += [(words.DELETED, made.deleted), (words.MOVED, made.moved)]
    parts = [text.format(count=len(found)) for text, found in what if found]
    lines = [words.HAND_EDITS.format(what=", ".join(parts))] if parts else []
    warnings = [words.CONFLICT.format(text=_cut(one.stands), note=one.note) for one in made.conflicts[:NAMED]]
    warnings += figure_lines(made, figures)
    for cell in made.cells[:NAMED]:
        form = words.CELL if cell.column else words.ROW_TAKEN if cell.now else words.ROW_ADDED
        values = {"table": cell.table, "row": cell.row, "column": cell.column}
        warnings.append(form.format(**values, stood=_cut(cell.stood), now=_cut(cell.now)))
    more = len(made.conflicts[NAMED:]) + len(made.cells[NAMED:])
    warnings += [words.MORE.format(count=more)] if more else []
    if made.beside:
        warnings.append(words.BESIDE.format(count=len(made.beside), text=_cut(made.beside[0])))
    return lines, warnings


def figure_lines(made: Merged, figures: Iterable[Figure]) -> list[str]:
    """Each figure that the hand tells otherwise, with its cells."""
    known = {figure.id: figure for figure in figures}
    lines = []
    for one in made.figures[:NAMED]:
        figure = known.get(one.figure)
        cells = ", ".join(map(str, figure.sources[:3])) if figure is not None else ""
        place = words.CELLS.format(cells=cells) if cells else ""
        lines.append(
            words.FIGURE_BY_HAND.format(text=_cut(one.text), stands=one.stands, printed=one.printed, cells=place)
        )
    return lines


def _cut(text: str) -> str:
    return shortened(text, 90)


def not_in(draft: Draft, fresh: Rendered, made: Merged | None) -> list[str]:
    """What the hand did in a draft and not in `made`, which goes on in its stead (None: what was made anew)."""
    there = _by_hand(made) if made is not None else set()
    return [text for kind, text in _by_hand(merged(draft, fresh)) if (kind, text) not in there]


def _by_hand(made: Merged) -> set[tuple[str, str]]:
    """Each edit: of which kind, and its words."""
    kinds = {"stands": made.kept + made.inserted + made.beside, "deleted": made.deleted, "moved": made.moved}
    kinds["cell"] = [cell.stood for cell in made.cells]
    return {(kind, text) for kind, texts in kinds.items() for text in texts}


# --- to be signed ----------------------------------------------------------------------------------------------------


def check_signable(draft: Path, made: Merged, figures: Iterable[Figure], fresh: Rendered, signer: str) -> None:
    """Raises RefusedError where what was edited cannot be signed as it is.

    "draft_conflicts": a change did not fit in; "draft_figures": the workbook gives a figure otherwise;
    "draft_signer": another name stands where `fresh` has the signer's, so the register would not tell who signed;
    "draft_unfinished": comments or tracked changes are left.
    """
    if made.conflicts:
        shown = "\n".join(f"  “{_cut(one.stands)}”: {one.note}" for one in made.conflicts[:NAMED])
        raise RefusedError("draft_conflicts", file=draft.name, count=len(made.conflicts), places=shown)
    if made.figures:
        shown = "\n".join(f"  {line}" for line in figure_lines(made, figures))
        raise RefusedError("draft_figures", file=draft.name, count=len(made.figures), figures=shown)
    if not _signs(signer, made.docx) and _signs(signer, fresh.docx):
        raise RefusedError("draft_signer", file=draft.name, signer=signer)
    parts = {name: data for name, data in read_parts(made.docx).items() if name.startswith("word/")}
    _, changes, comments = accepted(parts)
    if changes or comments:
        raise RefusedError("draft_unfinished", file=draft.name, comments=comments, changes=changes)


def _signs(signer: str, docx: bytes) -> bool:
    """Whether a paragraph of the document, such as that below the signature, is the name or ends with it."""
    name = flat(signer).casefold()
    return bool(name) and any(one.text.casefold().endswith(name) for one in EditedFile(docx).paragraphs)


def still_missing(made: Merged, marks: Mapping[str, str]) -> list[str]:
    """Of the sections that nobody wrote in the workbook, those that nobody wrote in the edited document either: their
    marks stand there, or were taken out and nothing put in."""
    texts = [paragraph.text for paragraph in EditedFile(made.docx).paragraphs]
    texts += [] if made.inserted else made.deleted
    return [section for section, mark in marks.items() if any(flat(mark) in text for text in texts)]


def without_active(docx: bytes) -> tuple[bytes, list[str]]:
    """The document without what runs or fetches, and a sentence for each sort of what was taken out."""
    made, found = harmless_copy(docx)
    alike = [(sort[0], len(sort)) for sort in by_sort(found)]
    return made, [
        words.TAKEN_OUT.format(what=active_words(first.kind, first.name, count), place=first.place)
        for first, count in alike
    ]


def filled(signed: bytes, before: Rendered, after: Rendered, properties: Mapping[str, Any]) -> bytes:
    """The signed document with number and date: `before` is what was frozen made again as it was, `after` with both.

    No trace of what was generated is left in it. Raises RefusedError("number_without_place") where the hand took away
    the places of number or date.
    """
    from ..document.keeping.merging import merge

    assert before.generated is not None and after.generated is not None
    made = merge(signed, before.generated, after.docx, after.generated)
    asked = {line.text for line in before.generated.lines} - {line.text for line in after.generated.lines}
    missing = [text for text in made.deleted if text in asked]
    missing += [one.stands or one.note for one in made.conflicts]
    if missing:
        raise RefusedError("number_without_place", lines="\n".join(f"  “{_cut(text)}”" for text in missing[:NAMED]))
    parts, root = without_traces(made.docx)
    parts[MAIN_PART] = to_bytes(root)
    parts[_CORE] = read_parts(after.docx)[_CORE]
    put_properties(parts, properties)
    return write_parts(parts)

"""What was signed: the Word file of Trình ký, its snapshot, and whether file and workbook still say the same.

What a program changes when it only saves the file again (runs, styles, spaces, the numbers of pages) does not count.
Of the workbook the report is made as it is and with what changed put back, both by this program: only cells that make
a difference to what its template prints are changes. So neither a lock nor everyday work nor a new version of the
program stands in the way of issue. Source: docs/workbook-contract.md, "From draft to the issued document".
"""

from __future__ import annotations

import datetime as dt
import difflib
import hashlib
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from .. import office_file
from ..document.ooxml import CONTENTS_STYLES
from ..document.reading.docx import open_document
from ..document.reading.model import Document, Paragraph
from ..document.templates.ready import prepared
from ..document.templates.render import printed
from ..document.templates.rendered import Title
from ..document.writing.contents import TITLE as CONTENTS_STYLE
from ..errors import InputError, LhhError, RefusedError, TemplateError
from ..figures.context_names import names_for
from ..figures.figure import Figure, Phrase, Source
from ..figures.report import Report, build_report
from ..files import write_atomic
from ..law import REPORT
from ..law.words import AS_ABOVE
from ..messages import screen as words
from ..paths import ascii_name
from ..plain import fields, lazy, record
from ..workbook.book import Book
from ..workbook.values import fold
from . import files
from .changes import Difference, as_open, changes, put_back
from .entries import Entry, Row
from .files import Stage
from .given import Register
from .snapshot import Snapshot, read_snapshot, snapshot_path

#: How many paragraphs a refusal names, and how much of each.
NAMED, SHOWN = 12, 70
#: What an annex says of the document that it goes with, folded.
WITH = fold("Kèm theo")
#: How many changed cells a refusal names.
NAMED_CELLS = 12


def texts_of(document: Document) -> list[str]:
    """The texts of its paragraphs in order, those of tables, boxes, headers and footers too; blank ones left out. What
    is struck out or hidden in a paragraph stands behind it, the comments at the end; a table of contents, whose pages a
    program counts, is left out."""
    around = _around(document)
    texts = [text for one in document.paragraphs() if not _of_contents(one) for text in (one.text, *_not_plain(one))]
    beside = [text for one in around for text in (_without_numbers(one), *_not_plain(one))]
    notes = [words.COMMENTS_IN.format(count=document.comments)] if document.comments else []
    return [text for text in (*texts, *dict.fromkeys(beside), *notes) if text]


def require_number(template: str, blank: bytes, numbered: bytes, number: int) -> None:
    """TemplateError where the document with that number prints it nowhere but in its annexes; `blank` has none."""
    without = set(texts_of(open_document(blank)))
    printed = re.compile(rf"(?<!\d){number:02d}(?!\d)")
    new = [fold(text) for text in texts_of(open_document(numbered)) if text not in without]
    if not any(printed.search(text) and WITH not in text for text in new):
        raise TemplateError("template_without_number", file=template)


def _of_contents(paragraph: Paragraph) -> bool:
    style = paragraph.style
    return style == CONTENTS_STYLE or style.lower().startswith(CONTENTS_STYLES)


def _around(document: Document) -> list[Paragraph]:
    """The paragraphs of its headers and footers."""
    kinds = (kind for section in document.sections for kind in (section.headers, section.footers))
    return [paragraph for kind in kinds for paragraphs in kind.values() for paragraph in paragraphs]


def _without_numbers(paragraph: Paragraph) -> str:
    """A page's number is of the program that shows it."""
    return re.sub(r"[\d\W]+", " ", paragraph.text).strip() if paragraph.fields else paragraph.text


def _not_plain(paragraph: Paragraph) -> list[str]:
    struck = "".join([run.text for run in paragraph.runs if run.format.strike and not run.format.hidden]).strip()
    told = ((words.STRUCK_IN, struck), (words.HIDDEN_IN, _hidden(paragraph)))
    return [form.format(text=text) for form, text in told if text]


def hidden_texts(document: Document) -> list[str]:
    """What stands in its text, headers and footers and is not seen on paper."""
    every = (*document.paragraphs(), *_around(document))
    return [text for text in dict.fromkeys(map(_hidden, every)) if text]


def _hidden(paragraph: Paragraph) -> str:
    return "".join([run.text for run in paragraph.runs if run.format.hidden]).strip()


@record
class Frozen:
    """What was submitted, of which issue makes the document again.

    `edited`: the document with the hand's edits, where there were any; `paragraphs`: its texts, None where an older
    program did not note them; `docx`: its fingerprint; `registered`: the document as the register tells it.
    """

    context: dict[str, Any]
    figures: list[Figure]
    missing_texts: list[str]
    template: bytes
    replaces: str  # the symbol of the document that this one replaces
    toc: bool
    edited: bytes = b""
    paragraphs: list[str] | None = None
    docx: str = ""
    registered: str = ""

    @property
    def content(self) -> dict[str, Any]:
        """As a snapshot keeps it."""
        kept = {name: getattr(self, name) for name in fields(self)}
        kept |= {name: kept[name].hex() for name in ("template", "edited")}
        return {name: value for name, value in kept.items() if name != "edited" or value}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Frozen:
        """What a snapshot keeps, of an older program too."""
        kept = {"toc": False, "edited": "", **content}
        kept |= {name: bytes.fromhex(kept[name]) for name in ("template", "edited")}
        kept["replaces"] = kept.get("replaces") or ""
        kept["registered"] = kept.get("registered") or _registered(kept["context"], kept["title"])
        return cls(**{name: kept[name] for name in fields(cls) if name in kept})

    def render(self, context: dict[str, Any], *, stamp: dt.date | None, day: dt.date, **more: Any) -> files.Rendered:
        """The document by the template that was submitted, with this context; `more` as of `files.render`."""
        return files.render(self.template, context, self.figures, stamp=stamp, day=day, **more)


@record
class Submitted:
    """A document that was submitted, and its snapshot; the file may have been changed since, or be gone."""

    document: Path
    snapshot: Snapshot

    @classmethod
    def read(cls, document: Path, period: str) -> Submitted:
        """Raises InputError where there is no snapshot that can be read."""
        return cls(document, read_snapshot(snapshot_path(document), period, Figure, Phrase, Source))

    @lazy
    def frozen(self) -> Frozen:
        return Frozen.of(self.snapshot.content)

    @lazy
    def _changed(self) -> bytes | None:
        """The file as it is now; None where it is, byte for byte, what was submitted."""
        data = office_file.read_bytes(self.document, office_file.DOCUMENT)
        return None if self.frozen.docx == hashlib.sha256(data).hexdigest() else data

    @lazy
    def _then(self) -> Document:
        """The document as it was submitted."""
        frozen, day = self.frozen, self.snapshot.at.date()
        if frozen.edited:
            return open_document(frozen.edited)
        made = frozen.render(frozen.context, stamp=None, day=day, status=words.SUBMIT_STATUS)
        return open_document(made.docx)

    def edits(self) -> list[str]:
        """A line for each paragraph that is not as it was submitted. InputError for a file that is unreadable."""
        if self._changed is None:
            return []
        now, then = texts_of(open_document(self._changed, self.document.name)), self.frozen.paragraphs
        then = texts_of(self._then) if then is None else then
        return [] if then == now else _told(then, now)

    def restyled(self) -> list[str]:
        """The paragraphs that say what was submitted and look otherwise: bold, italic, underlined, of another size,
        aligned otherwise; none where the texts differ. Raises InputError where the file cannot be read."""
        if self._changed is None:
            return []
        then, now = _looks(self._then), _looks(open_document(self._changed))
        if [text for text, _ in then] != [text for text, _ in now]:
            return []
        return [text for (text, before), (_, after) in zip(then, now, strict=True) if before != after]

    def compare(self) -> list[str]:
        """Nothing where the file still says what was submitted, a warning where it is no longer there to be compared.

        Raises RefusedError("submitted_edited") with the paragraphs, "submitted_unreadable".
        """
        place = {"file": self.document.name, "folder": self.document.parent}
        if not self.document.exists():
            return [words.SUBMITTED_GONE.format(**place)]
        try:
            found = self.edits()
        except InputError as error:
            raise RefusedError("submitted_unreadable", **place) from error
        if found:
            shown = found[:NAMED] + ([words.MORE_PARAGRAPHS.format(count=len(found) - NAMED)] if found[NAMED:] else [])
            lines = "\n".join(f"  {line}" for line in shown)
            raise RefusedError("submitted_edited", count=len(found), paragraphs=lines, **place)
        return []

    def check_content(self, book: Book) -> list[str]:
        """Raises RefusedError where the report would not print what was signed, or texts are missing.

        Gives back the tasks that changed since without changing the period's report.
        """
        snapshot = self.snapshot
        found = changes(snapshot.inputs, book, snapshot.period, snapshot.signer)
        if found.others:
            search = _Search(self, as_open(put_back(book, found.everyday), snapshot.period))
            changed = list(itertools.islice(search.causes(found.others), NAMED_CELLS + 1))
            named, more = changed[:NAMED_CELLS], changed[NAMED_CELLS:]
            if named:
                cells = "\n".join(f"  {line}" for line in named)
                count = (words.AT_LEAST if more else "{count}").format(count=len(named))
                raise RefusedError("changed_since_submission", count=count, cells=cells)
        if self.frozen.missing_texts:
            raise RefusedError("texts_missing", sections=", ".join(self.frozen.missing_texts))
        return list(dict.fromkeys(one.record for one in found.everyday))

    def replaced(self, called: str, register: Register, entry: Entry) -> Row | None:
        """What is replaced, as the signed document says it, else the call ("": it says nothing); None for a first
        report.

        Raises RefusedError: "already_issued", "replaces_differs", and those of `Register.replaced`.
        """
        standing, wanted = register.standing(entry), self.frozen.replaces or called
        if standing is not None and (not wanted or register.named(called or wanted, entry.kind) != standing):
            raise already_issued(entry.period, standing)
        if not wanted:
            return None
        old = register.replaced(wanted, entry.kind)
        if called and register.named(called, entry.kind) != old:
            raise RefusedError("replaces_differs", signed=old.symbol, called=called)
        return old


def _looks(document: Document) -> list[tuple[str, list[tuple[str, tuple[object, ...]]]]]:
    """Each paragraph's text, and its letters by how they look; blanks do not count."""
    found = []
    for one in document.paragraphs():
        if _of_contents(one):
            continue
        pieces: list[tuple[str, tuple[object, ...]]] = []
        for run in one.runs:
            letters, seen = "".join(run.text.split()), run.format
            look = (one.format.align, seen.bold, seen.italic, seen.underline, round(2 * seen.size))
            if letters and pieces and pieces[-1][1] == look:
                pieces[-1] = (pieces[-1][0] + letters, look)
            elif letters:
                pieces.append((letters, look))
        if pieces:
            found.append((one.text, pieces))
    return found


@record
class Edited:
    """A submitted document with edits by hand, before another takes its place; `edits`: a line for each paragraph that
    was edited since, `at`: when it was submitted. Those that went in at its submission stand in it too."""

    document: Path
    data: bytes
    edits: list[str]
    at: float

    @classmethod
    def before(cls, document: Path, period: str) -> Edited | None:
        """None where nothing was submitted there, or no hand was at it before or since."""
        try:
            if not document.is_file():
                return None
            submitted = Submitted.read(document, period)
            found = submitted.edits() or submitted.restyled()
            if not found and not submitted.frozen.edited:
                return None
            return cls(document, document.read_bytes(), found, snapshot_path(document).stat().st_mtime)
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


class _Search:
    """The report of the workbook as it is, against those with some of what changed put back."""

    def __init__(self, submitted: Submitted, book: Book) -> None:
        self._snapshot, self._frozen, self._book = submitted.snapshot, submitted.frozen, book
        self._template = prepared(self._frozen.template).docx
        self._now = self._printed(book)

    def causes(self, found: list[Difference]) -> Iterator[Difference]:
        """Those without which the report would print otherwise than it does now: by table, then halved until each
        stands alone; where no part of what matters does so by itself, all of it."""
        if self._matters(found):
            tables = dict.fromkeys(one.table for one in found)
            yield from self._within(found, [[one for one in found if one.table == table] for table in tables])

    def _within(self, found: list[Difference], parts: list[list[Difference]]) -> Iterator[Difference]:
        """`found`, which matters, in these parts."""
        mattering = [part for part in parts if len(parts) == 1 or self._matters(part)]
        if not mattering:
            yield from found
        for part in mattering:
            half = len(part) // 2
            if half:
                yield from self._within(part, [part[:half], part[half:]])
            else:
                yield from part

    def _matters(self, found: list[Difference]) -> bool:
        return self._printed(as_open(put_back(self._book, found), self._snapshot.period)) != self._now

    def _printed(self, book: Book) -> list[str] | None:
        """What the report of that workbook says; None where none can be made of it, as its signer or dates are gone."""
        period, signer = self._snapshot.period, self._snapshot.signer or None
        try:
            made = build_report(book, period, signer=signer, replaces=self._frozen.replaces)
            return printed(self._template, made.context)
        except LhhError:
            return None


# --- what the register is to tell of it ----------------------------------------------------------------------------


def entry_of(period: str, date: dt.date | None, context: dict[str, Any], registered: str, signer: str) -> Entry:
    """The report of a period as the register is to tell of it; dated today unless told, whatever Ngày tính is."""
    *copies, archive = context["noi_nhan"] or [""]
    recipients = [*context["kinh_gui"], *(name for name in copies if fold(str(name)) != fold(AS_ABOVE))]
    return Entry(
        REPORT.code,
        date or dt.date.today(),
        registered,
        signer,
        "; ".join(map(str, recipients)),
        ascii_name(period),
        period,
        archive=str(archive).partition(":")[2].strip() or str(archive),
    )


@record
class Signed:
    """What was signed, or why it cannot be read; `entry` is then of the workbook as it is."""

    entry: Entry
    submitted: Submitted | InputError

    @classmethod
    def of(cls, folder: Path, report: Report, date: dt.date | None) -> Signed:
        """`report` as it would be made now; `date`: of the document, where one is given."""
        period, context = report.period.code, report.context
        document = files.stage_document(folder, period, Stage.SUBMIT)
        try:
            submitted = Submitted.read(document, period)
        except InputError as error:
            registered = _registered(context, context["van_ban"]["trich_yeu"])
            return cls(entry_of(period, date, context, registered, report.signer), error)
        frozen, signer = submitted.frozen, submitted.snapshot.signer
        return cls(entry_of(period, date, frozen.context, frozen.registered, signer), submitted)

    def restyled(self) -> list[str]:
        """A warning where the document only looks otherwise than it was signed; issue leaves that out."""
        submitted = self.submitted
        if isinstance(submitted, InputError) or not submitted.document.exists():
            return []
        found = submitted.restyled()
        told = {"file": submitted.document.name, "count": len(found), "text": _cut("".join(found[:1]), 0)}
        return [words.SUBMITTED_RESTYLED.format(**told)] if found else []

    def checked(self, warnings: list[str], *, as_submitted: bool) -> Submitted:
        """What was submitted, when the document that was signed still says the same (`as_submitted`: whatever it says).

        Raises InputError, RefusedError, TemplateError.
        """
        if isinstance(self.submitted, InputError):
            raise self.submitted
        if not as_submitted:
            warnings += self.submitted.compare()
        frozen = self.submitted.frozen  # one signed before that was asked
        files.require_finished(frozen.template, names_for(frozen.context))
        return self.submitted


def _registered(context: dict[str, Any], title: object) -> str:
    """The document as the register tells it, where no template said what it is called."""
    return Title(str(context["van_ban"]["loai"]), str(title)).registered


def already_issued(period: str, standing: Row) -> RefusedError:
    return RefusedError("already_issued", symbol=standing.symbol, period=period, place=standing.place)

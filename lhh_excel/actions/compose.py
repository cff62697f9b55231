"""Soạn văn bản: any text in, a document of one of the decree's types out, checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ExitCode, InputError, UsageError
from ..files import write_atomic
from ..law import DocumentType, Layout
from ..messages import compose as words
from ..messages import screen as screen_words
from ..paths import ascii_name, output_folder, template
from .common import Outcome, Quiet, Screen, Target, open_target

if TYPE_CHECKING:
    from ..document.compose.document import Document
    from ..document.compose.kept import Line
    from ..document.compose.result import Composed
    from ..document.rules import CheckResult
    from ..workbook.book import Book
    from .compose_sources import Merged

_MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class ComposeOptions:
    """`type`: a name or abbreviation, where the text does not say it; `complete`: add what the decree asks."""

    text: Path
    type: str | None = None
    book: Path | None = None
    number: int | None = None
    date: dt.date | None = None
    signer: str | None = None
    out: Path | None = None
    complete: bool = False
    as_of: dt.date | None = None


def compose(options: ComposeOptions, screen: Screen | None = None) -> Outcome:
    """The document of a text; exit code 1 when it has errors of layout, or words had no place: both are listed.

    Words of the text or its front matter that the document has no place for stand at the end of its content.
    Raises InputError for a text or workbook that cannot be read, UsageError for a type that is not known.
    """
    from ..document.compose.text import read_text
    from ..document.rules import check_document
    from .compose_sources import merge

    screen = screen or Quiet()
    screen.progress(screen_words.STEP_READ, 1, 3)
    data = _bytes(options.text)
    book = open_target(Target(options.book, options.as_of)) if options.book else None
    as_of = book.as_of if book is not None else options.as_of or dt.date.today()
    composed = read_text(data, options.text.name, date=options.date, as_of=as_of)
    kind = _kind(options, composed)
    outcome = Outcome(workbook=options.book)
    _called_for(options, composed, kind)
    merged = merge(composed, kind, book, options.signer)
    _ask(options, merged, screen, outcome)
    screen.progress(screen_words.STEP_DOCUMENT, 2, 3)
    document = _document(composed, kind, merged, book, as_of)
    numbered = bool(document.number) and (document.date is not None or not kind.dated)
    own = template(kind.template, options.book) if options.book else None
    rendered, left = document.make(own, "" if numbered else words.STATUS_DRAFT, composed.intake)
    data = rendered.docx
    outcome.warnings += rendered.notes
    path = _folder(options, book) / f"{_name(document, kind, options, numbered)}.docx"
    screen.progress(screen_words.STEP_CHECK, 3, 3)
    result = check_document(data, path.name, as_of)
    write_atomic(path, data)
    outcome.made = [path]
    _tell(outcome, composed, kind, merged, document)
    _left_over(outcome, left, kind)
    _checked(outcome, result, path, len(left))
    return outcome


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError("not_text", file=path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("not_found", file=path.name) from None
    except IsADirectoryError:
        raise InputError("is_folder_of_texts", file=path.name) from None
    except OSError:
        raise InputError("unreadable", file=path.name) from None


def _kind(options: ComposeOptions, composed: Composed) -> DocumentType:
    """The call's type, else the front matter's, else the text's own."""
    from ..document.compose.general import find_type, known_types

    wanted = options.type or composed.type or composed.title
    if not wanted:
        raise UsageError("no_type", file=options.text.name)
    kind = find_type(wanted)
    if kind is None:
        raise UsageError("unknown_type", type=wanted, known=known_types())
    if composed.title and composed.title != kind.name:
        composed.notes.append(words.OTHER_TYPE.format(title=composed.title, type=kind.name))
        if composed.notation:
            composed.notes.append(words.OTHER_NOTATION.format(notation=composed.notation))
            composed.settle(composed.notation)
        composed.notation = ""
    elif composed.title and not kind.titled:
        composed.notes.append(words.TYPE_OF_LETTER.format(title=composed.title))
    return kind


def _called_for(options: ComposeOptions, composed: Composed, kind: DocumentType) -> None:
    """Number and date of the call go before those of the text, which is told."""
    from ..workbook.values import show

    if options.number is not None:
        from ..register.numbers import check_size

        check_size(options.number)
        if composed.number and composed.number.lstrip("0") != str(options.number):
            composed.notes.append(words.OTHER_NUMBER.format(typed=composed.number, number=options.number))
            composed.settle(composed.number)
        composed.number = str(options.number)
    if options.date is not None:
        if composed.date not in (None, options.date):
            composed.notes.append(words.OTHER_DATE.format(typed=show(composed.date), date=show(options.date)))
            composed.settle(*composed.said("date"))
        elif composed.year and composed.date is None:  # of a draft
            composed.settle(composed.year)
        composed.date = options.date


def _ask(options: ComposeOptions, merged: Merged, screen: Screen, outcome: Outcome) -> None:
    """What the decree asks and nobody gave is added on a yes, else told with how to say it."""
    for gap in merged.gaps:
        yes = options.complete or screen.ask(words.QUESTION.format(gap=gap.text, proposal=gap.proposal))
        if yes:
            gap.add()
            outcome.warnings.append(f"{gap.text} {words.ADDED.format(proposal=gap.proposal)}")
        else:
            outcome.warnings.append(
                words.ASKED.format(gap=gap.text, key=gap.key, value=gap.value, proposal=gap.proposal)
            )
    outcome.warnings += merged.lacking


def _document(found: Composed, kind: DocumentType, merged: Merged, book: Book | None, as_of: dt.date) -> Document:
    from ..document.compose.document import Document, Signer

    year = found.year or str(as_of.year)
    electronic = found.electronic
    if electronic is None:
        from ..workbook.lists import ELECTRONIC

        electronic = book is not None and book.setting("medium") == ELECTRONIC
    document = Document(
        kind.name,
        found.subject,
        found.agency,
        merged.symbol,
        found.place,
        Signer(found.name, found.lines),
        governing=found.governing,
        number=found.number,
        date=found.date,
        year=year,
        notation=found.notation,
        drafter=found.drafter,
        recipients=found.recipients,
        urgency=found.urgency,
        circulation=found.circulation,
        address=found.address,
        electronic=electronic,
        layout=_layout(found, book, found.date or as_of),
        content=found.content,
        annexes=found.annexes,
        as_of=as_of,
    )
    # the office's own template may print what ours has no place for; what neither prints is told
    document.addressees, document.legal_bases, document.authority = found.addressees, found.bases, found.authority
    document.secretary, document.meeting = Signer(found.secretary, found.secretary_lines), found.meeting
    return document


def _layout(found: Composed, book: Book | None, day: dt.date) -> Layout:
    """The front matter's measures over the workbook's."""
    if book is None:
        return Layout(**found.layout)
    from ..figures.frame import setting_out

    return setting_out(book, day)._replace(**found.layout)


def _folder(options: ComposeOptions, book: Book | None) -> Path:
    """As for a report; without a workbook beside the text."""
    if options.book is not None and book is not None:
        return output_folder(options.book, options.out, book.text("output"))
    return options.out or options.text.resolve().parent


def _name(document: Document, kind: DocumentType, options: ComposeOptions, numbered: bool) -> str:
    about = document.context()["van_ban"]
    if numbered:
        return ascii_name(f"{about['so']}-{about['ky_hieu']}-{about['nam'].strip()}")
    return ascii_name(f"{kind.code}-{options.text.stem}-du-thao")


def _tell(outcome: Outcome, composed: Composed, kind: DocumentType, merged: Merged, document: Document) -> None:
    outcome.lines.append(words.MADE.format(type=kind.name, path=outcome.made[0]))
    for head, texts in ((words.CHANGES_HEAD, composed.notes), (words.SOURCES_HEAD, merged.told)):
        if texts:
            outcome.lines += [head, *(words.LINE.format(text=text) for text in texts)]
    blank = [words.WHAT["number"].lower()] if not document.number else []
    blank += [words.WHAT["date"].lower()] if document.date is None and kind.dated else []
    if blank:
        outcome.lines.append(words.DRAFT.format(blank=words.AND.join(blank)))
    outcome.counts |= {
        "document_type": kind.name,
        "changes": composed.notes,
        "from_workbook": merged.told,
        "asked": [gap.text for gap in merged.gaps],
    }


def _left_over(outcome: Outcome, left: list[Line], kind: DocumentType) -> None:
    outcome.counts["left_over"] = [{"line": line, "text": text} for line, _, text in left]
    for line, label, text in left:
        shown = f"{label}: {text}" if label else text
        outcome.warnings.append(words.LEFT_OVER.format(line=line, text=shown, type=kind.name))
    if left:
        outcome.exit_code = ExitCode.FOUND


def _checked(outcome: Outcome, result: CheckResult, path: Path, left: int) -> None:
    from .check import finding_lines, summary, summary_line

    counts = summary(result)
    outcome.counts |= {"summary": counts, "findings": [finding.as_json() for finding in result.findings]}
    if counts["error"]:
        outcome.exit_code = ExitCode.FOUND
    outcome.lines += finding_lines(result)
    if any(counts.values()) or not left:
        outcome.lines.append(summary_line(path.name, result))
    if left:
        outcome.lines.append(words.LEFT_OVER_SUMMARY.format(file=path.name, count=left))

"""Soạn văn bản: any text in, a document of one of the decree's types out, checked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from ..document.composing.composition import Composition, Made, Office
from ..document.rules import CheckResult, check_document
from ..errors import ExitCode, InputError
from ..figures.context import ChuKy
from ..figures.frame import archive, recipients, setting_out, signature
from ..files import write_atomic
from ..law import Layout
from ..messages import compose as words
from ..messages import screen as screen_words
from ..paths import ascii_name, output_folder, template
from ..register.entries import check_size
from ..workbook.book import Book
from ..workbook.lists import COPY, ELECTRONIC, TO
from ..workbook.tables import BY_KEY
from ..workbook.values import fold
from .check import finding_lines, summary_line
from .common import QUIET, Outcome, Screen, Target, open_target

_MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class ComposeOptions:
    """`type`: a name or abbreviation, where the text does not say it; `complete`: add what the decree asks;
    `toc`: a table of contents."""

    text: Path
    type: str | None = None
    book: Path | None = None
    number: int | None = None
    date: dt.date | None = None
    signer: str | None = None
    out: Path | None = None
    complete: bool = False
    toc: bool = False
    as_of: dt.date | None = None


class OfficeOfBook(Office):
    """The office of a workbook, as a document composed from a text needs it: what Thông tin chung, Người ký and Nơi
    nhận say; Cấu hình of the way of sending and the measures."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.electronic = book.setting("medium") == ELECTRONIC

    def text(self, key: str) -> str:
        return self.book.text(key).strip()

    def signature(self, name: str | None) -> ChuKy:
        return signature(self.book, name)

    def for_head(self, position: str) -> str:
        if not self.book.has("signers"):
            return ""
        for _, held, line in self.book["signers"].each("position", "on_behalf"):
            if held and line and fold(held) == fold(position):
                return str(line).upper()
        return ""

    def addressees(self, kind: str) -> list[str]:
        return self._named(TO, kind)

    def recipients(self, kind: str) -> list[str]:
        return self._named(COPY, kind)

    def _named(self, role: str, kind: str) -> list[str]:
        return recipients(self.book, role, kind) if self.book.has("recipients") else []

    def archive(self, kind: str) -> str:
        return archive(self.book, kind) if self.book.has("recipients") else ""

    def sheet(self, table: str) -> str:
        return BY_KEY[table].sheet

    def layout(self, day: dt.date) -> Layout:
        return setting_out(self.book, day)


def compose(options: ComposeOptions, screen: Screen = QUIET) -> Outcome:
    """The document of a text; exit code 1 when it has errors of layout, or words had no place: both are listed.

    Words of the text or its front matter that the document has no place for stand at the end of its content.
    Raises InputError for a text or workbook that cannot be read, UsageError for a type that is not known.
    """
    screen.progress(screen_words.STEP_READ, 1, 3)
    data = _bytes(options.text)
    book = open_target(Target(options.book, options.as_of)) if options.book else None
    as_of = book.as_of if book is not None else options.as_of or dt.date.today()
    if options.number is not None:
        check_size(options.number)
    composition = Composition(
        data,
        options.text.name,
        Office() if book is None else OfficeOfBook(book),
        as_of,
        type=options.type,
        number=options.number,
        date=options.date,
        signer=options.signer,
        toc=options.toc,
    )
    outcome = Outcome(workbook=options.book)
    _ask(options, composition, screen, outcome)
    screen.progress(screen_words.STEP_DOCUMENT, 2, 3)
    made = composition.made(template(composition.kind.template, options.book) if options.book else None)
    docx = made.rendered.docx
    outcome.warnings += made.rendered.notes
    beside = options.out or options.text.resolve().parent
    folder = output_folder(options.book, options.out, book.text("output")) if options.book and book else beside
    path = folder / f"{_name(made, options)}.docx"
    screen.progress(screen_words.STEP_CHECK, 3, 3)
    result = check_document(docx, path.name, as_of)
    write_atomic(path, docx)
    outcome.made = [path]
    _tell(outcome, composition, made)
    _left_over(outcome, made)
    _checked(outcome, result, path, len(made.left))
    return outcome


def _bytes(path: Path) -> bytes:
    if path.is_dir():  # (Windows answers "no right" where it is read)
        raise InputError("is_folder_of_texts", file=path.name)
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError("not_text", file=path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError("not_found", file=path.name) from None
    except OSError:
        raise InputError("unreadable", file=path.name) from None


def _ask(options: ComposeOptions, composition: Composition, screen: Screen, outcome: Outcome) -> None:
    """What the decree asks and nobody gave is added on a yes, else told with how to say it."""
    for gap in composition.gaps:
        yes = options.complete or screen.ask(words.QUESTION.format(gap=gap.text, proposal=gap.proposal))
        if yes:
            gap.add()
            outcome.warnings.append(f"{gap.text} {words.ADDED.format(proposal=gap.proposal)}")
        else:
            outcome.warnings.append(
                words.ASKED.format(gap=gap.text, key=gap.key, value=gap.value, proposal=gap.proposal)
            )
    outcome.warnings += composition.lacking


def _name(made: Made, options: ComposeOptions) -> str:
    about = made.document.context()["van_ban"]
    if made.numbered:
        return ascii_name(f"{about['so']}-{about['ky_hieu']}-{about['nam'].strip()}")
    return ascii_name(f"{made.document.kind.code}-{options.text.stem}-du-thao")


def _tell(outcome: Outcome, composition: Composition, made: Made) -> None:
    kind, document = composition.kind, made.document
    outcome.lines.append(words.MADE.format(type=kind.name, path=outcome.made[0]))
    for head, texts in ((words.CHANGES_HEAD, composition.notes), (words.SOURCES_HEAD, composition.told)):
        if texts:
            outcome.lines += [head, *(words.LINE.format(text=text) for text in texts)]
    blank = [words.WHAT["number"].lower()] if not document.number else []
    blank += [words.WHAT["date"].lower()] if document.date is None and kind.dated else []
    if blank:
        outcome.lines.append(words.DRAFT.format(blank=words.AND.join(blank)))
    outcome.counts |= {
        "document_type": kind.name,
        "changes": composition.notes,
        "from_workbook": composition.told,
        "asked": [gap.text for gap in composition.gaps],
    }


def _left_over(outcome: Outcome, made: Made) -> None:
    outcome.counts["left_over"] = [{"line": line, "text": text} for line, _, text in made.left]
    for line, label, text in made.left:
        shown = f"{label}: {text}" if label else text
        outcome.warnings.append(words.LEFT_OVER.format(line=line, text=shown, type=made.document.kind.name))
    if made.left:
        outcome.exit_code = ExitCode.FOUND


def _checked(outcome: Outcome, result: CheckResult, path: Path, left: int) -> None:
    counts = result.counts
    outcome.counts |= {"summary": counts, "findings": [finding.as_json() for finding in result.findings]}
    if counts["error"]:
        outcome.exit_code = ExitCode.FOUND
    outcome.lines += finding_lines(result)
    if any(counts.values()) or not left:
        outcome.lines.append(summary_line(path.name, result))
    if left:
        outcome.lines.append(words.LEFT_OVER_SUMMARY.format(file=path.name, count=left))

"""Many documents against the decree: which texts stand in some folders, and the table of what was found in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..checking.finding import Severity
from ..document.rules import LAYOUT_RULES, CheckResult
from ..errors import InputError
from ..law import COMPONENTS
from ..messages import fleet as words
from ..paths import is_hidden
from .books import Cell, Workbook
from .search import readable, walk

#: What an office keeps texts in; only the first is read, the others are named with what to do.
KINDS = (".docx", ".docm", ".dotx", ".doc", ".dot", ".rtf", ".odt")
#: How many documents a rule's line names.
_NAMED = 10


@dataclass(frozen=True)
class Checked:
    """One document: its name below the folder asked for, and what was found in it or why it could not be read."""

    name: str
    result: CheckResult | InputError


def documents(places: Sequence[Path], closed: list[str]) -> list[tuple[Path, str]]:
    """Every text in the folders (and below) and every file named, with the name it is told by, in that order.

    What cannot be opened goes to `closed`. Raises InputError for a folder without a text.
    """
    found: list[tuple[Path, str]] = []
    for place in places:
        if not place.is_dir():
            found.append((place, place.name if len(places) == 1 else readable(str(place))))
            continue
        inside = walk(place, lambda name: not is_hidden(name) and Path(name).suffix.lower() in KINDS, closed)
        if not inside:
            raise InputError("no_documents", place=str(place))
        above = [] if len(places) == 1 else [str(place)]
        found += [(path, readable("/".join([*above, *parts]))) for path, parts in inside]
    return found


def documents_book(checked: Sequence[Checked]) -> bytes:
    """A workbook of three sheets: a line a document, a line a finding, a line a rule that some document breaks.

    The same documents give the same bytes.
    """
    book = Workbook(words.DOCUMENTS_TITLE)
    for name, heads, rows in (
        (words.SHEET_DOCUMENTS, words.DOCUMENT_HEADS, _of_documents(checked)),
        (words.SHEET_FINDINGS, words.FINDING_HEADS, _of_findings(checked)),
        (words.SHEET_RULES, words.RULE_HEADS, _of_rules(checked)),
    ):
        book.add(name, heads, list(rows) or [[None, words.EMPTY]])
    return book.data()


def _sound(checked: Iterable[Checked]) -> Iterator[tuple[str, CheckResult]]:
    return ((one.name, one.result) for one in checked if isinstance(one.result, CheckResult))


def _of_documents(checked: Sequence[Checked]) -> Iterator[list[Cell]]:
    for number, one in enumerate(checked, 1):
        result = one.result
        if isinstance(result, InputError):
            yield [number, one.name, "", words.STATE_FAILED, None, None, None, f"{result.sentence} {result.remedy}"]
            continue
        counts = result.counts
        state = words.STATE_ERRORS_OF_LAYOUT if result.errors else words.STATE_RIGHT
        said = words.SIGNED if result.signed else words.PROTECTED if result.protected else ""
        yield [number, one.name, result.document_type or words.NO_TYPE, state, *counts.values(), said]


def _of_findings(checked: Sequence[Checked]) -> Iterator[list[Cell]]:
    for name, result in _sound(checked):
        for each in result.findings:
            yield [
                name,
                Severity(each.severity).label,
                each.code,
                COMPONENTS[each.component],
                *(each.place, each.found, each.expected, each.message, each.fix),
            ]


def _of_rules(checked: Sequence[Checked]) -> Iterator[list[Cell]]:
    """The rule that most documents break first."""
    broken: dict[tuple[str, str, str], list[str]] = {}
    for name, result in _sound(checked):
        for key in dict.fromkeys((one.code, one.rule, one.severity) for one in result.findings):
            broken.setdefault(key, []).append(name)
    for (code, rule, severity), names in sorted(broken.items(), key=lambda one: (-len(one[1]), one[0])):
        shown = names[:_NAMED] + ([words.MORE.format(count=len(names) - _NAMED)] if len(names) > _NAMED else [])
        yield [code, LAYOUT_RULES[rule].title, Severity(severity).label, len(names), "\n".join(shown)]

"""That no word is lost: what came in against what stands in the finished document, word by word.

Words are compared as a bag: order is the decree's. What the making of a document may change is named here, once:

- case (the decree sets names, titles and headings in capitals), NFC, blanks, signs that no XML can hold;
- noughts before a number: "5" is printed "05";
- marks of Markdown, dashes of lists, bars of tables, lines that are ruled;
- the signs that lists, numberings and the end of a text are given anew: `. , ; : / - ( ) [ ] …` and "./.";
- T/M, K/T, T/L and T/UQ, which the state writes TM., KT., TL., TUQ.

Labels that the template prints itself, and words that a note tells of, come with what was read (`Intake`).
Everything costs time in proportion to the text.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, pairwise
from typing import Any

from lxml import etree

from ...plain import record
from ..ooxml import q
from ..reading.marks import BULLETS, DASHES
from ..templates.marks import clean_text
from .chunks import RULING

#: Private signs that a rendered document holds for a while; nobody's text may have them.
OURS = re.compile("[\U000f5a00-\U000f5bff]")
_OPEN, _CLOSE, _FIRST_DIGIT = "\U000f5b00", "\U000f5b01", 0xF5B10
_STAND_IN = re.compile(f"{_OPEN}([\U000f5b10-\U000f5b19]+){_CLOSE}")
_TO_DIGITS = {_FIRST_DIGIT + digit: str(digit) for digit in range(10)}
_FROM_DIGITS = {ord(str(digit)): chr(_FIRST_DIGIT + digit) for digit in range(10)}

#: A word, or a sign that is none of those which are set anew.
_WORD = re.compile(rf"[^\W_]+|[^\w\s.,;:/\\\-–—−*|()\[\]…{BULLETS}\u0300-\u036f\U000f5a00-\U000f5bff]")
_PARTY = re.compile(r"(?<!\w)([TK])/(?=(?:M|L|T|UQ)(?!\w))", re.IGNORECASE)
_ACCENTS = re.compile("[\u0300-\u036f]")
#: What opens a line in Markdown and is no word of it, and what closes a heading.
_OPENING = re.compile(rf"^\s*(?:(?:#{{1,6}}|>|[{DASHES}])(?=\s|$)\s*)+")
_CLOSING = re.compile(r"(?<=\s)#+$")
_RULED = re.compile(rf"^[{RULING}]+$")
_PRINTS = re.compile(r"^word/(?:document|(?:header|footer|footnotes|endnotes)[^/]*)\.xml$")
_TEXT, _PARAGRAPH, _GAPS = q("t"), q("p"), {q("br"), q("tab"), q("cr")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

#: Names of places where a value may stand, beside those of the context itself.
NUMBER, DATE, AGENCY, CONTENT = "so", "ngay", "co_quan.ten", "noi_dung"
SIGNER, SECRETARY, COSIGNER = "chu_ky", "thu_ky", "cung_ky"
_PLACES = {
    **dict.fromkeys(("van_ban.so", "van_ban.ky_hieu", "co_quan.viet_tat"), NUMBER),
    **dict.fromkeys(("van_ban.ngay", "van_ban.thang", "van_ban.nam"), DATE),
    "co_quan.goi_tat": AGENCY,
    **{f"{place}.{name}": place for place in (SIGNER, SECRETARY, COSIGNER) for name in ("quyen_han", "ho_ten")},
}
#: The name of the type is the template's own word; where the content goes is no text.
_FIXED = {"van_ban.loai", CONTENT}

#: Where something came in (a line of the file, a parameter), what it is called there ("" for running text), its text.
Line = tuple[int | str, str, str]


@dataclass
class Intake:
    """What came in: `lines`, and what need not come out word for word.

    `labels`: as typed, and as the template prints it by itself; `settled`: texts that a note tells of or that were said
    twice; `values`: the words that the reading found for each place, None where nothing was read: what is printed
    there beyond them was added, from a workbook or on asking, and makes up for no word of the text.
    """

    lines: list[Line] = field(default_factory=list)
    labels: list[tuple[str, str]] = field(default_factory=list)
    settled: list[str] = field(default_factory=list)
    values: dict[str, Counter[str]] | None = None


@record
class Proof:
    """What a template prints of a context: its own words, words of values beyond their first time, values by place."""

    own: Counter[str]
    again: Counter[str]
    printed: dict[str, Counter[str]]


def _key(word: str) -> str:
    key = word.upper().casefold()
    if not key.isascii():
        key = _ACCENTS.sub("", unicodedata.normalize("NFC", key))
    return key.lstrip("0") or "0" if key.isdecimal() else key


def words_of(texts: Iterable[str]) -> Counter[str]:
    """The words of texts as a bag."""
    joined = _PARTY.sub(r"\1", unicodedata.normalize("NFC", "\n".join(texts)))
    counted = Counter(_WORD.findall(joined))
    made: Counter[str] = Counter()
    for word, count in counted.items():
        made[_key(word)] += count
    return made


def typed(text: str) -> str:
    """A line as it was typed without Markdown's signs; "" for one that is only ruled."""
    text = clean_text(" ".join(text.split()))
    if _RULED.match(text):
        return ""
    return _OPENING.sub("", _CLOSING.sub("", text) if text.startswith("#") else text)


# --- what went out -----------------------------------------------------------------------------------------------


def shown_texts(docx: bytes) -> Iterator[str]:
    """What a document of ours shows, part by part, a paragraph a line: body, tables, boxes, headers, footers, notes."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in filter(_PRINTS.match, archive.namelist()):
            pieces: list[str] = []
            skipped = 0
            events = etree.iterparse(
                io.BytesIO(archive.read(name)), events=("start", "end"), resolve_entities=False, huge_tree=True
            )
            for event, node in events:
                if node.tag == _FALLBACK:
                    skipped += 1 if event == "start" else -1
                elif event == "start" or skipped:
                    if node.tag == _PARAGRAPH:
                        pieces.append("\n")
                elif node.tag == _TEXT:
                    pieces.append(node.text or "")
                elif node.tag in _GAPS:
                    pieces.append(" ")
                elif node.tag == _PARAGRAPH:
                    pieces.append("\n")
                    node.clear()
            yield "".join(pieces)


def prove(context: Mapping[str, Any], render: Callable[[dict[str, Any]], bytes]) -> Proof:
    """What a template makes of a context: it is rendered once with a stand-in for each text that the context holds."""
    values: list[tuple[str, str]] = []
    agency: dict[str, str] = {}

    def stand_in(value: Any, path: str) -> Any:
        if isinstance(value, Mapping):
            return {key: stand_in(inner, f"{path}.{key}".lstrip(".")) for key, inner in value.items()}
        if isinstance(value, list):
            return [stand_in(inner, path) for inner in value]
        if not isinstance(value, str) or not value.strip() or path in _FIXED:
            return value
        place = _PLACES.get(path, path)
        if place == AGENCY and value in agency:  # as it stands on top, and as it stands in a sentence
            return agency[value]
        made = f"{_OPEN}{str(len(values)).translate(_FROM_DIGITS)}{_CLOSE}"
        values.append((place, value))
        if place == AGENCY:
            agency[value] = made
        return made

    shown = "\n".join(shown_texts(render(stand_in(context, ""))))
    times = Counter(int(number.translate(_TO_DIGITS)) for number in _STAND_IN.findall(shown))
    again: Counter[str] = Counter()
    printed: dict[str, Counter[str]] = {}
    for number, count in times.items():
        place, value = values[number]
        found = words_of([value])
        printed.setdefault(place, Counter()).update(found)
        again.update({word: many * (count - 1) for word, many in found.items() if count > 1})
    return Proof(words_of([_STAND_IN.sub(" ", shown)]), again, printed)


# --- what is left over -------------------------------------------------------------------------------------------


def left_over(intake: Intake, shown: Iterable[str], proof: Proof) -> list[Line]:
    """The pieces of what came in that the document does not show, in order; every word as often as it is missing."""
    shown = list(shown)
    due = words_of(typed(text) for _, _, text in intake.lines)
    there = words_of(shown) - proof.own - proof.again
    if intake.values is not None:
        for place, printed in proof.printed.items():
            there -= printed - intake.values.get(place, Counter())
    due -= there
    due -= words_of(intake.settled)
    own = proof.own.copy()
    for as_typed, as_printed in intake.labels:
        wanted = words_of([as_printed])
        if wanted <= own:
            own -= wanted
            due -= words_of([as_typed])
    return _pieces(intake.lines, due, shown) if due else []


def _pieces(lines: list[Line], due: Counter[str], shown: list[str]) -> list[Line]:
    """Where the missing words stand: rather in a line that is missing as a whole, in its words and in their order."""
    keys = [_keys(typed(text)) for _, _, text in lines]
    pairs = Counter(chain.from_iterable(map(pairwise, keys)))
    pairs.subtract(chain.from_iterable(pairwise(_keys(line)) for text in shown for line in text.split("\n")))
    likely: list[tuple[float, float, int, int]] = []
    for number, line in enumerate(keys):
        if missing := sum(due[key] > 0 for key in line):
            apart = sum(pairs[pair] > 0 for pair in pairwise(line)) / max(1, len(line) - 1)
            likely.append((-missing / len(line), -apart, -len(line), number))
    found: dict[int, Line] = {}
    for *_, number in sorted(likely):
        where, label, text = lines[number]
        if piece := _piece(_PARTY.sub(r"\1", typed(text)), due):
            found[number] = (where, label, piece)
    return [found[number] for number in sorted(found)]


def _keys(text: str) -> list[str]:
    return [_key(word) for word in _WORD.findall(_PARTY.sub(r"\1", text))]


def _piece(text: str, due: Counter[str]) -> str:
    """The runs of missing words of a line with the signs between them; they are missing no more."""
    runs: list[list[int]] = []
    open_run = False
    for word in _WORD.finditer(text):
        key = _key(word[0])
        if due[key] <= 0:
            open_run = False
            continue
        due[key] -= 1
        if open_run:
            runs[-1][1] = word.end()
        else:
            start = word.start()
            while start and text[start - 1] in "([":
                start -= 1
            runs.append([start, word.end()])
        open_run = True
    made = []
    for start, end in runs:
        while end < len(text) and not text[end].isspace() and not _WORD.match(text, end):
            end += 1
        made.append(text[start:end])
    return " … ".join(made)

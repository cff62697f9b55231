"""A text cut into paragraphs and tables, whether each line is a paragraph or a paragraph runs over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..reading import marks
from ..reading.levels import level_of
from ..reading.lines import DRAWN, TYPED_RULE
from ..reading.pieces import about

#: Signs of Markdown and of lists, a letter, a part or an article at the head of a line, whatever follows.
_OPENS = re.compile(
    rf"^(?:[#>|]|[{marks.DASHES}]\s|[a-zđ][.)/]\s|(?:Điều|Chương|Phần|Mục)\s+(?:\d+|[IVXL]+)\b)", re.IGNORECASE
)
_FRAME = (marks.is_kinh_gui, marks.is_noi_nhan, marks.is_first_basis, marks.is_number, marks.is_verdict)
_HEADING = re.compile(r"\s*#{1,6}(?=\s|$)")
PAGE_NUMBER = re.compile(r"^[-–]?\s*\d{1,3}\s*[-–]?$")
#: Signs that rule a line in a text without looks: those of its tables too.
RULING = rf"{DRAWN}.|:"
RULE = re.compile(rf"^[{RULING}]{{3,}}$|{TYPED_RULE.pattern}", re.IGNORECASE)
_RULER = re.compile(r"^\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)+$")
_ROWS = 3  # lines cut by bars that are a table, whether or not one of dashes stands among them
_WRAPPED_FROM, _WRAPPED_TO, _FULL = 60, 120, 0.7
_LABEL = re.compile(r"^[^\W\d_][^.,;:!?]{1,40}:\s")


def squeeze(text: str) -> str:
    """One space between words, none at the ends."""
    return " ".join(text.split())


@dataclass
class Chunk:
    """A paragraph or a table: its lines as typed, the run of lines without a blank one in which it stands."""

    lines: list[str]
    block: int

    @property
    def text(self) -> str:
        return squeeze(" ".join(self.lines))

    @property
    def is_table(self) -> bool:
        return self.lines[0].lstrip().startswith("|")

    def pieces(self) -> Iterator[str]:
        """Its lines, each cut where columns stood side by side (tabs, wide gaps, bars)."""
        for line in self.lines:
            yield from re.split(r"\t+|\s{3,}|\|", line)


def headless(text: str) -> str:
    """What a heading says without Markdown's signs of one; a # of its own stays, and any other line."""
    level = _HEADING.match(text)
    return text if level is None else re.sub(r"\s#+$", "", text[level.end() :].strip())


def unmarked(line: str) -> str:
    """The same, its gaps as they are; a line of such signs alone stays."""
    text = headless(line)
    return text.strip("*_ ") if any(map(str.isalpha, text)) else text


def bare(text: str) -> str:
    """A line without the signs of a heading and of type around it, its gaps closed."""
    return squeeze(unmarked(text))


def starts_item(text: str) -> bool:
    """Whether a line opens something of its own: a heading, a list item, a part of the frame."""
    typed = text.lstrip()
    return _opens(typed) or _opens(typed.lstrip("*_"))


def _opens(text: str) -> bool:
    if _OPENS.match(text) or any(told(text) for told in _FRAME):
        return True
    level, said = level_of(text), about(text)
    return (level is not None and (level.sure or level.kind == "other")) or (said is not None and said.sure)


def ends_sentence(text: str) -> bool:
    text = text.rstrip().rstrip("*_")
    return marks.ends_sentence(text) or text.endswith(("”", '"'))


def continues(before: str, text: str) -> bool:
    """Whether a text goes on in the middle of a sentence: a small letter after an unfinished line."""
    first = text.lstrip("*_ ")[:1]
    return bool(first) and first.islower() and not ends_sentence(before) and not starts_item(text)


def chunks(text: str) -> list[Chunk]:
    """The paragraphs and tables of a text."""
    found: list[Chunk] = []
    runs = groupby(_with_bars(text.split("\n")), lambda line: bool(line.strip()))
    for count, (typed, run) in enumerate(runs):
        if typed:
            found += _block([line.rstrip() for line in run], count)
    return found


def _with_bars(lines: list[str]) -> list[str]:
    """Tables typed without bars at their edges get them: the line above one of dashes and those below it, and rows
    of as many cells each, three or more of them, one under the other."""
    made = list(lines)
    for start, end in _rows_of_bars(lines):
        made[start:end] = [f"| {line.strip()} |" for line in lines[start:end]]
    inside, bars = False, 0  # those of a row that has none at its edges; one less where its first cell is empty
    for number, line in enumerate(lines):
        if number and _RULER.match(line) and "|" in lines[number - 1]:
            inside, bars = True, 0 if lines[number - 1].lstrip().startswith("|") else lines[number - 1].count("|")
            made[number - 1] = f"| {lines[number - 1].strip()} |"
        inside = inside and "|" in line
        if inside and (not line.lstrip().startswith("|") or line.strip().count("|") == bars):
            made[number] = f"| {line.strip()} |"
    return made


def _rows_of_bars(lines: list[str]) -> Iterator[tuple[int, int]]:
    """Where runs of lines begin and end that bars cut into as many cells each."""
    counts: list[int] = []
    for line in lines:
        edged = line.lstrip().startswith("|")
        count = 0 if _RULER.match(line) else line.count("|") if edged else line.count(" | ")
        counts.append(count if not edged or (counts and count == counts[-1]) else 0)
    start = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or counts[at] != counts[start]:
            if counts[start] and at - start >= _ROWS and not (at < len(lines) and _RULER.match(lines[at])):
                yield start, at
            start = at


def _block(block: list[str], count: int) -> list[Chunk]:
    lines = [line.strip() for line in block]
    wrapped = _wrapped(lines)
    found: list[Chunk] = []
    for at, raw in enumerate(block):
        before, line = found[-1].lines[-1].strip() if found else "", lines[at]
        in_table = before.startswith("|")
        if found and (line.startswith("|") if in_table else _joins(before, line, wrapped[at])):
            found[-1].lines.append(raw)
        else:
            found.append(Chunk([raw], count))
    return found


def _stands_alone(line: str) -> bool:
    return line.startswith("#") or marks.is_upper(line)


def _names(before: str, line: str) -> bool:
    """Whether a line of words in capitals stands below one that is none: a name of its own, no rest of a sentence."""
    return marks.is_upper(line) and len(line.split()) > 2 and not marks.is_upper(before)


def _wrapped(lines: list[str]) -> list[bool]:
    """For each line whether it goes on from one that was broken because it was full, as an editor breaks lines.

    Paragraphs that each stand on a line, as a word processor gives them, all end as sentences do: no line goes on
    from a sentence's end unless another line of the run broke off in the middle of one.
    """
    made = [False] * len(lines)
    starts = [
        at
        for at, line in enumerate(lines)
        if not at or starts_item(line) or _stands_alone(lines[at - 1]) or _names(lines[at - 1], line)
    ]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        longest = max(len(line) for line in lines[start:end])
        full = all(len(line) >= _FULL * longest for line in lines[start : end - 1])
        if end - start < 2 or not _WRAPPED_FROM <= longest <= _WRAPPED_TO or not full:
            continue
        ends = [ends_sentence(line) for line in lines[start : end - 1]]
        paragraphs = all(ends)
        for at in range(start + 1, end):
            fits = len(lines[at - 1]) + 1 + len(lines[at].split(maxsplit=1)[0]) <= longest
            made[at] = not fits and not (paragraphs and ends[at - 1 - start]) and not _LABEL.match(lines[at])
    return made


def _joins(before: str, line: str, wrapped: bool) -> bool:
    """Whether the line goes on from the one before it."""
    if starts_item(line) or before.startswith("#") or PAGE_NUMBER.match(before) or PAGE_NUMBER.match(line):
        return False
    if marks.is_upper(before):
        return marks.is_upper(line) and starts_item(before)
    return continues(before, line) or (wrapped and not before.endswith((":", ";")))

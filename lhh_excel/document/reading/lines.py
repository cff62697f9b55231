"""One line of text as typed (a paragraph, or its piece between line breaks or tabs) and how it looks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from ...plain import lazy
from ...text.marks import without_marks
from ..ooxml import MM_PER_PT
from ..ooxml.metrics import text_width_mm
from .model import Paragraph, Run, flat

TYPED_RULE = re.compile(r"^[\s_\-–—=*~]{3,}$")
DOTS = re.compile(r"…|\.{4,}")  # a place left to be filled in
_PIECES = re.compile(r"[\n\t]")


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Capitals without marks, for recognising words however they are typed: "Nơi nhận" -> "NOI NHAN"."""
    return flat(without_marks(text)).upper()


@dataclass(eq=False)
class Line:
    """`runs` hold only what is seen at normal height (footnote marks left out); none is added once it is asked."""

    paragraph: Paragraph
    runs: list[Run]
    label: str = ""
    tabbed: bool = False

    @lazy
    def text(self) -> str:
        return flat(f"{self.label} {self.typed}" if self.label else self.typed)

    @lazy
    def typed(self) -> str:
        return "".join([run.shown for run in self.runs])

    @lazy
    def letters(self) -> str:
        return "".join(filter(str.isalpha, self.text))

    @lazy
    def _inked(self) -> list[tuple[Run, int]]:
        """Runs with letters or digits and how many they have; all signs where there is no letter."""
        counted = [(run, sum(map(str.isalnum, run.shown))) for run in self.runs]
        if not any(count for _, count in counted):
            counted = [(run, len(run.shown.strip())) for run in self.runs]
        return [(run, count) for run, count in counted if count]

    @lazy
    def sizes(self) -> Counter[float]:
        """How many signs have which size; not to be changed."""
        found: Counter[float] = Counter()
        for run, count in self._inked:
            found[run.format.size] += count
        return found

    @lazy
    def size(self) -> float:
        return self.sizes.most_common(1)[0][0] if self.sizes else 0.0

    def all_bold(self) -> bool:
        return bool(self._inked) and all(run.format.bold for run, _ in self._inked)

    def any_bold(self) -> bool:
        return any(run.format.bold for run, _ in self._inked)

    def all_italic(self) -> bool:
        return bool(self._inked) and all(run.format.italic for run, _ in self._inked)

    def any_italic(self) -> bool:
        return any(run.format.italic for run, _ in self._inked)

    @property
    def underlined(self) -> bool:
        return bool(self._inked) and all(run.format.underline for run, _ in self._inked)

    @lazy
    def upper(self) -> bool:
        return bool(self.letters) and self.letters == self.letters.upper()

    @property
    def is_rule(self) -> bool:
        """Typed signs that stand for a drawn line."""
        return bool(TYPED_RULE.match(self.typed)) and not self.letters

    @lazy
    def width(self) -> float:
        """The length in mm if it stood on one line."""
        return sum(map(_run_width, self.runs)) + (text_width_mm(self.label + " ", self.size) if self.label else 0.0)

    def width_as(self, size: float, bold: bool, italic: bool, text: str | None = None) -> float:
        return text_width_mm(self.text if text is None else text, size, bold, italic)


def _run_width(run: Run) -> float:
    look = run.format
    spread = look.spacing * len(run.text) * MM_PER_PT
    return text_width_mm(run.shown, look.size, look.bold, look.italic) + spread


def lines_of(paragraph: Paragraph, at_tabs: bool = False) -> list[Line]:
    """The paragraph cut at its line breaks (and tabs, where columns are made with them); blank pieces left out."""
    pieces: list[Line] = [Line(paragraph, [], paragraph.label)]
    for run in paragraph.runs:
        if run.format.hidden:
            continue
        if "\n" not in run.text and not (at_tabs and "\t" in run.text):
            if run.text and not run.format.raised:
                pieces[-1].runs.append(run)
            continue
        parts = _PIECES.split(run.text) if at_tabs else run.text.split("\n")
        start = run.start
        for number, part in enumerate(parts):
            if number:
                pieces.append(Line(paragraph, []))
            if part and not run.format.raised:
                pieces[-1].runs.append(Run(part, run.format, run.node, start))
            start += len(part) + 1
    found = [piece for piece in pieces if piece.text]
    for piece in found:
        piece.tabbed = at_tabs and len(found) > 1
    return found or _raised_rule(paragraph)


def _raised_rule(paragraph: Paragraph) -> list[Line]:
    """A line of raised underscores, as the decree's own templates type it, is a line too."""
    text = paragraph.raw.strip()
    return [Line(paragraph, paragraph.runs)] if TYPED_RULE.match(text) and len(text) > 2 else []


def wrapped_widths(line: Line, room: float | None) -> list[float]:
    """The lengths in mm of the printed lines when the text wraps within `room`."""
    whole = line.width
    if not room or whole <= room + 0.3:
        return [whole]
    bold, italic, size = line.all_bold(), line.all_italic(), line.size
    widths: list[float] = []
    current = ""
    for word in line.text.split(" "):
        longer = f"{current} {word}".strip()
        if current and text_width_mm(longer, size, bold, italic) > room + 0.3:
            widths.append(text_width_mm(current, size, bold, italic))
            current = word
        else:
            current = longer
    return [*widths, text_width_mm(current, size, bold, italic)]

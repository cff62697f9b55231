"""One line of text as typed (a paragraph, or its piece between line breaks or tabs) and how it looks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from ...plain import entity, lazy, pattern
from ..ooxml import MM_PER_PT, text_width_mm
from .marks import fold as fold
from .model import Block, Paragraph, Run, Table, flat

#: Signs typed for a drawn line, as they stand in a set of an expression.
DRAWN = r"\s_\-–—=*~"
#: A line of them, or the ornament that stands for one: "---o0o---".
TYPED_RULE = pattern(rf"^[{DRAWN}]{{3,}}$|^[{DRAWN}.]*(?:o0o|ooo)[{DRAWN}.]*$", re.IGNORECASE)
_GAP = pattern(r"[ \u00a0]*\t[\t \u00a0]*|[ \u00a0]{3,}")
_FAR, _PER_TAB = 20, 6  # blanks from which on a line begins on the right, and how many a tab counts for


@entity
class Line:
    """`runs` hold only what is seen at normal height (footnote marks left out); none is added once it is asked."""

    paragraph: Paragraph
    runs: list[Run]
    label: str = ""
    tabbed: bool = False  # one of several columns that tabs or blanks part
    column: int = 0

    @property
    def loose(self) -> bool:
        """One of two columns that blanks or bare tabs part: it stands where it stands only as long as nothing moves."""
        by_blanks = "\t" not in self.paragraph.raw and "   " in self.paragraph.raw.strip()
        return self.tabbed and (by_blanks or not self.paragraph.format.stops)

    @lazy
    def text(self) -> str:
        whole = self.paragraph
        if self.label == whole.label and self.typed == whole.raw:
            return whole.text
        return flat(f"{self.label} {self.typed}" if self.label else self.typed)

    @lazy
    def typed(self) -> str:
        return "".join([run.shown for run in self.runs])

    @lazy
    def letters(self) -> str:
        return "".join(filter(str.isalpha, self.text))

    @lazy
    def _inked(self) -> list[tuple[Run, int]]:
        """Runs with letters or digits and how many signs they have; all that are seen where none has any."""
        inked = [run for run in self.runs if any(map(str.isalnum, run.text))]
        counted = [(run, len(run.text.strip())) for run in inked or self.runs]
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
    def centred(self) -> bool:
        """Set in the middle; of a line without looks nobody knows, so it may be."""
        return self.paragraph.format.align in ("center", "")

    @property
    def underlined(self) -> bool:
        return bool(self._inked) and all(run.format.underline for run, _ in self._inked)

    @property
    def raised(self) -> bool:
        """Capitals by format alone: typed in small letters."""
        return bool(self._inked) and all(run.format.caps and run.text != run.shown for run, _ in self._inked)

    @lazy
    def upper(self) -> bool:
        return self.text.isupper()

    @property
    def is_rule(self) -> bool:
        """Typed signs that stand for a drawn line."""
        return bool(TYPED_RULE.match(self.typed)) and not self.label

    @lazy
    def width(self) -> float:
        """The length in mm if it stood on one line; blanks at its edges are not seen."""
        label = text_width_mm(self.label + " ", self.size) if self.label else 0.0
        return label + sum(map(_run_width, self.runs if self.typed == self.typed.strip() else self.cut(0, None).runs))

    def cut(self, start: int, end: int | None, column: int = 0) -> Line:
        """The piece of the typed text from `start` to `end`, without blanks at its edges."""
        piece = self.typed[start:end]
        at = start + len(piece) - len(piece.lstrip())
        left = len(piece.strip())
        runs: list[Run] = []
        for run in self.runs:
            if at < len(run.text) and left > 0:
                part = run.text[at : at + left]
                runs.append(Run(part, run.format, run.node, run.start + at))
                left -= len(part)
            at = max(at - len(run.text), 0)
        return Line(self.paragraph, runs, self.label if not start else "", column > 0 or end is not None, column)


def _run_width(run: Run) -> float:
    look = run.format
    spread = look.spacing * len(run.text) * MM_PER_PT
    return text_width_mm(run.shown, look.size, look.bold, look.italic) + spread


def lines_of(paragraph: Block) -> list[Line]:
    """The paragraph cut at its line breaks; blank pieces left out. A table has no lines of its own."""
    if isinstance(paragraph, Table):
        return []
    pieces: list[Line] = [Line(paragraph, [], paragraph.label)]
    for run in paragraph.runs:
        if run.format.hidden:
            continue
        if "\n" not in run.text:
            if run.text and (not run.format.raised or ("\n" in paragraph.raw and TYPED_RULE.match(run.text))):
                pieces[-1].runs.append(run)
            continue
        start = run.start
        for number, part in enumerate(run.text.split("\n")):
            if number:
                pieces.append(Line(paragraph, []))
            if part and (not run.format.raised or TYPED_RULE.match(part)):
                pieces[-1].runs.append(Run(part, run.format, run.node, start))
            start += len(part) + 1
    return [piece for piece in pieces if piece.text] or _raised_rule(paragraph)


def columns_in(line: Line, side_by_side: Callable[[str, str], bool]) -> list[Line]:
    """The line cut in two where tabs or three blanks part what `side_by_side` says are two parts.

    One that begins far from the left margin by tabs or blanks alone is the right one (`column` 1).
    """
    typed = line.typed
    if "\t" not in typed and "   " not in typed.replace("\u00a0", " "):
        return [line]
    for gap in _GAP.finditer(typed):
        left, right = flat(typed[: gap.start()]), flat(typed[gap.end() :])
        if left and right and side_by_side(left, right):
            return [line.cut(0, gap.start()), line.cut(gap.end(), None, 1)]
    lead = typed[: len(typed) - len(typed.lstrip())]
    far = lead.count("\t") * _PER_TAB + len(lead) >= _FAR
    return [line.cut(0, None, 1) if far else line]


def every_column(line: Line) -> list[Line]:
    """The line cut at every gap."""
    gaps = list(_GAP.finditer(line.typed))
    edges = [0, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), None]
    pieces = [line.cut(begin, end, column) for column, (begin, end) in enumerate(zip(*edges, strict=True))]
    return [piece for piece in pieces if piece.text]


def _raised_rule(paragraph: Paragraph) -> list[Line]:
    """A line of raised underscores, as the decree's own templates type it, is a line too."""
    text = paragraph.raw.strip()
    return [Line(paragraph, paragraph.runs)] if TYPED_RULE.match(text) and len(text) > 2 else []


def is_dotted(text: str) -> bool:
    """Whether a place in it is left to be filled in."""
    return "…" in text or "...." in text


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

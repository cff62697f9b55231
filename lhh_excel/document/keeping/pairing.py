"""Which paragraph of an edited file is which generated one, and which of two generated reports are the same.

In the edited file a bookmark says it where the text is not enough, and the text where a program lost or moved the
bookmark. Two generated reports have keys; a row put in shifts those of a list, and another template has others: there
what reads the same is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ...plain import entity
from .edited import Paragraph
from .generated import ORDINAL, Line, anchor
from .words import blocks, gaps, likeness, places_of, tokens_of

#: Likeness that is asked for: with the bookmark; without it anywhere; beside a neighbour that is known.
_MARKED, _ANYWHERE, _BESIDE = 0.25, 0.65, 0.5
#: Another piece belongs to the first where it adds so much to its likeness, or where so much of it is what the first
#: lacks: two words split from a long sentence add little to its likeness.
_GAIN, _SHARE = 0.05, 0.5
#: Pairs of leftovers that are compared each with each; where there are more, only near neighbours are.
_MOST_PAIRS, _NEAR = 40_000, 12

Index = int


@entity
class Group:
    """Generated lines and the paragraphs that became of them: one and one, unless the hand split or joined."""

    lines: list[Index]
    paragraphs: list[Index]


def pair(lines: Sequence[Line], paragraphs: Sequence[Paragraph]) -> list[Group]:
    """Groups in the order of the lines; who stands in none was deleted, or was written by hand."""
    texts = [line.text for line in lines]
    found = _Pairs(len(texts), len(paragraphs))
    mine = [paragraph.text for paragraph in paragraphs]
    at: dict[str, Index] = {}
    for j, paragraph in enumerate(paragraphs):
        for name in paragraph.anchors:
            at.setdefault(name, j)
    marked = [at.get(anchor(line.key), -1) for line in lines]
    for i, j in enumerate(marked):
        if j >= 0 and texts[i] == mine[j]:
            found.add(i, j)
    found.same_in_order(texts, mine)
    words = [tokens_of(text) if i not in found.of_line else [] for i, text in enumerate(texts)]
    for i, j in enumerate(marked):
        if j >= 0 and likeness(words[i], paragraphs[j].tokens, _MARKED) >= _MARKED:
            found.add(i, j)
    found.same_anywhere(texts, mine)
    found.alike(words, lambda j: paragraphs[j].tokens)
    return _grouped(found, lines, paragraphs)


class _Pairs:
    """Pairs of two lists, each member in one pair at most."""

    def __init__(self, ones: int, others: int) -> None:
        self.of_line: dict[Index, Index] = {}
        self.of_paragraph: dict[Index, Index] = {}
        self._ones, self._others = ones, others

    def add(self, i: Index, j: Index) -> None:
        if i not in self.of_line and j not in self.of_paragraph:
            self.of_line[i], self.of_paragraph[j] = j, i

    def left(self) -> tuple[list[Index], list[Index]]:
        ones = [i for i in range(self._ones) if i not in self.of_line]
        return ones, [j for j in range(self._others) if j not in self.of_paragraph]

    def same_in_order(self, ones: Sequence[str], others: Sequence[str]) -> None:
        left, right = self.left()
        for i, j in places_of([ones[i] for i in left], [others[j] for j in right]).items():
            self.add(left[i], right[j])

    def same_anywhere(self, ones: Sequence[str], others: Sequence[str]) -> None:
        """What stands once on either side."""
        left, right = self.left()
        places: dict[str, list[Index]] = {}
        for j in right:
            places.setdefault(others[j], []).append(j)
        for i in left:
            if len(places.get(ones[i], ())) == 1:
                self.add(i, places[ones[i]][0])

    def alike(self, ones: Sequence[Sequence[str]], other: Callable[[Index], Sequence[str]]) -> None:
        """The likest first."""
        left, right = self.left()
        near = len(left) * len(right) > _MOST_PAIRS
        scores: list[tuple[float, Index, Index]] = []
        for place, i in enumerate(left):
            middle = place * len(right) // max(len(left), 1)
            for j in right[max(middle - _NEAR, 0) : middle + _NEAR] if near else right:
                score = likeness(ones[i], other(j), _BESIDE)
                if score >= _BESIDE:
                    scores.append((-score, i, j))
        for score, i, j in sorted(scores):
            beside = self.of_line.get(i - 1, -9) == j - 1 or self.of_line.get(i + 1, -9) == j + 1
            if -score >= (_BESIDE if beside else _ANYWHERE):
                self.add(i, j)


def _grouped(found: _Pairs, lines: Sequence[Line], paragraphs: Sequence[Paragraph]) -> list[Group]:
    groups = {i: Group([i], [j]) for i, j in found.of_line.items()}
    of_paragraph = {j: groups[i] for j, i in found.of_paragraph.items()}
    lines_left, paragraphs_left = found.left()

    def told(these: list[Index]) -> list[str]:
        return [token for i in these for token in tokens_of(lines[i].text)]

    def stands(these: list[Index]) -> list[str]:
        return [token for j in these for token in paragraphs[j].tokens]

    for j in (*paragraphs_left, *paragraphs_left[::-1]):  # the other pieces of one that was split, from both ends
        for side in (j - 1, j + 1):
            group = of_paragraph.get(side)
            if group is not None and j not in of_paragraph:
                both = sorted([*group.paragraphs, j])
                if _belongs(told(group.lines), stands(group.paragraphs), stands(both)):
                    group.paragraphs = both
                    of_paragraph[j] = group
    for i in (*lines_left, *lines_left[::-1]):  # those that were joined to their neighbour
        for side in (i - 1, i + 1):
            group = groups.get(side)
            if group is not None and i not in groups:
                both = sorted([*group.lines, i])
                if _belongs(stands(group.paragraphs), told(group.lines), told(both)):
                    group.lines = both
                    groups[i] = group
    return list({id(group): group for _, group in sorted(groups.items())}.values())


def _belongs(whole: Sequence[str], part: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether what makes the part longer comes from the whole too."""
    same, more = (sum(size for _, _, size in blocks(whole, one)) for one in (part, longer))
    gained = 2 * more / (len(whole) + len(longer)) - 2 * same / (len(whole) + len(part))
    return gained > _GAIN or more - same >= _SHARE * (len(longer) - len(part))


# --- two generated reports -----------------------------------------------------------------------------------------


def follow(old: Sequence[Line], new: Sequence[Line], *, reworded: bool = False) -> dict[Index, Index]:
    """Line of the older report -> the same one in the newer; `reworded`: they come of different templates."""
    found = _Pairs(len(old), len(new))
    of_old, of_new = _by_place(old), _by_place(new)
    for place, mine in of_old.items():
        theirs = of_new.get(place, [])
        if len(mine) == len(theirs) == 1:
            found.add(mine[0], theirs[0])
        elif theirs:
            _follow_list(found, old, new, mine, theirs)
    left, right = found.left()
    if left and right:
        texts = [line.text for line in old], [line.text for line in new]
        found.same_in_order(*texts)
        found.same_anywhere(*texts)
        if reworded:  # else what has another key is of another record, however like it reads
            words = [tokens_of(text) for text in texts[1]]
            found.alike([tokens_of(text) for text in texts[0]], words.__getitem__)
    return found.of_line


def _by_place(lines: Sequence[Line]) -> dict[str, list[Index]]:
    found: dict[str, list[Index]] = {}
    for i, line in enumerate(lines):
        found.setdefault(line.key.partition(ORDINAL)[0], []).append(i)
    return found


def _follow_list(
    found: _Pairs, old: Sequence[Line], new: Sequence[Line], mine: list[Index], theirs: list[Index]
) -> None:
    """Lines that only their place in a list tells from each other: what reads the same, then what stands between the
    same neighbours and is like it."""
    ones, others = [old[i].text for i in mine], [new[j].text for j in theirs]
    for one, other in places_of(ones, others).items():
        found.add(mine[one], theirs[other])
    for i1, i2, j1, j2 in gaps(ones, others):
        for one, other in zip(range(i1, i2), range(j1, j2), strict=True) if i2 - i1 == j2 - j1 else ():
            if likeness(tokens_of(ones[one]), tokens_of(others[other])) >= _MARKED:
                found.add(mine[one], theirs[other])

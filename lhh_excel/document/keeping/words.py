"""Text as two saves of one document are compared: words, numbers and signs; and what of a change fits into an edit.

Spaces, quotation marks, dashes, invisible signs and the way accents are composed differ from one program to the next,
so they are made alike before anything is compared, and never written back: each letter knows where it came from.
"""

from __future__ import annotations

import unicodedata
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Generic, TypeVar

from ...plain import lazy, pattern, record

Owner = TypeVar("Owner")
#: A piece of a generated text: words, or a figure by its id with what was printed of it.
Segment = str | tuple[str, str]

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None),
    }
)
BETWEEN = " \x01 "  # two cells of a row
_UNLIKE = pattern(f"[{''.join(map(chr, _ALIKE))}]")
_TOKEN = pattern(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_")
#: Untouched tokens that a change of words asks for on both sides.
_MARGIN = 2
#: Words that turn what a figure says: those of one side against those of the other; how many words off it they may
#: stand. What is put before a figure's own words denies them.
_SIDES = (
    ({"tăng", "thêm", "lên"}, {"giảm", "bớt", "xuống"}),
    ({"cao", "nhiều", "hơn", "vượt", "trên"}, {"thấp", "ít", "kém", "hụt", "dưới"}),
    ({"đã", "đúng", "sớm", "kịp"}, {"chưa", "muộn", "chậm", "trễ"}),
    ({"trong"}, {"quá"}),
)
_CONTRARY = {word: other for pair in _SIDES for one, other in (pair, pair[::-1]) for word in one}
_DENIES = frozenset({"không", "chưa", "chẳng"})
_REACH = 4
#: Pairs of tokens that are compared each with each.
_MOST_COMPARED = 250_000


def flat(text: str) -> str:
    """The text as it is compared: one kind of space, quote and dash, accents composed, nothing invisible."""
    if _UNLIKE.search(text):
        text = text.translate(_ALIKE)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def fingerprint(texts: Iterable[str]) -> int:
    """Of the cells of a row, as they are compared; their texts as they stand or made alike."""
    return zlib.crc32(flat(BETWEEN.join(texts)).encode())


def tokens_of(flat_text: str) -> list[str]:
    """Its words, numbers and signs, without the spaces."""
    return _TOKEN.findall(flat_text)


class Text(Generic[Owner]):
    """Letters with where each came from, made alike.

    `text` is as `flat` gives it; `spots` has for each of its letters the owner, and where in that it begins and ends
    (`more` for a space those of the others that it stands for); `spans` for each token where it stands in `text`.
    """

    def __init__(self, letters: Iterable[tuple[str, Owner, int]]) -> None:
        made: list[str] = []
        self.spots: list[tuple[Owner, int, int]] = []
        self.more: dict[int, list[tuple[Owner, int, int]]] = {}
        cluster: list[tuple[str, Owner, int]] = []

        def close() -> None:
            if not cluster:
                return
            whole = unicodedata.normalize("NFC", "".join([letter for letter, _, _ in cluster]))
            (_, owner, start), (_, _, end) = cluster[0], cluster[-1]
            for letter in whole:
                if letter.isspace():
                    if made and made[-1] == " ":
                        self.more.setdefault(len(made) - 1, []).append((owner, start, end + 1))
                    if not made or made[-1] == " ":
                        continue
                    letter = " "
                made.append(letter)
                self.spots.append((owner, start, end + 1))
            cluster.clear()

        for sign, owner, at in letters:
            for letter in sign.translate(_ALIKE):
                if not unicodedata.combining(letter):
                    close()
                cluster.append((letter, owner, at))
        close()
        if made and made[-1] == " ":
            made.pop()
            self.spots.pop()
        self.text = "".join(made)
        self.spans = [(found.start(), found.end()) for found in _TOKEN.finditer(self.text)]

    @lazy
    def tokens(self) -> list[str]:
        return [self.text[start:end] for start, end in self.spans]


class Told(Text[int]):
    """A generated text; `figures` has for each token the id of the figure that it belongs to, or ""."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        values = [one if isinstance(one, str) else one[1] for one in segments]
        self.raw = "".join(values)
        names = [name for one, value in zip(segments, values, strict=True) for name in [_name(one)] * len(value)]
        super().__init__((letter, 0, at) for at, letter in enumerate(self.raw))
        self.figures = [
            next((name for _, at, _ in self.spots[start:end] if (name := names[at])), "") for start, end in self.spans
        ]

    def written(self, first: int, last: int) -> str:
        """Tokens first..last as they were generated, with the spaces between them."""
        return self.between(self.spans[first][0], self.spans[last - 1][1])

    def between(self, start: int, end: int) -> str:
        """Letters of `text` as they were generated."""
        if end <= start:
            return ""
        last = max([self.spots[end - 1], *self.more.get(end - 1, ())], key=lambda spot: spot[2])
        return self.raw[self.spots[start][1] : last[2]]

    @lazy
    def printed(self) -> dict[str, list[int]]:
        """Figure -> its tokens."""
        found: dict[str, list[int]] = {}
        for at, name in enumerate(self.figures):
            if name:
                found.setdefault(name, []).append(at)
        return found


def _name(segment: Segment) -> str:
    return "" if isinstance(segment, str) else segment[0]


# --- likeness ------------------------------------------------------------------------------------------------------


def likeness(one: Sequence[str], other: Sequence[str], least: float = 0.0) -> float:
    """How much of two texts is the same, from 0 to 1; 0 where it cannot reach `least`."""
    whole = len(one) + len(other)
    if not one or not other or 2 * (Counter(one) & Counter(other)).total() / whole < least:
        return 0.0
    return 2 * sum(size for _, _, size in blocks(one, other)) / whole


def blocks(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int]]:
    """What both have in the same order: where in the one, where in the other, how long.

    What is long is first cut where both have something that either has only once: a matcher takes the square of the
    time where much differs here and there. Long texts that have nothing of the kind count as different.
    """
    most = min(len(one), len(other))
    head = next((at for at in range(most) if one[at] != other[at]), most)
    most -= head
    tail = next((at for at in range(most) if one[-1 - at] != other[-1 - at]), most)
    found = [(0, 0, head)] if head else []
    a, b = one[head : len(one) - tail], other[head : len(other) - tail]
    if a and b and len(a) * len(b) <= _MOST_COMPARED:
        from difflib import SequenceMatcher

        matched = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
        found += [(i + head, j + head, size) for i, j, size in matched if size]
    elif a and b:
        cuts = _common_cuts(a, b)
        i = j = 0
        for k, m in [*cuts, (len(a), len(b))] if cuts else []:
            found += [(x + i + head, y + j + head, size) for x, y, size in blocks(a[i:k], b[j:m])]
            found += [(k + head, m + head, 1)] if k < len(a) else []
            i, j = k + 1, m + 1
    return [*found, (len(one) - tail, len(other) - tail, tail)] if tail else found


def places_of(one: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Of what both have in the same order its place in the one -> in the other."""
    return {i + n: j + n for i, j, size in blocks(one, other) for n in range(size)}


def _common_cuts(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Places of what stands once in either, in the order of both."""
    once, twice = Counter(a), Counter(b)
    places = {token: j for j, token in enumerate(b) if twice[token] == 1}
    pairs = [(i, places[token]) for i, token in enumerate(a) if once[token] == 1 and token in places]
    kept = longest_rising([j for _, j in pairs])
    return [pair for n, pair in enumerate(pairs) if n in kept]


def gaps(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """What lies between `blocks`: from..to in the one, from..to in the other."""
    found = []
    i = j = 0
    for a, b, size in [*blocks(one, other), (len(one), len(other), 0)]:
        if (i, j) != (a, b):
            found.append((i, a, j, b))
        i, j = a + size, b + size
    return found


# --- three texts ---------------------------------------------------------------------------------------------------


@record
class Change:
    """Letters start..end of the edited text become `text`."""

    start: int
    end: int
    text: str


def carry_over(base: Told, mine: Text[Owner], new: Told) -> tuple[list[Change], bool]:
    """What was generated anew, as changes of the edited text; and whether all of it fitted in.

    A figure goes in where the hand left it alone; words do only where they stand between untouched ones, because what
    turns with them ("tăng 62" -> "giảm 12") must not be told half; and what turns beside a figure turns what the hand
    wrote around it too, wherever that stands. What changes within words that the hand took out stays out.
    """
    by_hand = base.tokens != mine.tokens
    where, edits = _places(base, mine), gaps(base.tokens, mine.tokens)
    changes: list[Change] = []
    whole = True
    for i1, i2, j1, j2 in _turns(base, new):
        pure = i1 < i2 and j1 < j2 and all(base.figures[i1:i2]) and all(new.figures[j1:j2])
        near = range(i1, i2) if pure else range(max(i1 - _MARGIN, 0), min(i2 + _MARGIN, len(base.spans)))
        turned = by_hand and not pure and _turned(base, i1, i2) and _turned(new, j1, j2)
        if _in_a_row(where, near) and not turned:
            beside = i1 > 0 and i2 < len(base.spans) and _in_a_row(where, range(i1 - 1, i2 + 1))
            if beside and base.tokens[i1 - 1] == new.tokens[j1 - 1] and base.tokens[i2] == new.tokens[j2]:
                start, end = mine.spans[where[i1 - 1]][1], mine.spans[where[i2]][0]  # with the spaces around
                changes.append(Change(start, end, new.between(new.spans[j1 - 1][1], new.spans[j2][0])))
            else:
                changes.append(_change(mine, new, [where[i] for i in range(i1, i2)], where.get(i1 - 1), (j1, j2)))
        elif not any(
            ((a, b) == (i1, i2) and mine.tokens[c:d] == new.tokens[j1:j2])  # written by the hand already
            or (pure and a <= i1 and i2 <= b and not any(token[0].isdigit() for token in mine.tokens[c:d]))
            or (c == d and a < i1 < i2 < b)
            for a, b, c, d in edits
        ):
            whole = False
    return changes, whole


def _in_a_row(where: Mapping[int, int], these: range) -> bool:
    """Whether these tokens stand in the edited text as they were, with nothing between them."""
    spots = [where.get(i, -1) for i in these]
    return bool(spots) and spots[0] >= 0 and spots == list(range(spots[0], spots[0] + len(spots)))


def _turned(told: Told, first: int, last: int) -> bool:
    """Whether words beside a number changed, as far as this text tells."""
    beside = told.tokens[max(first - 1, 0) : last + 1]
    return any(map(str.isalpha, told.tokens[first:last])) and any(token[0].isdigit() for token in beside)


def _turns(base: Told, new: Told) -> list[tuple[int, int, int, int]]:
    """The gaps, each figure that only changed its value by itself: its neighbours may then be the hand's."""
    found = []
    for i1, i2, j1, j2 in gaps(base.tokens, new.tokens):
        alike = i2 - i1 == j2 - j1 and base.figures[i1:i2] == new.figures[j1:j2] and all(base.figures[i1:i2])
        found += [(i1 + n, i1 + n + 1, j1 + n, j1 + n + 1) for n in range(i2 - i1)] if alike else [(i1, i2, j1, j2)]
    return found


def _places(base: Told, mine: Text[Owner]) -> dict[int, int]:
    """Token of the generated text -> the same one in the edited text; figures that the hand moved are found too."""
    where = places_of(base.tokens, mine.tokens)
    taken = set(where.values())
    left = Counter(base.tokens[i] for i in range(len(base.spans)) if i not in where and base.figures[i])
    free: dict[str, list[int]] = {}
    for j, token in enumerate(mine.tokens):
        if j not in taken and token in left:
            free.setdefault(token, []).append(j)
    for i, name in enumerate(base.figures):
        token = base.tokens[i]
        if name and i not in where and left[token] == 1 and len(free.get(token, ())) == 1 and token[0].isdigit():
            where[i] = free[token][0]
    return where


def _change(mine: Text[Owner], new: Told, spots: list[int], before: int | None, turn: tuple[int, int]) -> Change:
    first, last = turn
    if spots:
        start, end = mine.spans[spots[0]][0], mine.spans[spots[-1]][1]
        if first < last:
            return Change(start, end, new.written(first, last))
        if before is not None:  # gone, with the space before it
            return Change(mine.spans[before][1], end, "")
        return Change(start, mine.spans[spots[-1] + 1][0] if spots[-1] + 1 < len(mine.spans) else end, "")
    if before is not None:  # put in, with the space before it
        at = mine.spans[before][1]
        return Change(at, at, new.between(new.spans[first - 1][1], new.spans[last - 1][1]))
    return Change(
        0, 0, new.between(new.spans[first][0], new.spans[last][0] if last < len(new.spans) else len(new.text))
    )


@record
class HandFigure:
    """A figure told otherwise by hand: its id, what the data gives, what stands there, in which text."""

    figure: str
    printed: str
    stands: str
    text: str


def figures_by_hand(new: Told, text: str) -> list[HandFigure]:
    """Figures in whose place another number stands, or beside which a word says the contrary or denies what they say;
    one that was taken out, told in words or moved with the words beside it is none."""
    mine = tokens_of(text)
    found: dict[str, HandFigure] = {}

    def tell(name: str, printed: str, stands: str) -> None:
        found.setdefault(name, HandFigure(name, printed, stands, text))

    for i1, i2, j1, j2 in gaps(new.tokens, mine):
        ones = [at for at in range(i1, i2) if new.tokens[at][0].isdigit()]
        others = [at for at in range(j1, j2) if mine[at][0].isdigit()]
        for a, b, c, d in gaps([new.tokens[at] for at in ones], [mine[at] for at in others]):
            stands = " ".join([mine[at] for at in others[c:d]])
            for at in ones[a:b]:
                name = new.figures[at]
                if name and stands and name not in found and not _moved(new, at, mine):
                    tell(name, new.written(new.printed[name][0], new.printed[name][-1] + 1), stands)
        instead = [token.casefold() for token in mine[j1:j2]]
        for at in range(i1, i2):
            word = new.tokens[at].casefold()
            contrary = next((one for one in instead if one in _CONTRARY.get(word, ()) and word not in instead), "")
            figure = _figure_beside(new, at)
            if contrary and figure is not None:
                name, last = new.figures[figure], new.printed[new.figures[figure]][-1]
                said = new.written(min(at, figure), max(at, last) + 1)
                tell(name, said, said.replace(new.tokens[at], contrary, 1))
        denied, denies = i1 < i2 and new.tokens[i2 - 1].casefold() in _DENIES, bool(instead) and instead[-1] in _DENIES
        figure = _figure_behind(new, i2)
        if figure is not None and denied is not denies:
            name = new.figures[figure]
            bare = new.written(i2, new.printed[name][-1] + 1)
            said, stands = (f"{new.tokens[i2 - 1]} {bare}", bare) if denied else (bare, f"{mine[j2 - 1]} {bare}")
            tell(name, said, stands)
    where = places_of(new.tokens, mine)
    put_in = [j for j in sorted({*range(len(mine))} - {*where.values()}) if mine[j][0].isdigit()]
    for at in range(len(new.tokens)) if put_in else ():  # put elsewhere or nowhere, another behind its words
        name, before = new.figures[at], _beside(new.tokens, at)[0]
        there = at in where and _beside(mine, where[at])[0] == before
        if name and name not in found and before and not there and not _moved(new, at, mine):
            stands = " ".join([mine[k] for k in put_in if _beside(mine, k)[0] == before])
            if stands and new.tokens[at][0].isdigit():
                tell(name, new.written(new.printed[name][0], new.printed[name][-1] + 1), stands)
    return list(found.values())


def _moved(new: Told, at: int, mine: Sequence[str]) -> bool:
    """Whether the number stands elsewhere between the same words; where another stands between the same, behind the
    same clause."""
    number, beside = new.tokens[at], _beside(new.tokens, at)
    places = [j for j, token in enumerate(mine) if token == number and _beside(mine, j) == beside]
    if places and any(new.figures[k] and k != at and _beside(new.tokens, k) == beside for k in range(len(new.tokens))):
        clause = _clause(new.tokens, at)
        alike = sum(name != "" and _clause(new.tokens, k) == clause for k, name in enumerate(new.figures))
        places = [j for j in places if alike == 1 and _clause(mine, j) == clause]
    return bool(places)


def _clause(tokens: Sequence[str], at: int) -> list[str]:
    """The words and numbers before, back to a sign that ends what is said of something."""
    return [one.casefold() for one in takewhile(lambda token: token.isalnum() or token in ":(-", tokens[:at][::-1])]


def _beside(tokens: Sequence[str], at: int) -> tuple[list[str], list[str]]:
    """Two words before and one behind, no further than the next sign."""

    def words(these: Sequence[str]) -> list[str]:
        return [token.casefold() for token in takewhile(str.isalpha, these)]

    return words(tokens[max(at - 2, 0) : at][::-1]), words(tokens[at + 1 : at + 2])


def _figure_beside(new: Told, at: int) -> int | None:
    """The next figure that is a number, behind the word or else before it, no further than a few words."""
    behind, before = range(at + 1, min(at + 1 + _REACH, len(new.tokens))), range(at - 1, max(at - 1 - _REACH, -1), -1)
    return next((i for i in (*behind, *before) if new.figures[i] and new.tokens[i][0].isdigit()), None)


def _figure_behind(new: Told, at: int) -> int | None:
    """The figure that follows these words, with no sign between and no further than a few words."""
    words = len([*takewhile(str.isalpha, new.tokens[at : at + _REACH])])
    there = at + words
    return there if 0 < words < _REACH and there < len(new.tokens) and new.figures[there] else None


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest rising run: whatever stands outside of it was moved."""
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        spot = bisect_left(ends, number)
        before.append(at_end[spot - 1] if spot else -1)
        ends[spot : spot + 1] = [number]
        at_end[spot : spot + 1] = [place]
    found: set[int] = set()
    place = at_end[-1] if at_end else -1
    while place >= 0:
        found.add(place)
        place = before[place]
    return found

"""A report made again over the file that somebody edited: three versions in, the edited one with what is new out.

The edited file is the carrier: whatever stands in it stays, with its look, pictures, notes and breaks; only what was
generated otherwise than the last time is written into it. Source: docs/workbook-contract.md, "Hand edits are kept".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ...messages import keeping as words
from ...plain import field, mutable, record
from ..ooxml import Element, q
from ..ooxml.package import MAIN_PART, write_parts
from ..ooxml.reviewing import Note
from .carrier import Carrier, CellEdit, merge_tables
from .edited import EditedFile, Paragraph, letters_of, write_in
from .generated import Generated, Line, anchor
from .pairing import Group, follow, pair
from .words import HandFigure, Segment, Told, carry_over, figures_by_hand, flat, longest_rising, places_of, tokens_of

#: So long a number is hardly another's by chance: 6.125.
_TELLING = 5


@record
class Conflict:
    """Where a change did not fit in: the text that stands, and what its comment says."""

    stands: str
    note: str


@mutable
class Outcome:
    """The merged document, and what became of each edit; texts as they read.

    `docx` is the edited file itself, byte for byte, where nothing was generated otherwise.
    """

    docx: bytes
    kept: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    figures: list[HandFigure] = field(default_factory=list)
    cells: list[CellEdit] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    @property
    def edited(self) -> bool:
        """Whether the hand did anything that is told."""
        return bool(self.kept or self.inserted or self.deleted or self.moved or self.cells or self.beside)


def merge(edited: bytes, base: Generated, fresh: bytes, now: Generated) -> Outcome:
    """`edited` with what `now` says otherwise than `base`, which it was made from; `fresh` is the document of `now`.

    NotAPackageError where the edited file is no Word document.
    """
    heads = [table.head for table in (*base.tables, *now.tables)]
    return _Merge(EditedFile(edited, heads), base, EditedFile(fresh, heads), now, Outcome(edited)).run()


class _Merge:
    def __init__(self, mine: EditedFile, base: Generated, fresh: EditedFile, now: Generated, outcome: Outcome) -> None:
        self.mine, self.base, self.fresh, self.now, self.outcome = mine, base, fresh, now, outcome
        self.carrier = Carrier(mine, fresh)
        self.follows = follow(base.lines, now.lines, reworded=base.template != now.template)
        self.groups = pair(base.lines, mine.paragraphs)
        self.notes: list[Note] = []
        #: New line -> the last element in which it stands.
        self.stands: dict[int, Element] = {}

    def run(self) -> Outcome:
        out, changed = self.outcome, self.base != self.now
        self._tell_places()
        for group in self.groups:
            self._group(group)
        if changed:
            self._stale_figures()
            self._new_order()
            self._new_lines()
        self._around()
        tables = merge_tables(self.carrier, self.base.tables, self.now.tables)
        out.cells = tables.edits
        for place, text in tables.notes:
            self._conflict("", text, place)
        if changed or tables.changed:
            self._anchor()
            self.carrier.finish(self.now, self.notes)
            out.docx = write_parts(self.mine.parts)
        return out

    # --- what the hand did ---------------------------------------------------------------------------------------

    def _tell_places(self) -> None:
        out, paragraphs = self.outcome, self.mine.paragraphs
        known = {j for group in self.groups for j in group.paragraphs}
        told = {i for group in self.groups for i in group.lines}
        put_in = [paragraph for j, paragraph in enumerate(paragraphs) if j not in known]
        self.by_hand = [_ByHand(paragraph, range(len(paragraph.tokens))) for paragraph in put_in]
        deleted = {i: line for i, line in enumerate(self.base.lines) if i not in told and line.text}
        self.lost = {i: {name for name, _ in _figures(line)} for i, line in deleted.items()}
        out.inserted = [paragraph.text for paragraph in put_in]
        out.deleted = [line.text for line in deleted.values()]
        in_order = longest_rising([group.paragraphs[0] for group in self.groups])
        self.hand_moved = {id(group) for n, group in enumerate(self.groups) if n not in in_order}
        out.moved = [self._text(group) for group in self.groups if id(group) in self.hand_moved]

    def _text(self, group: Group) -> str:
        return " ".join([self.mine.paragraphs[j].text for j in group.paragraphs])

    # --- paragraph by paragraph ----------------------------------------------------------------------------------

    def _group(self, group: Group) -> None:
        out = self.outcome
        mine = [self.mine.paragraphs[j] for j in group.paragraphs]
        before = _joined([self.base.lines[i] for i in group.lines])
        printed = flat("".join([one if isinstance(one, str) else one[1] for one in before]))
        alive = [self.follows[i] for i in group.lines if i in self.follows]
        edited = printed != self._text(group) or len(group.lines) != len(mine)
        if edited:
            lost = _lost(Told(before), _tokens(mine))
            self.lost.update((i, {name for name, _ in _figures(self.base.lines[i])} & lost) for i in group.lines)
        if not alive:
            if edited:
                out.kept.append(self._text(group))
                self.by_hand += _own(mine, Told(before))
                self._conflict(self._text(group), words.TEXT_GONE, mine[0].elements[0])
            else:
                out.removed.append(self._text(group))
                self.carrier.remove(mine)
            return
        after = _joined([self.now.lines[j] for j in alive])
        for j in alive:
            self.stands[j] = mine[-1].elements[-1]
        told, whole = Told(after) if edited or before != after else None, True
        if told is not None and before != after:
            text = letters_of(mine)
            if text.tokens != told.tokens:
                changes, whole = carry_over(Told(before), text, told)
                if not whole:  # told half it would be neither the hand's nor the data's
                    self._conflict(self._text(group), words.TEXT_NOW.format(text=told.text), mine[0].elements[0])
                elif changes:
                    write_in(text, changes)
                    for paragraph in mine:
                        paragraph.changed()
                    out.renewed.append(self._text(group))
        if edited and told is not None:
            out.kept.append(self._text(group))
            self.by_hand += _own(mine, told if whole else Told(before))
            out.figures += figures_by_hand(told, self._text(group))

    def _conflict(self, stands: str, note: str, place: Element | None) -> None:
        """Told, and a comment there; where there is no such place, at the last paragraph."""
        self.outcome.conflicts.append(Conflict(stands, note))
        if place is None:
            *_, place = self.mine.root.iter(q("p"))
        self.notes.append(Note(place, note))

    # --- figures that stand where the hand put them --------------------------------------------------------------

    def _stale_figures(self) -> None:
        """An old value among what the hand wrote, put together or copied must not go on in silence.

        Of a figure that has lost its place every mention counts; of one that stands renewed in its own, or that the
        data took away, one beside the same word.
        """
        printed = {name: value for line in self.now.lines for name, value in _figures(line)}
        telling: dict[str, list[_ByHand]] = {}
        for one in self.by_hand:
            for token in dict.fromkeys(one.paragraph.tokens[at] for at in one.own):
                telling.setdefault(token, []).append(one)
        for i, line in enumerate(self.base.lines) if telling else ():
            for name, old in dict.fromkeys(_figures(line)):
                new, value = printed.get(name, ""), tokens_of(flat(old))
                if value == tokens_of(flat(new)) or not any(token[0].isdigit() for token in value):
                    continue
                note = (words.FIGURE_STALE if new else words.FIGURE_GONE).format(old=old, new=new)
                for one in telling.get(value[0], ()):
                    if one.tells(Told(line.segments), name, anywhere=name in self.lost.get(i, ())):
                        self._conflict(one.paragraph.text, note, one.paragraph.elements[0])

    # --- lines that are new, or stand elsewhere ------------------------------------------------------------------

    def _new_order(self) -> None:
        """What generation put elsewhere, and the hand did not, follows."""
        hand = {
            i for group in self.groups if id(group) in self.hand_moved or not self._single(group) for i in group.lines
        }
        kept = [(i, j) for i, j in sorted(self.follows.items()) if j in self.stands and i not in hand]
        in_order = longest_rising([j for _, j in kept])
        for j in sorted(j for n, (_, j) in enumerate(kept) if n not in in_order):  # each behind one that has its place
            if (before := self._before(j)) is not None:
                self.carrier.move(self.stands[j], before)

    def _single(self, group: Group) -> bool:
        """One line that is one paragraph, in one element."""
        paragraphs = [self.mine.paragraphs[j] for j in group.paragraphs]
        return len(group.lines) == 1 and len(paragraphs) == 1 and len(paragraphs[0].elements) == 1

    def _before(self, j: int) -> Element | None:
        return next((self.stands[k] for k in range(j - 1, -1, -1) if k in self.stands), None)

    def _new_lines(self) -> None:
        known = set(self.follows.values())
        fresh = self.fresh.paragraphs
        for j, line in enumerate(self.now.lines):
            if j in known:
                continue
            element = fresh[j].elements[0] if j < len(fresh) and fresh[j].text == line.text else None
            before = self._before(j)
            made = None if element is None else self.carrier.insert(element, before, behind=True)
            if made is None and element is not None:
                after = next((self.stands[k] for k in range(j + 1, len(self.now.lines)) if k in self.stands), None)
                made = self.carrier.insert(element, after, behind=False)
            if made is not None:
                self.stands[j] = made
                self.outcome.renewed.append(line.text)
            else:
                self._conflict("", words.TEXT_WITHOUT_PLACE.format(text=line.text), before)

    def _anchor(self) -> None:
        """Each paragraph has the bookmark of its key, and no bookmark is of a key that is no more."""
        self.carrier.anchor({anchor(self.now.lines[j].key): element for j, element in self.stands.items()})

    # --- beside the text -----------------------------------------------------------------------------------------

    def _around(self) -> None:
        """Headers, footers, notes and boxes: what reads as it was generated is renewed, the rest stays and is told."""
        follows = follow(self.base.around, self.now.around, reworded=self.base.template != self.now.template)
        before: dict[str, int] = {}
        for i, line in enumerate(self.base.around):
            before.setdefault(line.text, i)
        seen: set[int] = set()
        for name, (root, paragraphs) in self.mine.around.items():
            touched = False
            for paragraph in paragraphs:
                known = before.get(paragraph.text)
                if known is None:
                    self.outcome.beside.append(paragraph.text)
                    continue
                seen.add(known)
                old, j = self.base.around[known], follows.get(known)
                if j is not None and self.now.around[j].segments != old.segments:
                    text = letters_of([paragraph])
                    changes, _ = carry_over(Told(old.segments), text, Told(self.now.around[j].segments))
                    write_in(text, changes)
                    touched = True
            if touched and name != MAIN_PART:
                self.carrier.rewrite(name, root)
        for i, line in enumerate(self.base.around):
            newer = self.now.around[follows[i]].text if i in follows else line.text
            if i not in seen and newer != line.text:
                self._conflict(line.text, words.TEXT_NOW.format(text=newer), None)


def _joined(lines: Sequence[Line]) -> tuple[Segment, ...]:
    return tuple([segment for n, line in enumerate(lines) for segment in ([" "] if n else []) + [*line.segments]])


def _figures(line: Line) -> Iterator[tuple[str, str]]:
    return (one for one in line.segments if not isinstance(one, str))


def _tokens(paragraphs: Sequence[Paragraph]) -> list[str]:
    return [token for paragraph in paragraphs for token in paragraph.tokens]


def _lost(before: Told, mine: Sequence[str]) -> set[str]:
    """Figures that do not stand any more where they were told."""
    there = places_of(before.tokens, mine)
    return {name for name, places in before.printed.items() if not there.keys() >= {*places}}


@record
class _ByHand:
    """A paragraph, and which of its tokens nobody but a hand put there."""

    paragraph: Paragraph
    own: Collection[int]

    def tells(self, told: Told, name: str, *, anywhere: bool) -> bool:
        """Whether it tells that figure's value: a number of thousands wherever it is, a shorter one only beside a word
        that stood beside it before (`anywhere`: of three letters wherever it is), else only before the same word."""
        places, tokens = told.printed.get(name, []), self.paragraph.tokens
        value = [told.tokens[at] for at in places]
        around = {told.tokens[at] for at in (places[0] - 1, places[-1] + 1) if 0 <= at < len(told.tokens)}
        behind = told.tokens[places[-1] + 1 : places[-1] + 2]
        for at in range(len(tokens) - len(value) + 1):
            end = at + len(value)
            if [*tokens[at:end]] == value and any(one in self.own for one in range(at, end)):
                beside = {*tokens[max(at - 1, 0) : at], *tokens[end : end + 1]}
                if (
                    len(value) > 1
                    or len(value[0]) >= _TELLING
                    or (tokens[end : end + 1] == behind and behind and behind[0].isalpha())
                ):
                    return True
                if anywhere and (len(value[0]) > 2 or around & beside):
                    return True
        return False


def _own(mine: Sequence[Paragraph], told: Told) -> list[_ByHand]:
    """What in these paragraphs is not generated."""
    generated = {*places_of(told.tokens, _tokens(mine)).values()}
    found, start = [], 0
    for paragraph in mine:
        end = start + len(paragraph.tokens)
        if own := {at - start for at in range(start, end) if at not in generated}:
            found.append(_ByHand(paragraph, own))
        start = end
    return found

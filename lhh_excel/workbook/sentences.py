"""The closed grammar of Câu trong báo cáo: words, figures in { }, [ ] that prints only where all inside has something.

    Tổ chức {số} hội thảo[ ({phạm vi})][ với {Lượt người hội thảo} lượt người dự[ ({phạm vi})]][; {so sánh}]

It is no language: a name in { } is one of `Word`, of a declared indicator, or "so sánh" before such a name. A sentence
is parsed once; what is wrong with it is told with its place, and the default sentence stands in its stead. Whoever
tells it (figures/sentences.py) fills it in. Source: docs/workbook-contract.md, "Sentences".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import TypeAlias

from ..plain import record
from ..text.wording import nearest
from .declarations import UNTOLD, Declarations, reached
from .values import fold, squeeze


class Word(Enum):
    """What may stand in { } besides an indicator's name."""

    NUMBER = "số"  # of the indicator whose sentence it is, or of the one named
    SCOPE = "phạm vi"  # how many units gave the number before it, where fewer than reported
    LAST_YEAR = "so sánh"  # against the same period a year earlier; also "so sánh TÊN"
    BEFORE = "so kỳ trước"
    PLAN = "kế hoạch"
    RATE = "tỷ lệ"  # the number before it in percent of {số}
    NAME = "tên"
    NOUN = "danh từ"


#: What a blank Câu trong báo cáo says.
DEFAULT = "{tên}: {số} {danh từ}[ ({phạm vi})][, {so sánh}]"
_WORDS = {fold(word.value): word for word in Word}
_OF_ANOTHER = f"{Word.LAST_YEAR.value} "
_PIECE = re.compile(r"\{([^{}\[\]]*)\}|([\[\]{}])|[^\[\]{}]+")


class Slip(Enum):
    """What is wrong in a sentence."""

    BRACE = "brace"  # a { that nothing closes, a } that nothing opened, or a bracket within { }
    UNCLOSED = "unclosed"  # a [ without its ]
    UNOPENED = "unopened"  # a ] without its [
    UNKNOWN = "unknown"  # a name in { } that is none
    EMPTY = "empty"  # nothing in { }
    NO_NUMBER = "no_number"  # not its own figure outside [ ]: that would be lost, or words printed whatever was done
    CIRCLE = "circle"  # the one it tells tells it, maybe through others: figures would be told twice


@record
class SentenceFault:
    """`place`: the sign at which it stands, from 1; `name` as typed, `nearest` the name that may be meant or "".

    Of a circle `name` are the names around it.
    """

    slip: Slip
    place: int
    name: str = ""
    nearest: str = ""


@record
class Slot:
    """A { }; `indicator` is the key of the one it names, "" for the sentence's own."""

    word: Word
    indicator: str = ""


Node: TypeAlias = "str | Slot | tuple[Node, ...]"


@record
class Sentence:
    """Text, slots and groups (of [ ]) in a row. With faults it is not to be told."""

    nodes: tuple[Node, ...]
    faults: tuple[SentenceFault, ...] = ()

    @property
    def told(self) -> frozenset[str]:
        """The keys of the other indicators whose numbers it may tell."""
        return frozenset(slot.indicator for slot in _slots(self.nodes) if slot.word is Word.NUMBER and slot.indicator)

    @property
    def idle_rate(self) -> bool:
        """Whether a {tỷ lệ} has no other indicator's number before it, and so never anything to print."""
        return _idle_rate(self.nodes, after_another=False)[0]


def _slots(nodes: tuple[Node, ...], *, deep: bool = True) -> Iterator[Slot]:
    for node in nodes:
        if isinstance(node, Slot):
            yield node
        elif isinstance(node, tuple) and deep:
            yield from _slots(node)


def _idle_rate(nodes: tuple[Node, ...], *, after_another: bool) -> tuple[bool, bool]:
    """Whether a {tỷ lệ} among the nodes is idle, and whether the last number may be another indicator's behind them."""
    idle = False
    for node in nodes:
        if isinstance(node, tuple):
            inside, behind = _idle_rate(node, after_another=after_another)
            idle, after_another = idle or inside, after_another or behind
        elif isinstance(node, Slot) and node.word is Word.NUMBER:
            after_another = bool(node.indicator)
        elif isinstance(node, Slot) and node.word is Word.RATE:
            idle = idle or not after_another
    return idle, after_another


def sentences_of(declared: Declarations) -> dict[str, Sentence]:
    """Key -> the indicator's sentence as typed, the default one where none is; none of an indicator that is untold."""
    found: dict[str, Sentence] = {}
    rests: dict[str, set[str]] = {}
    for each in declared.indicators:
        if each.sentence == UNTOLD:
            continue
        found[each.key] = made = parse(each.sentence or DEFAULT, declared, each.key)
        if each.key in reached({*made.told}, rests):
            through = (declared.by_key[key].name for key in sorted(made.told) if each.key in reached({key}, rests))
            fault = SentenceFault(Slip.CIRCLE, 1, " → ".join((each.name, next(through), each.name)))
            found[each.key] = Sentence(made.nodes, (*made.faults, fault))
        elif not made.faults:
            rests[each.key] = {*made.told}
    return found


def parse(text: str, declared: Declarations, own: str = "") -> Sentence:
    """The sentence of a text, and every fault in it; `own` is the key of the indicator whose sentence it is."""
    faults: list[SentenceFault] = []
    levels: list[list[Node]] = [[]]
    opened: list[int] = []
    for found in _PIECE.finditer(text):
        place = found.start() + 1
        name, sign = found[1], found[2]
        if name is not None:
            slot = _slot(name, declared, own)
            if slot is None:
                slip = Slip.UNKNOWN if name.strip() else Slip.EMPTY
                faults.append(SentenceFault(slip, place, squeeze(name), _nearest(squeeze(name), declared)))
            else:
                levels[-1].append(slot)
        elif sign is None:
            levels[-1].append(found[0])
        elif sign == "[":
            levels.append([])
            opened.append(place)
        elif sign == "]" and opened:
            opened.pop()
            group = tuple(levels.pop())
            levels[-1].append(group)
        else:
            faults.append(SentenceFault(Slip.UNOPENED if sign == "]" else Slip.BRACE, place))
    faults += [SentenceFault(Slip.UNCLOSED, place) for place in opened]
    while len(levels) > 1:
        levels[-2].append(tuple(levels.pop()))
    nodes = tuple(levels[0])
    if not faults and Slot(Word.NUMBER) not in _slots(nodes, deep=False):
        faults.append(SentenceFault(Slip.NO_NUMBER, 1))
    return Sentence(nodes, tuple(sorted(faults, key=lambda fault: fault.place)))


def _nearest(name: str, declared: Declarations) -> str:
    """The word or indicator that may be meant, also the one after "so sánh"; "" where none is near."""
    names = [each.name for each in declared.indicators]
    if fold(name).startswith(_OF_ANOTHER):
        other = nearest(name[len(_OF_ANOTHER) :], names)
        return _OF_ANOTHER + other if other else ""
    return nearest(name, [*(word.value for word in Word), *names])


def grammatical(name: str) -> bool:
    """Whether the name reads as a word of ours in a sentence, or as a sum where indicators are added up."""
    typed = fold(name)
    return typed in _WORDS or typed.startswith(_OF_ANOTHER) or " + " in typed


def _slot(name: str, declared: Declarations, own: str) -> Slot | None:
    """A name of the office's wins over ours: an indicator may be called "Kế hoạch"."""
    typed = fold(name)
    if typed in (fold(Word.NUMBER.value), ""):
        return Slot(Word.NUMBER) if typed else None
    found = declared.by_name.get(typed)
    if found is not None:
        return Slot(Word.NUMBER, "" if found.key == own else found.key)
    if typed in _WORDS:
        return Slot(_WORDS[typed])
    other = declared.by_name.get(typed.removeprefix(_OF_ANOTHER)) if typed.startswith(_OF_ANOTHER) else None
    return None if other is None else Slot(Word.LAST_YEAR, "" if other.key == own else other.key)

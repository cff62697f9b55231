"""Repairs as tracked changes: a mended document beside the one it was made from, each change to be accepted or not.

Every paragraph, run and cell carries a mark while it is mended (`marked`), so that what stands where it
stood is known for certain and not guessed by its words. Tracked are texts (w:ins, w:del), the look of signs
(w:rPrChange) and of paragraphs (w:pPrChange). Pages, tables and drawn lines cannot be tracked one by one: they are done
outright. A comment at each place names what was done and by which point of the decree.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from lxml import etree

from ...messages import screen as words
from .. import ooxml
from ..ooxml import GRAPHICS, Element, W, q
from ..ooxml.package import DocxPackage
from ..ooxml.reviewing import AUTHOR, Note, write_comments
from .workshop import MARK, Change, mark_of, rewritten

_MARKED = tuple(W + name for name in ("p", "r", "tc"))
_P, _R, _T, _PPR, _RPR, _TC = (W + name for name in ("p", "r", "t", "pPr", "rPr", "tc"))
#: Properties of a paragraph that its change does not hold.
_APART = frozenset({_RPR, W + "sectPr", W + "pPrChange"})
_DELETED = {W + "t": W + "delText", W + "instrText": W + "delInstrText"}
#: What is never inside a tracked insertion or deletion of ours.
_UNTRACKED = (*GRAPHICS, q("mc:AlternateContent"), W + "fldChar", W + "instrText")


def marked(package: DocxPackage) -> bytes:
    """The document with a mark on everything that is to be found again in the mended one. Its trees are marked too."""
    numbers = count(1)
    parts = list(_written(package))
    for _, root in parts:
        for element in root.iter(*_MARKED):
            element.set(MARK, str(next(numbers)))
    return rewritten(package, [part for part, _ in parts], {})


def tracked(before: DocxPackage, after: DocxPackage, changes: Sequence[Change]) -> bytes:
    """The mended document `after`, made from the marked `before`, with every change tracked and named."""
    written = dict(_written(after))
    for part, root in written.items():
        old = before.xml(part)
        if old is not None:
            _Tracker(old, root).run()
    parts = {name: after.read(name) or b"" for name in after.names}
    known = dict(parts)
    write_comments(parts, list(_notes(written[after.main], changes)), after.main)
    for root in written.values():
        for element in root.iter(*_MARKED):
            element.attrib.pop(MARK, "")
    return rewritten(after, written, {name: data for name, data in parts.items() if known.get(name) != data})


def _written(package: DocxPackage) -> Iterator[tuple[str, Element]]:
    """The parts that repairs write text in, with their trees: the main one, headers and footers."""
    targets = [to for kind, to in package.relationships(package.main).values() if kind.endswith(("/header", "/footer"))]
    for part in dict.fromkeys([package.main, *targets]):
        root = package.xml(part)
        if root is not None:
            yield part, root


def _notes(root: Element, changes: Sequence[Change]) -> Iterator[Note]:
    """A comment a paragraph, a line a change; what belongs to no paragraph of the text stands at the first."""
    paragraphs = {mark_of(one): one for one in root.iter(_P) if mark_of(one)}
    first = next((one for one in root.iter(_P) if not _within_box(one)), None)
    lines: dict[int, tuple[Element, list[str]]] = {}
    for change in changes:
        element = paragraphs.get(change.at, first)
        while element is not None and _within_box(element):
            element = next((one for one in element.iterancestors(_P)), first)
        if element is not None:
            place = "" if element is paragraphs.get(change.at) else words.FIX_NOTE_PLACE.format(place=change.place)
            said = words.FIX_NOTE.format(place=place, code=change.code, before=change.before or "–", after=change.after)
            lines.setdefault(id(element), (element, []))[1].append(said)
    for element, told in lines.values():
        yield Note(element, "\n".join(dict.fromkeys(told)))


def _within_box(paragraph: Element) -> bool:
    """Word takes no comment inside a text box."""
    return next(paragraph.iterancestors(W + "txbxContent"), None) is not None


class _Tracker:
    """Writes into the tree `new` what was in the tree `old`."""

    def __init__(self, old: Element, new: Element) -> None:
        self.old, self.new = old, new
        taken = [node.get(q("id"), "") for root in (old, new) for node in root.iter(W + "ins", W + "del")]
        self._numbers = count(max((int(one) for one in taken if one.isdecimal()), default=0) + 900_000)

    def run(self) -> None:
        old = {mark_of(one): one for one in self.old.iter(_P)}
        seen: set[str] = set()
        for paragraph in list(self.new.iter(_P)):
            mark = mark_of(paragraph)
            former = old.get(mark) if mark not in seen else None
            seen.add(mark)
            if former is not None and _home(former) == _home(paragraph):
                self._paragraph(former, paragraph)
            elif not mark and ooxml.text_of(paragraph) and not _untracked(paragraph):
                self._added(paragraph)
        self._removed(old, seen)

    def _change(self, name: str) -> Element:
        return etree.Element(W + name, {q("id"): str(next(self._numbers)), q("author"): AUTHOR})

    # --- paragraphs

    def _paragraph(self, old: Element, new: Element) -> None:
        self._properties(old, new)
        former = {mark_of(run): run for run in old.iter(_R) if _paragraph_of(run) is old}
        now: dict[str, list[Element]] = {}
        for run in [run for run in new.iter(_R) if _paragraph_of(run) is new]:
            now.setdefault(mark_of(run), []).append(run)
        last: Element | None = None
        for mark, run in former.items():
            if mark in now:
                self._runs(run, now[mark])
                last = _outer(now[mark][-1])
            elif (struck := self._deleted(run, new, last)) is not None:
                last = struck
        self._inserted(run for mark, runs in now.items() if mark not in former for run in runs)

    def _added(self, paragraph: Element) -> None:
        """A paragraph of text that was not there: put in with its mark."""
        self._inserted(paragraph.iter(_R))
        _mark_look(paragraph).insert(0, self._change("ins"))

    def _properties(self, old: Element, new: Element) -> None:
        """How the paragraph, and its mark, were."""
        before, after = ooxml.child(old, "pPr"), ooxml.child(new, "pPr")
        if _apart(before) != _apart(after):
            properties = ooxml.holder(new, "pPr")
            change = self._change("pPrChange")
            change.append(
                _copied("pPr", [one for one in before if one.tag not in _APART] if before is not None else [])
            )
            properties.append(change)
        mark_before, mark_after = ooxml.child(before, "rPr"), ooxml.child(after, "rPr")
        if after is not None and ooxml.signature(mark_before)[1:] != ooxml.signature(mark_after)[1:]:
            if mark_after is None:
                mark_after = etree.Element(_RPR)
                ooxml.place(after, mark_after)
            self._look(mark_before, mark_after)

    def _look(self, before: Element | None, after: Element) -> None:
        change = self._change("rPrChange")
        change.append(_copied("rPr", list(before) if before is not None else []))
        after.append(change)

    def _removed(self, old: dict[str, Element], seen: set[str]) -> None:
        """Paragraphs that are no more stand where they stood, struck out with their marks."""
        there = {mark_of(one): one for one in self.new.iter(_P) if mark_of(one)}
        for mark, former in old.items():
            before, after = (there.get(mark_of(one)) for one in (former.getprevious(), former.getnext()))
            if mark in seen or _untracked(former) or (before is None and after is None):
                continue
            made = copy.deepcopy(former)
            for run in list(made.iter(_R)):
                self._wrap(run, "del")
            _mark_look(made).insert(0, self._change("del"))
            if before is not None:
                before.addnext(made)
            elif after is not None:
                after.addprevious(made)
            there[mark] = made

    # --- runs

    def _runs(self, old: Element, new: list[Element]) -> None:
        """The pieces that stand for one run of before: their looks, and the letters that are others now."""
        stay, put_in, struck, place = new, list[Element](), list[Element](), new[0].addprevious
        if _content([old]) != _content(new):
            if _untracked(old, *new):
                return
            if all(node.tag in (_RPR, _T) for run in (old, *new) for node in run):
                ahead, put_in, behind, struck = _letters(old, new)
                stay = [*ahead, *behind]
                place = (put_in or behind)[0].addprevious if put_in or behind else ahead[-1].addnext
            else:
                stay, put_in, struck = [], new, [copy.deepcopy(old)]
        before = ooxml.child(old, "rPr")
        for run in stay:
            if ooxml.signature(before)[1:] != ooxml.signature(ooxml.child(run, "rPr"))[1:]:
                self._look(before, ooxml.holder(run, "rPr"))
        for run in struck:
            place(run)
            self._wrap(run, "del")
        self._inserted(put_in)

    def _deleted(self, old: Element, paragraph: Element, behind: Element | None) -> Element | None:
        """A run that is no more, struck out at its place; None where that cannot be tracked."""
        if _untracked(old):
            return None
        made = copy.deepcopy(old)
        made.tail = None
        if behind is not None:
            behind.addnext(made)
        else:
            paragraph.insert(ooxml.behind_properties(paragraph), made)
        return self._wrap(made, "del")

    def _inserted(self, runs: Iterable[Element]) -> None:
        for run in list(runs):
            if not _untracked(run):
                self._wrap(run, "ins")

    def _wrap(self, run: Element, name: str) -> Element:
        change = self._change(name)
        run.addprevious(change)
        change.append(run)
        if name == "del":
            for node in run.iter(*_DELETED):
                node.tag = _DELETED[str(node.tag)]
                node.set(ooxml.XML_SPACE, "preserve")
        return change


def _mark_look(paragraph: Element) -> Element:
    """The properties of a paragraph's mark."""
    properties = ooxml.holder(paragraph, "pPr")
    if ooxml.child(properties, "rPr") is None:
        ooxml.place(properties, etree.Element(_RPR))
    return ooxml.holder(properties, "rPr")


def _untracked(*runs: Element) -> bool:
    return any(True for run in runs for _ in run.iter(*_UNTRACKED))


def _letters(old: Element, new: list[Element]) -> tuple[list[Element], list[Element], list[Element], list[Element]]:
    """What both begin with, what is new in between, what both end with; and the letters of before in between."""
    was, now = ("".join(node.text or "" for run in runs for node in run.iter(_T)) for runs in ([old], new))
    shorter = min(len(was), len(now))
    first = next((n for n in range(shorter) if was[n] != now[n]), shorter)
    last = next((n for n in range(shorter - first) if was[-1 - n] != now[-1 - n]), shorter - first)
    ahead, rest = _split(new, first)
    put_in, behind = _split(rest, len(now) - first - last)
    former = copy.deepcopy(old)
    former.tail = None
    etree.Element("apart").append(former)
    _, rest = _split([former], first)
    struck, _ = _split(rest, len(was) - first - last)
    return ahead, put_in, behind, struck


def _split(runs: list[Element], at: int) -> tuple[list[Element], list[Element]]:
    """The runs before a sign and those from it on; the run that holds it is cut."""
    left: list[Element] = []
    for number, run in enumerate(runs):
        if at <= 0:
            return left, runs[number:]
        if (signs := ooxml.length(run)) > at:
            return [*left, run], [ooxml.split_run(run, at), *runs[number + 1 :]]
        left.append(run)
        at -= signs
    return left, []


def _outer(run: Element) -> Element:
    """The run, or the change that holds it."""
    above = run.getparent()
    return above if above is not None and above.tag in (W + "ins", W + "del") else run


def _paragraph_of(run: Element) -> Element | None:
    return next(run.iterancestors(_P), None)


def _home(paragraph: Element) -> str:
    """The cell that a paragraph stands in; "" for the part itself."""
    return mark_of(next(paragraph.iterancestors(_TC), None))


def _apart(properties: Element | None) -> list[tuple[object, ...]]:
    """How a paragraph looks, but for its mark and its section."""
    return [] if properties is None else [ooxml.signature(one) for one in properties if one.tag not in _APART]


def _copied(name: str, properties: Iterable[Element]) -> Element:
    made = etree.Element(W + name)
    made.extend(copy.deepcopy(one) for one in properties if not str(one.tag).endswith("Change"))
    return made


def _content(runs: Iterable[Element]) -> str:
    """What runs hold beside their looks: equal for those that print the same signs."""
    return "".join(
        (node.text or "") if node.tag == _T else etree.tostring(node, method="c14n").decode()
        for run in runs
        for node in run
        if node.tag != _RPR
    )

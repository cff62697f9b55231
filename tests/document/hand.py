"""A person at a report in Word: what is done to it, and how Word writes it when it saves."""

from __future__ import annotations

import copy
import dataclasses
import io
import re
from collections.abc import Callable, Collection, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import docx
from lxml import etree

from lhh_excel.actions.common import Target, current_period, open_target
from lhh_excel.document.keeping.edited import EditedFile, Paragraph
from lhh_excel.document.ooxml import XML_SPACE, Element, q
from lhh_excel.document.ooxml.package import MAIN_PART, read_parts, write_parts
from lhh_excel.document.templates.keys import Origin
from lhh_excel.document.templates.render import Rendered, render_report
from lhh_excel.figures.context_names import known_names
from lhh_excel.figures.figure import Figure, Phrase
from lhh_excel.figures.report import Report, build_report
from lhh_excel.paths import template as template_path

SAMPLE = Path(__file__).parents[2] / "workbooks" / "LHH-vi-du.xlsm"
ORIGIN = Origin("2026-H1", "sổ thử")


# --- reports of other data -----------------------------------------------------------------------------------------


@cache
def report() -> Report:
    book = open_target(Target(SAMPLE))
    return build_report(book, current_period(book).code)


def template() -> bytes:
    return template_path("bao-cao.docx", SAMPLE).read_bytes()


def other(
    value: Any, figures: Mapping[str, str], gone: Collection[str] = (), texts: Mapping[str, str] | None = None
) -> Any:
    """A context as other data would give it: figures by their ids, records gone by their codes, texts replaced."""

    def again(inner: Any) -> Any:
        return other(inner, figures, gone, texts)

    if isinstance(value, Figure):
        return dataclasses.replace(value, text=figures[value.id]) if value.id in figures else value
    if isinstance(value, Phrase):
        return Phrase(tuple(again(part) for part in value.parts))
    if isinstance(value, dict):
        return {key: again(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [again(inner) for inner in value if not (isinstance(inner, dict) and inner.get("ma") in gone)]
    return (texts or {}).get(value, value) if isinstance(value, str) else value


def reordered(value: Any) -> Any:
    """A context with its tasks the other way round."""
    if isinstance(value, dict):
        return {key: reordered(inner) for key, inner in value.items()}
    if isinstance(value, list):
        tasks = [one for one in value if isinstance(one, dict) and str(one.get("ma", "")).startswith("NV-")]
        return value[::-1] if value and len(tasks) == len(value) else [reordered(inner) for inner in value]
    return value


def made(
    figures: Mapping[str, str] | None = None,
    gone: Collection[str] = (),
    texts: Mapping[str, str] | None = None,
    source: bytes | None = None,
    *,
    turned: bool = False,
) -> Rendered:
    """The report of the sample workbook with this changed, carrying what was generated."""
    r = report()
    context = other(r.context, figures or {}, gone, texts)
    context = reordered(context) if turned else context
    return render_report(
        source or template(), context, r.figures, known=known_names(), stamp=r.period.end, day=r.day, origin=ORIGIN
    )


# --- edits -----------------------------------------------------------------------------------------------------------


class Hand:
    """Edits one document; paragraphs by how they begin."""

    def __init__(self, data: bytes) -> None:
        self.parts = read_parts(data)
        self.root = etree.fromstring(self.parts[MAIN_PART])

    def saved(self) -> bytes:
        self.parts[MAIN_PART] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return write_parts(self.parts)

    def paragraphs(self) -> list[Element]:
        return [one.elements[0] for one in _read(self.saved_tree()).paragraphs]

    def saved_tree(self) -> EditedFile:
        file = EditedFile.__new__(EditedFile)
        file.parts, file.root = self.parts, self.root
        body = self.root.find(q("body"))
        assert body is not None
        file.body = body
        return file

    def at(self, start: str) -> Element:
        found = [one for one in self.paragraphs() if Paragraph([one]).text.startswith(start)]
        assert found, start
        return found[0]

    def replace(self, start: str, old: str, new: str) -> Element:
        """In the text that holds it whole; spaces as they are compared."""
        paragraph = self.at(start)
        for node in paragraph.iter(q("t")):
            text = (node.text or "").replace("\u00a0", " ")
            if old in text:
                node.text = text.replace(old, new, 1)
                return paragraph
        raise AssertionError(old)

    def insert(self, before: Element, text: str) -> Element:
        paragraph = etree.Element(q("p"))
        _run(paragraph, text)
        before.addprevious(paragraph)
        return paragraph

    def delete(self, paragraph: Element) -> None:
        holder = paragraph.getparent()
        assert holder is not None
        holder.remove(paragraph)

    def split(self, paragraph: Element, words: int) -> None:
        """After so many words of its first text that has them; Word leaves the bookmark around the first piece."""
        node = max(paragraph.iter(q("t")), key=lambda one: len((one.text or "").split()))
        parts = (node.text or "").split(" ")
        run = node.getparent()
        assert run is not None
        second = etree.Element(q("p"))
        properties = paragraph.find(q("pPr"))
        if properties is not None:
            second.append(copy.deepcopy(properties))
        rest = copy.deepcopy(run)
        texts = list(rest.iter(q("t")))
        node.text, texts[-1].text = " ".join(parts[:words]), " ".join(parts[words:])
        second.append(rest)
        for following in list(run.itersiblings()):
            if following.tag == q("r"):
                second.append(following)
        paragraph.addnext(second)

    def join(self, paragraph: Element) -> None:
        """With the next."""
        following = paragraph.getnext()
        assert following is not None and following.tag == q("p")
        _run(paragraph, " ")
        for child in list(following):
            if child.tag != q("pPr"):
                paragraph.append(child)
        self.delete(following)

    def bold(self, paragraph: Element) -> None:
        for run in paragraph.iter(q("r")):
            properties = run.find(q("rPr"))
            if properties is None:
                properties = etree.Element(q("rPr"))
                run.insert(0, properties)
            if properties.find(q("b")) is None:
                properties.insert(0, etree.Element(q("b")))

    def track(self, paragraph: Element, old: str, new: str) -> None:
        """`old` struck out and `new` put in, with Track Changes."""
        node = next(node for node in paragraph.iter(q("t")) if old in (node.text or "").replace("\u00a0", " "))
        run = node.getparent()
        assert run is not None
        before, after = (node.text or "").replace("\u00a0", " ").split(old, 1)
        for kind, text in (("", before), ("del", old), ("ins", new), ("", after)):
            piece = copy.deepcopy(run)
            inner = next(piece.iter(q("t")))
            inner.text = text
            inner.set(XML_SPACE, "preserve")
            if kind == "del":
                inner.tag = q("delText")
            if kind:
                holder = etree.Element(q(kind), {q("id"): "9", q("author"): "CVP"})
                holder.append(piece)
                piece = holder
            run.addprevious(piece)
        holder = run.getparent()
        assert holder is not None
        holder.remove(run)

    def strike_mark(self, paragraph: Element) -> None:
        """The end of the paragraph struck out with Track Changes: it reads as one with the next."""
        properties = paragraph.find(q("pPr"))
        if properties is None:
            properties = etree.Element(q("pPr"))
            paragraph.insert(0, properties)
        mark = properties.find(q("rPr"))
        if mark is None:
            mark = etree.SubElement(properties, q("rPr"))
        mark.insert(0, etree.Element(q("del"), {q("id"): "8", q("author"): "CVP"}))


def _run(paragraph: Element, text: str) -> None:
    node = etree.SubElement(etree.SubElement(paragraph, q("r")), q("t"))
    node.text = text
    node.set(XML_SPACE, "preserve")


def _read(file: EditedFile) -> EditedFile:
    file.paragraphs, file.tables, file._heads = [], [], frozenset()
    file._read(file.body)
    return file


def edited(data: bytes, *edits: Callable[[Hand], object]) -> bytes:
    hand = Hand(data)
    for edit in edits:
        edit(hand)
    return hand.saved()


@lru_cache(maxsize=16)
def lines(data: bytes) -> list[str]:
    """What its paragraphs say, as a person reads them."""
    return [one.text for one in EditedFile(data).paragraphs]


def line(data: bytes, start: str) -> str:
    found = [one for one in lines(data) if one.startswith(start)]
    assert len(found) == 1, (start, found)
    return found[0]


def comments(data: bytes) -> list[str]:
    parts = read_parts(data)
    if "word/comments.xml" not in parts:
        return []
    root = etree.fromstring(parts["word/comments.xml"])
    return ["".join(node.text or "" for node in one.iter(q("t"))) for one in root]


def opens(data: bytes) -> None:
    """python-docx reads it through, with all parts that it points to."""
    assert docx.Document(io.BytesIO(data)).paragraphs


# --- saves -----------------------------------------------------------------------------------------------------------


def as_word_saves(data: bytes) -> bytes:
    """By Word's known traits: ids of sessions, runs in pieces, marks of the spelling, bookmarks moved to the first run
    and numbered anew, parts called otherwise."""
    parts = read_parts(data)
    root = etree.fromstring(parts[MAIN_PART])
    for number, paragraph in enumerate(root.iter(q("p"))):
        paragraph.set(q("rsidR"), f"00{number:06X}")
        for run in list(paragraph.iter(q("r"))):
            _in_pieces(run)
        for name in ("spellStart", "spellEnd"):
            spot = etree.Element(q("proofErr"), {q("type"): name})
            paragraph.insert(1 if len(paragraph) and paragraph[0].tag == q("pPr") else 0, spot)
    for number, start in enumerate(root.iter(q("bookmarkStart"))):
        old = start.get(q("id"))
        end = next(one for one in root.iter(q("bookmarkEnd")) if one.get(q("id")) == old and one.get("done") is None)
        for mark in (start, end):
            mark.set(q("id"), str(number))
        end.set("done", "1")
    for end in root.iter(q("bookmarkEnd")):
        end.attrib.pop("done", None)
    parts[MAIN_PART] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_parts(_renumbered(parts))


def _in_pieces(run: Element) -> None:
    texts = run.findall(q("t"))
    if len(texts) != 1 or len(texts[0].text or "") < 6 or len(run) > 2:
        return
    text = texts[0].text or ""
    middle = len(text) // 2
    second = copy.deepcopy(run)
    texts[0].text, second.findall(q("t"))[0].text = text[:middle], text[middle:]
    for one in (texts[0], second.findall(q("t"))[0]):
        one.set(XML_SPACE, "preserve")
    second.set(q("rsidRPr"), "00AB12CD")
    run.addnext(second)


def _renumbered(parts: dict[str, bytes]) -> dict[str, bytes]:
    """customXml/item1 is item7 after a save, with whatever names it."""
    made = {}
    for name, data in parts.items():
        if name.startswith("customXml/"):
            name = re.sub(r"item(Props)?1\.xml", r"item\g<1>7.xml", name)
        if name.endswith(".rels") or name == "[Content_Types].xml":
            data = re.sub(rb"(?<=[/\"])item(Props)?1\.xml", rb"item\g<1>7.xml", data)
        made[name] = data
    return made

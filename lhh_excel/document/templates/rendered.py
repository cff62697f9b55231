"""A rendered document looked at once more: where each figure stands, what the document calls itself, its page numbers.

`PlaceFinder` takes the marks out while it walks; `read_title` reads the head that was printed; `drop_empty_sections`
takes the pages of what is not there, `restore_page_numbers` gives a section back what a word processor lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

from lxml import etree

from ...messages.templates import PLACES
from ...plain import record, shortened
from ..ooxml import GRAPHICS, Element, place, q, repeats, sections_of, span_and_width, text_of
from ..ooxml.package import MAIN_RELATIONS, refer
from ..writing.measuring import ComponentStyles, component
from .folding import SEPARATOR, Cell, Folded, Folds, Pattern
from .marks import clean_text, has_marks, numbers_at, numbers_in, without_marks

#: What of a row is read: texts, and what parts them.
_SIGNS = {q("p"): " ", q("br"): "\n"}
_READ = (q("t"), *_SIGNS)
_LEVELS = {"phu_luc": 0, "phan": 0, "muc": 0, "khoan": 1, "diem": 2}


class PlaceFinder:
    """Walks one part; `found` maps a figure's number to its places."""

    def __init__(self, styles: ComponentStyles, found: dict[int, list[str]], folds: Folds) -> None:
        self.styles = styles
        self.found = found
        self.folds = folds
        self.headings: list[tuple[int, str]] = []
        self.path = PLACES["frame"]  # the headings in words
        self.paragraphs = 0
        self.annex = False

    def body(self, body: Element) -> None:
        """The document's body, block by block."""
        for block in body:
            if block.tag == q("p"):
                self._paragraph(block)
            elif block.tag == q("tbl"):
                self._table(block)
            elif run := self.folds.blocks_at(block):
                self._folded_paragraphs(run)
            elif block.tag == q("sdt"):
                for content in block.findall(q("sdtContent")):
                    self.body(content)

    def part(self, root: Element, place: str) -> None:
        """A header, footer or other part: all its marks stand at one place."""
        if not has_marks("".join(cast("Iterator[str]", root.itertext(q("t"))))):
            return
        for paragraph in root.iter(q("p")):
            self._note(paragraph, text_of(paragraph), place)

    def _paragraph(self, paragraph: Element) -> None:
        name, text = component(paragraph, self.styles), text_of(paragraph)
        if name in _LEVELS:
            level, heading = _LEVELS[name], without_marks(text).strip()
            self.headings = [above for above in self.headings if above[0] < level]
            self.headings.append((level, shortened(heading, 80)))
            self.path = ", ".join(text for _, text in self.headings) or PLACES["frame"]
            self.paragraphs = 0
            self._note(paragraph, text, self.path)
            return
        if without_marks(text).strip():
            self.paragraphs += 1
        self._note(paragraph, text, self._paragraph_place())

    def _paragraph_place(self) -> str:
        place = PLACES["paragraph"].format(number=self.paragraphs)
        return PLACES["in_heading"].format(heading=self.path, place=place)

    def _folded_paragraphs(self, run: list[Folded]) -> None:
        for index, (pattern, texts) in enumerate(run):
            if without_marks(texts).replace(SEPARATOR, "").strip():
                self.paragraphs += 1
            if has_marks(texts):
                self._found(texts, self._paragraph_place())
                run[index] = pattern, without_marks(texts)

    def _table(self, table: Element) -> None:
        heads = [row for row in table.findall(q("tr")) if repeats(row)]
        titles = _column_titles(heads)
        number = 0
        for row in table:
            if row.tag == q("tr"):
                number += 0 if row in heads else 1
                self._row(row, number, titles)
            elif run := self.folds.blocks_at(row):
                self._folded_rows(run, number, titles)
                number += len(run)

    def _row(self, row: Element, number: int, titles: dict[int, str]) -> None:
        cells = [(cell, list(cell.iter(*_READ))) for cell in row.iterchildren(q("tc"))]
        texts = ["".join([_SIGNS.get(str(node.tag)) or node.text or "" for node in nodes]) for _, nodes in cells]
        if not any(map(has_marks, texts)):
            return
        where = self._row_place(texts, number)
        at = 0
        for (cell, nodes), text in zip(cells, texts, strict=True):
            if has_marks(text):
                self._found(text, f"{where}, {_column_place(titles, at)}")
                _unmark(nodes)
            at += span_and_width(cell)[0]

    def _folded_rows(self, run: list[Folded], number: int, titles: dict[int, str]) -> None:
        """As `_row`, with rows that are texts; `number` of the row before."""
        columns: dict[Pattern, list[str]] = {}
        for index, (pattern, joined) in enumerate(run):
            number += 1
            found = list(numbers_at(joined, SEPARATOR))
            if found:
                if pattern not in columns:
                    columns[pattern] = list(_columns_of_texts(pattern.cells, titles))
                texts = joined.split(SEPARATOR)
                where = self._row_place((" ".join(cell.texts(texts)) for cell in pattern.cells), number)
                for figure, at in found:
                    self._add(figure, f"{where}, {columns[pattern][at]}")
            run[index] = pattern, without_marks(joined)

    def _row_place(self, texts: Iterable[str], number: int) -> str:
        name = next((text for text in texts if text.strip() and not without_marks(text).strip().isdigit()), "")
        plain = without_marks(name).strip()
        where = PLACES["row_named" if plain else "row_of"].format(row=number, name=plain[:60])
        return f"{self.path}, {where}"

    def _note(self, paragraph: Element, text: str, place: str) -> None:
        if not has_marks(text):
            return
        self._found(text, place)
        _unmark(paragraph.iter(q("t")))

    def _found(self, text: str, place: str) -> None:
        """The figures that the text shows stand at the place."""
        for number in numbers_in(text):
            self._add(number, place)

    def _add(self, number: int, place: str) -> None:
        places = self.found.setdefault(number, [])
        if place not in places:
            places.append(place)


def _unmark(nodes: Iterable[Element]) -> None:
    for node in nodes:
        if node.text and has_marks(node.text):
            node.text = without_marks(node.text)


def _columns_of_texts(cells: list[Cell], titles: dict[int, str]) -> Iterator[str]:
    """The column in words of each text of a row."""
    at = 0
    for cell in cells:
        place = _column_place(titles, at)
        yield from (place for texts in cell.paragraphs for text in texts if text is not None)
        at += cell.span


def _column_place(titles: dict[int, str], at: int) -> str:
    title = titles.get(at)
    return PLACES["column_named"].format(name=title) if title else PLACES["column"].format(number=at + 1)


def _column_titles(heads: list[Element]) -> dict[int, str]:
    """The lowest head over each column; a head over several is told before the one under it."""
    titles: dict[int, list[str]] = {}
    for row in heads:
        at = 0
        for cell in row.findall(q("tc")):
            text = without_marks(" ".join(text_of(paragraph) for paragraph in cell.iter(q("p")))).strip()
            for column in range(at, at + span_and_width(cell)[0]):
                if text:
                    titles.setdefault(column, []).append(" ".join(text.split()))
            at += span_and_width(cell)[0]
    return {column: " – ".join(texts) for column, texts in titles.items()}


# --- what the document calls itself ----------------------------------------------------------------------------------
# The type and subject that its own head prints, not those it was to print: an office that reworded them in its template
# has retitled the document, and its properties, its annexes and the register follow.


_ABOUT = re.compile(r"(?i)^\s*v\s*/\s*v:?\s+|^\s*về việc:?\s+")


@record
class Title:
    """`kind`: "BÁO CÁO"; `subject` begins as printed, without "V/v" and without what the document replaces."""

    kind: str
    subject: str

    def __str__(self) -> str:
        return " ".join(f"{self.kind} {self.subject}".split())

    @property
    def registered(self) -> str:
        """As the register tells it: "Báo cáo kết quả …"."""
        kind = self.kind.capitalize() if self.kind.isupper() else self.kind
        return f"{kind} {self.subject[:1].lower()}{self.subject[1:]}"


def read_title(document: Element, styles: ComponentStyles, context: Mapping[str, Any]) -> Title:
    """The title that the document prints; what of it the context tells alike is spelled as there.

    Lines "Kèm theo …" of annexes that name the type the document was to have name the one it has. Where the template
    prints neither type nor subject, the title is the context's.
    """
    about = context.get("van_ban") or {}
    asked = Title(_plain(about.get("loai")), _plain(about.get("trich_yeu")))
    kind, subject, about_it = _printed(document, styles)
    subject = subject.removesuffix(f"({_plain(about.get('thay_the'))})").strip()
    short = _ABOUT.sub("", subject)
    subject = short if about_it or short.casefold() == asked.subject.casefold() else subject
    made = Title(_unless_alike(kind, asked.kind), _unless_alike(subject, asked.subject))
    if made.kind != asked.kind and asked.kind:
        _rename(document, styles, asked.kind, made.kind.capitalize() if made.kind.isupper() else made.kind)
    return made


def _plain(value: Any) -> str:
    return " ".join(clean_text(str(value or "")).split())


def _unless_alike(printed: str, asked: str) -> str:
    return asked if not printed or printed.casefold() == asked.casefold() else printed


def _printed(document: Element, styles: ComponentStyles) -> tuple[str, str, bool]:
    """Type and subject of the head, and whether it is a công văn's, which begins "V/v".

    Each is the first of its kind, in as many paragraphs as follow one another.
    """
    found = {"ten_loai": "", "trich_yeu": ""}
    open_, about_it = "", False
    for paragraph in document.iter(q("p")):
        style = component(paragraph, styles)
        name = "trich_yeu" if style == "trich_yeu_cong_van" else style
        text = _plain(text_of(paragraph))
        if name in found and text and (name == open_ or not found[name]):
            found[name] = f"{found[name]} {text}".strip()
            open_, about_it = name, about_it or style == "trich_yeu_cong_van"
        elif text:
            if found["trich_yeu"]:
                break
            open_ = ""
    return found["ten_loai"], found["trich_yeu"], about_it


def _rename(document: Element, styles: ComponentStyles, old: str, new: str) -> None:
    pattern = re.compile(rf"(?i)(?<=kèm theo)(\s+){re.escape(old)}\b")
    for paragraph in document.iter(q("p")):
        if component(paragraph, styles) != "kem_theo":
            continue
        nodes = list(paragraph.iter(q("t")))
        found = pattern.search("".join(node.text or "" for node in nodes))
        at = 0
        for node in nodes if found is not None else ():
            text = node.text or ""
            first, last = (min(max(edge - at, 0), len(text)) for edge in (found.end(1), found.end()))  # type: ignore[union-attr]
            here = new if at <= found.end(1) < at + len(text) else ""  # type: ignore[union-attr]
            node.text = text[:first] + here + text[last:]
            at += len(text)


# --- annexes that are not there --------------------------------------------------------------------------------------


def drop_empty_sections(document: Element, styles: ComponentStyles) -> None:
    """A section of which nothing was printed goes with its page; the one before it keeps its own size and header."""
    body = document.find(q("body"))
    if body is None:
        return
    before: Element | None = None  # what the section before says of itself
    for blocks, section in sections_of(body):
        if before is None or not all(_prints_nothing(one, styles) for one in blocks):
            before = section
            continue
        for one in blocks:
            body.remove(one)
        if section.getparent() is body:  # the last of all: the one before is the last now
            body.replace(section, before)


def _prints_nothing(block: Element, styles: ComponentStyles) -> bool:
    return component(block, styles) == "ngat_phan" and not len(block.findall(q("r")))


# --- page numbers that were lost -------------------------------------------------------------------------------------
# LibreOffice writes an annex of one page with its first header alone: the header of its other pages comes out empty,
# and a long annex would have no page numbers. Source: PL1.P1.I.7, III.1.đ.


def restore_page_numbers(document: Element, parts: Mapping[str, bytes]) -> None:
    """Sections whose header holds nothing take that of the first section which shows the page number.

    A header in which an office wrote something of its own stays; so does a document that shows no page number at all.
    """
    sections = list(document.iter(q("sectPr")))
    if len(sections) < 2 or MAIN_RELATIONS not in parts:
        return
    headers = {
        one.get("Id", ""): parts.get(f"word/{one.get('Target', '')}", b"")
        for one in etree.fromstring(parts[MAIN_RELATIONS])
    }
    numbered = next((one for one in sections if _numbers(headers.get(_header(one, "default"), b""))), None)
    if numbered is None:
        return
    for section in sections:
        own = headers.get(_header(section, "default"))
        if own is not None and _holds_nothing(own):
            _take_over(section, numbered)


def _header(section: Element, kind: str) -> str:
    """The relationship id of a section's own header, "" where it has none."""
    found = [one for one in section.findall(q("headerReference")) if one.get(q("type")) == kind]
    return str(found[0].get(q("r:id"), "")) if found else ""


def _numbers(header: bytes) -> bool:
    return b"PAGE" in header


def _holds_nothing(header: bytes) -> bool:
    if not header or _numbers(header):
        return False
    root = etree.fromstring(header)
    drawn = next(root.iter(*GRAPHICS, q("fldSimple")), None) is not None
    return not drawn and not any(text_of(one).strip() for one in root.iter(q("p")))


def _take_over(section: Element, numbered: Element) -> None:
    for one in section.findall(q("headerReference")):
        section.remove(one)
    for pages in ("default", "first"):
        if known := _header(numbered, pages):
            refer(section, "header", pages, known)
    if section.find(q("titlePg")) is None and numbered.find(q("titlePg")) is not None:
        place(section, etree.Element(q("titlePg")))

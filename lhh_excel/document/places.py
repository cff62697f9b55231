"""Where each figure of a rendered document stands, in words; takes the marks out while it walks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from ..messages.templates import PLACES
from .marks import has_marks, numbers_in, without_marks
from .wml import Element, Styles, component, q, span_and_width, text_of

_LEVELS = {"phu_luc": 0, "phan": 0, "muc": 0, "khoan": 1, "diem": 2}


class PlaceFinder:
    """Walks one part; `found` maps a figure's number to its places."""

    def __init__(self, styles: Styles, found: dict[int, list[str]]) -> None:
        self.styles = styles
        self.found = found
        self.headings: list[tuple[int, str]] = []
        self.paragraphs = 0
        self.annex = False

    def body(self, body: Element) -> None:
        """The document's body, block by block."""
        for block in body:
            if block.tag == q("p"):
                self._paragraph(block)
            elif block.tag == q("tbl"):
                self._table(block)
            elif block.tag == q("sdt"):
                for content in block.findall(q("sdtContent")):
                    self.body(content)

    def part(self, root: Element, place: str) -> None:
        """A header, footer or other part: all its marks stand at one place."""
        if not has_marks("".join(cast("Iterator[str]", root.itertext(q("t"))))):
            return
        for paragraph in root.iter(q("p")):
            self._note(paragraph, text_of(paragraph), place)

    def _heading_path(self) -> str:
        return ", ".join(text for _, text in self.headings) or PLACES["frame"]

    def _paragraph(self, paragraph: Element) -> None:
        name, text = component(paragraph, self.styles), text_of(paragraph)
        if name in _LEVELS:
            level, heading = _LEVELS[name], without_marks(text).strip()
            self.headings = [above for above in self.headings if above[0] < level]
            self.headings.append((level, heading if len(heading) <= 80 else heading[:79] + "…"))
            self.paragraphs = 0
            self._note(paragraph, text, self._heading_path())
            return
        if text.strip():
            self.paragraphs += 1
        place = PLACES["paragraph"].format(number=self.paragraphs)
        self._note(paragraph, text, PLACES["in_heading"].format(heading=self._heading_path(), place=place))

    def _table(self, table: Element) -> None:
        heads = [row for row in table.findall(q("tr")) if row.find(f"{q('trPr')}/{q('tblHeader')}") is not None]
        titles = _column_titles(heads)
        number = 0
        for row in table.findall(q("tr")):
            number += 0 if row in heads else 1
            cells = [_with_texts(cell) for cell in row.iterchildren(q("tc"))]
            texts = [" ".join([text for _, text in inside]) for _, inside in cells]
            if not any(has_marks(text) for text in texts):
                continue
            name = next((text for text in texts if text.strip() and not without_marks(text).strip().isdigit()), "")
            plain = without_marks(name).strip()
            where = PLACES["row_named" if plain else "row_of"].format(row=number, name=plain[:60])
            where = f"{self._heading_path()}, {where}"
            at = 0
            for cell, inside in cells:
                title = titles.get(at)
                column = PLACES["column_named"].format(name=title) if title else PLACES["column"].format(number=at + 1)
                for paragraph, text in inside:
                    self._note(paragraph, text, f"{where}, {column}")
                at += span_and_width(cell)[0]

    def _note(self, paragraph: Element, text: str, place: str) -> None:
        if not has_marks(text):
            return
        for number in numbers_in(text):
            places = self.found.setdefault(number, [])
            if place not in places:
                places.append(place)
        for node in paragraph.iter(q("t")):
            if node.text and has_marks(node.text):
                node.text = without_marks(node.text)


def _with_texts(cell: Element) -> tuple[Element, list[tuple[Element, str]]]:
    """A table cell and its paragraphs, each with its text."""
    return cell, [(paragraph, text_of(paragraph)) for paragraph in cell.iter(q("p"))]


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

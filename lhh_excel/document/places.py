"""Where each figure of a rendered document stands, in words; takes the marks out while it walks."""

from __future__ import annotations

from ..messages.templates import PLACES
from .marks import has_marks, numbers_in, without_marks
from .wml import Element, Styles, component, q, text_of

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
        for paragraph in root.iter(q("p")):
            self._note(paragraph, place)

    def _heading_path(self) -> str:
        return ", ".join(text for _, text in self.headings) or PLACES["frame"]

    def _paragraph(self, paragraph: Element) -> None:
        name = component(paragraph, self.styles)
        if name in _LEVELS:
            level = _LEVELS[name]
            text = without_marks(text_of(paragraph)).strip()
            self.headings = [heading for heading in self.headings if heading[0] < level]
            self.headings.append((level, text if len(text) <= 80 else text[:79] + "…"))
            self.paragraphs = 0
            self._note(paragraph, self._heading_path())
            return
        if text_of(paragraph).strip():
            self.paragraphs += 1
        place = PLACES["paragraph"].format(number=self.paragraphs)
        self._note(paragraph, PLACES["in_heading"].format(heading=self._heading_path(), place=place))

    def _table(self, table: Element) -> None:
        heads = [row for row in table.findall(q("tr")) if row.find(f"{q('trPr')}/{q('tblHeader')}") is not None]
        titles = _column_titles(heads)
        number = 0
        for row in table.findall(q("tr")):
            number += 0 if row in heads else 1
            texts = [" ".join(text_of(paragraph) for paragraph in cell.iter(q("p"))) for cell in row.findall(q("tc"))]
            if not any(has_marks(text) for text in texts):
                continue
            name = next((text for text in texts if text.strip() and not without_marks(text).strip().isdigit()), "")
            plain = without_marks(name).strip()
            where = PLACES["row_named" if plain else "row_of"].format(row=number, name=plain[:60])
            at = 0
            for cell in row.findall(q("tc")):
                title = titles.get(at)
                column = PLACES["column_named"].format(name=title) if title else PLACES["column"].format(number=at + 1)
                for paragraph in cell.iter(q("p")):
                    self._note(paragraph, f"{self._heading_path()}, {where}, {column}")
                at += _span(cell)

    def _note(self, paragraph: Element, place: str) -> None:
        text = text_of(paragraph)
        if not has_marks(text):
            return
        for number in numbers_in(text):
            places = self.found.setdefault(number, [])
            if place not in places:
                places.append(place)
        for node in paragraph.iter(q("t")):
            node.text = without_marks(node.text or "")


def _span(cell: Element) -> int:
    mark = cell.find(f"{q('tcPr')}/{q('gridSpan')}")
    return int(mark.get(q("val"), "1")) if mark is not None else 1


def _column_titles(heads: list[Element]) -> dict[int, str]:
    """The lowest head over each column; a head over several is told before the one under it."""
    titles: dict[int, list[str]] = {}
    for row in heads:
        at = 0
        for cell in row.findall(q("tc")):
            text = without_marks(" ".join(text_of(paragraph) for paragraph in cell.iter(q("p")))).strip()
            for column in range(at, at + _span(cell)):
                if text:
                    titles.setdefault(column, []).append(" ".join(text.split()))
            at += _span(cell)
    return {column: " – ".join(texts) for column, texts in titles.items()}

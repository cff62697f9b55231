"""The office of a workbook, as a document composed from a text needs it: its names, who signs, to whom what goes."""

from __future__ import annotations

import datetime as dt

from ..document.composing.composition import Office
from ..figures.context import ChuKy
from ..figures.frame import archive, recipients, setting_out, signature
from ..law import Layout
from ..workbook.book import Book
from ..workbook.lists import COPY, ELECTRONIC, TO
from ..workbook.tables import BY_KEY
from ..workbook.values import fold


class OfficeOfBook(Office):
    """What Thông tin chung, Người ký and Nơi nhận say; Cấu hình of the way of sending and the measures."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.electronic = book.setting("medium") == ELECTRONIC

    def text(self, key: str) -> str:
        return self.book.text(key).strip()

    def signature(self, name: str | None) -> ChuKy:
        return signature(self.book, name)

    def for_head(self, position: str) -> str:
        if not self.book.has("signers"):
            return ""
        for _, held, line in self.book["signers"].each("position", "on_behalf"):
            if held and line and fold(held) == fold(position):
                return str(line).upper()
        return ""

    def addressees(self, kind: str) -> list[str]:
        return self._named(TO, kind)

    def recipients(self, kind: str) -> list[str]:
        return self._named(COPY, kind)

    def _named(self, role: str, kind: str) -> list[str]:
        return recipients(self.book, role, kind) if self.book.has("recipients") else []

    def archive(self, kind: str) -> str:
        return archive(self.book, kind) if self.book.has("recipients") else ""

    def sheet(self, table: str) -> str:
        return BY_KEY[table].sheet

    def layout(self, day: dt.date) -> Layout:
        return setting_out(self.book, day)

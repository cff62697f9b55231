"""A text cut into paragraphs and tables, whether each line is a paragraph or a paragraph runs over several lines."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_ENDS = (".", ";", ":", "?", "!", "…", "”", '"', ")", "/.")
_ROMAN = r"(?=[IVXL])(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})"
_ITEM = re.compile(
    rf"^(?:#|>|\||[-–+•*]\s|(?:{_ROMAN}|\d{{1,2}})[.)]\s|\d{{1,2}}(?:\.\d{{1,2}})+[.)]?\s|[a-zđ]\)\s"
    r"|(?:Điều|Chương|Phần|Mục)\s+(?:\d+|[IVXL]+)\b|Kính gửi|Nơi nhận|Căn cứ\s|Số\s*:|V/v\b)",
    re.IGNORECASE,
)
_WRAPPED_FROM, _WRAPPED_TO, _FULL = 60, 120, 0.7


def fold(text: str) -> str:
    """Capitals without marks and stars, for recognising words however they are typed: "Nơi nhận" -> "NOI NHAN"."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).replace("*", "").split()).upper()


def squeeze(text: str) -> str:
    """One space between words, none at the ends."""
    return " ".join(text.split())


@dataclass
class Chunk:
    """A paragraph or a table: its lines as typed, the run of lines it stands in, the number of its first line."""

    lines: list[str]
    block: int
    first: int

    @property
    def text(self) -> str:
        return squeeze(" ".join(self.lines))

    @property
    def is_table(self) -> bool:
        return self.lines[0].lstrip().startswith("|")

    @property
    def pieces(self) -> list[str]:
        """Its lines, each cut where columns stood side by side (tabs, wide gaps, bars)."""
        found: list[str] = []
        for line in self.lines:
            found += [squeeze(piece) for piece in re.split(r"\t+|\s{3,}|\|", line) if piece.strip()]
        return found


def is_upper(text: str) -> bool:
    """Whether all its letters are capitals, and there are some."""
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) > 1 and all(sign == sign.upper() for sign in letters)


def starts_item(text: str) -> bool:
    """Whether a line opens something of its own: a heading, a list item, a part of the frame."""
    return bool(_ITEM.match(text.lstrip().lstrip("*_")))


def ends_sentence(text: str) -> bool:
    return text.rstrip().rstrip("*_").endswith(_ENDS)


def continues(before: str, text: str) -> bool:
    """Whether a text goes on in the middle of a sentence: a small letter after an unfinished line."""
    first = text.lstrip("*_ ")[:1]
    return bool(first) and first.islower() and not ends_sentence(before) and not starts_item(text)


def chunks(text: str, start: int = 1) -> list[Chunk]:
    """The paragraphs and tables of a text; `start` is the number of its first line in the file."""
    found: list[Chunk] = []
    block: list[tuple[int, str]] = []
    count = 0
    for number, line in enumerate([*text.split("\n"), ""], start):
        if line.strip():
            block.append((number, line.rstrip()))
        elif block:
            found += _block(block, count)
            count += 1
            block = []
    return found


def _block(block: list[tuple[int, str]], count: int) -> list[Chunk]:
    lines = [line.strip() for _, line in block]
    longest = max(map(len, lines))
    wrapped = _WRAPPED_FROM <= longest <= _WRAPPED_TO and all(len(line) >= _FULL * longest for line in lines[:-1])
    found: list[Chunk] = []
    for (number, raw), line in zip(block, lines, strict=True):
        before = found[-1].lines[-1].strip() if found else ""
        if found and line.startswith("|") and before.startswith("|"):
            found[-1].lines.append(raw)
        elif found and not before.startswith("|") and _joins(before, line, longest, wrapped):
            found[-1].lines.append(raw)
        else:
            found.append(Chunk([raw], count, number))
    return found


def _joins(before: str, line: str, longest: int, wrapped: bool) -> bool:
    """Whether the line goes on from the one before it."""
    if starts_item(line) or before.startswith("#"):
        return False
    if is_upper(before):
        return is_upper(line) and starts_item(before)
    if before.endswith("  ") or before.endswith("\\"):
        return False
    if continues(before, line):
        return True
    return wrapped and len(before) + 1 + len(line.split()[0]) > longest

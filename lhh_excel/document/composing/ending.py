"""Recognises what stands below the text of an old document: Nơi nhận, the signature, the annexes after them.

Source: Annex I of the decree, mục II.7, II.9 and III.1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from ...messages import compose as words
from ...text.roman import to_roman
from .chunks import Chunk, bare, ends_sentence, fold, is_upper, squeeze
from .head import RULE
from .result import Composed

_PREFIX = re.compile(r"^(TM|KT|TL|TUQ|Q)\s*[.,/]\s*|^(T/M|K/T|T/L|T/UQ)\s*\.?\s*", re.IGNORECASE)
_POSITIONS = (
    *("CHU TICH", "PHO CHU TICH", "GIAM DOC", "PHO GIAM DOC", "CHANH VAN PHONG", "PHO CHANH VAN PHONG", "TRUONG BAN"),
    *("PHO TRUONG BAN", "TONG THU KY", "PHO TONG THU KY", "BI THU", "PHO BI THU", "VIEN TRUONG", "TRUONG PHONG"),
    *("THU KY", "CHU TOA", "CHU TRI", "UY VIEN", "UY VIEN THUONG VU", "VIEN TRUONG", "HIEU TRUONG"),
)
_SEAL = re.compile(r"^\(?\s*(DA KY|KY TEN|KY, DONG DAU|KY VA DONG DAU|CHU KY|DONG DAU|KY, GHI RO HO TEN)\b.*$")
_DASH = re.compile(r"^[-–—+•]\s*")
_LIST = re.compile(r"^\W*(nơi\s+nhận|noi\s+nhan)\s*:?", re.IGNORECASE)
_ATTACHED = re.compile(r"^\((?:BAN HANH )?KEM THEO\b[^()]*\)$|^KEM THEO [^.;]{1,60}\bSO\b[^;]{1,140}$")
_ANNEX = re.compile(r"^PHU LUC(?:\s+(?:SO\s+)?(?:[IVXLC]+|\d+|[A-Z]))?\s*(?P<way>\((?:NGANG|DOC)\))?\s*[.:]?$")
_LONGEST, _NEAR, _SIGNATURE_CHUNKS, _LONGEST_DIRECTION = 95, 8, 20, 300


@dataclass
class RawAnnex:
    """An annex as typed: its name, whether told to lie on its side, its paragraphs."""

    name: str = ""
    landscape: bool | None = None
    chunks: list[Chunk] = field(default_factory=list)


def is_position(text: str) -> bool:
    """Whether a line is the position of one who signs."""
    folded = fold(text).rstrip(".,")
    return folded in _POSITIONS or (is_upper(text) and folded.startswith(_POSITIONS) and len(folded) < 60)


def _signs(text: str) -> bool:
    return bool(_PREFIX.match(text)) or is_position(text)


def split_annexes(chunks: Sequence[Chunk], found: Composed) -> tuple[list[Chunk], list[RawAnnex]]:
    """The document itself, and each annex that a line "Phụ lục …" of its own opens."""
    main: list[Chunk] = []
    annexes: list[RawAnnex] = []
    names: list[str] = []
    for chunk in chunks:
        name = bare(chunk.lines[0])
        if not chunk.is_table and len(name) < _LONGEST and (opened := _ANNEX.match(fold(name))):
            way = opened["way"]
            annexes.append(RawAnnex(landscape=None if way is None else "NGANG" in way))
            names.append(name)
            found.settle(name)
            if len(chunk.lines) > 1:
                _annex_chunk(annexes[-1], Chunk(chunk.lines[1:], chunk.block, chunk.first + 1), found)
        elif annexes:
            _annex_chunk(annexes[-1], chunk, found)
        else:
            main.append(chunk)
    for number, name in enumerate(names, 1):
        printed = words.ANNEX.format(number=to_roman(number) if len(names) > 1 else "").strip()
        typed = re.sub(r"\s*(?:\([^()]*\))?\s*[.:]?$", "", name)
        if fold(typed) != fold(printed):
            found.notes.append(words.CHANGED.format(before=typed, after=printed))
    return main, annexes


def _annex_chunk(annex: RawAnnex, chunk: Chunk, found: Composed) -> None:
    text = bare(chunk.text)
    if not annex.chunks and len(text) < _LONGEST_DIRECTION and _ATTACHED.match(fold(text)):
        found.notes.append(words.ATTACHED.format(text=text))
        found.settle(text)
    elif not annex.chunks and not annex.name and not chunk.is_table and _names(chunk, text):
        annex.name = text
    elif not (RULE.match(chunk.text) and not annex.chunks):
        annex.chunks.append(chunk)


def _names(chunk: Chunk, text: str) -> bool:
    marked = chunk.text.startswith(("#", "**")) and len(text) < 200
    return (is_upper(text) or marked) and not ends_sentence(text)


def read_ending(chunks: list[Chunk], found: Composed) -> list[Chunk]:
    """Fill `found` from the bottom of the text; gives what stands above it."""
    start = _start(chunks)
    if start is None:
        return chunks
    tail = _Tail(found)
    for chunk in chunks[start:]:
        for row in chunk.rows():
            tail.take_row([squeeze(piece.strip("*")) if _DASH.match(piece) else bare(piece) for piece in row])
    tail.close()
    return chunks[:start]


def _start(chunks: list[Chunk]) -> int | None:
    """The first paragraph of Nơi nhận or of the signature, whichever comes first."""
    lists = [number for number, chunk in enumerate(chunks) if _opens_list(chunk)]
    if lists:
        start = lists[-1]
        for number in range(start - 1, max(start - _NEAR, -1), -1):
            if chunks[number].is_table or not _short(chunks[number]):
                break
            if _signs(bare(_first(chunks[number]))):
                start = number
        return start
    for number in range(max(0, len(chunks) - _SIGNATURE_CHUNKS), len(chunks)):
        following = chunks[number:]
        if _signs(bare(_first(chunks[number]))) and all(_short(chunk) for chunk in following):
            return number
    return None


def _first(chunk: Chunk) -> str:
    """The first piece; a line of bars alone has none."""
    return next(chunk.pieces(), "")


def _opens_list(chunk: Chunk) -> bool:
    return any(len(piece) < 30 and _LIST.match(bare(piece)) for piece in islice(chunk.pieces(), 3))


def _short(chunk: Chunk) -> bool:
    return all(len(line.strip()) <= _LONGEST for line in chunk.lines) and not chunk.lines[-1].rstrip().endswith(
        (".", ":")
    )


class _Tail:
    """Takes the pieces of the tail one by one: recipients, lines of the signature, the name."""

    def __init__(self, found: Composed) -> None:
        self.found = found
        self.recipients: list[str] = []
        self.blocks: list[list[str]] = []
        self.pair: list[list[str]] = []
        self.listing = False

    def take_row(self, pieces: list[str]) -> None:
        """A line; two signers side by side keep to their sides."""
        if len(pieces) == 2 and all(map(_signs, pieces)):
            self.pair = [[], []]
            self.blocks += self.pair
        if len(pieces) == 2 and self.pair and not self.listing:
            for block, piece in zip(self.pair, pieces, strict=True):
                if _SEAL.match(fold(piece)):
                    self._drop(piece)
                else:
                    block.append(piece)
            return
        for piece in pieces:
            self.take(piece)

    def take(self, text: str) -> None:
        if not text or RULE.match(text):
            return
        if label := _LIST.match(text):
            self.listing = True
            self.found.label(label[1], words.WHAT["recipients"])
            if after := squeeze(text[label.end() :].strip("*_ ")):
                self.recipients.append(after)
        elif _SEAL.match(fold(text)):
            self._drop(text)
        elif _signs(text):
            self._signature(text)
        elif self.listing and (_DASH.match(text) or self._lists(text)):
            self.recipients.append(text)
        elif self.listing and self.recipients and (not self.blocks or self._named(self.blocks[-1])):
            self.recipients[-1] += f" {text}"
        elif self.blocks and self.blocks[-1]:
            self.blocks[-1].append(text)
        else:
            self.found.stray.append(text)

    def _drop(self, text: str) -> None:
        self.found.notes.append(words.DROPPED.format(text=text))
        self.found.settle(text)

    def _lists(self, text: str) -> bool:
        """A recipient without its dash: a line of its own, before or after the signature, not in it."""
        signing = bool(self.blocks) and not self._named(self.blocks[-1])
        last = self.recipients[-1] if self.recipients else ""
        dashed = bool(_DASH.match(last)) and not fold(_DASH.sub("", last)).startswith("LUU")
        goes_on = bool(last) and (text[:1].islower() or dashed) and not last.endswith((";", "."))
        return not signing and not goes_on

    def _signature(self, text: str) -> None:
        """A position after a name begins the block of another signer."""
        if not self.blocks or (len(self.blocks[-1]) > 1 and self._named(self.blocks[-1])):
            self.blocks.append([])
        self.blocks[-1].append(text)

    @staticmethod
    def _named(block: list[str]) -> bool:
        """Whether a block has got its name."""
        return not _signs(block[-1]) and any(is_position(line) for line in block[:-1])

    def close(self) -> None:
        self._recipients()
        made = [_signer(block, self.found) for block in self.blocks if block]
        if len(made) > 1:
            self.found.secretary_lines, self.found.secretary = made[0]
        if made:
            self.found.lines, self.found.name = made[-1]
        self.found.stray += [signed_by(*block) for block in made[1:-1]]

    def _recipients(self) -> None:
        names: list[str] = []
        for number, text in enumerate(self.recipients):
            last = number == len(self.recipients) - 1
            name = squeeze(_DASH.sub("", text).rstrip(";., "))
            if name and not text.rstrip().endswith("." if last else ";"):
                self.found.notes.append(words.LIST_SIGN.format(text=name, sign="." if last else ";"))
            names.append(name)
        self.found.recipients = [name for name in names if name]


def signed_by(lines: Sequence[str], name: str) -> str:
    """A signature that has no place of its own, as one line."""
    return ", ".join(part for part in (*lines, name) if part)


def _signer(block: list[str], found: Composed) -> tuple[list[str], str]:
    """The lines of authority and the name; a line that goes on from the one above is joined to it."""
    name = ""
    lines = list(block)
    if len(lines) > 1 and not _signs(lines[-1]):
        name = lines.pop()
        if is_upper(name):
            found.notes.append(words.CHANGED.format(before=name, after=name.title()))
            name = name.title()
    joined: list[str] = []
    for line in lines:
        if joined and not _signs(line):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return [_PREFIX.sub(_prefix, line) for line in joined], name


def _prefix(match: re.Match[str]) -> str:
    """T/M and its kin are the Party's form; the state's is TM. with a stop."""
    return re.sub(r"[^A-Z]", "", match[0].upper()) + ". "

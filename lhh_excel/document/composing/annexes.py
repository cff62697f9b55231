"""Splits the annexes off a pasted text: each opens with a line "Phụ lục …" of its own. Source: Annex I, mục III.1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...messages import compose as words
from ...text.roman import annex_name, from_roman, to_roman
from ..reading.lines import TYPED_RULE
from .chunks import Chunk, bare, ends_sentence, fold, in_capitals, squeeze
from .result import Reading

RULE = re.compile(rf"^[\s_\-–—=*~.|:]{{3,}}$|{TYPED_RULE.pattern}", re.IGNORECASE)
_ATTACHED = re.compile(r"^\((?:BAN HANH )?KEM THEO\b[^()]*\)$|^KEM THEO [^.;]{1,60}\bSO\b[^;]{1,140}$")
_ANNEX = re.compile(r"^PHU LUC(?:\s+(?:SO\s+)?(?:[IVXLC]+|\d+|[A-Z]))?\s*(?P<way>\((?:NGANG|DOC)\))?\s*[.:]?$")
_ISSUER = re.compile(r"(?:\d{4}|\bnăm[\s.…_]*)\s*của\s+([^()]+?)[\s.]*\)?\s*$", re.IGNORECASE)
_NAMED = re.compile(r"^(Phụ\s+lục\s+(?:số\s+)?(?:[IVXLC]+|\d+|[A-Z]))\s*[:.\-–]\s*(\S.*)$", re.IGNORECASE)
_ONE = r"(?-i:\d+|[IVXLC]+\b)"
#: "Phụ lục 1", "các Phụ lục số 1, 2 và 3"; not those of another document.
_MENTION = re.compile(
    rf"(?P<opens>\bPhụ\s+lục\s+)(?P<number_sign>số\s+)?(?P<numbers>{_ONE}(?:(?:\s*,\s*|\s+(?:và|đến)\s+){_ONE})*)\b(?![./]\d)"
    r"(?!(?:\s*,)?(?:\s+(?:của|tại|thuộc|kèm\s+theo|ban\s+hành|trong))*\s+(?:Luật|Nghị\s+định|Nghị\s+quyết|Thông\s+tư|Quyết\s+định"
    r"|Chỉ\s+thị|Kế\s+hoạch|Chương\s+trình|Đề\s+án|Hướng\s+dẫn|Công\s+văn|Báo\s+cáo|Quy\s+chế|Hợp\s+đồng)\b(?!\s+này))",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_DIRECTION = 95, 300


@dataclass
class RawAnnex:
    """An annex as typed: its name, whether told to lie on its side, its paragraphs; `title` of a regulation, `issuer`
    as "(Kèm theo … của …)" has it, `issued` whether that says "Ban hành"."""

    name: str = ""
    landscape: bool | None = None
    title: str = ""
    chunks: list[Chunk] = field(default_factory=list)
    issuer: str = ""
    issued: bool | None = None


def split_annexes(chunks: Sequence[Chunk], found: Reading) -> tuple[list[Chunk], list[RawAnnex]]:
    """The document itself, and each annex that a line "Phụ lục …" of its own opens."""
    main: list[Chunk] = []
    annexes: list[RawAnnex] = []
    names: list[str] = []
    for chunk in chunks:
        name, title = _own_name(bare(chunk.lines[0]))
        if not chunk.is_table and len(name) < _LONGEST and (opened := _ANNEX.match(fold(name))):
            way = opened["way"]
            annexes.append(RawAnnex(landscape=None if way is None else "NGANG" in way))
            annexes[-1].name = title
            names.append(name)
            found.settle(name)
            if len(chunk.lines) > 1:
                _annex_chunk(annexes[-1], Chunk(chunk.lines[1:], chunk.block, chunk.first + 1), found)
        elif annexes:
            _annex_chunk(annexes[-1], chunk, found)
        else:
            main.append(chunk)
    numbers: dict[str, str] = {}
    for number, name in enumerate(names, 1):
        shown = to_roman(number) if len(names) > 1 else ""
        printed = annex_name(number, len(names))
        typed = re.sub(r"\s*(?:\([^()]*\))?\s*[.:]?$", "", name)
        if fold(typed) != fold(printed):
            found.notes.append(words.CHANGED.format(before=typed, after=printed))
        last = typed.split()[-1]
        if last != shown and (last.isdecimal() or (not shown and from_roman(last.upper()))):
            numbers[last] = shown
    if numbers:
        for chunk in (*main, *(chunk for annex in annexes for chunk in annex.chunks)):
            chunk.lines[:] = [
                _MENTION.sub(lambda match: _renumbered(match, numbers, found), line) for line in chunk.lines
            ]
    return main, annexes


def _renumbered(match: re.Match[str], numbers: dict[str, str], found: Reading) -> str:
    """What is said of annexes of this document by the numbers that are printed over them; a list in one piece."""
    typed = re.findall(_ONE, match["numbers"])
    if any(number not in numbers for number in typed):
        return match[0]
    found.settle(match["numbers"], match["number_sign"] or "")
    after = match["opens"] + re.sub(_ONE, lambda one: numbers[one[0]], match["numbers"])
    note = words.MENTIONED.format(before=squeeze(match[0]), after=squeeze(after))
    if note not in found.notes:
        found.notes.append(note)
    return after.rstrip() if not numbers[typed[-1]] else after


def _own_name(line: str) -> tuple[str, str]:
    """The line with an annex's number, and its name where that stands behind it: "PHỤ LỤC 1: MẪU ĐƠN"."""
    match = _NAMED.match(line)
    return (match[1], match[2]) if match and in_capitals(match[2]) and not ends_sentence(match[2]) else (line, "")


def _annex_chunk(annex: RawAnnex, chunk: Chunk, found: Reading) -> None:
    text = bare(chunk.text)
    if not annex.chunks and len(text) < _LONGEST_DIRECTION and _ATTACHED.match(fold(text)):
        found.notes.append(words.ATTACHED.format(text=text))
        found.settle(text)
        annex.issuer, annex.issued = issuer_in(text), is_issued(text)
    elif not annex.chunks and not annex.name and not chunk.is_table and _names(chunk, text):
        annex.name = text
    elif not (RULE.match(chunk.text) and not annex.chunks):
        annex.chunks.append(chunk)


def issuer_in(direction: str) -> str:
    """Who "(Kèm theo … số … ngày … của …)" says has issued the document, as it is typed; "" where it names nobody."""
    match = _ISSUER.search(direction)
    return match[1] if match else ""


def is_issued(direction: str) -> bool:
    """Whether it says "Ban hành kèm theo", not "Kèm theo" as the decree's own Mẫu do."""
    return fold(direction).startswith(("(BAN HANH", "BAN HANH"))


def _names(chunk: Chunk, text: str) -> bool:
    marked = chunk.text.startswith(("#", "**")) and len(text) < 200
    return (in_capitals(text) or marked) and not ends_sentence(text)

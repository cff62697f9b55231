"""Reads a text that a person typed or pasted: its front matter, the frame of an old document, its body, its annexes.
Of Markdown that a document of the decree does not set the words stay, its signs go, and a note tells of each kind.

`read_text(data, name)` gives a `Reading`; what was changed on the way is listed in its notes.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Sequence
from itertools import chain

from ... import law
from ...errors import InputError
from ...messages import compose as words
from ...text.garbled import find_tcvn3, find_vni
from ...text.roman import annex_name, from_roman, to_roman
from ..reading.marks import annex_number, fold, is_attached, is_upper
from .body import read_annexes, read_body
from .chunks import RULE, Chunk, bare, chunks, ends_sentence, squeeze, starts_item
from .framed import read_frame
from .front import read_front, split_front
from .general import Annex
from .kept import OURS
from .result import Reading, UnreadAnnex

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(data: bytes, file: str) -> str:
    """The text of a file in UTF-8 or, with its mark, UTF-16. InputError for anything else."""
    encoding = "utf-8"
    for mark, name in _BOMS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError("not_text", file=file) from None
    if "\0" in text:
        raise InputError("not_text", file=file)
    if not text.strip():
        raise InputError("empty_text", file=file)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\f", "\n\n")


def read_text(data: bytes, file: str = "", *, date: dt.date | None = None, as_of: dt.date | None = None) -> Reading:
    """What the text says, the front matter over the frame. InputError for what is no text or has a bad front matter.

    What it may ask for is the law's of its own date, or of the `date` of the call; of a draft as of a day (today
    unless given).
    """

    def law_on(own: dt.date | None) -> law.Law:
        return law.on(date or own or as_of or dt.date.today())

    found = Reading()
    text = decode(data, file)
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        found.notes.append(words.NFC)
    text = OURS.sub("", composed.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", ""))
    front, text, start = split_front(text, file)
    text = without_unset(text, found)
    found.intake.lines = [(number, "", line) for number, line in enumerate(text.split("\n"), start) if line.strip()]
    main, annexes = split_annexes(chunks(text), found)
    main, regulations = read_frame(main, found)
    main = _heading_as_subject(main, found)
    read_front(front, found, law_on)
    read_body(main, found)
    read_annexes([*regulations, *annexes], found)
    if legacy := find_tcvn3(text) or find_vni(text):
        found.notes.append(words.LEGACY.format(word=legacy.word, meant=legacy.meant))
    return found


def _heading_as_subject(main: list[Chunk], found: Reading) -> list[Chunk]:
    """A first heading without a number names the document, where nothing else does."""
    if main and not found.subject and main[0].text.startswith("# "):
        text = bare(main[0].text)
        if not starts_item(text):
            found.subject = text
            return main[1:]
    return main


# --- links, images, code, notes, struck words, boxes to tick ---------------------------------------------------------

# What is set (headings, lists, tables, stars for bold and italic) is read where it stands (docs/soan-van-ban.md).

_MOST = 0.75  # of the lines of a text that is a quotation as a whole
_FENCE = re.compile(r"^\s*(?:```|~~~)[^`]*$")
_NOTE = re.compile(r"^\[\^([^\]]+)\]:\s*(.*)$")
_CALL = re.compile(r"\[\^([^\]]+)\]")
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^()\s]*)[^()]*\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(\s*<?([^()\s<>]+)>?(?:\s+[\"'][^\"']*[\"'])?\s*\)")
_BARE_LINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]+|[\w.+-]+@[\w-]+\.[\w.-]+)>")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_BOX = re.compile(r"^(\s*[-+*]\s+)\[[ xX]\]\s+")
_UNDERLINED = re.compile(r"(?<![\w_])(_{1,2})(?=[^\s_])(.+?)(?<=[^\s_])\1(?![\w_])")


def without_unset(text: str, found: Reading) -> str:
    """The text, line by line (their number stays), without the signs of what is not set; `found` gets the notes."""
    lines = _unquoted(text.split("\n"))
    told: dict[str, list[str]] = {}
    notes = {match[1]: match[2].strip() for line in lines if (match := _NOTE.match(line))}
    called = {match[1] for line in lines if not _NOTE.match(line) for match in _CALL.finditer(line)}
    made = []
    inside = False
    for line in lines:
        if _FENCE.match(line):
            inside = not inside
            told.setdefault("code", []).append(line.strip())
            made.append("")
            continue
        note = _NOTE.match(line)
        if note is not None and note[1] in called:
            made.append("")
            continue
        made.append(line if inside else _line(line, notes, told))
    for kind, examples in told.items():
        found.notes.append(words.UNSET[kind].format(count=len(examples), text=examples[0]))
    return "\n".join(made)


def _unquoted(lines: list[str]) -> list[str]:
    """Of a mail that answers another one the lines without its sign ">", where nearly all of them have it."""
    typed = [line for line in lines if line.strip()]
    if sum(line.startswith(">") for line in typed) < _MOST * len(typed):
        return lines
    return [re.sub(r"^>[ ]?", "", line) for line in lines]


def _line(line: str, notes: dict[str, str], told: dict[str, list[str]]) -> str:
    def tell(kind: str, instead: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
        def replaced(match: re.Match[str]) -> str:
            told.setdefault(kind, []).append(match[0])
            return instead(match)

        return replaced

    line = _IMAGE.sub(tell("image", lambda match: ""), line)
    line = _LINK.sub(tell("link", _spelled), line)
    line = _BARE_LINK.sub(lambda match: match[1], line)
    line = _CALL.sub(tell("note", lambda match: f" ({notes[match[1]]})" if notes.get(match[1]) else ""), line)
    line = _CODE.sub(tell("code", lambda match: match[2].strip()), line)
    line = _STRUCK.sub(tell("struck", lambda match: match[1]), line)
    line = _BOX.sub(tell("box", lambda match: match[1]), line)
    return _UNDERLINED.sub(lambda match: "*" * len(match[1]) + match[2] + "*" * len(match[1]), line)


def _spelled(match: re.Match[str]) -> str:
    """ "Cổng thông tin (https://…)": on paper nobody can press."""
    label, target = match[1].strip(), match[2].removeprefix("mailto:")
    return label if label == target else f"{label} ({target})"


# --- annexes ---------------------------------------------------------------------------------------------------------
# Each opens with a line "Phụ lục …" of its own. Source: Annex I of the decree, mục III.1.

#: All of "(Kèm theo …)"; without brackets no sentence that begins so.
_DIRECTION = re.compile(r"^\([^()]*\)$|^[^(.;]{1,70}\bsố\b[^;]{1,140}$", re.IGNORECASE)
_WAY = re.compile(r"\s*\((ngang|d[ọo]c)\)\s*[.:]?$", re.IGNORECASE)
_NAMED = re.compile(r"^(Phụ\s+lục\s+(?:số\s+)?(?:[IVXLC]+|\d+|[A-Z]))\s*[:.\-–]\s*(\S.*)$", re.IGNORECASE)
_ONE = r"(?-i:\d+|[IVXLC]+\b)"
#: "Phụ lục 1", "các Phụ lục số 1, 2 và 3"; not those of another document.
_MENTION = re.compile(
    rf"(?P<opens>\bPhụ\s+lục\s+)(?P<number_sign>số\s+)?(?P<numbers>{_ONE}(?:(?:\s*,\s*|\s+(?:và|đến)\s+){_ONE})*)\b(?![./]\d)"
    r"(?!(?:\s*,)?(?:\s+(?:của|tại|thuộc|kèm\s+theo|ban\s+hành|trong))*\s+(?:Luật|Nghị\s+định|Nghị\s+quyết|Thông\s+tư|Quyết\s+định"
    r"|Chỉ\s+thị|Kế\s+hoạch|Chương\s+trình|Đề\s+án|Hướng\s+dẫn|Công\s+văn|Báo\s+cáo|Quy\s+chế|Hợp\s+đồng)\b(?!\s+này))",
    re.IGNORECASE,
)
_LONGEST_DIRECTION = 300


def split_annexes(chunks: Sequence[Chunk], found: Reading) -> tuple[list[Chunk], list[UnreadAnnex]]:
    """The document itself, and each annex that a line "Phụ lục …" of its own opens."""
    main: list[Chunk] = []
    annexes: list[UnreadAnnex] = []
    names: list[tuple[str, str]] = []
    for chunk in chunks:
        name, title = _own_name(bare(chunk.lines[0]))
        way = _WAY.search(name)
        heading = name[: way.start()] if way else name
        ordinal = None if chunk.is_table else annex_number(heading)
        if ordinal is not None:
            annexes.append((Annex(title), [], way and fold(way[1]) == "NGANG"))
            names.append((heading.rstrip(" .:"), ordinal))
            found.settle(name)
            if len(chunk.lines) > 1:
                _annex_chunk(*annexes[-1][:2], Chunk(chunk.lines[1:], chunk.block), found)
        elif annexes:
            _annex_chunk(*annexes[-1][:2], chunk, found)
        else:
            main.append(chunk)
    numbers: dict[str, str] = {}
    for number, (typed, ordinal) in enumerate(names, 1):
        shown = to_roman(number) if len(names) > 1 else ""
        printed = annex_name(number, len(names))
        if fold(typed) != fold(printed):
            found.notes.append(words.CHANGED.format(before=typed, after=printed))
        if ordinal != shown and (ordinal.isdecimal() or (not shown and from_roman(ordinal))):
            numbers[ordinal] = shown
    if numbers:
        for chunk in chain(main, *(typed for _, typed, _ in annexes)):
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
    return (match[1], match[2]) if match and is_upper(match[2]) and not ends_sentence(match[2]) else (line, "")


def _annex_chunk(annex: Annex, chunks: list[Chunk], chunk: Chunk, found: Reading) -> None:
    text = bare(chunk.text)
    if not chunks and len(text) < _LONGEST_DIRECTION and is_attached(text) and _DIRECTION.match(text):
        found.attached(annex, text)
    elif not chunks and not annex.name and not chunk.is_table and _names(chunk, text):
        annex.name = text
    elif chunks or not RULE.match(chunk.text):
        chunks.append(chunk)


def _names(chunk: Chunk, text: str) -> bool:
    marked = chunk.text.startswith(("#", "**")) and len(text) < 200
    return (is_upper(text) or marked) and not ends_sentence(text)

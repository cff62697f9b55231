"""Turns the paragraphs of a text into blocks in the decree's form; every word is kept, every change of form is noted.

Source: Annex I of the decree, mục II.6.đ (phần, điều, khoản, điểm) and the table of mục V (mục, 6b).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, islice, zip_longest

from ...law import POINT_LETTERS
from ...messages import compose as words
from ...plain import replace
from ..reading.levels import (
    MARKS,
    STOPS,
    Level,
    could_head,
    heads,
    is_lettered,
    items_on,
    level_of,
    part_and_title,
)
from ..reading.lines import TYPED_RULE
from ..reading.marks import fold, is_upper, lists
from ..writing.source import DASH, Block, Paragraph, Table
from ..writing.source import cells as cells_of
from .chunks import PAGE_NUMBER, Chunk, bare, continues, headless, squeeze
from .general import WIDE_TABLE, table, with_stars
from .result import Reading, UnreadAnnex

_COLUMN = re.compile(r"^:?-+:?$")
_LONG_SECTION, _TABBED = 200, 3
_BOLD = "khoan??"  # a khoản that is typed in bold, until it is known what follows it
_END = "./."


def read_body(chunks: Sequence[Chunk], found: Reading) -> None:
    """Fill `found.content`."""
    found.content = _blocks(_whole(chunks, found), found)
    if not found.meeting.ket_thuc:
        _end_mark(found)


def read_annexes(annexes: Sequence[UnreadAnnex], found: Reading) -> None:
    """Fill `found.annexes`; one with a wide table lies on its side unless told otherwise."""
    for annex, chunks, told in annexes:
        annex.blocks = _blocks(_whole(chunks, found), found)
        wide = any(isinstance(block, Table) and len(block.columns) >= WIDE_TABLE for block in annex.blocks)
        annex.landscape = wide if told is None else told
        found.annexes.append(annex)


# --- paragraphs that a page broke --------------------------------------------------------------------------------


def _whole(chunks: Sequence[Chunk], found: Reading) -> list[Chunk]:
    """Paragraphs that broke off over a page are one again; a page number typed between them goes."""
    made: list[Chunk] = []
    closed = True  # whether the last of them ends here: nothing goes on from a table, a heading, a line in capitals
    pending = _parts(_tabbed(chunks, found))
    for chunk, following in zip_longest(pending, pending[1:]):
        if following is not None and not closed and PAGE_NUMBER.match(chunk.text) and _goes_on(made[-1], following):
            found.notes.append(words.PAGE_NUMBER.format(text=chunk.text))
            found.settle(chunk.text)
            continue
        if not chunk.text.strip("# "):
            continue  # a heading's sign without a heading
        if len(set(chunk.text)) == 1 and TYPED_RULE.match(chunk.text):
            found.notes.append(words.RULE.format(text=chunk.text))
            continue
        if not closed and _goes_on(made[-1], chunk):
            found.notes.append(words.JOINED.format(before=_last(made[-1].lines[-1]), after=_first(chunk.text)))
            made[-1].lines.append(chunk.lines[0].lstrip())
            made[-1].lines += chunk.lines[1:]
            continue
        made.append(chunk)
        closed = chunk.is_table or chunk.lines[0].lstrip().startswith("#") or is_upper(chunk.text)
    return made


def _goes_on(before: Chunk, chunk: Chunk) -> bool:
    return not chunk.is_table and continues(before.lines[-1], chunk.text)


def _tabbed(chunks: Sequence[Chunk], found: Reading) -> list[Chunk]:
    """Rows pasted from a table of a word processor or a sheet, their cells parted by tabs, are a table."""
    made: list[Chunk] = []
    at = 0
    while at < len(chunks):
        count = _tab_rows(chunks, at)
        taken = chunks[at : at + (count or 1)]
        at += count or 1
        if not count:
            made += taken
            continue
        lines = [line.replace("|", "\\|").replace("\t", " | ") for chunk in taken for line in chunk.lines]
        made.append(Chunk([f"| {line} |" for line in lines], taken[0].block))
        found.notes.append(words.TAB_TABLE.format(text=_first(taken[0].text)))
    return made


def _tab_rows(chunks: Sequence[Chunk], at: int) -> int:
    """How many chunks from there are rows below a head of three columns or more; 0 where that is no table."""
    first = chunks[at]
    head = [cell.strip() for cell in first.lines[0].split("\t")]
    if first.is_table or len(head) < _TABBED or not all(head):
        return 0
    count = rows = 0
    for chunk in islice(chunks, at, None):
        tabs = [line.count("\t") for line in chunk.lines]
        if chunk.block != first.block or chunk.is_table or not all(0 < tab < len(head) for tab in tabs):
            break
        count += 1
        rows += len(tabs)
    return count if rows > 1 else 0


def _parts(chunks: Sequence[Chunk]) -> list[Chunk]:
    """ "Chương II. TRÁCH NHIỆM" on one line: number and title, each a line of its own (PL1.P1.II.6.đ); so are two
    numbered items that a gap parts."""
    made: list[Chunk] = []
    for chunk in chain.from_iterable(map(_numbered_apart, chunks)):
        parted = None if chunk.is_table else part_and_title(bare(chunk.text))
        if parted and _is_part_title(*parted, chunk.text.startswith("#")):
            made += [Chunk([piece], chunk.block) for piece in (parted[0], parted[2])]
        else:
            made.append(chunk)
    return made


def _numbered_apart(chunk: Chunk) -> list[Chunk]:
    level = None if chunk.is_table or len(chunk.lines) > 1 else level_of(chunk.text)
    if level is None or not level.sure or level.kind not in ("khoan", "diem"):
        return [chunk]
    return [Chunk([piece], chunk.block) for piece in items_on(chunk.lines[0])[0]]


def _is_part_title(part: str, sign: str, title: str, marked: bool) -> bool:
    if is_upper(title):
        return True
    if not fold(part).startswith(("PHAN", "CHUONG")) or not (marked or sign):
        return False
    return could_head(title)


def _last(text: str) -> str:
    return " ".join(text.rsplit(maxsplit=4)[-4:])


def _first(text: str) -> str:
    return " ".join(text.split(maxsplit=4)[:4])


# --- blocks ------------------------------------------------------------------------------------------------------


def _blocks(chunks: Sequence[Chunk], found: Reading) -> list[Block]:
    blocks: list[Block] = []
    # beside "1." what is numbered "1)" is a level below it, which the decree letters
    lettered = any(_khoan(headless(chunk.text).lstrip("*"), ".") for chunk in chunks if not chunk.is_table)
    for chunk in chunks:
        if lettered and (level := _khoan(chunk.text, ")")) and 0 < int(level.number) <= len(POINT_LETTERS):
            found.settle(level.number)
            blocks.append(_set(replace(level, kind="diem"), POINT_LETTERS[int(level.number) - 1], found))
        else:
            blocks.append(_table(chunk) if chunk.is_table else _paragraph(chunk, blocks, found))
    _settle(blocks)
    return blocks


def _table(chunk: Chunk) -> Table:
    """A Markdown table; without the line of dashes its first row is the head."""
    rows = [cells_of(line) for line in chunk.lines]
    ruler = next((number for number, row in enumerate(rows) if all(_COLUMN.match(cell) for cell in row)), None)
    if ruler is None:
        return table([[_text(cell) for cell in row] for row in rows])
    aligns = [
        "center" if c[0] == c[-1] == ":" else "right" if c[-1] == ":" else "left" if c[0] == ":" else ""
        for c in rows[ruler]
    ]
    kept = [[_text(cell) for cell in row] for number, row in enumerate(rows) if number != ruler]
    return table(kept, ruler, aligns)


def _text(text: str) -> str:
    """Stars between letters or digits are no marks of type."""
    return with_stars(re.sub(r"(?<=\w)\*(?=\w)", r"\\*", text))


def _paragraph(chunk: Chunk, before: Sequence[Block], found: Reading) -> Block:
    text = headless(chunk.text)
    heading = text != chunk.text
    level = chunk.text.find(" ") if heading else 0
    if text.startswith("> "):
        text = text[2:]
    bare = text[2:-2].strip() if re.fullmatch(r"\*\*[^*]+\*\*", text) else text
    made = _numbered(bare, before, found)
    if made is not None:
        if isinstance(made, Paragraph) and made.style == "khoan?" and (heading or bare != text):
            # one that its author marked keeps its weight however it ends
            return Paragraph("khoan" if heading else _BOLD, made.text)
        return made
    if heading:
        return Paragraph("muc", _capitals(_text(bare), found)) if level == 1 else Paragraph("khoan", _text(bare))
    if lists(text):
        note = words.DASHES.format(sign=text[0])
        if text[0] != "-" and note not in found.notes:
            found.notes.append(note)
        return Paragraph(DASH, f"- {_text(text[2:])}")
    return Paragraph("noi_dung", _text(text))


def _numbered(text: str, before: Sequence[Block], found: Reading) -> Block | None:
    """Phần, mục, khoản, điểm or Điều; a khoản is marked "khoan?" until it is known what follows it."""
    if (part := level_of(text.replace("*", ""))) and part.kind in ("phan", "muc_chuong"):
        found.changed(text, text.rstrip(".: "))
        return Paragraph("phan", _text(text.rstrip(".: ")))
    if before and isinstance(last := before[-1], Paragraph) and last.style == "phan" and _names_part(text):
        return Paragraph("ten_phan", _capitals(_text(text), found))
    if is_lettered(text) and is_upper(text):
        return Paragraph("muc", _text(text))  # a level above mục I, of which the decree is silent
    level = level_of(text)
    if level is None or not level.sure or (level.kind == "muc" and not _is_section(text)):
        return None
    if level.kind != "dieu":
        return _set(level, level.number, found)
    opening = f"Điều {level.number}{MARKS[level.kind]}"
    if not text.startswith(opening):
        found.notes.append(words.CHANGED.format(before=_first(text), after=opening))
    return Paragraph("dieu?", f"{opening}\0{_text(level.text)}")


def _is_section(text: str) -> bool:
    return len(text) < _LONG_SECTION and not text.endswith(".")


def _names_part(text: str) -> bool:
    """Whether what stands under the number of a part is its title, not the first of its content."""
    level = level_of(text)
    if (level is not None and level.sure) or lists(text):
        return False
    return is_upper(text) or (_is_section(text) and not text.endswith((";", ":")))


def _khoan(text: str, mark: str) -> Level | None:
    level = level_of(text)
    return level if level is not None and level.sure and (level.kind, level.mark) == ("khoan", mark) else None


def _set(level: Level, number: str, found: Reading) -> Paragraph:
    """A mục, khoản or điểm with its number in the decree's form."""
    text = _capitals(_text(level.text), found) if level.kind == "muc" else _text(level.text)
    typed, wanted = f"{level.number}{level.mark}", f"{number}{MARKS[level.kind]}"
    found.changed(f"{typed} {_first(text)}…", f"{wanted} {_first(text)}…")
    return Paragraph("khoan?" if level.kind == "khoan" else level.kind, f"{wanted} {text}")


def _capitals(text: str, found: Reading) -> str:
    if not is_upper(text):
        found.notes.append(words.CAPITALS.format(text=text.upper()))
    return text.upper()


def _settle(blocks: list[Block]) -> None:
    """What a khoản or an Điều is, told by the paragraph below it, tables passed over: a title or text."""
    read = [(at, block) for at, block in enumerate(blocks) if isinstance(block, Paragraph)]
    below = [*(block.style.rstrip("?") for _, block in read[1:]), ""]
    listed = False  # whether the one above is an item of a list without stops
    for (at, block), after in zip(read, below, strict=False):
        another, listed = listed and not block.text.startswith("1. "), False
        if block.style in ("khoan?", _BOLD):
            titled = heads(block.text, after, listed=another, bold=block.style == _BOLD)
            blocks[at] = Paragraph("khoan" if titled else "noi_dung", block.text)
            listed = not titled and block.text[-1] not in STOPS
        elif block.style == "dieu?":
            number, _, rest = block.text.partition("\0")
            titled = not rest or (after not in ("", "muc", "phan", "dieu") and could_head(rest))
            text = f"{number} {rest}".strip() if titled else f"**{number}** {rest}"
            blocks[at] = Paragraph("dieu" if titled else "noi_dung", text)


def _end_mark(found: Reading) -> None:
    """The text ends in "./." as in every Mẫu of Annex III (practice), once: below its own mark nothing gets another."""
    last = found.content[-1] if found.content else None
    ended = any(isinstance(block, Paragraph) and block.text.endswith(_END) for block in found.content)
    if not isinstance(last, Paragraph) or ended:
        return
    text = last.text.rstrip("*")
    stars = last.text[len(text) :]
    found.content[-1] = Paragraph(last.style, text.rstrip(" .;,/!") + stars + _END)
    found.notes.append(words.END_MARK.format(text=squeeze(_last(text))))

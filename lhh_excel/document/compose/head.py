"""Recognises what stands above the text of an old document: names, number, date, title, subject, Kính gửi, căn cứ.

Lines may stand one below the other or side by side (tabs, wide gaps, bars). Nothing is taken for a frame unless a
number, a date, Quốc hiệu, a title or Kính gửi is among it. Source: Annex I of the decree, mục IV (ô 1 to 5, 9a).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...law import CIRCULATION, URGENCY, WRITTEN
from ...messages import compose as words
from .chunks import Chunk, ends_sentence, fold, is_upper, squeeze, starts_item
from .result import Composed

RULE = re.compile(r"^[\s_\-–—=*~.]{3,}$")
_NUMBER = re.compile(
    r"^Số\s*:?\s*(?P<number>[\d.…_]*)\s*[/\\]\s*(?P<notation>[^\s,;]+(?:\s*[-–]\s*[^\s,;]+)*)$", re.IGNORECASE
)
_DATE = re.compile(
    r"^(?P<place>.*?)\s*,?\s*ngày\s*(?P<day>\d{0,2})[\s.…_]*tháng\s*(?P<month>\d{0,2})[\s.…_]*năm\s*(?P<year>\d{4})?[\s.…_]*$"
    r"|^(?P<place2>[^\d,]+),?\s*(?:ngày\s*)?(?P<day2>\d{1,2})\s*[/.-]\s*(?P<month2>\d{1,2})\s*[/.-]\s*(?P<year2>\d{4})\.?$",
    re.IGNORECASE,
)
_CIRCULATION = tuple(map(fold, CIRCULATION))
_TITLES = {fold(kind.name): kind for kind in WRITTEN}
_OPENERS = ("LIEN HIEP", "HOI ", "UY BAN", "UBND", "BO ", "SO ", "CUC ", "VAN PHONG", "TRUNG TAM", "VIEN ", "BAN ")
_JOINERS = ("CAC", "CUA", "VA", "THUOC", "TAI")
_BASIS = ("CAN CU ",)
_MORE_BASIS = ("CAN CU ", "THEO DE NGHI", "XET DE NGHI", "XET ")
_ACTS = re.compile(
    r",[^,;]*\b(báo cáo|đề nghị|thông báo|xây dựng|ban hành|trình|tổ chức|triển khai|như sau)\b", re.IGNORECASE
)
_MOST_CHUNKS, _LONGEST_SUBJECT = 25, 400


@dataclass
class _Head:
    names: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)  # "V/v …"
    marks: int = 0  # things that only a frame has


def read_head(chunks: Sequence[Chunk], found: Composed) -> list[Chunk]:
    """Fill `found` from the top of the text; gives what is left."""
    head, taken = _Head(), 0
    for chunk in chunks[:_MOST_CHUNKS]:
        if _title(chunk) is not None or not _frame_chunk(chunk, head, Composed()):
            break
        taken += 1
    titled = taken < len(chunks) and _title(chunks[taken]) is not None
    rest = list(chunks)
    if head.marks or titled or (head.subject and _addressed(chunks[taken:])):
        head = _Head()
        for chunk in chunks[:taken]:
            _frame_chunk(chunk, head, found)
        _names(head.names, found)
        found.subject = squeeze(" ".join(head.subject))
        rest = rest[taken:]
    if titled and rest:
        rest = _titled(rest, found)
    rest = _subject_below(_addressees(rest, found), found)
    return _bases(rest, found)


# --- above the title ---------------------------------------------------------------------------------------------


def _frame_chunk(chunk: Chunk, head: _Head, found: Composed) -> bool:
    """Whether each piece of it belongs to the head of a document; what it says goes into `found`."""
    if chunk.lines[0].lstrip().startswith("#"):
        return False
    return all(_piece(_unmarked(piece), head, found) for piece in chunk.pieces)


def _unmarked(text: str) -> str:
    return text.strip("*_ ") if any(sign.isalpha() for sign in text) else text


def _piece(text: str, head: _Head, found: Composed) -> bool:
    folded = fold(text)
    if RULE.match(text):
        return True
    if folded.startswith(("CONG HOA XA HOI CHU NGHIA", "DOC LAP")) and len(folded) < 50:
        head.marks += 1
        return True
    if folded in ("DU THAO", "VIET NAM"):
        return True
    if number := _NUMBER.match(text):
        return _number(text, number, head, found)
    if re.match(r"^Số\s*:[\s.…_]*$", text, re.IGNORECASE):
        head.marks += 1
        return True
    if (date := _DATE.match(text)) and len(text) < 90:
        head.marks += 1
        return _date(text, date, found)
    if folded.startswith(("V/V", "VE VIEC:")):
        head.subject.append(re.sub(r"^(V/v|Về việc)\s*:?\s*", "", text, flags=re.IGNORECASE))
        return True
    if folded in {fold(stamp) for stamp in URGENCY}:
        found.urgency = next(stamp for stamp in URGENCY if fold(stamp) == folded)
        return True
    if folded in _CIRCULATION:
        found.circulation = text.upper()
        return True
    if head.subject and not is_upper(text) and len(text) < 90 and not starts_item(text):
        head.subject.append(text)
        return True
    if is_upper(text) and len(text) < 120 and not starts_item(text) and folded not in _TITLES:
        head.names.append(text)
        return True
    return False


def _number(text: str, match: re.Match[str], head: _Head, found: Composed) -> bool:
    head.marks += 1
    found.number = match["number"].strip(".…_ ")
    found.notation = re.sub(r"\s*[-–]\s*", "-", match["notation"]).rstrip(".")
    digits = f"{int(found.number):02}" if found.number.isdecimal() else found.number
    told = f"Số: {digits}/{found.notation}"
    if found.number and told != text:
        found.notes.append(words.CHANGED.format(before=text, after=told))
    return True


def _date(text: str, match: re.Match[str], found: Composed) -> bool:
    found.place = (match["place"] or match["place2"] or "").strip(" ,")
    day, month = match["day"] or match["day2"], match["month"] or match["month2"]
    found.year = match["year"] or match["year2"] or ""
    if day and month and found.year:
        try:
            found.date = dt.date(int(found.year), int(month), int(day))
        except ValueError:
            found.notes.append(words.NO_SUCH_DAY.format(text=text))
    elif day or month:
        found.notes.append(words.PART_OF_DAY.format(text=squeeze(text)))
    return True


def _names(lines: list[str], found: Composed) -> None:
    """The governing body's name above the agency's own: a name opens with a word for a body."""
    cut = 0
    for number in range(len(lines) - 1, 0, -1):
        opens = (fold(lines[number]) + " ").startswith(_OPENERS)
        if opens and fold(lines[number - 1]).split()[-1] not in _JOINERS:
            cut = number
            break
    found.governing, found.agency = squeeze(" ".join(lines[:cut])), squeeze(" ".join(lines[cut:]))


# --- title and below ---------------------------------------------------------------------------------------------


def _title(chunk: Chunk) -> str | None:
    """What follows the name of a type at the start of the paragraph ("" if nothing), None where there is no title."""
    text = _unmarked(chunk.text.lstrip("# "))
    folded = fold(text)
    if folded in _TITLES:
        return ""
    for name in sorted(_TITLES, key=len, reverse=True):
        if folded.startswith(name + " ") and is_upper(text[: len(name)]) and not ends_sentence(text):
            return text[len(name) :].strip(" :-–")
    return None


def _titled(rest: list[Chunk], found: Composed) -> list[Chunk]:
    first, after = rest[0], rest[1:]
    inline = _title(first) or ""
    text = _unmarked(first.text.lstrip("# "))
    found.title = _TITLES[fold(text[: len(text) - len(inline)] if inline else text).strip(" :-–")].name
    if inline:
        found.subject = inline
        return _below_rules(after)
    block: int | None = None
    lines: list[str] = []
    for chunk in after:
        if RULE.match(chunk.text):
            after = after[1:]
            continue
        if not _is_subject(chunk) or (lines and chunk.block != block):
            break
        block = chunk.block
        lines.append(_unmarked(chunk.text.lstrip("# ")))
        after = after[1:]
    if lines:
        found.subject = squeeze(" ".join(lines))
    return _below_rules(after)


def _below_rules(chunks: list[Chunk]) -> list[Chunk]:
    while chunks and RULE.match(chunks[0].text):
        chunks = chunks[1:]
    return chunks


def _is_subject(chunk: Chunk) -> bool:
    text = _unmarked(chunk.text.lstrip("# "))
    if chunk.is_table or len(text) > _LONGEST_SUBJECT or (starts_item(text) and not fold(text).startswith("V/V")):
        return False
    return not text.endswith((".", ":", ";", ",")) and not is_upper(text)


def _addressed(chunks: Sequence[Chunk]) -> bool:
    return bool(chunks) and fold(chunks[0].text).startswith("KINH GUI")


def _subject_below(chunks: list[Chunk], found: Composed) -> list[Chunk]:
    """ "V/v …" typed under Kính gửi is the subject, where nothing above it was."""
    if found.subject or not found.addressees or not chunks or not fold(chunks[0].text).startswith("V/V"):
        return chunks
    if len(chunks[0].text) > _LONGEST_SUBJECT:
        return chunks
    found.subject = squeeze(re.sub(r"^V/v\s*:?\s*", "", _unmarked(chunks[0].text), flags=re.IGNORECASE)).rstrip(".")
    return chunks[1:]


def _addressees(chunks: list[Chunk], found: Composed) -> list[Chunk]:
    if not _addressed(chunks):
        return chunks
    listed = [squeeze(re.sub(r"^\W*kính gửi\s*:?", "", _unmarked(chunks[0].text), flags=re.IGNORECASE))]
    rest = chunks[1:]
    while rest and rest[0].text.startswith(("-", "–", "+", "•")):
        listed.append(rest[0].text)
        rest = rest[1:]
    if len(listed) == 1:
        listed = listed[0].split(";")
    found.addressees = [name for item in listed if (name := squeeze(item.strip("*_").lstrip("-–+• ").rstrip(";., ")))]
    return rest


def _bases(chunks: list[Chunk], found: Composed) -> list[Chunk]:
    """Căn cứ in front of the text, each a paragraph; one that goes on to what it is the ground of is text."""
    rest = list(chunks)
    if rest and is_upper(rest[0].text) and len(rest) > 1 and fold(rest[1].text).startswith(_BASIS):
        found.authority = _unmarked(squeeze(rest.pop(0).text.rstrip(",:; ")))
    listed: list[str] = []
    while rest:
        text = rest[0].text.strip("*_ ")
        opens = fold(text).startswith(_MORE_BASIS if listed else _BASIS)
        if not opens or text.endswith(":") or (not text.endswith(";") and _ACTS.search(text)):
            break
        listed.append(text.rstrip(";., "))
        wanted = text[:-1] if text[-1] in ";.," else text
        later = len(rest) > 1 and fold(rest[1].text).startswith(_MORE_BASIS)
        if text != wanted + (";" if later else "."):
            found.notes.append(words.BASIS_SIGN.format(text=listed[-1], sign=";" if later else "."))
        rest = rest[1:]
    found.bases = listed
    if rest and re.fullmatch(r"QUYET DINH\s*:?", fold(rest[0].text)):
        rest = rest[1:]  # the template prints it
    return rest

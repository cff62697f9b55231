"""Recognises what stands above the text of an old document: names, number, date, title, subject, Kính gửi, căn cứ.

Lines may stand one below the other or side by side (tabs, wide gaps, bars). Nothing is taken for a frame unless a
number, a date, Quốc hiệu, a title or Kính gửi is among it. Source: Annex I of the decree, mục IV (ô 1 to 5, 9a).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...law import CIRCULATION, QUOC_HIEU, TIEU_NGU, URGENCY, WRITTEN
from ...messages import compose as words
from .chunks import Chunk, bare, ends_sentence, fold, is_upper, squeeze, starts_item
from .result import Composed

RULE = re.compile(r"^[\s_\-–—=*~.]{3,}$")
_NUMBER = re.compile(
    r"^Số\s*:?\s*(?P<number>[\d.…_]*)\s*[/\\]\s*(?P<notation>[^\s,;]+(?:(?:\s+[-–]\s*|(?<=[-–])\s+)[^\s,;]+)*)$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"^(?P<place>.*?)\s*,?\s*ngày\s*(?P<day>\d{0,2})[\s.…_]*tháng\s*(?P<month>\d{0,2})[\s.…_]*năm\s*(?P<year>\d{4})?[\s.…_]*$"
    r"|^(?P<place2>[^\d,]+),?\s*(?:ngày\s*)?(?P<day2>\d{1,2})\s*[/.-]\s*(?P<month2>\d{1,2})\s*[/.-]\s*(?P<year2>\d{4})\.?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(V/v|Về việc(?=\s*:))\s*:?\s*", re.IGNORECASE)
_CIRCULATION = tuple(map(fold, CIRCULATION))
_TITLES = {fold(kind.name): kind for kind in WRITTEN}
_TITLES_LONGEST_FIRST = sorted(_TITLES, key=len, reverse=True)
_STAMPS = {fold(stamp): stamp for stamp in URGENCY}
#: Quốc hiệu and Tiêu ngữ as folded words, whole or broken over two lines -> what the template prints of it; which of
#: them only goes on from a line before it.
_EMBLEM = {
    "CONG HOA XA HOI CHU NGHIA VIET NAM": QUOC_HIEU[0],
    "CONG HOA XA HOI CHU NGHIA": QUOC_HIEU[0].removesuffix(" VIỆT NAM"),
    "VIET NAM": "VIỆT NAM",
    "DOC LAP TU DO HANH PHUC": TIEU_NGU,
    "DOC LAP TU DO": TIEU_NGU.removesuffix(" - Hạnh phúc"),
    "HANH PHUC": "Hạnh phúc",
    "CONG HOA XA HOI CHU NGHIA VIET NAM DOC LAP TU DO HANH PHUC": f"{QUOC_HIEU[0]} {TIEU_NGU}",
}
_REST = {"VIET NAM": "CONG HOA XA HOI CHU NGHIA", "HANH PHUC": "DOC LAP TU DO"}
_TO = re.compile(r"^\W*(\w+\s+\w+)\s*:?")
_OPENERS = ("LIEN HIEP", "HOI ", "UY BAN", "UBND", "BO ", "SO ", "CUC ", "VAN PHONG", "TRUNG TAM", "VIEN ", "BAN ")
_JOINERS = ("CAC", "CUA", "VA", "THUOC", "TAI")
_BASIS = ("CAN CU ",)
_MORE_BASIS = ("CAN CU ", "THEO DE NGHI", "XET DE NGHI", "XET ")
_ACTS = re.compile(
    r",[^,;]*\b(báo cáo|đề nghị|thông báo|xây dựng|ban hành|trình|tổ chức|triển khai|như sau)\b", re.IGNORECASE
)
_MOST_CHUNKS, _LONGEST_SUBJECT, _OPENING = 25, 400, 60


@dataclass
class _Head:
    names: list[str] = field(default_factory=list)
    subject: list[str] = field(default_factory=list)  # "V/v …"
    marks: int = 0  # things that only a frame has
    emblem: set[str] = field(default_factory=set)  # lines of Quốc hiệu and Tiêu ngữ, folded


def read_head(chunks: Sequence[Chunk], found: Composed) -> list[Chunk]:
    """Fill `found` from the top of the text; gives what is left."""
    head, taken, title = _Head(), 0, None
    for chunk in chunks[:_MOST_CHUNKS]:
        title = _title(chunk)
        if title is not None or not _frame_chunk(chunk, head, Composed()):
            break
        taken += 1
    rest = list(chunks)
    if head.marks or title or (head.subject and _addressed(chunks[taken:])):
        head = _Head()
        for chunk in chunks[:taken]:
            _frame_chunk(chunk, head, found)
        _names(head.names, found)
        found.subject = squeeze(" ".join(head.subject))
        rest = rest[taken:]
    if title is not None:
        rest = _titled(rest, title, found)
    rest = _subject_below(_addressees(rest, found), found)
    return _bases(rest, found)


# --- above the title ---------------------------------------------------------------------------------------------


def _frame_chunk(chunk: Chunk, head: _Head, found: Composed) -> bool:
    """Whether each piece of it belongs to the head of a document; what it says goes into `found`."""
    if chunk.lines[0].lstrip().startswith("#"):
        return False
    return all(_piece(_unmarked(piece), head, found) for piece in chunk.pieces())


def _unmarked(text: str) -> str:
    return text.strip("*_ ") if any(sign.isalpha() for sign in text) else text


def _piece(text: str, head: _Head, found: Composed) -> bool:
    if RULE.match(text):
        return True
    if len(text) > _LONGEST_SUBJECT:
        return False
    folded = fold(text)
    plain = " ".join(re.findall(r"\w+", folded))
    if plain in _EMBLEM and _REST.get(plain, plain) in {plain, *head.emblem}:
        head.marks += 1
        head.emblem.add(plain)
        found.label(text, _EMBLEM[plain])
        return True
    if folded == "DU THAO":
        found.notes.append(words.DRAFT_MARK.format(text=text))
        found.settle(text)
        return True
    if number := _NUMBER.match(text):
        return _number(text, number, head, found)
    if re.match(r"^Số\s*:[\s.…_]*$", text, re.IGNORECASE):
        head.marks += 1
        found.label("Số", "Số")
        return True
    if len(text) < 90 and (date := _DATE.match(text)):
        head.marks += 1
        return _date(text, date, found)
    if about := _ABOUT.match(text):
        found.about = about[1]
        head.subject.append(text[about.end() :])
        return True
    if stamp := _STAMPS.get(folded):
        found.urgency = stamp
        found.settle(text)
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
    found.label("Số", "Số")
    found.number = match["number"].strip(".…_ ")
    found.notation = re.sub(r"\s*[-–]\s*", "-", match["notation"]).rstrip(".")
    digits = found.number.lstrip("0").zfill(2) if found.number.isdecimal() else found.number
    told = f"Số: {digits}/{found.notation}"
    if found.number and told != text:
        found.notes.append(words.CHANGED.format(before=text, after=told))
    return True


def _date(text: str, match: re.Match[str], found: Composed) -> bool:
    found.place = (match["place"] or match["place2"] or "").strip(" ,")
    day, month = match["day"] or match["day2"], match["month"] or match["month2"]
    found.year = match["year"] or match["year2"] or ""
    labels = [word for word in ("ngày", "tháng", "năm") if re.search(rf"\b{word}\b", text[len(found.place) :], re.I)]
    found.label(" ".join(labels), " ".join(labels))
    if day and month and found.year:
        try:
            found.date = dt.date(int(found.year), int(month), int(day))
        except ValueError:
            found.notes.append(words.NO_SUCH_DAY.format(text=text))
            found.settle(day, month)
    elif day or month:
        found.notes.append(words.PART_OF_DAY.format(text=squeeze(text)))
        found.settle(day or "", month or "")
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


def _title(chunk: Chunk) -> tuple[str, str] | None:
    """The name of a type at the start of the paragraph, folded, and what follows it; None where there is no title."""
    text = bare(chunk.text)
    folded = fold(text)
    if folded in _TITLES:
        return folded, ""
    for name in _TITLES_LONGEST_FIRST:
        if folded.startswith(name + " ") and is_upper(text[: len(name)]) and not ends_sentence(text):
            return name, text[len(name) :].strip(" :-–")
    return None


def _titled(rest: list[Chunk], title: tuple[str, str], found: Composed) -> list[Chunk]:
    name, inline = title
    found.title = _TITLES[name].name
    text = bare(rest[0].text)
    found.settle(text[: len(name)] if inline else text)
    at = 1
    if inline:
        found.subject = inline
    else:
        block: int | None = None
        lines: list[str] = []
        for chunk in rest[1 : 1 + _MOST_CHUNKS]:
            if not RULE.match(chunk.text):
                if not _is_subject(chunk) or (lines and chunk.block != block):
                    break
                block = chunk.block
                lines.append(bare(chunk.text))
            at += 1
        if lines:
            found.subject = squeeze(" ".join(lines))
    while at < len(rest) and RULE.match(rest[at].text):
        at += 1
    return rest[at:]


def _is_subject(chunk: Chunk) -> bool:
    text = bare(chunk.text)
    if chunk.is_table or len(text) > _LONGEST_SUBJECT or (starts_item(text) and not fold(text).startswith("V/V")):
        return False
    return not text.endswith((".", ":", ";", ",")) and not is_upper(text)


def _addressed(chunks: Sequence[Chunk]) -> bool:
    return bool(chunks) and _opens(chunks[0], ("KINH GUI",))


def _subject_below(chunks: list[Chunk], found: Composed) -> list[Chunk]:
    """ "V/v …" typed under Kính gửi is the subject, where nothing above it was."""
    if found.subject or not found.addressees or not chunks:
        return chunks
    text = bare(chunks[0].text)
    about = _ABOUT.match(text)
    if about is None or len(text) > _LONGEST_SUBJECT:
        return chunks
    found.about = about[1]
    found.subject = text[about.end() :].rstrip(".")
    return chunks[1:]


def _addressees(chunks: list[Chunk], found: Composed) -> list[Chunk]:
    if not _addressed(chunks):
        return chunks
    text = bare(chunks[0].text)
    label = _TO.match(text)
    assert label is not None  # it opens with these two words
    found.label(label[1], words.WHAT["addressees"])
    listed = [squeeze(text[label.end() :])]
    at = 1
    while at < len(chunks) and chunks[at].text.startswith(("-", "–", "+", "•")):
        listed.append(chunks[at].text)
        at += 1
    if len(listed) == 1:
        listed = listed[0].split(";")
    found.addressees = [name for item in listed if (name := squeeze(item.strip("*_").lstrip("-–+• ").rstrip(";., ")))]
    return chunks[at:]


def _bases(chunks: list[Chunk], found: Composed) -> list[Chunk]:
    """Căn cứ in front of the text, each a paragraph; one that goes on to what it is the ground of is text.

    What stands between the first of them and "QUYẾT ĐỊNH:" on a line of its own is one of them, however it opens.
    """
    decides = next((at for at, chunk in enumerate(chunks[:_MOST_CHUNKS]) if _decides(chunk)), 0)
    openers = _MORE_BASIS if decides else _BASIS
    at = 0
    if len(chunks) > 1 and is_upper(chunks[0].text) and _opens(chunks[1], openers):
        found.authority = _unmarked(squeeze(chunks[0].text.rstrip(",:; ")))
        at = 1
    while at < (decides or len(chunks)) and not chunks[at].is_table:
        text = chunks[at].text.strip("*_ ")
        if not text or not (_opens(chunks[at], _MORE_BASIS if found.bases else openers) or (decides and found.bases)):
            break
        if not decides and (text.endswith(":") or (not text.endswith(";") and _ACTS.search(text))):
            break
        found.bases.append(text.rstrip(";., "))
        at += 1
        later = at < decides if decides else at < len(chunks) and _opens(chunks[at], _MORE_BASIS)
        wanted = (text[:-1] if text[-1] in ";.," else text) + (";" if later else ".")
        if text != wanted:
            found.notes.append(words.BASIS_SIGN.format(text=found.bases[-1], sign=wanted[-1]))
    if at < len(chunks) and _decides(chunks[at]):
        found.label(chunks[at].text, words.DECIDES)  # the template prints it
        at += 1
    return chunks[at:]


def _opens(chunk: Chunk, openers: tuple[str, ...]) -> bool:
    return fold(chunk.text[:_OPENING].strip("*_ ")).startswith(openers)


def _decides(chunk: Chunk) -> bool:
    return re.fullmatch(r"QUYET DINH\s*:?", fold(chunk.text[:_OPENING])) is not None

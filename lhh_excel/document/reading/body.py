"""Finds title, subject, addressees, legal bases, headings and text between the head and the signature."""

from __future__ import annotations

import re

from ...law import BY_NAME, LETTER
from ...text.roman import NUMERAL
from .components import Item, Parts
from .head import TITLES
from .lines import DOTS, Line, fold, lines_of
from .model import Block, Paragraph, Table

_NO_SUBJECT = frozenset(kind.name for kind in BY_NAME.values() if not kind.subject)
_PART = re.compile(rf"^(PHAN|CHUONG)\s+(THU\s+\S+|{NUMERAL}|\d+)\s*[.:]?$")
_CHAPTER_SECTION = re.compile(rf"^(MUC|TIEU MUC)\s+(\d+|{NUMERAL})\s*[.:]?$")
_SECTION = re.compile(rf"^({NUMERAL})\s*([.\-–/):])(?![A-ZĐ]\.)(\s*)(?=\D)(\S)")
_CLAUSE = re.compile(r"^(\d{1,2})\s*([.\-–/):])\s+(\S.*)$")
_CLAUSE_TIGHT = re.compile(r"^(\d{1,2})([./)])([^\W\d].*)$")
_POINT = re.compile(r"^([a-zđ])\s*([).\-/:])\s*(\S.*)$")
_ARTICLE = re.compile(r"^ĐIỀU\s+(\d+)\s*([.:\-]?)", re.IGNORECASE)
_LEVELS = re.compile(r"^(\d{1,2}(?:\.\d{1,2})+)[.)]?\s+\S")
_BASIS = re.compile(r"^(CAN CU|THEO DE NGHI|XET DE NGHI|XET)\b")
_ACTS = re.compile(r",[^,;]*\b(báo cáo|đề nghị|thông báo|xây dựng|ban hành|trình|tổ chức|triển khai)\b", re.IGNORECASE)
_CONTENTS = re.compile(r"\S\t\s*\d{1,4}\s*$")
_DASH = ("-", "–", "+", "•", "*")
_LONG_TITLE = 160
_FORM_LETTERS = 15  # a dotted line with fewer letters is a form to be filled in


def section_mark(text: str) -> tuple[str, str] | None:
    """The number and the sign of "I. TIÊU ĐỀ" and its kin; "V/v", "V.v." and "V.I. Lênin" are none."""
    match = _SECTION.match(text)
    return (match[1], match[2]) if match and (match[3] or match[4].isupper()) else None


def is_dash(text: str) -> bool:
    return text.startswith(_DASH)


def recognise_body(parts: Parts, blocks: list[Block]) -> None:
    """Fills title, subject, addressees, items and blanks from the blocks between head and signature."""
    rest = _title(parts, _unboxed(blocks))
    rest = _addressees(parts, rest)
    _items(parts, rest)


def _unboxed(blocks: list[Block]) -> list[Block]:
    """The blocks; a table of one cell that opens them, as some set the title in, is as its paragraphs."""
    start = next((n for n, block in enumerate(blocks) if _opens(block)), len(blocks))
    if start < len(blocks) and isinstance(table := blocks[start], Table) and len(table.rows) == 1:
        cells = table.rows[0]
        if len(cells) == 1 and not cells[0].tables:
            return [*blocks[:start], *cells[0].paragraphs, *blocks[start + 1 :]]
    return blocks


def _title(parts: Parts, blocks: list[Block]) -> list[Block]:
    start = next((n for n, block in enumerate(blocks) if _opens(block)), len(blocks))
    if start == len(blocks) or not isinstance(first := blocks[start], Paragraph):
        _letter(parts)
        return blocks
    lines = lines_of(first)
    known = _known_title(lines[0].text)
    looks = lines[0].upper and first.format.align == "center" and len(lines[0].text) < 60
    if _starts(lines[0].text) or not (known or looks):
        _letter(parts)
        return blocks
    parts.type = known
    parts.title = lines[:1]
    return _subject(parts, lines[1:], blocks[start + 1 :])


def _opens(block: Block) -> bool:
    return isinstance(block, Table) or not block.blank


def _known_title(text: str) -> str:
    folded = fold(text)
    if folded in TITLES:
        return TITLES[folded]
    if text != text.upper() or len(text) > 60:
        return ""
    return next((name for key, name in TITLES.items() if folded.startswith(key + " ")), "")


def _letter(parts: Parts) -> None:
    if parts.head.letter_subject:
        parts.type = LETTER.name


def _starts(text: str) -> bool:
    folded = fold(text)
    return folded.startswith(("KINH GUI", "CAN CU ")) or section_mark(text) is not None or bool(_ARTICLE.match(text))


def _subject(parts: Parts, lines: list[Line], blocks: list[Block]) -> list[Block]:
    """The lines under the title up to the drawn rule or the first paragraph that is something else."""
    parts.subject = [line for line in lines if not line.is_rule]
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            return blocks[number:]
        typed = lines_of(block)
        if not typed or all(line.is_rule for line in typed):
            parts.below_subject.append(block)
            continue
        ruled = any(one.ruled or lines_of(one) for one in parts.below_subject)
        if ruled or not _is_subject(parts, block, typed[0]):
            return blocks[number:]
        parts.below_subject = []
        parts.subject += [line for line in typed if not line.is_rule]
        if block.ruled:
            return blocks[number + 1 :]
    return []


def _is_subject(parts: Parts, paragraph: Paragraph, line: Line) -> bool:
    if _starts(line.text) or line.text.startswith("("):
        return False
    if not parts.subject and parts.type in _NO_SUBJECT:
        return paragraph.format.align == "center"
    if not parts.subject:
        return paragraph.format.align == "center" or line.all_bold() or line.width < 200
    same = paragraph.format.align == "center" and line.all_bold() == parts.subject[0].all_bold()
    return same and not line.upper


def _addressees(parts: Parts, blocks: list[Block]) -> list[Block]:
    """Kính gửi and those it names, among the first blocks; returns the blocks after them."""
    for number, block in enumerate(blocks[:12]):
        lines = [line for one in _paragraphs(block) for line in lines_of(one)]
        at = next((n for n, line in enumerate(lines) if fold(line.text).startswith("KINH GUI")), None)
        if at is None:
            if isinstance(block, Paragraph) and section_mark(block.text):
                break
            continue
        parts.kinh_gui = lines[at]
        parts.addressees = lines[at + 1 :]
        after = number + 1
        while after < len(blocks) and isinstance(follow := blocks[after], Paragraph):
            if not follow.blank and not is_dash(follow.text):
                break
            parts.addressees += lines_of(follow)
            after += 1
        if not parts.type and not parts.title:
            parts.type = LETTER.name
        return blocks[:number] + blocks[after:]
    return blocks


def _paragraphs(block: Block) -> list[Paragraph]:
    return [block] if isinstance(block, Paragraph) else list(block.paragraphs())


def _items(parts: Parts, blocks: list[Block]) -> None:
    broken, in_bases = True, True
    pending: list[Paragraph] = []
    after_table = False  # Word wants a paragraph after a table: an empty one there spaces nothing
    for block in blocks:
        if isinstance(block, Table):
            broken, pending, after_table = True, [], True
            continue
        after_table, behind = False, after_table
        if block.blank or block.place.kind == "box":
            if _is_idle(block) and not behind:
                pending.append(block)
            broken = True
            continue
        lines = lines_of(block)
        if not lines or all(line.is_rule for line in lines) or _is_contents(block):
            broken = True
            continue
        if parts.items:
            parts.blanks += pending
        pending = []
        item = _classify(_whole(block), in_bases, parts.items[-1] if parts.items else None)
        item.after_break = broken
        in_bases = in_bases and item.kind in ("can_cu", "other")
        parts.items.append(item)
        broken = block.ends_section or block.page_break
    _mark_titles(parts.items)


def _is_contents(paragraph: Paragraph) -> bool:
    """A line of a table of contents: it repeats a heading, and tells its page behind a tab."""
    named = paragraph.style.lower().startswith(("toc ", "contents ", "table of figures"))
    return named or bool(_CONTENTS.search(paragraph.raw)) or fold(paragraph.text) == "MUC LUC"


def _is_idle(paragraph: Paragraph) -> bool:
    """Nothing in it at all: no text, line, picture, break or dotted tab."""
    carries = (
        any(run.text.strip() for run in paragraph.runs)
        or paragraph.ruled
        or paragraph.has_picture
        or paragraph.field_marks
        or paragraph.ends_section
        or paragraph.page_break
    )
    return paragraph.blank and not carries and "\t" not in paragraph.raw


def _whole(paragraph: Paragraph) -> Line:
    runs = [run for run in paragraph.runs if not run.format.hidden and not run.format.raised]
    return Line(paragraph, runs, paragraph.label)


def _classify(line: Line, in_bases: bool, before: Item | None) -> Item:
    text, folded = line.text, fold(line.text)
    if in_bases and _is_basis(line, folded, before):
        return Item(line, "can_cu")
    if match := _PART.match(folded):
        return Item(line, "phan", match[2], match[1], title=True)
    if match := _CHAPTER_SECTION.match(folded):
        return Item(line, "muc_chuong", match[2], match[1], title=True)
    if match := _ARTICLE.match(text):
        return Item(line, "dieu", match[1], match[2])
    if before is not None and before.kind in ("phan", "muc_chuong") and not _runs_on(line):
        return Item(line, "ten_phan", title=True)
    if _LEVELS.match(text):
        return Item(line, "other", _LEVELS.match(text)[1])  # type: ignore[index]
    if marked := section_mark(text):
        return Item(line, "muc", *marked, title=True)
    if match := _CLAUSE.match(text) or _CLAUSE_TIGHT.match(text):
        return Item(line, "khoan", match[1], match[2])
    if match := _POINT.match(text):
        return Item(line, "diem", match[1], match[2])
    if DOTS.search(text) and len(line.letters) < _FORM_LETTERS:
        return Item(line, "other")
    alone = line.paragraph.format.align in ("center", "right") and not _runs_on(line)
    return Item(line, "other" if alone or is_dash(text) else "text")


def _runs_on(line: Line) -> bool:
    """Prose, wherever it is aligned: upright sentences of more than a printed line."""
    room, text = line.paragraph.place.width, line.text
    if room is None or line.width < room or not text.endswith(".") or text.startswith(("(", "“", '"', "*")):
        return False
    return not (line.upper or line.all_bold() or line.all_italic())


def _is_basis(line: Line, folded: str, before: Item | None) -> bool:
    if not _BASIS.match(folded) or (not folded.startswith("CAN CU") and (before is None or before.kind != "can_cu")):
        return False
    if line.text.rstrip().endswith(":"):
        return False
    return line.all_italic() or line.text.endswith((";", ",")) or not _ACTS.search(line.text)


def _mark_titles(items: list[Item]) -> None:
    """A khoản is a heading where it ends without a stop and something other than the next khoản follows it."""
    for item, after in zip(items, [*items[1:], None], strict=False):
        if item.kind == "khoan" and after is not None and after.kind not in ("khoan", "muc", "phan"):
            text = item.line.text
            item.title = len(text) < _LONG_TITLE and text[-1] not in ".;:,!?…"

"""Finds title, subject, addressees, legal bases, headings and text between the head and the signature."""

from __future__ import annotations

import re

from ...law import BY_NAME, LETTER
from ...plain import pattern
from ..ooxml import CONTENTS_STYLES
from . import marks
from .components import Item, Parts
from .levels import heads, is_level, items_on, level_of
from .lines import Line, fold, is_dotted, lines_of
from .marks import TITLES, is_dash
from .model import Block, Paragraph, Table

_NO_SUBJECT = frozenset(kind.name for kind in BY_NAME.values() if not kind.subject)
_FEW, _SUBJECT = 4, 100  # words in capitals behind a type that say too little alone; signs of the line that goes on
_WIRED = frozenset(kind.name for kind in BY_NAME.values() if kind.code == "CĐ")
#: How the centred line above the text ends, by type (Mẫu 1.6, 1.8).
_LEADS = {kind.name: kind.lead for kind in BY_NAME.values() if kind.lead}
_DECIDED = frozenset(kind.name for kind in BY_NAME.values() if kind.authority)
_ACTS = pattern(
    r"[,;][^,;]*\b(báo cáo|đề nghị|thông báo|xây dựng|ban hành|trình|tổ chức|triển khai|hướng dẫn|yêu cầu|đăng ký|cử"
    r"|mời|phối hợp|tham mưu|cung cấp|thống nhất|có ý kiến|phúc đáp|trả lời)\b",
    re.IGNORECASE,
)
_CONTENTS = pattern(r"\S\t\s*\d{1,4}\s*$")
_OPENING = ("“", '"')
_LONGEST_QUOTE = 80  # paragraphs
_LONG_NAME = 150
_FULL = 0.85  # of its room fills a line that a longer word would have made wrap
_FORM_LETTERS = 15  # a dotted line with fewer letters is a form to be filled in


def recognise_body(parts: Parts, blocks: list[Block]) -> None:
    """Fills title, subject, addressees, items and blanks from the blocks between head and signature."""
    rest = _title(parts, _unboxed(blocks))
    rest = _addressees(parts, rest)
    recognise_items(parts, rest)


def _unboxed(blocks: list[Block]) -> list[Block]:
    """The blocks; a table of one cell that opens them, as some set the title in, is as its paragraphs."""
    start = next((n for n, block in enumerate(blocks) if not block.blank), len(blocks))
    if start < len(blocks) and isinstance(table := blocks[start], Table) and len(table.rows) == 1:
        cells = table.rows[0]
        if len(cells) == 1 and not cells[0].tables:
            return [*blocks[:start], *cells[0].paragraphs, *blocks[start + 1 :]]
    return blocks


def _title(parts: Parts, blocks: list[Block]) -> list[Block]:
    start = next((n for n, block in enumerate(blocks) if not block.blank), len(blocks))
    if start == len(blocks) or not isinstance(first := blocks[start], Paragraph):
        _letter(parts)
        return blocks
    lines = lines_of(first)
    known = _known_title(lines[0].text)
    looks = lines[0].upper and lines[0].centred and len(lines[0].text) < 60 and not parts.head.letter_subject
    if _starts(lines[0].text) or not (known or looks):
        _letter(parts)
        return blocks
    parts.type = known
    parts.title = lines[:1]
    return _subject(parts, lines[1:], blocks[start + 1 :])


def _known_title(text: str) -> str:
    name = marks.titled(text)
    alone = fold(text) == name
    return TITLES[name] if name and (alone or (text == text.upper() and len(text) <= 60)) else ""


def _letter(parts: Parts) -> None:
    if parts.head.letter_subject:
        parts.type = LETTER.name


def _starts(text: str) -> bool:
    if marks.is_kinh_gui(text) or marks.is_first_basis(text) or marks.is_verdict(text):
        return True
    level = level_of(text)
    return level is not None and level.kind in ("phan", "muc_chuong", "dieu", "muc")


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
        if ruled or not _is_subject(parts, block, typed[0]) or _is_authority(parts, typed[0], blocks[number + 1 :]):
            return blocks[number:]
        parts.below_subject = []
        parts.subject += [line for line in typed if not line.is_rule]
        if block.ruled:
            return blocks[number + 1 :]
    return []


def _is_subject(parts: Parts, paragraph: Paragraph, line: Line) -> bool:
    if _starts(line.text) or (line.text.startswith("(") and not marks.is_letter_subject(line.text[1:])):
        return False
    if not paragraph.format.align:
        return _plain_subject(parts, line)
    if not parts.subject and parts.type in _NO_SUBJECT:
        return paragraph.format.align == "center"
    if not parts.subject:
        whole = fold(parts.title[0].text) in TITLES or not parts.type  # else the title has its subject behind it
        filled = not parts.type and ":" in line.text  # "Cấp cho: …" of a form
        return paragraph.format.align == "center" or line.all_bold() or (whole and not filled and _is_short(line))
    same = paragraph.format.align == "center" and line.all_bold() == parts.subject[0].all_bold()
    return same and (not line.upper or parts.subject[0].upper)


def _is_short(line: Line) -> bool:
    """Words on a line or two without a stop, as no sentence of the text is."""
    return line.width < 200 and not line.text.endswith((".", ":", ";"))


def _plain_subject(parts: Parts, line: Line) -> bool:
    """Without looks: the first line; more of it while no sentence ends and the letters are of one kind."""
    if parts.below_subject and parts.subject:
        return False  # a blank line parts it from the text
    ends = line.text.endswith((".", ":", ";", "./."))
    if not parts.subject and parts.type in _NO_SUBJECT:
        return not ends and (fold(line.text).startswith(("VE ", "V/V")) or marks.is_period(line.text))
    if marks.is_basis(line.text):
        return False
    if parts.subject and parts.subject[0].upper and marks.is_period(line.text):
        return True  # "CHƯƠNG TRÌNH CÔNG TÁC" above "Năm 2026"
    if len(parts.subject) == 1 and parts.subject[0].upper and len(parts.subject[0].text.split()) <= _FEW:
        return not ends and not line.upper and len(line.text) < _SUBJECT and not marks.is_dash(line.text)
    return not ends and (not parts.subject or (parts.subject[0].upper == line.upper and line.text[0].islower()))


def _is_authority(parts: Parts, line: Line, after: list[Block]) -> bool:
    """The line that says who decides, in capitals, right above the bases: "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …"."""
    if not line.upper or not parts.subject or parts.type not in _DECIDED:
        return False
    below = (one for one in after if isinstance(one, Paragraph) and not one.blank and not marks.is_session(one.text))
    follows = next(below, None)
    based = follows is not None and marks.is_first_basis(follows.text)
    return (marks.is_position(line.text) or marks.opens_body(line.text)) and (based or not parts.subject[0].upper)


def _addressees(parts: Parts, blocks: list[Block]) -> list[Block]:
    """Kính gửi and those it names, among the first blocks; returns the blocks after them."""
    for number, block in enumerate(blocks[:12]):
        lines = [line for one in block.paragraphs() for line in lines_of(one)]
        at = next((n for n, line in enumerate(lines) if marks.is_kinh_gui(line.text)), None)
        if at is None:
            if isinstance(block, Paragraph) and is_level(block.text, "muc"):
                break
            if isinstance(block, Paragraph) and parts.type in _WIRED and block.text.endswith(" điện:"):
                return blocks[: number + 1] + blocks[_listed(blocks, number + 1, []) :]
            continue
        parts.kinh_gui = lines[at]
        parts.addressees = lines[at + 1 :]
        parts.address_table = block.number if isinstance(block, Table) else 0
        after = _listed(blocks, number + 1, parts.addressees)
        if not parts.addressees and not parts.address_table and fold(parts.kinh_gui.text).rstrip(" :") == "KINH GUI":
            parts.addressees = _undashed(blocks[number + 1 :])
            after = number + 1 + len(parts.addressees)
        if not parts.type and not parts.title:
            parts.type = LETTER.name
        return blocks[:number] + blocks[after:]
    return blocks


def _listed(blocks: list[Block], at: int, lines: list[Line]) -> int:
    """Adds the lines of the dash list that begins there; where it ends."""
    while at < len(blocks) and isinstance(block := blocks[at], Paragraph) and (block.blank or is_dash(block.text)):
        lines += lines_of(block)
        at += 1
    return at


def _undashed(blocks: list[Block]) -> list[Line]:
    """The names right below "Kính gửi:" without dashes: up to the first that ends without a semicolon.

    One alone is told from a sentence of the text by having no sign at its end.
    """
    found: list[Line] = []
    for block in blocks:
        lines = lines_of(block)
        if len(lines) != 1 or len(lines[0].text) > _LONG_NAME:
            break
        found += lines
        if not lines[0].text.endswith(";"):
            break
    if not found or found[-1].text.endswith((":", ";", ",")):
        return []
    alone = len(found) == 1
    return [] if alone and (not marks.opens_body(found[0].text) or found[0].text.endswith(".")) else found


def recognise_items(parts: Parts, blocks: list[Block]) -> None:
    """Fills items, blanks and the deciding authority from blocks that are all content."""
    broken, in_bases = True, True
    pending: list[Paragraph] = []
    after_table = False  # Word wants a paragraph after a table: an empty one there spaces nothing
    quoted = quoted_in(blocks)
    decided = parts.type in _DECIDED
    lead = _LEADS.get(parts.type, "")
    verdict = _verdict(blocks) if decided else None
    decided = verdict is not None
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
        for line in lines if len(lines) > 1 and _has_verdict(block) else [_whole(block)]:
            if id(block) in quoted:
                item = Item(line, "quoted")
            elif role := _role(line, block is verdict, lead):
                item = Item(line, "other", role=role)
            else:
                item = _classify(line, in_bases, parts.items[-1] if parts.items else None, decided)
            item.after_break = broken
            if not broken and item.kind == "text" and parts.items and _continues(parts.items[-1], line):
                item.role = "broken"
            in_bases = in_bases and item.kind in ("can_cu", "other")
            decided = decided and item.role != "verdict"
            if item.role == "authority":
                parts.authority.append(line)
            parts.items.append(item)
            broken = block.ends_section or block.page_break
    _mark_titles(parts.items)


def _role(line: Line, verdict: bool, lead: str) -> str:
    """What a line of the frame within the text is by its words; "" for any other."""
    if verdict and marks.is_bare_verdict(line.text):
        return "verdict"
    return "lead" if lead and line.text.endswith(lead) else ""


def _verdict(blocks: list[Block]) -> Paragraph | None:
    """The paragraph with "QUYẾT ĐỊNH:"; typed without its colon only where no other has it, above the first article."""
    bare: Paragraph | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and not block.blank:
            if _has_verdict(block):
                return block
            if bare is None and marks.is_bare_verdict(block.text):
                bare = block
            if is_level(block.text, "dieu"):
                break
    return bare


def _has_verdict(paragraph: Paragraph) -> bool:
    return any(marks.is_verdict(line.text) for line in lines_of(paragraph))


def quoted_in(blocks: list[Block]) -> set[int]:
    """The paragraphs that are somebody else's words: from one that opens with “ to the one that closes it."""
    found: set[int] = set()
    for number, block in enumerate(blocks):
        if id(block) in found or not isinstance(block, Paragraph) or not block.text.startswith(_OPENING):
            continue
        straight, depth, held = block.text[0] == '"', 0, []
        for one in blocks[number : number + _LONGEST_QUOTE]:
            if isinstance(one, Paragraph) and not one.blank:
                held.append(id(one))
                depth += one.text.count('"') if straight else one.text.count("“") - one.text.count("”")
                if depth % 2 == 0 if straight else depth <= 0:
                    if len(held) > 1 or one.text.rstrip(".,; ").endswith(("”", '"')):
                        found.update(held)
                    break
    return found


def _is_contents(paragraph: Paragraph) -> bool:
    """A line of a table of contents: it repeats a heading, and tells its page behind a tab."""
    named = paragraph.style.lower().startswith((*CONTENTS_STYLES, "table of figures"))
    return (
        named
        or ("\t" in paragraph.raw and bool(_CONTENTS.search(paragraph.raw)))
        or (len(paragraph.text) < 10 and fold(paragraph.text) == "MUC LUC")
    )


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


def _classify(line: Line, in_bases: bool, before: Item | None, decided: bool) -> Item:
    text = line.text
    if marks.is_verdict(text):
        return Item(line, "other", role="verdict")
    if in_bases and _is_basis(line, before, decided):
        return Item(line, "can_cu")
    if (
        decided
        and (before is None or before.role)
        and line.upper
        and (marks.is_position(text) or marks.opens_body(text) or (before is not None and marks.is_session(text)))
    ):
        return Item(line, "other", role="authority")
    level = level_of(text)
    if level is not None and level.kind in ("phan", "muc_chuong"):
        return Item(line, level.kind, level.number, level.mark, title=True)
    if level is not None and level.kind == "dieu":
        return Item(line, level.kind, level.number, level.mark)
    if before is not None and before.kind in ("phan", "muc_chuong") and not _runs_on(line):
        return Item(line, "ten_phan", title=True)
    if level is not None:
        last = items_on(line.typed)[1] if level.kind in ("khoan", "diem") else ""
        return Item(line, level.kind, level.number, level.mark, title=level.kind == "muc", last=last)
    if is_dotted(text) and len(line.letters) < _FORM_LETTERS:
        return Item(line, "other")
    alone = line.paragraph.format.align in ("center", "right") and not _runs_on(line)
    return Item(line, "other" if alone or is_dash(text) else "text")


def _continues(before: Item, line: Line) -> bool:
    """Whether the line goes on with the sentence above it, which ends without a sign at the right edge or goes on in
    small letters."""
    above, room = before.line, before.paragraph.place.width
    if marks.ends_sentence(above.text) or above.all_bold() or before.kind in ("other", "quoted", "phan", "muc"):
        return False
    return line.text[0].islower() or (room is not None and _FULL < above.width / room < 1.0)


def _runs_on(line: Line) -> bool:
    """Prose, wherever it is aligned: upright sentences of more than a printed line."""
    room, text = line.paragraph.place.width, line.text
    if room is None or line.width < room or not text.endswith(".") or text.startswith(("(", "“", '"', "*")):
        return False
    return not (line.upper or line.all_bold() or line.all_italic())


def _is_basis(line: Line, before: Item | None, decided: bool) -> bool:
    """Between title and verdict every line that opens as a basis is one; elsewhere it must not act itself."""
    text = line.text
    if not marks.is_basis(text) or text.rstrip().endswith(":"):
        return False
    if not marks.is_first_basis(text) and (before is None or before.kind != "can_cu"):
        return False
    if decided or line.all_italic() or text.endswith((";", ",")):
        return True
    return not (text.endswith("./.") or _ACTS.search(text))


def _mark_titles(items: list[Item]) -> None:
    """A khoản is a heading where it ends without a stop and has something of its own below it."""
    listed = False  # whether the one above is an item of a list
    for item, after in zip(items, [*items[1:], None], strict=False):
        if item.kind == "khoan" and after is not None and not item.last:
            another = listed and item.number != "1"
            item.title = heads(item.line.text, after.kind, listed=another, bold=item.line.all_bold())
        listed = item.kind == "khoan" and not item.title

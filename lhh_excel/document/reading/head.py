"""Finds the components above the title, laid out with a table, with tabs, or in text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from ...law import BY_NAME, QUOC_HIEU, SECRECY, TIEU_NGU
from .components import CIRCULATION, URGENCY, Head
from .lines import Line, fold, lines_of
from .model import Block, Paragraph, Table

_NEAR = 4  # blocks: a stamp stands so near below the head
_SCAN = 40  # blocks: the head of a document stands at its very top
_NUMBER = re.compile(r"^SO\b\s*[:.;]?\s*[\d.…_]*\s*[/\\-]|^SO\s*:")
_DATE = re.compile(r"\bNGAY\b.*\bTHANG\b|\bTHANG\b.*\bNAM\b|,?\s*\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}$")
_LETTER_SUBJECT = re.compile(r"^(V/V|VV\b|VE VIEC)")
_STAMPS = URGENCY | CIRCULATION | frozenset(map(fold, SECRECY)) | {"DU THAO"}
# Words that open the name of a body of the state, the Party or an association.
_BODIES = (
    *("UY BAN", "UBND", "BO ", "SO ", "CUC", "TONG CUC", "CHI CUC", "VAN PHONG", "LIEN HIEP", "HOI ", "HOI DONG"),
    *("VIEN ", "TRUONG", "TRUNG TAM", "BAN ", "DANG UY", "TINH UY", "THANH UY", "DANG BO", "CONG TY", "QUY "),
    *("HDND", "CHINH PHU", "QUOC HOI", "TOA AN", "TONG ", "UB ", "MAT TRAN", "DOAN ", "PHONG "),
)
_JOINERS = ("CAC", "CUA", "VA", "THUOC", "TAI", "VE")
_QUOC_HIEU, _TIEU_NGU = fold(QUOC_HIEU[0]), fold(TIEU_NGU)


def is_quoc_hieu(text: str) -> bool:
    folded = fold(text)
    if folded.startswith("CONG HOA XA HOI") or "XA HOI CHU NGHIA" in folded:
        return len(folded) < 60
    return 25 < len(folded) < 50 and SequenceMatcher(None, folded, _QUOC_HIEU).ratio() > 0.8


def is_tieu_ngu(text: str) -> bool:
    folded = fold(text)
    if len(folded) > 50 or len(folded) < 18:
        return False
    if "DOC LAP" in folded and ("HANH PHUC" in folded or "TU DO" in folded):
        return True
    return SequenceMatcher(None, folded, _TIEU_NGU).ratio() > 0.8


def is_number(text: str) -> bool:
    folded = fold(text)
    return len(folded) < 60 and ";" not in text and bool(_NUMBER.match(folded))


def is_date(text: str) -> bool:
    return len(text) < 90 and ";" not in text and bool(_DATE.search(fold(text)))


@dataclass
class _Seen:
    line: Line
    right: bool


def recognise_head(blocks: list[Block]) -> tuple[Head, int]:
    """The head, and the index of the first block after it."""
    head = Head()
    end = _end_of_head(blocks)
    found_at = next((n for n, block in enumerate(blocks[:end]) if _quoc_hieu_column(block) is not None), None)
    seen: list[_Seen] = []
    boxes = _sides_of_boxes(blocks[:end])
    for number, block in enumerate(blocks[:end]):
        if isinstance(block, Table):
            head.tables.append(block.number)  # its own number too, where the head is a table within
            seen += _table_lines(block, head)
        else:
            if found_at is None or number > found_at or isinstance(blocks[found_at], Table):
                head.loose_lines += block.lines_drawn
            seen += _paragraph_lines(block, head, seen, boxes)
    for one in seen:
        _assign(one, head)
    _split_agency(head)
    return head, end


def _all_lines(block: Block) -> Iterator[Line]:
    for paragraph in [block] if isinstance(block, Paragraph) else block.paragraphs():
        yield from lines_of(paragraph, at_tabs=True)


def _quoc_hieu_column(block: Block) -> int | None:
    return next((line.paragraph.place.column for line in _all_lines(block) if is_quoc_hieu(line.text)), None)


def _is_head_block(block: Block) -> bool:
    """Whether a block carries something that only a head has."""
    lines = list(_all_lines(block))
    return any(
        is_quoc_hieu(line.text) or is_tieu_ngu(line.text) or is_number(line.text) or _is_date_line(line)
        for line in lines[:30]
    )


def _is_date_line(line: Line) -> bool:
    return is_date(line.text) and not line.text.startswith("(") and len(line.text) < 70


def _end_of_head(blocks: list[Block]) -> int:
    """One past the last block of the head: looks no further than the title or the first words of the content."""
    end = 0
    for number, block in enumerate(blocks[:_SCAN]):
        if _is_title(block):
            break
        if _is_head_block(block):
            end = number + 1
        elif _starts_content(block, bool(end)):
            break
    while 0 < end < len(blocks):
        ahead = next((n for n, block in enumerate(blocks[end : end + _NEAR], end + 1) if _is_stamp(block)), 0)
        if ahead and all(isinstance(one, Paragraph) and one.blank for one in blocks[end : ahead - 1]):
            end = ahead
        elif isinstance(block := blocks[end], Paragraph) and _only_rules(block):
            end += 1
        else:
            break
    return end


def _is_title(block: Block) -> bool:
    """The type's name on a line of its own, whatever stands on the next: a subject may speak of months and years."""
    if isinstance(block, Table) and (len(block.rows) != 1 or len(block.rows[0]) != 1):
        return False
    first = next(_all_lines(block), None)
    return first is not None and first.upper and fold(first.text) in TITLES


def _is_stamp(block: Block) -> bool:
    lines = list(_all_lines(block))
    return bool(lines) and all(fold(line.text) in _STAMPS for line in lines)


def _only_rules(paragraph: Paragraph) -> bool:
    lines = lines_of(paragraph)
    return all(line.is_rule or fold(line.text) in _STAMPS for line in lines) and (bool(lines) or paragraph.ruled)


def _starts_content(paragraph: Block, in_head: bool) -> bool:
    if isinstance(paragraph, Table):
        return in_head
    text = fold(paragraph.text)
    if not text:
        return False
    if text.startswith(("KINH GUI", "CAN CU", "V/V")) or text in TITLES:
        return True
    return in_head and not _only_rules(paragraph) and paragraph.place.kind != "box" and "\t" not in paragraph.raw


#: What stands on a line of its own above the subject -> the type's name.
TITLES: dict[str, str] = {fold(kind.name): kind.name for kind in BY_NAME.values() if kind.coded}


def _table_lines(table: Table, head: Head) -> list[_Seen]:
    table = innermost(table)
    head.tables.append(table.number)
    column = _quoc_hieu_column(table)
    head.on_left = head.on_left or (column == 1 and max(len(row) for row in table.rows) > 1)
    seen: list[_Seen] = []
    for row in table.rows:
        for cell in row:
            right = cell.column == column or (cell.column > column if column and column > 1 else False)
            if column is None:
                right = cell.column > 1
            inside = [*cell.paragraphs, *(one for nested in cell.tables for one in nested.paragraphs())]
            (head.right if right else head.left).extend(inside)
            for paragraph in inside:
                seen += [_Seen(line, right) for line in lines_of(paragraph)]
    return seen


def innermost(table: Table) -> Table:
    """Of a table within a table of one cell, that has nothing else, the inner one."""
    while len(table.rows) == 1 and len(table.rows[0]) == 1 and len(table.rows[0][0].tables) == 1:
        cell = table.rows[0][0]
        if not all(one.blank for one in cell.paragraphs):
            break
        table = cell.tables[0]
    return table


def _sides_of_boxes(blocks: list[Block]) -> dict[int, bool]:
    """Of each text box: whether it is the right side, told by what stands in it."""
    sides: dict[int, bool] = {}
    for block in blocks:
        if isinstance(block, Paragraph) and block.place.kind == "box":
            right = any(is_quoc_hieu(line.text) or is_tieu_ngu(line.text) for line in lines_of(block))
            sides[block.place.cell] = sides.get(block.place.cell, False) or right or is_date(block.text)
    return sides


def _paragraph_lines(paragraph: Paragraph, head: Head, before: list[_Seen], boxes: dict[int, bool]) -> list[_Seen]:
    """The lines of a paragraph outside tables; a blank one stands on the side of the line before it."""
    lines = lines_of(paragraph, at_tabs=True)
    boxed = boxes.get(paragraph.place.cell, False)
    seen: list[_Seen] = []
    for number, line in enumerate(lines):
        right = boxed or is_quoc_hieu(line.text) or is_tieu_ngu(line.text) or _is_date_line(line)
        right = right or (number > 0 and len(lines) > 1)
        seen.append(_Seen(line, right))
    if len(lines) == 1 or not lines:
        side = seen[0].right if seen else boxed or bool(before and before[-1].right and not paragraph.place.cell)
        (head.right if side else head.left).append(paragraph)
    return seen


def _assign(one: _Seen, head: Head) -> None:
    line, text = one.line, one.line.text
    if line.is_rule:
        return
    if is_quoc_hieu(text) or (len(head.quoc_hieu) == 1 and fold(text) == "VIET NAM"):
        head.quoc_hieu.append(line)
    elif is_tieu_ngu(text):
        head.tieu_ngu.append(line)
    elif fold(text) in _STAMPS:
        head.stamps.append(line)
    elif is_number(text) and head.number is None:
        head.number = line
    elif _is_date_line(line) and (one.right or head.date is None) and not _of_letter_subject(one, head):
        head.date = head.date or line
    elif not one.right and (line.upper or line.paragraph.place.kind != "box"):
        if head.number is None:
            head.agency.append(line)
        elif _LETTER_SUBJECT.match(fold(text)) or head.letter_subject:
            head.letter_subject.append(line)


def _of_letter_subject(one: _Seen, head: Head) -> bool:
    """The subject of a công văn, on several lines, may speak of "6 tháng đầu năm 2026"."""
    return bool(_LETTER_SUBJECT.match(fold(one.line.text))) or (bool(head.letter_subject) and not one.right)


def _split_agency(head: Head) -> None:
    """Parts the names on the left into the governing body's and the issuing agency's own."""
    lines = head.agency
    named = next((n for n, line in enumerate(lines) if n and "chủ quản" in lines[n - 1].paragraph.style.lower()), 0)
    while named and named < len(lines) and "chủ quản" in lines[named].paragraph.style.lower():
        named += 1
    cut = named or _cut_by_weight(lines) or _cut_by_words(lines)
    head.governing, head.agency = lines[:cut], lines[cut:]


def _cut_by_weight(lines: list[Line]) -> int:
    """Not bold above bold (or, wrongly, the reverse): the change of weight parts them."""
    weights = [line.all_bold() for line in lines]
    changes = [n for n in range(1, len(weights)) if weights[n] != weights[n - 1]]
    return changes[0] if len(changes) == 1 else 0


def _cut_by_words(lines: list[Line]) -> int:
    texts = [fold(line.text) + " " for line in lines]
    for number in range(len(texts) - 1, 0, -1):
        opens = texts[number].startswith(_BODIES) and texts[0].startswith(_BODIES)
        joined = texts[number - 1].split()[-1] in _JOINERS if texts[number - 1].split() else False
        if opens and not joined:
            return number
    return 0

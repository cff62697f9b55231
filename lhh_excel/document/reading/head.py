"""Finds the components above the title: laid out with a table, with tabs or blanks, in text boxes or frames, or below
one another in a text without looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...law import QUOC_HIEU
from ...plain import pattern, record
from . import marks
from .components import Head
from .lines import Line, columns_in, fold, lines_of
from .marks import is_date, is_number, is_party, is_quoc_hieu, is_stamp, is_tieu_ngu
from .model import Block, Paragraph, Table
from .pieces import about

_NEAR = 4  # blocks: a stamp stands so near below the head
_SCAN = 40  # blocks: the head of a document stands at its very top
_SHORT = 70
_LONG = 150  # signs: no line of a head has so many
_MOST_ROWS, _MOST_COLUMNS = 8, 4  # of a table that holds a head
_QUOC_HIEU = fold(QUOC_HIEU[0])
_PLACE = pattern(r"^[^\W\d][^\d;:/]{0,50}$")


@record
class _Seen:
    """A line of the head and its side."""

    line: Line
    right: bool


def pieces(paragraph: Paragraph) -> list[Line]:
    """The lines of a paragraph of the head, its two sides apart."""
    return [piece for line in lines_of(paragraph) for piece in columns_in(line, _side_by_side)]


def _side_by_side(left: str, right: str) -> bool:
    """Whether two halves of a line are the left and the right part of a head."""
    if is_quoc_hieu(right) or is_party(right):
        return not is_number(left)
    if is_tieu_ngu(right):
        return not is_tieu_ngu(left)
    if _only_signs(right):
        return _only_signs(left) or marks.is_upper(left)
    return is_date(right) and _PLACE.match(fold(right).split(" NGAY")[0]) is not None and not is_date(left)


def is_place_and_date(line: Line) -> bool:
    """ "Sơn Hà, ngày 05 tháng 6 năm 2026" and no more."""
    text = line.text
    return (
        len(text) < _SHORT and is_date(text) and "," in text and _PLACE.match(fold(text).split(" NGAY")[0]) is not None
    )


def _only_signs(text: str) -> bool:
    """Whatever signs they are: what stands for a line beside another half of a head."""
    return len(text) > 2 and not any(map(str.isalnum, text))


def recognise_head(blocks: list[Block]) -> tuple[Head, int]:
    """The head, and the index of the first block after it; an empty one and 0 where nothing is there that only a head
    has."""
    head = Head()
    end = _end_of_head(blocks)
    found_at = next((n for n, block in enumerate(blocks[:end]) if _has_quoc_hieu(block.paragraphs())), None)
    seen: list[_Seen] = []
    boxes = _sides_of_boxes(blocks[:end])
    for number, block in enumerate(blocks[:end]):
        if isinstance(block, Table):
            head.tables.append(block.number)  # its own number too, where the head is a table within
            seen += _table_lines(block, head)
        else:
            if found_at is None or number > found_at or isinstance(blocks[found_at], Table):
                head.loose_lines += block.lines_drawn
            head.odd_shape = head.odd_shape or block.odd_shape
            seen += _paragraph_lines(block, head, seen, boxes)
    if any(one.line.tabbed for one in seen):  # beside columns of tabs or blanks no line of it stands by its alignment
        for one in seen:
            one.line.tabbed = one.line.tabbed or one.line.paragraph.place.kind == "body"
    for one in seen:
        _assign(one, head)
    if not head.found:
        return _named_only(blocks)
    _split_agency(head)
    return head, end


def _named_only(blocks: list[Block]) -> tuple[Head, int]:
    """Of a text pasted without Quốc hiệu and number: the names in capitals right above the title."""
    named: list[Line] = []
    for number, block in enumerate(blocks[:_SCAN]):
        if not isinstance(block, Paragraph) or block.format.align:
            break
        if _is_title(block):
            if named and marks.opens_body(named[0].text):
                head = Head(agency=named)
                _split_agency(head)
                return head, number
            break
        lines = [line for line in pieces(block) if not line.is_rule]
        if not all(line.upper for line in lines):
            break
        named += lines
    return Head(), 0


def _all_lines(block: Block) -> Iterator[Line]:
    for paragraph in block.paragraphs():
        yield from pieces(paragraph)


def _has_quoc_hieu(paragraphs: Iterable[Paragraph]) -> bool:
    return any(is_quoc_hieu(line.text) or is_party(line.text) for one in paragraphs for line in pieces(one))


def _quoc_hieu_column(table: Table) -> int | None:
    """The column of the table's own cells, whatever tables stand in them."""
    cells = (cell for row in table.rows for cell in row)
    return next((cell.column for cell in cells if _has_quoc_hieu(cell.every())), None)


def has_head(block: Block) -> bool:
    """Whether a block carries something that only a head has."""
    if isinstance(block, Table) and (
        len(block.rows) > _MOST_ROWS or max(map(len, block.rows), default=0) > _MOST_COLUMNS
    ):
        return False
    for line, _ in zip(_all_lines(block), range(30), strict=False):
        text = line.text
        if is_quoc_hieu(text) or is_tieu_ngu(text) or is_number(text) or is_party(text) or is_date(text):
            return True
    return False


def _end_of_head(blocks: list[Block]) -> int:
    """One past the last block of the head: looks no further than the title or the first words of the content."""
    end = 0
    for number, block in enumerate(blocks[:_SCAN]):
        if _is_title(block):
            break
        if has_head(block):
            end = number + 1
        elif _starts_content(block, blocks[:number] if end else []):
            break
    end = _letter_subject_below(blocks, end)
    while 0 < end < len(blocks) and isinstance(block := blocks[end], Paragraph) and block.text:
        if not _continues_subject(block, blocks[:end]) or marks.is_kinh_gui(block.text) or _is_title(block):
            break
        end += 1
    while 0 < end < len(blocks):
        ahead = next((n for n, block in enumerate(blocks[end : end + _NEAR], end + 1) if _is_stamp(block)), 0)
        if ahead and all(one.blank for one in blocks[end : ahead - 1]):
            end = ahead
        elif isinstance(block := blocks[end], Paragraph) and _only_rules(block):
            end += 1
        else:
            break
    return end


def _letter_subject_below(blocks: list[Block], end: int) -> int:
    """ "V/v …" on a line of its own below the number, up to Kính gửi."""
    at = next((n for n in range(end, len(blocks)) if not blocks[n].blank), 0) if end else 0
    if not at or not isinstance(block := blocks[at], Paragraph) or not marks.is_letter_subject(block.text):
        return end
    return at + 1 if _opens_short(block.text) else end


def _is_title(block: Block) -> bool:
    """The type's name on a line of its own, whatever stands on the next: a subject may speak of months and years."""
    if isinstance(block, Table) and (len(block.rows) != 1 or len(block.rows[0]) != 1):
        return False
    first = next(_all_lines(block), None)
    return first is not None and first.upper and fold(first.text) in marks.TITLES


def _is_stamp(block: Block) -> bool:
    lines = list(_all_lines(block))
    return bool(lines) and all(is_stamp(line.text) for line in lines)


def _only_rules(paragraph: Paragraph) -> bool:
    lines = pieces(paragraph)
    return all(line.is_rule or is_stamp(line.text) for line in lines) and (bool(lines) or paragraph.ruled)


def _starts_content(block: Block, before: list[Block]) -> bool:
    """Whether the content begins here; a name in capitals may go on until number and date have been seen."""
    if isinstance(block, Table):
        return bool(before)
    text = fold(block.text)
    if not text or (before and (block.place.kind == "box" or block.format.frame_align)):
        return False
    if marks.is_kinh_gui(text) or marks.is_first_basis(text) or text in marks.TITLES:
        return True
    if marks.is_letter_subject(text) or _continues_subject(block, before):
        return not _numbered(before)
    if not before and len(text) > _LONG:
        return True
    if not before or _only_rules(block) or "\t" in block.raw:
        return False
    return not (_is_name(block.text) and not _numbered(before))


def _is_name(text: str) -> bool:
    """Whether a line may be a body's name: in capitals, or words that open one, without a sign at their end."""
    named = marks.opens_body(text) and text[:1].isupper() and not text.endswith((".", ":", ";", ","))
    return len(text) < 90 and (marks.is_upper(text) or named)


def _continues_subject(paragraph: Paragraph, before: list[Block]) -> bool:
    """A short line without a stop right below "V/v …"."""
    above = before[-1] if before else None
    short = len(paragraph.text) < _SHORT and not paragraph.text.endswith((".", ":", ";"))
    return short and isinstance(above, Paragraph) and _opens_short(above.text)


def _opens_short(text: str) -> bool:
    said = about(text)
    return said is not None and said.short


def _numbered(blocks: list[Block]) -> bool:
    return any(is_number(line.text) for block in blocks for line in _all_lines(block))


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
            inside = cell.every()
            head.tables += [nested.number for nested in cell.tables]
            (head.right if right else head.left).extend(inside)
            for paragraph in inside:
                seen += [_Seen(line, right or line.column > 0) for line in pieces(paragraph)]
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
            right = any(_is_right(line.text) for line in pieces(block))
            sides[block.place.cell] = sides.get(block.place.cell, False) or right
    return sides


def _is_right(text: str) -> bool:
    return is_quoc_hieu(text) or is_tieu_ngu(text) or is_date(text) or is_party(text)


def _paragraph_lines(paragraph: Paragraph, head: Head, before: list[_Seen], boxes: dict[int, bool]) -> list[_Seen]:
    """The lines of a paragraph outside tables; a blank one stands on the side of the line before it."""
    lines = pieces(paragraph)
    boxed = boxes.get(paragraph.place.cell, False)
    below = bool(before and before[-1].right)  # a typed line stands below what it belongs to
    seen = [_Seen(x, boxed or x.column > 0 or _is_right(x.text) or (x.is_rule and below)) for x in lines]
    if not any(line.tabbed for line in lines):
        side = seen[0].right if seen else boxed or bool(before and before[-1].right and not paragraph.place.cell)
        (head.right if side else head.left).append(paragraph)
    return seen


def _assign(one: _Seen, head: Head) -> None:
    line, text = one.line, one.line.text
    if line.is_rule:
        return
    if is_quoc_hieu(text) or (len(head.quoc_hieu) == 1 and _QUOC_HIEU.endswith(f" {fold(text)}")):
        head.quoc_hieu.append(line)
    elif is_tieu_ngu(text):
        head.tieu_ngu.append(line)
    elif is_party(text):
        head.party = line
    elif is_stamp(text):
        head.stamps.append(line)
    elif is_number(text) and head.number is None:
        head.number = line
    elif is_date(text) and (one.right or head.date is None) and not _of_letter_subject(one, head):
        head.date = head.date or line
    elif not one.right and (line.upper or line.paragraph.place.kind == "cell" or _names_agency(text, head)):
        if head.number is None:
            head.agency.append(line)
        elif marks.is_letter_subject(text) or head.letter_subject:
            head.letter_subject.append(line)
    elif head.number is not None and (marks.is_letter_subject(text) or (head.letter_subject and not one.right)):
        head.letter_subject.append(line)


def _names_agency(text: str, head: Head) -> bool:
    """A name in small letters above the number."""
    return head.number is None and _is_name(text)


def _of_letter_subject(one: _Seen, head: Head) -> bool:
    """The subject of a công văn, on several lines, may speak of "6 tháng đầu năm 2026"."""
    return marks.is_letter_subject(one.line.text) or (bool(head.letter_subject) and not one.right)


def _split_agency(head: Head) -> None:
    """Parts the names on the left into the governing body's and the issuing agency's own."""
    lines = head.agency
    named = next((n for n, line in enumerate(lines) if n and "chủ quản" in lines[n - 1].paragraph.style.lower()), 0)
    while named and named < len(lines) and "chủ quản" in lines[named].paragraph.style.lower():
        named += 1
    cut = named or _cut_by_weight(lines) or marks.names_cut([line.text for line in lines])
    head.governing, head.agency = lines[:cut], lines[cut:]


def _cut_by_weight(lines: list[Line]) -> int:
    """Not bold above bold (or, wrongly, the reverse): the change of weight parts them."""
    weights = [line.all_bold() for line in lines]
    changes = [n for n in range(1, len(weights)) if weights[n] != weights[n - 1]]
    return changes[0] if len(changes) == 1 else 0

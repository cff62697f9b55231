"""Finds what stands below the text: Nơi nhận, the signature, regulations, annexes, the address; puts all together.

`recognise` is the one reading of the house: the checker, the fixer and `compose` all take its `Parts`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ...plain import pattern
from . import marks
from .body import quoted_in, recognise_body, recognise_items
from .components import Annex, Parts, Regulation, Signer
from .head import has_head, innermost, is_place_and_date, recognise_head
from .levels import is_level
from .lines import Line, columns_in, every_column, fold, lines_of
from .marks import (
    CIRCULATION,
    TITLES,
    URGENCY,
    annex_number,
    is_attached,
    is_drafter,
    is_name,
    is_noi_nhan,
    is_position,
    is_seal,
    signs,
    stands_for,
)
from .model import Block, Document, Paragraph, Table
from .standard import OF_TYPES, standard_of

_ASIDE_MM = 55.0  # signature lines without a table stand at least so far from the left margin
_NEAR, _LAST = 11, 20  # lines: above Nơi nhận, or at the end where there is none
_LONGEST = 95  # signs: of a line there
_MOST_ROWS = 8  # of a table of signatures
_COVER, _COVER_LINE = 60, 150  # blocks, signs
_HEADED = 8  # paragraphs: the name of what is attached and its "(kèm theo …)" stand so near


def recognise(document: Document) -> Parts:
    """All components of the document, whether it has looks or is a text without (`model.plain_document`).

    By what a line says and where it stands; by looks only where there are any. What keeps to another standard than the
    decree's is told in `standard`; `unsure` has the groups of components without a sure place. Every line of the
    result points to the paragraph it was read from. Raises nothing.
    """
    parts = Parts(document)
    blocks = document.blocks[_cover(document.blocks) :]
    first = next((n for n, block in enumerate(blocks) if not block.blank), len(blocks))
    if _opens_annex(blocks, first):
        parts.annex_only = True
        _annexes(parts, blocks)
        return parts
    parts.head, start = recognise_head(blocks)
    if not parts.head.found and _heads_regulation(blocks, first):
        parts.annex_only = True
        _regulations(parts, blocks[first:])
        return parts
    end, after = _signature(parts, blocks, start)
    recognise_body(parts, blocks[start:end])
    _date_below(parts)
    parts.standard = standard_of(parts, blocks)
    if parts.standard:
        parts.type = parts.type if parts.standard in OF_TYPES else ""
        return parts
    _annexes(parts, _regulations(parts, blocks[after:]))
    _drafter(parts, [one for one in blocks[after : after + 6] if isinstance(one, Paragraph)])
    if document.sections:
        _boxes(parts)
        _address(parts)
    if not (parts.noi_nhan or parts.signers):
        parts.unsure |= {"chu_ky"}
    if not parts.head.found:
        parts.unsure |= {"dau"}
    return parts


def _date_below(parts: Parts) -> None:
    """Place and date right above the signature, as of a letter, where the head has none."""
    head, last = parts.head, parts.items[-1] if parts.items else None
    if head.found and head.date is None and last is not None and is_place_and_date(last.line):
        head.date = last.line
        parts.items.pop()


def _cover(blocks: list[Block]) -> int:
    """How many blocks are a cover: a page of few lines that has nothing of a head, before the page with Quốc hiệu."""
    for number, block in enumerate(blocks[:_COVER]):
        if isinstance(block, Table) or len(block.text) > _COVER_LINE:
            return 0
        if any(
            marks.is_quoc_hieu(x.text) or marks.is_party(x.text) or marks.is_number(x.text) for x in lines_of(block)
        ):
            return 0
        if block.ends_section or block.page_break:
            near = next((one for one in blocks[number + 1 :] if not one.blank), None)
            return number + 1 if number and near is not None and has_head(near) else 0
    return 0


# --- Nơi nhận and the signature --------------------------------------------------------------------------------------


def _signature(parts: Parts, blocks: list[Block], start: int) -> tuple[int, int]:
    """Reads the block of Nơi nhận and signature; where the content ends and what follows begins."""
    quoted = quoted_in(blocks[start:])
    for number in range(start, len(blocks)):
        block = blocks[number]
        if id(block) in quoted:
            continue
        if isinstance(block, Table):
            if _signs(block, blocks[number + 1 :]):
                _signature_table(parts, block)
                return _with_table_above(parts, blocks, start, number), number + 1
        elif _names_noi_nhan(block):
            first = _first_above(blocks, start, number, _NEAR)
            stop = next((n for n in range(number, len(blocks)) if _ends_signature(blocks, n)), len(blocks))
            _read_tail(parts, blocks[first:stop])
            return _with_table_above(parts, blocks, start, first), stop
    return _without_noi_nhan(parts, blocks, start)


def _rows(paragraph: Block) -> list[list[Line]]:
    """The lines of a paragraph of the end, each as its columns; without looks every gap parts two."""
    looks = isinstance(paragraph, Table) or bool(paragraph.format.align)
    rows = (columns_in(line, _side_by_side) if looks else every_column(line) for line in lines_of(paragraph))
    return [row for row in rows if row]


def _pieces(paragraph: Block) -> list[Line]:
    return [piece for row in _rows(paragraph) for piece in row]


def _side_by_side(left: str, right: str) -> bool:
    if is_noi_nhan(left) or left.startswith("-"):
        return is_position(right) or is_name(right) or _is_remark(right)
    alike = (is_position, is_name, _is_remark)
    return any(judge(left) and judge(right) for judge in alike)


def _is_remark(text: str) -> bool:
    """ "(Ký, ghi rõ họ tên)"."""
    return text.startswith("(") and text.endswith(")") and len(text) < 60


def _signs(table: Table, after: list[Block]) -> bool:
    """Whether a table holds Nơi nhận and signature; of data it is where a column is but headed so."""
    texts = [line.text for one in table.paragraphs() for line in _pieces(one)]
    if not any(map(is_noi_nhan, texts)):
        return False
    if any(is_noi_nhan(text) and ":" in text for text in texts):
        return True
    if any(is_position(text) and text == text.upper() for text in texts):
        return True
    return not any(_names_noi_nhan(block) for block in after)


def _names_noi_nhan(block: Block) -> bool:
    return any(is_noi_nhan(line.text) for one in block.paragraphs() for line in _pieces(one))


def _holding(table: Table) -> Table:
    """The innermost table that has Nơi nhận and all beside it."""
    inner = innermost(table)
    for row in inner.rows:
        for cell in row:
            for nested in cell.tables:
                if _names_noi_nhan(nested):
                    return _holding(nested)
    return inner


def _signature_table(parts: Parts, table: Table) -> None:
    inner = _holding(table)
    parts.signature_tables += dict.fromkeys((table.number, innermost(table).number, inner.number))
    columns: dict[int, list[Line]] = {}
    home = 0
    for row in inner.rows:
        for cell in row:
            pieces = [line for one in cell.every() for line in _pieces(one) if not line.is_rule]
            lines = [line for line in pieces if not line.column]
            if beside := [line for line in pieces if line.column]:
                columns.setdefault(cell.start + 1, []).extend(beside)
            at = next((n for n, line in enumerate(lines) if is_noi_nhan(line.text)), None)
            if at is not None:
                parts.noi_nhan, home = lines[at], cell.start
                columns.setdefault(cell.start, []).extend(lines[:at])
                parts.recipients += lines[at + 1 :]
            elif lines and fold(lines[0].text).startswith("GHI CHU"):
                continue
            elif home and cell.start == home:
                parts.recipients += lines
            else:
                columns.setdefault(cell.start, []).extend(lines)
    for _, lines in sorted(columns.items()):
        parts.signers += _signers(lines)


def _signers(lines: list[Line]) -> list[Signer]:
    """One for each name of a column: what stands below a name is the next one's."""
    made: list[Signer] = []
    held: list[Line] = []
    for line in _without_remarks(lines):
        if held and is_position(line.text) and line.upper and is_name(held[-1].text) and not held[-1].upper:
            made.append(Signer(held[:-1], held[-1]))
            held = []
        held.append(line)
    return [one for one in (*made, _signer(held)) if one.lines or one.name]


def _signer(lines: list[Line]) -> Signer:
    """The last line is the name, unless it can only be a position; remarks in brackets are nobody's."""
    if not lines or (signs(lines[-1].text) and (lines[-1].upper or not is_name(lines[-1].text))):
        return Signer(lines)
    return Signer(lines[:-1], lines[-1])


def _without_remarks(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    inside = False
    for line in lines:
        inside = inside or line.text.startswith("(")
        if not inside and line.letters and not is_seal(line.text):
            kept.append(line)
        inside = inside and not line.text.endswith(")")
    return kept


def _with_table_above(parts: Parts, blocks: list[Block], start: int, at: int) -> int:
    """Where nobody signs beside Nơi nhận, the signers in a table of their own above; where the content ends."""
    if parts.signers:
        return at
    first = at
    while first > start and blocks[first - 1].blank:
        first -= 1
    table = blocks[first - 1]
    if first == start or not isinstance(table, Table) or table.bordered or not (signers := _signing(table)):
        return at
    parts.signers = signers
    parts.signature_tables.append(table.number)
    return first - 1


def _without_noi_nhan(parts: Parts, blocks: list[Block], start: int) -> tuple[int, int]:
    """The last table of signatures with no text below it, else the last lines of positions and names."""
    stop = _what_follows(blocks, start)
    for number in range(stop - 1, start - 1, -1):
        block = blocks[number]
        if isinstance(block, Table) and (signers := _signing(block)):
            parts.signers = signers
            parts.signature_tables.append(block.number)
            return number, number + 1
        if isinstance(block, Table) or (not block.blank and len(block.text) > 80):
            break
    first = _first_above(blocks, start, stop, _LAST, by_words=True)
    _read_tail(parts, blocks[first:stop])
    return first, stop


def _signing(table: Table) -> list[Signer]:
    """The signers of a short table, a column each; a list of members names offices too, but not in capitals."""
    columns: dict[int, list[Line]] = {}
    for one in table.paragraphs() if len(table.rows) < _MOST_ROWS else ():
        for line in _pieces(one):
            columns.setdefault(one.place.column + line.column, []).extend([line])
    signed = [lines for _, lines in sorted(columns.items()) if any(is_position(x.text) and x.upper for x in lines)]
    return [signer for lines in signed for signer in _signers(lines)]


# --- the end in paragraphs, with looks or without, in whatever order it was typed or pasted ---------------------------


def _ends_signature(blocks: list[Block], at: int) -> bool:
    return isinstance(blocks[at], Table) or _opens_annex(blocks, at) or _heads_regulation(blocks, at)


def _first_above(blocks: list[Block], start: int, at: int, most: int, by_words: bool = False) -> int:
    """Where a signature begins among so many lines above a block, told by where it stands too; else that block."""
    first = at
    for number in range(at - 1, start - 1, -1):
        pieces = _pieces(blocks[number])
        most -= bool(pieces)
        if most < 0 or isinstance(blocks[number], Table) or (pieces and not _short(blocks[number])):
            break
        if pieces and (signs(pieces[0].text) or (not by_words and _aside(pieces[0]))):
            first = number
        elif any(not _may_sign(piece) for piece in pieces):
            break
    return first


def _may_sign(line: Line) -> bool:
    """Whether a line may be of a signature: without looks any, else one aside, in capitals, a name, a remark."""
    told = line.upper or is_name(line.text) or _is_remark(line.text) or is_seal(line.text)
    return told or not line.paragraph.format.align or _aside(line)


def _short(block: Block) -> bool:
    lines = lines_of(block)
    return all(len(line.text) <= _LONGEST for line in lines) and not lines[-1].text.endswith((".", ":"))


def _aside(line: Line) -> bool:
    """Whether it stands where signatures do; of a text without looks nobody knows."""
    paragraph, shape = line.paragraph, line.paragraph.format
    if (shape.align in ("right", "center") and len(paragraph.text) < 60) or (shape.align and line.column):
        return True
    return shape.left + max(shape.first, 0) > _ASIDE_MM or paragraph.place.kind == "box"


def _read_tail(parts: Parts, blocks: list[Block]) -> None:
    """Fills Nơi nhận, recipients and signers."""
    tail = _Tail(parts)
    for block in blocks:
        for row in _rows(block):
            tail.take_row(row)
    parts.signers = [signer for lines in tail.signatures for signer in _signers(lines)]


class _Tail:
    """Takes the pieces of the end one by one: recipients, lines of the signature, the name."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.signatures: list[list[Line]] = []
        self._pair: list[list[Line]] = []

    def take_row(self, pieces: list[Line]) -> None:
        """A line; two signers side by side keep to their sides."""
        begun = any(self._pair) and not all(map(_named, self._pair))
        if len(pieces) == 2 and all(signs(piece.text) for piece in pieces) and not begun:
            self._pair = [[], []]
            self.signatures += self._pair
        if len(pieces) == 2 and self._pair and self.parts.noi_nhan is None:
            for signature, piece in zip(self._pair, pieces, strict=True):
                if not is_seal(piece.text):
                    signature.append(piece)
            return
        for piece in pieces:
            self._take(piece)

    def _take(self, line: Line) -> None:
        text, listing, recipients = line.text, self.parts.noi_nhan is not None, self.parts.recipients
        signature = self.signatures[-1] if self.signatures else []
        signing = bool(signature) and not _named(signature)
        if line.is_rule or is_seal(text):
            return
        if is_noi_nhan(text):
            self.parts.noi_nhan = line
        elif self._over(signature) and not self._belongs(text) and (signature or not _aside(line)):
            return
        elif signs(text):
            if not signature or (len(signature) > 1 and _named(signature)):
                self.signatures.append(signature := [])
            signature.append(line)
        elif listing and (marks.is_dash(text) or not (signing or _aside(line) or self._begins_in_words(line))):
            recipients.append(line)
        elif signature:
            if _may_sign(line) and not _signed(signature):
                signature.append(line)
        elif _aside(line):
            self.signatures.append([line])

    @property
    def _last(self) -> str:
        return self.parts.recipients[-1].text if self.parts.recipients else ""

    def _begins_in_words(self, line: Line) -> bool:
        """With looks a list begins with a dash: what has none is more likely text below a stray "Nơi nhận"."""
        return bool(line.paragraph.format.align) and not self.parts.recipients

    def _over(self, signature: list[Line]) -> bool:
        """Whether all that an ending has is there: the archive line or no list, and the signer's name if one signs."""
        archived = any(marks.is_archive(one.text) for one in self.parts.recipients) or self.parts.noi_nhan is None
        return _signed(signature) and archived if signature else archived and bool(self.parts.recipients)

    def _belongs(self, text: str) -> bool:
        """Whether a line behind such an ending is of it: one more signature, item, drafter's sign, a list's rest."""
        unfinished = bool(self._last) and not self._last.endswith((".", ";"))
        return signs(text) or marks.is_dash(text) or is_drafter(text) or (unfinished and text[:1].islower())


def _signed(signature: list[Line]) -> bool:
    """Whether a signature ends with a person's name."""
    return _named(signature) and is_name(signature[-1].text)


def _named(signature: list[Line]) -> bool:
    """Whether a signature has got its name: something that is no position below one."""
    above = (line.text for line in signature[:-1])
    return bool(signature) and not signs(signature[-1].text) and any(signs(x) and not stands_for(x) for x in above)


# --- what is issued with it: a regulation, a list --------------------------------------------------------------------


def _heads_regulation(blocks: list[Block], at: int) -> bool:
    """Whether a text of its own begins here: its name in capitals, and "(Ban hành kèm theo …)" near below."""
    first = _first(blocks[at]) if at < len(blocks) else ""
    if len(first) > 120 or not marks.is_upper(first) or annex_number(first) is not None or is_position(first):
        return False
    near = [one for one in blocks[at : at + 2 * _HEADED] if isinstance(one, Paragraph) and not one.blank][:_HEADED]
    below = [line.text for one in near for line in lines_of(one)]
    named = next((n for n, text in enumerate(below) if is_attached(text)), None)
    return bool(named) and not any(len(text) > 200 or is_name(text) or _is_inside(text) for text in below[:named])


def _is_inside(text: str) -> bool:
    """A line that no head of a regulation has: an article, an annex's own number."""
    return is_level(text, "dieu") or annex_number(text) is not None


def _what_follows(blocks: list[Block], start: int) -> int:
    """Where the first annex or attached text begins; what opens the text itself, below a head, is the document."""
    own = next((n for n in range(start, len(blocks)) if not blocks[n].blank), start)
    follows = (
        n for n in range(start, len(blocks)) if _opens_annex(blocks, n) or (n > own and _heads_regulation(blocks, n))
    )
    return next(follows, len(blocks))


def _regulations(parts: Parts, blocks: list[Block]) -> list[Block]:
    """Reads every regulation or list before the first annex; gives what is left."""
    stop = next((n for n in range(len(blocks)) if _opens_annex(blocks, n)), len(blocks))
    starts: list[int] = []
    for n in range(stop):
        if _heads_regulation(blocks, n) and not (starts and n - starts[-1] < _HEADED):
            starts.append(n)
    for n, end in pairwise([*starts, stop]):
        parts.regulations.append(_regulation(parts, blocks[n:end]))
    return blocks[stop:]


def _regulation(parts: Parts, blocks: list[Block]) -> Regulation:
    inner = Parts(parts.document)
    found = Regulation(inner)
    head: list[Line] = []
    body = 0
    for number, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            break
        lines = [line for line in lines_of(block) if not line.is_rule]
        if found.attached and found.attached[-1].text.endswith(")"):
            break
        body = number + 1
        for line in lines:
            (found.attached if found.attached or is_attached(line.text) else head).append(line)
        if found.attached and not found.attached[0].text.startswith("("):
            break
    inner.title, inner.subject = head[:1], head[1:]
    inner.type = TITLES.get(fold(inner.title[0].text), "") if inner.title else ""
    rest = blocks[body:]
    end, _ = _without_noi_nhan(inner, rest, 0) if rest else (0, 0)
    recognise_items(inner, rest[:end])
    return found


# --- annexes ---------------------------------------------------------------------------------------------------------


def _opens_annex(blocks: list[Block], at: int) -> bool:
    return at < len(blocks) and annex_number(_first(blocks[at])) is not None


def _first(paragraph: Block) -> str:
    lines = lines_of(paragraph)
    return lines[0].text if lines else ""


def _annexes(parts: Parts, blocks: list[Block]) -> None:
    section = blocks[0].section if blocks else 0
    before: Block | None = None
    for number, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.blank:
            continue
        above, before = before, block
        if not _opens_annex(blocks, number) or not isinstance(block, Paragraph):
            continue
        lines = lines_of(block)
        annex = Annex(lines[0], annex_number(lines[0].text) or "")
        annex.opens_section = above is None or above.section != block.section or block.section != section
        section = block.section
        _annex_head(annex, lines[1:], blocks[number + 1 : number + 12])
        parts.annexes.append(annex)


def _annex_head(annex: Annex, lines: list[Line], blocks: list[Block]) -> None:
    """The name and "(Kèm theo …)" under the annex's number."""
    for block in blocks:
        if isinstance(block, Table):
            break
        lines += lines_of(block)
        if not lines:
            continue
        stop = False
        for line in lines:
            if is_attached(line.text) or (annex.attached and not annex.attached[-1].text.endswith(")")):
                annex.attached.append(line)
            elif line.is_rule:
                continue
            elif annex.attached or not _names(annex, line):
                stop = True
                break
            else:
                annex.names.append(line)
        if stop:
            break
        lines = []


def _names(annex: Annex, line: Line) -> bool:
    return line.paragraph.format.align == "center" or line.upper or (not annex.names and line.all_bold())


# --- the drafter's sign, the address line, boxes in the top margin ---------------------------------------------------


_CONTACT = pattern(
    r"\b(?:Địa chỉ|Điện thoại|Email|E-mail|Fax|Website|Trang thông tin điện tử|Thư điện tử|ĐT|Tel)\b\s*[:.]|@|\bwww\.",
    re.IGNORECASE,
)


def _drafter(parts: Parts, after_signature: list[Paragraph]) -> None:
    """Behind the archive line, or right below the list."""
    archived = False
    for line in parts.recipients:
        if archived and marks.is_drafter(line.text):
            parts.drafter = line
            parts.recipients.remove(line)
            return
        archived = archived or marks.is_archive(line.text)
    first = next((line for one in after_signature[:3] for line in lines_of(one)), None)
    if first is not None and marks.is_drafter(first.text):
        parts.drafter = first


def _boxes(parts: Parts) -> None:
    """Stamps that stand in the top margin of page 1."""
    section = parts.document.sections[0]
    kind = "first" if section.title_page else "default"
    for paragraph in section.headers.get(kind, []):
        parts.head.stamps += [line for line in lines_of(paragraph) if fold(line.text) in URGENCY | CIRCULATION]


def _address(parts: Parts) -> None:
    section = parts.document.sections[0]
    kind = "first" if section.title_page else "default"
    shown = section.footers.get(kind, [])
    parts.address = _contact(shown)
    if not parts.address and section.title_page:
        shown = section.footers.get("default", [])
        parts.address = _contact(shown)
        parts.address_everywhere = bool(parts.address)
    elif parts.address and not section.title_page:
        parts.address_everywhere = _runs_on(parts)
    if parts.address:
        first = parts.address[0].paragraph
        parts.above_address = shown[: next(n for n, one in enumerate(shown) if one is first)]


def _contact(paragraphs: list[Paragraph]) -> list[Line]:
    lines = [line for one in paragraphs for line in lines_of(one) if not line.is_rule]
    return lines if any(_CONTACT.search(line.text) for line in lines) else []


def _runs_on(parts: Parts) -> bool:
    """Whether the document has a second page at all, as far as sections and breaks tell."""
    document = parts.document
    return len(document.sections) > 1 or any(one.page_break for one in document.paragraphs())

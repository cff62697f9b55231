"""Finds what stands below the text: Nơi nhận, the signature, regulations, annexes, the address; puts all together.

`recognise` is the one reading of the house: the checker, the fixer and `compose` all take its `Parts`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ...plain import pattern
from . import marks
from .body import is_article, quoted_in, recognise_body, recognise_items
from .components import Annex, Parts, Regulation, Signer
from .head import has_head, innermost, is_place_and_date, recognise_head
from .lines import Line, columns_of, fold, lines_of
from .marks import CIRCULATION, TITLES, URGENCY, annex_number, is_attached, is_name, is_noi_nhan, is_position
from .model import Block, Document, Paragraph, Table
from .plain import recognise_plain_ending
from .standard import OF_TYPES, standard_of

_ASIDE_MM = 55.0  # signature lines without a table stand at least so far from the left margin
_NEAR = 14  # paragraphs
_MOST_ROWS = 8  # of a table of signatures
_COVER, _COVER_LINE = 60, 150  # blocks, signs
_HEADED = 8  # paragraphs: the name of what is attached and its "(kèm theo …)" stand so near


def recognise(document: Document) -> Parts:
    """All components of the document, whether it has looks or is a text without (`plain.plain_document`).

    By what a line says and where it stands; by looks only where there are any. What keeps to another standard than the
    decree's is told in `standard`; `unsure` has the groups of components without a sure place. Every line of the
    result points to the paragraph it was read from. Raises nothing.
    """
    parts = Parts(document)
    blocks = document.blocks[_cover(document.blocks) :]
    first = next((n for n, block in enumerate(blocks) if _says_something(block)), len(blocks))
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
    recognise_others(parts, [one for one in blocks[after : after + 6] if isinstance(one, Paragraph)])
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
            near = next((one for one in blocks[number + 1 :] if _says_something(one)), None)
            return number + 1 if number and near is not None and has_head(near) else 0
    return 0


# --- Nơi nhận and the signature --------------------------------------------------------------------------------------


def _signature(parts: Parts, blocks: list[Block], start: int) -> tuple[int, int]:
    """Reads the block of Nơi nhận and signature; where the content ends and what follows begins."""
    if all(isinstance(block, Paragraph) and not block.format.align for block in blocks):
        return recognise_plain_ending(parts, blocks, start, _what_follows(blocks, start))
    quoted = quoted_in(blocks[start:])
    for number in range(start, len(blocks)):
        block = blocks[number]
        if id(block) in quoted:
            continue
        if isinstance(block, Table):
            if _signs(block, blocks[number + 1 :]):
                _signature_table(parts, block)
                return _table_above(parts, blocks, start, number, by_table=True), number + 1
        elif not block.blank and _names_noi_nhan(block):
            return _signature_paragraphs(parts, blocks, start, number)
    return _without_noi_nhan(parts, blocks, start)


def _pieces(paragraph: Paragraph) -> list[Line]:
    """The lines of a paragraph of the signature block, its columns apart."""
    return columns_of(paragraph, _side_by_side)


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
    if not lines:
        return Signer()
    last = lines[-1]
    if is_position(last.text) and last.upper:
        return Signer(lines)
    return Signer(lines[:-1], last)


def _without_remarks(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    inside = False
    for line in lines:
        inside = inside or line.text.startswith("(")
        if not inside and line.letters and not marks.is_signed(line.text):
            kept.append(line)
        inside = inside and not line.text.endswith(")")
    return kept


def _signature_paragraphs(parts: Parts, blocks: list[Block], start: int, at: int) -> tuple[int, int]:
    """Without a table: Nơi nhận and its list flush left, the signature aside, by tabs, by indents or by its words."""
    first = at
    while first > start and isinstance(before := blocks[first - 1], Paragraph) and at - first < _NEAR:
        if not before.blank and not _aside(before) and not _signing_line(before):
            break
        first -= 1
    last = at
    signature: list[Line] = []
    for block in blocks[first : at + 40]:
        if isinstance(block, Table) or (not block.blank and annex_number(_first(block)) is not None):
            break
        lines = _pieces(block)
        if lines and signature and parts.noi_nhan and _starts_anew(lines[0], signature):
            break
        for line in lines:
            if is_noi_nhan(line.text) and parts.noi_nhan is None:
                parts.noi_nhan = line
            elif line.column or _aside(block) or _of_signature(line, signature):
                signature.append(line)
            elif line.text.startswith("-") or parts.recipients:
                parts.recipients.append(line)
        last = max(last, blocks.index(block, first))
    parts.signers = _signers([line for line in signature if not line.is_rule])
    return (first if parts.signers else _table_above(parts, blocks, start, first)), last + 1


def _signing_line(paragraph: Paragraph) -> bool:
    lines = _pieces(paragraph)
    signed = (one.text for one in lines)
    return bool(lines) and all((is_position(x) and marks.is_upper(x)) or is_name(x) or _is_remark(x) for x in signed)


def _of_signature(line: Line, signature: list[Line]) -> bool:
    """Flush left, as pasted: a position in capitals; a name below one."""
    if is_position(line.text) and line.upper:
        return True
    named = bool(signature) and (is_name(line.text) or (line.upper and not line.text.startswith("-")))
    return named and not line.text.startswith("-")


def _starts_anew(line: Line, signature: list[Line]) -> bool:
    """What follows a whole signature and is no part of it: a regulation's title, another document's."""
    return is_name(signature[-1].text) and line.upper and not is_position(line.text) and not is_name(line.text)


def _table_above(parts: Parts, blocks: list[Block], start: int, at: int, by_table: bool = False) -> int:
    """The signers in a table of their own above Nơi nhận; where the content ends."""
    if by_table and parts.signers:
        return at
    first = at
    while first > start and isinstance(before := blocks[first - 1], Paragraph) and before.blank:
        first -= 1
    table = blocks[first - 1]
    if first == start or not isinstance(table, Table) or table.bordered or not (signers := _signing(table)):
        return at
    parts.signers = signers
    parts.signature_tables.append(table.number)
    return first - 1


def _aside(paragraph: Paragraph) -> bool:
    shape = paragraph.format
    if shape.align in ("right", "center") and len(paragraph.text) < 60:
        return True
    return shape.left + max(shape.first, 0) > _ASIDE_MM or paragraph.place.kind == "box"


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
    return _bare_signature(parts, blocks, start, stop)


def _signing(table: Table) -> list[Signer]:
    """The signers of a short table, a column each; a list of members names offices too, but not in capitals."""
    columns: dict[int, list[Line]] = {}
    for one in table.paragraphs() if len(table.rows) < _MOST_ROWS else ():
        for line in _pieces(one):
            columns.setdefault(one.place.column + line.column, []).extend([line])
    signed = [lines for _, lines in sorted(columns.items()) if any(is_position(x.text) and x.upper for x in lines)]
    return [signer for lines in signed for signer in _signers(lines)]


def _bare_signature(parts: Parts, blocks: list[Block], start: int, stop: int) -> tuple[int, int]:
    """Positions in capitals at the end of the text, with or without tabs between two of them, and what is below."""
    first = stop
    for number in range(stop - 1, max(start, stop - _NEAR) - 1, -1):
        block = blocks[number]
        if isinstance(block, Table) or (not block.blank and not (_aside(block) or _signing_line(block))):
            break
        if (
            isinstance(block, Paragraph)
            and not block.blank
            and any(is_position(line.text) and line.upper for line in _pieces(block))
        ):
            first = number
    if first == stop:
        return stop, stop
    columns: dict[int, list[Line]] = {}
    for block in blocks[first:stop]:
        if isinstance(block, Paragraph):
            for line in _pieces(block):
                columns.setdefault(line.column, []).append(line)
    if len(columns) > 1 and not any(line.tabbed for line in columns[0]):
        columns = {0: [line for lines in columns.values() for line in lines]}
    parts.signers = [signer for _, lines in sorted(columns.items()) for signer in _signers(lines)]
    return first, stop


# --- what is issued with it: a regulation, a list --------------------------------------------------------------------


def _heads_regulation(blocks: list[Block], at: int) -> bool:
    """Whether a text of its own begins here: its name in capitals, and "(Ban hành kèm theo …)" near below."""
    block = blocks[at] if at < len(blocks) else None
    if not isinstance(block, Paragraph) or block.blank:
        return False
    first = _first(block)
    if len(first) > 120 or not marks.is_upper(first) or annex_number(first) is not None or is_position(first):
        return False
    near = [one for one in blocks[at : at + 2 * _HEADED] if isinstance(one, Paragraph) and not one.blank][:_HEADED]
    below = [line.text for one in near for line in lines_of(one)]
    named = next((n for n, text in enumerate(below) if is_attached(text)), None)
    return bool(named) and not any(len(text) > 200 or is_name(text) or _is_inside(text) for text in below[:named])


def _is_inside(text: str) -> bool:
    """A line that no head of a regulation has: an article, an annex's own number."""
    return is_article(text) or annex_number(text) is not None


def _what_follows(blocks: list[Block], start: int) -> int:
    """Where the first annex or attached text begins; what opens the text itself, below a head, is the document."""
    own = next((n for n in range(start, len(blocks)) if _says_something(blocks[n])), start)
    follows = (
        n for n in range(start, len(blocks)) if _opens_annex(blocks, n) or (n > own and _heads_regulation(blocks, n))
    )
    return next(follows, len(blocks))


def _says_something(block: Block) -> bool:
    return isinstance(block, Table) or not block.blank


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
    block = blocks[at] if at < len(blocks) else None
    return isinstance(block, Paragraph) and not block.blank and annex_number(_first(block)) is not None


def _first(paragraph: Paragraph) -> str:
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


def recognise_others(parts: Parts, after_signature: list[Paragraph]) -> None:
    _drafter(parts, after_signature)
    if parts.document.sections:
        _boxes(parts)
        _address(parts)


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

"""Finds what stands below the text: Nơi nhận, the signature, annexes, the address; and puts all parts together."""

from __future__ import annotations

import re

from .body import recognise_body
from .components import CIRCULATION, URGENCY, Annex, Parts, Signer
from .head import innermost, recognise_head
from .lines import Line, fold, lines_of
from .model import Block, Document, Paragraph, Table

_ANNEX = re.compile(r"^PHU LUC(?:\s+(?:SO\s+)?([IVXLC]+|\d+|[A-Z]))?[\s.…:]*$")
_POSITIONS = re.compile(
    r"^(TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\b|^(PHO )?(CHU TICH|GIAM DOC|BI THU|TRUONG|CHANH|TONG|VIEN TRUONG|CUC TRUONG"
    r"|THU KY|CHU TOA|CHU TRI)"
)
_NOI_NHAN = re.compile(r"^NOI NHAN\s*(?:$|[:.;,\-–/(])")  # not "Nơi nhận hồ sơ: …"
_SIGNED = frozenset({"DA KY", "DA KY TEN", "DA KY, DONG DAU"})
_ASIDE_MM = 55.0  # signature lines without a table stand at least so far from the left margin
_NEAR = 14  # paragraphs


def is_position(text: str) -> bool:
    return bool(_POSITIONS.match(fold(text)))


def recognise(document: Document) -> Parts:
    """All components of the document."""
    parts = Parts(document)
    opening = next((block for block in document.blocks if not (isinstance(block, Paragraph) and block.blank)), None)
    if opening is not None and _opens_annex(opening):
        parts.annex_only = True
        _annexes(parts, document.blocks)
        return parts
    parts.head, start = recognise_head(document.blocks)
    end, after = _signature(parts, document.blocks, start)
    recognise_body(parts, document.blocks[start:end])
    _annexes(parts, document.blocks[after:])
    recognise_others(parts, [one for one in document.blocks[after : after + 6] if isinstance(one, Paragraph)])
    return parts


def _is_noi_nhan(text: str) -> bool:
    return bool(_NOI_NHAN.match(fold(text))) and len(text) < 30


def _signature(parts: Parts, blocks: list[Block], start: int) -> tuple[int, int]:
    """Reads the block of Nơi nhận and signature; where the content ends and what follows begins."""
    for number in range(start, len(blocks)):
        block = blocks[number]
        if isinstance(block, Table):
            if _signs(block, blocks[number + 1 :]):
                _signature_table(parts, block)
                return number, number + 1
        elif not block.blank and _is_noi_nhan("".join(line.text for line in lines_of(block, at_tabs=True)[:1])):
            return _signature_paragraphs(parts, blocks, start, number)
    return _without_noi_nhan(parts, blocks, start)


def _signs(table: Table, after: list[Block]) -> bool:
    """Whether a table holds Nơi nhận and signature; of data it is where a column is but headed so."""
    texts = [line.text for one in table.paragraphs() for line in lines_of(one)]
    if not any(map(_is_noi_nhan, texts)):
        return False
    if any(_is_noi_nhan(text) and ":" in text for text in texts) or any(
        is_position(text) and text == text.upper() for text in texts
    ):
        return True
    return not any(_names_noi_nhan(block) for block in after)


def _names_noi_nhan(block: Block) -> bool:
    paragraphs = [block] if isinstance(block, Paragraph) else block.paragraphs()
    return any(_is_noi_nhan(line.text) for one in paragraphs for line in lines_of(one, at_tabs=True))


def _signature_table(parts: Parts, table: Table) -> None:
    inner = innermost(table)
    parts.signature_tables += dict.fromkeys((table.number, inner.number))
    columns: dict[int, list[Line]] = {}
    home = 0
    for row in inner.rows:
        for cell in row:
            lines = [line for one in cell.paragraphs for line in lines_of(one) if not line.is_rule]
            at = next((n for n, line in enumerate(lines) if _is_noi_nhan(line.text)), None)
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
    parts.signers = [signer for _, lines in sorted(columns.items()) if (signer := _signer(lines)).lines or signer.name]


def _signer(lines: list[Line]) -> Signer:
    """The last line is the name, unless it can only be a position; remarks in brackets are nobody's."""
    real = _without_remarks(lines)
    if not real:
        return Signer()
    last = real[-1]
    if is_position(last.text) and last.upper:
        return Signer(real)
    return Signer(real[:-1], last)


def _without_remarks(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    inside = False
    for line in lines:
        inside = inside or line.text.startswith("(")
        if not inside and line.letters and fold(line.text) not in _SIGNED:
            kept.append(line)
        inside = inside and not line.text.endswith(")")
    return kept


def _signature_paragraphs(parts: Parts, blocks: list[Block], start: int, at: int) -> tuple[int, int]:
    """Without a table: Nơi nhận and its list flush left, the signature aside, by tabs or by indents."""
    first = at
    while first > start and isinstance(before := blocks[first - 1], Paragraph) and at - first < _NEAR:
        if not before.blank and not _aside(before):
            break
        first -= 1
    last = at
    signature: list[Line] = []
    for block in blocks[first : at + 40]:
        if isinstance(block, Table) or (not block.blank and _ANNEX.match(fold(block.text))):
            break
        for column, line in enumerate(lines_of(block, at_tabs=True)):
            if _is_noi_nhan(line.text) and parts.noi_nhan is None:
                parts.noi_nhan = line
            elif column or _aside(block):
                signature.append(line)
            elif line.text.startswith("-") or parts.recipients:
                parts.recipients.append(line)
        last = max(last, blocks.index(block, first))
    parts.signers = [signer] if (signer := _signer(signature)).lines or signer.name else []
    return (first if parts.signers else _table_above(parts, blocks, start, first)), last + 1


def _table_above(parts: Parts, blocks: list[Block], start: int, at: int) -> int:
    """The signers in a table of their own above Nơi nhận; where the content ends."""
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
    for number in range(len(blocks) - 1, start - 1, -1):
        block = blocks[number]
        if isinstance(block, Table) and (signers := _signing(block)):
            parts.signers = signers
            parts.signature_tables.append(block.number)
            return number, number + 1
    return _bare_signature(parts, blocks, start)


def _signing(table: Table) -> list[Signer]:
    """The signers of a short table, a column each."""
    columns: dict[int, list[Line]] = {}
    for one in table.paragraphs() if len(table.rows) < 8 else ():
        columns.setdefault(one.place.column, []).extend(lines_of(one))
    return [_signer(lines) for _, lines in sorted(columns.items()) if any(is_position(line.text) for line in lines)]


def _bare_signature(parts: Parts, blocks: list[Block], start: int) -> tuple[int, int]:
    for number in range(start, len(blocks)):
        block = blocks[number]
        if isinstance(block, Paragraph) and is_position(block.text) and block.text == block.text.upper():
            lines = [
                line for one in blocks[number : number + 10] if isinstance(one, Paragraph) for line in lines_of(one)
            ]
            parts.signers = [_signer(lines[:5])]
            return number, number + 1 + sum(isinstance(one, Paragraph) for one in blocks[number + 1 : number + 10])
    end = next((n for n in range(start, len(blocks)) if _opens_annex(blocks[n])), len(blocks))
    return end, end


def _opens_annex(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(_ANNEX.match(fold(_first(block))))


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
        if not isinstance(block, Paragraph):
            continue
        match = _ANNEX.match(fold(_first(block)))
        if match is None:
            continue
        lines = lines_of(block)
        annex = Annex(lines[0], match[1] or "")
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
            if fold(line.text).startswith(("(KEM THEO", "KEM THEO")) or (annex.attached and not _closed(annex)):
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


def _closed(annex: Annex) -> bool:
    return annex.attached[-1].text.endswith(")")


def _names(annex: Annex, line: Line) -> bool:
    return line.paragraph.format.align == "center" or line.upper or (not annex.names and line.all_bold())


# --- the drafter's sign, the address line, boxes in the top margin ---------------------------------------------------


_DRAFTER = re.compile(r"^[^\W\d_]{1,8}\s*\.\s*\(?\d{1,4}\)?\.?$")
_CONTACT = re.compile(
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
        if archived and _DRAFTER.match(line.text):
            parts.drafter = line
            parts.recipients.remove(line)
            return
        archived = archived or fold(line.text).lstrip("- –").startswith("LUU")
    first = next((line for one in after_signature[:3] for line in lines_of(one)), None)
    if first is not None and _DRAFTER.match(first.text):
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

"""A text without looks (pasted from Word, a web page, a mail): as a document that the one reading takes; its Nơi nhận
and signature, by what their lines say, in whatever order they were pasted.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...plain import pattern
from . import marks
from .components import Parts, Signer
from .lines import Line, lines_of
from .marks import is_drafter, is_noi_nhan, signs, stands_for
from .model import Block, Document, ParaFormat, Paragraph, Place, Run, RunFormat

_LOOK = RunFormat("Times New Roman", "Times New Roman", 14.0, *(False,) * 4, "auto", *(False,) * 4)
_SHAPE = ParaFormat("", 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, "auto", False, None, None, False, False, "")


def plain_document(lines: Sequence[str]) -> Document:
    """One paragraph a line, in order: `blocks[n]` is `lines[n]`, the blank ones too.

    Its paragraphs say of themselves that nobody knows how they look (`format.align` is ""), so `ending.recognise` goes
    by words, by where a line stands and by blank lines alone. Tabs and wide gaps part columns as they do in Word.
    """
    place = Place("body", None)
    blocks = [Paragraph([Run(line, _LOOK)] if line.strip() else [], _SHAPE, place, "") for line in lines]
    for number, block in enumerate((one for one in blocks if not one.blank), 1):
        block.number = number
    return Document("", list(blocks), [], False, 0, 0, False, False)


# --- its end ---------------------------------------------------------------------------------------------------------

_GAP = pattern(r"[ \u00a0]*\t[\t \u00a0]*|[ \u00a0]{3,}")
_SEAL = pattern(r"^\(?\s*(DA KY|KY TEN|KY, DONG DAU|KY VA DONG DAU|CHU KY|DONG DAU|KY, GHI RO HO TEN)\b.*$")
_LONGEST, _NEAR, _LAST = 95, 12, 20


def recognise_plain_ending(parts: Parts, blocks: list[Block], start: int, stop: int) -> tuple[int, int]:
    """Fills Nơi nhận, recipients and signers; where the content ends and what follows begins (`stop`)."""
    first = _first(blocks[:stop], start)
    if first is None:
        return stop, stop
    tail = _Tail(parts)
    for block in blocks[first:stop]:
        for line in lines_of(block) if isinstance(block, Paragraph) else ():
            tail.take_row(_columns(line))
    parts.signers = [_signer(lines) for lines in tail.signatures if lines]
    return first, stop


def is_seal(text: str) -> bool:
    """What stands for a signature: "(Đã ký)", "Ký, ghi rõ họ tên"."""
    return bool(_SEAL.match(marks.fold(text)))


def _columns(line: Line) -> list[Line]:
    """The line cut at every gap."""
    gaps = list(_GAP.finditer(line.typed))
    edges = [0, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), None]
    pieces = [line.cut(begin, end, column) for column, (begin, end) in enumerate(zip(*edges, strict=True))]
    return [piece for piece in pieces if piece.text]


def _first(blocks: list[Block], start: int) -> int | None:
    """The first paragraph of Nơi nhận or of the signature, whichever comes first."""
    filled = [at for at in range(start, len(blocks)) if _pieces(blocks[at])]
    lists = [n for n, at in enumerate(filled) if any(is_noi_nhan(one.text) for one in _pieces(blocks[at])[:3])]
    if lists:
        first = lists[-1]
        for n in range(first - 1, max(first - _NEAR, -1), -1):
            if not _short(blocks[filled[n]]):
                break
            if signs(_pieces(blocks[filled[n]])[0].text):
                first = n
        return filled[first]
    for n in range(max(0, len(filled) - _LAST), len(filled)):
        if signs(_pieces(blocks[filled[n]])[0].text) and all(_short(blocks[at]) for at in filled[n:]):
            return filled[n]
    return None


def _pieces(block: Block) -> list[Line]:
    if not isinstance(block, Paragraph):
        return []
    return [piece for line in lines_of(block) for piece in _columns(line)]


def _short(block: Block) -> bool:
    lines = lines_of(block) if isinstance(block, Paragraph) else []
    return all(len(line.text) <= _LONGEST for line in lines) and not lines[-1].text.endswith((".", ":"))


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
        if line.is_rule or is_seal(text):
            return
        if is_noi_nhan(text):
            self.parts.noi_nhan = line
        elif self._over(signature) and not self._belongs(text):
            return
        elif signs(text):
            if not signature or (len(signature) > 1 and _named(signature)):
                self.signatures.append(signature := [])
            signature.append(line)
        elif listing and (marks.is_dash(text) or self._lists(text, signature) or self._goes_on(signature)):
            recipients.append(line)
        elif signature:
            signature.append(line)

    @property
    def _last(self) -> str:
        return self.parts.recipients[-1].text if self.parts.recipients else ""

    def _over(self, signature: list[Line]) -> bool:
        """Whether all that an ending has is there: the archive line or no list, and the signer's name if one signs."""
        archived = any(marks.is_archive(one.text) for one in self.parts.recipients) or self.parts.noi_nhan is None
        named = _named(signature) and marks.is_name(signature[-1].text)
        return named and archived if signature else archived and bool(self.parts.recipients)

    def _belongs(self, text: str) -> bool:
        """Whether a line behind such an ending is of it: one more signature, item, drafter's sign, a list's rest."""
        unfinished = bool(self._last) and not self._last.endswith((".", ";"))
        return signs(text) or marks.is_dash(text) or is_drafter(text) or (unfinished and text[:1].islower())

    def _goes_on(self, signature: list[Line]) -> bool:
        """Whether a line can only go on from the last recipient: nobody is signing."""
        return bool(self.parts.recipients) and (not signature or _named(signature))

    def _lists(self, text: str, signature: list[Line]) -> bool:
        """A recipient without its dash: a line of its own, before or after the signature, not in it."""
        signing = bool(signature) and not _named(signature)
        dashed = marks.is_dash(self._last) and not marks.is_archive(self._last)
        goes_on = bool(self._last) and (text[:1].islower() or dashed) and not self._last.endswith((";", "."))
        return not signing and not goes_on


def _named(signature: list[Line]) -> bool:
    """Whether a signature has got its name: something that is no position below one."""
    above = (line.text for line in signature[:-1])
    return bool(signature) and not signs(signature[-1].text) and any(signs(x) and not stands_for(x) for x in above)


def _signer(lines: list[Line]) -> Signer:
    if len(lines) > 1 and not signs(lines[-1].text):
        return Signer(lines[:-1], lines[-1])
    return Signer(lines)

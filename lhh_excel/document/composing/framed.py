"""The frame of an old document in a pasted text: what the one reading recognises of it, filled into a `Reading`.

What stands above and below the text is told by `reading.recognise`, as it is for the checker; here it is only put into
its place, line by line, and whatever the template prints anew is told. A line that has no place stays in the text.
Source: Annex I of the decree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...law import CIRCULATION, QUOC_HIEU, TIEU_NGU, URGENCY
from ...messages import compose as words
from ..reading.components import Parts, Regulation
from ..reading.components import Signer as Signing
from ..reading.ending import recognise
from ..reading.lines import Line
from ..reading.marks import (
    TITLES,
    entry,
    fold,
    is_archive,
    is_dash,
    is_date,
    is_letter_subject,
    is_number,
    is_seal,
    is_tieu_ngu,
    is_upper,
    named_on,
    signs,
    stands_for,
    titled,
    undashed,
)
from ..reading.model import plain_document
from ..reading.pieces import about, dated, day_of, labelled, number_of, standing
from ..reading.standard import NOTHING_OFFICIAL
from .chunks import RULE, Chunk, bare, ends_sentence, squeeze, unmarked
from .general import Annex, Signer
from .result import Reading, UnreadAnnex

_STAMPS = {fold(stamp): stamp for stamp in URGENCY}
_CIRCULATION = tuple(map(fold, CIRCULATION))
_STAR = re.compile(r"^[*★☆✯✶\s]+$")  # under the name of a body of the Party, where the state's form has a line


class _Typed:
    """The chunks as lines that the reading takes: marks of Markdown off, a blank line where the text has one."""

    def __init__(self, chunks: Sequence[Chunk]) -> None:
        self.chunks = chunks
        shown: list[tuple[str, int]] = []  # a line, and of which chunk
        for at, chunk in enumerate(chunks):
            if at and chunk.block != chunks[at - 1].block:
                shown.append(("", -1))
            shown += [(line, at) for line in _shown(chunk)]
        self.document = plain_document([line for line, _ in shown])
        self._of = {id(block): at for block, (_, at) in zip(self.document.blocks, shown, strict=True)}

    def chunk_of(self, line: Line) -> int:
        return self._of[id(line.paragraph)]


def _shown(chunk: Chunk) -> list[str]:
    """The line, or lines, that it is to the reading: of a table its rows, of a type's name and its subject on one line
    both."""
    if chunk.is_table:
        return [line.strip().strip("|").replace("|", "\t") for line in chunk.lines]
    lines = [unmarked(line) for line in chunk.lines]
    if len(lines) > 1 and any("\t" in line or "   " in line or _of_frame(line) for line in lines):
        return lines
    text = " ".join(lines)
    name = titled(text)
    if name in ("", fold(text)) or not is_upper(text[: len(name)]) or ends_sentence(text):
        return [text]
    return [text[: len(name)], text[len(name) :].strip(" :-–")]


def _of_frame(line: str) -> bool:
    """Whether a line can only be one of a frame, on whatever line it follows."""
    return any(told(line) for told in (is_tieu_ngu, is_number, is_date, stands_for))


def read_frame(chunks: Sequence[Chunk], found: Reading) -> tuple[list[Chunk], list[UnreadAnnex]]:
    """Fill `found` from what stands above and below the text; gives what is left of it, and what is issued with it."""
    typed = _Typed(chunks)
    parts = recognise(typed.document)
    if parts.standard and parts.standard != NOTHING_OFFICIAL:
        found.standard = parts.standard
        what, keeps = words.STANDARDS[parts.standard]
        found.notes.append(words.OTHER_STANDARD.format(what=what, keeps=keeps))
    frame = _Frame(found, parts)
    frame.head()
    frame.title()
    frame.addressed()
    frame.bases()
    frame.recipients()
    frame.signers()
    attached = [one for one in parts.regulations if one.parts.title]
    starts = [typed.chunk_of(one.parts.title[0]) for one in attached]
    main = _rest(typed, frame, found, min(starts, default=len(typed.chunks)))
    ends = [*starts, len(typed.chunks)][1:]
    return main, [_regulation(typed, *one, found) for one in zip(attached, starts, ends, strict=True)]


def _regulation(typed: _Typed, attached: Regulation, start: int, end: int, found: Reading) -> UnreadAnnex:
    """A text of its own title that is issued with the document; "(… kèm theo …)" is printed anew."""
    head = [*attached.parts.title, *attached.parts.subject]
    taken = {typed.chunk_of(line) for line in (*head, *attached.attached)}
    title = attached.parts.title[0].text
    chunks = [chunk for at, chunk in enumerate(typed.chunks) if start <= at < end and at not in taken]
    made = Annex(_joined(attached.parts.subject), title=title.upper())
    if text := _joined(attached.attached):
        found.attached(made, text)
    found.settle(title)
    return made, chunks, None


def _rest(typed: _Typed, frame: _Frame, found: Reading, end: int) -> list[Chunk]:
    """The chunks that are the text. What stands beside lines of the frame and is none, above its first line or below
    its last (a mail's, a web page's), is put nowhere, so told as left over."""
    taken = {typed.chunk_of(line) for line in frame.taken}
    tail = min((typed.chunk_of(line) for line in frame.below), default=len(typed.chunks))
    top = max((typed.chunk_of(line) for line in frame.above), default=-1)
    opening = (*frame.parts.head.lines(), *frame.parts.title)
    first = min((typed.chunk_of(line) for line in opening), default=0)
    last = max((typed.chunk_of(line) for line in frame.below), default=len(typed.chunks))
    left: list[Chunk] = []
    for at, chunk in enumerate(typed.chunks[:end]):
        if at < first or (at > last and not chunk.is_table):
            continue
        if at not in taken and not (at > tail and not chunk.is_table):
            if at < top and (RULE.match(chunk.text) or _STAR.match(chunk.text)):
                found.settle(chunk.text)
            else:
                left.append(chunk)
            continue
        for piece in map(bare, chunk.pieces()):
            if is_seal(piece):
                found.notes.append(words.DROPPED.format(text=piece))
                found.settle(piece)
            elif RULE.match(piece):
                found.settle(piece)
    return left


class _Frame:
    """Puts each component into its place; `taken` are the lines that found one, of the head `above`, of the end
    `below`."""

    def __init__(self, found: Reading, parts: Parts) -> None:
        self.found, self.parts = found, parts
        self.above: list[Line] = []
        self.below: list[Line] = []

    @property
    def taken(self) -> list[Line]:
        return [*self.above, *self.below]

    # --- above the title ---------------------------------------------------------------------------------------------

    def head(self) -> None:
        head, found = self.parts.head, self.found
        for lines, printed in ((head.quoc_hieu, QUOC_HIEU[0]), (head.tieu_ngu, TIEU_NGU)):
            for line in lines:
                found.label(line.text, printed if len(lines) == 1 else line.text)
                self.above.append(line)
            if lines:
                found.changed(_joined(lines), printed)
        if found.standard and head.party is not None:
            found.notes.append(words.OF_PARTY.format(text=head.party.text))
            found.settle(head.party.text)
            self.above.append(head.party)
        found.governing, found.agency = _joined(head.governing), _joined(head.agency)
        for name in (found.governing, found.agency):
            found.changed(name, name.upper())
        self.above += [*head.governing, *head.agency]
        for mark, read in ((head.number, self._number), (head.date, self._date)):
            if mark is not None:
                self.above.append(mark)
                read(mark.text)
        if head.letter_subject:
            self.above += head.letter_subject
            found.subject = self._about(_joined(head.letter_subject))
        for line in head.stamps:
            self._stamp(line)

    def _number(self, text: str) -> None:
        found = self.found
        found.label("Số", "Số")
        number = number_of(text)
        if number is None or re.search(r"[\s,;]|^$", number.joined) or " " in number.figures.strip():
            return
        found.number = number.figures.strip(".…_ ")
        found.notation = number.joined.replace("–", "-").rstrip(".")
        digits = found.number.lstrip("0").zfill(2) if found.number.isdecimal() else found.number
        told = f"Số: {digits}/{found.notation}"
        if found.number:
            found.changed(text, told)

    def _date(self, text: str) -> None:
        found, typed = self.found, dated(text)
        if typed is None or typed.figures is None:
            return
        found.place = typed.place.strip(" ,")
        day, month, found.year = typed.figures
        labels = [
            word for word in ("ngày", "tháng", "năm") if re.search(rf"\b{word}\b", text[len(found.place) :], re.I)
        ]
        found.label(" ".join(labels), " ".join(labels))
        if day and month and found.year:
            try:
                found.date, found.dated = day_of(typed.figures), squeeze(text)
            except ValueError:
                found.notes.append(words.NO_SUCH_DAY.format(text=text))
                found.settle(day, month)
        elif day or month:
            found.notes.append(words.PART_OF_DAY.format(text=squeeze(text)))
            found.settle(day, month)

    def _stamp(self, line: Line) -> None:
        folded = fold(line.text)
        if stamp := _STAMPS.get(folded):
            self.found.urgency = stamp
            self.found.settle(line.text)
        elif folded in _CIRCULATION:
            self.found.circulation = line.text.upper()
        elif folded == "DU THAO":
            self.found.notes.append(words.DRAFT_MARK.format(text=line.text))
            self.found.settle(line.text)
        else:
            return
        self.above.append(line)

    def _names_letter(self, line: Line) -> bool:
        """Whether it is a letter's subject: "V/v …" anywhere, "Về việc …" only where no sentence can stand."""
        to = self.parts.kinh_gui
        above = to is not None and line.paragraph.number < to.paragraph.number
        said = about(line.text)
        return (said is not None and said.sure) or (above and is_letter_subject(line.text))

    def _about(self, text: str) -> str:
        said = about(text)
        if said is None:
            return text
        self.found.about = said.label
        return said.text

    # --- title and below ---------------------------------------------------------------------------------------------

    def title(self) -> None:
        parts, found = self.parts, self.found
        found.read_as = parts.type
        if not parts.title or fold(parts.title[0].text) not in TITLES:
            return
        found.title = TITLES[fold(parts.title[0].text)]
        found.settle(parts.title[0].text)
        found.changed(parts.title[0].text, parts.title[0].text.upper())
        self.above += [*parts.title, *parts.subject]
        if parts.subject:
            found.subject = _joined(parts.subject)
            if re.fullmatch(r"\(.*\)", found.subject):
                found.subject = self._about(found.subject[1:-1])
        if any(line.upper for line in parts.subject):
            written = self._written()
            lines = (
                _in_small_letters(line.text, written) if line.upper else line.text[:1].lower() + line.text[1:]
                for line in parts.subject
            )
            whole = is_upper(found.subject)
            lowered = _in_small_letters(found.subject, written) if whole else squeeze(" ".join(lines))
            found.notes.append(words.LOWERED.format(before=found.subject, after=lowered))
            found.subject = lowered

    def _written(self) -> list[str]:
        """The words of the text, as it writes them where it does not write all in capitals."""
        found: list[str] = []
        for text in [*(item.line.text for item in self.parts.items), f"tại {self.found.place}"]:
            opens = True  # a sentence: the capital of its first word is nobody's name
            for word in [] if is_upper(text) else re.findall(r"\w+|[^\w\s]+", text):
                found.append(word.lower() if opens else word)
                opens = word.isdigit() or (not word[0].isalnum() and word[-1] in ".:;!?")
        return found

    def addressed(self) -> None:
        parts, found = self.parts, self.found
        if parts.kinh_gui is None:
            return
        self.above += [parts.kinh_gui, *parts.addressees]
        text = parts.kinh_gui.text
        label, behind = labelled(text)
        found.label(label, words.WHAT["addressees"])
        listed = [behind, *(line.text for line in parts.addressees)]
        names = (entry(item.strip("*_ ")) for line in listed for item in named_on(line))
        found.addressees = [name for name in names if name]
        found.addressed = [text, *(line.text for line in parts.addressees)]
        first = next((item for item in parts.items if item.kind == "text"), None)
        if not found.subject and first is not None and self._names_letter(first.line):
            found.subject = self._about(first.line.text).rstrip(".")
            self.above.append(first.line)

    def bases(self) -> None:
        """Căn cứ in front of the text, each a paragraph, and who decides upon them."""
        parts, found = self.parts, self.found
        if parts.authority:
            found.authority = _joined(parts.authority).rstrip(",:; ")
            self.above += parts.authority
        bases = [item.line for item in parts.items if item.kind == "can_cu"]
        self.above += bases
        for line in bases:
            typed = line.text.strip("*_ ")
            text = undashed(typed)
            found.legal_bases.append(text.rstrip(";., "))
            if text != typed:
                found.notes.append(words.BASIS_DASH.format(text=found.legal_bases[-1], sign=typed[0]))
            wanted = (text[:-1] if text[-1] in ";.," else text) + (";" if line is not bases[-1] else ".")
            if text != wanted:
                found.notes.append(words.BASIS_SIGN.format(text=found.legal_bases[-1], sign=wanted[-1]))
        for item in parts.items:
            if item.role == "verdict":
                decides = words.RESOLVES if "NGHI" in fold(item.line.text) else words.DECIDES
                found.label(item.line.text, decides)  # the template prints it
                found.changed(item.line.text, f"{decides}:")
                self.above.append(item.line)
                break

    # --- below the text ----------------------------------------------------------------------------------------------

    def recipients(self) -> None:
        parts, found = self.parts, self.found
        lines = [*parts.recipients, *([parts.drafter] if parts.drafter else [])]
        typed: list[str] = []
        if parts.noi_nhan is not None:
            label, behind = labelled(parts.noi_nhan.text)
            found.label(label, words.WHAT["recipients"])
            if after := behind.strip("*_ "):
                typed.append(after)
            self.below.append(parts.noi_nhan)
        for line in lines:
            goes_on = bool(typed) and not is_dash(line.text) and not typed[-1].endswith((";", "."))
            dashed = bool(typed) and is_dash(typed[-1]) and not is_archive(typed[-1])
            if goes_on and (line.text[:1].islower() or dashed):
                typed[-1] += f" {line.text}"
            else:
                typed.append(line.text)
        self.below += lines
        for number, text in enumerate(typed, 1):
            name, sign = entry(text), "." if number == len(typed) else ";"
            if name and not text.rstrip().endswith(sign):
                found.notes.append(words.LIST_SIGN.format(text=name, sign=sign))
            if name:
                found.recipients.append(name)
        if not all(text.startswith("- ") for text in typed):
            found.notes.append(words.LIST_DASHES)

    def signers(self) -> None:
        made = [self._signer(signer) for signer in self.parts.signers]
        if len(made) > 1:
            self.found.secretary, self.found.signs_beside = made[0], True
        if made:
            self.found.signer = made[-1]

    def _signer(self, signer: Signing) -> Signer:
        self.below += [*signer.lines, *([signer.name] if signer.name else [])]
        name = signer.name.text if signer.name else ""
        if name and is_upper(name):
            self.found.notes.append(words.CHANGED.format(before=name, after=name.title()))
            name = name.title()
        lines: list[str] = []
        for line in signer.lines:  # one that goes on from the one above is joined to it
            if lines and not signs(line.text):
                lines[-1] += f" {line.text}"
            else:
                lines.append(line.text)
        made = list(map(_of_state, lines))
        for before, after in zip(lines, made, strict=True):
            self.found.changed(before, after.upper())
        return Signer(name, made)


def _in_small_letters(text: str, written: Sequence[str]) -> str:
    """A text in capitals as the decree sets a subject: capitals where the document's own sentences have them.

    A run of words that stands in them is written as there, the longest first; every other word small but the first.
    """
    typed = text.split()
    bare_words = [word.strip(",.;:()“”\"'").casefold() for word in typed]
    known = [word.casefold() for word in written]
    made = [word.lower() for word in typed]
    at = 0
    while at < len(typed):
        longest = 0
        for start, word in enumerate(known):
            length = 0
            while (
                at + length < len(typed)
                and start + length < len(known)
                and known[start + length] == bare_words[at + length]
            ):
                length += 1
            capitals = any(one[:1].isupper() for one in written[start : start + length])
            if word and length > max(longest, 1) and capitals:
                longest = length
                for n in range(length):
                    made[at + n] = typed[at + n].lower().replace(bare_words[at + n], written[start + n])
        at += longest or 1
    return made[0][:1].upper() + " ".join(made)[1:]


def _of_state(line: str) -> str:
    """T/M and its kin are the Party's form; the state's is TM. with a stop."""
    prefix, signs, behind = standing(line)
    signed = "/" in line[:2] or signs.strip()
    return f"{prefix}. {behind}" if prefix and signed else line


def _joined(lines: Iterable[Line]) -> str:
    return squeeze(" ".join(line.text for line in lines))

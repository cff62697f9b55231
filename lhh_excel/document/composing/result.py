"""What was found in a text; "" or [] where the text says nothing."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain

from ...messages import compose as words
from ..reading.marks import fold
from ..writing.source import Block
from .chunks import Chunk
from .general import Annex, CuocHop, Signer, block_texts
from .kept import AGENCY, CONTENT, COSIGNER, DATE, NUMBER, SECRETARY, SIGNER, Intake, words_of

_ISSUER = re.compile(r"(?:\d{4}|\bnăm[\s.…_]*)\s*của\s+([^()]+?)[\s.]*\)?\s*$", re.IGNORECASE)


#: An annex that is not read yet: its paragraphs as typed, whether it is told to lie on its side (None: nothing told).
UnreadAnnex = tuple[Annex, list[Chunk], bool | None]


@dataclass
class Reading:
    """Fields that a `Document` has are called as there.

    `recipients` and `addressees` without dash and final sign; `title` is the type as the text itself names it, `type`
    what the front matter asks for, `read_as` what it is by its frame where it names none, `standard` which other
    standard it keeps to; `about`: "V/v" as it was typed before the subject, `dated` and `addressed` the lines of place
    and day and of Kính gửi as they were typed, `signs_beside`: the text itself has a second signature. `notes` tell
    what was changed, `intake` is the text itself, for the proof that no word of it is lost.
    """

    type: str = ""
    title: str = ""
    read_as: str = ""
    standard: str = ""
    about: str = ""
    dated: str = ""
    addressed: list[str] = field(default_factory=list)
    number: str = ""
    notation: str = ""
    date: dt.date | None = None
    year: str = ""
    place: str = ""
    agency: str = ""
    governing: str = ""
    subject: str = ""
    authority: str = ""
    addressees: list[str] = field(default_factory=list)
    legal_bases: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signer: Signer = field(default_factory=lambda: Signer(""))
    secretary: Signer = field(default_factory=lambda: Signer(""))
    cosigner: Signer = field(default_factory=lambda: Signer(""))
    signs_beside: bool = False
    symbol: str = ""
    drafter: str = ""
    archive: str = ""
    urgency: str = ""
    circulation: str = ""
    address: list[str] = field(default_factory=list)
    electronic: bool | None = None
    toc: bool = False
    meeting: CuocHop = field(default_factory=CuocHop)
    layout: dict[str, float] = field(default_factory=dict)
    content: list[Block] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    intake: Intake = field(default_factory=Intake, compare=False)

    def label(self, typed: str, printed: str) -> None:
        """A word of the frame that the template prints by itself."""
        self.intake.labels.append((typed, printed))

    def changed(self, before: str, after: str) -> None:
        """Tells it where it is one."""
        if before != after:
            self.notes.append(words.CHANGED.format(before=before, after=after))

    def settle(self, *texts: str) -> None:
        """Words that need not come out: a note tells of them, or they were said twice."""
        self.intake.settled += texts

    def attached(self, annex: Annex, direction: str) -> None:
        """The annex by its "(Kèm theo … số … ngày … của …)", which is printed anew."""
        self.notes.append(words.ATTACHED.format(text=direction))
        self.settle(direction)
        issuer = _ISSUER.search(direction)
        annex.issuer, annex.issued = issuer[1] if issuer else "", fold(direction).lstrip("(").startswith("BAN HANH")

    def said(self, name: str) -> list[str]:
        """What one of the fields holds, as texts."""
        value = getattr(self, name)
        if isinstance(value, dt.date):
            return [f"{value:%d %m %Y}"]
        if isinstance(value, Signer):
            return [text for text in value.texts if text]
        return list(value) if isinstance(value, list) else [value] if value else []

    def words_by_place(self) -> dict[str, Counter[str]]:
        """The words of everything that is to be printed, by the place in a template's context."""
        texts: dict[str, list[str]] = {}
        for name, place in PRINTED.items():
            texts.setdefault(place, []).extend(self.said(name))
        for name, value in vars(self.meeting).items():
            texts[f"cuoc_hop.{name}"] = [value]
        texts["phu_luc"] = [annex.name for annex in self.annexes]
        texts["phu_luc_cua"] = [annex.issuer for annex in self.annexes]
        blocks = (self.content, *(annex.blocks for annex in self.annexes))
        texts[CONTENT] = list(chain.from_iterable(map(block_texts, blocks)))
        return {place: words_of(given) for place, given in texts.items()}


#: The fields that hold words of the document -> where they are printed.
PRINTED = {
    **dict.fromkeys(("number", "notation", "symbol", "drafter"), NUMBER),
    **dict.fromkeys(("date", "year"), DATE),
    "signer": SIGNER,
    "secretary": SECRETARY,
    "cosigner": COSIGNER,
    "agency": AGENCY,
    "governing": "co_quan.chu_quan",
    "place": "co_quan.dia_danh",
    "subject": "van_ban.trich_yeu",
    "authority": "tham_quyen",
    "addressees": "kinh_gui",
    "legal_bases": "can_cu",
    "recipients": "noi_nhan",
    "urgency": "khung.do_khan",
    "circulation": "khung.pham_vi",
    "address": "khung.dia_chi",
}

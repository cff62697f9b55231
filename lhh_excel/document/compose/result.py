"""What was found in a text; "" or [] where the text says nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ..content import Annex
from ..general import CuocHop
from ..source import Block


@dataclass
class Composed:
    """`signers`: lines above the name, the name last (two entries for minutes: the secretary's first).

    `recipients` and `addressees` without dash and final sign; `title` is the type as the text itself names it, `type`
    what the front matter asks for. `notes` tell what was changed, `stray` what found no place in the frame.
    """

    type: str = ""
    title: str = ""
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
    bases: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    name: str = ""
    secretary_lines: list[str] = field(default_factory=list)
    secretary: str = ""
    symbol: str = ""
    drafter: str = ""
    archive: str = ""
    urgency: str = ""
    circulation: str = ""
    address: list[str] = field(default_factory=list)
    electronic: bool | None = None
    meeting: CuocHop = field(default_factory=CuocHop)
    layout: dict[str, float] = field(default_factory=dict)
    content: list[Block] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stray: list[str] = field(default_factory=list)

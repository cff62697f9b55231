"""Papers that keep to another standard than the decree's: told by what they are called and what their head has."""

from __future__ import annotations

import re
from itertools import islice

from ...plain import pattern
from .components import Parts
from .lines import fold, lines_of
from .model import Block
from .pieces import number_of

#: Key -> how a paper of that standard opens, folded; what decides without a title stands in `standard_of`.
_OPENINGS: dict[str, tuple[str, ...]] = {
    "don": ("DON ", "BAN CAM KET", "BAN CAM DOAN", "GIAY CAM DOAN", "BAN TUONG TRINH", "BAN KIEM DIEM"),
    "bieu_mau": (
        *("TO KHAI", "MAU SO", "BIEU MAU", "PHIEU DANG KY", "PHIEU KHAO SAT", "PHIEU DANH GIA", "PHIEU THU", "THE "),
        *("PHIEU CHI", "PHIEU NHAP", "PHIEU XUAT", "PHIEU YEU CAU", "PHIEU THEO DOI", "PHIEU LAY Y KIEN", "BANG KE"),
        *("PHIEU XEP LOAI", "SO YEU LY LICH", "LY LICH", "GIAY DE NGHI", "GIAY XAC NHAN", "GIAY BIEN NHAN", "BIEN LAI"),
        *("GIAY RUT", "GIAY BAO NO", "BANG CHAM", "GIAY TIEP NHAN", "PHIEU TIEP NHAN", "PHIEU KIEM SOAT", "HOA DON"),
        *("GIAY CHUNG NHAN", "SO THEO DOI"),
    ),
    "phieu_trinh": ("PHIEU TRINH", "PHIEU XIN Y KIEN", "TO TRINH NOI BO"),
    "de_thi": (
        *("DE THI", "DE KIEM TRA", "DE CUONG", "GIAO AN", "KE HOACH BAI DAY", "DAP AN", "HUONG DAN CHAM"),
        "BAI KIEM TRA",
    ),
    "hop_dong": ("HOP DONG", "PHU LUC HOP DONG", "THANH LY HOP DONG", "BIEN BAN THANH LY", "BIEN BAN NGHIEM THU"),
}
#: Of a legal normative document: "Số: 12/2025/QĐ-UBND".
_NORMATIVE = pattern(
    r"^20\d\d/(?:(?:TT|TTLT|NĐ|L)\b|(?:QĐ|NQ|CT)-"
    r"(?:HĐND|UBND|UBTVQH|QH|CP|TTG|CTN|HĐTP|TAND|VKSND|KTNN|NHNN|TTCP|B(?!CH|QL|TV)[A-ZĐ]+))",
    re.IGNORECASE,
)
_FORM_CODE = pattern(r"^\(?MAU(?: SO)?\s*[:.]?\s*[\dA-Z]")
#: What has nothing of an official document.
NOTHING_OFFICIAL = "la"
#: Told by what a paper lacks, not by what it says.
UNTOLD = frozenset({"khac", NOTHING_OFFICIAL})
#: Standards of documents that have a type as the decree's do.
OF_TYPES = frozenset({"dang", "doan", "qppl", "hop_dong"})
_TOP = 14  # lines: the opening of a paper stands so near its top


def standard_of(parts: Parts, blocks: list[Block]) -> str:
    """The standard that the paper keeps to, "" for the decree's.

    "dang" the Party's form, "doan" the Youth Union's, "qppl" legal normative documents, "don", "bieu_mau",
    "phieu_trinh", "de_thi", "hop_dong" papers with their own forms, "khac" for a paper with Quốc hiệu that has no
    number, no Nơi nhận, and no type or nobody who issues it, "la" for what has nothing of an official document.
    """
    head = parts.head
    if head.party is not None and not head.quoc_hieu:
        return "dang"
    lines = (line for block in blocks for one in block.paragraphs() for line in lines_of(one))
    top = [*islice(lines, _TOP)]
    texts = [fold(line.text) for line in top]
    if not head.quoc_hieu and any(text.startswith("DOAN TNCS HO CHI MINH") for text in texts[:6]):
        return "doan"
    number = number_of(head.number.text) if head.number is not None else None
    if number is not None and _NORMATIVE.match(number.joined):
        return "qppl"
    titles = [fold(line.text) for line in (*parts.title, *(one for one in top if one.upper))]
    if parts.type and parts.title:
        titles = [fold(parts.title[0].text)]
    given = head.number is not None and not head.number.text.rstrip().endswith(":")
    for key, openings in _OPENINGS.items():
        if any(text.startswith(openings) or f"{text} " in openings for text in titles) and _is_form(key, given):
            return key
    if any(_FORM_CODE.match(text) for text in texts[:3]) and not given:
        return "bieu_mau"
    named = parts.type and (parts.title or head.letter_subject or head.agency)  # not by "Kính gửi" alone
    if not head.found and not named and not parts.noi_nhan:
        return NOTHING_OFFICIAL
    issued = head.number is not None or parts.noi_nhan is not None or (parts.type and head.agency)
    if head.quoc_hieu and not issued:
        return "khac"
    return ""


def _is_form(key: str, numbered: bool) -> bool:
    """A number of an office makes a document of a form, but for those that never are one."""
    return not numbered or key in ("phieu_trinh", "hop_dong", "de_thi")

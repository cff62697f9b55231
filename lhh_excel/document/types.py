"""The types of document that can be written, with their abbreviation and template.

Source: Annex III of the decree, mục I (abbreviations) and Mẫu 1.2, 1.4, 1.5, 1.7, 1.9.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..text.marks import without_marks
from .decree30 import ABBREVIATIONS

REPORT, LETTER, DECISION, INVITATION, MINUTES = "Báo cáo", "Công văn", "Quyết định", "Giấy mời", "Biên bản"
SUBMISSION = "Tờ trình"
#: How a công văn is asked for: Annex III has no abbreviation for it, and its symbol bears none.
LETTER_CODE = "CV"
#: Template -> the types it serves; what stands under "van-ban.docx" has no template of its own (Mẫu 1.4).
_TEMPLATES: dict[str, tuple[str, ...]] = {
    "chuong-trinh.docx": ("Chương trình",),
    "ke-hoach.docx": ("Kế hoạch",),
    "thong-bao.docx": ("Thông báo",),
    "giay-moi.docx": (INVITATION,),
    "to-trinh.docx": (SUBMISSION,),
    "quyet-dinh.docx": (DECISION,),
    "bien-ban.docx": (MINUTES,),
    "cong-van-chung.docx": (LETTER,),
    "van-ban.docx": (
        *(REPORT, "Chỉ thị", "Quy chế", "Quy định", "Thông cáo", "Hướng dẫn"),
        *("Phương án", "Đề án", "Dự án"),
    ),
}


@dataclass(frozen=True)
class DocumentType:
    """`code`: the abbreviation in the symbol ("CV" for a công văn, whose symbol has none); `name`: "Chương trình"."""

    code: str
    name: str
    template: str

    @property
    def may_be_addressed(self) -> bool:
        """Whether it may have Kính gửi (PL1.P1.II.9.b)."""
        return self.name in (REPORT, LETTER, SUBMISSION)

    @property
    def must_be_addressed(self) -> bool:
        return self.name in (LETTER, SUBMISSION)

    @property
    def dated(self) -> bool:
        """Whether it has place and date on top; minutes have none (Mẫu 1.9)."""
        return self.name != MINUTES

    def notation(self, agency: str, drafter: str = "") -> str:
        """The symbol after the number: "CTr-LHH"; of a công văn "LHH-VP" (PL1.P1.II.3.b)."""
        groups = (agency, drafter) if self.name == LETTER else (self.code, agency)
        return "-".join(group for group in groups if group)


def _plain(text: str) -> str:
    return " ".join(without_marks(text).lower().split())


TYPES: tuple[DocumentType, ...] = tuple(
    DocumentType(ABBREVIATIONS.get(name, LETTER_CODE), name, template)
    for template, names in _TEMPLATES.items()
    for name in names
)
_BY_NAME = {_plain(kind.name): kind for kind in TYPES}
_BY_CODE = {kind.code.casefold(): kind for kind in TYPES}
#: "QD" for QĐ, from a keyboard without Vietnamese; where that is a code itself (DA, HD) it means that one.
_BY_ASCII_CODE = {_plain(kind.code): kind for kind in TYPES} | _BY_CODE


def find_type(text: str) -> DocumentType | None:
    """The type of that name or abbreviation, however typed ("ctr", "CHƯƠNG TRÌNH", "chuong trinh"); None if unknown."""
    wanted = text.strip()
    by_code = _BY_ASCII_CODE if wanted.isascii() else _BY_CODE
    return by_code.get(wanted.casefold()) or _BY_NAME.get(_plain(wanted))

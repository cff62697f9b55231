"""The types of document, one record each: Điều 7 of the decree names them, Annex III abbreviates and shows them.

Lists, templates, the checker, `compose` and the pages iterate these records; nobody writes a type's name twice.
Source: Nghị định 30/2020/NĐ-CP, Điều 7; Phụ lục III, mục I (abbreviations) and mục II (Mẫu 1.1 to 3.2).
"""

from __future__ import annotations

from typing import NamedTuple

#: Whether a document has "Kính gửi" (PL1.P1.II.9.b): always; sent upward; to somebody by other words ("Kính mời").
MUST, MAY, OTHERWISE, NEVER = "must", "may", "otherwise", "never"
#: Template of the types that have none of their own (Mẫu 1.4).
GENERAL = "van-ban.docx"


class DocumentType(NamedTuple):
    """One type of document.

    `code`: its abbreviation, by which it is asked for; `name`: what it is called; `template`: the Word file it is
    written with, "" where it is not written here. What it takes:
    `addressed` (MUST, MAY, OTHERWISE, NEVER), a subject, legal bases, place and date on top, a line that says who
    decides, "Như trên" without Kính gửi, a second signer; `coded`: whether its symbol begins with the code;
    `titled`: whether its name is printed; `lead`: how the centred line above its text ends, "" where its Mẫu has none.
    """

    code: str
    name: str
    template: str = ""
    addressed: str = NEVER
    subject: bool = True
    bases: bool = True
    dated: bool = True
    authority: bool = False
    alike: bool = False  # "Như trên" though it has no Kính gửi
    secretary: bool = False
    coded: bool = True
    titled: bool = True
    lead: str = ""

    @property
    def printed(self) -> str:
        """The title on the page, "" where none is printed."""
        return self.name.upper() if self.titled else ""

    @property
    def may_be_addressed(self) -> bool:
        """Whether it may have Kính gửi."""
        return self.addressed in (MUST, MAY)

    @property
    def must_be_addressed(self) -> bool:
        return self.addressed == MUST

    def notation(self, agency: str, drafter: str = "") -> str:
        """The symbol after the number: "CTr-LHH"; of a công văn "LHH-VP" (PL1.P1.II.3.b)."""
        groups = (self.code, agency) if self.coded else (agency, drafter)
        return "-".join(group for group in groups if group)


_T = DocumentType
#: In the decree's order; "(cá biệt)", as it says of the first two, is left out.
TYPES: tuple[DocumentType, ...] = (
    _T("NQ", "Nghị quyết", "quyet-dinh.docx", authority=True),
    _T("QĐ", "Quyết định", "quyet-dinh.docx", authority=True),
    _T("CT", "Chỉ thị", GENERAL),
    _T("QC", "Quy chế", GENERAL),
    _T("QyĐ", "Quy định", GENERAL),
    _T("TC", "Thông cáo", GENERAL),
    _T("TB", "Thông báo", "thong-bao.docx"),
    _T("HD", "Hướng dẫn", GENERAL),
    _T("CTr", "Chương trình", "chuong-trinh.docx"),
    _T("KH", "Kế hoạch", "ke-hoach.docx"),
    _T("PA", "Phương án", GENERAL),
    _T("ĐA", "Đề án", GENERAL),
    _T("DA", "Dự án", GENERAL),
    REPORT := _T("BC", "Báo cáo", GENERAL, addressed=MAY),
    MINUTES := _T("BB", "Biên bản", "bien-ban.docx", bases=False, dated=False, secretary=True),
    _T("TTr", "Tờ trình", "to-trinh.docx", addressed=MUST),
    _T("HĐ", "Hợp đồng"),
    # asked for as "CV": Annex III has no abbreviation for it, and its symbol bears none
    LETTER := _T("CV", "Công văn", "cong-van-chung.docx", addressed=MUST, coded=False, titled=False),
    _T("CĐ", "Công điện", "cong-dien.docx", addressed=OTHERWISE, bases=False, lead="điện:"),
    _T("BGN", "Bản ghi nhớ"),
    _T("BTT", "Bản thỏa thuận"),
    _T("GUQ", "Giấy uỷ quyền", GENERAL, subject=False),
    _T("GM", "Giấy mời", "giay-moi.docx", addressed=OTHERWISE, bases=False),
    _T(
        "GGT",
        "Giấy giới thiệu",
        "giay-gioi-thieu.docx",
        subject=False,
        bases=False,
        alike=True,
        lead="trân trọng giới thiệu:",
    ),
    _T("GNP", "Giấy nghỉ phép", "giay-nghi-phep.docx", subject=False, bases=False),
    _T("PG", "Phiếu gửi", GENERAL),
    _T("PC", "Phiếu chuyển", GENERAL),
    _T("PB", "Phiếu báo", GENERAL),
    _T("", "Thư công", addressed=OTHERWISE, coded=False),
)
#: Copies of a document, which are none of its types.
COPIES: tuple[DocumentType, ...] = (
    _T("SY", "Bản sao y", subject=False),
    _T("TrS", "Bản trích sao", subject=False),
    _T("SL", "Bản sao lục", subject=False),
)
BY_NAME: dict[str, DocumentType] = {kind.name: kind for kind in (*TYPES, *COPIES)}
BY_CODE: dict[str, DocumentType] = {kind.code: kind for kind in (*TYPES, *COPIES) if kind.code}
#: Name -> abbreviation in the symbol, of the 27 types that have one.
ABBREVIATIONS: dict[str, str] = {kind.name: kind.code for kind in TYPES if kind.coded}
#: What we write.
WRITTEN: tuple[DocumentType, ...] = tuple(kind for kind in TYPES if kind.template)

"""What a general document is made of: the names that its template may use, the mark of its content, its type.

The names of the frame (van_ban, co_quan, kinh_gui, can_cu, noi_nhan, chu_ky, trinh_bay) are those of the report, so
that khung.txt serves both. Source: docs/soan-van-ban.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ... import given
from ...figures.context import ChuKy, CoQuan, VanBan
from ...figures.context_names import known_names
from ...law import WRITTEN, DocumentType, Layout
from ...plain import field, mutable
from ...text.wording import plain
from ..writing.source import Block, Paragraph, Table

#: What {{ noi_dung }} prints until the content takes its place; annexes have theirs with their index after it.
CONTENT_MARK = "\U000f5a40"


@mutable
class Signer:
    """Who signs: the name, and the lines above it ("TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")."""

    name: str
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = given.text("Signer(name)", self.name)
        self.lines = given.texts("Signer(lines)", self.lines)

    @property
    def texts(self) -> list[str]:
        """From top to bottom, the name last."""
        return [*self.lines, self.name]


@mutable
class Annex:
    """An annex: its name (may be ""), its blocks, the direction of its paper.

    `title` is of what is issued with the document under a title instead of "Phụ lục": "QUY CHẾ"; `name` its subject.
    `issuer` is who "(Kèm theo … của …)" names, the agency itself where it is ""; `issued`: whether that opens with
    "Ban hành", which is usual for what has a title (None: so it does there, and there only).
    """

    name: str
    blocks: list[Block] = field(default_factory=list)
    landscape: bool = False
    title: str = ""
    issuer: str = ""
    issued: bool | None = None

    @property
    def opens_issued(self) -> bool:
        """Whether "(… kèm theo … của …)" opens with "Ban hành"."""
        return bool(self.title) if self.issued is None else self.issued

    @property
    def printed(self) -> str:
        """Its name as it is printed."""
        return self.name if self.title else self.name.upper()


def block_texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of the blocks, cell by cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in (*block.head, *block.rows):
                if not isinstance(row, str):
                    yield from row


@mutable
class CuocHop:
    """What a giấy mời or a biên bản says of its meeting, a giấy giới thiệu or giấy nghỉ phép of whom it is given to,
    in the lines of its Mẫu, where the text itself does not ("" each)."""

    khach_moi: str = ""
    du: str = ""
    chu_tri: str = ""
    thoi_gian: str = ""
    dia_diem: str = ""
    thanh_phan: str = ""
    thu_ky: str = ""
    ket_thuc: str = ""
    nguoi: str = ""
    chuc_vu_nguoi: str = ""
    cu_den: str = ""
    viec: str = ""
    het_ngay: str = ""
    don_ngay: str = ""
    nghi: str = ""
    noi_nghi: str = ""
    tinh_vao: str = ""

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            given.text(f"CuocHop({name})", value)


@mutable
class Khung:
    """What stands outside the text: the stamp of urgency, who may see it, lines of the agency's address."""

    do_khan: str = ""
    pham_vi: str = ""
    dia_chi: list[str] = field(default_factory=list)


@mutable
class GeneralContext:
    """Everything; `cung_ky` signs beside `chu_ky` what two agencies issue; `phu_luc` holds the names of the annexes,
    `phu_luc_cua` who issues each, for "(Kèm theo … của …)"."""

    van_ban: VanBan
    co_quan: CoQuan
    kinh_gui: list[str]
    can_cu: list[str]
    noi_nhan: list[str]
    chu_ky: ChuKy
    thu_ky: ChuKy
    cung_ky: ChuKy
    trinh_bay: Layout
    tham_quyen: str
    cuoc_hop: CuocHop
    khung: Khung
    phu_luc: list[str]
    phu_luc_cua: list[str]
    noi_dung: str = CONTENT_MARK


#: Every name that a template of a general document may use, for its lint.
KNOWN: dict[str, Any] = known_names(GeneralContext)


# --- the types of document, by what a person calls them; source: law.TYPES -------------------------------------------


_BY_NAME = {plain(kind.name): kind for kind in WRITTEN}
_BY_CODE = {kind.code.casefold(): kind for kind in WRITTEN}
#: "QD" for QĐ, from a keyboard without Vietnamese; where that is a code itself (DA, HD) it means that one.
_BY_ASCII_CODE = {plain(kind.code): kind for kind in WRITTEN} | _BY_CODE


def find_type(text: str) -> DocumentType | None:
    """The type of that name or abbreviation, however typed ("ctr", "CHƯƠNG TRÌNH", "chuong trinh"); None if unknown."""
    wanted = text.strip()
    by_code = _BY_ASCII_CODE if wanted.isascii() else _BY_CODE
    return by_code.get(wanted.casefold()) or _BY_NAME.get(plain(wanted))


def known_types() -> str:
    """Every type that can be written, for messages."""
    return ", ".join(f"{kind.code} ({kind.name})" for kind in WRITTEN)

"""What a general document is made of: signers, annexes, blocks, the names that its template may use, its type.

The names of the frame (van_ban, co_quan, kinh_gui, can_cu, noi_nhan, chu_ky, trinh_bay) are those of the report, so
that khung.txt serves both. Source: docs/soan-van-ban.md.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ... import given
from ...figures.context import ChuKy, CoQuan, VanBan
from ...figures.context_names import known_names
from ...law import WRITTEN, DocumentType, Layout
from ...plain import field, mutable
from ...text.wording import plain
from ..ooxml import text_width_mm
from ..writing.source import Block, Paragraph, Table

#: What {{ noi_dung }} prints until the content takes its place; annexes have theirs with their index after it.
CONTENT_MARK = "\U000f5a40"


@dataclasses.dataclass
class Signer:
    """Who signs: the name, and the lines above it ("TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")."""

    name: str
    lines: list[str] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self.name = given.text("Signer(name)", self.name)
        self.lines = given.texts("Signer(lines)", self.lines)

    @property
    def texts(self) -> list[str]:
        """From top to bottom, the name last."""
        return [*self.lines, self.name]


@dataclasses.dataclass
class Annex:
    """An annex: its name (may be ""), its blocks, the direction of its paper.

    `title` is of what is issued with the document under a title instead of "Phụ lục": "QUY CHẾ"; `name` its subject.
    `issuer` is who "(Kèm theo … của …)" names, the agency itself where it is ""; `issued`: whether that opens with
    "Ban hành", which is usual for what has a title (None: so it does there, and there only).
    """

    name: str
    blocks: list[Block] = dataclasses.field(default_factory=list)
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


# --- blocks of content -----------------------------------------------------------------------------------------------
# A block is a `source.Paragraph` or `source.Table`; ** and * in its text set type, a star itself comes by `with_stars`.

#: Signs that the source format gives a meaning, while they stand for themselves.
KEPT = {sign: chr(0xF5A50 + index) for index, sign in enumerate("*<^")}
_NUMBER = re.compile(r"^[-+]?\d[\d.,\s]*%?$|^[-–]?$")
_RUNNING = frozenset(("", *map(str, range(1, 1000))))  # what a column of running numbers holds
_NARROW_MM, _WIDE_MM, _PAGE_MM = 12.0, 70.0, 160.0
_MANY_COLUMNS, _SMALL, _SMALLEST = 7, 11.0, 10.0
_PADDING_MM = 4.2  # to both sides of a cell's text
WIDE_TABLE = 9  # columns from which an annex had better lie on its side


def block_texts(blocks: Iterable[Block]) -> Iterator[str]:
    """Every text of the blocks, cell by cell."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in (*block.head, *block.rows):
                if not isinstance(row, str):
                    yield from row


def with_stars(text: str) -> str:
    """Markdown's own \\* as the star itself; other stars set type."""
    return text.replace("\\*", KEPT["*"])


def table(rows: Sequence[Sequence[str]], head: int = 1, aligns: Sequence[str] = ()) -> Table:
    """A data table as wide as the text; columns by what they hold, numbers on the right unless told otherwise.

    Short rows are filled up with blanks. `aligns`: "left", "center", "right" or "" for each column.
    """
    count = max((len(row) for row in rows), default=0)
    full = [[_cell(cell) for cell in row] + [""] * (count - len(row)) for row in rows]
    columns = []
    for index in range(count):
        below = [row[index] for row in full[head:]]
        told = aligns[index] if index < len(aligns) else ""
        align = told or ("right" if any(below) and all(_NUMBER.match(cell.strip("*")) for cell in below) else "left")
        columns.append((align, _width([row[index] for row in full])))
    if count and not "".join(aligns[:1]) and all(row[0] in _RUNNING for row in full[head:]):
        columns[0] = ("center", columns[0][1])
    made = Table(_spread(columns), full[:head], list(full[head:]))
    made.size = _SMALL if count > _MANY_COLUMNS else made.size
    if sum(width for _, width in columns) > _PAGE_MM:
        _squeeze(made, full)
    return made


def _squeeze(made: Table, rows: Sequence[Sequence[str]]) -> None:
    """Where the page is too narrow, columns give of their width, but none breaks a number or a word while it can."""
    wanted = [width for _, width in made.columns]
    for size in (made.size, min(made.size, _SMALL), _SMALLEST):
        made.size = size
        least = [min(_least([row[index] for row in rows], size), want) for index, want in enumerate(wanted)]
        if sum(least) <= _PAGE_MM:
            break
    spare, room = _PAGE_MM - sum(least), sum(wanted) - sum(least)
    if spare > 0 and room > 0:
        least = [low + spare * (want - low) / room for low, want in zip(least, wanted, strict=True)]
    made.columns = [(align, width) for (align, _), width in zip(made.columns, least, strict=True)]


def _least(cells: Sequence[str], size: float) -> float:
    """The width of the longest word, bold as in a head."""
    words = [word.strip("*") for cell in cells for word in cell.split()]
    return max((text_width_mm(word, size, bold=True) for word in words), default=0.0) + _PADDING_MM


def _spread(columns: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """What the page has over goes to the columns of text; those of numbers stay as narrow as they may."""
    spare = _PAGE_MM - sum(width for _, width in columns)
    texts = sum(width for align, width in columns if align == "left")
    if spare <= 0 or not texts:
        return columns
    return [(align, width + (spare * width / texts if align == "left" else 0.0)) for align, width in columns]


def _cell(text: str) -> str:
    text = " ".join(with_stars(text).split())
    return KEPT[text] if text in ("<", "^") else text


def _width(cells: Iterable[str]) -> float:
    """How wide the column would like to be: its widest cell, within reason."""
    widest = max((text_width_mm(cell, 12.0) for cell in cells), default=0.0) + 4.0
    return min(max(widest, _NARROW_MM), _WIDE_MM)


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

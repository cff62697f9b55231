"""What a template of a general document may name: the shape of its context, and how its content is marked.

The names of the frame (van_ban, co_quan, kinh_gui, can_cu, noi_nhan, chu_ky, trinh_bay) are those of the report, so
that khung.txt serves both. Source: docs/soan-van-ban.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .. import given
from ..figures.context import ChuKy, CoQuan, VanBan
from ..figures.context_names import known_names
from ..law import Layout

#: What {{ noi_dung }} prints until the content takes its place; annexes have theirs with their index after it.
CONTENT_MARK = "\U000f5a40"


@dataclass
class CuocHop:
    """What a giấy mời or a biên bản says of its meeting, where the text itself does not ("" each)."""

    khach_moi: str = ""
    du: str = ""
    chu_tri: str = ""
    thoi_gian: str = ""
    dia_diem: str = ""
    thanh_phan: str = ""
    thu_ky: str = ""
    ket_thuc: str = ""

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            given.text(f"CuocHop({name})", value)


@dataclass
class Khung:
    """What stands outside the text: the stamp of urgency, who may see it, lines of the agency's address."""

    do_khan: str = ""
    pham_vi: str = ""
    dia_chi: list[str] = field(default_factory=list)


@dataclass
class GeneralContext:
    """Everything; `phu_luc` holds the names of the annexes."""

    van_ban: VanBan
    co_quan: CoQuan
    kinh_gui: list[str]
    can_cu: list[str]
    noi_nhan: list[str]
    chu_ky: ChuKy
    thu_ky: ChuKy
    trinh_bay: Layout
    tham_quyen: str
    cuoc_hop: CuocHop
    khung: Khung
    phu_luc: list[str]
    noi_dung: str = CONTENT_MARK


#: Every name that a template of a general document may use, for its lint.
KNOWN: dict[str, Any] = known_names(GeneralContext)

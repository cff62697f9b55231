"""What the template of the level above's report (tong-hop.docx) may name; the frame's names are those of the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..figures.context import ChuKy, CoQuan, DemNhiemVu, PhuLuc1, Told, VanBan, Words
from ..figures.context_names import known_names
from ..law import Layout


@dataclass
class KyTongHop:
    """The period, by the level above's own workbook where it has it, else by the first union's."""

    ma: str
    ten: str
    tu_ngay: Told
    den_ngay: Told


@dataclass
class LienHiepHoi:
    """The unions added up."""

    tong: Told
    ten: list[str]


@dataclass
class DonViTongHop:
    """Units of all unions; `phai_nop` and `da_nop` are told even where nought."""

    phai_nop: Told
    hoi: Told
    truc_thuoc: Told
    da_nop: Told
    ty_le: Told
    dung_han: Told
    muon: Told
    khong_ro_han: Told
    chua_nop: Told


@dataclass
class ChiTieuTongHop:
    """One indicator. `co`: more than nought, so that it may be told as a result."""

    ten: str
    co: bool
    co_so_lieu: bool
    gia_tri: Told
    danh_tu: str
    pham_vi: Words  # "số liệu của 15/18 liên hiệp hội" where some have none, else ""


@dataclass
class NhomTongHop:
    """One task group: whether an indicator of it may be told, and what the level above wrote about it."""

    so: str
    ten: str
    co_so_lieu: bool
    van: list[str]


@dataclass
class DongLienHiepHoi:
    """A row of Phụ lục II."""

    tt: str
    ten: str
    phai_nop: Told
    da_nop: Told
    dung_han: Told
    muon: Told
    chua_nop: Told
    ty_le: Told
    nhiem_vu: Told
    hoan_thanh: Told
    dang_thuc_hien: Told
    chua_bat_dau: Told
    tam_dung: Told
    huy: Told
    chua_ro: Told
    qua_han: Told


@dataclass
class PhuLuc2TongHop:
    dong: list[DongLienHiepHoi]
    tong: DongLienHiepHoi


@dataclass
class UpperContext:
    """Everything; the order is that of the report. `luu_y`: marks of what makes the totals doubtful."""

    van_ban: VanBan
    co_quan: CoQuan
    kinh_gui: list[str]
    can_cu: list[str]
    noi_nhan: list[str]
    chu_ky: ChuKy
    trinh_bay: Layout
    ky: KyTongHop
    lien_hiep_hoi: LienHiepHoi
    luu_y: list[str]
    don_vi: DonViTongHop
    so_lieu: dict[str, ChiTieuTongHop]
    nhom: list[NhomTongHop]
    nhiem_vu: DemNhiemVu
    uu_diem: list[str]
    han_che: list[str]
    nguyen_nhan: list[str]
    phuong_huong: list[str]
    kien_nghi: list[str]
    phu_luc_1: PhuLuc1
    phu_luc_2: PhuLuc2TongHop


#: Every name that a template of it may use, for its lint.
KNOWN: dict[str, Any] = known_names(UpperContext)

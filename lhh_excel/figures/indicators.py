"""The indicators of `Số liệu`, declared once: stock or flow, task group, noun, unit.

The header of each stands in the schema (workbook/tables.py, FIGURES); `name` is what a template calls it.
Source: docs/workbook-contract.md, "Indicators".
"""

from __future__ import annotations

from enum import Enum

from ..plain import record
from ..workbook.tables import FIGURES


class Measure(Enum):
    """How an indicator behaves over time: what a year makes of its halves."""

    OPENING = "opening"  # a stock at the period's first day: the first part's figure
    CLOSING = "closing"  # a stock at the period's last day: the last part's figure
    FLOW = "flow"  # what happened in the period: the parts' sum


@record
class Indicator:
    """One figure column of tblSoLieu; `group` is the task group 1-4 under which it is told."""

    key: str  # of the column in the schema
    name: str  # in templates
    measure: Measure
    group: int
    noun: str  # what is counted, as it follows a number: "03 hội thảo"

    @property
    def header(self) -> str:
        return FIGURES.header(self.key)


_O, _C, _F = Measure.OPENING, Measure.CLOSING, Measure.FLOW

INDICATORS: tuple[Indicator, ...] = (
    Indicator("members_start", "hoi_vien_dau_ky", _O, 1, "hội viên"),
    Indicator("members_new", "ket_nap_moi", _F, 1, "hội viên"),
    Indicator("members_left", "giam_trong_ky", _F, 1, "hội viên"),
    Indicator("members_end", "hoi_vien_cuoi_ky", _C, 1, "hội viên"),
    Indicator("reviews_assigned", "tvpb_duoc_giao", _F, 2, "nhiệm vụ"),
    Indicator("reviews_done", "tvpb_hoan_thanh", _F, 2, "nhiệm vụ"),
    Indicator("comments", "van_ban_gop_y", _F, 2, "văn bản"),
    Indicator("workshops", "hoi_thao", _F, 2, "hội thảo"),
    Indicator("workshop_people", "luot_nguoi_hoi_thao", _F, 2, "lượt người"),
    Indicator("classes", "lop_tap_huan", _F, 2, "lớp tập huấn"),
    Indicator("class_people", "luot_nguoi_tap_huan", _F, 2, "lượt người"),
    Indicator("projects_new", "de_tai_moi", _F, 2, "đề tài, dự án"),
    # carried over from before the period: of a year, those carried into its first half
    Indicator("projects_running", "de_tai_chuyen_tiep", _O, 2, "đề tài, dự án"),
    Indicator("projects_accepted", "de_tai_nghiem_thu", _F, 2, "đề tài, dự án"),
    Indicator("articles", "tin_bai", _F, 4, "tin, bài"),
    Indicator("solutions_entered", "giai_phap_du_thi", _F, 2, "giải pháp"),
    Indicator("solutions_awarded", "giai_phap_doat_giai", _F, 2, "giải pháp"),
    Indicator("commendations", "khen_thuong", _F, 4, "lượt tập thể, cá nhân"),
    Indicator("budget", "kinh_phi", _F, 3, "triệu đồng"),
)

BY_NAME: dict[str, Indicator] = {indicator.name: indicator for indicator in INDICATORS}

"""A small template source and a context of plain data, for the tests of templates, layout and rendering."""

from __future__ import annotations

import copy
from typing import Any

from lhh_excel.figures.figure import Figure, Phrase, Source
from tools.templates import build_template

SOURCE = """
@dau_trang
@ten_loai
@kinh_gui
@can_cu
{{ co_quan.goi_tat }} báo cáo kết quả như sau:
# I. ĐẶC ĐIỂM TÌNH HÌNH
Tính đến {{ ky.den_ngay }}, {{ co_quan.goi_tat }} có {{ don_vi.tong }} đơn vị, {{ don_vi.so_truoc }} so với kỳ trước.
## 1. Danh sách
{%p for don_vi in phu_luc %}
- {{ don_vi.ten }}: {{ don_vi.hoi_vien }} hội viên;
{%p endfor %}
# II. KIẾN NGHỊ
{%p if kien_nghi %}
{{ kien_nghi }}
{%p endif %}
Số liệu chi tiết tại Phụ lục I và Phụ lục II kèm theo.
Trên đây là báo cáo của {{ co_quan.goi_tat }}./.
@chu_ky
@phu_luc ngang SỐ LIỆU CỦA CÁC ĐƠN VỊ
| TT | Đơn vị | Hội viên | < |
| ^ | ^ | Đầu kỳ | Cuối kỳ |
|:-:8|:--40|--:20|--:20|
{%tr for d in phu_luc %}
| {{ loop.index }} | {{ d.ten }} | {{ d.dau_ky }} | {{ d.hoi_vien }} |
{%tr endfor %}
|  | **Tổng cộng** |  | **{{ tong_hoi_vien }}** |
@phu_luc doc DANH SÁCH
Nội dung phụ lục.
"""


def figure(figure_id: str, value: int, text: str | None = None) -> Figure:
    """A figure with a made-up origin."""
    return Figure(figure_id, figure_id, value, text or str(value), "đếm", (Source("Số liệu", "B5"),))


def context(units: int = 3) -> dict[str, Any]:
    """A whole context of plain data."""
    members = sum(1000 + number for number in range(1, units + 1))
    return {
        "van_ban": {
            "loai": "BÁO CÁO",
            "trich_yeu": "Kết quả thực hiện Chương trình số 70/CTr-LHH 6 tháng đầu năm 2026, "
            "phương hướng nhiệm vụ 6 tháng cuối năm 2026",
            "so": "",
            "ky_hieu": "BC-LHH",
            "ngay": "",
            "thang": "",
            "nam": "2026",
            "dien_tu": False,
            "thay_the": "",
        },
        "co_quan": {
            "chu_quan": "Ủy ban nhân dân thành phố Cần Thơ",
            "ten": "Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Cần Thơ",
            "goi_tat": "Liên hiệp Hội",
            "dia_danh": "Cần Thơ",
            "viet_tat": "LHH",
        },
        "kinh_gui": ["Thường trực Thành ủy Cần Thơ", "Ban Tuyên giáo và Dân vận Thành ủy", "Liên hiệp Hội Việt Nam"],
        "can_cu": ["Căn cứ Luật Khoa học và Công nghệ", "Căn cứ Chương trình số 70/CTr-LHH ngày 05 tháng 01 năm 2026"],
        "noi_nhan": ["Như trên", "Các hội thành viên", "Lưu: VT, VP"],
        "chu_ky": {"quyen_han": ["TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "ho_ten": "Nguyễn Văn A"},
        "trinh_bay": {
            "co_chu": 14,
            "lui_dau_dong": 1.27,
            "le_tren": 20,
            "le_duoi": 20,
            "le_trai": 30,
            "le_phai": 15,
        },
        "ky": {"ten": "6 tháng đầu năm 2026", "den_ngay": "14/6/2026"},
        "don_vi": {
            "tong": figure("don_vi.tong", 20),
            "so_truoc": Phrase(("tăng ", figure("don_vi.tang", 1, "01"), " đơn vị")),
        },
        "phu_luc": [
            {
                "ten": f"Hội thành viên {number:02}",
                "dau_ky": figure(f"dau_ky.{number}", number),
                "hoi_vien": figure(f"hoi_vien.{number}", 1000 + number, f"1.{number:03}"),
            }
            for number in range(1, units + 1)
        ],
        "tong_hoi_vien": figure("tong_hoi_vien", members, f"{members:,}".replace(",", ".")),
        "kien_nghi": "Đề nghị Thành ủy quan tâm chỉ đạo.",
    }


def figures_of(value: Any) -> list[Figure]:
    """All figures of a context, in order."""
    if isinstance(value, Figure):
        return [value]
    if isinstance(value, Phrase):
        return list(value.figures)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [found for part in inner for found in figures_of(part)]


def changed(**changes: Any) -> dict[str, Any]:
    """The context with some names changed: changed(co_quan={"dia_danh": "Huế"}) keeps the rest of co_quan."""
    made = copy.deepcopy(context())
    for name, value in changes.items():
        made[name] = {**made[name], **value} if isinstance(value, dict) else value
    return made


def template(source: str = SOURCE) -> bytes:
    """The template of a source."""
    return build_template(source)

"""Thông lệ: what offices do and the decree does not say; never an error."""

from __future__ import annotations

from .names import HEADER_OVERHANG_MM, JUSTIFY
from .rule import Range, Rule, rules

# fmt: off
PRACTICE: tuple[Rule, ...] = (
    # Thông lệ: never an error
    *rules("TT.ket_thuc", "ket_thuc",
            "Mẫu ở Phụ lục III kết thúc nội dung bằng “./.”.",
            severity="note", ending="./."),
    *rules("TT.can_cu_can_le", "can_cu",
            "Căn cứ canh đều hai lề và lùi đầu dòng như lời văn.",
            severity="warning", align=JUSTIFY),
    *rules("TT.doan_trong", "noi_dung",
            "Giãn cách bằng cỡ cách đoạn, không bằng dòng trống.",
            severity="warning", empty="không có"),
    *rules("TT.lui_bang_dau_cach", "noi_dung",
            "Lùi đầu dòng bằng định dạng đoạn.",
            severity="warning", typed_indent="không có"),
    *rules("TT.cap_khac", "muc",
            "Dùng các cấp mục, khoản, điểm của Nghị định.",
            severity="warning", other_level="I. / 1. / a)"),
    *rules("TT.du_thao", "noi_dung",
            "Văn bản hoàn chỉnh không còn dấu vết dự thảo.",
            severity="warning", leftover="không còn"),
    *rules("TT.gach_chan", "trang",
            "Các thành phần thể thức không gạch chân chữ.",
            severity="warning", underline="không gạch chân"),
    *rules("TT.viet_so", "noi_dung",
            "Dấu phẩy trước phần thập phân, dấu chấm giữa các hàng nghìn.",
            severity="warning", number_style="12,5%; 1.250.000"),
    *rules("TT.dong_cong", "noi_dung",
            "Số ở dòng “Cộng”, “Tổng cộng” cuối bảng bằng tổng các số trong cột.",
            severity="warning", total="bằng tổng các số trong cột"),
    *rules("TT.sua_doi", "trang",
            "Văn bản hoàn chỉnh không còn nhận xét, sửa đổi theo dõi.",
            severity="warning", revision="không còn"),
    *rules("TT.khung_dau", "trang",
            "Bảng đầu trang nằm trong vùng trình bày; Mẫu 1.4 ra ngoài 12 mm, các mẫu khác nhiều nhất 18 mm.",
            severity="warning", overhang=Range(None, HEADER_OVERHANG_MM, "mm")),
    *rules("TT.khoi_ky", "chuc_vu",
            "Khối chữ ký không đứng riêng một trang.",
            severity="warning", keep="đi liền lời văn"),
    *rules("TT.khoi_ky", "chuc_vu",
            "Đoạn cuối của nội dung đi liền khối chữ ký (Keep with next).",
            severity="note", keep_next="đi liền khối chữ ký"),
    *rules("TT.tieu_de", "noi_dung",
            "Tiêu đề không đứng cuối trang, tách khỏi lời văn của nó.",
            severity="warning", stranded="cùng trang với lời văn của nó"),
    *rules("TT.tieu_de", "muc",
            "Tiêu đề đi liền đoạn sau (Keep with next).",
            severity="note", keep_next="đi liền đoạn sau"),
    *rules("TT.dau_thanh", "noi_dung",
            "Dấu thanh đặt thống nhất trong một văn bản: “hòa, ủy” hoặc “hoà, uỷ”.",
            severity="note", tone_marks="một cách đặt dấu thanh"),
    *rules("TT.go_telex", "noi_dung",
            "Không còn phím gõ chưa thành chữ.",
            severity="warning", telex="không còn"),
    *rules("TT.hieu_luc", "trang",
            "Nghị định 30/2020/NĐ-CP có hiệu lực từ ngày 05 tháng 3 năm 2020; văn bản trước ngày ấy theo Thông tư "
            "01/2011/TT-BNV.",
            severity="note", in_force="văn bản từ ngày 05/3/2020"),
)
# fmt: on

"""Annex I, Mục I: paper, margins, type, page numbers; Mục V: the sizes that go together."""

from __future__ import annotations

from .names import CENTER, FONT
from .rule import BODY_SIZE, Range, Rule, rules

# fmt: off
GENERAL: tuple[Rule, ...] = (
    # I. Quy định chung
    *rules("PL1.P1.I.1", "trang",
            "Khổ giấy: Khổ A4 (210 mm x 297 mm).",
            width=Range(210, 210, "mm"), height=Range(297, 297, "mm")),
    *rules("PL1.P1.I.2", "trang",
            "Kiểu trình bày: theo chiều dài của khổ A4; văn bản có bảng, biểu có thể trình bày theo chiều rộng.",
            orientation="portrait"),
    *rules("PL1.P1.I.3", "trang",
            "Định lề trang: cách mép trên và mép dưới 20 - 25 mm, cách mép trái 30 - 35 mm, cách mép phải 15 - 20 mm.",
            top=Range(20, 25, "mm"), bottom=Range(20, 25, "mm"), left=Range(30, 35, "mm"),
            right=Range(15, 20, "mm")),
    *rules("PL1.P1.I.4", "trang",
            "Phông chữ tiếng Việt Times New Roman, bộ mã ký tự Unicode theo TCVN 6909:2001, màu đen.",
            font=FONT, color="đen", encoding="Unicode dựng sẵn (NFC)"),
    *rules("PL1.P1.I.7", "so_trang",
            "Số trang văn bản: đánh từ số 1, bằng chữ số Ả Rập, cỡ chữ 13 đến 14, kiểu chữ đứng, canh giữa theo chiều "
            "ngang trong phần lề trên của văn bản, không hiển thị số trang thứ nhất.",
            size=BODY_SIZE, italic=False, align=CENTER, place="phần lề trên (đầu trang)",
            field="trường số trang tự động (PAGE)", number_format="chữ số Ả Rập", start=1.0,
            first_page="không hiển thị ở trang thứ nhất"),
    *rules("TT.so_trang_dam", "so_trang",
            "Số trang thường để chữ không đậm.",
            severity="note", bold=False),
    # V. Mẫu chữ
    *rules("PL1.P1.V.cc1", "trang",
            "Cỡ chữ trong cùng một văn bản tăng, giảm phải thống nhất: Quốc hiệu 13, Tiêu ngữ 14, địa danh và ngày "
            "tháng 14 hoặc Quốc hiệu 12, Tiêu ngữ 13, địa danh và ngày tháng 13.",
            size_set=("13/14/14", "12/13/13")),
    *rules("PL1.P1.V.cc1", "noi_dung",
            "Cỡ chữ trong cùng một văn bản tăng, giảm phải thống nhất.",
            severity="warning", same_size="thống nhất trong văn bản"),
)
# fmt: on

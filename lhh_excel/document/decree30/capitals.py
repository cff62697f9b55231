"""Annex II, capitals: what a machine can judge without knowing what is meant; suggestions, never errors."""

from __future__ import annotations

from .rule import Rule, rules

# fmt: off
CAPITALS: tuple[Rule, ...] = (
    *rules("PL2.I", "noi_dung",
           "Viết hoa chữ cái đầu âm tiết thứ nhất của một câu hoàn chỉnh: sau dấu chấm, chấm hỏi, chấm than và khi "
           "xuống dòng.",
           severity="note", cap_sentence="chữ đầu câu viết hoa"),
    *rules("PL2.III.1.b", "noi_dung",
           "Tên đơn vị hành chính gồm danh từ chung và chữ số: viết hoa cả danh từ chung (Quận 1).",
           severity="note", cap_numbered="“Quận 1”, “Phường 5”"),
    *rules("PL2.III.1.c", "noi_dung",
           "Trường hợp viết hoa đặc biệt: Thủ đô Hà Nội, Thành phố Hồ Chí Minh.",
           severity="note", cap_city="“Thủ đô Hà Nội”, “Thành phố Hồ Chí Minh”"),
    *rules("PL2.V.1", "noi_dung",
           "Danh từ thuộc trường hợp đặc biệt: Nhân dân, Nhà nước.",
           severity="note", cap_people="“Nhân dân”, “Nhà nước”"),
    *rules("PL2.V.6", "noi_dung",
           "Tên loại văn bản: viết hoa chữ cái đầu khi nói đến một văn bản cụ thể.",
           severity="note", cap_document="tên loại của văn bản cụ thể viết hoa (Nghị định số …, Luật …)"),
    *rules("PL2.V.7", "noi_dung",
           "Viện dẫn phần, chương, mục, tiểu mục, điều, khoản, điểm của một văn bản cụ thể: viết hoa chữ cái đầu của "
           "phần, chương, mục, tiểu mục, điều; không viết hoa khoản, điểm.",
           severity="note", cap_cited="“điểm a khoản 2 Điều 103 Mục 5 Chương XII Phần I”"),
    *rules("PL2.V.8.b", "noi_dung",
           "Tên các ngày tết: tết Nguyên đán, tết Đoan ngọ, tết Trung thu; viết hoa chữ Tết khi đứng một mình.",
           severity="note", cap_tet="“tết Nguyên đán”, “tết Trung thu”"),
    *rules("PL2.V.8.c", "noi_dung",
           "Tên ngày trong tuần, tháng trong năm viết bằng chữ: thứ Hai, tháng Tám.",
           severity="note", cap_day="“thứ Hai”, “tháng Tám”"),
)
# fmt: on

"""Annex I, Mục III: annexes, stamps, the drafter's sign, the address line."""

from __future__ import annotations

from .names import CENTER, LOWER, UPPER
from .rule import BODY_SIZE, Rule, pt, rules

# fmt: off
OTHER_PARTS: tuple[Rule, ...] = (
    # III. Các thành phần thể thức khác
    *rules("PL1.P1.III.1.b", "phu_luc",
            "Từ “Phụ lục” và số thứ tự: dòng riêng, canh giữa, chữ in thường, cỡ chữ 14, kiểu chữ đứng, đậm.",
            case=LOWER, size=pt(14), bold=True, italic=False, align=CENTER),
    *rules("PL1.P1.III.1.a", "phu_luc",
            "Trong văn bản phải có chỉ dẫn về Phụ lục; từ hai Phụ lục trở lên phải đánh số thứ tự bằng chữ số La Mã.",
            number_format="chữ số La Mã", sequence="liên tục từ I", mention="có chỉ dẫn trong văn bản"),
    *rules("PL1.P1.III.1.b", "ten_phu_luc",
            "Tên Phụ lục: canh giữa, chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            case=UPPER, size=BODY_SIZE, bold=True, italic=False, align=CENTER),
    *rules("PL1.P1.III.1.c", "kem_theo",
            "Thông tin chỉ dẫn kèm theo: canh giữa phía dưới tên Phụ lục, chữ in thường, cỡ chữ từ 13 đến 14, kiểu "
            "chữ nghiêng, gồm số, ký hiệu, thời gian ban hành và tên cơ quan ban hành.",
            present="(Kèm theo … số … ngày … tháng … năm … của …)", size=BODY_SIZE, italic=True, bold=False,
            align=CENTER),
    *rules("PL1.P1.III.1.đ", "phu_luc",
            "Số trang của Phụ lục được đánh số riêng theo từng Phụ lục.",
            page_restart="đánh lại từ 1"),
    *rules("PL1.P1.III.2.b", "do_khan",
            "Dấu chỉ mức độ khẩn: chữ in hoa, cỡ chữ từ 13 đến 14, đứng, đậm, trong khung hình chữ nhật viền đơn.",
            case=UPPER, size=BODY_SIZE, bold=True, italic=False, frame="khung hình chữ nhật viền đơn"),
    *rules("PL1.P1.III.2.c", "pham_vi",
            "Chỉ dẫn về phạm vi lưu hành: khung viền đơn, chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            case=UPPER, size=BODY_SIZE, bold=True, italic=False, frame="khung hình chữ nhật viền đơn"),
    *rules("PL1.P1.III.3", "nguoi_soan",
            "Ký hiệu người soạn thảo bằng chữ in hoa, số lượng bản bằng chữ số Ả Rập, cỡ chữ 11, kiểu chữ đứng.",
            size=pt(11), italic=False, form="PL.(300)"),
    *rules("PL1.P1.III.4", "dia_chi",
            "Địa chỉ, thư điện tử, điện thoại: trang thứ nhất, chữ in thường, cỡ chữ từ 11 đến 12, kiểu chữ đứng, "
            "dưới một đường kẻ nét liền kéo dài hết chiều ngang của vùng trình bày.",
            case=LOWER, size=pt(11, 12), italic=False, rule_kind="đường kẻ nét liền hết chiều ngang",
            place="trang thứ nhất"),
)
# fmt: on

"""Every line of `Cấu hình`, declared once: label, kind, default, help."""

from __future__ import annotations

from .lists import ELECTRONIC, NUMBER_COMMON, NUMBER_PER_TYPE, PAPER
from .schema import Kind, Setting

S, K = Setting, Kind

SETTINGS: tuple[Setting, ...] = (
    S("governing_body", "Cơ quan chủ quản", K.TEXT, "Dòng trên tên cơ quan, in hoa; không có thì để trống."),
    S("agency", "Tên cơ quan", K.TEXT, "Tên chính thức, đầy đủ của cơ quan ban hành.", required=True),
    S("short_name", "Tên gọi tắt", K.TEXT, "Tên gọi trong lời văn, ví dụ: Liên hiệp Hội.", "Liên hiệp Hội"),
    S("symbol", "Ký hiệu cơ quan", K.CODE, "Chữ viết tắt trong số ký hiệu, ví dụ: LHH.", required=True),
    S("place", "Địa danh", K.TEXT, "Tên chính thức nơi đóng trụ sở, ví dụ: Cần Thơ.", required=True),
    S("drafter", "Ký hiệu đơn vị soạn thảo", K.CODE, "In sau “Lưu: VT,”, ví dụ: VP; để trống nếu không có."),
    S(
        "archive_copies",
        "Số bản lưu",
        K.COUNT,
        "Số bản lưu, in trong ngoặc sau đơn vị soạn thảo; để trống thì không in.",
    ),
    S(
        "programme_number",
        "Chương trình (số)",
        K.CODE,
        "Số, ký hiệu của Chương trình, ví dụ: 70/CTr-LHH.",
        required=True,
    ),
    S("programme_date", "Chương trình (ngày)", K.DATE, "Ngày ban hành Chương trình."),
    S("programme_subject", "Chương trình (trích yếu)", K.TEXT, "Trích yếu của Chương trình."),
    S(
        "legal_bases",
        "Căn cứ",
        K.TEXT,
        "Mỗi căn cứ một dòng, không ghi dấu ; ở cuối; thêm dòng “Căn cứ” nếu cần.",
        several=True,
    ),
    S("period", "Kỳ báo cáo", K.CODE, "Mã của kỳ đang làm, ví dụ: 2026-H1.", required=True),
    S("as_of", "Ngày tính", K.DATE, "Ngày dùng để tính quá hạn; để trống là hôm nay."),
    S(
        "numbering",
        "Cách đánh số",
        K.CHOICE,
        "chung: một dãy số cho mọi loại; theo loại: mỗi loại một dãy.",
        NUMBER_COMMON,
        choices=(NUMBER_COMMON, NUMBER_PER_TYPE),
    ),
    S("last_number", "Số cuối đã cấp", K.COUNT, "Số lớn nhất đã cấp trong năm ở ngoài tệp này; không có thì để trống."),
    S(
        "last_number_year",
        "Năm của số cuối đã cấp",
        K.CODE,
        "Bốn chữ số, ví dụ: 2026; sang năm khác số trên hết tác dụng. Để trống là năm của kỳ báo cáo.",
    ),
    S("medium", "Hình thức văn bản", K.CHOICE, "giấy hoặc điện tử.", PAPER, choices=(PAPER, ELECTRONIC)),
    S("body_size", "Cỡ chữ nội dung", K.COUNT, "13 hoặc 14.", 14, choices=(13, 14)),
    S("indent", "Lùi đầu dòng", K.DECIMAL, "1 hoặc 1,27 (cm).", 1.27, choices=(1, 1.27)),
    S("margin_top", "Lề trên", K.DECIMAL, "20–25 mm.", 20, low=20, high=25),
    S("margin_bottom", "Lề dưới", K.DECIMAL, "20–25 mm.", 20, low=20, high=25),
    S("margin_left", "Lề trái", K.DECIMAL, "30–35 mm.", 30, low=30, high=35),
    S("margin_right", "Lề phải", K.DECIMAL, "15–20 mm.", 15, low=15, high=20),
    S("output", "Thư mục kết xuất", K.TEXT, "Nơi ghi tệp Word; để trống là thư mục “ket-xuat” cạnh tệp này."),
)

BY_KEY: dict[str, Setting] = {setting.key: setting for setting in SETTINGS}

"""The rows by which the office of the seed declares its report: what a new workbook holds, and by which of them one of
version 1, which has no such sheets, is read.

Columns by the keys of `tables.DECLARING`; a blank cell is left out. Here, and in the samples, indicators, sections and
kinds are named; nowhere else.
"""

from __future__ import annotations

from .values import Value

Row = dict[str, Value]

#: In Câu trong báo cáo: the indicator is not told in words.
UNTOLD = "–"
#: Who gave the number, where not all did; and how it compares.
_P, _S = "[ ({phạm vi})]", "[, {so sánh}]"
_ORGANISATION = "1. Tổ chức"
_WORK = "2. Chuyên môn, tư vấn, phản biện và giám định xã hội"
_OFFICES = "3. Văn phòng, ban chuyên môn, đơn vị trực thuộc"
_MERIT = "4. Thi đua, giáo dục chính trị tư tưởng"
_OPENING, _CLOSING, _FLOW = "đầu kỳ", "cuối kỳ", "phát sinh"


def _indicator(name: str, measure: str, section: str, noun: str, meaning: str, sentence: str, **others: Value) -> Row:
    row = {"name": name, "meaning": meaning, "number_kind": "số đếm", "measure": measure, "section": section}
    return row | {"noun": noun, "sentence": sentence, "asked": "Có", **others}


def _section(name: str, level: str, title: str, kind: str, writer: str | None = None, **others: Value) -> Row:
    return {"name": name, "level": level, "title": title, "kind": kind, "writer": writer, **others}


INDICATORS: tuple[Row, ...] = (
    _indicator(
        "Hội viên đầu kỳ",
        _OPENING,
        _ORGANISATION,
        "hội viên",
        "Bằng số cuối kỳ trước.",
        UNTOLD,
        carries="Hội viên cuối kỳ",
        annex="Bảng 1",
    ),
    _indicator(
        "Kết nạp mới",
        _FLOW,
        _ORGANISATION,
        "hội viên",
        "Số hội viên kết nạp trong kỳ.",
        f"Kết nạp mới {{số}} hội viên{_P}{_S}[; giảm {{Giảm trong kỳ}} hội viên{_P}]",
        annex="Bảng 1",
    ),
    _indicator(
        "Giảm trong kỳ",
        _FLOW,
        _ORGANISATION,
        "hội viên",
        "Số hội viên giảm trong kỳ.",
        f"Giảm {{số}} hội viên{_P}",
        annex="Bảng 1",
    ),
    _indicator(
        "Hội viên cuối kỳ",
        _CLOSING,
        _ORGANISATION,
        "hội viên",
        "Gõ số: đầu kỳ + kết nạp − giảm.",
        UNTOLD,
        leads="Hội viên",
        equals="Hội viên đầu kỳ + Kết nạp mới − Giảm trong kỳ",
        jump=20,
        annex="Bảng 1",
    ),
    _indicator(
        "TVPB được giao",
        _FLOW,
        _WORK,
        "nhiệm vụ",
        "Nhiệm vụ tư vấn, phản biện, giám định xã hội được giao.",
        f"Được giao {{số}} nhiệm vụ tư vấn, phản biện và giám định xã hội{_P}{_S}"
        f"[; hoàn thành {{TVPB hoàn thành}} nhiệm vụ{_P}[, đạt {{tỷ lệ}}][, {{so sánh TVPB hoàn thành}}]]",
        jump=5,
        annex="Bảng 1",
    ),
    _indicator(
        "TVPB hoàn thành",
        _FLOW,
        _WORK,
        "nhiệm vụ",
        "Nhiệm vụ tư vấn, phản biện đã hoàn thành; không lớn hơn được giao.",
        f"Hoàn thành {{số}} nhiệm vụ tư vấn, phản biện và giám định xã hội{_P}{_S}",
        at_most="TVPB được giao",
        jump=5,
        annex="Bảng 1",
    ),
    _indicator(
        "Văn bản góp ý",
        _FLOW,
        _WORK,
        "văn bản",
        "Số văn bản đã góp ý.",
        f"Tham gia góp ý {{số}} văn bản{_P}{_S}",
        jump=5,
        annex="Bảng 1",
    ),
    _indicator(
        "Hội thảo",
        _FLOW,
        _WORK,
        "cuộc",
        "Số hội thảo đã tổ chức.",
        f"Tổ chức {{số}} hội thảo{_P}[ với {{Lượt người hội thảo}} lượt người dự{_P}][; {{so sánh}}]",
        jump=5,
        annex="Bảng 2",
    ),
    _indicator(
        "Lượt người hội thảo",
        _FLOW,
        _WORK,
        "lượt người",
        "Lượt người dự hội thảo.",
        f"Có {{số}} lượt người dự hội thảo{_P}",
        goes_with="Hội thảo",
        jump=100,
        annex="Bảng 2",
    ),
    _indicator(
        "Lớp tập huấn",
        _FLOW,
        _WORK,
        "lớp",
        "Số lớp tập huấn.",
        f"Mở {{số}} lớp tập huấn{_P}[ cho {{Lượt người tập huấn}} lượt người{_P}][; {{so sánh}}]",
        jump=5,
        annex="Bảng 2",
    ),
    _indicator(
        "Lượt người tập huấn",
        _FLOW,
        _WORK,
        "lượt người",
        "Lượt người dự tập huấn.",
        f"Tập huấn cho {{số}} lượt người{_P}",
        goes_with="Lớp tập huấn",
        jump=100,
        annex="Bảng 2",
    ),
    _indicator(
        "Đề tài mới",
        _FLOW,
        _WORK,
        "đề tài, dự án",
        "Số đề tài, dự án mới.",
        f"Triển khai mới {{số}} đề tài, dự án{_P}{_S}"
        f"[; tiếp tục thực hiện {{Đề tài chuyển tiếp}} đề tài, dự án chuyển tiếp{_P}]"
        f"[; nghiệm thu {{Đề tài nghiệm thu}} đề tài, dự án{_P}[, {{so sánh Đề tài nghiệm thu}}]]",
        jump=5,
        annex="Bảng 1",
    ),
    _indicator(
        "Đề tài chuyển tiếp",
        _OPENING,  # carried over from before the period: of a year, those carried into its first half
        _WORK,
        "đề tài, dự án",
        "Số đề tài chuyển tiếp từ kỳ trước.",
        f"Tiếp tục thực hiện {{số}} đề tài, dự án chuyển tiếp{_P}",
        jump=5,
        annex="Bảng 1",
    ),
    _indicator(
        "Đề tài nghiệm thu",
        _FLOW,
        _WORK,
        "đề tài, dự án",
        "Số đề tài đã nghiệm thu.",
        f"Nghiệm thu {{số}} đề tài, dự án{_P}{_S}",
        at_most="Đề tài mới + Đề tài chuyển tiếp",
        jump=5,
        annex="Bảng 1",
    ),
    _indicator(
        "Tin bài",
        _FLOW,
        _MERIT,
        "tin, bài",
        "Số tin, bài đã đăng.",
        f"Đăng tải {{số}} tin, bài{_P}{_S}",
        jump=20,
        annex="Bảng 2",
    ),
    _indicator(
        "Giải pháp dự thi",
        _FLOW,
        _WORK,
        "giải pháp",
        "Số giải pháp dự thi sáng tạo kỹ thuật.",
        f"Có {{số}} giải pháp dự thi sáng tạo kỹ thuật{_P}{_S}[; {{Giải pháp đoạt giải}} giải pháp đoạt giải{_P}]",
        jump=5,
        annex="Bảng 2",
    ),
    _indicator(
        "Giải pháp đoạt giải",
        _FLOW,
        _WORK,
        "giải pháp",
        "Số giải pháp đoạt giải; không lớn hơn số dự thi.",
        f"Có {{số}} giải pháp đoạt giải{_P}",
        at_most="Giải pháp dự thi",
        jump=5,
        annex="Bảng 2",
    ),
    _indicator(
        "Khen thưởng",
        _FLOW,
        _MERIT,
        "lượt",
        "Số lượt tập thể, cá nhân được khen thưởng.",
        f"Khen thưởng {{số}} lượt tập thể, cá nhân{_P}{_S}",
        jump=5,
        annex="Bảng 2",
    ),
    _indicator(
        "Kinh phí (triệu đồng)",
        _FLOW,
        _OFFICES,
        "triệu đồng",
        "Kinh phí hoạt động trong kỳ, triệu đồng.",
        f"Tổng kinh phí hoạt động {{số}} triệu đồng{_P}{_S}",
        number_kind="số tiền",
        jump=50,
        annex="Bảng 2",
    ),
)

#: Those that came since version 1: the workbooks of it have no column for them. They stand behind the others.
LATER_INDICATORS: tuple[Row, ...] = ()

OUTLINE: tuple[Row, ...] = (
    _section("Tình hình", "Phần", "Đặc điểm tình hình", "Tiêu đề"),
    _section("Đơn vị", "Mục", "Tổ chức", "Đơn vị"),
    _section("Hội viên", "Mục", "Hội viên", "Số chính"),
    _section("Chế độ báo cáo", "Mục", "Chế độ báo cáo", "Chế độ báo cáo"),
    _section("Kết quả", "Phần", "Kết quả thực hiện nhiệm vụ", "Tổng nhiệm vụ"),
    *[
        _section(name, "Mục", name[3:], "Nhóm nhiệm vụ", "Văn phòng", required="Có", aliases=f"Nhóm {name[0]}")
        for name in (_ORGANISATION, _WORK, _OFFICES, _MERIT)
    ],
    _section("Đánh giá", "Phần", "Đánh giá chung", "Tiêu đề"),
    _section("Ưu điểm", "Mục", "Ưu điểm", "Lời văn", "Đơn vị và Văn phòng", required="Có"),
    _section("Hạn chế", "Mục", "Tồn tại, hạn chế", "Lời văn + việc quá hạn", "Đơn vị và Văn phòng", required="Có"),
    _section("Nguyên nhân", "Mục", "Nguyên nhân", "Lời văn", "Đơn vị và Văn phòng", required="Có"),
    _section(
        "Phương hướng",
        "Phần",
        "Phương hướng, nhiệm vụ {kỳ tiếp}",
        "Lời văn + việc kỳ tới",
        "Đơn vị và Văn phòng",
        required="Có",
    ),
    _section("Kiến nghị", "Phần", "Kiến nghị, đề xuất", "Lời văn", "Đơn vị và Văn phòng", required="Có"),
    _section(
        "Bảng 1",
        "Bảng Phụ lục I",
        "Hội viên, tư vấn, phản biện và giám định xã hội, góp ý văn bản, đề tài, dự án",
        "Bảng",
    ),
    _section(
        "Bảng 2",
        "Bảng Phụ lục I",
        "Hội thảo, tập huấn, tin bài, giải pháp sáng tạo, khen thưởng, kinh phí",
        "Bảng",
    ),
)

KINDS: tuple[Row, ...] = (
    {"name": "Hội thành viên", "noun": "hội thành viên", "reports": "Có"},
    {"name": "Đơn vị trực thuộc", "noun": "đơn vị trực thuộc", "reports": "Có"},
    {"name": "Bộ phận cơ quan", "reports": "Không"},
)

#: What the indicators were called in code before the office declared them: aliases in JSON and the API, and the names
#: in forms and frozen submissions that are still out.
EARLIER_KEYS: dict[str, str] = {
    "members_start": "hoi_vien_dau_ky",
    "members_new": "ket_nap_moi",
    "members_left": "giam_trong_ky",
    "members_end": "hoi_vien_cuoi_ky",
    "reviews_assigned": "tvpb_duoc_giao",
    "reviews_done": "tvpb_hoan_thanh",
    "comments": "van_ban_gop_y",
    "workshops": "hoi_thao",
    "workshop_people": "luot_nguoi_hoi_thao",
    "classes": "lop_tap_huan",
    "class_people": "luot_nguoi_tap_huan",
    "projects_new": "de_tai_moi",
    "projects_running": "de_tai_chuyen_tiep",
    "projects_accepted": "de_tai_nghiem_thu",
    "articles": "tin_bai",
    "solutions_entered": "giai_phap_du_thi",
    "solutions_awarded": "giai_phap_doat_giai",
    "commendations": "khen_thuong",
    "budget": "kinh_phi",
}

#: Table key -> the rows by which a workbook of version 1 is read.
EARLIEST_ROWS: dict[str, tuple[Row, ...]] = {
    "indicators": INDICATORS,
    "outline": OUTLINE,
    "kinds": KINDS,
    "targets": (),
}
#: Table key -> the rows of a new workbook.
ROWS = {**EARLIEST_ROWS, "indicators": (*INDICATORS, *LATER_INDICATORS)}

"""Words, signs and sizes of the decree: wordings, abbreviations of Annex III, components, sizes that go together."""

from __future__ import annotations

UPPER, LOWER = "in hoa", "in thường"
LEFT, CENTER, RIGHT, JUSTIFY = "left", "center", "right", "both"
QUOC_HIEU = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"
FONT = "Times New Roman"
SIGNING_PREFIXES = ("TM.", "Q.", "KT.", "TL.", "TUQ.")
POINT_LETTERS: tuple[str, ...] = tuple("abcdđeghiklmnopqrstuvxy")  # of the Vietnamese alphabet: no f, j, w, z
RULE_TOLERANCE = 0.03  # the line below Tiêu ngữ may differ from the text by this share
# Stamps are red, whatever the rest is (III.2.b); folded to capitals without marks.
IN_STAMP_RED = frozenset({"KHAN", "THUONG KHAN", "HOA TOC", "MAT", "TOI MAT", "TUYET MAT"})
HEADER_OVERHANG_MM = 12.0  # the header table may stand this far out of the text area in all (Mẫu 1.4)


# The sizes that go together (footnote 1 of Mục V), by the size of the body text; the writer keeps to them.
_AS_BODY = ("tieu_ngu", "dia_danh_ngay", "ten_loai", "trich_yeu", "kinh_gui", "can_cu", "noi_dung", "phan", "ten_phan")
_AS_BODY_TOO = ("muc", "khoan", "diem", "dieu", "chuc_vu", "ho_ten", "ten_phu_luc", "kem_theo", "so_trang")
_AS_BODY_ALSO = ("muc_chuong", "do_khan", "pham_vi")
_FIXED = {"so_ky_hieu": 13, "noi_nhan": 12, "noi_nhan_dong": 11, "phu_luc": 14, "nguoi_soan": 11, "dia_chi": 11}
_ONE_LESS = ("quoc_hieu", "co_quan_chu_quan", "co_quan", "trich_yeu_cong_van")
SIZE_SETS: dict[int, dict[str, int]] = {
    body: dict.fromkeys((*_AS_BODY, *_AS_BODY_TOO, *_AS_BODY_ALSO), body) | dict.fromkeys(_ONE_LESS, body - 1) | _FIXED
    for body in (14, 13)
}

# Annex III, mục I: the abbreviations of the 27 types of document, and of the three kinds of copy.
ABBREVIATIONS: dict[str, str] = {
    "Nghị quyết": "NQ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Quy chế": "QC",
    "Quy định": "QyĐ",
    "Thông cáo": "TC",
    "Thông báo": "TB",
    "Hướng dẫn": "HD",
    "Chương trình": "CTr",
    "Kế hoạch": "KH",
    "Phương án": "PA",
    "Đề án": "ĐA",
    "Dự án": "DA",
    "Báo cáo": "BC",
    "Biên bản": "BB",
    "Tờ trình": "TTr",
    "Hợp đồng": "HĐ",
    "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN",
    "Bản thỏa thuận": "BTT",
    "Giấy uỷ quyền": "GUQ",
    "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT",
    "Giấy nghỉ phép": "GNP",
    "Phiếu gửi": "PG",
    "Phiếu chuyển": "PC",
    "Phiếu báo": "PB",
}
COPY_ABBREVIATIONS: dict[str, str] = {"Bản sao y": "SY", "Bản trích sao": "TrS", "Bản sao lục": "SL"}

# The components as people call them.
COMPONENTS: dict[str, str] = {
    "trang": "Trang giấy và phông chữ",
    "so_trang": "Số trang",
    "quoc_hieu": "Quốc hiệu",
    "tieu_ngu": "Tiêu ngữ",
    "co_quan_chu_quan": "Tên cơ quan chủ quản",
    "co_quan": "Tên cơ quan ban hành",
    "so_ky_hieu": "Số, ký hiệu",
    "dia_danh_ngay": "Địa danh và thời gian",
    "ten_loai": "Tên loại",
    "trich_yeu": "Trích yếu",
    "trich_yeu_cong_van": "Trích yếu công văn",
    "kinh_gui": "Kính gửi",
    "can_cu": "Căn cứ ban hành",
    "noi_dung": "Nội dung",
    "phan": "Phần, Chương",
    "ten_phan": "Tiêu đề phần, chương",
    "muc_chuong": "Mục, Tiểu mục trong chương",
    "muc": "Mục",
    "khoan": "Khoản",
    "diem": "Điểm",
    "dieu": "Điều",
    "ket_thuc": "Dấu kết thúc nội dung",
    "chuc_vu": "Quyền hạn, chức vụ người ký",
    "ho_ten": "Họ tên người ký",
    "noi_nhan": "Nơi nhận",
    "noi_nhan_dong": "Danh sách nơi nhận",
    "phu_luc": "Phụ lục",
    "ten_phu_luc": "Tên phụ lục",
    "kem_theo": "Chỉ dẫn kèm theo",
    "do_khan": "Dấu chỉ mức độ khẩn",
    "pham_vi": "Chỉ dẫn phạm vi lưu hành",
    "nguoi_soan": "Ký hiệu người soạn thảo",
    "dia_chi": "Địa chỉ cơ quan",
}

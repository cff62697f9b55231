"""Words and signs of the decree that are no figures: wordings, prefixes, stamps, what people call the components."""

from __future__ import annotations

UPPER, LOWER = "in hoa", "in thường"
LEFT, CENTER, RIGHT, JUSTIFY = "left", "center", "right", "both"
QUOC_HIEU = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"
#: The first line of Nơi nhận where the document is addressed to somebody (II.9.b).
AS_ABOVE = "Như trên"
#: What is not written before a signer's name (II.7.c): abbreviated, and in words.
TITLES = (
    *("GS", "PGS", "TS", "TSKH", "ThS", "Th.S", "BS", "BSCK", "BSCK1", "BSCK2", "BSCKI", "BSCKII", "BSCK I", "BSCK II"),
    *("KS", "CN", "LS", "DS", "KTS", "NGƯT", "NGND", "TTƯT", "TTND", "NSƯT", "NSND", "AHLĐ"),
)
TITLES_IN_WORDS = (
    *("Giáo sư", "Phó Giáo sư", "Tiến sĩ", "Tiến sỹ", "Thạc sĩ", "Thạc sỹ", "Bác sĩ", "Bác sỹ", "Kỹ sư", "Cử nhân"),
    *("Dược sĩ", "Luật sư", "Viện sĩ", "Viện sỹ", "Kiến trúc sư", "Nhà giáo", "Thầy thuốc", "Nghệ sĩ", "Anh hùng"),
    *("Đại tá", "Thượng tá", "Trung tá", "Thiếu tá", "Thiếu tướng", "Đồng chí", "Đ/c"),
)
#: The title in small letters, what may end it besides a space; the longest first, for some begin others.
_TITLES = tuple(
    (title.lower(), ends)
    for titles, ends in ((TITLES, ".,"), (TITLES_IN_WORDS, ""))
    for title in sorted(titles, key=len, reverse=True)
)


def title_before(name: str) -> str:
    """The title with which a name begins: "TS. Nguyễn Văn A" -> "TS."; "" for a bare name."""
    small = name.lower()
    for title, ends in _TITLES:
        if small.startswith(title) and (after := name[len(title) : len(title) + 1]):
            if after in ends:
                return name[: len(title) + 1]
            if after.isspace():
                return name[: len(title)]
    return ""


FONT = "Times New Roman"
SIGNING_PREFIXES = ("TM.", "Q.", "KT.", "TL.", "TUQ.")
#: Months as a date is written: 0 before 1 and 2 (II.4.b).
MONTHS = ("01", "02", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12")
POINT_LETTERS: tuple[str, ...] = tuple("abcdđeghiklmnopqrstuvxy")  # of the Vietnamese alphabet: no f, j, w, z
#: Stamps of urgency and of secrecy (III.2), which are red, and what may be said of who may see a document.
URGENCY = ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")
SECRECY = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
CIRCULATION = ("XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ")

#: The components as people call them.
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

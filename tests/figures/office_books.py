"""A small office for the tests of figures: few units, every case that a total or comparison must tell apart."""

from __future__ import annotations

from books import book_of

from lhh_excel.workbook.book import Book

PROFILE = """
## tblCauHinh
| Mục | Giá trị |
| Tên cơ quan | Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Cần Thơ |
| Tên gọi tắt | Liên hiệp Hội |
| Ký hiệu cơ quan | LHH |
| Địa danh | Cần Thơ |
| Ký hiệu đơn vị soạn thảo | VP |
| Chương trình (số) | 70/CTr-LHH |
| Chương trình (ngày) | 14/06/2016 |
| Kỳ báo cáo | 2026-H1 |
| Căn cứ | Luật Khoa học và Công nghệ; |
"""

PERIODS = """
## tblKy
| Mã kỳ | Tên kỳ | Từ ngày | Đến ngày | Hạn đơn vị nộp | Trạng thái |
| 2025-H1 | 6 tháng đầu năm 2025 | 15/12/2024 | 14/06/2025 | 09/06/2025 | Khóa |
| 2025-H2 | 6 tháng cuối năm 2025 | 15/06/2025 | 14/12/2025 | 09/12/2025 | Khóa |
| 2025 | Năm 2025 | 15/12/2024 | 14/12/2025 | 09/12/2025 | Khóa |
| 2026-H1 | 6 tháng đầu năm 2026 | 15/12/2025 | 14/06/2026 | 09/06/2026 | Mở |
| 2026-H2 | 6 tháng cuối năm 2026 | 15/06/2026 | 14/12/2026 | 09/12/2026 | Mở |
"""

#: H04 is merged into H01 on 1/2/2026; H05 joins in 2026; H06 left in 2025 and nobody follows it; T01 is affiliated.
UNITS = """
## tblDonVi
| Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập | Ngày rời | Đơn vị kế thừa |
| T01 | Trung tâm 01 | Đơn vị trực thuộc | 01/01/2010 | | |
| H01 | Hội Đúc | Hội thành viên | 01/01/2010 | | |
| H02 | Hội Dược | Hội thành viên | 01/01/2010 | | |
| H03 | Hội Ăn uống | Hội thành viên | 01/01/2010 | | |
| H04 | Hội Cũ | Hội thành viên | 01/01/2010 | 01/02/2026 | H01 |
| H05 | Hội Mới | Hội thành viên | 01/03/2026 | | |
| H06 | Hội Rời | Hội thành viên | 01/01/2010 | 01/10/2025 | |
"""

FIGURES = """
## tblSoLieu
| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | Hội viên đầu kỳ | Kết nạp mới | Giảm trong kỳ | Hội viên cuối kỳ | Hội thảo | Đề tài chuyển tiếp | Kinh phí (triệu đồng) |
| 2025-H1 | H01 | 01/06/2025 | 100 | 10 | 0 | 110 | 2 | 1 | 10,1 |
| 2025-H1 | H02 | 01/06/2025 | 200 | 0 | 5 | 195 | 0 | 0 | 20,2 |
| 2025-H1 | H03 | 01/06/2025 | 300 | 5 | 5 | 300 | | 2 | |
| 2025-H1 | H04 | 01/06/2025 | 50 | 0 | 0 | 50 | 1 | 0 | 0,1 |
| 2025-H1 | H06 | 01/06/2025 | 40 | 0 | 0 | 40 | 3 | 0 | 1 |
| 2025-H1 | T01 | 01/06/2025 | 0 | 0 | 0 | 0 | 0 | 0 | 5 |
| 2025-H2 | H01 | 01/12/2025 | 110 | 5 | 0 | 115 | 1 | 1 | 10 |
| 2025-H2 | H02 | 01/12/2025 | 195 | 0 | 0 | 195 | 1 | 0 | 20 |
| 2025-H2 | H03 | 01/12/2025 | 300 | 0 | 10 | 290 | 4 | 0 | 3 |
| 2025-H2 | H04 | 01/12/2025 | 50 | 2 | 0 | 52 | 0 | 0 | 1 |
| 2025-H2 | T01 | 01/12/2025 | 0 | 0 | 0 | 0 | 0 | 0 | 5 |
| 2026-H1 | H01 | 09/06/2026 | 167 | 12 | 4 | 175 | 4 | 1 | 10,1 |
| 2026-H1 | H02 | 12/06/2026 | 195 | 0 | 7 | 188 | 0 | 0 | 20,2 |
| 2026-H1 | H03 | | 290 | 9 | 0 | 299 | 9 | 9 | 99 |
| 2026-H1 | H04 | 01/06/2026 | 52 | 0 | 0 | 52 | 8 | 0 | 8 |
| 2026-H1 | H05 | 01/06/2026 | 30 | 3 | 0 | 33 | | 0 | 0,7 |
| 2026-H1 | T01 | 01/06/2026 | 0 | 0 | 0 | 0 | 1 | 0 | 5 |
"""  # noqa: E501

SIGNERS = """
## tblNguoiKy
| Họ tên | Chức vụ | Thẩm quyền ký | Ký thay | Mặc định |
| Trần Thị B | Phó Chủ tịch | TM. BAN THƯỜNG TRỰC | KT. CHỦ TỊCH | |
| Nguyễn Văn A | Chủ tịch | TM. BAN THƯỜNG TRỰC | | Có |
"""

RECIPIENTS = """
## tblNoiNhan
| Loại văn bản | Vai trò | Thứ tự | Tên nơi nhận |
| Báo cáo | Nơi nhận | 2 | Sở Nội vụ; |
| Báo cáo | Nơi nhận | 1 | Như trên |
| Báo cáo | Kính gửi | 2 | Ban Tuyên giáo và Dân vận Thành ủy |
| Báo cáo | Kính gửi | 1 | - Thường trực Thành ủy |
| Công văn | Nơi nhận | 1 | Các hội thành viên |
"""


def office(*tables: str, without: tuple[str, ...] = (), as_of: str = "16/06/2026", period: str | None = None) -> Book:
    """The office's book; `tables` replace those of the same name or come with them, `without` leaves some out."""
    chosen = {_name(text): text for text in (PROFILE, PERIODS, UNITS, FIGURES, SIGNERS, RECIPIENTS)}
    chosen.update({_name(text): text for text in tables})
    return book_of("\n".join(text for name, text in chosen.items() if name not in without), as_of=as_of, period=period)


def _name(text: str) -> str:
    return text.strip().splitlines()[0].removeprefix("## ").strip()

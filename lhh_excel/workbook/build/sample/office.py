# ruff: noqa: E501 - one record a line
"""The sample's office: profile, signers, periods, recipients, register, journal.

What is real stands in the programme 70/CTr-LHH itself; people, numbers of documents and days are invented.
"""

from __future__ import annotations

import datetime as dt

from ...tables import JOURNAL, PERIODS, RECIPIENTS, REGISTER, SIGNERS
from ..starting import profile_rows
from .reading import Record, records

AS_OF = dt.date(2026, 6, 16)

_PROFILE = {
    "agency": "Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Cần Thơ",
    "short_name": "Liên hiệp Hội",
    "symbol": "LHH",
    "place": "Cần Thơ",
    "drafter": "VP",
    "programme_number": "70/CTr-LHH",
    "programme_date": dt.date(2016, 6, 14),
    "programme_subject": "Thực hiện Nghị quyết Đại hội đại biểu Đảng bộ thành phố Cần Thơ lần thứ XIII của Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Cần Thơ",
    "legal_bases": (
        "Căn cứ Điều lệ Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Cần Thơ",
        "Căn cứ Công văn số 230-CV/TU ngày 07 tháng 6 năm 2016 của Thành ủy Cần Thơ",
        "Căn cứ Chương trình số 70/CTr-LHH ngày 14 tháng 6 năm 2016 của Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Cần Thơ",
    ),
    "period": "2026-H1",
    "as_of": AS_OF,
}

_SIGNERS = """
Nguyễn Văn A | Chủ tịch     | TM. BAN THƯỜNG TRỰC |              | Có
Trần Thị B   | Phó Chủ tịch | TM. BAN THƯỜNG TRỰC | KT. CHỦ TỊCH | Không
"""

_PERIODS = """
2025-H1 | 6 tháng đầu năm 2025  | 15/12/2024 | 14/06/2025 | 09/06/2025 | 19/06/2025 | 24/06/2025 | Khóa
2025-H2 | 6 tháng cuối năm 2025 | 15/06/2025 | 14/12/2025 | 09/12/2025 | 19/12/2025 | 24/12/2025 | Khóa
2025    | năm 2025              | 15/12/2024 | 14/12/2025 | 09/12/2025 | 19/12/2025 | 24/12/2025 | Khóa
2026-H1 | 6 tháng đầu năm 2026  | 15/12/2025 | 14/06/2026 | 09/06/2026 | 19/06/2026 | 16/06/2026 | Mở
2026-H2 | 6 tháng cuối năm 2026 | 15/06/2026 | 14/12/2026 | 09/12/2026 | 19/12/2026 | 24/12/2026 | Mở
2026    | năm 2026              | 15/12/2025 | 14/12/2026 | 09/12/2026 | 19/12/2026 | 24/12/2026 | Mở
"""

_RECIPIENTS = """
Báo cáo      | Kính gửi | 1 | Thường trực Thành ủy
Báo cáo      | Kính gửi | 2 | Ban Tuyên giáo và Dân vận Thành ủy
Báo cáo      | Nơi nhận | 1 | Như trên
Báo cáo      | Nơi nhận | 2 | Thường trực Ủy ban nhân dân thành phố
Báo cáo      | Nơi nhận | 3 | Ủy ban Mặt trận Tổ quốc Việt Nam thành phố
Báo cáo      | Nơi nhận | 4 | Sở Khoa học và Công nghệ
Báo cáo      | Nơi nhận | 5 | Sở Nội vụ
Báo cáo      | Nơi nhận | 6 | Các đồng chí Ủy viên Ban Chấp hành
Báo cáo      | Nơi nhận | 7 | Các hội thành viên và đơn vị trực thuộc
Báo cáo      | Lưu      | 1 | VT, VP
Công văn     | Kính gửi | 1 | Các hội thành viên và đơn vị trực thuộc
Công văn     | Nơi nhận | 1 | Như trên
Công văn     | Nơi nhận | 2 | Ban Thường trực (để báo cáo)
Công văn     | Lưu      | 1 | VT, VP
Chương trình | Nơi nhận | 1 | Thường trực Thành ủy
Chương trình | Nơi nhận | 2 | Thường trực Ủy ban nhân dân thành phố
Chương trình | Nơi nhận | 3 | Ban Tuyên giáo và Dân vận Thành ủy
Chương trình | Nơi nhận | 4 | Các hội thành viên và đơn vị trực thuộc
Chương trình | Lưu      | 1 | VT, VP
Kế hoạch     | Nơi nhận | 1 | Ban Thường trực;
Kế hoạch     | Nơi nhận | 2 | Các hội thành viên và đơn vị trực thuộc
Kế hoạch     | Lưu      | 1 | VT, VP
Thông báo    | Nơi nhận | 1 | Các hội thành viên và đơn vị trực thuộc
Thông báo    | Lưu      | 1 | VT, VP
Giấy mời     | Nơi nhận | 1 | Như thành phần mời
Tờ trình     | Kính gửi | 1 | Thường trực Ủy ban nhân dân thành phố
Tờ trình     | Nơi nhận | 1 | Sở Khoa học và Công nghệ
Tờ trình     | Lưu      | 1 | VT, VP
"""

_REGISTER = """
01/KH-LHH | 06/01/2026 | Kế hoạch công tác năm 2026 | Nguyễn Văn A | Các hội thành viên và đơn vị trực thuộc | VT, VP | 23 | 06/01/2026 | | 01-KH-LHH-2026.docx | Đã cấp
02/TB-LHH | 20/01/2026 | Thông báo phân công nhiệm vụ quý I năm 2026 | Nguyễn Văn A | Các hội thành viên và đơn vị trực thuộc | VT, VP | 23 | 20/01/2026 | | 02-TB-LHH-2026.docx | Đã cấp
03/KH-LHH | 10/02/2026 | Kế hoạch tổ chức Hội thi Sáng tạo kỹ thuật năm 2026 | Nguyễn Văn A | Các hội thành viên và đơn vị trực thuộc | VT, VP | 23 | 11/02/2026 | Được thay thế bằng Kế hoạch số 04/KH-LHH | 03-KH-LHH-2026.docx | Bị thay thế
04/KH-LHH | 24/02/2026 | Kế hoạch tổ chức Hội thi Sáng tạo kỹ thuật năm 2026 (thay thế Kế hoạch số 03/KH-LHH) | Nguyễn Văn A | Các hội thành viên và đơn vị trực thuộc | VT, VP | 23 | 24/02/2026 | | 04-KH-LHH-2026.docx | Đã cấp
06/TB-LHH | 18/03/2026 | Thông báo kết luận giao ban quý I năm 2026 | Trần Thị B | Các hội thành viên và đơn vị trực thuộc | VT, VP | 23 | 19/03/2026 | Số 05 cấp nhầm, đã hủy ngày 12/3/2026 | 06-TB-LHH-2026.docx | Đã cấp
07/KH-LHH | 22/04/2026 | Kế hoạch tập huấn nghiệp vụ tư vấn, phản biện năm 2026 | Trần Thị B | Các hội thành viên và đơn vị trực thuộc | VT, VP | 23 | 22/04/2026 | | 07-KH-LHH-2026.docx | Đã cấp
08/LHH-VP | 20/05/2026 | Công văn về việc nộp báo cáo kết quả thực hiện nhiệm vụ giữa năm | Trần Thị B | Các hội thành viên và đơn vị trực thuộc | VT, VP | 20 | 20/05/2026 | | 08-LHH-VP-2026.docx | Đã cấp
10/TB-LHH | 02/06/2026 | Thông báo phân công nhiệm vụ quý III năm 2026 | | Các hội thành viên và đơn vị trực thuộc | VT, VP | 23 | 02/06/2026 | | 10-TB-LHH-2026.docx | Đã cấp
"""

_JOURNAL = """
09/06/2026 16:45 | Nhận báo cáo     | | H16  | tblSoLieu | 2026-H1/H16  | Ngày nhận báo cáo | | 09/06/2026
11/06/2026 09:10 | Nhận báo cáo     | | H07  | tblSoLieu | 2026-H1/H07  | Ngày nhận báo cáo | | 11/06/2026
12/06/2026 14:05 | Nhận báo cáo     | | TT01 | tblSoLieu | 2026-H1/TT01 | Ngày nhận báo cáo | | 12/06/2026
"""


def profile() -> list[Record]:
    return profile_rows(_PROFILE)


def signers() -> list[Record]:
    return records(SIGNERS, "name position authority on_behalf default", _SIGNERS)


def periods() -> list[Record]:
    return records(PERIODS, "code name start end unit_due upward_due lock_on state", _PERIODS)


def recipients() -> list[Record]:
    return records(RECIPIENTS, "document_type role order name", _RECIPIENTS)


def register() -> list[Record]:
    keys = "symbol date subject signer recipients archive copies sent_on note file state"
    return records(REGISTER, keys, _REGISTER)


def journal() -> list[Record]:
    return records(JOURNAL, "at action file unit table record column old new", _JOURNAL)

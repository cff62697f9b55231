# ruff: noqa: E501 - one record a line
"""The sample data, written as tables of text: an invented office on the real programme 70/CTr-LHH.

So made that each sentence of the report and many warnings and notes have something to act on, and no error.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..declarations import DEFAULT
from ..lists import CANCELLED, DONE, NOT_STARTED, PAUSED, RUNNING
from ..schema import Kind, Table
from ..starting import default_rows, profile_rows
from ..tables import FIGURES, JOURNAL, PERIODS, PROGRESS, RECIPIENTS, REGISTER, SIGNERS, TASKS, TEXTS, UNITS
from ..values import Value, show

Record = dict[str, Any]
_LOCKED_AT = {"2025-H1": dt.datetime(2025, 6, 24, 16, 0), "2025-H2": dt.datetime(2025, 12, 24, 16, 0)}


def tables() -> dict[str, list[Record]]:
    """Table key -> records by column key."""
    periods = _records(PERIODS, "code name start end unit_due upward_due lock_on state", _PERIODS)
    figures = _records(FIGURES, _FIGURE_KEYS, _FIGURES)
    progress = _progress({row["code"]: row["end"] for row in periods})
    register_keys = "symbol date subject signer recipients archive copies sent_on note file state"
    return {
        "profile": profile_rows(_PROFILE),
        "signers": _records(SIGNERS, "name position authority on_behalf default", _SIGNERS),
        "periods": periods,
        "units": [{**row, "kind": _UNIT_KINDS[row["kind"]]} for row in _records(UNITS, _UNIT_KEYS, _UNITS)],
        "tasks": _tasks(),
        "progress": progress,
        "figures": figures,
        "texts": _records(TEXTS, "period section order content", _TEXTS),
        "recipients": _records(RECIPIENTS, "document_type role order name", _RECIPIENTS),
        "register": _records(REGISTER, register_keys, _REGISTER),
        "findings": [],
        "journal": _records(JOURNAL, "at action file unit table record column old new", _JOURNAL),
        "frozen": [*_frozen(FIGURES, figures), *_frozen(PROGRESS, progress)],
        **default_rows(),
    }


def _frozen(table: Table, rows: list[Record]) -> list[Record]:
    """The values of the locked periods as they stood when they were locked."""
    return [
        {
            "period": row["period"],
            "table": table.name,
            "record": "/".join(row[key] for key in table.id_columns),
            "column": column.header,
            "value": show(row.get(column.key)) or None,
            "at": _LOCKED_AT[row["period"]],
        }
        for row in rows
        if row["period"] in _LOCKED_AT
        for column in table.columns
        if column.key not in table.id_columns
    ]


# --- the office ------------------------------------------------------------------------------------------------------

# What is real stands in the programme 70/CTr-LHH itself; people, numbers of documents and days are invented.
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
    "as_of": dt.date(2026, 6, 16),
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


# --- units -----------------------------------------------------------------------------------------------------------

# 17 hội thành viên and 3 đơn vị trực thuộc in 2026, and one that merged into another in 2025.
_UNIT_KEYS = "code name short kind head head_position phone email decision founded term joined left successor note"
_UNIT_KINDS = {"HTV": "Hội thành viên", "TT": "Đơn vị trực thuộc"}

_UNITS = """
H01  | Hội thành viên 01 | HTV 01 | HTV | Nguyễn Văn C | Chủ tịch | 02923800001 | h01@example.vn | 01/QĐ-MẪU | 12/03/1997 | 2023-2028 | 20/05/1997 | | |
H02  | Hội thành viên 02 | HTV 02 | HTV | Trần Thị D   | Chủ tịch | 02923800002 | h02@example.vn | 02/QĐ-MẪU | 05/08/1997 | 2022-2027 | 15/10/1997 | | |
H03  | Hội thành viên 03 | HTV 03 | HTV | Lê Văn E     | Chủ tịch | 02923800003 | h03@example.vn | 03/QĐ-MẪU | 22/11/1998 | 2024-2029 | 10/01/1999 | | |
H04  | Hội thành viên 04 | HTV 04 | HTV | Phạm Thị G   | Chủ tịch | 02923800004 | h04@example.vn | 04/QĐ-MẪU | 16/04/1999 | 2023-2028 | 01/06/1999 | | |
H05  | Hội thành viên 05 | HTV 05 | HTV | Hoàng Văn H  | Chủ tịch | 02923800005 | h05@example.vn | 05/QĐ-MẪU | 09/09/2000 | 2021-2026 | 20/11/2000 | | | Nhận sáp nhập Hội thành viên 18 từ ngày 30/9/2025
H06  | Hội thành viên 06 | HTV 06 | HTV | Phan Thị I   | Chủ tịch | 02923800006 | h06@example.vn | 06/QĐ-MẪU | 14/02/2001 | 2023-2028 | 20/04/2001 | | |
H07  | Hội thành viên 07 | HTV 07 | HTV | Vũ Văn K     | Chủ tịch | 02923800007 | h07@example.vn | 07/QĐ-MẪU | 30/07/2002 | 2022-2027 | 12/09/2002 | | |
H08  | Hội thành viên 08 | HTV 08 | HTV | Đặng Thị L   | Chủ tịch | 02923800008 | h08@example.vn | 08/QĐ-MẪU | 18/05/2003 | 2024-2029 | 25/07/2003 | | |
H09  | Hội thành viên 09 | HTV 09 | HTV | Bùi Văn M    | Chủ tịch | 02923800009 | h09@example.vn | 09/QĐ-MẪU | 03/10/2004 | 2020-2025 | 18/12/2004 | | |
H10  | Hội thành viên 10 | HTV 10 | HTV | Đỗ Thị N     | Chủ tịch | 02923800010 | h10@example.vn | 10/QĐ-MẪU | 27/06/2005 | 2023-2028 | 30/08/2005 | | |
H11  | Hội thành viên 11 | HTV 11 | HTV | Hồ Văn O     | Chủ tịch | 02923800011 | h11@example.vn | 11/QĐ-MẪU | 11/01/2007 | 2022-2027 | 15/03/2007 | | |
H12  | Hội thành viên 12 | HTV 12 | HTV | Ngô Thị P    | Chủ tịch | 0292380 | h12@example.vn | 12/QĐ-MẪU | 19/12/2008 | 2023-2028 | 20/02/2009 | | |
H13  | Hội thành viên 13 | HTV 13 | HTV | Dương Văn Q  | Chủ tịch | 02923800013 | h13@example | 13/QĐ-MẪU | 25/03/2010 | 2025-2030 | 10/06/2010 | | |
H14  | Hội thành viên 14 | HTV 14 | HTV | Lý Thị R     | Chủ tịch | 02923800014 | h14@example.vn | 14/QĐ-MẪU | 08/12/2012 | 2022-2027 | 01/11/2012 | | |
H15  | Hội thành viên 15 | HTV 15 | HTV | Võ Văn S     | Chủ tịch | 02923800015 | h15@example.vn | 15/QĐ-MẪU | 17/05/2015 | 2025-2030 | 22/07/2015 | | |
H16  | Hội thành viên 16 | HTV 16 | HTV | Trịnh Thị T  | Chủ tịch | 02923800016 | h16@example.vn | 16/QĐ-MẪU | 21/09/2018 | 2023-2028 | 05/12/2018 | | |
H17  | Hội thành viên 17 | HTV 17 | HTV | Mai Văn U    | Chủ tịch | 02923800017 | h17@example.vn | 17/QĐ-MẪU | 15/04/2025 | 2025-2030 | 01/07/2025 | | | Mới gia nhập năm 2025
H18  | Hội thành viên 18 | HTV 18 | HTV | Đinh Thị V   | Chủ tịch | 02923800018 | h18@example.vn | 18/QĐ-MẪU | 02/02/2011 | 2020-2025 | 16/04/2011 | 30/09/2025 | H05 | Sáp nhập vào Hội thành viên 05
TT01 | Đơn vị trực thuộc 01 | ĐVTT 01 | TT | Cao Văn X  | Giám đốc | 02923800021 | tt01@example.vn | 21/QĐ-MẪU | 10/10/2003 | | 10/10/2003 | | |
TT02 | Đơn vị trực thuộc 02 | ĐVTT 02 | TT | Tạ Thị Y   | Giám đốc | 02923800022 | tt02@example.vn | 22/QĐ-MẪU | 24/06/2009 | | 24/06/2009 | | |
TT03 | Đơn vị trực thuộc 03 | ĐVTT 03 | TT | Hà Văn Z   | Giám đốc | 02923800023 | tt03@example.vn | 23/QĐ-MẪU | 06/11/2016 | | 06/11/2016 | | |
"""


# --- tasks -----------------------------------------------------------------------------------------------------------

# In every group and state, and their states at the ends of the closed periods. The last two cells of a line are the
# task's state at the end of 2025-H1 and of 2025-H2: a letter and a percent; empty where the task was not yet given or
# had been finished before.
_PROGRAMME = "70/CTr-LHH"
_TASK_STATES = {"C": NOT_STARTED, "Đ": RUNNING, "H": DONE, "T": PAUSED, "X": CANCELLED}
_CLOSED = ("2025-H1", "2025-H2")
_TASK_KEYS = "code group content lead partners person assigned due state progress done_on result evidence difficulty"

_TASKS = """
NV-001 | 1 | Rà soát, kiện toàn Ban Chấp hành các hội thành viên hết nhiệm kỳ | H01 | H02;H03 | Nguyễn Văn C | 15/01/2025 | 30/05/2025 | H | 100 | 26/05/2025 | Kiện toàn Ban Chấp hành của 03 hội thành viên | 03 quyết định công nhận | | H 100 |
NV-002 | 1 | Hướng dẫn các hội thành viên sửa đổi điều lệ | H02 | | Trần Thị D | 15/01/2025 | 15/06/2025 | H | 100 | 10/06/2025 | 05 hội hoàn thành dự thảo điều lệ sửa đổi | Hồ sơ lưu VP | | H 100 |
NV-003 | 1 | Khảo sát nhu cầu thành lập hội mới trong lĩnh vực công nghệ thông tin | TT01 | H04 | Cao Văn X | 10/02/2025 | 30/09/2025 | H | 100 | 22/09/2025 | Hoàn thành báo cáo khảo sát | Báo cáo khảo sát, lưu VP | | Đ 60 | H 100
NV-004 | 1 | Kết nạp Hội thành viên 17 | H01 | | Nguyễn Văn C | 01/04/2025 | 15/07/2025 | H | 100 | 01/07/2025 | Kết nạp 01 hội thành viên | Quyết định kết nạp | | Đ 80 | H 100
NV-005 | 1 | Hoàn tất thủ tục sáp nhập Hội thành viên 18 vào Hội thành viên 05 | H05 | | Hoàng Văn H | 15/06/2025 | 30/10/2025 | H | 100 | 30/09/2025 | Hoàn thành việc sáp nhập, bàn giao hội viên và hồ sơ | Biên bản bàn giao | | | H 100
NV-006 | 1 | Cập nhật danh sách hội viên của các hội thành viên | H03 | H06;H08 | Lê Văn E | 20/12/2025 | 30/04/2026 | H | 100 | 24/04/2026 | Cập nhật danh sách hội viên của 17 hội thành viên | Danh sách lưu VP | | |
NV-007 | 1 | Đại hội nhiệm kỳ mới của Hội thành viên 09 | H09 | | Bùi Văn M | 10/10/2025 | 31/03/2026 | Đ | 40 | | | | Chưa thống nhất được nhân sự Ban Chấp hành | | Đ 20
NV-008 | 1 | Đại hội nhiệm kỳ 2026-2031 của Hội thành viên 05 | H05 | | Hoàng Văn H | 15/01/2026 | 30/11/2026 | Đ | 30 | | | | | |
NV-009 | 1 | Thành lập tổ chức Đảng tại các hội đủ điều kiện | H10 | H11 | Đỗ Thị N | 15/01/2026 | 15/12/2026 | C | 0 | | | | | |
NV-010 | 1 | Xây dựng quy chế phối hợp giữa Liên hiệp Hội và các hội thành viên | H04 | H01;H02 | Phạm Thị G | 20/12/2025 | 15/05/2026 | H | 100 | 12/05/2026 | Ban hành quy chế phối hợp | 05 biên bản góp ý, quy chế lưu VP | | |
NV-011 | 1 | Tổ chức gặp mặt trí thức tiêu biểu đầu năm | H01 | | Nguyễn Văn C | 25/12/2025 | 28/02/2026 | H | 100 | 10/02/2026 | Tổ chức 01 buổi gặp mặt | | | |
NV-012 | 1 | Thành lập chi hội tại các trường cao đẳng | H12 | | Ngô Thị P | 10/03/2025 | 31/12/2025 | X | 10 | | | | Các trường chưa có nhu cầu | Đ 15 | X 10
NV-013 | 1 | Khảo sát hoạt động của các hội thành viên ở cơ sở | H14 | H15 | Lý Thị R | 20/02/2026 | 30/06/2026 | Đ | 90 | | | | | |
NV-014 | 1 | Rà soát quy hoạch cán bộ chủ chốt của các hội | H02 | | Trần Thị D | 01/04/2026 | 30/09/2026 | C | 5 | | | | | |
NV-015 | 1 | Lập sổ theo dõi hội viên trên máy tính | TT02 | | Tạ Thị Y | 15/09/2025 | 31/08/2026 | T | 35 | | | | Tạm dừng chờ kinh phí | | Đ 25
NV-016 | 2 | Phản biện dự thảo quy hoạch vùng trồng cây ăn trái | H06 | H07 | Phan Thị I | 20/01/2025 | 15/05/2025 | H | 100 | 09/05/2025 | Hoàn thành báo cáo phản biện | | | H 100 |
NV-017 | 2 | Tư vấn phương án cấp nước sạch nông thôn | H07 | | Vũ Văn K | 20/01/2025 | 31/05/2025 | H | 100 | 28/05/2025 | Hoàn thành báo cáo tư vấn | Báo cáo tư vấn, lưu VP | | H 100 |
NV-018 | 2 | Hội thảo chuyển đổi số trong sản xuất nông nghiệp | H06 | TT01 | Phan Thị I | 15/02/2025 | 30/04/2025 | H | 100 | 22/04/2025 | Tổ chức 01 hội thảo, 58 lượt người dự | Kỷ yếu hội thảo | | H 100 |
NV-019 | 2 | Phản biện đề án thoát nước đô thị | H08 | H01 | Đặng Thị L | 01/07/2025 | 31/10/2025 | H | 100 | 24/10/2025 | Hoàn thành báo cáo phản biện | Báo cáo phản biện, lưu VP | | | H 100
NV-020 | 2 | Đề tài ứng dụng năng lượng mặt trời cho hộ gia đình | TT01 | H10 | Cao Văn X | 10/03/2025 | 30/11/2025 | H | 100 | 25/11/2025 | Nghiệm thu đề tài | Biên bản nghiệm thu | | Đ 35 | H 100
NV-021 | 2 | Hội thi Sáng tạo kỹ thuật năm 2025 | TT02 | H01;H06 | Tạ Thị Y | 10/03/2025 | 15/11/2025 | H | 100 | 12/11/2025 | Tổng kết hội thi | Quyết định trao giải | | Đ 40 | H 100
NV-022 | 2 | Hội thi Sáng tạo kỹ thuật năm 2026 | TT02 | H01;H06 | Tạ Thị Y | 24/02/2026 | 15/11/2026 | Đ | 40 | | | | | |
NV-023 | 2 | Phản biện dự thảo kế hoạch phát triển khoa học và công nghệ năm 2026 | H08 | | Đặng Thị L | 20/12/2025 | 15/03/2026 | H | 100 | 11/03/2026 | Hoàn thành báo cáo phản biện | Báo cáo phản biện, lưu VP | | |
NV-024 | 2 | Giám định xã hội công trình kè chống sạt lở | H07 | H08 | Vũ Văn K | 10/01/2026 | 15/05/2026 | Đ | 70 | | | | Chưa được cung cấp đủ hồ sơ thiết kế | |
NV-025 | 2 | Tư vấn quy trình xử lý nước thải làng nghề | H10 | H07 | Đỗ Thị N | 10/01/2026 | 31/05/2026 | H | 100 | 27/05/2026 | Hoàn thành báo cáo tư vấn | Báo cáo tư vấn, lưu VP | | |
NV-026 | 2 | Hội thảo kinh tế tuần hoàn trong nông nghiệp | H06 | TT01 | Phan Thị I | 15/01/2026 | 15/04/2026 | H | 100 | 09/04/2026 | Tổ chức 01 hội thảo, 150 lượt người dự | Kỷ yếu hội thảo | | |
NV-027 | 2 | Tập huấn nghiệp vụ tư vấn, phản biện năm 2026 | TT01 | | Cao Văn X | 22/04/2026 | 15/06/2026 | Đ | 80 | | | | | |
NV-028 | 2 | Đề tài giống lúa chịu mặn cho vùng ven sông | TT01 | H06 | Cao Văn X | 15/08/2025 | 31/12/2026 | Đ | 55 | | | | | | Đ 25
NV-029 | 2 | Phản biện dự thảo quy định quản lý chất thải rắn | H10 | | Đỗ Thị N | 20/04/2026 | 31/07/2026 | Đ | 30 | | | | | |
NV-030 | 2 | Góp ý dự thảo văn bản quy phạm pháp luật của thành phố năm 2026 | H11 | H12 | Hồ Văn O | 02/01/2026 | 10/12/2026 | Đ | 50 | | | | | |
NV-031 | 2 | Tư vấn chuyển giao công nghệ bảo quản nông sản | H13 | | Dương Văn Q | 01/04/2026 | 30/10/2026 | C | 0 | | | | | |
NV-032 | 2 | Hội thảo an toàn thông tin cho cơ quan, doanh nghiệp | H15 | | Võ Văn S | 15/04/2026 | 30/09/2026 | C | 0 | | | | | |
NV-033 | 2 | Giám định xã hội dự án chợ đầu mối | H08 | | Đặng Thị L | 15/07/2025 | 30/04/2026 | T | 45 | | | | Chủ đầu tư tạm dừng dự án | | Đ 30
NV-034 | 2 | Phản biện đề án giao thông thông minh | H16 | H15 | Trịnh Thị T | 15/07/2025 | 15/12/2025 | X | 0 | | | | Cơ quan đặt hàng rút yêu cầu | | X 0
NV-035 | 2 | Xây dựng cơ sở dữ liệu chuyên gia tư vấn, phản biện | TT03 | H01 | Hà Văn Z | 15/01/2026 | 30/04/2026 | Đ | 50 | | | | Thiếu thông tin chuyên gia của một số hội | |
NV-036 | 3 | Sắp xếp lại phòng làm việc của Văn phòng Liên hiệp Hội | TT03 | | Hà Văn Z | 10/01/2025 | 31/03/2025 | H | 100 | 21/03/2025 | Hoàn thành việc sắp xếp | Biên bản bàn giao | | H 100 |
NV-037 | 3 | Ban hành quy chế văn thư, lưu trữ | TT01 | | Cao Văn X | 10/01/2025 | 15/05/2025 | H | 100 | 14/05/2025 | Ban hành quy chế | Quy chế lưu VP | | H 100 |
NV-038 | 3 | Số hóa hồ sơ lưu trữ giai đoạn 2016-2020 | TT03 | | Hà Văn Z | 15/07/2025 | 15/12/2025 | H | 100 | 05/12/2025 | Số hóa 1.250 trang tài liệu | Kho tài liệu số | | | H 100
NV-039 | 3 | Số hóa hồ sơ lưu trữ giai đoạn 2021-2025 | TT03 | | Hà Văn Z | 05/01/2026 | 31/10/2026 | Đ | 45 | | | | | |
NV-040 | 3 | Bồi dưỡng kỹ năng soạn thảo văn bản cho cán bộ văn phòng | TT01 | TT01;TT02 | Cao Văn X | 05/01/2026 | 31/03/2026 | H | 100 | 26/03/2026 | Tổ chức 01 lớp, 28 lượt người dự | Danh sách học viên | | |
NV-041 | 3 | Đăng ký lại hoạt động khoa học và công nghệ của Đơn vị trực thuộc 02 | TT02 | | Tạ Thị Y | 05/01/2026 | 30/04/2026 | H | 100 | 20/04/2026 | Được cấp giấy chứng nhận mới | Giấy chứng nhận | | |
NV-042 | 3 | Kiện toàn Ban Tư vấn, phản biện và giám định xã hội | H01 | TT01 | Nguyễn Văn C | 15/09/2025 | 30/11/2025 | C | 0 | | | | Chờ ý kiến về nhân sự | | C 0
NV-043 | 3 | Nâng cấp trang thông tin điện tử của Liên hiệp Hội | TT02 | | Tạ Thị Y | 15/02/2026 | 31/08/2026 | Đ | 65 | | | | | |
NV-044 | 3 | Kiểm kê tài sản giữa năm | TT03 | | Hà Văn Z | 01/06/2026 | 10/07/2026 | C | 0 | | | | | |
NV-045 | 3 | Xây dựng quy chế chi tiêu nội bộ năm 2026 | TT01 | | Cao Văn X | 20/12/2025 | 28/02/2026 | H | 100 | 25/02/2026 | Ban hành quy chế chi tiêu nội bộ | | | |
NV-046 | 3 | Mua sắm thiết bị họp trực tuyến | TT02 | | Tạ Thị Y | 15/09/2025 | 30/06/2026 | T | 20 | | | | Tạm dừng chờ phân bổ kinh phí | |
NV-047 | 3 | Thuê đơn vị kiểm toán độc lập năm 2025 | TT01 | | Cao Văn X | 15/02/2025 | 31/10/2025 | X | 0 | | | | Không bố trí được kinh phí | C 0 | X 0
NV-048 | 3 | Lập kế hoạch công tác năm 2027 | TT01 | TT02;TT02 | Cao Văn X | 01/06/2026 | 10/12/2026 | C | 0 | | | | | |
NV-049 | 4 | Phát động phong trào thi đua năm 2026 | H01 | | Nguyễn Văn C | 20/12/2025 | 31/01/2026 | H | 100 | 20/01/2026 | 20 đơn vị đăng ký thi đua | Bản đăng ký thi đua | | |
NV-050 | 4 | Sơ kết công tác thi đua, khen thưởng 6 tháng cuối năm 2025 | H02 | | Trần Thị D | 01/07/2025 | 15/12/2025 | H | 100 | 10/12/2025 | Hoàn thành báo cáo sơ kết | Báo cáo sơ kết | | | H 100
NV-051 | 4 | Sinh hoạt chuyên đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh | H03 | H04;H05 | Lê Văn E | 15/07/2025 | 30/11/2025 | H | 100 | 19/11/2025 | Tổ chức 02 buổi sinh hoạt chuyên đề | Biên bản sinh hoạt | | | H 100
NV-052 | 4 | Sinh hoạt chuyên đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh năm 2026 | H03 | H04;H05 | Lê Văn E | 05/01/2026 | 30/11/2026 | Đ | 50 | | | | | |
NV-053 | 4 | Quán triệt nghị quyết của Thành ủy cho cán bộ, hội viên | H04 | | Phạm Thị G | 15/01/2026 | 31/05/2026 | H | 100 | 22/05/2026 | Tổ chức 02 hội nghị, 210 lượt người dự | Danh sách đại biểu | | |
NV-054 | 4 | Xét tặng kỷ niệm chương năm 2026 | H02 | H01 | Trần Thị D | 01/03/2026 | 30/08/2026 | Đ | 25 | | | | | |
NV-055 | 4 | Viết bài tuyên truyền gương trí thức tiêu biểu | H12 | | Ngô Thị P | 15/01/2026 | 15/11/2026 | Đ | 60 | | | | | |
NV-056 | 4 | Thăm hỏi hội viên cao tuổi, khó khăn | H14 | | Lý Thị R | 20/12/2025 | 15/02/2026 | H | | 08/02/2026 | Thăm hỏi 35 hội viên | Danh sách thăm hỏi | | |
NV-057 | 4 | Tổ chức hội thao chào mừng ngày thành lập Liên hiệp Hội | H16 | H14 | Trịnh Thị T | 01/03/2026 | 31/05/2026 | X | 0,15 | | | | Dành thời gian cho việc kiện toàn tổ chức | |
NV-058 | 4 | Tổng kết phong trào thi đua năm 2026 | H01 | | Nguyễn Văn C | 01/06/2026 | 10/12/2026 | C | 0 | | | | | |
NV-059 | 4 | Biên soạn tài liệu giáo dục truyền thống của Liên hiệp Hội | H11 | | Hồ Văn O | 15/08/2025 | 31/12/2026 | T | 30 | | | |  | | Đ 20
NV-060 | 4 | Đề nghị khen thưởng tập thể, cá nhân tiêu biểu 6 tháng đầu năm 2026 | H02 | | Trần Thị D | 15/05/2026 | 10/07/2026 | C | 0 | | | | | |
"""

#: The clerk's own notes, typed in a hurry: two spaces, a letter and its tone apart (not NFC), a Telex left-over, a
#: no-break space, a space at the end. The checks and the safe repairs have something to show.
_TASK_NOTES = {
    "NV-013": "Đã nhắc  lần hai",
    "NV-022": "Đa\u0303 mời Ban Giám khảo",
    "NV-024": "Đang chờ booj hồ sơ thiết kế",
    "NV-029": "Làm\u00a0việc với cơ quan đặt hàng",
    "NV-039": "Còn hồ sơ năm 2024 và 2025 ",
}


def _tasks() -> list[Record]:
    """The tasks as they stand on the sample's day."""
    return [
        {
            **record,
            "programme": _PROGRAMME,
            "group": DEFAULT.groups[int(record["group"]) - 1].name,
            "state": _TASK_STATES[record["state"]],
            "note": _TASK_NOTES.get(record["code"]),
        }
        for record in _typed()
    ]


def _progress(ends: dict[str, dt.date]) -> list[Record]:
    """One row for each closed period and task that was under way in it."""
    rows = []
    for index, period in enumerate(_CLOSED):
        for record, line in zip(_typed(), _TASKS.strip().splitlines(), strict=True):
            then = _cells(line)[index - len(_CLOSED)]
            if not then:
                continue
            state, percent = then.split()
            row = {"period": period, "task": record["code"], "unit": record["lead"]}
            row |= {"state": _TASK_STATES[state], "progress": int(percent)}
            if state == "H":
                assert record["done_on"] <= ends[period]
                row |= {"result": record["result"], "evidence": record["evidence"]}
            elif state in "TX":
                row["difficulty"] = record["difficulty"]
            rows.append(row)
    return rows


def _typed() -> list[Record]:
    text = "\n".join("|".join(_cells(line)[: -len(_CLOSED)]) for line in _TASKS.strip().splitlines())
    return _records(TASKS, _TASK_KEYS, text)


# --- figures ---------------------------------------------------------------------------------------------------------

# Three half-years; a default indicator that is not among these keys is blank in all. They add up as a clerk's must: cuối
# kỳ = đầu kỳ + kết nạp − giảm, đầu kỳ = cuối kỳ trước (Hội thành viên 05 takes over the members of 18). In 2026-H1 two
# units have not reported (H09 has only its prepared row), two are late, TT02 reports nothing but zeros, H06 jumps, and
# some cells are blank because the unit has no figure yet.
_FIGURE_KEYS = (
    "period unit received hoi_vien_dau_ky ket_nap_moi giam_trong_ky hoi_vien_cuoi_ky tvpb_duoc_giao tvpb_hoan_thanh"
    " van_ban_gop_y hoi_thao luot_nguoi_hoi_thao lop_tap_huan luot_nguoi_tap_huan de_tai_moi de_tai_chuyen_tiep"
    " de_tai_nghiem_thu tin_bai giai_phap_du_thi giai_phap_doat_giai khen_thuong kinh_phi note"
)
_FIGURES = """
2025-H1 | H01  | 02/06/2025 |  876 |   3 |   2 |  877 |   3 |   3 |   1 |   0 |    0 |   2 |   62 |  1 |  0 |  0 |  14 |   0 |   0 |   1 |     29 |
2025-H1 | H02  | 08/06/2025 |  548 |  10 |   2 |  556 |   1 |   1 |   2 |   0 |    0 |   0 |    0 |  0 |  0 |  0 |  11 |   0 |   0 |   1 |    9,5 |
2025-H1 | H03  | 05/06/2025 |  505 |   3 |   3 |  505 |   3 |   3 |   3 |   0 |    0 |   0 |    0 |  1 |  0 |  0 |   3 |   0 |   0 |   5 |   49,5 |
2025-H1 | H04  | 05/06/2025 |  470 |   4 |   4 |  470 |   1 |   1 |   1 |   2 |   84 |   1 |   37 |  0 |  0 |  0 |   6 |   0 |   0 |   3 |     56 |
2025-H1 | H05  | 01/06/2025 |  398 |  10 |   4 |  404 |   2 |   2 |   1 |   1 |   43 |   0 |    0 |  0 |  0 |  0 |   4 |   0 |   0 |   3 |   58,5 |
2025-H1 | H06  | 09/06/2025 |  436 |   2 |   5 |  433 |   2 |   2 |   1 |   1 |   58 |   0 |    0 |  1 |  0 |  0 |   4 |   0 |   0 |   1 |     29 |
2025-H1 | H07  | 04/06/2025 |  402 |   4 |   4 |  402 |   5 |   5 |   1 |   0 |    0 |   2 |   52 |  0 |  0 |  0 |  19 |   0 |   0 |   0 |      9 |
2025-H1 | H08  | 04/06/2025 |  365 |   7 |   3 |  369 |   2 |   2 |   0 |   2 |  124 |   1 |   33 |  0 |  0 |  0 |  20 |   0 |   0 |   4 |   19,5 |
2025-H1 | H09  | 05/06/2025 |   58 |   4 |   0 |   62 |   1 |   0 |   0 |   2 |   92 |   1 |   40 |  1 |  0 |  0 |  13 |   0 |   0 |   1 |     57 |
2025-H1 | H10  | 09/06/2025 |  341 |   4 |   4 |  341 |   4 |   3 |   2 |   0 |    0 |   1 |   45 |  0 |  0 |  0 |  16 |   0 |   0 |   4 |     34 |
2025-H1 | H11  | 12/06/2025 |  310 |   2 |   2 |  310 |   0 |   0 |   4 |   0 |    0 |   0 |    0 |  1 |  0 |  0 |   5 |   0 |   0 |   0 |   52,5 |
2025-H1 | H12  | 02/06/2025 |  288 |  11 |   1 |  298 |   3 |   3 |   0 |   0 |    0 |   2 |   50 |  0 |  0 |  0 |   8 |   0 |   0 |   0 |   13,5 |
2025-H1 | H13  | 05/06/2025 |  254 |  10 |   3 |  261 |   2 |   2 |   1 |   1 |   39 |   1 |   39 |  0 |  0 |  0 |   5 |   0 |   0 |   2 |     49 |
2025-H1 | H14  | 09/06/2025 |  231 |   2 |   3 |  230 |   2 |   2 |   1 |   0 |    0 |   0 |    0 |  0 |  0 |  0 |  15 |   0 |   0 |   1 |     38 |
2025-H1 | H15  | 04/06/2025 |  196 |   4 |   4 |  196 |   1 |   1 |   4 |   2 |  126 |   1 |   37 |  1 |  0 |  0 |  12 |   0 |   0 |   0 |   41,5 |
2025-H1 | H16  | 05/06/2025 |  173 |   4 |   2 |  175 |   2 |   2 |   3 |   2 |  124 |   1 |   25 |  0 |  0 |  0 |  24 |   0 |   0 |   3 |   51,5 |
2025-H1 | H18  | 06/06/2025 |   72 |   8 |   1 |   79 |   2 |   2 |   0 |   2 |  132 |   1 |   41 |  1 |  0 |  0 |  20 |   0 |   0 |   0 |     17 |
2025-H1 | TT01 | 07/06/2025 |    0 |   0 |   0 |    0 |   1 |   1 |   0 |   2 |  110 |   0 |    0 |  0 |  1 |  1 |   4 |   0 |   0 |   4 |  105,5 |
2025-H1 | TT02 | 04/06/2025 |    0 |   0 |   0 |    0 |   1 |   1 |   0 |   1 |   68 |   0 |    0 |  0 |  0 |  0 |   3 |   0 |   0 |   5 |     83 |
2025-H1 | TT03 | 03/06/2025 |    0 |   0 |   0 |    0 |   0 |   0 |   0 |   0 |    0 |   0 |    0 |  0 |  0 |  0 |   0 |   0 |   0 |   0 |    157 |
2025-H2 | H01  | 02/12/2025 |  877 |   3 |   3 |  877 |   3 |   2 |   0 |   0 |    0 |   0 |    0 |  0 |  0 |  0 |   3 |   2 |   0 |   5 |   10,5 |
2025-H2 | H02  | 01/12/2025 |  556 |  11 |   1 |  566 |   1 |   1 |   1 |   0 |    0 |   1 |   44 |  0 |  0 |  0 |  23 |   3 |   0 |   5 |     50 |
2025-H2 | H03  | 05/12/2025 |  505 |   2 |   5 |  502 |   2 |   2 |   1 |   1 |   48 |   0 |    0 |  0 |  0 |  0 |   3 |   1 |   0 |   5 |   17,5 |
2025-H2 | H04  | 03/12/2025 |  470 |   9 |   4 |  475 |   0 |   0 |   1 |   1 |   67 |   2 |   70 |  1 |  0 |  0 |  20 |   2 |   1 |   2 |   31,5 |
2025-H2 | H05  | 03/12/2025 |  483 |   5 |   5 |  483 |   1 |   0 |   4 |   0 |    0 |   1 |   26 |  0 |  0 |  0 |  11 |   2 |   0 |   2 |   32,5 | Hội viên đầu kỳ gồm cả hội viên của Hội thành viên 18
2025-H2 | H06  | 06/12/2025 |  433 |  11 |   2 |  442 |   3 |   3 |   1 |   0 |    0 |   1 |   45 |  1 |  0 |  0 |  11 |   2 |   0 |   3 |   50,5 |
2025-H2 | H07  | 07/12/2025 |  402 |   2 |   0 |  404 |   2 |   1 |   3 |   2 |  100 |   1 |   32 |  1 |  0 |  0 |   3 |   1 |   0 |   2 |     54 |
2025-H2 | H08  | 02/12/2025 |  369 |   3 |   4 |  368 |   3 |   3 |   3 |   1 |   65 |   0 |    0 |  0 |  0 |  0 |  21 |   2 |   0 |   2 |   45,5 |
2025-H2 | H09  | 01/12/2025 |   62 |   8 |   1 |   69 |   0 |   0 |   2 |   0 |    0 |   0 |    0 |  1 |  0 |  0 |   8 |   1 |   0 |   2 |   17,5 |
2025-H2 | H10  | 06/12/2025 |  341 |   5 |   3 |  343 |   4 |   4 |   1 |   2 |   84 |   1 |   34 |  0 |  0 |  0 |   5 |   3 |   0 |   1 |      9 |
2025-H2 | H11  | 07/12/2025 |  310 |  12 |   3 |  319 |   2 |   2 |   1 |   1 |   48 |   2 |   66 |  0 |  0 |  0 |  10 |   1 |   0 |   4 |   49,5 |
2025-H2 | H12  | 04/12/2025 |  298 |   2 |   1 |  299 |   1 |   1 |   3 |   2 |   86 |   0 |    0 |  0 |  0 |  0 |   2 |   0 |   0 |   1 |   36,5 |
2025-H2 | H13  | 03/12/2025 |  261 |   2 |   0 |  263 |   1 |   1 |   2 |   1 |   42 |   0 |    0 |  0 |  0 |  0 |  11 |   1 |   0 |   0 |   27,5 |
2025-H2 | H14  | 10/12/2025 |  230 |  12 |   4 |  238 |   1 |   1 |   3 |   0 |    0 |   1 |   28 |  0 |  0 |  0 |  17 |   3 |   1 |   5 |     16 |
2025-H2 | H15  | 02/12/2025 |  196 |  11 |   0 |  207 |   3 |   3 |   0 |   1 |   48 |   1 |   35 |  0 |  0 |  0 |  12 |   1 |   0 |   3 |   16,5 |
2025-H2 | H16  | 03/12/2025 |  175 |  11 |   5 |  181 |   2 |   2 |   0 |   1 |   41 |   2 |   52 |  0 |  0 |  0 |   6 |   0 |   0 |   0 |     47 |
2025-H2 | H17  | 03/12/2025 |   85 |  11 |   0 |   96 |   1 |   0 |   2 |   1 |   60 |   2 |   60 |  0 |  0 |  0 |  20 |   1 |   0 |   4 |     42 |
2025-H2 | TT01 | 04/12/2025 |    0 |   0 |   0 |    0 |   0 |   0 |   0 |   0 |    0 |   1 |   36 |  0 |  1 |  1 |   6 |   0 |   0 |   5 |  207,5 |
2025-H2 | TT02 | 02/12/2025 |    0 |   0 |   0 |    0 |   1 |   1 |   0 |   2 |  132 |   1 |   37 |  0 |  0 |  0 |   6 |   0 |   0 |   5 |    201 |
2025-H2 | TT03 | 07/12/2025 |    0 |   0 |   0 |    0 |   0 |   0 |   0 |   0 |    0 |   0 |    0 |  0 |  0 |  0 |   7 |   0 |   0 |   1 |  193,5 |
2026-H1 | H01  | 02/06/2026 |  877 |   8 |   1 |  884 |   1 |   0 |   2 |   0 |    0 |   0 |    0 |  0 |  0 |  0 |   6 |   1 |   0 |   3 |     16 |
2026-H1 | H02  | 04/06/2026 |  566 |   3 |   0 |  569 |   3 |   2 |   1 |   0 |    0 |   2 |   52 |  1 |  0 |  0 |  24 |   0 |   0 |   5 |   57,5 |
2026-H1 | H03  | 02/06/2026 |  502 |   4 |   1 |  505 |   3 |   2 |   4 |   2 |  124 |   1 |   41 |  0 |  0 |  0 |     |   0 |   0 |   5 |     58 |
2026-H1 | H04  | 07/06/2026 |  475 |   6 |   1 |  480 |   1 |   0 |   1 |   1 |   63 |   2 |   70 |  0 |  0 |  0 |   7 |   0 |   0 |   0 |     40 |
2026-H1 | H05  | 05/06/2026 |  483 |   4 |   4 |  483 |   0 |   0 |   1 |   1 |   49 |   0 |    0 |  0 |  0 |  0 |   2 |   0 |   0 |   1 |   50,5 |
2026-H1 | H06  | 01/06/2026 |  442 |  11 |   5 |  448 |   2 |   2 |   1 |   3 |  245 |   2 |   68 |  0 |  0 |  0 |  20 |   0 |   0 |   5 |     50 | Mở rộng hội thảo cho nông dân các xã vùng ven
2026-H1 | H07  | 11/06/2026 |  404 |   9 |   0 |  413 |   5 |   4 |   4 |   0 |    0 |   0 |    0 |  0 |  0 |  0 |  20 |   0 |   0 |   4 |     41 |
2026-H1 | H08  | 04/06/2026 |  368 |   5 |   5 |  368 |   2 |   2 |   1 |   1 |   69 |   1 |   42 |  0 |  0 |  0 |  10 |   0 |   0 |   1 |   54,5 |
2026-H1 | H09  |            |   69 |     |     |      |     |     |     |     |      |     |      |    |    |    |     |     |     |     |        |
2026-H1 | H10  | 09/06/2026 |  343 |   3 |   0 |  346 |   4 |   4 |   2 |   1 |   59 |   1 |   33 |  0 |  0 |  0 |  12 |   0 |   0 |   1 |     50 |
2026-H1 | H11  | 09/06/2026 |  319 |  11 |   4 |  326 |   0 |   0 |   1 |   2 |   78 |   1 |   28 |  0 |  0 |  0 |  14 |   0 |   0 |   0 |     52 |
2026-H1 | H12  | 06/06/2026 |  299 |   2 |   4 |  297 |   0 |   0 |   1 |   1 |      |   1 |   36 |  0 |  0 |  0 |   2 |   0 |   0 |   4 |        |
2026-H1 | H13  | 08/06/2026 |  263 |   7 |   0 |  270 |   1 |   0 |   0 |   0 |    0 |   0 |    0 |  1 |  1 |  0 |   6 |   1 |   0 |   2 |   25,5 |
2026-H1 | H14  | 07/06/2026 |  238 |   3 |   4 |  237 |   3 |   2 |   1 |   2 |  136 |   1 |   45 |  0 |  0 |  0 |  17 |   0 |   0 |   4 |   46,5 |
2026-H1 | H15  | 01/06/2026 |  207 |   4 |   5 |  206 |   0 |   0 |   1 |   0 |    0 |   2 |   66 |  0 |  0 |  0 |  17 |   0 |   0 |   0 |        |
2026-H1 | H16  | 09/06/2026 |  181 |  10 |   1 |  190 |   3 |   2 |   0 |   0 |    0 |   1 |   27 |  1 |  0 |  0 |  17 |   0 |   0 |   1 |     14 |
2026-H1 | H17  | 07/06/2026 |   96 |  11 |   4 |  103 |   0 |   0 |   1 |   0 |    0 |   0 |    0 |  0 |  0 |  0 |  15 |   0 |   0 |   0 |     39 |
2026-H1 | TT01 | 12/06/2026 |    0 |   0 |   0 |    0 |   0 |   0 |   0 |   1 |   59 |   1 |   28 |  1 |  1 |  0 |  10 |   0 |   0 |   3 |    159 |
2026-H1 | TT02 | 01/06/2026 |    0 |   0 |   0 |    0 |   0 |   0 |   0 |   0 |    0 |   0 |    0 |  0 |  0 |  0 |   0 |   0 |   0 |   0 |      0 |
"""


# --- what a person writes --------------------------------------------------------------------------------------------

# For the report, section by section.
_TEXTS = """
2025-H1 | 1. Tổ chức | 1 | Các hội thành viên hết nhiệm kỳ được hướng dẫn kiện toàn Ban Chấp hành và sửa đổi điều lệ.
2025-H1 | 2. Chuyên môn, tư vấn, phản biện và giám định xã hội | 1 | Hoạt động tư vấn, phản biện tập trung vào các quy hoạch, đề án do các sở, ngành đặt hàng.
2025-H1 | 3. Văn phòng, ban chuyên môn, đơn vị trực thuộc | 1 | Văn phòng Liên hiệp Hội sắp xếp lại nơi làm việc và ban hành quy chế văn thư, lưu trữ.
2025-H1 | 4. Thi đua, giáo dục chính trị tư tưởng | 1 | Các hội thành viên tiếp tục sinh hoạt chuyên đề theo kế hoạch của cấp ủy.
2025-H1 | Ưu điểm | 1 | Các đơn vị nộp đủ báo cáo.
2025-H1 | Hạn chế | 1 | Một số hội thành viên có ít hoạt động.
2025-H1 | Nguyên nhân | 1 | Cán bộ hội phần lớn kiêm nhiệm.
2025-H1 | Phương hướng | 1 | Hoàn thành việc sáp nhập Hội thành viên 18 vào Hội thành viên 05.
2025-H1 | Kiến nghị | 1 | Đề nghị Thường trực Thành ủy quan tâm chỉ đạo việc bố trí kinh phí cho hoạt động phản biện.
2025-H2 | 1. Tổ chức | 1 | Liên hiệp Hội kết nạp Hội thành viên 17; Hội thành viên 18 sáp nhập vào Hội thành viên 05.
2025-H2 | 2. Chuyên môn, tư vấn, phản biện và giám định xã hội | 1 | Hội thi Sáng tạo kỹ thuật năm 2025 đã tổng kết.
2025-H2 | 3. Văn phòng, ban chuyên môn, đơn vị trực thuộc | 1 | Văn phòng Liên hiệp Hội số hóa xong hồ sơ lưu trữ giai đoạn 2016-2020.
2025-H2 | 4. Thi đua, giáo dục chính trị tư tưởng | 1 | Các hội thành viên tổ chức sinh hoạt chuyên đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.
2025-H2 | Ưu điểm | 1 | Các nhiệm vụ trọng tâm trong năm cơ bản hoàn thành.
2025-H2 | Hạn chế | 1 | Một số nhiệm vụ phải tạm dừng.
2025-H2 | Nguyên nhân | 1 | Kinh phí được phân bổ chậm.
2025-H2 | Phương hướng | 1 | Chuẩn bị đại hội nhiệm kỳ mới của các hội thành viên hết nhiệm kỳ.
2025-H2 | Kiến nghị | 1 | Đề nghị Thường trực Ủy ban nhân dân thành phố xem xét đặt hàng phản biện từ đầu năm.
2025-H2 | Kiến nghị | 1 | Đề nghị các sở, ngành cung cấp hồ sơ phản biện đầy đủ, đúng thời hạn.
2026-H1 | 1. Tổ chức | 1 | Liên hiệp Hội ban hành quy chế phối hợp giữa Liên hiệp Hội và các hội thành viên, làm cơ sở cho việc giao nhiệm vụ và chế độ báo cáo.
2026-H1 | 1. Tổ chức | 2 | Việc chuẩn bị đại hội nhiệm kỳ mới của Hội thành viên 05 và Hội thành viên 09 được theo dõi hằng tháng.
2026-H1 | 2. Chuyên môn, tư vấn, phản biện và giám định xã hội | 1 | Các báo cáo tư vấn, phản biện được gửi đến cơ quan đặt hàng đúng thời hạn đã thỏa thuận, trừ việc giám định xã hội công trình kè chống sạt lở.
2026-H1 | 2. Chuyên môn, tư vấn, phản biện và giám định xã hội | 2 | Hội thi Sáng tạo kỹ thuật năm 2026 đang trong thời gian nhận hồ sơ dự thi.
2026-H1 | 3. Văn phòng, ban chuyên môn, đơn vị trực thuộc | 1 | Văn phòng Liên hiệp Hội ban hành quy chế chi tiêu nội bộ và tiếp tục số hóa hồ sơ lưu trữ.
2026-H1 | 4. Thi đua, giáo dục chính trị tư tưởng | 1 | Nghị quyết của Thành ủy được quán triệt đến cán bộ, hội viên; việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh được đưa vào sinh hoạt của các hội thành viên.
2026-H1 | Ưu điểm | 1 | Các hội thành viên và đơn vị trực thuộc bám sát nhiệm vụ của Chương trình, chủ động xây dựng kế hoạch từ đầu năm.
2026-H1 | Ưu điểm | 2 | Hoạt động tư vấn, phản biện và giám định xã hội được duy trì ở nhiều hội thành viên.
2026-H1 | Hạn chế | 1 | Còn đơn vị chưa nộp báo cáo và đơn vị nộp báo cáo muộn.
2026-H1 | Hạn chế | 2 | Một số nhiệm vụ chưa hoàn thành đúng thời hạn.
2026-H1 | Nguyên nhân | 1 | Cán bộ phụ trách ở các hội thành viên phần lớn kiêm nhiệm.
2026-H1 | Nguyên nhân | 2 | Một số nhiệm vụ chưa được cung cấp đủ hồ sơ hoặc chưa được phân bổ kinh phí.
2026-H1 | Phương hướng | 1 | Tập trung hoàn thành các nhiệm vụ quá hạn; hằng tháng kiểm điểm tiến độ với từng đơn vị chủ trì.
2026-H1 | Phương hướng | 2 | Hoàn thành đại hội nhiệm kỳ mới của Hội thành viên 05 và Hội thành viên 09.
2026-H1 | Phương hướng | 3 | Tổng kết Hội thi Sáng tạo kỹ thuật năm 2026.
2026-H1 | Kiến nghị | 1 | Đề nghị Thường trực Thành ủy tiếp tục quan tâm chỉ đạo hoạt động tư vấn, phản biện và giám định xã hội của Liên hiệp Hội.
2026-H1 | Kiến nghị | 2 | Đề nghị Ban Tuyên giáo và Dân vận Thành ủy phối hợp hướng dẫn nội dung sinh hoạt chuyên đề cho các hội thành viên.
"""


# --- records from text -----------------------------------------------------------------------------------------------


def _records(table: Table, keys: str, text: str) -> list[Record]:
    """The lines of `text` as records of `table`; `keys` names the cells in their order.

    A cell is typed as its column is: dates dd/mm/yyyy, numbers with a decimal comma; an empty one is None.
    """
    names = keys.split()
    return [
        {key: _typed_as(table[key].kind, cell) for key, cell in zip(names, _cells(line), strict=True)}
        for line in text.strip().splitlines()
    ]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _typed_as(kind: Kind, cell: str) -> Value:
    if not cell:
        return None
    if kind is Kind.DATE:
        return dt.datetime.strptime(cell, "%d/%m/%Y").date()
    if kind is Kind.DATETIME:
        return dt.datetime.strptime(cell, "%d/%m/%Y %H:%M")
    if kind.is_number:
        number = float(cell.replace(",", "."))
        return int(number) if number.is_integer() else number
    return cell

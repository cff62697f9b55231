# ruff: noqa: E501 - one record a line
"""The sample's tasks, in every group and state, and their states at the ends of the closed periods.

The last two cells of a line are the task's state at the end of 2025-H1 and of 2025-H2: a letter and a percent; empty
where the task was not yet given or had been finished before.
"""

from __future__ import annotations

import datetime as dt

from ...lists import CANCELLED, DONE, GROUPS, NOT_STARTED, PAUSED, RUNNING
from ...tables import TASKS
from .office import periods
from .reading import Record, cells, records

_PROGRAMME = "70/CTr-LHH"
_STATES = {"C": NOT_STARTED, "Đ": RUNNING, "H": DONE, "T": PAUSED, "X": CANCELLED}
_CLOSED = ("2025-H1", "2025-H2")
_KEYS = "code group content lead partners person assigned due state progress done_on result evidence difficulty"

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
NV-013 | 1 | Khảo sát hoạt động của các hội thành viên ở cơ sở | H14 | H15 | Lý Thị R | 20/02/2026 | 30/06/2026 | Đ | 100 | | | | | |
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
_NOTES = {
    "NV-013": "Đã nhắc  lần hai",
    "NV-022": "Đa\u0303 mời Ban Giám khảo",
    "NV-024": "Đang chờ booj hồ sơ thiết kế",
    "NV-029": "Làm\u00a0việc với cơ quan đặt hàng",
    "NV-039": "Còn hồ sơ năm 2024 và 2025 ",
}


def tasks() -> list[Record]:
    """The tasks as they stand on the sample's day."""
    return [
        {
            **record,
            "programme": _PROGRAMME,
            "group": GROUPS[int(record["group"]) - 1],
            "state": _STATES[record["state"]],
            "note": _NOTES.get(record["code"]),
        }
        for record in _typed()
    ]


def progress() -> list[Record]:
    """One row for each closed period and task that was under way in it."""
    ends = {row["code"]: row["end"] for row in periods()}
    rows = []
    for index, period in enumerate(_CLOSED):
        for record, line in zip(_typed(), _TASKS.strip().splitlines(), strict=True):
            then = cells(line)[index - len(_CLOSED)]
            if then:
                rows.append(_state_then(period, ends[period], record, then))
    return rows


def _typed() -> list[Record]:
    text = "\n".join("|".join(cells(line)[: -len(_CLOSED)]) for line in _TASKS.strip().splitlines())
    return records(TASKS, _KEYS, text)


def _state_then(period: str, end: dt.date, record: Record, then: str) -> Record:
    state, percent = then.split()
    row = {
        "period": period,
        "task": record["code"],
        "unit": record["lead"],
        "state": _STATES[state],
        "progress": int(percent),
    }
    if state == "H":
        assert record["done_on"] <= end
        row |= {"result": record["result"], "evidence": record["evidence"]}
    elif state in "TX":
        row["difficulty"] = record["difficulty"]
    return row

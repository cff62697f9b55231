"""The values behind the drop-downs, one list each. Code compares with these names, never with literals."""

from __future__ import annotations

from enum import Enum

from ..law import BY_CODE
from ..messages.screen import SEVERITIES
from .schema import ValueList

NOT_STARTED, RUNNING, DONE, PAUSED, CANCELLED = (
    "Chưa bắt đầu",
    "Đang thực hiện",
    "Hoàn thành",
    "Tạm dừng",
    "Hủy",
)
#: States in which a task still has to be done by its deadline (paused and cancelled ones cannot be overdue).
OPEN_STATES = frozenset({NOT_STARTED, RUNNING})

PERIOD_OPEN, PERIOD_LOCKED = "Mở", "Khóa"

TO, COPY, ARCHIVE = "Kính gửi", "Nơi nhận", "Lưu"
YES, NO = "Có", "Không"
ISSUED, UNFINISHED, REPLACED = "Đã cấp", "Chưa hoàn tất", "Bị thay thế"
NUMBER_COMMON, NUMBER_PER_TYPE = "chung", "theo loại"
PAPER, ELECTRONIC = "giấy", "điện tử"
#: How the report tells tasks: each by name, or by name only those that are overdue or marked (Cách kể nhiệm vụ).
FULL, BRIEF = "đầy đủ", "gọn"


class Measure(Enum):
    """How an indicator behaves over time: what a year makes of its halves (Cách tính)."""

    OPENING = "đầu kỳ"  # a stock at the period's first day: the first part's figure
    CLOSING = "cuối kỳ"  # a stock at the period's last day: the last part's figure
    FLOW = "phát sinh"  # what happened in the period: the parts' sum


class Level(Enum):
    """Where a row of Đề cương stands in the report (Cấp)."""

    PART = "Phần"
    SECTION = "Mục"
    TABLE = "Bảng Phụ lục I"


class SectionKind(Enum):
    """What the program tells in a section by itself (Loại mục); any section may hold written text and indicators."""

    TITLE = "Tiêu đề"
    UNITS = "Đơn vị"
    LEAD = "Số chính"
    REPORTING = "Chế độ báo cáo"
    TASKS = "Tổng nhiệm vụ"
    GROUP = "Nhóm nhiệm vụ"
    TEXT = "Lời văn"
    TEXT_OVERDUE = "Lời văn + việc quá hạn"
    TEXT_NEXT = "Lời văn + việc kỳ tới"
    TABLE = "Bảng"


COUNTED, MONEY = "số đếm", "số tiền"
BY_OFFICE, BY_UNITS = "Văn phòng", "Đơn vị và Văn phòng"

#: Document types that have a list of recipients of their own (Điều 7 NĐ 30 names 29; these are ours so far).
DOCUMENT_TYPES = tuple(BY_CODE[code].name for code in ("BC", "CV", "CTr", "KH", "TB", "GM", "TTr"))
#: How a legal basis begins that is printed as it is typed; before any other "Căn cứ" is printed.
BASIS_WORDS = ("căn cứ", "theo", "thực hiện", "xét", "trên cơ sở")

LISTS: tuple[ValueList, ...] = (
    ValueList(
        "task_state", "tblDanhMucTrangThai", "Trạng thái nhiệm vụ", (NOT_STARTED, RUNNING, DONE, PAUSED, CANCELLED)
    ),
    ValueList("period_state", "tblDanhMucKy", "Trạng thái kỳ", (PERIOD_OPEN, PERIOD_LOCKED)),
    ValueList("role", "tblDanhMucVaiTro", "Vai trò nơi nhận", (TO, COPY, ARCHIVE)),
    ValueList("document_type", "tblDanhMucLoaiVanBan", "Loại văn bản", DOCUMENT_TYPES),
    ValueList("yes_no", "tblDanhMucCoKhong", "Có / Không", (YES, NO)),
    ValueList("register_state", "tblDanhMucVanBanDi", "Trạng thái văn bản đi", (ISSUED, UNFINISHED, REPLACED)),
    ValueList("severity", "tblDanhMucMucDo", "Mức phát hiện", SEVERITIES),
    # of the sheets in which the office declares its report
    ValueList("measure", "tblDanhMucCachTinh", "Cách tính", tuple(each.value for each in Measure)),
    ValueList("number_kind", "tblDanhMucKieuSo", "Kiểu số", (COUNTED, MONEY)),
    ValueList("level", "tblDanhMucCap", "Cấp", tuple(each.value for each in Level)),
    ValueList("section_kind", "tblDanhMucLoaiMuc", "Loại mục", tuple(each.value for each in SectionKind)),
    ValueList("writer", "tblDanhMucNguoiViet", "Người viết", (BY_OFFICE, BY_UNITS)),
)

BY_KEY: dict[str, ValueList] = {value_list.key: value_list for value_list in LISTS}

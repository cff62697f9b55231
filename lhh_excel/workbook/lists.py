"""The values behind the drop-downs, one list each. Code compares with these names, never with literals."""

from __future__ import annotations

from ..law import BY_CODE
from .schema import ValueList

MEMBER, AFFILIATE = "Hội thành viên", "Đơn vị trực thuộc"

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

GROUP_1 = "1. Tổ chức"
GROUP_2 = "2. Chuyên môn, tư vấn, phản biện và giám định xã hội"
GROUP_3 = "3. Văn phòng, ban chuyên môn, đơn vị trực thuộc"
GROUP_4 = "4. Thi đua, giáo dục chính trị tư tưởng"
GROUPS = (GROUP_1, GROUP_2, GROUP_3, GROUP_4)

STRENGTHS, WEAKNESSES, CAUSES, PLANS, PROPOSALS = (
    "Ưu điểm",
    "Hạn chế",
    "Nguyên nhân",
    "Phương hướng",
    "Kiến nghị",
)
GROUP_SECTIONS = ("Nhóm 1", "Nhóm 2", "Nhóm 3", "Nhóm 4")
SECTIONS = (*GROUP_SECTIONS, STRENGTHS, WEAKNESSES, CAUSES, PLANS, PROPOSALS)

TO, COPY, ARCHIVE = "Kính gửi", "Nơi nhận", "Lưu"
YES, NO = "Có", "Không"
ISSUED, UNFINISHED, REPLACED = "Đã cấp", "Chưa hoàn tất", "Bị thay thế"
NUMBER_COMMON, NUMBER_PER_TYPE = "chung", "theo loại"
PAPER, ELECTRONIC = "giấy", "điện tử"
SEVERITIES = ("LỖI", "CẢNH BÁO", "GỢI Ý")

#: Document types that have a list of recipients of their own (Điều 7 NĐ 30 names 29; these are ours so far).
DOCUMENT_TYPES = tuple(BY_CODE[code].name for code in ("BC", "CV", "CTr", "KH", "TB", "GM", "TTr"))
#: How a legal basis begins that is printed as it is typed; before any other "Căn cứ" is printed.
BASIS_WORDS = ("căn cứ", "theo", "thực hiện", "xét", "trên cơ sở")

LISTS: tuple[ValueList, ...] = (
    ValueList("unit_kind", "tblDanhMucLoai", "Loại đơn vị", (MEMBER, AFFILIATE)),
    ValueList("task_group", "tblDanhMucNhom", "Nhóm nhiệm vụ", GROUPS),
    ValueList(
        "task_state", "tblDanhMucTrangThai", "Trạng thái nhiệm vụ", (NOT_STARTED, RUNNING, DONE, PAUSED, CANCELLED)
    ),
    ValueList("period_state", "tblDanhMucKy", "Trạng thái kỳ", (PERIOD_OPEN, PERIOD_LOCKED)),
    ValueList("section", "tblDanhMucMuc", "Mục nội dung", SECTIONS),
    ValueList("role", "tblDanhMucVaiTro", "Vai trò nơi nhận", (TO, COPY, ARCHIVE)),
    ValueList("document_type", "tblDanhMucLoaiVanBan", "Loại văn bản", DOCUMENT_TYPES),
    ValueList("yes_no", "tblDanhMucCoKhong", "Có / Không", (YES, NO)),
    ValueList("register_state", "tblDanhMucVanBanDi", "Trạng thái văn bản đi", (ISSUED, UNFINISHED, REPLACED)),
    ValueList("severity", "tblDanhMucMucDo", "Mức phát hiện", SEVERITIES),
)

BY_KEY: dict[str, ValueList] = {value_list.key: value_list for value_list in LISTS}

"""What the handbook's drawn tables say beside the declarations: heads, groups, what a family of findings means."""

from __future__ import annotations

TITLE = "Hướng dẫn sử dụng sổ theo dõi Liên hiệp Hội"

SHEETS_HEAD = ("Trang", "Dùng để làm gì")
HOME_HELP = "Các nút lệnh, tình hình nộp báo cáo, nhiệm vụ, kết quả kiểm tra; chỉ xem, không gõ vào."
LISTS_HELP = "{count} danh mục của các ô chọn; không sửa."

BUTTONS_HEAD = ("Nút", "Trên trang", "Làm gì")

FAMILIES_HEAD = ("Nhóm", "Về cái gì", "Nghĩa là", "Từng mã")
FAMILY_MEANINGS: dict[str, str] = {
    "CT": "Trang, bảng hoặc cột bị mất, bị đổi tên, hoặc có công thức, ô gộp ở chỗ phải là giá trị. Sửa nhóm này trước: số nằm trong bảng hỏng không được đọc.",
    "KD": "Một ô gõ chưa đúng kiểu: ngày không có thật, số gõ thành chữ, giá trị không có trong danh sách, ô bắt buộc còn trống.",
    "QH": "Mã ở trang này không có ở trang kia, mã bị trùng, việc giao cho đơn vị đã rời.",
    "LG": "Các ô của một nhiệm vụ hoặc một kỳ nói trái nhau: hoàn thành mà thiếu ngày, hạn trước ngày giao, nhiệm vụ quá hạn.",
    "SL": "Số của đơn vị không khớp: hội viên cuối kỳ không bằng đầu kỳ cộng tăng trừ giảm, nộp muộn, chưa nộp, đổi sau khi khóa.",
    "VB": "Chữ bị lỗi mã, lỗi bộ gõ, thừa dấu cách, hoặc chữ in không đúng quy định.",
    "KB": "Dòng ở trang Chỉ tiêu, Đề cương, Loại đơn vị, Kế hoạch còn sai tên, sai câu, hoặc thiếu cột ở Số liệu.",
    "CH": "Trang Cấu hình, Người ký, Nơi nhận còn thiếu hoặc chưa đúng, nên văn bản chưa đúng thể thức.",
}

BOXES_HEAD = ("Hộp viết", "Phải làm gì")
BOX_BEFORE = "Hộp hiện ngay khi bấm, chương trình chưa chạy"
BOX_FAULT = "Lỗi của chương trình"
#: Keys of the failures, by what the clerk was at.
BOX_GROUPS: dict[str, tuple[str, ...]] = {
    "Mở sổ, bấm nút": (
        "never_saved", "on_url", "equals_in_name", "read_only", "excel_busy", "busy", "not_ours", "newer_schema", "table_needed",
        "column_needed",
    ),
    "Ghi vào sổ": (
        "sheet_protected", "copy_failed", "save_failed", "not_opened", "backup_failed", "write_interrupted", "interrupted_busy", "not_taken", "no_room_below",
        "no_room_beside", "strict_format", "unknown_words", "needs_upgrade", "broken_table", "taken_name", "taken_defined_name", "totals_row", "formula_in_cell", "text_too_long",
    ),
    "Lập, trình, phát hành báo cáo": (
        "no_period", "bad_period", "unknown_period", "period_without_dates", "has_errors", "texts_missing",
        "snapshot_missing", "snapshot_damaged", "submitted_edited", "submitted_unreadable",
        "draft_kept", "draft_unreadable", "draft_conflicts", "draft_figures", "draft_signer", "draft_unfinished",
        "number_without_place",
        "changed_since_submission", "bad_date", "date_before_period", "date_too_late",
        "already_issued", "number_needed", "last_number_year",
        "number_given_outside", "number_taken", "bad_number", "last_number_too_large", "number_held", "held_too_large",
        "held_taken", "reservation_lost", "already_replaced", "replaces_differs", "replaces_other_type", "not_yet_issued",
        "issued_exists",
    ),
    "Tạo phiếu, nhập phiếu": (
        "forms_locked", "nothing_declared", "no_units", "no_members", "no_forms", "book_is_no_form", "changed_meanwhile",
    ),
    "Sang kỳ mới, khóa kỳ, mở lại kỳ": (
        "next_of_none", "next_without_dates", "next_locked", "period_has_errors", "unknown_unit",
    ),
    "Ghi tệp Word ra thư mục": ("open_elsewhere", "no_permission", "disk_full", "cannot_write"),
    "Mẫu Word của cơ quan": (
        "template_missing", "template_unreadable", "template_not_word", "template_problems", "template_unknown_name",
        "template_broken", "template_unfinished", "template_without_number",
    ),
    "Kiểm tra thể thức một tệp Word": (
        "not_a_word_file", "old_doc", "encrypted", "truncated", "empty_file", "too_large", "dangerous_xml",
        "unreadable",
    ),
}  # fmt: skip
#: The types of document that can be written.
TYPES = "{own}; cùng mẫu 1.4: {others}.\n"

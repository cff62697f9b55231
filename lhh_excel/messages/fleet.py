"""What batch and consolidate say: on screen, in the summary workbook, in the workbook and report of the level above.

The report's own sentences stand in its template (document/sources/tong-hop.txt).
"""

from __future__ import annotations

# batch: on screen
STEP = "Sổ"
SUMMARY = "{files} sổ: {clean} không có lỗi, {found} còn lỗi dữ liệu, {failed} không làm được."
RESUMED = "{count} sổ không đổi từ lần trước nên không làm lại (--again để làm lại tất cả)."
SKIPPED = "Bỏ qua {count} tệp Excel không phải sổ theo dõi: {files}."
AND_MORE = "{names} và {count} tệp khác"
FAILED_LINE = "✗ {file} (mã {code}): {message}\n    → {fix}"
UNREADABLE_FOLDER = "Không mở được thư mục “{folder}” nên không xem các sổ trong đó."
LOST_MESSAGE = "Tiến trình làm sổ này bị ngắt hai lần (hết bộ nhớ, hoặc bị hệ thống dừng)."
LOST_FIX = "Chạy lại lệnh; nếu vẫn vậy, làm riêng sổ này để xem."
FAULT_MESSAGE = "Chương trình gặp lỗi ngoài dự kiến với sổ này."

# batch: the summary workbook
SUMMARY_TITLE = "Tổng hợp kết quả làm nhiều sổ: {do}"
SHEET_SUMMARY, SHEET_FAILED, SHEET_ERRORS, SHEET_SKIPPED = "Tổng hợp", "Không làm được", "Lỗi dữ liệu", "Bỏ qua"
STATE_CLEAN, STATE_ERRORS, STATE_FAILED = "xong", "còn lỗi dữ liệu", "không làm được"
SUMMARY_HEADS: dict[str, str] = {
    "number": "TT",
    "file": "Tệp",
    "agency": "Cơ quan",
    "period": "Kỳ",
    "state": "Kết quả",
    "exit_code": "Mã thoát",
    "error": "Lỗi",
    "warning": "Cảnh báo",
    "note": "Gợi ý",
    "expected": "Phải nộp",
    "received": "Đã nộp",
    "on_time": "Đúng hạn",
    "late": "Muộn",
    "missing": "Chưa nộp",
    "figures": "Số liệu trong báo cáo",
    "made": "Đã tạo",
    "message": "Thông báo",
    "fix": "Cách xử lý",
}
FAILED_HEADS: tuple[str, ...] = ("TT", "Tệp", "Mã thoát", "Thông báo", "Cách xử lý")
SKIPPED_HEADS: tuple[str, ...] = ("TT", "Tệp", "Vì sao")
ERROR_HEADS: tuple[str, ...] = ("TT", "Tệp", "Cơ quan", "Mã", "Trang tính", "Ô", "Vấn đề", "Cách sửa")
MORE_ERRORS = "… và {count} lỗi nữa; chạy “Kiểm tra dữ liệu” trên sổ này để xem hết."
EMPTY = "Không có."

# check of a folder: the table
DOCUMENTS_TITLE = "Kết quả kiểm tra thể thức theo Nghị định 30/2020/NĐ-CP"
SHEET_DOCUMENTS, SHEET_FINDINGS, SHEET_RULES = "Văn bản", "Vấn đề", "Theo quy tắc"
DOCUMENT_HEADS: tuple[tuple[str, float], ...] = (
    *(("TT", 6), ("Tệp", 50), ("Loại văn bản", 18), ("Kết quả", 18), ("Lỗi", 9), ("Cảnh báo", 10), ("Gợi ý", 9)),
    ("Ghi chú", 50),
)
FINDING_HEADS: tuple[tuple[str, float], ...] = (
    *(("Tệp", 40), ("Mức", 11), ("Điểm của Nghị định", 20), ("Thành phần", 22), ("Vị trí", 32), ("Có", 26)),
    *(("Cần", 26), ("Vấn đề", 50), ("Cách sửa", 44)),
)
RULE_HEADS: tuple[tuple[str, float], ...] = (
    *(("Điểm của Nghị định", 22), ("Quy tắc", 56), ("Mức", 11), ("Số văn bản", 11), ("Văn bản", 60)),
)
STATE_RIGHT, STATE_ERRORS_OF_LAYOUT = "không có lỗi", "có lỗi thể thức"
NO_TYPE = "chưa rõ"
SIGNED, PROTECTED = "đã ký số", "đang được bảo vệ"
MORE = "… và {count} văn bản khác"

# consolidate: on screen
CONSOLIDATED = "Đã cộng số liệu kỳ {period} của {unions} liên hiệp hội từ {files} sổ."
NONE_ADDED = "Chưa cộng được số liệu kỳ {period} của liên hiệp hội nào nên không lập bảng, không lập báo cáo."
NO_BOOK = "Không nêu --book nên chỉ lập bảng tính, không lập báo cáo Word."
LEFT_OUT = "KHÔNG cộng “{file}”: {message}"
TWICE = "Hai sổ trở lên cùng ghi tên cơ quan “{agency}”, có thể đã cộng trùng: {files}."
TWICE_SAME = "Các sổ giống hệt nhau từng byte: {files}."
UNION_ERRORS = "“{agency}” ({file}) còn {error} lỗi dữ liệu."
NO_AGENCY = "“{file}” chưa ghi Tên cơ quan; gọi theo tên tệp."
OTHER_DATES = (
    "“{agency}” tính kỳ {period} từ {start} đến {end}, khác với báo cáo tổng hợp (từ {own_start} đến {own_end})."
)
NOT_WHOLE = "“{agency}” ({file}): số liệu kỳ {period} chưa đủ các ngày của kỳ."
NOT_THERE = "Chưa có sổ của “{unit}”, đơn vị phải báo cáo theo sổ {book}."
MAYBE_FILE = " Có phải là “{file}” không?"
#: Why a workbook that was read is not added, by `fleet.doubts.Why`.
NOT_ADDED: dict[str, str] = {
    "own": "KHÔNG cộng “{file}”: ghi tên cơ quan “{agency}” như chính sổ {book}, có thể là bản sao của sổ ấy.",
    "twin": "KHÔNG cộng “{file}”: cùng ghi tên cơ quan “{agency}” với “{other}” là sổ đã cộng.",
    "stranger": "KHÔNG cộng “{file}”: “{agency}” không có ở trang Đơn vị của sổ {book} trong số đơn vị phải báo cáo.",
}
MAYBE_UNIT = " Có phải là “{unit}” không? Nếu phải, ghi tên cho khớp nhau rồi làm lại."
ASK_FOR_IT = " Muốn cộng sổ này thì thêm --include và tên tệp."
NONE_LISTED = (
    "Trang Đơn vị của sổ {book} không có liên hiệp hội nào trong số các sổ này: đã cộng mọi sổ, không biết còn thiếu ai."
    " Ghi tên các liên hiệp hội phải báo cáo vào trang Đơn vị rồi làm lại."
)
UNREAD_KIND = "Không xem “{file}”: loại tệp này không đọc được; mở bằng Excel, lưu thành .xlsm rồi làm lại."
NOT_RECEIVED = "“{agency}” ({file}): kỳ {period} chưa có đơn vị nào được ghi Ngày nhận báo cáo nên không có số liệu."

# consolidate: marks that stay visible in the report, so that nobody passes it on unknowing
MARK_LEFT_OUT = "[Chưa tổng hợp được: {files}]"
MARK_TWICE = "[Có thể cộng trùng: {agencies}]"
MARK_ERRORS = "[Còn lỗi dữ liệu: {agencies}]"
MARK_DATES = "[Kỳ tính khác ngày: {agencies}]"
MARK_NOT_WHOLE = "[Chưa đủ các ngày của kỳ: {agencies}]"
MARK_NOT_THERE = "[Chưa có số liệu của: {units}]"
MARK_NONE_LISTED = "[Chưa rõ còn thiếu liên hiệp hội nào]"

# consolidate: the workbook and the figures of the report
SUBJECT = "Tổng hợp kết quả hoạt động {period} của các liên hiệp hội"
BOOK_TITLE = "Tổng hợp số liệu kỳ {period} của {unions} liên hiệp hội"
SHEET_MATRIX, SHEET_COUNTS, SHEET_PERIODS, SHEET_SOURCES, SHEET_FILES = (
    "Số liệu",
    "Đơn vị và nhiệm vụ",
    "Theo kỳ",
    "Nguồn số liệu",
    "Sổ",
)
HEAD_NUMBER, HEAD_UNION, HEAD_FILE, HEAD_PERIOD, HEAD_INDICATOR, HEAD_VALUE, HEAD_SHEET, HEAD_CELLS, HEAD_HOW = (
    "TT",
    "Liên hiệp hội",
    "Tệp",
    "Kỳ",
    "Chỉ tiêu",
    "Giá trị",
    "Trang tính",
    "Ô nguồn",
    "Cách tính",
)
HEAD_PERIOD_TOTAL, HEAD_PERIOD_COUNT = "{period}: tổng", "{period}: số liên hiệp hội có số liệu"
FILE_HEADS: tuple[str, ...] = (
    "TT",
    "Tệp",
    "Liên hiệp hội",
    "Kỳ",
    "Từ ngày",
    "Đến ngày",
    "Lỗi dữ liệu",
    "Mã SHA-256 của tệp",
    "Ghi chú",
)
TOTAL_ROW, COUNT_ROW = "Cộng", "Số liên hiệp hội có số liệu"
COUNTS: dict[str, str] = {
    "expected": "Đơn vị phải báo cáo",
    "received": "Đã báo cáo",
    "on_time": "Đúng hạn",
    "late": "Muộn",
    "untimed": "Đã báo cáo, chưa rõ hạn",
    "missing": "Chưa báo cáo",
    "tasks": "Nhiệm vụ trong kỳ",
    "done": "Hoàn thành",
    "running": "Đang thực hiện",
    "not_started": "Chưa bắt đầu",
    "paused": "Tạm dừng",
    "cancelled": "Hủy",
    "unknown": "Chưa rõ tình trạng",
    "overdue": "Quá hạn",
}
HOW_UNION = "Cộng {rows} dòng đã nhận báo cáo; {gave}/{heard} đơn vị đã báo cáo có số"
HOW_NAMED = "; sổ này gọi là “{name}”"
#: A count of units of one kind; the name of an indicator beside another of that name that counts otherwise.
OF_KIND, OTHERWISE = "Trong đó {noun}", "{name} ({measure})"
LACKING = "{agency} không có chỉ tiêu {names}: tổng của các chỉ tiêu ấy không gồm liên hiệp hội này."
STRANGE = (
    "Sổ của cấp trên không có chỉ tiêu {names} của {agency}: chỉ cộng trong bảng tính, không in trong báo cáo. "
    "Muốn gộp vào một chỉ tiêu đang có thì ghi tên ấy vào cột “Tên khác” ở trang Chỉ tiêu."
)
HOW_COUNT = "Đếm trong sổ của liên hiệp hội"
HOW_TOTAL = "Cộng số của {count} liên hiệp hội: {terms}"
HOW_TERM = "{agency} {value}"
HOW_UNIONS = "Đếm sổ đã cộng"
HOW_GAVE = "Đếm liên hiệp hội có số ở “{header}”"
LABEL_TOTAL = "{what}: tổng {period}"
LABEL_UNION = "{what}: {agency}, {period}"
LABEL_GAVE = "{what}: số liên hiệp hội có số liệu, {period}"
LABEL_UNIONS = "Số liên hiệp hội được tổng hợp"
LABEL_DONE_PERCENT = "Tỷ lệ nhiệm vụ hoàn thành"
COVERAGE = "số liệu của {gave}/{unions} liên hiệp hội"
SOURCE_SHEET = "{file} › {sheet}"

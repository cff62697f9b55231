"""What the buttons inside Excel say, beside the actions' own results (screen.py) and failures (failures.py)."""

from __future__ import annotations

TITLE = "Sổ theo dõi Liên hiệp Hội"
PROGRESS = "Liên hiệp Hội: {step} ({done}/{total})…"
MORE_LINES = "… và {count} dòng nữa."

WORD_FILES = "Word (*.docx),*.docx"
CHOOSE_WORD_FILE = "Chọn tệp Word cần kiểm tra thể thức"

CHECKED = "Kỳ {period}: {error} lỗi, {warning} cảnh báo, {note} gợi ý."
CHECKED_CLEAN = "Kỳ {period}: không có lỗi, cảnh báo hay gợi ý nào."
EXPLAINED = "Đã giải trình {count} dòng, không đếm."
FIRST_ERROR = "{sheet}!{cell}: {message}"
SEE_FINDINGS = "Xem trang “Kiểm tra”: bấm vào cột “{column}” để tới ô cần sửa."
BACKUP = "Bản trước khi ghi: {backup}"

ASK_FIX = "Sẽ sửa {count} ô (sổ được sao lưu trước; sau khi sửa không dùng được nút Hoàn tác của Excel):\n{repairs}\nSửa các ô này?"
ASK_SUBMIT = "Trình ký báo cáo kỳ {period}: số liệu của kỳ được chốt lại để đối chiếu khi phát hành.\nTiếp tục?"
ASK_SUBMIT_REPLACING = "Báo cáo kỳ {period} đã phát hành với số {symbol}.\nTrình ký bản thay thế văn bản đó? (Bản trình ký ghi rõ thay thế số nào.)"
ASK_ISSUE = (
    "Phát hành báo cáo kỳ {period}: chương trình cấp số văn bản và ghi vào trang “Văn bản đi”. Số đã cấp không lấy lại được.\n"
    "Ngày văn bản là hôm nay, {today}.\n"
    "Có: phát hành với ngày ấy. Không: ghi ngày khác, hoặc thôi."
)
ASK_DATE = "Ghi ngày văn bản (ngày ký), ví dụ {today}; bấm Cancel là chưa phát hành."
ASK_REPLACE = "Báo cáo kỳ {period} đã phát hành với số {symbol}.\nPhát hành bản mới thay thế văn bản đó?"
ASK_AS_SUBMITTED = {
    "submitted_edited": "Bản trình ký “{file}” đã bị sửa tay ở {count} đoạn:\n{paragraphs}\n",
    "submitted_unreadable": "Không đọc được bản trình ký “{file}” nên không biết đã bị sửa tay hay chưa.\n",
}
ASK_AS_SUBMITTED_END = "Phát hành đúng bản đã chốt lúc trình ký, không có chỗ sửa tay nào?"
ASK_NUMBER = "Văn bản điện tử: ghi số do hệ thống quản lý văn bản cấp (số nguyên, từ 1)."
ASK_UPGRADE = (
    "Sổ được lưu, đóng lại, nâng cấp rồi mở ra (bản trước khi nâng cấp được giữ ở tệp .bak):\n{changes}\nNâng cấp?"
)
ASK_COLUMNS = (
    "Sổ được lưu, đóng lại, thêm cột rồi mở ra (bản trước khi thêm được giữ ở tệp .bak):\n{changes}\nThêm các cột này?"
)
ASK_WHICH_LOCK = "Khóa kỳ nào? Các kỳ đang mở: {periods}. Ghi mã kỳ."
ASK_WHICH_REOPEN = (
    "Mở lại kỳ nào? Các kỳ đã khóa: {periods}. Ghi mã kỳ; mở cho riêng một đơn vị thì thêm dấu / và mã đơn vị, "
    "ví dụ {usual}/H01."
)
NOTHING_LOCKED = "Không có kỳ nào đang khóa."

OPENING = "Đang mở: {path}"
NO_OUTPUT_YET = "Chưa có văn bản nào: thư mục “{folder}” chưa được tạo. Bấm “Tạo báo cáo (dự thảo)” trước."
CHECK_LIST = "Danh sách đầy đủ: {path}"
NO_HANDBOOK = "Không tìm thấy tệp hướng dẫn trên máy này. Hỏi người cài đặt chương trình để có tệp huong-dan."
NO_DIALOG = "Máy này không mở được hộp chọn tệp. Nhờ người phụ trách máy tính kiểm tra tệp Word bằng lệnh check."

#: Beside the workbook: where forms that came back are looked for first.
RETURNED_FOLDER = "phieu-ve"
CHOOSE_RETURNED = "Chọn thư mục chứa các phiếu đơn vị gửi về"
NO_RETURNED = "Không thấy thư mục “{folder}”. Tạo thư mục ấy, chép các phiếu đơn vị gửi về vào rồi bấm lại nút."
IMPORT_LIST = "nhap-phieu-{period}"
IMPORT_PLANNED = "Sẽ nhập {forms} phiếu, {cells} ô (sổ được sao lưu trước; không dùng được nút Hoàn tác của Excel)."
IMPORT_LEFT = "Chú ý: {parts}."
IMPORT_REFUSED_FILES = "không nhập {count} tệp"
IMPORT_FAULTY_FORMS = "{count} phiếu sai, không nhập"
IMPORT_CONFLICTS = "{count} ô bạn đã sửa trong sổ được giữ nguyên"
IMPORT_OTHERS = "{count} điều cần xem"
IMPORT_LIST_AT = "Từng ô cũ → mới ở tệp đang mở: {path}"
ASK_IMPORT = "Nhập các phiếu này?"
IMPORTED = "Đã nhập {forms} phiếu, {cells} ô (lần nhập số {id}); bản trước khi ghi: {backup}"
CORRECTED_IN = "Phiếu để gửi lại đơn vị sửa: {folder}"

STATUS_FIVE = "Phải nộp {expected}; đã nộp {received} ({percent_received}%); đúng hạn {on_time} ({percent_on_time}%); muộn {late}; chưa nộp {missing}."
STATUS_LATE = "Nộp muộn: {units}."
STATUS_MISSING = "Chưa nộp: {units}."

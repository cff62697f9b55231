"""What status, lock, reopen and remind say, on screen and in the công văn's subject; the mails to the units; what is
said of a deadline that falls on a day off, or on the eve of a holiday.

The công văn's own sentences stand in its template (document/sources/cong-van.txt).
"""

from __future__ import annotations

# status
STATUS_TITLE = "Tình hình nộp báo cáo {period} ({code}), tính đến {today}"
STATUS_DUE_PAST = "Hạn đơn vị nộp: {due}{on_day}, đã qua {days} ngày."
STATUS_DUE_TODAY = "Hạn đơn vị nộp: {due}{on_day}, là hôm nay."
STATUS_DUE_AHEAD = "Hạn đơn vị nộp: {due}{on_day}, còn {days} ngày."
STATUS_ON_TIME_HEAD = "Tỷ lệ đúng hạn (%)"
STATUS_NONE_EXPECTED = "Không có đơn vị nào phải báo cáo kỳ này."
STATUS_LATE = "Nộp muộn ({count}):"
STATUS_LATE_LINE = "  {code}  {name}: nhận {received}, muộn {days} ngày{on_day}"
STATUS_MISSING = "Chưa nộp ({count}):"
STATUS_MISSING_LINE = "  {code}  {name}"
STATUS_MISSING_PARTS_LINE = "  {code}  {name}: thiếu {parts}"
STATUS_RECEIVED_LATER = (
    "Tính đến {day} thì {count} đơn vị chưa nộp, vì Ngày nhận ghi sau ngày ấy: {units}. "
    "Trang chủ và báo cáo vẫn đếm các đơn vị này là đã nộp."
)
STATUS_RECEIVED_AHEAD = (
    "{count} đơn vị có Ngày nhận báo cáo sau ngày tính {day}: {units}. "
    "Vẫn đếm là đã nộp, như Trang chủ và báo cáo; nếu ghi nhầm thì sửa ngày ở trang “{sheet}”."
)
STATUS_LOCKED = "Kỳ đã khóa."
STATUS_REOPENED = "Kỳ đã khóa, đang mở lại cho: {units}."

# lock, reopen
ASK_LOCK = (
    "Khóa kỳ {period} ({name}): số liệu của kỳ được chốt lại, từ nay sửa số liệu của kỳ thì bị báo lỗi.\n"
    "Đã nộp {received}/{expected} đơn vị; ghi tình trạng cuối kỳ cho {tasks} nhiệm vụ.{early}\nKhóa kỳ này?"
)
ASK_LOCK_EARLY = "\nChú ý: kỳ chưa kết thúc ({end})."
ASK_REOPEN = "Mở lại kỳ {period} ({name}) cho mọi đơn vị?"
ASK_REOPEN_UNIT = "Mở lại kỳ {period} ({name}) cho riêng {unit}?"
LOCKED = "Đã khóa kỳ {period}: chốt {values} giá trị, ghi tình trạng cuối kỳ của {tasks} nhiệm vụ; bản trước khi ghi: {backup}"
LOCKED_ALREADY = "Kỳ {period} đã khóa từ trước; không có gì phải làm."
REOPENED = "Đã mở lại kỳ {period}; bản trước khi ghi: {backup}"
REOPENED_UNIT = (
    "Đã mở lại kỳ {period} cho {unit}; các đơn vị khác vẫn khóa. Sửa xong thì khóa lại kỳ. Bản trước khi ghi: {backup}"
)
OPEN_ALREADY = "Kỳ {period} đang mở; không có gì phải làm."
OPEN_ALREADY_UNIT = "Kỳ {period} đang mở lại cho {unit} rồi; không có gì phải làm."
ASK_NEXT = (
    "Sang kỳ {period} ({name}), từ {start} đến {end}: đặt lại Kỳ báo cáo ở trang “Cấu hình”{added}. "
    "Số liệu kỳ {before} và các kỳ trước giữ nguyên.{early}\nSang kỳ này?"
)
ASK_NEXT_ADDED = ", thêm ở trang “Kỳ báo cáo”: {periods}"
NEXT_DONE = "Đã sang kỳ {period} ({name}){locked}; bản trước khi ghi: {backup}"
NEXT_LOCKED = ", khóa kỳ {period}"
NEXT_FORMS = "Xem lại ngày và hạn của kỳ ở trang “Kỳ báo cáo”, rồi tạo phiếu: số đầu kỳ lấy từ số cuối kỳ {before}."
NEXT_NOT_LOCKED = "Kỳ {period} để mở. {why}"
NEXT_YEAR = "Báo cáo năm {year}: ghi {year} ở mục Kỳ báo cáo rồi tạo báo cáo; xong thì ghi lại {period}."
NEXT_DAY = "Mục Ngày tính đang ghi {day}: xóa đi để tính theo hôm nay, hoặc ghi ngày của kỳ mới."
WARN_EARLY = "Kỳ {period} khóa khi chưa tới Đến ngày {end}."
WARN_MISSING = "{count} đơn vị chưa nộp báo cáo kỳ {period}: {units}."
WARN_UNKNOWN_TASKS = "{count} nhiệm vụ không rõ tình trạng cuối kỳ {period} nên không ghi vào trang “{sheet}”: {tasks}."

# remind: the subject after "V/v", by what is asked for
SUBJECT_REPORTS = "đôn đốc gửi báo cáo {period}"
SUBJECT_TASKS = "đôn đốc thực hiện nhiệm vụ quá hạn"
SUBJECT_BOTH = "đôn đốc gửi báo cáo {period} và thực hiện nhiệm vụ quá hạn"
REGISTERED_SUBJECT = "Công văn về việc {subject}"
MANY_UNITS = "Các đơn vị có tên trong công văn này"
REPORT_LATE = "quá hạn {days} ngày"
REPORT_TODAY = "hạn là hôm nay"
REPORT_SOON = "còn {days} ngày"
REPORT_PARTS = "{state} ({parts})"
REMIND_NOTHING = "Không có đơn vị nào phải nhắc: {reports}; {tasks}."
REMIND_NONE_EXPECTED = "không đơn vị nào phải báo cáo kỳ {period}"
REMIND_UNDATED = "chưa biết đơn vị nào chậm báo cáo kỳ {period} vì chưa ghi Hạn đơn vị nộp"
REMIND_ALL_IN_TIME = "không ai chậm báo cáo kỳ {period} hay tới hạn trong {before} ngày"
REMIND_NO_TASKS = "không có nhiệm vụ quá hạn"
REMIND_TASKS_OF_NOBODY = "nhiệm vụ quá hạn thì đơn vị chủ trì không có trong sổ hoặc không còn là thành viên"
REMINDER_NOT_TOLD = "Công văn đã lập nhưng chưa ghi được vào Nhật ký, nên Trang chủ chưa biết: {why}"
REMIND_COUNT = "Nhắc {units} đơn vị: {late} chậm báo cáo, {soon} sắp tới hạn, {tasks} nhiệm vụ quá hạn."
REMIND_ISSUED = "Đã cấp số {symbol}: {path}"
REMIND_ISSUED_BEFORE = "Công văn {symbol} đã phát hành từ trước; để nguyên."
REMIND_UNADDRESSED = "Nhiệm vụ {task} quá hạn nhưng đơn vị chủ trì “{unit}” không có trong sổ hoặc không còn là thành viên; không nhắc ai."
REMIND_NO_SIGNER = "Chưa có người ký ở trang “{sheet}”; công văn còn trống chỗ ký."
REMIND_LOCKED = "Kỳ {period} đã khóa: báo cáo gửi về của {units} chưa nhập được cho tới khi mở lại kỳ."
REMIND_NO_DUE = "Kỳ {period} chưa ghi Hạn đơn vị nộp nên không biết đơn vị nào chậm; chỉ nhắc nhiệm vụ quá hạn."
REMIND_NO_PROGRAMME = "Chưa ghi Chương trình (số) ở trang Cấu hình nên công văn không dẫn Chương trình."

# mails: subject and paragraphs of the drafts that go with forms and reminders (the list for a mail merge has them too)
MAIL_FORM_SUBJECT = "Phiếu báo cáo {period} – {unit}"
MAIL_FORM = (
    "Kính gửi: {unit}.",
    "Đề nghị đơn vị ghi phiếu báo cáo {period} kèm theo (các ô nền vàng) và gửi lại{due}.",
    "Trân trọng.",
)
MAIL_FORM_DUE = " trước hết ngày {due}"
MAIL_LETTER = (
    "Kính gửi: {units}.",
    "Gửi kèm thư này công văn về việc {subject}. Đề nghị thực hiện theo công văn.",
    "Trân trọng.",
)
MAIL_MADE = "Thư soạn sẵn: tệp .eml cạnh mỗi công văn."
MAIL_MADE_DRAFT = "Thư soạn sẵn: tệp .eml cạnh công văn, kèm bản dự thảo; trước khi gửi thì thay bằng bản đã ký."
NO_EMAIL = "{count} đơn vị chưa có Email hoặc Email ghi sai: {units}; thư soạn sẵn còn trống chỗ người nhận."

# days off: the holidays by the key of workbook/holidays.py
HOLIDAYS: dict[str, str] = {
    "new_year": "Tết Dương lịch",
    "tet": "Tết Nguyên đán",
    "hung_kings": "Giỗ Tổ Hùng Vương",
    "victory": "Chiến thắng 30/4",
    "labour": "Quốc tế lao động 1/5",
    "national": "Quốc khánh 2/9",
    "culture": "Ngày Văn hóa Việt Nam 24/11",
}
WEEKEND = {5: "thứ Bảy", 6: "Chủ nhật"}

ON_WEEKEND = "rơi vào {weekday}"
ON_HOLIDAY = "rơi vào ngày nghỉ lễ {holiday}"
ON_DAY_INSTEAD = "rơi vào ngày nghỉ bù {holiday}"
ON_POSSIBLE_HOLIDAY = "rơi vào ngày có thể được nghỉ dịp {holiday} (theo quyết định từng năm)"
ON_EVE = "ngay trước ngày nghỉ lễ {holiday}"
NEXT_WORKING_DAY = "{what}; ngày làm việc tiếp theo là {day}"

#: After a deadline's date; after "muộn"; as a piece of advice.
AFTER_DATE, AFTER_DELAY = " ({what})", " (hạn {what})"
SHIFT = " Hạn rơi vào ngày nghỉ thì nên dời sang ngày làm việc tiếp theo ({day})."

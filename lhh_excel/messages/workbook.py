"""Every text that the builder writes into a workbook, beside headers, helps and list values (those: the schema)."""

from __future__ import annotations

from typing import NamedTuple

#: Above every sheet.
SAMPLE_BAND = "DỮ LIỆU MẪU – đơn vị, người và số liệu đều là giả định, không dùng để báo cáo"
BACK_HOME = "← Về Trang chủ"
REQUIRED_NOTE = "(Bắt buộc)"
NOTE_AUTHOR = "lhh-excel"
PRINT_FOOTER = "Trang &P/&N"
WORKBOOK_TITLE = "Sổ theo dõi Chương trình và báo cáo của Liên hiệp Hội"

LISTS_HELP = "Các giá trị của ô chọn; chương trình hiểu đúng các giá trị này, không sửa ở đây."
#: Over the labels on `Danh mục`, by the table that they are of.
LABEL_HEADS = {"units": "Đơn vị", "tasks": "Nhiệm vụ"}

#: Names of periods as the report prints them; `{y}` is the year.
PERIOD_NAMES = {
    "": "năm {y}",
    "H1": "6 tháng đầu năm {y}",
    "H2": "6 tháng cuối năm {y}",
    "Q1": "quý I năm {y}",
    "Q2": "quý II năm {y}",
    "Q3": "quý III năm {y}",
    "Q4": "quý IV năm {y}",
    "DX": "đột xuất lần {n} năm {y}",
}


class Check(NamedTuple):
    """The box that Excel shows when a typed value is refused: title of at most 32 letters, text of at most 255."""

    title: str
    text: str


#: By the `value` of a column's Kind.
CHECK_BY_KIND: dict[str, Check] = {
    "date": Check("Ngày chưa đúng", "Ghi ngày dạng dd/mm/yyyy, từ 01/01/1990 đến 31/12/2100, ví dụ 14/06/2026."),
    "count": Check(
        "Số chưa đúng", "Ghi số nguyên, không âm, không có chữ. Không có: ghi 0; chưa có số liệu: để trống."
    ),
    "decimal": Check("Số chưa đúng", "Ghi số không âm, không có chữ và đơn vị tính."),
    "percent": Check("Tiến độ chưa đúng", "Ghi số từ 0 đến 100, không ghi dấu %: một nửa là 50, không phải 0,5."),
    "choice": Check("Không có trong danh mục", "Chọn một giá trị trong danh sách thả xuống (bấm mũi tên ở cạnh ô)."),
    "ref": Check(
        "Mã chưa có", "Mã này chưa có ở trang “{sheet}”. Chọn trong danh sách, hoặc thêm mã ở trang đó trước."
    ),
}
CHECK_DOUBLED = Check("Mã bị trùng", "Mã này đã có ở dòng khác. Mỗi dòng một mã riêng.")
CHECK_NAME = Check("Tên chưa có", "Danh sách chưa có tên này. Đúng là tên mới thì vẫn ghi, rồi khai ở trang của nó.")
CHECK_LABEL = Check(
    "Không có trong danh sách",
    "Gõ mã, tên hay tên tắt cũng được: bấm Có (Yes) để giữ. Gõ nhầm thì bấm Không (No) rồi chọn trong danh sách. "
    "Chưa có ở trang “{sheet}” thì thêm ở đó trước.",
)
CHECK_RANGE = Check("Ngoài giới hạn", "Ghi số từ {low} đến {high}.")
CHECK_ONE_OF = Check("Không đúng giá trị", "Ghi một trong các giá trị: {values}.")

#: Trang chủ.
HOME_TITLE = "SỔ THEO DÕI CHƯƠNG TRÌNH VÀ BÁO CÁO"
HOME_NO_AGENCY = "(Ghi tên cơ quan ở trang Cấu hình)"
HOME_NO_BUTTONS = (
    "Bản này chưa có nút lệnh. Chạy bằng lệnh lhh-excel: validate (kiểm tra), fix (sửa lỗi an toàn), report (báo cáo)."
)
HOME_SHEETS = "CÁC TRANG"
HOME_GUIDE = "Hướng dẫn: gõ tiếp ngay dưới dòng cuối của bảng; rê chuột lên tiêu đề cột để đọc cách ghi."
HOME_PERIOD = "KỲ BÁO CÁO ĐANG LÀM"
PERIOD_CODE, PERIOD_NAME, PERIOD_START, PERIOD_END = "Mã kỳ", "Tên kỳ", "Từ ngày", "Đến ngày"
PERIOD_UNIT_DUE, PERIOD_UPWARD_DUE = "Hạn đơn vị nộp", "Hạn gửi cấp trên"
PERIOD_STATE, PERIOD_TODAY = "Trạng thái kỳ", "Ngày tính"
PERIOD_UNKNOWN = "chưa có"
HOME_NEXT = "VIỆC TIẾP THEO"
#: What the state of the period asks for, the first that applies; {missing}, {errors}: how many.
NEXT_PERIOD = "Chọn kỳ ở mục Kỳ báo cáo trang Cấu hình và ghi ngày của kỳ ở trang Kỳ báo cáo."
NEXT_AFTER_LOCK = "Kỳ đã khóa: bấm Sang kỳ mới."
NEXT_AFTER_ISSUE = "Báo cáo đã phát hành: bấm Sang kỳ mới và khóa kỳ này."
NEXT_ISSUE = "Báo cáo đã trình ký: ký xong thì bấm Phát hành báo cáo."
NEXT_UNITS = "Ghi các đơn vị phải báo cáo ở trang Đơn vị."
NEXT_FORMS = "Bấm Tạo phiếu thu thập, gửi các đơn vị; phiếu về thì bấm Nhập phiếu."
NEXT_REMIND = "Còn {missing} đơn vị chưa nộp, đã quá hạn: bấm Công văn đôn đốc, Nhập phiếu."
NEXT_IMPORT = "Còn {missing} đơn vị chưa nộp: phiếu về thì bấm Nhập phiếu."
NEXT_ALTHOUGH = "Còn thiếu {missing} đơn vị; "
NEXT_CHECK = "Bấm Kiểm tra dữ liệu."
NEXT_ERRORS = "Còn {errors} lỗi: sửa theo trang Kiểm tra rồi bấm Kiểm tra dữ liệu."
NEXT_TEXTS = "Viết phần lời của báo cáo ở trang Nội dung."
NEXT_SUBMIT = "Bấm Tạo báo cáo (dự thảo), đọc lại, rồi bấm Trình ký."
HOME_REPORTING = "TÌNH HÌNH NỘP BÁO CÁO"
REPORTING_HEADS = ("Loại đơn vị", "Phải nộp", "Đã nộp", "Đúng hạn", "Muộn", "Chưa nộp", "Tỷ lệ nộp (%)")
TOTAL = "Tổng"
HOME_TASKS = "NHIỆM VỤ (tình trạng hiện nay)"
TASK_STATE, TASK_COUNT, TASK_OVERDUE = "Trạng thái", "Số nhiệm vụ", "Quá hạn"
HOME_OVERDUE = "MƯỜI NHIỆM VỤ QUÁ HẠN LÂU NHẤT"
OVERDUE_TASK, OVERDUE_UNIT, OVERDUE_DUE, OVERDUE_DAYS = "Nhiệm vụ", "Đơn vị chủ trì", "Hạn", "Quá hạn (ngày)"
NONE_OVERDUE = "Không có nhiệm vụ quá hạn."
HOME_FINDINGS = "KẾT QUẢ KIỂM TRA GẦN NHẤT"
FINDING_SEVERITY, FINDING_COUNT = "Mức", "Số phát hiện"
NOT_CHECKED = "chưa kiểm tra"
LAST_CHECK, NEVER_CHECKED = "Lần kiểm tra gần nhất", "chưa kiểm tra lần nào"
LATER_ACTION, NOTHING_LATER = "Ghi vào sổ sau đó", "không"
CHART_TASKS, CHART_REPORTING = "Nhiệm vụ theo trạng thái", "Nộp báo cáo theo loại đơn vị"
NO_FIGURE = "–"

"""The one table of buttons: a line here is a button on `Trang chủ`, a ribbon item, an add-in item and a macro.

`make build` writes the VBA modules, the ribbons and the workbooks from it; `lhh_excel.buttons` holds
the function of each. Source: docs/workbook-contract.md, "Buttons".
"""

from __future__ import annotations

import re

from ..plain import record

#: The ribbon tab of the workbook, and that of the add-in, which may stand beside it.
TAB_LABEL, ADDIN_TAB_LABEL = "Liên hiệp Hội", "Liên hiệp Hội (tiện ích)"
#: The steps of a period, in order: groups of the ribbon and of the buttons on `Trang chủ`.
GROUPS: dict[str, str] = {
    "ThuThap": "1. Thu thập",
    "KiemTra": "2. Kiểm tra",
    "BaoCao": "3. Báo cáo",
    "PhatHanh": "4. Phát hành",
    "TienIch": "Tiện ích",
}


@record
class Command:
    """A button. `name` has no diacritics and no blanks: macros, ids and the Python function are named after it."""

    name: str
    caption: str
    group: str
    image: str  #: imageMso, a picture that Excel itself has
    tip: str

    @property
    def macro(self) -> str:
        """The Public Sub that a button on the sheet runs: LHH_KiemTra."""
        return f"LHH_{self.name}"

    @property
    def function(self) -> str:
        """The function in lhh_excel.buttons: kiem_tra."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", self.name).lower()

    @property
    def python(self) -> str:
        """The line of Python that the macro runs."""
        return f"import lhh_excel.buttons; lhh_excel.buttons.{self.function}()"


COMMANDS: tuple[Command, ...] = (
    Command("TaoPhieu", "Tạo phiếu thu thập", "ThuThap", "TableInsertExcel", "Tạo cho mỗi đơn vị một phiếu Excel và danh sách gửi thư, rồi mở thư mục. Không ghi đè phiếu đơn vị đã ghi."),
    Command("NhapPhieu", "Nhập phiếu", "ThuThap", "RefreshAll", "Đọc phiếu đơn vị gửi về, cho xem từng ô cũ → mới, hỏi rồi ghi vào sổ một lần. Phiếu sai không được nhập."),
    Command("TinhHinhNop", "Tình hình nộp", "ThuThap", "AutoSum", "Phải nộp, đã nộp, đúng hạn, muộn, chưa nộp của kỳ đang làm, kèm tên đơn vị. Không sửa gì."),
    Command("DonDoc", "Công văn đôn đốc", "ThuThap", "ReviewNewComment", "Lập dự thảo công văn gửi đơn vị chậm hoặc sắp đến hạn báo cáo và đơn vị có nhiệm vụ quá hạn."),
    Command("KiemTra", "Kiểm tra dữ liệu", "KiemTra", "DataValidation", "Kiểm tra mọi trang và ghi từng lỗi vào trang Kiểm tra, có liên kết đến ô. Không sửa số liệu đã nhập."),
    Command("SuaLoi", "Sửa lỗi an toàn", "KiemTra", "ErrorChecking", "Sửa các lỗi không phải suy đoán như khoảng trắng thừa, ngày ghi dạng chữ. Hỏi trước khi sửa và sao lưu tệp."),
    Command("TaoBaoCao", "Tạo báo cáo (dự thảo)", "BaoCao", "FileNew", "Lập bản dự thảo Word của kỳ đang làm, số và ngày để trống. Lập lại bao nhiêu lần cũng được."),
    Command("TrinhKy", "Trình ký", "BaoCao", "FileSendAsAttachment", "Lập bản trình ký và chốt số liệu của kỳ. Hỏi trước khi làm."),
    Command("PhatHanh", "Phát hành báo cáo", "PhatHanh", "FileSaveAs", "Cấp số, ghi ngày và lập bản chính thức. Không lấy lại được số đã cấp, nên hỏi trước khi làm."),
    Command("KhoaKy", "Khóa kỳ", "PhatHanh", "Lock", "Chốt số liệu và tình trạng nhiệm vụ của một kỳ; từ đó sửa số của kỳ là lỗi. Hỏi kỳ nào trước khi làm."),
    Command("SangKyMoi", "Sang kỳ mới", "PhatHanh", "FillRight", "Thêm kỳ tiếp theo vào trang Kỳ báo cáo, đặt lại Kỳ báo cáo và hỏi có khóa kỳ vừa xong không. Số liệu cũ giữ nguyên."),
    Command("MoLaiKy", "Mở lại kỳ", "PhatHanh", "ReviewAllowUsersToEditRanges", "Mở lại một kỳ đã khóa, cho mọi đơn vị hoặc riêng một đơn vị. Hỏi kỳ nào trước khi làm."),
    Command("KiemTraTheThuc", "Kiểm tra thể thức", "TienIch", "Spelling", "Chọn một tệp Word để kiểm tra thể thức theo Nghị định 30/2020/NĐ-CP. Không sửa tệp."),
    Command("MoThuMuc", "Mở thư mục kết xuất", "TienIch", "FileOpen", "Mở thư mục chứa các báo cáo đã lập từ sổ này."),
    Command("HuongDan", "Hướng dẫn", "TienIch", "Help", "Mở hướng dẫn sử dụng sổ theo dõi."),
)  # fmt: skip

#: Only of the add-in: they close the workbook meanwhile, and the macro of a workbook ends when it is closed.
ADDIN_COMMANDS: tuple[Command, ...] = (
    Command("CapNhatCot", "Cập nhật cột", "KiemTra", "SheetColumnsInsert", "Thêm vào trang Số liệu cột của các chỉ tiêu mới khai ở trang Chỉ tiêu. Sổ được lưu, đóng lại rồi mở ra."),
    Command("NangCap", "Nâng cấp sổ", "TienIch", "UpgradeWorkbook", "Thêm vào sổ của phiên bản trước những trang, cột, mục còn thiếu; giữ nguyên mọi thứ khác. Hỏi trước khi làm và sao lưu tệp."),
)  # fmt: skip

#: Shown by the macros themselves, before Python can say anything; kept in cells of the configuration sheet, because
#: VBA's own text is not Unicode. Keys are in capitals, as xlwings looks them up.
MACRO_TEXTS: dict[str, str] = {
    "LHH NOT INSTALLED": "Máy này chưa cài chương trình của sổ theo dõi nên nút lệnh chưa chạy được. Đóng Excel, bấm đúp tệp cài đặt LHH-Cai-dat (hoặc nhờ người phụ trách máy tính), rồi mở lại sổ và bấm lại. Số liệu trong sổ không bị thay đổi.",
    "LHH BLOCKED": "Windows không cho Excel khởi động chương trình của sổ theo dõi. Nhờ người quản trị máy cho phép, theo mục “Nút bấm bị chặn” của trang cài đặt (docs/cai-dat.md), rồi bấm lại. Số liệu trong sổ không bị thay đổi.",
    "LHH FAILED": "Chương trình của sổ theo dõi dừng giữa chừng nên chưa làm xong. Lưu sổ rồi bấm lại. Nếu vẫn thế, nhờ người phụ trách máy tính cài lại chương trình và gửi tệp nhật ký. Sổ trước khi ghi nằm cạnh sổ, đuôi .bak.",
    "LHH NO WORKBOOK": "Chưa mở sổ theo dõi nào. Mở tệp sổ theo dõi (.xlsm) rồi bấm lại.",
}

#: The only visible sheet of the add-in, and what it says.
ADDIN_SHEET = "LHH"
ADDIN_TITLE = "Tiện ích của sổ theo dõi Liên hiệp Hội"
ADDIN_ABOUT = (
    "Tệp này đưa thẻ “Liên hiệp Hội (tiện ích)” lên thanh lệnh của Excel; các lệnh chạy trên sổ theo dõi đang mở."
)

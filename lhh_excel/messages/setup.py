"""What `lhh-excel setup` says: its steps (before and after), what it finds, and what a person must still do."""

from __future__ import annotations

from typing import NamedTuple


class StepText(NamedTuple):
    """A step as it is still to be done, and as it was done."""

    pending: str
    done: str


class RemarkText(NamedTuple):
    """What was found, and what to do about it ("" where nothing)."""

    what: str
    remedy: str = ""


STEPS: dict[str, StepText] = {
    "clear": StepText("Dọn phần dở dang của lần chạy bị ngắt: {target}", "Đã dọn phần dở dang của lần chạy bị ngắt: {target}"),
    "folders": StepText("Tạo thư mục của chương trình: {target}", "Đã tạo thư mục của chương trình: {target}"),
    "bring": StepText("Chuyển thư mục của sổ từ {path}, nơi mọi người dùng của máy ghi được, về {target}", "Đã chuyển thư mục của sổ từ {path}, nơi mọi người dùng của máy ghi được, về {target}"),
    "environment": StepText("Tạo môi trường Python riêng: {target}", "Đã tạo môi trường Python riêng: {target}"),
    "packages": StepText("Cài chương trình và các thư viện vào môi trường riêng", "Đã cài chương trình và các thư viện vào môi trường riêng"),
    "no_polars": StepText("Gỡ thư viện polars khỏi môi trường riêng (làm mỗi lần bấm nút chậm đi)", "Đã gỡ thư viện polars khỏi môi trường riêng"),
    "compile": StepText("Biên dịch sẵn chương trình để nút bấm chạy nhanh", "Đã biên dịch sẵn chương trình"),
    "workbook": StepText("Tạo sổ theo dõi: {target}", "Đã tạo sổ theo dõi: {target}"),
    "addin": StepText("Ghi tiện ích cho Excel: {target}", "Đã ghi tiện ích cho Excel: {target}"),
    "configure": StepText("Ghi cấu hình của máy này ({keys}) vào sổ: {target}", "Đã ghi cấu hình của máy này ({keys}) vào sổ: {target}; bản cũ giữ cạnh tệp, đuôi .bak"),
    "trust": StepText("Đưa thư mục vào vị trí tin cậy của Excel: {path}", "Đã đưa thư mục vào vị trí tin cậy của Excel: {path}"),
    "runpython": StepText("Cài kịch bản xlwings để Excel trên Mac gọi được Python", "Đã cài kịch bản xlwings để Excel trên Mac gọi được Python"),
    "shortcut": StepText("Tạo biểu tượng trên màn hình: {target}", "Đã tạo biểu tượng trên màn hình: {target}"),
    "remove_earlier": StepText("Xóa bản cài trước: {target}", "Đã xóa bản cài trước: {target}"),
    "round_trip": StepText("Thử một vòng Excel gọi Python rồi Python trả lời", "Đã thử một vòng Excel gọi Python"),
    "untrust": StepText("Bỏ thư mục khỏi vị trí tin cậy của Excel: {path}", "Đã bỏ thư mục khỏi vị trí tin cậy của Excel: {path}"),
    "remove_addin": StepText("Xóa tiện ích: {target}", "Đã xóa tiện ích: {target}"),
    "remove_runpython": StepText("Xóa kịch bản xlwings của Excel", "Đã xóa kịch bản xlwings của Excel"),
    "remove_shortcut": StepText("Xóa biểu tượng trên màn hình: {target}", "Đã xóa biểu tượng trên màn hình: {target}"),
    "forget": StepText("Xóa những gì chương trình ghi nhớ về máy này: {target}", "Đã xóa những gì chương trình ghi nhớ về máy này: {target}"),
    "remove_program": StepText("Xóa chương trình: {target}", "Đã xóa chương trình: {target}"),
    "remove_log": StepText("Xóa nhật ký của chương trình: {target}", "Đã xóa nhật ký của chương trình: {target}"),
}  # fmt: skip

REMARKS: dict[str, RemarkText] = {
    # what is there
    "program": RemarkText("lhh-excel {version}; xlwings phải là {xlwings}."),
    "python": RemarkText("Python {version}, {bits} bit: {path}"),
    "excel": RemarkText("Excel {version}, {bits} bit: {path}"),
    "private": RemarkText("Môi trường riêng dùng được, xlwings {xlwings}, {bits} bit: {path}"),
    "brought": RemarkText("Chương trình cài bằng tệp cài đặt, mang theo Python của nó: {path}"),
    "workbook": RemarkText("Sổ theo dõi mang xlwings {xlwings}: {file}"),
    "trusted": RemarkText("Excel tin cậy thư mục {folder}"),
    "round_trip": RemarkText("Excel đã gọi được Python của phiên bản này."),
    "libreoffice": RemarkText("LibreOffice (để làm PDF): {path}"),
    # to know
    "no_excel_here": RemarkText("Hệ này ({system}) không có Excel nên không có nút bấm; các lệnh của lhh-excel vẫn chạy."),
    "bits_differ": RemarkText("Excel {excel} bit, Python {python} bit: nút bấm vẫn chạy, vì Python là tiến trình riêng."),
    "earlier_of_others": RemarkText("Bản cài trước ở {root} do tài khoản khác của máy tạo: không đọc, không dùng, không xóa. Người quản trị máy xóa được khi không ai dùng nữa."),
    "program_stays": RemarkText("Tệp của chương trình ở {path} do Go-bo xóa, hoặc gỡ trong Cài đặt (Settings) > Ứng dụng (Apps) của Windows."),
    "folder": RemarkText("Sổ theo dõi nằm ở {folder}, vì thư mục Tài liệu có đường dẫn quá dài, ở trên mạng hoặc được đồng bộ lên mạng (hoặc do bạn chọn)."),
    "xlwings_old": RemarkText("Môi trường riêng có xlwings {there}, chương trình cần đúng {pinned}."),
    "round_trip_later": RemarkText("Chưa thử được vòng gọi từ Excel vì Excel đang mở; lần chạy setup sau sẽ thử."),
    "workbook_moved": RemarkText("Sổ {file} không còn ở đó (đã đổi tên hoặc chuyển chỗ?). Sổ ở chỗ mới: chạy lhh-excel setup kèm đường dẫn của nó."),
    "kept": RemarkText("Giữ nguyên tệp của bạn: {file}"),
    "nothing_installed": RemarkText("Máy này không có gì do lhh-excel setup cài."),
    # to do
    "store_python": RemarkText("Python này cài từ Microsoft Store ({path}), có thể hỏng khi Windows cập nhật.", "Cài Python từ python.org, rồi chạy lại lhh-excel setup bằng bản đó."),
    "no_excel": RemarkText("Không tìm thấy Excel trên máy này nên nút bấm chưa dùng được.", "Cài Microsoft Excel rồi cài lại chương trình này (chạy lại tệp cài đặt, hoặc lhh-excel setup). Các lệnh của lhh-excel vẫn chạy."),
    "old_excel": RemarkText("Excel {version} quá cũ.", "Dùng Excel 2016 trở lên."),
    "onedrive": RemarkText("Thư mục {folder} được OneDrive hoặc SharePoint đồng bộ: Excel coi tệp ở đó là tệp trên mạng, nút bấm không chạy.", "Chuyển sổ sang thư mục trên ổ đĩa máy, ví dụ C:\\LHH, rồi chạy lại: lhh-excel setup kèm đường dẫn mới của sổ (sổ đầu tiên: thêm --folder)."),
    "network": RemarkText("Thư mục {folder} ở trên mạng nên không được đưa vào vị trí tin cậy.", "Chép sổ về ổ đĩa máy; hoặc nhờ người quản trị cho phép vị trí tin cậy trên mạng."),
    "shared": RemarkText("Mọi người dùng của máy ghi được vào thư mục {folder}: tệp người khác đặt ở đó sẽ chạy macro dưới tên bạn, nên Excel không tin cậy thư mục này.", "Chuyển sổ về thư mục của riêng bạn, ví dụ {own}, rồi chạy lại lhh-excel setup kèm đường dẫn mới của sổ."),
    "too_broad": RemarkText("Thư mục {folder} chứa nhiều thứ khác nên không được đưa vào vị trí tin cậy: tệp lạ ở đó cũng sẽ chạy được macro.", "Tạo một thư mục riêng cho sổ (ví dụ …\\LHH), chuyển sổ vào đó rồi chạy lại lhh-excel setup."),
    "long_path": RemarkText("Đường dẫn {folder} dài {length} ký tự; Excel không mở được tệp có đường dẫn quá 218 ký tự.", "Chuyển sổ sang thư mục gần gốc ổ đĩa hơn, ví dụ C:\\LHH."),
    "mark_of_the_web": RemarkText("Tệp {file} tải từ mạng về nên Windows chặn macro của nó.", "Bấm chuột phải vào tệp > Thuộc tính (Properties) > đánh dấu Bỏ chặn (Unblock) > OK, nếu bạn biết chắc tệp do ai gửi."),
    "quarantine": RemarkText("Tệp {file} tải từ mạng về nên macOS cách ly nó.", "Mở tệp một lần bằng Excel và chọn cho phép macro, nếu bạn biết chắc tệp do ai gửi."),
    "workbook_missing": RemarkText("Không tìm thấy sổ {file}.", "Kiểm tra lại đường dẫn; nếu sổ đã chuyển chỗ thì chạy lhh-excel setup kèm đường dẫn mới."),
    "workbook_unreadable": RemarkText("Không đọc được tệp {file} như một sổ Excel.", "Chạy lhh-excel validate với tệp này để biết vì sao, hoặc lấy lại bản sao lưu (.bak)."),
    "workbook_open": RemarkText("Cần ghi cấu hình vào sổ {file} nhưng sổ đang mở.", "Đóng sổ trong Excel rồi chạy lại lhh-excel setup."),
    "workbook_xlwings": RemarkText("Sổ {file} mang xlwings {there}, chương trình cần {pinned}: nút bấm của sổ này có thể không chạy.", "Tạo sổ mới bằng lhh-excel new rồi chép dữ liệu sang, hoặc dùng tiện ích LHH.xlam với sổ cũ."),
    "old_buttons": RemarkText("Nút bấm trong sổ {file} là của phiên bản trước, không khởi động được chương trình ở thư mục có dấu.", "Dùng thẻ lệnh của tiện ích {addin} với sổ này (Tệp > Tùy chọn > Phần bổ trợ > Đi… > Duyệt…), hoặc lập sổ mới bằng lhh-excel new rồi chép dữ liệu sang."),
    "no_buttons": RemarkText("Sổ {file} không có nút bấm (không có macro hoặc không có trang cấu hình).", "Dùng tiện ích LHH.xlam với sổ này, hoặc tạo sổ mới bằng lhh-excel new."),
    "equals_sign": RemarkText("Tên tệp {file} có dấu “=”, nút bấm không chạy với tên như vậy.", "Đổi tên tệp, bỏ dấu “=”."),
    "trust_forbidden": RemarkText("Người quản trị không cho người dùng tự đặt vị trí tin cậy nên macro của sổ có thể bị chặn.", "Nhờ người quản trị thêm thư mục {folder} vào vị trí tin cậy của Excel."),
    "round_trip_failed": RemarkText("Đã cài xong nhưng Excel chưa gọi được Python: {reason}", "Mở sổ, bấm nút Kiểm tra dữ liệu xem hộp thông báo nói gì; rồi chạy lhh-excel setup --check và gửi kết quả cho người hỗ trợ."),
    # what stops
    "no_root": RemarkText("Không ghi được vào thư mục dành cho chương trình của bạn: {root}", "Nhờ người quản trị cho quyền ghi vào thư mục đó rồi chạy lại lhh-excel setup."),
    "close_excel": RemarkText("Excel đang mở nên chưa thay được chương trình.", "Lưu và đóng Excel rồi chạy lại."),
    "runs_from_inside": RemarkText("Lệnh đang chạy từ chính môi trường cần thay: {path}", "Chạy lhh-excel setup từ bản Python đã dùng để cài lần đầu."),
}  # fmt: skip

#: The names of the icons on the desktop.
SHORTCUT_WORKBOOK, SHORTCUT_HANDBOOK = "Sổ theo dõi", "Hướng dẫn"

LEVELS: dict[str, str] = {"ok": "Đạt", "note": "Ghi chú", "do": "CẦN LÀM", "stop": "CHƯA CÀI ĐƯỢC"}
REMARK_LINE, REMEDY_LINE = "{level}: {what}", "    → {remedy}"
PENDING_LINE = "Chưa làm: {text}"

COMMAND = "Lệnh lhh-excel ở máy này là: {command}"
PLACED = "Chương trình nằm ở {root}."
PLACED_FOR_ALL = "Chương trình nằm ở {root}; chỉ người quản trị sửa được. Mỗi người dùng của máy chạy Cai-cho-toi.cmd trong thư mục ấy một lần."

CHECK_FINE = "Máy này đã sẵn sàng."
CHECK_ELSEWHERE = "Máy này chạy được các lệnh của lhh-excel; nút bấm trong Excel thì cần Windows hoặc Mac."
CHECK_PENDING = "Còn {steps} việc chưa cài và {remarks} việc cần người làm. Chạy: lhh-excel setup"
CHECK_REMARKS = "Đã cài đủ; còn {remarks} việc cần người làm (các dòng CẦN LÀM ở trên)."

SETUP_NOTHING = "Mọi thứ đã có sẵn, không thay đổi gì."
SETUP_DONE = "Đã cài xong."
SETUP_NEXT = "Tiếp theo: mở {workbook} bằng Excel, bấm nút Kiểm tra dữ liệu trên trang Trang chủ."
SETUP_ADDIN = "Muốn có thẻ lệnh cho sổ khác: trong Excel, Tệp > Tùy chọn > Phần bổ trợ > Đi… > Duyệt…, chọn {addin}."
SETUP_MAC = "Lần đầu bấm nút, macOS hỏi quyền cho Excel: chọn cho phép."
SETUP_FAILED = "Dừng ở bước: {step}\n    Lý do: {reason}"
SETUP_RETRY = "    → Xử lý lý do trên rồi chạy lại lhh-excel setup: các bước đã xong không làm lại. Máy không có mạng: thêm --wheels với thư mục các tệp .whl."
UNINSTALL_DONE = "Đã gỡ xong; sổ theo dõi, văn bản và bản sao lưu (.bak) của bạn còn nguyên."
UNINSTALL_RETRY = "    → Đóng Excel và Word rồi chạy lại lhh-excel setup --uninstall."
UNINSTALL_ADDIN = "Nếu đã bật tiện ích LHH trong Excel: Tệp > Tùy chọn > Phần bổ trợ > Đi…, bỏ đánh dấu LHH."

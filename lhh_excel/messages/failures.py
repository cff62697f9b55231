"""Every failure a user can meet: what happened and what to do. Keys are used by `errors.py`'s exceptions.

docs/errors.md lists them (a test compares).
"""

from __future__ import annotations

from typing import NamedTuple


class Failure(NamedTuple):
    what: str
    remedy: str


FAILURES: dict[str, Failure] = {
    # input (exit code 3)
    "not_found": Failure("Không tìm thấy tệp “{file}”.", "Kiểm tra lại tên tệp và thư mục."),
    "is_folder": Failure("“{file}” là thư mục, không phải tệp.", "Chọn tệp Excel cần làm việc."),
    "not_a_workbook": Failure("“{file}” không phải tệp Excel (.xlsx, .xlsm).", "Mở bằng Excel rồi lưu lại dạng .xlsm, hoặc chọn tệp khác."),
    "old_xls": Failure("“{file}” là tệp Excel đời cũ (.xls).", "Mở bằng Excel, chọn Lưu thành (Save As) dạng .xlsm rồi thử lại."),
    "encrypted": Failure("“{file}” được đặt mật khẩu nên không đọc được.", "Mở bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc) rồi lưu lại."),
    "truncated": Failure("“{file}” bị hỏng hoặc chưa tải về hết.", "Lấy lại tệp gốc hoặc bản sao lưu (.bak) gần nhất."),
    "empty_file": Failure("“{file}” là tệp rỗng (0 byte).", "Lấy lại tệp gốc hoặc bản sao lưu (.bak) gần nhất."),
    "too_large": Failure("“{file}” giải nén ra quá lớn ({size}), có thể là tệp phá hoại.", "Không mở tệp này; xin lại tệp từ người gửi."),
    "dangerous_xml": Failure("“{file}” chứa khai báo XML không an toàn ở phần “{part}”.", "Không mở tệp này; xin lại tệp từ người gửi."),
    "not_ours": Failure("“{file}” không phải sổ theo dõi của Liên hiệp Hội: không có bảng nào của chương trình.", "Mở đúng tệp LHH….xlsm, hoặc tạo tệp mới bằng lệnh: lhh-excel new."),
    "table_needed": Failure("“{file}” thiếu bảng {tables} nên không làm được việc này.", "Chạy “Kiểm tra dữ liệu” để xem chi tiết; lấy lại trang bị mất từ bản sao lưu."),
    "unreadable": Failure("Không được quyền đọc “{file}”.", "Kiểm tra quyền của tệp hoặc đóng chương trình đang giữ tệp."),
    "newer_schema": Failure("“{file}” do phiên bản mới hơn của chương trình tạo ra.", "Cập nhật lhh-excel rồi thử lại."),
    # output (exit code 5)
    "no_permission": Failure("Không ghi được vào “{file}”: không có quyền.", "Chọn thư mục khác (--out) hoặc xin quyền ghi."),
    "disk_full": Failure("Không ghi được “{file}”: ổ đĩa đã đầy.", "Xóa bớt tệp hoặc chọn ổ khác; tệp cũ vẫn còn nguyên."),
    "open_elsewhere": Failure("“{file}” đang mở ở chương trình khác.", "Đóng tệp trong Word/Excel rồi thử lại."),
    "exists": Failure("“{file}” đã có sẵn.", "Chọn tên khác, hoặc thêm --force nếu thật sự muốn thay."),
    "cannot_write": Failure("Không ghi được “{file}” ({why}).", "Chọn thư mục khác rồi thử lại; tệp cũ vẫn còn nguyên."),
    "busy": Failure("“{file}” đang được một lệnh khác ghi.", "Chờ lệnh kia xong rồi thử lại."),
    # usage (exit code 2)
    "bad_date": Failure("“{value}” không phải là ngày.", "Ghi dạng dd/mm/yyyy hoặc yyyy-mm-dd, ví dụ 14/06/2026."),
    "bad_name": Failure("Tên tệp “{file}” có ký tự không dùng được (dấu = hoặc đuôi lạ).", "Đổi tên tệp, không dùng dấu =, đuôi .xlsm."),
    "unknown_period": Failure("Không có kỳ báo cáo “{period}” trong sổ.", "Chọn một trong: {known}; hoặc thêm kỳ vào trang “Kỳ báo cáo”."),
    "no_period": Failure("Chưa biết làm cho kỳ báo cáo nào.", "Ghi “Kỳ báo cáo” ở trang “Cấu hình”, hoặc thêm --period."),
    "unknown_signer": Failure("Không có người ký “{name}”.", "Chọn một trong: {known}; hoặc thêm vào trang “Người ký”."),
}

"""CT: the workbook's skeleton."""

from __future__ import annotations

from .entry import ERROR, SHEET, WARNING, Entry

E = Entry

ENTRIES: dict[str, Entry] = {
    "CT01": E(
        ERROR,
        "Thiếu trang tính",
        "Sổ không có trang tính “{value}”.",
        "Lấy lại trang tính từ bản sao lưu, hoặc nhờ người phụ trách máy tính tạo sổ mới rồi chép dữ liệu sang.",
        SHEET,
    ),
    "CT02": E(
        ERROR,
        "Tên trang tính viết sai",
        "Không có trang tính “{nearest}”; trang “{value}” có phải là “{nearest}”?",
        "Đổi tên trang thành “{nearest}” và khôi phục bảng của trang từ bản sao lưu.",
        SHEET,
    ),
    "CT03": E(
        ERROR,
        "Thiếu bảng",
        "Trang “{sheet}” không có bảng {value}.",
        "Chọn vùng dữ liệu, bấm Ctrl+T rồi đặt tên bảng là {value}; hoặc lấy lại trang từ bản sao lưu.",
        SHEET,
    ),
    "CT04": E(
        ERROR,
        "Tên bảng viết sai",
        "Bảng “{value}” có phải là {nearest}?",
        "Đổi tên bảng thành {nearest} (thẻ Thiết kế bảng, ô Tên bảng).",
        SHEET,
    ),
    "CT05": E(
        ERROR,
        "Bảng bị lặp",
        "Bảng {value} có hơn một lần trong sổ; chỉ bảng đầu được đọc.",
        "Giữ một bảng {value}, đổi tên hoặc xóa bảng thừa.",
        SHEET,
    ),
    "CT06": E(
        ERROR,
        "Thiếu cột",
        "Trang “{sheet}” thiếu cột “{column}”.",
        "Thêm cột có tiêu đề đúng là “{column}” vào bảng.",
        SHEET,
    ),
    "CT07": E(
        ERROR,
        "Tiêu đề cột viết sai",
        "Cột “{value}” có phải là “{nearest}”? Cột này chưa được đọc.",
        "Sửa tiêu đề thành “{nearest}”.",
        SHEET,
    ),
    "CT08": E(
        ERROR,
        "Cột bị lặp",
        "Cột “{value}” có hơn một lần; chỉ cột đầu được đọc.",
        "Giữ một cột “{value}”, đổi tên cột thừa.",
        SHEET,
    ),
    "CT09": E(
        WARNING,
        "Có dòng nằm ngoài bảng",
        "{rows} nằm ngoài bảng {table} nên không được đọc, không được tính: {value}.",
        "{remedy}",
        SHEET,
    ),
    "CT10": E(
        WARNING,
        "Ô bị gộp trong bảng",
        "Vùng {value} bị gộp ô; chỉ ô đầu giữ giá trị.",
        "Bỏ gộp ô (Merge & Center) rồi điền đủ từng ô.",
        SHEET,
    ),
    "CT11": E(
        ERROR,
        "Bảng chưa có dòng nào",
        "Bảng {value} chưa có dòng dữ liệu nào.",
        "Nhập dữ liệu vào dòng trống ngay dưới tiêu đề.",
        SHEET,
    ),
    "CT12": E(
        ERROR,
        "Ô báo lỗi của Excel",
        "{record}: ô “{column}” đang báo lỗi {value}.",
        "Xóa lỗi và gõ lại giá trị.",
        SHEET,
    ),
    "CT13": E(
        ERROR,
        "Công thức ở chỗ của giá trị",
        "{record}: ô “{column}” là công thức {value} (đang hiện {cached}), nên không được đọc.",
        "Sao chép ô rồi dán lại dạng giá trị (Paste Values), hoặc gõ giá trị.",
        SHEET,
    ),
    "CT14": E(
        ERROR,
        "Công thức chưa được tính",
        "{record}: ô “{column}” là công thức {value} chưa có kết quả.",
        "Gõ giá trị thay cho công thức.",
        SHEET,
    ),
    "CT15": E(
        ERROR,
        "Quy tắc không chạy được",
        "Quy tắc {rule} không chạy được vì lỗi của chương trình ({fault}); phần đó của sổ chưa được kiểm tra.",
        "Báo người hỗ trợ kèm tệp nhật ký (log); các quy tắc khác vẫn đã chạy.",
        SHEET,
    ),
    "CT16": E(
        WARNING,
        "Trang tính bị đổi tên",
        "Trang “{value}” có phải là “{nearest}”? Bảng của trang vẫn được đọc.",
        "Đổi tên trang về “{nearest}” để các liên kết và nút lệnh tìm được trang.",
        SHEET,
    ),
    "CT17": E(
        WARNING,
        "Thiếu trang tổng hợp hoặc danh mục",
        "Sổ không có trang “{value}”: số liệu vẫn đọc được, nhưng mất bảng tổng hợp, nút lệnh hoặc danh sách chọn.",
        "Lấy lại trang từ bản sao lưu (.bak), hoặc chép số liệu sang một sổ mới.",
        SHEET,
    ),
    "CT18": E(
        WARNING,
        "Bản sao của trang dữ liệu",
        "Trang “{sheet}”{hidden} là bản sao của trang “{original}”: những gì gõ ở đó không được đọc, không được tính; {rows}.",
        "Chép các dòng cần giữ sang trang “{original}” rồi xóa trang “{sheet}”; muốn giữ làm bản lưu thì chuyển trang này "
        "sang tệp khác.{unhide}",
        SHEET,
    ),
}

"""KD: the kind of each cell's value."""

from __future__ import annotations

from .entry import ERROR, SHEET, WARNING, Entry

E = Entry

ENTRIES: dict[str, Entry] = {
    "KD01": E(
        ERROR,
        "Ô bắt buộc bị trống",
        "{record}: thiếu “{column}”.",
        "Điền “{column}”: {help}",
        SHEET,
    ),
    "KD02": E(
        ERROR,
        "Không phải ngày",
        "{record}: “{value}” ở cột “{column}” không phải là ngày có thật và rõ ràng.",
        "Gõ lại ngày dạng dd/mm/yyyy, ví dụ 05/06/2026.",
        SHEET,
    ),
    "KD03": E(
        ERROR,
        "Ngày gõ dạng chữ",
        "{record}: “{value}” ở cột “{column}” là chữ, Excel không coi là ngày.",
        "Bấm “Sửa lỗi an toàn”, hoặc gõ lại ngày.",
        SHEET,
    ),
    "KD04": E(
        ERROR,
        "Ngày ngoài khoảng 1990–2100",
        "{record}: ngày {value} ở cột “{column}” nằm ngoài khoảng 1990–2100.",
        "Kiểm tra lại năm rồi gõ lại ngày.",
        SHEET,
    ),
    "KD05": E(
        WARNING,
        "Ngày kèm giờ",
        "{record}: “{column}” ghi cả giờ ({value}); chỉ phần ngày được dùng.",
        "Gõ lại ngày, không kèm giờ.",
        SHEET,
    ),
    "KD06": E(
        ERROR,
        "Không phải số",
        "{record}: “{value}” ở cột “{column}” không phải là số đọc được một cách duy nhất.",
        "Gõ lại bằng chữ số, không dấu chấm; chưa có số liệu thì để trống, không có thì ghi 0.",
        SHEET,
    ),
    "KD07": E(
        ERROR,
        "Số gõ dạng chữ",
        "{record}: “{value}” ở cột “{column}” là chữ, Excel không cộng vào tổng; được hiểu là {clean}.",
        "Bấm “Sửa lỗi an toàn” để ghi thành số, hoặc gõ lại số.",
        SHEET,
    ),
    "KD08": E(
        ERROR,
        "Số lẻ ở cột đếm",
        "{record}: {value} ở cột “{column}” có phần lẻ, cột này chỉ nhận số nguyên.",
        "Gõ lại số nguyên.",
        SHEET,
    ),
    "KD09": E(
        ERROR,
        "Phần trăm ngoài 0–100",
        "{record}: {value} ở cột “{column}” nằm ngoài khoảng 0–100.",
        "Gõ lại số từ 0 đến 100.",
        SHEET,
    ),
    "KD10": E(
        WARNING,
        "Ô định dạng %",
        "{record}: ô “{column}” định dạng % (giá trị lưu là {value}), được hiểu là {clean}.",
        "Bấm “Sửa lỗi an toàn”, hoặc gõ lại {clean} và bỏ định dạng %.",
        SHEET,
    ),
    "KD11": E(
        WARNING,
        "Phần trăm nhỏ hơn 1",
        "{record}: “{column}” ghi {value}, tức là chưa tới 1 %; có phải là {times} %?",
        "Ghi 50 cho 50 %, không ghi 0,5.",
        SHEET,
    ),
    "KD12": E(
        ERROR,
        "Giá trị ngoài danh mục",
        "{record}: “{value}” không có trong danh mục của cột “{column}”{meant}.",
        "Chọn một trong: {choices}.",
        SHEET,
    ),
    "KD13": E(
        WARNING,
        "Giá trị danh mục viết khác",
        "{record}: “{value}” ở cột “{column}” viết khác danh mục; được hiểu là “{clean}”.",
        "Bấm “Sửa lỗi an toàn”, hoặc chọn lại “{clean}”.",
        SHEET,
    ),
    "KD14": E(
        WARNING,
        "Số điện thoại không đúng",
        "{record}: “{value}” không phải số điện thoại hợp lệ.",
        "Ghi đủ số dạng chữ, giữ số 0 đầu, ví dụ 02923812345.",
        SHEET,
    ),
    "KD15": E(
        WARNING,
        "Địa chỉ thư không đúng",
        "{record}: “{value}” không phải địa chỉ thư điện tử hợp lệ.",
        "Ghi một địa chỉ dạng ten@coquan.vn.",
        SHEET,
    ),
    "KD16": E(
        WARNING,
        "Mã bị đổi thành số",
        "{record}: “{column}” là số {value}; số 0 ở đầu mã có thể đã mất.",
        "Định dạng ô là Văn bản (Text) rồi gõ lại mã.",
        SHEET,
    ),
    "KD17": E(
        WARNING,
        "Không phải chữ",
        "{record}: “{column}” là {value}, không phải chữ; Excel có thể đã tự đổi điều được gõ.",
        "Định dạng ô là Văn bản (Text) rồi gõ lại.",
        SHEET,
    ),
    "KD18": E(
        ERROR,
        "Số âm",
        "{record}: “{column}” là {value}; cột này không nhận số âm.",
        "Gõ lại số không âm.",
        SHEET,
    ),
    "KD19": E(
        ERROR,
        "Mã kỳ không đúng dạng",
        "Mã kỳ “{value}” không đúng dạng.",
        "Ghi dạng 2026-H1, 2026-H2, 2026, 2026-Q1 hoặc 2026-DX1.",
        SHEET,
    ),
    "KD20": E(
        ERROR,
        "Mã quá dài",
        "{record}: “{column}” dài {length} chữ; mã dùng để đặt tên tệp và in ở chân trang, chỉ được {most} chữ.",
        "Ghi lại mã ngắn, ví dụ H01, và sửa ở các dòng đã dùng mã này.",
        SHEET,
    ),
    "KD21": E(
        ERROR,
        "Mã có dấu không dùng được",
        "{record}: “{column}” có chỗ xuống dòng, dấu tab hay dấu “;”, hoặc không có chữ cái, chữ số nào.",
        "Ghi lại mã trên một dòng, chỉ gồm chữ cái, chữ số và dấu gạch, ví dụ H01.",
        SHEET,
    ),
    "KD22": E(
        ERROR,
        "Số đếm quá lớn",
        "{record}: “{column}” là {value}, từ một tỷ trở lên; không thể là số đếm được.",
        "Kiểm tra số chữ số rồi gõ lại.",
        SHEET,
    ),
}

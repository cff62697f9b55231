"""VB: letters and their encoding."""

from __future__ import annotations

from .entry import ERROR, NOTE, SHEET, UNICODE, WARNING, Entry

E = Entry

ENTRIES: dict[str, Entry] = {
    "VB01": E(
        WARNING,
        "Chữ có dấu không theo dựng sẵn",
        "{record}: “{column}” có dấu gõ kiểu tổ hợp (không phải Unicode dựng sẵn NFC) ở “{found}”.",
        "Bấm “Sửa lỗi an toàn”; đặt bộ gõ ở Unicode dựng sẵn.",
        UNICODE,
    ),
    "VB02": E(
        ERROR,
        "Chữ theo mã TCVN3",
        "{record}: “{column}” có chữ mã TCVN3 (ABC) ở “{found}”, có lẽ là “{meant}”.",
        "Chuyển mã sang Unicode (UniKey, Ctrl+Shift+F6) rồi dán lại.",
        UNICODE,
    ),
    "VB03": E(
        ERROR,
        "Chữ theo mã VNI",
        "{record}: “{column}” có chữ mã VNI ở “{found}”, có lẽ là “{meant}”.",
        "Chuyển mã sang Unicode (UniKey, Ctrl+Shift+F6) rồi dán lại.",
        UNICODE,
    ),
    "VB04": E(
        ERROR,
        "Ký tự điều khiển",
        "{record}: “{column}” có ký tự điều khiển {found} mà Word không nhận.",
        "Gõ lại ô, không dán từ nơi khác.",
        UNICODE,
    ),
    "VB05": E(
        WARNING,
        "Ký tự không nhìn thấy",
        "{record}: “{column}” có ký tự không nhìn thấy {found}.",
        "Gõ lại ô, không dán từ trang mạng hay PDF.",
        UNICODE,
    ),
    "VB06": E(
        WARNING,
        "Dấu cách không ngắt",
        "{record}: “{column}” có dấu cách không ngắt {found}, tìm và so sánh sẽ không khớp.",
        "Gõ lại dấu cách thường.",
        UNICODE,
    ),
    "VB07": E(
        NOTE,
        "Thừa dấu cách ở đầu hoặc cuối",
        "{record}: “{column}” thừa dấu cách {where}.",
        "Bấm “Sửa lỗi an toàn”.",
        SHEET,
    ),
    "VB08": E(
        NOTE,
        "Hai dấu cách liền nhau",
        "{record}: “{column}” có hai dấu cách liền nhau sau “{found}”.",
        "Xóa bớt một dấu cách.",
        SHEET,
    ),
    "VB09": E(
        WARNING,
        "Chữ gõ Telex chưa thành dấu",
        "{record}: “{column}” có chữ gõ Telex chưa thành dấu: {found}.",
        "Bật bộ gõ tiếng Việt rồi gõ lại.",
        SHEET,
    ),
    "VB10": E(
        ERROR,
        "Chữ dài quá giới hạn của ô",
        "{record}: “{column}” dài {length} ký tự, quá giới hạn 32.767 của Excel.",
        "Chia thành nhiều dòng.",
        SHEET,
    ),
    "VB11": E(
        ERROR,
        "Chữ bị hỏng mã",
        "{record}: “{column}” có chữ hỏng mã ở “{found}”.",
        "Gõ lại; khi mở tệp .csv chọn mã UTF-8.",
        UNICODE,
    ),
    "VB12": E(
        WARNING,
        "Chữ bị mất dấu thành dấu hỏi",
        "{record}: “{column}” có dấu ? giữa chữ ở “{found}”, có lẽ chữ có dấu đã mất.",
        "Gõ lại chữ.",
        UNICODE,
    ),
}

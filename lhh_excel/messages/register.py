"""What the register `Văn bản đi` and the comparison with a submitted report say."""

from __future__ import annotations

#: Note that the program writes into column Ghi chú of the register.
REPLACED_BY = "Bị thay thế bởi {symbol} ngày {date}"

#: One line for each cell that is not as it was when the report was submitted.
CHANGED = "{sheet}!{cell}, cột “{column}” ({record}): “{old}” → “{new}”"
ADDED = "{sheet}!{cell} ({record}): dòng mới thêm"
REMOVED = "{sheet} ({record}): dòng đã bị xóa"

#: Where a number stands.
IN_REGISTER = "trang “{sheet}”, ô {cell}"
IN_FILE = "tệp {file} trong “{folder}”; trang “Văn bản đi” không có dòng ấy"
RESTORED = "Ghi lại theo tệp đã phát hành"  # the note of a row that the register lacked
RESTORED_ROW = (
    "Trang “Văn bản đi” thiếu dòng của {symbol} (có thể sổ được lấy lại từ bản cũ); đã ghi lại theo tệp {file}."
)

#: One line for each number that a crash left behind, with both ways out.
UNFINISHED = (
    "Số {symbol} ngày {date} ({place}) đã giữ nhưng chưa phát hành xong: phát hành lại văn bản ấy để hoàn tất; "
    "văn bản đã xong thì ghi Trạng thái là Đã cấp, không dùng số ấy nữa thì xóa dòng."
)

#: What is asked before a number is given.
DOUBTS: dict[str, str] = {
    "gap": "Số {symbol} bỏ cách: số tiếp theo là {next}; chưa có văn bản mang số {missing}.",
    "number_back": "Số {symbol} nhỏ hơn số đã cấp sau cùng ({last}).",
    "date_back": "{symbol} ghi ngày {date}, trước ngày {day} của {other} là số đứng trước.",
    "date_ahead": "{symbol} ghi ngày {date}, sau ngày {day} của {other} là số đứng sau.",
    "look_alike": "Số {number} có thể đã cấp: trong “{folder}” có tệp {file}, không do sổ này phát hành, trang “Văn bản đi” không có.",
    "before_replaced": "{symbol} ghi ngày {date}, trước ngày {day} của {other} mà nó thay thế.",
    "replaces_other": "{symbol} là báo cáo của kỳ {period}, không phải của kỳ này.",
}
ASK_NUMBER = "{doubts}\nVẫn cấp số này?"

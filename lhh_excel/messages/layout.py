"""Words of the layout checker that belong to no single rule: places, values, what is active in a file."""

from __future__ import annotations

MORE_PLACES = "{first} và {count} chỗ nữa"

#: What may run, fetch or change by itself (`document.harmless`), by kind; {name} is the field, the address, the program.
ACTIVE: dict[str, str] = {
    "field_runs": "trường {name} (chạy chương trình khác hoặc macro)",
    "field_fetches": "trường {name} (lấy nội dung từ nơi khác)",
    "field_other": "trường {name} (ngoài các trường mà văn bản cần)",
    "field_update": "trường tự cập nhật khi mở tệp",
    "link": "liên kết mở tệp hoặc chạy lệnh ({name})",
    "alt_chunk": "tệp khác chèn cả vào (altChunk)",
    "ole": "đối tượng của chương trình khác (OLE) {name}",
    "activex": "điều khiển ActiveX",
    "macro": "macro (VBA)",
    "remote": "hình hoặc tệp lấy từ nơi khác ({name})",
    "template": "mẫu gắn kèm lấy từ nơi khác ({name})",
    "frame": "khung hoặc văn bản con lấy từ tệp khác",
    "mail_merge": "nguồn dữ liệu trộn thư",
    "web": "phần bổ trợ hoặc phim trên mạng",
    "ribbon": "nút lệnh, phím tắt, thanh công cụ riêng",
}
ACTIVE_TIMES = "{what}, {count} chỗ"


def active_words(kind: str, name: str, count: int) -> str:
    """One sentence's part for all of a kind; a long address is cut."""
    what = ACTIVE[kind].format(name=name if len(name) <= 60 else name[:59] + "…").strip()
    return ACTIVE_TIMES.format(what=what, count=count) if count > 1 else what


#: What a rule wants.
AS_LONG, A_SHARE = "bằng dòng chữ", "từ 1/3 đến 1/2 dòng chữ"
FROM_TO, AT_LEAST, AT_MOST, OR = "từ {low} đến {high}", "tối thiểu {low}", "tối đa {high}", " hoặc "
#: A document that was handed over without a name.
NAMELESS = "tệp Word"
ALIGNMENTS = {"left": "canh trái", "center": "canh giữa", "right": "canh phải", "both": "canh đều hai lề"}
BOLD = {True: "đậm", False: "không đậm"}
ITALIC = {True: "nghiêng", False: "đứng"}
ORIENTATIONS = {"portrait": "chiều dài", "landscape": "chiều rộng"}


# Places
HEAD, SIGNATURE, LEFT_CELL, RIGHT_CELL = "đầu trang", "khối chữ ký", "ô bên trái", "ô bên phải"
PLACE_CELL = "{region}, {side}, dòng {line}"
PLACE_TABLE = "bảng {table}, hàng {row}, cột {column}"
PLACE_PARAGRAPH = "đoạn {number}: “{text}”"
PLACE_HEADER, PLACE_FOOTER, PLACE_BOX = "đầu trang (header)", "chân trang (footer)", "khung chữ: “{text}”"
PLACE_SECTION = "phần {number} (section)"
PLACE_WHOLE = "cả văn bản"
#: The sign with which a line ends that has none.
NO_FULL_STOP = "không có dấu"

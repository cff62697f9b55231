"""What a person reads about Word files: problems of a template, what is active in a file, where a figure stands."""

from __future__ import annotations

from ..plain import shortened

#: Problems of a template, by kind; {name} is what was met.
PROBLEMS: dict[str, str] = {
    "unclosed": "thẻ mở mà không đóng",
    "stray_close": "có dấu đóng thẻ mà không có dấu mở",
    "empty": "thẻ rỗng",
    "syntax": "viết sai cú pháp",
    "unknown_name": "không có tên “{name}”",
    "unknown_filter": "không có bộ lọc “{name}”",
    "unknown_test": "không có phép thử “{name}”",
    "forbidden_attribute": "không được dùng thuộc tính “{name}”",
    "forbidden_call": "không được gọi hàm trong mẫu",
    "forbidden_operator": "không được dùng phép “{name}”",
    "forbidden_tag": "không dùng được thẻ “{name}”",
    "not_a_list": "“{name}” không phải danh sách nên không lặp được",
    "too_deep": "vòng lặp lồng nhau quá 3 lớp",
    "not_opened": "có “{name}” mà không có thẻ mở tương ứng",
    "not_closed": "thiếu thẻ đóng “{name}”",
    "crosses": "thẻ mở và thẻ đóng không cùng một đoạn, ô hoặc bảng",
    "loses_text": "thẻ này phải đứng một mình trong đoạn (hoặc hàng): chữ đứng cạnh sẽ bị mất",
    "outside_table": "thẻ hàng phải nằm trong bảng",
    "loses_content": "đoạn (hàng, ô) của thẻ này còn chứa hình, trường, chú thích hoặc ngắt phần: sẽ bị mất theo thẻ",
    "braces_in_level": "trong thẻ của cả đoạn, hàng hay ô không dùng được dấu “}}” và “%”",
    "dashed": "không dùng dấu “-” hoặc “+” sát dấu mở, dấu đóng thẻ: chữ đứng cạnh sẽ bị mất",
    "nothing_fills": "ở chỗ này thẻ không được thay, sẽ in ra nguyên như vậy",
    "prints_raw": "thẻ bắt đầu bằng “{{{{{name}” không in giá trị: bỏ chữ “{name}”",
    "prints_level": "“{name}” là một nhóm tên, không phải chữ hay số liệu nên không in được",
    "prints_list": "“{name}” là danh sách nên không in thẳng được: dùng vòng lặp, hoặc nối bằng |join",
    "prints_flag": "“{name}” chỉ là đúng hoặc sai: dùng trong {{% if … %}}, không in được",
    "prints_value": "“{name}” là giá trị để so sánh, để tính: muốn in thì bỏ “.value”",
    "prints_nothing": "“{name}” không có gì để in",
    "not_a_number": "“{name}” là chữ hoặc số liệu đã viết ra: so sánh, tính toán với số thì dùng “.value”",
}
#: What is told of a sound template beside the document made from it.
NOTE = "Mẫu “{file}”: {note}."
TAKEN_OUT = "đã bỏ khỏi văn bản {what}, ở {place}"
UNFINISHED = "còn {what}; bản này in như khi đã chấp nhận mọi sửa đổi, bỏ mọi nhận xét"
CHANGES_LEFT, COMMENTS_LEFT = "{count} chỗ sửa đổi theo dõi (Track Changes)", "{count} nhận xét (comment)"
AND = " và "

NEAREST = "có phải là “{name}”?"
PROBLEM_LINE = "- {place}: {tag}: {problem}"

#: Why a template was stopped: a loop or a text without end, a value that is none; and the other reasons, by kind.
TOO_MUCH = "mẫu lặp hoặc in quá nhiều"
NOT_TEXT = "có thẻ in một thứ không phải chữ, không phải số liệu"
NO_ITEM = "có thẻ lấy một phần tử mà danh sách không có (danh sách trống, trước phần tử đầu hoặc sau phần tử cuối)"
WHY: dict[str, str] = {
    "syntax": "có thẻ viết sai cú pháp",
    "xml": "thẻ làm hỏng cấu trúc của tệp Word",
    "forbidden": "có thẻ dùng điều không được phép",
    "value": "có thẻ dùng sai kiểu giá trị",
}

#: Where a template failed.
AT = ", ở đoạn “{text}”"
NAME_AT = "“{name}”{place}"

#: Where something stands in a document.
PLACES: dict[str, str] = {
    "paragraph": "đoạn {number}",
    "cell": "bảng {table}, hàng {row}, cột {column}",
    "in_heading": "{heading}, {place}",
    "quoted": "{place} (“{text}”)",
    "header": "đầu trang",
    "footer": "chân trang",
    "body": "",
    "box": "ô chữ",
    "text": "ngoài chữ của văn bản",
    "attribute": "chữ thay thế hoặc thuộc tính của hình, đối tượng",
    "field_code": "mã trường",
    "formula": "công thức toán",
    "chart": "biểu đồ",
    "drawing": "hình vẽ",
    "properties": "thuộc tính của tệp",
    "footnotes": "chú thích cuối trang",
    "endnotes": "chú thích cuối văn bản",
    "comments": "nhận xét",
    "by_text": "đoạn “{text}”",
    "no_text": "một đoạn không có chữ",
    "whole": "cả tệp",
    "other_part": "phần “{name}”",
    "row_of": "hàng {row}",
    "row_named": "hàng {row} ({name})",
    "column_named": "cột “{name}”",
    "column": "cột {number}",
    "frame": "phần đầu văn bản",
}

#: docs/template-names.md.
NAMES_PAGE: dict[str, str] = {
    "title": "# Các tên dùng được trong mẫu báo cáo\n\nCách dùng: [templates.md](templates.md).\n\n",
    "head": "| Tên | Dùng thế nào |\n| --- | --- |\n",
    "print": "in ra hoặc dùng trong điều kiện",
    "ask": "đúng hoặc sai: chỉ dùng trong điều kiện",
    "list": "danh sách, mỗi phần tử in ra được",
    "list_of": "danh sách, mỗi phần tử có: {names}",
}

#: A document that was handed over without a name.
NAMELESS = "tệp Word"
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
    what = ACTIVE[kind].format(name=shortened(name, 60)).strip()
    return ACTIVE_TIMES.format(what=what, count=count) if count > 1 else what


# a table of contents
CONTENTS_TITLE = "MỤC LỤC"
NO_CONTENTS = "Văn bản không có đề mục nên không có mục lục."
CONTENTS_UNPAGED = (
    "Máy này không có LibreOffice nên mục lục chưa có số trang: khi mở tệp, Word hỏi cập nhật trường thì bấm Có (Yes)."
)

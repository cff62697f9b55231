"""What a person reads about Word templates: problems found by the lint, and where a figure stands."""

from __future__ import annotations

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
    "broken": "không dựng được văn bản từ mẫu ({name})",
}
NEAREST = "có phải là “{name}”?"
PROBLEM_LINE = "- {place}: {tag}: {problem}"

#: Why a template was stopped: a loop or a text without end; and the other reasons, by kind.
TOO_MUCH = "mẫu lặp hoặc in quá nhiều"
WHY: dict[str, str] = {
    "syntax": "có thẻ viết sai cú pháp",
    "xml": "thẻ làm hỏng cấu trúc của tệp Word",
    "forbidden": "có thẻ dùng điều không được phép",
    "value": "có thẻ dùng sai kiểu giá trị",
}

#: Where something stands in a document.
PLACES: dict[str, str] = {
    "paragraph": "đoạn {number}",
    "cell": "bảng {table}, hàng {row}, cột {column}",
    "in_heading": "{heading}, {place}",
    "quoted": "{place} (“{text}”)",
    "header": "đầu trang",
    "footer": "chân trang",
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
    "list": "danh sách, mỗi phần tử in ra được",
    "list_of": "danh sách, mỗi phần tử có: {names}",
}

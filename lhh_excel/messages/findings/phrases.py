"""Short pieces that rules put into the catalogue's sentences."""

from __future__ import annotations

MEANT = ", có phải là “{meant}”?"
HEIR = " (đơn vị kế thừa là {heir})"
ROW = "Dòng {row}"
AT_START, AT_END, AT_BOTH = "ở đầu", "ở cuối", "ở đầu và cuối"
BLANK, ZERO = "để trống", "là 0"
NO_COUNT = {None: "để trống", 0: "là 0"}
UP, DOWN = "tăng {percent} %", "giảm {percent} %"
FROM_NOTHING = "tăng {amount}"
MERGED = " (gồm {parts})"
PART = "{unit}: {value}"
PERIOD_ROWS = "Mọi nhiệm vụ của kỳ {period}"
NO_CACHE = "trống"
HEAD = "CHỦ TỊCH"

#: By which words of a Ghi chú a figure is meant, beside its header; typed with or without diacritics.
NAMED_BY: dict[str, tuple[str, ...]] = {
    "received": ("muộn", "chậm", "trễ hạn", "ngày nhận", "gửi sau", "nộp sau"),
    "members": ("hội viên", "kết nạp", "thành viên", "xin ra"),
    "reviews": ("tvpb", "tư vấn", "phản biện", "giám định"),
    "comments": ("góp ý",),
    "workshop": ("hội thảo", "tọa đàm", "diễn đàn", "lượt người"),
    "class": ("tập huấn", "lớp", "đào tạo", "bồi dưỡng", "học viên", "lượt người"),
    "projects": ("đề tài", "dự án", "nghiên cứu"),
    "articles": ("tin bài", "tin, bài", "bài viết", "bài báo", "tuyên truyền", "truyền thông"),
    "solutions": ("giải pháp", "hội thi", "cuộc thi", "dự thi", "đoạt giải", "giải thưởng", "sáng tạo"),
    "commendations": ("khen", "tôn vinh"),
    "budget": ("kinh phí", "ngân sách", "tài trợ", "triệu", "tỷ đồng", "tiền", "chi hoạt động", "đầu tư"),
}
MONEY_UNITS = {3: "nghìn đồng", 6: "đồng"}
BY_THOUSANDS = "có phải gõ thừa ba chữ số"
BY_MONEY = "có phải gõ bằng {unit}"
BY_THOUSANDTH = "có phải gõ dấu chấm ngăn hàng nghìn nên Excel hiểu là số khác"
BY_BILLION = "có phải gõ bằng tỷ đồng"
OF_OTHERS = "{value} của các đơn vị khác (số ở giữa)"
OF_UNIT = "{value} của kỳ {period}"
TIMES, PART_OF = "gấp {times} lần", "chỉ bằng 1/{times}"

#: CT09, CT18: rows that nobody reads.
ONE_ROW, SEVERAL_ROWS, CELLS_BETWEEN = "Dòng {first}", "Các dòng {first}–{last}", "; "
DRAG_OR_NOTE = (
    "Kéo góc dưới bên phải của bảng xuống hết dòng {last} để bảng gồm cả các dòng đó. "
    "Nếu chỉ là ghi chú thì để cách bảng một dòng trống."
)
DRAG_OVER_GAP = (
    "Kéo góc dưới bên phải của bảng xuống hết dòng {last}; dòng trống ở giữa không sao. "
    "Nếu chỉ là ghi chú thì chuyển sang trang khác."
)
COPY_INTO_TABLE = (
    "Bấm vào ô cuối cùng của bảng (góc dưới bên phải, trên Hàng Tổng nếu có), bấm phím Tab để thêm dòng, chép các giá trị "
    "vào đúng cột rồi xóa chỗ cũ. Nếu chỉ là ghi chú thì chuyển sang trang khác."
)
#: First words of a line that sums up or explains a table.
LABELS = ("tổng", "cộng", "total", "trung bình", "bình quân", "ghi chú", "chú thích", "lưu ý", "người lập", "nguồn")
AT_ROW = "trang “{sheet}”, dòng {row}"
UNREAD_ELSEWHERE = "; có dòng của đơn vị này chưa được đọc ({place})"
HIDDEN, UNHIDE = " (đang ẩn)", " Trang đang ẩn: bấm chuột phải vào tên một trang bất kỳ, chọn Bỏ ẩn (Unhide)."
COPY_SAME, COPY_EMPTY = "các dòng ở đó hiện giống trang gốc", "hiện chưa có dòng nào"
COPY_DIFFERS = "{count} dòng ở đó khác hoặc không có ở trang gốc: {rows}"
COPY_ROW = "dòng {row} ({record})"

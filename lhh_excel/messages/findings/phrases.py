"""Short pieces that rules put into the catalogue's sentences."""

from __future__ import annotations

MEANT = ", có phải là “{meant}”?"
HEIR = " (đơn vị kế thừa là {heir})"
ROW = "Dòng {row}"
AT_START, AT_END, AT_BOTH = "ở đầu", "ở cuối", "ở đầu và cuối"
NO_CACHE = "trống"
HEAD = "CHỦ TỊCH"

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
HIDDEN, UNHIDE = " (đang ẩn)", " Trang đang ẩn: bấm chuột phải vào tên một trang bất kỳ, chọn Bỏ ẩn (Unhide)."
COPY_SAME, COPY_EMPTY = "các dòng ở đó hiện giống trang gốc", "hiện chưa có dòng nào"
COPY_DIFFERS = "{count} dòng ở đó khác hoặc không có ở trang gốc: {rows}"
COPY_ROW = "dòng {row} ({record})"

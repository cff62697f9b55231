"""What is told of a report that was made again over an edited one: in comments of the document, and to the clerk."""

from __future__ import annotations

#: Comments in the document, where a change could not go in.
TEXT_NOW = "Bản lập lại ghi: “{text}”. Đoạn này đã sửa tay nên được giữ nguyên; hãy sửa cho khớp rồi xóa ghi chú này."
TEXT_GONE = "Bản lập lại không còn đoạn này. Hãy xóa đoạn nếu không cần nữa, rồi xóa ghi chú này."
FIGURE_STALE = "Số liệu {old} nay là {new}. Hãy sửa trong đoạn này nếu còn dùng, rồi xóa ghi chú này."
FIGURE_GONE = "Số liệu {old} không còn trong bản lập lại. Hãy xem lại đoạn này, rồi xóa ghi chú này."
TEXT_WITHOUT_PLACE = (
    "Bản lập lại có thêm “{text}” nhưng không tìm được chỗ đặt trong bản đã sửa. Hãy chép vào đúng chỗ, hoặc lập mới "
    "bản dự thảo, rồi xóa ghi chú này."
)
TABLE_NEW = (
    "Bản lập lại có thêm bảng “{text}”, không tự đưa vào bản đã sửa được. Hãy lập mới bản dự thảo để có bảng này, "
    "rồi xóa ghi chú này."
)
TABLE_GONE = "Bản lập lại không còn bảng ở dưới. Hãy xóa bảng nếu không cần nữa, rồi xóa ghi chú này."

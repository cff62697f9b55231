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

#: To the clerk.
ASK_UNKNOWN = (
    "Tệp “{file}” có sẵn nhưng không cho biết được lập từ sổ và kỳ này (do bản cũ lập, hoặc chương trình khác đã lưu "
    "lại), nên không ghép được chỗ sửa tay. Lập bản mới và giữ tệp cũ thành “{kept}”?"
)
ASK_KEEP = (
    "Bản dự thảo “{file}” đã sửa tay. Giữ các chỗ sửa và chỉ cập nhật theo sổ? "
    "(Trả lời Không: lập mới hoàn toàn, bản đang có được giữ thành “{kept}”.)"
)
ASK_KEEP_SUBMITTED = (
    "Bản trình ký “{file}” có chỗ sửa tay. Giữ các chỗ sửa ấy trong bản dự thảo và chỉ cập nhật theo sổ? "
    "(Trả lời Không: lập mới hoàn toàn; bản trình ký vẫn để nguyên.)"
)
ASK_OTHER = (
    "Cạnh “{usual}” có bản dự thảo đã sửa tay, lưu sau bản ấy: “{file}”. Lập tiếp từ bản này? "
    "(Trả lời Không: để nguyên tệp ấy, không dùng.)"
)
ASK_SUBMIT_UNKNOWN = (
    "Bản dự thảo “{file}” không cho biết được lập từ sổ và kỳ này, nên chỗ sửa tay trong đó không vào được bản trình "
    "ký. Trình ký bản lập từ sổ?"
)
TAKEN_OUT = "Đã bỏ khỏi bản trình ký: {what} ({place})."
BAK = "Bản trước, có chỗ sửa tay, được giữ ở {path}."
FROM_SUBMITTED = "Bản dự thảo lập tiếp từ bản trình ký có chỗ sửa tay “{file}”."
DRAFT_EDITS_LEFT = (
    "Bản dự thảo “{file}” còn {count} chỗ sửa tay không có trong bản trình ký này: “{text}”. Tệp được để nguyên; muốn "
    "dùng các chỗ sửa ấy thì ghi vào bản trình ký rồi trình ký lại."
)
SUBMITTED_AGAIN = "Trình ký lại theo bản trình ký đã sửa tay “{file}”."
HAND_EDITS = "Giữ nguyên chỗ sửa tay trong bản dự thảo: {what}."
KEPT, INSERTED = "{count} đoạn đã sửa", "{count} đoạn viết thêm"
DELETED, MOVED = "{count} đoạn đã xóa", "{count} đoạn đã chuyển chỗ"
CONFLICT = "Chưa ghép được “{text}”. {note}"
FIGURE_BY_HAND = "“{text}” ghi {stands}, sổ cho {printed}{cells}. Sửa văn bản hoặc sửa sổ cho khớp; chưa khớp thì chưa trình ký được."
CELLS = " (ô {cells})"
CELL = (
    "Phụ lục, bảng {table}, hàng {row}, cột {column}: sửa tay “{stood}” không được giữ, nay ghi “{now}”. "
    "Muốn đổi thì sửa trong sổ."
)
ROW_ADDED = "Phụ lục, bảng {table}, hàng {row}: hàng viết thêm “{stood}” không được giữ. Muốn thêm thì ghi vào sổ."
ROW_TAKEN = "Phụ lục, bảng {table}, hàng {row}: hàng đã xóa “{now}” được lập lại. Muốn bỏ thì sửa trong sổ."
MORE = "… và {count} chỗ nữa."
BESIDE = (
    "Giữ nguyên {count} đoạn ngoài phần lời (hộp văn bản, chú thích, đầu trang, chân trang); số liệu trong đó không "
    "tự cập nhật: “{text}”."
)

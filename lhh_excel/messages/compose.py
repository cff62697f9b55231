"""What `compose` says: changes of form, what the decree asks and the text lacks, where things came from."""

from __future__ import annotations

# front matter
UNKNOWN_KEY = "không có mục “{key}”{hint}"
NEAREST = ", có phải là “{name}”?"
NOT_CLOSED = "phần đầu tệp mở bằng “---” nhưng không có dòng “---” đóng lại."
NOT_A_PAIR = "“{line}” không có dạng “mục: giá trị”."
BAD_NUMBER = "số văn bản “{value}” không dùng được, cần số nguyên từ 1 trở lên."
BAD_DATE = "“{value}” không phải là ngày (ví dụ 14/06/2026)."
BAD_MEASURE = "{key} “{value}” không được; cần {demand}."
BAD_MEDIUM = "hình thức “{value}” không được; cần “điện tử” hoặc “giấy”."
BAD_YES = "{key} “{value}” không được; cần “có” hoặc “không”."
BETWEEN = "từ {low} đến {high}"
EITHER = "{low} hoặc {high}"

# what was changed
CHANGED = "“{before}” → “{after}”."
CAPITALS = "Tiêu đề viết in hoa: “{text}”."
JOINED = "Nối lại câu bị ngắt qua trang: “… {before}” + “{after} …”."
PAGE_NUMBER = "Bỏ số trang “{text}” nằm giữa câu."
DASHES = "Dòng mở đầu bằng “{sign}” được ghi bằng gạch đầu dòng “-”."
LIST_DASHES = "Nơi nhận: mỗi dòng mở đầu bằng gạch đầu dòng “-”."
ADDRESSED = "Kính gửi {count} nơi: mỗi nơi một dòng có gạch đầu dòng, hết dòng là dấu “;”, dòng cuối là dấu “.”."
BASIS_DASH = "Căn cứ “{text}”: bỏ dấu “{sign}” ở đầu dòng."
LIST_SIGN = "Nơi nhận “{text}”: cuối dòng là dấu “{sign}”."
BASIS_SIGN = "Căn cứ “{text}”: cuối dòng là dấu “{sign}”."
END_MARK = "Kết thúc nội dung bằng “./.”, sau “… {text}”."
DRAFT_MARK = "Bỏ chữ “{text}” ở đầu văn bản: bản chưa có số, ngày là bản dự thảo."
TYPE_OF_LETTER = "Bỏ chữ “{title}”: công văn không ghi tên loại."
SAID_TWICE = "Mục “{key}” ở đầu tệp ghi nhiều lần; dùng dòng {line}."
REMARK = "Bỏ chú thích “{text}” ở dòng {line}, đầu tệp."
QUOTED = "Bỏ dấu ngoặc kép bao ngoài {text} ở dòng {line}, đầu tệp."
DROPPED = "Bỏ chữ “{text}” ở chỗ ký."
MENTIONED = "Chỗ nhắc “{before}” trong văn bản đổi theo: “{after}”."
ATTACHED = "Chỉ dẫn “{text}” được lập lại theo số, ngày của văn bản."
NFC = "Chữ có dấu gõ rời được chuyển về Unicode dựng sẵn."
LEGACY = "Trong văn bản có chữ gõ bằng bảng mã cũ, ví dụ “{word}” (đọc là “{meant}”); chưa chuyển, hãy gõ lại."
NO_SUCH_DAY = "“{text}”: không có ngày này, nên để trống ngày."
PART_OF_DAY = "“{text}”: chưa đủ ngày và tháng, nên cả hai để trống."
TAB_TABLE = "Các dòng cách nhau bằng dấu Tab, từ “{text} …”, được dựng lại thành bảng."
RULE = "Bỏ dòng kẻ “{text}” giữa nội dung."
OTHER_TYPE = "Văn bản tự ghi là {title}, nhưng được lập thành {type} theo lệnh."
OTHER_NOTATION = "Ký hiệu “{notation}” được lập lại theo loại văn bản."
OTHER_SIGNER = "Văn bản ghi người ký “{typed}”, nhưng được lập với người ký {name} theo lệnh."
OTHER_NUMBER = "Văn bản ghi số {typed}, nhưng được lập với số {number} theo lệnh."
OTHER_DATE = "Văn bản ghi ngày {typed}, nhưng được lập với ngày {date} theo lệnh."

# where things came from
#: Markdown that no document sets, by kind: how often, the first of them.
UNSET = {
    "link": "{count} liên kết (“{text}”…) được viết ra thành chữ và địa chỉ.",
    "image": "{count} hình (“{text}”…) chưa chèn được, hãy chèn trong Word.",
    "code": "{count} chỗ đánh dấu mã (“{text}”…) chỉ giữ chữ.",
    "note": "{count} chú thích (“{text}”…) được đưa vào ngoặc tại chỗ, hãy chuyển thành chú thích chân trang trong Word nếu cần.",
    "struck": "{count} chỗ gạch ngang (“{text}”…) được giữ chữ, không gạch; hãy xem có phải bỏ không.",
    "box": "{count} ô đánh dấu (“{text}”…) chỉ giữ chữ.",
}
#: Of each standard (`document.reading.standard`): what the paper is, and what it keeps to.
STANDARDS: dict[str, tuple[str, str]] = {
    "dang": ("văn bản của Đảng", "thể thức văn bản của Đảng (Văn phòng Trung ương Đảng hướng dẫn)"),
    "doan": ("văn bản của Đoàn", "thể thức văn bản của Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
    "qppl": ("văn bản quy phạm pháp luật", "pháp luật về ban hành văn bản quy phạm pháp luật"),
    "don": ("đơn, bản viết của cá nhân", "mẫu đơn của cơ quan nhận"),
    "bieu_mau": ("biểu mẫu, tờ khai, phiếu", "mẫu của văn bản ban hành biểu mẫu ấy"),
    "phieu_trinh": ("phiếu trình nội bộ", "quy chế làm việc của cơ quan"),
    "de_thi": ("đề thi, bài dạy", "quy định của ngành giáo dục"),
    "hop_dong": ("hợp đồng, biên bản nghiệm thu, thanh lý", "pháp luật về hợp đồng và mẫu của ngành"),
    "khac": ("giấy tờ không có số, ký hiệu, Nơi nhận của một cơ quan", "mẫu riêng của loại giấy tờ ấy"),
    "la": ("tài liệu không có Quốc hiệu, số, tên loại, Nơi nhận", "yêu cầu của nơi dùng tài liệu"),
}
OTHER_STANDARD = (
    "Văn bản chép vào là {what}, theo {keeps}; bản này được lập theo Nghị định 30, hãy xem có đúng ý không."
)
OF_PARTY = "Bỏ dòng “{text}”: ở chỗ ấy là Quốc hiệu và Tiêu ngữ."
LOWERED = "Trích yếu viết lại bằng chữ thường, hãy xem lại tên riêng: “{before}” → “{after}”."
#: What a text is called that came from no file.
NAMELESS = "văn bản"
FROM_BOOK = "{what} lấy từ trang {sheet} của sổ: {value}."
ARCHIVE_FROM_BOOK = "“{before}” → “{after}” (theo trang {sheet} của sổ)."
WHAT: dict[str, str] = {
    "agency": "Tên cơ quan",
    "governing": "Cơ quan chủ quản",
    "symbol": "Ký hiệu cơ quan",
    "place": "Địa danh",
    "addressees": "Kính gửi",
    "recipients": "Nơi nhận",
    "archive": "Dòng Lưu",
    "signer": "Người ký",
    "lines": "Quyền hạn, chức vụ",
    "for_head": "Dòng ký thay",
    "subject": "Trích yếu",
    "number": "Số",
    "date": "Ngày",
    "secretary": "Thư ký",
}

# what the decree asks and nobody gave
QUESTION = "{gap} Thêm “{proposal}”?"
ADDED = "Đã thêm “{proposal}” theo yêu cầu."
ASKED = "{gap} Nếu đúng, ghi ở đầu tệp “{key}: {value}” hoặc chạy lại với --complete để thêm “{proposal}”."
NO_FOR_HEAD = "Cấp phó ({position}) ký mà trên chức vụ chưa có dòng ký thay (PL1.P1.II.7.b)."
NO_ARCHIVE = "Nơi nhận chưa có dòng “Lưu: VT, …” (PL1.P1.II.9.d)."
OLD_ARCHIVE = "Dòng “{line}” không theo dạng “Lưu: VT, …” (PL1.P1.II.9.d)."
NO_AS_ABOVE = "Có Kính gửi mà Nơi nhận chưa mở đầu bằng “Như trên” (PL1.P1.II.9.b)."
NO_AUTHORITY = "Quyết định chưa ghi thẩm quyền ban hành phía trên các căn cứ (Mẫu 1.2)."
LACKING = "Chưa có {what}: ghi ở đầu tệp “{key}: …”, hoặc dùng --book."
MARK = "[Chưa có: {what}]"
NO_CONTENT = "Chưa có nội dung: viết ở dưới phần đầu tệp."
LEFT_OVER = "Dòng {line}: “{text}” chưa có chỗ trong mẫu {type}; đã để ở cuối nội dung, hãy chuyển đúng chỗ hoặc xóa."
LEFT_OVER_HEAD = "[Chưa có chỗ trong mẫu {type}, hãy chuyển đúng chỗ hoặc xóa:]"
LEFT_OVER_SUMMARY = "{file}: còn {count} dòng của tệp chưa có chỗ trong văn bản."
DRAFT = "Bản dự thảo: {blank} để trống."
AND = " và "

# fixed words of documents
ARCHIVE = "Lưu: {places}"
ARCHIVE_OFFICE, ARCHIVE_FILE = "VT", "Hồ sơ"
DECIDES, RESOLVES = "QUYẾT ĐỊNH", "QUYẾT NGHỊ"
ABOUT = "Về việc {text}"
FOR_HEAD = "KT. {position}"
DEPUTY = "PHÓ "
SECRETARY, CHAIR = "THƯ KÝ", "CHỦ TỌA"

# the terminal
MADE = "Đã lập {type}: {path}"
CHANGES_HEAD = "Đã chuẩn hóa:"
SOURCES_HEAD = "Lấy thêm:"
LINE = "  - {text}"
STATUS_DRAFT = "DỰ THẢO"

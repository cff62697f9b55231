"""The sentences of the layout checker: what was found and what to do, by property; places, values, locators in words."""

from __future__ import annotations

from typing import NamedTuple

from ..law.rule import DECREE_30


class Wording(NamedTuple):
    message: str
    fix: str


# By property of law.Rule; {component}, {found}, {expected} are filled in.
WORDINGS: dict[str, Wording] = {
    "present": Wording("Không thấy thành phần “{component}”.", "Thêm {component} đúng vị trí, mẫu chữ: {expected}."),
    "width": Wording("Khổ giấy {found}, cần {expected}.", "Layout > Size: chọn A4."),
    "orientation": Wording("Trang để {found} mà không có bảng, biểu.", "Đặt trang theo chiều dài (Portrait)."),
    "top": Wording("Lề trên {found}, cần {expected}.", "Layout > Margins: đặt lề trên {expected}."),
    "bottom": Wording("Lề dưới {found}, cần {expected}.", "Layout > Margins: đặt lề dưới {expected}."),
    "left": Wording("Lề trái {found}, cần {expected}.", "Layout > Margins: đặt lề trái {expected}."),
    "right": Wording("Lề phải {found}, cần {expected}.", "Layout > Margins: đặt lề phải {expected}."),
    "font": Wording("Phông chữ {found}, cần {expected}.", "Chọn phông Times New Roman."),
    "color": Wording("Chữ màu {found}, cần màu đen.", "Đặt màu chữ là đen (Automatic)."),
    "encoding": Wording("Chữ Việt gõ bằng {found}.", "Chuyển mã sang Unicode dựng sẵn rồi chọn phông Times New Roman."),
    "size": Wording("{component}: cỡ chữ {found}, cần {expected}.", "Đặt cỡ chữ {expected}."),
    "bold": Wording("{component}: chữ {found}, cần {expected}.", "Đặt kiểu chữ {expected}."),
    "title_bold": Wording("{component}: tiêu đề {found}, cần {expected}.", "Đặt tiêu đề khoản kiểu chữ đậm."),
    "italic": Wording("{component}: chữ {found}, cần {expected}.", "Đặt kiểu chữ {expected}."),
    "case": Wording("{component}: chữ {found}, cần {expected}.", "Viết lại bằng chữ {expected}."),
    "align": Wording("{component}: {found}, cần {expected}.", "Đặt {expected}."),
    "wording": Wording("{component} ghi là “{found}”, cần “{expected}”.", "Ghi đúng: {expected}."),
    "position": Wording("{component} ở {found}, cần ở {expected}.", "Chuyển {component} về {expected}."),
    "lines": Wording("{component} bị xuống dòng: {found}.", "Nới rộng ô bên phải để Quốc hiệu nằm trên một dòng."),
    "rule": Wording(
        "Đường kẻ dưới {component} dài {found}, cần {expected}.", "Kẻ lại đường có độ dài {expected}, đặt cân đối."
    ),
    "rule_kind": Wording(
        "Dưới {component}: {found}, cần {expected}.", "Dùng đường viền đoạn hoặc Insert > Shapes > Line, nét liền."
    ),
    "no_rule": Wording("Dưới {component} có {found}, cần {expected}.", "Bỏ đường kẻ, chữ gạch chân dưới trích yếu."),
    "form": Wording("{component} ghi “{found}”, không đúng cách ghi {expected}.", "Ghi theo mẫu: {expected}."),
    "code": Wording("Ký hiệu ghi “{found}”, cần {expected}.", "Sửa ký hiệu theo Phụ lục III."),
    "comma": Wording("{component} ghi “{found}”: thiếu dấu phẩy sau địa danh.", "Thêm dấu phẩy sau địa danh."),
    "same_row": Wording("{component} không ở {expected}.", "Đặt hai phần trên cùng một hàng."),
    "abbreviation": Wording("Địa danh viết tắt: “{found}”.", "Ghi tên gọi chính thức, đầy đủ."),
    "prefix": Wording("{component} ghi “{found}”, cần: {expected}.", "Ghi lại cho đúng: {expected}."),
    "second_line": Wording("Sau “{found}” thiếu chức vụ của người ký.", "Ghi chức vụ của người ký ở dòng dưới."),
    "title": Wording("Trước họ tên có “{found}”.", "Chỉ ghi họ và tên."),
    "gap": Wording("{component}: khoảng cách đoạn {found}, cần {expected}.", "Paragraph > Spacing: đặt {expected}."),
    "line": Wording("{component}: cách dòng {found}, cần {expected}.", "Paragraph > Line spacing: đặt {expected}."),
    "indent": Wording("{component}: đầu dòng lùi {found}, cần {expected}.", "Paragraph > First line: {expected}."),
    "ending": Wording(
        "{component}: cuối dòng là “{found}”, cần “{expected}”.", "Sửa dấu cuối dòng thành “{expected}”."
    ),
    "last_ending": Wording(
        "{component}: dòng cuối kết thúc bằng “{found}”, cần “{expected}”.", "Sửa dấu cuối thành “{expected}”."
    ),
    "aligned": Wording("{component}: các gạch đầu dòng {found}.", "Đặt các gạch đầu dòng {expected}."),
    "scope": Wording("{component} {found}.", "“Kính gửi” chỉ dùng cho {expected}."),
    "nhu_tren": Wording("{found}.", "Ghi {expected}."),
    "dash": Wording("{component}: “{found}” không có gạch đầu dòng.", "Thêm “- ” vào đầu dòng."),
    "archive": Wording("{component}: {found}.", "Dòng cuối ghi theo mẫu: {expected}."),
    "sequence": Wording("{component}: {found}, thứ tự cần {expected}.", "Đánh lại số thứ tự."),
    "number_format": Wording("{component}: đánh số “{found}”, cần {expected}.", "Dùng {expected}."),
    "same_size": Wording("{component}: cỡ chữ {found}, {expected}.", "Đặt cùng cỡ với phần lời văn."),
    "other_level": Wording("Cách đánh số “{found}” lẫn với các cấp khác.", "Dùng thống nhất {expected}."),
    "mention": Wording("Trong văn bản không nhắc đến {found}.", "Thêm chỉ dẫn, ví dụ “(chi tiết tại {found})”."),
    "page_restart": Wording("Số trang của {found} không đánh lại từ 1.", "Ngắt phần (section) và đặt số trang từ 1."),
    "place": Wording("{component} đặt ở {found}, cần ở {expected}.", "Chuyển {component} về {expected}."),
    "field": Wording("Số trang {found}.", "Insert > Page Number > Top of Page > Plain Number 2."),
    "start": Wording("Số trang bắt đầu từ {found}, cần từ {expected}.", "Format Page Numbers: bắt đầu từ 1."),
    "first_page": Wording("Số trang {found}.", "Chọn Different First Page và để trống đầu trang thứ nhất."),
    "size_set": Wording(
        "Cỡ chữ Quốc hiệu/Tiêu ngữ/địa danh là {found}, cần {expected}.", "Đặt theo một bộ: {expected}."
    ),
    "empty": Wording("Có dòng trống để giãn cách: {found}.", "Bỏ dòng trống, đặt khoảng cách đoạn (Spacing)."),
    "typed_indent": Wording("Lùi đầu dòng bằng {found}.", "Bỏ đi, đặt First line {indent}."),
    "leftover": Wording("Còn dấu vết dự thảo: {found}.", "Viết nốt hoặc xóa trước khi trình ký."),
    "total": Wording(
        "Dòng “Cộng” của bảng, {found}, nhưng các số trong cột cộng lại là {expected}.",
        "Đối chiếu với số liệu gốc, sửa số sai trong cột hoặc ở dòng “Cộng”.",
    ),
    "number_style": Wording(
        "Số viết theo lối nước ngoài: “{found}”.",
        "Dấu phẩy trước phần thập phân, dấu chấm giữa các hàng nghìn, ví dụ: {expected}.",
    ),
    "underline": Wording("Chữ gạch chân: “{found}”.", "Bỏ gạch chân (Underline)."),
    "revision": Wording("Còn {found}.", "Review: chấp nhận hoặc bỏ hết rồi lưu lại."),
    "active": Wording(
        "Trong tệp có {found}.",
        "Xóa đi, hoặc dán lại thành chữ, hình thường (trường: chọn rồi bấm Ctrl+Shift+F9); Word hỏi cập nhật thì đừng đồng ý.",
    ),
    "overhang": Wording("Bảng đầu trang rộng hơn vùng trình bày {found}.", "Thu hẹp bảng đầu trang."),
    "place_case": Wording("{component} ghi “{found}”, cần {expected}.", "Viết hoa chữ đầu của địa danh."),
    "citation": Wording("{component} ghi “{found}”: có thể thiếu {expected}.", "Kiểm tra và ghi đủ theo văn bản gốc."),
    "frame": Wording("{component} không có khung, cần {expected}.", "Đặt trong khung viền đơn (Borders > Box)."),
    "stranded": Wording("Tiêu đề “{found}” đứng tách khỏi lời văn của nó.", "Bỏ ngắt trang sau tiêu đề."),
    "keep": Wording("Khối chữ ký đứng riêng một trang: {found}.", "Bỏ ngắt trang trước khối chữ ký."),
    "keep_next": Wording("{component}: {found}.", "Paragraph > Line and Page Breaks: chọn Keep with next."),
    "tone_marks": Wording("Dấu thanh không thống nhất: {found}.", "Chọn {expected} cho cả văn bản."),
    "telex": Wording("Phím gõ chưa thành chữ: {found}.", "Gõ lại các chữ này."),
    "in_force": Wording(
        "Văn bản đề {found}, trước khi Nghị định 30 có hiệu lực.", "Đối chiếu với thể thức của thời kỳ ấy."
    ),
    **dict.fromkeys(
        (
            "cap_sentence",
            "cap_numbered",
            "cap_city",
            "cap_people",
            "cap_document",
            "cap_cited",
            "cap_tet",
            "cap_day",
        ),
        Wording("Viết hoa: “{found}”.", "Xem lại theo Phụ lục II: {expected}."),
    ),
}
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
UPPER, LOWER = "in hoa", "in thường"

# Places
HEAD, SIGNATURE, LEFT_CELL, RIGHT_CELL = "đầu trang", "khối chữ ký", "ô bên trái", "ô bên phải"
PLACE_CELL = "{region}, {side}, dòng {line}"
PLACE_TABLE = "bảng {table}, hàng {row}, cột {column}"
PLACE_PARAGRAPH = "đoạn {number}: “{text}”"
PLACE_HEADER, PLACE_FOOTER, PLACE_BOX = "đầu trang (header)", "chân trang (footer)", "khung chữ: “{text}”"
PLACE_SECTION = "phần {number} (section)"
PLACE_WHOLE = "cả văn bản"

# What was found
PAPER = "{width} × {height} mm"
NO_RULE = "không có đường kẻ"
RULE_UNDERLINE = "gạch chân chữ (Underline)"
RULE_BORDER, RULE_SHAPE = "đường viền đoạn", "đường kẻ vẽ"
RULE_TYPED = "đường kẻ gõ bằng ký tự “{sign}”"
RULE_BROKEN = "đường kẻ không phải nét liền"
RULE_OFF_CENTRE = "đường kẻ lệch so với dòng chữ"
RULE_LENGTH = "{length} mm ({ratio} dòng chữ dài {text} mm)"
LEGACY_FONT = "phông mã cũ {font}"
LEGACY_TEXT = "bảng mã cũ (TCVN3, VNI): “{word}”, có lẽ là “{meant}”"
BOTH_WAYS = "vừa “{first}” vừa “{last}”"
HEADING_LOOSE = "tiêu đề chưa đặt đi liền đoạn sau"
SIGNATURE_LOOSE = "đoạn cuối chưa đặt đi liền khối chữ ký"
BREAK_BEFORE = "có ngắt trang ngay trước"
NO_FRAME = "không có khung"
EVERY_PAGE = "mọi trang"
RULE_SHORT = "đường kẻ không hết chiều ngang"
NOT_NFC = "Unicode tổ hợp (không phải dựng sẵn)"
PAGE_NUMBER_NONE = "không có"
PAGE_NUMBER_TYPED = "gõ tay “{text}”, không phải trường số tự động"
PAGE_NUMBER_SHOWN = "hiển thị ở trang thứ nhất"
PAGE_NUMBER_EVEN = "không có ở trang chẵn (đầu trang chẵn và lẻ đặt khác nhau)"
FOOTER = "chân trang"
COMMENTS, REVISIONS = "{count} nhận xét (comment)", "{count} chỗ sửa đổi được theo dõi (track changes)"
HIGHLIGHT, STRUCK, HIDDEN = "chữ tô nền “{text}”", "chữ gạch ngang “{text}”", "chữ ẩn “{text}”"
TEMPLATE_TAG = "thẻ mẫu “{{ … }}” chưa điền"
LEADING_SPACES, LEADING_TAB = "dấu cách", "phím Tab"
EMPTY_COUNT = "{count} đoạn trống"
NO_FULL_STOP = "không có dấu"
MISALIGNED = "không thẳng hàng nhau"
NOT_UNDER_COLON = "không nằm dưới dấu hai chấm"
NO_ARCHIVE = "thiếu dòng “Lưu: VT”"
ARCHIVE_NOT_LAST = "dòng “Lưu” không ở cuối"
ARCHIVE_FORM = "ghi “{text}”"
SCOPE_UNWANTED = "không dùng cho {type}"
SCOPE_MISSING = "chưa có, {type} phải có"
ALIKE_MISSING = "Có “Kính gửi” nhưng Nơi nhận không có “- Như trên;”"
ALIKE_UNWANTED = "Không có “Kính gửi” nhưng Nơi nhận có “Như trên”"
AFTER = "sau “{before}” là “{now}”"
FIRST_IS = "bắt đầu bằng “{now}”"
DEPUTY_ALONE = "{title} mà không có dòng KT."
POSITION_LEFT = "bên trái"
WRAPPED = "dài {width} mm, ô chỉ rộng {room} mm"
TWO_LINES = "chia thành hai dòng"
NO_LINE_AFTER_COLON = "Kính gửi: (một nơi nhận phải cùng dòng)"
BODY_MODE = "lời văn cỡ {size}"

TOTAL_WRITTEN = "cột “{column}” ghi {written}"
TOTAL_NAMELESS = "cột thứ {number} ghi {written}"

# What a repair left behind
BLACK = "đen"
UNDER_COLON = "thẳng hàng dưới dấu hai chấm"
RULE_NOW = "dài {length} mm, cân giữa dòng chữ"
RULE_SOLID = "nét liền"
RULE_DRAWN = "đường viền đoạn, nét liền"
PAGE_NUMBER_NOW = "trường số trang tự động, giữa lề trên, từ trang 2"
PAGE_NUMBER_HIDDEN = "không hiển thị ở trang thứ nhất"
TYPED_INDENT_NOW = "bỏ dấu cách, Tab ở đầu dòng"
EMPTY_REMOVED = "bỏ {count} đoạn trống"
ONE_LINE = "một dòng"
CONVERTED = "Unicode dựng sẵn: “{text}”"

# Legal locators in words
ANNEX_NAMES = {"PL1": "Phụ lục I", "PL2": "Phụ lục II"}
PRACTICE = f"Thông lệ trình bày ({DECREE_30} không quy định)"


def source_words(rule_id: str, decree: str = DECREE_30) -> str:
    """`PL1.P1.II.1.b` -> "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 1, điểm b"."""
    if rule_id.startswith("TT."):
        return PRACTICE
    annex, *rest = rule_id.split(".")
    words = [decree, ANNEX_NAMES.get(annex, annex)]
    if rest[0][0] == "P":  # Annex I has parts
        words.append("Phần " + "I" * int(rest.pop(0)[1:]))
    section, *rest = rest
    words.append(f"Mục {section}")
    if annex == "PL1" and section == "V":
        words += ["chú thích 1" if rest == ["cc1"] else f"bảng, hàng {rest[0]}"]
    else:
        words += [f"{kind} {value}" for kind, value in zip(("khoản", "điểm"), rest, strict=False)]
    return ", ".join(words)

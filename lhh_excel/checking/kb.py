"""KB: what the office declares in Chỉ tiêu, Đề cương, Loại đơn vị and Kế hoạch. A wrong row stops only what hangs on it."""

from __future__ import annotations

from collections.abc import Iterator

from ..workbook.book import Book
from ..workbook.declarations import LONGEST_ASKED, Fault, Indicator, Trouble, other_money, slug
from ..workbook.sentences import Sentence, SentenceFault, Slip, grammatical, sentences_of
from ..workbook.values import fold
from .lookups import asked, meant_text, once_a_book
from .registry import ERROR, OFFICE, SHEET, WARNING, Check, Place, Spot, rule, spot

_UNDECLARED, _LEFT_BEHIND = "chưa khai ở trang Chỉ tiêu", "là tên khác của “{name}”, đã có cột mang đúng tên ấy"
_UNKNOWN, _EMPTY = "“{name}” ở chữ thứ {place} của câu chưa khai", "ngoặc nhọn ở chữ thứ {place} của câu để trống"
_FIXED = "cột cố định "
_DECLARE = "Khai một dòng ở trang Chỉ tiêu với đúng tên cột. Nếu là cột riêng của văn thư thì không cần làm gì."
_OTHER_MONEY = "chỉ tiêu “{name}” đã khai theo đơn vị tiền khác"
_TYPE_ANEW = "Đổi các số cần giữ sang đơn vị tiền của “{name}”, nhập vào cột ấy rồi xóa cột này."
_MOVE = "Chép các số cần giữ sang cột “{name}” rồi xóa cột này."

# of the examples
_EVENT = "Chỉ tiêu: Chỉ tiêu = Hội thảo | Cách tính = phát sinh | Mục = 1. Tổ chức | Danh từ = hội thảo"
_PEOPLE = "Chỉ tiêu: Chỉ tiêu = Lượt người | Cách tính = phát sinh | Mục = 1. Tổ chức | Danh từ = lượt người"
_PART = "Đề cương: Mục = Kết quả | Cấp = Phần | Tiêu đề = Kết quả | Loại mục = Tổng nhiệm vụ"
_GROUP = "Đề cương: Mục = Nhóm A | Cấp = Mục | Tiêu đề = Nhóm A | Loại mục = Nhóm nhiệm vụ"
_TEXT = "Đề cương: Mục = Kiến nghị | Cấp = Phần | Tiêu đề = Kiến nghị | Loại mục = Lời văn"
_LAST = "Đề cương: {mark}Mục = Nhóm B | Cấp = Mục | Tiêu đề = Nhóm B | Loại mục = Nhóm nhiệm vụ"


def _typed(book: Book) -> Iterator[Indicator]:
    """The indicators that stand in a row of the office's own."""
    return (each for each in book.declared.indicators if each.index >= 0)


def _all_gone(book: Book, fault: Fault) -> bool:
    """No name is declared any more where this one would be: CT11 tells that once."""
    sheet = book[fault.table].schema[fault.key].names
    return fault.trouble is Trouble.UNKNOWN and bool(sheet) and not book[sheet].rows


class Declared(Check):
    """The cells of the declarations that have this trouble. Details: those of the fault, and `meant`."""

    def __init__(self, *wanted: Trouble) -> None:
        self.wanted = wanted

    def __call__(self, book: Book) -> Iterator[Spot]:
        for fault in book.declared.faults:
            if fault.trouble in self.wanted and not _all_gone(book, fault):
                details = dict(fault.details)
                known = details.pop("known", ())
                if isinstance(first := details.get("first"), int):
                    details["first"] = book[fault.table].cell(first, fault.key)
                details["where"] = _FIXED if details.pop("fixed", False) else ""
                details["meant"] = meant_text(str(details.get("name", "")), known) if isinstance(known, list) else ""
                yield spot(book[fault.table], fault.index, fault.key, **details)


rule(
    "KB01",
    ERROR,
    title="Tên chưa khai",
    message="{record}: “{column}” ghi “{name}”, chưa khai tên này{meant}.",
    fix="Sửa lại cho đúng tên đã khai, hoặc khai tên ấy trước.",
    source=SHEET,
    repair=OFFICE,
    bad=(_EVENT, f"{_PEOPLE} | → Đi cùng = Hội thao"),
    good=(_EVENT, f"{_PEOPLE} | Đi cùng = hội thảo"),
)(Declared(Trouble.UNKNOWN))

rule(
    "KB02",
    ERROR,
    title="Tên bị trùng",
    message="{record}: “{name}” trùng với {where}“{first}” (không kể dấu, chữ hoa), nên không được dùng.",
    fix="Đặt tên khác, hoặc xóa dòng thừa.",
    source=SHEET,
    repair=OFFICE,
    bad=(_EVENT, "Chỉ tiêu: → Chỉ tiêu = HOI THAO | Cách tính = phát sinh"),
    good=(_EVENT, "Chỉ tiêu: Chỉ tiêu = Hội nghị | Cách tính = phát sinh"),
)(Declared(Trouble.DOUBLED))

rule(
    "KB03",
    ERROR,
    title="Tên chỉ tiêu không dùng được",
    message="{record}: tên chỉ tiêu phải có chữ, không quá 255 chữ, không có dấu ngoặc nhọn, ngoặc vuông, chấm phẩy.",
    fix="Đặt lại tên, cả ở tiêu đề cột của trang Số liệu.",
    source=SHEET,
    repair=OFFICE,
    bad="Chỉ tiêu: → Chỉ tiêu = Hội thảo; tọa đàm | Cách tính = phát sinh",
    good="Chỉ tiêu: Chỉ tiêu = Hội thảo, tọa đàm | Cách tính = phát sinh",
)(Declared(Trouble.SIGNS))

rule(
    "KB04",
    ERROR,
    title="Phép tính không đọc được",
    message="{record}: “{column}” không đọc được ở “{part}”, nên phép tính không được kiểm tra.",
    fix="Ghi tên chỉ tiêu nối bằng dấu + hoặc −; “Không lớn hơn” chỉ có dấu +.",
    source=SHEET,
    repair=OFFICE,
    bad=(_EVENT, f"{_PEOPLE} | → Bằng = Hội thảo +"),
    good=(_EVENT, f"{_PEOPLE} | Bằng = Hội thảo"),
)(Declared(Trouble.SUM))

rule(
    "KB05",
    ERROR,
    title="Khai vòng tròn",
    message="{record}: “{column}” vòng lại chính chỉ tiêu này ({names}), nên không được dùng.",
    fix="Xóa “{column}” ở một trong các chỉ tiêu ấy.",
    source=SHEET,
    repair=OFFICE,
    bad=(f"{_EVENT} | Không lớn hơn = Lượt người", f"{_PEOPLE} | → Không lớn hơn = Hội thảo"),
    good=(_EVENT, f"{_PEOPLE} | Không lớn hơn = Hội thảo"),
)(Declared(Trouble.CIRCLE, Trouble.ITSELF))

rule(
    "KB06",
    ERROR,
    title="Mục sai loại",
    message="{record}: “{column}” ghi “{name}”, không hợp với “{wanted}”.",
    fix="Chỉ tiêu kể ở Phần hoặc Mục, in ở mục loại Bảng, làm số chính ở mục loại Số chính; "
    "Bảng Phụ lục I là loại Bảng; Nhóm nhiệm vụ là cấp Mục.",
    source=SHEET,
    repair=OFFICE,
    bad="Chỉ tiêu: Chỉ tiêu = Hội thảo | Cách tính = phát sinh | → Mục = Bảng 1",
    good="Chỉ tiêu: Chỉ tiêu = Hội thảo | Cách tính = phát sinh | Mục = 1. Tổ chức",
)(Declared(Trouble.WRONG_KIND))

rule(
    "KB07",
    WARNING,
    title="Nhóm nhiệm vụ đứng rời nhau",
    message="{record}: nhóm này không đứng liền sau “{last}”, nên danh sách chọn ở trang Nhiệm vụ không đúng.",
    fix="Xếp các nhóm nhiệm vụ liền nhau trong Đề cương.",
    source=SHEET,
    repair=OFFICE,
    bad=(_PART, _GROUP, _TEXT, _LAST.format(mark="→ ")),
    good=(_PART, _GROUP, _LAST.format(mark=""), _TEXT),
)(Declared(Trouble.APART))

rule(
    "KB08",
    ERROR,
    title="Mã kỳ của kế hoạch không đúng",
    message="{record}: “{name}” không phải là năm hay mã kỳ.",
    fix="Ghi năm (2026) hoặc mã kỳ (2026-H1).",
    source=SHEET,
    repair=OFFICE,
    bad="Kế hoạch: → Mã kỳ = năm 2026 | Chỉ tiêu = Hội thảo | Giá trị = 40",
    good='Kế hoạch: Mã kỳ = "2026" | Chỉ tiêu = Hội thảo | Giá trị = 40',
)(Declared(Trouble.PERIOD))


@rule(
    "KB09",
    ERROR,
    title="Chỉ tiêu chưa có cột ở Số liệu",
    message="{record}: chưa nhập, chưa kể được vì trang Số liệu chưa có cột tên này{meant}.",
    fix="Gõ tên ấy cạnh tiêu đề cột cuối của trang Số liệu, hoặc bấm “Cập nhật cột” ở thẻ tiện ích.",
    source=SHEET,
    repair=OFFICE,
    bad="Chỉ tiêu: → Chỉ tiêu = Hội viên nữ | Cách tính = cuối kỳ",
    good="Chỉ tiêu: Chỉ tiêu = Hội thảo | Cách tính = phát sinh",
    needs=("indicators.name", "figures"),
)
def without_a_column(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for each in _typed(book):
        if each.key not in data.letters:
            known = [header for header in data.undeclared if not other_money(header, each.name)]
            yield spot(book["indicators"], each.index, "name", meant=meant_text(each.name, known))


@rule(
    "KB10",
    WARNING,
    title="Cột số chưa khai ở Chỉ tiêu",
    message="Cột “{column}” của trang Số liệu có số nhưng không được dùng vì {why}.",
    fix="{remedy}",
    source=SHEET,
    repair=OFFICE,
    bad=(_EVENT, "Số liệu: Mã đơn vị = H01 | Hội thảo = 2 | → Tin bài = 12"),
    good=(_EVENT, "Số liệu: Mã đơn vị = H01 | Hội thảo = 2"),
    needs=("indicators.name", "figures"),
)
def undeclared_column(book: Book) -> Iterator[Place]:
    data = book["figures"]
    if not book["indicators"].rows:  # the default rows stand for it, or CT tells that it is empty
        return
    lacking = [each.name for each in book.declared.indicators if each.key not in data.letters]
    for header, cell in data.undeclared.items():
        own = book.declared.indicator(header)
        same = book.declared.by_key.get(slug(header))
        if own is None and same is not None and other_money(header, same.name):
            why, remedy = _OTHER_MONEY.format(name=same.name), _TYPE_ANEW.format(name=same.name)
            yield Place(data.sheet, cell, header, details={"why": why, "remedy": remedy})
        elif own is None:
            meant = meant_text(header, (name for name in lacking if not other_money(header, name)))
            yield Place(data.sheet, cell, header, details={"why": _UNDECLARED + meant, "remedy": _DECLARE})
        elif fold(header) != fold(now := data.schema.header(own.key)):  # else it stands there twice: CT08
            why, remedy = _LEFT_BEHIND.format(name=now), _MOVE.format(name=now)
            yield Place(data.sheet, cell, header, details={"why": why, "remedy": remedy})


@rule(
    "KB11",
    WARNING,
    title="Chỉ tiêu không hỏi được trong phiếu",
    message="{record}: tên dài {length} chữ nên không vào được phiếu thu thập.",
    fix="Rút tên còn không quá {most} chữ, hoặc chọn Không ở “Vào phiếu”.",
    source=SHEET,
    repair=OFFICE,
    bad=f"Chỉ tiêu: → Chỉ tiêu = {'Số hội viên ' * 20}nữ | Cách tính = cuối kỳ",
    good=f"Chỉ tiêu: Chỉ tiêu = {'Số hội viên ' * 20}nữ | Cách tính = cuối kỳ | Vào phiếu = Không",
    needs=("indicators.name",),
)
def not_to_be_asked(book: Book) -> Iterator[Spot]:
    """A check of the form names it in a formula, which takes 255 signs."""
    for each in _typed(book):
        if each.asked and len(each.name) > LONGEST_ASKED:
            yield spot(book["indicators"], each.index, "name", length=len(each.name), most=LONGEST_ASKED)


@once_a_book
def _sentences(book: Book) -> dict[str, Sentence]:
    return sentences_of(book.declared)


class Mistyped(Check):
    """The sentences (Câu trong báo cáo) with one of these slips. Details: place, name, why."""

    table, columns = "indicators", ("sentence",)

    def __init__(self, *slips: Slip) -> None:
        self.slips = slips

    def __call__(self, book: Book) -> Iterator[Spot]:
        for key, sentence in _sentences(book).items():
            if (at := book.declared.by_key[key].index) >= 0:
                for fault in sentence.faults:
                    if fault.slip in self.slips:
                        yield spot(book["indicators"], at, "sentence", **_details(fault))


def _details(fault: SentenceFault) -> dict[str, object]:
    said = _EMPTY if fault.slip is Slip.EMPTY else _UNKNOWN
    why = said.format(name=fault.name, place=fault.place) + asked(fault.nearest)
    return {"place": fault.place, "name": fault.name, "why": why}


rule(
    "KB12",
    ERROR,
    title="Câu có dấu ngoặc lạc",
    message="{record}: câu có dấu ngoặc không thành cặp ở chữ thứ {place}, nên báo cáo dùng câu mặc định.",
    fix="Sửa cho mỗi ngoặc nhọn, mỗi ngoặc vuông có đủ hai nửa; trong ngoặc nhọn không có ngoặc khác.",
    source=SHEET,
    repair=OFFICE,
    bad=f"{_EVENT} | → Câu trong báo cáo = Tổ chức {{số}} hội thảo[, {{so sánh}}",
    good=f"{_EVENT} | Câu trong báo cáo = Tổ chức {{số}} hội thảo[, {{so sánh}}]",
)(Mistyped(Slip.BRACE, Slip.UNCLOSED, Slip.UNOPENED))

rule(
    "KB13",
    ERROR,
    title="Tên trong câu chưa khai",
    message="{record}: báo cáo dùng câu mặc định vì {why}.",
    fix="Sửa lại cho đúng tên chỉ tiêu, hoặc dùng số, phạm vi, so sánh, so kỳ trước, kế hoạch, tỷ lệ, tên, danh từ.",
    source=SHEET,
    repair=OFFICE,
    bad=f"{_EVENT} | → Câu trong báo cáo = Tổ chức {{số}} hội thảo với {{Lượt ngừoi}} lượt người",
    good=(f"{_EVENT} | Câu trong báo cáo = Tổ chức {{số}} hội thảo với {{Lượt người}} lượt người", _PEOPLE),
)(Mistyped(Slip.UNKNOWN, Slip.EMPTY))

rule(
    "KB14",
    ERROR,
    title="Câu không có con số của chỉ tiêu",
    message="{record}: ngoài dấu [ ], câu không có con số của chính chỉ tiêu này, nên báo cáo dùng câu mặc định.",
    fix="Đưa chữ “số” trong ngoặc nhọn vào câu, ngoài dấu [ ]; không muốn kể thì ghi “–”.",
    source=SHEET,
    repair=OFFICE,
    bad=f"{_EVENT} | → Câu trong báo cáo = Tổ chức hội thảo[ ({{số}})]",
    good=f"{_EVENT} | Câu trong báo cáo = Tổ chức {{số}} hội thảo",
)(Mistyped(Slip.NO_NUMBER))

rule(
    "KB15",
    ERROR,
    title="Kế hoạch bị trùng",
    message="{record}: ô {first} đã ghi kế hoạch của chỉ tiêu này cho cùng kỳ, cùng đơn vị, nên cả hai không được dùng.",
    fix="Giữ một dòng đúng, xóa dòng thừa.",
    source=SHEET,
    repair=OFFICE,
    bad=(
        'Kế hoạch: Mã kỳ = "2026" | Chỉ tiêu = Hội thảo | Giá trị = 40',
        'Kế hoạch: Mã kỳ = "2026" | → Chỉ tiêu = hội thảo | Giá trị = 45',
    ),
    good=(
        'Kế hoạch: Mã kỳ = "2026" | Chỉ tiêu = Hội thảo | Giá trị = 40',
        'Kế hoạch: Mã kỳ = "2026" | Chỉ tiêu = Hội thảo | Mã đơn vị = H01 | Giá trị = 5',
    ),
)(Declared(Trouble.TWO_PLANS))


@rule(
    "KB16",
    WARNING,
    title="Kế hoạch giao cho bộ phận không báo cáo",
    message="{record}: “{value}” thuộc loại không phải báo cáo, nên kế hoạch này không được kể.",
    fix="Ghi mã đơn vị phải báo cáo, hoặc để trống nếu là kế hoạch chung của toàn cơ quan.",
    source=SHEET,
    repair=OFFICE,
    bad=(
        "Đơn vị: Mã đơn vị = VP | Loại = Bộ phận cơ quan",
        'Kế hoạch: Mã kỳ = "2026" | Chỉ tiêu = Hội thảo | → Mã đơn vị = VP | Giá trị = 40',
    ),
    good=(
        "Đơn vị: Mã đơn vị = VP | Loại = Bộ phận cơ quan",
        'Kế hoạch: Mã kỳ = "2026" | Chỉ tiêu = Hội thảo | Giá trị = 40',
    ),
    needs=("units.code", "targets.unit"),
)
def plan_of_a_body_of_the_office(book: Book) -> Iterator[Spot]:
    units = book.units
    for i, code in book["targets"].each("unit"):
        if code in units and not book.reports(units[code].kind):
            yield spot(book["targets"], i, "unit")


rule(
    "KB17",
    ERROR,
    title="Câu kể vòng lẫn nhau",
    message="{record}: các câu kể vòng lẫn nhau ({name}), nên báo cáo dùng câu mặc định ở chỉ tiêu này.",
    fix="Bỏ tên chỉ tiêu kia khỏi một trong các câu ấy: mỗi con số chỉ kể một lần.",
    source=SHEET,
    repair=OFFICE,
    bad=(
        f"{_EVENT} | Câu trong báo cáo = Mở {{số}} hội thảo với {{Lượt người}} lượt người",
        f"{_PEOPLE} | → Câu trong báo cáo = Có {{số}} lượt người ở {{Hội thảo}} hội thảo",
    ),
    good=(
        f"{_EVENT} | Câu trong báo cáo = Mở {{số}} hội thảo với {{Lượt người}} lượt người",
        f"{_PEOPLE} | Câu trong báo cáo = Có {{số}} lượt người dự",
    ),
)(Mistyped(Slip.CIRCLE))

rule(
    "KB18",
    WARNING,
    title="Mục bắt buộc chưa có người viết",
    message="{record}: “Bắt buộc” ghi Có nhưng “Người viết” để trống, nên mục này không bị nhắc khi thiếu lời văn.",
    fix="Chọn “Người viết” của mục, hoặc bỏ Có ở “Bắt buộc”.",
    source=SHEET,
    repair=OFFICE,
    bad=f"{_TEXT} | → Bắt buộc = Có",
    good=f"{_TEXT} | Bắt buộc = Có | Người viết = Văn phòng",
)(Declared(Trouble.UNWRITTEN))


@rule(
    "KB19",
    WARNING,
    title="Tên chỉ tiêu lẫn với chữ của câu",
    message="{record}: “{value}” lẫn với chữ dành cho câu trong báo cáo hoặc với phép cộng, nên câu, phép tính dễ hiểu sai.",
    fix="Đặt tên khác số, phạm vi, so sánh, so kỳ trước, kế hoạch, tỷ lệ, tên, danh từ; không dùng dấu + trong tên.",
    source=SHEET,
    repair=OFFICE,
    bad="Chỉ tiêu: → Chỉ tiêu = Phạm vi | Cách tính = phát sinh",
    good="Chỉ tiêu: Chỉ tiêu = Phạm vi đề tài | Cách tính = phát sinh",
    needs=("indicators.name",),
)
def names_of_the_grammar(book: Book) -> Iterator[Spot]:
    for each in _typed(book):
        for key, names in (("name", (each.name,)), ("aliases", each.aliases)):
            if any(map(grammatical, names)):
                yield spot(book["indicators"], each.index, key)


rule(
    "KB20",
    ERROR,
    title="Tiêu đề có ngoặc nhọn lạ",
    message="{record}: báo cáo in tên mục vì ngoặc nhọn ở chữ thứ {place} của “{column}” không điền được gì{meant}.",
    fix="Trong ngoặc nhọn ghi đúng “kỳ này” hoặc “kỳ tiếp”; không thì bỏ ngoặc.",
    source=SHEET,
    repair=OFFICE,
    bad="Đề cương: Mục = Chỉ đạo | Cấp = Phần | → Tiêu đề = Chỉ đạo {kỳ nay} | Loại mục = Lời văn",
    good="Đề cương: Mục = Chỉ đạo | Cấp = Phần | Tiêu đề = Chỉ đạo {kỳ này} | Loại mục = Lời văn",
)(Declared(Trouble.BRACES))


@rule(
    "KB21",
    ERROR,
    title="Tỷ lệ không có phần để tính",
    message="{record}: “tỷ lệ” trong câu không bao giờ in được vì trước nó không có con số của chỉ tiêu khác.",
    fix="Đặt tên chỉ tiêu là phần của tổng, trong ngoặc nhọn, trước “tỷ lệ”; hoặc bỏ “tỷ lệ”.",
    source=SHEET,
    repair=OFFICE,
    bad=(f"{_EVENT} | → Câu trong báo cáo = Mở {{số}} hội thảo, đạt {{tỷ lệ}}", _PEOPLE),
    good=(f"{_EVENT} | Câu trong báo cáo = Mở {{số}} hội thảo, {{Lượt người}} lượt người ({{tỷ lệ}})", _PEOPLE),
    needs=("indicators.sentence",),
)
def idle_rate(book: Book) -> Iterator[Spot]:
    told = _sentences(book)
    for each in _typed(book):
        if each.key in told and not told[each.key].faults and told[each.key].idle_rate:
            yield spot(book["indicators"], each.index, "sentence")

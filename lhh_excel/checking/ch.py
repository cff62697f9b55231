"""CH: the profile, the signers and the recipients."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..law import BY_NAME, NEVER, REPORT, SIGNING_PREFIXES
from ..law.words import AS_ABOVE, title_before
from ..workbook import settings as declared
from ..workbook.book import Book
from ..workbook.lists import ARCHIVE, BASIS_WORDS, COPY, DOCUMENT_TYPES, TO, YES
from ..workbook.records import in_print_order
from ..workbook.settings import BY_KEY, SETTINGS
from ..workbook.tables import PROFILE
from ..workbook.values import ErrorValue, Formula, fold, show
from .comparing import Formed
from .lookups import meant_code, meant_text, plain_code
from .registry import (
    BASES,
    ERROR,
    NOTE,
    OFFICE,
    PLACE,
    RECIPIENTS,
    SHEET,
    SIGNATURE,
    SIGNING,
    SYMBOL,
    WARNING,
    Check,
    Place,
    Spot,
    rule,
    spot,
    typed,
)

#: Types with Kính gửi (Phụ lục I, II.9), and those that surely have none.
WITH_ADDRESSEE = frozenset(name for name in DOCUMENT_TYPES if BY_NAME[name].may_be_addressed)
WITHOUT_ADDRESSEE = frozenset(name for name in DOCUMENT_TYPES if BY_NAME[name].addressed == NEVER)
_AS_ABOVE = fold(AS_ABOVE)
_HEAD = "CHỦ TỊCH"

# of the examples
_REQUIRED = (
    "Cấu hình: Mục = Tên cơ quan | Giá trị = Liên hiệp các Hội Khoa học và Kỹ thuật",
    "Cấu hình: Mục = Ký hiệu cơ quan | Giá trị = LHH",
    "Cấu hình: Mục = Chương trình (số) | Giá trị = 70/CTr-LHH",
    "Cấu hình: Mục = Kỳ báo cáo | Giá trị = 2026-H1",
)
_ADDRESSED = "Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Kính gửi | Tên nơi nhận = Thường trực Thành ủy"

_AUTHORITY = re.compile(rf"(?:{'|'.join(map(re.escape, SIGNING_PREFIXES))})\s*\S")
_ON_BEHALF = re.compile(r"(?:KT\.|TL\.|TUQ\.)\s*\S")
_SYMBOL = re.compile(r"[A-Z][A-Z0-9]*(?:[-.&][A-Z0-9]+)*")  # Đ as D: a class with it takes long to compile
_SHORT_PLACE = re.compile(r"\.|\b(?:TP|T\.P|Tp|HCM|HN|TT|TX)\b")
_DASHES, _END_MARKS = ("-", "–", "—", "•", "+"), (";", ".", ",", ":")


@rule(
    "CH01",
    ERROR,
    title="Thiếu mục cấu hình bắt buộc",
    message="Cấu hình thiếu “{label}”.",
    fix="Ghi “{label}” ở cột Giá trị: {help}",
    source=SHEET,
    repair=OFFICE,
    bad=(*_REQUIRED, "Cấu hình: Mục = Địa danh | → Giá trị = (trống)"),
    good=(*_REQUIRED, "Cấu hình: Mục = Địa danh | Giá trị = Cần Thơ"),
    needs=("profile.item", "profile.value"),
)
def missing_settings(book: Book) -> Iterator[Spot | Place]:
    data = book["profile"]
    for setting in declared.on(book.as_of):
        rows = book.profile_rows.get(setting.key, [])
        if not setting.required or any(_typed(book, i) for i in rows):
            continue
        words: dict[str, object] = {"label": setting.label, "help": setting.help}
        if rows:
            yield spot(data, rows[0], "value", **words)
        else:
            yield Place(data.sheet, "", PROFILE.header("value"), "", setting.label, words)


def _typed(book: Book, i: int) -> bool:
    raw = book["profile"].raw["value"][i]
    return raw is not None and not (isinstance(raw, str) and not raw.strip())


@rule(
    "CH02",
    ERROR,
    title="Giá trị cấu hình không hợp lệ",
    message="“{label}” ghi “{value}”, không hợp lệ.",
    fix="Ghi lại: {help}",
    source=SHEET,
    repair=OFFICE,
    bad="Cấu hình: Mục = Cỡ chữ nội dung | → Giá trị = 12",
    good="Cấu hình: Mục = Cỡ chữ nội dung | Giá trị = 14",
    needs=("profile.item", "profile.value"),
)
def invalid_settings(book: Book) -> Iterator[Spot]:
    """Not of its kind, not one of its choices, or out of its bounds. Formulas and Excel errors are CT's."""
    data = book["profile"]
    for setting in declared.on(book.as_of):
        rows = [i for i in book.profile_rows.get(setting.key, []) if _typed(book, i)]
        if not rows or isinstance(data.raw["value"][rows[0]], (Formula, ErrorValue)):
            continue
        value = book.profile.get(setting.key)
        number = value if isinstance(value, (int, float)) else None
        outside = number is not None and (
            (setting.low is not None and number < setting.low) or (setting.high is not None and number > setting.high)
        )
        negative = number is not None and number < 0
        if value is None or outside or negative:
            yield spot(data, rows[0], "value", label=setting.label, help=setting.help)


@rule(
    "CH03",
    WARNING,
    title="Mục cấu hình lạ",
    message="Không có mục cấu hình nào tên “{value}”{meant}, nên dòng này không được dùng.",
    fix="Sửa lại tên mục, hoặc xóa dòng.",
    source=SHEET,
    repair=OFFICE,
    bad="Cấu hình: → Mục = Ký hiệu đơn vị soạn | Giá trị = VP",
    good="Cấu hình: Mục = Ký hiệu đơn vị soạn thảo | Giá trị = VP",
    needs=("profile.item",),
)
def unknown_settings(book: Book) -> Iterator[Spot]:
    data = book["profile"]
    known = {i for rows in book.profile_rows.values() for i in rows}
    labels = [setting.label for setting in SETTINGS]
    for i, item in data.each("item"):
        if item is not None and i not in known:
            yield spot(data, i, "item", meant=meant_text(str(item), labels))


@rule(
    "CH04",
    WARNING,
    title="Mục cấu hình bị lặp",
    message="“{label}” đã ghi ở ô {first}; chỉ dòng đầu được dùng.",
    fix="Xóa dòng thừa.",
    source=SHEET,
    repair=OFFICE,
    bad=("Cấu hình: Mục = Địa danh | Giá trị = Cần Thơ", "Cấu hình: → Mục = Địa danh | Giá trị = Huế"),
    good=(
        "Cấu hình: Mục = Căn cứ | Giá trị = Căn cứ Điều lệ",
        "Cấu hình: Mục = Căn cứ | Giá trị = Căn cứ Chương trình số 70/CTr-LHH",
    ),
    needs=("profile.item",),
)
def doubled_settings(book: Book) -> Iterator[Spot]:
    data = book["profile"]
    for key, rows in book.profile_rows.items():
        if not BY_KEY[key].several:
            for i in rows[1:]:
                yield spot(data, i, "item", label=BY_KEY[key].label, first=data.cell(rows[0], "item"))


@rule(
    "CH05",
    ERROR,
    title="Kỳ đang làm không có trong sổ",
    message="Kỳ báo cáo “{period}” không có ở trang “Kỳ báo cáo”{meant}.",
    fix="Ghi đúng mã kỳ, hoặc thêm kỳ vào trang “Kỳ báo cáo”.",
    source=SHEET,
    repair=OFFICE,
    bad=("Kỳ báo cáo: Mã kỳ = 2026-H1", "Cấu hình: Mục = Kỳ báo cáo | → Giá trị = 2026H1"),
    good=("Kỳ báo cáo: Mã kỳ = 2026-H1", "Cấu hình: Mục = Kỳ báo cáo | Giá trị = 2026-H1"),
    needs=("profile.item", "profile.value", "periods.code"),
)
def unknown_current_period(book: Book) -> Iterator[Spot | Place]:
    known = book.periods
    if not book.period or book.period in known:
        return
    meant = meant_code(book.period, {plain_code(code): code for code in known})
    words: dict[str, object] = {"period": book.period, "meant": meant}
    rows = book.profile_rows.get("period")
    if rows:
        yield spot(book["profile"], rows[0], "value", **words)
    else:
        yield Place(book["profile"].sheet, "", PROFILE.header("value"), book.period, BY_KEY["period"].label, words)


@rule(
    "CH06",
    ERROR,
    title="Chưa có người ký",
    message="Trang “{sheet}” chưa có người ký nào.",
    fix="Ghi họ tên, chức vụ và thẩm quyền của người ký.",
    source=SIGNATURE,
    repair=OFFICE,
    bad="(không có dòng nào) Người ký",
    good="Người ký: Họ tên = Nguyễn Văn A",
    needs=("signers",),
)
def no_signer(book: Book) -> Iterator[Spot]:
    if not any(book["signers"].clean["name"]):
        yield spot(book["signers"], None, "name")


@rule(
    "CH07",
    ERROR,
    title="Chưa có người ký mặc định",
    message="Không người ký nào được chọn Mặc định là Có.",
    fix="Chọn Có ở đúng một người.",
    source=SIGNATURE,
    repair=OFFICE,
    bad="Người ký: Họ tên = Nguyễn Văn A | → Mặc định = (trống)",
    good="Người ký: Họ tên = Nguyễn Văn A | Mặc định = Có",
    needs=("signers.name", "signers.default"),
)
def no_default_signer(book: Book) -> Iterator[Spot]:
    data = book["signers"]
    if any(data.clean["name"]) and YES not in data.clean["default"]:
        yield spot(data, 0, "default")


@rule(
    "CH08",
    ERROR,
    title="Nhiều người ký mặc định",
    message="{record}: đã có người ký mặc định khác ở ô {first}.",
    fix="Chỉ để một người là Có.",
    source=SIGNATURE,
    repair=OFFICE,
    bad=("Người ký: Họ tên = Nguyễn Văn A | Mặc định = Có", "Người ký: Họ tên = Trần Thị B | → Mặc định = Có"),
    good=("Người ký: Họ tên = Nguyễn Văn A | Mặc định = Có", "Người ký: Họ tên = Trần Thị B | Mặc định = Không"),
    needs=("signers.default",),
)
def several_default_signers(book: Book) -> Iterator[Spot]:
    data = book["signers"]
    chosen = [i for i, default in data.each("default") if default == YES]
    for i in chosen[1:]:
        yield spot(data, i, "default", first=data.cell(chosen[0], "default"))


def is_deputy(position: str) -> bool:
    """Phó Chủ tịch, Phó Trưởng ban…; also a deputy in charge ("Phó Chủ tịch phụ trách")."""
    return fold(position).startswith("phó ")


@rule(
    "CH09",
    ERROR,
    title="Cấp phó ký thiếu dòng KT.",
    message="{record}: chức vụ “{position}” là cấp phó nhưng cột Ký thay để trống.",
    fix="Ghi dòng ký thay, ví dụ KT. {head}.",
    source=SIGNING,
    repair=OFFICE,
    bad="Người ký: Họ tên = Trần Thị B | Chức vụ = Phó Chủ tịch | Thẩm quyền ký = TM. BAN THƯỜNG TRỰC | → Ký thay = (trống)",
    good="Người ký: Họ tên = Trần Thị B | Chức vụ = Phó Chủ tịch | Thẩm quyền ký = TM. BAN THƯỜNG TRỰC | Ký thay = KT. CHỦ TỊCH",
    needs=("signers.position", "signers.authority", "signers.on_behalf"),
)
def deputy_without_on_behalf(book: Book) -> Iterator[Spot]:
    """Unless the authority itself says KT., TL. or TUQ."""
    data = book["signers"]
    for i, position, authority, on_behalf in data.each("position", "authority", "on_behalf"):
        if position is None or on_behalf is not None or not is_deputy(position):
            continue
        if not re.match(r"(?:KT|TL|TUQ)\b", (authority or "").strip()):
            head = position.strip()[4:].strip().upper() or _HEAD
            yield spot(data, i, "on_behalf", position=position, head=head)


@rule(
    "CH10",
    WARNING,
    title="Người đứng đầu lại ký thay",
    message="{record}: chức vụ “{position}” không phải cấp phó nhưng cột Ký thay ghi “{value}”.",
    fix="Xóa cột Ký thay, hoặc sửa chức vụ.",
    source=SIGNING,
    repair=OFFICE,
    bad="Người ký: Họ tên = Nguyễn Văn A | Chức vụ = Chủ tịch | → Ký thay = KT. CHỦ TỊCH",
    good="Người ký: Họ tên = Nguyễn Văn A | Chức vụ = Chủ tịch | Ký thay = (trống)",
    needs=("signers.position", "signers.on_behalf"),
)
def head_on_behalf(book: Book) -> Iterator[Spot]:
    """KT. names the very position that the signer holds."""
    data = book["signers"]
    for i, position, on_behalf in data.each("position", "on_behalf"):
        if position is None or on_behalf is None or is_deputy(position):
            continue
        replaced = re.sub(r"^kt\.?\s*", "", fold(on_behalf))
        if fold(position).startswith(replaced):
            yield spot(data, i, "on_behalf", position=position)


rule(
    "CH11",
    WARNING,
    title="Thẩm quyền ký viết sai",
    message="{record}: “{value}” không bắt đầu bằng TM., Q., KT., TL. hoặc TUQ.",
    fix="Ghi chữ viết tắt có dấu chấm, ví dụ TM. BAN THƯỜNG TRỰC.",
    source=SIGNATURE,
    repair=OFFICE,
    bad="Người ký: Họ tên = Nguyễn Văn A | → Thẩm quyền ký = TM BAN THƯỜNG TRỰC",
    good="Người ký: Họ tên = Nguyễn Văn A | Thẩm quyền ký = TM. BAN THƯỜNG TRỰC",
)(Formed("signers", "authority", _AUTHORITY.match))


rule(
    "CH12",
    WARNING,
    title="Dòng ký thay viết sai",
    message="{record}: “{value}” không bắt đầu bằng KT. và chức vụ người đứng đầu.",
    fix="Ghi dạng KT. CHỦ TỊCH.",
    source=SIGNATURE,
    repair=OFFICE,
    bad="Người ký: Họ tên = Trần Thị B | → Ký thay = KT CHỦ TỊCH",
    good="Người ký: Họ tên = Trần Thị B | Ký thay = KT. CHỦ TỊCH",
)(Formed("signers", "on_behalf", _ON_BEHALF.match))


@rule(
    "CH13",
    WARNING,
    title="Học hàm, học vị trước họ tên",
    message="Họ tên người ký “{value}” có “{title}” ở trước.",
    fix="Chỉ ghi họ, tên đệm và tên.",
    source=SIGNATURE,
    repair=OFFICE,
    bad="Người ký: → Họ tên = GS.TS. Nguyễn Văn A",
    good="Người ký: Họ tên = Nguyễn Văn A",
    needs=("signers.name",),
)
def titles_before_name(book: Book) -> Iterator[Spot]:
    data = book["signers"]
    for i, name in data.each("name"):
        if name is not None and (title := title_before(name.strip())):
            yield spot(data, i, "name", title=title)


@rule(
    "CH14",
    NOTE,
    title="Quyền hạn chưa viết hoa",
    message="{record}: “{value}” chưa viết chữ in hoa.",
    fix="Viết chữ in hoa: {upper}.",
    source=SIGNATURE,
    repair=OFFICE,
    bad="Người ký: Họ tên = Nguyễn Văn A | → Thẩm quyền ký = TM. Ban Thường trực",
    good="Người ký: Họ tên = Nguyễn Văn A | Thẩm quyền ký = TM. BAN THƯỜNG TRỰC",
    needs=("signers",),
)
def not_in_capitals(book: Book) -> Iterator[Spot]:
    data = book["signers"]
    for key in ("authority", "on_behalf"):
        for i, text in data.each(key):
            if text is not None and text != text.upper():
                yield spot(data, i, key, upper=text.upper())


def _by_type(book: Book) -> dict[str, dict[str, list[int]]]:
    """Document type -> role -> records in the order in which they are printed."""
    data = book["recipients"]
    found: dict[str, dict[str, list[int]]] = {}
    kinds, roles, names = (data.clean[key] for key in ("document_type", "role", "name"))
    for i in in_print_order(data, range(len(data))):
        document_type, role, name = kinds[i], roles[i], names[i]
        if document_type is not None and role is not None and name is not None:
            found.setdefault(document_type, {}).setdefault(role, []).append(i)
    return found


_RECIPIENT_COLUMNS = ("recipients.document_type", "recipients.role", "recipients.name")


@rule(
    "CH15",
    ERROR,
    title="Báo cáo chưa có nơi nhận",
    message="Trang “{sheet}” chưa có nơi nhận nào cho Báo cáo.",
    fix="Ghi các dòng Kính gửi, Nơi nhận và Lưu của Báo cáo.",
    source=RECIPIENTS,
    repair=OFFICE,
    bad="Nơi nhận: Loại văn bản = Công văn | Vai trò = Lưu | Tên nơi nhận = VT, VP",
    good="Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Lưu | Tên nơi nhận = VT, VP",
    needs=_RECIPIENT_COLUMNS,
)
def no_recipients(book: Book) -> Iterator[Spot]:
    if REPORT.name not in _by_type(book):
        yield spot(book["recipients"], None, "name")


@rule(
    "CH16",
    ERROR,
    title="Báo cáo thiếu Kính gửi",
    message="Báo cáo gửi cấp trên nhưng chưa có dòng Kính gửi nào.",
    fix="Thêm dòng có Vai trò là Kính gửi cho Báo cáo.",
    source=RECIPIENTS,
    repair=OFFICE,
    bad="Nơi nhận: Loại văn bản = Báo cáo | → Vai trò = Lưu | Tên nơi nhận = VT, VP",
    good=(_ADDRESSED, "Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Lưu | Tên nơi nhận = VT, VP"),
    needs=_RECIPIENT_COLUMNS,
)
def report_without_addressee(book: Book) -> Iterator[Spot]:
    """At the first row of the report's recipients; with no row at all CH15 says so."""
    roles = _by_type(book).get(REPORT.name, {})
    if roles and TO not in roles:
        yield spot(book["recipients"], min(i for rows in roles.values() for i in rows), "role")


def _is_as_above(name: str) -> bool:
    return fold(name.strip(" -–;.")).startswith(_AS_ABOVE)


@rule(
    "CH17",
    WARNING,
    title="Có Kính gửi nhưng thiếu “Như trên”",
    message="{document_type} có Kính gửi nhưng Nơi nhận không mở đầu bằng “Như trên”.",
    fix="Thêm “Như trên” làm dòng đầu của Nơi nhận.",
    source=RECIPIENTS,
    repair=OFFICE,
    bad=(_ADDRESSED, "Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Nơi nhận | → Tên nơi nhận = Các hội thành viên"),
    good=(_ADDRESSED, "Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Nơi nhận | Tên nơi nhận = Như trên"),
    needs=_RECIPIENT_COLUMNS,
)
def addressee_without_as_above(book: Book) -> Iterator[Spot]:
    data = book["recipients"]
    for document_type, roles in _by_type(book).items():
        if document_type not in WITH_ADDRESSEE or TO not in roles:
            continue
        first = roles.get(COPY, roles[TO])[0]  # with no copy at all, at the addressee
        if not _is_as_above(data.clean["name"][first]):
            yield spot(data, first, "name", document_type=document_type)


@rule(
    "CH18",
    WARNING,
    title="“Như trên” nhưng không có Kính gửi",
    message="{document_type} có “Như trên” nhưng không có dòng Kính gửi nào.",
    fix="Thêm Kính gửi, hoặc xóa “Như trên”.",
    source=RECIPIENTS,
    repair=OFFICE,
    bad="Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Nơi nhận | → Tên nơi nhận = Như trên",
    good=(_ADDRESSED, "Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Nơi nhận | Tên nơi nhận = Như trên"),
    needs=_RECIPIENT_COLUMNS,
)
def as_above_without_addressee(book: Book) -> Iterator[Spot]:
    data = book["recipients"]
    for document_type, roles in _by_type(book).items():
        for i in roles.get(COPY, []) if TO not in roles else []:
            if _is_as_above(data.clean["name"][i]):
                yield spot(data, i, "name", document_type=document_type)


@rule(
    "CH19",
    WARNING,
    title="Loại văn bản không có Kính gửi",
    message="{document_type} không có phần Kính gửi, nhưng có dòng “{value}”.",
    fix="Đổi Vai trò thành Nơi nhận.",
    source=RECIPIENTS,
    repair=OFFICE,
    bad="Nơi nhận: Loại văn bản = Kế hoạch | → Vai trò = Kính gửi | Tên nơi nhận = Thành ủy",
    good="Nơi nhận: Loại văn bản = Tờ trình | Vai trò = Kính gửi | Tên nơi nhận = Thành ủy",
    needs=_RECIPIENT_COLUMNS,
)
def addressee_of_other_types(book: Book) -> Iterator[Spot]:
    for document_type, roles in _by_type(book).items():
        for i in roles.get(TO, []) if document_type in WITHOUT_ADDRESSEE else []:
            yield spot(book["recipients"], i, "role", document_type=document_type, value=_name(book, i))


def _name(book: Book, i: int) -> str:
    return typed(book["recipients"], i, "name")


@rule(
    "CH20",
    WARNING,
    title="Thiếu dòng Lưu",
    message="{document_type} có nơi nhận nhưng thiếu dòng Lưu.",
    fix="Thêm dòng có Vai trò là Lưu, ví dụ VT, VP.",
    source=RECIPIENTS,
    repair=OFFICE,
    bad="Nơi nhận: Loại văn bản = Báo cáo | → Vai trò = Nơi nhận | Tên nơi nhận = Như trên",
    good=(
        "Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Nơi nhận | Tên nơi nhận = Như trên",
        "Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Lưu | Tên nơi nhận = VT, VP",
    ),
    needs=_RECIPIENT_COLUMNS,
)
def no_archive_line(book: Book) -> Iterator[Spot]:
    for document_type, roles in _by_type(book).items():
        if ARCHIVE not in roles:
            last = max(i for rows in roles.values() for i in rows)
            yield spot(book["recipients"], last, "role", document_type=document_type)


def _without_edges(name: str) -> bool:
    """It begins with no dash and ends with no mark: the program prints them."""
    opening = name.lstrip()
    return not (opening.startswith(_DASHES) and opening[1:2].isspace()) and not name.rstrip().endswith(_END_MARKS)


rule(
    "CH21",
    NOTE,
    title="Tên nơi nhận thừa dấu",
    message="“{value}” thừa dấu gạch đầu dòng hoặc dấu câu ở cuối.",
    fix="Chỉ ghi tên; dấu do chương trình in.",
    source=RECIPIENTS,
    repair=OFFICE,
    bad="Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Nơi nhận | → Tên nơi nhận = - Các hội;",
    good="Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Nơi nhận | Tên nơi nhận = Các hội thành viên (20 hội)",
)(Formed("recipients", "name", _without_edges))


class Setting(Check):
    """What a line of Cấu hình says is of that form."""

    table, columns = "profile", ("item", "value")

    def __init__(self, key: str, form: Callable[[str], object]) -> None:
        self.key, self.form = key, form

    def __call__(self, book: Book) -> Iterator[Spot]:
        data = book["profile"]
        for i in book.profile_rows.get(self.key, []):
            value = data.clean["value"][i]
            if value is not None and not self.form(show(value)):
                yield spot(data, i, "value")


rule(
    "CH30",
    WARNING,
    title="Ký hiệu cơ quan viết sai",
    message="Ký hiệu cơ quan “{value}” phải là chữ in hoa, không dấu cách.",
    fix="Ghi chữ viết tắt in hoa, ví dụ LHH.",
    source=SYMBOL,
    repair=OFFICE,
    bad="Cấu hình: Mục = Ký hiệu cơ quan | → Giá trị = Lhh",
    good="Cấu hình: Mục = Ký hiệu cơ quan | Giá trị = LHH",
)(Setting("symbol", lambda symbol: _SYMBOL.fullmatch(symbol.replace("Đ", "D"))))


rule(
    "CH31",
    WARNING,
    title="Địa danh viết tắt",
    message="Địa danh “{value}” viết tắt hoặc thừa dấu.",
    fix="Ghi tên chính thức, ví dụ Cần Thơ, Thành phố Hồ Chí Minh.",
    source=PLACE,
    repair=OFFICE,
    bad="Cấu hình: Mục = Địa danh | → Giá trị = TP.HCM",
    good="Cấu hình: Mục = Địa danh | Giá trị = Thành phố Hồ Chí Minh",
)(Setting("place", lambda place: not (_SHORT_PLACE.search(place) or place.rstrip().endswith(","))))


def _opened_as_a_basis(text: str) -> bool:
    lines = [line.strip() for line in text.splitlines()]
    opened = [line for line in lines if line.casefold().startswith(BASIS_WORDS)]  # "Căn cứ" goes before others
    return all(line.startswith(("Căn cứ ", "Theo ")) for line in opened)


rule(
    "CH32",
    NOTE,
    title="Căn cứ viết sai dạng",
    message="Căn cứ “{value}” được in nguyên văn mà không bắt đầu bằng “Căn cứ” hoặc “Theo”.",
    fix="Viết “Căn cứ …” hoặc “Theo …”; chỉ ghi tên văn bản thì chương trình tự thêm “Căn cứ”, dấu ở cuối cũng tự in.",
    source=BASES,
    repair=OFFICE,
    bad="Cấu hình: Mục = Căn cứ | → Giá trị = Thực hiện Kế hoạch số 5",
    good="Cấu hình: Mục = Căn cứ | Giá trị = Nghị quyết số 1",
)(Setting("legal_bases", _opened_as_a_basis))

"""KD: kinds. One rule a `Problem` of the typed columns, and what a column alone can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..workbook.book import Book, Problem, TableData
from ..workbook.records import locks, proper_code
from ..workbook.schema import MAX_CODE, Column, Kind
from ..workbook.typed import choices_of
from ..workbook.values import show
from .comparing import Formed
from .ct import entered, with_problem
from .lookups import OR, locked_rows, meant_text
from .registry import ASK, ERROR, NOTE, RULES, SHEET, WARNING, Check, Repair, Spot, rule, spot, typed

#: A code stands in one line, several codes are split by ";", and a file is named by its letters and digits.
_NO_CODE = re.compile(r"[\n\r\t;]|\A[\W_]*\Z")

_UNCOUNTED = 10**9
_CELL_OF_ANY_KIND = ("profile", "value")  # a number, a date or text, as its setting wants: CH checks it


@lru_cache(maxsize=512)
def _meant(text: str, choices: tuple[str, ...]) -> str:
    return meant_text(text, choices)


def _details(data: TableData, i: int, key: str, problem: Problem) -> dict[str, object]:
    column, clean = data.schema[key], data.clean[key][i]
    if problem is Problem.NOT_IN_LIST:
        choices = choices_of(column)
        return {"choices": "; ".join(choices), "meant": _meant(typed(data, i, key), choices)}
    if problem is Problem.PERCENT_SMALL:
        return {"times": show(round(float(data.raw[key][i]) * 100, 4))}
    if problem is Problem.LABEL_OTHER and column.labels is not None:
        others = [code for code in column.labels.bearers(typed(data, i, key)) if code != clean]
        return {"clean": clean, "own": column.labels.of(clean), "others": OR.join(map(column.labels.of, others))}
    return {"clean": show(clean), "written": show(column.written(clean))}


def _is_year(data: TableData, i: int, key: str) -> bool:
    """The code of a year's period, 2026, loses nothing as a number."""
    column = data.schema[key]
    of_periods = column.ref == "periods" or (data.schema.key, key) == ("periods", "code")
    return of_periods and data.problems[key][i] is Problem.CODE_AS_NUMBER and proper_code(data.clean[key][i])


class CellProblem(Check):
    """The cells of which the typed columns say this."""

    def __init__(self, wanted: Problem) -> None:
        self.wanted = wanted

    def __call__(self, book: Book) -> Iterator[Spot]:
        for data, key, rows in with_problem(book, self.wanted):
            if key not in data.letters or (data.schema.key, key) == _CELL_OF_ANY_KIND:
                continue
            listed = self.wanted is Problem.NOT_IN_LIST and data.schema[key].choices
            if listed and book.lost and not choices_of(data.schema[key]):
                continue  # CT tells once that the list's sheet is lost
            if self.wanted is Problem.LABEL_OLD:  # the name of then stays in a locked period
                rows = sorted(set(rows) - locked_rows(book, data, locks(book)))
            for i in rows:
                if not _is_year(data, i, key):
                    yield spot(data, i, key, **_details(data, i, key, self.wanted))
        if self.wanted is Problem.DATE_AS_TEXT and (at := clock_as_text(book)) is not None:
            yield spot(book["profile"], at, "value", clean=show(book.profile["as_of"]))


def clock_as_text(book: Book) -> int | None:
    """The record of Ngày tính where it is a date typed as text: read here, but the dashboard's formulas go by today."""
    rows = book.profile_rows.get("as_of", [])
    if not rows or book.profile.get("as_of") is None:
        return None
    return rows[0] if isinstance(book["profile"].raw["value"][rows[0]], str) else None


@rule(
    "KD01",
    ERROR,
    title="Ô bắt buộc bị trống",
    message="{record}: thiếu “{column}”.",
    fix="Điền “{column}”: {help}",
    source=SHEET,
    repair=ASK,
    bad="Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Lưu | → Tên nơi nhận = (trống)",
    good="Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Lưu | Tên nơi nhận = VT, VP",
)
def required_blank(book: Book) -> Iterator[Spot]:
    """A required cell with nothing, or with spaces only."""
    for data in entered(book):
        for column in data.schema.columns:
            if not column.required or column.key not in data.letters:
                continue
            clean, problems = data.clean[column.key], data.problems.get(column.key, {})
            if clean.count(None) == 0:
                continue
            for i, value in enumerate(clean):
                if value is None and problems.get(i) in (None, Problem.REQUIRED) and _asked(book, data, i, column.key):
                    yield spot(data, i, column.key, help=column.help)


def _asked(book: Book, data: TableData, i: int, key: str) -> bool:
    """A body of the office itself did not join it."""
    return (data.schema.key, key) != ("units", "joined") or book.reports(data.clean["kind"][i] or "")


rule(
    "KD02",
    ERROR,
    title="Không phải ngày",
    message="{record}: “{value}” ở cột “{column}” không phải là ngày có thật và rõ ràng.",
    fix="Gõ lại ngày dạng dd/mm/yyyy, ví dụ 05/06/2026.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Hạn hoàn thành = 31/02/2026",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001 | Hạn hoàn thành = 28/02/2026",
)(CellProblem(Problem.NOT_A_DATE))

rule(
    "KD03",
    ERROR,
    title="Ngày gõ dạng chữ",
    message="{record}: “{value}” ở cột “{column}” là chữ, Excel không coi là ngày.",
    fix="Bấm “Sửa lỗi an toàn”, hoặc gõ lại ngày.",
    source=SHEET,
    repair=Repair(True, "chữ ngày dd/mm/yyyy chỉ có một cách hiểu"),
    bad='Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Hạn hoàn thành = "31/12/2026"',
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001 | Hạn hoàn thành = 31/12/2026",
)(CellProblem(Problem.DATE_AS_TEXT))

rule(
    "KD04",
    ERROR,
    title="Ngày ngoài khoảng 1990–2100",
    message="{record}: ngày {value} ở cột “{column}” nằm ngoài khoảng 1990–2100.",
    fix="Kiểm tra lại năm rồi gõ lại ngày.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Hạn hoàn thành = 31/12/2206",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001 | Hạn hoàn thành = 31/12/2026",
)(CellProblem(Problem.DATE_RANGE))

rule(
    "KD05",
    WARNING,
    title="Ngày kèm giờ",
    message="{record}: “{column}” ghi cả giờ ({value}); chỉ phần ngày được dùng.",
    fix="Gõ lại ngày, không kèm giờ.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Mã đơn vị = H01 | → Ngày nhận báo cáo = 05/06/2026 14:30",
    good="Số liệu: Mã đơn vị = H01 | Ngày nhận báo cáo = 05/06/2026",
)(CellProblem(Problem.HAS_TIME))

rule(
    "KD06",
    ERROR,
    title="Không phải số",
    message="{record}: “{value}” ở cột “{column}” không phải là số đọc được một cách duy nhất.",
    fix="Gõ lại bằng chữ số, không dấu chấm; chưa có số liệu thì để trống, không có thì ghi 0.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Mã đơn vị = H01 | → Tin bài = khoảng 20",
    good="Số liệu: Mã đơn vị = H01 | Tin bài = (trống)",
)(CellProblem(Problem.NOT_A_NUMBER))

rule(
    "KD07",
    ERROR,
    title="Số gõ dạng chữ",
    message="{record}: “{value}” ở cột “{column}” là chữ, Excel không cộng vào tổng; được hiểu là {clean}.",
    fix="Bấm “Sửa lỗi an toàn” để ghi thành số, hoặc gõ lại số.",
    source=SHEET,
    repair=Repair(True, "chữ số đọc được một cách duy nhất"),
    bad='Số liệu: Mã đơn vị = H01 | → Tin bài = "12"',
    good="Số liệu: Mã đơn vị = H01 | Tin bài = 12",
)(CellProblem(Problem.NUMBER_AS_TEXT))

rule(
    "KD08",
    ERROR,
    title="Số lẻ ở cột đếm",
    message="{record}: {value} ở cột “{column}” có phần lẻ, cột này chỉ nhận số nguyên.",
    fix="Gõ lại số nguyên.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Mã đơn vị = H01 | → Hội thảo = 1,5",
    good="Số liệu: Mã đơn vị = H01 | Kinh phí (triệu đồng) = 120,5",
)(CellProblem(Problem.FRACTION))

rule(
    "KD09",
    ERROR,
    title="Phần trăm ngoài 0–100",
    message="{record}: {value} ở cột “{column}” nằm ngoài khoảng 0–100.",
    fix="Gõ lại số từ 0 đến 100.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Tiến độ (%) = 101",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001 | Tiến độ (%) = 100",
)(CellProblem(Problem.PERCENT_RANGE))

rule(
    "KD10",
    WARNING,
    title="Ô định dạng %",
    message="{record}: ô “{column}” định dạng % (giá trị lưu là {value}), được hiểu là {clean}.",
    fix="Bấm “Sửa lỗi an toàn”, hoặc gõ lại {clean} và bỏ định dạng %.",
    source=SHEET,
    repair=Repair(True, "số lưu trong ô định dạng % chỉ có một cách hiểu"),
    bad="Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Tiến độ (%) = 50 %",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001 | Tiến độ (%) = 50",
)(CellProblem(Problem.PERCENT_FORMAT))

rule(
    "KD11",
    WARNING,
    title="Phần trăm nhỏ hơn 1",
    message="{record}: “{column}” ghi {value}, tức là chưa tới 1 %; có phải là {times} %?",
    fix="Ghi 50 cho 50 %, không ghi 0,5.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Tiến độ (%) = 0,5",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001 | Tiến độ (%) = 1",
)(CellProblem(Problem.PERCENT_SMALL))

rule(
    "KD12",
    ERROR,
    title="Giá trị ngoài danh mục",
    message="{record}: “{value}” không có trong danh mục của cột “{column}”{meant}.",
    fix="Chọn một trong: {choices}.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Trạng thái = Đang làm",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001 | Trạng thái = Đang thực hiện",
)(CellProblem(Problem.NOT_IN_LIST))

rule(
    "KD13",
    WARNING,
    title="Giá trị danh mục viết khác",
    message="{record}: “{value}” ở cột “{column}” viết khác danh mục; được hiểu là “{clean}”.",
    fix="Bấm “Sửa lỗi an toàn”, hoặc chọn lại “{clean}”.",
    source=SHEET,
    repair=Repair(True, "chỉ khác chữ hoa, chữ thường hoặc dấu cách"),
    bad="Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Trạng thái = ĐANG  thực hiện",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001 | Trạng thái = Đang thực hiện",
)(CellProblem(Problem.LIST_SPELLING))

rule(
    "KD14",
    WARNING,
    title="Số điện thoại không đúng",
    message="{record}: “{value}” không phải số điện thoại hợp lệ.",
    fix="Ghi đủ số dạng chữ, giữ số 0 đầu, ví dụ 02923812345.",
    source=SHEET,
    repair=ASK,
    bad="Đơn vị: Mã đơn vị = H01 | → Điện thoại = gọi chị Lan",
    good='Đơn vị: Mã đơn vị = H01 | Điện thoại = "02923812345"',
)(CellProblem(Problem.BAD_PHONE))

rule(
    "KD15",
    WARNING,
    title="Địa chỉ thư không đúng",
    message="{record}: “{value}” không phải địa chỉ thư điện tử hợp lệ.",
    fix="Ghi một địa chỉ dạng ten@coquan.vn.",
    source=SHEET,
    repair=ASK,
    bad="Đơn vị: Mã đơn vị = H01 | → Email = h01@example",
    good="Đơn vị: Mã đơn vị = H01 | Email = h01@example.vn",
)(CellProblem(Problem.BAD_EMAIL))

rule(
    "KD16",
    WARNING,
    title="Mã bị đổi thành số",
    message="{record}: “{column}” là số {value}; số 0 ở đầu mã có thể đã mất.",
    fix="Định dạng ô là Văn bản (Text) rồi gõ lại mã.",
    source=SHEET,
    repair=ASK,
    bad="Đơn vị: → Mã đơn vị = 7",
    good='Đơn vị: Mã đơn vị = "07"',
)(CellProblem(Problem.CODE_AS_NUMBER))

rule(
    "KD17",
    WARNING,
    title="Không phải chữ",
    message="{record}: “{column}” là {value}, không phải chữ; Excel có thể đã tự đổi điều được gõ.",
    fix="Định dạng ô là Văn bản (Text) rồi gõ lại.",
    source=SHEET,
    repair=ASK,
    bad="Đơn vị: Mã đơn vị = H01 | → Nhiệm kỳ = 2023",
    good="Đơn vị: Mã đơn vị = H01 | Nhiệm kỳ = 2023-2028",
)(CellProblem(Problem.NOT_TEXT))

rule(
    "KD23",
    WARNING,
    title="Tên thay cho mã",
    message="{record}: “{value}” ở cột “{column}” được hiểu là {clean}; công thức của Trang chủ chỉ nhận ra mã.",
    fix="Bấm “Sửa lỗi an toàn”, hoặc chọn lại “{written}” trong danh sách.",
    source=SHEET,
    repair=Repair(True, "chỉ một đơn vị, một nhiệm vụ mang tên ấy"),
    bad=("Đơn vị: Mã đơn vị = H01 | Tên đơn vị = Hội Tin học", "Số liệu: → Mã đơn vị = Hội Tin học"),
    good=("Đơn vị: Mã đơn vị = H01 | Tên đơn vị = Hội Tin học", "Số liệu: Mã đơn vị = H01 – Hội Tin học"),
)(CellProblem(Problem.NAME_TYPED))

rule(
    "KD24",
    NOTE,
    title="Nhãn mang tên cũ",
    message="{record}: “{value}” ở cột “{column}” không còn là tên hiện nay; được hiểu theo mã {clean}.",
    fix="Bấm “Sửa lỗi an toàn” để ghi lại thành “{written}”.",
    source=SHEET,
    repair=Repair(True, "mã còn đó, tên không phải của ai khác"),
    bad=("Đơn vị: Mã đơn vị = H01 | Tên đơn vị = Hội Tin học", "Số liệu: → Mã đơn vị = H01 – Hội Máy tính"),
    good=("Đơn vị: Mã đơn vị = H01 | Tên đơn vị = Hội Tin học", "Số liệu: Mã đơn vị = H01 – Hội Tin học"),
)(CellProblem(Problem.LABEL_OLD))

rule(
    "KD25",
    ERROR,
    title="Mã một nơi, tên một nẻo",
    message="{record}: “{value}” ở cột “{column}” có mã của “{own}” mà tên là của “{others}”.",
    fix="Chọn lại trong danh sách: “{own}” hay “{others}”.",
    source=SHEET,
    repair=ASK,
    bad=(
        "Đơn vị: Mã đơn vị = H01 | Tên đơn vị = Hội Tin học",
        "Đơn vị: Mã đơn vị = H02 | Tên đơn vị = Hội Làm vườn",
        "Số liệu: → Mã đơn vị = H01 – Hội Làm vườn",
    ),
    good=(
        "Đơn vị: Mã đơn vị = H01 | Tên đơn vị = Hội Tin học",
        "Đơn vị: Mã đơn vị = H02 | Tên đơn vị = Hội Làm vườn",
        "Số liệu: Mã đơn vị = H02 – Hội Làm vườn",
    ),
)(CellProblem(Problem.LABEL_OTHER))

PROBLEM_CODES: dict[Problem, str] = {
    one.function.wanted: code for code, one in RULES.items() if isinstance(one.function, CellProblem)
}


@rule(
    "KD18",
    ERROR,
    title="Số âm",
    message="{record}: “{column}” là {value}; cột này không nhận số âm.",
    fix="Gõ lại số không âm.",
    source=SHEET,
    repair=ASK,
    bad="Nội dung: Mã kỳ = 2026-H1 | Mục = Ưu điểm | → Thứ tự = -1",
    good="Nội dung: Mã kỳ = 2026-H1 | Mục = Ưu điểm | Thứ tự = 1",
)
def negative_numbers(book: Book) -> Iterator[Spot]:
    """Counts and money outside tblSoLieu, whose own rule is SL11."""
    for data in entered(book):
        if data.schema.key == "figures":
            continue
        for column in data.schema.columns:
            if column.kind in (Kind.COUNT, Kind.DECIMAL):
                for i, value in enumerate(data.clean[column.key]):
                    if value is not None and value < 0:
                        yield spot(data, i, column.key)


rule(
    "KD19",
    ERROR,
    title="Mã kỳ không đúng dạng",
    message="Mã kỳ “{value}” không đúng dạng.",
    fix="Ghi dạng 2026-H1, 2026-H2, 2026, 2026-Q1 hoặc 2026-DX1.",
    source=SHEET,
    repair=ASK,
    bad="Kỳ báo cáo: → Mã kỳ = 2026-H3",
    good="Kỳ báo cáo: Mã kỳ = 2026-Q3",
)(Formed("periods", "code", proper_code))


def _codes(book: Book) -> Iterator[tuple[TableData, Column]]:
    """The columns in which the clerk gives codes."""
    for data in entered(book):
        yield from ((data, column) for column in data.schema.columns if column.kind is Kind.CODE)


@rule(
    "KD20",
    ERROR,
    title="Mã quá dài",
    message="{record}: “{column}” dài {length} chữ; mã dùng để đặt tên tệp và in ở chân trang, chỉ được {most} chữ.",
    fix="Ghi lại mã ngắn, ví dụ H01, và sửa ở các dòng đã dùng mã này.",
    source=SHEET,
    repair=ASK,
    bad="Đơn vị: → Mã đơn vị = A×51",
    good="Đơn vị: Mã đơn vị = A×50",
)
def long_codes(book: Book) -> Iterator[Spot]:
    for data, column in _codes(book):
        for i, code in data.each(column.key):
            if code is not None and len(code) > MAX_CODE:
                yield spot(data, i, column.key, length=len(code), most=MAX_CODE)


@rule(
    "KD21",
    ERROR,
    title="Mã có dấu không dùng được",
    message="{record}: “{column}” có chỗ xuống dòng, dấu tab hay dấu “;”, hoặc không có chữ cái, chữ số nào.",
    fix="Ghi lại mã trên một dòng, chỉ gồm chữ cái, chữ số và dấu gạch, ví dụ H01.",
    source=SHEET,
    repair=ASK,
    bad="Đơn vị: → Mã đơn vị = H01;H02",
    good="Đơn vị: Mã đơn vị = H.01",
)
def codes_with_other_signs(book: Book) -> Iterator[Spot]:
    for data, column in _codes(book):
        for i, code in data.each(column.key):
            if code is not None and _NO_CODE.search(code):
                yield spot(data, i, column.key)


@rule(
    "KD22",
    ERROR,
    title="Số đếm quá lớn",
    message="{record}: “{column}” là {value}, từ một tỷ trở lên; không thể là số đếm được.",
    fix="Kiểm tra số chữ số rồi gõ lại.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Mã đơn vị = H01 | → Tin bài = 1000000000",
    good="Số liệu: Mã đơn vị = H01 | Tin bài = 12",
)
def counts_beyond_all_reason(book: Book) -> Iterator[Spot]:
    """A count that nobody counted: a code, a day or a phone number in a wrong cell, digits doubled."""
    for data in entered(book):
        for column in data.schema.columns:
            values = data.clean[column.key]
            if column.kind is Kind.COUNT and max(filter(None, values), default=0) >= _UNCOUNTED:
                yield from (spot(data, i, column.key) for i, value in enumerate(values) if (value or 0) >= _UNCOUNTED)

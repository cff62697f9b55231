"""QH: relations. Codes that nothing bears, codes and keys used twice, units that had left, heirs."""

from __future__ import annotations

from collections.abc import Iterator

from ..workbook.book import Book, Unit
from ..workbook.lists import OPEN_STATES
from ..workbook.records import printed
from ..workbook.schema import Kind
from ..workbook.values import Value, fold
from .comparing import Repeats
from .ct import entered
from .lookups import meant_code, meant_record, plain_code
from .registry import ASK, ERROR, NOTE, SHEET, WARNING, Check, Spot, rule, spot, typed, visible

_HEIR = " (đơn vị kế thừa là {heir})"

# of the examples
_GONE = "Đơn vị: Mã đơn vị = H03 | Ngày gia nhập = 01/06/2012 | Ngày rời = 01/09/2025"
_OF_H01 = (
    "Đơn vị: Mã đơn vị = H01",
    "Đơn vị: Mã đơn vị = H02",
    "Đơn vị: Mã đơn vị = TT01",
    "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Đơn vị chủ trì = H01 | Đơn vị phối hợp = H02",
)


def split_codes(text: str | None) -> list[str]:
    """The codes of a cell such as "H01; H02"; a comma or a new line between them is understood too."""
    if not text:
        return []
    return [code for part in text.replace(",", ";").replace("\n", ";").split(";") if (code := part.strip())]


class Known(Check):
    """Every code that names a record of the table is one of its own. Details: the code, and the one that may be meant."""

    columns = ("code",)

    def __init__(self, table: str) -> None:
        self.table = table

    def __call__(self, book: Book) -> Iterator[Spot]:
        known = {code for code in book[self.table].clean["code"] if code is not None}
        named = (column for data in book.tables.values() for column in data.schema.columns if column.ref == self.table)
        labelled = next((column for column in named if column.labels is not None), None)
        spelled: dict[str, str] = {}  # filled when the first unknown code asks what may be meant
        for data in entered(book):
            for column in data.schema.columns:
                if column.ref != self.table or column.key == "successor":
                    continue
                for i, value in enumerate(data.clean[column.key]):
                    if value is None or value in known:
                        continue
                    for code in split_codes(value) if column.kind is Kind.REFS else [value]:
                        if code not in known:
                            told = code if column.kind is Kind.REFS else typed(data, i, column.key)
                            spelled = spelled or {plain_code(each): each for each in known}
                            meant = meant_record(told, labelled) or meant_code(code, spelled)
                            yield spot(data, i, column.key, code=code, meant=meant)


rule(
    "QH01",
    ERROR,
    title="Mã đơn vị không có",
    message="{record}: không có đơn vị nào mang mã “{code}”{meant}.",
    fix="Ghi đúng mã ở trang “Đơn vị”, hoặc thêm đơn vị vào trang đó.",
    source=SHEET,
    repair=ASK,
    bad=("Đơn vị: Mã đơn vị = H01", "Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Đơn vị chủ trì = H1"),
    good=("Đơn vị: Mã đơn vị = H01", "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Đơn vị chủ trì = H01"),
)(Known("units"))

rule(
    "QH02",
    ERROR,
    title="Mã kỳ không có",
    message="{record}: không có kỳ báo cáo nào mang mã “{code}”{meant}.",
    fix="Ghi đúng mã ở trang “Kỳ báo cáo”, hoặc thêm kỳ vào trang đó.",
    source=SHEET,
    repair=ASK,
    bad=("Kỳ báo cáo: Mã kỳ = 2026-H1", "Số liệu: → Mã kỳ = 2026H1 | Mã đơn vị = H01"),
    good=("Kỳ báo cáo: Mã kỳ = 2026-H1", "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01"),
)(Known("periods"))

rule(
    "QH03",
    ERROR,
    title="Mã nhiệm vụ không có",
    message="{record}: không có nhiệm vụ nào mang mã “{code}”{meant}.",
    fix="Ghi đúng mã ở trang “Nhiệm vụ”, hoặc thêm nhiệm vụ vào trang đó.",
    source=SHEET,
    repair=ASK,
    bad=("Nhiệm vụ: Mã nhiệm vụ = NV-004", "Tiến độ: Mã kỳ = 2026-H1 | → Mã nhiệm vụ = NV-4"),
    good=("Nhiệm vụ: Mã nhiệm vụ = NV-004", "Tiến độ: Mã kỳ = 2026-H1 | Mã nhiệm vụ = NV-004"),
)(Known("tasks"))


@rule(
    "QH04",
    ERROR,
    title="Mã bị trùng",
    message="“{value}” ở cột “{column}” đã dùng ở ô {first}.",
    fix="Đổi mã của dòng này, hoặc xóa dòng thừa.",
    source=SHEET,
    repair=ASK,
    bad=("Nhiệm vụ: Mã nhiệm vụ = NV-001", "Nhiệm vụ: → Mã nhiệm vụ = nv-001"),
    good=("Nhiệm vụ: Mã nhiệm vụ = NV-001", "Nhiệm vụ: Mã nhiệm vụ = NV-002"),
)
def doubled_codes(book: Book) -> Iterator[Spot]:
    """At each later occurrence. Codes that differ in case only are the same to Excel's own formulas."""
    for data in entered(book):
        if not data.schema.unique or len(data.schema.id_columns) != 1:
            continue
        key = data.schema.id_columns[0]
        first: dict[str, int] = {}
        for i, code in enumerate(data.clean[key]):
            if code is not None and (earlier := first.setdefault(code.casefold(), i)) != i:
                yield spot(data, i, key, first=data.cell(earlier, key))


rule(
    "QH05",
    ERROR,
    title="Số liệu bị trùng đơn vị và kỳ",
    message="{record}: đơn vị này đã có dòng số liệu của kỳ ở ô {first}, nên số liệu bị tính hai lần.",
    fix="Gộp hai dòng thành một, xóa dòng thừa.",
    source=SHEET,
    repair=ASK,
    bad=("Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01", "Số liệu: Mã kỳ = 2026-H1 | → Mã đơn vị = H01"),
    good=("Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01", "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H02"),
)(Repeats("figures", "period", "unit", at="unit"))


rule(
    "QH06",
    ERROR,
    title="Tiến độ bị trùng",
    message="{record}: kỳ, nhiệm vụ và đơn vị này đã có dòng tiến độ ở ô {first}.",
    fix="Giữ một dòng đúng, xóa dòng thừa.",
    source=SHEET,
    repair=ASK,
    bad=(
        "Tiến độ: Mã kỳ = 2026-H1 | Mã nhiệm vụ = NV-001 | Mã đơn vị = H01",
        "Tiến độ: Mã kỳ = 2026-H1 | → Mã nhiệm vụ = NV-001 | Mã đơn vị = H01",
    ),
    good=(
        "Tiến độ: Mã kỳ = 2026-H1 | Mã nhiệm vụ = NV-001 | Mã đơn vị = H01",
        "Tiến độ: Mã kỳ = 2026-H1 | Mã nhiệm vụ = NV-001 | Mã đơn vị = H02",
    ),
)(Repeats("progress", "period", "task", "unit", at="task"))


rule(
    "QH07",
    WARNING,
    title="Nơi nhận bị trùng",
    message="“{value}” đã có trong {role} của {document_type} ở ô {first}.",
    fix="Xóa dòng thừa.",
    source=SHEET,
    repair=ASK,
    bad=(
        "Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Nơi nhận | Tên nơi nhận = Các hội",
        "Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Nơi nhận | → Tên nơi nhận = Các hội",
    ),
    good=(
        "Nơi nhận: Loại văn bản = Báo cáo | Vai trò = Nơi nhận | Tên nơi nhận = Các hội",
        "Nơi nhận: Loại văn bản = Công văn | Vai trò = Nơi nhận | Tên nơi nhận = Các hội",
    ),
)(Repeats("recipients", "document_type", "role", "name", at="name"))


def _heir(book: Book, unit: Unit) -> str:
    heir = book.heirs.get(unit.code, unit.code)
    return _HEIR.format(heir=heir) if heir != unit.code else ""


@rule(
    "QH08",
    ERROR,
    title="Giao việc cho đơn vị đã rời",
    message="{record}: đơn vị {unit} đã rời ngày {left}, trước hoặc đúng ngày giao {assigned}.",
    fix="Giao cho đơn vị khác{heir}, hoặc sửa ngày giao, ngày rời.",
    source=SHEET,
    repair=ASK,
    bad=(_GONE, "Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Đơn vị chủ trì = H03 | Ngày giao = 02/01/2026"),
    good=(_GONE, "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Đơn vị chủ trì = H03 | Ngày giao = 01/02/2025"),
    needs=("tasks.lead", "tasks.assigned", "units.left"),
)
def assigned_to_units_gone(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    gone = {code: unit for code, unit in book.units.items() if unit.left is not None}
    if not gone:
        return
    for i, lead, assigned in data.each("lead", "assigned"):
        unit = gone.get(lead)
        if unit is not None and assigned is not None and unit.left is not None and unit.left <= assigned:
            yield spot(data, i, "lead", unit=lead, left=unit.left, assigned=assigned, heir=_heir(book, unit))


@rule(
    "QH09",
    WARNING,
    title="Việc còn mở của đơn vị đã rời",
    message="{record}: nhiệm vụ chưa xong nhưng đơn vị chủ trì {unit} đã rời ngày {left}.",
    fix="Chuyển cho đơn vị khác{heir}, hoặc cập nhật trạng thái.",
    source=SHEET,
    repair=ASK,
    bad=(
        _GONE,
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Đơn vị chủ trì = H03 | Ngày giao = 01/02/2025 | Trạng thái = Đang thực hiện",
    ),
    good=(
        _GONE,
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Đơn vị chủ trì = H03 | Ngày giao = 01/02/2025 | Trạng thái = Hoàn thành",
    ),
    needs=("tasks.lead", "tasks.state", "units.left"),
)
def open_with_units_gone(book: Book) -> Iterator[Spot]:
    """Assigned while the unit was a member, still open after it left (QH08 tells of the others)."""
    data = book["tasks"]
    gone = {code: unit for code, unit in book.units.items() if unit.left is not None and unit.left <= book.as_of}
    if not gone:
        return
    for i, lead, assigned, state in data.each("lead", "assigned", "state"):
        unit = gone.get(lead)
        if unit is None or unit.left is None or state not in OPEN_STATES:
            continue
        if assigned is None or assigned < unit.left:
            yield spot(data, i, "lead", unit=lead, left=unit.left, heir=_heir(book, unit))


@rule(
    "QH10",
    WARNING,
    title="Số liệu của đơn vị không phải báo cáo",
    message="{record}: ngày cuối kỳ {end} đơn vị không phải là thành viên, nên dòng này không được tính.",
    fix="Kiểm tra Ngày gia nhập, Ngày rời của đơn vị; nếu đã sáp nhập thì ghi vào đơn vị kế thừa.",
    source=SHEET,
    repair=ASK,
    bad=(_GONE, "Kỳ báo cáo: Mã kỳ = 2026-H1 | Đến ngày = 14/06/2026", "Số liệu: Mã kỳ = 2026-H1 | → Mã đơn vị = H03"),
    good=(_GONE, "Kỳ báo cáo: Mã kỳ = 2025-H1 | Đến ngày = 14/06/2025", "Số liệu: Mã kỳ = 2025-H1 | Mã đơn vị = H03"),
    needs=("figures.unit", "figures.period", "units.code", "periods.end"),
)
def figures_of_no_member(book: Book) -> Iterator[Spot]:
    data, all_units, all_periods = book["figures"], book.units, book.periods
    for i, period_code, unit_code in data.each("period", "unit"):
        period, unit = all_periods.get(period_code), all_units.get(unit_code)
        if period and unit and period.end and not unit.member_on(period.end):
            yield spot(data, i, "unit", end=period.end)


@rule(
    "QH11",
    ERROR,
    title="Đơn vị kế thừa không có",
    message="{record}: không có đơn vị nào mang mã “{value}” để kế thừa.",
    fix="Ghi đúng mã đơn vị nhận sáp nhập.",
    source=SHEET,
    repair=ASK,
    bad="Đơn vị: Mã đơn vị = H03 | Ngày rời = 01/09/2025 | → Đơn vị kế thừa = H77",
    good=("Đơn vị: Mã đơn vị = H01", "Đơn vị: Mã đơn vị = H03 | Ngày rời = 01/09/2025 | Đơn vị kế thừa = H01"),
    needs=("units.successor", "units.code"),
)
def unknown_successors(book: Book) -> Iterator[Spot]:
    data = book["units"]
    known = set(data.clean["code"])
    for i, successor in data.each("successor"):
        if successor is not None and successor not in known:
            yield spot(data, i, "successor")


@rule(
    "QH12",
    ERROR,
    title="Kế thừa vòng tròn",
    message="{record}: chuỗi kế thừa {chain} quay lại chính nó.",
    fix="Xóa Đơn vị kế thừa ở đơn vị còn hoạt động.",
    source=SHEET,
    repair=ASK,
    bad="Đơn vị: Mã đơn vị = H03 | Ngày rời = 01/09/2025 | → Đơn vị kế thừa = H03",
    good=("Đơn vị: Mã đơn vị = H01", "Đơn vị: Mã đơn vị = H03 | Ngày rời = 01/09/2025 | Đơn vị kế thừa = H01"),
    needs=("units.successor", "units.code"),
)
def circular_successors(book: Book) -> Iterator[Spot]:
    """At every unit that stands in a circle, itself as its own heir included."""
    data, all_units = book["units"], book.units
    for code, unit in all_units.items():
        chain, at = [code], unit.successor
        seen = {code}
        while at in all_units and at not in seen:
            seen.add(at)
            chain.append(at)
            at = all_units[at].successor
        if at == code:
            yield spot(data, unit.index, "successor", chain=" → ".join([*chain, code]))


@rule(
    "QH13",
    WARNING,
    title="Có kế thừa nhưng chưa rời",
    message="{record}: đã ghi Đơn vị kế thừa {value} nhưng chưa ghi Ngày rời, nên vẫn phải báo cáo.",
    fix="Ghi Ngày rời, hoặc xóa Đơn vị kế thừa.",
    source=SHEET,
    repair=ASK,
    bad=("Đơn vị: Mã đơn vị = H01", "Đơn vị: Mã đơn vị = H03 | → Đơn vị kế thừa = H01"),
    good=("Đơn vị: Mã đơn vị = H01", "Đơn vị: Mã đơn vị = H03 | Ngày rời = 01/09/2025 | Đơn vị kế thừa = H01"),
    needs=("units.successor", "units.left"),
)
def heir_of_a_member(book: Book) -> Iterator[Spot]:
    data = book["units"]
    for i, successor, _left in data.each("successor", "left"):
        if successor is not None and data.blank(i, "left"):
            yield spot(data, i, "successor")


@rule(
    "QH14",
    WARNING,
    title="Phối hợp trùng chủ trì",
    message="{record}: {code} vừa chủ trì vừa phối hợp.",
    fix="Bỏ {code} khỏi Đơn vị phối hợp.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Mã nhiệm vụ = NV-001 | Đơn vị chủ trì = H01 | → Đơn vị phối hợp = H02; H01",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001 | Đơn vị chủ trì = H01 | Đơn vị phối hợp = H02",
    needs=("tasks.lead", "tasks.partners"),
)
def partner_is_lead(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, lead, partners in data.each("lead", "partners"):
        if partners is not None and lead is not None and lead in partners and lead in split_codes(partners):
            yield spot(data, i, "partners", code=lead)


@rule(
    "QH15",
    NOTE,
    title="Đơn vị phối hợp ghi lặp",
    message="{record}: {code} ghi hơn một lần trong Đơn vị phối hợp.",
    fix="Giữ một lần.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Đơn vị phối hợp = H02; TT01; H02",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001 | Đơn vị phối hợp = H02; TT01",
    needs=("tasks.partners",),
)
def partner_twice(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, partners in data.each("partners"):
        if partners is None or (";" not in partners and "," not in partners):
            continue
        codes = split_codes(partners)
        for code in dict.fromkeys(code for code in codes if codes.count(code) > 1):
            yield spot(data, i, "partners", code=code)


@rule(
    "QH16",
    WARNING,
    title="Đơn vị báo cáo không thuộc nhiệm vụ",
    message="{record}: đơn vị {value} không chủ trì cũng không phối hợp nhiệm vụ {task}.",
    fix="Sửa mã đơn vị, hoặc thêm vào Đơn vị phối hợp của nhiệm vụ.",
    source=SHEET,
    repair=ASK,
    bad=(*_OF_H01, "Tiến độ: Mã kỳ = 2026-H1 | Mã nhiệm vụ = NV-001 | → Mã đơn vị = TT01"),
    good=(*_OF_H01, "Tiến độ: Mã kỳ = 2026-H1 | Mã nhiệm vụ = NV-001 | Mã đơn vị = H02"),
    needs=("progress.task", "progress.unit", "tasks.code", "tasks.lead", "tasks.partners"),
)
def progress_of_strangers(book: Book) -> Iterator[Spot]:
    """A row by a unit that neither leads nor takes part; an heir reports for the unit that it took over."""
    data, all_tasks, final = book["progress"], book.task_rows, book.heirs
    lead, partners = book["tasks"].clean["lead"], book["tasks"].clean["partners"]
    for i, task, unit in data.each("task", "unit"):
        at = all_tasks.get(task)
        if at is None or unit not in final or lead[at] is None or lead[at] == unit:
            continue
        concerned = {lead[at], *split_codes(partners[at])}
        if unit not in concerned and unit not in {final.get(code) for code in concerned}:
            yield spot(data, i, "unit", task=task)


rule(
    "QH17",
    NOTE,
    title="Thứ tự đoạn bị trùng",
    message="{record}: hai đoạn cùng mục, cùng thứ tự (đoạn trước ở ô {first}); đoạn đứng trên in trước.",
    fix="Đánh lại thứ tự 1, 2, 3…",
    source=SHEET,
    repair=ASK,
    bad=(
        "Nội dung: Mã kỳ = 2026-H1 | Mục = Ưu điểm | Thứ tự = 1",
        "Nội dung: Mã kỳ = 2026-H1 | Mục = Ưu điểm | → Thứ tự = 1",
    ),
    good=(
        "Nội dung: Mã kỳ = 2026-H1 | Mục = Ưu điểm | Thứ tự = 1",
        "Nội dung: Mã kỳ = 2026-H1 | Mục = Hạn chế | Thứ tự = 1",
    ),
)(Repeats("texts", "period", "section", "order", at="order"))


@rule(
    "QH22",
    WARNING,
    title="Lời của đơn vị chờ chọn",
    message="{record}: {count} đoạn lời của đơn vị ở mục “{section}” ({units}) chưa được chọn nên chưa in vào báo cáo.",
    fix="Chọn Có (in) hoặc Không ở cột này cho từng đoạn; lời ấy thành lời của Văn phòng thì xóa Mã đơn vị.",
    source=SHEET,
    repair=ASK,
    bad=(
        "Cấu hình: Mục = Kỳ báo cáo | Giá trị = 2026-H1",
        "Kỳ báo cáo: Mã kỳ = 2026-H1 | Trạng thái = Mở",
        "Đơn vị: Mã đơn vị = H01",
        "Đơn vị: Mã đơn vị = H02",
        "Nội dung: Mã kỳ = 2026-H1 | Mục = Ưu điểm | Nội dung = Tốt. | Mã đơn vị = H01 | → Đưa vào báo cáo = (trống)",
        "Nội dung: Mã kỳ = 2026-H1 | Mục = Ưu điểm | Nội dung = Rất tốt. | Mã đơn vị = H02",
    ),
    good=(
        "Cấu hình: Mục = Kỳ báo cáo | Giá trị = 2026-H1",
        "Kỳ báo cáo: Mã kỳ = 2026-H1 | Trạng thái = Mở",
        "Đơn vị: Mã đơn vị = H01",
        "Nội dung: Mã kỳ = 2026-H1 | Mục = Ưu điểm | Nội dung = Tốt. | Mã đơn vị = H01 | Đưa vào báo cáo = Có",
        "Nội dung: Mã kỳ = 2026-H1 | Mục = Ưu điểm | Nội dung = Tốt. | Mã đơn vị = H01 | Đưa vào báo cáo = Không",
        "Nội dung: Mã kỳ = 2026-H1 | Mục = Ưu điểm | Nội dung = Cả năm tốt.",
    ),
    needs=("texts.period", "texts.section", "texts.content", "texts.unit", "texts.printed"),
)
def undecided_texts(book: Book) -> Iterator[Spot]:
    """One line a section of the current period, at the first of its texts, until the period is locked."""
    current = book.periods.get(book.period)
    if current is None or current.locked:
        return
    data = book["texts"]
    waiting: dict[Value, list[int]] = {}
    for i, period, section, content in data.each("period", "section", "content"):
        if period == current.code and content and printed(data, i) is None:
            waiting.setdefault(section, []).append(i)
    for section, found in waiting.items():
        units = ", ".join(dict.fromkeys(typed(data, i, "unit") for i in found))
        yield spot(data, found[0], "printed", count=len(found), section=section or "", units=visible(units))


@rule(
    "QH18",
    WARNING,
    title="Tên đơn vị bị trùng",
    message="{record}: tên “{value}” đã dùng cho đơn vị ở ô {first}.",
    fix="Sửa tên, hoặc xóa dòng thừa nếu là cùng một đơn vị.",
    source=SHEET,
    repair=ASK,
    bad=("Đơn vị: Mã đơn vị = H01 | Tên đơn vị = Hội Đông y", "Đơn vị: Mã đơn vị = H02 | → Tên đơn vị = hội  Đông y"),
    good=(
        "Đơn vị: Mã đơn vị = H01 | Tên đơn vị = Hội Đông y",
        "Đơn vị: Mã đơn vị = H02 | Tên đơn vị = Hội Đông y | Ngày rời = 01/09/2025",
    ),
    needs=("units.name",),
)
def doubled_names(book: Book) -> Iterator[Spot]:
    """Of units that are members still: one that left may have borne the name of its heir."""
    data = book["units"]
    first: dict[str, int] = {}
    for i, name, left in data.each("name", "left"):
        if name is not None and left is None and (earlier := first.setdefault(fold(name), i)) != i:
            yield spot(data, i, "name", first=data.cell(earlier, "name"))


@rule(
    "QH19",
    WARNING,
    title="Đơn vị kế thừa cũng đã rời",
    message="{record}: đơn vị kế thừa {value} đã rời ngày {left}, nên số liệu không còn ai báo cáo thay.",
    fix="Ghi đơn vị đang hoạt động, hoặc ghi Đơn vị kế thừa cho {value}.",
    source=SHEET,
    repair=ASK,
    bad=(
        "Đơn vị: Mã đơn vị = H01 | Ngày rời = 01/12/2025",
        "Đơn vị: Mã đơn vị = H03 | Ngày rời = 01/09/2025 | → Đơn vị kế thừa = H01",
    ),
    good=("Đơn vị: Mã đơn vị = H01", "Đơn vị: Mã đơn vị = H03 | Ngày rời = 01/09/2025 | Đơn vị kế thừa = H01"),
    needs=("units.successor", "units.left"),
)
def heir_has_left(book: Book) -> Iterator[Spot]:
    data, all_units, final = book["units"], book.units, book.heirs
    for unit in all_units.values():
        heir = all_units.get(unit.successor)
        last = all_units.get(final[unit.code])
        if heir and last and heir.code != unit.code and last.left is not None and last.left <= book.as_of:
            yield spot(data, unit.index, "successor", left=heir.left or last.left)

"""CT: structure. The reader tells the faults of the skeleton; formulas and Excel errors stand in the cells."""

from __future__ import annotations

from collections.abc import Iterator

from ..workbook.book import Book, Problem, TableData
from ..workbook.values import Formula, show
from .registry import ASK, ERROR, RULES, SHEET, SKELETON, WARNING, Check, Place, Spot, rule, spot, visible

_NO_CACHE = "trống"


class ReaderFault(Check):
    """What the reader found wrong with the skeleton under this word."""

    def __init__(self, word: str) -> None:
        self.word = word

    def __call__(self, book: Book) -> Iterator[Place]:
        for fault in book.faults:
            if fault.code == self.word:
                details: dict[str, object] = {"nearest": fault.nearest}
                yield Place(fault.sheet, fault.cell, fault.column, fault.value, "", details)


rule(
    "CT01",
    ERROR,
    title="Thiếu trang tính",
    message="Sổ không có trang tính “{value}”.",
    fix="Lấy lại trang tính từ bản sao lưu, hoặc nhờ người phụ trách máy tính tạo sổ mới rồi chép dữ liệu sang.",
    source=SHEET,
    repair=SKELETON,
    bad="(không có trang) Nhiệm vụ",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001",
)(ReaderFault("sheet_missing"))

rule(
    "CT02",
    ERROR,
    title="Tên trang tính viết sai",
    message="Không có trang tính “{nearest}”; trang “{value}” có phải là “{nearest}”?",
    fix="Đổi tên trang thành “{nearest}” và khôi phục bảng của trang từ bản sao lưu.",
    source=SHEET,
    repair=SKELETON,
    bad=("(không có bảng) Nhiệm vụ", "(đổi tên trang) Nhiệm vụ = Nhiem vu"),
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001",
)(ReaderFault("sheet_misspelt"))

rule(
    "CT03",
    ERROR,
    title="Thiếu bảng",
    message="Trang “{sheet}” không có bảng {value}.",
    fix="Chọn vùng dữ liệu, bấm Ctrl+T rồi đặt tên bảng là {value}; hoặc lấy lại trang từ bản sao lưu.",
    source=SHEET,
    repair=SKELETON,
    bad="(không có bảng) Nhiệm vụ",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001",
)(ReaderFault("table_missing"))

rule(
    "CT04",
    ERROR,
    title="Tên bảng viết sai",
    message="Bảng “{value}” có phải là {nearest}?",
    fix="Đổi tên bảng thành {nearest} (thẻ Thiết kế bảng, ô Tên bảng).",
    source=SHEET,
    repair=SKELETON,
    bad="(đổi tên bảng) Nhiệm vụ = tblNhiemVu1",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001",
)(ReaderFault("table_misspelt"))

rule(
    "CT05",
    ERROR,
    title="Bảng bị lặp",
    message="Bảng {value} có hơn một lần trong sổ; chỉ bảng đầu được đọc.",
    fix="Chép các dòng còn thiếu sang bảng đầu rồi xóa bảng thừa.",
    source=SHEET,
    repair=SKELETON,
    bad="(hai bảng cùng tên) Nhiệm vụ",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001",
)(ReaderFault("table_doubled"))

rule(
    "CT06",
    ERROR,
    title="Thiếu cột",
    message="Trang “{sheet}” thiếu cột “{column}”.",
    fix="Thêm cột có tiêu đề đúng là “{column}” vào bảng.",
    source=SHEET,
    repair=SKELETON,
    bad="(không có cột) Nhiệm vụ: Hạn hoàn thành",
    good="Nhiệm vụ: Hạn hoàn thành = 30/04/2026",
)(ReaderFault("column_missing"))

rule(
    "CT07",
    ERROR,
    title="Tiêu đề cột viết sai",
    message="Cột “{value}” có phải là “{nearest}”? Cột này chưa được đọc.",
    fix="Sửa tiêu đề thành “{nearest}”.",
    source=SHEET,
    repair=SKELETON,
    bad="(đổi tên cột) Nhiệm vụ: Hạn hoàn thành = Hạn hoàn thanh",
    good="(đổi tên cột) Nhiệm vụ: Hạn hoàn thành = HẠN  HOÀN THÀNH",
)(ReaderFault("column_misspelt"))

rule(
    "CT08",
    ERROR,
    title="Cột bị lặp",
    message="Cột “{value}” có hơn một lần; chỉ cột đầu được đọc.",
    fix="Giữ một cột “{value}”, đổi tên cột thừa.",
    source=SHEET,
    repair=SKELETON,
    bad="(hai cột cùng tên) Nhiệm vụ: Nội dung",
    good="Nhiệm vụ: Nội dung = Kiện toàn tổ chức hội",
)(ReaderFault("column_doubled"))

rule(
    "CT10",
    WARNING,
    title="Ô bị gộp trong bảng",
    message="Vùng {value} bị gộp ô; chỉ ô đầu giữ giá trị.",
    fix="Bỏ gộp ô (Merge & Center) rồi điền đủ từng ô.",
    source=SHEET,
    repair=SKELETON,
    bad="(gộp ô) Nhiệm vụ: B7:C8",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001",
)(ReaderFault("merged_cells"))

rule(
    "CT11",
    ERROR,
    title="Bảng chưa có dòng nào",
    message="Bảng {value} chưa có dòng dữ liệu nào.",
    fix="Nhập dữ liệu vào dòng trống ngay dưới tiêu đề, hoặc lấy lại trang từ bản sao lưu (.bak).",
    source=SHEET,
    repair=SKELETON,
    bad=("(không có dòng nào) Đơn vị", "Kỳ báo cáo: Mã kỳ = 2026-H1"),
    good=("Đơn vị: Mã đơn vị = H01", "Kỳ báo cáo: Mã kỳ = 2026-H1"),
)(ReaderFault("no_records"))

rule(
    "CT16",
    WARNING,
    title="Trang tính bị đổi tên",
    message="Trang “{value}” có phải là “{nearest}”? Bảng của trang vẫn được đọc.",
    fix="Đổi tên trang về “{nearest}” để các liên kết và nút lệnh tìm được trang.",
    source=SHEET,
    repair=SKELETON,
    bad="(đổi tên trang) Nhiệm vụ = Công việc",
    good="(đổi tên trang) Nhiệm vụ = NHIỆM VỤ",
)(ReaderFault("sheet_renamed"))

rule(
    "CT17",
    WARNING,
    title="Thiếu trang tổng hợp hoặc danh mục",
    message="Sổ không có trang “{value}”: số liệu vẫn đọc được, nhưng mất bảng tổng hợp, nút lệnh hoặc danh sách chọn.",
    fix="Lấy lại trang từ bản sao lưu (.bak), hoặc chép số liệu sang một sổ mới.",
    source=SHEET,
    repair=SKELETON,
    bad="(không có trang) Trang chủ",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001",
)(ReaderFault("helper_sheet_missing"))

_TOLD = {one.function.word for one in RULES.values() if isinstance(one.function, ReaderFault)}


@rule(
    "CT15",
    ERROR,
    title="Quy tắc không chạy được",
    message="Quy tắc {rule} không chạy được vì lỗi của chương trình ({fault}); phần đó của sổ chưa được kiểm tra.",
    fix="Báo người hỗ trợ kèm tệp nhật ký (log); các quy tắc khác vẫn đã chạy.",
    source=SHEET,
    repair=SKELETON,
    bad="(lỗi lạ của sổ) Đơn vị",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001",
)
def unknown_faults(book: Book) -> Iterator[Place]:
    """A fault of the reader that has no rule of its own is never swallowed (rules that fail come here too)."""
    for fault in book.faults:
        if fault.code not in _TOLD:
            yield Place(fault.sheet, fault.cell, details={"rule": fault.code, "fault": fault.value or fault.code})


def entered(book: Book) -> Iterator[TableData]:
    """The tables that the clerk types, as far as they are there."""
    for data in list(book.tables.values()):
        if data.schema.entered and data.letters:
            yield data


def with_problem(book: Book, wanted: Problem) -> Iterator[tuple[TableData, str, list[int]]]:
    """The records that have this problem in a column of an entered table, by table and column."""
    for data in entered(book):
        for key, problems in data.problems.items():
            if rows := [i for i, problem in problems.items() if problem is wanted]:
                yield data, key, rows


@rule(
    "CT12",
    ERROR,
    title="Ô báo lỗi của Excel",
    message="{record}: ô “{column}” đang báo lỗi {value}.",
    fix="Xóa lỗi và gõ lại giá trị.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Mã đơn vị = H01 | → Hội thảo = #REF!",
    good="Số liệu: Mã đơn vị = H01 | Ghi chú = xem mục #REF",
)
def excel_errors(book: Book) -> Iterator[Spot]:
    for data, key, rows in with_problem(book, Problem.EXCEL_ERROR):
        for i in rows:
            yield spot(data, i, key)


def _formulas(book: Book, *, computed: bool) -> Iterator[Spot]:
    for data, key, rows in with_problem(book, Problem.FORMULA):
        for i in rows:
            value = data.raw[key][i]
            cached = value.cached if isinstance(value, Formula) else None
            if (cached is not None) is computed:
                yield spot(data, i, key, cached=visible(show(cached)) or _NO_CACHE)


@rule(
    "CT13",
    ERROR,
    title="Công thức ở chỗ của giá trị",
    message="{record}: ô “{column}” là công thức {value} (đang hiện {cached}), nên không được đọc.",
    fix="Sao chép ô rồi dán lại dạng giá trị (Paste Values), hoặc gõ giá trị.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Mã đơn vị = H01 | → Hội viên cuối kỳ = =D6+E6-F6 ⇒ 170",
    good="Số liệu: Mã đơn vị = H01 | Hội viên cuối kỳ = 170",
)
def computed_formulas(book: Book) -> Iterator[Spot]:
    yield from _formulas(book, computed=True)


@rule(
    "CT14",
    ERROR,
    title="Công thức chưa được tính",
    message="{record}: ô “{column}” là công thức {value} chưa có kết quả.",
    fix="Gõ giá trị thay cho công thức.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Kết quả = =A1",
    good="Nhiệm vụ: Mã nhiệm vụ = NV-001 | Kết quả = a=b",
)
def uncomputed_formulas(book: Book) -> Iterator[Spot]:
    yield from _formulas(book, computed=False)

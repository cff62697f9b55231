"""LG: logic of the tasks' own columns, of the periods' dates and of the units'. "Today" is the book's as-of date."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..workbook.book import Book
from ..workbook.holidays import after_date
from ..workbook.lists import CANCELLED, DONE, NOT_STARTED, OPEN_STATES, PAUSED
from .comparing import Backed, FilledIn, NotBefore, NotInFuture, OnlyIn, Reaches
from .registry import ASK, ERROR, NOTE, REPORTING, SHEET, WARNING, WORK, Spot, rule, spot

rule(
    "LG01",
    ERROR,
    title="Hạn trước ngày giao",
    message="{record}: hạn {value} trước ngày giao {assigned}.",
    fix="Sửa Hạn hoàn thành hoặc Ngày giao.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Ngày giao = 02/01/2026 | → Hạn hoàn thành = 31/12/2025",
    good="Nhiệm vụ: Ngày giao = 02/01/2026 | Hạn hoàn thành = 02/01/2026",
)(NotBefore("tasks", "due", "assigned"))


rule(
    "LG02",
    ERROR,
    title="Hoàn thành nhưng tiến độ dưới 100",
    message="{record}: Trạng thái là Hoàn thành nhưng tiến độ {value} %.",
    fix="Ghi tiến độ 100, hoặc sửa Trạng thái.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Trạng thái = Hoàn thành | → Tiến độ (%) = 90",
    good="Nhiệm vụ: Trạng thái = Hoàn thành | Tiến độ (%) = 100",
)(Reaches("tasks", DONE, "progress", 100))


rule(
    "LG03",
    NOTE,
    title="Hoàn thành nhưng chưa ghi tiến độ",
    message="{record}: Trạng thái là Hoàn thành nhưng chưa ghi tiến độ.",
    fix="Ghi tiến độ 100.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Trạng thái = Hoàn thành | → Tiến độ (%) = (trống)",
    good="Nhiệm vụ: Trạng thái = Đang thực hiện | Tiến độ (%) = (trống)",
)(FilledIn("tasks", DONE, "progress", spaces=False))


rule(
    "LG04",
    ERROR,
    title="Hoàn thành nhưng thiếu ngày",
    message="{record}: Trạng thái là Hoàn thành nhưng thiếu Ngày hoàn thành.",
    fix="Ghi Ngày hoàn thành.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Trạng thái = Hoàn thành | → Ngày hoàn thành = (trống)",
    good="Nhiệm vụ: Trạng thái = Hoàn thành | Ngày hoàn thành = 20/04/2026",
)(FilledIn("tasks", DONE, "done_on"))


rule(
    "LG05",
    ERROR,
    title="Hoàn thành nhưng thiếu kết quả",
    message="{record}: Trạng thái là Hoàn thành nhưng chưa ghi Kết quả, báo cáo không có gì để nêu.",
    fix="Ghi kết quả cụ thể.",
    source=REPORTING,
    repair=ASK,
    bad="Nhiệm vụ: Trạng thái = Hoàn thành | → Kết quả = (trống)",
    good="Nhiệm vụ: Trạng thái = Hoàn thành | Kết quả = Đã kiện toàn 20 hội",
)(FilledIn("tasks", DONE, "result"))


rule(
    "LG06",
    WARNING,
    title="Tiến độ 100 nhưng chưa Hoàn thành",
    message="{record}: tiến độ 100 % nhưng Trạng thái là {value}.",
    fix="Đổi Trạng thái thành Hoàn thành, hoặc sửa tiến độ.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: → Trạng thái = Đang thực hiện | Tiến độ (%) = 100",
    good="Nhiệm vụ: Trạng thái = Đang thực hiện | Tiến độ (%) = 99",
)(OnlyIn("tasks", DONE, "progress", 100))


@rule(
    "LG07",
    WARNING,
    title="Có ngày hoàn thành nhưng chưa Hoàn thành",
    message="{record}: đã ghi Ngày hoàn thành {value} nhưng Trạng thái là {state}.",
    fix="Đổi Trạng thái thành Hoàn thành, hoặc xóa Ngày hoàn thành.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Trạng thái = Đang thực hiện | → Ngày hoàn thành = 01/06/2026",
    good="Nhiệm vụ: Trạng thái = Hoàn thành | Ngày hoàn thành = 01/06/2026",
    needs=("tasks.state", "tasks.done_on"),
)
def date_but_not_done(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, state, done_on in data.each("state", "done_on"):
        if done_on is not None and state is not None and state != DONE:
            yield spot(data, i, "done_on", state=state)


rule(
    "LG08",
    ERROR,
    title="Hoàn thành trước ngày giao",
    message="{record}: ngày hoàn thành {value} trước ngày giao {assigned}.",
    fix="Sửa Ngày hoàn thành hoặc Ngày giao.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Ngày giao = 02/01/2026 | → Ngày hoàn thành = 31/12/2025",
    good="Nhiệm vụ: Ngày giao = 02/01/2026 | Ngày hoàn thành = 02/01/2026",
)(NotBefore("tasks", "done_on", "assigned"))


rule(
    "LG09",
    ERROR,
    title="Ngày hoàn thành ở tương lai",
    message="{record}: ngày hoàn thành {value} sau ngày tính {today}.",
    fix="Sửa Ngày hoàn thành; việc chưa xong thì để trống.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Trạng thái = Hoàn thành | → Ngày hoàn thành = 17/06/2026",
    good="Nhiệm vụ: Trạng thái = Hoàn thành | Ngày hoàn thành = 16/06/2026",
)(NotInFuture("tasks", "done_on"))


@rule(
    "LG10",
    WARNING,
    title="Nhiệm vụ quá hạn",
    message="{record}: quá hạn {days} ngày so với hạn {value}{on_day}, Trạng thái là {state}.",
    fix="Cập nhật Trạng thái nếu đã xong, hoặc đôn đốc đơn vị {lead}.",
    source=REPORTING,
    repair=WORK,
    bad="Nhiệm vụ: → Hạn hoàn thành = 15/06/2026 | Trạng thái = Đang thực hiện",
    good="Nhiệm vụ: Hạn hoàn thành = 15/06/2026 | Trạng thái = Tạm dừng",
    needs=("tasks.due", "tasks.state"),
)
def overdue(book: Book) -> Iterator[Spot]:
    """Due before today and still to be done; the day itself is not late, paused and cancelled tasks never are."""
    data, today = book["tasks"], book.as_of
    for i, due, state, lead in data.each("due", "state", "lead"):
        if due is not None and due < today and state in OPEN_STATES:
            yield spot(data, i, "due", days=(today - due).days, state=state, lead=lead or "", on_day=after_date(due))


rule(
    "LG11",
    WARNING,
    title="Kết quả chưa có minh chứng",
    message="{record}: có Kết quả nhưng chưa ghi Minh chứng.",
    fix="Ghi số văn bản, đường dẫn hoặc nơi lưu minh chứng.",
    source=REPORTING,
    repair=ASK,
    bad="Nhiệm vụ: Kết quả = Đã kiện toàn 20 hội | → Minh chứng = (trống)",
    good="Nhiệm vụ: Kết quả = Đã kiện toàn 20 hội | Minh chứng = 12/QĐ-LHH",
)(Backed("tasks", "result", by="evidence"))


@rule(
    "LG21",
    WARNING,
    title="Chưa bắt đầu nhưng đã có tiến độ",
    message="{record}: Trạng thái là Chưa bắt đầu nhưng tiến độ đã là {value} %.",
    fix="Đổi Trạng thái thành Đang thực hiện, hoặc ghi tiến độ 0.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: Trạng thái = Chưa bắt đầu | → Tiến độ (%) = 40",
    good="Nhiệm vụ: Trạng thái = Chưa bắt đầu | Tiến độ (%) = 0",
    needs=("tasks.state", "tasks.progress"),
)
def progress_before_start(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, state, progress in data.each("state", "progress"):
        if state == NOT_STARTED and progress is not None and 0 < progress < 100:
            yield spot(data, i, "progress", value=progress)


rule(
    "LG22",
    WARNING,
    title="Ngày giao ở tương lai",
    message="{record}: ngày giao {value} sau ngày tính {today}.",
    fix="Kiểm tra lại năm của Ngày giao.",
    source=SHEET,
    repair=ASK,
    bad="Nhiệm vụ: → Ngày giao = 17/06/2026",
    good="Nhiệm vụ: Ngày giao = 16/06/2026",
)(NotInFuture("tasks", "assigned"))


@rule(
    "LG30",
    NOTE,
    title="Tạm dừng, hủy chưa nêu lý do",
    message="{record}: Trạng thái là {value} nhưng chưa ghi lý do.",
    fix="Ghi lý do ở Khó khăn vướng mắc hoặc Ghi chú.",
    source=REPORTING,
    repair=ASK,
    bad="Nhiệm vụ: → Trạng thái = Tạm dừng",
    good="Nhiệm vụ: Trạng thái = Tạm dừng | Khó khăn vướng mắc = Chờ hướng dẫn",
    needs=("tasks.state", "tasks.difficulty", "tasks.note"),
)
def stopped_without_reason(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    for i, state, difficulty, note in data.each("state", "difficulty", "note"):
        if state in (PAUSED, CANCELLED) and difficulty is None and note is None:
            yield spot(data, i, "state")


rule(
    "LG23",
    ERROR,
    title="Kỳ kết thúc trước khi bắt đầu",
    message="Kỳ {record}: Đến ngày {value} trước Từ ngày {start}.",
    fix="Sửa hai ngày của kỳ.",
    source=SHEET,
    repair=ASK,
    bad="Kỳ báo cáo: Mã kỳ = 2026-H1 | Từ ngày = 15/12/2025 | → Đến ngày = 14/06/2025",
    good="Kỳ báo cáo: Mã kỳ = 2026-H1 | Từ ngày = 15/12/2025 | Đến ngày = 14/06/2026",
)(NotBefore("periods", "end", "start"))


@rule(
    "LG24",
    ERROR,
    title="Hai kỳ chồng nhau",
    message="Kỳ {record} bắt đầu {value}, khi kỳ {other} chưa kết thúc ({end}).",
    fix="Sửa ngày để các kỳ cùng loại nối tiếp nhau.",
    source=SHEET,
    repair=ASK,
    bad=(
        "Kỳ báo cáo: Mã kỳ = 2025-H2 | Từ ngày = 15/06/2025 | Đến ngày = 14/12/2025",
        "Kỳ báo cáo: Mã kỳ = 2026-H1 | → Từ ngày = 14/12/2025 | Đến ngày = 14/06/2026",
    ),
    good=(
        "Kỳ báo cáo: Mã kỳ = 2025-H2 | Từ ngày = 15/06/2025 | Đến ngày = 14/12/2025",
        "Kỳ báo cáo: Mã kỳ = 2025 | Từ ngày = 15/12/2024 | Đến ngày = 14/12/2025",
    ),
    needs=("periods.start", "periods.end"),
)
def periods_overlap(book: Book) -> Iterator[Spot]:
    """Periods of one kind follow each other; a year over its halves, and a đột xuất period, are no overlap."""
    data = book["periods"]
    by_kind: dict[str, list[tuple[object, object, str, int]]] = {}
    for p in book.periods.values():
        kind = p.part[:1]
        if p.start is not None and p.end is not None and p.start <= p.end and kind not in ("D", "?"):
            by_kind.setdefault(kind, []).append((p.start, p.end, p.code, p.index))
    for dated in by_kind.values():
        dated.sort()
        for (_, end, code, _), (start, _, _, index) in pairwise(dated):
            if start <= end:  # type: ignore[operator]
                yield spot(data, index, "start", other=code, end=end)


rule(
    "LG25",
    WARNING,
    title="Hạn nộp trước khi kỳ bắt đầu",
    message="Kỳ {record}: hạn đơn vị nộp {value} trước Từ ngày {start}.",
    fix="Sửa Hạn đơn vị nộp.",
    source=SHEET,
    repair=ASK,
    bad="Kỳ báo cáo: Mã kỳ = 2026-H1 | Từ ngày = 15/12/2025 | → Hạn đơn vị nộp = 09/06/2025",
    good="Kỳ báo cáo: Mã kỳ = 2026-H1 | Từ ngày = 15/12/2025 | Hạn đơn vị nộp = 09/06/2026",
)(NotBefore("periods", "unit_due", "start"))


rule(
    "LG26",
    WARNING,
    title="Hạn gửi cấp trên trước hạn đơn vị nộp",
    message="Kỳ {record}: hạn gửi cấp trên {value} trước hạn đơn vị nộp {unit_due}.",
    fix="Sửa một trong hai hạn.",
    source=REPORTING,
    repair=ASK,
    bad="Kỳ báo cáo: Mã kỳ = 2026-H1 | Hạn đơn vị nộp = 09/06/2026 | → Hạn gửi cấp trên = 08/06/2026",
    good="Kỳ báo cáo: Mã kỳ = 2026-H1 | Hạn đơn vị nộp = 09/06/2026 | Hạn gửi cấp trên = 18/06/2026",
)(NotBefore("periods", "upward_due", "unit_due"))


@rule(
    "LG31",
    WARNING,
    title="Ngày của kỳ không khớp mã kỳ",
    message="Kỳ {record}: Đến ngày {value} không thuộc năm của mã kỳ.",
    fix="Sửa mã kỳ hoặc Đến ngày.",
    source=SHEET,
    repair=ASK,
    bad="Kỳ báo cáo: Mã kỳ = 2026-H1 | → Đến ngày = 14/06/2025",
    good="Kỳ báo cáo: Mã kỳ = 2026-H1 | Đến ngày = 14/06/2026",
    needs=("periods.code", "periods.end"),
)
def dates_against_code(book: Book) -> Iterator[Spot]:
    data = book["periods"]
    for p in book.periods.values():
        if p.end is not None and p.year is not None and p.end.year != p.year:
            yield spot(data, p.index, "end")


@rule(
    "LG32",
    WARNING,
    title="Khóa kỳ trước ngày cuối kỳ",
    message="Kỳ {record} đã khóa khi chưa tới Đến ngày {end} (ngày tính {today}).",
    fix="Mở lại kỳ, hoặc sửa Đến ngày.",
    source=SHEET,
    repair=WORK,
    bad="Kỳ báo cáo: Mã kỳ = 2026-H1 | Đến ngày = 30/06/2026 | → Trạng thái = Khóa",
    good="Kỳ báo cáo: Mã kỳ = 2026-H1 | Đến ngày = 14/06/2026 | Trạng thái = Khóa",
    needs=("periods.state", "periods.end"),
)
def locked_too_early(book: Book) -> Iterator[Spot]:
    data, today = book["periods"], book.as_of
    for p in book.periods.values():
        if p.locked and p.end is not None and p.end > today:
            yield spot(data, p.index, "state", end=p.end, today=today)


@rule(
    "LG33",
    NOTE,
    title="Đã tới ngày khóa",
    message="Kỳ {record}: đã tới Ngày khóa {value} nhưng kỳ còn mở.",
    fix="Khi số liệu đã đủ, bấm “Khóa kỳ”.",
    source=SHEET,
    repair=WORK,
    bad="Kỳ báo cáo: Mã kỳ = 2026-H1 | → Ngày khóa = 16/06/2026 | Trạng thái = Mở",
    good="Kỳ báo cáo: Mã kỳ = 2026-H1 | Ngày khóa = 17/06/2026 | Trạng thái = Mở",
    needs=("periods.state", "periods.lock_on"),
)
def time_to_lock(book: Book) -> Iterator[Spot]:
    """Ngày khóa only prompts."""
    data, today = book["periods"], book.as_of
    for p in book.periods.values():
        lock_on = data.clean["lock_on"][p.index]
        if lock_on is not None and lock_on <= today and not p.locked:
            yield spot(data, p.index, "lock_on")


rule(
    "LG27",
    ERROR,
    title="Rời trước khi gia nhập",
    message="{record}: Ngày rời {value} trước Ngày gia nhập {joined}.",
    fix="Sửa một trong hai ngày.",
    source=SHEET,
    repair=ASK,
    bad="Đơn vị: Mã đơn vị = H03 | Ngày gia nhập = 01/06/2012 | → Ngày rời = 01/05/2012",
    good="Đơn vị: Mã đơn vị = H03 | Ngày gia nhập = 01/06/2012 | Ngày rời = 01/09/2025",
)(NotBefore("units", "left", "joined"))


rule(
    "LG28",
    NOTE,
    title="Gia nhập trước khi thành lập",
    message="{record}: Ngày gia nhập {value} trước Ngày thành lập {founded}.",
    fix="Kiểm tra hai ngày.",
    source=SHEET,
    repair=ASK,
    bad="Đơn vị: Mã đơn vị = H01 | Ngày thành lập = 02/06/2010 | → Ngày gia nhập = 01/06/2010",
    good="Đơn vị: Mã đơn vị = H01 | Ngày thành lập = 01/03/2010 | Ngày gia nhập = 01/06/2010",
)(NotBefore("units", "joined", "founded"))

"""LG: a task's state from period to period, and what a locked period leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..workbook.book import Book, Period
from ..workbook.lists import CANCELLED, DONE, NOT_STARTED, OPEN_STATES, RUNNING
from .comparing import Backed, OnlyIn, Reaches
from .lookups import in_time, once_a_book, parts_of
from .registry import ASK, ERROR, FROZEN, REPORTING, SHEET, WARNING, Spot, rule, spot, typed

#: What a row of tblTienDo tells in the place of the task's own columns, as far as reports print it.
_TOLD = ("state", "progress", "result", "difficulty")
_PERIOD_ROWS = "Mọi nhiệm vụ của kỳ {period}"
#: How far a state is: a lower one after a higher one is a step back. Paused and cancelled stand beside the way.
STEPS = {NOT_STARTED: 0, RUNNING: 1, DONE: 2}

# of the examples
_H1 = "Kỳ báo cáo: Mã kỳ = 2025-H1 | Từ ngày = 15/12/2024 | Đến ngày = 14/06/2025"
_H2 = "Kỳ báo cáo: Mã kỳ = 2025-H2 | Từ ngày = 15/06/2025 | Đến ngày = 14/12/2025"
_LOCKED = f"{_H2} | Trạng thái = Khóa"
_AT_WORK = "Cấu hình: Mục = Kỳ báo cáo | Giá trị = 2025-H1"


rule(
    "LG12",
    WARNING,
    title="Kết quả của kỳ chưa có minh chứng",
    message="{record}: dòng tiến độ có Kết quả nhưng chưa ghi Minh chứng.",
    fix="Ghi số văn bản, đường dẫn hoặc nơi lưu minh chứng.",
    source=REPORTING,
    repair=ASK,
    bad="Tiến độ: Mã kỳ = 2026-H1 | Mã nhiệm vụ = NV-001 | Kết quả = Đã tổ chức | → Minh chứng = (trống)",
    good="Tiến độ: Mã kỳ = 2026-H1 | Mã nhiệm vụ = NV-001 | Kết quả = Đã tổ chức | Minh chứng = Biên bản",
)(Backed("progress", "result", by="evidence"))


rule(
    "LG13",
    ERROR,
    title="Tiến độ kỳ: Hoàn thành nhưng dưới 100",
    message="{record}: cuối kỳ ghi Hoàn thành nhưng tiến độ {value} %.",
    fix="Ghi tiến độ 100, hoặc sửa Trạng thái của kỳ.",
    source=SHEET,
    repair=ASK,
    bad="Tiến độ: Mã kỳ = 2026-H1 | Mã nhiệm vụ = NV-001 | Trạng thái = Hoàn thành | → Tiến độ (%) = 90",
    good="Tiến độ: Mã kỳ = 2026-H1 | Mã nhiệm vụ = NV-001 | Trạng thái = Hoàn thành | Tiến độ (%) = 100",
)(Reaches("progress", DONE, "progress", 100))


rule(
    "LG14",
    WARNING,
    title="Tiến độ kỳ: 100 nhưng chưa Hoàn thành",
    message="{record}: cuối kỳ tiến độ 100 % nhưng Trạng thái là {value}.",
    fix="Đổi Trạng thái thành Hoàn thành, hoặc sửa tiến độ.",
    source=SHEET,
    repair=ASK,
    bad="Tiến độ: Mã kỳ = 2026-H1 | Mã nhiệm vụ = NV-001 | → Trạng thái = Đang thực hiện | Tiến độ (%) = 100",
    good="Tiến độ: Mã kỳ = 2026-H1 | Mã nhiệm vụ = NV-001 | Trạng thái = Đang thực hiện | Tiến độ (%) = 90",
)(OnlyIn("progress", DONE, "progress", 100))


@once_a_book
def _histories(book: Book) -> list[tuple[int, int]]:
    """(earlier record, later record) of one task and unit in tblTienDo, one after the other in time."""
    data, places = book["progress"], in_time(book)
    by_task: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for i, period, task, unit in data.each("period", "task", "unit"):
        if task is not None and period in places:
            by_task.setdefault((task, unit), []).append((places[period], i))
    pairs = []
    for rows in by_task.values():
        if len(rows) > 1:
            rows.sort()
            pairs += [(a[1], b[1]) for a, b in pairwise(rows) if a[0] != b[0]]
    return pairs


def _by_leads(book: Book) -> Iterator[tuple[int, int]]:
    """(record of tblTienDo, the task's own) where the unit that leads the task tells it, or nobody leads the task."""
    all_tasks, lead = book.task_rows, book["tasks"].clean["lead"]
    for i, task, unit in book["progress"].each("task", "unit"):
        at = all_tasks.get(task)
        if at is not None and lead[at] in (None, unit):
            yield i, at


@rule(
    "LG15",
    WARNING,
    title="Trạng thái lùi so với kỳ trước",
    message="{record}: Trạng thái là {value}, trong khi kỳ {before} đã là {earlier}.",
    fix="Kiểm tra Trạng thái của hai kỳ.",
    source=SHEET,
    repair=ASK,
    bad=(
        _H1,
        _H2,
        "Tiến độ: Mã kỳ = 2025-H1 | Mã nhiệm vụ = NV-001 | Trạng thái = Hoàn thành",
        "Tiến độ: Mã kỳ = 2025-H2 | Mã nhiệm vụ = NV-001 | → Trạng thái = Đang thực hiện",
    ),
    good=(
        _H1,
        _H2,
        "Tiến độ: Mã kỳ = 2025-H1 | Mã nhiệm vụ = NV-001 | Trạng thái = Đang thực hiện",
        "Tiến độ: Mã kỳ = 2025-H2 | Mã nhiệm vụ = NV-001 | Trạng thái = Tạm dừng",
    ),
    needs=("progress.period", "progress.task", "progress.state", "periods.end"),
)
def state_goes_back(book: Book) -> Iterator[Spot]:
    data = book["progress"]
    state, period = data.clean["state"], data.clean["period"]
    for before, after in _histories(book):
        if STEPS.get(state[after], 9) < STEPS.get(state[before], -1) or (
            state[before] == CANCELLED and state[after] in OPEN_STATES
        ):
            yield spot(data, after, "state", before=period[before], earlier=state[before])


@rule(
    "LG16",
    WARNING,
    title="Tiến độ lùi so với kỳ trước",
    message="{record}: tiến độ {value} %, thấp hơn {earlier} % của kỳ {before}.",
    fix="Kiểm tra tiến độ của hai kỳ.",
    source=SHEET,
    repair=ASK,
    bad=(
        _H1,
        _H2,
        "Tiến độ: Mã kỳ = 2025-H1 | Mã nhiệm vụ = NV-001 | Tiến độ (%) = 50",
        "Tiến độ: Mã kỳ = 2025-H2 | Mã nhiệm vụ = NV-001 | → Tiến độ (%) = 40",
    ),
    good=(
        _H1,
        _H2,
        "Tiến độ: Mã kỳ = 2025-H1 | Mã nhiệm vụ = NV-001 | Tiến độ (%) = 50",
        "Tiến độ: Mã kỳ = 2025-H2 | Mã nhiệm vụ = NV-001 | Tiến độ (%) = 50",
    ),
    needs=("progress.period", "progress.task", "progress.progress", "periods.end"),
)
def progress_goes_back(book: Book) -> Iterator[Spot]:
    data = book["progress"]
    progress, period = data.clean["progress"], data.clean["period"]
    for before, after in _histories(book):
        if progress[before] is not None and progress[after] is not None and progress[after] < progress[before]:
            yield spot(data, after, "progress", before=period[before], earlier=progress[before], value=progress[after])


@rule(
    "LG17",
    WARNING,
    title="Trạng thái hiện nay lùi so với kỳ đã báo cáo",
    message="{record}: Trạng thái hiện nay là {value}, trong khi kỳ {before} đã báo cáo là {earlier}.",
    fix="Sửa Trạng thái hiện nay, hoặc dòng tiến độ của kỳ.",
    source=SHEET,
    repair=ASK,
    bad=(
        _H2,
        "Tiến độ: Mã kỳ = 2025-H2 | Mã nhiệm vụ = NV-001 | Trạng thái = Hoàn thành",
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | → Trạng thái = Đang thực hiện",
    ),
    good=(
        _H2,
        "Tiến độ: Mã kỳ = 2025-H2 | Mã nhiệm vụ = NV-001 | Trạng thái = Hoàn thành",
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Trạng thái = Hoàn thành",
    ),
    needs=("progress.period", "progress.task", "progress.state", "tasks.state", "periods.end"),
)
def state_now_goes_back(book: Book) -> Iterator[Spot]:
    """The task's own state against its last recorded one by the unit that leads it."""
    data, places, now = book["progress"], in_time(book), book["tasks"]
    last: dict[int, tuple[int, int]] = {}
    for i, at in _by_leads(book):
        place = places.get(data.clean["period"][i])
        if place is not None and (at not in last or place > last[at][0]):
            last[at] = (place, i)
    for at, (_, i) in last.items():
        earlier = data.clean["state"][i]
        if STEPS.get(now.clean["state"][at], 9) < STEPS.get(earlier, -1):
            yield spot(now, at, "state", before=data.clean["period"][i], earlier=earlier)


def _locked(book: Book) -> list[Period]:
    """Locked periods whose own rows count (not a year that is added up from its halves)."""
    composed = parts_of(book)
    return [p for p in book.periods.values() if p.locked and p.end is not None and p.code not in composed]


@rule(
    "LG18",
    WARNING,
    title="Việc còn mở trong kỳ đã khóa",
    message="{record}: kỳ đã khóa, hạn {due} đã tới mà cuối kỳ nhiệm vụ vẫn {value}.",
    fix="Kiểm tra lại tình trạng cuối kỳ; nếu đúng, nhiệm vụ bị nêu là quá hạn.",
    source=REPORTING,
    repair=ASK,
    bad=(
        _LOCKED,
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Hạn hoàn thành = 14/12/2025",
        "Tiến độ: Mã kỳ = 2025-H2 | Mã nhiệm vụ = NV-001 | → Trạng thái = Đang thực hiện",
    ),
    good=(
        _LOCKED,
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Hạn hoàn thành = 15/12/2025",
        "Tiến độ: Mã kỳ = 2025-H2 | Mã nhiệm vụ = NV-001 | Trạng thái = Đang thực hiện",
    ),
    needs=("progress.period", "progress.task", "progress.state", "tasks.due", "periods.state"),
)
def open_in_locked_period(book: Book) -> Iterator[Spot]:
    data, all_tasks, due = book["progress"], book.task_rows, book["tasks"].clean["due"]
    locked = {p.code: p.end for p in _locked(book)}
    for i, period, task, state in data.each("period", "task", "state"):
        end = locked.get(period)
        at = all_tasks.get(task)
        if end is not None and at is not None and state in OPEN_STATES and due[at] is not None and due[at] <= end:
            yield spot(data, i, "state", due=due[at])


@rule(
    "LG19",
    WARNING,
    title="Việc có hạn trong kỳ đã khóa mà chưa xong",
    message="{record}: hạn {due} thuộc kỳ {period} đã khóa nhưng Trạng thái vẫn là {value}.",
    fix="Cập nhật Trạng thái, hoặc gia hạn có văn bản và sửa Hạn hoàn thành.",
    source=REPORTING,
    repair=ASK,
    bad=(_LOCKED, "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Hạn hoàn thành = 14/12/2025 | → Trạng thái = Đang thực hiện"),
    good=(_LOCKED, "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Hạn hoàn thành = 15/12/2025 | Trạng thái = Đang thực hiện"),
    needs=("tasks.due", "tasks.state", "periods.state"),
)
def still_open_after_lock(book: Book) -> Iterator[Spot]:
    data = book["tasks"]
    locked = [(p.start, p.end, p.code) for p in _locked(book) if p.start is not None and p.end is not None]
    if not locked:
        return
    latest = max(end for _, end, _ in locked)
    for i, due, state in data.each("due", "state"):
        if due is None or due > latest or state not in OPEN_STATES:
            continue
        period = next((code for start, end, code in locked if start <= due <= end), None)
        if period is not None:
            yield spot(data, i, "state", due=due, period=period)


@rule(
    "LG20",
    WARNING,
    title="Kỳ đã khóa thiếu dòng tiến độ",
    message="{record}: kỳ {periods} đã khóa nhưng không có dòng tiến độ của nhiệm vụ, nên tình trạng cuối kỳ không rõ.",
    fix="Bổ sung dòng tiến độ, hoặc bấm “Mở lại kỳ”, xong thì bấm “Khóa kỳ” để chương trình ghi.",
    source=REPORTING,
    repair=FROZEN,
    bad=(
        _LOCKED,
        "Tiến độ: Mã kỳ = 2025-H2 | Mã nhiệm vụ = NV-001 | Trạng thái = Hoàn thành",
        "Nhiệm vụ: Mã nhiệm vụ = NV-002 | Ngày giao = 01/07/2025 | → Trạng thái = Đang thực hiện",
    ),
    good=(
        _LOCKED,
        "Tiến độ: Mã kỳ = 2025-H2 | Mã nhiệm vụ = NV-002 | Trạng thái = Đang thực hiện",
        "Nhiệm vụ: Mã nhiệm vụ = NV-002 | Ngày giao = 01/07/2025 | Trạng thái = Đang thực hiện",
    ),
    needs=("progress.period", "progress.task", "tasks.assigned", "periods.state", "periods.end"),
)
def locked_period_without_rows(book: Book) -> Iterator[Spot]:
    """Tasks of a locked period without their row; one finding at the period where it has none at all."""
    rows: dict[str, set[str]] = {}
    for _, period, task in book["progress"].each("period", "task"):
        rows.setdefault(period, set()).add(task)
    data = book["tasks"]
    missing: dict[int, list[str]] = {}
    for period in _locked(book):
        lacking = [i for i in _tasks_of(book, period) if data.clean["code"][i] not in rows.get(period.code, ())]
        if period.code in rows:
            for i in lacking:
                missing.setdefault(i, []).append(period.code)
        elif lacking:
            record = _PERIOD_ROWS.format(period=period.code)
            yield Spot(book["periods"], period.index, "state", {"record": record, "periods": period.code})
    for i, codes in missing.items():
        yield spot(data, i, "state", periods=", ".join(codes))


def _tasks_of(book: Book, period: Period) -> Iterator[int]:
    """Tasks that were under way in the period: assigned by its end, not finished before its start."""
    for i, code, assigned, state, done_on in book["tasks"].each("code", "assigned", "state", "done_on"):
        if code is None or assigned is None or period.end is None or assigned > period.end or state == CANCELLED:
            continue
        if done_on is None or period.start is None or done_on >= period.start:
            yield i


@rule(
    "LG29",
    WARNING,
    title="Tiến độ của kỳ trước ngày giao",
    message="{record}: nhiệm vụ giao ngày {assigned}, sau ngày cuối kỳ {end}.",
    fix="Sửa mã kỳ, hoặc Ngày giao của nhiệm vụ.",
    source=SHEET,
    repair=ASK,
    bad=(
        _H1,
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Ngày giao = 15/06/2025",
        "Tiến độ: → Mã kỳ = 2025-H1 | Mã nhiệm vụ = NV-001",
    ),
    good=(
        _H1,
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Ngày giao = 14/06/2025",
        "Tiến độ: Mã kỳ = 2025-H1 | Mã nhiệm vụ = NV-001",
    ),
    needs=("progress.period", "progress.task", "tasks.assigned", "periods.end"),
)
def progress_before_assignment(book: Book) -> Iterator[Spot]:
    data, all_tasks, assigned = book["progress"], book.task_rows, book["tasks"].clean["assigned"]
    ends = {p.code: p.end for p in book.periods.values()}
    for i, period, task in data.each("period", "task"):
        at, end = all_tasks.get(task), ends.get(period)
        if at is not None and end is not None and assigned[at] is not None and assigned[at] > end:
            yield spot(data, i, "period", assigned=assigned[at], end=end)


@rule(
    "LG34",
    WARNING,
    title="Ngày hoàn thành không khớp tiến độ của kỳ",
    message="{record}: cuối kỳ {end} ghi {value}, báo cáo lấy dòng này; trong khi trang {other}, ô {there}, ghi Ngày hoàn thành {done_on}.",
    fix="Ngày hoàn thành đúng thì sửa dòng này (Trạng thái, Tiến độ, Kết quả); sai thì sửa ô {there} của trang {other}.",
    source=SHEET,
    repair=ASK,
    bad=(
        _H1,
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Trạng thái = Hoàn thành | Ngày hoàn thành = 15/06/2025",
        "Tiến độ: Mã kỳ = 2025-H1 | Mã nhiệm vụ = NV-001 | → Trạng thái = Hoàn thành",
    ),
    good=(
        _H1,
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Trạng thái = Hoàn thành | Ngày hoàn thành = 14/06/2025",
        "Tiến độ: Mã kỳ = 2025-H1 | Mã nhiệm vụ = NV-001 | Trạng thái = Hoàn thành",
    ),
    needs=("progress.period", "progress.task", "progress.state", "tasks.done_on", "periods.end"),
)
def done_on_against_period(book: Book) -> Iterator[Spot]:
    """Done by the period's end says the row, later says the date; or the other way round."""
    data, now = book["progress"], book["tasks"]
    ends = {p.code: p.end for p in book.periods.values()}
    for i, at in _by_leads(book):
        end, state, done_on = ends.get(data.clean["period"][i]), data.clean["state"][i], now.clean["done_on"][at]
        if end is None or done_on is None or now.clean["state"][at] != DONE:
            continue
        if (state == DONE and done_on > end) or (state in OPEN_STATES and done_on <= end):
            there = now.cell(at, "done_on")
            yield spot(data, i, "state", end=end, done_on=done_on, other=now.sheet, there=there)


@rule(
    "LG35",
    WARNING,
    title="Sửa ở trang Nhiệm vụ mà báo cáo của kỳ không lấy",
    message="{record}: báo cáo kỳ {period} lấy {columns} ở trang {other}, ô {there} (“{told}”), không lấy “{value}” ghi ở đây.",
    fix="Là tình trạng cuối kỳ thì sửa ô {there} của trang {other}; là việc làm sau kỳ thì để nguyên.",
    source=REPORTING,
    repair=ASK,
    bad=(
        _H1,
        _AT_WORK,
        "Tiến độ: Mã kỳ = 2025-H1 | Mã nhiệm vụ = NV-001 | Trạng thái = Đang thực hiện | Tiến độ (%) = 70",
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Trạng thái = Đang thực hiện | → Tiến độ (%) = 90",
    ),
    good=(
        _H1,
        _AT_WORK,
        "Tiến độ: Mã kỳ = 2025-H1 | Mã nhiệm vụ = NV-001 | Trạng thái = Đang thực hiện | Tiến độ (%) = 90",
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Trạng thái = Đang thực hiện | Tiến độ (%) = 90",
    ),
    needs=("progress.period", "progress.task", "progress.state", "tasks.state", "periods.end"),
)
def hidden_by_the_periods_row(book: Book) -> Iterator[Spot]:
    """What was typed on the task itself since its row of the period was made, and its report will not print.

    Only of the period at work and while it is open; told elsewhere where the state went back (LG17) or the day done
    speaks against the row (LG34), and nothing where that day lies after the period.
    """
    period = book.periods.get(book.period)
    if period is None or period.locked or period.end is None:
        return
    data, now = book["progress"], book["tasks"]
    for i, at in _by_leads(book):
        state = data.clean["state"][i]
        if data.clean["period"][i] != period.code or state is None:
            continue
        own, done_on = now.clean["state"][at], now.clean["done_on"][at]
        if STEPS.get(own, 9) < STEPS.get(state, -1) or (own == DONE and done_on is not None and own != state):
            continue
        hidden = [key for key in _TOLD if now.clean[key][at] not in (None, data.clean[key][i])]
        if state == DONE and data.clean["result"][i] is None:
            hidden = [key for key in hidden if key != "result"]  # the row says done and no more: the own result is told
        if hidden:
            columns = ", ".join(now.schema.header(key) for key in hidden)
            there = ", ".join(data.cell(i, key) for key in hidden)
            place = {"period": period.code, "columns": columns, "other": data.sheet, "there": there}
            yield spot(now, at, hidden[0], told=typed(data, i, hidden[0]), **place)

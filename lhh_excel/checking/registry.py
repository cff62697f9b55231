"""What a rule is: one record that holds its texts, examples, level of repair and logic; and where a finding stands.

    @rule("LG10", WARNING, title="Nhiệm vụ quá hạn", message="{record}: …", fix="…", source=REPORTING, repair=WORK,
          bad="Nhiệm vụ: Trạng thái = Đang thực hiện | → Hạn hoàn thành = 15/06/2026", good="…",
          needs=("tasks.due", "tasks.state"))
    def overdue(book): ...

The logic is a generator over the book that says where something is wrong (`Spot`, `Place`), or a check type with
its data (`comparing.py` has those over a few columns, others stand beside their rules). Rules never open a file and never change the book.

An example is a workbook of the few records that it writes down, all else is there and empty; today is 16/06/2026. A
record stands in a line, `Sheet: header = value | header = value`; `→` before the header of each cell that is told,
"(trống)" for a blank cell, a text that Excel would take for a date or number in "…". Lines that begin with "(" change
the workbook's skeleton. `tests/checking/examples.py` reads and runs them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ..plain import field, record, shortened
from ..workbook.book import Book, TableData
from ..workbook.values import Formula, show
from .finding import Finding, Severity

ERROR, WARNING, NOTE = Severity

#: Family -> its name, in the order of the handbook.
FAMILIES: dict[str, str] = {
    "CT": "Cấu trúc của sổ",
    "KD": "Kiểu dữ liệu",
    "QH": "Quan hệ giữa các bảng",
    "LG": "Logic của nhiệm vụ và kỳ báo cáo",
    "SL": "Số liệu",
    "VB": "Chữ và mã chữ",
    "KB": "Khai báo của cơ quan: chỉ tiêu, đề cương, loại đơn vị, kế hoạch",
    "CH": "Cấu hình, người ký, nơi nhận và sổ văn bản đi",
}

# --- what rules rest on ----------------------------------------------------------------------------------------------

_DECREE = "NĐ 30/2020/NĐ-CP"
SIGNING = f"{_DECREE}, Điều 13"
NUMBERING = f"{_DECREE}, Điều 15 khoản 1"
REGISTERING = f"{_DECREE}, Điều 16 và Phụ lục IV"
SYMBOL = f"{_DECREE}, Phụ lục I, Phần I, II.3"
PLACE = f"{_DECREE}, Phụ lục I, Phần I, II.4"
BASES = f"{_DECREE}, Phụ lục I, Phần I, II.6"
SIGNATURE = f"{_DECREE}, Phụ lục I, Phần I, II.7"
RECIPIENTS = f"{_DECREE}, Phụ lục I, Phần I, II.9"
UNICODE = f"{_DECREE}, Phụ lục I, Phần I, I.4 (Unicode TCVN 6909:2001)"
SHEET = "Quy tắc của sổ theo dõi"
REPORTING = "Chế độ báo cáo 6 tháng (Chương trình, mục IV.2)"
#: What stands for it in an office that follows no programme.
OWN_REPORTING = "Chế độ báo cáo của cơ quan"


# --- whether `fix` may mend it ---------------------------------------------------------------------------------------


@record
class Repair:
    """Whether the program mends it by itself, and why it may or may not; `why` is a clause that the pages print."""

    safe: bool
    why: str


ASK = Repair(False, "chỉ người nhập hoặc đơn vị biết giá trị nào đúng")
SKELETON = Repair(False, "trang, bảng, cột, dòng do người giữ sổ sắp xếp")
OFFICE = Repair(False, "do Văn phòng quyết định")
FROZEN = Repair(False, "số liệu đã chốt chỉ sửa khi mở lại kỳ")
WORK = Repair(False, "cần làm việc phải làm, không phải sửa một ô")
GIVEN = Repair(False, "số đã cấp, việc đã vào sổ: chỉ văn thư sửa")
RETYPE = Repair(False, "không chắc chữ gốc là gì, hoặc có thể là cố ý")

#: One line a record, see above.
Example = str | tuple[str, ...]

#: A longer value is cut in a finding: the cell itself is one click away.
SHOWN = 160
#: So is what a sentence says besides: a list of fifty units is whole.
_SAID = 1_000

ROW = "Dòng {row}"
_UNSEEN = {
    sign: f"[U+{sign:04X}]"
    for signs in (
        (0x7F, 0xFEFF),
        range(9),
        range(0x0B, 0x20),
        range(0x200B, 0x2010),
        range(0x2028, 0x202F),
        range(0x2060, 0x2065),
    )
    for sign in signs
}


@record
class Spot:
    """Where a rule found something: record `i` of `data`, column `key`; `i` None for a table without the record.

    `details` fill the sentence; `value`, `cell`, `record` replace what the place itself would say.
    """

    data: TableData
    i: int | None
    key: str
    details: dict[str, object] = field(default_factory=dict)
    value: str | None = None
    record: str | None = None


@record
class Place:
    """A place that is no record: a fault of the skeleton, or a whole sheet."""

    sheet: str
    cell: str = ""
    column: str = ""
    value: str = ""
    record: str = ""
    details: dict[str, object] = field(default_factory=dict)


RuleFunction = Callable[[Book], Iterator[Spot | Place]]


@record
class Rule:
    """One numbered rule, whole.

    `message` and `fix` may use {record}, {value}, {column}, {sheet}, {table} and the details of the spot. `needs` are
    tables ("tasks") or columns ("tasks.due") without which the rule says nothing.
    """

    code: str
    severity: Severity
    title: str
    message: str
    fix: str
    source: str
    repair: Repair
    bad: tuple[str, ...]
    good: tuple[str, ...]
    needs: tuple[str, ...]
    function: RuleFunction

    def applies(self, book: Book) -> bool:
        for need in self.needs:
            table, _, column = need.partition(".")
            if not book.has(table) or (column and column not in book.tables[table].letters):
                return False
        return True

    def __call__(self, book: Book) -> Iterator[Finding]:
        """The findings of this rule, in the order in which it meets them."""
        alone = self.source == REPORTING and not book.text("programme_number").strip()
        for spot in self.function(book):
            found = from_spot(self, spot) if isinstance(spot, Spot) else from_place(self, spot)
            yield found._replace(source=OWN_REPORTING) if alone else found


class Check:
    """A check type: a logic that several rules share, and the columns of a table without which it has nothing to say."""

    table: str = ""
    columns: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple([f"{self.table}.{key}" for key in self.columns])

    def __call__(self, book: Book) -> Iterator[Spot | Place]:
        raise NotImplementedError


#: Codes that rules had in earlier versions -> the rule that tells it now; a code is never given another meaning.
RETIRED: dict[str, str] = {"SL05": "SL04", "SL08": "SL06", "SL09": "SL07"}

#: Code -> rule, in order of declaration. Whole once `run.py` is imported.
RULES: dict[str, Rule] = {}


def rule(
    code: str,
    severity: Severity,
    *,
    title: str,
    message: str,
    fix: str,
    source: str,
    repair: Repair,
    bad: Example,
    good: Example,
    needs: tuple[str, ...] = (),
) -> Callable[[RuleFunction], RuleFunction]:
    """Register the logic under its code. A code used twice is a fault."""

    def register(function: RuleFunction) -> RuleFunction:
        if code in RULES:
            raise ValueError(f"rule {code}: doubled")
        bad_lines, good_lines = ((lines,) if isinstance(lines, str) else lines for lines in (bad, good))
        wanted = function.needs if isinstance(function, Check) else needs
        RULES[code] = Rule(code, severity, title, message, fix, source, repair, bad_lines, good_lines, wanted, function)
        return function

    return register


def spot(data: TableData, i: int | None, key: str, **details: object) -> Spot:
    """A place in a table, with what the sentence needs."""
    return Spot(data, i, key, details)


def visible(text: str, most: int = SHOWN) -> str:
    """The text cut to a readable length, with control and invisible characters written as U+XXXX."""
    if len(text) > most:
        text = shortened(text, most)
    return text if text.isprintable() else text.translate(_UNSEEN)


def typed(data: TableData, i: int, key: str) -> str:
    """What stands in the cell, for a message."""
    value = data.raw[key][i]
    return visible(value.text if isinstance(value, Formula) else show(value))


def name_of(data: TableData, i: int) -> str:
    """The record's code as in `Kiểm tra`; the row where it has none."""
    record = data.record(i)
    return visible(record) if record.strip("/") else ROW.format(row=data.rows[i])


def from_spot(rule: Rule, at: Spot) -> Finding:
    data, i = at.data, at.i
    header = data.schema.header(at.key)
    if i is None:
        letter = data.letters.get(at.key) or next(iter(data.letters.values()), "A")
        cell, row, record, value = f"{letter}{data.header_row}", data.header_row, at.record or "", at.value or ""
    else:
        cell, row = data.cell(i, at.key), data.rows[i]
        record = at.record if at.record is not None else name_of(data, i)
        value = at.value if at.value is not None else typed(data, i, at.key)
    return _finding(rule, data.sheet, cell, header, record, value, row, at.details, data.schema.name)


def from_place(rule: Rule, at: Place) -> Finding:
    digits = re.search(r"\d+", at.cell)
    row = int(digits[0]) if digits else 0
    return _finding(rule, at.sheet, at.cell, at.column, visible(at.record), visible(at.value), row, at.details)


def _finding(
    rule: Rule,
    sheet: str,
    cell: str,
    column: str,
    record: str,
    value: str,
    row: int,
    details: dict[str, Any],
    table: str = "",
) -> Finding:
    words = {"sheet": sheet, "column": column, "record": record, "value": value, "table": table}
    for key, detail in details.items():
        words[key] = visible(detail if isinstance(detail, str) else show(detail), _SAID)
    message = rule.message.format_map(words).replace("”?.", "”?")  # a question at the end of the sentence
    fix = rule.fix.format_map(words) if "{" in rule.fix else rule.fix
    return Finding(rule.code, rule.severity, sheet, cell, column, record, value, message, fix, rule.source, row)

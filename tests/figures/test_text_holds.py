"""Whatever an office's figures and tasks are: a reader who computes with what is printed gets what is printed.

The text is read as a reader reads it, here only; what it must say is computed from the rows that were typed.
"""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from office_books import PERIODS, PROFILE, RECIPIENTS, SIGNERS
from office_books import office as office_of
from test_period_tasks import HEAD, task
from test_report_content import said
from test_report_sentences import template

from lhh_excel.document.templates.render import render_report
from lhh_excel.figures.context_names import known_names
from lhh_excel.figures.report import build_report
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.declarations import EARLIEST, UNTOLD

UNITS = ("H01", "H02", "H03", "H04")
#: Indicators whose sentences compare, each with its noun and how the number stands in the sentence.
TOLD = [each for each in EARLIEST.indicators if each.sentence != UNTOLD and not each.money]
HEADS = [each.name for each in TOLD]
AMOUNT = st.sampled_from(["", "0", "1", "3", "9", "19", "20", "57", "1234"])
ROW = st.none() | st.lists(AMOUNT, min_size=len(TOLD), max_size=len(TOLD))
ROWS = st.fixed_dictionaries({(period, unit): ROW for period in ("2025-H1", "2025-H2", "2026-H1") for unit in UNITS})
STATE = st.sampled_from(["Đang thực hiện", "Chưa bắt đầu", "Hoàn thành", "Tạm dừng", "Hủy"])
DUE = st.sampled_from(["01/03/2026", "14/06/2026", "20/06/2026", "31/12/2026", "01/02/2028", ""])
TASKS = st.lists(st.tuples(STATE, DUE, st.sampled_from(["0", "40", ""])), max_size=5)
#: What no sentence of ours says (docs/loi-van.md).
NEVER = re.compile(
    r"kỳ trước|[Tt]rong kỳ|cuối kỳ|; trong đó quá hạn|chưa có số liệu về|đạt 0%|khó khăn, vướng mắc|thuộc nhóm|,0%"
    r"|cơ bản|kịp thời|tích cực|kết quả quan trọng|(\b[\w ]+) \(\1\)|  |\(\)|None"
)
COMPARED = re.compile(
    r"(?:(?P<word>tăng|giảm) (?P<size>[\d.]+) [^();]*?(?: \((?P<rate>[\d.,]+)%\))? so với|bằng) "
    r"(?:cùng kỳ|năm 2025)(?: \((?P<now>[\d.]+)/(?P<before>[\d.]+)(?:; \d+ đơn vị)?\)| \([^()]* (?P<none>không có)\))?"
)


def office(rows: dict[tuple[str, str], list[str] | None], tasks: list[tuple[str, str, str]], *, brief: bool) -> Book:
    from books import book_of

    telling = "gọn" if brief else "đầy đủ"
    members = "\n".join(f"| {code} | Hội số {i} | Hội thành viên | 01/01/2010 |" for i, code in enumerate(UNITS))
    given_ = [f"| {p} | {u} | 01/06/{p[:4]} | {' | '.join(row)} |" for (p, u), row in rows.items() if row is not None]
    lines = [
        task(f"NV-{i}", state=state, due=due, progress=progress, done="01/06/2026" if state == "Hoàn thành" else "")
        for i, (state, due, progress) in enumerate(tasks)
    ]
    return book_of(
        "\n".join(
            [
                PROFILE + f"| Cách kể nhiệm vụ | {telling} |",
                PERIODS + "| 2026 | Năm 2026 | 15/12/2025 | 14/12/2026 | 09/12/2026 | Mở |",
                "## tblDonVi\n| Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập |\n" + members,
                "\n".join(
                    ["## tblSoLieu", f"| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | {' | '.join(HEADS)} |", *given_]
                ),
                HEAD + "\n".join(lines),
                SIGNERS,
                RECIPIENTS,
            ]
        ),
        as_of="16/06/2026",
    )


def text_of(book: Book, period: str) -> list[str]:
    report = build_report(book, period)
    made = render_report(template(), report.context, report.figures, known=known_names())
    lines = [paragraph.text.strip().replace("\u00a0", " ") for paragraph in Document(io.BytesIO(made.docx)).paragraphs]
    first = next(i for i, line in enumerate(lines) if line.startswith("I. "))
    last = next(i for i, line in enumerate(lines) if line.startswith("Trên đây"))
    return [line for line in lines[first:last] if line]


def sentences_of(book: Book) -> list[str]:
    """What the indicators' sentences say of 2026-H1, as they stand in the text."""
    told = build_report(book, "2026-H1").context["de_cuong"]
    return [f"- {said(each['loi'])}." for section in told for each in section["cau"]]


def whole(text: str) -> int:
    return int(text.replace(".", ""))


def common(rows: dict[tuple[str, str], list[str] | None], place: int) -> tuple[int, int]:
    """Now and a year earlier, over the units that typed a number in both."""
    pairs = [(rows["2026-H1", unit], rows["2025-H1", unit]) for unit in UNITS]
    both = [(now[place], before[place]) for now, before in pairs if now and before and now[place] and before[place]]
    return sum(int(now) for now, _ in both), sum(int(before) for _, before in both)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_a_reader_who_computes_gets_what_is_printed(rows: Any) -> None:
    lines = sentences_of(office(rows, [], brief=True))
    truths = {name: common(rows, place) for place, name in enumerate(HEADS)}
    for line in lines:
        own = whole(re.search(r"[\d.]*\d", line)[0])  # type: ignore[index]
        for clause in re.split(r"; (?![^()]*\))", line):  # not within brackets
            found = COMPARED.search(clause)
            if found is None:
                continue
            starts = clause.startswith(("tăng", "giảm", "bằng"))
            printed = own if starts else whole(re.search(r"[\d.]*\d", clause)[0])  # type: ignore[index]
            change = whole(found["size"] or "0") * (-1 if found["word"] == "giảm" else 1)
            now = whole(found["now"]) if found["now"] else printed
            before = whole(found["before"]) if found["before"] else 0 if found["none"] else now - change
            assert now - before == change, line
            assert (now, before) in truths.values(), line
            told = None if before < 20 or not change else f"{abs(change) * 100 / before:.1f}".replace(".", ",")
            rate = None if found["rate"] is None else found["rate"].replace(".", "")
            assert (rate is None) == (told is None), line
            assert told is None or abs(float(told.replace(",", ".")) - float((rate or "").replace(",", "."))) < 0.11, (
                line
            )


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(ROWS, TASKS, st.booleans(), st.sampled_from(["2026-H1", "2025-H2", "2026"]))
def test_nothing_is_told_twice_and_nothing_reads_as_written_by_a_system(
    rows: Any, tasks: Any, brief: bool, period: str
) -> None:
    book = office(rows, tasks, brief=brief)
    lines = text_of(book, period)
    text = "\n".join(lines)
    assert not (found := NEVER.search(text)), found
    with_tasks = bool(build_report(book, period).context["phu_luc_2"]["nhom"])
    for annex, there in (("I", True), ("II", True), ("III", with_tasks)):
        assert len(re.findall(rf"Phụ lục {annex}\b", text)) == there, annex
    assert text.count("Số liệu tổng hợp từ") <= 1
    if period == "2026-H1":
        for i, (state, due, _) in enumerate(tasks):
            named = sum(f"Việc NV-{i} " in line for line in lines)
            if state in ("Đang thực hiện", "Chưa bắt đầu") and due == "01/03/2026":
                assert named == 1, lines  # overdue: once
            elif brief:
                assert named <= 1, lines
    (members,) = (line for line in lines if "hội viên" in line and not line.startswith("- ") and "Hội viên" not in line)
    assert members == "Chưa có số liệu hội viên."  # no column of them was typed: it is said once


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(ROWS)
def test_no_fall_to_nought_is_silent_and_none_is_invented(rows: Any) -> None:
    lines = sentences_of(office(rows, [], brief=True))
    fallen = [line for line in lines if line.startswith("- Không ")]
    for place, each in enumerate(TOLD):
        now = [row[place] for unit in UNITS if (row := rows["2026-H1", unit]) and row[place]]
        _, before = common(rows, place)
        gone = bool(now) and not any(int(value) for value in now) and before > 0
        tellers = [other for other in TOLD if f"{{{each.name}}}" in other.sentence]
        if not tellers:
            deed, _, rest = each.sentence.partition(" {số} ")
            opens = f"- Không {deed[:1].lower()}{deed[1:]} {rest.partition('[')[0].strip()} ("
            told = [line for line in fallen if line.startswith(opens) and f"{before}" in line.replace(".", "")]
            assert bool(told) == gone, (each.name, lines)


@pytest.mark.parametrize("count", [1, 2])
def test_an_office_of_one_unit_reads_as_one(count: int) -> None:
    rows = {(p, u): ["3"] * len(TOLD) if u in UNITS[:count] else None for p in ("2025-H1", "2026-H1") for u in UNITS}
    lines = text_of(office(rows, [], brief=True), "2026-H1")
    assert any("có 04 hội thành viên" in line for line in lines)  # of one kind: never "04 đơn vị, gồm 04 …"
    assert not any("đơn vị, gồm" in line for line in lines)


@pytest.mark.slow
def test_one_task_or_one_unit_alone_is_told_as_one() -> None:
    lines = text_of(office({}, [("Hủy", "01/03/2026", "0")], brief=True), "2026-H1")
    assert "Có 01 nhiệm vụ, đã đưa ra khỏi kế hoạch. Chi tiết tại Phụ lục II." in lines
    head = "## tblDonVi\n| Mã đơn vị | Tên đơn vị | Loại | Ngày gia nhập |\n"
    unit = head + "| H01 | Hội Đúc | Hội thành viên | 01/01/2010 |"
    (told,) = (line for line in text_of(office_of(unit, without=("tblSoLieu",)), "2026-H1") if "Chưa nhận" in line)
    assert told.startswith("Chưa nhận được báo cáo của 01 đơn vị phải gửi (Phụ lục II).")

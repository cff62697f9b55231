"""What the chief signs does not drift from the data: each changed cell is named."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from books import book_of

from lhh_excel.errors import InputError
from lhh_excel.register.changes import Difference, as_open, changes, put_back, report_inputs
from lhh_excel.register.locking import frozen_records
from lhh_excel.register.signed import Frozen
from lhh_excel.register.snapshot import (
    Snapshot,
    freeze,
    read_snapshot,
    snapshot_path,
    take_snapshot,
    thaw,
)
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.defaults import EARLIER_KEYS

AT = dt.datetime(2026, 6, 16, 9, 30)

WORKBOOK = """
## tblCauHinh
| Mục | Giá trị |
| Tên cơ quan | Liên hiệp các Hội |
| Căn cứ | Luật A |
| Căn cứ | Luật B |
| Kỳ báo cáo | 2026-H1 |
| Số cuối đã cấp | 4 |
## tblNguoiKy
| Họ tên | Chức vụ | Thẩm quyền ký |
| Nguyễn Văn A | CHỦ TỊCH | TM. BAN THƯỜNG TRỰC |
| Trần Văn B | Phó Chủ tịch | |
## tblKy
| Mã kỳ | Tên kỳ | Từ ngày | Đến ngày | Hạn đơn vị nộp | Trạng thái |
| 2024-H1 | cũ | 15/12/2023 | 14/06/2024 | 10/06/2024 | Khóa |
| 2025-H2 | sau | 15/06/2025 | 14/12/2025 | 10/12/2025 | Khóa |
| 2026-H1 | đầu năm | 15/12/2025 | 14/06/2026 | 10/06/2026 | Mở |
## tblDonVi
| Mã đơn vị | Tên đơn vị | Loại | Điện thoại | Ngày gia nhập |
| H01 | Hội 01 | Hội thành viên | 0292 3800 001 | 01/01/2020 |
## tblNhiemVu
| Mã nhiệm vụ | Nhóm nhiệm vụ | Nội dung | Đơn vị chủ trì | Hạn hoàn thành | Trạng thái | Tiến độ (%) |
| NV-001 | 1. Tổ chức | Việc một | H01 | 01/06/2026 | Đang thực hiện | 50 |
| NV-002 | 1. Tổ chức | Việc hai | H01 | 01/06/2026 | Đang thực hiện | 60 |
## tblTienDo
| Mã kỳ | Mã nhiệm vụ | Mã đơn vị | Trạng thái | Tiến độ (%) |
| 2026-H1 | NV-002 | H01 | Đang thực hiện | 60 |
## tblSoLieu
| Mã kỳ | Mã đơn vị | Ngày nhận báo cáo | Hội thảo | Kinh phí (triệu đồng) | Ghi chú |
| 2024-H1 | H01 | 01/06/2024 | 9 | 1 | |
| 2026-H1 | H01 | 01/06/2026 | 3 | 12,5 | |
## tblNoiDung
| Mã kỳ | Mục | Thứ tự | Nội dung |
| 2026-H1 | Ưu điểm | 1 | Tốt. |
## tblNoiNhan
| Loại văn bản | Vai trò | Thứ tự | Tên nơi nhận |
| Báo cáo | Nơi nhận | 1 | Như trên |
| Công văn | Nơi nhận | 1 | Đơn vị |
"""


@dataclass(frozen=True)
class Number:
    id: str
    value: float
    sources: tuple[str, ...] = ()


CONTENT = {"so": [Number("a", 12.5, ("Số liệu!D7",))], "ngay": dt.date(2026, 6, 14), "co": True, "trống": None}


def changed(*replacements: tuple[str, str]) -> Book:
    text = WORKBOOK
    for old, new in replacements:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return book_of(text, period="2026-H1")


def taken() -> Snapshot:
    return take_snapshot(changed(), "2026-H1", CONTENT, at=AT, signer="Nguyễn Văn A")


def differences(snapshot: Snapshot, book: Book) -> list[Difference]:
    return changes(snapshot.inputs, book, snapshot.period, snapshot.signer).others


def test_a_snapshot_comes_back_as_it_was_taken(tmp_path: Path) -> None:
    snapshot = taken()
    path = snapshot_path(tmp_path / "BC-2026-H1-trinh-ky.docx")
    assert path.name == "BC-2026-H1-trinh-ky.json"
    path.write_bytes(snapshot.to_bytes())
    assert read_snapshot(path, "2026-H1", Number) == snapshot
    assert "Nguyễn Văn A" in path.read_text("utf-8")


def test_a_figure_that_stands_in_many_places_is_written_once_and_is_one_again(tmp_path: Path) -> None:
    once = Number("hội thảo", 3)
    content = {"text": [once, {"in": once}], "figures": [once, Number("hội thảo", 3)]}
    path = tmp_path / "a.json"
    path.write_bytes(take_snapshot(changed(), "2026-H1", content, at=AT).to_bytes())
    assert path.read_text("utf-8").count("hội thảo") == 2
    back = read_snapshot(path, "2026-H1", Number).content
    assert back == content
    assert back["text"][0] is back["text"][1]["in"] is back["figures"][0] is not back["figures"][1]


def test_what_an_earlier_version_froze_can_still_be_issued(tmp_path: Path) -> None:
    snapshot = taken()
    path = tmp_path / "a.json"
    earlier = {**json.loads(snapshot.to_bytes()), "format": 1}  # every figure in full, laid out on many lines
    path.write_text(json.dumps(earlier, ensure_ascii=False, indent=1), "utf-8")
    assert "again" not in earlier["content"]
    assert read_snapshot(path, "2026-H1", Number) == snapshot
    path.write_text(json.dumps({**earlier, "format": 3}), "utf-8")
    with pytest.raises(InputError):
        read_snapshot(path, "2026-H1", Number)


def test_the_fingerprint_tells_content_and_cells_but_not_the_moment() -> None:
    snapshot = taken()
    later = take_snapshot(changed(), "2026-H1", CONTENT, at=AT + dt.timedelta(days=1), signer="Nguyễn Văn A")
    other = take_snapshot(changed(), "2026-H1", {**CONTENT, "co": False}, at=AT, signer="Nguyễn Văn A")
    cells = take_snapshot(changed(("| 12,5 |", "| 12,6 |")), "2026-H1", CONTENT, at=AT, signer="Nguyễn Văn A")
    assert snapshot.sha256 == later.sha256
    assert len({snapshot.sha256, other.sha256, cells.sha256}) == 3


@pytest.mark.parametrize("change", [("12.5", "12.6"), ("Hội 01", "Hội 02"), ('"2026-H1"', '"2026-H2"'), ("}", "")])
def test_a_snapshot_changed_by_hand_is_refused(tmp_path: Path, change: tuple[str, str]) -> None:
    path = tmp_path / "a.json"
    text = taken().to_bytes().decode()
    assert change[0] in text
    path.write_text(text.replace(*change, 1), "utf-8")
    with pytest.raises(InputError) as refused:
        read_snapshot(path, "2026-H1", Number)
    assert refused.value.key == "snapshot_damaged"


def test_a_missing_snapshot_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="submit"):
        read_snapshot(tmp_path / "a.json", "2026-H1")


def test_the_same_workbook_has_no_differences() -> None:
    assert differences(taken(), changed()) == []


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("| 3 | 12,5 |", "| 4 | 12,5 |", "Số liệu!D7, cột “Hội thảo” (2026-H1/H01): “3” → “4”"),
        ("| 3 | 12,5 |", "| | 12,5 |", "Số liệu!D7, cột “Hội thảo” (2026-H1/H01): “3” → “”"),
        ("Tốt.", "Rất tốt.", "Nội dung!D6, cột “Nội dung” (2026-H1/Ưu điểm/1): “Tốt.” → “Rất tốt.”"),
        ("Luật B", "Luật C", "Cấu hình!B8, cột “Giá trị” (Căn cứ (2)): “Luật B” → “Luật C”"),
        ("CHỦ TỊCH", "Chủ tịch", "Người ký!B6, cột “Chức vụ” (Nguyễn Văn A): “CHỦ TỊCH” → “Chủ tịch”"),
        ("Việc một", "Việc 1", "Nhiệm vụ!C6, cột “Nội dung” (NV-001): “Việc một” → “Việc 1”"),
        ("Việc một | H01", "Việc một | H02", "Nhiệm vụ!D6, cột “Đơn vị chủ trì” (NV-001): “H01” → “H02”"),
        ("Hội 01 ", "Hội một ", "Đơn vị!B6, cột “Tên đơn vị” (H01): “Hội 01” → “Hội một”"),
        ("Như trên", "Thành ủy", "Nơi nhận!A6 (Báo cáo/Nơi nhận/Thành ủy): dòng mới thêm"),
    ],
)
def test_each_changed_cell_is_named_with_old_and_new(old: str, new: str, line: str) -> None:
    assert line in [str(difference) for difference in differences(taken(), changed((old, new)))]


def test_a_removed_row_is_named() -> None:
    row = "| 2026-H1 | H01 | 01/06/2026 | 3 | 12,5 | |\n"
    (difference,) = differences(taken(), changed((row, "")))
    assert str(difference) == "Số liệu (2026-H1/H01): dòng đã bị xóa"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("0292 3800 001", "0292 3800 002"),  # a phone number is not printed
        ("| Số cuối đã cấp | 4", "| Số cuối đã cấp | 5"),
        ("| Kỳ báo cáo | 2026-H1", "| Kỳ báo cáo | 2026-H2"),
        ("10/06/2026 | Mở", "10/06/2026 | Khóa"),
        ("| Trần Văn B", "| Trần Văn C"),  # does not sign
        ("| Công văn | Nơi nhận | 1 | Đơn vị", "| Công văn | Nơi nhận | 1 | Các hội"),
        ("01/06/2024 | 9", "01/06/2024 | 8"),  # a period that the report does not look at
        ("01/06/2026 | Đang thực hiện | 60 |\n##", "01/06/2026 | Hoàn thành | 100 |\n##"),  # its row of Tiến độ tells
        ("12,5 | |", "12,5 | ghi chú |"),
    ],
)
def test_what_the_report_does_not_print_may_change(old: str, new: str) -> None:
    assert differences(taken(), changed((old, new))) == []


def test_a_tasks_own_columns_are_work_of_the_day_until_its_dates_tell_of_the_period() -> None:
    def told(new: str) -> tuple[list[str], list[str]]:
        old = "| 01/06/2026 | Đang thực hiện | 50 | |"
        now = WORKBOOK.replace("| Tiến độ (%) |\n| NV-001", "| Tiến độ (%) | Ngày hoàn thành |\n| NV-001", 1)
        now = now.replace("Đang thực hiện | 50 |", "Đang thực hiện | 50 | |", 1)
        now = now.replace("| 60 |\n## tblTienDo", "| 60 | |\n## tblTienDo")
        before, after = book_of(now, period="2026-H1"), book_of(now.replace(old, new), period="2026-H1")
        assert now.count(old) == 1
        found = changes(report_inputs(before, "2026-H1"), after, "2026-H1")
        return [one.key for one in found.others], [one.key for one in found.everyday]

    assert told("| 01/06/2026 | Đang thực hiện | 80 | |") == ([], ["progress"])
    assert told("| 01/06/2026 | Hoàn thành | 100 | 15/06/2026 |") == ([], ["state", "progress", "done_on"])
    assert told("| 01/06/2026 | Hoàn thành | 100 | |") == ([], ["state", "progress"])  # nobody says when
    assert told("| 01/06/2026 | Hoàn thành | 100 | 14/06/2026 |") == (["state", "progress", "done_on"], [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| 3 | 12,5 |", "| | 1 |"),
        ("| Căn cứ | Luật B |\n", ""),
        ("Nguyễn Văn A", "Nguyễn Văn C"),
        ("| 2026-H1 | Ưu điểm | 1 | Tốt. |", "| 2026-H1 | Hạn chế | 1 | Xấu. |\n| 2026-H1 | Ưu điểm | 1 | Khá. |"),
        ("| H01 | Hội 01 |", "| H02 | Hội 02 |"),
    ],
)
def test_the_workbook_with_its_changes_put_back_is_as_it_was(old: str, new: str) -> None:
    then, now = taken().inputs, changed((old, new))
    found = changes(then, now, "2026-H1", "Nguyễn Văn A").others
    assert found
    back = put_back(now, found)
    assert report_inputs(back, "2026-H1", signer="Nguyễn Văn A") == then
    assert sorted(back.profile["legal_bases"]) == ["Luật A", "Luật B"]
    assert report_inputs(now, "2026-H1", signer="Nguyễn Văn A") != then


def test_a_locked_period_that_is_no_longer_current_is_seen_as_it_was_while_open() -> None:
    book = changed(("10/06/2026 | Mở", "10/06/2026 | Khóa"), ("| Kỳ báo cáo | 2026-H1", "| Kỳ báo cáo | 2025-H2"))
    seen = as_open(book, "2026-H1")
    assert (seen.periods["2026-H1"].locked, seen.periods["2025-H2"].locked, seen.period) == (False, True, "2026-H1")
    assert book.periods["2026-H1"].locked


def test_freezing_a_period_keeps_its_values_and_the_other_periods_rows() -> None:
    text = WORKBOOK + "\n## tblChot\n| Mã kỳ | Bảng | Khóa | Cột | Giá trị | Lúc |\n"
    text += '| 2025-H2 | tblSoLieu | 2025-H2/H01 | Hội thảo | "2" | 01/01/2026 |\n'
    text += '| 2026-H1 | tblSoLieu | 2026-H1/H01 | Hội thảo | "1" | 01/06/2026 |\n'
    records = frozen_records(book_of(text, period="2026-H1"), "2026-H1", AT)
    values = {(r["period"], r["record"], r["column"]): r["value"] for r in records}
    assert values["2025-H2", "2025-H2/H01", "Hội thảo"] == "2"
    assert values["2026-H1", "2026-H1/H01", "Hội thảo"] == "3"
    assert values["2026-H1", "2026-H1/H01", "Kinh phí (triệu đồng)"] == "12,5"
    assert values["2026-H1", "2026-H1/NV-002/H01", "Trạng thái"] == "Đang thực hiện"
    assert values["2026-H1", "2026-H1/Ưu điểm/1", "Nội dung"] == "Tốt."
    assert values["2026-H1", "2026-H1/H01", "Hội viên đầu kỳ"] is None
    assert {r["at"] for r in records if r["period"] == "2026-H1"} == {AT}


def test_what_cannot_come_back_is_not_frozen() -> None:
    with pytest.raises(TypeError):
        freeze({"a": {1, 2}})
    with pytest.raises(TypeError):
        freeze({1: "a"})
    assert thaw(freeze(CONTENT), Number) == CONTENT


DECLARED = """
## tblChiTieu
| Chỉ tiêu | Cách tính | Mục | Danh từ |
| Tin bài | phát sinh | 1. Tổ chức | {noun} |
"""


def test_what_the_office_declares_is_frozen_and_a_change_of_it_told() -> None:
    then = report_inputs(book_of(WORKBOOK + DECLARED.format(noun="tin, bài")), "2026-H1")
    found = changes(then, book_of(WORKBOOK + DECLARED.format(noun="bài")), "2026-H1").others
    assert [(one.sheet, one.column, one.old, one.new) for one in found] == [("Chỉ tiêu", "Danh từ", "tin, bài", "bài")]


def test_what_the_office_begins_to_declare_after_submission_is_no_change() -> None:
    then = report_inputs(book_of(WORKBOOK), "2026-H1")
    assert "indicators" not in then
    assert changes(then, book_of(WORKBOOK + DECLARED.format(noun="bài")), "2026-H1").others == []


def test_a_submission_of_before_calls_the_figures_by_their_english_keys() -> None:
    then = report_inputs(book_of(WORKBOOK), "2026-H1")
    english = {key: old for old, key in EARLIER_KEYS.items()}
    then["figures"] = {
        name: {english.get(key, key): text for key, text in cells.items()} for name, cells in then["figures"].items()
    }
    assert changes(then, book_of(WORKBOOK), "2026-H1").others == []


def test_what_an_older_program_kept_of_a_submission_is_read_too() -> None:
    context = {"van_ban": {"loai": "BÁO CÁO"}}
    older = {"context": context, "figures": [], "missing_texts": [], "template": "00ff", "replaces": None}
    frozen = Frozen.of({**older, "title": "Kết quả năm 2026"})
    assert (frozen.template, frozen.edited, frozen.toc, frozen.paragraphs) == (b"\x00\xff", b"", False, None)
    assert (frozen.replaces, frozen.registered) == ("", "Báo cáo kết quả năm 2026")
    assert Frozen.of(frozen.content) == frozen and "edited" not in frozen.content

"""`check DIR --out TABLE.xlsx`: a folder of documents becomes one table; one that cannot be read stops no other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import layout_docs as make
import openpyxl
import pytest
from cli import lhh
from test_checker_defects import DEFECTS

from lhh_excel.document import CheckResult, check, fix
from lhh_excel.document.rules import LAYOUT_RULES
from lhh_excel.errors import InputError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every seventh defect of the checker's tests as a document of its own, one clean, two that are no Word file."""
    root = tmp_path_factory.mktemp("Văn bản năm 2026")
    below = root / "Phòng Tổ chức" / "Quý I"
    below.mkdir(parents=True)
    for number, (_, changes, *_) in enumerate([*DEFECTS.values()][::7]):
        (root / f"{number:03}.docx").write_bytes(make.changed(*changes))
    (below / "đúng.docx").write_bytes(make.clean())
    (below / "cũ.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (below / "rỗng.docx").write_bytes(b"")
    (below / "~$úng.docx").write_bytes(b"x")
    (below / "bảng tính.xlsx").write_bytes(b"x")
    return root


def rows(sheet: openpyxl.worksheet.worksheet.Worksheet) -> list[dict[str, object]]:
    """The lines under the head, by its words."""
    head, *lines = sheet.iter_rows(min_row=3, values_only=True)
    return [dict(zip(map(str, head), line, strict=True)) for line in lines]


@pytest.mark.slow
def test_the_table_says_of_each_document_and_of_each_rule_what_a_check_by_itself_says(
    folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "kết quả.xlsx"
    said = lhh("check", folder, "--out", out)
    assert said.code == 3 and "Đã ghi bảng kết quả" in said.out, said
    book = openpyxl.load_workbook(out)
    documents, findings, rules = (rows(book[name]) for name in ("Văn bản", "Vấn đề", "Theo quy tắc"))

    files = sorted(path for path in folder.rglob("*.do*") if not path.name.startswith("~$"))
    told = {str(line["Tệp"]): line for line in documents}
    assert len(told) == len(documents) == len(files)
    broken: Counter[tuple[str, str, str]] = Counter()
    for path in files:
        line = told[path.relative_to(folder).as_posix()]
        try:
            alone = check(path)
        except InputError as error:
            assert line["Kết quả"] == "không làm được"
            assert error.sentence in str(line["Ghi chú"]) and line["Lỗi"] is None
            continue
        assert isinstance(alone, CheckResult)
        assert [line[name] for name in ("Lỗi", "Cảnh báo", "Gợi ý")] == list(alone.counts.values())
        listed = [one for one in findings if one["Tệp"] == line["Tệp"]]
        assert [one["Vấn đề"] for one in listed] == [one.message for one in alone.findings]
        broken.update({(one.code, LAYOUT_RULES[one.rule].title, one.severity) for one in alone.findings})
    counts = [line["Số văn bản"] for line in rules]
    assert counts == sorted(counts, key=lambda count: -int(str(count)))
    assert Counter(counts) == Counter(broken.values())
    assert {(line["Điểm của Nghị định"], line["Quy tắc"]) for line in rules} == {key[:2] for key in broken}


@pytest.mark.slow
def test_the_same_documents_give_the_same_table(folder: Path, tmp_path: Path) -> None:
    made = []
    for name in ("a.xlsx", "b.xlsx"):
        lhh("check", folder, "--out", tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


@pytest.mark.slow
def test_a_folder_without_a_table_is_told_document_by_document(folder: Path) -> None:
    said = lhh("check", folder / "Phòng Tổ chức")
    assert said.code == 3
    assert "Quý I/đúng.docx: đúng thể thức." in said.out
    assert "3 tệp: 1 đúng thể thức" in said.out and "2 không đọc được" in said.out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("{empty}",), 3, "Không có văn bản nào"),
        (("{folder}", "--out", "{empty}/kq.docx"), 2, "không phải tên tệp Excel"),
        (("{folder}", "--fix", "{empty}/sua.docx"), 2, "--fix chỉ sửa mỗi lần một tệp"),
        (("{folder}", "--fix", "{empty}/sua.docx", "--out", "{empty}/kq.xlsx"), 2, "không dùng cùng nhau"),
        (("{empty}/không có",), 3, "không có"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_written(
    arguments: tuple[str, ...], code: int, told: str, folder: Path, tmp_path: Path
) -> None:
    said = lhh("check", *(one.format(folder=folder, empty=tmp_path) for one in arguments))
    assert said.code == code and told in said.err + said.out
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
def test_from_python_a_check_and_a_mended_copy_are_those_of_the_command(tmp_path: Path) -> None:
    path, out = tmp_path / "a.docx", tmp_path / "b.docx"
    path.write_bytes(make.changed(*DEFECTS["left margin 25 mm"][1]))
    said = lhh("check", path, "--fix", out, "--guarded", "--json").json
    mended = fix(path, guarded=True)
    assert mended.docx == out.read_bytes() and not mended.refused
    assert [one.as_json() for one in mended.before.findings] == said["findings"]
    assert [one.as_json() for one in mended.changes] == said["fix"]["changes"]
    assert check(mended.docx).errors == mended.after.errors == said["fix"]["summary"]["error"]

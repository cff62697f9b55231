"""`check FILE --fix OUT`: what a clerk sees, what lands on disk, what never does."""

from __future__ import annotations

from pathlib import Path

import layout_docs as make
import pytest
from cli import lhh
from fixing import words
from test_checker_defects import DEFECTS


def planted(*names: str) -> bytes:
    return make.changed(*(change for name in names for change in DEFECTS[name][1]))


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "Báo cáo quý.docx"
    path.write_bytes(planted("left margin 25 mm", "agency's rule missing", "day without zero"))
    return path


@pytest.mark.slow
def test_each_repair_is_told_with_its_locator_before_and_after(letter: Path) -> None:
    out = letter.with_name("sửa.docx")
    said = lhh("check", letter, "--fix", out)
    assert "PL1.P1.I.3" in said.out and "25 mm → 30 mm" in said.out
    assert "Đã sửa 1 chỗ, ghi vào: " in said.out
    assert said.code == 1  # the rule and the date are still wrong
    assert words(out.read_bytes()) == words(letter.read_bytes())


@pytest.mark.slow
def test_guarded_repairs_come_only_when_asked(letter: Path) -> None:
    out = letter.with_name("sửa.docx")
    said = lhh("check", letter, "--fix", out, "--guarded", "--json").json
    assert {change["level"] for change in said["fix"]["changes"]} == {"safe", "guarded"}
    assert said["summary"]["error"] == 3
    assert said["fix"]["summary"]["error"] == 1  # the date is a person's to write
    assert said["fix"]["out"] == str(out)
    assert [finding["code"] for finding in said["fix"]["findings"]] == ["PL1.P1.II.4.b"]


@pytest.mark.slow
def test_nothing_left_to_mend_ends_well(tmp_path: Path) -> None:
    path, out = tmp_path / "a.docx", tmp_path / "b.docx"
    path.write_bytes(planted("left margin 25 mm"))
    assert lhh("check", path, "--fix", out).code == 0
    assert lhh("check", out).code == 0


@pytest.mark.slow
def test_a_document_that_may_not_be_touched_is_named_first_and_nothing_is_written(tmp_path: Path) -> None:
    path, out = tmp_path / "a.docx", tmp_path / "b.docx"
    path.write_bytes(planted("comment"))
    said = lhh("check", path, "--fix", out, "--guarded")
    assert said.code == 1
    assert said.out.splitlines()[0].startswith("a.docx còn nhận xét")
    assert not out.exists()
    assert lhh("check", path, "--fix", out, "--json").json["fix"] | {"summary": 0, "findings": 0} == {
        "out": None,
        "refused": "comments",
        "changes": [],
        "held": [],
        "summary": 0,
        "findings": 0,
    }


def test_the_file_itself_is_never_written_over(letter: Path) -> None:
    before = letter.read_bytes()
    link = letter.with_name("liên kết.docx")
    link.symlink_to(letter)
    for out in (letter, letter.parent / "." / letter.name, link):
        said = lhh("check", letter, "--fix", out)
        assert said.code == 2
        assert "không ghi đè tệp gốc" in said.err
    assert letter.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--guarded",), "--guarded chỉ dùng cùng --fix"),
        (("--convert",), "--convert chỉ dùng cùng --fix"),
        (("--fix", "sửa.xlsx"), "không phải tên tệp Word"),
        (("--fix",), "--fix cần một giá trị"),
    ],
)
def test_words_that_do_not_fit_together_are_refused(letter: Path, arguments: tuple[str, ...], sentence: str) -> None:
    said = lhh("check", letter, *arguments, cwd=letter.parent)
    assert said.code == 2
    assert sentence in said.err


def test_one_file_at_a_time(letter: Path, tmp_path: Path) -> None:
    said = lhh("check", letter, letter, "--fix", tmp_path / "b.docx")
    assert (said.code, "mỗi lần một tệp" in said.err) == (2, True)


@pytest.mark.slow
def test_an_older_copy_is_kept_beside_the_new_one(letter: Path) -> None:
    out = letter.with_name("sửa.docx")
    out.write_bytes(b"cu")
    lhh("check", letter, "--fix", out)
    assert out.with_name("sửa.docx.bak").read_bytes() == b"cu"

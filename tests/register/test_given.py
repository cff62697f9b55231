"""Which files and rows count as numbers given: by what a document says, by type and period, never by a name."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
from pathlib import Path

import kept
import pytest
from cli import lhh
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from life import H1, YEAR, Copy, Row, Said, call, make_master
from places import ROOT

from lhh_excel.document.ooxml.package import put_properties, read_parts, read_properties, write_parts

DAY = ("--date", "20/12/2026")


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_master(tmp_path_factory.mktemp("so") / "so.xlsx")


@pytest.fixture
def book(master: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(master, tmp_path / "so.xlsx"))


def submit(book: Path, period: str = H1) -> None:
    """Made once a run for the same workbook."""

    def make(folder: Path) -> None:
        own = shutil.copy(book, folder)
        assert call("report", own, "--period", period, "--submit").code == 0

    kept.files(make, book.parent, "submitted", book.name, book.read_bytes(), period)


def issue(book: Path, *words: object, period: str = H1) -> Said:
    return call("report", book, "--period", period, "--issue", *DAY, *words)


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "state"), [("BC", "Đã cấp"), ("BC", "Chưa hoàn tất"), ("TB", "Chưa hoàn tất")])
def test_another_documents_row_is_never_taken_for_the_report_of_the_year(book: Path, kind: str, state: str) -> None:
    """Its file's name may be the very one that the report's would be."""
    name, date = f"11-{kind}-LHH-2026.docx", dt.date(2026, 6, 3)
    told = {"subject": "Việc khác năm 2026", "signer": "Nguyễn Văn A", "recipients": "Các hội", "state": state}
    Copy(book).add("register", symbol=f"11/{kind}-LHH", date=date, file=name, **told)
    submit(book, YEAR)
    said = issue(book, period=YEAR)
    assert (said.code, said.told["symbol"]) == (0, "12/BC-LHH")


@pytest.mark.slow
def test_an_older_copy_knows_what_its_documents_tell_and_gets_its_rows_back(book: Path) -> None:
    older = book.read_bytes()
    submit(book)
    first = Path(issue(book).told["made"][0])
    book.write_bytes(older)
    assert issue(book).error == "already_issued"
    assert call("remind", book, "--period", H1, "--number", 11, *DAY).error == "number_taken"
    assert book.read_bytes() == older  # what is refused writes nothing
    assert call("report", book, "--period", H1, "--submit", "--replaces", "11/BC-LHH").code == 0  # as told
    said = issue(book)
    assert (said.code, said.told["symbol"]) == (0, "12/BC-LHH") and first.name in said.text
    assert [row[2] for row in Copy(book).register()[-2:]] == ["Bị thay thế", "Đã cấp"]


@pytest.mark.slow
@pytest.mark.parametrize("where", ["ket-xuat/2026", "da-gui", "ket-xuat"])
def test_a_document_put_away_or_renamed_still_counts(book: Path, where: str) -> None:
    older = book.read_bytes()
    submit(book)
    document = Path(issue(book).told["made"][0])
    place = book.parent / where
    place.mkdir(parents=True, exist_ok=True)
    document.rename(place / ("Báo cáo đã ký.docx" if where == "ket-xuat" else document.name))
    book.write_bytes(older)
    assert issue(book, "--yes").error == "already_issued"


@pytest.mark.slow
@pytest.mark.parametrize("whose", ["nobody's", "another workbook's"])
def test_a_file_that_only_looks_like_it_is_asked_about_and_never_obeyed(
    book: Path, master: Path, tmp_path: Path, whose: str
) -> None:
    submit(book)
    alike = book.parent / "ket-xuat" / "11-KH-LHH-2026.docx"
    if whose == "nobody's":
        alike.write_bytes(b"cua nguoi khac")
    else:
        other = Path(shutil.copy(master, tmp_path / "khac.xlsx"))
        Copy(other).put("profile", "Tên cơ quan", value="Hội của nơi khác")
        out = ("--out", tmp_path / "noi-khac")
        assert call("report", other, "--period", H1, "--submit", *out).code == 0
        made = call("report", other, "--period", H1, "--issue", *DAY, *out).told["made"]
        shutil.copy(made[0], alike)
    before = book.read_bytes()
    asked = issue(book)
    assert asked.error == "needs_yes" and alike.name in asked.text and book.read_bytes() == before
    assert issue(book, "--yes").told["symbol"] == "11/BC-LHH"


@pytest.mark.slow
def test_what_issue_will_ask_is_told_at_submission(book: Path) -> None:
    copy = Copy(book)
    copy.add("register", symbol="11/TB-LHH", date=dt.date(2099, 1, 2), subject="Lạc năm", signer="A", state="Đã cấp")
    copy.add("register", symbol="12/TB-LHH", date=dt.date(2026, 12, 31), subject="Cuối năm", signer="A", state="Đã cấp")
    said = call("report", book, "--period", H1, "--submit")
    if dt.date.today() <= dt.date(2026, 12, 30):  # the clock's year is that of the row
        assert "date_back" in said.told["issue_asks"] and "12/TB-LHH" in said.text
    assert issue(book).error == "needs_yes"


@pytest.mark.slow
@pytest.mark.parametrize("number", ["0", "100000", "1000000", "99999999999999999999"])
def test_no_door_takes_a_number_that_is_none(book: Path, tmp_path: Path, number: str) -> None:
    submit(book)
    text = tmp_path / "ke-hoach.md"
    text.write_text("KẾ HOẠCH\nTổ chức hội thi\n\nNội dung.\n", encoding="utf-8")
    before = book.read_bytes()
    for words in (
        ("report", book, "--issue", *DAY, "--yes", "--number", number),
        ("remind", book, *DAY, "--yes", "--number", number),
        ("compose", text, "--type", "KH", "--out", tmp_path / "ra", "--number", number),
    ):
        assert call(*words).error == "bad_number"
    assert book.read_bytes() == before and not list(tmp_path.rglob("*100000*")) and not (tmp_path / "ra").exists()


@pytest.mark.slow
def test_an_unfinished_row_of_a_number_that_is_none_can_be_given_up(book: Path) -> None:
    """As an older version of the program left it."""
    submit(book)
    told = {"date": dt.date(2026, 6, 17), "subject": "Báo cáo", "signer": "A", "state": "Chưa hoàn tất"}
    copy = Copy(book)
    copy.add("register", symbol="1000000/BC-LHH", file="1000000-BC-LHH-2026-H1.docx", **told)
    copy.add("journal", action="Phát hành", file="1000000-BC-LHH-2026-H1.docx", record=H1, new="1000000/BC-LHH")
    assert issue(book).error == "held_too_large"
    assert "1000000/BC-LHH" in call("report", book, "--period", H1).text
    copy.rows = [Row("1000000/BC-LHH", dt.date(2026, 6, 17), "", "Chưa hoàn tất")]
    copy.drop_row(copy.rows[0])  # as told
    assert issue(book).told["symbol"] == "11/BC-LHH"


@pytest.mark.slow
def test_a_template_made_from_an_issued_document_hands_no_number_on(book: Path) -> None:
    submit(book)
    issued = Path(issue(book).told["made"][0])
    assert read_properties(issued)["KyHieu"] == "11/BC-LHH"
    parts = read_parts((ROOT / "templates" / "bao-cao.docx").read_bytes())
    put_properties(parts, read_properties(issued))
    own = book.parent / "templates"
    own.mkdir()
    (own / "bao-cao.docx").write_bytes(write_parts(parts))
    draft = Path(call("report", book, "--period", H1).told["made"][0])
    assert read_properties(draft) == {} and Document(str(draft)).paragraphs


_texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=60)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(values=st.dictionaries(st.sampled_from(("MaSo", "KyHieu", "Ngay", "TrichYeu")), _texts))
def test_what_a_document_says_of_itself_is_read_as_it_was_put(
    values: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("x") / "a.docx"
    parts = read_parts((ROOT / "templates" / "bao-cao.docx").read_bytes())
    put_properties(parts, {"Ky": "cũ"})
    put_properties(parts, values)
    numbers = re.findall(rb'pid="(.*?)"', parts["docProps/custom.xml"])
    assert numbers == [b"%d" % number for number in range(2, 2 + len(numbers))]  # others are refused by Word
    path.write_bytes(write_parts(parts))
    assert read_properties(path) == values
    path.write_bytes(path.read_bytes()[:-300])  # half of it: nothing is said, nothing falls
    assert read_properties(path) == {}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell")
@pytest.mark.parametrize(("answer", "locked"), [("n", False), ("k", False), ("không", False), ("c", True), ("y", True)])
def test_an_answer_through_a_pipe_counts(book: Path, answer: str, locked: bool) -> None:
    lines = f"{answer}\n".encode()
    command = [sys.executable, "-m", "lhh_excel", "lock", str(book), "--period", H1]
    done = subprocess.run(command, input=lines, capture_output=True, timeout=60, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert ("đã khóa từ trước" in lhh("lock", book, "--period", H1).out) is locked

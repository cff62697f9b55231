"""The terminal's door: exit codes, Vietnamese sentences, JSON, and nothing on disk changed by a call that failed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli import lhh
from places import ROOT
from xlsx import edit_part, minimal, sheet_part, write_tables

import lhh_excel
from lhh_excel.cli.commands import COMMANDS
from lhh_excel.messages.screen import COMMAND_HELP


def test_the_version_is_said_without_importing_anything_of_weight() -> None:
    code = (
        "import sys, lhh_excel.cli as c; c.run(['--version']); "
        "print(sorted({'argparse', 'zipfile', 'lxml', 'openpyxl', 'json'} & set(sys.modules)))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines() == [f"lhh-excel {lhh_excel.__version__}", "[]"]


def test_help_is_vietnamese_with_the_english_term_and_names_every_command() -> None:
    said = lhh("--help")
    assert said.code == 0
    assert "kiểm tra dữ liệu (validate)" in said.out and "Cách dùng" in said.out
    assert all(re.search(rf"^\s+{command}\s", said.out, re.MULTILINE) for command in COMMANDS)


@pytest.mark.slow
@pytest.mark.anywhere
def test_each_command_has_its_help() -> None:
    for command in COMMANDS:
        helped = lhh(command, "--help")
        assert helped.code == 0 and COMMAND_HELP[command] in " ".join(helped.out.split())


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("validate",), "Thiếu TỆP."),
        (("kiem-tra",), "Không có lựa chọn “kiem-tra”"),
        (("validate", "a.xlsm", "--nhanh"), "Không hiểu “--nhanh”."),
        (("validate", "a.xlsm", "--as-of", "31/02/2026"), "“31/02/2026” không phải là ngày."),
        (("report", "a.xlsm", "--number", "năm"), "--number: giá trị “năm” không dùng được."),
        (("report", "a.xlsm", "--submit", "--issue"), "không dùng cùng"),
        (("new", "a.xlsm", "--cutoff", "1-1"), "Không có lựa chọn “1-1”"),
        (("new", "a=b.xlsm"), "Tên tệp “a=b.xlsm” có ký tự không dùng được"),
    ],
)
def test_a_wrong_call_is_told_in_vietnamese(tmp_path: Path, arguments: tuple[str, ...], sentence: str) -> None:
    said = lhh(*arguments, cwd=tmp_path)
    assert said.code == 2
    assert sentence in said.err and len(said.err.strip().splitlines()) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.anywhere
@pytest.mark.slow
def test_validate_gives_the_contract_s_json(sample: Path) -> None:
    said = lhh("validate", sample, "--json")
    assert said.code == 0
    assert set(said.json) == {"workbook", "period", "summary", "findings"}
    assert said.json["period"] == "2026-H1"
    assert set(said.json["summary"]) == {"error", "warning", "note"} and said.json["summary"]["error"] == 0
    keys = {"code", "severity", "sheet", "cell", "column", "record", "value", "message", "fix", "source"}
    keys |= {"explained"}
    assert said.json["findings"] and all(set(finding) == keys for finding in said.json["findings"])


@pytest.mark.anywhere
@pytest.mark.slow
def test_validate_does_not_touch_the_file(sample: Path) -> None:
    before = sample.read_bytes()
    lhh("validate", sample)
    assert sample.read_bytes() == before and list(sample.parent.iterdir()) == [sample]


@pytest.mark.anywhere
@pytest.mark.slow
def test_validate_write_fills_the_sheet_and_changes_no_other_cell(sample: Path) -> None:
    from lhh_excel.workbook.reading import open_book

    before = open_book(sample)
    said = lhh("validate", sample, "--write", "--json")
    after = open_book(sample)
    assert said.code == 0
    assert after["findings"].clean["code"] == [finding["code"] for finding in said.json["findings"]]
    links = after["findings"].formulas
    assert [links["cell", i].cached for i in range(len(after["findings"]))] == [
        finding["cell"] for finding in said.json["findings"]
    ]
    for key in before.tables.keys() - {"findings", "journal"}:
        now = after.tables[key].raw
        previews = {"preview": now["preview"]} if key == "indicators" else {}  # which the check writes too
        assert now == before.tables[key].raw | previews
    assert after["journal"].clean["action"][-1] == "Kiểm tra dữ liệu"
    assert sample.with_name(sample.name + ".bak").exists()


@pytest.mark.anywhere
def test_errors_in_the_data_exit_1_and_are_named_with_their_cell(tmp_path: Path) -> None:
    rows = minimal()
    rows["tblDonVi"][0]["Loại"] = "Hội"
    path = write_tables(tmp_path / "so.xlsx", rows)
    said = lhh("validate", path)
    assert said.code == 1
    assert "trang Đơn vị, ô D6, cột Loại (H01)" in said.out and "LỖI" in said.out


BROKEN = {
    "not a zip": (b"hello", "không phải tệp Excel"),
    "empty": (b"", "tệp rỗng"),
    "old xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "đời cũ (.xls)"),
    "encrypted": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "cut off": (b"PK\x03\x04" + b"\0" * 100, "bị hỏng"),
}


@pytest.mark.parametrize("case", BROKEN)
@pytest.mark.parametrize("command", ["validate", "fix", "report"])
def test_an_unreadable_file_exits_3_with_its_sentence(tmp_path: Path, command: str, case: str) -> None:
    data, sentence = BROKEN[case]
    path = tmp_path / "tệp lạ.xlsm"
    path.write_bytes(data)
    said = lhh(command, path)
    assert said.code == 3 and sentence in said.err and len(said.err.strip().splitlines()) == 2
    assert path.read_bytes() == data and list(tmp_path.iterdir()) == [path]


def test_a_failure_in_json_is_one_object(tmp_path: Path) -> None:
    said = lhh("validate", tmp_path / "không có.xlsm", "--json")
    assert said.code == 3
    assert said.json["error"] == "not_found" and said.json["message"] and said.json["fix"]


@pytest.mark.anywhere
@pytest.mark.slow
def test_new_never_overwrites_unless_told(tmp_path: Path) -> None:
    path = tmp_path / "Sổ mới.xlsm"
    assert lhh("new", path, "--period", "2026-H1").code == 0
    first = path.read_bytes()
    said = lhh("new", path, "--sample")
    assert said.code == 5 and "đã có sẵn" in said.err and path.read_bytes() == first
    assert lhh("new", path, "--sample", "--force").code == 0
    assert path.read_bytes() != first and (tmp_path / "Sổ mới.xlsm.bak").read_bytes() == first


@pytest.mark.anywhere
@pytest.mark.slow
def test_new_proposes_periods_by_the_preset_asked_for(tmp_path: Path) -> None:
    import datetime as dt

    from lhh_excel.workbook.reading import open_book

    for cutoff, start, end in (
        ("15-12", dt.date(2025, 12, 15), dt.date(2026, 6, 14)),
        ("calendar", dt.date(2026, 1, 1), dt.date(2026, 6, 30)),
    ):
        path = tmp_path / f"{cutoff}.xlsm"
        assert lhh("new", path, "--cutoff", cutoff, "--as-of", "2026-03-01").code == 0
        periods = open_book(path)["periods"]
        at = periods.clean["code"].index("2026-H1")
        assert (periods.clean["start"][at], periods.clean["end"][at]) == (start, end)


@pytest.mark.anywhere
@pytest.mark.slow
def test_fix_lists_then_mends_only_what_has_one_reading(tmp_path: Path) -> None:
    from lhh_excel.workbook.reading import open_book

    rows = minimal()
    rows["tblDonVi"][0] |= {"Tên đơn vị": "  Hội một ", "Loại": "hội thành viên", "Ngày thành lập": "05/03/2020"}
    rows["tblDonVi"].append(
        {"Mã đơn vị": "H02", "Tên đơn vị": "Hội hai", "Loại": "Hội thành viên", "Ngày gia nhập": "12/5/26"}
    )
    path = write_tables(tmp_path / "so.xlsx", rows)
    before = path.read_bytes()
    dry = lhh("fix", path, "--dry-run")
    assert dry.code == 0 and "“hội thành viên” → “Hội thành viên”" in dry.out and path.read_bytes() == before
    done = lhh("fix", path, "--json")
    units = open_book(path)["units"]
    assert len(done.json["repairs"]) == 3
    assert units.raw["name"][0] == "Hội một" and units.raw["kind"][0] == "Hội thành viên"
    assert str(units.raw["founded"][0]) == "2020-03-05"
    assert units.raw["joined"][1] == "12/5/26"
    assert (tmp_path / "so.xlsx.bak").read_bytes() == before
    assert lhh("fix", path, "--json").json["repairs"] == []


@pytest.mark.anywhere
@pytest.mark.slow
@pytest.mark.parametrize("command", ["validate", "status", "report", "remind", "forms"])
def test_a_period_in_another_case_is_read(command: str, sample: Path, tmp_path: Path) -> None:
    out = [] if command in ("validate", "status") else ["--out", tmp_path / "ra"]
    out += ["--unit", "H01"] if command == "forms" else []
    said = lhh(command, sample, "--period", "2026-h1", "--json", *out)
    assert said.code in (0, 1) and said.json["period"] == "2026-H1", said.err


@pytest.mark.anywhere
@pytest.mark.slow
@pytest.mark.parametrize(
    "typed", ["2026h1", "H1-2026", "h1/2026", "2026_H1", "2026-H01", "2026-Q5", "6 tháng đầu năm 2026", "2026-HK1"]
)
def test_another_spelling_of_a_period_is_asked_about(typed: str, sample: Path, tmp_path: Path) -> None:
    said = lhh("status", sample, "--period", typed)
    assert said.code == 2 and f"Không có kỳ báo cáo “{typed}” trong sổ; có phải là “2026-H1”?" in said.err
    if "Q5" not in typed:
        said = lhh("new", tmp_path / "moi.xlsm", "--period", typed)
        assert said.code == 2 and "có phải là “2026-H1”?" in said.err


@pytest.mark.anywhere
@pytest.mark.slow
def test_a_new_workbook_s_period_is_read_in_another_case(tmp_path: Path) -> None:
    assert lhh("new", tmp_path / "moi.xlsm", "--period", "2026-h1", "--json").json["period"] == "2026-H1"


@pytest.mark.parametrize(
    ("command", "kind", "remedy"),
    [("compose", "tệp chữ", ".md, .txt"), ("validate", "tệp", ".xlsm")],
)
def test_a_folder_is_told_as_what_it_is(command: str, kind: str, remedy: str, tmp_path: Path) -> None:
    said = lhh(command, tmp_path)
    assert said.code == 3 and f"là thư mục, không phải {kind}." in said.err and remedy in said.err
    assert ("Excel" in said.err) is (command == "validate")


@pytest.mark.anywhere
def test_an_unknown_period_lists_those_there_are(sample: Path) -> None:
    said = lhh("validate", sample, "--period", "2031-H1")
    assert said.code == 2 and "2031-H1" in said.err and "2026-H1" in said.err


@pytest.mark.anywhere
def test_a_missing_table_stops_a_report_with_its_name(tmp_path: Path) -> None:
    rows = minimal()
    path = write_tables(tmp_path / "so.xlsx", {k: rows[k] for k in ("tblKy", "tblDonVi", "tblCauHinh")}, only=True)
    said = lhh("report", path)
    assert said.code == 3 and "tblSoLieu" in said.err
    assert lhh("validate", path).code == 1


@pytest.mark.slow
def test_a_fault_of_ours_names_the_log(tmp_path: Path, sample: Path) -> None:
    log = tmp_path / "nhật ký.log"
    broken = (
        "import sys, lhh_excel.checking.run as r\n"
        "from lhh_excel.__main__ import main\n"
        "r.run_rules = None\n"
        "sys.argv = ['lhh-excel', 'validate', sys.argv[1]]\n"
        "raise SystemExit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken, str(sample)],
        capture_output=True,
        env={**os.environ, "LHH_LOG": str(log)},
        check=False,
    )
    assert done.returncode == 70
    text = done.stderr.decode()
    assert "lỗi ngoài dự kiến" in text and str(log) in text and "Traceback" not in text
    assert "Traceback" in log.read_text(encoding="utf-8")


def test_output_survives_a_console_without_vietnamese_letters(sample: Path) -> None:
    said = lhh("validate", sample, env={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C"})
    assert said.code == 0 and "CẢNH BÁO" in said.out


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_a_read_only_folder_gets_a_sentence_and_exit_5(sample: Path) -> None:
    if os.geteuid() == 0:
        target = Path("/proc/lhh-khong-ghi-duoc")  # a folder where not even root may write
    else:
        target = sample.parent / "khóa"
        target.mkdir(mode=0o500)
    said = lhh("report", sample, "--out", target)
    assert said.code == 5 and "Không ghi được" in said.err


@pytest.mark.slow
@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("mount"), reason="needs a small tmpfs"
)
def test_a_full_disk_gets_a_sentence_and_leaves_what_was_there(sample: Path, tmp_path: Path) -> None:
    disk = tmp_path / "đĩa nhỏ"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], check=False, capture_output=True
    ).returncode:
        pytest.skip("may not mount here")
    try:
        old = b"x" * 40_000
        (disk / "BC-2026-H1-du-thao.docx").write_bytes(old)
        said = lhh("report", sample, "--out", disk, "--fresh")
        assert said.code == 5 and "đã đầy" in said.err
        assert (disk / "BC-2026-H1-du-thao.docx").read_bytes() == old
        assert sorted(p.name for p in disk.iterdir()) == ["BC-2026-H1-du-thao.docx"]
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.slow
def test_a_workbook_open_in_excel_is_not_written(sample: Path) -> None:
    (sample.parent / f"~${sample.name}").write_bytes(b"")
    before = sample.read_bytes()
    said = lhh("validate", sample, "--write")
    assert said.code == 5 and "đang mở" in said.err and sample.read_bytes() == before


@pytest.mark.anywhere
def test_uncomputed_formulas_and_broken_references_are_found_not_guessed(tmp_path: Path) -> None:
    path = write_tables(
        tmp_path / "so.xlsx", minimal(tblSoLieu=[{"Mã kỳ": "2026-H1", "Mã đơn vị": "H01", "Hội thảo": 3}])
    )
    part = sheet_part("tblSoLieu")
    edit_part(
        path,
        part,
        lambda xml: xml.replace(b'<c r="K6"><v>3</v></c>', b'<c r="K6"><f>1+2</f></c><c r="L6" t="e"><v>#REF!</v></c>'),
    )
    found = {(f["cell"], f["code"][:2]) for f in lhh("validate", path, "--json").json["findings"]}
    assert {("K6", "CT"), ("L6", "CT")} <= found


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="built on Linux, with tools that a clerk's PC lacks")
def test_the_committed_files_are_what_the_sources_build() -> None:
    from tools.build import artifacts

    stale = [name for name, data in artifacts().items() if (ROOT / name).read_bytes() != data]
    assert stale == []


@pytest.mark.anywhere
def test_check_names_the_parts_of_a_document_as_people_do() -> None:
    said = lhh("check", ROOT / "templates" / "bao-cao.docx")
    assert "    Địa danh và thời gian " in said.out and "dia_danh" not in said.out


@pytest.mark.anywhere
@pytest.mark.slow
def test_of_several_documents_an_unreadable_one_does_not_stop_the_others(sample: Path, tmp_path: Path) -> None:
    draft = lhh("report", sample, "--out", tmp_path, "--json").json["made"][0]
    broken = tmp_path / "hỏng.docx"
    broken.write_bytes(b"khong phai Word")
    said = lhh("check", broken, draft, "--json")
    assert said.code == 3
    first, second = said.json["documents"]
    assert first["error"] and second["summary"]["error"] == 0
    assert lhh("check", broken).code == 3


@pytest.mark.anywhere
def test_a_table_named_in_capitals_is_the_same_table(tmp_path: Path) -> None:
    path = write_tables(tmp_path / "so.xlsx", minimal())
    edit_part(path, "xl/tables/table4.xml", lambda xml: xml.replace(b"tblDonVi", b"TBLDONVI"))
    assert [f for f in lhh("validate", path, "--json").json["findings"] if f["code"].startswith("CT")] == []

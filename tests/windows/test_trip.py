"""The whole job on a Windows Python gives what it gives here: findings, documents, numbers, forms."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from cli import lhh
from places import SAMPLE
from windows_pc import Windows

pytestmark = [pytest.mark.slow, pytest.mark.windows]
AS_OF = ("--as-of", "2026-07-05")


def parts(path: Path) -> dict[str, bytes]:
    """A file of Office by its parts: deflate packs differently from build to build of zlib."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def there(windows: Windows) -> Path:
    """The sample in the clerk's folder on Windows."""
    return Path(shutil.copy(SAMPLE, windows.folder / "Sổ theo dõi.xlsm"))


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The same on this machine, under the same name."""
    return Path(shutil.copy(SAMPLE, tmp_path / "Sổ theo dõi.xlsm"))


def test_validate_finds_the_same(windows: Windows, there: Path, here: Path) -> None:
    ran = windows.lhh("validate", windows.path(there.name), "--json", *AS_OF)
    told, expected = json.loads(ran.text), json.loads(lhh("validate", here, "--json", *AS_OF).out)
    assert told["findings"] == expected["findings"] and len(told["findings"]) > 20
    assert ran.code == 0


def test_the_report_is_the_same_from_draft_to_issue(windows: Windows, there: Path, here: Path) -> None:
    for stage in ((), ("--submit", "--yes"), ("--issue", "--date", "2026-07-06", "--yes")):
        ran, expected = (
            windows.lhh("report", windows.path(there.name), *stage, *AS_OF),
            lhh("report", here, *stage, *AS_OF),
        )
        assert ran.code == expected.code == 0, ran.text
    made = {path.name for path in (here.parent / "ket-xuat").iterdir()}
    assert made == {path.name for path in (there.parent / "ket-xuat").iterdir()}
    for name in made:
        one, other = here.parent / "ket-xuat" / name, there.parent / "ket-xuat" / name
        if name.endswith((".docx", ".xlsx")):
            assert parts(one) == parts(other), name


def test_forms_go_out_and_come_back(windows: Windows, there: Path, here: Path) -> None:
    """The forms are the same; one that came back is imported, and the workbook has the same cells after it."""
    for call, book, out in (
        (windows.lhh, windows.path(there.name), windows.path("phiếu")),
        (lhh, here, here.parent / "phiếu"),
    ):
        assert call("forms", str(book), "--out", str(out), *AS_OF).code == 0
        ran = call("import", str(book), str(out), "--yes", *AS_OF)
        assert ran.code in (0, 1)
    forms = sorted(path.name for path in (here.parent / "phiếu").glob("*.xlsx"))
    assert len(forms) > 15
    for name in forms:
        assert parts(here.parent / "phiếu" / name) == parts(there.parent / "phiếu" / name)


def test_what_is_printed_can_be_read_in_the_code_page_of_vietnam(windows: Windows, there: Path) -> None:
    """A sign that the console's page lacks is written another way, and never ends the command."""
    ran = windows.lhh("validate", windows.path(there.name), *AS_OF, PYTHONUTF8="0", PYTHONIOENCODING="cp1258")
    assert ran.code == 0
    assert b"LHH" in ran.out and "Traceback" not in ran.out.decode("cp1258", "replace")


def test_two_processes_write_one_after_the_other(windows: Windows, there: Path) -> None:
    """While another process holds the workbook's lock a command waits, then does its work."""
    let_go = there.with_name("let-go.txt")
    holder = windows.start(str(windows.python), "-c", HOLD, windows.path(there.name), windows.path(let_go.name))
    before = there.read_bytes()
    writer = windows.start(str(windows.python), "-c", WRITE, windows.path(there.name), *AS_OF)
    for process, word in ((holder, b"held"), (writer, b"ready")):
        assert process.stdout is not None and process.stdout.readline().strip() == word
    with pytest.raises(subprocess.TimeoutExpired):
        writer.wait(3)  # (alone it is done in one)
    assert there.read_bytes() == before
    let_go.touch()
    assert writer.wait(60) == 0 and there.read_bytes() != before


HOLD = """
import sys, time; from pathlib import Path; from lhh_excel.files import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    while not Path(sys.argv[2]).exists(): time.sleep(0.05)
"""
WRITE = """
import sys, lhh_excel.cli.commands; from lhh_excel.__main__ import main
print("ready", flush=True)
sys.argv[1:] = ["validate", "--write", *sys.argv[1:]]
raise SystemExit(main())
"""

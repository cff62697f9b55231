"""The one file that an office gets: built, installed, used, upgraded and taken away on a PC without a network.

Each PC is a Wine prefix of its own with a user of her own. What Wine cannot show (rights, SmartScreen, Excel) stands in
README and docs/kiem-tra-tren-excel.md.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from office import need
from places import ROOT, SAMPLE
from start_there import click
from windows_pc import Ran, Windows

from lhh_excel.setup.carry import COMMAND
from lhh_excel.setup.environment import DESCRIPTION
from lhh_excel.setup.office_config import OfficeConfig
from lhh_excel.workbook.build import build_workbook, shipped_macros
from tools.installer import PARTS, archive, installer, stage
from tools.installer_base import base, compare_signatures
from tools.windows import wine

HERE = Path(__file__).resolve().parent
pytestmark = [pytest.mark.slow, pytest.mark.windows, pytest.mark.long]
AS_OF = ("--as-of", "2026-07-05")
EXCEL = r"C:\Program Files\Microsoft Office\root\Office16\EXCEL.EXE"
TRUSTED = r"Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
LINES = {file.name for file in PARTS.glob("*.cmd")}
UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\LHH"


@pytest.fixture(scope="session")
def made(_wine: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `LHH_INSTALLER` names, where `make installer` built; else a quick build, once for all workers.

    (The quick one's .exe is packed with zlib: solid LZMA takes a minute. `.ci/run` has the true one installed, too.)
    """
    if given := os.environ.get("LHH_INSTALLER"):
        return Path(given)
    for program in ("makensis", "osslsigncode"):
        need(shutil.which(program), program)
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = base / "installer"
    with FileLock(base / "installer.lock"):
        if not folder.is_dir():
            new = base / "installer-new"
            command = [sys.executable, "-m", "tools.installer", str(new), "--quick"]
            subprocess.run(command, cwd=ROOT, check=True, timeout=1800)
            new.rename(folder)
    return folder


class Pc(Windows):
    """A PC of which the user's name is chosen: her profile, her Documents and her desktop."""

    def __init__(self, python: Path, made_prefix: Path, user: str, display: str) -> None:
        prefix = made_prefix.parent / f"pc-{os.getpid()}-{time.monotonic_ns()}"
        subprocess.run(["cp", "--archive", "--link", str(made_prefix), str(prefix)], check=True)
        for file in prefix.glob("*.reg"):  # Wine's registry is the PC's own
            data = file.read_bytes()
            file.unlink()
            file.write_bytes(data)
        self.user = user
        self.profile = prefix / "drive_c" / "users" / user
        for name in ("Desktop", "Documents", "AppData/Local", "AppData/Roaming"):
            (self.profile / name).mkdir(parents=True)
        shutil.copy(python.parent / "bcryptprimitives.dll", prefix / "drive_c/windows/system32")  # which Wine lacks
        self.program = self.profile / "AppData" / "Local" / "LHH"
        super().__init__(python, prefix, self.profile / "Documents", display)
        self.stay_up()

    def start(self, program: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """Without a network, and but for what a test names with nothing of ours in the environment."""
        clean = {"USER": self.user, "PYTHONPATH": "", "PYTHONDONTWRITEBYTECODE": "", "PIP_NO_INDEX": "1"}
        offline = {f"{kind}_proxy": "http://127.0.0.1:9" for kind in ("http", "https")}
        return super().start(program, *arguments, **{**clean, **offline, **environment})

    def run(self, program: str | Path, *arguments: str, **environment: str) -> Ran:
        process = self.start(str(program), *arguments, **environment)
        out, _ = process.communicate(timeout=600)
        return Ran(process.returncode, out)

    def lhh(self, *arguments: str, **_: str) -> Ran:
        """The installed program, by its own Python."""
        return self.run(self.program / "python" / "python.exe", "-I", "-B", "-X", "utf8", "-m", "lhh_excel", *arguments)

    def cut_off(self, installer: Path) -> None:
        """The power fails while files are copied."""
        process = self.start(str(installer), "/S")
        while not (self.program / "new" / "python" / "Lib" / "json").is_dir():
            assert process.poll() is None
            time.sleep(0.05)
        killed = ["wineserver", f"-k{signal.SIGKILL.value}"]
        subprocess.run(killed, env=wine(self.prefix), check=False, timeout=60)
        process.wait(60)
        self.stay_up()

    def uninstall(self) -> int:
        """By Windows' list. What is started there goes on in a copy of itself: it has ended when it is gone."""
        assert self.values((UNINSTALL, "QuietUninstallString")) == [f'"{self.path(self.program / "Go-bo.exe")}" /S']
        code = self.run(self.program / "Go-bo.exe", "/S").code
        self.wait_for_uninstaller()
        return code

    def wait_for_uninstaller(self) -> None:
        """A copy of Go-bo.exe in %TEMP% does the work. It has begun when Go-bo.exe ends, for that one waits until
        CreateProcess comes back, when Wine has the new process under its own command line."""
        end = time.monotonic() + 120
        while any(b"~nsu" in line for line in self.running().values()):
            assert time.monotonic() < end
            time.sleep(0.1)

    def running(self) -> dict[int, bytes]:
        """Process -> its command line, of this PC."""
        found, of_this_pc = {}, f"WINEPREFIX={self.prefix}".encode()
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if of_this_pc in (process / "environ").read_bytes().split(b"\0"):
                    found[int(process.name)] = (process / "cmdline").read_bytes()
        return found

    def values(self, *wanted: tuple[str, str]) -> list[str]:
        """Texts of the user's registry, each by its key and name; "" where there is none."""
        return self.told(VALUES, *(word for pair in wanted for word in pair))

    def opened_by(self, *icons: str) -> list[str]:
        """What a double click on each of these icons of the desktop opens."""
        return self.told(OPENED_BY, *(self.path(self.profile / "Desktop" / f"{icon}.lnk") for icon in icons))

    def told(self, code: str, *arguments: str) -> list[str]:
        """What the Windows Python of the tests says there, line by line."""
        return self.python_with("-c", code, *arguments).text.splitlines()

    def trusted(self) -> set[str]:
        return {*self.values(*((rf"{TRUSTED}\Location{n}", "Path") for n in range(1, 4)))} - {""}

    def has(self, *values: tuple[str, str, str, str]) -> None:
        """Values of its registry as (the hive, key, name, text)."""
        assert self.told(SET, *(word for value in values for word in value)) == []

    def end(self) -> None:
        for order in ("-k", "-w"):  # ended, and the registry written
            subprocess.run(["wineserver", order], env=wine(self.prefix), check=False, timeout=60)

    def off(self) -> None:
        self.end()
        for process in self.running():  # what outlived a server that was cut off
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
        for started in self.started:
            with started:  # (its output is not waited for: others may hold it)
                started.kill()
        shutil.rmtree(self.prefix, ignore_errors=True)


VALUES = """
import sys, winreg as w
for key, name in zip(sys.argv[1::2], sys.argv[2::2]):
    try: print(w.QueryValueEx(w.OpenKey(w.HKEY_CURRENT_USER, key), name)[0])
    except OSError: print()
"""
SET = """
import sys, winreg as w
for hive, key, name, text in zip(*(sys.argv[n::4] for n in range(1, 5))):
    w.SetValueEx(w.CreateKey(getattr(w, hive), key), name, 0, w.REG_SZ, text)
"""
OPENED_BY = """
import sys, pythoncom as com; from win32com.shell import shell
for place in sys.argv[1:]:
    link = com.CoCreateInstance(shell.CLSID_ShellLink, None, com.CLSCTX_INPROC_SERVER, shell.IID_IShellLink)
    link.QueryInterface(com.IID_IPersistFile).Load(place)
    print(shell.SHGetPathFromIDListW(link.GetIDList()))
"""


@pytest.fixture
def pc(_wine: tuple[Path, Path], _display: str, request: pytest.FixtureRequest) -> Iterator[Pc]:
    machine = Pc(*_wine, request.param, _display)
    yield machine
    machine.off()


def user(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("pc", [name], indirect=True)


@pytest.fixture(scope="module")
def workbook() -> bytes:
    """An empty master workbook with its macros."""
    return build_workbook(macros=shipped_macros())


def tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The files that are not the same in both. (What two trees differ by, pytest would work out sign by sign.)"""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def exe(made: Path) -> Path:
    return next(made.glob("*.exe"))


def inside(made: Path) -> dict[str, bytes]:
    """What lies in the archive, by its place in the folder that it unpacks to."""
    with zipfile.ZipFile(next(made.glob("*.zip"))) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def python(made: Path) -> dict[str, bytes]:
    """The program as it was built: what must lie on the PC."""
    return {name.removeprefix("python/"): data for name, data in inside(made).items() if name.startswith("python/")}


def config(book: Path) -> dict[str, str]:
    values = OfficeConfig(book.name, book.read_bytes()).values()
    assert values is not None
    return values


def test_the_same_sources_give_the_same_bytes_and_the_sums_beside_them_are_true(made: Path, tmp_path: Path) -> None:
    """What is ours is put together again, in another place. (The rest was, when it was made: `installer_base.base`.)
    How the two files come of it is seen with a few others, which pack in no time."""
    (again := tmp_path / "a longer place").mkdir()
    program = stage(again, base())
    packed = []
    for place in (tmp_path / "a", tmp_path / "b longer"):
        (few := place / "few" / "python" / "Lib").mkdir(parents=True)
        for number in (3, 1, 2):
            (few / f"{number}.py").write_text(f"x = {number}")
        files = (installer(place, place / "few", place / "LHH.exe"), archive(place / "few", place / "LHH.zip"))
        packed.append([file.read_bytes() for file in files])
    assert [one == other for one, other in zip(*packed, strict=True)] == [True, True]
    packed_before = inside(made)
    names = packed_before.keys()
    before = {name: data for name, data in packed_before.items() if name not in LINES - {COMMAND}}
    assert differing(tree(program), before) == []
    assert {"python/python.exe", "python/pythonw.exe", "Cai-dat.cmd", "Go-bo.cmd", "lhh-excel.cmd"} <= names
    packages = {name.split("/")[3] for name in names if name.startswith("python/Lib/site-packages/")}
    assert "lhh_excel" in packages and not {"pandas", "numpy", "pip"} & packages
    assert not any("xlwings.xlam" in name or name.endswith("/cmd.exe") for name in names)
    built = {file.name: file.read_bytes() for file in made.iterdir()}
    [sums] = (data.decode() for name, data in built.items() if name.endswith(".sha256.txt"))
    assert {line.split("  ")[1]: line.split("  ")[0] for line in sums.splitlines()} == {
        name: hashlib.sha256(data).hexdigest() for name, data in built.items() if not name.endswith(".txt")
    }
    assert b'level="asInvoker"' in exe(made).read_bytes()


def test_a_python_that_is_not_what_its_maker_signed_is_not_packed(_wine: tuple[Path, Path], tmp_path: Path) -> None:
    need(shutil.which("osslsigncode"), "osslsigncode")
    program = Path(shutil.copy(_wine[0], tmp_path))
    compare_signatures(tmp_path)
    data = bytearray(program.read_bytes())
    data[5000] ^= 1
    program.write_bytes(data)
    with pytest.raises(ValueError, match=r"python\.exe"):
        compare_signatures(tmp_path)
    shutil.copy(_wine[0].parent / "bcryptprimitives.dll", program)  # signed by nobody
    with pytest.raises(ValueError, match=r"python\.exe"):
        compare_signatures(tmp_path)


def what_is_packed_as_shipped_shows_its_page_and_unpacks(pc: Pc, folder: Path) -> None:
    """The page is Vietnamese letter by letter and can be left. (A letter and its sign apart, as NSIS has them, stand
    beside each other where the font does not join them.) Of the program a few files, which pack in no time."""
    lib = folder / "few" / "python" / "Lib"
    lib.mkdir(parents=True)
    for file in (SAMPLE, *HERE.glob("*.py")):
        shutil.copy(file, lib)
    shipped = installer(folder, folder / "few", folder / "LHH.exe")
    process = pc.start(str(shipped))
    page = "\n".join(pc.told(FIRST_PAGE, "Cài đặt Sổ theo dõi LHH"))
    assert all(line.replace("&", "") in page.replace("&", "") for line in ("Cài đặt", "Hủy bỏ", "đóng Excel")), page
    assert unicodedata.is_normalized("NFC", page) and not {"Next", "Cancel", "Install"} & set(re.findall(r"\w+", page))
    process.wait(60)
    assert not pc.program.exists()
    assert pc.run(shipped, "/S").code == 7  # there is no Python to go on with
    assert differing(tree(pc.program / "python"), tree(lib.parent)) == []


@user("Nguyễn Văn Đức")
def test_installed_used_upgraded_and_taken_away(pc: Pc, made: Path, tmp_path: Path) -> None:
    """Of a user whose name Windows' code page has no letters for; no Excel until later."""
    others = tree(pc.prefix / "drive_c" / "Program Files")
    began = time.monotonic()
    assert pc.run(exe(made), "/S").code == 0
    took = time.monotonic() - began
    book = pc.folder / "LHH" / "LHH.xlsm"
    report = (pc.program / "setup.txt").read_text(encoding="utf-8-sig")
    assert "Đã cài xong." in report and "CẦN LÀM: Không tìm thấy Excel" in report and pc.path(book) in report
    assert config(book)["INTERPRETER_WIN"] == r"%LocalAppData%\LHH\python\pythonw.exe"
    assert {file.name for file in (pc.profile / "Desktop").glob("*.lnk")} == {"Sổ theo dõi.lnk", "Hướng dẫn.lnk"}
    handbook = pc.program / "python/Lib/site-packages/lhh_excel/data/huong-dan.html"
    assert pc.opened_by("Sổ theo dõi", "Hướng dẫn") == [pc.path(book), pc.path(handbook)]
    assert pc.values((UNINSTALL, "DisplayName")) == ["Sổ theo dõi LHH"]
    installed = python(made)

    # used, in a folder with blanks and diacritics
    folder = pc.folder / "Hồ sơ năm 2026"
    folder.mkdir()
    sample = Path(shutil.copy(SAMPLE, folder / "Sổ theo dõi.xlsm"))
    found = pc.lhh("validate", pc.path(sample), "--json", *AS_OF)
    assert found.code == 0 and len(json.loads(found.text)["findings"]) > 20
    assert pc.lhh("report", pc.path(sample), *AS_OF).code == 0
    assert (folder / "ket-xuat" / "BC-2026-H1-du-thao.docx").is_file()
    command = pc.run("cmd", "/c", pc.path(pc.program / "lhh-excel.cmd"), "--version")
    assert command.text.strip().startswith("lhh-excel 0")
    frames = pc.run(pc.program / "python/python.exe", "-I", "-X", "utf8", "-c", OPENED, pc.path(sample))
    assert frames.text.startswith("RefusedError") and "pandas" in frames.text and "pip" in frames.text

    # a button, as the macro starts it; then an upgrade while that Excel is open
    excel = Excel(pc, sample)
    assert "0 lỗi" in excel.press("LHH_KiemTra")
    assert differing(tree(pc.program / "python"), installed) == []  # no file of the program was changed by being used
    assert pc.run(exe(made), "/S").code == 3
    pc.run(pc.program / "Go-bo.exe", "/S")
    pc.wait_for_uninstaller()
    assert differing(tree(pc.program / "python"), installed) == []
    excel.close()

    # an upgrade that is cut off in the middle, and the next one
    (pc.program / "python" / "Lib" / "cu.py").write_text("of the old version")
    before, clerk = tree(pc.program / "python"), tree(pc.folder)
    pc.cut_off(exe(made))
    assert differing(tree(pc.program / "python"), before) == []
    assert pc.run(exe(made), "/S").code == 0
    assert differing(tree(pc.program / "python"), installed) == [] and not (pc.program / "new").exists()
    assert differing(tree(pc.folder), clerk) == []

    # taken away: what is hers stays
    assert pc.uninstall() == 0
    assert not pc.program.exists() and pc.values((UNINSTALL, "DisplayName")) == [""]
    assert not list((pc.profile / "Desktop").glob("*.lnk"))
    hers = {name: data for name, data in clerk.items() if not name.endswith(".xlam")}
    assert differing(tree(pc.folder), hers) == []
    what_is_packed_as_shipped_shows_its_page_and_unpacks(pc, tmp_path)
    assert differing(tree(pc.prefix / "drive_c" / "Program Files"), others) == []
    pc.end()
    assert "LHH" not in (pc.prefix / "system.reg").read_text("utf-8")  # nothing of the machine's, only of hers
    assert took < 60 or os.getloadavg()[0] > 4, f"the installation took {took:.0f} seconds"


FIRST_PAGE = """
import sys, time, win32con, win32gui
window, texts, end = 0, [], time.monotonic() + 60
while "Excel" not in str(texts) and time.monotonic() < end:
    time.sleep(0.1)
    window, texts = win32gui.FindWindow("#32770", sys.argv[1]), []
    if window:
        win32gui.EnumChildWindows(window, lambda child, _: texts.append(win32gui.GetWindowText(child)), None)
print(*texts, sep="\\n")
win32gui.PostMessage(window, win32con.WM_CLOSE, 0, 0)
"""
OPENED = """
import sys, lhh_excel.api as lhh
book = lhh.open_workbook(sys.argv[1])
try: book.table("units")
except Exception as error: print(type(error).__name__, error.sentence, error.remedy)
"""


class Excel:
    """The stand-in of Excel with a workbook open, and its macros as they are."""

    def __init__(self, pc: Pc, book: Path) -> None:
        self.pc, self.book = pc, book
        self.folder = pc.folder / "stand-in"
        self.folder.mkdir()
        (self.folder / "chosen").write_text('["", ""]', encoding="utf-8")
        arguments = (pc.path(HERE / "excel_there.py"), pc.path(book), pc.path(self.folder))
        self.process = pc.start(str(pc.python), *arguments, PYTHONPATH=pc.path(ROOT))
        end = time.monotonic() + 120
        while not (self.folder / "hwnd").exists():
            assert self.process.poll() is None and time.monotonic() < end
            time.sleep(0.2)

    def press(self, macro: str) -> str:
        """The text of the box at the end."""
        pc = self.pc
        hook = pc.program / "python" / "Lib" / "site-packages" / "sitecustomize.py"
        shutil.copy(HERE / "button_there.py", hook)
        program = config(pc.folder / "LHH" / "LHH.xlsm")["INTERPRETER_WIN"]
        given = {"hwnd": (self.folder / "hwnd").read_text("ascii"), "LHH_STAND_IN": pc.path(self.folder)}
        ran = click(pc, macro, book=self.book.name, program=program, **given)
        for file in (hook, *hook.parent.glob("__pycache__/sitecustomize.*")):
            file.unlink()
        assert (ran.code, ran.text) == (0, "")
        return str(json.loads((self.folder / "boxes").read_text(encoding="utf-8"))[-1])

    def close(self) -> None:
        (self.folder / "stop").touch()
        self.process.wait(120)
        shutil.rmtree(self.folder)
        (self.pc.folder / "bam.vbs").unlink(missing_ok=True)


@user("Lan Anh")
def test_the_archive_serves_where_an_exe_may_not_run_and_an_earlier_installation_goes_on_as_this_one(
    pc: Pc, made: Path, workbook: bytes
) -> None:
    """Excel is there, and what setup of the layout before left in ProgramData, with a record planted there."""
    program = pc.prefix / "drive_c" / EXCEL[3:].replace("\\", "/")
    program.parent.mkdir(parents=True)
    shutil.copy(pc.python, program)  # any program of 64 bits: it is never started
    old = OfficeConfig("LHH.xlsm", workbook).with_values(
        {"INTERPRETER_WIN": r"%ProgramData%\LHH\venv\Scripts\python.exe", "TEMP DIR": r"%ProgramData%\LHH\tmp"}
    )
    shared = pc.prefix / "drive_c" / "ProgramData" / "LHH"
    for name in ("venv/Scripts/python.exe", "tmp/xlwings.log"):
        (shared / name).parent.mkdir(parents=True, exist_ok=True)
        (shared / name).write_bytes(b"old")
    planted = {"folder": r"C:\planted", "workbooks": [r"C:\planted\LHH.xlsm"], "made": True, "trip": ""}
    (shared / "setup.json").write_text(json.dumps(planted), encoding="utf-8")
    (pc.prefix / "drive_c" / "planted").mkdir()
    (pc.prefix / "drive_c" / "planted" / "LHH.xlsm").write_bytes(workbook)
    folder = pc.prefix / "drive_c" / "Văn thư cơ quan"
    folder.mkdir()
    for name in ("LHH.xlsm", "Sổ 2025.xlsm"):
        (folder / name).write_bytes(old)
    paths = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
    place = ("HKEY_CURRENT_USER", rf"{TRUSTED}\Location1")
    pc.has(
        ("HKEY_LOCAL_MACHINE", paths, "", EXCEL),
        (*place, "Path", pc.path(folder) + "\\"),
        (*place, "Description", DESCRIPTION),
    )

    unpacked = pc.profile / "Downloads" / "Tải về"
    with zipfile.ZipFile(next(made.glob("*.zip"))) as packed:
        packed.extractall(unpacked)
    [source] = unpacked.iterdir()
    for name in ("new/python", "python/Lib"):  # what a call that was cut off left, and a program to be replaced
        (pc.program / name).mkdir(parents=True)
        (pc.program / name / "cu.py").write_text("of the old version")
    ran = pc.run("cmd", "/c", pc.path(source / "Cai-dat.cmd"), "/S")
    assert ran.code in (0, 1), ran.text
    assert differing(tree(pc.program / "python"), tree(source / "python")) == []
    assert not (pc.program / "new").exists() and not (pc.program / "old").exists()
    for name in ("LHH.xlsm", "Sổ 2025.xlsm"):
        assert config(folder / name)["INTERPRETER_WIN"] == r"%LocalAppData%\LHH\python\pythonw.exe", ran.text
        assert (folder / f"{name}.bak").read_bytes() == old
    assert not shared.exists() and "Đã xóa bản cài trước" in ran.text
    assert pc.trusted() == {pc.path(folder) + "\\"}
    left = (pc.prefix / "drive_c" / "planted" / "LHH.xlsm").read_bytes()
    assert left == workbook
    assert not (pc.folder / "LHH" / "LHH.xlsm").exists()

    ran = pc.run("cmd", "/c", pc.path(source / "Go-bo.cmd"), "/S")
    assert ran.code == 0, ran.text
    assert not any(pc.program.rglob("*")) and pc.trusted() == set()
    assert {file.name for file in folder.iterdir()} == {
        "LHH.xlsm", "LHH.xlsm.bak", "Sổ 2025.xlsm", "Sổ 2025.xlsm.bak",
    }  # fmt: skip

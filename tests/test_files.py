"""A reader sees the old file or the new one, never half; a failure leaves the old one and says why."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lhh_excel import files
from lhh_excel.errors import ExitCode, OutputError
from lhh_excel.files import backup, locked, open_in_office, write_atomic


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    target = tmp_path / "kết xuất" / "một hai" / "báo cáo.docx"
    assert write_atomic(target, b"a")
    assert target.read_bytes() == b"a"
    assert names(target.parent) == ["báo cáo.docx"]


def test_the_older_file_is_kept_once_and_an_equal_one_writes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    write_atomic(target, b"1")
    write_atomic(target, b"2")
    assert (target.read_bytes(), (tmp_path / "a.docx.bak").read_bytes()) == (b"2", b"1")
    stamp = target.stat().st_mtime_ns
    assert not write_atomic(target, b"2")
    assert (target.stat().st_mtime_ns, (tmp_path / "a.docx.bak").read_bytes()) == (stamp, b"1")
    write_atomic(target, b"3", keep_backup=False)
    assert (tmp_path / "a.docx.bak").read_bytes() == b"1"


def test_backup_keeps_the_file_as_it_stands(tmp_path: Path) -> None:
    target = tmp_path / "LHH.xlsm"
    target.write_bytes(b"nay")
    kept = backup(target)
    assert (kept.name, kept.read_bytes()) == ("LHH.xlsm.bak", b"nay")


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_rights_and_links_of_the_old_file_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.xlsm", tmp_path / "link.xlsm"
    real.write_bytes(b"1")
    real.chmod(0o640)
    link.symlink_to(real)
    write_atomic(link, b"2")
    assert link.is_symlink()
    assert real.read_bytes() == b"2"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_crash_before_the_renaming_leaves_the_old_file(tmp_path: Path) -> None:
    """A process is really killed between writing and renaming."""
    target = tmp_path / "LHH.xlsm"
    target.write_bytes(b"old")
    code = (
        "import os, signal, sys; from lhh_excel import files\n"
        "os.replace = lambda a, b: os._exit(9) if b.name == 'LHH.xlsm' else os.rename(a, b)\n"
        f"files.write_atomic({str(target)!r}, b'new' * 100000)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == 9
    assert target.read_bytes() == b"old"
    assert (tmp_path / "LHH.xlsm.bak").read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "key"),
    [
        (28, "disk_full"),
        pytest.param(122, "disk_full", marks=pytest.mark.skipif(os.name == "nt", reason="disk quotas of POSIX")),
        (13, "no_permission"),
        (30, "no_permission"),
        (5, "cannot_write"),
    ],
)
def test_a_failure_names_its_reason_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, key: str
) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(OutputError) as failure:
        write_atomic(target, b"new")
    assert failure.value.key == key
    assert failure.value.exit_code is ExitCode.OUTPUT
    assert "a.docx" in str(failure.value)
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.docx"]


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(OutputError) as failure:
        write_atomic(tmp_path / "a.docx", b"x")
    assert failure.value.key == "cannot_write"
    assert "thư mục" in failure.value.sentence
    (tmp_path / "tệp").write_bytes(b"")
    with pytest.raises(OutputError):
        write_atomic(tmp_path / "tệp" / "a.docx", b"x")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(OutputError) as failure:
            write_atomic(tmp_path / "a.docx", b"x")
        with pytest.raises(OutputError) as lock_failure, locked(tmp_path / "a.docx"):
            pass
    finally:
        tmp_path.chmod(0o700)
    assert failure.value.key == lock_failure.value.key == "no_permission"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_write_protected_file_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "LHH.xlsm"
    target.write_bytes(b"old")
    target.chmod(0o444)
    with pytest.raises(OutputError) as failure:
        write_atomic(target, b"new")
    assert failure.value.key == "no_permission"
    assert (target.read_bytes(), names(tmp_path)) == (b"old", ["LHH.xlsm"])


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("LHH.xlsm", "~$LHH.xlsm"),
        ("05-BC-LHH-2026-H1.docx", "~$-BC-LHH-2026-H1.docx"),
        ("bao-cao.docx", "~$ao-cao.docx"),
        ("a.docx", "~$a.docx"),
        ("LHH.xlsm", ".~lock.LHH.xlsm#"),
    ],
)
def test_an_owner_file_shows_that_the_file_is_open(tmp_path: Path, name: str, owner: str) -> None:
    (tmp_path / name).write_bytes(b"")
    assert not open_in_office(tmp_path / name)
    (tmp_path / owner).write_bytes(b"")
    assert open_in_office(tmp_path / name)


def test_the_owner_file_of_another_document_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "~$LHH-vi-du.xlsm").write_bytes(b"")
    assert not open_in_office(tmp_path / "LHH.xlsm")


def test_a_second_process_waits_and_then_is_told_that_the_file_is_busy(tmp_path: Path) -> None:
    target = tmp_path / "LHH.xlsm"
    code = (
        "import sys, time; from lhh_excel.files import locked\n"
        f"with locked({str(target)!r}): print('in', flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None and other.stdin is not None
        assert other.stdout.readline().strip() == b"in"
        with pytest.raises(OutputError) as busy, locked(target, timeout=0.2):
            pass
        assert busy.value.key == "busy"
        threading.Timer(0.3, other.stdin.close).start()
        started = time.monotonic()
        with locked(target, timeout=10):
            assert time.monotonic() - started > 0.1
    assert names(tmp_path) == []


def test_the_lock_may_be_taken_again_inside_and_leaves_nothing_behind(tmp_path: Path) -> None:
    target = tmp_path / "LHH.xlsm"
    with locked(target):
        with locked(tmp_path / "." / "LHH.xlsm"):
            pass
        assert names(tmp_path) == [".LHH.xlsm.lock"]
    assert names(tmp_path) == []


@pytest.mark.slow
def test_many_processes_under_the_lock_lose_no_count(tmp_path: Path) -> None:
    counter = tmp_path / "n"
    counter.write_bytes(b"0")
    code = (
        "from pathlib import Path; from lhh_excel.files import locked\n"
        f"p = Path({str(counter)!r})\n"
        "for _ in range(30):\n"
        "    with locked(p): p.write_bytes(str(int(p.read_bytes()) + 1).encode())\n"
    )
    others = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    assert [other.wait(120) for other in others] == [0] * 4
    assert counter.read_bytes() == b"120"


@pytest.mark.skipif(sys.platform == "win32", reason="rights are kept otherwise there")
def test_threads_that_write_at_once_keep_to_the_mask_of_the_process(tmp_path: Path) -> None:
    """To look at the mask means to change it: another thread would take the changed one for the process's own."""
    seen: list[int] = []
    before = os.umask(0o077)
    try:
        patched = pytest.MonkeyPatch()
        patched.setattr(os, "umask", lambda mask: seen.append(mask) or 0o077)
        with patched.context():
            write_atomic(tmp_path / "mới" / "a.docx", b"a")
        patched.undo()
    finally:
        os.umask(before)
    assert seen == []
    assert (tmp_path / "mới" / "a.docx").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "mới").stat().st_mode & 0o777 == 0o700


def test_a_name_that_no_system_takes_is_told(tmp_path: Path) -> None:
    """A cell of the workbook may name the folder."""
    with pytest.raises(OutputError) as told:
        write_atomic(tmp_path / "a\0b" / "BC.docx", b"a")
    assert told.value.key == "cannot_write" and "ký tự không dùng được" in str(told.value)
    assert names(tmp_path) == []

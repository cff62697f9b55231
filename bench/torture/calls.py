"""Calls of the real commands inside this process, and what may not happen in any of them."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import io
import json
import os
import re
import resource
import shutil
import signal
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NoReturn
from xml.etree import ElementTree

from .bases import AS_OF, PERIOD
from .made_up_pc import excel_pc

MAX_SECONDS, MAX_MB = 10.0, 500
#: Parts that a headless write may change; all others are copied byte for byte.
_MAY_CHANGE = re.compile(
    r"xl/(workbook\.xml|worksheets/[^/]+\.xml|tables/[^/]+\.xml|calcChain\.xml|_rels/workbook\.xml\.rels)"
    r"|\[Content_Types\]\.xml"
)
#: And such as name what is put in, or hold the notes of a sheet that gets columns.
_MAY_CHANGE_TOO = re.compile(r"xl/(styles\.xml|worksheets/_rels/[^/]+\.rels|comments\S*\.xml|drawings/\S+\.vml)")
_ENGLISH = re.compile(r"Traceback|Exception|\bError\b|object has no|NoneType|<class|expected .* got")


@dataclass(frozen=True)
class Call:
    """One command; {book}, {form}, {out}, {text}, {document}, {union} stand for the files of an item."""

    name: str
    arguments: tuple[str, ...]
    writes: bool = False
    puts_in: bool = False  # sheets and columns


def call(line: str, *, writes: bool = False, puts_in: bool = False) -> Call:
    words = line.split()
    return Call(" ".join(w for w in words if "{" not in w), tuple(words), writes or puts_in, puts_in)


WORKBOOK_CALLS = (
    call("validate {book}"),
    call("status {book}"),
    call("fix {book} --dry-run"),
    call("report {book} --out {out}"),
    call("forms {book} --out {out} --unit H01", writes=True),  # its line in the journal
    call("remind {book} --out {out}", writes=True),  # as well
    call("import {book} {form} --dry-run --out {out}"),
    call("compose {text} --type TB --book {book} --out {out}"),
    call("consolidate {book} --workers 1 --period 2026-H1 --out {out}"),
    call("consolidate {union} --book {book} --workers 1 --period 2026-H1 --out {out}"),
    call("batch {book} --do validate,report,status --workers 1 --out {out}"),
    call("setup {book}", writes=True),
    call("validate {book} --write", writes=True),
    call("fix {book}", writes=True),
    call("upgrade {book}", puts_in=True),
    call("columns {book}", puts_in=True),
    call("import {book} {form} --yes --out {out}", writes=True),
    call("undo-import {book} 1 --yes", writes=True),
    call("lock {book} --yes", writes=True),
    call("reopen {book} --yes", writes=True),
    call("next {book} --yes", writes=True),
    call("report {book} --submit --out {out}", writes=True),
    call("report {book} --issue --out {out}", writes=True),
)
FORM_CALLS = (
    call("import {book} {form} --dry-run --out {out}"),
    call("import {book} {form} --yes --out {out}", writes=True),
    call("validate {form}"),
)
DOCUMENT_CALLS = (call("check {document}"), call("check {document} --fix {out}/sua.docx --guarded --convert"))
DOCUMENT_CALLS += (call("compose {document} --type TB --out {out}"),)
TEMPLATE_CALLS = (call("report {book} --out {out}"), call("remind {book} --out {out}", writes=True))
TEMPLATE_CALLS += (call("consolidate {union} --book {book} --workers 1 --period 2026-H1 --out {out}"),)
TEMPLATE_CALLS += (call("compose {text} --type {type} --book {book} --out {out}"), call("check {document}"))
TEXT_CALLS = (call("compose {text} --out {out}"), call("compose {text} --type CV --book {book} --out {out}"))


class Hang(BaseException):
    """A call that is at work for longer than anyone waits."""


@dataclass
class Said:
    """What a call did: its exit code, its key of failure, seconds, MB, and what should not have been."""

    call: str
    code: int
    key: str = ""
    seconds: float = 0.0
    megabytes: int = 0
    faults: list[str] = field(default_factory=list)


@dataclass
class Desk:
    """A folder for one item at a time; `log` is where the program logs its faults."""

    folder: Path
    log: Path

    def lay(self, **files: bytes) -> dict[str, str]:
        """The files of an item on a clean desk: name without suffix -> path."""
        shutil.rmtree(self.folder, ignore_errors=True)
        gc.collect()  # the front door turns the collector off: one call a process is what it is made for
        names = {"book": "so.xlsm", "form": "phieu.xlsx", "text": "van-ban.md", "document": "van-ban.docx"}
        names |= {"union": "hoi/hoi.xlsm"}
        places = {"out": str(self.folder / "ra")}
        for key, data in files.items():
            path = self.folder / names.get(key, key.replace("__", "/"))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            places[key] = str(path)
        return places

    def run(self, call: Call, places: dict[str, str], *, as_json: bool = False) -> Said:
        """One call, judged."""
        arguments = [word.format(**places) if "{" in word else word for word in call.arguments]
        arguments += ["--as-of", AS_OF] if arguments[0] not in ("check",) else []
        if arguments[0] == "remind":
            arguments += ["--period", PERIOD]
        arguments += ["--json"] if as_json else []
        before = {p: p.read_bytes() for p in map(Path, places.values()) if p.is_file()}
        known = self._files()
        if self.log.exists():
            os.truncate(self.log, 0)  # the program holds it open
        with excel_pc(Path(places["book"])) if arguments[0] == "setup" else contextlib.nullcontext():
            said, out, err = _invoke(arguments)
        said.call = call.name
        self._judge(said, out, err, as_json)
        for path, data in before.items():
            now = path.read_bytes() if path.exists() else b""
            if now != data and (not call.writes or said.code >= 2 or path.name != "so.xlsm"):
                said.faults.append(f"{path.name} changed")
            elif now != data:
                said.faults += lost_parts(data, now, puts_in=call.puts_in)
                said.faults += unreadable(path, data)
        for path in sorted(self._files() - known):
            if path.name == "sua.docx" and _unsound(self.folder / "van-ban.docx"):
                continue  # a part that nobody reads was damaged before, and stays so in the mended copy
            said.faults += _unsound(path)
        return said

    def _files(self) -> set[Path]:
        return {path for path in self.folder.parent.rglob("*") if path.is_file() and path != self.log}

    def _judge(self, said: Said, out: str, err: str, as_json: bool) -> None:
        if said.code == 70:
            told = self.log.read_text(encoding="utf-8") if self.log.exists() else "no log"
            said.faults.append("fault: " + _origin(told))
        elif said.code not in range(6):
            said.faults.append(f"exit code {said.code}")
        elif self.log.exists() and "Traceback" in (logged := self.log.read_text(encoding="utf-8")):
            said.faults.append("fault told as something else: " + _origin(logged))
        if said.seconds > MAX_SECONDS:
            said.faults.append(f"hang: {said.seconds:.0f} s")
        if said.megabytes > MAX_MB:
            said.faults.append(f"memory: {said.megabytes} MB")
        if _ENGLISH.search(err):
            said.faults.append("English: " + err[:200])
        if as_json:
            try:
                told = json.loads(out)
            except ValueError:
                said.faults.append("no JSON")
                return
            said.key = str(told.get("error", ""))
            if said.key and _ENGLISH.search(sentence := f"{told.get('message')} {told.get('fix')}"):
                said.faults.append("English: " + sentence[:200])
            if said.key and not (told.get("message") and told.get("fix")):
                said.faults.append("says nothing: " + out[:80])
        elif said.code >= 2 and len([line for line in (err or out).splitlines() if line.strip()]) < 2:
            said.faults.append("says nothing: " + err[:80])
        else:
            said.key = re.sub(r"“[^”]*”|\d+", "", err.partition("\n")[0])[:60]


def _invoke(arguments: list[str]) -> tuple[Said, str, str]:
    from lhh_excel.cli import run

    out, err = io.StringIO(), io.StringIO()
    said = Said("", -1)
    _forget_peak()
    started = time.perf_counter()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), _alarm():
        try:
            said.code = run(arguments)
        except Hang:
            said.code = -1
        except BaseException as error:
            said.faults.append(f"{type(error).__name__} came out")
    said.seconds = time.perf_counter() - started
    said.megabytes = _peak()
    if said.megabytes > 250:
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL("libc.so.6").malloc_trim(0)
    return said, out.getvalue(), err.getvalue()


@contextlib.contextmanager
def _alarm() -> Iterator[None]:
    def ring(_number: int, _frame: FrameType | None) -> NoReturn:
        raise Hang

    old = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, MAX_SECONDS * 2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)


def warm() -> None:
    """What stays for the life of the process is not searched for garbage again and again."""
    import lxml.etree
    import openpyxl

    import lhh_excel.cli.commands
    import lhh_excel.document.rules
    import lhh_excel.document.templates.render

    del lxml, openpyxl, lhh_excel
    gc.collect()
    gc.freeze()


def bounded(gigabytes: int = 4) -> None:
    """This process may not take the machine's memory: beyond that it is told MemoryError."""
    resource.setrlimit(resource.RLIMIT_AS, (gigabytes << 30, gigabytes << 30))


def _forget_peak() -> None:
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            Path("/proc/self/clear_refs").write_text("5")


def _peak() -> int:
    """The most memory held since `_forget_peak`, in MB."""
    try:
        found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    except OSError:
        found = None
    return int(found[1]) >> 10 if found else 0


def _origin(log: str) -> str:
    """The last line of ours in a traceback, and the error."""
    places = re.findall(r'File ".*?/(lhh_excel/\S+)", line (\d+), in (\w+)', log)
    error = [line for line in log.splitlines() if line and not line.startswith(" ")]
    place = ":".join(places[-1]) if places else "?"
    return f"{place} {error[-1][:110] if error else log[:110]}"


def lost_parts(before: bytes, after: bytes, *, puts_in: bool = False) -> list[str]:
    """What a write did to parts that are none of its business."""
    try:
        with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
            faults = ["bad member"] if _bad(new) and not _bad(old) else []
            there = set(new.namelist())
            for info in old.infolist():
                name = info.filename
                if name not in there and name != "xl/calcChain.xml":
                    faults.append(f"lost {name}")
                elif puts_in and _MAY_CHANGE_TOO.fullmatch(name):
                    continue
                elif name in there and not _MAY_CHANGE.fullmatch(name) and _same(old, new, name) is False:
                    faults.append(f"changed {name}")
            return faults
    except Exception as error:
        return [f"written file is no zip: {type(error).__name__}"]


def unreadable(path: Path, before: bytes) -> list[str]:
    """Whether what was written can be read by the program itself, where it could be read before."""
    from lhh_excel.errors import LhhError
    from lhh_excel.workbook.reading import open_book

    try:
        open_book(path)
    except LhhError:
        old = path.with_name(".truoc.xlsm")
        old.write_bytes(before)
        try:
            open_book(old)
        except LhhError:
            return []
        finally:
            old.unlink()
        return ["cannot be read after the write"]
    return []


def _bad(archive: zipfile.ZipFile) -> bool:
    try:
        return archive.testzip() is not None
    except Exception:
        return True


def _same(old: zipfile.ZipFile, new: zipfile.ZipFile, name: str) -> bool | None:
    """None where the part could not even be read before."""
    try:
        data = old.read(name)
    except Exception:
        return None
    return data == new.read(name)


def _unsound(path: Path) -> list[str]:
    """A new file that is half, or that should not lie there."""
    if path.suffix in (".tmp", ".lock"):
        return [f"left behind {path.suffix}"]
    if path.suffix not in (".docx", ".xlsx"):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            for info in archive.infolist():
                data = archive.read(info)
                if info.filename.endswith((".xml", ".rels")):
                    ElementTree.fromstring(data)
    except Exception as error:
        return [f"made an unsound {path.name}: {type(error).__name__} {error}"]
    return []

"""A clerk's PC for the tests of this folder: a Windows Python under Wine, with a folder of her own."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from tools.windows import ROOT, wine


@dataclass(frozen=True)
class Ran:
    """One command on Windows: its exit code and what it printed, as bytes in the code page that was asked for."""

    code: int
    out: bytes

    @property
    def text(self) -> str:
        return self.out.decode("utf-8").replace("\r\n", "\n")


@dataclass
class Windows:
    """A clerk's PC with a folder of her own, `C:\\Hồ sơ của Nguyễn Văn A\\<n>`."""

    python: Path
    prefix: Path
    folder: Path
    display: str
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def path(self, name: str | Path = "") -> str:
        """A file of the clerk's folder as Windows names it; an absolute path of this machine by its drive Z:."""
        path = self.folder / name
        inside = self.prefix / "drive_c"
        if path.is_relative_to(inside):
            return "C:\\" + str(path.relative_to(inside)).replace("/", "\\")
        return "Z:" + str(path).replace("/", "\\")

    def python_with(self, *arguments: str, **environment: str) -> Ran:
        return self.run(str(self.python), *arguments, **environment)

    def run(self, program: str, *arguments: str, seconds: int = 170, **environment: str) -> Ran:
        """A program of Windows to its end."""
        process = self.start(program, *arguments, **environment)
        out, _ = process.communicate(timeout=seconds)
        return Ran(process.returncode, out)

    def start(self, program: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        """A program that goes on by itself; ended with the test where it did not end before."""
        settings = {"PYTHONPATH": self.path(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        process = subprocess.Popen(
            ["wine", program, *arguments],
            cwd=self.folder,
            env=wine(self.prefix, DISPLAY=self.display, **{**settings, **environment}),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,  # Wine's Python needs a pipe or a terminal
            stderr=subprocess.STDOUT,
        )
        self.started.append(process)
        return process

    def stay_up(self) -> None:
        """A program that does nothing: to start Wine's server, services and desktop takes longer than most commands.

        Waited for until they run: they keep the output of the program that had to start them, and who reads that to
        its end waits as long as they live.
        """
        code = "import ctypes, time; ctypes.windll.user32.GetDesktopWindow(); print('up', flush=True); time.sleep(1800)"
        process = self.start(str(self.python), "-I", "-S", "-c", code)
        assert process.stdout is not None
        assert any(line.strip() == b"up" for line in process.stdout)

    def shut_down(self) -> None:
        """The end of all that goes on by itself."""
        for process in self.started:
            with process:
                process.kill()

    def lhh(self, *arguments: str, **environment: str) -> Ran:
        """`lhh-excel …` as the clerk's PC runs it."""
        return self.python_with("-m", "lhh_excel", *arguments, **environment)

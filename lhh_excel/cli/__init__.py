"""The terminal's front door: parse the call, run one action, show what it did.

Here an exception becomes what a person at a terminal reads; never a traceback. The terminal is the action's screen: a
progress bar on anything over a second, questions answered by typing or by a pipe.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO

from .. import __version__
from ..errors import ExitCode, LhhError
from ..messages import screen as words

if TYPE_CHECKING:
    from ..actions.common import Outcome


def run(arguments: list[str]) -> int:
    """The exit code of one call (docs/errors.md)."""
    _open_streams()
    as_json = "--json" in arguments
    try:
        return _run(arguments)
    except LhhError as error:
        _tell(error.sentence, error.remedy, as_json, error.key)
        return int(error.exit_code)
    except KeyboardInterrupt:
        _tell(words.INTERRUPTED_WHAT, words.INTERRUPTED_REMEDY, as_json, "interrupted")
        return 130
    except Exception as error:
        from ..log import log_fault

        _tell(words.FAULT_WHAT, words.FAULT_REMEDY.format(log=log_fault(error)), as_json, "fault")
        return int(ExitCode.FAULT)


def _run(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):  # before anything is imported
        _say(f"lhh-excel {__version__}\n")
        return 0
    from .commands import COMMANDS, parse

    call = parse(arguments)
    if call is None:
        return 0
    command = COMMANDS[call.command]
    with Terminal(unanswered=command.undone_by_another) as terminal:
        outcome = command(call, terminal)
    _say(_text(outcome, as_json=call.json))
    return int(outcome.exit_code)


def _text(outcome: Outcome, *, as_json: bool) -> str:
    """What is printed; as JSON one object, each entry and each item of a list on a line of its own."""
    if not as_json:
        return "\n".join([*outcome.told(), ""])
    import json

    encode = json.JSONEncoder(ensure_ascii=False).encode  # without indent, for which Python writes it sign by sign
    lines = []
    for name, value in outcome.as_json().items():
        if isinstance(value, list) and value:
            shown = "[\n  " + ",\n  ".join([encode(item) for item in value]) + "\n ]"
        else:
            shown = encode(value)
        lines.append(f" {encode(name)}: {shown}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _say(text: str) -> None:
    """On standard output, at once: thousands of findings are thousands of lines. Raises OutputError."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader went away (| head): it has what it wanted
        _hush(sys.stdout)
    except OSError as error:
        from pathlib import Path

        from ..files import told

        with told(Path(words.STANDARD_OUTPUT)):
            raise error


def _tell(what: str, remedy: str, as_json: bool, key: str) -> None:
    """One line what, one line what to do; with --json the same as an object on standard output.

    Where standard output takes nothing, both on standard error; where that takes nothing, the exit code tells it alone.
    """
    if as_json:
        import json

        try:
            print(json.dumps({"error": key, "message": what, "fix": remedy}, ensure_ascii=False), flush=True)
        except OSError:
            _hush(sys.stdout)
        else:
            return
    try:
        print(f"{what}\n{remedy}", file=sys.stderr, flush=True)
    except OSError:
        _hush(sys.stderr)


def _hush(stream: TextIO) -> None:
    """What is still in the stream goes nowhere, instead of failing again when the process ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _open_streams() -> None:
    """Streams that are closed go nowhere, before a file of ours gets their number. Vietnamese on any console: a Windows
    code page would stop at the first letter it lacks."""
    for name in ("stdin", "stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - until the end
        elif name != "stdin" and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


# --- the screen ------------------------------------------------------------------------------------------------------

SHOW_AFTER = 1.0  # seconds
#: Seconds that a pipe which says nothing is listened to: whoever answers through it answers at once.
PATIENCE = 5.0


class Terminal:
    """Progress goes to standard error, and only where a person watches; tqdm is imported when it is shown.

    `unanswered` is what no answer at all means: yes for what can be undone by another command, where a script that
    calls it has decided.
    """

    def __init__(self, *, unanswered: bool = False) -> None:
        self._started = time.monotonic()
        self._bar: Any = None
        self._unanswered = unanswered
        self._silent = False

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def progress(self, step: str, done: int, total: int) -> None:
        if self._bar is None:
            if time.monotonic() - self._started < SHOW_AFTER or not sys.stderr.isatty():
                return
            from tqdm import tqdm

            self._bar = tqdm(
                total=total, leave=False, file=sys.stderr, bar_format="{desc} {n_fmt}/{total_fmt} |{bar}| {elapsed}"
            )
        self._bar.total = total
        self._bar.set_description_str(step)
        self._bar.n = done
        self._bar.refresh()

    def ask(self, question: str) -> bool:
        """A line that is typed, or that stands in a pipe, decides; none at all is `unanswered`.

        The question goes to standard error: standard output is the result's.
        """
        if self._silent:
            return self._unanswered
        try:
            typed = sys.stdin.isatty()
            if typed and not sys.stderr.isatty():  # a question that nobody sees
                return False
            print(question, end=words.QUESTION_HINT, file=sys.stderr, flush=True)
            line = sys.stdin.readline() if typed else _line_of(sys.stdin.fileno())
            if not line.endswith("\n"):
                print(file=sys.stderr, flush=True)
        except (AttributeError, OSError, ValueError):  # no terminal, a closed stream
            line = ""
        if not line:
            self._silent = True
            return self._unanswered
        return line.strip().casefold() in words.YES_ANSWERS


def _line_of(pipe: int) -> str:
    """The next line; what is there when it ends, or when nobody wrote for a while.

    Read sign by sign, by a thread that may be left waiting: a pipe that nobody closes must not hold the command.
    """
    found = bytearray()

    def read() -> None:
        while not found.endswith(b"\n") and len(found) < 1000 and (sign := os.read(pipe, 1)):
            found.extend(sign)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    reader.join(PATIENCE)
    return bytes(found).decode("utf-8", "replace")

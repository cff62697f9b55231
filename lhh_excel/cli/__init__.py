"""The terminal's front door: parse the call, run one action, show what it did.

Here an exception becomes what a person at a terminal reads; never a traceback.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, TextIO

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
    from .parser import parse

    call = parse(arguments)
    if call is None:
        return 0
    from .commands import COMMANDS, UNDONE_BY_ANOTHER
    from .terminal import Terminal

    with Terminal(unanswered=call.command in UNDONE_BY_ANOTHER) as terminal:
        outcome = COMMANDS[call.command](call, terminal)
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

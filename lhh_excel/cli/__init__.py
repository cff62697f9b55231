"""The terminal's front door: parse the call, run one action, show what it did.

Here an exception becomes what a person at a terminal reads; never a traceback.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TextIO

from ..errors import ExitCode, LhhError
from ..messages import screen as words


def run(arguments: list[str]) -> int:
    """The exit code of one call (docs/errors.md)."""
    gc.disable()  # one short job a process: looking for circles of garbage costs more than it frees
    _speak_utf8()
    as_json = "--json" in arguments
    try:
        return _run(arguments)
    except LhhError as error:
        _tell(error.sentence, error.remedy, as_json, error.key)
        return int(error.exit_code)
    except KeyboardInterrupt:
        _tell(words.INTERRUPTED_WHAT, words.INTERRUPTED_REMEDY, as_json, "interrupted")
        return 130
    except BrokenPipeError:  # the reader of our output went away (| head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.DONE)
    except Exception as error:
        from ..log import log_fault

        _tell(words.FAULT_WHAT, words.FAULT_REMEDY.format(log=log_fault(error)), as_json, "fault")
        return int(ExitCode.FAULT)


def _run(arguments: list[str]) -> int:
    if arguments in (["--version"], ["-V"]):  # before anything is imported
        from .. import __version__

        print(f"lhh-excel {__version__}")
        return 0
    from .parser import parse

    call = parse(arguments)
    if call is None:
        return 0
    from .commands import COMMANDS
    from .terminal import Terminal

    with Terminal() as terminal:
        outcome = COMMANDS[call.command](call, terminal)
    if call.json:
        import json

        print(json.dumps(outcome.as_json(), ensure_ascii=False, indent=1))
    else:
        sys.stdout.write("\n".join([*outcome.told(), ""]))  # at once: thousands of findings are thousands of lines
    sys.stdout.flush()
    return int(outcome.exit_code)


def _tell(what: str, remedy: str, as_json: bool, key: str) -> None:
    """One line what, one line what to do; with --json the same as an object on standard output."""
    if as_json:
        import json

        print(json.dumps({"error": key, "message": what, "fix": remedy}, ensure_ascii=False))
    else:
        print(f"{what}\n{remedy}", file=sys.stderr)


def _speak_utf8() -> None:
    """Vietnamese on any console: a Windows code page would stop at the first letter it lacks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIO) or hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]

"""The program with every message reworded: each text of lhh_excel.messages stands between ⟪ and ⟫.

Started as a process of its own, because texts are reworded before anything else reads them. Each line of stdin is a
command's arguments as JSON; the answer on stdout is {"code", "out"}.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import pkgutil
import sys
from typing import Any

MARKS = "⟪⟫"
#: Fields of records that are names for the program and no words.
_NAMES = {"severity", "name", "group", "image"}


def reword_everything() -> None:
    from lhh_excel import messages

    done: set[int] = set()
    modules = [info.name for info in pkgutil.walk_packages(messages.__path__, "lhh_excel.messages.")]
    for module in map(importlib.import_module, modules):
        for name, value in list(vars(module).items()):
            if not name.startswith("__") and name != "annotations":
                setattr(module, name, _reworded(value, done))


def _reworded(value: Any, done: set[int]) -> Any:
    if isinstance(value, str):
        return f"{MARKS[0]}{value}{MARKS[1]}" if value else value
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        fields = zip(value._fields, value, strict=True)
        return type(value)(*(item if name in _NAMES else _reworded(item, done) for name, item in fields))
    if isinstance(value, (tuple, list)):
        return type(value)(_reworded(item, done) for item in value)
    if isinstance(value, dict) and id(value) not in done:
        done.add(id(value))
        value.update({key: _reworded(item, done) for key, item in value.items()})
    return value


if __name__ == "__main__":
    answers, words = sys.stdout, sys.stdin
    reword_everything()
    from lhh_excel.cli import run

    for line in words:
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
            code = run(json.loads(line))
        print(json.dumps({"code": int(code), "out": out.getvalue()}), file=answers, flush=True)

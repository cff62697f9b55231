"""Command lines of Windows."""

from __future__ import annotations

import re


def words(line: str) -> list[str]:
    """A command line as a program gets it (CommandLineToArgvW; no quote stands within a word of ours)."""
    return [word.replace('"', "") for word in re.findall(r'(?:"[^"]*"|[^\s"])+', line)]

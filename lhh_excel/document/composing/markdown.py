"""Markdown that a document of the decree does not set: its words stay, its signs go, and a note tells of each kind.

Links, images, code, notes, struck words, boxes to tick. What is set (headings, lists, tables, stars for bold and
italic) is read where it stands. Source: docs/soan-van-ban.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ...messages import compose as words
from .result import Composed

_MOST = 0.75  # of the lines of a text that is a quotation as a whole
_FENCE = re.compile(r"^\s*(?:```|~~~)[^`]*$")
_NOTE = re.compile(r"^\[\^([^\]]+)\]:\s*(.*)$")
_CALL = re.compile(r"\[\^([^\]]+)\]")
_IMAGE = re.compile(r"!\[([^\]]*)\]\(([^()\s]*)[^()]*\)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(\s*<?([^()\s<>]+)>?(?:\s+[\"'][^\"']*[\"'])?\s*\)")
_BARE_LINK = re.compile(r"<((?:https?://|mailto:|www\.)[^<>\s]+|[\w.+-]+@[\w-]+\.[\w.-]+)>")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_BOX = re.compile(r"^(\s*[-+*]\s+)\[[ xX]\]\s+")
_UNDERLINED = re.compile(r"(?<![\w_])(_{1,2})(?=[^\s_])(.+?)(?<=[^\s_])\1(?![\w_])")


def without_unset(text: str, found: Composed) -> str:
    """The text, line by line (their number stays), without the signs of what is not set; `found` gets the notes."""
    lines = _unquoted(text.split("\n"))
    told: dict[str, list[str]] = {}
    notes = {match[1]: match[2].strip() for line in lines if (match := _NOTE.match(line))}
    called = {match[1] for line in lines if not _NOTE.match(line) for match in _CALL.finditer(line)}
    made = []
    inside = False
    for line in lines:
        if _FENCE.match(line):
            inside = not inside
            told.setdefault("code", []).append(line.strip())
            made.append("")
            continue
        note = _NOTE.match(line)
        if note is not None and note[1] in called:
            made.append("")
            continue
        made.append(line if inside else _line(line, notes, told))
    for kind, examples in told.items():
        found.notes.append(words.UNSET[kind].format(count=len(examples), text=examples[0]))
    return "\n".join(made)


def _unquoted(lines: list[str]) -> list[str]:
    """Of a mail that answers another one the lines without its sign ">", where nearly all of them have it."""
    typed = [line for line in lines if line.strip()]
    if sum(line.startswith(">") for line in typed) < _MOST * len(typed):
        return lines
    return [re.sub(r"^>[ ]?", "", line) for line in lines]


def _line(line: str, notes: dict[str, str], told: dict[str, list[str]]) -> str:
    def tell(kind: str, instead: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
        def replaced(match: re.Match[str]) -> str:
            told.setdefault(kind, []).append(match[0])
            return instead(match)

        return replaced

    line = _IMAGE.sub(tell("image", lambda match: ""), line)
    line = _LINK.sub(tell("link", _spelled), line)
    line = _BARE_LINK.sub(lambda match: match[1], line)
    line = _CALL.sub(tell("note", lambda match: f" ({notes[match[1]]})" if notes.get(match[1]) else ""), line)
    line = _CODE.sub(tell("code", lambda match: match[2].strip()), line)
    line = _STRUCK.sub(tell("struck", lambda match: match[1]), line)
    line = _BOX.sub(tell("box", lambda match: match[1]), line)
    return _UNDERLINED.sub(lambda match: "*" * len(match[1]) + match[2] + "*" * len(match[1]), line)


def _spelled(match: re.Match[str]) -> str:
    """ "Cổng thông tin (https://…)": on paper nobody can press."""
    label, target = match[1].strip(), match[2].removeprefix("mailto:")
    return label if label == target else f"{label} ({target})"

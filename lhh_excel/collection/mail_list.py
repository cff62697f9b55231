"""The list that goes with the forms: unit, e-mail, file, due date, and the mail's words, ready for a mail merge.

UTF-8 with a byte order mark and commas, as Excel, Word and mail programs take it. What a spreadsheet would take for a
formula gets an apostrophe before it, also behind a semicolon, which ends a cell where the system is set to Vietnamese.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from ..messages import collection as words
from ..workbook.book import Period, Unit
from ..workbook.values import show

#: A sign that begins a formula (the wide ones too), where a cell begins: in the text, or after what a spreadsheet set
#: to Vietnamese takes for the end of one.
_FORMULA = re.compile(r"(^|[;\n\r\t])(?=[ \u00a0]*[=+\-@＝＋－＠\t\r\n])")
_HEAD = "\ufeff" + ",".join(words.LIST_HEADS)


def mail_list(period: Period, rows: Sequence[tuple[Unit, str]]) -> bytes:
    """The bytes of the list; `rows` are the units with their forms' names."""
    due = show(period.unit_due)
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(words.LIST_HEADS)
    for unit, file in rows:
        subject = words.LIST_SUBJECT.format(name=period.name, unit=unit.name)
        body = words.LIST_BODY.format(unit=unit.name, due=due)
        writer.writerow([_safe(text) for text in (unit.code, unit.name, unit.email, file, due, subject, body)])
    return ("\ufeff" + target.getvalue()).encode()


def is_mail_list(path: Path) -> bool:
    """Whether the file is such a list: it may lie in the folder in which the forms come back."""
    head = _HEAD.encode()
    try:
        with path.open("rb") as stream:
            return stream.read(len(head)) == head
    except OSError:
        return False


def _safe(text: str) -> str:
    return _FORMULA.sub(r"\1'", text)

"""A mail as a draft: an .eml file that a mail program opens ready to be sent, its file attached. Nothing is sent by us.

The same call gives the same bytes: no date, no message number, a fixed boundary. Source: RFC 5322, RFC 2045 to 2047;
`X-Unsent: 1` is what Outlook takes for "not sent yet".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from .files import begins_with

#: What a draft of ours begins with.
_UNSENT = b"X-Unsent: 1\r\n"
#: Base64, in which all parts are, has no such line.
_BOUNDARY = "=_lhh-excel"
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+", re.ASCII)
_TYPES = {
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "pdf",
}


def address(typed: str) -> str:
    """The address as a mail's head can carry it; "" where there is none."""
    return typed if _ADDRESS.fullmatch(typed) else ""


def draft(to: Iterable[str], subject: str, paragraphs: Iterable[str], attached: Mapping[str, bytes]) -> bytes:
    """The draft's bytes. `to`: addresses, blank ones left out; `attached`: ASCII file name -> content."""
    from email.header import Header
    from email.mime.application import MIMEApplication
    from email.mime.multipart import MIMEMultipart
    from email.mime.text import MIMEText
    from email.policy import compat32

    mail = MIMEMultipart("mixed", _BOUNDARY)
    known = ", ".join(filter(None, to))
    if known:
        mail["To"] = known
    mail["Subject"] = Header(_line(subject), "utf-8").encode()
    mail.attach(MIMEText("\n\n".join(map(_sound, paragraphs)) + "\n", "plain", "utf-8"))
    for file, content in attached.items():
        part = MIMEApplication(content, _TYPES.get(Path(file).suffix, "octet-stream"))
        part.add_header("Content-Disposition", "attachment", filename=file)
        mail.attach(part)
    return _UNSENT + mail.as_bytes(policy=compat32.clone(linesep="\r\n"))


def draft_beside(document: Path) -> Path:
    """Where the draft that takes a document to its readers stands."""
    return document.with_suffix(".eml")


def is_draft(path: Path) -> bool:
    """Whether the file is such a draft: it may lie in the folder in which the forms come back."""
    return begins_with(path, _UNSENT)


def _sound(text: str) -> str:
    """Without halves of signs, which no encoding takes."""
    return text.encode("utf-8", "replace").decode()


def _line(text: str) -> str:
    """On one line: a break in a cell must not begin a head of its own."""
    return " ".join(_sound(text).split())

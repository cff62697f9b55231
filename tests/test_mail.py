"""Drafts of mails: what a mail program reads of them. Source: RFC 5322; Outlook's X-Unsent."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lhh_excel.mail import address, draft, is_draft

WORDS = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=200).map(str.split).map(" ".join)
)


def opened(content: bytes) -> EmailMessage:
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    return mail


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(WORDS.filter(bool), st.lists(WORDS, max_size=4), st.binary(max_size=3_000))
def test_a_mail_program_reads_back_what_was_written(subject: str, paragraphs: list[str], content: bytes) -> None:
    made = draft(["h01@example.vn", "", "van-thu@hoi.org.vn"], subject, paragraphs, {"PHIEU-2026-H1-H01.xlsx": content})
    assert made == draft(
        ["h01@example.vn", "van-thu@hoi.org.vn"], subject, paragraphs, {"PHIEU-2026-H1-H01.xlsx": content}
    )
    assert made.isascii() and max(map(len, made.splitlines())) < 998 and made.count(b"\n") == made.count(b"\r\n")
    mail = opened(made)
    assert [a.addr_spec for a in mail["To"].addresses] == ["h01@example.vn", "van-thu@hoi.org.vn"]
    assert " ".join(mail["Subject"].split()) == subject
    text, attached = mail.iter_parts()
    assert text.get_content() == "\n\n".join(paragraphs) + "\n"
    assert attached.get_filename() == "PHIEU-2026-H1-H01.xlsx" and attached.get_content() == content
    assert mail["X-Unsent"] == "1" and mail["Date"] is None and mail["Message-ID"] is None and mail["From"] is None


def test_a_break_in_a_name_begins_no_head_and_half_a_sign_stops_nothing() -> None:
    mail = opened(draft([], "Hội\r\nBcc: ai@example.com \ud83d", ["nửa \ud83d chữ"], {}))
    assert mail["Bcc"] is None and mail["To"] is None and "Bcc: ai@example.com" in mail["Subject"]


@pytest.mark.parametrize("typed", ["", "hội@example.vn", "a@x.vn>", "a b@x.vn", "a@x.vn\nBcc: b@x.vn", "a@x.vn,b@x.vn"])
def test_what_is_no_address_is_none(typed: str) -> None:
    assert address(typed) == ""


def test_a_draft_of_ours_is_known_from_a_mail_that_came(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "a.eml", tmp_path / "b.eml"
    ours.write_bytes(draft(["a@x.vn"], "Phiếu", ["Chào"], {}))
    theirs.write_bytes(b"From: h01@example.vn\r\nX-Unsent: 1\r\n\r\n")
    assert is_draft(ours) and not is_draft(theirs) and not is_draft(tmp_path / "c.eml")

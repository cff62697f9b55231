"""What the catalogue holds for one rule, and the sources that its rules cite."""

from __future__ import annotations

from typing import NamedTuple

ERROR, WARNING, NOTE = "error", "warning", "note"

DECREE = "NĐ 30/2020/NĐ-CP"
SIGNING = f"{DECREE}, Điều 13"
NUMBERING = f"{DECREE}, Điều 15 khoản 1"
REGISTERING = f"{DECREE}, Điều 16 và Phụ lục IV"
SYMBOL = f"{DECREE}, Phụ lục I, Phần I, II.3"
PLACE = f"{DECREE}, Phụ lục I, Phần I, II.4"
BASES = f"{DECREE}, Phụ lục I, Phần I, II.6"
SIGNATURE = f"{DECREE}, Phụ lục I, Phần I, II.7"
RECIPIENTS = f"{DECREE}, Phụ lục I, Phần I, II.9"
UNICODE = f"{DECREE}, Phụ lục I, Phần I, I.4 (Unicode TCVN 6909:2001)"
SHEET = "Quy tắc của sổ theo dõi"
REPORTING = "Chế độ báo cáo 6 tháng (Chương trình, mục IV.2)"


class Entry(NamedTuple):
    """A rule's texts. `message` may use {record}, {value}, {column}, {sheet}, {table} and the rule's own details."""

    severity: str
    title: str
    message: str
    fix: str
    source: str

"""THE catalogue of findings: rule code -> severity, title, sentence, remedy, source. All their texts stand here."""

from __future__ import annotations

from . import ch, ct, kd, qh, vb
from .entry import Entry

#: Family -> its name, in the order of the handbook.
FAMILIES: dict[str, str] = {
    "CT": "Cấu trúc của sổ",
    "KD": "Kiểu dữ liệu",
    "QH": "Quan hệ giữa các bảng",
    "LG": "Logic của nhiệm vụ và kỳ báo cáo",
    "SL": "Số liệu",
    "VB": "Chữ và mã chữ",
    "CH": "Cấu hình, người ký, nơi nhận và sổ văn bản đi",
}

FINDINGS: dict[str, Entry] = {
    **ct.ENTRIES,
    **kd.ENTRIES,
    **qh.ENTRIES,
    **vb.ENTRIES,
    **ch.ENTRIES,
}

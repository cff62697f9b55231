"""The handbook: docs/huong-dan.md, with tables drawn from the declarations, and the one page that a PC opens.

`fill(text)` draws the tables between `<!-- bảng: NAME -->` and `<!-- hết -->` afresh; `page(docs)` makes one HTML file
of the handbook, its pictures and the pages that it leans on, for a clerk without Markdown, network or our docs/. A
developer's tool, run by the build; markdown-it-py is not in a clerk's environment.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable, Mapping
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from lhh_excel.checking.run import FAMILIES, RULES
from lhh_excel.law import GENERAL, WRITTEN
from lhh_excel.messages.commands import COMMANDS, MACRO_TEXTS
from lhh_excel.messages.failures import FAILURES
from lhh_excel.messages.screen import FAULT_REMEDY, FAULT_WHAT
from lhh_excel.workbook.lists import LISTS
from lhh_excel.workbook.tables import HOME_SHEET, LISTS_SHEET, TABLES

from .reference import table

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: The handbook, what stands behind it in the one page, and that page.
SOURCE, TARGET = "huong-dan.md", "huong-dan.html"
ANNEXES = ("cai-dat.md", "soan-van-ban.md", "nhieu-don-vi.md", "rules.md")
#: Pages with drawn tables.
FILLED = (SOURCE, "soan-van-ban.md")

# --- what the drawn tables say beside the declarations ------------------------------------------------------------------

TITLE = "Hướng dẫn sử dụng sổ theo dõi Liên hiệp Hội"

SHEETS_HEAD = ("Trang", "Dùng để làm gì")
HOME_HELP = "Các nút lệnh, tình hình nộp báo cáo, nhiệm vụ, kết quả kiểm tra; chỉ xem, không gõ vào."
LISTS_HELP = "{count} danh mục của các ô chọn; không sửa."

BUTTONS_HEAD = ("Nút", "Trên trang", "Làm gì")

FAMILIES_HEAD = ("Nhóm", "Về cái gì", "Nghĩa là", "Từng mã")
FAMILY_MEANINGS: dict[str, str] = {
    "CT": "Trang, bảng hoặc cột bị mất, bị đổi tên, hoặc có công thức, ô gộp ở chỗ phải là giá trị. Sửa nhóm này trước: số nằm trong bảng hỏng không được đọc.",
    "KD": "Một ô gõ chưa đúng kiểu: ngày không có thật, số gõ thành chữ, giá trị không có trong danh sách, ô bắt buộc còn trống.",
    "QH": "Mã ở trang này không có ở trang kia, mã bị trùng, việc giao cho đơn vị đã rời.",
    "LG": "Các ô của một nhiệm vụ hoặc một kỳ nói trái nhau: hoàn thành mà thiếu ngày, hạn trước ngày giao, nhiệm vụ quá hạn.",
    "SL": "Số của đơn vị không khớp: hội viên cuối kỳ không bằng đầu kỳ cộng tăng trừ giảm, nộp muộn, chưa nộp, đổi sau khi khóa.",
    "VB": "Chữ bị lỗi mã, lỗi bộ gõ, thừa dấu cách, hoặc chữ in không đúng quy định.",
    "KB": "Dòng ở trang Chỉ tiêu, Đề cương, Loại đơn vị, Kế hoạch còn sai tên, sai câu, hoặc thiếu cột ở Số liệu.",
    "CH": "Trang Cấu hình, Người ký, Nơi nhận còn thiếu hoặc chưa đúng, nên văn bản chưa đúng thể thức.",
}

BOXES_HEAD = ("Hộp viết", "Phải làm gì")
BOX_BEFORE = "Hộp hiện ngay khi bấm, chương trình chưa chạy"
BOX_FAULT = "Lỗi của chương trình"
#: Keys of the failures, by what the clerk was at.
BOX_GROUPS: dict[str, tuple[str, ...]] = {
    "Mở sổ, bấm nút": (
        "never_saved", "on_url", "equals_in_name", "read_only", "excel_busy", "busy", "not_ours", "newer_schema", "table_needed",
        "column_needed",
    ),
    "Ghi vào sổ": (
        "sheet_protected", "copy_failed", "save_failed", "not_opened", "backup_failed", "write_interrupted", "interrupted_busy", "not_taken", "no_room_below",
        "no_room_beside", "strict_format", "unknown_words", "needs_upgrade", "broken_table", "taken_name", "taken_defined_name", "totals_row", "formula_in_cell", "text_too_long",
    ),
    "Lập, trình, phát hành báo cáo": (
        "no_period", "bad_period", "unknown_period", "period_without_dates", "has_errors", "texts_missing",
        "snapshot_missing", "snapshot_damaged", "submitted_edited", "submitted_unreadable",
        "draft_kept", "draft_unreadable", "draft_conflicts", "draft_figures", "draft_signer", "draft_unfinished",
        "number_without_place",
        "changed_since_submission", "bad_date", "date_before_period", "date_too_late",
        "already_issued", "number_needed", "last_number_year",
        "number_given_outside", "number_taken", "bad_number", "last_number_too_large", "number_held", "held_too_large",
        "held_taken", "reservation_lost", "already_replaced", "replaces_differs", "replaces_other_type", "not_yet_issued",
        "issued_exists",
    ),
    "Tạo phiếu, nhập phiếu": (
        "forms_locked", "nothing_declared", "no_units", "no_members", "no_forms", "book_is_no_form", "changed_meanwhile",
    ),
    "Sang kỳ mới, khóa kỳ, mở lại kỳ": (
        "next_of_none", "next_without_dates", "next_locked", "period_has_errors", "unknown_unit",
    ),
    "Ghi tệp Word ra thư mục": ("open_elsewhere", "no_permission", "disk_full", "cannot_write"),
    "Mẫu Word của cơ quan": (
        "template_missing", "template_unreadable", "template_not_word", "template_problems", "template_unknown_name",
        "template_broken", "template_unfinished", "template_without_number",
    ),
    "Kiểm tra thể thức một tệp Word": (
        "not_a_word_file", "old_doc", "encrypted", "truncated", "empty_file", "too_large", "dangerous_xml",
        "unreadable",
    ),
}  # fmt: skip
#: The types of document that can be written.
TYPES = "{own}; cùng mẫu 1.4: {others}.\n"

# --- how the page is made --------------------------------------------------------------------------------------------

_REGION = re.compile(r"(<!-- bảng: (\S+) -->\n).*?(<!-- hết -->)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->\n*", re.DOTALL)
_BLANK = re.compile(r"\{\w+\}")

_STYLE = """
body { font: 17px/1.55 "Segoe UI", "Helvetica Neue", Arial, sans-serif; color: #222; background: #fff;
  max-width: 60rem; margin: 2rem auto; padding: 0 1.2rem; }
h1, h2, h3 { color: #1f3864; line-height: 1.25; }
h1 { border-bottom: 3px solid #1f3864; padding-bottom: .3rem; }
h2 { margin-top: 2.6rem; border-bottom: 1px solid #c8d2e4; }
h1:not(:first-of-type) { margin-top: 4rem; page-break-before: always; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; font-size: .93em; }
th { background: #1f3864; color: #fff; text-align: left; }
th, td { border: 1px solid #c8d2e4; padding: .35rem .6rem; vertical-align: top; }
img { max-width: 100%; border: 1px solid #d8d8d8; vertical-align: middle; }
blockquote { margin: 1rem 0; padding: .3rem 1rem; border-left: 4px solid #1f3864; background: #f2f5fa; }
code { background: #f0f0f0; padding: 0 .25rem; overflow-wrap: anywhere; }
nav ul { columns: 2; list-style: none; padding: 0; } a { color: #1f3864; }
@media print { body { font-size: 11pt; max-width: none; margin: 0; } h2, h3, img, tr { break-inside: avoid; } }
"""


# --- the tables ------------------------------------------------------------------------------------------------------


def fill(text: str) -> str:
    """The Markdown with every table drawn afresh. KeyError for a table that nobody draws."""
    return _REGION.sub(lambda found: found[1] + DRAWN[found[2]]() + found[3], text)


def _sheets() -> str:
    rows = [(HOME_SHEET, HOME_HELP)]
    rows += [(each.sheet, each.help) for each in TABLES if not each.hidden]
    rows += [(LISTS_SHEET, LISTS_HELP.format(count=len(LISTS)))]
    return table(SHEETS_HEAD, rows)


def _buttons() -> str:
    rows = [(f"[{c.caption}](#{slug(c.caption)})", f"![{c.caption}](anh/nut-{c.name}.png)", c.tip) for c in COMMANDS]
    return table(BUTTONS_HEAD, rows)


def _families() -> str:
    rows = []
    for family, name in FAMILIES.items():
        codes = sorted(code for code in RULES if code.startswith(family))
        link = f"[{codes[0]} – {codes[-1]}](rules.md#{slug(f'{family} – {name}')})"
        rows.append((family, name, FAMILY_MEANINGS[family], link))
    return table(FAMILIES_HEAD, rows)


def _boxes() -> str:
    """What a box of Excel can say: a table a group."""
    said = {
        heading: [(FAILURES[key].what, FAILURES[key].in_excel or FAILURES[key].remedy) for key in keys]
        for heading, keys in BOX_GROUPS.items()
    }
    said[BOX_FAULT] = [(FAULT_WHAT, FAULT_REMEDY)]
    said[BOX_BEFORE] = [_parted(sentence) for sentence in MACRO_TEXTS.values()]
    tables = (
        f"**{heading}**\n\n" + table(BOXES_HEAD, [map(_read, row) for row in rows]) for heading, rows in said.items()
    )
    return "\n".join(tables)


def _parted(text: str) -> tuple[str, str]:
    """The first sentence and the rest."""
    what, _, remedy = text.partition(". ")
    return what + ".", remedy


def _read(sentence: str) -> str:
    """A sentence of the catalogue without what only a case fills in."""
    return " ".join(_BLANK.sub("…", sentence).split())


def _types() -> str:
    """The types of document that can be written, those with a template of their own first."""
    own = [f"`{kind.code}` {kind.name}" for kind in WRITTEN if kind.template != GENERAL]
    others = [f"`{kind.code}` {kind.name}" for kind in WRITTEN if kind.template == GENERAL]
    return TYPES.format(own=", ".join(own), others=", ".join(others))


DRAWN: dict[str, Callable[[], str]] = {
    "trang": _sheets,
    "nút": _buttons,
    "nhóm": _families,
    "hộp": _boxes,
    "loại": _types,
}


# --- the one page ----------------------------------------------------------------------------------------------------


def slug(heading: str) -> str:
    """The name that a heading has in links, as GitHub makes it."""
    kept = (c for c in heading.lower() if c in "- _" or unicodedata.category(c)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


def page(docs: Path, made: Mapping[str, str]) -> bytes:
    """The HTML: no file beside it, no network. Links to pages that it does not hold become plain text.

    `made` holds the pages as they are just drawn; what it lacks is read from `docs`, as are the pictures.
    """
    texts = {name: made.get(name) or (docs / name).read_text(encoding="utf-8") for name in (SOURCE, *ANNEXES)}
    sources = {name: _COMMENT.sub("", text) for name, text in texts.items()}
    tops = {name: slug(text.strip().splitlines()[0].lstrip("# ")) for name, text in sources.items()}
    parts, contents, seen = [], [], dict[str, int]()
    for name, text in sources.items():
        tokens = _markdown().parse(_BLANK.sub("…", text) if name in ANNEXES else text)
        contents += [h[1:] for h in _name_headings(tokens, seen) if h[0] == ("h2" if name == SOURCE else "h1")]
        _settle(tokens, docs, tops)
        markdown = _markdown()
        parts.append(str(markdown.renderer.render(tokens, markdown.options, {})))
    links = "".join(f'<li><a href="#{anchor}">{escape(heading)}</a></li>\n' for anchor, heading in contents)
    head, rest = parts[0].split("</h1>", 1)
    parts[0] = f"{head}</h1>\n<nav><ul>\n{links}</ul></nav>{rest}"
    title = escape(TITLE)
    top = f'<!DOCTYPE html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
    return f"{top}<style>{_STYLE}</style>\n</head>\n<body>\n{''.join(parts)}</body>\n</html>\n".encode()


def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _name_headings(tokens: list[Token], seen: dict[str, int]) -> list[tuple[str, str, str]]:
    """Gives each heading its anchor; (tag, anchor, heading) of all."""
    named = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            anchor = slug(inline.content)
            count = seen[anchor] = seen.get(anchor, -1) + 1
            opening.attrSet("id", f"{anchor}-{count}" if count else anchor)
            named.append((opening.tag, str(opening.attrGet("id")), inline.content))
    return named


def _settle(tokens: list[Token], docs: Path, tops: dict[str, str]) -> None:
    """Pictures go into the page, links to a page that is in it to its heading; other links are dropped."""
    for token in (child for outer in tokens for child in outer.children or []):
        if token.type == "image":
            data = (docs / str(token.attrGet("src"))).read_bytes()
            token.attrSet("src", "data:image/png;base64," + base64.b64encode(data).decode("ascii"))
        elif token.type == "link_open":
            file, _, anchor = str(token.attrGet("href")).partition("#")
            if "://" in file:
                continue
            if file in tops or not file:
                token.attrSet("href", "#" + (unquote(anchor) or tops[file]))
            else:
                token.type, token.tag, token.attrs = "text", "", {}

"""The handbook: docs/huong-dan.md, with tables drawn from the declarations, and the one page that a PC opens.

`fill(text)` draws the tables between `<!-- bảng: NAME -->` and `<!-- hết -->` afresh; `page(docs)` makes one HTML file
of the handbook, its pictures and the pages that it leans on, for a clerk without Markdown, network or our docs/. A
developer's tool, run by the build; markdown-it-py is not in a clerk's environment.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from . import handbook_words as words

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

#: The handbook, what stands behind it in the one page, and that page.
SOURCE, TARGET = "huong-dan.md", "huong-dan.html"
ANNEXES = ("cai-dat.md", "soan-van-ban.md", "nhieu-don-vi.md", "rules.md")
#: Pages with drawn tables.
FILLED = (SOURCE, "soan-van-ban.md")

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


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _sheets() -> str:
    from lhh_excel.workbook.lists import LISTS
    from lhh_excel.workbook.tables import HOME_SHEET, LISTS_SHEET, TABLES

    rows = [(HOME_SHEET, words.HOME_HELP)]
    rows += [(table.sheet, table.help) for table in TABLES if not table.hidden]
    rows += [(LISTS_SHEET, words.LISTS_HELP.format(count=len(LISTS)))]
    return _table(words.SHEETS_HEAD, rows)


def _buttons() -> str:
    from lhh_excel.messages.commands import COMMANDS

    rows = [(f"[{c.caption}](#{slug(c.caption)})", f"![{c.caption}](anh/nut-{c.name}.png)", c.tip) for c in COMMANDS]
    return _table(words.BUTTONS_HEAD, rows)


def _families() -> str:
    from lhh_excel.checking.run import FAMILIES, RULES

    rows = []
    for family, name in FAMILIES.items():
        codes = sorted(code for code in RULES if code.startswith(family))
        link = f"[{codes[0]} – {codes[-1]}](rules.md#{slug(f'{family} – {name}')})"
        rows.append((family, name, words.FAMILY_MEANINGS[family], link))
    return _table(words.FAMILIES_HEAD, rows)


def _boxes() -> str:
    """What a box of Excel can say: a table a group."""
    from lhh_excel.messages.commands import MACRO_TEXTS
    from lhh_excel.messages.failures import FAILURES
    from lhh_excel.messages.screen import FAULT_REMEDY, FAULT_WHAT

    said = {
        heading: [(FAILURES[key].what, FAILURES[key].in_excel or FAILURES[key].remedy) for key in keys]
        for heading, keys in words.BOX_GROUPS.items()
    }
    said[words.BOX_FAULT] = [(FAULT_WHAT, FAULT_REMEDY)]
    said[words.BOX_BEFORE] = [_parted(sentence) for sentence in MACRO_TEXTS.values()]
    tables = (
        f"**{heading}**\n\n" + _table(words.BOXES_HEAD, [map(_read, row) for row in rows])
        for heading, rows in said.items()
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
    from lhh_excel.law import GENERAL, WRITTEN

    own = [f"`{kind.code}` {kind.name}" for kind in WRITTEN if kind.template != GENERAL]
    others = [f"`{kind.code}` {kind.name}" for kind in WRITTEN if kind.template == GENERAL]
    return words.TYPES.format(own=", ".join(own), others=", ".join(others))


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
    links = "".join(f'<li><a href="#{anchor}">{_escape(heading)}</a></li>\n' for anchor, heading in contents)
    head, rest = parts[0].split("</h1>", 1)
    parts[0] = f"{head}</h1>\n<nav><ul>\n{links}</ul></nav>{rest}"
    title = _escape(words.TITLE)
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
                token.attrSet("href", "#" + (_plain(anchor) or tops[file]))
            else:
                token.type, token.tag, token.attrs = "text", "", {}


def _plain(anchor: str) -> str:
    from urllib.parse import unquote

    return unquote(anchor)


def _escape(text: str) -> str:
    import html

    return html.escape(text)

"""Mục lục: a table of contents as Word makes one, put into a finished document and taken out of one.

It is a TOC field by outline levels whose result stands in it: each heading a link, a dotted line, the page. The pages
are LibreOffice's, which lays the finished document out once; where there is none they stay blank and the field is
marked, so that Word asks to fill it on opening, and that is told. So the bytes are the same but for those numbers and
that mark. The decree is silent of contents: where they stand and what they name is ours (docs/soan-van-ban.md).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from lxml import etree

from ...messages import templates as words
from ...plain import record
from ..ooxml import (
    CONTENTS_STYLES,
    Element,
    drop_bookmarks,
    holder,
    mm_twips,
    next_number,
    q,
    sections_of,
    set_bookmark,
    set_property,
    style_names,
    text_of,
)
from ..ooxml.package import MAIN_PART, STYLES_PART, parsed, read_parts, to_bytes, write_parts
from .markup import SPACES, text_run
from .measuring import ComponentStyles, component, style_id, text_width
from .pdf import with_libreoffice
from .styles import PREFIX

#: A heading's outline level, from 0, by its component.
_LEVELS = {"phan": 0, "ten_phan": 0, "muc": 0, "khoan": 1, "dieu": 1}
#: The level that is named without a page: of an annex, which numbers its own, and of "Chương I" above its title.
_UNPAGED = 2
_ANNEX = ("phu_luc", "ten_phu_luc")
_UNNAMED = 9  # of no level
_FIELD = rf'TOC \o "1-{_UNPAGED + 1}" \n "{_UNPAGED + 1}-{_UNPAGED + 1}" \h \z \u'
#: The style of the line above the contents, by which those put in here are known.
TITLE = f"{PREFIX}Mục lục"
_TITLE_ID, _ENTRY_ID, _MARK = "LHH_muc_luc", "TOC{}", "_Toc30{:06}"
_OURS = re.compile(r"_Toc30\d{6}$")
_INDENTS = {0: 0, 1: 284, _UNPAGED: 0}  # in twips by level
_ENTRY_AIR = 40  # twips above and below an entry
_NO_ROOM = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
_PROBE = re.compile(r"(_Toc30\d{6})=(\d+)$")


@record
class Contents:
    """The document with its contents, and what is to be said of them."""

    docx: bytes
    notes: list[str]


def put_contents(docx: bytes) -> Contents:
    """The finished document with a table of contents, any that it had from here made anew.

    The same document without one, and a sentence, where no heading calls for it.
    """
    parts, document, styles_root = _opened(docx)
    _take_out(document, styles_root)
    styles = ComponentStyles(styles_root)
    body = document.find(q("body"))
    part = _chosen(_parts(body, styles)) if body is not None else None
    entries = _named(body, part, styles) if body is not None and part is not None else []
    if part is None or not entries:
        return Contents(docx, [words.NO_CONTENTS])
    _style(styles_root, mm_twips(text_width(next(document.iter(q("sectPr"))))))
    before = part.place(styles)
    before.addprevious(_field(entries, {}))
    parts[STYLES_PART] = to_bytes(styles_root)
    pages = _pages({**parts, MAIN_PART: _probing(document, entries)})
    numbered = {mark for _, level, mark in entries if level < _UNPAGED}
    known = pages.keys() >= numbered
    made = before.getprevious()
    assert made is not None
    made.getparent().replace(made, _field(entries, pages if known else {}, dirty=not known))  # type: ignore[union-attr]
    parts[MAIN_PART] = to_bytes(document)
    return Contents(write_parts(parts), [] if known else [words.CONTENTS_UNPAGED])


def without_contents(docx: bytes) -> bytes:
    """The document as it was before `put_contents`; of what a hand did in the contents nothing is left."""
    if TITLE.encode() not in read_parts(docx).get(STYLES_PART, b""):
        return docx
    parts, document, styles_root = _opened(docx)
    if not _take_out(document, styles_root):
        return docx
    parts[MAIN_PART] = to_bytes(document)
    return write_parts(parts)


def _opened(docx: bytes) -> tuple[dict[str, bytes], Element, Element]:
    parts = read_parts(docx)
    styles = parts.get(STYLES_PART) or to_bytes(etree.Element(q("styles")))
    return parts, parsed(parts[MAIN_PART]), parsed(styles)


# --- what is named ---------------------------------------------------------------------------------------------------


@record
class _Part:
    """What numbers its own pages: the document itself, an annex, or what is issued with it under its own title."""

    blocks: list[Element]
    opens_with: str

    def place(self, styles: ComponentStyles) -> Element:
        """Before which block its contents stand: below its title, so that all else is behind them.

        The first page bears the head (Annex I, IV.1), and what is issued its title: contents on a page before it would
        part the two. A công văn has no title, and names its addressees first.
        """
        after = 0
        titled = any(component(block, styles) == "ten_loai" for block in self.blocks)
        heads = {"ten_loai", "trich_yeu", "kem_theo"} if titled else {"kinh_gui"}
        for at, block in enumerate(self.blocks[:-1], 1):
            name = component(block, styles)
            if name in heads or (name == "ke" and after == at - 1):
                after = at
        if after:
            return self.blocks[after]
        return next(block for block in self.blocks if component(block, styles) in _LEVELS)


def _parts(body: Element, styles: ComponentStyles) -> list[_Part]:
    """The document's parts in order; a section that does not open one goes with the part before it."""
    parts: list[_Part] = []
    for blocks, _ in sections_of(body):
        printed = (block for block in blocks if block.tag != q("p") or text_of(block).strip())
        opens = component(first, styles) if (first := next(printed, None)) is not None else ""
        if parts and opens not in ("phu_luc", "ten_loai"):
            parts[-1].blocks.extend(blocks)
        else:
            parts.append(_Part(blocks, opens if parts else ""))
    return parts


def _chosen(parts: Sequence[_Part]) -> _Part | None:
    """The part that the contents are of: what is issued with the document, else the document itself."""
    return next((part for part in parts if part.opens_with == "ten_loai"), parts[0] if parts else None)


def _named(body: Element, part: _Part, styles: ComponentStyles) -> list[tuple[str, int, str]]:
    """Each heading of the part, and each annex behind it: its text, its level and its bookmark, which are set."""
    within = {id(block) for block in part.blocks}
    reached = False
    entries: list[tuple[str, int, str]] = []
    free = next_number(body, "bookmarkStart", 1)
    for block in body.iterchildren(q("p")):
        reached = reached or id(block) in within
        name, following = component(block, styles), block.getnext()
        if name not in _LEVELS and name not in _ANNEX:
            continue
        level = _UNNAMED
        if id(block) in within:
            over_title = name == "phan" and following is not None and component(following, styles) == "ten_phan"
            level = _UNPAGED if over_title else _LEVELS.get(name, _UNNAMED)
        elif name in _ANNEX and reached:
            level = _UNPAGED
        set_property(holder(block), "outlineLvl", val=str(level))
        text = " ".join(text_of(block).split())
        if level == _UNNAMED or not text:
            continue
        mark = _MARK.format(len(entries) + 1)
        set_bookmark(block, mark, free + len(entries))
        entries.append((text, level, mark))
    return entries if any(level < _UNPAGED for _, level, _ in entries) else []


# --- the field -------------------------------------------------------------------------------------------------------


def _code(kind: str, more: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"{more}/></w:r>'


def _instruction(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve"> {escape(text, quote=False)} </w:instrText></w:r>'


def _filled(instruction: str, result: str) -> str:
    return _code("begin") + _instruction(instruction) + _code("separate") + text_run(result) + _code("end")


def _reference(mark: str, page: str) -> str:
    return _filled(rf"PAGEREF {mark} \h", page)


def _field(entries: Sequence[tuple[str, int, str]], pages: dict[str, str], *, dirty: bool = False) -> Element:
    """The title and the field with an entry a paragraph; the field ends in a line of its own, as Word has it."""
    begin = _code("begin", ' w:dirty="true"' if dirty else "") + _instruction(_FIELD) + _code("separate")
    made = f'<w:p><w:pPr><w:pStyle w:val="{_TITLE_ID}"/></w:pPr>{text_run(words.CONTENTS_TITLE)}</w:p>'
    for at, (text, level, mark) in enumerate(entries):
        page = f"<w:r><w:tab/></w:r>{_reference(mark, pages.get(mark, ''))}" if level < _UNPAGED else ""
        made += (
            f'<w:p><w:pPr><w:pStyle w:val="{_ENTRY_ID.format(level + 1)}"/></w:pPr>{"" if at else begin}'
            f'<w:hyperlink w:anchor="{mark}" w:history="1">{text_run(text)}{page}</w:hyperlink></w:p>'
        )
    made += f'<w:p><w:pPr><w:pStyle w:val="{_ENTRY_ID.format(1)}"/>{_NO_ROOM}</w:pPr>{_code("end")}</w:p>'
    holds = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
    whole = f"<w:sdt {SPACES}><w:sdtPr>{holds}</w:sdtPr><w:sdtContent>{made}</w:sdtContent></w:sdt>"
    return etree.fromstring(whole)


def _style(styles_root: Element, width: int) -> None:
    """The styles of the contents by the names that Word itself uses when it fills them: upright, black, a dotted line
    to the page on the right. What the template has by these names is the office's own, and stays."""
    known = {*map(str.casefold, style_names(styles_root).values())}
    made = {
        TITLE: '<w:style w:type="paragraph" w:customStyle="1" w:styleId="LHH_muc_luc"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240" w:after="120"/><w:jc w:val="center"/>'
        "</w:pPr><w:rPr><w:b/><w:bCs/></w:rPr></w:style>",
        "Hyperlink": '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="{name}"/></w:style>',
    }
    for level, left in _INDENTS.items():
        made[f"toc {level + 1}"] = (
            f'<w:style w:type="paragraph" w:styleId="{_ENTRY_ID.format(level + 1)}"><w:name w:val="{{name}}"/>'
            f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" '
            f'w:pos="{width}"/></w:tabs><w:spacing w:before="{_ENTRY_AIR}" w:after="{_ENTRY_AIR}"/>'
            f'<w:ind w:left="{left}"/><w:jc w:val="left"/></w:pPr></w:style>'
        )
    for name, style in made.items():
        if name.casefold() not in known:
            styles_root.append(etree.fromstring(style.format(name=name).replace("<w:style ", f"<w:style {SPACES} ", 1)))


# --- taken out -------------------------------------------------------------------------------------------------------


def _take_out(document: Element, styles_root: Element) -> bool:
    """The contents that were put in here, known by the style of their title, and their bookmarks; whether any stood."""
    names = {style: name.casefold() for style, name in style_names(styles_root).items()}
    title = next((one for one in document.iter(q("p")) if names.get(style_id(one)) == TITLE.casefold()), None)
    if title is None:
        return False
    control = next(title.iterancestors(q("sdt")), None)
    if control is not None:
        control.getparent().remove(control)  # type: ignore[union-attr]
    else:  # a program dropped the control around it
        for one in [title, *_entries_after(title, names)]:
            one.getparent().remove(one)  # type: ignore[union-attr]
    drop_bookmarks(document, _OURS.match)
    return True


def _entries_after(title: Element, names: dict[str, str]) -> Iterator[Element]:
    for one in title.itersiblings():
        if one.tag != q("p") or not names.get(style_id(one), "").startswith(CONTENTS_STYLES):
            return
        yield one


# --- the pages -------------------------------------------------------------------------------------------------------


def _probing(document: Element, entries: Sequence[tuple[str, int, str]]) -> bytes:
    """The document with a line for each heading behind its end, in which the page is asked for, and one that asks how
    many there are: LibreOffice lays a short document out only to answer that."""
    asked = "".join(f"<w:p>{text_run(f'{mark}=')}{_reference(mark, '')}</w:p>" for _, _, mark in entries)
    asked += f"<w:p>{_filled('NUMPAGES', '')}</w:p>"
    root = etree.fromstring(to_bytes(document))
    body = root.find(q("body"))
    last = body.findall(q("sectPr"))  # type: ignore[union-attr]
    for line in etree.fromstring(f"<w:body {SPACES}>{asked}</w:body>"):
        if last:
            last[-1].addprevious(line)
        else:
            body.append(line)  # type: ignore[union-attr]
    return to_bytes(root)


def _pages(parts: dict[str, bytes]) -> dict[str, str]:
    """By bookmark, its page as it is printed; {} where LibreOffice is not there or did not tell."""
    with tempfile.TemporaryDirectory(prefix="lhh-muc-luc-") as folder:
        source, made = Path(folder) / "van-ban.docx", Path(folder) / "ra" / "van-ban.docx"
        source.write_bytes(write_parts(parts))
        if not with_libreoffice(source, made):
            return {}
        told = etree.fromstring(read_parts(made.read_bytes())[MAIN_PART])
    found = (_PROBE.match(text_of(paragraph).strip()) for paragraph in told.iter(q("p")))
    return {match[1]: match[2] for match in found if match}

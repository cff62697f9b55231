"""A Word document with something in any of the places where text may stand, for the tests of what a template prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from lhh_excel.document.ooxml.package import CONTENT_TYPES, MAIN_PART, read_parts, write_parts
from tools.templates import build_template

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
REL = NAMES["r"]
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
CHANGE = 'w:id="9" w:author="Người sửa" w:date="2026-06-01T08:00:00Z"'


def t(text: str) -> str:
    """A run with this text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def _box(runs: str) -> str:
    """A text box as Word writes it: for itself and, again, for older programs."""
    inside = f"<w:txbxContent>{p(runs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
        f'<wp:docPr id="7" name="Ô"/><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def field_of(instruction: str, result: str = "", *, dirty: bool = False) -> str:
    """A field in pieces; `result` is runs."""
    mark = ' w:dirty="true"' if dirty else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{mark}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


#: Ways to stand within a paragraph that print.
WITHIN = {
    "plain": lambda runs: runs,
    "inserted": lambda runs: f"<w:ins {CHANGE}>{runs}</w:ins>",
    "moved here": lambda runs: f"<w:moveTo {CHANGE}>{runs}</w:moveTo>",
    "link": lambda runs: f'<w:hyperlink w:anchor="x">{runs}</w:hyperlink>',
    "control": lambda runs: f"<w:sdt><w:sdtPr/><w:sdtContent>{runs}</w:sdtContent></w:sdt>",
    "field": lambda runs: field_of(" DOCPROPERTY x ", runs),
    "simple field": lambda runs: f'<w:fldSimple w:instr=" DOCPROPERTY x ">{runs}</w:fldSimple>',
    "smart tag": lambda runs: f'<w:smartTag w:element="x">{runs}</w:smartTag>',
    "text box": _box,
    "old text box": lambda runs: (
        f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p(runs)}</w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r>"
    ),
    "ruby": lambda runs: f"<w:r><w:ruby><w:rt>{t('')}</w:rt><w:rubyBase>{runs}</w:rubyBase></w:ruby></w:r>",
}
#: Ways that print nothing once every change is accepted.
DELETED = {
    "deleted": lambda runs: (
        f"<w:del {CHANGE}>{runs.replace('w:t>', 'w:delText>').replace('<w:t ', '<w:delText ')}</w:del>"
    ),
    "deleted as text": lambda runs: f"<w:del {CHANGE}>{runs}</w:del>",
    "moved away": lambda runs: f"<w:moveFrom {CHANGE}>{runs}</w:moveFrom>",
    "deleted box": lambda runs: f"<w:del {CHANGE}>{_box(runs)}</w:del>",
}


@dataclass
class Word:
    """What is put into a document: blocks by place, further parts, relationships of parts, properties of the styles."""

    blocks: dict[str, str] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    rels: dict[str, str] = field(default_factory=dict)  # part -> Relationship elements


#: Place -> its part, the root of that, its type, how it stands in that.
_PARTS: Mapping[str, tuple[str, str, str, str]] = {
    "header": ("word/header9.xml", "hdr", "header", "{}"),
    "footer": ("word/footer9.xml", "ftr", "footer", "{}"),
    "footnote": ("word/footnotes.xml", "footnotes", "footnotes", '<w:footnote w:id="2">{}</w:footnote>'),
    "endnote": ("word/endnotes.xml", "endnotes", "endnotes", '<w:endnote w:id="2">{}</w:endnote>'),
}
#: Place -> what a person reads of it in a message.
SAID = {
    "body": "đoạn",
    "cell": "bảng",
    "header": "đầu trang",
    "footer": "chân trang",
    "footnote": "chú thích cuối trang",
    "endnote": "chú thích cuối văn bản",
}


@cache
def _plain() -> bytes:
    return build_template("Chữ đầu.")


def document(word: Word) -> bytes:
    """A sound Word document that holds this."""
    parts = read_parts(_plain())
    main = (
        parts[MAIN_PART]
        .decode()
        .replace(
            "<w:document ",
            f"<w:document {DECLARED} ".replace(f'xmlns:w="{NAMES["w"]}" ', "").replace(f'xmlns:r="{REL}" ', ""),
        )
    )
    body = word.blocks.get("body", "")
    if "cell" in word.blocks:
        body += (
            '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid><w:tr><w:tc><w:tcPr/>'
            f"{word.blocks['cell']}</w:tc></w:tr></w:tbl>{p('')}"
        )
    rels, types = dict(word.rels), {}
    section = ""
    for place, (name, root, kind, held) in _PARTS.items():
        if place not in word.blocks:
            continue
        blocks = held.format(word.blocks[place])
        parts[name] = f"<w:{root} {DECLARED}>{blocks}</w:{root}>".encode()
        types[name] = f"{_TYPE}.{kind}+xml"
        link = f'<Relationship Id="rId{root}9" Type="{REL}/{kind}" Target="{name.removeprefix("word/")}"/>'
        rels[MAIN_PART] = rels.get(MAIN_PART, "") + link
        if kind in ("header", "footer"):
            section += f'<w:{kind}Reference w:type="even" r:id="rId{root}9"/>'
        else:
            body += p(f'<w:r><w:{place}Reference w:id="2"/></w:r>')
    at = main.rindex("<w:sectPr")
    end = main.index(">", at) + 1
    main = main[:at] + body + main[at:end] + section + main[end:]
    parts[MAIN_PART] = main.encode()
    parts |= word.parts
    for part, links in rels.items():
        folder, _, own = part.rpartition("/")
        path = f"{folder}/_rels/{own}.rels".removeprefix("/")
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        parts[path] = parts.get(path, empty).replace(b"</Relationships>", links.encode() + b"</Relationships>")
    made = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in (types | word.types).items()
    )
    parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(b"</Types>", made.encode() + b"</Types>")
    return write_parts(parts)


def texts(docx: bytes) -> dict[str, str]:
    """Every XML part as text."""
    return {name: data.decode() for name, data in read_parts(docx).items() if name.endswith((".xml", ".rels"))}

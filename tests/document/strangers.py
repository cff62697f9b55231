"""Documents of many hands, generated from the texts of `corpus/`: who typed them, how they are laid out, what is wrong.

A text is lines `tag: words`; the tag says what the line is and so how it is set where nothing is wrong. A document is
a text, a hand (what Word, WPS, Google Docs, LibreOffice write), a layout of the head, a layout of the signature, and
changes with the true findings beside them: `documents.txt` writes them down.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from lhh_excel.document.ooxml import text_width_mm

HERE = Path(__file__).with_name("corpus")
HANDS = ("word", "wps", "google", "libreoffice")
HEADS = ("bang", "bang1", "bangtrong", "phantram", "tab", "cach", "khung", "frame")
_TW = 1440 / 25.4
_NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


@dataclass
class Look:
    size: float = 14
    bold: bool = False
    italic: bool = False
    align: str = "both"
    first: float = 12.7  # mm
    left: float = 0.0
    before: float = 6.0
    line: float = 1.0
    font: str = "Times New Roman"
    extra: str = ""  # more of the run's properties
    ruled: float | None = None  # the share of the text that a line drawn below has
    keep: bool = False


def _centred(size: float, bold: bool = False, italic: bool = False, before: float = 0.0) -> dict[str, object]:
    return {"size": size, "bold": bold, "italic": italic, "align": "center", "first": 0.0, "before": before}


#: Tag -> how it is set where nothing is wrong.
TAGS: dict[str, dict[str, object]] = {
    "chuquan": _centred(13),
    "coquan": _centred(13, True) | {"ruled": 0.42},
    "quochieu": _centred(13, True),
    "tieungu": _centred(14, True) | {"ruled": 1.0},
    "dang": _centred(13, True),
    "so": _centred(13, before=6),
    "ngay": _centred(14, italic=True, before=6),
    "vv": _centred(13, before=6),
    "loai": _centred(14, True, before=18),
    "trichyeu": _centred(14, True) | {"ruled": 0.42},
    "thamquyen": _centred(14, True, before=12),
    "quyetdinh": _centred(14, True, before=12),
    "kinhgui": {"align": "left", "first": 0.0, "left": 40.0, "before": 12},
    "noigui": {"align": "left", "first": 0.0, "left": 60.0},
    "dien": {"align": "left", "first": 0.0, "left": 60.0, "before": 0.0},  # whom a công điện is sent to
    "cancu": {"italic": True},
    "doan": {},
    "muc": {"bold": True, "before": 12, "keep": True},
    "tieude": {"bold": True, "keep": True},  # of a khoản
    "dieu": {"bold": True},
    "chuong": _centred(14, True, before=12) | {"keep": True},
    "giua": _centred(14),
    "tiep": {"first": 0.0, "before": 0.0},  # the next line of a sentence, as it is pasted from a PDF
    "noinhan": {"size": 12, "bold": True, "italic": True, "align": "left", "first": 0.0, "before": 0},
    "nhan": {"size": 11, "align": "left", "first": 0.0, "before": 0},
    "chucvu": _centred(14, True),
    "hoten": _centred(14, True, before=60),
    "phuluc": _centred(14, True),
    "tenphuluc": _centred(14, True),
    "kemtheo": _centred(14, italic=True),
    "mau": _centred(13, italic=True),
}
_LOOKS: dict[str, dict[str, object]] = {
    "đậm": {"bold": True},
    "không đậm": {"bold": False},
    "nghiêng": {"italic": True},
    "đứng": {"italic": False},
    "canh trái": {"align": "left"},
    "canh giữa": {"align": "center"},
    "canh đều": {"align": "both"},
    "gạch chân": {"extra": '<w:u w:val="single"/>'},
    "gạch ngang": {"extra": "<w:strike/>"},
    "tô nền": {"extra": '<w:highlight w:val="yellow"/>'},
    "viền": {"extra": "<w:outline/>"},
    "hoa": {"extra": "<w:caps/>"},
    "không kẻ": {"ruled": None},
    "không đi liền": {"keep": False},
}


@dataclass
class Line:
    tag: str
    text: str
    look: Look


@dataclass(eq=False)
class Stranger:
    """One document: its bytes, and what is truly to be found in it, as "component.prop"."""

    name: str
    text: str
    hand: str
    head: str
    foot: str
    changes: list[str] = field(default_factory=list)
    truths: set[str] = field(default_factory=set)

    @property
    def docx(self) -> bytes:
        return _built(self.text, self.hand, self.head, self.foot, tuple(self.changes))


@cache
def strangers() -> tuple[Stranger, ...]:
    """Every document of `documents.txt`."""
    made: list[Stranger] = []
    for line in (HERE / "documents.txt").read_text("utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("["):
            words = line.strip("[]").split()
            text, hand, head, foot = words[0], words[1], words[2], words[3] if len(words) > 3 else "bang"
            assert hand in HANDS and head in HEADS, line
            number = sum(one.text == text for one in made) + 1
            made.append(Stranger(f"{text}-{number}-{hand}-{head}", text, hand, head, foot))
            continue
        change, _, truths = line.partition("→")
        if change.strip():
            made[-1].changes.append(change.strip())
        made[-1].truths |= set(truths.split())
    return tuple(made)


def texts(name: str) -> list[tuple[str, str]]:
    """The lines of a text of the corpus, each with its tag."""
    made: list[tuple[str, str]] = []
    for one in (HERE / f"{name}.txt").read_text("utf-8").splitlines():
        for each in _EMBLEM if one == "qh:" else (one,):
            tag, _, words = each.partition(":")
            made.append((tag, words.strip().replace(" ⏎ ", "\n").replace("⇥", "\t")))
    return made


@cache
def _built(text: str, hand: str, head: str, foot: str, changes: tuple[str, ...]) -> bytes:
    lines = [_line(f"{tag}: {words}") for tag, words in texts(text)]
    last = max(
        (n for n, one in enumerate(lines) if one.tag in ("doan", "dieu") and _before_signature(lines, n)), default=0
    )
    lines[last].look.keep = lines[last].tag in ("doan", "dieu")
    page = {"left": 30.0, "right": 15.0, "top": 20.0, "bottom": 20.0, "width": 210.0, "height": 297.0, "footer": 0.0}
    for change in changes:
        _change(lines, page, change)
    return Builder(hand, head, foot, page).build(lines)


_EMBLEM = ("quochieu: CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "tieungu: Độc lập - Tự do - Hạnh phúc")


def _before_signature(lines: list[Line], at: int) -> bool:
    return any(one.tag in ("noinhan", "chucvu") for one in lines[at:])


def _line(text: str) -> Line:
    tag, _, words = text.partition(":")
    known = TAGS.get(tag, {})
    return Line(tag, words.strip().replace(" ⏎ ", "\n").replace("⇥", "\t"), Look(**known))  # type: ignore[arg-type]


_CHANGE = re.compile(r"(?P<tag>[a-z]+)(?:#(?P<nth>\d+|\*))?(?P<sign>:| =|\+|-$) ?(?P<rest>.*)")


def _change(lines: list[Line], page: dict[str, float], change: str) -> None:
    match = _CHANGE.fullmatch(change)
    assert match is not None, change
    tag, nth, rest = match["tag"], match["nth"] or "1", match["rest"]
    if tag == "trang":
        for part in rest.split("; "):
            name, value = part.rsplit(" ", 1)
            page[name] = float(value.replace(",", "."))
        return
    found = [one for one in lines if one.tag == tag]
    assert found, change
    chosen = found if nth == "*" else [found[int(nth) - 1]]
    for one in chosen:
        if match["sign"] == " =":
            one.text = rest.replace(" ⏎ ", "\n").replace("⇥", "\t")
        elif match["sign"] == "-":
            lines.remove(one)
        elif match["sign"] == "+":  # a line after it
            lines.insert(lines.index(one) + 1, _line(rest))
        else:
            for look in rest.split("; "):
                _set(one.look, look)


def _set(look: Look, words: str) -> None:
    if words in _LOOKS:
        for name, value in _LOOKS[words].items():
            setattr(look, name, value)
        return
    name, value = words.rsplit(" ", 1)
    names = {
        "cỡ": "size",
        "lùi": "first",
        "lùi trái": "left",
        "cách đoạn": "before",
        "cách dòng": "line",
        "kẻ": "ruled",
    }
    if name in names:
        setattr(look, names[name], float(value.replace(",", ".")))
    elif name == "phông":
        look.font = value
    else:
        assert name == "màu", words
        look.extra += f'<w:color w:val="{value}"/>'


class Builder:
    def __init__(self, hand: str, head: str, foot: str, page: dict[str, float]) -> None:
        self.hand, self.head, self.foot, self.page = hand, head, foot, page
        self.room = page["width"] - page["left"] - page["right"]
        self.ids = 0

    # --- paragraphs

    def p(self, line: Line, room: float | None = None, ppr: str = "", text: str | None = None) -> str:
        look, words = line.look, line.text if text is None else text
        indent = f'<w:ind w:left="{round(look.left * _TW)}" w:right="0" w:firstLine="{round(look.first * _TW)}"/>'
        keep = "<w:keepNext/>" if look.keep else ""
        spacing = f'<w:spacing w:before="{round(look.before * 20)}" w:after="0" w:line="{round(look.line * 240)}" w:lineRule="auto"/>'
        runs = "".join(self.runs(part, look, n > 0) for n, part in enumerate(words.split("\n")))
        made = f'<w:p>{self.mark()}<w:pPr>{keep}{ppr}{spacing}{indent}<w:jc w:val="{look.align}"/></w:pPr>{runs}</w:p>'
        return made + (self.rule(line, room or self.room, ppr) if look.ruled else "")

    def mark(self) -> str:
        return ""

    def rpr(self, look: Look) -> str:
        fonts = f'<w:rFonts w:ascii="{look.font}" w:hAnsi="{look.font}" w:cs="{look.font}"'
        fonts += {"wps": ' w:hint="eastAsia" w:eastAsia="宋体"', "google": f' w:eastAsia="{look.font}"'}.get(
            self.hand, ""
        ) + "/>"
        weight = f'<w:b w:val="{int(look.bold)}"/><w:i w:val="{int(look.italic)}"/>'
        before = "".join(re.findall(r"<w:(?:strike|outline|caps)/>", look.extra))
        color = "".join(re.findall(r"<w:color[^>]*>", look.extra)) or (
            '<w:color w:val="000000"/>' if self.hand == "google" else ""
        )
        after = "".join(re.findall(r"<w:(?:highlight|u) [^>]*>", look.extra))
        kern = '<w:kern w:val="2"/>' if self.hand == "wps" else ""
        rtl = '<w:rtl w:val="0"/>' if self.hand == "google" else ""
        return f'<w:rPr>{fonts}{weight}{before}{color}{kern}<w:sz w:val="{round(look.size * 2)}"/>{after}{rtl}<w:lang w:val="vi-VN"/></w:rPr>'

    def runs(self, text: str, look: Look, broken: bool) -> str:
        rpr = self.rpr(look)
        made = f"<w:r>{rpr}<w:br/></w:r>" if broken else ""
        pieces = re.split(r"(?<= )", text) if self.hand == "word" and len(text) > 40 else [text]
        if len(pieces) > 3:
            pieces = ["".join(pieces[:2]), "".join(pieces[2:-1]), pieces[-1]]
        for n, piece in enumerate(pieces):
            if n and self.hand == "word":
                made += '<w:proofErr w:type="spellStart"/>'
            for k, part in enumerate(piece.split("\t")):
                made += f"<w:r>{rpr}<w:tab/></w:r>" if k else ""
                made += (
                    f'<w:r w:rsidRPr="00A1{n:04d}">{rpr}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>'
                    if part
                    else ""
                )
        return made

    def rule(self, line: Line, room: float, ppr: str = "") -> str:
        """The line below a text: a shape by Word and WPS, a border by the others."""
        widths = [text_width_mm(one, line.look.size, line.look.bold) for one in line.text.split("\n")]
        length = min((line.look.ruled or 0) * max(widths), room)
        left = (room - length) / 2
        tight = '<w:spacing w:before="40" w:after="0" w:line="120" w:lineRule="exact"/>'
        if self.hand in ("word", "wps"):
            return f'<w:p><w:pPr>{ppr}{tight}<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>{self.line(left, length)}</w:p>'
        border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        side = round(left * _TW)
        return (
            f'<w:p><w:pPr>{ppr}{border}{tight}<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/></w:pPr></w:p>'
        )

    def line(self, left: float, length: float, down: float = 1.0) -> str:
        """A straight line that floats, `left` mm from its column."""
        self.ids += 1
        vml = (
            f'<w:pict><v:line id="l{self.ids}" style="position:absolute" from="{left / 25.4 * 72:.2f}pt,{down * 2.8:.1f}pt" '
            f'to="{(left + length) / 25.4 * 72:.2f}pt,{down * 2.8:.1f}pt" strokeweight=".75pt"/></w:pict>'
        )
        if self.hand == "wps":
            return f"<w:r>{vml}</w:r>"
        drawing = (
            f'<w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{self.ids}" '
            'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
            f'<wp:positionH relativeFrom="column"><wp:posOffset>{round(left * 36000)}</wp:posOffset></wp:positionH>'
            f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{round(down * 36000)}</wp:posOffset></wp:positionV>'
            f'<wp:extent cx="{round(length * 36000)}" cy="0"/><wp:wrapNone/><wp:docPr id="{self.ids}" name="Line {self.ids}"/>'
            '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
            f'<wps:cNvCnPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(length * 36000)}" cy="0"/></a:xfrm>'
            '<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
            "</a:ln></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
        )
        return (
            f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{vml}</mc:Fallback>'
            "</mc:AlternateContent></w:r>"
        )

    # --- tables

    def table(self, widths: list[float], rows: list[list[str]], borders: bool = False, share: bool = False) -> str:
        twips = [round(width * _TW) for width in widths]
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        drawn = "".join(f'<w:{side} w:val="{"single" if borders else "nil"}" w:sz="4"/>' for side in sides)
        whole = '<w:tblW w:w="5000" w:type="pct"/>' if share else f'<w:tblW w:w="{sum(twips)}" w:type="dxa"/>'
        body = ""
        for row in rows:
            cells = "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
                for width, cell in zip(twips, row, strict=True)
            )
            body += f"<w:tr>{cells}</w:tr>"
        return (
            f'<w:tbl><w:tblPr>{whole}<w:tblBorders>{drawn}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
            + "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
            + f"</w:tblGrid>{body}</w:tbl>"
        )

    # --- the document

    def build(self, lines: list[Line]) -> bytes:
        left = [one for one in lines if one.tag in ("chuquan", "coquan")]
        right = [one for one in lines if one.tag in ("quochieu", "tieungu", "dang")]
        low_left = [one for one in lines if one.tag in ("so", "vv")]
        low_right = [one for one in lines if one.tag == "ngay"]
        for one in left[:-1]:
            one.look.ruled = None
        names = [one for one in left if one.tag == "coquan"]
        if len(names) > 1:  # a name on several lines: one line drawn, of the longest
            longest = max(text_width_mm(one.text, 13, True) for one in names)
            if names[-1].look.ruled:
                names[-1].look.ruled *= longest / text_width_mm(names[-1].text, 13, True)
        self.trail = any(one.tag == "trang" for one in lines) and any(one.tag == "phuluc" for one in lines)
        head = {id(one) for one in (*left, *right, *low_left, *low_right)}
        top = self._head(left, right, low_left, low_right) if head else ""
        covered = any(one.tag == "dau" for one in lines)  # the head is not the first that stands there
        body = "" if covered else top
        signing = ("noinhan", "nhan", "chucvu", "hoten", "chucvu2", "hoten2")
        block = [one for one in lines if one.tag in signing]
        written = False
        for one in lines:
            if id(one) in head:
                continue
            if one.tag in signing:
                if not written:
                    body += self._signature(block)
                    written = True
            elif one.tag == "bang":
                body += self._data(one.text) + self._empty()
            elif one.tag == "trang":
                body += f"<w:p><w:pPr>{self._section()}</w:pPr></w:p>"
            elif one.tag == "dau":
                body += top
            elif one.tag == "trong":
                body += self._empty(14)
            else:
                body += self.p(one)
        return self._packed(body + self._section(last=True))

    def _empty(self, size: float = 2) -> str:
        return (
            '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:rPr>'
            f'<w:sz w:val="{round(size * 2)}"/></w:rPr></w:pPr></w:p>'
        )

    def _data(self, text: str) -> str:
        rows = [[cell.strip() for cell in row.split("|")] for row in text.split(";;")]
        width = self.room / len(rows[0])
        made = [
            [self.p(Line("o", cell, Look(size=13, align="left", first=0, before=0))) for cell in row] for row in rows
        ]
        return self.table([width] * len(rows[0]), made, borders=True)

    def _head(self, left: list[Line], right: list[Line], low_left: list[Line], low_right: list[Line]) -> str:
        wide, narrow = 97.0, self.room - 97.0

        def stack(lines: list[Line], room: float, ppr: str = "") -> str:
            return "".join(self.p(one, room, ppr) for one in lines) or f"<w:p><w:pPr>{ppr}</w:pPr></w:p>"

        if self.head == "bang":
            rows = [[stack(left, narrow), stack(right, wide)], [stack(low_left, narrow), stack(low_right, wide)]]
            return self.table([narrow, wide], rows)
        if self.head == "bang1":  # number and date in the cells of the names
            return self.table([narrow, wide], [[stack([*left, *low_left], narrow), stack([*right, *low_right], wide)]])
        if self.head == "bangtrong":  # each side a table of its own within a cell
            sides = ((left, low_left, narrow), (right, low_right, wide))
            inner = [
                self.table([room], [[stack(one, room)] for one in lines if one]) + self._empty()
                for *lines, room in sides
            ]
            return self.table([narrow, wide], [inner])
        if self.head == "phantram":
            rows = [[stack(left, narrow), stack(right, wide)], [stack(low_left, narrow), stack(low_right, wide)]]
            return self.table([narrow, wide], rows, share=True)
        if self.head == "khung":
            return self._boxes(stack([*left, *low_left], narrow), stack([*right, *low_right], wide), narrow, wide)
        if self.head == "frame":
            return self._frames([*left, *low_left], [*right, *low_right], narrow, wide, stack)
        return self._beside(left, right, low_left, low_right, narrow, wide)

    def _boxes(self, left: str, right: str, narrow: float, wide: float) -> str:
        def box(content: str, at: float, width: float) -> str:
            self.ids += 1
            return (
                '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" '
                f'distR="0" simplePos="0" relativeHeight="{self.ids}" behindDoc="0" locked="0" layoutInCell="1" '
                'allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="margin"><wp:posOffset>'
                f'{round(at * 36000)}</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph"><wp:posOffset>0'
                f'</wp:posOffset></wp:positionV><wp:extent cx="{round(width * 36000)}" cy="{36 * 36000}"/>'
                f'<wp:wrapTopAndBottom/><wp:docPr id="{self.ids}" name="Box {self.ids}"/><a:graphic><a:graphicData '
                'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
                f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{round(width * 36000)}" cy="{36 * 36000}"/></a:xfrm>'
                '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx>'
                f"<w:txbxContent>{content}</w:txbxContent></wps:txbx>"
                '<wps:bodyPr lIns="0" rIns="0" tIns="0" bIns="0"/></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
                "</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
            )

        return f"<w:p>{box(left, 0, narrow)}{box(right, narrow, wide)}</w:p>"

    def _frames(self, left: list[Line], right: list[Line], narrow: float, wide: float, stack: object) -> str:
        made = ""
        for lines, width, side in ((left, narrow, "left"), (right, wide, "right")):
            frame = (
                f'<w:framePr w:w="{round(width * _TW)}" w:wrap="around" w:vAnchor="text" w:hAnchor="margin" '
                f'w:xAlign="{side}" w:y="1"/>'
            )
            made += "".join(self.p(one, width, frame) for one in lines)
        return made

    def _beside(
        self,
        left: list[Line],
        right: list[Line],
        low_left: list[Line],
        low_right: list[Line],
        narrow: float,
        wide: float,
    ) -> str:
        """Line by line, the two sides parted by tab stops, or by blanks."""
        stops = "".join(f'<w:tab w:val="center" w:pos="{round(at * _TW)}"/>' for at in (narrow / 2, narrow + wide / 2))
        ppr = f"<w:tabs>{stops}</w:tabs>" if self.head == "tab" else ""
        made = ""
        rows = [*zip(_padded(left, right), _padded(right, left), strict=True)]
        rows += [*zip(_padded(low_left, low_right), _padded(low_right, low_left), strict=True)]
        for one, other in rows:
            runs = ""
            if self.head == "tab":
                for line in (one, other):
                    runs += "<w:r><w:tab/></w:r>" + (self.runs(line.text, line.look, False) if line else "")
            else:
                runs += self.runs(one.text, one.look, False) if one else ""
                blanks = " " * (12 if one else 60)
                runs += self.runs(blanks + other.text, other.look, False) if other else ""
            shapes = ""
            for line, middle in ((one, narrow / 2), (other, narrow + wide / 2)):
                if self.head == "tab" and line is not None and line.look.ruled:
                    length = line.look.ruled * text_width_mm(line.text, line.look.size, line.look.bold)
                    shapes += self.line(middle - length / 2, length, 6.0)
            before = 6 if one in low_left or other in low_right else 0
            made += (
                f'<w:p><w:pPr>{ppr}<w:spacing w:before="{before * 20}" w:after="0" w:line="240" w:lineRule="auto"/>'
                f'<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>{runs}{shapes}</w:p>'
            )
        return made

    def _signature(self, block: list[Line]) -> str:
        left = [one for one in block if one.tag in ("noinhan", "nhan")]
        right = [one for one in block if one.tag in ("chucvu", "hoten")]
        second = [one for one in block if one.tag in ("chucvu2", "hoten2")]
        for one in second:
            one.look = Look(**TAGS[one.tag[:-1]])  # type: ignore[arg-type]
        half = self.room / 2

        def stack(lines: list[Line]) -> str:
            return "".join(self.p(one) for one in lines) or "<w:p/>"

        if second:
            made = self.table([half, half], [[stack(second), stack(right)]])
            return made + (self._empty() + "".join(self.p(one) for one in left) if left else "")
        if self.foot == "doan":
            for one in right:
                one.look.left, one.look.align = 85.0, "center"
            return stack(right) + stack(left)
        if self.foot == "tab":
            made = ""
            for one, other in zip(_padded(left, right), _padded(right, left), strict=True):
                runs = self.runs(one.text, one.look, False) if one else ""
                tabs = "<w:r><w:tab/></w:r>" * (4 if one else 7)
                runs += tabs + self.runs(other.text, other.look, False) if other else ""
                made += f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/></w:pPr>{runs}</w:p>'
            return made
        return self.table([half, half], [[stack(left), stack(right)]])

    def _section(self, last: bool = False) -> str:
        page = {name: round(value * _TW) for name, value in self.page.items()}
        foot = '<w:footerReference w:type="default" r:id="rIdB"/>' if self.page["footer"] else ""
        head = "" if self.page["footer"] else '<w:headerReference w:type="default" r:id="rIdH"/>'
        start = '<w:pgNumType w:start="1"/>' if last and self.trail else ""
        return (
            f'<w:sectPr>{head}{foot}<w:pgSz w:w="{page["width"]}" w:h="{page["height"]}"/><w:pgMar w:top="{page["top"]}" '
            f'w:right="{page["right"]}" w:bottom="{page["bottom"]}" w:left="{page["left"]}" w:header="567" w:footer="567" '
            f'w:gutter="0"/>{start}<w:titlePg/></w:sectPr>'
        )

    trail = False

    def _packed(self, body: str) -> bytes:
        number = (
            '<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr>'
            + "".join(
                f"<w:r>{self.rpr(Look())}{inner}</w:r>"
                for inner in (
                    '<w:fldChar w:fldCharType="begin"/>',
                    '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
                    '<w:fldChar w:fldCharType="separate"/>',
                    "<w:t>2</w:t>",
                    '<w:fldChar w:fldCharType="end"/>',
                )
            )
            + "</w:p>"
        )
        files = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _rels(("r1", "officeDocument", "word/document.xml")),
            "word/_rels/document.xml.rels": _rels(
                ("rIdS", "styles", "styles.xml"), ("rIdH", "header", "header1.xml"), ("rIdB", "footer", "footer1.xml")
            ),
            "word/document.xml": f"<w:document {_NS}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": _styles(self.hand),
            "word/header1.xml": f"<w:hdr {_NS}>{number}</w:hdr>",
            "word/footer1.xml": f"<w:ftr {_NS}>{number}</w:ftr>",
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in files.items():
                archive.writestr(name, content)
        return out.getvalue()


def _padded(lines: list[Line], other: list[Line]) -> list[Line | None]:
    return [*lines, *[None] * (len(other) - len(lines))]


def _rels(*rels: tuple[str, str, str]) -> str:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    inner = "".join(f'<Relationship Id="{a}" Type="{kinds}/{b}" Target="{c}"/>' for a, b, c in rels)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'
    )


def _styles(hand: str) -> str:
    """The defaults that each program writes, which every paragraph then sets right or not."""
    font, size, spacing = {
        "word": ("Calibri", 22, '<w:spacing w:after="160" w:line="259" w:lineRule="auto"/>'),
        "wps": ("Times New Roman", 21, '<w:spacing w:after="0"/>'),
        "google": ("Arial", 22, '<w:spacing w:line="276" w:lineRule="auto"/>'),
        "libreoffice": ("Liberation Serif", 24, '<w:spacing w:before="0" w:after="0"/>'),
    }[hand]
    name = {"google": "normal", "libreoffice": "Standard"}.get(hand, "Normal")
    return (
        f'<w:styles {_NS}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        f'<w:sz w:val="{size}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{spacing}</w:pPr></w:pPrDefault></w:docDefaults>'
        f'<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="{name}"/></w:style></w:styles>'
    )


_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_MAIN}{kind}+xml"/>'
        for part, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("header1", "header"),
            ("footer1", "footer"),
        )
    )
    + "</Types>"
)

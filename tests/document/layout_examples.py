"""The examples of the decree's rules, read: `document/rules/registry.py` tells how they are written down.

A line is `Component = text` or `Component: look; look`; a number behind the component, or "cuối", says which of its
paragraphs. The first line may name another document than the report: "(Công văn)", "(Quyết định)".
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

import layout_docs as make
import layout_types as types
from lxml import etree

from lhh_excel.law import COMPONENTS

W = f"{{{make.W}}}"
#: More text: the signature of the report comes to the end of a page.
FULL = make.DOCUMENT.replace(
    make.p("III. PHƯƠNG HƯỚNG", "Muc"),
    "".join(make.p(f"Kết quả {n}. {make.LONG}.", "LoiVan") for n in range(1, 4)) + make.p("III. PHƯƠNG HƯỚNG", "Muc"),
)
DOCUMENTS = {
    "Báo cáo": make.DOCUMENT,
    "Báo cáo vừa đầy một trang": FULL,
    "Báo cáo có một phụ lục": make.DOCUMENT.replace(
        make.ends(make.section(make.RESTART, make.LANDSCAPE)) + make.annex("II", "DANH MỤC NHIỆM VỤ"), ""
    ),
    "Công văn": types.LETTER,
    "Quyết định": types.DECISION,
    "Công điện": types.TELEGRAM,
}
#: Component -> the style of its paragraphs and how their text begins.
PARAGRAPHS: dict[str, tuple[str, str]] = {
    "Quốc hiệu": ("QuocHieu", ""),
    "Tiêu ngữ": ("TieuNgu", ""),
    "Tên cơ quan chủ quản": ("ChuQuan", ""),
    "Tên cơ quan ban hành": ("CoQuan", ""),
    "Số, ký hiệu": ("SoKyHieu", ""),
    "Địa danh và thời gian": ("DiaDanh", ""),
    "Tên loại": ("TenLoai", ""),
    "Trích yếu": ("TrichYeu", ""),
    "Trích yếu công văn": ("Giua", "V/v"),
    "Kính gửi": ("KinhGui|NoiGui", ""),
    "Căn cứ ban hành": ("CanCu", ""),
    "Lời dẫn": ("Giua", r".* điện:"),
    "Nội dung": ("LoiVan", r"(?!\w\)|\d)"),
    "Phần, Chương": ("PhuLuc", "Phần|Chương"),
    "Mục": ("Muc", ""),
    "Khoản": ("KhoanTieuDe", r"\d"),
    "Điều": ("KhoanTieuDe", "Điều"),
    "Quyền hạn, chức vụ người ký": ("ChucVu", r"\S"),
    "Họ tên người ký": ("HoTen", ""),
    "Nơi nhận": ("NoiNhan", ""),
    "Danh sách nơi nhận": ("NoiNhanDong", ""),
    "Phụ lục": ("PhuLuc", "Phụ lục"),
    "Chỉ dẫn kèm theo": ("KemTheo", ""),
}
FLAGS = {
    "đậm": ("b", "1"),
    "không đậm": ("b", "0"),
    "nghiêng": ("i", "1"),
    "đứng": ("i", "0"),
    "gạch chân": ("u", "single"),
    "chữ viền": ("outline", "1"),
}
SIDES = {"trái": "left", "giữa": "center", "phải": "right", "đều hai lề": "both"}
MARGINS = {"trên": "top", "dưới": "bottom", "trái": "left", "phải": "right"}

_LINE = re.compile(r"(?P<what>[^:=]+?)(?: (?P<which>\d+|cuối))?(?P<sign>:| =) (?P<rest>.+)")


def number(text: str) -> float:
    return float(text.replace(",", "."))


def twips(mm: float) -> str:
    return str(round(mm * make.TWIPS))


def element(xml: str) -> etree._Element:
    return etree.fromstring(f"<w:x {make.NAMES}>{xml}</w:x>")[0]


def holder(node: etree._Element, name: str) -> etree._Element:
    found = node.find(W + name)
    if found is None:
        found = etree.Element(W + name)
        node.insert(0, found)
    return found


def put(properties: etree._Element, name: str, **values: str) -> None:
    node = properties.find(W + name)
    if node is None:
        node = etree.SubElement(properties, W + name)
    for key, value in values.items():
        node.set(W + key, value)


class Example:
    """`docx`: the document as the lines write it down."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        named = [line[1:-1] for line in lines if line.startswith("(")]
        self.files = make.parts(DOCUMENTS[named[0] if named else "Báo cáo"])
        self.root = etree.fromstring(self.files["word/document.xml"])
        self.footer = etree.fromstring(make.FOOTER)
        for line in lines:
            if not line.startswith("("):
                self._change(line)
        self.files["word/document.xml"] = etree.tostring(self.root, encoding="unicode")
        self.files["word/footer1.xml"] = etree.tostring(self.footer, encoding="unicode")
        self.docx = make.packed(self.files)

    def _change(self, line: str) -> None:
        match = _LINE.fullmatch(line)
        assert match is not None, line
        what, which, rest = match["what"], match["which"] or "1", match["rest"]
        assert what in (*COMPONENTS.values(), "Trang", "Bảng", "Lời dẫn"), line
        if what in ("Trang", "Số trang"):
            for look in rest.split("; "):
                (self._page if what == "Trang" else self._page_number)(look)
        elif what == "Bảng":
            self._table(rest)
        elif match["sign"] == ":":
            for look in rest.split("; "):
                self._look(self.paragraphs(what)[-1 if which == "cuối" else int(which) - 1], look)
        else:
            there = self.paragraphs(what) or [self._added(what)]
            self._write(there[-1 if which == "cuối" else int(which) - 1], rest)

    # --- paragraphs

    def paragraphs(self, what: str) -> list[etree._Element]:
        """The paragraphs of a component in their order, wherever they stand."""
        if what == "Địa chỉ cơ quan":
            return [one for one in self.footer if "".join(one.itertext())]
        if what not in PARAGRAPHS:
            return [one for one in self.root.iter(W + "p") if one.get("what") == what]
        styles, begins = PARAGRAPHS[what]
        found = []
        for paragraph in self.root.iter(W + "p"):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            named = style is not None and re.fullmatch(styles, style.get(f"{W}val", ""))
            if named and re.match(begins, "".join(paragraph.itertext())):
                found.append(paragraph)
        return found

    def _added(self, what: str) -> etree._Element:
        """A component that only some documents have, in its place."""
        if what == "Địa chỉ cơ quan":
            self.footer[:] = [element(types.address(text="…")[2])]
            for reference in list(self.root.iter(W + "headerReference")):
                if reference.get(W + "type") == "first":
                    reference.addprevious(element('<w:footerReference w:type="first" r:id="rIdB"/>'))
            return self.footer[0]
        if what == "Ký hiệu người soạn thảo":
            made = element(make.p("…", "NoiNhanDong"))
            self.paragraphs("Danh sách nơi nhận")[-1].addnext(made)
        else:
            made = element(make.p("…", "Giua", rpr="<w:b/>"))
            self.paragraphs("Tên loại")[0].addprevious(made)
        made.set("what", what)
        return made

    def _write(self, paragraph: etree._Element, text: str) -> None:
        runs = paragraph.findall(W + "r")
        for run in runs[1:]:
            paragraph.remove(run)
        for node in [node for node in runs[0] if node.tag != W + "rPr"]:
            runs[0].remove(node)
        for n, part in enumerate(text.split(" ⏎ ")):
            if n:
                etree.SubElement(runs[0], W + "br")
            runs[0].append(element(f'<w:t xml:space="preserve">{part}</w:t>'))

    def _look(self, paragraph: etree._Element, look: str) -> None:
        shape = holder(paragraph, "pPr")
        for pattern, change in LOOKS.items():
            match = re.fullmatch(pattern, look)
            if match is not None:
                change(self, paragraph, shape, match)
                return
        for run in paragraph.iter(W + "r"):
            self._run(holder(run, "rPr"), look)

    def _run(self, properties: etree._Element, look: str) -> None:
        if look in FLAGS:
            name, value = FLAGS[look]
            put(properties, name, val=value)
        elif match := re.fullmatch(r"cỡ chữ (.+)", look):
            put(properties, "sz", val=str(round(number(match[1]) * 2)))
        elif match := re.fullmatch(r"phông (.+)", look):
            put(properties, "rFonts", ascii=match[1], hAnsi=match[1])
        elif match := re.fullmatch(r"màu ([0-9A-F]{6})", look):
            put(properties, "color", val=match[1])
        else:
            raise AssertionError(look)

    # --- the page

    def _page(self, look: str) -> None:
        for section in self.root.iter(W + "sectPr"):
            if match := re.fullmatch(r"khổ (\d+) × (\d+) mm", look):
                if section.find(W + "pgSz").get(W + "orient") is None:
                    put(section, "pgSz", w=twips(number(match[1])), h=twips(number(match[2])))
            elif match := re.fullmatch(r"lề (trên|dưới|trái|phải) (.+) mm", look):
                put(section, "pgMar", **{MARGINS[match[1]]: twips(number(match[2]))})
            else:
                raise AssertionError(look)

    def _page_number(self, look: str) -> None:
        first = next(self.root.iter(W + "sectPr"))
        header = "word/header1.xml"
        if look == "ở chân trang":
            self.files[header] = self.files[header].replace(make.PAGE, "")
            self.footer[:] = [element(f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{make.PAGE}</w:p>')]
            first[0].addprevious(element('<w:footerReference w:type="default" r:id="rIdB"/>'))
        elif look == "gõ tay":
            self.files[header] = self.files[header].replace(make.PAGE, "<w:r><w:t>2</w:t></w:r>")
        elif look == "hiện ở trang thứ nhất":
            first.remove(first.find(W + "titlePg"))
        elif match := re.fullmatch(r"bắt đầu từ (\d+)", look):
            first.append(element(f'<w:pgNumType w:start="{match[1]}"/>'))
        elif look in ("chữ số La Mã", "chữ số Ả Rập"):
            first.append(element(f'<w:pgNumType w:fmt="{"lowerRoman" if "La Mã" in look else "decimal"}"/>'))
        elif match := re.fullmatch(r"trong khung (?:bên |ở )(phải|giữa)", look):
            frame = f'<w:framePr w:wrap="around" w:hAnchor="margin" w:xAlign="{SIDES[match[1]]}"/>'
            self.files[header] = self.files[header].replace("</w:pPr>", f"{frame}</w:pPr>", 1)
        else:
            assert look == "canh giữa", look

    def _table(self, rows: str) -> None:
        """A table of two columns below the third paragraph of the content."""
        drawn = [
            "".join(make.cell(3000, make.p(text, rpr=make.half(13))) for text in row.split(" | "))
            for row in rows.split(" ⏎ ")
        ]
        self.paragraphs("Nội dung")[2].addnext(element(make.table((3000, 3000), *drawn, borders=True)))


Change = Callable[[Example, etree._Element, etree._Element, re.Match[str]], None]


def _line_below(example: Example, paragraph: etree._Element, shape: etree._Element, match: re.Match[str]) -> None:
    """In place of what is drawn below; the text's own length times its share, moved aside, or typed."""
    old = paragraph.getnext()
    cell = next(paragraph.iterancestors(W + "tc"), None)
    room = 9355 if cell is None else int(cell.find(f"{W}tcPr/{W}tcW").get(W + "w"))
    if match["typed"]:
        made = make.p(match["typed"], "Giua")
    elif match["off"]:
        made = make.rule(room, make.TIEU_NGU_MM, shift=round(number(match["off"]) * make.TWIPS))
    else:
        made = make.rule(room, number(match["length"]))
    old.getparent().replace(old, element(made))


def _own_row(example: Example, paragraph: etree._Element, shape: etree._Element, match: re.Match[str]) -> None:
    cell = next(paragraph.iterancestors(W + "tc"))
    row = cell.getparent()
    below = copy.deepcopy(row)
    for at, (one, twin) in enumerate(zip(row.findall(W + "tc"), below.findall(W + "tc"), strict=True)):
        emptied = one if at == row.findall(W + "tc").index(cell) else twin
        for held in emptied.findall(W + "p"):
            emptied.remove(held)
        emptied.append(element("<w:p/>"))
    row.addnext(below)


def _swapped(example: Example, paragraph: etree._Element, shape: etree._Element, match: re.Match[str]) -> None:
    table = next(paragraph.iterancestors(W + "tbl"))
    for holder_, name in ((table.find(W + "tblGrid"), "gridCol"), *((row, "tc") for row in table.findall(W + "tr"))):
        first, second = holder_.findall(W + name)
        second.addnext(first)


def _first_column(example: Example, paragraph: etree._Element, shape: etree._Element, match: re.Match[str]) -> None:
    table = next(paragraph.iterancestors(W + "tbl"))
    table.find(f"{W}tblGrid/{W}gridCol").set(W + "w", twips(number(match[1])))


def _without_table(example: Example, paragraph: etree._Element, shape: etree._Element, match: re.Match[str]) -> None:
    table = next(one for one in paragraph.itersiblings() if one.tag == W + "tbl")
    table.getparent().remove(table)


def _numbers_run_on(example: Example, paragraph: etree._Element, shape: etree._Element, match: re.Match[str]) -> None:
    section = next(one for later in paragraph.itersiblings() for one in later.iter(W + "sectPr"))
    section.remove(section.find(W + "pgNumType"))


def _everywhere(example: Example, paragraph: etree._Element, shape: etree._Element, match: re.Match[str]) -> None:
    for reference in example.root.iter(W + "footerReference"):
        reference.set(W + "type", "default")


def _commented(example: Example, paragraph: etree._Element, shape: etree._Element, match: re.Match[str]) -> None:
    paragraph.append(element('<w:r><w:commentReference w:id="1"/></w:r>'))


def _without_block(example: Example, paragraph: etree._Element, shape: etree._Element, match: re.Match[str]) -> None:
    table = next(paragraph.iterancestors(W + "tbl"))
    table.getparent().remove(table)


def _by_tabs(example: Example, paragraph: etree._Element, shape: etree._Element, match: re.Match[str]) -> None:
    """The two cells of the signature as lines, parted by tabs."""
    table = next(paragraph.iterancestors(W + "tbl"))
    left, right = table.iter(W + "tc")
    for one in left.findall(W + "p"):
        table.addprevious(one)
    names = [one for one in right.findall(W + "p") if "".join(one.itertext())]
    beside = list(table.itersiblings(preceding=True))[3::-1][: len(names) - 1]
    tab = "<w:r><w:tab/></w:r>"
    for at, one in enumerate(names):
        text = "".join(one.itertext())
        run = f'<w:r><w:rPr><w:b/><w:i w:val="0"/><w:sz w:val="28"/></w:rPr><w:t>{text}</w:t></w:r>'
        if at < len(beside):
            holder_ = beside[at]
        else:
            holder_ = element("<w:p/>")
            table.addprevious(holder_)
        for made in element(f"<w:p>{tab * 7}{run}</w:p>"):
            holder_.append(made)
    table.getparent().remove(table)


#: How a paragraph may look -> what makes it so.
LOOKS: dict[str, Change] = {
    "không có": lambda x, p, s, m: p.getparent().remove(p),
    "canh (trái|giữa|phải|đều hai lề)": lambda x, p, s, m: put(s, "jc", val=SIDES[m[1]]),
    "cách dòng (.+)": lambda x, p, s, m: put(s, "spacing", line=str(round(240 * number(m[1]))), lineRule="auto"),
    "cách đoạn trên (.+) pt": lambda x, p, s, m: put(s, "spacing", before=str(round(20 * number(m[1])))),
    "lùi đầu dòng (.+) cm": lambda x, p, s, m: put(s, "ind", firstLine=twips(10 * number(m[1]))),
    "lùi trái (.+) cm": lambda x, p, s, m: put(s, "ind", left=twips(10 * number(m[1]))),
    r"gõ (\d+) dấu cách ở đầu": lambda x, p, s, m: x._write(p, " " * int(m[1]) + "".join(p.itertext())),
    r"đường kẻ (?:gõ bằng (?P<typed>_+)|lệch (?P<off>.+) mm|dài (?P<length>.+) mm)": _line_below,
    "dòng trống ở trước": lambda x, p, s, m: p.addprevious(element(make.p("", "LoiVan"))),
    "ngắt trang ở trước": lambda x, p, s, m: p.addprevious(element('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')),
    "ngắt trang ở sau": lambda x, p, s, m: p.addnext(element('<w:p><w:r><w:br w:type="page"/></w:r></w:p>')),
    "(không )?đi liền đoạn sau": lambda x, p, s, m: put(s, "keepNext", val="0" if m[1] else "1"),
    "có khung": lambda x, p, s, m: s.append(element(f"<w:pBdr>{types._SIDES}</w:pBdr>")),
    "không đường kẻ": lambda x, p, s, m: s.remove(s.find(W + "pBdr")),
    "mọi trang": _everywhere,
    "có nhận xét": _commented,
    "trường (.+)": lambda x, p, s, m: p.append(element(f'<w:fldSimple w:instr=" {m[1]} "/>')),
    "xuống hàng dưới của bảng": _own_row,
    "đổi chỗ hai cột": _swapped,
    "ô rộng (.+) mm": _first_column,
    "không có bảng": _without_table,
    "không có cả khối": _without_block,
    "cả khối bố trí bằng phím Tab": _by_tabs,
    "số trang tiếp theo văn bản": _numbers_run_on,
}

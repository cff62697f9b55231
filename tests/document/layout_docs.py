"""Small .docx files for the checker: one clean report, raw XML, whose parts a test changes in one place.

The formatting comes from every layer there is (theme fonts, document defaults, styles based on styles, character
styles, direct), so that a defect can be planted in any of them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping

from lhh_excel.document.ooxml import text_width_mm

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
TWIPS = 1440 / 25.4
LEFT_CELL, RIGHT_CELL = 3600, 5755
TIEU_NGU_MM = text_width_mm("Độc lập - Tự do - Hạnh phúc", 14, bold=True)
AGENCY = ("LIÊN HIỆP CÁC HỘI", "KHOA HỌC VÀ KỸ THUẬT", "THÀNH PHỐ CẦN THƠ")
SUBJECT = "Kết quả thực hiện Chương trình số 70/CTr-LHH 6 tháng đầu năm 2026"


def p(text: str, style: str = "", ppr: str = "", rpr: str = "") -> str:
    """A paragraph; "\n" in the text is a line break."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = "<w:r><w:br/></w:r>".join(
        f'<w:r><w:rPr>{rpr}</w:rPr><w:t xml:space="preserve">{part}</w:t></w:r>' for part in text.split("\n")
    )
    return f"<w:p><w:pPr>{named}{ppr}</w:pPr>{runs if text else ''}</w:p>"


def rule(room_twips: float, length_mm: float, kind: str = "single", shift: int = 0) -> str:
    """An empty paragraph whose top border is a line of that length, in the middle."""
    indent = round((room_twips - length_mm * TWIPS) / 2)
    return (
        f'<w:p><w:pPr><w:pBdr><w:top w:val="{kind}" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        f'<w:spacing w:before="20" w:after="0"/><w:ind w:left="{indent - shift}" w:right="{indent + shift}"/>'
        "</w:pPr></w:p>"
    )


def cell(width: int, content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def table(grid: tuple[int, ...], *rows: str, borders: bool = False) -> str:
    drawn = '<w:tblBorders><w:insideH w:val="single" w:sz="4"/></w:tblBorders>' if borders else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(grid)}" w:type="dxa"/>{drawn}<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
    )


def section(extra: str = "", size: str = '<w:pgSz w:w="11906" w:h="16838"/>', break_type: str = "nextPage") -> str:
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rIdH"/><w:headerReference w:type="first" r:id="rIdF"/>'
        f'<w:type w:val="{break_type}"/>{size}<w:pgMar w:top="1134" w:right="850" w:bottom="1134" w:left="1701" '
        f'w:header="567" w:footer="567" w:gutter="0"/>{extra}<w:titlePg/></w:sectPr>'
    )


HEAD = table(
    (LEFT_CELL, RIGHT_CELL),
    cell(
        LEFT_CELL,
        p("UBND THÀNH PHỐ CẦN THƠ", "ChuQuan")
        + "".join(p(line, "CoQuan") for line in AGENCY)
        + rule(LEFT_CELL, 0.4 * text_width_mm(AGENCY[1], 13, bold=True)),
    )
    + cell(
        RIGHT_CELL,
        p("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "QuocHieu")
        + p("Độc lập - Tự do - Hạnh phúc", "TieuNgu")
        + rule(RIGHT_CELL, TIEU_NGU_MM),
    ),
    cell(LEFT_CELL, p("Số: 05/BC-LHH", "SoKyHieu"))
    + cell(RIGHT_CELL, p("Cần Thơ, ngày 05 tháng 7 năm 2026", "DiaDanh")),
)

TITLE = p("BÁO CÁO", "TenLoai") + p(SUBJECT, "TrichYeu")
SUBJECT_RULE = rule(9355, 0.4 * 155)

ADDRESSED = (
    p("Kính gửi:", "KinhGui")
    + p("- Liên hiệp các Hội Khoa học và Kỹ thuật Việt Nam;", "NoiGui")
    + p("- Thường trực Thành ủy Cần Thơ.", "NoiGui")
)

LONG = (
    "Trong 6 tháng đầu năm 2026, Liên hiệp Hội đã chủ động triển khai các nhiệm vụ được giao theo đúng tiến độ đề ra, "
    "phối hợp chặt chẽ với các sở, ban, ngành và các hội thành viên trên địa bàn thành phố"
)

BODY = (
    p("Căn cứ Điều lệ Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Cần Thơ;", "CanCu")
    + p("Căn cứ Chương trình số 70/CTr-LHH ngày 25 tháng 8 năm 2016 của Liên hiệp Hội.", "CanCu")
    + p(f"Liên hiệp Hội báo cáo kết quả như sau. {LONG}.", "LoiVan")
    + p("I. ĐẶC ĐIỂM TÌNH HÌNH", "Muc")
    + p(f"Tình hình chung. {LONG} (chi tiết tại Phụ lục I, Phụ lục II).", "LoiVan")
    + p("II. KẾT QUẢ THỰC HIỆN", "Muc")
    + p("1. Công tác tổ chức", "KhoanTieuDe")
    + p(f"Về tổ chức. {LONG}.", "LoiVan")
    + p("2. Công tác chuyên môn", "KhoanTieuDe")
    + p(f"a) Tư vấn, phản biện. {LONG};", "LoiVan")
    + p(f"b) Phổ biến kiến thức. {LONG};", "LoiVan")
    + p(f"c) Tôn vinh trí thức. {LONG};", "LoiVan")
    + p(f"d) Hợp tác quốc tế. {LONG};", "LoiVan")
    + p(f"đ) Thi đua, khen thưởng. {LONG}.", "LoiVan")
    + p("III. PHƯƠNG HƯỚNG", "Muc")
    + "".join(p(f"Phương hướng {n}. {LONG}.", "LoiVan") for n in range(1, 6))
    + p(
        "Trên đây là báo cáo kết quả 6 tháng đầu năm 2026 của Liên hiệp Hội, kính trình xem xét./.",
        "LoiVan",
        "<w:keepNext/>",
    )
)

SIGNATURE = table(
    (4677, 4678),
    cell(
        4677,
        p("Nơi nhận:", "NoiNhan")
        + p("- Như trên;", "NoiNhanDong")
        + p("- Các hội thành viên;", "NoiNhanDong")
        + p("- Lưu: VT, VP.", "NoiNhanDong"),
    )
    + cell(
        4678,
        p("TM. BAN THƯỜNG VỤ", "ChucVu")
        + p("KT. CHỦ TỊCH", "ChucVu")
        + p("PHÓ CHỦ TỊCH", "ChucVu")
        + p("", "ChucVu", '<w:spacing w:before="1200"/>')
        + p("Nguyễn Văn An", "HoTen"),
    ),
)

DATA = table(
    (3000, 3000),
    cell(3000, p("Đơn vị", rpr='<w:b/><w:sz w:val="22"/>')) + cell(3000, p("Hội viên", rpr='<w:b/><w:sz w:val="22"/>')),
    cell(3000, p("Hội Y học", rpr='<w:sz w:val="22"/>')) + cell(3000, p("1.250", rpr='<w:sz w:val="22"/>')),
    borders=True,
)


def annex(number: str, name: str) -> str:
    return (
        p(f"Phụ lục {number}", "PhuLuc")
        + p(name, "TenPhuLuc")
        + p("(Kèm theo Báo cáo số 05/BC-LHH ngày 05 tháng 7 năm 2026 của Liên hiệp Hội)", "KemTheo")
        + DATA
    )


LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
RESTART = '<w:pgNumType w:start="1"/>'


def ends(properties: str) -> str:
    """A paragraph that ends a section."""
    return f"<w:p><w:pPr>{properties}</w:pPr></w:p>"


ANNEXES = (
    ends(section())
    + annex("I", "TỔNG HỢP SỐ LIỆU")
    + ends(section(RESTART, LANDSCAPE))
    + annex("II", "DANH MỤC NHIỆM VỤ")
    + section(RESTART)
)

DOCUMENT = HEAD + TITLE + SUBJECT_RULE + ADDRESSED + BODY + SIGNATURE + ANNEXES


def style(style_id: str, parent: str, ppr: str = "", rpr: str = "", kind: str = "paragraph") -> str:
    based = f'<w:basedOn w:val="{parent}"/>' if parent else ""
    default = ' w:default="1"' if style_id in ("Normal", "TableNormal", "MacDinh") else ""
    paragraph = f"<w:pPr>{ppr}</w:pPr>" if kind == "paragraph" else ""
    return (
        f'<w:style w:type="{kind}"{default} w:styleId="{style_id}"><w:name w:val="{style_id}"/>{based}{paragraph}'
        f"<w:rPr>{rpr}</w:rPr></w:style>"
    )


BOLD, ITALIC, CENTRED = "<w:b/>", "<w:i/>", '<w:jc w:val="center"/>'


def half(points: float) -> str:
    return f'<w:sz w:val="{round(points * 2)}"/>'


STYLES = (
    f'<w:styles {NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" '
    'w:hAnsiTheme="minorHAnsi" w:cs="Times New Roman"/><w:color w:val="000000" w:themeColor="text1"/><w:sz w:val="28"/>'
    '</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
    "</w:docDefaults>"
    + style("MacDinh", "", kind="character")
    + style("Normal", "")
    + style("Giua", "Normal", CENTRED)
    + style("ChuQuan", "Giua", "", half(13))
    + style("CoQuan", "ChuQuan", "", BOLD)
    + style("QuocHieu", "Giua", "", BOLD + half(13))
    + style("TieuNgu", "QuocHieu", "", half(14))
    + style("SoKyHieu", "Giua", "", half(13))
    + style("DiaDanh", "Giua", "", ITALIC)
    + style("TenLoai", "Giua", '<w:spacing w:before="240"/>', BOLD)
    + style("TrichYeu", "Giua", "", BOLD)
    + style("KinhGui", "Normal", '<w:spacing w:before="240"/><w:ind w:left="2268"/>')
    + style("NoiGui", "Normal", '<w:spacing w:before="60"/><w:ind w:left="3289"/>')
    + style(
        "LoiVan", "Normal", '<w:spacing w:before="120" w:line="264"/><w:ind w:firstLine="720"/><w:jc w:val="both"/>'
    )
    + style("CanCu", "LoiVan", "", ITALIC)
    + style("Muc", "LoiVan", "<w:keepNext/>", BOLD)
    + style("KhoanTieuDe", "LoiVan", "<w:keepNext/>", BOLD)
    + style("NoiNhan", "Normal", "", BOLD + ITALIC + half(12))
    + style("NoiNhanDong", "Normal", "", half(11))
    + style("ChucVu", "Giua", "", BOLD)
    + style("HoTen", "ChucVu")
    + style("PhuLuc", "Giua", "", BOLD)
    + style("TenPhuLuc", "PhuLuc")
    + style("KemTheo", "Giua", "", ITALIC)
    + style("SoTrang", "Giua")
    + style("NhanManh", "", "", BOLD, "character")
    + "</w:styles>"
)

PAGE = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
HEADER = f'<w:hdr {NAMES}><w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr>{PAGE}</w:p></w:hdr>'
FIRST = f'<w:hdr {NAMES}><w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr></w:p></w:hdr>'
FOOTER = f"<w:ftr {NAMES}><w:p/></w:ftr>"
SETTINGS = f"<w:settings {NAMES}/>"
NUMBERING = (
    f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/><w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="T"><a:themeElements>'
    '<a:clrScheme name="c"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    '<a:accent1><a:srgbClr val="4472C4"/></a:accent1></a:clrScheme>'
    '<a:fontScheme name="f"><a:majorFont><a:latin typeface="Calibri Light"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Times New Roman"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
)
_KINDS = {
    "styles": "styles",
    "settings": "settings",
    "numbering": "numbering",
    "header1": "header",
    "footer1": "footer",
}
_TYPES = "".join(
    f'<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    f'wordprocessingml.{kind}+xml"/>'
    for part, kind in {**_KINDS, "header2": "header", "document": "document.main"}.items()
)
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    f'ContentType="application/xml"/>{_TYPES}</Types>'
)
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"


def relationship(rel_id: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{rel_id}" Type="{R}/{kind}" Target="{target}"/>'


ROOT_RELATIONSHIPS = (
    f'<Relationships xmlns="{_REL}">{relationship("r1", "officeDocument", "word/document.xml")}</Relationships>'
)
RELATIONSHIPS = (
    f'<Relationships xmlns="{_REL}">'
    + "".join(
        relationship(rel_id, kind, target)
        for rel_id, kind, target in (
            ("rIdS", "styles", "styles.xml"),
            ("rIdT", "theme", "theme/theme1.xml"),
            ("rIdN", "numbering", "numbering.xml"),
            ("rIdE", "settings", "settings.xml"),
            ("rIdH", "header", "header1.xml"),
            ("rIdF", "header", "header2.xml"),
            ("rIdB", "footer", "footer1.xml"),
        )
    )
    + "</Relationships>"
)


def parts(body: str = DOCUMENT) -> dict[str, str]:
    """The parts of the clean report, or of another body in its place."""
    return {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": ROOT_RELATIONSHIPS,
        "word/_rels/document.xml.rels": RELATIONSHIPS,
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/theme/theme1.xml": THEME,
        "word/numbering.xml": NUMBERING,
        "word/settings.xml": SETTINGS,
        "word/header1.xml": HEADER,
        "word/header2.xml": FIRST,
        "word/footer1.xml": FOOTER,
    }


def packed(files: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def clean() -> bytes:
    return packed(parts())


def fits(*changes: tuple[str, str, str]) -> bool:
    """Whether these can be made one after the other: each finds what it changes."""
    try:
        _replaced(changes)
    except AssertionError:
        return False
    return True


def changed(*changes: tuple[str, str, str]) -> bytes:
    """The clean report with each (part, old, new) replaced once; "document" stands for word/document.xml."""
    return packed(_replaced(changes))


def _replaced(changes: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    files = parts()
    for part, old, new in changes:
        name = part if "/" in part else f"word/{part}.xml"
        assert old in files[name], f"nothing to change in {name}: {old}"
        files[name] = files[name].replace(old, new, 1)
    return files


def of_body(body: str) -> bytes:
    return packed(parts(body))

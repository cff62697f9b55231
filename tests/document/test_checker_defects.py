"""One fault planted in a clean report, in every layer of formatting: found with its locator, and nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable

import layout_docs as make
import pytest

from lhh_excel.document.rules import check_document

QH = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
TN = "Độc lập - Tự do - Hạnh phúc"
D = "document"


def styled(name: str, old: str, new: str) -> tuple[str, str, str]:
    """A change inside the definition of one style."""
    start = make.STYLES.index(f'w:styleId="{name}"')
    end = make.STYLES.index("</w:style>", start)
    definition = make.STYLES[start:end]
    assert old in definition, (name, old)
    return ("styles", definition, definition.replace(old, new, 1))


def para(text: str, new_ppr: str = "", new_rpr: str = "") -> tuple[str, str, str]:
    """Direct formatting on the one paragraph that begins so."""
    start = make.DOCUMENT.index(f">{text}")
    begin = make.DOCUMENT.rindex("<w:p>", 0, start)
    old = make.DOCUMENT[begin : start + 1 + len(text)]
    new = old.replace("</w:pPr>", f"{new_ppr}</w:pPr>", 1).replace("<w:rPr>", f"<w:rPr>{new_rpr}", 1)
    return (D, old, new)


def text(old: str, new: str) -> tuple[str, str, str]:
    return (D, f">{old}<", f">{new}<")


def addressed(*lines: str) -> tuple[tuple[str, str, str], ...]:
    """Kính gửi in other lines, in a text that leaves room for more of them on its last page."""
    made = "".join(make.p(line, "NoiGui" if n else "KinhGui") for n, line in enumerate(lines))
    spare = "".join(make.p(f"Phương hướng {n}. {make.LONG}.", "LoiVan") for n in range(2, 6))
    return (D, make.ADDRESSED, made), (D, spare, "")


RULE_TN = make.rule(make.RIGHT_CELL, make.TIEU_NGU_MM)
RULE_AGENCY = make.HEAD[make.HEAD.index("<w:p><w:pPr><w:pBdr>") : make.HEAD.index("</w:tc>")]
EMPTY = '<w:p><w:pPr><w:pStyle w:val="LoiVan"/></w:pPr></w:p>'
BEFORE_BODY = make.p("II. KẾT QUẢ THỰC HIỆN", "Muc")

DEFECTS: dict[str, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    # paper, margins, type (I)
    "letter paper": ("PL1.P1.I.1", ((D, '<w:pgSz w:w="11906" w:h="16838"/>', '<w:pgSz w:w="12240" w:h="15840"/>'),)),
    "left margin 25 mm": ("PL1.P1.I.3", ((D, 'w:left="1701" w:header', 'w:left="1417" w:header'),)),
    "right margin 25 mm": ("PL1.P1.I.3", ((D, 'w:right="850"', 'w:right="1417"'),)),
    "top margin 15 mm": ("PL1.P1.I.3", ((D, 'w:top="1134"', 'w:top="850"'),)),
    "bottom margin 30 mm": ("PL1.P1.I.3", ((D, 'w:bottom="1134"', 'w:bottom="1701"'),)),
    "landscape without a table": (
        "PL1.P1.I.2",
        (
            (
                D,
                make.DATA + make.ends(make.section(make.RESTART, make.LANDSCAPE)),
                make.ends(make.section(make.RESTART, make.LANDSCAPE)),
            ),
        ),
    ),
    "theme font Calibri": (
        "PL1.P1.I.4",
        (("word/theme/theme1.xml", 'typeface="Times New Roman"', 'typeface="Calibri"'),),
    ),
    "default font Arial": (
        "PL1.P1.I.4",
        (("styles", 'w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"', 'w:ascii="Arial" w:hAnsi="Arial"'),),
    ),
    "font of a style": ("PL1.P1.I.4", (styled("Muc", "<w:b/>", '<w:b/><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'),)),
    "font of Vietnamese letters only": ("PL1.P1.I.4", (para("Về tổ chức", "", '<w:rFonts w:hAnsi="Tahoma"/>'),)),
    "font in a data table": ("PL1.P1.I.4", (para("Hội Y học", "", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'),)),
    "blue heading": ("PL1.P1.I.4", (styled("Muc", "<w:b/>", '<w:b/><w:color w:val="1F4E79"/>'),)),
    "theme colour": ("PL1.P1.I.4", (para("Về tổ chức", "", '<w:color w:val="000000" w:themeColor="accent1"/>'),)),
    "old font .VnTime": ("PL1.P1.I.4", (para("Về tổ chức", "", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'),)),
    "decomposed letters": ("PL1.P1.I.4", ((D, "Tình hình chung", unicodedata.normalize("NFD", "Tình hình chung")),)),
    # page number (I.7)
    "page number left": (
        "PL1.P1.I.7",
        (styled("SoTrang", "<w:rPr>", "<w:rPr>"), ("header1", "</w:pPr>", '<w:jc w:val="left"/></w:pPr>')),
    ),
    "page number 11 pt": ("PL1.P1.I.7", (styled("SoTrang", "<w:rPr>", '<w:rPr><w:sz w:val="22"/>'),)),
    "page number slanted": ("PL1.P1.I.7", (styled("SoTrang", "<w:rPr>", "<w:rPr><w:i/>"),)),
    "page number typed": ("PL1.P1.I.7", (("header1", make.PAGE, "<w:r><w:t>2</w:t></w:r>"),)),
    "page number in the footer": (
        "PL1.P1.I.7",
        (
            ("header1", make.PAGE, ""),
            ("footer1", "<w:p/>", f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{make.PAGE}</w:p>'),
            (
                D,
                '<w:headerReference w:type="first"',
                '<w:footerReference w:type="default" r:id="rIdB"/><w:headerReference w:type="first"',
            ),
        ),
    ),
    "page number on page one": ("PL1.P1.I.7", ((D, "<w:titlePg/>", ""),)),
    "page number in the first page's header": ("PL1.P1.I.7", (("header2", "</w:pPr>", "</w:pPr>" + make.PAGE),)),
    "no page number": ("PL1.P1.I.7", (("header1", make.PAGE, ""),)),
    "page numbers start at 3": ("PL1.P1.I.7", ((D, "<w:titlePg/>", '<w:pgNumType w:start="3"/><w:titlePg/>'),)),
    "roman page numbers": ("PL1.P1.I.7", ((D, "<w:titlePg/>", '<w:pgNumType w:fmt="lowerRoman"/><w:titlePg/>'),)),
    # Quốc hiệu, Tiêu ngữ (II.1)
    "Quốc hiệu not bold": ("PL1.P1.II.1.a", (para(QH, "", '<w:b w:val="0"/>'),)),
    "Quốc hiệu loses bold to a character style": ("PL1.P1.II.1.a", (para(QH, "", '<w:rStyle w:val="NhanManh"/>'),)),
    "Quốc hiệu 14 pt": ("PL1.P1.II.1.a", (para(QH, "", '<w:sz w:val="28"/>'),)),
    "Quốc hiệu 11 pt": ("PL1.P1.II.1.a", (para(QH, "", '<w:sz w:val="22"/>'),)),
    "Quốc hiệu slanted": ("PL1.P1.II.1.a", (para(QH, "", "<w:i/>"),)),
    "Quốc hiệu misspelt": ("PL1.P1.II.1.a", (text(QH, "CỘNG HOÀ XÃ HÔI CHỦ NGHĨA VIỆT NAM"),)),
    "Quốc hiệu in two lines": (
        "PL1.P1.II.1.c",
        ((D, QH, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>VIỆT NAM"),),
    ),
    "Quốc hiệu wider than its cell": ("PL1.P1.II.1.c", (para(QH, '<w:ind w:left="500"/>'),)),
    "Quốc hiệu not centred": ("PL1.P1.II.1.c", (para(QH, '<w:jc w:val="left"/>'),)),
    "double spacing below Quốc hiệu": ("PL1.P1.II.1.c", (para(QH, '<w:spacing w:line="480"/>'),)),
    "Quốc hiệu missing": ("PL1.P1.II.1.a", ((D, make.p(QH, "QuocHieu"), ""),)),
    "Tiêu ngữ with long dashes": ("PL1.P1.II.1.b", (text(TN, "Độc lập – Tự do – Hạnh phúc"),)),
    "Tiêu ngữ without spaces": ("PL1.P1.II.1.b", (text(TN, "Độc lập-Tự do-Hạnh phúc"),)),
    "Tiêu ngữ in capitals": ("PL1.P1.II.1.b", (text(TN, TN.upper()),)),
    "Tiêu ngữ not bold": ("PL1.P1.II.1.b", (styled("TieuNgu", "<w:rPr>", '<w:rPr><w:b w:val="0"/>'),)),
    "Tiêu ngữ twice bold is not bold": ("PL1.P1.II.1.b", (para(TN, "", '<w:rStyle w:val="NhanManh"/>'),)),
    "Tiêu ngữ 15 pt": ("PL1.P1.II.1.b", (styled("TieuNgu", '<w:sz w:val="28"/>', '<w:sz w:val="30"/>'),)),
    "Tiêu ngữ's rule too short": ("PL1.P1.II.1.b", ((D, RULE_TN, make.rule(make.RIGHT_CELL, 40)),)),
    "Tiêu ngữ's rule 5 % too long": (
        "PL1.P1.II.1.b",
        ((D, RULE_TN, make.rule(make.RIGHT_CELL, make.TIEU_NGU_MM * 1.05)),),
    ),
    "Tiêu ngữ's rule dashed": (
        "PL1.P1.II.1.b",
        ((D, RULE_TN, make.rule(make.RIGHT_CELL, make.TIEU_NGU_MM, "dashed")),),
    ),
    "Tiêu ngữ's rule off the middle": (
        "PL1.P1.II.1.b",
        ((D, RULE_TN, make.rule(make.RIGHT_CELL, make.TIEU_NGU_MM, shift=500)),),
    ),
    "Tiêu ngữ underlined": ("PL1.P1.II.1.b", ((D, RULE_TN, ""), para(TN, "", '<w:u w:val="single"/>'))),
    "Tiêu ngữ's rule typed": ("PL1.P1.II.1.b", ((D, RULE_TN, make.p("_" * 24, "Giua")),)),
    "Tiêu ngữ's rule missing": ("PL1.P1.II.1.b", ((D, RULE_TN, ""),)),
    # names (II.2)
    "governing body bold": ("PL1.P1.II.2.b", (para("UBND THÀNH PHỐ", "", "<w:b/>"),)),
    "agency not bold": ("PL1.P1.II.2.b", (styled("CoQuan", "<w:b/>", ""),)),
    "agency in small letters": ("PL1.P1.II.2.b", ((D, "KHOA HỌC VÀ KỸ THUẬT<", "Khoa học và Kỹ thuật<"),)),
    "agency 14 pt": ("PL1.P1.II.2.b", (styled("CoQuan", "<w:b/>", '<w:b/><w:sz w:val="28"/>'),)),
    "agency's rule missing": ("PL1.P1.II.2.b", ((D, RULE_AGENCY, ""),)),
    "agency's rule as long as the text": ("PL1.P1.II.2.b", ((D, RULE_AGENCY, make.rule(make.LEFT_CELL, 58)),)),
    # number, place and date (II.3, II.4)
    "number without colon": ("PL1.P1.II.3.c", (text("Số: 05/BC-LHH", "Số 05/BC-LHH"),)),
    "number without zero": ("PL1.P1.II.3.c", (text("Số: 05/BC-LHH", "Số: 5/BC-LHH"),)),
    "symbol with spaces": ("PL1.P1.II.3.c", (text("Số: 05/BC-LHH", "Số: 05/ BC - LHH"),)),
    "year in the number": ("PL1.P1.II.3.c", (text("Số: 05/BC-LHH", "Số: 05/2026/BC-LHH"),)),
    "number 14 pt": ("PL1.P1.II.3.c", (styled("SoKyHieu", '<w:sz w:val="26"/>', ""),)),
    "number bold": ("PL1.P1.II.3.c", (para("Số: 05", "", "<w:b/>"),)),
    "wrong code of the type": ("PL1.P1.II.3.b", (text("Số: 05/BC-LHH", "Số: 05/BCáo-LHH"),)),
    "number missing": ("PL1.P1.II.3.c", ((D, make.p("Số: 05/BC-LHH", "SoKyHieu"), make.p("", "SoKyHieu")),)),
    "date upright": ("PL1.P1.II.4.c", (styled("DiaDanh", "<w:i/>", ""),)),
    "no comma after the place": ("PL1.P1.II.4.c", ((D, "Cần Thơ, ngày 05", "Cần Thơ ngày 05"),)),
    "number 00": ("PL1.P1.II.3.c", (text("Số: 05/BC-LHH", "Số: 00/BC-LHH"),)),
    "a day that does not exist": ("PL1.P1.II.4.b", ((D, "ngày 05 tháng 7 năm 2026<", "ngày 31 tháng 9 năm 2026<"),)),
    "day without zero": ("PL1.P1.II.4.b", ((D, "Cần Thơ, ngày 05", "Cần Thơ, ngày 5"),)),
    "month 03": ("PL1.P1.II.4.b", ((D, "ngày 05 tháng 7 năm 2026<", "ngày 05 tháng 03 năm 2026<"),)),
    "month 1": ("PL1.P1.II.4.b", ((D, "ngày 05 tháng 7 năm 2026<", "ngày 05 tháng 1 năm 2026<"),)),
    "date in figures": ("PL1.P1.II.4.b", ((D, "Cần Thơ, ngày 05 tháng 7 năm 2026", "Cần Thơ, 05/7/2026"),)),
    "place abbreviated": ("PL1.P1.II.4.a", ((D, "Cần Thơ, ngày 05", "TP.HCM, ngày 05"),)),
    "mixed size sets": ("PL1.P1.V.cc1", (styled("DiaDanh", "<w:i/>", '<w:i/><w:sz w:val="26"/>'),)),
    # type and subject (II.5)
    "type not bold": ("PL1.P1.II.5.b", (styled("TenLoai", "<w:b/>", ""),)),
    "type in small letters": ("PL1.P1.II.5.b", (text("BÁO CÁO", "Báo cáo"),)),
    "type left": ("PL1.P1.II.5.b", (para("BÁO CÁO", '<w:jc w:val="left"/>'),)),
    "subject not bold": ("PL1.P1.II.5.b", (styled("TrichYeu", "<w:b/>", ""),)),
    "subject with V/v": ("PL1.P1.II.5.b", (text(make.SUBJECT, "V/v " + make.SUBJECT),)),
    "subject's rule missing": ("PL1.P1.II.5.b", ((D, make.SUBJECT_RULE, ""),)),
    "subject's rule too long": ("PL1.P1.II.5.b", ((D, make.SUBJECT_RULE, make.rule(9355, 150)),)),
    # Kính gửi, Nơi nhận (II.9)
    "Kính gửi without colon": ("PL1.P1.II.9.d", (text("Kính gửi:", "Kính gửi"),)),
    "Kính gửi slanted": ("PL1.P1.II.9.d", (styled("KinhGui", "<w:rPr>", "<w:rPr><w:i/>"),)),
    "addressee ends with a comma": ("PL1.P1.II.9.d", ((D, "Kỹ thuật Việt Nam;", "Kỹ thuật Việt Nam,"),)),
    "last addressee without a full stop": ("PL1.P1.II.9.d", ((D, "Thành ủy Cần Thơ.", "Thành ủy Cần Thơ;"),)),
    "addressees on one line": ("PL1.P1.II.9.d", addressed("Kính gửi: Sở Nội vụ; Sở Y tế (qua VP; để b/c)")),
    "the first addressee beside Kính gửi": (
        "PL1.P1.II.9.d",
        addressed("Kính gửi: Sở Nội vụ;", "- Sở Y tế;", "- Sở Tài chính."),
    ),
    "two addressees on one line of the list": (
        "PL1.P1.II.9.d",
        addressed("Kính gửi:", "- Sở Nội vụ; Sở Y tế;", "- Sở Tài chính."),
    ),
    "addressees without dashes": ("PL1.P1.II.9.d", addressed("Kính gửi:", "Sở Nội vụ;", "Sở Y tế.")),
    "addressees with bullets": ("PL1.P1.II.9.d", addressed("Kính gửi:", "• Sở Nội vụ;", "• Sở Y tế.")),
    "addressees out of line": ("PL1.P1.II.9.d", (para("- Thường trực", '<w:ind w:left="2600"/>'),)),
    "addressees far from the colon": (
        "PL1.P1.II.9.d",
        (styled("NoiGui", '<w:ind w:left="3289"/>', '<w:ind w:left="720"/>'),),
    ),
    "Như trên missing": ("PL1.P1.II.9.b", ((D, make.p("- Như trên;", "NoiNhanDong"), ""),)),
    "Như trên without Kính gửi": ("PL1.P1.II.9.b", ((D, make.ADDRESSED, ""),)),
    "Nơi nhận upright": ("PL1.P1.II.9.d", (styled("NoiNhan", "<w:i/>", ""),)),
    "Nơi nhận 14 pt": ("PL1.P1.II.9.d", (styled("NoiNhan", '<w:sz w:val="24"/>', ""),)),
    "recipients 12 pt": ("PL1.P1.II.9.d", (styled("NoiNhanDong", '<w:sz w:val="22"/>', '<w:sz w:val="24"/>'),)),
    "recipient without semicolon": ("PL1.P1.II.9.d", (text("- Các hội thành viên;", "- Các hội thành viên"),)),
    "archive line missing": (
        "PL1.P1.II.9.d",
        ((D, "- Các hội thành viên;", "- Các hội thành viên."), (D, make.p("- Lưu: VT, VP.", "NoiNhanDong"), "")),
    ),
    "archive line without full stop": ("PL1.P1.II.9.d", (text("- Lưu: VT, VP.", "- Lưu: VT, VP"),)),
    "archive line without VT": ("PL1.P1.II.9.d", (text("- Lưu: VT, VP.", "- Lưu VP."),)),
    "Nơi nhận missing": (
        "PL1.P1.II.9.d",
        ((D, make.SIGNATURE[make.SIGNATURE.index("<w:p>") : make.SIGNATURE.index("</w:tc>")], "<w:p/>"),),
    ),
    # content (II.6)
    "legal basis upright": ("PL1.P1.II.6.a", (styled("CanCu", "<w:i/>", ""),)),
    "last legal basis with semicolon": ("PL1.P1.II.6.a", ((D, "2016 của Liên hiệp Hội.", "2016 của Liên hiệp Hội;"),)),
    "first legal basis with full stop": ("PL1.P1.II.6.a", ((D, "phố Cần Thơ;", "phố Cần Thơ."),)),
    "body left-aligned by its style": ("PL1.P1.II.6.e", (styled("LoiVan", '<w:jc w:val="both"/>', ""),)),
    "one paragraph left-aligned": ("PL1.P1.II.6.e", (para("Về tổ chức", '<w:jc w:val="left"/>'),)),
    "one paragraph without indent": ("PL1.P1.II.6.e", (para("Về tổ chức", '<w:ind w:firstLine="0"/>'),)),
    "indent 2 cm by style": ("PL1.P1.II.6.e", (styled("LoiVan", 'w:firstLine="720"', 'w:firstLine="1134"'),)),
    "paragraph gap 3 pt": ("PL1.P1.II.6.e", (para("Phương hướng 2", '<w:spacing w:before="60"/>'),)),
    "line spacing 2": ("PL1.P1.II.6.e", (para("Phương hướng 2", '<w:spacing w:line="480"/>'),)),
    "line spacing exactly 12 pt": (
        "PL1.P1.II.6.e",
        (para("Phương hướng 2", '<w:spacing w:line="240" w:lineRule="exact"/>'),),
    ),
    "body 12 pt": ("PL1.P1.II.6.e", (para("Về tổ chức", "", '<w:sz w:val="24"/>'),)),
    "a word of 16 pt": (
        "PL1.P1.II.6.e",
        (
            (
                D,
                ">Về tổ chức",
                '>Về</w:t></w:r><w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve"> tổ chức',
            ),
        ),
    ),
    "body 13 pt among 14": ("PL1.P1.V.cc1", (para("Về tổ chức", "", '<w:sz w:val="26"/>'),)),
    "a slanted paragraph": ("PL1.P1.II.6.e", (para("Về tổ chức", "", "<w:i/>"),)),
    "mục not bold": ("PL1.P1.V.6b", (styled("Muc", "<w:b/>", ""),)),
    "mục in small letters": ("PL1.P1.V.6b", (text("II. KẾT QUẢ THỰC HIỆN", "II. Kết quả thực hiện"),)),
    "mục skips a number": ("PL1.P1.V.6b", (text("III. PHƯƠNG HƯỚNG", "IV. PHƯƠNG HƯỚNG"),)),
    "mục with another mark": ("PL1.P1.V.6b", (text("II. KẾT QUẢ THỰC HIỆN", "II/ KẾT QUẢ THỰC HIỆN"),)),
    "khoản's title not bold": ("PL1.P1.II.6.đ", (para("1. Công tác", "", '<w:b w:val="0"/>'),)),
    "khoản skips a number": ("PL1.P1.II.6.đ", (text("2. Công tác chuyên môn", "3. Công tác chuyên môn"),)),
    "khoản with a slash": ("PL1.P1.II.6.đ", (text("2. Công tác chuyên môn", "2/ Công tác chuyên môn"),)),
    "điểm without đ": ("PL1.P1.II.6.đ", ((D, "đ) Thi đua", "e) Thi đua"),)),
    "điểm f": ("PL1.P1.II.6.đ", ((D, "đ) Thi đua", "f) Thi đua"),)),
    "điểm with a dot": ("PL1.P1.II.6.đ", ((D, "b) Phổ biến", "b. Phổ biến"),)),
    # signature (II.7)
    "position not bold": ("PL1.P1.II.7.đ", (para("KT. CHỦ TỊCH", "", '<w:b w:val="0"/>'),)),
    "position in small letters": ("PL1.P1.II.7.đ", (text("PHÓ CHỦ TỊCH", "Phó Chủ tịch"),)),
    "TM without a dot": ("PL1.P1.II.7.b", (text("TM. BAN THƯỜNG VỤ", "TM BAN THƯỜNG VỤ"),)),
    "Party's K/T": ("PL1.P1.II.7.b", (text("KT. CHỦ TỊCH", "K/T CHỦ TỊCH"),)),
    "deputy without KT.": ("PL1.P1.II.7.b", ((D, make.p("KT. CHỦ TỊCH", "ChucVu"), ""),)),
    "KT. of oneself": ("PL1.P1.II.7.b", (text("PHÓ CHỦ TỊCH", "CHỦ TỊCH"),)),
    "KT. without the deputy's title": ("PL1.P1.II.7.b", ((D, make.p("PHÓ CHỦ TỊCH", "ChucVu"), ""),)),
    "doctor before the name": ("PL1.P1.II.7.c", (text("Nguyễn Văn An", "TS. Nguyễn Văn An"),)),
    "professor written out": ("PL1.P1.II.7.c", (text("Nguyễn Văn An", "Giáo sư Nguyễn Văn An"),)),
    "name not bold": ("PL1.P1.II.7.đ", (para("Nguyễn Văn An", "", '<w:b w:val="0"/>'),)),
    "name in capitals": ("PL1.P1.II.7.đ", (text("Nguyễn Văn An", "NGUYỄN VĂN AN"),)),
    "name missing": ("PL1.P1.II.7.đ", ((D, make.p("Nguyễn Văn An", "HoTen"), ""),)),
    # annexes (III.1)
    "annex 13 pt": (
        "PL1.P1.III.1.b",
        (
            styled("PhuLuc", "<w:b/>", '<w:b/><w:sz w:val="26"/>'),
            styled("TenPhuLuc", "<w:rPr>", '<w:rPr><w:sz w:val="28"/>'),
        ),
    ),
    "annex in capitals": ("PL1.P1.III.1.b", (text("Phụ lục II", "PHỤ LỤC II"),)),
    "annex's name in small letters": ("PL1.P1.III.1.b", (text("DANH MỤC NHIỆM VỤ", "Danh mục nhiệm vụ"),)),
    "annex with Arabic number": (
        "PL1.P1.III.1.a",
        (text("Phụ lục II", "Phụ lục 2"), (D, ", Phụ lục II)", ", Phụ lục 2)")),
    ),
    "annex skips a number": (
        "PL1.P1.III.1.a",
        (text("Phụ lục II", "Phụ lục III"), (D, ", Phụ lục II)", ", Phụ lục III)")),
    ),
    "annex not named in the text": (
        "PL1.P1.III.1.a",
        ((D, " (chi tiết tại Phụ lục I, Phụ lục II)", " (tại Phụ lục I)"),),
    ),
    "annex without Kèm theo": (
        "PL1.P1.III.1.c",
        (
            (
                D,
                make.annex("II", "DANH MỤC NHIỆM VỤ"),
                make.p("Phụ lục II", "PhuLuc") + make.p("DANH MỤC NHIỆM VỤ", "TenPhuLuc") + make.DATA,
            ),
        ),
    ),
    "Kèm theo upright": ("PL1.P1.III.1.c", (styled("KemTheo", "<w:i/>", ""),)),
    "annex's pages run on": ("PL1.P1.III.1.đ", ((D, make.RESTART, ""),)),
    # practice
    "no ./. at the end": ("TT.ket_thuc", ((D, "kính trình xem xét./.", "kính trình xem xét."),)),
    "empty paragraph": ("TT.doan_trong", ((D, BEFORE_BODY, EMPTY + BEFORE_BODY),)),
    "indent with spaces": (
        "TT.lui_bang_dau_cach",
        (para("Về tổ chức", '<w:ind w:firstLine="0"/>'), (D, ">Về tổ chức", ">     Về tổ chức")),
    ),
    "placeholder left": ("TT.du_thao", ((D, ">Về tổ chức.", ">[Chưa có nội dung: Nguyên nhân] Về tổ chức."),)),
    "template tag left": ("TT.du_thao", ((D, ">Về tổ chức.", ">{{ ky.ten }} Về tổ chức."),)),
    "highlighted text": ("TT.du_thao", (para("Về tổ chức", "", '<w:highlight w:val="yellow"/>'),)),
    "tracked insertion": (
        "TT.sua_doi",
        (
            (
                D,
                ">Về tổ chức.",
                '>Về</w:t></w:r><w:ins w:id="9" w:author="a"><w:r>'
                '<w:t xml:space="preserve"> công tác</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> tổ chức.',
            ),
        ),
    ),
    "comment": (
        "TT.sua_doi",
        (
            (
                D,
                ">Về tổ chức.",
                '>Về</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r><w:r><w:t xml:space="preserve"> tổ chức.',
            ),
        ),
    ),
    "header table far out of the page": (
        "TT.khung_dau",
        ((D, f'<w:gridCol w:w="{make.LEFT_CELL}"/>', '<w:gridCol w:w="5200"/>'),),
    ),
}


def changes_of(names: Iterable[str]) -> list[tuple[str, str, str]]:
    return [change for name in names for change in DEFECTS[name][1]]


def together(names: Collection[str], size: int, *kinds: Collection[str]) -> list[list[str]]:
    """All these faults, those of different parts of the page planted together: as many as find what they change.

    What is of one of the `kinds` stands only with others of it.
    """
    left = [name for start in range(20) for name in [*names][start::20]]
    groups: list[list[str]] = []
    while left:
        groups.append(group := [left.pop(0)])
        for name in [*left]:
            alike = all((name in kind) is (group[0] in kind) for kind in kinds)
            if alike and len(group) < size and make.fits(*changes_of([*group, name])):
                group.append(name)
                left.remove(name)
    return groups


def test_there_is_nothing_to_find_in_the_clean_report() -> None:
    assert [finding.message for finding in check_document(make.clean()).findings] == []


@pytest.mark.parametrize("name", DEFECTS)
def test_a_planted_fault_is_found_with_its_locator_and_nothing_else(name: str) -> None:
    code, changes = DEFECTS[name]
    findings = check_document(make.changed(*changes)).findings
    assert [(finding.code, finding.message) for finding in findings if finding.code != code] == []
    assert [finding.code for finding in findings] == [code], [finding.message for finding in findings]
    for shown in (finding.as_json() for finding in findings):  # it says everything that a clerk needs
        assert all(shown.values()), shown
        assert "{" not in shown["message"].replace("{{ … }}", "") + shown["fix"], shown

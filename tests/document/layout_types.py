"""Clean documents of other types than the report, and the pieces that only some documents have: boxes, address."""

from __future__ import annotations

import layout_docs as make

W, P = make.TWIPS, make.p
WRITING = (
    "Trong quá trình thực hiện, các đơn vị phối hợp chặt chẽ với Văn phòng Liên hiệp Hội để kịp thời tháo gỡ khó khăn, "
    "bảo đảm tiến độ và chất lượng công việc được giao"
)


def head(symbol: str, below: str = "") -> str:
    return make.HEAD.replace(P("Số: 05/BC-LHH", "SoKyHieu"), P(f"Số: {symbol}", "SoKyHieu") + below)


def unaddressed(signature: str) -> str:
    return signature.replace(P("- Như trên;", "NoiNhanDong"), P("- Như Điều 3;", "NoiNhanDong"))


def chapter(text: str, style: str = "PhuLuc") -> str:
    """A line of its own above what it heads."""
    return P(text, style, '<w:keepNext/><w:spacing w:before="120"/>')


DECISION = (
    head("12/QĐ-LHH")
    + P("QUYẾT ĐỊNH", "TenLoai")
    + P("Ban hành Quy chế làm việc của cơ quan Thường trực", "TrichYeu")
    + make.rule(9355, 0.4 * 120)
    + P("Căn cứ Luật Tổ chức chính quyền địa phương;", "CanCu")
    + P(
        "Căn cứ Nghị định số 45/2010/NĐ-CP ngày 21 tháng 4 năm 2010 của Chính phủ quy định về tổ chức, hoạt động và "
        "quản lý hội;",
        "CanCu",
    )
    + P("Theo đề nghị của Chánh Văn phòng.", "CanCu")
    + chapter("Chương I")
    + chapter("QUY ĐỊNH CHUNG")
    + chapter("Mục 1")
    + chapter("PHẠM VI, ĐỐI TƯỢNG")
    + P("Điều 1. Phạm vi điều chỉnh", "KhoanTieuDe")
    + P(f"1. {WRITING}.", "LoiVan")
    + P(f"2. {WRITING}.", "LoiVan")
    + chapter("Mục 2")
    + chapter("NGUYÊN TẮC")
    + chapter("Tiểu mục 1")
    + chapter("NGUYÊN TẮC LÀM VIỆC")
    + P("Điều 2. Nguyên tắc", "KhoanTieuDe")
    + P(f"{WRITING}.", "LoiVan")
    + chapter("Tiểu mục 2")
    + chapter("NGUYÊN TẮC PHỐI HỢP")
    + P("Điều 3. Phối hợp", "KhoanTieuDe")
    + P(f"{WRITING}.", "LoiVan")
    + chapter("Chương II")
    + chapter("TỔ CHỨC THỰC HIỆN")
    + P("Điều 4. Hiệu lực", "KhoanTieuDe")
    + P(f"{WRITING}./.", "LoiVan", "<w:keepNext/>")
    + unaddressed(make.SIGNATURE)
    + make.section()
)

LETTER = (
    head(
        "05/LHH-VP",
        P("V/v báo cáo kết quả 6 tháng", "Giua", '<w:spacing w:before="120"/>', '<w:sz w:val="24"/>'),
    )
    + P("Kính gửi: Sở Nội vụ thành phố Cần Thơ", "KinhGui")
    + P(f"{WRITING}.", "LoiVan")
    + P(f"{WRITING}./.", "LoiVan", "<w:keepNext/>")
    + make.SIGNATURE
    + make.section()
)

NOTICE = (
    head("07/TB-LHH")
    + P("THÔNG BÁO", "TenLoai")
    + P("Lịch làm việc tháng 7 năm 2026", "TrichYeu")
    + make.rule(9355, 0.4 * 75)
    + P(f"{WRITING}.", "LoiVan")
    + P(f"{WRITING}./.", "LoiVan", "<w:keepNext/>")
    + make.SIGNATURE.replace(P("- Như trên;", "NoiNhanDong"), "")
    + make.section()
)

TELEGRAM = (
    head("02/CĐ-LHH")
    + P("CÔNG ĐIỆN", "TenLoai")
    + P("Về việc tập trung ứng phó với bão số 7", "TrichYeu")
    + make.rule(9355, 0.4 * 80)
    + P("CHỦ TỊCH LIÊN HIỆP HỘI điện:", "Giua")
    + P("- Các hội thành viên;", "LoiVan")
    + P("- Văn phòng Liên hiệp Hội.", "LoiVan")
    + P(f"{WRITING}.", "LoiVan")
    + P(f"{WRITING}./.", "LoiVan", "<w:keepNext/>")
    + make.SIGNATURE
    + make.section()
)

_NO_LINE = "<a:ln><a:noFill/></a:ln>"


def box(width_mm: float, content: str, framed: bool) -> str:
    """A run with a text box."""
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f'<wp:extent cx="{round(width_mm * 36000)}" cy="720000"/><a:graphic><a:graphicData><wps:wsp><wps:spPr>'
        f'<a:prstGeom prst="rect"/>{"" if framed else _NO_LINE}</wps:spPr><wps:txbx><w:txbxContent>{content}'
        '</w:txbxContent></wps:txbx><wps:bodyPr lIns="0" rIns="0"/></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
        "</w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


RED = '<w:b/><w:color w:val="FF0000"/>'
_SIDES = "".join(f'<w:{side} w:val="single" w:sz="8"/>' for side in ("top", "left", "bottom", "right"))


def urgent(text: str = "KHẨN", rpr: str = RED, framed: bool = True) -> str:
    """A stamp in a text box, below the head."""
    return f"<w:p>{box(30, P(text, 'Giua', rpr=rpr), framed)}</w:p>"


def bordered(text: str = "LƯU HÀNH NỘI BỘ", rpr: str = "<w:b/>", borders: str = _SIDES) -> str:
    """A paragraph with a border around it."""
    return P(text, "Giua", f"<w:pBdr>{borders}</w:pBdr>", rpr)


DRAFTER = P("PL.(300)", "NoiNhanDong")
ARCHIVE = P("- Lưu: VT, VP.", "NoiNhanDong")
ADDRESS_RULE = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="4"/></w:pBdr>'
ADDRESS = "Số 1 Lý Tự Trọng, phường Ninh Kiều, thành phố Cần Thơ; điện thoại: 0292 3820 000; thư điện tử: a@b.vn"


def address(ppr: str = ADDRESS_RULE, rpr: str = '<w:sz w:val="22"/>', text: str = ADDRESS) -> tuple[str, str, str]:
    return ("footer1", "<w:p/>", P(text, "", ppr, rpr))


FIRST_FOOTER = (
    "document",
    '<w:headerReference w:type="first"',
    '<w:footerReference w:type="first" r:id="rIdB"/><w:headerReference w:type="first"',
)


def boxed_head() -> str:
    """The head in two text boxes."""
    width = make.LEFT_CELL / W, make.RIGHT_CELL / W
    cells = make.HEAD.split("<w:tc>")[1:]
    contents = [cell[cell.index("</w:tcPr>") + 9 : cell.index("</w:tc>")] for cell in cells]
    left, right = contents[0] + contents[2], contents[1] + contents[3]
    return f"<w:p>{box(width[0], left, False)}{box(width[1], right, False)}</w:p>"

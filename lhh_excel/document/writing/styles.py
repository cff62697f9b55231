"""The Word styles of a document: one per component of the decree, drawn from the law's table.

A style is known by its name ("LHH Quốc hiệu"): Word and LibreOffice rewrite the ids when an office saves its copy.
Source: law; what the decree does not say (gaps above headings, room for the signature) is set in `_spacing`.
"""

from __future__ import annotations

from ... import law
from ...law import Law
from ...plain import record
from ..ooxml import NS, cm_twips, escape, pt_twips

PREFIX = "LHH "
DEFAULT_TABLE_SIZE = 12
#: What the templates are built by: no clock, so that the same source gives the same bytes. What the decree leaves open
#: and what holds on the document's own day are set when a document is rendered.
BUILT = law.on(law.IN_FORCE)

#: Names of the styles that are not a component of the decree.
EXTRA = {
    "gach_dau_dong": "Gạch đầu dòng",
    "tham_quyen": "Thẩm quyền ban hành",
    "ke": "Đường kẻ",
    "ngat_phan": "Ngắt phần",
    "bang": "Bảng",
    "bang_dau": "Bảng - đầu cột",
    "bang_left": "Bảng - chữ",
    "bang_center": "Bảng - giữa",
    "bang_right": "Bảng - số",
}
NAMES: dict[str, str] = {
    # no commas: Word would read an alias after one
    **{component: PREFIX + name.replace(",", "") for component, name in law.COMPONENTS.items()},
    **{key: PREFIX + name for key, name in EXTRA.items()},
}

#: Components set as body text: justified, first line indented.
BODY = ("noi_dung", "gach_dau_dong", "can_cu", "muc", "khoan", "diem", "dieu")
CENTERED = ("so_trang", "quoc_hieu", "ten_loai", "tham_quyen", "phan", "ten_phan", "phu_luc", "ten_phu_luc", "kem_theo")
_HEADINGS = {"phan": 0, "ten_phan": 0, "muc": 0, "khoan": 1, "phu_luc": 0}


@record
class Look:
    """How a component is set: size in pt, weight, slant, alignment as in Word ("both" = justified)."""

    size: float
    bold: bool
    italic: bool
    align: str


def look(component: str, body_size: float, decreed: Law) -> Look:
    """The look of a component for an office whose body text has that size (13 or 14)."""

    def said(prop: str, otherwise: object) -> object:
        rule = decreed.find(component, prop)
        return otherwise if rule is None else rule.allowed[0]

    if component.startswith("bang"):
        align = component.partition("_")[2] or "left"
        return Look(DEFAULT_TABLE_SIZE, align == "dau", False, "center" if align == "dau" else align)
    if component == "tham_quyen":
        return Look(body_size, True, False, "center")  # as the title above it (Mẫu 1.2)
    if component == "khoan":
        return Look(decreed.size_sets[int(body_size)]["khoan"], bool(said("title_bold", True)), False, "both")
    size = decreed.size_sets[int(body_size)].get(component, body_size)
    align = "both" if component in BODY else "center" if component in CENTERED else ""
    return Look(
        size,
        bool(said("bold", False)),
        bool(said("italic", False)),
        align or str(said("align", "left")),
    )


def _spacing(component: str) -> tuple[float, float]:
    """The gaps in pt before and after a paragraph, in steps of the decree's least gap (PL1.P1.II.6.e)."""
    gap = BUILT.rule("noi_dung", "gap").least
    told = {
        "so_ky_hieu": (gap, 0),
        "dia_danh_ngay": (gap, 0),
        "trich_yeu_cong_van": (BUILT.rule("trich_yeu_cong_van", "gap").least, 0),
        "ten_loai": (18, 0),
        "kinh_gui": (gap, 0),
        "muc": (2 * gap, 0),
        "ho_ten": (72, 0),  # room for the signature and the seal
        "chuc_vu": (0, 0),
        "kem_theo": (0, 2 * gap),
        "tham_quyen": (2 * gap, gap),
        "phan": (2 * gap, 0),
        "ten_phan": (0, gap),
        "dia_chi": (0, 0),
        "bang_dau": (2, 2),
        "bang_left": (2, 2),
        "bang_center": (2, 2),
        "bang_right": (2, 2),
    }
    return told.get(component, (gap if component in BODY else 0, 0))


def _paragraph_properties(component: str, shown: Look) -> str:
    before, after = _spacing(component)
    spacing = f'<w:spacing w:before="{pt_twips(before)}" w:after="{pt_twips(after)}" w:line="240" w:lineRule="auto"/>'
    keep = "<w:keepNext/>" if component in _HEADINGS or component in ("ten_phu_luc", "ten_loai", "tham_quyen") else ""
    keep += "<w:keepLines/>" if component in ("muc", "khoan") else ""
    borders = indent = outline = ""
    if component == "ke":
        spacing = '<w:spacing w:before="40" w:after="0" w:line="120" w:lineRule="exact"/>'
        borders = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
    if component == "ngat_phan":
        spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
    if component in BODY:
        indent = f'<w:ind w:firstLine="{cm_twips(BUILT.layout().indent_cm)}"/>'
    if component in _HEADINGS:
        outline = f'<w:outlineLvl w:val="{_HEADINGS[component]}"/>'
    return f'<w:pPr>{keep}<w:widowControl/>{borders}{spacing}{indent}<w:jc w:val="{shown.align}"/>{outline}</w:pPr>'


def _style(component: str) -> str:
    shown = look(component, BUILT.layout().size, BUILT)
    marks = ("<w:b/><w:bCs/>" if shown.bold else "") + ("<w:i/><w:iCs/>" if shown.italic else "")
    size = int(shown.size * 2)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="LHH_{component}">'
        f'<w:name w:val="{escape(NAMES[component])}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/>{_paragraph_properties(component, shown)}'
        f'<w:rPr>{marks}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


_NO_PADDING = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
_TABLE_STYLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    f"<w:tblCellMar>{_NO_PADDING}</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="table" w:customStyle="1" w:styleId="LHH_bang"><w:name w:val="{name}"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
)


def styles_xml() -> bytes:
    """word/styles.xml with the decree's defaults (14 pt, 1,27 cm)."""
    font = escape(law.FONT)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    size = int(BUILT.layout().size * 2)
    paragraphs = "".join(_style(component) for component in NAMES if component != "bang")
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{NS["w"]}"><w:docDefaults>'
        f'<w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        f'<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="vi-VN" '
        'w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" '
        'w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        + _TABLE_STYLES.format(name=NAMES["bang"], borders=borders)
        + paragraphs
        + "</w:styles>\n"
    ).encode()

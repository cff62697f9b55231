"""The Word styles of a document: one per component of the decree, drawn from decree30's table.

A style is known by its name ("LHH Quốc hiệu"): Word and LibreOffice rewrite the ids when an office saves its copy.
Source: decree30; what the decree leaves open (gaps above headings, room for the signature) is set in `_SPACING`.
"""

from __future__ import annotations

from html import escape

from ..plain import record
from . import decree30
from .units import cm_twips, pt_twips

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PREFIX = "LHH "
DEFAULT_SIZE = 14
DEFAULT_INDENT_CM = 1.27
DEFAULT_TABLE_SIZE = 12

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
    **{component: PREFIX + name.replace(",", "") for component, name in decree30.COMPONENTS.items()},
    **{key: PREFIX + name for key, name in EXTRA.items()},
}

#: Components set as body text: justified, first line indented.
BODY = ("noi_dung", "gach_dau_dong", "can_cu", "muc", "khoan", "diem", "dieu")
CENTERED = ("so_trang", "quoc_hieu", "ten_loai", "tham_quyen", "phan", "ten_phan", "phu_luc", "ten_phu_luc", "kem_theo")
_HEADINGS = {"phan": 0, "ten_phan": 0, "muc": 0, "khoan": 1, "phu_luc": 0}
#: Gaps in pt (before, after); 6 pt is the decree's least gap between paragraphs (PL1.P1.II.6.e).
_GAP = decree30.rule("noi_dung", "gap").low or 6
_SPACING = {
    "so_ky_hieu": (_GAP, 0),
    "dia_danh_ngay": (_GAP, 0),
    "trich_yeu_cong_van": (decree30.rule("trich_yeu_cong_van", "gap").low or 6, 0),
    "ten_loai": (18, 0),
    "kinh_gui": (_GAP, 0),
    "muc": (2 * _GAP, 0),
    "ho_ten": (72, 0),  # room for the signature and the seal
    "chuc_vu": (0, 0),
    "kem_theo": (0, 2 * _GAP),
    "tham_quyen": (2 * _GAP, _GAP),
    "phan": (2 * _GAP, 0),
    "ten_phan": (0, _GAP),
    "dia_chi": (0, 0),
    "bang_dau": (2, 2),
    "bang_left": (2, 2),
    "bang_center": (2, 2),
    "bang_right": (2, 2),
}


@record
class Look:
    """How a component is set: size in pt, weight, slant, alignment as in Word ("both" = justified)."""

    size: float
    bold: bool
    italic: bool
    align: str


def _decreed(component: str, prop: str, otherwise: object) -> object:
    try:
        return decree30.rule(component, prop).allowed[0]
    except KeyError:
        return otherwise


def look(component: str, body_size: int = DEFAULT_SIZE) -> Look:
    """The look of a component for an office whose body text has that size (13 or 14)."""
    if component.startswith("bang"):
        align = component.partition("_")[2] or "left"
        return Look(DEFAULT_TABLE_SIZE, align == "dau", False, "center" if align == "dau" else align)
    if component == "tham_quyen":
        return Look(body_size, True, False, "center")  # as the title above it (Mẫu 1.2)
    if component == "khoan":
        return Look(decree30.SIZE_SETS[body_size]["khoan"], bool(_decreed("khoan", "title_bold", True)), False, "both")
    size = decree30.SIZE_SETS[body_size].get(component, body_size)
    align = "both" if component in BODY else "center" if component in CENTERED else ""
    return Look(
        size,
        bool(_decreed(component, "bold", False)),
        bool(_decreed(component, "italic", False)),
        align or str(_decreed(component, "align", "left")),
    )


def _paragraph_properties(component: str, shown: Look) -> str:
    before, after = _SPACING.get(component, (_GAP if component in BODY else 0, 0))
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
        indent = f'<w:ind w:firstLine="{cm_twips(DEFAULT_INDENT_CM)}"/>'
    if component in _HEADINGS:
        outline = f'<w:outlineLvl w:val="{_HEADINGS[component]}"/>'
    return f'<w:pPr>{keep}<w:widowControl/>{borders}{spacing}{indent}<w:jc w:val="{shown.align}"/>{outline}</w:pPr>'


def _style(component: str) -> str:
    shown = look(component)
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
    font = escape(decree30.FONT, quote=False)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in sides)
    size = DEFAULT_SIZE * 2
    paragraphs = "".join(_style(component) for component in NAMES if component != "bang")
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles xmlns:w="{W}"><w:docDefaults>'
        f'<w:rPrDefault><w:rPr><w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>'
        f'<w:color w:val="000000"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="vi-VN" '
        'w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" '
        'w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        + _TABLE_STYLES.format(name=NAMES["bang"], borders=borders)
        + paragraphs
        + "</w:styles>\n"
    ).encode()

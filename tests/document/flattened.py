"""A document as Google Docs or a converter gives it out: no styles to speak of, all set directly, other defaults.

The look stays: what was Times New Roman 14 by style is so by direct formatting, over defaults of Arial 11.
"""

from __future__ import annotations

import io
import zipfile

import layout_docs as make
from lxml import etree

from lhh_excel.document.ooxml.package import DocxPackage
from lhh_excel.document.reading.docx import read_document
from lhh_excel.document.reading.model import ParaFormat, Paragraph, RunFormat

W = f"{{{make.W}}}"
STYLES = (
    f'<w:styles {make.NAMES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:cs="Arial" '
    'w:eastAsia="Arial" w:hAnsi="Arial"/><w:sz w:val="22"/><w:lang w:val="vi"/></w:rPr></w:rPrDefault><w:pPrDefault>'
    '<w:pPr><w:spacing w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:styleId="Normal" w:default="1"><w:name w:val="normal"/></w:style></w:styles>'
)
_KEPT = ("framePr", "numPr", "pBdr")


def flattened(data: bytes) -> bytes:
    package = DocxPackage(data, "phẳng.docx")
    document = read_document(package)
    found = list(document.paragraphs())
    for section in document.sections:
        found += [one for part in (*section.headers.values(), *section.footers.values()) for one in part]
    for paragraph in {id(one): one for one in found}.values():
        _flatten(paragraph)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(package.names):
            root = package.xml(name)
            archive.writestr(name, STYLES if name == "word/styles.xml" or root is None else etree.tostring(root))
    return out.getvalue()


def _flatten(paragraph: Paragraph) -> None:
    assert paragraph.node is not None
    old = paragraph.node.find(W + "pPr")
    made = _paragraph_properties(paragraph.format)
    for node in list(old) if old is not None else []:
        if etree.QName(node).localname in _KEPT:
            made.insert(2, node)
        elif node.tag == W + "sectPr":
            made.append(node)
    if old is not None:
        paragraph.node.remove(old)
    paragraph.node.insert(0, made)
    for run in paragraph.runs:
        assert run.node is not None
        for properties in run.node.findall(W + "rPr"):
            run.node.remove(properties)
        run.node.insert(0, _run_properties(run.format))


def _element(name: str, children: list[tuple[str, dict[str, str]]]) -> etree._Element:
    made = etree.Element(W + name)
    for tag, values in children:
        node = etree.SubElement(made, W + tag)
        for key, value in values.items():
            node.set(W + key, value)
    return made


def _twips(mm: float) -> str:
    return str(round(mm * make.TWIPS))


def _paragraph_properties(look: ParaFormat) -> etree._Element:
    line = look.line * 240 if look.line_rule == "auto" else look.line * 20
    spacing = {"before": look.before * 20, "after": look.after * 20, "line": line}
    indent = {"left": _twips(look.left), "right": _twips(look.right)}
    indent["firstLine" if look.first >= 0 else "hanging"] = _twips(abs(look.first))
    return _element(
        "pPr",
        [
            ("keepNext", {"val": str(int(look.keep_next))}),
            ("pageBreakBefore", {"val": str(int(look.page_break_before))}),
            ("spacing", {name: str(round(value)) for name, value in spacing.items()} | {"lineRule": look.line_rule}),
            ("ind", indent),
            ("jc", {"val": look.align}),
        ],
    )


def _run_properties(look: RunFormat) -> etree._Element:
    flags = {"b": look.bold, "i": look.italic, "caps": look.caps, "strike": look.strike, "vanish": look.hidden}
    made: list[tuple[str, dict[str, str]]] = [("rFonts", {"ascii": look.font_ascii, "hAnsi": look.font_other})]
    made += [(name, {"val": str(int(on))}) for name, on in flags.items()]
    made += [("color", {"val": look.color}), ("spacing", {"val": str(round(look.spacing * 20))})]
    made += [("sz", {"val": str(round(look.size * 2))})]
    made += [("u", {"val": "single"})] if look.underline else []
    made += [("shd", {"val": "clear", "fill": "ffff00"})] if look.highlight else []
    made += [("vertAlign", {"val": "superscript"})] if look.raised else []
    return _element("rPr", [*made, ("rtl", {"val": "0"})])

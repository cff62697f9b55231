"""What strangers do otherwise: numbers that Word writes, lines in one paragraph, a head in the header part."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from strangers import strangers

from lhh_excel.document.ooxml.package import MAIN_PART, read_parts, write_parts
from lhh_excel.document.repairing import fix_document
from lhh_excel.document.rules import CheckResult, check_document

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def right(text: str, head: str = "bang") -> bytes:
    """The document of this text that has nothing wrong, as LibreOffice or Google writes it."""
    return next(
        one.docx
        for one in strangers()
        if one.text == text and one.head == head and one.hand in ("libreoffice", "google", "wps") and not one.truths
    )


def edited(docx: bytes, edit: Callable[[str], str], **more: str) -> bytes:
    """The document with its main part changed; `more`: the part of that name beside it."""
    parts = read_parts(docx)
    parts[MAIN_PART] = edit(parts[MAIN_PART].decode()).encode()
    for name, content in more.items():
        parts[f"word/{name}.xml"] = content.encode()
        rels, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
        kind = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"
        parts[rels] = parts[rels].replace(
            b"</Relationships>", f'<Relationship Id="more" Type="{kind}" Target="{name}.xml"/></Relationships>'.encode()
        )
        content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{name}+xml"
        parts[types] = parts[types].replace(
            b"</Types>", f'<Override PartName="/word/{name}.xml" ContentType="{content_type}"/></Types>'.encode()
        )
    return write_parts(parts)


def demands(result: CheckResult) -> list[str]:
    return sorted(f"{one.component}.{one.prop}" for one in result.findings)


@pytest.mark.parametrize(("bold", "told"), [("<w:b/>", []), ('<w:b w:val="0"/>', ["dieu.bold"])])
def test_the_word_dieu_that_word_numbers_is_as_bold_as_its_list_says(bold: str, told: list[str]) -> None:
    numbering = (
        f'<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/><w:pPr><w:ind w:left="0" w:firstLine="720"/></w:pPr>'
        f'<w:rPr>{bold}</w:rPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )

    def automatic(xml: str) -> str:
        for number in range(1, 10):
            at = xml.find(f">Điều {number}. ")
            if at < 0:
                continue
            opened = xml.rindex("<w:p>", 0, at)
            paragraph = xml[opened : xml.index("</w:p>", at)]
            made = paragraph.replace(f">Điều {number}. ", ">").replace('<w:b w:val="1"/>', '<w:b w:val="0"/>')
            made = made.replace("<w:spacing", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing', 1)
            xml = xml.replace(paragraph, made)
        return xml

    docx = edited(right("qd-cty"), automatic, numbering=numbering)
    assert demands(check_document(docx)) == told


@pytest.mark.parametrize(
    ("sizes", "severity"),
    [((13, 13, 13), "warning"), ((13, 14, 13), "error"), ((12, 13, 14), "error"), ((12, 14, 14), "error")],
)
def test_a_set_of_sizes_that_is_none_of_the_footnote_s_but_consistent_is_a_warning(
    sizes: tuple[int, int, int], severity: str
) -> None:
    looks = zip(("CỘNG HÒA XÃ HỘI", "Độc lập - Tự do", ", ngày "), sizes, strict=True)

    def sized(xml: str) -> str:
        for words, size in looks:
            at = xml.index(words)
            opened = xml.rindex("<w:sz ", 0, at)
            xml = f'{xml[:opened]}<w:sz w:val="{2 * size}"{xml[xml.index("/>", opened) :]}'
        return xml

    findings = check_document(edited(right("qd-cty"), sized)).findings
    assert [one.severity for one in findings if one.prop == "size_set"] == [severity]


def test_a_line_under_words_that_have_more_below_them_in_their_paragraph_is_left_to_a_person() -> None:
    def one_paragraph(xml: str) -> str:
        at = xml.index("Độc lập - Tự do")
        end = xml.index("</w:r>", at) + len("</w:r>")
        return f"{xml[:end]}<w:r><w:br/><w:t>Cần Thơ, ngày 05 tháng 7 năm 2026</w:t></w:r>{xml[end:]}"

    source = edited(next(one.docx for one in strangers() if "tieungu: không kẻ" in one.changes), one_paragraph)
    assert "tieu_ngu.rule_kind" in demands(check_document(source))
    assert "tieu_ngu" not in {
        change.component for change in fix_document(source, guarded=True).changes if change.prop == "rule_kind"
    }


def test_a_head_in_the_header_part_is_told_once_as_not_recognised() -> None:
    docx = right("cv-dai", "phantram")
    parts = read_parts(docx)
    xml = parts[MAIN_PART].decode()
    start, end = xml.index("<w:tbl>"), xml.index("</w:tbl>") + len("</w:tbl>")
    names = xml[xml.index("<w:document") + len("<w:document") : xml.index(">", xml.index("<w:document"))]
    moved = f"<w:hdr{names}>{xml[start:end]}<w:p/></w:hdr>"
    parts["word/header1.xml"] = moved.encode()
    parts[MAIN_PART] = (xml[:start] + xml[end:]).encode()
    told = demands(check_document(write_parts(parts)))
    assert "trang.unsure" in told
    assert not {one for one in told if one.endswith(".present")}


def test_a_paper_in_an_old_encoding_is_called_nothing_else() -> None:
    def old(xml: str) -> str:
        words = {"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM": "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "Số: ": "Sè: "}
        for new, before in words.items():
            xml = xml.replace(new, before)
        return xml.replace("Nơi nhận", "N¬i nhËn").replace("ngày", "ngµy").replace("tháng", "th¸ng")

    told = demands(check_document(edited(right("qd-cty"), old)))
    assert "trang.encoding" in told
    assert "trang.standard" not in told

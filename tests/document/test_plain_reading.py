"""The one reading over texts without looks: what the corpus says of each line is found again from the words alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from strangers import HERE, texts

from lhh_excel.document.reading.components import Parts
from lhh_excel.document.reading.ending import recognise
from lhh_excel.document.reading.lines import Line
from lhh_excel.document.reading.marks import names_cut
from lhh_excel.document.reading.model import Document, Paragraph, flat, plain_document
from lhh_excel.plain import replace

Tagged = list[tuple[str, str]]
OTHERS = {
    "documents",
    "lich-tuan",
    "uy-quyen",
    "danh-sach",
    "ghi-chep",
    "phieu-trinh",
    "don",
    "to-khai",
    "qppl",
    "de-thi",
    "hop-dong",
    "thu-ngo",
    *("bc-bia", "cd-bao", "giay-di-duong", "kh-lien-tich", "kh-mau"),  # a cover, two signers, forms: by looks only
}
OFFICIAL = sorted({path.stem for path in HERE.glob("*.txt")} - OTHERS)
_HEAD = ("chuquan", "coquan", "quochieu", "tieungu", "dang", "so", "vv", "ngay")
_SIGNED = ("chucvu2", "hoten2", "chucvu", "hoten")


def _lines(tagged: Tagged, tags: tuple[str, ...]) -> list[str]:
    return [part for tag, text in tagged if tag in tags for part in text.split("\n")]


def without_blank_lines(tagged: Tagged) -> list[str]:
    return [part for tag, text in tagged if tag not in ("bang", "trang") for part in text.split("\n")]


def with_blank_lines(tagged: Tagged) -> list[str]:
    made: list[str] = []
    for tag, text in tagged:
        if tag not in ("bang", "trang"):
            joined = tag in (*_HEAD, *_SIGNED, "nhan", "noigui", "trichyeu") and made
            made += [*([] if joined else [""]), *text.split("\n")]
    return made


def as_columns(tagged: Tagged) -> list[str]:
    """Head and signature as Word's table cells come out when pasted: a tab between two columns."""
    left, right = (
        _lines(tagged, ("chuquan", "coquan", "so", "vv")),
        _lines(tagged, ("quochieu", "tieungu", "dang", "ngay")),
    )
    body = [(tag, text) for tag, text in tagged if tag not in _HEAD]
    rows = [*zip(left, right, strict=False)]
    made = [f"{one}\t{other}" for one, other in rows] + left[len(rows) :] + right[len(rows) :]
    return made + with_blank_lines(body)


WAYS: dict[str, Callable[[Tagged], list[str]]] = {
    "no blank lines": without_blank_lines,
    "blank lines": with_blank_lines,
    "columns by tabs": as_columns,
}


def texts_of(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", OFFICIAL)
def test_every_component_is_found_by_its_words(name: str, way: str) -> None:
    tagged = texts(name)
    until = next((n for n, (tag, _) in enumerate(tagged) if tag == "trang"), len(tagged))
    main = tagged[:until]
    parts = recognise(plain_document(WAYS[way](tagged)))
    head = parts.head
    assert texts_of(head.governing) == _lines(main, ("chuquan",))
    assert texts_of(head.agency) == _lines(main, ("coquan",))
    assert ([head.number.text] if head.number else []) == _lines(main, ("so",))
    assert ([head.date.text] if head.date else []) == _lines(main, ("ngay",))
    assert texts_of(head.letter_subject) == _lines(main, ("vv",))
    assert texts_of(parts.title) == _lines(main, ("loai",))
    assert texts_of(parts.subject) == _lines(main, ("trichyeu",))
    assert texts_of(parts.authority) == _lines(main, ("thamquyen",))
    assert (parts.standard == "dang") == bool(_lines(main, ("dang",)))
    if not parts.standard:
        _rest(parts, main, tagged[until:])


def _rest(parts: Parts, main: Tagged, attached: Tagged) -> None:
    addressed = [*([parts.kinh_gui] if parts.kinh_gui else []), *parts.addressees]
    assert texts_of(addressed) == _lines(main, ("kinhgui", "noigui"))
    bases = [item.line for item in parts.items if item.kind == "can_cu"]
    assert texts_of(bases) == _lines(main, ("cancu",))
    assert [item.line.text for item in parts.items if item.role == "verdict"] == _lines(main, ("quyetdinh",))
    sent = [*([parts.noi_nhan] if parts.noi_nhan else []), *parts.recipients]
    assert texts_of(sent) == _lines(main, ("noinhan", "nhan"))
    signed = [line.text for one in parts.signers for line in (*one.lines, one.name) if line is not None]
    assert sorted(signed) == sorted(_lines(main, _SIGNED))
    regulations = [line.text for one in parts.regulations for line in (*one.parts.title, *one.parts.subject)]
    assert regulations == _lines(attached, ("loai", "trichyeu"))
    said = [item.line.text for one in (parts, *(r.parts for r in parts.regulations)) for item in one.items]
    written = _lines([*main, *attached], ("doan", "dieu", "muc", "tieude", "chuong"))
    assert {flat(line) for line in written} <= set(said)


@pytest.mark.parametrize(
    ("names", "cut"),
    [
        (("UBND TỈNH SƠN HÀ", "SỞ NỘI VỤ"), 1),
        (("UBND TINH SON HA", "SO NOI VU"), 1),
        (("BỘ Y TẾ", "VIỆN KIỂM NGHIỆM"), 1),
        (("CÔNG TY TNHH MỘT THÀNH", "VIÊN CẤP NƯỚC"), 0),
        (("CÔNG TY CỔ PHẦN CẦU ĐƯỜNG", "SỐ 5"), 0),
        (("TRƯỜNG TIỂU HỌC", "SỐ 2 AN PHÚ"), 0),
        (("ỦY BAN NHÂN DÂN THỊ XÃ", "PHONG ĐIỀN"), 0),
        (("ỦY BAN NHÂN DÂN THÀNH PHỐ", "HỘI AN"), 0),
    ],
)
def test_a_word_with_other_marks_opens_no_second_name(names: tuple[str, str], cut: int) -> None:
    assert names_cut(list(names)) == cut


def test_a_line_of_a_text_is_the_block_of_its_number() -> None:
    lines = ["Một", "", "Hai\tBa", " "]
    document = plain_document(lines)
    assert [block.raw for block in document.blocks] == ["Một", "", "Hai\tBa", ""]


LETTER = ["SỞ NỘI VỤ", "Số: 05/SNV-VP", "", "Kính gửi: Sở Y tế", "", "Sở Nội vụ kính đề nghị Sở Y tế phối hợp./.", ""]


def test_a_name_with_the_word_of_an_office_in_it_is_a_name() -> None:
    parts = recognise(
        plain_document([*LETTER, "Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHÁNH VĂN PHÒNG", "Lê Văn Trưởng"])
    )
    assert [signer.name.text for signer in parts.signers if signer.name] == ["Lê Văn Trưởng"]


def set_in(lines: list[str], middle: list[str]) -> Document:
    """The lines as a Word file has them, some in the middle."""
    document = plain_document(lines)
    for line, block in zip(lines, document.blocks, strict=True):
        assert isinstance(block, Paragraph)
        block.format = replace(block.format, align="center" if line in middle else "both")
    return document


def test_what_stands_below_a_stray_noi_nhan_in_a_word_file_is_nobody_it_is_sent_to() -> None:
    below = ["1. Công tác tổ chức", "Sở Nội vụ đã kiện toàn các phòng.", "CHÁNH VĂN PHÒNG", "Lê Văn An", "PHỤ TRANG"]
    parts = recognise(set_in([*LETTER, "Nơi nhận:", *below], below[2:]))
    assert parts.recipients == []
    assert [(texts_of(one.lines), one.name and one.name.text) for one in parts.signers] == [(below[2:3], below[3])]


@pytest.mark.parametrize("above", [True, False])
def test_a_line_set_where_signatures_stand_is_one_whatever_it_says(above: bool) -> None:
    """With looks an office that nobody has heard of signs, above Nơi nhận or below."""
    signed, listed = ["ĐIỀU PHỐI VIÊN", "(Đã ký)", "Lê Văn An"], ["Nơi nhận:", "- Như trên;", "- Lưu: VT, VP."]
    lines = [*LETTER, *(signed + listed if above else listed + signed)]
    parts = recognise(set_in(lines, signed))
    assert [(texts_of(one.lines), one.name and one.name.text) for one in parts.signers] == [([signed[0]], signed[2])]
    assert texts_of(parts.recipients) == listed[1:]
    assert parts.items[-1].line.text.endswith("./.")

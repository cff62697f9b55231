"""What a stranger pastes becomes the document it was: each text of the corpus, with blank lines, without, by tabs."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable

import docx
import pytest
from strangers import texts
from test_plain_reading import OFFICIAL, WAYS

from lhh_excel.document.composing.composition import Composition, Office
from lhh_excel.document.rules import check_document
from lhh_excel.errors import UsageError

#: What keeps to another standard, which the checker's own tests look at; what names nobody that issues it is asked for.
OTHERS = {"dang-kh", "bb-chi-hoi"}
DAY = dt.date(2026, 11, 1)


def one_way(name: str) -> Callable[[list[tuple[str, str]]], list[str]]:
    """One of the ways to type a text, in turns: every text in all of them is what the first test looks at."""
    return [*WAYS.values()][OFFICIAL.index(name) % len(WAYS)]


def joined(tagged: list[tuple[str, str]], *tags: str) -> str:
    return " ".join(" ".join(text.split()) for tag, text in tagged if tag in tags)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", [name for name in OFFICIAL if name not in OTHERS])
def test_a_pasted_text_becomes_the_document_it_was(name: str, way: str) -> None:
    tagged = texts(name)
    main = tagged[: next((n for n, (tag, _) in enumerate(tagged) if tag == "trang"), len(tagged))]
    composition = Composition("\n".join(WAYS[way](tagged)).encode(), name, Office(), DAY)
    assert composition.lacking == []
    for gap in composition.gaps:
        gap.add()
    made = composition.made()
    document = made.document
    assert made.left == []
    assert document.governing.casefold() == joined(main, "chuquan").casefold()
    assert document.agency.casefold() == joined(main, "coquan").casefold()
    assert joined(main, "trichyeu", "vv").casefold().endswith(document.subject.casefold())
    assert document.authority == joined(main, "thamquyen")
    signed = joined(main, "chucvu2", "hoten2", "chucvu", "hoten").split()
    signers = (document.secretary, document.signer)
    assert sorted(signed) == sorted(" ".join(" ".join((*one.lines, one.name)) for one in signers).split())
    shown = " ".join(
        text.text for text in docx.Document(io.BytesIO(made.rendered.docx)).element.iter("{*}t") if text.text
    )
    for tag, text in tagged:
        if tag in ("doan", "dieu", "cancu", "nhan", "tieude"):
            assert all(word in shown for word in text.rstrip(".,;/ ").split()), text
    errors = [
        f"{one.place}: {one.message}" for one in check_document(made.rendered.docx).findings if one.severity != "note"
    ]
    assert errors == []


@pytest.mark.parametrize("way", WAYS)
def test_a_regulation_keeps_its_own_title_and_articles(way: str) -> None:
    """Issued with a decision: a section of its own under its title, its articles from 1."""
    composition = Composition("\n".join(WAYS[way](texts("qd-quyche"))).encode(), "x", Office(), DAY)
    made = composition.made()
    [regulation] = made.document.annexes
    assert regulation.title == "QUY CHẾ" and regulation.name.startswith("Thi đua, khen thưởng")
    paragraphs = [one.text for one in docx.Document(io.BytesIO(made.rendered.docx)).paragraphs]
    at = paragraphs.index("QUY CHẾ")
    assert "Phụ lục" not in "".join(paragraphs)
    [typed] = [text for tag, text in texts("qd-quyche") if tag == "kemtheo"]
    assert "".join(paragraphs[at + 2].split()) == "".join(typed.split())
    assert next(text for text in paragraphs[at:] if text.startswith("Điều ")).startswith("Điều 1.")


def test_an_annex_close_below_a_chapter_is_none_of_its_headings() -> None:
    lines = [text for tag, text in texts("qd-quyche") if tag != "trang"]
    at = lines.index("TỔ CHỨC THỰC HIỆN")
    lines[at + 1 :] = [
        *("Điều 3. Trách nhiệm", "Nhà trường theo dõi theo Phụ lục kèm theo./.", "Phụ lục", "MẪU BÌNH XÉT"),
        *("(Kèm theo Quy chế thi đua, khen thưởng)", "Họ và tên, thành tích."),
    ]
    made = Composition("\n".join(lines).encode(), "x", Office(), DAY).made()
    assert [one.message for one in check_document(made.rendered.docx).findings if one.severity == "error"] == []


ATTACHED = {"trang", "phuluc"}  # what follows an annex is the annex's
ABOVE = ["Chào chị,", "Em gửi chị dự thảo để chị xem giúp:"], ["Trang chủ » Văn bản » Chi tiết"]
BELOW = ["Trân trọng,", "Lan", "ĐT: 0912345678"], ["In trang này", "Gửi cho bạn bè"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [name for name in OFFICIAL if name not in OTHERS and not ATTACHED & set(dict(texts(name)))]
)
def test_what_a_mail_or_a_page_has_around_a_document_is_no_part_of_it(name: str) -> None:
    tagged = [one for one in texts(name) if one[0] != "bang"]
    way = one_way(name)
    plain = Composition("\n".join(way(tagged)).encode(), name, Office(), DAY).made()
    for above, below in zip(ABOVE, BELOW, strict=True):
        lines = [*above, "", *way(tagged), "", *below]
        made = Composition("\n".join(lines).encode(), name, Office(), DAY).made()
        assert [line[2] for line in made.left] == [*above, *below]
        assert made.document.context() == plain.document.context()
        assert made.document.content == plain.document.content


@pytest.mark.parametrize("name", [name for name in OFFICIAL if any(tag == "quyetdinh" for tag, _ in texts(name))])
def test_the_verdict_is_read_without_its_colon_too(name: str) -> None:
    typed = [(tag, text.rstrip(":") if tag == "quyetdinh" else text) for tag, text in texts(name)]
    made, wanted = (
        Composition("\n".join(one_way(name)(tagged)).encode(), name, Office(), DAY).made()
        for tagged in (typed, texts(name))
    )
    assert made.document.context() == wanted.document.context()
    assert made.document.content == wanted.document.content


def test_a_council_s_session_stands_with_its_name() -> None:
    typed = [
        line
        for tag, text in texts("nq-hdnd")
        for line in ([text, "KHÓA XII, KỲ HỌP THỨ HAI"] if tag == "thamquyen" else [text])
        if tag != "bang"
    ]
    document = Composition("\n".join(typed).encode(), "x", Office(), DAY).made().document
    assert document.authority == "HỘI ĐỒNG NHÂN DÂN XÃ TÂN HIỆP KHÓA XII, KỲ HỌP THỨ HAI"


@pytest.mark.parametrize("name", [name for name in OFFICIAL if name not in OTHERS and not name.startswith("cv")])
def test_a_name_above_the_title_is_a_letterhead_without_the_emblem_too(name: str) -> None:
    way = [*WAYS][len(name) % 2]
    bare = [one for one in texts(name) if one[0] not in ("quochieu", "tieungu", "so", "ngay")]
    document = Composition("\n".join(WAYS[way](bare)).encode(), name, Office(), DAY).made().document
    whole = Composition("\n".join(WAYS[way](texts(name))).encode(), name, Office(), DAY).made().document
    assert (document.kind, document.agency, document.governing) == (whole.kind, whole.agency, whole.governing)
    assert document.subject == whole.subject


def test_a_regulation_typed_by_itself_below_a_letterhead_is_the_document() -> None:
    at = next(n for n, (tag, _) in enumerate(texts("qd-quyche")) if tag == "trang")
    lines = [text for tag, text in texts("qd-quyche")[:at] if tag in ("chuquan", "coquan", "quochieu", "tieungu")]
    lines += [text for _, text in texts("qd-quyche")[at + 1 :]]
    made = Composition("\n".join(lines).encode(), "x", Office(), DAY).made()
    assert made.document.kind.code == "QC" and made.document.annexes == [] and made.left == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in OFFICIAL if name not in OTHERS])
def test_a_mail_that_quotes_a_document_is_read_as_the_document(name: str) -> None:
    way = one_way(name)
    plain, quoted = (
        Composition("\n".join(sign + line for line in way(texts(name))).encode(), name, Office(), DAY).made()
        for sign in ("", "> ")
    )
    assert quoted.left == []
    assert quoted.document.context() == plain.document.context()
    assert quoted.document.content == plain.document.content


@pytest.mark.parametrize("ornament", ["---o0o---", "-----oOo-----", "o0o", "––––––", "***"])
def test_an_ornament_below_tieu_ngu_is_a_drawn_line(ornament: str) -> None:
    lines = [ornament if tag == "trong" else text for tag, text in texts("kh-truong") if tag != "bang"]
    at = lines.index("Độc lập - Tự do - Hạnh phúc") + 1
    made = Composition("\n".join([*lines[:at], ornament, *lines[at:]]).encode(), "x", Office(), DAY).made()
    plain = Composition("\n".join(lines).encode(), "x", Office(), DAY).made()
    assert made.left == [] and made.document.context() == plain.document.context()
    assert made.document.content == plain.document.content


def test_a_subject_in_brackets_and_a_name_behind_an_annex_s_number_are_read() -> None:
    text = (
        "HỘI TIN HỌC\nSố: 12/TTr-HTH\nCần Thơ, ngày 05 tháng 3 năm 2026\nTỜ TRÌNH\n(V/v mua sắm vật tư)\n\n"
        "Kính gửi: Sở Tài chính\n\nHội kính trình theo Phụ lục 1, Phụ lục 2.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n"
        "CHỦ TỊCH\nLê Thị Bình\n\nPHỤ LỤC 1: DANH MỤC\nBàn ghế.\n\nPHỤ LỤC 2. DỰ TOÁN\nMười triệu đồng.\n"
    )
    made = Composition(text.encode(), "x", Office(), DAY).made()
    assert made.document.subject == "Về việc mua sắm vật tư"
    assert [one.printed for one in made.document.annexes] == ["DANH MỤC", "DỰ TOÁN"]
    assert [one.message for one in check_document(made.rendered.docx).findings if one.severity == "error"] == []


def test_a_title_with_more_words_is_printed_once() -> None:
    typed = [("loai", "BIÊN BẢN LÀM VIỆC") if tag == "loai" else (tag, text) for tag, text in texts("bb-hop")]
    typed = [one for one in typed if one[0] != "trichyeu"]
    made = Composition("\n".join(WAYS["no blank lines"](typed)).encode(), "x", Office(), DAY).made()
    assert made.document.subject == "Làm việc"
    shown = [one.text.upper() for one in docx.Document(io.BytesIO(made.rendered.docx)).paragraphs]
    assert sum("LÀM VIỆC" in text for text in shown) == 1


@pytest.mark.parametrize(("name", "what"), [("don", "đơn"), ("to-khai", "tờ khai")])
def test_a_paper_that_is_no_type_of_the_decree_is_named_where_none_is_asked_for(name: str, what: str) -> None:
    with pytest.raises(UsageError) as refused:
        Composition("\n".join(WAYS["no blank lines"](texts(name))).encode(), name, Office(), DAY)
    assert refused.value.key == "type_of_others" and what in str(refused.value)


@pytest.mark.parametrize("rows", [3, 6])
@pytest.mark.parametrize("cells", [2, 4])
def test_rows_cut_by_bars_are_a_table_without_a_line_of_dashes_too(rows: int, cells: int) -> None:
    table = [" | ".join(f"ô {row}.{cell}" for cell in range(cells)) for row in range(rows)]
    text = "\n".join(["KẾ HOẠCH", "Trồng cây", "", "Phân công:", *table, "Theo bảng trên./."])
    made = Composition(text.encode(), "x", Office(), DAY).made()
    tables = docx.Document(io.BytesIO(made.rendered.docx)).tables
    assert [[cell.text for cell in row.cells] for row in tables[1].rows] == [row.split(" | ") for row in table]
    assert made.left == []


@pytest.mark.parametrize("issuer", ["Ủy ban nhân dân xã Sơn Thủy", "Chủ tịch UBND xã", "Trưởng Ban"])
def test_who_issued_an_annex_stands_as_it_was_typed(issuer: str) -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ SƠN THỦY\nSố: 30/KH-UBND\nSơn Thủy, ngày 05 tháng 3 năm 2026\n"
        "KẾ HOẠCH\nThu gom rác thải\n\n"
        "Thực hiện theo Phụ lục.\n\nPhụ lục\nPHÂN CÔNG\n"
        f"(Kèm theo Kế hoạch số 30/KH-UBND ngày 05 tháng 3 năm 2026 của {issuer})\nThôn Một thu gom rác.\n"
    )
    made = Composition(text.encode(), "x", Office(), DAY).made()
    shown = ["".join(one.text.split()) for one in docx.Document(io.BytesIO(made.rendered.docx)).paragraphs]
    assert any(line.endswith(f"năm2026của{''.join(issuer.split())})") for line in shown), shown


@pytest.mark.parametrize(
    ("typed", "printed", "kind"),
    [
        ("[Cổng](https://a.vn/x_y)", "Cổng (https://a.vn/x_y)", "liên kết"),
        ("<https://a.vn>", "https://a.vn", ""),
        ("trước ![hình](a.png) sau", "trước sau", "hình"),
        ("mã `A_1`", "mã A_1", "mã"),
        ("câu[^1].\n\n[^1]: Lời chú", "câu (Lời chú).", "chú thích"),
        ("~~bỏ~~ giữ", "bỏ giữ", "gạch ngang"),
        ("__đậm__ _nghiêng_ a_b_c", "đậm nghiêng a_b_c", ""),
        ("theo [1], [sửa đổi] (bổ sung) và 5 * 6", "theo [1], [sửa đổi] (bổ sung) và 5 * 6", ""),
    ],
)
def test_markdown_that_is_not_set_is_told_and_never_printed_as_signs(typed: str, printed: str, kind: str) -> None:
    text = f"KẾ HOẠCH\nTổ chức hội thi\n\n{typed} hết\n"
    if "[^1]:" in typed:
        text = f"KẾ HOẠCH\nTổ chức hội thi\n\n{typed}\n"
    composition = Composition(text.encode(), "x", Office(), DAY)
    made = composition.made()
    shown = [" ".join(one.text.split()) for one in docx.Document(io.BytesIO(made.rendered.docx)).paragraphs]
    assert any(line.startswith(printed) for line in shown), shown
    assert made.left == []
    assert not kind or any(kind in note for note in composition.notes), composition.notes


def test_a_subject_in_capitals_takes_its_names_from_the_text() -> None:
    text = (
        "KẾ HOẠCH\nTỔ CHỨC NGÀY HỘI CỦA HỘI TIN HỌC TẠI CẦN THƠ\n\nI. MỤC ĐÍCH\n\n"
        "Giúp Hội Tin học phát triển tại Cần Thơ. Tổ chức tốt./.\n"
    )
    composition = Composition(text.encode(), "x", Office(), DAY)
    assert composition.made().document.subject == "Tổ chức ngày hội của Hội Tin học tại Cần Thơ"
    assert any("hãy xem lại tên riêng" in note for note in composition.notes)


@pytest.mark.parametrize(("name", "told"), [("dang-kh", "văn bản của Đảng"), ("hop-dong", "hợp đồng"), ("don", "đơn")])
def test_a_paper_of_another_standard_is_named_in_one_sentence(name: str, told: str) -> None:
    composition = Composition("\n".join(WAYS["blank lines"](texts(name))).encode(), "x", Office(), DAY, type="KH")
    assert [told in note for note in composition.notes if "hãy xem có đúng ý không" in note] == [True]

"""Every place in which Word keeps text, by every kind of tag: it is filled there, or told before anything is made."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from template_samples import context
from word_places import DECLARED, DELETED, SAID, WITHIN, Word, document, field_of, p, t, texts

from lhh_excel.document.templates.render import render_report
from lhh_excel.errors import TemplateError

RAW = re.compile(r"\{\{|\{%|\{#|%\}|\}\}")
KNOWN = context()
PERIOD = KNOWN["ky"]["ten"]
#: Wrong tags: what is said, what is proposed.
WRONG = {
    "{{ ky.tenn }}": ("không có tên “ky.tenn”", "ky.ten"),
    "{{ ky }}": ("nhóm tên", "ky.ten"),
    "{{ kinh_gui }}": ("danh sách", 'kinh_gui|join(", ")'),
    "{{ kinh_gui|reverse }}": ("danh sách", 'kinh_gui|reverse|join(", ")'),
    "{{ phu_luc }}": ("danh sách", 'phu_luc|join(", ", "ten")'),
    "{{ van_ban.dien_tu }}": ("đúng hoặc sai", ""),
    "{{ don_vi.tong.value }}": ("giá trị để so sánh", "don_vi.tong"),
    "{{r ky.ten }}": ("không in giá trị", "{{ ky.ten }}"),
    "{{p ky.ten }}": ("không in giá trị", "{{ ky.ten }}"),
    "{{ ky.ten": ("mở mà không đóng", ""),
    "{{ 'a' ~ ky }}": ("nhóm tên", "ky.ten"),
    "{{ ky|upper }}": ("nhóm tên", "ky.ten"),
    "{{ none }}": ("không có gì để in", ""),
    "{{ ky.ten == 'x' }}": ("đúng hoặc sai", ""),
}
_ALONE = ("{{p ky.ten }}", "{{ ky.ten")  # beside others these have further faults


def made(runs: str, *places: str) -> bytes:
    """A template with a paragraph of these runs in each place (in all of them unless told)."""
    return document(Word(dict.fromkeys(places or SAID, p(runs))))


def rendered(template: bytes, data: dict[str, Any] = KNOWN) -> bytes:
    return render_report(template, data, [], known=KNOWN).docx


def part_of(place: str, docx: bytes) -> str:
    """The text of the part that a place is in."""
    name = {"body": "document", "cell": "document", "footnote": "footnotes", "endnote": "endnotes"}.get(
        place, f"{place}9"
    )
    return texts(docx)[f"word/{name}.xml"]


@pytest.mark.parametrize("way", WITHIN)
def test_a_good_tag_is_filled_wherever_text_prints(way: str) -> None:
    docx = rendered(made(t("trước ") + WITHIN[way](t("Kỳ {{ ky") + t(".ten }} xong")) + t(" sau")))
    for place in SAID:
        shown = "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part_of(place, docx)))
        assert f"trước Kỳ {PERIOD} xong" in shown and " sau" in shown, place
    for name, xml in texts(docx).items():
        assert not RAW.search(xml), name
        assert "<w:ins " not in xml and "<w:moveTo " not in xml, name


@pytest.mark.parametrize("way", WITHIN)
def test_every_wrong_tag_is_told_with_its_place_and_what_was_meant(way: str) -> None:
    tags = [tag for tag in WRONG if tag not in _ALONE]
    with pytest.raises(TemplateError) as caught:
        rendered(made(WITHIN[way]("".join(t(f" [{tag}] ") for tag in tags))))
    for place, tag in itertools.product(SAID, tags):
        problem, nearest = WRONG[tag]
        told = [line for line in caught.value.sentence.splitlines() if f": {tag}: " in line]
        here = [line for line in told if line.removeprefix("- ").removeprefix("ô chữ, ").startswith(SAID[place])]
        assert len(here) == 1 and problem in here[0], (place, tag, told)  # once, also in a box of two forms
        assert here[0].endswith(f"có phải là “{nearest}”?") if nearest else "có phải" not in here[0]


@pytest.mark.parametrize("tag", WRONG)
def test_each_wrong_tag_alone(tag: str) -> None:
    problem, nearest = WRONG[tag]
    with pytest.raises(TemplateError) as caught:
        rendered(made(t(tag), "endnote"))
    told = caught.value.sentence
    assert SAID["endnote"] in told and problem in told and tag in told
    assert not nearest or f"có phải là “{nearest}”?" in told


@pytest.mark.parametrize("way", DELETED)
def test_a_tag_in_deleted_text_neither_runs_nor_errs_nor_prints(way: str) -> None:
    tags = "".join(t(f" {tag} ") for tag in ("{{ ky.ten }}", "{{ ky.tenn }}", "{% if x %}", "{{ ky }}", "{{ ky"))
    made_ = render_report(made(t("còn lại") + DELETED[way](tags)), KNOWN, [], known=KNOWN)
    for name, xml in texts(made_.docx).items():
        assert not RAW.search(xml) and "delText" not in xml and "<w:del " not in xml
        assert PERIOD not in xml or name == "docProps/core.xml"
    assert all("còn lại" in part_of(place, made_.docx) for place in SAID)
    assert [note for note in made_.notes if "sửa đổi theo dõi" in note]


def test_comments_do_not_reach_the_document_and_are_told() -> None:
    word = Word(
        {
            "body": p(
                '<w:commentRangeStart w:id="0"/>'
                + t("chữ")
                + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
            )
        }
    )
    word.parts["word/comments.xml"] = (
        b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0">'
        b"<w:p><w:r><w:t>{{ ky }} {{ ky.ten }}</w:t></w:r></w:p></w:comment></w:comments>"
    )
    word.types["word/comments.xml"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    word.rels["word/document.xml"] = (
        '<Relationship Id="rIdC" Target="comments.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/>'
    )
    made_ = render_report(document(word), KNOWN, [], known=KNOWN)
    assert "1 nhận xét" in " ".join(made_.notes)
    shown = texts(made_.docx)
    assert "word/comments.xml" not in shown and not any("omment" in xml for xml in shown.values())


#: Where Word keeps text that no template fills: run-level XML -> how the place is called.
UNFILLED = {
    "field code": (field_of(" REF {{ ky.ten }} ", t("x")), "mã trường"),
    "split field code": (
        field_of(" REF </w:instrText></w:r><w:r><w:instrText>{{ ky.ten }}", t("x")),
        "mã trường",
    ),
    "simple field code": (f'<w:fldSimple w:instr=" REF {{{{ ky.ten }}}} ">{t("x")}</w:fldSimple>', "mã trường"),
    "picture's other text": (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="A" descr="{{ ky.ten }}"/></wp:inline></w:drawing></w:r>',
        "thuộc tính",
    ),
    "watermark": ('<w:r><w:pict><v:shape><v:textpath string="{{ ky.ten }}"/></v:shape></w:pict></w:r>', "thuộc tính"),
    "formula": ("<m:oMath><m:r><m:t>{{ ky.ten }}</m:t></m:r></m:oMath>", "công thức"),
    "bookmark": ('<w:bookmarkStart w:id="5" w:name="{{ ky.ten }}"/>', "thuộc tính"),
    "title of a control": (
        f'<w:sdt><w:sdtPr><w:alias w:val="{{{{ ky.ten }}}}"/></w:sdtPr><w:sdtContent>{t("x")}</w:sdtContent></w:sdt>',
        "thuộc tính",
    ),
}


@pytest.mark.parametrize("kind", UNFILLED)
def test_a_tag_where_nothing_fills_it_is_told(kind: str) -> None:
    xml, said = UNFILLED[kind]
    with pytest.raises(TemplateError) as caught:
        rendered(made(t("gần đây ") + xml))
    told = [line for line in caught.value.sentence.splitlines() if "{{ ky.ten }}" in line]
    assert len(told) == len(SAID) and all(said in line and "không được thay" in line for line in told)
    assert all(any(SAID[place] in line for line in told) for place in SAID if place not in ("body", "cell"))


_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006"
OTHER_PARTS = {
    "docProps/custom.xml": ('<P xmlns="x"><p name="A"><a>{}</a></p></P>', "custom-properties", "thuộc tính của tệp"),
    "word/charts/chart1.xml": (
        f'<c:chartSpace xmlns:c="{_DRAWN}/chart"><c:v>{{}}</c:v></c:chartSpace>',
        "chart",
        "biểu đồ",
    ),
    "word/diagrams/data1.xml": (
        f'<d:data xmlns:d="{_DRAWN}/diagram"><d:t>{{}}</d:t></d:data>',
        "diagramData",
        "biểu đồ",
    ),
    "word/numbering.xml": (
        f'<w:numbering {DECLARED}><w:lvlText w:val="{{}}"/></w:numbering>',
        "numbering",
        "numbering",
    ),
}


@pytest.mark.parametrize("name", OTHER_PARTS)
def test_a_tag_in_another_part_is_told(name: str) -> None:
    xml, kind, said = OTHER_PARTS[name]
    word = Word(parts={name: xml.format("{{ ky.ten }}").encode()}, types={name: "application/xml"})
    owner = "" if name.startswith("docProps") else "word/document.xml"
    word.rels[owner] = f'<Relationship Id="rIdX" Type="http://x/relationships/{kind}" Target="/{name}"/>'
    with pytest.raises(TemplateError) as caught:
        rendered(document(word))
    assert said in caught.value.sentence and "{{ ky.ten }}" in caught.value.sentence


def test_data_that_a_control_is_bound_to_cannot_bring_its_tag_back() -> None:
    """Word would put the raw tag of the data into the control when it opens the document."""
    bound = '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="{1}"/></w:sdtPr>'
    word = Word({"body": p(bound + f"<w:sdtContent>{t('{{ ky.ten }}')}</w:sdtContent></w:sdt>")})
    word.parts["customXml/item1.xml"] = b"<a>{{ ky.ten }}</a>"
    word.rels["word/document.xml"] = (
        '<Relationship Id="rIdX" Target="../customXml/item1.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"/>'
    )
    docx = rendered(document(word))
    shown = texts(docx)
    assert PERIOD in shown["word/document.xml"] and "dataBinding" not in shown["word/document.xml"]
    assert not any(name.startswith("customXml") for name in shown)


def test_what_a_value_brings_is_no_template() -> None:
    data = context()
    data["ky"]["ten"] = "{{ co_quan.ten }} & {% if x %} <w:p> %} }}"
    docx = rendered(made(t("{{ ky.ten }}")), data)
    for place in SAID:
        shown = part_of(place, docx)
        assert "{{ co_quan.ten }} &amp; {% if x %} &lt;w:p&gt; %} }}" in shown, place


def test_signs_in_a_tag_print_as_they_are_typed() -> None:
    shown = part_of(
        "body", rendered(made(t("{{ kien_nghi and 'Hội A &amp; B &lt;C&gt;' }} {{ “chữ” ~ ky.ten }}"), "body"))
    )
    assert f"Hội A &amp; B &lt;C&gt; chữ{PERIOD}" in shown


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        (t("mất {%- if kien_nghi %}x{% endif %}"), "sát dấu mở"),
        (t("{%p if kien_nghi == '50%' %}"), "“}” và “%”"),
        (
            "<w:hyperlink w:anchor='x'>" + t("{% if kien_nghi %}a") + "</w:hyperlink>" + t("b{% endif %}"),
            "không cùng một đoạn",
        ),
        (t("{% vm %}"), "không dùng được thẻ “vm”"),
        (t("{% if don_vi.tong > 3 %}x{% endif %}"), "dùng “.value”"),
        (t("{{ kien_nghi.upper }}"), "không có tên"),
        (t("{{ loop }}"), "không có tên"),
        (t("{% for c in co_quan.ten %}{{ c }}{% endfor %}"), "không phải danh sách"),
        (t("{{ phu_luc|join(', ') }}"), "danh sách"),
        (t("{{ phu_luc|join(', ', 'tenn') }}"), "không có tên"),
        (t("{{ ky.ten if kien_nghi else ky }}"), "nhóm tên"),
    ],
)
def test_what_a_renderer_would_stumble_over_is_told(runs: str, said: str) -> None:
    with pytest.raises(TemplateError) as caught:
        rendered(made(runs, "body"))
    assert said in caught.value.sentence


def test_a_section_does_not_go_with_the_paragraph_of_a_tag() -> None:
    lost = f"<w:p><w:pPr><w:sectPr/></w:pPr>{t('{%p if kien_nghi %}')}</w:p>{p(t('{%p endif %}'))}"
    with pytest.raises(TemplateError, match="sẽ bị mất theo thẻ"):
        rendered(document(Word({"body": lost})))


@pytest.mark.parametrize(
    ("tag", "shown"),
    [
        ("{{ kinh_gui|length }}", "3"),
        ("{{ trinh_bay.lui_dau_dong }}", "1,27"),
        ("{{ trinh_bay.co_chu }}", "14"),
        ("{{ don_vi.tong.value - 1 }}", "19"),
        ("{{ phu_luc|join(', ', 'ten') }}", "Hội thành viên 01, Hội thành viên 02, Hội thành viên 03"),
        ("{{ 'x' if kien_nghi == 'không' }}", ""),
        ("{{ don_vi.so_truoc.text }} {{ kien_nghi.text }}", "tăng 01 đơn vị Đề nghị Thành ủy quan tâm chỉ đạo."),
        ("{% for d in phu_luc %}{{ loop.index }}{% endfor %}", "123"),
        ("{{ phu_luc[0].ten|upper }}", "HỘI THÀNH VIÊN 01"),
    ],
)
def test_texts_and_numbers_print(tag: str, shown: str) -> None:
    assert f"[{shown}]" in part_of("body", rendered(made(t(f"[{tag}]"), "body")))


@pytest.mark.parametrize(
    "source",
    ["{{ x }}", "{{ x ~ '' }}", "{{ [x]|join }}", "{{ x|upper }}", "{{ x|replace('a', 'b') }}", "{{ x or '' }}"],
)
@pytest.mark.parametrize(
    "value",
    [{"a": 1}, [1], iter([1]), object(), len, True, b"x", float("nan")],
    ids=lambda value: type(value).__name__,
)
def test_the_sandbox_itself_prints_nothing_of_python(source: str, value: Any) -> None:
    """Also where the lint had not seen what a name turns out to be."""
    from lhh_excel.document.templates.compiling import compiled
    from lhh_excel.document.templates.values import ForbiddenError, Values, rendered

    with pytest.raises(ForbiddenError):
        "".join(rendered(compiled(source), Values({"x": value}, {})))


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ kinh_gui[9] }}", "báo cáo không có tên ấy"),
        ("{{ 1 / (don_vi.tong.value - 20) }}", "sai kiểu giá trị"),
        ("{{ kinh_gui[9:]|first }}", "danh sách trống"),
        ("{% for k in kinh_gui %}{{ loop.previtem }}{% endfor %}", "trước phần tử đầu"),
        ("{% if kien_nghi.value > 3 %}x{% endif %}", "báo cáo không có tên ấy"),
    ],
)
def test_what_only_the_figures_of_a_period_bring_to_light_is_told_with_its_place(tag: str, said: str) -> None:
    for place in SAID:
        with pytest.raises(TemplateError) as caught:
            rendered(made(t("Chỗ này: ") + t(tag), place))
        assert said in caught.value.sentence and f"đoạn “Chỗ này: {tag}" in caught.value.sentence

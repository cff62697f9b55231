"""What runs, fetches or changes by itself: never in a document of ours, named by `check` in anyone's at its place."""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import dataclass, field

import docx
import pytest
from template_samples import context
from word_places import DECLARED, MAIN_PART, REL, SAID, Word, document, field_of, p, t, texts

from lhh_excel.document import fix
from lhh_excel.document.ooxml.harmless import find_active, harmless_copy
from lhh_excel.document.ooxml.package import read_parts
from lhh_excel.document.rules import check_document
from lhh_excel.document.templates.render import render_report

AWAY = "http://192.0.2.1/x"
WEB = "https://lhh.example/van-ban"
DATA = context()
CODE = "code=FIELD"


@dataclass(frozen=True)
class Thing:
    """`xml` stands among the runs of a paragraph; `rels`: id -> (type, target, outside?) of its part."""

    xml: str
    said: str
    left: tuple[str, ...]  # what must not be left of it anywhere
    rels: dict[str, tuple[str, str, bool]] = field(default_factory=dict)
    shown: str = ""  # what a reader still sees


def split(instruction: str) -> str:
    """The code of a field in pieces, one sign a run."""
    return "</w:instrText></w:r><w:r><w:instrText xml:space='preserve'>".join(instruction)


def a_field(instruction: str, said: str) -> Thing:
    return Thing(field_of(f" {instruction} ", t("KẾT QUẢ")), said, (instruction.split()[0],), shown="KẾT QUẢ")


NESTED = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF </w:instrText></w:r>'
    + field_of(' DDE c "x" ', t("trong"))
    + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    + t("KẾT QUẢ")
    + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BUILT = NESTED.replace(" REF ", "").replace(' DDE c "x" ', " QUOTE 68 68 69 ")
RUNS, FETCHES = "chạy chương trình khác hoặc macro", "lấy nội dung từ nơi khác"
OBJECT = (
    '<w:r><w:object><v:shape o:ole=""><v:imagedata r:id="rIdI"/></v:shape>'
    '<o:OLEObject Type="Embed" ProgID="Package" r:id="rIdO"/></w:object></w:r>'
)
CONTROL = OBJECT.replace('<o:OLEObject Type="Embed" ProgID="Package" r:id="rIdO"/>', '<w:control r:id="rIdO"/>')
PICTURE = {"rIdI": ("image", "media/a.png", False)}
THINGS: dict[str, Thing] = {
    "DDEAUTO": a_field(r'DDEAUTO c:\\Windows\\System32\\cmd.exe "/k calc"', RUNS),
    "dde": a_field('dde excel "a" b', RUNS),
    "MACROBUTTON": Thing(field_of(" MACROBUTTON AutoExec x "), RUNS, ("MACROBUTTON",)),
    "in pieces": Thing(field_of(split(' DDEAUTO c "x" '), t("KẾT QUẢ")), RUNS, ("instrText",), shown="KẾT QUẢ"),
    "in another field": Thing(NESTED, RUNS, ("DDE", "REF"), shown="KẾT QUẢ"),
    "a name that a field makes": Thing(BUILT, "ngoài các trường", ("QUOTE", "instrText"), shown="KẾT QUẢ"),
    "simple": Thing(
        f'<w:fldSimple w:instr=" DDE a b ">{t("KẾT QUẢ")}</w:fldSimple>', RUNS, ("fldSimple",), shown="KẾT QUẢ"
    ),
    "never ended": Thing(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DDE a b </w:instrText></w:r>', RUNS, ("DDE",)
    ),
    "INCLUDEPICTURE": a_field(f'INCLUDEPICTURE "{AWAY}" \\d', FETCHES),
    "INCLUDETEXT": a_field('INCLUDETEXT "c:\\\\a.txt"', FETCHES),
    "LINK": a_field('LINK Excel.Sheet.12 "C:\\\\x.xlsx" "A1"', FETCHES),
    "IMPORT": a_field(f'IMPORT "{AWAY}"', FETCHES),
    "AUTOTEXT": a_field("AUTOTEXT x", FETCHES),
    "RD": a_field('RD "c:\\\\a.docx"', FETCHES),
    "DATABASE": a_field('DATABASE \\d "c:\\\\a.mdb"', FETCHES),
    "FILLIN": a_field('FILLIN "x"', "ngoài các trường"),
    "MERGEFIELD": a_field("MERGEFIELD x", "ngoài các trường"),
    "link to a command": a_field('HYPERLINK "javascript:alert(1)"', "liên kết mở tệp"),
    "link to a file": a_field('HYPERLINK \\o "xem" "file:///c:/a.exe"', "liên kết mở tệp"),
    "link to a share": a_field("HYPERLINK \\\\\\\\server\\\\a", "liên kết mở tệp"),
    "link by relationship": Thing(
        f'<w:hyperlink r:id="rIdL">{t("KẾT QUẢ")}</w:hyperlink>',
        "liên kết mở tệp",
        ("file:", "rIdL"),
        {"rIdL": ("hyperlink", "file:///c:/a.exe", True)},
        "KẾT QUẢ",
    ),
    "link of a drawing": Thing(
        '<w:r><w:drawing><wp:inline><wp:docPr id="3" name="x"><a:hlinkClick r:id="rIdL"/></wp:docPr></wp:inline>'
        "</w:drawing></w:r>",
        "liên kết mở tệp",
        ("hlinkClick", "rIdL"),
        {"rIdL": ("hyperlink", "vbscript:x", True)},
    ),
    "link of an old drawing": Thing(
        '<w:r><w:pict><v:rect href="file:///c:/a.exe"/></w:pict></w:r>', "liên kết mở tệp", ("file:",)
    ),
    "picture from elsewhere": Thing(
        '<w:r><w:pict><v:shape><v:imagedata r:id="rIdI"/></v:shape></w:pict></w:r>',
        "từ nơi khác",
        (AWAY, "rIdI"),
        {"rIdI": ("image", AWAY, True)},
    ),
    "picture by its address": Thing(
        f'<w:r><w:pict><v:shape><v:imagedata src="{AWAY}"/></v:shape></w:pict></w:r>', "từ nơi khác", (AWAY,)
    ),
    "linked picture": Thing(
        '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><a:blip r:link="rIdI"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>",
        "từ nơi khác",
        (AWAY, "rIdI"),
        {"rIdI": ("image", AWAY, True)},
    ),
    "object": Thing(
        OBJECT,
        "OLE",
        ("OLEObject", "w:object", "rIdO", "embeddings"),
        {**PICTURE, "rIdO": ("oleObject", "embeddings/o.bin", False)},
        "imagedata",
    ),
    "workbook inside": Thing(
        OBJECT,
        "OLE",
        ("OLEObject", "embeddings"),
        {**PICTURE, "rIdO": ("package", "embeddings/o.xlsx", False)},
        "imagedata",
    ),
    "linked object": Thing(
        OBJECT,
        "OLE",
        ("OLEObject", "file:"),
        {**PICTURE, "rIdO": ("oleObject", "file:///c:/a.xlsx", True)},
        "imagedata",
    ),
    "ActiveX": Thing(
        CONTROL,
        "ActiveX",
        ("w:control", "activeX"),
        {**PICTURE, "rIdO": ("control", "activeX/activeX1.xml", False)},
        "imagedata",
    ),
    "film on the web": Thing(
        '<w:r><w:drawing><wp:inline><x:webVideoPr xmlns:x="y" embeddedHtml="&lt;b"/></wp:inline></w:drawing></w:r>',
        "phim",
        ("webVideo",),
    ),
    "macro of a form field": Thing(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:entryMacro w:val="A"/></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "macro",
        ("entryMacro",),
    ),
    "brought up to date": Thing(field_of(" PAGE ", t("1"), dirty=True), "tự cập nhật", ("dirty",), shown="PAGE"),
}
BLOCKS = {
    "altChunk": Thing(
        '<w:altChunk r:id="rIdA"/>', "altChunk", ("altChunk", "chunk.html"), {"rIdA": ("aFChunk", "chunk.html", False)}
    ),
    "subdocument": Thing(
        '<w:subDoc r:id="rIdA"/>',
        "văn bản con",
        ("subDoc", "a.docx"),
        {"rIdA": ("subDocument", "file:///a.docx", True)},
    ),
}
#: What belongs to the file as a whole: part -> its XML, its relationships.
SETTINGS = {
    "template": Thing(
        '<w:attachedTemplate r:id="rIdA"/>',
        "mẫu gắn kèm",
        ("attachedTemplate", AWAY),
        {"rIdA": ("attachedTemplate", AWAY, True)},
    ),
    "mail merge": Thing(
        '<w:mailMerge><w:query w:val="SELECT"/><w:dataSource r:id="rIdA"/></w:mailMerge>',
        "trộn thư",
        ("mailMerge", "SELECT", "a.csv"),
        {"rIdA": ("mailMergeSource", "file:///c:/a.csv", True)},
    ),
    "fields at opening": Thing('<w:updateFields w:val="true"/>', "tự cập nhật", ("updateFields",)),
}
_MODES = {True: "External", False: "Internal"}
_TYPES = {"bin": "application/x", "xlsx": "application/x", "png": "image/png", "html": "text/html"}


def with_things(thing: Thing, *places: str, block: bool = False, settings: bool = False) -> bytes:
    inside = thing.xml + p(t("chữ")) if block else p(t("trước ") + thing.xml + t(" sau"))
    word = Word({} if settings else dict.fromkeys(places or SAID, inside))
    links = "".join(
        f'<Relationship Id="{key}" Type="{REL}/{kind}" Target="{target}" TargetMode="{_MODES[away]}"/>'
        for key, (kind, target, away) in thing.rels.items()
    )
    owners = [MAIN_PART, "word/header9.xml", "word/footer9.xml", "word/footnotes.xml", "word/endnotes.xml"]
    for owner in ["word/settings.xml"] if settings else owners:
        if links and (settings or owner == MAIN_PART or len(places) != 1):
            word.rels[owner] = links
    for _, target, away in thing.rels.values():
        if not away:
            word.parts[f"word/{target}"] = b"<x/>"
            word.types[f"word/{target}"] = _TYPES.get(target.rpartition(".")[2], "application/xml")
    if settings:
        word.parts["word/settings.xml"] = f"<w:settings {DECLARED}>{thing.xml}</w:settings>".encode()
    return document(word)


def assert_gone(thing: Thing, made: bytes) -> None:
    parts = read_parts(made)
    for name, xml in texts(made).items():
        for word in () if name in ("word/header1.xml", "word/styles.xml") else thing.left:
            assert word not in xml and word not in name, (name, word)
        ids = set(re.findall(r'\br:(?:id|embed|link)="([^"]+)"', xml))
        folder, _, own = name.rpartition("/")
        known = parts.get(f"{folder}/_rels/{own}.rels".removeprefix("/"), b"").decode()
        assert all(f'"{key}"' in known for key in ids), name  # no pointer to what is gone: Word would not open it
    docx.Document(io.BytesIO(made))
    assert find_active(parts) == []


@pytest.mark.parametrize("name", THINGS)
def test_it_never_reaches_a_document_of_ours_from_whatever_part_and_is_told(name: str) -> None:
    thing = THINGS[name]
    made = render_report(with_things(thing), DATA, [], known=DATA)
    assert_gone(thing, made.docx)
    for word in (thing.shown, "trước ", " sau"):
        for part in ("document", "header9", "footer9", "footnotes", "endnotes"):
            assert word in texts(made.docx)[f"word/{part}.xml"], (part, word)
    told = [note for note in made.notes if thing.said in note]
    assert len(told) == (2 if name == "a name that a field makes" else 1), told
    assert all(re.search(rf", {len(SAID)} chỗ, ở đoạn “trước .*sau”", note) for note in told), told


@pytest.mark.parametrize(("name", "block"), [*((n, True) for n in BLOCKS), *((n, False) for n in SETTINGS)])
def test_nor_what_stands_between_paragraphs_or_belongs_to_the_file(name: str, block: bool) -> None:
    thing = (BLOCKS | SETTINGS)[name]
    made = render_report(with_things(thing, "body", block=block, settings=not block), DATA, [], known=DATA)
    assert_gone(thing, made.docx)
    assert [note for note in made.notes if thing.said in note], made.notes


@pytest.mark.parametrize("name", [*THINGS, *BLOCKS, *SETTINGS])
def test_check_names_it_in_anyones_document_and_a_mended_copy_has_none(name: str) -> None:
    thing = (THINGS | BLOCKS | SETTINGS)[name]
    theirs = with_things(thing, block=name in BLOCKS, settings=name in SETTINGS)
    found = [finding for finding in check_document(theirs).findings if finding.prop == "active"]
    assert [finding for finding in found if thing.said in finding.found and finding.severity != "error"], found
    assert name in SETTINGS or any("đoạn" in finding.place or "cả tệp" in finding.place for finding in found)
    copy, taken = harmless_copy(theirs)
    assert taken
    assert_gone(thing, copy)
    assert not [finding for finding in check_document(copy).findings if finding.prop == "active"]
    assert harmless_copy(copy) == (copy, [])
    mended = fix(theirs)
    assert mended.refused or (mended.taken_out == taken and harmless_copy(mended.docx) == (mended.docx, []))


PLAIN = [
    field_of(" PAGE ", t("1")),
    field_of(" NUMPAGES \\* MERGEFORMAT ", t("1")),
    field_of(' TOC \\o "1-3" \\h ', field_of(" PAGEREF a \\h ", t("1"))),
    field_of(" REF a \\h ", t("1")),
    field_of(" STYLEREF 1 ", t("1")),
    field_of(' DATE \\@ "dd/MM/yyyy" ', t("1")),
    field_of(" = 1 + 2 ", t("3")),
    field_of(f' HYPERLINK "{WEB}" ', t("1")),
    field_of(' HYPERLINK \\l "a" ', t("1")),
    field_of(' HYPERLINK "mailto:a@lhh.example" ', t("1")),
    f'<w:hyperlink r:id="rIdL">{t("1")}</w:hyperlink>',
]


def test_plain_fields_and_links_to_pages_stay_and_nobody_speaks_of_them() -> None:
    thing = Thing("".join(PLAIN), "", (), {"rIdL": ("hyperlink", WEB, True)})
    theirs = with_things(thing)
    made = render_report(theirs, DATA, [], known=DATA)
    assert made.notes == []
    for word in (
        "PAGE ",
        "NUMPAGES",
        "TOC ",
        "PAGEREF",
        "REF a",
        "STYLEREF",
        "DATE",
        "= 1",
        WEB,
        "mailto",
        'r:id="rIdL"',
    ):
        assert word in texts(made.docx)["word/document.xml"], word
    assert not [finding for finding in check_document(theirs).findings if finding.prop == "active"]
    assert harmless_copy(theirs) == (theirs, [])


@pytest.mark.slow
def test_a_very_long_document_is_looked_through_too() -> None:
    """Of a long part no whole tree is built; what is active is found in it all the same."""
    body = p(THINGS["DDEAUTO"].xml) + p(t("x" * 100)) * 20_000 + p(THINGS["link of an old drawing"].xml)
    word = Word({"body": body.replace("<w:p>", "<w:p>" + " " * 60)})
    found = find_active(read_parts(document(word)))
    assert [(each.kind, each.name) for each in found] == [("field_runs", "DDEAUTO"), ("link", "file:///c:/a.exe")]


def test_every_sort_is_one_sentence_with_its_count() -> None:
    runs = "".join(
        THINGS[name].xml for name in ("DDEAUTO", "DDEAUTO", "INCLUDETEXT", "link to a file", "link to a command")
    )
    found = [f for f in check_document(document(Word({"body": p(runs)}))).findings if f.prop == "active"]
    told = [finding.found for finding in found]
    assert len(told) == 3 and any("DDEAUTO" in one and "2 chỗ" in one for one in told), told
    assert any("liên kết" in one and "2 chỗ" in one for one in told)


def test_a_normal_template_on_the_authors_own_disk_is_nothing_to_speak_of() -> None:
    """Word writes it into many documents; it goes without a word."""
    usual = Thing(SETTINGS["template"].xml, "", (), {"rIdA": ("attachedTemplate", r"file:///C:\A\Normal.dotm", True)})
    theirs = with_things(usual, settings=True)
    assert find_active(read_parts(theirs)) == []
    made = render_report(theirs, DATA, [], known=DATA)
    assert made.notes == [] and "Normal.dotm" not in "".join(texts(made.docx).values())


@pytest.mark.slow
def test_every_thing_is_known_by_itself() -> None:
    """The samples are what they say: each is found alone, as itself."""
    for name, thing in itertools.chain(THINGS.items(), BLOCKS.items()):
        found = find_active(read_parts(with_things(thing, "body", block=name in BLOCKS)))
        assert found, name

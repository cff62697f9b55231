"""An office's own templates through the real commands: what its author left open, what they call the document, what
they would bring along."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pytest
from cli import Said, lhh
from docx import Document
from office import soffice
from places import ROOT
from test_hostile import listener, parts, zipped
from word_places import CHANGE, DECLARED, field_of, p, t

from lhh_excel.figures.figure import Figure, Phrase, Source
from lhh_excel.register.snapshot import Snapshot, read_snapshot
from lhh_excel.workbook.reading import open_book

__all__ = ["listener"]
DAY = ("--as-of", "2026-06-20")
MAIN, RELS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
INSERTED = p(t("ĐOẠN GỐC ") + f"<w:ins {CHANGE}>{t('câu thêm {{ co_quan.ten }}')}</w:ins>")
DELETED = p(t("ĐOẠN GỐC ") + f"<w:del {CHANGE}><w:r><w:delText>câu bỏ {{{{ khong.co }}}}</w:delText></w:r></w:del>")
COMMENTED = p('<w:commentRangeStart w:id="0"/>' + t("ĐOẠN GỐC") + '<w:r><w:commentReference w:id="0"/></w:r>')
OPEN = {"inserted": (INSERTED, "sửa đổi"), "deleted": (DELETED, "sửa đổi"), "commented": (COMMENTED, "nhận xét")}


def own(
    sample: Path,
    name: str,
    body: str = "",
    replaced: tuple[str, str] = ("", ""),
    links: str = "",
    *,
    first: bool = False,
) -> Path:
    """The office's own template beside its workbook: paragraphs before the first, words in the place of words."""
    folder = sample.parent / "templates"
    folder.mkdir(exist_ok=True)
    content = parts(ROOT / "templates" / name)
    main = content[MAIN].decode().replace("<w:body>", f"<w:body>{body}", 1)
    main = re.sub(r"<w:document [^>]*>", f"<w:document {DECLARED}>", main, count=1)
    assert not replaced[0] or replaced[0] in main
    content[MAIN] = main.replace(*replaced, 1 if first else -1).encode()
    if "commentReference" in body:
        content["word/comments.xml"] = (
            f'<w:comments {DECLARED}><w:comment w:id="0">{p(t("Đừng gửi {{ x }}"))}</w:comment></w:comments>'.encode()
        )
        links += f'<Relationship Id="rIdC" Type="{OFFICE}/comments" Target="comments.xml"/>'
        made = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        override = f'<Override PartName="/word/comments.xml" ContentType="{made}"/></Types>'
        content[TYPES] = content[TYPES].replace(b"</Types>", override.encode())
    content[RELS] = content[RELS].replace(b"</Relationships>", f"{links}</Relationships>".encode())
    return zipped(folder / name, content)


def told(said: Said) -> str:
    return said.out + said.err


def whole(document: Path) -> str:
    """Every part of a document in one text."""
    return "\n".join(data.decode(errors="replace") for data in parts(document).values())


def registered(sample: Path) -> list[str]:
    return [str(subject) for subject in open_book(sample)["register"].clean["subject"]]


@pytest.mark.slow
@pytest.mark.parametrize("edited", [False, True], ids=["as generated", "edited by hand"])
def test_what_the_issued_document_lacks_is_told_at_submission_and_at_issue(sample: Path, edited: bool) -> None:
    own(sample, "bao-cao.docx", replaced=("Độc lập - Tự do", "Độc lập, Tự do"))
    if edited:
        draft = lhh("report", sample, "--json", *DAY).json["made"][0]
        document = Document(draft)
        next(one for one in document.paragraphs if one.text.startswith("Trên đây")).runs[0].text += " "
        document.add_paragraph("Viết thêm.")
        document.save(draft)
    submitted = lhh("report", sample, "--submit", *DAY)
    issued = lhh("report", sample, "--issue", "--date", "20/06/2026", "--yes", *DAY)
    assert submitted.code == issued.code == 0, submitted.err + issued.err
    lines = [{line for line in told(said).splitlines() if "Thể thức: " in line} for said in (submitted, issued)]
    assert lines[0] == lines[1] != set()


@pytest.mark.slow
@pytest.mark.parametrize("kind", OPEN)
def test_what_an_author_left_open_is_told_in_a_draft_and_refused_when_a_document_goes_out(
    sample: Path, kind: str
) -> None:
    body, what = OPEN[kind]
    own(sample, "bao-cao.docx", body)
    out = sample.parent / "ket-xuat"
    said = lhh("report", sample, *DAY)
    assert said.code == 0 and what in told(said) and "bao-cao.docx" in told(said)
    shown = whole(out / "BC-2026-H1-du-thao.docx")
    assert "ĐOẠN GỐC" in shown and "câu bỏ" not in shown and "Đừng gửi" not in shown and "{{" not in shown
    assert ("câu thêm Liên hiệp" in shown) == (kind == "inserted")
    assert not re.search(r"<w:(?:ins|del|comment\w*) ", shown)
    before = sample.read_bytes(), sorted(out.iterdir())
    said = lhh("report", sample, "--submit", *DAY)
    assert said.code == 4 and what in said.err and "Review" in said.err
    assert (sample.read_bytes(), sorted(out.iterdir())) == before
    if kind != "deleted":
        return
    own(sample, "bao-cao.docx", p(t("ĐOẠN GỐC")))  # accepted and cleaned in Word, as the remedy says
    assert lhh("report", sample, "--submit", *DAY).code == 0
    assert lhh("report", sample, "--issue", "--date", "20/06/2026", *DAY).code == 0


@pytest.mark.slow
def test_one_signed_before_that_was_asked_is_refused_at_issue_and_no_number_is_taken(book: Path) -> None:
    path = book.parent / "ket-xuat" / "BC-2026-H1-trinh-ky.json"
    signed = read_snapshot(path, "2026-H1", Figure, Phrase, Source)
    content = {**signed.content, "template": own(book, "bao-cao.docx", DELETED).read_bytes().hex()}
    path.write_bytes(Snapshot(signed.period, signed.at, signed.signer, content, signed.inputs).to_bytes())
    before = registered(book)
    said = lhh("report", book, "--issue", "--date", "20/06/2026", *DAY)
    assert said.code == 4 and "sửa đổi theo dõi" in said.err and "trình ký" in said.err
    assert registered(book) == before
    (book.parent / "templates" / "bao-cao.docx").unlink()
    assert lhh("report", book, "--submit", *DAY).code == 0  # the remedy
    assert lhh("report", book, "--issue", "--date", "20/06/2026", *DAY).code == 0


@pytest.mark.slow
def test_a_reminder_is_drafted_but_not_issued_from_such_a_template(sample: Path) -> None:
    own(sample, "cong-van.docx", INSERTED)
    said = lhh("remind", sample, "--before", "30", *DAY)
    assert said.code == 0 and "sửa đổi theo dõi" in told(said)
    before = registered(sample)
    said = lhh("remind", sample, "--before", "30", "--number", "31", "--date", "20/06/2026", *DAY)
    assert said.code == 4 and "sửa đổi theo dõi" in said.err and registered(sample) == before


NUMBERED = re.compile(r'\{\{ van_ban\.so or "\s+" \}\}')


def unnumbered(sample: Path, name: str) -> Path:
    """A template of the office's whose line of the number has no place for it; the annexes keep theirs."""
    printed = NUMBERED.search(parts(ROOT / "templates" / name)[MAIN].decode().replace("&quot;", '"'))
    assert printed
    return own(sample, name, replaced=(printed[0], ""), first=True)


@pytest.mark.slow
def test_a_report_that_would_go_out_without_its_number_is_not_signed(sample: Path) -> None:
    template = unnumbered(sample, "bao-cao.docx")
    assert lhh("report", sample, *DAY).code == 0
    said = lhh("report", sample, "--submit", *DAY)
    assert said.code == 4 and "không có chỗ in số" in said.err and "{{ van_ban.so }}" in said.err
    assert not (sample.parent / "ket-xuat" / "BC-2026-H1-trinh-ky.docx").exists()
    content = parts(template)  # the remedy, as it is told
    content[MAIN] = content[MAIN].replace("Số: /".encode(), "Số: {{ van_ban.so }}/".encode())
    zipped(template, content)
    assert lhh("report", sample, "--submit", *DAY).code == 0
    assert lhh("report", sample, "--issue", "--date", "20/06/2026", *DAY).code == 0


@pytest.mark.slow
def test_a_reminder_that_would_go_out_without_its_number_takes_none(sample: Path) -> None:
    unnumbered(sample, "cong-van.docx")
    assert lhh("remind", sample, "--before", "30", *DAY).code == 0
    before = registered(sample)
    said = lhh("remind", sample, "--before", "30", "--number", "31", "--date", "20/06/2026", *DAY)
    assert said.code == 4 and "không có chỗ in số" in said.err and registered(sample) == before


# --- what the document is called -----------------------------------------------------------------------------------


def retitled(sample: Path) -> None:
    content = parts(own(sample, "bao-cao.docx"))
    main = content[MAIN].decode()
    main = main.replace("{{ van_ban.loai|upper }}", "BÁO CÁO TỔNG KẾT")
    main = main.replace(
        "{{ van_ban.trich_yeu }}{% if van_ban.thay_the %}", "Hoạt động {{ ky.ten }}{% if van_ban.thay_the %}"
    )
    zipped(sample.parent / "templates" / "bao-cao.docx", {**content, MAIN: main.encode()})


@pytest.mark.slow
def test_register_properties_and_annexes_call_a_report_what_it_calls_itself(sample: Path) -> None:
    retitled(sample)
    for stage in ((), ("--submit",), ("--issue", "--date", "20/06/2026")):
        said = lhh("report", sample, *stage, *DAY, "--json")
        made = Path(said.json["made"][0])
        assert said.code == 0, said
        assert Document(str(made)).core_properties.title == "BÁO CÁO TỔNG KẾT Hoạt động 6 tháng đầu năm 2026"
        annexes = [one.text for one in Document(str(made)).paragraphs if one.text.startswith("(Kèm theo")]
        assert len(annexes) == 3 and all(one.startswith("(Kèm theo Báo cáo tổng kết số ") for one in annexes)
        sources = openpyxl.load_workbook(said.json["made"][1]).active
        assert any(
            "Hoạt động 6 tháng đầu năm 2026" in str(row[0]) for row in sources.iter_rows(max_row=3, values_only=True)
        )
    assert registered(sample)[-1] == "Báo cáo tổng kết hoạt động 6 tháng đầu năm 2026"
    first = said.json["symbol"]
    assert lhh("report", sample, "--submit", "--replaces", first, *DAY).code == 0
    said = lhh("report", sample, "--issue", "--date", "21/06/2026", *DAY, "--json")
    assert "thay thế" in Document(said.json["made"][0]).paragraphs[0].text + whole(Path(said.json["made"][0]))
    assert registered(sample)[-1] == "Báo cáo tổng kết hoạt động 6 tháng đầu năm 2026"


@pytest.mark.slow
def test_an_untouched_report_is_called_as_ever(book: Path) -> None:
    said = lhh("report", book, "--issue", "--date", "20/06/2026", *DAY, "--json")
    context = (
        "ết quả thực hiện Chương trình số 70/CTr-LHH 6 tháng đầu năm 2026, phương hướng, nhiệm vụ 6 tháng cuối năm 2026"
    )
    assert registered(book)[-1] == f"Báo cáo k{context}"
    assert Document(said.json["made"][0]).core_properties.title == f"BÁO CÁO K{context}"


@pytest.mark.slow
def test_a_reminder_is_registered_under_its_own_subject(sample: Path) -> None:
    own(sample, "cong-van.docx", replaced=("V/v {{ van_ban.trich_yeu }}", "V/v đôn đốc báo cáo {{ ky.ten }}"))
    said = lhh("remind", sample, "--before", "30", "--number", "31", "--date", "20/06/2026", "--yes", *DAY, "--json")
    assert said.code == 0, said
    assert registered(sample)[-1].startswith("Công văn về việc đôn đốc báo cáo 6 tháng đầu năm 2026")
    assert Document(said.json["made"][0]).core_properties.title == "Công văn đôn đốc báo cáo 6 tháng đầu năm 2026"


# --- what would run or fetch ---------------------------------------------------------------------------------------


def calls(sample: Path, out: Path) -> dict[str, tuple[object, ...]]:
    """Template -> the call that makes a document from it."""
    text = sample.parent / "thong-bao.md"
    text.write_text("Về việc nghỉ lễ\n\nNghỉ từ ngày 02.\n", encoding="utf-8")
    other = shutil.copy(sample, sample.with_name("Khác.xlsm"))
    return {
        "bao-cao.docx": ("report", sample, "--out", out),
        "cong-van.docx": ("remind", sample, "--before", "30", "--out", out),
        "thong-bao.docx": ("compose", text, "--type", "TB", "--book", sample, "--out", out),
        "tong-hop.docx": (
            "consolidate",
            other,
            "--book",
            sample,
            "--include",
            other,
            "--out",
            out,
            "--period",
            "2026-H1",
        ),
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bao-cao.docx", "cong-van.docx", "thong-bao.docx", "tong-hop.docx"])
def test_no_command_hands_on_what_its_template_would_run_or_fetch_and_each_says_so(
    sample: Path, tmp_path: Path, name: str
) -> None:
    own(sample, name, p(field_of(' DDEAUTO c "x" ', t("KẾT QUẢ"))) + '<w:altChunk r:id="rIdA"/>', links=CHUNK)
    said = lhh(*calls(sample, tmp_path / "ra")[name], *DAY)
    assert "trường DDEAUTO" in told(said) and name in told(said) and "altChunk" in told(said), said
    made = list((tmp_path / "ra").glob("*.docx"))
    assert made
    for document in made:
        shown = whole(document)
        assert "KẾT QUẢ" in shown and "DDE" not in shown and "altChunk" not in shown and "chunk" not in shown


CHUNK = f'<Relationship Id="rIdA" Type="{OFFICE}/aFChunk" Target="http://192.0.2.1/chunk.html" TargetMode="External"/>'


def test_a_mended_copy_says_what_it_left_out(tmp_path: Path) -> None:
    content = parts(ROOT / "tests" / "data" / "nd30-mau-1.4.docx")
    content[MAIN] = re.sub(
        rb"(<w:body>)",
        rb"\1" + p(field_of(' INCLUDETEXT "c:\\\\\\\\a" ', t("KẾT QUẢ"))).encode(),
        content[MAIN],
        count=1,
    )
    theirs = zipped(tmp_path / "la.docx", content)
    before = theirs.read_bytes()
    assert "trường INCLUDETEXT (lấy nội dung từ nơi khác)" in lhh("check", theirs).out
    said = lhh("check", theirs, "--fix", tmp_path / "sua.docx")
    assert said.code in (0, 1) and "Đã bỏ khỏi bản sửa: trường INCLUDETEXT" in said.out
    assert "INCLUDETEXT" not in whole(tmp_path / "sua.docx") and "KẾT QUẢ" in whole(tmp_path / "sua.docx")
    assert "INCLUDETEXT" not in lhh("check", tmp_path / "sua.docx").out and theirs.read_bytes() == before


@pytest.mark.slow
def test_making_a_pdf_fetches_nothing(sample: Path, tmp_path: Path, listener: tuple[str, list[str]]) -> None:
    """About 8 s: LibreOffice opens the report."""
    soffice()
    address, asked = listener
    secret = tmp_path / "mat.txt"
    secret.write_text("BIMAT", encoding="utf-8")
    body = p(field_of(f' INCLUDEPICTURE "{address}/a.png" \\d ', t("KẾT QUẢ")))
    body += p(field_of(f' INCLUDETEXT "{secret}" ', t("KẾT QUẢ")))
    body += p('<w:r><w:pict><v:shape style="width:9pt;height:9pt"><v:imagedata r:id="rIdI"/></v:shape></w:pict></w:r>')
    link = f'<Relationship Id="rIdI" Type="{OFFICE}/image" Target="{address}/b.png" TargetMode="External"/>'
    own(
        sample,
        "bao-cao.docx",
        body + '<w:altChunk r:id="rIdA"/>',
        links=link + CHUNK.replace("http://192.0.2.1", address),
    )
    said = lhh("report", sample, "--pdf", "--out", tmp_path / "ra", *DAY)
    assert said.code == 0 and list((tmp_path / "ra").glob("*.pdf"))
    assert asked == []

"""Files made to harm: formulas in texts, links outside, macros, names that climb out of the folder, endless templates.

Each test does what an attacker would and looks at what came out. Source: docs/security.md.
"""

from __future__ import annotations

import csv
import html
import http.server
import io
import re
import shutil
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli import lhh
from places import ROOT
from xlsx import edit_part

from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book

DAY = "2026-06-20"
SIGNS = ("=1+1", "+2", "-3", "@SUM(A1)", "\t=4", "=cmd|' /C calc'!A0", '=HYPERLINK("http://example.invalid","x")')
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(path: Path, content: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def typed(book: Path, table: str, column: str, texts: tuple[str, ...]) -> Path:
    """The clerk (or whoever sent the workbook) typed these texts into the first rows of a column."""
    rows = open_book(book)[table].rows
    patch = WorkbookPatch(book)
    for row, text in zip(rows, texts, strict=False):
        patch.set(table, row, column, text)
    patch.path.write_bytes(patch.to_bytes())
    return book


#: Leads to a cell of the workbook, and says no more than its address.
LEADS = re.compile(r"""HYPERLINK\("#'[^'"\[\]]+'!([A-Z]+[0-9]+)","\1"\)""")
#: Where a copy of what was generated lies, by a name of our own.
KEPT = "ban-goc"


def cell_formulas(path: Path) -> set[str]:
    """The formulas in the cells of every sheet."""
    found: set[str] = set()
    for name, data in parts(path).items():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
            found |= {text.decode() for text in re.findall(rb"<f[^>]*>([^<]*)</f>", data.partition(b"</sheetData>")[0])}
    return found


def everything_below(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


# --- formulas ------------------------------------------------------------------------------------------------------


@pytest.fixture
def poisoned(sample: Path) -> Path:
    """Names, notes, results and texts that a spreadsheet would take for formulas."""
    for table, column in (("units", "name"), ("tasks", "content"), ("tasks", "result"), ("tasks", "owner")):
        typed(sample, table, column, SIGNS)
    typed(sample, "texts", "content", SIGNS)
    return typed(sample, "recipients", "name", SIGNS)


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "--out", "{out}"),
        ("validate", "--write"),
        ("forms", "--out", "{out}"),
        ("fix",),
        ("batch", "--do", "validate", "--workers", "1", "--out", "{out}"),
        ("consolidate", "--workers", "1", "--period", "2026-H1", "--out", "{out}"),
    ],
    ids=lambda words: words[0],
)
def test_a_text_that_begins_like_a_formula_is_a_text_in_every_workbook_that_is_written(
    poisoned: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    out = tmp_path / "ra"
    before = cell_formulas(poisoned)
    rest = [word.format(out=out) for word in arguments[1:]]
    assert lhh(arguments[0], poisoned, *rest, "--as-of", DAY).code in (0, 1)
    new = cell_formulas(poisoned) ^ before
    assert all(LEADS.fullmatch(html.unescape(formula)) for formula in new), new  # of Ô: made from an address only
    assert "--out" not in arguments or list(out.rglob("*.xlsx"))
    for made in out.rglob("*.xlsx") if out.exists() else ():
        for formula in cell_formulas(made):
            assert not re.search(r"cmd\||HYPERLINK\(|^1\+1$|^SUM\(A1\)$|^2$|^-3$", formula), (made.name, formula)


@pytest.mark.slow
def test_the_list_for_the_mails_holds_no_cell_that_a_spreadsheet_would_compute(poisoned: Path, tmp_path: Path) -> None:
    typed(poisoned, "units", "email", SIGNS)
    assert lhh("forms", poisoned, "--out", tmp_path / "ra", "--as-of", DAY).code == 0
    (listed,) = (tmp_path / "ra").glob("*.csv")
    rows = list(csv.reader(io.StringIO(listed.read_text(encoding="utf-8-sig"))))
    assert len(rows) > 10
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert any("'=cmd|" in cell for row in rows for cell in row)  # told as it was typed


# --- links outside, macros -----------------------------------------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[tuple[str, list[str]]]:
    """A server on this PC: its address, and every path that anyone asked it for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def do_HEAD(self) -> None:
            self.do_GET()

        def log_message(self, *_: object) -> None:
            return None

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
        server.shutdown()
        thread.join()


def armed(source: Path, to: Path, address: str, *, macro_type: bool = True) -> Path:
    """A Word file with a macro, a picture and a template from elsewhere, and a link that one may click."""
    content = parts(source)
    content["word/vbaProject.bin"] = b"macro" * 40
    links = (
        f'<Relationship Id="rIdM" Type="{VBA}" Target="vbaProject.bin"/>'
        f'<Relationship Id="rIdI" Type="{OFFICE}/image" Target="{address}/a.png" TargetMode="External"/>'
        f'<Relationship Id="rIdT" Type="{OFFICE}/attachedTemplate" Target="{address}/b.dotm" TargetMode="External"/>'
        f'<Relationship Id="rIdH" Type="{OFFICE}/hyperlink" Target="{address}/c" TargetMode="External"/>'
    )
    rels = "word/_rels/document.xml.rels"
    content[rels] = content[rels].replace(b"</Relationships>", links.encode() + b"</Relationships>")
    picture = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt;height:9pt"><v:imagedata '
        f'xmlns:r="{OFFICE}" r:id="rIdI"/></v:shape></w:pict></w:r></w:p>'
    )
    content["word/document.xml"] = content["word/document.xml"].replace(
        b"<w:sectPr", picture.encode() + b"<w:sectPr", 1
    )
    types = content["[Content_Types].xml"].replace(
        b"<Default", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default', 1
    )
    content["[Content_Types].xml"] = types.replace(WORD.encode(), WORD_MACRO.encode()) if macro_type else types
    return zipped(to, content)


@pytest.mark.slow
@pytest.mark.parametrize("macro_type", [True, False])
def test_macros_and_remote_parts_of_an_offices_template_do_not_reach_the_report(
    sample: Path, tmp_path: Path, listener: tuple[str, list[str]], macro_type: bool
) -> None:
    address, asked = listener
    own = sample.parent / "templates"
    own.mkdir()
    armed(ROOT / "templates" / "bao-cao.docx", own / "bao-cao.docx", address, macro_type=macro_type)
    said = lhh("report", sample, "--out", tmp_path / "ra", "--as-of", DAY)
    assert said.code == 0, said
    (made,) = (tmp_path / "ra").glob("*.docx")
    content = parts(made)
    assert [name for name in content if "vba" in name.lower()] == []
    assert b"macroEnabled" not in content["[Content_Types].xml"] and b"vbaProject" not in content["[Content_Types].xml"]
    rels = content["word/_rels/document.xml.rels"]
    assert b"a.png" not in rels and b"b.dotm" not in rels and b"vbaProject" not in rels
    assert b'"rIdI"' not in content["word/document.xml"]  # no pointer to what is gone: Word would not open the file
    assert f"{address}/c".encode() in rels  # a link is for the reader to click
    assert asked == []


@pytest.mark.slow
def test_a_mended_copy_of_a_word_file_with_macros_has_none(tmp_path: Path, listener: tuple[str, list[str]]) -> None:
    address, asked = listener
    source = armed(ROOT / "tests" / "data" / "nd30-mau-1.4.docx", tmp_path / "la.docm", address)
    before = source.read_bytes()
    assert lhh("check", source, "--fix", tmp_path / "sua.docx").code in (0, 1)
    content = parts(tmp_path / "sua.docx")
    assert [name for name in content if "vba" in name.lower()] == []
    assert b"macroEnabled" not in content["[Content_Types].xml"]
    assert (asked, source.read_bytes()) == ([], before)
    assert lhh("check", source, "--fix", tmp_path / "sua.docm").code == 2


@pytest.mark.slow
def test_nothing_is_fetched_for_a_workbook_a_form_or_a_text(
    sample: Path, tmp_path: Path, listener: tuple[str, list[str]]
) -> None:
    address, asked = listener
    link = f'<Relationship Id="rIdX" Type="{OFFICE}/externalLinkPath" Target="{address}/x.xlsx" TargetMode="External"/>'

    def linked(xml: bytes) -> bytes:
        return xml.replace(b"</Relationships>", link.encode() + b"</Relationships>")

    edit_part(sample, "xl/_rels/workbook.xml.rels", linked)
    assert lhh("forms", sample, "--out", tmp_path / "gui", "--unit", "H09", "--as-of", DAY).code == 0
    form = next((tmp_path / "gui").glob("PHIEU*.xlsx"))
    edit_part(form, "xl/_rels/workbook.xml.rels", linked)
    text = tmp_path / "a.md"
    text.write_text(f"loại: TB\n\nThông báo\n\n![ảnh]({address}/a.png)\n\n[xem]({address}/b)\n", encoding="utf-8")
    for call in (
        ("validate", sample),
        ("fix", sample),
        ("report", sample, "--out", tmp_path / "ra"),
        ("import", sample, form, "--dry-run"),
        ("compose", text, "--type", "TB", "--out", tmp_path / "ra"),
    ):
        assert lhh(*call, "--as-of", DAY).code in (0, 1, 2, 3)
    assert asked == []


# --- names from cells ----------------------------------------------------------------------------------------------

CLIMBING = ("../../../ra-ngoai", "..\\..\\ra-ngoai", "/tmp/ra-ngoai", "C:\\ra-ngoai", "a\x00b", "con", ".", "..")


@pytest.mark.slow
def test_no_name_from_a_cell_leads_out_of_the_folder(sample: Path, tmp_path: Path) -> None:
    """Unit codes, the office's symbol, a period's code: parts of file names, never of paths."""
    out = tmp_path / "ra"
    typed(sample, "units", "code", tuple(name for name in CLIMBING if "\x00" not in name))
    rows = open_book(sample)["profile"]
    at = next(i for i in range(len(rows)) if rows.clean["item"][i] == "Ký hiệu cơ quan")
    patch = WorkbookPatch(sample)
    patch.set("profile", rows.rows[at], "value", "../../LHH")
    patch.path.write_bytes(patch.to_bytes())
    before = everything_below(tmp_path)
    for call in (("forms", "--out", out), ("report", "--out", out), ("remind", "--out", out)):
        assert lhh(call[0], sample, *call[1:], "--as-of", DAY).code in (0, 1, 2)
    new = everything_below(tmp_path) - before - {sample.with_name(f"{sample.name}.bak")}  # sending is written down
    assert new and all(path.parent in (out, out / KEPT) for path in new), new
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+", path.name) for path in new)


def test_an_issued_document_is_named_in_its_folder_whatever_the_symbol(sample: Path, tmp_path: Path) -> None:
    from lhh_excel.register.entries import file_name

    for symbol in ("05/../../BC-LHH", "05/BC-..\\..\\LHH", "05/BC-LHH\n/etc"):
        name = file_name(symbol, "../2026-H1")
        assert re.fullmatch(r"[A-Za-z0-9-]+\.docx", name)
    assert sample.exists() and tmp_path.exists()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["../../ra-ngoai.xml", "/tmp/ra-ngoai.xml", "..\\ra-ngoai.xml"])
def test_parts_of_a_zip_that_climb_out_are_never_unpacked(sample: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(sample, "a") as archive:
        archive.writestr(name, b"<a/>")
    before = everything_below(tmp_path)
    assert lhh("validate", sample, "--write", "--as-of", DAY).code in (0, 1)
    assert lhh("report", sample, "--out", tmp_path / "ra", "--as-of", DAY).code in (0, 1)
    new = everything_below(tmp_path) - before
    made = {tmp_path / "ra", tmp_path / "ra" / KEPT, sample.parent}
    assert {path.parent for path in new} == made and "ra-ngoai" not in str(new)


# --- templates -----------------------------------------------------------------------------------------------------


def in_template(sample: Path, change: Callable[[bytes], bytes]) -> Path:
    """The office's own template for reports, its text changed."""
    own = sample.parent / "templates"
    own.mkdir(exist_ok=True)
    path = Path(shutil.copy(ROOT / "templates" / "bao-cao.docx", own / "bao-cao.docx"))
    return edit_part(path, "word/document.xml", change)


def paragraphs(*texts: str) -> Callable[[bytes], bytes]:
    """Adds paragraphs of the template's text at its end."""
    made = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in texts)

    def add(xml: bytes) -> bytes:
        at = xml.rindex(b"<w:sectPr")
        return xml[:at] + made.encode() + xml[at:]

    return add


@pytest.mark.slow
@pytest.mark.parametrize(
    "texts",
    [
        ("{%p for a in phu_luc.tien_do %}",) * 3 + ("{%p endfor %}",) * 3,
        ("{{ co_quan.ten" + "|replace('', '0123456789')" * 9 + " }}",),
        ("{{ kinh_gui|join('" + "x" * 60_000 + "') }}",) * 3
        + ("{{ co_quan.ten|replace('', '" + "x" * 90_000 + "') }}",),
    ],
    ids=["loops without print", "replace in a row", "long joins"],
)
def test_a_template_without_end_is_stopped_with_a_sentence(texts: tuple[str, ...]) -> None:
    """The sandbox alone, as it stands behind the lint."""
    from lhh_excel.document.templates.compiling import compiled
    from lhh_excel.document.templates.values import ForbiddenError, Values, rendered

    data = {
        "phu_luc": {"tien_do": [{"ten": "x"}] * 400},
        "co_quan": {"ten": "Liên hiệp các Hội"},
        "kinh_gui": ["a"] * 40,
    }
    source = "".join(texts).replace("{%p", "{%")
    with pytest.raises(ForbiddenError, match="quá nhiều"):
        "".join(rendered(compiled(source), Values(data, {})))


@pytest.mark.slow
@pytest.mark.parametrize(
    "tag",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ co_quan.__init__.__globals__ }}",
        "{% include '/etc/passwd' %}",
        "{{ loop.cycle() }}",
    ],
)
def test_a_template_that_reaches_for_the_program_is_refused_by_the_command(
    sample: Path, tmp_path: Path, tag: str
) -> None:
    in_template(sample, paragraphs(tag))
    said = lhh("report", sample, "--out", tmp_path / "ra", "--as-of", DAY)
    assert said.code == 4 and "bao-cao.docx" in said.err
    assert not (tmp_path / "ra").exists()


@pytest.mark.slow
@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_entities_in_a_template_are_refused_wherever_they_are_declared(sample: Path, tmp_path: Path, code: str) -> None:
    def declared(xml: bytes) -> bytes:
        body = xml.decode().partition("?>")[2]
        doctype = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        return f'<?xml version="1.0" encoding="{code}"?>{" " * 6000}{doctype}{body}'.encode(code)

    in_template(sample, declared)
    said = lhh("report", sample, "--out", tmp_path / "ra", "--as-of", DAY)
    assert said.code == 4 and "bao-cao.docx" in said.err


# --- what is kept --------------------------------------------------------------------------------------------------


def test_the_log_of_a_fault_tells_the_place_and_no_word_of_the_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import logging

    from lhh_excel import log

    phone = "-".join(["0912", "345", "678"])  # put together here: a traceback shows lines of code
    monkeypatch.setenv("LHH_LOG", str(tmp_path / "nhat-ky.log"))
    monkeypatch.setattr(log, "_NAME", "lhh_excel.thu")
    try:
        try:
            int(phone)
        except ValueError as cause:
            raise KeyError(phone) from cause
    except KeyError as fault:
        log.log_fault(fault)
    for handler in logging.getLogger("lhh_excel.thu").handlers:
        handler.close()
    told = (tmp_path / "nhat-ky.log").read_text(encoding="utf-8")
    assert "KeyError" in told and "ValueError" in told and "test_hostile.py" in told
    assert phone not in told


# --- size ----------------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_part_that_unpacks_to_a_mountain_is_refused_in_every_kind_of_file(sample: Path, tmp_path: Path) -> None:
    big = b"\0" * (80 << 20)
    book, document = Path(shutil.copy(sample, tmp_path / "a.xlsm")), tmp_path / "a.docx"
    shutil.copy(ROOT / "tests" / "data" / "nd30-mau-1.4.docx", document)
    edit_part(book, "xl/media/a.bin", lambda _old: big, level=9)
    edit_part(document, "word/media/a.bin", lambda _old: big, level=9)
    for call in (("validate", book), ("check", document)):
        said = lhh(*call)
        assert said.code == 3 and "quá lớn" in said.err

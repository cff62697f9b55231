"""The same workbook and the same form in every legal spelling of its package and its sheets: read the same, written the
same. Excel, LibreOffice, SheetJS, .NET's ZipPackage, WPS and small libraries write each of these.

Source: ISO/IEC 29500-2, 6.2 and 6.5 (parts, relationships), ECMA-376 Part 1, 18.2.28 (workbookPr), 18.3.1, 18.4.
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from places import SAMPLE
from returned import H09, answer, send
from xlsx import minimal, write_tables

from lhh_excel.collection.read import read_form
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book

Parts = dict[str, bytes]
M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, parts: Parts) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            info = zipfile.ZipInfo(name)
            info.filename = info.orig_filename = name  # a system may not have its way with "\\"
            archive.writestr(info, data)
    return path


def of_sheets(change: Callable[[bytes], bytes]) -> Callable[[Parts], Parts]:
    return lambda parts: {n: change(data) if n.startswith("xl/worksheets/sheet") else data for n, data in parts.items()}


def of_rels(change: Callable[[str], str]) -> Callable[[Parts], Parts]:
    """Targets of the relationships within the package spelt another way."""

    def target(match: re.Match[bytes]) -> bytes:
        external = b'TargetMode="External"' in match[0]
        return match[0] if external else match[1] + change(match[2].decode()).encode() + match[3]

    def changed(parts: Parts) -> Parts:
        rel = re.compile(rb'(<Relationship [^>]*Target=")([^"]*)("[^>]*>)')
        return {n: rel.sub(target, data) if n.endswith(".rels") else data for n, data in parts.items()}

    return changed


def of_names(change: Callable[[str], str]) -> Callable[[Parts], Parts]:
    return lambda parts: {change(name): data for name, data in parts.items()}


def of_tree(change: Callable[[etree._Element], None]) -> Callable[[bytes], bytes]:
    def changed(xml: bytes) -> bytes:
        root = etree.fromstring(xml)
        change(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return changed


def one_after_another(*changes: Callable[[Parts], Parts]) -> Callable[[Parts], Parts]:
    def changed(parts: Parts) -> Parts:
        for change in changes:
            parts = change(parts)
        return parts

    return changed


def renamed(old: str, new: str) -> Callable[[Parts], Parts]:
    """Another name for a part; Content_Types and the workbook's relationships know."""

    def changed(parts: Parts) -> Parts:
        if old not in parts:
            return parts
        target = old.removeprefix("xl/").encode()
        data = {n: x.replace(f"/{old}".encode(), f"/{new}".encode()) for n, x in parts.items()}
        rels = "xl/_rels/workbook.xml.rels"
        data[rels] = data[rels].replace(b'Target="' + target + b'"', f'Target="/{new}"'.encode())
        return {new if n == old else n: x for n, x in data.items()}

    return changed


def prefixed(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    space = etree.QName(root).namespace
    made = etree.Element(root.tag, nsmap={"x": space, **{p: u for p, u in root.nsmap.items() if p}})
    made.attrib.update(dict(root.attrib))
    made.extend(list(root))
    etree.cleanup_namespaces(made, top_nsmap={"x": space}, keep_ns_prefixes=["r"])
    return etree.tostring(made, xml_declaration=True, encoding="UTF-8")


def without_addresses(root: etree._Element) -> None:
    """Rows and cells one after another, blank ones for the gaps."""
    data = root.find(f"{M}sheetData")
    assert data is not None
    at = 0
    for row in list(data):
        number = int(row.get("r", "0"))
        for _ in range(number - at - 1):
            row.addprevious(etree.Element(f"{M}row"))
        at = number
        del row.attrib["r"]
        column = 0
        for cell in list(row):
            wanted = _number(re.sub(r"\d", "", cell.get("r", "")))
            for _ in range(wanted - column - 1):
                cell.addprevious(etree.Element(f"{M}c"))
            column = wanted
            del cell.attrib["r"]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def other_quotes(xml: bytes) -> bytes:
    def tag(match: re.Match[bytes]) -> bytes:
        return re.sub(rb'="([^"\']*)"', rb" =\n '\1'", match[0])

    return re.sub(rb"<[a-zA-Z][^<>]*>", tag, xml)


def in_place(kind: str) -> Callable[[Parts], Parts]:
    """Texts that stand in their cells instead of the shared ones: "inlineStr", or "str" as of a formula."""

    def changed(parts: Parts) -> Parts:
        if "xl/sharedStrings.xml" not in parts:
            return parts
        items = list(etree.fromstring(parts["xl/sharedStrings.xml"]))

        def inline(root: etree._Element) -> None:
            for cell in root.iter(f"{M}c"):
                if cell.get("t") == "s":
                    item = items[int(cell[0].text or 0)]
                    text = "".join(item.itertext())
                    for child in list(cell):
                        cell.remove(child)
                    cell.set("t", kind)
                    into = cell if kind == "str" else etree.SubElement(cell, f"{M}is")
                    made = etree.SubElement(into, f"{M}{'v' if kind == 'str' else 't'}")
                    made.text = text
                    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

        return of_sheets(of_tree(inline))(parts)

    return changed


def in_runs(xml: bytes) -> bytes:
    """Each letter a run of its own, with a reading aid behind."""
    root = etree.fromstring(xml)
    for item in root:
        text = "".join(item.itertext())
        for child in list(item):
            item.remove(child)
        for letter in re.findall(r"_x[0-9A-F]{4}_|.", text, re.DOTALL):
            run = etree.SubElement(item, f"{M}r")
            etree.SubElement(etree.SubElement(run, f"{M}rPr"), f"{M}b")
            made = etree.SubElement(run, f"{M}t")
            made.text = letter
            made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        aid = etree.SubElement(item, f"{M}rPh", sb="0", eb="1")
        etree.SubElement(aid, f"{M}t").text = "đọc"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def by_number(xml: bytes) -> bytes:
    """No letter but ASCII, as some writers have it."""
    return re.sub(r"[^\x00-\x7f]", lambda m: f"&#x{ord(m[0]):X};", xml.decode()).encode()


def with_comments(xml: bytes) -> bytes:
    return re.sub(rb"(<v>)", rb"<!-- > -->\1<!-- < -->", xml).replace(b"</row>", b"<?x y?></row>")


def wide(xml: bytes) -> bytes:
    return xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")


def residues(xml: bytes) -> bytes:
    """Numbers with what a computation leaves behind the fifteenth digit."""

    def number(root: etree._Element) -> None:
        for cell in root.iter(f"{M}c"):
            value = cell.find(f"{M}v")
            if value is not None and cell.get("t", "n") == "n" and cell.find(f"{M}f") is None:
                exact = float(value.text or 0)
                near = exact * (1 - 2**-53)
                value.text = repr(near)
                assert float(f"{near:.15g}") == exact

    return of_tree(number)(xml)


def dates_written_out(xml: bytes) -> bytes:
    """Days as ISO 8601, as strict writers have them: by the values that can be nothing but days."""

    def days(root: etree._Element) -> None:
        for cell in root.iter(f"{M}c"):
            value = cell.find(f"{M}v")
            if value is not None and cell.get("t", "n") == "n" and 40_000 < float(value.text or 0) < 50_000:
                value.text = f"{dt.date(1899, 12, 30) + dt.timedelta(days=int(value.text or 0))}T00:00:00"
                cell.set("t", "d")

    return of_tree(days)(xml)


def from_1904(said: str) -> Callable[[Parts], Parts]:
    """The calendar of the Mac, said in one of its ways."""

    def earlier(root: etree._Element) -> None:
        for cell in root.iter(f"{M}c"):
            value = cell.find(f"{M}v")
            if value is not None and cell.get("t", "n") == "n" and 20_000 < float(value.text or 0) < 50_000:
                value.text = str(int(value.text or 0) - 1462)

    return one_after_another(of_sheets(of_tree(earlier)), calendar(said))


def calendar(said: str) -> Callable[[Parts], Parts]:
    def changed(parts: Parts) -> Parts:
        xml = parts["xl/workbook.xml"]
        assert xml.count(b"<workbookPr") == 1
        return parts | {"xl/workbook.xml": xml.replace(b"<workbookPr", f"<workbookPr {said}".encode())}

    return changed


def odd_case(name: str) -> str:
    return "".join(c.upper() if i % 2 else c.lower() for i, c in enumerate(name))


UNUSED = b"".join(
    f'<Default Extension="{end}" ContentType="{kind}"/>'.encode()
    for end, kind in (
        ("bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"),
        ("vba", "application/vnd.ms-office.vbaProject"),
        ("xlsm", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    )
)

SPELLINGS: dict[str, Callable[[Parts], Parts]] = {
    "as it was": lambda parts: parts,
    "back slashes": one_after_another(
        of_names(lambda n: n.replace("/", "\\")), of_rels(lambda t: t.replace("/", "\\"))
    ),
    "back slashes in names only": of_names(lambda n: n.replace("/", "\\")),
    "names in capitals": of_names(str.upper),
    "names in small letters": of_names(str.lower),
    "targets in another case": of_rels(odd_case),
    "names that begin with a slash": of_names(lambda n: "/" + n),
    "targets from the root": of_rels(lambda t: t if t.startswith("/") else t.replace("../", "/xl/")),
    "targets by detours": of_rels(
        lambda t: t if t.startswith(("/", "xl", "docProps")) else re.sub(r"^(\.\./)?(?=\w)", r"./../\1xl/./", t)
    ),
    "names with a blank": one_after_another(
        of_names(lambda n: re.sub(r"sheet(?=\d+\.xml)", "sheet%20", n)),
        of_rels(lambda t: re.sub(r"sheet(?=\d+\.xml)", "sheet%20", t)),
    ),
    "texts and formats elsewhere": one_after_another(
        renamed("xl/sharedStrings.xml", "xl/texts/all.xml"), renamed("xl/styles.xml", "formats/some.xml")
    ),
    "strict OOXML": lambda parts: (
        {n: data.replace(*STRICT[0]).replace(*STRICT[1]) for n, data in parts.items() if n != "xl/vbaProject.bin"}
        | {n: data for n, data in parts.items() if n == "xl/vbaProject.bin"}
    ),
    "prefixes": lambda parts: {
        n: prefixed(data)
        if n.startswith(("xl/worksheets/sheet", "xl/workbook.xml", "xl/shared", "xl/styles"))
        else data
        for n, data in parts.items()
    },
    "other quotes, blanks about =": of_sheets(other_quotes),
    "cells and rows without address": of_sheets(of_tree(without_addresses)),
    "a used range that is not so": of_sheets(
        lambda xml: re.sub(rb'<dimension ref="[^"]*"/>', b'<dimension ref="XFD1048576"/>', xml)
    ),
    "no used range": of_sheets(lambda xml: re.sub(rb"<dimension[^>]*/>", b"", xml)),
    "inline texts": in_place("inlineStr"),
    "texts as of formulas": in_place("str"),
    "texts in runs": lambda parts: {n: in_runs(x) if n.endswith("sharedStrings.xml") else x for n, x in parts.items()},
    "letters by number": lambda parts: {
        n: by_number(x) if n.endswith(("sharedStrings.xml", "workbook.xml")) or "worksheets/sheet" in n else x
        for n, x in parts.items()
    },
    "comments and instructions": of_sheets(with_comments),
    "UTF-16": of_sheets(wide),
    "byte order marks": lambda parts: {
        n: b"\xef\xbb\xbf" + x if n.endswith((".xml", ".rels")) else x for n, x in parts.items()
    },
    "digits behind the fifteenth": of_sheets(residues),
    "days written out": of_sheets(dates_written_out),
    "types that nothing is of": lambda parts: (
        parts | {"[Content_Types].xml": parts["[Content_Types].xml"].replace(b"<Override", UNUSED + b"<Override", 1)}
    ),
    **{
        f"days from 1904: {said}": from_1904(said)
        for said in ('date1904="1"', 'date1904="true"', "date1904='on'", 'date1904 = " 1 "', 'date1904="TRUE"')
    },
    **{f"days from 1900: {said}": calendar(said) for said in ('date1904="0"', 'date1904="false"', 'date1904="off"')},
}


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows: list[dict[str, Any]] = [
        {
            "Mã nhiệm vụ": f"NV-00{i}",
            "Nội dung": f"Việc <{i}> & “ngoặc” _x0041_\ndòng hai",
            "Đơn vị chủ trì": "H01",
            "Ngày giao": dt.date(2026, 1, i),
            "Hạn hoàn thành": dt.date(2026, 5, 1),
            "Tiến độ (%)": [40, 12.5, 100][i % 3],
            "Trạng thái": "Đang thực hiện",
        }
        for i in range(1, 5)
    ]
    return write_tables(tmp_path_factory.mktemp("so") / "so.xlsx", minimal(tblNhiemVu=rows))


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phieu")
    new = {"Nội dung": "Việc mới", "Ngày giao": dt.date(2026, 4, 1), "Hạn hoàn thành": dt.date(2026, 9, 1)}
    return answer(send(SAMPLE, folder, "H09")["H09"], folder / "phieu.xlsx", H09, new=[new], texts={"Hạn chế": "Thiếu"})


def content(path: Path, reader: str = "fast") -> Any:
    book = open_book(path, reader=reader, as_of=dt.date(2026, 6, 1))
    return book.faults, {key: (data.rows, data.raw, data.clean, data.problems) for key, data in book.tables.items()}


def written(path: Path) -> Any:
    """What is in the workbook after a change, a new row and a whole new table."""
    patch = WorkbookPatch(path)
    patch.set("tasks", 6, "due", dt.date(2026, 7, 8))
    patch.set("tasks", 7, "content", "Sửa")
    patch.append("tasks", [{"code": "NV-009", "content": "Mới", "assigned": dt.date(2026, 2, 3), "progress": 5}])
    patch.replace_all("findings", [{"code": "KD01", "message": "Sai"}, {"code": "KD02"}])
    patch.save()
    before, after = content(path), content(path, "any")
    assert before == after
    return after


@pytest.fixture(scope="module")
def expected(workbook: Path, form: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Any, Any]:
    copy = tmp_path_factory.mktemp("goc") / "so.xlsx"
    copy.write_bytes(workbook.read_bytes())
    taken = read_form(form)
    assert taken is not None and taken.faults == [] and len(taken.values) > 12
    return content(workbook), written(copy), taken.values


@pytest.mark.slow
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_workbook_and_a_form_are_the_same_in_every_spelling(
    workbook: Path, form: Path, expected: tuple[Any, Any, Any], tmp_path: Path, spelling: str
) -> None:
    change = SPELLINGS[spelling]
    book = packed(tmp_path / "so.xlsx", change(parts_of(workbook)))
    for reader in ("fast", "any"):
        assert content(book, reader) == expected[0]
    assert written(book) == expected[1]
    taken = read_form(packed(tmp_path / "phieu.xlsx", change(parts_of(form))))
    assert taken is not None and (taken.faults, taken.values) == ([], expected[2])


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("xl/vbaProject.bin", ""),
        ("xl/VBAPROJECT.BIN", ""),
        ("xl/macros.bin", "application/vnd.ms-office.vbaProject"),
        ("xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
        ("xl/workbook.xml", "application/vnd.ms-excel.template.macroEnabled.main+xml"),
    ],
)
def test_a_form_with_macros_is_refused_however_it_says_so(form: Path, tmp_path: Path, part: str, kind: str) -> None:
    from lhh_excel.collection.form import FormRefused

    parts = parts_of(form)
    types = parts["[Content_Types].xml"]
    if kind:
        types = re.sub(rf'<Override PartName="/{escape(part)}"[^>]*/>'.encode(), b"", types)
        types = types.replace(b"<Override", f'<Override PartName="/{part}" ContentType="{kind}"/><Override'.encode(), 1)
    parts = {part: b"macro", **parts, "[Content_Types].xml": types}
    with pytest.raises(FormRefused) as refused:
        read_form(packed(tmp_path / "phieu.xlsx", parts))
    assert refused.value.key == "form_macros"

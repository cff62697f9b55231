"""Mutations of what a clerk may type: cells of our tables, rows and columns of them, headers, names of sheets."""

from __future__ import annotations

import re
from random import Random

from lxml import etree

from .packages import Parts, packed, parts_of

_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TEXTS = (
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "'=1",
    '=HYPERLINK("http://example.invalid")',
    "../../../tmp/x",
    "..\\..\\x",
    "C:\\x",
    "/etc/passwd",
    "CON",
    "a/b",
    "a\nb",
    "a\r\nb",
    "\u200b",
    "\u00a0",
    " ",
    "x" * 32_767,
    "x" * 33_000,
    "{{ co_quan.ten }}",
    "{{ 7*7 }}",
    "{% for a in range(9) %}",
    "{{ ''.__class__ }}",
    "<w:p/>",
    "&amp;",
    "]]>",
    "_x0041_",
    "31/02/2026",
    "12/5/26",
    "1.234",
    "1,5",
    "1e5",
    "NaN",
    "inf",
    "-0",
    "٣",
    "１２",
    "Ho\u0323\u0302i",
    "Héi viªn",
    "Hoäi",
    "hoanf thanhf",
    "\u202egnp.exe",
    "😀" * 50,
    "H01",
    "h01 ",
    "H01;H01;;",
    ";;;",
    "2026-H1",
    "2026-H3",
    "9999-DX99999",
    "0000",
    "05/BC-LHH",
    "999999/BC-LHH",
    "-1/BC",
    "05/2026/BC-LHH",
    "Khóa",
    "Hoàn thành",
    "1. Tổ chức",
    "TM.",
    "DROP TABLE",
)
NUMBERS = (
    "0",
    "-1",
    "1e308",
    "-1e308",
    "5e-324",
    "0.1",
    "46000",
    "-5",
    "2958466",
    "1e15",
    "12345678901234567890",
    "0.5",
    "100.00000001",
    "60",
    "59.999999",
    "1048576",
    "NaN",
    "INF",
    "",
)


def mutate(rng: Random, data: bytes) -> tuple[str, bytes]:
    """What was done, and the file; of a file that is no sound workbook, that it is left alone."""
    try:
        parts = parts_of(data)
        tables = [name for name in parts if re.fullmatch(r"xl/tables/table\d+\.xml", name)]
        told = [_one(rng, parts, rng.choice(tables)) for _ in range(rng.choice((1, 2, 5, 20)))]
    except Exception:
        return "left", data[:-1]
    return "; ".join(told[:4]), packed(parts)


def _one(rng: Random, parts: Parts, table: str) -> str:
    sheet = _sheet_of(parts, table)
    root = etree.fromstring(parts[table])
    match = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", root.get("ref", ""))
    if match is None or sheet is None:
        return "no table"
    tree = etree.fromstring(parts[sheet])
    rows = [row for row in tree.iter(f"{_M}row") if int(match[2]) <= int(row.get("r", "0")) <= int(match[4])]
    change = rng.choice((_cell, _cell, _cell, _cell, _copied, _row_gone, _row_again, _header, _swapped, _merged))
    if rows:
        change(rng, rows, tree)
    parts[sheet] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return f"{change.__name__.strip('_')} {root.get('displayName')}"


def _sheet_of(parts: Parts, table: str) -> str | None:
    name = table.rsplit("/", 1)[1].encode()
    rels = (n for n, d in parts.items() if n.startswith("xl/worksheets/_rels/") and b"/" + name in d)
    found = next(rels, None)
    return found.replace("_rels/", "").removesuffix(".rels") if found else None


def _some(rng: Random, rows: list[etree._Element]) -> etree._Element | None:
    cells = list(rng.choice(rows[1:] or rows))
    return rng.choice(cells) if cells else None


def put(cell: etree._Element, rng: Random) -> None:
    """Another value: text, number, date, truth, error, formula with or without a result, nothing."""
    for child in list(cell):
        cell.remove(child)
    cell.attrib.pop("t", None)
    kind = rng.random()
    if kind < 0.5:
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, f"{_M}is"), f"{_M}t")
        text.text = rng.choice(TEXTS)
    elif kind < 0.75:
        etree.SubElement(cell, f"{_M}v").text = rng.choice(NUMBERS)
    elif kind < 0.9:
        etree.SubElement(cell, f"{_M}f").text = rng.choice(("1+1", "A1", "#REF!", "NOW()", "x" * 9000, "[1]Sheet1!A1"))
        if rng.random() < 0.5:
            etree.SubElement(cell, f"{_M}v").text = rng.choice(NUMBERS)
    elif kind < 0.97:
        cell.set("t", rng.choice(("b", "e", "str", "d")))
        etree.SubElement(cell, f"{_M}v").text = rng.choice(
            ("1", "#N/A", "#REF!", "TRUE", "2026-06-20", "2026-99-99", "x")
        )
    if rng.random() < 0.1:
        cell.set("s", rng.choice(("0", "1", "2", "9", "250", "-1")))


def _cell(rng: Random, rows: list[etree._Element], _tree: etree._Element) -> None:
    cell = _some(rng, rows)
    if cell is not None:
        put(cell, rng)


def _copied(rng: Random, rows: list[etree._Element], _tree: etree._Element) -> None:
    """One cell says what another says: doubled codes, numbers in text columns."""
    a, b = _some(rng, rows), _some(rng, rows)
    if a is not None and b is not None:
        ref = b.get("r", "")
        b.attrib.update({key: str(value) for key, value in a.attrib.items()})
        b.set("r", ref)
        b[:] = [etree.fromstring(etree.tostring(child)) for child in a]


def _row_gone(rng: Random, rows: list[etree._Element], _tree: etree._Element) -> None:
    row = rng.choice(rows)
    for cell in list(row):
        row.remove(cell)


def _row_again(rng: Random, rows: list[etree._Element], _tree: etree._Element) -> None:
    source, target = rng.choice(rows), rng.choice(rows)
    number = target.get("r", "1")
    cells = [etree.fromstring(etree.tostring(cell)) for cell in source]
    for cell in cells:
        cell.set("r", cell.get("r", "A1").rstrip("0123456789") + number)
    target[:] = cells


def _header(rng: Random, rows: list[etree._Element], _tree: etree._Element) -> None:
    cells = list(rows[0])
    if cells:
        put(rng.choice(cells), rng)


def _swapped(rng: Random, rows: list[etree._Element], _tree: etree._Element) -> None:
    """Two columns change places from a row on."""
    for row in rows[rng.randrange(len(rows)) :]:
        if len(row) > 3:
            a, b = row[1], row[3]
            left, right = a.get("r", ""), b.get("r", "")
            a.set("r", right), b.set("r", left)
            row[1], row[3] = etree.fromstring(etree.tostring(b)), etree.fromstring(etree.tostring(a))


def _merged(rng: Random, rows: list[etree._Element], tree: etree._Element) -> None:
    top = int(rng.choice(rows).get("r", "5"))
    merged = etree.Element(f"{_M}mergeCells")
    etree.SubElement(merged, f"{_M}mergeCell").set("ref", f"A{top}:C{top + rng.randrange(3)}")
    data = tree.find(f"{_M}sheetData")
    if data is not None:
        data.addnext(merged)

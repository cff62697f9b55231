"""A sheet that can be cut at its signs holds what the parser finds in it, whoever wrote it."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from places import ROOT, SAMPLE

from lhh_excel.errors import InputError
from lhh_excel.workbook import cells, fast
from lhh_excel.workbook.cells import CellReader
from lhh_excel.workbook.fast import Grid
from lhh_excel.workbook.package import Package
from lhh_excel.workbook.reading import open_book

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = f'<Relationship Id="r{{0}}" Type="{_OFFICE}/{{1}}" Target="{{2}}"/>'
#: Formats 0 to 3: plain, a day, a percent, a span of hours.
_STYLES = f'<styleSheet xmlns="{_MAIN}"><cellXfs>' + "".join(f'<xf numFmtId="{n}"/>' for n in (0, 14, 9, 46))
_PARTS = {
    "_rels/.rels": _RELATIONS.format(_RELATION.format(1, "officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": _RELATIONS.format(
        "".join(
            _RELATION.format(n, kind, part)
            for n, (kind, part) in enumerate(
                (("worksheet", "s.xml"), ("sharedStrings", "t.xml"), ("styles", "y.xml")), 1
            )
        )
    ),
    "xl/y.xml": _STYLES + "</cellXfs></styleSheet>",
}


def package(sheet: bytes, texts: bytes) -> Package:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, part in {**_PARTS, "xl/s.xml": sheet, "xl/t.xml": texts}.items():
            archive.writestr(name, part)
    return Package(data.getvalue(), "so.xlsx")


def read(sheet: bytes, texts: bytes, *, cuts: bool) -> Grid | str:
    opened = package(sheet, texts)
    try:
        found = CellReader(opened, cuts=cuts).grid(opened.sheets[0])
    except InputError as error:
        return error.key
    columns = {column: dict(sorted(rows.items())) for column, rows in sorted(found.columns.items())}
    return Grid(columns, found.percent, found.merged)


# --- spellings of one hand and of another ----------------------------------------------------------------------------

_NUMBERS = ["0", "1", "7", "46000", "0.5", "1E+20", "-5", "39.99999999999999", "nan", " 3 ", "", "1_0", "\u0661"]
_WORDS = ["Việc", "a&amp;b", "a & b", "&#65;", "&#x1F600;", "&#1;", "&x;", "a\nb", "a\r\nb", "#N/A", "x_x000a_y"]
_WORDS += ["_xD83D__xDE00_", "2026-06-30", "true", "]]>", "\x01", "\ufffe"]
_VALUES = st.sampled_from(_NUMBERS) | st.sampled_from(_WORDS)
_FORMULAS = st.sampled_from(
    ["", "<f>A1</f>", '<f t="shared" si="0"/>', '<f ca="1">A1&amp;"x"</f>', "<f/>", "<f\n>A1</f>", "<F>A1</F>"]
)
_WRITTEN = st.builds("<v>{}</v>".format, _VALUES) | st.sampled_from(
    [
        "<v/>",
        '<v xml:space="preserve"> 5 </v>',
        "<v><![CDATA[5]]></v>",
        "<v>1<!-- x -->2</v>",
        "<is><t> chữ </t></is>",
        '<is><t xml:space="preserve"> chữ &#7845;</t></is>',
        "<is><t/></is>",
        '<is><r><t>Kết </t></r><rPh sb="0"><t>x</t></rPh><r><t>quả</t></r></is>',
        '<v>1</v><extLst><ext uri="x"/></extLst>',
        "",
    ]
)
_LOOKS = st.sampled_from(["", ' s="1"', ' s="2"', ' s="3"', ' s="99"', "\ts='2'", ' cm="1"'])
_TYPES = st.sampled_from(
    ["", ' t="s"', ' t="s"', ' t="n"', ' t="str"', ' t="b"', ' t="e"', ' t="d"', ' t="inlineStr"', ' t="?"']
)
_LETTERS = st.sampled_from(["A", "B", "C", "AB", "XFD", "b", "$C"])
_ROWS = st.sampled_from([1, 2, 5, 15, 115, 1048576])
_BETWEEN = st.sampled_from(["", "", "", "\n  ", "<!-- x -->", "<x:y/>"])


@st.composite
def _cell(draw: st.DrawFn, row: int) -> str:
    at = draw(st.sampled_from([f'r="{draw(_LETTERS)}{row}"'] * 8 + [f'r="A{row + 1}"', f"r='B{row}'", "", "r='5'"]))
    look, kind = draw(_LOOKS), draw(_TYPES)
    begins = draw(st.sampled_from([f"<c {at}{look}{kind}"] * 8 + [f"<c{look} {at}{kind}", f"<x:c {at}{look}"]))
    if draw(st.integers(0, 3)) == 0:
        return f"{begins}/>"
    return f"{begins}>{draw(_FORMULAS)}{draw(_WRITTEN)}</{'x:c' if begins.startswith('<x') else 'c'}>"


@st.composite
def _row(draw: st.DrawFn) -> str:
    number = draw(_ROWS)
    cells = "".join(draw(_cell(number)) + draw(_BETWEEN) for _ in range(draw(st.integers(0, 4))))
    ends = draw(st.sampled_from(["</row>"] * 9 + ["</row></row>"]))
    blank = draw(st.sampled_from(["", "", f'<row r="{number}" ht="15"/>']))
    return f'{blank}<row r="{draw(st.sampled_from([number, 9]))}" spans="1:3">{cells}{ends}{draw(_BETWEEN)}'


_HEADS = [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n',
    "",
    "\ufeff",
    "<!-- x -->",
    "<?xml version='1.0'?>",
]
_SHEETS = st.tuples(
    st.sampled_from([_HEADS[0]] * 4 + _HEADS),
    st.lists(_row(), max_size=5).map("".join),
    st.sampled_from(
        [
            "",
            '<mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>',
            "<mergeCells><mergeCell\nref='A1:B2'/></mergeCells>",
        ]
    ),
).map(lambda parts: f'{parts[0]}<worksheet xmlns="{_MAIN}"><sheetData>{parts[1]}</sheetData>{parts[2]}</worksheet>')
_ITEMS = st.sampled_from(
    [
        "<si><t>một</t></si>",
        '<si><t xml:space="preserve"> hai </t></si>',
        "<si><t> ba </t></si>",
        "<si><r><t>bốn </t></r><r><t>năm</t></r></si>",
        *map("<si><t>{}</t></si>".format, ("a&lt;b&amp;amp;", "&#10;x", "x_x000a_y", "a\nb", "\x07", "\uffff", "&")),
        "<si><t/></si>",
        "<si/>",
    ]
)
_SHARED = st.lists(_ITEMS, max_size=8).map(lambda items: f'<sst xmlns="{_MAIN}">{"".join(items)}</sst>')


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(_SHEETS, _SHARED)
@example(
    f'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>{"9" * 5000}</v></c></row></sheetData></worksheet>',
    "<sst/>",
)
def test_cut_or_parsed_a_sheet_holds_the_same(sheet: str, texts: str) -> None:
    as_parsed = read(sheet.encode("utf-8", "surrogatepass"), texts.encode(), cuts=False)
    as_cut = read(sheet.encode("utf-8", "surrogatepass"), texts.encode(), cuts=True)
    assert as_cut == as_parsed or as_parsed == "truncated"


def test_a_sheet_that_ends_behind_its_rows_is_told_as_broken() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    whole = f'<worksheet xmlns="{_MAIN}"><sheetData>{row}</sheetData></worksheet>\n'
    assert not isinstance(read(whole.encode(), b"<sst/>", cuts=True), str)
    assert read(whole[:-5].encode(), b"<sst/>", cuts=True) == "truncated"


def test_contents_that_hardly_recur_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "_KEPT", 5)
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="{n % 3}"><v>{n % 40}</v></c></row>' for n in range(1, 90))
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()
    assert read(sheet, b"<sst/>", cuts=True) == read(sheet, b"<sst/>", cuts=False)
    reader = CellReader(opened := package(sheet, b"<sst/>"))
    reader.grid(opened.sheets[0])
    assert len(reader._contents) <= 5


def test_blank_rows_take_no_memory_each() -> None:
    rows = "".join(f'<row r="{n}" spans="1:20" s="3" customFormat="1"/>' for n in range(100_000))
    opened = package(f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode(), b"<sst/>")
    opened.read(opened.sheets[0].part)
    reader = CellReader(opened)
    tracemalloc.start()
    try:
        assert reader.grid(opened.sheets[0]) == Grid({}, set(), [])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * len(rows)


def _no_parser(*_: object) -> None:
    raise AssertionError("a sheet was parsed")


def saved_by_openpyxl(folder: Path) -> Path:
    book = openpyxl.load_workbook(SAMPLE)
    book.save(folder / "so.xlsx")
    return folder / "so.xlsx"


@pytest.mark.parametrize(
    "workbook", [SAMPLE, ROOT / "workbooks" / "LHH.xlsm", "openpyxl"], ids=["sample", "empty", "openpyxl"]
)
def test_what_office_programs_write_needs_no_parser(
    workbook: Path | str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved_by_openpyxl(tmp_path) if isinstance(workbook, str) else workbook
    parsed = open_book(path, reader="any")
    monkeypatch.setattr(cells, "_Cells", _no_parser)
    monkeypatch.setattr(cells, "_Texts", _no_parser)
    book = open_book(path)
    assert {key: data.raw for key, data in book.tables.items()} == {key: d.raw for key, d in parsed.tables.items()}
    assert book.loose == parsed.loose

"""The values of an OpenDocument form, as LibreOffice or WPS write them: read as shown, odd ones too."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

from lhh_excel.collection.grid import read_grid
from lhh_excel.workbook.values import ErrorValue, Formula

URNS = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
)
CALC = ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
P = "<text:p>{}</text:p>"
CELLS: dict[str, tuple[str, object]] = {
    "number": ('office:value-type="float" office:value="39.99999999999999"', 40),
    "a number that is none": ('office:value-type="float" office:value="abc"', "?"),
    "a number that is too large": ('office:value-type="float" office:value="1e400"', ErrorValue("#NUM!")),
    "percent": ('office:value-type="percentage" office:value="0.4"', 0.4),
    "money": ('office:value-type="currency" office:value="57.5"', 57.5),
    "day": ('office:value-type="date" office:date-value="2026-05-31"', dt.date(2026, 5, 31)),
    "midnight": ('office:value-type="date" office:date-value="2026-05-31T00:00:00.000000000"', dt.date(2026, 5, 31)),
    "moment": ('office:value-type="date" office:date-value="2026-05-31T08:30:00"', dt.datetime(2026, 5, 31, 8, 30)),
    "a day that is none": ('office:value-type="date" office:date-value="2026-02-31"', "?"),
    "a day before the calendar": ('office:value-type="date" office:date-value="-0044-03-15"', "?"),
    "a day without a value": ('office:value-type="date"', "?"),
    "time": ('office:value-type="time" office:time-value="PT08H30M00S"', "?"),
    "truth": ('office:value-type="boolean" office:boolean-value="true"', True),
    "error": ('office:value-type="string" calcext:value-type="error"', ErrorValue("?")),
    "formula": (
        'table:formula="of:=[.A1]" office:value-type="date" office:date-value="x"',
        Formula("=[.A1]", "?"),
    ),
    "text": ('office:value-type="string"', "?"),
    "half a sign": ('office:value-type="string" office:string-value="a&#xD83D;b"', "a\ufffdb"),
}


def test_every_value_of_an_ods_is_read_as_it_is_shown_and_none_stops_the_others(tmp_path: Path) -> None:
    cells = "".join(
        f"<table:table-row><table:table-cell {said}>{P.format('?')}</table:table-cell></table:table-row>"
        for said, _ in CELLS.values()
    )
    path = tmp_path / "phieu.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content{URNS}{CALC}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    (sheet,), _ = read_grid(path)
    assert {name: sheet.cells.get((row, 1)) for row, name in enumerate(CELLS, 1)} == {
        name: value for name, (_, value) in CELLS.items()
    }

"""Every odd value in every cell that a clerk may type: many in one workbook, through every command, bisected to the one
that makes a command fail.

What a value is, as Excel shows it, stands beside it; `must_be_told` is a plain model of which cells a check may not
pass over.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from random import Random
from typing import Any

from lxml import etree

from lhh_excel.actions.common import Target
from lhh_excel.actions.import_forms import ImportOptions, import_forms
from lhh_excel.checking.finding import Severity
from lhh_excel.checking.run import run_rules
from lhh_excel.workbook.book import Book
from lhh_excel.workbook.lists import BY_KEY as LISTS
from lhh_excel.workbook.package import Package
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.schema import Column, Kind
from lhh_excel.workbook.tables import BY_KEY as TABLES

from . import calls
from .bases import AS_OF, PERIOD, SAMPLE, returned_form
from .packages import packed, parts_of

_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: Formats that the cells may have; the last number is that of a format which the workbook does not have.
FORMATS = {"number": 0, "date": 14, "time": 20, "span": 46, "percent": 10, "text": 49, "day": 164, "none": None}
#: Errors, spans, texts of a number cell: nothing that any column takes.
NOTHING = object()


@dataclass(frozen=True)
class Odd:
    """A cell: its attributes, what is in it, and what it says as Excel shows it (NOTHING: nothing that is right)."""

    name: str
    attributes: str
    inner: str
    value: Any
    shows: str = "number"


def _number(written: str, value: Any, shows: str = "number") -> Odd:
    return Odd(f"{written} ({shows})", "", f"<v>{written}</v>", value, shows)


def _text(text: str, value: str | None = None) -> Odd:
    shown = text if value is None else value
    name = unicodedata.name(text, "") if len(text) == 1 else text[:24] + (f"… ({len(text)})" if len(text) > 24 else "")
    return Odd(
        f"text {name!r}", 't="inlineStr"', f'<is><t xml:space="preserve">{escape(text)}</t></is>', shown or None, "text"
    )


def _day(text: str) -> dt.date:
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


NUMBERS = (
    *(_number(text, float(text)) for text in ("0", "1", "-1", "0.5", "12.5", "46173", "1e15", "2958466", "5e-324")),
    _number("39.99999999999999", 40),
    _number("40.00000000000001", 40),
    _number("0.30000000000000004", 0.3),
    _number("12345678901234567890", 12345678901234600000),
    _number("1e300", 10**300),
    *(_number(text, NOTHING) for text in ("NaN", "INF", "-INF", "1e400")),
    *(_number(text, text) for text in ("1,5", "abc", "1_000", "0x10")),
    _number("", None),
    _number("46173", _day("31/05/2026"), "date"),
    _number("46173", _day("31/05/2026"), "day"),
    _number("46172.99999999999", _day("31/05/2026"), "date"),
    _number("46173.000000000001", _day("31/05/2026"), "date"),
    _number("46173.5", dt.datetime(2026, 5, 31, 12), "date"),
    *(_number(text, NOTHING, "date") for text in ("0", "0.5", "1", "60", "2958465", "NaN")),
    *(_number(text, float(text), "date") for text in ("-1", "2958466", "1e10")),
    _number("46173", _day("31/05/2026"), "time"),
    *(_number(text, NOTHING, "time") for text in ("0", "0.75")),
    *(_number(text, NOTHING, "span") for text in ("0", "1.5", "-3")),
    *(_number(text, float(text), kind) for text, kind in (("-0.5", "time"), ("1e12", "span"))),
    _number("0.4", 40, "percent"),
    _number("7", 7, "text"),
    _number("7", 7, "none"),
)
OTHERS = (
    *(Odd(f"boolean {text}", 't="b"', f"<v>{text}</v>", NOTHING) for text in ("0", "1", "true")),
    Odd("boolean 2", 't="b"', "<v>2</v>", "2"),
    *(
        Odd(f"error {text}", 't="e"', f"<v>{text}</v>", NOTHING)
        for text in ("#REF!", "#N/A", "#DIV/0!", "#SPILL!", "#LẠ!")
    ),
    Odd("error without a name", 't="e"', "<v></v>", None),
    Odd("day written out", 't="d"', "<v>2026-05-31</v>", _day("31/05/2026")),
    *(Odd(f"day {text}", 't="d"', f"<v>{text}</v>", text) for text in ("2026-02-31", "0001-01-01")),
    Odd("time written out", 't="d"', "<v>12:30:00</v>", NOTHING),
    Odd("a shared text that is not there", 't="s"', "<v>99999999</v>", NOTHING),
    Odd("a type that is none", 't="zz"', "<v>5</v>", "5", "text"),
    Odd("formula", "", "<f>1+1</f><v>2</v>", NOTHING),
    Odd("formula of a text", 't="str"', '<f>"x"</f><v>x</v>', NOTHING),
    Odd("formula never computed", "", "<f>A1</f>", NOTHING),
    Odd("formula of an error", 't="e"', "<f>1/0</f><v>#DIV/0!</v>", NOTHING),
    Odd("half a sign by number", 't="inlineStr"', "<is><t>a&#xD83D;b</t></is>", "a\ufffdb", "text"),
    Odd("half a sign in bytes", 't="inlineStr"', "<is><t>a\udcedb</t></is>", "a\ufffdb", "text"),
    Odd("control sign by number", 't="inlineStr"', "<is><t>a&#1;b</t></is>", "a\ufffdb", "text"),
    Odd("control sign in bytes", 't="inlineStr"', "<is><t>a\x07b</t></is>", "a\ufffdb", "text"),
)
TEXTS = (
    _text("a_xD83D_b", "a\ufffdb"),
    _text("_xDE00_", "\ufffd"),
    _text("_xD83D__xDE00_", "😀"),
    _text("a_x0000_b", "a\0b"),
    _text("a_x0001_b", "a\x01b"),
    _text("a_x000B_b", "a\x0bb"),
    _text("a_x001F_b", "a\x1fb"),
    _text("a_xFFFF_b", "a\uffffb"),
    _text("_x005F_x0041_", "_x0041_"),
    *map(
        _text,
        (
            "",
            " ",
            "\u00a0",
            "\u200b",
            "\ufeffa",
            "\u202egpj.exe",
            "a\u2028b",
            "a\nb",
            "a\tb",
            "A" * 240,
            "A" * 300,
            "Hội rất dài " * 60,
            "x" * 32_767,
            "x" * 33_000,
            "😀" * 60,
            unicodedata.normalize("NFD", "Hội Tin học"),
            "\u0323",
            "H01",
            "h01 ",
            "H01;H02",
            ";;;",
            "2026-H1",
            "2026-H9",
            "9999-DX9999999999",
            "NV-001",
            "9" * 5_000,
            "9" * 5_000 + "/BC-LHH",
            "0" * 400 + "5/BC-LHH",
            "05/BC-LHH",
            "05/12/BC-LHH",
            "31/05/2026",
            "31/02/2026",
            "1/1/0001",
            "31/12/9999",
            "2026-05-31",
            "1.234",
            "1.234.567",
            "12,5",
            "1e5",
            "٣",
            "１２",
            "²",
            "½",
            "NaN",
            "-0",
            "50%",
            "Không",
            "Có",
            "..",
            ".",
            "/",
            "../../x",
            "C:\\x",
            "\\\\server\\x",
            "CON",
            "a|b",
            "a:b*c?",
            "=1+1",
            "@x",
            "'x",
            "{}",
            "{0}",
            "{record.__class__}",
            "%s",
            "{{ 7*7 }}",
            "{% for a in b %}",
            "{#",
            "<w:p/>",
            "]]>",
            "&amp;",
            "&amp;C&amp;P",
            '"',
            "“",
            "\\",
            "Hoµn thµnh",
            "hoanf thanhf",
        ),
    ),
)
ODD: tuple[Odd, ...] = (*NUMBERS, *OTHERS, *TEXTS)


@dataclass(frozen=True)
class Planted:
    """An odd value in one cell."""

    odd: Odd
    table: str
    column: str
    row: int
    letter: str

    def __str__(self) -> str:
        schema = TABLES[self.table]
        return f"{self.odd.name} in {schema.sheet}!{self.letter}{self.row} ({schema.header(self.column)})"


def calls_of_a_workbook() -> tuple[calls.Call, ...]:
    """Every command on a workbook, for a period that is named: what stands in the profile must not spare the rest."""
    without = ("batch", "compose", "setup", "undo-import", "remind")
    return tuple(
        replace(call, arguments=(*call.arguments, "--period", PERIOD))
        if call.arguments[0] not in without and "--period" not in call.arguments
        else call
        for call in calls.WORKBOOK_CALLS
        if call.arguments[0] not in ("compose", "setup")
    )


def start(folder: Path) -> dict[str, bytes]:
    """What lies beside the workbook, and "master": the sample in which one form was taken in."""
    book = folder / "so.xlsm"
    book.write_bytes(SAMPLE.read_bytes())
    day = dt.date.fromisoformat(AS_OF)
    form = returned_form(folder, book.read_bytes())
    came = folder / "H09.xlsx"
    came.write_bytes(form)
    taken = import_forms(ImportOptions(Target(book, day, PERIOD), (came,), out=folder, sure=True))
    assert taken.counts["done"], taken.lines
    return {"master": book.read_bytes(), "form": form, "union": SAMPLE.read_bytes()}


def rounds(book: Book, seed: int, *, share: float = 0.5) -> Iterator[list[Planted]]:
    """Plans without end: an odd value in that share of the records of each table, at most one a record, until every
    value stood in every column; then anew. The period's own line is odd in one plan of six only."""
    rng = Random(seed)
    todo: dict[str, list[tuple[str, Odd]]] = {key: [] for key in TABLES if len(book[key])}
    while True:
        plan = []
        for key, waiting in todo.items():
            data = book[key]
            records = rng.sample(range(len(data)), max(1, min(60, int(len(data) * share))))
            for i in records:
                if data.record(i) == PERIOD and rng.random() > 0.3:
                    continue
                if not waiting:
                    waiting += [(column, odd) for column in data.letters for odd in ODD]
                    rng.shuffle(waiting)
                column, odd = waiting.pop()
                plan.append(Planted(odd, key, column, data.rows[i], data.letters[column]))
        yield plan


def planted(master: bytes, book: Book, plan: Sequence[Planted]) -> bytes:
    """The workbook with these values in it."""
    parts = parts_of(master)
    styles = etree.fromstring(parts["xl/styles.xml"])
    cells = styles.find(f"{_M}cellXfs")
    formats = styles.find(f"{_M}numFmts")
    if formats is None:
        formats = etree.Element(f"{_M}numFmts")
        styles.insert(0, formats)
    assert cells is not None
    style = {"none": 60_000}
    etree.SubElement(formats, f"{_M}numFmt", numFmtId="9164", formatCode="dd/mm")
    for name, number in FORMATS.items():
        if number is not None:
            style[name] = len(cells)
            etree.SubElement(cells, f"{_M}xf", numFmtId="9164" if name == "day" else str(number))
    parts["xl/styles.xml"] = etree.tostring(styles, xml_declaration=True, encoding="UTF-8")
    path = Path(book.path)
    places = {table.name: table.sheet.part for table in Package(path).tables}
    by_part: dict[str, list[Planted]] = {}
    for one in plan:
        by_part.setdefault(places[TABLES[one.table].name], []).append(one)
    for part, ones in by_part.items():
        sheet = etree.fromstring(parts[part])
        rows = {row.get("r"): row for row in sheet.iter(f"{_M}row")}
        marks: list[bytes] = []
        for one in ones:
            cell = _cell(rows[str(one.row)], f"{one.letter}{one.row}")
            cell.tag, cell.text = f"{_M}c", f"\ue000{len(marks)}\ue000"
            xml = f'<c r="{one.letter}{one.row}" s="{style[one.odd.shows]}" {one.odd.attributes}>{one.odd.inner}</c>'
            marks.append(xml.encode("utf-8", "surrogateescape"))
        data = etree.tostring(sheet, xml_declaration=True, encoding="UTF-8", standalone=True)
        mark = re.compile("<c[^<>]*>\ue000(\\d+)\ue000</c>".encode())
        parts[part] = mark.sub(lambda match, marks=marks: marks[int(match[1])], data)  # type: ignore[misc]
    return packed(parts)


def _cell(row: Any, address: str) -> Any:
    """The row's cell, emptied; made where it is not there."""
    after = None
    for cell in row:
        if cell.get("r") == address:
            for child in list(cell):
                cell.remove(child)
            cell.attrib.clear()
            return cell
        at = cell.get("r", "")
        if after is None and (len(at), at) > (len(address), address):
            after = cell
    made = etree.Element(f"{_M}c")
    if after is None:
        row.append(made)
    else:
        after.addprevious(made)
    return made


# --- what may not happen ---------------------------------------------------------------------------------------------


def must_be_told(book: Book, one: Planted) -> bool:
    """Whether a check has to find something at this cell of the book: a plain model, by what Excel shows there."""
    table, column, value = TABLES[one.table], TABLES[one.table][one.column], one.odd.value
    if not table.entered or (one.table, one.column) == ("profile", "value"):
        return False
    if value is None or (isinstance(value, str) and not value.strip()):
        return column.required or value is not None
    if value is NOTHING:
        return True
    if column.kind is Kind.DATE:
        return type(value) is not dt.date
    if column.kind.is_number:
        return not _number_is_right(column, one, value)
    if not isinstance(value, str):
        return True
    if column.kind is Kind.CHOICE:
        return value not in LISTS[column.choices].values
    if column.kind is Kind.REF:
        return value not in book[column.ref].clean["code"]
    if column.kind is Kind.CODE and len(value) > 100:
        return True
    return _text_is_wrong(value)


def _number_is_right(column: Column, one: Planted, value: Any) -> bool:
    if isinstance(value, (str, dt.date)) or one.odd.shows == "percent" or value < 0:
        return False
    if column.kind is Kind.PERCENT:
        return value <= 100 and not 0 < value < 1
    return column.kind is Kind.DECIMAL or value == int(value)


def _text_is_wrong(text: str) -> bool:
    odd = {sign for sign in text if unicodedata.category(sign) in ("Cc", "Cn", "Cf", "Zl") or sign == "\ufffd"}
    return (
        bool(odd - {"\n"}) or not unicodedata.is_normalized("NFC", text) or len(text) > 32_767 or text != text.strip()
    )


def quiet(path: Path, plan: Sequence[Planted], master: bytes, book: Book) -> list[Planted]:
    """Of the plan what is no error: with that a period is locked, submitted and issued."""
    some = list(plan)
    for _ in range(6):
        path.write_bytes(planted(master, book, some))
        found = run_rules(open_book(path, as_of=dt.date.fromisoformat(AS_OF), period=PERIOD))
        errors = [finding for finding in found if finding.severity is Severity.ERROR]
        if not errors:
            break
        cells = {(finding.sheet, finding.cell) for finding in errors}
        rest = [one for one in some if (book[one.table].sheet, f"{one.letter}{one.row}") not in cells]
        some = rest if len(rest) < len(some) else some[: len(some) // 2]
    return some


def unseen(book: Book, plan: Sequence[Planted], told: str) -> list[str]:
    """The values that `validate --json` had to tell and did not."""
    seen = {(finding["sheet"], finding["cell"]) for finding in json.loads(told)["findings"]}
    sheets = {one: (book[one.table].sheet, f"{one.letter}{one.row}") for one in plan}
    return [str(one) for one in plan if must_be_told(book, one) and sheets[one] not in seen]


def failing(
    desk: calls.Desk, call: calls.Call, files: dict[str, bytes], book: Book, plan: Sequence[Planted]
) -> list[str]:
    """What goes wrong in this call with these values: the fewest that still do it, and how."""

    def faults(some: Sequence[Planted]) -> list[str]:
        places = desk.lay(**files, book=planted(files["master"], book, some))
        return desk.run(call, places, as_json=True).faults

    wrong = faults(plan)
    if not wrong:
        return []
    few = list(plan)
    step = max(1, len(few) // 2)
    while step:
        for start in range(0, len(few), step):
            rest = few[:start] + few[start + step :]
            if faults(rest):
                few = rest
                break
        else:
            step //= 2
    return [f"{call.name}: {'; '.join(faults(few) or wrong)} ← {' + '.join(map(str, few))}"]

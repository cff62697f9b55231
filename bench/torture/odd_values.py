"""Every odd value in every cell that a clerk may type: many in one workbook, through every command, bisected to the one
that makes a command fail.

What a value is, as Excel shows it, stands beside it; `must_be_told` is a plain model of which cells a check may not
pass over.
"""

from __future__ import annotations

import datetime as dt
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
from lhh_excel.workbook.package import Package
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.schema import Column, Kind
from lhh_excel.workbook.tables import BY_KEY as TABLES
from lhh_excel.workbook.typed import choices_of

from . import calls
from .bases import AS_OF, PERIOD, SAMPLE, returned_form
from .packages import packed, parts_of
from .pool import Item, Job

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
    Odd("control sign by number", 't="inlineStr"', "<is><t>a&#1;b</t></is>", "a\x01b", "text"),
    Odd("control sign in bytes", 't="inlineStr"', "<is><t>a\x07b</t></is>", "a\x07b", "text"),
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

    @property
    def cell(self) -> str:
        return f"{self.letter}{self.row}"

    def __str__(self) -> str:
        schema = TABLES[self.table]
        return f"{self.odd.name} in {schema.sheet}!{self.cell} ({schema.header(self.column)})"


def calls_of_a_workbook() -> tuple[calls.Call, ...]:
    """Every command on a workbook, for a period that is named: what stands in the profile must not spare the rest."""
    without = ("batch", "compose", "setup", "undo-import", "remind")
    return tuple(
        replace(call, arguments=(*call.arguments, "--period", PERIOD))
        if call.arguments[0] not in without and "--period" not in call.arguments
        else call
        for call in calls.WORKBOOK_CALLS
        if call.arguments[0] != "setup"
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
    text = "THÔNG BÁO\nVề lịch họp\n\nNội dung thông báo.\n".encode()
    return {"master": book.read_bytes(), "form": form, "union": SAMPLE.read_bytes(), "text": text}


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
            cell = _cell(rows[str(one.row)], one.cell)
            cell.tag, cell.text = f"{_M}c", f"\ue000{len(marks)}\ue000"
            xml = f'<c r="{one.cell}" s="{style[one.odd.shows]}" {one.odd.attributes}>{one.odd.inner}</c>'
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
    if one.column not in book[one.table].letters:  # what is declared no more is read no more: its header is told
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
        return value not in (*choices_of(column), *column.also)
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
    for attempt in range(8):
        path.write_bytes(planted(master, book, some))
        found = run_rules(open_book(path, as_of=dt.date.fromisoformat(AS_OF), period=PERIOD))
        cells = {(finding.sheet, finding.cell) for finding in found if finding.severity is Severity.ERROR}
        if not cells:
            break
        rest = [one for one in some if (book[one.table].sheet, one.cell) not in cells]
        if len(rest) == len(some):  # an error that stands at another cell than the value behind it
            names = (Kind.CODE, Kind.REF, Kind.REFS)
            other = [one for one in some if one.table not in ("frozen", "profile")]
            rest = [one for one in other if TABLES[one.table][one.column].kind not in names]
        some = rest if len(rest) < len(some) and attempt < 5 else some[: len(some) // 2]
    return some


#: What follows one another on one workbook in which nothing is an error.
LIFE = tuple(
    calls.call(line, writes=True)
    for line in (
        "report {book} --submit --out {out}",
        "report {book} --issue --out {out}",
        "lock {book} --yes",
        "reopen {book} --yes",
        "undo-import {book} 1 --yes",
        "lock {book} --yes",
        "validate {book} --write",
    )
)


@dataclass
class Trial:
    """A master workbook, what lies beside it, and the desk on which the commands run."""

    desk: calls.Desk
    files: dict[str, bytes]
    book: Book

    @classmethod
    def in_folder(cls, folder: Path, log: Path) -> Trial:
        files = start(folder)
        return cls(calls.Desk(folder / "ban", log), files, open_book(folder / "so.xlsm"))

    def plan(self, seed: int, **how: float) -> list[Planted]:
        return next(rounds(self.book, seed, **how))

    def through(self, plan: Sequence[Planted], chosen: Sequence[calls.Call]) -> list[calls.Said]:
        """Each call on the workbook with these values; where one goes wrong, its faults name the fewest that do it."""
        data = planted(self.files["master"], self.book, plan)
        return [self._told(plan, (call,), self._run((call,), data)) for call in chosen]

    def life(self, plan: Sequence[Planted]) -> list[calls.Said]:
        """One after another on the same workbook, with those of the values that are no errors."""
        some = quiet(self.desk.folder.parent / "yen.xlsm", plan, self.files["master"], self.book)
        said = self._run(LIFE, planted(self.files["master"], self.book, some))
        return [self._told(some, LIFE[: n + 1], said[: n + 1]) for n in range(len(said))]

    def unseen(self, plan: Sequence[Planted]) -> list[str]:
        """The values that a check had to tell and did not."""
        path = self.desk.folder.parent / "kiem.xlsm"
        path.write_bytes(planted(self.files["master"], self.book, plan))
        there = open_book(path, as_of=dt.date.fromisoformat(AS_OF), period=PERIOD)
        seen = {(finding.sheet, finding.cell) for finding in run_rules(there)}
        return [str(one) for one in plan if must_be_told(there, one) and (there[one.table].sheet, one.cell) not in seen]

    def _run(self, chosen: Sequence[calls.Call], data: bytes) -> list[calls.Said]:
        places = self.desk.lay(**self.files, book=data)
        return [self.desk.run(call, places, as_json=True) for call in chosen]

    def _told(self, plan: Sequence[Planted], chosen: Sequence[calls.Call], said: list[calls.Said]) -> calls.Said:
        """The last call's word, with the fewest values that make it go wrong."""
        if said[-1].faults:
            few = list(plan)
            step = max(1, len(few) // 2)
            while step:
                for at in range(0, len(few), step):
                    rest = few[:at] + few[at + step :]
                    if self._run(chosen, planted(self.files["master"], self.book, rest))[-1].faults:
                        few = rest
                        break
                else:
                    step //= 2
            said[-1].faults.append(f"← {' + '.join(map(str, few))}")
        return said[-1]


def job(seed: int) -> Job:
    """The worker: each item is a workbook full of odd values, through every command."""

    def work(folder: Path, numbers: range) -> Iterator[Item]:
        calls.bounded()
        calls.warm()
        trial = Trial.in_folder(folder, folder / "log.txt")
        for number in numbers:
            plan = trial.plan(seed * 1_000_003 + number)
            said = [*trial.through(plan, calls_of_a_workbook()), *trial.life(plan)]
            said.append(calls.Said("unseen", 0, faults=trial.unseen(plan)))
            yield Item(number, f"{len(plan)} odd values", said)

    return work

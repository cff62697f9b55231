"""Odd values in every input cell of returned forms, many at once beside a good form, through import, mending and undo.

What may never be: a fault of ours (exit code 70, or one told as something else), a form that is neither taken in nor
listed with its cells and a form to correct, a good form kept out, a workbook or form that cannot be read after.
What fails is halved until the least form is left that fails.
"""

from __future__ import annotations

import datetime as dt
import io
import itertools
import logging
import re
import shutil
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

from lhh_excel.workbook.schema import Kind

from . import odd_values
from .bases import PERIOD, SAMPLE
from .odd_values import Odd
from .results import Tally

SENT, TODAY = dt.date(2026, 5, 20), dt.date(2026, 6, 8)
#: The unit whose form is always right.
GOOD_UNIT = "H09"
#: Times that a form is mended at its marked cells before it must go in.
MENDED = 5

Key = tuple[str, str, str]  # (part, row, column) of a form's input cell


def _text(text: str) -> Odd:
    return Odd(f"text {text[:24]!r}", 't="inlineStr"', f"<is><t>{escape(text)}</t></is>", text, "text")


def _number(text: str, shows: str = "number") -> Odd:
    return Odd(f"{text} ({shows})", "", f"<v>{text}</v>", None, shows)


#: What units do to forms, beside what clerks do to workbooks.
_MORE = (
    *map(_number, ("46173.6", "-1E+308", "1.2", "60", " 7 ")),
    *(_number(text, "percent") for text in ("1.2", "0", "1E+308")),
    *map(_text, ("+1", "-1", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "1.25", "1,250", "hoàn  THÀNH", "TRUE", "#N/A")),
    *map(_text, ("\n" * 900, "a\r\nb", "😀" * 20_000, "x" * 32_760, "{0} {x} %s %(a)s", "Việc " * 60)),
    Odd("a formula with a control sign", 't="str"', "<f>A1</f><v>a_x000B_b</v>", None),
    Odd("a shared formula", "", '<f t="shared" si="0"/><v>2</v>', None),
    Odd("a long formula", "", f"<f>{'A1+' * 2000}1</f><v>2</v>", None),
    Odd("rich text", 't="inlineStr"', "<is><r><t>Đã </t></r><r><rPr><b/></rPr><t>xong</t></r></is>", None),
    Odd("text of no runs", 't="inlineStr"', "<is/>", None),
)
#: By name.
ODD: dict[str, Odd] = {odd.name: odd for odd in (*odd_values.ODD, *_MORE)}

_FINE: dict[str, Any] = {
    "group": "1. Tổ chức",
    "state": "Đang thực hiện",
    "progress": 10,
    "assigned": 46_027,
    "due": 46_500,
}


def _fine(key: Key, shown: Mapping[Key, Any]) -> Odd:
    """A right value for a cell, whatever the others of its row are once they are right too."""
    part, row, column = key
    if part == "figures":
        opening = shown.get(("figures", "hoi_vien_dau_ky", "now"), 0)
        return (
            _number(str(opening if row in ("hoi_vien_dau_ky", "hoi_vien_cuoi_ky") else 0))
            if row != "note"
            else _text("")
        )
    if part == "texts":
        return _text("Tốt")
    if part == "new" and column == "content":
        return _text(f"Việc số {row}")
    value = _FINE.get(column, "")
    return _text(value) if isinstance(value, str) else _number(str(value))


# --- forms as bytes --------------------------------------------------------------------------------------------------


_CELL = re.compile(rb'<c r="([A-Z]+\d+)"(?: s="(\d+)")?[^>]*?(?:/>|>.*?</c>)', re.DOTALL)


@dataclass
class OddForm:
    """A form as it went out, and what is put into its input cells."""

    unit: str
    sent: bytes
    path: Path  # of the form as it was sent
    cells: dict[Key, Odd] = field(default_factory=dict)
    names: dict[Key, str] = field(default_factory=dict)  # of the values
    elsewhere: dict[str, str] = field(
        default_factory=dict
    )  # "Sheet!A1" -> name of the value, in cells nobody types into
    spoilt_dates: str = ""  # how the workbook spells date1904

    @cached_property
    def read(self) -> Any:
        from lhh_excel.collection.read import read_form

        return read_form(self.path)

    @cached_property
    def keys(self) -> list[Key]:
        return list(self.read.places)

    def bytes(self) -> bytes:
        """The form as it comes back."""
        places = {self.read.places[key]: odd for key, odd in self.cells.items()}
        places |= {place: ODD[name] for place, name in self.elsewhere.items()}
        with zipfile.ZipFile(io.BytesIO(self.sent)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        workbook = parts["xl/workbook.xml"].decode()
        if self.spoilt_dates:
            workbook = workbook.replace("<workbookPr ", f'<workbookPr date1904="{self.spoilt_dates}" ')
            parts["xl/workbook.xml"] = workbook.encode()
        sheets = re.findall(r'<sheet name="([^"]+)"', workbook)
        formats = _with_styles(parts)
        for number, sheet in enumerate(sheets, 1):
            own = {place.partition("!")[2]: odd for place, odd in places.items() if place.partition("!")[0] == sheet}
            if own:
                name = f"xl/worksheets/sheet{number}.xml"
                parts[name] = _with_cells(parts[name], own, formats)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, data in parts.items():
                package.writestr(name, data)
        return out.getvalue()


def _with_styles(parts: dict[str, bytes]) -> dict[str, int]:
    """Formats beside those that the form has: name -> number."""
    xml = parts["xl/styles.xml"].decode()
    match = re.search(r'<cellXfs count="(\d+)">', xml)
    assert match is not None
    formats = {name: 14 if name == "day" else number for name, number in odd_values.FORMATS.items() if number}
    new = "".join(
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for number in formats.values()
    )
    first = int(match[1])
    xml = xml.replace(match[0], f'<cellXfs count="{first + len(formats)}">').replace("</cellXfs>", f"{new}</cellXfs>")
    parts["xl/styles.xml"] = xml.encode()
    return {name: first + place for place, name in enumerate(formats)}


def _with_cells(xml: bytes, cells: dict[str, Odd], formats: dict[str, int]) -> bytes:
    """A value without a format of its own is shown in its cell's."""

    def cell(match: re.Match[bytes]) -> bytes:
        odd = cells.get(match[1].decode())
        if odd is None:
            return match[0]
        style = formats.get(odd.shows, (match[2] or b"0").decode())
        written = f'<c r="{match[1].decode()}" s="{style}" {odd.attributes}>{odd.inner}</c>'
        return written.encode("utf-8", "surrogateescape")

    return _CELL.sub(cell, xml)


# --- one import, judged ----------------------------------------------------------------------------------------------


class Office:
    """A copy of the sample with the forms of all its units (or of these), and a good answer of one."""

    def __init__(self, folder: Path, units: tuple[str, ...] = ()) -> None:
        from lhh_excel.actions.common import Target
        from lhh_excel.actions.forms import FormsOptions, forms

        self.folder, self.only = folder, units
        folder.mkdir(parents=True, exist_ok=True)
        self.master = SAMPLE.read_bytes()
        (folder / "goc.xlsm").write_bytes(self.master)
        made = forms(FormsOptions(Target(folder / "goc.xlsm", SENT, PERIOD), folder / "gui", units)).made[1:]
        self.forms = {path.stem.rpartition("-")[2]: path for path in made}
        good = self.form(GOOD_UNIT)
        good.cells = {key: _fine(key, good.read.stamp.shown) for key in good.keys if key[0] == "figures"}
        self.good = good.bytes()

    @property
    def units(self) -> list[str]:
        return [unit for unit in self.forms if unit != GOOD_UNIT]

    def form(self, unit: str) -> OddForm:
        return OddForm(unit, self.forms[unit].read_bytes(), self.forms[unit])

    def judged(self, forms: Iterable[OddForm]) -> list[str]:
        """What is wrong with how these forms went in, were listed, mended and taken back; nothing: all is well."""
        batch = {form.unit: form for form in forms}
        through = self._spoilt if any(form.elsewhere for form in batch.values()) else self._through
        with _faults_of_ours() as told:
            try:
                found = list(through(batch))
            except Exception as error:
                place = error.__traceback__
                while place is not None and place.tb_next is not None:
                    place = place.tb_next
                line = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else "?"
                found = [f"{type(error).__name__} came out at {line}: {str(error)[:200]}"]
        return [*found, *(f"fault of ours: {line}" for line in told)]

    def _through(self, forms: dict[str, OddForm]) -> Iterator[str]:
        book, back = self.folder / "so.xlsm", self.folder / "ve"
        book.write_bytes(self.master)
        before, imports = _values(book), []
        for turn in range(MENDED + 1):
            shutil.rmtree(back, ignore_errors=True)
            back.mkdir()
            for unit, form in forms.items():
                (back / f"{unit}.xlsx").write_bytes(form.bytes())
            if not turn:
                (back / "tot.xlsx").write_bytes(self.good)
            outcome = self._taken(book, back)
            counts: dict[str, Any] = outcome.counts
            imports += [counts["id"]] if counts["id"] else []
            if not turn and _members(book) is None:
                yield "the good form was kept out"
            yield from (f"refused: {one['file']} {one['message']}" for one in counts["refused"])
            faulty = {one["unit"]: one["problems"] for one in counts["faulty"]}
            corrected = {path.stem.split("-")[3]: path for path in outcome.made if "can-sua" in path.name}
            for unit in faulty.keys() - corrected.keys():
                yield f"no form to correct for {unit}"
            for unit, problems in faulty.items():
                yield from (f"{unit} {p}: says nothing" for p in problems if not (p["message"] and p["fix"]))
                yield from (f"{unit} {p['code']}: no cell" for p in problems if "!" not in p["place"])
            forms = {unit: _mended(forms[unit], corrected[unit], faulty[unit], turn) for unit in corrected}
            if not forms:
                break
        for unit in forms:
            yield f"{unit} never goes in: " + "; ".join(f"{p['place']} {p['message'][:90]}" for p in faulty[unit][:3])
        yield from _unsound([book, *self.folder.glob("ra/**/*.xlsx")])
        yield from self._afterwards(book, before, imports)

    def _spoilt(self, forms: dict[str, OddForm]) -> Iterator[str]:
        """Forms that are odd where nobody types: refused, listed with a form to correct, or taken in all the same."""
        book, back = self.folder / "so.xlsm", self.folder / "ve"
        book.write_bytes(self.master)
        shutil.rmtree(back, ignore_errors=True)
        back.mkdir()
        for unit, form in forms.items():
            (back / f"{unit}.xlsx").write_bytes(form.bytes())
        (back / "tot.xlsx").write_bytes(self.good)
        outcome = self._taken(book, back)
        counts: dict[str, Any] = outcome.counts
        if _members(book) is None:
            yield "the good form was kept out"
        for one in counts["refused"]:
            if not (one["message"] and one["fix"]):
                yield f"{one['file']} says nothing"
        corrected = [path for path in outcome.made if "can-sua" in path.name]
        if len(corrected) != len(counts["faulty"]):
            yield f"{len(counts['faulty'])} faulty, {len(corrected)} forms to correct"
        yield from _unsound([book, *corrected])

    def _taken(self, book: Path, back: Path) -> Any:
        from lhh_excel.actions.common import Target
        from lhh_excel.actions.import_forms import ImportOptions, import_forms

        shutil.rmtree(self.folder / "ra", ignore_errors=True)
        options = ImportOptions(Target(book, TODAY, PERIOD), (back,), sure=True, out=self.folder / "ra")
        return import_forms(options)

    def _afterwards(self, book: Path, before: object, imports: list[int]) -> Iterator[str]:
        """The forms of the book as it is now can be made and read; what went in comes out."""
        from lhh_excel.actions.common import Target
        from lhh_excel.actions.forms import FormsOptions, forms
        from lhh_excel.actions.import_forms import UndoOptions, undo_import
        from lhh_excel.collection.read import read_form

        shutil.rmtree(self.folder / "lai", ignore_errors=True)
        made = forms(FormsOptions(Target(book, TODAY, PERIOD), self.folder / "lai", self.only)).made[1:]
        if len(made) != len(self.forms):
            yield f"{len(self.forms) - len(made)} forms could not be made again"
        yield from _unsound(made)
        for path in made:
            again = read_form(path)
            if again is None or not again.untouched:
                yield f"{path.name} is not read as it was made"
        for number in reversed(imports):
            undo_import(UndoOptions(Target(book, TODAY, PERIOD), number, sure=True))
        if _values(book) != before:
            yield "what was undone is not as it was"


def _mended(form: OddForm, corrected: Path, problems: list[dict[str, str]], turn: int) -> OddForm:
    """The form to correct with right values in its marked cells, then in their rows, at last everywhere."""
    keys = {place: key for key, place in form.read.places.items()}
    marked = {keys[p["place"]] for p in problems if p["place"] in keys}
    new = OddForm(form.unit, corrected.read_bytes(), corrected, names=form.names)
    rows = {key[:2] if key[0] != "figures" else ("figures", "") for key in marked}
    for key in new.keys:
        row = key[:2] if key[0] != "figures" else ("figures", "")
        if key in marked or (turn > 0 and row in rows) or turn >= MENDED - 1:
            new.cells[key] = _fine(key, form.read.stamp.shown)
    return new


def _values(path: Path) -> object:
    """All records by value, rows without any left out; the journal tells more each time."""
    from lhh_excel.workbook.reading import open_book

    book = open_book(path, as_of=TODAY)
    found = {}
    for key, data in book.tables.items():
        rows = [tuple(data.raw[k][i] for k in data.raw) for i in range(len(data))]
        found[key] = [row for row in rows if any(value is not None for value in row)] if key != "journal" else []
    return found


def _members(path: Path) -> object:
    from lhh_excel.workbook.reading import open_book

    data = open_book(path, as_of=TODAY)["figures"]
    rows = data.each("period", "unit", "hoi_vien_cuoi_ky")
    return next((end for _, period, unit, end in rows if (period, unit) == (PERIOD, GOOD_UNIT)), None)


def _unsound(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels", ".vml")):
                    try:
                        ElementTree.fromstring(package.read(name))
                    except ElementTree.ParseError as error:
                        yield f"{path.name}: {name} {error}"


@contextmanager
def _faults_of_ours() -> Iterator[list[str]]:
    """What the program logs as its own fault meanwhile: the last place of ours, and the error."""
    from lhh_excel.log import logger

    told: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            text = record.getMessage()
            places = re.findall(r"/(lhh_excel/\S+)\", line (\d+)", text)
            told.append(f"{':'.join(places[-1]) if places else '?'} {text.splitlines()[-1]}")

    listener = Listener(logging.ERROR)
    logger().addHandler(listener)
    try:
        yield told
    finally:
        logger().removeHandler(listener)


# --- all values in all cells -----------------------------------------------------------------------------------------


def batches(office: Office, count: int) -> Iterator[list[OddForm]]:
    """`count` rounds of a form of every unit with an odd value in each input cell.

    Two rounds put each value into cells of each kind (but one that a form has once only), the next into other cells.
    """
    names = list(ODD)
    next_of: dict[Kind, int] = {}
    step = 0
    for number in range(count):
        batch = []
        for unit in office.units:
            form = office.form(unit)
            form.spoilt_dates = ("", "", "", "1", "true")[step % 5]
            for key in form.keys:
                at = next_of[kind_of(key)] = next_of.get(kind_of(key), number) + 1
                form.names[key] = names[at % len(names)]
                form.cells[key] = ODD[form.names[key]]
            batch.append(form)
            step += 1
        yield batch


def kind_of(key: Key) -> Kind:
    from lhh_excel.collection.layout import asked_by
    from lhh_excel.workbook.declarations import DEFAULT
    from lhh_excel.workbook.tables import FIGURES

    return asked_by(DEFAULT, FIGURES, FIGURES.by_key).column(key).kind


def spoilt(office: Office, count: int, *, seed: int = 1) -> Iterator[list[OddForm]]:
    """`count` rounds of a form of every unit with some odd values among the labels, grey cells and the hidden stamp."""
    rng = Random(seed)
    for _ in range(count):
        batch = []
        for unit in office.units:
            form = office.form(unit)
            typed = set(form.read.places.values())
            with zipfile.ZipFile(io.BytesIO(form.sent)) as package:
                sheets = re.findall(r'<sheet name="([^"]+)"', package.read("xl/workbook.xml").decode())
                parts = [package.read(f"xl/worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
            cells = [
                f"{s}!{ref[0].decode()}" for s, xml in zip(sheets, parts, strict=True) for ref in _CELL.findall(xml)
            ]
            chosen = rng.sample([place for place in cells if place not in typed], rng.choice((1, 1, 2, 5)))
            form.elsewhere = {place: rng.choice(list(ODD)) for place in chosen}
            batch.append(form)
        yield batch


def least(office: Office, batch: list[OddForm]) -> tuple[list[str], OddForm]:
    """The form that fails, cut down to the cells that it fails with, and what is said of it; after a batch failed."""
    failing = next(((found, form) for form in batch if (found := office.judged([form]))), None)
    if failing is None:
        return office.judged(batch), batch[0]
    said, form = failing
    if form.elsewhere:
        return said, form
    keys = list(form.cells)
    size = len(keys) // 2
    while size:
        for at in range(0, len(keys), size):
            kept = keys[:at] + keys[at + size :]
            tried = OddForm(form.unit, form.sent, form.path, {k: form.cells[k] for k in kept}, form.names)
            tried.spoilt_dates = form.spoilt_dates
            if kept and (found := office.judged([tried])):
                said, form, keys = found, tried, kept
                break
        else:
            size //= 2
    return said, form


def told(said: list[str], form: OddForm) -> str:
    cells = [f"{form.read.places[key]} = {form.names[key]}" for key in form.cells]
    cells += [f"{place} = {name}" for place, name in form.elsewhere.items()]
    return "\n".join([*said, f"{form.unit}, {len(cells)} cells:", *cells[:6]])


def tally(into: Tally, folder: Path, rounds: int, *, until: float, seed: int) -> None:
    """So many rounds of each sort, until the clock (time.monotonic) says so; every fault with its least form."""
    office = Office(folder)
    both = zip(batches(office, rounds), spoilt(office, rounds, seed=seed), strict=True)
    for batch in itertools.chain.from_iterable(both):
        if time.monotonic() > until:
            break
        into.items += len(batch)
        if office.judged(batch):
            said, form = least(office, batch)
            into.fault(said[0], told(said[1:], form))

"""The handbook's pictures, drawn from what the build makes: `python -m tools.build --pictures`.

A developer's tool: the sample workbook with two planted faults is checked as a click would check it, LibreOffice
prints it and a draft report, poppler cuts the pictures out. They are committed as drawn, and the handbook is made of
the committed files, so that whoever rebuilds it needs neither program.
"""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from lhh_excel.actions.common import Target
from lhh_excel.actions.forms import FormsOptions, forms
from lhh_excel.actions.remind import RemindOptions, remind
from lhh_excel.actions.report import ReportOptions, Stage, report
from lhh_excel.actions.validate import ValidateOptions, validate
from lhh_excel.collection.layout import SHEET_FIGURES
from lhh_excel.document.writing.pdf import find_libreoffice
from lhh_excel.figures.report import build_report
from lhh_excel.messages.commands import COMMANDS
from lhh_excel.messages.workbook import HOME_TITLE
from lhh_excel.office_file import write_parts
from lhh_excel.paths import templates_folder
from lhh_excel.register.files import TEMPLATE
from lhh_excel.workbook.build import build_workbook, sample_tables, shipped_macros
from lhh_excel.workbook.build.home import BUTTONS
from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.tables import BY_KEY

#: The day on which the pictured check and report are made.
AS_OF = dt.date(2026, 6, 16)
#: Of a button on the sheet, of what is kept around it and of the column in which it stands, in the sheet's pixels.
_WIDTH, _PITCH, _EDGE, _COLUMN = 156, 27, 3, 165
_BUTTON_DPI = 230
#: What stands in the pictured draft where the workbook gives another number.
_BY_HAND = "7.000"
#: A comment is a small sheet where it stands.
_WITH_COMMENTS = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)</word>')

#: LibreOffice computes every formula when it opens a file, as Excel does after the check.
_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""


@dataclass(frozen=True)
class Box:
    """A part of a page, in points from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Shot:
    """A picture of a sheet: the part of its first printed page that is shown, and how large."""

    name: str
    sheet: str
    box: Box
    dpi: int


_FORM = Box(30, 32, 535, 442)


def shots() -> tuple[Shot, ...]:
    """The sheets that the handbook shows."""

    def of(key: str, name: str, width: float, height: float, dpi: int) -> Shot:
        return Shot(f"trang-{name}", BY_KEY[key].sheet, Box(22, 30, width, height), dpi)

    return (
        Shot("trang-chu", HOME_TITLE, Box(54, 52, 416, 486), 140),
        of("profile", "cau-hinh", 800, 300, 88),
        of("units", "don-vi", 560, 190, 120),
        of("tasks", "nhiem-vu", 470, 130, 170),
        of("figures", "so-lieu", 600, 190, 120),
        of("findings", "kiem-tra", 800, 200, 96),
    )


def draw_pictures() -> dict[str, bytes]:
    """File name -> PNG. RuntimeError where LibreOffice or poppler is missing or fails."""
    with tempfile.TemporaryDirectory(prefix="lhh-anh-") as name:
        folder = Path(name)
        workbook = folder / "so-theo-doi.xlsm"
        workbook.write_bytes(_faulty_workbook())
        _check(workbook)
        pages = _printed(_made_printable(workbook))
        drawn = [*_sheets(pages), *_buttons(pages)]
        for picture, document in _documents(workbook):
            drawn.append((picture, _cut(_printed(document), 1, None, 60, grey=True)))
        for picture, document in _edited_by_hand(workbook):
            pdf = _printed(document, _WITH_COMMENTS)
            page, height = _place(pdf, _BY_HAND)
            drawn.append((picture, _cut(pdf, page, Box(20, max(height - 60, 0), 575, 130), 100)))
        form = _printed(_form(workbook))
        drawn.append(("phieu", _cut(form, _first_lines(form).index(SHEET_FIGURES.upper()) + 1, _FORM, 84)))
        return {f"{picture}.png": data for picture, data in drawn}


# --- what is pictured ------------------------------------------------------------------------------------------------


def _faulty_workbook() -> bytes:
    """The sample with its buttons and two mistakes that a clerk makes: a day that does not exist, a sum that is off."""
    tables = sample_tables()
    tasks: list[dict[str, Any]] = tables["tasks"]
    tasks[1]["due"] = "31/02/2026"
    figures: list[dict[str, Any]] = tables["figures"]
    row = next(row for row in figures if row["period"] == "2026-H1" and row["hoi_vien_cuoi_ky"])
    row["hoi_vien_cuoi_ky"] += 100
    return build_workbook(sample=True, macros=shipped_macros(), records={"tasks": tasks, "figures": figures})


def _check(workbook: Path) -> None:
    validate(ValidateOptions(Target(workbook, AS_OF), write=True))
    patch = WorkbookPatch(workbook)  # when it was checked, as the picture tells it: else it is another at each build
    patch.set("journal", open_book(workbook)["journal"].rows[-1], "at", dt.datetime.combine(AS_OF, dt.time(8, 30)))
    patch.save()


def _documents(workbook: Path) -> Iterator[tuple[str, Path]]:
    """(picture, document) of what the buttons write, and of the template of the first."""
    template = workbook.with_name("mau.docx")  # as it stands in Word, tags and all
    template.write_bytes((templates_folder() / TEMPLATE).read_bytes())
    yield "mau-bao-cao", template
    target = Target(workbook, AS_OF)
    for picture, outcome in (
        ("bao-cao", report(ReportOptions(target, Stage.DRAFT))),
        ("cong-van", remind(RemindOptions(target))),
    ):
        yield picture, next(path for path in outcome.made if path.suffix == ".docx")


def _edited_by_hand(workbook: Path) -> Iterator[tuple[str, Path]]:
    """(picture, document): a draft with what its reader changed, and made again after the workbook changed too."""
    from docx import Document

    options = ReportOptions(Target(workbook, AS_OF), Stage.DRAFT, out=workbook.with_name("sua-tay"))
    draft, book = report(options).made[0], open_book(workbook, as_of=AS_OF)
    told = {figure.id: figure.text for figure in build_report(book, book.period).figures}
    document = Document(str(draft))
    (told_in, *_) = [one for one in document.paragraphs if told["so_lieu.hoi_vien_cuoi_ky.tong"] in one.text]
    _change(told_in, told["so_lieu.hoi_vien_cuoi_ky.tong"], _BY_HAND)
    _change(told_in, " hội viên", " hội viên đang sinh hoạt")
    document.save(str(draft))
    yield "sua-tay", draft

    data = book["figures"]
    row = next(i for i, unit, period in data.each("unit", "period") if (unit, period) == ("H01", book.period))
    patch = WorkbookPatch(workbook)
    patch.set("figures", data.rows[row], "hoi_vien_cuoi_ky", int(str(data.clean["hoi_vien_cuoi_ky"][row])) + 15)
    patch.save()
    report(options)
    again = draft.rename(draft.with_name("lap-lai.docx"))
    yield "sua-tay-ghi-chu", again


def _change(paragraph: Any, old: str, new: str) -> None:
    """As Word's Track Changes notes it."""
    run = next(run for run in paragraph.runs if old in run.text)
    before, _, after = run.text.partition(old)
    pieces = [("", before), ("del", old), ("ins", new), ("", after)]
    for kind, text in pieces:
        made = deepcopy(run._r)
        for node in made.xpath("w:t|w:tab|w:br"):
            made.remove(node)
        name = "w:delText" if kind == "del" else "w:t"
        made.append(parse_xml(f'<{name} {nsdecls("w")} xml:space="preserve">{text}</{name}>'))
        if kind:
            author = 'w:id="9001" w:author="Chánh Văn phòng" w:date="2026-06-16T08:30:00Z"'
            mark = parse_xml(f"<w:{kind} {nsdecls('w')} {author}/>")
            mark.append(made)
            made = mark
        run._r.addprevious(made)
    run._r.getparent().remove(run._r)


def _form(workbook: Path) -> Path:
    """The form of the sample's first unit."""
    made = forms(FormsOptions(Target(workbook, AS_OF), units=("H01",))).made
    return next(path for path in made if "H01" in path.name)


def _made_printable(workbook: Path) -> Path:
    """A copy that LibreOffice prints as Excel shows it: with its buttons."""
    copy = workbook.with_name("ban-in.xlsm")
    with zipfile.ZipFile(workbook) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, data in parts.items():
        if name.startswith("xl/drawings/vmlDrawing"):
            shown = data.replace(b"<x:PrintObject>False</x:PrintObject>", b"")
            # the caption of a printed control is not scaled with its page
            parts[name] = re.sub(rb'face="[^"]*" size="220"', b'face="Tinos" size="100"', shown)
    copy.write_bytes(write_parts(parts))
    return copy


# --- the pictures ----------------------------------------------------------------------------------------------------


def _sheets(pdf: Path) -> Iterator[tuple[str, bytes]]:
    pages = _first_lines(pdf)
    for shot in shots():
        yield shot.name, _cut(pdf, pages.index(shot.sheet) + 1, shot.box, shot.dpi)


def _buttons(pdf: Path) -> Iterator[tuple[str, bytes]]:
    words = _words(pdf)
    first = words[0][0]  # the sheet's title begins where the first column of buttons does
    middles = [_middle(words, button.caption.split()) for button in BUTTONS]
    rows = [int(button.cell[1:]) for button in BUTTONS]
    pixel = (middles[-1] - middles[0]) / (rows[-1] - rows[0]) / _PITCH
    for command, button, middle in zip(COMMANDS, BUTTONS, middles, strict=True):
        left, top = first + _COLUMN * pixel * (button.cell[0] == "C"), middle - (_PITCH / 2 + 1) * pixel
        box = Box(left - _EDGE * pixel, top, (_WIDTH + 2 * _EDGE) * pixel, (_PITCH + 2) * pixel)
        yield f"nut-{command.name}", _cut(pdf, 1, box, _BUTTON_DPI)


def _place(pdf: Path, word: str) -> tuple[int, float]:
    """The page on which the word stands first, and how far down."""
    page = next(
        n for n, text in enumerate(_run("pdftotext", str(pdf), "-").decode("utf-8").split("\f"), 1) if word in text
    )
    return page, next(middle for _left, middle, found in _words(pdf, page) if word in found)


def _words(pdf: Path, page: int = 1) -> list[tuple[float, float, str]]:
    """(left, middle, word) of a page's words."""
    found = _WORD.findall(_run("pdftotext", "-f", str(page), "-l", str(page), "-bbox", str(pdf), "-").decode("utf-8"))
    return [(float(left), (float(top) + float(bottom)) / 2, word) for left, top, bottom, word in found]


def _middle(words: Sequence[tuple[float, float, str]], caption: Sequence[str]) -> float:
    """Where the words of a caption stand one after another on one line."""
    for start in range(len(words)):
        run = words[start : start + len(caption)]
        if [word for _left, _middle, word in run] == list(caption) and len({round(m) for _l, m, _w in run}) == 1:
            return run[0][1]
    raise RuntimeError(f"no button “{' '.join(caption)}” on the printed sheet")


# --- the programs ----------------------------------------------------------------------------------------------------


def _printed(file: Path, kind: str = "pdf") -> Path:
    """The PDF of a workbook or a document."""
    program = find_libreoffice()
    if program is None:
        raise RuntimeError("LibreOffice is not installed")
    profile, folder = file.parent / "profile", str(file.parent)
    settings = profile / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(_RECALCULATE, encoding="utf-8")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    _run(*command, "--outdir", folder, str(file))
    return file.with_suffix(".pdf")


def _first_lines(pdf: Path) -> list[str]:
    """The first line of each page."""
    pages = _run("pdftotext", str(pdf), "-").decode("utf-8").split("\f")
    return [page.strip().partition("\n")[0].strip() for page in pages]


def _cut(pdf: Path, page: int, box: Box | None, dpi: int, *, grey: bool = False) -> bytes:
    """A page, or a part of it, as PNG."""
    options: Mapping[str, float] = {}
    if box is not None:
        options = {"-x": box.left, "-y": box.top, "-W": box.width, "-H": box.height}
    places = [text for name, points in options.items() for text in (name, str(round(points * dpi / 72)))]
    colour = ["-gray"] if grey else []
    target = pdf.with_name("anh")
    _run("pdftoppm", "-png", "-r", str(dpi), *colour, *places, "-f", str(page), "-singlefile", str(pdf), str(target))
    return target.with_suffix(".png").read_bytes()


def _run(*command: str) -> bytes:
    try:
        done = subprocess.run(command, capture_output=True, timeout=180, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise RuntimeError(f"{command[0]}: {error}") from error
    return done.stdout

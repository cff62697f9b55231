"""The report of the sample, text by text and figure by figure: as it is worded (docs/loi-van.md), in full and in brief.

Six periods and forty offices made from them at random (figures blank or nought, units of one kind, tasks without a
group, texts nobody wrote). Recorded in tests/data/report; `LHH_RECORD=1` records anew, which only a change that was
meant may do. The workbook is one that an earlier version wrote: it declares nothing and says nothing of how tasks are
told, so it is read by the default rows and in full. The template that an office copied then prints on, in its words.
"""

from __future__ import annotations

import datetime as dt
import lzma
import os
import pickle
import random
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from places import ROOT

from lhh_excel.document.ooxml import q
from lhh_excel.document.ooxml.package import MAIN_PART, STYLES_PART, read_parts
from lhh_excel.document.templates.render import render_report
from lhh_excel.figures.report import build_report
from lhh_excel.paths import template
from lhh_excel.workbook.book import Book, TableData
from lhh_excel.workbook.lists import BRIEF
from lhh_excel.workbook.reading import open_book
from lhh_excel.workbook.schema import Kind

GOLDEN = ROOT / "tests" / "data" / "report"
EARLIER = ROOT / "tests" / "data" / "earlier" / "layout-1.zip"
TEMPLATE = EARLIER.with_name("bao-cao-1.docx")
PERIODS = ("2025-H1", "2025-H2", "2025", "2026-H1", "2026-H2", "2026")
SEEDS = range(40)
#: Each takes half a second; the first few stand for all in `make fast`.
MUTATED = [pytest.param(seed, marks=[pytest.mark.slow] if seed > 4 else []) for seed in SEEDS]


@pytest.fixture(scope="module")
def earlier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sổ")
    with zipfile.ZipFile(EARLIER) as archive:
        return Path(archive.extract("so.xlsm", folder))


@cache
def _read(path: Path) -> bytes:
    return pickle.dumps(open_book(path))


def opened(path: Path) -> Book:
    """Read once for all; what a test does to it, no other sees."""
    book: Book = pickle.loads(_read(path))
    return book


def printed(book: Book, period: str, office_template: Path | None = None) -> tuple[list[str], list[str]]:
    """The report as lines, style and text of each paragraph, the rows of each table; and where each figure stands."""
    made = build_report(book, period)
    rendered = render_report(office_template or template("bao-cao.docx"), made.context, made.figures)
    parts = read_parts(rendered.docx)
    styles = {
        one.get(q("styleId")): one.find(q("name")).get(q("val")) for one in _tree(parts, STYLES_PART).iter(q("style"))
    }
    lines = []
    for block in _tree(parts, MAIN_PART).find(q("body")).iterchildren(q("p"), q("tbl")):
        if block.tag == q("p"):
            style = styles[block.find(f"{q('pPr')}/{q('pStyle')}").get(q("val"))]
            lines.append(f"{style}\t{marked(block)}")
        else:
            lines += rows(block)
    stands = [f"{figure}\t{place}" for figure, places in sorted(rendered.places.items()) for place in places]
    return "\n".join(lines).splitlines(), stands


def _tree(parts: dict[str, bytes], name: str) -> Any:
    return etree.fromstring(parts[name])


def rows(table: Any) -> list[str]:
    """A cell over several columns stands in each, one over several rows in each."""
    above: list[str] = []
    shown = []
    for row in table.iterchildren(q("tr")):
        cells: list[str] = []
        for cell in row.iterchildren(q("tc")):
            merged, span = (cell.find(f"{q('tcPr')}/{q(name)}") for name in ("vMerge", "gridSpan"))
            goes_on = merged is not None and merged.get(q("val"), "continue") == "continue"
            text = above[len(cells)] if goes_on else " / ".join(map(marked, cell.iterchildren(q("p"))))
            cells += [text] * (1 if span is None else int(span.get(q("val"))))
        above = cells
        shown.append("| " + " | ".join(cells))
    return shown


_SIGNS = {q("t"): None, q("tab"): "\t", q("br"): "\n", q("cr"): "\n", q("noBreakHyphen"): "-"}


def marked(paragraph: Any) -> str:
    """The text with what stands bold or italic by itself between marks."""
    text = ""
    for run in paragraph.iterchildren(q("r")):
        bold, italic = (run.find(f"{q('rPr')}/{q(name)}") for name in "bi")
        sign = "**" if _is_on(bold) else "*" if _is_on(italic) else ""
        signs = [_SIGNS[one.tag] or one.text or "" for one in run if one.tag in _SIGNS]
        text += f"{sign}{''.join(signs)}{sign}"
    return text.replace("****", "")


def _is_on(mark: Any) -> bool:
    return mark is not None and mark.get(q("val"), "1") not in ("0", "false")


def in_brief(path: Path) -> Book:
    """The workbook with Cách kể nhiệm vụ gọn, as new ones have it."""
    book = opened(path)
    book.profile["telling"] = BRIEF
    return book


def column(data: TableData, header: str) -> str:
    return next(each.key for each in data.schema.columns if each.header == header)


def mutated(path: Path, seed: int) -> tuple[Book, str]:
    """The workbook with other values in it, drawn by the seed, and the period to report on."""
    draw = random.Random(seed)
    book = opened(path)
    period = draw.choice(PERIODS)
    figures, tasks, units, texts = (book[key] for key in ("figures", "tasks", "units", "texts"))
    for each in figures.schema.columns:
        if each.kind not in (Kind.COUNT, Kind.DECIMAL):
            continue
        how = draw.choice(("as it is", "as it is", "blank", "nought", "some nought", "some blank"))
        values = figures.clean[each.key]
        for row in range(len(values)):
            if how == "blank" or (how == "some blank" and draw.random() < 0.4):
                values[row] = None
            if how == "nought" or (how == "some nought" and draw.random() < 0.4):
                values[row] = 0

    def change(data: TableData, header: str, often: float, share: float, value: object) -> None:
        """In so many of the workbooks so many of the column's values become this one."""
        values = data.clean[column(data, header)]
        if draw.random() < often:
            for row in range(len(values)):
                if draw.random() < share:
                    values[row] = value  # type: ignore[call-overload]

    change(figures, "Ngày nhận báo cáo", 0.3, 0.5, None)
    change(figures, "Ngày nhận báo cáo", 0.1, 1, None)
    change(tasks, "Nhóm nhiệm vụ", 0.3, 0.3, None)
    change(tasks, "Nhóm nhiệm vụ", 0.2, 1, tasks.clean[column(tasks, "Nhóm nhiệm vụ")][0])
    change(tasks, "Trạng thái", 0.3, 0.5, "Hoàn thành")
    change(tasks, "Trạng thái", 0.2, 0.5, "Tạm dừng")
    change(tasks, "Ngày giao", 0.2, 1, dt.date(2050, 1, 1))
    change(tasks, "Hạn hoàn thành", 0.2, 0.3, None)
    change(tasks, "Kết quả", 0.2, 0.5, None)
    change(tasks, "Đơn vị chủ trì", 0.2, 0.3, None)
    change(tasks, "Khó khăn vướng mắc", 0.2, 0.5, "Chưa bố trí được kinh phí")
    change(units, "Loại", 0.2, 1, "Đơn vị trực thuộc")
    change(units, "Loại", 0.2, 1, "Hội thành viên")
    change(units, "Loại", 0.1, 0.5, None)
    change(units, "Ngày gia nhập", 0.2, 0.2, dt.date(2026, 2, 1))
    change(units, "Ngày rời", 0.2, 0.2, dt.date(2026, 3, 1))
    change(texts, "Nội dung", 0.3, 0.5, None)
    return book, period


@cache
def recorded(name: str) -> list[list[str]]:
    texts = lzma.decompress((GOLDEN / f"{name}.xz").read_bytes()).decode().split("\f")
    return [text.splitlines() for text in texts]


def record(name: str, texts: list[list[str]]) -> None:
    joined = "\f".join("\n".join(lines) for lines in texts).encode()
    (GOLDEN / f"{name}.xz").write_bytes(lzma.compress(joined, preset=9 | lzma.PRESET_EXTREME))


@pytest.mark.slow
@pytest.mark.parametrize("period", PERIODS)
def test_the_samples_report_is_what_it_was(earlier: Path, period: str) -> None:
    told, stands = printed(opened(earlier), period)
    assert told == (GOLDEN / f"{period}.txt").read_text("utf-8").splitlines()
    assert stands == recorded("places")[PERIODS.index(period)]


@pytest.mark.slow
@pytest.mark.parametrize("period", PERIODS)
def test_a_template_that_an_office_copied_from_an_earlier_version_prints_on_in_its_words(
    earlier: Path, period: str
) -> None:
    told, _ = printed(opened(earlier), period, TEMPLATE)
    assert told == recorded("earlier-template")[PERIODS.index(period)]


@pytest.mark.slow
@pytest.mark.parametrize("period", PERIODS)
def test_the_samples_report_in_brief_is_what_it_was(earlier: Path, period: str) -> None:
    told, _ = printed(in_brief(earlier), period)
    assert told == (GOLDEN / f"gon-{period}.txt").read_text("utf-8").splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("seed", MUTATED)
def test_the_report_of_an_office_like_the_sample_is_what_it_was(earlier: Path, seed: int) -> None:
    told, stands = printed(*mutated(earlier, seed))
    assert told == recorded("mutated")[seed]
    assert stands == recorded("mutated-places")[seed]


@pytest.mark.skipif(not os.environ.get("LHH_RECORD"), reason="records anew")
def test_record(earlier: Path) -> None:
    of_periods = [printed(opened(earlier), period) for period in PERIODS]
    for period, (told, _) in zip(PERIODS, of_periods, strict=True):
        (GOLDEN / f"{period}.txt").write_text("\n".join([*told, ""]), "utf-8")
        brief, _ = printed(in_brief(earlier), period)
        (GOLDEN / f"gon-{period}.txt").write_text("\n".join([*brief, ""]), "utf-8")
    record("places", [stands for _, stands in of_periods])
    record("earlier-template", [printed(opened(earlier), period, TEMPLATE)[0] for period in PERIODS])
    others = [printed(*mutated(earlier, seed)) for seed in SEEDS]
    record("mutated", [told for told, _ in others])
    record("mutated-places", [stands for _, stands in others])

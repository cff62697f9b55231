"""CH: the register of outgoing documents. Numbers run from 01 each year, in one series or one a type."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..law import REPORT
from ..plain import record
from ..workbook.book import Book
from ..workbook.lists import ISSUED, NUMBER_PER_TYPE, REPLACED, UNFINISHED
from ..workbook.records import parse_symbol, proper_code, year_of_last_number
from ..workbook.values import fold, show
from .comparing import NotInFuture
from .lookups import once_a_book
from .registry import ERROR, GIVEN, NUMBERING, REGISTERING, REPORTING, SYMBOL, WARNING, WORK, Spot, rule, spot, visible

#: 05/BC-LHH, of a công văn 05/LHH-VP; the number as it should be written: 01 to 09, then without zeros. A class of
#: letters with Đ takes long to compile, so D stands for it.
_GOOD = re.compile(r"(?:0[1-9]|[1-9]\d{1,4})/[A-Z][A-Za-z]*(?:[-.&][A-Z][A-Za-z0-9]*)*")

_NUMBERS = ("register.symbol", "register.date")


@record
class Entry:
    """One row whose number can be read. `kind`: the series of `parse_symbol`; `year`: that of the number."""

    i: int
    number: int
    kind: str | None
    year: int | None
    date: dt.date | None
    symbol: str


@once_a_book
def entries(book: Book) -> list[Entry]:
    """The numbered rows in the order of the sheet."""
    found, agency = [], book.text("symbol")
    for i, symbol, date in book["register"].each("symbol", "date"):
        if symbol is not None and (parsed := parse_symbol(symbol, agency)) is not None:
            number, kind, year = parsed
            found.append(Entry(i, number, kind, year or (date.year if date else None), date, symbol.strip()))
    return found


def _series(book: Book) -> dict[tuple[int | None, str], list[Entry]]:
    """(year, series) -> its dated rows by number, of one number in the order of the sheet. Where each type has numbers
    of its own, one without a type is of none."""
    per_type = book.setting("numbering") == NUMBER_PER_TYPE
    found: dict[tuple[int | None, str], list[Entry]] = {}
    for entry in entries(book):
        if entry.date is not None and not (per_type and entry.kind is None):
            found.setdefault((entry.year, (entry.kind or "") if per_type else ""), []).append(entry)
    for rows in found.values():
        rows.sort(key=lambda entry: (entry.number, entry.i))
    return found


@rule(
    "CH22",
    WARNING,
    title="Số, ký hiệu viết sai dạng",
    message="“{value}” không đúng dạng số, ký hiệu.",
    fix="Ghi dạng {example}: số nhỏ hơn 10 thêm 0 ở trước, nhiều nhất năm chữ số, không dấu cách.",
    source=SYMBOL,
    repair=GIVEN,
    bad="Văn bản đi: → Số, ký hiệu = 5/BC-LHH",
    good="Văn bản đi: Số, ký hiệu = 05/BC-LHH",
    needs=("register.symbol",),
)
def symbol_form(book: Book) -> Iterator[Spot]:
    data = book["register"]
    example = f"05/BC-{book.text('symbol') or 'LHH'}"
    for i, symbol in data.each("symbol"):
        if symbol is None:
            continue
        written = symbol.replace("Đ", "D").replace("đ", "d")
        if data.raw["symbol"][i] != symbol or not _GOOD.fullmatch(written):
            yield spot(data, i, "symbol", example=example)


@rule(
    "CH23",
    ERROR,
    title="Số văn bản bị trùng",
    message="{value}: số {number} năm {year} đã cấp cho {other} ở ô {first}.",
    fix="Cấp số khác cho văn bản sau.",
    source=NUMBERING,
    repair=GIVEN,
    bad=(
        "Văn bản đi: Số, ký hiệu = 01/KH-LHH | Ngày tháng văn bản = 05/01/2026",
        "Văn bản đi: → Số, ký hiệu = 01/LHH-VP | Ngày tháng văn bản = 10/02/2026",
    ),
    good=(
        "Văn bản đi: Số, ký hiệu = 01/KH-LHH | Ngày tháng văn bản = 05/01/2026",
        "Văn bản đi: Số, ký hiệu = 02/LHH-VP | Ngày tháng văn bản = 10/02/2026",
    ),
    needs=_NUMBERS,
)
def doubled_numbers(book: Book) -> Iterator[Spot]:
    data = book["register"]
    for (year, _), rows in _series(book).items():
        first: dict[int, Entry] = {}
        for entry in rows:
            earlier = first.setdefault(entry.number, entry)
            if earlier is not entry:
                cell = data.cell(earlier.i, "symbol")
                number, other = f"{entry.number:02d}", visible(earlier.symbol)
                yield spot(data, entry.i, "symbol", number=number, year=str(year), first=cell, other=other)


@rule(
    "CH24",
    WARNING,
    title="Số không tăng theo ngày",
    message="{value} ngày {date} đứng sau {other} ngày {earlier}: số nhỏ hơn mà ngày muộn hơn.",
    fix="Kiểm tra ngày và số của hai văn bản.",
    source=NUMBERING,
    repair=GIVEN,
    bad=(
        "Văn bản đi: Số, ký hiệu = 01/KH-LHH | Ngày tháng văn bản = 05/01/2026",
        "Văn bản đi: Số, ký hiệu = 02/LHH-VP | → Ngày tháng văn bản = 04/01/2026",
    ),
    good=(
        "Văn bản đi: Số, ký hiệu = 01/KH-LHH | Ngày tháng văn bản = 05/01/2026",
        "Văn bản đi: Số, ký hiệu = 02/LHH-VP | Ngày tháng văn bản = 05/01/2026",
    ),
    needs=_NUMBERS,
)
def numbers_against_dates(book: Book) -> Iterator[Spot]:
    """At the document with the higher number whose date is before that of a lower number."""
    data = book["register"]
    for rows in _series(book).values():
        latest: Entry | None = None
        for entry in rows:
            if latest is not None and entry.date < latest.date:  # type: ignore[operator]
                words = {"date": entry.date, "other": visible(latest.symbol), "earlier": latest.date}
                yield spot(data, entry.i, "date", value=visible(entry.symbol), **words)
            else:
                latest = entry


@rule(
    "CH25",
    WARNING,
    title="Số bị khuyết chưa giải thích",
    message="Trước {value} khuyết số {missing} năm {year} mà không có giải thích.",
    fix="Ghi lý do ở Ghi chú của {value}, hoặc bổ sung văn bản còn thiếu.",
    source=NUMBERING,
    repair=GIVEN,
    bad=(
        "Văn bản đi: Số, ký hiệu = 01/KH-LHH | Ngày tháng văn bản = 05/01/2026",
        "Văn bản đi: → Số, ký hiệu = 05/LHH-VP | Ngày tháng văn bản = 10/02/2026",
    ),
    good=(
        "Văn bản đi: Số, ký hiệu = 01/KH-LHH | Ngày tháng văn bản = 05/01/2026",
        "Văn bản đi: Số, ký hiệu = 05/LHH-VP | Ngày tháng văn bản = 10/02/2026 | Ghi chú = Số 02–04 hủy",
    ),
    needs=(*_NUMBERS, "register.note"),
)
def unexplained_gaps(book: Book) -> Iterator[Spot]:
    """Numbers up to Số cuối đã cấp were given outside this workbook; a note at the later row explains the rest.

    Số cuối đã cấp is of one year; it accounts for that year's numbers only.
    """
    data = book["register"]
    outside = book.setting("last_number")
    year_of_outside, _ = year_of_last_number(book)
    for (year, _), rows in _series(book).items():
        given = int(outside) if outside is not None and year == year_of_outside else 0
        last = 0
        for entry in rows:
            first_missing = max(last, given) + 1
            if entry.number > first_missing and data.blank(entry.i, "note"):
                gap = f"{first_missing:02d}"
                if entry.number - 1 > first_missing:
                    gap += f"–{entry.number - 1:02d}"
                yield spot(data, entry.i, "symbol", missing=gap, year=str(year))
            last = max(last, entry.number)


@rule(
    "CH26",
    WARNING,
    title="Văn bản chưa hoàn tất",
    message="{record}: số đã giữ nhưng văn bản chưa phát hành xong.",
    fix="Phát hành lại văn bản đó để hoàn tất; đã xong thì ghi Đã cấp; không dùng số ấy nữa thì xóa dòng.",
    source=REGISTERING,
    repair=WORK,
    bad="Văn bản đi: Số, ký hiệu = 05/BC-LHH | → Trạng thái = Chưa hoàn tất",
    good="Văn bản đi: Số, ký hiệu = 05/BC-LHH | Trạng thái = Đã cấp",
    needs=("register.state",),
)
def unfinished(book: Book) -> Iterator[Spot]:
    data = book["register"]
    for i, state in data.each("state"):
        if state == UNFINISHED:
            yield spot(data, i, "state")


@rule(
    "CH27",
    WARNING,
    title="Báo cáo ký trước ngày cuối kỳ",
    message="{record}: ngày văn bản {value} trước ngày cuối kỳ {period} ({end}).",
    fix="Kiểm tra ngày văn bản và Đến ngày của kỳ.",
    source=REPORTING,
    repair=GIVEN,
    bad=(
        "Kỳ báo cáo: Mã kỳ = 2025-H2 | Đến ngày = 14/12/2025",
        "Văn bản đi: Số, ký hiệu = 01/BC-LHH | → Ngày tháng văn bản = 13/12/2025 | Tệp = 01-BC-LHH-2025-H2.docx",
    ),
    good=(
        "Kỳ báo cáo: Mã kỳ = 2025-H2 | Đến ngày = 14/12/2025",
        "Văn bản đi: Số, ký hiệu = 01/BC-LHH | Ngày tháng văn bản = 14/12/2025 | Tệp = 01-BC-LHH-2025-H2.docx",
    ),
    needs=(*_NUMBERS, "periods.end"),
)
def report_before_period_end(book: Book) -> Iterator[Spot]:
    """A report of a period (told by its file's name or its subject) that is dated before the period's last day."""
    data = book["register"]
    known = [(p.code, fold(p.name), p.end) for p in book.periods.values() if p.end is not None]
    known.sort(key=lambda p: -len(p[0]))  # 2026-H1 before 2026
    for entry in entries(book):
        if entry.kind != REPORT.code or entry.date is None:
            continue
        subject = fold(str(data.clean["subject"][entry.i] or ""))
        code = _code_in(data.clean["file"][entry.i] or "")
        told = [(subject.find(p[1]), p) for p in known if p[1] and p[1] != fold(p[0]) and p[1] in subject]
        named = next((p for p in known if p[0] == code), None)
        period = named or (min(told)[1] if told else None)
        if period is not None and entry.date < period[2]:
            yield spot(data, entry.i, "date", period=period[0], end=period[2])


def _code_in(file: str) -> str:
    """ "05-BC-LHH-2026-H1.docx" -> "2026-H1": the period's code stands at the end of the name; "" where none does.

    A bare year there is often the year of the document: no code.
    """
    name = re.split(r"[/\\]", file)[-1].rsplit(".", 1)[0]
    may_be = re.findall(r"(?=-(\d{4}-\w+)(?:-|$))", name)
    return next(filter(proper_code, may_be), "")


rule(
    "CH28",
    WARNING,
    title="Ngày văn bản ở tương lai",
    message="{record}: ngày văn bản {value} sau ngày tính {today}.",
    fix="Sửa Ngày tháng văn bản.",
    source=NUMBERING,
    repair=GIVEN,
    bad="Văn bản đi: Số, ký hiệu = 05/BC-LHH | → Ngày tháng văn bản = 17/06/2026",
    good="Văn bản đi: Số, ký hiệu = 05/BC-LHH | Ngày tháng văn bản = 16/06/2026",
)(NotInFuture("register", "date"))


@rule(
    "CH29",
    WARNING,
    title="Sổ văn bản đi ghi thiếu",
    message="{record}: văn bản đã cấp số nhưng thiếu “{column}”.",
    fix="Ghi đủ các cột của sổ đăng ký.",
    source=REGISTERING,
    repair=GIVEN,
    bad="Văn bản đi: Số, ký hiệu = 05/BC-LHH | Ngày tháng văn bản = 10/02/2026 | Tên loại và trích yếu = Báo cáo quý I | → Người ký = (trống)",
    good="Văn bản đi: Số, ký hiệu = 05/BC-LHH | Ngày tháng văn bản = 10/02/2026 | Tên loại và trích yếu = Báo cáo quý I | Người ký = Nguyễn Văn A",
    needs=("register.symbol",),
)
def incomplete_rows(book: Book) -> Iterator[Spot]:
    """Date, subject and signer of a document that has gone out; an unfinished one is CH26."""
    data = book["register"]
    for key in ("date", "subject", "signer"):
        if key in data.letters:
            for i, state in data.each("state"):
                if state in (None, ISSUED, REPLACED) and data.blank(i, key):
                    yield spot(data, i, key)


@rule(
    "CH33",
    WARNING,
    title="Ký hiệu không khớp cơ quan",
    message="“{value}” không có ký hiệu cơ quan {symbol}.",
    fix="Kiểm tra ký hiệu; văn bản đi mang ký hiệu của cơ quan ban hành.",
    source=SYMBOL,
    repair=GIVEN,
    bad=("Cấu hình: Mục = Ký hiệu cơ quan | Giá trị = LHH", "Văn bản đi: → Số, ký hiệu = 02/KH-UBND"),
    good=("Cấu hình: Mục = Ký hiệu cơ quan | Giá trị = LHH", "Văn bản đi: Số, ký hiệu = 02/KH-LHH"),
    needs=("register.symbol", "profile.item"),
)
def symbol_of_another_agency(book: Book) -> Iterator[Spot]:
    data, symbol = book["register"], show(book.setting("symbol"))
    if not symbol:
        return
    part = re.compile(rf"[/-]{re.escape(symbol)}(?![A-Za-zĐđ])")
    for entry in entries(book):
        if entry.kind is not None and not part.search(entry.symbol):
            yield spot(data, entry.i, "symbol", symbol=symbol)

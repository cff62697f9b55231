"""SL: figures typed in another unit than the column's: đồng, nghìn đồng or tỷ đồng for triệu, thousands misread.

Told by size where no office has so much, else by comparison with the unit's other periods, or with other units for a
unit that has none. A Ghi chú about something else does not answer it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from ..text.wording import without_marks
from ..workbook.book import Book
from ..workbook.values import Value, fold, show
from .lookups import once_a_book, parts_of
from .registry import ASK, ERROR, REPORTING, SHEET, WARNING, Spot, rule, spot

#: A thousand billion đồng in a column of million: no unit of a union has it.
ONLY_DONG = 1_000_000
#: Million đồng below which nobody typed them a thousandfold, and from which a unit without another figure is asked.
LITTLE, MUCH = 1_000, 10_000
#: As billion đồng, 0,1 to 10 is what a unit has in a period.
BILLIONS, MILLIONS = 10, 10
#: A thousandfold, give or take a factor of three.
THOUSANDFOLD = 300
_LARGEST = 1e15  # more than Excel keeps digits of: typed by a slip that no unit of measure explains

# what is asked, how much it is, and against what
_MONEY_UNITS = {3: "nghìn đồng", 6: "đồng"}
_BY_THOUSANDS = "có phải gõ thừa ba chữ số"
_BY_MONEY = "có phải gõ bằng {unit}"
_BY_THOUSANDTH = "có phải gõ dấu chấm ngăn hàng nghìn nên Excel hiểu là số khác"
_BY_BILLION = "có phải gõ bằng tỷ đồng"
_OF_OTHERS = "{value} của các đơn vị khác (số ở giữa)"
_OF_UNIT = "{value} của kỳ {period}"
_TIMES, _PART_OF = "gấp {times} lần", "chỉ bằng 1/{times}"

# of the examples
_OTHER_PERIODS = (
    "Kỳ báo cáo: Mã kỳ = 2026-H1",
    "Số liệu: Mã kỳ = 2025-H1 | Mã đơn vị = H01 | Kinh phí (triệu đồng) = 120",
    "Số liệu: Mã kỳ = 2025-H2 | Mã đơn vị = H01 | Kinh phí (triệu đồng) = 125",
)

#: (record, column) -> what is wrong with its scale, for the rule's sentence
Doubts = dict[tuple[int, str], dict[str, object]]


@rule(
    "SL26",
    ERROR,
    title="Kinh phí gõ bằng đồng",
    message="{record}: “{column}” là {value}, tức {billions} tỷ đồng; số này chỉ có thể là đồng.",
    fix="Nếu là {shown} đồng thì ghi {meant}.",
    source=SHEET,
    repair=ASK,
    bad="Số liệu: Mã đơn vị = H01 | → Kinh phí (triệu đồng) = 120000000",
    good="Số liệu: Mã đơn vị = H01 | Kinh phí (triệu đồng) = 120",
    needs=("figures",),
)
def money_in_dong(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for key in _money(book):
        for i, value in enumerate(data.clean[key]):
            if value is not None and value >= ONLY_DONG:
                meant = _readable(value / 1_000_000)
                shown, billions = _readable(value), _readable(value / 1000)
                yield spot(data, i, key, shown=shown, billions=billions, meant=meant)


@rule(
    "SL27",
    WARNING,
    title="Số có thể sai đơn vị tính",
    message="{record}: “{column}” là {value}, {times} {earlier}; {question}?",
    fix="Nếu gõ nhầm thì ghi {meant}. Nếu số đúng, giải trình ở Ghi chú và nêu tên số liệu, ví dụ “{column}: …”.",
    source=REPORTING,
    repair=ASK,
    bad=(*_OTHER_PERIODS, "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | → Kinh phí (triệu đồng) = 120000"),
    good=(*_OTHER_PERIODS, "Số liệu: Mã kỳ = 2026-H1 | Mã đơn vị = H01 | Kinh phí (triệu đồng) = 360"),
    needs=("figures.period", "figures.unit", "periods"),
)
def another_scale(book: Book) -> Iterator[Spot]:
    data = book["figures"]
    for (i, key), details in doubts(book).items():
        yield spot(data, i, key, **details)


def out_of_scale(book: Book, i: int, key: str) -> bool:
    """Whether SL26 or SL27 tells the cell: no comparison is made with it then."""
    value = book["figures"].clean[key][i]
    return (i, key) in doubts(book) or (key in _money(book) and value is not None and value >= ONLY_DONG)


def _money(book: Book) -> tuple[str, ...]:
    return tuple([each.key for each in book.declared.indicators if each.money])


@once_a_book
def doubts(book: Book) -> Doubts:
    """The cells that SL27 tells."""
    data, found = book["figures"], {}
    period, unit, note = (data.clean[key] for key in ("period", "unit", "note"))
    composed, amounts = parts_of(book), _money(book)
    #: stocks and activities: who came and went may be one this time and a thousand the next
    counts = [
        each.key for each in book.declared.indicators if not each.money and each.key not in book.declared.movements
    ]
    for key in (*amounts, *counts):
        limit = ONLY_DONG if key in amounts else _LARGEST
        values = {
            i: value
            for i, value in enumerate(data.clean[key])
            if value is not None and 0 < value < limit and period[i] not in composed
        }
        if not values or max(values.values()) < THOUSANDFOLD * min(values.values()):
            continue
        of_unit: dict[object, list[int]] = {}
        for i in values:
            of_unit.setdefault(unit[i], []).append(i)
        usual = sorted(values.values())[len(values) // 2]
        for rows in of_unit.values():
            for i in rows:
                value, others = values[i], [j for j in rows if j != i]
                details = None
                if others:
                    by_size = sorted(others, key=lambda j: values[j])
                    middle = by_size[(len(by_size) - 1) // 2]
                    earlier = _OF_UNIT.format(value=_readable(values[middle]), period=period[middle])
                    details = _doubt(key in amounts, value, values[middle], earlier)
                elif key in amounts and len(values) > 3 and value >= MUCH:
                    details = _doubt(key in amounts, value, usual, _OF_OTHERS.format(value=_readable(usual)))
                if details is not None and (details.pop("power") == 6 or not names(book, note[i], key)):
                    found[i, key] = details
    return found


def _doubt(money: bool, value: float, usual: float, earlier: str) -> dict[str, object] | None:
    """What is asked where one is a thousandfold or a millionfold of the other; `power`: of ten, that was typed."""
    more = value > usual
    times = value / usual if more else usual / value
    if not THOUSANDFOLD <= times < math.inf:  # beyond all measure: no unit explains it
        return None
    power = 6 if times >= 10**4.5 else 3
    if money:
        if not (value >= LITTLE if more else value < BILLIONS and usual >= MILLIONS):
            return None
        question = _BY_MONEY.format(unit=_MONEY_UNITS[power]) if more else _BY_BILLION
    elif not 500 <= times <= 2000 or max(value, usual) < 1000 or (more and value % 1000):
        return None
    else:
        power, question = 3, _BY_THOUSANDS if more else _BY_THOUSANDTH
    meant = value / 10**power if more else value * 1000
    told = (_TIMES if more else _PART_OF).format(times=_readable(round(times)))
    return {"times": told, "earlier": earlier, "question": question, "meant": _readable(meant), "power": power}


def _readable(number: float) -> str:
    """ "120.500.000", "120,5": so many digits are read in groups."""
    if abs(number) >= _LARGEST or number != int(number):
        return show(number if abs(number) >= _LARGEST else round(number, 6))
    return f"{int(number):,}".replace(",", ".")


# --- what a Ghi chú explains: the figures that it names; all of them where it names none -----------------------------

#: By which words of a Ghi chú the day of receipt and money are meant; typed with or without diacritics.
_RECEIPT = ("muộn", "chậm", "trễ hạn", "ngày nhận", "gửi sau", "nộp sau")
_ABOUT_MONEY = ("ngân sách", "tài trợ", "triệu", "tỷ đồng", "tiền", "đầu tư")
#: Words of a name by which no figure is told from another.
_COMMON = frozenset(["dau", "cuoi", "trong", "ky", "moi", "so", "nam", "duoc", "giao", "hoan", "thanh", "lan"])
_SIGNS = re.compile(r"[\W_]+")


def _plain(text: str) -> str:
    """Lower case, without diacritics and signs, a space at both ends, so that whole words are found in it."""
    return f" {_SIGNS.sub(' ', without_marks(fold(text))).strip()} "


@once_a_book
def _names_of(book: Book) -> dict[str, tuple[str, ...]]:
    """Figure (or the day of receipt) -> the words by which a note means it: its name, other names and noun, two
    neighbouring words of them, an abbreviation."""
    found = {"received": tuple(map(_plain, _RECEIPT))}
    for each in book.declared.indicators:
        words: dict[str, None] = {}
        for name in (each.name.partition("(")[0], *each.aliases, "" if each.money else each.noun):
            syllables = _plain(name).split()
            pairs = [pair for pair in pairwise(syllables) if not _COMMON & {*pair}]
            words |= dict.fromkeys(_plain(" ".join(pair)) for pair in pairs)
            words |= dict.fromkeys(_plain(word) for word in name.split() if len(word) > 2 and word.isupper())
            if syllables and not pairs:
                words[_plain(name)] = None
        if each.money:
            words |= dict.fromkeys(map(_plain, _ABOUT_MONEY))
        found[each.key] = tuple(words)
    return found


def explains(book: Book, note: Value, key: str) -> bool:
    """Whether the note explains that figure's value: it names it, or it names no figure (nor the day of receipt)."""
    if note is None:
        return False
    text, known = _plain(str(note)), _names_of(book)
    return _named(text, known[key]) or not any(_named(text, words) for words in known.values())


def names(book: Book, note: Value, key: str) -> bool:
    """Whether the note speaks of that figure by one of its names."""
    return note is not None and _named(_plain(str(note)), _names_of(book)[key])


def _named(text: str, words: Iterable[str]) -> bool:
    return any(word in text for word in words)

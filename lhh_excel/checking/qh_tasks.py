"""QH: one task written down twice, by one unit or by two."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from ..text.wording import wording
from ..workbook.book import Book
from ..workbook.lists import CANCELLED
from ..workbook.values import fold
from .lookups import once_a_book
from .qh import split_codes
from .registry import ASK, NOTE, ROW, SHEET, WARNING, Spot, rule, spot

NEEDS = tuple(f"tasks.{key}" for key in ("content", "lead", "assigned", "due", "state"))

#: Deadlines so far apart are those of two rounds of a task that comes again, every month or more rarely.
ROUND = dt.timedelta(days=25)
#: The same words with more units than these are one task given to each of them.
SHARED_BY = 3
#: Of a text that stands very often, so many lines before are compared.
_LOOK_BACK = 60

#: Begins as a line of a list does.
_NUMBERED = re.compile(r"\W|\d|\w{1,5}[.)/:]")
_NO_LETTERS = bytes(set(range(1, 128)) - set(b"bcdfghjklmnpqrstvwxz0123456789"))


@once_a_book
def _alike(book: Book) -> list[list[int]]:
    """The records whose content is the same in wording, in their order; only groups of two and more.

    Most texts of a workbook are unlike already in their plain consonants, which are compared at once over all of them.
    """
    texts = book["tasks"].clean["content"]
    typed = [(wording(text) if _NUMBERED.match(text) else text) if text else "" for text in texts]
    plain = "\0".join(typed)
    if plain.count("\0") >= len(typed):  # a text that holds the sign itself
        plain = "\0".join(text.replace("\0", "") for text in typed)
    letters = plain.encode("ascii", "ignore").lower().translate(None, _NO_LETTERS).split(b"\0")
    if len(set(letters)) == len(letters):
        return []
    by_letters: dict[bytes, list[int]] = {}
    for i, (text, key) in enumerate(zip(texts, letters, strict=False)):
        if text:
            by_letters.setdefault(key, []).append(i)
    found = []
    for group in by_letters.values():
        if len(group) > 1:
            by_words: dict[str, list[int]] = {}
            for i in group:
                by_words.setdefault(wording(texts[i]), []).append(i)
            found += [same for words, same in by_words.items() if words and len(same) > 1]
    return found


@once_a_book
def _doubled(book: Book) -> list[tuple[int, int, bool]]:
    """(later record, an earlier one that is the same task, whether of the same unit), each later record once."""
    clean, found = book["tasks"].clean, []
    lead, code = clean["lead"], clean["code"]
    for same in _alike(book):
        to_each = len({lead[i] for i in same}) > SHARED_BY
        for place, i in enumerate(same):
            others = []
            for j in same[max(0, place - _LOOK_BACK) : place]:
                if code[i] is not None and code[j] is not None and code[i].casefold() == code[j].casefold():
                    continue  # QH04 tells the code
                if _at_one_time(book, i, j):
                    if _of_one(book, i, j):
                        found.append((i, j, True))
                        break
                    others.append(j)
            else:
                if others and not to_each:
                    found.append((i, others[0], False))
    return found


def _of_one(book: Book, i: int, j: int) -> bool:
    """The same unit or its heir leads both, or the unit that leads the one takes part in the other."""
    clean, final = book["tasks"].clean, book.heirs
    lead, partners = clean["lead"], clean["partners"]
    if final.get(lead[i], lead[i]) == final.get(lead[j], lead[j]):
        return True
    return lead[i] in split_codes(partners[j]) or lead[j] in split_codes(partners[i])


def _at_one_time(book: Book, i: int, j: int) -> bool:
    """Of the same programme, as far as both name one, and no two rounds: neither ended before the other was assigned,
    their deadlines are near each other, none was cancelled to be given anew."""
    clean = book["tasks"].clean
    programme, due, assigned = clean["programme"], clean["due"], clean["assigned"]
    if CANCELLED in (clean["state"][i], clean["state"][j]):
        return False
    if programme[i] and programme[j] and fold(programme[i]) != fold(programme[j]):
        return False
    if due[i] is not None and due[j] is not None and abs(due[i] - due[j]) >= ROUND:
        return False
    for first, second in ((i, j), (j, i)):
        ended = clean["done_on"][first] or due[first]
        if ended is not None and assigned[second] is not None and ended < assigned[second]:
            return False
    return True


def _spots(book: Book, *, one_unit: bool) -> Iterator[Spot]:
    data = book["tasks"]
    for i, first, of_one in _doubled(book):
        if of_one is one_unit:
            other = data.clean["code"][first] or ROW.format(row=data.rows[first])
            units = {"lead": data.clean["lead"][i] or "", "other_lead": data.clean["lead"][first] or ""}
            yield spot(data, i, "content", other=other, first=data.cell(first, "content"), **units)


@rule(
    "QH20",
    WARNING,
    title="Một nhiệm vụ ghi hai lần",
    message="{record}: cùng nội dung, cùng đơn vị và cùng thời gian với {other} (ô {first}); nếu là một việc thì báo cáo đếm thành hai.",
    fix="Giữ một dòng: chép phần còn thiếu sang dòng đó, chuyển các dòng “Tiến độ” sang mã của dòng đó rồi xóa dòng này. Nếu là hai việc thì ghi chỗ khác nhau vào Nội dung.",
    source=SHEET,
    repair=ASK,
    bad=(
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Nội dung = Kiện toàn tổ chức hội | Đơn vị chủ trì = H01",
        "Nhiệm vụ: Mã nhiệm vụ = NV-100 | → Nội dung = 1. Kiện toàn tổ chức Hội. | Đơn vị chủ trì = H01",
    ),
    good=(
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Nội dung = Kiện toàn tổ chức hội | Đơn vị chủ trì = H01 | Hạn hoàn thành = 30/04/2026",
        "Nhiệm vụ: Mã nhiệm vụ = NV-100 | Nội dung = Kiện toàn tổ chức hội | Đơn vị chủ trì = H01 | Hạn hoàn thành = 31/10/2026",
    ),
    needs=NEEDS,
)
def task_twice(book: Book) -> Iterator[Spot]:
    """At each later line of a task of one unit (or of one that leads and one that takes part)."""
    yield from _spots(book, one_unit=True)


@rule(
    "QH21",
    NOTE,
    title="Hai đơn vị có nhiệm vụ cùng nội dung",
    message="{record} ({lead}): cùng nội dung và thời gian với {other} của {other_lead} (ô {first}); nếu là một việc chung thì báo cáo đếm thành hai.",
    fix="Một việc chung: giữ dòng của đơn vị chủ trì, ghi đơn vị kia ở Đơn vị phối hợp, xóa dòng kia. Mỗi đơn vị một việc riêng: ghi tên đơn vị vào Nội dung, hoặc để nguyên.",
    source=SHEET,
    repair=ASK,
    bad=(
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Nội dung = Kiện toàn tổ chức hội | Đơn vị chủ trì = H01",
        "Nhiệm vụ: Mã nhiệm vụ = NV-100 | → Nội dung = Kiện toàn tổ chức hội | Đơn vị chủ trì = H02",
    ),
    good=(
        "Nhiệm vụ: Mã nhiệm vụ = NV-001 | Nội dung = Kiện toàn tổ chức hội | Đơn vị chủ trì = H01",
        "Nhiệm vụ: Mã nhiệm vụ = NV-100 | Nội dung = Kiện toàn tổ chức chi hội | Đơn vị chủ trì = H02",
    ),
    needs=NEEDS,
)
def task_of_two_units(book: Book) -> Iterator[Spot]:
    """At each later line of a task that two or three units have."""
    yield from _spots(book, one_unit=False)

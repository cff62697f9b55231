"""Where a centred name or subject breaks: few lines, of like length, never inside what is read as one word."""

from __future__ import annotations

import re
from collections.abc import Callable

#: Words that do not end a line, and pairs that stay together, in lower case.
_LEANING = (
    "và các của với tại trong về cho theo số ngày tháng năm từ đến trên do là những một tỉnh phố huyện quận xã phường"
)
_LEANS_ON_NEXT = frozenset(_LEANING.split())
_JOINED = (
    "liên hiệp;khoa học;kỹ thuật;thành phố;chương trình;kết quả;thực hiện;báo cáo;nhiệm vụ;phương hướng;"
    "đầu năm;cuối năm;đầu tháng;công nghệ;hội đồng;ủy ban;uỷ ban;nhân dân;ban chấp;chấp hành;thường vụ;"
    "thay thế;trung tâm;ứng dụng;nghiên cứu;tư vấn;phản biện;giám định;xã hội;môi trường;nông nghiệp;nông thôn;"
    "phát triển;giáo dục;đào tạo;xây dựng;kinh tế;văn phòng;thông tin;truyền thông;hợp tác;quốc tế;sáng tạo;y tế;"
    "đơn vị;hội viên;thường trực;đại hội;kế hoạch;công tác;tình hình;hoạt động;việt nam;tổng kết;sơ kết;triển khai"
)
_PAIRS = frozenset(tuple(pair.split()) for pair in _JOINED.split(";"))
_PLACES = frozenset(("tỉnh", "phố", "huyện", "quận", "xã", "phường"))
_OPENERS = frozenset({("của",), ("tỉnh",), ("thành", "phố"), ("huyện",), ("quận",)})
_BREAKS = re.compile("(?<! ) (?! )")
#: Shares of the limit, squared: a break that reads well is worth lines that differ by a fifth of it.
_SPLITS_A_WORD, _LEANS, _LEANS_ON_PLACE, _BONUS, _ONE_MORE_LINE = 0.3, 0.12, 0.06, 0.08, 0.08


def _is_count(word: str) -> bool:
    """A number that counts what follows ("6 tháng"), not a year."""
    return word.isdigit() and len(word) < 4


def _break_cost(words: list[str], index: int) -> float:
    """What it costs (less is better) to break before words[index]."""
    # a blank to be filled in holds words together: "tháng      năm" is one piece, and ends like "năm"
    before = words[index - 1].strip(" ,;").lower().rpartition(" ")[2]
    after = words[index].strip(" ,;").lower().partition(" ")[0]
    cost = 0.0
    if (before, after) in _PAIRS:
        cost += _SPLITS_A_WORD
    elif before in _PLACES:
        cost += _LEANS_ON_PLACE
    elif before in _LEANS_ON_NEXT or (_is_count(before) and words[index - 1][-1] not in ",;"):
        cost += _LEANS
    if index >= 2 and words[index - 2].lower() in _PLACES:
        cost += _SPLITS_A_WORD  # after the first syllable of a place's name
    if words[index - 1].endswith((",", ";")) or words[index].startswith("("):
        cost -= _BONUS
    if (after,) in _OPENERS or (index + 1 < len(words) and (after, words[index + 1].lower()) in _OPENERS):
        cost -= _BONUS
    return cost


def _fewest_lines(widths: list[float], space: float, limit: float) -> int:
    lines, filled = 1, 0.0
    for width in widths:
        if filled and filled + space + width > limit:
            lines, filled = lines + 1, width
        else:
            filled += (space if filled else 0) + width
    return lines


def balanced_lines(text: str, width_of: Callable[[str], float], limit: float) -> list[str]:
    """The text in the fewest lines that fit `limit` (mm), of like length.

    Breaks at single plain spaces only: a no-break space and a blank to be filled in by hand stay. A single word wider
    than the limit stands alone.
    """
    words = _BREAKS.split(text)
    widths, space = [width_of(word) for word in words], width_of(" ")
    count = _fewest_lines(widths, space, limit)
    if count <= 1 or len(words) > 200:
        return [text] if count <= 1 else _filled(words, widths, space, limit)
    tried = [_best(words, widths, space, limit, lines) for lines in (count, count + 1) if lines <= len(words)]
    return min((found for found in tried if found), key=lambda found: found[0])[1]


def _best(
    words: list[str], widths: list[float], space: float, limit: float, count: int
) -> tuple[float, list[str]] | None:
    """The cheapest way to set the words in just so many lines, None if there is none."""
    ideal = (sum(widths) + space * (len(words) - count)) / count
    costs = [0.0, *(_break_cost(words, index) for index in range(1, len(words)))]
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for end in range(1, len(words) + 1):
        width = -space
        for start in range(end - 1, -1, -1):
            width += widths[start] + space
            if width > limit and start < end - 1:
                break
            cost = ((width - ideal) / limit) ** 2 + costs[start]
            for lines in range(count):
                known = best.get((start, lines))
                if known and (cost + known[0]) < best.get((end, lines + 1), (float("inf"), 0))[0]:
                    best[(end, lines + 1)] = (cost + known[0], start)
    if (len(words), count) not in best:
        return None
    made, end = [], len(words)
    for line in range(count, 0, -1):
        start = best[(end, line)][1]
        made.append(" ".join(words[start:end]))
        end = start
    return best[(len(words), count)][0] + _ONE_MORE_LINE * count, made[::-1]


def _filled(words: list[str], widths: list[float], space: float, limit: float) -> list[str]:
    lines: list[list[str]] = [[]]
    filled = 0.0
    for word, width in zip(words, widths, strict=True):
        if lines[-1] and filled + space + width > limit:
            lines.append([])
            filled = 0.0
        filled += (space if lines[-1] else 0) + width
        lines[-1].append(word)
    return [" ".join(line) for line in lines]

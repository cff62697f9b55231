"""The front matter: lines "khóa: giá trị" between two lines of three dashes at the top of a text.

Keys are Vietnamese, with or without marks, or English. A value may stand on the key's line, or below it as indented
lines, or as a list with dashes.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterator

from ...errors import InputError
from ...law import OPEN, Law
from ...messages import compose as words
from ..general import CuocHop
from .chunks import fold, squeeze
from .result import Composed

#: Key of ours -> how it may be written; the first is what messages show.
KEYS: dict[str, tuple[str, ...]] = {
    "type": ("loại", "loại văn bản", "type"),
    "number": ("số", "number"),
    "notation": ("ký hiệu", "số ký hiệu", "notation"),
    "date": ("ngày", "ngày văn bản", "date"),
    "year": ("năm", "year"),
    "place": ("địa danh", "place"),
    "agency": ("cơ quan", "tên cơ quan", "cơ quan ban hành", "agency"),
    "governing": ("cơ quan chủ quản", "chủ quản", "governing body", "governing"),
    "symbol": ("ký hiệu cơ quan", "symbol"),
    "drafter": ("đơn vị soạn thảo", "ký hiệu đơn vị soạn thảo", "drafter"),
    "subject": ("trích yếu", "về việc", "subject", "title"),
    "authority": ("thẩm quyền ban hành", "deciding authority"),
    "addressees": ("kính gửi", "addressees", "addressee", "to"),
    "bases": ("căn cứ", "legal bases", "bases"),
    "recipients": ("nơi nhận", "recipients", "copies"),
    "archive": ("lưu", "archive"),
    "name": ("người ký", "họ tên", "signer", "signer name", "name"),
    "position": ("chức vụ", "position"),
    "on_behalf_of": ("thẩm quyền ký", "thẩm quyền", "quyền hạn", "thay mặt", "authority"),
    "for_head": ("ký thay", "on behalf", "for"),
    "lines": ("chữ ký", "dòng ký", "signature"),
    "secretary": ("thư ký ký", "người ghi biên bản", "secretary"),
    "urgency": ("độ khẩn", "mức độ khẩn", "urgency"),
    "circulation": ("phạm vi", "phạm vi lưu hành", "circulation"),
    "address": ("địa chỉ", "address"),
    "medium": ("hình thức", "hình thức văn bản", "medium"),
    "khach_moi": ("khách mời", "kính mời", "guests"),
    "du": ("tới dự", "dự", "meeting"),
    "chu_tri": ("chủ trì", "chủ tọa", "chair"),
    "thoi_gian": ("thời gian", "time"),
    "dia_diem": ("địa điểm", "venue"),
    "thanh_phan": ("thành phần", "thành phần tham dự", "attendance"),
    "thu_ky": ("thư ký",),
    "ket_thuc": ("kết thúc", "end"),
    "size": ("cỡ chữ", "size"),
    "indent_cm": ("lùi đầu dòng", "indent"),
    "top": ("lề trên", "top"),
    "bottom": ("lề dưới", "bottom"),
    "left": ("lề trái", "left"),
    "right": ("lề phải", "right"),
}
_LISTS = frozenset({"addressees", "bases", "recipients", "lines", "address"})
_MEETING = frozenset(CuocHop.__dataclass_fields__)
_LINE = re.compile(r"^(?P<indent>\s*)(?P<key>[^:]{1,40}?)\s*:(?:\s+(?P<value>.*))?$")
_DATE = re.compile(
    r"^(?:(\d{4})-(\d{1,2})-(\d{1,2})|(?:ngày\s+)?(\d{1,2})\s*(?:/|-|\.|tháng)\s*(\d{1,2})\s*(?:/|-|\.|năm)\s*(\d{4}))$",
    re.IGNORECASE,
)


def _name(text: str) -> str:
    return fold(re.sub(r"[_-]+", " ", text))


_BY_NAME = {_name(alias): key for key, aliases in KEYS.items() for alias in aliases}


def split_front(text: str, file: str) -> tuple[list[tuple[int, str]], str, int]:
    """The numbered lines of the front matter, the text after it, and the number of that text's first line.

    InputError where front matter opens and nothing closes it: its lines would else be printed in the document.
    """
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[start].strip() != "---":
        return [], text, 1
    for number in range(start + 1, len(lines)):
        if lines[number].strip() in ("---", "..."):
            inner = [(at + 1, lines[at]) for at in range(start + 1, number)]
            if any(_LINE.match(line) for _, line in inner):
                return inner, "\n".join(lines[number + 1 :]), number + 2
            return [], text, 1
    first = _LINE.match(lines[start + 1]) if start + 1 < len(lines) else None
    if first is not None and _name(first["key"]) in _BY_NAME:
        raise InputError("front_matter", file=file, line=start + 1, problem=words.NOT_CLOSED)
    return [], text, 1


def read_front(
    lines: list[tuple[int, str]], found: Composed, file: str, law_on: Callable[[dt.date | None], Law]
) -> None:
    """Lay the front matter over what was found. InputError for a key or value that is not understood.

    `law_on`: what holds for a document of that date (None: for a draft).
    """
    values = dict(_entries(lines, file))
    signing = {key: values.pop(key, (0, []))[1] for key in ("lines", "on_behalf_of", "for_head", "position")}
    measures = {key: values.pop(key) for key in OPEN if key in values}
    for key, (line, given) in values.items():
        if key == "name" and len(given) > 1:  # the whole block, the name last
            found.lines, found.name = given[:-1], given[-1]
        else:
            _set(found, key, given, line, file)
    if measures:
        decreed = law_on(found.date)
        for key, (line, given) in measures.items():
            found.layout[key] = _measure(key, " ".join(given), decreed, line, file)
    _signature(found, signing)


def _signature(found: Composed, given: dict[str, list[str]]) -> None:
    """The lines above the name: whole, or by what each says; what is not said again stays as found."""
    if given["lines"]:
        found.lines = _items(given["lines"])
        return
    parts = [*given["on_behalf_of"], *given["for_head"], *given["position"]]
    if not parts:
        return
    kept = {"TM.": given["on_behalf_of"], "KT.": given["for_head"]}
    new: list[str] = []
    for mark, told in kept.items():
        new += told or [line for line in found.lines if fold(line).startswith(mark)]
    others = [line for line in found.lines if not fold(line).startswith(tuple(kept))]
    found.lines = [*new, *(given["position"] or others)]


def _entries(lines: list[tuple[int, str]], file: str) -> Iterator[tuple[str, tuple[int, list[str]]]]:
    """Key -> its line and its values, in order."""
    found: dict[str, tuple[int, list[str]]] = {}
    key = ""
    for number, line in lines:
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indented = line[:1] in (" ", "\t")
        match = _LINE.match(line)
        dashed = line.lstrip().startswith(("- ", "– "))
        known = match is not None and _name(match["key"].lstrip("-– ")) in _BY_NAME
        if key and (dashed or (indented and not known)):
            found[key][1].append(_bare(line.lstrip().lstrip("-–").strip()))
        elif match is not None:
            key = _BY_NAME.get(_name(match["key"]), "") or _unknown(match["key"], number, file)
            value = _bare(match["value"] or "")
            if value in ("|", ">", "|-", ">-"):
                value = ""
            found[key] = (number, [value] if value else [])
        else:
            raise InputError(
                "front_matter", file=file, line=number, problem=words.NOT_A_PAIR.format(line=squeeze(line))
            )
    return iter(found.items())


def _unknown(typed: str, line: int, file: str) -> str:
    near = difflib.get_close_matches(_name(typed), _BY_NAME, 1)
    hint = words.NEAREST.format(name=KEYS[_BY_NAME[near[0]]][0]) if near else "."
    raise InputError(
        "front_matter", file=file, line=line, problem=words.UNKNOWN_KEY.format(key=squeeze(typed), hint=hint)
    )


def _bare(text: str) -> str:
    """Without a remark after " # " and without quotation marks around it."""
    text = squeeze(re.sub(r"\s#\s.*$", "", text))
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def _set(found: Composed, key: str, given: list[str], line: int, file: str) -> None:
    value = " ".join(given)
    if key in _LISTS:
        setattr(found, key, [item for item in _items(given) if item])
    elif key in _MEETING:
        setattr(found.meeting, key, value)
    elif key == "date":
        found.date = _date(value, line, file)
    elif key == "medium":
        found.electronic = fold(value) in ("DIEN TU", "ELECTRONIC")
    elif key == "secretary":
        *found.secretary_lines, found.secretary = given or [""]
    else:
        setattr(found, key, value)
        if key in ("number", "notation") and "/" in value:
            found.number, found.notation = (part.strip() for part in value.split("/", 1))
        if key in ("number", "notation") and re.fullmatch(r"-\d+|0+", found.number):
            raise InputError("front_matter", file=file, line=line, problem=words.BAD_NUMBER.format(value=value))


def _items(given: list[str]) -> list[str]:
    """A list: one a line, or on one line between semicolons; dashes and final signs are the template's."""
    if len(given) == 1:
        inner = given[0]
        inner = inner[1:-1] if inner.startswith("[") and inner.endswith("]") else inner
        given = inner.split(";")
    return [_bare(item).lstrip("-– ").rstrip(";. ").strip() for item in given]


def _date(value: str, line: int, file: str) -> dt.date | None:
    if not value:
        return None
    match = _DATE.match(value)
    try:
        if match is None:
            raise ValueError
        digits = [int(part) for part in match.groups() if part is not None]
        return dt.date(*digits) if match[1] else dt.date(digits[2], digits[1], digits[0])
    except ValueError:
        raise InputError("front_matter", file=file, line=line, problem=words.BAD_DATE.format(value=value)) from None


def _measure(key: str, value: str, decreed: Law, line: int, file: str) -> float:
    bounds = decreed.bounds(key)
    try:
        number = float(re.sub(r"\s*(mm|cm|pt)$", "", value).replace(",", "."))
    except ValueError:
        number = -1.0
    if not bounds.fit(number):
        between = words.EITHER if bounds.allowed else words.BETWEEN
        demand = between.format(low=f"{bounds.low:g}".replace(".", ","), high=f"{bounds.high:g}".replace(".", ","))
        problem = words.BAD_MEASURE.format(key=KEYS[key][0], value=value, demand=demand)
        raise InputError("front_matter", file=file, line=line, problem=problem)
    return number

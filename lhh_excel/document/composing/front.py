"""The front matter: lines "khóa: giá trị" between two lines of three dashes at the top of a text.

Keys are Vietnamese, with or without marks, or English. A value may stand on the key's line, or below it as indented
lines, or as a list with dashes.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from ...errors import InputError
from ...law import OPEN, Law
from ...messages import compose as words
from ..reading.marks import entry, fold, kept_at, lists, named_on, undashed
from ..reading.pieces import dated, day_of, standing
from .chunks import squeeze
from .general import CuocHop, Signer
from .kept import words_of
from .result import PRINTED, Reading

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
    "legal_bases": ("căn cứ", "legal bases", "bases"),
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
    "toc": ("mục lục", "table of contents", "toc"),
    "khach_moi": ("khách mời", "kính mời", "guests"),
    "du": ("tới dự", "dự", "meeting"),
    "chu_tri": ("chủ trì", "chủ tọa", "chair"),
    "thoi_gian": ("thời gian", "time"),
    "dia_diem": ("địa điểm", "venue"),
    "thanh_phan": ("thành phần", "thành phần tham dự", "attendance"),
    "thu_ky": ("thư ký",),
    "ket_thuc": ("kết thúc", "end"),
    "nguoi": ("ông (bà)", "ông bà", "người được cấp", "bearer"),
    "chuc_vu_nguoi": ("chức vụ của ông (bà)", "chức vụ người được cấp", "bearer position"),
    "cu_den": ("được cử đến", "cử đến", "sent to"),
    "viec": ("việc", "việc được cử", "errand"),
    "het_ngay": ("giá trị đến hết ngày", "có giá trị đến", "valid until"),
    "don_ngay": ("đơn ngày", "ngày của đơn", "asked on"),
    "nghi": ("thời gian nghỉ", "nghỉ phép", "leave"),
    "noi_nghi": ("nơi nghỉ phép", "nơi nghỉ", "leave place"),
    "tinh_vao": ("tính vào thời gian", "tính vào", "counts as"),
    "size": ("cỡ chữ", "size"),
    "indent_cm": ("lùi đầu dòng", "indent"),
    "top": ("lề trên", "top"),
    "bottom": ("lề dưới", "bottom"),
    "left": ("lề trái", "left"),
    "right": ("lề phải", "right"),
}
_LISTS = frozenset({"addressees", "legal_bases", "recipients", "address"})
_MEETING = frozenset(CuocHop.__dataclass_fields__)
_SIGNING = ("lines", "on_behalf_of", "for_head", "position")
#: The fields that a key sets, where they are not the one of its name.
_FIELDS: dict[str, tuple[str, ...]] = {
    "number": ("number", "notation"),
    "notation": ("number", "notation"),
    "archive": ("recipients",),
    **dict.fromkeys(("name", *_SIGNING), ("signer",)),
}
#: Keys that say how the document is made; what they say is no word of it.
_DIRECTIONS = frozenset({"type", "medium", "toc", *OPEN})
_LINE = re.compile(r"^(?P<indent>\s*)(?P<key>[^:]{1,40}?)\s*:(?:\s+(?P<value>.*))?$")
_DATE = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")


def _name(text: str) -> str:
    return fold(re.sub(r"[_-]+", " ", text))


_BY_NAME = {_name(alias): key for key, aliases in KEYS.items() for alias in aliases}


class Said(NamedTuple):
    """A value or a line of the front matter, and where it stands."""

    text: str
    file: str
    line: int

    def wrong(self, problem: str) -> InputError:
        return InputError("front_matter", file=self.file, line=self.line, problem=problem)


def split_front(text: str, file: str) -> tuple[list[Said], str, int]:
    """The lines of the front matter, the text after it, and the number of that text's first line.

    InputError where front matter opens and nothing closes it: its lines would else be printed in the document.
    """
    lines = text.split("\n")
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if not lines or lines[start].strip() != "---":
        return [], text, 1
    for number in range(start + 1, len(lines)):
        if lines[number].strip() in ("---", "..."):
            inner = [Said(lines[at], file, at + 1) for at in range(start + 1, number)]
            if any(_LINE.match(line.text) for line in inner):
                return inner, "\n".join(lines[number + 1 :]), number + 2
            return [], text, 1
    first = _LINE.match(lines[start + 1]) if start + 1 < len(lines) else None
    if first is not None and _name(first["key"]) in _BY_NAME:
        raise Said(lines[start], file, start + 1).wrong(words.NOT_CLOSED)
    return [], text, 1


def read_front(lines: list[Said], found: Reading, law_on: Callable[[dt.date | None], Law]) -> None:
    """Lay the front matter over what was found. InputError for a key or value that is not understood.

    `law_on`: what holds for a document of that date (None: for a draft).
    """
    values = _entries(lines, found)
    before = {name: found.said(name) for name in PRINTED}
    for key, given in values.items():
        if key not in _SIGNING and key not in OPEN:
            _set(found, key, given)
    for key in [key for key in OPEN if key in values]:
        found.layout[key] = _measure(key, _whole(values[key]), law_on(found.date))
    _signature(found, {key: _texts(values.get(key, ())) for key in _SIGNING})
    _archive(found)
    for key, given in values.items():
        _settle_repeated(found, before, key, _texts(given))


def _settle_repeated(found: Reading, before: dict[str, list[str]], key: str, given: list[str]) -> None:
    """What is said in the text and again in the front matter, or twice in this, is printed once."""
    words_given = words_of([*given, *([words.ARCHIVE.format(places="")] if key == "archive" else [])])
    for name in _FIELDS.get(key, (key,)):
        now = [words_of([text]) for text in found.said(name)] if before.get(name) else []
        found.settle(*(t for t in before.get(name, ()) if words_of([t]) <= words_given and words_of([t]) in now))
    if key == "year" and found.date is not None and found.year == str(found.date.year):
        found.settle(found.year)
    if key == "symbol" and found.notation and words_given <= words_of([found.notation]):
        found.settle(found.symbol)
    if key == "drafter" and words_given <= words_of([found.notation or " ".join(found.recipients[-1:])]):
        found.settle(found.drafter)


def _archive(found: Reading) -> None:
    """ "Lưu" of the front matter is the last of Nơi nhận."""
    if found.archive:
        found.recipients = [name for name in found.recipients if kept_at(name) is None]
        found.recipients.append(_archive_line(found.archive))


def _archive_line(said: str) -> str:
    """It, whether it was said with its label or without."""
    places = kept_at(said)
    return words.ARCHIVE.format(places=said if places is None else places)


def _signature(found: Reading, given: dict[str, list[str]]) -> None:
    """The lines above the name: whole, or by what each says; what is not said again stays as found."""
    if given["lines"]:
        found.signer.lines = _items(given["lines"])
        return
    parts = [*given["on_behalf_of"], *given["for_head"], *given["position"]]
    if not parts:
        return
    kept = {"TM": given["on_behalf_of"], "KT": given["for_head"]}
    new: list[str] = []
    for mark, told in kept.items():
        new += told or [line for line in found.signer.lines if standing(line)[0] == mark]
    others = [line for line in found.signer.lines if standing(line)[0] not in kept]
    found.signer.lines = [*new, *(given["position"] or others)]


def _entries(lines: list[Said], found: Reading) -> dict[str, list[Said]]:
    """Key -> its line, of no text, and its values. Every word of them goes into what must come out again."""
    entries: dict[str, list[Said]] = {}
    key = ""
    for said in lines:
        line, number = said.text, said.line
        if not line.strip():
            continue
        if line.lstrip().startswith("#"):
            _remark(line.strip(), number, found)
            continue
        indented = line[:1] in (" ", "\t")
        match = _LINE.match(line)
        dashed = lists(line.lstrip())
        known = match is not None and _name(undashed(match["key"])) in _BY_NAME
        if key and (dashed or (indented and not known)):
            value = undashed(line)
        elif match is not None:
            key = _BY_NAME.get(_name(match["key"]), "") or _unknown(said._replace(text=match["key"]))
            if key in entries:
                found.notes.append(words.SAID_TWICE.format(key=KEYS[key][0], line=number))
            entries[key] = [said._replace(text="")]
            value = match["value"] or ""
            if value.strip() in ("|", ">", "|-", ">-"):
                value = ""
        else:
            raise said.wrong(words.NOT_A_PAIR.format(line=squeeze(line)))
        if value := _value(key, value, number, found):
            entries[key].append(said._replace(text=value))
            if key not in _DIRECTIONS:
                if key == "archive":  # the one that is printed with its label
                    found.intake.lines.append((number, "", _archive_line(value)))
                else:
                    found.intake.lines.append((number, KEYS[key][0], value))
    return entries


def _value(key: str, text: str, line: int, found: Reading) -> str:
    """Without a remark after a wide gap and "# ", and without quotation marks where all of it stands in them."""
    gap = r"\s+" if key in _DIRECTIONS or key in ("number", "date", "year") else r"\s{2,}"
    if remark := re.search(rf"(?:^|(?<=\S){gap})(#\s.*)$", text):
        _remark(remark[1], line, found)
        text = text[: remark.start()]
    text = squeeze(text)
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" and text[0] not in text[1:-1]:
        found.notes.append(words.QUOTED.format(text=text, line=line))
        text = text[1:-1].strip()
    return text


def _remark(text: str, line: int, found: Reading) -> None:
    found.notes.append(words.REMARK.format(text=squeeze(text), line=line))


def _unknown(key: Said) -> str:
    near = difflib.get_close_matches(_name(key.text), _BY_NAME, 1)
    hint = words.NEAREST.format(name=KEYS[_BY_NAME[near[0]]][0]) if near else "."
    raise key.wrong(words.UNKNOWN_KEY.format(key=squeeze(key.text), hint=hint))


def _texts(given: Iterable[Said]) -> list[str]:
    return [one.text for one in given if one.text]


def _whole(given: list[Said]) -> Said:
    """The values of one key as one, where the first of them stands."""
    return next((one for one in given if one.text), given[0])._replace(text=" ".join(_texts(given)))


def _set(found: Reading, key: str, given: list[Said]) -> None:
    values, said = _texts(given), _whole(given)
    value = said.text
    if key in _LISTS:
        setattr(found, key, [item for item in _items(values) if item])
    elif key in _MEETING:
        setattr(found.meeting, key, value)
    elif key == "date":
        found.date = _date(said)
    elif key == "medium":
        found.electronic = _either(said, _ELECTRONIC, words.BAD_MEDIUM.format(value=value))
    elif key == "toc":
        found.toc = _either(said, _YES, words.BAD_YES.format(key="mục lục", value=value))
    elif key == "name":
        *lines, found.signer.name = values or [""]
        found.signer.lines = lines or found.signer.lines
    elif key == "secretary":
        *lines, name = values or [""]
        found.secretary, found.signs_beside = Signer(name, lines), False
    else:
        setattr(found, key, value)
        if key in ("number", "notation") and "/" in value:
            found.number, found.notation = (part.strip() for part in value.split("/", 1))
        if key in ("number", "notation") and re.fullmatch(r"-\d+|0+", found.number):
            raise said.wrong(words.BAD_NUMBER.format(value=value))


def _items(given: list[str]) -> list[str]:
    """A list: one a line, or on one line between semicolons; dashes and final signs are the template's."""
    if len(given) == 1:
        inner = given[0]
        inner = inner[1:-1] if inner.startswith("[") and inner.endswith("]") else inner
        given = named_on(inner)
    return [entry(item) for item in given]


_ELECTRONIC = {"DIEN TU": True, "ELECTRONIC": True} | dict.fromkeys(("", "GIAY", "VAN BAN GIAY", "PAPER"), False)
_YES = {"CO": True, "YES": True} | dict.fromkeys(("", "KHONG", "NO"), False)


def _either(said: Said, ways: dict[str, bool], otherwise: str) -> bool:
    """Which of two it is, however it is typed; `otherwise` is the problem where it is neither."""
    meant = ways.get(fold(said.text))
    if meant is None:
        raise said.wrong(otherwise)
    return meant


def _date(said: Said) -> dt.date | None:
    if not said.text:
        return None
    match, written = _DATE.match(said.text), dated(said.text)
    figures = (match[3], match[2], match[1]) if match else written.figures if written and not written.place else None
    try:
        return day_of(figures or ("", "", ""))
    except ValueError:
        raise said.wrong(words.BAD_DATE.format(value=said.text)) from None


def _measure(key: str, said: Said, decreed: Law) -> float:
    bounds = decreed.bounds(key)
    try:
        number = float(re.sub(r"\s*(mm|cm|pt)$", "", said.text).replace(",", "."))
    except ValueError:
        number = -1.0
    if not bounds.fit(number):
        between = words.EITHER if bounds.allowed else words.BETWEEN
        demand = between.format(low=f"{bounds.low:g}".replace(".", ","), high=f"{bounds.high:g}".replace(".", ","))
        raise said.wrong(words.BAD_MEASURE.format(key=KEYS[key][0], value=said.text, demand=demand))
    return number

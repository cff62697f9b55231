"""CH: the profile, the signers and the recipients."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..law import BY_NAME, NEVER, REPORT, SIGNING_PREFIXES
from ..messages.findings.phrases import HEAD
from ..workbook import settings as declared
from ..workbook.book import Book
from ..workbook.lists import ARCHIVE, BASIS_WORDS, COPY, DOCUMENT_TYPES, TO, YES
from ..workbook.settings import BY_KEY, SETTINGS
from ..workbook.tables import PROFILE
from ..workbook.values import ErrorValue, Formula, fold, show
from .lookups import meant_code, meant_text, periods, plain_code
from .registry import Place, Spot, rule, spot, typed

#: Types with Kính gửi (Phụ lục I, II.9), and those that surely have none.
WITH_ADDRESSEE = frozenset(name for name in DOCUMENT_TYPES if BY_NAME[name].may_be_addressed)
WITHOUT_ADDRESSEE = frozenset(name for name in DOCUMENT_TYPES if BY_NAME[name].addressed == NEVER)
AS_ABOVE = fold("Như trên")

_TITLE = re.compile(
    r"(?:(?:GS|PGS|TSKH|TS|ThS|BS|BSCK\s?I{1,2}|KS|CN|DS|KTS|LS|NGND|NGƯT|NSND|NSƯT|AHLĐ|Ths|Gs|Ts|Pgs|Bs|Ks)\.?(?=[\s.,])"
    r"|(?:Giáo sư|Phó Giáo sư|Phó giáo sư|Tiến sĩ|Tiến sỹ|Thạc sĩ|Thạc sỹ|Bác sĩ|Bác sỹ|Kỹ sư|Cử nhân|Dược sĩ"
    r"|Luật sư|Nhà giáo|Anh hùng|Đồng chí|Đ/c)(?=\s))"
)
_AUTHORITY = re.compile(rf"(?:{'|'.join(map(re.escape, SIGNING_PREFIXES))})\s*\S")
_ON_BEHALF = re.compile(r"(?:KT\.|TL\.|TUQ\.)\s*\S")
_SYMBOL = re.compile(r"[A-ZĐ][A-ZĐ0-9]*(?:[-.&][A-ZĐ0-9]+)*")
_SHORT_PLACE = re.compile(r"\.|\b(?:TP|T\.P|Tp|HCM|HN|TT|TX)\b")
_EDGES = re.compile(r"^\s*[-–—•+]\s|[;.,:]\s*$")


@rule("CH01", needs=("profile.item", "profile.value"))
def missing_settings(book: Book) -> Iterator[Spot | Place]:
    data = book["profile"]
    for setting in declared.on(book.as_of):
        rows = book.profile_rows.get(setting.key, [])
        if not setting.required or any(_typed(book, i) for i in rows):
            continue
        words: dict[str, object] = {"label": setting.label, "help": setting.help}
        if rows:
            yield spot(data, rows[0], "value", **words)
        else:
            yield Place(data.sheet, "", PROFILE.header("value"), "", setting.label, words)


def _typed(book: Book, i: int) -> bool:
    raw = book["profile"].raw["value"][i]
    return raw is not None and not (isinstance(raw, str) and not raw.strip())


@rule("CH02", needs=("profile.item", "profile.value"))
def invalid_settings(book: Book) -> Iterator[Spot]:
    """Not of its kind, not one of its choices, or out of its bounds. Formulas and Excel errors are CT's."""
    data = book["profile"]
    for setting in declared.on(book.as_of):
        rows = [i for i in book.profile_rows.get(setting.key, []) if _typed(book, i)]
        if not rows or isinstance(data.raw["value"][rows[0]], (Formula, ErrorValue)):
            continue
        value = book.profile.get(setting.key)
        number = value if isinstance(value, (int, float)) else None
        outside = number is not None and (
            (setting.low is not None and number < setting.low) or (setting.high is not None and number > setting.high)
        )
        negative = number is not None and number < 0
        if value is None or outside or negative:
            yield spot(data, rows[0], "value", label=setting.label, help=setting.help)


@rule("CH03", needs=("profile.item",))
def unknown_settings(book: Book) -> Iterator[Spot]:
    data = book["profile"]
    known = {i for rows in book.profile_rows.values() for i in rows}
    labels = [setting.label for setting in SETTINGS]
    for i, item in data.each("item"):
        if item is not None and i not in known:
            yield spot(data, i, "item", meant=meant_text(str(item), labels))


@rule("CH04", needs=("profile.item",))
def doubled_settings(book: Book) -> Iterator[Spot]:
    data = book["profile"]
    for key, rows in book.profile_rows.items():
        if not BY_KEY[key].several:
            for i in rows[1:]:
                yield spot(data, i, "item", label=BY_KEY[key].label, first=data.cell(rows[0], "item"))


@rule("CH05", needs=("profile.item", "profile.value", "periods.code"))
def unknown_current_period(book: Book) -> Iterator[Spot | Place]:
    known = periods(book)
    if not book.period or book.period in known:
        return
    meant = meant_code(book.period, {plain_code(code): code for code in known})
    words: dict[str, object] = {"period": book.period, "meant": meant}
    rows = book.profile_rows.get("period")
    if rows:
        yield spot(book["profile"], rows[0], "value", **words)
    else:
        yield Place(book["profile"].sheet, "", PROFILE.header("value"), book.period, BY_KEY["period"].label, words)


@rule("CH06", needs=("signers",))
def no_signer(book: Book) -> Iterator[Spot]:
    if not any(book["signers"].clean["name"]):
        yield spot(book["signers"], None, "name")


@rule("CH07", needs=("signers.name", "signers.default"))
def no_default_signer(book: Book) -> Iterator[Spot]:
    data = book["signers"]
    if any(data.clean["name"]) and YES not in data.clean["default"]:
        yield spot(data, 0, "default")


@rule("CH08", needs=("signers.default",))
def several_default_signers(book: Book) -> Iterator[Spot]:
    data = book["signers"]
    chosen = [i for i, default in data.each("default") if default == YES]
    for i in chosen[1:]:
        yield spot(data, i, "default", first=data.cell(chosen[0], "default"))


def is_deputy(position: str) -> bool:
    """Phó Chủ tịch, Phó Trưởng ban…; also a deputy in charge ("Phó Chủ tịch phụ trách")."""
    return fold(position).startswith("phó ")


@rule("CH09", needs=("signers.position", "signers.authority", "signers.on_behalf"))
def deputy_without_on_behalf(book: Book) -> Iterator[Spot]:
    """Unless the authority itself says KT., TL. or TUQ."""
    data = book["signers"]
    for i, position, authority, on_behalf in data.each("position", "authority", "on_behalf"):
        if position is None or on_behalf is not None or not is_deputy(position):
            continue
        if not re.match(r"(?:KT|TL|TUQ)\b", (authority or "").strip()):
            head = position.strip()[4:].strip().upper() or HEAD
            yield spot(data, i, "on_behalf", position=position, head=head)


@rule("CH10", needs=("signers.position", "signers.on_behalf"))
def head_on_behalf(book: Book) -> Iterator[Spot]:
    """KT. names the very position that the signer holds."""
    data = book["signers"]
    for i, position, on_behalf in data.each("position", "on_behalf"):
        if position is None or on_behalf is None or is_deputy(position):
            continue
        replaced = re.sub(r"^kt\.?\s*", "", fold(on_behalf))
        if fold(position).startswith(replaced):
            yield spot(data, i, "on_behalf", position=position)


@rule("CH11", needs=("signers.authority",))
def authority_form(book: Book) -> Iterator[Spot]:
    data = book["signers"]
    for i, authority in data.each("authority"):
        if authority is not None and not _AUTHORITY.match(authority):
            yield spot(data, i, "authority")


@rule("CH12", needs=("signers.on_behalf",))
def on_behalf_form(book: Book) -> Iterator[Spot]:
    data = book["signers"]
    for i, on_behalf in data.each("on_behalf"):
        if on_behalf is not None and not _ON_BEHALF.match(on_behalf):
            yield spot(data, i, "on_behalf")


@rule("CH13", needs=("signers.name",))
def titles_before_name(book: Book) -> Iterator[Spot]:
    data = book["signers"]
    for i, name in data.each("name"):
        match = _TITLE.match(name.strip()) if name is not None else None
        if match:
            yield spot(data, i, "name", title=match[0])


@rule("CH14", needs=("signers",))
def not_in_capitals(book: Book) -> Iterator[Spot]:
    data = book["signers"]
    for key in ("authority", "on_behalf"):
        for i, text in data.each(key):
            if text is not None and text != text.upper():
                yield spot(data, i, key, upper=text.upper())


def _by_type(book: Book) -> dict[str, dict[str, list[int]]]:
    """Document type -> role -> records in print order: by Thứ tự, then as they stand."""
    data = book["recipients"]
    found: dict[str, dict[str, list[int]]] = {}
    for i, document_type, role, name in data.each("document_type", "role", "name"):
        if document_type is not None and role is not None and name is not None:
            found.setdefault(document_type, {}).setdefault(role, []).append(i)
    order = data.clean["order"]
    for roles in found.values():
        for rows in roles.values():
            rows.sort(key=lambda i: (order[i] is None, order[i] or 0, i))
    return found


_RECIPIENT_COLUMNS = ("recipients.document_type", "recipients.role", "recipients.name")


@rule("CH15", needs=_RECIPIENT_COLUMNS)
def no_recipients(book: Book) -> Iterator[Spot]:
    if REPORT.name not in _by_type(book):
        yield spot(book["recipients"], None, "name")


@rule("CH16", needs=_RECIPIENT_COLUMNS)
def report_without_addressee(book: Book) -> Iterator[Spot]:
    """At the first row of the report's recipients; with no row at all CH15 says so."""
    roles = _by_type(book).get(REPORT.name, {})
    if roles and TO not in roles:
        yield spot(book["recipients"], min(i for rows in roles.values() for i in rows), "role")


def _is_as_above(name: str) -> bool:
    return fold(name.strip(" -–;.")).startswith(AS_ABOVE)


@rule("CH17", needs=_RECIPIENT_COLUMNS)
def addressee_without_as_above(book: Book) -> Iterator[Spot]:
    data = book["recipients"]
    for document_type, roles in _by_type(book).items():
        if document_type not in WITH_ADDRESSEE or TO not in roles:
            continue
        first = roles.get(COPY, roles[TO])[0]  # with no copy at all, at the addressee
        if not _is_as_above(data.clean["name"][first]):
            yield spot(data, first, "name", document_type=document_type)


@rule("CH18", needs=_RECIPIENT_COLUMNS)
def as_above_without_addressee(book: Book) -> Iterator[Spot]:
    data = book["recipients"]
    for document_type, roles in _by_type(book).items():
        for i in roles.get(COPY, []) if TO not in roles else []:
            if _is_as_above(data.clean["name"][i]):
                yield spot(data, i, "name", document_type=document_type)


@rule("CH19", needs=_RECIPIENT_COLUMNS)
def addressee_of_other_types(book: Book) -> Iterator[Spot]:
    for document_type, roles in _by_type(book).items():
        for i in roles.get(TO, []) if document_type in WITHOUT_ADDRESSEE else []:
            yield spot(book["recipients"], i, "role", document_type=document_type, value=_name(book, i))


def _name(book: Book, i: int) -> str:
    return typed(book["recipients"], i, "name")


@rule("CH20", needs=_RECIPIENT_COLUMNS)
def no_archive_line(book: Book) -> Iterator[Spot]:
    for document_type, roles in _by_type(book).items():
        if ARCHIVE not in roles:
            last = max(i for rows in roles.values() for i in rows)
            yield spot(book["recipients"], last, "role", document_type=document_type)


@rule("CH21", needs=("recipients.name",))
def recipient_edges(book: Book) -> Iterator[Spot]:
    data = book["recipients"]
    for i, name in data.each("name"):
        if name is not None and _EDGES.search(name):
            yield spot(data, i, "name")


def _setting_rows(book: Book, key: str) -> Iterator[tuple[int, str]]:
    for i in book.profile_rows.get(key, []):
        value = book["profile"].clean["value"][i]
        if value is not None:
            yield i, show(value)


@rule("CH30", needs=("profile.item", "profile.value"))
def agency_symbol_form(book: Book) -> Iterator[Spot]:
    for i, symbol in _setting_rows(book, "symbol"):
        if not _SYMBOL.fullmatch(symbol):
            yield spot(book["profile"], i, "value")


@rule("CH31", needs=("profile.item", "profile.value"))
def place_form(book: Book) -> Iterator[Spot]:
    for i, place in _setting_rows(book, "place"):
        if _SHORT_PLACE.search(place) or place.rstrip().endswith(","):
            yield spot(book["profile"], i, "value")


@rule("CH32", needs=("profile.item", "profile.value"))
def legal_basis_form(book: Book) -> Iterator[Spot]:
    for i, basis in _setting_rows(book, "legal_bases"):
        lines = [line.strip() for line in basis.splitlines()]
        opened = [line for line in lines if line.casefold().startswith(BASIS_WORDS)]  # "Căn cứ" goes before others
        if not all(line.startswith(("Căn cứ ", "Theo ")) for line in opened):
            yield spot(book["profile"], i, "value")

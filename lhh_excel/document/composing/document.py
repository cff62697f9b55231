"""A document in the decree's form, written from Python.

    from lhh_excel.document import Document, Signer

    plan = Document("Kế hoạch", subject="Tổ chức Hội thi Sáng tạo kỹ thuật năm 2026", agency="Liên hiệp các Hội …",
                    symbol="LHH", place="Cần Thơ", signer=Signer("Nguyễn Văn A", ["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"]))
    plan.section("I. MỤC ĐÍCH")
    plan.paragraph("Khuyến khích phong trào sáng tạo…")
    plan.table([["TT", "Nội dung", "Kinh phí"], ["1", "Phát động", "12"]])
    plan.save("ke-hoach.docx")

It uses the same parts, styles and templates as the report; what the decree fixes cannot be set. The same input gives
the same bytes. A wrong type is a TypeError at the call, a value that cannot be a ValueError. Source: docs/python.md.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from ... import given, law
from ...errors import TemplateError, UsageError
from ...figures.context import ChuKy, CoQuan, VanBan
from ...figures.context_names import plain as plain_context
from ...figures.wording import month_digits
from ...files import write_atomic
from ...law import OPEN, DocumentType, Law, Layout
from ...messages import compose as words
from ...paths import template as template_path
from ..ooxml import text_width_mm
from ..ooxml.package import NotAPackageError
from ..templates.render import Rendered, load_template, render_report
from ..writing.contents import put_contents
from ..writing.source import DASH, FRAME, SOURCES, Block, Paragraph, Table, parse_source
from ..writing.styles import look
from .general import (
    KNOWN,
    Annex,
    CuocHop,
    GeneralContext,
    Khung,
    Signer,
    block_texts,
    find_type,
    known_types,
    table,
    with_stars,
)
from .kept import CONTENT, Intake, Line, Proof, left_over, prove, shown_texts, words_of
from .skeleton import NoPlaceError, filler, make_ready

_BOX_AIR_MM = 6.0
_TEXTS = (
    *("subject", "agency", "symbol", "place", "governing", "year", "notation", "drafter", "authority", "urgency"),
    "circulation",
)
_LISTS = ("addressees", "recipients", "legal_bases", "address")
#: What not every type prints -> the name by which its template does.
_WHERE_PRINTED = {
    "addressees": "kinh_gui",
    "legal_bases": "can_cu",
    "authority": "tham_quyen",
    "secretary": "thu_ky.ho_ten",
}


@dataclass
class Document:
    """One document; `type` is a name or an abbreviation of Annex III ("Chương trình", "CTr", "CV" for a công văn).

    `number` (from 1) and `date` blank make a draft, whose year is `year`. `notation` is the symbol after the number
    where it is not the usual one ("CTr-LHH"); `drafter` stands in that of a công văn only. `secretary` signs minutes on
    the left, `cosigner` what two agencies issue together; minutes show neither place nor date. `toc` puts a table of
    contents below the title. `as_of` is the day whose law a draft keeps to (today unless given).
    TypeError for a wrong type; ValueError for a value that cannot be, or that the type has no place for; UsageError (a
    ValueError) for a document type that is not ours.
    """

    type: str
    subject: str
    agency: str
    symbol: str
    place: str
    signer: Signer
    governing: str = ""
    number: str | int = ""
    date: dt.date | None = None
    year: str = ""
    notation: str = ""
    drafter: str = ""
    addressees: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    legal_bases: list[str] = field(default_factory=list)
    authority: str = ""
    secretary: Signer = field(default_factory=lambda: Signer(""))
    cosigner: Signer = field(default_factory=lambda: Signer(""))
    meeting: CuocHop = field(default_factory=CuocHop)
    urgency: str = ""
    circulation: str = ""
    address: list[str] = field(default_factory=list)
    electronic: bool = False
    toc: bool = False
    layout: Layout = field(default_factory=Layout)
    content: list[Block] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    as_of: dt.date | None = None

    def __post_init__(self) -> None:
        kind = find_type(given.text("Document(type)", self.type))
        if kind is None:
            raise UsageError("unknown_type", type=self.type, known=known_types())
        self.kind: DocumentType = kind
        self._look()
        for name, printed in _WHERE_PRINTED.items():
            value = getattr(self, name)
            told = value.name or value.lines if isinstance(value, Signer) else value
            if told and printed not in _printed_by(kind.template):
                raise ValueError(f"Document({name}): a {kind.name} ({kind.code}) has no place for it, not {told!r}")
        for name, told in vars(self.meeting).items():
            if told and f"cuoc_hop.{name}" not in _printed_by(kind.template):
                raise ValueError(f"Document(meeting.{name}): a {kind.name} ({kind.code}) has no place for {told!r}")

    def _look(self) -> None:
        """TypeError or ValueError for what no document can be made of; asked again before one is made."""
        for name in _TEXTS:
            setattr(self, name, given.text(f"Document({name})", getattr(self, name)))
        for name in _LISTS:
            setattr(self, name, given.texts(f"Document({name})", getattr(self, name)))
        self.date, self.as_of = given.day("Document(date)", self.date), given.day("Document(as_of)", self.as_of)
        given.flag("Document(electronic)", self.electronic)
        given.flag("Document(toc)", self.toc)
        if isinstance(self.number, bool) or not isinstance(self.number, str | int):
            raise given.wrong("Document(number)", "an int or a str", self.number)
        if re.fullmatch(r"-\d+|0+", given.text("Document(number)", str(self.number)).strip()):
            raise ValueError(f"Document(number): a number from 1 is wanted, not {self.number!r}")
        wanted: dict[str, type] = {
            "signer": Signer,
            "secretary": Signer,
            "cosigner": Signer,
            "meeting": CuocHop,
            "layout": Layout,
        }
        for name, kind in wanted.items():
            value = getattr(self, name)
            if not isinstance(value, kind):
                raise given.wrong(f"Document({name})", f"a {kind.__name__}", value)
        for holder in (self.signer, self.secretary, self.cosigner, self.meeting):
            holder.__post_init__()
        for name, value in zip(OPEN, self.layout, strict=True):
            bounds = self._law.bounds(name)
            if given.number(f"Layout({name})", value) and not bounds.fit(value):
                allowed = " or ".join(f"{each:g}" for each in bounds.allowed) or f"{bounds.low:g} to {bounds.high:g}"
                raise ValueError(f"Layout({name}): {allowed} {bounds.unit} is wanted, not {value!r}")
        for name, types in (("content", Paragraph | Table), ("annexes", Annex)):
            value = getattr(self, name)
            if not isinstance(value, list) or not all(isinstance(each, types) for each in value):
                raise given.wrong(f"Document({name})", "a list of what the methods of Document add", value)

    # --- content -------------------------------------------------------------------------------------------------

    def _add(self, block: Block) -> Document:
        (self.annexes[-1].blocks if self.annexes else self.content).append(block)
        return self

    def section(self, text: str) -> Document:
        """A mục: "I. ĐẶC ĐIỂM TÌNH HÌNH", set in capitals."""
        return self._add(Paragraph("muc", _typed("section", text).upper()))

    def clause(self, text: str) -> Document:
        """A khoản with a title, on its own line: "1. Tổ chức"."""
        return self._add(Paragraph("khoan", _typed("clause", text)))

    def point(self, text: str) -> Document:
        """A điểm: "a) …"."""
        return self._add(Paragraph("diem", _typed("point", text)))

    def article(self, number: int, text: str) -> Document:
        """An article whose text runs on after "Điều n."."""
        if isinstance(number, bool) or not isinstance(number, int):
            raise given.wrong("article(number)", "an int", number)
        if number < 1:
            raise ValueError(f"article(number): a number from 1 is wanted, not {number!r}")
        return self._add(Paragraph("noi_dung", f"**Điều {number}.** {_typed('article', text)}"))

    def paragraph(self, text: str) -> Document:
        """A paragraph; **đậm** and *nghiêng* inside, \\* for a star."""
        return self._add(Paragraph("noi_dung", _typed("paragraph", text)))

    def item(self, text: str) -> Document:
        """A line with a dash."""
        return self._add(Paragraph(DASH, f"- {_typed('item', text)}"))

    def table(self, rows: Sequence[Sequence[str]], head: int = 1, aligns: Sequence[str] = ()) -> Document:
        """A table; its first `head` rows repeat on each page, no row splits, columns of numbers stand on the right.

        A cell is text as it is to be printed, also a number: "1.250", "12,5".
        """
        if isinstance(rows, str) or not isinstance(rows, Sequence):
            raise given.wrong("table(rows)", "a list of rows, each a list of str,", rows)
        cells = [given.texts(f"table(rows[{number}])", row) for number, row in enumerate(rows)]
        if not any(cells):
            raise ValueError("table(rows): a row with a cell is wanted")
        if isinstance(head, bool) or not isinstance(head, int):
            raise given.wrong("table(head)", "an int", head)
        if not 0 <= head <= len(cells):
            raise ValueError(f"table(head): 0 to {len(cells)} rows is wanted, not {head!r}")
        for align in given.texts("table(aligns)", aligns):
            if align not in ("", "left", "center", "right"):
                raise ValueError(f'table(aligns): "left", "center", "right" or "" is wanted, not {align!r}')
        return self._add(table(cells, head, aligns))

    def annex(self, name: str = "", landscape: bool = False) -> Document:
        """A new annex, with its own page numbers; what is added from now on goes into it."""
        made = Annex(given.text("annex(name)", name), [], given.flag("annex(landscape)", landscape))
        self.annexes.append(made)
        return self

    @property
    def _day(self) -> dt.date:
        return self.date or self.as_of or dt.date.today()

    @property
    def _law(self) -> Law:
        return law.on(self._day)

    # --- the document --------------------------------------------------------------------------------------------

    def context(self) -> dict[str, Any]:
        """What the template sees."""
        digits = str(self.number).strip()
        day = self.date
        return plain_context(  # type: ignore[no-any-return]
            GeneralContext(
                VanBan(
                    self.kind.name,
                    self.subject,
                    digits.lstrip("0").zfill(2) if digits.isdecimal() else digits,
                    self.notation or self.kind.notation(self.symbol, self.drafter),
                    f"{day.day:02}" if day else "",
                    month_digits(day.month) if day else "",
                    str(day.year) if day else self.year or "        ",
                    self.electronic,
                    "",
                ),
                CoQuan(self.governing, self.agency, self.agency, self.place, self.symbol),
                self.addressees,
                self.legal_bases,
                self.recipients,
                ChuKy(self.signer.lines, self.signer.name),
                ChuKy(self.secretary.lines, self.secretary.name),
                ChuKy(self.cosigner.lines, self.cosigner.name),
                self._law.layout(self.layout),
                self.authority,
                self.meeting,
                Khung(self.urgency.upper(), self.circulation.upper(), self.address),
                [annex.printed for annex in self.annexes],
                [annex.issuer or self.agency for annex in self.annexes],
            )
        )

    def docx(self, template: bytes | str | Path | None = None, status: str = "") -> bytes:
        """The finished .docx. `template`: an office's own instead of ours.

        What an office's template has no place for stands as paragraphs at the end of the content. TemplateError for a
        template that is broken.
        """
        given.text("docx(status)", status)
        return self.make(template, status, Intake(self._came_in()))[0].docx

    def make(self, template: bytes | str | Path | None, status: str, intake: Intake) -> tuple[Rendered, list[Line]]:
        """The .docx, and what of the words that came in had no place and stands at the end of its content."""
        self._look()
        if template is not None and not isinstance(template, bytes):
            template = given.path("docx(template)", template)
        data, name = load_template(template or template_path(self.kind.template))
        try:
            ready = make_ready(
                data,
                annexes=self.annexes,
                stamp_mm=self._law.stamps.get(self.urgency.upper(), 0) or self._box(self.urgency, "do_khan"),
                scope_mm=self._box(self.circulation, "pham_vi"),
                address_lines=len(self.address),
                cosigned=bool(self.cosigner.name or self.cosigner.lines),
            )
        except NotAPackageError:
            raise TemplateError("template_not_word", file=name) from None
        except NoPlaceError:
            raise TemplateError("template_no_content", file=name, slot="{{ noi_dung }}") from None

        def render(context: dict[str, Any], content: Sequence[Block], annexes: Sequence[Annex]) -> Rendered:
            return render_report(
                ready,
                context,
                [],
                known=KNOWN,
                stamp=self.date,
                day=self._day,
                status=status,
                fill=filler(content, annexes),
                name=name,
            )

        context = self.context()
        made = render(context, self.content, self.annexes)
        blank = [replace(annex, blocks=[]) for annex in self.annexes]
        try:
            proof = prove(context, lambda shape: render(shape, [], blank).docx)
        except TemplateError:  # one that reckons with what it prints, which a stand-in is not made for
            proof = Proof(Counter(), Counter(), {})
        texts = [block_texts(blocks) for blocks in (self.content, *(annex.blocks for annex in self.annexes))]
        proof.printed[CONTENT] = words_of(chain(*texts))
        left = left_over(intake, shown_texts(made.docx), proof)
        if left:
            head = words.LEFT_OVER_HEAD.format(type=self.kind.name)
            lines = [f"{label[:1].upper()}{label[1:]}: {text}" if label else text for _, label, text in left]
            added = [Paragraph("noi_dung", with_stars(line.replace("*", "\\*"))) for line in (head, *lines)]
            made = render(context, [*self.content, *added], self.annexes)
        if self.toc:
            contents = put_contents(made.docx)
            made = replace(made, docx=contents.docx, notes=[*made.notes, *contents.notes])
        return made, left

    def _came_in(self) -> list[Line]:
        """Every word that was handed in, by parameter."""
        about = self.context()
        frame = about["van_ban"]
        dated = (frame["ngay"], frame["thang"], frame["nam"], self.place) if self.kind.dated else ()
        came: dict[str, Iterable[str]] = {
            **{name: (getattr(self, name),) for name in ("subject", "agency", "governing", "authority")},
            "date": dated,
            "number": (frame["so"], frame["ky_hieu"]),
            **{name: getattr(self, name) for name in _LISTS},
            **{name: getattr(self, name).texts for name in ("signer", "secretary", "cosigner")},
            "meeting": vars(self.meeting).values(),
            "urgency": (self.urgency,),
            "circulation": (self.circulation,),
            "content": block_texts(self.content),
        }
        for number, annex in enumerate(self.annexes):
            came[f"annexes[{number}]"] = (annex.name, *block_texts(annex.blocks))
        return [(name, "", text) for name, texts in came.items() for text in texts if text.strip()]

    def save(self, path: str | Path, template: bytes | str | Path | None = None) -> Path:
        """Write it; what was there is kept as .bak. Gives the path. Raises as `docx`, and OutputError."""
        place = given.path("save(path)", path)
        write_atomic(place, self.docx(template))
        return place

    def _box(self, text: str, style: str) -> float:
        """The width in mm of a box around the text, 0 where there is none."""
        shown = look(style, max(self._law.size_sets), self._law)
        return text_width_mm(text.upper(), shown.size, shown.bold) + _BOX_AIR_MM if text else 0.0


def _typed(call: str, text: str) -> str:
    return with_stars(given.text(f"{call}(text)", text))


@cache
def _printed_by(template: str) -> str:
    """What a template of ours is built from: a name that stands in it is printed."""
    source = (SOURCES / template).with_suffix(".txt").read_text("utf-8")
    return repr(parse_source(source, (SOURCES / FRAME).read_text("utf-8")))

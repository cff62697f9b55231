"""A document in the decree's form, written from Python.

    from lhh_excel.document import Document, Signer

    plan = Document("Kế hoạch", subject="Tổ chức Hội thi Sáng tạo kỹ thuật năm 2026", agency="Liên hiệp các Hội …",
                    symbol="LHH", place="Cần Thơ", signer=Signer("Nguyễn Văn A", ["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"]))
    plan.section("I. MỤC ĐÍCH")
    plan.paragraph("Khuyến khích phong trào sáng tạo…")
    plan.table([["TT", "Nội dung", "Kinh phí"], ["1", "Phát động", "12"]])
    plan.save("ke-hoach.docx")

It uses the same parts, styles and templates as the report; what the decree fixes cannot be set. The same input gives
the same bytes. Source: docs/soan-van-ban.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import law
from ..errors import TemplateError, UsageError
from ..figures.context import ChuKy, CoQuan, VanBan
from ..figures.context_names import plain as plain_context
from ..figures.wording import month_digits
from ..files import write_atomic
from ..law import DocumentType, Law, Layout
from ..paths import template as template_path
from .content import Annex, filler, table, with_stars
from .general import KNOWN, CuocHop, GeneralContext, Khung
from .metrics import text_width_mm
from .ooxml.package import NotAPackageError
from .source import DASH, Block, Paragraph
from .templates.render import Rendered, load_template, render_report
from .types import find_type, known_types
from .writing.skeleton import NoPlaceError, Wanted, make_ready
from .writing.styles import look

_BOX_AIR_MM = 6.0


@dataclass
class Signer:
    """Who signs: the name, and the lines above it ("TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")."""

    name: str
    lines: list[str] = field(default_factory=list)


@dataclass
class Document:
    """One document; `type` is a name or an abbreviation of Annex III ("Chương trình", "CTr", "CV" for a công văn).

    `number` and `date` blank make a draft, whose year is `year`. `notation` is the symbol after the number where it
    is not the usual one ("CTr-LHH"). `secretary` signs minutes on the left. `as_of` is the day whose law a draft keeps
    to (today unless given). UsageError for a type that is not ours.
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
    meeting: CuocHop = field(default_factory=CuocHop)
    urgency: str = ""
    circulation: str = ""
    address: list[str] = field(default_factory=list)
    electronic: bool = False
    layout: Layout = field(default_factory=Layout)
    content: list[Block] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    as_of: dt.date | None = None

    def __post_init__(self) -> None:
        kind = find_type(self.type)
        if kind is None:
            raise UsageError("unknown_type", type=self.type, known=known_types())
        self.kind: DocumentType = kind

    # --- content -------------------------------------------------------------------------------------------------

    def _add(self, block: Block) -> Document:
        (self.annexes[-1].blocks if self.annexes else self.content).append(block)
        return self

    def section(self, text: str) -> Document:
        """A mục: "I. ĐẶC ĐIỂM TÌNH HÌNH", set in capitals."""
        return self._add(Paragraph("muc", with_stars(text).upper()))

    def clause(self, text: str) -> Document:
        """A khoản with a title, on its own line: "1. Tổ chức"."""
        return self._add(Paragraph("khoan", with_stars(text)))

    def point(self, text: str) -> Document:
        """A điểm: "a) …"."""
        return self._add(Paragraph("diem", with_stars(text)))

    def article(self, number: int, text: str) -> Document:
        """An article whose text runs on after "Điều n."."""
        return self._add(Paragraph("noi_dung", f"**Điều {number}.** {with_stars(text)}"))

    def paragraph(self, text: str) -> Document:
        """A paragraph; **đậm** and *nghiêng* inside, \\* for a star."""
        return self._add(Paragraph("noi_dung", with_stars(text)))

    def item(self, text: str) -> Document:
        """A line with a dash."""
        return self._add(Paragraph(DASH, f"- {with_stars(text)}"))

    def table(self, rows: Sequence[Sequence[str]], head: int = 1, aligns: Sequence[str] = ()) -> Document:
        """A table; its first `head` rows repeat on each page, no row splits, numbers stand on the right."""
        return self._add(table(rows, head, aligns))

    def annex(self, name: str = "", landscape: bool = False) -> Document:
        """A new annex, with its own page numbers; what is added from now on goes into it."""
        self.annexes.append(Annex(name, [], landscape))
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
                    f"{int(digits):02}" if digits.isdecimal() else digits,
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
                self._law.layout(self.layout),
                self.authority,
                self.meeting,
                Khung(self.urgency.upper(), self.circulation.upper(), self.address),
                [annex.name.upper() for annex in self.annexes],
            )
        )

    def docx(self, template: bytes | Path | None = None, status: str = "") -> bytes:
        """The finished .docx. `template`: an office's own instead of ours. TemplateError when it is broken."""
        return self.rendered(template, status).docx

    def rendered(self, template: bytes | Path | None = None, status: str = "") -> Rendered:
        """As `docx`, with notes on what an office's own template holds and the document does not."""
        data, name = load_template(template or template_path(self.kind.template))
        try:
            ready = make_ready(data, self._wanted())
        except NotAPackageError:
            raise TemplateError("template_not_word", file=name) from None
        except NoPlaceError:
            raise TemplateError("template_no_content", file=name, slot="{{ noi_dung }}") from None
        fill = filler(self.content, self.annexes)
        return render_report(
            ready,
            self.context(),
            [],
            known=KNOWN,
            stamp=self.date,
            day=self._day,
            status=status,
            fill=fill,
            name=name,
        )

    def save(self, path: str | Path, template: bytes | Path | None = None) -> Path:
        """Write it; what was there is kept as .bak. Gives the path. Raises as `docx`, and OutputError."""
        write_atomic(Path(path), self.docx(template))
        return Path(path)

    def _wanted(self) -> Wanted:
        stamp = self._law.stamps.get(self.urgency.upper(), 0) or self._box(self.urgency, "do_khan")
        return Wanted(
            tuple((annex.landscape, bool(annex.name)) for annex in self.annexes),
            stamp,
            self._box(self.circulation, "pham_vi"),
            len(self.address),
        )

    def _box(self, text: str, style: str) -> float:
        """The width in mm of a box around the text, 0 where there is none."""
        shown = look(style, max(self._law.size_sets), self._law)
        return text_width_mm(text.upper(), shown.size, shown.bold) + _BOX_AIR_MM if text else 0.0

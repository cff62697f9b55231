"""The components of one document, as recognised; what was not found is empty."""

from __future__ import annotations

from dataclasses import dataclass, field

from ... import law
from .lines import Line, fold
from .model import Document, DrawnLine, Paragraph

#: Folded, as `fold` gives them; "HỎA TỐC HẸN GIỜ" is of the older decree.
URGENCY = frozenset(map(fold, law.URGENCY)) | {"HOA TOC HEN GIO"}
CIRCULATION = frozenset(map(fold, law.CIRCULATION))


@dataclass
class Head:
    """What stands above the title. `left` and `right` are all paragraphs of the two sides, the blank ones too."""

    quoc_hieu: list[Line] = field(default_factory=list)
    tieu_ngu: list[Line] = field(default_factory=list)
    governing: list[Line] = field(default_factory=list)
    agency: list[Line] = field(default_factory=list)
    number: Line | None = None
    date: Line | None = None
    letter_subject: list[Line] = field(default_factory=list)  # "V/v …" of a công văn
    stamps: list[Line] = field(default_factory=list)
    left: list[Paragraph] = field(default_factory=list)
    right: list[Paragraph] = field(default_factory=list)
    loose_lines: list[DrawnLine] = field(default_factory=list)  # drawn outside the cells, floating over them
    tables: list[int] = field(default_factory=list)
    on_left: bool = False  # Quốc hiệu stands on the wrong side


@dataclass
class Item:
    """One paragraph of the content.

    `kind`: a component ("can_cu", "phan", "muc_chuong", "ten_phan", "muc", "khoan", "diem", "dieu"), "text", or
    "other" for a dash or a caption.
    `number` is the ordinal as printed, `mark` the sign after it (of phần and of mục in chapters the word before it,
    folded), `title` whether it is a heading of its own.
    """

    line: Line
    kind: str
    number: str = ""
    mark: str = ""
    title: bool = False
    after_break: bool = False  # a table, blank paragraph or section stands between it and the one before

    @property
    def paragraph(self) -> Paragraph:
        return self.line.paragraph


@dataclass
class Annex:
    heading: Line
    number: str
    names: list[Line] = field(default_factory=list)
    attached: list[Line] = field(default_factory=list)
    opens_section: bool = False


@dataclass
class Signer:
    """One signature column: `lines` above the name, the name itself."""

    lines: list[Line] = field(default_factory=list)
    name: Line | None = None


@dataclass
class Parts:
    document: Document
    type: str = ""  # the name of a law.DocumentType, or ""
    head: Head = field(default_factory=Head)
    title: list[Line] = field(default_factory=list)
    subject: list[Line] = field(default_factory=list)
    below_subject: list[Paragraph] = field(default_factory=list)
    kinh_gui: Line | None = None
    addressees: list[Line] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    blanks: list[Paragraph] = field(default_factory=list)  # empty paragraphs between paragraphs of the content
    noi_nhan: Line | None = None
    recipients: list[Line] = field(default_factory=list)
    signers: list[Signer] = field(default_factory=list)
    signature_tables: list[int] = field(default_factory=list)
    drafter: Line | None = None
    address: list[Line] = field(default_factory=list)
    above_address: list[Paragraph] = field(default_factory=list)  # in the same footer
    address_everywhere: bool = False  # not only on page 1
    annexes: list[Annex] = field(default_factory=list)
    annex_only: bool = False  # a file that holds but annexes: the document itself is another file

"""The components of one document, as recognised; what was not found is empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...plain import entity, field
from .lines import Line
from .model import Document, DrawnLine, Paragraph


@entity
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
    odd_shape: bool = False  # a group or a freehand shape floats outside the cells
    party: Line | None = None  # "ĐẢNG CỘNG SẢN VIỆT NAM" in the place of Quốc hiệu

    def lines(self) -> Iterator[Line]:
        """Every line that is one of its components."""
        yield from (*self.quoc_hieu, *self.tieu_ngu, *self.governing, *self.agency, *self.letter_subject, *self.stamps)
        yield from (line for line in (self.number, self.date, self.party) if line is not None)

    @property
    def found(self) -> bool:
        """Whether there is a head at all: something that only a head has."""
        return bool(self.quoc_hieu or self.tieu_ngu or self.number or self.party)


@entity
class Item:
    """One paragraph of the content.

    `kind`: a component ("can_cu", "phan", "muc_chuong", "ten_phan", "muc", "khoan", "diem", "dieu"), "text",
    "other" for a dash or a caption, or "quoted" for what stands between “ ” as somebody else's words.
    `number` is the ordinal as printed, `mark` the sign after it (of phần and of mục in chapters the word before it,
    folded), `title` whether it is a heading of its own, `last` the last ordinal on a line that has several.
    `role`: "authority" for the line that says who decides, "verdict" for "QUYẾT ĐỊNH:", "lead" for the line that
    says who wires or introduces whom, "broken" for the next line of a sentence that was typed, or pasted, a paragraph a
    line, else "".
    """

    line: Line
    kind: str
    number: str = ""
    mark: str = ""
    title: bool = False
    role: str = ""
    last: str = ""
    after_break: bool = False  # a table, blank paragraph or section stands between it and the one before

    @property
    def paragraph(self) -> Paragraph:
        return self.line.paragraph


@entity
class Annex:
    """A Phụ lục: the line with its number, its name, "(Kèm theo …)"."""

    heading: Line
    number: str
    names: list[Line] = field(default_factory=list)
    attached: list[Line] = field(default_factory=list)
    opens_section: bool = False


@entity
class Signer:
    """One signature column: `lines` above the name, the name itself."""

    lines: list[Line] = field(default_factory=list)
    name: Line | None = None


@entity
class Parts:
    """`standard`: which other standard than the decree's the paper keeps to (a key of `standard.STANDARDS`), or "".

    `unsure`: the components that the reading found no sure place for, by group ("dau", "chu_ky"): whoever judges says
    so once and leaves the components of the group alone.
    """

    document: Document
    type: str = ""  # the name of a law.DocumentType, or ""
    standard: str = ""
    unsure: frozenset[str] = frozenset()
    head: Head = field(default_factory=Head)
    title: list[Line] = field(default_factory=list)
    subject: list[Line] = field(default_factory=list)
    below_subject: list[Paragraph] = field(default_factory=list)
    kinh_gui: Line | None = None
    addressees: list[Line] = field(default_factory=list)
    address_table: int = 0  # the table that Kính gửi stands in, 0 where it is a paragraph
    authority: list[Line] = field(default_factory=list)  # who decides, of a quyết định, a nghị quyết
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
    regulations: list[Regulation] = field(default_factory=list)  # Quy chế, Quy định, … issued with the document
    annex_only: bool = False  # a file that holds but annexes: the document itself is another file

    @property
    def framing_tables(self) -> set[int]:
        """Those that lay out head and signature, and hold no data."""
        return {*self.head.tables, *self.signature_tables}

    def usual_size(self) -> float:
        """The size of the text, as most of its letters have it; 0 where there is no text."""
        sizes: Counter[float] = Counter()
        for item in self.items:
            if item.kind in ("text", "khoan", "diem"):
                sizes += item.line.sizes
        return sizes.most_common(1)[0][0] if sizes else 0.0

    def signing(self) -> list[Line]:
        """Every line of the signatures."""
        return [line for signer in self.signers for line in (*signer.lines, signer.name) if line is not None]


@entity
class Regulation:
    """A text issued with a document, as a document of its own: `parts` has its title, subject and content."""

    parts: Parts
    attached: list[Line] = field(default_factory=list)  # "(Ban hành kèm theo …)"

"""One round of repairs on an opened document: what was measured, the tools, the changes told, the file saved anew."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping

from ...office_file import read_part
from ...plain import fields, record
from .. import ooxml
from ..ooxml import STRICT, Element, W, q
from ..ooxml.package import CONTENT_TYPES, DocxPackage, add_margin, refer, to_bytes
from ..reading.lines import Line
from ..reading.model import Document, DrawnLine, Paragraph, Run, Section, Table
from ..rules import Departure
from ..rules.head import sized_together
from ..rules.registry import Collector
from ..rules.typeface import in_range

#: The attribute that says of an element, while a document is mended to be tracked, which it was before.
MARK = "lhhMark"


def mark_of(element: Element | None) -> str:
    """The mark of an element, "" where it has none."""
    return "" if element is None else element.get(MARK, "")


def node_of(one: Paragraph | Run | Table | DrawnLine) -> Element:
    """What it was read from: a document that is mended is read whole (`read_document`)."""
    assert one.node is not None
    return one.node


#: More than a line itself, so that no program wraps it.
ROOM_MM = 0.8
#: Of each indent what else may say it.
_OF_INDENTS = {
    "left": ("leftChars", "start", "startChars"),
    "right": ("rightChars", "end", "endChars"),
    "firstLine": ("firstLineChars", "hanging", "hangingChars"),
}


@record
class Change:
    """One repair as it is told: the rule's locator, the place, what stood there and what stands there now."""

    code: str
    component: str
    prop: str
    level: str
    place: str
    before: str
    after: str
    #: The mark of the paragraph that it is about, in a document that is marked (`tracked.marked`); "" for none.
    at: str = ""

    def as_json(self) -> dict[str, str]:
        return {name: getattr(self, name) for name in fields(self) if name not in ("prop", "at")}


class Workshop:
    """`edited` counts real changes, so that a repair that finds nothing to do tells nothing."""

    def __init__(self, package: DocxPackage, to: Collector) -> None:
        self.package = package
        self.to = to
        self.parts = to.parts
        self.law = to.law
        self.document = to.parts.document
        self.edited = 0
        self.dirty: set[str] = set()
        self.added: dict[str, bytes] = {}
        self.changes: list[Change] = []
        self.fitted: set[int] = set()  # sections whose tables were fitted to new margins
        self.left: list[tuple[Departure, str]] = []  # not begun, and why: a key of `messages.screen.FIX_HELD_WHY`
        self.beside = frozenset(_beside(self.document))
        self._pieces: dict[Element, list[tuple[int, int, Element]]] = {}

    # --- telling

    def tell(self, departure: Departure, level: str, before: str, after: str) -> None:
        one, where = departure.demand, departure.where
        paragraph = where.paragraph if isinstance(where, Line) else where
        at = mark_of(paragraph.node) if isinstance(paragraph, Paragraph) else ""
        self.changes.append(Change(one.id, one.component, one.prop, level, departure.place, before, after, at))

    def touch(self, part: str, changed: bool = True) -> bool:
        if changed:
            self.dirty.add(part)
            self.edited += 1
        return changed

    # --- paragraphs

    def set_paragraph(
        self, paragraph: Paragraph, name: str, values: dict[str, str], drop: tuple[str, ...] = ()
    ) -> bool:
        changed = ooxml.set_values(ooxml.holder(node_of(paragraph), "pPr"), name, values, drop)
        return self.touch(paragraph.part, changed)

    def indent(self, paragraph: Paragraph, **twips: int) -> bool:
        """Sets `left`, `right`, `firstLine`, whatever else said them."""
        drop = tuple(name for side in twips for name in _OF_INDENTS[side])
        return self.set_paragraph(paragraph, "ind", {side: str(value) for side, value in twips.items()}, drop)

    def flag_paragraph(self, paragraph: Paragraph, name: str, on: bool) -> bool:
        return self.touch(paragraph.part, ooxml.set_flag(ooxml.holder(node_of(paragraph), "pPr"), name, on))

    def set_section(self, section: Section, name: str, values: dict[str, str], drop: tuple[str, ...] = ()) -> bool:
        node = properties_of(section)
        return node is not None and self.touch(self.package.main, ooxml.set_values(node, name, values, drop))

    # --- runs

    def no_underline(self, line: Line) -> bool:
        return self.on_runs(line.paragraph.part, line.runs, lambda one: ooxml.set_values(one, "u", {"val": "none"}))

    def _covering(self, node: Element, start: int, end: int) -> list[Element]:
        """The run elements of exactly these signs of a run, which is cut where it holds more."""
        pieces = self._pieces.setdefault(node, [(0, ooxml.length(node), node)])
        if pieces[-1][1] < end:
            return [node]  # holds what the cutter does not know: taken whole
        for at in (start, end):
            for index, (first, last, piece) in enumerate(pieces):
                if first < at < last:
                    rest = ooxml.split_run(piece, at - first)
                    pieces[index : index + 1] = [(first, at, piece), (at, last, rest)]
                    break
        return [piece for first, last, piece in pieces if first >= start and last <= end and last > first]

    def on_runs(self, part: str, runs: Iterable[Run], change: Callable[[Element], bool]) -> bool:
        """Applies `change` to the rPr of exactly these signs; whether any changed."""
        nodes = [node for run in runs for node in self._covering(node_of(run), run.start, run.start + len(run.text))]
        done = [change(ooxml.holder(node, "rPr")) for node in nodes]
        return self.touch(part, any(done))

    # --- sizes

    def body(self) -> int:
        """Which of the decree's sets of sizes the document keeps to, told by the text: 13 or 14."""
        usual = self.parts.usual_size() or max(self.law.size_sets)
        return min(self.law.size_sets, key=lambda body: abs(usual - body))

    def head_body(self) -> int:
        """The set that most of Quốc hiệu, Tiêu ngữ and the date keep to already; else that of the text."""
        sizes = {name: lines[0].size for name, lines in sized_together(self.parts.head).items() if lines}
        sets = self.law.size_sets
        agree = {body: sum(size == wanted[name] for name, size in sizes.items()) for body, wanted in sets.items()}
        best = max(agree.values())
        bodies = [body for body, count in agree.items() if count == best]
        return self.body() if self.body() in bodies else bodies[0]

    def size_for(self, component: str, line: Line) -> float:
        """The size to set: the line's own right one, else that of the document's set."""
        demand = self.law.rule(component, "size")
        right = [(count, size) for size, count in line.sizes.items() if in_range(size, demand)]
        if right:
            return max(right)[1]
        in_head = component in ("quoc_hieu", "tieu_ngu", "dia_danh_ngay", "co_quan", "co_quan_chu_quan")
        body = self.head_body() if in_head else self.body()
        return float(demand.nearest(self.law.size_sets[body].get(component, body)))


_WRAPPED = tuple(q(f"wp:wrap{how}") for how in ("Square", "Tight", "Through", "TopAndBottom"))
_WRAPPED_VML = "{urn:schemas-microsoft-com:office:word}wrap"


def _beside(document: Document) -> Iterator[int]:
    """The ids of the paragraphs beside a drawn line that text runs around, as LibreOffice makes them of RTF.

    A hair's breadth up or down, and a word of theirs that stood above it goes round it.
    """
    paragraphs = list(document.paragraphs())
    for n, one in enumerate(paragraphs):
        if any(_parts_text(node_of(line)) for line in one.lines_drawn if line.floating):
            near = paragraphs[max(n - 1, 0) : n + 2]
            cell = (other for other in paragraphs if one.place.cell and other.place.cell == one.place.cell)
            yield from map(id, (*near, *cell))


def _parts_text(node: Element) -> bool:
    vml = (wrap.get("type", "none") for wrap in node.iter(_WRAPPED_VML))
    return next(node.iter(*_WRAPPED), None) is not None or any(how != "none" for how in vml)


# --- a new header in the package -------------------------------------------------------------------------------------


def add_header(shop: Workshop, section: Element, paragraph: Element) -> None:
    """The default header of a section without one, holding `paragraph`."""
    folder, main = posixpath.split(shop.package.main)
    names = shop.package.names | shop.added.keys()
    part = next(name for n in range(1, 10_000) if (name := posixpath.join(folder, f"header{n}.xml")) not in names)
    where = posixpath.join(folder, "_rels", f"{main}.rels")
    for name in {where, CONTENT_TYPES} - shop.added.keys():
        if (data := shop.package.sound(name)) is not None:
            shop.added[name] = data
    relations = shop.added.get(where, b"")
    rel_id = next(name for n in range(1, 10_000) if (name := f"rIdLHH{n}").encode() not in relations)
    add_margin(shop.added, "header", [paragraph], part, rel_id, shop.package.main)
    refer(section, "header", "default", rel_id)
    shop.touch(shop.package.main)


def properties_of(section: Section) -> Element | None:
    """Its `w:sectPr`; None for the one section of a document that says nothing of sections."""
    return section.node if section.node is not None and section.node.tag == W + "sectPr" else None


# --- the package written again: parts that changed anew, every other part byte for byte as it was --------------------


def saved(shop: Workshop) -> bytes:
    """The bytes of the document after this round's repairs. InputError where a part that nobody reads is damaged."""
    return rewritten(shop.package, shop.dirty, shop.added)


def rewritten(package: DocxPackage, dirty: Iterable[str], added: Mapping[str, bytes]) -> bytes:
    """The package with these parts as their trees are now, and those that are `added` or given anew."""
    trees = {part: root for part in dirty if (root := package.xml(part)) is not None}
    made = {part: to_bytes(root) for part, root in trees.items()} | dict(added)
    changed = {part: _as_it_was(data, package.read(part) or b"") for part, data in made.items()}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package.data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            data = changed.pop(info.filename, None)
            target.writestr(info, read_part(source, info, package.file) if data is None else data)
        for name, data in changed.items():  # the same copy whenever it is made
            target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _as_it_was(data: bytes, before: bytes) -> bytes:
    """A part that was in strict OOXML stays so."""
    for strict, common in STRICT.items():
        if strict in before:
            data = data.replace(common, strict)
    return data

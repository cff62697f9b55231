"""The edited file as it is written in: paragraphs put in, moved and taken out, comments, bookmarks, the part; its annex
tables, made anew where the data changed, and what a hand had written in them named.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping, Sequence

from ...messages import keeping as words
from ...plain import field, lazy, mutable, record
from ..ooxml import VAL, Element, fit_cells, measured, q, section_end, set_bookmark
from ..ooxml.package import MAIN_PART, STYLES_PART, parsed, to_bytes
from ..ooxml.reviewing import Note, write_comments
from .edited import AnnexTable, EditedFile, Paragraph
from .generated import Generated, Rows, drop_anchors, first_free, put_generated, set_id
from .words import gaps, places_of

_USES_STYLE = tuple(q(name) for name in ("pStyle", "rStyle", "tblStyle"))
#: What a copied paragraph leaves behind: it points to parts of the package that it comes from, or divides the document.
_LEFT_BEHIND = tuple(
    q(name) for name in ("sectPr", "drawing", "pict", "object", "footnoteReference", "endnoteReference", "numPr")
)

#: Cells that are named of one table.
MOST_EDITS = 200


class Carrier:
    """Writes in `mine`; copies come from `fresh`."""

    def __init__(self, mine: EditedFile, fresh: EditedFile) -> None:
        self.mine, self.fresh = mine, fresh
        self._rewritten: dict[str, Element] = {}
        self._styles: Element | None = None

    @lazy
    def _generated(self) -> set[Element]:
        """The paragraphs of the fresh document that have a text."""
        return {paragraph.elements[0] for paragraph in self.fresh.paragraphs}

    @lazy
    def _annexes(self) -> set[Element]:
        return {table.element for table in self.fresh.tables}

    def rewrite(self, name: str, root: Element) -> None:
        """A part beside the main one was written in."""
        self._rewritten[name] = root

    # --- paragraphs ----------------------------------------------------------------------------------------------

    def remove(self, paragraphs: Iterable[Paragraph]) -> None:
        """What was generated and is no more; what a person put in it, the end of a section, a cell's last paragraph
        stay."""
        for paragraph in paragraphs:
            for element in paragraph.elements:
                holder = element.getparent()
                if holder is None:
                    continue
                last = holder.tag == q("tc") and len(holder.findall(q("p"))) == 1
                if paragraph.carries_more or last:
                    for node in list(element.iter(q("t"))):
                        node.text = ""
                else:
                    holder.remove(element)

    def move(self, element: Element, before: Element) -> None:
        """The paragraph behind another of the same holder."""
        if element.getparent() is before.getparent() and element is not before and section_end(before) is None:
            before.addnext(element)

    def insert(self, element: Element, neighbour: Element | None, *, behind: bool) -> Element | None:
        """A copy of a fresh paragraph behind the one that it follows there, or before the one that follows it; None
        where that is not its neighbour, because an annex table or the end of a section lies between."""
        place = None if neighbour is None else _level(neighbour, element)
        if place is None or not self._neighbours(element, behind=behind) or (behind and section_end(place) is not None):
            return None
        made = self.copied(element)
        place.addnext(made) if behind else place.addprevious(made)
        return made

    def _neighbours(self, element: Element, *, behind: bool) -> bool:
        """Whether, in the fresh document, no annex table or end of a section parts it from the text on that side."""
        node = element.getprevious() if behind else element.getnext()
        while node is not None:
            if node.tag == q("tbl"):
                return node not in self._annexes
            if node.tag == q("p"):
                if node in self._generated:
                    return True
                if section_end(node) is not None:
                    return False
            node = node.getprevious() if behind else node.getnext()
        return False

    def copied(self, element: Element) -> Element:
        """A node of the fresh document in the words of this one: its styles by name, nothing that points elsewhere."""
        made = copy.deepcopy(element)
        made.tail = None
        drop_anchors(made)
        for gone in list(made.iter(*_LEFT_BEHIND)):
            holder = gone.getparent()
            if holder is not None:
                holder.remove(gone)
        for use in made.iter(*_USES_STYLE):
            use.set(VAL, self._style(use.get(VAL, "")))
        return made

    @lazy
    def _ids(self) -> dict[str, str]:
        return {name: style for style, name in self.mine.style_names.items()}

    def _style(self, style: str) -> str:
        """The id here of a style of the fresh document; one that a program dropped comes along."""
        name = self.fresh.style_names.get(style, "")
        if not name or name in self._ids or STYLES_PART not in self.mine.parts:
            return self._ids.get(name, style)
        if self._styles is None:
            self._styles = parsed(self.mine.parts[STYLES_PART])
        taken = {one.get(q("styleId")) for one in self._styles.iter(q("style"))}
        made_id = next(f"{style}{n or ''}" for n in range(len(taken) + 1) if f"{style}{n or ''}" not in taken)
        self._ids[name] = made_id
        found = parsed(self.fresh.parts[STYLES_PART]).iter(q("style"))
        made = copy.deepcopy(next(one for one in found if one.get(q("styleId")) == style))
        made.set(q("styleId"), made_id)
        for points in list(made.iter(q("basedOn"), q("next"), q("link"))):
            points.set(VAL, self._style(points.get(VAL, "")) if points.tag == q("basedOn") else made_id)
        self._styles.append(made)
        return made_id

    # --- bookmarks, comments, the part -----------------------------------------------------------------------------

    def anchor(self, wanted: Mapping[str, Element]) -> None:
        """Each of these paragraphs has its bookmark; bookmarks of ours with other names are gone."""
        root = self.mine.root
        drop_anchors(root, wanted)
        there = {mark.get(q("name")) for mark in root.iter(q("bookmarkStart"))}
        new = [name for name in wanted if name not in there]
        for number, name in enumerate(new, first_free(root)):
            set_bookmark(wanted[name], name, number)

    def finish(self, now: Generated, notes: Sequence[Note]) -> None:
        """Everything into the parts."""
        parts = self.mine.parts
        if notes:
            write_comments(parts, notes)
        put_generated(parts, now)
        set_id(self.mine.root, now, first_free(self.mine.root))
        parts[MAIN_PART] = to_bytes(self.mine.root)
        for name, root in self._rewritten.items():
            parts[name] = to_bytes(root)
        if self._styles is not None:
            parts[STYLES_PART] = to_bytes(self._styles)


def _level(neighbour: Element, element: Element) -> Element | None:
    """The neighbour, or what it stands in, where that is of the holder that the fresh paragraph has: body, or cell."""
    holder = element.getparent()
    wanted = None if holder is None else holder.tag
    node: Element | None = neighbour
    while node is not None:
        above = node.getparent()
        if above is not None and above.tag == wanted:
            return node
        if wanted == q("tc"):
            return None
        node = above
    return None


# --- annex tables ----------------------------------------------------------------------------------------------------


@record
class CellEdit:
    """A cell (or, without column, a whole row) of an annex table written by hand: what stood there, what stands now.

    `table` counts from 1, `row` below the head from 1, `column` from 1; 0 for a row that was put in.
    """

    table: int
    row: int
    column: int
    stood: str
    now: str


@mutable
class Tables:
    """What became of them; `notes` are for comments, each at an element or, None, at the end."""

    edits: list[CellEdit] = field(default_factory=list)
    notes: list[tuple[Element | None, str]] = field(default_factory=list)
    changed: bool = False


def merge_tables(carrier: Carrier, base: Sequence[Rows], now: Sequence[Rows]) -> Tables:
    """Every annex table of the edited file as it is now; one that the hand took out stays out. A row that still reads
    as it should stays the row that it is, with its look; the table keeps its own widths.

    One that is no more goes as it came, with its page where nothing else is left there; if a hand wrote in it, a note.
    """
    out = Tables()
    mine = _by_head([table.head for table in carrier.mine.tables], base)
    fresh = _by_head([table.head for table in carrier.fresh.tables], now)
    newer = _same_heads([table.head for table in base], [table.head for table in now])
    for i, old in enumerate(base):
        j, k = mine.get(i), newer.get(i)
        if j is None:
            continue
        table = carrier.mine.tables[j]
        as_made = [*old.rows] == table.fingerprints and not Paragraph([table.element]).carries_more
        if (k is None or k not in fresh) and as_made:
            _take_out(table.element)
            out.changed = True
            continue
        if k is None or k not in fresh:
            before = next(table.element.itersiblings(q("p"), preceding=True), None)
            out.notes.append((before, words.TABLE_GONE))
            continue
        made = carrier.fresh.tables[fresh[k]]
        if [*old.rows] != table.fingerprints:
            out.edits += _edits(i + 1, old.rows, table, now[k].rows, made)
        if table.fingerprints != made.fingerprints:
            _renew(carrier, table, made)
            out.changed = True
    told = set(newer.values())
    out.notes += [(None, words.TABLE_NEW.format(text=table.head[:80])) for k, table in enumerate(now) if k not in told]
    return out


def _take_out(table: Element) -> None:
    """The table, and the section in which it stood if that is blank now and another stands before it."""
    holder, above, below = table.getparent(), [*table.itersiblings(preceding=True)], [*table.itersiblings()]
    assert holder is not None
    holder.remove(table)
    before = next((n for n, node in enumerate(above) if section_end(node) is not None), None)
    after = next((n for n, node in enumerate(below) if section_end(node) is not None), None)
    if before is None or after is None:
        return
    own = [*above[:before], *below[: after + 1]]
    if any(node.tag not in (q("p"), q("sectPr")) or node.find(f".//{q('r')}") is not None for node in own):
        return
    ending = section_end(above[before])
    for node in own:
        holder.remove(node)
    if below[after].tag == q("sectPr") and ending is not None:  # the last of all: the one before is the last now
        holder.append(ending)


def _by_head(found: Sequence[str], known: Sequence[Rows]) -> dict[int, int]:
    """Known table -> the one in a file: by its head, and where heads were written over, by their order."""
    pairs = _same_heads([table.head for table in known], found)
    left = [i for i in range(len(known)) if i not in pairs]
    free = [j for j in range(len(found)) if j not in pairs.values()]
    if len(left) == len(free):
        pairs.update(zip(left, free, strict=True))
    return pairs


def _same_heads(ones: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    places: dict[str, list[int]] = {}
    for j, head in enumerate(others):
        places.setdefault(head, []).append(j)
    found = {}
    for i, head in enumerate(ones):
        if places.get(head):
            found[i] = places[head].pop(0)
    return found


def _rows_between(ones: Sequence[int], others: Sequence[int]) -> dict[int, int]:
    """Row of the one -> the same of the other: equal ones, and of what lies between as many as there are on both."""
    both = ([str(one) for one in ones], [str(one) for one in others])
    found = places_of(*both)
    for i1, i2, j1, j2 in gaps(*both):
        found.update(zip(range(i1, i2), range(j1, j2), strict=False))
    return found


def _edits(number: int, old: Sequence[int], table: AnnexTable, now: Sequence[int], made: AnnexTable) -> list[CellEdit]:
    """What the hand wrote in the table, against what stands there now."""
    to_mine, to_now = _rows_between(old, table.fingerprints), _rows_between(old, now)
    found: list[CellEdit] = []
    for i, fingerprint in enumerate(old):
        j, k = to_mine.get(i), to_now.get(i)
        if j is None or table.fingerprints[j] == fingerprint:
            if j is None and k is not None:
                found.append(CellEdit(number, i, 0, "", " | ".join(made.cells(k))))
            continue
        stood, now_cells = table.cells(j), made.cells(k) if k is not None else []
        for column in range(max(len(stood), len(now_cells))):
            one = stood[column] if column < len(stood) else ""
            other = now_cells[column] if column < len(now_cells) else ""
            if one != other:
                found.append(CellEdit(number, i, column + 1, one, other))
    known = set(to_mine.values())
    put_in = [j for j in range(len(table.rows)) if j not in known]
    found += [CellEdit(number, j, 0, " | ".join(table.cells(j)), "") for j in put_in]
    return found[:MOST_EDITS]


def _renew(carrier: Carrier, table: AnnexTable, made: AnnexTable) -> None:
    """The rows of the fresh table in this one; those that read alike stay."""
    ones = ([str(one) for one in made.fingerprints], [str(one) for one in table.fingerprints])
    stays = places_of(*ones)
    widths = _widths(table.element)
    same_grid = all(widths) and len(widths) == len(_widths(made.element))
    rows: list[Element] = []
    for k, row in enumerate(made.rows):
        if k in stays:
            rows.append(table.rows[stays[k]])
            continue
        copied = carrier.copied(row)
        if same_grid:
            fit_cells(copied, widths)
        rows.append(copied)
    for row in table.rows:
        holder = row.getparent()
        if holder is not None:
            holder.remove(row)
    table.element.extend(rows)
    table.rows = rows
    del table.__dict__["fingerprints"]


def _widths(table: Element) -> list[int]:
    return [int(measured(column.get(q("w")), 0)) for column in table.findall(f"{q('tblGrid')}/{q('gridCol')}")]

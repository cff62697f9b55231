"""The XML of one worksheet, changed cell by cell; what is not touched stays as it was written, byte for byte.

A row is bytes as they were read, a tree only while it is looked at or changed: a long sheet costs its own bytes and the
place of each row. Source: ECMA-376 Part 1, 18.3.1.80 (sheetData), 18.3.1.73 (row), 18.3.1.4 (c), 18.3.1.35 (dimension),
18.3.1.47 (hyperlink).
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from uuid import uuid4

from lxml import etree

from ..errors import InputError, RefusedError
from ..plain import escape
from .addresses import Area, address, area, column_number, parse_range
from .cells import CellReader
from .package import Package, Sheet, unescape
from .patch_cells import cell_xml
from .patch_parts import PARSER, SharedStrings, Slices, parse, serialise, sliced, string_text
from .values import Value

_DIMENSION = re.compile(
    rb"""(<(?:[\w.-]+:)?dimension(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*?\s+ref\s*=\s*)(?:"[^"]*"|'[^']*')"""
)
_MANY_CELLS = frozenset({"shared", "array", "dataTable"})
#: Rows that stay trees at a time: a row, the one above it, and some to spare.
_OPEN = 8
_BATCH = 1 << 16


# --- the rows ---------------------------------------------------------------------------------------------------------


class Rows:
    """`context` is the element that holds the rows (its namespaces are theirs). A row without r follows the one before.

    Raises ValueError where two numbers in the part cannot be, InputError("truncated") where a row is no sound XML.
    """

    def __init__(self, slices: Slices, context: etree._Element, file: str) -> None:
        self._slices, self._file = slices, file
        self._numbers, self._which, self.all_numbered = _ordered(slices)
        self._made: dict[int, bytes | None] = {}  # new and changed rows; None: taken out
        self._trees: dict[int, etree._Element] = {}  # the rows looked at last, the latest at the end
        self._changed: set[int] = set()  # of these trees
        spaces = ((name, escape(uri).replace('"', "&quot;")) for name, uri in context.nsmap.items())
        names = "".join(f' xmlns{":" + name if name else ""}="{uri}"' for name, uri in spaces)
        prefix = f"{context.prefix}:" if context.prefix else ""
        self._tag = f"{prefix}row"
        self._before, self._after = f"<{prefix}x{names}>".encode(), f"</{prefix}x>".encode()

    # --- looking -------------------------------------------------------------------------------------------------

    def __contains__(self, row: int) -> bool:
        if row in self._trees:
            return True
        return self._made[row] is not None if row in self._made else self._at(row) is not None

    def __iter__(self) -> Iterator[int]:
        """The numbers of all rows, in their order."""
        self._close(0)
        return iter(sorted({*self._numbers, *self._made} - {row for row, xml in self._made.items() if xml is None}))

    def get(self, row: int) -> etree._Element | None:
        """The row as a tree, to be looked at: it is good until some others were."""
        tree = self._trees.pop(row, None)
        if tree is None:
            xml = self._xml(row)
            if xml is None:
                return None
            tree = self._parsed(xml)
        self._trees[row] = tree
        self._close(_OPEN)
        return tree

    def mentions(self, row: int, word: bytes) -> bool:
        """Whether the word may stand in the row: for a cheap look at many."""
        return row in self._trees or word in (self._xml(row) or b"")

    # --- changing ------------------------------------------------------------------------------------------------

    def change(self, row: int) -> etree._Element:
        """The row as a tree, to be changed at once; made where it is not there."""
        tree = self.get(row)
        if tree is None:
            tree = self._trees[row] = self._parsed(f'<{self._tag} r="{row}"/>'.encode())
            self._close(_OPEN)
        self._changed.add(row)
        return tree

    def make(self, row: int, xml: bytes) -> None:
        """Puts a row that is not there yet."""
        self._made[row] = xml

    def drop(self, row: int) -> None:
        """Takes the row out."""
        self._trees.pop(row, None)
        self._changed.discard(row)
        self._made[row] = None

    # --- writing -------------------------------------------------------------------------------------------------

    def chunks(self) -> Iterator[bytes | memoryview]:
        """What stands between the start tag and the end tag of their element, in pieces."""
        self._close(0)
        slices, last, data = self._slices, len(self._slices), memoryview(self._slices.data)
        changed: dict[int, bytes] = {}
        before: dict[int, list[int]] = {}
        for row in sorted(self._made):
            xml, at = self._made[row], self._at(row)
            if at is not None:
                changed[at] = xml or b""
            elif xml is not None:
                place = bisect.bisect_right(self._numbers, row)
                before.setdefault(self._which[place] if place < last else last, []).append(row)
        done = slices.begin
        for at in sorted({*changed, *before} - {last}):
            yield data[done : slices.starts[at]]
            yield from self._joined(before.get(at, ()))
            done = slices.starts[at]
            if at in changed:
                yield changed[at]
                done = slices.ends[at] if changed[at] else self._behind(at)
        yield data[done : slices.end]
        yield from self._joined(before.get(last, ()))

    def _joined(self, rows: Sequence[int]) -> Iterator[bytes]:
        batch: list[bytes] = []
        size = 0
        for row in rows:
            xml = self._made[row] or b""
            batch.append(xml)
            size += len(xml)
            if size > _BATCH:
                yield b"".join(batch)
                batch, size = [], 0
        yield b"".join(batch)

    # --- inside --------------------------------------------------------------------------------------------------

    def _at(self, row: int) -> int | None:
        """Which of the rows that were read; of two with one number the last."""
        place = bisect.bisect_right(self._numbers, row) - 1
        return self._which[place] if place >= 0 and self._numbers[place] == row else None

    def _behind(self, at: int) -> int:
        """Where what follows a row that was taken out begins: its line's end goes with it."""
        slices, end = self._slices, self._slices.ends[at]
        following = slices.starts[at + 1] if at + 1 < len(slices) else slices.end
        return end if slices.data[end:following].strip() else following

    def _xml(self, row: int) -> bytes | None:
        if row in self._made:
            return self._made[row]
        at = self._at(row)
        return None if at is None else self._slices.data[self._slices.starts[at] : self._slices.ends[at]]

    def _parsed(self, xml: bytes) -> etree._Element:
        try:
            return etree.fromstring(self._before + xml + self._after, PARSER)[0]
        except etree.XMLSyntaxError as error:
            raise InputError("truncated", file=self._file) from error

    def _close(self, keep: int) -> None:
        """Trees past the number to keep become bytes again."""
        while len(self._trees) > keep:
            row = next(iter(self._trees))
            tree = self._trees.pop(row)
            if row in self._changed:
                self._changed.discard(row)
                xml = etree.tostring(tree.getroottree(), encoding="UTF-8", xml_declaration=False)
                self._made[row] = xml[xml.index(b">") + 1 : xml.rindex(b"<")]


def _ordered(slices: Slices) -> tuple[Sequence[int], Sequence[int], bool]:
    """The numbers in their order, which row of the part has each, and whether all rows tell their number."""
    numbers, at, told = slices.numbers, 0, True
    if 0 in numbers:
        told = False
        for i, number in enumerate(numbers):
            numbers[i] = at = number or at + 1
    if all(a < b for a, b in pairwise(numbers)):
        return numbers, range(len(numbers)), told
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    return [numbers[i] for i in order], order, told


# --- the sheet --------------------------------------------------------------------------------------------------------


class SheetXml:
    """Cells by (column, row); iterating gives the part's bytes as they are now.

    `root` is the sheet without its rows; who changes it sets `around_changed`. `removed_formulas`: the addresses
    whose formula was overwritten. `strings`: the package's, where others read them too. Raises InputError on broken
    XML, ValueError on a sheet without cells' place and on numbers that are none.
    """

    def __init__(self, package: Package, sheet: Sheet, strings: SharedStrings | None = None) -> None:
        self.name, part = sheet.name, sheet.part
        self._package, self._sheet = package, sheet
        slices = sliced(package, part, "sheetData", "row")
        if slices is None:
            raise ValueError(f"sheet without sheetData: {self.name}")
        self._head, self._tail = slices.head, slices.tail
        self.root = parse(package, part, slices.head + slices.tail)
        self.ns = etree.QName(self.root).namespace or ""
        data = self.root.find(f"{{{self.ns}}}sheetData")
        if data is None:
            raise ValueError(f"sheet without sheetData: {self.name}")
        self._data = data
        self.rows = Rows(slices, data, package.file)
        self.removed_formulas: set[str] = set()
        self._strings = strings or SharedStrings(package)
        self.around_changed = False
        self._used, self._widened = self._dimension(), False
        self._styles: tuple[int, dict[int, str]] = (0, {})  # of the row written last

    # --- looking -------------------------------------------------------------------------------------------------

    def cells(self, row: int) -> Iterator[tuple[int, etree._Element]]:
        """(column, element) of the row's cells; a cell without address follows the one before."""
        element = self.rows.get(row)
        at = 0
        for cell in () if element is None else element.iterchildren(f"{{{self.ns}}}c"):
            ref = cell.get("r")
            at = column_number(ref.rstrip("0123456789")) if ref else at + 1
            yield at, cell

    def cell(self, column: int, row: int) -> etree._Element | None:
        return next((cell for at, cell in self.cells(row) if at == column), None)

    def filled(self, row: int) -> list[int]:
        """The columns that hold a value or a formula in this row."""
        return [at for at, cell in self.cells(row) if _has_value(cell)]

    def texts(self, row: int) -> dict[int, str]:
        """Column -> what is written in the row's cells as text: a number as it is, a truth as True or False."""
        texts: dict[int, str] = {}
        shared: dict[int, int] = {}
        for column, cell in self.cells(row):
            value, inline = cell.findtext("{*}v"), cell.find("{*}is")
            if inline is not None:
                texts[column] = string_text(inline)
            elif value and cell.get("t") == "s":
                shared[column] = int(value)
            elif value:
                texts[column] = {"1": "True", "0": "False"}.get(value, value) if cell.get("t") == "b" else value
        strings = self._strings.texts(set(shared.values()))
        texts |= {column: strings.get(index, "") for column, index in shared.items()}
        return {column: unescape(text) for column, text in texts.items()}

    def styles(self, row: int) -> dict[int, str]:
        """Column -> format of the row's cells."""
        if self._styles[0] == row:
            return self._styles[1]
        return {column: _format(cell) for column, cell in self.cells(row)}

    def style(self, column: int, row: int) -> str | None:
        """The format of a cell that is there, else None."""
        cell = self.cell(column, row)
        return None if cell is None else _format(cell)

    def default_style(self, column: int) -> str | None:
        """The column's own format."""
        for col in self.root.iterfind(f"{{{self.ns}}}cols/{{{self.ns}}}col"):
            if int(col.get("min", "0")) <= column <= int(col.get("max", "0")):
                return _format(col, "style") if "style" in col.attrib else None
        return None

    @property
    def merged(self) -> list[Area]:
        """The merged areas."""
        found = self.root.iterfind(f"{{{self.ns}}}mergeCells/{{{self.ns}}}mergeCell")
        return [place for cell in found if (place := parse_range(cell.get("ref", "")))]

    def values(self) -> Mapping[tuple[int, int], Value]:
        """(row, column) -> value or Formula, of all cells as they were read."""
        return CellReader(self._package).read(self._sheet).cells

    # --- changing ------------------------------------------------------------------------------------------------

    def write(self, row: int, values: Mapping[int, tuple[str | None, object]], height: float | None = None) -> None:
        """Puts column -> (style, value) into the row; other cells of the row stay, and a height that was set by hand.

        Raises RefusedError where a formula over several cells stands, and for a text that is too long.
        """
        xml = [
            cell_xml(address(column, row), style, value, date1904=self._package.date1904)
            for column, (style, value) in sorted(values.items())
        ]
        if row in self.rows or self._data.prefix:
            cells = list(etree.fromstring(f'<x xmlns="{self.ns}">{"".join(xml)}</x>'))
            self._put(row, dict(zip(sorted(values), cells, strict=True)))
            if height is not None:
                self._fit(row, height)
        elif values:
            tall = "" if height is None else f' ht="{height:g}"'
            self.rows.make(row, f'<row r="{row}"{tall}>{"".join(xml)}</row>'.encode())
            self._widen(row, min(values), max(values))
            self._styles = row, {column: style or "0" for column, (style, _value) in values.items()}

    def put(self, row: int, column: int, cell: etree._Element) -> None:
        """Puts a copy of another cell here."""
        cell.set("r", address(column, row))
        self._put(row, {column: cell})

    def remove(self, row: int, first: int, last: int) -> None:
        """Takes the cells from column `first` to `last` out of the row, and the row where nothing else is in it."""
        if row not in self.rows:
            return
        gone = [(at, cell) for at, cell in self.cells(row) if first <= at <= last]
        if not gone and next(self.cells(row), None):
            return
        element = self._changed(row)
        for at, cell in gone:
            self._forget_formula(row, at, cell)
            element.remove(cell)
        plain = {"r", "spans", "hidden", "dyDescent", "ht"}  # a height not set by hand goes with the texts
        bare = len(element) == 0 and all(etree.QName(name).localname in plain for name in element.attrib)
        if bare and self.rows.all_numbered:  # a row without number counts from the one before
            self.rows.drop(row)

    def drop_links(self, left: int, top: int, right: int, bottom: int) -> None:
        """Removes the links that stand wholly inside the area; an empty list of links Excel would not open."""
        for links in self.root.findall(f"{{{self.ns}}}hyperlinks"):
            for link in links.findall(f"{{{self.ns}}}hyperlink"):
                at = parse_range(link.get("ref", ""))
                if at and left <= at[0] and at[2] <= right and top <= at[1] and at[3] <= bottom:
                    links.remove(link)
                    self.around_changed = True
            if self.around_changed and len(links) == 0:
                self.root.remove(links)

    def show_row(self, row: int) -> None:
        """Undoes the hiding by a filter."""
        if row in self.rows and self.rows.mentions(row, b"hidden"):
            element = self.rows.get(row)
            if element is not None and "hidden" in element.attrib:
                del self.rows.change(row).attrib["hidden"]

    def _changed(self, row: int) -> etree._Element:
        """The row, to be changed: each of its cells says where it stands."""
        if self._styles[0] == row:
            self._styles = (0, {})
        element = self.rows.change(row)
        if "r" not in element.attrib:
            element.set("r", str(row))
        for column, cell in self.cells(row):
            if "r" not in cell.attrib:
                cell.set("r", address(column, row))
        return element

    def _put(self, row: int, new: dict[int, etree._Element]) -> None:
        element = self._changed(row)
        element.attrib.pop("spans", "")  # only a hint, and now perhaps a wrong one
        old = dict(self.cells(row))
        last = max(old, default=0)
        for column, cell in sorted(new.items()):
            there = old.get(column)
            if there is not None:
                self._forget_formula(row, column, there)
                element.replace(there, cell)
            else:
                after = None if column > last else next(old[at] for at in sorted(old) if at > column)
                if after is None:
                    element.append(cell)
                else:
                    after.addprevious(cell)
            old[column] = cell
            last = max(last, column)
        self._widen(row, min(new, default=0), max(new, default=0))

    def _fit(self, row: int, height: float) -> None:
        element = self.rows.change(row)
        if element.get("customHeight", "0") in ("0", "false"):
            element.set("ht", f"{height:g}")

    def _forget_formula(self, row: int, column: int, cell: etree._Element) -> None:
        formula = cell.find(f"{{{self.ns}}}f")
        if formula is None:
            return
        if formula.get("t") in _MANY_CELLS:
            raise RefusedError("formula_in_cell", sheet=self.name, cell=address(column, row))
        self.removed_formulas.add(address(column, row))

    def _dimension(self) -> Area | None:
        """The used range as the sheet tells it."""
        element = self.root.find(f"{{{self.ns}}}dimension")
        return None if element is None else parse_range(element.get("ref", ""))

    def _widen(self, row: int, first: int, last: int) -> None:
        """Keeps <dimension> true."""
        if self._used is None or not first:
            return
        left, top, right, bottom = self._used
        wide = min(left, first), min(top, row), max(right, last), max(bottom, row)
        self._widened = self._widened or wide != self._used
        self._used = wide

    # --- writing -------------------------------------------------------------------------------------------------

    def __iter__(self) -> Iterator[bytes | memoryview]:
        head, tail = self._around()
        yield head
        yield from self.rows.chunks()
        yield tail

    def _around(self) -> tuple[bytes, bytes]:
        """What stands before and after the rows: as it was read, where only the used range is another."""
        used = area(*self._used).encode() if self._used and self._widened else b""
        if not self.around_changed and not used:
            return self._head, self._tail
        if not self.around_changed and b"<!" not in self._head:
            head, found = _DIMENSION.subn(rb'\g<1>"%b"' % used, self._head, count=1)
            if found:
                return head, self._tail
        return self._rewritten(used)

    def _rewritten(self, used: bytes) -> tuple[bytes, bytes]:
        dimension = self.root.find(f"{{{self.ns}}}dimension")
        if used and dimension is not None:
            dimension.set("ref", used.decode())
        self._data.text = mark = uuid4().hex
        head, _mark, tail = serialise(self.root).partition(mark.encode())
        return head, tail


def _format(element: etree._Element, name: str = "s") -> str:
    """The number of a format; the plain one where the file says something that is no number."""
    text = element.get(name, "0")
    return text if text.isascii() and text.isdecimal() else "0"


def _has_value(cell: etree._Element) -> bool:
    """A formula, or a value that is not the empty text (a comment may stand before the text)."""
    for child in cell.iterchildren("{*}f", "{*}v", "{*}is"):
        name = etree.QName(child).localname
        texts = child.iter("{*}t") if name == "is" else (child,)
        if name == "f" or any(text.text or len(text) for text in texts):
            return True
    return False

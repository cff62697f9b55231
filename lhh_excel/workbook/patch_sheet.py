"""The XML of one worksheet, changed cell by cell; what is not touched stays as it was written.

Rows and columns are 1-based numbers. Source: ECMA-376 Part 1, 18.3.1.73 (row), 18.3.1.4 (c), 18.3.1.47 (hyperlink).
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping
from functools import lru_cache

from lxml import etree

from ..errors import RefusedError
from .package import column_number, parse_range
from .patch_cells import Link, address, area, cell_xml
from .patch_parts import insert_before

#: Children of <worksheet> that stand after <hyperlinks>. (Controls may be wrapped in mc:AlternateContent.)
_AFTER_LINKS = frozenset(
    {
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "colBreaks",
        "customProperties",
        "cellWatches",
        "ignoredErrors",
        "smartTags",
        "drawing",
        "legacyDrawing",
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
        "AlternateContent",
    }
)
#: Excel opens no sheet with more.
MAX_LINKS = 65_530
MAX_ROW = 1_048_576
_MANY_CELLS = frozenset({"shared", "array", "dataTable"})


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    return column_number(letters)


class SheetXml:
    """Cells by (column, row). `removed_formulas` collects the addresses whose formula was overwritten."""

    def __init__(self, root: etree._Element, name: str, *, date1904: bool = False) -> None:
        self.root, self.name, self.date1904 = root, name, date1904
        self.ns = etree.QName(root).namespace or ""
        data = root.find(f"{{{self.ns}}}sheetData")
        if data is None:
            raise ValueError(f"sheet without sheetData: {name}")
        self.data = data
        self.rows: dict[int, etree._Element] = {}
        self.removed_formulas: set[str] = set()
        at = 0
        for row in data.iterchildren(f"{{{self.ns}}}row"):
            at = int(row.get("r") or at + 1)
            self.rows[at] = row
        self.order = sorted(self.rows)
        self._links: dict[str, etree._Element] | None = None

    # --- looking -------------------------------------------------------------------------------------------------

    def cells(self, row: int) -> Iterator[tuple[int, etree._Element]]:
        """(column, element) of the row's cells; a cell without address follows the one before."""
        element = self.rows.get(row)
        at = 0
        for cell in () if element is None else element.iterchildren(f"{{{self.ns}}}c"):
            ref = cell.get("r")
            at = _column(ref.rstrip("0123456789")) if ref else at + 1
            yield at, cell

    def cell(self, column: int, row: int) -> etree._Element | None:
        return next((cell for at, cell in self.cells(row) if at == column), None)

    def filled(self, first: int, last: int, row: int) -> int | None:
        """The first column from `first` to `last` that holds a value or a formula in this row."""
        return next((at for at, cell in self.cells(row) if first <= at <= last and has_value(cell)), None)

    def style(self, column: int, row: int) -> str | None:
        """The format of a cell that is there, else None."""
        cell = self.cell(column, row)
        return None if cell is None else cell.get("s", "0")

    def default_style(self, column: int) -> str | None:
        """The column's own format."""
        for col in self.root.iterfind(f"{{{self.ns}}}cols/{{{self.ns}}}col"):
            if int(col.get("min", "0")) <= column <= int(col.get("max", "0")):
                return col.get("style")
        return None

    def merged(self) -> list[tuple[int, int, int, int]]:
        found = self.root.iterfind(f"{{{self.ns}}}mergeCells/{{{self.ns}}}mergeCell")
        return [place for cell in found if (place := parse_range(cell.get("ref", "")))]

    # --- changing ------------------------------------------------------------------------------------------------

    def write(self, row: int, values: Mapping[int, tuple[str | None, object]]) -> None:
        """Puts column -> (style, value) into the row; other cells of the row stay.

        Raises RefusedError where a formula over several cells stands, and for a text that is too long.
        """
        xml = "".join(
            cell_xml(address(column, row), style, value, date1904=self.date1904)
            for column, (style, value) in values.items()
        )
        cells = list(etree.fromstring(f'<x xmlns="{self.ns}">{xml}</x>'))
        self._put(row, dict(zip(values, cells, strict=True)))
        for column, (_style, value) in values.items():
            if isinstance(value, Link):
                self.link(column, row, value)

    def put(self, row: int, column: int, cell: etree._Element) -> None:
        """Puts a copy of another cell here."""
        cell.set("r", address(column, row))
        self._put(row, {column: cell})

    def remove(self, row: int, first: int, last: int) -> None:
        """Takes the cells from column `first` to `last` out of the row, and the row where nothing else is in it."""
        element = self.rows.get(row)
        if element is None:
            return
        for _at, cell in [pair for pair in self.cells(row) if first <= pair[0] <= last]:
            self._forget_formula(row, _at, cell)
            element.remove(cell)
        plain = {"r", "spans", "hidden"}
        if len(element) == 0 and all(etree.QName(name).localname in {*plain, "dyDescent"} for name in element.attrib):
            self.data.remove(element)
            del self.rows[row]
            del self.order[bisect.bisect_left(self.order, row)]

    def show_row(self, row: int) -> None:
        """Undoes the hiding by a filter."""
        element = self.rows.get(row)
        if element is not None and "hidden" in element.attrib:
            del element.attrib["hidden"]

    def _row(self, row: int) -> etree._Element:
        element = self.rows.get(row)
        if element is None:
            place = bisect.bisect_left(self.order, row)
            element = self.data.makeelement(f"{{{self.ns}}}row", {"r": str(row)})
            if place == len(self.order):
                self.data.append(element)
            else:
                self.rows[self.order[place]].addprevious(element)
            self.order.insert(place, row)
            self.rows[row] = element
        return element

    def _put(self, row: int, new: dict[int, etree._Element]) -> None:
        element = self._row(row)
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

    def _forget_formula(self, row: int, column: int, cell: etree._Element) -> None:
        formula = cell.find(f"{{{self.ns}}}f")
        if formula is None:
            return
        if formula.get("t") in _MANY_CELLS:
            raise RefusedError("formula_in_cell", sheet=self.name, cell=address(column, row))
        self.removed_formulas.add(address(column, row))

    def _widen(self, row: int, first: int, last: int) -> None:
        """Keeps <dimension> true."""
        dimension = self.root.find(f"{{{self.ns}}}dimension")
        place = parse_range(dimension.get("ref", "")) if dimension is not None else None
        if dimension is None or place is None or not first:
            return
        left, top, right, bottom = place
        dimension.set("ref", area(min(left, first), min(top, row), max(right, last), max(bottom, row)))

    # --- links ---------------------------------------------------------------------------------------------------

    def link(self, column: int, row: int, link: Link) -> None:
        """Makes the cell lead to a place in the workbook (past Excel's limit of links the text alone stands)."""
        links = self._all_links()
        ref = address(column, row)
        element = links.get(ref)
        if element is None:
            if len(links) >= MAX_LINKS:
                return
            element = etree.SubElement(self._links_parent(), f"{{{self.ns}}}hyperlink")
            links[ref] = element
        element.attrib.clear()
        element.attrib.update({"ref": ref, "location": link.location})

    def drop_links(self, left: int, top: int, right: int, bottom: int) -> None:
        """Removes the links that stand wholly inside the area."""
        links = self._all_links()
        for ref, element in list(links.items()):
            place = parse_range(ref)
            if place and left <= place[0] and place[2] <= right and top <= place[1] and place[3] <= bottom:
                parent = element.getparent()
                assert parent is not None
                parent.remove(element)
                del links[ref]

    def _all_links(self) -> dict[str, etree._Element]:
        if self._links is None:
            found = self.root.iterfind(f"{{{self.ns}}}hyperlinks/{{{self.ns}}}hyperlink")
            self._links = {element.get("ref", ""): element for element in found}
        return self._links

    def _links_parent(self) -> etree._Element:
        parent = self.root.find(f"{{{self.ns}}}hyperlinks")
        if parent is None:
            parent = self.root.makeelement(f"{{{self.ns}}}hyperlinks")
            insert_before(self.root, parent, _AFTER_LINKS)
        return parent

    def close(self) -> None:
        """Leaves no empty <hyperlinks>, which Excel would not open."""
        parent = self.root.find(f"{{{self.ns}}}hyperlinks")
        if parent is not None and len(parent) == 0:
            self.root.remove(parent)


def has_value(cell: etree._Element) -> bool:
    """A formula, or a value that is not the empty text."""
    for child in cell.iterchildren():
        name = etree.QName(child).localname
        if name == "f" or (name == "v" and child.text) or (name == "is" and any(t.text for t in child.iter("{*}t"))):
            return True
    return False

"""The links of one worksheet that lead to a place in the same workbook.

Source: ECMA-376 Part 1, 18.3.1.47 (hyperlink).
"""

from __future__ import annotations

from lxml import etree

from .package import parse_range
from .patch_cells import Link
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


class Links:
    """By the cell that leads away; `root` is the sheet. `changed` once one was put or taken out."""

    def __init__(self, root: etree._Element, namespace: str) -> None:
        self.root, self.changed = root, False
        self._parent, self._one = f"{{{namespace}}}hyperlinks", f"{{{namespace}}}hyperlink"
        self._found: dict[str, etree._Element] | None = None

    def put(self, ref: str, link: Link) -> None:
        """Makes the cell lead to the place (past Excel's limit of links its text alone stands)."""
        links = self._all()
        element = links.get(ref)
        if element is None:
            if len(links) >= MAX_LINKS:
                return
            element = etree.SubElement(self._place(), self._one)
            links[ref] = element
        element.attrib.clear()
        element.attrib.update({"ref": ref, "location": link.location})
        self.changed = True

    def drop(self, left: int, top: int, right: int, bottom: int) -> None:
        """Removes the links that stand wholly inside the area."""
        links = self._all()
        for ref, element in list(links.items()):
            place = parse_range(ref)
            if place and left <= place[0] and place[2] <= right and top <= place[1] and place[3] <= bottom:
                parent = element.getparent()
                assert parent is not None
                parent.remove(element)
                del links[ref]
                self.changed = True

    def close(self) -> None:
        """Leaves no empty list of links, which Excel would not open."""
        parent = self.root.find(self._parent)
        if parent is not None and len(parent) == 0:
            self.root.remove(parent)

    def _all(self) -> dict[str, etree._Element]:
        if self._found is None:
            found = self.root.iterfind(f"{self._parent}/{self._one}")
            self._found = {element.get("ref", ""): element for element in found}
        return self._found

    def _place(self) -> etree._Element:
        parent = self.root.find(self._parent)
        if parent is None:
            parent = self.root.makeelement(self._parent)
            insert_before(self.root, parent, _AFTER_LINKS)
        return parent

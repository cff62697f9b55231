"""The formats of one workbook put into the styles part of another, each when a cell first needs it.

Source: ECMA-376 Part 1, 18.8.39 (styleSheet), 18.8.10 (cellXfs), 18.8.15 (dxfs), 18.8.31 (numFmts).
"""

from __future__ import annotations

import copy

from lxml import etree

from .patch_parts import insert_before

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: Children of <styleSheet> that stand after <dxfs>, the only list that a workbook may lack.
_AFTER_DXFS = frozenset({"tableStyles", "colors", "extLst"})


def main(name: str) -> str:
    """The element's name in the namespace of SpreadsheetML."""
    return f"{{{MAIN}}}{name}"


class FormatsOf:
    """The donor's formats in the clerk's styles part, each put in when it is first asked for; an equal one is used."""

    def __init__(self, mine: etree._Element, theirs: etree._Element) -> None:
        self.mine, self.theirs = mine, theirs
        self._done: dict[tuple[str, str], str] = {}
        self._known: dict[str, dict[bytes, int]] = {}
        self._codes = {element.get("formatCode"): element.get("numFmtId", "") for element in mine.iter(main("numFmt"))}

    def cell(self, number: str) -> str:
        """The number in cellXfs for the donor's number there."""
        return self._mapped("cellXfs", number)

    def differential(self, number: str) -> str:
        return self._mapped("dxfs", number)

    def _mapped(self, group: str, number: str) -> str:
        if (group, number) not in self._done:
            there = self.theirs.find(main(group))
            assert there is not None
            element = copy.deepcopy(there[int(number)])
            if group == "cellXfs":
                for key, of in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
                    element.set(key, self._mapped(of, element.get(key, "0")))
                element.set("numFmtId", self._number_format(element.get("numFmtId", "0")))
                element.set("xfId", "0")
            self._done[group, number] = str(self._index(group, element))
        return self._done[group, number]

    def _number_format(self, number: str) -> str:
        code = next(
            (e.get("formatCode", "") for e in self.theirs.iter(main("numFmt")) if e.get("numFmtId") == number), None
        )
        if code is None:  # a built-in one
            return number
        if code not in self._codes:
            formats = self.mine.find(main("numFmts"))
            if formats is None:
                formats = etree.Element(main("numFmts"))
                self.mine.insert(0, formats)
            self._codes[code] = str(
                1 + max([163, *(int(number) for number in self._codes.values() if number.isdecimal())])
            )
            etree.SubElement(formats, main("numFmt"), numFmtId=self._codes[code], formatCode=code)
            formats.set("count", str(len(formats)))
        return self._codes[code]

    def _index(self, group: str, element: etree._Element) -> int:
        place = self.mine.find(main(group))
        if place is None:
            place = etree.Element(main(group))
            insert_before(self.mine, place, _AFTER_DXFS)
        if group not in self._known:
            self._known[group] = {}
            for at, child in enumerate(place):
                self._known[group].setdefault(_canonical(child), at)
        key = _canonical(element)
        if key not in self._known[group]:
            self._known[group][key] = len(place)
            place.append(element)
            place.set("count", str(len(place)))
        return self._known[group][key]


def _canonical(element: etree._Element) -> bytes:
    return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)

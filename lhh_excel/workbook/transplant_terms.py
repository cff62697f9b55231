"""What formulas and formats of a built workbook are in a clerk's: sheets by their names, columns by header, formats
by their numbers in the clerk's styles, where each is put when a cell first needs it.

Source: ECMA-376 Part 1, 18.17.2.3 (references), 18.8.39 (styleSheet), 18.8.10 (cellXfs), 18.8.15 (dxfs), 18.8.31
(numFmts).
"""

from __future__ import annotations

import copy
import re

from lxml import etree

from .addresses import column_letter, column_number, quoted
from .package import Package
from .patch_parts import child_of
from .values import fold

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CELL = re.compile(r"(?P<a>\$?)(?P<column>[A-Z]{1,3})(?P<b>\$?)(?P<row>\d+)")
_REFERENCE = re.compile(
    r"'(?P<sheet>(?:[^']|'')+)'!(?P<cells>\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?|\$\d+:\$\d+)"
)


class Formulas:
    """`sheets`: the donor's sheet -> what the same one is called in the clerk's workbook."""

    def __init__(self, package: Package, donor: Package) -> None:
        # the donor's sheet -> the same one here: by its table, else by its name or code name
        names = {sheet.name.casefold(): sheet.name for sheet in package.sheets}
        coded = {_code_name(package, sheet.part): sheet.name for sheet in package.sheets}
        found = {}
        for sheet in donor.sheets:
            code = _code_name(donor, sheet.part)
            found[sheet.name] = names.get(sheet.name.casefold()) or (coded.get(code, "") if code else "") or sheet.name
        mine = {table.name: table.sheet.name for table in package.tables}
        found |= {table.sheet.name: mine[table.name] for table in donor.tables if table.name in mine}
        self.sheets = found
        self._tables, self._donor = package.tables, donor

    def moved(self, formula: str) -> str:
        """The formula as it means the same in the clerk's workbook: sheets by their names there, columns by header."""

        def reference(match: re.Match[str]) -> str:
            name = match["sheet"].replace("''", "'")
            if name not in self.sheets:
                return match[0]
            return f"{quoted(self.sheets[name])}!" + self._moved_cells(name, match["cells"])

        formula = _REFERENCE.sub(reference, formula)
        for name, called in self.sheets.items():
            if name != called:
                formula = formula.replace(f'"{name}"', '"' + called.replace('"', '""') + '"')
        return formula

    @staticmethod
    def sheets_in(formula: str) -> set[str]:
        """The sheets that a formula of the donor's names."""
        return {match["sheet"].replace("''", "'") for match in _REFERENCE.finditer(formula)}

    def _moved_cells(self, sheet: str, cells: str) -> str:
        mine = {table.name: table for table in self._tables}
        pairs = [(t, mine[t.name]) for t in self._donor.tables if t.sheet.name == sheet and t.name in mine]

        def cell(match: re.Match[str]) -> str:
            column, row = column_number(match["column"]), int(match["row"])
            for theirs, own in pairs:
                if not theirs.first_column <= column <= theirs.last_column:
                    continue
                header = fold(theirs.headers[column - theirs.first_column])
                headers = {fold(name): number for number, name in enumerate(own.headers, own.first_column)}
                column = headers.get(header, column)
                row += own.first_row - theirs.first_row if theirs.first_row <= row <= theirs.last_row else 0
                break
            return f"{match['a']}{column_letter(column)}{match['b']}{row}"

        return _CELL.sub(cell, cells)


def _code_name(package: Package, part: str) -> str:
    """By the first signs of the part: the properties stand before the rows."""
    found = re.search(rb'<(?:\w+:)?sheetPr[^>]*\scodeName="([^"]*)"', package.read(part)[:4_000])
    return found[1].decode("utf-8", "replace") if found else ""


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
            formats = child_of(self.mine, "numFmts")
            self._codes[code] = str(
                1 + max([163, *(int(number) for number in self._codes.values() if number.isdecimal())])
            )
            etree.SubElement(formats, main("numFmt"), numFmtId=self._codes[code], formatCode=code)
            formats.set("count", str(len(formats)))
        return self._codes[code]

    def _index(self, group: str, element: etree._Element) -> int:
        place = child_of(self.mine, group)
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

"""A built workbook's formulas as they mean the same in a clerk's: sheets by their names there, columns by header.

Source: ECMA-376 Part 1, 18.17.2.3 (references).
"""

from __future__ import annotations

import re

from .addresses import column_letter, column_number, quoted
from .package import Package
from .values import fold

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

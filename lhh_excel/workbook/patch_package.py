"""The parts of a workbook while some are changed: those that differ in the end are written, all others copied.

Source: ECMA-376 Part 1, 18.2.2 (calcPr), 18.6 (calculation chain); Part 2 (packages).
"""

from __future__ import annotations

from lxml import etree

from ..errors import InputError
from ..office_file import CONTENT_TYPES, part_key
from .package import Package
from .package import Sheet as SheetPart
from .patch_parts import Content, SharedStrings, child_of, parse, rewrite, serialise
from .patch_sheet import SheetXml


class Parts:
    """Trees, sheets and bytes of parts, in memory until `to_bytes`. Raises InputError for broken parts."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._trees: dict[str, etree._Element] = {}
        self._sheets: dict[str, SheetXml] = {}
        self._put: dict[str, bytes | None] = {}
        self._strings = SharedStrings(package)

    def tree(self, part: str, empty: str = "") -> etree._Element:
        """The part, to be changed; what it begins as where the package has none is `empty`."""
        if part not in self._trees:
            missing = empty and not self.package.find(part)
            self._trees[part] = etree.fromstring(empty) if missing else parse(self.package, part)
        return self._trees[part]

    @property
    def workbook(self) -> etree._Element:
        return self.tree(self.package.workbook_part)

    def sheet(self, sheet: SheetPart) -> SheetXml:
        """Its cells, to be looked at and changed."""
        if sheet.part not in self._sheets:
            try:
                self._sheets[sheet.part] = SheetXml(self.package, sheet, self._strings)
            except (ValueError, OverflowError) as error:
                raise InputError("truncated", file=self.package.file) from error
        return self._sheets[sheet.part]

    def put(self, part: str, data: bytes) -> None:
        """A new part, or one that is changed as bytes."""
        self._put[part] = data

    def read(self, part: str) -> bytes:
        """What was put there, else what the package has."""
        return self._put.get(part) or self.package.read(part)

    def names(self) -> set[str]:
        """All parts."""
        return {*self.package.parts.values(), *self._put}

    def to_bytes(self) -> bytes:
        """The workbook with all changes; the bytes that were read where there are none."""
        self._take_out_of_chain()
        changes: dict[str, Content] = {**self._put, **self._sheets}
        for part, root in self._trees.items():
            xml = serialise(root)
            if not self.package.find(part) or xml != serialise(parse(self.package, part)):
                changes[part] = xml
        if not changes:
            return self.package.data
        # Excel computes all formulas when it opens the file, else the dashboard would show the old figures
        child_of(self.workbook, "calcPr").set("fullCalcOnLoad", "1")
        changes[self.package.workbook_part] = serialise(self.workbook)
        return rewrite(self.package, changes)

    # --- the calculation chain, which may name no cell without a formula -----------------------------------------

    def _take_out_of_chain(self) -> None:
        """The chain without the formulas that were written over; it goes where nothing is left in it."""
        chain_part = self.package.related("calcChain")
        gone = {(part, ref) for part, xml in self._sheets.items() for ref in xml.removed_formulas}
        if not chain_part or not gone:
            return
        part_of = self._sheet_parts()
        root = self.tree(chain_part)
        sheet, last_written = "0", None
        for cell in list(root):
            sheet = cell.get("i", sheet)
            if (part_of.get(sheet), cell.get("r")) in gone:
                root.remove(cell)
            elif sheet != last_written:  # an entry without i stands on the sheet of the one before
                cell.set("i", sheet)
                last_written = sheet
        if not len(root):
            del self._trees[chain_part]
            self._remove(chain_part)

    def _sheet_parts(self) -> dict[str, str]:
        """sheetId, the number by which the chain names a sheet -> the sheet's part."""
        targets = self.package.targets(self.package.workbook_part)
        found = {}
        for sheet in self.workbook.iter("{*}sheet"):
            rel = next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
            if rel in targets:
                found[sheet.get("sheetId", "")] = targets[rel][1]
        return found

    def _remove(self, part: str) -> None:
        """A part that the workbook leads to goes; its relationship and its content type with it."""
        self._put[part] = None
        workbook = self.package.workbook_part
        gone = {rel for rel, (_kind, target) in self.package.targets(workbook).items() if target == part}
        rels = self.tree(self.package.rels_of(workbook))
        for rel in list(rels):
            if rel.get("Id") in gone:
                rels.remove(rel)
        types = self.tree(self.package.find(CONTENT_TYPES))
        for override in list(types):
            if part_key(override.get("PartName", "")) == part_key(part):
                types.remove(override)

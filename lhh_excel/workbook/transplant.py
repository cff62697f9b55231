"""What one workbook has, put into another that lacks it: sheets with their table, columns at a table's end, names.

The donor is a workbook of the builder's; the other is a clerk's, as any program saved it. Of the clerk's only the parts
that must name the new ones change (workbook, its relationships, content types, styles), and for a column its sheet and
its table; every other part is copied byte for byte. A new sheet stands behind all others, so that what counts sheets
(names of one sheet, the open tab) stays right, and has no code name, which the macro project would have to know.
Source: ECMA-376 Part 1, 18.2 (workbook), 18.3.1.99 (worksheet), 18.5 (tables), 18.7 (comments), 18.8 (styles).
"""

from __future__ import annotations

import copy
import re

from lxml import etree

from ..errors import InputError, RefusedError
from ..messages.workbook import NOTE_AUTHOR
from ..office_file import CONTENT_TYPES, part_key
from .addresses import MAX_COLUMNS, address, area, parse_range
from .package import Package, TablePart
from .patch_cells import escaped
from .patch_package import Parts
from .patch_parts import child_of, parse, place_table, serialise
from .patch_sheet import SheetXml
from .transplant_terms import MAIN, FormatsOf, Formulas, main
from .values import fold

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

#: What a sheet of the builder's leads to, and where such a part stands in a package.
_PLACES = {
    "table": "xl/tables/table{}.xml",
    "comments": "xl/comments{}.xml",
    "vmlDrawing": "xl/drawings/vmlDrawing{}.vml",
}
_SHEET_PLACE = "xl/worksheets/sheet{}.xml"
MAX_SHEET_NAME = 31
#: Validation and formats reach at least this row, as in a built sheet.
LAST_ROW = 5_000
#: Rows over a table's header that may belong to it.
_BAND = 4

#: Elements whose text is a formula.
_FORMULAS = ("f", "formula", "formula1", "formula2")
_SHAPE = re.compile(r"<v:shape .*?</v:shape>", re.DOTALL)


class Transplant:
    """Changes to `package` by what `donor` has, in memory until `to_bytes`.

    Raises InputError for broken parts, RefusedError("strict_format") for a workbook saved in the strict format, whose
    elements have other names, and "no_room_beside" where something stands where a column must go.
    """

    def __init__(self, package: Package, donor: Package) -> None:
        self.package, self.donor = package, donor
        self._parts, self._donor_parts = Parts(package), Parts(donor)
        self._right: dict[str, int] = {}  # table part -> its last column now
        self._workbook = self._parts.workbook
        if etree.QName(self._workbook).namespace != MAIN:
            raise RefusedError("strict_format", file=package.file)
        self._taken = set(package.parts)
        self._new_tables: list[etree._Element] = []
        self._formats: FormatsOf | None = None
        self._formulas = Formulas(package, donor)

    # --- whole sheets --------------------------------------------------------------------------------------------

    def add_sheet(self, name: str) -> str:
        """Puts the donor's sheet of that name behind all others; returns what it is called there."""
        number = [element.get("name") for element in self._donor_sheets()].index(name)
        part = next(sheet.part for sheet in self.donor.sheets if sheet.name == name)
        called = self._formulas.sheets[name] = self._free_sheet_name(name)
        root = parse(self.donor, part)
        self._detach(root)
        self._take_formats(root)
        for element in root.iter(*map(main, _FORMULAS)):
            element.text = self._formulas.moved(element.text or "")
        for link in root.iter(main("hyperlink")):
            if link.get("location"):
                link.set("location", self._formulas.moved(link.get("location", "")))
        new_part = self._fresh(_SHEET_PLACE)
        relations = etree.fromstring(f'<Relationships xmlns="{_RELATIONS}"/>')
        for rel, (kind, target) in self.donor.targets(part).items():
            to = self._take_part(kind, target)
            etree.SubElement(
                relations, f"{{{_RELATIONS}}}Relationship", Id=rel, Type=f"{_OFFICE}/{kind}", Target=f"/{to}"
            )
        folder, _, file = new_part.rpartition("/")
        self._parts.put(f"{folder}/_rels/{file}.rels", serialise(relations))
        self._parts.put(new_part, serialise(root))
        self._declare_part(new_part, part)
        self._name_sheet(called, new_part, number)
        return called

    def _detach(self, root: etree._Element) -> None:
        """No code name, not the open tab, texts in the cells instead of the donor's list of strings."""
        for properties in root.iter(main("sheetPr")):
            properties.attrib.pop("codeName", "")
        for view in root.iter(main("sheetView")):
            view.attrib.pop("tabSelected", "")
        strings = list(self._donor_parts.tree(self.donor.related("sharedStrings")).iter(main("si")))
        for cell in root.iter(main("c")):
            value = cell.find(main("v"))
            if cell.get("t") != "s" or value is None:
                continue
            cell.set("t", "inlineStr")
            cell.remove(value)
            inline = etree.SubElement(cell, main("is"))
            inline.extend(copy.deepcopy(child) for child in strings[int(value.text or "0")])

    def _take_formats(self, root: etree._Element) -> None:
        formats = self._all_formats()
        for element in root.iter(main("c"), main("row"), main("col")):
            key = "style" if element.tag == main("col") else "s"
            if element.get(key) is not None or element.tag == main("c"):
                element.set(key, formats.cell(element.get(key, "0")))
        for rule in root.iter(main("cfRule")):
            if rule.get("dxfId") is not None:
                rule.set("dxfId", formats.differential(rule.get("dxfId", "")))

    def _take_part(self, kind: str, part: str) -> str:
        """A part that the sheet leads to, under a new name; the name."""
        data = self.donor.read(part)
        to = self._fresh(_PLACES[kind])
        if kind == "table":
            root = parse(self.donor, part)
            there = [*(parse(self.package, table.part) for table in self.package.tables), *self._new_tables]
            root.set("id", str(1 + max((_whole(table.get("id")) for table in there), default=0)))
            self._new_tables.append(root)
            for element in root.iter():
                for key in [str(key) for key in element.attrib if str(key).casefold().endswith("dxfid")]:
                    element.set(key, self._all_formats().differential(element.get(key, "")))
            data = serialise(root)
        elif kind == "vmlDrawing":
            data = self._own_numbers(data.decode()).encode()
        self._parts.put(to, data)
        self._declare_part(to, part)
        return to

    def _own_numbers(self, drawing: str) -> str:
        """The shapes of the notes numbered as those of no other sheet are (1024 to a number)."""
        used = [0]
        for part in self._parts.names():
            if part.casefold().endswith(".vml"):
                text = self._parts.read(part).decode("utf-8", "replace")
                used += [
                    int(number)
                    for numbers in re.findall(r'idmap [^>]*data="([\d,]+)"', text)
                    for number in numbers.split(",")
                    if number
                ]
        own, first = max(used) + 1, min(map(int, re.findall(r'"_x0000_s(\d+)"', drawing)), default=1)
        drawing = re.sub(r'(idmap [^>]*data=")[\d,]+', rf"\g<1>{own}", drawing)
        return re.sub(r'"_x0000_s(\d+)"', lambda m: f'"_x0000_s{1024 * own + 1 + int(m[1]) - first}"', drawing)

    def _free_sheet_name(self, name: str) -> str:
        taken = {element.get("name", "").casefold() for element in self._workbook.iter(main("sheet"))}
        number, called = 1, name
        while called.casefold() in taken:
            number += 1
            called = f"{name[: MAX_SHEET_NAME - len(f' ({number})')]} ({number})"
        return called

    def _name_sheet(self, called: str, part: str, number_in_donor: int) -> None:
        sheets = self._workbook.find(main("sheets"))
        assert sheets is not None
        rel = self._relate(self.package.workbook_part, "worksheet", part)
        element = etree.SubElement(sheets, main("sheet"), name=called)
        element.set("sheetId", str(1 + max((_whole(other.get("sheetId")) for other in sheets), default=0)))
        if (state := self._donor_sheets()[number_in_donor].get("state")) is not None:
            element.set("state", state)
        element.set(f"{{{_OFFICE}}}id", rel)
        for name in self._donor_parts.workbook.iter(main("definedName")):
            if name.get("localSheetId") == str(number_in_donor):
                own = copy.deepcopy(name)
                own.set("localSheetId", str(len(sheets) - 1))
                own.text = self._formulas.moved(own.text or "")
                child_of(self._workbook, "definedNames").append(own)

    # --- tables beside others --------------------------------------------------------------------------------------

    def add_table(self, name: str) -> None:
        """Puts the donor's table of texts on the clerk's sheet of that name, in the second column behind all others.

        It is for the lists of `Danh mục`. Where the clerk has no such sheet, it stands as nothing.
        """
        theirs = self.donor.needed(name)
        called = self._formulas.sheets[theirs.sheet.name]
        target = next((sheet for sheet in self.package.sheets if sheet.name == called), None)
        if target is None:
            return
        sheet = self._parts.sheet(target)
        top = min((table.first_row for table in self.package.tables if table.sheet == target), default=theirs.first_row)
        at = 2 + max((column for row in sheet.rows for column, _cell in sheet.cells(row)), default=-1)
        if at > MAX_COLUMNS - (theirs.last_column - theirs.first_column):
            raise RefusedError("no_room_beside", sheet=target.name, table=name, cell=address(MAX_COLUMNS, top))
        formats, donor = self._all_formats(), self._donor_sheet(theirs)
        for row in range(theirs.first_row, theirs.last_row + 1):
            looks = donor.styles(row)
            for column, text in donor.texts(row).items():
                if theirs.first_column <= column <= theirs.last_column:
                    place = at + column - theirs.first_column
                    sheet.write(row - theirs.first_row + top, {place: (formats.cell(looks[column]), text)})
        for column in range(theirs.first_column, theirs.last_column + 1):
            self._set_width(sheet.root, at + column - theirs.first_column, theirs, column)
        box = at, top, at + theirs.last_column - theirs.first_column, top + theirs.last_row - theirs.first_row
        self._hang_table(sheet, target.part, theirs, box)

    def _hang_table(self, sheet: SheetXml, part: str, theirs: TablePart, box: tuple[int, int, int, int]) -> None:
        """The table's own part, and what leads to it from the sheet."""
        to = self._take_part("table", theirs.part)
        root = parse(self.package, to, self._parts.read(to))
        place_table(root, box)
        self._parts.put(to, serialise(root))
        rel = self._relate(part, "table", to)
        tables = child_of(sheet.root, "tableParts")
        etree.SubElement(tables, main("tablePart")).set(f"{{{_OFFICE}}}id", rel)
        tables.set("count", str(len(tables)))
        sheet.around_changed = True

    # --- columns -------------------------------------------------------------------------------------------------

    def add_column(self, table: str, header: str, place: int) -> None:
        """Puts a column at the end of the clerk's table: the donor's table of that name has it at `place`, from 0.

        It looks as the donor's does under the clerk's own header, with its check, its width, its note; conditional
        formats over the whole table go over it too. Raises RefusedError("no_room_beside").
        """
        mine, theirs = self.package.needed(table), self.donor.needed(table)
        at, model = self._right.get(mine.part, mine.last_column) + 1, theirs.first_column + place
        sheet = self._parts.sheet(mine.sheet)
        self._need_room(sheet, mine, at)
        if mine.header_rows:
            head = sheet.style(at - 1, mine.first_row)
            if head is None:
                head = self._all_formats().cell(self._donor_sheet(theirs).style(model, theirs.first_row) or "0")
            sheet.write(mine.first_row, {at: (head, header)})
            self._note(mine, theirs, at, model)
        for row in range(max(1, mine.first_row - _BAND), mine.first_row):  # a band over the table goes on over it
            looks = sheet.styles(row)
            if at - 1 in looks and at not in looks and at - 1 not in sheet.filled(row):
                sheet.write(row, {at: (looks[at - 1], None)})
        self._widen_rules(sheet, mine, at)
        self._set_width(sheet.root, at, theirs, model)
        cells, first = area(model, theirs.first_row + 1, model, LAST_ROW), mine.rows.start
        self._copy_checks(sheet.root, theirs, cells, area(at, first, at, max(LAST_ROW, mine.last_row)))
        sheet.around_changed = True
        self._widen_table(mine, at, header)

    def _need_room(self, sheet: SheetXml, table: TablePart, at: int) -> None:
        """Nothing may stand beside the table, from its header to its end."""
        cell = address(min(at, MAX_COLUMNS), table.first_row)
        blocks = at > MAX_COLUMNS
        for left, top, right, bottom in self.package.beside(table) + sheet.merged:
            if left <= at <= right and top <= table.last_row and bottom >= table.first_row:
                cell, blocks = address(at, max(top, table.first_row)), True
        for row in () if blocks else range(table.first_row, table.last_row + 1):
            ref = address(at, row)
            told = sheet.rows.mentions(row, f'"{ref}"'.encode()) or not sheet.rows.mentions(row, b'<c r="')
            if row in sheet.rows and told and at in sheet.filled(row):
                cell, blocks = ref, True
                break
        if blocks:
            raise RefusedError("no_room_beside", sheet=table.sheet.name, table=table.name, cell=cell)

    def _widen_rules(self, sheet: SheetXml, table: TablePart, at: int) -> None:
        """Formats and notices that go over all columns of the table, and begin in it, go over the new one too."""
        for element in sheet.root.iter(main("conditionalFormatting"), main("ignoredError")):
            wide = []
            for ref in element.get("sqref", "").split():
                place = parse_range(ref)
                # from the header's row, or the first of the records, to the last column: over the whole table
                if (
                    place
                    and place[0] == table.first_column
                    and place[2] == at - 1
                    and place[1] - table.first_row in (0, 1)
                ):
                    ref = area(place[0], place[1], at, place[3])
                wide.append(ref)
            element.set("sqref", " ".join(wide))

    def _set_width(self, root: etree._Element, at: int, theirs: TablePart, column: int) -> None:
        """The column's own <col>, as wide as the donor's column; one that reaches over it is parted."""
        model = next((c for c in self._donor_sheet(theirs).root.iter(main("col")) if _covers(c, column)), None)
        if model is None:
            return
        cols = child_of(root, "cols")
        for col in list(cols):
            if not _covers(col, at):
                continue
            first, last = _whole(col.get("min")), _whole(col.get("max"))
            for low, high in ((first, at - 1), (at + 1, last)):
                if low <= high:
                    part = copy.deepcopy(col)
                    part.set("min", str(low))
                    part.set("max", str(high))
                    col.addprevious(part)
            cols.remove(col)
        own = copy.deepcopy(model)
        own.set("min", str(at))
        own.set("max", str(at))
        if own.get("style") is not None:
            own.set("style", self._all_formats().cell(own.get("style", "0")))
        following = next((col for col in cols if _whole(col.get("min")) > at), None)
        if following is None:
            cols.append(own)
        else:
            following.addprevious(own)

    def _copy_checks(self, root: etree._Element, theirs: TablePart, place: str, to: str) -> None:
        """The donor's check of typed values; one that names cells of its own sheet would mean others here."""
        for check in self._donor_sheet(theirs).root.iter(main("dataValidation")):
            if place not in check.get("sqref", "").split() or any(_NAMES_CELLS.search(f.text or "") for f in check):
                continue
            checks = child_of(root, "dataValidations")
            own = copy.deepcopy(check)
            own.set("sqref", to)
            checks.append(own)
            checks.set("count", str(len(checks)))

    def add_check(self, table: str, row: int, *, by: str, name: str, column: str) -> None:
        """The donor's check of one cell of a record, put on the clerk's cell of the same column in `row`.

        The donor's record is the one that has `name` in column `by`.
        """
        mine, theirs = self.package.needed(table), self.donor.needed(table)
        names = column_of(theirs, by)
        for at in range(theirs.first_row + 1, theirs.last_row + 1):
            if self._donor_sheet(theirs).texts(at).get(names) == name:
                place = address(column_of(theirs, column), at)
                there = address(column_of(mine, column), row)
                sheet = self._parts.sheet(mine.sheet)
                self._copy_checks(sheet.root, theirs, place, there)
                sheet.around_changed = True
                return

    def _widen_table(self, table: TablePart, at: int, header: str) -> None:
        root = self._parts.tree(table.part)
        ns = etree.QName(root).namespace
        columns = root.find(f"{{{ns}}}tableColumns")
        assert columns is not None
        number = 1 + max(_whole(column.get("id")) for column in columns)
        etree.SubElement(columns, f"{{{ns}}}tableColumn", id=str(number), name=escaped(header))
        columns.set("count", str(len(columns)))
        place_table(root, (table.first_column, table.first_row, at, table.last_row), table.total_rows)
        self._right[table.part] = at

    # --- notes ---------------------------------------------------------------------------------------------------

    def _note(self, mine: TablePart, theirs: TablePart, at: int, model: int) -> None:
        """The donor's note on the header, where the clerk's sheet has notes and their drawing in one part each."""
        parts, from_ = self._notes_of(self.package, mine), self._notes_of(self.donor, theirs)
        if parts is None or from_ is None:
            return
        (comments, drawing), (donor_comments, donor_drawing) = parts, from_
        note = self._donor_parts.tree(donor_comments).find(
            f".//{main('comment')}[@ref='{address(model, theirs.first_row)}']"
        )
        place = f"<x:Row>{theirs.first_row - 1}</x:Row><x:Column>{model - 1}</x:Column>"
        shape = next((s for s in _SHAPE.findall(self.donor.read(donor_drawing).decode()) if place in s), "")
        text = self._parts.read(drawing).decode("utf-8", "surrogateescape")
        end = text.rfind("</xml>")
        root = self._parts.tree(comments)
        listed, authors = root.find(main("commentList")), root.find(main("authors"))
        if note is None or not shape or end < 0 or "_x0000_t202" not in text or listed is None or authors is None:
            return
        own = copy.deepcopy(note)
        own.attrib.clear()
        own.set("ref", address(at, mine.first_row))
        # our own among the authors of notes: Excel's threads are known by theirs
        names = [author.text for author in authors]
        if NOTE_AUTHOR not in names:
            etree.SubElement(authors, main("author")).text = NOTE_AUTHOR
            names.append(NOTE_AUTHOR)
        own.set("authorId", str(names.index(NOTE_AUTHOR)))
        listed.append(own)
        number = 1 + max(map(int, re.findall(r'"_x0000_s(\d+)"', text)), default=1024)
        shape = re.sub(r'"_x0000_s\d+"', f'"_x0000_s{number}"', shape)
        shape = shape.replace(place, f"<x:Row>{mine.first_row - 1}</x:Row><x:Column>{at - 1}</x:Column>")
        shape = re.sub(
            r"(?<=<x:Anchor>)[^<]*", lambda m: _anchor(m[0], at - model, mine.first_row - theirs.first_row), shape
        )
        self._parts.put(drawing, (text[:end] + shape + text[end:]).encode("utf-8", "surrogateescape"))

    def _notes_of(self, package: Package, table: TablePart) -> tuple[str, str] | None:
        targets = list(package.targets(table.sheet.part).values())
        comments = [part for kind, part in targets if kind == "comments"]
        drawings = [part for kind, part in targets if kind == "vmlDrawing"]
        return (comments[0], drawings[0]) if len(comments) == len(drawings) == 1 else None

    # --- names ---------------------------------------------------------------------------------------------------

    def set_name(self, name: str, *, like: str = "", formula: str = "") -> None:
        """The donor's defined name of the whole workbook, put in or in the place of the clerk's.

        `like`: the clerk's name means what the donor's of that name does; `formula`: what this says of the donor.
        """
        own = etree.Element(main("definedName"), name=name)
        own.text = self._formulas.moved(formula.removeprefix("=") or self.donor_names()[like or name])
        for element in self._workbook.iter(main("definedName")):
            if element.get("name", "").casefold() == name.casefold() and element.get("localSheetId") is None:
                element.text = own.text
                return
        child_of(self._workbook, "definedNames").append(own)

    def donor_names(self) -> dict[str, str]:
        """The donor's names of the whole workbook and their formulas."""
        names = self._donor_parts.workbook.iter(main("definedName"))
        return {name.get("name", ""): name.text or "" for name in names if name.get("localSheetId") is None}

    def has_name(self, name: str) -> bool:
        """Whether the clerk's workbook has it, with whatever formula."""
        names = self._workbook.iter(main("definedName"))
        return any(n.get("name", "").casefold() == name.casefold() and n.get("localSheetId") is None for n in names)

    # --- parts ---------------------------------------------------------------------------------------------------

    def _relate(self, part: str, kind: str, to: str) -> str:
        """A new relationship of the part's; its id."""
        rels = self.package.rels_of(part)
        relations = self._parts.tree(rels, f'<Relationships xmlns="{_RELATIONS}"/>')
        ids = {element.get("Id") for element in relations}
        rel = next(f"rIdLHH{n}" for n in range(1, len(ids) + 2) if f"rIdLHH{n}" not in ids)
        etree.SubElement(relations, f"{{{_RELATIONS}}}Relationship", Id=rel, Type=f"{_OFFICE}/{kind}", Target=f"/{to}")
        return rel

    def _all_formats(self) -> FormatsOf:
        if self._formats is None:
            part = self.package.related("styles")
            if not self.package.find(part):
                raise InputError("truncated", file=self.package.file)
            self._formats = FormatsOf(self._parts.tree(part), self._donor_parts.tree(self.donor.related("styles")))
        return self._formats

    def _donor_sheet(self, table: TablePart) -> SheetXml:
        """The donor's sheet with that table, only to be looked at."""
        return self._donor_parts.sheet(table.sheet)

    def _donor_sheets(self) -> list[etree._Element]:
        return list(self._donor_parts.workbook.iter(main("sheet")))

    def _fresh(self, place: str) -> str:
        number = next(n for n in range(1, len(self._taken) + 2) if part_key(place.format(n)) not in self._taken)
        part = place.format(number)
        self._taken.add(part_key(part))
        return part

    def _declare_part(self, part: str, like: str) -> None:
        """The new part's content type: its own line, or its extension's."""
        types, theirs = self._parts.tree(self.package.find(CONTENT_TYPES)), self._donor_parts.tree(CONTENT_TYPES)
        for line in theirs.iter(f"{{{_TYPES}}}Override"):
            if part_key(line.get("PartName", "")) == part_key(like):
                etree.SubElement(types, line.tag, PartName=f"/{part}", ContentType=line.get("ContentType", ""))
                return
        extension = part.rpartition(".")[2]
        known = {line.get("Extension", "").casefold() for line in types.iter(f"{{{_TYPES}}}Default")}
        for line in theirs.iter(f"{{{_TYPES}}}Default"):
            if line.get("Extension") == extension and extension not in known:
                types.insert(0, copy.deepcopy(line))

    def to_bytes(self) -> bytes:
        """The clerk's workbook with all that was put in; the bytes that were read where nothing was."""
        return self._parts.to_bytes()


_NAMES_CELLS = re.compile(r"\$?\b[A-Z]{1,3}\$?\d+\b")


def column_of(table: TablePart, header: str) -> int:
    """The column of that header, however it is spaced and spelt."""
    return next(number for number, name in enumerate(table.headers, table.first_column) if fold(name) == fold(header))


def _covers(col: etree._Element, number: int) -> bool:
    return _whole(col.get("min")) <= number <= _whole(col.get("max"))


def _whole(text: str | None) -> int:
    """The number of an attribute; 0 where the file says something that is none."""
    return int(text) if text and text.isascii() and text.isdecimal() else 0


def _anchor(text: str, columns: int, rows: int) -> str:
    """The place of a note's box, moved: left column and offset in it, top row, right column, bottom row."""
    numbers = [int(word) for word in text.split(",")]
    for at, shift in ((0, columns), (2, rows), (4, columns), (6, rows)):
        numbers[at] += shift
    return ", ".join(map(str, numbers))

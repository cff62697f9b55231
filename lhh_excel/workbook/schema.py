"""What a column, a table and a setting of the master workbook are.

The declarations themselves stand in `tables.py` and `settings.py`; from them come the built sheet,
its drop-downs and notes, the reader, the type checks and the reference page of the handbook.
Source: the workbook contract in docs/workbook-contract.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from ..plain import lazy, record, replace
from .labels import Labels
from .values import fold

#: Letters of a code. A form's footer takes 255 signs for two codes and a few words, in which each "&" counts twice; a
#: file is named by two codes, and Windows takes 259 letters for its name and all its folders.
MAX_CODE = 50
#: Height of a line of text, and what a row keeps above and below it, in points.
LINE_HEIGHT, ROW_PADDING = 15.75, 1.5
#: Excel has no higher row.
TALLEST = 409.5
#: Code of a year or period: 2026, 2026-H1, 2026-Q3, 2026-DX1.
PERIOD_CODE = re.compile(r"((?:19|20)\d{2})(?:-(H[12]|Q[1-4]|DX0*[1-9]\d*))?")


class Kind(Enum):
    """How a column's values are typed, checked, formatted and validated in the sheet."""

    TEXT = "text"  # free text
    CODE = "code"  # an identifier kept as text: H01, NV-001, 05/BC-LHH
    DATE = "date"
    DATETIME = "datetime"
    COUNT = "count"  # whole number, not negative
    DECIMAL = "decimal"  # money in million đồng
    PERCENT = "percent"  # stored 0-100
    CHOICE = "choice"  # one value of a list
    REF = "ref"  # the code of a record of another table
    REFS = "refs"  # several codes, split by ";"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"

    @property
    def is_number(self) -> bool:
        return self in (Kind.COUNT, Kind.DECIMAL, Kind.PERCENT)

    @property
    def is_date(self) -> bool:
        return self in (Kind.DATE, Kind.DATETIME)

    @property
    def is_text(self) -> bool:
        """Values of these kinds are written into cells of number format "@", so that Excel parses nothing."""
        return not (self.is_number or self.is_date)


@record
class Column:
    """One column: `key` is the name in code, `header` the text in the sheet (written nowhere else).

    A book's own columns also know what its office declares: `aliases` are other headers that the column may have,
    `allowed` the values of its list and `also` their earlier names, which are taken too, and `labels`, by which a code
    of another table's is told.
    """

    key: str
    header: str
    kind: Kind
    help: str
    width: float = 14
    required: bool = False
    choices: str = ""  # key of a list in lists.py
    ref: str = ""  # key of the table whose codes are meant
    names: str = ""  # key of the table whose names are offered: a name that it lacks may be typed
    aliases: tuple[str, ...] = ()
    allowed: tuple[str, ...] | None = None
    also: tuple[str, ...] = ()
    since: int = 1  # version of the sheets with which it came: an older workbook does without
    lines: int = 1  # that its cells have room for, whatever stands there when the row is made
    labels: Labels | None = None  # of the records that a column of codes names

    def written(self, value: object) -> object:
        """What a cell gets for a value: of a record that has a name its label, in a workbook that has labels."""
        return value if self.labels is None else self.labels.written(value)

    @property
    def wraps(self) -> bool:
        """Long texts wrap; codes and short words don't."""
        least = {Kind.TEXT: 20, Kind.CHOICE: 24, Kind.REF: 20}.get(self.kind)
        return least is not None and self.width >= least


@record
class Table:
    """One sheet with one Excel table. `id_columns` together name a record."""

    key: str
    name: str  # of the ListObject, e.g. tblDonVi
    sheet: str
    columns: tuple[Column, ...]
    id_columns: tuple[str, ...]
    help: str
    unique: bool = True  # id_columns may not repeat
    entered: bool = True  # typed by the clerk (False: written by the program)
    hidden: bool = False

    @lazy
    def by_key(self) -> dict[str, Column]:
        return {c.key: c for c in self.columns}

    @property
    def keys(self) -> dict[str, str]:
        """Header -> key of the column, also by the headers that it had."""
        return {name: column.key for column in self.columns for name in (*column.aliases, column.header)}

    def places(self, headers: Sequence[str]) -> dict[str, int]:
        """Column key -> place of its header, from 0: its own name before others, of alike ones the first."""
        found: dict[str, int] = {}
        folded = [fold(header) for header in headers]
        for names in (self.folded, self.keys_by_fold):
            for place, header in enumerate(folded):
                if (key := names.get(header)) is not None:
                    found.setdefault(key, place)
        return found

    @lazy
    def folded(self) -> dict[str, str]:
        """Header folded -> key."""
        return {fold(column.header): column.key for column in self.columns}

    @lazy
    def keys_by_fold(self) -> dict[str, str]:
        """The same by the headers folded."""
        return {fold(name): key for name, key in self.keys.items()}

    def with_labels(self, labels: Mapping[str, Labels]) -> Table:
        """The same with labels for its codes of other tables' records; `labels`: by the key of the table named."""
        given = [
            replace(each, labels=labels[each.ref]) if each.kind is Kind.REF and each.ref in labels else each
            for each in self.columns
        ]
        return replace(self, columns=tuple(given))

    def written(self, record: Mapping[str, object]) -> Mapping[str, object]:
        """The record as it is put into cells: labels for the codes of what has a name."""
        return {**record, **{key: self[key].written(record[key]) for key in self._labelled if key in record}}

    @lazy
    def _labelled(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns if column.labels is not None)

    def __getitem__(self, key: str) -> Column:
        return self.by_key[key]

    def header(self, key: str) -> str:
        return self.by_key[key].header

    def row_height(self, record: Mapping[str, object]) -> float:
        """The height of a record's row in points, in columns as wide as the table's are built.

        Excel fits rows on opening; other programs trust the file.
        """
        wanted = text_height((c.written(record.get(c.key)), c.width) for c in self.columns if c.wraps)
        least = max(column.lines for column in self.columns) * LINE_HEIGHT + ROW_PADDING
        return min(max(wanted, least), TALLEST)


def text_height(texts: Iterable[tuple[object, float]]) -> float:
    """The height of a row whose cells hold these texts in columns of these widths."""
    lines = max((_lines(str(text), width) for text, width in texts if text is not None), default=1)
    return lines * LINE_HEIGHT + ROW_PADDING


def _lines(text: str, width: float) -> int:
    # a column's width counts digits; an average letter of the font is a little narrower
    width = max(1, int(width * 1.1))
    if len(text) <= width and "\n" not in text:
        return 1
    import textwrap

    return sum(max(1, len(textwrap.wrap(part, width))) for part in text.split("\n"))


@record
class Setting:
    """One line of `Cấu hình`: the label in column Mục, how its value is typed, its default.

    `figure`: the choice of the office's that it holds, by its name in law.OPEN; what it may be and its default are the
    law's on a day (`settings.on`), which `help` names as `{figures}`.
    """

    key: str
    label: str
    kind: Kind
    help: str
    default: object = None
    required: bool = False
    choices: tuple[object, ...] = ()
    several: bool = False  # the label may stand on several rows (Căn cứ)
    low: float | None = None
    high: float | None = None
    figure: str = ""
    since: int = 1  # as of a column


@record
class ValueList:
    """One list behind drop-downs: its own table on `Danh mục`."""

    key: str
    name: str  # of the ListObject, e.g. tblDanhMucLoaiDonVi
    header: str
    values: tuple[str, ...]

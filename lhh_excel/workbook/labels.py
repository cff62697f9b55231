"""Units and tasks by name: a cell that names one holds its label, "H01 – Hội Tin học", and is read as its code.

A bare code, a label, and a name that only one of them has are read; whatever compares two records compares codes.
Formulas of the sheets cut a label at its first " – ", so a code in a cell that has none (a bare name, another dash) is
told and mended. Reading costs a look-up a distinct text, however many units and tasks there are.
Source: docs/workbook-contract.md, "Names, not codes".
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..plain import lazy, pattern
from .values import Value, casefold_all, fold, squeeze, squeeze_all

#: Between a label's code and its name; formulas look for the first one.
BETWEEN = " – "
#: Table whose records are told by name -> the columns of their names, and the letters that their labels have at most
#: (a task is told by its first words; 0: no limit).
NAMED: dict[str, tuple[tuple[str, ...], int]] = {"units": (("name", "short"), 0), "tasks": (("content",), 60)}
#: Table -> the defined name of the list of its labels.
LABEL_LISTS = {"units": "dsDonVi", "tasks": "dsNhiemVu"}

#: How else a person may write the dash: one between words, one beside which a blank was forgotten.
_DASH, _ANY_DASH = pattern(r"\s+[–—-]\s+"), pattern(r"\s*[–—-]\s*")
#: Between two records that are named in one cell.
_AND = pattern(r"[;,+&/\n]|\svà\s")

#: What is wrong with a text that was read (the value of a `book.Problem`), "" where nothing is.
FINE, NAME_TYPED, LABEL_OLD, LABEL_OTHER = "", "name_typed", "label_old", "label_other"


def code_formula(cells: str) -> str:
    """The code in a cell, or in each of several, as a formula takes it out of a label.

    Cut short of what makes a criterion of Excel's too long (255 letters, for the three codes of a record).
    """
    return f'TRIM(LEFT(LEFT({cells},80),FIND("{BETWEEN}",LEFT({cells},80)&"{BETWEEN}")-1))'


def label(code: str, name: str, most: int = 0) -> str:
    """The label of a record, cut where its table says so; its code alone where it has no name."""
    return _cut(squeeze(f"{code}{BETWEEN}{name}") if name else code, code, most)


def _cut(text: str, code: str, most: int) -> str:
    return text[: max(most, len(code))].strip() if most else text


class Labels:
    """The labels of one table's records. `records`: code and names of each, the full name first; of a doubled code the
    first counts. `writes`: the workbook is one whose cells get labels."""

    def __init__(self, records: Iterable[tuple[Value, ...]], most: int = 0, *, writes: bool = False) -> None:
        self.names: dict[str, tuple[str, ...]] = {}
        for code, *names in records:
            if code is not None and code not in self.names:
                self.names[code] = tuple([name or "" for name in names])
        self._most, self.writes = most, writes

    def _all(self) -> tuple[object, ...]:
        return self._most, self.writes, self.names

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Labels) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash((self._most, self.writes, len(self.names)))

    def of(self, code: str) -> str:
        """The label of a known code."""
        return label(code, self.names[code][0], self._most)

    def written(self, value: object) -> object:
        """What is put into a cell for this value: the label of a known code, where this workbook gets labels."""
        return self.of(value) if self.writes and isinstance(value, str) and value in self.names else value

    def read(self, text: str) -> tuple[str, str]:
        """The code that the text means, and what is wrong with it; a text that means none comes back as it is.

        The label of a record that is gone means its code, as the bare code would.
        """
        if text in self.names:
            return text, FINE
        head, between, _ = text.partition(BETWEEN)
        if head in self.names and self.of(head) == text:  # as nearly all are: what follows looks at every record
            return head, FINE
        folded = fold(text)
        if (own := self._like(folded)._by_label.get(folded)) is not None:
            return own, FINE if BETWEEN in text else NAME_TYPED
        for dash in _ANY_DASH.finditer(text):
            if (code := text[: dash.start()]) in self.names:
                return self._after(code, text, dash) or (text, FINE)
        if bearers := self._bearing(folded):
            return (bearers[0], NAME_TYPED) if len(bearers) == 1 else (text, FINE)
        return (head if between and len(head.split()) == 1 else text), FINE  # of a record that is gone

    def _after(self, code: str, text: str, dash: re.Match[str]) -> tuple[str, str] | None:
        """The same of a text that begins with a known code and a dash. None: more than a label, or no label."""
        rest = text[dash.end() :]
        name = fold(rest)
        if not name or name in self._told(code):
            return code, FINE if name and BETWEEN in text else NAME_TYPED
        if self._bearing(name):
            return code, LABEL_OTHER
        return (code, LABEL_OLD) if _DASH.fullmatch(dash[0]) and not self._more(rest) else None

    def _more(self, rest: str) -> bool:
        """Whether another record is named after the name: two labels in one cell are not one of them."""
        return any(self.read(other.strip())[0] in self.names for other in _AND.split(rest)[1:])

    def bearers(self, text: str) -> tuple[str, ...]:
        """The codes whose name the text is, or has behind a dash."""
        names = (text, *(text[dash.end() :] for dash in _ANY_DASH.finditer(text)))
        return tuple(next((found for name in names if (found := self._bearing(fold(name)))), ()))

    def _told(self, code: str) -> set[str]:
        """The names of one record, folded; that which its label shows among them."""
        return {fold(name) for name in (*self.names[code], self.of(code).partition(BETWEEN)[2]) if name}

    # Of many records at once: whole columns are folded, and not one name after the other.

    def _bearing(self, name: str) -> list[str]:
        """The codes of the records that have that name, folded."""
        return self._like(name)._bearers.get(name, [])

    def _like(self, folded: str) -> Labels:
        """The labels among which the text is looked for: a code that nothing bears is no reason to fold all names."""
        return self if " " in folded else self._of_a_word

    @lazy
    def _of_a_word(self) -> Labels:
        """Those of the records that a text without a blank may name: by a name, or by what a label shows of it."""
        found = []
        for code, names in self.names.items():
            shown = max(0, self._most - len(code) - len(BETWEEN)) if self._most else None
            for name in names:
                if " " not in name[:shown]:
                    found.append((code, *names))
                    break
        return Labels(found, self._most)

    @lazy
    def _labels(self) -> list[str]:
        """The label of each record, folded."""
        whole = squeeze_all([f"{code}{BETWEEN}{names[0]}" if names[0] else code for code, names in self.names.items()])
        return casefold_all([_cut(text, code, self._most) for code, text in zip(self.names, whole, strict=True)])

    @lazy
    def _by_label(self) -> dict[str, str]:
        return dict(zip(reversed(self._labels), reversed(self.names), strict=True))  # of two alike the first

    @lazy
    def _bearers(self) -> dict[str, list[str]]:
        columns = [casefold_all(squeeze_all(names)) for names in zip(*self.names.values(), strict=True)]
        columns.append([text.partition(BETWEEN)[2] for text in self._labels])
        found: dict[str, list[str]] = {}
        for code, *names in zip(self.names, *columns, strict=True):
            for name in set(names):
                found.setdefault(name, []).append(code)
        found.pop("", None)
        return found

"""Automatic numbering: the label that Word prints before a paragraph of a list, and the indents of its level."""

from __future__ import annotations

import re

from ...text.roman import to_roman
from ..ooxml import Element, W, attr, child, val, whole

_PLACEHOLDER = re.compile(r"%([1-9])")
_LAST = 32_767  # that Word counts to


class Numbering:
    """numbering.xml with its counters; ask `label` for each paragraph in document order, once."""

    def __init__(self, root: Element | None) -> None:
        self._abstract: dict[str, Element] = {}
        self._instances: dict[str, tuple[str, dict[int, Element]]] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counters: dict[str, dict[int, int]] = {}
        for node in root if root is not None else ():
            if node.tag == W + "abstractNum":
                self._abstract[attr(node, "abstractNumId") or ""] = node
            elif node.tag == W + "num":
                self._add_instance(node)
        self._follow_links()

    def _follow_links(self) -> None:
        """A list that takes its levels from a list style is that style's own list, and counts with it."""
        owners = {val(node, "styleLink"): number for number, node in self._abstract.items()}
        links = {number: owners.get(val(node, "numStyleLink")) for number, node in self._abstract.items()}
        for number, (abstract, overrides) in self._instances.items():
            if val(self._abstract.get(abstract), "numStyleLink") and (owner := links[abstract]):
                self._instances[number] = (owner, overrides)

    def _add_instance(self, node: Element) -> None:
        number = attr(node, "numId") or ""
        overrides: dict[int, Element] = {}
        for override in node.findall(W + "lvlOverride"):
            level = whole(attr(override, "ilvl"), 0)
            own = child(override, "lvl")
            if own is not None:
                overrides[level] = own
            start = val(override, "startOverride")
            if start is not None:
                self._starts[number, level] = whole(start, 0)
        self._instances[number] = (val(node, "abstractNumId") or "", overrides)

    def level(self, number: str, level: int) -> Element | None:
        """The definition of a level of a list, None where there is none."""
        abstract, overrides = self._instances.get(number, ("", {}))
        if level in overrides:
            return overrides[level]
        for node in self._abstract.get(abstract, ()):
            if node.tag == W + "lvl" and whole(attr(node, "ilvl"), 0) == level:
                return node
        return None

    def label(self, number: str, level: int) -> str:
        """The next label of this list: "1.", "a)", "-"; "" for a bullet that is a picture or symbol font's sign."""
        definition = self.level(number, level)
        if definition is None:
            return ""
        abstract = self._instances[number][0]
        counters = self._counters.setdefault(abstract, {})
        if (number, level) in self._starts:
            counters[level] = self._starts.pop((number, level)) - 1
        counters[level] = counters.get(level, whole(val(definition, "start"), 1) - 1) + 1
        for deeper in [key for key in counters if key > level]:
            del counters[deeper]
        if val(definition, "numFmt") == "bullet":
            sign = val(definition, "lvlText") or ""
            return "-" if sign in ("-", "–", "—", "\uf02d") else sign if sign.isascii() else "•"
        text = val(definition, "lvlText") or ""
        return _PLACEHOLDER.sub(lambda match: self._shown(number, int(match[1]) - 1, counters), text)

    def _shown(self, number: str, level: int, counters: dict[int, int]) -> str:
        definition = self.level(number, level)
        value = counters.get(level, whole(val(definition, "start"), 1))
        return format_number(value, val(definition, "numFmt") or "decimal")


def format_number(value: int, kind: str) -> str:
    """A counter in Word's number formats: upperRoman, lowerLetter, decimalZero, …; decimal for the others."""
    if not 0 <= value <= _LAST:
        return str(value)
    if kind in ("upperRoman", "lowerRoman") and 0 < value < 4000:
        roman = to_roman(value)
        return roman if kind == "upperRoman" else roman.lower()
    if kind in ("upperLetter", "lowerLetter") and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "none":
        return ""
    return f"{value:02d}" if kind == "decimalZero" else str(value)

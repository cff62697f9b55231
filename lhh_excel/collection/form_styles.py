"""Fonts, colours and formats of a form: yellow is typed, grey is given, red is to be mended."""

from __future__ import annotations

from typing import Any

from ..workbook.build.formats import AMBER, FONT, GREY, NAVY, NUMBER_FORMATS, PALE, RED
from ..workbook.schema import Column, Kind

INPUT, GIVEN, WRONG, LINE = "#FFF8DC", "#EDEDED", "#FFC7CE", "#BFBFBF"
SIZE = 12

_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 16, "font_color": NAVY},
    "agency": {"bold": True, "font_size": 11, "font_color": GREY},
    "help": {"italic": True, "font_color": GREY, "text_wrap": True, "valign": "top"},
    "section": {"bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "valign": "vcenter", "indent": 1},
    "alarm": {"bold": True, "font_color": "#FFFFFF", "bg_color": RED, "valign": "vcenter", "indent": 1},
    "label": {"bold": True, "bg_color": PALE, "border": 1, "border_color": "#FFFFFF", "valign": "vcenter", "indent": 1},
    "value": {"num_format": "@", "valign": "vcenter", "indent": 1, "text_wrap": True},
    "guide": {"text_wrap": True, "valign": "top"},
    "step": {"align": "center", "valign": "top", "bold": True, "font_color": NAVY},
    "count": {"bold": True, "align": "left", "valign": "vcenter", "indent": 1},
    "problem": {"text_wrap": True, "valign": "top", "font_color": "#9C0006"},
    "header": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": NAVY,
        "text_wrap": True,
        "align": "center",
        "valign": "vcenter",
        "border": 1,
        "border_color": "#FFFFFF",
    },
    "row": {"border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True, "num_format": "@", "indent": 1},
    "number": {"border": 1, "border_color": LINE, "valign": "vcenter", "align": "center"},
    "small": {"border": 1, "border_color": LINE, "valign": "vcenter", "text_wrap": True, "font_size": 11, "indent": 1},
    "check": {
        "border": 1,
        "border_color": LINE,
        "valign": "vcenter",
        "text_wrap": True,
        "font_color": GREY,
        "font_size": 11,
        "indent": 1,
    },
    "stamp": {"num_format": "@"},
    # conditional
    "wrong": {"bg_color": WRONG, "font_color": "#9C0006"},
    "wrong_text": {"font_color": RED, "bold": True},
    "doubtful_text": {"font_color": AMBER, "bold": True},
}


class FormStyles:
    """The formats of one form, made when first asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Any] = {}

    def __getitem__(self, style: str) -> Any:
        return self._get({"font_name": FONT, "font_size": SIZE} | _STYLES[style])

    def conditional(self, style: str) -> Any:
        return self._get(_STYLES[style])

    def input(self, column: Column, *, wrong: bool = False) -> Any:
        """A yellow cell to type into; a red one where a value that came back is to be mended."""
        return self._get(self._of(column) | {"bg_color": WRONG if wrong else INPUT, "locked": False})

    def given(self, column: Column) -> Any:
        """A grey cell."""
        return self._get(self._of(column) | {"bg_color": GIVEN, "font_color": GREY})

    def _of(self, column: Column) -> dict[str, object]:
        kind = column.kind
        properties: dict[str, object] = {"font_name": FONT, "font_size": SIZE, "border": 1, "border_color": LINE}
        properties |= {"valign": "vcenter", "num_format": "@" if kind.is_text else NUMBER_FORMATS[kind]}
        if kind.is_number:
            return properties | {"align": "right", "indent": 1}
        if kind is Kind.DATE:
            return properties | {"align": "center"}
        return properties | {"text_wrap": True, "indent": 1}

    def _get(self, properties: dict[str, object]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(properties))
        return self._made[key]

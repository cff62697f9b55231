"""Fonts, colours and number formats of the built sheets."""

from __future__ import annotations

from typing import Any

from ..schema import Column, Kind

NAVY, PALE, GREY, RED, AMBER, GREEN = "#1F3864", "#DDE6F3", "#595959", "#C00000", "#B45F06", "#2E7D32"

NUMBER_FORMATS: dict[Kind, str] = {
    Kind.DATE: "dd/mm/yyyy",
    Kind.DATETIME: "dd/mm/yyyy hh:mm",
    Kind.COUNT: "#,##0",
    Kind.DECIMAL: "#,##0.0",
    # 92,5 must show as it is stored, and 50 without a stray decimal mark: only General does both
    Kind.PERCENT: "General",
}

#: Of a table's header, in workbook and form alike.
HEADER: dict[str, object] = {
    "bold": True,
    "font_color": "#FFFFFF",
    "bg_color": NAVY,
    "text_wrap": True,
    "align": "center",
    "valign": "vcenter",
    "border": 1,
    "border_color": "#FFFFFF",
}

_STYLES: dict[str, dict[str, object]] = {
    "title": {"bold": True, "font_size": 15, "font_color": NAVY},
    "help": {"italic": True, "font_color": GREY},
    "band": {"bold": True, "font_color": "#FFFFFF", "bg_color": RED},
    "shown": {"valign": "top", "font_color": GREY},
    "link": {"font_color": "#0563C1", "underline": 1},
    "header": HEADER,
    # conditional
    "faulty": {"bg_color": "#FFC7CE", "font_color": "#9C0006"},
    "overdue": {"bg_color": "#FFEB9C"},
    "severity_error": {"font_color": RED, "bold": True},
    "severity_warning": {"font_color": AMBER, "bold": True},
    "severity_note": {"font_color": "#1F4E9E"},
    "explained": {"font_color": GREY},
    # Trang chủ
    "home_title": {"bold": True, "font_size": 20, "font_color": NAVY},
    "home_agency": {"bold": True, "font_size": 13, "font_color": GREY},
    "section": {"bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "valign": "vcenter", "indent": 1},
    "step": {"bold": True, "font_color": NAVY, "valign": "vcenter", "bottom": 1, "bottom_color": NAVY},
    "label": {"bg_color": PALE, "border": 1, "border_color": "#FFFFFF", "valign": "vcenter", "indent": 1},
    "head": {"bold": True, "bg_color": PALE, "border": 1, "border_color": "#FFFFFF", "align": "center"},
    # a kind's row is coloured where a kind fills it
    "kind": {"border": 1, "border_color": "#FFFFFF", "valign": "vcenter", "indent": 1, "shrink": True},
    "kind_named": {"bg_color": PALE},
    "note": {"italic": True, "font_color": GREY, "text_wrap": True, "valign": "top"},
    "value": {"align": "left", "indent": 1, "valign": "vcenter", "num_format": "@"},
    "date": {"align": "left", "indent": 1, "valign": "vcenter", "num_format": "dd/mm/yyyy"},
    "moment": {"align": "left", "indent": 1, "valign": "vcenter", "num_format": "dd/mm/yyyy hh:mm"},
    "next": {"bold": True, "font_color": NAVY, "align": "left", "indent": 1, "valign": "vcenter"},
    "task": {"align": "left", "indent": 1, "valign": "vcenter", "shrink": True},
    "lead": {"align": "left", "indent": 1, "valign": "vcenter", "shrink": True},
    "due": {"align": "center", "valign": "vcenter", "num_format": "dd/mm/yyyy"},
    "helper": {"num_format": "General"},
    "count": {"align": "center", "valign": "vcenter", "num_format": "#,##0", "font_size": 13},
    "total": {"align": "center", "valign": "vcenter", "num_format": "#,##0", "font_size": 13, "bold": True},
    "share": {"align": "center", "valign": "vcenter", "num_format": "0.0"},
    "alarm": {"align": "center", "valign": "vcenter", "num_format": "#,##0", "font_size": 13, "font_color": RED},
}


class Formats:
    """The formats of one workbook, made when first asked for."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[object, ...], Any] = {}

    def __getitem__(self, style: str) -> Any:
        return self._get(_STYLES[style])

    def cell(self, column: Column, *, typed: bool = True) -> Any:
        """For the data cells of a column; a link that nobody types is a formula, which is none in a cell of text."""
        link = column.kind is Kind.LINK
        return self.of_kind(column.kind, wrap=column.wraps, link=link, formula=link and not typed)

    def of_kind(self, kind: Kind, *, wrap: bool = False, link: bool = False, formula: bool = False) -> Any:
        shown = "General" if formula else "@" if kind.is_text else NUMBER_FORMATS[kind]
        properties: dict[str, object] = {"valign": "top", "num_format": shown}
        if wrap:
            properties["text_wrap"] = True
        if link:
            properties |= _STYLES["link"]
        if kind.is_date:
            properties["align"] = "center"
        elif kind.is_number:
            properties |= {"align": "right", "indent": 1}
        return self._get(properties)

    def of_setting(self, kind: Kind) -> Any:
        """For a value of `Cấu hình`: all to the left; a number as it was typed (1,27 and 20, not 1,3 and 20,0)."""
        number_format = "@" if kind.is_text else "General" if kind.is_number else NUMBER_FORMATS[kind]
        properties: dict[str, object] = {"valign": "top", "align": "left", "num_format": number_format}
        return self._get(properties | ({"text_wrap": True} if kind is Kind.TEXT else {}))

    def _get(self, properties: dict[str, object]) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

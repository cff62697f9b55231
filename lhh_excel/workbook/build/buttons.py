"""The buttons of `Trang chủ`: where each command of messages/commands.py stands. Drawn only with a macro project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...messages.commands import COMMANDS

#: Rows (from 1) that the buttons take in column B, one a row.
FIRST_BUTTON_ROW = 6
_WIDTH, _HEIGHT, _MARGIN = 266, 25, 1


@dataclass(frozen=True)
class Button:
    """A button runs its macro, a Public Sub of the VBA project; `cell` holds its upper left corner."""

    macro: str
    caption: str
    cell: str


BUTTONS: tuple[Button, ...] = tuple(
    Button(command.macro, command.caption, f"B{row}") for row, command in enumerate(COMMANDS, FIRST_BUTTON_ROW)
)
LAST_BUTTON_ROW = FIRST_BUTTON_ROW + len(BUTTONS) - 1


def add_buttons(sheet: Any) -> None:
    for button in BUTTONS:
        options = {
            "macro": button.macro,
            "caption": button.caption,
            "width": _WIDTH,
            "height": _HEIGHT,
            "x_offset": _MARGIN,
            "y_offset": _MARGIN,
        }
        sheet.insert_button(button.cell, options)

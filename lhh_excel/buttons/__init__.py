"""The door of Excel: a function for each button, called by the workbook's macros in a process of its own.

Each runs the action that the command line runs, on the workbook that is open, and ends with one box. None raises:
what a user can mend is a sentence, a fault of ours a sentence with the log's path. Nothing is imported that the click
does not use. Source: docs/workbook-contract.md, "Buttons"; the table of buttons is messages/commands.py.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


def _keep(kind: type[BaseException], error: BaseException, trace: object) -> None:
    """What ends a process that has nowhere to print goes into the log; the macro tells of the exit code."""
    from ..log import log_fault

    log_fault(error, "a button broke off")


if sys.stderr is None:  # pythonw.exe
    sys.excepthook = _keep

#: Name of the button -> the function of work.py that does it.
WORK = {
    "TaoPhieu": "forms_made",
    "NhapPhieu": "forms_taken",
    "TinhHinhNop": "status_told",
    "DonDoc": "reminded",
    "KiemTra": "validated",
    "SuaLoi": "fixed",
    "TaoBaoCao": "drafted",
    "TrinhKy": "submitted",
    "PhatHanh": "issued",
    "KhoaKy": "period_closed",
    "SangKyMoi": "turned",
    "MoLaiKy": "period_opened",
    "KiemTraTheThuc": "checked",
    "MoThuMuc": "folder_opened",
    "HuongDan": "handbook_opened",
    "CapNhatCot": "columns_added",
    "NangCap": "upgraded",
}
#: Of them those that write nothing into the workbook.
READ = frozenset({"TaoPhieu", "TinhHinhNop", "DonDoc", "TaoBaoCao", "KiemTraTheThuc", "MoThuMuc", "HuongDan"})


def __getattr__(function: str) -> Callable[..., None]:
    """The function of a button: `tao_bao_cao()`. What it takes may be `chosen`, else Excel's dialog asks for it."""
    name = "".join(part.capitalize() for part in function.split("_"))
    if name not in WORK:
        raise AttributeError(function)

    def pressed(chosen: str | None = None) -> None:
        from . import work
        from .press import press

        does: Any = getattr(work, WORK[name])
        given = () if chosen is None else (chosen,)
        press(name, lambda click: does(click, *given), writes=name not in READ)

    pressed.__doc__ = f"The button {name}: what work.{WORK[name]} does, between a still screen and one box."
    return pressed

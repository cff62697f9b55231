"""The door of Excel: a line for each button, called by the workbook's macros in a process of its own.

Each runs the action that the command line runs, on the workbook that is open, and ends with one box. None raises:
what a user can mend is a sentence, a fault of ours a sentence with the log's path. Nothing is imported that the click
does not use. Source: docs/workbook-contract.md, "Buttons"; the table of buttons is messages/commands.py.
"""

from __future__ import annotations

import sys
from typing import Any


def _keep(kind: type[BaseException], error: BaseException, trace: object) -> None:
    """What ends a process that has nowhere to print goes into the log; the macro tells of the exit code."""
    from ..log import log_fault

    log_fault(error, "a button broke off")


if sys.stderr is None:  # pythonw.exe
    sys.excepthook = _keep


class _Button:
    """A button: what its function of work.py does, between a still screen and one box."""

    def __init__(self, name: str, work: str, *, writes: bool = True) -> None:
        self._name, self._work, self._writes = name, work, writes

    def __call__(self, chosen: str | None = None) -> None:
        """What it takes may be `chosen`, else Excel's dialog asks for it."""
        from . import work
        from .press import press

        does: Any = getattr(work, self._work)
        given = () if chosen is None else (chosen,)
        press(self._name, lambda click: does(click, *given), writes=self._writes)


#: Called by these names from the macros; those that do not write leave the workbook as it is.
tao_phieu = _Button("TaoPhieu", "forms_made", writes=False)
nhap_phieu = _Button("NhapPhieu", "forms_taken")
tinh_hinh_nop = _Button("TinhHinhNop", "status_told", writes=False)
don_doc = _Button("DonDoc", "reminded", writes=False)
kiem_tra = _Button("KiemTra", "validated")
sua_loi = _Button("SuaLoi", "fixed")
tao_bao_cao = _Button("TaoBaoCao", "drafted", writes=False)
trinh_ky = _Button("TrinhKy", "submitted")
phat_hanh = _Button("PhatHanh", "issued")
khoa_ky = _Button("KhoaKy", "period_closed")
sang_ky_moi = _Button("SangKyMoi", "turned")
mo_lai_ky = _Button("MoLaiKy", "period_opened")
kiem_tra_the_thuc = _Button("KiemTraTheThuc", "checked", writes=False)
mo_thu_muc = _Button("MoThuMuc", "folder_opened", writes=False)
huong_dan = _Button("HuongDan", "handbook_opened", writes=False)
cap_nhat_cot = _Button("CapNhatCot", "columns_added")
nang_cap = _Button("NangCap", "upgraded")

"""The door of Excel: one function a button, called by the workbook's macros in a process of its own.

Each runs the action that the command line runs, on the workbook that is open, and ends with one box. None raises:
what a user can mend is a sentence, a fault of ours a sentence with the log's path. Nothing is imported that the click
does not use. Source: docs/workbook-contract.md, "Buttons"; the table of buttons is messages/commands.py.
"""

from __future__ import annotations

import sys


def _keep(kind: type[BaseException], error: BaseException, trace: object) -> None:
    """What ends a process that has nowhere to print goes into the log; the macro tells of the exit code."""
    from ..log import log_fault

    log_fault(error, "a button broke off")


if sys.stderr is None:  # pythonw.exe
    sys.excepthook = _keep


def kiem_tra() -> None:
    """Kiểm tra dữ liệu: the findings go to the sheet `Kiểm tra`, each with a link to its cell."""
    from . import work

    work.press("KiemTra", work.validated)


def sua_loi() -> None:
    """Sửa lỗi an toàn: asks with the list of repairs, then mends."""
    from . import work

    work.press("SuaLoi", work.fixed)


def cap_nhat_cot() -> None:
    """Cập nhật cột: Số liệu gets the columns of the indicators that were declared since."""
    from . import work

    work.press("CapNhatCot", work.columns_added)


def nang_cap() -> None:
    """Nâng cấp sổ: asks with the list of what is put in, then closes, upgrades and opens the workbook."""
    from . import work

    work.press("NangCap", work.upgraded)


def tao_bao_cao() -> None:
    """Tạo báo cáo (dự thảo), opened in Word."""
    from . import work

    work.press("TaoBaoCao", work.drafted, writes=False)


def trinh_ky() -> None:
    """Trình ký: asks, then freezes the period's figures and makes the document to be signed."""
    from . import work

    work.press("TrinhKy", work.submitted)


def phat_hanh() -> None:
    """Phát hành báo cáo: asks, then gives number and date and makes the final document."""
    from . import work

    work.press("PhatHanh", work.issued)


def tao_phieu() -> None:
    """Tạo phiếu thu thập: a form for each unit, in a folder that is opened."""
    from . import work

    work.press("TaoPhieu", work.forms_made, writes=False)


def nhap_phieu(folder: str | None = None) -> None:
    """Nhập phiếu of `folder`, else of the one chosen in Excel's dialog: shows what would change, asks, then writes."""
    from . import work

    work.press("NhapPhieu", lambda click: work.forms_taken(click, folder))


def tinh_hinh_nop() -> None:
    """Tình hình nộp: who reported for the period and who did not."""
    from . import work

    work.press("TinhHinhNop", work.status_told, writes=False)


def don_doc() -> None:
    """Công văn đôn đốc: a draft to the units that are late, opened in Word."""
    from . import work

    work.press("DonDoc", work.reminded, writes=False)


def sang_ky_moi() -> None:
    """Sang kỳ mới: asks, and whether to lock the last period; then the workbook goes on with the next."""
    from . import work

    work.press("SangKyMoi", work.turned)


def khoa_ky() -> None:
    """Khóa kỳ: asks which period, then locks it."""
    from . import work

    work.press("KhoaKy", work.period_closed)


def mo_lai_ky() -> None:
    """Mở lại kỳ: asks which locked period, for which unit, then opens it."""
    from . import work

    work.press("MoLaiKy", work.period_opened)


def kiem_tra_the_thuc(file: str | None = None) -> None:
    """Kiểm tra thể thức of a Word file: `file`, else the one chosen in Excel's dialog."""
    from . import work

    work.press("KiemTraTheThuc", lambda click: work.checked(click, file), writes=False)


def mo_thu_muc() -> None:
    """Mở thư mục kết xuất."""
    from . import work

    work.press("MoThuMuc", work.folder_opened, writes=False)


def huong_dan() -> None:
    """Hướng dẫn."""
    from . import work

    work.press("HuongDan", work.handbook_opened, writes=False)

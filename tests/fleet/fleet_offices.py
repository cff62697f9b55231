"""Small master workbooks of several unions, for the tests of batch and consolidate."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from xlsx import minimal, write_tables

from lhh_excel.workbook.declarations import DEFAULT

DAY = dt.date
NAME = "Liên hiệp các Hội Khoa học và Kỹ thuật"
SETTINGS = {
    "Ký hiệu cơ quan": "LHH",
    "Địa danh": "Cần Thơ",
    "Chương trình (số)": "70/CTr-LHH",
    "Ngày tính": DAY(2026, 6, 20),
}
END = DAY(2026, 6, 14)
PERIODS = [
    ("2025-H1", "6 tháng đầu năm 2025", DAY(2024, 12, 15), DAY(2025, 6, 14), DAY(2025, 6, 10)),
    ("2026-H1", "6 tháng đầu năm 2026", DAY(2025, 12, 15), DAY(2026, 6, 14), DAY(2026, 6, 10)),
]


def union(
    path: Path,
    agency: str,
    figures: dict[str, dict[str, float | None]],
    *,
    period: str = "2026-H1",
    end: dt.date = END,
    extra: dict[str, list[dict[str, Any]]] | None = None,
) -> Path:
    """A union's workbook; `figures`: unit code -> header -> number, all other indicators 0, None for a blank.

    Each unit reported on 01/06/2026. One task is done, one is overdue on the period's last day.
    """
    units = [
        {"Mã đơn vị": code, "Tên đơn vị": f"Hội {code}", "Loại": "Hội thành viên", "Ngày gia nhập": DAY(2000, 1, 1)}
        for code in figures
    ]
    rows = [
        {"Mã kỳ": period, "Mã đơn vị": code, "Ngày nhận báo cáo": DAY(2026, 6, 1), **numbers(given)}
        for code, given in figures.items()
    ]
    lead = next(iter(figures))
    group = "1. Tổ chức"
    common = {"Nhóm nhiệm vụ": group, "Đơn vị chủ trì": lead, "Ngày giao": DAY(2026, 1, 5), "Mã nhiệm vụ": "NV-001"}
    done = {"Trạng thái": "Hoàn thành", "Tiến độ (%)": 100, "Ngày hoàn thành": DAY(2026, 5, 1), "Kết quả": "Xong"}
    tasks = [
        {**common, "Nội dung": "Việc một", "Hạn hoàn thành": DAY(2026, 6, 1), **done, "Minh chứng": "BB 01"},
        {
            **common,
            "Mã nhiệm vụ": "NV-002",
            "Nội dung": "Việc hai",
            "Hạn hoàn thành": DAY(2026, 6, 1),
            "Trạng thái": "Đang thực hiện",
            "Tiến độ (%)": 40,
        },
    ]
    periods = [
        {
            "Mã kỳ": code,
            "Tên kỳ": name,
            "Từ ngày": start,
            "Đến ngày": end if code == "2026-H1" else last,
            "Hạn đơn vị nộp": due,
            "Trạng thái": "Mở",
        }
        for code, name, start, last, due in PERIODS
    ]
    profile = {"Tên cơ quan": agency, "Kỳ báo cáo": period, **SETTINGS}
    path.parent.mkdir(parents=True, exist_ok=True)
    tables = minimal(
        tblKy=periods,
        tblDonVi=units,
        tblSoLieu=rows,
        tblNhiemVu=tasks,
        tblCauHinh=[{"Mục": item, "Giá trị": value} for item, value in profile.items() if value is not None],
    )
    return write_tables(path, {**tables, **SIGNERS, **(extra or {})})


SIGNERS: dict[str, list[dict[str, Any]]] = {
    "tblNguoiKy": [
        {"Họ tên": "Nguyễn Văn A", "Chức vụ": "Chủ tịch", "Thẩm quyền ký": "TM. BAN THƯỜNG TRỰC", "Mặc định": "Có"}
    ],
    "tblNoiNhan": [
        {"Loại văn bản": "Báo cáo", "Vai trò": "Kính gửi", "Thứ tự": 1, "Tên nơi nhận": "Thường trực Thành ủy"},
        {"Loại văn bản": "Báo cáo", "Vai trò": "Nơi nhận", "Thứ tự": 1, "Tên nơi nhận": "Như trên"},
        {"Loại văn bản": "Báo cáo", "Vai trò": "Lưu", "Thứ tự": 1, "Tên nơi nhận": "VT"},
    ],
}


def numbers(given: dict[str, float | None]) -> dict[str, float]:
    """Every indicator by header: 0, or the number given; a None leaves the cell blank."""
    whole: dict[str, float | None] = {indicator.name: 0 for indicator in DEFAULT.indicators} | given
    return {header: value for header, value in whole.items() if value is not None}


def members(count: int, **more: float | None) -> dict[str, float | None]:
    """A unit with that many members and nothing else."""
    return {"Hội viên đầu kỳ": count, "Hội viên cuối kỳ": count, **more}

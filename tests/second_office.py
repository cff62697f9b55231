"""The second sample office, from tests/data/second-office.md: what it declares and holds, and what its units answer.

Nothing of it stands in the program. `records` are all its rows, with the figures of the two half-years before;
`answers` is what each unit puts into its form for the half-year that is worked on; `workbook` is the book with both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import kept
from books import raw_tables_of

from lhh_excel.workbook.build import build_workbook, shipped_macros
from lhh_excel.workbook.declarations import Declarations, declare
from lhh_excel.workbook.settings import SETTINGS
from lhh_excel.workbook.starting import profile_rows
from lhh_excel.workbook.tables import BY_NAME, DECLARING, schemas_of

PERIOD = "2026-H1"
#: The periods whose figures are known before the work on PERIOD begins.
BEFORE = ("2025-H1", "2025-H2")
#: A unit that answers late, one that does not answer.
LATE, SILENT = "KV06", "CLB5"
#: First days of the half-years.
_STARTS = (dt.date(2025, 1, 1), dt.date(2025, 7, 1), dt.date(2026, 1, 1))
DUE, TODAY = dt.date(2026, 6, 25), dt.date(2026, 7, 2)
_ROWS = raw_tables_of((Path(__file__).parent / "data" / "second-office.md").read_text(encoding="utf-8"))
Record = dict[str, Any]


def _typed() -> dict[str, list[Record]]:
    """Table key -> records by column key, as they stand in the text."""
    found: dict[str, list[Record]] = {}
    for raw in _ROWS:
        schema = BY_NAME[raw.name]
        keys = {column.header: column.key for column in schema.columns}
        rows = zip(*raw.columns, strict=True)
        found[schema.key] = [dict(zip(map(keys.__getitem__, raw.headers), row, strict=True)) for row in rows]
    return found


def declaring() -> dict[str, list[Record]]:
    return {table.key: _typed()[table.key] for table in DECLARING}


def declared() -> Declarations:
    return declare(declaring())


def settings() -> dict[str, list[Any]]:
    """Label of Cấu hình -> its values."""
    found: dict[str, list[Any]] = {}
    for row in _typed()["profile"]:
        found.setdefault(row["item"], []).append(row["value"])
    return found


def records(*, answered: bool = True) -> dict[str, list[Record]]:
    """Table key -> records; without `answered` no unit has reported for PERIOD yet."""
    tables = _typed()
    keys = {each.label: each for each in SETTINGS}
    lines = {keys[label]: typed for label, typed in settings().items()}
    tables["profile"] = profile_rows({each.key: typed if each.several else typed[0] for each, typed in lines.items()})
    tables["figures"] = [row for period in BEFORE for row in figures(period)]
    if answered:
        tables["figures"] += figures(PERIOD)
    for each in tables["units"]:  # the office knows them all; what is not in the text is made up alike for each
        if each["joined"]:
            number = f"{_number(each['code']):03d}"
            each |= {"head": f"Người Đứng Đầu {number}", "head_position": "Chủ tịch", "phone": f"0999000{number}"}
            each |= {"email": f"{each['code'].lower()}@example.vn", "founded": each["joined"]}
    return tables


def workbook(*, answered: bool = True, macros: bool = False, **others: list[Record]) -> bytes:
    """The bytes of the office's workbook; `others` take the place of tables."""

    def make() -> bytes:
        found = {**records(answered=answered), **others}
        return build_workbook(records=found, macros=shipped_macros() if macros else None)

    return kept.once(make, "second office", answered, macros, others)


def figures(period: str) -> list[Record]:
    """The records of Số liệu that the units of that period give."""
    return [
        {"period": period, "unit": unit["code"], "received": _received(period, unit["code"]), **numbers}
        for unit in _typed()["units"]
        if (numbers := _numbers(unit, period))
    ]


def answers() -> dict[str, Record]:
    """Unit -> label in the form -> the number that it types; what is carried over stands there already."""
    names = {each.key: each.name for each in declared().indicators if not each.carries}
    return {
        row["unit"]: {names[key]: value for key, value in row.items() if key in names and value is not None}
        for row in figures(PERIOD)
    }


def _received(period: str, unit: str) -> dt.date:
    year, half = period.split("-")
    due = dt.date(int(year), 6, 25) if half == "H1" else dt.date(int(year), 12, 26)
    return due + dt.timedelta(3 if unit == LATE and period == PERIOD else -2)


def _number(code: str) -> int:
    return next(i for i, unit in enumerate(_typed()["units"]) if unit["code"] == code)


def _numbers(unit: Mapping[str, Any], period: str) -> Record:
    """By column key, made up so that they add up; {} where the unit does not report for the period."""
    year, half = int(period[:4]), period[-2:]
    last = dt.date(year, 6, 30) if half == "H1" else dt.date(year, 12, 31)
    if not unit["joined"] or unit["joined"] > last or (unit["code"] == SILENT and period == PERIOD):
        return {}
    u, p = _number(unit["code"]), 2 * (year - 2025) + (half == "H2")

    def some(k: int, top: int) -> int:
        return (u * 31 + p * 7 + k * 17 + u * u * (1 + k % 3)) % 101 % (top + 1)

    centre = unit["kind"] == "Trung tâm, viện"
    joined = [q for q, day in enumerate(_STARTS) if unit["joined"] >= day]
    opening, came, went = 0 if centre else 90 + 13 * (u % 17), 0, 0
    closing = opening
    for q in range(joined[-1] if joined else 0, p + 1):
        opening, came, went = closing, (u * 3 + q * 5) % 9, (u + q) % 3
        if q in joined:  # a new unit had nobody before it came
            opening, came, went = 0, opening, 0
        if centre:
            opening = came = went = 0
        closing = opening + came - went
    taken, running, fresh = some(1, 4), some(2, 2), some(3, 2)
    entered, events, classes = some(4, 3), some(5, 3), some(6, 4)
    return {
        "hoi_vien_dau_ky": opening,
        "hoi_vien_ket_nap": came,
        "hoi_vien_ra_khoi_hoi": went,
        "tong_so_hoi_vien": closing,
        "hoi_vien_nu": closing * 2 // 5,
        "hoi_vien_sau_dai_hoc": closing // 6,
        "chi_hoi": 0 if centre else 3 + u % 5 + p // 2,
        "tvpb_nhan": taken,
        "tvpb_xong": max(0, taken - some(7, 1)),
        "van_ban_gop_y": some(8, 3),
        "de_tai_chuyen_sang": running,
        "de_tai_moi": fresh,
        "de_tai_nghiem_thu": min(running + fresh, some(9, 1)),
        "mo_hinh_chuyen_giao": None if u % 6 == 5 else some(10, 2),
        "sang_kien_du_thi": entered,
        "sang_kien_doat_giai": min(entered, some(11, 1)),
        "hoi_thao_toa_dam": events,
        "luot_nguoi_du_hoi_thao": events * (40 + u % 30),
        "lop_tap_huan": classes,
        "luot_nguoi_du_tap_huan": classes * (25 + u % 20),
        "dot_pho_bien_kien_thuc": some(12, 3),
        "tin_bai": some(13, 20),
        "tri_thuc_duoc_ton_vinh": some(14, 1),
        "khen_thuong": some(15, 6),
        "kinh_phi_hoat_dong": None if u % 9 == 4 else 40 + some(16, 60) + (0.5 if u % 2 else 0),
    }


def schemas() -> Mapping[str, Any]:
    """Table key -> schema as the office's book has it."""
    return schemas_of(declared())


def texts_of(unit: str) -> dict[str, str]:
    """What a unit writes into its form; few write anything."""
    return {"CN10": {"Đề xuất": "Đề nghị có kinh phí khám bệnh tình nguyện tại các xã đảo."}}.get(unit, {})

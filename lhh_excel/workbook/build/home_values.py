"""What the formulas of `Trang chủ` show for the records that a workbook is built with.

Kept in the file as each formula's last result, so that a program that doesn't recalculate when it opens a file
(LibreOffice, previews) shows true figures and not zeros. A test lets LibreOffice recalculate and compares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from ...messages import workbook as texts
from ..journal import Action
from ..lists import OPEN_STATES
from ..settings import BY_KEY as SETTINGS
from ..values import Value
from .conditional import TODAY_NAME
from .home_formulas import (
    CHECKED_NAME,
    DUE_NAME,
    END_NAME,
    KIND_NAMES,
    PERIOD_NAME,
    SEVERITY_NAMES,
    STATE_NAMES,
    YEAR_LENGTH,
)

Tables = Mapping[str, Sequence[Mapping[str, Value]]]


def home_values(tables: Tables) -> dict[str, Value]:
    """Defined name -> value, for every figure of the dashboard; "" for today's date where no day is set."""
    return _period(tables) | _reporting(tables) | _tasks(tables) | _findings(tables)


def setting_value(tables: Tables, key: str) -> Value:
    label = SETTINGS[key].label
    return next((row.get("value") for row in tables["profile"] if row.get("item") == label), None)


def _day(value: Value) -> dt.date | None:
    """A date; None for whatever else was typed, which the formulas pass over too."""
    return value if isinstance(value, dt.date) else None


def _current(tables: Tables) -> Mapping[str, Value]:
    code = setting_value(tables, "period")
    return next((row for row in tables["periods"] if code and row.get("code") == code), {})


def _period(tables: Tables) -> dict[str, Value]:
    row = _current(tables)
    keys = {
        "LHH_TenKy": "name",
        "LHH_TuNgay": "start",
        END_NAME: "end",
        DUE_NAME: "unit_due",
        "LHH_HanGui": "upward_due",
        "LHH_TrangThaiKy": "state",
    }
    typed = {key: row.get(key) if key in ("name", "state") else _day(row.get(key)) for key in keys.values()}
    shown = {name: typed[key] or texts.PERIOD_UNKNOWN for name, key in keys.items()}
    today = _day(setting_value(tables, "as_of")) or ""
    return {PERIOD_NAME: setting_value(tables, "period") or "", **shown, TODAY_NAME: today}


def _reporting(tables: Tables) -> dict[str, Value]:
    period = _current(tables)
    end, due = _day(period.get("end")), _day(period.get("unit_due"))
    received = {r["unit"]: day for r in _of_period(tables, period) if (day := _day(r.get("received")))}
    values: dict[str, Value] = {}
    for kind, ending in KIND_NAMES.items():
        names = [f"LHH_{name}{ending}" for name in ("PhaiNop", "DaNop", "DungHan", "Muon", "ChuaNop", "TyLeNop")]
        if end is None or len(str(period.get("code"))) == YEAR_LENGTH:
            values |= dict.fromkeys(names, texts.NO_FIGURE)
            continue
        units = [unit["code"] for unit in tables["units"] if _expected(unit, end, kind)]
        days = [received[unit] for unit in units if unit in received]
        on_time = sum(due is not None and day <= due for day in days)
        late = sum(due is not None and day > due for day in days)
        share = round(100 * len(days) / len(units), 1) if units else texts.NO_FIGURE
        values |= dict(zip(names, (len(units), len(days), on_time, late, len(units) - len(days), share), strict=True))
    return values


def _of_period(tables: Tables, period: Mapping[str, Value]) -> list[Mapping[str, Value]]:
    return [row for row in tables["figures"] if row.get("period") == period.get("code")]


def _expected(unit: Mapping[str, Value], end: dt.date, kind: str) -> bool:
    joined, left = _day(unit.get("joined")), _day(unit.get("left"))
    member = bool(unit.get("code")) and (joined is None or joined <= end) and (left is None or left > end)
    return member and kind in ("", unit.get("kind"))


def _tasks(tables: Tables) -> dict[str, Value]:
    rows, today = tables["tasks"], _day(setting_value(tables, "as_of"))
    values: dict[str, Value] = {
        f"LHH_NV_{ending}": sum(row.get("state") == word for row in rows) for word, ending in STATE_NAMES.items()
    }
    still_open = [_day(row.get("due")) for row in rows if row.get("state") in OPEN_STATES]
    overdue = sum(day < today for day in still_open if day and today)
    return values | {"LHH_NV_Tong": sum(bool(row.get("code")) for row in rows), "LHH_QuaHan": overdue}


def _findings(tables: Tables) -> dict[str, Value]:
    words = [row.get("severity") for row in tables["findings"] if row.get("severity")]
    moments = [(row["at"], row.get("action") or "") for row in tables["journal"] if _day(row.get("at"))]
    checked = max((at for at, action in moments if action == Action.CHECKED.value), default=None)
    at, action = max(moments, key=lambda moment: moment[0], default=(None, ""))
    later = at is not None and (checked is None or at > checked)
    known = checked is not None or bool(words)
    return {
        **{name: words.count(word) if known else texts.NOT_CHECKED for word, name in SEVERITY_NAMES.items()},
        CHECKED_NAME: checked or texts.NEVER_CHECKED,
        "LHH_ThaoTacCuoi": action if later else texts.NOTHING_LATER,
    }

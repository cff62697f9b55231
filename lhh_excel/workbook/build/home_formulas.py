"""The formulas of `Trang chủ`: what each figure is, where it stands, under which name others find it.

Only functions of Excel 2016 that LibreOffice knows too. They read tables by name and header, so that they follow
tables that grow or move; each ends in a dash instead of an error. Definitions: docs/workbook-contract.md, "Units".
"""

from __future__ import annotations

from dataclasses import dataclass

from ...messages import workbook as texts
from ..journal import Action
from ..lists import AFFILIATE, CANCELLED, DONE, MEMBER, NOT_STARTED, OPEN_STATES, PAUSED, RUNNING, SEVERITIES
from ..settings import BY_KEY as SETTINGS
from ..tables import BY_KEY
from .conditional import TODAY_NAME

PERIOD_NAME, END_NAME, DUE_NAME, CHECKED_NAME = "LHH_Ky", "LHH_DenNgay", "LHH_HanNop", "LHH_LanChayCuoi"
YEAR_LENGTH = 4  # of a year's code: 2026
#: Rows (from 1) of the blocks of figures.
PERIOD_ROW, REPORTING_ROW, TASKS_ROW, FINDINGS_ROW, CHARTS_ROW = 5, 11, 17, 22, 27
#: State, kind and severity -> the ASCII ending of the figure's name.
STATE_NAMES = {
    NOT_STARTED: "ChuaBatDau",
    RUNNING: "DangThucHien",
    DONE: "HoanThanh",
    PAUSED: "TamDung",
    CANCELLED: "Huy",
}
KIND_NAMES = {MEMBER: "_HoiThanhVien", AFFILIATE: "_TrucThuoc", "": ""}
SEVERITY_NAMES = dict(zip(SEVERITIES, ("LHH_SoLoi", "LHH_SoCanhBao", "LHH_SoGoiY"), strict=True))


@dataclass(frozen=True)
class HomeFigure:
    """One computed cell: its defined name, place, formula and style."""

    name: str
    cell: str
    formula: str
    style: str


def home_figures() -> list[HomeFigure]:
    """Every formula of the dashboard, in the order of the sheet."""
    return [*_period(), *_reporting(), *_tasks(), *_findings()]


def agency_formula() -> str:
    value, none = f'{_setting("agency")}&""', f'"{texts.HOME_NO_AGENCY}"'
    return f'=IFERROR(IF({value}="",{none},{value}),{none})'


def column(table: str, key: str) -> str:
    """A column of a table as a structured reference: tblDonVi[Mã đơn vị]."""
    schema = BY_KEY[table]
    return f"{schema.name}[{schema.header(key)}]"


def _with_header(table: str, key: str) -> str:
    schema = BY_KEY[table]
    return f"{schema.name}[[#All],[{schema.header(key)}]]"


def _setting(key: str) -> str:
    items, values = column("profile", "item"), column("profile", "value")
    return f'INDEX({values},MATCH("{SETTINGS[key].label}",{items},0))'


def _of_period(key: str, *, date: bool) -> str:
    value = f"INDEX({column('periods', key)},MATCH({PERIOD_NAME},{column('periods', 'code')},0))"
    unknown = f'"{texts.PERIOD_UNKNOWN}"'
    known = f"ISNUMBER({value})" if date else f'{value}&""<>""'
    return f"=IFERROR(IF({known},{value},{unknown}),{unknown})"


def _period() -> list[HomeFigure]:
    row, today = PERIOD_ROW, _setting("as_of")
    return [
        HomeFigure(PERIOD_NAME, f"E{row + 1}", f'=IFERROR(TRIM({_setting("period")}&""),"")', "value"),
        HomeFigure("LHH_TenKy", f"I{row + 1}", _of_period("name", date=False), "value"),
        HomeFigure("LHH_TuNgay", f"E{row + 2}", _of_period("start", date=True), "date"),
        HomeFigure(END_NAME, f"I{row + 2}", _of_period("end", date=True), "date"),
        HomeFigure(DUE_NAME, f"E{row + 3}", _of_period("unit_due", date=True), "date"),
        HomeFigure("LHH_HanGui", f"I{row + 3}", _of_period("upward_due", date=True), "date"),
        HomeFigure("LHH_TrangThaiKy", f"E{row + 4}", _of_period("state", date=False), "value"),
        HomeFigure(TODAY_NAME, f"I{row + 4}", f"=IFERROR(IF(ISNUMBER({today}),INT({today}),TODAY()),TODAY())", "date"),
    ]


def _expected(kind: str) -> str:
    """1 for each unit that must report: it has a code and is a member on the period's last day."""
    joined, left = column("units", "joined"), column("units", "left")
    member = (
        f'({column("units", "code")}<>"")'
        f"*(1-ISNUMBER({joined})*({joined}>{END_NAME}))*(1-ISNUMBER({left})*({left}<={END_NAME}))"
    )
    return f'{member}*({column("units", "kind")}="{kind}")' if kind else member


def _received(test: str) -> str:
    """TRUE for each unit that has a row of figures for the period whose day of receipt passes the test.

    By joined keys and not by COUNTIFS, which takes the codes "01" and "1" for the same. With the header's row, so
    that a table of one row is still a list to MATCH.
    """
    received, unit, period = (_with_header("figures", key) for key in ("received", "unit", "period"))
    keys = f'{unit}&"|"&{period}&"|"&ISNUMBER({received}){test.format(received=received)}'
    return f'ISNUMBER(MATCH({column("units", "code")}&"|"&{PERIOD_NAME}&"|1",INDEX({keys},0),0))'


def _count_units(kind: str, test: str | None = None) -> str:
    """A dash for a year, whose figures are those of its parts: the dashboard looks at one period's rows only."""
    counted = _expected(kind) if test is None else f"{_expected(kind)}*{_received(test)}"
    return _safe(
        f'IF(AND(ISNUMBER({END_NAME}),LEN({PERIOD_NAME})<>{YEAR_LENGTH}),SUMPRODUCT({counted}),"{texts.NO_FIGURE}")'
    )


def _reporting() -> list[HomeFigure]:
    figures: list[HomeFigure] = []
    for row, (kind, ending) in enumerate(KIND_NAMES.items(), start=REPORTING_ROW + 2):
        style = "count" if kind else "total"
        formulas = {
            "LHH_PhaiNop": _count_units(kind),
            "LHH_DaNop": _count_units(kind, "*1"),
            "LHH_DungHan": _count_units(kind, f"*ISNUMBER({DUE_NAME})*({{received}}<={DUE_NAME})"),
            "LHH_Muon": _count_units(kind, f"*ISNUMBER({DUE_NAME})*({{received}}>{DUE_NAME})"),
            "LHH_ChuaNop": _safe(f"E{row}-F{row}"),
            "LHH_TyLeNop": _safe(f"ROUND(F{row}/E{row}*100,1)"),
        }
        for at, (name, formula) in zip("EFGHIJ", formulas.items(), strict=True):
            shown = "share" if name == "LHH_TyLeNop" else style
            figures.append(HomeFigure(name + ending, f"{at}{row}", formula, shown))
    return figures


def _tasks() -> list[HomeFigure]:
    state, due, code = (column("tasks", key) for key in ("state", "due", "code"))
    row = TASKS_ROW + 2
    figures = [
        HomeFigure(f"LHH_NV_{ending}", f"{at}{row}", _safe(f'COUNTIF({state},"{word}")'), "count")
        for at, (word, ending) in zip("EFGHI", STATE_NAMES.items(), strict=True)
    ]
    still_open = "+".join(f'({state}="{word}")' for word in sorted(OPEN_STATES))
    overdue = f"SUMPRODUCT(ISNUMBER({due})*({due}<{TODAY_NAME})*({still_open}))"
    return [
        *figures,
        HomeFigure("LHH_NV_Tong", f"J{row}", _safe(f'SUMPRODUCT(({code}<>"")*1)'), "total"),
        HomeFigure("LHH_QuaHan", f"E{row + 1}", _safe(overdue), "alarm"),
    ]


def _findings() -> list[HomeFigure]:
    """Counts of the last check, its moment and what the program wrote after it; no nought where nothing was checked.

    The moment is the latest of the check's lines in the journal, or the last line of them where a Lúc is no moment.
    """
    severity, at, action = column("findings", "severity"), column("journal", "at"), column("journal", "action")
    row = FINDINGS_ROW + 2
    checks = f'({action}="{Action.CHECKED.value}")'
    latest, last = f"SUMPRODUCT(MAX({checks}*{at}))", f"LOOKUP(2,1/({checks}*ISNUMBER({at})),{at})"
    known = f'OR(ISNUMBER({CHECKED_NAME}),COUNTIF({severity},"?*")>0)'
    figures = [
        HomeFigure(
            name, f"{letter}{row}", _safe(f'IF({known},COUNTIF({severity},"{word}"),"{texts.NOT_CHECKED}")'), "count"
        )
        for letter, (word, name) in zip("EFG", SEVERITY_NAMES.items(), strict=True)
    ]
    never, checked = f'"{texts.NEVER_CHECKED}"', f"N({CHECKED_NAME})"
    later = f'IF(MAX({at})>{checked},INDEX({action},MATCH(MAX({at}),{at},0))&"","{texts.NOTHING_LATER}")'
    return [
        *figures,
        HomeFigure(
            CHECKED_NAME,
            f"E{row + 1}",
            f"=IFERROR(IF({latest}>0,{latest},{never}),IFERROR({last},{never}))",
            "moment",
        ),
        HomeFigure("LHH_ThaoTacCuoi", f"I{row + 1}", f'=IFERROR({later},"")', "value"),
    ]


def _safe(expression: str) -> str:
    """The formula that shows a dash where the data make an error."""
    return f'=IFERROR({expression},"{texts.NO_FIGURE}")'

"""The figures of `Trang chủ`: what each is, where it stands, under which name others find it, and its last result.

The formulas use only functions of Excel 2016 that LibreOffice knows too. They read tables by name and header, so that
they follow tables that grow or move; each ends in a dash instead of an error. Definitions: docs/workbook-contract.md,
"Units". What they show for the records that a workbook is built with is kept in the file as each formula's last result,
so that a program that doesn't recalculate when it opens a file (LibreOffice, previews) shows true figures and not
zeros. A test lets LibreOffice recalculate and compares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...messages import workbook as texts
from ...messages.screen import SEVERITIES
from ..journal import Action
from ..labels import BETWEEN, NAMED, code_formula, label
from ..lists import CANCELLED, DONE, NO, NOT_STARTED, OPEN_STATES, PAUSED, PERIOD_LOCKED, RUNNING, YES
from ..settings import BY_KEY as SETTINGS
from ..tables import BY_KEY
from ..values import Value
from .layout import TODAY_NAME

Tables = Mapping[str, Sequence[Mapping[str, Value]]]
PERIOD_NAME, END_NAME, DUE_NAME, CHECKED_NAME = "LHH_Ky", "LHH_DenNgay", "LHH_HanNop", "LHH_LanChayCuoi"
NEXT_NAME = "LHH_TiepTheo"
YEAR_LENGTH = 4  # of a year's code: 2026
#: Rows (from 1) of the blocks of figures.
PERIOD_ROW, REPORTING_ROW, TASKS_ROW, FINDINGS_ROW, OVERDUE_ROW, CHARTS_ROW = 5, 11, 21, 26, 31, 44
#: Hidden columns of what other formulas look up.
HELPERS = "L:M"
#: The most overdue tasks that are told.
OVERDUE_TASKS = 10
#: State and severity -> the ASCII ending of the figure's name.
STATE_NAMES = {
    NOT_STARTED: "ChuaBatDau",
    RUNNING: "DangThucHien",
    DONE: "HoanThanh",
    PAUSED: "TamDung",
    CANCELLED: "Huy",
}
#: The row of all, then rows prepared for the kinds of Loại đơn vị that report: endings of their figures' names.
KIND_ROWS, FIRST_KIND_ROW = 6, REPORTING_ROW + 3
KIND_ENDINGS = ("", *(f"_Loai{number}" for number in range(1, KIND_ROWS + 1)))
#: Rows of Loại đơn vị that are looked at for kinds that report nothing.
_KINDS_LOOKED_AT = 20
SILENT_NAME = "LHH_LoaiKhongBaoCao"
#: Signs of a kind's long name that are shown.
_HEAD, _TAIL = 18, 11
#: After these a check is as good as before: they change nothing that it looks at.
_NO_CHECK_AFTER = (Action.CHECKED, Action.FORMS, Action.REMINDED)
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
    return [*_period(), *_kinds(), *_reporting(), *_tasks(), *_overdue(), *_findings(), _next_step()]


def agency_formula() -> str:
    value, none = f'{_setting("agency")}&""', f'"{texts.HOME_NO_AGENCY}"'
    return f'=IFERROR(IF({value}="",{none},{value}),{none})'


def column(table: str, key: str) -> str:
    """A column of a table as a structured reference: tblDonVi[Mã đơn vị]."""
    schema = BY_KEY[table]
    return f"{schema.name}[{schema.header(key)}]"


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


def kind_label(row: int) -> str:
    """The name of a prepared row's kind, a long one as `_short` has it; blank where there are no more that report."""
    name = f'INDEX({column("kinds", "name")},$L{row})&""'
    short = f'LEFT({name},{_HEAD})&"…"&RIGHT({name},{_TAIL})'
    return f'=IF($L{row}="","",IF(LEN({name})>{_HEAD + _TAIL + 1},{short},{name}))'


def _short(name: str) -> str:
    """Its beginning and its end: a chart writes a longer one over what stands beside it."""
    return name if len(name) <= _HEAD + _TAIL + 1 else f"{name[:_HEAD]}…{name[-_TAIL:]}"


def _kinds() -> list[HomeFigure]:
    """Which kind stands in each prepared row, and by which names it goes: ";hội thành viên;hội viên;"."""
    name, reports = column("kinds", "name"), column("kinds", "reports")
    figures = []
    for number, row in enumerate(range(FIRST_KIND_ROW, FIRST_KIND_ROW + KIND_ROWS), 1):
        place = _smallest(_place_in("kinds", "name"), f'({name}<>"")*({reports}<>"{NO}")', number)
        names = f'IF($L{row}="","",{_names_of_kind(f"$L{row}")})'
        figures.append(HomeFigure(f"LHH_Loai{number}", f"L{row}", f'=IFERROR({place},"")', "helper"))
        figures.append(HomeFigure(f"LHH_TenLoai{number}", f"M{row}", f'=IFERROR({names},"")', "helper"))
    silent = "&".join(
        f'IFERROR(IF(INDEX({reports},{number})="{NO}",{_names_of_kind(str(number))}&"|",""),"")'
        for number in range(1, _KINDS_LOOKED_AT + 1)
    )
    return [*figures, HomeFigure(SILENT_NAME, f"M{FIRST_KIND_ROW - 1}", "=" + silent, "helper")]


def _names_of_kind(number: str) -> str:
    name, others = (f"INDEX({column('kinds', key)},{number})" for key in ("name", "aliases"))
    rest = f'IF({others}="","",SUBSTITUTE(SUBSTITUTE(TRIM({others}),"; ",";")," ;",";")&";")'
    return f'LOWER(";"&TRIM({name})&";"&{rest})'


def _place_in(table: str, key: str) -> str:
    """The place of each record in its table, from 1."""
    schema = BY_KEY[table]
    return f"ROW({column(table, key)})-ROW({schema.name}[[#Headers],[{schema.header(key)}]])"


def _smallest(values: str, test: str, number: int) -> str:
    """The number-th smallest of the values that pass the test (1 or 0 each); an error where there are fewer."""
    return f"_xlfn.AGGREGATE(15,6,({values})/({test}),{number})"


def _expected(row: int | None) -> str:
    """1 for each unit that must report: it has a code, is a member on the period's last day, and its kind reports.

    `row`: of the only kind that counts, None all. A kind is known by its other names too (Tên khác).
    """
    joined, left = column("units", "joined"), column("units", "left")
    member = (
        f'({column("units", "code")}<>"")'
        f"*(1-ISNUMBER({joined})*({joined}>{END_NAME}))*(1-ISNUMBER({left})*({left}<={END_NAME}))"
    )
    own = f'";"&LOWER(TRIM({column("units", "kind")}))&";"'
    if row is None:
        return f"{member}*ISERROR(FIND({own},{SILENT_NAME}))"
    return f"{member}*ISNUMBER(FIND({own},$M{row}))"


def _received(test: str) -> str:
    """TRUE for each unit that has a row of figures for the period whose day of receipt passes the test.

    By joined keys and not by COUNTIFS, which takes the codes "01" and "1" for the same. With the header's row, so
    that a table of one row is still a list to MATCH.
    """
    table = BY_KEY["figures"]
    names = (f"{table.name}[[#All],[{table.header(key)}]]" for key in ("received", "unit", "period"))
    received, unit, period = names
    keys = f'{code_formula(unit)}&"|"&{period}&"|"&ISNUMBER({received}){test.format(received=received)}'
    return f'ISNUMBER(MATCH({column("units", "code")}&"|"&{PERIOD_NAME}&"|1",INDEX({keys},0),0))'


def _count_units(row: int | None, test: str | None = None) -> str:
    """A dash for a year, whose figures are those of its parts: the dashboard looks at one period's rows only."""
    counted = _expected(row) if test is None else f"{_expected(row)}*{_received(test)}"
    half = f"AND(ISNUMBER({END_NAME}),LEN({PERIOD_NAME})<>{YEAR_LENGTH})"
    return _of_kind(row, f'IF({half},SUMPRODUCT({counted}),"{texts.NO_FIGURE}")')


def _of_kind(row: int | None, figure: str) -> str:
    """Nothing in a prepared row that no kind fills."""
    return _safe(figure if row is None else f'IF($L{row}="","",{figure})')


def _reporting() -> list[HomeFigure]:
    figures: list[HomeFigure] = []
    for row, ending in enumerate(KIND_ENDINGS, start=REPORTING_ROW + 2):
        kind = row if ending else None
        style = "count" if kind else "total"
        formulas = {
            "LHH_PhaiNop": _count_units(kind),
            "LHH_DaNop": _count_units(kind, "*1"),
            "LHH_DungHan": _count_units(kind, f"*ISNUMBER({DUE_NAME})*({{received}}<={DUE_NAME})"),
            "LHH_Muon": _count_units(kind, f"*ISNUMBER({DUE_NAME})*({{received}}>{DUE_NAME})"),
            "LHH_ChuaNop": _of_kind(kind, f"E{row}-F{row}"),
            "LHH_TyLeNop": _of_kind(kind, f'IFERROR(ROUND(F{row}/E{row}*100,1),"{texts.NO_FIGURE}")'),
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


def _overdue() -> list[HomeFigure]:
    """The tasks that are overdue longest, with the unit that leads each; of the same day the upper row first.

    The place of a task stands in a hidden column: the day that it was due, and its row as parts of a millionth.
    """
    code, content, lead, due, state = (column("tasks", key) for key in ("code", "content", "lead", "due", "state"))
    still_open = "+".join(f'({state}="{word}")' for word in sorted(OPEN_STATES))
    late = f"ISNUMBER({due})*({due}<{TODAY_NAME})*({still_open})"
    (_, letters) = NAMED["tasks"]
    figures = []
    for number, row in enumerate(range(OVERDUE_ROW + 2, OVERDUE_ROW + 2 + OVERDUE_TASKS), 1):
        at = f"$L{row}"
        key = _smallest(f"INT({due})+({_place_in('tasks', 'due')})/1000000", late, number)
        task = f'TRIM(LEFT(INDEX({code},{at})&"{BETWEEN}"&INDEX({content},{at}),{letters}))'
        cell = f"INDEX({lead},{at})"
        named = f"INDEX({column('units', 'name')},MATCH(TRIM({cell}),{column('units', 'code')},0))"
        unit = f'IFERROR(MID({cell},FIND("{BETWEEN}",{cell})+{len(BETWEEN)},255),IFERROR({named},{cell}&""))'
        none = f'"{texts.NONE_OVERDUE}"' if number == 1 else '""'
        cells = {
            "Dong": ("L", f'=IFERROR(ROUND(MOD({key},1)*1000000,0),"")', "helper"),
            "Viec": ("D", _safe(f'IF({at}="",{none},{task})'), "task"),
            "DonVi": ("G", _safe(f'IF({at}="","",{unit})'), "lead"),
            "Han": ("I", _safe(f'IF({at}="","",INDEX({due},{at}))'), "due"),
            "Ngay": ("J", _safe(f'IF({at}="","",{TODAY_NAME}-INT(INDEX({due},{at})))'), "alarm"),
        }
        figures += [
            HomeFigure(f"LHH_QuaHan{number}_{ending}", f"{column_}{row}", formula, style)
            for ending, (column_, formula, style) in cells.items()
        ]
    return figures


def _findings() -> list[HomeFigure]:
    """Counts of the last check, its moment and what the program wrote after it; no nought where nothing was checked.

    The moment is the latest of the check's lines in the journal, or the last line of them where a Lúc is no moment.
    """
    severity, at, action = column("findings", "severity"), column("journal", "at"), column("journal", "action")
    counts = {word: f'COUNTIF({severity},"{word}")' for word in SEVERITIES[:1]}  # an error is not explained away
    unexplained = f"(LEN(TRIM({column('findings', 'answer')}))=0)"
    counts |= {word: f'SUMPRODUCT(({severity}="{word}")*{unexplained})' for word in SEVERITIES[1:]}
    row = FINDINGS_ROW + 2
    checks = f'({action}="{Action.CHECKED.value}")'
    latest, last = f"SUMPRODUCT(MAX({checks}*{at}))", f"LOOKUP(2,1/({checks}*ISNUMBER({at})),{at})"
    known = f'OR(ISNUMBER({CHECKED_NAME}),COUNTIF({severity},"?*")>0)'
    figures = [
        HomeFigure(name, f"{letter}{row}", _safe(f'IF({known},{counts[word]},"{texts.NOT_CHECKED}")'), "count")
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


def _next_step() -> HomeFigure:
    """What the state of the period asks for next, in the order of a period's work."""
    action, name = column("journal", "action"), column("journal", "record")
    texts_of = f"({column('texts', 'period')}={PERIOD_NAME})*(LEN(TRIM({column('texts', 'content')}))>0)"
    texts_of += f'*({column("texts", "unit")}="")*({column("texts", "printed")}<>"{NO}")'  # the office's, not kept back
    section, required = column("outline", "name"), column("outline", "required")
    of = f"COUNTIFS({column('texts', 'section')},{section},{column('texts', 'period')},{PERIOD_NAME}"
    unit, printed = column("texts", "unit"), column("texts", "printed")
    told = f'({of},{unit},"=",{printed},"<>{NO}")+{of},{printed},"{YES}"))'
    unwritten = f'({required}="{YES}")*({section}<>"")*({told}=0)'

    def done(*actions: Action) -> str:
        told = "+".join(f'({action}="{one.value}")' for one in actions)
        return f"SUMPRODUCT(({name}={PERIOD_NAME})*({told}))>0"

    past = f"AND(ISNUMBER({DUE_NAME}),{TODAY_NAME}>N({DUE_NAME}))"
    missing = "N(LHH_ChuaNop)>0"
    at, spared = column("journal", "at"), "".join(f',{action},"<>{one.value}"' for one in _NO_CHECK_AFTER)
    later = f'COUNTIFS({at},">"&N({CHECKED_NAME}){spared})>0'
    steps = (
        (f"NOT(ISNUMBER({END_NAME}))", texts.NEXT_PERIOD),
        (f'LHH_TrangThaiKy="{PERIOD_LOCKED}"', texts.NEXT_AFTER_LOCK),
        (done(Action.ISSUED, Action.REPLACED), texts.NEXT_AFTER_ISSUE),
        (done(Action.SUBMITTED), texts.NEXT_ISSUE),
        ("AND(ISNUMBER(LHH_PhaiNop),N(LHH_PhaiNop)=0)", texts.NEXT_UNITS),
        (f"AND({missing},N(LHH_DaNop)=0,NOT({past}),NOT({done(Action.FORMS)}))", texts.NEXT_FORMS),
        (f"AND({missing},{past},NOT({done(Action.REMINDED)}))", texts.NEXT_REMIND),
        (f"AND({missing},NOT({past}))", texts.NEXT_IMPORT),
        (f"OR(NOT(ISNUMBER({CHECKED_NAME})),{later})", texts.NEXT_CHECK),
        ("N(LHH_SoLoi)>0", texts.NEXT_ERRORS),
        (f"OR(SUMPRODUCT({texts_of})=0,SUMPRODUCT({unwritten})>0)", texts.NEXT_TEXTS),
    )
    formula = f"IF({missing},{_quoted(_although(texts.NEXT_SUBMIT))},{_quoted(texts.NEXT_SUBMIT)})"
    for test, text in reversed(steps):
        told = _quoted(text)
        if text in _DESPITE:
            told = f"IF({missing},{_quoted(_although(text))},{told})"
        formula = f"IF({test},{told},{formula})"
    return HomeFigure(NEXT_NAME, f"E{PERIOD_ROW - 1}", _safe(formula), "next")


#: Steps that are taken although units are missing, once these were reminded.
_DESPITE = (texts.NEXT_CHECK, texts.NEXT_ERRORS, texts.NEXT_TEXTS, texts.NEXT_SUBMIT)


def _although(text: str) -> str:
    return texts.NEXT_ALTHOUGH + text[:1].lower() + text[1:]


def _quoted(text: str) -> str:
    """The text in a formula, its counts by name."""
    counts = {"missing": '"&LHH_ChuaNop&"', "errors": '"&LHH_SoLoi&"'}
    return f'"{text.format(**counts)}"'


def _safe(expression: str) -> str:
    """The formula that shows a dash where the data make an error."""
    return f'=IFERROR({expression},"{texts.NO_FIGURE}")'


# --- what they show as built -----------------------------------------------------------------------------------------


def home_values(tables: Tables) -> dict[str, Value]:
    """Defined name -> value, for every figure of the dashboard; "" for today's date where no day is set."""
    values = _period_values(tables) | _kind_values(tables) | _reporting_values(tables)
    values |= _task_values(tables) | _overdue_values(tables) | _finding_values(tables)
    return values | {NEXT_NAME: _next_value(tables, values)}


def typed_setting(tables: Tables, key: str) -> Value:
    label = SETTINGS[key].label
    return next((row.get("value") for row in tables["profile"] if row.get("item") == label), None)


def _next_value(tables: Tables, values: Mapping[str, Value]) -> str:
    """The same steps as the formula's, for the last result that is kept of it."""
    code = values[PERIOD_NAME]
    done = {row.get("action") for row in tables["journal"] if row.get("record") == code}
    today, due, missing = values[TODAY_NAME], values[DUE_NAME], values["LHH_ChuaNop"]
    past = isinstance(today, dt.date) and isinstance(due, dt.date) and today > due
    late = isinstance(missing, int) and missing > 0
    checked, spared = values[CHECKED_NAME], {action.value for action in _NO_CHECK_AFTER}
    later = [day for row in tables["journal"] if row.get("action") not in spared and (day := _day(row.get("at")))]
    unchecked = not isinstance(checked, dt.date) or max(later, default=checked) > checked
    errors = values["LHH_SoLoi"]
    of_period = [row for row in tables["texts"] if row.get("period") == code and row.get("printed") != NO]
    written = any(str(row.get("content") or "").strip() and not row.get("unit") for row in of_period)
    told = {row.get("section") for row in of_period if not row.get("unit") or row.get("printed") == YES}
    unwritten = {row.get("name") for row in tables["outline"] if row.get("required") == YES} - told
    steps = (
        (not isinstance(values[END_NAME], dt.date), texts.NEXT_PERIOD),
        (values["LHH_TrangThaiKy"] == PERIOD_LOCKED, texts.NEXT_AFTER_LOCK),
        (bool(done & {Action.ISSUED.value, Action.REPLACED.value}), texts.NEXT_AFTER_ISSUE),
        (Action.SUBMITTED.value in done, texts.NEXT_ISSUE),
        (values["LHH_PhaiNop"] == 0, texts.NEXT_UNITS),
        (late and values["LHH_DaNop"] == 0 and not past and Action.FORMS.value not in done, texts.NEXT_FORMS),
        (late and past and Action.REMINDED.value not in done, texts.NEXT_REMIND),
        (late and not past, texts.NEXT_IMPORT),
        (unchecked, texts.NEXT_CHECK),
        (isinstance(errors, int) and errors > 0, texts.NEXT_ERRORS),
        (not written or bool(unwritten), texts.NEXT_TEXTS),
    )
    step = next((text for applies, text in steps if applies), texts.NEXT_SUBMIT)
    return (_although(step) if late and step in _DESPITE else step).format(missing=missing, errors=errors)


def _day(value: Value) -> dt.date | None:
    """A date; None for whatever else was typed, which the formulas pass over too."""
    return value if isinstance(value, dt.date) else None


def _current(tables: Tables) -> Mapping[str, Value]:
    code = typed_setting(tables, "period")
    return next((row for row in tables["periods"] if code and row.get("code") == code), {})


def _period_values(tables: Tables) -> dict[str, Value]:
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
    today = _day(typed_setting(tables, "as_of")) or ""
    return {PERIOD_NAME: typed_setting(tables, "period") or "", **shown, TODAY_NAME: today}


def _reporting_values(tables: Tables) -> dict[str, Value]:
    period = _current(tables)
    end, due = _day(period.get("end")), _day(period.get("unit_due"))
    of_period = [row for row in tables["figures"] if row.get("period") == period.get("code")]
    received = {row["unit"]: day for row in of_period if (day := _day(row.get("received")))}
    values: dict[str, Value] = {}
    silent = _fold_names(row for row in tables["kinds"] if row.get("reports") == NO)
    reporting = [*_reporting_kinds(tables), *[None] * KIND_ROWS]
    for number, ending in enumerate(KIND_ENDINGS, -1):
        kind = reporting[number] if ending else {}
        names = [f"LHH_{name}{ending}" for name in ("PhaiNop", "DaNop", "DungHan", "Muon", "ChuaNop", "TyLeNop")]
        if kind is None:
            values |= dict.fromkeys(names, "")
            continue
        if end is None or len(str(period.get("code"))) == YEAR_LENGTH:
            values |= dict.fromkeys(names, texts.NO_FIGURE)
            continue
        of_kind = _fold_names([kind])
        units = [unit["code"] for unit in tables["units"] if _must_report(unit, end, of_kind, silent)]
        days = [received[unit] for unit in units if unit in received]
        on_time = sum(due is not None and day <= due for day in days)
        late = sum(due is not None and day > due for day in days)
        share = round(100 * len(days) / len(units), 1) if units else texts.NO_FIGURE
        values |= dict(zip(names, (len(units), len(days), on_time, late, len(units) - len(days), share), strict=True))
    return values


def kind_labels(tables: Tables) -> list[str]:
    """What the prepared rows are called."""
    return [*(_short(str(row["name"])) for row in _reporting_kinds(tables)), *[""] * KIND_ROWS][:KIND_ROWS]


def _reporting_kinds(tables: Tables) -> list[Mapping[str, Value]]:
    return [row for row in tables["kinds"] if row.get("name") and row.get("reports") != NO]


def _kind_names(row: Mapping[str, Value]) -> str:
    others = str(row.get("aliases") or "").strip().replace("; ", ";").replace(" ;", ";")
    return f";{str(row['name']).strip()};{f'{others};' if others else ''}".lower()


def _fold_names(kinds: Iterable[Mapping[str, Value]]) -> str:
    return "".join(f"{_kind_names(row)}|" for row in kinds if row)


def _kind_values(tables: Tables) -> dict[str, Value]:
    reporting, kinds = _reporting_kinds(tables), list(tables["kinds"])
    values: dict[str, Value] = {}
    for number in range(1, KIND_ROWS + 1):
        row = reporting[number - 1] if number <= len(reporting) else None
        values[f"LHH_Loai{number}"] = "" if row is None else kinds.index(row) + 1
        values[f"LHH_TenLoai{number}"] = "" if row is None else _kind_names(row)
    return values | {SILENT_NAME: _fold_names(row for row in kinds[:_KINDS_LOOKED_AT] if row.get("reports") == NO)}


def _overdue_values(tables: Tables) -> dict[str, Value]:
    today, rows = _day(typed_setting(tables, "as_of")), list(tables["tasks"])
    late = [
        (day, place)
        for place, row in enumerate(rows)
        if today and row.get("state") in OPEN_STATES and (day := _day(row.get("due"))) and day < today
    ]
    names = {unit["code"]: unit.get("name") for unit in tables["units"]}
    (_, letters) = NAMED["tasks"]
    values: dict[str, Value] = {}
    told = [*sorted(late), *[None] * OVERDUE_TASKS][:OVERDUE_TASKS]
    for number, one in enumerate(told, 1):
        cells: dict[str, Value] = dict.fromkeys(("Dong", "Viec", "DonVi", "Han", "Ngay"), "")
        if one is not None and today is not None:
            day, place = one
            row = rows[place]
            cells = {
                "Dong": place + 1,
                "Viec": label(str(row.get("code") or ""), str(row.get("content") or ""), letters),
                "DonVi": names.get(row.get("lead")) or row.get("lead") or "",
                "Han": day,
                "Ngay": (today - day).days,
            }
        elif number == 1:
            cells["Viec"] = texts.NONE_OVERDUE
        values |= {f"LHH_QuaHan{number}_{ending}": value for ending, value in cells.items()}
    return values


def _must_report(unit: Mapping[str, Value], end: dt.date, of_kind: str, silent: str) -> bool:
    joined, left = _day(unit.get("joined")), _day(unit.get("left"))
    member = bool(unit.get("code")) and (joined is None or joined <= end) and (left is None or left > end)
    own = f";{str(unit.get('kind') or '').strip().lower()};"
    return member and (own in of_kind if of_kind else own not in silent)


def _task_values(tables: Tables) -> dict[str, Value]:
    rows, today = tables["tasks"], _day(typed_setting(tables, "as_of"))
    values: dict[str, Value] = {
        f"LHH_NV_{ending}": sum(row.get("state") == word for row in rows) for word, ending in STATE_NAMES.items()
    }
    still_open = [_day(row.get("due")) for row in rows if row.get("state") in OPEN_STATES]
    overdue = sum(day < today for day in still_open if day and today)
    return values | {"LHH_NV_Tong": sum(bool(row.get("code")) for row in rows), "LHH_QuaHan": overdue}


def _finding_values(tables: Tables) -> dict[str, Value]:
    told = [row for row in tables["findings"] if row.get("severity")]
    words = [row["severity"] for row in told if row["severity"] == SEVERITIES[0] or not row.get("answer")]
    moments = [(row["at"], row.get("action") or "") for row in tables["journal"] if _day(row.get("at"))]
    checked = max((at for at, action in moments if action == Action.CHECKED.value), default=None)
    at, action = max(moments, key=lambda moment: moment[0], default=(None, ""))
    later = at is not None and (checked is None or at > checked)
    known = checked is not None or bool(told)
    return {
        **{name: words.count(word) if known else texts.NOT_CHECKED for word, name in SEVERITY_NAMES.items()},
        CHECKED_NAME: checked or texts.NEVER_CHECKED,
        "LHH_ThaoTacCuoi": action if later else texts.NOTHING_LATER,
    }

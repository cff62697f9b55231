"""The figures of `Trang chủ`: what each is, where it stands, under which name others find it, and its last result.

The formulas use only functions of Excel 2016 that LibreOffice knows too. They read tables by name and header, so that
they follow tables that grow or move; each ends in a dash instead of an error. Definitions: docs/workbook-contract.md,
"Units". What they show for the records that a workbook is built with is kept in the file as each formula's last result,
so that a program that doesn't recalculate when it opens a file (LibreOffice, previews) shows true figures and not
zeros. A test lets LibreOffice recalculate and compares.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ...messages import workbook as texts
from ...messages.screen import SEVERITIES
from ...plain import record
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
_KIND_PLACES = range(FIRST_KIND_ROW, FIRST_KIND_ROW + KIND_ROWS)
KIND_ENDINGS = ("", *(f"_Loai{number}" for number in range(1, KIND_ROWS + 1)))
#: Rows of Loại đơn vị that are looked at for kinds that report nothing.
_KINDS_LOOKED_AT = 20
SILENT_NAME = "LHH_LoaiKhongBaoCao"
#: Signs of a kind's long name that are shown.
_HEAD, _TAIL = 18, 11
#: After these a check is as good as before: they change nothing that it looks at.
_NO_CHECK_AFTER = (Action.CHECKED, Action.FORMS, Action.REMINDED)
SEVERITY_NAMES = dict(zip(SEVERITIES, ("LHH_SoLoi", "LHH_SoCanhBao", "LHH_SoGoiY"), strict=True))


@record
class HomeFigure:
    """One computed cell: its defined name, place, formula and style, and what it gives for the workbook's records."""

    name: str
    cell: str
    formula: str
    style: str
    value: Value


def home_figures(tables: Tables) -> list[HomeFigure]:
    """Every formula of the dashboard, in the order of the sheet; today's date is "" where no day is set."""
    blocks = (_period, _kinds, _reporting, _tasks, _overdue, _findings)
    figures = [figure for block in blocks for figure in block(tables)]
    return [*figures, _next_step(tables, {figure.name: figure.value for figure in figures})]


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


def _period(tables: Tables) -> list[HomeFigure]:
    row, now, today = PERIOD_ROW, _current(tables), _setting("as_of")

    def of(name: str, cell: str, key: str, style: str) -> HomeFigure:
        value = _day(now.get(key)) if style == "date" else now.get(key)
        formula = _of_period(key, date=style == "date")
        return HomeFigure(name, cell, formula, style, value or texts.PERIOD_UNKNOWN)

    code, day = typed_setting(tables, "period") or "", _day(typed_setting(tables, "as_of")) or ""
    clock = f"=IFERROR(IF(ISNUMBER({today}),INT({today}),TODAY()),TODAY())"
    return [
        HomeFigure(PERIOD_NAME, f"E{row + 1}", f'=IFERROR(TRIM({_setting("period")}&""),"")', "value", code),
        of("LHH_TenKy", f"I{row + 1}", "name", "value"),
        of("LHH_TuNgay", f"E{row + 2}", "start", "date"),
        of(END_NAME, f"I{row + 2}", "end", "date"),
        of(DUE_NAME, f"E{row + 3}", "unit_due", "date"),
        of("LHH_HanGui", f"I{row + 3}", "upward_due", "date"),
        of("LHH_TrangThaiKy", f"E{row + 4}", "state", "value"),
        HomeFigure(TODAY_NAME, f"I{row + 4}", clock, "date", day),
    ]


def kind_label(row: int) -> str:
    """The name of a prepared row's kind, a long one as `_short` has it; blank where there are no more that report."""
    name = f'INDEX({column("kinds", "name")},$L{row})&""'
    short = f'LEFT({name},{_HEAD})&"…"&RIGHT({name},{_TAIL})'
    return f'=IF($L{row}="","",IF(LEN({name})>{_HEAD + _TAIL + 1},{short},{name}))'


def _short(name: str) -> str:
    """Its beginning and its end: a chart writes a longer one over what stands beside it."""
    return name if len(name) <= _HEAD + _TAIL + 1 else f"{name[:_HEAD]}…{name[-_TAIL:]}"


def _kinds(tables: Tables) -> list[HomeFigure]:
    """Which kind stands in each prepared row, and by which names it goes: ";hội thành viên;hội viên;"."""
    name, reports = column("kinds", "name"), column("kinds", "reports")
    all_kinds, reporting = list(tables["kinds"]), [*_reporting_kinds(tables), *[None] * KIND_ROWS]
    figures = []
    for number, (row, kind) in enumerate(zip(_KIND_PLACES, reporting, strict=False), 1):
        place = _smallest(_place_in("kinds", "name"), f'({name}<>"")*({reports}<>"{NO}")', number)
        names = f'IF($L{row}="","",{_names_of_kind(f"$L{row}")})'
        at, called = ("", "") if kind is None else (all_kinds.index(kind) + 1, _kind_names(kind))
        figures.append(HomeFigure(f"LHH_Loai{number}", f"L{row}", f'=IFERROR({place},"")', "helper", at))
        figures.append(HomeFigure(f"LHH_TenLoai{number}", f"M{row}", f'=IFERROR({names},"")', "helper", called))
    formula = "&".join(
        f'IFERROR(IF(INDEX({reports},{number})="{NO}",{_names_of_kind(str(number))}&"|",""),"")'
        for number in range(1, _KINDS_LOOKED_AT + 1)
    )
    silent = _fold_names(kind for kind in all_kinds[:_KINDS_LOOKED_AT] if kind.get("reports") == NO)
    return [*figures, HomeFigure(SILENT_NAME, f"M{FIRST_KIND_ROW - 1}", "=" + formula, "helper", silent)]


def _reporting_kinds(tables: Tables) -> list[Mapping[str, Value]]:
    return [row for row in tables["kinds"] if row.get("name") and row.get("reports") != NO]


def _kind_names(row: Mapping[str, Value]) -> str:
    others = str(row.get("aliases") or "").strip().replace("; ", ";").replace(" ;", ";")
    return f";{str(row['name']).strip()};{f'{others};' if others else ''}".lower()


def _fold_names(kinds: Iterable[Mapping[str, Value]]) -> str:
    return "".join(f"{_kind_names(row)}|" for row in kinds if row)


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


def _reporting(tables: Tables) -> list[HomeFigure]:
    figures: list[HomeFigure] = []
    values = _reporting_values(tables)
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
        for at, (name, formula), value in zip("EFGHIJ", formulas.items(), next(values), strict=True):
            shown = "share" if name == "LHH_TyLeNop" else style
            figures.append(HomeFigure(name + ending, f"{at}{row}", formula, shown, value))
    return figures


def _reporting_values(tables: Tables) -> Iterator[Sequence[Value]]:
    """Of the row of all and of each prepared row: who must report, who did, on time, late, who did not, percent."""
    period = _current(tables)
    end, due = _day(period.get("end")), _day(period.get("unit_due"))
    of_period = [row for row in tables["figures"] if row.get("period") == period.get("code")]
    received = {row["unit"]: day for row in of_period if (day := _day(row.get("received")))}
    silent = _fold_names(row for row in tables["kinds"] if row.get("reports") == NO)
    for kind in ({}, *_reporting_kinds(tables), *[None] * KIND_ROWS):
        if kind is None or end is None or len(str(period.get("code"))) == YEAR_LENGTH:
            yield ["" if kind is None else texts.NO_FIGURE] * 6
            continue
        of_kind = _fold_names([kind])
        units = [unit["code"] for unit in tables["units"] if _must_report(unit, end, of_kind, silent)]
        days = [received[unit] for unit in units if unit in received]
        on_time = sum(due is not None and day <= due for day in days)
        late = sum(due is not None and day > due for day in days)
        share = round(100 * len(days) / len(units), 1) if units else texts.NO_FIGURE
        yield len(units), len(days), on_time, late, len(units) - len(days), share


def _must_report(unit: Mapping[str, Value], end: dt.date, of_kind: str, silent: str) -> bool:
    joined, left = _day(unit.get("joined")), _day(unit.get("left"))
    member = bool(unit.get("code")) and (joined is None or joined <= end) and (left is None or left > end)
    own = f";{str(unit.get('kind') or '').strip().lower()};"
    return member and (own in of_kind if of_kind else own not in silent)


def _tasks(tables: Tables) -> list[HomeFigure]:
    state, code = column("tasks", "state"), column("tasks", "code")
    row, tasks = TASKS_ROW + 2, tables["tasks"]
    figures = [
        HomeFigure(
            f"LHH_NV_{ending}",
            f"{at}{row}",
            _safe(f'COUNTIF({state},"{word}")'),
            "count",
            sum(task.get("state") == word for task in tasks),
        )
        for at, (word, ending) in zip("EFGHI", STATE_NAMES.items(), strict=True)
    ]
    known = sum(bool(task.get("code")) for task in tasks)
    return [
        *figures,
        HomeFigure("LHH_NV_Tong", f"J{row}", _safe(f'SUMPRODUCT(({code}<>"")*1)'), "total", known),
        HomeFigure("LHH_QuaHan", f"E{row + 1}", _safe(f"SUMPRODUCT({_late()})"), "alarm", len(_late_tasks(tables))),
    ]


def _late() -> str:
    """1 for each task that is overdue."""
    due, state = column("tasks", "due"), column("tasks", "state")
    still_open = "+".join(f'({state}="{word}")' for word in sorted(OPEN_STATES))
    return f"ISNUMBER({due})*({due}<{TODAY_NAME})*({still_open})"


def _late_tasks(tables: Tables) -> list[tuple[dt.date, int, int]]:
    """(day, place, days since) of the tasks that are overdue, longest first, of the same day the upper row first."""
    today = _day(typed_setting(tables, "as_of"))
    still_open = [
        (day, place)
        for place, task in enumerate(tables["tasks"])
        if task.get("state") in OPEN_STATES and (day := _day(task.get("due")))
    ]
    return sorted((day, place, (today - day).days) for day, place in still_open if today and day < today)


def _overdue(tables: Tables) -> list[HomeFigure]:
    """The tasks that are overdue longest, with the unit that leads each; of the same day the upper row first.

    The place of a task stands in a hidden column: the day that it was due, and its row as parts of a millionth.
    """
    code, content, lead, due = (column("tasks", key) for key in ("code", "content", "lead", "due"))
    (_, letters) = NAMED["tasks"]
    figures = []
    places = range(OVERDUE_ROW + 2, OVERDUE_ROW + 2 + OVERDUE_TASKS)
    for number, (row, values) in enumerate(zip(places, _overdue_values(tables), strict=False), 1):
        at = f"$L{row}"
        key = _smallest(f"INT({due})+({_place_in('tasks', 'due')})/1000000", _late(), number)
        task = f'TRIM(LEFT(INDEX({code},{at})&"{BETWEEN}"&INDEX({content},{at}),{letters}))'
        cell = f"INDEX({lead},{at})"
        named = f"INDEX({column('units', 'name')},MATCH(TRIM({cell}),{column('units', 'code')},0))"
        unit = f'IFERROR(MID({cell},FIND("{BETWEEN}",{cell})+{len(BETWEEN)},255),IFERROR({named},{cell}&""))'
        none = f'"{texts.NONE_OVERDUE}"' if number == 1 else '""'
        cells = (
            ("Dong", "L", f'=IFERROR(ROUND(MOD({key},1)*1000000,0),"")', "helper"),
            ("Viec", "D", _safe(f'IF({at}="",{none},{task})'), "task"),
            ("DonVi", "G", _safe(f'IF({at}="","",{unit})'), "lead"),
            ("Han", "I", _safe(f'IF({at}="","",INDEX({due},{at}))'), "due"),
            ("Ngay", "J", _safe(f'IF({at}="","",{TODAY_NAME}-INT(INDEX({due},{at})))'), "alarm"),
        )
        figures += [
            HomeFigure(f"LHH_QuaHan{number}_{ending}", f"{letter}{row}", formula, style, value)
            for (ending, letter, formula, style), value in zip(cells, values, strict=True)
        ]
    return figures


def _overdue_values(tables: Tables) -> Iterator[Sequence[Value]]:
    """Of each told task: its place in the table, its label, the unit that leads it, the day, the days since."""
    rows = tables["tasks"]
    names = {unit["code"]: unit.get("name") for unit in tables["units"]}
    (_, letters) = NAMED["tasks"]
    late = _late_tasks(tables)
    for day, place, since in late:
        row = rows[place]
        told = label(str(row.get("code") or ""), str(row.get("content") or ""), letters)
        yield place + 1, told, names.get(row.get("lead")) or row.get("lead") or "", day, since
    for number in range(OVERDUE_TASKS):
        yield "", "" if late or number else texts.NONE_OVERDUE, "", "", ""


def _findings(tables: Tables) -> list[HomeFigure]:
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
    never, checked = f'"{texts.NEVER_CHECKED}"', f"N({CHECKED_NAME})"
    moment = f"=IFERROR(IF({latest}>0,{latest},{never}),IFERROR({last},{never}))"
    later = f'=IFERROR(IF(MAX({at})>{checked},INDEX({action},MATCH(MAX({at}),{at},0))&"","{texts.NOTHING_LATER}"),"")'
    told = [each for each in tables["findings"] if each.get("severity")]
    words = [each["severity"] for each in told if each["severity"] == SEVERITIES[0] or not each.get("answer")]
    moments = [(each["at"], each.get("action") or "") for each in tables["journal"] if _day(each.get("at"))]
    done = max((when for when, what in moments if what == Action.CHECKED.value), default=None)
    when, what = max(moments, key=lambda moment: moment[0], default=(None, ""))
    last_action = what if when is not None and (done is None or when > done) else texts.NOTHING_LATER
    return [
        *(
            HomeFigure(
                name,
                f"{letter}{row}",
                _safe(f'IF({known},{counts[word]},"{texts.NOT_CHECKED}")'),
                "count",
                words.count(word) if done is not None or told else texts.NOT_CHECKED,
            )
            for letter, (word, name) in zip("EFG", SEVERITY_NAMES.items(), strict=True)
        ),
        HomeFigure(CHECKED_NAME, f"E{row + 1}", moment, "moment", done or texts.NEVER_CHECKED),
        HomeFigure("LHH_ThaoTacCuoi", f"I{row + 1}", later, "value", last_action),
    ]


def _next_step(tables: Tables, values: Mapping[str, Value]) -> HomeFigure:
    """What the state of the period asks for next, in the order of a period's work; `values`: of the other figures."""
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
    now = _Now(tables, values)
    steps = (
        (f"NOT(ISNUMBER({END_NAME}))", not isinstance(values[END_NAME], dt.date), texts.NEXT_PERIOD),
        (
            f'LHH_TrangThaiKy="{PERIOD_LOCKED}"',
            values["LHH_TrangThaiKy"] == PERIOD_LOCKED,
            texts.NEXT_AFTER_LOCK,
        ),
        (done(Action.ISSUED, Action.REPLACED), now.did(Action.ISSUED, Action.REPLACED), texts.NEXT_AFTER_ISSUE),
        (done(Action.SUBMITTED), now.did(Action.SUBMITTED), texts.NEXT_ISSUE),
        ("AND(ISNUMBER(LHH_PhaiNop),N(LHH_PhaiNop)=0)", values["LHH_PhaiNop"] == 0, texts.NEXT_UNITS),
        (
            f"AND({missing},N(LHH_DaNop)=0,NOT({past}),NOT({done(Action.FORMS)}))",
            now.missing and values["LHH_DaNop"] == 0 and not now.past and not now.did(Action.FORMS),
            texts.NEXT_FORMS,
        ),
        (
            f"AND({missing},{past},NOT({done(Action.REMINDED)}))",
            now.missing and now.past and not now.did(Action.REMINDED),
            texts.NEXT_REMIND,
        ),
        (f"AND({missing},NOT({past}))", now.missing and not now.past, texts.NEXT_IMPORT),
        (f"OR(NOT(ISNUMBER({CHECKED_NAME})),{later})", now.unchecked, texts.NEXT_CHECK),
        ("N(LHH_SoLoi)>0", isinstance(values["LHH_SoLoi"], int) and values["LHH_SoLoi"] > 0, texts.NEXT_ERRORS),
        (f"OR(SUMPRODUCT({texts_of})=0,SUMPRODUCT({unwritten})>0)", now.unwritten, texts.NEXT_TEXTS),
    )
    formula = f"IF({missing},{_quoted(_although(texts.NEXT_SUBMIT))},{_quoted(texts.NEXT_SUBMIT)})"
    for test, _, text in reversed(steps):
        told = _quoted(text)
        if text in _DESPITE:
            told = f"IF({missing},{_quoted(_although(text))},{told})"
        formula = f"IF({test},{told},{formula})"
    step = next((text for _, applies, text in steps if applies), texts.NEXT_SUBMIT)
    shown = _although(step) if now.missing and step in _DESPITE else step
    value = shown.format(missing=values["LHH_ChuaNop"], errors=values["LHH_SoLoi"])
    return HomeFigure(NEXT_NAME, f"E{PERIOD_ROW - 1}", _safe(formula), "next", value)


class _Now:
    """What the steps ask of the records that the workbook is built with."""

    def __init__(self, tables: Tables, values: Mapping[str, Value]) -> None:
        code, today, due, missing = (values[name] for name in (PERIOD_NAME, TODAY_NAME, DUE_NAME, "LHH_ChuaNop"))
        self._done = {row.get("action") for row in tables["journal"] if row.get("record") == code}
        self.past = isinstance(today, dt.date) and isinstance(due, dt.date) and today > due
        self.missing = isinstance(missing, int) and missing > 0
        checked, spared = values[CHECKED_NAME], {action.value for action in _NO_CHECK_AFTER}
        later = [day for row in tables["journal"] if row.get("action") not in spared and (day := _day(row.get("at")))]
        self.unchecked = not isinstance(checked, dt.date) or max(later, default=checked) > checked
        of_period = [row for row in tables["texts"] if row.get("period") == code and row.get("printed") != NO]
        written = any(str(row.get("content") or "").strip() and not row.get("unit") for row in of_period)
        told = {row.get("section") for row in of_period if not row.get("unit") or row.get("printed") == YES}
        asked = {row.get("name") for row in tables["outline"] if row.get("required") == YES}
        self.unwritten = not written or bool(asked - told)

    def did(self, *actions: Action) -> bool:
        return not self._done.isdisjoint(action.value for action in actions)


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


# --- the records that it is built with -------------------------------------------------------------------------------


def typed_setting(tables: Tables, key: str) -> Value:
    label = SETTINGS[key].label
    return next((row.get("value") for row in tables["profile"] if row.get("item") == label), None)


def _day(value: Value) -> dt.date | None:
    """A date; None for whatever else was typed, which the formulas pass over too."""
    return value if isinstance(value, dt.date) else None


def _current(tables: Tables) -> Mapping[str, Value]:
    code = typed_setting(tables, "period")
    return next((row for row in tables["periods"] if code and row.get("code") == code), {})


def kind_labels(tables: Tables) -> list[str]:
    """What the prepared rows are called."""
    return [*(_short(str(row["name"])) for row in _reporting_kinds(tables)), *[""] * KIND_ROWS][:KIND_ROWS]

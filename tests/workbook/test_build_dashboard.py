"""`Trang chủ` shows true figures: LibreOffice computes every formula anew and the test counts again from the rows."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from cli import lhh
from kept import workbook
from office import SPOILT, recalculated, spoil_results
from openpyxl.formula.translate import Translator
from openpyxl.utils.datetime import from_excel

from lhh_excel.workbook.build import build_workbook, sample_tables
from lhh_excel.workbook.build.checks import fault_formula, overdue_formula
from lhh_excel.workbook.build.dashboard import FIRST_KIND_ROW
from lhh_excel.workbook.labels import label
from lhh_excel.workbook.tables import BY_KEY, HOME_SHEET

pytestmark = pytest.mark.office
Tables = dict[str, list[dict[str, Any]]]
COUNTED = ("LHH_SoLoi", "LHH_SoCanhBao", "LHH_SoGoiY")


class Shown(NamedTuple):
    """What a sheet of a workbook shows, A1 -> value; and where in any sheet an error stands."""

    workbook: bytes
    cells: dict[str, Any]
    errors: list[str]


def computed(data: bytes, folder: Path, sheet: str = HOME_SHEET) -> Shown:
    """The sheet after LibreOffice recalculated the workbook."""
    folder.mkdir(exist_ok=True)
    source = folder / "so.xlsm"
    source.write_bytes(data)
    return Shown(data, *recalculated(source, folder / "lo", sheet))


def as_kept(data: bytes) -> Shown:
    """The dashboard with the results that the file keeps."""
    rows = quickly(data)[HOME_SHEET].iter_rows()
    return Shown(data, {cell.coordinate: cell.value for row in rows for cell in row if cell.value is not None}, [])


#: The sample's records of which the dashboard shows nothing: without them a workbook is made and computed sooner.
UNSHOWN = ("signers", "progress", "recipients", "register", "frozen")


def built(period: str | None = None, **records: list[dict[str, Any]]) -> bytes:
    """The sample as far as the dashboard shows it, with other records in these tables."""
    return build_workbook(sample=True, period=period, records={**dict.fromkeys(UNSHOWN, ()), **records})


@lru_cache(maxsize=2)
def quickly(data: bytes) -> Any:
    """By openpyxl, without formats and the sheets that nobody asks for: reading all takes seconds."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True, read_only=True)


def named(shown: Shown) -> dict[str, Any]:
    """Defined name -> value, for the single cells of the dashboard."""
    values = {}
    for name, defined in quickly(shown.workbook).defined_names.items():
        match = re.fullmatch(r"'?Trang chủ'?!\$(\w+)\$(\d+)", defined.attr_text.lstrip("$"))
        if match:
            value = shown.cells.get(match[1] + match[2])
            values[name] = value.date() if isinstance(value, dt.datetime) and name != "LHH_LanChayCuoi" else value
    return values


def with_setting(tables: Tables, item: str, value: Any) -> Tables:
    row = next(row for row in tables["profile"] if row["item"] == item)
    row["value"] = value
    return tables


def recount(tables: Tables, period_code: str, today: dt.date) -> dict[str, Any]:
    """The figures again, by plain loops over the rows."""
    period = next(row for row in tables["periods"] if row["code"] == period_code)
    counts = dict.fromkeys(("PhaiNop", "DaNop", "DungHan", "Muon", "ChuaNop"), 0)
    kinds = {row["name"]: f"_Loai{number}" for number, row in enumerate(tables["kinds"], 1) if row["reports"] == "Có"}
    per_kind = {ending: dict(counts) for ending in ("", *kinds.values())}
    for unit in tables["units"]:
        if unit.get("joined") and unit["joined"] > period["end"]:
            continue
        if unit.get("left") and unit["left"] <= period["end"]:
            continue
        days = [
            row["received"]
            for row in tables["figures"]
            if row["unit"] == unit["code"] and row["period"] == period_code and row.get("received")
        ]
        if unit["kind"] not in kinds:
            continue
        for ending in ("", kinds[unit["kind"]]):
            of_kind = per_kind[ending]
            of_kind["PhaiNop"] += 1
            of_kind["DaNop" if days else "ChuaNop"] += 1
            if days:
                of_kind["DungHan" if days[0] <= period["unit_due"] else "Muon"] += 1
    figures: dict[str, Any] = {}
    for ending, of_kind in per_kind.items():
        figures |= {f"LHH_{name}{ending}": count for name, count in of_kind.items()}
        share = of_kind["DaNop"] / of_kind["PhaiNop"] * 100
        figures[f"LHH_TyLeNop{ending}"] = pytest.approx(share, abs=0.051)
    states = [row["state"] for row in tables["tasks"]]
    figures |= {
        "LHH_NV_ChuaBatDau": states.count("Chưa bắt đầu"),
        "LHH_NV_DangThucHien": states.count("Đang thực hiện"),
        "LHH_NV_HoanThanh": states.count("Hoàn thành"),
        "LHH_NV_TamDung": states.count("Tạm dừng"),
        "LHH_NV_Huy": states.count("Hủy"),
        "LHH_NV_Tong": len(states),
        "LHH_QuaHan": sum(
            row["due"] < today and row["state"] in ("Chưa bắt đầu", "Đang thực hiện") for row in tables["tasks"]
        ),
    }
    return figures | overdue(tables, today)


def overdue(tables: Tables, today: dt.date) -> dict[str, Any]:
    """The ten tasks that are late longest."""
    names = {unit["code"]: unit["name"] for unit in tables["units"]}
    open_ = [row for row in tables["tasks"] if row["state"] in ("Chưa bắt đầu", "Đang thực hiện")]
    late = sorted((row for row in open_ if row["due"] < today), key=lambda row: row["due"])
    found: dict[str, Any] = {}
    for number, row in enumerate(late[:10], 1):
        found[f"LHH_QuaHan{number}_DonVi"] = names[row["lead"]]
        found[f"LHH_QuaHan{number}_Ngay"] = (today - row["due"]).days
        found[f"LHH_QuaHan{number}_Viec"] = f"{row['code']} – {row['content']}"[:60].strip()
    return found


@pytest.mark.slow
def test_the_spoiling_reaches_every_formula(tmp_path: Path) -> None:
    source, target = tmp_path / "so.xlsm", tmp_path / "spoilt.xlsx"
    source.write_bytes(workbook(sample=True))
    written = openpyxl.load_workbook(source, read_only=True)
    formulas = sum(cell.data_type == "f" for sheet in written for row in sheet.iter_rows() for cell in row)
    assert spoil_results(source, target) == formulas > 35
    kept = openpyxl.load_workbook(target, data_only=True, read_only=True)
    spoilt = {int(SPOILT), from_excel(int(SPOILT))}  # as a number, or as the date that a cell's format makes of it
    assert sum(cell.value in spoilt for sheet in kept for row in sheet.iter_rows() for cell in row) == formulas


@pytest.mark.slow
def test_the_sample_shows_what_a_recount_of_its_rows_gives(tmp_path: Path) -> None:
    data = workbook(sample=True)
    book = computed(data, tmp_path)
    assert book.errors == []
    values = named(book)
    assert named(as_kept(data)) == values
    wanted = recount(sample_tables(), "2026-H1", dt.date(2026, 6, 16))
    assert {name: values[name] for name in wanted} == wanted
    assert values["LHH_Ky"] == "2026-H1" and values["LHH_TenKy"] == "6 tháng đầu năm 2026"
    assert (values["LHH_TuNgay"], values["LHH_DenNgay"]) == (dt.date(2025, 12, 15), dt.date(2026, 6, 14))
    assert (values["LHH_HanNop"], values["LHH_HanGui"]) == (dt.date(2026, 6, 9), dt.date(2026, 6, 19))
    assert values["LHH_TrangThaiKy"] == "Mở" and values["LHH_HomNay"] == dt.date(2026, 6, 16)
    assert values["LHH_LanChayCuoi"] == "chưa kiểm tra lần nào"  # reports came in, nothing was checked
    assert values["LHH_ThaoTacCuoi"] == "Nhận báo cáo"
    assert {values[name] for name in COUNTED} == {"chưa kiểm tra"}


@pytest.mark.slow
@pytest.mark.parametrize("period", ["2025-H1", "2025-H2"])
def test_the_results_kept_in_the_file_are_those_that_a_recalculation_gives(period: str, tmp_path: Path) -> None:
    """A program that doesn't recalculate (previews, LibreOffice by default) must not show zeros."""
    data = built(period)
    kept = named(as_kept(data))
    assert kept == named(computed(data, tmp_path))
    wanted = recount(sample_tables(), period, dt.date(2026, 6, 16))
    assert {name: kept[name] for name in wanted} == wanted


@pytest.mark.slow
def test_a_unit_counts_to_the_day_before_it_leaves_and_from_the_day_it_joins(tmp_path: Path) -> None:
    tables = sample_tables()
    for unit in tables["units"]:
        if unit["code"] == "H18":
            unit["left"] = dt.date(2025, 12, 15)  # the day after the period's end
        if unit["code"] == "H17":
            unit["joined"] = dt.date(2025, 12, 14)  # the very last day
        if unit["code"] == "H16":
            unit["left"] = dt.date(2025, 12, 14)
        if unit["code"] == "H15":
            unit["joined"] = dt.date(2025, 12, 15)
    data = built("2025-H2", units=tables["units"])
    values = named(computed(data, tmp_path))
    wanted = recount(tables, "2025-H2", dt.date(2026, 6, 16))
    assert values["LHH_PhaiNop"] == wanted["LHH_PhaiNop"] == 19
    assert values["LHH_DaNop"] == wanted["LHH_DaNop"]


@pytest.mark.slow
def test_an_empty_workbook_shows_no_error_and_no_invented_share(tmp_path: Path) -> None:
    book = computed(build_workbook(), tmp_path)
    assert book.errors == []
    values = named(book)
    assert values["LHH_PhaiNop"] == values["LHH_NV_Tong"] == values["LHH_QuaHan"] == 0
    assert values["LHH_TyLeNop"] == "–"
    assert values["LHH_HomNay"] == dt.date.today()
    assert values["LHH_LanChayCuoi"] == "chưa kiểm tra lần nào" and values["LHH_ThaoTacCuoi"] == "không"
    assert {values[name] for name in COUNTED} == {"chưa kiểm tra"}


@pytest.mark.slow
def test_bad_data_makes_a_dash_or_is_left_out_but_never_an_error(tmp_path: Path) -> None:
    tables = sample_tables()
    with_setting(tables, "Kỳ báo cáo", "2031-H1")
    with_setting(tables, "Ngày tính", "hôm nay")
    for row in tables["tasks"]:
        row["due"] = "cuối năm"
    data = built(profile=tables["profile"], tasks=tables["tasks"])
    book = computed(data, tmp_path)
    assert book.errors == []
    values = named(book)
    assert values["LHH_TenKy"] == values["LHH_DenNgay"] == "chưa có"
    assert values["LHH_PhaiNop"] == values["LHH_DaNop"] == values["LHH_ChuaNop"] == "–"
    assert values["LHH_HomNay"] == dt.date.today()
    assert values["LHH_QuaHan"] == 0


@pytest.mark.slow
def test_codes_that_excel_would_take_for_numbers_stay_apart(tmp_path: Path) -> None:
    """Units "01" and "1" and "1-2" are three units; only "01" has reported."""
    units = [
        {"code": code, "name": code, "kind": "Hội thành viên", "joined": dt.date(2020, 1, 1)}
        for code in ("01", "1", "1-2")
    ]
    figures = [{"period": "2026-H1", "unit": "01", "received": dt.date(2026, 6, 1)}]  # (written as "01 – 01")
    values = named(computed(build_workbook(records={"units": units, "figures": figures}), tmp_path))
    assert (values["LHH_PhaiNop"], values["LHH_DaNop"], values["LHH_ChuaNop"]) == (3, 1, 2)


@pytest.mark.slow
def test_a_kind_counts_under_its_other_names_too(tmp_path: Path) -> None:
    """Typed as it was called before: a member in its row and the total, a body of the office in none."""
    tables = sample_tables()
    others = {"Hội thành viên": "Hội viên tập thể; Hội chuyên ngành", "Bộ phận cơ quan": "Phòng ban"}
    for kind in tables["kinds"]:
        kind["aliases"] = others.get(kind["name"])
    tables["units"][0]["kind"], tables["units"][1]["kind"] = "hội chuyên ngành", "Hội viên tập thể"
    tables["units"][2]["kind"] = "phòng ban"
    data = built(kinds=tables["kinds"], units=tables["units"])
    values = named(computed(data, tmp_path))
    assert (values["LHH_PhaiNop"], values["LHH_PhaiNop_Loai1"], values["LHH_PhaiNop_Loai2"]) == (19, 16, 3)
    kept = named(as_kept(data))
    assert kept == values


@pytest.mark.slow
def test_a_long_name_of_a_kind_stays_in_its_row(tmp_path: Path) -> None:
    """Its beginning and its end tell it from its like; a name that fits stands whole."""
    names = [f"Hội {'chuyên ngành ' * 9}"[: length - 2] + f"{length:2}" for length in (29, 30, 31, 80, 100)]
    kinds = [{"name": name, "noun": "hội", "reports": "Có"} for name in names]
    data = built(kinds=kinds)
    rows = range(FIRST_KIND_ROW, FIRST_KIND_ROW + len(names))
    made = computed(data, tmp_path).cells
    shown = [str(made[f"D{row}"]) for row in rows]
    assert shown[:2] == names[:2] and max(map(len, shown)) == 30 and len(set(shown)) == len(names)
    kept = as_kept(data).cells
    assert shown == [kept[f"D{row}"] for row in rows]


@pytest.mark.slow
def test_the_overdue_tasks_are_found_however_their_units_are_named(tmp_path: Path) -> None:
    """More than ten, of one day, by label, bare code and a name that nobody has; a day that is text is none."""
    tasks = [
        {"code": f"NV-{i:02}", "content": f"Việc {i}", "state": "Đang thực hiện", "due": dt.date(2026, 1, 1 + i % 3)}
        for i in range(14)
    ]
    for task, lead in zip(tasks, ("H01", "H01 – Hội thành viên 01", "Hội lạ"), strict=False):
        task["lead"] = lead
    tasks[3]["due"], tasks[6]["state"] = "01/01/2026", "Hoàn thành"
    data = built(tasks=tasks)
    values = named(computed(data, tmp_path))
    told = [str(values[f"LHH_QuaHan{number}_Viec"])[:5] for number in range(1, 11)]
    assert told == [f"NV-{i:02}" for i in (0, 9, 12, 1, 4, 7, 10, 13, 2, 5)]
    assert [values[f"LHH_QuaHan{number}_DonVi"] for number in (1, 4, 9)] == ["Hội thành viên 01"] * 2 + ["Hội lạ"]
    assert values["LHH_QuaHan10_Ngay"] == (dt.date(2026, 6, 16) - dt.date(2026, 1, 3)).days


@pytest.mark.slow
def test_a_report_without_a_due_date_is_neither_on_time_nor_late(tmp_path: Path) -> None:
    tables = sample_tables()
    for row in tables["periods"]:
        row["unit_due"] = None
    values = named(computed(built(periods=tables["periods"]), tmp_path))
    assert (values["LHH_DaNop"], values["LHH_DungHan"], values["LHH_Muon"]) == (18, 0, 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    "findings", [[], ["LỖI", "LỖI", "LỖI", "CẢNH BÁO", "GỢI Ý", "GỢI Ý"]], ids=["clean", "with findings"]
)
def test_the_last_check_is_told_and_not_the_last_line_of_the_journal(findings: list[str], tmp_path: Path) -> None:
    def at(day: int) -> dt.datetime:
        return dt.datetime(2026, 6, day, 8, 30)

    journal = [
        {"at": at(9), "action": "Kiểm tra dữ liệu"},
        {"at": at(12), "action": "Kiểm tra dữ liệu"},
        {"at": at(14), "action": "Nhập phiếu số 3"},
        {"at": at(3), "action": "Kiểm tra dữ liệu"},  # somebody sorted the sheet
    ]
    rows = [{"severity": word} for word in findings]
    if findings:
        rows[0]["answer"] = "đã xem"  # an error counts all the same
        rows += [{"severity": word, "answer": "đã xem"} for word in ("CẢNH BÁO", "GỢI Ý")]
    data = built(findings=rows, journal=journal)
    values = named(computed(data, tmp_path / "a"))
    assert (values["LHH_LanChayCuoi"], values["LHH_ThaoTacCuoi"]) == (at(12), "Nhập phiếu số 3")
    assert [values[name] for name in COUNTED] == [findings.count(word) for word in ("LỖI", "CẢNH BÁO", "GỢI Ý")]
    assert {name: values[name] for name in kept(data)} == kept(data)

    if findings:
        journal[2:] = [{"at": "hôm qua", "action": "Khóa kỳ"}]  # a Lúc that is no moment
        values = named(computed(built(findings=[], journal=journal), tmp_path / "b"))
        assert (values["LHH_LanChayCuoi"], values["LHH_ThaoTacCuoi"]) == (at(12), "không")


@pytest.mark.slow
def test_after_a_check_the_dashboard_counts_what_the_check_found(sample: Path, tmp_path: Path) -> None:
    """The command writes, LibreOffice computes: what the journal calls a check is what the formula looks for."""
    found = lhh("validate", sample, "--write", "--json").json["summary"]
    values = named(computed(sample.read_bytes(), tmp_path / "lo"))
    assert [values[name] for name in COUNTED] == [found["error"], found["warning"], found["note"]]
    assert isinstance(values["LHH_LanChayCuoi"], dt.datetime) and values["LHH_ThaoTacCuoi"] == "không"


def kept(data: bytes) -> dict[str, Any]:
    """What a program that does not compute shows of the last check."""
    values = named(as_kept(data))
    return {name: values[name] for name in (*COUNTED, "LHH_LanChayCuoi", "LHH_ThaoTacCuoi")}


def _with_cells(data: bytes, sheet: str, formulas: dict[str, str], folder: Path) -> dict[str, Any]:
    """What LibreOffice computes for these formulas, put under the data of a sheet: cell -> value."""
    index = quickly(data).sheetnames.index(sheet) + 1
    rows = ""
    for number, (key, formula) in enumerate(formulas.items(), start=5200):
        text = formula.lstrip("=").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        rows += f'<row r="{number}"><c r="A{number}"><f>{text}</f><v>{SPOILT}</v></c></row>'
        formulas[key] = f"A{number}"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            part = package.read(name)
            if name == f"xl/worksheets/sheet{index}.xml":
                part = part.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
            copy.writestr(name, part)
    result = computed(target.getvalue(), folder, sheet).cells
    return {key: result[cell] for key, cell in formulas.items()}


@pytest.mark.slow
def test_the_drop_downs_end_with_the_last_one_typed(tmp_path: Path) -> None:
    """A blank in a named list would make Excel take any value."""
    formulas = {"units": "=ROWS(dsDonVi)", "blank": "=COUNTBLANK(dsDonVi)", "last": "=INDEX(dsNhiemVu,60)"}
    formulas |= {
        "first": "=INDEX(dsDonVi,1)",
        "tasks": "=ROWS(dsNhiemVu)",
        "periods": "=ROWS(dsMaKy)",
        "kinds": "=ROWS(dsMaLoaiDonVi)",
    }
    formulas |= {"groups": "=ROWS(dsNhom)", "group": "=INDEX(dsNhom,4)"}
    values = _with_cells(workbook(sample=True), HOME_SHEET, formulas, tmp_path)
    units, tasks = (sample_tables()[key] for key in ("units", "tasks"))
    assert values == {
        "first": label(units[0]["code"], units[0]["name"]),
        "last": label(tasks[59]["code"], tasks[59]["content"], 60),
    } | {"units": 21, "blank": 0, "tasks": 60, "periods": 6, "kinds": 3} | {
        "groups": 4,
        "group": "4. Thi đua, giáo dục chính trị tư tưởng",
    }


@pytest.mark.slow
def test_a_faulty_cell_lights_up_by_sheet_record_and_column(tmp_path: Path) -> None:
    table = BY_KEY["tasks"]
    findings = [
        {"severity": "LỖI", "sheet": "Nhiệm vụ", "cell": "A1", "column": "Hạn hoàn thành", "record": "NV-002"},
        {"severity": "LỖI", "sheet": "Đơn vị", "cell": "A1", "column": "Ghi chú", "record": "NV-003"},
    ]
    data = built(findings=findings)
    formula = fault_formula(table)
    due, note = "I", "P"
    wanted = {f"{due}7": True, f"{due}6": False, f"{note}7": False, f"{note}8": False}
    formulas = {cell: Translator(formula, origin="A6").translate_formula(cell) for cell in wanted}
    assert _with_cells(data, "Nhiệm vụ", formulas, tmp_path) == wanted


@pytest.mark.slow
def test_a_record_of_several_columns_lights_up_too(tmp_path: Path) -> None:
    findings = [{"sheet": "Số liệu", "column": "Hội viên cuối kỳ", "record": "2025-H1/H02", "cell": "G7"}]
    data = built(findings=findings)
    formula = fault_formula(BY_KEY["figures"])
    wanted = {"G7": True, "G8": False, "F7": False}
    formulas = {cell: Translator(formula, origin="A6").translate_formula(cell) for cell in wanted}
    assert _with_cells(data, "Số liệu", formulas, tmp_path) == wanted


@pytest.mark.slow
def test_overdue_rows_light_up_as_the_dashboard_counts_them(tmp_path: Path) -> None:
    rows = range(6, 66)
    formulas = {str(row): Translator(overdue_formula(), origin="A6").translate_formula(f"A{row}") for row in rows}
    values = _with_cells(workbook(sample=True), "Nhiệm vụ", formulas, tmp_path)
    lit = [sample_tables()["tasks"][int(row) - 6]["code"] for row, value in values.items() if value]
    assert lit == ["NV-007", "NV-024", "NV-027", "NV-035", "NV-042"]


@pytest.mark.slow
def test_a_year_shows_a_dash_where_only_its_parts_have_rows(tmp_path: Path) -> None:
    data = built("2025")
    book = computed(data, tmp_path)
    assert book.errors == []
    values = named(book)
    assert [values[f"LHH_{name}"] for name in ("PhaiNop", "DaNop", "ChuaNop", "TyLeNop")] == ["–"] * 4
    assert values["LHH_NV_Tong"] == len(sample_tables()["tasks"])


@cache
def _sample() -> Tables:
    """Read once for all cases below; their changes are made in rows and tables of their own."""
    return sample_tables()


def _at_hand(**changes: Any) -> dict[str, Any]:
    """The sample, all units in time, checked without errors: ready to be submitted; then the changes."""
    tables = {**_sample()}
    members = [unit for unit in tables["units"] if not unit.get("left")]
    tables["figures"] = [
        {"period": "2026-H1", "unit": unit["code"], "received": dt.date(2026, 6, 1)} for unit in members
    ]
    tables["journal"] = [{"at": dt.datetime(2026, 6, 16, 8), "action": "Kiểm tra dữ liệu"}]
    tables["findings"] = []
    tables["texts"] = [{"period": "2026-H1", "section": "Ưu điểm", "content": "Các hội báo cáo đủ."}]
    tables["outline"] = _needing("Ưu điểm")
    tables |= {key: [] for key in ("tasks", *UNSHOWN)}
    return {**tables, **changes}


def _told(action: str) -> list[dict[str, Any]]:
    checked = {"at": dt.datetime(2026, 6, 16, 8), "action": "Kiểm tra dữ liệu"}
    return [checked, {"at": dt.datetime(2026, 6, 17, 8), "action": action, "record": "2026-H1"}]


def _periods(**values: Any) -> list[dict[str, Any]]:
    return [row | values if row["code"] == "2026-H1" else row for row in _sample()["periods"]]


def _needing(section: str) -> list[dict[str, Any]]:
    return [row | {"required": "Có" if row["name"] == section else None} for row in _sample()["outline"]]


NEXT: dict[str, tuple[dict[str, Any], str]] = {
    "no days": ({"periods": _periods(end=None)}, "Chọn kỳ"),
    "locked": ({"periods": _periods(state="Khóa")}, "Sang kỳ mới"),
    "issued": ({"journal": [*_told("Trình ký"), *_told("Phát hành")]}, "đã phát hành"),
    "submitted": ({"journal": _told("Trình ký")}, "Phát hành báo cáo"),
    "nobody": ({"units": []}, "trang Đơn vị"),
    "nothing came": ({"figures": [], "periods": _periods(unit_due=dt.date(2026, 6, 20))}, "Tạo phiếu thu thập"),
    "forms are out": (
        {"figures": [], "periods": _periods(unit_due=dt.date(2026, 6, 20)), "journal": _told("Tạo phiếu thu thập")},
        "Còn 20 đơn vị chưa nộp: phiếu về",
    ),
    "late": ({"figures": []}, "Còn 20 đơn vị chưa nộp, đã quá hạn"),
    "late, and reminded: unchecked": (
        {"figures": _at_hand()["figures"][:3], "journal": _told("Công văn đôn đốc")[1:]},
        "Còn thiếu 17 đơn vị; bấm Kiểm tra dữ liệu",
    ),
    "late, and reminded: errors": (
        {"figures": _at_hand()["figures"][:3], "journal": _told("Công văn đôn đốc"), "findings": [{"severity": "LỖI"}]},
        "Còn thiếu 17 đơn vị; còn 1 lỗi",
    ),
    "late, and reminded: no texts": (
        {"figures": _at_hand()["figures"][:3], "journal": _told("Công văn đôn đốc"), "texts": []},
        "Còn thiếu 17 đơn vị; viết phần lời",
    ),
    "late, and reminded": (
        {"figures": _at_hand()["figures"][:3], "journal": _told("Công văn đôn đốc")},
        "Còn thiếu 17 đơn vị; bấm Tạo báo cáo",
    ),
    "late, and reminded of another period": (
        {"figures": [], "journal": [_told("Công văn đôn đốc")[1] | {"record": "2025-H2"}]},
        "Còn 20 đơn vị chưa nộp, đã quá hạn",
    ),
    "some came": (
        {"figures": _at_hand()["figures"][:3], "periods": _periods(unit_due=dt.date(2026, 6, 20))},
        "Còn 17 đơn vị chưa nộp: phiếu về",
    ),
    "not checked": ({"journal": []}, "Bấm Kiểm tra dữ liệu"),
    "changed since": ({"journal": _told("Nhập phiếu #1")}, "Bấm Kiểm tra dữ liệu"),
    "forms made since": ({"journal": _told("Tạo phiếu thu thập")}, "Trình ký"),
    "forms made since, then more": (
        {"journal": [*_told("Tạo phiếu thu thập"), *_told("Hoàn tác nhập phiếu #1")[1:]]},
        "Bấm Kiểm tra dữ liệu",
    ),
    "errors": ({"findings": [{"severity": "LỖI"}] * 3}, "Còn 3 lỗi"),
    "no texts": ({"texts": []}, "trang Nội dung"),
    "no text of a section that must have one": ({"outline": _needing("Hạn chế")}, "trang Nội dung"),
    "ready": ({}, "Trình ký"),
}


@pytest.mark.slow
@pytest.mark.parametrize("case", NEXT)
def test_what_comes_next_follows_the_state_of_the_period(case: str, tmp_path: Path) -> None:
    changes, words = NEXT[case]
    data = built(**_at_hand(**changes))
    kept = named(as_kept(data))
    values = named(computed(data, tmp_path))
    assert words in str(values["LHH_TiepTheo"]) and kept["LHH_TiepTheo"] == values["LHH_TiepTheo"]


def test_what_is_wrong_is_read_without_scrolling() -> None:
    """On a screen of 1366 dots at 100 %, some 8.4 a letter beside the rows' numbers, Kiểm tra shows Vấn đề whole."""
    columns = BY_KEY["findings"].columns
    upto = [column.key for column in columns].index("message") + 1
    assert sum(column.width for column in columns[:upto]) * 8.4 <= 1316

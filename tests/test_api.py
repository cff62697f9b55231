"""The public API: tables, figures and reporting as pandas DataFrames."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import kept
import pytest

from lhh_excel.api import Workbook, open_workbook
from lhh_excel.errors import InputError
from lhh_excel.workbook.defaults import EARLIER_KEYS
from lhh_excel.workbook.tables import FIGURES, TABLES


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("api") / "LHH.xlsm"
    path.write_bytes(kept.workbook(sample=True))
    return path


@pytest.fixture(scope="module")
def lhh(sample: Path) -> Workbook:
    return open_workbook(sample)


def test_every_table_of_the_schema_is_a_frame_with_its_columns_in_order(lhh: Workbook) -> None:
    assert lhh.tables == [table.key for table in TABLES]
    for table in TABLES:
        frame = lhh.table(table.key)
        columns = list(frame.columns)
        assert columns[: len(table.columns)] == [column.key for column in table.columns]
        if table is FIGURES:  # then by the English keys that figures had
            assert (
                frame["members_end"].equals(frame["hoi_vien_cuoi_ky"]) and "members_end" not in frame.attrs["headers"]
            )
            columns = columns[: -len(EARLIER_KEYS)]
        assert len(columns) == len(table.columns)
        assert frame.attrs["headers"] == {column.key: column.header for column in table.columns}


def test_a_table_answers_to_its_key_its_name_and_its_sheet(lhh: Workbook) -> None:
    import pandas as pd

    pd.testing.assert_frame_equal(lhh.table("units"), lhh.table("tblDonVi"))
    pd.testing.assert_frame_equal(lhh.table("units"), lhh.table("Đơn vị"))
    with pytest.raises(KeyError):
        lhh.table("đơn vị nào đó")


def test_columns_can_be_named_by_their_headers(lhh: Workbook) -> None:
    assert "Hội viên cuối kỳ" in lhh.table("figures", headers=True).columns


def test_columns_have_the_type_of_their_kind_and_rows_their_number_in_the_sheet(lhh: Workbook) -> None:
    frame = lhh.table("figures")
    assert str(frame["hoi_vien_cuoi_ky"].dtype) == "Int64"
    assert str(frame["kinh_phi"].dtype) == "Float64"
    assert frame["received"].dtype.kind == "M"
    assert str(lhh.table("units")["code"].dtype) == "string"
    assert list(frame.index) == lhh.book["figures"].rows
    assert frame.index.name == "row"


def test_figures_equal_what_pandas_adds_up_from_the_tables(lhh: Workbook) -> None:
    import pandas as pd

    figures = lhh.figures("2026-H1").set_index("id")
    rows = lhh.table("figures")
    units = lhh.table("units").set_index("code")
    end = pd.Timestamp(2026, 6, 14)
    members = units[(units["joined"] <= end) & (units["left"].isna() | (units["left"] > end))].index
    counted = rows[(rows["period"] == "2026-H1") & rows["received"].notna() & rows["unit"].isin(members)]
    for key, name in [("hoi_vien_cuoi_ky", "hoi_vien_cuoi_ky"), ("hoi_thao", "hoi_thao"), ("tin_bai", "tin_bai")]:
        assert figures.loc[f"so_lieu.{name}.tong", "value"] == counted[key].sum()
    assert figures.loc["bao_cao.expected", "value"] == len(members)
    assert figures.loc["bao_cao.received", "value"] == len(counted)
    assert "Số liệu!" in figures.loc["so_lieu.hoi_thao.tong", "sources"]


def test_indicators_are_those_declared_with_what_the_period_says_of_them(lhh: Workbook) -> None:
    found = lhh.indicators("2026-H1").set_index("key")
    assert list(found.index) == [each.key for each in lhh.book.declared.indicators]
    sums = lhh.figures("2026-H1").set_index("id")["value"]
    for key, value in found["value"].dropna().items():
        assert value == sums[f"so_lieu.{key}.tong"]
    assert (found["gave"] <= found["heard"]).all()
    told = found["told"]["hoi_thao"]
    assert told.startswith("Tổ chức 15 hội thảo với 882 lượt người dự") and told.endswith(".")
    assert "Hội thảo" in found["told"]["luot_nguoi_hoi_thao"]


def test_the_outline_is_the_reports_in_order_with_what_each_section_holds(lhh: Workbook) -> None:
    found = lhh.outline("2026-H1")
    groups = found[found["kind"] == "nhom"]
    assert list(groups["name"]) == [each.name for each in lhh.book.declared.groups]
    assert list(groups["number"]) == [str(place) for place in range(1, len(groups) + 1)]
    counted = lhh.figures("2026-H1").set_index("id")["value"]["nhiem_vu.all"]
    assert groups["tasks"].sum() == counted and (groups["text"] != "").all()
    told = lhh.indicators("2026-H1")["told"].str.endswith(".") & ~lhh.indicators("2026-H1")["told"].str.match(
        "Không nêu|Đã nêu"
    )
    assert found["sentences"].sum() == told.sum()


def test_reporting_has_a_row_for_each_expected_unit_and_the_counts_beside(lhh: Workbook) -> None:
    frame = lhh.reporting()
    assert len(frame) == frame.attrs["expected"] == 20
    assert (frame["status"] == "missing").sum() == frame.attrs["missing"] == 2
    late = frame[frame["status"] == "late"]
    assert ((late["received"] - late["due"]).dt.days == late["days_late"]).all()
    assert len(late) == frame.attrs["late"]


def test_another_day_and_period_may_be_asked_for(sample: Path) -> None:
    asked = open_workbook(sample, as_of=dt.date(2026, 1, 1), period="2025-H2")
    assert asked.period == "2025-H2"
    assert asked.book.as_of == dt.date(2026, 1, 1)
    assert len(asked.reporting()) == len(asked.reporting("2025-H2"))


def test_what_is_no_workbook_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsm"
    path.write_text("không phải")
    with pytest.raises(InputError):
        open_workbook(path)


def test_figures_and_report_need_no_pandas() -> None:
    code = (
        "import sys; import lhh_excel.figures.report, lhh_excel.figures.provenance, lhh_excel.api; "
        "bad = {'pandas', 'numpy', 'openpyxl', 'lxml', 'docx', 'xlsxwriter', 'jinja2'} & set(sys.modules); "
        "sys.exit(', '.join(sorted(bad)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr

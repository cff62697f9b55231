"""The public API: a master workbook and its figures as pandas DataFrames; many workbooks over any executor; a check.

    from lhh_excel.api import open_workbook

    lhh = open_workbook("LHH.xlsm")
    lhh.table("units")                # the rows of `Đơn vị`; also "tblDonVi" or "Đơn vị"
    lhh.figures("2026-H1")            # every figure of the period's report, with where it came from
    lhh.reporting("2026-H1")          # who had to report, who did, on time, late, missing
    lhh.indicators("2026-H1")         # what the office declares, and what each indicator's sentence says
    lhh.outline("2026-H1")            # the parts and sections of its report

Column names are the schema's keys (`code`; of a figure its name without signs, `hoi_vien_cuoi_ky`);
`frame.attrs["headers"]` maps them to the headers of the sheet, and `headers=True` names the columns so. Of the figures
that had English keys (`members_end`) these still name a column too. Opening reads the file and changes nothing.

    from lhh_excel.api import run_batch

    results = run_batch(["/so/cac-tinh"], do=["validate", "report"], out="ket-qua")            # here
    results = run_batch(["/so/cac-tinh"], out="ket-qua", executor=ProcessPoolExecutor())      # or any executor:
    results = run_batch(["/so/cac-tinh"], out="ket-qua", executor=dask_client.get_executor())

    from lhh_excel.api import check

    check("bao-cao.docx")             # every departure of a Word document from Decree 30, the gravest first

A wrong type is a TypeError at the call, a value that cannot be a ValueError; a file that cannot be read an InputError.
What is a DataFrame is a RefusedError where pandas is not, as on a PC that was set up by the installer.
Documents are written with `lhh_excel.document`. Source: docs/python.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import given
from .errors import RefusedError
from .figures.indicator_views import totals
from .figures.material import material
from .figures.report import build_report
from .figures.sentences import previews
from .figures.wording import plain_value
from .workbook.book import Book, TableData
from .workbook.defaults import EARLIER_KEYS
from .workbook.reading import open_book
from .workbook.records import no_such_period
from .workbook.schema import Column, Kind
from .workbook.tables import TABLES
from .workbook.values import fold

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import pandas as pd

    from .figures.report import Report
    from .fleet.running import FileResult
else:

    class _Pandas:
        """pandas, imported when it is asked for: what an installer puts on a clerk's PC leaves it out."""

        def __getattr__(self, name: str) -> Any:
            try:
                import pandas
            except ImportError as error:
                raise RefusedError("no_pandas") from error
            return getattr(pandas, name)

    pd = _Pandas()

__all__ = ["Workbook", "check", "open_workbook", "run_batch"]


def open_workbook(path: str | Path, *, as_of: dt.date | None = None, period: str | None = None) -> Workbook:
    """The master workbook at `path`. Raises InputError when it can not be read or is none of ours.

    `as_of` and `period` win over the workbook's own Ngày tính and Kỳ báo cáo; UsageError, a ValueError, for a period
    that the workbook does not have.
    """
    day = given.day("open_workbook(as_of)", as_of)
    wanted = None if period is None else given.text("open_workbook(period)", period)
    book = open_book(given.path("open_workbook(path)", path), as_of=day, period=wanted)
    if wanted is not None and book.has("periods"):
        _known_period(book, wanted)
    return Workbook(book)


def check(document: str | Path | bytes) -> pd.DataFrame:
    """Every departure of a Word document (a path, or its bytes) from Decree 30, one row each, the gravest first.

    Columns: severity ("error", "warning", "note"), code (the decree's locator), component, place, found, expected,
    message, fix, source. `frame.attrs`: `type` ("Kế hoạch", "" where it is not known), `errors`, `warnings`, `notes`,
    `signed`, `protected`. Raises InputError for what is no sound Word file. Changes nothing.
    """
    from .document.rules import check_document

    source = document if isinstance(document, bytes) else given.path("check(document)", document)
    result = check_document(source)
    columns = ["severity", "code", "component", "place", "found", "expected", "message", "fix", "source"]
    rows = [tuple(getattr(finding, column) for column in columns) for finding in result.findings]
    frame = pd.DataFrame(rows, columns=columns, dtype="string")
    counts = {f"{level}s": count for level, count in result.counts.items()}
    frame.attrs.update(type=result.document_type, **counts, signed=result.signed, protected=result.protected)
    return frame


def run_batch(
    paths: Iterable[str | Path],
    *,
    do: Sequence[str] = ("validate", "report", "status"),
    out: str | Path = "tong-hop",
    executor: Executor | Callable[[], Executor] | None = None,
    again: bool = False,
    period: str | None = None,
    as_of: dt.date | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> list[FileResult]:
    """Check, report and count over every workbook in these folders; one result each, sorted by name.

    Reports and a summary workbook go to `out`; what an earlier call finished there and did not change is not done
    again, unless `again`. A workbook that fails is a result with its exit code and message. `executor`: any of
    `concurrent.futures`' kind, or a function that makes one; it runs where the same folders are seen. Without one the
    work is done here. `progress(step, done, total)` is called after each workbook.
    Raises TypeError, UsageError (a ValueError: nothing of the kind can be done), InputError (no workbook), OutputError;
    what an executor raises that takes no more work, as one that was shut down does (what is finished is kept for the
    next call).
    """
    from concurrent.futures import Executor

    from .actions.batch import BatchOptions, results_of

    places = given.paths("run_batch(paths)", paths)
    folder, wanted = given.path("run_batch(out)", out), given.texts("run_batch(do)", do)
    for name, value in (("executor", executor), ("progress", progress)):
        if value is not None and not callable(value) and not isinstance(value, Executor):
            raise given.wrong(
                f"run_batch({name})", "an Executor or a function" if name == "executor" else "a function", value
            )
    if period is not None:
        given.text("run_batch(period)", period)
    day, anew = given.day("run_batch(as_of)", as_of), given.flag("run_batch(again)", again)
    options = BatchOptions(tuple(places), tuple(wanted), folder, None, anew, period, day)
    return results_of(options, executor, progress)


class Workbook:
    """A master workbook in memory; `book` holds the typed data that the frames are made from."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def tables(self) -> list[str]:
        """The keys of the tables that the workbook has."""
        return [table.key for table in TABLES if table.key in self.book.tables]

    @property
    def period(self) -> str:
        """The code of the current period."""
        return self.book.period

    def table(self, name: str, *, headers: bool = False) -> pd.DataFrame:
        """The records of one table, clean values, indexed by row of the sheet.

        `name`: the schema's key, the table's name or its sheet's. Dates are datetime64, counts Int64, other numbers
        Float64, texts string; blank and invalid values are NA. KeyError for a name that the schema does not have.
        """
        given.flag("table(headers)", headers)
        data = self.book[_key(given.text("table(name)", name))]
        columns = {(column.header if headers else column.key): _series(data, column) for column in data.schema.columns}
        frame = pd.DataFrame(columns, index=pd.Index(data.rows, name="row"))
        if data.schema.key == "figures" and not headers:
            for english, key in EARLIER_KEYS.items():
                if key in frame:
                    frame[english] = frame[key]
        frame.attrs["headers"] = {column.key: column.header for column in data.schema.columns}
        frame.attrs["sheet"] = data.sheet
        return frame

    def report(self, period: str | None = None) -> Report:
        """The period's report as plain data (the current period's unless given).

        UsageError, a ValueError, for a period that the workbook does not have.
        """
        return build_report(self.book, self._period("report", period))

    def _period(self, call: str, period: str | None) -> str:
        """The period asked for, or the current one."""
        if period is None:
            return self.period
        _known_period(self.book, given.text(f"{call}(period)", period))
        return period

    def figures(self, period: str | None = None) -> pd.DataFrame:
        """Every figure of the period's report: id, label, value, text, formula, sources ("Số liệu!K5:K24")."""
        rows = [
            (figure.id, figure.label, figure.value, figure.text, figure.formula, "; ".join(map(str, figure.sources)))
            for figure in self.report(self._period("figures", period)).figures
        ]
        return pd.DataFrame(rows, columns=["id", "label", "value", "text", "formula", "sources"]).astype(
            {"value": object}
        )

    def indicators(self, period: str | None = None) -> pd.DataFrame:
        """One row an indicator that the office declares (Chỉ tiêu), in order, and what the period says of it.

        key, name, measure ("đầu kỳ", "cuối kỳ", "phát sinh"), money, section, noun, annex, asked; value (the total, NA
        where no unit gave it), gave and heard (units that gave it, of those that reported), told (its sentence, or why
        it has none). UsageError, a ValueError, for a period that the workbook does not have.
        """
        code = self._period("indicators", period)
        found, said = totals(material(self.book, code)), previews(self.book, code)
        rows = []
        for each in self.book.declared.indicators:
            total = found[each.key]
            rows.append(
                {
                    **{name: getattr(each, name) for name in ("key", "name")},
                    "measure": each.measure.value,
                    **{name: getattr(each, name) for name in ("money", "section", "noun", "annex", "asked")},
                    "value": None if total.value is None else plain_value(total.value),
                    "gave": len(total.gave),
                    "heard": len(total.heard),
                    "told": said[each.key],
                }
            )
        frame = pd.DataFrame(rows)
        return frame.astype({"value": "Float64", "gave": "Int64", "heard": "Int64"}) if rows else frame

    def outline(self, period: str | None = None) -> pd.DataFrame:
        """One row a part or section of the period's report (Đề cương), in order.

        number ("I", "1"), name, title, kind (as templates know it: "nhom"), by_units, required, sentences (how many
        indicators it tells), tasks (how many are its), text (what was written, paragraphs on lines of their own).
        UsageError, a ValueError, for a period that the workbook does not have.
        """
        rows = []
        for each in self.report(self._period("outline", period)).context["de_cuong"]:
            section, tasks = self.book.declared.section(each["ma"]), each["dem"]["tong"]
            assert section is not None
            rows.append(
                {
                    "number": each["so"],
                    "name": each["ma"],
                    "title": each["ten"],
                    "kind": each["loai"],
                    "by_units": section.by_units,
                    "required": section.required,
                    "sentences": len(each["cau"]),
                    "tasks": tasks.value if tasks else 0,
                    "text": "\n".join(each["van"]),
                }
            )
        return pd.DataFrame(rows)

    def reporting(self, period: str | None = None) -> pd.DataFrame:
        """One row an expected unit: unit, name, kind, status (on_time, late, received, missing), received, due,
        days_late."""
        reports = material(self.book, self._period("reporting", period)).reports
        lines, counts = reports.lines, reports.counts
        frame = pd.DataFrame(
            {
                "unit": pd.array([line.unit.code for line in lines], dtype="string"),
                "name": pd.array([line.unit.name for line in lines], dtype="string"),
                "kind": pd.array([line.unit.kind for line in lines], dtype="string"),
                "status": pd.array([line.status.value for line in lines], dtype="string"),
                "received": pd.to_datetime(pd.Series([line.received for line in lines], dtype=object)),
                "due": pd.to_datetime(pd.Series([line.due for line in lines], dtype=object)),
                "days_late": pd.array([line.days_late for line in lines], dtype="Int64"),
            }
        )
        frame.attrs.update(
            expected=counts.expected,
            received=counts.received,
            on_time=counts.on_time,
            late=counts.late,
            missing=counts.missing,
        )
        return frame


def _known_period(book: Book, period: str) -> None:
    if period not in book.periods:
        raise no_such_period(period, book.periods)


def _key(name: str) -> str:
    wanted = fold(name)
    for table in TABLES:
        if wanted in (fold(table.key), fold(table.name), fold(table.sheet)):
            return table.key
    raise KeyError(f"no table {name!r}; there are {', '.join(table.key for table in TABLES)}")


def _series(data: TableData, column: Column) -> Any:
    """One column with the dtype of its kind."""
    values, index = data.clean[column.key], pd.Index(data.rows, name="row")
    if column.kind.is_date:
        return pd.to_datetime(pd.Series(values, index=index, dtype=object), errors="coerce")
    if column.kind is Kind.COUNT:
        return pd.Series(pd.array(values, dtype="Int64"), index=index)
    if column.kind.is_number:
        return pd.Series(pd.array(values, dtype="Float64"), index=index)
    return pd.Series(pd.array([None if v is None else str(v) for v in values], dtype="string"), index=index)

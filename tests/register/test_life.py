"""The whole life of a period, at random: drafts, submission, everyday work, locks, issue, replacement, imports taken
back, older copies restored, a copy that was synchronised, crashes, letters, other people's files in the folder.

The model is a plain head: numbers that were given, what was signed, what stands in each copy. Commands run for real,
on real files. LHH_LIFE_EXAMPLES and LHH_LIFE_STEPS make it longer (`make torture` does).
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from life import (
    END,
    H1,
    H2,
    MISSING_SECTION,
    YEAR,
    Copy,
    Document,
    Row,
    Said,
    call,
    make_master,
    number_in,
    replaced_in,
    second_half,
)

from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book

#: Over a second of processor time each: left out of `make fast`.
pytestmark = [pytest.mark.slow, pytest.mark.long]

ISSUED, UNFINISHED, REPLACED = "Đã cấp", "Chưa hoàn tất", "Bị thay thế"
DAY = dt.date
DATES = (
    None,
    DAY(2026, 6, 1),
    DAY(2026, 6, 17),
    DAY(2026, 6, 30),
    DAY(2026, 12, 15),
    DAY(2026, 12, 20),
    DAY(2027, 1, 5),
)
LETTER = "nhac"

_copies = st.integers(0, 1)
_periods = st.sampled_from((H1, H1, H1, YEAR, H2))
_dates = st.sampled_from(DATES)
_numbers = st.sampled_from(("", "", "", "next", "gap", "back", "taken", "huge", "zero"))
_yes = st.booleans()


class Life(RuleBasedStateMachine):
    """`docs`: what was issued, over all copies; `signed`: period -> what the submitted report was made from."""

    base: Path
    form: Path

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="doi-song-"))
        self.out = self.folder / "ket-xuat"
        first = Copy(Path(shutil.copy(self.base, self.folder / "so.xlsx")))
        book = open_book(first.path)
        for _, symbol, date, file, state in book["register"].each("symbol", "date", "file", "state"):
            first.rows.append(Row(str(symbol), date, str(file), str(state)))
        for _, period, unit, tin_bai, end in book["figures"].each("period", "unit", "tin_bai", "hoi_vien_cuoi_ky"):
            if period in (H1, H2):
                first.figures[f"{period}/{unit}"] = tin_bai
            if (period, unit) == (H1, "H02"):
                first.members = first.right = end
        self.copies = [first]
        self.kept: list[tuple[bytes, Copy]] = []
        self.docs: list[Document] = []
        self.signed: dict[str, Copy] = {}
        self.signed_replaces: dict[str, str] = {}
        self.strangers: list[Path] = []
        self.fresh: tuple[Copy, str, list[str]] | None = None  # nothing happened since that was submitted

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def copy(self, which: int) -> Copy:
        return self.copies[which % len(self.copies)]

    # --- what a plain head knows of numbers ----------------------------------------------------------------------

    def seen(self, copy: Copy) -> list[Row]:
        """Every number that the copy can know of: its rows, and what lies in the folder."""
        known = {(row.symbol, row.date) for row in copy.rows}
        return [*copy.rows, *(doc.row for doc in self.docs if (doc.row.symbol, doc.row.date) not in known)]

    def in_year(self, copy: Copy, year: int) -> list[Row]:
        return [row for row in self.seen(copy) if row.date is not None and row.date.year == year]

    def next_number(self, copy: Copy, year: int) -> int:
        return max((row.number for row in self.in_year(copy, year)), default=0) + 1

    def standing(self, period: str) -> Row | None:
        replaced = {(doc.replaces, doc.row.period) for doc in self.docs}
        found = [doc.row for doc in self.docs if doc.row.period == period]
        return next((row for row in found if (row.symbol, row.period) not in replaced), None)

    def left(self, copy: Copy, period: str, tail: str = "") -> Row | None:
        """The unfinished row of a document in the copy."""
        rows = [row for row in copy.rows if row.state == UNFINISHED and row.period == period and period]
        if tail:
            rows = [row for row in copy.rows if row.state == UNFINISHED and row.name.endswith(f"-{tail}.docx")]
        return rows[-1] if rows else None

    def alike(self, copy: Copy, number: int, year: int) -> bool:
        """A stranger's file in the folder may be a document of that number."""
        names = {row.name for row in copy.rows}
        years = {"BC": (year, year - 1)}  # a report may go out in the year after its period
        return any(
            number == int(path.name.split("-")[0]) and any(f"-{y}" in path.name for y in years.get(kind, (year,)))
            for path in self.strangers
            for kind in [path.name.split("-")[1]]
            if path.name not in names
        )

    def doubtful(self, copy: Copy, number: int, date: DAY, replaced: Row | None = None) -> bool:
        if replaced is not None and replaced.date is not None and replaced.date > date:
            return True
        rows = self.in_year(copy, date.year)
        out_of_order = any(
            (row.number < number and row.date > date) or (row.number > number and row.date < date)
            for row in rows
            if row.date is not None
        )
        return number != self.next_number(copy, date.year) or out_of_order or self.alike(copy, number, date.year)

    def chosen(self, copy: Copy, how: str, year: int) -> int | None:
        following = self.next_number(copy, year)
        given = {row.number for row in self.in_year(copy, year)}
        free = [number for number in range(1, following) if number not in given]
        choices = {
            "next": following,
            "gap": following + 3,
            "back": free[-1] if free else following,
            "taken": following - 1 if following > 1 else following,
            "huge": 1_000_000,
            "zero": 0,
        }
        return choices.get(how)

    # --- everyday work -------------------------------------------------------------------------------------------

    @rule(which=_copies, period=st.sampled_from((H1, H2)), value=st.integers(1, 3))
    def edit_a_figure(self, which: int, period: str, value: int) -> None:
        copy = self.copy(which)
        if not self.locked(copy, period):
            copy.put("figures", f"{period}/H01", tin_bai=value)
            copy.figures[f"{period}/H01"] = value
        self.fresh = None

    @rule(which=_copies, what=st.sampled_from(("next row", "unit", "task", "progress", "recipient of letters")))
    def work_that_the_first_half_does_not_print(self, which: int, what: str) -> None:
        copy = self.copy(which)
        book = open_book(copy.path)
        if what == "next row" and f"{H2}/H02" not in copy.figures and not self.locked(copy, H2):
            data = book["figures"]
            at = next(i for i in range(len(data)) if data.record(i) == f"{H1}/H02")
            if not copy.faulty:
                copy.add("figures", **second_half({key: data.clean[key][at] for key in data.clean}))
                copy.figures[f"{H2}/H02"] = data.clean["tin_bai"][at]
        elif what == "unit" and "H90" not in book["units"].clean["code"]:
            joined = {"kind": "Hội thành viên", "joined": DAY(2026, 7, 1)}
            copy.add("units", code="H90", name="Hội thành viên 90", **joined)
            copy.figures[f"{H2}/unit H90"] = 1
        elif what == "task" and "NV-900" not in book["tasks"].clean["code"]:
            told = {"content": "Việc của năm sau", "lead": "H01", "state": "Chưa bắt đầu", "progress": 0}
            group = book["tasks"].clean["group"][0]
            copy.add("tasks", code="NV-900", group=group, assigned=DAY(2026, 12, 20), due=DAY(2027, 7, 1), **told)
        elif what == "progress" and H2 not in book["progress"].clean["period"] and not self.locked(copy, H2):
            tasks = book["tasks"]
            at = next(i for i, state in tasks.each("state") if state == "Đang thực hiện")
            told = {key: tasks.clean[key][at] for key in ("state", "progress", "result", "evidence", "difficulty")}
            copy.add("progress", period=H2, task=tasks.clean["code"][at], unit=tasks.clean["lead"][at], **told)
            copy.told_by_row = True
        elif what == "recipient of letters":
            order = len(book["recipients"]) + 1
            copy.add("recipients", document_type="Công văn", role="Nơi nhận", order=order, name=f"Nơi nhận {order}")
        self.fresh = None

    @rule(which=_copies)
    def slip_or_mend(self, which: int) -> None:
        copy = self.copy(which)
        if not self.locked(copy, H1):
            copy.members = 1 if not copy.faulty else copy.right
            copy.put("figures", f"{H1}/H02", hoi_vien_cuoi_ky=copy.members)
        self.fresh = None

    @rule(which=_copies, period=_periods)
    def write_or_take_out_a_text(self, which: int, period: str) -> None:
        copy = self.copy(which)
        if not self.locked(copy, period):
            self.put_text(copy, period, not copy.texts[period])
        self.fresh = None

    def put_text(self, copy: Copy, period: str, there: bool) -> None:
        record = f"{period}/{MISSING_SECTION}/1"
        content = f"Nội dung {MISSING_SECTION.lower()}."
        data = open_book(copy.path)["texts"]
        names = [data.record(i) for i in range(len(data))]
        if record in names and not there:
            at = names.index(record)
            rows = [{key: data.raw[key][i] for key in data.raw} for i in range(len(data)) if i != at]
            patch = WorkbookPatch(copy.path)
            patch.replace_all("texts", rows)
            patch.path.write_bytes(patch.to_bytes())
        elif there and record not in names:
            copy.add("texts", period=period, section=MISSING_SECTION, order=1, content=content)
        copy.texts[period] = there

    def locked(self, copy: Copy, period: str) -> bool:
        data = open_book(copy.path)["periods"]
        states = dict(zip(data.clean["code"], data.clean["state"], strict=True))
        return states.get(period) == "Khóa"

    @rule(which=_copies, period=_periods)
    def lock(self, which: int, period: str) -> None:
        copy = self.copy(which)
        said = call("lock", copy.path, "--period", period, "--yes")
        assert said.code == 0 or (said.error == "period_has_errors" and copy.faulty), said.text
        assert self.locked(copy, period) == (said.code == 0)
        self.fresh = None

    @rule(which=_copies, period=_periods, unit=st.sampled_from((None, "H01")))
    def reopen(self, which: int, period: str, unit: str | None) -> None:
        copy = self.copy(which)
        said = call("reopen", copy.path, "--period", period, "--yes", *(["--unit", unit] if unit else []))
        assert said.code == 0, said.text
        assert unit or not self.locked(copy, period)
        self.fresh = None

    @rule(which=_copies)
    def import_a_form(self, which: int) -> None:
        """H09's form; a locked period takes none, and says so."""
        copy = self.copy(which)
        before = copy.path.read_bytes()
        said = call("import", copy.path, self.form, "--yes", "--received", "2026-06-12", "--out", self.folder / "ve")
        taken = said.told.get("id") is not None
        if taken:
            copy.figures[f"{H1}/H09"] = 6
            copy.imports = [*copy.imports, said.told["id"]]
        else:
            assert copy.path.read_bytes() == before
            assert self.locked(copy, H1) or copy.imports or copy.faulty, said.text
        self.fresh = None

    @rule(which=_copies)
    def take_the_import_back(self, which: int) -> None:
        copy = self.copy(which)
        if not copy.imports:
            return
        said = call("undo-import", copy.path, copy.imports[-1], "--yes")
        assert said.code == 0 or (said.error == "import_locked" and self.locked(copy, H1)), said.text
        if said.code == 0:
            copy.figures[f"{H1}/H09"] = None
            copy.imports = copy.imports[:-1]
        self.fresh = None

    # --- copies --------------------------------------------------------------------------------------------------

    @rule(which=_copies)
    def keep_a_copy(self, which: int) -> None:
        self.kept.append(self.copy(which).kept())

    @rule(which=_copies, older=st.integers(0, 5))
    def restore_an_older_copy(self, which: int, older: int) -> None:
        if self.kept:
            copy = self.copy(which)
            data, before = self.kept[older % len(self.kept)]
            copy.path.write_bytes(data)
            self.copies[which % len(self.copies)] = before.at(copy.path)
            self.fresh = None

    @rule()
    def a_conflict_copy_comes_into_the_folder(self) -> None:
        if len(self.copies) == 1:
            path = self.folder / "so-PC2.xlsx"
            data, copy = self.copies[0].kept()
            path.write_bytes(data)
            self.copies.append(copy.at(path))

    # --- other people's files and rows ---------------------------------------------------------------------------

    @rule(which=_copies, kind=st.sampled_from(("BC", "KH")), tail=st.sampled_from((H1, YEAR)), ahead=st.integers(0, 2))
    def a_stranger_in_the_folder(self, which: int, kind: str, tail: str, ahead: int) -> None:
        number = self.next_number(self.copy(which), 2026) + ahead
        path = self.out / f"{number:02}-{kind}-LHH-{tail}.docx"
        if not path.exists():
            self.out.mkdir(exist_ok=True)
            path.write_bytes(b"cua nguoi khac")
            self.strangers.append(path)
        self.fresh = None

    @rule(which=_copies, kind=st.sampled_from(("BC", "KH", "TB")), state=st.sampled_from((ISSUED, ISSUED, UNFINISHED)))
    def a_row_typed_by_hand(self, which: int, kind: str, state: str) -> None:
        """Another document, whose file's name may be just that of the year's report."""
        copy = self.copy(which)
        rows = self.in_year(copy, 2026)
        number, date = self.next_number(copy, 2026), max(row.date for row in rows if row.date)
        symbol = f"{number:02}/{kind}-LHH"
        row = Row(symbol, date, f"{number:02}-{kind}-LHH-2026.docx", state)
        told = {"subject": "Việc khác", "signer": "Nguyễn Văn A", "recipients": "Các hội"}
        copy.add("register", symbol=symbol, date=date, file=row.name, state=state, **told)
        copy.rows.append(row)
        self.fresh = None

    @rule(which=_copies)
    def give_up_an_unfinished_number(self, which: int) -> None:
        copy = self.copy(which)
        left = next((row for row in copy.rows if row.state == UNFINISHED), None)
        if left is not None:
            copy.drop_row(left)
            self.fresh = None

    # --- reports -------------------------------------------------------------------------------------------------

    @rule(which=_copies, period=_periods)
    def draft(self, which: int, period: str) -> None:
        copy = self.copy(which)
        said = call("report", copy.path, "--period", period)
        assert said.code == (1 if copy.faulty else 0), said.text
        self.unfinished_are_told(copy, said)

    @rule(which=_copies)
    def validate(self, which: int) -> None:
        copy = self.copy(which)
        said = call("validate", copy.path)
        told = " ".join(found["record"] for found in said.told["findings"] if found["code"] == "CH26")
        assert all(row.symbol in told for row in copy.rows if row.state == UNFINISHED), said.text

    def unfinished_are_told(self, copy: Copy, said: Said) -> None:
        for row in copy.rows:
            assert row.state != UNFINISHED or row.symbol in said.text, (row, said.text)

    @rule(which=_copies, period=_periods, replacing=st.booleans())
    def submit(self, which: int, period: str, replacing: bool) -> None:
        standing = self.standing(period)
        self.submitted(self.copy(which), period, standing.symbol if replacing and standing else "")

    def submitted(self, copy: Copy, period: str, replaces: str = "") -> Said:
        before = copy.path.read_bytes()
        said = call(
            "report", copy.path, "--period", period, "--submit", *(["--replaces", replaces] if replaces else [])
        )
        if said.code:
            true = {
                "has_errors": copy.faulty,
                "texts_missing": not copy.texts[period],
                "already_replaced": replaces and self.standing(period).symbol != replaces,
                "not_yet_issued": replaces
                and any(row.symbol == replaces and row.state == UNFINISHED for row in copy.rows),
            }
            assert true.get(said.error), said.text
            assert copy.path.read_bytes() == before
        else:
            assert not copy.faulty and copy.texts[period]
            self.signed[period], self.signed_replaces[period] = copy.at(copy.path), replaces
            self.unfinished_are_told(copy, said)
            self.fresh = (copy, period, list(said.told["issue_asks"]))
        return said

    @rule(which=_copies, period=_periods, number=_numbers, date=_dates, replacing=_yes, yes=_yes, follow=_yes)
    def issue(
        self, which: int, period: str, number: str, date: DAY | None, replacing: bool, yes: bool, follow: bool
    ) -> None:
        copy, standing = self.copy(which), self.standing(period)
        wish = Wish(period, self.chosen(copy, number, (date or DAY.today()).year), date, yes)
        if replacing and standing is not None:
            wish.replaces = standing.symbol
        said = self.issued(copy, wish)
        if follow:
            self.follow(copy, wish, said)

    @rule(which=_copies, period=_periods, date=st.sampled_from(DATES[4:]))
    def submit_and_issue(self, which: int, period: str, date: DAY) -> None:
        """The straight way, and every remedy on it."""
        copy, standing = self.copy(which), self.standing(period)
        replaces = standing.symbol if standing and self.left(copy, period) is None else ""
        self.submitted(copy, period, replaces)
        wish = Wish(period, None, date, False)
        self.follow(copy, wish, self.issued(copy, wish))

    @rule(which=_copies, period=_periods)
    def a_crash_while_the_document_is_written(self, which: int, period: str) -> None:
        """Something stands in the way of its second file: the number is reserved by then."""
        copy = self.copy(which)
        wish = Wish(period, None, DAY(2026, 12, 20), True)
        number = self.next_number(copy, 2026)
        block = self.out / f"{number:02}-BC-LHH-{period}-nguon-so-lieu.xlsx"
        if block.exists():
            return
        block.mkdir(parents=True)
        said = self.issued(copy, wish, blocked=True)
        block.rmdir()
        if said.error == "cannot_write":
            self.give_back(copy)
            row = Row(f"{number:02}/BC-LHH", wish.date, f"{number:02}-BC-LHH-{period}.docx", UNFINISHED, period)
            copy.rows.append(row)

    @rule(which=_copies)
    def a_crash_when_the_document_was_written(self, which: int) -> None:
        """Its row is not finished yet."""
        copy = self.copy(which)
        doc = next((doc for doc in reversed(self.docs) if doc.row in copy.rows and doc.row.state == ISSUED), None)
        if doc is not None and not doc.replaces:
            at = next(i for i, row in enumerate(copy.rows) if row == doc.row)
            copy.put("register", doc.row.symbol, state=UNFINISHED)
            copy.rows[at] = Row(doc.row.symbol, doc.row.date, doc.row.name, UNFINISHED, doc.row.period)
            self.fresh = None

    # --- what happened -------------------------------------------------------------------------------------------

    def issued(self, copy: Copy, wish: Wish, *, blocked: bool = False) -> Said:
        """One call of issue: what it did is right, what it refused is true."""
        asked = self.fresh
        left, standing = self.left(copy, wish.period), self.standing(wish.period)
        before = copy.path.read_bytes()
        files = {path for path in self.out.rglob("*") if path.is_file()} if self.out.exists() else set()
        said = call("report", copy.path, *wish.words())
        if said.code == 0:
            self.given(copy, wish, said, left, standing)
        elif not (blocked and said.error == "cannot_write"):
            assert copy.path.read_bytes() == before, said.text
            assert {path for path in self.out.rglob("*") if path.is_file()} == files if self.out.exists() else not files
            self.true(copy, wish, said, left)
            if asked is not None and asked[:2] == (copy, wish.period) and wish.plain:
                assert said.error in asked[2] or (said.error == "needs_yes" and asked[2]), (said.text, asked[2])
        self.fresh = None
        return said

    def given(self, copy: Copy, wish: Wish, said: Said, left: Row | None, standing: Row | None) -> None:
        symbol, date = said.told["symbol"], DAY.fromisoformat(said.told["date"])
        document = Path(said.told["made"][0])
        lying = next((doc for doc in self.docs if doc.path == document), None)
        if left is not None:
            assert (symbol, date) == (left.symbol, left.date), said.text
            copy.rows[copy.rows.index(left)] = Row(symbol, date, left.name, ISSUED, wish.period)
            if lying is not None:  # it was written before the crash
                assert document.read_bytes() == lying.data
                return
            row = copy.rows[next(i for i, row in enumerate(copy.rows) if (row.symbol, row.date) == (symbol, date))]
        else:
            row = Row(symbol, date, document.name, ISSUED, wish.period)
            assert date == (wish.date or DAY.today())
            assert wish.number in (None, row.number)
            assert row.number not in {r.number for r in self.in_year(copy, date.year)}, said.text
            assert wish.yes or not self.doubtful(copy, row.number, date, standing), said.text
            self.give_back(copy)
            copy.rows.append(row)
        assert date >= END[wish.period]
        assert self.signed[wish.period].printed(wish.period) == copy.printed(wish.period), said.text
        replaces = self.signed_replaces[wish.period] or wish.replaces
        if standing is not None:
            assert replaces == standing.symbol, said.text
        replaces = replaces if standing is not None else ""
        assert lying is None and document.parent == self.out
        assert not any(d.row.number == row.number and d.row.date.year == date.year for d in self.docs), said.text
        self.docs.append(Document(row, document, document.read_bytes(), replaces))
        self.mark_replaced(copy)

    def give_back(self, copy: Copy) -> None:
        """What the copy's register lacked stands in it again."""
        for doc in self.docs:
            same = [r for r in copy.rows if r.number == doc.row.number and r.date and r.date.year == doc.row.date.year]
            if not same:
                copy.rows.append(Row(doc.row.symbol, doc.row.date, doc.row.name, ISSUED, doc.row.period))
        self.mark_replaced(copy)

    def mark_replaced(self, copy: Copy) -> None:
        replaced = {(doc.replaces, doc.row.period) for doc in self.docs if doc.replaces}
        for i, row in enumerate(copy.rows):
            if (row.symbol, row.period) in replaced and row.state == ISSUED:
                copy.rows[i] = Row(row.symbol, row.date, row.name, REPLACED, row.period)

    def true(self, copy: Copy, wish: Wish, said: Said, left: Row | None) -> None:
        """The reason that was given is so."""
        period, date, standing = wish.period, wish.date or DAY.today(), self.standing(wish.period)
        number = wish.number or self.next_number(copy, date.year)
        replaces = self.signed_replaces.get(period) or wish.replaces
        others = [row for row in self.seen(copy) if left and row != left and row.number == left.number]
        signed = self.signed.get(period)
        name = left.name if left else f"{number:02}-BC-LHH-{period}.docx"
        true = {
            "bad_number": wish.number in (0, 1_000_000),
            "already_issued": (standing is not None and replaces != standing.symbol) or wish.replaces != "",
            "snapshot_missing": period not in self.signed,
            "changed_since_submission": signed is not None and signed.touched(period) != copy.touched(period),
            "has_errors": copy.faulty,
            "number_taken": number in {row.number for row in self.in_year(copy, date.year)},
            "needs_yes": not wish.yes and self.doubtful(copy, number, date, standing),
            "date_before_period": date < END[period],
            "issued_exists": (self.out / name) in self.strangers,
            "number_held": left is not None and wish.number not in (None, left.number),
            "held_taken": any(row.date and left.date and row.date.year == left.date.year for row in others),
            "replaces_differs": wish.replaces not in ("", self.signed_replaces.get(period)),
            "already_replaced": bool(replaces) and (standing is None or replaces != standing.symbol),
        }
        assert true.get(said.error), (said.text, wish)

    def follow(self, copy: Copy, wish: Wish, said: Said) -> None:
        """Does what the remedies say, until the report is out; no remedy leads in a circle."""
        followed: list[str] = []
        while said.code:
            followed.append(said.error)
            assert len(followed) < 9, (followed, said.text)
            for step in self.remedies(copy, wish, said):
                assert step is None or step.code == 0, (followed, step.text)
            said = self.issued(copy, wish)

    def remedies(self, copy: Copy, wish: Wish, said: Said) -> Iterator[Said | None]:
        """What the remedy of a refusal tells to do before issue is called again."""
        error, period = said.error, wish.period
        if error in ("snapshot_missing", "changed_since_submission"):
            yield from self.made_ready(copy, period)
            standing = self.standing(period)
            yield self.submitted(copy, period, standing.symbol if standing else "")
        elif error in ("already_issued", "replaces_differs"):
            yield from self.made_ready(copy, period)
            symbol = replaced_in(said.remedy)
            assert symbol is not None, said.text
            yield self.submitted(copy, period, symbol)
            wish.replaces = ""
        elif error == "already_replaced":
            standing = self.standing(period)
            yield from self.made_ready(copy, period)
            yield self.submitted(copy, period, standing.symbol if standing else "")
            wish.replaces = ""
        elif error == "has_errors":
            yield from self.made_ready(copy, period)
        elif error in ("number_taken", "number_held"):
            wish.number = number_in(said.remedy)
            assert wish.number is not None, said.text
        elif error == "bad_number":
            wish.number = None
        elif error == "needs_yes":
            wish.yes = True
        elif error == "date_before_period":
            wish.date = END[period] + dt.timedelta(1)
        elif error == "issued_exists":
            number = wish.number or self.next_number(copy, (wish.date or DAY.today()).year)
            left = self.left(copy, period)
            path = self.out / (left.name if left else f"{number:02}-BC-LHH-{period}.docx")
            path.unlink()
            self.strangers.remove(path)
        elif error == "held_taken":
            left = self.left(copy, period)
            assert left is not None
            copy.drop_row(left)
        else:
            raise AssertionError(said.text)
        yield None

    def made_ready(self, copy: Copy, period: str) -> Iterator[Said]:
        """No errors, no text missing."""
        if copy.faulty:
            if self.locked(copy, H1):
                yield call("reopen", copy.path, "--period", H1, "--yes")
            copy.put("figures", f"{H1}/H02", hoi_vien_cuoi_ky=copy.right)
            copy.members = copy.right
        if not copy.texts[period]:
            if self.locked(copy, period):
                yield call("reopen", copy.path, "--period", period, "--yes")
            self.put_text(copy, period, True)

    # --- letters -------------------------------------------------------------------------------------------------

    @rule(which=_copies, number=_numbers, date=_dates, yes=_yes)
    def remind(self, which: int, number: str, date: DAY | None, yes: bool) -> None:
        copy = self.copy(which)
        day = date or DAY.today()
        wanted = self.chosen(copy, number or "next", day.year)
        left = self.left(copy, "", f"{H1}-{LETTER}")
        before = copy.path.read_bytes()
        words = ["--date", date.isoformat()] if date else []
        said = call("remind", copy.path, "--period", H1, "--number", wanted, *words, *(["--yes"] if yes else []))
        self.fresh = None
        if said.code:
            true = {
                "bad_number": wanted in (0, 1_000_000),
                "number_taken": wanted in {row.number for row in self.in_year(copy, day.year)},
                "needs_yes": not yes and self.doubtful(copy, wanted, day),
                "number_held": left is not None and left.number != wanted,
            }
            assert true.get(said.error), said.text
            assert copy.path.read_bytes() == before
            if said.error == "number_taken":
                following = number_in(said.remedy)
                again = call("remind", copy.path, "--period", H1, "--number", following, *words, "--yes")
                assert again.code == 0, again.text
                self.lettered(copy, again, following, day, yes=True)
        else:
            self.lettered(copy, said, wanted, day, yes=yes)

    def lettered(self, copy: Copy, said: Said, number: int, day: DAY, *, yes: bool) -> None:
        name = f"{number:02}-LHH-VP-{H1}-{LETTER}.docx"
        if not said.told["made"]:  # this very letter went out before
            assert any(doc.row.name == name for doc in self.docs), said.text
            return
        left = self.left(copy, "", f"{H1}-{LETTER}")
        lying = next((doc for doc in self.docs if doc.row.name == name), None)
        if left is not None:
            row = Row(left.symbol, left.date, left.name, ISSUED)
            copy.rows[copy.rows.index(left)] = row
            if lying is not None:
                return
        else:
            assert number not in {row.number for row in self.in_year(copy, day.year)}, said.text
            assert yes or not self.doubtful(copy, number, day), said.text
            self.give_back(copy)
            row = Row(f"{number:02}/LHH-VP", day, name, ISSUED)
            copy.rows.append(row)
        path = Path(said.told["made"][0])
        assert not any(d.row.number == number and d.row.date.year == row.date.year for d in self.docs), said.text
        self.docs.append(Document(row, path, path.read_bytes()))

    # --- what always holds ---------------------------------------------------------------------------------------

    @invariant()
    def issued_documents_stay_as_they_are(self) -> None:
        for doc in getattr(self, "docs", []):
            assert doc.path.read_bytes() == doc.data, doc.path

    @invariant()
    def the_register_is_what_the_model_says(self) -> None:
        for copy in getattr(self, "copies", []):
            there, told = set(copy.register()), {(row.symbol, row.date, row.state) for row in copy.rows}
            assert there == told and len(there) == len(copy.rows), (copy.path.name, there ^ told)


class Wish:
    """How issue is called."""

    def __init__(self, period: str, number: int | None, date: DAY | None, yes: bool) -> None:
        self.period, self.number, self.date, self.yes, self.replaces = period, number, date, yes, ""

    @property
    def plain(self) -> bool:
        """Nothing was said that submission could not know."""
        return self.number is None and self.date is None and not self.replaces

    def words(self) -> list[object]:
        found: list[object] = ["--period", self.period, "--issue"]
        found += ["--number", self.number] if self.number is not None else []
        found += ["--date", self.date.isoformat()] if self.date else []
        found += ["--replaces", self.replaces] if self.replaces else []
        return [*found, *(["--yes"] if self.yes else [])]

    def __repr__(self) -> str:
        return " ".join(map(str, self.words()))


@pytest.fixture(autouse=True, scope="module")
def _base(tmp_path_factory: pytest.TempPathFactory) -> None:
    from collection.returned import H09, answer, send

    folder = tmp_path_factory.mktemp("doi-song")
    Life.base = make_master(folder / "so.xlsx")
    Life.form = answer(send(Life.base, folder / "phieu", "H09")["H09"], folder / "ve" / "H09.xlsx", H09)


TestLife = Life.TestCase
TestLife.settings = settings(
    max_examples=int(os.environ.get("LHH_LIFE_EXAMPLES", "4")),
    stateful_step_count=int(os.environ.get("LHH_LIFE_STEPS", "20")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

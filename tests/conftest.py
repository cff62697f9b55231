"""What several tests start from."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest
from places import SAMPLE

#: A test over that many cases runs one of so many in `make fast`, unless it is marked `every`; `make test` runs all.
MANY = 8


@pytest.hookimpl(tryfirst=True)  # before the marks are looked at
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of a test over many cases of one kind only every eighth is not slow."""
    functions = [item for item in items if isinstance(item, pytest.Function)]
    cases = Counter(item.function for item in functions)
    seen: Counter[object] = Counter()
    for item in functions:
        if cases[item.function] >= MANY and item.get_closest_marker("every") is None:
            if seen[item.function] % MANY:
                item.add_marker(pytest.mark.slow)
            seen[item.function] += 1


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample workbook in a folder with a space and Vietnamese letters in its name."""
    folder = tmp_path / "Hồ sơ của Nguyễn Văn A"
    folder.mkdir()
    return Path(shutil.copy(SAMPLE, folder / "Sổ theo dõi.xlsm"))


@pytest.fixture(autouse=True)
def _private_log(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test writes into the user's own log."""
    monkeypatch.setenv("LHH_LOG", str(tmp_path_factory.getbasetemp() / "lhh-excel.log"))


@pytest.fixture(scope="session")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample, so.xlsm, and its report as it was submitted; not to be changed."""
    from lhh_excel.actions.common import Target
    from lhh_excel.actions.report import ReportOptions, Stage, report

    book = Path(shutil.copy(SAMPLE, tmp_path_factory.mktemp("ký") / "so.xlsm"))
    report(ReportOptions(Target(book), Stage.SUBMIT))
    return book.parent


@pytest.fixture
def book(signed: Path, tmp_path: Path) -> Path:
    """A workbook of one's own whose report was submitted."""
    return Path(shutil.copytree(signed, tmp_path / "ký")) / "so.xlsm"

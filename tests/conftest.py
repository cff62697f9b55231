"""What several tests start from."""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from collections.abc import Generator, Iterator
from pathlib import Path

import kept
import pytest
from places import SAMPLE

#: Of a test over so many cases `make fast` runs one of eight and no more than four, unless it is marked `every`;
#: `make test` runs all.
MANY, ONE_OF, MOST = 6, 8, 4


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """The garbage collector took a fifth of a run: what was collected lives to its end, and memory is there to use."""
    gc.disable()
    collected = yield
    gc.freeze()
    gc.set_threshold(100_000, 5, 5)
    gc.enable()
    return collected


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """The many cases are thinned out before the marks are looked at; after the shuffle what is long goes first."""
    _thin_out(items)
    yield
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    long = [item for item in items if item.get_closest_marker("long")]
    items[:] = [item for item in items if not item.get_closest_marker("long")]
    share = len(items) // workers
    for worker in reversed(range(workers)):  # a worker starts with its own stretch of the list
        items[worker * share : worker * share] = long[worker::workers]


def _thin_out(items: list[pytest.Item]) -> None:
    """Of a test over many cases of one kind only a few, evenly spread, are neither slow nor siblings."""
    functions = [item for item in items if isinstance(item, pytest.Function) and not item.get_closest_marker("slow")]
    cases = Counter(item.function for item in functions)
    seen: Counter[object] = Counter()
    for item in functions:
        if cases[item.function] >= MANY and item.get_closest_marker("every") is None:
            if seen[item.function] % max(ONE_OF, -(-cases[item.function] // MOST)):
                item.add_marker(pytest.mark.slow)
                item.add_marker(pytest.mark.sibling)
            seen[item.function] += 1


@pytest.fixture(scope="session", autouse=True)
def _kept(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is made once a run lies beside the folders of all its workers."""
    base = tmp_path_factory.getbasetemp()
    kept.folder = (base.parent if hasattr(pytestconfig, "workerinput") else base) / "kept"
    kept.folder.mkdir(exist_ok=True)
    shipped = SAMPLE.read_bytes()
    yield
    unchanged = SAMPLE.read_bytes() == shipped  # not in the assertion: pytest would compare them sign by sign
    assert unchanged, "a test wrote into the shipped workbook"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample workbook in a folder with a space and Vietnamese letters in its name."""
    folder = tmp_path / "Hồ sơ của Nguyễn Văn A"
    folder.mkdir()
    return Path(shutil.copy(SAMPLE, folder / "Sổ theo dõi.xlsm"))


@pytest.fixture(scope="session", autouse=True)
def _private_log(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes into the user's own log."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LHH_LOG", str(tmp_path_factory.getbasetemp() / "lhh-excel.log"))
        yield


@pytest.fixture(scope="session")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the sample, so.xlsm, and its report as it was submitted; nobody changes it."""
    from lhh_excel.actions.common import Target
    from lhh_excel.actions.report import ReportOptions, Stage, report

    def submit(folder: Path) -> None:
        report(ReportOptions(Target(Path(shutil.copy(SAMPLE, folder / "so.xlsm"))), Stage.SUBMIT))

    folder = tmp_path_factory.mktemp("ký")
    kept.files(submit, folder, "signed")
    made = _files(folder)
    yield folder
    assert _files(folder) == made


def _files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def book(signed: Path, tmp_path: Path) -> Path:
    """A workbook of one's own whose report was submitted."""
    return Path(shutil.copytree(signed, tmp_path / "ký")) / "so.xlsm"

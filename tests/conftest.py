"""What several tests start from."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from places import SAMPLE


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

"""What the tests of setup start from."""

from __future__ import annotations

import pytest

from lhh_excel.workbook.build import build_workbook, shipped_macros


@pytest.fixture(scope="session")
def workbook() -> bytes:
    """An empty master workbook with its macros."""
    return build_workbook(macros=shipped_macros())

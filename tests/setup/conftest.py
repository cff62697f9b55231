"""What the tests of setup start from."""

from __future__ import annotations

import kept
import pytest


@pytest.fixture(scope="session")
def workbook() -> bytes:
    """An empty master workbook with its macros."""
    return kept.workbook(macros=True)

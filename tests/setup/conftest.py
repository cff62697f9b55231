"""What the tests of setup start from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import kept
import pytest

from lhh_excel.setup import carry


@pytest.fixture(scope="session")
def workbook() -> bytes:
    """An empty master workbook with its macros."""
    return kept.workbook(macros=True)


@pytest.fixture(scope="session", autouse=True)
def _made_once() -> Iterator[None]:
    """What each setup makes of the same program, the same each time, is made by the first; each carries it out."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("_new_workbook", "own_wheel", "constraints"):
            patch.setattr(carry, name, cache(getattr(carry, name)))
        yield

"""Where the tests of the engine run."""

from __future__ import annotations

import os

#: Run by test_engine.py in a process of their own.
collect_ignore = [] if os.environ.get("LHH_ENGINE_TESTS") else ["engine"]

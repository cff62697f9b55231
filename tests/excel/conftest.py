"""Lets tests of this folder import its own helpers and those one folder up."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
for folder in (str(HERE), str(HERE.parent)):
    if folder not in sys.path:
        sys.path.insert(0, folder)

#: Run by test_engine.py in a process of their own.
collect_ignore = [] if os.environ.get("LHH_ENGINE_TESTS") else ["engine"]

"""The corpus of strangers' documents: of each demand how often it is told truly, falsely, and missed, into figures.md.

python bench/strangers.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "document"), str(ROOT / "tests")]

from strangers import strangers  # noqa: E402
from test_corpus import counts  # noqa: E402

from bench.page import put  # noqa: E402


def main() -> None:
    found = counts()
    true, false, missed = (sum(row[n] for row in found.values()) for n in range(3))
    lines = ["| demand | told truly | told falsely | missed |", "|---|--:|--:|--:|"]
    lines += [f"| `{rule}` | {row[0]} | {row[1]} | {row[2]} |" for rule, row in found.items()]
    lines.append(f"| all, {len(strangers())} documents | {true} | {false} | {missed} |")
    put("strangers", "\n".join(lines))


if __name__ == "__main__":
    main()

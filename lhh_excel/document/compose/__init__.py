"""Reads a text that a person typed or pasted: its front matter, the frame of an old document, its body, its annexes.

`read_text(data, name)` gives a `Composed`; what was changed on the way is listed in its notes.
"""

from __future__ import annotations

from .reading import read_text
from .result import Composed

__all__ = ["Composed", "read_text"]

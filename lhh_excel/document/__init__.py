"""Documents in the form of Decree 30: `from lhh_excel.document import Document, Signer` writes one from Python.

Loaded when first asked for, so that whoever needs another module of this room does not pay for the writer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..law import Layout
    from .composing.document import Document, Signer
    from .composing.general import CuocHop

__all__ = ["CuocHop", "Document", "Layout", "Signer"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(name)
    from .composing import document

    return getattr(document, name)

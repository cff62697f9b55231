"""What a finished document calls itself: the type and subject that its own head prints, not those it was to print.

An office that reworded them in its template has retitled the document: its properties, its annexes and the register
follow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ...plain import record
from ..ooxml import Element, q, text_of
from ..writing.measuring import Styles, component
from .marks import clean_text

_ABOUT = re.compile(r"(?i)^\s*v\s*/\s*v:?\s+|^\s*về việc:?\s+")


@record
class Title:
    """`kind`: "BÁO CÁO"; `subject` begins as printed, without "V/v" and without what the document replaces."""

    kind: str
    subject: str

    def __str__(self) -> str:
        return " ".join(f"{self.kind} {self.subject}".split())

    @property
    def registered(self) -> str:
        """As the register tells it: "Báo cáo kết quả …"."""
        kind = self.kind.capitalize() if self.kind.isupper() else self.kind
        return f"{kind} {self.subject[:1].lower()}{self.subject[1:]}"


def read_title(document: Element, styles: Styles, context: Mapping[str, Any]) -> Title:
    """The title that the document prints; what of it the context tells alike is spelled as there.

    Lines "Kèm theo …" of annexes that name the type the document was to have name the one it has. Where the template
    prints neither type nor subject, the title is the context's.
    """
    about = context.get("van_ban") or {}
    asked = Title(_plain(about.get("loai")), _plain(about.get("trich_yeu")))
    kind, subject, about_it = _printed(document, styles)
    subject = subject.removesuffix(f"({_plain(about.get('thay_the'))})").strip()
    short = _ABOUT.sub("", subject)
    subject = short if about_it or short.casefold() == asked.subject.casefold() else subject
    made = Title(_unless_alike(kind, asked.kind), _unless_alike(subject, asked.subject))
    if made.kind != asked.kind and asked.kind:
        _rename(document, styles, asked.kind, made.kind.capitalize() if made.kind.isupper() else made.kind)
    return made


def _plain(value: Any) -> str:
    return " ".join(clean_text(str(value or "")).split())


def _unless_alike(printed: str, asked: str) -> str:
    return asked if not printed or printed.casefold() == asked.casefold() else printed


def _printed(document: Element, styles: Styles) -> tuple[str, str, bool]:
    """Type and subject of the head, and whether it is a công văn's, which begins "V/v".

    Each is the first of its kind, in as many paragraphs as follow one another.
    """
    found = {"ten_loai": "", "trich_yeu": ""}
    open_, about_it = "", False
    for paragraph in document.iter(q("p")):
        style = component(paragraph, styles)
        name = "trich_yeu" if style == "trich_yeu_cong_van" else style
        text = _plain(text_of(paragraph))
        if name in found and text and (name == open_ or not found[name]):
            found[name] = f"{found[name]} {text}".strip()
            open_, about_it = name, about_it or style == "trich_yeu_cong_van"
        elif text:
            if found["trich_yeu"]:
                break
            open_ = ""
    return found["ten_loai"], found["trich_yeu"], about_it


def _rename(document: Element, styles: Styles, old: str, new: str) -> None:
    pattern = re.compile(rf"(?i)(?<=kèm theo)(\s+){re.escape(old)}\b")
    for paragraph in document.iter(q("p")):
        if component(paragraph, styles) != "kem_theo":
            continue
        nodes = list(paragraph.iter(q("t")))
        found = pattern.search("".join(node.text or "" for node in nodes))
        at = 0
        for node in nodes if found is not None else ():
            text = node.text or ""
            first, last = (min(max(edge - at, 0), len(text)) for edge in (found.end(1), found.end()))  # type: ignore[union-attr]
            here = new if at <= found.end(1) < at + len(text) else ""  # type: ignore[union-attr]
            node.text = text[:first] + here + text[last:]
            at += len(text)

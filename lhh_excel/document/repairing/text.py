"""GUARDED: signs of lists, numbering, spacing inside "Số: 05/BC-LHH", dashes, empty paragraphs, typed indents.

Never a word, a figure, a name or a legal basis: only signs and ordinals, the least that differs. CONVERT, only when
asked: text in TCVN3 or VNI, and letters with loose marks, become Unicode as Vietnam writes it.
"""

from __future__ import annotations

import copy
import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from ...plain import replace, shortened
from ...text.garbled import convert_words, from_tcvn3, from_vni, is_modern
from .. import ooxml
from ..ooxml import Element, W, q
from ..reading.components import Item, Parts
from ..reading.levels import MARKS
from ..reading.lines import Line
from ..reading.marks import BULLETS, named_on
from ..reading.model import Paragraph, Run
from ..reading.pieces import number_of
from ..rules import Departure
from ..rules.content import RESTART, Placed, numbered, ordinal_of, shown_ordinal
from ..rules.ending import undashed_in
from ..rules.hygiene import is_legacy_font
from ..rules.registry import CONVERT, GUARDED
from .look import set_font
from .workshop import MARK, Workshop, node_of

_DASH = re.compile(rf"^\s*[–—+*{BULLETS}]?\s*(?=\S)")
_LISTED = re.compile(rf"^\s*[-–—+*{BULLETS}]\s*")
_SIGNS = ".;:,"


def ending(shop: Workshop, departure: Departure) -> str:
    """The sign at the end of an entry of a list."""
    line, wanted = departure.line, str(departure.demand.allowed[0])
    typed = line.typed.rstrip()
    return wanted if retype(shop, line, typed.rstrip(_SIGNS).rstrip() + wanted) else ""


def symbol(shop: Workshop, departure: Departure) -> str:
    """Spaces and the colon of number and symbol; the figure and the letters stay as they are."""
    line, typed = departure.line, departure.line.typed.strip()
    found = number_of(typed)
    if found is None or not found.symbol or not typed.startswith(f"Số{found.label[2:]}{found.figures}/"):
        return ""
    figure = found.figures.strip()
    between = f" {figure}" if figure else found.figures  # the room that a draft leaves for the figure stays
    letters = re.sub(r"\s*([-/])\s*", r"\1", found.symbol)
    wanted = f"Số:{between}/{letters}"
    return wanted if retype(shop, line, wanted) else ""


def colon(shop: Workshop, departure: Departure) -> str:
    line = departure.line
    match = re.match(r"^\s*(Kính gửi|Nơi nhận)\s*:?\s*(.*?)\s*$", line.typed)
    if match is None:
        return ""
    wanted = f"{match[1]}: {match[2]}" if match[2] else f"{match[1]}:"
    return wanted if retype(shop, line, wanted) else ""


def number_sign(shop: Workshop, departure: Departure) -> str:
    """The sign after the number of a heading or point."""
    placed: Placed = departure.thing
    item, line = placed.item, placed.line
    if line.label:
        return ""
    head = r"(Điều\s+)" if item.kind == "dieu" else r"()"
    match = re.match(rf"^(\s*){head}({re.escape(item.number)})\s*([.)\-–/:]?)\s*(.*)$", line.typed, re.IGNORECASE)
    if match is None:
        return ""
    wanted = f"{match[2]}{match[3]}{MARKS[item.kind]}"
    return wanted if retype(shop, line, f"{match[1]}{wanted} {match[5]}") else ""


def dash(shop: Workshop, departure: Departure) -> str:
    return _dashed(shop, departure.line)


def _dashed(shop: Workshop, line: Line) -> str:
    wanted = _DASH.sub("- ", line.typed, count=1)
    return wanted if retype(shop, line, wanted) else ""


def apart(shop: Workshop, departure: Departure) -> str:
    """Each addressee of a line on one of its own, a paragraph each below it; a dash where there is only none."""
    line = departure.line
    parts: Parts = departure.thing
    if line is not parts.kinh_gui and len(named_on(line.text)) == 1:
        done = [one for one in undashed_in(parts) if _dashed(shop, one)]
        for paragraph in (one.paragraph for one in done if one.paragraph.format.align in ("center", "right")):
            shop.set_paragraph(paragraph, "jc", {"val": "left"})
        return departure.expected if done else ""
    node, typed = node_of(line.paragraph), line.paragraph.raw
    if line.label or not _plain(line.paragraph) or line.paragraph.ends_section:
        return ""
    start = typed.index(":") + 1 if line is parts.kinh_gui else 0
    places = [*_names_in(typed, start)]
    ends = [start, *(end for _, end in places)]
    between = zip(ends, [*(first for first, _ in places), len(typed)], strict=True)
    if any(sign.isalnum() for end, first in between for sign in typed[end:first]):
        return ""
    last = ";" if parts.addressees and line is not parts.addressees[-1] else "."
    after = node
    for n, (first, end) in enumerate(places):
        made = copy.deepcopy(node)
        for one in made.iter():
            one.attrib.pop(MARK, "")
        _keep(made, first, end, "- ", last if n == len(places) - 1 else ";")
        ooxml.set_values(ooxml.holder(made, "pPr"), "jc", {"val": "left"})
        after.addnext(made)
        after = made
    if start:
        _keep(node, 0, start)
    else:
        node.getparent().remove(node)  # type: ignore[union-attr]
    shop.touch(line.paragraph.part)
    return departure.expected


def _names_in(typed: str, start: int) -> Iterator[tuple[int, int]]:
    """Where each name stands in the typed text, without blanks, its dash and the sign at its end."""
    for name in named_on(typed[start:]):
        words = r"\s+".join(map(re.escape, _LISTED.sub("", name).rstrip(_SIGNS + " ").split()))
        found = re.compile(words).search(typed, start)
        if found is not None:
            yield found.span()
            start = found.end()


def _plain(paragraph: Paragraph) -> bool:
    """Nothing but runs of text, so that a copy of it is nothing twice."""
    if any(run.format.hidden or run.format.caps for run in paragraph.runs):
        return False
    runs = [one for one in node_of(paragraph) if one.tag != W + "pPr" and one.tag != W + "proofErr"]
    return all(one.tag == W + "r" and all(node.tag in (W + "t", W + "rPr") for node in one) for one in runs)


def _keep(paragraph: Element, first: int, end: int, before: str = "", after: str = "") -> None:
    """Only these signs of its text; runs that have none of them go."""
    at = 0
    texts: list[Element] = []
    for run in list(paragraph.iter(W + "r")):
        held = 0
        for node in run.iter(W + "t"):
            text = node.text or ""
            kept = text[max(first - at, 0) : max(end - at, 0)]
            at += len(text)
            held += len(kept)
            ooxml.set_text(node, kept)
            if kept:
                texts.append(node)
        if not held:
            run.getparent().remove(run)  # type: ignore[union-attr]
    ooxml.set_text(texts[0], before + (texts[0].text or ""))
    ooxml.set_text(texts[-1], (texts[-1].text or "") + after)


def sequence(shop: Workshop, departure: Departure) -> str:
    """Renumbers every mục, khoản or điểm from the faulty one on, within its own list; each is told."""
    component = departure.demand.component
    text: Parts = departure.thing
    if component not in ("muc", "khoan", "diem") or any(item.last for item in text.items):
        return ""
    if _cited(shop, component):
        shop.left.append((departure, "cited"))
        return ""
    for item, level, last in numbered(text.items):
        if level == component:
            now = ordinal_of(item)
            last[level] = wanted = 1 if now == 1 and level in RESTART else last.get(level, 0) + 1
            if now != wanted and not item.line.label:
                _renumber(shop, departure, item, shown_ordinal(component, wanted))
    return ""  # told one by one


_CITED = {"muc": r"\bmục\s+[IVXLC]+\b", "khoan": r"\bkhoản\s+\d+\b", "diem": r"\bđiểm\s+[a-zđ]\b"}


def _cited(shop: Workshop, component: str) -> bool:
    """Whether the text names a number of that level somewhere: which one it would then mean, only a person knows."""
    named = re.compile(_CITED[component], re.IGNORECASE)
    return any(named.search(one.raw) for one in shop.document.paragraphs())


def _renumber(shop: Workshop, departure: Departure, item: Item, wanted: str) -> None:
    typed = item.line.typed
    at = typed.index(item.number)
    if wanted and retype(shop, item.line, typed[:at] + wanted + typed[at + len(item.number) :]):
        shop.tell(replace(departure, where=item.line, place=shop.to.place_of(item.line)), GUARDED, item.number, wanted)


def part_number(shop: Workshop, departure: Departure) -> str:
    """ "Phần 2" -> "Phần II"; "Mục II" -> "Mục 2"."""
    placed: Placed = departure.thing
    item, line = placed.item, placed.line
    value = ordinal_of(item)
    if value is None:
        return ""
    at = line.typed.rindex(item.number)
    shown = shown_ordinal(item.kind, value)
    wanted = line.typed[:at] + shown + line.typed[at + len(item.number) :]
    return shown if retype(shop, line, wanted) else ""


def typed_indent(shop: Workshop, departure: Departure) -> str:
    """Takes the spaces and tabs away; the next round sets the indent."""
    line = departure.line
    done = retype(shop, line, line.typed.lstrip(" \t\u00a0"), whole=True)
    return "bỏ dấu cách, Tab ở đầu dòng" if done else ""


def empty(shop: Workshop, departure: Departure) -> str:
    """Removes the empty paragraphs between paragraphs of the content."""
    text: Parts = departure.thing
    idle = [node for node in map(node_of, text.blanks) if next(node.iter(*_KEPT), None) is None]
    for node in idle:
        node.getparent().remove(node)  # type: ignore[union-attr]
        shop.touch(shop.package.main)
    return f"bỏ {len(idle)} đoạn trống" if idle else ""


_KEPT = (
    *(W + name for name in ("bookmarkStart", "bookmarkEnd", "footnoteReference", "endnoteReference", "fldChar")),
    *ooxml.GRAPHICS,
)


# --- the text of one line rewritten, letter by letter where it differs --------------------------------------------


def retype(shop: Workshop, line: Line, wanted: str, whole: bool = False) -> bool:
    """Makes the line's typed text read `wanted`; False where it does already or the paragraph holds what we know not.

    Without `whole` the spaces at both ends of the line stay.
    """
    paragraph, typed = line.paragraph, line.typed
    if not line.runs or any(run.format.caps or run.format.hidden for run in paragraph.runs):
        return False
    start = 0
    for run in paragraph.runs:
        if run.node is line.runs[0].node:
            start += line.runs[0].start
            break
        start += len(run.text)
    full = "".join(run.text for run in paragraph.runs)
    if full[start : start + len(typed)] != typed:
        return False
    if not whole:
        lead, tail = len(typed) - len(typed.lstrip()), len(typed.rstrip())
        return rewrite(shop, paragraph, start + lead, start + tail, full, wanted.strip())
    return rewrite(shop, paragraph, start, start + len(typed), full, wanted)


def rewrite(shop: Workshop, paragraph: Paragraph, start: int, end: int, full: str, wanted: str) -> bool:
    signs = _signs(paragraph)
    if len(signs) != len(full) or full[start:end] == wanted:
        return False
    for kind, first, last, left, right in reversed(
        SequenceMatcher(None, full[start:end], wanted, autojunk=False).get_opcodes()
    ):
        if kind != "equal":
            _splice(signs, start + first, start + last, wanted[left:right])
    return shop.touch(paragraph.part)


def _signs(paragraph: Paragraph) -> list[tuple[Element, int]]:
    """As `ooxml.signs_of` gives them."""
    found: list[tuple[Element, int]] = []
    for run in paragraph.runs:
        if node_of(run).find(q("mc:AlternateContent")) is not None:
            return []
        for node in node_of(run):
            found += ooxml.signs_of(node)
    return found


def _splice(signs: list[tuple[Element, int]], start: int, end: int, new: str) -> None:
    """Replaces the signs from `start` to `end`; new ones go to the text they stand in, else to the one before."""
    for node, index in reversed(signs[start:end]):
        if index < 0:
            node.getparent().remove(node)  # type: ignore[union-attr]
        else:
            text = node.text or ""
            ooxml.set_text(node, text[:index] + text[index + 1 :])
    if not new:
        return
    for at, after in ((start, 0), (start - 1, 1)):
        if 0 <= at < len(signs) and signs[at][1] >= 0:
            node, index = signs[at]
            text = node.text or ""
            ooxml.set_text(node, text[: index + after] + new + text[index + after :])
            return


# --- old encodings ---------------------------------------------------------------------------------------------------


def encoding(shop: Workshop, departure: Departure) -> str:
    """The paragraph's text converted run by run: by its font's encoding, else word by word.

    Where the whole document is in an old encoding, so are the paragraphs that by themselves might be something else
    ("Soá: 05"): they are converted, and told, with the first.
    """
    paragraph, paragraphs = departure.paragraph, list(shop.document.paragraphs())
    whole = "\n".join(one.raw for one in paragraphs)
    if is_modern(whole):
        return _paragraph(shop, paragraph, paragraph.raw)
    told = {id(one.where) for one in shop.to.departures if one.demand == departure.demand}
    for other in paragraphs:
        if id(other) not in told and (after := _paragraph(shop, other, whole)):
            shop.tell(replace(departure, where=other, place=shop.to.place_of(other)), CONVERT, other.text, after)
    return _paragraph(shop, paragraph, whole)


def _paragraph(shop: Workshop, paragraph: Paragraph, within: str) -> str:
    before = shop.edited
    for run in paragraph.runs:
        _convert(shop, paragraph, run, within)
    return f"Unicode dựng sẵn: “{_sample(paragraph)}”" if shop.edited > before else ""


def _convert(shop: Workshop, paragraph: Paragraph, run: Run, within: str) -> None:
    font = run.format.font_ascii if is_legacy_font(run.format.font_ascii) else run.format.font_other
    changed = False
    for node in node_of(run).findall(W + "t"):
        old = node.text or ""
        new = unicodedata.normalize("NFC", in_unicode(old, font, within))
        if new != old:
            ooxml.set_text(node, new)
            changed = True
    if is_legacy_font(font):
        changed = set_font(ooxml.holder(node_of(run), "rPr")) or changed
    shop.touch(paragraph.part, changed)


def in_unicode(text: str, font: str, within: str) -> str:
    """The text as its font shows it; ".VnTimeH" shows capitals. `within`: what it is a piece of, in other fonts."""
    if not is_legacy_font(font):
        return convert_words(text, within)
    if font.upper().startswith("VNI"):
        return from_vni(text)
    found = from_tcvn3(text)
    return found.upper() if font.upper().endswith("H") else found


def _sample(paragraph: Paragraph) -> str:
    return shortened("".join(t.text or "" for t in node_of(paragraph).iter(W + "t")), 45)

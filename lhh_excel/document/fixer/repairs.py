"""Which repair mends which departure, and at which level. What is not here is for a person: words, figures, names,
legal bases, signers, authority, dates, capitals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...messages import layout as say
from ..checker import Departure
from . import convert, head_repairs, page_repairs, paragraph_repairs, rule_repairs, text_repairs, type_repairs
from .workshop import CONVERT, GUARDED, SAFE, Workshop


@dataclass(frozen=True)
class Repair:
    """`step`: repairs of one step are done together; the next step begins on the document measured again."""

    level: str
    step: int
    mend: Callable[[Workshop, Departure], str]


_ENCODING, _PAGE, _LOOK, _TEXT = range(4)
STEPS = (_ENCODING, _PAGE, _LOOK, _TEXT)

#: By property; a key "component.property" wins over "property".
REPAIRS: dict[str, Repair] = {
    "encoding": Repair(CONVERT, _ENCODING, convert.encoding),
    # paper and pages
    "width": Repair(SAFE, _PAGE, page_repairs.paper),
    **dict.fromkeys(("top", "bottom", "left", "right"), Repair(SAFE, _PAGE, page_repairs.margin)),
    "so_trang.place": Repair(SAFE, _PAGE, page_repairs.page_number),
    "so_trang.field": Repair(SAFE, _PAGE, page_repairs.page_number),
    "so_trang.first_page": Repair(SAFE, _PAGE, page_repairs.first_page),
    "so_trang.start": Repair(SAFE, _PAGE, page_repairs.number_start),
    "so_trang.number_format": Repair(SAFE, _PAGE, page_repairs.number_format),
    "phu_luc.page_restart": Repair(SAFE, _PAGE, page_repairs.annex_restart),
    # type
    "font": Repair(SAFE, _LOOK, type_repairs.font),
    "color": Repair(SAFE, _LOOK, type_repairs.color),
    "size": Repair(SAFE, _LOOK, type_repairs.size),
    "same_size": Repair(SAFE, _LOOK, type_repairs.same_size),
    "size_set": Repair(SAFE, _LOOK, type_repairs.size_set),
    "bold": Repair(SAFE, _LOOK, type_repairs.bold),
    "title_bold": Repair(SAFE, _LOOK, type_repairs.bold),
    "dieu.bold": Repair(SAFE, _LOOK, type_repairs.article_bold),
    "italic": Repair(SAFE, _LOOK, type_repairs.italic),
    # paragraphs
    "align": Repair(SAFE, _LOOK, paragraph_repairs.align),
    "indent": Repair(SAFE, _LOOK, paragraph_repairs.indent),
    "gap": Repair(SAFE, _LOOK, paragraph_repairs.gap),
    "line": Repair(SAFE, _LOOK, paragraph_repairs.line_spacing),
    "kinh_gui.aligned": Repair(SAFE, _LOOK, paragraph_repairs.aligned),
    "rule": Repair(SAFE, _LOOK, rule_repairs.length),
    "keep_next": Repair(GUARDED, _LOOK, paragraph_repairs.keep_next),
    # what changes signs, or draws
    "quoc_hieu.lines": Repair(SAFE, _TEXT, head_repairs.quoc_hieu_lines),
    "position": Repair(GUARDED, _TEXT, head_repairs.swap_sides),
    "dia_danh_ngay.same_row": Repair(GUARDED, _TEXT, head_repairs.date_beside_number),
    "rule_kind": Repair(GUARDED, _TEXT, rule_repairs.make),
    "underline": Repair(GUARDED, _LOOK, type_repairs.no_underline),
    "no_rule": Repair(GUARDED, _TEXT, rule_repairs.unmake),
    "ending": Repair(GUARDED, _TEXT, text_repairs.ending),
    "last_ending": Repair(GUARDED, _TEXT, text_repairs.ending),
    "form": Repair(GUARDED, _TEXT, text_repairs.form),
    "dash": Repair(GUARDED, _TEXT, text_repairs.dash),
    "sequence": Repair(GUARDED, _TEXT, text_repairs.sequence),
    "phan.number_format": Repair(GUARDED, _TEXT, text_repairs.part_number),
    "muc_chuong.number_format": Repair(GUARDED, _TEXT, text_repairs.part_number),
    "typed_indent": Repair(GUARDED, _TEXT, text_repairs.typed_indent),
    "empty": Repair(GUARDED, _TEXT, text_repairs.empty),
}
_NOT = frozenset({"ket_thuc.ending", "dia_danh_ngay.form", "dia_chi.place", "nguoi_soan.form", "phu_luc.number_format"})


def repair_for(departure: Departure) -> Repair | None:
    key = f"{departure.rule.component}.{departure.rule.prop}"
    if key in _NOT:
        return None
    if departure.found == say.RULE_OFF_CENTRE:  # a matter of indents
        return REPAIRS["rule"]
    found = REPAIRS.get(key) or REPAIRS.get(departure.rule.prop)
    return None if found is None or (key == "phu_luc.sequence") else found

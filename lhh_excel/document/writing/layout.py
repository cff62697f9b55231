"""Gives a rendered document the office's layout: sizes, margins, columns of the header, balanced names, drawn rules.

Works on style names, so that it holds for a template that an office reworded in Word; what a template no longer has
is left out. Lengths are computed from Times New Roman's widths. Source: Annex I of the decree, by the law of a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise

from ...law import OPEN, Law, Layout
from ...plain import record
from ..ooxml import (
    Element,
    break_at,
    cm_twips,
    fit_cells,
    holder,
    indent,
    measured,
    mm_twips,
    pt_twips,
    q,
    section_end,
    sections_of,
    set_property,
    text_of,
    text_width_mm,
)
from . import markup
from .measuring import ComponentStyles, component, components_in, line_widths, main_type, paragraphs_in, text_width
from .styles import BODY, look

_AIR_MM = 1.5  # what a line leaves free in its cell, against rounding in Word
_GUTTER_MM = 4.0  # between the agency's name and Quốc hiệu
_NARROW_LEFT_MM = 60.0  # below this, the header table may stand out of the text area
_LEAST_LEFT_MM = 45.0
_ABOVE_TABLE_PT = 3  # between a line of the text and the table below it
_KEPT_LINES = 2  # lines of the text that stay with the signature
_KEPT_ROWS = 3  # rows at the end of a table that stay together, such as a unit's, the sum and how many gave it


def chosen(values: Mapping[str, object], law: Law) -> Layout:
    """The layout of `trinh_bay` in a context; what is blank, or does not fit the law, is as the decree has it."""
    return law.layout(Layout(**{name: _number(values.get(one.template)) for name, one in OPEN.items()}))


def _number(value: object) -> float:
    value = getattr(value, "value", value)
    return 0 if value in (None, "") else measured(str(value).strip().replace(",", "."), 0)


def lay_out(document: Element, styles_root: Element, layout: Layout, law: Law) -> None:
    """Change both trees in place; the order matters: sizes first, then all that is measured with them."""
    styles = ComponentStyles(styles_root)
    _set_styles(styles, layout, law)
    body = document.find(q("body"))
    if body is None:
        return
    for section in document.iter(q("sectPr")):
        margins = section.find(q("pgMar"))
        if margins is not None:
            for side, twips in markup.margins_xml(layout, law).items():
                margins.set(q(side), str(twips))
    for blocks, section in sections_of(body):
        width = text_width(section)
        for index, block in enumerate(blocks):
            if block.tag == q("tbl"):
                _table(blocks, index, width, styles, law)
        _keep_lead_ins(blocks, styles)
        paragraphs = [block for block in blocks if block.tag == q("p")]
        for paragraph in paragraphs:
            if component(paragraph, styles) in ("trich_yeu", "tham_quyen", "ten_phu_luc", "kem_theo"):
                _balance(paragraph, width - 2 * _AIR_MM, styles)
        _draw_rules(paragraphs, width, styles, law)
        addressees = [block for block in blocks if component(block, styles) == "kinh_gui"]
        _addressees(addressees, width, layout.indent_cm * 10, styles)


def _set_styles(styles: ComponentStyles, layout: Layout, law: Law) -> None:
    """Before any style's type is asked for: they are worked out once."""
    for name in law.size_sets[int(layout.size)].keys() | {*BODY, "tham_quyen"}:
        style = styles.style(name)
        if style is None:
            continue
        for mark in style.findall(f"{q('rPr')}/{q('sz')}") + style.findall(f"{q('rPr')}/{q('szCs')}"):
            mark.set(q("val"), str(int(look(name, layout.size, law).size * 2)))
        shape = style.find(q("pPr"))
        if name in BODY and shape is not None:
            set_property(shape, "ind", firstLine=str(cm_twips(layout.indent_cm)))


def _table(blocks: list[Element], index: int, width: float, styles: ComponentStyles, law: Law) -> None:
    table, before = blocks[index], blocks[index - 1] if index else None
    known = components_in(table, styles)
    if "quoc_hieu" in known:
        _header_table(table, width, styles, law)
    elif known & {"ho_ten", "chuc_vu"}:
        _scale_columns(table, width)
        _keep_with_text(blocks, index, width, styles)
    elif styles.component_of.get(_table_style(table)) == "bang":
        _scale_columns(table, width)
        if before is not None and before.tag == q("p"):
            set_property(holder(before), "keepNext")  # its title
            if component(before, styles) in BODY:
                set_property(holder(before), "spacing", after=str(pt_twips(_ABOVE_TABLE_PT)))
        rows = table.findall(q("tr"))
        long = len(rows) > 2 * _KEPT_ROWS or len(table.findall("*")) < len(table)  # marks of folded rows stand in it
        last = rows[-_KEPT_ROWS:-1] if long else []  # sums never stand alone on a page
        for row in rows:
            if len(row.findall(q("tc"))) == 1 or row in last:  # the title of the rows below it
                for paragraph in row.iter(q("p")):
                    set_property(holder(paragraph), "keepNext")


def _table_style(table: Element) -> str:
    mark = table.find(f"{q('tblPr')}/{q('tblStyle')}")
    return "" if mark is None else mark.get(q("val"), "")


def _set_columns(table: Element, widths: list[int], left: int | None = None) -> None:
    """Set every width that a reader may look at: grid, cells, table."""
    grid = table.findall(f"{q('tblGrid')}/{q('gridCol')}")
    for column, width in zip(grid, widths, strict=True):
        column.set(q("w"), str(width))
    total = table.find(f"{q('tblPr')}/{q('tblW')}")
    if total is not None:
        total.set(q("w"), str(sum(widths)))
        total.set(q("type"), "dxa")
    edge = table.find(f"{q('tblPr')}/{q('tblInd')}")
    if edge is not None and left is not None:
        edge.set(q("w"), str(left))
    for row in table.iterchildren(q("tr")):
        fit_cells(row, widths)


def _scale_columns(table: Element, width: float) -> None:
    """Make the table exactly as wide as the text, its columns in their proportions."""
    old = [max(0.0, measured(column.get(q("w")), 0)) for column in table.findall(f"{q('tblGrid')}/{q('gridCol')}")]
    if old and sum(old) > 0:
        _set_columns(table, [int(mm_twips(width) * part / sum(old)) for part in old])


def _header_table(table: Element, width: float, styles: ComponentStyles, law: Law) -> None:
    """Quốc hiệu and the date never wrap if the paper allows: the right column is as wide as they need.

    The left one has the rest; when that is narrow the table stands out of the text area by what the decree's own
    template does at most. Source: PL1.P1.II.1 and II.2, Mẫu 1.4.
    """
    if len(table.findall(f"{q('tblGrid')}/{q('gridCol')}")) != 2:
        return
    needed = {"quoc_hieu": 0.0, "tieu_ngu": 0.0, "dia_danh_ngay": 0.0}
    for paragraph in table.iter(q("p")):
        name = component(paragraph, styles)
        if name in needed:
            needed[name] = max(needed[name], *line_widths(paragraph, styles))
    emblem = max(needed["quoc_hieu"], needed["tieu_ngu"]) + _AIR_MM
    right = max(emblem, needed["dia_danh_ngay"] + _AIR_MM)
    overhang = min(max(0.0, _NARROW_LEFT_MM + right - width), law.rule("trang", "overhang").most)
    total = width + overhang
    right = min(right, max(emblem, total - _LEAST_LEFT_MM))
    widths = (total - right, right)
    gutter = max(_AIR_MM, _GUTTER_MM - (right - emblem) / 2)
    _set_columns(table, [mm_twips(widths[0]), mm_twips(widths[1])], -mm_twips(overhang / 2))
    for row in table.findall(q("tr")):
        for cell, cell_width in zip(row.findall(q("tc")), widths, strict=False):
            inside = list(cell.iter(q("p")))
            for paragraph in inside:
                name = component(paragraph, styles)
                if name in ("co_quan", "co_quan_chu_quan", "trich_yeu_cong_van", "dia_danh_ngay"):
                    _balance(paragraph, cell_width - (_AIR_MM if name == "dia_danh_ngay" else gutter), styles)
            _draw_rules(inside, cell_width, styles, law)


def _balance(paragraph: Element, limit: float, styles: ComponentStyles) -> None:
    """Break a line that does not fit into lines of like length; breaks that a person set are kept."""
    text = text_of(paragraph)
    if "\n" in text or max(line_widths(paragraph, styles)) <= limit:
        return
    set_as = main_type(paragraph, styles)
    lines = balanced_lines(text, lambda part: text_width_mm(part, set_as.size, set_as.bold, set_as.italic), limit)
    positions, at = [], 0
    for line in lines[:-1]:
        at += len(line)
        positions.append(at)
        at += 1
    break_at(paragraph, positions)


def _draw_rules(paragraphs: list[Element], width: float, styles: ComponentStyles, law: Law) -> None:
    """Each drawn rule: as long as Tiêu ngữ, or between 1/3 and 1/2 of the longest line of what stands above it."""
    short = law.rule("co_quan", "rule")
    for above, below in pairwise(paragraphs):
        if component(below, styles) != "ke":
            continue
        longest = min(max(line_widths(above, styles)), width)
        demand = law.find(component(above, styles), "rule") or short
        share = demand.least / 2 + demand.most / 2
        side = max(0.0, (width - longest * share) / 2)
        indent(below, side, side)


def _addressees(paragraphs: list[Element], width: float, least: float, styles: ComponentStyles) -> None:
    """Kính gửi as one block in the middle, `least` mm from the left or more; several have their dashes under the colon.

    Source: PL1.P1.II.9.d.
    """
    if not paragraphs:
        return
    texts = [text_of(paragraph) for paragraph in paragraphs]
    set_as = main_type(paragraphs[0], styles)

    def width_of(text: str) -> float:
        return text_width_mm(text, set_as.size, set_as.bold, set_as.italic)

    label = texts[0].partition(":")[0]
    if len(paragraphs) == 1 and texts[0].endswith(":"):  # "… điện:", "… trân trọng giới thiệu:" (Mẫu 1.6, 1.8)
        indent(paragraphs[0], 0.0)
        set_property(holder(paragraphs[0]), "jc", val="center")
        return
    if len(paragraphs) == 1:
        start = max(least, (width - width_of(texts[0])) / 2)
        hang = width_of(label + ": ") if start == least else 0.0
        indent(paragraphs[0], start + hang, 0.0, hang)
        return
    block = width_of(label) + max(width_of(text) for text in texts[1:])
    start = max(least, (width - block) / 2)
    dash = width_of("- ")
    for paragraph, text in zip(paragraphs, texts, strict=True):
        if text.startswith("-"):
            indent(paragraph, start + width_of(label) + dash, 0.0, dash)
        else:
            indent(paragraph, start)


def _keep_lead_ins(blocks: list[Element], styles: ComponentStyles) -> None:
    """A line that announces a list ("…:") does not stand alone at the foot of a page."""
    for block, following in pairwise(blocks):
        announces = component(block, styles) in BODY and text_of(block).rstrip().endswith(":")
        if announces and section_end(following) is None:
            set_property(holder(block), "keepNext")


def _keep_with_text(blocks: list[Element], index: int, width: float, styles: ComponentStyles) -> None:
    """The signature, at that index, stays in one piece and on one page with at least two lines of the text."""
    for paragraph in paragraphs_in([blocks[index]]):
        set_property(holder(paragraph), "keepNext")
    lines = 0
    for at in range(index - 1, -1, -1):
        block = blocks[at]
        if block.tag != q("p") or lines >= _KEPT_LINES:
            return
        set_property(holder(block), "keepNext")
        lines += max(1, int(max(line_widths(block, styles)) / width) + 1)


# --- where a centred name or subject breaks: few lines, of like length, never inside what is read as one word --------


#: Words that do not end a line, and pairs that stay together, in lower case.
_LEANING = (
    "và các của với tại trong về cho theo số ngày tháng năm từ đến trên do là những một tỉnh phố huyện quận xã phường"
)
_LEANS_ON_NEXT = frozenset(_LEANING.split())
_JOINED = (
    "liên hiệp;khoa học;kỹ thuật;thành phố;chương trình;kết quả;thực hiện;báo cáo;nhiệm vụ;phương hướng;đầu năm;"
    "cuối năm;đầu tháng;công nghệ;hội đồng;ủy ban;uỷ ban;nhân dân;ban chấp;chấp hành;thường vụ;thay thế;trung tâm;"
    "ứng dụng;nghiên cứu;tư vấn;phản biện;giám định;xã hội;môi trường;nông nghiệp;nông thôn;phát triển;giáo dục;"
    "đào tạo;xây dựng;kinh tế;văn phòng;thông tin;truyền thông;hợp tác;quốc tế;sáng tạo;y tế;đơn vị;hội viên;"
    "thường trực;đại hội;kế hoạch;công tác;tình hình;hoạt động;việt nam;tổng kết;sơ kết;triển khai;nghề nghiệp;"
    "cao đẳng;đại học;thiên nhiên;đầu tư;sinh học;chất độc;nạn nhân;da cam;cổ phần;công ty;bệnh viện;đa khoa;"
    "cổ truyền;thường xuyên;chiến binh;liên đoàn;lao động;mặt trận;tổ quốc;khuyến học;lâm nghiệp;thủy sản;thuỷ sản;"
    "thủy lợi;thuỷ lợi;chăn nuôi;thú y;bảo vệ;quản lý;dự án;du lịch;văn hóa;văn hoá;thể thao;nghệ thuật;văn học;"
    "luật gia;phụ nữ;nông dân;thanh niên;thiếu niên;nhi đồng;sinh viên;học sinh;tiểu học;trung học;cơ sở;phổ thông;"
    "mầm non;tài chính;ngân hàng;bảo hiểm;điện lực;viễn thông;bưu điện;giao thông;vận tải;công thương;thương mại;"
    "dịch vụ;công nghiệp;tài nguyên;khoáng sản;khí tượng;thủy văn;thuỷ văn;dân tộc;tôn giáo;nội vụ;tư pháp;thanh tra;"
    "kiểm tra;tổ chức;tuyên giáo;dân vận;chỉ đạo;điều hành;phòng chống;thiên tai;cứu nạn;tìm kiếm;an toàn;thực phẩm;"
    "vệ sinh;sức khỏe;sức khoẻ;dân số;gia đình;trẻ em;cao tuổi;khuyết tật;từ thiện;thập đỏ;chữ thập;hữu nghị;"
    "đối ngoại;doanh nghiệp;đăng ký;đất đai;quy hoạch;kiến trúc;đô thị;hạ tầng;năng lượng;nguyên tử;hạt nhân;vật lý;"
    "hóa học;hoá học;toán học;địa lý;lịch sử;bảo tàng;thư viện;lưu trữ;văn thư;phát thanh;truyền hình;xuất bản;"
    "báo chí;điện tử;tin học;cơ khí;hàng hải;hàng không;cây trồng;vật nuôi;làm vườn;sinh vật;sinh thái;dược liệu;"
    "đông y;châm cứu;điều dưỡng;nhân văn;sáng chế;sở hữu;trí tuệ;tiêu chuẩn;đo lường;chất lượng;chuyển giao;"
    "khởi nghiệp;đổi mới;thi đua;khen thưởng;cải cách;hành chính;tổng hợp;pháp luật;kế toán;kiểm toán;thống kê;"
    "hải quan;kho bạc;nhà nước;chính phủ;quốc hội;quốc gia;quốc phòng;an ninh;công an;quân sự;biên phòng;chỉ huy;"
    "chính trị;công đoàn;đảng ủy;đảng bộ;chi bộ;tỉnh ủy;thành ủy;khuyến nông;khuyến công;cộng đồng;bền vững;khí hậu;"
    "biến đổi;trí thức;chuyên gia;kỹ sư;giảng viên;giáo viên;nhà giáo;cựu chiến"
)
_PAIRS = frozenset(tuple(pair.split()) for pair in _JOINED.split(";"))
_PLACES = frozenset(("tỉnh", "phố", "huyện", "quận", "xã", "phường"))
_OPENERS = frozenset({("của",), ("tỉnh",), ("thành", "phố"), ("huyện",), ("quận",)})
_BREAKS = re.compile("(?<! ) (?! )")
#: Shares of the limit, squared: a break that reads well is worth lines that differ by a fifth of it.
_SPLITS_A_WORD, _LEANS, _LEANS_ON_PLACE, _BONUS, _ONE_MORE_LINE = 0.3, 0.12, 0.06, 0.08, 0.08


def _is_count(word: str) -> bool:
    """A number that counts what follows ("6 tháng"), not a year."""
    return word.isdigit() and len(word) < 4


def _break_cost(words: list[str], index: int) -> float:
    """What it costs (less is better) to break before words[index]."""
    # a blank to be filled in holds words together: "tháng      năm" is one piece, and ends like "năm"
    before = words[index - 1].strip(" ,;").lower().rpartition(" ")[2]
    after = words[index].strip(" ,;").lower().partition(" ")[0]
    cost = 0.0
    if (before, after) in _PAIRS:
        cost += _SPLITS_A_WORD
    elif before in _PLACES:
        cost += _LEANS_ON_PLACE
    elif before in _LEANS_ON_NEXT or (_is_count(before) and words[index - 1][-1] not in ",;"):
        cost += _LEANS
    if index >= 2 and words[index - 2].lower() in _PLACES:
        cost += _SPLITS_A_WORD  # after the first syllable of a place's name
    if words[index - 1].endswith((",", ";")) or words[index].startswith("("):
        cost -= _BONUS
    if (after,) in _OPENERS or (index + 1 < len(words) and (after, words[index + 1].lower()) in _OPENERS):
        cost -= _BONUS
    return cost


@record
class _Words:
    """Words to be set on lines of `limit` mm, their widths, and that of a space between."""

    words: list[str]
    widths: list[float]
    space: float
    limit: float

    def filled(self) -> list[str]:
        """Each line as full as it goes."""
        lines: list[list[str]] = [[]]
        filled = 0.0
        for word, width in zip(self.words, self.widths, strict=True):
            if lines[-1] and filled + self.space + width > self.limit:
                lines.append([])
                filled = 0.0
            filled += (self.space if lines[-1] else 0) + width
            lines[-1].append(word)
        return [" ".join(line) for line in lines]

    def balanced(self, costs: list[float], count: int) -> tuple[float, list[str]] | None:
        """The cheapest way to set them in just so many lines, None if there is none. `costs`: to break before each."""
        words, widths, space, limit = self.words, self.widths, self.space, self.limit
        ideal = (sum(widths) + space * (len(words) - count)) / count
        best: list[dict[int, tuple[float, int]]] = [
            {0: (0.0, 0)}
        ]  # of the first words: lines -> cost, where the last begins
        for end in range(1, len(words) + 1):
            found: dict[int, tuple[float, int]] = {}
            width = -space
            for start in range(end - 1, -1, -1):
                width += widths[start] + space
                if width > limit and start < end - 1:
                    break
                cost = ((width - ideal) / limit) ** 2 + costs[start]
                for lines, (before, _) in best[start].items():
                    if lines < count and (lines + 1 not in found or cost + before < found[lines + 1][0]):
                        found[lines + 1] = (cost + before, start)
            best.append(found)
        if count not in best[-1]:
            return None
        made, end = [], len(words)
        for line in range(count, 0, -1):
            start = best[end][line][1]
            made.append(" ".join(words[start:end]))
            end = start
        return best[-1][count][0] + _ONE_MORE_LINE * count, made[::-1]


def balanced_lines(text: str, width_of: Callable[[str], float], limit: float) -> list[str]:
    """The text in the fewest lines that fit `limit` (mm), of like length.

    Breaks at single plain spaces only: a no-break space and a blank to be filled in by hand stay. A single word wider
    than the limit stands alone.
    """
    words = _BREAKS.split(text)
    to_set = _Words(words, [width_of(word) for word in words], width_of(" "), limit)
    filled = to_set.filled()
    if len(filled) == 1 or len(words) > 200:
        return filled
    count = len(filled)
    costs = [0.0, *(_break_cost(words, index) for index in range(1, len(words)))]
    tried = [to_set.balanced(costs, lines) for lines in (count, count + 1) if lines <= len(words)]
    return min((found for found in tried if found), key=lambda found: found[0])[1]

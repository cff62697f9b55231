"""Decree 30/2020/NĐ-CP as data: every figure and form of the layout, once, each at its legal locator.

`PL1.P1.II.1.b` = Phụ lục I, Phần I, Mục II, khoản 1, điểm b; `PL1.P1.V.6b` = hàng 6b of the table of Mục V;
`PL1.P1.V.cc1` = its footnote 1; `PL2.V.7` = Phụ lục II, Mục V, khoản 7 (capitals, always a suggestion). Ids that begin
with `TT.` are practice (thông lệ): what offices do and the decree does not say, never an error.
Units: mm for paper and margins, pt for type and paragraph gaps, cm for indents, "dòng" for line spacing,
"lần" for the length of a drawn rule as a share of the (longest) line of text above it.

What changes a figure is one more entry: the same component and property with the day from which it holds
(`since=dt.date(2027, 1, 1)`) and the `decree` that says so; the older one holds on the days before. The order is that
of the reference page.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, II and III.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, cast

from .words import (
    CENTER,
    CIRCULATION,
    FONT,
    JUSTIFY,
    LEFT,
    LOWER,
    QUOC_HIEU,
    SIGNING_PREFIXES,
    TIEU_NGU,
    UPPER,
    URGENCY,
)

# --- what one rule is, and how the table of them is written down ------------------------------------------------------

#: From this day the first of the rules hold.
IN_FORCE = dt.date(2020, 3, 5)
DECREE_30 = "Nghị định 30/2020/NĐ-CP"
PRACTICE = f"Thông lệ trình bày ({DECREE_30} không quy định)"
_ANNEXES = {"PL1": "Phụ lục I", "PL2": "Phụ lục II"}

Value = str | float | bool


class Rule(NamedTuple):
    """One demand on one property of one component: a range (`low` to `high`, in `unit`) or the `allowed` values.

    `id` is the locator in `decree`, which is what messages name. In force from `since` up to and with `until` (None:
    until another rule on the same property takes its place).
    """

    id: str
    component: str
    prop: str
    text: str
    low: float | None = None
    high: float | None = None
    allowed: tuple[Value, ...] = ()
    unit: str = ""
    severity: str = "error"  # "error" contradicts a stated figure, "warning" practice or consistency, "note" wording
    since: dt.date = IN_FORCE
    until: dt.date | None = None
    decree: str = DECREE_30

    def holds_on(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def source(self) -> str:
        """`PL1.P1.II.1.b` in words: "Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục II, khoản 1, điểm b"."""
        if self.id.startswith("TT."):
            return PRACTICE
        annex, *rest = self.id.split(".")
        words = [self.decree, _ANNEXES.get(annex, annex)]
        if rest[0][0] == "P":  # Annex I has parts
            words.append("Phần " + "I" * int(rest.pop(0)[1:]))
        section, *rest = rest
        words.append(f"Mục {section}")
        if annex == "PL1" and section == "V":
            words += ["chú thích 1" if rest == ["cc1"] else f"bảng, hàng {rest[0]}"]
        else:
            words += [f"{kind} {value}" for kind, value in zip(("khoản", "điểm"), rest, strict=False)]
        return ", ".join(words)

    @property
    def least(self) -> float:
        """The lower bound. ValueError for a rule that has none."""
        if self.low is None:
            raise ValueError(self)
        return self.low

    @property
    def most(self) -> float:
        """The upper bound. ValueError for a rule that has none."""
        if self.high is None:
            raise ValueError(self)
        return self.high

    def nearest(self, value: float) -> float:
        """The value, or the bound that it lies beyond."""
        value = value if self.low is None else max(value, self.low)
        return value if self.high is None else min(value, self.high)


class Range(NamedTuple):
    low: float | None
    high: float | None
    unit: str


class Choice(NamedTuple):
    allowed: tuple[Value, ...]
    unit: str


def pt(low: float, high: float | None = None) -> Range:
    return Range(low, low if high is None else high, "pt")


def rules(
    rule_id: str,
    component: str,
    text: str,
    severity: str = "error",
    *,
    since: dt.date = IN_FORCE,
    until: dt.date | None = None,
    decree: str = DECREE_30,
    **props: Range | Choice | Value | tuple[Value, ...],
) -> tuple[Rule, ...]:
    """One legal sentence that sets several properties: each a range, one allowed value, or a choice of them."""
    made = []
    for prop, wanted in props.items():
        low: float | None = None
        high: float | None = None
        allowed: tuple[Value, ...] = ()
        unit = ""
        if isinstance(wanted, Range):
            low, high, unit = wanted
        elif isinstance(wanted, Choice):
            allowed, unit = wanted
        else:
            allowed = cast("tuple[Value, ...]", wanted) if isinstance(wanted, tuple) else (wanted,)
        made.append(Rule(rule_id, component, prop, text, low, high, allowed, unit, severity, since, until, decree))
    return tuple(made)


# --- the rules -------------------------------------------------------------------------------------------------------

_BODY_SIZE = Range(13, 14, "pt")
_SHARE = Range(1 / 3, 1 / 2, "lần")
_AS_LONG = Range(0.97, 1.03, "lần")  # as long as the text, measured to 3 %

# fmt: off
RULES: tuple[Rule, ...] = (
    # Phụ lục I, Phần I, Mục I. Quy định chung
    *rules("PL1.P1.I.1", "trang",
            "Khổ giấy: Khổ A4 (210 mm x 297 mm).",
            width=Range(210, 210, "mm"), height=Range(297, 297, "mm")),
    *rules("PL1.P1.I.2", "trang",
            "Kiểu trình bày: theo chiều dài của khổ A4; văn bản có bảng, biểu có thể trình bày theo chiều rộng.",
            orientation="portrait"),
    *rules("PL1.P1.I.3", "trang",
            "Định lề trang: cách mép trên và mép dưới 20 - 25 mm, cách mép trái 30 - 35 mm, cách mép phải 15 - 20 mm.",
            top=Range(20, 25, "mm"), bottom=Range(20, 25, "mm"), left=Range(30, 35, "mm"),
            right=Range(15, 20, "mm")),
    *rules("PL1.P1.I.4", "trang",
            "Phông chữ tiếng Việt Times New Roman, bộ mã ký tự Unicode theo TCVN 6909:2001, màu đen.",
            font=FONT, color="đen", encoding="Unicode dựng sẵn (NFC)"),
    *rules("PL1.P1.I.7", "so_trang",
            "Số trang văn bản: đánh từ số 1, bằng chữ số Ả Rập, cỡ chữ 13 đến 14, kiểu chữ đứng, canh giữa theo chiều "
            "ngang trong phần lề trên của văn bản, không hiển thị số trang thứ nhất.",
            size=_BODY_SIZE, italic=False, align=CENTER, place="phần lề trên (đầu trang)",
            field="trường số trang tự động (PAGE)", number_format="chữ số Ả Rập", start=1.0,
            first_page="không hiển thị ở trang thứ nhất"),
    *rules("TT.so_trang_dam", "so_trang",
            "Số trang thường để chữ không đậm.",
            severity="note", bold=False),
    # Mục V. Mẫu chữ
    *rules("PL1.P1.V.cc1", "trang",
            "Cỡ chữ trong cùng một văn bản tăng, giảm phải thống nhất: Quốc hiệu 13, Tiêu ngữ 14, địa danh và ngày "
            "tháng 14 hoặc Quốc hiệu 12, Tiêu ngữ 13, địa danh và ngày tháng 13.",
            size_set=("13/14/14", "12/13/13")),
    *rules("PL1.P1.V.cc1", "noi_dung",
            "Cỡ chữ trong cùng một văn bản tăng, giảm phải thống nhất.",
            severity="warning", same_size="thống nhất trong văn bản"),
    # Mục II. Các thành phần thể thức chính
    *rules("PL1.P1.II.1.a", "quoc_hieu",
            "Quốc hiệu “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”: chữ in hoa, cỡ chữ từ 12 đến 13, kiểu chữ đứng, đậm, ở "
            "phía trên cùng, bên phải trang đầu tiên của văn bản.",
            present="có", wording=QUOC_HIEU, size=pt(12, 13), bold=True, italic=False,
            position="phía trên cùng, bên phải trang đầu"),
    *rules("PL1.P1.II.1.c", "quoc_hieu",
            "Hai dòng chữ Quốc hiệu và Tiêu ngữ được trình bày cách nhau dòng đơn.",
            align=CENTER, line=Range(1.0, 1.0, "dòng"), lines="một dòng"),
    *rules("PL1.P1.II.1.b", "tieu_ngu",
            "Tiêu ngữ “Độc lập - Tự do - Hạnh phúc”: chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm, canh "
            "giữa dưới Quốc hiệu; giữa các cụm từ có gạch nối (-), có cách chữ; phía dưới có đường kẻ ngang, nét "
            "liền, có độ dài bằng độ dài của dòng chữ.",
            present="có", wording=TIEU_NGU, size=_BODY_SIZE, bold=True, italic=False, align=CENTER,
            rule=_AS_LONG, rule_kind="đường kẻ ngang, nét liền"),
    *rules("PL1.P1.II.2.b", "co_quan_chu_quan",
            "Tên cơ quan, tổ chức chủ quản trực tiếp: chữ in hoa, cỡ chữ từ 12 đến 13, kiểu chữ đứng.",
            case=UPPER, size=pt(12, 13), bold=False, italic=False, align=CENTER),
    *rules("PL1.P1.II.2.b", "co_quan",
            "Tên cơ quan, tổ chức ban hành văn bản: chữ in hoa, cỡ chữ từ 12 đến 13, kiểu chữ đứng, đậm, canh giữa "
            "dưới tên cơ quan chủ quản; phía dưới có đường kẻ ngang, nét liền, có độ dài bằng từ 1/3 đến 1/2 độ dài "
            "của dòng chữ và đặt cân đối so với dòng chữ.",
            present="có", case=UPPER, size=pt(12, 13), bold=True, italic=False, align=CENTER, rule=_SHARE,
            rule_kind="đường kẻ ngang, nét liền"),
    *rules("PL1.P1.II.2.b", "co_quan",
            "Tên cơ quan, tổ chức ban hành văn bản và tên cơ quan, tổ chức chủ quản trực tiếp được trình bày cách nhau "
            "dòng đơn.",
            line=Range(1.0, 1.0, "dòng")),
    *rules("PL1.P1.II.3.c", "so_ky_hieu",
            "Từ “Số” chữ in thường, cỡ chữ 13, kiểu chữ đứng, sau có dấu hai chấm (:); số nhỏ hơn 10 ghi thêm số 0 "
            "phía trước; ký hiệu in hoa, cỡ chữ 13, kiểu chữ đứng; giữa số và ký hiệu có dấu gạch chéo (/), giữa các "
            "nhóm chữ viết tắt có dấu gạch nối (-), không cách chữ; canh giữa dưới tên cơ quan ban hành.",
            present="có", form="Số: …/BC-LHH", size=pt(13), bold=False, italic=False, align=CENTER),
    *rules("PL1.P1.II.3.b", "so_ky_hieu",
            "Ký hiệu gồm chữ viết tắt tên loại (Phụ lục III) và chữ viết tắt tên cơ quan; công văn không ghi tên "
            "loại.",
            code="chữ viết tắt tên loại theo Phụ lục III"),
    *rules("PL1.P1.II.4.c", "dia_danh_ngay",
            "Địa danh và thời gian: cùng một dòng với số, ký hiệu, chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ "
            "nghiêng; sau địa danh có dấu phẩy (,); canh giữa so với Quốc hiệu và Tiêu ngữ.",
            present="có", size=_BODY_SIZE, italic=True, bold=False, align=CENTER, comma="dấu phẩy sau địa danh",
            same_row="cùng một dòng với số, ký hiệu", place_case="các chữ cái đầu của địa danh viết hoa"),
    *rules("PL1.P1.II.4.b", "dia_danh_ngay",
            "Thời gian ban hành phải được viết đầy đủ; ngày nhỏ hơn 10 và tháng 1, 2 phải ghi thêm số 0 phía trước.",
            form="Địa danh, ngày 05 tháng 01 năm 2026"),
    *rules("PL1.P1.II.4.a", "dia_danh_ngay",
            "Địa danh là tên gọi chính thức của đơn vị hành chính nơi cơ quan ban hành văn bản đóng trụ sở.",
            abbreviation="tên gọi chính thức, không viết tắt"),
    *rules("PL1.P1.II.5.b", "ten_loai",
            "Tên loại văn bản: canh giữa, chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            present="có", case=UPPER, size=_BODY_SIZE, bold=True, italic=False, align=CENTER),
    *rules("PL1.P1.II.5.b", "trich_yeu",
            "Trích yếu nội dung: ngay dưới tên loại, canh giữa, chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ đứng, "
            "đậm; bên dưới có đường kẻ ngang, nét liền, dài từ 1/3 đến 1/2 dòng chữ và đặt cân đối so với dòng chữ.",
            present="có", case=LOWER, size=_BODY_SIZE, bold=True, italic=False, align=CENTER, rule=_SHARE,
            rule_kind="đường kẻ ngang, nét liền", prefix="không có “V/v” (chỉ công văn)"),
    *rules("PL1.P1.II.5.b", "trich_yeu_cong_van",
            "Trích yếu công văn: sau chữ “V/v”, chữ in thường, cỡ chữ từ 12 đến 13, kiểu chữ đứng; canh giữa dưới số "
            "và ký hiệu, cách dòng 6pt với số và ký hiệu.",
            present="có", case=LOWER, size=pt(12, 13), bold=False, italic=False, align=CENTER, gap=pt(6)),
    *rules("PL1.P1.II.5.b", "trich_yeu_cong_van",
            "Đường kẻ ngang chỉ có dưới trích yếu của văn bản có tên loại, không có dưới trích yếu công văn.",
            severity="warning", no_rule="không có đường kẻ"),
    *rules("PL1.P1.II.6.a", "can_cu",
            "Căn cứ ban hành: chữ in thường, kiểu chữ nghiêng, cỡ chữ từ 13 đến 14; sau mỗi căn cứ phải xuống dòng, "
            "cuối dòng có dấu chấm phẩy (;), dòng cuối cùng kết thúc bằng dấu chấm (.).",
            size=_BODY_SIZE, italic=True, bold=False, ending=";", last_ending="."),
    *rules("PL1.P1.II.6.a", "can_cu",
            "Căn cứ được ghi đầy đủ tên loại, số, ký hiệu, cơ quan ban hành, ngày tháng năm và trích yếu (Luật, Pháp "
            "lệnh không ghi số, ký hiệu, cơ quan ban hành).",
            severity="note", citation="đủ tên loại, số, ký hiệu, cơ quan ban hành, ngày tháng năm"),
    *rules("PL1.P1.II.6.đ", "phan",
            "Từ “Phần”, “Chương” và số thứ tự (La Mã): một dòng riêng, canh giữa, chữ in thường, cỡ chữ từ 13 đến 14, "
            "kiểu chữ đứng, đậm; tiêu đề ngay dưới, canh giữa, chữ in hoa, đứng, đậm.",
            size=_BODY_SIZE, bold=True, italic=False, align=CENTER, number_format="chữ số La Mã", sequence="liên tục"),
    *rules("PL1.P1.II.6.đ", "ten_phan",
            "Tiêu đề của phần, chương: ngay dưới, canh giữa, chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            case=UPPER, size=_BODY_SIZE, bold=True, italic=False, align=CENTER),
    *rules("PL1.P1.II.6.đ", "muc_chuong",
            "Từ “Mục”, “Tiểu mục” và số thứ tự (Ả Rập): một dòng riêng, canh giữa, chữ in thường, cỡ chữ từ 13 đến 14, "
            "kiểu chữ đứng, đậm; tiêu đề ngay dưới, canh giữa, chữ in hoa, đứng, đậm.",
            size=_BODY_SIZE, bold=True, italic=False, align=CENTER, number_format="chữ số Ả Rập",
            sequence="liên tục"),
    *rules("PL1.P1.V.6b", "muc",
            "Số thứ tự (La Mã) và tiêu đề của mục: chữ in hoa, cỡ chữ 13 - 14, kiểu chữ đứng, đậm.",
            case=UPPER, size=_BODY_SIZE, bold=True, italic=False, form="I. TIÊU ĐỀ", sequence="liên tục"),
    *rules("PL1.P1.II.6.đ", "khoan",
            "Khoản: chữ số Ả Rập, sau số thứ tự có dấu chấm (.), cỡ chữ bằng cỡ chữ của phần lời văn, kiểu chữ đứng; "
            "khoản có tiêu đề thì số thứ tự và tiêu đề trên một dòng riêng, kiểu chữ đứng, đậm.",
            size=_BODY_SIZE, title_bold=True, italic=False, form="1. Tiêu đề", sequence="liên tục",
            same_size="bằng cỡ chữ của phần lời văn"),
    *rules("PL1.P1.II.6.đ", "diem",
            "Điểm: chữ cái tiếng Việt theo thứ tự bảng chữ cái, sau có dấu đóng ngoặc đơn, chữ in thường, cỡ chữ bằng "
            "cỡ chữ của phần lời văn, kiểu chữ đứng.",
            size=_BODY_SIZE, italic=False, bold=False, form="a) Nội dung", sequence="a, b, c, d, đ, e, g, h, i, k…",
            same_size="bằng cỡ chữ của phần lời văn"),
    *rules("PL1.P1.II.6.đ", "dieu",
            "Từ “Điều”, số thứ tự (Ả Rập, sau có dấu chấm) và tiêu đề: chữ in thường, cỡ chữ bằng cỡ chữ của phần lời "
            "văn, kiểu chữ đứng, đậm, lùi đầu dòng 1 cm hoặc 1,27 cm.",
            size=_BODY_SIZE, bold=True, italic=False, form="Điều 1. Tiêu đề", sequence="liên tục"),
    *rules("PL1.P1.II.6.e", "noi_dung",
            "Nội dung văn bản: chữ in thường, canh đều cả hai lề, kiểu chữ đứng; cỡ chữ từ 13 đến 14; chữ đầu dòng "
            "lùi vào 1 cm hoặc 1,27 cm; khoảng cách giữa các đoạn văn tối thiểu là 6pt; khoảng cách giữa các dòng tối "
            "thiểu là dòng đơn, tối đa là 1,5 lines.",
            size=_BODY_SIZE, italic=False, bold=False, align=JUSTIFY, gap=Range(6, None, "pt"),
            line=Range(1.0, 1.5, "dòng")),
    *rules("PL1.P1.II.6.e", "noi_dung",
            "Khi xuống dòng, chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm.",
            indent=Choice((1.0, 1.27), "cm")),
    *rules("PL1.P1.II.7.đ", "chuc_vu",
            "Quyền hạn, chức vụ của người ký: chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            present="có", case=UPPER, size=_BODY_SIZE, bold=True, italic=False, align=CENTER),
    *rules("PL1.P1.II.7.b", "chuc_vu",
            "Quyền hạn ghi bằng chữ viết tắt “TM.”, “Q.”, “KT.”, “TL.”, “TUQ.” vào trước tên tập thể hoặc chức vụ; ký "
            "thay người đứng đầu thì ghi “KT.” và chức vụ người đứng đầu, dưới là chức vụ của người ký.",
            prefix=SIGNING_PREFIXES, second_line="chức vụ của người ký ở dòng dưới"),
    *rules("PL1.P1.II.7.đ", "ho_ten",
            "Họ và tên của người ký: chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm, canh giữa quyền hạn, "
            "chức vụ.",
            present="có", case=LOWER, size=_BODY_SIZE, bold=True, italic=False, align=CENTER),
    *rules("PL1.P1.II.7.c", "ho_ten",
            "Trước họ tên của người ký, không ghi học hàm, học vị và các danh hiệu danh dự khác.",
            title="không ghi học hàm, học vị, danh hiệu"),
    *rules("PL1.P1.II.9.d", "kinh_gui",
            "“Kính gửi”: chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ đứng, sau có dấu hai chấm (:); gửi một nơi thì "
            "cùng dòng; từ hai nơi trở lên thì mỗi nơi một dòng riêng, đầu dòng gạch đầu dòng (-) thẳng hàng dưới dấu "
            "hai chấm, cuối dòng có dấu chấm phẩy (;), cuối dòng cuối cùng có dấu chấm (.).",
            size=_BODY_SIZE, italic=False, bold=False, form="Kính gửi: …", ending=";", last_ending=".",
            apart="mỗi nơi một dòng riêng, đầu dòng có gạch đầu dòng", aligned="thẳng hàng dưới dấu hai chấm"),
    *rules("PL1.P1.II.9.b", "kinh_gui",
            "“Kính gửi” chỉ dùng cho Công văn, Tờ trình và Báo cáo gửi cấp trên; khi đó Nơi nhận có “Như trên”.",
            scope="Công văn, Tờ trình, Báo cáo gửi cấp trên",
            nhu_tren="“- Như trên;” ở dòng đầu Nơi nhận khi và chỉ khi có Kính gửi"),
    *rules("PL1.P1.II.9.d", "noi_nhan",
            "Từ “Nơi nhận”: dòng riêng, sát lề trái, sau có dấu hai chấm (:), chữ in thường, cỡ chữ 12, kiểu chữ "
            "nghiêng, đậm.",
            present="có", form="Nơi nhận:", size=pt(12), bold=True, italic=True, align=LEFT,
            same_row="ngang hàng với quyền hạn, chức vụ của người ký"),
    *rules("PL1.P1.II.9.d", "noi_nhan_dong",
            "Phần liệt kê nơi nhận: chữ in thường, cỡ chữ 11, kiểu chữ đứng; mỗi nơi một dòng riêng, đầu dòng có gạch "
            "đầu dòng (-) sát lề trái, cuối dòng có dấu chấm phẩy (;), dòng cuối cùng “- Lưu: VT, …” kết thúc bằng "
            "dấu chấm (.).",
            size=pt(11), bold=False, italic=False, align=LEFT, dash="-", ending=";", last_ending=".",
            archive="- Lưu: VT, VP."),
    # Mục III. Các thành phần thể thức khác
    *rules("PL1.P1.III.1.b", "phu_luc",
            "Từ “Phụ lục” và số thứ tự: dòng riêng, canh giữa, chữ in thường, cỡ chữ 14, kiểu chữ đứng, đậm.",
            case=LOWER, size=pt(14), bold=True, italic=False, align=CENTER),
    *rules("PL1.P1.III.1.a", "phu_luc",
            "Trong văn bản phải có chỉ dẫn về Phụ lục; từ hai Phụ lục trở lên phải đánh số thứ tự bằng chữ số La Mã.",
            number_format="chữ số La Mã", sequence="liên tục từ I", mention="có chỉ dẫn trong văn bản"),
    *rules("PL1.P1.III.1.a", "phu_luc",
            "Từ hai Phụ lục trở lên phải đánh số thứ tự: chỉ có một Phụ lục thì không có số.",
            severity="note", sole="không đánh số khi chỉ có một Phụ lục"),
    *rules("PL1.P1.III.1.b", "ten_phu_luc",
            "Tên Phụ lục: canh giữa, chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            case=UPPER, size=_BODY_SIZE, bold=True, italic=False, align=CENTER),
    *rules("PL1.P1.III.1.c", "kem_theo",
            "Thông tin chỉ dẫn kèm theo: canh giữa phía dưới tên Phụ lục, chữ in thường, cỡ chữ từ 13 đến 14, kiểu "
            "chữ nghiêng, gồm số, ký hiệu, thời gian ban hành và tên cơ quan ban hành.",
            present="(Kèm theo … số … ngày … tháng … năm … của …)", size=_BODY_SIZE, italic=True, bold=False,
            align=CENTER),
    *rules("PL1.P1.III.1.đ", "phu_luc",
            "Số trang của Phụ lục được đánh số riêng theo từng Phụ lục.",
            page_restart="đánh lại từ 1"),
    *rules("PL1.P1.III.2.b", "do_khan",
            "Dấu chỉ mức độ khẩn: chữ in hoa, cỡ chữ từ 13 đến 14, đứng, đậm, trong khung hình chữ nhật viền đơn.",
            wording=URGENCY, width=Choice((30, 40, 20), "mm"), height=Range(8, 8, "mm"), case=UPPER,
            size=_BODY_SIZE, bold=True, italic=False, frame="khung hình chữ nhật viền đơn"),
    *rules("PL1.P1.III.2.c", "pham_vi",
            "Chỉ dẫn về phạm vi lưu hành: khung viền đơn, chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            wording=CIRCULATION, case=UPPER, size=_BODY_SIZE, bold=True, italic=False,
            frame="khung hình chữ nhật viền đơn"),
    *rules("PL1.P1.III.3", "nguoi_soan",
            "Ký hiệu người soạn thảo bằng chữ in hoa, số lượng bản bằng chữ số Ả Rập, cỡ chữ 11, kiểu chữ đứng.",
            size=pt(11), italic=False, form="PL.(300)"),
    *rules("PL1.P1.III.4", "dia_chi",
            "Địa chỉ, thư điện tử, điện thoại: trang thứ nhất, chữ in thường, cỡ chữ từ 11 đến 12, kiểu chữ đứng, "
            "dưới một đường kẻ nét liền kéo dài hết chiều ngang của vùng trình bày.",
            case=LOWER, size=pt(11, 12), italic=False, rule_kind="đường kẻ nét liền hết chiều ngang",
            place="trang thứ nhất"),
    # Phụ lục II: capitals, what a machine can judge without knowing what is meant
    *rules("PL2.I", "noi_dung",
           "Viết hoa chữ cái đầu âm tiết thứ nhất của một câu hoàn chỉnh: sau dấu chấm, chấm hỏi, chấm than và khi "
           "xuống dòng.",
           severity="note", cap_sentence="chữ đầu câu viết hoa"),
    *rules("PL2.III.1.b", "noi_dung",
           "Tên đơn vị hành chính gồm danh từ chung và chữ số: viết hoa cả danh từ chung (Quận 1).",
           severity="note", cap_numbered="“Quận 1”, “Phường 5”"),
    *rules("PL2.III.1.c", "noi_dung",
           "Trường hợp viết hoa đặc biệt: Thủ đô Hà Nội, Thành phố Hồ Chí Minh.",
           severity="note", cap_city="“Thủ đô Hà Nội”, “Thành phố Hồ Chí Minh”"),
    *rules("PL2.V.1", "noi_dung",
           "Danh từ thuộc trường hợp đặc biệt: Nhân dân, Nhà nước.",
           severity="note", cap_people="“Nhân dân”, “Nhà nước”"),
    *rules("PL2.V.6", "noi_dung",
           "Tên loại văn bản: viết hoa chữ cái đầu khi nói đến một văn bản cụ thể.",
           severity="note", cap_document="tên loại của văn bản cụ thể viết hoa (Nghị định số …, Luật …)"),
    *rules("PL2.V.7", "noi_dung",
           "Viện dẫn phần, chương, mục, tiểu mục, điều, khoản, điểm của một văn bản cụ thể: viết hoa chữ cái đầu của "
           "phần, chương, mục, tiểu mục, điều; không viết hoa khoản, điểm.",
           severity="note", cap_cited="“điểm a khoản 2 Điều 103 Mục 5 Chương XII Phần I”"),
    *rules("PL2.V.8.b", "noi_dung",
           "Tên các ngày tết: tết Nguyên đán, tết Đoan ngọ, tết Trung thu; viết hoa chữ Tết khi đứng một mình.",
           severity="note", cap_tet="“tết Nguyên đán”, “tết Trung thu”"),
    *rules("PL2.V.8.c", "noi_dung",
           "Tên ngày trong tuần, tháng trong năm viết bằng chữ: thứ Hai, tháng Tám.",
           severity="note", cap_day="“thứ Hai”, “tháng Tám”"),
    # Thông lệ
    *rules("TT.ket_thuc", "ket_thuc",
            "Mẫu ở Phụ lục III kết thúc nội dung bằng “./.”.",
            severity="note", ending="./."),
    *rules("TT.dong_dan", "noi_dung",
            "Mẫu 1.6, 1.8 ở Phụ lục III: trên nội dung của Công điện có dòng “… điện:”, của Giấy giới thiệu có dòng "
            "“… trân trọng giới thiệu:”.",
            severity="warning", lead="dòng “… điện:”, “… trân trọng giới thiệu:”"),
    *rules("TT.can_cu_can_le", "can_cu",
            "Căn cứ canh đều hai lề và lùi đầu dòng như lời văn.",
            severity="warning", align=JUSTIFY),
    *rules("TT.doan_trong", "noi_dung",
            "Giãn cách bằng cỡ cách đoạn, không bằng dòng trống.",
            severity="warning", empty="không có"),
    *rules("TT.lui_bang_dau_cach", "noi_dung",
            "Lùi đầu dòng bằng định dạng đoạn.",
            severity="warning", typed_indent="không có"),
    *rules("TT.cap_khac", "muc",
            "Dùng các cấp mục, khoản, điểm của Nghị định.",
            severity="warning", other_level="I. / 1. / a)"),
    *rules("TT.du_thao", "noi_dung",
            "Văn bản hoàn chỉnh không còn dấu vết dự thảo.",
            severity="warning", leftover="không còn"),
    *rules("TT.gach_chan", "trang",
            "Các thành phần thể thức không gạch chân chữ.",
            severity="warning", underline="không gạch chân"),
    *rules("TT.kieu_chu", "trang",
            "Chữ của các thành phần không có viền, bóng, không in hoa bằng định dạng trái mẫu chữ.",
            severity="warning", look="chữ thường của phông, không viền, không bóng, không All caps"),
    *rules("TT.the_thuc_khac", "trang",
            "Giấy tờ theo thể thức khác không xét theo Nghị định 30.",
            severity="note", standard="thể thức riêng của loại giấy tờ ấy"),
    *rules("TT.khong_nhan_ra", "trang",
            "Thành phần không nhận ra chắc chắn thì báo một lần, không xét tiếp.",
            severity="warning", unsure="bố trí như các mẫu ở Phụ lục III"),
    *rules("TT.dau_bang_dau_cach", "trang",
            "Đầu văn bản, khối chữ ký bố trí bằng bảng hai cột không viền như các mẫu ở Phụ lục III.",
            severity="warning", by_gaps="bảng hai cột không viền"),
    *rules("TT.viet_so", "noi_dung",
            "Dấu phẩy trước phần thập phân, dấu chấm giữa các hàng nghìn.",
            severity="warning", number_style="12,5%; 1.250.000"),
    *rules("TT.dong_cong", "noi_dung",
            "Số ở dòng “Cộng”, “Tổng cộng” cuối bảng bằng tổng các số trong cột.",
            severity="warning", total="bằng tổng các số trong cột"),
    *rules("TT.sua_doi", "trang",
            "Văn bản hoàn chỉnh không còn nhận xét, sửa đổi theo dõi.",
            severity="warning", revision="không còn"),
    *rules("TT.noi_dung_dong", "trang",
            "Văn bản không chứa gì tự chạy, tự lấy từ nơi khác hoặc tự thay đổi khi mở.",
            severity="warning", active="không có"),
    *rules("TT.khung_dau", "trang",
            "Bảng đầu trang nằm trong vùng trình bày; Mẫu 1.4 ra ngoài 12 mm, các mẫu khác nhiều nhất 18 mm.",
            severity="warning", overhang=Range(None, 12.0, "mm")),
    *rules("TT.khoi_ky", "chuc_vu",
            "Khối chữ ký không đứng riêng một trang.",
            severity="warning", keep="đi liền lời văn"),
    *rules("TT.khoi_ky", "chuc_vu",
            "Đoạn cuối của nội dung đi liền khối chữ ký (Keep with next).",
            severity="note", keep_next="đi liền khối chữ ký"),
    *rules("TT.tieu_de", "noi_dung",
            "Tiêu đề không đứng cuối trang, tách khỏi lời văn của nó.",
            severity="warning", stranded="cùng trang với lời văn của nó"),
    *rules("TT.tieu_de", "muc",
            "Tiêu đề đi liền đoạn sau (Keep with next).",
            severity="note", keep_next="đi liền đoạn sau"),
    *rules("TT.dau_thanh", "noi_dung",
            "Dấu thanh đặt thống nhất trong một văn bản: “hòa, ủy” hoặc “hoà, uỷ”.",
            severity="note", tone_marks="một cách đặt dấu thanh"),
    *rules("TT.go_telex", "noi_dung",
            "Không còn phím gõ chưa thành chữ.",
            severity="warning", telex="không còn"),
    *rules("TT.hieu_luc", "trang",
            "Nghị định 30/2020/NĐ-CP có hiệu lực từ ngày 05 tháng 3 năm 2020; văn bản trước ngày ấy theo Thông tư "
            "01/2011/TT-BNV.",
            severity="note", in_force="văn bản từ ngày 05/3/2020"),
)
# fmt: on

"""Decree 30/2020/NĐ-CP, Annex I: every figure and form of the layout, once, each with its legal locator.

The writer, the checker, the fixer and the handbook read this table; nobody writes a size or a margin twice.
`PL1.P1.II.1.b` = Phụ lục I, Phần I, Mục II, khoản 1, điểm b; `PL1.P1.V.6b` = hàng 6b of the table of Mục V;
`PL1.P1.V.cc1` = its footnote 1. Ids that begin with `TT.` are practice (thông lệ), never an error.
Units: mm for paper and margins, pt for type and paragraph gaps, cm for indents, "dòng" for line spacing,
"lần" for the length of a drawn rule as a share of the (longest) line of text above it.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I and III.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

IN_FORCE = dt.date(2020, 3, 5)

Value = str | float | bool


@dataclass(frozen=True)
class Rule:
    """One demand on one property of one component; either a range (`low`..`high`) or the `allowed` values."""

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


@dataclass(frozen=True)
class _Range:
    low: float | None
    high: float | None
    unit: str


@dataclass(frozen=True)
class _Choice:
    allowed: tuple[Value, ...]
    unit: str


def _pt(low: float, high: float | None = None) -> _Range:
    return _Range(low, low if high is None else high, "pt")


_Wanted = _Range | _Choice | Value | tuple[Value, ...]


def _rules(rule_id: str, component: str, text: str, severity: str = "error", **props: _Wanted) -> tuple[Rule, ...]:
    """One legal sentence that sets several properties: a range, one allowed value, or a choice of them."""
    made = []
    for prop, wanted in props.items():
        if isinstance(wanted, _Range):
            made.append(Rule(rule_id, component, prop, text, wanted.low, wanted.high, (), wanted.unit, severity))
            continue
        unit = wanted.unit if isinstance(wanted, _Choice) else ""
        if isinstance(wanted, _Choice):
            wanted = wanted.allowed
        allowed = wanted if isinstance(wanted, tuple) else (wanted,)
        made.append(Rule(rule_id, component, prop, text, None, None, allowed, unit, severity))
    return tuple(made)


UPPER, LOWER = "in hoa", "in thường"
LEFT, CENTER, RIGHT, JUSTIFY = "left", "center", "right", "both"
QUOC_HIEU = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
TIEU_NGU = "Độc lập - Tự do - Hạnh phúc"
FONT = "Times New Roman"
SIGNING_PREFIXES = ("TM.", "Q.", "KT.", "TL.", "TUQ.")
POINT_LETTERS: tuple[str, ...] = tuple("abcdđeghiklmnopqrstuvxy")  # of the Vietnamese alphabet: no f, j, w, z
RULE_TOLERANCE = 0.03  # the line below Tiêu ngữ may differ from the text by this share
# Stamps are red, whatever the rest is (III.2.b); folded to capitals without marks.
IN_STAMP_RED = frozenset({"KHAN", "THUONG KHAN", "HOA TOC", "MAT", "TOI MAT", "TUYET MAT"})
HEADER_OVERHANG_MM = 12.0  # the header table may stand this far out of the text area in all (Mẫu 1.4)

_BODY = _Range(13, 14, "pt")
_SHARE = _Range(1 / 3, 1 / 2, "lần")


# fmt: off
RULES: tuple[Rule, ...] = (
    # I. Quy định chung
    *_rules("PL1.P1.I.1", "trang",
            "Khổ giấy: Khổ A4 (210 mm x 297 mm).",
            width=_Range(210, 210, "mm"), height=_Range(297, 297, "mm")),
    *_rules("PL1.P1.I.2", "trang",
            "Kiểu trình bày: theo chiều dài của khổ A4; văn bản có bảng, biểu có thể trình bày theo chiều rộng.",
            orientation="portrait"),
    *_rules("PL1.P1.I.3", "trang",
            "Định lề trang: cách mép trên và mép dưới 20 - 25 mm, cách mép trái 30 - 35 mm, cách mép phải 15 - 20 mm.",
            top=_Range(20, 25, "mm"), bottom=_Range(20, 25, "mm"), left=_Range(30, 35, "mm"),
            right=_Range(15, 20, "mm")),
    *_rules("PL1.P1.I.4", "trang",
            "Phông chữ tiếng Việt Times New Roman, bộ mã ký tự Unicode theo TCVN 6909:2001, màu đen.",
            font=FONT, color="đen", encoding="Unicode dựng sẵn (NFC)"),
    *_rules("PL1.P1.I.7", "so_trang",
            "Số trang văn bản: đánh từ số 1, bằng chữ số Ả Rập, cỡ chữ 13 đến 14, kiểu chữ đứng, canh giữa theo chiều "
            "ngang trong phần lề trên của văn bản, không hiển thị số trang thứ nhất.",
            size=_BODY, italic=False, align=CENTER, place="phần lề trên (đầu trang)",
            field="trường số trang tự động (PAGE)", number_format="chữ số Ả Rập", start=1.0,
            first_page="không hiển thị ở trang thứ nhất"),
    *_rules("TT.so_trang_dam", "so_trang",
            "Số trang thường để chữ không đậm.",
            severity="note", bold=False),
    # II. Các thành phần thể thức chính
    *_rules("PL1.P1.II.1.a", "quoc_hieu",
            "Quốc hiệu “CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM”: chữ in hoa, cỡ chữ từ 12 đến 13, kiểu chữ đứng, đậm, ở "
            "phía trên cùng, bên phải trang đầu tiên của văn bản.",
            present="có", wording=QUOC_HIEU, size=_pt(12, 13), bold=True, italic=False,
            position="phía trên cùng, bên phải trang đầu"),
    *_rules("PL1.P1.II.1.c", "quoc_hieu",
            "Hai dòng chữ Quốc hiệu và Tiêu ngữ được trình bày cách nhau dòng đơn.",
            align=CENTER, line=_Range(1.0, 1.0, "dòng"), lines="một dòng"),
    *_rules("PL1.P1.II.1.b", "tieu_ngu",
            "Tiêu ngữ “Độc lập - Tự do - Hạnh phúc”: chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm, canh "
            "giữa dưới Quốc hiệu; giữa các cụm từ có gạch nối (-), có cách chữ; phía dưới có đường kẻ ngang, nét "
            "liền, có độ dài bằng độ dài của dòng chữ.",
            present="có", wording=TIEU_NGU, size=_BODY, bold=True, italic=False, align=CENTER,
            rule=_Range(1 - RULE_TOLERANCE, 1 + RULE_TOLERANCE, "lần"), rule_kind="đường kẻ ngang, nét liền"),
    *_rules("PL1.P1.II.2.b", "co_quan_chu_quan",
            "Tên cơ quan, tổ chức chủ quản trực tiếp: chữ in hoa, cỡ chữ từ 12 đến 13, kiểu chữ đứng.",
            case=UPPER, size=_pt(12, 13), bold=False, italic=False, align=CENTER),
    *_rules("PL1.P1.II.2.b", "co_quan",
            "Tên cơ quan, tổ chức ban hành văn bản: chữ in hoa, cỡ chữ từ 12 đến 13, kiểu chữ đứng, đậm, canh giữa "
            "dưới tên cơ quan chủ quản; phía dưới có đường kẻ ngang, nét liền, có độ dài bằng từ 1/3 đến 1/2 độ dài "
            "của dòng chữ và đặt cân đối so với dòng chữ.",
            present="có", case=UPPER, size=_pt(12, 13), bold=True, italic=False, align=CENTER, rule=_SHARE,
            rule_kind="đường kẻ ngang, nét liền"),
    *_rules("PL1.P1.II.3.c", "so_ky_hieu",
            "Từ “Số” chữ in thường, cỡ chữ 13, kiểu chữ đứng, sau có dấu hai chấm (:); số nhỏ hơn 10 ghi thêm số 0 "
            "phía trước; ký hiệu in hoa, cỡ chữ 13, kiểu chữ đứng; giữa số và ký hiệu có dấu gạch chéo (/), giữa các "
            "nhóm chữ viết tắt có dấu gạch nối (-), không cách chữ; canh giữa dưới tên cơ quan ban hành.",
            present="có", form="Số: …/BC-LHH", size=_pt(13), bold=False, italic=False, align=CENTER),
    *_rules("PL1.P1.II.3.b", "so_ky_hieu",
            "Ký hiệu gồm chữ viết tắt tên loại (Phụ lục III) và chữ viết tắt tên cơ quan; công văn không ghi tên "
            "loại.",
            code="chữ viết tắt tên loại theo Phụ lục III"),
    *_rules("PL1.P1.II.4.c", "dia_danh_ngay",
            "Địa danh và thời gian: cùng một dòng với số, ký hiệu, chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ "
            "nghiêng; sau địa danh có dấu phẩy (,); canh giữa so với Quốc hiệu và Tiêu ngữ.",
            present="có", size=_BODY, italic=True, bold=False, align=CENTER, comma="dấu phẩy sau địa danh",
            same_row="cùng một dòng với số, ký hiệu"),
    *_rules("PL1.P1.II.4.b", "dia_danh_ngay",
            "Thời gian ban hành phải được viết đầy đủ; ngày nhỏ hơn 10 và tháng 1, 2 phải ghi thêm số 0 phía trước.",
            form="Địa danh, ngày 05 tháng 01 năm 2026"),
    *_rules("PL1.P1.II.4.a", "dia_danh_ngay",
            "Địa danh là tên gọi chính thức của đơn vị hành chính nơi cơ quan ban hành văn bản đóng trụ sở.",
            abbreviation="tên gọi chính thức, không viết tắt"),
    *_rules("PL1.P1.II.5.b", "ten_loai",
            "Tên loại văn bản: canh giữa, chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            present="có", case=UPPER, size=_BODY, bold=True, italic=False, align=CENTER),
    *_rules("PL1.P1.II.5.b", "trich_yeu",
            "Trích yếu nội dung: ngay dưới tên loại, canh giữa, chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ đứng, "
            "đậm; bên dưới có đường kẻ ngang, nét liền, dài từ 1/3 đến 1/2 dòng chữ và đặt cân đối so với dòng chữ.",
            present="có", case=LOWER, size=_BODY, bold=True, italic=False, align=CENTER, rule=_SHARE,
            rule_kind="đường kẻ ngang, nét liền", prefix="không có “V/v” (chỉ công văn)"),
    *_rules("PL1.P1.II.5.b", "trich_yeu_cong_van",
            "Trích yếu công văn: sau chữ “V/v”, chữ in thường, cỡ chữ từ 12 đến 13, kiểu chữ đứng; canh giữa dưới số "
            "và ký hiệu, cách dòng 6pt với số và ký hiệu.",
            present="có", case=LOWER, size=_pt(12, 13), bold=False, italic=False, align=CENTER, gap=_pt(6),
            rule_kind="không có đường kẻ"),
    *_rules("PL1.P1.II.6.a", "can_cu",
            "Căn cứ ban hành: chữ in thường, kiểu chữ nghiêng, cỡ chữ từ 13 đến 14; sau mỗi căn cứ phải xuống dòng, "
            "cuối dòng có dấu chấm phẩy (;), dòng cuối cùng kết thúc bằng dấu chấm (.).",
            size=_BODY, italic=True, bold=False, ending=";", last_ending="."),
    *_rules("PL1.P1.II.6.đ", "phan",
            "Từ “Phần”, “Chương” và số thứ tự (La Mã): một dòng riêng, canh giữa, chữ in thường, cỡ chữ từ 13 đến 14, "
            "kiểu chữ đứng, đậm; tiêu đề ngay dưới, canh giữa, chữ in hoa, đứng, đậm.",
            size=_BODY, bold=True, italic=False, align=CENTER, number_format="chữ số La Mã", sequence="liên tục"),
    *_rules("PL1.P1.II.6.đ", "ten_phan",
            "Tiêu đề của phần, chương: ngay dưới, canh giữa, chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            case=UPPER, size=_BODY, bold=True, italic=False, align=CENTER),
    *_rules("PL1.P1.V.6b", "muc",
            "Số thứ tự (La Mã) và tiêu đề của mục: chữ in hoa, cỡ chữ 13 - 14, kiểu chữ đứng, đậm.",
            case=UPPER, size=_BODY, bold=True, italic=False, form="I. TIÊU ĐỀ", sequence="liên tục"),
    *_rules("PL1.P1.II.6.đ", "khoan",
            "Khoản: chữ số Ả Rập, sau số thứ tự có dấu chấm (.), cỡ chữ bằng cỡ chữ của phần lời văn, kiểu chữ đứng; "
            "khoản có tiêu đề thì số thứ tự và tiêu đề trên một dòng riêng, kiểu chữ đứng, đậm.",
            size=_BODY, title_bold=True, italic=False, form="1. Tiêu đề", sequence="liên tục",
            same_size="bằng cỡ chữ của phần lời văn"),
    *_rules("PL1.P1.II.6.đ", "diem",
            "Điểm: chữ cái tiếng Việt theo thứ tự bảng chữ cái, sau có dấu đóng ngoặc đơn, chữ in thường, cỡ chữ bằng "
            "cỡ chữ của phần lời văn, kiểu chữ đứng.",
            size=_BODY, italic=False, bold=False, form="a) Nội dung", sequence="a, b, c, d, đ, e, g, h, i, k…",
            same_size="bằng cỡ chữ của phần lời văn"),
    *_rules("PL1.P1.II.6.đ", "dieu",
            "Từ “Điều”, số thứ tự (Ả Rập, sau có dấu chấm) và tiêu đề: chữ in thường, cỡ chữ bằng cỡ chữ của phần lời "
            "văn, kiểu chữ đứng, đậm, lùi đầu dòng 1 cm hoặc 1,27 cm.",
            size=_BODY, bold=True, italic=False, form="Điều 1. Tiêu đề", sequence="liên tục"),
    *_rules("PL1.P1.II.6.e", "noi_dung",
            "Nội dung văn bản: chữ in thường, canh đều cả hai lề, kiểu chữ đứng; cỡ chữ từ 13 đến 14; chữ đầu dòng "
            "lùi vào 1 cm hoặc 1,27 cm; khoảng cách giữa các đoạn văn tối thiểu là 6pt; khoảng cách giữa các dòng tối "
            "thiểu là dòng đơn, tối đa là 1,5 lines.",
            size=_BODY, italic=False, bold=False, align=JUSTIFY, gap=_Range(6, None, "pt"),
            line=_Range(1.0, 1.5, "dòng")),
    *_rules("PL1.P1.II.6.e", "noi_dung",
            "Khi xuống dòng, chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm.",
            indent=_Choice((1.0, 1.27), "cm")),
    *_rules("PL1.P1.II.7.đ", "chuc_vu",
            "Quyền hạn, chức vụ của người ký: chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            present="có", case=UPPER, size=_BODY, bold=True, italic=False, align=CENTER),
    *_rules("PL1.P1.II.7.b", "chuc_vu",
            "Quyền hạn ghi bằng chữ viết tắt “TM.”, “Q.”, “KT.”, “TL.”, “TUQ.” vào trước tên tập thể hoặc chức vụ; ký "
            "thay người đứng đầu thì ghi “KT.” và chức vụ người đứng đầu, dưới là chức vụ của người ký.",
            prefix=SIGNING_PREFIXES, second_line="chức vụ của người ký ở dòng dưới"),
    *_rules("PL1.P1.II.7.đ", "ho_ten",
            "Họ và tên của người ký: chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm, canh giữa quyền hạn, "
            "chức vụ.",
            present="có", case=LOWER, size=_BODY, bold=True, italic=False, align=CENTER),
    *_rules("PL1.P1.II.7.c", "ho_ten",
            "Trước họ tên của người ký, không ghi học hàm, học vị và các danh hiệu danh dự khác.",
            title="không ghi học hàm, học vị, danh hiệu"),
    *_rules("PL1.P1.II.9.d", "kinh_gui",
            "“Kính gửi”: chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ đứng, sau có dấu hai chấm (:); gửi một nơi thì "
            "cùng dòng; từ hai nơi trở lên thì mỗi nơi một dòng riêng, đầu dòng gạch đầu dòng (-) thẳng hàng dưới dấu "
            "hai chấm, cuối dòng có dấu chấm phẩy (;), cuối dòng cuối cùng có dấu chấm (.).",
            size=_BODY, italic=False, bold=False, form="Kính gửi: …", ending=";", last_ending=".",
            aligned="thẳng hàng dưới dấu hai chấm"),
    *_rules("PL1.P1.II.9.b", "kinh_gui",
            "“Kính gửi” chỉ dùng cho Công văn, Tờ trình và Báo cáo gửi cấp trên; khi đó Nơi nhận có “Như trên”.",
            scope="Công văn, Tờ trình, Báo cáo gửi cấp trên",
            nhu_tren="“- Như trên;” ở dòng đầu Nơi nhận khi và chỉ khi có Kính gửi"),
    *_rules("PL1.P1.II.9.d", "noi_nhan",
            "Từ “Nơi nhận”: dòng riêng, sát lề trái, sau có dấu hai chấm (:), chữ in thường, cỡ chữ 12, kiểu chữ "
            "nghiêng, đậm.",
            present="có", form="Nơi nhận:", size=_pt(12), bold=True, italic=True, align=LEFT),
    *_rules("PL1.P1.II.9.d", "noi_nhan_dong",
            "Phần liệt kê nơi nhận: chữ in thường, cỡ chữ 11, kiểu chữ đứng; mỗi nơi một dòng riêng, đầu dòng có gạch "
            "đầu dòng (-) sát lề trái, cuối dòng có dấu chấm phẩy (;), dòng cuối cùng “- Lưu: VT, …” kết thúc bằng "
            "dấu chấm (.).",
            size=_pt(11), bold=False, italic=False, align=LEFT, dash="-", ending=";", last_ending=".",
            archive="- Lưu: VT, VP."),
    # III. Các thành phần thể thức khác
    *_rules("PL1.P1.III.1.b", "phu_luc",
            "Từ “Phụ lục” và số thứ tự: dòng riêng, canh giữa, chữ in thường, cỡ chữ 14, kiểu chữ đứng, đậm.",
            case=LOWER, size=_pt(14), bold=True, italic=False, align=CENTER),
    *_rules("PL1.P1.III.1.a", "phu_luc",
            "Trong văn bản phải có chỉ dẫn về Phụ lục; từ hai Phụ lục trở lên phải đánh số thứ tự bằng chữ số La Mã.",
            number_format="chữ số La Mã", sequence="liên tục từ I", mention="có chỉ dẫn trong văn bản"),
    *_rules("PL1.P1.III.1.b", "ten_phu_luc",
            "Tên Phụ lục: canh giữa, chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            case=UPPER, size=_BODY, bold=True, italic=False, align=CENTER),
    *_rules("PL1.P1.III.1.c", "kem_theo",
            "Thông tin chỉ dẫn kèm theo: canh giữa phía dưới tên Phụ lục, chữ in thường, cỡ chữ từ 13 đến 14, kiểu "
            "chữ nghiêng, gồm số, ký hiệu, thời gian ban hành và tên cơ quan ban hành.",
            present="(Kèm theo … số … ngày … tháng … năm … của …)", size=_BODY, italic=True, bold=False,
            align=CENTER),
    *_rules("PL1.P1.III.1.đ", "phu_luc",
            "Số trang của Phụ lục được đánh số riêng theo từng Phụ lục.",
            page_restart="đánh lại từ 1"),
    *_rules("PL1.P1.III.2.b", "do_khan",
            "Dấu chỉ mức độ khẩn: chữ in hoa, cỡ chữ từ 13 đến 14, đứng, đậm, trong khung hình chữ nhật viền đơn.",
            case=UPPER, size=_BODY, bold=True, italic=False),
    *_rules("PL1.P1.III.2.c", "pham_vi",
            "Chỉ dẫn về phạm vi lưu hành: khung viền đơn, chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            case=UPPER, size=_BODY, bold=True, italic=False),
    *_rules("PL1.P1.III.3", "nguoi_soan",
            "Ký hiệu người soạn thảo bằng chữ in hoa, số lượng bản bằng chữ số Ả Rập, cỡ chữ 11, kiểu chữ đứng.",
            size=_pt(11), italic=False),
    *_rules("PL1.P1.III.4", "dia_chi",
            "Địa chỉ, thư điện tử, điện thoại: trang thứ nhất, chữ in thường, cỡ chữ từ 11 đến 12, kiểu chữ đứng, "
            "dưới một đường kẻ nét liền kéo dài hết chiều ngang của vùng trình bày.",
            size=_pt(11, 12), italic=False),
    # V. Mẫu chữ
    *_rules("PL1.P1.V.cc1", "trang",
            "Cỡ chữ trong cùng một văn bản tăng, giảm phải thống nhất: Quốc hiệu 13, Tiêu ngữ 14, địa danh và ngày "
            "tháng 14 hoặc Quốc hiệu 12, Tiêu ngữ 13, địa danh và ngày tháng 13.",
            size_set=("13/14/14", "12/13/13")),
    *_rules("PL1.P1.V.cc1", "noi_dung",
            "Cỡ chữ trong cùng một văn bản tăng, giảm phải thống nhất.",
            severity="warning", same_size="thống nhất trong văn bản"),
    # Thông lệ: never an error
    *_rules("TT.ket_thuc", "ket_thuc",
            "Mẫu ở Phụ lục III kết thúc nội dung bằng “./.”.",
            severity="note", ending="./."),
    *_rules("TT.can_cu_can_le", "can_cu",
            "Căn cứ canh đều hai lề và lùi đầu dòng như lời văn.",
            severity="warning", align=JUSTIFY),
    *_rules("TT.doan_trong", "noi_dung",
            "Giãn cách bằng cỡ cách đoạn, không bằng dòng trống.",
            severity="warning", empty="không có"),
    *_rules("TT.lui_bang_dau_cach", "noi_dung",
            "Lùi đầu dòng bằng định dạng đoạn.",
            severity="warning", typed_indent="không có"),
    *_rules("TT.cap_khac", "muc",
            "Dùng các cấp mục, khoản, điểm của Nghị định.",
            severity="warning", other_level="I. / 1. / a)"),
    *_rules("TT.du_thao", "noi_dung",
            "Văn bản hoàn chỉnh không còn dấu vết dự thảo.",
            severity="warning", leftover="không còn"),
    *_rules("TT.sua_doi", "trang",
            "Văn bản hoàn chỉnh không còn nhận xét, sửa đổi theo dõi.",
            severity="warning", revision="không còn"),
    *_rules("TT.khung_dau", "trang",
            "Bảng đầu trang nằm trong vùng trình bày; các Mẫu 1.1 - 1.10 ra ngoài nhiều nhất 18 mm.",
            severity="warning", overhang=_Range(None, 18, "mm")),
    *_rules("TT.khoi_ky", "chuc_vu",
            "Khối chữ ký không đứng riêng một trang.",
            severity="warning", keep="đi liền lời văn"),
)
# fmt: on


# The sizes that go together (footnote 1 of Mục V), by the size of the body text; the writer keeps to them.
_AS_BODY = ("tieu_ngu", "dia_danh_ngay", "ten_loai", "trich_yeu", "kinh_gui", "can_cu", "noi_dung", "phan", "ten_phan")
_AS_BODY_TOO = ("muc", "khoan", "diem", "dieu", "chuc_vu", "ho_ten", "ten_phu_luc", "kem_theo", "so_trang")
_FIXED = {"so_ky_hieu": 13, "noi_nhan": 12, "noi_nhan_dong": 11, "phu_luc": 14, "nguoi_soan": 11, "dia_chi": 11}
_ONE_LESS = ("quoc_hieu", "co_quan_chu_quan", "co_quan", "trich_yeu_cong_van")
SIZE_SETS: dict[int, dict[str, int]] = {
    body: dict.fromkeys((*_AS_BODY, *_AS_BODY_TOO), body) | dict.fromkeys(_ONE_LESS, body - 1) | _FIXED
    for body in (14, 13)
}

# Annex III, mục I: the abbreviations of the 27 types of document, and of the three kinds of copy.
ABBREVIATIONS: dict[str, str] = {
    "Nghị quyết": "NQ",
    "Quyết định": "QĐ",
    "Chỉ thị": "CT",
    "Quy chế": "QC",
    "Quy định": "QyĐ",
    "Thông cáo": "TC",
    "Thông báo": "TB",
    "Hướng dẫn": "HD",
    "Chương trình": "CTr",
    "Kế hoạch": "KH",
    "Phương án": "PA",
    "Đề án": "ĐA",
    "Dự án": "DA",
    "Báo cáo": "BC",
    "Biên bản": "BB",
    "Tờ trình": "TTr",
    "Hợp đồng": "HĐ",
    "Công điện": "CĐ",
    "Bản ghi nhớ": "BGN",
    "Bản thỏa thuận": "BTT",
    "Giấy uỷ quyền": "GUQ",
    "Giấy mời": "GM",
    "Giấy giới thiệu": "GGT",
    "Giấy nghỉ phép": "GNP",
    "Phiếu gửi": "PG",
    "Phiếu chuyển": "PC",
    "Phiếu báo": "PB",
}
COPY_ABBREVIATIONS: dict[str, str] = {"Bản sao y": "SY", "Bản trích sao": "TrS", "Bản sao lục": "SL"}

# The components as people call them.
COMPONENTS: dict[str, str] = {
    "trang": "Trang giấy và phông chữ",
    "so_trang": "Số trang",
    "quoc_hieu": "Quốc hiệu",
    "tieu_ngu": "Tiêu ngữ",
    "co_quan_chu_quan": "Tên cơ quan chủ quản",
    "co_quan": "Tên cơ quan ban hành",
    "so_ky_hieu": "Số, ký hiệu",
    "dia_danh_ngay": "Địa danh và thời gian",
    "ten_loai": "Tên loại",
    "trich_yeu": "Trích yếu",
    "trich_yeu_cong_van": "Trích yếu công văn",
    "kinh_gui": "Kính gửi",
    "can_cu": "Căn cứ ban hành",
    "noi_dung": "Nội dung",
    "phan": "Phần, Chương",
    "ten_phan": "Tiêu đề phần, chương",
    "muc": "Mục",
    "khoan": "Khoản",
    "diem": "Điểm",
    "dieu": "Điều",
    "ket_thuc": "Dấu kết thúc nội dung",
    "chuc_vu": "Quyền hạn, chức vụ người ký",
    "ho_ten": "Họ tên người ký",
    "noi_nhan": "Nơi nhận",
    "noi_nhan_dong": "Danh sách nơi nhận",
    "phu_luc": "Phụ lục",
    "ten_phu_luc": "Tên phụ lục",
    "kem_theo": "Chỉ dẫn kèm theo",
    "do_khan": "Dấu chỉ mức độ khẩn",
    "pham_vi": "Chỉ dẫn phạm vi lưu hành",
    "nguoi_soan": "Ký hiệu người soạn thảo",
    "dia_chi": "Địa chỉ cơ quan",
}


@cache
def rule(component: str, prop: str) -> Rule:
    """The rule on one property of one component; `KeyError` where the decree (and practice) says nothing."""
    for found in RULES:
        if found.component == component and found.prop == prop:
            return found
    raise KeyError((component, prop))

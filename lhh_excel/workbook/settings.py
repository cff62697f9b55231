"""Every line of `Cấu hình`, declared once: label, kind, default, help.

What the decree leaves to the office is bounded by the law of a day: ask `on(day)` for the lines with their bounds,
`default(key, day)` for what stands where nothing is typed.
"""

from __future__ import annotations

import datetime as dt

from .. import law
from ..plain import replace
from .lists import BRIEF, ELECTRONIC, FULL, NO, NUMBER_COMMON, NUMBER_PER_TYPE, PAPER, YES
from .schema import Kind, Setting
from .values import Value

S, K = Setting, Kind

SETTINGS: tuple[Setting, ...] = (
    S("governing_body", "Cơ quan chủ quản", K.TEXT, "Dòng trên tên cơ quan, in hoa; không có thì để trống."),
    S("agency", "Tên cơ quan", K.TEXT, "Tên chính thức, đầy đủ của cơ quan ban hành.", required=True),
    S("short_name", "Tên gọi tắt", K.TEXT, "Tên gọi trong lời văn, ví dụ: Liên hiệp Hội.", "Liên hiệp Hội"),
    S("symbol", "Ký hiệu cơ quan", K.CODE, "Chữ viết tắt trong số ký hiệu, ví dụ: LHH.", required=True),
    S("place", "Địa danh", K.TEXT, "Tên chính thức nơi đóng trụ sở, ví dụ: Cần Thơ.", required=True),
    S("drafter", "Ký hiệu đơn vị soạn thảo", K.CODE, "In sau “Lưu: VT,”, ví dụ: VP; để trống nếu không có."),
    S(
        "archive_copies",
        "Số bản lưu",
        K.COUNT,
        "Số bản lưu, in trong ngoặc sau đơn vị soạn thảo; để trống thì không in.",
    ),
    S(
        "programme_number",
        "Chương trình (số)",
        K.CODE,
        "Số, ký hiệu của Chương trình, ví dụ: 70/CTr-LHH; không có chương trình thì để trống.",
    ),
    S("programme_date", "Chương trình (ngày)", K.DATE, "Ngày ban hành Chương trình."),
    S("programme_subject", "Chương trình (trích yếu)", K.TEXT, "Trích yếu của Chương trình."),
    S(
        "work",
        "Việc báo cáo",
        K.TEXT,
        "Báo cáo về việc gì; để trống: kết quả thực hiện Chương trình nêu trên, hoặc kết quả hoạt động.",
        since=2,
    ),
    S(
        "telling",
        "Cách kể nhiệm vụ",
        K.CHOICE,
        "gọn: chỉ kể tên việc quá hạn và việc có dấu Nêu trong báo cáo; đầy đủ (trống: đầy đủ): kể tên từng việc.",
        BRIEF,
        choices=(FULL, BRIEF),
        since=2,
    ),
    S(
        "annex_3",
        "Phụ lục III",
        K.CHOICE,
        "Có (trống: Có): kèm báo cáo bảng nêu tên đơn vị nộp đúng hạn, muộn, chưa nộp; Không: không kèm, chỉ lưu nội bộ.",
        choices=(YES, NO),
        since=2,
    ),
    S(
        "toc",
        "Mục lục",
        K.CHOICE,
        "Có: thêm mục lục dưới trích yếu của báo cáo; Không (trống: Không): báo cáo ngắn không cần.",
        choices=(YES, NO),
        since=2,
    ),
    S(
        "legal_bases",
        "Căn cứ",
        K.TEXT,
        "Mỗi căn cứ một dòng, không ghi dấu ; ở cuối; thêm dòng “Căn cứ” nếu cần.",
        several=True,
    ),
    S("period", "Kỳ báo cáo", K.CODE, "Mã của kỳ đang làm, ví dụ: 2026-H1.", required=True),
    S("as_of", "Ngày tính", K.DATE, "Ngày dùng để tính quá hạn; để trống là hôm nay."),
    S(
        "numbering",
        "Cách đánh số",
        K.CHOICE,
        "chung: một dãy số cho mọi loại; theo loại: mỗi loại một dãy.",
        NUMBER_COMMON,
        choices=(NUMBER_COMMON, NUMBER_PER_TYPE),
    ),
    S("last_number", "Số cuối đã cấp", K.COUNT, "Số lớn nhất đã cấp trong năm ở ngoài tệp này; không có thì để trống."),
    S(
        "last_number_year",
        "Năm của số cuối đã cấp",
        K.CODE,
        "Bốn chữ số, ví dụ: 2026; sang năm khác số trên hết tác dụng. Để trống là năm của kỳ báo cáo.",
    ),
    S("medium", "Hình thức văn bản", K.CHOICE, "giấy hoặc điện tử.", PAPER, choices=(PAPER, ELECTRONIC)),
    S("body_size", "Cỡ chữ nội dung", K.COUNT, "{figures}.", figure="size"),
    S("indent", "Lùi đầu dòng", K.DECIMAL, "{figures} (cm).", figure="indent_cm"),
    S("margin_top", "Lề trên", K.DECIMAL, "{figures} mm.", figure="top"),
    S("margin_bottom", "Lề dưới", K.DECIMAL, "{figures} mm.", figure="bottom"),
    S("margin_left", "Lề trái", K.DECIMAL, "{figures} mm.", figure="left"),
    S("margin_right", "Lề phải", K.DECIMAL, "{figures} mm.", figure="right"),
    S("output", "Thư mục kết xuất", K.TEXT, "Nơi ghi tệp Word; để trống là thư mục “ket-xuat” cạnh tệp này."),
)

BY_KEY: dict[str, Setting] = {setting.key: setting for setting in SETTINGS}
#: Field of `law.Layout` -> the line that holds it.
OF_LAYOUT: dict[str, str] = {setting.figure: setting.key for setting in SETTINGS if setting.figure}


def on(day: dt.date) -> tuple[Setting, ...]:
    """All lines as they hold on a day."""
    decreed = law.on(day)
    return tuple(_bounded(one, decreed.bounds(one.figure)) if one.figure else one for one in SETTINGS)


def default(key: str, day: dt.date) -> Value:
    setting = BY_KEY[key]
    return law.on(day).bounds(setting.figure).default if setting.figure else setting.default


def _bounded(setting: Setting, bounds: law.Bounds) -> Setting:
    if bounds.allowed:
        shown = " hoặc ".join(map(_shown, bounds.allowed))
        made = replace(setting, choices=bounds.allowed)
    else:
        shown = f"{_shown(bounds.low)}–{_shown(bounds.high)}"
        made = replace(setting, low=bounds.low, high=bounds.high)
    return replace(made, help=setting.help.format(figures=shown), default=bounds.default)


def _shown(value: float) -> str:
    return f"{value:g}".replace(".", ",")

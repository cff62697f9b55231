"""Every table of the master workbook, declared once. Nobody else writes a header."""

from __future__ import annotations

from collections.abc import Sequence

from ..plain import replace
from .declarations import DEFAULT, FIGURE_HEADS, Declarations, Indicator, Section, UnitKind
from .schema import Column, Kind, Table

C, K = Column, Kind

PROFILE = Table(
    "profile",
    "tblCauHinh",
    "Cấu hình",
    (
        C("item", "Mục", K.TEXT, "Tên mục cấu hình; không sửa cột này.", 30, required=True),
        C("value", "Giá trị", K.TEXT, "Giá trị của mục; để trống thì dùng giá trị mặc định.", 60),
        C("explanation", "Giải thích", K.TEXT, "Ý nghĩa của mục và cách ghi.", 70),
    ),
    ("item",),
    "Hồ sơ của cơ quan: tên, ký hiệu, địa danh, căn cứ, kỳ báo cáo, cách trình bày.",
    unique=False,
)

SIGNERS = Table(
    "signers",
    "tblNguoiKy",
    "Người ký",
    (
        C("name", "Họ tên", K.TEXT, "Họ, tên đệm, tên; không ghi học hàm, học vị (NĐ 30, PL I, II.7.c).", 26, True),
        C("position", "Chức vụ", K.TEXT, "Chức vụ lãnh đạo của người ký, ví dụ: Chủ tịch, Phó Chủ tịch.", 22, True),
        C("authority", "Thẩm quyền ký", K.TEXT, "Dòng thứ nhất, ví dụ: TM. BAN THƯỜNG TRỰC.", 28),
        C("on_behalf", "Ký thay", K.TEXT, "KT. CHỦ TỊCH khi cấp phó ký thay; người đứng đầu ký thì để trống.", 20),
        C(
            "default",
            "Mặc định",
            K.CHOICE,
            "Có: người ký khi lệnh không nêu tên khác. Chỉ một người.",
            12,
            choices="yes_no",
        ),
    ),
    ("name",),
    "Những người được ký văn bản và dòng thẩm quyền của họ.",
)

PERIODS = Table(
    "periods",
    "tblKy",
    "Kỳ báo cáo",
    (
        C("code", "Mã kỳ", K.CODE, "2026-H1, 2026-H2, 2026, 2026-Q1 hoặc 2026-DX1 (đột xuất).", 12, True),
        C("name", "Tên kỳ", K.TEXT, "Tên in trong báo cáo, ví dụ: 6 tháng đầu năm 2026.", 28, True),
        C("start", "Từ ngày", K.DATE, "Ngày đầu của kỳ (dd/mm/yyyy).", 13, True),
        C("end", "Đến ngày", K.DATE, "Ngày chốt số liệu của kỳ (dd/mm/yyyy).", 13, True),
        C(
            "unit_due",
            "Hạn đơn vị nộp",
            K.DATE,
            "Ngày cuối các đơn vị nộp báo cáo; nộp sau ngày này là muộn.",
            16,
            True,
        ),
        C("upward_due", "Hạn gửi cấp trên", K.DATE, "Ngày cuối phải gửi báo cáo lên cấp trên.", 16),
        C("lock_on", "Ngày khóa", K.DATE, "Chỉ để nhắc: ngày dự kiến khóa kỳ. Khóa thật là cột Trạng thái.", 13),
        C("state", "Trạng thái", K.CHOICE, "Mở: còn nhập; Khóa: không sửa nữa.", 12, True, choices="period_state"),
    ),
    ("code",),
    "Các kỳ báo cáo; ngày tháng là số liệu do người dùng ghi, chương trình không tự tính.",
)

UNITS = Table(
    "units",
    "tblDonVi",
    "Đơn vị",
    (
        C("code", "Mã đơn vị", K.CODE, "Mã riêng của đơn vị, ví dụ H01, TT01; không đổi qua các kỳ.", 12, True),
        C("name", "Tên đơn vị", K.TEXT, "Tên đầy đủ như in trong báo cáo.", 36, True),
        C("short", "Tên viết tắt", K.TEXT, "Tên gọi ngắn, nếu có.", 16),
        C("kind", "Loại", K.CHOICE, "Một loại của trang Loại đơn vị.", 18, True, choices="unit_kind"),
        C("head", "Người đứng đầu", K.TEXT, "Họ tên người đứng đầu.", 22),
        C("head_position", "Chức vụ", K.TEXT, "Chức vụ của người đứng đầu.", 16),
        C("phone", "Điện thoại", K.PHONE, "Số điện thoại, ghi dạng chữ để giữ số 0 đầu.", 15),
        C("email", "Email", K.EMAIL, "Địa chỉ thư để gửi phiếu thu thập.", 26),
        C("decision", "Số quyết định", K.TEXT, "Quyết định thành lập.", 18),
        C("founded", "Ngày thành lập", K.DATE, "dd/mm/yyyy.", 14),
        C("term", "Nhiệm kỳ", K.TEXT, "Ví dụ 2023-2028.", 12),
        C("joined", "Ngày gia nhập", K.DATE, "Từ ngày này đơn vị phải báo cáo.", 14, True),
        C("left", "Ngày rời", K.DATE, "Ngày thôi là thành viên; còn là thành viên thì để trống.", 13),
        C(
            "successor",
            "Đơn vị kế thừa",
            K.REF,
            "Đơn vị nhận sáp nhập, báo cáo thay: chọn trong danh sách.",
            26,
            ref="units",
        ),
        C("note", "Ghi chú", K.TEXT, "Ghi chú của văn thư.", 24),
    ),
    ("code",),
    "Các hội thành viên và đơn vị trực thuộc.",
)

TASKS = Table(
    "tasks",
    "tblNhiemVu",
    "Nhiệm vụ",
    (
        C("code", "Mã nhiệm vụ", K.CODE, "Mã riêng, ví dụ NV-001.", 12, True),
        C("programme", "Chương trình", K.TEXT, "Văn bản giao nhiệm vụ, ví dụ 70/CTr-LHH.", 16),
        C("group", "Nhóm nhiệm vụ", K.CHOICE, "Một nhóm nhiệm vụ của Đề cương.", 26, True, choices="task_group"),
        C("content", "Nội dung", K.TEXT, "Việc phải làm, một câu.", 46, True),
        C(
            "lead",
            "Đơn vị chủ trì",
            K.REF,
            "Đơn vị chịu trách nhiệm chính: chọn trong danh sách, hoặc gõ mã.",
            28,
            True,
            ref="units",
        ),
        C("partners", "Đơn vị phối hợp", K.REFS, "Mã các đơn vị phối hợp, cách nhau bằng dấu ;", 16, ref="units"),
        C("person", "Người phụ trách", K.TEXT, "Họ tên người phụ trách.", 20),
        C("assigned", "Ngày giao", K.DATE, "dd/mm/yyyy.", 13, True),
        C("due", "Hạn hoàn thành", K.DATE, "dd/mm/yyyy; không trước Ngày giao.", 14, True),
        C("state", "Trạng thái", K.CHOICE, "Tình trạng hiện nay.", 15, True, choices="task_state"),
        C("progress", "Tiến độ (%)", K.PERCENT, "Số từ 0 đến 100 (ghi 50, không ghi 0,5).", 11),
        C("done_on", "Ngày hoàn thành", K.DATE, "Bắt buộc khi Trạng thái là Hoàn thành.", 14),
        C("result", "Kết quả", K.TEXT, "Kết quả cụ thể, in vào báo cáo.", 36),
        C("evidence", "Minh chứng", K.TEXT, "Số văn bản, đường dẫn hoặc nơi lưu minh chứng.", 22),
        C("difficulty", "Khó khăn vướng mắc", K.TEXT, "Khó khăn, nếu có.", 28),
        C("note", "Ghi chú", K.TEXT, "Ghi chú của văn thư.", 20),
        C(
            "told",
            "Nêu trong báo cáo",
            K.CHOICE,
            "Có: kể tên trong báo cáo; Không: không kể, cả khi quá hạn; trống: theo Cách kể nhiệm vụ ở Cấu hình.",
            14,
            choices="yes_no",
            since=2,
        ),
    ),
    ("code",),
    "Nhiệm vụ của Chương trình và tình trạng hiện nay.",
)

PROGRESS = Table(
    "progress",
    "tblTienDo",
    "Tiến độ",
    (
        C("period", "Mã kỳ", K.REF, "Kỳ báo cáo.", 12, True, ref="periods"),
        C("task", "Mã nhiệm vụ", K.REF, "Nhiệm vụ: chọn trong danh sách, hoặc gõ mã.", 34, True, ref="tasks"),
        C(
            "unit",
            "Mã đơn vị",
            K.REF,
            "Đơn vị báo cáo nhiệm vụ này: chọn trong danh sách, hoặc gõ mã.",
            26,
            True,
            ref="units",
        ),
        C("state", "Trạng thái", K.CHOICE, "Tình trạng vào ngày cuối kỳ.", 15, True, choices="task_state"),
        C("progress", "Tiến độ (%)", K.PERCENT, "Số từ 0 đến 100.", 11),
        C("result", "Kết quả", K.TEXT, "Kết quả trong kỳ.", 36),
        C("evidence", "Minh chứng", K.TEXT, "Minh chứng.", 22),
        C("difficulty", "Khó khăn vướng mắc", K.TEXT, "Khó khăn, nếu có.", 28),
    ),
    ("period", "task", "unit"),
    "Tình trạng của nhiệm vụ vào cuối mỗi kỳ, mỗi kỳ, nhiệm vụ và đơn vị một dòng.",
)


#: What the help of every figure says, after what it counts.
FIGURE_HELP_REST = " Không có: ghi 0; chưa có số liệu: để trống."


def figures_table(declared: Declarations) -> Table:
    """Số liệu with a column for each indicator: its key, its name as header, its other names as headers of before."""
    return Table(
        "figures",
        "tblSoLieu",
        "Số liệu",
        (
            C("period", FIGURE_HEADS["period"], K.REF, "Kỳ báo cáo.", 12, True, ref="periods"),
            C(
                "unit",
                FIGURE_HEADS["unit"],
                K.REF,
                "Đơn vị báo cáo: chọn trong danh sách, hoặc gõ mã.",
                30,
                True,
                ref="units",
            ),
            C("received", FIGURE_HEADS["received"], K.DATE, "Ngày văn phòng nhận; để trống là chưa báo cáo.", 14),
            *[_figure(each) for each in declared.indicators],
            C("note", FIGURE_HEADS["note"], K.TEXT, "Giải trình khi số liệu khác thường.", 26),
        ),
        ("period", "unit"),
        "Số liệu hoạt động, mỗi kỳ và đơn vị một dòng.",
    )


def _figure(indicator: Indicator) -> Column:
    if indicator.money:
        return C(indicator.key, indicator.name, K.DECIMAL, indicator.meaning, 14, aliases=indicator.aliases)
    help_ = indicator.meaning + FIGURE_HELP_REST
    return C(indicator.key, indicator.name, K.COUNT, help_, 11, aliases=indicator.aliases)


#: As the default rows declare it; a workbook's own is `book["figures"].schema`.
FIGURES = figures_table(DEFAULT)

TEXTS = Table(
    "texts",
    "tblNoiDung",
    "Nội dung",
    (
        C("period", "Mã kỳ", K.REF, "Kỳ báo cáo.", 12, True, ref="periods"),
        C("section", "Mục", K.CHOICE, "Mục của Đề cương mà đoạn văn thuộc về.", 28, True, choices="section"),
        C("order", "Thứ tự", K.COUNT, "Thứ tự các đoạn trong một mục: 1, 2, 3…", 9),
        C("content", "Nội dung", K.TEXT, "Một đoạn văn, in nguyên văn vào báo cáo.", 100, True),
        C(
            "unit",
            "Mã đơn vị",
            K.REF,
            "Đơn vị viết đoạn này (Nhập phiếu ghi vào); để trống: lời của Văn phòng.",
            26,
            ref="units",
            since=2,
        ),
        C(
            "printed",
            "Đưa vào báo cáo",
            K.CHOICE,
            "Có: in vào báo cáo; Không: giữ lại. Trống: lời của Văn phòng thì in, lời của đơn vị thì chưa in, chờ chọn.",
            12,
            choices="yes_no",
            since=2,
        ),
    ),
    ("period", "section", "order"),
    "Phần lời do người viết: kết quả nổi bật, đánh giá, phương hướng, kiến nghị. Lời của đơn vị chỉ in khi chọn Có.",
    unique=False,
)

RECIPIENTS = Table(
    "recipients",
    "tblNoiNhan",
    "Nơi nhận",
    (
        C(
            "document_type",
            "Loại văn bản",
            K.CHOICE,
            "Loại văn bản dùng nơi nhận này.",
            16,
            True,
            choices="document_type",
        ),
        C("role", "Vai trò", K.CHOICE, "Kính gửi, Nơi nhận hoặc Lưu.", 14, True, choices="role"),
        C("order", "Thứ tự", K.COUNT, "Thứ tự in: 1, 2, 3…", 9),
        C("name", "Tên nơi nhận", K.TEXT, "Tên như in trong văn bản, không ghi dấu - ở đầu và ; ở cuối.", 60, True),
    ),
    ("document_type", "role", "name"),
    "Nơi nhận của từng loại văn bản.",
)

REGISTER = Table(
    "register",
    "tblVanBanDi",
    "Văn bản đi",
    (
        C("symbol", "Số, ký hiệu", K.CODE, "Ví dụ 05/BC-LHH.", 16, True),
        C("date", "Ngày tháng văn bản", K.DATE, "Ngày ban hành.", 14),
        C("subject", "Tên loại và trích yếu", K.TEXT, "Tên loại và trích yếu nội dung.", 50),
        C("signer", "Người ký", K.TEXT, "Họ tên người ký.", 22),
        C("recipients", "Nơi nhận văn bản", K.TEXT, "Nơi nhận.", 36),
        C("archive", "Đơn vị, người nhận bản lưu", K.TEXT, "Nơi giữ bản lưu.", 20),
        C("copies", "Số lượng bản", K.COUNT, "Số bản phát hành.", 10),
        C("sent_on", "Ngày chuyển", K.DATE, "Ngày chuyển văn bản đi.", 13),
        C("received_by", "Ký nhận", K.TEXT, "Ký nhận.", 12),
        C("note", "Ghi chú", K.TEXT, "Ghi chú; giải thích số bị khuyết trong năm.", 26),
        C("file", "Tệp", K.LINK, "Tên tệp Word đã phát hành.", 28),
        C("signed_copy", "Bản đã ký", K.LINK, "Đường dẫn tới bản quét hoặc bản ký số.", 28),
        C("state", "Trạng thái", K.CHOICE, "Đã cấp, Chưa hoàn tất, Bị thay thế.", 15, choices="register_state"),
    ),
    ("symbol",),
    "Sổ đăng ký văn bản đi: mười cột theo Phụ lục IV Nghị định 30/2020/NĐ-CP.",
    unique=False,  # numbers begin again each year: rule CH checks them within a year
)

FINDINGS = Table(
    "findings",
    "tblKiemTra",
    "Kiểm tra",
    (
        C(
            "severity",
            "Mức",
            K.CHOICE,
            "LỖI phải sửa trước khi trình ký; CẢNH BÁO xem lại; GỢI Ý tùy ý.",
            12,
            choices="severity",
        ),
        C("code", "Mã", K.CODE, "Mã quy tắc; giải thích trong hướng dẫn.", 8),
        C("sheet", "Trang tính", K.TEXT, "Trang tính có ô cần xem.", 12),
        C("cell", "Ô", K.LINK, "Bấm để tới ô.", 7),
        C("column", "Cột", K.TEXT, "Tiêu đề cột.", 17),
        C("record", "Bản ghi", K.TEXT, "Mã của dòng.", 18),
        C("value", "Giá trị", K.TEXT, "Giá trị đang có.", 18),
        C("message", "Vấn đề", K.TEXT, "Điều chưa đúng.", 56),
        C("fix", "Cách sửa", K.TEXT, "Việc cần làm.", 50),
        C("source", "Căn cứ", K.TEXT, "Điều khoản hoặc quy tắc.", 28),
        C(
            "answer",
            "Giải trình",
            K.TEXT,
            "Vì sao để nguyên một cảnh báo, gợi ý; lần kiểm tra sau giữ lời ấy và không đếm dòng này. Lỗi thì phải sửa.",
            30,
            since=2,
        ),
    ),
    ("sheet", "cell", "code"),
    "Kết quả lần kiểm tra gần nhất; chương trình ghi, chỉ gõ vào cột Giải trình.",
    unique=False,
    entered=False,
)

JOURNAL = Table(
    "journal",
    "tblNhatKy",
    "Nhật ký",
    (
        C("at", "Lúc", K.DATETIME, "Thời điểm.", 18),
        C("action", "Thao tác", K.TEXT, "Việc đã làm.", 22),
        C("file", "Tệp", K.TEXT, "Tệp liên quan.", 28),
        C("unit", "Đơn vị", K.CODE, "Mã đơn vị.", 11),
        C("table", "Bảng", K.TEXT, "Bảng bị thay đổi.", 14),
        C("record", "Bản ghi", K.TEXT, "Mã của dòng.", 18),
        C("column", "Cột", K.TEXT, "Cột bị thay đổi.", 20),
        C("old", "Cũ", K.TEXT, "Giá trị trước.", 24),
        C("new", "Mới", K.TEXT, "Giá trị sau.", 24),
    ),
    ("at", "record", "column"),
    "Ai báo cáo gì, lúc nào; chương trình ghi.",
    unique=False,
    entered=False,
)

FROZEN = Table(
    "frozen",
    "tblChot",
    "Chốt số liệu",
    (
        C("period", "Mã kỳ", K.CODE, "Kỳ báo cáo.", 12),
        C("table", "Bảng", K.TEXT, "Bảng.", 14),
        C("record", "Khóa", K.TEXT, "Mã của dòng.", 22),
        C("column", "Cột", K.TEXT, "Cột.", 22),
        C("value", "Giá trị", K.TEXT, "Giá trị lúc chốt.", 24),
        C("at", "Lúc", K.DATETIME, "Thời điểm chốt.", 18),
    ),
    ("period", "table", "record", "column"),
    "Giá trị lúc khóa kỳ hoặc trình ký; chương trình ghi.",
    unique=False,
    entered=False,
    hidden=True,
)

INDICATORS = Table(
    "indicators",
    "tblChiTieu",
    "Chỉ tiêu",
    (
        C(
            "name",
            "Chỉ tiêu",
            K.TEXT,
            "Tên chỉ tiêu, đúng như tiêu đề cột ở trang Số liệu và dòng trong phiếu.",
            26,
            True,
        ),
        C("meaning", "Ý nghĩa", K.TEXT, "Chỉ tiêu đếm cái gì; in thành ghi chú của cột và của dòng trong phiếu.", 40),
        C("number_kind", "Kiểu số", K.CHOICE, "số đếm (trống: số đếm) hoặc số tiền.", 11, choices="number_kind"),
        C(
            "measure",
            "Cách tính",
            K.CHOICE,
            "phát sinh: cả năm là tổng các kỳ; đầu kỳ, cuối kỳ: cả năm lấy số của kỳ đầu, kỳ cuối.",
            12,
            True,
            choices="measure",
        ),
        C("section", "Mục", K.TEXT, "Mục của Đề cương nơi báo cáo nêu chỉ tiêu này.", 30, True, names="outline"),
        C("noun", "Danh từ", K.TEXT, "Danh từ đi sau con số, ví dụ: hội thảo (“03 hội thảo”).", 18, True),
        C(
            "sentence",
            "Câu trong báo cáo",
            K.TEXT,
            "Trống: câu mặc định; –: không nêu. {số}, {phạm vi}, {so sánh}, {so kỳ trước}, {kế hoạch}, "
            "{tên chỉ tiêu khác}, {tỷ lệ} (số ngay trước nó chia cho {số}); phần trong [ ] chỉ in khi mọi số trong đó "
            "đều có.",
            70,
        ),
        C(
            "preview",
            "Xem trước",
            K.TEXT,
            "Câu với số liệu kỳ này; Kiểm tra dữ liệu ghi vào đây, không gõ.",
            70,
            lines=2,
        ),
        C("leads", "Số chính ở mục", K.TEXT, "Mục loại Số chính mà nó là con số chính.", 16, names="outline"),
        C("source", "Nguồn", K.TEXT, "Nêu sau số chính, ví dụ: theo báo cáo của các hội.", 22),
        C(
            "carries",
            "Nối từ",
            K.TEXT,
            "Chỉ tiêu mà số kỳ trước chuyển sang, ví dụ số đầu kỳ nối từ số cuối kỳ.",
            20,
            names="indicators",
        ),
        C("equals", "Bằng", K.TEXT, "Phải bằng: chỉ tiêu + chỉ tiêu − chỉ tiêu.", 36),
        C("at_most", "Không lớn hơn", K.TEXT, "Không lớn hơn một chỉ tiêu, hoặc tổng: chỉ tiêu + chỉ tiêu.", 28),
        C(
            "goes_with",
            "Đi cùng",
            K.TEXT,
            "Chỉ có khi chỉ tiêu này có, và ngược lại; ví dụ lượt người đi cùng hội thảo.",
            18,
        ),
        C(
            "jump",
            "Ngưỡng biến động",
            K.DECIMAL,
            "Mức tăng, giảm ít nhất so với cùng kỳ để hỏi lại, ngoài mức 50 %; trống: 5.",
            12,
        ),
        C(
            "annex",
            "Bảng Phụ lục I",
            K.TEXT,
            "Bảng của Phụ lục I có cột này; trống: không in ở đó.",
            14,
            names="outline",
        ),
        C("asked", "Vào phiếu", K.CHOICE, "Có (trống: Có): hỏi đơn vị trong phiếu thu thập.", 11, choices="yes_no"),
        C("aliases", "Tên khác", K.TEXT, "Tên cũ, tên ở cơ quan khác, cách nhau bằng dấu ;", 24),
    ),
    ("name",),
    "Các chỉ tiêu của cơ quan: mỗi dòng là một cột của trang Số liệu, một dòng của phiếu, một câu của báo cáo.",
)

OUTLINE = Table(
    "outline",
    "tblDeCuong",
    "Đề cương",
    (
        C("name", "Mục", K.TEXT, "Tên mục trong danh sách chọn ở Nội dung, Nhiệm vụ và Chỉ tiêu.", 34, True),
        C("level", "Cấp", K.CHOICE, "Phần (I, II…), Mục (1, 2…) hoặc Bảng Phụ lục I.", 15, True, choices="level"),
        C(
            "title",
            "Tiêu đề",
            K.TEXT,
            "Tiêu đề in trong báo cáo, không ghi số; có thể dùng {kỳ này}, {kỳ tiếp}.",
            60,
            True,
        ),
        C(
            "kind",
            "Loại mục",
            K.CHOICE,
            "Điều chương trình tự kể trong mục; mục nào cũng nhận được lời văn và chỉ tiêu.",
            24,
            True,
            choices="section_kind",
        ),
        C("writer", "Người viết", K.CHOICE, "Ai viết lời văn của mục; trống: không ai.", 20, choices="writer"),
        C("required", "Bắt buộc", K.CHOICE, "Có: mục phải có lời văn mới trình ký được.", 11, choices="yes_no"),
        C("aliases", "Tên khác", K.TEXT, "Tên cũ của mục, cách nhau bằng dấu ;", 24),
    ),
    ("name",),
    "Đề cương của báo cáo, theo thứ tự in; số phần, số mục do chương trình đánh.",
)

KINDS = Table(
    "kinds",
    "tblLoaiDonVi",
    "Loại đơn vị",
    (
        C("name", "Loại", K.TEXT, "Tên loại trong danh sách chọn ở trang Đơn vị.", 26, True),
        C("noun", "Trong câu", K.TEXT, "Cách gọi giữa câu, ví dụ: hội thành viên; trống: như tên loại.", 26),
        C(
            "reports",
            "Phải báo cáo",
            K.CHOICE,
            "Không: không nhận phiếu, không bị tính, bị nhắc; ví dụ bộ phận cơ quan. Trống: Có.",
            14,
            choices="yes_no",
        ),
        C("aliases", "Tên khác", K.TEXT, "Tên cũ, tên ở cơ quan khác, cách nhau bằng dấu ;", 24),
    ),
    ("name",),
    "Các loại đơn vị của cơ quan.",
)

TARGETS = Table(
    "targets",
    "tblKeHoach",
    "Kế hoạch",
    (
        C("period", "Mã kỳ", K.CODE, "Năm (2026) hoặc mã kỳ mà kế hoạch được giao.", 12, True),
        C("indicator", "Chỉ tiêu", K.TEXT, "Tên chỉ tiêu ở trang Chỉ tiêu.", 28, True, names="indicators"),
        C("unit", "Mã đơn vị", K.REF, "Trống: kế hoạch chung của toàn cơ quan.", 28, ref="units"),
        C("value", "Giá trị", K.DECIMAL, "Con số kế hoạch.", 14, True),
    ),
    ("period", "indicator", "unit"),
    "Kế hoạch được giao theo năm hoặc kỳ; báo cáo nêu “đạt … % kế hoạch”.",
)

#: In which the office declares its report; a workbook of before has none of them, and the default rows stand for them.
DECLARING: tuple[Table, ...] = (INDICATORS, OUTLINE, KINDS, TARGETS)
#: Those of them that make no sense without a record: plans are as the office likes.
NEEDS_DECLARING = tuple(table.key for table in (INDICATORS, OUTLINE, KINDS))


def _with_lists(table: Table, declared: Declarations) -> Table:
    """The table with the values of the lists that the office declares."""
    lists: dict[str, Sequence[Section | UnitKind]] = {
        "unit_kind": declared.kinds,
        "task_group": declared.groups,
        "section": declared.sections,
    }
    columns = []
    for column in table.columns:
        if (named := lists.get(column.choices)) is not None:
            also = tuple(other for each in named for other in each.aliases)
            columns.append(replace(column, allowed=tuple(each.name for each in named), also=also))
        else:
            columns.append(column)
    return replace(table, columns=tuple(columns))


UNITS, TASKS, TEXTS = (_with_lists(table, DEFAULT) for table in (UNITS, TASKS, TEXTS))

TABLES: tuple[Table, ...] = (
    PROFILE,
    SIGNERS,
    PERIODS,
    UNITS,
    TASKS,
    PROGRESS,
    FIGURES,
    TEXTS,
    RECIPIENTS,
    REGISTER,
    FINDINGS,
    JOURNAL,
    FROZEN,
    *DECLARING,
)

BY_KEY: dict[str, Table] = {table.key: table for table in TABLES}
BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}


def schemas_of(declared: Declarations) -> dict[str, Table]:
    """Key -> table as a book with these declarations has it: its figures, and its lists behind Loại, Nhóm, Mục."""
    own = {table.key: _with_lists(table, declared) for table in (UNITS, TASKS, TEXTS)}
    return BY_KEY | own | {"figures": figures_table(declared)}


OF_A_PERIOD: tuple[Table, ...] = tuple(
    table for table in TABLES if table.entered and "period" in table.by_key and table not in DECLARING
)

#: Version of the sheets' shape, kept in a workbook as the constant LHH_PhienBan.
SCHEMA_VERSION, VERSION_NAME = 2, "LHH_PhienBan"


def is_newer(version: str) -> bool:
    """Whether a workbook's version is of a later program than this."""
    return version.isdecimal() and (len(version) > 9 or int(version) > SCHEMA_VERSION)


#: Kept likewise in a workbook whose sheets know labels (LHH_Nhan = 1): an upgraded one has its formulas of before.
LABELS_NAME = "LHH_Nhan"

#: A workbook's own number, kept likewise, by which it knows its forms; the workbooks that are shipped have none.
IDENTITY_NAME = "LHH_MaSo"

#: Sheets without a table of the schema; order of the built workbook in SHEET_ORDER.
HOME_SHEET, LISTS_SHEET, CONFIG_SHEET = "Trang chủ", "Danh mục", "xlwings.conf"
SHEET_ORDER: tuple[str, ...] = (HOME_SHEET, *(t.sheet for t in TABLES), LISTS_SHEET, CONFIG_SHEET)

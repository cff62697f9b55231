"""Annex I, Mục II: the main components, and the rows of the table in Mục V that add to them."""

from __future__ import annotations

from .names import CENTER, JUSTIFY, LEFT, LOWER, QUOC_HIEU, RULE_TOLERANCE, SIGNING_PREFIXES, TIEU_NGU, UPPER
from .rule import BODY_SIZE, SHARE, Choice, Range, Rule, pt, rules

# fmt: off
MAIN_PARTS: tuple[Rule, ...] = (
    # II. Các thành phần thể thức chính
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
            present="có", wording=TIEU_NGU, size=BODY_SIZE, bold=True, italic=False, align=CENTER,
            rule=Range(1 - RULE_TOLERANCE, 1 + RULE_TOLERANCE, "lần"), rule_kind="đường kẻ ngang, nét liền"),
    *rules("PL1.P1.II.2.b", "co_quan_chu_quan",
            "Tên cơ quan, tổ chức chủ quản trực tiếp: chữ in hoa, cỡ chữ từ 12 đến 13, kiểu chữ đứng.",
            case=UPPER, size=pt(12, 13), bold=False, italic=False, align=CENTER),
    *rules("PL1.P1.II.2.b", "co_quan",
            "Tên cơ quan, tổ chức ban hành văn bản: chữ in hoa, cỡ chữ từ 12 đến 13, kiểu chữ đứng, đậm, canh giữa "
            "dưới tên cơ quan chủ quản; phía dưới có đường kẻ ngang, nét liền, có độ dài bằng từ 1/3 đến 1/2 độ dài "
            "của dòng chữ và đặt cân đối so với dòng chữ.",
            present="có", case=UPPER, size=pt(12, 13), bold=True, italic=False, align=CENTER, rule=SHARE,
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
            present="có", size=BODY_SIZE, italic=True, bold=False, align=CENTER, comma="dấu phẩy sau địa danh",
            same_row="cùng một dòng với số, ký hiệu", place_case="các chữ cái đầu của địa danh viết hoa"),
    *rules("PL1.P1.II.4.b", "dia_danh_ngay",
            "Thời gian ban hành phải được viết đầy đủ; ngày nhỏ hơn 10 và tháng 1, 2 phải ghi thêm số 0 phía trước.",
            form="Địa danh, ngày 05 tháng 01 năm 2026"),
    *rules("PL1.P1.II.4.a", "dia_danh_ngay",
            "Địa danh là tên gọi chính thức của đơn vị hành chính nơi cơ quan ban hành văn bản đóng trụ sở.",
            abbreviation="tên gọi chính thức, không viết tắt"),
    *rules("PL1.P1.II.5.b", "ten_loai",
            "Tên loại văn bản: canh giữa, chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            present="có", case=UPPER, size=BODY_SIZE, bold=True, italic=False, align=CENTER),
    *rules("PL1.P1.II.5.b", "trich_yeu",
            "Trích yếu nội dung: ngay dưới tên loại, canh giữa, chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ đứng, "
            "đậm; bên dưới có đường kẻ ngang, nét liền, dài từ 1/3 đến 1/2 dòng chữ và đặt cân đối so với dòng chữ.",
            present="có", case=LOWER, size=BODY_SIZE, bold=True, italic=False, align=CENTER, rule=SHARE,
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
            size=BODY_SIZE, italic=True, bold=False, ending=";", last_ending="."),
    *rules("PL1.P1.II.6.a", "can_cu",
            "Căn cứ được ghi đầy đủ tên loại, số, ký hiệu, cơ quan ban hành, ngày tháng năm và trích yếu (Luật, Pháp "
            "lệnh không ghi số, ký hiệu, cơ quan ban hành).",
            severity="note", citation="đủ tên loại, số, ký hiệu, cơ quan ban hành, ngày tháng năm"),
    *rules("PL1.P1.II.6.đ", "phan",
            "Từ “Phần”, “Chương” và số thứ tự (La Mã): một dòng riêng, canh giữa, chữ in thường, cỡ chữ từ 13 đến 14, "
            "kiểu chữ đứng, đậm; tiêu đề ngay dưới, canh giữa, chữ in hoa, đứng, đậm.",
            size=BODY_SIZE, bold=True, italic=False, align=CENTER, number_format="chữ số La Mã", sequence="liên tục"),
    *rules("PL1.P1.II.6.đ", "ten_phan",
            "Tiêu đề của phần, chương: ngay dưới, canh giữa, chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            case=UPPER, size=BODY_SIZE, bold=True, italic=False, align=CENTER),
    *rules("PL1.P1.II.6.đ", "muc_chuong",
            "Từ “Mục”, “Tiểu mục” và số thứ tự (Ả Rập): một dòng riêng, canh giữa, chữ in thường, cỡ chữ từ 13 đến 14, "
            "kiểu chữ đứng, đậm; tiêu đề ngay dưới, canh giữa, chữ in hoa, đứng, đậm.",
            size=BODY_SIZE, bold=True, italic=False, align=CENTER, number_format="chữ số Ả Rập",
            sequence="liên tục"),
    *rules("PL1.P1.V.6b", "muc",
            "Số thứ tự (La Mã) và tiêu đề của mục: chữ in hoa, cỡ chữ 13 - 14, kiểu chữ đứng, đậm.",
            case=UPPER, size=BODY_SIZE, bold=True, italic=False, form="I. TIÊU ĐỀ", sequence="liên tục"),
    *rules("PL1.P1.II.6.đ", "khoan",
            "Khoản: chữ số Ả Rập, sau số thứ tự có dấu chấm (.), cỡ chữ bằng cỡ chữ của phần lời văn, kiểu chữ đứng; "
            "khoản có tiêu đề thì số thứ tự và tiêu đề trên một dòng riêng, kiểu chữ đứng, đậm.",
            size=BODY_SIZE, title_bold=True, italic=False, form="1. Tiêu đề", sequence="liên tục",
            same_size="bằng cỡ chữ của phần lời văn"),
    *rules("PL1.P1.II.6.đ", "diem",
            "Điểm: chữ cái tiếng Việt theo thứ tự bảng chữ cái, sau có dấu đóng ngoặc đơn, chữ in thường, cỡ chữ bằng "
            "cỡ chữ của phần lời văn, kiểu chữ đứng.",
            size=BODY_SIZE, italic=False, bold=False, form="a) Nội dung", sequence="a, b, c, d, đ, e, g, h, i, k…",
            same_size="bằng cỡ chữ của phần lời văn"),
    *rules("PL1.P1.II.6.đ", "dieu",
            "Từ “Điều”, số thứ tự (Ả Rập, sau có dấu chấm) và tiêu đề: chữ in thường, cỡ chữ bằng cỡ chữ của phần lời "
            "văn, kiểu chữ đứng, đậm, lùi đầu dòng 1 cm hoặc 1,27 cm.",
            size=BODY_SIZE, bold=True, italic=False, form="Điều 1. Tiêu đề", sequence="liên tục"),
    *rules("PL1.P1.II.6.e", "noi_dung",
            "Nội dung văn bản: chữ in thường, canh đều cả hai lề, kiểu chữ đứng; cỡ chữ từ 13 đến 14; chữ đầu dòng "
            "lùi vào 1 cm hoặc 1,27 cm; khoảng cách giữa các đoạn văn tối thiểu là 6pt; khoảng cách giữa các dòng tối "
            "thiểu là dòng đơn, tối đa là 1,5 lines.",
            size=BODY_SIZE, italic=False, bold=False, align=JUSTIFY, gap=Range(6, None, "pt"),
            line=Range(1.0, 1.5, "dòng")),
    *rules("PL1.P1.II.6.e", "noi_dung",
            "Khi xuống dòng, chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm.",
            indent=Choice((1.0, 1.27), "cm")),
    *rules("PL1.P1.II.7.đ", "chuc_vu",
            "Quyền hạn, chức vụ của người ký: chữ in hoa, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm.",
            present="có", case=UPPER, size=BODY_SIZE, bold=True, italic=False, align=CENTER),
    *rules("PL1.P1.II.7.b", "chuc_vu",
            "Quyền hạn ghi bằng chữ viết tắt “TM.”, “Q.”, “KT.”, “TL.”, “TUQ.” vào trước tên tập thể hoặc chức vụ; ký "
            "thay người đứng đầu thì ghi “KT.” và chức vụ người đứng đầu, dưới là chức vụ của người ký.",
            prefix=SIGNING_PREFIXES, second_line="chức vụ của người ký ở dòng dưới"),
    *rules("PL1.P1.II.7.đ", "ho_ten",
            "Họ và tên của người ký: chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ đứng, đậm, canh giữa quyền hạn, "
            "chức vụ.",
            present="có", case=LOWER, size=BODY_SIZE, bold=True, italic=False, align=CENTER),
    *rules("PL1.P1.II.7.c", "ho_ten",
            "Trước họ tên của người ký, không ghi học hàm, học vị và các danh hiệu danh dự khác.",
            title="không ghi học hàm, học vị, danh hiệu"),
    *rules("PL1.P1.II.9.d", "kinh_gui",
            "“Kính gửi”: chữ in thường, cỡ chữ từ 13 đến 14, kiểu chữ đứng, sau có dấu hai chấm (:); gửi một nơi thì "
            "cùng dòng; từ hai nơi trở lên thì mỗi nơi một dòng riêng, đầu dòng gạch đầu dòng (-) thẳng hàng dưới dấu "
            "hai chấm, cuối dòng có dấu chấm phẩy (;), cuối dòng cuối cùng có dấu chấm (.).",
            size=BODY_SIZE, italic=False, bold=False, form="Kính gửi: …", ending=";", last_ending=".",
            aligned="thẳng hàng dưới dấu hai chấm"),
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
)
# fmt: on

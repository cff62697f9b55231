"""What a template of the report may name: the shape of its context, declared once.

Each class is a level of names (Vietnamese without diacritics, as an office finds them in the template); context_names
turns the filled classes into nested dicts, and gives the same names to the lint of templates.
A count told in running text is "" where it is nought, a comparison "" where there is none, so that a template can
ask `{% if … %}`. Source: docs/templates.md; the names of the frame (van_ban … trinh_bay) are shared with khung.txt.
Names that only templates of earlier versions use stay: an office's own copy renders on.
The annotations of this module are kept as types, not as text: `known_names` needs them at every report.
"""

from ..law import Layout
from ..plain import field, record
from .figure import Figure, Phrase

#: A figure, or words where there is none ("", "chưa có số liệu", "–").
Told = Figure | str
Words = Phrase | str


@record
class VanBan:
    """The document: type, subject, number ("" in a draft), symbol, day and month ("" in a draft), year."""

    loai: str
    trich_yeu: str
    so: str
    ky_hieu: str
    ngay: str
    thang: str
    nam: str
    dien_tu: bool
    thay_the: str  # "thay thế Báo cáo số …", or ""


@record
class CoQuan:
    """The agency, as in `Cấu hình`."""

    chu_quan: str
    ten: str
    goi_tat: str
    dia_danh: str
    viet_tat: str


@record
class ChuKy:
    """The signature block: lines above the name."""

    quyen_han: list[str]
    ho_ten: str


@record
class Ky:
    """The period. `ten_tiep` the next one's name; `gom` the periods it is added up from ([] for its own rows)."""

    ma: str
    ten: str
    ten_tiep: str
    co_ky_tiep: bool
    ten_truoc: str  # of the period compared with, or ""
    ten_cung_ky: str
    goi_cung_ky: str  # "cùng kỳ"; of a year "năm trước"
    goi_cung_ky_day_du: str  # "cùng kỳ năm trước"; of a year "năm trước"
    tu_ngay: Told  # "ngày 15 tháng 12 năm 2025"
    den_ngay: Told
    nam: str
    gom: list[str]
    du: bool  # the parts cover the whole period
    tu: Told  # "15/12/2025"
    den: Told


@record
class ChuongTrinh:
    """The programme: "Chương trình số 70/CTr-LHH", and the same cited in full; "nhiệm vụ" where there is none."""

    ten: str
    vien_dan: str


@record
class Viec:
    """What is reported on, as the first sentence names it in full and the closing one in short."""

    day_du: str  # "kết quả thực hiện Chương trình số 70/CTr-LHH ngày … của …,"
    ngan: str


@record
class BienDong:
    """One unit that came or went."""

    ten: str
    ngay: Told
    ke_thua: str  # name of the successor, or ""
    ngay_gon: Told  # "01/3/2026"


@record
class DonVi:
    """Units on the period's last day; those that came and went in it. `hoi`, `truc_thuoc`: of the first two kinds."""

    tong: Told
    theo_loai: Words  # ", gồm 17 hội thành viên và 03 đơn vị trực thuộc"
    so_sanh: Words  # ", không thay đổi so với 6 tháng cuối năm 2025 và cùng kỳ năm 2025"
    hoi: Told
    truc_thuoc: Told
    so_vao: Told
    so_roi: Told
    vao: list[BienDong]
    roi: list[BienDong]
    so_ky_truoc: Words  # "tăng 01 đơn vị (5%)"
    so_cung_ky: Words
    so_va_loai: Words  # "20 đơn vị, gồm 17 hội thành viên và 03 đơn vị trực thuộc"; "05 hội thành viên"


@record
class NopMuon:
    """One unit that reported late."""

    ten: str
    so_ngay: Told
    ngay_nhan: Told


@record
class ChuaNopKy:
    """Of a period that is added up, who has not reported one of its parts."""

    ten: str  # of the part
    chua_nop: Told  # of the units that `phai_nop` counts
    moi_don_vi: bool  # none of them has
    ds_chua_nop: list[str]
    ds_da_roi: list[str]  # that had to report this part and left since


@record
class BaoCao:
    """Who reported, of a period that is added up all of it; `da_nop` and `phai_nop` are told even where nought."""

    pham_vi: Words  # "18/20 đơn vị đã báo cáo"; of a year for each of its parts
    phai_nop: Told
    da_nop: Told
    ty_le: Told
    dung_han: Told
    muon: Told
    chua_nop: Told
    khong_ro_han: Told
    han_nop: Told
    co_da_nop: bool
    tat_ca: bool  # all have reported
    ds_muon: list[NopMuon]
    ds_chua_nop: list[str]  # of a period that is added up each with the parts that it lacks
    pham_vi_cuoi_ky: Words  # who reported the stocks of the last day: of a year the units of its last part
    theo_ky: list[ChuaNopKy]  # of a period that is added up, its parts that somebody has not reported
    chi_tiet: Words  # ": 16 đơn vị đúng hạn, 02 đơn vị chậm từ 02 đến 03 ngày"; ", đều đúng hạn"


@record
class ChiTieu:
    """One indicator. `co`: its total is more than nought, so that it may be told as a result."""

    ten: str
    co: bool
    co_so_lieu: bool
    gia_tri: Told
    danh_tu: str
    pham_vi: Words  # "số liệu của 15/18 đơn vị" where fewer gave it than reported, else ""
    so_ky_truoc: Words  # "tăng 125 hội viên (2,1%)"
    don_vi_ky_truoc: Told  # units compared
    so_cung_ky: Words
    don_vi_cung_ky: Told
    ke_hoach: Words = ""  # "đạt 65% kế hoạch năm"
    nguon: str = ""
    luc: str = ""  # "Đến cuối kỳ", of what happened in the period "Trong kỳ"
    bao_cao: Words = ""  # "18/20 đơn vị đã báo cáo" it
    theo: Words = ""  # of a main figure: "Theo báo cáo của 18/20 đơn vị"
    vao: Words = ""  # "đến ngày 14/6/2026"; of what happened in the period its name
    so_voi: Words = ""  # "; tăng 62 hội viên (1%) so với đầu kỳ và tăng … so với cùng kỳ năm 2025"


@record
class NhiemVu:
    """One task on the period's last day; `goi` its name with who leads it, "Lập kế hoạch (Hội thành viên 01)"."""

    tt: str
    ma: str
    ten: str
    goi: str  # without who leads it where the name holds it
    chu_tri: str
    han: Told  # in words
    han_ngan: Told  # in tables
    trang_thai: str
    tien_do: Told  # "65%"
    ket_qua: str
    kho_khan: str
    qua_han: Told  # days
    ghi_chu: Words  # "quá hạn 20 ngày", or ""
    ke: Words  # as it goes on a sentence: "lập kế hoạch (Hội thành viên 01)"
    ke_tien_do: Words  # "lập kế hoạch (Hội thành viên 01, đạt 65%, hạn 30/6/2026)"
    ke_han: Words  # "lập kế hoạch (Hội thành viên 01, hạn 30/6/2026)"
    ke_toi: Words  # "lập kế hoạch (Hội thành viên 01, 30/6)"
    ly_do: str  # of one that is overdue: ", do chưa có kinh phí", or ""; not again what was told already
    da_xong: bool
    phu_trach: str
    phoi_hop: str  # names of units, ", " between them
    minh_chung: str


@record
class DemNhiemVu:
    """Tasks by state; `tong` is told even where nought, `chi_tiet` tells the others: "; đã hoàn thành 12 …"."""

    co: bool
    tong: Told
    hoan_thanh: Told
    ty_le: Told
    dang_thuc_hien: Told
    chua_bat_dau: Told
    tam_dung: Told
    huy: Told
    chua_ro: Told
    qua_han: Told
    chi_tiet: Words = ""


@record
class CauChiTieu:
    """What the report says of an indicator, without full stop; `ma` is its name in templates."""

    ma: str
    loi: Words


@record
class MucBaoCao:
    """One part or section of the report, as Đề cương has them in order; `ma` is its name there.

    `pham_vi`, in the part under which the first indicator is told: whose figures, and over which units they compare.
    """

    ma: str
    la_phan: bool
    so: str  # "I" of a part, "1" of a section in it
    ten: str
    loai: str  # what the program tells in it, such as "don_vi" or "nhom"; the list stands in docs/templates.md
    so_chinh: list[ChiTieu]  # the figures that the section is about
    cau: list[CauChiTieu]
    van: list[str]  # what was written
    dem: DemNhiemVu  # its tasks, where it is a group of them
    da_xong: list[NhiemVu]
    dang_lam: list[NhiemVu]
    qua_han: list[NhiemVu]  # of a group its own, else all
    pham_vi: Words = ""
    ke_het_da_xong: bool = True  # `da_xong` are all that are done, not only those that the clerk marked
    ke_het_dang_lam: bool = True


@record
class Neu:
    """Whether some section names an annex; where the overdue tasks are told."""

    bao_cao: bool  # Phụ lục I and III
    nhiem_vu: bool  # Phụ lục II
    qua_han: str = ""  # "Mục 2 Phần III"
    phu_luc: str = "Phụ lục I"  # what the figures' annex is called: "Phụ lục" where it is the only one
    phu_luc_2: str = "II"  # its number, "" where there is none: an office without tasks
    phu_luc_3: str = "III"  # its number, "" where the office does not attach it


@record
class Nhom:
    """One task group: its text, its counts, and its tasks done, in progress in time, and overdue."""

    so: str
    ten: str
    co_so_lieu: bool  # some indicator of the group may be told
    van: list[str]
    dem: DemNhiemVu
    da_xong: list[NhiemVu]
    dang_lam: list[NhiemVu]
    qua_han: list[NhiemVu]


@record
class DotHan:
    """The tasks due in one quarter or month: "Quý III/2026"."""

    ma: str
    ten: str
    so: Told
    nhiem_vu: list[NhiemVu]


@record
class Tiep:
    """Tasks due after the period, until the next one's end by the calendar; `dot` the same by quarter or month.

    `chuyen_tiep`: the others that go on, "04 nhiệm vụ quá hạn (Mục 2 Phần III) và 02 nhiệm vụ có hạn sau …", or "".
    """

    so: Told
    nhiem_vu: list[NhiemVu]
    dot: list[DotHan]
    chuyen_tiep: Words


@record
class DongDonVi:
    """A row of Phụ lục I: the indicators by name in `so`."""

    tt: str
    ten: str
    tinh_trang: str  # "" where it reported, else "chưa báo cáo", of a year which part; "đã rời"
    so: dict[str, Told]


@record
class DongBang:
    """A row of a table of Phụ lục I: its cells in the order of the columns."""

    tt: str
    ten: str
    tinh_trang: str
    o: list[Told]


@record
class Bang:
    """A table of Phụ lục I; one of many columns goes on in another, whose `ten` ends in "(tiếp)"."""

    so: str
    ten: str
    cot: list[str]
    dong: list[DongBang]
    tong: list[Told]
    co_so_lieu: list[Told]
    ghi_chu: list[str] = field(default_factory=list)  # why a plan's Cộng is not the sum of its column


@record
class PhuLuc1:
    """Figures by unit; `cot` the column heads by indicator, `tong` the totals, `co_so_lieu` how many units gave one.

    `bang` has the same as tables to be printed.
    """

    cot: dict[str, str]
    dong: list[DongDonVi]
    tong: dict[str, Told]
    co_so_lieu: dict[str, Told]
    bang: list[Bang] = field(default_factory=list)


@record
class NhomNhiemVu:
    """A group of rows of Phụ lục II."""

    ten: str
    dong: list[NhiemVu]


@record
class PhuLuc2:
    nhom: list[NhomNhiemVu]


@record
class DongBaoCao:
    """A row of Phụ lục III."""

    tt: str
    ten: str
    loai: str
    han: Told
    ngay_nhan: Told
    tinh_trang: Words


@record
class DongTongHop:
    """A row of Phụ lục III's summary: a kind of unit, or all."""

    ten: str
    phai_nop: Told
    da_nop: Told
    dung_han: Told
    muon: Told
    chua_nop: Told
    ty_le: Told


@record
class PhuLuc3:
    dong: list[DongBaoCao]
    tong_hop: list[DongTongHop]


@record
class Context:
    """Everything; the order is that of the report."""

    van_ban: VanBan
    co_quan: CoQuan
    kinh_gui: list[str]
    can_cu: list[str]
    noi_nhan: list[str]
    chu_ky: ChuKy
    trinh_bay: Layout
    ky: Ky
    chuong_trinh: ChuongTrinh
    viec: Viec
    don_vi: DonVi
    bao_cao: BaoCao
    so_lieu: dict[str, ChiTieu]
    nhiem_vu: DemNhiemVu
    de_cuong: list[MucBaoCao]
    neu: Neu
    nhom: list[Nhom]
    uu_diem: list[str]
    han_che: list[str]
    nguyen_nhan: list[str]
    phuong_huong: list[str]
    kien_nghi: list[str]
    qua_han: list[NhiemVu]
    tiep: Tiep
    phu_luc_1: PhuLuc1
    phu_luc_2: PhuLuc2
    phu_luc_3: PhuLuc3
    thieu: list[str] = field(default_factory=list)  # marks of what is missing, as they stand in the text

"""Documents of every type, written through the Python API, for the tests of types and the golden files."""

from __future__ import annotations

import datetime as dt
from typing import Any

from lhh_excel import law
from lhh_excel.document import Document, Layout, Signer
from lhh_excel.document.composing.general import CuocHop

AGENCY = "Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Cần Thơ"
ABOVE = "Ủy ban nhân dân thành phố Cần Thơ"
DEPUTY = Signer("Trần Thị B", ["TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])
#: One type of each template; of the one that serves many the report, which may have Kính gửi.
TYPES = tuple({**{kind.template: kind.code for kind in law.WRITTEN}, law.GENERAL: law.REPORT.code}.values())
ADDRESSED = tuple(kind.code for kind in law.WRITTEN if kind.may_be_addressed)


def document(kind: str, **changes: Any) -> Document:
    """A short, right document of that type."""
    recipients = ["Như trên"] if kind in ADDRESSED else ["Như Điều 2"] if kind == "QĐ" else ["Các hội thành viên"]
    given: dict[str, Any] = {
        "subject": "tổ chức Hội thi Sáng tạo kỹ thuật thành phố Cần Thơ lần thứ XIII, năm 2026 và tổng kết phong trào",
        "agency": AGENCY,
        "symbol": "LHH",
        "place": "Cần Thơ",
        "signer": DEPUTY,
        "number": 5,
        "date": dt.date(2026, 3, 5),
        "drafter": "VP",
        "addressees": ["Thường trực Thành ủy"] if kind in ADDRESSED else [],
        "recipients": [*recipients, "Lưu: VT, Hồ sơ" if kind == "BB" else "Lưu: VT, VP"],
    }
    if kind == "QĐ":
        given |= {"authority": f"Chủ tịch {AGENCY}", "legal_bases": ["Căn cứ Điều lệ", "Theo đề nghị của Văn phòng"]}
    if kind == "BB":
        given |= {"signer": Signer("Nguyễn Văn A", ["CHỦ TỌA"]), "secretary": Signer("Trần Thị B", ["THƯ KÝ"])}
        given["meeting"] = CuocHop(thoi_gian="08 giờ 00", ket_thuc="11 giờ 00, ngày 05 tháng 3 năm 2026")
    if kind == "GM":
        given["meeting"] = CuocHop(khach_moi="Ông Lê Văn C", thoi_gian="08 giờ 00", dia_diem="Hội trường")
    if kind == "CĐ":
        given["addressees"] = ["Các hội thành viên", "Trung tâm Tư vấn"]
    if kind == "GGT":
        given |= {"subject": "", "recipients": ["Như trên", "Lưu: VT"]}
        bearer = {"nguoi": "Trần Thị B", "chuc_vu_nguoi": "Chuyên viên", "cu_den": "Sở Nội vụ"}
        given["meeting"] = CuocHop(viec="liên hệ công tác", **bearer)
    if kind == "GNP":
        given |= {"subject": "", "recipients": ["Bà Trần Thị B", "Lưu: VT"]}
        bearer = {"nguoi": "Trần Thị B", "don_ngay": "01/3/2026", "nghi": "05 ngày"}
        given["meeting"] = CuocHop(noi_nghi="thành phố Đà Nẵng", **bearer)
    made = Document(kind, **{**given, **changes})
    _write(made, kind)
    return made


def _write(made: Document, kind: str) -> None:
    annexed = " Chi tiết tại Phụ lục I và Phụ lục II."
    if kind == "QĐ":
        made.article(1, "Thành lập Ban Tổ chức Hội thi." + annexed)
        made.article(2, "Quyết định này có hiệu lực kể từ ngày ký./.")
        return
    made.section("I. Mục đích")
    made.paragraph("Khuyến khích phong trào sáng tạo kỹ thuật trong các hội thành viên." + annexed)
    made.clause("1. Yêu cầu")
    made.point("a) Thiết thực, tiết kiệm;")
    made.item("phù hợp điều kiện của từng đơn vị.")
    made.table([["TT", "Nội dung", "Kinh phí"], ["1", "Phát động", "12,5"], ["2", "Tổng kết", "1.200"]])
    made.paragraph("Văn phòng theo dõi, đôn đốc việc thực hiện" + ("." if kind == "BB" else "./."))


def with_annexes(made: Document) -> Document:
    """The document with one upright annex and one on its side."""
    made.annex("Danh sách giải thưởng").paragraph("Giải nhất: một giải.")
    wide = [["TT", *(f"Cột {number}" for number in range(10))], ["1", *(str(number) for number in range(10))]]
    made.annex("Bảng số liệu", landscape=True).table(wide)
    return made


__all__ = ["ABOVE", "ADDRESSED", "AGENCY", "DEPUTY", "TYPES", "Layout", "document", "with_annexes"]

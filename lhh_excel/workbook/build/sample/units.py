# ruff: noqa: E501 - one record a line
"""The sample's units: 17 hội thành viên and 3 đơn vị trực thuộc in 2026, and one that merged into another in 2025."""

from __future__ import annotations

from ...lists import AFFILIATE, MEMBER
from ...tables import UNITS
from .reading import Record, records

_KEYS = "code name short kind head head_position phone email decision founded term joined left successor note"
_KINDS = {"HTV": MEMBER, "TT": AFFILIATE}

_UNITS = """
H01  | Hội thành viên 01 | HTV 01 | HTV | Nguyễn Văn C | Chủ tịch | 02923800001 | h01@example.vn | 01/QĐ-MẪU | 12/03/1997 | 2023-2028 | 20/05/1997 | | |
H02  | Hội thành viên 02 | HTV 02 | HTV | Trần Thị D   | Chủ tịch | 02923800002 | h02@example.vn | 02/QĐ-MẪU | 05/08/1997 | 2022-2027 | 15/10/1997 | | |
H03  | Hội thành viên 03 | HTV 03 | HTV | Lê Văn E     | Chủ tịch | 02923800003 | h03@example.vn | 03/QĐ-MẪU | 22/11/1998 | 2024-2029 | 10/01/1999 | | |
H04  | Hội thành viên 04 | HTV 04 | HTV | Phạm Thị G   | Chủ tịch | 02923800004 | h04@example.vn | 04/QĐ-MẪU | 16/04/1999 | 2023-2028 | 01/06/1999 | | |
H05  | Hội thành viên 05 | HTV 05 | HTV | Hoàng Văn H  | Chủ tịch | 02923800005 | h05@example.vn | 05/QĐ-MẪU | 09/09/2000 | 2021-2026 | 20/11/2000 | | | Nhận sáp nhập Hội thành viên 18 từ ngày 30/9/2025
H06  | Hội thành viên 06 | HTV 06 | HTV | Phan Thị I   | Chủ tịch | 02923800006 | h06@example.vn | 06/QĐ-MẪU | 14/02/2001 | 2023-2028 | 20/04/2001 | | |
H07  | Hội thành viên 07 | HTV 07 | HTV | Vũ Văn K     | Chủ tịch | 02923800007 | h07@example.vn | 07/QĐ-MẪU | 30/07/2002 | 2022-2027 | 12/09/2002 | | |
H08  | Hội thành viên 08 | HTV 08 | HTV | Đặng Thị L   | Chủ tịch | 02923800008 | h08@example.vn | 08/QĐ-MẪU | 18/05/2003 | 2024-2029 | 25/07/2003 | | |
H09  | Hội thành viên 09 | HTV 09 | HTV | Bùi Văn M    | Chủ tịch | 02923800009 | h09@example.vn | 09/QĐ-MẪU | 03/10/2004 | 2020-2025 | 18/12/2004 | | |
H10  | Hội thành viên 10 | HTV 10 | HTV | Đỗ Thị N     | Chủ tịch | 02923800010 | h10@example.vn | 10/QĐ-MẪU | 27/06/2005 | 2023-2028 | 30/08/2005 | | |
H11  | Hội thành viên 11 | HTV 11 | HTV | Hồ Văn O     | Chủ tịch | 02923800011 | h11@example.vn | 11/QĐ-MẪU | 11/01/2007 | 2022-2027 | 15/03/2007 | | |
H12  | Hội thành viên 12 | HTV 12 | HTV | Ngô Thị P    | Chủ tịch | 0292380 | h12@example.vn | 12/QĐ-MẪU | 19/12/2008 | 2023-2028 | 20/02/2009 | | |
H13  | Hội thành viên 13 | HTV 13 | HTV | Dương Văn Q  | Chủ tịch | 02923800013 | h13@example | 13/QĐ-MẪU | 25/03/2010 | 2025-2030 | 10/06/2010 | | |
H14  | Hội thành viên 14 | HTV 14 | HTV | Lý Thị R     | Chủ tịch | 02923800014 | h14@example.vn | 14/QĐ-MẪU | 08/12/2012 | 2022-2027 | 01/11/2012 | | |
H15  | Hội thành viên 15 | HTV 15 | HTV | Võ Văn S     | Chủ tịch | 02923800015 | h15@example.vn | 15/QĐ-MẪU | 17/05/2015 | 2025-2030 | 22/07/2015 | | |
H16  | Hội thành viên 16 | HTV 16 | HTV | Trịnh Thị T  | Chủ tịch | 02923800016 | h16@example.vn | 16/QĐ-MẪU | 21/09/2018 | 2023-2028 | 05/12/2018 | | |
H17  | Hội thành viên 17 | HTV 17 | HTV | Mai Văn U    | Chủ tịch | 02923800017 | h17@example.vn | 17/QĐ-MẪU | 15/04/2025 | 2025-2030 | 01/07/2025 | | | Mới gia nhập năm 2025
H18  | Hội thành viên 18 | HTV 18 | HTV | Đinh Thị V   | Chủ tịch | 02923800018 | h18@example.vn | 18/QĐ-MẪU | 02/02/2011 | 2020-2025 | 16/04/2011 | 30/09/2025 | H05 | Sáp nhập vào Hội thành viên 05
TT01 | Đơn vị trực thuộc 01 | ĐVTT 01 | TT | Cao Văn X  | Giám đốc | 02923800021 | tt01@example.vn | 21/QĐ-MẪU | 10/10/2003 | | 10/10/2003 | | |
TT02 | Đơn vị trực thuộc 02 | ĐVTT 02 | TT | Tạ Thị Y   | Giám đốc | 02923800022 | tt02@example.vn | 22/QĐ-MẪU | 24/06/2009 | | 24/06/2009 | | |
TT03 | Đơn vị trực thuộc 03 | ĐVTT 03 | TT | Hà Văn Z   | Giám đốc | 02923800023 | tt03@example.vn | 23/QĐ-MẪU | 06/11/2016 | | 06/11/2016 | | |
"""


def units() -> list[Record]:
    return [{**record, "kind": _KINDS[record["kind"]]} for record in records(UNITS, _KEYS, _UNITS)]

# ruff: noqa: E501 - one paragraph a line
"""The sample's texts: what a person writes for the report, section by section."""

from __future__ import annotations

from ...tables import TEXTS
from .reading import Record, records

_TEXTS = """
2025-H1 | Nhóm 1 | 1 | Các hội thành viên hết nhiệm kỳ được hướng dẫn kiện toàn Ban Chấp hành và sửa đổi điều lệ.
2025-H1 | Nhóm 2 | 1 | Hoạt động tư vấn, phản biện tập trung vào các quy hoạch, đề án do các sở, ngành đặt hàng.
2025-H1 | Nhóm 3 | 1 | Văn phòng Liên hiệp Hội sắp xếp lại nơi làm việc và ban hành quy chế văn thư, lưu trữ.
2025-H1 | Nhóm 4 | 1 | Các hội thành viên tiếp tục sinh hoạt chuyên đề theo kế hoạch của cấp ủy.
2025-H1 | Ưu điểm | 1 | Các đơn vị nộp đủ báo cáo.
2025-H1 | Hạn chế | 1 | Một số hội thành viên có ít hoạt động.
2025-H1 | Nguyên nhân | 1 | Cán bộ hội phần lớn kiêm nhiệm.
2025-H1 | Phương hướng | 1 | Hoàn thành việc sáp nhập Hội thành viên 18 vào Hội thành viên 05.
2025-H1 | Kiến nghị | 1 | Đề nghị Thường trực Thành ủy quan tâm chỉ đạo việc bố trí kinh phí cho hoạt động phản biện.
2025-H2 | Nhóm 1 | 1 | Liên hiệp Hội kết nạp Hội thành viên 17; Hội thành viên 18 sáp nhập vào Hội thành viên 05.
2025-H2 | Nhóm 2 | 1 | Hội thi Sáng tạo kỹ thuật năm 2025 đã tổng kết.
2025-H2 | Nhóm 3 | 1 | Văn phòng Liên hiệp Hội số hóa xong hồ sơ lưu trữ giai đoạn 2016-2020.
2025-H2 | Nhóm 4 | 1 | Các hội thành viên tổ chức sinh hoạt chuyên đề học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh.
2025-H2 | Ưu điểm | 1 | Các nhiệm vụ trọng tâm trong năm cơ bản hoàn thành.
2025-H2 | Hạn chế | 1 | Một số nhiệm vụ phải tạm dừng.
2025-H2 | Nguyên nhân | 1 | Kinh phí được phân bổ chậm.
2025-H2 | Phương hướng | 1 | Chuẩn bị đại hội nhiệm kỳ mới của các hội thành viên hết nhiệm kỳ.
2025-H2 | Kiến nghị | 1 | Đề nghị Thường trực Ủy ban nhân dân thành phố xem xét đặt hàng phản biện từ đầu năm.
2025-H2 | Kiến nghị | 1 | Đề nghị các sở, ngành cung cấp hồ sơ phản biện đầy đủ, đúng thời hạn.
2026-H1 | Nhóm 1 | 1 | Liên hiệp Hội ban hành quy chế phối hợp giữa Liên hiệp Hội và các hội thành viên, làm cơ sở cho việc giao nhiệm vụ và chế độ báo cáo.
2026-H1 | Nhóm 1 | 2 | Việc chuẩn bị đại hội nhiệm kỳ mới của Hội thành viên 05 và Hội thành viên 09 được theo dõi hằng tháng.
2026-H1 | Nhóm 2 | 1 | Các báo cáo tư vấn, phản biện được gửi đến cơ quan đặt hàng đúng thời hạn đã thỏa thuận, trừ việc giám định xã hội công trình kè chống sạt lở.
2026-H1 | Nhóm 2 | 2 | Hội thi Sáng tạo kỹ thuật năm 2026 đang trong thời gian nhận hồ sơ dự thi.
2026-H1 | Nhóm 3 | 1 | Văn phòng Liên hiệp Hội ban hành quy chế chi tiêu nội bộ và tiếp tục số hóa hồ sơ lưu trữ.
2026-H1 | Nhóm 4 | 1 | Nghị quyết của Thành ủy được quán triệt đến cán bộ, hội viên; việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh được đưa vào sinh hoạt của các hội thành viên.
2026-H1 | Ưu điểm | 1 | Các hội thành viên và đơn vị trực thuộc bám sát nhiệm vụ của Chương trình, chủ động xây dựng kế hoạch từ đầu năm.
2026-H1 | Ưu điểm | 2 | Hoạt động tư vấn, phản biện và giám định xã hội được duy trì ở nhiều hội thành viên.
2026-H1 | Hạn chế | 1 | Còn đơn vị chưa nộp báo cáo và đơn vị nộp báo cáo muộn.
2026-H1 | Hạn chế | 2 | Một số nhiệm vụ chưa hoàn thành đúng thời hạn.
2026-H1 | Nguyên nhân | 1 | Cán bộ phụ trách ở các hội thành viên phần lớn kiêm nhiệm.
2026-H1 | Nguyên nhân | 2 | Một số nhiệm vụ chưa được cung cấp đủ hồ sơ hoặc chưa được phân bổ kinh phí.
2026-H1 | Phương hướng | 1 | Tập trung hoàn thành các nhiệm vụ quá hạn; hằng tháng kiểm điểm tiến độ với từng đơn vị chủ trì.
2026-H1 | Phương hướng | 2 | Hoàn thành đại hội nhiệm kỳ mới của Hội thành viên 05 và Hội thành viên 09.
2026-H1 | Phương hướng | 3 | Tổng kết Hội thi Sáng tạo kỹ thuật năm 2026.
2026-H1 | Kiến nghị | 1 | Đề nghị Thường trực Thành ủy tiếp tục quan tâm chỉ đạo hoạt động tư vấn, phản biện và giám định xã hội của Liên hiệp Hội.
2026-H1 | Kiến nghị | 2 | Đề nghị Ban Tuyên giáo và Dân vận Thành ủy phối hợp hướng dẫn nội dung sinh hoạt chuyên đề cho các hội thành viên.
"""


def texts() -> list[Record]:
    return records(TEXTS, "period section order content", _TEXTS)

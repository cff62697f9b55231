"""Rules of what a paper is: of another standard than the decree's, not recognised for sure, laid out with blanks."""

from __future__ import annotations

from collections.abc import Iterator

from ...messages.compose import STANDARDS
from ..reading.components import Parts
from ..reading.standard import UNTOLD
from .findings import EVERYWHERE
from .registry import LAID, NEVER, Collector, Repair, Told, Topic

#: Of each group of components that may have no sure place: what they are called together.
_GROUPS = {
    "dau": "đầu văn bản (Quốc hiệu, Tiêu ngữ, tên cơ quan, số, ký hiệu, địa danh và thời gian)",
    "chu_ky": "khối Nơi nhận và chữ ký (Nơi nhận, chức vụ, họ tên người ký)",
}

KIND: Topic[Parts] = Topic(lambda to: [to.parts])


@KIND.rule(
    "trang.standard",
    title="Giấy tờ theo thể thức khác",
    says=("Đây là {found}, không theo thể thức của Nghị định 30.", "Đối chiếu với {expected}."),
    repair=Repair(NEVER, "giấy tờ theo thể thức khác thì không sửa theo Nghị định 30"),
    bad="Quốc hiệu = ĐẢNG CỘNG SẢN VIỆT NAM",
    good="Quốc hiệu = CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
)
def other_standard(to: Collector, parts: Parts) -> Iterator[Told]:
    if parts.standard and not (parts.standard in UNTOLD and to.legacy):  # in an old encoding nothing is told for sure
        what, keeps_to = STANDARDS[parts.standard]
        yield Told(EVERYWHERE, what, expected=keeps_to)


@KIND.rule(
    "trang.unsure",
    title="Không nhận ra thành phần",
    says=("Không nhận ra {found}.", "Xem lại: {expected}."),
    repair=LAID,
    bad="Nơi nhận: không có cả khối",
    good="Nơi nhận = Nơi nhận:",
)
def not_recognised(to: Collector, parts: Parts) -> Iterator[Told]:
    for group in sorted(parts.unsure):
        yield Told(EVERYWHERE, _GROUPS[group])


@KIND.rule(
    "trang.by_gaps",
    title="Bố trí hai cột bằng dấu cách, phím Tab",
    says=("{found} bố trí bằng dấu cách, phím Tab; bản sửa giữ nguyên các dòng ấy.", "Đặt vào {expected}."),
    repair=LAID,
    bad="Nơi nhận: cả khối bố trí bằng phím Tab",
    good="Nơi nhận: canh trái",
)
def laid_by_gaps(to: Collector, parts: Parts) -> Iterator[Told]:
    if parts.standard:
        return
    if (first := next((line for line in parts.head.lines() if line.loose), None)) is not None:
        yield Told(first, "Đầu văn bản")
    if (aside := next((line for line in parts.signing() if line.loose), None)) is not None:
        yield Told(aside, "Khối chữ ký")

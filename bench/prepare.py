"""What bench/run.py needs on disk, made in a process of its own so that the bench itself stays small.

    python bench/prepare.py FOLDER

writes FOLDER/LHH-20000.xlsm (the sample with 20,000 tasks), FOLDER/second.xlsm (the second sample office of the tests),
FOLDER/context.json and FOLDER/second.json (the contexts of both offices' reports) FOLDER/van-ban-20-trang.docx (a
programme of twenty pages) and FOLDER/van-ban/ (many copies of its first page).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from bench.torture.bases import ROOT, second_office
from lhh_excel.document import Document, Signer
from lhh_excel.figures.report import build_report
from lhh_excel.workbook.build import SAMPLE_PERIOD, build_workbook, sample_tables
from lhh_excel.workbook.reading import open_book

TASKS = 20_000
PARAGRAPHS = 150  # about twenty pages
DOCUMENTS = 40


def main() -> None:
    folder = Path(sys.argv[1])
    rows = sample_tables()["tasks"]
    many = [{**rows[i % len(rows)], "code": f"NV-{i:06d}"} for i in range(TASKS)]
    for i, row in enumerate(many):
        row["content"] += f", đợt {i}"  # the same task twice is a finding each
    (folder / f"LHH-{TASKS}.xlsm").write_bytes(build_workbook(sample=True, records={"tasks": many}))
    second = folder / "second.xlsm"
    second.write_bytes(second_office())
    for name, book in (("context", ROOT / "workbooks" / "LHH-vi-du.xlsm"), ("second", second)):
        context = build_report(open_book(book), SAMPLE_PERIOD).context
        (folder / f"{name}.json").write_text(json.dumps(context, default=str, ensure_ascii=False), encoding="utf-8")
    (folder / "van-ban-20-trang.docx").write_bytes(long_document(PARAGRAPHS))
    short = long_document(8)
    (folder / "van-ban").mkdir()
    for number in range(DOCUMENTS):
        (folder / "van-ban" / f"{number:02}.docx").write_bytes(short)


def long_document(paragraphs: int) -> bytes:
    agency = "Liên hiệp các Hội Khoa học và Kỹ thuật thành phố Cần Thơ"
    made = Document("CTr", "Công tác năm 2026", agency, "LHH", "Cần Thơ", Signer("Nguyễn Văn An", ["CHỦ TỊCH"]))
    for _ in range(paragraphs):
        made.paragraph(
            "Trong 6 tháng đầu năm 2026, Liên hiệp Hội đã chủ động triển khai các nhiệm vụ được giao theo đúng tiến độ "
            "đề ra, phối hợp chặt chẽ với các sở, ban, ngành và các hội thành viên trên địa bàn thành phố; các hội "
            "thành viên tổ chức tuyên truyền, phổ biến kiến thức, tư vấn, phản biện, tôn vinh trí thức, được các cấp "
            "ủy, chính quyền và đoàn viên, hội viên ghi nhận, đánh giá cao về nội dung và chất lượng."
        )
    return made.docx()


if __name__ == "__main__":
    main()

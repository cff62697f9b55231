"""Kiểm tra dữ liệu writes beside each sentence of Chỉ tiêu what it says of the current period."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from cli import lhh

from lhh_excel.workbook.patch import WorkbookPatch
from lhh_excel.workbook.reading import open_book


def previews(path: Path) -> dict[str, str]:
    data = open_book(path)["indicators"]
    return {name: data.clean["preview"][i] for i, name in data.each("name")}


def typed(path: Path, name: str, column: str, value: str | None) -> None:
    data = open_book(path)["indicators"]
    patch = WorkbookPatch(path)
    patch.set("indicators", data.rows[data.clean["name"].index(name)], column, value)
    patch.save()


@pytest.mark.slow
def test_a_preview_is_what_the_report_prints_or_why_it_does_not(sample: Path) -> None:
    typed(sample, "Hội thảo", "sentence", "Đã mở {số} hội thảo[; {so kỳ trước}]")
    typed(sample, "Lớp tập huấn", "sentence", "=SUM({số})")
    typed(sample, "Tin bài", "sentence", "Đăng {số} tin bài[, {so sanh}]")
    typed(sample, "Khen thưởng", "sentence", "–")
    assert lhh("validate", sample, "--write", "--as-of", "2026-06-16").code in (0, 1)
    said = previews(sample)
    assert said["Hội thảo"].startswith("Đã mở 15 hội thảo; ")
    assert said["Lượt người hội thảo"] == "Có 882 lượt người dự hội thảo (số liệu của 17/18 đơn vị)."
    assert said["Lớp tập huấn"] == "=SUM(16)."
    assert "câu mặc định: Tin bài: 199 tin, bài" in said["Tin bài"]
    assert (said["Khen thưởng"], said["Giải pháp đoạt giải"], said["Đề tài nghiệm thu"]) == (
        "Không nêu trong báo cáo.",
        "Không nêu: số liệu của kỳ bằng 0.",
        "Không nghiệm thu đề tài, dự án (cùng kỳ 01).",
    )
    assert "“Kết nạp mới”" in said["Giảm trong kỳ"]
    made = lhh("report", sample, "--as-of", "2026-06-16", "--json").json["made"]
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(Path(made[0]).read_bytes())).paragraphs)
    for told in said.values():
        assert told.startswith(("Không nêu", "Đã nêu", "Câu gõ sai")) or f"- {told}" in text, told


@pytest.mark.slow
def test_a_preview_says_what_silences_a_sentence(sample: Path) -> None:
    typed(sample, "Hội thảo", "sentence", "Mở {số} hội thảo {phạm vi}")
    typed(sample, "Lớp tập huấn", "sentence", "Mở {số} lớp, đạt {tỷ lệ}")
    typed(sample, "Tin bài", "sentence", "Đăng {số} tin bài, {Đề tài nghiệm thu} đề tài")
    typed(sample, "Hội viên cuối kỳ", "sentence", "Có {số} hội viên, {kế hoạch}")
    typed(sample, "Khen thưởng", "sentence", None)
    typed(sample, "Khen thưởng", "noun", None)
    lhh("validate", sample, "--write", "--as-of", "2026-06-16")
    said = previews(sample)
    for name, word in {
        "Hội thảo": "phạm vi",
        "Lớp tập huấn": "tỷ lệ",
        "Tin bài": "Đề tài nghiệm thu",
        "Hội viên cuối kỳ": "kế hoạch",
    }.items():
        assert said[name].startswith("Không nêu") and f"“{word}”" in said[name] and "[ ]" in said[name], said[name]
    assert said["Khen thưởng"] == "Không nêu: cột Danh từ còn trống."
    assert said["Giải pháp đoạt giải"] == "Không nêu: số liệu của kỳ bằng 0."


@pytest.mark.slow
def test_a_preview_follows_the_period_and_checking_again_changes_nothing(sample: Path) -> None:
    lhh("validate", sample, "--write", "--as-of", "2026-06-16", "--period", "2025-H1")
    earlier = previews(sample)
    lhh("validate", sample, "--write", "--as-of", "2026-06-16")
    now = previews(sample)
    assert earlier != now and set(earlier) == set(now)
    lhh("validate", sample, "--write", "--as-of", "2026-06-16")
    assert previews(sample) == now

"""No word of a text or its front matter is lost, whatever the type: it stands in the document once, or it is named."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from composing import FRONT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from written import document

from lhh_excel.actions.common import Outcome, Quiet
from lhh_excel.actions.compose import ComposeOptions, compose
from lhh_excel.document.ooxml.package import read_parts, write_parts
from lhh_excel.law import WRITTEN

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "workbooks" / "LHH-vi-du.xlsm"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CODES = [kind.code for kind in WRITTEN]


class No(Quiet):
    """A person who wants nothing added."""

    def ask(self, question: str) -> bool:
        return False


def paragraphs(docx: bytes) -> list[str]:
    """Every paragraph of the document, its headers and footers."""
    found: list[str] = []
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|header\w*|footer\w*)\.xml", name):
                for paragraph in etree.fromstring(archive.read(name)).iter(f"{W}p"):
                    found.append("".join(node.text or " " for node in paragraph.iter(f"{W}t", f"{W}br")))
    return found


def made(folder: Path, text: str, **options: Any) -> tuple[list[str], Outcome]:
    file = folder / "x.md"
    file.write_text(text, "utf-8")
    outcome = compose(ComposeOptions(file, out=folder, **options), No())
    return paragraphs(outcome.made[0].read_bytes()), outcome


# texts of words that come but once: "từbx", "Hộicx", …

LETTERS = str.maketrans("0123456789", "abcdefghij")
#: Keys of the front matter whose values are words of the document; no type prints them all.
KEYS = (
    *(
        "cơ quan",
        "cơ quan chủ quản",
        "ký hiệu cơ quan",
        "ký hiệu",
        "địa danh",
        "trích yếu",
        "kính gửi",
        "căn cứ",
        "năm",
    ),
    *(
        "nơi nhận",
        "lưu",
        "người ký",
        "chức vụ",
        "thẩm quyền ký",
        "ký thay",
        "người ghi biên bản",
        "thẩm quyền ban hành",
    ),
    *("đơn vị soạn thảo", "độ khẩn", "phạm vi", "địa chỉ", "khách mời", "tới dự", "chủ trì", "thời gian", "địa điểm"),
    *("thành phần", "thư ký", "kết thúc", "số"),
)
SHAPES = (
    *("{0}", "{0} “{1}” {2}", '{0} "{1}" {2}', '"{0}" và "{1}"', "{0} # {1}", "{0} C# {1}", "{0} ({1}), {2}%"),
    *("{0} > {1} & {2}", "{0} – {1}/{2}", "**{0}** và *{1}* và {2}*{2}5"),
)
#: {0} a phrase, {1} several words, {2} several in capitals, {3} one word.
BLOCKS = (
    *("# {0}", "## {0} C#", "I. {0}", "1) {0}.", "a. {0};", "Điều 3: {0}", "Chương II. {2}", "Phần thứ nhất\n{2}"),
    *("{0}.", "{0}", "{1} và\n\nthì {3} nữa.", "{1} và\n\n12\n\nthì {3}.", "- {0};\n+ {3};\n* {1}.", "> {0}", "---"),
    *("| {1} | {0} |\n|---|:-:|\n| {3} | |", "| a | {3} |\n| {1} | b | {2} |", "{3}\t{1}\t{2}\nx\t\t{0}\n1"),
    *("QUYẾT ĐỊNH: {1}", "QUYẾT ĐỊNH:", "V/v {1}", "Kính gửi: {1}", "Độc lập {1}", "(Đã ký) {1}", "Nơi nhận {3}: {1}"),
)


@st.composite
def texts(draw: Any) -> str:
    count = 0

    def word() -> str:
        nonlocal count
        count += 1
        return f"{draw(st.sampled_from(['từ', 'Từ', 'đơn', 'Hội']))}{str(count).translate(LETTERS)}x"

    def several(most: int = 6) -> str:
        return " ".join(word() for _ in range(draw(st.integers(1, most))))

    def phrase() -> str:
        return str(draw(st.sampled_from(SHAPES))).format(several(), several(2), word())

    def lines(mark: str, end: str) -> list[str]:
        return [f"{mark}{phrase()}{end}" for _ in range(draw(st.integers(1, 4)))]

    def maybe(*lines: str) -> list[str]:
        return list(lines) if draw(st.booleans()) else []

    text: list[str] = []
    if draw(st.booleans()):
        text += ["---", f"loại: {draw(st.sampled_from(CODES))}"]
        for key in draw(st.lists(st.sampled_from(KEYS), max_size=12)):
            if key in ("căn cứ", "nơi nhận", "kính gửi", "địa chỉ", "chức vụ") and draw(st.booleans()):
                text += [f"{key}:", *lines("  - ", "")]
            else:
                text.append(f"{key}: {draw(st.integers(1, 999)) if key in ('số', 'năm') else phrase()}")
        text += ["---", ""]
    if draw(st.booleans()):
        text += [several().upper(), f"Số: {draw(st.integers(1, 99))}/{word().upper()}"]
        text += maybe("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
        text += [*draw(st.sampled_from([[], [f"{word()}, ngày 5 tháng 3 năm 2026"], [f"{word()}, 5/3/2026"]])), ""]
    text += maybe(draw(st.sampled_from([kind.name.upper() for kind in WRITTEN])), phrase(), "")
    text += maybe(f"Kính gửi: {several()}", "", *lines("- ", ";"))
    if draw(st.booleans()):
        text += [*maybe(several().upper()), *lines("Căn cứ ", draw(st.sampled_from(";, "))), "", *maybe("QUYẾT ĐỊNH:")]
    for block in draw(st.lists(st.sampled_from(BLOCKS), max_size=8)):
        text += [block.format(phrase(), several(), several().upper(), word()), *maybe("")]
    text += maybe(
        draw(st.sampled_from(["Nơi nhận:", "Nơi nhận: khác;"])), *lines(draw(st.sampled_from(["- ", ""])), ";")
    )
    if draw(st.booleans()):
        text += ["", *draw(st.sampled_from([["CHỦ TỊCH"], ["T/M BAN", "CHỦ TỊCH"], ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]]))]
        text += [*maybe("(Đã ký)"), several(3), *maybe("", "THƯ KÝ", several(3))]
    for name in draw(st.lists(st.sampled_from(["# Phụ lục", "PHỤ LỤC II", "Phụ lục 7 (ngang)"]), max_size=2)):
        text += ["", name, several().upper(), *maybe(f"(Kèm theo Kế hoạch số {word()})"), phrase()]
    return "\n".join([*text, f"{phrase()}."])


def times(lines: list[str]) -> Counter[str]:
    return Counter(re.findall(r"(?:từ|đơn|hội)[a-j]+x", "\n".join(lines).casefold()))


@pytest.mark.slow
@settings(max_examples=16, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(text=texts(), code=st.sampled_from(CODES))
def test_every_word_of_a_text_is_printed_as_often_as_it_was_typed_or_it_is_named(
    tmp_path_factory: pytest.TempPathFactory, text: str, code: str
) -> None:
    printed, outcome = made(tmp_path_factory.mktemp("x"), text, type=code)
    # what a template says twice: the agency above an annex, in an invitation, a wire; who chairs and writes minutes
    again = r"^.* trân trọng kính mời: |^.* (?:điện|trân trọng giới thiệu):$"
    once = [re.sub(again, "", line) for line in printed if not line.startswith(("(Kèm theo", "(Ban hành kèm theo"))]
    there = times(
        [line for line in once if not line.startswith(("Chủ trì (chủ tọa): ", "Thư ký (người ghi biên bản): "))]
    )
    told = "\n".join([*outcome.lines, *outcome.warnings]).casefold()
    for word, count in times([text]).items():
        said = there[word] or times(printed)[word]
        assert said == count or (said < count and word in told), (word, said)
    assert bool(outcome.counts["left_over"]) <= (outcome.exit_code == 1)
    assert not (outcome.counts["left_over"] and "đúng thể thức" in told)


# each kind of what a type has no place for

TAIL = "\n\nNơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn A"
LETTERHEAD = "HỘI TIN HỌC\nSố: 12/KH-HTH\nCần Thơ, ngày 5 tháng 3 năm 2026\n\n"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            f"{LETTERHEAD}KẾ HOẠCH\nTổ chức\n\nKính gửi: Sở Nội vụ;\n\n- Các hội báo cáo;\n\nI. X\n\nY./.{TAIL}",
            [(8, "Kính gửi: Sở Nội vụ;"), (10, "Các hội báo cáo;")],
        ),
        (
            f"{LETTERHEAD}BIÊN BẢN\nHọp\n\nCăn cứ Điều lệ hội.\n\nI. X\n\nY./.{TAIL}",
            [(3, "Cần Thơ, ngày 5 tháng 3 năm 2026"), (8, "Căn cứ Điều lệ hội.")],
        ),
        (
            f"{FRONT}I. X\n\nY./.\n\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\n\nPHÓ CHỦ TỊCH\n\nTrần Thị B",
            [(16, "Sở Nội vụ;"), (19, "PHÓ CHỦ TỊCH"), (21, "Trần Thị B")],
        ),
        (
            FRONT.replace("loại: KH", "loại: KH\nkính gửi: Sở Nội vụ\nthời gian: 8 giờ 00\nsố: 12\nsố: 15") + "Y./.",
            [(3, "Sở Nội vụ"), (4, "8 giờ 00"), (5, "12")],
        ),
    ],
    ids=["Kính gửi of a kế hoạch", "căn cứ and place of minutes", "a tail under front matter", "keys without a place"],
)
def test_what_a_type_has_no_place_for_stands_at_the_end_of_the_text_and_is_named_by_its_line(
    tmp_path: Path, text: str, left: list[tuple[int, str]]
) -> None:
    printed, outcome = made(tmp_path, text)
    assert [(one["line"], one["text"]) for one in outcome.counts["left_over"]] == left  # type: ignore[attr-defined]
    assert outcome.exit_code == 1 and not any("đúng thể thức" in line for line in outcome.lines)
    at = next(number for number, line in enumerate(printed) if line.startswith("[Chưa có chỗ trong mẫu "))
    for (number, piece), line in zip(left, printed[at + 1 :], strict=False):
        assert line.endswith(piece)
        assert any(told.startswith(f"Dòng {number}: “") and piece in told for told in outcome.warnings)
    assert at < next(number for number, line in enumerate(printed) if line == "Nơi nhận:")


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ('trích yếu: "Xanh" và "Sạch"', '"Xanh" và "Sạch"'),
        ("trích yếu: Sân 5 # 7 và lập trình C#", "Sân 5 # 7 và lập trình C#"),
        ("trích yếu: 'Xanh' hay 'Sạch'", "'Xanh' hay 'Sạch'"),
        ("trích yếu: “Xanh”", "“Xanh”"),
    ],
)
def test_quotation_marks_and_number_signs_of_the_front_matter_stay_as_written(
    tmp_path: Path, line: str, printed: str
) -> None:
    shown, outcome = made(tmp_path, FRONT.replace("trích yếu: Tổ chức hội thảo", line) + "Y./.")
    assert printed in shown and outcome.exit_code == 0


def test_a_remark_and_quotation_marks_around_a_whole_value_go_and_that_is_told(tmp_path: Path) -> None:
    text = FRONT.replace("trích yếu: Tổ chức hội thảo", 'trích yếu: "Tổ chức"   # nháp\nsố: 5 # tạm')
    shown, outcome = made(tmp_path, text + "Y./.")
    assert "Tổ chức" in shown and outcome.exit_code == 0
    assert [line for line in outcome.lines if "chú thích" in line or "ngoặc kép" in line] == [
        "  - Bỏ chú thích “# nháp” ở dòng 6, đầu tệp.",
        '  - Bỏ dấu ngoặc kép bao ngoài "Tổ chức" ở dòng 6, đầu tệp.',
        "  - Bỏ chú thích “# tạm” ở dòng 7, đầu tệp.",
    ]


def test_what_text_and_front_matter_both_say_is_printed_once_and_nothing_is_left(tmp_path: Path) -> None:
    head = "HỘI TIN HỌC TỈNH SƠN LA\nSố: 5/KH-HTH\nSơn La, ngày 5 tháng 3 năm 2026\n\nKẾ HOẠCH\nTổ chức hội thảo\n\n"
    tail = "\n\nNơi nhận:\n- Các chi hội;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn A"
    front = FRONT.replace("loại: KH", "loại: KH\nsố: 05/KH-HTH\nngày: 05/03/2026\nnăm: 2026\nlưu: VT")
    _, outcome = made(tmp_path, front + head + "Y./." + tail)
    assert outcome.counts["left_over"] == [] and outcome.exit_code == 0


def test_words_from_the_workbook_make_up_for_none_of_the_text(tmp_path: Path) -> None:
    """The workbook's own place is printed; the "Cần Thơ" of the text, in the value of a key without a place, is not."""
    text = "---\nloại: KH\nđịa điểm: Cần Thơ\nthư ký: Nguyễn Văn A\n---\n# Hội thảo\n\nMột đoạn./."
    _, outcome = made(tmp_path, text, book=BOOK)
    assert outcome.counts["left_over"] == [{"line": 3, "text": "Cần Thơ"}, {"line": 4, "text": "Nguyễn Văn A"}]


def test_what_an_office_template_does_not_print_is_left_over_too(tmp_path: Path) -> None:
    parts = read_parts((ROOT / "templates" / "ke-hoach.docx").read_bytes())
    body = parts["word/document.xml"].decode().replace("{{ van_ban.trich_yeu }}", "Việc của hội")
    own = write_parts({**parts, "word/document.xml": body.encode()})
    printed = paragraphs(document("KH", subject="Tổ chức hội thi").docx(own))
    assert printed[printed.index("[Chưa có chỗ trong mẫu Kế hoạch, hãy chuyển đúng chỗ hoặc xóa:]") + 1] == (
        "Tổ chức hội thi"
    )


@pytest.mark.parametrize("code", CODES)
def test_a_document_written_from_python_says_everything_it_was_given(code: str) -> None:
    kind = code if code in ("BC", "CV", "CTr", "KH", "TB", "GM", "TTr", "QĐ", "BB") else "KH"
    given_words = document(kind, urgency="KHẨN", address=["Số 1 đường A"]).paragraph("Đoạn “cuối” của R&D, 5 > 3.")
    printed = "\n".join(paragraphs(given_words.docx()))
    assert "[Chưa có chỗ" not in printed and "Đoạn “cuối” của R&D, 5 > 3." in printed


# time


def long_text(size: int) -> str:
    """Each thing that a text may have many of."""
    sentence = "Đoạn văn thứ {0} nói về việc tổ chức hội thảo khoa học ở đơn vị số {0}."
    parts = [
        *(f"Căn cứ Luật số {n};" for n in range(size // 4)),
        "",
        *(sentence.format(n) for n in range(size)),
        "",
        "| TT | Tên | Số |\n|---|---|---|",
        *(f"| {n} | Nguyễn Văn {n} | {n * 1000} |" for n in range(size)),
        "",
        *(f"{n}\tNguyễn Văn {n}\tHội {n % 7}" for n in range(size)),
        *(f"\n# {n}. Mục thứ {n}\n\ntừ {n} và\n\nthì" for n in range(size // 8)),
        "Gồm:",
        *(f"- việc thứ {n};" for n in range(size)),
        *(f"\nBảng {n}:\n\n| A | B |\n|---|---|\n| {n} | x |" for n in range(size // 16)),
        " ".join(f"từ{n}" for n in range(4 * size)),
        "\nNơi nhận:",
        *(f"- Đơn vị {n};" for n in range(size // 4)),
        "- Lưu: VT.\n\nCHỦ TỊCH\n\nNguyễn Văn A",
    ]
    return FRONT.replace("nơi nhận: Các chi hội; Lưu: VT\n", "kính gửi: Các hội\n") + "\n".join(parts)


@pytest.mark.slow
def test_a_text_four_times_as_long_takes_about_four_times_as_long(tmp_path: Path) -> None:
    """Also where something is left over."""
    made(tmp_path, long_text(50))  # modules are loaded
    taken = []
    for size in (150, 600):
        start = time.process_time()
        _, outcome = made(tmp_path, long_text(size))
        taken.append(time.process_time() - start)
        assert outcome.counts["left_over"] == [{"line": 9, "text": "Các hội"}]
    assert taken[1] < 7 * taken[0]


@pytest.mark.parametrize(
    "line",
    [
        "Số: 1/" + "a-" * 3000 + ";",
        "V/v " + "ngày " * 2000,
        "{{" * 4000 + "x",
        "…[" * 3000,
        "." * 9000 + "x",
        "*" * 9000,
    ],
)
def test_no_line_however_odd_takes_long(tmp_path: Path, line: str) -> None:
    start = time.process_time()
    made(tmp_path, FRONT + line + "\n\nHết./.")
    assert time.process_time() - start < 3

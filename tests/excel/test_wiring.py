"""Every button and every ribbon item leads to a macro that is there, and every macro to a function that is there."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from macro_files import FRONTS, MAIN, built

from lhh_excel.messages.commands import ADDIN_COMMANDS, ADDIN_SHEET, COMMANDS, GROUPS, MACRO_TEXTS
from lhh_excel.workbook.build.write import ADDIN_TYPE, MACRO_TYPE, RIBBON_RELATION
from lhh_excel.workbook.tables import HOME_SHEET, SHEET_ORDER
from tools.macros import ADDIN, RIBBON_NAMESPACE, WORKBOOK, Front

both = pytest.mark.parametrize("front", FRONTS.values(), ids=FRONTS)

#: Pictures that Excel has: the imageMso table of [MS-CUSTOMUI], and those measured in Excel itself.
IMAGES_OF_EXCEL = {
    *("AutoSum", "Copy", "DataValidation", "FileNew", "FileOpen", "FilePrint", "FilePrintPreview", "FileSave"),
    *("FileSaveAs", "FileSendAsAttachment", "Help", "Info", "RefreshAll", "ReviewNewComment", "Spelling"),
    *("ErrorChecking", "TableInsertExcel"),
    *("FillRight", "Lock", "ReviewAllowUsersToEditRanges"),
    *("SheetColumnsInsert", "UpgradeWorkbook"),  # commands of Excel's own, each with its picture
}
#: The buttons of docs/workbook-contract.md, in the order of a period's steps.
CAPTIONS = [
    "Tạo phiếu thu thập",
    "Nhập phiếu",
    "Tình hình nộp",
    "Công văn đôn đốc",
    "Kiểm tra dữ liệu",
    "Sửa lỗi an toàn",
    "Tạo báo cáo (dự thảo)",
    "Trình ký",
    "Phát hành báo cáo",
    "Khóa kỳ",
    "Sang kỳ mới",
    "Mở lại kỳ",
    "Kiểm tra thể thức",
    "Mở thư mục kết xuất",
    "Hướng dẫn",
]
#: Lines that openxml-audit may print, each with its reason. None so far.
AUDIT_MAY_SAY: dict[str, str] = {}


def test_the_home_sheet_has_a_button_for_each_command_in_order() -> None:
    assert built(WORKBOOK).buttons() == [(f"[0]!{c.macro}", c.caption) for c in COMMANDS]
    assert [caption for _, caption in built(WORKBOOK).buttons()] == CAPTIONS


def test_each_button_runs_a_public_sub_without_arguments_that_is_there_once() -> None:
    subs = built(WORKBOOK).public_subs()
    assert built(WORKBOOK).buttons()
    for macro, _ in built(WORKBOOK).buttons():
        # [0]! is the workbook itself: the button still works when the file is renamed
        assert subs[macro.removeprefix("[0]!")] == [""]


@both
def test_each_ribbon_item_calls_a_callback_with_the_right_signature(front: Front) -> None:
    subs = built(front).public_subs()
    items = built(front).ribbon_buttons()
    more = sorted(command.caption for command in ADDIN_COMMANDS) if front is ADDIN else []
    assert sorted(item.get("label") for item in items) == sorted(CAPTIONS + more)
    assert [label for item in items if (label := item.get("label")) not in more] == CAPTIONS
    for item in items:
        assert subs[item.get("onAction")] == ["control As IRibbonControl"]


@both
def test_each_callback_and_each_macro_ends_in_the_function_of_its_command(front: Front) -> None:
    modules = built(front).modules
    ribbon, buttons = modules[f"{front.ribbon_module}.bas"], modules[f"{front.buttons_module}.bas"]
    for command in front.commands:
        macro = front.macro(command)
        assert f"Public Sub {front.callback(command)}(control As IRibbonControl)\r\n    {macro}\r\nEnd Sub" in ribbon
        call = f'{front.prefix}_Run "import lhh_excel.buttons; lhh_excel.buttons.{command.function}()"'
        assert f"Public Sub {macro}()\r\n    {call}\r\nEnd Sub" in buttons


def test_each_macro_calls_a_function_of_the_package_that_needs_no_argument() -> None:
    import lhh_excel.buttons

    for command in ADDIN.commands:
        function = getattr(lhh_excel.buttons, command.function)
        parameters = inspect.signature(function).parameters.values()
        assert all(p.default is not inspect.Parameter.empty for p in parameters), command.function


@pytest.mark.slow
def test_what_closes_the_workbook_is_only_in_the_add_in() -> None:
    """The macro of a workbook ends when its workbook is closed."""
    for command in ADDIN_COMMANDS:
        assert WORKBOOK.macro(command) not in built(WORKBOOK).public_subs()
        assert built(ADDIN).public_subs()[ADDIN.macro(command)] == [""]


@pytest.mark.slow
def test_workbook_and_add_in_may_be_open_at_once() -> None:
    workbook, addin = built(WORKBOOK), built(ADDIN)
    ours = [
        {sub for name, code in file.modules.items() if name.startswith("LHH") for sub in re.findall(r"Sub (\w+)", code)}
        for file in (workbook, addin)
    ]
    assert ours[0] and ours[1] and not ours[0] & ours[1]
    ids = [[e.get("id") for e in file.ribbon().iter() if e.get("id")] for file in (workbook, addin)]
    assert len(ids[0]) == len(set(ids[0])) == 1 + len(GROUPS) + len(COMMANDS)
    assert len(set(ids[0]) | set(ids[1])) == len(ids[0]) + len(ids[1])
    assert not {f for f in workbook.modules if f.startswith("LHH")} & {f for f in addin.modules if f.startswith("LHH")}


@both
def test_ids_are_names_that_office_takes(front: Front) -> None:
    for element in built(front).ribbon().iter():
        if element.get("id"):
            assert re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", element.get("id"))


@both
def test_the_ribbon_is_one_part_named_by_one_relation(front: Front) -> None:
    file = built(front)
    relations = [r for r in file.xml("_rels/.rels") if r.get("Type") == RIBBON_RELATION]
    assert [r.get("Target") for r in relations] == ["customUI/customUI14.xml"]
    assert len({r.get("Id") for r in file.xml("_rels/.rels")}) == len(file.xml("_rels/.rels"))
    assert [name for name in file.parts if name.startswith("customUI/")] == ["customUI/customUI14.xml"]
    tabs = list(file.ribbon().iter(f"{{{RIBBON_NAMESPACE}}}tab"))
    assert [tab.get("label") for tab in tabs] == [front.tab_label]
    assert "Liên hiệp Hội" in front.tab_label
    for group in file.ribbon().iter(f"{{{RIBBON_NAMESPACE}}}group"):
        assert len(group) > 0


@both
def test_pictures_are_those_that_excel_has(front: Front) -> None:
    images = [item.get("imageMso") for item in built(front).ribbon_buttons()]
    assert set(images) <= IMAGES_OF_EXCEL
    assert len(set(images)) == len(images)


@both
def test_what_people_read_is_vietnamese_with_composed_letters(front: Front) -> None:
    texts = [e.get(name) for e in built(front).ribbon().iter() for name in ("label", "screentip", "supertip")]
    texts += [caption for _, caption in built(front).buttons()]
    texts += list(MACRO_TEXTS.values())
    read = [text for text in texts if text]
    assert read
    for text in read:
        assert unicodedata.normalize("NFC", text) == text
        assert not text.isascii(), text
        assert len(text) <= 255


@both
def test_code_names_of_sheets_are_the_document_modules(front: Front) -> None:
    file = built(front)
    names = ["ThisWorkbook", *(file.sheet_code_name(name) for name in file.sheet_names())]
    assert file.xml("xl/workbook.xml").find(MAIN + "workbookPr").get("codeName") == "ThisWorkbook"
    documents = [n.removesuffix(".cls") for n, code in file.modules.items() if "VB_Base" in code and "0{0002" in code]
    assert names == documents
    assert all(name.isascii() and len(name) <= 31 for name in names)


def test_the_content_types_are_those_of_a_macro_workbook_and_an_add_in() -> None:
    for front, main_type in ((WORKBOOK, MACRO_TYPE), (ADDIN, ADDIN_TYPE)):
        types = built(front).parts["[Content_Types].xml"]
        assert types.count(main_type) == 1
        assert b'"application/vnd.ms-office.vbaProject"' in types
        assert b"spreadsheetml.sheet.main+xml" not in types


@both
def test_xlwings_finds_its_sheet_with_the_settings_of_the_contract(front: Front) -> None:
    file = built(front)
    project_name = re.search(r'PROJECT_NAME As String = "(\w+)"', file.modules["xlwings.bas"])
    assert project_name is not None
    sheet = f"{project_name[1]}.conf"
    assert sheet == front.config_sheet
    states = {s.get("name"): s.get("state") for s in file.xml("xl/workbook.xml").iter(MAIN + "sheet")}
    assert states[sheet] == "hidden"
    rows = {row[0]: row[1] for row in file.cells(sheet)}
    assert None not in rows  # xlwings reads down to the first empty cell
    assert all(key == key.upper() for key in rows)  # and looks keys up in capitals
    assert rows["ADD_WORKBOOK_TO_PYTHONPATH"] == rows["USE UDF SERVER"] == rows["SHOW CONSOLE"] == "False"
    assert rows["INTERPRETER_WIN"].startswith(r"%LocalAppData%\LHH") and rows["INTERPRETER_WIN"].isascii()
    assert rows["TEMP DIR"] == r"%LocalAppData%\LHH\tmp"
    for key in MACRO_TEXTS:
        assert rows[key] == MACRO_TEXTS[key]


@pytest.mark.slow
def test_texts_that_macros_say_are_there_under_the_keys_they_use() -> None:
    for front in (WORKBOOK, ADDIN):
        keys = set(re.findall(rf'{front.prefix}_Say "([^"]+)"', built(front).modules[f"{front.start_module}.bas"]))
        assert keys and keys <= set(MACRO_TEXTS)


def test_no_sheet_looks_like_embedded_python() -> None:
    assert built(WORKBOOK).sheet_names() == list(SHEET_ORDER)
    assert built(ADDIN).sheet_names() == [ADDIN_SHEET, "LHH.conf"]
    for front in FRONTS.values():
        assert not [name for name in built(front).sheet_names() if name.lower().endswith(".py")]


def test_buttons_stand_on_the_home_sheet_and_cover_no_cell_that_is_written() -> None:
    file = built(WORKBOOK)
    part = file.sheet_part(HOME_SHEET)
    relations = file.xml(part.replace("worksheets/", "worksheets/_rels/") + ".rels")
    drawings = [r.get("Target").rpartition("/")[2] for r in relations if "vmlDrawing" in r.get("Type")]
    assert len(drawings) == 1
    data = file.parts[f"xl/drawings/{drawings[0]}"].decode()
    anchors = [[int(n) for n in a.split(",")] for a in re.findall(r"<x:Anchor>([^<]*)</x:Anchor>", data)]
    assert len(anchors) == len(COMMANDS)
    rows = file.cells(HOME_SHEET)
    for left, _, top, _, right, _, bottom, _ in anchors:
        covered = [rows[y][x] for y in range(top, bottom + 1) for x in range(left, right + 1)]
        assert set(covered) == {None}


@pytest.mark.slow
@both
def test_openxml_audit_finds_nothing_outside_the_reasoned_list(front: Front, tmp_path: Path) -> None:
    file = tmp_path / ("LHH.xlam" if front is ADDIN else "LHH.xlsm")
    file.write_bytes(built(front).data)
    audit = Path(sys.executable).with_name("openxml-audit")
    result = subprocess.run([str(audit), str(file)], capture_output=True, text=True, check=False)
    said = [line for line in result.stdout.splitlines() if line.strip() and "expected to open cleanly" not in line]
    assert [line for line in said if line.strip() != "Errors: 0" and line.strip() not in AUDIT_MAY_SAY] == []
    assert result.returncode == 0, result.stdout + result.stderr

"""The pages of docs/ name only what is there: commands, options, buttons, codes, files, pictures, places of pages."""

from __future__ import annotations

import argparse
import ast
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from places import ROOT

from lhh_excel import buttons, errors
from lhh_excel.checking.registry import RETIRED
from lhh_excel.checking.run import FAMILIES, RULES
from lhh_excel.cli.commands import COMMANDS as CALLS
from lhh_excel.cli.commands import build_parser
from lhh_excel.errors import ExitCode, LhhError
from lhh_excel.messages import buttons as button_words
from lhh_excel.messages import collection, cycle, keeping, screen
from lhh_excel.messages.commands import COMMANDS
from lhh_excel.messages.failures import FAILURES
from lhh_excel.workbook.tables import TABLES
from tools.handbook import fill, page, slug

DOCS = ROOT / "docs"
HANDBOOK = DOCS / "huong-dan.md"
PAGES = sorted([*DOCS.glob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))])
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
#: A file of ours in a page: `lhh_excel/errors.py`, `templates/bao-cao.docx`, `docs/`.
FILE = re.compile(r"`((?:lhh_excel|docs|tests|templates|workbooks|bench|\.ci)/[\w./-]*)`")
#: A file of the package as the pages for developers write it: `workbook/tables.py`.
ROOMS = [folder.name for folder in (ROOT / "lhh_excel").iterdir() if folder.is_dir() and folder.name[0] != "_"]
IN_PACKAGE = re.compile(rf"`((?:{'|'.join(ROOMS)})/[\w./-]*)`")
CALL = re.compile(r"lhh-excel ([a-z][a-z-]+)((?:[^`\n|]|(?<=`) )*)")

pages = pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def headings(path: Path) -> set[str]:
    return {slug(line.lstrip("#").strip()) for line in text_of(path).splitlines() if line.startswith("#")}


@cache
def options() -> dict[str, set[str]]:
    """Command -> its options."""
    actions = build_parser()._actions
    commands = next(action for action in actions if isinstance(action, argparse._SubParsersAction)).choices
    return {name: {o for a in sub._actions for o in a.option_strings} for name, sub in commands.items()}


# --- every page ------------------------------------------------------------------------------------------------------


@pages
def test_links_lead_somewhere(path: Path) -> None:
    for _picture, target in LINK.findall(text_of(path)):
        if "://" in target:
            continue
        file, _, anchor = unquote(target).partition("#")
        there = path.parent / file if file else path
        assert there.exists(), f"{path.name}: {target}"
        assert not anchor or anchor in headings(there), f"{path.name}: {target}"


@pages
def test_files_that_a_page_names_are_there(path: Path) -> None:
    named = FILE.findall(text_of(path)) + [f"lhh_excel/{name}" for name in IN_PACKAGE.findall(text_of(path))]
    assert [name for name in named if not (ROOT / name).exists()] == []


@pages
def test_commands_and_options_that_a_page_names_exist(path: Path) -> None:
    for command, rest in CALL.findall(text_of(path)):
        assert command in CALLS, f"{path.name}: lhh-excel {command}"
        call = rest.partition("#")[0].partition("`")[0]
        unknown = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", call)) - options()[command]
        assert not unknown, f"{path.name}: lhh-excel {command}{rest}"


@pages
def test_rules_that_a_page_names_exist(path: Path) -> None:
    codes = set(re.findall(rf"\b(?:{'|'.join(FAMILIES)})\d\d\b", text_of(path)))
    assert codes <= set(RULES) | set(RETIRED)


def test_every_command_has_its_section() -> None:
    assert {slug(f"`{name}`") for name in CALLS} <= headings(DOCS / "commands.md")


def test_what_the_code_cites_of_the_contract_stands_there() -> None:
    cited: set[str] = set()
    for path in (ROOT / "lhh_excel").rglob("*.py"):
        text = " ".join(text_of(path).split())
        for sections in re.findall(r'workbook-contract\.md, ("[^"]+"(?:(?:,| and) "[^"]+")*)', text):
            cited |= set(re.findall(r'"([^"]+)"', sections))
    there = {line.lstrip("# ") for line in text_of(DOCS / "workbook-contract.md").splitlines() if line.startswith("#")}
    assert len(cited) > 10 and cited <= there


# --- errors ----------------------------------------------------------------------------------------------------------


def test_the_page_of_errors_has_every_exit_code_with_its_exception() -> None:
    rows = re.findall(r"^\| (\d+) \| (.+?) \|", text_of(DOCS / "errors.md"), re.MULTILINE)
    assert [int(code) for code, _who in rows] == [code.value for code in ExitCode]
    named = {name: int(code) for code, who in rows for name in re.findall(r"`(\w+)`", who)}
    exceptions = {
        name: kind.exit_code.value
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, LhhError) and kind is not LhhError
    }
    assert named == exceptions
    assert [int(code) for code in re.findall(r"(\d+) ", screen.EPILOG.partition(":")[2])] == list(map(int, ExitCode))


@pytest.mark.slow
def test_every_failure_that_is_raised_has_its_sentences() -> None:
    kinds = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, LhhError)}
    for path in (ROOT / "lhh_excel").rglob("*.py"):
        for node in ast.walk(ast.parse(text_of(path))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds and node.args:
                key = node.args[0]
                if isinstance(key, ast.Constant):
                    assert key.value in FAILURES, f"{path.name}: {key.value}"


# --- the handbook ----------------------------------------------------------------------------------------------------


def test_every_button_has_its_chapter_its_picture_and_its_function() -> None:
    of_buttons = text_of(HANDBOOK).partition("\n## 5. ")[2].partition("\n## ")[0]
    captions = [command.caption for command in COMMANDS]
    assert [each for each in re.findall(r"^### (.+)$", of_buttons, re.MULTILINE) if each in captions] == captions
    for command in COMMANDS:
        chapter = text_of(HANDBOOK).partition(f"\n### {command.caption}\n")[2].partition("\n### ")[0]
        assert f"(anh/nut-{command.name}.png)" in chapter
        assert callable(getattr(buttons, command.function))


def test_every_picture_is_shown_and_is_a_picture() -> None:
    shown = {target for path in PAGES for picture, target in LINK.findall(text_of(path)) if picture}
    there = {f"anh/{file.name}": file for file in (DOCS / "anh").iterdir()}
    assert set(there) == shown
    for file in there.values():
        assert file.read_bytes().startswith(b"\x89PNG\r\n"), file.name


def test_every_family_and_every_sheet_is_explained() -> None:
    text = text_of(HANDBOOK)
    assert all(f"| {family} | {name} |" in text for family, name in FAMILIES.items())
    assert all(f"| {table.sheet} |" in text for table in TABLES if not table.hidden)


def test_what_a_box_is_said_to_say_is_what_it_says() -> None:
    templates = [text for words in (button_words, screen, collection, cycle, keeping) for text in vars(words).values()]
    lines = [line for text in templates if isinstance(text, str) for line in text.splitlines()]
    said = [re.sub(r"\\\{\w+\\\}", ".+", re.escape(line)) for line in lines if re.search("[a-z]", line)]
    quoted = re.findall(r"^> (.+?)\\?$", text_of(HANDBOOK), re.MULTILINE)
    assert len(quoted) >= 8
    for line in quoted:
        assert any(re.fullmatch(pattern, line) for pattern in said if pattern.strip(".+ :!")), line


def test_drawing_the_tables_twice_changes_nothing() -> None:
    assert fill(text_of(HANDBOOK)) == text_of(HANDBOOK)
    emptied = re.sub(r"(<!-- bảng: \S+ -->\n).*?(<!-- hết -->)", r"\1\2", text_of(HANDBOOK), flags=re.DOTALL)
    assert emptied != text_of(HANDBOOK) and fill(emptied) == text_of(HANDBOOK)


class _Page(HTMLParser):
    """The ids, links and pictures of a page, and what it would fetch."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attributes}
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if "href" in found else []
        self.sources += [found["src"]] if "src" in found else []


@pytest.mark.slow
def test_the_one_page_needs_nothing_beside_it() -> None:
    html = _Page(page(DOCS, {}).decode("utf-8"))
    assert len(html.ids) == len(set(html.ids))
    inside = [unquote(link)[1:] for link in html.links if link.startswith("#")]
    assert set(inside) <= set(html.ids) and len(inside) > 20
    assert all(link.startswith(("#", "https://")) for link in html.links)
    assert all(source.startswith("data:image/png;base64,") for source in html.sources)
    assert len(html.sources) >= len(list((DOCS / "anh").iterdir()))


def test_the_excel_check_claims_nothing_that_nobody_did() -> None:
    result = text_of(DOCS / "kiem-tra-tren-excel.md").partition("## Kết quả")[2]
    rows = [line for line in result.splitlines() if line.startswith("|")][2:]
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[0] == "chưa ai làm" or all(cells[:5]), "a result names its day, version, Excel and person"


@pytest.mark.slow
@pytest.mark.office
def test_the_pictures_are_drawn_from_what_the_build_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    from office import convert, need, soffice

    from tools import pictures

    def printed(file: Path, kind: str = "pdf") -> Path:
        """By the LibreOffice that is up already, but for what has comments."""
        return convert(file, "pdf", file.parent) if kind == "pdf" else started(file, kind)

    started = pictures._printed
    monkeypatch.setattr(pictures, "_printed", printed)
    soffice()
    need(shutil.which("pdftoppm"), "poppler (pdftoppm)")
    drawn = pictures.draw_pictures()
    assert set(drawn) == {file.name for file in (DOCS / "anh").iterdir()}
    for name, data in drawn.items():
        assert data.startswith(b"\x89PNG\r\n") and len(data) > 800, name

"""The arrows of docs/architecture.md: imports point one way, and no file outgrows the house."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import kept
import pytest

PACKAGE = Path(__file__).parents[1] / "lhh_excel"
BOTTOM = {
    "errors",
    "paths",
    "files",
    "given",
    "law",
    "list_book",
    "log",
    "mail",
    "office_file",
    "plain",
}
BOTTOM |= {"messages", "text", "__init__"}
#: room -> rooms it may import besides itself and the bottom
ALLOWED: dict[str, set[str]] = {
    "__main__": {"cli"},
    "cli": {"actions", "workbook.typed"},
    "api": {"figures", "workbook", "actions.batch", "fleet.running", "document.rules"},
    "buttons": {"actions", "excel", "workbook", "checking.finding"},
    "excel": {"workbook"},
    "actions": {"workbook", "checking", "figures", "document", "register", "collection", "setup", "fleet"},
    "collection": {"workbook", "checking", "figures", "document"},
    "fleet": {"workbook", "checking", "figures", "document.rules"},
    "setup": {"workbook"},
    "register": {"workbook", "checking", "figures", "document"},
    "document": {"figures"},
    "figures": {"workbook"},
    "checking": {"workbook"},
    "workbook": set(),
    "messages": {"workbook.schema"},
}
#: folder of document/ -> the folders there that it may import besides itself
TRIPS: dict[str, set[str]] = {
    "ooxml": set(),
    "reading": {"ooxml"},
    "rules": {"ooxml", "reading"},
    "repairing": {"ooxml", "reading", "rules"},
    "writing": {"ooxml", "reading"},
    "keeping": {"ooxml"},
    "templates": {"ooxml", "writing", "keeping"},
    "composing": {"ooxml", "reading", "writing", "templates"},
}
#: What the domain may know of `workbook`: plain data, no file and no Excel.
PLAIN = {
    "addresses",
    "book",
    "declarations",
    "sentences",
    "records",
    "schema",
    "tables",
    "lists",
    "settings",
    "values",
    "typed",
    "holidays",
}


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """All below, without what stands in their expressions, where nothing is imported."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.stmt, ast.excepthandler, ast.match_case)):
            yield child
            yield from statements(child)


def imports_of(path: Path) -> set[str]:
    """The modules of ours that a file imports, dotted below lhh_excel; type-checking imports count too."""
    here = path.relative_to(PACKAGE).with_suffix("").parts
    found: set[str] = set()
    for node in statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            if node.level:
                base = here[: len(here) - node.level]
                module = [*base, *(node.module.split(".") if node.module else [])]
            elif node.module and node.module.split(".")[0] == "lhh_excel":
                module = node.module.split(".")[1:]
            else:
                continue
            found.add(".".join(module)) if node.module or module else None
            found.update(".".join([*module, alias.name]) for alias in node.names if not node.module or not module)
        elif isinstance(node, ast.Import):
            found.update(a.name.removeprefix("lhh_excel.") for a in node.names if a.name.startswith("lhh_excel."))
    return {name for name in found if name}


FILES = sorted(PACKAGE.rglob("*.py"))


@cache
def imports() -> dict[Path, set[str]]:
    """Of every file, parsed once a run."""
    return kept.once(lambda: {path: imports_of(path) for path in FILES}, "imports")


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


@pytest.mark.every
@pytest.mark.parametrize("room", sorted({*map(room_of, FILES)}))
def test_imports_point_down(room: str) -> None:
    if room == "law":
        allowed = {f"law.{path.stem}" for path in (PACKAGE / "law").glob("*.py")}
    elif room in BOTTOM - {"messages"}:
        allowed = BOTTOM
    else:
        allowed = {room, "__version__", *BOTTOM, *ALLOWED[room]}
    for path in FILES:
        for name in imports()[path] if room_of(path) == room else ():
            assert any(name == one or name.startswith(one + ".") for one in allowed), f"{path.name} imports {name}"


@pytest.mark.parametrize("path", [path for path in FILES if "document" in path.parts], ids=lambda path: str(path.name))
def test_the_folders_of_document_are_its_trips(path: Path) -> None:
    """No file lies beside them but the one that names what is public; a trip knows only those before it."""
    _, trip, *file = path.relative_to(PACKAGE).parts
    if not file:
        assert trip == "__init__.py", f"{trip} belongs into the folder of its trip"
        return
    others = {name.split(".")[1] for name in imports()[path] if name.startswith("document.")} - {trip}
    assert others <= TRIPS[trip]


@pytest.mark.parametrize("room", ["figures", "checking"])
def test_the_domain_knows_no_excel_and_no_file(room: str) -> None:
    for path in (PACKAGE / room).rglob("*.py"):
        for name in imports()[path]:
            parts = name.split(".")
            assert parts[0] != "workbook" or len(parts) == 1 or parts[1] in PLAIN, f"{path.name} imports {name}"


def test_the_page_of_the_architecture_has_every_room_and_no_other() -> None:
    table = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8").partition("| room |")[2]
    first = [line.split("|")[1] for line in table.partition("\n\n")[0].splitlines()[2:]]
    told = {name.strip("/").removesuffix(".py") for cell in first for name in re.findall(r"`([\w./]+)`", cell)}
    assert told == set(ALLOWED) | BOTTOM - {"__init__"}
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert there - {"__init__"} == told
    [plain] = [line.split("|")[3] for line in table.splitlines() if line.startswith("| `figures/`")]
    assert set(re.findall(r"`(\w+)`", plain)) - {"workbook"} == PLAIN


def test_the_page_tells_each_trip_of_document_and_what_it_knows() -> None:
    table = (PACKAGE.parent / "docs" / "architecture.md").read_text(encoding="utf-8").partition("| trip |")[2]
    lines = [line.split("|") for line in table.partition("\n\n")[0].splitlines()[2:]]
    assert {cells[1].strip(" `"): set(re.findall(r"`(\w+)`", cells[3])) for cells in lines} == TRIPS


def test_no_file_outgrows_the_house() -> None:
    long = {
        str(p.relative_to(PACKAGE)): n for p in FILES if (n := len(p.read_text(encoding="utf-8").splitlines())) > 600
    }
    assert long == {}


@pytest.mark.slow
def test_there_are_no_circles() -> None:
    graph = {
        ".".join(p.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"): imported_at_work(p)
        for p in FILES
    }
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join([*trail, name])
        if name in done or name not in graph:
            return
        for following in graph[name]:
            if following in graph and following != name:
                walk(following, (*trail, name))
        done.add(name)

    for name in graph:
        walk(name, ())


def imported_at_work(path: Path) -> set[str]:
    """Modules imported when the file is loaded or inside its functions; not for types only."""
    here = path.relative_to(PACKAGE).with_suffix("").parts
    found: set[str] = set()
    nodes: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    for node in nodes:
        if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            nodes.extend(ast.iter_child_nodes(node))
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*here[: len(here) - node.level], *(node.module.split(".") if node.module else [])]
            names = {".".join([*base, alias.name]) for alias in node.names}
            modules = {name for name in names if _is_module(PACKAGE / Path(*name.split(".")))}
            found |= modules or {".".join(base)}
    return found


def _is_module(path: Path) -> bool:
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()

"""The jobs: workbooks, forms, documents, templates and texts, mutated and put through the commands.

Guided by what the program said: a file that made a command end in a way not seen before is mutated further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from . import calls, cell_level, word_level, xml_level, zip_level
from .calls import Call, Desk
from .pool import Item, Job

Mutator = Callable[[Random, bytes], tuple[str, bytes]]
#: How many files that led somewhere new a process keeps, and how often it starts from one of them.
KEPT, FROM_KEPT = 60, 0.25


@dataclass(frozen=True)
class Kind:
    """A sort of file: `key` is its place on the desk, `others` the sound files beside it."""

    name: str
    key: str
    bases: tuple[tuple[str, bytes], ...]
    mutators: tuple[tuple[float, Mutator], ...]
    calls: tuple[Call, ...]
    others: tuple[tuple[str, bytes], ...] = ()

    def only(self, words: str) -> Kind:
        """The same files, through the calls whose name begins so."""
        chosen = tuple(call for call in self.calls if call.name.startswith(words))
        return replace(self, name=f"{self.name}, {words} only", calls=chosen) if words else self


def workbooks(bases: dict[str, bytes], form: bytes, text: bytes) -> Kind:
    whole = ("sample", "empty", "second")
    ours = [(name, data) for name, data in bases.items() if name in whole]
    small = [(name, data) for name, data in bases.items() if name not in whole]
    weighted = [*small * 6, *ours]
    beside = (("form", form), ("text", text))
    how: tuple[tuple[float, Mutator], ...] = (
        (0.35, zip_level.mutate),
        (0.4, xml_level.mutate),
        (0.25, cell_level.mutate),
    )
    return Kind(
        "workbooks", "book", tuple(weighted), how, calls.WORKBOOK_CALLS, (*beside, ("union", bases["XlsxWriter"]))
    )


def forms(book: bytes, form: bytes) -> Kind:
    how: tuple[tuple[float, Mutator], ...] = ((0.3, zip_level.mutate), (0.7, xml_level.mutate))
    return Kind("forms", "form", (("form", form),), how, calls.FORM_CALLS, (("book", book),))


def documents(bases: dict[str, bytes]) -> Kind:
    how: tuple[tuple[float, Mutator], ...] = ((1.0, word_level.document),)
    return Kind("documents", "document", tuple(bases.items()), how, calls.DOCUMENT_CALLS)


def templates(bases: dict[str, bytes], book: bytes, text: bytes) -> Kind:
    how: tuple[tuple[float, Mutator], ...] = ((1.0, word_level.template),)
    others = (("book", book), ("text", text), ("union", book))
    return Kind("templates", "template", tuple(bases.items()), how, calls.TEMPLATE_CALLS, others)


def texts(text: bytes, book: bytes) -> Kind:
    how: tuple[tuple[float, Mutator], ...] = ((1.0, word_level.text),)
    return Kind("texts", "text", (("text", text),), how, calls.TEXT_CALLS, (("book", book),))


#: Which type a template of ours serves, for `compose`.
_TYPES = {"bien-ban": "BB", "chuong-trinh": "CTr", "cong-van-chung": "CV", "giay-moi": "GM", "ke-hoach": "KH",
          "quyet-dinh": "QĐ", "to-trinh": "TTr", "thong-bao": "TB", "van-ban": "HD"}  # fmt: skip


def job(kind: Kind, seed: int) -> Job:
    """The worker for a kind: its items are the same for the same seed and the same share of numbers."""

    def work(folder: Path, numbers: range) -> Iterator[Item]:
        calls.bounded()
        calls.warm()
        desk = Desk(folder / "ban", folder / "log.txt")
        kept: list[tuple[str, bytes]] = []
        seen: set[object] = set()
        for number in numbers:
            rng = Random(f"{seed}-{kind.name}-{number}")
            base, data = rng.choice(kept) if kept and rng.random() < FROM_KEPT else rng.choice(kind.bases)
            mutator = rng.choices([m for _, m in kind.mutators], [w for w, _ in kind.mutators])[0]
            try:
                told, changed = mutator(rng, data)
            except Exception:  # a file broken before can be changed as bytes only
                told, changed = zip_level.raw(rng, data)
            item = Item(number, f"{base}: {mutator.__module__.rsplit('.', 1)[1]} {told}", data=changed)
            _through(desk, kind, item, base)
            if item.signature not in seen and len(kept) < KEPT:
                seen.add(item.signature)
                kept.append((base, changed))
            if not item.faults:
                item.data = b""
            yield item

    return work


def _through(desk: Desk, kind: Kind, item: Item, base: str) -> None:
    """The file through each call; a call that wrote gets the file as it was, the next one too."""
    files = dict(kind.others) | {kind.key: item.data}
    if kind.key == "template":
        del files["template"]
        files |= {f"templates__{base}": item.data, "document": item.data}
    places = desk.lay(**files)
    places["type"] = _TYPES.get(base.removesuffix(".docx"), "TB")
    for at, call in enumerate(_fitting(kind, base)):
        said = desk.run(call, places, as_json=(item.number + at) % 3 == 0)
        item.said.append(said)
        if call.writes and kind.key == "book" and not call.name.startswith(("import", "lock", "report --submit")):
            Path(places["book"]).write_bytes(item.data)


def _fitting(kind: Kind, base: str) -> Sequence[Call]:
    """Of the calls that use templates, those that use this one."""
    if kind.key != "template":
        return kind.calls
    word = {"bao-cao.docx": "report", "cong-van.docx": "remind", "tong-hop.docx": "consolidate"}.get(base, "compose")
    return [call for call in kind.calls if call.arguments[0] in (word, "check")]

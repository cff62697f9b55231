"""Reads a text that a person typed or pasted: its front matter, the frame of an old document, its body, its annexes.

`read_text(data, name)` gives a `Composed`; what was changed on the way is listed in its notes.
"""

from __future__ import annotations

import datetime as dt
import unicodedata

from ... import law
from ...errors import InputError
from ...messages import compose as words
from ...text.legacy import find_tcvn3, find_vni
from .annexes import split_annexes
from .body import read_annexes, read_body
from .chunks import Chunk, bare, chunks, starts_item
from .framed import read_frame
from .front import read_front, split_front
from .kept import OURS
from .markdown import without_unset
from .result import Composed

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(data: bytes, file: str) -> str:
    """The text of a file in UTF-8 or, with its mark, UTF-16. InputError for anything else."""
    encoding = "utf-8"
    for mark, name in _BOMS:
        if data.startswith(mark):
            data, encoding = data[len(mark) :], name
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError("not_text", file=file) from None
    if "\0" in text:
        raise InputError("not_text", file=file)
    if not text.strip():
        raise InputError("empty_text", file=file)
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\f", "\n\n")


def read_text(data: bytes, file: str = "", *, date: dt.date | None = None, as_of: dt.date | None = None) -> Composed:
    """What the text says, the front matter over the frame. InputError for what is no text or has a bad front matter.

    What it may ask for is the law's of its own date, or of the `date` of the call; of a draft as of a day (today
    unless given).
    """

    def law_on(own: dt.date | None) -> law.Law:
        return law.on(date or own or as_of or dt.date.today())

    found = Composed()
    text = decode(data, file)
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        found.notes.append(words.NFC)
    text = OURS.sub("", composed.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", ""))
    front, text, start = split_front(text, file)
    text = without_unset(text, found)
    found.intake.lines = [(number, "", line) for number, line in enumerate(text.split("\n"), start) if line.strip()]
    main, annexes = split_annexes(chunks(text, start), found)
    main, regulations = read_frame(main, found)
    main = _heading_as_subject(main, found)
    read_front(front, found, file, law_on)
    read_body(main, found)
    read_annexes([*regulations, *annexes], found)
    if legacy := find_tcvn3(text) or find_vni(text):
        found.notes.append(words.LEGACY.format(word=legacy.word, meant=legacy.meant))
    found.intake.values = found.words_by_place()
    return found


def _heading_as_subject(main: list[Chunk], found: Composed) -> list[Chunk]:
    """A first heading without a number names the document, where nothing else does."""
    if main and not found.subject and main[0].text.startswith("# "):
        text = bare(main[0].text)
        if not starts_item(text):
            found.subject = text
            return main[1:]
    return main

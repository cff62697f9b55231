"""The Python API says at the call what is wrong: any value in any parameter makes a document, or is refused there."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from places import SAMPLE

import lhh_excel.api as lhh
from lhh_excel.document import Document, Signer, check, compose, fix
from lhh_excel.errors import InputError

ODD: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    "",
    "Các hội; Lưu: VT",
    "05/03/2026",
    b"x",
    [],
    ["x"],
    [1],
    {},
    {"a": 1},
]
ODD += [
    (),
    object(),
    dt.date(2026, 3, 5),
    dt.datetime(2026, 3, 5, 9),
    Path("x"),
    Signer("A", ["CHỦ TỊCH"]),
    float("nan"),
]
BASE: dict[str, Any] = {
    "type": "KH",
    "subject": "Tổ chức hội nghị",
    "agency": "Hội A",
    "symbol": "LHH",
    "place": "Cần Thơ",
    "signer": Signer("Nguyễn Văn A", ["CHỦ TỊCH"]),
    "recipients": ["Lưu: VT"],
}


def refused(call: Callable[[], Any]) -> bool:
    """Whether the call says what is wrong, in a sentence of its own; any other exception is a fault."""
    try:
        call()
    except (TypeError, ValueError) as error:
        text = str(error)
        assert "wanted" in text or ":" in text or text.endswith("."), text
        assert "unexpected keyword" not in text and "object has no" not in text, text
        return True
    return False


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Document) if field.init])
def test_any_value_of_a_field_is_refused_at_the_call_or_makes_a_document(name: str) -> None:
    for odd in ODD:
        values = {**BASE, name: odd}
        if not refused(lambda values=values: Document(**values)):
            made = Document(**values).paragraph("Nội dung./.").docx()
            assert docx.Document(io.BytesIO(made)).paragraphs, (name, odd)


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Signer) if field.init])
def test_any_value_of_a_signer_is_refused_at_the_call_or_signs(name: str) -> None:
    for odd in ODD:
        values = {"name": "Nguyễn Văn A", "lines": ["CHỦ TỊCH"], name: odd}
        values = {field.name: values.get(field.name) for field in dataclasses.fields(Signer) if field.name in values}
        if not refused(lambda values=values: Signer(**values)):
            Document(**{**BASE, "signer": Signer(**values)}).paragraph("x./.").docx()


@pytest.mark.slow
@pytest.mark.parametrize("method", ["section", "clause", "point", "paragraph", "item", "annex", "table", "article"])
def test_any_value_of_a_part_is_refused_at_the_call_or_printed(method: str) -> None:
    for odd in ODD:
        arguments = (1, odd) if method == "article" else (odd,)
        document = Document(**BASE)
        if not refused(lambda document=document, arguments=arguments: getattr(document, method)(*arguments)):
            document.paragraph("x./.").docx()


@pytest.mark.slow
def test_any_value_of_a_check_and_a_repair_is_refused_there() -> None:
    sound = Document(**BASE).paragraph("Nội dung./.").docx()
    for odd in ODD:
        for call in (check, fix):
            try:
                assert refused(lambda call=call, odd=odd: call(odd)), odd
            except InputError as error:
                assert error.sentence and isinstance(odd, str | bytes | Path)
            refused(lambda call=call, odd=odd: call(sound, as_of=odd))
        for name in ("guarded", "convert", "track"):
            assert isinstance(odd, bool) or refused(lambda name=name, odd=odd: fix(sound, **{name: odd})), odd


@pytest.mark.slow
def test_any_value_of_a_composition_is_refused_there_or_makes_a_document() -> None:
    for odd in ODD:
        for name in ("text", "type", "number", "date", "complete", "as_of"):
            values = {"text": "KẾ HOẠCH\nTổ chức hội thi\n\nNội dung./.", "type": "KH", name: odd}
            if not refused(lambda values=values: compose(**values)):
                assert docx.Document(io.BytesIO(compose(**values).docx)).paragraphs, (name, odd)


@pytest.mark.slow
def test_any_value_of_the_workbook_s_calls_is_refused_there(tmp_path: Path) -> None:
    for odd in ODD:
        refused(lambda odd=odd: lhh.open_workbook(SAMPLE, as_of=odd))
        refused(lambda odd=odd: lhh.open_workbook(SAMPLE, period=odd))
        assert odd == Path("x") or isinstance(odd, str) or refused(lambda odd=odd: lhh.open_workbook(odd))
        assert isinstance(odd, list | tuple | dict) or refused(lambda odd=odd: lhh.run_batch(odd, out=tmp_path)), odd
        assert odd in ([], ()) or refused(lambda odd=odd: lhh.run_batch([SAMPLE], do=odd, out=tmp_path)), odd
    book = lhh.open_workbook(SAMPLE)
    for odd in ODD:
        if isinstance(odd, str):
            with pytest.raises(KeyError, match="no table"):
                book.table(odd)
        else:
            assert refused(lambda odd=odd: book.table(odd))
        assert odd is None or refused(lambda odd=odd: book.figures(odd))

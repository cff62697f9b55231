"""The fields of a Word part, simple or in pieces, nested or not: which may stay, what the others would do.

Known by name, not by harm: a field that is not listed here is not wanted. Names of elements are compared without
their namespace, so that strict OOXML is read too. Source: docs/security.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ...plain import field, mutable, pattern

if TYPE_CHECKING:
    from . import Element

#: Fields that print what the document itself says: page numbers, contents, references, its properties, the day.
_PLAIN = (
    "PAGE NUMPAGES SECTION SECTIONPAGES TOC TOA TC TA XE INDEX REF PAGEREF NOTEREF FTNREF STYLEREF SEQ LISTNUM AUTONUM "
    "AUTONUMLGL AUTONUMOUT BIDIOUTLINE DATE TIME CREATEDATE SAVEDATE PRINTDATE EDITTIME FILENAME FILESIZE AUTHOR "
    "LASTSAVEDBY TITLE SUBJECT KEYWORDS COMMENTS TEMPLATE NUMCHARS NUMWORDS REVNUM DOCPROPERTY DOCVARIABLE SYMBOL EQ "
    "ADVANCE SHAPE FORMTEXT FORMCHECKBOX FORMDROPDOWN BIBLIOGRAPHY CITATION BARCODE DISPLAYBARCODE HYPERLINK ="
)
_RUNS = "DDE DDEAUTO MACROBUTTON MACRO HTMLACTIVEX CONTROL PRINT"
_FETCHES = "INCLUDETEXT INCLUDEPICTURE INCLUDE IMPORT LINK EMBED DATABASE RD AUTOTEXT AUTOTEXTLIST GLOSSARY"
#: Name of a field -> what it would do ("": nothing but print), a key of messages.templates.ACTIVE.
_HARMS = {
    name: harm
    for names, harm in ((_PLAIN, ""), (_RUNS, "field_runs"), (_FETCHES, "field_fetches"))
    for name in names.split()
}
_NAME = pattern(r"\s*([A-Za-z]+|=)")
_WORD = pattern(r'"((?:[^"\\]|\\.)*)"?|(\\.)|([^\s"\\]\S*)')
_TAKES_A_WORD = ("\\l", "\\o", "\\t", "\\s")
_PLAIN_LINK = pattern(r"(?:https?|mailto|tel):|www\.|about:blank|#", re.IGNORECASE)
_CODES = ("instrText", "delInstrText")
#: What is looked at, in any namespace: marks of fields, and the texts that may stand in a code.
TAGS = ("{*}fldChar", "{*}fldSimple", "{*}instrText", "{*}delInstrText", "{*}t", "{*}tab", "{*}br")


@mutable
class Field:
    """`begin`: its w:fldChar, or the whole w:fldSimple; `code`: what stands before its result, fields inside included.

    `kind` is a key of messages.templates.ACTIVE where the field may not be ("" otherwise), `name` what it is called.
    """

    begin: Element
    instruction: str = ""
    code: list[Element] = field(default_factory=list)
    ends: list[Element] = field(default_factory=list)  # its separate and end
    in_code: bool = True
    nested: bool = False  # a field stands in its code
    unclear: bool = False  # that one makes its name, or may not be itself
    kind: str = ""
    name: str = ""

    def judge(self) -> None:
        """Sets `kind` and `name`; a field without any code is nothing."""
        named = _NAME.match(self.instruction)
        self.name = named[1].upper() if named else "{ … }"
        if self.unclear:
            self.kind = _HARMS.get(self.name, "") or "field_other"
        elif self.instruction.strip():
            self.kind = _HARMS.get(self.name, "field_other")
            if self.name == "HYPERLINK":
                target = "{ … }" if self.nested else _target(self.instruction)
                if target and not is_plain_link(target):
                    self.kind, self.name = "link", target


def is_plain_link(target: str) -> bool:
    """Whether an address that a reader clicks opens a page, a mail or a place in the document itself, nothing else."""
    return bool(_PLAIN_LINK.match("".join(sign for sign in target if sign > " ")))


def _target(instruction: str) -> str:
    """The address in the code of a HYPERLINK; "" where it only names a place in the document."""
    words = [(found[1], found[2] or found[3] or "") for found in _WORD.finditer(instruction)]
    passed = True  # the field's own name
    for quoted, word in words:
        if passed:
            passed = False
        elif quoted is None and word.startswith("\\"):
            passed = word.lower() in _TAKES_A_WORD
        else:
            return re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else word
    return ""


def fields_in(elements: Iterable[Element]) -> list[Field]:
    """Every field of a part, in the order of their ends; `elements` are those of `TAGS`, in the part's order."""
    found: list[Field] = []
    opened: list[Field] = []

    def close(done: Field) -> None:
        done.judge()
        found.append(done)
        if opened and opened[-1].in_code:
            opened[-1].nested = True
            opened[-1].unclear |= bool(done.kind)

    for element in elements:
        local = local_name(element)
        kind = _attribute(element, "fldCharType") if local == "fldChar" else ""
        if local != "fldSimple" and not _in_run(element):
            continue  # a tab stop, the text of a drawing
        for one in opened:
            if one.in_code and not (one is opened[-1] and kind in ("separate", "end")):
                one.code.append(element)
        if kind == "begin":
            if opened and opened[-1].in_code:
                opened[-1].unclear |= not opened[-1].instruction.strip()
            opened.append(Field(element))
        elif kind == "separate" and opened:
            opened[-1].ends.append(element)
            opened[-1].in_code = False
        elif kind == "end" and opened:
            done = opened.pop()
            done.ends.append(element)
            done.in_code = False
            close(done)
        elif local == "fldSimple":
            close(Field(element, _attribute(element, "instr")))
        elif local in _CODES and opened:
            opened[-1].instruction += element.text or ""
    whole = {id(each) for done in found for each in (done.begin, *done.code, *done.ends)}
    for left in reversed(opened):  # a field that nobody ended: Word may still see one; the text behind it is no code
        left.code = [each for each in left.code if local_name(each) in _CODES and id(each) not in whole]
        left.unclear = False
        left.judge()
        found.append(left)
    return found


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _in_run(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and local_name(parent) == "r"


def _attribute(element: Element, name: str) -> str:
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), "")


def take_out(done: Field) -> None:
    """The field becomes its result: what a reader sees stays as text and pictures."""
    if local_name(done.begin) == "fldSimple":
        unwrap(done.begin, "fldData")
        return
    for element in (done.begin, *done.code, *done.ends):
        drop(element)


def drop(element: Element) -> None:
    """The element is gone, and its run with it where nothing else stands in that."""
    holder = element.getparent()
    if holder is None:
        return
    holder.remove(element)
    if local_name(holder) == "r" and all(local_name(left) == "rPr" for left in holder):
        drop(holder)


def unwrap(element: Element, *without: str) -> None:
    """The children in the place of their parent, but those of these names."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent.remove(element)
    for child in reversed([one for one in element if local_name(one) not in without]):
        parent.insert(at, child)

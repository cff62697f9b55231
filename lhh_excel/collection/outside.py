"""What a file that came back is, beside a form: when a program last saved it; what it is where it is no workbook."""

from __future__ import annotations

import datetime as dt
from xml.etree.ElementTree import Element

from ..errors import InputError
from ..office_file import RICH_TEXT
from ..workbook.package import Package
from .refusal import FormRefused

_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"RIFF", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b")
_OFFICE_PARTS = ("[content_types].xml", "mimetype", "_rels/", "xl/", "content.xml")
_HEADERS = (b"from:", b"received:", b"return-path:", b"delivered-to:", b"mime-version:", b"message-id:", b"date:")
#: Names of the streams by which an OLE file is known: a Word document, a mail of Outlook.
_OLE = (("WordDocument", "form_word"), ("__substg1.0_", "form_mail"))


def named_by_content(head: bytes) -> FormRefused:
    """The refusal of a file that is neither a zip nor an OLE file, by its first bytes."""
    if head.startswith(_PICTURES):
        return FormRefused("form_picture")
    if head.startswith(b"%PDF"):
        return FormRefused("form_pdf")
    if head.startswith(_ARCHIVES):
        return FormRefused("form_archive")
    if head.lstrip().lower().startswith(_HEADERS):
        return FormRefused("form_mail")
    text = b"\0" not in head and not head.lstrip().startswith(b"<")
    return FormRefused("form_csv" if text else "not_a_workbook")


def named_by_streams(data: bytes) -> FormRefused:
    """The refusal of an OLE file or one of rich text: an Excel file of old unless it is known to be another's."""
    if data.startswith(RICH_TEXT):
        return FormRefused("form_word")
    found = (key for name, key in _OLE if name.encode("utf-16-le") in data)
    return FormRefused(next(found, "old_xls"))


#: Parts by which a zip is known to be another program's file: how a part begins or ends, the refusal.
_OTHERS = (("word/", "", "form_word"), ("xl/workbook.bin", "", "form_xlsb"), ("", ".iwa", "form_numbers"))


def refuse_others(package: Package) -> None:
    """Raises FormRefused for a zip that is no .xlsx: another office file, or files packed together."""
    for begins, ends, key in _OTHERS:
        if any(part.startswith(begins) and part.endswith(ends) for part in package.parts):
            raise FormRefused(key)
    if package.parts and not any(part.startswith(_OFFICE_PARTS) for part in package.parts):
        raise FormRefused("form_archive")


#: Where .xlsx and .ods tell when they were made and last saved.
_TIMES = (("docProps/core.xml", "created", "modified"), ("meta.xml", "creation-date", "date"))


def saved_inside(package: Package) -> dt.datetime | None:
    """When a program last saved the file, local time, as the file itself tells; None where none has since it was made.

    Downloading, copying and unpacking give a file another time; this one stays.
    """
    for part, made_tag, saved_tag in _TIMES:
        if package.find(part):
            try:
                times = {_local(element): element.text or "" for element in package.tree(part).iter()}
                made, saved = times.get(made_tag, ""), times.get(saved_tag, "")
                return _moment(saved) if saved and saved != made else None
            except (InputError, ValueError):
                return None
    return None


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _moment(text: str) -> dt.datetime:
    """ISO 8601 as local time without zone, whole seconds; a fraction of any length is left out."""
    text = text.strip()
    zone = "+00:00" if text.endswith("Z") else text[19:][-6:] if text[-6:-5] in ("+", "-") else ""
    moment = dt.datetime.fromisoformat(text[:19] + zone)
    return moment.astimezone().replace(tzinfo=None) if zone else moment

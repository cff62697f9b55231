"""Mutations of Word documents, of templates with their tags, and of texts to compose."""

from __future__ import annotations

import re
from random import Random

from lxml import etree

from . import xml_level, zip_level
from .packages import packed, parts_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAGS = (
    "{{ ''.__class__.__mro__ }}",
    "{{ co_quan.__init__ }}",
    "{{ self }}",
    "{{ loop }}",
    "{{ range(10**9) }}",
    "{{ 9**9**9 }}",
    "{% for a in don_vi %}",
    "{% endfor %}",
    "{%p for a in x %}",
    "{%tr endfor %}",
    "{{ a",
    "}}",
    "{% raw %}",
    "{# ",
    "{{ }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as o %}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{{ 'x'*10**9 }}",
    "{% set a = 1 %}",
    "{% extends 'x' %}",
    "{{ co_quan|attr('__class__') }}",
    "{{ co_quan.ten|replace('', 'x'*9) }}",
    "{{ co_quan.khong_co }}",
    "{%- if -%}",
    "{{ lipsum() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{%tc if 1 %}",
    "{{r x }}",
    "{% for a in 'x' %}{% for b in 'x' %}{% endfor %}{% endfor %}",
    "{% filter upper %}",
    "{{ co_quan.ten|format(1) }}",
)
LINES = (
    "---\nloại: CTr\n---",
    "---\nsố: -5\nngày: 31/02/2026\n---",
    "---",
    "# I. MỤC",
    "I. ĐẶC ĐIỂM",
    "1. Tổ chức",
    "a) Điểm",
    "- dòng",
    "| a | b |\n|---|---|\n| 1 |",
    "|" * 500,
    "**" * 300,
    "*" * 999,
    "Số: 05/BC-LHH",
    "Nơi nhận:",
    "Kính gửi:",
    "{{ 7*7 }}",
    "\u202e",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "BÁO CÁO",
    "Điều 1. ",
    "\x0b\x0c",
    "![a](http://example.invalid/a.png)",
    "<w:p/>",
    "[a](file:///etc/passwd)",
    "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn A",
    "Cần Thơ, ngày 99 tháng 99 năm 9999",
    "x" * 20_000,
)


def document(rng: Random, data: bytes) -> tuple[str, bytes]:
    """A Word file changed as a zip, in its XML, or in what it says."""
    kind = rng.random()
    if kind < 0.3:
        return zip_level.mutate(rng, data)
    if kind < 0.85:
        return xml_level.mutate(rng, data)
    return _texts(rng, data, xml_level.NASTY)


def template(rng: Random, data: bytes) -> tuple[str, bytes]:
    """A template whose tags are changed, or the file itself."""
    if rng.random() < 0.4:
        return document(rng, data)
    return _texts(rng, data, TAGS)


def _texts(rng: Random, data: bytes, choices: tuple[str, ...]) -> tuple[str, bytes]:
    parts = parts_of(data)
    name = rng.choice([n for n in parts if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", n)])
    root = etree.fromstring(parts[name])
    texts = [node for node in root.iter(f"{_W}t") if node.text]
    told = []
    for _ in range(rng.choice((1, 1, 2, 6))):
        if texts:
            node = rng.choice(texts)
            new = rng.choice(choices)
            old = node.text or ""
            cut = rng.randrange(len(old) + 1)
            node.text = rng.choice((new, old + new, old[:cut] + new, old[:cut], old[cut:]))
            told.append(new[:40])
    parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return f"text {told}", packed(parts)


def text(rng: Random, data: bytes) -> tuple[str, bytes]:
    """A text to compose, lines added, taken away, broken, in another encoding."""
    lines = data.decode().splitlines()
    for _ in range(rng.choice((1, 3, 10))):
        at = rng.randrange(len(lines) + 1)
        lines[at : at + rng.choice((0, 0, 1, 5))] = [rng.choice(LINES)] * rng.choice((1, 1, 2, 40))
    out = "\n".join(lines).encode(rng.choice(("utf-8", "utf-8", "utf-8", "utf-16", "cp1258", "utf-8-sig")), "replace")
    return ("text flipped", zip_level.raw(rng, out)[1]) if rng.random() < 0.1 else ("text", out)

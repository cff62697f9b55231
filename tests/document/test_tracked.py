"""`check --fix OUT --track`: every repair a tracked change that Word takes or leaves, and a comment that names it."""

from __future__ import annotations

import copy
import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import layout_docs as make
import pytest
from cli import lhh
from fixing import W, parts_of, words
from lxml import etree
from office import python_with_uno, soffice
from test_checker_defects import DEFECTS, changes_of, together

from lhh_excel.document import check, fix

Element = etree._Element
_R, _P, _RPR, _PPR = (W + name for name in ("r", "p", "rPr", "pPr"))
#: Done outright: pages, and lines that are drawn.
OUTRIGHT = {W + "sectPr", W + "drawing", W + "pict", W + "pBdr", W + "AlternateContent"}


def decided(docx: bytes, *, accept: bool) -> Element:
    """The main part once all changes are accepted, or rejected: by the standard's words, apart from the program."""
    root = etree.fromstring(parts_of(docx)["word/document.xml"])
    gone, stays = (W + "del", W + "ins") if accept else (W + "ins", W + "del")
    for paragraph in list(root.iter(_P)):
        if paragraph.find(f"{_PPR}/{_RPR}/{gone}") is not None:
            assert not "".join(t.text or "" for t in paragraph.iter(W + "t") if _within(t, gone) is None)
            paragraph.getparent().remove(paragraph)
    for change in list(root.iter(W + "rPrChange", W + "pPrChange")):
        holder = change.getparent()
        holder.remove(change)
        if not accept:
            kept = [one for one in holder if change.tag == W + "pPrChange" and one.tag in (_RPR, W + "sectPr")]
            for one in list(holder):
                holder.remove(one)
            holder.extend([*map(copy.deepcopy, change[0]), *kept])
    for element in list(root.iter(gone)):
        element.getparent().remove(element)
    for element in list(root.iter(stays)):
        holder = element.getparent()
        for one in list(element):
            element.addprevious(one)
        holder.remove(element)
    for text in root.iter(W + "delText"):
        text.tag = W + "t"
    for mark in list(root.iter(W + "commentRangeStart", W + "commentRangeEnd", W + "commentReference")):
        mark.getparent().remove(mark)
    return root


def _within(element: Element, tag: str) -> Element | None:
    return next(element.iterancestors(tag), None)


def said(element: Element | None, *apart: str) -> tuple[object, ...]:
    """Names and attributes of properties, without what is `apart` or empty."""
    if element is None:
        return ()
    return tuple((one.tag, *one.items(), said(one)) for one in element if one.tag not in apart)


def looks(root: Element) -> Iterator[tuple[object, ...]]:
    """Of every paragraph how it looks, and each of its signs with its look; apart from what is done outright."""
    for paragraph in root.iter(_P):
        own = [run for run in paragraph.iter(_R) if next(run.iterancestors(_P)) is paragraph]
        signs = [
            (node.tag, sign, said(run.find(_RPR)))
            for run in own
            for node in run
            if node.tag != _RPR and node.tag not in OUTRIGHT and not any(one.tag in OUTRIGHT for one in node.iter())
            for sign in (node.text or " ")
        ]
        yield said(paragraph.find(_PPR), _RPR, *OUTRIGHT), tuple(signs)


def of_bytes(docx: bytes) -> Element:
    return etree.fromstring(parts_of(docx)["word/document.xml"])


#: Repaired by a line drawn in a paragraph that is put in outright; or what forbids every repair.
_DRAWN = {"Tiêu ngữ's rule dashed", "Tiêu ngữ's rule typed", "Tiêu ngữ's rule missing", "Tiêu ngữ underlined"}
_DRAWN |= {"agency's rule missing", "subject's rule missing"}
_FORBID = {"tracked insertion", "comment"}


@pytest.mark.parametrize("names", together(DEFECTS, 8, _DRAWN, _FORBID), ids=lambda names: names[0])
def test_accepted_it_is_the_mended_document_and_rejected_the_one_that_came(names: list[str]) -> None:
    came = make.changed(*changes_of(names))
    plain, tracked = fix(came, guarded=True), fix(came, guarded=True, track=True)
    assert [one.as_json() for one in tracked.changes] == [one.as_json() for one in plain.changes]
    assert tracked.after.counts == plain.after.counts
    if not plain.changes:
        assert tracked.docx == came
        return
    assert list(looks(decided(tracked.docx, accept=True))) == list(looks(of_bytes(plain.docx)))
    before, back = list(looks(of_bytes(came))), list(looks(decided(tracked.docx, accept=False)))
    if any("đường" in one.after for one in plain.changes):  # the paragraph of a drawn line is put in outright
        before, back = ([(None, signs) for _, signs in one if signs] for one in (before, back))
    assert back == before
    assert b"lhhMark" not in b"".join(parts_of(tracked.docx).values())
    notes = etree.fromstring(parts_of(tracked.docx)["word/comments.xml"])
    told = ["".join(t.text or "" for t in line.iter(W + "t")) for line in notes.iter(_P)]
    assert Counter(line.split(" ·")[0].split(":")[0] for line in told) <= Counter(one.code for one in plain.changes)
    assert {one.code for one in plain.changes} == {line.split(" ·")[0].split(":")[0] for line in told}


@pytest.mark.slow
def test_the_same_document_gives_the_same_bytes_and_a_second_run_says_to_decide_first(tmp_path: Path) -> None:
    path, out = tmp_path / "a.docx", tmp_path / "b.docx"
    path.write_bytes(make.changed(*DEFECTS["position not bold"][1], *DEFECTS["left margin 25 mm"][1]))
    first = lhh("check", path, "--fix", out, "--guarded", "--track")
    made = out.read_bytes()
    lhh("check", path, "--fix", out, "--guarded", "--track")
    assert made == out.read_bytes() == fix(path, guarded=True, track=True).docx
    assert "Accept" in first.out
    again = lhh("check", out, "--fix", tmp_path / "c.docx", "--track")
    assert again.code == 1 and "Chấp nhận hoặc bỏ hết rồi chạy lại" in again.out
    assert not (tmp_path / "c.docx").exists()
    assert lhh("check", path, "--track").code == 2


def lines(docx: bytes) -> list[str]:
    """The lines with a word: LibreOffice puts an empty one before a table that a document begins with."""
    return [line for line in words(docx).split("\n") if line]


#: A text, its place, a look, a paragraph that goes.
_FOR_LIBREOFFICE = ("điểm f", "addressees on one line", "indent with spaces", "position not bold", "empty paragraph")


@pytest.mark.office
def test_libreoffice_accepts_and_rejects_them(tmp_path: Path) -> None:
    """Opened by LibreOffice, every change is one; accepted, the document is as right as the mended one."""
    came = make.changed(*changes_of(_FOR_LIBREOFFICE))
    plain, tracked = fix(came, guarded=True), fix(came, guarded=True, track=True)
    for kind, data in (("came", came), ("plain", plain.docx), ("tracked", tracked.docx)):
        (tmp_path / f"{kind}.docx").write_bytes(data)
    jobs = [
        (str(tmp_path / f"{kind}.docx"), command, str(tmp_path / f"{saved}-lo.docx"))
        for kind, command, saved in (
            ("came", "", "came"),
            ("plain", "", "plain"),
            ("tracked", "AcceptAllTrackedChanges", "accepted"),
            ("tracked", "RejectAllTrackedChanges", "rejected"),
        )
    ]
    order = {"soffice": soffice(), "profile": str(tmp_path / "profile"), "jobs": jobs}
    command = [python_with_uno(), str(Path(__file__).parent / "libreoffice_track.py")]
    done = subprocess.run(command, input=json.dumps(order), capture_output=True, text=True, timeout=170)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)[2]
    assert found["changes"] and found["comments"]
    made = {one: (tmp_path / f"{one}-lo.docx").read_bytes() for one in ("came", "plain", "accepted", "rejected")}
    assert lines(made["accepted"]) == lines(made["plain"])
    assert lines(made["rejected"]) == lines(made["came"])
    right, accepted = ({(one.rule, one.found) for one in check(made[k]).findings} for k in ("plain", "accepted"))
    assert {one for one in accepted - right if one[0] not in ("comments", "revisions")} == set()

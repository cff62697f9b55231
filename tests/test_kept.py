"""What is made once a run is nobody's own: what one test does to its copy, no other sees."""

from __future__ import annotations

from pathlib import Path

import kept


def test_it_is_made_once_for_each_thing_it_is_made_of_and_everyone_has_a_copy() -> None:
    made: list[bytes] = []

    def make(data: bytes) -> list[bytes]:
        made.append(data)
        return [data]

    one = kept.once(lambda: make(b"a"), "test_kept", b"a")
    one.append(b"written into by the first who asked")
    assert kept.once(lambda: make(b"a"), "test_kept", b"a") == [b"a"]
    assert kept.once(lambda: make(b"b"), "test_kept", b"b") == [b"b"] and made == [b"a", b"b"]


def test_files_are_copies(tmp_path: Path) -> None:
    def make(folder: Path) -> None:
        (folder / "trong").mkdir()
        (folder / "trong" / "x.txt").write_text("như đã tạo")

    for name in "ab":
        kept.files(make, tmp_path / name, "test_kept files")
        file = tmp_path / name / "trong" / "x.txt"
        assert file.read_text() == "như đã tạo"
        file.write_text("sửa")


def test_what_fails_is_not_kept() -> None:
    for _ in range(2):
        try:
            kept.once(lambda: 1 / 0, "test_kept failing")
        except ZeroDivisionError:
            continue
        raise AssertionError("kept although it failed")

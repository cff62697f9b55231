"""Build step: the advance widths of Times New Roman and Arial, measured once from fonts with the same, as data.

`python -m tools.metrics [folder of Tinos-*.ttf and Arimo-*.ttf]` rewrites font_widths.json. Needs fontTools,
which only developers have; the program itself reads the committed numbers.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

TINOS = Path("/usr/share/fonts/truetype/croscore")
DATA = Path(__file__).resolve().parents[1] / "lhh_excel" / "document" / "ooxml" / "font_widths.json"
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
#: What stands before a style's name in the data -> the font that is measured.
FAMILIES = {"": "Tinos", "Arial ": "Arimo"}

#: Latin, Vietnamese, combining marks, Greek, general punctuation, currency, arrows and the usual signs.
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x24F),
    (0x300, 0x323),
    (0x391, 0x3C9),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2044),
    (0x20AB, 0x20AC),
    (0x2116, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2265),
)


def measure(folder: Path = TINOS) -> bytes:
    """The JSON of all widths: the letters in one string, for each style one width a letter (per em, 0 = no glyph)."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # developers only

    letters = [chr(code) for low, high in RANGES for code in range(low, high + 1)]
    fonts = {
        f"{family}{style}": TTFont(folder / f"{file}-{style}.ttf")
        for family, file in FAMILIES.items()
        for style in STYLES
    }
    maps = {style: font.getBestCmap() for style, font in fonts.items()}
    letters = [letter for letter in letters if all(ord(letter) in map_ for map_ in maps.values())]
    data: dict[str, object] = {"em": fonts["Regular"]["head"].unitsPerEm, "letters": "".join(letters)}
    for style, font in fonts.items():
        data[style] = [font["hmtx"][maps[style][ord(letter)]][0] for letter in letters]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


if __name__ == "__main__":
    DATA.write_bytes(measure(Path(sys.argv[1]) if len(sys.argv) > 1 else TINOS))

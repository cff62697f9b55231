"""Short pieces that rules put into the catalogue's sentences."""

from __future__ import annotations

MEANT = ", có phải là “{meant}”?"
HEIR = " (đơn vị kế thừa là {heir})"
ROW = "Dòng {row}"
AT_START, AT_END, AT_BOTH = "ở đầu", "ở cuối", "ở đầu và cuối"
BLANK, ZERO = "để trống", "là 0"
NO_COUNT = {None: "để trống", 0: "là 0"}
UP, DOWN = "tăng {percent} %", "giảm {percent} %"
FROM_NOTHING = "tăng {amount}"
MERGED = " (gồm {parts})"
PART = "{unit}: {value}"
PERIOD_ROWS = "Mọi nhiệm vụ của kỳ {period}"
NO_CACHE = "trống"
HEAD = "CHỦ TỊCH"

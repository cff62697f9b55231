"""What the register `Văn bản đi` and the comparison with a submitted report say."""

from __future__ import annotations

#: Notes that the program writes into column Ghi chú of the register.
REPLACED_BY = "Bị thay thế bởi {symbol} ngày {date}"
REPLACES = "Thay thế "  # before the symbol

#: One line for each cell that is not as it was when the report was submitted.
CHANGED = "{sheet}!{cell}, cột “{column}” ({record}): “{old}” → “{new}”"
ADDED = "{sheet}!{cell} ({record}): dòng mới thêm"
REMOVED = "{sheet} ({record}): dòng đã bị xóa"

#: One line for each number that a crash left behind.
UNFINISHED = "Số {symbol} ngày {date} ({sheet}!{cell}) đã giữ nhưng chưa phát hành xong: {subject}"

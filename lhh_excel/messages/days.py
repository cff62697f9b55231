"""What is said of a deadline that falls on a day off, or on the eve of a holiday."""

from __future__ import annotations

#: By the key of workbook/holidays.py.
HOLIDAYS: dict[str, str] = {
    "new_year": "Tết Dương lịch",
    "tet": "Tết Nguyên đán",
    "hung_kings": "Giỗ Tổ Hùng Vương",
    "victory": "Chiến thắng 30/4",
    "labour": "Quốc tế lao động 1/5",
    "national": "Quốc khánh 2/9",
    "culture": "Ngày Văn hóa Việt Nam 24/11",
}
WEEKEND = {5: "thứ Bảy", 6: "Chủ nhật"}

ON_WEEKEND = "rơi vào {weekday}"
ON_HOLIDAY = "rơi vào ngày nghỉ lễ {holiday}"
ON_DAY_INSTEAD = "rơi vào ngày nghỉ bù {holiday}"
ON_POSSIBLE_HOLIDAY = "rơi vào ngày có thể được nghỉ dịp {holiday} (theo quyết định từng năm)"
ON_EVE = "ngay trước ngày nghỉ lễ {holiday}"
NEXT_WORKING_DAY = "{what}; ngày làm việc tiếp theo là {day}"

#: After a deadline's date; after "muộn"; as a piece of advice.
AFTER_DATE, AFTER_DELAY = " ({what})", " (hạn {what})"
SHIFT = " Hạn rơi vào ngày nghỉ thì nên dời sang ngày làm việc tiếp theo ({day})."

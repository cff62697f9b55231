"""The check that a user would write: pandas.read_excel over the data sheets, a few rules, a printed list."""

import sys

import pandas as pd

SHEETS = [
    "Kỳ báo cáo",
    "Đơn vị",
    "Nhiệm vụ",
    "Tiến độ",
    "Số liệu",
    "Nội dung",
    "Nơi nhận",
    "Văn bản đi",
    "Người ký",
    "Cấu hình",
]

book = pd.read_excel(sys.argv[1], sheet_name=SHEETS, header=4, engine="openpyxl")
tasks, figures, units = book["Nhiệm vụ"], book["Số liệu"], book["Đơn vị"]
found = []
for i, row in tasks.iterrows():
    if pd.notna(row["Hạn hoàn thành"]) and pd.notna(row["Ngày giao"]) and row["Hạn hoàn thành"] < row["Ngày giao"]:
        found.append((i + 6, "hạn trước ngày giao"))
    if row["Trạng thái"] == "Hoàn thành" and row["Tiến độ (%)"] != 100:
        found.append((i + 6, "hoàn thành mà chưa đủ 100"))
known = set(units["Mã đơn vị"])
for i, row in figures.iterrows():
    if row["Mã đơn vị"] not in known:
        found.append((i + 6, "không có đơn vị"))
    if row["Hội viên đầu kỳ"] + row["Kết nạp mới"] - row["Giảm trong kỳ"] != row["Hội viên cuối kỳ"]:
        found.append((i + 6, "cuối kỳ không khớp"))
found += [(i + 6, "mã trùng") for i in tasks.index[tasks["Mã nhiệm vụ"].duplicated()]]
for row, what in found:
    print(row, what)

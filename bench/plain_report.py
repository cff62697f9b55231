"""The report that a user would write: pandas.read_excel over the same sheets, a few checks and sums, docxtpl.

It renders the same Word template as our report; what the template asks for beyond the sums is in a prepared file, so
that the script is spared the work of computing it.
"""

import json
import sys
from pathlib import Path

import pandas as pd
from docxtpl import DocxTemplate

workbook, template, prepared, out = sys.argv[1:5]
sheets = [
    *("Cấu hình", "Người ký", "Kỳ báo cáo", "Đơn vị", "Nhiệm vụ", "Tiến độ", "Số liệu", "Nội dung", "Nơi nhận"),
    "Văn bản đi",
]
book = pd.read_excel(workbook, sheet_name=sheets, header=4, engine="openpyxl")
tasks, all_figures = book["Nhiệm vụ"], book["Số liệu"]
late = tasks[(tasks["Hạn hoàn thành"] < "2026-06-14") & tasks["Trạng thái"].isin(["Chưa bắt đầu", "Đang thực hiện"])]
wrong = all_figures[
    all_figures["Hội viên đầu kỳ"] + all_figures["Kết nạp mới"] - all_figures["Giảm trong kỳ"]
    != all_figures["Hội viên cuối kỳ"]
]
print(len(late), len(wrong), tasks["Mã nhiệm vụ"].duplicated().sum())
figures = all_figures[all_figures["Mã kỳ"] == "2026-H1"]
with Path(prepared).open(encoding="utf-8") as file:
    context = json.load(file)
context["tong"] = figures.select_dtypes("number").sum().to_dict()
document = DocxTemplate(template)
document.render(context, autoescape=True)
document.save(out)

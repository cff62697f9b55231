"""The report that a user would write: pandas.read_excel, a few sums, docxtpl over a small template."""

import sys

import pandas as pd
from docxtpl import DocxTemplate

workbook, template, out = sys.argv[1:4]
sheets = ["Kỳ báo cáo", "Đơn vị", "Nhiệm vụ", "Số liệu", "Nội dung", "Nơi nhận", "Người ký", "Cấu hình"]
book = pd.read_excel(workbook, sheet_name=sheets, header=4, engine="openpyxl")
figures = book["Số liệu"][book["Số liệu"]["Mã kỳ"] == "2026-H1"]
tasks = book["Nhiệm vụ"]
document = DocxTemplate(template)
document.render(
    {
        "hoi_vien": int(figures["Hội viên cuối kỳ"].sum()),
        "hoi_thao": int(figures["Hội thảo"].sum()),
        "nhiem_vu": tasks[["Mã nhiệm vụ", "Nội dung", "Trạng thái"]].fillna("").to_dict("records"),
        "don_vi": figures[["Mã đơn vị", "Hội viên cuối kỳ", "Hội thảo", "Tin bài"]].fillna(0).to_dict("records"),
        "noi_dung": book["Nội dung"].fillna("").to_dict("records"),
    }
)
document.save(out)

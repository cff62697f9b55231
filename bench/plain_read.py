"""What only reading costs: pandas.read_excel with openpyxl over every sheet of a workbook."""

import sys

import pandas as pd

frames = pd.read_excel(sys.argv[1], sheet_name=None, header=4, engine="openpyxl")
print(sum(len(frame) for frame in frames.values()))

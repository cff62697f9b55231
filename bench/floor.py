"""What no program can do without: calamine reads every sheet; with a second argument, every part is zipped again."""

import sys
import zipfile

from python_calamine import CalamineWorkbook

workbook = CalamineWorkbook.from_path(sys.argv[1])
print(sum(len(workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names))
if len(sys.argv) > 2:
    with (
        zipfile.ZipFile(sys.argv[1]) as source,
        zipfile.ZipFile(sys.argv[2], "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.namelist():
            target.writestr(part, source.read(part))

"""What a user without a folder's check would write: a process of its own for each document of a folder."""

import subprocess
import sys
from pathlib import Path

for path in sorted(Path(sys.argv[1]).glob("*.docx")):
    subprocess.run([sys.executable, "-m", "lhh_excel", "check", str(path)], stdout=subprocess.DEVNULL)

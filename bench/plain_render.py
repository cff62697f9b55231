"""docxtpl alone: renders a context that is ready, into the template of our report, and saves it."""

import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate

template, prepared, out = sys.argv[1:4]
with Path(prepared).open(encoding="utf-8") as file:
    context = json.load(file)
document = DocxTemplate(template)
document.render(context, autoescape=True)
document.save(out)

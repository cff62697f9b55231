"""Opens a document with tracked changes in LibreOffice, accepts or rejects them all, saves it as .docx.

Runs under the Python that LibreOffice's bridge serves. Reads JSON from stdin: soffice, profile, jobs ([file, command or
"", saved file], …). Writes JSON: of each job how many tracked changes and comments LibreOffice found when it opened it.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from libreoffice_bridge import PropertyValue, office


def property_value(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def do(context, desktop, file, command, saved):
    document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (property_value("Hidden", True),))
    changes = sum(1 for _ in document.getRedlines())
    comments = sum(
        field.supportsService("com.sun.star.text.textfield.Annotation") for field in document.getTextFields()
    )
    if command:
        helper = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        helper.executeDispatch(document.getCurrentController().getFrame(), f".uno:{command}", "", 0, ())
        assert not list(document.getRedlines())
    document.storeToURL(Path(saved).as_uri(), (property_value("FilterName", "MS Word 2007 XML"),))
    document.close(True)
    return {"changes": changes, "comments": comments}


def main():
    order = json.load(sys.stdin)
    with office(order["soffice"], order["profile"]) as (context, desktop):
        json.dump([do(context, desktop, *job) for job in order["jobs"]], sys.stdout)


if __name__ == "__main__":
    main()

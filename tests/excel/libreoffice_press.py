"""Presses the buttons of a workbook in headless LibreOffice; runs under the Python that LibreOffice's bridge serves.

Reads JSON from stdin: soffice, profile (a folder), file, journal (a folder that each press must add a file to),
scripts ([module, macro], called as the ribbon would with one argument), seconds to wait for a press.
Writes JSON: {"buttons": [[label, script], …], "silent": [the first that had no effect]}.
"""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from libreoffice_bridge import PropertyValue, office

ALWAYS_EXECUTE_NO_WARN = 4


def open_with_macros(desktop, file):
    mode = PropertyValue()
    mode.Name, mode.Value = "MacroExecutionMode", ALWAYS_EXECUTE_NO_WARN
    document = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0, (mode,))
    if document is None:
        raise SystemExit(f"LibreOffice does not open {file}")
    return document


def buttons_of(document):
    """(label, script, what is pressed) of each button of the first sheet, in order."""
    controller = document.CurrentController
    controller.setFormDesignMode(False)
    sheet = document.Sheets.getByIndex(0)
    controller.setActiveSheet(sheet)
    for form in sheet.DrawPage.Forms:
        for place, model in enumerate(form):
            events = form.getScriptEvents(place)
            script = events[0].ScriptCode if events else ""
            yield model.Label, script, controller.getControl(model).getAccessibleContext()


class Journal:
    """Tells whether a press had its effect: one more file."""

    def __init__(self, folder, seconds):
        self.folder, self.seconds, self.silent = Path(folder), seconds, []

    def expect_one_more(self, what, act):
        if self.silent:
            return
        count = len(list(self.folder.glob("*.json")))
        act()
        end = time.monotonic() + self.seconds
        while time.monotonic() < end:
            if len(list(self.folder.glob("*.json"))) > count:
                return
            time.sleep(0.1)
        self.silent.append(what)


def press_all(desktop, order):
    document = open_with_macros(desktop, order["file"])
    journal = Journal(order["journal"], order["seconds"])
    pressed = []
    for label, script, context in buttons_of(document):
        pressed.append([label, script])
        journal.expect_one_more(label, lambda context=context: context.doAccessibleAction(0))
    provider = document.getScriptProvider()
    for module, macro in order["scripts"]:
        place = f"vnd.sun.star.script:VBAProject.{module}.{macro}?language=Basic&location=document"
        script = provider.getScript(place)
        # The argument must be an object: LibreOffice drops the call where IRibbonControl is given nothing
        journal.expect_one_more(macro, lambda script=script: script.invoke((document,), (), ()))
    document.close(True)
    return {"buttons": pressed, "silent": journal.silent}


def main():
    order = json.load(sys.stdin)
    with office(order["soffice"], order["profile"]) as (_, desktop):
        json.dump(press_all(desktop, order), sys.stdout)


if __name__ == "__main__":
    main()

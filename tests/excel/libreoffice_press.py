"""Presses the buttons of a workbook in headless LibreOffice; runs under the Python that LibreOffice's bridge serves.

Reads JSON from stdin: soffice, profile (a folder), file, journal (a folder that each press must add a file to),
scripts ([module, macro], called as the ribbon would with one argument), seconds to wait for a press.
Writes JSON: {"buttons": [[label, script], …], "silent": [the first that had no effect]}.
"""

import contextlib
import json
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

ALWAYS_EXECUTE_NO_WARN = 4


def connect(pipe):
    """The office's component context, as soon as it answers."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(300):
        with contextlib.suppress(NoConnectException):
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        time.sleep(0.2)
    raise SystemExit("LibreOffice does not answer")


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
    if order["buttons"]:
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
    pipe = f"lhh-press-{time.time_ns()}"
    profile = Path(order["profile"]).as_uri()
    command = [order["soffice"], "--headless", "--norestore", "--nologo", "-env:UserInstallation=" + profile]
    office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL)
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        json.dump(press_all(desktop, order), sys.stdout)
        with contextlib.suppress(Exception):  # the bridge breaks while the office goes
            desktop.terminate()
        office.wait(30)
    finally:
        office.kill()


if __name__ == "__main__":
    main()

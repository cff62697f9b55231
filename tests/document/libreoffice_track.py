"""Opens a document with tracked changes in LibreOffice, accepts or rejects them all, saves it as .docx.

Runs under the Python that LibreOffice's bridge serves. Reads JSON from stdin: soffice, profile, jobs ([file, command or
"", saved file], …). Writes JSON: of each job how many tracked changes and comments LibreOffice found when it opened it.
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


def connect(pipe):
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(300):
        with contextlib.suppress(NoConnectException):
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        time.sleep(0.2)
    raise SystemExit("LibreOffice does not answer")


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
    pipe = f"lhh-track-{time.time_ns()}"
    profile = Path(order["profile"]).as_uri()
    command = [order["soffice"], "--headless", "--norestore", "--nologo", "-env:UserInstallation=" + profile]
    office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL)
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        json.dump([do(context, desktop, *job) for job in order["jobs"]], sys.stdout)
        with contextlib.suppress(Exception):  # the bridge breaks while the office goes
            desktop.terminate()
        office.wait(30)
    finally:
        office.kill()


if __name__ == "__main__":
    main()

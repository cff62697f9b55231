"""A headless LibreOffice of one's own, driven over its bridge; for scripts run by the Python that the bridge serves."""

import contextlib
import subprocess
import time
from pathlib import Path

import uno  # before com.sun.star, which it makes importable
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

__all__ = ["PropertyValue", "office"]


def connect(pipe):
    """The office's component context, as soon as it answers."""
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    for _ in range(300):
        with contextlib.suppress(NoConnectException):
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        time.sleep(0.2)
    raise SystemExit("LibreOffice does not answer")


@contextlib.contextmanager
def office(soffice, profile):
    """(component context, desktop) of a new process with this profile; it ends with the block."""
    pipe = f"lhh-{time.time_ns()}"
    command = [soffice, "--headless", "--norestore", "--nologo", "-env:UserInstallation=" + Path(profile).as_uri()]
    process = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL)
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        yield context, desktop
        with contextlib.suppress(Exception):  # the bridge breaks while the office goes
            desktop.terminate()
        process.wait(30)
    finally:
        process.kill()

"""One press of a button: the screen still while the work is done, one box at the end, whatever happens."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

from ..actions.common import Target
from ..errors import LhhError, OutputError
from ..excel import screen as excel_screen
from ..excel.cells import is_busy
from ..excel.gateway import ExcelMaster, calling_book
from ..excel.screen import Box, ExcelScreen
from ..files import locked
from ..log import log_fault, logger
from ..messages import screen as words
from ..paths import output_folder
from ..plain import mutable, uncollected

#: Seconds that a second press waits for the first.
PRESS_TIMEOUT = 0.5


@mutable
class Click:
    """The workbook whose button was pressed, and the screen to speak through."""

    master: ExcelMaster
    screen: ExcelScreen

    @property
    def target(self) -> Target:
        return Target(self.master.path, master=self.master)

    def output_folder(self) -> Path:
        """Where what is made goes."""
        return output_folder(self.master.path, None, self.master.read().text("output"))


def press(name: str, work: Callable[[Click], Box], *, writes: bool = True) -> None:
    """Runs the work of a button between putting the screen still and telling how it ended."""
    try:
        book = calling_book()
        screen = ExcelScreen(book.app)
    except Exception as error:
        excel_screen.tell_without_excel(failed(error).text())
        return
    log = logger()
    log.info("button %s", name)
    try:
        with uncollected(), screen.session():
            master = ExcelMaster(book, screen.app)
            if writes:
                master.check_writable()
            with _one_at_a_time(master.path, writes):
                box = work(Click(master, screen))
    except Exception as error:
        box = failed(error)
    log.info("button %s done, %s", name, "critical" if box.critical else "info")
    try:
        screen.tell(box)
    except Exception:  # Excel does not answer: the sentence must be read all the same
        excel_screen.tell_without_excel(box.text())
    if box.open is not None:
        with contextlib.suppress(OSError):
            excel_screen.open_outside(box.open)


@contextlib.contextmanager
def _one_at_a_time(path: Path, writes: bool) -> Iterator[None]:
    """A second press while the first is at work is told so. A folder that takes no lock stops only what writes."""
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(locked(path, timeout=PRESS_TIMEOUT))
        except OutputError as error:
            if writes or error.key == "busy":
                raise
        yield


def failed(error: Exception) -> Box:
    """The box for what went wrong: our sentence and remedy; a fault of ours with the log's path."""
    if is_busy(error):
        error = LhhError("excel_busy")
    if isinstance(error, LhhError):
        logger().info("refused: %s", error.key)
        return Box([error.sentence, error.remedy_in_excel], critical=True)
    return Box([words.FAULT_WHAT, words.FAULT_REMEDY.format(log=log_fault(error))], critical=True)


def given_up() -> Box:
    """The person said no."""
    return Box([words.GIVEN_UP])

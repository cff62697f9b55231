"""How an action changes the workbook: what it would do is seen, asked about, seen again, written at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from ..errors import LhhError, OutputError
from ..files import backup_path, locked
from ..messages import screen as words
from .common import Outcome, Screen, Target

if TYPE_CHECKING:
    from ..workbook.book import Book
    from ..workbook.journal import Row
    from ..workbook.table_plan import Patch


class Options(Protocol):
    """What a command was called with."""

    @property
    def target(self) -> Target: ...

    @property
    def sure(self) -> bool:
        """Nothing is asked."""


class Planned(Protocol):
    """What an action would do to the workbook `book`; `idle`: nothing."""

    @property
    def book(self) -> Book: ...

    @property
    def idle(self) -> bool: ...


P = TypeVar("P", bound=Planned)


def carry_out(
    options: Options,
    screen: Screen,
    step: int,
    *,
    plan: Callable[[], P],
    ask: Callable[[P], bool],
    write: Callable[[P, Patch], None],
    told: Callable[[P], object] = lambda _: None,
) -> tuple[P, Path | None]:
    """The plan, and the backup where it was written; without one there was nothing to do, or the answer was no.

    What is written is what stands in the workbook by then, so it is planned anew after the question; `told` is what the
    person was told, which must be the same still. `step`: of how many the writing is the last. Raises
    OutputError ("changed_meanwhile": nothing was written), and what `plan` and the patch raise.
    """
    asked = None if options.sure else plan()
    if asked is not None and (asked.idle or not ask(asked)):
        return asked, None
    master = options.target.at()
    with locked(master.path):
        now = plan()
        if asked is not None and told(now) != told(asked):
            raise OutputError("changed_meanwhile", file=master.path.name)
        if now.idle:
            return now, None
        screen.progress(words.STEP_WRITE, step, step)
        patch = master.patch(now.book)
        write(now, patch)
        return now, backup_path(patch.save())


def tell(target: Target, book: Book, line: Row, outcome: Outcome, untold: str) -> None:
    """A line in `Nhật ký` of what was made beside the workbook, which stays made without it too: `untold` says why."""
    patch = target.at().patch(book)
    try:
        patch.append("journal", [line])
        patch.save()
    except LhhError as error:
        outcome.warnings.append(untold.format(why=error))

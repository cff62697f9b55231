"""The log: UTF-8, rotated, codes only (no names, no figures)."""

from __future__ import annotations

import logging
from pathlib import Path

from .paths import log_file

_NAME = "lhh_excel"


def logger() -> logging.Logger:
    """The program's logger, opened on first use; a log that cannot be written never stops the work."""
    log = logging.getLogger(_NAME)
    if not log.handlers:
        from logging.handlers import RotatingFileHandler

        log.setLevel(logging.INFO)
        log.propagate = False
        try:
            handler: logging.Handler = RotatingFileHandler(
                log_file(), maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
            )
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        except OSError:
            handler = logging.NullHandler()
        handler.handleError = lambda record: None  # type: ignore[method-assign]
        log.addHandler(handler)
    return log


def log_fault(error: BaseException, what: str = "fault") -> Path:
    """Write a fault of ours with where it came from; the path of the log, to be told to the user."""
    logger().error("%s: %s\n%s", what, type(error).__name__, _where(error))
    return log_file()


def _where(error: BaseException) -> str:
    """The traceback without the errors' own words, which may quote a cell: places in our code, kinds of errors."""
    from traceback import format_tb

    told, one = ["Traceback (most recent call last):\n"], error
    chain: list[BaseException] = []
    while one not in chain:
        chain.append(one)
        one = one.__cause__ or one.__context__ or one
    for one in reversed(chain):
        number = getattr(one, "errno", None)
        told += [*format_tb(one.__traceback__), type(one).__name__ + (f" {number}" if number else "") + "\n"]
    return "".join(told).rstrip()

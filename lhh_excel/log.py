"""The log: UTF-8, rotated, codes only (no names, no figures)."""

from __future__ import annotations

import logging
from pathlib import Path

_NAME = "lhh_excel"


def logger() -> logging.Logger:
    """The program's logger, opened on first use; a log that cannot be written never stops the work."""
    log = logging.getLogger(_NAME)
    if not log.handlers:
        from logging.handlers import RotatingFileHandler

        from .paths import log_file

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


def log_fault(error: BaseException) -> Path:
    """Write a fault of ours with its traceback; the path of the log, to be told to the user."""
    from .paths import log_file

    logger().error("fault: %s", type(error).__name__, exc_info=error)
    return log_file()

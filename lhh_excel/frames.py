"""pandas, for what Python asks the program for; what an installer puts on a clerk's PC leaves it out.

Raises RefusedError("no_pandas") when it is imported without it.
"""

from .errors import RefusedError

try:
    import pandas as pd
except ImportError as error:
    raise RefusedError("no_pandas") from error

__all__ = ["pd"]

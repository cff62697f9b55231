"""`record`: a frozen dataclass that costs a third of the time when its module is imported and when one is made.

A command is a fresh process: the six functions that `dataclass(frozen=True)` writes and compiles for each of a hundred
classes took a tenth of a report's time. Here each class gets its own `__init__` only; `repr`, equality and hash are
shared, and that nobody assigns to a field is for mypy to see.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in self.__dataclass_fields__])


def _repr(self: Any) -> str:
    values = zip(self.__dataclass_fields__, _values(self), strict=True)
    return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in values)})"


def _eq(self: Any, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[_Class]) -> type[_Class]:
    """The class as a dataclass: equal by value, hashable, not to be changed; `dataclasses.replace` works on it."""
    made = dataclass(repr=False, eq=False, match_args=False)(cls)
    for name, function in (("__repr__", _repr), ("__eq__", _eq), ("__hash__", _hash)):
        if name not in cls.__dict__:
            setattr(made, name, function)
    return made

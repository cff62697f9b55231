"""`record`: a frozen dataclass that costs a third of the time when its module is imported and when one is made; `lazy`.

A command is a fresh process: the six functions that `dataclass(frozen=True)` writes and compiles for each of a hundred
classes took a tenth of a report's time. Here each class gets its own `__init__` only; `repr`, equality and hash are
shared, and that nobody assigns to a field is for mypy to see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar, dataclass_transform, overload

_Class = TypeVar("_Class")
T = TypeVar("T")


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


class lazy(Generic[T]):  # noqa: N801 - reads as a decorator
    """A value worked out once, when first asked for: functools.cached_property without its lock.

    Stores it under the method's own name, so that the next look never comes here.
    """

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self._work_out = work_out
        self._name = work_out.__name__
        self.__doc__ = work_out.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> lazy[T]: ...

    @overload
    def __get__(self, owner: object, kind: type) -> T: ...

    def __get__(self, owner: object | None, kind: type) -> T | lazy[T]:
        if owner is None:
            return self
        value = self._work_out(owner)
        owner.__dict__[self._name] = value
        return value

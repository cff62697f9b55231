"""Cheap in a fresh process: `record`, `mutable`, `entity`, our dataclasses, `replace`, `fields`; `lazy`; `pattern`;
`sha256`, `escape`, `shortened`.

Each command is one: loading `dataclasses`, and the functions that it writes and compiles for each of a hundred classes,
took a tenth of its time. Here each class gets its own `__init__` only; `repr`, equality and hash are shared, and that
nobody assigns to a record's field is for mypy to see. An expression that most workbooks do not need is compiled when it
is first used. `uncollected` keeps the search for garbage away from work that makes none.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, AnyStr, Generic, TypeVar, cast, dataclass_transform, overload

if TYPE_CHECKING:
    from dataclasses import field, replace
    from hashlib import _Hash

__all__ = [
    "entity",
    "escape",
    "field",
    "fields",
    "lazy",
    "mutable",
    "pattern",
    "record",
    "replace",
    "sha256",
    "uncollected",
]

T = TypeVar("T")
_REQUIRED, _LATER = object(), object()
_FEW = 40


class _Made:
    """A default that each instance gets a new one of."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class _Fields:
    """What the standard library's own functions for dataclasses look for, made when they first look at a kind."""

    def __get__(self, owner: object, kind: type) -> Any:
        import dataclasses

        alike: Any = dataclasses.make_dataclass(kind.__name__, fields(kind))
        made: Any = kind
        made.__dataclass_fields__ = alike.__dataclass_fields__
        return alike.__dataclass_fields__


def fields(kind: Any) -> dict[str, Any]:
    """The names of a record's fields in order, each with its default; of what is no record: none."""
    found: dict[str, Any] = getattr(kind, "__fields__", {})
    return found


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in self.__fields__])


def _repr(self: Any) -> str:
    values = zip(self.__fields__, _values(self), strict=True)
    return f"{type(self).__qualname__}({', '.join(f'{name}={value!r}' for name, value in values)})"


def _eq(self: Any, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


if not TYPE_CHECKING:

    def field(*, default_factory: Callable[[], Any] | None = None, init: bool = True) -> Any:
        """The default of a field whose value is made anew each time; without `init` one that an entity works out."""
        return _Made(default_factory) if init else _LATER

    def replace(one: T, /, **changes: Any) -> T:
        """Another one of the kind, with these fields changed."""
        return type(one)(**{**{name: getattr(one, name) for name in one.__fields__}, **changes})


def _finished(cls: type[T], hash_of: Callable[[Any], int] | None) -> type[T]:
    names = {}
    for base in reversed(cls.__mro__[1:]):
        names.update(base.__dict__.get("__fields__", {}))
    for name in cls.__dict__.get("__annotations__", {}):  # noqa: RUF063 - `inspect` is what this spares
        names[name] = cls.__dict__.get(name, _REQUIRED)
        if isinstance(names[name], _Made):
            delattr(cls, name)
        elif type(names[name]).__module__ == "dataclasses":
            raise TypeError(f"{cls.__qualname__}.{name}: the field of another kind of class")
        elif hasattr(names[name], "default_factory"):
            raise TypeError(f"{cls.__qualname__}.{name}: a record's field is this module's, not the standard library's")
    made = {"__fields__": names, "__dataclass_fields__": _Fields(), "__repr__": _repr, "__eq__": _eq}
    for name, value in {"__init__": _init(cls, names), **made, "__hash__": hash_of}.items():
        if name not in cls.__dict__:
            setattr(cls, name, value)
    return cls


def _init(cls: type, names: dict[str, Any]) -> Any:
    """`__init__` with these parameters. Writing one takes as long as setting the fields of `_FEW` by their names: of
    most kinds a call makes fewer, and none is written for them."""
    few = 0

    def unwritten(self: Any, *values: Any, **named: Any) -> None:
        nonlocal few
        few += 1
        if few > _FEW or not _set(self, names, values, named):  # what does not fit, the written one tells
            made: Any = cls
            made.__init__ = _written(cls, names)
            made.__init__(self, *values, **named)

    return unwritten


def _set(one: Any, names: dict[str, Any], values: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Sets the fields and says yes, unless the values are not those of the names."""
    given = {**dict(zip(names, values, strict=False)), **named}
    whole = {**names, **given}
    if len(given) != len(values) + len(named) or len(whole) != len(names):
        return False
    for name, value in whole.items():
        if value is _REQUIRED:
            return False
        setattr(one, name, value.make() if isinstance(value, _Made) else value)
    if hasattr(one, "__post_init__"):
        one.__post_init__()
    return True


def _written(cls: type, names: dict[str, Any]) -> Any:
    heads, lines, defaults = ["self"], [], {}
    for number, (name, default) in enumerate(names.items()):
        head, value = name, name
        if default is not _REQUIRED:
            defaults[f"_{number}"], head = default, f"{name}=_{number}"
            if isinstance(default, _Made):
                value = f"_{number}.make() if {name} is _{number} else {name}"
        heads.append(head)
        lines.append(f"self.{name} = {value}")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    own: dict[str, Any] = {}
    exec(f"def __init__({', '.join(heads)}):\n  " + "\n  ".join(lines or ["pass"]), defaults, own)
    return own["__init__"]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(cls: type[T]) -> type[T]:
    """The class as a dataclass: equal by value, hashable, not to be changed."""
    return _finished(cls, _hash)


@dataclass_transform(field_specifiers=(field,))
def mutable(cls: type[T]) -> type[T]:
    """The class as a dataclass whose fields are changed while it is worked on: equal by value, not hashable."""
    return _finished(cls, None)


@dataclass_transform(eq_default=False, field_specifiers=(field,))
def entity(cls: type[T]) -> type[T]:
    """The class as a dataclass whose instances are compared by identity, each one thing of many; with slots, unless it
    works something out later (`lazy`)."""
    given = {name: cls.__dict__.get(name, _REQUIRED) for name in cls.__dict__.get("__annotations__", {})}  # noqa: RUF063
    body = {name: value for name, value in cls.__dict__.items() if name not in {*given, "__dict__", "__weakref__"}}
    if not any(isinstance(value, lazy) for value in body.values()):
        body["__slots__"] = tuple(given)
    names = {name: default for name, default in given.items() if default is not _LATER}
    body |= {"__fields__": names, "__dataclass_fields__": _Fields(), "__repr__": _repr}
    made: Any = cast("Any", type(cls))(cls.__name__, cls.__bases__, body)
    made.__qualname__, made.__init__ = cls.__qualname__, _init(made, names)
    return cast("type[T]", made)


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


class _Pattern:
    def __init__(self, *source: Any) -> None:
        self._source = source

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._source), name)
        setattr(self, name, value)
        return value


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """`re.compile`, done when the expression is first used; a mistake in it is told only then."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for circles of garbage while many small things are made that all stay: it took up to a quarter of the
    time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def sha256(data: bytes = b"") -> _Hash:
    """`hashlib.sha256` without OpenSSL, whose library takes longer to load than a few documents to be digested."""
    return _digest()(data)


@cache
def _digest() -> Callable[[bytes], _Hash]:
    from importlib import import_module

    try:
        found: Callable[[bytes], _Hash] = import_module("_sha2" if sys.version_info >= (3, 12) else "_sha256").sha256
    except ImportError:  # a Python that has OpenSSL's only
        from hashlib import sha256 as found
    return found


def escape(text: str) -> str:
    """A text as XML has it between tags; `html.escape` comes with the names of all signs there are."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def shortened(text: str, most: int) -> str:
    """The text in at most so many letters; one that was cut ends with "…"."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"

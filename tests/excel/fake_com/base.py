"""What all stand-in objects share: unknown names and unknown settings are errors, a busy Excel refuses every call."""

from __future__ import annotations

import collections
from typing import Any

from .stubs import CDispatch, ComError

CALL_REJECTED, MEMBER_NOT_FOUND, EXCEPTION = -2147418111, -2147352573, -2147352567


def failed(text: str) -> ComError:
    """Error 1004 as Excel raises it."""
    return ComError(EXCEPTION, "Exception occurred.", (0, "Microsoft Excel", text, "", 0, -2146827284), None)


def unwrap(thing: Any) -> Any:
    """The stand-in inside xlwings' retrying wrapper."""
    return object.__getattribute__(thing, "_inner") if type(thing).__name__ == "COMRetryObjectWrapper" else thing


class ComObject(CDispatch):
    """Members with a capital are Excel's; those with an underscore are the test's."""

    _app: Any = None

    def __getattribute__(self, name: str) -> Any:
        if name[:1].isupper():
            app = object.__getattribute__(self, "_app")
            if app is not None:
                app._called(type(self).__name__, name)
        return object.__getattribute__(self, name)

    def __getattr__(self, name: str) -> Any:
        raise ComError(MEMBER_NOT_FOUND, f"Member not found: {type(self).__name__}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        if name[:1].isupper():
            if self._app is not None:
                self._app._called(type(self).__name__, name + "=")
            member = getattr(type(self), name, None)
            if not (isinstance(member, Plain) or (isinstance(member, property) and member.fset)):
                raise ComError(MEMBER_NOT_FOUND, f"cannot set {type(self).__name__}.{name}")
        object.__setattr__(self, name, value)


class Plain:
    """A property that holds what is put into it; every setting is noted in the application's `_settings`."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = "_plain_" + name

    def __get__(self, thing: Any, _owner: type | None = None) -> Any:
        return self if thing is None else thing.__dict__.get(self.name, self.value)

    def __set__(self, thing: Any, value: Any) -> None:
        thing.__dict__[self.name] = value
        thing._app._settings.append((self.name.removeprefix("_plain_"), value))


class Items(ComObject):
    """A collection: Count, Item, call and iteration, by number from 1 or by name."""

    def __init__(self, app: Any, things: list[Any]) -> None:
        self._app, self._things = app, things

    @property
    def Count(self) -> int:
        return len(self._things)

    def Item(self, key: Any) -> Any:
        return self(key)

    def __call__(self, key: Any) -> Any:
        if isinstance(key, str):
            for thing in self._things:
                if thing.Name.casefold() == key.casefold():
                    return thing
        elif 1 <= key <= len(self._things):
            return self._things[int(key) - 1]
        raise failed(f"no {key!r}")

    def __iter__(self) -> Any:
        return iter(self._things)


class Counter(collections.Counter[str]):
    """How often each member was asked for: "Range.Value", "Range.Value="."""

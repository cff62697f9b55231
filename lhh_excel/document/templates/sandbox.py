"""The environment in which a template runs: it may print texts and figures, loop over lists, and nothing else.

No calls, no attribute beyond the context's own names, no arithmetic that can grow, a short list of filters, an end to
every loop and text, undefined names an error, everything escaped. What is neither text nor figure (a level of names, a
list, true and false, a thing of Python's) can neither be printed nor become part of a text.
"""

from __future__ import annotations

import importlib.util
import marshal
import math
from collections.abc import Mapping
from types import CodeType
from typing import Any

from jinja2 import StrictUndefined, Undefined, nodes, pass_eval_context
from jinja2 import __version__ as jinja_version
from jinja2.exceptions import SecurityError
from jinja2.filters import do_join, do_replace
from jinja2.nodes import EvalContext
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from ...figures.figure import Figure, Phrase
from ...messages.templates import NOT_TEXT, TOO_MUCH
from .cache import fingerprint, remembered
from .keys import FILTER, Records
from .marks import MarkedFigure

FILTERS = (
    "capitalize",
    "count",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "replace",
    "reverse",
    "title",
    "trim",
    "upper",
)
TESTS: tuple[str, ...] = (
    "divisibleby",
    "even",
    "odd",
    "none",
    "string",
    "number",
    "mapping",
    "sequence",
    "true",
    "false",
    "in",
)
TESTS += ("eq", "==", "ne", "!=", "lt", "<", "le", "<=", "gt", ">", "ge", ">=", "equalto", "lessthan", "greaterthan")
LOOP = (
    "index",
    "index0",
    "first",
    "last",
    "length",
    "revindex",
    "revindex0",
    "previtem",
    "nextitem",
    "depth",
    "depth0",
)
FIGURE = ("text", "value", "label", "id", "formula")
FORBIDDEN_OPERATORS = ("*", "**", "%")
#: Values printed and rounds of loops, and characters printed: past that a template is no office's.
MAX_PRINTS, MAX_CHARACTERS = 3_000_000, 60_000_000
#: Characters of one value after a filter that can make it longer.
MAX_TEXT = 1_000_000
#: A level of names; a plain dict first, which need not be looked at for what makes a mapping.
_LEVEL = (dict, Mapping)
_ROUND = "__vong"  # printed, as nothing, in each round of a loop
_PART = "__chu"  # the filter over each part of a text that a template puts together
#: Filters that make text of what they are given, whatever it is.
_OF_TEXT = ("capitalize", "lower", "title", "trim", "upper")
_TEXTS = frozenset((str, Markup, Figure, MarkedFigure, Phrase, int))
_COMPILED = "3"  # goes up when the sandbox compiles templates in another way


def as_text(value: Any) -> Any:
    """What prints: texts, figures and whole numbers as they are, a fraction with its comma. SecurityError for the rest.

    A name that is not there passes, so that it is told by its name when it prints.
    """
    if type(value) in _TEXTS or isinstance(value, Undefined):
        return value
    if type(value) is float and math.isfinite(value):
        return f"{round(value, 6):f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(value, (str, Figure)):
        return value
    raise SecurityError(NOT_TEXT)


@pass_eval_context
def _replace(context: EvalContext, text: str, old: str, new: str, count: int | None = None) -> str:
    """Jinja's own, but not without bound: each one in a row would make the text many times longer."""
    plain = str(as_text(text))
    _bounded(len(plain), plain.count(str(old)) * len(str(new)))
    return do_replace(context, plain, old, new, count)


@pass_eval_context
def _join(context: EvalContext, value: Any, d: str = "", attribute: str | None = None) -> Any:
    """Jinja's own, but of texts, and not without bound."""
    get = context.environment.getitem
    items = [as_text(item if attribute is None else get(item, attribute)) for item in value]
    _bounded(len(items) * len(str(as_text(d))))
    return do_join(context, items, d)


def _of_text(plain: Any) -> Any:
    def made(value: Any, *arguments: Any) -> Any:
        return plain(as_text(value), *arguments)

    return made


def _bounded(*lengths: int) -> None:
    if sum(lengths) > MAX_TEXT:
        raise SecurityError(TOO_MUCH)


class Sandbox(SandboxedEnvironment):
    """Jinja for templates that strangers may have edited."""

    intercepted_binops = frozenset(FORBIDDEN_OPERATORS)

    def __init__(self, records: Records | None = None) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True, finalize=self._count, cache_size=0)
        self.filters = {name: self.filters[name] for name in FILTERS} | {"replace": _replace, "join": _join}
        self.filters |= {name: _of_text(self.filters[name]) for name in _OF_TEXT} | {_PART: as_text}
        if records is not None:
            self.filters[FILTER] = records.mark
        self.tests = {name: self.tests[name] for name in TESTS if name in self.tests}
        self.globals = {_ROUND: ""}
        self.printed = self.characters = 0

    def compile(
        self, source: Any, name: Any = None, filename: Any = None, raw: bool = False, defer_init: bool = False
    ) -> Any:
        """Jinja's own, but the code of a template seen before comes from the cache."""
        make = super().compile
        if not isinstance(source, str) or raw or name is not None or filename is not None:
            return make(source, name, filename, raw, defer_init)  # type: ignore[call-overload]
        key = fingerprint("code", _COMPILED, jinja_version, importlib.util.MAGIC_NUMBER, source)
        made: list[CodeType] = []

        def compiled() -> bytes:
            made.append(make(source))
            return marshal.dumps(made[0])

        kept = remembered(key, compiled)
        return made[0] if made else marshal.loads(kept)

    def _generate(self, source: nodes.Template, name: Any, filename: Any, defer_init: bool = False) -> str:
        """Jinja's own, but each round of a loop counts as something printed: also a loop that prints nothing ends.

        Each part of a text put together is looked at as if it were printed; `… if …` without else is no text.
        """
        for loop in source.find_all(nodes.For):
            loop.body.insert(0, nodes.Output([nodes.Name(_ROUND, "load", lineno=loop.lineno)], lineno=loop.lineno))
        for joined in source.find_all(nodes.Concat):
            parts = [nodes.Filter(part, _PART, [], [], None, None, lineno=part.lineno) for part in joined.nodes]
            joined.nodes = [part for part in parts if part.set_environment(self)]
        for choice in source.find_all(nodes.CondExpr):
            if choice.expr2 is None:
                choice.expr2 = nodes.Const("", lineno=choice.lineno)
        return super()._generate(source, name, filename, defer_init)

    def _count(self, value: Any) -> Any:
        self.printed += 1
        value = as_text(value)
        if isinstance(value, str):
            self.characters += len(value)
        if self.printed > MAX_PRINTS or self.characters > MAX_CHARACTERS:
            raise SecurityError(TOO_MUCH)
        return value

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only loop's own counters and a figure's fields; the context's names are items, not attributes."""
        if isinstance(obj, LoopContext):
            return attr in LOOP
        return isinstance(obj, Figure) and attr in FIGURE

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing may be called."""
        return False

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """None of the operators that can make a small template grow without bound."""
        raise SecurityError(operator)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A name of the context before anything that Python itself hangs on a dict, so that `x.items` is data."""
        if isinstance(obj, _LEVEL):
            try:
                return obj[attribute]
            except KeyError:
                return self.undefined(obj=obj, name=attribute)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        if attribute == "text" and isinstance(obj, (Figure, Phrase, str)):
            return obj  # prints as its text, and its mark is kept; words in the place of a figure are its text
        return super().getattr(obj, attribute)

"""Checks one Jinja expression against the names a template may use, without running it.

Every expression has a shape: a mapping (a level of names), a list of one shape, or one of the plain ones below. What
prints is a text or a number; the rest is a fault that names what would print.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from .compiling import parse
from .values import FIGURE, FILTERS, LOOP, TESTS


class Plain:
    """A shape without names in it."""

    def __init__(self, fault: str = "") -> None:
        self.fault = fault  # the key of messages.templates.PROBLEMS for whoever prints it


#: A text or figure; a number; what may be anything: told already, or not known before it runs.
TEXT, NUMBER, ANY = Plain(), Plain(), Plain()
#: True or false; the bare value of a figure, to be compared and computed with; nothing.
FLAG, VALUE, NOTHING = Plain("prints_flag"), Plain("prints_value"), Plain("prints_nothing")
_KEEP, _ITEMS, _COUNTS = "reverse", ("first", "last"), ("length", "count")
_SIGNS = {nodes.Mul: "*", nodes.Pow: "**", nodes.Mod: "%"}
_LOOP_FLAGS, _LOOP_ITEMS = ("first", "last"), ("previtem", "nextitem")
#: Of a level of names, those that are most often meant.
_MEANT = ("gia_tri", "ten", "tong")


@dataclass(frozen=True)
class Fault:
    """`kind` is a key of messages.templates.PROBLEMS; `nearest` a name that would have been right there, or ""."""

    kind: str
    name: str = ""
    nearest: str = ""


def shape_of(known: Any) -> Any:
    """The shape of a name's declaration: a mapping, a list and what a context holds in it."""
    if isinstance(known, (Mapping, list, Plain)):
        return known
    return FLAG if isinstance(known, bool) else NUMBER if isinstance(known, (int, float)) else TEXT


class ExpressionChecker:
    """Follows names through levels, lists and loops."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.parsed: dict[str, list[nodes.Node]] = {}
        self._shapes: dict[type[nodes.Node], Callable[[Any, Mapping[str, Any]], Any]] = {
            nodes.Name: self._name,
            nodes.Const: lambda node, _: NOTHING if node.value is None else shape_of(node.value),
            nodes.Getattr: lambda node, names: self._member(self._shape(node.node, names), node.attr, node),
            nodes.Getitem: self._item,
            nodes.Filter: self._filter,
            nodes.CondExpr: self._choice,
            nodes.Or: self._either,
            nodes.And: self._either,
            nodes.List: self._list,
            nodes.Tuple: self._list,
            nodes.Dict: lambda node, names: [self._shape(one, names) for one in node.iter_child_nodes()] and {},
            nodes.Concat: self._joined,
            nodes.Compare: self._compared,
            nodes.Not: self._flag,
            nodes.Test: self._flag,
            nodes.Call: self._call,
        }

    def check(self, source: str, names: Mapping[str, Any]) -> list[Fault]:
        """The faults of a whole small template. Raises `TemplateSyntaxError`."""
        self.faults = []
        for node in self._parse(source):
            if isinstance(node, nodes.Output):
                for inner in node.nodes:
                    self._printed(inner, self._shape(inner, names))
            elif isinstance(node, nodes.If):
                self._shape(node.test, names)
            elif not isinstance(node, nodes.TemplateData):
                self._fault("syntax")
        return self.faults

    def loop(self, source: str, names: Mapping[str, Any]) -> tuple[list[Fault], dict[str, Any]]:
        """The faults of "{% for … %}{% endfor %}" and the names that hold inside it."""
        self.faults = []
        body = self._parse(source)
        if len(body) != 1 or not isinstance(body[0], nodes.For):
            return [Fault("syntax")], {}
        return self.faults, self._for(body[0], names)

    def _parse(self, source: str) -> list[nodes.Node]:
        if source not in self.parsed:
            self.parsed[source] = parse(source).body
        return self.parsed[source]

    def _fault(self, kind: str, name: str = "", choices: Sequence[str] = (), nearest: str = "") -> Any:
        close = [nearest] if nearest else difflib.get_close_matches(name, choices, 1, 0.6)
        self.faults.append(Fault(kind, name, close[0] if close else ""))
        return ANY

    def _for(self, node: nodes.For, names: Mapping[str, Any]) -> dict[str, Any]:
        shape = self._shape(node.iter, names)
        if isinstance(shape, list):
            item = shape_of(shape[0]) if shape else ANY
        else:
            item = ANY if shape is ANY else self._fault("not_a_list", _spelled(node.iter))
        counters: dict[str, Any] = dict.fromkeys(LOOP, NUMBER) | dict.fromkeys(_LOOP_FLAGS, FLAG)
        inner: dict[str, Any] = {"loop": counters | dict.fromkeys(_LOOP_ITEMS, item)}
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = item
        else:
            inner.update(dict.fromkeys((name.name for name in node.target.find_all(nodes.Name)), ANY))
        if node.test is not None:
            self._shape(node.test, {**names, **inner})
        return inner

    # --- what prints -----------------------------------------------------------------------------------------------

    def _printed(self, node: nodes.Node, shape: Any) -> None:
        """A fault where it is neither text nor figure, with what of it would print."""
        name = _spelled(node)
        if isinstance(shape, list):
            inner = shape_of(shape[0]) if shape else TEXT
            within = next(_texts(inner, ""), "") if isinstance(inner, Mapping) else ""
            joined = f'{name}|join(", ")' if not within else f'{name}|join(", ", "{within}")'
            self._fault("prints_list", name, nearest="" if "…" in name or "." in within else joined)
        elif isinstance(shape, Mapping):
            self._fault("prints_level", name, nearest=next(_texts(shape, f"{name}."), "") if "…" not in name else "")
        elif shape.fault:
            whole = isinstance(node, nodes.Getattr) and shape is VALUE
            self._fault(shape.fault, name, nearest=_spelled(node.node) if whole else "")  # type: ignore[attr-defined]

    def _texts_of(self, parts: Sequence[nodes.Node], names: Mapping[str, Any]) -> None:
        for part in parts:
            self._printed(part, self._shape(part, names))

    # --- shapes ----------------------------------------------------------------------------------------------------

    def _shape(self, node: nodes.Node, names: Mapping[str, Any]) -> Any:
        """The shape an expression has; faults are noted on the way."""
        known = self._shapes.get(type(node))
        return known(node, names) if known is not None else self._computed(node, names)

    def _name(self, node: nodes.Name, names: Mapping[str, Any]) -> Any:
        if node.name not in names:
            return self._fault("unknown_name", node.name, tuple(names))
        return shape_of(names[node.name])

    def _member(self, shape: Any, name: str, node: nodes.Node) -> Any:
        if name.startswith("_"):
            return self._fault("forbidden_attribute", name)
        if isinstance(shape, Mapping):
            if name not in shape:
                return self._fault("unknown_name", _spelled(node), _full(node, shape))
            return shape_of(shape[name])
        if shape is ANY:
            return ANY
        if shape is TEXT and name in FIGURE:
            return VALUE if name == "value" else TEXT
        return self._fault("forbidden_attribute" if isinstance(shape, list) else "unknown_name", _spelled(node))

    def _item(self, node: nodes.Getitem, names: Mapping[str, Any]) -> Any:
        shape = self._shape(node.node, names)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._member(shape, node.arg.value, node)
        self._shape(node.arg, names)
        if isinstance(shape, list):
            return shape if isinstance(node.arg, nodes.Slice) else shape_of(shape[0]) if shape else ANY
        if isinstance(shape, Mapping) and shape:
            return shape_of(next(iter(shape.values())))
        return TEXT if shape is TEXT else ANY

    def _filter(self, node: nodes.Filter, names: Mapping[str, Any]) -> Any:
        if node.name not in FILTERS:
            self._fault("unknown_filter", node.name, FILTERS)
        shape = self._shape(node.node, names) if node.node is not None else ANY
        for argument in [*node.args, *(pair.value for pair in node.kwargs)]:
            self._shape(argument, names)
        if node.name in _COUNTS:
            return NUMBER
        if node.name == "join":
            return self._join(node, shape)
        if isinstance(shape, list) and node.name == _KEEP:
            return shape
        if isinstance(shape, list) and node.name in _ITEMS:
            return shape_of(shape[0]) if shape else ANY
        if node.node is not None and node.name in FILTERS and (node.name not in (_KEEP, *_ITEMS) or shape is not ANY):
            self._printed(node.node, shape)
        return TEXT if node.name in FILTERS else ANY

    def _join(self, node: nodes.Filter, shape: Any) -> Any:
        """Of a list of texts; of levels by a name in them."""
        if not isinstance(shape, list) or not shape:
            if shape is not ANY and not isinstance(shape, list):
                self._fault("not_a_list", _spelled(node))
            return TEXT
        named = [*node.args[1:2], *(pair.value for pair in node.kwargs if pair.key == "attribute")]
        item = shape_of(shape[0])
        if named and isinstance(named[0], nodes.Const) and isinstance(named[0].value, str):
            item = self._member(item, named[0].value, nodes.Getattr(node.node, named[0].value, "load"))
        if isinstance(item, (Mapping, list)) or item.fault:
            self._printed(node.node if node.node is not None else node, shape)
        return TEXT

    def _choice(self, node: nodes.CondExpr, names: Mapping[str, Any]) -> Any:
        self._shape(node.test, names)
        return _gravest([self._shape(part, names) for part in (node.expr1, node.expr2) if part is not None])

    def _either(self, node: nodes.BinExpr, names: Mapping[str, Any]) -> Any:
        """`a or b` and `a and b` are one of the two."""
        return _gravest([self._shape(node.left, names), self._shape(node.right, names)])

    def _list(self, node: nodes.List | nodes.Tuple, names: Mapping[str, Any]) -> Any:
        return [self._shape(item, names) for item in node.items][:1]

    def _joined(self, node: nodes.Concat, names: Mapping[str, Any]) -> Any:
        self._texts_of(node.nodes, names)
        return TEXT

    def _flag(self, node: nodes.Not | nodes.Test, names: Mapping[str, Any]) -> Any:
        if isinstance(node, nodes.Test) and node.name not in TESTS:
            self._fault("unknown_test", node.name, tuple(TESTS))
        for inner in node.iter_child_nodes():
            self._shape(inner, names)
        return FLAG

    def _compared(self, node: nodes.Compare, names: Mapping[str, Any]) -> Any:
        operands = [(node.expr, self._shape(node.expr, names))]
        operands += [(one.expr, self._shape(one.expr, names)) for one in node.ops]
        if any(one.op in ("gt", "gteq", "lt", "lteq") for one in node.ops):
            self._numbers(operands)
        return FLAG

    def _call(self, node: nodes.Call, names: Mapping[str, Any]) -> Any:
        self._fault("forbidden_call")
        for inner in node.iter_child_nodes():
            self._shape(inner, names)
        return ANY

    def _computed(self, node: nodes.Node, names: Mapping[str, Any]) -> Any:
        for kind, sign in _SIGNS.items():
            if isinstance(node, kind):
                self._fault("forbidden_operator", sign)
        operands = [(inner, self._shape(inner, names)) for inner in node.iter_child_nodes()]
        if isinstance(node, (nodes.Add, nodes.Sub, nodes.Div, nodes.FloorDiv, nodes.Neg, nodes.Pos)):
            if isinstance(node, nodes.Add) and all(shape is TEXT for _, shape in operands):
                return TEXT
            self._numbers(operands)
            return NUMBER
        return ANY

    def _numbers(self, operands: Sequence[tuple[nodes.Node, Any]]) -> None:
        """A figure is computed and compared by its value; words with words only."""
        if any(shape in (NUMBER, VALUE) for _, shape in operands if isinstance(shape, Plain)):
            for node, shape in operands:
                if shape is TEXT:
                    name = _spelled(node)
                    self._fault("not_a_number", name, nearest=f"{name}.value" if "…" not in name else "")


def _gravest(shapes: Sequence[Any]) -> Any:
    """Of what an expression may turn out to be, what is least fit to print; a list before an empty one."""
    for shape in sorted(shapes, key=lambda shape: shape == []):
        if isinstance(shape, (list, Mapping)):
            return shape
    faulty = next((shape for shape in shapes if shape.fault), None)
    return faulty or (ANY if ANY in shapes else TEXT if TEXT in shapes else NUMBER)


def _texts(shape: Mapping[str, Any], path: str) -> Iterator[str]:
    """The names in a level that print, those first that are most often meant, then those of levels in it."""
    names = sorted(shape, key=lambda name: _MEANT.index(name) if name in _MEANT else len(_MEANT))
    for name in names:
        if shape_of(shape[name]) in (TEXT, NUMBER):
            yield f"{path}{name}"
    for name in names:
        if isinstance(shape[name], Mapping):
            yield from _texts(shape[name], f"{path}{name}.")


def _spelled(node: nodes.Node) -> str:
    """a.b.c as typed, as far as it is a chain of names."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_spelled(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        inner = node.arg.value if isinstance(node.arg, nodes.Const) else "…"
        return f"{_spelled(node.node)}.{inner}" if isinstance(inner, str) else f"{_spelled(node.node)}[{inner}]"
    if isinstance(node, nodes.Filter) and node.node is not None and not node.args and not node.kwargs:
        return f"{_spelled(node.node)}|{node.name}"
    return "…"


def _full(node: nodes.Node, shape: Mapping[str, Any]) -> tuple[str, ...]:
    inner = node.node if isinstance(node, nodes.Getattr | nodes.Getitem) else node
    return tuple(f"{_spelled(inner)}.{name}" for name in shape)

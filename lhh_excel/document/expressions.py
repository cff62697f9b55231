"""Checks one Jinja expression against the names a template may use, without running it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes

from .sandbox import FIGURE, LOOP, Sandbox

#: A shape that may hold anything: what comes out of a filter, or of a fault already told.
ANY: Any = object()
_LISTS_KEPT = ("reverse",)
_ITEMS = ("first", "last")
_SIGNS = {nodes.Mul: "*", nodes.Pow: "**", nodes.Mod: "%"}


@dataclass(frozen=True)
class Fault:
    """`kind` is a key of messages.templates.PROBLEMS; `choices` the names that would have been right there."""

    kind: str
    name: str = ""
    choices: tuple[str, ...] = ()


class ExpressionChecker:
    """Follows names through levels, lists and loops."""

    def __init__(self, environment: Sandbox) -> None:
        self.environment = environment
        self.faults: list[Fault] = []
        self.parsed: dict[str, list[nodes.Node]] = {}

    def check(self, source: str, names: Mapping[str, Any]) -> list[Fault]:
        """The faults of a whole small template. Raises `TemplateSyntaxError`."""
        self.faults = []
        for node in self._parse(source):
            self._walk(node, names)
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
            self.parsed[source] = self.environment.parse(source).body
        return self.parsed[source]

    def _for(self, node: nodes.For, names: Mapping[str, Any]) -> dict[str, Any]:
        shape = self._shape(node.iter, names)
        if isinstance(shape, list):
            item = shape[0] if shape else ANY
        elif shape is ANY:
            item = ANY
        else:
            self.faults.append(Fault("not_a_list", _spelled(node.iter)))
            item = ANY
        inner = {"loop": dict.fromkeys(LOOP, ANY)}
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = item
        else:
            inner.update(dict.fromkeys((name.name for name in node.target.find_all(nodes.Name)), ANY))
        if node.test is not None:
            self._shape(node.test, {**names, **inner})
        return inner

    def _walk(self, node: nodes.Node, names: Mapping[str, Any]) -> None:
        if isinstance(node, nodes.Output):
            for inner in node.nodes:
                self._shape(inner, names)
        elif isinstance(node, nodes.If):
            self._shape(node.test, names)
        elif not isinstance(node, nodes.TemplateData):
            self.faults.append(Fault("syntax"))

    def _shape(self, node: nodes.Node, names: Mapping[str, Any]) -> Any:
        """The shape an expression has; faults are noted on the way."""
        if isinstance(node, nodes.Name):
            if node.name not in names:
                self.faults.append(Fault("unknown_name", node.name, tuple(names)))
            return names.get(node.name, ANY)
        if isinstance(node, nodes.Getattr):
            return self._member(self._shape(node.node, names), node.attr, node)
        if isinstance(node, nodes.Getitem):
            return self._item(node, names)
        if isinstance(node, nodes.Filter):
            return self._filter(node, names)
        if isinstance(node, nodes.CondExpr):
            shapes = [self._shape(part, names) for part in (node.expr1, node.expr2, node.test) if part is not None]
            return shapes[0]
        if isinstance(node, nodes.Test) and node.name not in self.environment.tests:
            self.faults.append(Fault("unknown_test", node.name, tuple(self.environment.tests)))
        if isinstance(node, nodes.Call):
            self.faults.append(Fault("forbidden_call"))
        for kind, sign in _SIGNS.items():
            if isinstance(node, kind):
                self.faults.append(Fault("forbidden_operator", sign))
        shapes = [self._shape(inner, names) for inner in node.iter_child_nodes()]
        if isinstance(node, nodes.Or | nodes.And):
            return next((shape for shape in shapes if isinstance(shape, list | Mapping)), ANY)
        return shapes if isinstance(node, nodes.List) and not shapes else ANY

    def _member(self, shape: Any, name: str, node: nodes.Node) -> Any:
        if name.startswith("_"):
            self.faults.append(Fault("forbidden_attribute", name))
            return ANY
        if isinstance(shape, Mapping):
            if name not in shape:
                self.faults.append(Fault("unknown_name", _spelled(node), _full(node, shape)))
            return shape.get(name, ANY)
        if shape is ANY or (not isinstance(shape, list) and name in FIGURE):
            return ANY
        self.faults.append(Fault("forbidden_attribute" if isinstance(shape, list) else "unknown_name", _spelled(node)))
        return ANY

    def _item(self, node: nodes.Getitem, names: Mapping[str, Any]) -> Any:
        shape = self._shape(node.node, names)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._member(shape, node.arg.value, node)
        self._shape(node.arg, names)
        if isinstance(shape, list):
            return shape if isinstance(node.arg, nodes.Slice) else shape[0] if shape else ANY
        if isinstance(shape, Mapping) and shape:
            return next(iter(shape.values()))
        return ANY

    def _filter(self, node: nodes.Filter, names: Mapping[str, Any]) -> Any:
        if node.name not in self.environment.filters:
            self.faults.append(Fault("unknown_filter", node.name, tuple(self.environment.filters)))
        shape = self._shape(node.node, names) if node.node is not None else ANY
        for argument in [*node.args, *node.kwargs]:
            self._shape(argument, names)
        if isinstance(shape, list) and node.name in _LISTS_KEPT:
            return shape
        if isinstance(shape, list) and node.name in _ITEMS and shape:
            return shape[0]
        return ANY


def _spelled(node: nodes.Node) -> str:
    """a.b.c as typed, as far as it is a chain of names."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_spelled(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        inner = node.arg.value if isinstance(node.arg, nodes.Const) else "…"
        return f"{_spelled(node.node)}.{inner}" if isinstance(inner, str) else f"{_spelled(node.node)}[{inner}]"
    return "…"


def _full(node: nodes.Node, shape: Mapping[str, Any]) -> tuple[str, ...]:
    inner = node.node if isinstance(node, nodes.Getattr | nodes.Getitem) else node
    return tuple(f"{_spelled(inner)}.{name}" for name in shape)

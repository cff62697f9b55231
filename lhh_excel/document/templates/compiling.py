"""Jinja's tree of a template, as Python code over `values`: made once for each template, and kept.

Jinja reads templates. What it read becomes code here, and only what this page has a line for: anything else that Jinja
knows (calls, macros, `*`, filters that are not on the list) makes no code. A template seen before runs without Jinja.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import CodeType
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from .keys import FILTER
from .values import FILTERS, TEMPLATE_FILE, TESTS, ForbiddenError, SyntaxFaultError

#: What Jinja and Python mean alike.
_ARITHMETIC: dict[type[nodes.Expr], type[ast.operator]] = {
    nodes.Add: ast.Add,
    nodes.Sub: ast.Sub,
    nodes.Div: ast.Div,
    nodes.FloorDiv: ast.FloorDiv,
}
_SIGNED: dict[type[nodes.Expr], type[ast.unaryop]] = {nodes.Neg: ast.USub, nodes.Pos: ast.UAdd, nodes.Not: ast.Not}
_EITHER: dict[type[nodes.Expr], type[ast.boolop]] = {nodes.Or: ast.Or, nodes.And: ast.And}
_COMPARED: dict[str, type[ast.cmpop]] = {
    "eq": ast.Eq,
    "ne": ast.NotEq,
    "gt": ast.Gt,
    "gteq": ast.GtE,
    "lt": ast.Lt,
    "lteq": ast.LtE,
    "in": ast.In,
    "notin": ast.NotIn,
}
#: The names of loops that hold in a place, each with the variable of the code that stands for it.
_Scope = Mapping[str, str]
_SKELETON = """\
def rendered(values):
    name, member, item = values.name, values.member, values.item
    text, rounds, pairs, held, filters = values.text, values.rounds, values.pairs, values.held, values.filters
    yield ""
"""


def parse(source: str) -> nodes.Template:
    """Jinja's tree of a template. TemplateSyntaxError is Jinja's own."""
    return Environment(autoescape=True).parse(source)


def compiled(source: str) -> CodeType:
    """The code of a template, to be run by `values.rendered`.

    SyntaxFaultError where it is none; ForbiddenError where it holds more than a template may.
    """
    module = ast.parse(_SKELETON, TEMPLATE_FILE)
    [function] = module.body
    assert isinstance(function, ast.FunctionDef)
    try:
        function.body += _Statements().of(parse(source).body, {})
    except TemplateSyntaxError as fault:
        raise SyntaxFaultError(str(fault)) from fault
    return compile(ast.fix_missing_locations(module), TEMPLATE_FILE, "exec")


def _forbidden(node: nodes.Node) -> ForbiddenError:
    return ForbiddenError(type(node).__name__)


def _load(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def _store(name: str) -> ast.expr:
    return ast.Name(name, ast.Store())


def _called(function: ast.expr | str, arguments: Sequence[ast.expr], keywords: Iterable[ast.keyword] = ()) -> ast.expr:
    return ast.Call(_load(function) if isinstance(function, str) else function, list(arguments), list(keywords))


def _under(table: str, key: str) -> ast.expr:
    return ast.Subscript(_load(table), ast.Constant(key), ast.Load())


class _Statements:
    """Statements, in the order of a template."""

    def __init__(self) -> None:
        self._loops = 0
        self._kinds: dict[type[nodes.Node], Callable[[Any, _Scope], list[ast.stmt]]] = {
            nodes.Output: self._output,
            nodes.For: self._for,
            nodes.If: self._if,
        }

    def of(self, body: Iterable[nodes.Node], scope: _Scope) -> list[ast.stmt]:
        made: list[ast.stmt] = []
        for node in body:
            kind = self._kinds.get(type(node))
            if kind is None:
                raise _forbidden(node)
            made += [_placed(statement, node) for statement in kind(node, scope)]
        return made

    def _output(self, node: nodes.Output, scope: _Scope) -> list[ast.stmt]:
        """All that stands in a row is one piece."""
        pieces: list[ast.expr] = []
        for one in node.nodes:
            if isinstance(one, nodes.TemplateData):
                pieces.append(ast.Constant(one.data))
            else:
                pieces.append(ast.FormattedValue(_placed(_called("text", [_expression(one, scope)]), one), -1))
        return [ast.Expr(ast.Yield(ast.JoinedStr(pieces)))]

    def _if(self, node: nodes.If, scope: _Scope) -> list[ast.stmt]:
        otherwise = self.of(node.else_, scope)
        for one in reversed([node, *node.elif_]):
            otherwise = [ast.If(_expression(one.test, scope), [ast.Pass(), *self.of(one.body, scope)], otherwise)]
        return otherwise

    def _for(self, node: nodes.For, scope: _Scope) -> list[ast.stmt]:
        self._loops += 1
        items, loop = f"items{self._loops}", f"loop{self._loops}"
        names = node.target.items if isinstance(node.target, nodes.Tuple) else [node.target]
        if not all(isinstance(name, nodes.Name) for name in names):
            raise _forbidden(node.target)
        variables = {name.name: f"{name.name}{self._loops}" for name in names if isinstance(name, nodes.Name)}
        inner = {**scope, **variables}

        def target(use: ast.expr_context) -> ast.expr:
            each: list[ast.expr] = [ast.Name(variable, use) for variable in variables.values()]
            return ast.Tuple(each, use) if isinstance(node.target, nodes.Tuple) else each[0]

        over = _called("pairs" if isinstance(node.target, nodes.Tuple) else "rounds", [_expression(node.iter, scope)])
        if node.test is not None:
            kept = ast.comprehension(target(ast.Store()), over, [_expression(node.test, inner)], 0)
            over = ast.ListComp(target(ast.Load()), [kept])
        made: list[ast.stmt] = [ast.Assign([_store(items)], over)]
        body = [ast.Pass(), *self.of(node.body, {**inner, "loop": loop})]
        if any(name.name == "loop" for one in node.body for name in one.find_all(nodes.Name)):
            made.append(ast.Assign([_store(loop)], _called("Loop", [_load(items)])))
            counted = ast.Tuple([ast.Attribute(_load(loop), "index0", ast.Store()), target(ast.Store())], ast.Store())
            made.append(ast.For(counted, _called("enumerate", [_load(items)]), body, []))
        else:
            made.append(ast.For(target(ast.Store()), _load(items), body, []))
        if node.else_:
            made.append(ast.If(ast.UnaryOp(ast.Not(), _load(items)), self.of(node.else_, scope), []))
        return made


def _placed(made: Any, node: nodes.Node) -> Any:
    """On its line of the template, which is told when it fails."""
    made.lineno = made.end_lineno = node.lineno
    made.col_offset = made.end_col_offset = 0
    return made


# --- expressions -----------------------------------------------------------------------------------------------------


def _expression(node: nodes.Node, scope: _Scope) -> ast.expr:
    kind = _EXPRESSIONS.get(type(node))
    if kind is None:
        raise _forbidden(node)
    made: ast.expr = _placed(kind(node, scope), node)
    return made


def _expressions(found: Iterable[nodes.Node], scope: _Scope) -> list[ast.expr]:
    return [_expression(one, scope) for one in found]


def _name(node: nodes.Name, scope: _Scope) -> ast.expr:
    return _load(scope[node.name]) if node.name in scope else _called("name", [ast.Constant(node.name)])


def _slice(node: nodes.Slice, scope: _Scope) -> ast.expr:
    ends = (node.start, node.stop, node.step)
    return _called("slice", [ast.Constant(None) if end is None else _expression(end, scope) for end in ends])


def _arguments(node: nodes.Filter | nodes.Test, scope: _Scope) -> tuple[list[ast.expr], list[ast.keyword]]:
    if node.node is None or node.dyn_args is not None or node.dyn_kwargs is not None:
        raise _forbidden(node)
    keywords = [ast.keyword(str(one.key), _expression(one.value, scope)) for one in node.kwargs]
    return _expressions([node.node, *node.args], scope), keywords


def _filter(node: nodes.Filter, scope: _Scope) -> ast.expr:
    if node.name not in (*FILTERS, FILTER):
        raise ForbiddenError(node.name)
    return _called(_under("filters", node.name), *_arguments(node, scope))


def _test(node: nodes.Test, scope: _Scope) -> ast.expr:
    if node.name not in TESTS:
        raise ForbiddenError(node.name)
    arguments, keywords = _arguments(node, scope)
    if node.name == "in":
        arguments = [arguments[0], *(_called("held", [one]) for one in arguments[1:])]
    return _called(_under("tests", node.name), arguments, keywords)


def _choice(node: nodes.CondExpr, scope: _Scope) -> ast.expr:
    """`… if …` without else is no text."""
    otherwise = ast.Constant("") if node.expr2 is None else _expression(node.expr2, scope)
    return ast.IfExp(_expression(node.test, scope), _expression(node.expr1, scope), otherwise)


def _compared(node: nodes.Compare, scope: _Scope) -> ast.expr:
    signs = [_COMPARED[one.op]() for one in node.ops]
    others = [
        _called("held", [_expression(one.expr, scope)]) if one.op in ("in", "notin") else _expression(one.expr, scope)
        for one in node.ops
    ]
    return ast.Compare(_expression(node.expr, scope), signs, others)


def _computed(node: nodes.BinExpr, scope: _Scope) -> ast.expr:
    return ast.BinOp(_expression(node.left, scope), _ARITHMETIC[type(node)](), _expression(node.right, scope))


def _either(node: nodes.BinExpr, scope: _Scope) -> ast.expr:
    return ast.BoolOp(_EITHER[type(node)](), _expressions([node.left, node.right], scope))


_EXPRESSIONS: dict[type[nodes.Node], Callable[[Any, _Scope], ast.expr]] = {
    nodes.Name: _name,
    nodes.Const: lambda node, _: ast.Constant(node.value),
    nodes.Getattr: lambda node, scope: _called("member", [_expression(node.node, scope), ast.Constant(node.attr)]),
    nodes.Getitem: lambda node, scope: _called("item", _expressions([node.node, node.arg], scope)),
    nodes.Slice: _slice,
    nodes.Filter: _filter,
    nodes.Test: _test,
    nodes.CondExpr: _choice,
    nodes.Concat: lambda node, scope: _called("joined", _expressions(node.nodes, scope)),
    nodes.List: lambda node, scope: ast.List(_expressions(node.items, scope), ast.Load()),
    nodes.Tuple: lambda node, scope: ast.Tuple(_expressions(node.items, scope), ast.Load()),
    nodes.Dict: lambda node, scope: ast.Dict(
        [*_expressions([one.key for one in node.items], scope)],
        _expressions([one.value for one in node.items], scope),
    ),
    nodes.Compare: _compared,
    **dict.fromkeys(_ARITHMETIC, _computed),
    **dict.fromkeys(_EITHER, _either),
    **dict.fromkeys(_SIGNED, lambda node, scope: ast.UnaryOp(_SIGNED[type(node)](), _expression(node.node, scope))),
}

"""A template's text, given its variables (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping

from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError
from awslab.cloud.api_gateway.rest.edge.velocity.nodes import (
    Block,
    Break,
    Call,
    Define,
    Expression,
    Foreach,
    If,
    Index,
    Interpolated,
    ListOf,
    Literal,
    MapOf,
    Node,
    Not,
    Operation,
    Property,
    RangeOf,
    Reference,
    SetTo,
    Stop,
    Text,
)
from awslab.cloud.api_gateway.rest.edge.velocity.values import (
    LONGEST,
    MadeList,
    call,
    compute,
    equal,
    is_true,
    member,
    text_of,
)

_TURNS = 1000
"""Of one #foreach; the rest is left out, as Velocity does with its own limit.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
"""
_STEPS = 500_000
"""Nodes that a template may work through: nested loops would otherwise never end."""


class _BreakLoop(Exception):
    """Leaves the loop that #break stands in."""


class _StopTemplate(Exception):
    """Ends the template at #stop."""


class Function:
    """A variable whose methods are ours: `$input`, `$util`. Its members are looked up in a table, and nowhere else."""

    def __init__(
        self, methods: Mapping[str, Callable[..., object]], members: Mapping[str, object] | None = None
    ) -> None:
        self.methods = methods
        self.members = members or {}


def block_text(body: Block, variables: Mapping[str, object]) -> str:
    """Return the text. Raises TemplateError, and UnsupportedTemplateError for a method that awslab does not have."""
    rendering = _Rendering(dict(variables))
    try:
        rendering.block(body)
    except _StopTemplate:
        pass
    except _BreakLoop:
        pass
    except RecursionError as error:
        raise TemplateError("the mapping template refers to itself") from error
    return rendering.text()


class _Rendering:
    def __init__(self, variables: MutableMapping[str, object]) -> None:
        self._variables = variables
        self._parts: list[str] = []
        self._length = 0
        self._steps = 0

    def text(self) -> str:
        return "".join(self._parts)

    def block(self, body: Block) -> None:
        for node in body:
            self._count()
            self._node(node)

    def _node(self, node: Node) -> None:
        match node:
            case Text():
                self._write(node.text)
            case Reference():
                self._write(text_of(self._value(node)))
            case SetTo():
                self._set(node.target, self._value(node.value))
            case If():
                bodies = (body for condition, body in node.branches if is_true(self._value(condition)))
                self.block(next(bodies, node.otherwise))
            case Foreach():
                self._loop(node)
            case Define():
                self._variables[node.name] = node
            case Break():
                raise _BreakLoop
            case Stop():
                raise _StopTemplate

    def _write(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST:
            raise TemplateError("the mapping template grew over 10 MB")
        self._parts.append(text)

    def _count(self) -> None:
        self._steps += 1
        if self._steps > _STEPS:
            raise TemplateError("the mapping template takes too long")

    def _set(self, target: Reference, value: object) -> None:
        if not target.steps:
            self._variables[target.name] = value
            return
        owner = self._value(Reference(target.name, target.steps[:-1]))
        last = target.steps[-1]
        key = last.name if isinstance(last, Property) else self._value(last.at) if isinstance(last, Index) else None
        if isinstance(owner, dict) and key is not None:
            owner[text_of(key)] = value
        elif isinstance(owner, list) and isinstance(key, int) and -len(owner) <= key < len(owner):
            owner[key] = value

    def _loop(self, node: Foreach) -> None:
        items = list(_items(self._value(node.items)))[:_TURNS]
        outer_values = {name: self._variables.get(name) for name in (node.name, "foreach", "velocityCount")}
        try:
            for index, item in enumerate(items):
                self._variables[node.name] = item
                self._variables["velocityCount"] = index + 1
                self._variables["foreach"] = {
                    "count": index + 1,
                    "index": index,
                    "first": index == 0,
                    "last": index == len(items) - 1,
                    "hasNext": index < len(items) - 1,
                    "parent": outer_values["foreach"],
                }
                self.block(node.body)
        except _BreakLoop:
            pass
        finally:
            self._variables.update(outer_values)

    def _value(self, expression: Expression) -> object:
        self._count()
        match expression:
            case Literal():
                return expression.value
            case Interpolated():
                return self._aside(expression.body)
            case Reference():
                return self._referred(expression)
            case ListOf():
                return MadeList(self._value(item) for item in expression.items)
            case MapOf():
                return {text_of(self._value(key)): self._value(value) for key, value in expression.pairs}
            case RangeOf():
                return self._range(expression)
            case Not():
                return not is_true(self._value(expression.operand))
            case Operation():
                return self._operation(expression)

    def _operation(self, operation: Operation) -> object:
        left = self._value(operation.left)
        match operation.sign:
            case "||":
                return is_true(left) or is_true(self._value(operation.right))
            case "&&":
                return is_true(left) and is_true(self._value(operation.right))
            case "==":
                return equal(left, self._value(operation.right))
            case "!=":
                return not equal(left, self._value(operation.right))
            case sign:
                return compute(sign, left, self._value(operation.right))

    def _range(self, expression: RangeOf) -> object:
        first, last = self._value(expression.first), self._value(expression.last)
        if not isinstance(first, int) or not isinstance(last, int):
            return None
        turn = 1 if first <= last else -1
        return MadeList(range(first, last + turn, turn)[: _TURNS + 1])

    def _referred(self, reference: Reference) -> object:
        value = self._variables.get(reference.name)
        if isinstance(value, Define):
            return self._aside(value.body)
        for step in reference.steps:
            self._count()
            match step:
                case Property():
                    value = value.members.get(step.name) if isinstance(value, Function) else member(value, step.name)
                case Index():
                    value = member(value, self._value(step.at))
                case Call():
                    value = self._call(value, step)
        return None if isinstance(value, Function) else value

    def _call(self, value: object, step: Call) -> object:
        arguments = [self._value(argument) for argument in step.arguments]
        if not isinstance(value, Function):
            return call(value, step.name, arguments)
        method = value.methods.get(step.name)
        if method is None:
            return None
        try:
            return method(*arguments)
        except TypeError as error:
            raise TemplateError(f"{step.name}() cannot be called with {arguments!r}") from error

    def _aside(self, body: Block) -> str:
        """Return the text of a part of the template, without writing it."""
        outer, self._parts = self._parts, []
        try:
            self.block(body)
            return "".join(self._parts)
        finally:
            self._parts = outer


def _items(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return list(value.values())
    return value if isinstance(value, list) else ()

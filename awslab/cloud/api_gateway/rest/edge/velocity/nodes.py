"""The nodes that a template is made of (pure)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text in single quotes, true or false."""

    value: str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Interpolated:
    """A text in double quotes: a template of its own."""

    body: Block


@dataclass(frozen=True, slots=True)
class ListOf:
    """`[a, b]`."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class RangeOf:
    """`[1..5]`, both ends included."""

    first: Expression
    last: Expression


@dataclass(frozen=True, slots=True)
class MapOf:
    """`{"a": 1}`."""

    pairs: tuple[tuple[Expression, Expression], ...]


@dataclass(frozen=True, slots=True)
class Not:
    """`!a`."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands; `sign` is one of `|| && == != < > <= >= + - * / %`."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Property:
    """`.name`."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """`.name(...)`."""

    name: str
    arguments: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """`[...]`."""

    at: Expression


@dataclass(frozen=True, slots=True)
class Reference:
    """`$name` and what follows it."""

    name: str
    steps: tuple[Property | Call | Index, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Text as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class SetTo:
    """`#set($target = value)`."""

    target: Reference
    value: Expression


@dataclass(frozen=True, slots=True)
class If:
    """`#if`, with its `#elseif`s, and `#else`."""

    branches: tuple[tuple[Expression, Block], ...]
    otherwise: Block


@dataclass(frozen=True, slots=True)
class Foreach:
    """`#foreach($name in items)`."""

    name: str
    items: Expression
    body: Block


@dataclass(frozen=True, slots=True)
class Define:
    """`#define($name)`: rendered anew wherever `$name` stands."""

    name: str
    body: Block


@dataclass(frozen=True, slots=True)
class Break:
    """`#break`: leaves the loop."""


@dataclass(frozen=True, slots=True)
class Stop:
    """`#stop`: the template ends."""


Expression = Literal | Interpolated | ListOf | RangeOf | MapOf | Not | Operation | Reference
Node = Text | Reference | SetTo | If | Foreach | Define | Break | Stop
Block = tuple[Node, ...]

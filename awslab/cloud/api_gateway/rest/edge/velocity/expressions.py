"""Expressions and references, read from a template's text (pure).

https://velocity.apache.org/engine/1.7/vtl-reference.html#References
"""

from __future__ import annotations

import re
from collections.abc import Callable

from awslab.cloud.api_gateway.rest.edge.velocity import TemplateError
from awslab.cloud.api_gateway.rest.edge.velocity.nodes import (
    Block,
    Call,
    Expression,
    Index,
    Interpolated,
    ListOf,
    Literal,
    MapOf,
    Not,
    Operation,
    Property,
    RangeOf,
    Reference,
)

_SPACE = re.compile(r"\s*")
_REFERENCE = re.compile(r"\$!?(?P<brace>\{)?(?P<name>[A-Za-z_][\w-]*)")
_NAME = re.compile(r"\.([A-Za-z_][\w-]*)")
_NUMBER = re.compile(r"-?\d+(\.\d+([eE][+-]?\d+)?)?")
_WORD = re.compile(r"(true|false|null)\b")
_SINGLE = re.compile(r"'((?:[^']|'')*)'")
_DOUBLE = re.compile(r'"((?:[^"]|"")*)"')
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_LEVELS: tuple[re.Pattern[str], ...] = (
    re.compile(r"\|\||or\b"),
    re.compile(r"&&|and\b"),
    re.compile(r"==|!=|eq\b|ne\b"),
    re.compile(r"<=|>=|<|>|(?:le|ge|lt|gt)\b"),
    re.compile(r"[+-]"),
    re.compile(r"[*/%]"),
)
"""Operators, those that bind least first."""
_SIGNS = {"or": "||", "and": "&&", "eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">="}
_DEEPEST = 100
"""Parentheses within parentheses."""


class Expressions:
    """Reads expressions at a place of a text; `template` reads what stands between double quotes."""

    def __init__(self, text: str, template: Callable[[str], Block]) -> None:
        self._text = text
        self._template = template
        self.position = 0
        self._depth = 0

    def expression(self, level: int = 0) -> Expression:
        """Read the expression that begins here. Raises TemplateError when there is none."""
        if level == len(_LEVELS):
            return self._operand()
        left = self.expression(level + 1)
        while (operator := self._read(_LEVELS[level])) is not None:
            left = Operation(_SIGNS.get(operator[0], operator[0]), left, self.expression(level + 1))
        return left

    def reference(self) -> Reference | None:
        """Read the reference that begins here; None, and nothing read, when it is only a dollar sign."""
        opening = _REFERENCE.match(self._text, self.position)
        if opening is None:
            return None
        start, self.position = self.position, opening.end()
        steps: list[Property | Call | Index] = []
        while (step := self._step()) is not None:
            steps.append(step)
        if opening["brace"]:
            if not self._text.startswith("}", self.position):
                self.position = start
                return None
            self.position += 1
        return Reference(opening["name"], tuple(steps))

    def needed_reference(self) -> Reference:
        """Read the reference that must stand here, after spaces. Raises TemplateError when there is none."""
        self._skip()
        reference = self.reference()
        if reference is None:
            raise self.error(f"{self._text[self.position : self.position + 20]!r} is no expression")
        return reference

    def expect(self, sign: str) -> None:
        """Read this sign, after spaces. Raises TemplateError when something else stands here."""
        if not self.has(sign):
            raise self.error(f"{sign} is missing")

    def has(self, sign: str) -> bool:
        """Read this sign, after spaces, if it stands here."""
        self._skip()
        is_here = self._text.startswith(sign, self.position)
        self.position += len(sign) if is_here else 0
        return is_here

    def error(self, problem: str) -> TemplateError:
        """Return a TemplateError that names the line which is read."""
        line = self._text.count("\n", 0, self.position) + 1
        return TemplateError(f"line {line} of the mapping template: {problem}")

    def _step(self) -> Property | Call | Index | None:
        name = _NAME.match(self._text, self.position)
        if name is None:
            return self._index()
        self.position = name.end()
        if not self._text.startswith("(", self.position):
            return Property(name[1])
        self.position += 1
        return Call(name[1], self._items(")"))

    def _index(self) -> Index | None:
        if not self._text.startswith("[", self.position):
            return None
        start = self.position
        self.position += 1
        try:
            at = self.expression()
            self.expect("]")
        except TemplateError:
            self.position = start  # a bracket of the text, behind a reference
            return None
        return Index(at)

    def _items(self, end: str) -> tuple[Expression, ...]:
        items: list[Expression] = []
        while not self.has(end):
            if items:
                self.expect(",")
            items.append(self.expression())
        return tuple(items)

    def _operand(self) -> Expression:
        self._skip()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self.error("it is nested too deeply")
        try:
            return self._negation() or self._literal() or self._group() or self.needed_reference()
        finally:
            self._depth -= 1

    def _negation(self) -> Expression | None:
        if self._text.startswith("!=", self.position) or not (self.has("!") or self._read(re.compile(r"not\b"))):
            return None
        return Not(self._operand())

    def _literal(self) -> Expression | None:
        if (number := self._read(_NUMBER)) is not None:
            return Literal(float(number[0]) if number[1] else int(number[0]))
        if (word := self._read(_WORD)) is not None:
            return Literal({"true": True, "false": False, "null": None}[word[1]])
        if (single := self._read(_SINGLE)) is not None:
            return Literal(single[1].replace("''", "'"))
        if (double := self._read(_DOUBLE)) is not None:
            text = _UNICODE.sub(lambda code: chr(int(code[1], 16)), double[1].replace('""', '"'))
            return Interpolated(self._template(text))
        return None

    def _group(self) -> Expression | None:
        if self.has("("):
            inner = self.expression()
            self.expect(")")
            return inner
        if self.has("["):
            return self._list()
        if self.has("{"):
            return self._map()
        return None

    def _list(self) -> Expression:
        if self.has("]"):
            return ListOf(())
        first = self.expression()
        if self.has(".."):
            last = self.expression()
            self.expect("]")
            return RangeOf(first, last)
        if self.has(","):
            return ListOf((first, *self._items("]")))
        self.expect("]")
        return ListOf((first,))

    def _map(self) -> Expression:
        pairs: list[tuple[Expression, Expression]] = []
        while not self.has("}"):
            if pairs:
                self.expect(",")
            key = self.expression()
            self.expect(":")
            pairs.append((key, self.expression()))
        return MapOf(tuple(pairs))

    def _read(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        self._skip()
        match = pattern.match(self._text, self.position)
        if match is not None:
            self.position = match.end()
        return match

    def _skip(self) -> None:
        space = _SPACE.match(self._text, self.position)
        self.position = space.end() if space else self.position

"""Parsing: a template from its text (pure).

What follows a directive on its line, when it is only spaces, goes with the directive; API Gateway's Velocity does so
as Velocity 1.7 does, but how exactly it treats spaces is in none of AWS's pages.
"""

from __future__ import annotations

import re
from functools import lru_cache

from awslab.cloud.api_gateway.rest.edge.velocity import UnsupportedTemplateError
from awslab.cloud.api_gateway.rest.edge.velocity.expressions import Expressions
from awslab.cloud.api_gateway.rest.edge.velocity.nodes import (
    Block,
    Break,
    Define,
    Expression,
    Foreach,
    If,
    Node,
    SetTo,
    Stop,
    Text,
)

_SPECIAL = re.compile(r"##[^\n]*\n?|#\*.*?\*#|#\[\[(.*?)\]\]#|(?P<escapes>\\*)(?P<sign>[#$])", re.DOTALL)
_REFERENCE = re.compile(r"\$!?\{?[A-Za-z_]")
_DIRECTIVE = re.compile(r"#(?P<brace>\{)?(?P<name>[a-z]+)(?(brace)\})")
_REST_OF_LINE = re.compile(r"[ \t]*\r?\n")
_UNSUPPORTED = frozenset({"macro", "evaluate", "include", "parse"})
_BETWEEN = frozenset({"elseif", "else", "end"})
_LARGEST = 300 * 1024
"""Bytes of a template.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
"""


@lru_cache(maxsize=256)
def template(text: str) -> Block:
    """Return a template from its text. Raises TemplateError, and UnsupportedTemplateError for what awslab does not
    have."""
    reader = _Reader(text)
    if len(text.encode()) > _LARGEST:
        raise reader.source.error("it is larger than 300 KB")
    body, end = reader.block(())
    if end:
        raise reader.source.error(f"#{end} is alone")
    return body


class _Reader:
    """One text, read from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.source = Expressions(text, template)

    def block(self, ends: tuple[str, ...]) -> tuple[Block, str]:
        """Read up to a directive that ends this block, and return the block with that directive (empty: the end of the
        text)."""
        nodes: list[Node] = []
        while (special := _SPECIAL.search(self.text, self.source.position)) is not None:
            nodes.append(Text(self.text[self.source.position : special.start()]))
            self.source.position = special.end()
            if special["sign"] is None:
                nodes.append(Text(special[1] or ""))
                continue
            self.source.position = special.end() - 1
            node = self._after(special["escapes"], special["sign"], nodes, ends)
            if isinstance(node, str):
                return _without_empty(nodes), node
            nodes.append(node)
        nodes.append(Text(self.text[self.source.position :]))
        self.source.position = len(self.text)
        if ends:
            raise self.source.error("#end is missing")
        return _without_empty(nodes), ""

    def _after(self, escapes: str, sign: str, nodes: list[Node], ends: tuple[str, ...]) -> Node | str:
        """Read a reference, a directive, the name of one that ends the block, or the sign itself.

        Backslashes before one of the first two are halved, and an odd one makes it text.
        """
        if len(escapes) % 2 and (_DIRECTIVE if sign == "#" else _REFERENCE).match(self.text, self.source.position):
            self.source.position += 1
            return Text(escapes[: len(escapes) // 2] + sign)
        node = self.source.reference() if sign == "$" else self._directive(ends)
        if node is None:
            self.source.position += 1
            return Text(escapes + sign)
        nodes.append(Text(escapes[: len(escapes) // 2]))
        return node

    def _directive(self, ends: tuple[str, ...]) -> Node | str | None:
        directive = _DIRECTIVE.match(self.text, self.source.position)
        name = directive["name"] if directive else ""
        if name in _UNSUPPORTED:
            raise UnsupportedTemplateError(f"the directive #{name} in mapping templates")
        read = {"set": self._set, "if": self._if, "foreach": self._foreach, "define": self._define}.get(name)
        if directive is None or (read is None and name not in _BETWEEN | {"break", "stop"}):
            return None
        self.source.position = directive.end()
        if name in _BETWEEN:
            if name not in ends:
                raise self.source.error(f"#{name} is alone")
            if name == "end":
                self._finish_line()
            return name
        if read is not None:
            return read()
        return Break() if name == "break" else Stop()

    def _set(self) -> Node:
        self.source.expect("(")
        target = self.source.needed_reference()
        self.source.expect("=")
        value = self.source.expression()
        self._close()
        return SetTo(target, value)

    def _if(self) -> Node:
        branches: list[tuple[Expression, Block]] = []
        end = "elseif"
        while end == "elseif":
            self.source.expect("(")
            condition = self.source.expression()
            self._close()
            body, end = self.block(("elseif", "else", "end"))
            branches.append((condition, body))
        otherwise = self.block(("end",))[0] if end == "else" else ()
        return If(tuple(branches), otherwise)

    def _foreach(self) -> Node:
        self.source.expect("(")
        name = self.source.needed_reference().name
        self.source.expect("in")
        items = self.source.expression()
        self._close()
        return Foreach(name, items, self.block(("end",))[0])

    def _define(self) -> Node:
        self.source.expect("(")
        name = self.source.needed_reference().name
        self._close()
        return Define(name, self.block(("end",))[0])

    def _close(self) -> None:
        self.source.expect(")")
        self._finish_line()

    def _finish_line(self) -> None:
        rest = _REST_OF_LINE.match(self.text, self.source.position)
        self.source.position = rest.end() if rest else self.source.position


def _without_empty(nodes: list[Node]) -> Block:
    return tuple(node for node in nodes if node != Text(""))

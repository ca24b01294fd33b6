"""Mapping templates, as far as awslab has them: references to $input, $context, $stageVariables and $util; comments.

Directives (#set, #if, #foreach, ...) are refused by name. A reference that means nothing stays as it is written.
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

_DIRECTIVE = re.compile(r"#\{?(set|if|elseif|else|end|foreach|macro|define|include|parse|evaluate|stop|break)\b")
_COMMENT = re.compile(r"##[^\n]*\n?|#\*.*?\*#", re.DOTALL)
_REFERENCE = re.compile(r"\$!?(?P<brace>\{)?(?P<root>input|context|stageVariables|util)\b")
_MEMBER = re.compile(r"\.(\w+)")
_TEXT = re.compile(r"\s*(?:'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\")\s*")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]|\['([^']*)'\]")


NOTHING = object()
"""What a reference stands for that means nothing; a null is empty text."""


class UnsupportedTemplateError(Exception):
    """The template uses what awslab does not have; the message names it."""


@dataclass(frozen=True, slots=True)
class Input:
    """What a template may ask about."""

    body: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    context: Mapping[str, str]
    """`context.stage` and so on."""
    stage_variables: Mapping[str, str]


def render(template: str, given: Input) -> str:
    """The template's text. Raises UnsupportedTemplateError."""
    text = _COMMENT.sub("", template)
    directive = _DIRECTIVE.search(text)
    if directive:
        raise UnsupportedTemplateError(f"the directive #{directive[1]} in mapping templates")
    parts: list[str] = []
    position = 0
    while reference := _REFERENCE.search(text, position):
        value, end = _reference(text, reference, given)
        parts += [
            text[position : reference.start()],
            text[reference.start() : end] if value is NOTHING else shown(value),
        ]
        position = end
    return "".join([*parts, text[position:]])


def _reference(text: str, written: re.Match[str], given: Input) -> tuple[Any, int]:
    """What a reference stands for, and where it ends."""
    position, names = written.end(), [written["root"]]
    arguments: list[Any] | None = None
    while arguments is None and (member := _MEMBER.match(text, position)):
        names.append(member[1])
        position = member.end()
        if text.startswith("(", position):
            arguments, position = _arguments(text, position + 1, given)
    if written["brace"]:
        position += text.startswith("}", position)
    return _value(names, arguments, given), position


def _arguments(text: str, position: int, given: Input) -> tuple[list[Any], int]:
    arguments: list[Any] = []
    while not text.startswith(")", position):
        literal = _TEXT.match(text, position)
        nested = _REFERENCE.match(text, position)
        if literal:
            arguments.append(literal[1] if literal[1] is not None else literal[2])
            position = literal.end()
        elif nested:
            value, position = _reference(text, nested, given)
            arguments.append(value)
        else:
            raise UnsupportedTemplateError(f"the argument {text[position : position + 20]!r} in mapping templates")
        if text.startswith(",", position):
            position += 1
    return arguments, position + 1


def _value(names: list[str], arguments: list[Any] | None, given: Input) -> Any:
    match names, arguments:
        case ["context", *_], None:
            return given.context.get(".".join(names), "")
        case ["stageVariables", name], None:
            return given.stage_variables.get(name, "")
        case ["input", "body"], None:
            return given.body
        case ["input", "params"], [name]:
            return next((where[name] for where in (given.path, given.query, given.headers) if name in where), "")
        case ["input", "json"], [path]:
            return json.dumps(found(given.body, path), ensure_ascii=False, separators=(",", ":"))
        case ["input", "path"], [path]:
            return found(given.body, path)
        case ["util", function], [value] if function in _FUNCTIONS:
            return _FUNCTIONS[function](shown(value))
    if arguments is not None:
        raise UnsupportedTemplateError(f"${'.'.join(names)}(...) in mapping templates")
    return NOTHING


_FUNCTIONS: Mapping[str, Callable[[str], str]] = {
    "escapeJavaScript": lambda text: json.dumps(text)[1:-1].replace("'", "\\'").replace("/", "\\/"),
    "urlEncode": lambda text: quote(text, safe=""),
    "urlDecode": lambda text: unquote(text),
    "base64Encode": lambda text: base64.b64encode(text.encode()).decode(),
    "base64Decode": lambda text: base64.b64decode(text).decode("utf-8", "replace"),
}


def found(body: str, path: Any) -> Any:
    """What a JSONPath of the simple kind ($, names, indices) leads to; None for nothing."""
    if not isinstance(path, str) or not path.startswith("$"):
        raise UnsupportedTemplateError(f"the JSONPath {path!r} in mapping templates")
    value: Any = json.loads(body or "{}")
    position = 1
    while position < len(path):
        step = _STEP.match(path, position)
        if step is None:
            raise UnsupportedTemplateError(f"the JSONPath {path!r} in mapping templates")
        name, index = step[1] if step[1] is not None else step[3], step[2]
        if index is not None:
            value = value[int(index)] if isinstance(value, list) and int(index) < len(value) else None
        else:
            value = value.get(name) if isinstance(value, dict) else None
        position = step.end()
    return value


def shown(value: Any) -> str:
    """A value as text."""
    if isinstance(value, str):
        return value
    if value is None or value is NOTHING:
        return ""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

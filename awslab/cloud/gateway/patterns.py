"""Patterns of service models, which are Java's, for Python's `re`."""

from __future__ import annotations

import re
from functools import cache

_JAVA_TO_PYTHON = (
    (r"\p{L}", r"\w"),
    (r"\p{Z}", r"\s"),
    (r"\p{N}", r"\d"),
    (r"\p{Print}", r"[\x20-\x7E]"),
    # a range of surrogate pairs is a range of characters beyond the basic plane
    (r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF"),
    (r"[\w-_]", r"[\w\-_]"),
)


def satisfies(pattern: str, text: str) -> bool:
    """Whether the whole text is of the pattern, as Java's `matches` reads it.

    A pattern that Python cannot read is no ground to refuse anything.
    """
    compiled = _compiled(pattern)
    return compiled is None or compiled.fullmatch(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    expression = pattern
    for java, python in _JAVA_TO_PYTHON:
        expression = expression.replace(java, python)
    # Java's \w and \d are ASCII's, its \p{L} and \p{N} are not
    flags = re.UNICODE if r"\p{" in pattern else re.ASCII
    try:
        return re.compile(expression, flags)
    except re.error:
        return None

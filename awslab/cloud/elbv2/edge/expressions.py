"""Regular expressions of listener rules (pure).

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html: no lookaheads,
lookbehinds, backreferences, atomic groups, possessive quantifiers, subroutines, recursion or Unicode classes.
"""

from __future__ import annotations

import re
from functools import lru_cache

_UNSUPPORTED = re.compile(r"\(\?(?:[=!>R0-9&+-]|<[=!]|P[=>])|\\[1-9]|\\[pPkg]|[*+?}]\+")


@lru_cache(maxsize=1024)
def compiled(text: str, ignore_case: bool = False) -> re.Pattern[str] | None:
    """Return the expression; None for one that cannot be read, or uses what is not supported."""
    if _UNSUPPORTED.search(re.sub(r"\\\\", "", text)):
        return None
    try:
        return re.compile(text, re.IGNORECASE if ignore_case else 0)
    except re.error:
        return None


def matches(text: str, value: str, *, ignore_case: bool) -> bool:
    """Whether a value has a part that fits the expression."""
    expression = compiled(text, ignore_case)
    return expression is not None and expression.search(value) is not None

"""The ways in which policies write values: one value or a list, and patterns with `*` and `?` (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

from __future__ import annotations

import re
from typing import Any


def like(pattern: str, value: str) -> bool:
    """Whether a value fits a pattern: `*` is any characters, `?` is one, nothing else is special."""
    regular = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in pattern)
    return re.fullmatch(regular, value, re.DOTALL) is not None


def policy_size(text: object) -> int:
    """Return how many characters IAM counts of a policy: white space is free."""
    return len("".join(str(text or "").split()))


def listed(value: object) -> list[Any]:
    """Return the values where a policy may have one or a list of them; none for an element that is left out."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]

"""A policy document as it is evaluated (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Effect = Literal["Allow", "Deny"]


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a document's text, as the simulator gives it."""

    line: int
    """From 1."""
    column: int
    """From 1."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One key of one operator, with the values it is compared with."""

    operator: str
    """In lower case, without set form and IfExists: `stringlike`."""
    key: str
    """In lower case."""
    values: tuple[str, ...]
    for_all: bool = False
    """ForAllValues."""
    for_any: bool = False
    """ForAnyValue."""
    if_exists: bool = False
    operator_text: str = ""
    """The operator as it is written: `ForAnyValue:StringLikeIfExists`."""
    key_text: str = ""
    """The key as it is written: `aws:TagKeys`."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; lists are tuples, an element that is absent is None."""

    effect: Effect
    index: int
    """Its place in the document, from 0."""
    sid: str = ""
    actions: tuple[str, ...] | None = None
    not_actions: tuple[str, ...] | None = None
    resources: tuple[str, ...] | None = None
    not_resources: tuple[str, ...] | None = None
    principals: tuple[tuple[str, str], ...] | None = None
    """`(type, value)`: `("AWS", "123456789012")`, `("Service", "lambda.amazonaws.com")`, `("*", "*")`."""
    not_principals: tuple[tuple[str, str], ...] | None = None
    conditions: tuple[Condition, ...] = ()
    start: Position = field(default=Position(1, 1))
    end: Position = field(default=Position(1, 1))

    @property
    def label(self) -> str:
        """For sentences: the Sid in quotes, else the number from 1."""
        return f'"{self.sid}"' if self.sid else f"number {self.index + 1}"


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document."""

    statements: tuple[Statement, ...] = ()
    has_variables: bool = True
    """Whether its Version is 2012-10-17, so that `${...}` is a variable."""

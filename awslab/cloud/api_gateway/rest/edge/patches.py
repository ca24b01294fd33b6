"""Patch operations of API Gateway's Update calls, and what is said about those that a resource does not have (pure).

https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html

The words were recorded from the real service (aws-errors.tsv).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any


class PatchError(Exception):
    """An operation is refused; the message is AWS's."""

    def __init__(self, message: str, code: str = "BadRequestException", status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.status = status


@dataclass(frozen=True, slots=True)
class Patch:
    """One operation."""

    kind: str
    """`add`, `remove`, `replace`, ..."""
    path: str
    """`/requestTemplates/application~1json`; `null` for none."""
    value: str | None

    @property
    def owner(self) -> str:
        """The first part of the path."""
        return self.path.removeprefix("/").partition("/")[0]

    @property
    def name(self) -> str:
        """What follows it, unescaped; empty when it is no single name."""
        rest = self.path.removeprefix("/").partition("/")[2]
        return "" if "/" in rest else rest.replace("~1", "/").replace("~0", "~")

    @property
    def is_true(self) -> bool:
        """The value, read as a boolean."""
        return (self.value or "").lower() == "true"


@dataclass(frozen=True, slots=True)
class Members:
    """A map that is patched member by member."""

    values: MutableMapping[str, Any]
    read: Callable[[Patch], Any] = lambda patch: patch.value
    missing: str = ""
    """What is said about a member that is not there; empty where it may be missing."""


def patches(given: Iterable[Mapping[str, Any]] | None) -> list[Patch]:
    """The operations of a request."""
    return [Patch(str(each.get("op")), each.get("path") or "null", each.get("value")) for each in given or ()]


def only_replaced(listed: Sequence[Patch], paths: Sequence[str]) -> None:
    """Refuse everything but the replacement of these. Raises PatchError."""
    for patch in listed:
        said = f"Invalid patch path  '{patch.path}' specified for op '{patch.kind}'."
        if patch.kind != "replace":
            raise PatchError(f"{said} Please choose supported operations")
        if patch.path not in paths:
            raise PatchError(f"{said} Must be one of: [{', '.join(paths)}]")


def replace_only(patch: Patch) -> None:
    """Refuse another operation. Raises PatchError."""
    if patch.kind != "replace":
        raise PatchError("Invalid patch operation specified. Must be one of: [replace]")


def no_path(patch: Patch) -> PatchError:
    """The path is none."""
    return PatchError(f"Invalid patch path {patch.path}")


def change(patch: Patch, maps: Mapping[str, Members]) -> None:
    """Add, replace or remove a member of one of these maps. Raises PatchError."""
    members = maps.get(patch.owner)
    if members is None or not patch.name:
        raise no_path(patch)
    if patch.kind != "add" and members.missing and patch.name not in members.values:
        raise PatchError(members.missing, "NotFoundException", 404)
    if patch.kind == "remove":
        members.values.pop(patch.name, None)
    elif patch.value in (None, ""):
        raise PatchError(f"Invalid null or empty value in {patch.owner}")
    else:
        members.values[patch.name] = members.read(patch)

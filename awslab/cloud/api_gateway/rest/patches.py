"""Patch operations of API Gateway's Update calls, and the refusals of those that a resource does not have (pure).

https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html

The words were recorded from the real service (aws-errors.tsv).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from awslab.cloud.api_gateway.rest.state import Parameters


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
    """`add`, `remove`, `replace`, `copy`."""
    path: str
    """`/requestTemplates/application~1json`; `null` for none."""
    value: str | None
    source: str = ""
    """The path that a `copy` operation reads (its member `from`)."""

    @property
    def owner(self) -> str:
        """The first part of the path."""
        return self.path.removeprefix("/").partition("/")[0]

    @property
    def name(self) -> str:
        """The unescaped second part of the path; empty when the path has another number of parts."""
        rest = self.path.removeprefix("/").partition("/")[2]
        return "" if "/" in rest else rest.replace("~1", "/").replace("~0", "~")

    @property
    def is_true(self) -> bool:
        """The value, read as a boolean."""
        return (self.value or "").lower() == "true"

    @property
    def text(self) -> str:
        """The value; empty for none."""
        return self.value or ""


@dataclass(frozen=True, slots=True)
class TextMembers:
    """A map of texts that is patched member by member."""

    values: MutableMapping[str, str]
    missing: str = ""
    """The refusal for a member that is not there; empty where it may be missing."""

    def put(self, patch: Patch) -> None:
        """Write the patch's value under the patch's name."""
        self.values[patch.name] = patch.text


@dataclass(frozen=True, slots=True)
class FlagMembers:
    """A map of booleans that is patched member by member."""

    values: MutableMapping[str, bool]
    missing: str = ""
    """The refusal for a member that is not there; empty where it may be missing."""

    def put(self, patch: Patch) -> None:
        """Write the patch's value under the patch's name."""
        self.values[patch.name] = patch.is_true


def patches(operations: Iterable[Parameters] | None) -> list[Patch]:
    """Return the patch operations of a request (its `patchOperations`)."""
    return [
        Patch(
            str(operation.get("op")),
            operation.get("path") or "null",
            operation.get("value"),
            str(operation.get("from") or ""),
        )
        for operation in operations or ()
    ]


def allow_replacements(operations: Sequence[Patch], paths: Sequence[str]) -> None:
    """Refuse everything but the replacement of members at these paths. Raises PatchError."""
    for patch in operations:
        beginning = f"Invalid patch path  '{patch.path}' specified for op '{patch.kind}'."
        if patch.kind != "replace":
            raise PatchError(f"{beginning} Please choose supported operations")
        if patch.path not in paths:
            raise PatchError(f"{beginning} Must be one of: [{', '.join(paths)}]")


def require_replacement(patch: Patch) -> None:
    """Refuse every operation but `replace`. Raises PatchError."""
    if patch.kind != "replace":
        raise PatchError("Invalid patch operation specified. Must be one of: [replace]")


def invalid_path(patch: Patch) -> PatchError:
    """Return the refusal of a path that the resource does not have."""
    return PatchError(f"Invalid patch path {patch.path}")


def change(patch: Patch, maps: Mapping[str, TextMembers | FlagMembers]) -> None:
    """Add, replace or remove a member of one of these maps. Raises PatchError."""
    members = maps.get(patch.owner)
    if members is None or not patch.name:
        raise invalid_path(patch)
    if patch.kind != "add" and members.missing and patch.name not in members.values:
        raise PatchError(members.missing, "NotFoundException", 404)
    if patch.kind == "remove":
        members.values.pop(patch.name, None)
    elif patch.value in (None, ""):
        raise PatchError(f"Invalid null or empty value in {patch.owner}")
    else:
        members.put(patch)

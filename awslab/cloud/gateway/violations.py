"""Where parameters are not what a service model says: members that must be there, enumerations, ranges, patterns.

Works on botocore's shapes and on parameters as the recogniser read them. The shapes of a model are turned into checks
once; a shape without any constraint below it costs nothing afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from awslab.cloud.gateway.patterns import satisfies

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Violation:
    """One constraint that one value does not satisfy."""

    path: Path
    """Members as the model names them, list positions from 1, map keys."""
    kind: str
    """`null`, `enum`, `length`, `value` or `pattern`."""
    constraint: str
    """AWS's words for it: `Member must ...`."""
    value: Any
    """None where a member is missing."""
    shape: str
    """The name of the value's shape."""
    location: str = ""
    """Where the outermost member travels: `uri`, `header`, `querystring`, or empty for the body."""


Check = Callable[[Any, Path], Iterator[Violation]]


class Checks:
    """The checks of one service's shapes, made when they are first asked for."""

    def __init__(self, unchecked: frozenset[str]) -> None:
        self._checks: dict[str, Check | None] = {}
        self._unchecked = unchecked
        """Names of shapes that are left to rules with better words."""

    def of(self, shape: Any) -> Check | None:
        """The check of a shape; None when nothing can be wrong with a value of it."""
        name = str(shape.name)
        if shape.type_name != "structure":
            return self._make(shape)  # a member may narrow what its shape allows
        if name not in self._checks:
            self._checks[name] = self._later(name)  # a shape may contain itself
            self._checks[name] = self._make(shape)
        return self._checks[name]

    def _later(self, name: str) -> Check:
        def check(value: Any, path: Path) -> Iterator[Violation]:
            check = self._checks[name]
            return iter(()) if check is None else check(value, path)

        return check

    def _make(self, shape: Any) -> Check | None:
        if shape.name in self._unchecked:
            return None
        if shape.type_name == "structure":
            return self._structure(shape)
        if shape.type_name == "list":
            return self._list(shape)
        if shape.type_name == "map":
            return self._map(shape)
        constraints = scalar_constraints(shape)
        if not constraints:
            return None

        def check(value: Any, path: Path) -> Iterator[Violation]:
            for constraint in constraints:
                if not constraint.holds(value):
                    yield Violation(path, constraint.kind, constraint.words, value, str(shape.name))

        return check

    def _structure(self, shape: Any) -> Check | None:
        required = tuple(shape.required_members)
        inner = {name: below for name, member in shape.members.items() if (below := self.of(member)) is not None}
        if not required and not inner:
            return None

        def check(value: Any, path: Path) -> Iterator[Violation]:
            if not isinstance(value, Mapping):
                return
            for name in required:
                if value.get(name) is None:
                    member = str(shape.members[name].name)
                    yield Violation((*path, name), "null", "Member must not be null", None, member)
            for name, inside in inner.items():
                if value.get(name) is not None:
                    yield from inside(value[name], (*path, name))

        return check

    def _list(self, shape: Any) -> Check | None:
        own_constraints, inner = _lengths(shape), self.of(shape.member)
        together = scalar_constraints(shape.member) if inner is not None else ()
        if not own_constraints and inner is None:
            return None

        def check(value: Any, path: Path) -> Iterator[Violation]:
            if not isinstance(value, Sequence) or isinstance(value, str | bytes):
                return
            for constraint in own_constraints:
                if not constraint.holds(value):
                    yield Violation(path, constraint.kind, constraint.words, value, str(shape.name))
            if together:
                yield from _summed_up(together, value, value, path, str(shape.member.name), "Member")
            elif inner is not None:
                for position, item in enumerate(value, 1):
                    yield from inner(item, (*path, str(position), "member"))

        return check

    def _map(self, shape: Any) -> Check | None:
        own_constraints, keys, inner = _lengths(shape), scalar_constraints(shape.key), self.of(shape.value)
        together = scalar_constraints(shape.value) if inner is not None else ()
        if not own_constraints and not keys and inner is None:
            return None

        def check(value: Any, path: Path) -> Iterator[Violation]:
            if not isinstance(value, Mapping):
                return
            for constraint in own_constraints:
                if not constraint.holds(value):
                    yield Violation(path, constraint.kind, constraint.words, value, str(shape.name))
            yield from _summed_up(keys, value, value, path, str(shape.key.name), "Map keys")
            if together:
                yield from _summed_up(together, value.values(), value, path, str(shape.value.name), "Map value")
            elif inner is not None:
                for key, item in value.items():
                    yield from inner(item, (*path, str(key), "member"))

        return check


@dataclass(frozen=True, slots=True)
class Constraint:
    """What a value must satisfy, with AWS's words for it."""

    kind: str
    words: str
    holds: Callable[[Any], bool]


def scalar_constraints(shape: Any) -> tuple[Constraint, ...]:
    """Those of a string or number, in the order in which AWS tells them; empty for anything else."""
    metadata = shape.metadata
    if shape.type_name == "string":
        constraints = list(_lengths(shape))
        if metadata.get("pattern"):
            constraints.append(_pattern(str(metadata["pattern"])))
        if metadata.get("enum"):
            constraints.append(_enumeration(tuple(metadata["enum"])))
        return tuple(constraints)
    if shape.type_name in ("integer", "long", "float", "double"):
        return tuple(_bounds(shape, "value", "have value", float))
    return ()


def _lengths(shape: Any) -> tuple[Constraint, ...]:
    return tuple(_bounds(shape, "length", "have length", len))


def _bounds(shape: Any, kind: str, measure: str, measure_of: Callable[[Any], float]) -> Iterator[Constraint]:
    maximum, minimum = shape.metadata.get("max"), shape.metadata.get("min")
    if maximum is not None:
        yield Constraint(
            kind, f"Member must {measure} less than or equal to {maximum}", lambda value: measure_of(value) <= maximum
        )
    if minimum is not None:
        words = f"Member must {measure} greater than or equal to {minimum}"
        yield Constraint(kind, words, lambda value: measure_of(value) >= minimum)


def _pattern(pattern: str) -> Constraint:
    words = f"Member must satisfy regular expression pattern: {pattern}"
    return Constraint("pattern", words, lambda value: satisfies(pattern, value))


def _enumeration(values: tuple[str, ...]) -> Constraint:
    words = f"Member must satisfy enum value set: [{', '.join(values)}]"
    values_of_the_enum = frozenset(values)
    return Constraint("enum", words, lambda value: value in values_of_the_enum)


def _summed_up(
    constraints: Sequence[Constraint], items: Any, whole: Any, path: Path, shape: str, subject: str
) -> Iterator[Violation]:
    """Scalars in a list or a map are told together, with everything that is asked of them."""
    violated = next((constraint for item in items for constraint in constraints if not constraint.holds(item)), None)
    if violated is not None:
        words = ", ".join(constraint.words for constraint in constraints)
        yield Violation(path, violated.kind, f"{subject} must satisfy constraint: [{words}]", whole, shape)

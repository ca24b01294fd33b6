"""Requests broken in each way that a service's model states: one constraint of one member at a time."""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import botocore.session

from awslab.cloud.gateway.patterns import satisfies

DEEP = 3
"""Structures below structures that are broken, too."""
LONGEST = 70_000
"""Characters; what may be longer is not tried."""
SERVICES = ("ec2", "elbv2", "autoscaling", "lambda", "apigateway", "apigatewayv2", "s3", "ecs", "ecr")
"""Those of the seven topics."""

JUDGED_BY_REGION = ("BucketLocationConstraint",)
"""Which values are right depends on where the request is sent: rows s3-location-* of the parity table."""

ELSEWHERE = frozenset({("s3", "WriteGetObjectResponse")})
"""Operations that go to a host name of their own, which is not the sandbox's."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A call with one fault."""

    operation: str
    parameters: Mapping[str, Any]
    fault: str
    """Such as `Tags.0.Key: null`."""


@cache
def model(service: str) -> Any:
    """botocore's model of a service."""
    return botocore.session.get_session().get_service_model(service)


def broken_calls(service: str) -> Iterator[Broken]:
    """Every call of a service, broken in every way, in the order of the model."""
    for operation in model(service).operation_names:
        shape = model(service).operation_model(operation).input_shape
        if shape is not None and (service, operation) not in ELSEWHERE:
            whole = _valid(shape, ())
            for path, value, kind in _faults(shape, 0, ()):
                if value is _MISSING and not _would_show(service, whole, shape, path):
                    continue
                yield Broken(operation, _with(whole, shape, path, value), f"{'.'.join(map(str, path))}: {kind}")


_MISSING = object()
_Path = tuple[str | int, ...]


def _would_show(service: str, whole: Any, shape: Any, path: _Path) -> bool:
    """Whether the wire shows that a member is missing: only JSON has words for a structure that is empty."""
    if (service, shape.name) == ("lambda", "GetLayerVersionByArnRequest"):
        return False  # without its ARN it is ListLayers
    if "json" in model(service).protocol or len(path) == 1:
        return True
    at = _with(whole, shape, path, _MISSING)
    for step in path[:-1]:
        at = at[step]
    return bool(at)


def _valid(shape: Any, above: tuple[str, ...]) -> Any:
    """A value with everything that must be there; patterns are not cared for, they are another fault's matter."""
    if shape.type_name == "structure":
        if shape.name in above:
            return {}
        return {name: _valid(shape.members[name], (*above, shape.name)) for name in shape.required_members}
    if shape.type_name == "list":
        return [_valid(shape.member, above)] * max(1, min(shape.metadata.get("min", 1), 5))
    if shape.type_name == "map":
        return {_valid(shape.key, above): _valid(shape.value, above)}
    return _plain(shape)


def _plain(shape: Any) -> Any:
    if shape.type_name == "string":
        if shape.metadata.get("enum"):
            return shape.metadata["enum"][0]
        return "a" * min(max(shape.metadata.get("min", 8), 1), LONGEST)
    if shape.type_name in ("integer", "long"):
        return int(shape.metadata.get("min", 1))
    if shape.type_name in ("float", "double"):
        return float(shape.metadata.get("min", 1))
    return {"boolean": True, "blob": b"a", "timestamp": "2026-11-21T00:00:00Z"}[shape.type_name]


def _faults(shape: Any, depth: int, above: tuple[str, ...]) -> Iterator[tuple[_Path, Any, str]]:
    """Paths into a value of the shape, what to put there, and what is wrong with it."""
    if shape.type_name == "structure" and shape.name not in above and depth <= DEEP:
        for name, member in shape.members.items():
            in_address = member.serialization.get("location") in ("uri", "headers")
            given_by_boto3 = in_address or member.metadata.get("idempotencyToken") or _tells_operation(shape, member)
            if name in shape.required_members and not given_by_boto3:
                yield (name,), _MISSING, "null"
            for path, value, kind in _faults(member, depth + 1, (*above, shape.name)):
                yield (name, *path), value, kind
    elif shape.type_name == "list":
        yield from _long_list(shape)
        for path, value, kind in _faults(shape.member, depth, above):
            yield (0, *path), value, kind
    elif shape.type_name == "string":
        yield from _bad_texts(shape)
    elif shape.type_name in ("integer", "long", "float", "double"):
        yield from _bad_numbers(shape)


def _tells_operation(shape: Any, member: Any) -> bool:
    """S3 tells operations of one address apart by the query and by headers: without them it is another call."""
    return shape in _s3_inputs() and member.serialization.get("location") in ("querystring", "header")


@cache
def _s3_inputs() -> list[Any]:
    operations = (model("s3").operation_model(name) for name in model("s3").operation_names)
    return [operation.input_shape for operation in operations]


def _long_list(shape: Any) -> Iterator[tuple[_Path, Any, str]]:
    most = shape.metadata.get("max")
    if most is not None and most <= 100 and shape.member.type_name == "string":
        yield (), [_plain(shape.member)] * (most + 1), "too many"


def _bad_texts(shape: Any) -> Iterator[tuple[_Path, Any, str]]:
    stated, in_address = shape.metadata, shape.serialization.get("location") == "uri"
    if shape.name in JUDGED_BY_REGION:
        return
    if stated.get("enum"):
        yield (), "no-such-value", "enum"
    if stated.get("max", LONGEST) < LONGEST:
        yield (), "a" * (stated["max"] + 1), "too long"
    if stated.get("min", 0) > 1:
        yield (), "a", "too short"
    if stated.get("pattern") and not in_address:
        wrong = next((text for text in ("!? é", "\x01", "-", "0 0") if not satisfies(stated["pattern"], text)), None)
        if wrong is not None:
            yield (), wrong, "pattern"


def _bad_numbers(shape: Any) -> Iterator[tuple[_Path, Any, str]]:
    for bound, step in (("min", -1), ("max", 1)):
        if bound in shape.metadata and abs(shape.metadata[bound]) < 2**31:
            yield (), shape.metadata[bound] + step, f"beyond {bound}"


def _with(whole: Any, shape: Any, path: _Path, value: Any) -> Any:
    """A copy of `whole` with `value` at `path`; what is missing on the way is made."""
    made = copy.deepcopy(whole)
    at, below = made, shape
    for step, following in itertools.pairwise(path):
        below = below.member if isinstance(step, int) else below.members[step]
        if isinstance(step, str) and step not in at:
            at[step] = [_valid(below.member, ())] if isinstance(following, int) else _valid(below, ())
        at = at[step]
    if value is _MISSING:
        del at[path[-1]]
    else:
        at[path[-1]] = value
    return made

"""The tags of resources, out of moto, for `aws:ResourceTag`: of those that labs tag."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from moto.backends import get_backend

from awslab.cloud.iam.entities import tag_values
from awslab.cloud.iam.moto_iam import Identities
from awslab.cloud.lambda_.moto_functions import StoredFunctions


def tags(resource: str, account_id: str) -> Mapping[str, str]:
    """Return the tags of a resource (its ARN); none for one that has none, is not there or is of another service."""
    parts = resource.split(":", 5)
    read = _READERS.get(parts[2]) if len(parts) == 6 and "*" not in resource else None
    return read(account_id, parts[3], resource, parts[5]) if read else {}


def _backend(service: str, account_id: str, region: str) -> Any:
    return get_backend(service)[account_id][region]  # type: ignore[call-overload]


def _ec2(account_id: str, region: str, _: str, path: str) -> Mapping[str, str]:
    return dict(_backend("ec2", account_id, region).tags.get(path.rpartition("/")[2], {}))


def _iam(account_id: str, _region: str, arn: str, _path: str) -> Mapping[str, str]:
    identities = Identities(account_id)
    entity = identities.role(arn) or identities.user(arn)
    return tag_values(entity.tags) if entity is not None else {}


def _lambda(account_id: str, region: str, _: str, path: str) -> Mapping[str, str]:
    name = path.removeprefix("function:").partition(":")[0]
    function = StoredFunctions(account_id).latest(region, name)
    return dict(function.tags or {}) if function is not None else {}


def _queue(account_id: str, region: str, _: str, path: str) -> Mapping[str, str]:
    return dict(getattr(_backend("sqs", account_id, region).queues.get(path), "tags", None) or {})


def _topic(account_id: str, region: str, arn: str, _: str) -> Mapping[str, str]:
    return dict(getattr(_backend("sns", account_id, region).topics.get(arn), "_tags", None) or {})


def _table(account_id: str, region: str, _: str, path: str) -> Mapping[str, str]:
    table = _backend("dynamodb", account_id, region).tables.get(path.removeprefix("table/"))
    return tag_values(getattr(table, "tags", None))


def _object(account_id: str, _region: str, _: str, path: str) -> Mapping[str, str]:
    """Return an object's tags; a bucket's do not count (without ABAC for it)."""
    backend = _backend("s3", account_id, "aws")
    bucket, _, name = path.partition("/")
    key = backend.buckets[bucket].keys.get(name) if name and bucket in backend.buckets else None
    return dict(backend.tagger.get_tag_dict_for_resource(key.arn)) if key is not None else {}


_READERS: Mapping[str, Callable[[str, str, str, str], Mapping[str, str]]] = {
    "dynamodb": _table,
    "ec2": _ec2,
    "iam": _iam,
    "lambda": _lambda,
    "s3": _object,
    "sns": _topic,
    "sqs": _queue,
}

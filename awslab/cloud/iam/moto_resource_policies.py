"""The policies of resources, out of moto: buckets, functions, queues, topics, secrets, keys, repositories, tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from moto.backends import get_backend

from awslab.cloud.iam.moto_iam import Identities, document
from awslab.cloud.iam.policies.policy_set import NamedPolicy, PolicyKind
from awslab.cloud.lambda_.moto_functions import StoredFunctions

PolicyText = str | bytes | None


class ResourcePolicies:
    """Read access to the resources of one account."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def of(self, action: str, resource: str) -> tuple[NamedPolicy | None, PolicyKind]:
        """Return the policy of a resource (its ARN) that has a say in an action, and what kind of policy that is."""
        parts = resource.split(":", 5)
        if len(parts) < 6:
            return None, PolicyKind.RESOURCE
        if action.lower().startswith("sts:") and parts[2] == "iam":
            return self._trust(resource), PolicyKind.TRUST
        read = _READERS.get(parts[2])
        text = read(self, parts[3], parts[5]) if read else None
        policy = NamedPolicy(_owner(resource, parts), document(text)) if text else None
        return policy, PolicyKind.KEY if policy and parts[2] == "kms" else PolicyKind.RESOURCE

    def find_arn(self, kind: str, name: str, region: str) -> str | None:
        """Return the ARN of a secret or key that has a name, of a bucket or an object; None for what is not there."""
        if kind == "secretsmanager:secret":
            return _arn(self._backend("secretsmanager", region).secrets.get(name))
        if kind == "kms:key":
            backend = self._backend("kms", region)
            key = backend.get_key_id_from_alias(name) if name.startswith("alias/") else name
            return _arn(backend.keys.get(key))
        if kind in ("s3:stored-bucket", "s3:stored-object"):
            bucket_name, _, key = name.partition("/")
            bucket = self._backend("s3", "aws").buckets.get(bucket_name)
            is_there = bucket is not None and (kind == "s3:stored-bucket" or key in bucket.keys)
            return f"arn:aws:s3:::{name}" if is_there else None
        return None

    def _trust(self, resource: str) -> NamedPolicy | None:
        owner = Identities(resource.split(":")[4] or self._account_id)
        role = owner.role(resource)
        return owner.trust(role) if role is not None else None

    def _backend(self, service: str, region: str) -> Any:
        return get_backend(service)[self._account_id][region]  # type: ignore[call-overload]

    def _bucket(self, _: str, path: str) -> PolicyText:
        return _policy(self._backend("s3", "aws").buckets.get(path.partition("/")[0]))

    def _function(self, region: str, path: str) -> PolicyText:
        name = path.removeprefix("function:").partition(":")[0]
        function = StoredFunctions(self._account_id).latest(region, name)
        statements = function.policy.statements if function is not None else ()
        return json.dumps({"Version": "2012-10-17", "Statement": statements}) if statements else None

    def _queue(self, region: str, name: str) -> PolicyText:
        return _policy(self._backend("sqs", region).queues.get(name))

    def _topic(self, region: str, name: str) -> PolicyText:
        return _policy(self._backend("sns", region).topics.get(f"arn:aws:sns:{region}:{self._account_id}:{name}"))

    def _secret(self, region: str, path: str) -> PolicyText:
        secrets = self._backend("secretsmanager", region).secrets.values()
        return _policy(next((secret for secret in secrets if secret.arn.endswith(f":{path}")), None))

    def _key(self, region: str, path: str) -> PolicyText:
        return _policy(self._backend("kms", region).keys.get(path.removeprefix("key/")))

    def _repository(self, region: str, path: str) -> PolicyText:
        return _policy(self._backend("ecr", region).repositories.get(path.removeprefix("repository/")))

    def _table(self, region: str, path: str) -> PolicyText:
        arn = f"arn:aws:dynamodb:{region}:{self._account_id}:{path.partition('/index/')[0]}"
        policy = self._backend("dynamodb", region).resource_policies.get(arn)
        return str(policy.policy_doc) if policy is not None else None

    def _bus(self, region: str, path: str) -> PolicyText:
        return _policy(self._backend("events", region).event_buses.get(path.removeprefix("event-bus/")))


_READERS: Mapping[str, Callable[[ResourcePolicies, str, str], PolicyText]] = {
    "dynamodb": ResourcePolicies._table,
    "ecr": ResourcePolicies._repository,
    "events": ResourcePolicies._bus,
    "kms": ResourcePolicies._key,
    "lambda": ResourcePolicies._function,
    "s3": ResourcePolicies._bucket,
    "secretsmanager": ResourcePolicies._secret,
    "sns": ResourcePolicies._topic,
    "sqs": ResourcePolicies._queue,
}
"""By the service in the ARN: how the text of a policy is read, from a region and the ARN's last part."""


def _policy(resource: object) -> PolicyText:
    policy: PolicyText = getattr(resource, "policy", None)
    return policy


def _arn(resource: object) -> str | None:
    arn: str | None = getattr(resource, "arn", None)
    return arn


def _owner(resource: str, parts: list[str]) -> str:
    """Return what a policy is called in sentences: the ARN of the bucket or function that has it."""
    return f"arn:aws:s3:::{parts[5].partition('/')[0]}" if parts[2] == "s3" else resource

"""Calls that AWS refuses and moto accepts: one small function per rule, one file per service.

    @guard("lambda", "CreateFunction", "UpdateFunctionConfiguration", source="https://docs.aws.amazon.com/...")
    def memory_in_range(request: AwsRequest, state: State) -> Refusal | None: ...

The gateway asks `refuse(request, state)` before anyone answers. The code and the words are AWS's own; where they were
recorded from the real service, the rule says so.
"""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from awslab.sandbox.child.guards.refused import Refusal
from awslab.sandbox.child.guards.state import State
from awslab.sandbox.child.guards.stated import refuse_unstated
from awslab.sandbox.child.request import AwsRequest, AwsResponse, refusal

__all__ = ["Guard", "Refusal", "Rule", "State", "guard", "refuse", "rules"]

_MODULES = (
    *(
        "events",
        "logs",
        "lambda_",
        "lambda_aliases",
        "lambda_names",
        "lambda_settings",
        "lambda_revisions",
        "lambda_layers",
        "lambda_permissions",
        "lambda_sources",
        "s3",
        "s3_public",
        "s3_website",
        "ecs",
        "elbv2",
    ),
    *("s3_buckets", "s3_tags", "s3_lifecycle", "s3_policies", "s3_conditions", "s3_checksums", "s3_uploads"),
    *("s3_locks", "s3_keys", "s3_acls", "s3_lists", "s3_notifications", "s3_forms"),
    *("ec2_ids", "ec2_filters", "ec2_tags", "ec2_launch", "ec2_placement", "ec2_instances", "ec2_images"),
    *("ec2_volumes", "ec2_groups", "ec2_rules", "ec2_networks"),
    *("ec2_gateways", "ec2_routes", "ec2_acls", "ec2_addresses", "ec2_connections"),
    *("api_gateway_apis", "api_gateway_parts", "api_gateway_methods", "api_gateway_integrations"),
    *("api_gateway_stages", "api_gateway_identifiers"),
    *("api_gateway_v2", "api_gateway_v2_integrations", "lambda_urls"),
    *("elbv2_listeners", "elbv2_targets", "elbv2_attributes"),
    *("iam", "iam_trust", "iam_quotas", "iam_service_linked", "sts"),
    *("sqs", "sns", "sns_messages", "sns_subscriptions", "sns_texts"),
    *("autoscaling", "autoscaling_parts"),
    *("ecs_tasks", "ecs_services", "ecr"),
)


Guard = Callable[[AwsRequest, State], Refusal | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A guard with the calls it watches and the AWS page that states it."""

    check: Guard
    service: str
    operations: tuple[str, ...]
    source: str


_RULES: defaultdict[tuple[str, str], list[Rule]] = defaultdict(list)


def guard(service: str, *operations: str, source: str) -> Callable[[Guard], Guard]:
    """Register a guard for operations of a service (boto3's name), with the AWS page that states the rule."""

    def register(check: Guard) -> Guard:
        rule = Rule(check, service, operations, source)
        for operation in operations:
            _RULES[service, operation].append(rule)
        return check

    return register


def refuse(request: AwsRequest, state: State) -> AwsResponse | None:
    """The first refusal that the call meets, as the service would send it; None lets it pass.

    What the service's model states comes before the rules, which may rely on it.
    """
    unstated = refuse_unstated(request)
    if unstated is not None:
        return refusal(request, unstated.code, unstated.message, unstated.status)
    for rule in _registered().get((request.service, request.operation), ()):
        found = rule.check(request, state)
        if found is not None:
            return refusal(request, found.code, found.message, found.status)
    return None


def rules() -> list[Rule]:
    """Every rule once, in the order of registration."""
    return list({id(rule): rule for listed in _registered().values() for rule in listed}.values())


@cache
def _registered() -> dict[tuple[str, str], list[Rule]]:
    for module in _MODULES:
        importlib.import_module(f"{__name__}.{module}")
    return dict(_RULES)

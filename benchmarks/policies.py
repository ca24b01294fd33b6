"""What a decision about one request costs the IAM evaluator, in process and without a sandbox."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from awslab.cloud.iam.evaluation import evaluate
from awslab.cloud.iam.parsing import parse_policy
from awslab.cloud.iam.policies import NamedPolicy, Policies
from awslab.cloud.iam.request import AccessRequest, Principal
from benchmarks.figures import Figure, extra
from benchmarks.rounds import Seconds, interleave

_BUDGET = 1.0
"""Milliseconds for a decision."""
_IN_A_ROW = 100
_ACCOUNT = "123456789012"
_USER = Principal("user", f"arn:aws:iam::{_ACCOUNT}:user/ann", _ACCOUNT, user_id="AIDAEXAMPLE", tags={"team": "red"})
_CONTEXT = {"aws:SourceIp": ("203.0.113.7",), "aws:SecureTransport": ("true",), "aws:RequestedRegion": ("eu-west-1",)}
_MANAGED_POLICIES = (
    *("ReadOnlyAccess", "SecurityAudit", "AmazonS3FullAccess", "AmazonEC2FullAccess", "AWSLambda_FullAccess"),
    *("IAMFullAccess", "CloudWatchFullAccess", "AmazonECS_FullAccess", "AmazonSQSFullAccess", "AmazonSNSFullAccess"),
)
"""Ten AWS-managed policies, as many as a user can have; ReadOnlyAccess alone has well over a thousand actions."""


def policy_decisions(rounds: int, home: Path) -> list[Figure]:
    """One decision that allows and one that denies, which is explained too, with a boundary and a bucket policy."""
    policies = _policies()
    readers = replace(policies, identity=policies.identity[:2])
    actions = {
        "nothing": lambda number: None,
        "allow": lambda number: evaluate(_request(number), policies),
        "deny": lambda number: evaluate(_request(number), readers),
    }
    times = interleave([_timed(name, action) for name, action in actions.items()], rounds)
    against = "a function that returns nothing"
    return [
        extra("a policy decision that allows", against, times, "allow", "nothing", _BUDGET),
        extra("a policy decision that denies", against, times, "deny", "nothing", _BUDGET),
    ]


def _timed(name: str, action: Callable[[int], object]) -> Callable[[], Seconds]:
    def run() -> Seconds:
        start = time.perf_counter()
        for number in range(_IN_A_ROW):
            action(number)
        return {name: (time.perf_counter() - start) / _IN_A_ROW}

    return run


def _request(number: int) -> AccessRequest:
    return AccessRequest(_USER, "s3:PutObject", f"arn:aws:s3:::photos/red/{number}.png", _CONTEXT)


def _policies() -> Policies:
    """What is attached to the user, a boundary, and a bucket's policy of fifty statements."""
    from moto.iam.aws_managed_policies import aws_managed_policies_data

    managed = json.loads(aws_managed_policies_data)
    documents = {
        name: parse_policy(json.dumps(managed[name]["Document"])) for name in (*_MANAGED_POLICIES, "PowerUserAccess")
    }
    boundary = NamedPolicy("PowerUserAccess", documents.pop("PowerUserAccess"))
    statements = [
        {
            "Effect": "Deny",
            "Principal": "*",
            "Action": ["s3:Get*", "s3:Put*"],
            "Resource": f"arn:aws:s3:::photos/${{aws:PrincipalTag/team}}/{number}/*",
            "Condition": {"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}, "Bool": {"aws:SecureTransport": "false"}},
        }
        for number in range(50)
    ]
    bucket = parse_policy(json.dumps({"Version": "2012-10-17", "Statement": statements}))
    identity = tuple(NamedPolicy(name, document) for name, document in documents.items())
    return Policies(identity, boundary, resource=NamedPolicy("photos", bucket))

"""Trust policies, key policies, services and anonymous callers."""

from __future__ import annotations

import pytest

from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies, PolicyKind
from awslab.cloud.iam.policies.request import Principal
from tests.cloud.iam.policies import ACCOUNT, allow, decide, deny, document, named, session, user, verdict

OTHER = "999999999999"


_ROLE = f"arn:aws:iam::{ACCOUNT}:role/app"
_ASSUME = named(allow("sts:AssumeRole", _ROLE))


def _trust(principal: object, **more: object) -> NamedPolicy:
    return NamedPolicy(_ROLE, document({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal, **more}))


_EXTERNAL = {"StringEquals": {"sts:ExternalId": "12345"}}
_LAMBDA = Principal("service", "lambda.amazonaws.com")


@pytest.mark.parametrize(
    ("principal", "trust", "identity", "context", "owner", "expected"),
    [
        (user(), _trust({"AWS": ACCOUNT}), (_ASSUME,), {}, "", "allowed"),
        (user(), _trust({"AWS": ACCOUNT}), (), {}, "", "IDENTITY"),
        (user(), _trust({"AWS": user().arn}), (), {}, "", "allowed"),
        (user(), _trust({"AWS": user("bob").arn}), (_ASSUME,), {}, "", "TRUST"),
        (user(), _trust({"Service": "lambda.amazonaws.com"}), (_ASSUME,), {}, "", "TRUST"),
        (session("other"), _trust({"AWS": f"arn:aws:iam::{ACCOUNT}:role/other"}), (), {}, "", "allowed"),
        (_LAMBDA, _trust({"Service": "lambda.amazonaws.com"}), (), {}, "", "allowed"),
        (_LAMBDA, _trust({"Service": ["ec2.amazonaws.com", "lambda.amazonaws.com"]}), (), {}, "", "allowed"),
        (_LAMBDA, _trust({"Service": "ec2.amazonaws.com"}), (), {}, "", "TRUST"),
        (_LAMBDA, _trust({"AWS": ACCOUNT}), (), {}, "", "TRUST"),
        (user(account=OTHER), _trust({"AWS": OTHER}), (_ASSUME,), {}, ACCOUNT, "allowed"),
        (user(account=OTHER), _trust({"AWS": OTHER}), (), {}, ACCOUNT, "IDENTITY"),
        (user(account=OTHER), _trust({"AWS": ACCOUNT}), (_ASSUME,), {}, ACCOUNT, "TRUST"),
        (user(account=OTHER), _trust({"AWS": user(account=OTHER).arn}), (), {}, ACCOUNT, "IDENTITY"),
        (
            user(account=OTHER),
            _trust({"AWS": OTHER}, Condition=_EXTERNAL),
            (_ASSUME,),
            {"sts:ExternalId": ("12345",)},
            ACCOUNT,
            "allowed",
        ),
        (user(account=OTHER), _trust({"AWS": OTHER}, Condition=_EXTERNAL), (_ASSUME,), {}, ACCOUNT, "TRUST"),
        (
            Principal("identity-provider", "accounts.google.com"),
            _trust({"Federated": "accounts.google.com"}),
            (),
            {},
            "",
            "allowed",
        ),
    ],
)
def test_a_role_is_assumed_by_whom_its_trust_policy_names(
    principal: Principal,
    trust: NamedPolicy,
    identity: tuple[NamedPolicy, ...],
    context: dict[str, tuple[str, ...]],
    owner: str,
    expected: str,
) -> None:
    """.../reference_policies_elements_principal.html; the external id:
    .../id_roles_common-scenarios_third-party.html"""
    policies = Policies(identity, resource=trust, resource_kind=PolicyKind.TRUST)
    assert verdict(decide(principal, "sts:AssumeRole", _ROLE, policies, context, owner)) == expected


@pytest.mark.parametrize(
    ("key_policy", "expected"),
    [
        (allow("kms:*", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"}), "allowed"),
        (allow("kms:*", Principal={"AWS": user("bob").arn}), "KEY"),
        (deny("kms:*", Principal="*"), "explicitDeny"),
    ],
)
def test_a_key_policy_must_allow_too(key_policy: dict[str, object], expected: str) -> None:
    """https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"""
    policies = Policies((named(allow("kms:*")),), resource=named(key_policy), resource_kind=PolicyKind.KEY)
    assert verdict(decide(user(), "kms:Decrypt", "arn:aws:kms:eu-west-1:1:key/k", policies)) == expected


_QUEUE = "arn:aws:sqs:us-east-1:123456789012:queue"
_TOPIC = {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:topic"}}
_SNS = Principal("service", "sns.amazonaws.com")
_FROM_TOPIC = {"aws:SourceArn": ("arn:aws:sns:us-east-1:123456789012:topic",)}


@pytest.mark.parametrize(
    ("principal", "who", "context", "expected"),
    [
        (_SNS, {"Service": "sns.amazonaws.com"}, _FROM_TOPIC, "allowed"),
        (_SNS, {"Service": "sns.amazonaws.com"}, {}, "RESOURCE"),
        (_SNS, {"Service": "s3.amazonaws.com"}, _FROM_TOPIC, "RESOURCE"),
        (_SNS, "*", _FROM_TOPIC, "allowed"),
        (_SNS, {"AWS": "*"}, _FROM_TOPIC, "allowed"),
        (_SNS, {"AWS": ACCOUNT}, _FROM_TOPIC, "RESOURCE"),
        (user(), {"Service": "sns.amazonaws.com"}, {}, "IDENTITY"),
        (Principal("anonymous", ""), "*", _FROM_TOPIC, "allowed"),
        (Principal("anonymous", ""), {"AWS": ACCOUNT}, _FROM_TOPIC, "RESOURCE"),
    ],
)
def test_a_service_needs_the_resources_policy(
    principal: Principal, who: object, context: dict[str, tuple[str, ...]], expected: str
) -> None:
    """.../reference_policies_elements_condition_operators.html#Conditions_ARN and
    .../reference_policies_elements_principal.html#principal-anonymous"""
    policy = named(allow("SQS:SendMessage", _QUEUE, Principal=who, Condition=_TOPIC))
    assert verdict(decide(principal, "sqs:SendMessage", _QUEUE, Policies(resource=policy), context)) == expected

"""Policy variables: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies
from awslab.cloud.iam.policies.variables import keys_in
from tests.cloud.iam.policies import allow, decide, deny, document, is_allowed, user

_BUCKET = "arn:aws:s3:::amzn-s3-demo-bucket"
_TEAM = _BUCKET + "-${aws:PrincipalTag/team, 'company-wide'}"
_TOPIC = "arn:aws:sns:*:*:${aws:PrincipalTag/access-project}-${aws:PrincipalTag/access-application}-*"

RESOURCES: list[tuple[str, str, Mapping[str, str], bool]] = [
    (_BUCKET + "/${aws:username}/*", _BUCKET + "/ann/photo", {}, True),
    (_BUCKET + "/${AWS:UserName}/*", _BUCKET + "/ann/photo", {}, True),
    (_BUCKET + "/${aws:username}/*", _BUCKET + "/bob/photo", {}, False),
    (_BUCKET + "/${aws:PrincipalTag/team}/*", _BUCKET + "/yellow/x", {"team": "yellow"}, True),
    (_BUCKET + "/${aws:PrincipalTag/team}/*", _BUCKET + "/yellow/x", {"Team": "yellow"}, True),
    (_BUCKET + "/${aws:PrincipalTag/team}/*", _BUCKET + "//x", {}, False),
    (_TEAM, _BUCKET + "-yellow", {"team": "yellow"}, True),
    (_TEAM, _BUCKET + "-company-wide", {"team": "yellow"}, False),
    (_TEAM, _BUCKET + "-company-wide", {}, True),
    (_TEAM, _BUCKET + "-yellow", {}, False),
    (_TOPIC, "arn:aws:sns:eu-west-1:1:peg-eng-x", {"access-project": "peg", "access-application": "eng"}, True),
    (_TOPIC, "arn:aws:sns:eu-west-1:1:peg-ops-x", {"access-project": "peg", "access-application": "eng"}, False),
    (_BUCKET + "/${*}", _BUCKET + "/*", {}, True),
    (_BUCKET + "/${*}", _BUCKET + "/anything", {}, False),
    (_BUCKET + "/${?}a", _BUCKET + "/?a", {}, True),
    (_BUCKET + "/${?}a", _BUCKET + "/ba", {}, False),
    (_BUCKET + "/${$}{x}", _BUCKET + "/${x}", {}, True),
    ("arn:aws:s3::${aws:username}:b", "arn:aws:s3::ann:b", {}, False),
    (_BUCKET + "/${aws:PrincipalTag/team}", _BUCKET + "/anything", {"team": "*"}, False),
    (_BUCKET + "/${aws:PrincipalTag/team}", _BUCKET + "/*", {"team": "*"}, True),
]


@pytest.mark.parametrize(("pattern", "resource", "tags", "fits"), RESOURCES)
def test_a_variable_of_a_resource_stands_for_the_value_of_the_request(
    pattern: str, resource: str, tags: Mapping[str, str], fits: bool
) -> None:
    policies = Policies((NamedPolicy("p", document(allow("s3:GetObject", pattern))),))
    assert decide(user("ann", tags=tags), "s3:GetObject", resource, policies).allowed == fits


@pytest.mark.parametrize("version", ["2008-10-17", None])
def test_before_2012_a_variable_is_only_its_letters(version: str | None) -> None:
    policies = Policies((NamedPolicy("p", document(allow("a:B", "arn:aws:x:::${aws:username}"), version=version)),))
    assert decide(user("ann"), "a:B", "arn:aws:x:::${aws:username}", policies).allowed
    assert not decide(user("ann"), "a:B", "arn:aws:x:::ann", policies).allowed


def test_a_variable_without_a_value_is_equal_to_nothing() -> None:
    """.../reference_policies_variables.html#policy-vars-no-value: StringEquals fails, StringNotEquals holds."""
    tag = {"s3:ExistingObjectTag/Team": ("red",)}
    same = {"StringEquals": {"s3:ExistingObjectTag/Team": "${aws:PrincipalTag/Team}"}}
    other = {"StringNotEquals": {"s3:ExistingObjectTag/Team": "${aws:PrincipalTag/Team}"}}
    assert not is_allowed("s3:GetObject", _BUCKET, allow("s3:GetObject", Condition=same), context=tag)
    statements = allow("s3:GetObject"), deny("s3:GetObject", Condition=other)
    assert not is_allowed("s3:GetObject", _BUCKET, *statements, context=tag)
    as_red = {**tag, "aws:PrincipalTag/Team": ("red",)}
    assert is_allowed("s3:GetObject", _BUCKET, *statements, context=as_red)


def test_a_resource_with_a_variable_without_a_value_matches_no_resource() -> None:
    """.../reference_policies_variables.html#policy-vars-no-value, NotResource too."""
    statement = {"Effect": "Allow", "Action": "s3:*", "NotResource": _BUCKET + "/${aws:PrincipalTag/team}"}
    assert is_allowed("s3:GetObject", _BUCKET + "/a", statement)


def test_a_key_with_several_values_is_no_variable() -> None:
    """.../reference_policies_condition-single-vs-multi-valued-context-keys.html#reference_policies_condition-key-points"""
    statement = allow("s3:GetObject", _BUCKET + "/${aws:TagKeys}")
    assert is_allowed("s3:GetObject", _BUCKET + "/a", statement, context={"aws:TagKeys": ("a",)})
    assert not is_allowed("s3:GetObject", _BUCKET + "/a", statement, context={"aws:TagKeys": ("a", "b")})


def test_only_string_arn_and_bool_operators_replace_variables() -> None:
    """.../reference_policies_elements_condition_operators.html: "Policy variables" of each section."""
    numeric = allow("a:B", Condition={"NumericEquals": {"s3:max-keys": "${aws:PrincipalTag/n}"}})
    text = allow("a:B", Condition={"StringEquals": {"s3:max-keys": "${aws:PrincipalTag/n}"}})
    context = {"s3:max-keys": ("5",), "aws:PrincipalTag/n": ("5",)}
    assert is_allowed("a:B", "*", text, context=context)
    assert not is_allowed("a:B", "*", numeric, context=context)


def test_the_keys_of_a_text_are_those_that_are_no_special_characters() -> None:
    assert list(keys_in("a/${aws:username}/${*}/${aws:PrincipalTag/team, 'none'}")) == [
        "aws:username",
        "aws:PrincipalTag/team",
    ]

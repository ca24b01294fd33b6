"""What IAM Access Analyzer finds in policies.

https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given
from hypothesis import strategies as st

from awslab.cloud.iam.policies.findings.checks import findings
from awslab.cloud.iam.policies.findings.finding import Catalogue, PolicyUse
from awslab.cloud.iam.policies.spans import value_spans
from tests.conftest import Client

_ACTIONS = {"s3": ("GetObject", "PutObject"), "iam": ("PassRole", "GetRole")}
_CATALOGUE = Catalogue(lambda: _ACTIONS, lambda service: _ACTIONS[service])
_ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}
_TO_ANN = {"AWS": "arn:aws:iam::123456789012:user/ann"}

_BOTH = "The policy elements Action and NotAction can not be used in the same statement. Remove one of these elements."
_LIKE = (
    "Your condition value includes a * or ? character. If you meant to use a wildcard (*, ?), update the condition "
    "operator to include Like."
)
_ADVICE = " We recommend that you specify resource ARNs or add the iam:PassedToService condition key to your statement."
_PASSING_MANY = (
    "Using the iam:PassRole action with wildcards (*) in the resource can be overly permissive because it allows "
    "iam:PassRole permissions on multiple resources." + _ADVICE
)
_PASSING_ALL = (
    "Using wildcards (*) in the action and the resource can be overly permissive because it allows iam:PassRole "
    "permissions on all resources." + _ADVICE
)


def _text(*statements: dict[str, Any], **more: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements), **more})


def _without(element: str) -> dict[str, Any]:
    return {key: value for key, value in _ALLOW.items() if key != element}


def _codes(text: str, use: PolicyUse = "IDENTITY_POLICY", **more: Any) -> list[str]:
    return [each.code for each in findings(text, use, _CATALOGUE, **more)]


@pytest.mark.parametrize(
    ("text", "use", "code", "details", "path"),
    [
        ("{", "IDENTITY_POLICY", "JSON_SYNTAX_ERROR", "Fix the JSON syntax error at index 1 line 1 column 1.", ()),
        (_text(), "IDENTITY_POLICY", "MISSING_STATEMENT", "Add a statement to the policy", ()),
        (
            _text(_ALLOW, Version="2020-01-01"),
            "IDENTITY_POLICY",
            "INVALID_VERSION",
            "The version 2020-01-01 is not valid. Use one of the following versions: 2012-10-17, 2008-10-17",
            ("Version",),
        ),
        (
            json.dumps({"Statement": _ALLOW}),
            "IDENTITY_POLICY",
            "MISSING_VERSION",
            "We recommend that you specify the Version element to help you with debugging permission issues.",
            (),
        ),
        (
            _text({**_ALLOW, "Extra": 1}),
            "IDENTITY_POLICY",
            "INVALID_POLICY_ELEMENT",
            "The policy element Extra is not valid.",
            ("Statement", 0, "Extra"),
        ),
        (
            _text(_without("Effect")),
            "IDENTITY_POLICY",
            "MISSING_EFFECT",
            "Add an Effect element to the policy statement with a value of Allow or Deny.",
            ("Statement", 0),
        ),
        (
            _text({**_ALLOW, "Effect": "allow"}),
            "IDENTITY_POLICY",
            "INVALID_EFFECT",
            "The effect allow is not valid. Use Allow or Deny.",
            ("Statement", 0, "Effect"),
        ),
        (
            _text(_without("Action")),
            "IDENTITY_POLICY",
            "MISSING_ACTION",
            "Add an Action or NotAction element to the policy statement.",
            ("Statement", 0),
        ),
        (
            _text(_without("Resource")),
            "IDENTITY_POLICY",
            "MISSING_RESOURCE",
            "Add a Resource or NotResource element to the policy statement.",
            ("Statement", 0),
        ),
        (
            _text({**_ALLOW, "Principal": "*"}),
            "IDENTITY_POLICY",
            "UNSUPPORTED_PRINCIPAL",
            "The policy type IDENTITY_POLICY does not support the Principal element. Remove the Principal element.",
            ("Statement", 0, "Principal"),
        ),
        (
            _text(_ALLOW),
            "RESOURCE_POLICY",
            "MISSING_PRINCIPAL",
            "Add a Principal element to the policy statement.",
            ("Statement", 0),
        ),
        (
            _text({**_ALLOW, "Principal": "ann"}),
            "RESOURCE_POLICY",
            "INVALID_PRINCIPAL_FORMAT",
            "The Principal element contents are not valid. Specify a key-value pair in the Principal element.",
            ("Statement", 0, "Principal"),
        ),
        (
            _text({**_ALLOW, "Principal": {"Aws": "*"}}),
            "RESOURCE_POLICY",
            "INVALID_PRINCIPAL_KEY",
            "The principal key Aws is not valid.",
            ("Statement", 0, "Principal", "Aws"),
        ),
        (
            _text({**_ALLOW, "NotAction": "s3:*"}),
            "IDENTITY_POLICY",
            "UNSUPPORTED_ELEMENT_COMBINATION",
            _BOTH,
            ("Statement", 0),
        ),
        (
            _text({**_ALLOW, "Condition": {"StringEqual": {"aws:x": "y"}}}),
            "IDENTITY_POLICY",
            "INVALID_CONDITION_OPERATOR",
            "The condition operator StringEqual is not valid. Use a valid condition operator.",
            ("Statement", 0, "Condition", "StringEqual"),
        ),
        (
            _text({**_ALLOW, "Condition": {"NullIfExists": {"aws:x": "true"}}}),
            "IDENTITY_POLICY",
            "NULL_WITH_IF_EXISTS",
            "The Null condition operator cannot be used with the IfExists suffix. Update the operator or the suffix.",
            ("Statement", 0, "Condition", "NullIfExists"),
        ),
        (
            _text({**_ALLOW, "Condition": {"StringEquals": {"username": "ann"}}}),
            "IDENTITY_POLICY",
            "INVALID_CONDITION_KEY_FORMAT",
            "The condition key format is not valid. Use the format service:keyname.",
            ("Statement", 0, "Condition", "StringEquals", "username"),
        ),
        (
            _text({**_ALLOW, "Condition": {"StringEquals": {"aws:PrincipalTag/job": "admin-*"}}}),
            "IDENTITY_POLICY",
            "WILDCARD_WITHOUT_LIKE_OPERATOR",
            _LIKE,
            ("Statement", 0, "Condition", "StringEquals", "aws:PrincipalTag/job"),
        ),
        (
            _text({**_ALLOW, "Action": ["s3:PutObject", "s3:GetObjec"]}),
            "IDENTITY_POLICY",
            "INVALID_ACTION",
            "The action s3:GetObjec does not exist. Did you mean s3:GetObject?",
            ("Statement", 0, "Action", 1),
        ),
        (
            _text({**_ALLOW, "Action": "ian:GetRole"}),
            "IDENTITY_POLICY",
            "INVALID_SERVICE_IN_ACTION",
            "The service ian specified in the action does not exist. Did you mean iam?",
            ("Statement", 0, "Action"),
        ),
        (
            _text({**_ALLOW, "Sid": "a"}, {**_ALLOW, "Sid": "a"}),
            "IDENTITY_POLICY",
            "UNIQUE_SIDS_RECOMMENDED",
            "We recommend that you use statement IDs that are unique to your policy. Update the Sid value.",
            ("Statement",),
        ),
        (
            _text({**_ALLOW, "Action": "iam:PassRole", "Resource": "*"}),
            "IDENTITY_POLICY",
            "PASS_ROLE_WITH_STAR_IN_RESOURCE",
            _PASSING_MANY,
            ("Statement", 0, "Resource"),
        ),
        (
            _text({**_ALLOW, "Action": "*", "Resource": "*"}),
            "IDENTITY_POLICY",
            "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
            _PASSING_ALL,
            ("Statement", 0, "Resource"),
        ),
    ],
)
def test_a_fault_is_found_alone_and_in_its_place(
    text: str, use: PolicyUse, code: str, details: str, path: tuple[str | int, ...]
) -> None:
    (found,) = findings(text, use, _CATALOGUE)
    assert (found.code, found.details, found.path) == (code, details, path)


@pytest.mark.parametrize(
    ("text", "use", "is_trust"),
    [
        (_text(_ALLOW), "IDENTITY_POLICY", False),
        (_text({**_ALLOW, "Action": ["s3:Get*", "S3:putobject", "*:Get*"]}), "IDENTITY_POLICY", False),
        (_text({**_ALLOW, "Principal": _TO_ANN}), "RESOURCE_POLICY", False),
        (_text({**_without("Resource"), "Principal": _TO_ANN}), "RESOURCE_POLICY", True),
        (
            _text(
                {
                    **_ALLOW,
                    "Action": "iam:PassRole",
                    "Resource": "*",
                    "Condition": {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}},
                }
            ),
            "IDENTITY_POLICY",
            False,
        ),
        (
            _text({**_ALLOW, "Condition": {"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": "a*"}}}),
            "IDENTITY_POLICY",
            False,
        ),
    ],
)
def test_nothing_is_found_in_a_sound_policy(text: str, use: PolicyUse, is_trust: bool) -> None:
    assert _codes(text, use, is_trust=is_trust) == []


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(_JSON, st.sampled_from([None, 2]))
def test_every_value_of_a_json_text_stands_where_its_span_says(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)

    def at(path: tuple[str | int, ...]) -> Any:
        found = value
        for step in path:
            found = found[step]
        return found

    for path, (start, end) in value_spans(text).items():
        assert json.loads(text[start:end]) == at(path)


@given(_JSON, _JSON)
def test_whatever_json_says_is_checked_without_a_crash(statement: Any, extra: Any) -> None:
    shapes: list[Any] = [
        statement,
        {"Statement": statement},
        {"Statement": [{"Action": extra, "Condition": statement}]},
    ]
    for shape in shapes:
        for use in ("IDENTITY_POLICY", "RESOURCE_POLICY"):
            findings(json.dumps(shape), use, _CATALOGUE)


@pytest.fixture
def validated(client: Client) -> Callable[..., list[dict[str, Any]]]:
    analyzer = client("accessanalyzer")

    def validate(text: str, **settings: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = analyzer.validate_policy(
            policyDocument=text, policyType=settings.pop("use", "IDENTITY_POLICY"), **settings
        )["findings"]
        return found

    return validate


def test_validate_policy_says_where_and_what_to_read(validated: Callable[..., list[dict[str, Any]]]) -> None:
    """https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html"""
    text = (
        '{"Version": "2012-10-17",\n "Statement": [{"Effect": "Allow",\n  "Action": "s3:GetObjekt", "Resource": "*"}]}'
    )
    (found,) = validated(text)
    assert (found["findingType"], found["issueCode"]) == ("ERROR", "INVALID_ACTION")
    assert found["findingDetails"] == "The action s3:GetObjekt does not exist. Did you mean s3:GetObject?"
    assert found["learnMoreLink"].endswith("#access-analyzer-reference-policy-checks-error-invalid-action")
    (place,) = found["locations"]
    assert place["path"] == [{"value": "Statement"}, {"index": 0}, {"value": "Action"}]
    start = text.index('"s3:GetObjekt"')
    assert place["span"]["start"] == {"line": 3, "column": 12, "offset": start}
    assert place["span"]["end"]["offset"] == start + len('"s3:GetObjekt"')


def test_validate_policy_reads_what_is_no_json(validated: Callable[..., list[dict[str, Any]]]) -> None:
    (found,) = validated('{"Statement": ')
    assert found["issueCode"] == "JSON_SYNTAX_ERROR"


def test_other_operations_of_access_analyzer_are_refused_by_name(client: Client) -> None:
    with pytest.raises(ClientError, match=r"does not implement accessanalyzer\.ListAnalyzers"):
        client("accessanalyzer").list_analyzers()

"""Reading policy documents: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html."""

from __future__ import annotations

import json
from typing import Any

import pytest
from moto.iam.aws_managed_policies import aws_managed_policies_data

from awslab.cloud.iam.policies.document import Position
from awslab.cloud.iam.policies.parsing import DocumentUse, MalformedPolicyError, document_of, parse_policy

_ALLOW = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
_TRUST = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
_SYNTAX = "Syntax errors in policy."


def _text(*statements: dict[str, Any], **more: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements), **more})


@pytest.mark.parametrize(
    ("use", "text", "message"),
    [
        ("identity", "{", _SYNTAX),
        ("trust", "{", "This policy contains invalid Json"),
        ("identity", "[]", _SYNTAX),
        ("identity", "{}", _SYNTAX),
        ("identity", '{"Version": "2012-10-17", "Statement": ["x"]}', _SYNTAX),
        ("identity", _text(_ALLOW, Version="2020-01-01"), _SYNTAX),
        ("identity", _text(_ALLOW, Extra=1), _SYNTAX),
        ("identity", _text({**_ALLOW, "Extra": 1}), _SYNTAX),
        ("identity", _text({**_ALLOW, "Effect": "allow"}), _SYNTAX),
        ("identity", _text({**_ALLOW, "NotAction": "s3:*"}), _SYNTAX),
        ("identity", _text({**_ALLOW, "Action": 1}), _SYNTAX),
        ("identity", _text({**_ALLOW, "Condition": {"Stringequal": {"a:b": "c"}}}), _SYNTAX),
        ("identity", _text({**_ALLOW, "Condition": {"StringEquals": "c"}}), _SYNTAX),
        ("identity", _text({**_ALLOW, "Condition": {"ForSome:StringEquals": {"a:b": "c"}}}), _SYNTAX),
        ("identity", '{"Statement": [], "Statement": []}', _SYNTAX),
        ("identity", _text({"Effect": "Allow", "Resource": "*"}), "Policy statement must contain actions."),
        ("identity", _text({"Effect": "Allow", "Action": "s3:*"}), "Policy statement must contain resources."),
        ("identity", _text({**_ALLOW, "Principal": "*"}), "Policy document should not specify a principal."),
        ("trust", _text({**_TRUST, "Resource": "*"}), "Has prohibited field Resource"),
        ("trust", _text({"Effect": "Allow", "Action": "sts:AssumeRole"}), "Missing required field Principal"),
        ("resource", _text({**_ALLOW, "Principal": {"Aws": "*"}}), _SYNTAX),
        ("resource", _text({**_ALLOW, "Principal": "everyone"}), _SYNTAX),
    ],
)
def test_a_malformed_document_is_refused_in_awss_words(use: DocumentUse, text: str, message: str) -> None:
    with pytest.raises(MalformedPolicyError) as refused:
        parse_policy(text, use)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("use", "text"),
    [
        ("identity", _text(_ALLOW)),
        ("identity", json.dumps({"Version": "2012-10-17", "Statement": _ALLOW})),
        ("identity", json.dumps({"Statement": _ALLOW})),
        ("identity", _text({**_ALLOW, "Condition": {"ForAnyValue:StringLikeIfExists": {"a:b": ["c", "d"]}}})),
        ("identity", _text({**_ALLOW, "Condition": {"Bool": {"a:b": True}, "NumericEquals": {"a:c": 5}}})),
        ("trust", _text(_TRUST)),
        ("resource", _text({**_ALLOW, "Principal": "*"}, Id="mine")),
        ("resource", _text({**_ALLOW, "Principal": {"AWS": ["1", "2"], "CanonicalUser": "x"}})),
    ],
)
def test_a_sound_document_is_read(use: DocumentUse, text: str) -> None:
    assert len(parse_policy(text, use).statements) == 1


def test_every_aws_managed_policy_is_sound() -> None:
    """https://docs.aws.amazon.com/aws-managed-policy/latest/reference/about-managed-policy-reference.html"""
    managed = json.loads(aws_managed_policies_data)
    assert len(managed) > 1000
    for name, policy in managed.items():
        assert parse_policy(json.dumps(policy["Document"]), "identity").statements, name


def test_statements_know_where_they_stand() -> None:
    """As in .../IAM/latest/APIReference/API_SimulatePrincipalPolicy.html, AmazonS3ReadOnlyAccess: line 3 column 17,
    line 11 column 6."""
    text = """{
  "Version": "2012-10-17",
  "Statement": [{
      "Effect": "Allow",
      "Action": [
        "s3:Get*",
        "s3:List*"
      ],
      "Resource":
        "*"
    },
    {"Effect": "Deny", "Action": "s3:GetBucket*", "Resource": "*"}
  ]
}"""
    first, second = parse_policy(text).statements
    assert (first.start, first.end) == (Position(3, 17), Position(11, 6))
    assert (second.start, second.end) == (Position(12, 5), Position(12, 67))


def test_one_statement_without_a_list_stands_somewhere_too() -> None:
    (statement,) = parse_policy('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"},"Id":"a]}"}').statements
    assert (statement.start, statement.end) == (Position(1, 14), Position(1, 60))


def test_of_a_stored_document_what_can_be_read_is_read() -> None:
    stored = {"Version": "2012-10-17", "Statement": [{**_ALLOW, "Principal": "*", "Odd": 1}, {"Effect": "?"}, "x"]}
    (statement,) = document_of(stored).statements
    assert (statement.effect, statement.index, statement.principals) == ("Allow", 0, (("*", "*"),))
    assert document_of(json.dumps(stored)).statements == (statement,)
    assert document_of("{").statements == ()


def test_a_statement_is_called_by_its_sid_or_its_number() -> None:
    named, unnamed = parse_policy(_text({**_ALLOW, "Sid": "Read"}, _ALLOW)).statements
    assert (named.label, unnamed.label) == ('"Read"', "number 2")

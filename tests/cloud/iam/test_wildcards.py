"""Patterns: AWS's examples, and generated ones against a matcher that is written differently."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awslab.cloud.iam.policies.wildcards import any_action_fits, arn_fits, protect, resource_fits, string_fits

RESOURCE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html"
GRAMMAR = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html"
ACTION = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html"
OPERATORS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html"

_TEST = "arn:aws:s3:::amzn-s3-demo-bucket/*/test/*"
_BUCKET = "arn:aws:s3:::amzn-s3-demo-bucket"

RESOURCES = [
    (RESOURCE, _TEST, _BUCKET + "/1/test/object.jpg", True),
    (RESOURCE, _TEST, _BUCKET + "/1/2/test/object.jpg", True),
    (RESOURCE, _TEST, _BUCKET + "/1/2/test/3/object.jpg", True),
    (RESOURCE, _TEST, _BUCKET + "/1/2/3/test/4/object.jpg", True),
    (RESOURCE, _TEST, _BUCKET + "/1///test///object.jpg", True),
    (RESOURCE, _TEST, _BUCKET + "/1/test/.jpg", True),
    (RESOURCE, _TEST, _BUCKET + "//test/object.jpg", True),
    (RESOURCE, _TEST, _BUCKET + "/1/test/", True),
    (RESOURCE, _TEST, _BUCKET + "/1-test/object.jpg", False),
    (RESOURCE, _TEST, _BUCKET + "/test/object.jpg", False),
    (RESOURCE, _TEST, _BUCKET + "/1/2/test.jpg", False),
    (RESOURCE, _BUCKET + "/*", _BUCKET + "/a", True),
    (RESOURCE, _BUCKET + "/*", _BUCKET, False),
    (RESOURCE, "arn:aws:iam::123456789012:user/Bob", "arn:aws:iam::123456789012:user/bob", False),
    (
        RESOURCE,
        "arn:aws:iam::123456789012:user/accounting/*",
        "arn:aws:iam::123456789012:user/accounting/eu/Bob",
        True,
    ),
    (RESOURCE, "arn:aws:sqs:*:*:queue1", "arn:aws:sqs:us-east-2:123456789012:queue1", True),
    (RESOURCE, "arn:aws:sqs:us-east-?:*:queue1", "arn:aws:sqs:us-east-2:123456789012:queue1", True),
    (RESOURCE, "arn:aws:sqs:us*2:123456789012:queue1", "arn:aws:sqs:us-east-1:2:123456789012:queue1", False),
    (RESOURCE, "arn:aws:logs:*:log-group:a", "arn:aws:logs:eu-west-1:123456789012:log-group:a", True),
    (RESOURCE, "arn:aws:s3:::b/a*c", "arn:aws:s3:::b/a:b:c", True),
    (RESOURCE, "*", "*", True),
    (RESOURCE, "arn:aws:s3:::b", "*", False),
    (GRAMMAR, "arn:aws:sqs", "arn:aws:sqs:us-east-2:123456789012:queue1", True),
    (GRAMMAR, "arn:aws:sqs", "arn:aws:sns:us-east-2:123456789012:topic", False),
]
ACTIONS = [
    (ACTION, "s3:*", "s3:PutObject", True),
    (ACTION, "iam:*AccessKey*", "iam:CreateAccessKey", True),
    (ACTION, "iam:*AccessKey*", "iam:ListAccessKeys", True),
    (ACTION, "iam:*AccessKey*", "iam:CreateUser", False),
    (ACTION, "SQS:SendMessage", "sqs:sendmessage", True),
    (ACTION, "ec2:Describe*", "ec2:DescribeInstances", True),
    (ACTION, "s3:GetObject", "s3:GetObjectAcl", False),
    (ACTION, "*", "lambda:InvokeFunction", True),
    (ACTION, "s*:PutObject", "s3:PutObject", True),
    (ACTION, "Code*:Get?epository", "codecommit:GetRepository", True),
]
ARNS = [
    (OPERATORS, "arn:aws:sns:*:123456789012:*", "arn:aws:sns:us-west-2:123456789012:T", True),
    (OPERATORS, "arn:aws:sns:*", "arn:aws:sns:us-west-2:123456789012:T", False),
    (OPERATORS, "arn:aws:iam::*:role/a?", "arn:aws:iam::123456789012:role/ab", True),
    (OPERATORS, "arn:aws:iam::*:role/a?", "arn:aws:iam::123456789012:role/AB", False),
    (OPERATORS, "arn:aws:logs:*:*:log-group:/aws/*", "arn:aws:logs:eu-west-1:1:log-group:/aws/lambda/f", True),
]


@pytest.mark.parametrize(("page", "pattern", "resource", "fits"), RESOURCES)
def test_a_resource_fits_where_the_page_says_so(page: str, pattern: str, resource: str, fits: bool) -> None:
    assert resource_fits(pattern, resource) == fits, page


@pytest.mark.parametrize(("page", "pattern", "action", "fits"), ACTIONS)
def test_an_action_fits_where_the_page_says_so(page: str, pattern: str, action: str, fits: bool) -> None:
    assert any_action_fits((pattern,), action) == fits, page


@pytest.mark.parametrize(("page", "pattern", "arn", "fits"), ARNS)
def test_an_arn_condition_compares_component_by_component(page: str, pattern: str, arn: str, fits: bool) -> None:
    assert arn_fits(pattern, arn) == fits, page


_PATTERNS = st.text("ab/*?:.[", max_size=9)
_VALUES = st.text("ab/:.[*?\n", max_size=9)


@given(_PATTERNS, _VALUES)
def test_generated_patterns_match_as_a_table_of_prefixes_says(pattern: str, value: str) -> None:
    assert string_fits(pattern, value) == _by_prefixes(pattern, value)


_ACTION_PATTERNS = st.lists(st.text("aB:*?", max_size=5), max_size=4).map(tuple)


@given(_ACTION_PATTERNS, st.text("Ab:", max_size=5))
def test_an_action_fits_a_list_when_it_fits_one_of_it(patterns: tuple[str, ...], action: str) -> None:
    expected = any(_by_prefixes(each.lower(), action.lower()) for each in patterns)
    assert any_action_fits(patterns, action) == expected


@given(st.lists(st.text("ab*?", max_size=3), min_size=6, max_size=6), st.lists(st.text("ab", max_size=3), min_size=6))
def test_an_arn_pattern_is_six_patterns(patterns: list[str], parts: list[str]) -> None:
    arn = ":".join([*parts[:5], ":".join(parts[5:])])
    pieces = arn.split(":", 5)
    expected = all(_by_prefixes(one, other) for one, other in zip(patterns, pieces, strict=True))
    assert arn_fits(":".join(patterns), arn) == expected


@given(st.lists(st.text("ab*?", max_size=3), min_size=6, max_size=6), st.lists(st.text("ab", max_size=3), min_size=6))
def test_a_resource_pattern_is_at_least_as_wide_as_six_patterns_and_at_most_as_one(
    patterns: list[str], parts: list[str]
) -> None:
    pattern, resource = ":".join(patterns), ":".join(parts)
    if arn_fits(pattern, resource):
        assert resource_fits(pattern, resource)
    if resource_fits(pattern, resource):
        assert _by_prefixes(pattern, resource)


@given(_VALUES)
def test_what_a_variable_brings_along_matches_only_itself(value: str) -> None:
    assert string_fits(protect(value), value)
    assert not string_fits(protect(value), value + "a")


def _by_prefixes(pattern: str, value: str) -> bool:
    """Brute force, letter by letter, without regular expressions."""

    @cache
    def fits(left: int, right: int) -> bool:
        if left == len(pattern):
            return right == len(value)
        if pattern[left] == "*":
            return fits(left + 1, right) or (right < len(value) and fits(left, right + 1))
        return right < len(value) and pattern[left] in ("?", value[right]) and fits(left + 1, right + 1)

    return fits(0, 0)

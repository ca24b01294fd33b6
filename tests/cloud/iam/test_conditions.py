"""Conditions, row by row of AWS's tables; each row names the page it stands on.

Left out: the operators page's table of ForAllValues:StringNotLike, whose three results are those of StringLike. It
contradicts the definition above it, and the table of the page with multivalued examples, which is here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.cloud.iam.policies import allow, document, is_allowed

_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
OPERATORS = _GUIDE + "reference_policies_elements_condition_operators.html"
SETS = _GUIDE + "reference_policies_condition-single-vs-multi-valued-context-keys.html"
LOGIC = _GUIDE + "reference_policies_condition-logic-multiple-context-keys-or-values.html"
CONTEXT = _GUIDE + "reference_policies_evaluation-logic_policy-eval-reqcontext.html"
ELEMENT = _GUIDE + "reference_policies_elements_condition.html"
MULTIVALUED = _GUIDE + "reference_policies_condition_examples-multi-valued-context-keys.html"
SINGLE = _GUIDE + "reference_policies_condition_examples-single-valued-context-keys.html"
UNSTATED = "not on any page: our reading"

Row = tuple[str, Mapping[str, Any], Mapping[str, tuple[str, ...]], bool]

_JOB = {"StringEquals": {"aws:PrincipalTag/job-category": "iamuser-admin"}}
_HOME = {"StringLike": {"s3:prefix": ["home/", "home/${aws:username}/"]}}
_TAGGING = {
    "StringEqualsIgnoreCase": {"aws:RequestTag/environment": ["preprod", "storage"]},
    "ForAnyValue:StringEquals": {"aws:TagKeys": "environment"},
}
_SECURE = {"Bool": {"aws:SecureTransport": "false"}}
_BINARY = {"BinaryEquals": {"key:binary": "QmluYXJ5VmFsdWVJbkJhc2U2NA=="}}
_ADDRESS = {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
_ADDRESSES = {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:DB8:1234:5678::/64"]}}
_SOURCE = {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-west-2:123456789012:TOPIC-ID"}}
_TYPES = {"StringLikeIfExists": {"ec2:InstanceType": ["t1.*", "t2.*", "m3.*"]}}
_LOGS = {
    "ForAllValues:ArnLike": {
        "logs:LogGeneratingResourceArns": [
            "arn:aws::cloudfront:123456789012:distribution/*",
            "arn:aws::cloudfront:123456789012:distribution/support*",
        ]
    }
}
_DISTRIBUTION = "arn:aws::cloudfront:123456789012:distribution/"
_EVERY = {
    "ForAllValues:StringEquals": {"aws:TagKeys": ["environment", "cost-center"]},
    "Null": {"aws:TagKeys": "false"},
}
_ANY = {"ForAnyValue:StringEquals": {"aws:TagKeys": ["environment", "cost-center"]}}
_TWO_TAGS = {
    "aws:PrincipalTag/department": ["finance", "hr", "legal"],
    "aws:PrincipalTag/role": ["audit", "security"],
}
_PEOPLE = ["arn:aws:iam::222222222222:user/Ana", "arn:aws:iam::222222222222:user/Mary"]
_BOTH = {"StringEquals": _TWO_TAGS, "ArnLike": {"aws:PrincipalArn": _PEOPLE}}
_NEITHER = {"StringEquals": _TWO_TAGS, "ArnNotLike": {"aws:PrincipalArn": _PEOPLE}}
_NOT_ONE = {"ForAllValues:StringNotLike": {"aws:TagKeys": "key1*"}}
_NOT_TWO = {"ForAllValues:StringNotLike": {"aws:TagKeys": ["key1*", "key2*"]}}
_WEBSERVER = {"ForAnyValue:StringEquals": {"aws:TagKeys": "webserver"}}
_CLUSTER = "arn:aws:ecs:us-east-1:111122223333:cluster/default"
_TASKS = {
    "StringEquals": {"aws:RequestTag/environment": ["production", "prod-backup"]},
    "ArnEquals": {"ecs:cluster": [_CLUSTER + "1", _CLUSTER + "2"]},
}
_DEPT = {"StringEquals": {"aws:PrincipalTag/dept": "123"}}


def _person(name: str, **tags: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {f"aws:PrincipalTag/{key}": (value,) for key, value in tags.items()}
    return found | {"aws:PrincipalArn": (f"arn:aws:iam::222222222222:user/{name}",)}


def _tags(*keys: str) -> dict[str, tuple[str, ...]]:
    return {"aws:TagKeys": keys} if keys else {}


ROWS: list[Row] = [
    (OPERATORS, _JOB, {"aws:PrincipalTag/job-category": ("iamuser-admin",)}, True),
    (OPERATORS, _JOB, {"aws:PrincipalTag/job-category": ("dev-ops",)}, False),
    (OPERATORS, _JOB, {}, False),
    (OPERATORS, _HOME, {"aws:username": ("martha_rivera",), "s3:prefix": ("home/martha_rivera/",)}, True),
    (OPERATORS, _HOME, {"aws:username": ("nikki_wolf",), "s3:prefix": ("home/nikki_wolf/",)}, True),
    (OPERATORS, _HOME, {"aws:username": ("nikki_wolf",), "s3:prefix": ("home/martha_rivera/",)}, False),
    (OPERATORS, _HOME, {"aws:username": ("nikki_wolf",), "s3:prefix": ("home/",)}, True),
    (OPERATORS, _HOME, {"aws:username": (), "s3:prefix": ("home//",)}, False),
    (OPERATORS, {"StringLike": {"s3:prefix": ["", "home/"]}}, {"s3:prefix": ("",)}, True),
    (OPERATORS, _TAGGING, _tags("environment") | {"aws:RequestTag/environment": ("preprod",)}, True),
    (OPERATORS, _TAGGING, _tags("environment", "costcenter") | {"aws:RequestTag/environment": ("PreProd",)}, True),
    (OPERATORS, _TAGGING, _tags("Environment") | {"aws:RequestTag/Environment": ("preprod",)}, False),
    (OPERATORS, _TAGGING, _tags("costcenter") | {"aws:RequestTag/environment": ("preprod",)}, False),
    (OPERATORS, _TAGGING, {"aws:RequestTag/environment": ("storage",)}, False),
    (OPERATORS, _TAGGING, _tags("environment"), False),
    (OPERATORS, _TAGGING, {}, False),
    (OPERATORS, {"NumericLessThanEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": ("10",)}, True),
    (OPERATORS, {"NumericLessThanEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": ("9.5",)}, True),
    (OPERATORS, {"NumericLessThanEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": ("11",)}, False),
    (OPERATORS, {"NumericLessThanEquals": {"s3:max-keys": "10"}}, {}, False),
    (OPERATORS, {"NumericEquals": {"s3:max-keys": 10}}, {"s3:max-keys": ("10.0",)}, True),
    (OPERATORS, {"NumericNotEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": ("10",)}, False),
    (OPERATORS, {"NumericNotEquals": {"s3:max-keys": "10"}}, {}, True),
    (OPERATORS, {"NumericLessThan": {"s3:max-keys": "10"}}, {"s3:max-keys": ("10",)}, False),
    (OPERATORS, {"NumericGreaterThan": {"s3:max-keys": "9"}}, {"s3:max-keys": ("10",)}, True),
    (OPERATORS, {"NumericGreaterThanEquals": {"s3:max-keys": "10"}}, {"s3:max-keys": ("10",)}, True),
    (
        ELEMENT,
        {"NumericLessThanEquals": {"aws:MultiFactorAuthAge": "3600"}},
        {"aws:MultiFactorAuthAge": ("2800",)},
        True,
    ),
    (
        ELEMENT,
        {"NumericLessThanEquals": {"aws:MultiFactorAuthAge": "3600"}},
        {"aws:MultiFactorAuthAge": ("4000",)},
        False,
    ),
    (ELEMENT, {"NumericLessThanEquals": {"aws:MultiFactorAuthAge": "3600"}}, {}, False),
    (
        OPERATORS,
        {"DateGreaterThan": {"aws:TokenIssueTime": "2020-01-01T00:00:01Z"}},
        {"aws:TokenIssueTime": ("2020-06-01T00:00:00Z",)},
        True,
    ),
    (
        OPERATORS,
        {"DateGreaterThan": {"aws:TokenIssueTime": "2020-01-01T00:00:01Z"}},
        {"aws:TokenIssueTime": ("2019-12-31T23:59:59Z",)},
        False,
    ),
    (OPERATORS, {"DateGreaterThan": {"aws:TokenIssueTime": "2020-01-01T00:00:01Z"}}, {}, False),
    (OPERATORS, {"DateLessThan": {"aws:CurrentTime": "2020-07"}}, {"aws:CurrentTime": ("2020-06-30T23:00:00Z",)}, True),
    (OPERATORS, {"DateLessThan": {"aws:EpochTime": "1577836801"}}, {"aws:EpochTime": ("1577836800",)}, True),
    (OPERATORS, {"DateEquals": {"aws:EpochTime": "2020-01-01T00:00:00Z"}}, {"aws:EpochTime": ("1577836800",)}, True),
    (
        OPERATORS,
        {"DateEquals": {"aws:CurrentTime": "2020-01-01T01:00:00+01:00"}},
        {"aws:CurrentTime": ("2020-01-01T00:00:00Z",)},
        True,
    ),
    (OPERATORS, {"DateLessThanEquals": {"aws:CurrentTime": "2020"}}, {"aws:CurrentTime": ("2020-01-01",)}, True),
    (OPERATORS, {"DateNotEquals": {"aws:CurrentTime": "2020"}}, {}, True),
    (OPERATORS, _SECURE, {"aws:SecureTransport": ("false",)}, True),
    (OPERATORS, _SECURE, {"aws:SecureTransport": ("true",)}, False),
    (OPERATORS, _SECURE, {}, False),
    (OPERATORS, {"Bool": {"aws:SecureTransport": False}}, {"aws:SecureTransport": ("false",)}, True),
    (OPERATORS, {"ForAllValues:Bool": {"key:flags": "true"}}, {"key:flags": ("true", "true")}, True),
    (OPERATORS, {"ForAllValues:Bool": {"key:flags": "true"}}, {"key:flags": ("true", "false")}, False),
    (OPERATORS, {"ForAnyValue:Bool": {"key:flags": "true"}}, {"key:flags": ("true", "false")}, True),
    (OPERATORS, _BINARY, {"key:binary": ("QmluYXJ5VmFsdWVJbkJhc2U2NA==",)}, True),
    (OPERATORS, _BINARY, {"key:binary": ("ASIAIOSFODNN7EXAMPLE",)}, False),
    (OPERATORS, _BINARY, {}, False),
    (OPERATORS, _ADDRESS, {"aws:SourceIp": ("203.0.113.1",)}, True),
    (OPERATORS, _ADDRESS, {"aws:SourceIp": ("198.51.100.1",)}, False),
    (OPERATORS, _ADDRESS, {}, False),
    (OPERATORS, {"IpAddress": {"aws:SourceIp": "203.0.113.7"}}, {"aws:SourceIp": ("203.0.113.7",)}, True),
    (OPERATORS, {"IpAddress": {"aws:SourceIp": "203.0.113.7"}}, {"aws:SourceIp": ("203.0.113.8",)}, False),
    (OPERATORS, _ADDRESSES, {"aws:SourceIp": ("2001:db8:1234:5678::1",)}, True),
    (OPERATORS, _ADDRESSES, {"aws:SourceIp": ("2001:db8:1234:5679::1",)}, False),
    (OPERATORS, {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, {"aws:SourceIp": ("198.51.100.1",)}, True),
    (OPERATORS, {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, {"aws:SourceIp": ("203.0.113.9",)}, False),
    (OPERATORS, {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, {}, True),
    (OPERATORS, _SOURCE, {"aws:SourceArn": ("arn:aws:sns:us-west-2:123456789012:TOPIC-ID",)}, True),
    (OPERATORS, _SOURCE, {"aws:SourceArn": ("arn:aws:sns:us-west-2:777788889999:TOPIC-ID",)}, False),
    (OPERATORS, _SOURCE, {}, False),
    (OPERATORS, _LOGS, {"logs:LogGeneratingResourceArns": (_DISTRIBUTION + "costcenter",)}, True),
    (
        OPERATORS,
        _LOGS,
        {"logs:LogGeneratingResourceArns": (_DISTRIBUTION + "costcenter", _DISTRIBUTION + "support2025")},
        True,
    ),
    (
        OPERATORS,
        _LOGS,
        {"logs:LogGeneratingResourceArns": (_DISTRIBUTION + "costcenter", _DISTRIBUTION + "admin")},
        True,
    ),
    (
        OPERATORS,
        _LOGS,
        {"logs:LogGeneratingResourceArns": ("arn:aws::cloudfront:777788889999:distribution/costcenter",)},
        False,
    ),
    (OPERATORS, _LOGS, {}, True),
    (OPERATORS, _LOGS, {"logs:LogGeneratingResourceArns": ("",)}, True),
    (OPERATORS, _TYPES, {"ec2:InstanceType": ("t1.micro",)}, True),
    (OPERATORS, _TYPES, {"ec2:InstanceType": ("m2.micro",)}, False),
    (OPERATORS, _TYPES, {}, True),
    (OPERATORS, {"StringLike": {"ec2:InstanceType": ["t1.*"]}}, {}, False),
    (OPERATORS, {"StringNotEqualsIfExists": {"aws:PrincipalServiceName": "a"}}, {}, True),
    (OPERATORS, {"Null": {"aws:TokenIssueTime": "false"}}, {"aws:TokenIssueTime": ("2020-01-01T00:00:00Z",)}, True),
    (OPERATORS, {"Null": {"aws:TokenIssueTime": "false"}}, {}, False),
    (OPERATORS, {"Null": {"aws:TokenIssueTime": "true"}}, {}, True),
    (OPERATORS, {"Null": {"aws:TokenIssueTime": True}}, {"aws:TokenIssueTime": ("2020-01-01T00:00:00Z",)}, False),
    (OPERATORS, {"StringNotLike": {"s3:prefix": "home/*"}}, {"s3:prefix": ("home/x",)}, False),
    (OPERATORS, {"StringNotLike": {"s3:prefix": "home/*"}}, {"s3:prefix": ("work/x",)}, True),
    (OPERATORS, {"StringNotLike": {"s3:prefix": "home/*"}}, {}, True),
    (OPERATORS, {"StringNotEqualsIgnoreCase": {"s3:prefix": "Home"}}, {"s3:prefix": ("home",)}, False),
    (OPERATORS, {"ForAllValues:StringNotEquals": {"aws:TagKeys": ["a", "b"]}}, _tags("c", "d"), True),
    (OPERATORS, {"ForAllValues:StringNotEquals": {"aws:TagKeys": ["a", "b"]}}, _tags("c", "a"), False),
    (OPERATORS, {"ForAnyValue:StringNotEquals": {"aws:TagKeys": ["a", "b"]}}, _tags("c", "a"), True),
    (OPERATORS, {"ForAnyValue:StringNotEquals": {"aws:TagKeys": ["a", "b"]}}, _tags("b", "a"), False),
    (OPERATORS, {"ForAnyValue:StringNotLike": {"aws:TagKeys": ["a*"]}}, _tags("ab", "b"), True),
    (OPERATORS, {"ForAllValues:StringNotLike": {"aws:TagKeys": ["a*"]}}, _tags("ab", "b"), False),
    (SETS, _EVERY, _tags("environment"), True),
    (SETS, _EVERY, _tags("cost-center"), True),
    (SETS, _EVERY, _tags("environment", "cost-center"), True),
    (SETS, _EVERY, _tags("environment", "dept"), False),
    (SETS, _EVERY, {}, False),
    (SETS, {"ForAllValues:StringEquals": {"aws:TagKeys": ["environment"]}}, {}, True),
    (SETS, _ANY, _tags("environment"), True),
    (SETS, _ANY, _tags("cost-center"), True),
    (SETS, _ANY, _tags("environment", "cost-center"), True),
    (SETS, _ANY, _tags("environment", "dept"), True),
    (SETS, _ANY, _tags("dept"), False),
    (SETS, _ANY, {}, False),
    (SETS, {"ForAnyValue:StringNotEquals": {"aws:TagKeys": "a"}}, {}, False),
    (LOGIC, _BOTH, _person("Mary", department="legal", role="audit"), True),
    (LOGIC, _BOTH, _person("Nikki", department="hr", role="audit"), False),
    (LOGIC, _BOTH, _person("Mary", department="hr", role="payroll"), False),
    (LOGIC, _BOTH, _person("Mary", department="hr"), False),
    (LOGIC, _BOTH, _person("Mary"), False),
    (LOGIC, _NEITHER, _person("Nikki", department="legal", role="audit"), True),
    (LOGIC, _NEITHER, _person("Mary", department="hr", role="audit"), False),
    (LOGIC, _NEITHER, _person("Nikki", department="hr", role="payroll"), False),
    (LOGIC, _NEITHER, _person("Nikki", department="hr"), False),
    (LOGIC, _NEITHER, _person("Nikki"), False),
    (MULTIVALUED, _NOT_ONE, _tags("key1:legal"), False),
    (MULTIVALUED, _NOT_ONE, _tags("key1:hr", "key1:personnel"), False),
    (MULTIVALUED, _NOT_ONE, _tags("key2:audit"), True),
    (MULTIVALUED, _NOT_ONE, {}, True),
    (MULTIVALUED, _NOT_TWO, _tags("key1:legal"), False),
    (MULTIVALUED, _NOT_TWO, _tags("key1:hr", "key1:personnel"), False),
    (MULTIVALUED, _NOT_TWO, _tags("key1:hr", "key2:audit"), False),
    (MULTIVALUED, _NOT_TWO, _tags("key3:legal"), True),
    (MULTIVALUED, _NOT_TWO, {}, True),
    (MULTIVALUED, _WEBSERVER, _tags("webserver"), True),
    (MULTIVALUED, _WEBSERVER, _tags("environment", "webserver", "test"), True),
    (MULTIVALUED, _WEBSERVER, _tags("environment", "test"), False),
    (MULTIVALUED, _WEBSERVER, {}, False),
    (SINGLE, _TASKS, {"aws:RequestTag/environment": ("production",), "ecs:cluster": (_CLUSTER + "1",)}, True),
    (SINGLE, _TASKS, {"aws:RequestTag/environment": ("prod-backup",), "ecs:cluster": (_CLUSTER + "2",)}, True),
    (SINGLE, _TASKS, {"aws:RequestTag/webserver": ("production",), "ecs:cluster": (_CLUSTER + "2",)}, False),
    (SINGLE, _TASKS, {"ecs:cluster": (_CLUSTER + "2",)}, False),
    (SINGLE, {"StringLike": {"aws:RequestTag/project": "*"}}, {"aws:RequestTag/project": ("Feature3",)}, True),
    (SINGLE, {"StringLike": {"aws:RequestTag/project": "*"}}, {}, False),
    (CONTEXT, _DEPT, {"aws:PrincipalTag/dept": ("123",)}, True),
    (CONTEXT, _DEPT, {"aws:PrincipalTag/dept": ("321",)}, False),
    (CONTEXT, _DEPT, {}, False),
    (ELEMENT, {"StringEquals": {"aws:username": "john"}}, {"aws:username": ("john",)}, True),
    (ELEMENT, {"StringEquals": {"aws:username": "john"}}, {"aws:username": ("John",)}, False),
    (ELEMENT, {"StringEqualsIgnoreCase": {"aws:username": "john"}}, {"aws:username": ("John",)}, True),
    (ELEMENT, {"StringEquals": {"AWS:SourceIP": "1.2.3.4"}}, {"aws:sourceIp": ("1.2.3.4",)}, True),
    (UNSTATED, {"StringEquals": {"aws:TagKeys": "a"}}, _tags("a", "b"), True),
    (UNSTATED, {"StringNotEquals": {"aws:TagKeys": "a"}}, _tags("a", "b"), False),
    (UNSTATED, {"NumericLessThan": {"s3:max-keys": "10"}}, {"s3:max-keys": ("many",)}, False),
    (UNSTATED, {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, {"aws:SourceIp": ("2001:db8::1",)}, False),
    (UNSTATED, {"DateLessThan": {"aws:CurrentTime": "soon"}}, {"aws:CurrentTime": ("2020-01-01",)}, False),
]


@pytest.mark.parametrize(("page", "condition", "context", "matches"), ROWS)
def test_a_condition_holds_where_the_page_says_so(
    page: str, condition: Mapping[str, Any], context: Mapping[str, tuple[str, ...]], matches: bool
) -> None:
    assert is_allowed("a:B", "*", allow("a:B", Condition=condition), context=context) == matches, page


def test_the_operators_are_read_in_their_set_and_optional_forms() -> None:
    read = document(allow("a:B", Condition={"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": "x*"}}))
    condition = read.statements[0].conditions[0]
    assert (condition.operator, condition.for_any, condition.for_all, condition.if_exists) == (
        "stringlike",
        True,
        False,
        True,
    )

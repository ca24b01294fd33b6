"""Lambda: subnets and security groups, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.lambda_answers import constraint, invalid
from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws

_API = "lambda_/test_lambda_api"
_ROLE = r"Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+"
_RUNTIMES = "Member must satisfy enum value set: […"


def _create(aws: Aws, **settings: Any) -> Any:
    return lambda: aws.function("f", **settings)


def _network(kind: str, code: str, words: str) -> Told:
    return invalid(f"Error occurred while Describe{kind}. EC2 Error Code: {code}. EC2 Error Message: {words}")


_MEMBER = (
    "Member must satisfy constraint: [Member must have length less than or equal to "
    "1024, Member must have length greater than or equal to 0, Member must sat…"
)


@recorded(
    _API,
    "test_invalid_vpc_config_subnet",
    {
        "create-response-non-existent-subnet-id": _network(
            "Subnets", "InvalidSubnetID.NotFound", "The subnet ID 'subnet-0123456789abcdef0' does not exist"
        ),
        "create-response-invalid-format-subnet-id": constraint("'[bad-format]'", "vpcConfig.subnetIds", _MEMBER),
    },
)
def subnets(aws: Aws) -> Calls:
    group = aws.ec2.describe_security_groups()["SecurityGroups"][0]["GroupId"]

    def create(subnet: str) -> Any:
        return _create(aws, VpcConfig={"SubnetIds": [subnet], "SecurityGroupIds": [group]})

    return {
        "create-response-non-existent-subnet-id": create("subnet-0123456789abcdef0"),
        "create-response-invalid-format-subnet-id": create("bad-format"),
    }


@recorded(
    _API,
    "test_invalid_vpc_config_security_group",
    {
        "create-response-non-existent-security-group": _network(
            "SecurityGroups", "InvalidGroup.NotFound", "The security group 'sg-0123456789abcdef0' does not exist"
        ),
        "create-response-invalid-format-security-group": constraint(
            "'[bad-format]'", "vpcConfig.securityGroupIds", _MEMBER
        ),
    },
)
def groups(aws: Aws) -> Calls:
    subnet = aws.ec2.describe_subnets()["Subnets"][0]["SubnetId"]

    def create(group: str) -> Any:
        return _create(aws, VpcConfig={"SubnetIds": [subnet], "SecurityGroupIds": [group]})

    return {
        "create-response-non-existent-security-group": create("sg-0123456789abcdef0"),
        "create-response-invalid-format-security-group": create("bad-format"),
    }

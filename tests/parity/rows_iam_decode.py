"""IAM: messages that are decoded, policies that are validated."""

from __future__ import annotations

import json

from botocore.exceptions import ClientError

from tests.parity.rows import WORKS, Aws, Call, row


@row(
    "iam-decode-malformed",
    "DecodeAuthorizationMessage of a text that is no such message",
    "InvalidAuthorizationMessageException",
    status=400,
    source="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html",
)
def no_message(aws: Aws) -> Call:
    return lambda: aws.sts.decode_authorization_message(EncodedMessage="nonsense")


@row(
    "iam-ok-decode",
    "DecodeAuthorizationMessage of what EC2 answered to a user without permissions",
    WORKS,
    source="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html",
)
def a_message(aws: Aws) -> Call:
    aws.iam.create_user(UserName="alice")
    key = aws.iam.create_access_key(UserName="alice")["AccessKey"]
    alice = aws.client("ec2", key=key["AccessKeyId"], secret=key["SecretAccessKey"])
    told = ""
    try:
        alice.create_vpc(CidrBlock="10.0.0.0/16")
    except ClientError as error:
        told = error.response["Error"]["Message"].partition("failure message: ")[2]
    return lambda: aws.sts.decode_authorization_message(EncodedMessage=told)


@row(
    "iam-ok-validate-policy",
    "ValidatePolicy of IAM Access Analyzer",
    WORKS,
    source="https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html",
)
def a_policy_to_validate(aws: Aws) -> Call:
    policy = json.dumps({"Version": "2012-10-17", "Statement": []})
    return lambda: aws.accessanalyzer.validate_policy(policyDocument=policy, policyType="IDENTITY_POLICY")

"""Users, roles and their keys, made in a sandbox through IAM's API."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError

from tests.conftest import Client

ACCOUNT = "123456789012"
Key = Mapping[str, str]
"""What the fixture `client` takes as settings."""


def policy(*actions: str, resource: Any = "*", effect: str = "Allow", **more: Any) -> dict[str, Any]:
    """A document of one statement."""
    statement = {"Effect": effect, "Action": list(actions), "Resource": resource, **more}
    return {"Version": "2012-10-17", "Statement": [statement]}


def trust(**principal: str) -> str:
    """A trust policy: `trust(Service="lambda.amazonaws.com")`, `trust(AWS=arn)`."""
    statement = {"Effect": "Allow", "Principal": principal, "Action": ["sts:AssumeRole", "sts:TagSession"]}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class People:
    """Makes users and roles with policies."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.iam = client("iam")

    def user(self, name: str, document: Mapping[str, Any] | None = None, path: str = "/") -> Key:
        """A user's key; with an inline policy called `own`."""
        self.iam.create_user(UserName=name, Path=path)
        if document is not None:
            self.iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=json.dumps(document))
        made = self.iam.create_access_key(UserName=name)["AccessKey"]
        return {"key": made["AccessKeyId"], "secret": made["SecretAccessKey"]}

    def role(self, name: str, document: Mapping[str, Any] | None = None, trusts: str = "") -> str:
        """A role's ARN; the account's users may assume it unless `trusts` says otherwise."""
        who = trusts or trust(AWS=f"arn:aws:iam::{ACCOUNT}:root")
        arn = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument=who)["Role"]["Arn"]
        if document is not None:
            self.iam.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=json.dumps(document))
        return str(arn)

    def assumed(self, arn: str, session: str = "night", key: Key | None = None, **settings: Any) -> Key:
        """The key of a role's session."""
        made = self._client("sts", **(key or {})).assume_role(RoleArn=arn, RoleSessionName=session, **settings)
        return session_key(made)

    def refusal(self, call: Any) -> tuple[str, str, int]:
        """Code, message and status with which a call is refused; empty for one that is not."""
        try:
            call()
        except ClientError as error:
            told = error.response["Error"]
            return told["Code"], told["Message"], error.response["ResponseMetadata"]["HTTPStatusCode"]
        return "", "", 200


def session_key(answer: Mapping[str, Any]) -> Key:
    """The key in an answer of STS."""
    made = answer["Credentials"]
    return {"key": made["AccessKeyId"], "secret": made["SecretAccessKey"], "token": made["SessionToken"]}

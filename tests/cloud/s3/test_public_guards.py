"""What S3 refuses to have published, and websites that make no sense."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cloud.refusals import Refused
from tests.conftest import Client

OPEN = {"BlockPublicAcls": False, "IgnorePublicAcls": False, "BlockPublicPolicy": False, "RestrictPublicBuckets": False}
NO_ACLS = ("AccessControlListNotSupported", "The bucket does not allow ACLs", 400)


@pytest.fixture
def bucket(client: Client) -> str:
    """A new bucket."""
    client("s3").create_bucket(Bucket="our-bucket")
    return "our-bucket"


def policy(**more: Any) -> str:
    """A policy that lets everyone read, with more in its statement."""
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::our-bucket/*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement | more]})


def test_a_public_policy_is_refused_for_a_new_bucket(refused: Refused, bucket: str) -> None:
    code, message, status = refused("s3", "put_bucket_policy", Bucket=bucket, Policy=policy())
    assert (code, status) == ("AccessDenied", 403)
    assert message.endswith(
        'is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::our-bucket" because public '
        "policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access."
    )


@pytest.mark.parametrize(
    "more",
    [
        {"Principal": {"AWS": "arn:aws:iam::123456789012:root"}},
        {"Effect": "Deny"},
        {"Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}},
    ],
)
def test_a_policy_that_is_not_public_is_taken(client: Client, bucket: str, more: dict[str, Any]) -> None:
    client("s3").put_bucket_policy(Bucket=bucket, Policy=policy(**more))


def test_a_public_policy_is_taken_once_the_block_is_off(client: Client, bucket: str) -> None:
    client("s3").put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=OPEN)
    client("s3").put_bucket_policy(Bucket=bucket, Policy=policy())


def test_acls_are_refused_for_a_new_bucket(refused: Refused, client: Client, bucket: str) -> None:
    client("s3").put_object(Bucket=bucket, Key="k", ACL="bucket-owner-full-control")
    assert refused("s3", "put_object", Bucket=bucket, Key="k", ACL="public-read") == NO_ACLS
    assert refused("s3", "put_object_acl", Bucket=bucket, Key="k", ACL="public-read") == NO_ACLS
    assert refused("s3", "put_bucket_acl", Bucket=bucket, ACL="private") == NO_ACLS


def test_acls_are_taken_where_they_are_enabled(client: Client) -> None:
    client("s3").create_bucket(Bucket="old", ObjectOwnership="ObjectWriter")
    client("s3").put_object(Bucket="old", Key="k", ACL="public-read")
    client("s3").put_object_acl(Bucket="old", Key="k", ACL="private")


INDEX = {"Suffix": "index.html"}


@pytest.mark.parametrize(
    ("configuration", "code", "words"),
    [
        ({}, "InvalidArgument", "must be provided if RedirectAllRequestsTo is empty"),
        ({"IndexDocument": {"Suffix": "/index.html"}}, "InvalidArgument", "Suffix is not well formed"),
        (
            {"IndexDocument": INDEX, "RedirectAllRequestsTo": {"HostName": "example.com"}},
            "InvalidArgument",
            "cannot be provided in conjunction",
        ),
        (
            {"RedirectAllRequestsTo": {"HostName": "example.com", "Protocol": "ftp"}},
            "InvalidRequest",
            "Invalid protocol",
        ),
        (
            {
                "IndexDocument": INDEX,
                "RoutingRules": [{"Redirect": {"ReplaceKeyPrefixWith": "a", "ReplaceKeyWith": "b"}}],
            },
            "InvalidRequest",
            "not both",
        ),
        (
            {"IndexDocument": INDEX, "RoutingRules": [{"Condition": {}, "Redirect": {"ReplaceKeyWith": "b"}}]},
            "InvalidRequest",
            "Condition cannot be empty",
        ),
    ],
)
def test_a_website_that_makes_no_sense_is_refused(
    refused: Refused, bucket: str, configuration: dict[str, Any], code: str, words: str
) -> None:
    found = refused("s3", "put_bucket_website", Bucket=bucket, WebsiteConfiguration=configuration)
    assert (found[0], words in found[1], found[2]) == (code, True, 400)

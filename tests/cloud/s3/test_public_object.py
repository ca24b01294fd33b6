"""Reading S3 without a signature: exactly what is public.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
"""

from __future__ import annotations

from typing import Any

import pytest

from awslab.cloud.gateway.recognise import service_of_host
from awslab.sandbox.process import Sandbox
from tests.cloud.gateway.signing import send, signed
from tests.cloud.s3.publishing import Publishing
from tests.conftest import Client


@pytest.fixture
def bucket(client: Client) -> Publishing:
    """The bucket `site` with one object, closed as a new bucket is."""
    made = Publishing(client)
    made.put("a/ü.html", "hello")
    return made


def reads(sandbox: Sandbox, key: str = "a/%C3%BC.html", **headers: str) -> int:
    """The status of an unsigned GET by path style."""
    return send(sandbox, "GET", f"/site/{key}", headers={k.replace("_", "-"): v for k, v in headers.items()}).status


def test_a_new_bucket_is_closed(bucket: Publishing, sandbox: Sandbox) -> None:
    """access-control-block-public-access.html"""
    answer = send(sandbox, "GET", "/site/a/%C3%BC.html")
    assert (answer.status, "<Code>AccessDenied</Code>" in answer.body) == (403, True)


def test_a_public_object_is_read_by_path_and_by_host(bucket: Publishing, sandbox: Sandbox) -> None:
    """VirtualHosting.html"""
    bucket.publish()
    answer = send(sandbox, "GET", "/site/a/%C3%BC.html")
    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, "hello", "text/html")
    for host in ("site.s3.us-east-1.amazonaws.com", "site.s3.amazonaws.com"):
        assert send(sandbox, "GET", "/a/%C3%BC.html", headers={"host": host}).body == "hello"
    head = send(sandbox, "HEAD", "/site/a/%C3%BC.html")
    assert (head.status, head.headers["content-length"], head.body) == (200, "5", "")


def test_nothing_else_is_allowed_with_it(bucket: Publishing, sandbox: Sandbox) -> None:
    """example-bucket-policies.html"""
    bucket.publish()
    for method, path in (("PUT", "/site/b"), ("DELETE", "/site/a/%C3%BC.html"), ("GET", "/site"), ("GET", "/")):
        assert send(sandbox, method, path).status == 403
    assert send(sandbox, "GET", "/site/a/%C3%BC.html?acl").status == 403
    assert bucket.s3.list_objects_v2(Bucket="site")["KeyCount"] == 1


def test_a_missing_key_is_told_only_to_those_who_may_list(bucket: Publishing, sandbox: Sandbox) -> None:
    """API_GetObject.html: without s3:ListBucket a missing key is 403."""
    bucket.publish()
    assert reads(sandbox, "missing") == 403
    bucket.allow("s3:GetObject", "s3:ListBucket")
    assert reads(sandbox, "missing") == 404
    answer = send(sandbox, "GET", "/site?list-type=2")
    assert (answer.status, "<KeyCount>1</KeyCount>" in answer.body) == (200, True)


@pytest.mark.parametrize(
    ("kept", "status"),
    [({"RestrictPublicBuckets": True}, 403), ({"IgnorePublicAcls": True}, 200), ({"BlockPublicPolicy": True}, 200)],
)
def test_restricting_public_buckets_closes_what_a_policy_opened(
    bucket: Publishing, sandbox: Sandbox, kept: dict[str, bool], status: int
) -> None:
    """access-control-block-public-access.html#access-control-block-public-access-options"""
    bucket.publish()
    bucket.unblock(**kept)
    assert reads(sandbox) == status


def test_the_accounts_own_block_counts_too(bucket: Publishing, sandbox: Sandbox) -> None:
    """access-control-block-public-access.html"""
    bucket.publish()
    path = "/v20180820/configuration/publicAccessBlock"
    body = b"<PublicAccessBlockConfiguration><RestrictPublicBuckets>true</RestrictPublicBuckets>"
    body += b"</PublicAccessBlockConfiguration>"
    account = {"x-amz-account-id": "123456789012"}
    headers = signed(sandbox, "s3", "PUT", path, headers=account, body=body)
    assert send(sandbox, "PUT", path, headers=headers, body=body).status in (200, 201)
    assert reads(sandbox) == 403


@pytest.mark.parametrize(
    ("host", "service"),
    [
        ("s3.amazonaws.com", "s3"),
        ("a.b.s3.eu-west-1.amazonaws.com", "s3"),
        ("a.s3-us-gov-west-1.amazonaws.com:443", "s3"),
        ("sqs.us-east-1.amazonaws.com", "sqs"),
        ("abc.execute-api.us-east-1.amazonaws.com", None),
        ("web-1.us-east-1.elb.amazonaws.com", None),
        ("us-east-1.amazonaws.com", None),
    ],
)
def test_a_host_name_of_aws_tells_the_service(host: str, service: str | None) -> None:
    assert service_of_host(host) == service


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({"Principal": {"AWS": "*"}}, 200),
        ({"Principal": {"AWS": "arn:aws:iam::123456789012:root"}}, 403),
        ({"Resource": "arn:aws:s3:::site/a/*"}, 200),
        ({"Resource": "arn:aws:s3:::site/b/*"}, 403),
        ({"Resource": "arn:aws:s3:::site"}, 403),
        ({"Action": "s3:Get*"}, 200),
        ({"Action": "s3:PutObject"}, 403),
        ({"Condition": {"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}}, 200),
        ({"Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}, 403),
        ({"Condition": {"Bool": {"aws:SecureTransport": "true"}}}, 403),
        ({"Condition": {"StringLike": {"aws:Referer": "https://example.com/*"}}}, 403),
        ({"Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}}, 403),
        ({"Condition": {"DateGreaterThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}}, 403),
    ],
)
def test_the_policy_decides(bucket: Publishing, sandbox: Sandbox, more: dict[str, Any], status: int) -> None:
    """example-bucket-policies.html"""
    bucket.unblock()
    bucket.allow("s3:GetObject", **more)
    assert reads(sandbox) == status


def test_the_referer_counts(bucket: Publishing, sandbox: Sandbox) -> None:
    """example-bucket-policies.html"""
    bucket.unblock()
    bucket.allow("s3:GetObject", Condition={"StringLike": {"aws:Referer": "https://example.com/*"}})
    assert reads(sandbox, referer="https://example.com/page") == 200


def test_a_policy_for_one_network_is_not_public_and_survives_the_restriction(
    bucket: Publishing, sandbox: Sandbox
) -> None:
    """access-control-block-public-access.html#access-control-block-public-access-policy-status"""
    bucket.unblock()
    bucket.allow("s3:GetObject", Condition={"IpAddress": {"aws:SourceIp": "127.0.0.1/32"}})
    bucket.unblock(RestrictPublicBuckets=True)
    assert reads(sandbox) == 200
    bucket.unblock()
    bucket.allow("s3:GetObject", Condition={"IpAddress": {"aws:SourceIp": "0.0.0.0/0"}})
    bucket.unblock(RestrictPublicBuckets=True)
    assert reads(sandbox) == 403


def test_an_explicit_deny_wins(bucket: Publishing, sandbox: Sandbox) -> None:
    """example-bucket-policies.html"""
    bucket.unblock()
    both = {"Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*"}
    insecure = {"Bool": {"aws:SecureTransport": "false"}}
    bucket.policy({"Effect": "Allow"} | both, {"Effect": "Deny", "Condition": insecure} | both)
    assert reads(sandbox) == 403


def test_a_public_acl_opens_an_object_where_acls_are_enabled(bucket: Publishing, sandbox: Sandbox) -> None:
    """acl-overview.html; about-object-ownership.html"""
    bucket.unblock()
    rules = {"Rules": [{"ObjectOwnership": "ObjectWriter"}]}
    bucket.s3.put_bucket_ownership_controls(Bucket="site", OwnershipControls=rules)
    bucket.s3.put_object_acl(Bucket="site", Key="a/ü.html", ACL="public-read")
    assert reads(sandbox) == 200
    bucket.unblock(IgnorePublicAcls=True)
    assert reads(sandbox) == 403
    bucket.unblock()
    rules = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    bucket.s3.put_bucket_ownership_controls(Bucket="site", OwnershipControls=rules)
    assert reads(sandbox) == 403


def test_an_old_version_needs_a_permission_of_its_own(bucket: Publishing, sandbox: Sandbox) -> None:
    """VersionedObjectPermissionsandACLs.html"""
    bucket.publish()
    bucket.s3.put_bucket_versioning(Bucket="site", VersioningConfiguration={"Status": "Enabled"})
    version = bucket.s3.put_object(Bucket="site", Key="v", Body=b"1")["VersionId"]
    assert (reads(sandbox, "v"), reads(sandbox, f"v?versionId={version}")) == (200, 403)
    bucket.allow("s3:GetObjectVersion")
    assert reads(sandbox, f"v?versionId={version}") == 200


def test_an_object_under_a_kms_key_stays_closed(bucket: Publishing, sandbox: Sandbox) -> None:
    """UsingKMSEncryption.html"""
    bucket.publish()
    bucket.put("secret", "x", ServerSideEncryption="aws:kms")
    assert reads(sandbox, "secret") == 403


def test_a_web_page_is_still_refused(bucket: Publishing, sandbox: Sandbox) -> None:
    bucket.publish()
    assert reads(sandbox, origin="https://example.com") == 403


def test_the_trail_tells_of_anonymous_calls(bucket: Publishing, sandbox: Sandbox) -> None:
    bucket.publish()
    assert reads(sandbox) == 200
    assert [entry.operation for entry in sandbox.trail() if entry.who == "anonymous"] == ["GetObject"]


def test_a_signature_that_is_wrong_is_refused_though_the_object_is_public(bucket: Publishing, sandbox: Sandbox) -> None:
    bucket.publish()
    wrong = "AWS4-HMAC-SHA256 Credential=AKIA/20261121/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"
    assert reads(sandbox, authorization=wrong) == 403

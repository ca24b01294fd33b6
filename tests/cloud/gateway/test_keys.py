"""Keys that were made in the sandbox open it: users', roles', lent ones; and presigned URLs carry them."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox
from tests.cloud.gateway.signing import send
from tests.conftest import Client

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)


def test_the_session_key_is_of_awss_form_and_differs_between_sandboxes(sandbox: Sandbox, host: Any) -> None:
    assert sandbox.access_key_id.startswith("AKIA")
    assert (len(sandbox.access_key_id), len(sandbox.secret_access_key)) == (20, 40)
    with host.open() as other:
        assert other.access_key_id != sandbox.access_key_id
        assert other.secret_access_key != sandbox.secret_access_key


def test_the_session_key_is_the_learners(client: Client) -> None:
    who = client("sts").get_caller_identity()
    assert (who["Account"], who["Arn"]) == ("123456789012", "arn:aws:iam::123456789012:user/learner")


def test_a_users_key_opens_the_sandbox_until_it_is_made_inactive(client: Client, sandbox: Sandbox) -> None:
    iam = client("iam")
    iam.create_user(UserName="ada")
    made = iam.create_access_key(UserName="ada")["AccessKey"]
    key = {"key": made["AccessKeyId"], "secret": made["SecretAccessKey"]}
    assert client("sts", **key).get_caller_identity()["Arn"].endswith(":user/ada")
    assert last_caller(sandbox) == "ada"
    iam.update_access_key(UserName="ada", AccessKeyId=made["AccessKeyId"], Status="Inactive")
    with pytest.raises(ClientError, match="InvalidClientTokenId"):
        client("sts", **key).get_caller_identity()


def test_an_assumed_roles_key_opens_the_sandbox_with_its_token_only(client: Client, sandbox: Sandbox) -> None:
    role = client("iam").create_role(RoleName="reader", AssumeRolePolicyDocument=TRUST)["Role"]
    client("iam").attach_role_policy(RoleName="reader", PolicyArn="arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
    made = client("sts").assume_role(RoleArn=role["Arn"], RoleSessionName="night")["Credentials"]
    key = {"key": made["AccessKeyId"], "secret": made["SecretAccessKey"]}
    client("s3", **key, token=made["SessionToken"]).list_buckets()
    assert last_caller(sandbox) == "reader/night"
    with pytest.raises(ClientError, match="InvalidToken"):
        client("s3", **key).list_buckets()


def test_a_session_token_opens_the_sandbox(client: Client) -> None:
    made = client("sts").get_session_token()["Credentials"]
    key = {"key": made["AccessKeyId"], "secret": made["SecretAccessKey"], "token": made["SessionToken"]}
    assert client("sts", **key).get_caller_identity()["Arn"].endswith(":user/learner")


def test_the_documentations_example_key_opens_nothing(client: Client) -> None:
    secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    with pytest.raises(ClientError, match="InvalidAccessKeyId"):
        client("s3", key="AKIAIOSFODNN7EXAMPLE", secret=secret).list_buckets()


@pytest.mark.parametrize("version", ["s3v4", "s3"])
def test_a_presigned_url_works_until_it_expires(client: Client, sandbox: Sandbox, version: str) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html"""
    s3 = client("s3", signature_version=version)
    client("s3").create_bucket(Bucket="shared")
    client("s3").put_object(Bucket="shared", Key="a b/ü+.txt", Body=b"hello")
    where = {"Bucket": "shared", "Key": "a b/ü+.txt"}
    assert fetched(s3.generate_presigned_url("get_object", Params=where, ExpiresIn=30)) == (200, "hello")
    short = s3.generate_presigned_url("get_object", Params=where, ExpiresIn=1)
    time.sleep(1.1)
    status, body = fetched(short)
    assert (status, "AccessDenied" in body, "Request has expired" in body) == (403, True, True)


def test_a_presigned_url_that_was_bent_is_refused(client: Client, sandbox: Sandbox) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html"""
    s3 = client("s3", signature_version="s3v4")
    s3.create_bucket(Bucket="shared")
    for key in ("mine", "secret"):
        s3.put_object(Bucket="shared", Key=key, Body=b"hello")
    url = s3.generate_presigned_url("get_object", Params={"Bucket": "shared", "Key": "mine"})
    split = urlsplit(url)
    answer = send(sandbox, "GET", f"/shared/secret?{split.query}")
    assert (answer.status, "SignatureDoesNotMatch" in answer.body) == (403, True)
    answer = send(sandbox, "GET", f"{split.path}?{split.query}".replace("X-Amz-Expires=3600", "X-Amz-Expires=604800"))
    assert (answer.status, "SignatureDoesNotMatch" in answer.body) == (403, True)
    answer = send(sandbox, "DELETE", f"{split.path}?{split.query}")
    assert (answer.status, "SignatureDoesNotMatch" in answer.body) == (403, True)


def test_a_presigned_upload_works(client: Client) -> None:
    s3 = client("s3", signature_version="s3v4")
    s3.create_bucket(Bucket="shared")
    url = s3.generate_presigned_url("put_object", Params={"Bucket": "shared", "Key": "up"})
    request = urllib.request.Request(url, data=b"from afar", method="PUT")
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.status == 200
    assert s3.get_object(Bucket="shared", Key="up")["Body"].read() == b"from afar"


def test_an_upload_form_works_until_its_policy_is_bent_or_over(client: Client, sandbox: Sandbox) -> None:
    s3 = client("s3", signature_version="s3v4")
    s3.create_bucket(Bucket="shared")
    form = s3.generate_presigned_post("shared", "up/${filename}", ExpiresIn=30)
    assert posted(sandbox, form["fields"]) in (200, 204)
    assert s3.get_object(Bucket="shared", Key="up/a.txt")["Body"].read() == b"from a form"
    assert posted(sandbox, form["fields"] | {"x-amz-signature": "0" * 64}) == 403
    assert posted(sandbox, form["fields"] | {"policy": "e30="}) == 403
    assert posted(sandbox, s3.generate_presigned_post("shared", "a", ExpiresIn=-1)["fields"]) == 403


def test_an_upload_form_of_version_2_works_as_boto3_makes_it_by_default(client: Client, sandbox: Sandbox) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="shared")
    fields = s3.generate_presigned_post("shared", "form", ExpiresIn=30)["fields"]
    assert "AWSAccessKeyId" in fields
    assert posted(sandbox, fields) in (200, 204)
    assert posted(sandbox, fields | {"signature": "bm90aGluZw=="}) == 403
    assert posted(sandbox, s3.generate_presigned_post("shared", "form", ExpiresIn=-1)["fields"]) == 403


def posted(sandbox: Sandbox, fields: dict[str, str]) -> int:
    """The status of a form upload of `a.txt` to the bucket `shared`."""
    named = [(f'name="{name}"', value) for name, value in fields.items()]
    named.append(('name="file"; filename="a.txt"', "from a form"))
    parts = [f"--edge\r\nContent-Disposition: form-data; {name}\r\n\r\n{value}\r\n" for name, value in named]
    parts.append("--edge--\r\n")
    headers = {"Content-Type": "multipart/form-data; boundary=edge"}
    return send(sandbox, "POST", "/shared", headers=headers, body="".join(parts).encode()).status


def last_caller(sandbox: Sandbox) -> str:
    """Who made the last call."""
    return sandbox.trail()[-1].who


def fetched(url: str) -> tuple[int, str]:
    """Status and text of a plain GET, as a browser's address line makes it."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()

"""S3: access control lists, as recorded from the real service."""

from __future__ import annotations

from typing import Any

from tests.parity.recorded import Calls, Told, recorded
from tests.parity.rows import Aws
from tests.parity.s3_answers import bucket

_ARGUMENT: Told = ("InvalidArgument", "", 400)
_URI: Told = ("InvalidArgument", "Invalid group uri", 400)
_FORM: Told = ("InvalidArgument", "Argument format not recognized", 400)
_ID: Told = ("InvalidArgument", "Invalid id", 400)
_XML: Told = (
    "MalformedACLError",
    "The XML you provided was not well-formed or did not validate against our published schema",
    400,
)
_NONE: Told = ("MissingSecurityHeader", "Your request was missing a required header", 400)
_TWO: Told = ("InvalidRequest", "Specifying both Canned ACLs and Header Grants is not allowed", 400)
_CONTENT: Told = ("UnexpectedContent", "This request does not support content", 400)
_EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers"
_REAL = "75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a"


def _policies(owner: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Access control policies that S3 refuses, by the number of their recording."""
    person = {"Type": "CanonicalUser", "ID": owner["ID"]}
    return {
        "acp-acl-1": {"Owner": owner, "Grants": [{"Grantee": {"Type": "Group"}, "Permission": "WRITE"}]},
        "acp-acl-2": {"Owner": owner, "Grants": [{"Grantee": person, "Permission": "WRONG-PERMISSION"}]},
        "acp-acl-3": {
            "Owner": owner,
            "Grants": [{"Grantee": {"Type": "CanonicalUser", "ID": "wrong-id"}, "Permission": "FULL_CONTROL"}],
        },
        "acp-acl-4": {
            "Owner": owner,
            "Grants": [
                {
                    "Grantee": {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/s3/FakeGroup"},
                    "Permission": "READ",
                }
            ],
        },
        "acp-acl-5": {"Owner": {"ID": "wrong-id"}, "Grants": [{"Grantee": person, "Permission": "FULL_CONTROL"}]},
        "acp-acl-6": {"Owner": owner},
        "empty-acp": {},
    }


def _calls(what: str, put: Any, owner: dict[str, str], canned: str, empty: str) -> Calls:
    calls = {
        canned: put(ACL="fake-acl"),
        f"put-{what}-grant-acl-fake-uri": put(GrantWriteACP='uri="http://acs.amazonaws.com/groups/s3/FakeGroup"'),
        f"put-{what}-grant-acl-fake-key": put(GrantWriteACP=f'fakekey="{_EVERYBODY}"'),
        f"put-{what}-grant-acl-wrong-id": put(GrantWriteACP='id="wrong-id"'),
        empty: put(),
        f"put-{what}-two-type-acl": put(ACL="private", GrantRead=f'uri="{_EVERYBODY}"'),
        f"put-{what}-two-type-acl-acp": put(
            ACL="private",
            AccessControlPolicy={
                "Owner": owner,
                "Grants": [{"Grantee": {"Type": "Group", "URI": _EVERYBODY}, "Permission": "READ"}],
            },
        ),
    }
    policies = {f"put-{what}-{key}": put(AccessControlPolicy=given) for key, given in _policies(owner).items()}
    return {**calls, **policies}


def _answers(what: str, canned: str, empty: str) -> dict[str, Told]:
    return {
        canned: _ARGUMENT,
        f"put-{what}-grant-acl-fake-uri": _URI,
        f"put-{what}-grant-acl-fake-key": _FORM,
        f"put-{what}-grant-acl-wrong-id": _ID,
        f"put-{what}-acp-acl-1": _XML,
        f"put-{what}-acp-acl-2": _XML,
        f"put-{what}-acp-acl-3": _ID,
        f"put-{what}-acp-acl-4": _URI,
        f"put-{what}-acp-acl-5": _ID,
        f"put-{what}-acp-acl-6": _XML,
        f"put-{what}-empty-acp": _XML,
        empty: _NONE,
        f"put-{what}-two-type-acl": _TWO,
        f"put-{what}-two-type-acl-acp": _CONTENT,
    }


def _open(aws: Aws) -> str:
    name = bucket(aws, ObjectOwnership="ObjectWriter")
    aws.s3.delete_public_access_block(Bucket=name)
    return name


@recorded(
    "s3/test_s3",
    "test_s3_bucket_acl_exceptions",
    _answers("bucket", "put-bucket-canned-acl", "put-bucket-empty"),
)
def lists_of_buckets(aws: Aws) -> Calls:
    name = _open(aws)
    owner = {"ID": aws.s3.get_bucket_acl(Bucket=name)["Owner"]["ID"]}

    def put(**given: Any) -> Any:
        return lambda: aws.s3.put_bucket_acl(Bucket=name, **given)

    return _calls("bucket", put, owner, "put-bucket-canned-acl", "put-bucket-empty")


@recorded(
    "s3/test_s3",
    "test_s3_object_acl_exceptions",
    {
        "put-object-canned-acl": _ARGUMENT,
        **_answers("object", "put-object-acl-canned-acl", "put-object-acl-empty"),
    },
)
def lists_of_objects(aws: Aws) -> Calls:
    where = {"Bucket": _open(aws), "Key": "a"}
    aws.s3.put_object(**where, Body=b"x")
    owner = {"ID": aws.s3.get_object_acl(**where)["Owner"]["ID"]}

    def put(**given: Any) -> Any:
        return lambda: aws.s3.put_object_acl(**where, **given)

    return {
        **_calls("object", put, owner, "put-object-acl-canned-acl", "put-object-acl-empty"),
        "put-object-canned-acl": lambda: aws.s3.put_object(**where, ACL="fake-acl"),
    }

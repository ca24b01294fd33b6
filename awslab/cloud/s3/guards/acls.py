"""Access control lists that S3 does not take; recorded from the real service."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest
from awslab.cloud.s3.stored import GUIDE, argument, bucket, invalid

_SOURCE = GUIDE + "acl-overview.html"
_LISTS = ("PutBucketAcl", "PutObjectAcl")
_GRANTS = ("GrantFullControl", "GrantRead", "GrantReadACP", "GrantWrite", "GrantWriteACP")
_GROUPS = frozenset(
    {
        "http://acs.amazonaws.com/groups/global/AllUsers",
        "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
        "http://acs.amazonaws.com/groups/s3/LogDelivery",
    }
)
_PERMISSIONS = ("FULL_CONTROL", "WRITE", "WRITE_ACP", "READ", "READ_ACP")
_CANONICAL = re.compile("[0-9a-f]{64}")
_XML = Refusal(
    "MalformedACLError",
    "The XML you provided was not well-formed or did not validate against our published schema",
    400,
)


@guard("s3", *_LISTS, source=_SOURCE)
def a_list_is_given_in_one_way(request: AwsRequest, state: State) -> Refusal | None:
    """A canned one, grants in headers, or a document."""
    given, grants = request.parameters, any(request.parameters.get(name) for name in _GRANTS)
    if bucket(request, state) is None:
        return None
    if given.get("ACL") and grants:
        return invalid("Specifying both Canned ACLs and Header Grants is not allowed")
    if (given.get("ACL") or grants) and request.body:
        return Refusal("UnexpectedContent", "This request does not support content", 400)
    if not given.get("ACL") and not grants and not request.body:
        return Refusal("MissingSecurityHeader", "Your request was missing a required header", 400)
    return None


@guard("s3", *_LISTS, "PutObject", "CreateMultipartUpload", source=_SOURCE)
def grants_in_headers_are_to_someone(request: AwsRequest, _: State) -> Refusal | None:
    """`id="..."`, `uri="..."` or `emailAddress="..."` in any case, separated by commas."""
    for name in _GRANTS:
        for each in str(request.parameters.get(name) or "").split(","):
            kind, _equals, value = each.strip().partition("=")
            if each and (refused := _grantee(kind.lower(), value.strip("\"'"))) is not None:
                return refused
    return None


def _grantee(kind: str, value: str) -> Refusal | None:
    if kind == "uri":
        return None if value in _GROUPS else argument("Invalid group uri")
    if kind == "id":
        return None if _CANONICAL.fullmatch(value) else argument("Invalid id")
    return None if kind == "emailaddress" else argument("Argument format not recognized")


@guard("s3", *_LISTS, source=_SOURCE)
def documents_are_whole(request: AwsRequest, _: State) -> Refusal | None:
    """An owner, and grants of permissions that there are to grantees that there can be."""
    given = request.parameters.get("AccessControlPolicy")
    if given is None:
        return _XML if request.body else None
    owner, grants = (given.get("Owner") or {}).get("ID"), given.get("Grants")
    if owner is None or grants is None:
        return _XML
    if not _CANONICAL.fullmatch(owner):
        return argument("Invalid id")
    return next((refused for grant in grants if (refused := _granted(grant)) is not None), None)


def _granted(grant: Mapping[str, Any]) -> Refusal | None:
    to = grant.get("Grantee") or {}
    if grant.get("Permission") not in _PERMISSIONS:
        return _XML
    if to.get("Type") == "Group":
        return _XML if to.get("URI") is None else _grantee("uri", str(to["URI"]))
    if to.get("Type") == "CanonicalUser":
        return _XML if to.get("ID") is None else _grantee("id", str(to["ID"]))
    return None

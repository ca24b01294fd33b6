"""Access control lists that S3 does not take; recorded from the real service.

S3 looks at grants last, so these guards are of phase CONDITION.
"""

from __future__ import annotations

import re

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure
from awslab.cloud.s3.refusals import GUIDE, invalid_argument, invalid_request
from awslab.cloud.s3.request_targets import requested_bucket

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


@guard("s3", *_LISTS, phase=Phase.CONDITION, source=_SOURCE)
def acl_has_one_form(request: AwsRequest, state: State) -> Refusal | None:
    """An ACL is a canned one, grants in headers, or a document."""
    canned, has_grants = request.parameters.get("ACL"), any(request.parameters.get(name) for name in _GRANTS)
    if requested_bucket(request, state) is None:
        return None
    if canned and has_grants:
        return invalid_request("Specifying both Canned ACLs and Header Grants is not allowed")
    if (canned or has_grants) and request.body:
        return Refusal("UnexpectedContent", "This request does not support content", 400)
    if not canned and not has_grants and not request.body:
        return Refusal("MissingSecurityHeader", "Your request was missing a required header", 400)
    return None


@guard("s3", *_LISTS, "PutObject", "CreateMultipartUpload", phase=Phase.CONDITION, source=_SOURCE)
def grant_headers_name_grantees(request: AwsRequest, _: State) -> Refusal | None:
    """Grants in headers are `id="..."`, `uri="..."` or `emailAddress="..."` in any case, separated by commas."""
    for name in _GRANTS:
        for grantee in str(request.parameters.get(name) or "").split(","):
            kind, _equals, value = grantee.strip().partition("=")
            refusal = _refused_grantee(kind.lower(), value.strip("\"'")) if grantee else None
            if refusal is not None:
                return refusal
    return None


def _refused_grantee(kind: str, value: str) -> Refusal | None:
    if kind == "uri":
        return None if value in _GROUPS else invalid_argument("Invalid group uri")
    if kind == "id":
        return None if _CANONICAL.fullmatch(value) else invalid_argument("Invalid id")
    return None if kind == "emailaddress" else invalid_argument("Argument format not recognized")


@guard("s3", *_LISTS, phase=Phase.CONDITION, source=_SOURCE)
def acl_document_is_complete(request: AwsRequest, _: State) -> Refusal | None:
    """A document has an owner, and grants of permissions that exist to grantees of a possible form."""
    document = request.parameters.get("AccessControlPolicy")
    if document is None:
        return _XML if request.body else None
    owner, grants = (document.get("Owner") or {}).get("ID"), document.get("Grants")
    if owner is None or grants is None:
        return _XML
    if not _CANONICAL.fullmatch(owner):
        return invalid_argument("Invalid id")
    return next((refusal for grant in grants if (refusal := _refused_grant(grant)) is not None), None)


def _refused_grant(grant: Structure) -> Refusal | None:
    grantee = grant.get("Grantee") or {}
    if grant.get("Permission") not in _PERMISSIONS:
        return _XML
    if grantee.get("Type") == "Group":
        return _XML if grantee.get("URI") is None else _refused_grantee("uri", str(grantee["URI"]))
    if grantee.get("Type") == "CanonicalUser":
        return _XML if grantee.get("ID") is None else _refused_grantee("id", str(grantee["ID"]))
    return None

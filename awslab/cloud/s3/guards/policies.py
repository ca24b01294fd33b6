"""Bucket policies that S3 does not take; recorded from the real service unless a rule says otherwise."""

from __future__ import annotations

import json

from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest, Structure
from awslab.cloud.iam.policy_text import listed
from awslab.cloud.s3.refusals import GUIDE
from awslab.cloud.s3.request_targets import bucket_name, requested_bucket

_SOURCE = GUIDE + "access-policy-language-overview.html"
_RESOURCES = GUIDE + "s3-bucket-user-policy-specifying-principal-intro.html"
_NO_JSON = "Policies must be valid JSON and the first byte must be '{'"


@guard("s3", "PutBucketPolicy", phase=Phase.SHAPE, source=_SOURCE)
def policy_is_json_with_statements(request: AwsRequest, state: State) -> Refusal | None:
    """A policy is a JSON object with Statement, each with an effect, a principal, actions and resources.

    The words for what a statement lacks are those that public reports quote.
    """
    if requested_bucket(request, state) is None:
        return None
    document = _document(request)
    if document is None:
        return _malformed(_NO_JSON)
    if "Statement" not in document:
        return _malformed("Missing required field Statement")
    for statement in listed(document["Statement"]):
        for names in (("Effect",), ("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource")):
            if not isinstance(statement, dict) or not any(name in statement for name in names):
                return _malformed(f"Missing required field {names[0]}")
    return None


@guard("s3", "PutBucketPolicy", phase=Phase.COMBINATION, source=_RESOURCES)
def policy_is_about_its_own_bucket(request: AwsRequest, state: State) -> Refusal | None:
    """A policy's resources are the bucket and its objects (words: https://repost.aws/knowledge-center/s3-invalid-principal-in-policy-error
    and public reports; not recorded)."""
    name, document = bucket_name(request), _document(request)
    if requested_bucket(request, state) is None or document is None:
        return None
    resources = [text for statement in listed(document.get("Statement")) for text in _resources(statement)]
    if all(_is_of(name, str(text)) for text in resources):
        return None
    return _malformed("Policy has invalid resource")


def _resources(statement: object) -> list[object]:
    if not isinstance(statement, dict):
        return []
    return [*listed(statement.get("Resource")), *listed(statement.get("NotResource"))]


def _is_of(name: str, resource: str) -> bool:
    """Whether an ARN, perhaps with wildcards, names the bucket or something in it."""
    _, _, path = resource.partition(":::")
    owner = path.partition("/")[0]
    return resource.startswith("arn:") and (owner == name or "*" in owner or "?" in owner or "${" in owner)


def _document(request: AwsRequest) -> Structure | None:
    text = request.body.decode("utf-8", "replace")
    if not text.startswith("{"):
        return None
    try:
        document = json.loads(text)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def _malformed(message: str) -> Refusal:
    return Refusal("MalformedPolicy", message, 400)

"""AWS's words for what is denied (pure).

https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html#access-denied-error-examples
https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html#access-denied-message-examples
"""

from __future__ import annotations

from awslab.cloud.iam.policies.policy_set import NamedPolicy, PolicyKind

_KINDS = {PolicyKind.KEY: "resource-based policy"}
_ARTICLES = {PolicyKind.IDENTITY: "an", PolicyKind.TRUST: "the"}
_UNNAMED = frozenset((PolicyKind.RESOURCE, PolicyKind.KEY, PolicyKind.TRUST, PolicyKind.ENDPOINT))
"""Kinds whose policies have no ARN."""


def refusal_message(principal: str, action: str, resource: str, context: str) -> str:
    """Return the whole message; `context` is one of the two below. S3 puts the resource in quotation marks.

    The pages leave the resource out of some examples; here it is in all of them, as in what services answer.
    """
    resource_text = f'"{resource}"' if action.lower().startswith("s3:") else resource
    return f"User: {principal} is not authorized to perform: {action} on resource: {resource_text} {context}"


def implicit_context(kind: PolicyKind, action: str) -> str:
    """Return `because no identity-based policy allows the s3:PutObject action`."""
    return f"because no {_KINDS.get(kind, kind.value)} allows the {action} action"


def explicit_context(kind: PolicyKind, policy: NamedPolicy, action: str) -> str:
    """Return `with an explicit deny in an identity-based policy: arn`; S3 writes `, with policy ARN: arn`."""
    phrase = f"with an explicit deny in {_ARTICLES.get(kind, 'a')} {_KINDS.get(kind, kind.value)}"
    if not policy.arn or kind in _UNNAMED:
        return phrase
    return f"{phrase}, with policy ARN: {policy.arn}" if action.lower().startswith("s3:") else f"{phrase}: {policy.arn}"

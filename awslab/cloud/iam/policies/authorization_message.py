"""The encoded message that EC2 adds to a refusal, and what it says when it is decoded (pure).

https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html. Its example simplifies: that
lists are `{"items": [...]}` and truth values are JSON's is known from messages that people have shown.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from typing import Any

from awslab.cloud.iam.policies.context import keys_of
from awslab.cloud.iam.policies.decision import Decision, MatchedStatement
from awslab.cloud.iam.policies.request import AccessRequest, Principal

_MARK = b"awslab"


def with_encoded_message(sentence: str, request: AccessRequest, decision: Decision) -> str:
    """Return a refusal's sentence as EC2 writes it; as far as is known, those of Describe calls have no message."""
    if not request.action.startswith("ec2:") or request.action.startswith("ec2:Describe"):
        return sentence
    return f"{sentence}. Encoded authorization failure message: {encoded(request, decision)}"


def encoded(request: AccessRequest, decision: Decision) -> str:
    """Return a decision as the encoded text that DecodeAuthorizationMessage takes."""
    text = json.dumps(_described(request, decision), separators=(",", ":"))
    return base64.urlsafe_b64encode(_MARK + zlib.compress(text.encode(), 9)).decode().rstrip("=")


def decoded(message: str) -> str:
    """Return the decision in an encoded message, as JSON. Raises ValueError for any other text."""
    try:
        packed = base64.b64decode(message + "=" * (-len(message) % 4), altchars=b"-_", validate=True)
        if not packed.startswith(_MARK):
            raise ValueError(message)
        return zlib.decompress(packed.removeprefix(_MARK)).decode()
    except (binascii.Error, zlib.error, UnicodeError) as fault:
        raise ValueError(message) from fault


def _described(request: AccessRequest, decision: Decision) -> dict[str, Any]:
    conditions = [
        {"key": key, "values": _items({"value": value} for value in values)} for key, values in _conditions(request)
    ]
    return {
        "allowed": decision.allowed,
        "explicitDeny": decision.verdict == "explicitDeny",
        "matchedStatements": _items(_statement(value) for value in decision.matches),
        "failures": _items(()),
        "context": {
            "principal": _principal(request.principal),
            "action": request.action,
            "resource": request.resource,
            "conditions": _items(conditions),
        },
    }


def _conditions(request: AccessRequest) -> list[tuple[str, Any]]:
    """Return the condition keys with their values; keys of the request are in its letter case."""
    original_keys = {key.lower(): key for key in request.context}
    return [(original_keys.get(key, key), values) for key, values in sorted(keys_of(request).items())]


def _statement(match: MatchedStatement) -> dict[str, Any]:
    statement = match.statement
    return {
        "statementId": statement.sid,
        "effect": statement.effect.upper(),
        "actions": _items({"value": pattern} for pattern in statement.actions or ()),
        "resources": _items({"value": pattern} for pattern in statement.resources or ()),
    }


def _principal(principal: Principal) -> dict[str, str]:
    name = {"name": principal.arn.rpartition("/")[2]} if principal.kind == "user" else {}
    return {"id": principal.user_id, **name, "arn": principal.arn}


def _items(items: Any) -> dict[str, list[Any]]:
    return {"items": list(items)}

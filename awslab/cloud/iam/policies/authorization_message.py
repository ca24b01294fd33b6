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
    """A refusal's sentence as EC2 writes it; calls that only describe come without, as far as is known."""
    if not request.action.startswith("ec2:") or request.action.startswith("ec2:Describe"):
        return sentence
    return f"{sentence}. Encoded authorization failure message: {encoded(request, decision)}"


def encoded(request: AccessRequest, decision: Decision) -> str:
    """A decision in letters that nobody reads unaided."""
    text = json.dumps(_described(request, decision), separators=(",", ":"))
    return base64.urlsafe_b64encode(_MARK + zlib.compress(text.encode(), 9)).decode().rstrip("=")


def decoded(message: str) -> str:
    """What `encoded` was given, as JSON. Raises ValueError."""
    try:
        packed = base64.b64decode(message + "=" * (-len(message) % 4), altchars=b"-_", validate=True)
        if not packed.startswith(_MARK):
            raise ValueError(message)
        return zlib.decompress(packed.removeprefix(_MARK)).decode()
    except (binascii.Error, zlib.error, UnicodeError) as fault:
        raise ValueError(message) from fault


def _described(request: AccessRequest, decision: Decision) -> dict[str, Any]:
    conditions = [
        {"key": key, "values": _items({"value": each} for each in values)} for key, values in _conditions(request)
    ]
    return {
        "allowed": decision.allowed,
        "explicitDeny": decision.verdict == "explicitDeny",
        "matchedStatements": _items(_statement(each) for each in decision.matched),
        "failures": _items(()),
        "context": {
            "principal": _principal(request.principal),
            "action": request.action,
            "resource": request.resource,
            "conditions": _items(conditions),
        },
    }


def _conditions(request: AccessRequest) -> list[tuple[str, Any]]:
    """In the letter case of the request where it has the key."""
    written = {key.lower(): key for key in request.context}
    return [(written.get(key, key), values) for key, values in sorted(keys_of(request).items())]


def _statement(matched: MatchedStatement) -> dict[str, Any]:
    statement = matched.statement
    return {
        "statementId": statement.sid,
        "effect": statement.effect.upper(),
        "actions": _items({"value": each} for each in statement.actions or ()),
        "resources": _items({"value": each} for each in statement.resources or ()),
    }


def _principal(principal: Principal) -> dict[str, str]:
    named = {"name": principal.arn.rpartition("/")[2]} if principal.kind == "user" else {}
    return {"id": principal.user_id, **named, "arn": principal.arn}


def _items(items: Any) -> dict[str, list[Any]]:
    return {"items": list(items)}

"""The answer where AWS has a feature that the sandbox lacks."""

from __future__ import annotations

import json

from awslab.cloud.gateway.request import AwsResponse


def unsupported(feature: str) -> AwsResponse:
    """Return an answer that no AWS service gives: 501, with the feature that is missing."""
    sentence = f"This awslab sandbox does not have {feature}. AWS does."
    return AwsResponse(501, {"Content-Type": "application/json"}, json.dumps({"message": sentence}).encode())

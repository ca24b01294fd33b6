"""What AWS does and this sandbox does not, named."""

from __future__ import annotations

import json

from awslab.cloud.gateway.request import AwsResponse


def unsupported(what: str) -> AwsResponse:
    """An answer that no AWS service gives: 501, and what is missing."""
    sentence = f"This awslab sandbox does not have {what}. AWS does."
    return AwsResponse(501, {"Content-Type": "application/json"}, json.dumps({"message": sentence}).encode())

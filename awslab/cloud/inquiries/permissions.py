"""Whether a principal may do something: the examiner asks the gateway, for checks."""

from __future__ import annotations

import json

from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.iam.enforcement import Enforcement
from awslab.cloud.inquiries.bearer import shows_one_of

PERMISSIONS_PATH = "/_awslab/allowed"
"""Where a question is posted: `{principal, action, resource, context}`, see Enforcement.decide."""
_JSON = {"Content-Type": "application/json"}


class Permissions:
    """Answers questions about permissions to whoever shows the secret."""

    def __init__(self, enforcement: Enforcement, account_id: str, region: str, secret: str) -> None:
        self._enforcement = enforcement
        self._account_id, self._region = account_id, region
        self._secret = secret

    def claims(self, request: HttpRequest) -> bool:
        """Whether the request is such a question."""
        return request.path == PERMISSIONS_PATH

    def answer(self, request: HttpRequest) -> AwsResponse:
        """200 with the decision, 403 without the secret, 400 for what is no question."""
        if not shows_one_of((self._secret,), request):
            return AwsResponse(403, _JSON, b'{"message": "This is for the examiner."}', "AccessDenied")
        try:
            decision = self._enforcement.decide(json.loads(request.body), self._account_id, self._region)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            return AwsResponse(400, _JSON, json.dumps({"message": f"No question: {error}."}).encode(), "BadRequest")
        return AwsResponse(200, _JSON, json.dumps(decision).encode())

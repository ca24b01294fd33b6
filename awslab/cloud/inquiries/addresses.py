"""What answers plain HTTP: `GET /_awslab/addresses`, for this sandbox's own keys; the secret is a bearer token.

The answer is a JSON array of objects with `kind`, `name` and `url`.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.inquiries.bearer import shows_one_of
from awslab.cloud.inquiries.moto_addresses import addresses
from awslab.sandbox.asking import ADDRESSES_PATH


class Addresses:
    """Answers for one account."""

    def __init__(self, endpoint: str, account_id: str, secrets: tuple[str, ...]) -> None:
        self._endpoint = endpoint
        self._account_id = account_id
        self._secrets = secrets

    def claims(self, request: HttpRequest) -> bool:
        """Whether a request asks for the addresses and holds one of the keys."""
        return request.path == ADDRESSES_PATH and shows_one_of(self._secrets, request)

    def answer(self, request: HttpRequest) -> AwsResponse:
        """Every address, as things are now."""
        entries = [asdict(address) for address in addresses(self._endpoint, self._account_id)]
        return AwsResponse(200, {"Content-Type": "application/json"}, json.dumps(entries).encode())

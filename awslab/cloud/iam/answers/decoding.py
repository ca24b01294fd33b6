"""DecodeAuthorizationMessage, which moto does not have.

https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
"""

from __future__ import annotations

from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal
from awslab.cloud.iam.authorization_message import decoded


class MessageDecoder:
    """An extension of the gateway for one operation of STS."""

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The decoded message; the error's words are ours, AWS's are not documented."""
        if (request.service, request.operation) != ("sts", "DecodeAuthorizationMessage"):
            return None
        try:
            return answer(request, {"DecodedMessage": decoded(str(request.parameters.get("EncodedMessage", "")))})
        except ValueError:
            sentence = "Message is not valid: it was not encoded in this sandbox."
            return refusal(request, "InvalidAuthorizationMessageException", sentence, 400)

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is held."""

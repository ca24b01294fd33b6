"""Who am I: STS's answers for the session key, which moto does not know, and keys lent for a while."""

from __future__ import annotations

from datetime import timedelta

from awslab.sandbox.child.keys import KeyRing
from awslab.sandbox.child.request import AwsRequest, AwsResponse, answer

_HALF_A_DAY = 43200


class Identity:
    """An extension of the gateway for three operations of STS."""

    def __init__(self, keys: KeyRing) -> None:
        self._keys = keys

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """GetCallerIdentity of a long-term key that IAM did not make, GetSessionToken and GetFederationToken."""
        if request.service != "sts":
            return None
        if request.operation == "GetCallerIdentity" and request.caller.kind in ("learner", "examiner"):
            who = {"UserId": "AIDALEARNERAWSLAB0001", "Account": request.caller.account_id, "Arn": request.caller.arn}
            return answer(request, who)
        if request.operation in ("GetSessionToken", "GetFederationToken"):
            return self._lend(request)
        return None

    def _lend(self, request: AwsRequest) -> AwsResponse:
        seconds = int(request.parameters.get("DurationSeconds") or _HALF_A_DAY)
        name = str(request.parameters.get("Name", ""))
        lent, until = self._keys.lend(request.caller, timedelta(seconds=seconds), name)
        result = {
            "Credentials": {
                "AccessKeyId": lent.access_key_id,
                "SecretAccessKey": lent.secret_access_key,
                "SessionToken": lent.session_token,
                "Expiration": until,
            }
        }
        account = request.caller.account_id
        federated = {
            "FederatedUserId": f"{account}:{name}",
            "Arn": f"arn:aws:sts::{account}:federated-user/{name}",
        }
        return answer(request, result | ({"FederatedUser": federated, "PackedPolicySize": 6} if name else {}))

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Nothing follows."""

    def close(self) -> None:
        """Nothing is held."""

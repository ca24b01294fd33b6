"""What calls to AWS KMS need (pure).

https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.names import actions
from awslab.cloud.iam.actions.steps import CallScope, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest


def steps(request: AwsRequest, _: CallScope) -> Steps | None:
    """Return the actions on the key that an alias stands for."""
    key = str(request.parameters.get("KeyId") or "")
    if "alias/" not in key:
        return None
    parameters = {**request.parameters, "KeyId": "alias/" + key.partition("alias/")[2]}
    return iter([(name, parameters) for name in actions("kms", request.operation)])

"""What calls to Lambda need (pure).

https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html: a call with a qualifier is for the ARN
of the version or alias.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from awslab.cloud.iam.actions.names import actions
from awslab.cloud.iam.actions.steps import CallScope, Parameters, Steps

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest


def steps(request: AwsRequest, scope: CallScope) -> Steps | None:
    """Return the actions on the function that the call names in one of its forms; layers that it gets are read."""
    parameters = request.parameters
    name = str(parameters.get("FunctionName") or "")
    if not name:
        return None
    arn = function_arn(name, str(parameters.get("Qualifier") or ""), scope)
    return _steps(request, {**parameters, "FunctionName": arn})


def _steps(request: AwsRequest, parameters: Parameters) -> Steps:
    for name in actions("lambda", request.operation):
        yield name, parameters
    for layer in parameters.get("Layers") or () if request.operation != "ListFunctions" else ():
        yield "GetLayerVersion", {"ResourceArn": str(layer)}


def function_arn(name: str, qualifier: str, scope: CallScope) -> str:
    """Return the ARN for a function's name, `account:function:name` or ARN, any of them with a qualifier.

    https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
    """
    rest = name.split(":function:", 1)[-1] if ":function:" in name else name
    arn = f"arn:aws:lambda:{scope.region}:{scope.account_id}:function:{rest}"
    if name.startswith("arn:"):
        arn = name
    return f"{arn}:{qualifier}" if qualifier and ":" not in rest else arn

"""What calls to Lambda need (pure).

https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html: a call with a qualifier is for the ARN
of the version or alias.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from awslab.cloud.iam.actions_arns import Where
from awslab.cloud.iam.actions_names import actions

if TYPE_CHECKING:
    from awslab.cloud.gateway.request import AwsRequest


def steps(request: AwsRequest, where: Where) -> Iterator[tuple[str, Mapping[str, Any]]] | None:
    """The actions on the function that is named in one of its forms; layers that it is given are read."""
    given = request.parameters
    name = str(given.get("FunctionName") or "")
    if not name:
        return None
    return _steps(request, {**given, "FunctionName": function_arn(name, str(given.get("Qualifier") or ""), where)})


def _steps(request: AwsRequest, given: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name in actions("lambda", request.operation):
        yield name, given
    for layer in given.get("Layers") or () if request.operation != "ListFunctions" else ():
        yield "GetLayerVersion", {"ResourceArn": str(layer)}


def function_arn(name: str, qualifier: str, where: Where) -> str:
    """The ARN for a function's name, `account:function:name` or ARN, any of them with a qualifier.

    https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_RequestParameters
    """
    rest = name.split(":function:", 1)[-1] if ":function:" in name else name
    arn = f"arn:aws:lambda:{where.region}:{where.account_id}:function:{rest}"
    if name.startswith("arn:"):
        arn = name
    return f"{arn}:{qualifier}" if qualifier and ":" not in rest else arn

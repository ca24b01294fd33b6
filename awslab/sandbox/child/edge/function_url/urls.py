"""Everything that this room reads and writes in moto: function URLs, and the policies of their functions.

https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moto.backends import get_backend

from awslab.sandbox.child.edge.cors import Cors, configured


@dataclass(frozen=True, slots=True)
class FunctionUrl:
    """A function URL, with the policy that decides who may use it."""

    id: str
    region: str
    function_arn: str
    auth: str
    """`NONE` or `AWS_IAM`."""
    cors: Cors | None
    mode: str
    """`BUFFERED` or `RESPONSE_STREAM`."""
    statements: Sequence[Mapping[str, Any]]


class Urls:
    """One account's function URLs."""

    def __init__(self, account_id: str) -> None:
        self._account_id = account_id

    def find(self, url_id: str) -> FunctionUrl | None:
        """The URL of that id, in whatever region."""
        backends = get_backend("lambda")[self._account_id]
        for region in list(backends):
            for group in list(backends[region]._lambdas._functions.values()):
                config = group["latest"].url_config if group["latest"] else None
                if config and config.url.removeprefix("https://").partition(".")[0] == url_id:
                    return _url(config, url_id, region)
        return None

    def put_conditions(self, region: str, name: str) -> None:
        """Write the conditions that AddPermission was given for function URLs, which moto leaves outside of them.

        https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
        """
        group = get_backend("lambda")[self._account_id][region]._lambdas._functions.get(name)
        for statement in group["latest"].policy.statements if group and group["latest"] else ():
            auth = statement.pop("FunctionUrlAuthType", None)
            via = statement.pop("InvokedViaFunctionUrl", None)
            condition = dict(statement.get("Condition") or {})
            if auth is not None:
                condition["StringEquals"] = {**condition.get("StringEquals", {}), "lambda:FunctionUrlAuthType": auth}
            if via is not None:
                condition["Bool"] = {"lambda:InvokedViaFunctionUrl": str(via).lower()}
            if condition:
                statement["Condition"] = condition


def _url(config: Any, url_id: str, region: str) -> FunctionUrl:
    return FunctionUrl(
        id=url_id,
        region=region,
        function_arn=str(config.function.function_arn).removesuffix(":$LATEST"),
        auth=str(config.config.get("AuthType") or "AWS_IAM"),
        cors=configured(config.config.get("Cors")),
        mode=str(config.config.get("InvokeMode") or "BUFFERED"),
        statements=list(config.function.policy.statements),
    )

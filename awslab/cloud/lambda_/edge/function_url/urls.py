"""Function URLs, stored with moto's functions, and the policies that decide who may use them.

moto knows one URL for each function; here a function has one for itself and one for each alias.
https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from awslab.cloud.edge.cors import Cors, configured
from awslab.cloud.gateway.request import Structure
from awslab.cloud.lambda_.edge.function_url.configs import UrlConfig
from awslab.cloud.lambda_.moto_functions import StoredFunctions
from awslab.cloud.lambda_.stored import FunctionVersions, StoredFunction
from awslab.cloud.ports.context import GatewayContext

_ATTRIBUTE = "url_configs"
"""The attribute of moto's function that holds its URLs by qualifier."""


@dataclass(frozen=True, slots=True)
class FunctionUrl:
    """A function URL, with the policy that decides who may use it."""

    id: str
    region: str
    function_arn: str
    """Qualified with the alias, when the URL is an alias's."""
    auth: str
    """`NONE` or `AWS_IAM`."""
    cors: Cors | None
    mode: str
    """`BUFFERED` or `RESPONSE_STREAM`."""
    statements: Sequence[Structure]


class Urls:
    """One account's function URLs."""

    def __init__(self, account_id: str) -> None:
        self._functions = StoredFunctions(account_id)

    def find(self, url_id: str) -> FunctionUrl | None:
        """Return the URL of an id, in whatever region; None when there is none."""
        for function in self._functions.everywhere():
            for qualifier, config in list(configs_of(function).items()):
                if config.id == url_id:
                    return self._url(function, qualifier, config)
        return None

    def of(self, region: str, name: str) -> dict[str, UrlConfig] | None:
        """Return the URLs of a function by qualifier, to be changed in place; None when there is no such function."""
        function = self._functions.latest(region, name)
        return None if function is None else configs_of(function)

    def arn(self, region: str, name: str, qualifier: str) -> str:
        """Return the ARN of a function, or of its alias."""
        return self._functions.arn(region, name, qualifier)

    def put_conditions(self, region: str, name: str) -> None:
        """Write the conditions that AddPermission was given for function URLs, which moto leaves outside of them.

        https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
        """
        for statement in _statements(self._functions.versions(region, name)):
            auth = statement.pop("FunctionUrlAuthType", None)
            via = statement.pop("InvokedViaFunctionUrl", None)
            condition = dict(statement.get("Condition") or {})
            if auth is not None:
                condition["StringEquals"] = {**condition.get("StringEquals", {}), "lambda:FunctionUrlAuthType": auth}
            if via is not None:
                condition["Bool"] = {"lambda:InvokedViaFunctionUrl": str(via).lower()}
            if condition:
                statement["Condition"] = condition

    def _url(self, function: StoredFunction, qualifier: str, config: UrlConfig) -> FunctionUrl:
        arn = self._functions.arn(function.region, function.function_name, qualifier)
        statements = _statements(self._functions.versions(function.region, function.function_name))
        return FunctionUrl(
            id=config.id,
            region=function.region,
            function_arn=arn,
            auth=config.auth,
            cors=configured(config.cors),
            mode=config.mode,
            statements=[statement for statement in statements if str(statement.get("Resource", "")) == arn],
        )


def function_urls(context: GatewayContext) -> Urls:
    """The function URLs of a sandbox."""
    return Urls(context.account_id)


def configs_of(function: StoredFunction) -> dict[str, UrlConfig]:
    """Return the URLs that are stored with a function by qualifier; that of the function itself has none."""
    if _ATTRIBUTE not in vars(function):
        setattr(function, _ATTRIBUTE, {})
    configs: dict[str, UrlConfig] = getattr(function, _ATTRIBUTE)
    return configs


def _statements(function: FunctionVersions | None) -> list[dict[str, Any]]:
    """Return the statements of a function and its versions: moto stores an alias's with the version it points to."""
    versions = [] if function is None else [function.latest, *function.published]
    policies = {id(version.policy): version.policy for version in versions if version.policy}
    return [statement for policy in policies.values() for statement in policy.statements]

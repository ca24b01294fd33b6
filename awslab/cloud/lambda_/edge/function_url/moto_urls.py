"""Everything that this room reads and writes in moto: function URLs, and the policies of their functions.

moto knows one URL for each function; here a function keeps one for itself and one for each alias.
https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moto.backends import get_backend

from awslab.cloud.edge.cors import Cors, configured
from awslab.cloud.lambda_.edge.function_url.configs import UrlConfig

_KEPT = "url_configs"
"""The attribute of moto's function that holds them, by qualifier."""


@dataclass(frozen=True, slots=True)
class FunctionUrl:
    """A function URL, with the policy that decides who may use it."""

    id: str
    region: str
    function_arn: str
    """With the alias that the URL is of."""
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
                for qualifier, config in list(configs_of(group["latest"]).items()):
                    if config.id == url_id:
                        return _url(group, qualifier, config, region)
        return None

    def of(self, region: str, name: str) -> dict[str, UrlConfig] | None:
        """The URLs of a function by qualifier, to be changed in place; None when there is no such function."""
        group = self._group(region, name)
        return configs_of(group["latest"]) if group and group["latest"] else None

    def arn(self, region: str, name: str, qualifier: str) -> str:
        """Of the function, or of its alias."""
        arn = f"arn:aws:lambda:{region}:{self._account_id}:function:{name}"
        return f"{arn}:{qualifier}" if qualifier else arn

    def put_conditions(self, region: str, name: str) -> None:
        """Write the conditions that AddPermission was given for function URLs, which moto leaves outside of them.

        https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
        """
        for statement in _statements(self._group(region, name)):
            auth = statement.pop("FunctionUrlAuthType", None)
            via = statement.pop("InvokedViaFunctionUrl", None)
            condition = dict(statement.get("Condition") or {})
            if auth is not None:
                condition["StringEquals"] = {**condition.get("StringEquals", {}), "lambda:FunctionUrlAuthType": auth}
            if via is not None:
                condition["Bool"] = {"lambda:InvokedViaFunctionUrl": str(via).lower()}
            if condition:
                statement["Condition"] = condition

    def _group(self, region: str, name: str) -> Any:
        return get_backend("lambda")[self._account_id][region]._lambdas._functions.get(name)


def configs_of(function: Any) -> dict[str, UrlConfig]:
    """The URLs that moto's function keeps, by qualifier; that of the function itself has none."""
    if function is None:
        return {}
    if _KEPT not in vars(function):
        setattr(function, _KEPT, {})
    kept: dict[str, UrlConfig] = getattr(function, _KEPT)
    return kept


def _statements(group: Any) -> list[Any]:
    """Of the function and its versions: moto keeps an alias's statements with the version that it points to."""
    functions = [group["latest"], *group["versions"]] if group else []
    policies = {id(each.policy): each.policy for each in functions if each is not None and each.policy}
    return [statement for policy in policies.values() for statement in policy.statements]


def _url(group: Any, qualifier: str, config: UrlConfig, region: str) -> FunctionUrl:
    arn = str(group["latest"].function_arn).removesuffix(":$LATEST")
    qualified = f"{arn}:{qualifier}" if qualifier else arn
    return FunctionUrl(
        id=config.id,
        region=region,
        function_arn=qualified,
        auth=config.auth,
        cors=configured(config.cors),
        mode=config.mode,
        statements=[each for each in _statements(group) if str(each.get("Resource", "")) == qualified],
    )

"""Who may use a function URL, by the function's resource-based policy (pure).

https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html: both `lambda:InvokeFunctionUrl` and
`lambda:InvokeFunction` are needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from awslab.cloud.gateway.request import Caller
from awslab.cloud.iam.policies.decision import Verdict
from awslab.cloud.iam.policies.evaluation import evaluate
from awslab.cloud.iam.policies.parsing import CURRENT_VERSION, document_of
from awslab.cloud.iam.policies.policy_set import NamedPolicy, Policies
from awslab.cloud.iam.policies.request import AccessRequest, Principal
from awslab.cloud.lambda_.edge.function_url.urls import FunctionUrl

_ACTIONS = ("lambda:InvokeFunctionUrl", "lambda:InvokeFunction")
_ANONYMOUS = Principal("anonymous", "")


def is_public(url: FunctionUrl) -> bool:
    """Say whether everyone is allowed both actions, and nothing denies them."""
    return set(_verdicts(url, _ANONYMOUS)) == {"allowed"}


def actions(url: FunctionUrl) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the actions that a caller of the URL needs, with the condition keys of each."""
    for action in _ACTIONS:
        yield action, {"lambda:FunctionUrlAuthType": url.auth, "lambda:InvokedViaFunctionUrl": "true"}


def is_denied(url: FunctionUrl, caller: Caller) -> bool:
    """Say whether a caller is denied one of the actions."""
    return "explicitDeny" in _verdicts(url, Principal("user", caller.arn, caller.account_id))


def _verdicts(url: FunctionUrl, principal: Principal) -> Iterator[Verdict]:
    document = document_of({"Version": CURRENT_VERSION, "Statement": list(url.statements)})
    policies = Policies(resource=NamedPolicy(url.function_arn, document))
    for action, keys in actions(url):
        context = {key: (value,) for key, value in keys.items()}
        yield evaluate(AccessRequest(principal, action, url.function_arn, context), policies).verdict

"""What rules of listeners refuse, beside what their actions do (listeners.py). Codes: Elastic Load Balancing's API
reference; the texts: public reports of each, except where a rule says otherwise.

They are asked after those on actions, so most state the last phase although they look at the form of one parameter.
"""

from __future__ import annotations

from collections.abc import Mapping

from awslab.cloud.elbv2.edge.expressions import compiled
from awslab.cloud.elbv2.guards.listeners import invalid
from awslab.cloud.elbv2.state import BalancerRecord
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/"
_QUOTAS = _GUIDE + "load-balancer-limits.html"

RULES_PER_BALANCER = 100
VALUES_PER_RULE = 5


@guard("elbv2", "CreateRule", "ModifyRule", phase=Phase.QUOTA, source=_QUOTAS)
def conditions_are_within_the_quota(request: AwsRequest, _: State) -> Refusal | None:
    """A rule has a condition, with five values in all at most. The words are ours."""
    conditions = request.parameters.get("Conditions") or ()
    if not conditions and request.operation == "CreateRule":
        return invalid("A condition must be specified")
    count = sum(_count(condition) for condition in conditions)
    if count <= VALUES_PER_RULE:
        return None
    return invalid(f"A rule can have up to {VALUES_PER_RULE} condition values, and this one has {count}")


def _count(condition: Mapping[str, object]) -> int:
    configs = [config for name, config in condition.items() if name.endswith("Config") and isinstance(config, Mapping)]
    value_lists = [config.get("Values") or config.get("RegexValues") or () for config in configs]
    return sum(len(values) for values in (condition.get("Values") or (), *value_lists) if isinstance(values, list))


@guard("elbv2", "CreateRule", phase=Phase.QUOTA, source=_QUOTAS)
def rules_are_within_the_quota(request: AwsRequest, state: State) -> Refusal | None:
    """A load balancer has 100 rules at most, not counting the default ones."""
    balancer = _balancer(request, state)
    if balancer is None:
        return None
    count = sum(len(listener._non_default_rules) for listener in list(balancer.listeners.values()))
    if count < RULES_PER_BALANCER:
        return None
    return Refusal("TooManyRules", "You've reached the limit on the number of rules per load balancer", 400)


@guard("elbv2", "CreateRule", phase=Phase.QUOTA, source=_API + "API_CreateRule.html")
def rules_are_for_application_load_balancers(request: AwsRequest, state: State) -> Refusal | None:
    """Listeners of other load balancers have their default action only. The words are ours."""
    balancer = _balancer(request, state)
    if balancer is None or balancer.type == "application":
        return None
    sentence = f"Rules are not supported for listeners of load balancers with type '{balancer.type}'"
    return Refusal("InvalidConfigurationRequest", sentence, 400)


@guard("elbv2", "CreateRule", "ModifyRule", phase=Phase.QUOTA, source=_GUIDE + "rule-condition-types.html")
def regular_expressions_are_valid(request: AwsRequest, _: State) -> Refusal | None:
    """A load balancer can read the regular expressions of conditions and transforms. The words are ours."""
    configs = [config for condition in request.parameters.get("Conditions") or () for config in condition.values()]
    texts = [text for config in configs if isinstance(config, Mapping) for text in config.get("RegexValues") or ()]
    for transform in request.parameters.get("Transforms") or ():
        config = transform.get("HostHeaderRewriteConfig") or transform.get("UrlRewriteConfig") or {}
        texts += [str(rewrite.get("Regex", "")) for rewrite in config.get("Rewrites") or ()]
    invalid_text = next((text for text in texts if compiled(text) is None), None)
    return None if invalid_text is None else invalid(f"The regular expression '{invalid_text}' is not valid")


@guard("elbv2", "DeleteRule", phase=Phase.IDENTIFIER, source=_API + "API_DeleteRule.html")
def rule_exists_and_is_not_the_default(request: AwsRequest, state: State) -> Refusal | None:
    """The rule exists and is not the default one, which goes with its listener."""
    arn = request.parameters.get("RuleArn", "")
    rule = state.elb(request.region).rule(arn)
    if rule is None:
        return Refusal("RuleNotFound", "One or more rules not found", 400)
    if not rule.is_default:
        return None
    return Refusal("OperationNotPermitted", f"Default rule '{arn}' cannot be deleted", 400)


def _balancer(request: AwsRequest, state: State) -> BalancerRecord | None:
    elb = state.elb(request.region)
    listener = elb.listener(request.parameters.get("ListenerArn", ""))
    return elb.load_balancer(listener.load_balancer_arn) if listener else None

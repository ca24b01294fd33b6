"""What listeners and their rules refuse. Codes: Elastic Load Balancing's API reference; the texts: public reports of
each, except where a rule says otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awslab.cloud.elbv2.state import ElbState, target_groups_of
from awslab.cloud.gateway.guards import Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
_QUOTAS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"
_TARGETS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"

_REDIRECT = _API + "API_RedirectActionConfig.html"

LISTENERS_PER_BALANCER = 50
RULES_PER_BALANCER = 100
VALUES_PER_RULE = 5
_SAME = {"Protocol": "#{protocol}", "Host": "#{host}", "Port": "#{port}", "Path": "/#{path}"}
_SECURE = ("HTTPS", "TLS")
_FITTING = {
    "HTTP": {"HTTP", "HTTPS"},
    "HTTPS": {"HTTP", "HTTPS"},
    "TCP": {"TCP", "TCP_UDP"},
    "TLS": {"TCP", "TLS"},
    "UDP": {"UDP", "TCP_UDP"},
    "TCP_UDP": {"TCP_UDP"},
}
"""Protocol of a listener → those of the target groups that it may forward to (lambda has none)."""


@guard("elbv2", "CreateListener", "ModifyListener", source=_API + "API_CreateListener.html")
def certificate_goes_with_the_protocol(request: AwsRequest, state: State) -> Refusal | None:
    """HTTPS and TLS need a certificate, which must exist in ACM or IAM; the others take none."""
    asked = request.parameters
    old = state.elb(request.region).listener(asked.get("ListenerArn", ""))
    protocol = asked.get("Protocol") or getattr(old, "protocol", "")
    given = [each.get("CertificateArn", "") for each in asked.get("Certificates") or ()]
    if protocol in _SECURE and not given and not getattr(old, "certificates", None):
        return _invalid(f"A certificate must be specified for {protocol} listeners")
    if protocol not in _SECURE and protocol and given:
        return _invalid(f"A certificate cannot be specified for {protocol} listeners")
    if len(given) > 1:
        sentence = "You must provide a list containing exactly one certificate"
        return Refusal("TooManyCertificates", sentence, 400)
    for arn in given:
        if not state.has_certificate(arn, request.region):
            return Refusal("CertificateNotFound", f"Certificate '{arn}' not found", 400)
    return None


@guard("elbv2", "CreateListener", "ModifyListener", source=_API + "API_CreateListener.html")
def security_policy_exists(request: AwsRequest, _: State) -> Refusal | None:
    """DescribeSSLPolicies lists them."""
    name = request.parameters.get("SslPolicy")
    if not name:
        return None
    from moto.elbv2.ssl_policies import SSL_POLICIES

    return None if name in SSL_POLICIES else Refusal("SSLPolicyNotFound", f"SSL policy '{name}' not found", 400)


@guard("elbv2", "CreateListener", "ModifyListener", source=_API + "API_CreateListener.html")
def port_is_free(request: AwsRequest, state: State) -> Refusal | None:
    """One listener for each port of a load balancer."""
    elb, asked = state.elb(request.region), request.parameters
    old = elb.listener(asked.get("ListenerArn", ""))
    balancer = elb.load_balancer(old.load_balancer_arn if old else asked.get("LoadBalancerArn", ""))
    port = asked.get("Port")
    if balancer is None or port is None:
        return None
    others = [each for each in list(balancer.listeners.values()) if each is not old]
    if any(str(each.port) == str(port) for each in others):
        sentence = f"A listener already exists on this port for this load balancer '{balancer.arn}'"
        return Refusal("DuplicateListener", sentence, 400)
    if old is None and len(others) >= LISTENERS_PER_BALANCER:
        sentence = "You've reached the limit on the number of listeners per load balancer"
        return Refusal("TooManyListeners", sentence, 400)
    return None


@guard("elbv2", "CreateListener", "ModifyListener", "CreateRule", "ModifyRule", source=_TARGETS)
def target_groups_fit(request: AwsRequest, state: State) -> Refusal | None:
    """What is forwarded to exists, has the load balancer's VPC and a protocol that fits, and no other load balancer.

    The words for a target group that is missing or of another kind are ours.
    """
    elb, asked = state.elb(request.region), request.parameters
    actions = asked.get("DefaultActions") or asked.get("Actions") or ()
    if any(each.get("Type") == "forward" and not target_groups_of([each]) for each in actions):
        return _invalid("A target group ARN must be specified for an action of type 'forward'")
    listener = _listener(elb, asked)
    balancer = elb.load_balancer(listener.load_balancer_arn if listener else asked.get("LoadBalancerArn", ""))
    if balancer is None:
        return None
    protocol = asked.get("Protocol") or getattr(listener, "protocol", "")
    return _wrong_group(elb, balancer, str(protocol), target_groups_of(actions))


def _listener(elb: ElbState, asked: Any) -> Any | None:
    if asked.get("RuleArn"):
        rule = elb.rule(asked["RuleArn"])
        return elb.listener(rule.listener_arn) if rule else None
    return elb.listener(asked.get("ListenerArn", ""))


def _wrong_group(elb: ElbState, balancer: Any, protocol: str, groups: Sequence[str]) -> Refusal | None:
    for arn in groups:
        group = elb.target_group(arn)
        if group is None:
            return Refusal("TargetGroupNotFound", f"Target groups '{arn}' not found", 400)
        if group.vpc_id and group.vpc_id != balancer.vpc_id:
            sentence = f"The following target groups are in a different VPC than load balancer '{balancer.arn}': {arn}"
            return Refusal("InvalidConfigurationRequest", sentence, 400)
        if balancer.type != "gateway" and not _fits(balancer, protocol, group):
            sentence = f"The listener and its associated target group '{arn}' have incompatible protocols"
            return Refusal("IncompatibleProtocols", sentence, 400)
        if elb.users_of(arn) - {balancer.arn}:
            sentence = f"The following target groups cannot be associated with more than one load balancer: {arn}"
            return Refusal("TargetGroupAssociationLimit", sentence, 400)
    return None


def _fits(balancer: Any, protocol: str, group: Any) -> bool:
    if group.target_type == "lambda":
        return bool(balancer.type == "application")
    return group.protocol in _FITTING.get(protocol, ())


@guard("elbv2", "CreateListener", "ModifyListener", "CreateRule", "ModifyRule", source=_REDIRECT)
def redirect_leads_elsewhere(request: AwsRequest, _: State) -> Refusal | None:
    """ "You must modify at least one of the following components to avoid a redirect loop: protocol, hostname, port, or
    path." (The model's error; the words: public reports.)"""
    for action in request.parameters.get("DefaultActions") or request.parameters.get("Actions") or ():
        config = action.get("RedirectConfig") or {}
        same = all(config.get(name, kept) == kept for name, kept in _SAME.items())
        if action.get("Type") == "redirect" and same:
            sentence = "The redirect configuration is not valid because it creates a loop."
            return Refusal("InvalidLoadBalancerAction", sentence, 400)
    return None


@guard("elbv2", "CreateRule", "ModifyRule", source=_QUOTAS)
def conditions_are_within_the_quota(request: AwsRequest, _: State) -> Refusal | None:
    """A rule has a condition, with five values in all at most. The words are ours."""
    conditions = request.parameters.get("Conditions") or ()
    if not conditions and request.operation == "CreateRule":
        return _invalid("A condition must be specified")
    count = sum(len(_values(each)) for each in conditions)
    if count <= VALUES_PER_RULE:
        return None
    return _invalid(f"A rule can have up to {VALUES_PER_RULE} condition values, and this one has {count}")


def _values(condition: Any) -> list[Any]:
    found = list(condition.get("Values") or ())
    for name, config in condition.items():
        if name.endswith("Config"):
            found += config.get("Values") or config.get("RegexValues") or ()
    return found


@guard("elbv2", "CreateRule", source=_QUOTAS)
def rules_are_within_the_quota(request: AwsRequest, state: State) -> Refusal | None:
    """100 for a load balancer, not counting the default ones."""
    elb = state.elb(request.region)
    listener = elb.listener(request.parameters.get("ListenerArn", ""))
    balancer = elb.load_balancer(listener.load_balancer_arn) if listener else None
    if balancer is None:
        return None
    count = sum(len(each._non_default_rules) for each in list(balancer.listeners.values()))
    if count < RULES_PER_BALANCER:
        return None
    return Refusal("TooManyRules", "You've reached the limit on the number of rules per load balancer", 400)


@guard("elbv2", "CreateRule", source=_API + "API_CreateRule.html")
def rules_are_for_application_load_balancers(request: AwsRequest, state: State) -> Refusal | None:
    """The listeners of the others have their default action only. The words are ours."""
    elb = state.elb(request.region)
    listener = elb.listener(request.parameters.get("ListenerArn", ""))
    balancer = elb.load_balancer(listener.load_balancer_arn) if listener else None
    if balancer is None or balancer.type == "application":
        return None
    sentence = f"Rules are not supported for listeners of load balancers with type '{balancer.type}'"
    return Refusal("InvalidConfigurationRequest", sentence, 400)


@guard("elbv2", "DeleteRule", source=_API + "API_DeleteRule.html")
def rule_is_there_and_not_the_default(request: AwsRequest, state: State) -> Refusal | None:
    """The default rule goes with its listener."""
    arn = request.parameters.get("RuleArn", "")
    rule = state.elb(request.region).rule(arn)
    if rule is None:
        return Refusal("RuleNotFound", "One or more rules not found", 400)
    if not rule.is_default:
        return None
    return Refusal("OperationNotPermitted", f"Default rule '{arn}' cannot be deleted", 400)


def _invalid(message: str) -> Refusal:
    return Refusal("ValidationError", message, 400)

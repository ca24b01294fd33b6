"""What listeners, and the actions of their rules, refuse. Codes: Elastic Load Balancing's API reference; the texts:
public reports of each, except where a rule says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from awslab.cloud.elbv2.moto_ssl_policies import has_ssl_policy
from awslab.cloud.elbv2.shapes import target_groups_of
from awslab.cloud.elbv2.state import BalancerRecord, ElbState, ListenerRecord, TargetGroupRecord
from awslab.cloud.gateway.guards import Phase, Refusal, State, guard
from awslab.cloud.gateway.request import AwsRequest

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
_TARGETS = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html"
_REDIRECT = _API + "API_RedirectActionConfig.html"

LISTENERS_PER_BALANCER = 50
_UNCHANGED_REDIRECT = {"Protocol": "#{protocol}", "Host": "#{host}", "Port": "#{port}", "Path": "/#{path}"}
_SECURE = ("HTTPS", "TLS")
_GROUP_PROTOCOLS = {
    "HTTP": {"HTTP", "HTTPS"},
    "HTTPS": {"HTTP", "HTTPS"},
    "TCP": {"TCP", "TCP_UDP"},
    "TLS": {"TCP", "TLS"},
    "UDP": {"UDP", "TCP_UDP"},
    "TCP_UDP": {"TCP_UDP"},
}
"""Protocol of a listener → those of the target groups that it may forward to (lambda has none)."""


@guard(
    "elbv2",
    "CreateListener",
    "ModifyListener",
    phase=Phase.COMBINATION,
    source=_API + "API_CreateListener.html",
)
def certificate_fits_the_protocol(request: AwsRequest, state: State) -> Refusal | None:
    """HTTPS and TLS need a certificate, which must exist in ACM or IAM; the others take none."""
    parameters = request.parameters
    listener = state.elb(request.region).listener(parameters.get("ListenerArn", ""))
    protocol = parameters.get("Protocol") or getattr(listener, "protocol", "")
    certificates = [certificate.get("CertificateArn", "") for certificate in parameters.get("Certificates") or ()]
    if protocol in _SECURE and not certificates and not getattr(listener, "certificates", None):
        return invalid(f"A certificate must be specified for {protocol} listeners")
    if protocol not in _SECURE and protocol and certificates:
        return invalid(f"A certificate cannot be specified for {protocol} listeners")
    if len(certificates) > 1:
        sentence = "You must provide a list containing exactly one certificate"
        return Refusal("TooManyCertificates", sentence, 400)
    for arn in certificates:
        if not state.has_certificate(arn, request.region):
            return Refusal("CertificateNotFound", f"Certificate '{arn}' not found", 400)
    return None


@guard(
    "elbv2",
    "CreateListener",
    "ModifyListener",
    phase=Phase.IDENTIFIER,
    source=_API + "API_CreateListener.html",
)
def security_policy_exists(request: AwsRequest, _: State) -> Refusal | None:
    """The SSL policy is one of those that DescribeSSLPolicies lists."""
    name = request.parameters.get("SslPolicy")
    if not name or has_ssl_policy(name):
        return None
    return Refusal("SSLPolicyNotFound", f"SSL policy '{name}' not found", 400)


@guard("elbv2", "CreateListener", "ModifyListener", phase=Phase.STATE, source=_API + "API_CreateListener.html")
def port_is_free(request: AwsRequest, state: State) -> Refusal | None:
    """A load balancer has one listener for each port, and up to 50 of them."""
    elb, parameters = state.elb(request.region), request.parameters
    listener = elb.listener(parameters.get("ListenerArn", ""))
    balancer = elb.load_balancer(listener.load_balancer_arn if listener else parameters.get("LoadBalancerArn", ""))
    port = parameters.get("Port")
    if balancer is None or port is None:
        return None
    neighbours = [neighbour for neighbour in list(balancer.listeners.values()) if neighbour is not listener]
    if any(str(neighbour.port) == str(port) for neighbour in neighbours):
        sentence = f"A listener already exists on this port for this load balancer '{balancer.arn}'"
        return Refusal("DuplicateListener", sentence, 400)
    if listener is None and len(neighbours) >= LISTENERS_PER_BALANCER:
        sentence = "You've reached the limit on the number of listeners per load balancer"
        return Refusal("TooManyListeners", sentence, 400)
    return None


@guard(
    "elbv2",
    "CreateListener",
    "ModifyListener",
    "CreateRule",
    "ModifyRule",
    phase=Phase.STATE,
    source=_TARGETS,
)
def target_groups_fit(request: AwsRequest, state: State) -> Refusal | None:
    """What is forwarded to exists, has the load balancer's VPC and a protocol that fits, and no other load balancer.

    The words for a target group that is missing or of another kind are ours.
    """
    elb, parameters = state.elb(request.region), request.parameters
    actions = parameters.get("DefaultActions") or parameters.get("Actions") or ()
    if any(action.get("Type") == "forward" and not target_groups_of([action]) for action in actions):
        return invalid("A target group ARN must be specified for an action of type 'forward'")
    listener = _listener(elb, parameters)
    balancer = elb.load_balancer(listener.load_balancer_arn if listener else parameters.get("LoadBalancerArn", ""))
    if balancer is None:
        return None
    protocol = parameters.get("Protocol") or getattr(listener, "protocol", "")
    return _unfit_group(elb, balancer, str(protocol), target_groups_of(actions))


def _listener(elb: ElbState, parameters: Mapping[str, str]) -> ListenerRecord | None:
    if parameters.get("RuleArn"):
        rule = elb.rule(parameters["RuleArn"])
        return elb.listener(rule.listener_arn) if rule else None
    return elb.listener(parameters.get("ListenerArn", ""))


def _unfit_group(elb: ElbState, balancer: BalancerRecord, protocol: str, groups: Sequence[str]) -> Refusal | None:
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


def _fits(balancer: BalancerRecord, protocol: str, group: TargetGroupRecord) -> bool:
    if group.target_type == "lambda":
        return balancer.type == "application"
    return group.protocol in _GROUP_PROTOCOLS.get(protocol, ())


@guard(
    "elbv2",
    "CreateListener",
    "ModifyListener",
    "CreateRule",
    "ModifyRule",
    phase=Phase.STATE,
    source=_REDIRECT,
)
def redirect_leads_elsewhere(request: AwsRequest, _: State) -> Refusal | None:
    """ "You must modify at least one of the following components to avoid a redirect loop: protocol, hostname, port, or
    path." (The model's error; the words: public reports.)"""
    for action in request.parameters.get("DefaultActions") or request.parameters.get("Actions") or ():
        config = action.get("RedirectConfig") or {}
        is_loop = all(config.get(name, unchanged) == unchanged for name, unchanged in _UNCHANGED_REDIRECT.items())
        if action.get("Type") == "redirect" and is_loop:
            sentence = "The redirect configuration is not valid because it creates a loop."
            return Refusal("InvalidLoadBalancerAction", sentence, 400)
    return None


def invalid(message: str) -> Refusal:
    """Return the refusal of what is not valid in itself."""
    return Refusal("ValidationError", message, 400)

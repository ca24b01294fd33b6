"""A load balancer's address: `/_aws/elb/{name}/{port}/{path}`, or its DNS name in the Host header.

A listener is chosen by the port: the one in the path, or the one in the Host header when a listener has it, else 80.
The client is always this machine, 127.0.0.1. HTTPS is taken as decrypted: an HTTPS listener is reached over HTTP too.
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping

from awslab.cloud.elbv2.edge import connections, redirects
from awslab.cloud.elbv2.edge.conditions import Visit, hold
from awslab.cloud.elbv2.edge.forwarding import Forwarding
from awslab.cloud.elbv2.edge.pages import fixed, page, unreachable, unsupported
from awslab.cloud.elbv2.edge.transforms import TransformError, transformed
from awslab.cloud.elbv2.moto_balancers import balancers
from awslab.cloud.elbv2.shapes import Action, groups_of
from awslab.cloud.elbv2.values import Balancer, Listener, Rule
from awslab.cloud.gateway.access import is_loopback_host
from awslab.cloud.gateway.denials import nothing_here
from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsResponse
from awslab.cloud.ports.context import GatewayContext

PATH = "/_aws/elb/"
HOST = re.compile(r".+\.elb(\.[a-z0-9-]+)?\.amazonaws\.com")
CLIENT = "127.0.0.1"


def edge(context: GatewayContext) -> LoadBalancerEdge:
    """Make the edge of load balancers."""
    return LoadBalancerEdge(context)


class LoadBalancerEdge:
    """Answers for every load balancer of the sandbox."""

    def __init__(self, context: GatewayContext, draw: Callable[[], float] = random.random) -> None:
        self._balancers = context.part(balancers)
        self._forwarding = Forwarding(context, draw)

    def claims(self, request: HttpRequest) -> bool:
        """Whether the path or the host is a load balancer's."""
        return request.path.startswith(PATH) or HOST.fullmatch(_host_name(request.host)) is not None

    def answer(self, request: HttpRequest) -> AwsResponse:
        """Return what the load balancer answers."""
        if request.path.startswith(PATH):
            name, _, rest = request.path.removeprefix(PATH).partition("/")
            port, _, path = rest.partition("/")
            balancer = self._balancers.named(name)
            host = balancer.dns_name if balancer and is_loopback_host(request.host) else _host_name(request.host)
        else:
            balancer = self._balancers.with_dns_name(_host_name(request.host))
            path, host = request.path.removeprefix("/"), _host_name(request.host)
            port = _listening(balancer, request.host.rpartition(":")[2])
            name = host
        if balancer is None:
            return nothing_here(f"the load balancer {name!r}")
        if balancer.kind == "gateway":
            return unsupported(f"an address for {balancer.kind} load balancers ({name!r} is one)")
        listener = next((listener for listener in balancer.listeners if str(listener.port) == port), None)
        if listener is None:
            return nothing_here(f"port {port!r} of the load balancer {name!r}: it has no listener there")
        visit = Visit(request.method, host, f"/{path}", request.query, request.lines, CLIENT)
        return _obstacle(balancer, listener) or self._act(request, visit, balancer, listener)

    def _act(self, request: HttpRequest, visit: Visit, balancer: Balancer, listener: Listener) -> AwsResponse:
        """Do what the first rule says whose conditions hold; the default rule's always do."""
        rule = next(rule for rule in listener.rules if hold(rule.conditions, visit))
        action = _routing_action(rule)
        match action.get("Type"):
            case "fixed-response":
                config = action["FixedResponseConfig"]
                kind = config.get("ContentType") or "text/plain"
                return fixed(int(config["StatusCode"]), kind, config.get("MessageBody") or "")
            case "redirect":
                return _redirect(action["RedirectConfig"], visit, listener)
            case "forward":
                try:
                    rewritten_visit = transformed(rule.transforms, visit)
                except TransformError:
                    return page(500)
                return self._forward(action, request, rewritten_visit, balancer, listener)
            case kind:
                return unsupported(f"the action {kind!r}")

    def _forward(
        self, action: Action, request: HttpRequest, visit: Visit, balancer: Balancer, listener: Listener
    ) -> AwsResponse:
        """Return a target's answer; an Application Load Balancer as a target decides for itself."""
        if balancer.kind != "network":
            return self._forwarding.forward(action, request, visit, balancer, listener)
        behind = self._behind(action)
        if behind is not None:
            return self._act(request, visit, *behind)
        answer = self._forwarding.forward(action, request, visit, balancer, listener)
        return connections.passed_on(balancer, listener, answer)

    def _behind(self, action: Action) -> tuple[Balancer, Listener] | None:
        """Return the Application Load Balancer, with its listener, that is the target of a group of the type `alb`."""
        group = self._balancers.target_group(next(iter(groups_of([action])), ""))
        for target in group.targets if group is not None and group.kind == "alb" else ():
            balancer = self._balancers.with_arn(target.id)
            for listener in balancer.listeners if balancer is not None else ():
                if balancer is not None and listener.port == target.port:
                    return balancer, listener
        return None


def _obstacle(balancer: Balancer, listener: Listener) -> AwsResponse | None:
    """Return why no client gets to the listener; None when one does."""
    reason = balancer.paths.closed_to_clients(listener.port)
    if reason:
        return unreachable(balancer.name, listener.port, reason)
    return connections.unsupported_protocol(balancer, listener)


def _routing_action(rule: Rule) -> Action:
    """Return the action to take: the first that is not supported, so that it is named, else the last, which routes."""
    routing = ("forward", "redirect", "fixed-response")
    return next((action for action in rule.actions if action.get("Type") not in routing), rule.actions[-1])


def _redirect(config: Mapping[str, str], visit: Visit, listener: Listener) -> AwsResponse:
    original = {
        "protocol": listener.protocol.lower(),
        "host": visit.host,
        "port": str(listener.port),
        "path": visit.path.removeprefix("/"),
        "query": visit.query,
    }
    target = redirects.location(config, original)
    if target is None:
        return page(507)
    return page(301 if config.get("StatusCode") == "HTTP_301" else 302, [("Location", target)])


def _listening(balancer: Balancer | None, port: str) -> str:
    ports = {str(listener.port) for listener in balancer.listeners} if balancer else set()
    return port if port in ports else "80"


def _host_name(host: str) -> str:
    return host.partition(":")[0].lower()

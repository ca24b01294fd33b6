"""DescribeTargetHealth, and the notes that it needs of what came and went.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from awslab.cloud.elbv2.edge.balancers import Balancers
from awslab.cloud.elbv2.edge.configured import Balancer, Target, TargetGroup, groups_of
from awslab.cloud.elbv2.edge.expressions import compiled
from awslab.cloud.elbv2.edge.health import DRAINING, NOT_REGISTERED, Health, Registrations, health
from awslab.cloud.elbv2.edge.lambda_target import may_invoke
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, answer, refusal

_PROTOCOLS = ("HTTP", "HTTPS", "TCP", "TLS", "TCP_UDP", "UDP")
_RULES = frozenset({"CreateListener", "CreateRule", "ModifyListener", "ModifyRule"})


class TargetHealth:
    """An extension of the gateway: health as load balancers find it; that behind Gateway Load Balancers is moto's."""

    def __init__(self, account_id: str, balancers: Balancers, registrations: Registrations) -> None:
        self._account_id = account_id
        self._balancers = balancers
        self._registrations = registrations

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """The answer to DescribeTargetHealth; RegisterTargets is refused for a function that lets nobody in.

        Rules with regular expressions that cannot be read are refused.
        """
        if request.service == "elbv2" and request.operation in ("CreateRule", "ModifyRule"):
            return _unreadable(request)
        if request.service != "elbv2" or request.operation not in ("DescribeTargetHealth", "RegisterTargets"):
            return None
        group = self._balancers.target_group(str(request.parameters.get("TargetGroupArn", "")))
        if request.operation == "RegisterTargets":
            return self._refused(request, group) if group and group.kind == "lambda" else None
        if group is None or (group.kind != "lambda" and group.protocol not in _PROTOCOLS):
            return None
        asked = _targets(request.parameters.get("Targets"), group) or (
            *group.targets,
            *(target for target in self._registrations.draining(group) if target not in group.targets),
        )
        balancer = self._balancers.using(group.arn)
        described = [self._described(group, target, balancer) for target in asked]
        return answer(request, {"TargetHealthDescriptions": described})

    def after(self, request: AwsRequest, _: AwsResponse) -> None:
        """Notes when targets come and go, and when their group comes into use."""
        if request.service == "ec2" and request.operation == "TerminateInstances":
            self._terminated(request)
        if request.service != "elbv2":
            return
        arn = str(request.parameters.get("TargetGroupArn", ""))
        group = self._balancers.target_group(arn)
        if request.operation in _RULES:
            actions = request.parameters.get("DefaultActions") or request.parameters.get("Actions") or ()
            for each in groups_of(actions):
                self._registrations.came_into_use(each)
        elif group and request.operation == "RegisterTargets":
            self._registrations.came(arn, _targets(request.parameters.get("Targets"), group))
        elif group and request.operation == "DeregisterTargets" and self._balancers.using(arn):
            self._registrations.went(arn, _targets(request.parameters.get("Targets"), group))
        elif request.operation == "CreateTargetGroup" and request.parameters.get("TargetType") == "lambda":
            self._balancers.check_health_of_functions(
                str(request.parameters["Name"]), request.region, bool(request.parameters.get("HealthCheckEnabled"))
            )

    def close(self) -> None:
        """Nothing is held."""

    def came(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Another service registered targets."""
        self._registrations.came(group_arn, self._named(group_arn, target_ids))

    def went(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Another service deregisters targets."""
        if self._balancers.using(group_arn):
            self._registrations.went(group_arn, self._named(group_arn, target_ids))

    def state(self, group_arn: str, target_id: str) -> str:
        """The health of a target; `unused` when there is no such group."""
        group = self._balancers.target_group(group_arn)
        target = next(iter(self._named(group_arn, [target_id])), None)
        if group is None or target is None:
            return NOT_REGISTERED.state
        return self._health(group, target, self._balancers.using(group_arn)).state

    def _named(self, group_arn: str, target_ids: Iterable[str]) -> list[Target]:
        group, names = self._balancers.target_group(group_arn), set(target_ids)
        return [target for target in group.targets if target.id in names] if group else []

    def _refused(self, request: AwsRequest, group: TargetGroup) -> AwsResponse | None:
        """The text is AWS's (ansible/ansible#52253).

        https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#prepare-lambda-function
        """
        for target in _targets(request.parameters.get("Targets"), group):
            statements = self._balancers.policy(target.id) or ()
            if not may_invoke(statements, target.id, group.arn, self._account_id):
                sentence = (
                    f"elasticloadbalancing principal does not have permission to invoke {target.id} from target group "
                    f"{group.arn}"
                )
                return refusal(request, "AccessDenied", sentence, 403)
        return None

    def _described(self, group: TargetGroup, target: Target, balancer: Balancer | None) -> Mapping[str, Any]:
        found = self._health(group, target, balancer)
        shown = {"Id": target.id} | ({"Port": target.port} if target.port is not None else {})
        told = {"State": found.state, "Reason": found.reason, "Description": found.description}
        described: dict[str, Any] = {
            "Target": shown,
            "TargetHealth": {name: text for name, text in told.items() if text},
        }
        if target.port is not None:
            described["HealthCheckPort"] = str(target.port) if group.check_port == "traffic-port" else group.check_port
        return described

    def _health(self, group: TargetGroup, target: Target, balancer: Balancer | None) -> Health:
        if target in group.targets:
            return health(self._balancers, self._registrations, group, target, balancer)
        return DRAINING if target in self._registrations.draining(group) else NOT_REGISTERED

    def _terminated(self, request: AwsRequest) -> None:
        """A terminated instance is deregistered, as moto does too."""
        for identifier in request.parameters.get("InstanceIds") or ():
            for arn, target in self._balancers.left_by(str(identifier), request.region):
                self._registrations.went(arn, [target])


def _unreadable(request: AwsRequest) -> AwsResponse | None:
    """Rules with expressions that a load balancer cannot read; the words are ours.

    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
    """
    configs = [part for each in request.parameters.get("Conditions") or () for part in each.values()]
    texts = [text for config in configs if isinstance(config, Mapping) for text in config.get("RegexValues") or ()]
    for transform in request.parameters.get("Transforms") or ():
        config = transform.get("HostHeaderRewriteConfig") or transform.get("UrlRewriteConfig") or {}
        texts += [str(rewrite.get("Regex", "")) for rewrite in config.get("Rewrites") or ()]
    wrong = next((text for text in texts if compiled(text) is None), None)
    if wrong is None:
        return None
    return refusal(request, "ValidationError", f"The regular expression '{wrong}' is not valid", 400)


def _targets(given: Iterable[Mapping[str, Any]] | None, group: TargetGroup) -> tuple[Target, ...]:
    """Targets as a call names them; the port that it leaves out is the group's, or the one they are registered with."""
    registered = {target.id: target.port for target in reversed(group.targets)}
    on_port = {target.id for target in group.targets if target.port == group.port}

    def named(each: Mapping[str, Any]) -> Target:
        name = str(each["Id"])
        port = group.port if name in on_port else registered.get(name, group.port)
        return Target(name, int(each["Port"]) if each.get("Port") else port)

    return tuple(named(each) for each in given or ())

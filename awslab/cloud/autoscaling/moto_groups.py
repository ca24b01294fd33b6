"""The Auto Scaling groups that moto keeps, as compute works on them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from moto.autoscaling.models import InstanceState
from moto.backends import get_backend

from awslab.cloud.autoscaling.life.hooks import Wait
from awslab.cloud.autoscaling.moto_announcements import Announcements
from awslab.cloud.autoscaling.moto_hooks import Hooks
from awslab.cloud.autoscaling.moto_policies import Policies
from awslab.cloud.ec2.moto_launches import attach_profile, check_profile
from awslab.cloud.ports.target_groups import TargetGroups


class Region:
    """The Auto Scaling groups of one region, and what they work on."""

    def __init__(self, backend: Any, targets: TargetGroups) -> None:
        self._backend = backend
        self._targets = targets
        self.hooks = Hooks(backend)

    def tell(self, arn: str, message: str) -> None:
        """Send to a topic."""
        Announcements(self._backend).tell(arn, message)

    def put_event(self, name: str, resources: Sequence[str], detail: Mapping[str, Any]) -> None:
        """Put an event onto the default bus."""
        Announcements(self._backend).put_event(name, resources, detail)

    @property
    def policies(self) -> Policies:
        """Its scaling policies; with them CloudWatch is loaded."""
        return Policies(self._backend)

    @property
    def ec2(self) -> Any:
        """moto's EC2 of the region."""
        return self._backend.ec2_backend

    def group(self, name: str) -> Any:
        """A group by its name or ARN; None when there is none."""
        return self._backend.autoscaling_groups.get(name.split("autoScalingGroupName/")[-1])

    def group_of(self, instance_id: str) -> Any:
        """The group that an instance is in; None when it is in none."""
        for group in self.groups():
            if any(state.instance.id == instance_id for state in group.instance_states):
                return group
        return None

    def version(self, group: Any) -> str:
        """The version of its launch template that a group launches now; empty without a template."""
        template = group.ec2_launch_template
        return str(template.get_version(group.launch_template_version).number) if template else ""

    def forget(self, group: Any, state: Any) -> None:
        """An instance leaves its group, and lives on."""
        group.instance_states = [each for each in group.instance_states if each is not state]
        self.ec2.delete_tags([state.instance.id], {"aws:autoscaling:groupName": group.name})
        vars(state.instance).pop("autoscaling_group", None)

    def scheduled_actions(self, group: Any) -> list[Any]:
        """Those of a group."""
        known = list(self._backend.scheduled_actions.values())
        return [action for action in known if action.auto_scaling_group_name == group.name]

    def forget_scheduled_action(self, action: Any) -> None:
        """It will not come again."""
        self._backend.scheduled_actions.pop(action.scheduled_action_name, None)

    def groups(self) -> list[Any]:
        """Every group."""
        return list(self._backend.autoscaling_groups.values())

    def size(self, group: Any) -> int:
        """How many instances a group shall have; with weights fewer than its capacity."""
        overrides = ((group.mixed_instances_policy or {}).get("LaunchTemplate") or {}).get("Overrides") or [{}]
        return math.ceil((group.desired_capacity or 0) / int(overrides[0].get("WeightedCapacity") or 1))

    def places(self, group: Any) -> list[tuple[str | None, str]]:
        """Where a group may launch: subnets with their zones, or zones with their default subnets."""
        if not group.vpc_zone_identifier:
            return [(None, zone) for zone in group.availability_zones]
        subnets = (self._backend.ec2_backend.get_subnet(name) for name in group.vpc_zone_identifier.split(","))
        return [(subnet.id, subnet.availability_zone) for subnet in subnets]

    def launch(self, group: Any, subnet_id: str | None, zone: str) -> Any:
        """Launch an instance of a group; raises moto's errors of RunInstances."""
        template = group.ec2_launch_template
        config = group.launch_config
        version = self.version(group)
        profile = _profile(str(config.iam_instance_profile)) if config and config.iam_instance_profile else {}
        check_profile(self.ec2, profile.get("name"), profile.get("arn"))
        tags = {**group.get_propagated_tags(), "aws:autoscaling:groupName": group.name, **group.instance_tags}
        instance = self._backend.ec2_backend.run_instances(
            group.image_id,
            1,
            group.user_data,
            group.security_groups,
            instance_type=group.instance_type,
            tags={"instance": tags},
            placement=zone,
            launch_config=config,
            launch_template={"LaunchTemplateId": template.id, "Version": version} if template else None,
            is_instance_type_default=False,
            associate_public_ip=config.associate_public_ip_address if config else None,
            subnet_id=subnet_id,
        ).instances[0]
        if profile:
            attach_profile(self.ec2, [instance], profile["name"], profile["arn"])
        instance.autoscaling_group = group
        state = InstanceState(instance, "Pending", "Healthy", group.new_instances_protected_from_scale_in)
        vars(state)["template_version"] = str(version)
        group.instance_states = [*group.instance_states, state]
        return state

    def wait(self, group: Any, state: Any, transition: str, now: float) -> bool:
        """Let an instance wait for the hooks of a transition; False when there are none."""
        waits: list[Wait] = self.hooks.begin(group, state.instance, transition, now)
        vars(state)["waits"] = waits
        return bool(waits)

    def is_unhealthy(self, group: Any, state: Any) -> bool:
        """Whether a load balancer of the group says so."""
        return any(
            self._targets.state(arn, state.instance.id) == "unhealthy"
            for arn in group.target_group_arns
            if arn in group.registered and state.instance.id in group.registered[arn]
        )

    def follow(self, group: Any, members: Iterable[str]) -> None:
        """Let the attached target groups have these instances, and no others of the group.

        https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-load-balancer.html
        """
        wanted = set(members)
        for arn in {*group.target_group_arns, *group.registered}:
            target_group = self._backend.elbv2_backend.target_groups.get(arn)
            keep = wanted if arn in group.target_group_arns and target_group is not None else set()
            before = group.registered.pop(arn, set())
            if target_group is not None:
                self._targets.went(arn, before - keep)
                _exchange(target_group, keep - before, before - keep)
                self._targets.came(arn, keep - before)
            if keep:
                group.registered[arn] = keep


class Scaling:
    """One account's Auto Scaling in every region that has been asked for."""

    def __init__(self, account_id: str, targets: TargetGroups) -> None:
        self._account_id = account_id
        self._targets = targets

    def region(self, name: str) -> Region:
        """One of them."""
        return Region(get_backend("autoscaling")[self._account_id][name], self._targets)

    def regions(self) -> Iterator[Region]:
        """Those that have been used."""
        yield from (self.region(name) for name in list(get_backend("autoscaling")[self._account_id]))


def _profile(named: str) -> dict[str, str | None]:
    return {"name": None, "arn": named} if named.startswith("arn:") else {"name": named, "arn": None}


def _exchange(target_group: Any, come: set[str], go: set[str]) -> None:
    target_group.register([{"Id": each, "Port": target_group.port} for each in sorted(come)])
    target_group.deregister([{"Id": each} for each in sorted(go) if each in target_group.targets])

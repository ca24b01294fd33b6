"""The Auto Scaling groups that moto keeps, and what they work on: launches, target groups, hooks, policies."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from moto.autoscaling.models import AutoScalingBackend, FakeAutoScalingGroup, InstanceState
from moto.backends import get_backend
from moto.core.exceptions import ServiceException
from moto.ec2.models.instances import Instance

from awslab.cloud.autoscaling.life.hooks import Wait
from awslab.cloud.autoscaling.moto_announcements import Announcements
from awslab.cloud.autoscaling.moto_hooks import Hooks
from awslab.cloud.autoscaling.moto_policies import Policies
from awslab.cloud.autoscaling.state import Group, Member, ScheduledAction
from awslab.cloud.ec2 import moto_ec2
from awslab.cloud.ec2.moto_launches import attach_profile, check_profile
from awslab.cloud.ports.target_groups import TargetGroups


class LaunchError(Exception):
    """EC2 refused to launch an instance; says why."""


class Region:
    """The Auto Scaling groups of one region, and what they work on."""

    def __init__(self, backend: AutoScalingBackend, targets: TargetGroups) -> None:
        self._backend = backend
        self._targets = targets
        self.hooks = Hooks(backend)

    def tell(self, arn: str, message: str) -> None:
        """Send to a topic."""
        Announcements(self._backend).tell(arn, message)

    def put_event(self, name: str, resources: Sequence[str], detail: Mapping[str, object]) -> None:
        """Put an event onto the default bus."""
        Announcements(self._backend).put_event(name, resources, detail)

    @property
    def policies(self) -> Policies:
        """Its scaling policies; with them CloudWatch is loaded."""
        return Policies(self._backend)

    def groups(self) -> list[Group]:
        """Return every group."""
        return cast("list[Group]", list(self._backend.autoscaling_groups.values()))

    def group(self, name: str) -> Group | None:
        """Return a group by its name or ARN; None when there is none."""
        return cast("Group | None", self._backend.autoscaling_groups.get(name.split("autoScalingGroupName/")[-1]))

    def group_of(self, instance_id: str) -> Group | None:
        """Return the group that an instance is in; None when it is in none."""
        for group in self.groups():
            if any(member.instance.id == instance_id for member in group.instance_states):
                return group
        return None

    def version(self, group: Group) -> str:
        """Return the version of its launch template that a group launches now; empty without a template."""
        template = group.ec2_launch_template
        return str(template.get_version(group.launch_template_version).number) if template else ""

    def forget(self, group: Group, member: Member) -> None:
        """Let an instance leave its group and live on."""
        group.instance_states = [neighbour for neighbour in group.instance_states if neighbour is not member]
        self._backend.ec2_backend.delete_tags([member.instance.id], {"aws:autoscaling:groupName": group.name})
        vars(member.instance).pop("autoscaling_group", None)

    def scheduled_actions(self, group: Group) -> list[ScheduledAction]:
        """Return the scheduled actions of a group."""
        actions = cast("list[ScheduledAction]", list(self._backend.scheduled_actions.values()))
        return [action for action in actions if action.auto_scaling_group_name == group.name]

    def forget_scheduled_action(self, action: ScheduledAction) -> None:
        """Remove an action that will not come again."""
        self._backend.scheduled_actions.pop(action.scheduled_action_name, None)

    def size(self, group: Group) -> int:
        """Return how many instances a group must have; with weights fewer than its capacity."""
        template = (group.mixed_instances_policy or {}).get("LaunchTemplate") or {}
        overrides = template.get("Overrides") or [{}]
        return math.ceil((group.desired_capacity or 0) / int(overrides[0].get("WeightedCapacity") or 1))

    def places(self, group: Group) -> list[tuple[str | None, str]]:
        """Return where a group may launch: subnets with their zones, or zones with their default subnets."""
        if not group.vpc_zone_identifier:
            return [(None, zone) for zone in group.availability_zones]
        subnets = (self._backend.ec2_backend.get_subnet(name) for name in group.vpc_zone_identifier.split(","))
        return [(subnet.id, subnet.availability_zone) for subnet in subnets]

    def launch(self, group: Group, subnet_id: str | None, zone: str) -> Member:
        """Launch an instance of a group. Raises LaunchError for what RunInstances refuses."""
        try:
            instance = self._run_instance(cast("FakeAutoScalingGroup", group), subnet_id, zone)
        except ServiceException as error:
            raise LaunchError(error.message) from error
        is_protected = cast("FakeAutoScalingGroup", group).new_instances_protected_from_scale_in
        member = cast("Member", InstanceState(instance, "Pending", "Healthy", is_protected))
        member.template_version = self.version(group)
        group.instance_states = [*group.instance_states, member]
        return member

    def _run_instance(self, group: FakeAutoScalingGroup, subnet_id: str | None, zone: str) -> Instance:
        template, config = group.ec2_launch_template, group.launch_config
        version = self.version(cast("Group", group))
        profile = _profile(str(config.iam_instance_profile)) if config and config.iam_instance_profile else {}
        check_profile(self._backend.ec2_backend, profile.get("name"), profile.get("arn"))
        tags = {
            **group.get_propagated_tags(),
            "aws:autoscaling:groupName": group.name,
            **group.instance_tags,
        }
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
            attach_profile(self._backend.ec2_backend, [instance], profile["name"], profile["arn"])
        vars(instance)["autoscaling_group"] = group
        return instance

    def settling_time(self, member: Member) -> float:
        """Return when the instance is what it was last told to be: running, stopped or terminated."""
        return moto_ec2.power(cast("Instance", member.instance)).settles

    def wait(self, group: Group, member: Member, transition: str, now: float) -> bool:
        """Let an instance wait for the hooks of a transition; False when there are none."""
        waits: list[Wait] = self.hooks.begin(group, member.instance.id, transition, now)
        member.waits = waits
        return bool(waits)

    def is_unhealthy(self, group: Group, member: Member) -> bool:
        """Whether a load balancer of the group says so."""
        instance_id = member.instance.id
        return any(
            self._targets.state(arn, instance_id) == "unhealthy"
            for arn in group.target_group_arns
            if instance_id in group.registered_ids.get(arn, ())
        )

    def follow(self, group: Group, instance_ids: Iterable[str]) -> None:
        """Let the attached target groups have these instances, and no others of the group.

        https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-load-balancer.html
        """
        ids = set(instance_ids)
        for arn in {*group.target_group_arns, *group.registered_ids}:
            new_ids = ids if arn in group.target_group_arns and self._targets.exists(arn) else set()
            old_ids = group.registered_ids.pop(arn, set())
            self._targets.exchange(arn, new_ids - old_ids, old_ids - new_ids)
            if new_ids:
                group.registered_ids[arn] = new_ids


class Scaling:
    """One account's Auto Scaling in every region that has been used."""

    def __init__(self, account_id: str, targets: TargetGroups) -> None:
        self._account_id = account_id
        self._targets = targets
        self.lock = threading.RLock()
        """Held while groups are changed or brought up to date."""

    def region(self, name: str) -> Region:
        """Return the groups of one region."""
        return Region(get_backend("autoscaling")[self._account_id][name], self._targets)

    def regions(self) -> Iterator[Region]:
        """Yield the regions that have been used."""
        yield from (self.region(name) for name in list(get_backend("autoscaling")[self._account_id]))


_IN_CHARGE: list[Scaling] = []


def take_charge(scaling: Scaling) -> None:
    """Let the corrections of moto, which know no context, work for this Auto Scaling; each gateway is a process."""
    _IN_CHARGE[:] = [scaling]


def scaling_in_charge() -> Scaling:
    """Return the Auto Scaling of this process."""
    return _IN_CHARGE[0]


def _profile(name: str) -> dict[str, str | None]:
    return {"name": None, "arn": name} if name.startswith("arn:") else {"name": name, "arn": None}

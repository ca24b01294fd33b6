"""What guards may look at in Auto Scaling, and moto's records of it with the members that this sandbox uses.

Members that moto does not have are set by the corrections and by what happens by the clock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from awslab.cloud.autoscaling.life.activities import Activity
    from awslab.cloud.autoscaling.life.hooks import Wait
    from awslab.cloud.autoscaling.life.refreshes import Refresh


class Instance(Protocol):
    """An EC2 instance."""

    id: str
    state: str
    subnet_id: str | None
    vpc_id: str
    availability_zone: str

    def terminate(self) -> object:
        """Begin to terminate it."""


class Member(Protocol):
    """An instance in its Auto Scaling group."""

    instance: Instance
    lifecycle_state: str
    """`Pending`, `InService`, `Terminating:Wait`, ...: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html"""
    health_status: str
    protected_from_scale_in: bool
    availability_zone: str
    waits: Sequence[Wait]
    """The lifecycle hooks that it waits for; set by this sandbox."""
    served_since: float
    """When it went into service, in seconds since 1970; set by this sandbox."""
    template_version: str
    """The version of the launch template that it was launched with; set by this sandbox, empty without a template."""


class TemplateVersion(Protocol):
    """A version of a launch template."""

    number: int
    image_id: str


class LaunchTemplate(Protocol):
    """A launch template of EC2."""

    id: str
    name: str
    versions: Sequence[TemplateVersion]

    def get_version(self, num: str) -> TemplateVersion:
        """Return a version by its number, `$Default` or `$Latest`."""


class LaunchConfiguration(Protocol):
    """A launch configuration."""

    iam_instance_profile: str | None
    associate_public_ip_address: bool


class Group(Protocol):
    """An Auto Scaling group."""

    name: str
    arn: str
    region: str
    account_id: str
    min_size: int
    max_size: int
    desired_capacity: int
    default_cooldown: int | None
    health_check_type: str
    health_check_grace_period: int | None
    """Seconds."""
    termination_policies: Sequence[str]
    availability_zones: Sequence[str]
    vpc_zone_identifier: str | None
    """Ids of subnets, between commas."""
    target_group_arns: list[str]
    instance_states: list[Member]
    _suspended_processes: Sequence[str]
    mixed_instances_policy: Mapping[str, Mapping[str, Sequence[Mapping[str, str]]]] | None
    """With `LaunchTemplate`, and its `Overrides`."""
    ec2_launch_template: LaunchTemplate | None
    launch_template_version: str
    launch_configuration_name: str | None

    activities: list[Activity]
    """Newest first; set by this sandbox, like the members below."""
    registered_ids: dict[str, set[str]]
    """The instances that are in target groups because they are in the group, by the target group's ARN."""
    retry: float
    """When a launch that failed is tried again, in seconds since 1970."""
    request: str
    """The beginning of the cause of the next activities: what changed the desired capacity."""
    cools_until: float
    """When the cooldown of simple scaling ends, in seconds since 1970."""
    notifications: dict[str, tuple[str, ...]]
    """Notification types by the topic's ARN."""
    refreshes: list[Refresh]
    """Instance refreshes, newest first."""

    def _set_launch_configuration(
        self,
        launch_config_name: str,
        launch_template: Mapping[str, object],
        mixed_instances_policy: None,
    ) -> None:
        """Launch instances in another way from now on."""


class Hook(Protocol):
    """A lifecycle hook."""

    name: str
    auto_scaling_group_name: str
    lifecycle_transition: str
    heartbeat_timeout: int
    """Seconds."""
    default_result: str
    notification_target_arn: str | None
    notification_metadata: str | None


class Policy(Protocol):
    """A scaling policy."""

    name: str
    arn: str
    policy_type: str
    auto_scaling_group_name: str
    adjustment_type: str
    scaling_adjustment: int | None
    step_adjustments: Sequence[Mapping[str, float]]
    min_adjustment_magnitude: int | None
    cooldown: int | None
    enabled: bool
    """Set by this sandbox."""
    alarms: Sequence[Mapping[str, str]]
    """Name and ARN of the alarms that lead to it; set by this sandbox."""


class Alarm(Protocol):
    """An alarm of CloudWatch."""

    name: str
    alarm_arn: str
    alarm_actions: Sequence[str]
    actions_enabled: bool
    comparison_operator: str
    threshold: float
    state_reason_data: str


class ScheduledAction(Protocol):
    """A scheduled action of a group."""

    scheduled_action_name: str
    auto_scaling_group_name: str
    min_size: int | None
    max_size: int | None
    desired_capacity: int | None
    start_time: datetime | str | None
    end_time: datetime | str | None
    recurrence: str | None
    time_zone: str | None
    last_run: float | None
    """When it last ran, in seconds since 1970; set by this sandbox, like the member below."""
    first_check: float | None
    """When it was first looked at, in seconds since 1970."""


class ScalingBackend(Protocol):
    """moto's backend of one region."""

    autoscaling_groups: Mapping[str, Group]
    launch_configurations: Mapping[str, object]
    lifecycle_hooks: Mapping[str, Hook]
    policies: Mapping[tuple[str, str], Policy]


class ScalingState:
    """Read access to Auto Scaling in one region. Every lookup answers None for what is not there."""

    def __init__(self, backend: ScalingBackend) -> None:
        self._backend = backend

    def group(self, name: str) -> Group | None:
        """Return a group by its name or ARN."""
        return self._backend.autoscaling_groups.get(name.split("autoScalingGroupName/")[-1])

    def groups(self) -> list[Group]:
        """Return every group."""
        return list(self._backend.autoscaling_groups.values())

    def instance_ids(self) -> Iterator[str]:
        """Yield the ids of all instances that are in a group."""
        yield from (member.instance.id for group in self.groups() for member in group.instance_states)

    def has_launch_configuration(self, name: str) -> bool:
        """Whether there is a launch configuration of that name."""
        return name in self._backend.launch_configurations

    def has_hook(self, group_name: str, name: str) -> bool:
        """Whether a group has a lifecycle hook of that name."""
        return f"{group_name}_{name}" in self._backend.lifecycle_hooks

    def policy(self, name: str) -> Policy | None:
        """Return the first scaling policy of a name, in any group, or the one of an ARN."""
        policies = list(self._backend.policies.values())
        return next((policy for policy in policies if name in (policy.name, policy.arn)), None)

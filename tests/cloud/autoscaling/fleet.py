"""An Auto Scaling group, and what the tests ask of it."""

from __future__ import annotations

from typing import Any

from tests.cloud.compute import IMAGE, eventually
from tests.conftest import Client


class Fleet:
    """A group `web` of up to four instances in two subnets, and what a learner asks of it."""

    def __init__(self, client: Client, subnets: list[str]) -> None:
        self.ec2 = client("ec2")
        self.elb = client("elbv2")
        self.api = client("autoscaling")
        self.subnets = subnets
        data = {"ImageId": IMAGE, "InstanceType": "t3.micro"}
        self.ec2.create_launch_template(LaunchTemplateName="web", LaunchTemplateData=data)

    def create(self, desired: int = 2, **more: Any) -> None:
        given = {
            "AutoScalingGroupName": "web",
            "LaunchTemplate": {"LaunchTemplateName": "web", "Version": "$Latest"},
            "MinSize": 0,
            "MaxSize": 4,
            "DesiredCapacity": desired,
            "VPCZoneIdentifier": ",".join(self.subnets),
            **more,
        }
        self.api.create_auto_scaling_group(**given)

    def described(self) -> dict[str, Any]:
        found: list[dict[str, Any]] = self.api.describe_auto_scaling_groups(AutoScalingGroupNames=["web"])[
            "AutoScalingGroups"
        ]
        return found[0] if found else {"Instances": []}

    def instances(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.described()["Instances"]
        return listed

    def states(self) -> list[str]:
        """The instances' states, sorted."""
        return sorted(each["LifecycleState"] for each in self.instances())

    def in_state(self, state: str, number: int = 1) -> list[str]:
        """The ids of the instances in a state, as soon as there are as many."""

        def found() -> list[str]:
            ids = [each["InstanceId"] for each in self.instances() if each["LifecycleState"] == state]
            return ids if len(ids) == number else []

        ids: list[str] = eventually(found)
        return ids

    def settled(self, size: int, without: str = "") -> list[str]:
        """The ids of the instances, as soon as there are as many, all in service."""

        def found() -> list[str]:
            listed = self.instances()
            ids = [each["InstanceId"] for each in listed if each["LifecycleState"] == "InService"]
            return ids if len(ids) == len(listed) == size and without not in ids else []

        ids: list[str] = eventually(found)
        return ids

    def activities(self) -> list[dict[str, Any]]:
        """Newest first."""
        found: list[dict[str, Any]] = self.api.describe_scaling_activities(AutoScalingGroupName="web")["Activities"]
        return found

    def targets(self, group: str) -> set[str]:
        found = self.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        return {each["Target"]["Id"] for each in found if each["TargetHealth"]["State"] != "draining"}

    def health(self, group: str) -> dict[str, str]:
        """Each target's state."""
        found = self.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        return {each["Target"]["Id"]: each["TargetHealth"]["State"] for each in found}

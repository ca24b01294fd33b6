"""A load balancer with its network and targets, made through the API in few words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awslab.sandbox.process import Sandbox
from tests.cloud.gateway.signing import Answer, send
from tests.conftest import Client

IMAGE = "ami-04681a1dbd79675a5"


class Balancing:
    """What a learner does with load balancers."""

    def __init__(self, sandbox: Sandbox, client: Client) -> None:
        self.sandbox = sandbox
        self.ec2 = client("ec2")
        self.elb = client("elbv2")
        self.vpc = self.ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        gateway = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        self.table = self._main_table()
        self.ec2.create_route(RouteTableId=self.table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
        self.subnets = [self._subnet(number, zone) for number, zone in enumerate("abc")]
        self.front = self.group("front")
        self.back = self.group("back")
        for port in (80, 81, 8080):
            self.open(self.front, port, "0.0.0.0/0")
        self.open(self.back, 80, self.front)

    def _main_table(self) -> str:
        filters = [{"Name": "vpc-id", "Values": [self.vpc]}, {"Name": "association.main", "Values": ["true"]}]
        return str(self.ec2.describe_route_tables(Filters=filters)["RouteTables"][0]["RouteTableId"])

    def _subnet(self, number: int, zone: str) -> str:
        zone = f"{self.sandbox.region}{zone}"
        made = self.ec2.create_subnet(VpcId=self.vpc, CidrBlock=f"10.0.{number}.0/24", AvailabilityZone=zone)
        return str(made["Subnet"]["SubnetId"])

    def group(self, name: str) -> str:
        """A security group that lets nothing in."""
        return str(self.ec2.create_security_group(GroupName=name, Description=name, VpcId=self.vpc)["GroupId"])

    def open(self, group: str, port: int, source: str) -> None:
        """Let a group or a network in."""
        permission: dict[str, Any] = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port}
        if source.startswith("sg-"):
            permission["UserIdGroupPairs"] = [{"GroupId": source}]
        else:
            permission["IpRanges"] = [{"CidrIp": source}]
        self.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])

    def balancer(self, name: str = "web", **settings: Any) -> str:
        """A load balancer in zones a and b, its ARN."""
        given = {"Name": name, "Subnets": self.subnets[:2], "SecurityGroups": [self.front]} | settings
        return str(self.elb.create_load_balancer(**given)["LoadBalancers"][0]["LoadBalancerArn"])

    def dns_name(self, name: str = "web") -> str:
        """What AWS calls it."""
        return str(self.elb.describe_load_balancers(Names=[name])["LoadBalancers"][0]["DNSName"])

    def targets(self, name: str = "servers", *, members: Sequence[str] = (), **settings: Any) -> str:
        """A target group with members, its ARN."""
        given = {"Name": name, "Protocol": "HTTP", "Port": 80, "VpcId": self.vpc, "HealthCheckIntervalSeconds": 5}
        made = self.elb.create_target_group(**(given | settings))["TargetGroups"][0]["TargetGroupArn"]
        if members:
            self.elb.register_targets(TargetGroupArn=made, Targets=[{"Id": member} for member in members])
        return str(made)

    def instance(self, *, subnet: int = 0, user_data: str = "", groups: Sequence[str] = ()) -> str:
        """A running instance."""
        made = self.ec2.run_instances(
            ImageId=IMAGE,
            InstanceType="t3.micro",
            MinCount=1,
            MaxCount=1,
            SubnetId=self.subnets[subnet],
            SecurityGroupIds=list(groups) or [self.back],
            UserData=user_data,
        )["Instances"][0]["InstanceId"]
        self.ec2.get_waiter("instance_running").wait(InstanceIds=[made], WaiterConfig={"Delay": 1, "MaxAttempts": 20})
        return str(made)

    def listen(self, balancer: str, action: dict[str, Any], port: int = 80) -> str:
        """An HTTP listener with its default action, its ARN."""
        made = self.elb.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=port, DefaultActions=[action])
        return str(made["Listeners"][0]["ListenerArn"])

    def rule(self, listener: str, priority: int, text: str, *conditions: dict[str, Any]) -> None:
        """A rule that answers with a text."""
        self.elb.create_rule(ListenerArn=listener, Priority=priority, Conditions=conditions, Actions=[says(text)])

    def get(self, path: str = "/", *, name: str = "web", port: int = 80, **headers: str) -> Answer:
        """GET by the path form."""
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        return send(self.sandbox, "GET", f"/_aws/elb/{name}/{port}{path}", headers=named)

    def health(self, group: str, **settings: Any) -> list[tuple[str, str]]:
        """The states of a group's targets with their reasons."""
        described = self.elb.describe_target_health(TargetGroupArn=group, **settings)["TargetHealthDescriptions"]
        return [(each["TargetHealth"]["State"], each["TargetHealth"].get("Reason", "")) for each in described]


def says(text: str, status: int = 200) -> dict[str, Any]:
    """A fixed response."""
    config = {"StatusCode": str(status), "ContentType": "text/plain", "MessageBody": text}
    return {"Type": "fixed-response", "FixedResponseConfig": config}


def forwards(*groups: str) -> dict[str, Any]:
    """A forward action to one group."""
    return {"Type": "forward", "TargetGroupArn": groups[0]}

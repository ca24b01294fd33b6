"""`awslab trace` on a running sandbox: a whole path, and one that is broken in each way.

https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cli.conftest import HANG
from tests.cloud.functions import eventually
from tests.conftest import Client

Trace = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def trace(sandbox: Sandbox, tmp_path: Path) -> Trace:
    """`trace("internet", "i-0abc:443")` in the sandbox's environment."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **sandbox.environment({}), "AWSLAB_HOME": str(tmp_path), **variables}
        command = [sys.executable, "-m", "awslab", "trace", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=HANG, check=False, env=environment)

    return run


class Web:
    """A VPC with a server that the internet reaches on port 443, made through the API."""

    def __init__(self, ec2: Any, *, has_gateway: bool = True) -> None:
        self.ec2 = ec2
        self.vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.subnet = ec2.create_subnet(VpcId=self.vpc, CidrBlock="10.0.1.0/24", AvailabilityZone="us-east-1a")[
            "Subnet"
        ]["SubnetId"]
        self.gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        if has_gateway:
            ec2.attach_internet_gateway(InternetGatewayId=self.gateway, VpcId=self.vpc)
        self.table = ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        ec2.associate_route_table(RouteTableId=self.table, SubnetId=self.subnet)
        if has_gateway:
            ec2.create_route(RouteTableId=self.table, DestinationCidrBlock="0.0.0.0/0", GatewayId=self.gateway)
        self.group = self.new_group("web")
        self.open("0.0.0.0/0")
        image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
        interface = {
            "DeviceIndex": 0,
            "SubnetId": self.subnet,
            "Groups": [self.group],
            "AssociatePublicIpAddress": True,
        }
        given = {"ImageId": image, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
        launched = ec2.run_instances(**given, NetworkInterfaces=[interface])["Instances"][0]
        self.server = str(launched["InstanceId"])
        eventually(lambda: self.state() == "running")

    def state(self) -> str:
        described = self.ec2.describe_instances(InstanceIds=[self.server])["Reservations"][0]["Instances"][0]
        return str(described["State"]["Name"])

    def new_group(self, name: str) -> str:
        return str(self.ec2.create_security_group(GroupName=name, Description=name, VpcId=self.vpc)["GroupId"])

    def open(self, source: str, port: int = 443) -> None:
        permission: dict[str, Any] = {"IpProtocol": "tcp", "FromPort": port, "ToPort": port}
        if source.startswith("sg-"):
            permission["UserIdGroupPairs"] = [{"GroupId": source}]
        else:
            permission["IpRanges"] = [{"CidrIp": source}]
        self.ec2.authorize_security_group_ingress(GroupId=self.group, IpPermissions=[permission])

    def close(self) -> None:
        """Take every inbound rule away."""
        filters = [{"Name": "group-id", "Values": [self.group]}]
        rules = self.ec2.describe_security_group_rules(Filters=filters)["SecurityGroupRules"]
        inbound = [each["SecurityGroupRuleId"] for each in rules if not each["IsEgress"]]
        self.ec2.revoke_security_group_ingress(GroupId=self.group, SecurityGroupRuleIds=inbound)

    def acl(self) -> str:
        filters = [{"Name": "association.subnet-id", "Values": [self.subnet]}]
        return str(self.ec2.describe_network_acls(Filters=filters)["NetworkAcls"][0]["NetworkAclId"])

    def deny(self, *, egress: bool, first: int, last: int) -> None:
        """A rule 90 of the subnet's network ACL that denies TCP."""
        self.ec2.create_network_acl_entry(
            NetworkAclId=self.acl(),
            RuleNumber=90,
            Protocol="6",
            RuleAction="deny",
            Egress=egress,
            CidrBlock="0.0.0.0/0",
            PortRange={"From": first, "To": last},
        )


@pytest.fixture
def web(client: Client) -> Web:
    """A server that is reached."""
    return Web(client("ec2"))


def test_hops_are_printed_in_order_with_verdict_resource_rule_and_reason(web: Web, trace: Trace) -> None:
    done = trace("internet", f"{web.server}:443")
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[-1] == f"internet → {web.server}:443: reachable"
    assert [line.split()[2] for line in lines[:-1]] == [
        web.server,
        web.server,
        web.gateway,
        web.acl(),
        web.group,
        web.acl(),
        web.table,
    ]
    assert all(re.match(r" \d  allow  ", line) for line in lines[:-1])


def test_json_has_the_contracts_keys(web: Web, trace: Trace) -> None:
    done = trace("internet", f"{web.server}:22", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert list(answer) == ["reachable", "hops", "fix"]
    assert answer["reachable"] is False
    assert answer["fix"] == f"Add an inbound rule to {web.group}: TCP 22 from 0.0.0.0/0."
    assert answer["hops"][-1] == {
        "resource": web.group,
        "rule": "",
        "verdict": "deny",
        "reason": answer["hops"][-1]["reason"],
    }
    reason = f"No inbound rule of {web.group} (web) allows TCP port 22 from any address on the internet: rule sgr-"
    assert answer["hops"][-1]["reason"].startswith(reason)
    assert {hop["verdict"] for hop in answer["hops"][:-1]} == {"allow"}


def no_gateway(web: Web) -> tuple[str, str]:
    other = Web(web.ec2, has_gateway=False)
    web.server = other.server
    return other.vpc, "has no internet gateway"


def no_route(web: Web) -> tuple[str, str]:
    web.ec2.delete_route(RouteTableId=web.table, DestinationCidrBlock="0.0.0.0/0")
    return web.table, "has no route for the answer"


def no_public_address(web: Web) -> tuple[str, str]:
    image = web.ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    given = {"ImageId": image, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
    launched = web.ec2.run_instances(**given, SubnetId=web.subnet, SecurityGroupIds=[web.group])["Instances"][0]
    web.server = str(launched["InstanceId"])
    eventually(lambda: web.state() == "running")
    return web.server, "has no public IPv4 address"


def acl_inbound(web: Web) -> tuple[str, str]:
    web.deny(egress=False, first=443, last=443)
    return f"{web.acl()} 90", "Inbound rule 90"


def acl_outbound(web: Web) -> tuple[str, str]:
    web.deny(egress=True, first=1024, last=65535)
    return f"{web.acl()} 90", "denies the answer"


def group_inbound(web: Web) -> tuple[str, str]:
    web.close()
    web.open("203.0.113.0/24")
    return web.group, "is for 203.0.113.0/24."


def group_reference(web: Web) -> tuple[str, str]:
    web.close()
    balancer = web.new_group("balancer")
    web.open(balancer)
    return web.group, f"is for members of {balancer}."


def other_port(web: Web) -> tuple[str, str]:
    web.close()
    web.open("0.0.0.0/0", 8443)
    return web.group, "is for TCP port 8443."


def stopped(web: Web) -> tuple[str, str]:
    web.ec2.stop_instances(InstanceIds=[web.server])
    eventually(lambda: web.state() == "stopped")
    return web.server, "is stopped"


@pytest.mark.parametrize(
    "broken",
    [
        no_gateway,
        no_route,
        no_public_address,
        acl_inbound,
        acl_outbound,
        group_inbound,
        group_reference,
        other_port,
        stopped,
    ],
)
def test_each_break_of_the_path_is_told_apart(web: Web, trace: Trace, broken: Callable[[Web], tuple[str, str]]) -> None:
    """vpc-network-acls.html, security-group-rules.html, VPC_Internet_Gateway.html, ec2-instance-lifecycle.html"""
    decided, reason = broken(web)
    done = trace("internet", f"{web.server}:443", "--json")
    answer = json.loads(done.stdout)
    last = answer["hops"][-1]
    assert (done.returncode, answer["reachable"], last["verdict"]) == (1, False, "deny")
    assert f"{last['resource']} {last['rule']}".startswith(decided)
    assert reason in last["reason"]
    assert answer["fix"]


def test_from_the_server_to_its_default_group_mate_the_internet_and_s3(web: Web, trace: Trace) -> None:
    """default-security-group.html: members of the default group reach each other."""
    groups = [{"Name": "vpc-id", "Values": [web.vpc]}, {"Name": "group-name", "Values": ["default"]}]
    default = web.ec2.describe_security_groups(Filters=groups)["SecurityGroups"][0]["GroupId"]
    mates = [web.ec2.create_network_interface(SubnetId=web.subnet)["NetworkInterface"] for _ in range(2)]
    assert [each["Groups"][0]["GroupId"] for each in mates] == [default] * 2
    near = trace(mates[0]["NetworkInterfaceId"], f"{mates[1]['PrivateIpAddress']}:5432")
    assert (near.returncode, trace(web.server, "internet").returncode, trace(web.server, "s3").returncode) == (0, 0, 0)


def test_the_kept_endpoint_option_is_used(web: Web, trace: Trace, sandbox: Sandbox) -> None:
    done = trace("internet", f"{web.server}:443", "--endpoint", sandbox.endpoint, AWS_ENDPOINT_URL="http://127.0.0.1:9")
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("internet", "i-nobody:443"), "There is no instance i-nobody in us-east-1."),
        (("internet", "web"), "needs a port"),
        (("nothing", "internet"), "Nothing in us-east-1 is called “nothing”"),
        (("internet", "internet", "--endpoint", "https://ec2.amazonaws.com"), "is not a sandbox on this machine"),
    ],
)
def test_ends_that_mean_nothing_are_bad_input(trace: Trace, arguments: tuple[str, ...], sentence: str) -> None:
    done = trace(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "Nothing answers at http://127.0.0.1:9."),
        ({"AWS_ENDPOINT_URL": ""}, "No sandbox is named here."),
        ({"AWS_SECRET_ACCESS_KEY": "guessed"}, "does not know this key"),
    ],
)
def test_a_sandbox_that_is_not_there_is_status_4(trace: Trace, variables: dict[str, str], sentence: str) -> None:
    done = trace("internet", "i-0abc:443", **variables)
    assert (done.returncode, done.stdout) == (4, "")
    assert sentence in done.stderr


def test_the_command_imports_no_aws_library() -> None:
    """A user's `awslab trace` starts as fast as any other command."""
    program = "import sys, awslab.cli.trace; print([m for m in ('boto3', 'botocore', 'moto') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=HANG, check=True)
    assert done.stdout.strip() == "[]"

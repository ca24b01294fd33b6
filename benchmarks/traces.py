"""What a trace costs, gathering the network included, in a VPC of 200 instances and 100 security groups."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

import boto3
from botocore.config import Config

from awslab.sandbox.process import Sandbox, SandboxHost
from benchmarks.figures import Figure, extra
from benchmarks.rounds import Seconds, interleave

_INSTANCES, _GROUPS, _RULES = 200, 100, 10
_PER_SAMPLE = 5
_MILLISECONDS = 50.0


def packet_traces(host: SandboxHost, rounds: int, home: Path) -> list[Figure]:
    """Traces asked of the gateway as `awslab trace` does, over asking it with a wrong key."""
    with host.open() as sandbox:
        instances = _network(sandbox)
        ends_by_name = {
            "from the internet": ("internet", f"{instances[7]}:1003"),
            "from an instance": (instances[3], f"{instances[7]}:1003"),
            "from the whole VPC": ("10.0.0.0/16", f"{instances[7]}:1003"),
        }
        actions = [_timed("nothing", lambda: _ask(sandbox.endpoint, "wrong", "internet", "none"))]
        actions += [
            _timed(name, lambda ends=ends: _ask(sandbox.endpoint, sandbox.secret_access_key, *ends))
            for name, ends in ends_by_name.items()
        ]
        times = interleave(actions, rounds)
        title = f"packet trace {{}}, {_INSTANCES} instances, {_GROUPS} groups"
        return [
            extra(title.format(name), "a request that is turned away", times, name, "nothing", _MILLISECONDS)
            for name in ends_by_name
        ]


def _network(sandbox: Sandbox) -> list[str]:
    """The instances of a VPC, two in each group; each group has ten rules of its own."""
    ec2 = boto3.client(
        "ec2",
        endpoint_url=sandbox.endpoint,
        region_name=sandbox.region,
        aws_access_key_id=sandbox.access_key_id,
        aws_secret_access_key=sandbox.secret_access_key,
        config=Config(retries={"total_max_attempts": 1}),
    )
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    tables = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"]
    ec2.create_route(RouteTableId=tables[0]["RouteTableId"], DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/20", AvailabilityZone=f"{sandbox.region}a")["Subnet"][
        "SubnetId"
    ]
    image = ec2.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    launch = {"ImageId": image, "InstanceType": "t3.micro", "MinCount": 2, "MaxCount": 2}
    instance_ids: list[str] = []
    for number in range(_GROUPS):
        group = _group(ec2, vpc, number)
        instances = ec2.run_instances(**launch, SubnetId=subnet, SecurityGroupIds=[group])["Instances"]
        instance_ids += [each["InstanceId"] for each in instances]
    return instance_ids


def _group(ec2: Any, vpc: str, number: int) -> str:
    group = ec2.create_security_group(GroupName=f"group-{number}", Description="benchmark", VpcId=vpc)["GroupId"]
    rules = [
        {"IpProtocol": "tcp", "FromPort": 1000 + each, "ToPort": 1000 + each, "IpRanges": [{"CidrIp": cidr}]}
        for each in range(_RULES)
        for cidr in [f"203.{number}.{each}.0/24"]
    ]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=rules)
    return str(group)


def _ask(endpoint: str, key: str, from_: str, to: str) -> None:
    address = f"{endpoint}/_awslab/trace?{urlencode({'from': from_, 'to': to})}"
    request = urllib.request.Request(address, headers={"Authorization": f"Bearer {key}"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            json.load(answer)
    except urllib.error.HTTPError as refused:
        refused.close()


def _timed(moment: str, call: Callable[[], None]) -> Callable[[], Seconds]:
    return lambda: {moment: median(_seconds(call) for _ in range(_PER_SAMPLE))}


def _seconds(call: Callable[[], None]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start

"""Traces through what the API has made: every kind of end and gateway, read from the sandbox in one sweep."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.functions import eventually, zipped
from tests.cloud.gateway.signing import Answer, send
from tests.conftest import Client

ALL_FOUR = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
ALL_SIX = {"IpProtocol": "-1", "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}


class Site:
    """A dual-stack VPC with a public and a private subnet, and a group that lets everything in and out."""

    def __init__(self, sandbox: Sandbox, client: Client) -> None:
        self.sandbox, self.client = sandbox, client
        self.ec2 = client("ec2")
        self.vpc = self.ec2.create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]["VpcId"]
        self.gateway = self.ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        self.ec2.attach_internet_gateway(InternetGatewayId=self.gateway, VpcId=self.vpc)
        self.public_table, self.public = self.subnet("10.0.1.0/24", 1)
        self.private_table, self.private = self.subnet("10.0.2.0/24", 2)
        self.route(self.public_table, GatewayId=self.gateway)
        self.group = self.ec2.create_security_group(GroupName="all", Description="all", VpcId=self.vpc)["GroupId"]
        self.ec2.authorize_security_group_ingress(GroupId=self.group, IpPermissions=[ALL_FOUR, ALL_SIX])

    def subnet(self, cidr: str, number: int) -> tuple[str, str]:
        """A subnet with a route table of its own: the table's id and the subnet's."""
        associated = self.ec2.describe_vpcs(VpcIds=[self.vpc])["Vpcs"][0]["Ipv6CidrBlockAssociationSet"]
        six = associated[0]["Ipv6CidrBlock"].replace("00::/56", f"0{number}::/64")
        given = {"VpcId": self.vpc, "CidrBlock": cidr, "Ipv6CidrBlock": six, "AvailabilityZone": "us-east-1a"}
        subnet = self.ec2.create_subnet(**given)["Subnet"]["SubnetId"]
        table = self.ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        self.ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
        return str(table), str(subnet)

    def route(self, table: str, cidr: str = "0.0.0.0/0", **target: str) -> None:
        """A route."""
        key = "DestinationIpv6CidrBlock" if ":" in cidr else "DestinationCidrBlock"
        self.ec2.create_route(RouteTableId=table, **{key: cidr}, **target)

    def interface(self, subnet: str, *, public: bool = False, **more: Any) -> str:
        """A network interface, with an Elastic IP address if it is to be public."""
        made = self.ec2.create_network_interface(SubnetId=subnet, Groups=[self.group], **more)["NetworkInterface"]
        if public:
            address = self.ec2.allocate_address()["AllocationId"]
            self.ec2.associate_address(AllocationId=address, NetworkInterfaceId=made["NetworkInterfaceId"])
        return str(made["NetworkInterfaceId"])

    def ask(self, from_: str, to: str, key: str = "", **more: str) -> Answer:
        """What the gateway answers."""
        target = f"/_awslab/trace?{urlencode({'from': from_, 'to': to, **more})}"
        bearer = {"Authorization": f"Bearer {key or self.sandbox.secret_access_key}"}
        host = {"host": self.sandbox.endpoint.removeprefix("http://")}
        return send(self.sandbox, "GET", target, headers=bearer | host)

    def trace(self, from_: str, to: str) -> str:
        """`reached` with the gateways on the way, or what denied."""
        found = json.loads(self.ask(from_, to).body)
        kinds = ("igw-", "nat-", "pcx-", "vpce-", "eigw-")
        gateways = dict.fromkeys(h["resource"] for h in found["hops"] if h["resource"].startswith(kinds))
        last = found["hops"][-1]
        return " ".join(("reached", *gateways)) if found["reachable"] else f"{last['resource']} {last['rule']}".strip()


@pytest.fixture
def site(sandbox: Sandbox, client: Client) -> Site:
    """A network."""
    return Site(sandbox, client)


def test_only_keys_of_this_sandbox_are_answered(site: Site) -> None:
    assert site.ask("internet", "internet", key="guessed").status != 200
    assert site.ask("internet", f"{site.interface(site.public)}:443").status == 200
    answer = site.ask("internet", "i-nobody:443")
    assert (answer.status, json.loads(answer.body)["message"]) == (400, "There is no instance i-nobody in us-east-1.")


def test_another_region_has_another_network(site: Site) -> None:
    interface = site.interface(site.public)
    answer = site.ask("internet", f"{interface}:443", region="eu-west-1")
    assert (answer.status, "Nothing in eu-west-1" in answer.body) == (400, True)


def test_nat_gateways_lead_out_and_not_in(site: Site) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"""
    inside = site.interface(site.private)
    assert site.trace(inside, "internet") == site.private_table
    address = site.ec2.allocate_address()["AllocationId"]
    nat = site.ec2.create_nat_gateway(SubnetId=site.public, AllocationId=address)["NatGateway"]["NatGatewayId"]
    site.route(site.private_table, NatGatewayId=nat)
    eventually(lambda: site.trace(inside, "internet") == f"reached {nat} {site.gateway}")
    assert site.trace("internet", f"{inside}:443") == inside
    site.ec2.delete_nat_gateway(NatGatewayId=nat)
    eventually(lambda: site.trace(inside, "internet") in (nat, f"{site.private_table} 0.0.0.0/0"))


def test_gateway_endpoints_lead_to_s3_alone(site: Site) -> None:
    """https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"""
    inside = site.interface(site.private)
    assert site.trace(inside, "s3") == site.private_table
    made = site.ec2.create_vpc_endpoint(
        VpcId=site.vpc,
        ServiceName="com.amazonaws.us-east-1.s3",
        VpcEndpointType="Gateway",
        RouteTableIds=[site.private_table],
    )["VpcEndpoint"]["VpcEndpointId"]
    assert site.trace(inside, "s3") == f"reached {made}"
    assert site.trace(inside, "internet") == site.private_table


def test_peering_connects_when_it_was_accepted_and_both_sides_have_routes(site: Site) -> None:
    """https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html"""
    own = site.interface(site.private)
    other = site.ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    subnet = site.ec2.create_subnet(VpcId=other, CidrBlock="10.1.1.0/24")["Subnet"]["SubnetId"]
    group = site.ec2.create_security_group(GroupName="peer", Description="peer", VpcId=other)["GroupId"]
    site.ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[ALL_FOUR])
    made = site.ec2.create_network_interface(SubnetId=subnet, Groups=[group])["NetworkInterface"]
    far = str(made["NetworkInterfaceId"])
    peering = site.ec2.create_vpc_peering_connection(VpcId=site.vpc, PeerVpcId=other)["VpcPeeringConnection"]
    id_ = peering["VpcPeeringConnectionId"]
    site.route(site.private_table, "10.1.0.0/16", VpcPeeringConnectionId=id_)
    assert site.trace(own, f"{far}:443") == id_
    site.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=id_)
    tables = site.ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [other]}])["RouteTables"]
    back = tables[0]["RouteTableId"]
    assert site.trace(own, f"{far}:443") == back
    site.route(back, "10.0.0.0/16", VpcPeeringConnectionId=id_)
    assert site.trace(own, f"{far}:443") == f"reached {id_}"
    assert site.trace(made["PrivateIpAddress"], f"{own}:443") == f"reached {id_}"


def test_ipv6_goes_out_through_an_egress_only_gateway_and_in_through_an_internet_gateway(site: Site) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html"""
    inside = site.interface(site.private, Ipv6AddressCount=1)
    outside = "2600:1f00::1"
    assert site.trace(inside, f"[{outside}]:443") == site.private_table
    made = site.ec2.create_egress_only_internet_gateway(VpcId=site.vpc)["EgressOnlyInternetGateway"]
    gateway = made["EgressOnlyInternetGatewayId"]
    site.route(site.private_table, "::/0", EgressOnlyInternetGatewayId=gateway)
    assert site.trace(inside, f"[{outside}]:443") == f"reached {gateway}"
    assert site.trace(outside, f"{inside}:443") == f"{site.private_table} ::/0"
    site.route(site.public_table, "::/0", GatewayId=site.gateway)
    server = site.interface(site.public, Ipv6AddressCount=1)
    assert site.trace(outside, f"{server}:443") == f"reached {site.gateway}"


def test_prefix_lists_of_rules_are_read(site: Site) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists-referencing.html"""
    server = site.interface(site.public, public=True)
    made = site.ec2.create_managed_prefix_list(
        PrefixListName="offices", MaxEntries=5, AddressFamily="IPv4", Entries=[{"Cidr": "203.0.113.0/24"}]
    )["PrefixList"]["PrefixListId"]
    site.ec2.revoke_security_group_ingress(GroupId=site.group, IpPermissions=[ALL_FOUR])
    ssh = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "PrefixListIds": [{"PrefixListId": made}]}
    site.ec2.authorize_security_group_ingress(GroupId=site.group, IpPermissions=[ssh])
    assert site.trace("203.0.113.7", f"{server}:22") == f"reached {site.gateway}"
    assert site.trace("internet", f"{server}:22") == site.group


def test_pings_are_icmp(site: Site) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html#sg-rules-ping"""
    server = site.interface(site.public, public=True)
    site.ec2.revoke_security_group_ingress(GroupId=site.group, IpPermissions=[ALL_FOUR])
    assert site.trace("internet", f"{server}:icmp") == site.group
    echo = {"IpProtocol": "icmp", "FromPort": 8, "ToPort": -1, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    site.ec2.authorize_security_group_ingress(GroupId=site.group, IpPermissions=[echo])
    assert site.trace("internet", f"{server}:icmp") == f"reached {site.gateway}"
    assert site.trace("internet", f"{server}:443") == site.group


def test_load_balancers_are_named_by_name_arn_and_dns_name(site: Site) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html"""
    given = {"VpcId": site.vpc, "CidrBlock": "10.0.3.0/24", "AvailabilityZone": "us-east-1b"}
    second = site.ec2.create_subnet(**given)["Subnet"]["SubnetId"]
    site.ec2.associate_route_table(RouteTableId=site.public_table, SubnetId=second)
    elb = site.client("elbv2")
    subnets = {"Subnets": [site.public, second], "SecurityGroups": [site.group]}
    made = elb.create_load_balancer(Name="front", **subnets)["LoadBalancers"][0]
    says = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}
    elb.create_listener(LoadBalancerArn=made["LoadBalancerArn"], Protocol="HTTP", Port=80, DefaultActions=[says])
    for name in ("front", made["LoadBalancerArn"], made["DNSName"]):
        assert site.trace("internet", f"{name}:80") == f"reached {site.gateway}"
    assert site.trace("internet", "front:443") == "front"
    assert site.trace("front", f"{site.interface(site.private)}:8080") == "reached"


def test_functions_in_a_vpc_open_connections_and_take_none(site: Site) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"""
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    iam = site.client("iam")
    role = iam.create_role(RoleName="fn", AssumeRolePolicyDocument=policy)["Role"]["Arn"]
    iam.attach_role_policy(
        RoleName="fn", PolicyArn="arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
    )
    site.client("lambda").create_function(
        FunctionName="fn",
        Runtime="python3.13",
        Handler="main.handler",
        Role=role,
        Code={"ZipFile": zipped({"main.py": "def handler(event, context): return 1"})},
        VpcConfig={"SubnetIds": [site.private], "SecurityGroupIds": [site.group]},
    )
    server = site.interface(site.public)
    assert site.trace("fn", f"{server}:5432") == "reached"
    assert site.trace("fn", "internet") == site.private_table
    assert site.trace(server, "fn:443") == "fn"


def test_tasks_are_named_by_id_and_arn(site: Site) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-networking.html"""
    ecs = site.client("ecs")
    ecs.create_cluster(clusterName="main")
    ecs.register_task_definition(
        family="web",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        containerDefinitions=[{"name": "web", "image": "public.ecr.aws/nginx/nginx:latest"}],
    )
    network = {"subnets": [site.public], "securityGroups": [site.group], "assignPublicIp": "ENABLED"}
    given = {"cluster": "main", "taskDefinition": "web", "launchType": "FARGATE"}
    task = ecs.run_task(**given, networkConfiguration={"awsvpcConfiguration": network})["tasks"][0]["taskArn"]
    eventually(lambda: site.trace("internet", f"{task}:80") == f"reached {site.gateway}", seconds=20)
    assert site.trace(task.rpartition("/")[2], "internet") == f"reached {site.gateway}"
    ecs.stop_task(cluster="main", task=task)
    eventually(lambda: not site.trace("internet", f"{task}:80").startswith("reached"), seconds=20)

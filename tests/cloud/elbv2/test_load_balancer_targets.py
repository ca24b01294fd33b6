"""Machines behind an Application Load Balancer, and their health.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from awslab.cloud.elbv2.edge.choosing import ALGORITHM, SLOW_START, Choice, warm
from awslab.cloud.elbv2.life.registrations import Registrations
from awslab.cloud.elbv2.values import Target, TargetGroup
from awslab.sandbox.process import Sandbox
from tests.cloud.elbv2.balancing import Balancing, forwards, says
from tests.cloud.functions import eventually
from tests.conftest import Client

SERVER = """#!/bin/bash
yum install -y httpd
systemctl enable --now httpd
echo "<h1>Hello from $(hostname -f)</h1>" > /var/www/html/index.html
"""


@pytest.fixture
def web(sandbox: Sandbox, client: Client) -> Balancing:
    """A network and nothing else yet."""
    return Balancing(sandbox, client)


def serving(web: Balancing, *members: str, **settings: Any) -> str:
    """A load balancer `web` that forwards to a group of these members; the group's ARN, when it is checked."""
    group = web.targets(members=members, **settings)
    web.listen(web.balancer(), forwards(group))
    eventually(lambda: ("initial", "Elb.RegistrationInProgress") not in web.health(group))
    return group


def test_instances_answer_in_turn_with_their_id_zone_and_port(web: Balancing) -> None:
    """edit-target-group-attributes.html#modify-routing-algorithm: round robin"""
    servers = [web.instance(subnet=0), web.instance(subnet=1)]
    serving(web, *servers)
    bodies = [web.get("/any").body for _ in range(4)]
    assert [sum(server in body for body in bodies) for server in servers] == [2, 2]
    assert {zone for body in bodies for zone in ("us-east-1a", "us-east-1b") if zone in body} == {
        "us-east-1a",
        "us-east-1b",
    }
    assert all("Port: 80" in body for body in bodies)


def test_user_data_that_sets_up_a_web_server_is_served(web: Balancing) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html: the guide's example of a web server"""
    serving(web, web.instance(user_data=SERVER))
    answer = web.get()
    assert (answer.status, answer.headers["content-type"]) == (200, "text/html")
    assert answer.body.startswith("<h1>Hello from ip-")
    assert web.get("/other").status == 404


def test_an_address_is_answered_for_by_the_instance_that_has_it(web: Balancing) -> None:
    """load-balancer-target-groups.html#target-type: ip"""
    server = web.instance(user_data=SERVER)
    address = web.ec2.describe_instances(InstanceIds=[server])["Reservations"][0]["Instances"][0]["PrivateIpAddress"]
    group = serving(web, address, TargetType="ip")
    assert web.get().body.startswith("<h1>Hello")
    assert web.health(group) == [("healthy", "")]


def test_an_interface_without_an_instance_is_an_application_of_its_own(web: Balancing) -> None:
    """load-balancer-target-groups.html#target-type: ip, as an ECS task on Fargate is registered"""
    made = web.ec2.create_network_interface(SubnetId=web.subnets[1], Groups=[web.back])["NetworkInterface"]
    serving(web, made["PrivateIpAddress"], TargetType="ip")
    answer = web.get()
    assert (answer.status, made["PrivateIpAddress"] in answer.body, "us-east-1b" in answer.body) == (200, True, True)


def test_an_address_that_nobody_has_times_out(web: Balancing) -> None:
    """load-balancer-troubleshooting.html#http-504-issues"""
    group = serving(web, "10.0.0.200", TargetType="ip")
    assert web.health(group) == [("unhealthy", "Target.Timeout")]
    assert web.get().status == 504


def test_weights_share_the_requests_out(web: Balancing) -> None:
    """rule-action-types.html#forward-actions"""
    first, second, never = (web.instance() for _ in range(3))
    groups = [web.targets(f"g{number}", members=[each]) for number, each in enumerate((first, second, never))]
    weights = [{"TargetGroupArn": arn, "Weight": weight} for arn, weight in zip(groups, (3, 1, 0), strict=True)]
    web.listen(web.balancer(), {"Type": "forward", "ForwardConfig": {"TargetGroups": weights}})
    eventually(lambda: all(web.health(group) == [("healthy", "")] for group in groups))
    count = Counter(server for _ in range(200) for server in (first, second, never) if server in web.get().body)
    assert count[never] == 0
    assert 20 <= count[second] <= 85  # 50 expected; a fair draw leaves this range once in a million


@pytest.mark.parametrize("settings", [{}, {"members": True}])
def test_without_a_target_that_could_be_asked_it_is_503(web: Balancing, settings: dict[str, Any]) -> None:
    """load-balancer-troubleshooting.html#http-503-issues"""
    server = web.instance()
    group = serving(web, *([server] if settings else []))
    if settings:
        web.ec2.stop_instances(InstanceIds=[server])
        eventually(lambda: web.health(group) == [("unused", "Target.InvalidState")])
    answer = web.get()
    assert answer.status == 503
    assert answer.headers["server"] == "awselb/2.0"
    assert "<center><h1>503 Service Temporarily Unavailable</h1></center>" in answer.body


def test_a_security_group_in_the_way_is_a_timeout(web: Balancing) -> None:
    """load-balancer-troubleshooting.html#target-not-inservice"""
    server = web.instance(groups=[web.group("closed")])
    group = serving(web, server)
    assert web.health(group) == [("unhealthy", "Target.Timeout")]
    assert (web.get().status, "504 Gateway Time-out" in web.get().body) == (504, True)


def test_a_security_group_may_name_the_networks_of_the_load_balancer(web: Balancing) -> None:
    """load-balancer-update-security-groups.html"""
    by_network = web.group("by-network")
    web.open(by_network, 80, "10.0.0.0/16")
    assert web.health(serving(web, web.instance(groups=[by_network]))) == [("healthy", "")]


def test_the_load_balancers_own_group_must_let_it_out(web: Balancing) -> None:
    """load-balancer-update-security-groups.html: outbound rules"""
    all_traffic = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    web.ec2.revoke_security_group_egress(GroupId=web.front, IpPermissions=[all_traffic])
    assert web.health(serving(web, web.instance())) == [("unhealthy", "Target.Timeout")]


@pytest.mark.parametrize("egress", [False, True])
def test_a_network_acl_in_the_way_is_a_timeout(web: Balancing, egress: bool) -> None:
    """load-balancer-troubleshooting.html#target-not-inservice: "inbound traffic on the health check port and outbound
    traffic on the ephemeral ports (1024-65535)" of the instances' subnet."""
    group = serving(web, web.instance(subnet=2))
    assert web.health(group) == [("unused", "Target.NotInUse")]
    web.elb.set_subnets(
        LoadBalancerArn=web.elb.describe_load_balancers(Names=["web"])["LoadBalancers"][0]["LoadBalancerArn"],
        Subnets=web.subnets,
    )
    eventually(lambda: web.health(group) == [("healthy", "")])
    acl = web.ec2.create_network_acl(VpcId=web.vpc)["NetworkAcl"]["NetworkAclId"]
    all_of_it = {"NetworkAclId": acl, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"}
    web.ec2.create_network_acl_entry(**all_of_it, RuleNumber=100, Egress=not egress)
    few = {"Protocol": "6", "PortRange": {"From": 32768, "To": 61000}} if egress else {"CidrBlock": "192.0.2.0/24"}
    web.ec2.create_network_acl_entry(**(all_of_it | few), RuleNumber=100, Egress=egress)
    filters = [{"Name": "association.subnet-id", "Values": [web.subnets[2]]}]
    current = web.ec2.describe_network_acls(Filters=filters)["NetworkAcls"][0]["Associations"]
    association = next(each for each in current if each["SubnetId"] == web.subnets[2])["NetworkAclAssociationId"]
    web.ec2.replace_network_acl_association(AssociationId=association, NetworkAclId=acl)
    assert web.health(group) == [("unhealthy", "Target.Timeout")]
    assert web.get().status == 504


def test_a_server_that_was_not_started_refuses(web: Balancing) -> None:
    """load-balancer-troubleshooting.html#http-502-issues: a connection that is reset"""
    server = web.instance(user_data="#!/bin/bash\nyum install -y httpd\n")
    group = serving(web, server)
    assert web.health(group) == [("unhealthy", "Target.FailedHealthChecks")]
    assert (web.get().status, "502 Bad Gateway" in web.get().body) == (502, True)


def test_a_health_check_path_that_is_not_there_is_a_mismatch_and_fails_open(web: Balancing) -> None:
    """target-group-health-checks.html: with unhealthy targets only, requests go to all of them."""
    group = serving(web, web.instance(user_data=SERVER), HealthCheckPath="/health")
    described = web.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"][0]
    assert described["TargetHealth"] == {
        "State": "unhealthy",
        "Reason": "Target.ResponseCodeMismatch",
        "Description": "Health checks failed with these codes: [404]",
    }
    assert described["HealthCheckPort"] == "80"
    assert web.get().status == 200
    web.elb.modify_target_group(TargetGroupArn=group, Matcher={"HttpCode": "200-299,404"})
    assert web.health(group) == [("healthy", "")]


def test_unhealthy_targets_get_nothing_while_another_is_healthy(web: Balancing) -> None:
    """target-group-health-checks.html: "routes requests only to healthy targets" """
    good, bad = web.instance(), web.instance(groups=[web.group("closed")])
    serving(web, good, bad)
    assert {web.get().status for _ in range(4)} == {200}


def test_a_group_that_no_listener_refers_to_is_unused(web: Balancing) -> None:
    """target-group-health-checks.html#target-health-states: unused"""
    group = web.targets(members=[web.instance()])
    assert web.health(group) == [("unused", "Target.NotInUse")]


def test_a_target_is_initial_until_its_first_check_which_begins_when_a_rule_refers_to_it(web: Balancing) -> None:
    """target-group-health-checks.html#target-health-states: initial"""
    group = web.targets(members=[web.instance()], HealthCheckIntervalSeconds=60)
    listener = web.listen(web.balancer(), says("default"))
    conditions = [{"Field": "path-pattern", "Values": ["/a"]}]
    web.elb.create_rule(ListenerArn=listener, Priority=1, Conditions=conditions, Actions=[forwards(group)])
    assert web.health(group) == [("initial", "Elb.RegistrationInProgress")]
    assert web.get("/a").status == 503
    eventually(lambda: web.health(group) == [("healthy", "")])
    assert web.get("/a").status == 200


def test_a_target_in_another_zone_is_unused(web: Balancing) -> None:
    """target-group-health-checks.html#target-health-states: unused"""
    group = serving(web, web.instance(subnet=2))
    assert web.health(group) == [("unused", "Target.NotInUse")]


def test_a_deregistered_target_drains_for_a_while(web: Balancing) -> None:
    """edit-target-group-attributes.html#deregistration-delay; 30 s are half a second here"""
    server = web.instance()
    group = serving(web, server)
    delay = {"Key": "deregistration_delay.timeout_seconds", "Value": "30"}
    web.elb.modify_target_group_attributes(TargetGroupArn=group, Attributes=[delay])
    web.elb.deregister_targets(TargetGroupArn=group, Targets=[{"Id": server}])
    assert web.health(group) == [("draining", "Target.DeregistrationInProgress")]
    assert web.get().status == 503
    eventually(lambda: web.health(group) == [])
    assert web.health(group, Targets=[{"Id": server}]) == [("unused", "Target.NotRegistered")]


def test_a_terminated_instance_drains_too(web: Balancing) -> None:
    """edit-target-group-attributes.html#deregistration-delay"""
    server = web.instance()
    group = serving(web, server)
    web.ec2.terminate_instances(InstanceIds=[server])
    assert web.health(group) == [("draining", "Target.DeregistrationInProgress")]


def test_an_instance_may_be_in_its_group_with_two_ports(web: Balancing) -> None:
    """load-balancer-target-groups.html#registered-targets: "using different ports" """
    server = web.instance()
    web.open(web.back, 8080, web.front)
    group = serving(web, server)
    web.elb.register_targets(TargetGroupArn=group, Targets=[{"Id": server, "Port": 8080}])
    eventually(lambda: web.health(group) == [("healthy", "")] * 2)
    bodies = [web.get().body for _ in range(4)]
    assert [sum(f"Port: {port}\n" in body for body in bodies) for port in (80, 8080)] == [2, 2]
    web.elb.deregister_targets(TargetGroupArn=group, Targets=[{"Id": server, "Port": 80}])
    described = web.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    assert {each["Target"]["Port"]: each["TargetHealth"]["State"] for each in described} == {
        80: "draining",
        8080: "healthy",
    }
    assert all("Port: 8080" in web.get().body for _ in range(2))
    web.elb.deregister_targets(TargetGroupArn=group, Targets=[{"Id": server}])
    assert web.get().status == 503


def test_targets_are_chosen_by_the_groups_algorithm() -> None:
    """edit-target-group-attributes.html#modify-routing-algorithm"""
    a, b, c = (Target(name, 80) for name in "abc")
    choice = Choice(lambda: 0.99)
    least = target_group({ALGORITHM: "least_outstanding_requests"})
    with choice.asking(least, a), choice.asking(least, b), choice.asking(least, b):
        assert choice.next(least, [a, b, c]) == c
        assert choice.next(least, [a, b]) == a
    assert {choice.next(least, [a, b, c]) for _ in range(3)} == {a, b, c}
    assert choice.next(target_group({ALGORITHM: "weighted_random"}), [a, b, c]) == c
    in_turn = target_group({})
    assert [choice.next(in_turn, [a, b]) for _ in range(4)] == [a, b, a, b]


def test_a_target_in_slow_start_gets_a_share_that_grows() -> None:
    """edit-target-group-attributes.html#slow-start-mode"""
    old, young = Target("old", 80), Target("young", 80)
    ages = {old: 100.0, young: 10.0}
    assert warm([old, young], ages, 30, lambda: 0.3) == [old, young]
    assert warm([old, young], ages, 30, lambda: 0.4) == [old]
    assert warm([young], ages, 30, lambda: 0.9) == [young]
    now = [1000.0]
    registrations = Registrations(lambda: now[0])
    group = target_group({})
    registrations.came(group.arn, [young])
    now[0] += 1
    assert registrations.age(group, young) == 30
    assert registrations.age(group, old) == float("inf")


def test_slow_start_does_not_keep_targets_from_answering(web: Balancing) -> None:
    """edit-target-group-attributes.html#slow-start-mode: targets that come together do not enter it"""
    group = web.targets(members=[web.instance(), web.instance()])
    attributes = [{"Key": SLOW_START, "Value": "900"}]
    web.elb.modify_target_group_attributes(TargetGroupArn=group, Attributes=attributes)
    web.listen(web.balancer(), forwards(group))
    eventually(lambda: web.health(group) == [("healthy", "")] * 2)
    assert len({web.get().body for _ in range(4)}) == 2


def target_group(attributes: dict[str, str]) -> TargetGroup:
    """A group with these attributes."""
    arn = f"arn:{attributes}"
    return TargetGroup(
        arn, "us-east-1", "instance", "HTTP", 80, "vpc-1", (), True, "80", "HTTP", "/", 30, "200", attributes
    )

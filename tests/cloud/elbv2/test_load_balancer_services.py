"""Other services behind an Application Load Balancer, and HTTPS in front of it."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.elbv2.balancing import IMAGE, Balancing, forwards, says
from tests.cloud.functions import eventually
from tests.conftest import Client

SERVER = """#!/bin/bash
dnf install -y nginx
systemctl enable --now nginx
TOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60")
ID=$(curl -H "X-aws-ec2-metadata-token: $TOKEN" http://169.254.169.254/latest/meta-data/instance-id)
echo "from $ID" > /usr/share/nginx/html/index.html
"""


@pytest.fixture
def web(sandbox: Sandbox, client: Client) -> Balancing:
    """A network and nothing else yet."""
    return Balancing(sandbox, client)


def test_an_ecs_service_answers_through_its_load_balancer(web: Balancing, client: Client) -> None:
    """https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb.html"""
    group = web.targets(TargetType="ip")
    web.listen(web.balancer(), forwards(group))
    ecs = client("ecs")
    ecs.create_cluster(clusterName="main")
    container = {"name": "web", "image": "nginx", "portMappings": [{"containerPort": 80}]}
    ecs.register_task_definition(
        family="web",
        networkMode="awsvpc",
        requiresCompatibilities=["FARGATE"],
        cpu="256",
        memory="512",
        containerDefinitions=[container],
    )
    network: dict[str, Any] = {"subnets": web.subnets[:2], "securityGroups": [web.back]}
    ecs.create_service(
        cluster="main",
        serviceName="web",
        taskDefinition="web",
        desiredCount=2,
        launchType="FARGATE",
        networkConfiguration={"awsvpcConfiguration": network},
        loadBalancers=[{"targetGroupArn": group, "containerName": "web", "containerPort": 80}],
    )
    eventually(lambda: web.health(group) == [("healthy", "")] * 2, seconds=20)
    bodies = web.get().body, web.get().body
    assert len(set(bodies)) == 2
    assert all("Port: 80" in body for body in bodies)


def test_an_auto_scaling_groups_instances_answer_with_what_their_user_data_wrote(
    web: Balancing, client: Client
) -> None:
    """https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-load-balancer-asg.html"""
    group = web.targets()
    web.listen(web.balancer(), forwards(group))
    template = {
        "ImageId": IMAGE,
        "InstanceType": "t3.micro",
        "SecurityGroupIds": [web.back],
        "UserData": base64.b64encode(SERVER.encode()).decode(),
    }
    web.ec2.create_launch_template(LaunchTemplateName="server", LaunchTemplateData=template)
    client("autoscaling").create_auto_scaling_group(
        AutoScalingGroupName="servers",
        MinSize=2,
        MaxSize=2,
        LaunchTemplate={"LaunchTemplateName": "server"},
        VPCZoneIdentifier=",".join(web.subnets[:2]),
        TargetGroupARNs=[group],
    )
    eventually(lambda: web.health(group) == [("healthy", "")] * 2, seconds=20)
    described = web.elb.describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
    assert {web.get().body for _ in range(2)} == {f"from {each['Target']['Id']}\n" for each in described}


def test_an_https_listener_is_asked_on_its_port(web: Balancing, client: Client) -> None:
    """create-https-listener.html; redirects keep its protocol."""
    web.open(web.front, 443, "0.0.0.0/0")
    texts = {"CertificateBody": "certificate", "PrivateKey": "key"}
    made = client("iam").upload_server_certificate(ServerCertificateName="own", **texts)
    certificate = made["ServerCertificateMetadata"]["Arn"]
    listener = web.elb.create_listener(
        LoadBalancerArn=web.balancer(),
        Protocol="HTTPS",
        Port=443,
        Certificates=[{"CertificateArn": certificate}],
        DefaultActions=[says("secure")],
    )["Listeners"][0]["ListenerArn"]
    redirect = {"Type": "redirect", "RedirectConfig": {"Path": "/new", "StatusCode": "HTTP_302"}}
    conditions = [{"Field": "path-pattern", "Values": ["/old"]}]
    web.elb.create_rule(ListenerArn=listener, Priority=1, Conditions=conditions, Actions=[redirect])
    assert web.get(port=443).body == "secure"
    assert web.get("/old", port=443).headers["location"] == f"https://{web.dns_name()}:443/new"

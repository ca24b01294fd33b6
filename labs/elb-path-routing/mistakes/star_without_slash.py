"""Mistake: the pattern /api* also takes /apiary and its like."""

import os

import boto3

NAME = os.environ["AWSLAB_NAME"]
VPC = os.environ["AWSLAB_VPC"]
SUBNETS = [os.environ["AWSLAB_SUBNET_A"], os.environ["AWSLAB_SUBNET_B"]]
BALANCER_GROUP = os.environ["AWSLAB_BALANCER_GROUP"]
SERVER_GROUP_ID = os.environ["AWSLAB_SERVER_GROUP_ID"]
WEB_TARGETS = os.environ["AWSLAB_WEB_TARGETS"]
API_TARGETS = os.environ["AWSLAB_API_TARGETS"]
WEB_SERVERS = [os.environ["AWSLAB_WEB_A"], os.environ["AWSLAB_WEB_B"]]
API_SERVERS = [os.environ["AWSLAB_API_A"], os.environ["AWSLAB_API_B"]]

ec2 = boto3.client("ec2")
elb = boto3.client("elbv2")


def create_targets(name, health_path):
    """A target group for HTTP servers on port 8080; its ARN."""
    created = elb.create_target_group(
        Name=name,
        Protocol="HTTP",
        Port=8080,
        VpcId=VPC,
        TargetType="instance",
        HealthCheckPath=health_path,
        Matcher={"HttpCode": "200"},
    )
    return created["TargetGroups"][0]["TargetGroupArn"]


def add_rule(priority, paths, action):
    """A rule of the listener for requests whose path matches one of the patterns."""
    elb.create_rule(
        ListenerArn=listener_arn,
        Priority=priority,
        Conditions=[{"Field": "path-pattern", "PathPatternConfig": {"Values": paths}}],
        Actions=[action],
    )


# The load balancer and its door to the world.
balancer_group_id = ec2.create_security_group(
    GroupName=BALANCER_GROUP,
    Description="Load balancer of the shop",
    VpcId=VPC,
)["GroupId"]
ec2.authorize_security_group_ingress(
    GroupId=balancer_group_id,
    IpPermissions=[{"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}],
)
balancer = elb.create_load_balancer(
    Name=NAME,
    Subnets=SUBNETS,
    SecurityGroups=[balancer_group_id],
)["LoadBalancers"][0]

# Each application has its own target group, with the health path that its servers answer.
web_arn = create_targets(WEB_TARGETS, "/healthz")
api_arn = create_targets(API_TARGETS, "/api/health")
elb.register_targets(TargetGroupArn=web_arn, Targets=[{"Id": server} for server in WEB_SERVERS])
elb.register_targets(TargetGroupArn=api_arn, Targets=[{"Id": server} for server in API_SERVERS])

# Requests and health checks reach the servers from the load balancer alone.
ec2.authorize_security_group_ingress(
    GroupId=SERVER_GROUP_ID,
    IpPermissions=[
        {
            "IpProtocol": "tcp",
            "FromPort": 8080,
            "ToPort": 8080,
            "UserIdGroupPairs": [{"GroupId": balancer_group_id}],
        }
    ],
)

listener_arn = elb.create_listener(
    LoadBalancerArn=balancer["LoadBalancerArn"],
    Protocol="HTTP",
    Port=80,
    DefaultActions=[{"Type": "forward", "TargetGroupArn": web_arn}],
)["Listeners"][0]["ListenerArn"]

# The lowest number is tried first, so the exception stands before the rule.
refuse = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "403", "ContentType": "text/plain"}}
add_rule(10, ["/api/internal/*"], refuse)
add_rule(20, ["/api*"], {"Type": "forward", "TargetGroupArn": api_arn})

print(f"http://{balancer['DNSName']}/")

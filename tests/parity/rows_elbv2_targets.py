"""Elastic Load Balancing: target groups and targets. Words: public reports of each."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from typing import Any

from tests.parity import ec2
from tests.parity.rows import WORKS, Aws, Call, row
from tests.parity.rows_elbv2 import balancer, target_group

_API = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/"
_GUIDE = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/"
creating = partial(row, source=_API + "API_CreateTargetGroup.html", status=400)
registering = partial(row, source=_API + "API_RegisterTargets.html", status=400)


def _create(aws: Aws, **given: Any) -> Call:
    asked = {"Name": "servers", "Protocol": "HTTP", "Port": 80, "VpcId": ec2.default_vpc(aws)} | given
    asked = {key: value for key, value in asked.items() if value is not None}
    return lambda: aws.elbv2.create_target_group(**asked)


@creating(
    "tg-noprotocol", "CreateTargetGroup without a protocol", "ValidationError", message="A protocol must be specified"
)
def without_a_protocol(aws: Aws) -> Call:
    return _create(aws, Protocol=None)


@creating("tg-novpc", "CreateTargetGroup without a VPC", "ValidationError", message="A VPC ID must be specified")
def without_a_vpc(aws: Aws) -> Call:
    return _create(aws, VpcId=None)


@creating(
    "tg-vpc-missing",
    "CreateTargetGroup in a VPC that does not exist",
    "ValidationError",
    message="The VPC ID 'vpc-.+' is not found",
)
def in_no_vpc(aws: Aws) -> Call:
    return _create(aws, VpcId="vpc-0123456789abcdef0")


@creating("tg-name", "CreateTargetGroup Name='my_servers'", "ValidationError")
def name_with_an_underscore(aws: Aws) -> Call:
    return _create(aws, Name="my_servers")


@creating("tg-lambda-port", "CreateTargetGroup of type lambda with a port", "ValidationError")
def function_with_a_port(aws: Aws) -> Call:
    return _create(aws, TargetType="lambda", Protocol=None, VpcId=None)


@creating("tg-interval", "CreateTargetGroup with HealthCheckIntervalSeconds=1 (minimum: 5)", "ValidationError")
def interval_too_short(aws: Aws) -> Call:
    return _create(aws, HealthCheckIntervalSeconds=1)


@creating("tg-threshold", "CreateTargetGroup with HealthyThresholdCount=1 (minimum: 2)", "ValidationError")
def threshold_too_low(aws: Aws) -> Call:
    return _create(aws, HealthyThresholdCount=1)


@creating(
    "tg-timeout",
    "CreateTargetGroup with a health check timeout as long as the interval",
    "ValidationError",
    message="Health check timeout '10' must be smaller than the interval '10'",
)
def timeout_as_long_as_the_interval(aws: Aws) -> Call:
    return _create(aws, HealthCheckIntervalSeconds=10, HealthCheckTimeoutSeconds=10)


@creating("tg-path", "CreateTargetGroup HealthCheckPath='health'", "ValidationError")
def path_without_a_slash(aws: Aws) -> Call:
    return _create(aws, HealthCheckPath="health")


@creating(
    "tg-dup",
    "CreateTargetGroup with a name that is taken, and another port",
    "DuplicateTargetGroupName",
    message="A target group with the same name 'servers' exists, but with different settings",
)
def name_twice(aws: Aws) -> Call:
    target_group(aws)
    return _create(aws, Port=81)


@row("tg-ok-dup", "CreateTargetGroup twice, the same", WORKS, source=_API + "API_CreateTargetGroup.html")
def the_same_twice(aws: Aws) -> Call:
    target_group(aws)
    return _create(aws)


@row(
    "tg-del-used",
    "DeleteTargetGroup that a listener uses",
    "ResourceInUse",
    source=_API + "API_DeleteTargetGroup.html",
)
def in_use(aws: Aws) -> Call:
    group = target_group(aws)
    actions = [{"Type": "forward", "TargetGroupArn": group}]
    aws.elbv2.create_listener(LoadBalancerArn=balancer(aws), Protocol="HTTP", Port=80, DefaultActions=actions)
    return lambda: aws.elbv2.delete_target_group(TargetGroupArn=group)


def _register(aws: Aws, group: str, **target: Any) -> Call:
    return lambda: aws.elbv2.register_targets(TargetGroupArn=group, Targets=[target])


@registering("reg-missing", "RegisterTargets with an instance that does not exist", "InvalidTarget")
def no_such_instance(aws: Aws) -> Call:
    return _register(aws, target_group(aws), Id="i-0123456789abcdef0")


@registering(
    "reg-vpc",
    "RegisterTargets with an instance of another VPC",
    "InvalidTarget",
    message="The following targets are not in the target group VPC 'vpc-.+': 'i-.+'",
)
def instance_of_another_vpc(aws: Aws) -> Call:
    return _register(aws, target_group(aws), Id=ec2.running(aws, SubnetId=ec2.subnet(aws, ec2.vpc(aws))))


@registering(
    "reg-pending",
    "RegisterTargets with an instance that is pending",
    "InvalidTarget",
    message="The following targets are not in a running state and cannot be registered: 'i-.+'",
)
def pending_instance(aws: Aws) -> Call:
    group = target_group(aws)
    return _register(aws, group, Id=ec2.launch(aws))


@registering("reg-address", "RegisterTargets of type instance with an address", "ValidationError")
def address_for_an_instance(aws: Aws) -> Call:
    return _register(aws, target_group(aws), Id="172.31.0.10")


@row(
    "reg-public",
    "RegisterTargets of type ip with a public address",
    "ValidationError",
    source=_GUIDE + "load-balancer-target-groups.html",
)
def public_address(aws: Aws) -> Call:
    return _register(aws, target_group(aws, TargetType="ip"), Id="203.0.113.5")


@registering(
    "reg-outside",
    "RegisterTargets of type ip with a private address outside the VPC, without AvailabilityZone=all",
    "ValidationError",
    message="The Availability Zone is required for IP address '10.9.9.9' because it is not in the VPC",
)
def address_outside(aws: Aws) -> Call:
    return _register(aws, target_group(aws, TargetType="ip"), Id="10.9.9.9")


@row("reg-ok-outside", "The same with AvailabilityZone=all", WORKS, source=_API + "API_TargetDescription.html")
def address_outside_in_all_zones(aws: Aws) -> Call:
    return _register(aws, target_group(aws, TargetType="ip"), Id="10.9.9.9", AvailabilityZone="all")


def _function(aws: Aws) -> str:
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as archive:
        archive.writestr("main.py", "def handler(event, context): ...")
    made = aws.lambda_.create_function(
        FunctionName="web",
        Runtime="python3.12",
        Role=aws.role(),
        Handler="main.handler",
        Code={"ZipFile": code.getvalue()},
    )
    return str(made["FunctionArn"])


def _functions(aws: Aws) -> str:
    return target_group(aws, TargetType="lambda", Protocol=None, Port=None, VpcId=None)


@row(
    "reg-lambda-perm",
    "RegisterTargets Lambda without AddPermission for ELB",
    "AccessDenied",
    message="elasticloadbalancing principal does not have permission to invoke arn:.+ from target group arn:",
    status=403,
    source=_GUIDE + "lambda-functions.html",
)
def function_without_permission(aws: Aws) -> Call:
    return _register(aws, _functions(aws), Id=_function(aws))


@row("reg-ok-lambda", "The same with AddPermission", WORKS, source=_GUIDE + "lambda-functions.html")
def function_with_permission(aws: Aws) -> Call:
    group, function = _functions(aws), _function(aws)
    aws.lambda_.add_permission(
        FunctionName="web",
        StatementId="alb",
        Action="lambda:InvokeFunction",
        Principal="elasticloadbalancing.amazonaws.com",
        SourceArn=group,
    )
    return _register(aws, group, Id=function)


def _attribute(aws: Aws, key: str, value: str) -> Call:
    asked = {"TargetGroupArn": target_group(aws), "Attributes": [{"Key": key, "Value": value}]}
    return lambda: aws.elbv2.modify_target_group_attributes(**asked)


_ATTRIBUTES = _API + "API_TargetGroupAttribute.html"


@row("tg-attribute", "ModifyTargetGroupAttributes with an unknown key", "ValidationError", source=_ATTRIBUTES)
def unknown_attribute(aws: Aws) -> Call:
    return _attribute(aws, "sticky", "true")


@row("tg-delay", "A deregistration delay of 3601 seconds", "ValidationError", source=_ATTRIBUTES)
def delay_too_long(aws: Aws) -> Call:
    return _attribute(aws, "deregistration_delay.timeout_seconds", "3601")


@row("tg-ok-delay", "A deregistration delay of 3600 seconds", WORKS, source=_ATTRIBUTES)
def delay_of_an_hour(aws: Aws) -> Call:
    return _attribute(aws, "deregistration_delay.timeout_seconds", "3600")


@row("tg-slow-start", "A slow start of 10 seconds (30 to 900, or 0)", "ValidationError", source=_ATTRIBUTES)
def slow_start_too_short(aws: Aws) -> Call:
    return _attribute(aws, "slow_start.duration_seconds", "10")


@row(
    "alb-idle",
    "An idle timeout of 5000 seconds (1 to 4000)",
    "ValidationError",
    source=_API + "API_LoadBalancerAttribute.html",
)
def idle_timeout_too_long(aws: Aws) -> Call:
    attributes = [{"Key": "idle_timeout.timeout_seconds", "Value": "5000"}]
    asked = {"LoadBalancerArn": balancer(aws), "Attributes": attributes}
    return lambda: aws.elbv2.modify_load_balancer_attributes(**asked)


@row(
    "alb-logs",
    "Access logs to a bucket that does not exist",
    "InvalidConfigurationRequest",
    message="Access Denied for bucket: nope. Please check S3bucket permission",
    source=_GUIDE + "enable-access-logging.html",
)
def logs_to_no_bucket(aws: Aws) -> Call:
    wanted = {"access_logs.s3.enabled": "true", "access_logs.s3.bucket": "nope"}
    attributes = [{"Key": key, "Value": value} for key, value in wanted.items()]
    asked = {"LoadBalancerArn": balancer(aws), "Attributes": attributes}
    return lambda: aws.elbv2.modify_load_balancer_attributes(**asked)


@row(
    "lis-policy",
    "CreateListener HTTPS with an unknown security policy",
    "SSLPolicyNotFound",
    source=_API + "API_CreateListener.html",
)
def unknown_security_policy(aws: Aws) -> Call:
    texts = {"CertificateBody": "certificate", "PrivateKey": "key"}
    made = aws.iam.upload_server_certificate(ServerCertificateName="own", **texts)["ServerCertificateMetadata"]["Arn"]
    given = {"Protocol": "HTTPS", "Port": 443, "SslPolicy": "nope", "Certificates": [{"CertificateArn": made}]}
    action = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}
    arn = balancer(aws)
    return lambda: aws.elbv2.create_listener(LoadBalancerArn=arn, DefaultActions=[action], **given)


@row(
    "rule-redirect-loop",
    "A redirect to where the client is",
    "InvalidLoadBalancerAction",
    message="The redirect configuration is not valid because it creates a loop.",
    source=_API + "API_RedirectActionConfig.html",
)
def redirect_loop(aws: Aws) -> Call:
    action = {"Type": "redirect", "RedirectConfig": {"StatusCode": "HTTP_301"}}
    asked = {"LoadBalancerArn": balancer(aws), "Protocol": "HTTP", "Port": 80, "DefaultActions": [action]}
    return lambda: aws.elbv2.create_listener(**asked)


@row(
    "rule-values",
    "CreateRule with six condition values",
    "ValidationError",
    source=_GUIDE + "load-balancer-limits.html",
)
def six_values(aws: Aws) -> Call:
    action = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200"}}
    made = aws.elbv2.create_listener(LoadBalancerArn=balancer(aws), Protocol="HTTP", Port=80, DefaultActions=[action])[
        "Listeners"
    ][0]["ListenerArn"]
    hosts = [f"{name}.example.com" for name in "abc"]
    paths = [f"/{name}" for name in "abc"]
    conditions = [
        {"Field": "host-header", "HostHeaderConfig": {"Values": hosts}},
        {"Field": "path-pattern", "PathPatternConfig": {"Values": paths}},
    ]
    asked = {"ListenerArn": made, "Priority": 1, "Conditions": conditions, "Actions": [action]}
    return lambda: aws.elbv2.create_rule(**asked)

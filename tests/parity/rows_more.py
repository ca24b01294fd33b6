"""What the list of gaps says of refusals and defaults in its sections 1, 3 and 4, where no other file has a row."""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError

from tests.parity import ec2
from tests.parity.plain_http import ask
from tests.parity.rows import WORKS, Aws, Call, row
from tests.parity.s3_answers import bucket, stored

_S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/"
_S3_API = "https://docs.aws.amazon.com/AmazonS3/latest/API/"
_LAMBDA = "https://docs.aws.amazon.com/lambda/latest/"
_ELB = "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/"
_ECS = "https://docs.aws.amazon.com/AmazonECS/latest/"


@row(
    "s3-ok-default-encryption",
    "GetBucketEncryption of a new bucket",
    WORKS,
    source=_S3 + "default-encryption-faq.html",
)
def default_encryption(aws: Aws) -> Call:
    bucket(aws)
    return lambda: aws.s3.get_bucket_encryption(Bucket="photos")


@row(
    "s3-ok-default-block",
    "GetPublicAccessBlock of a new bucket",
    WORKS,
    source=_S3 + "access-control-block-public-access.html",
)
def default_block(aws: Aws) -> Call:
    bucket(aws)
    return lambda: aws.s3.get_public_access_block(Bucket="photos")


@row(
    "s3-ok-default-ownership",
    "GetBucketOwnershipControls of a new bucket",
    WORKS,
    source=_S3 + "about-object-ownership.html",
)
def default_ownership(aws: Aws) -> Call:
    bucket(aws)
    return lambda: aws.s3.get_bucket_ownership_controls(Bucket="photos")


@row(
    "s3-anonymous-path",
    "GET of an object without a signature, by path, in a bucket that is not public",
    "AccessDenied",
    message="Access Denied",
    status=403,
    source=_S3 + "access-control-block-public-access.html",
)
def without_a_signature(aws: Aws) -> Call:
    stored(aws)
    return lambda: ask(aws, "GET", "photos/a")


@row(
    "s3-anonymous-host",
    "The same by virtual host",
    "AccessDenied",
    message="Access Denied",
    status=403,
    source=_S3 + "VirtualHosting.html",
)
def without_a_signature_by_host(aws: Aws) -> Call:
    stored(aws)
    return lambda: ask(aws, "GET", "a", headers={"Host": "photos.s3.us-east-1.amazonaws.com"})


@row(
    "s3-presigned-expired",
    "GET of a presigned URL after its time",
    "AccessDenied",
    message="Request has expired",
    status=403,
    source=_S3 + "using-presigned-url.html",
)
def an_old_url(aws: Aws) -> Call:
    url = aws.s3.generate_presigned_url("get_object", Params=stored(aws), ExpiresIn=-60)
    return lambda: ask(aws, "GET", url)


@row(
    "s3-presigned-other-key",
    "GET of a presigned URL whose key was changed",
    "SignatureDoesNotMatch",
    message="The request signature we calculated does not match",
    status=403,
    source=_S3_API + "ErrorResponses.html",
)
def a_url_for_another_key(aws: Aws) -> Call:
    url = aws.s3.generate_presigned_url("get_object", Params=stored(aws), ExpiresIn=60)
    return lambda: ask(aws, "GET", url.replace("/photos/a?", "/photos/b?"))


@row(
    "s3-ok-notif-filter",
    "PutBucketNotificationConfiguration with a filter rule named Prefix and an empty value",
    WORKS,
    source=_S3_API + "API_FilterRule.html",
)
def a_capitalised_filter(aws: Aws) -> Call:
    bucket(aws)
    queue = aws.sqs.create_queue(QueueName="uploads")["QueueUrl"]
    arn = aws.sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    admitted = {"Service": "s3.amazonaws.com"}
    statement = {"Effect": "Allow", "Principal": admitted, "Action": "sqs:SendMessage", "Resource": arn}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    aws.sqs.set_queue_attributes(QueueUrl=queue, Attributes={"Policy": policy})
    rules = [{"Name": "Prefix", "Value": ""}]
    entry = {"QueueArn": arn, "Events": ["s3:ObjectCreated:*"], "Filter": {"Key": {"FilterRules": rules}}}
    return lambda: aws.s3.put_bucket_notification_configuration(
        Bucket="photos", NotificationConfiguration={"QueueConfigurations": [entry]}
    )


def _invoke(aws: Aws, kind: str) -> Call:
    aws.function()
    return lambda: aws.lambda_.invoke(FunctionName="f", InvocationType=kind, Payload=b"{}")


@row(
    "lambda-ok-dry-run",
    "Invoke with DryRun, which runs nothing",
    WORKS,
    status=204,
    source=_LAMBDA + "api/API_Invoke.html",
)
def a_dry_run(aws: Aws) -> Call:
    return _invoke(aws, "DryRun")


@row("lambda-ok-event", "Invoke with Event", WORKS, status=202, source=_LAMBDA + "api/API_Invoke.html")
def an_event(aws: Aws) -> Call:
    return _invoke(aws, "Event")


@row(
    "iam-decode-malformed",
    "DecodeAuthorizationMessage of a text that is no such message",
    "InvalidAuthorizationMessageException",
    status=400,
    source="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html",
)
def no_message(aws: Aws) -> Call:
    return lambda: aws.sts.decode_authorization_message(EncodedMessage="nonsense")


@row(
    "iam-ok-decode",
    "DecodeAuthorizationMessage of what EC2 answered to a user without permissions",
    WORKS,
    source="https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html",
)
def a_message(aws: Aws) -> Call:
    aws.iam.create_user(UserName="alice")
    key = aws.iam.create_access_key(UserName="alice")["AccessKey"]
    alice = aws.client("ec2", key=key["AccessKeyId"], secret=key["SecretAccessKey"])
    told = ""
    try:
        alice.create_vpc(CidrBlock="10.0.0.0/16")
    except ClientError as error:
        told = error.response["Error"]["Message"].partition("failure message: ")[2]
    return lambda: aws.sts.decode_authorization_message(EncodedMessage=told)


@row(
    "iam-ok-validate-policy",
    "ValidatePolicy of IAM Access Analyzer",
    WORKS,
    source="https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html",
)
def a_policy_to_validate(aws: Aws) -> Call:
    policy = json.dumps({"Version": "2012-10-17", "Statement": []})
    return lambda: aws.accessanalyzer.validate_policy(policyDocument=policy, policyType="IDENTITY_POLICY")


@row(
    "alb-ok-dns-name",
    "DescribeLoadBalancers, where the DNS name has ten digits",
    WORKS,
    source=_ELB + "application-load-balancers.html",
)
def a_dns_name(aws: Aws) -> Call:
    made = aws.elbv2.create_load_balancer(Name="web", Subnets=ec2.default_subnets(aws)[:2])["LoadBalancers"][0]
    name, _, digits = made["DNSName"].partition(".")[0].rpartition("-")
    assert (name, len(digits), digits.isdigit()) == ("web", 10, True)
    return lambda: aws.elbv2.describe_load_balancers(Names=["web"])


@row(
    "ec2-ok-private-address",
    "DescribeInstances of a launched instance, whose private address is of its subnet's range",
    WORKS,
    source="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
)
def an_address_of_the_subnet(aws: Aws) -> Call:
    subnet = ec2.subnet(aws, ec2.vpc(aws))
    instance: dict[str, Any] = aws.ec2.run_instances(ImageId=ec2.image(aws), MinCount=1, MaxCount=1, SubnetId=subnet)[
        "Instances"
    ][0]
    assert instance["PrivateIpAddress"].startswith("10.0.1.")
    return lambda: aws.ec2.describe_instances(InstanceIds=[instance["InstanceId"]])


@row(
    "ecs-svc-tg-missing",
    "CreateService with a target group that does not exist",
    "InvalidParameterException",
    status=400,
    source=_ECS + "APIReference/API_CreateService.html",
)
def no_such_target_group(aws: Aws) -> Call:
    aws.ecs.create_cluster(clusterName="main")
    aws.ecs.register_task_definition(
        family="web",
        requiresCompatibilities=["FARGATE"],
        networkMode="awsvpc",
        cpu="256",
        memory="512",
        containerDefinitions=[{"name": "web", "image": "nginx", "portMappings": [{"containerPort": 80}]}],
    )
    arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef"
    network = {"awsvpcConfiguration": {"subnets": ec2.default_subnets(aws)[:1]}}
    return lambda: aws.ecs.create_service(
        cluster="main",
        serviceName="web",
        taskDefinition="web",
        desiredCount=1,
        launchType="FARGATE",
        networkConfiguration=network,
        loadBalancers=[{"targetGroupArn": arn, "containerName": "web", "containerPort": 80}],
    )

"""boto3 through the gateway: round trips in every protocol, and moto's gaps told honestly."""

from __future__ import annotations

import base64
import hashlib
import io
import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox, SandboxHost
from tests.cloud.gateway.signing import send, signed
from tests.conftest import Client


def test_s3_keeps_objects_whatever_their_keys(client: Client) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="files")
    for key in ("plain", "in/with folder/ü+&=?.txt", "trailing/", "//double", "percent%2Fsign"):
        s3.put_object(Bucket="files", Key=key, Body=key.encode(), Metadata={"under_score": "kept", "dash-ed": "too"})
        got = s3.get_object(Bucket="files", Key=key)
        assert got["Body"].read() == key.encode()
        assert got["Metadata"] == {"under_score": "kept", "dash-ed": "too"}
    assert s3.head_object(Bucket="files", Key="plain")["ContentLength"] == 5
    s3.delete_objects(Bucket="files", Delete={"Objects": [{"Key": "plain"}]})
    assert "plain" not in {each["Key"] for each in s3.list_objects_v2(Bucket="files")["Contents"]}


def test_s3_takes_large_and_multipart_uploads(client: Client) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="large")
    data = hashlib.sha256(b"x").digest() * (320 * 1024)
    s3.upload_fileobj(io.BytesIO(data), "large", "ten-mebibytes")
    taken = io.BytesIO()
    s3.download_fileobj("large", "ten-mebibytes", taken)
    assert hashlib.sha256(taken.getvalue()).hexdigest() == hashlib.sha256(data).hexdigest()


def test_s3_answers_conditional_requests_without_a_body(client: Client) -> None:
    s3 = client("s3")
    s3.create_bucket(Bucket="files")
    tag = s3.put_object(Bucket="files", Key="a", Body=b"1")["ETag"]
    with pytest.raises(ClientError) as unchanged:
        s3.get_object(Bucket="files", Key="a", IfNoneMatch=tag)
    assert unchanged.value.response["ResponseMetadata"]["HTTPStatusCode"] == 304
    assert s3.get_object(Bucket="files", Key="a")["Body"].read() == b"1"


def test_ec2_makes_a_network(client: Client) -> None:
    ec2 = client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.1.1.0/24")["Subnet"]["SubnetId"]
    found = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["Subnets"]
    assert [each["SubnetId"] for each in found] == [subnet]


def test_iam_attaches_an_aws_managed_policy(client: Client) -> None:
    iam = client("iam")
    iam.create_role(RoleName="runner", AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": []}))
    managed = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
    iam.attach_role_policy(RoleName="runner", PolicyArn=managed)
    attached = iam.list_attached_role_policies(RoleName="runner")["AttachedPolicies"]
    assert [each["PolicyArn"] for each in attached] == [managed]


def test_sqs_delivers_a_message(client: Client, sandbox: Sandbox) -> None:
    sqs = client("sqs")
    url = sqs.create_queue(QueueName="work")["QueueUrl"]
    sqs.send_message(QueueUrl=url, MessageBody="do it")
    assert [each["Body"] for each in sqs.receive_message(QueueUrl=url)["Messages"]] == ["do it"]


def test_elbv2_makes_a_target_group(client: Client) -> None:
    vpc = client("ec2").describe_vpcs()["Vpcs"][0]["VpcId"]
    elb = client("elbv2")
    made = elb.create_target_group(Name="web", Protocol="HTTP", Port=80, VpcId=vpc)["TargetGroups"][0]
    found = elb.describe_target_groups(Names=["web"])["TargetGroups"]
    assert [each["TargetGroupArn"] for each in found] == [made["TargetGroupArn"]]


def test_ecs_makes_a_cluster(client: Client) -> None:
    ecs = client("ecs")
    arn = ecs.create_cluster(clusterName="blue")["cluster"]["clusterArn"]
    assert ecs.list_clusters()["clusterArns"] == [arn]


@pytest.mark.parametrize(
    ("service", "operation", "wanted"),
    [
        ("apigateway", "get_rest_apis", {"items": []}),
        ("apigatewayv2", "get_apis", {"Items": []}),
        ("autoscaling", "describe_auto_scaling_groups", {"AutoScalingGroups": []}),
        ("cloudwatch", "describe_alarms", {"MetricAlarms": [], "CompositeAlarms": []}),
        ("dynamodb", "list_tables", {"TableNames": []}),
        ("ecr", "describe_repositories", {"repositories": []}),
        ("elb", "describe_load_balancers", {"LoadBalancerDescriptions": []}),
        ("events", "list_rules", {"Rules": []}),
        ("lambda", "list_functions", {"Functions": []}),
        ("logs", "describe_log_groups", {"logGroups": []}),
        ("sns", "list_topics", {"Topics": []}),
    ],
)
def test_every_taught_service_answers(client: Client, service: str, operation: str, wanted: dict[str, Any]) -> None:
    answer = getattr(client(service), operation)()
    del answer["ResponseMetadata"]
    assert answer == wanted


def test_a_service_that_was_not_loaded_answers_too(client: Client) -> None:
    assert client("kinesis").list_streams()["StreamNames"] == []


def test_an_aws_error_arrives_as_one(client: Client) -> None:
    with pytest.raises(client("s3").exceptions.NoSuchBucket):
        client("s3").list_objects_v2(Bucket="nobody-made-this")
    with pytest.raises(client("lambda").exceptions.ResourceNotFoundException):
        client("lambda").get_function(FunctionName="nobody-made-this")


@pytest.mark.parametrize(
    ("service", "operation", "parameters"),
    [
        ("s3", "create_session", {"Bucket": "stays"}),
        ("ec2", "create_network_insights_path", {"Source": "i-1", "Protocol": "tcp", "ClientToken": "t"}),
        ("iam", "get_service_last_accessed_details", {"JobId": "x" * 36}),
        ("ecs", "stop_service_deployment", {"serviceDeploymentArn": "a"}),
        ("cloudwatch", "describe_anomaly_detectors", {}),
    ],
)
def test_what_moto_lacks_is_said_to_be_lacking(
    client: Client, service: str, operation: str, parameters: dict[str, Any]
) -> None:
    client("s3").create_bucket(Bucket="stays")
    with pytest.raises(ClientError) as lacking:
        getattr(client(service), operation)(**parameters)
    error = lacking.value.response["Error"]
    assert error["Code"] == "NotImplemented"
    assert lacking.value.operation_name in error["Message"]


def test_what_breaks_in_moto_is_an_aws_error_and_not_a_page(client: Client) -> None:
    """moto 5.2 raises TypeError for a query of logs without a log group."""
    with pytest.raises(ClientError) as broken:
        client("logs").start_query(startTime=1, endTime=2, queryString="fields @message")
    assert broken.value.response["Error"]["Code"] == "InternalFailure"
    assert "fault of awslab" in broken.value.response["Error"]["Message"]


@pytest.mark.parametrize(
    ("service", "method", "parameters", "code", "status"),
    [
        ("logs", "get_query_results", {"queryId": "no-such-query"}, "ResourceNotFoundException", 400),
        ("ec2", "modify_hosts", {"HostIds": ["h-0123456789abcdef0"]}, "InvalidParameterValue", 400),
        ("ec2", "delete_transit_gateway", {"TransitGatewayId": "tgw-0123456789abcdef0"}, "InvalidParameterValue", 400),
    ],
)
def test_a_name_that_moto_breaks_over_is_the_callers_error(
    client: Client, service: str, method: str, parameters: dict[str, Any], code: str, status: int
) -> None:
    with pytest.raises(ClientError) as refused:
        getattr(client(service), method)(**parameters)
    response = refused.value.response
    assert (response["Error"]["Code"], response["ResponseMetadata"]["HTTPStatusCode"]) == (code, status)
    assert "names something that does not exist" in response["Error"]["Message"]


@pytest.mark.parametrize(
    ("service", "method", "path", "headers", "code"),
    [
        ("s3", "POST", "/", {}, "MethodNotAllowed"),
        ("lambda", "GET", "/no/such/address", {}, "UnknownOperationException"),
        ("ecs", "POST", "/", {"X-Amz-Target": "AmazonEC2ContainerServiceV20141113.Nope"}, "UnknownOperationException"),
        ("iam", "GET", "/?Action=Nope&Version=2010-05-08", {}, "InvalidAction"),
    ],
)
def test_an_operation_that_does_not_exist_is_refused_in_the_services_protocol(
    sandbox: Sandbox, service: str, method: str, path: str, headers: dict[str, str], code: str
) -> None:
    answer = send(sandbox, method, path, headers=signed(sandbox, service, method, path, headers=headers))
    assert (answer.status >= 400, code in answer.body) == (True, True)
    assert "html" not in answer.body.lower()


def test_a_service_that_does_not_exist_is_not_found(sandbox: Sandbox) -> None:
    answer = send(sandbox, "GET", "/", headers=signed(sandbox, "nonsense", "GET", "/"))
    assert (answer.status, "nonsense" in answer.body) == (404, True)


def test_a_body_that_cannot_be_read_is_refused_in_the_services_protocol(sandbox: Sandbox) -> None:
    headers = {"X-Amz-Target": "AmazonEC2ContainerServiceV20141113.ListClusters"}
    headers["Content-Type"] = "application/x-amz-json-1.1"
    sent = signed(sandbox, "ecs", "POST", "/", headers=headers, body=b"{nonsense")
    answer = send(sandbox, "POST", "/", headers=sent, body=b"{nonsense")
    assert (answer.status, "SerializationException" in answer.body) == (400, True)


def test_two_sandboxes_share_no_state_and_no_ids(host: SandboxHost, client: Client) -> None:
    import boto3

    with host.open() as other:
        key = {"aws_access_key_id": other.access_key_id, "aws_secret_access_key": other.secret_access_key}
        there = boto3.client("ec2", endpoint_url=other.endpoint, region_name="us-east-1", **key)
        here = client("ec2")
        assert vpc_ids(here).isdisjoint(vpc_ids(there))
        made = [each.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"] for each in (here, there)]
        assert made[0] != made[1]
        assert made[0] not in vpc_ids(there)


def vpc_ids(ec2: Any) -> set[str]:
    """The networks that a client sees."""
    return {vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"]}


def test_a_streamed_upload_in_chunks_is_stored_whole(sandbox: Sandbox, client: Client) -> None:
    client("s3").create_bucket(Bucket="files")
    data = b"hello, chunks"
    checksum = base64.b64encode(hashlib.sha256(data).digest()).decode()
    framed = b"%x\r\n%b\r\n0\r\nx-amz-checksum-sha256:%b\r\n\r\n" % (len(data), data, checksum.encode())
    headers = {
        "Content-Encoding": "aws-chunked",
        "X-Amz-Content-SHA256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "X-Amz-Decoded-Content-Length": str(len(data)),
        "X-Amz-Sdk-Checksum-Algorithm": "SHA256",
        "X-Amz-Trailer": "x-amz-checksum-sha256",
    }
    sent = signed(sandbox, "s3", "PUT", "/files/a", headers=headers)
    assert send(sandbox, "PUT", "/files/a", headers=sent, body=framed).status == 200
    got = client("s3").get_object(Bucket="files", Key="a", ChecksumMode="ENABLED")
    assert got["Body"].read() == data
    assert got["ChecksumSHA256"] == checksum
    assert "aws-chunked" not in got.get("ContentEncoding", "")

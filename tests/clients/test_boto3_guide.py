"""The calls that the boto3 guide's examples make go through, and come to what the guide says.

https://boto3.amazonaws.com/v1/documentation/api/latest/guide/examples.html;
each test names its page. The programs are ours; operations and parameters are the guide's.
"""

from __future__ import annotations

import io
import json
import urllib.request
from pathlib import Path
from typing import Any

import boto3
import pytest
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

from awslab.sandbox.process import Sandbox
from tests.conftest import Client


@pytest.fixture
def resource(sandbox: Sandbox) -> Any:
    """`boto3.resource`, in the sandbox."""

    def make(service: str) -> Any:
        return boto3.resource(
            service,
            endpoint_url=sandbox.endpoint,
            region_name=sandbox.region,
            aws_access_key_id=sandbox.access_key_id,
            aws_secret_access_key=sandbox.secret_access_key,
        )

    return make


def image(ec2: Any) -> str:
    """The newest Amazon Linux."""
    found = ec2.describe_images(Owners=["amazon"], Filters=[{"Name": "name", "Values": ["al2023-ami-2023*x86_64"]}])
    return str(found["Images"][0]["ImageId"])


def test_instances_are_described_monitored_started_stopped_and_rebooted(client: Client) -> None:
    """ec2-example-managing-instances"""
    ec2 = client("ec2")
    launched = ec2.run_instances(ImageId=image(ec2), InstanceType="t2.micro", MinCount=1, MaxCount=1)
    ids = [launched["Instances"][0]["InstanceId"]]
    ec2.get_waiter("instance_running").wait(InstanceIds=ids, WaiterConfig={"Delay": 1})
    assert ec2.monitor_instances(InstanceIds=ids)["InstanceMonitorings"][0]["Monitoring"]["State"] == "pending"
    assert ec2.unmonitor_instances(InstanceIds=ids)["InstanceMonitorings"][0]["Monitoring"]["State"] == "disabling"
    for method in (ec2.start_instances, ec2.stop_instances, ec2.reboot_instances):
        with pytest.raises(ClientError) as caught:
            method(InstanceIds=ids, DryRun=True)
        assert caught.value.response["Error"]["Code"] == "DryRunOperation"
    ec2.reboot_instances(InstanceIds=ids)
    assert ec2.stop_instances(InstanceIds=ids)["StoppingInstances"][0]["CurrentState"]["Name"] == "stopping"
    ec2.get_waiter("instance_stopped").wait(InstanceIds=ids, WaiterConfig={"Delay": 1})
    assert ec2.start_instances(InstanceIds=ids)["StartingInstances"][0]["CurrentState"]["Name"] == "pending"


def test_key_pairs_are_described_created_and_deleted(client: Client) -> None:
    """ec2-example-key-pairs"""
    ec2 = client("ec2")
    assert "PRIVATE KEY" in ec2.create_key_pair(KeyName="KEY_PAIR_NAME")["KeyMaterial"]
    assert [pair["KeyName"] for pair in ec2.describe_key_pairs()["KeyPairs"]] == ["KEY_PAIR_NAME"]
    ec2.delete_key_pair(KeyName="KEY_PAIR_NAME")
    assert ec2.describe_key_pairs()["KeyPairs"] == []


def test_regions_and_zones_are_described(client: Client) -> None:
    """ec2-example-regions-avail-zones"""
    ec2 = client("ec2")
    assert "eu-central-1" in {region["RegionName"] for region in ec2.describe_regions()["Regions"]}
    assert "us-east-1a" in {zone["ZoneName"] for zone in ec2.describe_availability_zones()["AvailabilityZones"]}


def test_security_groups_are_described_created_filled_and_deleted(client: Client) -> None:
    """ec2-example-security-group"""
    ec2 = client("ec2")
    vpc = ec2.describe_vpcs()["Vpcs"][0]["VpcId"]
    group = ec2.create_security_group(GroupName="SECURITY_GROUP_NAME", Description="DESCRIPTION", VpcId=vpc)["GroupId"]
    anyone = [{"CidrIp": "0.0.0.0/0"}]
    rules = [{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "IpRanges": anyone} for port in (80, 22)]
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=rules)
    found = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]
    assert {rule["FromPort"] for rule in found["IpPermissions"]} == {80, 22}
    ec2.delete_security_group(GroupId=group)
    with pytest.raises(ClientError, match=r"InvalidGroup\.NotFound"):
        ec2.describe_security_groups(GroupIds=[group])


def test_elastic_addresses_are_allocated_associated_and_released(client: Client) -> None:
    """ec2-example-elastic-ip-addresses"""
    ec2 = client("ec2")
    launched = ec2.run_instances(ImageId=image(ec2), InstanceType="t2.micro", MinCount=1, MaxCount=1)
    instance = launched["Instances"][0]["InstanceId"]
    ec2.get_waiter("instance_running").wait(InstanceIds=[instance], WaiterConfig={"Delay": 1})
    allocated = ec2.allocate_address(Domain="vpc")
    made = ec2.associate_address(AllocationId=allocated["AllocationId"], InstanceId=instance)
    found = ec2.describe_addresses(Filters=[{"Name": "domain", "Values": ["vpc"]}])["Addresses"]
    assert [(one["PublicIp"], one["InstanceId"]) for one in found] == [(allocated["PublicIp"], instance)]
    ec2.disassociate_address(AssociationId=made["AssociationId"])
    ec2.release_address(AllocationId=allocated["AllocationId"])
    assert ec2.describe_addresses()["Addresses"] == []


def test_users_are_created_listed_renamed_and_deleted(client: Client) -> None:
    """iam-example-managing-users"""
    iam = client("iam")
    iam.create_user(UserName="IAM_USER_NAME")
    listed = [user["UserName"] for page in iam.get_paginator("list_users").paginate() for user in page["Users"]]
    assert listed == ["IAM_USER_NAME"]
    iam.update_user(UserName="IAM_USER_NAME", NewUserName="NEW_IAM_USER_NAME")
    iam.delete_user(UserName="NEW_IAM_USER_NAME")
    assert iam.list_users()["Users"] == []


def test_policies_are_created_read_attached_and_detached(client: Client) -> None:
    """iam-example-policies"""
    iam = client("iam")
    statements = [
        {"Effect": "Allow", "Action": "logs:CreateLogGroup", "Resource": "*"},
        {"Effect": "Allow", "Action": ["dynamodb:DeleteItem", "dynamodb:GetItem"], "Resource": "*"},
    ]
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    arn = iam.create_policy(PolicyName="myDynamodbPolicy", PolicyDocument=document)["Policy"]["Arn"]
    assert iam.get_policy(PolicyArn="arn:aws:iam::aws:policy/AWSLambdaExecute")["Policy"]["DefaultVersionId"]
    trust = {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
    trusted = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    iam.create_role(RoleName="AmazonDynamoDBFullAccess", AssumeRolePolicyDocument=trusted)
    iam.attach_role_policy(PolicyArn=arn, RoleName="AmazonDynamoDBFullAccess")
    iam.detach_role_policy(PolicyArn=arn, RoleName="AmazonDynamoDBFullAccess")
    assert iam.list_attached_role_policies(RoleName="AmazonDynamoDBFullAccess")["AttachedPolicies"] == []


def test_access_keys_are_created_listed_deactivated_and_deleted(client: Client) -> None:
    """iam-example-managing-access-keys"""
    iam = client("iam")
    iam.create_user(UserName="IAM_USER_NAME")
    key = iam.create_access_key(UserName="IAM_USER_NAME")["AccessKey"]["AccessKeyId"]
    assert iam.get_access_key_last_used(AccessKeyId=key)["UserName"] == "IAM_USER_NAME"
    iam.update_access_key(AccessKeyId=key, Status="Inactive", UserName="IAM_USER_NAME")
    (listed,) = iam.list_access_keys(UserName="IAM_USER_NAME")["AccessKeyMetadata"]
    assert (listed["AccessKeyId"], listed["Status"]) == (key, "Inactive")
    iam.delete_access_key(AccessKeyId=key, UserName="IAM_USER_NAME")


def test_account_aliases_are_created_listed_and_deleted(client: Client) -> None:
    """iam-example-managing-account-aliases"""
    iam = client("iam")
    iam.create_account_alias(AccountAlias="alias-of-mine")
    assert iam.list_account_aliases()["AccountAliases"] == ["alias-of-mine"]
    iam.delete_account_alias(AccountAlias="alias-of-mine")


def test_buckets_are_created_and_files_uploaded_and_downloaded(client: Client, tmp_path: Path) -> None:
    """s3-example-creating-buckets, s3-uploading-files, s3-example-download-file"""
    s3 = client("s3")
    s3.create_bucket(Bucket="bucket-name")
    place = {"LocationConstraint": "us-west-2"}
    client("s3", region="us-west-2").create_bucket(Bucket="bucket-name-west", CreateBucketConfiguration=place)
    assert [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]] == ["bucket-name", "bucket-name-west"]
    (tmp_path / "file").write_text("hello")
    s3.upload_file(str(tmp_path / "file"), "bucket-name", "OBJECT_NAME", ExtraArgs={"Metadata": {"mykey": "myvalue"}})
    with (tmp_path / "file").open("rb") as content:
        s3.upload_fileobj(content, "bucket-name", "OTHER_NAME")
    s3.download_file("bucket-name", "OBJECT_NAME", str(tmp_path / "copy"))
    assert (tmp_path / "copy").read_text() == "hello"
    assert s3.head_object(Bucket="bucket-name", Key="OBJECT_NAME")["Metadata"] == {"mykey": "myvalue"}


def test_large_files_are_transferred_in_parts(client: Client) -> None:
    """s3 (file transfer configuration): several threads, several parts"""
    s3 = client("s3")
    s3.create_bucket(Bucket="bucket-name")
    config = TransferConfig(multipart_threshold=6 * 1024**2, multipart_chunksize=5 * 1024**2, max_concurrency=5)
    content = bytes(range(256)) * 4 * 1024 * 11
    s3.upload_fileobj(io.BytesIO(content), "bucket-name", "OBJECT_NAME", Config=config)
    assert s3.head_object(Bucket="bucket-name", Key="OBJECT_NAME")["ETag"].endswith('-3"')
    got = io.BytesIO()
    s3.download_fileobj("bucket-name", "OBJECT_NAME", got, Config=config)
    assert got.getvalue() == content


def test_presigned_addresses_and_forms_work(client: Client) -> None:
    """s3-presigned-urls"""
    s3 = client("s3")
    s3.create_bucket(Bucket="bucket-name")
    s3.put_object(Bucket="bucket-name", Key="OBJECT_NAME", Body=b"hello")
    wanted = {"Bucket": "bucket-name", "Key": "OBJECT_NAME"}
    with urllib.request.urlopen(s3.generate_presigned_url("get_object", Params=wanted, ExpiresIn=3600)) as answer:
        assert answer.read() == b"hello"
    form = s3.generate_presigned_post("bucket-name", "FORM_NAME", ExpiresIn=3600)
    parts = [
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form["fields"].items()
    ]
    body = "".join(parts) + '--x\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\nform\r\n--x--\r\n'
    request = urllib.request.Request(form["url"], body.encode(), {"Content-Type": "multipart/form-data; boundary=x"})
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 204
    assert s3.get_object(Bucket="bucket-name", Key="FORM_NAME")["Body"].read() == b"form"


def test_a_bucket_has_a_policy_an_acl_a_website_and_cross_origin_rules(client: Client) -> None:
    """s3-example-bucket-policies, s3-example-access-permissions, s3-example-static-web-host,
    s3-example-configuring-buckets"""
    s3 = client("s3")
    s3.create_bucket(Bucket="bucket-name")
    s3.delete_public_access_block(Bucket="bucket-name")
    statement = {
        "Sid": "AddPerm",
        "Effect": "Allow",
        "Principal": "*",
        "Action": ["s3:GetObject"],
        "Resource": "arn:aws:s3:::bucket-name/*",
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    s3.put_bucket_policy(Bucket="bucket-name", Policy=policy)
    assert json.loads(s3.get_bucket_policy(Bucket="bucket-name")["Policy"]) == json.loads(policy)
    s3.delete_bucket_policy(Bucket="bucket-name")
    assert s3.get_bucket_acl(Bucket="bucket-name")["Grants"][0]["Permission"] == "FULL_CONTROL"
    website = {"ErrorDocument": {"Key": "error.html"}, "IndexDocument": {"Suffix": "index.html"}}
    s3.put_bucket_website(Bucket="bucket-name", WebsiteConfiguration=website)
    assert s3.get_bucket_website(Bucket="bucket-name")["IndexDocument"] == {"Suffix": "index.html"}
    s3.delete_bucket_website(Bucket="bucket-name")
    rule = {
        "AllowedHeaders": ["Authorization"],
        "AllowedMethods": ["GET", "PUT"],
        "AllowedOrigins": ["*"],
        "ExposeHeaders": ["ETag", "x-amz-request-id"],
        "MaxAgeSeconds": 3000,
    }
    s3.put_bucket_cors(Bucket="bucket-name", CORSConfiguration={"CORSRules": [rule]})
    assert s3.get_bucket_cors(Bucket="bucket-name")["CORSRules"] == [rule]


def test_queues_take_messages_and_hand_them_out_once_they_are_visible(client: Client) -> None:
    """sqs-example-using-queues, sqs-example-sending-receiving-msgs, sqs-example-visibility-timeout"""
    sqs = client("sqs")
    attributes = {"DelaySeconds": "0", "MessageRetentionPeriod": "86400"}
    url = sqs.create_queue(QueueName="SQS_QUEUE_NAME", Attributes=attributes)["QueueUrl"]
    assert sqs.list_queues()["QueueUrls"] == [url]
    assert sqs.get_queue_url(QueueName="SQS_QUEUE_NAME")["QueueUrl"] == url
    title = {"Title": {"DataType": "String", "StringValue": "The Whistler"}}
    sent = sqs.send_message(QueueUrl=url, MessageAttributes=title, MessageBody="Information about a bestseller.")
    asked = {"QueueUrl": url, "MessageAttributeNames": ["All"], "MaxNumberOfMessages": 1, "WaitTimeSeconds": 0}
    (message,) = sqs.receive_message(**asked, VisibilityTimeout=0)["Messages"]
    assert (message["MessageId"], message["MessageAttributes"]) == (sent["MessageId"], title)
    (message,) = sqs.receive_message(**asked)["Messages"]
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"], VisibilityTimeout=36000)
    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    sqs.delete_queue(QueueUrl=url)


def test_queues_have_dead_letters_and_long_polling(client: Client) -> None:
    """sqs-example-dead-letter-queue, sqs-example-long-polling"""
    sqs = client("sqs")
    dead = sqs.create_queue(QueueName="DEAD")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    url = sqs.create_queue(QueueName="LIVE", Attributes={"ReceiveMessageWaitTimeSeconds": "20"})["QueueUrl"]
    redrive = {"deadLetterTargetArn": arn, "maxReceiveCount": "10"}
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": json.dumps(redrive)})
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert json.loads(found["RedrivePolicy"])["deadLetterTargetArn"] == arn
    assert found["ReceiveMessageWaitTimeSeconds"] == "20"


def test_resources_and_collections_work(resource: Any) -> None:
    """resources, collections, sqs (sample tutorial)"""
    bucket = resource("s3").create_bucket(Bucket="bucket-name")
    for name in ("a", "b"):
        bucket.put_object(Key=name, Body=name.encode())
    assert [item.key for item in bucket.objects.all()] == ["a", "b"]
    bucket.objects.delete()
    bucket.delete()
    queue = resource("sqs").create_queue(QueueName="test", Attributes={"DelaySeconds": "0"})
    queue.send_messages(Entries=[{"Id": "1", "MessageBody": "world"}])
    assert [message.body for message in queue.receive_messages()] == ["world"]


def test_errors_are_told_apart_by_code(client: Client) -> None:
    """error-handling"""
    s3 = client("s3")
    with pytest.raises(s3.exceptions.NoSuchBucket):
        s3.list_objects_v2(Bucket="no-such-bucket-anywhere")
    with pytest.raises(ClientError) as caught:
        client("sqs").get_queue_url(QueueName="no-such-queue")
    assert caught.value.response["Error"]["Code"] == "AWS.SimpleQueueService.NonExistentQueue"

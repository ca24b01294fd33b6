"""Users and sessions of roles are held to their policies, through boto3."""

from __future__ import annotations

import json
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.iam.people import ACCOUNT, Key, People, policy, session_key, trust
from tests.conftest import Client

ALLOWED = ("", "", 200)


@pytest.fixture
def people(client: Client) -> People:
    client("s3").create_bucket(Bucket="box-4711")
    client("s3").put_object(Bucket="box-4711", Key="home/ann/a.txt", Body=b"a")
    return People(client)


def code(people: People, call: Any) -> str:
    """The code of a refusal; empty for a call that is not refused."""
    return people.refusal(call)[0]


def reads(client: Client, key: Key, name: str = "home/ann/a.txt") -> Any:
    """A call that reads an object."""
    return lambda: client("s3", **key).get_object(Bucket="box-4711", Key=name)


def test_a_user_may_what_a_policy_allows_and_nothing_else(client: Client, people: People) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html"""
    ann = people.user("ann", policy("s3:GetObject", resource="arn:aws:s3:::box-4711/home/*"))
    assert people.refusal(reads(client, ann)) == ALLOWED
    assert code(people, lambda: client("s3", **ann).list_objects_v2(Bucket="box-4711")) == "AccessDenied"


def test_the_learners_own_key_may_everything(client: Client, people: People) -> None:
    assert people.refusal(lambda: client("ec2").describe_instances()) == ALLOWED


def test_policies_of_groups_count(client: Client, people: People) -> None:
    ann = people.user("ann")
    people.iam.create_group(GroupName="readers")
    people.iam.put_group_policy(GroupName="readers", PolicyName="p", PolicyDocument=json.dumps(policy("s3:GetObject")))
    assert code(people, reads(client, ann)) == "AccessDenied"
    people.iam.add_user_to_group(GroupName="readers", UserName="ann")
    assert people.refusal(reads(client, ann)) == ALLOWED


def test_the_default_version_of_a_managed_policy_counts(client: Client, people: People) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-versioning.html"""
    ann = people.user("ann")
    made = people.iam.create_policy(PolicyName="p", PolicyDocument=json.dumps(policy("s3:GetObject")))["Policy"]
    people.iam.attach_user_policy(UserName="ann", PolicyArn=made["Arn"])
    assert people.refusal(reads(client, ann)) == ALLOWED
    people.iam.create_policy_version(
        PolicyArn=made["Arn"], PolicyDocument=json.dumps(policy("s3:PutObject")), SetAsDefault=True
    )
    assert code(people, reads(client, ann)) == "AccessDenied"


def test_aws_managed_policies_count(client: Client, people: People) -> None:
    ann = people.user("ann")
    people.iam.attach_user_policy(UserName="ann", PolicyArn="arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
    assert people.refusal(reads(client, ann)) == ALLOWED
    assert code(people, lambda: client("s3", **ann).put_object(Bucket="box-4711", Key="b")) == "AccessDenied"


def test_a_boundary_limits_what_policies_allow(client: Client, people: People) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html"""
    ann = people.user("ann", policy("*"))
    made = people.iam.create_policy(PolicyName="p", PolicyDocument=json.dumps(policy("s3:*")))["Policy"]
    people.iam.put_user_permissions_boundary(UserName="ann", PermissionsBoundary=made["Arn"])
    assert people.refusal(reads(client, ann)) == ALLOWED
    refused = people.refusal(lambda: client("sqs", **ann).list_queues())
    assert "because no permissions boundary allows the sqs:listqueues action" in refused[1]


def test_a_bucket_policy_alone_lets_a_user_of_the_account_in(client: Client, people: People) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html"""
    ann = people.user("ann")
    document = policy("s3:GetObject", resource="arn:aws:s3:::box-4711/*")
    document["Statement"][0]["Principal"] = {"AWS": f"arn:aws:iam::{ACCOUNT}:user/ann"}
    client("s3").put_bucket_policy(Bucket="box-4711", Policy=json.dumps(document))
    assert people.refusal(reads(client, ann)) == ALLOWED


def test_a_bucket_policy_that_denies_wins(client: Client, people: People) -> None:
    ann = people.user("ann", policy("s3:*"))
    document = policy("s3:GetObject", resource="arn:aws:s3:::box-4711/*", effect="Deny")
    document["Statement"][0]["Principal"] = {"AWS": f"arn:aws:iam::{ACCOUNT}:user/ann"}
    client("s3").put_bucket_policy(Bucket="box-4711", Policy=json.dumps(document))
    refused = people.refusal(reads(client, ann))
    assert refused[0] == "AccessDenied"
    assert refused[1].endswith("with an explicit deny in a resource-based policy")


def test_the_policies_of_queues_topics_and_functions_count(client: Client, people: People) -> None:
    ann = people.user("ann")
    queue = client("sqs").create_queue(QueueName="q")["QueueUrl"]
    who = {"AWS": f"arn:aws:iam::{ACCOUNT}:user/ann"}
    sends = policy("sqs:SendMessage", resource=f"arn:aws:sqs:us-east-1:{ACCOUNT}:q", Principal=who)
    client("sqs").set_queue_attributes(QueueUrl=queue, Attributes={"Policy": json.dumps(sends)})
    assert people.refusal(lambda: client("sqs", **ann).send_message(QueueUrl=queue, MessageBody="x")) == ALLOWED
    topic = client("sns").create_topic(Name="t")["TopicArn"]
    assert code(people, lambda: client("sns", **ann).publish(TopicArn=topic, Message="x")) == "AuthorizationError"
    publishes = policy("sns:Publish", resource=topic, Principal=who)
    client("sns").set_topic_attributes(TopicArn=topic, AttributeName="Policy", AttributeValue=json.dumps(publishes))
    assert people.refusal(lambda: client("sns", **ann).publish(TopicArn=topic, Message="x")) == ALLOWED


CONDITIONS: list[tuple[str, dict[str, Any], bool]] = [
    ("s3:ListBucket", {"StringLike": {"s3:prefix": ["home/${aws:username}/*"]}}, True),
    ("s3:ListBucket", {"StringLike": {"s3:prefix": ["home/bob/*"]}}, False),
    ("s3:ListBucket", {"NumericLessThanEquals": {"s3:max-keys": "10"}}, True),
    ("s3:ListBucket", {"IpAddress": {"aws:SourceIp": "127.0.0.0/8"}}, True),
    ("s3:ListBucket", {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, False),
    ("s3:ListBucket", {"StringEquals": {"aws:RequestedRegion": "eu-central-1"}}, False),
    ("s3:ListBucket", {"Bool": {"aws:SecureTransport": "true"}}, True),
    ("s3:ListBucket", {"DateLessThan": {"aws:CurrentTime": "2020-01-01T00:00:00Z"}}, False),
    ("s3:ListBucket", {"StringEquals": {"aws:PrincipalTag/team": "blue"}}, True),
    ("s3:ListBucket", {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}, True),
    ("s3:ListBucket", {"Bool": {"aws:MultiFactorAuthPresent": "true"}}, False),
]


@pytest.mark.parametrize(("action", "condition", "holds"), CONDITIONS)
def test_the_keys_of_a_request_are_compared(
    client: Client, people: People, action: str, condition: dict[str, Any], holds: bool
) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"""
    ann = people.user("ann", policy(action, Condition=condition))
    people.iam.tag_user(UserName="ann", Tags=[{"Key": "team", "Value": "blue"}])
    listed = lambda: client("s3", **ann).list_objects_v2(Bucket="box-4711", Prefix="home/ann/", MaxKeys=5)  # noqa: E731
    assert (code(people, listed) == "") == holds


def test_a_launch_is_asked_for_each_of_its_resources(client: Client, people: People) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-runinstances"""
    small = {"StringEquals": {"ec2:InstanceType": "t3.micro"}}
    document = policy("ec2:RunInstances", resource=f"arn:aws:ec2:us-east-1:{ACCOUNT}:instance/*", Condition=small)
    others = ["image", "network-interface", "security-group", "subnet", "volume", "key-pair"]
    document["Statement"].append(
        {
            "Effect": "Allow",
            "Action": "ec2:RunInstances",
            "Resource": [f"arn:aws:ec2:us-east-1:*:{each}/*" for each in others],
        }
    )
    ec2 = client("ec2", **people.user("ann", document))
    image = client("ec2").describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    launch = {"ImageId": image, "MinCount": 1, "MaxCount": 1, "DryRun": True}
    assert code(people, lambda: ec2.run_instances(InstanceType="t3.micro", **launch)) == "DryRunOperation"
    refused = people.refusal(lambda: ec2.run_instances(InstanceType="t3.large", **launch))
    assert refused[0] == "UnauthorizedOperation"
    assert f"ec2:RunInstances on resource: arn:aws:ec2:us-east-1:{ACCOUNT}:instance/*" in refused[1]


def test_tags_of_a_resource_are_compared(client: Client, people: People) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html"""
    mine, theirs = (client("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"] for _ in range(2))
    client("ec2").create_tags(Resources=[mine], Tags=[{"Key": "owner", "Value": "ann"}])
    owned = {"StringEquals": {"aws:ResourceTag/owner": "${aws:username}"}}
    ec2 = client("ec2", **people.user("ann", policy("ec2:DeleteVpc", Condition=owned)))
    assert code(people, lambda: ec2.delete_vpc(VpcId=theirs)) == "UnauthorizedOperation"
    assert people.refusal(lambda: ec2.delete_vpc(VpcId=mine)) == ALLOWED


def test_a_session_policy_narrows_a_role_down(client: Client, people: People) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session"""
    role = people.role("app", policy("s3:*"))
    wide = people.assumed(role)
    narrow = people.assumed(role, Policy=json.dumps(policy("s3:ListAllMyBuckets")))
    assert people.refusal(reads(client, wide)) == ALLOWED
    refused = people.refusal(reads(client, narrow))
    assert "because no session policy allows the s3:GetObject action" in refused[1]
    assert people.refusal(lambda: client("s3", **narrow).list_buckets()) == ALLOWED


def test_a_sessions_tags_are_the_principals(client: Client, people: People) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html"""
    tagged = {"StringEquals": {"aws:PrincipalTag/team": "blue"}}
    role = people.role("app", policy("s3:GetObject", Condition=tagged))
    assert code(people, reads(client, people.assumed(role))) == "AccessDenied"
    blue = people.assumed(role, Tags=[{"Key": "team", "Value": "blue"}])
    assert people.refusal(reads(client, blue)) == ALLOWED


def test_a_user_assumes_a_role_that_names_the_user_without_a_policy_of_its_own(client: Client, people: People) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html: the account may delegate to
    its users by their policies, or the role names one."""
    ann, bob = people.user("ann"), people.user("bob")
    named = people.role("named", trusts=trust(AWS=f"arn:aws:iam::{ACCOUNT}:user/ann"))
    whole = people.role("whole")
    assert people.assumed(named, key=ann)["token"]
    assume = {"RoleSessionName": "night"}
    assert code(people, lambda: client("sts", **bob).assume_role(RoleArn=named, **assume)) == "AccessDenied"
    assert code(people, lambda: client("sts", **bob).assume_role(RoleArn=whole, **assume)) == "AccessDenied"
    carol = people.user("carol", policy("sts:AssumeRole", resource=whole))
    assert people.assumed(whole, key=carol)["token"]


def test_a_federated_user_may_what_both_the_user_and_the_session_allow(client: Client, people: People) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html"""
    ann = people.user("ann", policy("s3:GetObject", "sts:GetFederationToken"))
    sts = client("sts", **ann)
    both = sts.get_federation_token(Name="guest", Policy=json.dumps(policy("s3:*")))
    guest = session_key(both)
    assert people.refusal(reads(client, guest)) == ALLOWED
    assert code(people, lambda: client("s3", **guest).list_buckets()) == "AccessDenied"
    nothing = session_key(sts.get_federation_token(Name="guest"))
    assert code(people, reads(client, nothing)) == "AccessDenied"
    assert client("sts", **guest).get_caller_identity()["Arn"].endswith(":federated-user/guest")
    assert code(people, lambda: client("iam", **guest).list_users()) == "InvalidClientTokenId"


def test_whoever_may_not_list_does_not_hear_that_an_object_is_missing(client: Client, people: People) -> None:
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html"""
    ann = people.user("ann", policy("s3:GetObject"))
    assert code(people, reads(client, ann, "nothing")) == "AccessDenied"
    people.iam.put_user_policy(UserName="ann", PolicyName="more", PolicyDocument=json.dumps(policy("s3:ListBucket")))
    assert code(people, reads(client, ann, "nothing")) == "NoSuchKey"


def test_a_refused_call_is_in_the_trail_with_its_code(client: Client, people: People, sandbox: Sandbox) -> None:
    code(people, reads(client, people.user("ann")))
    last = sandbox.trail()[-1]
    assert (last.who, last.operation, last.error, last.would_refuse) == ("ann", "GetObject", "AccessDenied", "")
    assert last.because.startswith("No identity-based policy allows s3:GetObject on arn:aws:s3:::")


def test_the_trail_names_the_statement_that_denies(client: Client, people: People, sandbox: Sandbox) -> None:
    denying = policy("s3:*")
    denying["Statement"].append({"Sid": "Closed", "Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"})
    code(people, reads(client, people.user("ann", denying)))
    assert sandbox.trail()[-1].because.startswith(
        'Statement "Closed" of the identity-based policy own denies s3:GetObject'
    )


def test_a_role_is_passed_only_to_the_service_that_the_policy_names(client: Client, people: People) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html"""
    role = people.role("task", trusts=trust(Service="ecs-tasks.amazonaws.com"))
    to_tasks = {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}
    document = policy("iam:PassRole", resource=role, Condition=to_tasks)
    document["Statement"].append({"Effect": "Allow", "Action": ["ecs:*", "lambda:*"], "Resource": "*"})
    ann = people.user("ann", document)
    task = {"family": "web", "taskRoleArn": role, "containerDefinitions": [{"name": "a", "image": "b", "memory": 64}]}
    assert people.refusal(lambda: client("ecs", **ann).register_task_definition(**task)) == ALLOWED
    function = {"FunctionName": "f", "Role": role, "Runtime": "python3.13", "Handler": "f.h", "Code": {"ZipFile": b"x"}}
    assert code(people, lambda: client("lambda", **ann).create_function(**function)) == "AccessDeniedException"

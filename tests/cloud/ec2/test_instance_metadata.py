"""Instance metadata.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from awslab.sandbox.process import Sandbox
from tests.cloud.gateway.signing import Answer, send
from tests.conftest import Client

TOKEN = "X-aws-ec2-metadata-token"
SECONDS = "X-aws-ec2-metadata-token-ttl-seconds"


class Inside:
    """An instance of the newest Amazon Linux 2023, and requests from it."""

    def __init__(self, sandbox: Sandbox, client: Client, **launched: Any) -> None:
        self.sandbox = sandbox
        self.ec2 = client("ec2")
        images = self.ec2.describe_images(Filters=[{"Name": "name", "Values": ["al2023-ami-2023*-x86_64"]}])["Images"]
        given = {"ImageId": images[0]["ImageId"], "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1, **launched}
        self.instance: dict[str, Any] = self.ec2.run_instances(**given)["Instances"][0]
        self.id = str(self.instance["InstanceId"])
        self.endpoint = f"{sandbox.endpoint}/_aws/imds/{self.id}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return send(self.sandbox, method, f"/_aws/imds/{self.id}/{path}", headers=named)

    def token(self, seconds: int = 60) -> str:
        answer = send(self.sandbox, "PUT", f"/_aws/imds/{self.id}/latest/api/token", headers={SECONDS: str(seconds)})
        assert (answer.status, answer.headers[SECONDS.lower()]) == (200, str(seconds))
        return answer.body

    def read(self, path: str) -> str:
        """The value of a path, by a session."""
        answer = send(self.sandbox, "GET", f"/_aws/imds/{self.id}/latest/{path}", headers={TOKEN: self.token()})
        assert answer.status == 200, answer
        return answer.body


@pytest.fixture
def inside(sandbox: Sandbox, client: Client) -> Inside:
    return Inside(sandbox, client)


def with_role(client: Client, trusted: str = "ec2.amazonaws.com") -> str:
    """An instance profile `app` with the role `app-role`."""
    iam = client("iam")
    statement = {"Effect": "Allow", "Principal": {"Service": trusted}, "Action": "sts:AssumeRole"}
    trust = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    iam.create_role(RoleName="app-role", AssumeRolePolicyDocument=trust)
    iam.create_instance_profile(InstanceProfileName="app")
    iam.add_role_to_instance_profile(InstanceProfileName="app", RoleName="app-role")
    return "app"


def test_metadata_is_read_in_a_session(inside: Inside) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"""
    assert inside.read("meta-data/instance-id") == inside.id
    assert inside.read("meta-data/ami-id") == inside.instance["ImageId"]
    assert inside.read("meta-data/instance-type") == "t3.micro"
    assert inside.read("meta-data/local-ipv4") == inside.instance["PrivateIpAddress"]
    assert inside.read("meta-data/placement/availability-zone") == inside.instance["Placement"]["AvailabilityZone"]
    assert inside.read("meta-data/placement/region") == "us-east-1"
    assert inside.read("meta-data/security-groups") == "default"
    assert inside.read("meta-data/local-hostname").endswith(".ec2.internal")


def test_an_image_of_amazon_linux_2023_requires_a_session(inside: Inside) -> None:
    """https://docs.aws.amazon.com/linux/al2023/ug/imdsv2.html"""
    options = inside.ec2.describe_instances(InstanceIds=[inside.id])["Reservations"][0]["Instances"][0]
    assert options["MetadataOptions"]["HttpTokens"] == "required"
    assert options["MetadataOptions"]["HttpPutResponseHopLimit"] == 2
    assert inside.ask("latest/meta-data/instance-id").status == 401


def test_without_a_session_it_is_read_where_that_is_optional(sandbox: Sandbox, client: Client) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html"""
    inside = Inside(sandbox, client, MetadataOptions={"HttpTokens": "optional"})
    assert inside.ask("latest/meta-data/instance-id").body == inside.id
    assert send(sandbox, "GET", f"/_aws/imds/{inside.id}/latest/", headers={TOKEN: "wrong"}).status == 401
    inside.ec2.modify_instance_metadata_options(InstanceId=inside.id, HttpTokens="required")
    assert inside.ask("latest/meta-data/instance-id").status == 401


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("latest/api/token", {}, 400),
        ("latest/api/token", {SECONDS: "0"}, 400),
        ("latest/api/token", {SECONDS: "21601"}, 400),
        ("latest/api/token", {SECONDS: "long"}, 400),
        ("latest/api/token", {SECONDS: "60", "X-Forwarded-For": "203.0.113.1"}, 403),
        ("2021-03-23/api/token", {SECONDS: "60"}, 403),
    ],
)
def test_a_session_that_cannot_be_is_refused(
    sandbox: Sandbox, inside: Inside, path: str, headers: dict[str, str], status: int
) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"""
    assert send(sandbox, "PUT", f"/_aws/imds/{inside.id}/{path}", headers=headers).status == status


def test_a_token_is_of_one_instance(sandbox: Sandbox, client: Client, inside: Inside) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"""
    other = Inside(sandbox, client)
    path = f"/_aws/imds/{other.id}/latest/meta-data/"
    assert send(sandbox, "GET", path, headers={TOKEN: inside.token()}).status == 401
    assert send(sandbox, "GET", path, headers={TOKEN: other.token()}).status == 200


def test_metadata_can_be_turned_off(inside: Inside) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-existing-instances.html"""
    inside.ec2.modify_instance_metadata_options(InstanceId=inside.id, HttpEndpoint="disabled")
    assert send(inside.sandbox, "PUT", f"/_aws/imds/{inside.id}/latest/api/token", headers={SECONDS: "5"}).status == 403


def test_folders_are_listed_and_unknown_things_are_not_found(inside: Inside) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html"""
    assert inside.read("") == "dynamic/\nmeta-data/"
    listed = inside.read("meta-data/").split("\n")
    assert {"ami-id", "instance-id", "network/", "placement/", "security-groups"} <= set(listed)
    assert not {"iam/", "tags/", "public-keys/", "autoscaling/"} & set(listed)
    mac = inside.read("meta-data/mac")
    assert inside.read("meta-data/network/interfaces/macs/") == f"{mac}/"
    assert inside.read(f"meta-data/network/interfaces/macs/{mac}/subnet-id") == inside.instance["SubnetId"]
    token = inside.token()
    for path in ("meta-data/nothing", "meta-data/instance-id/", "meta-data/iam/info", "user-data"):
        answer = send(inside.sandbox, "GET", f"/_aws/imds/{inside.id}/latest/{path}", headers={TOKEN: token})
        assert answer.status == 404, path


def test_user_data_comes_back_as_it_was_given(sandbox: Sandbox, client: Client) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html"""
    inside = Inside(sandbox, client, UserData="1234,john,reboot,true")
    assert inside.read("user-data") == "1234,john,reboot,true"


def test_tags_are_there_when_they_are_allowed(sandbox: Sandbox, client: Client) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/work-with-tags-in-IMDS.html"""
    tags = [{"Key": "Name", "Value": "web"}, {"Key": "Stage", "Value": "test"}]
    inside = Inside(sandbox, client, TagSpecifications=[{"ResourceType": "instance", "Tags": tags}])
    assert "tags/" not in inside.read("meta-data/").split("\n")
    inside.ec2.modify_instance_metadata_options(InstanceId=inside.id, InstanceMetadataTags="enabled")
    assert inside.read("meta-data/tags/instance") == "Name\nStage"
    assert inside.read("meta-data/tags/instance/Name") == "web"


def test_the_key_pair_is_there(sandbox: Sandbox, client: Client) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html"""
    client("ec2").create_key_pair(KeyName="mine")
    inside = Inside(sandbox, client, KeyName="mine")
    assert inside.read("meta-data/public-keys/") == "0=mine"
    assert inside.read("meta-data/public-keys/0/openssh-key").startswith("ssh-rsa ")


def test_the_identity_document_tells_who_it_is(inside: Inside) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/retrieve-iid.html"""
    document = json.loads(inside.read("dynamic/instance-identity/document"))
    assert (document["instanceId"], document["region"], document["accountId"]) == (
        inside.id,
        "us-east-1",
        "123456789012",
    )


def test_a_stopped_instance_asks_nothing(inside: Inside) -> None:
    inside.ec2.get_waiter("instance_running").wait(InstanceIds=[inside.id], WaiterConfig={"Delay": 1})
    inside.ec2.stop_instances(InstanceIds=[inside.id])
    inside.ec2.get_waiter("instance_stopped").wait(InstanceIds=[inside.id], WaiterConfig={"Delay": 1})
    assert inside.ask("latest/").status == 503


def test_an_unknown_instance_is_not_there(sandbox: Sandbox) -> None:
    answer = send(sandbox, "GET", "/_aws/imds/i-0123456789abcdef0/latest/meta-data/")
    assert (answer.status, "i-0123456789abcdef0" in answer.body) == (404, True)


PROGRAM = """
import boto3

print(boto3.client("sts").get_caller_identity()["Arn"])
print(boto3.session.Session().get_credentials().method)
"""


def outside(inside: Inside, program: str) -> subprocess.CompletedProcess[str]:
    """A Python process with no key, that knows where the metadata is."""
    environment = {
        "PATH": os.environ["PATH"],
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": inside.endpoint,
        "AWS_ENDPOINT_URL": inside.sandbox.endpoint,
        "AWS_METADATA_SERVICE_TIMEOUT": "20",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    }
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_a_program_on_the_instance_calls_as_its_role(sandbox: Sandbox, client: Client) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html"""
    inside = Inside(sandbox, client, IamInstanceProfile={"Name": with_role(client)})
    assert inside.read("meta-data/iam/security-credentials/") == "app-role"
    info = json.loads(inside.read("meta-data/iam/info"))
    assert info["InstanceProfileArn"] == "arn:aws:iam::123456789012:instance-profile/app"
    done = outside(inside, PROGRAM)
    assert done.stdout.split("\n")[:2] == [
        f"arn:aws:sts::123456789012:assumed-role/app-role/{inside.id}",
        "iam-role",
    ], done.stderr


def test_credentials_stay_the_same_for_a_while(sandbox: Sandbox, client: Client) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html"""
    inside = Inside(sandbox, client, IamInstanceProfile={"Name": with_role(client)})
    path = "meta-data/iam/security-credentials/app-role"
    assert json.loads(inside.read(path)) == json.loads(inside.read(path))


def test_a_role_that_does_not_trust_ec2_gives_no_credentials(sandbox: Sandbox, client: Client) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html"""
    inside = Inside(sandbox, client, IamInstanceProfile={"Name": with_role(client, "lambda.amazonaws.com")})
    told = json.loads(inside.read("meta-data/iam/security-credentials/app-role"))
    assert told["Code"] == "AssumeRoleUnauthorizedAccess"
    assert "NoCredentials" in outside(inside, PROGRAM).stderr


def test_a_role_that_was_taken_away_is_told(sandbox: Sandbox, client: Client) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html"""
    inside = Inside(sandbox, client, IamInstanceProfile={"Name": with_role(client)})
    client("iam").remove_role_from_instance_profile(InstanceProfileName="app", RoleName="app-role")
    assert "does not contain a role" in json.loads(inside.read("meta-data/iam/info"))["Message"]
    client("iam").delete_instance_profile(InstanceProfileName="app")
    assert json.loads(inside.read("meta-data/iam/info"))["Code"] == "InstanceProfileNotFound"

"""Labs whose program runs on an EC2 instance: no keys, but the instance's metadata and its role.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html
"""

from __future__ import annotations

from pathlib import Path

from awslab.content.model import Call, Check, Expectation, Lab, Step
from awslab.sandbox.attempt import LabAttempt
from awslab.sandbox.process import Sandbox

TRUST = (
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},'
    '"Action":"sts:AssumeRole"}]}'
)
PROGRAM = """
import os, boto3

print("AWS_ACCESS_KEY_ID" in os.environ, os.environ["AWSLAB_INSTANCE"])
print(boto3.client("sts").get_caller_identity()["Arn"])
print([each["Name"] for each in boto3.client("s3").list_buckets()["Buckets"]])
"""


def lab(*, has_role: bool) -> Lab:
    """A lab on an instance, with a role or without."""
    role = (
        Call(call="iam.create_role", with_={"RoleName": "app", "AssumeRolePolicyDocument": TRUST}),
        Call(call="iam.create_instance_profile", with_={"InstanceProfileName": "app"}),
        Call(call="iam.add_role_to_instance_profile", with_={"InstanceProfileName": "app", "RoleName": "app"}),
    )
    images = {"Filters": [{"Name": "name", "Values": ["al2023-ami-2023*-x86_64"]}]}
    launch = {"ImageId": "${image}", "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1}
    check = Check(
        id="there",
        says="The account is there",
        help="Read about it.",
        call="sts.get_caller_identity",
        expect=(Expectation(at="Account", equals="123456789012"),),
    )
    return Lab(
        id="on-instance",
        title="On an instance",
        topic="ec2",
        level=1,
        minutes=5,
        exams=(),
        services=("ec2", "iam", "s3", "sts"),
        brief="It runs on an instance.",
        steps=(Step(id="one", title="One", skill="ec2.metadata", say="Do it.", checks=(check,)),),
        mistakes=(),
        sources=("https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-metadata.html",),
        given=(
            *(role if has_role else ()),
            Call(call="ec2.describe_images", with_=images, save={"image": "Images[0].ImageId"}),
            Call(
                call="ec2.run_instances",
                with_={**launch, **({"IamInstanceProfile": {"Name": "app"}} if has_role else {})},
                save={"instance": "Instances[0].InstanceId"},
            ),
        ),
        on_instance="${instance}",
    )


def ran(sandbox: Sandbox, folder: Path, *, has_role: bool) -> tuple[LabAttempt, str]:
    """The attempt, and what the program printed."""
    attempt = LabAttempt(lab(has_role=has_role), sandbox, {})
    attempt.prepare()
    script = folder / "main.py"
    script.write_text(PROGRAM)
    return attempt, attempt.run(script, workspace=folder).wait().output


def test_a_program_on_an_instance_calls_as_the_instances_role(sandbox: Sandbox, tmp_path: Path) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-metadata-security-credentials.html"""
    attempt, output = ran(sandbox, tmp_path, has_role=True)
    assert output.splitlines() == [
        f"False {attempt.instance}",
        f"arn:aws:sts::123456789012:assumed-role/app/{attempt.instance}",
        "[]",
    ]


def test_a_program_on_an_instance_without_a_role_has_no_credentials(sandbox: Sandbox, tmp_path: Path) -> None:
    _, output = ran(sandbox, tmp_path, has_role=False)
    assert "NoCredentialsError" in output


def test_a_shell_on_an_instance_has_no_keys(sandbox: Sandbox, tmp_path: Path) -> None:
    attempt, _ = ran(sandbox, tmp_path, has_role=False)
    environment = attempt.environment({})
    assert environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] == f"{sandbox.endpoint}/_aws/imds/{attempt.instance}"
    assert not {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_EC2_METADATA_DISABLED"} & environment.keys()
    assert environment["AWSLAB_INSTANCE"] == attempt.instance

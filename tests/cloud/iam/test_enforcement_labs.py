"""Labs that enforce IAM, end to end: a function's role without a permission fails, and passes once it has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from awslab.content.model import Check, Expectation, Lab, Permission, Step
from awslab.lab.verdict import Outcome, Verdict
from awslab.sandbox.attempt import LabAttempt
from awslab.sandbox.process import SandboxHost, ScriptResult

ROLE = "arn:aws:iam::${account}:role/writer"
WRITES = Check(
    id="writes",
    says="The function writes into ${bucket}",
    help="Read about execution roles.",
    invoke="writer",
    expect=(Expectation(at="error", equals=None), Expectation(at="payload", equals="written")),
)
MAY = Check(
    id="may",
    says="The role may write into ${bucket}",
    help="Read about identity-based policies.",
    allowed=Permission(principal=ROLE, action="s3:PutObject", resource="arn:aws:s3:::${bucket}/out.txt"),
)
NO_MORE = Check(
    id="no-more",
    says="The role may not delete",
    help="Read about least privilege.",
    allowed=Permission(principal=ROLE, action="s3:DeleteObject", resource="arn:aws:s3:::${bucket}/out.txt", is_=False),
)
LAB = Lab(
    id="write-permission",
    title="A function that may write",
    topic="lambda",
    level=1,
    minutes=5,
    exams=(),
    services=("lambda", "s3", "iam"),
    brief="Let the function write.",
    steps=(Step(id="role", title="The role", skill="lambda.permissions", say="Do it.", checks=(MAY, NO_MORE, WRITES)),),
    mistakes=(),
    sources=("https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",),
    enforce_iam=True,
)
DEPLOY = """
import io, json, os, zipfile, boto3
iam, s3, functions = boto3.client("iam"), boto3.client("s3"), boto3.client("lambda")
bucket = os.environ["AWSLAB_BUCKET"]
trust = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
role = iam.create_role(RoleName="writer", AssumeRolePolicyDocument=json.dumps(trust))["Role"]
s3.create_bucket(Bucket=bucket)
code = "import boto3\\ndef handler(event, context):\\n"
code += f"    boto3.client('s3').put_object(Bucket='{bucket}', Key='out.txt', Body=b'x')\\n    return 'written'\\n"
package = io.BytesIO()
with zipfile.ZipFile(package, "w") as archive:
    archive.writestr("index.py", code)
functions.create_function(FunctionName="writer", Role=role["Arn"], Runtime="python3.13", Handler="index.handler",
                          Code={"ZipFile": package.getvalue()}, Timeout=20)
"""
PERMIT = """
import json, os, boto3
allow = {"Sid": "Write", "Effect": "Allow", "Action": ["ACTIONS"],
         "Resource": f"arn:aws:s3:::{os.environ['AWSLAB_BUCKET']}/*"}
document = json.dumps({"Version": "2012-10-17", "Statement": [allow]})
boto3.client("iam").put_role_policy(RoleName="writer", PolicyName="uploads", PolicyDocument=document)
"""


@pytest.fixture
def attempt(host: SandboxHost) -> Iterator[LabAttempt]:
    """The lab in a sandbox that enforces IAM as the lab says."""
    with host.open(enforce_iam=LAB.enforce_iam) as sandbox:
        yield LabAttempt(LAB, sandbox, {"bucket": "outbox-4711", "account": "123456789012"})


def ran(attempt: LabAttempt, folder: Path, text: str) -> ScriptResult:
    """A program of the learner's, run to its end."""
    script = folder / "main.py"
    script.write_text(text)
    return attempt.run(script, workspace=folder).wait()


def verdicts(attempt: LabAttempt) -> dict[str, Verdict]:
    """By check."""
    return {each.check: each for each in attempt.judge().wait()}


def test_a_function_whose_role_lacks_a_permission_fails_and_passes_once_it_has_it(
    attempt: LabAttempt, tmp_path: Path
) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html and, for S3's words,
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html"""
    assert ran(attempt, tmp_path, DEPLOY).exit == 0
    before = verdicts(attempt)
    assert [before[each].outcome for each in ("may", "no-more", "writes")] == [
        Outcome.FAILED,
        Outcome.PASSED,
        Outcome.FAILED,
    ]
    invoked = attempt.sandbox.trail()[-1]
    assert (invoked.who, invoked.operation, invoked.error, invoked.status) == (
        "writer/writer",
        "PutObject",
        "AccessDenied",
        403,
    )
    assert ran(attempt, tmp_path, PERMIT.replace("ACTIONS", "s3:PutObject")).exit == 0
    assert {each.outcome for each in verdicts(attempt).values()} == {Outcome.PASSED}


def test_what_the_function_hears_is_awss_sentence(attempt: LabAttempt, tmp_path: Path) -> None:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"""
    assert ran(attempt, tmp_path, DEPLOY).exit == 0
    said = ran(
        attempt,
        tmp_path,
        "import boto3\nprint(boto3.client('lambda').invoke(FunctionName='writer')['Payload'].read().decode())",
    ).output
    assert (
        "An error occurred (AccessDenied) when calling the PutObject operation: User: "
        "arn:aws:sts::123456789012:assumed-role/writer/writer is not authorized to perform: s3:PutObject on resource: "
        '\\"arn:aws:s3:::outbox-4711/out.txt\\" because no identity-based policy allows the s3:PutObject action'
    ) in said


def test_a_check_of_a_permission_names_the_statement_that_decided(attempt: LabAttempt, tmp_path: Path) -> None:
    assert ran(attempt, tmp_path, DEPLOY + PERMIT.replace("ACTIONS", 's3:PutObject", "s3:DeleteObject')).exit == 0
    found = verdicts(attempt)
    assert found["may"].outcome is Outcome.PASSED
    assert found["no-more"].outcome is Outcome.FAILED
    assert 'Statement "Write" of the identity-based policy uploads allows s3:DeleteObject' in found["no-more"].rationale
    assert found["no-more"].rationale.endswith("It should not be allowed.")


def test_elsewhere_the_call_passes_and_the_trail_says_what_aws_would_refuse(host: SandboxHost, tmp_path: Path) -> None:
    with host.open() as sandbox:
        relaxed = LabAttempt(LAB, sandbox, {"bucket": "outbox-4711", "account": "123456789012"})
        assert ran(relaxed, tmp_path, DEPLOY).exit == 0
        assert verdicts(relaxed)["writes"].outcome is Outcome.PASSED
        written = next(each for each in sandbox.trail() if each.operation == "PutObject")
    assert written.error is None
    assert written.would_refuse.startswith("AccessDenied: User: arn:aws:sts::123456789012:assumed-role/writer/writer")

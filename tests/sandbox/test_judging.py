"""Labs prepared and judged in the sandbox: by an examiner that leaves no trace in the trail."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from awslab.content.model import Call, Check, Expectation, Lab, Step
from awslab.errors import SandboxError
from awslab.lab.verdict import Outcome, Verdict
from awslab.sandbox.process import Sandbox, SandboxHost
from tests.conftest import RunProgram

SOURCE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html"
VALUES = {"bucket": "inbox-4711", "account": "123456789012"}


def lab(*checks: Check, given: tuple[Call, ...] = ()) -> Lab:
    """A lab of one step."""
    return Lab(
        id="a-lab",
        title="A lab",
        topic="s3",
        level=1,
        minutes=5,
        exams=(),
        services=("s3",),
        brief="Do it.",
        steps=(Step(id="only", title="The only step", skill="s3.versioning", say="Do it.", checks=checks),),
        mistakes=(),
        sources=(SOURCE,),
        given=given,
    )


def check(id_: str, **asks: Any) -> Check:
    """A check of no particular words."""
    return Check(id=id_, says=f"{id_} of ${{bucket}}", help="Read about it.", **asks)


VERSIONED = check(
    "versioned",
    call="s3.get_bucket_versioning",
    with_={"Bucket": "${bucket}"},
    expect=(Expectation(at="Status", equals="Enabled"),),
)
CALLED = check("called", trail="s3.create_bucket", expect=(Expectation(at="count", equals=1),))
GONE = check("gone", call="s3.head_bucket", with_={"Bucket": "nobody-made-this"}, error="404")


def test_the_given_calls_are_made_and_their_values_saved(sandbox: Sandbox) -> None:
    given = (
        Call(call="s3.create_bucket", with_={"Bucket": "${bucket}"}),
        Call(call="ec2.describe_vpcs", save={"vpc": "Vpcs[0].VpcId"}),
    )
    values = sandbox.prepare(lab(VERSIONED, given=given), VALUES)
    assert values["bucket"] == "inbox-4711"
    assert values["vpc"].startswith("vpc-")
    assert sandbox.trail() == []


def test_a_given_call_that_is_refused_is_the_labs_fault_and_said_so(sandbox: Sandbox) -> None:
    given = (Call(call="s3.put_bucket_tagging", with_={"Bucket": "nope", "Tagging": {"TagSet": []}}),)
    with pytest.raises(SandboxError, match=r"could not be prepared.*NoSuchBucket"):
        sandbox.prepare(lab(VERSIONED, given=given), VALUES)


def test_verdicts_fall_one_by_one(sandbox: Sandbox, run_program: RunProgram) -> None:
    heard: list[Verdict] = []
    before = sandbox.judge(lab(VERSIONED, CALLED, GONE), VALUES, on_verdict=heard.append).wait()
    assert [each.outcome for each in before] == [Outcome.FAILED, Outcome.FAILED, Outcome.PASSED]
    assert before == heard
    assert "NoSuchBucket" in before[0].rationale
    run_program(
        """
import boto3
s3 = boto3.client("s3")
s3.create_bucket(Bucket="inbox-4711")
s3.put_bucket_versioning(Bucket="inbox-4711", VersioningConfiguration={"Status": "Enabled"})
"""
    )
    after = sandbox.judge(lab(VERSIONED, CALLED), VALUES).wait()
    assert [(each.check, each.outcome) for each in after] == [("versioned", "passed"), ("called", "passed")]
    assert after[0].says == "versioned of inbox-4711"
    assert {entry.who for entry in sandbox.trail()} == {"learner"}
    assert len(sandbox.trail()) == 2


def test_what_boto3_would_refuse_is_no_passing_check(sandbox: Sandbox) -> None:
    wrong = check("wrong", call="s3.get_bucket_versioning", with_={"Bukkit": "x"}, expect=(Expectation(absent=False),))
    (verdict,) = sandbox.judge(lab(wrong), VALUES).wait()
    assert verdict.outcome is not Outcome.PASSED
    assert "Bukkit" in verdict.rationale


def test_judging_can_be_cancelled(sandbox: Sandbox) -> None:
    slow = check("slow", trail="s3.create_bucket", expect=(Expectation(at="count", equals=1),), within=60)
    run = sandbox.judge(lab(GONE, slow), VALUES)
    begun = time.monotonic()
    run.cancel()
    with pytest.raises(SandboxError, match="It was cancelled"):
        run.wait()
    assert time.monotonic() - begun < 5


def test_an_examiner_that_dies_is_told(own_host: SandboxHost, tmp_path: Path) -> None:
    slow = check("slow", trail="s3.create_bucket", expect=(Expectation(at="count", equals=1),), within=60)
    with own_host.open() as sandbox:
        run = sandbox.judge(lab(slow), VALUES)
        os.kill(newest_child(own_host.pid), signal.SIGKILL)
        with pytest.raises(SandboxError, match="The examiner stopped unexpectedly"):
            run.wait()


def newest_child(pid: int) -> int:
    """The child that a process forked last, once it has two."""
    end = time.monotonic() + 5
    while time.monotonic() < end:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        if len(children) > 1:
            return int(children[-1])
        time.sleep(0.01)
    raise AssertionError("no examiner was forked")

"""A question's proof is run in a sandbox of its own, and a key that is wrong is not proven."""

from __future__ import annotations

from typing import Any

import pytest

from awslab.content.model import Call, Expectation, Option, Proof, Question, Showing, SingleQuestion
from awslab.errors import SandboxError
from awslab.lab.verdict import Outcome
from awslab.sandbox.process import SandboxHost
from awslab.sandbox.proving import ShownVerdict, prove_question

MAKE = Call(call="s3.create_bucket", with_={"Bucket": "proof-bucket"}, save={"place": "Location"})


def question(*shows: Showing, **proof: Any) -> Question:
    """A question whose proof shows these things."""
    return SingleQuestion(
        id="s3-a-question",
        type="single",
        level=1,
        skill="s3.basics",
        exams=(),
        stem="What is it?",
        options=(
            Option(id="right", text="This.", why="Right.", correct=True),
            Option(id="wrong", text="That.", why="Wrong."),
        ),
        explanation="Because.",
        sources=("https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html",),
        checked="2026-11",
        proof=Proof(shows=shows, **proof) if shows else None,
    )


def buckets(says: str, option: str, expected_length: int) -> Showing:
    """A claim about the number of buckets."""
    expectation = Expectation(at="Buckets", length=expected_length)
    return Showing(says=says, option=option, call="s3.list_buckets", expect=(expectation,))


def test_what_is_true_is_shown_and_what_is_not_fails(host: SandboxHost) -> None:
    heard: list[ShownVerdict] = []
    asked = question(buckets("One at ${place}", "right", 1), buckets("Two", "wrong", 2), given=(MAKE,))

    verdicts = prove_question(host, asked, on_verdict=heard.append)

    assert [(shown.showing.option, shown.verdict.outcome) for shown in verdicts] == [
        ("right", Outcome.PASSED),
        ("wrong", Outcome.FAILED),
    ]
    assert verdicts[0].verdict.says == "One at /proof-bucket"
    assert "should have length 2" in verdicts[1].verdict.rationale
    assert heard == verdicts


def test_each_proof_has_a_sandbox_of_its_own(host: SandboxHost) -> None:
    asked = question(buckets("One", "right", 1), given=(MAKE,))
    for _ in range(2):
        (shown,) = prove_question(host, asked)
        assert shown.verdict.passed


def test_a_refused_call_is_shown_by_its_error_code(host: SandboxHost) -> None:
    claim = Showing(says="Taken", call="s3.head_bucket", with_={"Bucket": "nobody-made-this"}, error="404")
    (shown,) = prove_question(host, question(claim))
    assert shown.verdict.passed


def test_a_given_call_that_is_refused_is_the_proofs_fault(host: SandboxHost) -> None:
    tags = Call(call="s3.put_bucket_tagging", with_={"Bucket": "nope", "Tagging": {"TagSet": []}})
    with pytest.raises(SandboxError, match=r"given, call 1 .*NoSuchBucket"):
        prove_question(host, question(buckets("None", "right", 0), given=(tags,)))


def test_a_function_is_made_of_source_text(host: SandboxHost) -> None:
    trust = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": '
    trust += '{"Service": "lambda.amazonaws.com"}}]}'
    role = Call(
        call="iam.create_role",
        with_={"RoleName": "worker", "AssumeRolePolicyDocument": trust},
        save={"role": "Role.Arn"},
    )
    source = "def handler(event, context):\n    return event['text']\n"
    make = Call(
        call="lambda.create_function",
        with_={
            "FunctionName": "echo",
            "Runtime": "python3.13",
            "Role": "${role}",
            "Handler": "index.handler",
            "Code": {"ZipFile": source},
        },
    )
    claim = Showing(
        says="It answers",
        invoke="echo",
        payload={"text": "${long}"},
        expect=(Expectation(at="payload", length=5000),),
    )
    (shown,) = prove_question(host, question(claim, given=(role, make), variables={"long": "${random:5000}"}))
    assert shown.verdict.passed


def test_a_question_without_proof_has_no_verdicts(host: SandboxHost) -> None:
    assert prove_question(host, question()) == []

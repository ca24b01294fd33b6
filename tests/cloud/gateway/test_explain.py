"""`python -m awslab.cloud explain` names everybody who has a part in an operation."""

from __future__ import annotations

import pytest

from awslab.cloud.__main__ import main
from awslab.cloud.gateway.explain import UnknownOperationError, explain


def test_the_chain_of_an_operation_names_guards_answers_and_pages() -> None:
    lines = list(explain("sts.AssumeRole"))

    assert lines[0] == "sts.AssumeRole"
    assert any(line.split()[:1] == ["guard"] and "role_arn_is_valid" in line for line in lines)
    answer = next(line for line in lines if "assume_role" in line)
    assert "awslab/cloud/sts/answers" in answer
    assert "API_AssumeRole.html" in answer


def test_corrections_of_the_method_named_like_the_operation_are_shown() -> None:
    assert any("corrected" in line and "corrections/ranges.py" in line for line in explain("ec2.CreateSubnet"))


@pytest.mark.parametrize("name", ["s3.Nope", "nope.CreateBucket", "s3", ""])
def test_a_name_that_is_none_is_an_error_that_says_how_to_write_one(name: str) -> None:
    with pytest.raises(UnknownOperationError, match="PutBucketNotificationConfiguration"):
        explain(name)


@pytest.mark.parametrize("name", ["sqs.sendmessage", "sqs.send_message"])
def test_another_spelling_is_answered_with_the_right_one(name: str) -> None:
    with pytest.raises(UnknownOperationError, match=r"did you mean sqs\.SendMessage"):
        explain(name)


def test_the_command_prints_the_chain_and_refuses_what_is_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "sts.AssumeRole"]) == 0
    assert "assume_role" in capsys.readouterr().out
    assert main(["explain", "s3.Nope"]) == 2
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err

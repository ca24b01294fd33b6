"""What boto3 says about parameters is told in words that say what to write."""

from __future__ import annotations

import pytest

from awslab.content.model import Call
from awslab.lab.clients import CallRefused
from awslab.lab.judge import PreparationError, judge, prepare
from awslab.lab.parameters import parameter_problems
from tests.lab.test_judge import check, lab, step
from tests.lab.worlds import World

REPORT = "Parameter validation failed:\n{}"
UNKNOWN = 'Unknown parameter in input: "ImageID", must be one of: ImageId, KernelId, MinCount'


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (UNKNOWN, "unknown parameter “ImageID”; did you mean “ImageId”?"),
        (
            'Unknown parameter in TagSpecifications[0]: "Foo", must be one of: ResourceType, Tags',
            "unknown parameter “Foo” in TagSpecifications[0]; there is ResourceType, Tags",
        ),
        ('Missing required parameter in input: "MaxCount"', "the parameter “MaxCount” is missing"),
        (
            "Invalid type for parameter MinCount, value: a, type: <class 'str'>, valid types: <class 'int'>",
            "the parameter “MinCount” must be a whole number, not a",
        ),
        ("Something that boto3 will say one day", "Something that boto3 will say one day"),
    ],
)
def test_each_line_of_boto3_becomes_a_sentence(line: str, sentence: str) -> None:
    assert parameter_problems(REPORT.format(line)) == sentence
    assert parameter_problems(REPORT.format(f"{line}\n{line}")) == f"{sentence}; {sentence}"


def refuse_parameters(_: object) -> None:
    raise CallRefused("ParamValidationError", REPORT.format(UNKNOWN))


def test_a_lab_that_cannot_be_prepared_names_the_call_and_the_parameter() -> None:
    world = World(list_things=lambda _: {"Things": [1]}, run_instances=refuse_parameters)
    given = (Call(call="s3.list_things"), Call(call="ec2.run_instances", with_={"ImageID": "ami-1"}))

    with pytest.raises(PreparationError) as failure:
        prepare(lab(step(check()), given=given), {}, world)

    assert (
        str(failure.value) == "given, call 2 (ec2.run_instances): unknown parameter “ImageID”; did you mean “ImageId”?"
    )


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (Call(call="s3.get_thing"), "given, call 1 (s3.get_thing): AWS answered NoSuchThing: get_thing finds nothing"),
        (
            Call(call="s3.list_things", save={"first": "Things[0]"}),
            "given, call 1 (s3.list_things): s3.list_things answered, but there is nothing at `Things[0]`.",
        ),
    ],
)
def test_other_reasons_name_the_call_too(call: Call, sentence: str) -> None:
    with pytest.raises(PreparationError) as failure:
        prepare(lab(step(check()), given=(call,)), {}, World(list_things=lambda _: {"Things": []}))
    assert str(failure.value) == sentence


def test_a_check_whose_own_calls_are_wrong_names_the_call_and_the_parameter() -> None:
    after = (Call(call="s3.list_things"), Call(call="ec2.run_instances"))
    world = World(list_things=lambda _: {}, run_instances=refuse_parameters)

    (verdict,) = judge(lab(step(check(after=after))), {"name": "box"}, world)

    assert verdict.rationale == "call 2 (ec2.run_instances): unknown parameter “ImageID”; did you mean “ImageId”?"

"""What a content file says of a service model is compared with the installed botocore's, by a host."""

from __future__ import annotations

from typing import Any

import pytest

from awslab.sandbox.process import ModelClaim, SandboxHost

FUNCTION = ("lambda", "CreateFunction")


@pytest.mark.parametrize(
    "claim",
    [
        ModelClaim(*FUNCTION, "MemorySize", comparisons={"min": 128}),
        ModelClaim(*FUNCTION, "Role", comparisons={"required": True}),
        ModelClaim(*FUNCTION, "Runtime", comparisons={"required": False, "contains": ["python3.13"]}),
        ModelClaim(*FUNCTION, "PackageType", comparisons={"lacks": ["Tar"]}),
        ModelClaim(*FUNCTION, "Code.ZipFile"),
        ModelClaim(*FUNCTION, "Handler", comparisons={"pattern": "[^\\s]+"}),
        ModelClaim(*FUNCTION, "MemorySize", comparisons={"documented": "The default value is 128 MB."}),
        ModelClaim("lambda", "Invoke", "StatusCode", is_answer=True),
        ModelClaim("lambda", "Invoke", "StatusCode", absent=True),
        ModelClaim("lambda", "RenameFunction", absent=True),
        ModelClaim("s3", "DeleteObjects", "Delete.Objects[].Key", comparisons={"required": True}),
        ModelClaim("sqs", "CreateQueue", "tags[]"),
    ],
)
def test_what_the_model_says_is_no_problem(host: SandboxHost, claim: ModelClaim) -> None:
    assert host.vet_models([claim]) == []


@pytest.mark.parametrize(
    ("claim", "path", "sentence"),
    [
        (ModelClaim("lamda", "Invoke"), ("service",), "botocore has no service “lamda”; did you mean lambda"),
        (ModelClaim("lambda", "Invok"), (), "lambda has no operation “Invok”; did you mean Invoke"),
        (ModelClaim(*FUNCTION, "Memory"), (), "there is no “Memory” in lambda.CreateFunction"),
        (ModelClaim(*FUNCTION, "Role[]"), (), "“Role” is no list"),
        (ModelClaim(*FUNCTION, "Role", absent=True), ("absent",), "should be absent, but the model has it"),
        (ModelClaim(*FUNCTION, absent=True), ("absent",), "should be absent"),
        (ModelClaim("lambda", "Invok", "Payload", absent=True), (), "has no operation “Invok”"),
    ],
)
def test_what_the_model_does_not_have_is_said(
    host: SandboxHost, claim: ModelClaim, path: tuple[str, ...], sentence: str
) -> None:
    (problem,) = host.vet_models([claim])
    assert problem.path == path
    assert sentence in problem.sentence


@pytest.mark.parametrize(
    ("member", "name", "expected_value", "sentence"),
    [
        ("MemorySize", "min", 64, "min should be 64; the model has 128"),
        ("MemorySize", "max", 64, "max should be 64"),
        ("PackageType", "max", 64, "the model has no max"),
        ("Role", "required", False, "it should not be required"),
        ("Runtime", "required", True, "it should be required"),
        ("PackageType", "contains", ["Zip", "Tar"], "Tar should be allowed"),
        ("PackageType", "lacks", ["Zip"], "Zip should not be allowed"),
        ("MemorySize", "lacks", ["Zip"], "the model names no allowed values"),
        ("Handler", "pattern", ".*", "the pattern should be .*"),
        ("MemorySize", "documented", "The default value is 64 MB.", "should be documented"),
    ],
)
def test_a_comparison_that_does_not_hold_is_named(
    host: SandboxHost, member: str, name: str, expected_value: Any, sentence: str
) -> None:
    claims = [ModelClaim(*FUNCTION), ModelClaim(*FUNCTION, member, comparisons={name: expected_value})]
    (problem,) = host.vet_models(claims)
    assert (problem.index, problem.path) == (1, (name,))
    assert sentence in problem.sentence

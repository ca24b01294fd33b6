"""Lambda: ways to invoke."""

from __future__ import annotations

from typing import Any

from tests.parity.rows import WORKS, Aws, Call, package, row

_LAMBDA = "https://docs.aws.amazon.com/lambda/latest/"


def _invoke(aws: Aws, kind: str) -> Call:
    aws.function()
    return lambda: aws.lambda_.invoke(FunctionName="f", InvocationType=kind, Payload=b"{}")


@row(
    "lambda-ok-dry-run",
    "Invoke with DryRun, which runs nothing",
    WORKS,
    status=204,
    source=_LAMBDA + "api/API_Invoke.html",
)
def a_dry_run(aws: Aws) -> Call:
    return _invoke(aws, "DryRun")


@row("lambda-ok-event", "Invoke with Event", WORKS, status=202, source=_LAMBDA + "api/API_Invoke.html")
def an_event(aws: Aws) -> Call:
    return _invoke(aws, "Event")


@row(
    "lambda-ok-unhandled",
    "Invoke of a function that raises, which is answered with FunctionError Unhandled and ExecutedVersion",
    WORKS,
    status=200,
    source=_LAMBDA + "api/API_Invoke.html",
)
def a_function_that_raises(aws: Aws) -> Call:
    aws.function(Code={"ZipFile": package("def handler(event, context): raise ValueError")})

    def invoke() -> Any:
        answer = aws.lambda_.invoke(FunctionName="f")
        assert (answer["FunctionError"], answer["ExecutedVersion"]) == ("Unhandled", "$LATEST")
        return answer

    return invoke

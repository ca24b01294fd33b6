"""What a function does wrong, told as AWS tells it.

https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html; the texts of exits and timeouts were recorded from
the real service by LocalStack's validated tests.
"""

from __future__ import annotations

import re

import pytest

from tests.cloud.functions import Lambda

REQUEST_ID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def test_an_exception_is_unhandled_with_message_type_request_and_stack(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""
    functions.deploy(
        """
class OutOfTea(Exception):
    pass

def brew():
    raise OutOfTea("no leaves")

def handler(event, context):
    brew()
"""
    )
    answer = functions.invoke()
    assert (answer.status, answer.error) == (200, "Unhandled")
    request_id = answer.payload.pop("requestId")
    assert re.fullmatch(REQUEST_ID, request_id)
    assert answer.payload == {
        "errorMessage": "no leaves",
        "errorType": "OutOfTea",
        "stackTrace": [
            '  File "/var/task/index.py", line 9, in handler\n    brew()\n',
            '  File "/var/task/index.py", line 6, in brew\n    raise OutOfTea("no leaves")\n',
        ],
    }
    assert "[ERROR] OutOfTea: no leaves\nTraceback (most recent call last):\n" in answer.log


def test_the_environment_survives_an_exception(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    functions.deploy(
        """
calls = 0
def handler(event, context):
    global calls
    calls += 1
    if event == "raise":
        raise ValueError
    return calls
"""
    )
    assert functions.invoke("raise").payload["errorType"] == "ValueError"
    assert functions.invoke().payload == 2


@pytest.mark.parametrize(
    ("code", "error_type", "message"),
    [
        (
            "import requests_toolbelt_absent",
            "Runtime.ImportModuleError",
            "Unable to import module 'index': No module named 'requests_toolbelt_absent'",
        ),
        ("x = 1", "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'index'"),
        (
            "def handler(:",
            "Runtime.UserCodeSyntaxError",
            "Syntax error in module 'index': invalid syntax (index.py, line 1)",
        ),
        ("raise KeyError('TABLE')", "KeyError", "'TABLE'"),
        (
            "def handler(event, context): return {1, 2}",
            "Runtime.MarshalError",
            "Unable to marshal response: Object of type set is not JSON serializable",
        ),
    ],
)
def test_what_keeps_a_function_from_working_has_aws_own_type_and_words(
    functions: Lambda, code: str, error_type: str, message: str
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/troubleshooting-invocation.html"""
    functions.deploy(code)
    answer = functions.invoke()
    assert answer.error == "Unhandled"
    assert (answer.payload["errorType"], answer.payload["errorMessage"]) == (error_type, message)
    assert f"[ERROR] {error_type}: {message}" in answer.log


@pytest.mark.parametrize(
    ("handler", "error_type", "message"),
    [
        ("absent.handler", "Runtime.ImportModuleError", "Unable to import module 'absent': No module named 'absent'"),
        (
            "handler",
            "Runtime.MalformedHandlerName",
            "Bad handler 'handler': not enough values to unpack (expected 2, got 1)",
        ),
    ],
)
def test_a_wrong_handler_setting_is_told(functions: Lambda, handler: str, error_type: str, message: str) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html"""
    functions.deploy(Handler=handler)
    assert functions.invoke().payload == {
        "errorMessage": message,
        "errorType": error_type,
        "requestId": "",
        "stackTrace": [],
    }


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("sys.exit(0)", "Runtime exited without providing a reason"),
        ("sys.exit(3)", "Runtime exited with error: exit status 3"),
        ("sys.exit('sorry')", "Runtime exited with error: exit status 1"),
        ("os._exit(7)", "Runtime exited with error: exit status 7"),
        ("os.kill(os.getpid(), 15)", "Runtime exited with error: signal: terminated"),
        ("os.abort()", "Runtime exited with error: signal: aborted"),
    ],
)
def test_a_process_that_ends_itself_is_an_exit_error_and_the_next_call_works(
    functions: Lambda, statement: str, reason: str
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-invoke-with-errors"""
    functions.deploy(
        f"import os, sys\ndef handler(event, context):\n    if event:\n        {statement}\n    return 'ok'\n"
    )
    answer = functions.invoke(1)
    assert answer.error == "Unhandled"
    assert answer.payload["errorType"] == "Runtime.ExitError"
    assert re.fullmatch(rf"RequestId: {REQUEST_ID} Error: {reason}", answer.payload["errorMessage"])
    assert "Status: error\tError Type: Runtime.ExitError" in answer.log
    assert functions.invoke(0).payload == "ok"


@pytest.mark.parametrize("body", ["time.sleep(30)", "while True: pass"])
def test_a_function_that_takes_too_long_is_ended_at_its_timeout(functions: Lambda, body: str) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html"""
    functions.deploy(f"import time\ndef handler(event, context):\n    print('at it')\n    {body}\n", Timeout=1)
    answer = functions.invoke()
    assert answer.error == "Unhandled"
    assert answer.payload["errorType"] == "Sandbox.Timedout"
    assert re.fullmatch(
        rf"RequestId: {REQUEST_ID} Error: Task timed out after 1\.00 seconds", answer.payload["errorMessage"]
    )
    assert "at it\n" in answer.log
    assert answer.log.rstrip().endswith("Status: timeout")


@pytest.mark.parametrize(
    "body",
    [
        "kept = [bytearray(4_000_000) for _ in range(500) if not time.sleep(0.002)]",
        "kept = bytes(10_000_000_000)",
    ],
)
def test_a_function_that_takes_more_than_its_memory_is_killed(functions: Lambda, body: str) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html"""
    functions.deploy(f"import time\ndef handler(event, context):\n    {body}\n", Timeout=10)
    answer = functions.invoke()
    assert answer.payload["errorType"] == "Runtime.ExitError"
    assert answer.payload["errorMessage"].endswith(" Error: Runtime exited with error: signal: killed")
    assert "Memory Size: 128 MB\tMax Memory Used: 128 MB" in answer.log


def test_only_tmp_can_be_written_to(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
    functions.deploy(
        """
import os, tempfile
def handler(event, context):
    with tempfile.NamedTemporaryFile("w") as file:
        file.write("fine")
    outcome = {}
    for path in ("here.txt", "/var/task/x", os.path.expanduser("~root/x"), "/etc/x"):
        try:
            open(path, "w").close()
        except OSError as error:
            outcome[path] = error.errno
    return sorted(outcome.values())
"""
    )
    assert functions.invoke().payload == [30, 30, 30, 30]


def test_no_address_outside_this_machine_is_reached(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html"""
    functions.deploy(
        """
import socket
def handler(event, context):
    socket.create_connection(("192.0.2.1", 443), timeout=1)
"""
    )
    assert "reach only this machine" in functions.invoke().payload["errorMessage"]


def test_a_flood_of_output_is_cut_and_the_sandbox_goes_on(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"""
    functions.deploy(
        """
def handler(event, context):
    for _ in range(event):
        print("x" * 100_000)
    return "done"
""",
        Timeout=20,
    )
    answer = functions.invoke(300)
    assert answer.payload == "done"
    assert "more bytes of output were dropped" in answer.log
    assert functions.invoke(0).payload == "done"

"""Node.js functions. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cloud.functions import Lambda, zipped

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="there is no `node` on the PATH")

MODULE = "export const handler = async (event, context) => {{ {} }};\n"


def deploy(functions: Lambda, code: str, file: str = "index.mjs", **settings: Any) -> None:
    more: Mapping[str, str] = settings.pop("files", {})
    package = {"ZipFile": zipped({file: code, **more})}
    given: dict[str, Any] = {"Code": package, "Runtime": "nodejs20.x", "Timeout": 10}
    functions.deploy(**(given | settings))


@pytest.mark.parametrize(
    ("file", "code", "files"),
    [
        ("index.mjs", "export const handler = async (event) => ({ got: event.a });", {}),
        ("index.js", "exports.handler = async (event) => ({ got: event.a });", {}),
        ("index.cjs", "module.exports.handler = (event) => ({ got: event.a });", {}),
        ("index.js", "export const handler = (event) => ({ got: event.a });", {"package.json": '{"type": "module"}'}),
        (
            "index.js",
            "exports.handler = (event, context, callback) => setTimeout(callback, 5, null, {got: event.a});",
            {},
        ),
        ("index.mjs", "const one = await Promise.resolve(1); export const handler = async () => ({ got: one });", {}),
    ],
)
def test_every_form_of_module_and_handler_runs(
    functions: Lambda, file: str, code: str, files: Mapping[str, str]
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html"""
    deploy(functions, code, file, files=files)
    assert functions.invoke({"a": 1}).payload == {"got": 1}


def test_the_environment_is_kept_warm_and_the_cold_start_is_shown(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    deploy(functions, "let calls = 0;\nexport const handler = async () => [++calls, process.pid];\n")
    first, second = functions.invoke(), functions.invoke()
    assert (first.payload[0], second.payload[0]) == (1, 2)
    assert first.payload[1] == second.payload[1]
    assert "Init Duration" in first.log
    assert "Init Duration" not in second.log


def test_the_context_tells_of_the_invocation(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html"""
    deploy(functions, MODULE.format("return { ...context, left: context.getRemainingTimeInMillis() };"), MemorySize=256)
    told = functions.invoke().payload
    assert (told["functionName"], told["functionVersion"], told["memoryLimitInMB"]) == ("f", "$LATEST", "256")
    assert told["invokedFunctionArn"].endswith(":function:f")
    assert told["logGroupName"] == "/aws/lambda/f"
    assert 5_000 < told["left"] <= 10_000


def test_the_console_writes_time_request_id_and_level_and_keeps_lines_together(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html"""
    deploy(functions, MODULE.format("console.log('a', {b: 1}); console.error('two\\nlines');"))
    functions.invoke()
    lines = functions.log()
    assert any(re.fullmatch(r"\S+Z\t[0-9a-f-]{36}\tINFO\ta \{ b: 1 \}", line) for line in lines)
    assert any(line.endswith("\tERROR\ttwo\nlines") for line in lines)


@pytest.mark.parametrize(
    ("code", "handler", "error_type", "message"),
    [
        (MODULE.format("throw new TypeError('bad order');"), "index.handler", "TypeError", "bad order"),
        (MODULE.format("throw 'text';"), "index.handler", "string", "text"),
        (MODULE.format(""), "index.other", "Runtime.HandlerNotFound", "index.other is undefined or not exported"),
        (MODULE.format(""), "none.handler", "Runtime.ImportModuleError", "Error: Cannot find module 'none'"),
        (MODULE.format("}}"), "index.handler", "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected token '}'"),
        (MODULE.format(""), "handler", "Runtime.MalformedHandlerName", "Bad handler"),
        (MODULE.format("return 1n;"), "index.handler", "Runtime.MarshalError", "Unable to stringify response body"),
        (MODULE.format("process.exit(3);"), "index.handler", "Runtime.ExitError", "exit status 3"),
        (
            MODULE.format("Promise.reject(new Error('lost')); await new Promise(r => setTimeout(r, 500));"),
            "index.handler",
            "Runtime.UnhandledPromiseRejection",
            "Error: lost",
        ),
    ],
)
def test_what_keeps_a_function_from_working_is_told_as_on_aws(
    functions: Lambda, code: str, handler: str, error_type: str, message: str
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""
    deploy(functions, code, Handler=handler)
    answer = functions.invoke()
    assert (answer.error, answer.payload["errorType"]) == ("Unhandled", error_type)
    assert message in answer.payload["errorMessage"]


def test_a_trace_names_the_files_as_on_aws(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"""
    deploy(functions, MODULE.format("throw new Error('x');"))
    payload = functions.invoke().payload
    assert payload["trace"][0] == "Error: x"
    assert re.fullmatch(r"    at \S*handler \(/var/task/index\.mjs:1:\d+\)", payload["trace"][1])


def test_a_callback_is_refused_from_node_24_on(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html"""
    deploy(functions, "export const handler = (e, c, callback) => callback(null, 1);", Runtime="nodejs24.x")
    assert functions.invoke().payload["errorType"] == "Runtime.CallbackHandlerDeprecated"


def test_a_layer_can_be_required(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("nodejs/node_modules/tool/index.js", "exports.name = 'tool';")
    layer = functions.api.publish_layer_version(LayerName="l", Content={"ZipFile": buffer.getvalue()})
    code = "const tool = require('tool');\nexports.handler = async () => tool.name;\n"
    deploy(functions, code, "index.js", Layers=[layer["LayerVersionArn"]])
    assert functions.invoke().payload == "tool"


def test_the_sdk_that_is_not_there_is_named(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/nodejs-package.html"""
    deploy(functions, "import '@aws-sdk/client-s3';\n" + MODULE.format(""))
    assert "put it into the package or a layer" in functions.invoke().payload["errorMessage"]


def test_a_function_reaches_the_sandbox(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html"""
    deploy(functions, MODULE.format("return (await fetch(process.env.AWS_ENDPOINT_URL)).status;"))
    assert isinstance(functions.invoke().payload, int)


@pytest.mark.parametrize(
    ("body", "error_type", "words"),
    [
        ("for (;;) {}", "Sandbox.Timedout", "Task timed out after 1.00 seconds"),
        ("await fetch('http://93.184.216.34/')", "TypeError", "fetch failed"),
        ("(await import('node:net')).connect(80, '93.184.216.34')", "Error", "awslab labs reach only this machine"),
        ("(await import('node:dns')).lookup('example.com', () => 1)", "Error", "looking up example.com was refused"),
        ("(await import('node:child_process')).execSync('id')", "Error", "Access to this API has been restricted"),
        ("process.kill(process.ppid, 9)", "Error", "kill EPERM"),
        ("(await import('node:fs')).writeFileSync('/etc/awslab-was-here', '')", "Error", "Access to this API has been"),
        ("(await import('node:fs')).readFileSync('/root/.aws/credentials')", "Error", "Access to this API has been"),
        ("(await import('node:fs')).readFileSync(`/proc/${process.ppid}/environ`)", "Error", "Access to this API has"),
        ("const kept = []; for (;;) kept.push(Buffer.alloc(8e6, 1))", "Runtime.ExitError", "signal: killed"),
    ],
)
def test_what_a_function_does_stays_with_it_and_the_next_call_is_served(
    functions: Lambda, body: str, error_type: str, words: str
) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    deploy(functions, MODULE.format(f"if (event === 'calm') return 'fine'; {body}"), Timeout=1)
    answer = functions.invoke("attack")
    assert (answer.payload["errorType"], answer.error) == (error_type, "Unhandled")
    assert words in answer.payload["errorMessage"]
    assert functions.invoke("calm").payload == "fine"
    assert not Path("/etc/awslab-was-here").exists()

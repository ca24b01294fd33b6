"""Execution environments: warm, parallel, renewed, gone. Versions and aliases.

https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
"""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from awslab.sandbox.process import SandboxHost
from tests.cloud.functions import Lambda, eventually, zipped
from tests.conftest import Client

COUNT = """
import os
calls = 0
def handler(event, context):
    global calls
    calls += 1
    return {"pid": os.getpid(), "calls": calls}
"""


def said(word: str) -> str:
    return f"import os\ndef handler(event, context):\n    return [{word!r}, os.environ.get('LEVEL')]\n"


def test_an_environment_is_kept_warm_with_its_modules_and_its_tmp(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    functions.deploy(
        """
import os, pathlib
calls = 0
def handler(event, context):
    global calls
    calls += 1
    note = pathlib.Path(os.environ["TMPDIR"], "note")
    before = note.read_text() if note.exists() else ""
    note.write_text(before + "x")
    return [calls, before]
"""
    )
    first, second = functions.invoke(), functions.invoke()
    assert (first.payload, second.payload) == ([1, ""], [2, "x"])
    assert "Init Duration" in first.log
    assert "Init Duration" not in second.log
    assert len(functions.log_streams()) == 1


def test_calls_at_the_same_time_have_an_environment_each(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html"""
    functions.deploy(
        "import os, time\ndef handler(event, context):\n    time.sleep(1)\n    return [event, os.getpid()]\n"
    )
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(functions.invoke, range(4)))
    assert [answer.payload[0] for answer in answers] == [0, 1, 2, 3]
    assert len({answer.payload[1] for answer in answers}) == 4
    assert len(functions.log_streams()) == 4


def test_many_calls_at_once_each_get_their_own_answer(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html"""
    functions.deploy()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(functions.invoke, range(200)))
    assert [answer.payload for answer in answers] == list(range(200))


def test_new_code_and_new_settings_need_new_environments(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionCode.html"""
    functions.deploy(said("one"))
    assert functions.invoke().payload == ["one", None]
    functions.api.update_function_code(FunctionName="f", ZipFile=zipped({"index.py": said("two")}))
    assert functions.invoke().payload == ["two", None]
    functions.api.update_function_configuration(FunctionName="f", Environment={"Variables": {"LEVEL": "3"}})
    assert functions.invoke().payload == ["two", "3"]


def test_a_deleted_functions_process_ends(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    functions.deploy(COUNT)
    pid = functions.invoke().payload["pid"]
    assert _alive(pid)
    functions.api.delete_function(FunctionName="f")
    eventually(lambda: not _alive(pid))


def test_a_published_version_stays_as_it_was(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html"""
    functions.deploy(said("one"))
    assert functions.api.publish_version(FunctionName="f")["Version"] == "1"
    functions.api.update_function_code(FunctionName="f", ZipFile=zipped({"index.py": said("two")}))
    published = functions.invoke(Qualifier="1")
    assert (published.payload[0], published.version) == ("one", "1")
    assert "Version: 1\n" in published.log
    assert functions.invoke().payload[0] == "two"


def test_an_unchanged_function_is_not_published_twice(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html"""
    functions.deploy(said("one"))
    functions.api.update_function_code(FunctionName="f", ZipFile=zipped({"index.py": said("two")}))
    assert functions.api.publish_version(FunctionName="f")["Version"] == "1"
    assert functions.api.publish_version(FunctionName="f")["Version"] == "1"
    functions.api.update_function_code(FunctionName="f", ZipFile=zipped({"index.py": said("three")}))
    assert functions.api.publish_version(FunctionName="f")["Version"] == "2"


def test_an_alias_runs_the_version_it_points_to(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html"""
    functions.deploy(
        "def handler(event, context):\n    return [context.function_version, context.invoked_function_arn]\n"
    )
    functions.api.publish_version(FunctionName="f")
    functions.api.create_alias(FunctionName="f", Name="live", FunctionVersion="1")
    answer = functions.invoke(Qualifier="live")
    assert answer.payload == ["1", "arn:aws:lambda:us-east-1:123456789012:function:f:live"]
    assert answer.version == "1"
    functions.api.update_alias(FunctionName="f", Name="live", FunctionVersion="$LATEST")
    assert functions.invoke(name="f:live").version == "$LATEST"


def test_a_weighted_alias_divides_the_calls(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html"""
    functions.deploy(said("one"), Publish=True)
    functions.api.update_function_code(FunctionName="f", ZipFile=zipped({"index.py": said("two")}), Publish=True)
    functions.api.create_alias(
        FunctionName="f",
        Name="live",
        FunctionVersion="1",
        RoutingConfig={"AdditionalVersionWeights": {"2": 0.5}},
    )
    versions = Counter(functions.invoke(Qualifier="live").version for _ in range(60))
    assert set(versions) == {"1", "2"}
    assert min(versions.values()) >= 10  # 1 in 10^8 that chance alone breaks this


def test_a_layer_is_importable_and_the_package_goes_before_it(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html"""
    layer = functions.api.publish_layer_version(
        LayerName="shared",
        Content={"ZipFile": zipped({"python/tools.py": "NAME = 'layer'", "python/index.py": "x = 1"})},
    )
    functions.deploy(
        "import tools\ndef handler(event, context):\n    return tools.NAME\n", Layers=[layer["LayerVersionArn"]]
    )
    assert functions.invoke().payload == "layer"


def test_a_package_may_bring_its_own_copy_of_a_library(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/python-package.html"""
    files = {
        "index.py": "import jmespath\ndef handler(event, context):\n    return jmespath.NAME\n",
        "jmespath/__init__.py": "NAME = 'brought along'",
    }
    functions.deploy(Code={"ZipFile": zipped(files)})
    assert functions.invoke().payload == "brought along"


def test_environments_do_not_draw_the_same_random_numbers(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    functions.deploy(
        """
import random, time
drawn = random.random()
def handler(event, context):
    time.sleep(1)
    return drawn
"""
    )
    with ThreadPoolExecutor(3) as pool:
        drawn = [answer.payload for answer in pool.map(functions.invoke, range(3))]
    assert len(set(drawn)) == 3


def test_nothing_of_a_sandbox_is_left_when_it_closes(host: SandboxHost) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    import boto3

    with host.open() as sandbox:

        def client(service: str) -> object:
            return boto3.client(
                service,
                endpoint_url=sandbox.endpoint,
                region_name=sandbox.region,
                aws_access_key_id=sandbox.access_key_id,
                aws_secret_access_key=sandbox.secret_access_key,
            )

        functions = Lambda(client)
        functions.deploy(
            """
import os, tempfile
def handler(event, context):
    return [os.getpid(), tempfile.gettempdir(), os.getcwd()]
"""
        )
        pid, scratch, code = functions.invoke().payload
        functions.deploy("import time\ndef handler(event, context):\n    time.sleep(60)\n", name="slow", Timeout=90)
        functions.api.invoke(FunctionName="slow", InvocationType="Event")
        eventually(lambda: functions.log("slow"))
        assert Path(scratch).exists()
        assert _alive(pid)
    eventually(lambda: not _alive(pid))
    eventually(lambda: not Path(scratch).exists() and not Path(code).exists())


def test_the_sandbox_survives_a_function_that_kills_what_it_can(functions: Lambda, client: Client) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    functions.deploy("import os\ndef handler(event, context):\n    os.killpg(0, 9)\n")
    assert functions.invoke().payload["errorMessage"].endswith("signal: killed")
    assert client("s3").list_buckets()["Buckets"] == []


def test_a_function_cannot_end_the_process_above_it(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    functions.deploy("import os\ndef handler(event, context):\n    os.kill(os.getppid(), 9)\n")
    assert functions.invoke().payload["errorMessage"] == "[Errno 1] Operation not permitted"
    assert functions.invoke().payload["errorType"] == "PermissionError"


def test_a_function_cannot_start_programs(functions: Lambda) -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""
    functions.deploy(
        """
import os, subprocess
def handler(event, context):
    told = []
    for attempt in (os.fork, lambda: subprocess.run(["true"]), lambda: os.system("true")):
        try:
            attempt()
        except RuntimeError as error:
            told.append(str(error))
    return told
"""
    )
    told = functions.invoke().payload
    assert len(told) == 3
    assert all("does not let this program start other programs" in sentence for sentence in told)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

"""Real AWS credentials and settings reach neither a program nor a shell."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from awslab.lab.verdict import Outcome
from awslab.sandbox.environment import sandbox_environment
from awslab.sandbox.process import Sandbox, SandboxHost
from tests.sandbox.test_judging import VALUES, check, lab

REAL_KEY = "AKIAREALREALREALREAL"
REAL_SECRET = "real/secret/real/secret/real/secret/real"
INHERITED = {
    "AWS_PROFILE": "production",
    "AWS_ACCESS_KEY_ID": REAL_KEY,
    "AWS_SECRET_ACCESS_KEY": REAL_SECRET,
    "AWS_SESSION_TOKEN": "real-token",
    "AWS_ENDPOINT_URL_S3": "https://s3.eu-west-1.amazonaws.com",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
    "AWS_REGION": "eu-west-1",
    "AWS_WEB_IDENTITY_TOKEN_FILE": "/token",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://localhost/credentials",
    "GITHUB_TOKEN": "real-token",
    "HTTP_PROXY": "http://proxy.example:3128",
    "HTTPS_PROXY": "http://proxy.example:3128",
}
PROGRAM = """
import os, boto3
print(sorted(name for name in os.environ if not name.startswith("LC_")))
print(boto3.Session().available_profiles, boto3.client("s3").meta.endpoint_url == os.environ["AWS_ENDPOINT_URL"])
print(boto3.Session().get_credentials().access_key == os.environ["AWS_ACCESS_KEY_ID"], boto3.Session().region_name)
boto3.client("s3").list_buckets()
print(os.path.exists(os.path.expanduser("~/.aws")))
for path in (REAL_HOME + "/.aws/credentials", f"/proc/{os.getppid()}/environ"):
    try:
        print(open(path).read())
    except (PermissionError, FileNotFoundError) as refused:
        print(type(refused).__name__, str(refused)[:50])
"""

ASK = """
import boto3
s3 = boto3.client("s3")
s3.list_buckets()
print(boto3.Session().get_credentials().access_key, s3.meta.endpoint_url, s3.meta.region_name)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with real-looking credentials."""
    folder = tmp_path_factory.mktemp("home")
    (folder / ".aws").mkdir()
    (folder / ".aws" / "credentials").write_text(
        f"[default]\naws_access_key_id = {REAL_KEY}\naws_secret_access_key = {REAL_SECRET}\n"
    )
    (folder / ".aws" / "config").write_text("[default]\nregion = eu-west-1\nendpoint_url = https://example.com\n")
    return folder


@pytest.fixture(scope="module")
def careless(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A sandbox whose host was started in the middle of all that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for name, value in INHERITED.items():
            patch.setenv(name, value)
        log = tmp_path_factory.mktemp("careless") / "host.log"
        with SandboxHost.start(log=log, services=("s3",)) as host, host.open() as sandbox:
            yield sandbox


def test_a_program_gets_nothing_of_them(careless: Sandbox, home: Path, tmp_path: Path) -> None:
    script = tmp_path / "main.py"
    script.write_text(f"REAL_HOME = {str(home)!r}\n{PROGRAM}")
    result = careless.run(script, workspace=tmp_path, variables={"AWSLAB_BUCKET": "b"}).wait()
    assert result.exit == 0, result.output
    names, *rest = result.output.splitlines()
    assert set(eval(names)) <= {
        "AWSLAB_BUCKET",
        "AWS_ACCESS_KEY_ID",
        "AWS_CONFIG_FILE",
        "AWS_DEFAULT_REGION",
        "AWS_EC2_METADATA_DISABLED",
        "AWS_ENDPOINT_URL",
        "AWS_REGION",
        "AWS_SECRET_ACCESS_KEY",
        "AWS_SHARED_CREDENTIALS_FILE",
        "COLORTERM",
        "HOME",
        "LANG",
        "LANGUAGE",
        "NO_COLOR",
        "NO_PROXY",
        "PATH",
        "PYTHONDONTWRITEBYTECODE",
        "TERM",
        "TMPDIR",
        "TZ",
        "no_proxy",
    }
    assert rest[:3] == ["[] True", "True us-east-1", "False"]
    assert rest[3].startswith("PermissionError awslab keeps your own AWS credentials out of labs")
    assert REAL_SECRET not in result.output
    assert "real-token" not in result.output


def test_a_shell_gets_nothing_of_them(careless: Sandbox, home: Path) -> None:
    """Whatever a shell starts uses the SDKs' own rules: here boto3 in a fresh Python, with the real HOME."""
    environment = careless.environment(os.environ | INHERITED | {"HOME": str(home)})
    assert not {"AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL_S3"} & environment.keys()
    asked = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True)
    assert asked.stdout.split() == [careless.access_key_id, careless.endpoint, "us-east-1"]


def test_the_environment_keeps_what_is_not_aws() -> None:
    made = sandbox_environment(
        {"PATH": "/bin", "EDITOR": "vi", "NO_PROXY": "intranet", "aws_profile": "x"},
        endpoint="http://127.0.0.1:1",
        region="us-east-1",
        access_key_id="AKIA",
        secret_access_key="secret",
    )
    assert (made["PATH"], made["EDITOR"]) == ("/bin", "vi")
    assert made["NO_PROXY"] == "intranet,127.0.0.1,localhost"
    assert made["AWS_CONFIG_FILE"] == made["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
    assert "aws_profile" not in made


def test_a_lab_is_judged_in_spite_of_them(careless: Sandbox) -> None:
    gone = check("gone", call="s3.head_bucket", with_={"Bucket": "nobody-made-this"}, error="404")
    assert [each.outcome for each in careless.judge(lab(gone), VALUES).wait()] == [Outcome.PASSED]

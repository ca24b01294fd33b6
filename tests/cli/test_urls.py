"""`awslab urls` lists what answers plain HTTP, and `awslab sandbox` tells of it when it begins to."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import pytest

from awslab.sandbox.process import Sandbox
from tests.cli.conftest import HANG
from tests.cloud.s3.publishing import Publishing
from tests.conftest import Client

Urls = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def urls(sandbox: Sandbox, tmp_path: Path) -> Urls:
    """`urls("--json")` in the sandbox's environment."""

    def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, **sandbox.environment({}), "AWSLAB_HOME": str(tmp_path), **variables}
        command = [sys.executable, "-m", "awslab", "urls", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=HANG, check=False, env=environment)

    return run


def deploy_everything(client: Client) -> None:
    """A website, a REST API, an HTTP API, a load balancer, and a function URL."""
    site = Publishing(client)
    site.publish()
    site.put("index.html", "home")
    site.s3.put_bucket_website(Bucket="site", WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
    rest = client("apigateway")
    api = rest.create_rest_api(name="shop")["id"]
    root = rest.get_resources(restApiId=api)["items"][0]["id"]
    mock = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
    rest.put_method(**mock, authorizationType="NONE")
    rest.put_integration(**mock, type="MOCK", requestTemplates={"application/json": '{"statusCode": 200}'})
    rest.create_deployment(restApiId=api, stageName="prod")
    http = client("apigatewayv2")
    http.create_stage(ApiId=http.create_api(Name="quick", ProtocolType="HTTP")["ApiId"], StageName="v1")
    ec2, elb = client("ec2"), client("elbv2")
    subnets = [subnet["SubnetId"] for subnet in ec2.describe_subnets()["Subnets"][:2]]
    balancer = elb.create_load_balancer(Name="front", Subnets=subnets)["LoadBalancers"][0]["LoadBalancerArn"]
    refuse = {"Type": "fixed-response", "FixedResponseConfig": {"StatusCode": "200", "MessageBody": "hi"}}
    elb.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=[refuse])


def test_everything_that_answers_is_listed_ready_for_curl(urls: Urls, client: Client) -> None:
    deploy_everything(client)
    found = json.loads(urls("--json").stdout)
    assert [(each["kind"], each["name"]) for each in found] == [
        ("REST API", "shop, stage prod"),
        ("HTTP API", "quick, stage v1"),
        ("load balancer", "front, port 80"),
        ("website", "site"),
    ]
    with urllib.request.urlopen(found[3]["url"]) as answer:
        assert answer.read() == b"home"
    plain = urls().stdout.splitlines()
    assert [line.split()[0] for line in plain] == [each["url"] for each in found]


def test_an_empty_sandbox_has_none(urls: Urls) -> None:
    told = urls()
    assert (told.returncode, told.stdout) == (0, "")
    assert "Nothing answers plain HTTP yet" in told.stderr


@pytest.mark.parametrize(
    ("variables", "status", "words"),
    [
        ({"AWS_ENDPOINT_URL": ""}, 4, "No sandbox is named here"),
        ({"AWS_ENDPOINT_URL": "https://s3.amazonaws.com"}, 2, "is not a sandbox on this machine"),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, 4, "Nothing answers at"),
        ({"AWS_SECRET_ACCESS_KEY": "wrong"}, 4, "does not know this key"),
    ],
)
def test_without_a_sandbox_it_says_so(urls: Urls, variables: dict[str, str], status: int, words: str) -> None:
    told = urls(**variables)
    assert (told.returncode, words in told.stderr, "Traceback" in told.stderr) == (status, True, False)


def test_a_sandbox_in_the_foreground_tells_of_each_new_address(tmp_path: Path) -> None:
    environment = os.environ | {"AWSLAB_HOME": str(tmp_path)}
    command = [sys.executable, "-u", "-m", "awslab", "sandbox"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        exports = dict(line.removeprefix("export ").split("=", 1) for line in _until(process.stdout, "no_proxy"))
        site: Any = boto3.client(
            "s3",
            endpoint_url=exports["AWS_ENDPOINT_URL"],
            region_name="us-east-1",
            aws_access_key_id=exports["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=exports["AWS_SECRET_ACCESS_KEY"],
        )
        site.create_bucket(Bucket="site")
        site.put_bucket_website(Bucket="site", WebsiteConfiguration={"IndexDocument": {"Suffix": "index.html"}})
        told = _until(process.stderr, "/_aws/website/site/")
        process.terminate()
    assert told[-2:] == ["website site:", f"  curl {exports['AWS_ENDPOINT_URL']}/_aws/website/site/"]


def _until(lines: Any, words: str) -> list[str]:
    read = []
    for line in lines:
        read.append(line.rstrip("\n"))
        if words in line:
            break
    return read

"""Everything that a sandbox needs, loaded once in the host so that its forks have it already."""

from __future__ import annotations

import gc
import importlib
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from awslab.cloud.ports.waiters import look_often

TAUGHT_SERVICES = (
    *("s3", "lambda", "iam", "sts", "logs", "ec2", "elbv2", "autoscaling", "apigateway", "apigatewayv2"),
    *("ecs", "ecr", "sqs", "sns", "events", "cloudwatch", "dynamodb", "elb", "secretsmanager", "ssm", "kms"),
)
"""boto3's names of the services that labs may use, the most used first."""
ALWAYS = ("iam", "sts", "logs")
"""What every lab leans on, whatever it names."""


def settings() -> dict[str, str]:
    """moto's own settings, which it reads from the environment when it is imported."""
    return {
        # without it AttachRolePolicy of an AWS-managed policy is NoSuchEntity, and most tutorials stop there
        "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
        # no answer of the sandbox may let a web page in
        "MOTO_DISABLE_GLOBAL_CORS": "true",
    }


def steps(services: Iterable[str]) -> Iterator[Callable[[], object]]:
    """What is to be loaded, in pieces short enough to look after the parent in between."""
    services_to_load = tuple(dict.fromkeys((*services, *ALWAYS))) if services else TAUGHT_SERVICES
    yield lambda: importlib.import_module("boto3")
    yield share_service_models
    yield look_often
    yield lambda: importlib.import_module("moto.moto_server.werkzeug_app")
    yield lambda: importlib.import_module("awslab.sandbox.child.gateway_process")
    yield lambda: importlib.import_module("awslab.cloud.gateway.edges").load_edges()
    yield lambda: importlib.import_module("awslab.sandbox.child.examiner")
    yield lambda: importlib.import_module("awslab.sandbox.child.function")
    yield lambda: importlib.import_module("awslab.cloud.gateway.guards").rules()
    yield lambda: importlib.import_module("awslab.cloud.gateway.recognise").services_signed_as("s3")
    yield lambda: importlib.import_module("awslab.cloud.iam.actions.needs").load(services_to_load)
    yield lambda: importlib.import_module("awslab.cloud.lambda_.environment.bootstrap")
    for service in services_to_load:
        yield lambda service=service: _load(service)  # type: ignore[misc]
    for service in services_to_load:
        yield lambda service=service: importlib.import_module("awslab.cloud.gateway.rooms").wake(service)  # type: ignore[misc]
    if {"ec2", "elbv2", "autoscaling", "ecs"} & set(services_to_load):
        yield _build_machine_images
    yield _settle_backends
    yield gc.collect


def _load(service: str) -> None:
    import boto3

    from awslab.cloud.gateway.moto_process import load_service

    load_service(service)
    # what a client of this service reads, now in the shared cache
    boto3.client(service, region_name="us-east-1", aws_access_key_id="-", aws_secret_access_key="-")


def _build_machine_images() -> None:
    from awslab.cloud.ec2.moto_machine_images import build_images_once

    build_images_once()


def _settle_backends() -> None:
    from awslab.cloud.gateway.moto_process import forget_backends, make_other_partitions

    make_other_partitions()
    begin()
    forget_backends()


def share_service_models() -> None:
    """Let every botocore session in the forks share the models that are parsed here.

    A program's first client then takes milliseconds, not the tenth of a second that parsing takes. Within a session
    botocore shares them in the same way, and does not change them.
    """
    from botocore.loaders import Loader

    begin: Callable[..., None] = Loader.__init__
    models: dict[Any, Any] = {}

    def begin_with_shared_cache(self: Any, *arguments: Any, **keywords: Any) -> None:
        begin(self, *arguments, **keywords)
        if type(self) is Loader and not arguments and not keywords:  # moto's own loader adds to the models
            self._cache = models

    Loader.__init__ = begin_with_shared_cache


def begin() -> None:
    """Set what must be set before moto is imported."""
    os.environ.update(settings())

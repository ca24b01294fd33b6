"""What a process does with moto as a whole: load a service, make what sandboxes share, forget the rest, draw ids."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Protocol, cast

from moto.core.base_backend import BackendDict
from moto.core.routing import PROTOCOL_ROUTERS, get_service_router
from moto.core.utils import get_service_model
from moto.iam.models import iam_backends
from moto.moto_api._internal import mock_random
from moto.utilities.utils import PARTITION_NAMES

from awslab.cloud.gateway.moto_backend import MOTO
from awslab.cloud.gateway.request import ACCOUNT_ID


class _Backends(Protocol):
    service_name: str

    def values(self) -> Iterable[dict[str, object]]:
        """moto's backends by region, for each account."""


def load_service(service: str) -> None:
    """Load the application, the routers and the models of a service (boto3's name)."""
    model = get_service_model(service)
    for protocol in set(model.metadata.get("protocols", (model.protocol,))) & PROTOCOL_ROUTERS.keys():
        get_service_router(service)._get_router(str(protocol))
    MOTO.load(model.signing_name)


def make_other_partitions() -> None:
    """Make IAM in China and the other partitions, into which moto looks with every request; there no policy needs to be
    loaded. It changes MOTO_IAM_LOAD_MANAGED_POLICIES in the environment, which the caller sets again."""
    for partition in PARTITION_NAMES:
        os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = str(partition == "aws").lower()
        iam_backends[ACCOUNT_ID][partition]


def forget_backends() -> None:
    """Drop what moto made while its applications were built: a sandbox makes its own, with ids of its own.

    IAM stays: its 1,400 AWS-managed policies take long to build and are the same for everyone.
    """
    instances = cast(list[_Backends], vars(BackendDict)["_instances"])
    for backends in instances:
        if backends.service_name != "iam":
            for regions in backends.values():
                dict.clear(regions)


def draw_ids_from(seed: int) -> None:
    """Begin moto's random numbers anew: forks of one host would draw the same ids."""
    mock_random.seed(seed)

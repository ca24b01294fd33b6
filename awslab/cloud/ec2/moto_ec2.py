"""moto's backend of EC2: its instances with what the sandbox knows of them, and the network that it begins with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from moto.backends import get_backend

from awslab.cloud.ec2.life.power import Power

if TYPE_CHECKING:
    from moto.ec2.models import EC2Backend
    from moto.ec2.models.instances import Instance


def backend(account_id: str, region: str) -> EC2Backend:
    """Return moto's EC2 of a region; moto makes it with its default VPC when it is first asked for."""
    return get_backend("ec2")[account_id][region]


def make_default_network(account_id: str, region: str) -> None:
    """Make a region's default VPC now, which takes a moment, when this process has loaded moto's EC2."""
    if "moto.ec2.models" in sys.modules:
        backend(account_id, region)


def instances(account_id: str, region: str) -> list[Instance]:
    """Return the instances of a region, those that have been terminated too."""
    reservations = list(backend(account_id, region).reservations.values())
    return [instance for reservation in reservations for instance in reservation.instances]


def power(instance: Instance) -> Power:
    """Return what an instance was last told to do: to start, to stop or to terminate."""
    latest: Power = vars(instance)["power"]
    return latest


def change_power(instance: Instance, power: Power) -> None:
    """Tell an instance to start, to stop or to terminate."""
    vars(instance)["power"] = power

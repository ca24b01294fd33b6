"""Fixtures of the rooms: refusals, compute, functions."""

from tests.cloud.compute import ecs, fleet, instance_targets, subnets
from tests.cloud.functions import functions
from tests.cloud.refusals import refused

__all__ = ["ecs", "fleet", "functions", "instance_targets", "refused", "subnets"]

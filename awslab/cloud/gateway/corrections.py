"""Calls that AWS accepts and moto fails on or half forgets: one small function per correction, one file per service.

    @correct(EC2Backend, "create_key_pair")
    def rsa_by_default(original: Original, backend: EC2Backend, name: str, ...) -> Any: ...

A correction stands in for a method of moto's, which it gets as its first argument. It mends what goes in, or the state
that moto keeps; the answer stays moto's. Its docstring names the AWS page that says so.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

__all__ = ["Original", "correct", "correct_what_is_loaded"]

Original = Callable[..., Any]
"""moto's own method, with its object (where it has one) as the first argument."""

_FILES = {
    "moto.apigateway.models": "api_gateway.rest.corrections.apis",
    "moto.apigatewayv2.models": "api_gateway.http.corrections",
    "moto.ec2.models": "ec2.corrections.instances",
    "moto.ec2.exceptions": "ec2.corrections.words",
    "moto.ec2.models.elastic_block_store": "ec2.corrections.volumes",
    "moto.ec2.models.instances": "ec2.corrections.launches",
    "moto.ec2.models.network_acls": "ec2.corrections.defaults",
    "moto.ec2.models.nat_gateways": "ec2.corrections.networks",
    "moto.ec2.models.security_groups": "ec2.corrections.groups",
    "moto.ec2.models.vpcs": "ec2.ranges",
    "moto.ecr.models": "ecr.corrections",
    "moto.ecs.models": "ecs.corrections",
    "moto.elbv2.exceptions": "elbv2.corrections.targets",
    "moto.elbv2.models": "elbv2.corrections.balancers",
    "moto.elbv2.responses": "elbv2.corrections.rules",
    "moto.iam.models": "iam.corrections.service_linked",
    "moto.iam.responses": "iam.corrections.users",
    "moto.s3.responses": "s3.corrections",
}
"""moto's module → the file of this room that corrects it."""


def correct(owner: type, name: str) -> Callable[[Original], Original]:
    """Put a function in the place of `owner.name` in this process; moto's own comes as its first argument."""
    is_static = isinstance(vars(owner)[name], staticmethod)
    original = getattr(owner, name)

    def put(correction: Original) -> Original:
        @wraps(original)
        def corrected(*arguments: Any, **named: Any) -> Any:
            return correction(original, *arguments, **named)

        setattr(owner, name, staticmethod(corrected) if is_static else corrected)
        return correction

    return put


def correct_what_is_loaded() -> None:
    """Correct those of moto's services that this process has loaded; does nothing for one that is corrected already.

    A service of moto's loads those it builds on (ECS and load balancing: EC2), so this follows each application.
    """
    for theirs, ours in _FILES.items():
        if theirs in sys.modules:
            importlib.import_module(f"awslab.cloud.{ours}")

"""Calls that AWS accepts and moto fails on or half forgets: one small function per correction, in the
`corrections` of the service's room.

    @correct(EC2Backend, "create_key_pair")
    def rsa_by_default(original: Original, backend: EC2Backend, name: str, ...) -> Any: ...

A correction stands in for a method of moto's, which it gets as its first argument. It mends what goes in, or the state
that moto keeps; the answer stays moto's. Its docstring names the AWS page that says so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from botocore import xform_name

from awslab.cloud.gateway.rooms import manifest_of

Original = Callable[..., Any]
"""moto's own method, with its object (where it has one) as the first argument."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A function of ours that stands in for a method of moto's."""

    owner: type
    name: str
    function: Original

    @property
    def place(self) -> tuple[str, int]:
        """File and line of the function."""
        code = self.function.__code__
        return code.co_filename, code.co_firstlineno


CORRECTIONS: list[Correction] = []
"""Every correction that this process has made."""


def correct(owner: type, name: str) -> Callable[[Original], Original]:
    """Put a function in the place of `owner.name` in this process; moto's own comes as its first argument."""
    is_static = isinstance(vars(owner)[name], staticmethod)
    original = getattr(owner, name)

    def put(correction: Original) -> Original:
        @wraps(original)
        def corrected(*arguments: Any, **keywords: Any) -> Any:
            return correction(original, *arguments, **keywords)

        setattr(owner, name, staticmethod(corrected) if is_static else corrected)
        CORRECTIONS.append(Correction(owner, name, correction))
        return correction

    return put


def corrections_of(service: str, operation: str) -> list[tuple[str, tuple[str, int]]]:
    """The corrections of moto's methods that are named like an operation of a service (boto3's name), each as
    `Class.method` with the file and line of ours. Corrections of other methods may have a part in the call too."""
    package, method = f"moto.{manifest_of(service).moto}.", xform_name(operation)
    return [
        (f"{correction.owner.__name__}.{correction.name}", correction.place)
        for correction in CORRECTIONS
        if correction.name == method and correction.owner.__module__.startswith(package)
    ]

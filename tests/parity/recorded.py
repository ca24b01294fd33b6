"""Rows for error answers that were recorded from the real AWS: one row a step of a recording.

@recorded("s3/test_s3", "test_bucket_exists", {"get-bucket-not-exists": NO_BUCKET})
def acl_of_no_bucket(aws: Aws) -> Calls:
    return {"get-bucket-not-exists": lambda: aws.s3.get_bucket_acl(Bucket="absent-1")}
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from tests.parity.rows import Aws, Call, row

Told = tuple[str, str, int | None]
"""The recorded code, message (`…` stands for any text, empty for any message) and status (None: not recorded)."""
Calls = Mapping[str, Call]
"""The calls of a recording's steps."""


def recorded(file: str, test: str, told: Mapping[str, Told]) -> Callable[[Callable[[Aws], Calls]], None]:
    """Register a row for each step of a recording; the calls of the steps before a row's own are not made."""

    def register(prepare: Callable[[Aws], Calls]) -> None:
        for step, (code, message, status) in told.items():
            row(
                f"{file.partition('/')[0].rstrip('_')}:{test.removeprefix('test_')}-{step}",
                f"{prepare.__name__.replace('_', ' ')}: {step}",
                code,
                message=_pattern(message),
                status=status,
                source=f"recorded from AWS: {file} {test}#{step}",
            )(_step(prepare, step))

    return register


def _step(prepare: Callable[[Aws], Calls], step: str) -> Callable[[Aws], Call]:
    def call(aws: Aws) -> Call:
        return prepare(aws)[step]

    call.__module__ = prepare.__module__
    return call


def _pattern(message: str) -> str:
    return ".*".join(re.escape(part) for part in message.split("…")) + r"\Z" if message else ""

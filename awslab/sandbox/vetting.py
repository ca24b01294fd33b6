"""What content files say of AWS's APIs, and what is wrong with it: words that both sides of the boundary share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class VetCall:
    """A call that a content file wants to make; `${name}` in a parameter stands for anything."""

    service: str
    """boto3's name of the service."""
    operation: str
    """The boto3 client method, such as `put_bucket_versioning`."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    partial: bool = False
    """Only some parameters of a call, as a `trail` check names them: none can be missing."""


@dataclass(frozen=True, slots=True)
class ModelClaim:
    """What a content file says of botocore's model of a service."""

    service: str
    """boto3's name of the service."""
    operation: str
    """The API's name of the operation, such as `CreateFunction`."""
    member: str = ""
    """With dots, and `[]` for the members of a list; empty for the operation itself."""
    is_answer: bool = False
    """Whether the member is one of the answer, not of the request."""
    comparisons: Mapping[str, Any] = field(default_factory=dict)
    """By name what must hold of it: min, max, contains, lacks, required, pattern, documented."""
    absent: bool = False
    """Whether the model must not have it."""


@dataclass(frozen=True, slots=True)
class VetProblem:
    """Something that boto3 would not accept."""

    index: int
    """Which of the calls, or of the claims about models."""
    path: tuple[str | int, ...]
    """Keys and indices into its parameters, or the comparison; empty when the call itself is meant."""
    sentence: str

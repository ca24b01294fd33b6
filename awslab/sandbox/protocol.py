"""What the two sides of the process boundary say to each other: one JSON object per line, typed on both ends."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from awslab.sandbox.vetting import ModelClaim, VetCall, VetProblem

VERSION = 1
"""Both sides come from one installation; a difference means that awslab was upgraded while it ran."""

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a learner's program may use before it is stopped."""

    wall: float = 60.0
    """Seconds from start to end."""
    cpu: int = 60
    """Seconds of computing."""
    memory: int = 1024 * MIB
    """Bytes beyond what Python and boto3 take."""
    output: int = 10 * MIB
    """Bytes printed."""
    file_size: int = 256 * MIB
    """Bytes of the largest file it may write."""


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One API call, as CloudTrail would tell it."""

    at: str
    """When it arrived, ISO 8601 in UTC."""
    who: str
    """`learner`, a user's name, or `role/session`."""
    service: str
    """boto3's name of the service."""
    operation: str
    """The API's name of the operation, such as `PutObject`."""
    parameters: Mapping[str, Any]
    """Plain data; long texts and binary data are shortened."""
    error: str | None
    """AWS's error code, None for a success."""
    status: int
    milliseconds: float
    would_refuse: str = ""
    """Code and sentence of AWS's refusal, where the sandbox let a call pass that policies do not allow."""
    because: str = ""
    """For what policies do not allow: the statement that denies it, or the one that came nearest to allowing it."""
    note: str = ""
    """What else is worth knowing about the answer: that a function's environment was started for it."""


# --- from the parent to the host ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenSandbox:
    """Fork a gateway. Answered by Opened or Failed."""

    request: int
    region: str
    port: int
    """0 for any free one."""
    enforce_iam: bool = False
    """Whether functions, tasks and instances are held to their roles' policies."""


@dataclass(frozen=True, slots=True)
class CloseSandbox:
    """Stop a gateway and everything that belongs to it. Answered by Closed."""

    sandbox: int


@dataclass(frozen=True, slots=True)
class RunScript:
    """Run a learner's program. Answered by Output as it prints, and at last by Ended."""

    request: int
    sandbox: int
    script: str
    workspace: str
    environment: Mapping[str, str]
    """Complete; the program gets nothing else."""
    limits: Limits


@dataclass(frozen=True, slots=True)
class Examine:
    """Prepare or judge a lab. Answered by Judged as verdicts fall, and at last by Examined or Failed."""

    request: int
    sandbox: int
    lab: str
    """The frozen lab in base64."""
    values: Mapping[str, Any]
    judge: bool
    """False makes the lab's `given` calls instead."""
    until: str | None = None


@dataclass(frozen=True, slots=True)
class HearTrail:
    """Tell what the gateway has noted so far. Answered by Heard, after a Trailed for every call that was answered."""

    request: int
    sandbox: int


@dataclass(frozen=True, slots=True)
class Cancel:
    """Stop a program or an examination."""

    request: int


@dataclass(frozen=True, slots=True)
class Vet:
    """Would boto3 accept these calls? Answered by Vetted."""

    request: int
    calls: tuple[VetCall, ...]


@dataclass(frozen=True, slots=True)
class VetModels:
    """Does botocore's model say so? Answered by Vetted."""

    request: int
    claims: tuple[ModelClaim, ...]


# --- from the host to the parent ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Started:
    """The host's first words."""

    version: int


@dataclass(frozen=True, slots=True)
class Warm:
    """Everything is loaded; sandboxes open at once from now on."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Opened:
    """A gateway is listening."""

    request: int
    sandbox: int
    endpoint: str
    region: str
    access_key_id: str
    secret_access_key: str
    home: str
    """A private folder that learners' programs get as HOME."""
    pid: int


@dataclass(frozen=True, slots=True)
class Closed:
    """A gateway is gone: because it was asked to, or by itself."""

    sandbox: int
    reason: str
    """Empty when it was asked to."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a program printed."""

    request: int
    text: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A program is over."""

    request: int
    exit: int | None
    """Its exit status, negative for a signal; None when awslab stopped it."""
    seconds: float
    stopped: str
    """Why awslab stopped it, a sentence; empty when it ended by itself."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One verdict."""

    request: int
    verdict: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Examined:
    """An examination is complete."""

    request: int
    values: Mapping[str, Any]
    """The values with what the `given` calls saved."""


@dataclass(frozen=True, slots=True)
class Vetted:
    """What is wrong with the calls, or with what is said of models."""

    request: int
    problems: tuple[VetProblem, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """The trail is complete up to the request."""

    request: int


@dataclass(frozen=True, slots=True)
class Trailed:
    """A call was made."""

    sandbox: int
    entry: TrailEntry


@dataclass(frozen=True, slots=True)
class Failed:
    """What was asked for could not be done."""

    request: int
    message: str
    hint: str


Command: TypeAlias = OpenSandbox | CloseSandbox | RunScript | Examine | HearTrail | Cancel | Vet | VetModels
Event: TypeAlias = (
    Started | Warm | Opened | Closed | Output | Ended | Judged | Examined | Vetted | Heard | Trailed | Failed
)

_MESSAGES: dict[str, type[Any]] = {item.__name__: item for item in (*Command.__args__, *Event.__args__)}
_RECORDS: dict[str, type[Any]] = {"limits": Limits, "entry": TrailEntry}
_SEQUENCES: dict[str, type[Any]] = {"calls": VetCall, "problems": VetProblem, "claims": ModelClaim}


def encode(message: Command | Event) -> bytes:
    """One line, with its line feed."""
    return json.dumps({"is": type(message).__name__} | asdict(message), default=str).encode() + b"\n"


def decode(line: bytes) -> Any:
    """The message of one line. Raises ValueError when it is none."""
    fields = json.loads(line)
    try:
        message = _MESSAGES[fields.pop("is")]
        return message(**{name: _restored(name, value) for name, value in fields.items()})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not a message: {line[:80]!r}") from error


def _restored(name: str, value: Any) -> Any:
    if name in _RECORDS:
        return _RECORDS[name](**value)
    if name in _SEQUENCES:
        return tuple(_SEQUENCES[name](**_tupled(item)) for item in value)
    return value


def _tupled(record: dict[str, Any]) -> dict[str, Any]:
    return record | ({"path": tuple(record["path"])} if "path" in record else {})

"""What is asked of AWS and what the answer must be: the checks of labs and the proofs of questions share it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal, TypeAlias

from awslab.content.model.base import Between, Form, Record, Text

Operation = Annotated[
    str,
    Form(
        r"[a-z0-9-]+\.[a-z0-9_]+",
        "a boto3 service and method joined by a dot, such as s3.get_bucket_versioning",
    ),
]
VariableName = Annotated[str, Form(r"[a-z][a-z0-9_]*", "a variable name: lower-case letters, digits, underscores")]
Values: TypeAlias = Mapping[str, Any]


class _Unset:
    """Tells a key that was left out from one that says null."""

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET = _Unset()


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Call(Record):
    """An AWS API call that the examiner makes."""

    call: Operation
    with_: dict[str, Any] = field(default_factory=dict)
    """The parameters, as boto3 takes them."""
    save: dict[VariableName, Text] = field(default_factory=dict)
    """Variable name to JMESPath on the answer."""
    so: str = ""
    """What it means when AWS refuses the call or there is nothing to save, for the learner."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Expectation(Record):
    """What must be found at a place in an answer."""

    at: str = ""
    """JMESPath; empty for the whole value."""
    equals: Any = UNSET
    contains: Any = UNSET
    matches: Any = UNSET
    at_least: Any = UNSET
    at_most: Any = UNSET
    length: Any = UNSET
    absent: Any = UNSET
    so: str = ""
    """What it means when this does not hold, for the learner."""

    @property
    def comparison(self) -> tuple[str, Any]:
        """The one comparison that is set, as (name, wanted)."""
        return next((name, getattr(self, name)) for name in COMPARISONS if getattr(self, name) is not UNSET)


Kind: TypeAlias = Literal["call", "invoke", "trail", "request", "allowed", "reach"]
KINDS: tuple[Kind, ...] = ("call", "invoke", "trail", "request", "allowed", "reach")
COMPARISONS = ("equals", "contains", "matches", "at_least", "at_most", "length", "absent")


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Permission(Record):
    """What a principal is to be allowed, or not."""

    principal: Text
    """The ARN of a user, a role or a role's session; a service such as lambda.amazonaws.com; `anonymous`."""
    action: Annotated[str, Form(r"[a-z0-9-]+:\w+", "an action such as s3:PutObject")]
    resource: Text = "*"
    """An ARN; left out for an action that has no resources."""
    context: dict[str, Any] = field(default_factory=dict)
    """Condition keys of the request, such as aws:SourceIp."""
    is_: bool = True
    """false: it must not be allowed."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Reach(Record):
    """Whether packets are to get from one end to another, and their answers back."""

    from_: Text
    """internet, an address, a CIDR block, an instance, a network interface, a task, a load balancer or a function."""
    to: Text
    """The same, or s3 or dynamodb."""
    protocol: Literal["tcp", "udp", "icmp"] = "tcp"
    port: int | Text | None = None
    """A number or a reference to one; left out for icmp."""
    reachable: bool = True
    """false: they must not."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Claim(Record):
    """Something that is true of an AWS account: what is asked, and what the answer must be."""

    call: Operation | None = None
    invoke: Text | None = None
    """Name or ARN of a Lambda function."""
    request: Annotated[str, Form(r"[A-Z]+ /\S*", "a method and a path such as GET /_aws/website/${bucket}/")] | None = (
        None
    )
    """An HTTP request to the edge: what a browser or curl would ask."""
    allowed: Permission | None = None
    """Whether IAM allows something; `expect` is not needed."""
    reach: Reach | None = None
    """Whether a packet gets through; `expect` is not needed."""
    headers: dict[str, str] = field(default_factory=dict)
    """Of the request."""
    body: str = ""
    """Of the request."""
    with_: dict[str, Any] = field(default_factory=dict)
    payload: Any = None
    """What the function is invoked with."""
    qualifier: str = ""
    """The version or alias to invoke."""
    expect: tuple[Expectation, ...] = ()
    error: str = ""
    """The AWS error code that the call must be refused with."""
    after: tuple[Call, ...] = ()
    """Calls made first."""
    within: Annotated[int | float, Between(0, 60)] = 0
    """Seconds to keep asking."""

    @property
    def kind(self) -> Kind:
        """What is asked."""
        return next(kind for kind in KINDS if getattr(self, kind, None) is not None)

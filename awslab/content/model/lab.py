"""Labs: steps with checks, judged by what the learner's calls did. `docs/writing-labs.md` explains every key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from awslab.content.model.base import Between, Form, Identifier, Items, Record, SkillId, Source, TaskReference, Text

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
class Check(Record):
    """One claim about what the learner built."""

    id: Identifier
    """Unique in the lab."""
    says: Text
    """What is true when it passes."""
    help: Text
    """Why it matters and where to read; never the answer."""
    call: Operation | None = None
    invoke: Text | None = None
    """Name or ARN of a Lambda function."""
    trail: Operation | None = None
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
    needs: tuple[Identifier, ...] = ()
    """Checks that must have passed."""
    skill: SkillId | None = None
    """When it differs from the step's."""
    already_true: bool = False
    """May hold before the work."""

    @property
    def kind(self) -> Kind:
        """What the check asks."""
        return next(kind for kind in KINDS if getattr(self, kind) is not None)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Step(Record):
    """A piece of the work; it opens when the step before it has passed."""

    id: Identifier
    title: Text
    skill: SkillId
    say: Text
    """What to do, Markdown."""
    checks: Annotated[tuple[Check, ...], Items(1)]
    hints: tuple[Text, ...] = ()
    """From a nudge to nearly the answer."""
    after: tuple[Call, ...] = ()
    """Calls made before the step's checks; all of them see what these save."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Change(Record):
    """An edit of a lab's solution."""

    find: Text
    """Text of the solution, exactly as it stands there; it must occur once."""
    replace: str
    """What stands there instead; empty to remove the text."""


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Mistake(Record):
    """A typical wrong solution: changes of the solution, or a program of its own."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {
        **Record.__pydantic_config__,
        "json_schema_extra": {"oneOf": [{"required": ["change"]}, {"required": ["file"]}]},
    }

    change: Annotated[tuple[Change, ...], Items(1)] = ()
    """What differs from the solution."""
    file: str = ""
    """A program in the lab's folder, when it has little in common with the solution."""
    fails: Identifier
    """The check that is the first not to pass."""
    because: Text


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Lab(Record):
    """Hands-on work in the sandbox."""

    id: Identifier
    title: Text
    topic: Identifier
    level: Annotated[int, Between(1, 3)]
    minutes: Annotated[int, Between(1)]
    """How long a learner will need."""
    exams: tuple[TaskReference, ...]
    services: Annotated[tuple[Text, ...], Items(1)]
    """boto3 names of the services that the lab uses."""
    brief: Text
    steps: Annotated[tuple[Step, ...], Items(1)]
    mistakes: tuple[Mistake, ...]
    sources: Annotated[tuple[Source, ...], Items(1)]
    also: tuple[Identifier, ...] = ()
    """Other topics it exercises."""
    variables: dict[VariableName, Text] = field(default_factory=dict)
    """Name to pattern, drawn anew for every attempt."""
    given: tuple[Call, ...] = ()
    """Calls made before the learner starts."""
    enforce_iam: bool = False
    """Whether functions, tasks and instances are held to their roles' policies, as users and assumed roles always
    are."""
    on_instance: Text | None = None
    """The id of the EC2 instance that the learner's program runs on: it gets no keys, but the instance's metadata."""
    solution: Text = "solution.py"

    def check(self, check_id: str) -> Check:
        """The check of that id; KeyError when there is none."""
        for step in self.steps:
            for check in step.checks:
                if check.id == check_id:
                    return check
        raise KeyError(check_id)

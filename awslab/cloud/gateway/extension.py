"""Where the gateway can be extended: own answers, things that follow an answer, and processes of their own.

`awslab.cloud.lambda_.runtime` offers `extensions(context: GatewayContext) -> Sequence[Extension]`; the gateway
calls it once, in the gateway process, when its port is bound and before it serves. Extensions are called from many
threads at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import AwsRequest, AwsResponse, Caller

if TYPE_CHECKING:
    from awslab.cloud.lambda_.function import Outcome


class Extension(Protocol):
    """Behaviour that moto lacks."""

    def answer(self, request: AwsRequest) -> AwsResponse | None:
        """An own answer instead of moto's (`lambda.Invoke`); None leaves the call to the next one, then moto.

        It is asked after the guards. What it raises becomes the service's internal error, and is logged.
        """

    def after(self, request: AwsRequest, response: AwsResponse) -> None:
        """Follows every successful answer, moto's or an extension's (`s3.PutObject` → notification).

        It runs before the answer is sent, so it must not block for long: the caller waits.
        """

    def close(self) -> None:
        """The gateway stops because its host has gone; a sandbox that is closed is killed, functions included."""


class Edge(Protocol):
    """Something that answers ordinary HTTP: an API's stage, a load balancer, a website, a function URL.

    Its requests need no signature of this sandbox and may come from a web page, since that is what they are for; the
    Host is loopback or an AWS name. Called from many threads at once.
    """

    def claims(self, request: HttpRequest) -> bool:
        """Whether the address is one of its kind; quick, for every request of the sandbox is shown to every edge."""

    def answer(self, request: HttpRequest) -> AwsResponse:
        """The answer, AWS's error included; what it raises is answered with 500 and logged."""


@dataclass(frozen=True, slots=True)
class EnvironmentSpec:
    """An execution environment: a confined process that serves invocations over a Unix socket. JSON-able."""

    name: str
    """For logs: the function's name."""
    socket: str
    """Path of a Unix socket on which the gateway is listening already; the new process connects to it first."""
    directory: str
    """The unpacked code; becomes the working directory."""
    environment: Mapping[str, str]
    """The whole environment of the process; nothing is inherited."""
    memory: int
    """MB that it may use beyond what it has when it starts."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What else `runtime.bootstrap.serve` wants to know (handler, scratch directory, ...); JSON values."""


class LaunchedProcess(Protocol):
    """A process that the host forked for the gateway; in a process group of its own."""

    pid: int

    def kill(self) -> None:
        """Kill it and everything it started; does nothing when it is gone already."""

    def wait(self, timeout: float | None = None) -> int | None:
        """Its exit status, negative for a signal; None when it still runs after `timeout` seconds."""


class Launcher(Protocol):
    """How the threaded gateway, which never forks, gets a process from the single-threaded host."""

    def launch(self, spec: EnvironmentSpec) -> LaunchedProcess:
        """Fork a process that connects to `spec.socket`, confines itself (memory, loopback only, this environment)
        and calls `awslab.cloud.lambda_.environment.bootstrap.serve(spec, connection)`; it ends when that returns.

        Raises RuntimeError when the host cannot.
        """


@dataclass(frozen=True, slots=True)
class Credentials:
    """Temporary keys, as a function's environment has them."""

    access_key_id: str
    secret_access_key: str
    session_token: str


RunFunction = Callable[[str, str, str], "Outcome"]
Allowed = Callable[[Caller, str, str, Mapping[str, str], Sequence[Mapping[str, Any]]], bool]
"""`(caller, action, resource, condition keys, statements of the resource's own policy)` → may they?"""


class Functions:
    """Lambda functions for those who have one run without a call to its API: edges, which ask its policy themselves."""

    def __init__(self) -> None:
        self._run: RunFunction | None = None

    def serve(self, run: RunFunction) -> None:
        """The runtime is there."""
        self._run = run

    def run(self, region: str, name: str, payload: str) -> Outcome:
        """Run a function (its name or ARN, either with a qualifier) to its end; the payload and the result are JSON.

        Raises NotRunnableError, with the API's error, for what is not there, is throttled or cannot run here.
        """
        if self._run is None:
            from awslab.cloud.lambda_.function import NotRunnableError

            raise NotRunnableError("ResourceNotFoundException", f"Function not found: {name}", 404)
        return self._run(region, name, payload)


class TargetWatch(Protocol):
    """Whoever watches target groups: the load balancers."""

    def came(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Targets were registered."""

    def went(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Targets were deregistered; they are still in their group."""

    def state(self, group_arn: str, target_id: str) -> str:
        """The health of a target, as DescribeTargetHealth names it."""


class TargetGroups:
    """Target groups, for those who fill them without a call to their API: Auto Scaling and ECS."""

    def __init__(self) -> None:
        self._watch: TargetWatch | None = None

    def serve(self, watch: TargetWatch) -> None:
        """The load balancers are there."""
        self._watch = watch

    def came(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Targets were registered."""
        if self._watch is not None:
            self._watch.came(group_arn, target_ids)

    def went(self, group_arn: str, target_ids: Iterable[str]) -> None:
        """Targets are about to be deregistered."""
        if self._watch is not None:
            self._watch.went(group_arn, target_ids)

    def state(self, group_arn: str, target_id: str) -> str:
        """The health of a target, as DescribeTargetHealth names it; empty when nobody watches."""
        return "" if self._watch is None else self._watch.state(group_arn, target_id)


@dataclass(frozen=True, slots=True)
class GatewayContext:
    """What an extension may know about the sandbox it works in."""

    endpoint: str
    """`http://127.0.0.1:<port>`."""
    region: str
    account_id: str
    session: Credentials
    """The learner's own key; its token is empty."""
    launcher: Launcher
    state_directory: Path
    """Exists, private, removed with the sandbox: unpacked code, sockets, scratch directories."""
    issue_credentials: Callable[..., Credentials]
    """`(role_arn, session_name, function_arn="")` → keys that the access rule knows; the trail shows `role/session`."""
    role_may: Callable[[str, str, str], bool] = field(default=lambda _role, _action, _resource: True)
    """`(role_arn, action, resource)` → whether a service may do so with the role; always, where roles of what AWS runs
    are not held to their policies."""
    functions: Functions = field(default_factory=Functions)
    """Nobody serves it before someone speaks to Lambda."""
    target_groups: TargetGroups = field(default_factory=TargetGroups)
    allowed: Allowed = field(default=lambda *_: True)
    """Whether policies let a signed request of an edge through."""
    caller_of: Callable[[HttpRequest, str], Caller | str] = field(default=lambda _request, _service: "missing")
    """`(request, signing name)` → who signed a request to an edge, or why it does not get in (`access.Denial`)."""

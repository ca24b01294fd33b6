"""What a part of the sandbox may know about the sandbox that it works in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from awslab.cloud.gateway.http import HttpRequest
from awslab.cloud.gateway.request import Caller, Structure
from awslab.cloud.ports.credentials import Credentials
from awslab.cloud.ports.functions import Functions
from awslab.cloud.ports.processes import Launcher
from awslab.cloud.ports.target_groups import TargetGroups

if TYPE_CHECKING:
    from awslab.cloud.gateway.keys import KeyRing
    from awslab.cloud.iam.enforcement.enforcement import Enforcement

Part = TypeVar("Part")
Allowed = Callable[[Caller, str, str, Mapping[str, str], Sequence[Structure]], bool]
"""`(caller, action, resource, condition keys, statements of the resource's own policy)` → may they?"""


@dataclass(frozen=True, slots=True)
class GatewayContext:
    """One sandbox: its place, its keys, what its services share, and the parts that were made in it."""

    endpoint: str
    """`http://127.0.0.1:<port>`."""
    region: str
    account_id: str
    session: Credentials
    """The learner's own key; its token is empty."""
    launcher: Launcher
    state_directory: Path
    """Exists, private, removed with the sandbox: unpacked code, sockets, scratch directories."""
    keys: KeyRing
    """The keys that the sandbox knows."""
    enforcement: Enforcement
    """What the policies of the sandbox allow."""
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
    parts: dict[Callable[..., Any], Any] = field(default_factory=dict)
    """What was made in this sandbox, by the function that made it."""
    started_services: set[str] = field(default_factory=set)
    """The services whose rooms have made the parts that they start with."""
    making: AbstractContextManager[bool | None] = field(default_factory=RLock)
    """Held while a part is made."""

    def part(self, make: Callable[[GatewayContext], Part]) -> Part:
        """The one part of this sandbox that `make` makes; made when it is first asked for."""
        if make not in self.parts:
            with self.making:
                if make not in self.parts:
                    self.parts[make] = make(self)
        part: Part = self.parts[make]
        return part

    def existing(self, make: Callable[[GatewayContext], Part]) -> Part | None:
        """The part that `make` made in this sandbox; None when nobody has needed it yet."""
        return self.parts.get(make)

"""The parent's end: starting the sandbox host, asking it, and hearing from it. No AWS library is imported here.

    host = SandboxHost.start(log=...)          returns at once; loading goes on in the host
    with host.open() as sandbox:               a fresh gateway, listening
        run = sandbox.run(script, ...)         a program against it
        verdicts = sandbox.judge(lab, values).wait()

Every method may be called from any thread. Callbacks come on the thread that reads from the host: they must be short
and must not call back into the sandbox.
"""

from __future__ import annotations

import base64
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from awslab.content import codec
from awslab.content.model import Lab
from awslab.errors import SandboxError
from awslab.lab.verdict import Verdict
from awslab.sandbox.asking import ADDRESSES_PATH, Address, ask
from awslab.sandbox.environment import on_instance, program_environment, sandbox_environment
from awslab.sandbox.link import HostLink
from awslab.sandbox.protocol import (
    CloseSandbox,
    Examine,
    Examined,
    HearTrail,
    Limits,
    Opened,
    OpenSandbox,
    RunScript,
    TrailEntry,
    Vet,
    VetModels,
    Vetted,
)
from awslab.sandbox.runs import JudgeRun, ScriptResult, ScriptRun
from awslab.sandbox.vetting import ModelClaim, VetCall, VetProblem

__all__ = [
    "Address",
    "JudgeRun",
    "Limits",
    "ModelClaim",
    "Sandbox",
    "SandboxHost",
    "ScriptResult",
    "ScriptRun",
    "TrailEntry",
    "VetCall",
    "VetProblem",
]

log = logging.getLogger(__name__)

_ATTENTION = 5.0
"""Seconds within which the host says what it has heard."""
_PATIENCE = 60.0
"""Seconds that opening and vetting may take, loading on a slow machine included."""


class SandboxHost:
    """One child process, `python -m awslab.sandbox.child`; the parent of gateways, programs and examiners."""

    def __init__(self, link: HostLink) -> None:
        self._link = link

    @classmethod
    def start(cls, *, log: Path, services: Sequence[str] = ()) -> Self:
        """Start the host and return at once, while it loads these services (boto3 names; none = all taught ones).

        Its errors go to the file `log`. Raises nothing: a host that cannot start says so at the first request.
        """
        return cls(HostLink(log, services))

    @property
    def pid(self) -> int:
        """The host's process id. Raises SandboxError when it could not be started."""
        return self._link.pid

    def wait_until_warm(self, timeout: float | None = None) -> bool:
        """Wait until everything is loaded; False when `timeout` seconds were not enough."""
        return self._link.warm.wait(timeout)

    def open(self, *, region: str = "us-east-1", port: int = 0, enforce_iam: bool = False) -> Sandbox:
        """A fresh, empty AWS that listens on 127.0.0.1. Raises SandboxError when the port is taken, for one.

        With `enforce_iam`, functions, tasks and instances are held to their roles' policies; users and assumed roles
        always are.
        """
        conversation = self._link.ask(lambda number: OpenSandbox(number, region, port, enforce_iam))
        answer: Opened = conversation.wait(_PATIENCE)
        return Sandbox(self._link, answer)

    def vet(self, calls: Sequence[VetCall]) -> list[VetProblem]:
        """What boto3 would not accept in these calls; nothing is sent anywhere. Raises SandboxError."""
        vetted: Vetted = self._link.ask(lambda number: Vet(number, tuple(calls))).wait(_PATIENCE)
        return list(vetted.problems)

    def vet_models(self, claims: Sequence[ModelClaim]) -> list[VetProblem]:
        """Return what botocore's models say otherwise than the claims. Raises SandboxError."""
        vetted: Vetted = self._link.ask(lambda number: VetModels(number, tuple(claims))).wait(_PATIENCE)
        return list(vetted.problems)

    def close(self) -> None:
        """End the host and everything it started."""
        self._link.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Sandbox:
    """A local AWS of its own, with the key that opens it. Its state lives and dies with it."""

    def __init__(self, link: HostLink, answer: Opened) -> None:
        self._link = link
        self._number = answer.sandbox
        self._home = answer.home
        self._news = link.news(answer.sandbox)
        self.endpoint = answer.endpoint
        """`http://127.0.0.1:<port>`."""
        self.region = answer.region
        self.access_key_id = answer.access_key_id
        self.secret_access_key = answer.secret_access_key
        self.pid = answer.pid
        """The gateway's process id."""

    def environment(self, parent_environment: Mapping[str, str], *, instance: str = "") -> dict[str, str]:
        """For a learner's program or shell: `inherited` with this sandbox in the place of every AWS setting.

        `instance` is the EC2 instance that it runs on; empty for the learner's own machine.
        """
        variables = sandbox_environment(
            parent_environment,
            endpoint=self.endpoint,
            region=self.region,
            access_key_id=self.access_key_id,
            secret_access_key=self.secret_access_key,
        )
        return on_instance(variables, endpoint=self.endpoint, instance=instance) if instance else variables

    def run(
        self,
        script: Path,
        *,
        workspace: Path,
        variables: Mapping[str, str],
        limits: Limits | None = None,
        on_output: Callable[[str], None] | None = None,
        instance: str = "",
    ) -> ScriptRun:
        """Run a Python program in `workspace`, against this sandbox only, within `limits` (see Limits).

        `variables` join its environment. `on_output` gets what it prints, as it prints it. `instance`: as for
        `environment`. Raises SandboxError.
        """
        environment = program_environment(self.environment(os.environ, instance=instance), variables, home=self._home)
        run = ScriptRun(self._link, on_output)
        run.start(
            lambda number: RunScript(
                request=number,
                sandbox=self._number,
                script=str(script.resolve()),
                workspace=str(workspace.resolve()),
                environment=environment,
                limits=limits or Limits(),
            )
        )
        return run

    def prepare(self, lab: Lab, values: Mapping[str, Any]) -> dict[str, Any]:
        """Make the lab's `given` calls; the values with what they saved.

        Raises SandboxError when a call is refused: the lab is wrong then.
        """
        conversation = self._link.ask(lambda number: self._examine(number, lab, values, judge=False))
        examined: Examined = conversation.wait()
        return dict(examined.values)

    def judge(
        self,
        lab: Lab,
        values: Mapping[str, Any],
        *,
        until: str | None = None,
        on_verdict: Callable[[Verdict], None] | None = None,
    ) -> JudgeRun:
        """Judge the lab's steps up to the one with the id `until`; `on_verdict` gets each verdict as it falls."""
        run = JudgeRun(self._link, on_verdict)
        run.start(lambda number: self._examine(number, lab, values, judge=True, until=until))
        return run

    def trail(self) -> list[TrailEntry]:
        """The learner's last calls, and those of their functions, oldest first: every one that has been answered.

        From a sandbox that is gone: those that it told of.
        """
        try:
            self._link.ask(lambda number: HearTrail(number, self._number)).wait(_ATTENTION)
        except SandboxError:
            log.debug("the trail is read from a sandbox that is gone")
        return self._news.entries()

    def addresses(self) -> list[Address]:
        """What answers plain HTTP now: APIs, load balancers, websites, function URLs. Raises SandboxError."""
        entries = ask(self.endpoint, self.secret_access_key, ADDRESSES_PATH, {})
        return [Address(**entry) for entry in entries]

    def subscribe(self, callback: Callable[[TrailEntry], None]) -> None:
        """Call back for every call from now on."""
        self._news.subscribe(callback)

    def close(self) -> None:
        """Stop it, with every program and function that runs in it; returns when the gateway is gone."""
        if not self._news.gone.is_set():
            try:
                self._link.send(CloseSandbox(self._number))
            except SandboxError:
                return  # with the host, the sandbox is gone as well
            self._news.gone.wait(5)
        self._link.forget(self._number)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _examine(
        self, number: int, lab: Lab, values: Mapping[str, Any], *, judge: bool, until: str | None = None
    ) -> Examine:
        frozen = base64.b64encode(codec.freeze(lab)).decode()
        return Examine(number, self._number, frozen, dict(values), judge=judge, until=until)

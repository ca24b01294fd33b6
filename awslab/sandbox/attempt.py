"""An attempt at a lab: a sandbox prepared with the lab's `given` calls, the learner's program, and the judgement."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from awslab.content.model import Lab
from awslab.lab.values import environment_variables, fill_known
from awslab.lab.verdict import Outcome, Report, Verdict, report
from awslab.sandbox.process import JudgeRun, Limits, Sandbox, ScriptRun


class LabAttempt:
    """One sandbox, used for one lab with one set of values."""

    def __init__(self, lab: Lab, sandbox: Sandbox, values: Mapping[str, Any]) -> None:
        self.lab = lab
        self.sandbox = sandbox
        self.values = dict(values)
        """The attempt's variables; with what the `given` calls saved, once prepared."""

    def prepare(self) -> None:
        """Make the lab's `given` calls. Raises SandboxError when they fail."""
        if self.lab.given:  # an examiner for nothing would cost as much as a small lab's whole run
            self.values = self.sandbox.prepare(self.lab, self.values)

    @property
    def variables(self) -> dict[str, str]:
        """The values as the environment variables of the learner's program or shell."""
        return environment_variables(self.values)

    @property
    def instance(self) -> str:
        """The EC2 instance that the learner's program runs on, once prepared; empty for the learner's own machine."""
        return self.fill(self.lab.on_instance or "")

    def environment(self, environment: Mapping[str, str]) -> dict[str, str]:
        """For a shell of the learner's: `inherited` with the sandbox and the values."""
        return self.sandbox.environment(environment, instance=self.instance) | self.variables

    def fill(self, text: str) -> str:
        """A text of the lab with this attempt's values in it."""
        return fill_known(text, self.values)

    def run(
        self,
        script: Path,
        *,
        workspace: Path,
        on_output: Callable[[str], None] | None = None,
        limits: Limits | None = None,
    ) -> ScriptRun:
        """Start the learner's program in the sandbox."""
        return self.sandbox.run(
            script,
            workspace=workspace,
            variables=self.variables,
            limits=limits or Limits(),
            on_output=on_output,
            instance=self.instance,
        )

    def judge(self, *, until: str | None = None, on_verdict: Callable[[Verdict], None] | None = None) -> JudgeRun:
        """Start judging the steps, up to `until`; verdicts arrive one by one."""
        return self.sandbox.judge(self.lab, self.values, until=until, on_verdict=on_verdict)

    def report(self, verdicts: list[Verdict]) -> Report:
        """Where the learner stands."""
        return report(self.lab, verdicts)


def first_failing(report: Report) -> Verdict | None:
    """The first verdict that is not PASSED; None when all passed."""
    return next((verdict for verdict in report.verdicts if verdict.outcome is not Outcome.PASSED), None)

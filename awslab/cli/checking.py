"""`awslab lab check`: run a program in a fresh sandbox, or judge a live one, and say how it stands."""

from __future__ import annotations

import random
import sys
import textwrap
import time
from pathlib import Path
from typing import Any

import click

from awslab import paths
from awslab.cli.opening import new_seed, now, open_store, print_json
from awslab.content.library import LabEntry
from awslab.content.model import Lab
from awslab.lab.values import draw_variables
from awslab.lab.verdict import Outcome, Report, Verdict
from awslab.progress.store import ProgressStore
from awslab.sandbox.attempt import LabAttempt
from awslab.sandbox.process import Limits, SandboxHost, ScriptResult
from awslab.sandbox.workspace import Workspace, working_folder

_FACES = {
    Outcome.PASSED: ("✓ passed ", "green"),
    Outcome.FAILED: ("✗ failed ", "red"),
    Outcome.WAITING: ("… waiting", "yellow"),
    Outcome.ERRORED: ("! errored", "magenta"),
}


def check_script(
    lab: Lab,
    entry: LabEntry,
    script: Path,
    *,
    workspace: Workspace | None,
    seed: int | None,
    timeout: float,
    as_json: bool,
    junit: Path | None,
) -> bool:
    """Run the script in a fresh sandbox and judge it; whether everything passed."""
    start = time.monotonic()
    store = open_store()
    chance = random.Random(_seed(workspace, seed))  # names, not secrets
    with (
        SandboxHost.start(log=paths.sandbox_log(), services=lab.services) as host,
        host.open(enforce_iam=lab.enforce_iam) as sandbox,
        working_folder(workspace, entry, script) as folder,
    ):
        attempt = LabAttempt(lab, sandbox, draw_variables(lab, chance))
        attempt.prepare()
        run = attempt.run(
            script,
            workspace=folder,
            limits=Limits(wall=timeout),
            on_output=None if as_json else _echo_output,
        )
        result = run.wait()
        report = attempt.report(attempt.judge().wait())
    record(store, lab, report, attempt.values)
    tell(lab, report, as_json=as_json, junit=junit, script=result, seconds=time.monotonic() - start)
    return report.passed


def _seed(workspace: Workspace | None, seed: int | None) -> int:
    """Return the seed that was typed, else the attempt's, else a new one."""
    if seed is not None:
        return seed
    return new_seed() if workspace is None else workspace.seed


def check_live(lab: Lab, *, as_json: bool, junit: Path | None) -> bool:
    """Judge the sandbox of the lab shell around us; whether everything passed."""
    from awslab.cli.shelling import ask_shell

    start = time.monotonic()
    report = ask_shell(lab)
    record(open_store(), lab, report, {})
    tell(lab, report, as_json=as_json, junit=junit, script=None, seconds=time.monotonic() - start)
    return report.passed


def record(store: ProgressStore, lab: Lab, report: Report, values: dict[str, Any]) -> None:
    """Save the verdicts in the learner's progress."""
    attempt = store.labs.open_attempt(lab.id) or store.labs.begin(lab.id, variables=values, at=now())
    store.labs.record_run(attempt.id, report, now())


def tell(
    lab: Lab, report: Report, *, as_json: bool, junit: Path | None, script: ScriptResult | None, seconds: float
) -> None:
    """Print the report as text or as the JSON object of the contract; write JUnit XML when asked."""
    if junit is not None:
        from awslab.cli.junit import write_junit

        write_junit(junit, report, seconds)
    if as_json:
        about = {"exit": script.exit, "output": script.output, "stopped": script.stopped} if script else None
        print_json({**report.to_json(), "script": about, "seconds": round(seconds, 3)})
        return
    if script is not None:
        _tell_script(script)
    for number, step in enumerate(report.steps, start=1):
        click.secho(f"\n{number}. {step.title}", bold=True)
        if number > report.open_step + 1:
            click.echo("   … waits until the step before has passed")
            continue
        for verdict in step.verdicts:
            print_verdict(verdict)
    passed_count = sum(step.passed for step in report.steps)
    click.echo("")
    if report.passed:
        click.secho(f"Every step of {lab.id} has passed.", fg="green", bold=True)
    else:
        click.echo(f"{passed_count} of {len(report.steps)} steps passed. “awslab lab hint {lab.id}” gives a nudge.")


def print_verdict(verdict: Verdict) -> None:
    """Print one check with its verdict, and what was found when it did not pass."""
    face, colour = _FACES[verdict.outcome]
    click.echo(f"   {click.style(face, fg=colour)}  {verdict.says}")
    if verdict.rationale:
        click.echo(_indented(verdict.rationale))
    if verdict.help and verdict.outcome is Outcome.FAILED:
        click.echo(_indented(f"Why it matters: {verdict.help}"))


def _indented(text: str) -> str:
    margin = " " * 14
    return textwrap.fill(" ".join(text.split()), 100, initial_indent=margin, subsequent_indent=margin)


def _tell_script(script: ScriptResult) -> None:
    if script.stopped:
        click.secho(f"\nThe program was stopped: {script.stopped}", fg="yellow")
    elif script.exit:
        click.secho(f"\nThe program ended with exit status {script.exit}.", fg="yellow")


def _echo_output(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()

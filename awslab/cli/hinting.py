"""`awslab lab hint`."""

from __future__ import annotations

import click

from awslab.cli.opening import now, open_store
from awslab.content.model import Lab, Step
from awslab.errors import NotFound
from awslab.lab.values import fill_known
from awslab.sandbox.workspace import Workspace


def show_hint(lab: Lab, step_id: str | None, workspace: Workspace) -> None:
    """Print the hints opened so far for a step, and one more."""
    labs = open_store().labs
    values = workspace.values(lab)
    attempt = labs.open_attempt(lab.id) or labs.begin(lab.id, variables=values, at=now())
    step = _step(lab, step_id, attempt.passed_steps)
    if not step.hints:
        click.echo(f"The step “{step.title}” has no hints. Its checks say what must be true.")
        return
    hint_count = labs.show_hint(attempt.id, step.id)
    click.secho(step.title, bold=True)
    for number, hint in enumerate(step.hints[:hint_count], start=1):
        click.echo(f"{number}. {fill_known(hint, values).strip()}")
    if hint_count >= len(step.hints):
        click.echo(f"That was the last hint. “awslab lab solution {lab.id}” shows the solution.", err=True)


def _step(lab: Lab, step_id: str | None, passed_steps: frozenset[str]) -> Step:
    """Return the named step, or the first that has not passed."""
    if step_id is None:
        return next((step for step in lab.steps if step.id not in passed_steps), lab.steps[-1])
    steps = {step.id: step for step in lab.steps}
    if step_id not in steps:
        raise NotFound(f"step of {lab.id}", step_id, steps)
    return steps[step_id]

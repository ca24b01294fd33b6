"""`awslab lab`: list, open, start, check, shell, hint, solution, reset."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awslab import paths
from awslab.cli.completing import complete_lab, complete_topic
from awslab.cli.opening import (
    in_terminal,
    new_seed,
    now,
    open_library,
    open_store,
    print_json,
    refuse_both,
    warn_about_content,
)
from awslab.cli.shell_variables import LAB_VARIABLE
from awslab.errors import UsageError

if TYPE_CHECKING:
    from awslab.content.library import LabEntry, Library
    from awslab.sandbox.workspace import Workspace


@click.group()
def lab() -> None:
    """Labs: work in a local AWS sandbox, judged by what you did. No account, no network, no bill.

    \b
    Examples:
      awslab lab list
      awslab lab start s3-lambda-trigger --dir ~/trigger
      awslab lab check s3-lambda-trigger --script ~/trigger/main.py
      awslab lab shell s3-lambda-trigger
    """


@lab.command("list")
@click.option("--topic", "-t", shell_complete=complete_topic, help="Only the labs of a topic.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def list_(extra_packs: tuple[Path, ...], topic: str | None, as_json: bool) -> None:
    """List the labs, and how far you are in each."""
    library = open_library(extra_packs)
    if topic is not None:
        library.topic(topic)
    progress = open_store().labs.progress()
    labs = [entry for entry in library.labs if topic is None or topic in (entry.topic, *entry.also)]
    if as_json:
        print_json({"labs": [_lab_json(entry, progress.get(entry.id)) for entry in labs]})
        return
    warn_about_content(library)
    width = max((len(entry.id) for entry in labs), default=0)
    for entry in labs:
        state = progress.get(entry.id)
        state_word = "solved" if state and state.passed else "begun" if state else "new"
        click.echo(f"{entry.id:<{width}}  {state_word:<6}  level {entry.level}, {entry.minutes:>2} min  {entry.title}")


@lab.command("open")
@click.argument("lab_id", metavar="ID", shell_complete=complete_lab)
@click.pass_obj
def open_(extra_packs: tuple[Path, ...], lab_id: str) -> None:
    """Open lab ID in the interface."""
    library = open_library(extra_packs)
    library.lab_entry(lab_id)
    if not in_terminal():
        raise UsageError("The interface needs a terminal.", f"In a pipe, use “awslab lab check {lab_id}”.")
    from awslab.cli.interface import open_lab

    click.get_current_context().exit(open_lab(library, lab_id))


@lab.command()
@click.argument("lab_id", metavar="ID", shell_complete=complete_lab)
@click.option(
    "--dir", "folder", type=click.Path(path_type=Path, file_okay=False), help="Where; your data folder if left out."
)
@click.pass_obj
def start(extra_packs: tuple[Path, ...], lab_id: str, folder: Path | None) -> None:
    """Write the workspace of lab ID: README.md, main.py and the lab's files. Never overwrites yours."""
    library = open_library(extra_packs)
    workspace = _workspace(library, lab_id, folder)
    click.echo(str(workspace.folder))
    click.echo(f"Edit {workspace.script}, then: awslab lab check {lab_id} --script {workspace.script}", err=True)


@lab.command()
@click.argument("lab_id", metavar="[ID]", required=False, shell_complete=complete_lab)
@click.option(
    "--script", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="The program; main.py if left out."
)
@click.option("--seed", type=int, help="Draw the same values of the lab's variables every time.")
@click.option("--timeout", type=click.FloatRange(min=1), default=60.0, show_default=True, help="Seconds it may run.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.option("--junit", type=click.Path(path_type=Path, dir_okay=False), help="Also write JUnit XML to this file.")
@click.pass_obj
def check(
    extra_packs: tuple[Path, ...],
    lab_id: str | None,
    script: Path | None,
    seed: int | None,
    timeout: float,
    as_json: bool,
    junit: Path | None,
) -> None:
    """Judge lab ID: run the program in a fresh sandbox and check what it did.

    Inside “awslab lab shell” it judges what the shell has done so far. In a workspace, ID may be left out.

    \b
    Examples:
      awslab lab check s3-lambda-trigger --script main.py
      awslab lab check s3-lambda-trigger --json | jq .passed
    """
    refuse_both(json=as_json, junit=junit is not None)
    from awslab.cli.checking import check_live, check_script
    from awslab.sandbox.workspace import workspace_of

    library = open_library(extra_packs)
    live = os.environ.get(LAB_VARIABLE)
    if live and script is None and lab_id in (None, live):
        has_passed = check_live(library.lab(live), as_json=as_json, junit=junit)
    else:
        lab_id = lab_id or _lab_of_this_folder(script)
        entry = library.lab_entry(lab_id)
        workspace = _workspace(library, lab_id, None) if script is None else workspace_of(script, lab_id)
        has_passed = check_script(
            library.lab(lab_id),
            entry,
            script or _script_of(workspace),
            workspace=workspace,
            seed=seed,
            timeout=timeout,
            as_json=as_json,
            junit=junit,
        )
    click.get_current_context().exit(0 if has_passed else 1)


@lab.command()
@click.argument("lab_id", metavar="ID", shell_complete=complete_lab)
@click.option("--command", "-c", help="Run this command in place of an interactive shell.")
@click.option("--dir", "folder", type=click.Path(path_type=Path, file_okay=False), help="The workspace to work in.")
@click.pass_obj
def shell(extra_packs: tuple[Path, ...], lab_id: str, command: str | None, folder: Path | None) -> None:
    """Open your shell in a sandbox prepared for lab ID, for the AWS CLI and other tools.

    “awslab lab check” inside it judges what has been done so far. The sandbox ends with the shell.

    \b
    Examples:
      awslab lab shell s3-lambda-trigger
      awslab lab shell s3-lambda-trigger -c 'aws s3 ls && awslab lab check'
    """
    from awslab.cli.shelling import run_shell

    library = open_library(extra_packs)
    workspace = _workspace(library, lab_id, folder)
    click.get_current_context().exit(run_shell(library.lab(lab_id), workspace, command))


@lab.command()
@click.argument("lab_id", metavar="[ID]", required=False, shell_complete=complete_lab)
@click.option("--step", "step_id", help="A step of the lab; the first that has not passed if left out.")
@click.pass_obj
def hint(extra_packs: tuple[Path, ...], lab_id: str | None, step_id: str | None) -> None:
    """Show one more hint for the step you are at."""
    from awslab.cli.hinting import show_hint

    library = open_library(extra_packs)
    requested_lab = library.lab(lab_id or os.environ.get(LAB_VARIABLE) or _lab_of_this_folder(None))
    show_hint(requested_lab, step_id, _workspace(library, requested_lab.id, None))


@lab.command()
@click.argument("lab_id", metavar="ID", shell_complete=complete_lab)
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.pass_obj
def solution(extra_packs: tuple[Path, ...], lab_id: str, yes: bool) -> None:
    """Print the reference solution of lab ID."""
    library = open_library(extra_packs)
    requested_lab, entry = library.lab(lab_id), library.lab_entry(lab_id)
    if in_terminal() and not yes:
        click.confirm("Show the whole solution?", abort=True)
    click.echo((entry.folder / requested_lab.solution).read_text("utf-8"), nl=False)


@lab.command()
@click.argument("lab_id", metavar="ID", shell_complete=complete_lab)
@click.option("--yes", is_flag=True, help="Do not ask first.")
@click.option("--dir", "folder", type=click.Path(path_type=Path, file_okay=False), help="The workspace to reset.")
@click.pass_obj
def reset(extra_packs: tuple[Path, ...], lab_id: str, yes: bool, folder: Path | None) -> None:
    """Restart lab ID: new values and the starter program. Your main.py is saved as main.before-….py."""
    from awslab.sandbox.workspace import reset_workspace

    library = open_library(extra_packs)
    workspace = _workspace(library, lab_id, folder)
    if in_terminal() and not yes:
        question = f"Restart {lab_id} in {workspace.folder}? Your program is saved as main.before-….py."
        click.confirm(question, abort=True)
    fresh = reset_workspace(library.lab(lab_id), library.lab_entry(lab_id), workspace, seed=new_seed(), now=now())
    labs = open_store().labs
    if attempt := labs.open_attempt(lab_id):
        labs.end(attempt.id, now())
    click.echo(str(fresh.folder))


def _workspace(library: Library, lab_id: str, folder: Path | None) -> Workspace:
    from awslab.sandbox.workspace import find_workspace, open_workspace

    requested_lab, entry = library.lab(lab_id), library.lab_entry(lab_id)
    current_workspace = find_workspace(Path.cwd())
    if folder is None and current_workspace is not None and current_workspace.lab_id == lab_id:
        folder = current_workspace.folder
    return open_workspace(requested_lab, entry, folder or paths.workspaces_dir() / lab_id, seed=new_seed())


def _lab_of_this_folder(script: Path | None) -> str:
    from awslab.sandbox.workspace import find_workspace

    workspace = find_workspace(script.resolve().parent if script else Path.cwd())
    if workspace is None:
        raise UsageError("No lab is named, and this folder is no workspace.", "Name one: awslab lab list shows them.")
    return workspace.lab_id


def _lab_json(entry: LabEntry, progress: object) -> dict[str, object]:
    from awslab.progress.records import LabProgress

    state = progress if isinstance(progress, LabProgress) else None
    return {
        "id": entry.id,
        "title": entry.title,
        "topic": entry.topic,
        "also": list(entry.also),
        "level": entry.level,
        "minutes": entry.minutes,
        "exams": list(entry.exams),
        "state": "solved" if state and state.passed else "begun" if state else "new",
    }


def _script_of(workspace: Workspace | None) -> Path:
    """The program of a workspace. Raises UsageError without one."""
    if workspace is None:
        raise UsageError("There is no program to check.", "Name one with --script.")
    return workspace.script

"""Completion: topics, exams and labs for the shell, and the script that switches it on."""

from __future__ import annotations

import os
from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from awslab.cli.opening import LOCAL_ZONE, now, open_library
from awslab.errors import AwslabError, UsageError

_SHELLS = ("bash", "zsh", "fish")


def complete_topic(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the topic ids that begin with the typed letters."""
    try:
        topics = open_library(ctx.find_root().params.get("extra_packs") or ()).topics
    except AwslabError:
        return []
    return [CompletionItem(topic.id, help=topic.title) for topic in topics if topic.id.startswith(incomplete)]


def complete_lab(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the lab ids that begin with the typed letters."""
    try:
        labs = open_library(ctx.find_root().params.get("extra_packs") or ()).labs
    except AwslabError:
        return []
    return [CompletionItem(lab.id, help=lab.title) for lab in labs if lab.id.startswith(incomplete)]


def complete_exam(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Return the codes of current exams that begin with the typed letters."""
    try:
        exams = open_library(ctx.find_root().params.get("extra_packs") or ()).exams
    except AwslabError:
        return []
    from awslab.quiz.exams import current_exams
    from awslab.quiz.schedule import local_day

    exams = current_exams(exams, local_day(now(), LOCAL_ZONE))
    return [CompletionItem(exam.code, help=exam.title) for exam in exams if exam.code.startswith(incomplete.upper())]


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS), required=False)
def completion(shell: str | None) -> None:
    """Print the completion script of your shell (SHELL when none is named).

    \b
    Examples:
      awslab completion bash >> ~/.bashrc
      awslab completion zsh  >> ~/.zshrc
      awslab completion fish > ~/.config/fish/completions/awslab.fish
    """
    name = shell or Path(os.environ.get("SHELL", "")).name
    completer = get_completion_class(name)
    if name not in _SHELLS or completer is None:
        raise UsageError("awslab cannot tell which shell you use.", f"Name it: {', '.join(_SHELLS)}.")
    from awslab.cli.program import program

    click.echo(completer(program, {}, "awslab", "_AWSLAB_COMPLETE").source())

"""`awslab notes`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from awslab.cli.completing import complete_topic
from awslab.cli.opening import in_terminal, open_library, warn_about_content
from awslab.content.model import Notes
from awslab.errors import NotFound


@click.command()
@click.argument("topic", required=False, shell_complete=complete_topic)
@click.pass_obj
def notes(extra_packs: tuple[Path, ...], topic: str | None) -> None:
    """Read the study notes of TOPIC, or list the topics.

    In a terminal the notes open in the interface; in a pipe they are printed as Markdown.

    \b
    Examples:
      awslab notes lambda
      awslab notes s3 | less
    """
    library = open_library(extra_packs)
    if topic is None:
        warn_about_content(library)
        width = max((len(entry.id) for entry in library.topics), default=0)
        for entry in library.topics:
            click.echo(f"{entry.id:<{width}}  {entry.title}: {entry.summary}")
        return
    topic_notes = library.notes(topic)
    if topic_notes is None:
        raise NotFound(
            "study text for the topic", topic, [entry.id for entry in library.topics if library.notes(entry.id)]
        )
    if in_terminal():
        from awslab.cli.interface import open_notes

        click.get_current_context().exit(open_notes(library, topic))
    click.echo(as_markdown(topic_notes), nl=False)
    sys.stdout.flush()


def as_markdown(notes: Notes) -> str:
    """Return the notes as one Markdown text, with the sources of each section."""
    parts = [f"# {notes.title}\n", *([f"{notes.introduction}\n"] if notes.introduction else [])]
    for section in notes.sections:
        sources = "\n".join(f"- <{source}>" for source in section.sources)
        parts.append(f"## {section.title}\n\n{section.text}\n\nSources:\n\n{sources}\n")
    return "\n".join(parts)

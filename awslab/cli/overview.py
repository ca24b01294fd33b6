"""What `awslab` prints without a terminal: the topics, what is due, and how to go on."""

from __future__ import annotations

from pathlib import Path

import click

from awslab.cli.opening import LOCAL_ZONE, now, open_library, open_store, warn_about_content


def print_overview(extra_packs: tuple[Path, ...]) -> None:
    """Print a screenful of text: topics, what is due today, and how to go on."""
    from awslab.quiz.selection import due_today

    library = open_library(extra_packs)
    warn_about_content(library)
    due_count = len(due_today(library.entries, open_store().cards(), now(), LOCAL_ZONE))
    counts = library.question_counts
    click.echo("awslab: study for AWS certification in the terminal.\n")
    click.echo("Topics")
    width = max((len(topic.id) for topic in library.topics), default=0)
    for topic in library.topics:
        labs = sum(lab.topic == topic.id for lab in library.labs)
        click.echo(
            f"  {topic.id:<{width}}  {topic.title}: "
            f"{_counted(counts.get(topic.id, 0), 'question')}, {_counted(labs, 'lab')}"
        )
    click.echo(f"\nDue for review today: {_counted(due_count, 'question')}.\n")
    click.echo("In a terminal “awslab” opens the full interface. In a pipe:")
    click.echo("  awslab quiz --topic lambda --plain          answer questions, one line each")
    click.echo("  awslab review --plain                       answer what is due")
    click.echo("  awslab notes lambda                         read the notes")
    click.echo("  awslab lab list                             see the labs")
    click.echo("  awslab --help                               everything else")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"

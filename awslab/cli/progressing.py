"""`awslab progress`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from awslab.cli.opening import LOCAL_ZONE, now, open_library, open_store, print_json

if TYPE_CHECKING:
    from awslab.content.library import Library
    from awslab.progress.statistics import Statistics

_BAR = 20


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def progress(extra_packs: tuple[Path, ...], as_json: bool) -> None:
    """Show what you have done: mastery by topic, streak, labs, and what comes due."""
    from awslab.progress.statistics import gather, statistics_json

    library = open_library(extra_packs)
    statistics = gather(open_store(), library.entries, now=now(), zone=LOCAL_ZONE)
    if as_json:
        print_json(statistics_json(statistics))
    else:
        _print(statistics, library)


def _print(statistics: Statistics, library: Library) -> None:
    click.echo(
        f"{statistics.count.answer_count} answers, {statistics.count.correct} correct; "
        f"{statistics.seen_count} of {statistics.questions} questions seen; {statistics.due} due today."
    )
    click.echo(f"Days in a row: {statistics.streak} (longest {statistics.longest_streak}).\n")
    click.echo("Mastery by topic")
    width = max((len(topic.title) for topic in library.topics), default=0)
    for topic in library.topics:
        topic_progress = statistics.topics.get(topic.id)
        if topic_progress is not None:
            mastery = topic_progress.mastery
            full_cells = round(mastery.value * _BAR)
            bar = "█" * full_cells + "░" * (_BAR - full_cells)
            click.echo(
                f"  {topic.title:<{width}}  {bar} {mastery.value:>4.0%}"
                f"  {mastery.seen_count}/{mastery.questions} seen, {topic_progress.due} due"
            )
    solved = [lab.id for lab in library.labs if (state := statistics.labs.get(lab.id)) and state.passed]
    click.echo(f"\nLabs solved: {len(solved)} of {len(library.labs)}" + (f" ({', '.join(solved)})" if solved else ""))
    coming = ", ".join(f"{day:%a %d %b}: {number}" for day, number in statistics.forecast[:7] if number)
    click.echo(f"Coming due: {coming or 'nothing in the next seven days'}")

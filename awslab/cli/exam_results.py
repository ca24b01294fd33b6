"""Results of mock exams in plain text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from awslab.cli.quiz_plain import wrapped
from awslab.exam.wording import answered_sentence, duration_text, score_sentence

if TYPE_CHECKING:
    from awslab.content.library import Library
    from awslab.exam.report import Line, Report, StudyItem
    from awslab.exam.score import Tally
    from awslab.progress.exam_reports import SittingReport

_PLOT = 37
"""Cells of a plot from 100 to 1,000: one for each 25 points."""
_STUDY = 8
"""How many skills to study are printed."""


def print_results(reports: Sequence[SittingReport], library: Library) -> None:
    """Print every attempt, exam by exam, and the whole report of the latest one."""
    if not reports:
        click.echo("No mock exam was handed in yet. “awslab exam dva-c03” begins one.")
        return
    for code in dict.fromkeys(sitting.record.exam for sitting in reports):
        click.echo(f"{code}: attempts")
        for sitting in reports:
            if sitting.record.exam == code:
                click.echo(f"  {_attempt(sitting)}")
    latest = max(reports, key=lambda sitting: sitting.record.id)
    click.echo(f"\nThe latest, {latest.record.exam} on {latest.record.started_at:%Y-%m-%d}:")
    print_report(latest, library)


def _attempt(sitting: SittingReport) -> str:
    score, count = sitting.report.score, len(sitting.record.draw.items)
    start = f"{sitting.record.started_at:%Y-%m-%d}  {count:>3} questions"
    if score is None:
        return f"{start}  no score"
    return f"{start}  {plot(score.low, score.scaled, score.high, sitting.report.passing)}  {score.scaled}"


def plot(low: int, points: int, high: int, passing: int) -> str:
    """Return a score on a line from 100 to 1,000: its interval heavy, the score as o, the passing score as |."""
    cells = ["─"] * _PLOT
    first, last = _cell(low), _cell(high)
    cells[first : last + 1] = ["━"] * (last + 1 - first)
    cells[_cell(passing)] = "|"
    cells[_cell(points)] = "o"
    return "".join(cells)


def _cell(points: int) -> int:
    return round((points - 100) / 900 * (_PLOT - 1))


def print_report(sitting: SittingReport, library: Library) -> None:
    """Print the result of a sitting: score, domains, tasks, certainty, time, and what to study."""
    result = sitting.report
    verdict = score_sentence(result.score, result.passing) if result.score else "No scored question is left to mark."
    click.echo(f"\n{wrapped(verdict)}")
    click.echo(wrapped(answered_sentence(result)))
    _print_lines("By domain", result.domains)
    _print_lines("By task", result.tasks)
    _print_certainty(result)
    click.echo(
        f"\nTime: {duration_text(result.seconds)}, {duration_text(result.seconds_per_question)} a question. Slowest: "
        + ", ".join(f"{mark.place + 1} ({duration_text(mark.seconds)})" for mark in result.slowest)
    )
    _print_study(result, library)


def _print_lines(title: str, lines: Sequence[Line]) -> None:
    click.echo(f"\n{title}")
    for line in lines:
        weight = f" ({line.weight} % of the exam)" if line.weight else ""
        click.echo(f"  {_share(line.tally)}  {line.id} {line.title}{weight}")


def _share(tally: Tally) -> str:
    return f"{tally.right:>3} of {tally.total:>2}"


def _print_certainty(result: Report) -> None:
    if any(name != "not said" for name, _ in result.certainty):
        click.echo("\nBy certainty")
        for name, tally in result.certainty:
            click.echo(f"  {_share(tally)}  {name}")


def _print_study(result: Report, library: Library) -> None:
    if not result.study:
        return
    click.echo("\nWhat to study")
    for item in result.study[:_STUDY]:
        click.echo(wrapped(f"{_can(item, library)}: {item.wrong_count} wrong", label="-"))
        for section in item.sections[:2]:
            topic, _, slug = section.partition("#")
            click.echo(f"    awslab notes {topic}   (section {slug})")
        for step in item.lab_steps[:2]:
            lab, _, step_id = step.partition("/")
            click.echo(f"    awslab lab open {lab}   (step {step_id})")
    if len(result.study) > _STUDY:
        click.echo(f"  and {len(result.study) - _STUDY} more skills; --json lists all.")


def _can(item: StudyItem, library: Library) -> str:
    skill = library.skills.get(item.skill)
    return skill.can if skill else item.skill

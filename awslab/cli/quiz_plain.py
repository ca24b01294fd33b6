"""`awslab quiz --plain`: text that works in a pipe and reads well aloud."""

from __future__ import annotations

import sys
import textwrap
import time

import click

from awslab.cli.opening import now
from awslab.cli.quiz_json import split_guess
from awslab.content.library import Library
from awslab.errors import UsageError
from awslab.quiz.grammar import expected_form
from awslab.quiz.outcome import Outcome
from awslab.quiz.presentation import Presentation
from awslab.quiz.result import Result
from awslab.quiz.session import QuizSession

_WIDTH = 78
_INSTRUCTIONS = "Answer in one line. An empty line skips; q stops; a ? at the end marks a guess."


def ask_in_plain(session: QuizSession, library: Library, *, due: bool = False) -> None:
    """Ask every question on stdout, reading one line from stdin for each, until stdin ends or says `q`."""
    if session.total == 0:
        click.echo(_nothing(due))
        return
    click.echo(_INSTRUCTIONS)
    while (presentation := session.next()) is not None:
        _print_question(session, presentation, library)
        if not _answered(session, presentation):
            break
    _print_result(session.result(), library)


def _nothing(due: bool) -> str:
    if due:
        return "Nothing is due today. “awslab quiz” asks something new."
    return "No question fits. Leave out an option, or look at “awslab content stats”."


def _print_question(session: QuizSession, presentation: Presentation, library: Library) -> None:
    question = session.question
    assert question is not None
    about = f"{library.topic(question.topic).title}, level {question.level}"
    click.echo(f"\nQuestion {session.number} of {session.total} ({about})\n")
    _print_presented(presentation)
    for number, part in enumerate(presentation.parts, start=1):
        click.echo(f"\nPart {number}\n")
        _print_presented(part)
    click.echo(f"\n{expected_form(presentation)}")


def _print_presented(presentation: Presentation) -> None:
    click.echo(wrapped(presentation.stem))
    if presentation.instruction and not presentation.parts:
        click.echo(f"\n{presentation.instruction}")
    if presentation.prompts:
        click.echo("")
    for prompt in presentation.prompts:
        click.echo(wrapped(prompt.text, label=f"{prompt.label}."))
    if presentation.options:
        click.echo("")
    for option in presentation.options:
        click.echo(wrapped(option.text, label=f"{option.label})"))


def _answered(session: QuizSession, presentation: Presentation) -> bool:
    """Take one answer, or a skip, asking again after a line that cannot be read. False when there are no more lines."""
    start = time.monotonic()
    while True:
        if sys.stdin.isatty():
            click.echo("> ", nl=False)
        line = sys.stdin.readline()
        text, is_guess = split_guess(line)
        if not line or text == "q":
            return False
        try:
            answer = session.read(text)
        except UsageError as error:
            click.echo(f"{error.message} {error.hint}".strip())
            continue
        if answer is None:
            session.skip()
            click.echo("Skipped.")
            return True
        outcome = session.answer(answer, at=now(), is_guess=is_guess, seconds=time.monotonic() - start)
        _print_outcome(outcome, presentation)
        return True


def _print_outcome(outcome: Outcome, presentation: Presentation) -> None:
    grade = outcome.grade
    click.secho("\nCorrect." if grade.correct else "\nNot correct.", bold=True, fg="green" if grade.correct else "red")
    if grade.misconception:
        click.echo(wrapped(grade.misconception))
    names = _names(presentation)
    click.echo(wrapped("; ".join(names.get(key, _pair(key, names)) for key in grade.key), label="Answer:"))
    for id_, why in grade.why.items():
        if why.strip():
            click.echo(wrapped(why, label=f"{names.get(id_, id_)}:"))
    if outcome.question.explanation.strip():
        click.echo("\n" + wrapped(outcome.question.explanation))
    if outcome.question.changed.strip():
        click.echo("\n" + wrapped(outcome.question.changed, label="What changed:"))
    click.echo("\n" + "\n".join(f"Source: {source}" for source in outcome.question.sources))


def _names(presentation: Presentation, before: str = "") -> dict[str, str]:
    """Return how the person saw each id of the grade: its label, with the part's number in a case."""
    labels = {f"{before}{labelled.id}": labelled.label for labelled in (*presentation.options, *presentation.prompts)}
    for number, part in enumerate(presentation.parts, start=1):
        labels |= {id_: f"part {number} {label}" for id_, label in _names(part, f"{before}{part.id}/").items()}
    return labels


def _pair(key: str, names: dict[str, str]) -> str:
    """Return `prompt=choice` as labels; a number or an accepted form as it is."""
    prompt, equals, choice = key.partition("=")
    if not equals or prompt not in names:
        return key.rpartition("/")[2] if "/" in key and key.partition("/")[0] in _parts(names) else key
    place = prompt.rpartition("/")[0]
    return f"{names[prompt]}={names.get(f'{place}/{choice}' if place else choice, choice)}"


def _parts(names: dict[str, str]) -> set[str]:
    return {name.partition("/")[0] for name in names if "/" in name}


def _print_result(result: Result, library: Library) -> None:
    click.echo(f"\n{result.correct} of {result.answer_count} correct.")
    for topic, tally in result.by_topic.items():
        click.echo(f"  {library.topic(topic).title}: {tally.correct} of {tally.answer_count}")
    if result.missed_outcomes:
        click.echo("To look at again:")
    for outcome in result.missed_outcomes:
        skill = library.skills.get(outcome.question.skill)
        click.echo(f"  {outcome.question.id}" + (f" (can you {skill.can}?)" if skill else ""))
    for problem in result.unloadable:
        click.echo(f"  {problem.question} could not be asked: {problem.sentence}")


def wrapped(text: str, *, label: str = "") -> str:
    """Return text filled to 78 columns, paragraph by paragraph behind a hanging label; code blocks stay as they are."""
    indent = " " * (len(label) + 1) if label and len(label) < 8 else ""
    paragraphs = "\n\n".join(_fill(block, indent) for block in _blocks(text))
    return f"{label} {paragraphs.lstrip()}" if label else paragraphs


def _blocks(text: str) -> list[str]:
    """Return paragraphs, lists and tables; a fenced code block is one, with its blank lines."""
    blocks: list[list[str]] = [[]]
    fenced = False
    for line in text.strip().splitlines():
        fence = line.lstrip().startswith("```")
        if not fenced and (fence or not line.strip()):
            blocks.append([])
        if fenced or line.strip():
            blocks[-1].append(line)
        if fence and fenced:
            blocks.append([])
        fenced = fenced != fence
    return ["\n".join(block) for block in blocks if block]


def _fill(block: str, indent: str) -> str:
    if block.lstrip().startswith("```"):
        return textwrap.indent("\n".join(block.strip().splitlines()[1:-1]), indent + "    ")
    if block.lstrip().startswith(("|", "- ", "* ", "1. ")) or block.startswith("    "):
        return textwrap.indent(block, indent)
    return textwrap.fill(
        " ".join(block.split()), _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )

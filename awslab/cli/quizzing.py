"""`awslab quiz` and `awslab review`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from awslab.cli.completing import complete_exam, complete_topic
from awslab.cli.exams import refuse_unusable_exam
from awslab.cli.opening import (
    LOCAL_ZONE,
    in_terminal,
    new_seed,
    now,
    open_library,
    open_store,
    refuse_both,
    warn_about_content,
)

if TYPE_CHECKING:
    from awslab.content.library import Library
    from awslab.progress.quiz_recorder import QuizRecorder
    from awslab.progress.store import ProgressStore
    from awslab.quiz.selection import QuizRequest
    from awslab.quiz.session import QuizSession


@click.command()
@click.option("--topic", "-t", "topics", multiple=True, shell_complete=complete_topic, help="A topic; may be repeated.")
@click.option(
    "--exam", "-e", default="", shell_complete=complete_exam, help="An exam such as DVA-C03, or a task of it."
)
@click.option("--count", "-n", type=click.IntRange(min=1), default=10, show_default=True, help="How many questions.")
@click.option("--level", "-l", type=click.IntRange(1, 3), help="From 1, one fact, to 3, a whole scenario.")
@click.option("--seed", type=int, help="Ask the same questions in the same order every time.")
@click.option("--due", is_flag=True, help="Only what is due for review.")
@click.option("--weak", is_flag=True, help="From your weakest skills.")
@click.option("--plain", is_flag=True, help="Plain text: for pipes and screen readers.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines: for programs.")
@click.pass_obj
def quiz(
    extra_packs: tuple[Path, ...],
    topics: tuple[str, ...],
    exam: str,
    count: int,
    level: int | None,
    seed: int | None,
    due: bool,
    weak: bool,
    plain: bool,
    as_json: bool,
) -> None:
    """Answer questions. Every answer is saved at once and scheduled for review.

    \b
    Examples:
      awslab quiz --topic lambda
      awslab quiz --exam DVA-C03 --level 2 --count 20
      awslab quiz --due --plain
      printf 'a\\nb\\n\\n' | awslab quiz --topic s3 --count 3 --seed 1 --json
    """
    refuse_both(plain=plain, json=as_json)
    refuse_both(due=due, weak=weak)
    _quiz(extra_packs, _wanted(topics, exam, count, level, seed, due, weak), seed, plain, as_json, topics)


@click.command()
@click.option("--count", "-n", type=click.IntRange(min=1), help="At most this many.")
@click.option("--plain", is_flag=True, help="Plain text: for pipes and screen readers.")
@click.option("--json", "as_json", is_flag=True, help="JSON lines: for programs.")
@click.pass_obj
def review(extra_packs: tuple[Path, ...], count: int | None, plain: bool, as_json: bool) -> None:
    """Answer what is due today, most overdue first."""
    refuse_both(plain=plain, json=as_json)
    from awslab.quiz.selection import Choosing, QuizRequest

    _quiz(extra_packs, QuizRequest(count=count, choosing=Choosing.DUE), None, plain, as_json, ())


def _wanted(
    topics: tuple[str, ...], exam: str, count: int, level: int | None, seed: int | None, due: bool, weak: bool
) -> QuizRequest:
    from awslab.quiz.selection import Choosing, QuizRequest

    choosing = (
        Choosing.DUE if due else Choosing.WEAK if weak else Choosing.DRAWN if seed is not None else Choosing.MIXED
    )
    return QuizRequest(frozenset(topics), exam=exam.upper(), level=level, count=count, choosing=choosing)


def _quiz(
    extra_packs: tuple[Path, ...],
    request: QuizRequest,
    seed: int | None,
    plain: bool,
    as_json: bool,
    topics: tuple[str, ...],
) -> None:
    from awslab.quiz.schedule import local_day

    library = open_library(extra_packs)
    for topic in topics:
        library.topic(topic)
    if request.exam:
        refuse_unusable_exam(library, request.exam.partition("/")[0], local_day(now(), LOCAL_ZONE))
    if not (plain or as_json) and in_terminal():
        from awslab.cli.interface import open_quiz

        click.get_current_context().exit(open_quiz(library, request, seed))
    warn_about_content(library)
    store = open_store()
    session, recorder = _session(library, store, request, new_seed() if seed is None else seed)
    if as_json:
        from awslab.cli.quiz_json import ask_as_json

        ask_as_json(session)
    else:
        from awslab.cli.quiz_plain import ask_in_plain

        ask_in_plain(session, library, due=request.choosing == "due")
    recorder.end(now())


def _session(
    library: Library, store: ProgressStore, request: QuizRequest, seed: int
) -> tuple[QuizSession, QuizRecorder]:
    from awslab.progress.quiz_recorder import QuizRecorder
    from awslab.quiz.selection import choose
    from awslab.quiz.session import QuizSession

    ids = choose(library.entries, request, seed=seed, cards=store.cards(), now=now(), zone=LOCAL_ZONE)
    recorder = QuizRecorder(store, seed=seed, selection=request.as_json())
    return QuizSession(ids, load=library.question, seed=seed, record=recorder.record), recorder

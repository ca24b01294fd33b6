"""`awslab quiz --json`: events out, answer lines in, one object to a line."""

from __future__ import annotations

import sys
import time

from awslab.cli.opening import now, print_json
from awslab.errors import UsageError
from awslab.quiz.events import question_event, result_event, skipped_event, verdict_event
from awslab.quiz.session import QuizSession


def ask_as_json(session: QuizSession) -> None:
    """Ask every question, reading one answer line for each until stdin ends or says `q`."""
    while (presentation := session.next()) is not None:
        question = session.question
        assert question is not None
        print_json(question_event(question, presentation, number=session.number, total=session.total))
        if not _answered(session):
            break
        if session.outcome is None:
            print_json(skipped_event(question))
    print_json(result_event(session.result()))


def _answered(session: QuizSession) -> bool:
    """Take one answer, or a skip; an unreadable line is told and the next one read. False at the end of the answers."""
    start = time.monotonic()
    while line := sys.stdin.readline():
        text, is_guess = split_guess(line)
        if text == "q":
            return False
        try:
            answer = session.read(text)
        except UsageError as error:
            print_json(
                {"event": "unreadable", "line": line.rstrip("\n"), "sentence": error.message, "hint": error.hint}
            )
            continue
        if answer is None:
            session.skip()
        else:
            seconds = time.monotonic() - start
            print_json(verdict_event(session.answer(answer, at=now(), is_guess=is_guess, seconds=seconds)))
        return True
    return False


def split_guess(line: str) -> tuple[str, bool]:
    """Return an answer line without the `?` at its end that marks a guess, and whether it was there."""
    text = line.strip()
    return (text[:-1].rstrip(), True) if text.endswith("?") and len(text) > 1 else (text, False)

"""The command palette over topics, labs and actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.command import DiscoveryHit, Hit, Hits, Provider

if TYPE_CHECKING:
    from awslab.tui.app import AwslabApp


class Command(NamedTuple):
    """Something to do."""

    name: str
    does: Callable[[], object]
    help: str


class AwslabCommands(Provider):
    """Everything that awslab can open, by name."""

    @property
    def _awslab(self) -> AwslabApp:
        from awslab.tui.app import AwslabApp

        assert isinstance(self.app, AwslabApp)
        return self.app

    async def discover(self) -> Hits:
        for command in self._actions():
            yield DiscoveryHit(command.name, command.does, help=command.help)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for command in (*self._actions(), *self._of_screen(), *self._of_library()):
            if (score := matcher.match(command.name)) > 0:
                yield Hit(score, matcher.highlight(command.name), command.does, help=command.help)

    def _actions(self) -> Iterator[Command]:
        opening = self._awslab.opening
        yield Command("Review what is due", opening.review, "Most overdue first")
        yield Command("Quiz on all topics", opening.topic_quiz, "Ten questions")
        yield Command("Practise weak skills", opening.weak, "From what you answered worst")
        yield Command("Mock exam", opening.exams, "The exam's questions, time and score")
        yield Command("Progress", opening.progress, "Days, mastery, what comes back")
        yield Command("Help", opening.help, "The keys and how things work")

    def _of_screen(self) -> Iterator[Command]:
        """Return the actions of a lab that have no place in the footer."""
        from awslab.tui.screens.page import Page

        screen = self.screen
        if isinstance(screen, Page) and hasattr(screen, "action_restart") and screen.check_action("restart", ()):
            restart = partial(screen.run_action, "restart")
            yield Command("Restart this lab", restart, "New names and the starter program")

    def _of_library(self) -> Iterator[Command]:
        from awslab.quiz.exams import current_exams
        from awslab.quiz.schedule import local_day

        app = self._awslab
        if app.study is None:
            return
        opening, library = app.opening, app.study.library
        for topic in library.topics:
            yield Command(f"Topic: {topic.title}", partial(opening.topic, topic.id), topic.summary)
            yield Command(f"Quiz: {topic.title}", partial(opening.topic_quiz, topic.id), "Ten questions")
            yield Command(f"Notes: {topic.title}", partial(opening.notes, topic.id), "The study notes")
        for lab in library.labs:
            yield Command(f"Lab: {lab.title}", partial(opening.lab, lab.id), f"{lab.id}, {lab.minutes} minutes")
        today = local_day(app.services.now(), app.services.zone)
        for exam in current_exams(library.exams, today):
            mock = partial(opening.exam, exam.code)
            yield Command(f"Mock exam {exam.code}: {exam.title}", mock, f"{exam.minutes} minutes, and its results")
            quiz = partial(opening.exam_quiz, exam.code)
            yield Command(f"Quiz for {exam.code}: {exam.title}", quiz, "Ten questions tagged for this exam")

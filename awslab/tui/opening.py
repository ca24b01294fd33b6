"""Opening screens: each is imported when it is first wanted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from awslab.errors import NotFound
from awslab.tui.services import Start, StartExam, StartLab, StartNotes, StartProgress, StartQuiz

if TYPE_CHECKING:
    from awslab.errors import ProgressError
    from awslab.exam.planning import ExamRequest
    from awslab.progress.exam_reports import SittingReport
    from awslab.progress.live_sitting import LiveSitting
    from awslab.quiz.outcome import Outcome
    from awslab.quiz.selection import QuizRequest
    from awslab.tui.app import AwslabApp
    from awslab.tui.study import Quiz, Study


class Opening:
    """The ways from one screen to another."""

    def __init__(self, app: AwslabApp) -> None:
        self._app = app

    @property
    def _study(self) -> Study | None:
        if self._app.study is None:
            self._app.notify("The library is still being opened.", severity="warning")
        return self._app.study

    def start(self, start: Start) -> None:
        """Open the screen that the program was started for; nothing for the home screen."""
        match start:
            case StartQuiz():
                self.quiz(start.request, start.seed)
            case StartNotes():
                self.notes(start.topic, start.section)
            case StartLab():
                self.lab(start.lab)
            case StartExam():
                self.exam(start.code, start.request, start.seed)
            case StartProgress():
                self.progress()

    def quiz(self, request: QuizRequest, seed: int | None = None, *, title: str = "") -> None:
        """Ask questions."""
        from awslab.tui.screens.quiz import QuizScreen, quiz_title

        if study := self._study:
            self._app.push_screen(
                QuizScreen(study, lambda: study.begin_quiz(request, seed), title or quiz_title(study, request))
            )

    def topic_quiz(self, *topics: str) -> None:
        """Ask questions on these topics; on all without any."""
        from awslab.quiz.selection import QuizRequest

        self.quiz(QuizRequest(frozenset(topics)))

    def exam_quiz(self, exam: str) -> None:
        """Ask questions that prepare for this exam."""
        from awslab.quiz.selection import QuizRequest

        self.quiz(QuizRequest(exam=exam))

    def review(self) -> None:
        """Ask what is due."""
        from awslab.quiz.selection import Choosing, QuizRequest

        self.quiz(QuizRequest(choosing=Choosing.DUE, count=None))

    def weak(self, *skills: str, title: str = "") -> None:
        """Ask questions on the skills that are answered worst; on these if any are named.

        The quiz has this title, or one that follows from the skills.
        """
        from awslab.quiz.selection import Choosing, QuizRequest

        self.quiz(QuizRequest(skills=frozenset(skills), choosing=Choosing.WEAK), title=title)

    def repeat(self, ids: Sequence[str], figures_seed: int) -> None:
        """Ask these questions again, drills with the same figures."""
        from awslab.tui.screens.quiz import QuizScreen

        if study := self._study:
            self._app.push_screen(QuizScreen(study, lambda: study.repeat(ids, figures_seed), "Quiz: missed questions"))

    def results(self, quiz: Quiz, title: str) -> None:
        """Show how a quiz went, in the place of the quiz."""
        from awslab.tui.screens.results import ResultsScreen

        if study := self._study:
            self._app.switch_screen(ResultsScreen(study, quiz.session, title))

    def question(self, outcomes: Sequence[Outcome], place: int) -> None:
        """Read an answered question again."""
        from awslab.tui.screens.question import QuestionScreen

        if study := self._study:
            self._app.push_screen(QuestionScreen(study, outcomes, place))

    def topic(self, topic: str) -> None:
        """Open a topic: its skills, notes, quiz and labs."""
        from awslab.tui.screens.topic import TopicScreen

        if not (study := self._study):
            return
        try:
            self._app.push_screen(TopicScreen(study, study.library.topic(topic)))
        except NotFound as error:
            self._app.notify(error.hint, title=error.message, severity="error")

    def notes(self, topic: str, section: str = "", skill: str = "") -> None:
        """Open the notes of a topic, at a section or at the section of a skill."""
        from awslab.tui.screens.notes import NotesScreen

        if not (study := self._study):
            return
        is_known = any(entry.id == topic for entry in study.library.topics)
        notes = study.library.notes(topic) if is_known else None
        if notes is None:
            self._app.notify(f"There are no notes on {study.topic_title(topic)} yet.", severity="warning")
            return
        slug = section or next(
            (notes_section.slug for notes_section in notes.sections if skill and notes_section.skill == skill), ""
        )
        self._app.push_screen(NotesScreen(study, notes, slug))

    def lab(self, lab: str) -> None:
        """Open a lab."""
        from awslab.tui.screens.lab import LabScreen

        if not (study := self._study):
            return
        try:
            requested_lab, entry = study.library.lab(lab), study.library.lab_entry(lab)
        except NotFound as error:
            self._app.notify(error.hint, title=error.message, severity="error")
            return
        self._app.push_screen(LabScreen(study, requested_lab, entry, self._app.sandboxes))

    def exams(self) -> None:
        """Choose a mock exam."""
        from awslab.tui.screens.exams import ExamsScreen

        if study := self._study:
            self._app.push_screen(ExamsScreen(study))

    def exam(self, code: str, request: ExamRequest | None = None, seed: int | None = None) -> None:
        """Show what a mock exam will be, and the ways to begin it."""
        from awslab.tui.screens.exam_start import ExamStartScreen

        if study := self._study:
            self._app.push_screen(ExamStartScreen(study, code, request, seed))

    def sitting(self, live: LiveSitting) -> None:
        """Sit a mock exam, in the place of its start page."""
        from awslab.tui.screens.exam import ExamScreen

        if study := self._study:
            self._app.switch_screen(ExamScreen(study, live))

    def exam_result(self, live: LiveSitting) -> None:
        """Show how a mock exam went, in the place of the exam."""
        from awslab.tui.screens.exam_result import ExamResultScreen

        if study := self._study:
            self._app.switch_screen(ExamResultScreen(study, live.exam, live.id))

    def exam_results(self, code: str) -> None:
        """Show the last result and the attempts at an exam."""
        from awslab.tui.screens.exam_result import ExamResultScreen

        if study := self._study:
            self._app.push_screen(ExamResultScreen(study, code))

    def exam_review(self, sitting: SittingReport, place: int, *, only_wrong: bool = False) -> None:
        """Read the questions of a mock exam again, from the one at this place."""
        from awslab.tui.screens.exam_review import ExamReviewScreen

        if study := self._study:
            self._app.push_screen(ExamReviewScreen(study, sitting, place, only_wrong=only_wrong))

    def progress(self) -> None:
        """Show what the learner has done."""
        from awslab.tui.screens.progress import ProgressScreen

        if study := self._study:
            self._app.push_screen(ProgressScreen(study))

    def problems(self) -> None:
        """Show what is wrong with content files."""
        from awslab.tui.screens.problems import ProblemsScreen

        if study := self._study:
            self._app.push_screen(ProblemsScreen(study.library.problems))

    def help(self) -> None:
        """Show the keys and how things work."""
        from awslab.tui.screens.help import HelpScreen

        if not isinstance(self._app.screen, HelpScreen):
            self._app.push_screen(HelpScreen())

    def progress_trouble(self, error: ProgressError) -> None:
        """Ask what to do about a progress file that cannot be used: try again, continue without it, or leave."""
        from awslab.tui.screens.confirm import Choice, ConfirmScreen

        choices = (
            Choice("again", "Try again"),
            Choice("without", "Continue without saving"),
            Choice("quit", "Quit"),
        )
        self._app.push_screen(ConfirmScreen(error.message, error.hint, choices), self._after_trouble)

    def _after_trouble(self, choice: str | None) -> None:
        match choice:
            case "again":
                self._app.open_study()
            case "without":
                self._app.open_study(forgetful=True)
            case _:
                self._app.exit(5, 5)
